//! Expectation and maximisation on counts of patterns.

use super::Class;
use crate::resolution::column::mix;
use crate::resolution::compare::ladder::{Agreement, Ladder};
use crate::resolution::compare::level;
use crate::resolution::model::Kind;
use crate::resolution::patterns::Patterns;

/// The most classes: matches and seven components.
const WIDTH: usize = 8;
/// What is added to every count, so that nothing is impossible.
const SMOOTH: f64 = 0.05;

/// Patterns laid out for estimation: for each the places of its levels in the list of all levels, 0 for a missing value.
#[derive(Clone)]
pub(super) struct Shown {
    levels: Vec<u16>,
    counts: Vec<f64>,
    comparisons: usize,
}

impl Shown {
    /// Sorts the patterns by count and content, so that the order they were met in does not matter.
    pub(super) fn new(patterns: &Patterns, ladders: &[Ladder]) -> Shown {
        let mut sorted: Vec<(u64, u64)> =
            patterns.counts.iter().copied().zip(patterns.patterns.iter().copied()).collect();
        sorted.sort_unstable_by_key(|shown| std::cmp::Reverse(*shown));
        let starts = starts(ladders);
        let mut levels = Vec::with_capacity(sorted.len() * ladders.len());
        for (_, pattern) in &sorted {
            levels.extend(starts.iter().enumerate().map(|(at, start)| match level(*pattern, at) {
                0 => 0,
                found => (start + usize::from(found) - 1) as u16,
            }));
        }
        let counts = sorted.iter().map(|(count, _)| *count as f64).collect();
        Shown { levels, counts, comparisons: ladders.len() }
    }

    /// So many pairs drawn evenly from all, in the order of their patterns, each standing for as many.
    ///
    /// What is frequent is what speaks against: pairs that are one person agree in a thousand ways, each of them rare. The
    /// most frequent patterns would be no picture of all.
    pub(super) fn drawn(&self, most: usize) -> Shown {
        if self.counts.len() <= most {
            return self.clone();
        }
        let levels = |at: usize| &self.levels[at * self.comparisons..(at + 1) * self.comparisons];
        let mut order: Vec<usize> = (0..self.counts.len()).collect();
        order.sort_unstable_by_key(|at| levels(*at));
        let each = self.pairs() / most as f64;
        let mut drawn = Shown { levels: Vec::new(), counts: Vec::new(), comparisons: self.comparisons };
        let (mut before, mut taken) = (0.0, 0.0);
        for at in order {
            before += self.counts[at];
            let here = (before / each + 0.5).floor() - taken;
            if here > 0.0 {
                taken += here;
                drawn.levels.extend(levels(at));
                drawn.counts.push(here * each);
            }
        }
        drawn
    }

    /// How many pairs show them.
    pub(super) fn pairs(&self) -> f64 {
        self.counts.iter().sum()
    }

    fn patterns(&self) -> impl Iterator<Item = (&[u16], f64)> {
        self.levels.chunks_exact(self.comparisons.max(1)).zip(self.counts.iter().copied())
    }

    /// The share of pairs that two estimates decide alike.
    pub(super) fn agreement(&self, left: &Estimate, right: &Estimate) -> f64 {
        let alike: f64 = self
            .patterns()
            .filter(|(levels, _)| left.likely(levels) == right.likely(levels))
            .map(|(_, count)| count)
            .sum();
        alike / self.pairs().max(1.0)
    }
}

/// Where the levels of each comparison start in the list of all levels; place 0 is the missing value's.
fn starts(ladders: &[Ladder]) -> Vec<usize> {
    let mut next = 1;
    ladders
        .iter()
        .map(|ladder| {
            let start = next;
            next += ladder.levels.len();
            start
        })
        .collect()
}

fn all_levels(ladders: &[Ladder]) -> usize {
    1 + ladders.iter().map(|ladder| ladder.levels.len()).sum::<usize>()
}

/// Logarithms of the shares of all levels, level by level, one per class; the first class is the matches'.
#[derive(Clone, Debug)]
pub(super) struct Estimate {
    classes: usize,
    /// For each class the comparisons that must stay near chance in it; none for the matches.
    held: [Vec<bool>; WIDTH],
    shares: [f64; WIDTH],
    logs: Vec<[f64; WIDTH]>,
    /// The logarithm of the likelihood of all pairs.
    pub(super) likelihood: f64,
}

