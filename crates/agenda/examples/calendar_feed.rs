//! Writes meetings around every edge of every zone of the table as calendars, each with the instants meant:
//! `calendar_feed FILE YEAR`. `calendar_peer.py` beside this file reads them as other programs do, knowing the zones by
//! name, and knowing them from the calendar alone.
//!
//! Shape: one JSON object a line: `zone`, `ics`, `meant` (seconds since 1970, ascending).

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // it writes a file and prints

use std::io::{BufWriter, Write};

use agenda::calendar::{Calendar, Entry, When};
use agenda::meeting::{self, Meeting};
use base::{Aggregate, Context, PersonId, Text, TextId};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, year] = words.as_slice() else {
        eprintln!("FILE YEAR");
        return;
    };
    let from: Timestamp = format!("{year}-01-01T00:00:00Z").parse().expect("a year");
    let mut out = BufWriter::new(std::fs::File::create(file).expect("a file"));
    let (mut zones, mut calendars, mut instants) = (0, 0, 0);
    for name in jiff::tz::db().available() {
        let name = name.as_str();
        let zone = TimeZone::get(name).expect("a zone of the table");
        // The next two edges, or an ordinary day where there are none any more.
        let mut edges: Vec<Timestamp> = zone.following(from).take(2).map(|it| it.timestamp()).collect();
        if edges.is_empty() {
            edges.push(from.checked_add(SignedDuration::from_hours(4_000)).expect("in range"));
        }
        zones += 1;
        for edge in edges {
            let before = zone.to_datetime(edge.checked_sub(1.second()).expect("in range"));
            for minutes in [-90, -30, 1, 31, 91] {
                let meeting = meeting(name, before.checked_add(SignedDuration::from_mins(minutes)).expect("in range"));
                let days = meeting.days(meeting.hours.start.date(), 20);
                let meant = days.iter().map(|day| zone.to_timestamp(day.start).expect("in range").as_second());
                let mut meant: Vec<i64> = meant.collect();
                meant.sort_unstable();
                let ics = Calendar { name: "Agenda".to_owned(), entries: vec![entry(meeting)] }.write("fr");
                let line = serde_json::json!({ "zone": name, "ics": ics, "meant": meant });
                writeln!(out, "{line}").expect("it is written");
                calendars += 1;
                instants += meant.len();
            }
        }
    }
    println!("{zones} zones, {calendars} calendars, {instants} instants");
}

/// A meeting every other week with a day left out, one moved off an edge and one moved onto it.
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
        meeting::Event::Ended { last: weeks(3).date() },
    ];
    let ctx = Context { actor: None, now: Timestamp::UNIX_EPOCH };
    events.iter().fold(None, |state, event| Meeting::evolve(state, event, &ctx)).expect("it was called")
}

fn entry(meeting: Meeting) -> Entry {
    Entry {
        uid: "meeting-1@house".to_owned(),
        sequence: 5,
        stamp: Timestamp::UNIX_EPOCH,
        summary: "Comité".to_owned(),
        description: String::new(),
        url: None,
        cancelled: false,
        when: When::Hours(meeting.hours),
    }
}
