//! The entries of a JSON file one by one, each with the line it begins on.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{HEAD, Unrecognised, damaged};

/// The first signs of a file that is JSON.
pub(super) struct Head<'h> {
    text: Cow<'h, str>,
}

impl<'h> Head<'h> {
    /// Takes the beginning of a file; `None` when it is no JSON.
    pub(super) fn of(bytes: &'h [u8]) -> Option<Head<'h>> {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let first = head.iter().find(|byte| !byte.is_ascii_whitespace())?;
        matches!(first, b'{' | b'[').then(|| Head { text: String::from_utf8_lossy(head) })
    }

    /// Whether all of these names of fields stand there.
    pub(super) fn names(&self, fields: &[&str]) -> bool {
        fields.iter().all(|field| self.text.contains(&format!("\"{field}\"")))
    }

    /// Whether these words stand there.
    pub(super) fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }
}

/// The text of a file: UTF-8, with a mark in front or without; Latin-1 when it is no UTF-8.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// One entry of a list, as it stands, with the line it begins on.
pub(super) struct Entry<'t> {
    pub text: &'t str,
    pub line: u64,
}

/// The entries of a file: a list, an object that holds one under a name, or several of these one after another (pages
/// of a search, lines of JSON).
///
/// An object that holds no list is itself one entry.
/// Errors: the file is no JSON, or breaks off.
pub(super) fn entries<'t>(text: &'t str, lists: &[&str]) -> Result<Vec<Entry<'t>>, Unrecognised> {
    let mut found: Vec<&'t RawValue> = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&'t RawValue>() {
        unfold(value.map_err(|_| damaged())?, lists, &mut found, 0)?;
    }
    let (mut line, mut at) = (1, 0);
    let start = text.as_ptr() as usize;
    let entries = found.into_iter().map(|value| {
        let text_of = value.get();
        // Every entry is a part of the text, and they come in its order.
        let here = (text_of.as_ptr() as usize).saturating_sub(start);
        line += text.as_bytes().get(at..here).map_or(0, newlines);
        at = here.max(at);
        Entry { text: text_of, line }
    });
    Ok(entries.collect())
}

/// Lists may lie in lists (pages put together), objects in lists; deeper ones are entries of their own.
fn unfold<'t>(
    value: &'t RawValue,
    lists: &[&str],
    found: &mut Vec<&'t RawValue>,
    depth: u8,
) -> Result<(), Unrecognised> {
    let text = value.get();
    if depth < 3 && text.starts_with('[') {
        let parts: Vec<&'t RawValue> = serde_json::from_str(text).map_err(|_| damaged())?;
        return parts.into_iter().try_for_each(|part| unfold(part, lists, found, depth + 1));
    }
    // Only a page of a search is looked into, not every entry.
    if depth < 2 && text.starts_with('{') {
        let fields: std::collections::BTreeMap<String, &'t RawValue> =
            serde_json::from_str(text).map_err(|_| damaged())?;
        let mut any = false;
        for name in lists {
            if let Some(list) = fields.get(*name).filter(|list| list.get().starts_with('[')) {
                any = true;
                unfold(list, &[], found, depth + 1)?;
            }
        }
        if any {
            return Ok(());
        }
    }
    found.push(value);
    Ok(())
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
