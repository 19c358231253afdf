//! Numbers, ranges and shares as people type them.

use base::{Quantity, Say};

use crate::cell::{Unfit, shorten};

/// Why words are no number, share or quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Trouble {
    NotANumber,
    /// One mark before three digits: either reading is a thousandfold off the other.
    TwoWays,
    /// A percent sign where a plain number is expected.
    Percent,
    /// A share outside 0 to 100 %.
    OutOfShare,
    /// A range whose ends stand in the wrong order, or that leaves its own value out.
    UpsideDown,
}

impl Trouble {
    pub(crate) fn unfit(self, value: &str) -> Unfit {
        let v = shorten(value);
        let (reason, way_out) = match self {
            Trouble::NotANumber => (
                Say::new(format!("« {v} » n'est pas un nombre"), format!("“{v}” is not a number")),
                Say::new(
                    "écrivez le nombre seul, et mettez l'unité dans l'en-tête",
                    "write the number alone, and put the unit in the header",
                ),
            ),
            Trouble::TwoWays => {
                let digits: String = value.chars().filter(char::is_ascii_digit).collect();
                (
                    Say::new(
                        format!("« {v} » peut se lire de deux façons : avec des milliers ou avec des décimales"),
                        format!("“{v}” can be read two ways: with thousands or with decimals"),
                    ),
                    Say::new(
                        format!("écrivez {digits} si ce sont des milliers, {v}0 si ce sont des décimales"),
                        format!("write {digits} if these are thousands, {v}0 if these are decimals"),
                    ),
                )
            }
            Trouble::Percent => (
                Say::new(
                    format!("« {v} » est un pourcentage là où un nombre est attendu"),
                    format!("“{v}” is a percentage where a number is expected"),
                ),
                Say::new("écrivez le nombre sans le signe %", "write the number without the % sign"),
            ),
            Trouble::OutOfShare => (
                Say::new(
                    format!("« {v} » n'est pas une part entre 0 et 100 %"),
                    format!("“{v}” is not a share between 0 and 100 %"),
                ),
                Say::new("écrivez par exemple 99,5 %", "write for instance 99.5 %"),
            ),
            Trouble::UpsideDown => (
                Say::new(
                    format!("« {v} » est une fourchette à l'envers, ou qui ne contient pas sa propre valeur"),
                    format!("“{v}” is a range upside down, or one that leaves its own value out"),
                ),
                Say::new("écrivez par exemple 22 [18-26]", "write for instance 22 [18-26]"),
            ),
        };
        Unfit::new(value, reason, way_out)
    }
}

/// The longest number worth reading, in bytes; the longest an `f64` needs is well under it.
const LONGEST: usize = 1_200;

/// Reads one number; the rule stands at [`Cell::number`](crate::Cell::number). `decimal` is the mark the rest of the
/// file has before its decimals, where that is known.
pub(crate) fn number(words: &str, decimal: Option<char>) -> Result<f64, Trouble> {
    match (marked(words)?, decimal) {
        (Marked::Plain { number, .. }, _) => Ok(number),
        (Marked::TwoWays { decimals, mark, .. }, Some(decimal)) if mark == decimal => Ok(decimals),
        (Marked::TwoWays { thousands, .. }, Some(_)) => Ok(thousands),
        (Marked::TwoWays { .. }, None) => Err(Trouble::TwoWays),
    }
}

/// The decimal mark that a number shows beyond doubt: its own, or the other one than groups its thousands.
pub(crate) fn decimal_shown(words: &str) -> Option<char> {
    match marked(words) {
        Ok(Marked::Plain { shows, .. }) => shows,
        _ => None,
    }
}

