//! What is written of a calendar is read back by others: content lines by one parser, recurrences by another, and the hours
//! by the zones that stand in it, as a reader does who knows no zone by name.

use std::collections::BTreeMap;

use agenda::calendar::{Calendar, Entry, Hours, When};
use agenda::meeting::{self, Meeting};
use base::{Aggregate, Context, PersonId, Text, TextId};
use icalendar::parser::{Component, read_calendar, unfold};
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use rrule::RRuleSet;

/// Zones with every kind of rule: northern and southern summers, half hours, no summer at all, a winter that moves with a
/// fast, laws that ended, a day that was left out.
const ZONES: [&str; 24] = [
    "Europe/Paris",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Chisinau",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Asia/Jerusalem",
    "Asia/Beirut",
    "Asia/Tehran",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Havana",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the table")
}

/// The four edges after the beginning of 2026, or the last four before where there are fewer; where a zone never had four,
/// ordinary days beside those it had.
fn edges(name: &str) -> Vec<Timestamp> {
    let (zone, from) = (zone(name), "2026-01-01T00:00:00Z".parse().expect("an instant"));
    let next: Vec<Timestamp> = zone.following(from).take(4).map(|it| it.timestamp()).collect();
    if next.len() == 4 {
        return next;
    }
    let ordinary = [3, 6, 9, 12].map(|month| date(2026, month, 1).at(12, 0, 0, 0));
    let ordinary = ordinary.map(|at| zone.to_timestamp(at).expect("in range"));
    zone.preceding(from).map(|it| it.timestamp()).chain(ordinary).take(4).collect()
}

fn entry(when: When) -> Entry {
    Entry {
        uid: "meeting-1@house".to_owned(),
        sequence: 3,
        stamp: "2026-08-06T07:00:00Z".parse().expect("an instant"),
        summary: "Comité".to_owned(),
        description: String::new(),
        url: None,
        cancelled: false,
        when,
    }
}

fn weekly(zone: &str, start: DateTime, last: Date) -> Hours {
    Hours {
        zone: zone.to_owned(),
        start,
        minutes: 45,
        weeks: Some(1),
        last: Some(last),
        skipped: Default::default(),
        moved: BTreeMap::new(),
    }
}

fn written(entries: Vec<Entry>) -> String {
    Calendar { name: "Agenda".to_owned(), entries }.write("fr")
}

// ── an independent reader ────────────────────────────────────────────────────────────────────────────────────────────

/// Seconds since 1970 of what a clock shows, as if it showed UTC.
type Wall = i64;

fn wall(words: &str) -> Wall {
    let at: DateTime = words.trim_end_matches('Z').parse().expect("a time");
    at.to_zoned(TimeZone::UTC).expect("in range").timestamp().as_second()
}

