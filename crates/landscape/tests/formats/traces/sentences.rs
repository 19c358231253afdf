//! What a few spans say, in each format.

use landscape::field::Field;
use landscape::formats::{Format, recognise};

use super::said::*;

/// Reads the same spans in three formats, and expects the same flows of each.
fn check(spans: &[S], expect: &[&str], expect_left: &[&str]) {
    for (text, format) in
        [(jaeger(spans), Format::Jaeger), (otlp(spans), Format::Otlp), (zipkin(spans), Format::Zipkin)]
    {
        assert_eq!(recognise("x", text.as_bytes()), Some(format));
        let imported = import(&text);
        assert_eq!(flows(&imported), expect, "{format:?}");
        assert_eq!(left(&imported), expect_left, "{format:?}");
        let said = format!("{imported:?}");
        assert!(!said.contains("anna") && !said.contains("pw@"), "nothing of persons is kept");
    }
}

#[test]
fn a_call_seen_from_both_sides_counts_once() {
    check(
        &[span(1, 0, "web", "server"), span(2, 1, "web", "client"), span(3, 2, "crm", "server")],
        &["web>crm 1"],
        &[],
    );
    check(&[span(1, 0, "web", "server"), span(3, 1, "crm", "server")], &["web>crm 1"], &[]);
    check(&[span(1, 0, "web", ""), span(2, 1, "web", ""), span(3, 2, "crm", "")], &["web>crm 1"], &[]);
}

#[test]
fn requests_are_spans_that_enter_a_service() {
    let mut spans = Vec::new();
    for trace in 1..=4 {
        spans.push(span(1, 0, "web", "server").of(trace));
        // Two requests reach the shop; the first asks the stock twice.
        for (id, calls) in [(10, 2), (20, 0)] {
            spans.push(span(id, 1, "shop", "server").of(trace));
            spans.push(span(id + 1, id, "shop", "internal").of(trace));
            spans.extend((0..calls).map(|n| span(id + 2 + n, id + 1, "stock", "server").of(trace)));
        }
    }
    check(&spans, &["shop>stock 1", "web>shop 2"], &[]);
    let imported = import(&jaeger(&spans));
    assert_eq!(counts(&imported, &["traces", "spans", "services", "edges", "calls"]), [4, 28, 3, 2, 16]);
    assert_eq!(imported.claims[0].as_of.map(|day| day.to_string()), Some("2026-03-20".to_owned()));
}

#[test]
fn a_service_that_calls_itself_serves_its_own_requests() {
    let spans = [span(1, 0, "web", "server"), span(2, 1, "web", "client"), span(3, 2, "web", "server")];
    check(&spans, &["web>web 0.500"], &[]);
}

#[test]
fn what_is_called_but_not_traced_is_named_by_its_caller() {
    let root = span(1, 0, "shop", "server");
    check(&[root.clone(), span(2, 1, "shop", "client").tag("db.system", "postgresql")], &["shop>postgresql 1"], &[]);
    check(&[root.clone(), span(2, 1, "shop", "client").tag("peer.service", "Bank")], &["shop>bank 1"], &[]);
    // The answer's own span is there: the name adds nothing.
    let spans =
        [root.clone(), span(2, 1, "shop", "client").tag("peer.service", "bank-proxy"), span(3, 2, "bank", "server")];
    check(&spans, &["shop>bank 1"], &[]);
    // A driver inside a library: one call.
    let outer = span(2, 1, "shop", "client").tag("db.system", "mysql");
    check(&[root.clone(), outer, span(3, 2, "shop", "client").tag("db.system", "mysql")], &["shop>mysql 1"], &[]);
    // Inside, the driver says of which database.
    let outer = span(2, 1, "shop", "client").tag("db.system", "mysql");
    let driver = span(3, 2, "shop", "client").tag("db.system", "mysql").tag("db.name", "orders");
    check(&[root.clone(), outer, driver], &["shop>mysql-orders 1"], &[]);
    // A message to a broker: nobody waits.
    check(&[root, span(2, 1, "shop", "producer").tag("messaging.system", "kafka")], &["shop>kafka 1 async"], &[]);
}

