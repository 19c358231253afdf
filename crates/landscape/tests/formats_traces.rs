//! Traces and service graphs become flows with calls per request: sentences, laws, oracles, and files that are broken.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // reads shared files and says so when they are not there

use std::collections::BTreeMap;

use base::{Kind, Quantity, Ref};
use jiff::civil::{Date, date};
use landscape::field::{Field, Value};
use landscape::formats::{Format, Told, recognise};
use landscape::import::{Imported, read};

const TODAY: Date = date(2026, 8, 6);

fn import(file: &str, bytes: &[u8]) -> Imported {
    read(file, bytes, &Ref::new(Kind::Dataset, "d1"), Some(TODAY), 7).expect("a readable file")
}

/// A file of the shared folder; `None` where the folder is not there.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../../shared/data/landscape/{name}", env!("CARGO_MANIFEST_DIR"));
    let Ok(bytes) = std::fs::read(&path) else {
        assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "{path} must be here");
        eprintln!("skipped: ../shared/data");
        return None;
    };
    Some(bytes)
}

fn told(imported: &Imported) -> &Told {
    imported.report.sheets[0].told.as_ref().expect("read as a format")
}

fn count(imported: &Imported, word: &str) -> u64 {
    told(imported).counts.iter().find(|(known, _)| known == word).map_or(0, |(_, n)| *n)
}

/// Calls per request by flow.
fn ratios(imported: &Imported) -> BTreeMap<String, Quantity> {
    let calls = imported.claims.iter().filter(|claim| claim.field == Field::Calls);
    calls
        .filter_map(|claim| match claim.value {
            Value::Number(q) => Some((claim.subject.key().to_owned(), q)),
            _ => None,
        })
        .collect()
}

/// What must hold of every import, whatever the file.
fn lawful(imported: &Imported) {
    for claim in &imported.claims {
        assert!(claim.field.spec().kinds.contains(&claim.subject.kind()), "{} {:?}", claim.subject, claim.field);
        if let Value::Number(q) = claim.value {
            assert!(q.low <= q.likely && q.likely <= q.high && q.low >= 0.0 && q.high.is_finite(), "{q:?}");
        }
    }
    for sheet in &imported.report.sheets {
        assert_eq!(sheet.read, sheet.accepted + sheet.rejected);
    }
}

#[test]
fn the_graph_of_1238_services_is_read_as_published() {
    let Some(bytes) = shared("jaeger-large.json") else { return };
    assert_eq!(recognise("x.json", &bytes), Some(Format::JaegerDependencies));
    let imported = import("jaeger-large.json", &bytes);
    lawful(&imported);
    assert_eq!(
        (count(&imported, "services"), count(&imported, "edges"), count(&imported, "calls")),
        (1238, 4271, 2_985_281)
    );
    assert_eq!(ratios(&imported).len(), 4271);
}

#[test]
fn twenty_traces_of_a_real_benchmark_are_read() {
    let Some(bytes) = shared("traces/deathstarbench-jaeger.json") else { return };
    assert_eq!(recognise("x.json", &bytes), Some(Format::Jaeger));
    let imported = import("deathstarbench-jaeger.json", &bytes);
    lawful(&imported);
    let counts = ["traces", "spans", "services", "edges", "calls"].map(|word| count(&imported, word));
    assert_eq!(counts, [20, 660, 12, 11, 220], "the store and cache clients name no service they call");
    eprintln!("{:?}", ratios(&imported));
}
