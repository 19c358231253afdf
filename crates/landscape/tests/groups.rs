//! The estate in groups: each opens on little enough, each system stands in one, nothing depends on the order of claims.

use std::collections::BTreeSet;

use base::{Kind, Lang, Quantity, Ref, Say, Source};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};
use landscape::groups::{Ground, MOST};
use proptest::prelude::*;

fn claim(subject: &str, field: Field, value: Value) -> Claim {
    let source = Source::File {
        dataset: "dataset:x".parse().unwrap(),
        file: "x.csv".to_owned(),
        sheet: None,
        line: 2,
        column: String::new(),
    };
    Claim { subject: subject.parse().unwrap(), field, value, source, as_of: None, position: 1 }
}

fn named(words: &str) -> Value {
    Value::Named(vec![words.to_owned()])
}

fn number(n: f64) -> Value {
    Value::Number(Quantity::exact(n))
}

/// A system: team, vendor, part; an empty word is not said.
fn system(key: &str, [team, vendor, part]: [&str; 3]) -> Vec<Claim> {
    let id = format!("system:{key}");
    let mut claims = vec![claim(&id, Field::Name, Value::Words(Say::same(format!("Outil {key}"))))];
    if !team.is_empty() {
        let team_id = format!("team:{team}");
        claims.push(claim(
            &team_id,
            Field::Name,
            Value::Words(Say::new(format!("Équipe {team}"), format!("{team} team"))),
        ));
        claims.push(claim(&id, Field::Owner, named(team)));
    }
    if !vendor.is_empty() {
        claims.push(claim(&id, Field::Vendor, Value::Words(Say::same(vendor))));
    }
    if !part.is_empty() {
        claims.push(claim(&id, Field::PartOf, named(part)));
    }
    claims
}

fn flow(from: &str, to: &str, rate: Option<f64>, mode: &str) -> Vec<Claim> {
    let id = format!("flow:{from}>{to}");
    let mut claims = vec![claim(&id, Field::Source, named(from)), claim(&id, Field::Target, named(to))];
    claims.extend(rate.map(|rate| claim(&id, Field::Rate, number(rate))));
    if !mode.is_empty() {
        claims.push(claim(&id, Field::Mode, Value::Choice(mode.to_owned())));
    }
    claims
}

/// What must hold of the groups of any catalogue, on any ground.
fn check(catalog: &Catalog) {
    let all = catalog.of_kind(Kind::System).count();
    for ground in Ground::ALL {
        let groups = catalog.groups(ground);
        let mut keys = BTreeSet::new();
        for (at, group) in groups.iter() {
            assert!(keys.insert(group.key.clone()), "{} stands for two groups", group.key);
            assert_eq!(groups.find(&group.key), (at, true), "{}", group.key);
            assert!(group.children.len() <= MOST, "{}: {}", group.key, group.children.len());
            assert_ne!(group.children.len(), 1, "{} opens on itself", group.key);
            let inside = groups.systems(at).len();
            assert_eq!(inside, group.sums.systems);
            match group.children.is_empty() {
                true => assert!(inside <= MOST, "{}: {inside} systems at once", group.key),
                false => {
                    let below: usize = groups.children(at).map(|(_, child)| child.sums.systems).sum();
                    assert_eq!(below, inside, "{} loses systems", group.key);
                }
            }
            assert!(at == 0 || inside > 0, "{} is empty", group.key);
        }
        assert_eq!(groups.systems(0).len(), all);
        for number in 0..all as u32 {
            let around = groups.around(number);
            let last = around.last().copied().unwrap_or(0);
            assert!(groups.get(last).unwrap().children.is_empty() && groups.systems(last).contains(&number));
            assert_eq!(groups.trail(last), around);
        }
    }
}

#[test]
fn teams_and_what_nobody_states_are_groups_and_flows_add_up_between_them() {
    let mut claims: Vec<Claim> = Vec::new();
    for (key, team) in [("a", "web"), ("b", "web"), ("c", "shop"), ("d", "shop"), ("e", "")] {
        claims.extend(system(key, [team, "", ""]));
    }
    claims.extend([claim("system:c", Field::Load, number(30.0)), claim("system:c", Field::Limit, number(40.0))]);
    claims.extend([claim("system:d", Field::Load, number(50.0)), claim("system:d", Field::Limit, number(40.0))]);
    claims.extend(flow("a", "c", Some(2.0), "hard"));
    claims.extend(flow("b", "d", Some(0.5), "async"));
    claims.extend(flow("b", "c", None, ""));
    claims.extend(flow("a", "b", Some(9.0), "hard"));
    let catalog = Catalog::build(claims);
    check(&catalog);
    assert_eq!(catalog.best_ground(), Ground::Team);
    let groups = catalog.groups(Ground::Team);
    let names: Vec<&str> = groups.children(0).map(|(_, group)| group.name.en.as_str()).collect();
    assert_eq!(names, ["shop team", "web team", "No team stated"]);
    let shop = &groups.get(1).unwrap().sums;
    assert_eq!((shop.systems, shop.over, shop.near, shop.limited), (2, 1, 1, 2));
    assert_eq!(shop.load.map(|load| load.likely), Some(80.0));
    assert_eq!(shop.tightest.map(|(number, _)| catalog.system(number).unwrap().id.key().to_owned()), Some("d".into()));
    let among: Vec<usize> = groups.children(0).map(|(at, _)| at).collect();
    let sums = groups.between(&catalog, &among);
    let between = sums[1][0];
    assert_eq!((between.flows, between.rated, between.asynchronous), (3, 2, 1));
    assert_eq!(between.rate.map(|rate| rate.likely), Some(2.5));
    assert_eq!(sums[1][1].flows, 0, "what flows inside a group is no tie between groups");
    let load = groups.load(&catalog, among[0]).unwrap();
    assert_eq!(load.value.likely, 80.0);
    assert_eq!(load.facts().len(), 2, "the sum shows what it is made of");
}

