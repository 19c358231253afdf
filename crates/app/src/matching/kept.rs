//! The one view of the customer, kept: a run, the records since, and what people said, in one folder of the store.
//!
//! ```text
//! people/current         which of the folders beside it counts
//! people/run-…/snapshot  the index as it was
//! people/run-…/journal   the records that arrived since, each on disk before it is answered
//! people/run-…/report.json, origins.json, asking.json
//! people/new-…           a run nobody took on yet
//! ```
//!
//! What people said is not here but in the log: the index is brought up to it whenever somebody looks. A folder is whole
//! before `current` names it, and the one before goes only then. Whoever deletes `people` erases every value of every
//! record; the ids that stay in the log say nothing. A backup of the store leaves it out, so that none brings back what was
//! erased: the view is worked out again from the files, and what people said stands in it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Say;
use customers::resolution::correct::Correction;
use customers::resolution::index::{Anchor, Entry, Fault, Index, journal};
use customers::said::Said;
use serde::Serialize;

use super::report::Accuracy;
use super::{Asking, Ids, Origins, Report, Spent};
use crate::problem::{Kind, Problem};

/// The folder within the store's.
pub(crate) const FOLDER: &str = "people";
const CURRENT: &str = "current";
const RUN: &str = "run-";
const NEW: &str = "new-";
/// From how many entries of a journal on the view is written anew when it is opened.
const LONG: u64 = 20_000;

/// The view, opened.
pub(crate) struct Kept {
    folder: PathBuf,
    name: String,
    pub(crate) report: Arc<Report>,
    pub(crate) origins: Origins,
    pub(crate) asking: Asking,
    pub(crate) index: Index,
    journal: File,
    /// How many of the journal's bytes hold.
    held: u64,
    /// How many entries the index took in all.
    after: u64,
    /// How many of them stand in the journal.
    journalled: u64,
    /// What people said up to which change, and of how many records where not all were there yet.
    settled: Option<(u64, Option<usize>)>,
    figures: Option<Figures>,
    opened: Opened,
}

/// What opening took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Opened {
    /// Seconds.
    pub seconds: f64,
    /// How much memory it holds, in bytes; nothing where the machine does not tell.
    pub held_bytes: Option<u64>,
}

/// The view as it is now, in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// How many records there are.
    pub records: u64,
    /// How many of them arrived after the run.
    pub arrived: u64,
    /// How many people they are.
    pub people: u64,
    /// How many people have how many records.
    pub sizes: BTreeMap<u32, u32>,
    /// How right the run was before anybody answered: an estimate of the model until somebody did.
    pub accuracy: Accuracy,
    /// What opening it took.
    pub opened: Opened,
}

/// A record that arrived, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Whose {
    /// Its number in its source, as it was told.
    pub number: u64,
    /// Its id.
    pub id: Anchor,
    /// Whose it is.
    pub person: Anchor,
    /// How many records that person has.
    pub records: usize,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a record that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is taken.
    Taken,
    /// It was there already.
    Known,
    /// It was there already and said something else: what it says now waits for the next run.
    Changed,
}

/// Writes a run beside the view that counts, whole and on disk; gives the name it is taken on by.
///
/// Errors: the folder cannot be written.
pub fn write(store: &Path, index: &Index, report: &Report, asking: &Asking) -> Result<String, Problem> {
    written(&store.join(FOLDER), index, 0, report, &Origins::of(&report.sources), asking)
}

