//! Records of people out of files, for finding which of them are one person; and the one view of the customer, kept in the
//! store ([`App::customers`](crate::App::customers) and what stands beside it).

mod asking;
mod ids;
pub(crate) mod kept;
mod models;
mod origins;
pub mod report;
mod spent;
mod view;
mod words;

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use base::{Reject, Say};
use customers::resolution::column::{Column, Columns};
use customers::resolution::correct::Correction;
use customers::resolution::model::Model;
use tabular::{Stream, Told, Unreadable};

use crate::problem::Problem;

pub use asking::{Asking, SAMPLE, Worth};
pub(crate) use ids::KEY;
pub use ids::{Ids, keys, names};
pub use kept::{Fate, Figures, Opened, Whose, write};
pub use models::Saved;
use origins::Origins;
pub use report::Report;
pub use spent::Spent;
pub use view::{Asked, Customer, FactTold, Golden, LinkTold, Pair, RecordTold, View};
pub use words::{agreement, kind, rule, value};

/// Tables only a lake can read: Parquet files, and Delta tables, which are folders.
pub trait Lake {
    /// Reads a table: its headers once, then its records in order; nothing stands for an absent value.
    ///
    /// Errors: the file is no such table, or damaged.
    fn read(&self, file: &Path, tell: &mut dyn FnMut(Piece<'_>)) -> Result<(), Problem>;
}

/// What comes out of a table of a lake.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'p> {
    /// The headers.
    Header(&'p [String]),
    /// A record; an empty text stands for an absent value.
    Row(&'p [&'p str]),
}

/// How many rejects of a file are kept.
const REJECTS: usize = 100;
/// How much of a file is read at once.
const PIECE: usize = 1 << 20;

/// One file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file.
    pub file: PathBuf,
    /// The first of its records among all.
    pub first: usize,
    /// How many records it gave.
    pub records: usize,
    /// How many things in it were not taken.
    pub rejected: usize,
    /// The first of those.
    pub rejects: Vec<Reject>,
}

/// The records of all files, one after another.
#[derive(Debug, Default)]
pub struct Records {
    /// What each file gave.
    pub sources: Vec<Source>,
    /// The columns, those of one name together.
    pub columns: Vec<Column>,
}

/// Reads files: delimited text of any length, workbooks, and what the lake reads.
///
/// `told` hears how many bytes of how many are read.
/// Errors: a file is not there, or is no table; the message names it.
pub fn read(files: &[PathBuf], lake: &dyn Lake, told: &mut dyn FnMut(u64, u64)) -> Result<Records, Problem> {
    let sizes: Vec<u64> = files.iter().map(|file| file.metadata().map_or(0, |meta| meta.len())).collect();
    let (mut columns, mut sources) = (Columns::default(), Vec::new());
    let all = sizes.iter().sum();
    let mut before = 0;
    for (file, size) in files.iter().zip(sizes) {
        let mut source =
            Source { file: file.clone(), first: columns.records(), records: 0, rejected: 0, rejects: Vec::new() };
        one(file, lake, &mut columns, &mut source, &mut |read| told(before + read, all))?;
        source.records = columns.records() - source.first;
        before += size;
        told(before, all);
        sources.push(source);
    }
    Ok(Records { sources, columns: columns.into_columns() })
}

fn one(
    file: &Path,
    lake: &dyn Lake,
    columns: &mut Columns,
    source: &mut Source,
    told: &mut dyn FnMut(u64),
) -> Result<(), Problem> {
    let unreadable = |error: &std::io::Error| unreadable(file, error);
    let mut places = Vec::new();
    let mut from_lake = |columns: &mut Columns| {
        lake.read(file, &mut |piece| match piece {
            Piece::Header(names) => places = columns.open(names),
            Piece::Row(row) => columns.push_at(&places, row.iter().copied()),
        })
    };
    if file.is_dir() {
        return from_lake(columns);
    }
    let mut bytes = File::open(file).map_err(|error| unreadable(&error))?;
    let mut piece = vec![0; PIECE];
    let mut filled = fill(&mut bytes, &mut piece).map_err(|error| unreadable(&error))?;
    let start = piece.get(..filled.min(4)).unwrap_or_default();
    if start == b"PAR1" {
        return from_lake(columns);
    }
    let refused = |e: Unreadable| {
        let e = Unreadable { file: file.display().to_string(), ..e };
        Problem::invalid(e.say(), Say::default())
    };
    if start.starts_with(b"PK") {
        return workbook(file, columns, source).map_err(refused);
    }
    let mut tell = |told: Told<'_>| match told {
        Told::Header(names) => places = columns.open(names),
        Told::Row(_, fields) => columns.push_at(&places, fields.iter().map(Cow::as_ref)),
        Told::Rejected(reject) => source.reject(reject),
    };
    let mut stream = Stream::new();
    let mut read = 0;
    while filled > 0 {
        stream.take(piece.get(..filled).unwrap_or_default(), &mut tell).map_err(refused)?;
        read += filled as u64;
        told(read);
        filled = fill(&mut bytes, &mut piece).map_err(|error| unreadable(&error))?;
    }
    stream.end(&mut tell).map_err(refused).map(|_| ())
}

fn workbook(file: &Path, columns: &mut Columns, source: &mut Source) -> Result<(), Unreadable> {
    // Too large a file is refused by its reader, which says so.
    let bytes = std::fs::read(file).unwrap_or_default();
    for sheet in tabular::read("", &bytes)? {
        sheet.rejected.into_iter().for_each(|reject| source.reject(reject));
        let places = columns.open(&sheet.columns);
        for row in &sheet.rows {
            let shown: Vec<Cow<'_, str>> = row.cells.iter().map(tabular::Cell::shown).collect();
            columns.push_at(&places, shown.iter().map(Cow::as_ref));
        }
    }
    Ok(())
}

