//! What reading trackers costs, and whether a million events that arrive badly come to the truth.
//!
//! `write FILE ITEMS` lays down a search of Jira with a changelog; `read FILE` reads it, unites it and reads it again;
//! `faults EVENTS SEED` has a tracker of 20,000 items change so often, loses, delays, repeats and restarts, and holds
//! what comes of it against what was done. `tracker_peer.py` beside this file reads the same file the same way.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench reads files, has a clock and prints

use std::collections::VecDeque;
use std::io::{BufWriter, Write};
use std::time::Instant;

use base::{Kind, Ref, Source};
use delivery::formats::{Setting, read};
use delivery::item::{Change, Item, ItemKey, Now};
use delivery::sync::Book;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const STATES: [&str; 6] = ["À faire", "En cours", "Attente marketing", "En revue", "Recette", "Terminé"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write", file, items] => write(file, number(items)),
        ["read", file] => measure(file),
        ["faults", events, seed] => faults(number(events), number(seed)),
        _ => eprintln!("write FILE ITEMS | read FILE | faults EVENTS SEED"),
    }
}

fn number(words: &str) -> u64 {
    words.parse().expect("a number")
}

fn write(file: &str, items: u64) {
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let mut out = BufWriter::new(std::fs::File::create(file).expect("a file can be made"));
    let mut line = |text: String| out.write_all(text.as_bytes()).expect("a line can be written");
    line(format!("{{\"startAt\":0,\"total\":{items},\"issues\":[\n"));
    for item in 0..items {
        let mut at = 1_760_000_000 + chance.random_range(0..20_000_000_i64);
        let moment = |at: i64| Timestamp::from_second(at).expect("this century").strftime("%Y-%m-%dT%H:%M:%S.000+0000");
        let opened = moment(at).to_string();
        let mut histories = Vec::new();
        for step in 1..STATES.len() {
            at += chance.random_range(3_600..900_000_i64);
            let (from, to) = (STATES[step - 1], STATES[step]);
            histories.push(format!(
                "{{\"id\":\"{item}{step}\",\"author\":{{\"displayName\":\"A\"}},\"created\":\"{}\",\"items\":[{{\"field\":\"status\",\"fieldtype\":\"jira\",\"fromString\":\"{from}\",\"toString\":\"{to}\"}},{{\"field\":\"timespent\",\"from\":null,\"to\":\"{}\"}}]}}",
                moment(at),
                step * 14_400,
            ));
        }
        let total = histories.len();
        line(format!(
            "{{\"id\":\"{item}\",\"key\":\"BEN-{item}\",\"fields\":{{\"summary\":\"Travail {item}\",\"issuetype\":{{\"name\":\"Récit\"}},\"status\":{{\"name\":\"Terminé\"}},\"priority\":{{\"name\":\"Haute\"}},\"created\":\"{opened}\",\"updated\":\"{}\",\"timeoriginalestimate\":115200,\"timespent\":72000,\"labels\":[\"entente:{}\"],\"issuelinks\":[]}},\"changelog\":{{\"total\":{total},\"histories\":[{}]}}}}{}\n",
            moment(at),
            item % 900,
            histories.join(","),
            if item + 1 == items { "" } else { "," },
        ));
    }
    line("]}\n".to_owned());
}

fn measure(file: &str) {
    let bytes = std::fs::read(file).expect("the file is there");
    let zone = TimeZone::get("Europe/Paris").expect("a known zone");
    let setting = Setting { zone, dataset: Ref::new(Kind::Dataset, "bench"), hours_a_day: 8.0 };
    let begun = Instant::now();
    let reading = read("bench.json", &bytes, &setting).expect("a search of Jira");
    let parsed = begun.elapsed();
    let mut book = Book::default();
    let mut news = 0_u64;
    for item in reading.items.iter().cloned() {
        news += u64::from(book.hear(item));
    }
    let first = begun.elapsed();
    let again = reading.items.into_iter().filter(|item| book.hear(item.clone())).count();
    let changes: usize = book.items().map(|item| item.history.len()).sum();
    println!(
        "{} MB, {} items, {changes} changes: read {:.2} s, read and united {:.2} s; {news} new, {again} new the second time",
        bytes.len() / 1_000_000,
        book.len(),
        parsed.as_secs_f64(),
        first.as_secs_f64(),
    );
    assert_eq!((again, reading.rejected), (0, 0), "twice is once, and all is understood");
}

