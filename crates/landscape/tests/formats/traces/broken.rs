//! Files that are cut, huge or hostile.

use std::fmt::Write as _;

use super::said::*;

#[test]
fn a_file_that_ends_too_early_says_where() {
    let spans = [span(1, 0, "web", "server"), span(3, 1, "crm", "server")];
    for text in [jaeger(&spans), otlp(&spans), zipkin(&spans)] {
        let why = try_import(&text.as_bytes()[..text.len() * 3 / 4]).unwrap_err();
        assert!(why.contains("line 1, column") && why.contains("ends too early"), "{why}");
    }
    let why = try_import(b"[{\"parent\": \"a\",\n \"child\": \"b\",\n \"callCount\": 3},,]").unwrap_err();
    assert!(why.contains("line 3, column 18") && why.contains("export the file again"), "{why}");
}

#[test]
fn values_of_another_shape_are_passed_over() {
    let text = r#"{"data": [{"traceID": {"a": 1}, "spans": [{"traceID": "1", "spanID": "1", "processID": "p", "duration": "x",
        "startTime": [1], "tags": [{"key": "span.kind", "value": {"x": []}}, 7, null], "references": {"a": 1}, "process": 3}],
        "processes": {"p": {"serviceName": "web"}, "q": 4}}, {"spans": 3}, 9]}"#;
    let imported = import(text);
    assert_eq!(counts(&imported, &["traces", "spans", "services"]), [1, 1, 1]);
    let deep = format!(
        r#"{{"data": [{{"traceID": "1", "spans": [], "x": {}1{}}}]}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(counts(&import(&deep), &["spans"]), [0]);
}

#[test]
fn a_million_spans_in_one_trace_are_read() {
    // A chain through two services, the slowest shape for whoever walks up to the root from each span.
    let mut text = String::with_capacity(110_000_000);
    text.push_str(r#"{"data":[{"traceID":"1","processes":{"a":{"serviceName":"a"},"b":{"serviceName":"b"}},"spans":["#);
    for n in 1..=1_000_000_u64 {
        let (comma, process, parent) = (if n > 1 { "," } else { "" }, if n % 2 == 1 { "a" } else { "b" }, n - 1);
        let _ = write!(
            text,
            r#"{comma}{{"spanID":"{n:x}","processID":"{process}","references":[{{"refType":"CHILD_OF","spanID":"{parent:x}"}}]}}"#
        );
    }
    text.push_str("]}]}");
    let imported = import(&text);
    assert_eq!(counts(&imported, &["traces", "spans", "services", "edges", "calls"]), [1, 1_000_000, 2, 2, 999_999]);
    assert_eq!(flows(&imported), ["a>b 1", "b>a 1"]);
}

#[test]
fn names_that_number_instances_are_refused() {
    let rows: Vec<String> =
        (0..100_001).map(|n| format!(r#"{{"parent": "s", "child": "pod-{n}", "callCount": 1}}"#)).collect();
    let why = try_import(format!("[{}]", rows.join(",")).as_bytes()).unwrap_err();
    assert!(why.contains("100000 services") && why.contains("instance"), "{why}");
}

#[test]
fn entries_that_are_nothing_are_all_counted_and_some_kept() {
    for (before, after) in [
        (r#"{"data": [{"traceID": "1", "spans": ["#, "]}]}"),
        (r#"{"resourceSpans": [{"scopeSpans": [{"spans": ["#, "]}]}]}"),
        (r#"[{"parent": "a", "child": "b", "callCount": 1},"#, "]"),
    ] {
        let imported = import(&format!("{before}{}7{after}", "7,".repeat(20_000)));
        let sheet = &imported.report.sheets[0];
        assert_eq!((sheet.rejected, sheet.rejects.len()), (20_001, 10_000));
    }
}