impl Estimate {
    /// Starts somewhere: matches as expected, each component as chance with some rule's comparisons agreeing.
    pub(super) fn start(ladders: &[Ladder], agreeing: &[Vec<bool>], components: usize, seed: u64) -> Estimate {
        let classes = (components + 1).min(WIDTH);
        let mut logs = vec![[0.0; WIDTH]; all_levels(ladders)];
        let starts = starts(ladders);
        let mut held: [Vec<bool>; WIDTH] = Default::default();
        for class in 0..classes {
            let drawn = mix(mix(seed, class as u64), 0x5eed);
            let rule = agreeing.get((drawn % agreeing.len().max(1) as u64) as usize);
            if class > 0 {
                held[class] = holding(ladders, rule);
            }
            for (at, ladder) in ladders.iter().enumerate() {
                let agrees = rule.is_some_and(|rule| rule.get(at) == Some(&true));
                let shares: Vec<f64> = match class {
                    0 => ladder.levels.iter().map(|level| level.expected).collect(),
                    _ => component(ladder, agrees, mix(drawn, at as u64)),
                };
                for (level, share) in shares.iter().enumerate() {
                    logs[starts[at] + level][class] = libm::log(share.max(1e-9));
                }
            }
        }
        let mut shares = [0.0; WIDTH];
        shares[0] = 0.35;
        shares[1..classes].iter_mut().for_each(|share| *share = 0.65 / (classes - 1) as f64);
        Estimate { classes, held, shares, logs, likelihood: f64::NEG_INFINITY }
    }

    /// Takes rounds until little changes; gives how many.
    pub(super) fn improve(&mut self, shown: &Shown, ladders: &[Ladder], prior: f64, rounds: usize) -> usize {
        let pairs = shown.pairs().max(1.0);
        for round in 0..rounds {
            let before = self.likelihood;
            self.round(shown, ladders, prior);
            if (self.likelihood - before).abs() < 1e-7 * pairs {
                return round + 1;
            }
        }
        rounds
    }

    fn log_shares(&self) -> [f64; WIDTH] {
        let mut logs = [f64::NEG_INFINITY; WIDTH];
        for (log, share) in logs.iter_mut().zip(&self.shares[..self.classes]) {
            *log = libm::log(share.max(1e-12));
        }
        logs
    }

    fn logs_of(&self, levels: &[u16], shares: &[f64; WIDTH]) -> [f64; WIDTH] {
        let mut sum = *shares;
        for level in levels {
            let logs = &self.logs[usize::from(*level)];
            for class in 0..WIDTH {
                sum[class] += logs[class];
            }
        }
        sum
    }

    fn likely(&self, levels: &[u16]) -> bool {
        let logs = self.logs_of(levels, &self.log_shares());
        let others: f64 = logs[1..self.classes].iter().map(|log| libm::exp(log - logs[0])).sum();
        others < 1.0
    }

    fn round(&mut self, shown: &Shown, ladders: &[Ladder], prior: f64) {
        let log_shares = self.log_shares();
        let mut counts = vec![[0.0; WIDTH]; self.logs.len()];
        let mut sums = [0.0; WIDTH];
        let mut likelihood = 0.0;
        for (levels, count) in shown.patterns() {
            let mut logs = self.logs_of(levels, &log_shares);
            let most = logs[..self.classes].iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let mut all = 0.0;
            for log in &mut logs[..self.classes] {
                let behind = *log - most;
                *log = if behind < -40.0 { 0.0 } else { libm::exp(behind) };
                all += *log;
            }
            logs[self.classes..].fill(0.0);
            likelihood += count * (most + libm::log(all));
            let weight = count / all;
            for class in 0..WIDTH {
                logs[class] *= weight;
                sums[class] += logs[class];
            }
            for level in levels {
                let counts = &mut counts[usize::from(*level)];
                for class in 0..WIDTH {
                    counts[class] += logs[class];
                }
            }
        }
        self.likelihood = likelihood;
        let pairs = shown.pairs().max(1.0);
        for (share, sum) in self.shares.iter_mut().zip(sums) {
            *share = sum / pairs;
        }
        for (at, (ladder, start)) in ladders.iter().zip(starts(ladders)).enumerate() {
            let range = start..start + ladder.levels.len();
            for class in 0..self.classes {
                let known: f64 = counts[range.clone()].iter().map(|counts| counts[class]).sum();
                let weigh = |at: usize, level: &crate::resolution::compare::ladder::Level| {
                    let expected = if class == 0 { prior * known * level.expected } else { 0.0 };
                    counts[start + at][class] + expected + SMOOTH
                };
                let mut weights: Vec<f64> =
                    ladder.levels.iter().enumerate().map(|(at, level)| weigh(at, level)).collect();
                if self.held[class].get(at) == Some(&true) {
                    hold(ladder, &mut weights);
                }
                let all: f64 = weights.iter().sum();
                for (at, weight) in weights.iter().enumerate() {
                    self.logs[start + at][class] = libm::log(weight / all);
                }
            }
        }
    }

