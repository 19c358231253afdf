//! Walk W1 on the command line: every figure asserted, in the demo world and in a changed one.

use std::process::Command;

use serde_json::Value;

fn tour(arguments: &[&str]) -> Value {
    let out = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["tour", "W1", "--json", "--lang", "en"])
        .args(arguments)
        .output()
        .expect("the binary runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("it prints JSON")
}

fn figure(tour: &Value, key: &str) -> f64 {
    let figures = tour["figures"].as_array().expect("figures");
    let found = figures.iter().find(|figure| figure["key"] == key).unwrap_or_else(|| panic!("no figure {key}"));
    let has_source = !found["sources"].as_str().unwrap_or_default().is_empty();
    let is_ours = key.starts_with("readiness") || key == "impact.seconds";
    assert!(has_source || is_ours, "{key} does not say where it comes from");
    found["value"].as_f64().unwrap_or_else(|| panic!("{key} is no number"))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

fn said(tour: &Value, step: &str) -> Vec<String> {
    let steps = tour["steps"].as_array().expect("steps");
    let of = |wanted: &&Value| wanted["step"] == step;
    steps.iter().filter(of).map(|found| found["say"]["en"].as_str().unwrap_or_default().to_owned()).collect()
}

const ENGINE: &str = "system:loyalty-engine";

#[test]
fn the_widget_s_figures_are_those_of_the_walk() {
    let tour = tour(&[]);
    let of = |key: &str| figure(&tour, key);
    let before = of("readiness.before");
    let after = of("readiness.after");
    assert!(after - before >= 25.0, "{before} → {after}");
    assert_eq!((before, after), (46.0, 96.0), "the recorded values");
    for (key, value) in [
        ("entry.views", 11.0),
        ("entry.calls_per_view", 5.0),
        ("entry.added", 55.0),
        (&format!("load.present/{ENGINE}"), 22.0),
        (&format!("load.added/{ENGINE}"), 55.0),
        (&format!("load.after/{ENGINE}"), 77.0),
        (&format!("load.limit/{ENGINE}"), 40.0),
        (&format!("load.used/{ENGINE}"), 1.925),
        ("cache.90.after", 27.5),
        ("cache.90.used", 0.6875),
        ("cache.95.after", 24.75),
        ("cache.95.used", 0.61875),
        ("neighbours.units/system:tills", 1184.0),
    ] {
        assert!(close(of(key), value), "{key}: {} instead of {value}", of(key));
    }
    assert!(of("impact.seconds") <= 2.0);
    let marketing = said(&tour, "for_marketing").join("\n");
    assert!(marketing.contains("on Saturday at 16:00") || marketing.contains("On Saturday at 16:00"), "{marketing}");
    assert!(marketing.contains("1,184 tills"), "{marketing}");
    let offered = said(&tour, "date.offered").join(" ");
    assert!(said(&tour, "date.refused").join(" ").contains("20 November 2026"));
    assert!(offered.contains("13 November 2026") && offered.contains("4 January 2027"), "{offered}");
    let end = tour["steps"].as_array().and_then(|steps| steps.last()).expect("an end");
    assert_eq!((end["whole"].as_bool(), end["made"]["how"].as_str()), (Some(true), Some("together")));
    assert_eq!(end["choice"], "with-cache-90");
}

#[test]
fn in_a_changed_world_the_same_walk_gives_other_figures() {
    let tour = tour(&["--size", "tiny", "--set", "system.loyalty-engine.limit=50"]);
    assert!(close(figure(&tour, &format!("load.used/{ENGINE}")), 1.54));
    assert!(close(figure(&tour, &format!("load.after/{ENGINE}")), 77.0));
    let views = self::tour(&["--size", "tiny", "--set", "element.app-home.views=4"]);
    assert!(close(figure(&views, &format!("load.after/{ENGINE}")), 42.0));
}

#[test]
fn a_fact_that_cannot_be_is_refused_with_the_way_out() {
    let run = |set: &str| {
        let out = Command::new(env!("CARGO_BIN_EXE_entente"))
            .args(["tour", "W1", "--size", "tiny", "--lang", "en", "--set", set])
            .output()
            .expect("the binary runs");
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (code, words) = run("system.loyalty-engine.limit=lots");
    assert_eq!(code, Some(2), "{words}");
    let (code, words) = run("system.no-such.limit=50");
    assert_eq!(code, Some(4), "{words}");
    let (code, words) = run("nonsense");
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("limit=50"), "{words}");
}

#[test]
fn rates_that_only_a_sample_of_traces_tells_bring_the_same_answer_with_its_range() {
    let low_and_high = |tour: &Value, key: &str| {
        let figures = tour["figures"].as_array().expect("figures");
        let found = figures.iter().find(|figure| figure["key"] == key).unwrap_or_else(|| panic!("no figure {key}"));
        let of = |end: &str| found[end].as_f64().unwrap_or_else(|| panic!("{key} has no {end} end: {found}"));
        assert!(found["sources"].as_str().unwrap_or_default().contains("traces_samedi_16h.json"), "{key}: {found}");
        (of("low"), of("high"))
    };
    let traced = tour(&["--traced"]);
    for (key, truth) in [("load.present", 22.0), ("load.after", 77.0), ("load.used", 1.925)] {
        let (low, high) = low_and_high(&traced, &format!("{key}/{ENGINE}"));
        assert!(low < truth && truth < high, "{key}: {truth} is not within {low} – {high}");
    }
    assert!(said(&traced, "for_marketing").iter().any(|say| say.contains("1,184 tills")));
    // Another limit, and tills that ask the engine twice for each sale.
    let other =
        tour(&["--traced", "--set", "system.loyalty-engine.limit=50", "--set", "flow.tills>loyalty-engine.calls=2"]);
    assert!(close(figure(&other, &format!("load.after/{ENGINE}")), 99.0), "2 × 22 + 55");
    assert!(close(figure(&other, &format!("load.used/{ENGINE}")), 1.98));
}
