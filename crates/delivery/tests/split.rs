//! Every second belongs to exactly one holder: laws of the split on generated histories, and a slow version beside it.

use std::collections::BTreeSet;

use base::Source;
use delivery::clock::{Holder, Spent, Split, Turn, of_item, split, together};
use delivery::hours::{Holidays, Hours};
use delivery::item::{Change, Item, ItemKey, Now};
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Zones whose clocks change by an hour, by half an hour, at midnight, and never.
const ZONES: [&str; 6] =
    ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "UTC"];

/// Hours of offices, of shops, of nights, and of every second.
const OPEN: [&[(i64, i64)]; 4] =
    [&[(32_400, 45_000), (48_600, 61_200)], &[(36_000, 72_000)], &[(0, 9_000), (79_200, 86_400)], &[(0, 86_400)]];

fn hours_of(zone: &str, open: usize, first_off: i8, france: bool, also: BTreeSet<Date>) -> Hours {
    let zone = TimeZone::get(zone).unwrap();
    Hours::of(zone, |day| day.to_monday_zero_offset() < first_off, OPEN[open], Holidays { france, also })
}

fn hours() -> impl Strategy<Value = Hours> {
    let holidays = vec(0..900_i64, 0..6).prop_map(|days| {
        let first = date(2025, 1, 1);
        days.into_iter().filter_map(|day| first.checked_add(day.days()).ok()).collect()
    });
    (select(ZONES.to_vec()), 0..OPEN.len(), 1..=7_i8, any::<bool>(), holidays)
        .prop_map(|(zone, open, off, france, also)| hours_of(zone, open, off, france, also))
}

fn instant(second: i64) -> Timestamp {
    // From the first of January 2025 on, with parts of seconds.
    Timestamp::from_millisecond(1_735_686_000_000 + second * 1_000 + (second * 37) % 1_000).unwrap()
}

fn holder() -> impl Strategy<Value = Option<Holder>> {
    prop_oneof![1 => Just(None), 3 => select(Holder::ALL.to_vec()).prop_map(Some)]
}

/// Turns within so many seconds; facts are numbers, some of them told twice.
fn turns(within: i64) -> impl Strategy<Value = Vec<Turn<u32>>> {
    vec((0..within, holder(), 0..40_u32), 0..14).prop_map(|turns| {
        turns.into_iter().map(|(at, whose, because)| Turn { since: instant(at), whose, because }).collect()
    })
}

fn sum(split: &Split<u32>) -> Spent {
    split.parts.iter().fold(split.over, |sum, (_, spent)| sum.and(*spent))
}

