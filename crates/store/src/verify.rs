//! Reads everything there is and recomputes whatever can be: what was changed since it was written shows.

use std::collections::HashMap;
use std::fmt;

use base::{Say, Text};
use rusqlite::OptionalExtension;
use serde::Deserialize;
use serde_json::Value;

use crate::{Done, Envelope, Erased, Fault, Head, Store, chain, read, sql, vault};

/// Reports of progress come this many items apart.
const STRIDE: u64 = 4096;
/// Findings kept; a store that has more is not read for details.
const KEPT: usize = 1000;

/// A store in which everything fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many events its chain has.
    pub events: u64,
    /// How many texts open and are the ones that were committed to.
    pub texts: u64,
    /// How many texts are forgotten, as the list of erasures says.
    pub forgotten: u64,
    /// How many dataset files have the digest they are named by.
    pub datasets: u64,
    /// Where the chain ends. Compare it with one noted elsewhere: a log cut short or rewritten whole fits in itself.
    pub head: Head,
}

/// A store in which something does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What does not, events first and in order, at most 1000.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: u64,
}

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The position of the event concerned, when there is one.
    pub position: Option<u64>,
    /// What is wrong with it.
    pub what: Say,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} things in the store do not fit", self.findings.len() as u64 + self.more)?;
        self.findings.iter().try_for_each(|finding| match finding.position {
            Some(position) => write!(f, "\nposition {position}: {}", finding.what.en),
            None => write!(f, "\n{}", finding.what.en),
        })
    }
}

impl std::error::Error for Broken {}

impl Store {
    /// Reads the whole store and checks that it is what was written: positions and stream versions without gaps, the
    /// hash of every event and its tie to the one before, every command, every text (it opens and is the one its
    /// event committed to, or the list of erasures names it), every dataset's digest, and the database's own order.
    ///
    /// Progress is in events, texts and datasets, as (done, all). Errors: every finding, not only the first; a file
    /// that cannot be read any further is one too.
    pub fn verify(&self, progress: impl FnMut(u64, u64)) -> Result<Verified, Broken> {
        let mut check = Check { store: self, findings: Vec::new(), more: 0, done: 0, all: 0, progress };
        let verified = check.everything();
        let Check { findings, more, .. } = check;
        if findings.is_empty() { Ok(verified) } else { Err(Broken { findings, more }) }
    }
}

struct Check<'a, P> {
    store: &'a Store,
    findings: Vec<Finding>,
    more: u64,
    done: u64,
    all: u64,
    progress: P,
}

/// One part of the store, checked.
type Part<C> = fn(&mut C, &mut Verified) -> Result<(), Fault>;

