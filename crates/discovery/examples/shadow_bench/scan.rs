//! Our own run: what the shell does around the core.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Mutex;

use discovery::formats::{self, Reader, Setting};
use discovery::inventory::{Inventory, Limits, SourceId, Terms};
use discovery::lines::{BLOCK, Cutter};
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::Pack;

pub const KEY: &[u8] = b"a key of the bench";

/// A file, cut into blocks for several hands.
struct Feed {
    file: Box<dyn Read + Send>,
    cutter: Cutter,
    reader: Reader,
    ended: bool,
}

impl Feed {
    fn open(path: &Path) -> Feed {
        let mut head = Vec::new();
        stream(path).take(1 << 16).read_to_end(&mut head).expect("the file can be read");
        let setting = Setting { around: jiff::civil::date(2026, 9, 1) };
        let Ok(reader) = formats::recognise(&head, &setting) else { panic!("the format is known") };
        Feed { file: stream(path), cutter: Cutter::default(), reader, ended: false }
    }

    /// The next block of whole lines, the number of its first, and the reader as it stood before.
    fn next(&mut self, block: &mut Vec<u8>) -> Option<(u64, Reader)> {
        if self.ended {
            return None;
        }
        self.cutter.begin(block);
        let read = self.file.by_ref().take(BLOCK as u64).read_to_end(block).expect("the file can be read");
        let first = if read == 0 {
            self.ended = true;
            self.cutter.begin(block);
            self.cutter.end(block)
        } else {
            self.cutter.cut(block)
        };
        let before = self.reader.clone();
        self.reader.follow(block);
        Some((first, before))
    }
}

fn stream(path: &Path) -> Box<dyn Read + Send> {
    let file = File::open(path).expect("the file is there");
    if path.extension().is_some_and(|kind| kind == "gz") {
        Box::new(flate2::read::MultiGzDecoder::new(std::io::BufReader::with_capacity(1 << 18, file)))
    } else {
        Box::new(file)
    }
}

/// Reads a file with so many hands; makes the sorted list of what was found if it is asked for; or writes its rows and
/// says what they are.
pub fn in_this_process(path: &Path, hands: usize, rows: Option<String>, sorted: bool) {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").expect("a known zone");
    let pack = Pack::built_in().pack.clone();
    let terms = Terms { pack, key: PseudonymKey::new(KEY), zone, seed: 1, limits: Limits::default() };
    let feed = Mutex::new(Feed::open(path));
    let hand = || {
        let mut mine = Inventory::new(terms.clone());
        mine.begin(SourceId(1));
        let mut block = Vec::with_capacity(2 * BLOCK);
        loop {
            let next = feed.lock().expect("no hand fails").next(&mut block);
            let Some((first, mut reader)) = next else { break };
            reader.read(&block, first, &mut mine);
        }
        mine
    };
    let mut all: Vec<Inventory> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..hands).map(|_| scope.spawn(hand)).collect();
        started.into_iter().map(|hand| hand.join().expect("no hand fails")).collect()
    });
    let mut whole = all.pop().expect("one hand at least");
    all.into_iter().for_each(|other| whole.merge(other));
    let kept = whole.weight();
    let Some(rows) = rows else {
        if sorted {
            std::hint::black_box(whole.found());
        }
        return;
    };
    let found = whole.found();
    let (_, tally) = found.tallies.first_key_value().expect("one file");
    let people: std::collections::BTreeSet<_> = found.uses.iter().map(|one| one.who).collect();
    let products: std::collections::BTreeSet<_> = found.uses.iter().map(|one| one.product).collect();
    println!(
        "{} lines read, {} understood, {} left; {} rows, {} products, {} persons, {} requests attributed; {} unknown names; the aggregates weigh {} MiB",
        tally.read(),
        tally.understood(),
        tally.left.count(),
        found.uses.len(),
        products.len(),
        people.len(),
        found.uses.iter().map(|one| u64::from(one.cell.seen)).sum::<u64>(),
        found.unknown.len(),
        kept / (1 << 20),
    );
    let mut out = std::io::BufWriter::new(File::create(rows).expect("the rows can be written"));
    for one in &found.uses {
        writeln!(out, "{}\t{}\t{}\t{}\t{}", one.product.0, one.who, one.day.0, one.cell.seen, one.cell.down)
            .expect("the rows can be written");
    }
}

/// Decodes a packed file and does nothing with it.
pub fn decode_only(path: &Path) {
    let mut file = stream(path);
    let mut block = Vec::with_capacity(2 * BLOCK);
    loop {
        block.clear();
        if file.by_ref().take(BLOCK as u64).read_to_end(&mut block).expect("the file can be read") == 0 {
            break;
        }
        std::hint::black_box(&block);
    }
}