/// Reads a share; the rule stands at [`Cell::share`](crate::Cell::share).
pub(crate) fn share(words: &str) -> Result<f64, Trouble> {
    let words = words.trim();
    let (digits, percent) = match words.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (words, false),
    };
    // Read with thousands, it would be over 100 %: only the decimals are left.
    let number = match marked(digits)? {
        Marked::Plain { number, .. } | Marked::TwoWays { decimals: number, .. } => number,
    };
    if percent { within_share(number / 100.0) } else { share_of(number) }
}

/// Reads a bare number as a share: up to 1 itself, above as a percentage.
pub(crate) fn share_of(number: f64) -> Result<f64, Trouble> {
    within_share(if number > 1.0 { number / 100.0 } else { number })
}

fn within_share(share: f64) -> Result<f64, Trouble> {
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err(Trouble::OutOfShare) }
}

/// Reads a number with its range; the spellings stand at [`Cell::quantity`](crate::Cell::quantity).
pub(crate) fn quantity(words: &str, decimal: Option<char>) -> Result<Quantity, Trouble> {
    let number = |words: &str| number(words, decimal);
    let words = without_roughly(words.trim());
    if words.len() > LONGEST {
        return Err(Trouble::NotANumber);
    }
    if let Some((likely, margin)) = split_once_any(words, &["±", "+/-", "+-"]) {
        return around(number(likely)?, margin.trim(), decimal);
    }
    if let Some((before, inside)) = bracketed(words) {
        let (low, high) = ends(inside, decimal)?;
        let likely = if before.trim().is_empty() { middle(low, high) } else { number(without_roughly(before))? };
        return ordered(low, likely, high);
    }
    match number(words) {
        Ok(number) => Ok(Quantity::exact(number)),
        Err(trouble) => match ends(words, decimal) {
            Ok((low, high)) => ordered(low, middle(low, high), high),
            Err(Trouble::NotANumber) => Err(trouble),
            Err(other) => Err(other),
        },
    }
}

fn around(likely: f64, margin: &str, decimal: Option<char>) -> Result<Quantity, Trouble> {
    let margin = match margin.strip_suffix('%') {
        Some(percent) => likely.abs() * number(percent, decimal)? / 100.0,
        None => number(margin, decimal)?,
    };
    if margin < 0.0 { Err(Trouble::UpsideDown) } else { ordered(likely - margin, likely, likely + margin) }
}

fn ordered(low: f64, likely: f64, high: f64) -> Result<Quantity, Trouble> {
    let all_finite = low.is_finite() && likely.is_finite() && high.is_finite();
    match low <= likely && likely <= high {
        true if all_finite => Ok(Quantity::range(low, likely, high)),
        true => Err(Trouble::NotANumber),
        false => Err(Trouble::UpsideDown),
    }
}

/// The middle, taken so that two huge ends do not overflow.
fn middle(low: f64, high: f64) -> f64 {
    low / 2.0 + high / 2.0
}

/// Passes over a word that says "roughly".
fn without_roughly(words: &str) -> &str {
    const ROUGHLY: [&str; 9] = ["≈", "~", "≃", "environ", "env.", "env", "about", "circa", "ca."];
    let lower = words.to_ascii_lowercase();
    let word = ROUGHLY.iter().find(|word| lower.starts_with(**word));
    word.and_then(|word| words.get(word.len()..)).unwrap_or(words).trim()
}

/// Splits `22 [18-26]` into `22` and `18-26`.
fn bracketed(words: &str) -> Option<(&str, &str)> {
    [('[', ']'), ('(', ')')].into_iter().find_map(|(open, close)| words.strip_suffix(close)?.split_once(open))
}