/// A tracker's own truth: what was done to each item.
struct Truth {
    items: Vec<Item>,
}

impl Truth {
    fn new(items: usize) -> Truth {
        let opened = Timestamp::from_second(1_780_000_000).expect("this century");
        let one = |number: usize| Item {
            key: ItemKey { tracker: "jira".to_owned(), key: format!("BEN-{number}") },
            title: format!("Travail {number}"),
            kind: None,
            parent: None,
            opened,
            first_state: STATES[0].to_owned(),
            history: Vec::new(),
            updated: opened,
            needs: Vec::new(),
            mentions: Vec::new(),
            source: Source::Assumption { why: base::Say::same("bench") },
        };
        Truth { items: (0..items).map(one).collect() }
    }

    /// Something happens to an item at a second.
    fn happens(&mut self, second: i64, chance: &mut ChaCha8Rng) -> usize {
        let at = Timestamp::from_second(1_780_000_000 + second).expect("this century");
        let place = chance.random_range(0..self.items.len());
        let item = &mut self.items[place];
        let now = match chance.random_range(0..4) {
            0 => Now::SpentDays(second as f64 / 8.0),
            1 => Now::Priority(STATES[chance.random_range(0..STATES.len())].to_owned()),
            _ => Now::State(STATES[chance.random_range(0..STATES.len())].to_owned()),
        };
        item.history.push(Change { at, now, line: 0 });
        item.updated = at;
        place
    }
}

/// What arrives: an item as it was read, or only the newest part of its history.
fn telling(item: &Item, chance: &mut ChaCha8Rng) -> Item {
    let mut told = item.clone();
    if chance.random_bool(0.5) {
        let keep = told.history.len().min(2);
        told.history.drain(..told.history.len() - keep);
    }
    told
}

fn faults(events: u64, seed: u64) {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut truth = Truth::new(20_000);
    let mut book = Book::default();
    // What survives a restart, and what arrived since and will be sent again.
    let (mut saved, mut since): (Book, Vec<Item>) = (Book::default(), Vec::new());
    let mut waiting: VecDeque<Item> = VecDeque::new();
    let (mut lost, mut repeated, mut late, mut restarts) = (0_u64, 0_u64, 0_u64, 0_u64);
    let begun = Instant::now();
    for event in 0..events {
        let place = truth.happens(event as i64, &mut chance);
        if chance.random_bool(0.1) {
            lost += 1;
        } else {
            let told = telling(&truth.items[place], &mut chance);
            if chance.random_bool(0.15) {
                repeated += 1;
                waiting.push_back(told.clone());
            }
            waiting.push_back(told);
        }
        // Deliveries overtake one another within a window.
        while waiting.len() > 64 {
            let at = chance.random_range(0..waiting.len());
            late += u64::from(at > 0);
            let Some(told) = waiting.swap_remove_back(at) else { break };
            since.push(told.clone());
            book.hear(told);
        }
        if event % 25_000 == 24_999 {
            match chance.random_bool(0.4) {
                true => {
                    restarts += 1;
                    book = saved.clone();
                    since.drain(..).for_each(|told| {
                        book.hear(told);
                    });
                }
                false => since.clear(),
            }
            saved = book.clone();
        }
    }
    waiting.into_iter().for_each(|told| {
        book.hear(told);
    });
    let before = differing(&book, &truth);
    // Reconciliation reads everything once.
    truth.items.iter().cloned().for_each(|item| {
        book.hear(item);
    });
    let took = begun.elapsed().as_secs_f64();
    let (items, changes) = (book.len(), book.items().map(|item| item.history.len()).sum::<usize>());
    let done: usize = truth.items.iter().map(|item| item.history.len()).sum();
    println!(
        "{events} events in {took:.1} s: {lost} lost, {repeated} repeated, {late} out of order, {restarts} restarts; {before} items behind before reconciling, {} after; {items} items, {changes} changes of {done} done",
        differing(&book, &truth),
    );
    assert_eq!((items, changes), (truth.items.len(), done), "no duplicate");
    assert_eq!(differing(&book, &truth), 0, "no lost update");
}

/// How many items are not as they truly are.
fn differing(book: &Book, truth: &Truth) -> usize {
    truth.items.iter().filter(|item| book.get(&item.key) != Some(item)).count()
}
