//! Working days in France: Monday to Friday without public holidays.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Whether people work on this day in metropolitan France.
///
/// Easter by the Gregorian computus.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_public_holiday(day)
}

/// The date `days` working days after `from`; the next working day for 0 when `from` is not one.
pub fn after(from: Date, days: u32) -> Date {
    let mut day = from;
    let mut left = days;
    while left > 0 || !is_working_day(day) {
        let Ok(next) = day.checked_add(1.day()) else { return day };
        day = next;
        if is_working_day(day) {
            left = left.saturating_sub(1);
        }
    }
    day
}

/// How many working days lie after `from`, up to `to` and with it; 0 where `to` is not later.
pub fn between(from: Date, to: Date) -> u32 {
    let mut day = from;
    let mut count = 0;
    while day < to {
        let Ok(next) = day.checked_add(1.day()) else { return count };
        day = next;
        count += u32::from(is_working_day(day));
    }
    count
}

/// Whether a day is one of the eleven public holidays of metropolitan France.
///
/// Source: Code du travail, art. L3133-1.
pub fn is_public_holiday(day: Date) -> bool {
    const FIXED: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    if FIXED.contains(&(day.month(), day.day())) {
        return true;
    }
    let easter = easter_sunday(day.year());
    // Easter Monday, Ascension, Whit Monday.
    [1, 39, 50].iter().any(|&offset| easter.checked_add(offset.days()).is_ok_and(|d| d == day))
}

/// Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn easter_sunday(year: i16) -> Date {
    let year_wide = i32::from(year);
    let a = year_wide.rem_euclid(19);
    let (b, c) = (year_wide.div_euclid(100), year_wide.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l).div_euclid(433);
    let month = (h + l - 7 * m + 90).div_euclid(25);
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    Date::new(year, month as i8, day as i8).unwrap_or(date(year, 4, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_calendar_says() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn five_working_days_skip_weekends_and_holidays() {
        assert_eq!(after(date(2026, 8, 6), 5), date(2026, 8, 13));
        // Friday 13 November 2026 is the fifth day: Wednesday 11 November is Armistice Day.
        assert_eq!(after(date(2026, 11, 5), 5), date(2026, 11, 13));
        assert_eq!(after(date(2026, 8, 15), 0), date(2026, 8, 17));
        assert!(!is_working_day(date(2026, 5, 14)), "Ascension");
        assert!(!is_working_day(date(2026, 5, 25)), "Whit Monday");
    }

    #[test]
    fn working_days_between_two_dates_are_those_it_takes_to_get_there() {
        for (from, days) in
            [(date(2026, 8, 6), 5), (date(2026, 8, 13), 1), (date(2026, 12, 23), 10), (date(2026, 8, 8), 3)]
        {
            assert_eq!(between(from, after(from, days)), days, "{from}");
        }
        assert_eq!(between(date(2026, 8, 6), date(2026, 8, 6)), 0);
        assert_eq!(between(date(2026, 8, 6), date(2026, 8, 1)), 0);
    }
}