/// Reads the two ends of a range: `18–26`, `18 à 26`, `18 ; 26`, `entre 18 et 26`, `18-26`.
fn ends(words: &str, decimal: Option<char>) -> Result<(f64, f64), Trouble> {
    const BETWEEN: [&str; 12] = [";", "–", "—", "…", "..", " à ", " a ", " to ", " et ", " and ", " - ", "−"];
    let words = words.trim();
    let words = ["entre ", "between ", "de ", "from "].iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words);
    let mut trouble = Trouble::NotANumber;
    let hyphens = words.char_indices().skip(1).filter(|(_, sign)| matches!(sign, '-' | '−')).take(4);
    let by_hyphen = hyphens.filter_map(|(at, sign)| Some((words.get(..at)?, words.get(at + sign.len_utf8()..)?)));
    let by_word = BETWEEN.iter().filter_map(|between| words.split_once(between));
    for (low, high) in by_word.chain(by_hyphen) {
        match (number(low, decimal), number(high, decimal)) {
            (Ok(low), Ok(high)) => return Ok((low, high)),
            (Err(Trouble::TwoWays), Ok(_) | Err(Trouble::TwoWays)) | (Ok(_), Err(Trouble::TwoWays)) => {
                trouble = Trouble::TwoWays;
            }
            _ => {}
        }
    }
    Err(trouble)
}

fn split_once_any<'a>(words: &'a str, marks: &[&str]) -> Option<(&'a str, &'a str)> {
    marks.iter().find_map(|mark| words.split_once(mark))
}

/// What a spelled number can mean.
enum Marked {
    Plain {
        number: f64,
        /// The decimal mark it shows, if it shows any.
        shows: Option<char>,
    },
    /// One mark before three digits.
    TwoWays { decimals: f64, thousands: f64, mark: char },
}

fn marked(words: &str) -> Result<Marked, Trouble> {
    let words = words.trim();
    if words.len() > LONGEST {
        return Err(Trouble::NotANumber);
    }
    if words.ends_with('%') {
        return Err(Trouble::Percent);
    }
    let (negative, words) = signed(words);
    let (digits, exponent) = match words.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i16>().map_err(|_| Trouble::NotANumber)?),
        None => (words, 0),
    };
    let decimal = decimal_mark(digits);
    let (whole, part) = match decimal.and_then(|mark| digits.rsplit_once(mark)) {
        Some((whole, part)) => (whole, part),
        None => (digits, ""),
    };
    let whole = grouped(whole).ok_or(Trouble::NotANumber)?;
    let well_formed = part.bytes().all(|b| b.is_ascii_digit()) && !(whole.is_empty() && part.is_empty());
    if !well_formed || (decimal.is_some() && part.is_empty()) {
        return Err(Trouble::NotANumber);
    }
    let sign = if negative { "-" } else { "" };
    let read = |digits: String| -> Result<f64, Trouble> {
        let number: f64 = digits.parse().map_err(|_| Trouble::NotANumber)?;
        if number.is_finite() { Ok(number) } else { Err(Trouble::NotANumber) }
    };
    let number = read(format!("{sign}{whole}.{part}e{exponent}"))?;
    let alone = digits.bytes().filter(|b| !b.is_ascii_digit()).count() == 1 && exponent == 0;
    let two_ways = alone && part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    match decimal.filter(|_| two_ways) {
        Some(mark) => Ok(Marked::TwoWays { decimals: number, thousands: read(format!("{sign}{whole}{part}"))?, mark }),
        None => Ok(Marked::Plain { number, shows: decimal.or_else(|| other_than_groups(digits)) }),
    }
}

/// The mark that is left for decimals where the other one groups thousands.
fn other_than_groups(digits: &str) -> Option<char> {
    match (digits.contains('.'), digits.contains(',')) {
        (true, false) => Some(','),
        (false, true) => Some('.'),
        _ => None,
    }
}

/// Takes sign and euro off: `−€55,472`, `- 12 €`, `+3`.
fn signed(words: &str) -> (bool, &str) {
    let words = words.strip_prefix('€').unwrap_or(words).trim_start();
    let (negative, words) = match words.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, words.strip_prefix('+').unwrap_or(words)),
    };
    let words = words.trim_start();
    let words = words.strip_prefix('€').unwrap_or(words).trim();
    let euros = ["€", "EUR", "euros"].iter().find_map(|euro| words.strip_suffix(euro));
    (negative, euros.unwrap_or(words).trim())
}