    /// The estimate as classes.
    pub(super) fn classes(&self, ladders: &[Ladder]) -> Vec<Class> {
        let class = |class: usize| Class {
            share: self.shares[class],
            levels: ladders
                .iter()
                .zip(starts(ladders))
                .map(|(ladder, start)| {
                    (0..ladder.levels.len()).map(|at| libm::exp(self.logs[start + at][class])).collect()
                })
                .collect(),
        };
        (0..self.classes).map(class).collect()
    }
}

/// The levels of a component at its start: chance, or agreement where the rule asks for it, a little shaken.
fn component(ladder: &Ladder, agrees: bool, seed: u64) -> Vec<f64> {
    let shaken = |at: usize| 0.5 + (mix(seed, at as u64) >> 11) as f64 / (1_u64 << 53) as f64;
    let mut shares: Vec<f64> =
        ladder.levels.iter().enumerate().map(|(at, level)| level.chance.max(1e-4) * shaken(at)).collect();
    let agreed: f64 = ladder.levels.iter().filter(|l| l.agreement == Agreement::Same).map(|l| l.chance.max(1e-6)).sum();
    let all: f64 = shares.iter().sum();
    for (share, level) in shares.iter_mut().zip(&ladder.levels) {
        *share /= all;
        if agrees {
            let same = if level.agreement == Agreement::Same { level.chance.max(1e-6) / agreed } else { 0.0 };
            *share = 0.2 * *share + 0.8 * same;
        }
    }
    shares
}

/// What two people do not share unless something makes them: relatives share the rest.
const PERSONAL: &[Kind] = &[Kind::GivenName, Kind::Birth, Kind::Email, Kind::Code];

/// Tells in which comparisons the pairs of a component agree by chance only.
///
/// Two people's records stand in one block because the rule's fields agree, or because they are relatives: in what is
/// personal and not of the rule they must not agree. Without anything personal left it is all the rule does not ask for.
fn holding(ladders: &[Ladder], rule: Option<&Vec<bool>>) -> Vec<bool> {
    let free = |at: usize| rule.is_none_or(|rule| rule.get(at) != Some(&true));
    let personal = |at: usize| free(at) && PERSONAL.contains(&ladders[at].kind);
    if (0..ladders.len()).any(personal) {
        (0..ladders.len()).map(personal).collect()
    } else {
        (0..ladders.len()).map(free).collect()
    }
}

/// The most agreement a component may have where it is held near chance, as a share.
const HELD: f64 = 0.2;

/// Keeps the levels that speak for one person from becoming usual.
fn hold(ladder: &Ladder, weights: &mut [f64]) {
    let speaks = |at: usize| ladder.levels.get(at).is_some_and(|level| level.agreement.speaks(ladder.kind));
    let split = |wanted: bool| -> f64 {
        weights.iter().enumerate().filter(|(at, _)| speaks(*at) == wanted).map(|(_, weight)| weight).sum()
    };
    let (speaking, other) = (split(true), split(false));
    if speaking <= HELD * (speaking + other) || speaking <= 0.0 || other <= 0.0 {
        return;
    }
    let all = speaking + other;
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight *= if speaks(at) { HELD * all / speaking } else { (1.0 - HELD) * all / other };
    }
}
