//! XML read piece by piece, as workbooks hold it: no document type is obeyed, no entity defined by the file expanded.

use std::io::{BufRead, ErrorKind};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::{Unreadable, package};

/// A reader of one XML text.
pub(crate) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(source: R) -> Xml<R> {
        let mut reader = Reader::from_reader(source);
        // Names of open elements would be kept one by one: a file of a million open tags would fill the memory.
        reader.config_mut().check_end_names = false;
        // So that `<c/>` and `<c></c>` read the same.
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new() }
    }

    /// The next piece; [`Event::Eof`] for ever at the end.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, Unreadable> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|e| match e {
            quick_xml::Error::Io(e) if e.kind() == ErrorKind::FileTooLarge => package::too_large(),
            _ => package::damaged(),
        })
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
pub(crate) fn push_reference(reference: &BytesRef<'_>, out: &mut String) {
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