impl<P: FnMut(u64, u64)> Check<'_, P> {
    fn everything(&mut self) -> Verified {
        // One reading transaction, so that all parts are seen at one instant.
        let _instant = self.store.db.unchecked_transaction();
        let count = |i| move |row: &rusqlite::Row<'_>| row.get::<_, i64>(i).map(i64::cast_unsigned);
        let counted =
            self.store.db.query_row(sql::COUNTS, [], |row| Ok(count(0)(row)? + count(1)(row)? + count(2)(row)?));
        self.all = counted.unwrap_or(0);
        let mut verified = Verified { events: 0, texts: 0, forgotten: 0, datasets: 0, head: Head::EMPTY };
        let parts: [Part<Self>; 5] = [Self::events, Self::commands, Self::texts, Self::datasets, Self::database];
        for part in parts {
            if let Err(fault) = part(self, &mut verified) {
                let what = Say::new(
                    format!("une partie du magasin ne se lit pas jusqu'au bout ({fault})"),
                    format!("a part of the store cannot be read to its end: {fault}"),
                );
                self.find(None, what);
            }
        }
        (self.progress)(self.all, self.all);
        verified
    }

    fn events(&mut self, verified: &mut Verified) -> Result<(), Fault> {
        let store = self.store;
        let fault = |error| store.fault(error);
        let mut versions: HashMap<String, u64> = HashMap::new();
        let mut events = store.db.prepare(sql::EVENTS).map_err(fault)?;
        let mut rows = events.query([0, i64::MAX]).map_err(fault)?;
        loop {
            let next = verified.head.position + 1;
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(()),
                Err(error) => {
                    let (last, fault) = (next - 1, fault(error));
                    let what = Say::new(
                        format!("la lecture s'arrête après la position {last} ({fault})"),
                        format!("reading stops after position {last}: {fault}"),
                    );
                    self.find(Some(next), what);
                    return Ok(());
                }
            };
            self.step();
            match read::envelope(row) {
                Ok(event) => {
                    self.event(&event, verified.head, &mut versions);
                    self.texts_of(&event)?;
                    verified.head = Head { position: event.position, hash: event.hash };
                }
                Err(error) => {
                    let position = row.get::<_, i64>(0).map_or(next, i64::cast_unsigned);
                    self.find(
                        Some(position),
                        Say::new(format!("l'événement est illisible ({error})"), error.to_string()),
                    );
                    verified.head.position = position;
                }
            }
            verified.events += 1;
        }
    }

    fn event(&mut self, event: &Envelope<'_>, before: Head, versions: &mut HashMap<String, u64>) {
        let position = Some(event.position);
        let expected = before.position + 1;
        if event.position != expected {
            let what = Say::new(
                format!("la position {expected} manque avant celle-ci"),
                format!("position {expected} is missing before this one"),
            );
            self.find(position, what);
        }
        if event.prev_hash != before.hash {
            let what = Say::new(
                "l'empreinte du précédent n'est pas celle de l'événement qui précède",
                "the previous hash is not that of the event before",
            );
            self.find(position, what);
        }
        if event.compute_hash() != event.hash {
            let what = Say::new(
                "l'empreinte n'est pas celle du contenu : l'événement a été modifié",
                "the hash is not that of the content: the event was changed",
            );
            self.find(position, what);
        }
        let version = match versions.get_mut(event.stream) {
            Some(version) => version,
            None => versions.entry(event.stream.to_owned()).or_default(),
        };
        let expected = *version + 1;
        *version = event.version;
        if event.version != expected {
            let (stream, found) = (event.stream, event.version);
            let what = Say::new(
                format!("{stream} passe à la version {found} au lieu de {expected}"),
                format!("{stream} goes to version {found} instead of {expected}"),
            );
            self.find(position, what);
        }
    }

    /// Checks that each text an event stands for is in the vault, under the same commitment.
    fn texts_of(&mut self, event: &Envelope<'_>) -> Result<(), Fault> {
        if !event.payload.contains("\"commitment\"") {
            return Ok(());
        }
        let Ok(payload) = serde_json::from_str(event.payload) else { return Ok(()) };
        let mut texts = Vec::new();
        collect_texts(&payload, &mut texts);
        let fault = |error| self.store.fault(error);
        for text in texts {
            let mut find = self.store.db.prepare_cached(sql::COMMITMENT).map_err(fault)?;
            let kept: Option<String> =
                find.query_row([text.id.0.as_bytes()], |row| row.get(0)).optional().map_err(fault)?;
            if kept.as_ref() != Some(&text.commitment) {
                let id = text.id;
                let what = match kept {
                    None => Say::new(
                        format!("le texte {id} manque dans le coffre et n'y a pas été effacé"),
                        format!("the text {id} is missing from the vault and was not forgotten there"),
                    ),
                    Some(_) => Say::new(
                        format!("le texte {id} du coffre n'est pas celui que l'événement engage"),
                        format!("the text {id} in the vault is not the one the event committed to"),
                    ),
                };
                self.find(Some(event.position), what);
            }
        }
        Ok(())
    }

    fn commands(&mut self, verified: &mut Verified) -> Result<(), Fault> {
        let fault = |error| self.store.fault(error);
        let mut findings = Vec::new();
        let mut orphans = self.store.db.prepare(sql::EVENTS_WITHOUT_COMMAND).map_err(fault)?;
        let rows = orphans.query_map([], |row| row.get::<_, i64>(0)).map_err(fault)?;
        for position in rows {
            let what = Say::new(
                "la commande de cet événement n'est pas dans le journal, ou n'est pas la sienne",
                "the command of this event is not in the log, or is not its own",
            );
            findings.push((Some(position.map_err(fault)?.cast_unsigned()), what));
        }
        let mut commands = self.store.db.prepare(sql::COMMANDS).map_err(fault)?;
        let mut rows = commands.query([]).map_err(fault)?;
        let mut events = 0;
        while let Some(row) = rows.next().map_err(fault)? {
            let read = || -> rusqlite::Result<([u8; 16], Done, [u8; 32])> {
                let (first, last): (i64, i64) = (row.get(2)?, row.get(3)?);
                let (first, last) = (first.cast_unsigned(), last.cast_unsigned());
                let done = Done { digest: row.get(1)?, first, last, outcome: row.get(4)? };
                Ok((row.get(0)?, done, row.get(5)?))
            };
            match read() {
                Ok((id, done, seal)) if chain::command_seal(&id, &done) == seal => {
                    events += (done.last + 1).saturating_sub(done.first);
                    if done.last > verified.head.position {
                        let last = done.last;
                        let what = Say::new(
                            format!("une commande a écrit jusqu'à la position {last}, au-delà de la fin du journal"),
                            format!("a command wrote up to position {last}, beyond the end of the log"),
                        );
                        findings.push((None, what));
                    }
                }
                read => {
                    let first = read.ok().map(|(_, done, _)| done.first).filter(|first| *first > 0);
                    let what = Say::new(
                        "une commande n'est plus telle qu'elle a été écrite",
                        "a command is no longer as it was written",
                    );
                    findings.push((first, what));
                }
            }
        }
        if findings.is_empty() && events != verified.events {
            let found = verified.events;
            let what = Say::new(
                format!("les commandes ont écrit {events} événements, et le journal en a {found}"),
                format!("the commands wrote {events} events, and the log has {found}"),
            );
            findings.push((None, what));
        }
        findings.into_iter().for_each(|(position, what)| self.find(position, what));
        Ok(())
    }

    fn texts(&mut self, verified: &mut Verified) -> Result<(), Fault> {
        let fault = |error| self.store.fault(error);
        let mut texts = self.store.db.prepare(sql::TEXTS).map_err(fault)?;
        let mut rows = texts.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            self.step();
            let damaged = |error: Fault| Say::new(format!("un texte du coffre est abîmé ({error})"), error.to_string());
            let text = match vault::stored(row) {
                Ok(text) => text,
                Err(error) => {
                    self.find(None, damaged(error));
                    continue;
                }
            };
            let id = text.text.id;
            match (text.open(), self.store.is_erased(Erased::Text(id))?) {
                (Ok(Some(_)), false) => verified.texts += 1,
                (Ok(None), true) => verified.forgotten += 1,
                (Ok(Some(_)), true) => {
                    let what = Say::new(
                        format!("le texte {id} devrait être effacé et se lit encore"),
                        format!("the text {id} should be forgotten and can still be read"),
                    );
                    self.find(None, what);
                }
                (Ok(None), false) => {
                    let what = Say::new(
                        format!("la clé du texte {id} manque sans que son effacement soit noté"),
                        format!("the key of the text {id} is gone, and no erasure is noted"),
                    );
                    self.find(None, what);
                }
                (Err(error), _) => self.find(None, damaged(error)),
            }
        }
        Ok(())
    }

    fn datasets(&mut self, verified: &mut Verified) -> Result<(), Fault> {
        for sha in self.store.datasets()? {
            self.step();
            match self.store.dataset(&sha) {
                Ok(_) => verified.datasets += 1,
                Err(error) => {
                    let what = Say::new(format!("le jeu de données {sha} est abîmé ou manque"), error.to_string());
                    self.find(None, what);
                }
            }
        }
        Ok(())
    }

    fn database(&mut self, _: &mut Verified) -> Result<(), Fault> {
        let fault = |error| self.store.fault(error);
        let mut check = self.store.db.prepare(sql::INTEGRITY).map_err(fault)?;
        let complaints = check.query_map([], |row| row.get::<_, String>(0)).map_err(fault)?;
        for complaint in complaints {
            let complaint = complaint.map_err(fault)?;
            if complaint != "ok" {
                let what = Say::new(
                    format!("la base de données est abîmée : {complaint}"),
                    format!("the database is damaged: {complaint}"),
                );
                self.find(None, what);
            }
        }
        let mut check = self.store.db.prepare(sql::FOREIGN_KEYS).map_err(fault)?;
        let orphans = check.query_map([], |row| row.get::<_, String>(0)).map_err(fault)?;
        for table in orphans {
            let table = table.map_err(fault)?;
            let what = Say::new(
                format!("une ligne de {table} renvoie à une ligne qui manque"),
                format!("a row of {table} points at a row that is missing"),
            );
            self.find(None, what);
        }
        Ok(())
    }

    fn find(&mut self, position: Option<u64>, what: Say) {
        if self.findings.len() < KEPT {
            self.findings.push(Finding { position, what });
        } else {
            self.more += 1;
        }
    }

    fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(STRIDE) {
            (self.progress)(self.done, self.all);
        }
    }
}

/// Finds every text in a payload by its shape: an object with an id and a commitment, and nothing else.
fn collect_texts(value: &Value, out: &mut Vec<Text>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect_texts(value, out)),
        Value::Object(fields) => match Text::deserialize(value) {
            Ok(text) if fields.len() == 2 => out.push(text),
            _ => fields.values().for_each(|value| collect_texts(value, out)),
        },
        _ => {}
    }
}
