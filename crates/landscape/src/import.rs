//! From a file people sent to claims about the landscape, with a report that loses nothing.
//!
//! A sheet is recognised by its headers (`recognise`), its columns are given to fields (`columns`), its rows become
//! claims (`rows`). People's files are read the same way, but their rows go to the agenda (`people`).

mod columns;
mod people;
mod recognise;
mod rows;

use base::{Kind, Lang, Ref, Reject, Say};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tabular::{How, Sheet};

use crate::catalog::Claim;
use crate::formats::{self, Told};

pub use people::{People, PersonRow, people};

/// What one import read, took and could not take.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// One part per sheet (a plain file has one).
    pub sheets: Vec<SheetReport>,
}

/// What was read from one sheet. `read` = `accepted` + rows rejected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetReport {
    /// The sheet's name in a workbook.
    pub sheet: Option<String>,
    /// What its rows describe; `None` when the headers fit nothing we know (every row is then rejected with that reason).
    pub kind: Option<Kind>,
    /// What a file that is no table was read as; its `read`, `accepted` and `rejected` count what the format describes
    /// one by one (entities, operations, elements, calls), not rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// What kind of evidence of tools in use it is, for a file that says nothing of the landscape itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Say>,
    /// How it was read: format, encoding, separator, in words.
    pub how: Say,
    /// Data rows in the sheet.
    pub read: u64,
    /// Rows that became claims.
    pub accepted: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Rows and single values that were not taken, each with line, column, reason and way out. A value rejected in an
    /// accepted row stands here too. At most [`KEPT_REJECTS`] are kept; the counts above count all.
    pub rejects: Vec<Reject>,
    /// Which column was read as which field: header, the field's word.
    pub mapped: Vec<(String, String)>,
    /// Headers nothing was read from: kept in the original file.
    pub unmapped: Vec<String>,
}

/// The most rejects of a sheet kept one by one, so that a huge file of something else stays cheap to refuse.
pub const KEPT_REJECTS: usize = 10_000;

/// Claims and report of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// What the file claims.
    pub claims: Vec<Claim>,
    /// What was read and what was not.
    pub report: Report,
}

/// Reads a model or a trace, recognised by its content ([`formats`]); else a file of systems, flows, moments, elements, APIs, data objects, teams or calendar, recognised by its headers.
///
/// Each column a kind understands counts one point, a column that tells the kind three, the word for the kind in the
/// sheet's or file's name three. The highest wins; a kind without a telling column or name does not compete, flows need
/// caller and called, a calendar both dates, all others a name or key. None or a tie: every row is rejected, with the
/// reason. A sheet of persons is recognised (`kind` says so) and refused: [`people`] reads it.
///
/// `as_of` dates the facts of rows without a date of their own.
/// Errors: the file cannot be read as a table at all; says where and the way out.
pub fn read(
    file: &str,
    bytes: &[u8],
    dataset: &Ref,
    as_of: Option<Date>,
    position: u64,
) -> Result<Imported, tabular::Unreadable> {
    if let Some(format) = formats::recognise(file, bytes) {
        return formats::read(format, file, bytes, dataset, as_of, position);
    }
    if let Some(strange) = formats::strange(file, bytes) {
        return Err(strange);
    }
    let mut imported = Imported::default();
    for sheet in tabular::read(file, bytes)? {
        let of = rows::Origin { file, dataset, as_of, position };
        let report = match recognise::recognise(file, sheet.name.as_deref(), &sheet.columns) {
            Ok(recognise::Recognised::Landscape(layout)) => rows::read(&sheet, &layout, &of, &mut imported.claims),
            Ok(recognise::Recognised::People) => refuse(&sheet, Some(Kind::Person), &people::elsewhere(), false),
            Err(unclear) => refuse(&sheet, None, &unclear, true),
        };
        imported.report.sheets.push(report);
    }
    Ok(imported)
}

/// Writes the reference of import files as Markdown: every kind of the landscape, and people.
pub fn guide(lang: Lang) -> String {
    crate::field::guide(lang) + &people::guide(lang)
}

/// Why a whole sheet is not taken, and the way out.
#[derive(Clone, Debug, PartialEq)]
struct Unclear {
    reason: Say,
    way_out: Say,
}

/// Rejects every row of a sheet; `quoting` says whether what stands there may be repeated in the report.
fn refuse(sheet: &Sheet, kind: Option<Kind>, why: &Unclear, quoting: bool) -> SheetReport {
    let mut report = SheetReport::of(sheet, kind);
    report.unmapped = sheet.columns.clone();
    if !quoting {
        report.rejects.iter_mut().for_each(|reject| reject.value.clear());
    }
    for row in &sheet.rows {
        let value = match row.cells.iter().find(|cell| !cell.is_empty()) {
            Some(cell) if quoting => crate::field::shorten(&cell.shown()),
            _ => String::new(),
        };
        report.reject_row(row.line, &value, why.reason.clone(), why.way_out.clone());
    }
    report
}

impl SheetReport {
    /// A report that so far holds what was already lost while reading the table.
    fn of(sheet: &Sheet, kind: Option<Kind>) -> SheetReport {
        let read = sheet.rows_read() as u64;
        SheetReport {
            sheet: sheet.name.clone(),
            kind,
            told: None,
            evidence: None,
            how: how(&sheet.how),
            read,
            accepted: 0,
            rejected: read - sheet.rows.len() as u64,
            rejects: sheet.rejected.iter().take(KEPT_REJECTS).cloned().collect(),
            mapped: Vec::new(),
            unmapped: Vec::new(),
        }
    }

    /// Counts a row as not taken, and says why.
    fn reject_row(&mut self, line: u64, value: &str, reason: Say, way_out: Say) {
        self.rejected += 1;
        let value = crate::field::shorten(value);
        self.keep(Reject { sheet: self.sheet.clone(), line, column: None, value, reason, way_out });
    }

    /// Keeps a reject while there is room.
    pub(crate) fn keep(&mut self, reject: Reject) {
        if self.rejects.len() < KEPT_REJECTS {
            self.rejects.push(reject);
        }
    }
}

impl Report {
    /// Data rows of all sheets.
    pub fn rows_read(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.read).sum()
    }

    /// Rows taken from all sheets.
    pub fn rows_accepted(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.accepted).sum()
    }

    /// Rows not taken from all sheets.
    pub fn rows_rejected(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.rejected).sum()
    }
}

/// Says how a sheet was read: format, encoding, separator, where the header stood, and what else is worth knowing.
pub fn how(how: &How) -> Say {
    let separator = how.separator.map(|sign| match sign {
        '\t' => Say::new("séparateur tabulation", "separated by tabs"),
        sign => Say::new(format!("séparateur « {sign} »"), format!("separated by “{sign}”")),
    });
    let header = (how.header_line > 1).then(|| {
        let line = how.header_line;
        Say::new(format!("en-têtes en ligne {line}"), format!("headers on line {line}"))
    });
    let hidden = how.hidden.then(|| Say::new("feuille masquée", "hidden sheet"));
    let parts = separator.iter().chain(&header).chain(&hidden).chain(&how.notes);
    let parts: Vec<&Say> = parts.collect();
    Say::each(|lang: Lang| {
        let start = [how.format.name().to_owned(), how.encoding.to_owned()];
        let rest = parts.iter().map(|part| part.in_lang(lang).to_owned());
        start.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
    })
}
