//! From many findings to one probability.
//!
//! Three explanations compete: the house uses the tool; it was merely seen; people use it privately. Two margins are kept,
//! used against seen (`A`) and used against private (`B`), both as natural log-odds:
//!
//! 1. within a kind of evidence findings are added, in the way the kind allows ([`Case::values`]);
//! 2. each kind's sum is held to its cap, and what speaks for use is multiplied by the kind's trust ([`super::reliability`]);
//! 3. kinds that see the same thing twice ([`GROUPS`]) count the strongest in full and the others by [`SAME_GROUP`];
//! 4. `A` and `B` are the prior's and the sums; the probability is `1 / (1 + e^-A + e^-B)`, which is Bayes' rule;
//! 5. its log-odds are multiplied by [`STRETCH`], so that of what is said to be likely as much is true.
//!
//! Every step rises with every finding, so more that speaks for a tool never lowers its probability.

use std::sync::Arc;

use super::finding::Finding;
use crate::harvest::{EvidenceKind, Spot};

/// The lines that say something: harvest and lines. Findings of one log share them.
pub type Spots = Arc<[(usize, Spot)]>;

/// How much likelier something is if the tool is used, as natural log-odds against each of the two other explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// Against its having been merely seen.
    pub seen: f64,
    /// Against private use.
    pub private: f64,
}

impl Weight {
    /// The weight of something that happens with these shares if used, if merely seen, if privately used.
    pub fn of([used, seen, private]: [f64; 3]) -> Weight {
        Weight { seen: (used / seen).ln(), private: (used / private).ln() }
    }

    /// Whether it speaks for use against both other explanations, or is silent on one.
    pub fn supports(self) -> bool {
        self.seen >= 0.0 && self.private >= 0.0
    }

    fn parts(self) -> [f64; 2] {
        [self.seen, self.private]
    }
}

/// A finding with its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Where it comes from.
    pub kind: EvidenceKind,
    /// What was found.
    pub finding: Finding,
    /// How much it weighs by itself.
    pub weight: Weight,
    /// The lines that say so.
    pub spots: Spots,
}

/// Everything about one tool that its probability is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The log-odds before any evidence.
    pub prior: Weight,
    /// How likely it is that a tool of this category, if the house uses it, is used by people at their desks, and not only
    /// by the house's sites and mail: 0..=1.
    pub at_desks: f64,
    /// Whether traffic alone may speak for its use.
    pub by_traffic: bool,
    /// What was found.
    pub weighed: Vec<Weighed>,
}

/// Of 1,000 names in what a company's logs and lists hold, how many are tools it uses, merely seen, privately used.
///
/// A week of a large company's traffic names some thousands of registered domains; large French firms use up to 1,700
/// cloud applications (Cesin, 2018), most companies some hundreds. One visited news page loads 40 names.
pub const PRIOR: [f64; 3] = [50.0, 830.0, 120.0];
/// The same for what is named by words only: merchants are mostly not tools.
pub const PRIOR_WORDS: [f64; 3] = [30.0, 900.0, 70.0];

/// Findings of one log overlap (who comes daily also sends much): their sum counts by this much. That few calls or people
/// say little is weighed in each finding already.
pub const OVERLAP: f64 = 0.85;
/// Findings of one list beyond the strongest count by this much: a list that errs once errs alike again.
pub const SAME_LIST: f64 = 1.0 / 3.0;
/// Kinds that see the same thing twice beyond the strongest count by this much.
pub const SAME_GROUP: f64 = 0.4;

/// What log-odds are multiplied by in the end.
///
/// Overlaps, caps and groups each take off a little for safety, and together too much: held against planted houses (seeds 1
/// to 40, none of which is measured), what was said to be one in four was one in nine, and three in four nine in ten. One
/// factor mends the whole scale, leaves even odds where they are, and lets a sum of reasons stay one. What stood before any
/// reason is multiplied with them.
pub const STRETCH: f64 = 1.45;

