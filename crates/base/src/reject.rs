use serde::{Deserialize, Serialize};

use crate::Say;

/// A row or a value an import could not take, with where it stands and the way out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reject {
    /// The sheet of a workbook; `None` in a plain file.
    pub sheet: Option<String>,
    /// The line in the file (or row in the sheet), counted from 1 with the header.
    pub line: u64,
    /// The column's header as it stands in the file; `None` when the whole row is concerned.
    pub column: Option<String>,
    /// What stood there, shortened to 80 signs.
    pub value: String,
    /// Why it was not taken.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}
