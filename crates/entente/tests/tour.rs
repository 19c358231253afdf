//! Walks W1, W2 and W6 on the command line: every figure asserted, in the demo world and in a changed one.

use std::process::Command;

use serde_json::Value;

fn tour(arguments: &[&str]) -> Value {
    walk("W1", arguments)
}

fn walk(walk: &str, arguments: &[&str]) -> Value {
    let out = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["tour", walk, "--json", "--lang", "en"])
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
    // What is counted over the whole list of tools, answered, or measured here, has no single line to show.
    const COUNTED: [&str; 17] = [
        "readiness",
        "impact.seconds",
        "before",
        "after",
        "then",
        "decision",
        "remind",
        "export",
        "promise",
        "alert",
        "stamps",
        "published",
        "raci",
        "restatements",
        "kept",
        "overruled",
        "scope",
    ];
    let of_answer = ["wheel.quoted_weeks", "wheel.functions", "wheel.already"].contains(&key);
    let is_ours = of_answer || COUNTED.iter().any(|start| key.starts_with(start));
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

/// A step of a tour that is no sentence.
fn step<'a>(tour: &'a Value, name: &str) -> &'a Value {
    let steps = tour["steps"].as_array().expect("steps");
    steps.iter().find(|step| step["step"] == name).unwrap_or_else(|| panic!("no step {name}"))
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
fn the_widget_s_case_is_that_of_the_walk() {
    let tour = tour(&["--size", "tiny"]);
    let of = |key: &str| {
        let figures = tour["figures"].as_array().expect("figures");
        let key = format!("case.{key}/with-cache-90");
        let found = figures.iter().find(|figure| figure["key"] == *key).unwrap_or_else(|| panic!("no figure {key}"));
        assert!(!found["sources"].as_str().unwrap_or_default().is_empty(), "{key} does not say where it comes from");
        ["low", "value", "high"].map(|part| found[part].as_f64().expect("a number"))
    };
    let rounded = |key: &str| of(key).map(f64::round);
    assert_eq!(rounded("benefit"), [88_658.0, 236_422.0, 413_739.0]);
    assert_eq!(rounded("once"), [111_000.0; 3]);
    assert_eq!(rounded("running"), [14_000.0; 3]);
    assert_eq!(of("payback").map(|months| (months * 10.0).round() / 10.0), [3.3, 6.0, 17.8]);
    assert_eq!(rounded("npv"), [81_402.0, 462_204.0, 919_167.0]);
    // The shortcut to what exists: six days at the squad's rate.
    let figures = tour["figures"].as_array().expect("figures");
    let shortcut = figures
        .iter()
        .find(|figure| figure["key"].as_str().is_some_and(|key| key.starts_with("case.once/use-existing-")));
    assert_eq!(shortcut.expect("option 0 has a cost")["value"].as_f64(), Some(6.0 * 620.0));
    assert!(said(&tour, "case.clicks")[0].starts_with("clicks are no benefit"));
    let pens = said(&tour, "case.wrong_pen");
    assert!(pens.len() == 2 && pens.iter().all(|say| say.starts_with("this line belongs to another pen")), "{pens:?}");
    assert_eq!(said(&tour, "case.voided"), ["Lou corrects a volume: 3 signatures fall, 3 are missing."]);
    for step in ["case.signed", "case.signed_again"] {
        assert!(said(&tour, step)[0].starts_with("3 pens sign the same page"), "{step}");
    }
}

#[test]
fn in_a_changed_world_the_case_s_figures_move_as_they_must() {
    let other = tour(&[
        "--size",
        "tiny",
        "--set",
        "element.app-home.reach=205000",
        "--set",
        "case.change=0.8%",
        "--set",
        "case.integration=100000",
        "--set",
        "case.rate=0.10",
    ]);
    let of = |key: &str| figure(&other, &format!("case.{key}/with-cache-90"));
    let benefit = 205_000.0 * 212.0 * 0.008 * 0.34;
    assert!((of("benefit") - benefit).abs() < 1e-6);
    assert!(close(of("once"), 150_000.0));
    let annuity = 1.0 / 1.1 + 1.0 / 1.1_f64.powi(2) + 1.0 / 1.1_f64.powi(3);
    assert!((of("npv") - ((benefit - 14_000.0) * annuity - 150_000.0)).abs() < 1e-6);
    assert!((of("payback") - 150_000.0 / (benefit - 14_000.0) * 12.0).abs() < 1e-6);
}

