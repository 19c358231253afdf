use std::ops::ControlFlow;

use store::{Appended, Commit, Done, Envelope, Fault, Head, Options, Store};

use crate::given::{all, at, command, commit, done, folder, person, store, text};

/// What a batch comes to on a log that holds `request:1` at version 1, by command 1.
fn check(batch: &[Commit], expect: &[Appended]) {
    let folder = folder();
    let mut store = store(folder.path());
    store.append(&[commit(1, &[("request:1", 1)])]).unwrap();
    assert_eq!(store.append(batch).unwrap(), expect);
    let written = expect.iter().filter(|each| matches!(each, Appended::Done { .. })).count();
    let events: usize =
        batch.iter().zip(expect).filter(|(_, e)| matches!(e, Appended::Done { .. })).map(|(c, _)| c.events.len()).sum();
    assert_eq!(all(&store).len(), 1 + events, "{written} commits were done, the others left nothing");
    store.verify(|_, _| {}).unwrap();
}

fn conflict(stream: &str, expected: u64, actual: u64) -> Appended {
    Appended::VersionConflict { stream: stream.to_owned(), expected, actual }
}

#[test]
fn what_is_written_reads_back_after_closing() {
    let folder = folder();
    let batch = [commit(1, &[("request:1", 1), ("request:1", 2), ("person:é", 1)]), commit(2, &[("request:1", 3)])];
    let (written, head) = {
        let mut store = store(folder.path());
        assert_eq!(store.head(), Head::EMPTY);
        assert_eq!(store.append(&batch).unwrap(), [done(1, 3), done(4, 4)]);
        (all(&store), store.head())
    };
    let store = store(folder.path());
    assert_eq!((all(&store), store.head()), (written.clone(), head));
    assert_eq!((head.position, head.hash), (4, written[3].hash));
    assert_eq!(written[2].stream, "person:é");
    assert_eq!(written[2].payload, batch[0].events[2].payload);
    assert_eq!(written[2].recorded_at, at(1));
    assert_eq!((written[0].actor, written[3].actor), (None, Some(person(2))));
    assert_eq!(written[3].command, command(2));
    let versions: Vec<u64> = store.stream("request:1").unwrap().iter().map(|event| event.version).collect();
    assert_eq!(versions, [1, 2, 3]);
    assert!(store.stream("request:2").unwrap().is_empty());
}

#[test]
fn a_part_of_the_log_reads_alone_and_stops_when_told() {
    let folder = folder();
    let mut store = store(folder.path());
    let batch: Vec<Commit> = (1..=9).map(|n| commit(n, &[("s", n as u64)])).collect();
    store.append(&batch).unwrap();
    let read = |from, to, stop| {
        let mut seen = Vec::new();
        let each = |event: Envelope<'_>| {
            seen.push(event.position);
            if event.position == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        store.read(from, to, each).unwrap();
        seen
    };
    assert_eq!(read(3, Some(5), 0), [3, 4, 5]);
    assert_eq!(read(8, None, 0), [8, 9]);
    assert_eq!(read(1, None, 2), [1, 2]);
    assert!(read(10, Some(u64::MAX), 0).is_empty());
}

