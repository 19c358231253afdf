//! Whether a million events of a tracker come to the truth, whatever goes wrong on the way; and what taking in a hundred
//! thousand items costs, through the store.
//!
//! `faults EVENTS SEED` has a tracker of 20,000 items change so often, over its interface on this machine: one hint in
//! ten is lost, one in seven comes twice, they overtake one another, some are forged; answers break off, come twice and
//! turned; the house is closed and opened again. What is held at the end is compared with what was done, change by
//! change. `import FILE FOLDER` imports an export through the store twice; `open FOLDER` folds it again.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench reads files, has a clock and prints

#[allow(dead_code, reason = "the tests beside it use all of it")]
#[path = "../tests/served/mod.rs"]
mod served;

use std::time::Instant;

use app::{Actor, App, Clock, Connection, Look};
use delivery::item::{ItemKey, Now};
use hmac::{Hmac, KeyInit, Mac};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use served::{Fault, Served, Shape, True};
use sha2::Sha256;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STATES: [&str; 6] = ["À faire", "En cours", "Attente marketing", "En revue", "Recette", "Terminé"];
const ITEMS: u64 = 20_000;
const BEGUN: i64 = 1_780_000_000;
/// How many events lie between two readings.
const ROUND: u64 = 5_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["faults", events, seed] => faults(events.parse().expect("a number"), seed.parse().expect("a number")),
        ["import", file, folder] => import(file, std::path::Path::new(folder)),
        ["open", folder] => open_again(std::path::Path::new(folder)),
        _ => eprintln!("faults EVENTS SEED | import FILE FOLDER | open FOLDER"),
    }
}

fn at(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).expect("this century")
}

/// Seconds of both processors this process took so far.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn import(file: &str, folder: &std::path::Path) {
    let bytes = std::fs::read(file).expect("the file is there");
    let app = App::open(folder, Clock::standing(at(BEGUN + 90_000_000))).expect("it opens");
    let name = file.rsplit('/').next().expect("a name");
    for turn in ["first", "again"] {
        let (begun, before) = (Instant::now(), cpu());
        let arrived = app.import(Actor::House, None, name, &bytes, None).expect("an export");
        let (wall, spent) = (begun.elapsed().as_secs_f64(), cpu() - before);
        println!(
            "{turn}: {} MB, {} items held, {} rejected, {} facts: {wall:.2} s, {spent:.2} s of processor",
            bytes.len() / 1_000_000,
            app.picture().items().len(),
            arrived.report.rows_rejected(),
            arrived.receipt.facts,
        );
    }
}

fn open_again(folder: &std::path::Path) {
    let (begun, before) = (Instant::now(), cpu());
    let app = App::open(folder, Clock::standing(at(BEGUN + 90_000_000))).expect("it opens");
    let held = app.picture().items().len();
    println!("{held} items folded: {:.2} s, {:.2} s of processor", begun.elapsed().as_secs_f64(), cpu() - before);
}

/// A hint of Jira, signed by a secret.
fn hint(app: &App, id: u64, number: u64, secret: &str) {
    let body = format!("{{\"webhookEvent\":\"jira:issue_updated\",\"issue\":{{\"key\":\"BEN-{number}\"}}}}");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(body.as_bytes());
    let signature = format!("sha256={}", base::hex(&mac.finalize().into_bytes()));
    let header = |name: &str| match name {
        "x-hub-signature" => Some(signature.clone()),
        "x-atlassian-webhook-identifier" => Some(id.to_string()),
        _ => None,
    };
    app.hear("jira", &header, body.as_bytes()).expect("heard");
}

