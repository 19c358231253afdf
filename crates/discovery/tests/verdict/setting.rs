//! A small house: a pack of a few products, people, days, and harvests made by hand.

use std::sync::Arc;

use discovery::Day;
use discovery::harvest::{EvidenceKind, Fact, FileRead, Habit, Harvest, Mention, Named, Payment, Spot, What};
use discovery::host::Face;
use discovery::inventory::Cell;
use discovery::pseudonym::Pseudonym;
use discovery::vendors::{HEADER, Pack};
use discovery::verdict::{Review, Tool, Verdicts, judge};
use jiff::civil::Date;

/// A pack in which every category that has a rule of its own is a product.
pub fn pack() -> Arc<Pack> {
    let rows = [
        "HubSpot\tHubSpot\tcrm\tyes\thubspot.com\tHUBSPOT\thubspot-developer-verification",
        "Pixel\tPixel\tadvertising\tyes\tpixel-ads.com\t\t",
        "Wide\tWide\tcdn\tno\twidecdn.net\tWIDE\t",
        "Chat\tChat\tsocial\t-\tchatty.com\t\t",
        "Banque Bleue\tBanque Bleue\tcompany\t-\tbanquebleue.fr\t\t",
        "Kanbi\tKanbi\twork\t-\tkanbi.com\tKANBI\t",
        "Hop\tHop\tcompany\t-\thopair.com\tHOP AIR\t",
    ];
    let lines: Vec<String> = rows.iter().map(|row| format!("own\t{row}\n")).collect();
    Pack::of(&[&format!("{HEADER}\n{}", lines.concat())]).pack
}

/// Monday 2 November 2026 and the days after it.
pub fn day(after: u16) -> Day {
    let first = Day::of(Date::constant(2026, 11, 2)).expect("a day of this century");
    Day(first.0 + after)
}

/// The first so many working days.
pub fn working_days(count: usize) -> Vec<Day> {
    (0..).map(day).filter(|day| day.is_weekday()).take(count).collect()
}

pub fn person(number: u128) -> Pseudonym {
    Pseudonym(number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835))
}

/// A day of one person with a tool at work: opened by itself, signed in to, worked with.
pub fn worked() -> Cell {
    Cell {
        up: 60_000,
        down: 900_000,
        seen: 40,
        up_known: 40,
        sends: 8,
        sign_ins: 1,
        referred: 2,
        working: 39,
        mid_day: 27,
        hours: 0b11_1101_1110_0000_0000,
        faces: Face::Desk.bit() | Face::Machine.bit() | Face::Files.bit(),
        ..Cell::default()
    }
}

/// A day of one person on whose pages something was embedded.
pub fn embedded() -> Cell {
    Cell {
        up: 1_500,
        down: 40_000,
        seen: 3,
        up_known: 3,
        referred: 3,
        working: 2,
        mid_day: 1,
        hours: 0b1_0111_0100_0000_0000,
        faces: Face::Embedded.bit(),
        ..Cell::default()
    }
}

/// A day of one person with a bank or webmail of their own: signed in to, before and after work.
pub fn privately() -> Cell {
    Cell {
        up: 9_000,
        down: 500_000,
        seen: 14,
        up_known: 14,
        sends: 2,
        sign_ins: 1,
        working: 5,
        mid_day: 2,
        hours: 0b1100_0001_0000_1000_0000_0000,
        faces: Face::Front.bit() | Face::Desk.bit(),
        ..Cell::default()
    }
}

/// A mention by so many people, each on every one of the days, each day alike.
pub fn used(named: Named, people: std::ops::Range<u128>, days: &[Day], each: Cell) -> Mention {
    let mut mention = Mention::of(named);
    mention.days = days.to_vec();
    mention.spots = vec![Spot { file: 0, first: 1, last: 9, lines: 9 }];
    for number in people {
        let mut cell = Cell::default();
        days.iter().for_each(|_| cell.merge(&each));
        mention.seen.merge(&cell);
        mention.habits.push(Habit { who: person(number), days: days.to_vec(), cell, team: None });
    }
    mention.habits.sort_by_key(|habit| habit.who);
    mention.users = mention.habits.len() as f64;
    mention
}

/// The same without telling people apart, as logs speak of names no pack knows.
pub fn anonymous(mention: Mention) -> Mention {
    Mention { habits: Vec::new(), ..mention }
}

pub fn product(key: &str) -> Named {
    Named::Product(key.to_owned())
}

pub fn domain(name: &str) -> Named {
    Named::Domain(name.to_owned())
}

pub fn words(words: &str) -> Named {
    Named::Words(words.to_owned())
}

/// A mention that says one thing.
pub fn says(named: Named, what: What, count: u64) -> Mention {
    let mut mention = Mention::of(named);
    mention.spots = vec![Spot { file: 0, first: 3, last: 3, lines: 1 }];
    mention.facts = vec![Fact { what, words: String::new(), count, on: None, file: 0, line: 3 }];
    mention
}

/// The same, by so many people.
pub fn says_of(named: Named, what: What, people: std::ops::Range<u128>) -> Mention {
    let mut mention = says(named, what, (people.end - people.start) as u64);
    for number in people {
        let cell = Cell { seen: 1, ..Cell::default() };
        mention.habits.push(Habit { who: person(number), days: vec![day(0)], cell, team: None });
    }
    mention.habits.sort_by_key(|habit| habit.who);
    mention.users = mention.habits.len() as f64;
    mention.days = vec![day(0)];
    mention
}

/// A payment of so many cents on the third of each of the months.
pub fn pays(merchant: &str, cents: i64, months: std::ops::RangeInclusive<i8>) -> Mention {
    let mut mention = Mention::of(words(merchant));
    mention.payments = months
        .map(|month| Payment {
            on: Date::constant(2026, month, 3),
            cents,
            currency: "EUR".into(),
            merchant: merchant.into(),
            team: None,
            by: None,
            trade: None,
            file: 0,
            line: month as u64 + 1,
        })
        .collect();
    mention
}

pub fn harvest(kind: EvidenceKind, mentions: Vec<Mention>) -> Harvest {
    let mut mentions = mentions;
    mentions.sort_by(|a, b| a.named.cmp(&b.named));
    let file = FileRead { file: format!("{kind:?}.log"), format: "x".into(), read: 9, understood: 9, left: Vec::new() };
    Harvest { kind, files: vec![file], mentions }
}

/// A month's proxy log of a house of 200, with a news site everybody reads and the mentions.
pub fn proxy(mut mentions: Vec<Mention>) -> Harvest {
    mentions.push(used(domain("gazette-news.fr"), 0..200, &working_days(20), embedded()));
    harvest(EvidenceKind::Proxy, mentions)
}

pub fn verdicts(harvests: &[Harvest], reviews: &[Review]) -> Verdicts {
    let harvests: Vec<&Harvest> = harvests.iter().collect();
    judge(&harvests, &pack(), &["solvene.fr".to_owned()], reviews)
}

#[track_caller]
pub fn tool(harvests: &[Harvest], key: &str) -> Tool {
    let all = verdicts(harvests, &[]);
    let keys: Vec<&str> = all.tools.iter().map(|tool| tool.key.as_str()).collect();
    all.tool(key).unwrap_or_else(|| panic!("no {key} among {keys:?}")).clone()
}

pub fn review(key: &str, in_use: bool) -> Review {
    Review { key: key.to_owned(), in_use }
}
