//! What must hold whatever the records are.

use std::collections::BTreeSet;

use customers::resolution::{Resolution, evaluate, profile, resolve};

use crate::people::{Chance, HEADERS, Told, columns, people};

fn run(told: &[Told]) -> Resolution {
    let columns = columns(told, &HEADERS);
    let model = profile::propose(&columns);
    resolve(&columns, &model, &[], &mut |_| {})
}

/// The clusters as sets of what the records hold, so that the order of records is gone.
fn partition(told: &[Told], found: &Resolution) -> BTreeSet<Vec<String>> {
    let mut by_cluster = std::collections::BTreeMap::<u32, Vec<String>>::new();
    for ((row, _), cluster) in told.iter().zip(found.by_record()) {
        by_cluster.entry(cluster).or_default().push(row.join("|"));
    }
    by_cluster
        .into_values()
        .map(|mut rows| {
            rows.sort();
            rows
        })
        .collect()
}

#[test]
fn the_order_of_records_does_not_matter() {
    let told = people(250, 3);
    let before = run(&told);
    let mut shuffled = told.clone();
    let mut chance = Chance(99);
    (1..shuffled.len()).rev().for_each(|at| shuffled.swap(at, chance.below(at + 1)));
    assert_ne!(told, shuffled);
    let after = run(&shuffled);
    assert_eq!(partition(&told, &before), partition(&shuffled, &after));
    assert_eq!(before.fit, after.fit, "estimated to the bit");
}

#[test]
fn the_names_of_columns_do_not_matter() {
    let told = people(150, 4);
    let plain = columns(&told, &HEADERS);
    let mut model = profile::propose(&plain);
    let found = resolve(&plain, &model, &[], &mut |_| {});
    let other = ["a", "b", "c", "d", "e", "f", "g"];
    for field in &mut model.fields {
        for name in &mut field.columns {
            let at = HEADERS.iter().position(|header| header == name).expect("the header of a column");
            *name = other[at].to_owned();
        }
    }
    let renamed = resolve(&columns(&told, &other), &model, &[], &mut |_| {});
    assert_eq!(found.by_record(), renamed.by_record());
    assert_eq!(found.bits, renamed.bits);
}

#[test]
fn a_record_told_twice_is_one_person_and_a_run_told_twice_is_one_run() {
    let mut told = people(150, 5);
    told.extend(told.clone());
    let found = run(&told);
    let clusters = found.by_record();
    let half = told.len() / 2;
    let full = |row: &[String; 7]| row.iter().all(|value| !value.is_empty());
    for at in (0..half).filter(|at| full(&told[*at].0)) {
        assert_eq!(clusters[at], clusters[at + half], "{:?}", told[at].0);
    }
    assert_eq!(clusters, run(&told).by_record());
}

#[test]
fn more_evidence_for_never_lowers_a_score() {
    let found = run(&people(300, 6));
    // Agreement on a rarer value says at least as much as on a frequent one, among names: what frequency is for.
    let bits = |level: u64| found.fit.bits(level << 4);
    let ladder = &found.ladders[1];
    let least = bits(1);
    assert!(
        (2..=ladder.levels.len() as u64).all(|level| bits(level) > least),
        "none of these says less than no likeness"
    );
}

#[test]
fn households_are_told_apart_from_persons() {
    let told = people(400, 7);
    let found = run(&told);
    let truth: Vec<u32> = told.iter().map(|(_, person)| *person).collect();
    let accuracy = evaluate::clusters(&found.by_record(), &truth);
    // A floor against breakage, not a figure: figures stand in docs/benchmarks.md.
    assert!(accuracy.pairs.f1 > 0.93, "{accuracy:?}");
    assert!(accuracy.pairs.precision > 0.93, "{accuracy:?}");
}
