//! What holds of any traces: order, repetition and format change nothing.

use landscape::formats::recognise;
use proptest::prelude::*;

use super::said::*;

/// Any spans: parents anywhere, present or not, in rings or not.
fn any_spans() -> impl Strategy<Value = Vec<S>> {
    let kind = prop::sample::select(vec!["", "internal", "server", "client", "producer", "consumer"]);
    let tag = prop::sample::select(vec![None, Some(("db.system", "postgresql")), Some(("peer.service", "s1"))]);
    let one = (1_u64..4, 0_u64..12, 0_u8..5, kind, tag, (0_u64..5000, 0_u64..5000));
    prop::collection::vec(one, 1..24).prop_map(|all| {
        let mut spans = Vec::new();
        for (id, (trace, parent, service, kind, tag, (from, micros))) in (1..).zip(all) {
            let it = span(id, parent, &format!("s{service}"), kind).of(trace).from(from).took(micros);
            spans.push(match tag {
                Some((key, value)) => it.tag(key, value),
                None => it,
            });
        }
        spans
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_order_of_spans_does_not_matter((spans, shuffled) in any_spans().prop_flat_map(|spans| (Just(spans.clone()), Just(spans).prop_shuffle()))) {
        for write in [jaeger, otlp, zipkin] {
            let (a, b) = (import(&write(&spans)), import(&write(&shuffled)));
            prop_assert_eq!(claims(&a), claims(&b));
            prop_assert_eq!(told(&a), told(&b));
        }
    }

    #[test]
    fn traces_told_twice_say_what_they_say_once(spans in any_spans()) {
        let twice: Vec<S> = spans.iter().chain(&spans).cloned().collect();
        for write in [jaeger, otlp, zipkin] {
            prop_assert_eq!(claims(&import(&write(&spans))), claims(&import(&write(&twice))));
        }
    }

    #[test]
    fn formats_agree(spans in any_spans()) {
        let of_jaeger = import(&jaeger(&spans));
        prop_assert_eq!(claims(&of_jaeger), claims(&import(&otlp(&spans))));
        // Zipkin has no word for a span inside a service, and names the other side differently.
        let plain: Vec<S> = spans.iter().map(|s| S { kind: if s.kind == "internal" { "" } else { s.kind }, tags: Vec::new(), ..s.clone() }).collect();
        prop_assert_eq!(claims(&import(&jaeger(&plain))), claims(&import(&zipkin(&plain))));
    }

    #[test]
    fn every_call_reaches_a_request(spans in any_spans()) {
        let imported = import(&jaeger(&spans));
        let [calls, edges] = counts(&imported, &["calls", "edges"])[..] else { panic!("two counts") };
        prop_assert!(calls >= edges && calls <= spans.len() as u64);
        prop_assert_eq!(flows(&imported).len() as u64, edges, "whoever calls has served a request");
    }

    #[test]
    fn mutated_files_never_panic(spans in any_spans(), at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..16)) {
        for write in [jaeger, otlp, zipkin] {
            let mut bytes = write(&spans).into_bytes();
            for (index, byte) in &at {
                let place = index.index(bytes.len());
                bytes[place] = *byte;
            }
            if recognise("x.json", &bytes).is_some() && let Ok(imported) = try_import(&bytes) {
                lawful(&imported);
            }
        }
    }

    #[test]
    fn any_bytes_never_panic(middle in prop::collection::vec(any::<u8>(), 0..120)) {
        for (before, after) in [
            ("{\"traceID\": \"1\", \"spans\": ", "}"),
            ("{\"data\": [{\"traceID\": \"1\", \"spans\": [", "]}]}"),
            ("{\"resourceSpans\": ", "}"),
            ("[{\"traceId\": \"1\", \"id\": \"2\", \"timestamp\": ", "}]"),
            ("[{\"parent\": \"a\", \"child\": \"b\", \"callCount\": ", "}]"),
        ] {
            let bytes = [before.as_bytes(), &middle[..], after.as_bytes()].concat();
            let _ = try_import(&bytes);
        }
    }
}