#[test]
fn a_part_of_a_part_stands_in_the_outermost_and_a_circle_of_parts_ends() {
    let mut claims: Vec<Claim> = Vec::new();
    for (key, part) in [("shop", ""), ("cart", "shop"), ("tax", "cart"), ("x", "y"), ("y", "x"), ("bank", "")] {
        claims.extend(system(key, ["", "", part]));
    }
    let catalog = Catalog::build(claims);
    check(&catalog);
    let groups = catalog.groups(Ground::Part);
    let number = |key: &str| catalog.system_number(&Ref::new(Kind::System, key)).unwrap();
    let of = |key: &str| groups.around(number(key)).first().map(|at| groups.get(*at).unwrap().key.clone()).unwrap();
    assert_eq!([of("shop"), of("cart"), of("tax")], ["part:shop", "part:shop", "part:shop"].map(str::to_owned));
    assert_eq!(of("bank"), "part:-");
}

#[test]
fn where_nobody_states_anything_who_calls_one_another_stands_together() {
    let mut claims: Vec<Claim> = Vec::new();
    for island in 0..3 {
        for i in 0..6 {
            claims.extend(system(&format!("s{island}{i}"), ["", "", ""]));
            (0..i).for_each(|j| claims.extend(flow(&format!("s{island}{i}"), &format!("s{island}{j}"), None, "")));
        }
    }
    claims.extend(flow("s00", "s10", None, ""));
    let catalog = Catalog::build(claims);
    check(&catalog);
    assert_eq!(catalog.best_ground(), Ground::Near);
    let groups = catalog.groups(Ground::Near);
    let sizes: Vec<usize> = groups.children(0).map(|(_, group)| group.sums.systems).collect();
    assert_eq!(sizes, [6, 6, 6]);
    assert!(groups.get(1).unwrap().name.fr.starts_with("Autour de Outil s"));
}

#[test]
fn a_group_that_is_gone_gives_way_to_the_nearest_around_it() {
    let catalog =
        Catalog::build((0..40).flat_map(|i| system(&format!("s{i:02}"), [["a", "b"][i % 2], "", ""])).collect());
    let groups = catalog.groups(Ground::Team);
    let (at, _) = groups.find("team:a");
    assert_eq!(groups.find("team:a/vendor:gone"), (at, false));
    assert_eq!(groups.find("nothing"), (0, false));
    assert_eq!(groups.find(""), (0, true));
}

#[test]
fn an_empty_estate_is_one_empty_group() {
    let catalog = Catalog::default();
    check(&catalog);
    assert_eq!(catalog.best_ground(), Ground::Near);
    assert_eq!(catalog.groups(Ground::Team).whole().sums.systems, 0);
    assert_eq!(catalog.by_name(Kind::System, Lang::Fr).count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn groups_hold_whatever_is_stated_and_do_not_depend_on_the_order_of_claims(
        said in prop::collection::vec((0..9_usize, 0..30_usize, 0..60_usize), 0..90),
        calls in prop::collection::vec((0..90_usize, 0..90_usize), 0..200),
        turn in 0..97_usize,
    ) {
        let word = |prefix: &str, n: usize| if n == 0 { String::new() } else { format!("{prefix}{n}") };
        let mut claims: Vec<Claim> = Vec::new();
        for (i, (team, vendor, part)) in said.iter().enumerate() {
            let (team, vendor) = (word("t", *team), word("v", *vendor));
            let part = if part % 3 == 0 && *part < said.len() { format!("s{part}") } else { String::new() };
            claims.extend(system(&format!("s{i}"), [&team, &vendor, &part]));
        }
        for (from, to) in calls.iter().filter(|(from, to)| *from < said.len() && *to < said.len()) {
            claims.extend(flow(&format!("s{from}"), &format!("s{to}"), None, "hard"));
        }
        let catalog = Catalog::build(claims.clone());
        check(&catalog);
        let turned = turn.min(claims.len());
        claims.rotate_left(turned);
        let again = Catalog::build(claims);
        for ground in Ground::ALL {
            let (one, other) = (catalog.groups(ground), again.groups(ground));
            prop_assert!(one.iter().eq(other.iter()));
        }
    }
}