#[test]
fn the_widget_s_pilot_is_sized_read_and_given_to_all_as_the_walk_has_it() {
    let tour = tour(&["--size", "tiny"]);
    let of = |key: &str| figure(&tour, key);
    let points = |key: &str| (of(key) * 1e4).round() / 100.0;
    assert_eq!((of("first.pilot.per_arm"), points("first.pilot.detectable")), (20_000.0, 1.3));
    assert_eq!((of("pilot.baseline"), of("pilot.promised")), (0.31, 0.01));
    assert_eq!((of("pilot.needed"), of("pilot.per_arm")), (33_868.0, 35_000.0));
    assert!(said(&tour, "pilot.power").join(" ").contains("1.30"), "{:?}", said(&tour, "pilot.power"));
    assert!(said(&tour, "pilot.way_out").join(" ").contains("33,868"), "{:?}", said(&tour, "pilot.way_out"));
    assert_eq!((of("result.did/0"), of("result.did/1")), (10_850.0, 11_235.0));
    assert_eq!((points("result.difference"), (of("result.z") * 100.0).round() / 100.0), (1.1, 3.13));
    let figures = tour["figures"].as_array().expect("figures");
    let difference = figures.iter().find(|figure| figure["key"] == "result.difference").expect("it is there");
    let end = |name: &str| (difference[name].as_f64().expect("an end") * 1e4).round() / 100.0;
    assert_eq!((end("low"), end("high")), (0.41, 1.79));
    let pilot = step(&tour, "pilot");
    assert_eq!((pilot["verdict"].as_str(), pilot["choice"].as_str()), (Some("extend"), Some("extend")));
    assert_eq!(pilot["made"]["how"], "together");
    let kept = &step(&tour, "practice.kept")["practice"];
    assert_eq!((kept["name"].as_str(), kept["reuses"].as_u64()), (Some("Cache before a slow engine"), Some(0)));
    assert_eq!(kept["pilot"]["id"], "pilot:1");
    assert!(said(&tour, "pilot.flag").is_empty(), "in time, within its cap, even groups");
    assert_eq!(step(&tour, "whole")["whole"], true);
}

#[test]
fn another_rate_of_today_or_other_groups_move_what_the_pilot_shows() {
    let walk = |sets: &[&str]| {
        let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
        tour(&[&["--size", "tiny"], &sets[..]].concat())
    };
    let rarer = walk(&["pilot.baseline=0.05"]);
    assert!(figure(&rarer, "pilot.needed") < 33_868.0 / 3.0, "{}", figure(&rarer, "pilot.needed"));
    assert_eq!(said(&rarer, "pilot.refused"), Vec::<String>::new(), "20,000 are enough for a rare thing");
    let smaller = walk(&["pilot.per_arm=12000", "pilot.bought_without=3720", "pilot.bought_with=3852"]);
    let pilot = step(&smaller, "pilot");
    assert_eq!(pilot["verdict"], "not_conclusive", "the same difference, on fewer people");
    assert!(pilot["choice"].as_str().is_some_and(|choice| choice.starts_with("prolong-until-")), "{pilot}");
    assert!(said(&smaller, "practice").is_empty() && !said(&smaller, "practice.early").is_empty());
    assert_eq!(step(&smaller, "whole")["whole"], true);
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
    let (code, words) = run("pilot.weather=fine");
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("pilot.baseline=0.30"), "{words}");
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

