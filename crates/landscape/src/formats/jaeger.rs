//! Traces as Jaeger exports them: from its API and from the button of its pages, whole or one trace.

pub(super) mod dependencies;

use std::collections::HashMap;

use serde::de::{MapAccess, SeqAccess};
use tabular::Unreadable;

use super::spans::loose::{Elements, List, Members, Object, Scalar, document, skip};
use super::spans::{Facts, Found, Names, Spans, number};
use super::{At, Head, Telling};

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    head.is_json() && head.has_member("traceID") && (head.has_member("spans") || head.has_member("spanID"))
}

/// Reads a whole file, one trace after another.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let mut spans = Spans::default();
    let mut root = Root { spans: &mut spans, traces: 0, at: "", alone: None };
    document(bytes, telling, &mut root)?;
    root.finish();
    spans.tell(telling)
}

/// The document: an answer with its `data`, a list of traces, or one trace.
struct Root<'s> {
    spans: &'s mut Spans,
    traces: u32,
    /// The way to the list of traces.
    at: &'static str,
    /// The trace the document itself is.
    alone: Option<Trace>,
}

/// What is known of one trace while it is read.
#[derive(Default)]
struct Trace {
    /// Before its first span.
    begins: Option<super::spans::Mark>,
    /// Numbers of its processes by the word spans use for them.
    numbers: HashMap<String, u32>,
    /// The service of each process.
    services: Vec<Option<u32>>,
}

impl Root<'_> {
    fn finish(&mut self) {
        if let Some(trace) = self.alone.take() {
            trace.finish(self.spans);
        }
    }
}

impl<'de> Members<'de> for Root<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        if name == "data" {
            self.at = "/data";
            return map.next_value_seed(List(self)).map(|_| ());
        }
        let trace = self.alone.get_or_insert_default();
        OneTrace { spans: self.spans, trace, at: At::new(0, "/spans"), fallback: 1 }.member(name, map)
    }
}

impl<'de> Elements<'de> for Root<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let at = At::new(0, format!("{}/{}/spans", self.at, self.traces));
        let mut trace = Trace::default();
        let fallback = hashed(self.traces);
        let one = &mut OneTrace { spans: self.spans, trace: &mut trace, at, fallback };
        let more = seq.next_element_seed(Object(one))?;
        trace.finish(self.spans);
        self.traces += 1;
        Ok(more.is_some())
    }
}

/// A number for a trace that has no id.
fn hashed(trace: u32) -> u64 {
    number(&format!("trace {trace}")).unwrap_or(1)
}

impl Trace {
    /// The number of a process by its word.
    fn process(&mut self, word: &str) -> usize {
        if let Some(known) = self.numbers.get(word) {
            return *known as usize;
        }
        self.numbers.insert(word.to_owned(), self.services.len() as u32);
        self.services.push(None);
        self.services.len() - 1
    }

    /// Gives the trace's spans the services of their processes.
    fn finish(self, spans: &mut Spans) {
        if let Some(begins) = self.begins {
            spans.settle(begins, |process| self.services.get(process as usize).copied().flatten());
        }
    }
}

struct OneTrace<'s> {
    spans: &'s mut Spans,
    trace: &'s mut Trace,
    at: At,
    /// The trace's number, for spans that do not say.
    fallback: u64,
}

impl<'de> Members<'de> for OneTrace<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "spans" => {
                self.trace.begins.get_or_insert(self.spans.mark());
                self.spans.group(self.at.clone(), 0);
                map.next_value_seed(List(self)).map(|_| ())
            }
            "processes" => {
                let into = &mut Processes { trace: self.trace, names: &mut self.spans.names };
                map.next_value_seed(Object(into)).map(|_| ())
            }
            _ => skip(map),
        }
    }
}

impl<'de> Elements<'de> for OneTrace<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut span = Raw::default();
        match seq.next_element_seed(Object(&mut span))? {
            None => return Ok(false),
            Some(false) => self.spans.misshapen(),
            Some(true) => self.take(span),
        }
        Ok(true)
    }
}

