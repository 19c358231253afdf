//! Starts the child, kills it, and looks at what it left.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use base::{CommandId, TextId};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Envelope, Fault, Head, Options, Store};

use crate::load::{self, Disk};

/// Rounds on one folder before a new one is begun, so that looking at the whole stays cheap.
const ROUNDS_A_FOLDER: u64 = 20;

/// What all the rounds came to.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rounds.
    pub rounds: u64,
    /// Promises the children had made.
    pub promised: u64,
    /// Rounds in which a promise was not kept, or the store was not whole.
    pub broken: Vec<String>,
    /// Children that ended by cutting their own power.
    pub cut: u64,
    /// Events found that nobody had been promised yet: they were written and the promise was on its way.
    pub unpromised: u64,
}

/// Kills a child in each of so many rounds and looks at what is left.
pub fn kill(disk: Disk, rounds: u64, seed: u64) -> Tally {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut tally = Tally::default();
    let (mut folder, mut known) = (new_folder(), Known::default());
    for round in 0..rounds {
        let broken_before = tally.broken.len();
        let promises = one_life(disk, folder.path(), seed * 10_000 + round, &known, &mut chance, &mut tally);
        tally.rounds += 1;
        tally.promised += promises.len() as u64;
        let last = (round + 1) % ROUNDS_A_FOLDER == 0 || round + 1 == rounds;
        // A reader leaves the write-ahead file as it is, so that the next child must make sense of it.
        let read_only = !last && round % 2 == 1 && known.head.position > 0;
        let looked = look(folder.path(), read_only, last, &mut known, &promises);
        match looked {
            Ok(unpromised) => tally.unpromised += unpromised,
            Err(what) => tally.broken.push(format!("round {round}: {what}")),
        }
        if last || broken_before < tally.broken.len() {
            (folder, known) = (new_folder(), Known::default());
        }
    }
    tally
}

fn new_folder() -> tempfile::TempDir {
    // Empty: the first child is killed while, or after, it makes the store.
    tempfile::tempdir().expect("a test needs a temporary folder")
}

/// What a child said it was promised.
#[derive(Debug)]
enum Promise {
    Done {
        command: CommandId,
        first: u64,
        last: u64,
    },
    Forgot(TextId),
    Put(String),
    /// Not a promise yet: from here on it may be gone.
    Dropping(String),
    Dropped(String),
}

fn parse(line: &str) -> Option<Promise> {
    let words: Vec<&str> = line.split(' ').collect();
    Some(match words[..] {
        ["done", command, first, last] => {
            let (first, last) = (first.parse().ok()?, last.parse().ok()?);
            Promise::Done { command: command.parse().ok()?, first, last }
        }
        ["forgot", id] => Promise::Forgot(id.parse().ok()?),
        ["put", sha] => Promise::Put(sha.to_owned()),
        ["dropping", sha] => Promise::Dropping(sha.to_owned()),
        ["dropped", sha] => Promise::Dropped(sha.to_owned()),
        _ => return None,
    })
}

