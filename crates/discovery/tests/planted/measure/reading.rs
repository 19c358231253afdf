//! The files of a house, read as the shell would: logs into one inventory for each kind, lists each by itself.

use discovery::formats;
use discovery::harvest::{EvidenceKind, Harvest};
use discovery::inventory::{Inventory, Limits, SourceId, Terms};
use discovery::lines::Cutter;
use discovery::lists;
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::Pack;
use jiff::tz::TimeZone;

use crate::corpus::{Corpus, File, Trace};

/// What the files gave.
pub struct Read {
    pub harvests: Vec<Harvest>,
    /// Lines, rows and entries read, and of these understood.
    pub lines: (u64, u64),
}

fn kind(trace: Trace) -> EvidenceKind {
    match trace {
        Trace::Proxy => EvidenceKind::Proxy,
        Trace::Dns => EvidenceKind::Dns,
        Trace::SignOn => EvidenceKind::SignOn,
        Trace::Expense => EvidenceKind::Expense,
        Trace::Mail => EvidenceKind::Mail,
        Trace::Zone => EvidenceKind::Zone,
        Trace::Page => EvidenceKind::Page,
        Trace::Tags => EvidenceKind::Tags,
        Trace::Cookies => EvidenceKind::Cookies,
    }
}

/// Reads every file of a house.
pub fn read(corpus: &Corpus) -> Read {
    let zone = TimeZone::get("Europe/Paris").expect("a known zone");
    let key = PseudonymKey::new(b"a key of the tests");
    let mut harvests = Vec::new();
    for trace in [Trace::Proxy, Trace::Dns] {
        let terms = Terms {
            pack: Pack::built_in().pack.clone(),
            key: key.clone(),
            zone: zone.clone(),
            seed: corpus.seed,
            limits: Limits::default(),
        };
        let files: Vec<&File> = corpus.files.iter().filter(|file| file.kind == trace).collect();
        harvests.push(logs(corpus, terms, &files, kind(trace)));
    }
    let setting = lists::Setting { key, zone, own: vec![corpus.domain.clone()] };
    for file in corpus.files.iter().filter(|file| !matches!(file.kind, Trace::Proxy | Trace::Dns)) {
        let read = match lists::read(&file.name, &file.bytes, &setting) {
            Ok(read) => read,
            Err(unknown) => panic!("{} is read: {}", file.name, unknown.reason.en),
        };
        for harvest in &read.harvests {
            assert_eq!(harvest.kind, kind(file.kind), "{}", file.name);
        }
        harvests.extend(read.harvests);
    }
    let files = || harvests.iter().flat_map(|harvest| &harvest.files);
    let lines = (files().map(|file| file.read).sum(), files().map(|file| file.understood).sum());
    Read { harvests, lines }
}

fn logs(corpus: &Corpus, terms: Terms, files: &[&File], kind: EvidenceKind) -> Harvest {
    let (pack, setting) = (terms.pack.clone(), formats::Setting { around: corpus.handed_over });
    let mut inventory = Inventory::new(terms);
    let mut named = Vec::new();
    for (number, file) in (1..).zip(files) {
        let source = SourceId(number);
        inventory.begin(source);
        let head = file.bytes.get(..1 << 16).unwrap_or(&file.bytes);
        let Ok(mut reader) = formats::recognise(head, &setting) else { panic!("{} is a log", file.name) };
        let (mut cutter, mut block) = (Cutter::default(), Vec::new());
        for piece in file.bytes.chunks(1 << 16) {
            cutter.begin(&mut block);
            block.extend_from_slice(piece);
            let first = cutter.cut(&mut block);
            reader.read(&block, first, &mut inventory);
        }
        let first = cutter.end(&mut block);
        reader.read(&block, first, &mut inventory);
        inventory.leave_all(cutter.left());
        named.push((source, file.name.clone(), format!("{:?}", reader.format()).to_lowercase()));
    }
    inventory.found().harvest(kind, &pack, &named)
}
