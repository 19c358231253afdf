//! Calls that were seen to arrive are not called again, nor spared again: one sentence a source.

use base::{Kind, Quantity, Ref, Source};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};
use landscape::impact;
use landscape::import::read;
use serde_json::{Value as Json, json};

use super::world::{World, r};
use super::{TODAY, check, widget};

const FLOW: &str = "flow:loyalty-engine>ledger";

fn import(file: &str, text: &str) -> Vec<Claim> {
    let position = 1_000_000;
    read(file, text.as_bytes(), &Ref::new(Kind::Dataset, "seen"), Some(TODAY), position)
        .expect("a readable file")
        .claims
}

/// The engine asks the ledger twice for each of ten requests: one try in two fails.
fn jaeger() -> Json {
    let trace = |id: u64| {
        let span = |span: u64, parent: u64, process: &str, kind: &str, failed: bool| {
            let reference =
                json!({"refType": "CHILD_OF", "traceID": format!("{id:032x}"), "spanID": format!("{parent:016x}")});
            json!({"traceID": format!("{id:032x}"), "spanID": format!("{span:016x}"), "operationName": "op",
                "references": if parent > 0 { vec![reference] } else { vec![] },
                "startTime": 1_774_000_000_000_000_u64, "duration": 1000, "processID": process, "logs": [],
                "tags": [{"key": "span.kind", "type": "string", "value": kind},
                    {"key": "error", "type": "bool", "value": failed}]})
        };
        let spans = [
            span(1, 0, "p1", "server", false),
            span(2, 1, "p1", "client", true),
            span(3, 2, "p2", "server", true),
            span(4, 1, "p1", "client", false),
            span(5, 4, "p2", "server", false),
        ];
        json!({"traceID": format!("{id:032x}"), "spans": spans,
            "processes": {"p1": {"serviceName": "loyalty-engine", "tags": []}, "p2": {"serviceName": "ledger", "tags": []}}})
    };
    json!({"data": (1..=10).map(trace).collect::<Vec<_>>(), "total": 0})
}

fn otlp() -> Json {
    let group = |trace: u64, span: u64, parent: u64, service: &str, kind: u64, code: u64| {
        let parent = if parent > 0 { format!("{parent:016X}") } else { String::new() };
        json!({"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": service}}]},
            "scopeSpans": [{"spans": [{"traceId": format!("{trace:032X}"), "spanId": format!("{span:016X}"),
                "parentSpanId": parent, "kind": kind, "name": "op", "status": {"code": code},
                "startTimeUnixNano": "1774000000000000000", "endTimeUnixNano": "1774000000001000000"}]}]})
    };
    let trace = |id| {
        [
            group(id, 1, 0, "loyalty-engine", 2, 1),
            group(id, 2, 1, "loyalty-engine", 3, 2),
            group(id, 3, 2, "ledger", 2, 2),
            group(id, 4, 1, "loyalty-engine", 3, 1),
            group(id, 5, 4, "ledger", 2, 1),
        ]
    };
    json!({"resourceSpans": (1..=10).flat_map(trace).collect::<Vec<_>>()})
}

fn zipkin() -> Json {
    let span = |trace: u64, id: u64, parent: u64, service: &str, kind: &str, error: bool| {
        let mut span = json!({"traceId": format!("{trace:016x}"), "id": format!("{id:016x}"), "kind": kind,
            "timestamp": 1_774_000_000_000_000_u64, "duration": 1000, "localEndpoint": {"serviceName": service}});
        if parent > 0 {
            span["parentId"] = json!(format!("{parent:016x}"));
        }
        if error {
            span["tags"] = json!({"error": "timeout"});
        }
        span
    };
    let trace = |id| {
        [
            span(id, 1, 0, "loyalty-engine", "SERVER", false),
            span(id, 2, 1, "loyalty-engine", "CLIENT", true),
            span(id, 3, 2, "ledger", "SERVER", true),
            span(id, 4, 1, "loyalty-engine", "CLIENT", false),
            span(id, 5, 4, "ledger", "SERVER", false),
        ]
    };
    Json::Array((1..=10).flat_map(trace).collect())
}

fn graph() -> Json {
    json!([{"parent": "app", "child": "loyalty-engine", "callCount": 10},
        {"parent": "loyalty-engine", "child": "ledger", "callCount": 20}])
}

