//! Times as logs write them, and the day and hour they were for the house.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::sighting::When;

/// A day, counted from 2000-01-01; one of 36,525.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub u16);

const EPOCH_DAYS: i64 = 10_957; // from 1970-01-01 to 2000-01-01
const DAYS: i64 = 36_525; // to 2100-01-01
const QUARTER: i64 = 900;

impl Day {
    /// Takes days since 1970-01-01; nothing outside 2000–2099, which no honest clock shows.
    pub fn of_epoch(day: i64) -> Option<Day> {
        let day = day - EPOCH_DAYS;
        if (0..DAYS).contains(&day) { u16::try_from(day).ok().map(Day) } else { None }
    }

    /// The date.
    pub fn date(self) -> Date {
        let start = Date::constant(2000, 1, 1);
        start.checked_add(jiff::Span::new().days(i64::from(self.0))).unwrap_or(start)
    }

    /// Whether it is a Monday, Tuesday, Wednesday, Thursday or Friday.
    #[inline]
    pub fn is_weekday(self) -> bool {
        // 2000-01-01 was a Saturday.
        self.0 % 7 >= 2
    }

    /// Takes a date.
    pub fn of(date: Date) -> Option<Day> {
        Day::of_epoch(days(i64::from(date.year()), i64::from(date.month()), i64::from(date.day())))
    }
}

/// The house's clock: what day and hour an instant was there.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    /// The last quarter of an hour asked for, and its answer: lines come in order, so this is nearly always it.
    last: (i64, Option<(Day, u8)>),
}

impl Clock {
    /// Takes the house's time zone.
    pub fn new(zone: TimeZone) -> Clock {
        Clock { zone, last: (i64::MIN, None) }
    }

    /// The day and the hour (0..=23) something was seen; nothing outside 2000–2099.
    #[inline]
    pub fn read(&mut self, when: When) -> Option<(Day, u8)> {
        match when {
            When::House { day, hour } => Day::of_epoch(day).map(|day| (day, hour.min(23))),
            When::Instant(seconds) => {
                // Offsets from UTC are whole quarters of an hour.
                let quarter = seconds.div_euclid(QUARTER);
                if quarter != self.last.0 {
                    self.last = (quarter, self.look(quarter));
                }
                self.last.1
            }
        }
    }

    #[cold]
    fn look(&self, quarter: i64) -> Option<(Day, u8)> {
        let instant = jiff::Timestamp::from_second(quarter.checked_mul(QUARTER)?).ok()?;
        let local = self.zone.to_datetime(instant);
        Some((Day::of(local.date())?, u8::try_from(local.hour()).unwrap_or(0)))
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; months and days beyond their range run on.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms" (the formula).
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Reads digits only; nothing when there are none, another sign, or too many.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut number = 0_i64;
    for &byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + i64::from(digit);
    }
    Some(number)
}

/// Reads a count of bytes: digits, or nothing (`-`, empty).
#[inline]
pub(crate) fn count(text: &[u8]) -> Option<u64> {
    digits(text).and_then(|number| u64::try_from(number).ok())
}

/// Reads seconds since 1970, with a fraction or without: `1286536309.023`.
#[inline]
pub(crate) fn epoch(text: &[u8]) -> Option<When> {
    let whole = match memchr::memchr(b'.', text) {
        Some(at) => text.get(..at)?,
        None => text,
    };
    digits(whole).map(When::Instant)
}

/// Reads seconds or milliseconds or microseconds since 1970: what is beyond the year 5138 in seconds is of the finer.
pub(crate) fn epoch_any(text: &[u8]) -> Option<When> {
    let whole = text.split(|&byte| byte == b'.').next().unwrap_or_default();
    let number = digits(whole)?;
    Some(When::Instant(match number {
        0..=99_999_999_999 => number,
        100_000_000_000..=99_999_999_999_999 => number / 1_000,
        100_000_000_000_000..=99_999_999_999_999_999 => number / 1_000_000,
        _ => number / 1_000_000_000,
    }))
}

