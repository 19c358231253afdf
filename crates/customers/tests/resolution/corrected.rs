//! What people say of records holds, whatever the scores, in whatever order, and is taken back without a trace.

use std::collections::BTreeSet;

use customers::resolution::correct::{Contradiction, Correction, Corrections};
use customers::resolution::model::Model;
use customers::resolution::{Resolution, profile, resolve};
use proptest::prelude::*;

use crate::people::{Chance, HEADERS, columns, people};

const fn same(left: u32, right: u32) -> Correction {
    Correction { left, right, same: true }
}

const fn apart(left: u32, right: u32) -> Correction {
    Correction { left, right, same: false }
}

fn run(said: &[Correction]) -> (Resolution, Model) {
    let columns = columns(&people(60, 21), &HEADERS);
    let model = profile::propose(&columns);
    (resolve(&columns, &model, said, &mut |_| {}), model)
}

/// Two records the engine takes for one person, and two it takes for two.
fn known(found: &Resolution) -> ((u32, u32), (u32, u32)) {
    let by_record = found.by_record();
    let find = |wanted: bool| {
        let pairs = (0..by_record.len()).flat_map(|l| (l + 1..by_record.len()).map(move |r| (l, r)));
        let pair = pairs.into_iter().find(|(l, r)| (by_record[*l] == by_record[*r]) == wanted);
        pair.map(|(l, r)| (l as u32, r as u32)).expect("there are both")
    };
    (find(true), find(false))
}

#[test]
fn what_was_said_holds_against_any_score() {
    let (before, model) = run(&[]);
    let ((a, b), (c, d)) = known(&before);
    let said = [apart(b, a), same(d, c)];
    let (found, _) = run(&said);
    let clusters = found.by_record();
    assert_ne!(clusters[a as usize], clusters[b as usize]);
    assert_eq!(clusters[c as usize], clusters[d as usize]);
    assert!(found.said.contradictions.is_empty());
    // Told later it is the same as told at once.
    let mut later = before;
    later.put_together(&model, &said);
    assert_eq!(later.clusters, found.clusters);
}

#[test]
fn what_contradicts_itself_is_told_with_the_chain_and_two_people_stay_two() {
    let said = [same(1, 0), same(1, 2), apart(2, 0), same(7, 8)];
    let taken = Corrections::of(&said);
    assert_eq!(taken.contradictions, [Contradiction { chain: vec![0, 1, 2] }]);
    assert_eq!((taken.same, taken.apart), (vec![(7, 8)], vec![(0, 2)]));
    let direct = Corrections::of(&[same(4, 3), apart(3, 4)]);
    assert_eq!(direct.contradictions, [Contradiction { chain: vec![3, 4] }]);
    let (found, _) = run(&said);
    assert_eq!(found.said.contradictions.len(), 1);
    assert_ne!(found.by_record()[0], found.by_record()[2]);
    assert_eq!(found.by_record()[7], found.by_record()[8]);
}

#[test]
fn of_a_record_and_itself_and_of_records_there_are_not_nothing_is_said() {
    let (before, mut model) = run(&[]);
    let (after, _) = run(&[same(3, 3), apart(4, 4), same(0, u32::MAX), apart(u32::MAX, 1)]);
    assert_eq!((before.clusters, before.said), (after.clusters, after.said));
    model.fields.clear();
    assert!(resolve(&[], &model, &[same(0, 1)], &mut |_| {}).clusters.is_empty());
}

#[test]
fn equal_records_too_many_to_look_at_follow_what_is_said_of_one_of_them() {
    let row = ["anna", "roux", "1984-03-05", "anna@mail.example", "612345678", "4 oak street", "75008"];
    let other = ["zeno", "quix", "1950-11-30", "zq@else.example", "698765432", "9 elm street", "13001"];
    let mut told: Vec<_> = (0..3_000).map(|_| (row.map(str::to_owned), 0)).collect();
    told.push((other.map(str::to_owned), 1));
    let columns = columns(&told, &HEADERS);
    let model = profile::propose(&columns);
    let people = |said: &[Correction]| {
        let clusters = resolve(&columns, &model, said, &mut |_| {}).by_record();
        (clusters.iter().collect::<BTreeSet<_>>().len(), clusters)
    };
    assert_eq!(people(&[]).0, 2);
    assert_eq!(people(&[same(1_500, 3_000)]).0, 1, "and the one said to be them");
    let (count, clusters) = people(&[apart(10, 20)]);
    assert!(count == 3 && clusters[10] != clusters[20], "twins with the same values can be told apart");
    let (count, clusters) = people(&[same(1_500, 3_000), apart(3_000, 5)]);
    assert!(count == 2 && clusters[1_500] == clusters[3_000] && clusters[3_000] != clusters[5], "{count}");
}

