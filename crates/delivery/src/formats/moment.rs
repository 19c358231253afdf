//! Moments as trackers write them: with a zone or without, in ISO's order or in people's, in French or in English.

use base::Say;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use tabular::{Cell, Unfit};

/// Reads an instant that says its own zone, as interfaces write it: `2026-08-06T09:30:00.000+0200`,
/// `2026-08-06T07:30:00Z`, `2026-08-06 07:30:00 UTC`.
pub(super) fn instant(words: &str) -> Option<Timestamp> {
    let words = words.trim();
    if let Ok(instant) = words.parse() {
        return Some(instant);
    }
    let words = words.strip_suffix("UTC").map(|rest| format!("{}Z", rest.trim_end()))?;
    words.parse().ok()
}

/// How the moments of one column are written.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    zone: TimeZone,
    /// `11/15/2026`: told by a second number over 12 where no first one is.
    month_first: bool,
}

impl Moments {
    /// Looks through the cells of a column.
    pub(super) fn of<'c>(zone: &TimeZone, cells: impl Iterator<Item = &'c Cell>) -> Moments {
        let (mut first_over, mut second_over) = (false, false);
        for cell in cells {
            if let Cell::Text(words) = cell
                && let Some((first, second, _)) = three_numbers(words)
            {
                first_over |= first > 12;
                second_over |= second > 12;
            }
        }
        Moments { zone: zone.clone(), month_first: second_over && !first_over }
    }

    /// Reads a moment; a day without an hour begins at midnight in the house.
    ///
    /// Errors: no date, or one that does not exist.
    pub(super) fn read(&self, cell: &Cell) -> Result<Option<Timestamp>, Unfit> {
        if let Cell::Text(words) = cell
            && let Some(instant) = instant(words)
        {
            return Ok(Some(instant));
        }
        let Some(date) = self.date(cell)? else { return Ok(None) };
        let time = match cell {
            Cell::Text(words) => time(words),
            Cell::Number(serial) => of_serial(*serial),
            _ => None,
        };
        let moment = date.to_datetime(time.unwrap_or(Time::midnight())).to_zoned(self.zone.clone());
        moment.map(|moment| Some(moment.timestamp())).map_err(|_| Unfit {
            value: super::gather::shorten(&cell.shown()),
            reason: Say::new("cette heure n'existe pas", "there is no such hour"),
            way_out: Say::new("écrivez par exemple 2026-11-15 10:30", "write for instance 2026-11-15 10:30"),
        })
    }

    /// Reads a day, whatever hour it says.
    ///
    /// Errors: no date, or one that does not exist.
    pub(super) fn date(&self, cell: &Cell) -> Result<Option<Date>, Unfit> {
        if self.month_first
            && let Cell::Text(words) = cell
            && let Some((month, day, year)) = three_numbers(words)
            && let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day))
            && let Ok(date) = Date::new(year, month, day)
        {
            return Ok(Some(date));
        }
        cell.date()
    }
}

/// Reads the time of `12/mars/26 9:15 AM`, `2026-03-12 09:15:30`.
fn time(words: &str) -> Option<Time> {
    let (before, after) = words.split_once(':')?;
    let from = before.rfind(|sign: char| !sign.is_ascii_digit()).map_or(0, |at| at + 1);
    // What stands in front of the hour may be a sign of several bytes.
    let hour: i8 =
        before.get(from..).or_else(|| before.rsplit([' ', '\u{a0}', '\u{202f}', 'T']).next())?.parse().ok()?;
    let (minutes, rest) = after.split_at_checked(2)?;
    let minute: i8 = minutes.parse().ok()?;
    let (second, rest) = match rest.strip_prefix(':').and_then(|rest| rest.split_at_checked(2)) {
        Some((seconds, rest)) => (seconds.parse().ok()?, rest),
        None => (0, rest),
    };
    let half = rest.trim().to_lowercase().replace(['.', '\u{202f}', '\u{a0}'], "");
    let hour = match (half.as_str(), hour) {
        (half, 12) if half.starts_with("am") => 0,
        (half, 0..=11) if half.starts_with("pm") => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// The time of day in a number of days as Excel counts them.
fn of_serial(serial: f64) -> Option<Time> {
    let seconds = ((serial - serial.floor()) * 86_400.0).round() as i32;
    let part = |number: i32| i8::try_from(number).ok();
    Time::new(part(seconds / 3_600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0).ok()
}

/// Reads `11/15/2026`, perhaps with a time behind it.
fn three_numbers(words: &str) -> Option<(i16, i16, i16)> {
    let day = words.split([' ', 'T', ',']).next()?;
    let mut parts = day.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        (2, year) => 2000 + year,
        _ => return None,
    };
    Some((first.parse().ok()?, second.parse().ok()?, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").expect("a known zone")
    }

    fn check(words: &str, expect: &str) {
        let cell = Cell::Text(words.to_owned());
        let moments = Moments::of(&paris(), std::iter::once(&cell));
        let expect: Timestamp = expect.parse().expect("an instant");
        assert_eq!(moments.read(&cell).ok().flatten(), Some(expect), "{words:?}");
    }

    #[test]
    fn a_moment_is_read_as_trackers_write_it() {
        check("2026-08-06T09:30:00.000+0200", "2026-08-06T07:30:00Z");
        check("2026-08-06T07:30:00Z", "2026-08-06T07:30:00Z");
        check("2026-08-06 07:30:00 UTC", "2026-08-06T07:30:00Z");
        check("06/Aug/26 9:30 AM", "2026-08-06T07:30:00Z");
        check("06/août/26 9:30 PM", "2026-08-06T19:30:00Z");
        check("12/déc./26 12:05 AM", "2026-12-11T23:05:00Z");
        check("06/08/2026 09:30", "2026-08-06T07:30:00Z");
        check("08/16/2026 9:30 AM", "2026-08-16T07:30:00Z");
        check("2026-08-06", "2026-08-05T22:00:00Z");
        check("6 août 2026", "2026-08-05T22:00:00Z");
    }

    #[test]
    fn an_hour_the_clocks_skip_is_the_one_after() {
        check("29/03/2026 02:30", "2026-03-29T01:30:00Z");
    }

    #[test]
    fn the_month_comes_first_only_where_the_column_shows_it() {
        let cells = ["03/04/2026", "03/25/2026"].map(|words| Cell::Text(words.to_owned()));
        let moments = Moments::of(&paris(), cells.iter());
        assert_eq!(moments.date(&cells[0]).ok().flatten(), Some(jiff::civil::date(2026, 3, 4)));
        let alone = Moments::of(&paris(), cells[..1].iter());
        assert_eq!(alone.date(&cells[0]).ok().flatten(), Some(jiff::civil::date(2026, 4, 3)));
        assert!(alone.date(&cells[1]).is_err());
    }
}
