//! A length of time as contracts state it: three months, ninety days.

use base::{Lang, Say, format, slug};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use tabular::{Cell, Unfit};

use super::unfit;

/// A length of time. Three months are not ninety days: each is kept as it was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// Months of the calendar.
    pub months: u16,
    /// Days of the calendar, besides.
    pub days: u16,
}

/// The most a period can be, in months and in days: a hundred years.
const MOST: (u16, u16) = (1_200, 36_525);

impl Period {
    /// So many months.
    pub const fn months(months: u16) -> Period {
        Period { months, days: 0 }
    }

    /// So many days.
    pub const fn days(days: u16) -> Period {
        Period { months: 0, days }
    }

    /// Whether it is no time at all.
    pub fn is_zero(self) -> bool {
        self == Period::days(0)
    }

    /// Several periods, one after the other; no longer than the calendar.
    pub(crate) fn times(self, count: u32) -> Span {
        let of = |each: u16| (i64::from(each) * i64::from(count)).min(119_000);
        of(self.months).months().days(of(self.days))
    }

    /// The day this long before another; a month ends with its last day where that one has no such day.
    pub fn before(self, day: Date) -> Date {
        day.saturating_sub(self.times(1))
    }

    /// Says "3 mois", "90 jours" or "3 months", "90 days".
    pub fn say(self) -> Say {
        let counted = |lang: Lang, count: u16, one: &str, many: &str| {
            let is_one = if lang == Lang::Fr { count < 2 } else { count == 1 };
            (count > 0)
                .then(|| format!("{}\u{a0}{}", format::number(lang, count.into(), 0), if is_one { one } else { many }))
        };
        Say::each(|lang| {
            let (month, months, day, days, and) = match lang {
                Lang::Fr => ("mois", "mois", "jour", "jours", " et "),
                Lang::En => ("month", "months", "day", "days", " and "),
            };
            let years = self.months / 12;
            let whole_years = self.months.is_multiple_of(12) && years > 0;
            let (year, many) = if lang == Lang::Fr { ("an", "ans") } else { ("year", "years") };
            let long =
                if whole_years { counted(lang, years, year, many) } else { counted(lang, self.months, month, months) };
            let parts: Vec<String> = long.into_iter().chain(counted(lang, self.days, day, days)).collect();
            if parts.is_empty() { format!("0\u{a0}{day}") } else { parts.join(and) }
        })
    }

    /// Writes it the way it is read back: `3 mois`, `90 jours`.
    pub fn written(self, lang: Lang) -> String {
        let (month, day) = if lang == Lang::Fr { ("mois", "jours") } else { ("months", "days") };
        match (self.months, self.days) {
            (0, days) => format!("{days} {day}"),
            (months, 0) => format!("{months} {month}"),
            (months, days) => format!("{months} {month} {days} {day}"),
        }
    }
}

/// What a number without a unit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bare {
    /// Days, as the header says.
    Days,
    /// Months, as the header says or as the field is always counted.
    Months,
    /// Nobody said: more than a year of months can only be days, fewer could be either.
    Unsaid,
}

/// What may stand beside a period without changing it.
const SILENT: [&str; 16] = [
    "de",
    "du",
    "d",
    "l",
    "la",
    "le",
    "avant",
    "fin",
    "echeance",
    "terme",
    "preavis",
    "before",
    "the",
    "end",
    "notice",
    "calendaires",
];

const NUMBERS: [(&str, u16); 12] = [
    ("un", 1),
    ("une", 1),
    ("one", 1),
    ("deux", 2),
    ("two", 2),
    ("trois", 3),
    ("three", 3),
    ("quatre", 4),
    ("four", 4),
    ("six", 6),
    ("douze", 12),
    ("twelve", 12),
];