/// An English month from its first three letters.
pub(crate) fn month(name: &[u8]) -> Option<i64> {
    const NAMES: [&[u8; 3]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let name = name.get(..3)?;
    NAMES.iter().position(|known| name.eq_ignore_ascii_case(*known)).map(|at| at as i64 + 1)
}

/// Reads `13:55:36`.
pub(crate) fn of_day(text: &[u8]) -> Option<i64> {
    let mut parts = text.splitn(3, |&byte| byte == b':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let second = parts.next().unwrap_or(b"0");
    let second = digits(second.split(|&byte| byte == b'.' || byte == b',').next()?)?;
    (hour < 24 && minute < 60 && second < 61).then_some(hour * 3_600 + minute * 60 + second)
}

/// Reads what Apache and Squid write: `10/Oct/2000:13:55:36 -0700`.
pub(crate) fn common_log(text: &[u8]) -> Option<When> {
    let (stamp, zone) = match memchr::memchr(b' ', text) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, &b"+0000"[..]),
    };
    let mut parts = stamp.splitn(3, |&byte| byte == b'/');
    let (day, month, rest) = (digits(parts.next()?)?, month(parts.next()?)?, parts.next()?);
    let at = memchr::memchr(b':', rest)?;
    let (year, time) = (digits(rest.get(..at)?)?, of_day(rest.get(at + 1..)?)?);
    if !(1..=31).contains(&day) {
        return None;
    }
    Some(When::Instant(days(year, month, day) * 86_400 + time - offset(zone)?))
}

/// Reads an offset from UTC in seconds: `-0700`, `+02:00`, `Z`.
fn offset(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    if matches!(text, b"Z" | b"z" | b"UTC" | b"GMT") {
        return Some(0);
    }
    let sign = match text.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = match &text[1..] {
        [a, b, b':', c, d] | [a, b, c, d] => ([*a, *b], [*c, *d]),
        [a, b] => ([*a, *b], *b"00"),
        _ => return None,
    };
    Some(sign * (digits(&hours)? * 3_600 + digits(&minutes)? * 60))
}

