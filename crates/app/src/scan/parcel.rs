//! Files that are read together and remembered together.
//!
//! A large file is a parcel of its own; small ones are put together, and cut where their names say so: one more file
//! changes its own parcel, not those after it. Files whose lines speak of connections (Zeek's) stay together by folder:
//! the bytes of a connection stand in another file than its name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use discovery::formats::Reader;
use discovery::harvest::{EvidenceKind, Harvest};
use discovery::inventory::{Inventory, SourceId, Terms};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::find::Candidate;
use super::hands::lock;
use super::report::{FileReport, Note, Sample, Skip, Skipped};
use super::{Plan, hex, open};

/// From this size on a file is a parcel of its own.
const LARGE: u64 = 32 << 20;
/// The most bytes of files in a parcel of several, and the most files.
const PARCEL_BYTES: u64 = 256 << 20;
const PARCEL_FILES: usize = 1_024;
/// One name in so many ends a parcel.
const CUT: u8 = 0;
/// How many files of a folder are looked into, to see whether its files belong together.
const LOOKED_INTO: usize = 16;

/// Files that are read together.
pub(super) struct Parcel {
    pub(super) files: Vec<Candidate>,
    /// What it is remembered under, if it is.
    pub(super) mark: Option<String>,
}

/// What a parcel came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Read {
    pub(super) harvests: Vec<Harvest>,
    pub(super) files: Vec<FileReport>,
    pub(super) skipped: Vec<Skipped>,
}

/// Cuts the files into parcels, in their order.
pub(super) fn cut(files: Vec<Candidate>) -> Vec<Parcel> {
    let joined = folders_that_stay_together(&files);
    let folder_of = |file: &Candidate| file.folder().map(Path::to_path_buf).filter(|folder| joined.contains(folder));
    let mut parcels: Vec<Parcel> = Vec::new();
    let (mut bytes, mut closed, mut last) = (0_u64, true, None);
    for file in files {
        let folder = folder_of(&file);
        let together = folder.is_some() && folder == last;
        let large = file.size >= LARGE;
        let full = parcels.last().is_some_and(|parcel| parcel.files.len() >= PARCEL_FILES)
            || bytes.saturating_add(file.size) > PARCEL_BYTES;
        let begins = !together && (closed || large || full || folder != last);
        if begins || parcels.is_empty() {
            parcels.push(Parcel { files: Vec::new(), mark: None });
            bytes = 0;
        }
        bytes = bytes.saturating_add(file.size);
        let cut = Sha256::digest(file.name_within().as_bytes()).first() == Some(&CUT);
        closed = large || cut;
        last = folder;
        if let Some(parcel) = parcels.last_mut() {
            parcel.files.push(file);
        }
    }
    parcels
}

/// The folders with files whose lines bear the numbers of connections.
fn folders_that_stay_together(files: &[Candidate]) -> Vec<PathBuf> {
    let mut joined: Vec<PathBuf> = Vec::new();
    for together in files.chunk_by(|a, b| a.folder() == b.folder()) {
        let Some(folder) = together.first().and_then(Candidate::folder) else { continue };
        let path = |file: &Candidate| match &file.source {
            super::find::Source::File(path) => Some(path.clone()),
            super::find::Source::Stream(_) => None,
        };
        let bears = |path: PathBuf| bears_connections(&open::start(&path));
        if together.len() > 1 && together.iter().take(LOOKED_INTO).filter_map(path).any(bears) {
            joined.push(folder.to_path_buf());
        }
    }
    joined
}

fn bears_connections(start: &[u8]) -> bool {
    let has = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
    start.starts_with(b"#separator") || (start.starts_with(b"{") && has(b"\"uid\":") && has(b"\"id.orig_h\":"))
}

/// What was remembered under another number was read by another reader.
const READER: u32 = 2;

impl Parcel {
    /// What tells this parcel, read with this plan, from every other; nothing when it cannot be told.
    pub(super) fn mark_with(&self, plan: &Plan) -> Option<String> {
        let mut digest = Sha256::new();
        let mut add = |words: &str| {
            digest.update((words.len() as u64).to_le_bytes());
            digest.update(words.as_bytes());
        };
        add(&format!("{READER} {} {:?} {:?}", env!("CARGO_PKG_VERSION"), plan.limits, plan.zone.iana_name()));
        add(&plan.known.mark);
        add(&plan.own.join(" "));
        // A key that was changed tells no person it told before.
        add(&plan.key.of(b"the key these people were told apart with").to_string());
        for file in &self.files {
            add(&file.name);
            add(&format!("{} {:?}", file.size, file.modified));
            add(&file.fingerprint()?);
        }
        Some(hex(&digest.finalize()))
    }
}

/// A parcel that is being read by several hands.
pub(super) struct Reading {
    /// Inventories no hand holds at the moment.
    idle: Mutex<Vec<(EvidenceKind, Inventory)>>,
    done: Mutex<Done>,
}

/// What is known of a parcel's files so far, by their place.
struct Done {
    files: BTreeMap<usize, Outcome>,
    /// Files of which nothing is known yet.
    open: usize,
}

/// What became of one file.
pub(super) enum Outcome {
    /// A log, counted in an inventory under its source.
    Log(Box<LogRead>),
    /// Something read whole.
    Whole(Vec<FileReport>, Vec<Harvest>),
    /// Not read.
    Skipped(Skipped),
}

/// A log that was read; its lines are in the inventories.
pub(super) struct LogRead {
    pub(super) file: String,
    pub(super) format: &'static str,
    pub(super) kind: EvidenceKind,
    pub(super) size: u64,
    pub(super) decoded: u64,
    pub(super) notes: Vec<Note>,
}

