//! How traces are written down in each format for these tests, and what an import of them says.

use std::collections::BTreeMap;

use base::Quantity;
use jiff::civil::{Date, date};
use landscape::field::{Field, Value};
use landscape::import::{Imported, read};
use serde_json::{Value as Json, json};

pub use crate::said::{dataset, lawful, shared_text, told};

pub const TODAY: Date = date(2026, 8, 6);

/// A span to be written in any format.
#[derive(Clone, Debug)]
pub struct S {
    pub trace: u64,
    pub id: u64,
    pub parent: Option<u64>,
    pub service: String,
    pub kind: &'static str,
    pub micros: u64,
    /// When it began, in microseconds after [`BEGAN`].
    pub began: u64,
    pub error: Option<bool>,
    pub tags: Vec<(&'static str, &'static str)>,
    pub follows: bool,
}

/// A span of trace 1: `span(2, 1, "crm", "server")`; parent 0 is none.
pub fn span(id: u64, parent: u64, service: &str, kind: &'static str) -> S {
    let parent = (parent > 0).then_some(parent);
    let service = service.to_owned();
    S { trace: 1, id, parent, service, kind, micros: 1000, began: 0, error: None, tags: Vec::new(), follows: false }
}

impl S {
    pub fn of(self, trace: u64) -> S {
        S { trace, ..self }
    }
    pub fn took(self, micros: u64) -> S {
        S { micros, ..self }
    }
    pub fn from(self, began: u64) -> S {
        S { began, ..self }
    }
    pub fn tag(mut self, key: &'static str, value: &'static str) -> S {
        self.tags.push((key, value));
        self
    }
    pub fn failed(self, error: bool) -> S {
        S { error: Some(error), ..self }
    }
    pub fn follows(self) -> S {
        S { follows: true, ..self }
    }
}

pub const BEGAN: u64 = 1_774_000_000_000_000;

pub fn jaeger(spans: &[S]) -> String {
    let mut traces: BTreeMap<u64, Vec<&S>> = BTreeMap::new();
    spans.iter().for_each(|s| traces.entry(s.trace).or_default().push(s));
    let trace = |(id, spans): (&u64, &Vec<&S>)| {
        let trace = format!("{id:032x}");
        let mut processes = BTreeMap::new();
        for s in spans {
            processes.insert(format!("p-{}", s.service), json!({"serviceName": s.service, "tags": []}));
        }
        let written: Vec<Json> = spans
            .iter()
            .map(|s| {
                let mut tags = vec![json!({"key": "http.url", "type": "string", "value": "https://u:pw@x/?mail=a"})];
                if !s.kind.is_empty() {
                    tags.push(json!({"key": "span.kind", "type": "string", "value": s.kind}));
                }
                if let Some(error) = s.error {
                    tags.push(json!({"key": "error", "type": "bool", "value": error}));
                }
                for (key, value) in &s.tags {
                    tags.push(json!({"key": key, "type": "string", "value": value}));
                }
                let kind = if s.follows { "FOLLOWS_FROM" } else { "CHILD_OF" };
                let parent = |p| json!({"refType": kind, "traceID": trace, "spanID": format!("{p:016x}")});
                let references: Vec<Json> = s.parent.into_iter().map(parent).collect();
                json!({"traceID": trace, "spanID": format!("{:016x}", s.id), "operationName": "op", "references": references,
                    "startTime": BEGAN + s.began, "duration": s.micros, "tags": tags, "logs": [], "processID": format!("p-{}", s.service)})
            })
            .collect();
        json!({"traceID": trace, "spans": written, "processes": processes})
    };
    json!({"data": traces.iter().map(trace).collect::<Vec<_>>(), "total": 0}).to_string()
}

