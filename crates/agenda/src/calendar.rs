//! A calendar as other programs subscribe to it: iCalendar (RFC 5545), the same bytes for the same record.
//!
//! Every time stands with its zone, and every zone with its real transitions (`zone`), so that a reader who knows the zone
//! by name and one who knows nothing of it read the same hour. What was moved stands as an exception of its series.
//!
//! Deliberately absent: what belongs in whose calendar (the picture knows), the clock, invitations by mail.

mod zone;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// A calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub entries: Vec<Entry>,
}

/// Something in a calendar: a day on which something is due, or hours that are held.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is known by, the same whatever becomes of it.
    pub uid: String,
    /// How often it has changed.
    pub sequence: u64,
    /// When it last changed.
    pub stamp: Timestamp,
    /// What it says.
    pub summary: String,
    /// What more there is to say.
    pub description: String,
    /// Where its page is.
    pub url: Option<String>,
    /// Whether it does not take place any more.
    pub cancelled: bool,
    /// When it is.
    pub when: When,
}

/// When something is.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// Due on a day, wherever one is.
    Day(Date),
    /// Held by the clocks of a zone.
    Hours(Hours),
}

/// Hours by the clocks of a zone, once or every so many weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// The zone, by its IANA name.
    pub zone: String,
    /// When it begins, the first time. A time the clocks skip is read by the offset before they are put forward, one they
    /// show twice is the first of the two.
    pub start: DateTime,
    /// For how long.
    pub minutes: u32,
    /// Every so many weeks; `None`: once.
    pub weeks: Option<u32>,
    /// The last day of the series, where it has one.
    pub last: Option<Date>,
    /// The days of the series on which it does not take place.
    pub skipped: BTreeSet<Date>,
    /// The days of the series from which it was moved, and when it begins instead.
    pub moved: BTreeMap<Date, DateTime>,
}

impl Calendar {
    /// Writes it; `lang` is the tag of the language of its words.
    pub fn write(&self, lang: &str) -> String {
        let mut out = Lines::default();
        out.line("BEGIN:VCALENDAR");
        out.line("VERSION:2.0");
        out.line(&format!("PRODID:-//Entente//Agenda//{}", lang.to_uppercase()));
        out.line("CALSCALE:GREGORIAN");
        out.line("METHOD:PUBLISH");
        out.text("NAME", &self.name);
        out.text("X-WR-CALNAME", &self.name);
        out.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        out.line("X-PUBLISHED-TTL:PT1H");
        let mut zones: BTreeMap<&str, Timestamp> = BTreeMap::new();
        for entry in &self.entries {
            let When::Hours(hours) = &entry.when else { continue };
            let starts = std::iter::once(hours.start).chain(hours.moved.values().copied());
            for at in starts.filter_map(|start| hours.instant(start)) {
                let earliest = zones.entry(&hours.zone).or_insert(at);
                *earliest = at.min(*earliest);
            }
        }
        for (name, earliest) in zones {
            zone::write(&mut out, name, earliest);
        }
        for entry in &self.entries {
            entry.write(&mut out);
        }
        out.line("END:VCALENDAR");
        out.0
    }
}

/// A day on which hours are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The day of the series: what it is known by.
    pub of: Date,
    /// When it begins, by the clocks of the zone.
    pub start: DateTime,
}

impl When {
    /// The first day from a day on: on which something is due, or on which hours begin; `None` where none is left.
    pub fn next(&self, from: Date) -> Option<Date> {
        match self {
            When::Day(day) => Some(*day).filter(|day| *day >= from),
            When::Hours(hours) => {
                // A day can be moved ahead of those before it, and past those after it.
                let near = from.checked_sub(366.days()).unwrap_or(from);
                let days = hours.days(near, 366).into_iter().map(|day| day.start.date());
                days.filter(|day| *day >= from).min()
            }
        }
    }
}

