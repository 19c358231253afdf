//! JSON read entry by entry, without building the whole: each entry is handed over as it stands, with its line.
//!
//! Nothing recurses with the file's depth: what is not asked for is passed over by a scanner, and an entry that is
//! nested too deeply, or too large, is left by whoever parses it.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::gather::Gather;
use super::text::Lines;
use crate::left::Why;

/// The largest entry that is built whole, in bytes.
const ENTRY_MOST: usize = 1 << 20;

/// One entry as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'t> {
    /// Which of the paths asked for led to it.
    pub path: usize,
    /// Its text.
    pub raw: &'t str,
    /// Its line; its number in a file of one line.
    pub line: u64,
}

impl Entry<'_> {
    /// Builds the entry.
    ///
    /// Errors: it is larger than 1 MiB, nested too deeply, or no JSON.
    pub(super) fn value(&self) -> Result<Value, Why> {
        if self.raw.len() > ENTRY_MOST {
            return Err(Why::Long);
        }
        serde_json::from_str(self.raw).map_err(|_| Why::Form)
    }
}

/// Hands over every entry of the lists that stand at the paths (`items`, `log/entries`; the empty path is a list that
/// is the whole document, or every object of a file of lines). Where the JSON breaks off, what came before is kept and
/// the rest is left once.
pub(super) fn each<'t>(
    text: &'t str,
    paths: &[&str],
    gather: &mut Gather<'_>,
    mut take: impl FnMut(&Entry<'t>, &mut Gather<'_>),
) {
    let by_line = text.trim().contains('\n');
    let (mut lines, handed) = (Lines::of(text), std::cell::Cell::new(0_u64));
    let mut hand = |path: usize, raw: &'t str, gather: &mut Gather<'_>| {
        handed.set(handed.get() + 1);
        let line = if by_line { lines.of_byte(offset(text, raw)) } else { handed.get() };
        take(&Entry { path, raw, line }, gather);
    };
    if !is_lines(text) {
        // Tools write one document, or several one after another.
        let mut rest = text;
        while !rest.trim_start().is_empty() {
            let mut collect = |path: usize, raw: &'t str| hand(path, raw, gather);
            let mut json = serde_json::Deserializer::from_str(rest);
            let found = Walk { paths, at: String::new(), take: &mut collect }.deserialize(&mut json);
            let end = json.into_iter::<IgnoredAny>().byte_offset();
            let (this, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            match (found, paths.iter().position(|path| path.is_empty())) {
                (Ok(Found::Lists), _) => {}
                (Ok(Found::Object), Some(path)) => hand(path, this.trim_start(), gather),
                (Ok(Found::Object), None) => {}
                (Ok(Found::Nothing) | Err(_), _) => {
                    let line = if by_line { Lines::of(text).of_byte(offset(text, after)) } else { handed.get() + 1 };
                    gather.leave(Why::Form, line, "");
                    break;
                }
            }
            rest = after;
        }
        return;
    }
    for (line, number) in text.lines().zip(1_u64..) {
        if line.trim().is_empty() {
            continue;
        }
        let mut inside = Vec::new();
        let mut collect = |path: usize, raw: &'t str| inside.push((path, raw));
        let mut json = serde_json::Deserializer::from_str(line);
        let walk = Walk { paths, at: String::new(), take: &mut collect };
        match walk.deserialize(&mut json).and_then(|found| json.end().map(|()| found)) {
            Err(_) => gather.leave(Why::Form, number, ""),
            Ok(Found::Lists) => inside.into_iter().for_each(|(path, raw)| hand(path, raw, gather)),
            Ok(Found::Object) => match paths.iter().position(|path| path.is_empty()) {
                Some(path) => hand(path, line, gather),
                None => gather.leave(Why::Fields, number, ""),
            },
            Ok(Found::Nothing) => gather.leave(Why::Form, number, ""),
        }
    }
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Whether every line is a document: the first ends what it begins.
fn is_lines(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    first.starts_with('{') && first.ends_with('}') && serde_json::from_str::<IgnoredAny>(first).is_ok()
}

/// What a value turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Neither an object nor a list.
    Nothing,
    /// An object in which nothing that was asked for stands.
    Object,
    /// A list that was asked for, or an object with one.
    Lists,
}

/// Walks down to the paths asked for, and over everything else.
struct Walk<'a, 't> {
    paths: &'a [&'a str],
    at: String,
    take: &'a mut dyn FnMut(usize, &'t str),
}

impl<'t> DeserializeSeed<'t> for Walk<'_, 't> {
    type Value = Found;
    fn deserialize<D: serde::Deserializer<'t>>(self, d: D) -> Result<Found, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Walk<'_, 't> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_str<E>(self, _: &str) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Found, A::Error> {
        let Some(path) = self.paths.iter().position(|path| *path == self.at) else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Found::Nothing);
        };
        while let Some(raw) = seq.next_element::<&'t RawValue>()? {
            (self.take)(path, raw.get());
        }
        Ok(Found::Lists)
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Found::Object;
        while let Some(name) = map.next_key::<String>()? {
            let at = if self.at.is_empty() { name } else { format!("{}/{name}", self.at) };
            let leads =
                |path: &&str| path.starts_with(&at) && matches!(path.as_bytes().get(at.len()), None | Some(b'/'));
            if !at.is_empty() && self.paths.iter().any(leads) {
                let below = Walk { paths: self.paths, at, take: &mut *self.take };
                if map.next_value_seed(below)? == Found::Lists {
                    found = Found::Lists;
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// A member of an object, or of objects in objects: `actor/alternateId`.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(value, |value, name| value.get(name))
}

/// Words at a path; blank ones are none.
pub(super) fn words<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    at(value, path)?.as_str().map(str::trim).filter(|words| !words.is_empty())
}

/// A list at a path; nothing there is an empty one.
pub(super) fn list<'v>(value: &'v Value, path: &str) -> &'v [Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
