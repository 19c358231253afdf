//! What trackers export: bytes of one file go in, [`Item`]s and a report that loses nothing come out.
//!
//! A format is one module and one row of `READERS`. It is recognised by what a file holds, never by its name. No name of
//! a person is kept, and no reject quotes more than the item's key and the cell that did not fit.

mod gather;
mod github;
mod gitlab;
mod jira;
mod jira_table;
mod json;
mod labels;
mod mention;
mod moment;
mod plain_table;
mod table;

use base::{Ref, Reject, Say};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::item::Item;
use gather::Gather;
use json::Head;
use table::Table;

/// The largest file that is read, in bytes: it is held in memory whole.
pub const BYTES_MOST: usize = 512 << 20;

/// How much of a file tells what it is, in bytes.
pub const HEAD: usize = 64 << 10;

/// The most rejects kept one by one; the counts count all.
pub const KEPT_REJECTS: usize = 10_000;

/// What a tracker exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A search of Jira over REST, with the changelog or without.
    Jira,
    /// The table Jira exports.
    JiraTable,
    /// The issues of GitHub over REST or its command line, or the events of a repository's issues.
    Github,
    /// The issues of GitLab over REST.
    Gitlab,
    /// Any table of pieces of work: a row each, or a row per change.
    Table,
}

impl Format {
    /// What people call it.
    pub fn say(self) -> Say {
        match self {
            Format::Jira => Say::new("Jira, résultat de recherche", "Jira, search result"),
            Format::JiraTable => Say::new("Jira, export en tableau", "Jira, exported as a table"),
            Format::Github => Say::new("tickets GitHub", "GitHub issues"),
            Format::Gitlab => Say::new("tickets GitLab", "GitLab issues"),
            Format::Table => Say::new("tableau de suivi", "tracking table"),
        }
    }

    /// Whether its own marks tell it; a plain table is told only by what its columns are called.
    pub fn is_certain(self) -> bool {
        self != Format::Table
    }
}

/// What a reader must be told, because no file says it.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The house's time zone: a time without one is the house's.
    pub zone: TimeZone,
    /// The dataset the file becomes.
    pub dataset: Ref,
    /// Hours in a person-day; trackers count time in seconds or hours. Jira's own default is 8.
    pub hours_a_day: f64,
}

/// A file of a tracker, read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What it was read as.
    pub format: Format,
    /// The items, each once, in the order of their keys as they came.
    pub items: Vec<Item>,
    /// Entries or rows read; `read = accepted + rejected`.
    pub read: u64,
    /// Those taken.
    pub accepted: u64,
    /// Those not taken.
    pub rejected: u64,
    /// What was not taken, whole or in part, each with line, reason and way out; at most [`KEPT_REJECTS`].
    pub rejects: Vec<Reject>,
    /// How it was read, and what whoever brought it should know.
    pub notes: Vec<Say>,
    /// Which column was read as what.
    pub mapped: Vec<(String, String)>,
    /// Columns nothing was read from.
    pub unmapped: Vec<String>,
}

/// A file that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecognised {
    /// Why.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}

struct Reader {
    format: Format,
    look: Look,
}

