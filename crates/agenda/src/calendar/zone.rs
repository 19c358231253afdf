//! A time zone as a calendar carries it: from when on which offset holds, for readers who do not know the zone's name.
//!
//! A rule that holds every year to the end of what is looked at is written as a rule; whatever no yearly rule says (a law
//! that changed, a fast that moves through the year) is written day by day.

use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::{Lines, wall};

/// How many years are looked at. Every day of the week meets every day of the year within 28.
const YEARS: i16 = 40;

/// From one instant on, another offset holds.
#[derive(Clone, Debug, PartialEq)]
struct Turn {
    /// What the clocks showed by the offset that ended.
    wall: DateTime,
    kind: Kind,
}

/// What turns have in common that are written together.
#[derive(Clone, Debug, PartialEq)]
struct Kind {
    from: Offset,
    to: Offset,
    name: String,
    /// Whether clocks are put forward for a part of the year.
    summer: bool,
}

/// Writes the zone as it is from an instant on; nothing for a name that is no zone's.
pub(super) fn write(out: &mut Lines, name: &str, earliest: Timestamp) {
    let Ok(zone) = TimeZone::get(name) else { return };
    let until = zone.to_datetime(earliest).year().saturating_add(YEARS).min(9998);
    out.line("BEGIN:VTIMEZONE");
    out.line(&format!("TZID:{name}"));
    for (kind, walls) in by_kind(turns(&zone, earliest, until)) {
        let regular = first_regular(&walls, until);
        let (once, yearly) = walls.split_at(regular);
        if let [first, rest @ ..] = once {
            observance(out, &kind, *first, |out| {
                rest.iter().for_each(|at| out.line(&format!("RDATE:{}", wall(*at))));
            });
        }
        if let [first, ..] = yearly {
            let rule = rule(yearly).unwrap_or_default();
            observance(out, &kind, *first, |out| out.line(&format!("RRULE:FREQ=YEARLY;{rule}")));
        }
    }
    out.line("END:VTIMEZONE");
}

fn observance(out: &mut Lines, kind: &Kind, first: DateTime, then: impl FnOnce(&mut Lines)) {
    let part = if kind.summer { "DAYLIGHT" } else { "STANDARD" };
    out.line(&format!("BEGIN:{part}"));
    out.line(&format!("DTSTART:{}", wall(first)));
    out.line(&format!("TZOFFSETFROM:{}", offset(kind.from)));
    out.line(&format!("TZOFFSETTO:{}", offset(kind.to)));
    out.text("TZNAME", &kind.name);
    then(out);
    out.line(&format!("END:{part}"));
}

/// The turn in force at an instant, and those after it to the end of a year.
fn turns(zone: &TimeZone, earliest: Timestamp, until: i16) -> Vec<Turn> {
    let turn = |at: Timestamp| {
        let (before, after) = (at.checked_sub(1.second()).unwrap_or(at), zone.to_offset_info(at));
        let (from, to) = (zone.to_offset_info(before), after.offset());
        let summer = to > from.offset() && (after.dst().is_dst() || from.dst().is_dst());
        let name = after.abbreviation().to_owned();
        Turn { wall: from.offset().to_datetime(at), kind: Kind { from: from.offset(), to, name, summer } }
    };
    // A second later, so that a turn at the very instant is the one in force.
    let inside = earliest.checked_add(1.second()).unwrap_or(earliest);
    let in_force = zone.preceding(inside).next().map(|it| it.timestamp());
    let mut all = vec![match in_force {
        Some(at) => turn(at),
        None => {
            let info = zone.to_offset_info(earliest);
            let (offset, name) = (info.offset(), info.abbreviation().to_owned());
            let wall = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
            Turn { wall, kind: Kind { from: offset, to: offset, name, summer: false } }
        }
    }];
    let later = zone.following(inside).map(|it| turn(it.timestamp())).take_while(|it| it.wall.year() <= until);
    // Some turns change a name only; a reader needs the offset.
    all.extend(later.filter(|turn| turn.kind.from != turn.kind.to));
    all
}

/// Turns of one kind together, in the order in which each kind first comes.
fn by_kind(turns: Vec<Turn>) -> Vec<(Kind, Vec<DateTime>)> {
    let mut kinds: Vec<(Kind, Vec<DateTime>)> = Vec::new();
    for Turn { wall, kind } in turns {
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, walls)) => walls.push(wall),
            None => kinds.push((kind, vec![wall])),
        }
    }
    kinds
}

/// From which turn on one yearly rule says them all, to the last year; their number where none does.
fn first_regular(walls: &[DateTime], until: i16) -> usize {
    if walls.last().is_none_or(|last| last.year() != until) {
        return walls.len();
    }
    // Fewer could follow a rule by chance.
    (0..walls.len()).find(|from| walls.len() - from >= 28 && rule(&walls[*from..]).is_some()).unwrap_or(walls.len())
}

/// The rule that says these turns and no other: once a year, on one weekday of one month, at one time.
fn rule(walls: &[DateTime]) -> Option<String> {
    let (first, days) = (walls.first()?, walls.iter().map(|at| at.day()));
    let each_year = walls.windows(2).all(|two| two[1].year() == two[0].year() + 1);
    let alike = |at: &DateTime| (at.month(), at.weekday(), at.time()) == (first.month(), first.weekday(), first.time());
    if !each_year || !walls.iter().all(alike) {
        return None;
    }
    let (least, most) = (days.clone().min()?, days.max()?);
    if most - least > 6 {
        return None;
    }
    let month = format!("BYMONTH={}", first.month());
    let day = weekday(first.weekday());
    let is_last = |at: &DateTime| at.day() + 7 > at.date().days_in_month();
    if walls.iter().all(is_last) {
        return Some(format!("{month};BYDAY=-1{day}"));
    }
    if (least - 1) / 7 == (most - 1) / 7 {
        return Some(format!("{month};BYDAY={}{day}", (least - 1) / 7 + 1));
    }
    // Such as the Friday before the last Sunday: one of seven days that all occur.
    (most - least == 6).then(|| {
        let days: Vec<String> = (least..=most).map(|day| day.to_string()).collect();
        format!("{month};BYDAY={day};BYMONTHDAY={}", days.join(","))
    })
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn offset(offset: Offset) -> String {
    let (sign, all) = (if offset.seconds() < 0 { '-' } else { '+' }, offset.seconds().unsigned_abs());
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        seconds => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
    }
}
