//! When a house is at work: weekdays, hours, public holidays, in its own time zone.
//!
//! A second is open when the clock on the wall then shows an open hour of a day worked. When clocks go back, an hour
//! that is shown twice is open twice; when they go forward, an hour that is never shown is never open.

use std::collections::BTreeSet;

use base::workdays;
use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// Seconds in a day on the wall.
const DAY: i64 = 86_400;

/// Open hours of each weekday, as seconds from midnight: start and end, in order, apart from one another.
type Week = [Vec<(i64, i64)>; 7];

/// The days nobody works although it is a weekday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// Whether the public holidays of metropolitan France are kept.
    pub france: bool,
    /// Other days, stated one by one: another country's, a region's, the house's own.
    pub also: BTreeSet<Date>,
}

impl Holidays {
    /// Whether nobody works on this day.
    pub fn hold(&self, day: Date) -> bool {
        (self.france && workdays::is_public_holiday(day)) || self.also.contains(&day)
    }
}

/// The opening hours of a house.
#[derive(Clone, Debug)]
pub struct Hours {
    zone: TimeZone,
    week: Week,
    holidays: Holidays,
    /// Open stretches between `ready.0` and `ready.1`, each with the open seconds before it.
    table: Vec<(i64, i64, i64)>,
    ready: (i64, i64),
}

impl Default for Hours {
    fn default() -> Hours {
        Hours::house()
    }
}

impl Hours {
    /// The hours of a house that has said nothing else: Monday to Friday, 9:00 to 12:30 and 13:30 to 17:00, in Paris,
    /// without the public holidays of metropolitan France.
    ///
    /// Source: 35 hours a week, Code du travail, art. L3121-27.
    pub fn house() -> Hours {
        let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        let worked = [(9 * 3_600, 12 * 3_600 + 1_800), (13 * 3_600 + 1_800, 17 * 3_600)];
        Hours::of(
            zone,
            |day| day.to_monday_one_offset() <= 5,
            &worked,
            Holidays { france: true, ..Holidays::default() },
        )
    }