fn shown(wall: Wall) -> String {
    Timestamp::from_second(wall).expect("in range").strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn value(component: &Component, name: &str) -> Option<String> {
    let found = component.properties.iter().find(|it| it.name.as_str() == name);
    found.map(|it| it.val.as_str().to_owned())
}

fn values(component: &Component, name: &str) -> Vec<String> {
    component.properties.iter().filter(|it| it.name.as_str() == name).map(|it| it.val.as_str().to_owned()).collect()
}

fn seconds(offset: &str) -> i64 {
    let (sign, digits) = offset.split_at(1);
    let two = |at: usize| digits.get(at..at + 2).map_or(0, |it| it.parse::<i64>().expect("two digits"));
    let all = two(0) * 3600 + two(2) * 60 + two(4);
    if sign == "-" { -all } else { all }
}

/// Every recurrence of some lines, walls read as if they were UTC.
fn expand(lines: &[String]) -> Vec<Wall> {
    let set: RRuleSet = lines.join("\n").parse().expect("a set of recurrences");
    let all = set.all(200).dates;
    all.into_iter().map(|at| at.timestamp()).collect()
}

/// From which instant on which offset holds.
struct Zone(Vec<(i64, i64)>, i64);

impl Zone {
    fn read(component: &Component) -> Zone {
        let mut turns = Vec::new();
        let mut first = (i64::MAX, 0);
        for part in &component.components {
            let offset = |name| seconds(&value(part, name).expect("an offset"));
            let (from, to) = (offset("TZOFFSETFROM"), offset("TZOFFSETTO"));
            let start = value(part, "DTSTART").expect("a first turn");
            let mut lines = vec![format!("DTSTART:{start}Z")];
            lines.extend(values(part, "RRULE").iter().map(|rule| format!("RRULE:{rule}")));
            lines.extend(values(part, "RDATE").iter().map(|at| format!("RDATE:{at}Z")));
            let mut walls = vec![wall(&start)];
            if lines.len() > 1 {
                walls.extend(expand(&lines));
            }
            for at in walls {
                first = first.min((at - from, from));
                turns.push((at - from, to));
            }
        }
        turns.sort_unstable();
        turns.dedup();
        Zone(turns, first.1)
    }

    fn offset(&self, at: i64) -> i64 {
        self.0.iter().rev().find(|(from, _)| *from <= at).map_or(self.1, |(_, offset)| *offset)
    }

    /// The instant of a wall: the first of two, and by the offset before a gap.
    fn instant(&self, wall: Wall) -> i64 {
        // Far enough on both sides of a whole day that is left out.
        let (before, after) = (self.offset(wall - 2 * 86_400), self.offset(wall + 2 * 86_400));
        match self.offset(wall - before) == before {
            true => wall - before,
            false if self.offset(wall - after) == after => wall - after,
            false => wall - before,
        }
    }
}

/// Every instant at which something begins, read from the bytes alone.
fn read(ics: &str) -> Vec<i64> {
    let unfolded = unfold(ics);
    let calendar = read_calendar(&unfolded).expect("it is read");
    let zones: BTreeMap<String, Zone> = calendar
        .components
        .iter()
        .filter(|it| it.name.as_str() == "VTIMEZONE")
        .map(|it| (value(it, "TZID").expect("a name"), Zone::read(it)))
        .collect();
    let zone_of = |component: &Component| {
        let start = component.properties.iter().find(|it| it.name.as_str() == "DTSTART").expect("a start");
        let name = start.params.iter().find(|it| it.key.as_str() == "TZID").and_then(|it| it.val.as_ref());
        zones.get(name.expect("a zone").as_str()).expect("the zone stands in it")
    };
    let mut starts = Vec::new();
    let mut instead = Vec::new();
    for event in calendar.components.iter().filter(|it| it.name.as_str() == "VEVENT") {
        let (zone, start) = (zone_of(event), value(event, "DTSTART").expect("a start"));
        if let Some(of) = value(event, "RECURRENCE-ID") {
            instead.push((zone.instant(wall(&of)), zone.instant(wall(&start))));
            continue;
        }
        let Some(rule) = value(event, "RRULE") else {
            starts.push(zone.instant(wall(&start)));
            continue;
        };
        // The end of a series stands in UTC: read as what the zone's clocks show then.
        let rule = match rule.split_once("UNTIL=") {
            Some((rest, until)) => {
                let until = wall(until);
                format!("{rest}UNTIL={}", shown(until + zone.offset(until)))
            }
            None => rule,
        };
        let mut lines = vec![format!("DTSTART:{start}Z"), format!("RRULE:{rule}")];
        lines.extend(values(event, "EXDATE").iter().map(|at| format!("EXDATE:{at}Z")));
        starts.extend(expand(&lines).into_iter().map(|at| zone.instant(at)));
    }
    for (of, at) in instead {
        let place = starts.iter().position(|start| *start == of).expect("an occurrence of the series");
        starts[place] = at;
    }
    starts.sort_unstable();
    starts
}

// ── the hours ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn around_every_edge_of_24_zones_a_weekly_hour_is_the_hour_people_meant() {
    let mut read_back = 0;
    for name in ZONES {
        let edges = edges(name);
        assert_eq!(edges.len(), 4, "{name}");
        for edge in edges {
            // What the clocks show just before: the hour that is skipped or shown twice begins or ends here.
            let before = zone(name).to_datetime(edge - SignedDuration::from_secs(1));
            for minutes in [-90, -30, 1, 31, 91] {
                let at = before.checked_add(SignedDuration::from_mins(minutes)).expect("in range");
                let start = at.checked_sub(3.weeks()).expect("in range");
                let last = start.date().checked_add(5.weeks()).expect("in range");
                let ics = written(vec![entry(When::Hours(weekly(name, start, last)))]);
                let meant: Vec<i64> = (0..6)
                    .map(|week| start.checked_add((week * 7).days()).expect("in range"))
                    .map(|wall| zone(name).to_timestamp(wall).expect("in range").as_second())
                    .collect();
                assert_eq!(read(&ics), meant, "{name}, {minutes} minutes around {edge}\n{ics}");
                read_back += meant.len();
            }
        }
    }
    assert_eq!(read_back, 24 * 4 * 5 * 6);
}

