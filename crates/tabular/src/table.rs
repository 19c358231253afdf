use base::{Reject, Say};

use crate::cell::shorten;
use crate::tally::{self, Tally};
use crate::{Cell, How, Unfit, Unreadable, limits, number, read};

/// One table: the whole of a delimited file, or one sheet of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The sheet's name in its workbook; `None` in a plain file.
    pub name: Option<String>,
    /// The headers as they stand in the file; a filled column without one is named by its place, `[3]`.
    pub columns: Vec<String>,
    /// The rows taken, in the file's order; blank rows are passed over.
    pub rows: Vec<Row>,
    /// What was not taken, in the file's order: whole rows (`column` is `None`), and cells beyond the last column.
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
    /// Takes the cells out of a scratch list, in no more memory than they need; `None` when all are empty.
    pub(crate) fn taken(line: u64, scratch: &mut Vec<Cell>) -> Option<Row> {
        let filled = scratch.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        scratch.truncate(filled);
        let mut cells = Vec::with_capacity(filled);
        cells.append(scratch);
        (!cells.is_empty()).then_some(Row { line, cells })
    }

    /// Makes the row as wide as the table, in no more memory than that needs.
    pub(crate) fn fit(&mut self, width: usize) {
        self.cells.truncate(width);
        self.cells.reserve_exact(width - self.cells.len());
        self.cells.resize(width, Cell::Empty);
    }

    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    /// The cell of a column that may not be there, as [`Headers::find`](crate::Headers::find) answers; nothing then.
    pub fn cell(&self, column: Option<usize>) -> &Cell {
        column.and_then(|column| self.cells.get(column)).unwrap_or(&Cell::Empty)
    }
}

/// A sheet before its header is known.
pub(crate) struct Drafted {
    pub(crate) name: Option<String>,
    /// The records, none blank, each without its trailing empty cells.
    pub(crate) records: Vec<Row>,
    pub(crate) rejected: Vec<Reject>,
    pub(crate) how: How,
}

/// How many records may stand above the header, the header included.
pub(crate) const HEADER_WITHIN: usize = 100;

/// Finds the header: the first record that fills at least half of the table's width, at least two cells of it with
/// words (not numbers), and more with words than with anything else.
///
/// The width is that of the second widest of the first hundred records, so that one record gone wrong does not set it.
/// In a table of one column one word is enough.
fn header(records: &[Row]) -> Option<usize> {
    let first = records.get(..records.len().min(HEADER_WITHIN)).unwrap_or_default();
    let mut filled: Vec<usize> = first.iter().map(Row::filled).collect();
    filled.sort_unstable_by(|a, b| b.cmp(a));
    let width = *filled.get(1).or(filled.first())?;
    let needed = if width < 2 { 1 } else { width.div_ceil(2).max(2) };
    first.iter().position(|record| {
        let words = record.cells.iter().filter(|cell| is_words(cell)).count();
        let filled = record.filled();
        filled >= needed && words >= needed.min(2) && words * 2 > filled
    })
}

fn is_words(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(words) if number::number(words, None) == Err(number::Trouble::NotANumber))
}

/// Takes the header off the records, and what stands above it.
fn take_header(rows: &mut Vec<Row>, how: &mut How) -> Option<Row> {
    let at = header(rows)?;
    how.above = rows.drain(..at).map(|title| shown(&title.cells)).collect();
    let header = rows.drain(..1).next()?;
    how.header_line = header.line;
    Some(header)
}

impl Drafted {
    /// Finds the header alone, in the first records of a file; gives the names of its columns.
    ///
    /// Errors: there is nothing, or no line that names the columns.
    pub(crate) fn header(&mut self) -> Result<Vec<String>, Unreadable> {
        let Some(first) = self.records.first() else { return Err(read::empty()) };
        let missing = no_header(None, first);
        let header = take_header(&mut self.records, &mut self.how);
        let missing = || Unreadable::new(missing.reason, missing.way_out).at(missing.line, None);
        header.map(|header| column_names(&header.cells)).ok_or_else(missing)
    }

