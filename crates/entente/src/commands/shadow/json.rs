//! What programs are told of a scan. No person stands in it, not even under a pseudonym.

use app::scan::{FileReport, Sample, Skipped};
use discovery::harvest::{EvidenceKind, FileRead, Spot};
use discovery::verdict::{Known, State, Tool};
use serde::Serialize;
use serde_json::{Value, json};

use super::Told;

/// The most places told of one tool and kind of evidence; how many more there are is told.
const PLACES_MOST: usize = 20;

/// Writes the document, one tool and one file at a time: a house meets tens of thousands of names.
pub(super) fn write(told: &Told, samples: bool, into: impl std::io::Write) -> serde_json::Result<()> {
    let scanned = &told.scanned;
    let of_state = |state: State| told.verdicts.tools.iter().filter(|tool| tool.state == state).count();
    let document = Document {
        confirmed: of_state(State::Confirmed),
        suspected: of_state(State::Suspected),
        seen: of_state(State::Seen),
        waiting_for_a_name: told.verdicts.tools.iter().filter(|tool| tool.known != Known::Pack).count(),
        lines: Lines { read: total(told, |file| file.read), understood: total(told, |file| file.understood) },
        pack_refused: told.refused,
        stopped: scanned.waiting > 0,
        files_waiting: scanned.waiting,
        tools: Each(|| told.verdicts.tools.iter().map(|it| tool(told, it))),
        files: Each(|| scanned.files.iter().map(|it| file(it, samples))),
        skipped: Each(|| {
            let one = |it: &Skipped| json!({ "file": it.file, "why": it.why.say(), "way_out": it.why.way_out() });
            scanned.skipped.iter().map(one)
        }),
    };
    serde_json::to_writer_pretty(into, &document)
}

#[derive(Serialize)]
struct Document<T: Serialize, F: Serialize, S: Serialize> {
    confirmed: usize,
    suspected: usize,
    seen: usize,
    waiting_for_a_name: usize,
    lines: Lines,
    pack_refused: usize,
    stopped: bool,
    files_waiting: usize,
    tools: T,
    files: F,
    skipped: S,
}

#[derive(Serialize)]
struct Lines {
    read: u64,
    understood: u64,
}

/// A list whose items are made when they are written.
struct Each<M>(M);

impl<M: Fn() -> I, I: Iterator<Item = Value>> Serialize for Each<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

fn file(file: &FileReport, samples: bool) -> Value {
    let left: Vec<Value> =
        file.left.iter().map(|(why, count)| json!({ "why": why, "say": why.say(), "lines": count })).collect();
    let mut document = json!({
        "file": file.file, "format": file.format, "source": file.kind,
        "bytes": file.size, "bytes_unpacked": file.decoded,
        "read": file.read, "understood": file.understood, "left": left, "paid_cents": file.paid,
        "notes": file.notes.iter().map(|note| note.say()).collect::<Vec<_>>(),
    });
    if samples {
        let sample = |it: &Sample| json!({ "why": it.why, "line": it.line, "words": it.words });
        document["samples"] = file.samples.iter().map(sample).collect();
    }
    document
}

fn total(told: &Told, count: impl Fn(&FileReport) -> u64) -> u64 {
    told.scanned.files.iter().map(count).sum()
}

fn tool(told: &Told, tool: &Tool) -> Value {
    let kinds = tool.kinds();
    let evidence: Vec<Value> = kinds.iter().map(|kind| places(told, *kind, &tool.spots(*kind))).collect();
    let why: Vec<Value> = tool
        .signals
        .iter()
        .map(|signal| json!({ "source": signal.kind, "say": signal.say(), "bits": signal.bits() }))
        .collect();
    let mut paid: std::collections::BTreeMap<&str, i64> = Default::default();
    for (_, payment) in &tool.payments {
        *paid.entry(&payment.currency).or_default() += payment.cents;
    }
    json!({
        "key": tool.key,
        "name": tool.name,
        "vendor": tool.vendor,
        "product": (tool.known == Known::Pack).then_some(&tool.name),
        "category": tool.category.map(|category| category.word()),
        "marketing": tool.marketing,
        "known_by": tool.known,
        "state": tool.state,
        "confidence": tool.confidence,
        "users": tool.users.round(),
        "days": tool.days.len(),
        "first": tool.first().map(|day| day.date()),
        "last": tool.last().map(|day| day.date()),
        // Where no log says what went up, it is not nothing but unknown.
        "bytes_up": (tool.seen.up_known > 0).then_some(tool.seen.up),
        "bytes_down": tool.seen.down,
        "paid_cents": paid,
        "sources": kinds,
        "domains": tool.domains,
        "why": why,
        "evidence": evidence,
    })
}

/// Where one kind of evidence speaks of a tool.
fn places(told: &Told, kind: EvidenceKind, spots: &[(usize, Spot)]) -> Value {
    let file_of = |(harvest, spot): &(usize, Spot)| -> Option<&FileRead> {
        told.scanned.harvests.get(*harvest)?.files.get(spot.file as usize)
    };
    let place = |it: &(usize, Spot)| {
        let spot = it.1;
        json!({ "file": file_of(it).map(|file| &file.file), "first_line": spot.first, "last_line": spot.last, "lines": spot.lines })
    };
    json!({
        "source": kind,
        "places": spots.iter().take(PLACES_MOST).map(place).collect::<Vec<_>>(),
        "more_places": spots.len().saturating_sub(PLACES_MOST),
    })
}
