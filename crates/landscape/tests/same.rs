//! One thing under two names: what is taken for the same, what is asked, what stays apart.

use base::{Quantity, Ref, Say, Source};
use landscape::catalog::{Catalog, Claim, Said};
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
    assert!(engine.also[0].said == Said::ByName && engine.also[0].source.is_some());
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
    let also = &catalog.get(&id("system:points")).unwrap().also;
    assert!(also.iter().any(|it| it.id == id("system:points") && it.said == Said::ByPerson));
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

fn called(subject: &str, name: &str) -> Claim {
    claim("systems.csv", subject, Field::Name, named(name, name))
}

fn listed(position: u64, subject: &str, field: Field, words: &str) -> Claim {
    Claim { position, ..claim("systems.csv", subject, field, Value::List(vec![words.to_owned()])) }
}

/// The same catalogue whatever the order of the claims.
fn built(claims: Vec<Claim>) -> Catalog {
    let (there, back) = (Catalog::build(claims.clone()), Catalog::build(claims.into_iter().rev().collect()));
    assert!(there.things().eq(back.things()));
    there
}

#[test]
fn what_a_person_says_is_the_same_outlives_the_next_import_of_the_file() {
    let three = || vec![called("system:a-1", "A"), called("system:b-1", "B"), called("system:c-1", "C")];
    let mut claims = three();
    claims.push(listed(1, "system:a-1", Field::SameAs, "b-1"));
    claims.push(stated("system:a-1", Field::SameAs, "c-1"));
    claims.push(listed(12, "system:a-1", Field::SameAs, "b-1"));
    assert_eq!(built(claims.clone()).get(&id("system:a-1")).unwrap().id, id("system:c-1"));
    // A new value of the file counts again.
    claims.extend([called("system:d-1", "D"), listed(13, "system:a-1", Field::SameAs, "d-1")]);
    assert_eq!(built(claims).get(&id("system:a-1")).unwrap().id, id("system:d-1"));
    // What one source says it is not takes nothing from what another says.
    let mut claims = vec![
        called("system:crm-1", "CRM"),
        claim("t.json", "system:crm", Field::Limit, Value::Number(Quantity::exact(1.0))),
    ];
    claims.push(stated("system:crm", Field::NotSame, "crm-1"));
    claims.push(listed(12, "system:crm", Field::NotSame, "sap"));
    let catalog = built(claims);
    assert_eq!(systems(&catalog), ["crm", "crm-1"]);
    assert!(catalog.findings().is_empty(), "{:?}", catalog.findings());
}

#[test]
fn what_a_file_says_is_the_same_is_taken_apart_by_a_person() {
    let mut claims = vec![called("system:a-1", "A"), called("system:b-1", "B")];
    claims.push(listed(1, "system:a-1", Field::SameAs, "b-1"));
    let catalog = built(claims.clone());
    assert_eq!(catalog.get(&id("system:b-1")).unwrap().also[0].said, Said::ByFile);
    claims.push(stated("system:a-1", Field::NotSame, "b-1"));
    claims.push(listed(12, "system:a-1", Field::SameAs, "b-1"));
    assert_eq!(systems(&built(claims.clone())), ["a-1", "b-1"]);
    // A later word of a person counts.
    claims.push(Claim { position: 20, ..stated("system:a-1", Field::SameAs, "b-1") });
    claims.last_mut().unwrap().source = Source::Statement { by: None, position: 20 };
    let catalog = built(claims);
    assert_eq!(systems(&catalog), ["b-1"]);
    let alias = &catalog.get(&id("system:b-1")).unwrap().also[0];
    assert_eq!((alias.said, alias.not.as_slice()), (Said::ByPerson, ["b-1".to_owned()].as_slice()));
}

