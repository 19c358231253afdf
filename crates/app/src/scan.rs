//! What files show of the tools in use: from paths or a stream of bytes to [`Harvest`]s.
//!
//! Files are found in a stable order and read in parcels (`parcel`): a large file alone, small ones together. Several
//! hands read at once: each takes a file of its own while there are any, and helps with the blocks of another's when
//! there are none. A parcel that is read to its end becomes a harvest for each kind of evidence, and may be remembered
//! (`memory`), so that a scan that was stopped goes on where it was. Who read what changes nothing.
//!
//! No file, however bad, ends a scan: what was not read is said, with its reason, in [`Scanned::skipped`] and in the
//! [`Note`]s of the files that were read in part.

mod feed;
mod find;
mod hands;
mod list;
mod memory;
mod open;
mod parcel;
mod pihole;
mod report;

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use discovery::harvest::Harvest;
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::{DERIVED, OWN, Pack, Refused};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

pub use memory::{Memory, passing_key};
pub use report::{FileReport, Note, Sample, Skip, Skipped};

/// The products known to a scan.
#[derive(Clone)]
pub struct Known {
    /// The pack.
    pub pack: Arc<Pack>,
    /// What the tables hold and a pack may not, table by table.
    pub refused: Vec<(usize, Refused)>,
    /// What tells these tables from others.
    mark: String,
}

impl Known {
    /// A pack that is at hand already; a scan with it remembers nothing.
    pub fn of(pack: Arc<Pack>) -> Known {
        Known { pack, refused: Vec::new(), mark: String::new() }
    }

    /// The pack compiled in, behind tables of the user's own: where both claim a domain, the user's counts.
    pub fn with(own: &[String]) -> Known {
        let mut digest = Sha256::new();
        let tables: Vec<&str> = own.iter().map(String::as_str).chain([OWN, DERIVED]).collect();
        for table in &tables {
            digest.update((table.len() as u64).to_le_bytes());
            digest.update(table.as_bytes());
        }
        let mark = hex(&digest.finalize());
        if own.is_empty() {
            return Known { pack: Pack::built_in().pack.clone(), refused: Vec::new(), mark };
        }
        // A table alone refuses what it refuses beside others: entries are held against those of their own table.
        let refused = own
            .iter()
            .enumerate()
            .flat_map(|(at, table)| Pack::of(&[table.as_str()]).refused.into_iter().map(move |refused| (at, refused)));
        Known { refused: refused.collect(), pack: Pack::of(&tables).pack, mark }
    }
}

/// How far a scan goes. What lies beyond is said, never dropped silently.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files in all.
    pub files: usize,
    /// Bytes one archive may hold, unpacked.
    pub decoded: u64,
    /// How many times its own size an archive may hold, once 64 MiB were unpacked: logs seldom shrink to less than a
    /// fiftieth.
    pub ratio: u64,
    /// Bytes of a list, which is read whole: at most [`discovery::lists::BYTES_MOST`].
    pub whole: u64,
    /// What one parcel's inventory keeps.
    pub inventory: discovery::inventory::Limits,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            files: 1_000_000,
            decoded: 256 << 30,
            ratio: 250,
            whole: discovery::lists::BYTES_MOST as u64,
            inventory: discovery::inventory::Limits::default(),
        }
    }
}

/// What a scan is made with.
pub struct Plan {
    /// The products known.
    pub known: Known,
    /// The key of the pseudonyms.
    pub key: PseudonymKey,
    /// The house's time zone.
    pub zone: TimeZone,
    /// Today, as the house's clocks show it: a log without years whose file has no date is of the year before it.
    pub today: Date,
    /// The house's own registered names: what leads to them is no tool.
    pub own: Vec<String>,
    /// How far it goes.
    pub limits: Limits,
    /// How many hands read at once.
    pub hands: usize,
    /// Where what was read is remembered, if anywhere.
    pub memory: Option<Memory>,
}

impl Plan {
    /// A plan with the usual limits and as many hands as the machine has.
    pub fn new(known: Known, key: PseudonymKey, today: Date) -> Plan {
        Plan {
            known,
            key,
            zone: TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC),
            today,
            own: Vec::new(),
            limits: Limits::default(),
            hands: std::thread::available_parallelism().map_or(1, |count| count.get()),
            memory: None,
        }
    }
}

/// What is to be read.
pub enum Input {
    /// A file, or a folder with all it holds.
    Path(PathBuf),
    /// Bytes as they come; they are never remembered.
    Stream {
        /// What to call them.
        name: String,
        /// The bytes.
        bytes: Box<dyn Read + Send>,
    },
}

/// How far a scan is.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Bytes read of the files as they lie on disk.
    pub bytes: u64,
    /// Of how many.
    pub bytes_total: u64,
    /// Lines read.
    pub lines: u64,
    /// Files read to their end.
    pub files: usize,
    /// Of how many.
    pub files_total: usize,
    /// The file a hand just read from.
    pub file: String,
}

/// Watches a scan: is told how far it is, and may stop it.
pub struct Watch<'a> {
    /// Told after each block, by any hand.
    pub tell: &'a (dyn Fn(&Progress) + Sync),
    /// Raised to stop: the hands end within a block each.
    pub stop: &'a AtomicBool,
}

impl Watch<'_> {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What a scan comes to.
#[derive(Debug, Default)]
pub struct Scanned {
    /// What the files show, one harvest for each kind of evidence, in the order of kinds.
    pub harvests: Vec<Harvest>,
    /// What became of each file that was read, in the order they were found.
    pub files: Vec<FileReport>,
    /// What was not read, and why.
    pub skipped: Vec<Skipped>,
    /// Files that were remembered from a scan before.
    pub remembered: usize,
    /// Files that wait because the scan was stopped; their like is read by the next one.
    pub waiting: usize,
}

/// Reads files and folders.
///
/// Errors: the memory's folder cannot be written. No input is an error: what cannot be read is said.
pub fn scan(inputs: Vec<Input>, plan: &Plan, watch: &Watch<'_>) -> Result<Scanned, Problem> {
    let found = find::files(inputs, &plan.limits);
    let mut parcels = parcel::cut(found.files);
    if plan.memory.is_some() {
        for parcel in &mut parcels {
            parcel.mark = parcel.mark_with(plan);
        }
    }
    let mut scanned = hands::read(parcels, plan, watch)?;
    scanned.skipped.splice(0..0, found.skipped);
    Ok(scanned)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