#[test]
fn an_order_sent_twice_is_done_once() {
    let outcome = || r#"{"said":1}"#.to_owned();
    check(&[commit(1, &[("request:1", 2)])], &[Appended::AlreadyDone { outcome: outcome() }]);
    check(
        &[commit(2, &[("request:1", 2)]), commit(2, &[("request:1", 2)])],
        &[done(2, 2), Appended::AlreadyDone { outcome: r#"{"said":2}"#.to_owned() }],
    );
}

#[test]
fn an_order_that_yields_no_fact_is_remembered_too() {
    check(
        &[commit(2, &[]), commit(2, &[]), commit(3, &[("request:1", 2)])],
        &[done(2, 1), Appended::AlreadyDone { outcome: r#"{"said":2}"#.to_owned() }, done(2, 2)],
    );
}

#[test]
fn an_id_used_for_another_order_is_told_from_a_repetition() {
    let mut other = commit(1, &[("request:1", 2)]);
    other.digest = [9; 32];
    check(&[other.clone()], &[Appended::CommandReused]);
    let mut again = commit(2, &[]);
    again.digest = [9; 32];
    check(&[commit(2, &[]), again], &[done(2, 1), Appended::CommandReused]);
}

#[test]
fn a_conflict_of_versions_leaves_the_neighbours_alone() {
    check(&[commit(2, &[("request:1", 1)])], &[conflict("request:1", 0, 1)]);
    check(&[commit(2, &[("request:1", 3)])], &[conflict("request:1", 2, 1)]);
    check(
        &[
            commit(2, &[("request:1", 2)]),
            commit(3, &[("request:9", 1), ("request:1", 2)]),
            commit(4, &[("request:1", 3)]),
        ],
        &[done(2, 2), conflict("request:1", 1, 2), done(3, 3)],
    );
    check(&[commit(2, &[("a", 1), ("a", 3)])], &[conflict("a", 2, 1)]);
}

#[test]
fn a_conflicting_order_may_be_sent_again_once_it_fits() {
    check(
        &[commit(2, &[("request:1", 3)]), commit(2, &[("request:1", 2)])],
        &[conflict("request:1", 2, 1), done(2, 2)],
    );
}

#[test]
fn a_commit_that_cannot_be_stored_leaves_the_neighbours_alone() {
    let mut no_json = commit(2, &[("a", 1)]);
    no_json.events[0].payload = "{".to_owned();
    let no_version = commit(3, &[("a", 0)]);
    let no_name = commit(4, &[("", 1)]);
    let mut false_text = commit(5, &[]);
    false_text.texts.push(store::NewText { words: "autre chose".to_owned(), ..text(5, "ces mots") });
    let mut twice = commit(6, &[]);
    twice.texts = vec![text(6, "a"), text(6, "a")];
    let mut one = commit(7, &[]);
    one.texts.push(text(7, "a"));
    let mut same = commit(8, &[]);
    same.texts.push(text(7, "a"));
    let folder = folder();
    let mut store = store(folder.path());
    let said = store.append(&[no_json, no_version, no_name, false_text, twice, one, same]).unwrap();
    let malformed: Vec<bool> = said.iter().map(|each| matches!(each, Appended::Malformed { .. })).collect();
    assert_eq!(malformed, [true, true, true, true, true, false, true], "{said:?}");
    store.verify(|_, _| {}).unwrap();
}

#[test]
fn what_was_answered_to_an_order_is_found_again() {
    let folder = folder();
    let mut store = store(folder.path());
    store.append(&[commit(1, &[("a", 1), ("a", 2)])]).unwrap();
    let done = Done { digest: [1; 32], outcome: r#"{"said":1}"#.to_owned(), first: 1, last: 2 };
    assert_eq!(store.outcome(command(1)).unwrap(), Some(done));
    assert_eq!(store.outcome(command(2)).unwrap(), None);
}

#[test]
fn an_empty_batch_changes_nothing() {
    check(&[], &[]);
}

#[test]
fn a_reader_beside_the_owner_sees_whole_batches_and_writes_nothing() {
    let folder = folder();
    let mut owner = store(folder.path());
    let mut reader = Store::open_with(folder.path(), Options { read_only: true, ..Options::default() }).unwrap();
    owner.append(&[commit(1, &[("a", 1)])]).unwrap();
    assert_eq!(reader.head(), Head::EMPTY);
    assert_eq!(reader.refresh().unwrap(), owner.head());
    assert_eq!(all(&reader), all(&owner));
    assert!(matches!(reader.append(&[commit(2, &[])]), Err(Fault::ReadOnly(_))));
    assert!(matches!(reader.put_dataset(b"x", false), Err(Fault::ReadOnly(_))));
    assert!(matches!(reader.forget(&[], at(1)), Err(Fault::ReadOnly(_))));
}

/// The stored hashes depend on this layout: were it to change, no log written before could be verified.
/// Computed by hand with Python's hashlib from the layout described on `Envelope::compute_hash`.
#[test]
fn the_hash_of_an_event_never_changes() {
    let folder = folder();
    let mut store = store(folder.path());
    let mut golden = commit(6, &[("request:42", 1), ("request:42", 2)]);
    golden.events[1].payload = r#"{"é":1}"#.to_owned();
    store.append(&[golden]).unwrap();
    let hashes: Vec<String> = all(&store).iter().map(|event| hex(&event.hash)).collect();
    assert_eq!(
        hashes,
        [
            "4787338940895ab5bca6b263f7f0bd08b04f6b907854dd98031416d0e34ebe6f",
            "1862498fe1b72170f539119ae5d84b669f402b26047e051db2d7e78bd71624e2"
        ]
    );
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
