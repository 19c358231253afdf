//! Traces in OTLP/JSON, as the OpenTelemetry collector writes them: one document, or one a line.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use tabular::Unreadable;

use super::jaeger::id;
use super::spans::loose::{Either, Elements, List, Members, Object, Scalar, broken, skip, text};
use super::spans::{Found, Kind, Spans};
use super::{At, Head, Telling};

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let groups = ["resourceSpans", "resource_spans"].iter().any(|name| head.has_member(name));
    let batches = head.has_member("batches")
        && ["scopeSpans", "instrumentationLibrarySpans"].iter().any(|name| head.has_member(name));
    head.is_json() && (groups || batches)
}

/// Reads a whole file. In a file of lines, a broken line is left out, and said.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let bytes = text(bytes);
    let mut spans = Spans::default();
    let begin = spans.mark();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    Either(&mut Root::new(&mut spans, 0)).deserialize(&mut json).map_err(|error| broken(telling, &error, 0))?;
    if json.end().is_err() {
        spans.back_to(begin);
        lines(bytes, &mut spans, telling)?;
    }
    spans.tell(telling)
}

/// Reads a document a line.
fn lines(bytes: &[u8], spans: &mut Spans, telling: &mut Telling) -> Result<(), Unreadable> {
    let mut taken = 0;
    let mut refused = Vec::new();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(0_u64..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let begin = spans.mark();
        let mut json = serde_json::Deserializer::from_slice(line);
        let document = Either(&mut Root::new(spans, number + 1)).deserialize(&mut json).and_then(|_| json.end());
        match document {
            Ok(()) => taken += 1,
            Err(error) => {
                spans.back_to(begin);
                refused.push(broken(telling, &error, number));
            }
        }
    }
    if taken == 0 && !refused.is_empty() {
        return Err(refused.swap_remove(0));
    }
    for broken in refused {
        telling.reject(&At::new(broken.line.unwrap_or(0), ""), "", broken.reason, broken.way_out);
    }
    Ok(())
}

/// The document, or what wraps it.
struct Root<'s> {
    spans: &'s mut Spans,
    /// Its line, in a file of lines.
    line: u64,
    at: String,
    resources: u32,
}

impl<'s> Root<'s> {
    fn new(spans: &'s mut Spans, line: u64) -> Root<'s> {
        Root { spans, line, at: String::new(), resources: 0 }
    }
}

impl<'de> Members<'de> for Root<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "resourceSpans" | "resource_spans" | "batches" => {
                let at = format!("{}/{name}", self.at);
                let mut inner = Root { spans: self.spans, line: self.line, at, resources: 0 };
                map.next_value_seed(List(&mut inner)).map(|_| ())
            }
            "result" | "trace" => {
                let at = format!("{}/{name}", self.at);
                let mut inner = Root { spans: self.spans, line: self.line, at, resources: 0 };
                map.next_value_seed(Object(&mut inner)).map(|_| ())
            }
            _ => skip(map),
        }
    }
}

impl<'de> Elements<'de> for Root<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let begins = self.spans.mark();
        let at = At::new(self.line, format!("{}/{}", self.at, self.resources));
        let mut resource = Resource { spans: self.spans, at, service: None, scopes: 0 };
        let more = seq.next_element_seed(Object(&mut resource))?;
        // The resource may stand after its spans.
        let service = resource.service.and_then(|name| self.spans.names.of(&name));
        self.spans.settle(begins, |_| service);
        self.resources += 1;
        Ok(more.is_some())
    }
}

/// The spans of one service.
struct Resource<'s, 'de> {
    spans: &'s mut Spans,
    at: At,
    service: Option<Cow<'de, str>>,
    scopes: u32,
}

impl<'de> Members<'de> for Resource<'_, 'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "resource" => {
                let mut into = Described(None);
                map.next_value_seed(Object(&mut into))?;
                self.service = into.0.or(self.service.take());
                Ok(())
            }
            "scopeSpans" | "scope_spans" | "instrumentationLibrarySpans" | "instrumentation_library_spans" => {
                let at = self.at.then(name);
                map.next_value_seed(List(&mut Scopes { spans: self.spans, at, scopes: &mut self.scopes })).map(|_| ())
            }
            _ => skip(map),
        }
    }
}

/// The name of the service a resource describes.
struct Described<'de>(Option<Cow<'de, str>>);

impl<'de> Members<'de> for Described<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "attributes" => map.next_value_seed(List(self)).map(|_| ()),
            _ => skip(map),
        }
    }
}

impl<'de> Elements<'de> for Described<'de> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut attribute = Attribute::default();
        let more = seq.next_element_seed(Object(&mut attribute))?.is_some();
        if attribute.key.as_deref() == Some("service.name") {
            self.0 = attribute.value.and_then(Scalar::text);
        }
        Ok(more)
    }
}