/// A meeting every other week whose third day falls on an edge: the second is left out, the third is put off to the next
/// afternoon, the fourth is brought forward onto the edge, and after the sixth there is none.
fn meeting(zone: &str, on_the_edge: DateTime) -> Meeting {
    let weeks = |n: i64| on_the_edge.checked_add((2 * n).weeks()).expect("in range");
    let afternoon = on_the_edge.date().tomorrow().expect("in range").at(15, 0, 0, 0);
    let near = on_the_edge.checked_add(7.minutes()).expect("in range");
    let when = meeting::When { zone: zone.to_owned(), start: weeks(-2), minutes: 45, weeks: Some(2) };
    let people = [1, 2].map(|n| PersonId(uuid::Uuid::from_u128(n))).to_vec();
    let title = Text::commit(TextId(uuid::Uuid::from_u128(1)), &[0; 16], "Comité");
    let events = [
        meeting::Event::Called { title, when, people },
        meeting::Event::LeftOut { of: weeks(-1).date() },
        meeting::Event::Moved { of: weeks(0).date(), to: afternoon },
        meeting::Event::Moved { of: weeks(1).date(), to: near },
        meeting::Event::Moved { of: weeks(4).date(), to: near },
        meeting::Event::Ended { last: weeks(3).date() },
    ];
    let ctx = Context { actor: None, now: Timestamp::UNIX_EPOCH };
    events.iter().fold(None, |state, event| Meeting::evolve(state, event, &ctx)).expect("it was called")
}

#[test]
fn around_every_edge_of_24_zones_a_meeting_begins_in_calendars_when_its_page_says() {
    let mut read_back = 0;
    for name in ZONES {
        for edge in edges(name) {
            let before = zone(name).to_datetime(edge - SignedDuration::from_secs(1));
            for minutes in [-90, -30, 1, 31, 91] {
                let at = before.checked_add(SignedDuration::from_mins(minutes)).expect("in range");
                let meeting = meeting(name, at);
                let days = meeting.days(meeting.hours.start.date(), 20);
                let mut told: Vec<i64> =
                    days.iter().map(|day| zone(name).to_timestamp(day.start).expect("in range").as_second()).collect();
                told.sort_unstable();
                let ics = written(vec![entry(When::Hours(meeting.hours))]);
                assert_eq!(read(&ics), told, "{name}, {minutes} minutes around {edge}\n{ics}");
                read_back += told.len();
            }
        }
    }
    assert_eq!(read_back, 24 * 4 * 5 * 5);
}

#[test]
fn twenty_years_ahead_the_hours_still_hold() {
    for name in ZONES {
        for year in [2026, 2030, 2038, 2046] {
            for (month, day) in [(1, 15), (4, 20), (7, 15), (10, 28)] {
                let start = date(2026, 1, 5).at(9, 30, 0, 0);
                let once = date(year, month, day).at(9, 30, 0, 0);
                // One series from 2026, so that the zone stands in it from then on.
                let mut hours = weekly(name, start, start.date());
                hours.weeks = None;
                let late = Hours { start: once, ..hours.clone() };
                let ics = written(vec![entry(When::Hours(hours)), entry(When::Hours(late))]);
                let meant = [start, once].map(|at| zone(name).to_timestamp(at).expect("in range").as_second());
                assert_eq!(read(&ics), meant, "{name} {once}\n{ics}");
            }
        }
    }
}