fn written(
    folder: &Path,
    index: &Index,
    after: u64,
    report: &Report,
    origins: &Origins,
    asking: &Asking,
) -> Result<String, Problem> {
    let mut drawn = [0; 8];
    getrandom::fill(&mut drawn).map_err(|error| cannot_write(folder, &io::Error::other(error.to_string())))?;
    let name = base::hex(&drawn);
    let into = folder.join(format!("{NEW}{name}"));
    let all = || {
        fs::create_dir_all(&into)?;
        put(&into.join("snapshot"), &index.snapshot(after))?;
        put(&into.join("journal"), &journal::begin(after))?;
        put(&into.join("report.json"), &serde_json::to_vec(report)?)?;
        put(&into.join("origins.json"), &serde_json::to_vec(origins)?)?;
        put(&into.join("asking.json"), &serde_json::to_vec(asking)?)?;
        sync_folder(&into)?;
        sync_folder(folder)
    };
    all().map_err(|error| cannot_write(&into, &error))?;
    Ok(name)
}

/// Writes a file and has it on disk.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // What records hold is for the owner of the store alone.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

impl Kept {
    /// Opens the view that counts; nothing when there is none.
    ///
    /// Errors: it cannot be read, or was damaged.
    pub(crate) fn open(store: &Path) -> Result<Option<Kept>, Problem> {
        let folder = store.join(FOLDER);
        let current = match fs::read_to_string(folder.join(CURRENT)) {
            Ok(current) => current,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(cannot_read(&folder, &error)),
        };
        let mut kept = Kept::read(folder, current.trim())?;
        if kept.journalled >= LONG {
            let name = written(&kept.folder, &kept.index, kept.after, &kept.report, &kept.origins, &kept.asking)?;
            kept = Kept::taken_on(store, &name)?;
        }
        Ok(Some(kept))
    }

    /// Takes on a run that was written beside: from here on it counts, and the one before is gone.
    ///
    /// Errors: there is no such run, or it cannot be read; the one before then stays.
    pub(crate) fn taken_on(store: &Path, name: &str) -> Result<Kept, Problem> {
        let folder = store.join(FOLDER);
        let fits = name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (new, run) = (format!("{NEW}{name}"), format!("{RUN}{name}"));
        if !fits || !folder.join(&new).is_dir() {
            return Err(Problem::not_found(Say::new(
                format!("le rapprochement « {name} »"),
                format!("the run “{name}”"),
            )));
        }
        let mut kept = Kept::read(folder.clone(), &new)?;
        let switch = || {
            fs::rename(folder.join(&new), folder.join(&run))?;
            sync_folder(&folder)?;
            put(&folder.join("current.new"), run.as_bytes())?;
            fs::rename(folder.join("current.new"), folder.join(CURRENT))?;
            sync_folder(&folder)
        };
        switch().map_err(|error| cannot_write(&folder, &error))?;
        kept.name = run;
        kept.forget_others();
        Ok(kept)
    }

