use std::fs;
use std::path::Path;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::types::Value;
use store::{Broken, Done, Finding, Options, OwnedEnvelope, Store};

use crate::given::{all, at, command, commit, folder, saying, store, text};

/// A closed store with 12 events, 4 texts of which one is forgotten, and 2 datasets.
fn sample() -> tempfile::TempDir {
    let folder = folder();
    let mut store = store(folder.path());
    let mut batch: Vec<_> = (1..=8).map(|n| commit(n, &[("request:1", n as u64)])).collect();
    batch.extend((9..=12).map(|n| saying(n, "request:2", n as u64 - 8, "des mots")));
    store.append(&batch).unwrap();
    store.forget(&[text(9, "").text.id], at(1)).unwrap();
    store.put_dataset(b"plain", false).unwrap();
    store.put_dataset(b"personal", true).unwrap();
    let verified = store.verify(|_, _| {}).unwrap();
    assert_eq!((verified.events, verified.texts, verified.forgotten, verified.datasets), (12, 3, 1, 2));
    assert_eq!(verified.head, store.head());
    drop(store);
    folder
}

fn raw(folder: &Path) -> rusqlite::Connection {
    let raw = rusqlite::Connection::open(folder.join("log.sqlite")).unwrap();
    raw.execute_batch("pragma foreign_keys = off; pragma ignore_check_constraints = on").unwrap();
    raw
}

/// What is found after some SQL behind the store's back.
fn after(sql: &str) -> Vec<Finding> {
    let folder = sample();
    raw(folder.path()).execute_batch(sql).unwrap();
    store(folder.path()).verify(|_, _| {}).unwrap_err().findings
}

fn positions(findings: &[Finding]) -> Vec<u64> {
    let mut positions: Vec<u64> = findings.iter().filter_map(|finding| finding.position).collect();
    positions.dedup();
    positions
}

/// Every byte of every text and blob, a low and a high bit of every number, and what may be absent.
#[test]
fn a_byte_changed_in_any_column_of_an_event_is_found_with_its_position() {
    const POSITION: u64 = 6;
    let folder = sample();
    let columns =
        ["stream", "version", "recorded_at", "actor", "command", "cause", "kind", "payload", "prev_hash", "hash"];
    let mut flips = 0;
    for column in columns {
        let value: Value = raw(folder.path())
            .query_row(&format!("select {column} from event where position = {POSITION}"), [], |row| row.get(0))
            .unwrap();
        let changed: Vec<Value> = match &value {
            Value::Integer(number) => vec![Value::Integer(number ^ 8), Value::Integer(number ^ (1 << 40))],
            Value::Text(text) => flipped(text.as_bytes())
                .map(|bytes| Value::Text(String::from_utf8_lossy(&bytes).into_owned()))
                .collect(),
            Value::Blob(blob) => flipped(blob).map(Value::Blob).collect(),
            other => panic!("{column} of the sample must hold something, not {other:?}"),
        };
        for changed in changed.into_iter().chain((column == "actor" || column == "cause").then_some(Value::Null)) {
            let update = format!("update event set {column} = ?1 where position = {POSITION}");
            raw(folder.path()).execute(&update, [&changed]).unwrap();
            let found = store(folder.path()).verify(|_, _| {}).expect_err(column).findings;
            assert_eq!(found[0].position, Some(POSITION), "{column}: {found:?}");
            raw(folder.path()).execute(&update, [&value]).unwrap();
            flips += 1;
        }
    }
    assert!(flips > 150);
    store(folder.path()).verify(|_, _| {}).unwrap();
}

/// Each byte in turn with its lowest bit changed: of ASCII text, that leaves text.
fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).map(|i| {
        let mut changed = bytes.to_vec();
        changed[i] ^= 1;
        changed
    })
}

#[test]
fn a_position_that_was_changed_or_removed_is_found() {
    let moved = "update event set position = 99 where position = 6; update event set position = 6 where position = 12";
    assert_eq!(after(moved)[0].position, Some(6));
    assert_eq!(after("delete from event where position = 6")[0].position, Some(7));
    assert_eq!(after("delete from event where position = 1")[0].position, Some(2));
}