#[test]
fn what_is_moved_or_left_out_of_a_series_is_read_so() {
    let start = date(2026, 10, 15).at(9, 0, 0, 0);
    let mut hours = weekly("Europe/Paris", start, date(2026, 11, 19));
    hours.skipped.insert(date(2026, 10, 22));
    hours.moved.insert(date(2026, 10, 29), date(2026, 10, 30).at(14, 0, 0, 0));
    // Moved and then left out is left out.
    hours.moved.insert(date(2026, 10, 22), date(2026, 10, 23).at(14, 0, 0, 0));
    let utc = |words: &str| words.parse::<Timestamp>().expect("an instant").as_second();
    let meant =
        ["2026-10-15T07:00Z", "2026-10-30T13:00Z", "2026-11-05T08:00Z", "2026-11-12T08:00Z", "2026-11-19T08:00Z"];
    assert_eq!(read(&written(vec![entry(When::Hours(hours))])), meant.map(utc));
}

#[test]
fn a_rule_that_holds_every_year_is_written_as_one() {
    let of = |name: &str| {
        let start = date(2026, 10, 15).at(9, 0, 0, 0);
        written(vec![entry(When::Hours(weekly(name, start, date(2026, 11, 19))))])
    };
    for (name, rule) in [
        ("Europe/Paris", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
        ("America/New_York", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
        ("Asia/Jerusalem", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29"),
    ] {
        assert!(of(name).contains(rule), "{}", of(name));
        assert!(!of(name).contains("RDATE"), "{}", of(name));
    }
    // The Friday after the last Thursday of October falls in November as well: no yearly rule says that.
    let cairo = of("Africa/Cairo");
    assert!(cairo.contains("RDATE:20271029T000000") && cairo.contains("BYMONTH=4;BYDAY=-1FR"), "{cairo}");
}

#[test]
fn the_next_day_of_a_series_is_told_with_what_was_moved() {
    let mut hours = weekly("Europe/Paris", date(2026, 10, 15).at(9, 0, 0, 0), date(2026, 11, 5));
    hours.skipped.insert(date(2026, 10, 22));
    hours.moved.insert(date(2026, 11, 5), date(2026, 10, 27).at(14, 0, 0, 0));
    let when = When::Hours(hours);
    let days = [(10, 1), (10, 15), (10, 16), (10, 28), (10, 30)].map(|(month, day)| when.next(date(2026, month, day)));
    let told = [(10, 15), (10, 15), (10, 27), (10, 29)].map(|(month, day)| Some(date(2026, month, day)));
    assert_eq!((&days[..4], days[4]), (&told[..], None));
}

#[test]
fn a_day_on_which_something_is_due_has_no_zone() {
    let ics = written(vec![entry(When::Day(date(2026, 9, 30)))]);
    assert!(ics.contains("DTSTART;VALUE=DATE:20260930\r\n") && !ics.contains("VTIMEZONE"), "{ics}");
    assert!(ics.contains("SEQUENCE:3\r\n") && ics.contains("DTSTAMP:20260806T070000Z\r\n"), "{ics}");
}

#[test]
fn what_does_not_take_place_any_more_says_so() {
    let ics = written(vec![Entry { cancelled: true, ..entry(When::Day(date(2026, 9, 30))) }]);
    assert!(ics.contains("STATUS:CANCELLED\r\n") && !ics.contains("CONFIRMED"), "{ics}");
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_back_and_no_line_is_longer_than_75_octets(words in "[\\PC\n\t,;\\\\:\"é€🌿]{0,200}") {
        let ics = written(vec![Entry { summary: words.clone(), ..entry(When::Day(date(2026, 9, 30))) }]);
        for line in ics.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        prop_assert!(ics.ends_with("END:VCALENDAR\r\n"));
        let unfolded = unfold(&ics);
        prop_assert!(read_calendar(&unfolded).is_ok());
        let raw = unfolded.lines().find_map(|line| line.strip_prefix("SUMMARY:")).expect("a summary");
        // Unescaped by the three rules of the standard.
        let mut read = String::new();
        let mut signs = raw.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => match signs.next() {
                    Some('n' | 'N') => read.push('\n'),
                    Some(other) => read.push(other),
                    None => prop_assert!(false, "an escape without a sign: {raw}"),
                },
                sign => read.push(sign),
            }
        }
        prop_assert_eq!(read, words.trim().replace('\t', " "));
    }
}