/// Reads a date and a time in the order of ISO 8601, with a zone or without: `2026-08-06T09:30:00.123+02:00`,
/// `2026-08-06 09:30:00`. Without a zone the time is UTC when `utc`, else the house's.
pub(crate) fn iso(text: &[u8], utc: bool) -> Option<When> {
    let text = text.trim_ascii();
    let date = text.get(..10)?;
    if !matches!((date[4], date[7]), (b'-', b'-') | (b'/', b'/')) {
        return None;
    }
    let (year, month, day) = (digits(&date[..4])?, digits(&date[5..7])?, digits(&date[8..10])?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let day = days(year, month, day);
    if text.len() == 10 {
        return Some(When::House { day, hour: 12 });
    }
    if !matches!(text[10], b'T' | b't' | b' ') {
        return None;
    }
    let rest = text.get(11..)?;
    let end = rest.iter().position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-' | b' ')).unwrap_or(rest.len());
    let seconds = of_day(&rest[..end])?;
    match rest[end..].trim_ascii() {
        b"" if utc => Some(When::Instant(day * 86_400 + seconds)),
        b"" => Some(When::House { day, hour: hour(seconds) }),
        zone => Some(When::Instant(day * 86_400 + seconds - offset(zone)?)),
    }
}

fn hour(seconds: i64) -> u8 {
    u8::try_from((seconds / 3_600).clamp(0, 23)).unwrap_or(0)
}

/// Reads what syslog writes, which has no year: `Aug  6 09:30:00`; the year is the one that brings it nearest before
/// `around`, a day later at most.
pub(crate) fn syslog(text: &[u8], around: Date) -> Option<When> {
    // A forwarded line bears its priority in front: `<13>Aug …`.
    let text = match text.first() {
        Some(b'<') => text.get(memchr::memchr(b'>', text)? + 1..)?,
        _ => text,
    };
    let mut parts = text.split(|&byte| byte == b' ').filter(|part| !part.is_empty());
    let (month, day, seconds) = (month(parts.next()?)?, digits(parts.next()?)?, of_day(parts.next()?)?);
    if !(1..=31).contains(&day) {
        return None;
    }
    let today = days(i64::from(around.year()), i64::from(around.month()), i64::from(around.day()));
    let this = days(i64::from(around.year()), month, day);
    let day = if this > today + 1 { days(i64::from(around.year()) - 1, month, day) } else { this };
    Some(When::House { day, hour: hour(seconds) })
}

/// Reads the dates security products write: `Aug 06 2026 09:30:00`, or milliseconds since 1970.
pub(crate) fn security(text: &[u8], around: Date) -> Option<When> {
    let text = text.trim_ascii();
    if let Some(when) = epoch_any(text) {
        return Some(when);
    }
    if let Some(when) = iso(text, false) {
        return Some(when);
    }
    let parts: Vec<&[u8]> = text.split(|&byte| byte == b' ').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [month_name, day, year, time, zone @ ..] if year.len() == 4 => {
            let day = days(digits(year)?, month(month_name)?, digits(day)?);
            let seconds = of_day(time)?;
            match zone.first().and_then(|zone| offset(zone)) {
                Some(offset) => Some(When::Instant(day * 86_400 + seconds - offset)),
                None => Some(When::House { day, hour: hour(seconds) }),
            }
        }
        [_, _, _, ..] => syslog(text, around),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn instant(text: &str) -> When {
        When::Instant(text.parse::<jiff::Timestamp>().expect("an instant").as_second())
    }

    #[test]
    fn a_weekday_is_what_the_calendar_says() {
        for number in 0..3_000 {
            let day = Day(number);
            let calendar = day.date().weekday().to_monday_zero_offset() < 5;
            assert_eq!(day.is_weekday(), calendar, "{}", day.date());
        }
    }

    #[test]
    fn every_way_a_log_writes_a_time_is_the_same_moment() {
        let moment = instant("2026-08-06T07:30:00Z");
        assert_eq!(common_log(b"06/Aug/2026:09:30:00 +0200"), Some(moment));
        assert_eq!(iso(b"2026-08-06T09:30:00.123+02:00", false), Some(moment));
        assert_eq!(iso(b"2026-08-06 07:30:00", true), Some(moment));
        assert_eq!(epoch(b"1786001400.023"), Some(moment));
        assert_eq!(epoch_any(b"1786001400023"), Some(moment));
        assert_eq!(security(b"Aug 06 2026 09:30:00 +0200", date(2026, 8, 7)), Some(moment));
    }

    #[test]
    fn a_time_without_a_year_is_the_last_such_day() {
        let day = |y, m, d| When::House { day: days(y, m, d), hour: 9 };
        assert_eq!(syslog(b"Aug  6 09:30:00", date(2026, 8, 6)), Some(day(2026, 8, 6)));
        assert_eq!(syslog(b"Dec 31 09:30:00", date(2026, 1, 2)), Some(day(2025, 12, 31)));
    }

    #[test]
    fn the_day_is_the_houses_and_a_mad_clock_has_none() {
        let mut clock = Clock::new(TimeZone::get("Europe/Paris").expect("a known zone"));
        let day = |y, m, d| Day::of(date(y, m, d)).expect("a day of the century");
        assert_eq!(clock.read(instant("2026-08-05T22:30:00Z")), Some((day(2026, 8, 6), 0)));
        assert_eq!(clock.read(instant("2026-01-05T22:30:00Z")), Some((day(2026, 1, 5), 23)));
        assert_eq!(clock.read(When::Instant(0)), None);
        assert_eq!(clock.read(When::Instant(i64::MAX)), None);
        assert_eq!(day(2026, 8, 6).date(), date(2026, 8, 6));
    }

    #[test]
    fn days_are_counted_as_the_calendar_counts_them() {
        let start = Date::constant(1970, 1, 1);
        for (y, m, d) in [(1970, 1, 1), (2000, 2, 29), (2026, 12, 31), (2099, 3, 1)] {
            let expect = (date(y, m, d) - start).get_days();
            assert_eq!(days(i64::from(y), i64::from(m), i64::from(d)), i64::from(expect));
        }
    }
}