impl OneTrace<'_> {
    fn take(&mut self, mut span: Raw<'_>) {
        let trace = span.found.trace.get_or_insert(self.fallback);
        let own = |reference: &&Reference| reference.span != 0 && reference.trace.is_none_or(|of| of == *trace);
        let mut parents = span.references.iter().filter(own);
        // A span that both was called and follows something was called.
        let parent = parents.clone().find(|reference| !reference.follows).or_else(|| parents.next());
        if let Some(parent) = parent {
            span.found.parent = Some(parent.span);
            span.found.follows = parent.follows;
            self.spans.link(span.references.len() as u64 - 1);
        } else {
            self.spans.link(span.references.len() as u64);
        }
        let inline = span.process.service.and_then(|name| self.spans.names.of(&name));
        let word = span.process_id.unwrap_or_default();
        let process = match inline {
            Some(service) if word.is_empty() => self.trace.process(&format!("\0{service}")),
            _ => self.trace.process(&word),
        };
        let service = &mut self.trace.services[process];
        *service = service.or(inline);
        self.spans.push(span.found, Some(process as u32));
    }
}

struct Processes<'s> {
    trace: &'s mut Trace,
    names: &'s mut Names,
}

impl<'de> Members<'de> for Processes<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let mut process = Process::default();
        map.next_value_seed(Object(&mut process))?;
        let service = process.service.and_then(|name| self.names.of(&name));
        let at = self.trace.process(name);
        self.trace.services[at] = service.or(self.trace.services[at]);
        Ok(())
    }
}

#[derive(Default)]
struct Process<'de> {
    service: Option<std::borrow::Cow<'de, str>>,
}

impl<'de> Members<'de> for Process<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "serviceName" => self.service = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}

/// A span as it is written.
#[derive(Default)]
struct Raw<'de> {
    found: Found<'de>,
    references: Vec<Reference>,
    process_id: Option<std::borrow::Cow<'de, str>>,
    process: Process<'de>,
}

#[derive(Default)]
struct Reference {
    follows: bool,
    trace: Option<u64>,
    span: u64,
}

impl<'de> Members<'de> for Raw<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "traceID" => self.found.trace = id(map)?,
            "spanID" => self.found.id = id(map)?,
            "parentSpanID" => {
                // How the oldest versions name the parent.
                if let Some(span) = id(map)? {
                    self.references.push(Reference { span, ..Reference::default() });
                }
            }
            "references" => return map.next_value_seed(List(self)).map(|_| ()),
            "startTime" => self.found.began = map.next_value::<Scalar<'de>>()?.whole(),
            "duration" => self.found.micros = map.next_value::<Scalar<'de>>()?.whole(),
            "processID" => self.process_id = map.next_value::<Scalar<'de>>()?.text(),
            "process" => return map.next_value_seed(Object(&mut self.process)).map(|_| ()),
            "tags" => return map.next_value_seed(List(&mut Tags(&mut self.found.facts))).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Elements<'de> for Raw<'de> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut reference = Reference::default();
        match seq.next_element_seed(Object(&mut reference))? {
            None => return Ok(false),
            Some(_) => self.references.push(reference),
        }
        Ok(true)
    }
}

impl<'de> Members<'de> for Reference {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "refType" => {
                let word = map.next_value::<Scalar<'de>>()?.text();
                self.follows = word.is_some_and(|word| word.eq_ignore_ascii_case("FOLLOWS_FROM"));
            }
            "traceID" => self.trace = id(map)?,
            "spanID" => self.span = id(map)?.unwrap_or(0),
            // Pages export the whole chain of parents inside each span; the parents are in the file anyway.
            _ => return skip(map),
        }
        Ok(())
    }
}

/// Reads an id.
pub(super) fn id<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<u64>, A::Error> {
    Ok(map.next_value::<Scalar<'de>>()?.text().and_then(|text| number(&text)))
}

/// A list of `{key, value}`.
struct Tags<'a, 'de>(&'a mut Facts<'de>);

#[derive(Default)]
struct Tag<'de> {
    key: Option<std::borrow::Cow<'de, str>>,
    value: Option<Scalar<'de>>,
}

impl<'de> Elements<'de> for Tags<'_, 'de> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut tag = Tag::default();
        if seq.next_element_seed(Object(&mut tag))?.is_none() {
            return Ok(false);
        }
        if let (Some(key), Some(value)) = (tag.key, tag.value) {
            self.0.learn(&key, value);
        }
        Ok(true)
    }
}

impl<'de> Members<'de> for Tag<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "key" => self.key = map.next_value::<Scalar<'de>>()?.text(),
            "value" => self.value = Some(map.next_value()?),
            _ => return skip(map),
        }
        Ok(())
    }
}