    /// The hours of a house: on which weekdays, from when to when.
    ///
    /// Shape: `open` in seconds from midnight, in any order; what overlaps counts once, what lies outside the day not
    /// at all.
    pub fn of(zone: TimeZone, works: impl Fn(Weekday) -> bool, open: &[(i64, i64)], holidays: Holidays) -> Hours {
        let mut day: Vec<(i64, i64)> =
            open.iter().map(|(from, to)| ((*from).max(0), (*to).min(DAY))).filter(|(from, to)| from < to).collect();
        day.sort_unstable();
        let mut apart: Vec<(i64, i64)> = Vec::new();
        for (from, to) in day {
            match apart.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => apart.push((from, to)),
            }
        }
        let week = std::array::from_fn(|at| {
            let day = Weekday::from_monday_zero_offset(at as i8);
            if day.is_ok_and(&works) { apart.clone() } else { Vec::new() }
        });
        Hours { zone, week, holidays, table: Vec::new(), ready: (0, 0) }
    }

    /// The same hours, worked out beforehand between two instants: asked often, they answer at once.
    pub fn ready(mut self, from: Timestamp, to: Timestamp) -> Hours {
        let (from, to) = (from.as_second(), to.as_second());
        let mut before = 0;
        let mut table = Vec::new();
        self.each(from, to, |start, end| {
            table.push((start, end, before));
            before += end - start;
        });
        self.table = table;
        self.ready = (from, to.max(from));
        self
    }

    /// The open seconds from one instant to another; 0 where the second is not later. Parts of seconds do not count.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> i64 {
        self.open_s(from.as_second(), to.as_second())
    }

    /// [`Hours::between`] for whole seconds since 1970.
    pub(crate) fn open_s(&self, from: i64, to: i64) -> i64 {
        if from >= to {
            return 0;
        }
        if self.ready.0 <= from && to <= self.ready.1 {
            return self.before(to) - self.before(from);
        }
        let mut open = 0;
        self.each(from, to, |start, end| open += end - start);
        open
    }

    /// The instant by which so many seconds of opening have gone by after another; `None` beyond what calendars hold.
    pub fn after(&self, from: Timestamp, open_s: i64) -> Option<Timestamp> {
        let mut left = open_s.max(0);
        let mut at = from.as_second();
        if left == 0 {
            return Timestamp::from_second(at).ok();
        }
        // A house that never opens has no such instant: eleven years hold every weekday off and every moved holiday.
        for _ in 0..132 {
            let until = at.checked_add(31 * DAY)?;
            let mut found = None;
            self.each(at, until, |start, end| {
                if found.is_none() && end - start >= left {
                    found = Some(start + left);
                }
                left -= end - start;
            });
            match found {
                Some(second) => return Timestamp::from_second(second).ok(),
                None => at = until,
            }
        }
        None
    }

    /// The open seconds of one day worked: the longest of the week's days.
    pub fn day_s(&self) -> i64 {
        self.week.iter().map(|day| day.iter().map(|(from, to)| to - from).sum()).max().unwrap_or(0)
    }

    /// Open seconds as working days.
    pub fn days(&self, open_s: i64) -> f64 {
        match self.day_s() {
            0 => 0.0,
            day => open_s as f64 / day as f64,
        }
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        !self.week[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())].is_empty()
            && !self.holidays.hold(day)
    }

    /// The time zone the clocks on the wall keep.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The open seconds of the table before a second inside it.
    fn before(&self, second: i64) -> i64 {
        let next = self.table.partition_point(|(start, ..)| *start < second);
        match next.checked_sub(1).and_then(|at| self.table.get(at)) {
            Some((start, end, before)) => before + (second.min(*end) - start),
            None => 0,
        }
    }

    /// Tells every open stretch between two seconds, in order.
    fn each(&self, from: i64, to: i64, mut tell: impl FnMut(i64, i64)) {
        let Ok(start) = Timestamp::from_second(from) else { return };
        let mut offset = self.zone.to_offset(start);
        let mut since = from;
        for change in self.zone.following(start) {
            let at = change.timestamp().as_second();
            if since >= to || at >= to {
                break;
            }
            self.under(offset, since, at, &mut tell);
            (offset, since) = (change.offset(), at);
        }
        self.under(offset, since, to, &mut tell);
    }

    /// [`Hours::each`] while the clocks on the wall stand at one offset from UTC.
    fn under(&self, offset: Offset, from: i64, to: i64, tell: &mut impl FnMut(i64, i64)) {
        let shift = i64::from(offset.seconds());
        let Ok(first) = Timestamp::from_second(from) else { return };
        let mut day = offset.to_datetime(first).date();
        let mut midnight = (from + shift).div_euclid(DAY) * DAY - shift;
        while midnight < to {
            if self.is_worked(day) {
                let week_day = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
                for (open, close) in &self.week[week_day] {
                    let (start, end) = ((midnight + open).max(from), (midnight + close).min(to));
                    if start < end {
                        tell(start, end);
                    }
                }
            }
            let Ok(next) = day.checked_add(1.day()) else { return };
            (day, midnight) = (next, midnight + DAY);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn paris(day: Date, hour: i8, minute: i8) -> Timestamp {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        day.at(hour, minute, 0, 0).to_zoned(zone).unwrap().timestamp()
    }

    #[test]
    fn a_day_of_the_house_has_seven_hours_and_a_week_thirty_five() {
        let hours = Hours::house();
        assert_eq!(hours.day_s(), 7 * 3_600);
        let week = hours.between(paris(date(2026, 3, 2), 0, 0), paris(date(2026, 3, 9), 0, 0));
        assert_eq!(week, 35 * 3_600);
        assert_eq!(hours.days(week), 5.0);
    }

    #[test]
    fn nights_noons_weekends_and_holidays_are_not_open() {
        let hours = Hours::house();
        let check = |from: Timestamp, to: Timestamp, minutes: i64| {
            assert_eq!(hours.between(from, to), minutes * 60, "{from} to {to}");
            assert_eq!(hours.between(to, from), 0);
        };
        let friday = date(2026, 11, 6);
        check(paris(friday, 16, 0), paris(date(2026, 11, 9), 10, 0), 120);
        check(paris(friday, 12, 0), paris(friday, 14, 0), 60);
        // Wednesday 11 November 2026 is Armistice Day.
        check(paris(date(2026, 11, 10), 17, 0), paris(date(2026, 11, 12), 9, 0), 0);
        check(paris(date(2026, 11, 11), 9, 0), paris(date(2026, 11, 11), 17, 0), 0);
    }

    #[test]
    fn stated_days_are_kept_beside_or_instead_of_the_french_ones() {
        let zone = TimeZone::get("Europe/Brussels").unwrap();
        let also = BTreeSet::from([date(2026, 7, 21)]);
        let belgian = Holidays { france: false, also };
        let hours = Hours::of(zone, |day| day.to_monday_one_offset() <= 5, &[(0, DAY)], belgian);
        assert!(!hours.is_worked(date(2026, 7, 21)), "stated");
        assert!(hours.is_worked(date(2026, 7, 14)), "a French holiday");
        assert!(!hours.is_worked(date(2026, 7, 19)), "a Sunday");
    }

    #[test]
    fn an_hour_shown_twice_is_open_twice_and_one_never_shown_is_never_open() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let nights = Hours::of(zone, |_| true, &[(2 * 3_600, 3 * 3_600)], Holidays::default());
        let (spring, autumn) = (date(2026, 3, 29), date(2026, 10, 25));
        let day = |day: Date| nights.between(paris(day, 0, 0), paris(day, 23, 0));
        assert_eq!(day(spring), 0);
        assert_eq!(day(autumn), 2 * 3_600);
        assert_eq!(day(date(2026, 3, 30)), 3_600);
    }

    #[test]
    fn a_deadline_in_working_time_is_found_again() {
        let hours = Hours::house();
        let asked = paris(date(2026, 11, 6), 16, 0);
        let due = hours.after(asked, 2 * hours.day_s()).unwrap();
        assert_eq!(due, paris(date(2026, 11, 10), 16, 0));
        assert_eq!(hours.between(asked, due), 2 * hours.day_s());
        let never = Hours::of(TimeZone::UTC, |_| false, &[(0, DAY)], Holidays::default());
        assert_eq!(never.after(asked, 1), None);
    }
}