#[test]
fn two_databases_of_one_make_are_two() {
    let store = |n, tags: &[(&'static str, &'static str)]| {
        let span = span(n, 1, "shop", "client").tag("db.system", "postgresql");
        tags.iter().fold(span, |span, (name, value)| span.tag(name, value))
    };
    for (tags, expect) in [
        ([("db.namespace", "orders"), ("server.address", "10.0.0.7")], "shop>postgresql-orders 1"),
        ([("db.name", "orders"), ("net.peer.name", "pg-1.shop.example")], "shop>postgresql-orders 1"),
        // The first database of every Redis is 0.
        ([("db.namespace", "0"), ("server.address", "pg-1.shop.example")], "shop>postgresql-pg-1.shop.example 1"),
        ([("db.namespace", ""), ("server.address", "10.0.0.7")], "shop>postgresql 1"),
        ([("db.namespace", "7"), ("server.address", "localhost")], "shop>postgresql 1"),
    ] {
        check(&[span(1, 0, "shop", "server"), store(2, &tags)], &[expect], &[]);
    }
    let (orders, stock) = (store(2, &[("db.namespace", "orders")]), store(3, &[("db.namespace", "stock")]));
    let both = ["shop>postgresql-orders 1", "shop>postgresql-stock 1"];
    check(&[span(1, 0, "shop", "server"), orders, stock], &both, &[]);
}

#[test]
fn nobody_waits_for_a_message() {
    let spans = [span(1, 0, "shop", "server"), span(2, 1, "shop", "producer"), span(3, 2, "mail", "consumer")];
    check(&spans, &["shop>mail 1 async"], &[]);
    let follows = [span(1, 0, "shop", ""), span(2, 1, "mail", "").follows()];
    assert_eq!(flows(&import(&jaeger(&follows))), ["shop>mail 1 async"]);
    // Once awaited, once not: the mode stays open.
    let both = [span(1, 0, "shop", ""), span(2, 1, "mail", "").follows(), span(3, 1, "mail", "")];
    assert_eq!(flows(&import(&jaeger(&both))), ["shop>mail 2"]);
}

#[test]
fn parts_whose_parent_is_missing_are_one_request() {
    let spans = [
        span(2, 9, "shop", "client"),
        span(3, 2, "bank", "server"),
        span(4, 9, "shop", "client"),
        span(5, 4, "bank", "server"),
    ];
    check(&spans, &["shop>bank 2"], &["spans whose parent is not in the file: 2"]);
    // An answering span is a request of its own.
    let spans = [span(2, 9, "shop", "server"), span(3, 2, "bank", "server"), span(4, 9, "shop", "server")];
    check(&spans, &["shop>bank 0.500"], &["spans whose parent is not in the file: 2"]);
}

#[test]
fn a_span_told_twice_counts_once() {
    let spans = [
        span(1, 0, "web", "server"),
        span(3, 1, "crm", "server"),
        span(3, 1, "crm", "server"),
        span(1, 0, "web", "server"),
    ];
    check(&spans, &["web>crm 1"], &["spans told twice, counted once: 2"]);
}

#[test]
fn both_sides_of_a_call_may_share_one_id() {
    let text = zipkin(&[
        span(1, 0, "web", "server"),
        span(2, 1, "web", "client"),
        span(2, 1, "crm", "server"),
        span(3, 2, "bank", "server"),
    ]);
    assert_eq!(flows(&import(&text)), ["crm>bank 1", "web>crm 1"]);
    let inner = zipkin(&[
        span(1, 0, "web", "client"),
        span(1, 0, "crm", "server"),
        span(2, 1, "crm", ""),
        span(3, 2, "bank", "server"),
    ]);
    assert_eq!(flows(&import(&inner)), ["crm>bank 1", "web>crm 1"]);
}

#[test]
fn parents_in_a_ring_are_cut() {
    let spans = [span(1, 2, "a", ""), span(2, 3, "b", ""), span(3, 1, "a", ""), span(4, 3, "c", "")];
    check(&spans, &["a>c 0.500"], &["spans whose parents form a ring: 3"]);
    check(&[span(1, 1, "a", ""), span(2, 1, "b", "")], &["a>b 1"], &[]);
}

#[test]
fn failures_are_a_share_only_where_outcomes_are_recorded() {
    let call = |n: u64| span(10 + n, 1, "bank", "server");
    let mut spans = vec![span(1, 0, "shop", "server")];
    spans.extend((0..20).map(|n| if n < 2 { call(n).failed(true) } else { call(n) }));
    spans.push(span(99, 1, "mail", "server"));
    for text in [jaeger(&spans), otlp(&spans), zipkin(&spans)] {
        let failures = numbers(&import(&text), Field::Failures);
        assert_eq!(failures.keys().map(String::as_str).collect::<Vec<_>>(), ["shop>bank"]);
        let q = failures["shop>bank"];
        assert!(q.likely == 0.1 && q.low > 0.03 && q.low < 0.04 && q.high > 0.26 && q.high < 0.27, "{q:?}");
    }
    let fine = [span(1, 0, "shop", "server"), span(2, 1, "bank", "server").failed(false)];
    assert_eq!(numbers(&import(&jaeger(&fine)), Field::Failures)["shop>bank"].likely, 0.0);
}