/// Kinds that see the same thing: people's traffic; the house's pages; the house's domain.
pub const GROUPS: [&[EvidenceKind]; 5] = [
    &[EvidenceKind::Proxy, EvidenceKind::Dns],
    &[EvidenceKind::Page, EvidenceKind::Tags, EvidenceKind::Cookies],
    &[EvidenceKind::Zone, EvidenceKind::Mail],
    &[EvidenceKind::SignOn],
    &[EvidenceKind::Expense],
];

/// The most one kind of evidence says, in natural log-odds, for use or against it.
///
/// A name server's log sees look-ups only, and half of them are a page's doing; cookies and recordings of pages hold what
/// partners of partners load; nobody signs in, pays or publishes a record by accident.
pub fn cap(kind: EvidenceKind) -> f64 {
    match kind {
        EvidenceKind::SignOn | EvidenceKind::Expense => 8.0,
        EvidenceKind::Proxy | EvidenceKind::Mail | EvidenceKind::Zone | EvidenceKind::Tags => 7.0,
        EvidenceKind::Page | EvidenceKind::Cookies => 4.5,
        EvidenceKind::Dns => 3.5,
    }
}

/// Whether a kind is a log of people's traffic.
pub fn is_traffic(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::Proxy | EvidenceKind::Dns)
}

/// One probability and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Fused {
    /// The log-odds that the tool is used.
    pub log_odds: f64,
    /// What of it stood before any finding.
    pub start: f64,
    /// What of it each finding brings, in the order of [`Case::weighed`]; with `start` they add up to `log_odds`.
    pub parts: Vec<f64>,
}

const KINDS: usize = EvidenceKind::ALL.len();

/// What one kind says on one margin, and by how much each of its findings counts.
#[derive(Clone, Copy, Default)]
struct Sum {
    value: f64,
    /// The factor of its findings that speak for use, of the strongest of them, and of those that speak against.
    positive: f64,
    strongest: f64,
    negative: f64,
}

impl Case {
    /// What each kind says against "merely seen", before trust: by [`EvidenceKind::ALL`].
    pub fn values(&self) -> [f64; KINDS] {
        self.sums(0).map(|sum| sum.value)
    }

    /// Puts everything together. `trust` is by [`EvidenceKind::ALL`]: 1 is as stated, 0 is nothing.
    pub fn fuse(&self, trust: &[f64; KINDS]) -> Fused {
        let prior = self.prior.parts();
        let mut factors = [[Sum::default(); KINDS]; 2];
        let mut margins = prior;
        for side in 0..2 {
            let mut sums = self.sums(side);
            for (sum, trust) in sums.iter_mut().zip(trust) {
                if sum.value > 0.0 {
                    sum.scale(trust.max(0.0));
                }
            }
            for group in GROUPS {
                discount(&mut sums, group);
            }
            margins[side] += sums.iter().map(|sum| sum.value).sum::<f64>();
            factors[side] = sums;
        }
        // ln(1 / (e^-A + e^-B)), and how much of it hangs on each of the two.
        let [a, b] = margins;
        let least = a.min(b);
        let (over_a, over_b) = ((least - a).exp(), (least - b).exp());
        let log_odds = STRETCH * (least - (over_a + over_b).ln());
        let share = [over_a / (over_a + over_b), over_b / (over_a + over_b)];
        let strongest = [self.strongest(0), self.strongest(1)];
        let part = |at: usize, one: &Weighed| {
            let kind = one.kind as usize;
            (0..2)
                .map(|side| {
                    let (weight, sum) = (one.weight.parts()[side], factors[side][kind]);
                    let factor = match weight > 0.0 {
                        true if strongest[side][kind] == Some(at) => sum.strongest,
                        true => sum.positive,
                        false => sum.negative,
                    };
                    STRETCH * share[side] * weight * factor
                })
                .sum::<f64>()
        };
        let parts: Vec<f64> = self.weighed.iter().enumerate().map(|(at, one)| part(at, one)).collect();
        Fused { log_odds, start: log_odds - parts.iter().sum::<f64>(), parts }
    }

