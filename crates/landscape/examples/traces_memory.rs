//! How much memory reading a large file of traces takes beside its bytes, on Linux.
//!
//! `cargo run -p landscape --release --example traces_memory [megabytes] [format]`; one format a run, or what an earlier
//! one freed hides what a later one takes. A measurement, not a test.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // measures, and says what it found

use std::fmt::Write as _;

use base::{Kind, Ref};
use landscape::import;

fn main() {
    let megabytes: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100);
    println!("{:<22}{:>10}{:>12}{:>14}{:>12}", "format", "file MB", "spans", "beside it MB", "seconds");
    for (name, write) in [("jaeger", jaeger as fn(usize) -> String), ("otlp", otlp), ("zipkin", zipkin), ("har", har)] {
        if std::env::args().nth(2).is_some_and(|only| only != name) {
            continue;
        }
        let text = write(megabytes * 1_000_000);
        let before = resident("VmRSS:");
        // Forget the highest mark so far: only what reading adds counts.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let begin = std::time::Instant::now();
        let imported = import::read(name, text.as_bytes(), &Ref::new(Kind::Dataset, "d1"), None, 1).expect("a trace");
        let seconds = begin.elapsed().as_secs_f64();
        let beside = resident("VmHWM:").saturating_sub(before);
        let read = imported.report.rows_read();
        println!("{name:<22}{:>10}{read:>12}{:>14.1}{seconds:>12.2}", text.len() / 1_000_000, beside as f64 / 1000.0);
    }
}

/// A figure of this process's memory in kB.
fn resident(word: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(word));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Span `n` of trace `t`: parent, service.
fn shape(n: usize) -> (usize, usize) {
    (n / 2, n % 12)
}

fn jaeger(length: usize) -> String {
    let mut text = String::with_capacity(length + 100_000);
    text.push_str(r#"{"data":["#);
    for t in 1.. {
        if text.len() >= length {
            break;
        }
        let comma = if t > 1 { "," } else { "" };
        let _ = write!(text, r#"{comma}{{"traceID":"{t:032x}","spans":["#);
        for n in 1..40 {
            let (parent, service) = shape(n);
            let comma = if n > 1 { "," } else { "" };
            let _ = write!(
                text,
                r#"{comma}{{"traceID":"{t:032x}","spanID":"{n:016x}","operationName":"GET /things/{{id}}","references":[{{"refType":"CHILD_OF","traceID":"{t:032x}","spanID":"{parent:016x}"}}],"startTime":1774000000000000,"duration":{n}000,"tags":[{{"key":"span.kind","type":"string","value":"server"}},{{"key":"http.status_code","type":"int64","value":200}}],"logs":[],"processID":"p{service}"}}"#
            );
        }
        text.push_str(r#"],"processes":{"#);
        for s in 0..12 {
            let comma = if s > 0 { "," } else { "" };
            let _ = write!(text, r#"{comma}"p{s}":{{"serviceName":"service-{s}"}}"#);
        }
        text.push_str("}}");
    }
    text.push_str("]}");
    text
}

fn otlp(length: usize) -> String {
    let mut text = String::with_capacity(length + 100_000);
    // The least a span can be written with: the most spans a file of this size can hold.
    text.push_str(r#"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":["#);
    for n in 1.. {
        if text.len() >= length {
            break;
        }
        let comma = if n > 1 { "," } else { "" };
        let _ = write!(text, r#"{comma}{{"traceId":"{:x}","spanId":"{n:x}"}}"#, n / 8 + 1);
    }
    text.push_str("]}]}]}");
    text
}

fn zipkin(length: usize) -> String {
    let mut text = String::with_capacity(length + 100_000);
    text.push('[');
    for n in 1.. {
        if text.len() >= length {
            break;
        }
        let comma = if n > 1 { "," } else { "" };
        let (trace, (parent, service)) = (n / 40 + 1, shape(n % 40 + 1));
        let id = n % 40 + 1;
        let _ = write!(
            text,
            r#"{comma}{{"traceId":"{trace:016x}","id":"{id:016x}","parentId":"{parent:016x}","kind":"SERVER","name":"get","timestamp":1774000000000000,"duration":{id}00,"localEndpoint":{{"serviceName":"service-{service}"}}}}"#
        );
    }
    text.push(']');
    text
}

fn har(length: usize) -> String {
    let mut text = String::with_capacity(length + 100_000);
    text.push_str(r#"{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"pages":[{"id":"p"}],"entries":["#);
    let body = "x".repeat(1500);
    for n in 0.. {
        if text.len() >= length {
            break;
        }
        let comma = if n > 0 { "," } else { "" };
        let _ = write!(
            text,
            r#"{comma}{{"pageref":"p","request":{{"method":"GET","url":"https://h{}.example/{n}"}},"response":{{"status":200,"content":{{"mimeType":"text/html","text":"{body}"}}}}}}"#,
            n % 50
        );
    }
    text.push_str("]}}");
    text
}
