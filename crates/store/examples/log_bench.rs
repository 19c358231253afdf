//! Measures the log on this machine's disk, beside the disk itself, in one run:
//!
//! ```text
//! cargo run --release -p store --example log_bench [-- FOLDER [EVENTS]]
//! ```
//!
//! Times of an acknowledgement run from handing a commit to the writer until its batch is synced. The disk's own
//! rate is that of appending 4 KiB to a file and fdatasync, one after the other, measured before and after. The
//! write-ahead file is written over again once it is long enough, which costs less than growing a file: so the rate
//! of writing 4 KiB over what is there already is shown too.

use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use base::{CommandId, PersonId, Text, TextId};
use jiff::Timestamp;
use store::{Appended, Commit, NewEvent, NewText, Store};
use uuid::Uuid;

const SYNCS: usize = 2000;
const COMMITS: u64 = 6400;
const RUNS: usize = 3;

fn main() {
    let mut told = std::env::args().skip(1);
    let folder = told.next().map_or_else(|| "target/log_bench".into(), PathBuf::from);
    let events = told.next().map_or(1_000_000, |events| events.parse().expect("a number of events"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let folder = tempfile::tempdir_in(folder).expect("the folder can be written");

    let before = disk(folder.path(), File::create);
    let one = clients(&folder.path().join("one"), 1);
    let many = clients(&folder.path().join("many"), 64);
    let after = disk(folder.path(), File::create);
    let in_place = disk(folder.path(), |path| File::options().write(true).open(path));
    let rate = (before.rate + after.rate) / 2.0;
    println!("disk: 4 KiB append + fdatasync   {before}");
    println!("      again, after the log       {after}");
    println!("      over what is there already {in_place}");
    println!("log:  1 client, durable          {one}   {:.2} × the disk's rate", one.rate / rate);
    println!("log:  64 clients, durable        {many}   {:.2} × the disk's rate", many.rate / rate);

    let path = folder.path().join("large");
    let took = build(&path, events);
    println!("log:  {events} events written in batches of 1000 in {took:.2?}");
    let store = Store::open(&path).expect("the store opens");
    for run in 1..=RUNS {
        let start = Instant::now();
        let (mut seen, mut bytes) = (0, 0);
        let each = |event: store::Envelope<'_>| {
            seen += 1;
            bytes += event.payload.len();
            ControlFlow::Continue(())
        };
        store.read(1, None, each).expect("the log reads");
        assert_eq!(seen, events);
        let took = start.elapsed();
        println!("read: run {run}, {seen} events, {} MB of payload in {took:.2?}", bytes / 1_000_000);
    }
    let start = Instant::now();
    let verified = store.verify(|_, _| {}).expect("the store is whole");
    let took = start.elapsed();
    println!("verify: {} events in {took:.2?}, {:.0} a second", verified.events, events as f64 / took.as_secs_f64());
    let size = std::fs::metadata(path.join("log.sqlite")).expect("the log is there").len();
    println!("size: {} MB, {} bytes an event", size / 1_000_000, size / events);
}

/// Times of something done many times.
struct Times {
    p50: Duration,
    p99: Duration,
    /// Done per second.
    rate: f64,
}

impl Times {
    fn of(mut each: Vec<Duration>, all: Duration) -> Times {
        each.sort();
        Times {
            p50: each[each.len() / 2],
            p99: each[each.len() * 99 / 100],
            rate: each.len() as f64 / all.as_secs_f64(),
        }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        write!(f, "p50 {:6.3} ms  p99 {:6.3} ms  {:7.0} a second", millis(self.p50), millis(self.p99), self.rate)
    }
}

fn disk(folder: &Path, open: fn(PathBuf) -> std::io::Result<File>) -> Times {
    let mut file = open(folder.join("disk")).expect("the folder can be written");
    let page = [7; 4096];
    let start = Instant::now();
    let each = (0..SYNCS).map(|_| {
        let start = Instant::now();
        file.write_all(&page).and_then(|()| file.sync_data()).expect("the disk writes");
        start.elapsed()
    });
    let each = each.collect();
    Times::of(each, start.elapsed())
}

type Order = (Commit, Sender<Appended>);

/// Each client sends a commit, waits until it is durable, and sends the next; one writer takes all that waits.
fn clients(folder: &Path, clients: u64) -> Times {
    let store = Store::open(folder).expect("the store opens");
    let (orders, waiting) = channel::<Order>();
    let writer = thread::spawn(move || write(store, &waiting));
    let start = Instant::now();
    let commits = COMMITS / if clients == 1 { 2 } else { 1 };
    let clients: Vec<_> = (0..clients)
        .map(|client| {
            let orders = orders.clone();
            thread::spawn(move || {
                let send = |version| {
                    let (answer, answered) = channel();
                    let start = Instant::now();
                    let commit = commit(u128::from(client) << 64 | u128::from(version), client, version, 1);
                    orders.send((commit, answer)).expect("the writer lives");
                    assert!(matches!(answered.recv(), Ok(Appended::Done { .. })));
                    start.elapsed()
                };
                (1..=commits / clients).map(send).collect::<Vec<_>>()
            })
        })
        .collect();
    drop(orders);
    let each = clients.into_iter().flat_map(|client| client.join().expect("no client panics")).collect();
    let all = start.elapsed();
    writer.join().expect("the writer does not panic");
    Times::of(each, all)
}

fn write(mut store: Store, waiting: &Receiver<Order>) {
    while let Ok(first) = waiting.recv() {
        let (commits, answers): (Vec<Commit>, Vec<Sender<Appended>>) =
            std::iter::once(first).chain(waiting.try_iter().take(255)).unzip();
        let done = store.append(&commits).expect("the log appends");
        for (answer, done) in answers.into_iter().zip(done) {
            answer.send(done).expect("the client waits");
        }
    }
}

/// Writes a log of commits with two events each, in a thousand streams.
fn build(folder: &Path, events: u64) -> Duration {
    let mut store = Store::open(folder).expect("the store opens");
    let start = Instant::now();
    for batch in 0..events / 1000 {
        let commits = (0..500).map(|i| {
            let n = batch * 500 + i;
            commit(u128::from(n) | 1 << 100, n % 1000, n / 1000 * 2 + 1, 2)
        });
        let commits: Vec<Commit> = commits.collect();
        store.append(&commits).expect("the log appends");
    }
    start.elapsed()
}

fn commit(n: u128, stream: u64, version: u64, events: u64) -> Commit {
    // One commit in ten says something in words.
    let texts = n.is_multiple_of(10).then(|| {
        let words = "The balance must be right at the till, or customers will not believe the app either.".to_owned();
        NewText { text: Text::commit(TextId(Uuid::from_u128(n)), &[7; 16], &words), salt: [7; 16], words }
    });
    let reason =
        texts.as_ref().map_or("null".to_owned(), |text| serde_json::to_string(&text.text).expect("plain JSON"));
    let event = |version| NewEvent {
        stream: format!("request:{stream}"),
        version,
        kind: "request.priority_changed".to_owned(),
        payload: format!(
            r#"{{"v":1,"priority":{},"effective":"2026-08-06","asked_by":"{}","reason":{reason}}}"#,
            version % 5,
            Uuid::from_u128(n),
        ),
    };
    Commit {
        command: CommandId(Uuid::from_u128(n)),
        digest: [7; 32],
        actor: Some(PersonId(Uuid::from_u128(u128::from(stream)))),
        cause: None,
        at: Timestamp::from_microsecond(1_786_000_000_000_000 + version as i64).expect("a time within our lives"),
        events: (version..version + events).map(event).collect(),
        texts: texts.into_iter().collect(),
        outcome: "{}".to_owned(),
    }
}