/// One resource a span, in the order given, so that traces lie in pieces.
pub fn otlp(spans: &[S]) -> String {
    let groups: Vec<Json> = spans
        .iter()
        .map(|s| {
            let kind = ["", "internal", "server", "client", "producer", "consumer"].iter().position(|k| *k == s.kind);
            let mut attributes = Vec::new();
            for (key, value) in &s.tags {
                attributes.push(json!({"key": key, "value": {"stringValue": value}}));
            }
            let code = match s.error {
                None => json!({}),
                Some(false) => json!({"code": 1}),
                Some(true) => json!({"code": "STATUS_CODE_ERROR", "message": "for anna@example.org"}),
            };
            let parent = s.parent.map_or(String::new(), |p| format!("{p:016X}"));
            let nanos = |micros: u64| (micros * 1000).to_string();
            json!({"scopeSpans": [{"spans": [{"traceId": format!("{:032X}", s.trace), "spanId": format!("{:016X}", s.id),
                "parentSpanId": parent, "kind": kind.unwrap_or(0), "name": "op", "attributes": attributes, "status": code,
                "startTimeUnixNano": nanos(BEGAN + s.began), "endTimeUnixNano": nanos(BEGAN + s.began + s.micros)}]}],
                "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": s.service}}]}})
        })
        .collect();
    json!({"resourceSpans": groups}).to_string()
}

pub fn zipkin(spans: &[S]) -> String {
    let all: Vec<Json> = spans
        .iter()
        .map(|s| {
            let mut it = json!({"traceId": format!("{:016x}", s.trace), "id": format!("{:016x}", s.id),
                "timestamp": BEGAN + s.began, "duration": s.micros, "localEndpoint": {"serviceName": s.service, "ipv4": "10.0.0.7"}});
            if let Some(parent) = s.parent {
                it["parentId"] = json!(format!("{parent:016x}"));
            }
            if !matches!(s.kind, "" | "internal") {
                it["kind"] = json!(s.kind.to_uppercase());
            }
            if s.error == Some(true) {
                it["tags"] = json!({"error": "timeout for anna@example.org"});
            }
            for (key, value) in &s.tags {
                match *key {
                    "peer.service" => it["remoteEndpoint"] = json!({"serviceName": value}),
                    key => it["tags"][key] = json!(value),
                }
            }
            it
        })
        .collect();
    Json::Array(all).to_string()
}

pub fn try_import(bytes: &[u8]) -> Result<Imported, String> {
    let told = read("traces.json", bytes, &dataset(), Some(TODAY), 7);
    told.map_err(|unreadable| unreadable.say().en)
}

pub fn import(text: &str) -> Imported {
    let imported = try_import(text.as_bytes()).expect("a readable file");
    lawful(&imported);
    imported
}

/// What the file held, by word.
pub fn counts(imported: &Imported, words: &[&str]) -> Vec<u64> {
    let of = |word: &&str| crate::said::count(imported, word);
    words.iter().map(of).collect()
}

/// What had no place: `word n`.
pub fn left(imported: &Imported) -> Vec<String> {
    let rates = |what: &str| what.starts_with("arrival rates") || what.starts_with("response times");
    told(imported).left.iter().filter(|(what, _)| !rates(what)).map(|(what, n)| format!("{what}: {n}")).collect()
}

/// A number of a thing, by the thing's key.
pub fn numbers(imported: &Imported, field: Field) -> BTreeMap<String, Quantity> {
    let of = |claim: &landscape::catalog::Claim| match claim.value {
        Value::Number(q) if claim.field == field => Some((claim.subject.key().to_owned(), q)),
        _ => None,
    };
    imported.claims.iter().filter_map(of).collect()
}

/// Flows with calls per request and mode: `web>crm 2 async`.
pub fn flows(imported: &Imported) -> Vec<String> {
    let flow = |(key, calls): (&String, &Quantity)| {
        let mode = imported.claims.iter().find(|claim| claim.subject.key() == key && claim.field == Field::Mode);
        let mode = mode.map_or("", |claim| match &claim.value {
            Value::Choice(word) => word,
            _ => "?",
        });
        format!("{key} {:.3} {mode}", calls.likely).trim_end().replace(".000", "")
    };
    numbers(imported, Field::Calls).iter().map(flow).collect()
}

/// Everything claimed, without where it was read.
pub fn claims(imported: &Imported) -> Vec<String> {
    imported.claims.iter().map(|c| format!("{} {:?} {:?} {:?}", c.subject, c.field, c.value, c.as_of)).collect()
}