/// So many facts about records drawn from a run, as many of either kind.
fn drawn(found: &Resolution, seed: u64, count: usize) -> Vec<Correction> {
    let mut chance = Chance(seed | 1);
    let records = found.records.count;
    let mut fact = |_| {
        let left = chance.below(records) as u32;
        let near = chance.below(2) == 0;
        // Half of them near each other in the files, where people's records stand.
        let right =
            if near { (left + 1 + chance.below(4) as u32) % records as u32 } else { chance.below(records) as u32 };
        Correction { left, right, same: chance.below(2) == 0 }
    };
    (0..count).map(&mut fact).collect()
}

#[test]
fn a_thousand_facts_taken_back_one_after_another_restore_what_was_there() {
    let (mut found, model) = run(&[]);
    let before = found.clusters.clone();
    let said = drawn(&found, 5, 1_000);
    let mut lived = Vec::new();
    let steps: Vec<usize> = (0..=said.len()).step_by(50).collect();
    for told in steps.iter().copied() {
        found.put_together(&model, &said[..told]);
        lived.push(found.clusters.clone());
    }
    assert!(lived.windows(2).all(|two| two[0] != two[1]), "each fifty changed something");
    for told in steps.into_iter().rev() {
        found.put_together(&model, &said[..told]);
        assert_eq!(Some(&found.clusters), lived.last());
        lived.pop();
    }
    assert_eq!(found.clusters, before);
}

/// One run for all drawn cases.
fn shared() -> &'static (Resolution, Model) {
    static RUN: std::sync::OnceLock<(Resolution, Model)> = std::sync::OnceLock::new();
    RUN.get_or_init(|| run(&[]))
}

fn put(said: &[Correction]) -> (Vec<u32>, Vec<Contradiction>) {
    let (found, model) = shared();
    let placed = Corrections::of(said).placed(&found.records.told);
    let weighing = customers::resolution::cluster::Weighing {
        threshold: model.threshold_bits,
        unseen: model.unseen_bits,
        most: model.most_bits,
    };
    let clusters =
        customers::resolution::cluster::cluster(found.records.count, &found.pairs, &found.bits, weighing, &placed);
    (clusters, placed.contradictions)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn neither_order_nor_repetition_nor_side_counts(seed in 1_u64..1_000_000, count in 1_usize..60) {
        let said = drawn(&shared().0, seed, count);
        let mut other: Vec<Correction> =
            said.iter().map(|fact| Correction { left: fact.right, right: fact.left, same: fact.same }).collect();
        other.reverse();
        other.extend(said.iter().take(count / 2).copied());
        prop_assert_eq!(put(&said), put(&other));
    }

    #[test]
    fn what_counts_holds_in_every_cluster(seed in 1_u64..1_000_000, count in 1_usize..60) {
        let said = drawn(&shared().0, seed, count);
        let (clusters, contradictions) = put(&said);
        let taken = Corrections::of(&said).placed(&shared().0.records.told);
        prop_assert!(taken.same.iter().all(|(l, r)| clusters[*l as usize] == clusters[*r as usize]));
        prop_assert!(taken.apart.iter().all(|(l, r)| clusters[*l as usize] != clusters[*r as usize]));
        for Contradiction { chain } in &contradictions {
            let stated = |two: &[u32]| said.iter().any(|fact| fact.same && [fact.left, fact.right].iter().all(|r| two.contains(r)));
            prop_assert!(chain.len() >= 2 && chain.windows(2).all(stated));
            let ends = [chain[0], chain[chain.len() - 1]];
            prop_assert!(said.iter().any(|fact| !fact.same && ends.contains(&fact.left) && ends.contains(&fact.right)));
        }
        let stated: BTreeSet<(u32, u32)> = said.iter().filter(|f| f.same && f.left != f.right).map(|f| (f.left.min(f.right), f.left.max(f.right))).collect();
        prop_assert!(contradictions.is_empty() == (stated.len() == taken.same.len()));
    }
}
