//! What trackers export is read whole, with a report that loses nothing; the files are of our own making, in the form
//! trackers give.

mod github;
mod gitlab;
mod hostile;
mod jira;
mod plain_table;

use base::{Kind, Ref};
use delivery::formats::{Reading, Setting, read};
use delivery::item::{Item, Now};
use jiff::tz::TimeZone;

fn setting() -> Setting {
    let zone = TimeZone::get("Europe/Paris").expect("a known zone");
    Setting { zone, dataset: Ref::new(Kind::Dataset, "export"), hours_a_day: 8.0 }
}

/// Reads a file that must be readable; `read = accepted + rejected` of every one.
fn reading(file: &str, bytes: &[u8]) -> Reading {
    let reading = read(file, bytes, &setting()).unwrap_or_else(|e| panic!("{file}: {e:?}"));
    assert_eq!(reading.read, reading.accepted + reading.rejected, "{file}");
    reading
}

fn item<'r>(reading: &'r Reading, key: &str) -> &'r Item {
    let found = reading.items.iter().find(|item| item.key.key == key);
    found.unwrap_or_else(|| panic!("no {key} in {:?}", reading.items))
}

/// The history of states: `2026-08-06T07:30:00Z open`.
fn states(item: &Item) -> Vec<String> {
    let state = |change: &delivery::item::Change| match &change.now {
        Now::State(word) => Some(format!("{} {word}", change.at)),
        _ => None,
    };
    item.history.iter().filter_map(state).collect()
}

fn last<T>(item: &Item, of: impl Fn(&Now) -> Option<T>) -> Option<T> {
    item.history.iter().rev().find_map(|change| of(&change.now))
}

fn planned(item: &Item) -> Option<f64> {
    last(item, |now| if let Now::PlannedDays(days) = now { Some(*days) } else { None }).flatten()
}

fn spent(item: &Item) -> Option<f64> {
    last(item, |now| if let Now::SpentDays(days) = now { Some(*days) } else { None })
}

fn priority(item: &Item) -> Option<String> {
    last(item, |now| if let Now::Priority(word) = now { Some(word.clone()) } else { None })
}