/// Lets a child live for a while: for a time, or until it was promised a number of things.
fn one_life(
    disk: Disk,
    folder: &Path,
    seed: u64,
    known: &Known,
    chance: &mut ChaCha8Rng,
    tally: &mut Tally,
) -> Vec<Promise> {
    let mut child = Command::new(std::env::current_exe().expect("a test knows its program"))
        .args(["--exact", "the_child", "--nocapture", "--quiet"])
        .env(load::FOLDER, folder)
        .env(load::SEED, seed.to_string())
        .env(load::VERSION, known.shared_version.to_string())
        .env(load::DISK, Disk::ALL.iter().position(|each| *each == disk).expect("all are listed").to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the test starts itself again");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut promises = Vec::new();
    if chance.random_range(0..3) == 0 {
        // The moment is anywhere, the opening of the store included. The pipe holds what is said meanwhile.
        std::thread::sleep(Duration::from_micros(chance.random_range(0..25_000)));
    } else {
        let (many, pause) = (chance.random_range(1..150), chance.random_range(0..900));
        while promises.len() < many && hear(&mut lines, &mut promises) {}
        std::thread::sleep(Duration::from_micros(pause));
    }
    let ended = end(&mut child);
    while hear(&mut lines, &mut promises) {}
    match (ended.code(), disk) {
        (None, Disk::Cutting) => tally.cut += u64::from(!killed(ended)),
        (None, _) if killed(ended) => {}
        (Some(_), Disk::LosingUnsynced) => tally.broken.push("the child could not go on".to_owned()),
        _ => panic!("the child ended by itself: {ended}"),
    }
    promises
}

/// Hears one line; a line that death cut short says nothing. Whether there may be more.
fn hear(lines: &mut impl BufRead, promises: &mut Vec<Promise>) -> bool {
    let mut line = String::new();
    let heard = lines.read_line(&mut line).expect("the pipe reads");
    promises.extend(line.strip_suffix('\n').and_then(parse));
    heard > 0
}

fn end(child: &mut Child) -> ExitStatus {
    child.kill().expect("the child is ours");
    child.wait().expect("the child is ours")
}

/// Whether it was our SIGKILL, and not its own hand.
fn killed(ended: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    ended.signal() == Some(9)
}

/// What is known of a store from the rounds before.
struct Known {
    head: Head,
    shared_version: u64,
    forgotten: HashSet<TextId>,
    datasets: HashSet<String>,
    dropped: HashSet<String>,
}

impl Default for Known {
    fn default() -> Known {
        let (forgotten, datasets, dropped) = Default::default();
        Known { head: Head::EMPTY, shared_version: 0, forgotten, datasets, dropped }
    }
}

/// Opens what the child left, reads what is new, and compares it with the promises; how many events were not promised.
fn look(folder: &Path, read_only: bool, all: bool, known: &mut Known, promises: &[Promise]) -> Result<u64, String> {
    let store = Store::open_with(folder, Options { read_only, ..Options::default() }).map_err(|e| e.to_string())?;
    let mut commits: BTreeMap<CommandId, Found> = BTreeMap::new();
    let mut head = known.head;
    let mut wrong = None;
    let each = |event: Envelope<'_>| {
        if event.position == known.head.position {
            wrong = (event.hash != known.head.hash).then(|| "the past has changed".to_owned());
        } else if event.position != head.position + 1 || event.prev_hash != head.hash || !whole(&event) {
            wrong = Some(format!("the chain breaks at {}", event.position));
        } else {
            head = Head { position: event.position, hash: event.hash };
            let found = commits.entry(event.command).or_insert(Found::of(&event));
            found.last = event.position;
            known.shared_version += u64::from(event.stream == load::SHARED);
        }
        if wrong.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    store.read(known.head.position.max(1), None, each).map_err(|e| e.to_string())?;
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    if head.position < known.head.position || head != store.head() {
        return Err(format!("the log ends at {} after it had ended at {}", store.head(), known.head));
    }
    let new_events = head.position - known.head.position;
    known.head = head;

    let mut promised_events = 0;
    for promise in promises {
        match promise {
            Promise::Done { command, first, last } => match commits.get(command) {
                Some(found) if (found.first, found.last) == (*first, *last) => promised_events += last - first + 1,
                found => return Err(format!("{command} was promised at {first} to {last}, and is {found:?}")),
            },
            Promise::Forgot(id) => drop(known.forgotten.insert(*id)),
            Promise::Put(sha) => drop(known.datasets.insert(sha.clone())),
            Promise::Dropping(sha) => drop(known.datasets.remove(sha)),
            Promise::Dropped(sha) => drop(known.dropped.insert(sha.clone())),
        }
    }
    for (command, found) in &commits {
        let done = store.outcome(*command).map_err(|e| e.to_string())?;
        let whole = done.is_some_and(|done| (done.first, done.last) == (found.first, found.last));
        if !whole || found.last - found.first + 1 != found.of {
            return Err(format!("{command} is half there: {found:?}"));
        }
        if let Some(id) = found.text {
            let text = store.text(id).map_err(|e| e.to_string())?;
            let erased = store.erasures().map_err(|e| e.to_string())?.iter().any(|e| e.what == store::Erased::Text(id));
            match text {
                Some(sealed) if sealed.words == format!("les mots de {command}") && !erased => {}
                None if erased => {}
                text => return Err(format!("the text of {command} is {text:?}, erased: {erased}")),
            }
        }
    }
    for id in &known.forgotten {
        if store.text(*id).map_err(|e| e.to_string())?.is_some() {
            return Err(format!("the text {id} was forgotten and is back"));
        }
    }
    for sha in &known.dropped {
        if !matches!(store.dataset(sha), Err(Fault::NoDataset(_))) {
            return Err(format!("the dataset {sha} was dropped and is back"));
        }
    }
    for sha in &known.datasets {
        store.dataset(sha).map_err(|e| e.to_string())?;
    }
    if all {
        store.verify(|_, _| {}).map_err(|e| e.to_string())?;
    }
    Ok(new_events - promised_events)
}

/// A commit as the log shows it.
#[derive(Debug)]
struct Found {
    first: u64,
    last: u64,
    of: u64,
    text: Option<TextId>,
}

impl Found {
    fn of(event: &Envelope<'_>) -> Found {
        let payload: serde_json::Value = serde_json::from_str(event.payload).expect("the child writes JSON");
        let text = payload["text"]["id"].as_str().map(|id| id.parse().expect("an id"));
        let of = payload["of"].as_u64().expect("the child says how many");
        Found { first: event.position, last: event.position, of, text }
    }
}

fn whole(event: &Envelope<'_>) -> bool {
    event.compute_hash() == event.hash
}