#[test]
fn every_finding_is_reported_not_only_the_first() {
    let found = after("update event set payload = '{}' where position in (2, 5, 7)");
    assert_eq!(positions(&found), [2, 5, 7]);
}

#[test]
fn a_log_cut_short_is_found_by_its_commands() {
    assert!(after("delete from event where position > 10")[0].what.en.contains("beyond the end"));
}

#[test]
fn a_command_that_was_changed_removed_or_moved_is_found() {
    for change in ["outcome = '{}'", "digest = zeroblob(32)", "first = 5", "last = 9", "seal = zeroblob(32)"] {
        let found = after(&format!("update command set {change} where first = 6"));
        assert!(found.iter().any(|finding| finding.what.en.contains("command")), "{change}: {found:?}");
    }
    assert_eq!(after("delete from command where first = 6")[0].position, Some(6));
}

#[test]
fn a_text_that_is_not_the_one_committed_to_is_found() {
    let stranger = "update text set commitment = replace(commitment, 'a', 'b') where rowid = 3";
    assert_eq!(after(stranger)[0].position, Some(11));
    let found = after("update text set sealed = (select sealed from text where rowid = 3) where rowid = 4");
    assert!(found[0].what.en.contains(&text(12, "").text.id.to_string()), "{found:?}");
    assert_eq!(after("delete from text where rowid = 3")[0].position, Some(11));
}

#[test]
fn a_key_gone_without_an_erasure_and_an_erasure_without_effect_are_found() {
    assert!(
        after("update vault_key set key = zeroblob(32) where number = 3")[0].what.en.contains("no erasure is noted")
    );
    let noted = "insert into erasure select 'text', id, 1 from text where rowid = 3";
    assert!(after(noted)[0].what.en.contains("should be forgotten"));
}

/// Any byte of the file may be changed: then either what is read is the same, or the change is found.
#[test]
fn no_flipped_byte_of_the_file_changes_what_is_read_unnoticed() {
    let folder = sample();
    let log = folder.path().join("log.sqlite");
    let bytes = fs::read(&log).unwrap();
    let whole = read_all(folder.path()).expect("an untouched store reads");
    let mut chance = ChaCha8Rng::seed_from_u64(1806);
    let (mut found, mut harmless) = (0, 0);
    for _ in 0..1500 {
        let mut changed = bytes.clone();
        let at = chance.random_range(0..bytes.len());
        changed[at] ^= 1 << chance.random_range(0..8);
        fs::write(&log, changed).unwrap();
        match read_all(folder.path()) {
            None => found += 1,
            Some(read) => {
                assert!(read == whole, "byte {at} changed what is read, and nothing was found");
                harmless += 1;
            }
        }
    }
    assert!(found > 50 && harmless > 50, "{found} found, {harmless} harmless: the sample says nothing");
}

type Everything = (Vec<OwnedEnvelope>, Vec<(String, String)>, Vec<Option<Done>>, Vec<Vec<u8>>);

/// What the store holds, or nothing when it does not open or does not verify.
fn read_all(folder: &Path) -> Option<Everything> {
    let store = Store::open_with(folder, Options { read_only: true, ..Options::default() }).ok()?;
    store.verify(|_, _| {}).ok()?;
    let mut words = Vec::new();
    store.words(|id, text| words.push((id.to_string(), text.to_owned()))).unwrap();
    let outcomes = (1..=12).map(|n| store.outcome(command(n)).unwrap()).collect();
    let datasets = store.datasets().unwrap().iter().map(|sha| store.dataset(sha).unwrap()).collect();
    Some((all(&store), words, outcomes, datasets))
}

#[test]
fn the_findings_read_as_sentences() {
    let what = base::Say::new("un trou", "a hole");
    let broken = Broken { findings: vec![Finding { position: Some(7), what }], more: 2 };
    assert_eq!(broken.to_string(), "3 things in the store do not fit\nposition 7: a hole");
}

#[test]
fn progress_ends_when_all_is_read() {
    let folder = sample();
    let mut last = (0, 0);
    store(folder.path()).verify(|done, all| last = (done, all)).unwrap();
    assert_eq!(last, (18, 18));
}
