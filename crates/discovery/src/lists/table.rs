//! A table in which a reader finds its columns by their synonyms, in French and in English, and reads its cells.

use std::borrow::Cow;

use jiff::civil::Date;
use tabular::{Cell, Headers, Row, Sheet};

use super::gather::{Gather, Moment};
use crate::time::Day;

/// A sheet with its headers folded.
pub(super) struct Table<'s> {
    pub sheet: &'s Sheet,
    headers: Headers,
}

impl<'s> Table<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Table<'s> {
        Table { sheet, headers: Headers::of(&sheet.columns) }
    }

    /// The column of a field, by the first synonym that stands.
    pub(super) fn column(&self, synonyms: &[&str]) -> Option<usize> {
        self.headers.find(synonyms)
    }

    /// Whether a column stands for the field.
    pub(super) fn has(&self, synonyms: &[&str]) -> bool {
        self.column(synonyms).is_some()
    }

    /// The name of a column as it stands in the file.
    pub(super) fn name(&self, column: usize) -> &str {
        self.sheet.columns.get(column).map_or("", String::as_str)
    }

    /// The rows, in their order.
    pub(super) fn rows(&self) -> &'s [Row] {
        &self.sheet.rows
    }
}

/// The words of a cell; nothing where it is empty or broken.
pub(super) fn words(row: &Row, column: Option<usize>) -> Option<Cow<'_, str>> {
    row.cell(column).text().ok().flatten().filter(|words| !words.trim().is_empty())
}

/// A row as it stands, for the sample shown of what was not understood.
pub(super) fn shown(row: &Row) -> String {
    let cells = row.cells.iter().filter(|cell| !cell.is_empty()).take(20);
    cells.map(|cell| cell.shown().into_owned()).collect::<Vec<_>>().join(" ")
}

/// How the days of one column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    column: Option<usize>,
    /// `11/15/2026`: told by a second number over 12 where no first one is.
    month_first: bool,
}

impl Dates {
    /// Looks through a column.
    pub(super) fn of(table: &Table<'_>, column: Option<usize>) -> Dates {
        let (mut first_over, mut second_over) = (false, false);
        for row in table.rows() {
            if let Cell::Text(words) = row.cell(column)
                && let Some((first, second, _)) = three_numbers(words)
            {
                first_over |= first > 12;
                second_over |= second > 12;
            }
        }
        Dates { column, month_first: second_over && !first_over }
    }

    /// The day of a row, whatever hour it says.
    pub(super) fn date(&self, row: &Row) -> Option<Date> {
        let cell = row.cell(self.column);
        if self.month_first
            && let Cell::Text(words) = cell
            && let Some((month, day, year)) = three_numbers(words)
        {
            return Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        }
        cell.date().ok().flatten()
    }

    /// The moment of a row, for the house; without a zone it is UTC when `utc`, else the house's.
    pub(super) fn moment(&self, row: &Row, utc: bool, gather: &mut Gather<'_>) -> Option<Moment> {
        let cell = row.cell(self.column);
        if let Cell::Text(words) = cell
            && let Some(moment) = gather.iso(words, utc)
        {
            return Some(moment);
        }
        Some(Moment { day: Day::of(self.date(row)?)?, hour: None })
    }
}

/// Reads `11/15/2026`, perhaps with a time behind it.
fn three_numbers(words: &str) -> Option<(i16, i16, i16)> {
    let day = words.split([' ', 'T', ',']).next()?;
    let mut parts = day.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 || year.len() != 4 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}