/// Which of point and comma is the decimal mark, if any.
fn decimal_mark(digits: &str) -> Option<char> {
    let count = |mark: char| digits.chars().filter(|c| *c == mark).count();
    match (count('.'), count(',')) {
        (0, 0) => None,
        (1, 0) => Some('.'),
        (0, 1) => Some(','),
        (_, 0) | (0, _) => None,
        _ => digits.chars().rev().find(|c| matches!(c, '.' | ',')),
    }
}

/// Takes the thousands marks out of a whole number; `None` when what stands between them is no group of three.
fn grouped(whole: &str) -> Option<String> {
    let kind = |c: char| match c {
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => Some(' '),
        '\'' | '’' => Some('\''),
        '.' | ',' => Some(c),
        _ => None,
    };
    let mut marks = whole.chars().filter_map(kind);
    let first_mark = marks.next();
    if marks.any(|mark| Some(mark) != first_mark) {
        return None;
    }
    let mut out = String::with_capacity(whole.len());
    for (i, group) in whole.split(|c| kind(c).is_some()).enumerate() {
        let size_fits = match (i, first_mark) {
            (_, None) => true,
            (0, _) => (1..=3).contains(&group.len()),
            _ => group.len() == 3,
        };
        if !size_fits || !group.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: f64) {
        let read = number(words, None).unwrap_or_else(|trouble| panic!("{words:?}: {trouble:?}"));
        assert!((read - expect).abs() <= expect.abs() * 1e-12, "{words:?} read as {read}");
    }

    #[test]
    fn a_number_is_read_as_any_country_writes_it() {
        for (words, expect) in [
            ("22", 22.0),
            ("22,5", 22.5),
            ("22.5", 22.5),
            ("-22,5", -22.5),
            ("−22,5", -22.5),
            ("+3", 3.0),
            (".5", 0.5),
            ("0,125", 0.125),
            ("1 184", 1184.0),
            ("1\u{a0}184", 1184.0),
            ("1\u{202f}184,25", 1184.25),
            ("34\u{202f}472\u{a0}€", 34472.0),
            ("€34,472.50", 34472.5),
            ("−€55,472.00", -55472.0),
            ("1'184", 1184.0),
            ("1’184’000.5", 1184000.5),
            ("1.234.567,8", 1234567.8),
            ("1,234,567.8", 1234567.8),
            ("1,234,567", 1234567.0),
            ("1,1840", 1.184),
            ("1184.250", 1184.25),
            ("1,23E+12", 1.23e12),
            ("1e-3", 0.001),
        ] {
            check(words, expect);
        }
    }

    #[test]
    fn a_number_that_could_be_two_is_refused_with_both_spellings() {
        for words in ["1,184", "1.184", "-12.500", "120,000", "€1,184"] {
            assert_eq!(number(words, None), Err(Trouble::TwoWays), "{words}");
        }
        let unfit = Trouble::TwoWays.unfit("1,184");
        assert!(unfit.way_out.fr.contains("1184") && unfit.way_out.fr.contains("1,1840"), "{unfit:?}");
    }

    #[test]
    fn what_the_rest_of_the_file_shows_settles_a_number_that_could_be_two() {
        assert_eq!(number("1,184", Some('.')), Ok(1184.0));
        assert_eq!(number("1,184", Some(',')), Ok(1.184));
        assert_eq!(number("-1.184", Some(',')), Ok(-1184.0));
        assert_eq!(
            quantity("1,184 [1,100-1,300]", Some('.')),
            Ok(Quantity { low: 1100.0, likely: 1184.0, high: 1300.0 })
        );
        for (words, shown) in [
            ("22,5", Some(',')),
            ("0.125", Some('.')),
            ("1,234,567", Some('.')),
            ("1.234,5", Some(',')),
            ("1,184", None),
            ("22", None),
            ("1 184", None),
            ("a", None),
        ] {
            assert_eq!(decimal_shown(words), shown, "{words:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_never_guessed() {
        for words in [
            "",
            " ",
            "abc",
            "12 k€",
            "1 2",
            "12 34",
            "1,2,3",
            "1.23.456",
            "1 184 5",
            "12,",
            "--5",
            "1e",
            "1e9999",
            "NaN",
            "inf",
            "0x10",
            "٣",
            "1/2",
            "12h",
            "06/2027",
            "2026-11-15",
            "1'18",
            ",",
            ".",
            "-",
            "€",
        ] {
            assert!(number(words, None).is_err(), "{words:?} read as {:?}", number(words, None));
        }
        assert_eq!(number("12 %", None), Err(Trouble::Percent));
    }

    #[test]
    fn a_quantity_keeps_the_range_its_source_leaves_open() {
        for (words, low, likely, high) in [
            ("22", 22.0, 22.0, 22.0),
            ("22 [18-26]", 18.0, 22.0, 26.0),
            ("22 [18–26]", 18.0, 22.0, 26.0),
            ("77 [72\u{a0};\u{a0}83]", 72.0, 77.0, 83.0),
            ("22 (18 à 26)", 18.0, 22.0, 26.0),
            ("[18 ; 26]", 18.0, 22.0, 26.0),
            ("18–26", 18.0, 22.0, 26.0),
            ("18-26", 18.0, 22.0, 26.0),
            ("18,5 - 26,5", 18.5, 22.5, 26.5),
            ("18 to 26", 18.0, 22.0, 26.0),
            ("entre 18 et 26", 18.0, 22.0, 26.0),
            ("-4 - -2", -4.0, -3.0, -2.0),
            ("≈ 22", 22.0, 22.0, 22.0),
            ("~22", 22.0, 22.0, 22.0),
            ("env. 22", 22.0, 22.0, 22.0),
            ("22 ± 4", 18.0, 22.0, 26.0),
            ("22 +/- 4", 18.0, 22.0, 26.0),
            ("20 ± 10 %", 18.0, 20.0, 22.0),
            ("≈ 1 184 [1 100–1 300]", 1100.0, 1184.0, 1300.0),
        ] {
            assert_eq!(quantity(words, None), Ok(Quantity { low, likely, high }), "{words:?}");
        }
    }

    #[test]
    fn a_range_that_contradicts_itself_is_refused() {
        for words in ["26-18", "22 [26-18]", "30 [18-26]", "22 ± -4"] {
            assert_eq!(quantity(words, None), Err(Trouble::UpsideDown), "{words:?}");
        }
        for words in ["22 calls", "a-b", "22 [x-y]", "18-26-30", "2026-11-15", "[]", "±", "≈", "-"] {
            assert!(quantity(words, None).is_err(), "{words:?}");
        }
        assert_eq!(quantity("1,184 [1,100-1,300]", None), Err(Trouble::TwoWays));
    }

    #[test]
    fn a_share_is_read_with_or_without_its_sign() {
        for (words, expect) in [
            ("99,5 %", 0.995),
            ("99.5%", 0.995),
            ("0.995", 0.995),
            ("99,5", 0.995),
            ("1", 1.0),
            ("100", 1.0),
            ("1 %", 0.01),
            ("0", 0.0),
            ("61,875 %", 0.61875),
            ("0,5\u{a0}%", 0.005),
        ] {
            let read = share(words).unwrap_or_else(|trouble| panic!("{words:?}: {trouble:?}"));
            assert!((read - expect).abs() < 1e-12, "{words:?} read as {read}");
        }
        for words in ["120 %", "101", "-1", "-0,5 %", "1 184"] {
            assert_eq!(share(words), Err(Trouble::OutOfShare), "{words:?}");
        }
    }
}
