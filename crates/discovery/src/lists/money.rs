//! Amounts as statements write them, to the cent, never through a fraction of two.

use tabular::Cell;

/// The largest amount taken, in hundredths: ten thousand million of a currency.
pub(super) const CENTS_MOST: i64 = 1_000_000_000_000;

/// An amount, and its currency where it stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub cents: i64,
    pub currency: Option<&'static str>,
}

/// Reads a cell. `decimal` is the mark the rest of the table has before its decimals, where that is known.
///
/// Nothing for what is no amount, is over [`CENTS_MOST`], or has parts of a cent. A number of a workbook is a fraction
/// of two: one within a ten-thousandth of a cent of a whole cent is that cent.
pub(super) fn read(cell: &Cell, decimal: Option<char>) -> Option<Amount> {
    match cell {
        Cell::Number(number) => {
            let cents = number * 100.0;
            let whole = cents.round();
            let fits = (cents - whole).abs() < 1e-4 && whole.abs() <= CENTS_MOST as f64;
            fits.then_some(Amount { cents: whole as i64, currency: None })
        }
        Cell::Text(words) => parse(words, decimal),
        _ => None,
    }
}

/// The currencies that stand beside amounts, by sign or letters.
const CURRENCIES: [(&str, &str); 16] = [
    ("EUROS", "EUR"),
    ("EURO", "EUR"),
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("US$", "USD"),
    ("USD", "USD"),
    ("$", "USD"),
    ("GBP", "GBP"),
    ("£", "GBP"),
    ("CHF", "CHF"),
    ("CAD", "CAD"),
    ("JPY", "JPY"),
    ("¥", "JPY"),
    ("SEK", "SEK"),
    ("PLN", "PLN"),
    ("DKK", "DKK"),
];

/// Reads words: `1 234,56 €`, `-12.50`, `(12,50)`, `12,50-`, `USD 1,234.5`, `12,00 CR`.
pub(super) fn parse(words: &str, decimal: Option<char>) -> Option<Amount> {
    if words.len() > 64 {
        return None;
    }
    let mut rest = words.trim().to_uppercase();
    let mut negative = false;
    if let Some(inside) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, negative) = (inside.trim().to_owned(), true);
    }
    // What comes back is a credit; a debit is what is paid.
    if let Some(before) = rest.strip_suffix("CR") {
        (rest, negative) = (before.trim().to_owned(), !negative);
    } else if let Some(before) = rest.strip_suffix("DR") {
        rest = before.trim().to_owned();
    }
    let mut currency = None;
    for (sign, code) in CURRENCIES {
        let minus = if rest.starts_with(['-', '−', '+']) { 1 } else { 0 };
        let (head, tail): (String, String) = (rest.chars().take(minus).collect(), rest.chars().skip(minus).collect());
        if let Some(tail) = tail.trim_start().strip_prefix(sign) {
            (rest, currency) = (format!("{head}{}", tail.trim()), Some(code));
            break;
        }
        let (end, bare) = match rest.strip_suffix('-') {
            Some(bare) => ("-", bare.trim_end()),
            None => ("", rest.trim_end()),
        };
        if let Some(bare) = bare.strip_suffix(sign) {
            (rest, currency) = (format!("{}{end}", bare.trim()), Some(code));
            break;
        }
    }
    for minus in ['-', '−'] {
        if let Some(bare) = rest.strip_prefix(minus).or_else(|| rest.strip_suffix(minus)) {
            (rest, negative) = (bare.trim().to_owned(), !negative);
            break;
        }
    }
    let rest = rest.strip_prefix('+').unwrap_or(&rest).trim();
    let cents = unsigned(rest, decimal)?;
    Some(Amount { cents: if negative { -cents } else { cents }, currency })
}

