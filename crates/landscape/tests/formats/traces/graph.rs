//! Service graphs that only count.

use super::said::*;
use base::Kind;
use landscape::catalog::{Catalog, Thing};
use landscape::field::Field;
use landscape::formats::{Format, recognise};
use proptest::prelude::*;

#[test]
fn the_graph_of_1238_services_is_read_as_published() {
    let Some(text) = shared_text("jaeger-large.json") else { return };
    assert_eq!(recognise("x.json", text.as_bytes()), Some(Format::JaegerDependencies));
    let imported = import(&text);
    assert_eq!(counts(&imported, &["services", "edges", "calls"]), [1238, 4271, 2_985_281]);
    assert_eq!(numbers(&imported, Field::Calls).len(), 4271);
    assert_eq!(left(&imported).len(), 1);
}

#[test]
fn every_flow_of_the_graph_finds_its_two_systems() {
    let Some(text) = shared_text("jaeger-large.json") else { return };
    let catalog = Catalog::build(import(&text).claims);
    assert_eq!(catalog.of_kind(Kind::System).count(), 1238);
    let joined = |flow: &&Thing| flow.refs(Field::Source).len() == 1 && flow.refs(Field::Target).len() == 1;
    assert_eq!(catalog.of_kind(Kind::Flow).filter(joined).count(), 4271);
    assert_eq!(catalog.findings().len(), 0);
}

#[test]
fn calls_per_request_are_a_count_over_all_that_reach_the_caller() {
    let rows = r#"[{"parent": "web", "child": "shop", "callCount": 100}, {"parent": "web", "child": "help", "callCount": 300},
        {"parent": "shop", "child": "stock", "callCount": 250}, {"parent": "shop", "child": "stock", "callCount": 50}]"#;
    for text in [rows.to_owned(), format!(r#"{{"data": {rows}, "total": 4}}"#)] {
        let imported = import(&text);
        // Nobody calls the web: it is taken to serve as many requests as it makes calls.
        assert_eq!(flows(&imported), ["shop>stock 3", "web>help 0.750", "web>shop 0.250"]);
        assert_eq!(counts(&imported, &["services", "edges", "calls"]), [4, 3, 700]);
        assert_eq!(
            left(&imported),
            ["requests at services nobody calls (their calls per request are shares of their calls): 1"]
        );
        let q = numbers(&imported, Field::Calls)["shop>stock"];
        assert!((q.low - 2.72).abs() < 0.02 && (q.high - 3.30).abs() < 0.02, "{q:?}");
    }
}

#[test]
fn a_row_without_ends_or_count_is_rejected() {
    let imported = import(
        r#"[{"parent": "a", "child": "b", "callCount": "12"}, {"parent": "", "child": "b", "callCount": 1},
            {"parent": "a", "child": "b", "callCount": -4}, {"parent": "a", "child": "b"}, null]"#,
    );
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.read, sheet.accepted, sheet.rejected), (5, 1, 4));
    let places: Vec<&str> = sheet.rejects.iter().filter_map(|reject| reject.column.as_deref()).collect();
    assert_eq!(places, ["/1", "/2", "/3", "/4"]);
}

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(rows in prop::collection::vec((0_u8..6, 0_u8..6, 0_u32..1000), 0..30)) {
        let text = |rows: &[(u8, u8, u32)]| {
            let row = |(a, b, n): &(u8, u8, u32)| format!(r#"{{"parent": "s{a}", "child": "s{b}", "callCount": {n}}}"#);
            format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(","))
        };
        let backwards: Vec<_> = rows.iter().rev().copied().collect();
        if !rows.is_empty() {
            prop_assert_eq!(claims(&import(&text(&rows))), claims(&import(&text(&backwards))));
        }
    }
}