#[test]
fn the_shadow_tool_s_figures_are_those_of_the_walk() {
    let tour = walk("W2", &[]);
    for (key, value) in [
        ("before.services", 74.0),
        ("before.registered", 31.0),
        ("before.unregistered", 43.0),
        ("before.uploading", 12.0),
        ("before.share", 43.0 / 74.0),
        ("wheel.users", 23.0),
        ("wheel.monthly", 89.0),
        ("wheel.quoted_weeks", 9.0),
        ("wheel.functions", 5.0),
        ("wheel.already", 4.0),
        ("decision.days", 5.0),
        ("reminders", 1.0),
        ("reminders.again", 0.0),
        ("after.services", 73.0),
        ("after.unregistered", 42.0),
        ("after.share", 42.0 / 73.0),
        ("then.share", 43.0 / 74.0),
        ("export.names", 0.0),
    ] {
        assert!(close(figure(&tour, key), value), "{key}: {} instead of {value}", figure(&tour, key));
    }
    assert!((figure(&tour, "wheel.sent") / 1e6 - 14.0).abs() < 0.05, "14 MB: {}", figure(&tour, "wheel.sent"));
    assert!(figure(&tour, "export.lines") >= 73.0);
    let shown = |key: &str| {
        let figures = tour["figures"].as_array().expect("figures");
        let found = figures.iter().find(|figure| figure["key"] == key).expect("it is there");
        found["shown"]["en"].as_str().unwrap_or_default().replace('\u{a0}', " ")
    };
    assert_eq!((shown("before.share").as_str(), shown("after.share").as_str()), ("58.1 %", "57.5 %"));
    for (step, words) in [
        ("owner.found", "releves_cartes_2026.csv"),
        ("hosting_unknown", "hosted"),
        ("no_contract", "contract"),
        ("asked", "not for whom to blame"),
    ] {
        assert!(said(&tour, step).join(" ").contains(words), "{step}: {:?}", said(&tour, step));
    }
    let end = tour["steps"].as_array().expect("steps").iter().find(|step| step["step"] == "whole").expect("an end");
    assert_eq!((end["whole"].as_bool(), end["made"]["how"].as_str()), (Some(true), Some("together")));
    assert_eq!(end["choice"], "replace-by-emailing-until-2026-09-30");
}

#[test]
fn in_a_world_whose_e_mailing_tool_can_do_less_less_of_the_shadow_tool_is_there_already() {
    let tour = walk("W2", &["--set", "system.emailing.capabilities=e-mail; newsletter"]);
    assert!(figure(&tour, "wheel.already") < 4.0, "{}", figure(&tour, "wheel.already"));
    assert!(close(figure(&tour, "before.unregistered"), 43.0), "what logs show is the same");
}

#[test]
fn the_promise_s_figures_are_those_of_the_walk() {
    let tour = walk("W6", &[]);
    for (key, value) in [
        ("promise.days", 58.0),
        ("alert", 1.0),
        ("stamps.missing", 2.0),
        ("reminders", 1.0),
        ("reminders.again", 0.0),
        ("stores.concerned", 148.0),
        ("stores.below", 37.0),
        ("stores.ready", 111.0),
        ("published.missing", 1.0),
        ("raci.two_a", 1.0),
        ("restatements.confirmed", 2.0),
        ("decision.days", 5.0),
        ("decision.concerned", 148.0),
        ("decision.ready", 111.0),
        ("decision.below", 37.0),
        ("export.names", 0.0),
    ] {
        assert!(close(figure(&tour, key), value), "{key}: {} instead of {value}", figure(&tour, key));
    }
    for (step, words) in [
        ("promise", "plan_media_automne_2026.xlsx, line 4"),
        ("needs", "at least 97"),
        ("published", "signed by Inès Valmorin"),
        ("compromise", "111 stores at launch, 37 in wave 2"),
    ] {
        assert!(said(&tour, step).join(" ").contains(words), "{step}: {:?}", said(&tour, step));
    }
    let end = tour["steps"].as_array().expect("steps").iter().find(|step| step["step"] == "whole").expect("an end");
    assert_eq!((end["whole"].as_bool(), end["made"]["how"].as_str()), (Some(true), Some("arbitrated")));
    assert_eq!((end["choice"].as_str(), end["stage"].as_str()), (Some("in-waves-until-2026-11-14"), Some("published")));
}

