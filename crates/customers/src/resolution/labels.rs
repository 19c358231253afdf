//! What labelled pairs teach: which comparisons, and which kinds of pairs that are not one person, say too much or too
//! little in these records.
//!
//! The estimate without labels is the prior: each comparison weighs what it weighs, give or take a share, and each
//! component is as frequent as it is, give or take a factor. A few labels move that only as far as they agree (logistic
//! regression on what every comparison says, at its most likely place under that prior).

use serde::{Deserialize, Serialize};

use super::Resolution;
use super::compare::{Pattern, level};
use super::correct::{self, Correction};
use super::explain::log2_at;
use super::fit::{Class, Fit};
use super::measure::Sample;
use super::model::Model;

/// How far from 1 the weight of a comparison lies beforehand (standard deviation).
const SLOPE: f64 = 0.15;
/// How far from 0 the offset of a component lies beforehand, in bits (standard deviation).
const OFFSET: f64 = 1.0;
/// Steps of the search; it ends far earlier.
const STEPS: usize = 30;

/// What labels taught.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// For each component of non-matches, what is added to pairs that would be of it, in bits.
    pub offsets: Vec<f64>,
    /// For each comparison, the factor on what it says.
    pub slopes: Vec<f64>,
    /// The labels this rests on.
    pub labels: usize,
}

impl Resolution {
    /// Learns from the answers to a sample, and puts the records together again with all that was said.
    ///
    /// Shape: a sample drawn from this run, and every fact that stands. Only answers to the sample teach: whoever was
    /// asked for another reason than chance was asked because of who they are. The order of facts changes nothing; none
    /// teach nothing, and restore the scores of the estimate to the bit. What was learnt is kept with the estimate
    /// ([`Fit::learned`]): whatever goes on from this run scores by it.
    pub fn learn(&mut self, model: &Model, sample: &Sample, said: &[Correction]) {
        self.fit.learned = None;
        let answers = sample.answered(said);
        let places = correct::places(&self.records.told, answers.iter().flat_map(|(left, right, ..)| [*left, *right]));
        let at = |record: &u32| places.get(record).copied();
        let labelled = answers.iter().filter_map(|(left, right, same, weight)| {
            let pattern = self.pattern(at(left)?, at(right)?);
            let (features, bits) = (self.fit.features(pattern), self.fit.estimated(pattern));
            Some(Labelled { features, bits, same: *same, weight: *weight })
        });
        let labelled: Vec<Labelled> = labelled.collect();
        if !labelled.is_empty() {
            let found = most_likely(&labelled, self.fit.others.len());
            let (offsets, slopes) = found.split_at(self.fit.others.len());
            let slopes = slopes.iter().map(|slope| 1.0 + slope).collect();
            self.fit.learned = Some(Learned { offsets: offsets.to_vec(), slopes, labels: labelled.len() });
        }
        self.bits = self.patterns.patterns.iter().map(|pattern| self.fit.bits(*pattern)).collect();
        self.put_together(model, said);
    }
}

impl Fit {
    /// What labels add to a pattern's score, in bits.
    pub(super) fn taught(&self, pattern: Pattern) -> f64 {
        let Some(learned) = &self.learned else { return 0.0 };
        let weights = learned.offsets.iter().copied().chain(learned.slopes.iter().map(|slope| slope - 1.0));
        self.features(pattern).iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
    }

    /// For each component how likely a pair of the pattern is of it, were it not one person; then for each comparison
    /// what it says against those, in bits.
    fn features(&self, pattern: Pattern) -> Vec<f64> {
        let says = |class: &Class| -> Vec<f64> {
            class.levels.iter().enumerate().map(|(at, shares)| log2_at(shares, level(pattern, at))).collect()
        };
        let same = says(&self.same);
        let others: Vec<Vec<f64>> = self.others.iter().map(says).collect();
        let logs: Vec<f64> = others
            .iter()
            .zip(&self.others)
            .map(|(says, class)| libm::log2(class.share.max(1e-12)) + says.iter().sum::<f64>())
            .collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = logs.iter().map(|log| libm::exp2(log - most)).collect();
        let all: f64 = shares.iter().sum();
        let mut features: Vec<f64> = shares.iter().map(|share| share / all).collect();
        for (at, same) in same.iter().enumerate() {
            let other: f64 = others.iter().zip(&shares).map(|(says, share)| says[at] * share / all).sum();
            features.push(same - other);
        }
        features
    }
}

/// A pair somebody answered.
struct Labelled {
    features: Vec<f64>,
    /// What the estimate says.
    bits: f64,
    same: bool,
    weight: f64,
}

/// The most likely offsets and changes of weights, by Newton's method.
fn most_likely(labelled: &[Labelled], components: usize) -> Vec<f64> {
    let width = labelled.first().map_or(0, |pair| pair.features.len());
    let precision = |at: usize| {
        let spread = if at < components { OFFSET } else { SLOPE };
        1.0 / (spread * spread)
    };
    let mut found = vec![0.0; width];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = found.iter().enumerate().map(|(at, value)| -precision(at) * value).collect();
        let mut bend: Vec<Vec<f64>> =
            (0..width).map(|row| (0..width).map(|at| if at == row { precision(row) } else { 0.0 }).collect()).collect();
        for Labelled { features, bits, same, weight } in labelled {
            let score = bits + features.iter().zip(&found).map(|(feature, weight)| feature * weight).sum::<f64>();
            let likely = super::review::probability(score);
            let (off, sure) = (weight * (f64::from(u8::from(*same)) - likely), weight * likely * (1.0 - likely));
            for (row, feature) in features.iter().enumerate() {
                slope[row] += std::f64::consts::LN_2 * off * feature;
                for (at, other) in features.iter().enumerate() {
                    bend[row][at] += std::f64::consts::LN_2 * std::f64::consts::LN_2 * sure * feature * other;
                }
            }
        }
        let step = solved(bend, slope);
        found.iter_mut().zip(&step).for_each(|(value, step)| *value += step.clamp(-1.0, 1.0));
        if step.iter().all(|step| step.abs() < 1e-9) {
            break;
        }
    }
    found
}

/// Solves a symmetric positive system (Cholesky).
fn solved(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        for row in at..size {
            let before: f64 = (0..at).map(|k| rows[row][k] * rows[at][k]).sum();
            let value = rows[row][at] - before;
            rows[row][at] = if row == at { libm::sqrt(value.max(1e-12)) } else { value / rows[at][at] };
        }
    }
    for at in 0..size {
        let before: f64 = (0..at).map(|k| rows[at][k] * right[k]).sum();
        right[at] = (right[at] - before) / rows[at][at];
    }
    for at in (0..size).rev() {
        let behind: f64 = (at + 1..size).map(|k| rows[k][at] * right[k]).sum();
        right[at] = (right[at] - behind) / rows[at][at];
    }
    right
}
