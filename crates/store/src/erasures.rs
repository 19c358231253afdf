//! The list of what was forgotten. It stands in the log and in a file beside it, each completing the other when the
//! store is opened: a log that was put back from a backup thus forgets again what was forgotten since.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{ErrorKind, Write as _};

use base::TextId;
use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::{Fault, Store, folder, read, sql};

/// Something that was forgotten, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// What.
    pub what: Erased,
    /// When.
    pub at: Timestamp,
}

/// What was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Erased {
    /// A text.
    Text(TextId),
    /// A dataset as it was put once, named by a random id: its digest could give its content away, and the same file
    /// may come again.
    Dataset(Uuid),
}

impl Erased {
    fn parts(&self) -> (&'static str, Uuid) {
        match *self {
            Erased::Text(id) => ("text", id.0),
            Erased::Dataset(id) => ("dataset", id),
        }
    }

    fn from_parts(kind: &str, id: Uuid) -> Option<Erased> {
        match kind {
            "text" => Some(Erased::Text(TextId(id))),
            "dataset" => Some(Erased::Dataset(id)),
            _ => None,
        }
    }
}

impl Store {
    /// Everything that was forgotten, in order of time.
    pub fn erasures(&self) -> Result<Vec<Erasure>, Fault> {
        let list = self.db.prepare_cached(sql::ERASURES).and_then(|mut list| {
            let rows = list.query_map([], |row| Ok(erasure(row)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let damaged = |error: FromSqlError| Fault::Damaged { what: format!("the list of erasures ({error})") };
        list.map_err(|error| self.fault(error))?.into_iter().map(|row| row.map_err(damaged)).collect()
    }

    pub(crate) fn is_erased(&self, what: Erased) -> Result<bool, Fault> {
        let (kind, id) = what.parts();
        let found =
            self.db.prepare_cached(sql::IS_ERASED).and_then(|mut find| find.exists(params![kind, id.as_bytes()]));
        found.map_err(|error| self.fault(error))
    }

    /// Adds to the file beside the log, durably. It comes first: what it names is forgotten at the latest when the
    /// store is next opened.
    pub(crate) fn note_erasures(&self, list: &[Erasure]) -> Result<(), Fault> {
        if list.is_empty() {
            return Ok(());
        }
        let path = self.folder.join(folder::ERASURES);
        let is_new = !path.exists();
        // A line that a dying process left half written must not swallow the next one.
        let mut lines = String::from(if is_new { "" } else { "\n" });
        for erasure in list {
            let (kind, id) = erasure.what.parts();
            let _ = writeln!(lines, "{} {kind} {id}", erasure.at);
        }
        let written = folder::private_file().create(true).append(true).open(&path).and_then(|mut file| {
            file.write_all(lines.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| Fault::io(&path, error))?;
        if is_new { folder::sync(&self.folder) } else { Ok(()) }
    }

    /// Forgets what a list names, in one transaction; what the log does not hold is only noted.
    pub(crate) fn erase(&mut self, list: &[Erasure]) -> Result<(), Fault> {
        if list.is_empty() {
            return Ok(());
        }
        for erasure in list {
            if let Erased::Dataset(id) = erasure.what {
                self.remove_dataset_files(id)?;
            }
        }
        self.write(|tx| list.iter().try_for_each(|erasure| erase(tx, erasure)))
    }

    /// Makes the list in the log and the list beside it one, and forgets what the log did not know.
    pub(crate) fn merge_erasures(&mut self) -> Result<(), Fault> {
        let path = self.folder.join(folder::ERASURES);
        let beside = match fs::read_to_string(&path) {
            Ok(text) => text.lines().filter_map(parse).collect(),
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Fault::io(&path, error)),
        };
        let inside = self.erasures()?;
        let missing = |list: &[Erasure], from: &[Erasure]| -> Vec<Erasure> {
            let known: HashSet<Erased> = from.iter().map(|erasure| erasure.what).collect();
            list.iter().filter(|erasure| !known.contains(&erasure.what)).copied().collect()
        };
        self.note_erasures(&missing(&inside, &beside))?;
        let unknown = missing(&beside, &inside);
        if !unknown.is_empty() {
            self.erase(&unknown)?;
            self.scrub();
        }
        Ok(())
    }
}

fn erase(db: &Connection, erasure: &Erasure) -> rusqlite::Result<()> {
    let (kind, id) = erasure.what.parts();
    let id = id.as_bytes();
    db.prepare_cached(sql::ADD_ERASURE)?.execute(params![kind, id, erasure.at.as_microsecond()])?;
    let key = match erasure.what {
        Erased::Text(_) => {
            db.prepare_cached(sql::EMPTY_TEXT)?.execute([id])?;
            db.prepare_cached(sql::TEXT_KEY)?.query_row([id], |row| row.get::<_, i64>(0)).optional()?
        }
        Erased::Dataset(_) => {
            let key =
                db.prepare_cached(sql::DATASET_KEY)?.query_row([id], |row| row.get::<_, Option<i64>>(0)).optional()?;
            db.prepare_cached(sql::DROP_DATASET)?.execute([id])?;
            key.flatten()
        }
    };
    match key {
        Some(number) => db.prepare_cached(sql::DESTROY_KEY)?.execute([number]).map(|_| ()),
        None => Ok(()),
    }
}

fn erasure(row: &Row<'_>) -> Result<Erasure, FromSqlError> {
    let column = |i| row.get_ref(i).map_err(|_| FromSqlError::InvalidType);
    let id = read::id(column(1)?)?.ok_or(FromSqlError::InvalidType)?;
    let what = Erased::from_parts(column(0)?.as_str()?, id).ok_or(FromSqlError::InvalidType)?;
    Ok(Erasure { what, at: read::timestamp(column(2)?)? })
}

/// Reads a line of the file; one that was left half written says nothing, and was never acknowledged.
fn parse(line: &str) -> Option<Erasure> {
    let mut words = line.split(' ');
    let (at, kind, id) = (words.next()?.parse().ok()?, words.next()?, words.next()?.parse().ok()?);
    Some(Erasure { what: Erased::from_parts(kind, id)?, at })
}