/// What people say of the same flow: two more tries, half of which fail, and a cache for a part.
fn stated() -> World {
    World::solvene()
        .system("ledger", &[(Field::Limit, 500.0)])
        .flow("loyalty-engine", "ledger", None, "cached")
        .number(FLOW, Field::Retries, 1.0)
        .number(FLOW, Field::Failures, 0.5)
        .number(FLOW, Field::CacheShare, 0.25)
}

#[test]
fn observed_calls_hold_their_retries_and_came_past_the_cache() {
    for (name, text) in [("jaeger", jaeger()), ("otlp", otlp()), ("zipkin", zipkin()), ("graph", graph())] {
        let mut claims = stated().claims;
        claims.extend(import(&format!("{name}.json"), &text.to_string()));
        let impact = impact::of(&Catalog::build(claims), &widget(), TODAY).unwrap();
        // Two a request, as seen: not 2 × 0.75 × 1.5.
        check(&impact, &[("load.added/system:ledger", 110.0), ("load.present/system:ledger", 44.0)]);
        let added = impact.figures.iter().find(|figure| figure.key == "load.added/system:ledger").unwrap();
        let facts = format!("{:?}", added.measure.facts());
        assert!(!facts.contains("\"retries\"") && !facts.contains("\"cache_share\""), "{name}: {facts}");
    }
}

#[test]
fn stated_calls_are_spared_and_made_again_as_people_say() {
    let added = [("load.added/system:ledger", 55.0 * 2.0 * 0.75 * 1.5)];
    let by_file = stated().number(FLOW, Field::Calls, 2.0);
    check(&impact::of(&by_file.catalog(), &widget(), TODAY).unwrap(), &added);
    // All from one table: a file that tells calls and failures is no observation for that.
    let mut claims = World::solvene().system("ledger", &[]).claims;
    let row = "appelant;appelé;appels par requête;nouveaux essais;taux d'échec;taux de cache\n\
        loyalty-engine;ledger;2;1;50 %;25 %\n";
    claims.extend(import("flux.csv", row));
    check(&impact::of(&Catalog::build(claims), &widget(), TODAY).unwrap(), &added);
    // A person's number in place of the observed one is a stated one.
    let mut claims = stated().claims;
    claims.extend(import("graph.json", &graph().to_string()));
    claims.push(Claim {
        subject: r(FLOW),
        field: Field::Calls,
        value: Value::Number(Quantity::exact(2.0)),
        source: Source::Statement { by: None, position: 2_000_000 },
        as_of: Some(TODAY),
        position: 2_000_000,
    });
    check(&impact::of(&Catalog::build(claims), &widget(), TODAY).unwrap(), &added);
}

#[test]
fn only_observations_place_calls_per_request_at_an_entry_of_a_document() {
    let entry = |url: &str, kind: &str| {
        json!({"pageref": "p1", "startedDateTime": "2026-08-01T10:00:00Z", "time": 10,
            "request": {"method": "GET", "url": url, "headers": []},
            "response": {"status": 200, "content": {"mimeType": kind, "size": 1}}})
    };
    let entries = [entry("https://shop.example/", "text/html"), entry("https://cdn.chat.io/a.js", "text/javascript")];
    let creator = json!({"name": "Tool", "version": "9"});
    let har = json!({"log": {"version": "1.2", "creator": creator, "pages": [{"id": "p1"}], "entries": entries}});
    let files = [("jaeger", jaeger()), ("otlp", otlp()), ("zipkin", zipkin()), ("graph", graph()), ("har", har)];
    for (name, text) in files {
        let claims = import(&format!("{name}.json"), &text.to_string());
        let mut calls = claims.iter().filter(|claim| claim.field == Field::Calls).peekable();
        assert!(calls.peek().is_some(), "{name}");
        for claim in calls {
            let Source::File { column, .. } = &claim.source else { panic!("a file") };
            let entry = column.rsplit('/').next().unwrap_or_default();
            assert!(column.starts_with('/') && entry.parse::<u64>().is_ok(), "{name}: {column}");
        }
    }
    for header in Field::Calls.spec().headers {
        assert!(!header.starts_with('/') && !header.ends_with(|sign: char| sign.is_ascii_digit()), "{header}");
    }
}
