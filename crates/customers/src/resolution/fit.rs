//! What agreement says: the shares of levels among pairs that are one person, and among the kinds of pairs that are not.
//!
//! Two records that stand in one block and are two people are so for different reasons: relatives at one address,
//! namesakes, people born on one day. One class for all of them takes what relatives share for evidence. The pairs are
//! therefore a mixture of one class of matches and several components of non-matches, estimated by expectation and
//! maximisation (EM) on the counts of patterns. How many components there are is decided by the data (BIC).
//!
//! A weak prior keeps the class of matches what it is meant to be. Each estimation starts from several places: the
//! components start as what the rules of blocking bring in.

mod em;

use serde::{Deserialize, Serialize};

use super::compare::ladder::Ladder;
use super::compare::{Pattern, level};
use super::labels::Learned;
use super::model::Model;
use super::patterns::Patterns;
use em::{Estimate, Shown};

/// The shares of the levels of all comparisons in one class; a class is also its share of all pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// The share of pairs that are of it.
    pub share: f64,
    /// For each comparison the share of each level among pairs with both values.
    pub levels: Vec<Vec<f64>>,
}

/// What was estimated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The pairs that are one person.
    pub same: Class,
    /// The kinds of pairs that are not.
    pub others: Vec<Class>,
    /// For each number of components tried, the Bayesian information criterion; the least is taken.
    pub criteria: Vec<f64>,
    /// The share of pairs on which the other starts decide as the one that was taken, on average.
    pub agreement: f64,
    /// Rounds of the last estimation.
    pub rounds: usize,
    /// What people's labels taught, where there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learned: Option<Learned>,
}

/// How many pairs the search for the number of components looks at, where there are more patterns than that.
const SEARCHED: usize = 3_000;
/// How much less than with the most others may agree with a start, as a share of all pairs.
const AGREEING: f64 = 0.005;
/// Rounds of a search, and of the estimation that is kept.
const SEARCH_ROUNDS: usize = 150;
const ROUNDS: usize = 500;

/// Estimates the classes.
///
/// Shape: patterns with their counts and the ladders they are of; `agreeing` holds for each rule of blocking which
/// comparisons it makes agree. The order of the patterns does not matter.
pub fn fit(patterns: &Patterns, ladders: &[Ladder], agreeing: &[Vec<bool>], model: &Model) -> Fit {
    search(patterns, ladders, agreeing, model).finished(patterns, ladders, model)
}

/// An estimate from the most frequent patterns, which all have yet to improve.
pub(super) struct Begun {
    estimate: Estimate,
    criteria: Vec<f64>,
    agreement: f64,
}

/// Finds how many components there are, and where to begin.
pub(super) fn search(patterns: &Patterns, ladders: &[Ladder], agreeing: &[Vec<bool>], model: &Model) -> Begun {
    let shown = Shown::new(patterns, ladders);
    let searched = shown.drawn(SEARCHED);
    let pairs = shown.pairs();
    let mut best: Option<(f64, Estimate)> = None;
    let mut criteria = Vec::new();
    let mut agreement = 1.0;
    for components in 1..=model.components_most.max(1) {
        let mut found: Vec<Estimate> = (0..model.starts.max(1))
            .map(|start| {
                let seed = model.seed.wrapping_mul(1_000_003).wrapping_add((components * 1_000 + start) as u64);
                let mut estimate = Estimate::start(ladders, agreeing, components, seed);
                estimate.improve(&searched, ladders, model.prior_weight, SEARCH_ROUNDS);
                estimate
            })
            .collect();
        let (chosen, agree) = most_agreed(&searched, &found);
        let free: usize = ladders.iter().map(|ladder| ladder.levels.len().saturating_sub(1)).sum();
        let parameters = (free + 1) * (components + 1) - 1;
        let chosen = found.swap_remove(chosen);
        let criterion = parameters as f64 * libm::log(pairs.max(1.0)) - 2.0 * chosen.likelihood;
        criteria.push(criterion);
        if best.as_ref().is_none_or(|(least, _)| criterion < *least) {
            best = Some((criterion, chosen));
            agreement = agree;
        }
    }
    let estimate = best.map(|(_, estimate)| estimate).unwrap_or_else(|| Estimate::start(ladders, agreeing, 1, 0));
    Begun { estimate, criteria, agreement }
}

impl Begun {
    /// What is known so far.
    pub(super) fn so_far(&self, ladders: &[Ladder]) -> Fit {
        let mut classes = self.estimate.classes(ladders);
        let same = classes.remove(0);
        let (criteria, agreement) = (self.criteria.clone(), self.agreement);
        Fit { same, others: classes, criteria, agreement, rounds: 0, learned: None }
    }

    /// Improves it on all patterns.
    pub(super) fn finished(mut self, patterns: &Patterns, ladders: &[Ladder], model: &Model) -> Fit {
        let shown = Shown::new(patterns, ladders);
        let rounds = self.estimate.improve(&shown, ladders, model.prior_weight, ROUNDS);
        Fit { rounds, ..self.so_far(ladders) }
    }
}

/// Chooses the start that the others agree with most, and tells how much they do; the likeliest of those that are near.
///
/// The likeliest start will not do: a component that takes a part of the matches can be likelier than the truth, and
/// seldom found.
fn most_agreed(shown: &Shown, found: &[Estimate]) -> (usize, f64) {
    let mean = |at: usize| {
        let others = found.iter().enumerate().filter(|(other, _)| *other != at);
        others.map(|(_, other)| shown.agreement(&found[at], other)).sum::<f64>() / (found.len() - 1).max(1) as f64
    };
    let means: Vec<f64> = if found.len() < 2 { vec![1.0; found.len()] } else { (0..found.len()).map(mean).collect() };
    let most = means.iter().copied().fold(0.0, f64::max);
    let among = (0..found.len()).filter(|at| means[*at] >= most - AGREEING);
    let chosen = among.max_by(|a, b| found[*a].likelihood.total_cmp(&found[*b].likelihood)).unwrap_or_default();
    (chosen, means.get(chosen).copied().unwrap_or(1.0))
}

impl Fit {
    /// What a pattern says for one person, prior odds and what labels taught included.
    ///
    /// Unit: bits; 0 is as likely as not.
    pub fn bits(&self, pattern: Pattern) -> f64 {
        self.estimated(pattern) + self.taught(pattern)
    }

    /// The same by the estimate alone.
    pub fn estimated(&self, pattern: Pattern) -> f64 {
        let log = |class: &Class| {
            let levels = class.levels.iter().enumerate().map(|(at, shares)| match level(pattern, at) {
                0 => 0.0,
                found => libm::log2(shares.get(usize::from(found) - 1).copied().unwrap_or(1.0).max(1e-12)),
            });
            libm::log2(class.share.max(1e-12)) + levels.sum::<f64>()
        };
        let others: Vec<f64> = self.others.iter().map(log).collect();
        let most = others.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = others.iter().map(|bits| libm::exp2(bits - most)).sum();
        log(&self.same) - most - libm::log2(sum)
    }
}
