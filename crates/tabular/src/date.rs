//! Days as people type them, and as Excel counts them.

use base::Say;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::cell::{Unfit, shorten};
use crate::header;

/// Why words or a number are no day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Trouble {
    NotADate,
    /// The second number is no month, the first one is.
    MonthFirst,
    /// A year and nothing else.
    YearAlone,
    /// Such as 31 February.
    NoSuchDay,
}

impl Trouble {
    pub(crate) fn unfit(self, value: &str) -> Unfit {
        let v = shorten(value);
        let reason = match self {
            Trouble::NotADate => Say::new(format!("« {v} » n'est pas une date"), format!("“{v}” is not a date")),
            Trouble::MonthFirst => Say::new(
                format!("« {v} » a le mois en premier, alors que les dates se lisent jour d'abord"),
                format!("“{v}” has its month first, while dates are read day first"),
            ),
            Trouble::YearAlone => Say::new(
                format!("« {v} » est une année seule, sans mois ni jour"),
                format!("“{v}” is a year alone, without month or day"),
            ),
            Trouble::NoSuchDay => {
                Say::new(format!("le jour « {v} » n'existe pas"), format!("the day “{v}” does not exist"))
            }
        };
        let way_out = Say::new(
            "écrivez par exemple 15/11/2026, 2026-11-15 ou 06/2027",
            "write for instance 15/11/2026, 2026-11-15 or 06/2027",
        );
        Unfit::new(value, reason, way_out)
    }
}

/// The days Excel's calendar may count to be taken for a date: 1927-05-18 to 2199-12-31.
const SERIALS: std::ops::RangeInclusive<i64> = 10_000..=109_574;

/// Reads a number of days as Excel counts them (1 is 1 January 1900); a time of day is passed over.
pub(crate) fn from_serial(serial: f64) -> Result<Date, Trouble> {
    // The cast saturates, and what saturates lies outside the range.
    let days = serial.floor() as i64;
    if (1_900..=2_199).contains(&days) && serial == serial.floor() {
        return Err(Trouble::YearAlone);
    }
    if !SERIALS.contains(&days) {
        return Err(Trouble::NotADate);
    }
    // Excel counts a 29 February 1900 that never was, so from March 1900 on day 0 is 30 December 1899.
    jiff::civil::date(1899, 12, 30).checked_add(days.days()).map_err(|_| Trouble::NotADate)
}

/// One run of digits or of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    /// A number and how many digits it was written with.
    Digits(i16, usize),
    /// A month, 1 to 12.
    Month(i8),
    /// A quarter, 1 to 4.
    Quarter(i8),
}

/// Reads a day; the spellings stand at [`Cell::date`](crate::Cell::date).
pub(crate) fn parse(words: &str) -> Result<Date, Trouble> {
    use Token::{Digits, Month, Quarter};
    if words.len() > 64 {
        return Err(Trouble::NotADate);
    }
    let tokens = tokens(without_time(words.trim()))?;
    match *tokens.as_slice() {
        [Digits(year, 4), Digits(month, 1 | 2), Digits(day, 1 | 2)] => day_of(year, month, day),
        [Digits(day, 1 | 2), Digits(month, 1 | 2), Digits(year, digits @ (2 | 4))] => {
            if month > 12 && (1..=12).contains(&day) && month <= 31 {
                return Err(Trouble::MonthFirst);
            }
            day_of(full_year(year, digits), month, day)
        }
        [Digits(day, 1 | 2), Month(month), Digits(year, digits @ (2 | 4))]
        | [Month(month), Digits(day, 1 | 2), Digits(year, digits @ (2 | 4))] => {
            day_of(full_year(year, digits), month.into(), day)
        }
        [Digits(month, 1 | 2), Digits(year, 4)] | [Digits(year, 4), Digits(month, 1 | 2)] => last_of(year, month),
        [Month(month), Digits(year, 4)] => last_of(year, month.into()),
        [Quarter(quarter), Digits(year, 4)] | [Digits(year, 4), Quarter(quarter)] => {
            last_of(year, i16::from(quarter) * 3)
        }
        [Digits(year, 4)] if (1900..=2199).contains(&year) => Err(Trouble::YearAlone),
        [Digits(_, 8)] => compact(words.trim()).ok_or(Trouble::NotADate),
        [Digits(_, 5 | 6)] => words.trim().parse().map_err(|_| Trouble::NotADate).and_then(from_serial),
        _ => Err(Trouble::NotADate),
    }
}

