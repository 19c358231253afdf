//! The way out: exports as CSV and XLSX, with nothing in them that a spreadsheet would run.
//!
//! What is written reads back the same with [`read`](crate::read): texts, days and yes or no as they were, numbers to
//! the last digit.

use std::borrow::Cow;
use std::collections::HashSet;

use base::Say;
use encoding_rs::WINDOWS_1252;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::Cell;
use crate::cell::is_formula_like;

/// The encoding of a CSV export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte-order mark, without which Excel garbles accents: the one for people.
    Utf8Bom,
    /// UTF-8 without a mark: the one for machines.
    Utf8,
    /// Windows-1252, as older tools want it; signs it lacks become `?`.
    Windows1252,
    /// UTF-16, the little end first, with a mark: Excel's "Unicode text".
    Utf16Le,
}

/// A sheet to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The sheet's name; made to fit Excel's rules (31 signs, none of `[]:*?/\`, each once).
    pub name: String,
    /// The headers.
    pub columns: Vec<String>,
    /// The rows, one cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook that cannot be written, and the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unwritable {
    /// Why.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}

/// Writes a CSV file, lines ended by CRLF.
///
/// Numbers have a decimal comma when the separator is `;` (what a French Excel opens as numbers) and a point
/// otherwise; one with exactly three decimals gets a fourth, so that it cannot be read as thousands. A text that a
/// spreadsheet would run (it begins with `=`, `+`, `-`, `@`, a tab or a line end) gets an apostrophe before it, which
/// [`read`](crate::read) takes off again; numbers, negative ones too, stay numbers. Days are ISO, flags `true` or
/// `false`.
pub fn csv(separator: char, columns: &[String], rows: &[Vec<Cell>], encoding: Encoding) -> Vec<u8> {
    let mut out = String::new();
    let mut line = |fields: &mut dyn Iterator<Item = Cow<'_, str>>| {
        for (column, field) in fields.enumerate() {
            if column > 0 {
                out.push(separator);
            }
            push_field(&field, separator, &mut out);
        }
        out.push_str("\r\n");
    };
    line(&mut columns.iter().map(|name| harmless(name)));
    for row in rows {
        line(&mut row.iter().map(|cell| field(cell, separator)));
    }
    match encoding {
        Encoding::Utf8 => out.into_bytes(),
        Encoding::Utf8Bom => ["\u{feff}".as_bytes(), out.as_bytes()].concat(),
        Encoding::Utf16Le => "\u{feff}".encode_utf16().chain(out.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Encoding::Windows1252 => windows_1252(&out),
    }
}

fn field(cell: &Cell, separator: char) -> Cow<'_, str> {
    match cell {
        Cell::Text(words) | Cell::Broken(words) => harmless(words),
        Cell::Number(number) => Cow::Owned(number_field(*number, separator)),
        other => other.shown(),
    }
}

/// Puts an apostrophe before what a spreadsheet would run.
fn harmless(words: &str) -> Cow<'_, str> {
    if is_formula_like(words) { Cow::Owned(format!("'{words}")) } else { Cow::Borrowed(words) }
}

fn number_field(number: f64, separator: char) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    let digits = number.to_string();
    match digits.split_once('.') {
        None => digits,
        Some((whole, part)) => {
            let mark = if separator == ';' { ',' } else { '.' };
            let fourth = if part.len() == 3 { "0" } else { "" };
            format!("{whole}{mark}{part}{fourth}")
        }
    }
}

fn push_field(field: &str, separator: char, out: &mut String) {
    let quoted = field.contains([separator, '"', '\n', '\r']) || field.trim() != field;
    if !quoted {
        out.push_str(field);
        return;
    }
    out.push('"');
    out.push_str(&field.replace('"', "\"\""));
    out.push('"');
}

fn windows_1252(text: &str) -> Vec<u8> {
    let mut sign = [0; 4];
    let encode = |c: char| {
        let (bytes, _, lacking) = WINDOWS_1252.encode(c.encode_utf8(&mut sign));
        if lacking { vec![b'?'] } else { bytes.into_owned() }
    };
    text.chars().flat_map(encode).collect()
}

