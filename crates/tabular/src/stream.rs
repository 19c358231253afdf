//! Delimited text of any length, piece by piece: what [`read`](crate::read) does to a whole file, in bounded memory.

use std::borrow::Cow;

use base::Reject;
use encoding_rs::{CoderResult, Decoder, UTF_8, WINDOWS_1252};

use crate::cell::plain;
use crate::split::{self, Record, Splitter};
use crate::table::{self, Drafted};
use crate::{Format, How, Row, Unreadable, decode, delimited, recognise};

/// How much of the start tells dialect and header, in bytes.
const START: usize = 256 << 10;

/// How far the end of a quoted text is looked for, in bytes; a quote still open then is one nobody closed.
const QUOTE: usize = 4 << 20;

/// What comes out of a stream, in the order of the file.
#[derive(Debug)]
pub enum Told<'s> {
    /// The headers: told once, before anything else; a column without one is named by its place, `[3]`.
    Header(&'s [String]),
    /// A record below the header: the line it starts on, and its fields without blanks around them. There may be fewer
    /// fields than headers, never more.
    Row(u64, &'s [Cow<'s, str>]),
    /// What was not taken: a whole record (`column` is `None`), or a cell beyond the last column.
    Rejected(Reject),
}

/// Delimited text being read.
///
/// Blank records are passed over. Memory: the longest record and one piece.
#[derive(Debug, Default)]
pub struct Stream {
    /// Bytes from before the dialect was known.
    start: Vec<u8>,
    dialect: Option<Dialect>,
    /// Text that is not cut into records yet.
    text: String,
    line: u64,
}

/// What the start of the file told.
#[derive(Debug)]
struct Dialect {
    separator: u8,
    columns: Vec<String>,
    how: How,
    /// How bytes become text; nothing while every byte was plain.
    decoder: Option<Decoder>,
}

impl Stream {
    /// Opens a stream.
    pub fn new() -> Stream {
        Stream::default()
    }