/// Reads digits with marks into hundredths.
///
/// Of two different marks the last is before the decimals; one that stands more than once groups thousands; one that
/// stands once before three digits groups thousands too, as no amount has three decimals, unless the table shows that
/// its decimals stand behind that mark.
fn unsigned(digits: &str, decimal: Option<char>) -> Option<i64> {
    let is_blank = |sign: char| matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let last = digits.rfind([',', '.']);
    let marks = |mark: char| digits.chars().filter(|sign| *sign == mark).count();
    let (whole, part) = match last {
        None => (digits, ""),
        Some(at) => {
            let mark = digits[at..].chars().next()?;
            let other = if mark == ',' { '.' } else { ',' };
            let part = &digits[at + 1..];
            let groups = marks(mark) > 1 || (part.len() == 3 && marks(other) == 0 && decimal != Some(mark));
            if marks(mark) > 1 && marks(other) > 0 {
                return None;
            }
            if groups { (digits, "") } else { (&digits[..at], part) }
        }
    };
    let mut cents = 0_i64;
    let mut length = 0;
    let groups: Vec<&str> = whole.split(|sign: char| is_blank(sign) || matches!(sign, ',' | '.')).collect();
    for (place, group) in groups.iter().enumerate() {
        let fits = match (groups.len(), place) {
            (1, _) => true,
            (_, 0) => (1..=3).contains(&group.len()),
            _ => group.len() == 3,
        };
        if !fits || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        length += group.len();
        for byte in group.bytes() {
            cents = cents.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        }
    }
    let zeros = part.get(2..).unwrap_or_default();
    if !part.bytes().all(|byte| byte.is_ascii_digit()) || !zeros.bytes().all(|byte| byte == b'0') {
        return None;
    }
    if length == 0 && part.is_empty() {
        return None;
    }
    for place in 0..2 {
        let digit = part.as_bytes().get(place).map_or(0, |byte| i64::from(byte - b'0'));
        cents = cents.checked_mul(10)?.checked_add(digit)?;
    }
    (cents <= CENTS_MOST).then_some(cents)
}

/// Reads a currency's three letters, or its sign.
pub(super) fn currency(words: &str) -> Option<String> {
    let words = words.trim().to_uppercase();
    if let Some((_, code)) = CURRENCIES.iter().find(|(sign, _)| *sign == words) {
        return Some((*code).to_owned());
    }
    (words.len() == 3 && words.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, decimal: Option<char>, expect: Option<(i64, Option<&'static str>)>) {
        let expect = expect.map(|(cents, currency)| Amount { cents, currency });
        assert_eq!(parse(words, decimal), expect, "{words}");
    }

    #[test]
    fn an_amount_is_read_to_the_cent_as_any_statement_writes_it() {
        for (words, cents) in [
            ("89", 8900),
            ("89,00", 8900),
            ("89.5", 8950),
            ("1 234,56", 123_456),
            ("1\u{202f}234,56", 123_456),
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1'234.50", 123_450),
            ("1,184", 118_400),
            ("1.234.567", 123_456_700),
            ("-12,50", -1250),
            ("−12,50", -1250),
            ("12,50-", -1250),
            ("(12,50)", -1250),
            ("+3", 300),
            (".5", 50),
            ("0,10", 10),
            ("12,00 CR", -1200),
            ("12,00 DR", 1200),
            ("12.3400", 1234),
        ] {
            check(words, None, Some((cents, None)));
        }
        check("1 234,56 €", None, Some((123_456, Some("EUR"))));
        check("-€55,472.00", None, Some((-5_547_200, Some("EUR"))));
        check("€ -12.00", None, Some((-1200, Some("EUR"))));
        check("USD 1,234.5", None, Some((123_450, Some("USD"))));
        check("$12.00-", None, Some((-1200, Some("USD"))));
    }

    #[test]
    fn what_is_no_amount_to_the_cent_is_refused() {
        for words in
            ["", "-", "abc", "12,345,6", "1,23,456", "12.345,678.9", "12a", "1e3", "12,5,", "99999999999999", "1 2 3"]
        {
            check(words, None, None);
        }
        check("1,184", Some(','), None);
        check("1.184", Some(','), Some((118_400, None)));
        assert_eq!(read(&Cell::Number(0.1 + 0.2), None).map(|amount| amount.cents), Some(30));
        assert_eq!(read(&Cell::Number(12.345), None), None);
        assert_eq!(read(&Cell::Number(f64::NAN), None), None);
        assert_eq!(read(&Cell::Number(1e300), None), None);
    }
}