#[test]
fn a_chain_of_names_leads_nothing_to_what_it_is_said_not_to_be() {
    let chain = || {
        vec![
            claim("t.json", "system:crm", Field::Limit, Value::Number(Quantity::exact(1.0))),
            called("system:app-12", "CRM"),
            claim("t.json", "system:app-12", Field::SameAs, Value::List(vec!["crm-360".into()])),
            called("system:crm-360", "Relation client"),
        ]
    };
    assert_eq!(systems(&built(chain())), ["crm-360"]);
    let mut claims = chain();
    claims.push(stated("system:crm", Field::NotSame, "crm-360"));
    let catalog = built(claims.clone());
    assert_eq!(systems(&catalog), ["crm", "crm-360"]);
    assert_eq!(catalog.get(&id("system:app-12")).unwrap().id, id("system:crm-360"));
    // What is the same as one of two that are apart stays with it.
    claims.extend([called("system:z-1", "Z"), stated("system:z-1", Field::SameAs, "crm")]);
    let catalog = built(claims);
    assert_eq!(catalog.get(&id("system:z-1")).unwrap().id, id("system:crm"));
}

#[test]
fn what_is_the_same_as_several_is_one_thing_with_all_of_them() {
    let several = |words: &[&str]| Value::List(words.iter().map(|word| (*word).to_owned()).collect());
    let things = || ["a-1", "b-1", "c-1", "x-1"].map(|key| called(&format!("system:{key}"), &format!("Chose {key}")));
    let mut claims = things().to_vec();
    claims.push(claim("s.csv", "system:x-1", Field::SameAs, several(&["a-1", "b-1", "c-1"])));
    let catalog = built(claims.clone());
    assert_eq!(systems(&catalog), ["a-1"]);
    let also: Vec<&str> = catalog.get(&id("system:c-1")).unwrap().also.iter().map(|alias| alias.id.key()).collect();
    assert_eq!(also, ["b-1", "c-1", "x-1"]);
    // A person who says that two of them are not leaves the others together.
    claims.push(stated("system:b-1", Field::NotSame, "a-1"));
    assert_eq!(systems(&built(claims.clone())), ["a-1", "b-1"]);
    // Two such lists that share a thing are one.
    let mut claims = things().to_vec();
    claims.push(claim("s.csv", "system:x-1", Field::SameAs, several(&["b-1", "a-1"])));
    claims.push(claim("s.csv", "system:c-1", Field::SameAs, several(&["x-1", "a-1"])));
    assert_eq!(systems(&built(claims)).len(), 1);
}

#[test]
fn two_rows_taken_for_one_keep_their_names_and_show_what_they_contradict() {
    let limit = |position: u64, subject: &str, limit: f64| Claim {
        position,
        ..claim("systems.csv", subject, Field::Limit, Value::Number(Quantity::exact(limit)))
    };
    let same = stated("system:b-1", Field::SameAs, "a-1");
    let mut claims = vec![called("system:a-1", "Points"), called("system:b-1", "Barème"), same];
    claims.extend([limit(1, "system:a-1", 40.0), limit(1, "system:b-1", 60.0)]);
    let catalog = built(claims.clone());
    let a = catalog.get(&id("system:a-1")).unwrap();
    assert!(a.field(Field::Limit).unwrap().conflict);
    assert_eq!(a.field(Field::Limit).unwrap().others.len(), 1);
    assert_eq!(a.also[0].names, [Say::same("Barème")]);
    let folded = catalog.folded().find(|(thing, _)| thing.id == a.id).unwrap().1;
    assert_eq!(folded.also.iter().map(|name| &**name).collect::<Vec<_>>(), ["b-1", "bareme"], "both are looked for");
    assert_eq!(catalog.findings().len(), 1, "{:?}", catalog.findings());
    // A newer version of the file in which only one of them speaks leaves nothing to settle.
    claims.push(limit(2, "system:a-1", 45.0));
    let catalog = built(claims);
    let a = catalog.get(&id("system:a-1")).unwrap();
    assert_eq!(a.quantity(Field::Limit), Some(Quantity::exact(45.0)));
    assert!(!a.field(Field::Limit).unwrap().conflict);
}