fn fill(bytes: &mut impl Read, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match bytes.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn unreadable(file: &Path, error: &std::io::Error) -> Problem {
    let file = file.display();
    let kind =
        if error.kind() == std::io::ErrorKind::NotFound { crate::Kind::NotFound } else { crate::Kind::Unavailable };
    Problem::new(
        kind,
        Say::new(format!("{file} ne peut être lu : {error}"), format!("{file} cannot be read: {error}")),
        Say::new("vérifiez le chemin et vos droits sur ce fichier", "check the path and your rights on this file"),
    )
}

impl Source {
    fn reject(&mut self, reject: Reject) {
        self.rejected += 1;
        if self.rejects.len() < REJECTS {
            self.rejects.push(reject);
        }
    }
}

impl Records {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.sources.iter().map(|source| source.records).sum()
    }

    /// Takes a column out: what it tells of who is who must not be seen by whoever finds out.
    ///
    /// Errors: there is no such column.
    pub fn take(&mut self, name: &str) -> Result<Column, Problem> {
        let at = self.columns.iter().position(|column| column.name == name).ok_or_else(|| self.no_column(name))?;
        Ok(self.columns.remove(at))
    }

    /// Refuses a model that names columns nobody brought.
    ///
    /// Errors: the first such column.
    pub fn holds(&self, model: &Model) -> Result<(), Problem> {
        let mut named = model.fields.iter().flat_map(|field| &field.columns);
        match named.find(|name| !self.columns.iter().any(|column| column.name == **name)) {
            Some(name) => Err(self.no_column(name)),
            None => Ok(()),
        }
    }

    /// A column by its header.
    ///
    /// Errors: there is no such column.
    pub fn column(&self, name: &str) -> Result<&Column, Problem> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| self.no_column(name))
    }

    fn no_column(&self, name: &str) -> Problem {
        let there: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        let there = there.join(", ");
        Problem::new(
            crate::Kind::NotFound,
            Say::new(format!("aucun fichier n'a de colonne « {name} »"), format!("no file has a column “{name}”")),
            Say::new(format!("colonnes lues : {there}"), format!("columns read: {there}")),
        )
    }

    /// Where a record stands: the name of its file, and its number there, counted from 1.
    pub fn place(&self, record: u32) -> String {
        let record = record as usize;
        let Some(source) = self.sources.iter().rev().find(|source| source.first <= record) else {
            return String::new();
        };
        let name = source.file.file_name().unwrap_or(source.file.as_os_str());
        format!("{}:{}", name.to_string_lossy(), record - source.first + 1)
    }
}

/// Turns a column that tells the truth into a number per record, the same for records of one person.
///
/// Of values in parts separated by dashes only the `part`th may count, from 1. A record without a value is nobody else's.
pub fn truth(column: &Column, part: Option<usize>) -> Vec<u32> {
    let mut persons: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    let by_value: Vec<u32> = column
        .values
        .iter()
        .map(|value| {
            let name = part.and_then(|part| value.split('-').nth(part.checked_sub(1)?)).unwrap_or(value);
            let next = persons.len() as u32;
            *persons.entry(name).or_insert(next)
        })
        .collect();
    let mut alone = persons.len() as u32;
    let person = |code: &u32| match code {
        0 => {
            alone += 1;
            alone
        }
        code => by_value[*code as usize],
    };
    column.codes.iter().map(person).collect()
}

/// Reads what people said of pairs of records: a table with the columns `left`, `right` (numbers of records, counted
/// from 1) and `same` (yes or no; empty where nobody answered).
///
/// Errors: the table lacks a column, or a line says nothing that can be understood; the message names it.
pub fn said(file: &Path, lake: &dyn Lake) -> Result<Vec<Correction>, Problem> {
    let records = read(&[file.to_owned()], lake, &mut |_, _| {})?;
    let (left, right, same) = (records.column("left")?, records.column("right")?, records.column("same")?);
    let one = |at: usize| {
        let number = |column: &Column| column.of(at).parse::<u32>().ok().and_then(|number| number.checked_sub(1));
        let same = tabular::Cell::Text(same.of(at).to_owned()).flag().ok().flatten();
        match (number(left), number(right), same) {
            (Some(left), Some(right), Some(same)) => Ok(Correction { left, right, same }),
            _ => Err(Problem::invalid(
                Say::new(
                    format!("{} : ni deux numéros d'enregistrements ni oui ou non", records.place(at as u32)),
                    format!("{}: no two numbers of records and yes or no", records.place(at as u32)),
                ),
                Say::new("écrivez par exemple : 12,40,oui", "write for example: 12,40,yes"),
            )),
        }
    };
    (0..records.count()).filter(|at| !same.of(*at).is_empty()).map(one).collect()
}

/// Reads a model out of its file.
///
/// Errors: the file is not there, or is no model; the message says where it goes wrong.
pub fn model(file: &Path) -> Result<Model, Problem> {
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let model: Model = serde_json::from_str(&text).map_err(|error| {
        let file = file.display();
        Problem::invalid(
            Say::new(format!("{file} n'est pas un modèle : {error}"), format!("{file} is no model: {error}")),
            Say::new("partez de « entente match propose »", "start from “entente match propose”"),
        )
    })?;
    match model.version {
        1 => Ok(model),
        version => Err(Problem::invalid(
            Say::new(
                format!("ce modèle est de la version {version}, et l'on lit la version 1"),
                format!("this model is of version {version}, and version 1 is read"),
            ),
            Say::new("partez de « entente match propose »", "start from “entente match propose”"),
        )),
    }
}