#[test]
fn in_a_world_with_other_stores_or_another_threshold_other_stores_are_ready() {
    // A store of those below the threshold was counted again.
    let one_more = walk("W6", &["--set", "store.s003.stock_accuracy=98 %", "--set", "store.s005.stock_accuracy=80 %"]);
    let of = |tour: &Value, key: &str| figure(tour, key);
    let (ready, below) = (of(&one_more, "stores.ready"), of(&one_more, "stores.below"));
    assert!(close(ready + below, 148.0), "{ready} + {below}");
    let plain = walk("W6", &["--set", "requirement.threshold=90 %"]);
    assert!(close(of(&plain, "stores.below"), 0.0) && close(of(&plain, "stores.ready"), 148.0));
    let strict = walk("W6", &["--set", "requirement.threshold=100 %"]);
    assert!(close(of(&strict, "stores.below"), 148.0) && close(of(&strict, "decision.ready"), 0.0));
}

/// To the hundredth of a cent.
fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-4
}

#[test]
fn the_change_s_receipt_is_that_of_the_walk_and_stays_although_another_option_left_more() {
    let tour = walk("W5", &[]);
    for (key, value) in [
        ("change.planned", 180.0),
        ("change.spent", 94.0),
        ("change.day_rate", 620.0),
        ("receipt.lost/1", 37.6),
        ("receipt.switching/1", 18.0),
        ("receipt.days/1", 55.6),
        ("receipt.work/1", 34_472.0),
        ("receipt.waiting/1", 66_000.0),
        ("receipt.cost/1", 100_472.0),
        ("receipt.gain/1", 45_000.0),
        ("receipt.net/1", -55_472.0),
        ("kept.net", -55_472.0),
        ("overruled", 1.0),
        ("scope.from", 1_180.0),
        ("scope.to", 1_322.0),
    ] {
        assert!(near(figure(&tour, key), value), "{key}: {} instead of {value}", figure(&tour, key));
    }
    assert_eq!(format!("{:.4}", figure(&tour, "scope.growth")), "0.0585");
    for input in ["planned_from", "spent_from"] {
        assert!(said(&tour, input).join(" ").contains("read from the tracker"), "{:?}", said(&tour, input));
    }
    // Waiting for the step under way loses almost nothing.
    assert!(said(&tour, "recommended").join(" ").contains("option-2"), "{:?}", said(&tour, "recommended"));
    assert!(said(&tour, "overrule.refused").join(" ").contains("leaves most"));
    let end = step(&tour, "whole");
    assert_eq!((end["whole"].as_bool(), end["made"]["how"].as_str()), (Some(true), Some("together")));
    assert_eq!(end["choice"], "option-1");
}

#[test]
fn in_a_world_with_other_numbers_the_change_has_another_price() {
    let dearer = walk("W5", &["--set", "team.squad-web.day_rate=700", "--set", "change.spent=120"]);
    // 40 % of 120 days and 18 to switch, at €700; 66,000 of waiting; 45,000 gained.
    assert!(near(figure(&dearer, "receipt.net/1"), 45_000.0 - 66_000.0 - 66.0 * 700.0));
    assert!(said(&dearer, "spent_from").join(" ").contains("typed"), "{:?}", said(&dearer, "spent_from"));
    assert!(said(&dearer, "planned_from").join(" ").contains("read from the tracker"));
    let worth = walk("W5", &["--set", "change.gain_week=30000"]);
    assert!(near(figure(&worth, "receipt.net/1"), 150_000.0 - 100_472.0));
    assert!(said(&worth, "recommended").join(" ").contains("option-1"), "{:?}", said(&worth, "recommended"));
    assert!(said(&worth, "overrule.refused").is_empty(), "what leaves most takes no reason");
    assert!(close(figure(&worth, "overruled"), 0.0));
}