fn faults(events: u64, seed: u64) {
    let folder = std::env::temp_dir().join(format!("sync-bench-{}", std::process::id()));
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let served = Served::new(Shape::Jira3);
    let first = |number: u64| {
        let states = vec![(BEGUN, STATES[0])];
        (number, True { title: format!("Travail {number}"), opened: BEGUN, updated: BEGUN, states })
    };
    served.world().items = (1..=ITEMS).map(first).collect();
    let open = || {
        let app = App::open(&folder, Clock::standing(at(served.world().now))).expect("it opens");
        app.connect(Connection::all(&served.access()).expect("an access"));
        app
    };
    let mut app = open();
    let secret = app.hint_secret(Actor::House, "jira", false).expect("a secret").shown();
    let (mut lost, mut twice, mut forged, mut broken, mut restarts, mut readings) = (0, 0, 0, 0, 0, 0);
    let mut waiting: Vec<(u64, u64)> = Vec::new();
    let (begun, before) = (Instant::now(), cpu());
    for event in 0..events {
        // Ten events a second.
        let second = BEGUN + 1 + (event / 10) as i64;
        let number = chance.random_range(1..=ITEMS);
        {
            let mut world = served.world();
            world.now = second;
            if let Some(item) = world.items.get_mut(&number) {
                let stands = item.states.last().map_or(STATES[0], |(_, state)| state);
                let next = STATES[chance.random_range(0..STATES.len())];
                // A state that moves twice in a second is told once, as of that second.
                if next != stands && item.updated != second {
                    item.states.push((second, next));
                    item.updated = second;
                }
            }
        }
        match chance.random_range(0..100) {
            0..10 => lost += 1,
            10..24 => {
                twice += 1;
                waiting.extend([(event, number); 2]);
            }
            24..26 => {
                forged += 1;
                hint(&app, event, number, "guess");
            }
            _ => waiting.push((event, number)),
        }
        while waiting.len() > 64 {
            let (id, number) = waiting.swap_remove(chance.random_range(0..waiting.len()));
            hint(&app, id, number, &secret);
        }
        if event % ROUND == ROUND - 1 {
            app.clock().set(at(second));
            let mut faults = Vec::new();
            for _ in 0..60 {
                faults.push(match chance.random_range(0..200) {
                    0 => Fault::Drop,
                    1 => Fault::Status(502),
                    2..6 => Fault::Twice,
                    6..12 => Fault::Turned,
                    _ => Fault::None,
                });
            }
            served.world().faults = faults;
            let last = app.reread(Actor::House, "jira", Look::Regular).expect("read");
            (readings, broken) = (readings + 1, broken + u64::from(last.miss.is_some()));
            served.world().faults.clear();
            if chance.random_range(0..20) == 0 {
                restarts += 1;
                drop(app);
                app = open();
            }
        }
    }
    app.clock().set(at(BEGUN + (events / 10) as i64));
    let behind = differing(&app, &served);
    let last = app.reread(Actor::House, "jira", Look::Whole).expect("read");
    assert_eq!(last.miss, None, "nothing stands in the way at the end");
    let (wall, spent) = (begun.elapsed().as_secs_f64(), cpu() - before);
    let (after, facts) = (differing(&app, &served), app.picture().position);
    let changes: usize = app.picture().items().items().map(|item| item.history.len()).sum();
    let done: usize = served.world().items.values().map(|item| item.states.len() - 1).sum();
    println!(
        "{events} events: {lost} hints lost, {twice} twice, {forged} forged; {readings} readings, {broken} broken off, {restarts} restarts"
    );
    println!(
        "{behind} items behind before the last reading, {after} after; {} items of {ITEMS}, {changes} changes of {done} done; {facts} facts; {wall:.0} s, {spent:.0} s of processor",
        app.picture().items().len(),
    );
    let again = app.reread(Actor::House, "jira", Look::Whole).expect("read").read;
    assert_eq!((again.new, again.changed, again.gone, app.picture().position), (0, 0, 0, facts), "twice is once");
    drop(app);
    let app = open();
    assert_eq!(differing(&app, &served), 0, "and after a restart");
    assert_eq!((after, app.picture().items().len() as u64, changes), (0, ITEMS, done), "nothing lost, nothing double");
    std::fs::remove_dir_all(&folder).expect("the folder is the bench's own");
}

/// How many items are not held as they truly are, change by change.
fn differing(app: &App, served: &Served) -> usize {
    let (picture, world) = (app.picture(), served.world());
    let is_held = |number: u64, it: &True| {
        let key = ItemKey { tracker: "jira".to_owned(), key: served::key(Shape::Jira3, number) };
        let Some(held) = picture.items().get(&key) else { return false };
        let mut states = vec![(held.opened.as_second(), held.first_state.as_str())];
        states.extend(held.history.iter().filter_map(|change| match &change.now {
            Now::State(word) => Some((change.at.as_second(), word.as_str())),
            _ => None,
        }));
        states == it.states
    };
    world.items.iter().filter(|(number, it)| !is_held(**number, it)).count()
}