    /// Takes the next bytes and tells the records that are whole.
    ///
    /// Errors: bytes that are no delimited text, no line that names the columns, a cell or a record over the
    /// [`limits`](crate::limits), quotes opened again and again.
    pub fn take(&mut self, bytes: &[u8], tell: &mut dyn FnMut(Told<'_>)) -> Result<(), Unreadable> {
        if self.dialect.is_some() {
            return self.go_on(bytes, false, tell);
        }
        self.start.extend_from_slice(bytes);
        if self.start.len() < START { Ok(()) } else { self.begin(false, tell) }
    }

    /// Tells what is left at the end of the file, and how it was read.
    ///
    /// Errors: as of [`Stream::take`]; the file is empty.
    pub fn end(mut self, tell: &mut dyn FnMut(Told<'_>)) -> Result<How, Unreadable> {
        match self.dialect {
            Some(_) => self.go_on(&[], true, tell)?,
            None => self.begin(true, tell)?,
        }
        Ok(self.dialect.map_or_else(|| How::new(Format::Delimited, UTF_8.name()), |dialect| dialect.how))
    }

    /// Finds dialect and header in the start of the file, and begins.
    fn begin(&mut self, last: bool, tell: &mut dyn FnMut(Told<'_>)) -> Result<(), Unreadable> {
        let start = std::mem::take(&mut self.start);
        recognise::container(&start)?;
        // The last sign may be cut in two.
        let whole =
            if last { start.len() } else { start.iter().rposition(|b| *b == b'\n').map_or(start.len(), |at| at + 1) };
        let decoded = decode::decode(start.get(..whole).unwrap_or_default())?;
        recognise::markup(&decoded.text)?;
        let (separator, at, line) = delimited::dialect(&decoded.text);
        let mut how = How::new(Format::Delimited, decoded.encoding);
        how.separator = separator.map(char::from);
        let separator = separator.unwrap_or(split::NOTHING);
        let mut splitter = Splitter::new(&decoded.text, separator, at, line);
        let mut records = Vec::new();
        while records.len() < table::HEADER_WITHIN {
            match splitter.next()? {
                Some(Record::Fields { line, fields, .. }) => {
                    let mut cells = fields.iter().map(|field| crate::Cell::from_text(field)).collect();
                    records.extend(Row::taken(line, &mut cells));
                }
                Some(Record::OpenQuote { .. }) => {}
                None => break,
            }
        }
        let mut drafted = Drafted { name: None, records, rejected: Vec::new(), how };
        let columns = drafted.header()?;
        tell(Told::Header(&columns));
        let plain = decoded.encoding == UTF_8.name() && decoded.text.is_ascii() && !start.starts_with(b"\xEF\xBB\xBF");
        let encoding = encoding_rs::Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
        let decoder = (!plain).then(|| encoding.new_decoder_with_bom_removal());
        drop(decoded);
        self.line = 1;
        self.dialect = Some(Dialect { separator, columns, how: drafted.how, decoder });
        self.go_on(&start, last, tell)
    }

    /// Decodes bytes, and cuts off the records that are whole.
    fn go_on(&mut self, bytes: &[u8], last: bool, tell: &mut dyn FnMut(Told<'_>)) -> Result<(), Unreadable> {
        let Some(dialect) = &mut self.dialect else { return Ok(()) };
        dialect.decode(bytes, last, &mut self.text);
        let mut splitter = Splitter::new(&self.text, dialect.separator, 0, self.line);
        let done = loop {
            let (at, line) = splitter.place();
            self.line = line;
            let Some(record) = splitter.next()? else { break at };
            let (end, _) = splitter.place();
            // What reaches the end of the text may go on in the next piece.
            let open = matches!(record, Record::OpenQuote { .. }) && self.text.len() - at < QUOTE;
            if !last && (end >= self.text.len() || open) {
                break at;
            }
            dialect.tell(record, tell);
        };
        // Past the last record, the splitter stands behind the end.
        self.text.drain(..done.min(self.text.len()));
        Ok(())
    }
}

impl Dialect {
    fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let decoder = match &mut self.decoder {
            Some(decoder) => decoder,
            none => match bytes.iter().position(|byte| !byte.is_ascii()) {
                None => return text.push_str(&String::from_utf8_lossy(bytes)),
                // The first accents tell what the file is written in.
                Some(at) => {
                    let accents = bytes.get(at..).unwrap_or_default();
                    let encoding = if decode::is_utf_8(accents) { UTF_8 } else { WINDOWS_1252 };
                    self.how.encoding = encoding.name();
                    none.insert(encoding.new_decoder_without_bom_handling())
                }
            },
        };
        let mut bytes = bytes;
        loop {
            text.reserve(bytes.len() + bytes.len() / 2 + 16);
            let (result, read, damaged) = decoder.decode_to_string(bytes, text, last);
            bytes = bytes.get(read..).unwrap_or_default();
            if damaged {
                decode::note_damage(&mut self.how);
            }
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }

    fn tell(&self, record: Record<'_>, tell: &mut dyn FnMut(Told<'_>)) {
        match record {
            Record::OpenQuote { line, quote_line, text } => {
                tell(Told::Rejected(delimited::open_quote(line, quote_line, text)));
            }
            // What stands above the header, and the header itself.
            Record::Fields { line, .. } if line <= self.how.header_line => {}
            Record::Fields { line, fields, .. } => {
                let width = self.columns.len();
                for (column, field) in fields.iter().enumerate().skip(width) {
                    let cell = crate::Cell::from_text(field);
                    if !cell.is_empty() {
                        tell(Told::Rejected(table::beyond(None, line, column, width, &cell)));
                    }
                }
                let fields: Vec<Cow<'_, str>> = fields.into_iter().take(width).map(plain).collect();
                if fields.iter().any(|field| !field.is_empty()) {
                    tell(Told::Row(line, &fields));
                }
            }
        }
    }
}