#[test]
fn response_time_is_the_median_of_answers() {
    let mut spans: Vec<S> = (1..=9).map(|n| span(n, 0, "shop", "server").of(n).took(n * 1000)).collect();
    spans.extend((1..=4).map(|n| span(50, 1, "bank", "server").of(n)));
    for text in [jaeger(&spans), otlp(&spans), zipkin(&spans)] {
        let imported = import(&text);
        let times = numbers(&imported, Field::ResponseMs);
        assert_eq!(times.len(), 1, "four answers are too few");
        let q = times["shop"];
        assert_eq!((q.low, q.likely, q.high), (2.0, 5.0, 8.0));
    }
}

/// What a service takes for itself, when each of five traces holds these spans.
fn own_ms(spans: &[S], service: &str) -> Option<f64> {
    let all: Vec<S> = (1..=5).flat_map(|n| spans.iter().map(move |s| s.clone().of(n))).collect();
    let times = [jaeger(&all), otlp(&all)].map(|text| numbers(&import(&text), Field::ResponseMs).get(service).copied());
    assert_eq!(times[0], times[1]);
    times[0].map(|q| q.likely)
}

#[test]
fn response_time_is_without_what_it_waited_for() {
    // 10 ms, of which 6 lie in a call that the called answers in 4.
    let chain = [
        span(1, 0, "web", "server").took(10_000),
        span(2, 1, "web", "client").from(2000).took(6000),
        span(3, 2, "crm", "server").from(3000).took(4000),
    ];
    assert_eq!((own_ms(&chain, "web"), own_ms(&chain, "crm")), (Some(4.0), Some(4.0)));
    // Without the calling side, the called one is timed.
    let bare = [chain[0].clone(), span(3, 1, "crm", "server").from(3000).took(4000)];
    assert_eq!((own_ms(&bare, "web"), own_ms(&bare, "crm")), (Some(6.0), Some(4.0)));
    // A call deep within the service is as good, and the internal span itself is the service's own work.
    let deep = [
        chain[0].clone(),
        span(4, 1, "web", "internal").from(1000).took(8000),
        span(5, 4, "web", "internal").from(1000).took(8000),
        span(2, 5, "web", "client").from(2000).took(6000),
        span(6, 2, "web", "client").from(2500).took(1000),
    ];
    assert_eq!(own_ms(&deep, "web"), Some(4.0));
}

#[test]
fn calls_at_the_same_time_are_waited_for_once_and_only_within_the_answer() {
    let web = || span(1, 0, "web", "server").from(5000).took(10_000);
    let call = |id: u64, from: u64, micros: u64| span(id, 1, "web", "client").from(from).took(micros);
    // 6..9 and 7..11 together cover 5 ms; 12..13 one more.
    assert_eq!(own_ms(&[web(), call(2, 6000, 3000), call(3, 7000, 4000), call(4, 12_000, 1000)], "web"), Some(4.0));
    // One within another adds nothing.
    assert_eq!(own_ms(&[web(), call(2, 6000, 6000), call(3, 7000, 1000)], "web"), Some(4.0));
    // One outlives the answer, one began before it, one lies outside.
    assert_eq!(own_ms(&[web(), call(2, 13_000, 90_000)], "web"), Some(8.0));
    assert_eq!(own_ms(&[web(), call(2, 1000, 5000)], "web"), Some(9.0));
    assert_eq!(own_ms(&[web(), call(2, 90_000, 5000)], "web"), Some(10.0));
    // All of it is the called one's.
    assert_eq!(own_ms(&[web(), call(2, 0, 50_000)], "web"), Some(0.0));
}

#[test]
fn what_nobody_waits_for_is_part_of_no_response_time() {
    let web = || span(1, 0, "web", "server").took(10_000);
    let after = |from: u64, s: S| s.from(from).took(5000);
    let sent = [web(), after(1000, span(2, 1, "web", "producer")), after(2000, span(3, 2, "log", "consumer"))];
    assert_eq!(own_ms(&sent, "web"), Some(10.0));
    let follows = [web(), after(1000, span(2, 1, "log", "server").follows())];
    let text = jaeger(&(1..=5).flat_map(|n| follows.iter().map(move |s| s.clone().of(n))).collect::<Vec<_>>());
    assert_eq!(numbers(&import(&text), Field::ResponseMs)["web"].likely, 10.0);
    // A store that is not traced is waited for as any other.
    let store = [web(), after(1000, span(2, 1, "web", "client").tag("db.system", "postgresql"))];
    assert_eq!(own_ms(&store, "web"), Some(5.0));
}

