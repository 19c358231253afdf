//! What trackers tell: exports handed over, hints they send, and what is read over their interface. Kept are the items,
//! with nobody's name; the file's own bytes are not.

mod caller;
mod connection;
mod hints;
mod reading;
mod rest;

pub use caller::Miss;
pub use connection::{Connection, System};
pub use hints::{Fate, HINT_MOST, HintSecret};
pub use reading::{Last, Look, Reach, Reread};

pub(crate) use reading::Tracking;

use base::{Ref, Say};
use delivery::formats::{self, Format, Reading, Setting};
use jiff::tz::TimeZone;
use landscape::import::{Report, SheetReport};

/// Hours in a person-day, where a tracker counts time in seconds: Jira's own default.
const HOURS_A_DAY: f64 = 8.0;

/// A tracker's export as it is kept.
pub(crate) struct Tracked {
    /// What it tells.
    pub(crate) reading: Reading,
    /// What was read and what was not.
    pub(crate) report: Report,
    /// What is kept of it.
    pub(crate) kept: Vec<u8>,
}

/// Which tracker's export a file is; `None` when it is none.
pub(crate) fn recognise(file: &str, bytes: &[u8]) -> Option<Format> {
    formats::recognise(file, bytes)
}

/// Reads a tracker's export; `None` when it is none, or when none of it was understood.
pub(crate) fn read(file: &str, bytes: &[u8], dataset: &Ref) -> Option<Tracked> {
    let reading = formats::read(file, bytes, &setting(dataset)).ok()?;
    if reading.items.is_empty() {
        return None;
    }
    let kept = pack(&reading)?;
    Some(Tracked { report: report(&reading), reading, kept })
}

/// What readers must be told.
fn setting(dataset: &Ref) -> Setting {
    let zone = TimeZone::get(base::HOUSE_ZONE).unwrap_or(TimeZone::UTC);
    Setting { zone, dataset: dataset.clone(), hours_a_day: HOURS_A_DAY }
}

/// Writes a reading down as it is kept: its JSON, packed.
pub(crate) fn pack(reading: &Reading) -> Option<Vec<u8>> {
    let mut packed = zstd::stream::Encoder::new(Vec::new(), 3).ok()?;
    serde_json::to_writer(&mut packed, reading).ok()?;
    packed.finish().ok()
}

/// Reads what is kept of an export; `None` when it is damaged.
pub(crate) fn unpack(kept: &[u8]) -> Option<Reading> {
    let packed = zstd::stream::Decoder::new(kept).ok()?;
    serde_json::from_reader(std::io::BufReader::new(packed)).ok()
}

/// What an import report says of a tracker's export.
pub(crate) fn report(reading: &Reading) -> Report {
    let kind = reading.format.say();
    let how = Say::each(|lang| {
        let parts = std::iter::once(&kind).chain(&reading.notes).map(|say| say.in_lang(lang).to_owned());
        parts.collect::<Vec<_>>().join(", ")
    });
    let sheet = SheetReport {
        sheet: None,
        kind: None,
        told: None,
        evidence: Some(Say::new("travaux d'un outil de suivi", "work kept in a tracker")),
        how,
        read: reading.read,
        accepted: reading.accepted,
        rejected: reading.rejected,
        rejects: reading.rejects.clone(),
        mapped: reading.mapped.clone(),
        unmapped: reading.unmapped.clone(),
    };
    Report { sheets: vec![sheet] }
}
