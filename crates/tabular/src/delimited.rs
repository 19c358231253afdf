//! Text with separated columns: from bytes to one sheet.

use std::borrow::Cow;

use base::{Reject, Say};

use crate::cell::shorten;
use crate::split::{self, Record, Splitter};
use crate::table::Drafted;
use crate::tally::Tally;
use crate::{Cell, Format, How, Row, Sheet, Unreadable, decode, recognise};

/// Reads a delimited file.
pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let decoded = decode::decode(bytes)?;
    let text = decoded.text.as_ref();
    recognise::markup(text)?;
    let (separator, start, line) = dialect(text);
    let mut how = How::new(Format::Delimited, decoded.encoding);
    how.separator = separator.map(char::from);
    how.notes.extend(decoded.note.clone());

    let mut tally = Tally::default();
    let mut records = Vec::new();
    let mut rejected = Vec::new();
    let mut scratch = Vec::new();
    let mut splitter = Splitter::new(text, separator.unwrap_or(split::NOTHING), start, line);
    while let Some(record) = splitter.next()? {
        match record {
            Record::Fields { line, fields, .. } => {
                for (column, field) in fields.iter().enumerate() {
                    let cell = Cell::from_text(field);
                    tally.text(line, column, &cell)?;
                    scratch.push(cell);
                }
                if let Some(record) = Row::taken(line, &mut scratch) {
                    tally.cells(line, record.cells.len())?;
                    records.push(record);
                }
            }
            Record::OpenQuote { line, quote_line, text } => rejected.push(open_quote(line, quote_line, text)),
        }
    }
    // Large, and no longer needed while the table is put together.
    drop(decoded);
    Drafted { name: None, records, rejected, how }.into_sheet(&mut tally)
}

/// What separates the columns, and where the records start: their byte and their line.
pub(crate) fn dialect(text: &str) -> (Option<u8>, usize, u64) {
    match told_separator(text) {
        Some((separator, start)) => (Some(separator), start, 2),
        None => (split::separator(text, 0), 0, 1),
    }
}

/// Reads the line `sep=;` that Excel understands above a header: the separator, and where the next line starts.
fn told_separator(text: &str) -> Option<(u8, usize)> {
    // A longer first line is another line: the rest need not be looked at.
    let start = text.get(..text.floor_char_boundary(64)).unwrap_or_default();
    let (first, _) = start.split_once(['\n', '\r']).unwrap_or((start, ""));
    let plain = first.trim().trim_matches('"');
    let separator = match plain.get(..4)?.eq_ignore_ascii_case("sep=").then(|| plain.as_bytes().get(4..))?? {
        [separator] if separator.is_ascii() => *separator,
        // A tab was trimmed away with the blanks around.
        [] if first.contains('\t') => b'\t',
        _ => return None,
    };
    let crlf = text.get(first.len()..)?.starts_with("\r\n");
    Some((separator, first.len() + if crlf { 2 } else { 1 }))
}

pub(crate) fn open_quote(line: u64, quote_line: u64, text: &str) -> Reject {
    let value: Cow<'_, str> = text.trim().into();
    Reject {
        sheet: None,
        line,
        column: None,
        value: shorten(&value),
        reason: Say::new(
            format!("le guillemet ouvert à la ligne {quote_line} n'est jamais fermé"),
            format!("the quote opened on line {quote_line} is never closed"),
        ),
        way_out: Say::new(
            "fermez ce guillemet, ou doublez-le s'il fait partie du texte",
            "close this quote, or double it if it belongs to the text",
        ),
    }
}
