//! What people say of two records: one person, or two.
//!
//! A correction is a fact about two records of the files, never about a cluster: clusters are worked out again from all
//! facts that stand, so that neither their order nor how often they are told counts, and taking one back restores what
//! was there before it. Facts that contradict each other are told, and settled by whoever stated them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

/// That two records are one person, or are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// A record, by its number in the files.
    pub left: u32,
    /// Another one; which comes first does not matter.
    pub right: u32,
    /// Whether they are one person.
    pub same: bool,
}

/// Two records said to be two people, and a chain of facts that makes them one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// From one of the two records to the other, each said to be one person with the next: a shortest chain.
    pub chain: Vec<u32>,
}

/// What counts of everything that was said.
///
/// Where facts contradict each other, two people stay two: data of one shown as another's do more harm than one person
/// told twice. No fact that makes records of such a chain one person counts until the contradiction is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Pairs that are one person: the smaller number first, each once, in order.
    pub same: Vec<(u32, u32)>,
    /// Pairs that are two people.
    pub apart: Vec<(u32, u32)>,
    /// What contradicts itself.
    pub contradictions: Vec<Contradiction>,
}

impl Corrections {
    /// Takes what was said, in any order; of a record and itself nothing can be said.
    pub fn of(said: &[Correction]) -> Corrections {
        let pairs = |same: bool| {
            let told = said.iter().filter(|fact| fact.same == same && fact.left != fact.right);
            let mut pairs: Vec<_> = told.map(|fact| (fact.left.min(fact.right), fact.left.max(fact.right))).collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        };
        let (mut same, apart) = (pairs(true), pairs(false));
        let mut beside: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (left, right) in &same {
            beside.entry(*left).or_default().push(*right);
            beside.entry(*right).or_default().push(*left);
        }
        // For each record the first of those it hangs together with.
        let mut group: BTreeMap<u32, u32> = BTreeMap::new();
        for first in beside.keys() {
            let mut next = vec![*first];
            while let Some(record) = next.pop() {
                if group.contains_key(&record) {
                    continue;
                }
                group.insert(record, *first);
                next.extend(beside.get(&record).into_iter().flatten());
            }
        }
        let one = |(left, right): &&(u32, u32)| group.get(left).is_some_and(|of| group.get(right) == Some(of));
        let contradicted: Vec<&(u32, u32)> = apart.iter().filter(one).collect();
        let open: Vec<u32> = contradicted.iter().filter_map(|(left, _)| group.get(left).copied()).collect();
        let contradictions =
            contradicted.iter().map(|(left, right)| Contradiction { chain: chain(&beside, *left, *right) }).collect();
        same.retain(|(left, _)| group.get(left).is_none_or(|of| !open.contains(of)));
        Corrections { same, apart, contradictions }
    }

    /// Gives the same facts about places; facts about records there are not are passed over.
    ///
    /// Shape: for each place the record of the files that stands there.
    pub fn placed(&self, told: &[u32]) -> Corrections {
        if self.same.is_empty() && self.apart.is_empty() {
            return Corrections::default();
        }
        let places = places(told, self.same.iter().chain(&self.apart).flat_map(|(left, right)| [*left, *right]));
        let at = |record: &u32| places.get(record).copied();
        let placed = |facts: &[(u32, u32)]| {
            let both = facts.iter().filter_map(|(left, right)| Some((at(left)?, at(right)?)));
            let mut found: Vec<_> = both.map(|(left, right)| (left.min(right), left.max(right))).collect();
            found.sort_unstable();
            found
        };
        Corrections {
            same: placed(&self.same),
            apart: placed(&self.apart),
            contradictions: self.contradictions.clone(),
        }
    }
}

/// Where these records stand; those there are not stand nowhere.
pub(super) fn places(told: &[u32], records: impl Iterator<Item = u32>) -> BTreeMap<u32, u32> {
    let wanted: BTreeSet<u32> = records.collect();
    let found = told.iter().zip(0..).filter(|(record, _)| wanted.contains(record));
    found.map(|(record, place)| (*record, place)).collect()
}

/// A shortest way from one record to another over facts; of equals the one by the smallest records.
fn chain(beside: &BTreeMap<u32, Vec<u32>>, from: u32, to: u32) -> Vec<u32> {
    let mut before: BTreeMap<u32, u32> = BTreeMap::from([(to, to)]);
    let mut next = VecDeque::from([to]);
    while let Some(record) = next.pop_front() {
        for other in beside.get(&record).into_iter().flatten() {
            if !before.contains_key(other) {
                before.insert(*other, record);
                next.push_back(*other);
            }
        }
    }
    let mut chain = vec![from];
    let mut at = from;
    while let Some(record) = before.get(&at).filter(|_| at != to) {
        chain.push(*record);
        at = *record;
    }
    chain
}