impl Hours {
    /// The days on which they are held, from a day of the series on; at most so many.
    pub fn days(&self, from: Date, most: usize) -> Vec<Day> {
        let (first, step) = (self.start.date(), self.weeks.map(|weeks| i64::from(weeks) * 7));
        let mut of = first;
        if let Some(step) = step.filter(|_| from > first) {
            let behind = i64::from(first.until(from).map_or(0, |span| span.get_days()));
            of = of.checked_add((behind / step * step).days()).unwrap_or(of);
        }
        let mut out = Vec::new();
        while out.len() < most && self.last.is_none_or(|last| of <= last) {
            if of >= from && !self.skipped.contains(&of) {
                let start = self.moved.get(&of).copied();
                out.push(Day { of, start: start.unwrap_or(of.to_datetime(self.start.time())) });
            }
            match step.and_then(|step| of.checked_add(step.days()).ok()) {
                Some(next) => of = next,
                None => break,
            }
        }
        out
    }

    /// The instant at which the clocks of the zone show a time.
    fn instant(&self, at: DateTime) -> Option<Timestamp> {
        TimeZone::get(&self.zone).ok()?.to_timestamp(at).ok()
    }

    fn rule(&self) -> Option<String> {
        let mut rule = format!("RRULE:FREQ=WEEKLY;INTERVAL={}", self.weeks?);
        // A rule that ends before it begins is read by no two programs alike: a series without a day left is cancelled.
        let last = self.last.filter(|last| *last >= self.start.date());
        if let Some(until) = last.and_then(|last| self.instant(last.to_datetime(self.start.time()))) {
            write!(rule, ";UNTIL={}", utc(until)).unwrap_or_default();
        }
        Some(rule)
    }

    fn at(&self, property: &str, at: DateTime) -> String {
        format!("{property};TZID={}:{}", self.zone, wall(at))
    }
}

impl Entry {
    fn write(&self, out: &mut Lines) {
        let hours = match &self.when {
            When::Day(day) => {
                self.event(out, |out| out.line(&format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d"))));
                return;
            }
            When::Hours(hours) => hours,
        };
        let Hours { start, skipped, moved, .. } = hours;
        let lasts = format!("DURATION:PT{}M", hours.minutes);
        let of = |day: &Date| day.to_datetime(start.time());
        // What comes once has no rule to make an exception from: moved, it begins elsewhere.
        let once = moved.get(&start.date()).filter(|_| hours.weeks.is_none());
        self.event(out, |out| {
            out.line(&hours.at("DTSTART", *once.unwrap_or(start)));
            out.line(&lasts);
            if let Some(rule) = hours.rule() {
                out.line(&rule);
                skipped.iter().for_each(|day| out.line(&hours.at("EXDATE", of(day))));
            }
        });
        let stands = |day: &Date| !skipped.contains(day) && hours.last.is_none_or(|last| *day <= last);
        for (day, instead) in moved.iter().filter(|(day, _)| hours.weeks.is_some() && stands(day)) {
            self.event(out, |out| {
                out.line(&hours.at("RECURRENCE-ID", of(day)));
                out.line(&hours.at("DTSTART", *instead));
                out.line(&lasts);
            });
        }
    }

    fn event(&self, out: &mut Lines, when: impl FnOnce(&mut Lines)) {
        out.line("BEGIN:VEVENT");
        out.text("UID", &self.uid);
        out.line(&format!("DTSTAMP:{}", utc(self.stamp)));
        out.line(&format!("LAST-MODIFIED:{}", utc(self.stamp)));
        out.line(&format!("SEQUENCE:{}", self.sequence));
        when(out);
        out.text("SUMMARY", &self.summary);
        if !self.description.is_empty() {
            out.text("DESCRIPTION", &self.description);
        }
        if let Some(url) = &self.url {
            out.line(&format!("URL:{url}"));
        }
        out.line(if self.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        // A day on which something is due holds nobody's hours.
        out.line(if matches!(self.when, When::Day(_)) { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
        out.line("END:VEVENT");
    }
}

fn wall(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines: ended by CRLF, folded before the 76th octet, never inside a character.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, words: &str) {
        let mut octets = 0;
        for c in words.chars().filter(|c| !c.is_control()) {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value people typed.
    fn text(&mut self, property: &str, words: &str) {
        let mut escaped = format!("{property}:");
        for c in words.trim().chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                '\t' => escaped.push(' '),
                c => escaped.push(c),
            }
        }
        self.line(&escaped);
    }
}