    /// Removes the runs that do not count any more. One that cannot be removed now goes the next time.
    fn forget_others(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(RUN) && name != self.name {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    fn read(folder: PathBuf, name: &str) -> Result<Kept, Problem> {
        let began = Spent::now();
        let at = folder.join(name);
        let bytes = |file: &str| fs::read(at.join(file)).map_err(|error| cannot_read(&at.join(file), &error));
        let foreign = |file: &str| damaged(&at.join(file), Fault::Foreign);
        let report: Report = serde_json::from_slice(&bytes("report.json")?).map_err(|_| foreign("report.json"))?;
        let mut origins: Origins =
            serde_json::from_slice(&bytes("origins.json")?).map_err(|_| foreign("origins.json"))?;
        let asking: Asking = serde_json::from_slice(&bytes("asking.json")?).map_err(|_| foreign("asking.json"))?;
        let (snapshot, written) = (bytes("snapshot")?, bytes("journal")?);
        let reopened = Index::reopen(&snapshot, &written).map_err(|fault| damaged(&at, fault))?;
        drop(snapshot);
        let told =
            if reopened.held == 0 { Vec::new() } else { journal::read(&written).map_or(Vec::new(), |it| it.entries) };
        let fields = reopened.index.model().fields.len();
        for entry in &told {
            if let Entry::Arrived { form, .. } = entry {
                let (number, source) = form.get(fields).and_then(|origin| origin.split_once(' ')).unwrap_or(("", ""));
                origins.add(source, number.parse().unwrap_or_default());
            }
        }
        let path = at.join("journal");
        let journal = || {
            if reopened.held == 0 {
                put(&path, &journal::begin(reopened.after))?;
            }
            let journal = OpenOptions::new().append(true).open(&path)?;
            if reopened.dropped > 0 && reopened.held > 0 {
                // Nobody was answered for what is torn.
                tracing::warn!(bytes = reopened.dropped, "a torn end of the journal of records is dropped");
                journal.set_len(reopened.held as u64)?;
                journal.sync_all()?;
            }
            let held = journal.metadata()?.len();
            Ok((journal, held))
        };
        let (journal, held) = journal().map_err(|error: io::Error| cannot_write(&path, &error))?;
        let now = Spent::now();
        let held_bytes = now.held_bytes.zip(began.held_bytes).map(|(now, before)| now.saturating_sub(before));
        let opened = Opened { seconds: now.wall_since(&began), held_bytes };
        Ok(Kept {
            name: name.to_owned(),
            folder,
            report: Arc::new(report),
            origins,
            asking,
            index: reopened.index,
            journal,
            held,
            after: reopened.after,
            journalled: told.len() as u64,
            settled: None,
            figures: None,
            opened,
        })
    }

    /// Brings the index up to what people said: what was taken back first, so that nothing contradicts itself meanwhile.
    pub(crate) fn settle(&mut self, said: Option<&Said>) {
        let changes = said.map_or(0, Said::changes);
        let holds = |(to, records): (u64, Option<usize>)| {
            to == changes && records.is_none_or(|records| records == self.index.len())
        };
        if self.settled.is_some_and(holds) {
            return;
        }
        let mut missing = false;
        let mut wanted = BTreeSet::new();
        for (left, right, fact) in said.into_iter().flat_map(Said::facts) {
            match (self.index.record(left), self.index.record(right)) {
                (Some(left), Some(right)) => {
                    wanted.insert(Correction { left: left.min(right), right: left.max(right), same: fact.same });
                }
                _ => missing = true,
            }
        }
        let standing: BTreeSet<Correction> = self.index.said().into_iter().collect();
        for fact in standing.difference(&wanted) {
            self.index.take(&Entry::TakenBack(*fact));
        }
        for fact in wanted.difference(&standing) {
            self.index.take(&Entry::Said(*fact));
        }
        self.settled = Some((changes, missing.then_some(self.index.len())));
        self.figures = None;
    }

    /// The view in figures.
    pub(crate) fn figures(&mut self) -> Figures {
        let (index, report, asking, opened) = (&self.index, &self.report, &self.asking, self.opened);
        let figures = self.figures.get_or_insert_with(|| {
            let sizes = index.sizes();
            let records = index.len() as u64;
            Figures {
                records,
                arrived: records.saturating_sub(report.records),
                people: sizes.values().map(|people| u64::from(*people)).sum(),
                accuracy: asking.accuracy(&index.said()),
                sizes,
                opened,
            }
        });
        figures.clone()
    }

    /// Takes records that arrive from a source, all of them on disk before any is answered.
    ///
    /// Shape: the headers, and for each record its number in the source and its values → whose each is, in order. A
    /// record that was there already is not taken twice.
    /// Errors: the journal cannot be written; nothing was taken then, and the view must be opened again.
    pub(crate) fn arrive(
        &mut self,
        ids: &Ids,
        source: &str,
        headers: &[String],
        rows: &[(u64, Vec<String>)],
    ) -> Result<Vec<Whose>, Problem> {
        let key = self.origins.key(source, headers);
        let key = key.and_then(|key| headers.iter().position(|header| header == key));
        let mut entries = Vec::new();
        let mut coming = HashSet::new();
        let mut fates = Vec::with_capacity(rows.len());
        for (number, row) in rows {
            let of = |header: &str| {
                let here = headers.iter().zip(row).filter(|(name, _)| *name == header);
                let filled = here.map(|(_, value)| value.trim()).find(|value| !value.is_empty());
                filled.or_else(|| headers.iter().any(|name| name == header).then_some(""))
            };
            let id = match key.and_then(|at| row.get(at)).filter(|key| !key.trim().is_empty()) {
                Some(key) => ids.by_key(source, key),
                None => ids.by_words(source, headers.iter().map(String::as_str).zip(row.iter().map(String::as_str)), 0),
            };
            let mut form = self.index.form(of);
            let fate = match self.index.record(id) {
                Some(record) if self.index.form_of(record) == form => Fate::Known,
                Some(_) => Fate::Changed,
                None if !coming.insert(id) => Fate::Known,
                None => {
                    form.push(format!("{number} {source}"));
                    entries.push(Entry::Arrived { anchor: id, form });
                    Fate::Taken
                }
            };
            fates.push((*number, id, fate));
        }
        if !entries.is_empty() {
            let frame = journal::frame(&entries);
            let durable = self.journal.write_all(&frame).and_then(|()| self.journal.sync_data());
            if let Err(error) = durable {
                // What was written of it is torn, and is dropped when the view is opened again, if not now.
                let _ = self.journal.set_len(self.held);
                return Err(cannot_write(&self.folder.join(&self.name), &error));
            }
            self.held += frame.len() as u64;
            self.after += entries.len() as u64;
            self.journalled += entries.len() as u64;
            for entry in &entries {
                self.index.take(entry);
            }
            let taken = fates.iter().filter(|(.., fate)| *fate == Fate::Taken);
            taken.for_each(|(number, ..)| self.origins.add(source, *number));
            self.figures = None;
        }
        let whose = |(number, id, fate)| {
            let record = self.index.record(id).unwrap_or_default();
            let person = self.index.person(record).unwrap_or(id);
            Whose { number, id, person, records: self.index.records_with(record).len(), fate }
        };
        Ok(fates.into_iter().map(whose).collect())
    }

    /// What a record is called in front of people: its source and its number there.
    pub(crate) fn place(&self, record: Anchor) -> String {
        let origin = self.index.record(record).and_then(|record| self.origins.of_record(record));
        origin.map_or_else(|| record.to_string(), |(source, number)| format!("{source}:{number}"))
    }
}

pub(super) fn cannot_read(path: &Path, error: &io::Error) -> Problem {
    let path = path.display();
    Problem::new(
        Kind::Unavailable,
        Say::new(format!("{path} ne peut être lu : {error}"), format!("{path} cannot be read: {error}")),
        AGAIN.clone(),
    )
}

pub(super) fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    let path = path.display();
    Problem::new(
        Kind::Unavailable,
        Say::new(format!("{path} ne peut être écrit : {error}"), format!("{path} cannot be written: {error}")),
        Say::new("vérifiez la place sur le disque et vos droits", "check the room on the disk and your rights"),
    )
}

fn damaged(path: &Path, fault: Fault) -> Problem {
    let path = path.display();
    let (fr, en) = match fault {
        Fault::Foreign => ("n'est pas de cette version".to_owned(), "is not of this version".to_owned()),
        Fault::Damaged { at } => (format!("est abîmé (octet {at})"), format!("is damaged (byte {at})")),
        Fault::Gap { from, to } => {
            (format!("a une lacune (de {from} à {to})"), format!("has a gap (from {from} to {to})"))
        }
    };
    Problem::new(Kind::Unavailable, Say::new(format!("{path} {fr}"), format!("{path} {en}")), AGAIN.clone())
}

/// The way out when a view cannot be opened.
static AGAIN: std::sync::LazyLock<Say> = std::sync::LazyLock::new(|| {
    Say::new(
        "relancez « entente match run … --keep » sur vos fichiers : ce que des personnes ont dit reste",
        "run “entente match run … --keep” on your files again: what people said stays",
    )
});