#[test]
fn a_call_without_its_times_leaves_the_answer_without_one() {
    let spans: Vec<S> = (1..=5)
        .flat_map(|n| {
            [span(1, 0, "web", "server").of(n), span(2, 1, "web", "client").of(n), span(3, 0, "crm", "server").of(n)]
        })
        .collect();
    let mut file: serde_json::Value = serde_json::from_str(&jaeger(&spans)).unwrap();
    for trace in file["data"].as_array_mut().unwrap() {
        trace["spans"][1].as_object_mut().unwrap().remove("startTime");
    }
    let imported = import(&file.to_string());
    assert_eq!(numbers(&imported, Field::ResponseMs).keys().collect::<Vec<_>>(), ["crm"]);
    let blurred = told(&imported).left.iter().find(|(what, _)| what.contains("waited for a call without its times"));
    assert_eq!(blurred.map(|(_, n)| *n), Some(5));
}

#[test]
fn names_no_key_can_hold_do_not_fall_together() {
    let imported = import(&jaeger(&[span(1, 0, "支付", ""), span(2, 1, "库存", "")]));
    assert_eq!(counts(&imported, &["services", "edges"]), [2, 1]);
    let same =
        import(&jaeger(&[span(1, 0, "web", ""), span(2, 1, "Card Service", ""), span(3, 1, "card-service", "")]));
    assert_eq!(counts(&same, &["services", "edges", "calls"]), [2, 1, 2]);
}

#[test]
fn lines_are_documents_and_a_broken_one_is_left_out() {
    let (a, b) = (otlp(&[span(1, 0, "web", "server")]), otlp(&[span(2, 1, "crm", "server")]));
    let imported = import(&format!("{a}\n\n{b}\n"));
    assert_eq!(flows(&imported), ["web>crm 1"]);
    let lines: Vec<u64> = imported
        .claims
        .iter()
        .filter_map(|c| match &c.source {
            base::Source::File { line, column, .. } => {
                assert_eq!(column, "/resourceSpans/0/scopeSpans/0/spans/0");
                Some(*line)
            }
            _ => None,
        })
        .collect();
    assert!(lines.contains(&1) && lines.contains(&3), "{lines:?}");
    let cut = import(&format!("{a}\n{}\n{b}", &b[..b.len() / 2]));
    assert_eq!(flows(&cut), ["web>crm 1"]);
    let sheet = &cut.report.sheets[0];
    assert_eq!((sheet.read, sheet.rejected, sheet.rejects[0].line), (3, 1, 2));
}

#[test]
fn one_trace_alone_and_spans_with_their_process_inside_are_read() {
    let text = r#"{"traceID": "1", "processes": {"p1": {"serviceName": "web"}}, "spans": [
        {"traceID": "1", "spanID": "a", "processID": "p1", "references": null},
        {"traceID": "1", "spanID": "b", "process": {"serviceName": "crm"}, "references": [{"refType": "CHILD_OF", "traceID": "1",
         "spanID": "a", "span": {"spanID": "a", "references": [{"span": {"references": []}}]}}]},
        {"spanID": "c", "processID": "p9", "parentSpanID": "a"}, {"processID": "p1"}, 5]}"#;
    let imported = import(text);
    assert_eq!(flows(&imported), ["web>crm 1"]);
    let rejects: Vec<String> = imported.report.sheets[0]
        .rejects
        .iter()
        .map(|reject| format!("{} {}", reject.column.clone().unwrap_or_default(), reject.reason.en))
        .collect();
    assert_eq!(
        rejects,
        ["/spans/3 without a trace id or a span id", "/spans/4 this is no span", "/spans/2 without a service name"]
    );
}

#[test]
fn the_example_of_the_protocol_is_read() {
    let Some(text) = shared_text("traces/otlp-example.json") else { return };
    let imported = import(&text);
    assert_eq!(counts(&imported, &["traces", "spans", "services", "edges"]), [1, 1, 1, 0]);
    assert_eq!(left(&imported), ["spans whose parent is not in the file: 1"]);
}