enum Look {
    /// Told by its first signs.
    Json { fits: fn(&Head<'_>) -> bool, read: fn(&str, &mut Gather<'_>) -> Result<(), Unrecognised> },
    /// Told by its columns.
    Columns { fits: fn(&Table<'_>) -> bool, read: fn(&Table<'_>, &mut Gather<'_>) },
}

const fn json(
    format: Format,
    fits: fn(&Head<'_>) -> bool,
    read: fn(&str, &mut Gather<'_>) -> Result<(), Unrecognised>,
) -> Reader {
    Reader { format, look: Look::Json { fits, read } }
}

const fn columns(format: Format, fits: fn(&Table<'_>) -> bool, read: fn(&Table<'_>, &mut Gather<'_>)) -> Reader {
    Reader { format, look: Look::Columns { fits, read } }
}

/// Every format, the most telling first.
static READERS: &[Reader] = &[
    json(Format::Jira, jira::fits, jira::read),
    json(Format::Gitlab, gitlab::fits, gitlab::read),
    json(Format::Github, github::fits, github::read),
    columns(Format::JiraTable, jira_table::fits, jira_table::read),
    columns(Format::Table, plain_table::fits, plain_table::read),
];

/// Says which tracker's export a file is; `None` when it is none.
pub fn recognise(file: &str, bytes: &[u8]) -> Option<Format> {
    if let Some(head) = Head::of(bytes) {
        let fits = |reader: &&Reader| matches!(reader.look, Look::Json { fits, .. } if fits(&head));
        return READERS.iter().find(fits).map(|reader| reader.format);
    }
    let is_workbook = bytes.starts_with(b"PK\x03\x04");
    let start = if is_workbook || bytes.len() <= HEAD { bytes } else { whole_lines(bytes.get(..HEAD)?) };
    let sheets = tabular::read(file, start).ok()?;
    sheets.iter().find_map(|sheet| of_columns(&Table::of(sheet))).map(|reader| reader.format)
}

/// The beginning of a text up to its last line's end: a line that is cut would be a row of its own making.
fn whole_lines(head: &[u8]) -> &[u8] {
    let end = head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |at| at + 1);
    head.get(..end).unwrap_or(head)
}

fn of_columns(table: &Table<'_>) -> Option<&'static Reader> {
    READERS.iter().find(|reader| matches!(reader.look, Look::Columns { fits, .. } if fits(table)))
}

/// Reads a tracker's export whole.
///
/// Errors: [`Unrecognised`] when it is none, too large, or broken off. An entry that is not understood is never an
/// error: it stands among [`Reading::rejects`].
pub fn read(file: &str, bytes: &[u8], setting: &Setting) -> Result<Reading, Unrecognised> {
    if bytes.len() > BYTES_MOST {
        return Err(too_large());
    }
    let format = recognise(file, bytes).ok_or_else(unknown)?;
    let mut gather = Gather::new(format, file, setting);
    match READERS.iter().find(|reader| reader.format == format).map(|reader| &reader.look) {
        Some(Look::Json { read, .. }) => read(&json::text(bytes), &mut gather)?,
        _ => sheets(file, bytes, &mut gather)?,
    }
    Ok(gather.into_reading())
}

/// Reads every sheet that is a list of work; the rows of the others are counted and left.
fn sheets(file: &str, bytes: &[u8], gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    let sheets = tabular::read(file, bytes).map_err(|e| Unrecognised { reason: e.reason, way_out: e.way_out })?;
    for sheet in &sheets {
        let table = Table::of(sheet);
        gather.enter_sheet(sheet);
        match of_columns(&table).map(|reader| &reader.look) {
            Some(Look::Columns { read, .. }) => read(&table, gather),
            _ => gather.leave_sheet(sheet),
        }
    }
    Ok(())
}

fn unknown() -> Unrecognised {
    Unrecognised {
        reason: Say::new(
            "ce fichier n'est l'export d'aucun outil de suivi connu",
            "this file is the export of no tracker that is known",
        ),
        way_out: Say::new(
            "donnez l'export CSV ou JSON de Jira, les tickets de GitHub ou de GitLab en JSON, ou un tableau avec clé, titre, état et dates",
            "give the CSV or JSON export of Jira, the issues of GitHub or GitLab as JSON, or a table with key, title, state and dates",
        ),
    }
}

fn too_large() -> Unrecognised {
    Unrecognised {
        reason: Say::new(
            format!("le fichier dépasse {} Mio", BYTES_MOST >> 20),
            format!("the file is over {} MiB", BYTES_MOST >> 20),
        ),
        way_out: Say::new("découpez-le en plusieurs", "split it into several"),
    }
}

fn damaged() -> Unrecognised {
    Unrecognised {
        reason: Say::new(
            "le fichier s'interrompt ou n'est pas du JSON valide",
            "the file breaks off or is not valid JSON",
        ),
        way_out: Say::new("exportez-le de nouveau, sans le modifier", "export it again, unchanged"),
    }
}
