//! How right the answer is, where the truth is known: against all true pairs, and record by record.

use hashbrown::HashMap;
use serde::Serialize;

use super::Resolution;
use super::model::Model;

/// Pairs found against pairs that are true; a true pair that was never looked at is a miss.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Accuracy {
    /// The share of found pairs that are true.
    pub precision: f64,
    /// The share of true pairs that were found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Accuracy {
    /// From counts of pairs: found and true, found, true.
    pub fn of(hit: u64, found: u64, all: u64) -> Accuracy {
        let share = |of: u64| if of == 0 { 0.0 } else { hit as f64 / of as f64 };
        let f1 = if found + all == 0 { 0.0 } else { 2.0 * hit as f64 / (found + all) as f64 };
        Accuracy { precision: share(found), recall: share(all), f1 }
    }
}

/// How clusters compare to the truth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Clusters {
    /// Over all pairs of records of one cluster.
    pub pairs: Accuracy,
    /// B-cubed: the mean over records of how much of its cluster is its person's, and of its person in its cluster.
    /// Source: Bagga & Baldwin, 1998.
    pub b_cubed: Accuracy,
}

/// What is found at one threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct At<T> {
    /// From which score on two records are one person, in bits.
    pub threshold_bits: f64,
    /// How right that is.
    pub accuracy: T,
}

/// How right the scores of pairs are, before any clustering.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// The share of true pairs that were looked at.
    pub blocking_recall: f64,
    /// At the threshold of the model.
    pub own: At<Accuracy>,
    /// At the threshold that is best; only who knows the truth can choose it.
    pub best: At<Accuracy>,
}

/// Compares the scores of all pairs looked at with the truth.
///
/// Shape: a number per record of the files, the same for records of one person; the best threshold is found to a quarter
/// of a bit.
pub fn scores(found: &Resolution, truth: &[u32], threshold_bits: f64) -> Scores {
    let person = |place: u32| found.records.told.get(place as usize).and_then(|record| truth.get(*record as usize));
    let mut by_bits: std::collections::BTreeMap<i64, (u64, u64)> = std::collections::BTreeMap::new();
    for (left, right, pattern) in found.pairs.iter() {
        let bits = found.bits.get(pattern as usize).copied().unwrap_or_default() - threshold_bits;
        let (hits, pairs) = by_bits.entry((bits * 4.0).floor() as i64).or_default();
        *pairs += 1;
        *hits += u64::from(person(left).is_some() && person(left) == person(right));
    }
    let all = pairs_within(truth);
    let none = At { threshold_bits, accuracy: Accuracy::of(0, 0, all) };
    let (mut own, mut best) = (none, none);
    let (mut hit, mut seen) = (0, 0);
    for (quarters, (hits, pairs)) in by_bits.iter().rev() {
        (hit, seen) = (hit + hits, seen + pairs);
        let accuracy = Accuracy::of(hit, seen, all);
        if *quarters >= 0 {
            own.accuracy = accuracy;
        }
        if accuracy.f1 > best.accuracy.f1 {
            best = At { threshold_bits: threshold_bits + *quarters as f64 / 4.0, accuracy };
        }
    }
    Scores { blocking_recall: if all == 0 { 0.0 } else { hit as f64 / all as f64 }, own, best }
}

/// Puts records into clusters at other thresholds, and gives the best of them.
///
/// Shape: a number per record of the files; thresholds in bits. Errors: nothing without thresholds.
pub fn best_clusters(found: &Resolution, model: &Model, truth: &[u32], thresholds: &[f64]) -> Option<At<Clusters>> {
    let at = |threshold_bits: &f64| {
        let model = Model { threshold_bits: *threshold_bits, ..model.clone() };
        At { threshold_bits: *threshold_bits, accuracy: clusters(&found.by_record_of(&found.cluster(&model)), truth) }
    };
    thresholds.iter().map(at).max_by(|a, b| a.accuracy.pairs.f1.total_cmp(&b.accuracy.pairs.f1))
}

/// How many pairs of records share a number.
pub fn pairs_within(numbers: &[u32]) -> u64 {
    counts(numbers.iter().copied()).values().map(|count| count * (count - 1) / 2).sum()
}

fn counts<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, u64, foldhash::fast::FixedState> {
    let mut counts: HashMap<K, u64, foldhash::fast::FixedState> = HashMap::default();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

/// Compares clusters with the truth.
///
/// Shape: two numbers per record, in the same order. Oracle: `tests/evaluate.rs`, worked by hand.
pub fn clusters(found: &[u32], truth: &[u32]) -> Clusters {
    let both = counts(found.iter().copied().zip(truth.iter().copied()));
    let by_cluster = counts(found.iter().copied());
    let by_person = counts(truth.iter().copied());
    let hit = both.values().map(|count| count * (count - 1) / 2).sum();
    let pairs = Accuracy::of(hit, pairs_within(found), pairs_within(truth));
    let records = found.len().min(truth.len()).max(1) as f64;
    // Squares of counts are summed by their divisor as whole numbers, so that no order of keys changes a bit.
    let share = |of: &dyn Fn(&(u32, u32)) -> u64| {
        let mut by_divisor: std::collections::BTreeMap<u64, u64> = std::collections::BTreeMap::new();
        for (key, count) in &both {
            *by_divisor.entry(of(key)).or_default() += count * count;
        }
        by_divisor.iter().map(|(divisor, squares)| *squares as f64 / *divisor as f64).sum::<f64>() / records
    };
    let precision = share(&|(cluster, _)| by_cluster.get(cluster).copied().unwrap_or(1));
    let recall = share(&|(_, person)| by_person.get(person).copied().unwrap_or(1));
    let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    Clusters { pairs, b_cubed: Accuracy { precision, recall, f1 } }
}