/// Two years, in seconds: two autumns and two springs of every zone.
const LONG: i64 = 730 * 86_400;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn the_parts_sum_to_the_total_to_the_second_in_whatever_order_turns_are_told(
        (turns, told) in turns(LONG).prop_flat_map(|turns| (Just(turns.clone()), Just(turns).prop_shuffle())),
        until in 0..LONG,
        hours in hours(),
        refined in any::<Index>(),
        later in 0..LONG,
    ) {
        let until = instant(until);
        let hours = hours.ready(instant(0), instant(LONG));
        let whole = split(turns.clone(), until, &hours);
        prop_assert_eq!(sum(&whole), whole.total);
        prop_assert_eq!(&split(told, until, &hours), &whole);
        // Stretches follow one another without gap, and are what the parts are made of.
        prop_assert!(whole.stretches.windows(2).all(|pair| pair[0].to == pair[1].from));
        for stretch in &whole.stretches {
            prop_assert_eq!(stretch.spent.elapsed_s, stretch.to.as_second() - stretch.from.as_second());
            prop_assert!(0 <= stretch.spent.open_s && stretch.spent.open_s <= stretch.spent.elapsed_s);
        }
        let stretched = whole.stretches.iter().fold(Spent::default(), |sum, it| sum.and(it.spent));
        prop_assert_eq!(stretched, whole.total);
        if let Some((from, to)) = whole.span() {
            prop_assert_eq!(whole.total.elapsed_s, to.as_second() - from.as_second());
            prop_assert_eq!(whole.total.open_s, hours.between(from, to));
        }
        // Saying once more in the middle of a stretch what is so already moves nothing.
        if !whole.stretches.is_empty() {
            let stretch = refined.get(&whole.stretches);
            let since = Timestamp::from_second(stretch.from.as_second() + later % stretch.spent.elapsed_s.max(1));
            let again = Turn { since: since.unwrap(), whose: stretch.whose, because: stretch.because };
            let finer = split(turns.into_iter().chain([again]), until, &hours);
            prop_assert_eq!((finer.parts, finer.over, finer.total), (whole.parts, whole.over, whole.total));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_short_history_is_what_it_is_second_by_second(
        zone in select(ZONES.to_vec()),
        (open, off) in (0..OPEN.len(), 1..=7_i8),
        // Around the nights on which clocks change, and around holidays of May.
        day in select(vec![date(2025, 3, 9), date(2025, 3, 30), date(2025, 4, 6), date(2025, 5, 1), date(2025, 10, 26)]),
        (start, within) in (0..86_400_i64, 1..60_000_i64),
        told in vec((any::<u32>(), holder(), 0..40_u32), 1..9),
    ) {
        let midnight = day.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second();
        let instant = |second: i64| Timestamp::from_second(midnight + start + second).unwrap();
        let turns: Vec<Turn<u32>> = told
            .into_iter()
            .map(|(at, whose, because)| Turn { since: instant(i64::from(at) % within), whose, because })
            .collect();
        let hours = hours_of(zone, open, off, true, BTreeSet::new());
        let quick = split(turns.clone(), instant(within), &hours);
        let slow = slow_split(&turns, instant(within), zone, OPEN[open], off);
        for (holder, spent) in quick.parts {
            prop_assert_eq!(spent, slow.iter().filter(|(of, _)| *of == Some(holder)).map(|(_, it)| *it).fold(Spent::default(), Spent::and));
        }
        prop_assert_eq!(quick.over, slow.iter().filter(|(of, _)| of.is_none()).map(|(_, it)| *it).fold(Spent::default(), Spent::and));
        // What was worked out beforehand is what is worked out when asked.
        let ready = hours.ready(instant(-5_000), instant(within / 2));
        prop_assert_eq!(split(turns, instant(within), &ready), quick);
    }
}

/// Asks of every second whose it is and what the clock on the wall shows.
fn slow_split(
    turns: &[Turn<u32>],
    until: Timestamp,
    zone: &str,
    open: &[(i64, i64)],
    first_off: i8,
) -> Vec<(Option<Holder>, Spent)> {
    let zone = TimeZone::get(zone).unwrap();
    let last_at = |second: i64| {
        let so_far = turns.iter().filter(|turn| turn.since.as_second() <= second);
        so_far.max_by_key(|turn| (turn.since, turn.because, turn.whose)).map(|turn| turn.whose)
    };
    let first = turns.iter().map(|turn| turn.since.as_second()).min().unwrap_or(0);
    let mut seconds: Vec<(Option<Holder>, Spent)> = (first..until.as_second())
        .map(|second| {
            let wall = Timestamp::from_second(second).unwrap().to_zoned(zone.clone());
            let shown = i64::from(wall.hour()) * 3_600 + i64::from(wall.minute()) * 60 + i64::from(wall.second());
            let works = wall.weekday().to_monday_zero_offset() < first_off && wall.date() != date(2025, 5, 1);
            let works = works && wall.date() != date(2025, 5, 8);
            let is_open = works && open.iter().any(|(from, to)| (*from..*to).contains(&shown));
            (last_at(second).flatten(), Spent { elapsed_s: 1, open_s: i64::from(is_open) })
        })
        .collect();
    while seconds.last().is_some_and(|(whose, _)| whose.is_none()) {
        seconds.pop();
    }
    seconds
}

fn item(states: &[(i64, Now)]) -> Item {
    Item {
        key: ItemKey { tracker: "jira".into(), key: "LOY-12".into() },
        title: "Balance".into(),
        kind: None,
        parent: None,
        opened: instant(0),
        updated: instant(0),
        needs: Vec::new(),
        mentions: Vec::new(),
        first_state: "To do".into(),
        history: states.iter().map(|(at, now)| Change { at: instant(*at), now: now.clone(), line: 1 }).collect(),
        source: Source::Statement { by: None, position: 1 },
    }
}

fn by_state(_: &ItemKey, state: &str) -> Option<Holder> {
    match state {
        "Done" => None,
        "To do" => Some(Holder::It),
        "In progress" => Some(Holder::Worked),
        "Asked marketing" => Some(Holder::Marketing),
        _ => Some(Holder::Unknown),
    }
}

#[test]
fn an_item_opened_again_deleted_and_brought_back_belongs_to_somebody_at_every_second() {
    let state = |word: &str| Now::State(word.into());
    let changes = [
        (100, state("In progress")),
        (150, Now::SpentDays(1.0)),
        (300, state("Done")),
        (400, state("Zurückgestellt")),
        (450, Now::Deleted),
        (500, state("In progress")),
        (600, state("Done")),
    ];
    let split = split(of_item(&item(&changes), by_state), instant(9_000), &Hours::house());
    let part = |holder| split.part(holder).elapsed_s;
    assert_eq!((part(Holder::It), part(Holder::Worked), part(Holder::Unknown)), (100, 300, 50));
    assert_eq!((split.over.elapsed_s, split.total.elapsed_s, split.now), (150, 600, None));
}

#[test]
fn what_is_done_together_is_worked_on_while_any_of_it_is() {
    let at = |second, whose, because| Turn { since: instant(second), whose, because };
    let one = vec![at(0, Some(Holder::It), 1), at(200, Some(Holder::Worked), 2), at(600, None, 3)];
    let other = vec![at(100, Some(Holder::Marketing), 4), at(400, None, 5), at(700, Some(Holder::Unknown), 6)];
    let whose: Vec<Option<Holder>> = together(&[one, other]).into_iter().map(|turn| turn.whose).collect();
    let [it, both, worked] = [Holder::It, Holder::Both, Holder::Worked].map(Some);
    assert_eq!(whose, [it, both, worked, worked, None, Some(Holder::Unknown)]);
}

#[test]
fn hours_worked_out_beforehand_are_those_worked_out_when_asked() {
    let (from, to) = (instant(0), instant(3_650 * 86_400));
    let house = Hours::house();
    let ready = house.clone().ready(from, to);
    assert_eq!(ready.between(from, to), house.between(from, to));
    assert_eq!(
        ready.between(from - SignedDuration::from_hours(400), to),
        house.between(from - SignedDuration::from_hours(400), to)
    );
    assert!(house.is_worked(date(2026, 3, 2)) && date(2026, 3, 2).weekday() == Weekday::Monday);
}
