//! Small commits to write, each told by its number.

use std::ops::ControlFlow;
use std::path::Path;

use base::{CommandId, PersonId, Text, TextId};
use jiff::Timestamp;
use store::{Appended, Commit, NewEvent, NewText, OwnedEnvelope, Store};
use uuid::Uuid;

pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a test needs a temporary folder")
}

pub fn store(folder: &Path) -> Store {
    Store::open(folder).expect("the store opens")
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_microsecond(1_786_000_000_000_000 + second * 1_000_000 + 7).expect("a time within our lives")
}

pub fn command(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(0xc000_0000 + n))
}

pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(0xb000_0000 + n))
}

/// A commit with one event for each stream and version.
pub fn commit(n: u128, events: &[(&str, u64)]) -> Commit {
    let event = |&(stream, version): &(&str, u64)| NewEvent {
        stream: stream.to_owned(),
        version,
        kind: "request.noted".to_owned(),
        payload: format!(r#"{{"note":"n° {n}, {stream} à {version}"}}"#),
    };
    Commit {
        command: command(n),
        digest: [n as u8; 32],
        actor: n.is_multiple_of(2).then(|| person(n)),
        cause: (n.is_multiple_of(3)).then(|| command(n + 1000)),
        at: at(n as i64),
        events: events.iter().map(event).collect(),
        texts: Vec::new(),
        outcome: format!(r#"{{"said":{n}}}"#),
    }
}

pub fn text(n: u128, words: &str) -> NewText {
    let id = TextId(Uuid::from_u128(0xa000_0000 + n));
    let salt = [n as u8 ^ 0x5a; 16];
    NewText { text: Text::commit(id, &salt, words), salt, words: words.to_owned() }
}

/// A commit with one event that stands for the text of the same number.
pub fn saying(n: u128, stream: &str, version: u64, words: &str) -> Commit {
    let mut commit = commit(n, &[(stream, version)]);
    let text = text(n, words);
    let stands = serde_json::to_string(&text.text).expect("a text is plain JSON");
    commit.events[0].payload = format!(r#"{{"why":{stands}}}"#);
    commit.texts.push(text);
    commit
}

pub fn done(first: u64, last: u64) -> Appended {
    Appended::Done { first, last }
}

pub fn all(store: &Store) -> Vec<OwnedEnvelope> {
    let mut out = Vec::new();
    let each = |event: store::Envelope<'_>| {
        out.push(event.to_owned());
        ControlFlow::Continue(())
    };
    store.read(1, None, each).expect("the log reads");
    out
}