/// Writes a workbook (XLSX): texts as texts, so that none is ever run; numbers, days and flags as such.
///
/// The same tables give the same bytes: no clock is read. A text beyond the 32,767 signs of an Excel cell is cut, and
/// ends in an ellipsis.
/// Errors: a table beyond Excel's 1,048,576 rows and 16,384 columns.
pub fn xlsx(sheets: &[Table]) -> Result<Vec<u8>, Unwritable> {
    let mut names = HashSet::new();
    let mut workbook = Workbook::new();
    let written = workbook_of(&mut workbook, sheets, &mut names);
    written.and_then(|()| workbook.save_to_buffer()).map_err(|_| Unwritable {
        reason: Say::new(
            "la table dépasse ce qu'une feuille Excel contient (1 048 576 lignes, 16 384 colonnes)",
            "the table is larger than an Excel sheet (1,048,576 rows, 16,384 columns)",
        ),
        way_out: Say::new("exportez-la en CSV", "export it as CSV"),
    })
}

fn workbook_of(workbook: &mut Workbook, sheets: &[Table], names: &mut HashSet<String>) -> Result<(), XlsxError> {
    let long_ago = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&long_ago));
    // A workbook without a sheet does not open.
    let blank = [Table { name: String::new(), columns: Vec::new(), rows: Vec::new() }];
    for table in if sheets.is_empty() { &blank } else { sheets } {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.name, names))?;
        write_sheet(sheet, table)?;
    }
    Ok(())
}

fn write_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (column, name) in table.columns.iter().enumerate() {
        sheet.write_string_with_format(0, column_number(column)?, fitting(name), &bold)?;
    }
    for (row, cells) in table.rows.iter().enumerate() {
        let row = u32::try_from(row + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (column, cell) in cells.iter().enumerate() {
            let column = column_number(column)?;
            match cell {
                Cell::Empty => continue,
                Cell::Text(words) | Cell::Broken(words) => sheet.write_string(row, column, fitting(words))?,
                Cell::Number(number) if number.is_finite() => sheet.write_number(row, column, *number)?,
                Cell::Number(_) => sheet.write_string(row, column, "#NUM!")?,
                Cell::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
                Cell::Date(date) => match serial(*date) {
                    Some(serial) => sheet.write_number_with_format(row, column, serial, &day)?,
                    None => sheet.write_string(row, column, date.to_string())?,
                },
            };
        }
    }
    if !table.columns.is_empty() {
        sheet.set_freeze_panes(1, 0)?;
    }
    Ok(())
}

fn column_number(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

/// A day as Excel counts it; `None` before March 1900, where its calendar is off by one, and after 9999.
fn serial(date: jiff::civil::Date) -> Option<f64> {
    let days = (date - jiff::civil::date(1899, 12, 30)).get_days();
    (days > 60).then_some(f64::from(days))
}

/// Cuts a text to what an Excel cell holds, an ellipsis included.
fn fitting(words: &str) -> Cow<'_, str> {
    const MOST: usize = 32_767;
    if words.len() <= MOST || words.encode_utf16().count() <= MOST {
        return Cow::Borrowed(words);
    }
    Cow::Owned(format!("{}…", cut(words, MOST - 1)))
}

