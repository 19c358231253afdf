//! What the dying child does: it writes as fast as it can, and says on its output what it was promised.

use std::env;
use std::io::Write;
use std::path::Path;

use base::{CommandId, Text, TextId};
use jiff::Timestamp;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Appended, Commit, NewEvent, NewText, Options, Store, Synchronous};
use uuid::Uuid;

use crate::faulty;

/// The one stream every commit writes to, so that rounds depend on one another.
pub const SHARED: &str = "shared";

/// One write in so many goes to the disk early, and one sync in so many is the last, when the child cuts the power.
const EARLY: u32 = 6;
const CUT: u32 = 25;

/// How the child is told what to do.
pub const FOLDER: &str = "STORE_CHILD_FOLDER";
pub const SEED: &str = "STORE_CHILD_SEED";
pub const DISK: &str = "STORE_CHILD_DISK";
pub const VERSION: &str = "STORE_CHILD_VERSION";

/// What lies under the child's log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Disk {
    /// The system's own file layer.
    System,
    /// It loses what is not synced.
    Losing,
    /// It loses what is not synced, and at times cuts the power itself.
    Cutting,
    /// It loses what is not synced, and the store does not sync.
    LosingUnsynced,
}

impl Disk {
    pub const ALL: [Disk; 4] = [Disk::System, Disk::Losing, Disk::Cutting, Disk::LosingUnsynced];

    fn options(self, seed: u64) -> Options {
        let mut options = Options::default();
        if self != Disk::System {
            faulty::register("losing", seed, EARLY, if self == Disk::Cutting { CUT } else { 0 });
            options.vfs = Some("losing".to_owned());
        }
        if self == Disk::LosingUnsynced {
            options.synchronous = Synchronous::Off;
        }
        options
    }
}

/// Runs until killed, if this process is a child; returns at once otherwise.
pub fn run() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let told = |name: &str| env::var(name).expect("the parent tells").parse::<u64>().expect("a number");
    let (seed, mut version) = (told(SEED), told(VERSION));
    let disk = Disk::ALL[told(DISK) as usize];
    let mut store = Store::open_with(Path::new(&folder), disk.options(seed)).expect("the child opens the store");
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut fresh = u128::from(seed) << 64;
    let (mut texts, mut datasets) = (Vec::new(), Vec::new());
    let mut out = std::io::stdout();
    loop {
        let batch: Vec<Commit> =
            (0..chance.random_range(1..9)).map(|_| commit(&mut chance, &mut fresh, &mut version)).collect();
        let done = store.append(&batch).expect("the child appends");
        for (commit, done) in batch.iter().zip(done) {
            let Appended::Done { first, last } = done else { panic!("{done:?}") };
            texts.extend(commit.texts.iter().map(|text| text.text.id));
            writeln!(out, "\ndone {} {first} {last}", commit.command).expect("the parent listens");
        }
        if chance.random_range(0..12) == 0
            && let Some(id) = texts.choose(&mut chance)
        {
            store.forget(&[*id], Timestamp::UNIX_EPOCH).expect("the child forgets");
            writeln!(out, "\nforgot {id}").expect("the parent listens");
        }
        if chance.random_range(0..40) == 0 {
            let bytes: Vec<u8> = (0..chance.random_range(16..3000)).map(|_| chance.random()).collect();
            let sha = store.put_dataset(&bytes, chance.random()).expect("the child keeps a dataset");
            writeln!(out, "\nput {sha}").expect("the parent listens");
            datasets.push(sha);
        }
        if chance.random_range(0..80) == 0
            && let Some(sha) = datasets.pop()
        {
            writeln!(out, "\ndropping {sha}").expect("the parent listens");
            store.drop_dataset(&sha, Timestamp::UNIX_EPOCH).expect("the child drops a dataset");
            writeln!(out, "\ndropped {sha}").expect("the parent listens");
        }
    }
}

/// A commit of one to four events on several streams; each says how many they are.
fn commit(chance: &mut ChaCha8Rng, fresh: &mut u128, version: &mut u64) -> Commit {
    let mut id = || {
        *fresh += 1;
        Uuid::from_u128(*fresh)
    };
    let command = CommandId(id());
    let own = command.to_string();
    let texts: Vec<NewText> = (0..chance.random_range(0..2))
        .map(|_| {
            let (id, salt, words) = (TextId(id()), chance.random(), format!("les mots de {own}"));
            NewText { text: Text::commit(id, &salt, &words), salt, words }
        })
        .collect();
    let of = chance.random_range(1..5u64);
    let stands = texts.first().map(|text| serde_json::to_string(&text.text).expect("a text is plain JSON"));
    let stands = stands.unwrap_or("null".to_owned());
    *version += 1;
    let events = (0..of).map(|part| {
        let padding = "x".repeat(if chance.random_range(0..40) == 0 { 9000 } else { chance.random_range(0..200) });
        NewEvent {
            stream: if part == 0 { SHARED.to_owned() } else { own.clone() },
            version: if part == 0 { *version } else { part },
            kind: "load.added".to_owned(),
            payload: format!(r#"{{"of":{of},"text":{stands},"padding":"{padding}"}}"#),
        }
    });
    let events = events.collect();
    let at = Timestamp::UNIX_EPOCH;
    Commit { command, digest: [0; 32], actor: None, cause: None, at, events, texts, outcome: of.to_string() }
}
