//! The cells of one workbook sheet as they are read, row by row, within the limits.

use base::Say;

use crate::table::Drafted;
use crate::tally::{self, Tally};
use crate::{Cell, Format, How, Row, Sheet, Unreadable, limits};

/// A sheet being read.
pub(crate) struct Grid<'t> {
    tally: &'t mut Tally,
    rows: Vec<Row>,
    scratch: Vec<Cell>,
    /// The row being read, counted from 1.
    row: u64,
    merged: Vec<Merged>,
    merged_seen: u64,
}

/// A merged range, of which only what it covers of its first column matters.
struct Merged {
    column: usize,
    first: u64,
    last: u64,
}

/// The most merged ranges of a sheet whose value is repeated.
const MERGED: usize = 10_000;

impl<'t> Grid<'t> {
    pub(crate) fn new(tally: &'t mut Tally) -> Grid<'t> {
        Grid { tally, rows: Vec::new(), scratch: Vec::new(), row: 1, merged: Vec::new(), merged_seen: 0 }
    }

    /// Starts a row, counted from 1; what was read of the one before is kept.
    pub(crate) fn row(&mut self, row: u64) -> Result<(), Unreadable> {
        self.close_row()?;
        self.row = row;
        Ok(())
    }

    /// The row being read, counted from 1.
    pub(crate) fn at_row(&self) -> u64 {
        self.row
    }

    /// Puts a cell into the row; `column` counts from 0.
    ///
    /// Errors: beyond the columns, or the text, that a file may hold.
    pub(crate) fn put(&mut self, column: usize, cell: Cell) -> Result<(), Unreadable> {
        if cell.is_empty() {
            return Ok(());
        }
        if column >= limits::COLUMNS {
            return Err(tally::too_many_columns().at(self.row, Some(column as u64 + 1)));
        }
        self.tally.text(self.row, column, &cell)?;
        if column >= self.scratch.len() {
            self.scratch.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.scratch.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Ends the row; the next stands below it.
    pub(crate) fn close_row(&mut self) -> Result<(), Unreadable> {
        let row = self.row;
        self.row = row.saturating_add(1);
        let Some(taken) = Row::taken(row, &mut self.scratch) else { return Ok(()) };
        self.tally.cells(row, taken.cells.len())?;
        self.rows.push(taken);
        Ok(())
    }

    /// Remembers a merged range; rows count from 1, columns from 0.
    pub(crate) fn merge(&mut self, column: usize, first: u64, last: u64) {
        self.merged_seen += 1;
        if last > first && self.merged.len() < MERGED {
            self.merged.push(Merged { column, first, last });
        }
    }

    /// Makes a sheet of what was read.
    pub(crate) fn into_sheet(mut self, name: String, hidden: bool) -> Result<Sheet, Unreadable> {
        self.close_row()?;
        self.put_in_order();
        self.repeat_merged()?;
        let mut how = How::new(Format::Xlsx, "UTF-8");
        how.hidden = hidden;
        if hidden {
            how.notes
                .push(Say::new("cette feuille est masquée dans le classeur", "this sheet is hidden in its workbook"));
        }
        if self.merged_seen > 0 {
            let n = self.merged_seen;
            how.notes.push(Say::new(
                format!("cellules fusionnées ({n}) : leur valeur est répétée sur chaque ligne qu'elles couvrent"),
                format!("merged cells ({n}): their value is repeated on each row they cover"),
            ));
        }
        Drafted { name: Some(name), records: self.rows, rejected: Vec::new(), how }.into_sheet(self.tally)
    }

    /// Puts rows in order and joins what stands in pieces; tools write them in order and whole, files need not.
    fn put_in_order(&mut self) {
        self.rows.sort_by_key(|row| row.line);
        self.rows.dedup_by(|later, earlier| {
            let same = later.line == earlier.line;
            if same {
                let missing = later.cells.len().saturating_sub(earlier.cells.len());
                earlier.cells.reserve_exact(missing);
                earlier.cells.resize(earlier.cells.len() + missing, Cell::Empty);
                for (place, cell) in earlier.cells.iter_mut().zip(later.cells.drain(..)) {
                    if !cell.is_empty() {
                        *place = cell;
                    }
                }
            }
            same
        });
    }

    /// Repeats the value of a merged range on the rows it covers, downwards only: a title merged across the sheet must
    /// not look like a header.
    fn repeat_merged(&mut self) -> Result<(), Unreadable> {
        for Merged { column, first, last } in &self.merged {
            let from = self.rows.partition_point(|row| row.line < *first);
            let (_, covered) = self.rows.split_at_mut_checked(from).unwrap_or_default();
            let Some((top, below)) = covered.split_first_mut() else { continue };
            let Some(value) = top.cells.get(*column).filter(|cell| top.line == *first && !cell.is_empty()) else {
                continue;
            };
            for row in below.iter_mut().take_while(|row| row.line <= *last) {
                let missing = (column + 1).saturating_sub(row.cells.len());
                // Counted even where nothing is missing, so that overlapping ranges cannot take for ever.
                self.tally.cells(row.line, missing.max(1))?;
                self.tally.text(row.line, *column, value)?;
                row.cells.reserve_exact(missing);
                row.cells.resize(row.cells.len() + missing, Cell::Empty);
                if let Some(place) = row.cells.get_mut(*column).filter(|place| place.is_empty()) {
                    *place = value.clone();
                }
            }
        }
        Ok(())
    }
}

/// Reads a place such as `AB12`: column from 0, row from 1.
pub(crate) fn place(reference: &str) -> Option<(usize, u64)> {
    let reference = reference.trim();
    let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let row: u64 = reference.get(letters.len()..)?.parse().ok()?;
    let column = letters.chars().filter(|c| *c != '$').try_fold(0_usize, |column, letter| {
        let digit = letter.to_ascii_uppercase().to_digit(36)?.checked_sub(9)?;
        column.checked_mul(26)?.checked_add(digit as usize)
    })?;
    Some((column.checked_sub(1)?, row))
}
