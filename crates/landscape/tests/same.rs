//! One thing under two names: what is taken for the same, what is asked, what stays apart.

use base::{Quantity, Ref, Say, Source};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};

fn claim(file: &str, subject: &str, field: Field, value: Value) -> Claim {
    let source = Source::File {
        dataset: "dataset:x".parse().unwrap(),
        file: file.to_owned(),
        sheet: None,
        line: 2,
        column: String::new(),
    };
    Claim { subject: subject.parse().unwrap(), field, value, source, as_of: None, position: 1 }
}

fn stated(subject: &str, field: Field, words: &str) -> Claim {
    let source = Source::Statement { by: None, position: 9 };
    let value = Value::List(vec![words.to_owned()]);
    Claim { subject: subject.parse().unwrap(), field, value, source, as_of: None, position: 9 }
}

fn named(fr: &str, en: &str) -> Value {
    Value::Words(Say::new(fr, en))
}

/// A list with keys, and a trace that calls the same service by its English name.
fn estate() -> Vec<Claim> {
    vec![
        claim("systems.csv", "system:fid-01", Field::Name, named("Moteur de fidélité", "Loyalty engine")),
        claim("systems.csv", "system:fid-01", Field::Limit, Value::Number(Quantity::exact(40.0))),
        claim("systems.csv", "system:app", Field::Name, named("Appli", "App")),
        claim("traces.json", "system:loyalty-engine", Field::Name, named("loyalty-engine", "loyalty-engine")),
        claim("traces.json", "system:loyalty-engine", Field::ResponseMs, Value::Number(Quantity::exact(20.0))),
        claim("traces.json", "flow:app>loyalty-engine", Field::Source, Value::Named(vec!["app".into()])),
        claim("traces.json", "flow:app>loyalty-engine", Field::Target, Value::Named(vec!["loyalty-engine".into()])),
        claim("traces.json", "flow:app>loyalty-engine", Field::Calls, Value::Number(Quantity::exact(5.0))),
    ]
}

fn id(words: &str) -> Ref {
    words.parse().unwrap()
}

fn systems(catalog: &Catalog) -> Vec<String> {
    catalog.of_kind(base::Kind::System).map(|thing| thing.id.key().to_owned()).collect()
}

#[test]
fn a_key_that_is_another_things_name_means_that_thing() {
    let catalog = Catalog::build(estate());
    assert_eq!(systems(&catalog), ["app", "fid-01"]);
    let engine = catalog.get(&id("system:loyalty-engine")).expect("found under what the trace calls it");
    assert_eq!(engine.id, id("system:fid-01"));
    assert_eq!(engine.name, Say::new("Moteur de fidélité", "Loyalty engine"));
    assert_eq!(engine.quantity(Field::ResponseMs), Some(Quantity::exact(20.0)));
    assert_eq!(engine.also.len(), 1);
    assert_eq!(engine.also[0].id, id("system:loyalty-engine"));
    assert!(!engine.also[0].stated && engine.also[0].source.is_some());
    assert_eq!(catalog.callers(&id("system:fid-01"))[0].flow, id("flow:app>fid-01"));
    assert!(catalog.findings().is_empty(), "{:?}", catalog.findings());
}

#[test]
fn what_is_said_to_be_something_else_stays_apart() {
    let mut claims = estate();
    claims.push(stated("system:loyalty-engine", Field::NotSame, "fid-01"));
    let catalog = Catalog::build(claims);
    assert_eq!(systems(&catalog), ["app", "fid-01", "loyalty-engine"]);
}

#[test]
fn what_is_said_to_be_the_same_is_one_thing_whoever_is_asked() {
    let mut claims = estate();
    claims.push(claim("gateway.csv", "system:points", Field::Name, named("Points", "Points")));
    claims.push(stated("system:points", Field::SameAs, "Moteur de fidélité"));
    let catalog = Catalog::build(claims.clone());
    assert_eq!(systems(&catalog), ["app", "fid-01"]);
    assert!(catalog.get(&id("system:points")).unwrap().also.iter().any(|it| it.id == id("system:points") && it.stated));
    // Round in a loop: still one thing, the same whatever the order.
    claims.push(stated("system:fid-01", Field::SameAs, "points"));
    let (there, back) = (Catalog::build(claims.clone()), Catalog::build(claims.into_iter().rev().collect()));
    assert_eq!(systems(&there), ["app", "fid-01"]);
    assert!(there.things().eq(back.things()));
}

#[test]
fn names_that_differ_in_words_that_say_nothing_are_asked_about() {
    let mut claims = estate();
    claims.push(claim("k8s.csv", "system:loyalty-engine-svc", Field::Limit, Value::Number(Quantity::exact(9.0))));
    let catalog = Catalog::build(claims.clone());
    let asked: Vec<&str> =
        catalog.findings().iter().filter(|it| it.field == Some(Field::SameAs)).map(|it| it.say.en.as_str()).collect();
    assert_eq!(asked, ["“loyalty-engine-svc” may be the same thing as “fid-01”"]);
    claims.push(stated("system:loyalty-engine-svc", Field::NotSame, "fid-01"));
    assert!(Catalog::build(claims).findings().is_empty(), "an answer is not asked for again");
}

#[test]
fn screens_and_several_bearers_of_a_name_are_never_taken_together() {
    let claims = vec![
        claim("a.csv", "element:web-01", Field::Name, named("Accueil", "Home")),
        claim("b.csv", "element:accueil", Field::Name, named("Accueil", "Home")),
        claim("a.csv", "system:crm-1", Field::Name, named("CRM", "CRM")),
        claim("a.csv", "system:crm-2", Field::Name, named("CRM", "CRM")),
        claim("t.json", "system:crm", Field::Name, named("crm", "crm")),
    ];
    let catalog = Catalog::build(claims);
    assert_eq!(catalog.of_kind(base::Kind::Element).count(), 2);
    assert_eq!(systems(&catalog), ["crm", "crm-1", "crm-2"]);
}

#[test]
fn what_a_machine_calls_a_thing_gives_way_to_what_people_call_it() {
    let mut claims = vec![
        claim("systems.csv", "system:engine", Field::Name, named("Moteur de fidélité", "Loyalty engine")),
        claim("traces.json", "system:engine", Field::Name, named("engine", "engine")),
    ];
    claims[1].position = 2;
    let catalog = Catalog::build(claims.clone());
    assert_eq!(catalog.name(&id("system:engine")), Say::new("Moteur de fidélité", "Loyalty engine"));
    assert!(catalog.findings().is_empty(), "{:?}", catalog.findings());
    claims.remove(0);
    assert_eq!(Catalog::build(claims).name(&id("system:engine")), Say::same("engine"), "better than nothing");
}
