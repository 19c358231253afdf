//! One law: any sequence of batches reads back as a slow, obvious model of the log says, and verifies.

use std::collections::HashMap;

use base::CommandId;
use proptest::collection::vec;
use proptest::prelude::*;
use store::{Appended, Commit};

use crate::given::{all, command, commit, folder, saying, store};

#[derive(Default)]
struct Model {
    commands: HashMap<CommandId, Commit>,
    versions: HashMap<String, u64>,
    log: Vec<(String, u64, String)>,
    words: Vec<String>,
}

impl Model {
    fn append(&mut self, commit: &Commit) -> Appended {
        if let Some(before) = self.commands.get(&commit.command) {
            return if before.digest == commit.digest {
                Appended::AlreadyDone { outcome: before.outcome.clone() }
            } else {
                Appended::CommandReused
            };
        }
        let mut versions = self.versions.clone();
        for event in &commit.events {
            let version = versions.entry(event.stream.clone()).or_default();
            if event.version != *version + 1 {
                let stream = event.stream.clone();
                return Appended::VersionConflict { stream, expected: event.version - 1, actual: *version };
            }
            *version = event.version;
        }
        self.versions = versions;
        self.commands.insert(commit.command, commit.clone());
        let first = self.log.len() as u64 + 1;
        self.log.extend(commit.events.iter().map(|e| (e.stream.clone(), e.version, e.payload.clone())));
        self.words.extend(commit.texts.iter().map(|text| text.words.clone()));
        Appended::Done { first, last: self.log.len() as u64 }
    }
}

/// Few commands, streams and versions, so that repetitions and conflicts are frequent.
fn commits() -> impl Strategy<Value = Commit> {
    let stream = prop_oneof![Just("a"), Just("b"), Just("c")];
    let events = vec((stream, 1..4u64), 0..4);
    let plain = (0..60u128, events, 0..12u8).prop_map(|(n, events, other)| {
        let mut commit = commit(n, &events);
        commit.digest = [u8::from(other == 0); 32];
        commit
    });
    // Numbers of texts are drawn apart: a text id is fresh by contract.
    let texts = (100..10_000u128, 1..3u64, ".{0,40}").prop_map(|(n, version, words)| saying(n, "d", version, &words));
    prop_oneof![4 => plain, 1 => texts]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_batches_reads_back_as_written(batches in vec(vec(commits(), 0..9), 1..8), reopen in any::<u8>()) {
        let folder = folder();
        let mut store = store(folder.path());
        let mut model = Model::default();
        for (i, batch) in batches.iter().enumerate() {
            let expected: Vec<Appended> = batch.iter().map(|commit| model.append(commit)).collect();
            prop_assert_eq!(store.append(batch).unwrap(), expected);
            if reopen >> (i % 8) & 1 == 1 {
                drop(store);
                store = crate::given::store(folder.path());
            }
        }
        let read: Vec<_> = all(&store).into_iter().map(|e| (e.stream, e.version, e.payload)).collect();
        prop_assert_eq!(&read, &model.log);
        let mut words = Vec::new();
        store.words(|_, text| words.push(text.to_owned())).unwrap();
        prop_assert_eq!(words, model.words);
        for n in 0..60 {
            let outcome = store.outcome(command(n)).unwrap().map(|done| done.outcome);
            prop_assert_eq!(outcome, model.commands.get(&command(n)).map(|commit| commit.outcome.clone()));
        }
        let verified = store.verify(|_, _| {}).unwrap();
        prop_assert_eq!(verified.events, read.len() as u64);
        prop_assert_eq!(verified.head, store.head());
    }
}