/// The first signs of a text, counted as Excel counts them (UTF-16).
fn cut(words: &str, mut room: usize) -> &str {
    let end = words.char_indices().find(|(_, sign)| match room.checked_sub(sign.len_utf16()) {
        Some(left) => {
            room = left;
            false
        }
        None => true,
    });
    end.and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

/// Makes a name Excel accepts and no other sheet has.
fn sheet_name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let kept = wanted.chars().filter(|sign| !sign.is_control());
    let kept: String = kept.map(|sign| if "[]:*?/\\".contains(sign) { ' ' } else { sign }).collect();
    let kept = kept.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let stem = if kept.is_empty() { "Sheet" } else { kept };
    let cut = |signs: usize| cut(stem, signs).trim_end_matches(['\'', ' ']);
    let mut name = cut(31).to_owned();
    let mut copy = 1;
    // "History" is a name Excel keeps for itself.
    while name.eq_ignore_ascii_case("history") || taken.contains(&name.to_lowercase()) {
        copy += 1;
        name = format!("{} ({copy})", cut(24));
    }
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(separator: char, cells: &[Cell]) -> String {
        let bytes = csv(separator, &["a".to_owned()], &[cells.to_vec()], Encoding::Utf8);
        let text = String::from_utf8(bytes).unwrap_or_default();
        text.strip_prefix("a\r\n").and_then(|rest| rest.strip_suffix("\r\n")).unwrap_or_default().to_owned()
    }

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn a_text_a_spreadsheet_would_run_is_made_harmless_and_a_number_stays_a_number() {
        for words in ["=1+1", "+33 6", "-x", "@SUM(A1)", "\tx", "'=1"] {
            let written = line(';', &[text(words)]);
            assert!(written.trim_start_matches('"').starts_with('\''), "{words:?} → {written:?}");
        }
        assert_eq!(line(';', &[Cell::Number(-22.5)]), "-22,5");
        assert_eq!(line(',', &[Cell::Number(-22.5)]), "-22.5");
        assert_eq!(
            line(',', &[Cell::Number(1.184), Cell::Number(0.125), Cell::Number(f64::NAN)]),
            "1.1840,0.1250,#NUM!"
        );
        assert_eq!(line(';', &[Cell::Broken("=cmd".to_owned())]), "'=cmd");
        let header = csv(';', &["=1".to_owned()], &[], Encoding::Utf8);
        assert_eq!(header, b"'=1\r\n");
    }

    #[test]
    fn a_text_is_quoted_when_it_must_be() {
        assert_eq!(
            line(';', &[text("a;b"), text("say \"hi\""), text("x\ny"), text("a,b")]),
            "\"a;b\";\"say \"\"hi\"\"\";\"x\ny\";a,b"
        );
    }

    #[test]
    fn an_encoding_that_lacks_a_sign_shows_a_question_mark() {
        let bytes = csv(';', &["é→€".to_owned()], &[], Encoding::Windows1252);
        assert_eq!(bytes, b"\xE9?\x80\r\n");
    }

    #[test]
    fn sheet_names_fit_excel_and_each_other() {
        let mut taken = HashSet::new();
        let long = "Une feuille dont le nom est bien trop long";
        for (wanted, given) in [
            ("Systèmes", "Systèmes"),
            ("systèmes", "systèmes (2)"),
            ("a/b:c", "a b c"),
            ("'x'", "x"),
            ("", "Sheet"),
            ("[]", "Sheet (2)"),
            ("History", "History (2)"),
            (long, "Une feuille dont le nom est bie"),
            (long, "Une feuille dont le nom (2)"),
        ] {
            assert_eq!(sheet_name(wanted, &mut taken), given);
        }
    }

    #[test]
    fn a_workbook_is_written_the_same_twice_and_opens_whatever_is_in_it() {
        let odd = "\u{0}\u{1}_x000D_ 😀 \u{fffe}";
        let names = ["😀".repeat(40), "a".to_owned(), odd.to_owned(), String::new()];
        let rows = vec![vec![text(&"é".repeat(40_000)), text(odd), Cell::Number(f64::INFINITY)], vec![]];
        let tables = names.map(|name| Table {
            name,
            columns: vec!["é".to_owned(), "b".to_owned(), "c".to_owned()],
            rows: rows.clone(),
        });
        let bytes = xlsx(&tables);
        assert_eq!(bytes, xlsx(&tables));
        let sheets = crate::read("x", &bytes.unwrap_or_default()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(sheets.len(), 4);
        let cut = sheets.first().and_then(|sheet| sheet.rows.first()).map(|row| row.cells[0].shown().chars().count());
        assert_eq!(cut, Some(32_767));
    }

    #[test]
    fn a_table_too_large_for_excel_is_refused_with_the_way_out() {
        let table = Table { name: String::new(), columns: vec!["x".to_owned(); 16_385], rows: vec![] };
        let refused = xlsx(&[table]).err().map(|e| e.way_out.en).unwrap_or_default();
        assert!(refused.contains("CSV"));
        assert!(xlsx(&[]).is_ok());
    }
}
