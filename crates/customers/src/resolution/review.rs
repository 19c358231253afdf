//! The pairs that are worth a person's look, most first.
//!
//! An answer is worth what it may change: the chance that the pair is decided wrongly, times the pairs of records that
//! would be joined or parted with it. Of pairs that agree in the same way one teaches most, and of two clusters one
//! question is enough: each further one of a kind counts less, and no cluster is asked about twice.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Resolution;
use super::compare::ladder::Agreement;
use super::compare::level;
use super::correct::Correction;
use super::explain::PairExplained;

/// Two records of which a person is asked whether they are one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// A record, by its number in the files.
    pub left: u32,
    /// Another one.
    pub right: u32,
    /// Whether they are taken for one person now.
    pub joined: bool,
    /// How many pairs of records the other answer would join or part.
    pub moves: u64,
    /// How many pairs agree in the same way.
    pub alike: u64,
    /// Why they are taken for what they are.
    pub explained: PairExplained,
}

/// How much each further question of a kind counts, as a share of the one before.
const AGAIN: f64 = 0.8;

/// A pair that may be asked about.
struct Candidate {
    worth: f64,
    left: u32,
    right: u32,
    pattern: u32,
}

impl Resolution {
    /// Gives the pairs most worth an answer.
    ///
    /// Shape: what was said already, and how many questions at most → questions, the most valuable first. The same
    /// records and the same answers give the same questions, whatever the order of the files.
    pub fn review(&self, said: &[Correction], most: usize) -> Vec<Question> {
        let known: BTreeSet<(u32, u32)> =
            said.iter().map(|fact| (fact.left.min(fact.right), fact.left.max(fact.right))).collect();
        let told = |place: u32| self.records.told[place as usize];
        let asked = |left: u32, right: u32| {
            let (left, right) = (told(left), told(right));
            known.contains(&(left.min(right), left.max(right)))
        };
        let sizes = self.sizes();
        let size = |place: u32| u64::from(sizes[self.clusters[place as usize] as usize]);
        let wrong: Vec<[f64; 2]> = self.bits.iter().map(|bits| [probability(*bits), probability(-bits)]).collect();
        // Of each pattern the pair worth most; of equals the first.
        let mut best: Vec<Option<Candidate>> = self.bits.iter().map(|_| None).collect();
        for (left, right, pattern) in self.pairs.iter() {
            let joined = self.clusters[left as usize] == self.clusters[right as usize];
            let worth = wrong[pattern as usize][usize::from(joined)] * self.moves(&size, left, right) as f64;
            let place = &mut best[pattern as usize];
            if place.as_ref().is_none_or(|found| found.worth < worth) && !asked(left, right) {
                *place = Some(Candidate { worth, left, right, pattern });
            }
        }
        let mut by_kind: BTreeMap<u64, (u64, Vec<Candidate>)> = BTreeMap::new();
        for (candidate, number) in best.into_iter().zip(0..) {
            let (alike, found) = by_kind.entry(self.kind(number)).or_default();
            *alike += self.patterns.counts[number];
            found.extend(candidate);
        }
        let mut ranked: Vec<(Candidate, u64)> = Vec::new();
        for (alike, mut found) in by_kind.into_values() {
            let pattern = |candidate: &Candidate| self.patterns.patterns[candidate.pattern as usize];
            found.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(pattern(a).cmp(&pattern(b))));
            let mut counts = 1.0;
            for mut candidate in found.into_iter().take(most) {
                candidate.worth *= counts;
                counts *= AGAIN;
                ranked.push((candidate, alike));
            }
        }
        let pattern = |(candidate, _): &(Candidate, u64)| self.patterns.patterns[candidate.pattern as usize];
        ranked.sort_by(|a, b| b.0.worth.total_cmp(&a.0.worth).then(pattern(a).cmp(&pattern(b))));
        let mut clusters = BTreeSet::new();
        let mut questions = Vec::new();
        for (Candidate { left, right, .. }, alike) in ranked {
            let ends = [self.clusters[left as usize], self.clusters[right as usize]];
            if questions.len() == most || ends.iter().any(|cluster| clusters.contains(cluster)) {
                continue;
            }
            let Some(explained) = self.explain_pair(left, right) else { continue };
            clusters.extend(ends);
            let (joined, moves) = (ends[0] == ends[1], self.moves(&size, left, right));
            questions.push(Question { left: told(left), right: told(right), joined, moves, alike, explained });
        }
        questions
    }

    /// How many records each cluster has, at the place of its first one.
    pub(super) fn sizes(&self) -> Vec<u32> {
        let mut sizes = vec![0_u32; self.clusters.len()];
        self.clusters.iter().for_each(|cluster| sizes[*cluster as usize] += 1);
        sizes
    }

    /// How many pairs of records are joined or parted when a pair is decided the other way: a cluster gives one of the
    /// two records away, or two clusters become one.
    fn moves(&self, size: &impl Fn(u32) -> u64, left: u32, right: u32) -> u64 {
        if self.clusters[left as usize] == self.clusters[right as usize] {
            size(left) - 1
        } else {
            size(left) * size(right)
        }
    }

    /// How a pattern agrees, without how frequent the values are.
    fn kind(&self, pattern: usize) -> u64 {
        let pattern = self.patterns.patterns[pattern];
        let mut kind = 0;
        for (at, ladder) in self.ladders.iter().enumerate() {
            let found = level(pattern, at);
            let agreement = usize::from(found).checked_sub(1).and_then(|at| ladder.levels.get(at));
            let same = agreement.is_some_and(|level| level.agreement == Agreement::Same);
            kind |= u64::from(if same { 15 } else { found }) << (4 * at);
        }
        kind
    }
}

/// The probability behind a score.
pub(super) fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + libm::exp2(-bits))
}
