//! What people say of records changes the people of an index at once, and is taken back without a trace.

use customers::resolution::correct::Correction;
use customers::resolution::index::{Change, Entry, Index};
use proptest::prelude::*;

use crate::arriving::{anchor, arrive, begun, shuffled};
use crate::people::{Chance, people};

/// A fact about two records that stand near each other, or of one person.
fn drawn(index: &Index, chance: &mut Chance) -> Correction {
    let records = index.len();
    let left = chance.below(records) as u32;
    let with = index.records_with(left);
    let right = if chance.below(2) == 0 { with[chance.below(with.len())] } else { chance.below(records) as u32 };
    Correction { left, right, same: chance.below(2) == 0 }
}

/// Two records of one person.
fn together(index: &Index) -> (u32, u32) {
    let with = (0..index.len() as u32).map(|record| index.records_with(record)).find(|with| with.len() > 1);
    let with = with.expect("somebody has two records");
    (with[0], with[1])
}

#[test]
fn two_said_to_be_one_are_and_the_id_known_for_longer_stays() {
    let mut index = begun(&people(100, 61), 20.0);
    let (first, later) = (0, index.firsts().iter().rev().copied().find(|first| *first > 0).expect("a second person"));
    let known = |index: &Index| [first, later].map(|record| index.known_of(record).expect("a person"));
    let before = known(&index);
    let (kept, gone) = (index.person(first), index.person(later));
    let outcome = index.take(&Entry::Said(Correction { left: later, right: first, same: true }));
    let (kept, gone) = (kept.expect("a person"), gone.expect("a person"));
    assert!(outcome.changes.contains(&Change::Joined { gone, kept }), "{:?}", outcome.changes);
    assert_eq!((index.person(later), index.person_now(gone)), (Some(kept), Some(kept)));
    let [one, same] = known(&index);
    assert!(one == same && one.records.len() == before[0].records.len() + before[1].records.len());
    let outcome = index.take(&Entry::TakenBack(Correction { left: first, right: later, same: true }));
    assert_eq!(known(&index), before, "what is known of each is what it was");
    assert!(outcome.changes.contains(&Change::Split { from: kept, new: gone }), "{:?}", outcome.changes);
    assert_eq!(index.person(later), Some(gone), "the very id it had");
}

#[test]
fn one_said_to_be_two_are_two_and_stay_so_when_more_arrives() {
    let told = people(150, 62);
    let mut index = begun(&told[..told.len() / 2], 20.0);
    let (left, right) = together(&index);
    let fact = Correction { left, right, same: false };
    assert!(!index.take(&Entry::Said(fact)).changes.is_empty());
    assert!(index.take(&Entry::Said(fact)).changes.is_empty(), "said twice is said once");
    told[told.len() / 2..].iter().for_each(|told| drop(arrive(&mut index, told)));
    assert_ne!(index.person(left), index.person(right));
    assert_eq!(index.firsts(), index.whole());
}

#[test]
fn what_is_said_of_a_record_yet_to_come_counts_when_it_comes() {
    let told = people(60, 63);
    let mut index = begun(&told[..told.len() - 1], 20.0);
    let last = index.len() as u32;
    assert!(index.take(&Entry::Said(Correction { left: last, right: 0, same: true })).changes.is_empty());
    assert_eq!(arrive(&mut index, &told[told.len() - 1]).person, index.person(0));
    assert_eq!(index.firsts(), index.whole());
}

#[test]
fn what_contradicts_itself_is_told() {
    let mut index = begun(&people(60, 64), 20.0);
    for (left, right, same) in [(1, 2, true), (2, 3, true), (1, 3, false)] {
        index.take(&Entry::Said(Correction { left, right, same }));
        assert_eq!(index.firsts(), index.whole());
    }
    assert_eq!(index.contradictions().len(), 1);
    index.take(&Entry::TakenBack(Correction { left: 3, right: 1, same: false }));
    assert!(index.contradictions().is_empty() && index.person(1) == index.person(3));
}

#[test]
fn a_thousand_facts_taken_back_restore_the_same_bits() {
    let mut index = begun(&people(200, 65), 20.0);
    let before = index.snapshot(0);
    let mut chance = Chance(4_711);
    let said: Vec<Correction> = (0..1_000).map(|_| drawn(&index, &mut chance)).collect();
    let mut changed = 0;
    for fact in &said {
        changed += usize::from(!index.take(&Entry::Said(*fact)).changes.is_empty());
    }
    assert!(changed > 300, "{changed} of them changed somebody");
    assert_eq!(index.firsts(), index.whole());
    // In another order than they were said.
    said.iter().for_each(|fact| drop(index.take(&Entry::TakenBack(*fact))));
    assert_eq!(index.snapshot(0), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn at_any_time_people_are_those_of_a_full_run_that_knows_what_was_said(seed in 1_u64..1_000_000, budget in 3_u32..30) {
        let told = shuffled(&people(100, seed), seed);
        let mut index = begun(&told[..told.len() / 2], f64::from(budget));
        let mut chance = Chance(seed | 1);
        let mut said = Vec::new();
        for (at, told) in told[told.len() / 2..].iter().enumerate() {
            arrive(&mut index, told);
            if chance.below(3) == 0 {
                let fact = drawn(&index, &mut chance);
                said.push(fact);
                index.take(&Entry::Said(fact));
            }
            if chance.below(6) == 0 && !said.is_empty() {
                let fact = said.swap_remove(chance.below(said.len()));
                index.take(&Entry::TakenBack(fact));
            }
            if at % 10 == 0 {
                prop_assert_eq!(index.firsts(), index.whole());
            }
        }
        let people = |index: &Index| (0..index.len() as u32).map(|record| index.person(record)).collect::<Vec<_>>();
        let found = people(&index);
        prop_assert!((0..).zip(&found).all(|(record, person)| *person == Some(anchor(index.firsts()[record] as usize))));
        let again = Index::reopen(&index.snapshot(3), &[]).expect("it is whole");
        prop_assert_eq!(found, people(&again.index));
    }
}
