//! Given names that go together are learnt from the records, and what else tells a person with several addresses.

use std::collections::BTreeMap;

use customers::resolution::compare::ladder::Agreement;
use customers::resolution::index::{Entry, Index};
use customers::resolution::model::Kind;
use customers::resolution::{Estimated, Resolution, Step, profile, resolve, resolve_by};

use crate::arriving::{anchor, told_as};
use crate::people::{HEADERS, Told, columns, people};

fn run(told: &[Told]) -> Resolution {
    let columns = columns(told, &HEADERS);
    resolve(&columns, &profile::propose(&columns), &[], &mut |_| {})
}

fn variants(found: &Resolution) -> Vec<(String, String)> {
    let given = found.ladders.iter().find(|ladder| ladder.kind == Kind::GivenName).expect("given names");
    given.variants.clone()
}

/// People of whom those with the most frequent name go by another in every third record; and that name.
fn nicknamed(households: usize, seed: u64) -> (Vec<Told>, String) {
    let mut told = people(households, seed);
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    told.iter().for_each(|(row, _)| *held.entry(row[0].clone()).or_default() += 1);
    held.remove("");
    let (name, _) = held.into_iter().max_by_key(|(_, count)| *count).expect("a name");
    told.iter_mut().filter(|(row, _)| row[0] == name).step_by(3).for_each(|(row, _)| row[0] = "quimby".to_owned());
    (told, name)
}

/// How many people are told by both names.
fn bearing(told: &[Told], names: &(String, String)) -> usize {
    let mut by_person: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
    for (row, person) in told {
        let bears = by_person.entry(*person).or_default();
        bears.0 |= row[0] == names.0;
        bears.1 |= row[0] == names.1;
    }
    by_person.values().filter(|bears| **bears == (true, true)).count()
}

#[test]
fn names_people_go_by_together_are_learnt_and_those_of_relatives_are_not() {
    let (told, name) = nicknamed(1_500, 71);
    let found = run(&told);
    let learnt = variants(&found);
    let mut both = [name, "quimby".to_owned()];
    both.sort_unstable();
    let both: (String, String) = both.into();
    assert!(learnt.contains(&both), "{learnt:?}");
    // Whatever else is taken for two names of one person is what people wrote for one.
    for names in &learnt {
        assert!(bearing(&told, names) >= 1, "{names:?}");
    }
    let is_both = |left: usize, right: usize| {
        let names = (told[left].0[0].as_str(), told[right].0[0].as_str());
        names == (&both.0, &both.1) || names == (&both.1, &both.0)
    };
    let people = found.by_record();
    let (mut of_one, mut joined) = (0, 0);
    for (left, right, _) in found.pairs.iter() {
        let [one, other] = [left, right].map(|place| found.records.told[place as usize] as usize);
        if is_both(one, other) {
            let says = &found.explain_pair(left, right).expect("a pair").fields[0];
            assert_eq!(says.agreement, Some(Agreement::Variant));
            of_one += i32::from(told[one].1 == told[other].1);
            joined += i32::from(told[one].1 == told[other].1 && people[one] == people[other]);
        }
    }
    assert!(of_one > 50 && joined * 10 > of_one * 9, "{joined} of {of_one} are found");
}

#[test]
fn who_arrives_under_a_name_that_goes_with_theirs_is_known() {
    let (told, _) = nicknamed(700, 72);
    let (base, rest) = told.split_at(told.len() * 9 / 10);
    let columns = columns(base, &HEADERS);
    let model = profile::propose(&columns);
    let found = resolve(&columns, &model, &[], &mut |_| {});
    assert!(!variants(&found).is_empty());
    let anchors = (0..base.len()).map(anchor).collect();
    let mut index = Index::of(found, &model, &[], anchors);
    for told in rest {
        let form = index.form(told_as(told));
        index.take(&Entry::Arrived { anchor: anchor(index.len()), form });
    }
    assert_eq!(index.firsts(), index.whole());
    let opened = Index::reopen(&index.snapshot(0), &[]).expect("it is whole").index;
    assert_eq!(opened.firsts(), opened.whole());
}

#[test]
fn a_number_kept_from_one_address_to_the_next_is_seen() {
    let email = |address: &str| (["anna", "roux", "", address, "", "", ""].map(str::to_owned), 0);
    let says = |left: &str, right: &str| {
        let mut told = people(60, 73);
        told.extend([email(left), email(right)]);
        let found = run(&told);
        let place =
            |record: usize| found.records.told.iter().position(|told| *told as usize == record).expect("a place");
        let pair = found.explain_pair(place(told.len() - 2) as u32, place(told.len() - 1) as u32).expect("a pair");
        pair.fields.iter().find(|says| says.kind == Kind::Email).expect("an address").agreement
    };
    assert_eq!(says("anna.roux4711@a.example", "annaoak854711@b.example"), Some(Agreement::SameNumber));
    assert_eq!(says("anna.roux4711@a.example", "annaoak4712@b.example"), Some(Agreement::SameStart));
    assert_eq!(says("anna.roux11@a.example", "moak11@b.example"), Some(Agreement::None));
}

#[test]
fn a_run_takes_up_what_was_estimated_before_and_finds_the_same_to_the_bit() {
    let (told, _) = nicknamed(700, 74);
    let columns = columns(&told, &HEADERS);
    let model = profile::propose(&columns);
    let mut kept: Option<String> = None;
    let first = resolve_by(&columns, &model, None, &[], &mut |_| {}, &mut |estimated| {
        kept = serde_json::to_string(estimated).ok();
    });
    let before: Estimated = serde_json::from_str(&kept.expect("an estimate was made")).expect("it is one");
    assert_eq!(before, first.estimated());
    assert!(!before.ladders.iter().all(|ladder| ladder.variants.is_empty()));
    let mut steps = Vec::new();
    let again = resolve_by(&columns, &model, Some(&before), &[], &mut |step| steps.push(step), &mut |_| {
        panic!("nothing is estimated again")
    });
    assert_eq!(steps, [Step::Prepare, Step::Block, Step::Compare, Step::Cluster]);
    assert_eq!(again.clusters, first.clusters);
    let scores = |found: &Resolution| -> Vec<(u32, u32, u64)> {
        found.pairs.iter().map(|(l, r, pattern)| (l, r, found.bits[pattern as usize].to_bits())).collect()
    };
    assert_eq!(scores(&again), scores(&first));
}

#[test]
fn an_estimate_of_other_records_is_made_anew() {
    let told = people(60, 75);
    let columns = columns(&told, &HEADERS);
    let model = profile::propose(&columns);
    let found = resolve(&columns, &model, &[], &mut |_| {});
    let estimated = found.estimated();
    let foreign = |change: &dyn Fn(&mut Estimated)| {
        let mut changed = estimated.clone();
        change(&mut changed);
        let mut anew = false;
        let again =
            resolve_by(&columns, &model, Some(&changed), &[], &mut |step| anew |= step == Step::Fit, &mut |_| {});
        assert!(anew && again.clusters == found.clusters);
    };
    foreign(&|estimated| estimated.ladders[0].field = 99);
    foreign(&|estimated| estimated.ladders[1].kind = Kind::Code);
    foreign(&|estimated| drop(estimated.ladders.pop()));
    foreign(&|estimated| estimated.ladders.clear());
    foreign(&|estimated| estimated.fit.same.levels[0].clear());
    foreign(&|estimated| estimated.fit.others.clear());
}
