use std::fmt;

use base::{Lang, Say};

/// A file that cannot be read as a table: where, why, and the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The file's name as it was handed over.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The column, counted from 1.
    pub column: Option<u64>,
    /// Why it cannot be read.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}

impl Unreadable {
    pub(crate) fn new(reason: Say, way_out: Say) -> Unreadable {
        Unreadable { file: String::new(), sheet: None, line: None, column: None, reason, way_out }
    }

    pub(crate) fn at(self, line: u64, column: Option<u64>) -> Unreadable {
        Unreadable { line: Some(line), column, ..self }
    }

    pub(crate) fn in_sheet(self, sheet: &str) -> Unreadable {
        Unreadable { sheet: Some(sheet.to_owned()), ..self }
    }

    pub(crate) fn in_file(self, file: &str) -> Unreadable {
        Unreadable { file: file.to_owned(), ..self }
    }

    /// Says file, sheet, line, column, reason and way out in one sentence.
    pub fn say(&self) -> Say {
        Say::each(|lang| {
            let (line_word, column_word, sheet_word, colon, then) = match lang {
                Lang::Fr => ("ligne", "colonne", "feuille", " :", " ;"),
                Lang::En => ("line", "column", "sheet", ":", ";"),
            };
            let mut place = self.file.clone();
            if let Some(sheet) = &self.sheet {
                place.push_str(&format!(", {sheet_word} {sheet}"));
            }
            if let Some(line) = self.line {
                place.push_str(&format!(", {line_word} {line}"));
            }
            if let Some(column) = self.column {
                place.push_str(&format!(", {column_word} {column}"));
            }
            format!("{place}{colon} {}{then} {}", self.reason.in_lang(lang), self.way_out.in_lang(lang))
        })
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say().en)
    }
}

impl std::error::Error for Unreadable {}