/// The lists of spans of one resource, and the spans of one list.
struct Scopes<'s> {
    spans: &'s mut Spans,
    at: At,
    scopes: &'s mut u32,
}

struct Scope<'s> {
    spans: &'s mut Spans,
    at: At,
}

impl<'de> Elements<'de> for Scopes<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let at = self.at.then(&self.scopes.to_string());
        *self.scopes += 1;
        Ok(seq.next_element_seed(Object(&mut Scope { spans: self.spans, at }))?.is_some())
    }
}

impl<'de> Members<'de> for Scope<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        if name != "spans" {
            return skip(map);
        }
        self.spans.group(self.at.then("spans"), 0);
        map.next_value_seed(List(self)).map(|_| ())
    }
}

impl<'de> Elements<'de> for Scope<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut span = Raw::default();
        match seq.next_element_seed(Object(&mut span))? {
            None => return Ok(false),
            Some(false) => self.spans.misshapen(),
            Some(true) => {
                let mut found = span.found;
                found.began = span.start.map(|start| start / 1000);
                found.micros =
                    span.start.zip(span.end).and_then(|(start, end)| end.checked_sub(start)).map(|n| n / 1000);
                self.spans.link(span.links);
                self.spans.push(found, Some(0));
            }
        }
        Ok(true)
    }
}

/// A span as it is written.
#[derive(Default)]
struct Raw<'de> {
    found: Found<'de>,
    start: Option<u64>,
    end: Option<u64>,
    links: u64,
}

impl<'de> Members<'de> for Raw<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "traceId" | "trace_id" => self.found.trace = id(map)?,
            "spanId" | "span_id" => self.found.id = id(map)?,
            "parentSpanId" | "parent_span_id" => self.found.parent = id(map)?,
            "kind" => self.found.facts.kind = kind(&map.next_value()?),
            "startTimeUnixNano" | "start_time_unix_nano" => self.start = map.next_value::<Scalar<'de>>()?.whole(),
            "endTimeUnixNano" | "end_time_unix_nano" => self.end = map.next_value::<Scalar<'de>>()?.whole(),
            "attributes" => return map.next_value_seed(List(self)).map(|_| ()),
            "status" => {
                let mut status = Status::default();
                map.next_value_seed(Object(&mut status))?;
                self.found.facts.status(status.failed);
            }
            "links" => {
                let mut links = Counted(0);
                map.next_value_seed(List(&mut links))?;
                self.links = links.0;
            }
            _ => return skip(map),
        }
        Ok(())
    }
}

/// Reads a kind, by number or by name.
fn kind(value: &Scalar<'_>) -> Kind {
    match value {
        Scalar::Text(word) => Kind::of(word),
        Scalar::Whole(1) => Kind::Internal,
        Scalar::Whole(2) => Kind::Server,
        Scalar::Whole(3) => Kind::Client,
        Scalar::Whole(4) => Kind::Producer,
        Scalar::Whole(5) => Kind::Consumer,
        _ => Kind::Unset,
    }
}

impl<'de> Elements<'de> for Raw<'de> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut attribute = Attribute::default();
        let more = seq.next_element_seed(Object(&mut attribute))?.is_some();
        if let (Some(key), Some(value)) = (attribute.key, attribute.value) {
            self.found.facts.learn(&key, value);
        }
        Ok(more)
    }
}

/// `{key, value: {stringValue}}`.
#[derive(Default)]
struct Attribute<'de> {
    key: Option<Cow<'de, str>>,
    value: Option<Scalar<'de>>,
}

impl<'de> Members<'de> for Attribute<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "key" => self.key = map.next_value::<Scalar<'de>>()?.text(),
            "value" => return map.next_value_seed(Object(&mut Typed(&mut self.value))).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

struct Typed<'a, 'de>(&'a mut Option<Scalar<'de>>);

impl<'de> Members<'de> for Typed<'_, 'de> {
    fn member<A: MapAccess<'de>>(&mut self, _: &str, map: &mut A) -> Result<(), A::Error> {
        *self.0 = Some(map.next_value()?);
        Ok(())
    }
}

#[derive(Default)]
struct Status {
    failed: Option<bool>,
}

impl<'de> Members<'de> for Status {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        if name != "code" {
            return skip(map);
        }
        self.failed = match map.next_value::<Scalar<'de>>()? {
            Scalar::Whole(1) => Some(false),
            Scalar::Whole(2) => Some(true),
            Scalar::Text(word) if word.ends_with("ERROR") => Some(true),
            Scalar::Text(word) if word.ends_with("OK") => Some(false),
            _ => None,
        };
        Ok(())
    }
}

/// How many elements a list has.
struct Counted(u64);

impl<'de> Elements<'de> for Counted {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let more = seq.next_element::<serde::de::IgnoredAny>()?.is_some();
        self.0 += u64::from(more);
        Ok(more)
    }
}
