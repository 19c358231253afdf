//! A list as somebody keeps it, and the bytes it becomes when they hand it over.
//!
//! `tabular::write` makes safe, tidy exports; this makes the files people really send: French numbers, old encodings,
//! title lines above the headers, formulas left in.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// A list: headers and rows of words, numbers written the French way.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The sheet's name, in a workbook.
    pub(crate) sheet: &'static str,
    /// Title lines above the headers.
    pub(crate) above: Vec<String>,
    /// The headers.
    pub(crate) headers: Vec<String>,
    /// The rows; the first cell is the thing's key.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty list.
    pub(crate) fn new(sheet: &'static str, headers: &[&str]) -> Table {
        let headers = headers.iter().map(|&h| h.to_owned()).collect();
        Table { sheet, above: vec![], headers, rows: vec![] }
    }

    /// Adds a row, one cell per header.
    pub(crate) fn push(&mut self, cells: impl Into<Vec<String>>) {
        let cells = cells.into();
        debug_assert_eq!(cells.len(), self.headers.len(), "{}: one cell per header", self.sheet);
        self.rows.push(cells);
    }

    /// The column under a header. Headers are written in this crate, so it is there.
    pub(crate) fn column(&self, header: &str) -> usize {
        let found = self.headers.iter().position(|h| h.trim() == header);
        found.unwrap_or_else(|| panic!("no column {header:?} in {:?}", self.headers))
    }

    /// The row of a key.
    pub(crate) fn row(&self, key: &str) -> usize {
        let found = self.rows.iter().position(|row| row.first().is_some_and(|k| k == key));
        found.unwrap_or_else(|| panic!("no row {key:?} in {}", self.sheet))
    }
}

/// How a list is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Habit {
    pub(crate) separator: char,
    pub(crate) encoding: Encoding,
}

/// The encodings people send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte-order mark, as Excel saves it.
    Utf8Bom,
    /// Windows-1252, as older tools export.
    Windows1252,
}

impl Habit {
    pub(crate) const OLD_TOOL: Habit = Habit { separator: ';', encoding: Encoding::Windows1252 };
    pub(crate) const EXCEL: Habit = Habit { separator: ';', encoding: Encoding::Utf8Bom };
    pub(crate) const FRENCH: Habit = Habit { separator: ';', encoding: Encoding::Utf8 };
    pub(crate) const ENGLISH: Habit = Habit { separator: ',', encoding: Encoding::Utf8 };
}

/// Writes a list as CSV and says on which line of the file each row begins (the header's is the first).
pub(crate) fn csv(table: &Table, habit: Habit) -> (Vec<u8>, Vec<u64>) {
    let mut text = String::new();
    let mut lines = Vec::with_capacity(table.rows.len());
    let mut line = 1;
    for record in std::iter::once(&table.headers).chain(&table.rows) {
        lines.push(line);
        for (i, cell) in record.iter().enumerate() {
            if i > 0 {
                text.push(habit.separator);
            }
            let needs_quotes = cell.contains([habit.separator, '"', '\n']);
            if needs_quotes {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str("\r\n");
        line += 1 + record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
    }
    let bytes = match habit.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
    };
    (bytes, lines)
}

/// Writes lists as the sheets of a workbook; numbers and days become Excel's own, as when people type them.
pub(crate) fn xlsx(tables: &[&Table]) -> Vec<u8> {
    workbook(tables).expect("sheet names, sizes and texts of this crate are within Excel's limits")
}

fn workbook(tables: &[&Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Excel's file says when it was made; a fixed day keeps the bytes the same.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 7, 20)?));
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.sheet)?;
        for (row, title) in table.above.iter().enumerate() {
            sheet.write_string(row as u32, 0, title)?;
        }
        let bold = Format::new().set_bold();
        let first = table.above.len() as u32;
        for (column, header) in table.headers.iter().enumerate() {
            sheet.write_string_with_format(first, column as u16, header, &bold)?;
        }
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                write_typed(sheet, first + 1 + row as u32, column as u16, cell)?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn write_typed(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    if let Some(day) = excel_day(cell) {
        sheet.write_datetime_with_format(row, column, day, &Format::new().set_num_format("dd/mm/yyyy"))?;
    } else if let Ok(number) = cell.replace(',', ".").parse::<f64>() {
        sheet.write_number(row, column, number)?;
    } else {
        sheet.write_string(row, column, cell)?;
    }
    Ok(())
}

/// A day written `30/06/2027`, as Excel takes it in.
fn excel_day(cell: &str) -> Option<ExcelDateTime> {
    let mut parts = cell.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_shows_them() {
        let mut table = Table::new("t", &["id", "name"]);
        table.push(["a".into(), "one\ntwo; three".into()]);
        table.push(["b".into(), "é".into()]);
        let (bytes, lines) = csv(&table, Habit::OLD_TOOL);
        assert_eq!(bytes, b"id;name\r\na;\"one\ntwo; three\"\r\nb;\xE9\r\n");
        assert_eq!(lines, [1, 2, 4]);
    }
}
