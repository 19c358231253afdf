//! Records that arrive one after another find the people a full run finds.

use std::collections::{BTreeMap, BTreeSet};

use customers::resolution::index::{Anchor, Change, Entry, Index, Outcome};
use customers::resolution::{Resolution, evaluate, profile, resolve};
use proptest::prelude::*;

use crate::people::{Chance, HEADERS, Told, columns, people};

/// An id per record that says nothing of when it came.
pub fn anchor(record: usize) -> Anchor {
    Anchor(u128::from(record as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

fn run(told: &[Told], pairs_per_record: f64) -> (Resolution, customers::resolution::model::Model) {
    let columns = columns(told, &HEADERS);
    let mut model = profile::propose(&columns);
    (model.pairs_per_record, model.starts) = (pairs_per_record, 2);
    (resolve(&columns, &model, &[], &mut |_| {}), model)
}

pub fn begun(told: &[Told], pairs_per_record: f64) -> Index {
    let (run, model) = run(told, pairs_per_record);
    Index::of(run, &model, &[], (0..told.len()).map(anchor).collect())
}

/// What a record says under a header.
pub fn told_as<'a>(told: &'a Told) -> impl Fn(&str) -> Option<&'a str> {
    move |header| HEADERS.iter().position(|known| *known == header).map(|at| told.0[at].as_str())
}

pub fn arrive(index: &mut Index, told: &Told) -> Outcome {
    let entry = Entry::Arrived { anchor: anchor(index.len()), form: index.form(told_as(told)) };
    index.take(&entry)
}

/// Shuffled, but the first ones stay among the first.
pub fn shuffled(told: &[Told], seed: u64) -> Vec<Told> {
    let mut chance = Chance(seed | 1);
    let mut told = told.to_vec();
    (1..told.len()).rev().for_each(|at| told.swap(at, chance.below(at + 1)));
    told
}

/// The people as sets of what their records hold, so that numbers are gone.
fn partition(told: &[Told], first: &[u32]) -> BTreeSet<Vec<String>> {
    let mut by_person = BTreeMap::<u32, Vec<String>>::new();
    told.iter().zip(first).for_each(|((row, _), first)| by_person.entry(*first).or_default().push(row.join("|")));
    let sorted = |mut rows: Vec<String>| {
        rows.sort();
        rows
    };
    by_person.into_values().map(sorted).collect()
}

#[test]
fn an_index_begins_with_the_people_of_its_run() {
    let told = people(200, 31);
    let (run, model) = run(&told, 20.0);
    let by_record = run.by_record();
    let index = Index::of(run, &model, &[], (0..told.len()).map(anchor).collect());
    assert_eq!(partition(&told, index.firsts()), partition(&told, &by_record));
    assert_eq!(index.firsts(), index.whole());
    assert!(index.firsts().iter().zip(0..).all(|(first, record)| *first <= record));
    for record in 0..told.len() as u32 {
        let with = index.records_with(record);
        assert!(with.contains(&record) && with.is_sorted());
        assert_eq!(with[0], index.firsts()[record as usize]);
        assert_eq!(index.person(record), Some(anchor(with[0] as usize)));
    }
}

#[test]
fn a_record_is_brought_into_form_as_a_run_does_with_all() {
    let told = people(100, 37);
    let (run, model) = run(&told, 20.0);
    let rows: Vec<(u32, Vec<String>)> = (0..told.len())
        .map(|place| {
            let row = (0..run.records.fields.len()).map(|field| run.records.value(place, field).to_owned());
            (run.records.told[place], row.collect())
        })
        .collect();
    let shared: Vec<String> = run.records.junk.iter().map(|junk| junk.value.clone()).collect();
    let index = Index::of(run, &model, &[], (0..told.len()).map(anchor).collect());
    for (record, row) in rows {
        let mut form = index.form(told_as(&told[record as usize]));
        // What strangers share is left out by the run, and by the index when the record arrives.
        form.iter_mut().filter(|text| shared.contains(text)).for_each(String::clear);
        assert_eq!(form, row);
    }
}

#[test]
fn the_changes_told_lead_from_the_people_before_to_those_after() {
    let told = shuffled(&people(300, 32), 5);
    let (base, rest) = told.split_at(told.len() / 4);
    let mut index = begun(base, 20.0);
    let (mut joined, mut split) = (0, 0);
    for told in rest {
        let people =
            |index: &Index| index.firsts().iter().map(|first| anchor(*first as usize)).collect::<BTreeSet<_>>();
        let (mut known, record) = (people(&index), index.len());
        let outcome = arrive(&mut index, told);
        assert_eq!(outcome.record, Some(record as u32));
        assert_eq!(outcome.person, index.person(record as u32));
        for change in &outcome.changes {
            match change {
                Change::Joined { gone, kept } => {
                    joined += 1;
                    assert!(known.remove(gone), "it was a person");
                    assert_eq!(index.person_now(*gone), Some(*kept), "an id that is no more leads on");
                }
                Change::Split { from, new } => {
                    split += 1;
                    assert!(from != new && known.insert(*new), "it was nobody");
                }
                Change::Moved { from, to, .. } => assert_ne!(from, to),
            }
        }
        known.extend(outcome.person.filter(|person| *person == anchor(record)));
        assert_eq!(known, people(&index));
    }
    assert!(joined > 0 && split > 0, "{joined} people turned out to be one with another, {split} to be two");
}

#[test]
fn a_further_run_over_all_records_keeps_the_ids_of_people_it_finds_again() {
    let told = shuffled(&people(200, 36), 7);
    let (base, rest) = told.split_at(told.len() / 2);
    let mut index = begun(base, 20.0);
    rest.iter().for_each(|told| drop(arrive(&mut index, told)));
    let (run, model) = run(&told, 20.0);
    let anew = Index::of(run, &model, &[], index.anchors().to_vec());
    let records = 0..told.len() as u32;
    let again: Vec<u32> = records.filter(|record| index.records_with(*record) == anew.records_with(*record)).collect();
    assert!(again.len() > told.len() * 9 / 10, "{} of {}", again.len(), told.len());
    assert!(again.iter().all(|record| index.person(*record) == anew.person(*record)));
    assert!(again.iter().all(|record| index.known_of(*record).is_some_and(|known| known.records.contains(record))));
    assert_eq!(index.known_of(u32::MAX), None);
}

#[test]
fn equal_records_too_many_to_look_at_are_one_person_and_cost_nothing() {
    let row = ["anna", "roux", "1984-03-05", "anna@mail.example", "612345678", "4 oak street", "75008"];
    let equal: Told = (row.map(str::to_owned), 0);
    let mut told = people(150, 33);
    told.push(equal.clone());
    let mut index = begun(&told, 20.0);
    let mut pairs = Vec::new();
    for _ in 0..2_000 {
        let outcome = arrive(&mut index, &equal);
        assert_eq!(outcome.person, Some(anchor(told.len() - 1)));
        pairs.push(outcome.pairs);
    }
    assert!(pairs[1_500..].iter().all(|pairs| *pairs == 0));
    assert_eq!(index.firsts(), index.whole());
    assert_eq!(index.records_with(told.len() as u32 - 1).len(), 2_001);
}

#[test]
fn a_record_that_says_nothing_is_nobody_s_and_one_of_another_shape_is_read_as_far_as_it_goes() {
    let told = people(80, 34);
    let mut index = begun(&told, 20.0);
    let nothing = (std::array::from_fn(|_| String::new()), 0);
    for _ in 0..3 {
        let record = index.len();
        assert_eq!(arrive(&mut index, &nothing).person, Some(anchor(record)));
    }
    for form in [Vec::new(), vec!["anna".to_owned(); 40]] {
        let record = index.len();
        let outcome = index.take(&Entry::Arrived { anchor: anchor(record), form });
        assert_eq!(outcome.record, Some(record as u32));
    }
    assert_eq!(index.firsts(), index.whole());
    assert_eq!((index.person(u32::MAX), index.person_now(Anchor(0))), (None, None));
    assert!(index.records_with(u32::MAX).is_empty());
}

#[test]
fn an_index_over_nothing_takes_records_all_the_same() {
    let mut index = begun(&[], 20.0);
    assert!(index.is_empty());
    for told in people(5, 35) {
        arrive(&mut index, &told);
    }
    assert_eq!(index.firsts(), index.whole());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Blocks of a small budget grow beyond what is looked at while records arrive, so that pairs are lost as well.
    #[test]
    fn at_any_time_people_are_those_of_a_full_run(seed in 1_u64..1_000_000, budget in 3_u32..30) {
        let told = shuffled(&people(120, seed), seed);
        let mut index = begun(&told[..told.len() / 3], f64::from(budget));
        for (at, told) in told[told.len() / 3..].iter().enumerate() {
            arrive(&mut index, told);
            if at % 25 == 0 {
                prop_assert_eq!(index.firsts(), index.whole());
            }
        }
        prop_assert_eq!(index.firsts(), index.whole());
    }

    #[test]
    fn the_order_in_which_records_arrive_does_not_matter(seed in 1_u64..1_000_000, budget in 3_u32..30) {
        let told = shuffled(&people(120, seed), seed);
        let (base, rest) = told.split_at(told.len() / 2);
        let live = |rest: &[Told]| {
            let mut index = begun(base, f64::from(budget));
            rest.iter().for_each(|told| drop(arrive(&mut index, told)));
            partition(&[base, rest].concat(), index.firsts())
        };
        let forwards = live(rest);
        prop_assert_eq!(&forwards, &live(&shuffled(rest, seed + 1)));
        prop_assert_eq!(&forwards, &live(&rest.iter().rev().cloned().collect::<Vec<_>>()));
    }
}

/// What was frozen was estimated from four fifths of the records: a full run estimates anew from all.
#[test]
fn people_are_as_right_as_those_of_a_run_that_knew_all_from_the_start() {
    // Of some two thousand records one household more or less is half a point: four towns are taken together, and
    // what one is better at does not make up for another.
    let mut apart = 0.0;
    for seed in 40..44 {
        let told = shuffled(&people(500, seed), seed);
        let (base, rest) = told.split_at(told.len() * 4 / 5);
        let mut index = begun(base, 20.0);
        rest.iter().for_each(|told| drop(arrive(&mut index, told)));
        let truth: Vec<u32> = told.iter().map(|(_, person)| *person).collect();
        let f1 = |found: &[u32]| evaluate::clusters(found, &truth).pairs.f1 / 4.0;
        apart += (f1(index.firsts()) - f1(&run(&told, 20.0).0.by_record())).abs();
    }
    assert!(apart <= 0.005, "{apart} apart on average");
}
