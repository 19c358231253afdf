use base::Reject;

use crate::{Cell, How, Unfit};

/// One table: the whole of a delimited file, or one sheet of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The sheet's name in its workbook; `None` in a plain file.
    pub name: Option<String>,
    /// The headers as they stand in the file; a column without one is named by its place, `[3]`.
    pub columns: Vec<String>,
    /// The rows taken, in the file's order; blank rows are passed over.
    pub rows: Vec<Row>,
    /// What was not taken: whole rows (`column` is `None`), and cells beyond the last column.
    pub rejected: Vec<Reject>,
    /// How it was read.
    pub how: How,
}

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line of the file on which it starts, or its row in the sheet; counted from 1.
    pub line: u64,
    /// One cell per column of the sheet.
    pub cells: Vec<Cell>,
}

impl Sheet {
    /// How many rows stand below the header: those taken and those rejected as a whole.
    pub fn rows_read(&self) -> usize {
        self.rows.len() + self.rejected.iter().filter(|reject| reject.column.is_none()).count()
    }

    /// Says of a cell that did not fit where it stands in this sheet; `column` counts from 0.
    pub fn reject(&self, line: u64, column: usize, unfit: Unfit) -> Reject {
        unfit.at(self.name.as_deref(), line, self.columns.get(column).map(String::as_str))
    }
}

impl Row {
    /// The cell of a column that may not be there, as [`Headers::find`](crate::Headers::find) answers; nothing then.
    pub fn cell(&self, column: Option<usize>) -> &Cell {
        column.and_then(|column| self.cells.get(column)).unwrap_or(&Cell::Empty)
    }
}
