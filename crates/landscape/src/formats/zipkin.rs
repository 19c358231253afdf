//! Traces in Zipkin v2 JSON: a list of spans, or a list of traces.

use std::borrow::Cow;

use serde::de::{MapAccess, SeqAccess};
use tabular::Unreadable;

use super::jaeger::id;
use super::spans::loose::{Either, Elements, Members, Object, Scalar, document, skip};
use super::spans::{Found, Kind, Spans};
use super::{At, Head, Telling};

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let endpoint = ["localEndpoint", "remoteEndpoint", "parentId", "timestamp"];
    head.first() == Some('[')
        && head.has_member("traceId")
        && head.has_member("id")
        && endpoint.iter().any(|name| head.has_member(name))
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let mut spans = Spans::default();
    document(bytes, telling, &mut Root { spans: &mut spans, read: 0, flat: false })?;
    spans.tell(telling)
}

/// The document.
struct Root<'s> {
    spans: &'s mut Spans,
    /// Elements read so far.
    read: u32,
    /// The last of them was a span of its own, not a trace.
    flat: bool,
}

/// An element of the document: a span, or a trace with its spans.
struct Element<'s, 'de> {
    spans: &'s mut Spans,
    at: u32,
    /// Spans of the trace read so far; `None` when it is no trace.
    inside: Option<u32>,
    alone: Raw<'de>,
}

impl<'de> Members<'de> for Root<'_> {
    fn member<A: MapAccess<'de>>(&mut self, _: &str, map: &mut A) -> Result<(), A::Error> {
        skip(map)
    }
}

impl<'de> Elements<'de> for Root<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut element = Element { spans: self.spans, at: self.read, inside: None, alone: Raw::default() };
        let Some(known) = seq.next_element_seed(Either(&mut element))? else { return Ok(false) };
        let Element { inside, alone, .. } = element;
        let flat = inside.is_none();
        if flat && !self.flat {
            self.spans.group(At::default(), self.read);
        }
        match (flat, known) {
            (true, true) => alone.push(self.spans),
            (true, false) => self.spans.misshapen(),
            (false, _) => {}
        }
        self.flat = flat;
        self.read += 1;
        Ok(true)
    }
}

impl<'de> Members<'de> for Element<'_, 'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        self.alone.member(name, map)
    }
}

impl<'de> Elements<'de> for Element<'_, 'de> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        if self.inside.is_none() {
            self.spans.group(At::new(0, format!("/{}", self.at)), 0);
            self.inside = Some(0);
        }
        let mut span = Raw::default();
        match seq.next_element_seed(Object(&mut span))? {
            None => return Ok(false),
            Some(false) => self.spans.misshapen(),
            Some(true) => span.push(self.spans),
        }
        Ok(true)
    }
}

/// A span as it is written.
#[derive(Default)]
struct Raw<'de> {
    found: Found<'de>,
    local: Endpoint<'de>,
    remote: Endpoint<'de>,
}

/// One end of a call.
#[derive(Default)]
struct Endpoint<'de> {
    service: Option<Cow<'de, str>>,
}

/// Tags: an object of texts.
struct Tags<'a, 'de>(&'a mut Found<'de>);

impl Raw<'_> {
    fn push(mut self, spans: &mut Spans) {
        if let Some(service) = self.remote.service {
            self.found.facts.calls(service);
        }
        let service = self.local.service.and_then(|name| spans.names.of(&name));
        spans.push(self.found, service);
    }
}

impl<'de> Members<'de> for Raw<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let found = &mut self.found;
        match name {
            "traceId" => found.trace = id(map)?,
            "id" => found.id = id(map)?,
            "parentId" => found.parent = id(map)?,
            "kind" => found.facts.kind = map.next_value::<Scalar<'de>>()?.text().map_or(Kind::Unset, |k| Kind::of(&k)),
            "timestamp" => found.began = map.next_value::<Scalar<'de>>()?.whole(),
            "duration" => found.micros = map.next_value::<Scalar<'de>>()?.whole(),
            "localEndpoint" => return map.next_value_seed(Object(&mut self.local)).map(|_| ()),
            "remoteEndpoint" => return map.next_value_seed(Object(&mut self.remote)).map(|_| ()),
            "tags" => return map.next_value_seed(Object(&mut Tags(found))).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Members<'de> for Endpoint<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "serviceName" => self.service = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Members<'de> for Tags<'_, 'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let value: Scalar<'de> = map.next_value()?;
        match name {
            // Here the tag is there only when something failed, and holds the message.
            "error" if value.truth() != Some(false) => self.0.facts.fails(),
            // Nobody sets it; were it to speak of the kind, the span's own member is meant.
            "span.kind" => {}
            name => self.0.facts.learn(name, value),
        }
        Ok(())
    }
}
