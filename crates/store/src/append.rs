//! Group commit: many commands, one transaction, one fsync.

use std::collections::{HashMap, HashSet};

use base::{CommandId, TextId};
use rusqlite::{Connection, OptionalExtension, Result, TransactionBehavior, params};

use crate::{Appended, Commit, Done, Envelope, Fault, Head, NewEvent, Store, chain, sql, vault};

impl Store {
    /// Writes a batch of commits in one transaction and syncs once; says of each, in order, what became of it.
    ///
    /// Each commit is judged before anything is written, as if those before it in the batch were in the log. One
    /// that is not `Done` leaves the others untouched.
    ///
    /// Errors: a fault means that nothing of the batch is written; see [`Fault`] for the one case open by nature.
    pub fn append(&mut self, batch: &[Commit]) -> std::result::Result<Vec<Appended>, Fault> {
        self.writable()?;
        let keys = vault::fresh_keys(batch.iter().map(|commit| commit.texts.len()).sum())?;
        let Store { db, head, log, .. } = self;
        let done = db.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|tx| {
            let verdicts = judge(&tx, *head, batch)?;
            let mut new_head = *head;
            let mut keys = keys.iter();
            for (commit, verdict) in batch.iter().zip(&verdicts) {
                if let Appended::Done { first, last } = verdict {
                    write(&tx, &mut new_head, commit, *first, *last, &mut keys)?;
                }
            }
            tx.commit().map(|()| (verdicts, new_head))
        });
        let (verdicts, new_head) = done.map_err(|error| Fault::sql(log, error))?;
        *head = new_head;
        Ok(verdicts)
    }

    /// Finds what was answered to a command; `None` when it was never done.
    pub fn outcome(&self, command: CommandId) -> std::result::Result<Option<Done>, Fault> {
        stored_command(&self.db, command).map_err(|error| self.fault(error))
    }
}

/// What the commits judged so far would change.
#[derive(Default)]
struct Ahead<'a> {
    commands: HashMap<CommandId, &'a Commit>,
    versions: HashMap<&'a str, u64>,
    texts: HashSet<TextId>,
}