/// Reads `20261115`, as machines write it.
fn compact(words: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| words.get(range)?.parse().ok();
    day_of(part(0..4)?, part(4..6)?, part(6..8)?).ok()
}

/// Cuts a time off: `2026-11-15T10:30:00Z`, `15/11/2026 10:30`.
fn without_time(words: &str) -> &str {
    let hours = words.split_once(':').map_or(words, |(before, _)| before);
    if hours.len() == words.len() {
        return words;
    }
    let date = hours.trim_end_matches(|c: char| c.is_ascii_digit());
    match date.strip_suffix(['T', 't', ' ', '\u{a0}', '\u{202f}']) {
        Some(date) => date.trim_end(),
        None => words,
    }
}

fn tokens(words: &str) -> Result<Vec<Token>, Trouble> {
    let plain = header::plain(words);
    let mut tokens = Vec::new();
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let same = |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = match first {
            '0'..='9' => {
                // Longer runs than a year only say how long they are.
                tokens.push(Token::Digits(run.parse().unwrap_or(i16::MAX), run.len()));
                after
            }
            c if c.is_alphabetic() => {
                let (token, after) = word(run, after)?;
                tokens.extend(token);
                after
            }
            '/' | '-' | '.' | ',' => rest.get(1..).unwrap_or(""),
            c if c.is_whitespace() => rest.get(c.len_utf8()..).unwrap_or(""),
            _ => return Err(Trouble::NotADate),
        };
        if tokens.len() > 4 {
            return Err(Trouble::NotADate);
        }
    }
    Ok(tokens)
}

/// Reads a word: a month, a quarter (with the digit after it), or one that carries nothing, such as a weekday.
fn word<'a>(run: &str, after: &'a str) -> Result<(Option<Token>, &'a str), Trouble> {
    const SILENT: [&str; 22] = [
        "er", "st", "nd", "rd", "th", "le", "de", "of", "the", "fin", "end", "lundi", "mardi", "mercredi", "jeudi",
        "vendredi", "samedi", "dimanche", "t", "z", "on", "du",
    ];
    const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if let Some(month) = month(run) {
        return Ok((Some(Token::Month(month)), after));
    }
    if matches!(run, "t" | "q")
        && let Some(quarter @ 1..=4) = after.chars().next().and_then(|c| c.to_digit(10))
        && !after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    {
        return Ok((Some(Token::Quarter(quarter as i8)), after.get(1..).unwrap_or("")));
    }
    if SILENT.contains(&run) || WEEKDAYS.contains(&run) {
        return Ok((None, after));
    }
    Err(Trouble::NotADate)
}

/// Reads a month's name, whole or cut short, in French or English, its accents already folded.
fn month(word: &str) -> Option<i8> {
    const NAMES: [(&str, i8); 25] = [
        ("janvier", 1),
        ("january", 1),
        ("fevrier", 2),
        ("february", 2),
        ("mars", 3),
        ("march", 3),
        ("avril", 4),
        ("april", 4),
        ("mai", 5),
        ("may", 5),
        ("juin", 6),
        ("june", 6),
        ("juillet", 7),
        ("july", 7),
        ("aout", 8),
        ("august", 8),
        ("septembre", 9),
        ("september", 9),
        ("octobre", 10),
        ("october", 10),
        ("novembre", 11),
        ("november", 11),
        ("decembre", 12),
        ("december", 12),
        ("sept", 9),
    ];
    // Three letters tell every month but juin and juillet.
    let long_enough = word.len() >= 3 && (word.len() >= 4 || word != "jui");
    long_enough.then(|| NAMES.iter().find(|(name, _)| name.starts_with(word)).map(|(_, month)| *month)).flatten()
}

fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (2, 0..=69) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

fn day_of(year: i16, month: i16, day: i16) -> Result<Date, Trouble> {
    let small = |n: i16| i8::try_from(n).map_err(|_| Trouble::NoSuchDay);
    Date::new(year, small(month)?, small(day)?).map_err(|_| Trouble::NoSuchDay)
}

fn last_of(year: i16, month: i16) -> Result<Date, Trouble> {
    day_of(year, month, 1).map(|first| first.last_of_month())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_people_type_it() {
        let november = date(2026, 11, 15);
        for words in [
            "2026-11-15",
            "2026/11/15",
            "2026-11-15T10:30:00Z",
            "2026-11-15 10:30",
            "20261115",
            "15/11/2026",
            "15/11/26",
            "15.11.2026",
            "15-11-2026",
            "15/11/2026 10:30:00",
            "15 nov. 2026",
            "15 novembre 2026",
            "dimanche 15 novembre 2026",
            "15-nov-26",
            "Nov 15, 2026",
            "November 15th, 2026",
            "Sunday 15 November 2026",
            "46341",
        ] {
            assert_eq!(parse(words), Ok(november), "{words:?}");
        }
        assert_eq!(parse("1er août 2026"), Ok(date(2026, 8, 1)));
        assert_eq!(parse("2 févr. 2026"), Ok(date(2026, 2, 2)));
        assert_eq!(parse("3 JUIL 2026"), Ok(date(2026, 7, 3)));
        assert_eq!(parse("01/02/69"), Ok(date(2069, 2, 1)));
        assert_eq!(parse("01/02/70"), Ok(date(1970, 2, 1)));
    }

    #[test]
    fn a_month_or_a_quarter_means_its_last_day() {
        for (words, expect) in [
            ("06/2027", date(2027, 6, 30)),
            ("2027-06", date(2027, 6, 30)),
            ("juin 2027", date(2027, 6, 30)),
            ("fin juin 2027", date(2027, 6, 30)),
            ("Feb 2028", date(2028, 2, 29)),
            ("T2 2027", date(2027, 6, 30)),
            ("Q4-2026", date(2026, 12, 31)),
        ] {
            assert_eq!(parse(words), Ok(expect), "{words:?}");
        }
    }

    #[test]
    fn a_day_that_is_doubtful_is_refused_with_its_reason() {
        for (words, trouble) in [
            ("11/15/2026", Trouble::MonthFirst),
            ("31/02/2026", Trouble::NoSuchDay),
            ("2026-13-01", Trouble::NoSuchDay),
            ("00/2027", Trouble::NoSuchDay),
            ("2026", Trouble::YearAlone),
            ("", Trouble::NotADate),
            ("bientôt", Trouble::NotADate),
            ("jui 2026", Trouble::NotADate),
            ("15+11+2026", Trouble::NotADate),
            ("1/2/3", Trouble::NotADate),
            ("999999", Trouble::NotADate),
        ] {
            assert_eq!(parse(words), Err(trouble), "{words:?}");
        }
    }

    #[test]
    fn a_day_of_excel_is_told_from_a_year() {
        assert_eq!(from_serial(46341.0), Ok(date(2026, 11, 15)));
        assert_eq!(from_serial(46341.75), Ok(date(2026, 11, 15)));
        assert_eq!(from_serial(2026.0), Err(Trouble::YearAlone));
        for serial in [0.0, -1.0, 1e300, f64::NAN, f64::INFINITY, 9_999.0, 109_575.0] {
            assert_eq!(from_serial(serial), Err(Trouble::NotADate), "{serial}");
        }
    }
}