    /// Finds the header, pads short rows, and rejects what lies beyond the columns.
    ///
    /// Without a header every record is rejected, and the sheet has no columns.
    /// Errors: padding beyond [`limits::CELLS`], more than [`limits::REJECTS`].
    pub(crate) fn into_sheet(self, tally: &mut Tally) -> Result<Sheet, Unreadable> {
        let Drafted { name, records: mut rows, mut rejected, mut how } = self;
        let in_sheet = |e: Unreadable| match &name {
            Some(name) => e.in_sheet(name),
            None => e,
        };
        let header = take_header(&mut rows, &mut how);
        let Some(header) = header else {
            rejected.extend(rows.iter().take(limits::REJECTS + 1).map(|row| no_header(name.as_deref(), row)));
            if rejected.len() > limits::REJECTS {
                return Err(in_sheet(tally::too_many_rejects()));
            }
            rejected.sort_by_key(|reject| reject.line);
            return Ok(Sheet { name, columns: Vec::new(), rows: Vec::new(), rejected, how });
        };
        let width = header.cells.len();
        for row in &mut rows {
            let line = row.line;
            for (column, cell) in row.cells.iter().enumerate().skip(width).filter(|(_, cell)| !cell.is_empty()) {
                rejected.push(beyond(name.as_deref(), line, column, width, cell));
            }
            if rejected.len() > limits::REJECTS {
                return Err(in_sheet(tally::too_many_rejects().at(line, None)));
            }
            if row.cells.len() < width {
                tally.cells(line, width - row.cells.len()).map_err(in_sheet)?;
            }
            row.fit(width);
        }
        rejected.sort_by_key(|reject| reject.line);
        let mut sheet = Sheet { name, columns: column_names(&header.cells), rows, rejected, how };
        drop_void_columns(&mut sheet, &header.cells);
        note_doubles(&mut sheet);
        sheet.how.decimal = decimal(&sheet.rows);
        Ok(sheet)
    }
}

/// The name of a column without one: its place, counted from 1.
fn place(column: usize) -> String {
    format!("[{}]", column + 1)
}

fn column_names(header: &[Cell]) -> Vec<String> {
    let name = |(column, cell): (usize, &Cell)| match cell {
        Cell::Empty => place(column),
        cell => cell.shown().into_owned(),
    };
    header.iter().enumerate().map(name).collect()
}

/// Drops the columns that have neither a name nor a value.
fn drop_void_columns(sheet: &mut Sheet, header: &[Cell]) {
    let mut kept: Vec<bool> = header.iter().map(|cell| !cell.is_empty()).collect();
    if kept.iter().all(|kept| *kept) {
        return;
    }
    for row in &sheet.rows {
        for (kept, cell) in kept.iter_mut().zip(&row.cells) {
            *kept = *kept || !cell.is_empty();
        }
    }
    fn keep<T>(list: &mut Vec<T>, kept: &[bool]) {
        let mut kept = kept.iter();
        list.retain(|_| kept.next().copied().unwrap_or(true));
    }
    keep(&mut sheet.columns, &kept);
    sheet.rows.iter_mut().for_each(|row| keep(&mut row.cells, &kept));
}

/// The decimal mark that the spelled numbers of a table agree on.
fn decimal(rows: &[Row]) -> Option<char> {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let mut shown = cells.filter_map(|cell| match cell {
        // No number in a table is longer, and most texts are.
        Cell::Text(words) if words.len() <= 32 && words.contains(['.', ',']) => number::decimal_shown(words),
        _ => None,
    });
    let first = shown.next()?;
    shown.all(|mark| mark == first).then_some(first)
}

/// Notes the header names that stand more than once.
fn note_doubles(sheet: &mut Sheet) {
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    for name in &sheet.columns {
        *seen.entry(name).or_default() += 1;
    }
    let doubles = seen.into_iter().filter(|(_, times)| *times > 1).take(10);
    let notes = doubles.map(|(name, times)| {
        let name = shorten(name);
        Say::new(
            format!("l'en-tête « {name} » apparaît {times} fois"),
            format!("the header “{name}” stands {times} times"),
        )
    });
    sheet.how.notes.extend(notes);
}

fn shown(cells: &[Cell]) -> String {
    let filled: Vec<_> = cells.iter().filter(|cell| !cell.is_empty()).take(20).map(Cell::shown).collect();
    shorten(&filled.join(" "))
}

fn no_header(sheet: Option<&str>, row: &Row) -> Reject {
    Reject {
        sheet: sheet.map(str::to_owned),
        line: row.line,
        column: None,
        value: shown(&row.cells),
        reason: Say::new("aucune ligne ne nomme les colonnes", "no line names the columns"),
        way_out: Say::new(
            "ajoutez au-dessus du tableau une ligne qui nomme chaque colonne",
            "add above the table a line that names each column",
        ),
    }
}

pub(crate) fn beyond(sheet: Option<&str>, line: u64, column: usize, width: usize, cell: &Cell) -> Reject {
    Reject {
        sheet: sheet.map(str::to_owned),
        line,
        column: Some(place(column)),
        value: shorten(&cell.shown()),
        reason: Say::new(
            format!("la cellule {} est au-delà des {width} colonnes de l'en-tête", column + 1),
            format!("cell {} lies beyond the {width} columns of the header", column + 1),
        ),
        way_out: Say::new(
            "nommez cette colonne, ou mettez entre guillemets le texte qui contient le séparateur",
            "name this column, or put in quotes the text that holds the separator",
        ),
    }
}