impl Reading {
    pub(super) fn new(files: usize) -> Reading {
        Reading { idle: Mutex::default(), done: Mutex::new(Done { files: BTreeMap::new(), open: files }) }
    }

    /// An inventory for a hand to count in.
    pub(super) fn take(&self, kind: EvidenceKind, plan: &Plan, seed: u64) -> Inventory {
        let mut idle = lock(&self.idle);
        match idle.iter().position(|(of, _)| *of == kind) {
            Some(at) => idle.swap_remove(at).1,
            None => Inventory::new(Terms {
                pack: plan.known.pack.clone(),
                key: plan.key.clone(),
                zone: plan.zone.clone(),
                seed,
                limits: plan.limits.inventory,
            }),
        }
    }

    /// Takes an inventory back.
    pub(super) fn give(&self, kind: EvidenceKind, inventory: Inventory) {
        lock(&self.idle).push((kind, inventory));
    }

    /// Says what became of a file; whether it was the parcel's last.
    pub(super) fn done(&self, at: usize, outcome: Outcome) -> bool {
        let mut done = lock(&self.done);
        done.files.insert(at, outcome);
        done.open -= 1;
        done.open == 0
    }

    /// What was read, once no hand counts any more.
    pub(super) fn close(&self, plan: &Plan) -> Closed {
        let (files, open) = {
            let mut done = lock(&self.done);
            (std::mem::take(&mut done.files), done.open)
        };
        let mut idle = std::mem::take(&mut *lock(&self.idle));
        let stopped = files.values().filter(|outcome| outcome.is_stopped()).count();
        let mut read = Read::default();
        let mut logs: Vec<(usize, LogRead)> = Vec::new();
        let mut whole: Vec<Harvest> = Vec::new();
        let mut reports: BTreeMap<usize, Vec<FileReport>> = BTreeMap::new();
        for (at, outcome) in files {
            match outcome {
                Outcome::Log(log) => logs.push((at, *log)),
                Outcome::Whole(files, harvests) => {
                    reports.insert(at, files);
                    whole.extend(harvests);
                }
                Outcome::Skipped(skipped) => read.skipped.push(skipped),
            }
        }
        for kind in EvidenceKind::ALL {
            let (of_kind, others): (Vec<_>, Vec<_>) = idle.into_iter().partition(|(of, _)| *of == kind);
            idle = others;
            let mut inventories = of_kind.into_iter().map(|(_, inventory)| inventory);
            let Some(mut inventory) = inventories.next() else { continue };
            inventories.for_each(|other| inventory.merge(other));
            let tallies = inventory.tallies();
            let of_kind = || logs.iter().filter(|(_, log)| log.kind == kind);
            for (at, log) in of_kind() {
                reports.insert(*at, vec![log.report(tallies.get(&source(*at)))]);
            }
            let files: Vec<(SourceId, String, String)> =
                of_kind().map(|(at, log)| (source(*at), log.file.clone(), log.format.to_owned())).collect();
            read.harvests.push(inventory.harvest(kind, &plan.known.pack, &files));
        }
        for harvest in whole {
            match read.harvests.iter_mut().find(|known| known.kind == harvest.kind) {
                Some(known) => known.add(harvest),
                None => read.harvests.push(harvest),
            }
        }
        read.harvests.sort_by_key(|harvest| harvest.kind);
        read.files = reports.into_values().flatten().collect();
        Closed { open, stopped, read }
    }
}

/// What a parcel came to, and what is missing.
pub(super) struct Closed {
    /// Files that were not begun.
    pub(super) open: usize,
    /// Files within which the scan was stopped.
    pub(super) stopped: usize,
    pub(super) read: Read,
}

/// The number a parcel's inventories know a file by.
pub(super) fn source(at: usize) -> SourceId {
    SourceId(u32::try_from(at + 1).unwrap_or(u32::MAX))
}

impl LogRead {
    fn report(&self, tally: Option<&discovery::inventory::Tally>) -> FileReport {
        let none = discovery::inventory::Tally::default();
        let tally = tally.unwrap_or(&none);
        let samples = tally.left.0.iter().flat_map(|(why, kept)| {
            kept.first.iter().map(|(line, words)| Sample { why: *why, line: *line, words: words.clone() })
        });
        FileReport {
            file: self.file.clone(),
            format: self.format.to_owned(),
            kind: self.kind,
            size: self.size,
            decoded: self.decoded,
            read: tally.read(),
            understood: tally.understood(),
            left: tally.left.0.iter().map(|(why, kept)| (*why, kept.count)).collect(),
            paid: BTreeMap::new(),
            notes: self.notes.clone(),
            samples: samples.collect(),
        }
    }

    /// A log that was just recognised.
    pub(super) fn of(file: &Candidate, reader: &Reader) -> LogRead {
        LogRead {
            file: file.name.clone(),
            format: reader.format().word(),
            kind: reader.kind(),
            size: 0,
            decoded: 0,
            notes: Vec::new(),
        }
    }
}

impl Outcome {
    /// Whether the scan was stopped within the file.
    pub(super) fn is_stopped(&self) -> bool {
        matches!(self, Outcome::Log(log) if log.notes.iter().any(|note| matches!(note, Note::Stopped { .. })))
    }

    pub(super) fn skipped(file: &Candidate, why: Skip) -> Outcome {
        Outcome::Skipped(Skipped { file: file.name.clone(), why })
    }
}
