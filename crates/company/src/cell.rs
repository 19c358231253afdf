//! What people put into the cells of their lists: words in two languages, numbers with or without a range, days.

use jiff::civil::Date;

/// Words in French and in English.
pub type Both = (&'static str, &'static str);

/// A day: year, month, day.
pub type Day = (i16, i8, i8);

/// No words.
pub const NOT_SAID: Both = ("", "");

/// A number as its source knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Nobody measured it: the cell stays empty.
    Unknown,
    /// One number.
    Exactly(f64),
    /// Somewhere in a range.
    Between(f64, f64),
}

impl Amount {
    /// Writes it with a decimal comma: `22`, `0,35`, `190 à 205`, or nothing.
    pub(crate) fn french(self) -> String {
        let number = |n: f64| n.to_string().replace('.', ",");
        match self {
            Amount::Unknown => String::new(),
            Amount::Exactly(n) => number(n),
            Amount::Between(low, high) => format!("{} à {}", number(low), number(high)),
        }
    }

    /// Writes it as a percentage: `99,5 %`.
    pub(crate) fn percent(self) -> String {
        match self {
            Amount::Unknown => String::new(),
            known => format!("{}\u{a0}%", known.french()),
        }
    }
}

/// Writes a day as French people do: `15/11/2026`.
pub(crate) fn french_day((year, month, day): Day) -> String {
    format!("{day:02}/{month:02}/{year}")
}

/// The day as a date.
///
/// Panics: on a day that does not exist; the days of this crate are written by hand and a test reads them all.
pub(crate) fn date((year, month, day): Day) -> Date {
    jiff::civil::date(year, month, day)
}