fn judge(db: &Connection, head: Head, batch: &[Commit]) -> Result<Vec<Appended>> {
    let mut ahead = Ahead::default();
    let mut position = head.position;
    let mut verdicts = Vec::with_capacity(batch.len());
    for commit in batch {
        let verdict = match refuse(db, &ahead, commit)? {
            Some(refused) => refused,
            None => {
                ahead.commands.insert(commit.command, commit);
                ahead.versions.extend(commit.events.iter().map(|event| (event.stream.as_str(), event.version)));
                ahead.texts.extend(commit.texts.iter().map(|text| text.text.id));
                let first = position + 1;
                position += commit.events.len() as u64;
                Appended::Done { first, last: position }
            }
        };
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

fn refuse(db: &Connection, ahead: &Ahead<'_>, commit: &Commit) -> Result<Option<Appended>> {
    if let Some(earlier) = ahead.commands.get(&commit.command) {
        return Ok(Some(repeated(commit, earlier.digest, &earlier.outcome)));
    }
    if let Some(done) = stored_command(db, commit.command)? {
        return Ok(Some(repeated(commit, done.digest, &done.outcome)));
    }
    if let Some(why) = malformed(commit) {
        return Ok(Some(Appended::Malformed { why }));
    }
    let mut versions: HashMap<&str, u64> = HashMap::new();
    for event in &commit.events {
        let stream = event.stream.as_str();
        let actual = match versions.get(stream).or_else(|| ahead.versions.get(stream)) {
            Some(version) => *version,
            None => stream_version(db, stream)?,
        };
        if event.version != actual + 1 {
            let stream = stream.to_owned();
            return Ok(Some(Appended::VersionConflict { stream, expected: event.version - 1, actual }));
        }
        versions.insert(stream, event.version);
    }
    for text in &commit.texts {
        if ahead.texts.contains(&text.text.id) || has_text(db, text.text.id)? {
            let why = format!("the vault already holds a text {}: give each text a fresh id", text.text.id);
            return Ok(Some(Appended::Malformed { why }));
        }
    }
    Ok(None)
}

fn repeated(commit: &Commit, digest: [u8; 32], outcome: &str) -> Appended {
    if commit.digest == digest {
        Appended::AlreadyDone { outcome: outcome.to_owned() }
    } else {
        Appended::CommandReused
    }
}

/// What is wrong with a commit, whatever the state of the log.
fn malformed(commit: &Commit) -> Option<String> {
    let mut ids = HashSet::new();
    let event = commit.events.iter().find_map(|event| {
        let NewEvent { stream, version, kind, payload } = event;
        if stream.is_empty() || kind.is_empty() {
            Some(format!("an event of stream {stream:?} and kind {kind:?} lacks a name"))
        } else if !(1..=i64::MAX as u64).contains(version) {
            Some(format!("{stream} cannot have version {version}: the first is 1"))
        } else if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(payload) {
            Some(format!("the payload of {kind} in {stream} is no JSON: {error}"))
        } else {
            None
        }
    });
    let text = || {
        commit.texts.iter().find_map(|text| {
            if !ids.insert(text.text.id) {
                Some(format!("the text {} comes twice", text.text.id))
            } else if !text.text.commits_to(&text.salt, &text.words) {
                Some(format!("the text {} is not committed to its words", text.text.id))
            } else {
                None
            }
        })
    };
    event.or_else(text)
}

fn write<'k>(
    db: &Connection,
    head: &mut Head,
    commit: &Commit,
    first: u64,
    last: u64,
    keys: &mut impl Iterator<Item = &'k vault::Key>,
) -> Result<()> {
    let done = Done { digest: commit.digest, outcome: commit.outcome.clone(), first, last };
    let id = commit.command.0.as_bytes();
    db.prepare_cached(sql::ADD_COMMAND)?.execute(params![
        id,
        done.digest,
        first.cast_signed(),
        last.cast_signed(),
        done.outcome,
        chain::command_seal(id, &done),
    ])?;
    let mut add_event = db.prepare_cached(sql::ADD_EVENT)?;
    for event in &commit.events {
        let mut envelope = Envelope {
            position: head.position + 1,
            stream: &event.stream,
            version: event.version,
            recorded_at: commit.at,
            actor: commit.actor,
            command: commit.command,
            cause: commit.cause,
            kind: &event.kind,
            payload: &event.payload,
            prev_hash: head.hash,
            hash: [0; 32],
        };
        envelope.hash = envelope.compute_hash();
        add_event.execute(params![
            envelope.position.cast_signed(),
            envelope.stream,
            envelope.version.cast_signed(),
            envelope.recorded_at.as_microsecond(),
            envelope.actor.as_ref().map(|actor| actor.0.as_bytes()),
            id,
            envelope.cause.as_ref().map(|cause| cause.0.as_bytes()),
            envelope.kind,
            envelope.payload,
            envelope.prev_hash,
            envelope.hash,
        ])?;
        *head = Head { position: envelope.position, hash: envelope.hash };
    }
    for (text, key) in commit.texts.iter().zip(keys) {
        vault::add(db, text, key)?;
    }
    Ok(())
}

fn stored_command(db: &Connection, command: CommandId) -> Result<Option<Done>> {
    let mut find = db.prepare_cached(sql::COMMAND)?;
    let found = find.query_row([command.0.as_bytes()], |row| {
        Ok(Done {
            digest: row.get(0)?,
            first: row.get::<_, i64>(1)?.cast_unsigned(),
            last: row.get::<_, i64>(2)?.cast_unsigned(),
            outcome: row.get(3)?,
        })
    });
    found.optional()
}

fn stream_version(db: &Connection, stream: &str) -> Result<u64> {
    let version: Option<i64> = db.prepare_cached(sql::STREAM_VERSION)?.query_row([stream], |row| row.get(0))?;
    Ok(version.unwrap_or(0).cast_unsigned())
}

fn has_text(db: &Connection, id: TextId) -> Result<bool> {
    db.prepare_cached(sql::HAS_TEXT)?.exists([id.0.as_bytes()])
}