    /// The finding of each kind that speaks loudest for use, the first of equals.
    fn strongest(&self, side: usize) -> [Option<usize>; KINDS] {
        let mut best: [Option<usize>; KINDS] = [None; KINDS];
        for (at, one) in self.weighed.iter().enumerate() {
            let weight = one.weight.parts()[side];
            let best = &mut best[one.kind as usize];
            let than = best.and_then(|at| self.weighed.get(at)).map_or(0.0, |one| one.weight.parts()[side]);
            if weight > than {
                *best = Some(at);
            }
        }
        best
    }

    fn sums(&self, side: usize) -> [Sum; KINDS] {
        let (mut positive, mut most, mut negative) = ([0.0; KINDS], [0.0; KINDS], [0.0; KINDS]);
        for one in &self.weighed {
            let (weight, kind) = (one.weight.parts()[side], one.kind as usize);
            if weight > 0.0 {
                positive[kind] += weight;
                most[kind] = f64::max(most[kind], weight);
            } else {
                negative[kind] += weight;
            }
        }
        let mut sums = [Sum::default(); KINDS];
        for (at, kind) in EvidenceKind::ALL.into_iter().enumerate() {
            let (positive, most, negative) = (positive[at], most[at], negative[at]);
            sums[at] = if is_traffic(kind) {
                self.traffic(kind, OVERLAP * (positive + negative))
            } else {
                listed(kind, most, positive - most, negative)
            };
        }
        sums
    }

    /// A log's sum, when the tool may be used without anybody being seen with it.
    ///
    /// If it is used at desks, the log is `e^sum` times as likely as otherwise; if it is used by sites and mail only, what
    /// people do is as it would be otherwise, and the log says nothing: `at_desks · e^sum + (1 - at_desks)` in all.
    fn traffic(&self, kind: EvidenceKind, sum: f64) -> Sum {
        let mixed = (self.at_desks * sum.min(50.0).exp() + 1.0 - self.at_desks).ln();
        let most = if self.by_traffic { cap(kind) } else { 0.0 };
        let value = mixed.clamp(-cap(kind), most);
        let factor = if sum == 0.0 { 0.0 } else { OVERLAP * value / sum };
        Sum { value, positive: factor, strongest: factor, negative: factor }
    }
}

/// A list's sum: the strongest in full, the others in part.
fn listed(kind: EvidenceKind, strongest: f64, others: f64, against: f64) -> Sum {
    let positive = strongest + SAME_LIST * others;
    let held = if positive > 0.0 { positive.min(cap(kind)) / positive } else { 0.0 };
    let against_held = if against < 0.0 { against.max(-cap(kind)) / against } else { 0.0 };
    Sum {
        value: positive * held + against * against_held,
        positive: SAME_LIST * held,
        strongest: held,
        negative: against_held,
    }
}

impl Sum {
    fn scale(&mut self, factor: f64) {
        self.value *= factor;
        self.positive *= factor;
        self.strongest *= factor;
        self.negative *= factor;
    }
}

/// Counts the strongest of a group in full and the others in part, what speaks for use apart from what speaks against. What
/// speaks against counts in part where another kind of the group speaks for use: each sees a part of the same.
fn discount(sums: &mut [Sum; KINDS], group: &[EvidenceKind]) {
    let best = |sums: &[Sum; KINDS], sign: f64| {
        let mut best = None;
        for kind in group {
            let value = sign * sums[*kind as usize].value;
            if value > best.map_or(0.0, |(value, _)| value) {
                best = Some((value, *kind));
            }
        }
        best.map(|(_, kind)| kind)
    };
    let (most, least) = (best(sums, 1.0), best(sums, -1.0));
    for kind in group {
        let in_full = Some(*kind) == most || Some(*kind) == least && most.is_none();
        if !in_full {
            sums[*kind as usize].scale(SAME_GROUP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kinds_place_is_its_place_among_all() {
        for (at, kind) in EvidenceKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
        }
    }

    #[test]
    fn every_kind_stands_in_one_group() {
        for kind in EvidenceKind::ALL {
            assert_eq!(GROUPS.iter().filter(|group| group.contains(&kind)).count(), 1, "{kind:?}");
        }
    }
}