/// Reads a period: `3 mois`, `90 jours`, `90 j`, `2 semaines`, `1 an`, `three months`, `3 mois avant l'échéance`; `90`
/// alone by what the header or the field says.
///
/// Errors: no number, no known unit, working days, a number that can be months as well as days.
pub(crate) fn period(cell: &Cell, bare: Bare) -> Result<Option<Period>, Unfit> {
    let Some(words) = cell.text()?.filter(|words| !super::is_unknown(words)) else { return Ok(None) };
    let slug = slug(&words);
    let parts = slug.split(['-', '.']).flat_map(runs).filter(|part| !part.is_empty() && !SILENT.contains(part));
    let mut read: Option<Period> = None;
    let mut number: Option<u16> = None;
    for part in parts {
        let named = NUMBERS.iter().find(|(word, _)| *word == part).map(|(_, number)| *number);
        match (named.or_else(|| part.parse().ok()), number) {
            (Some(new), None) => number = Some(new),
            (Some(_), Some(_)) => return Err(no_period(&words)),
            (None, Some(count)) => {
                let so_far = read.unwrap_or(Period::days(0));
                let more = |each: u16| count.checked_mul(each);
                let (months, days) = match part {
                    "j" | "jour" | "jours" | "d" | "day" | "days" => (Some(0), more(1)),
                    "semaine" | "semaines" | "sem" | "week" | "weeks" => (Some(0), more(7)),
                    "m" | "mois" | "month" | "months" => (more(1), Some(0)),
                    "trimestre" | "trimestres" | "quarter" | "quarters" => (more(3), Some(0)),
                    "an" | "ans" | "annee" | "annees" | "y" | "year" | "years" => (more(12), Some(0)),
                    _ => return Err(no_period(&words)),
                };
                let sum = |a: u16, b: Option<u16>| b.and_then(|b| a.checked_add(b));
                let (Some(months), Some(days)) = (sum(so_far.months, months), sum(so_far.days, days)) else {
                    return Err(no_period(&words));
                };
                (read, number) = (Some(Period { months, days }), None);
            }
            (None, None) => return Err(no_period(&words)),
        }
    }
    let read = match (read, number, bare) {
        (Some(read), None, _) => read,
        (None, Some(days), Bare::Days) => Period::days(days),
        (None, Some(months), Bare::Months) => Period::months(months),
        (None, Some(days), Bare::Unsaid) if days == 0 || days > 12 => Period::days(days),
        (None, Some(number), Bare::Unsaid) => {
            return Err(unfit(
                &words,
                Say::new(
                    format!("« {number} » peut être des jours ou des mois"),
                    format!("“{number}” can be days or months"),
                ),
                Say::new(
                    format!("écrivez « {number} mois » ou « {number} jours », ou dites-le dans l'en-tête"),
                    format!("write “{number} months” or “{number} days”, or say so in the header"),
                ),
            ));
        }
        _ => return Err(no_period(&words)),
    };
    if read.months > MOST.0 || read.days > MOST.1 {
        return Err(no_period(&words));
    }
    Ok(Some(read))
}

/// Splits `90j` into `90` and `j`.
fn runs(part: &str) -> impl Iterator<Item = &str> {
    part.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).map(|run| {
        // A slug is ASCII, so every run of bytes is text.
        std::str::from_utf8(run).unwrap_or("")
    })
}

fn no_period(words: &str) -> Unfit {
    let quoted = super::shorten(words);
    unfit(
        words,
        Say::new(format!("« {quoted} » n'est pas une durée"), format!("“{quoted}” is not a length of time")),
        Say::new(
            "écrivez par exemple 3 mois, ou 90 jours du calendrier",
            "write for instance 3 months, or 90 calendar days",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::typed;
    use super::*;

    #[test]
    fn a_period_is_read_as_contracts_state_it() {
        for (words, expect) in [
            ("3 mois", Ok(Some(Period::months(3)))),
            ("90 jours", Ok(Some(Period::days(90)))),
            ("90j", Ok(Some(Period::days(90)))),
            ("90", Ok(Some(Period::days(90)))),
            ("0", Ok(Some(Period::days(0)))),
            ("2 semaines", Ok(Some(Period::days(14)))),
            ("1 an", Ok(Some(Period::months(12)))),
            ("trois mois avant l'échéance", Ok(Some(Period::months(3)))),
            ("1 mois et 15 jours", Err("not a length")),
            ("1 mois 15 jours", Ok(Some(Period { months: 1, days: 15 }))),
            ("90 calendar days", Err("not a length")),
            ("30 jours calendaires", Ok(Some(Period::days(30)))),
            ("30 jours ouvrés", Err("not a length")),
            ("3", Err("days or months")),
            ("beaucoup", Err("not a length")),
            ("3 4 mois", Err("not a length")),
            ("99999 mois", Err("not a length")),
            ("?", Ok(None)),
            ("", Ok(None)),
        ] {
            let read = period(&typed(words), Bare::Unsaid).map_err(|no| no.reason.en);
            match (read, expect) {
                (Err(said), Err(part)) => assert!(said.contains(part), "{words}: {said}"),
                (read, expect) => assert_eq!(read, expect.map_err(str::to_owned), "{words}"),
            }
        }
        assert_eq!(period(&typed("3"), Bare::Months), Ok(Some(Period::months(3))));
        assert_eq!(period(&typed("3"), Bare::Days), Ok(Some(Period::days(3))));
        assert_eq!(period(&Cell::Number(60.0), Bare::Unsaid), Ok(Some(Period::days(60))));
    }

    #[test]
    fn what_is_written_reads_back_and_what_is_said_is_counted() {
        for it in [Period::months(3), Period::days(90), Period { months: 1, days: 15 }, Period::days(0)] {
            for lang in Lang::ALL {
                assert_eq!(period(&typed(&it.written(lang)), Bare::Unsaid), Ok(Some(it)));
            }
        }
        let said = |it: Period| it.say().en.replace('\u{a0}', " ");
        assert_eq!(said(Period::months(12)), "1 year");
        assert_eq!(said(Period::months(36)), "3 years");
        assert_eq!(said(Period::months(1)), "1 month");
        assert_eq!(said(Period { months: 2, days: 1 }), "2 months and 1 day");
    }

    #[test]
    fn months_before_a_day_end_with_their_last_day() {
        let day = jiff::civil::date;
        assert_eq!(Period::months(3).before(day(2026, 12, 31)), day(2026, 9, 30));
        assert_eq!(Period::months(1).before(day(2028, 3, 31)), day(2028, 2, 29));
        assert_eq!(Period::days(90).before(day(2026, 12, 31)), day(2026, 10, 2));
        assert_eq!(Period::months(1_200).before(Date::MIN), Date::MIN);
    }
}
