//! XML read piece by piece, as workbooks hold it: no document type is obeyed, no entity defined by the file expanded.

use std::io::{BufRead, ErrorKind};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::{Unreadable, package};

/// A reader of one XML text.
pub(crate) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
}

/// How deep elements may stand in one another; workbooks need about ten.
const DEEPEST: usize = 256;

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(source: R) -> Xml<R> {
        let mut reader = Reader::from_reader(source);
        // A name that closes another is not worth a refusal: some tools write such files, and Excel reads them.
        reader.config_mut().check_end_names = false;
        // So that `<c/>` and `<c></c>` read the same.
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next piece; [`Event::Eof`] for ever at the end.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, Unreadable> {
        self.buffer.clear();
        let piece = self.reader.read_event_into(&mut self.buffer).map_err(|e| match e {
            quick_xml::Error::Io(e) if e.kind() == ErrorKind::FileTooLarge => package::too_large(),
            _ => package::damaged(),
        })?;
        match piece {
            // The reader below remembers every open element: millions of them would fill the memory.
            Event::Start(_) if self.depth >= DEEPEST => return Err(package::damaged()),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(piece)
    }
}

/// An attribute by its local name, its entities resolved.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut told = attributes.with_checks(false).flatten();
    let found = told.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(match found.normalized_value(quick_xml::XmlVersion::Implicit1_0) {
        Ok(value) => value.into_owned(),
        // An entity the file made up: shown as it stands, never expanded.
        Err(_) => found.value.into_owned(),
    })
}

/// An attribute that is a number.
pub(crate) fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Writes what an entity stands for: one of the five of XML, or a sign by its number; others stay as they are spelled.
fn push_reference(reference: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        out.push(sign);
        return;
    }
    match reference.as_ref() {
        "amp" => out.push('&'),
        "lt" => out.push('<'),
        "gt" => out.push('>'),
        "quot" => out.push('"'),
        "apos" => out.push('\''),
        other => {
            out.push('&');
            out.push_str(other);
            out.push(';');
        }
    }
}

/// Adds the words of a piece, if it has any.
pub(crate) fn push_words(piece: &Event<'_>, out: &mut String) {
    match piece {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => push_reference(reference, out),
        _ => {}
    }
}
