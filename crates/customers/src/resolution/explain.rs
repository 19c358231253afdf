//! Why two records are one person or two, and why a cluster stands together.

use serde::Serialize;

use super::Resolution;
use super::cluster::Weighing;
use super::compare::ladder::{Agreement, Ladder};
use super::compare::{self, Pattern, level};
use super::fit::Fit;
use super::model::Kind;
use super::prepare::Records;

/// What one comparison says of a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Says {
    /// Of which kind the values are; an address speaks for postcode and town too.
    pub kind: Kind,
    /// The values, in their one form.
    pub left: String,
    /// That of the other record.
    pub right: String,
    /// How they agree; nothing when one is missing.
    pub agreement: Option<Agreement>,
    /// What it says for one person, in bits.
    pub bits: f64,
    /// How much of that is due to the value being rare (more) or frequent (less), in bits.
    pub frequency_bits: f64,
}

/// The weights of a pair. Prior, comparisons, other components and labels sum to the score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairExplained {
    /// The score: 0 is as likely as not.
    pub bits: f64,
    /// What stands before any comparison: matches against the likeliest component of non-matches, among pairs looked at.
    pub prior_bits: f64,
    /// What each comparison says, against that component.
    pub fields: Vec<Says>,
    /// What the other components of non-matches take away.
    pub other_components_bits: f64,
    /// What people's labels of other pairs add.
    pub labels_bits: f64,
    /// The likeliest component of non-matches, counted from 0.
    pub component: usize,
    /// The rules of blocking that bring the pair; none when it is not looked at.
    pub rules: Vec<usize>,
}

/// A pair of a cluster and its score; nothing for a pair that was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Link {
    /// A record of the files.
    pub left: u32,
    /// Another one.
    pub right: u32,
    /// The score.
    pub bits: Option<f64>,
}

/// Why records are one cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClusterExplained {
    /// Its records, by their number in the files.
    pub records: Vec<u32>,
    /// Its pairs, the weakest first; those not looked at come last.
    pub links: Vec<Link>,
    /// The mean over all pairs, each weighed as clustering does; over 0 in every join.
    pub mean_bits: f64,
}

impl Resolution {
    /// Explains a pair of places.
    ///
    /// Shape: two places → the weights of their comparison. Errors: nothing when a place is none or both are one.
    pub fn explain_pair(&self, left: u32, right: u32) -> Option<PairExplained> {
        let count = self.records.count as u32;
        if left >= count || right >= count || left == right {
            return None;
        }
        let weights = Weights { fit: &self.fit, ladders: &self.ladders, records: &self.records };
        weights.explain(self.pattern(left, right), left, right, self.blocks.rules_of(left, right))
    }

    /// The pattern of two places; those nobody looked at are compared now.
    pub(super) fn pattern(&self, left: u32, right: u32) -> Pattern {
        let known = self.pairs.pattern(left, right).and_then(|number| self.patterns.patterns.get(number as usize));
        known.copied().unwrap_or_else(|| compare::once(&self.records, &self.ladders, left, right))
    }

    /// Explains the cluster of a place.
    ///
    /// Shape: a place, and what the model says of unseen pairs and caps → records and links; a place there is not
    /// gives an empty cluster.
    pub fn explain_cluster(&self, place: u32, unseen_bits: f64, most_bits: f64) -> ClusterExplained {
        let Some(cluster) = self.clusters.get(place as usize) else {
            return ClusterExplained { records: Vec::new(), links: Vec::new(), mean_bits: 0.0 };
        };
        let members: Vec<u32> =
            (0..self.records.count as u32).filter(|at| self.clusters[*at as usize] == *cluster).collect();
        let told = |place: u32| self.records.told[place as usize];
        let mut links = Vec::new();
        for (at, left) in members.iter().enumerate() {
            let pairs = self.pairs.of(*left as usize);
            for right in &members[at + 1..] {
                let found = pairs.binary_search_by_key(right, |(other, _)| *other).ok();
                let bits = found.map(|found| self.bits[pairs[found].1 as usize]);
                links.push(Link { left: told(*left), right: told(*right), bits });
            }
        }
        let weighing = Weighing { threshold: 0.0, unseen: unseen_bits, most: most_bits };
        ClusterExplained::of(members.into_iter().map(told).collect(), links, weighing)
    }
}

impl ClusterExplained {
    /// Puts links in order, and weighs them as clustering does.
    pub(super) fn of(records: Vec<u32>, mut links: Vec<Link>, weighing: Weighing) -> ClusterExplained {
        links.sort_by(|a, b| match (a.bits, b.bits) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let weigh = |link: &Link| link.bits.map_or(-weighing.unseen, |bits| weighing.weigh(bits));
        let mean_bits = links.iter().map(weigh).sum::<f64>() / links.len().max(1) as f64;
        ClusterExplained { records, links, mean_bits }
    }
}

/// What was estimated, and the records it is asked about.
pub(super) struct Weights<'a> {
    pub(super) fit: &'a Fit,
    pub(super) ladders: &'a [Ladder],
    pub(super) records: &'a Records,
}

impl Weights<'_> {
    /// Takes the score of a pattern apart, for two places that show it.
    pub(super) fn explain(&self, pattern: Pattern, left: u32, right: u32, rules: Vec<usize>) -> Option<PairExplained> {
        let logs = |class: &super::fit::Class| {
            let of = |(at, shares): (usize, &Vec<f64>)| log2_at(shares, level(pattern, at));
            libm::log2(class.share.max(1e-12)) + class.levels.iter().enumerate().map(of).sum::<f64>()
        };
        let scores: Vec<f64> = self.fit.others.iter().map(logs).collect();
        let component = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
        let other = self.fit.others.get(component)?;
        let prior_bits = libm::log2(self.fit.same.share.max(1e-12)) - libm::log2(other.share.max(1e-12));
        let says = |(at, ladder): (usize, &super::compare::ladder::Ladder)| {
            let found = level(pattern, at);
            let agreement = usize::from(found).checked_sub(1).and_then(|at| ladder.levels.get(at)).map(|l| l.agreement);
            let (same, other) = (&self.fit.same.levels[at], &other.levels[at]);
            let bits = log2_at(same, found) - log2_at(other, found);
            let pooled = |shares: &[f64]| {
                let equal = shares.iter().zip(&ladder.levels).filter(|(_, level)| level.agreement == Agreement::Same);
                libm::log2(equal.map(|(share, _)| share).sum::<f64>().max(1e-12))
            };
            let frequency_bits =
                if agreement == Some(Agreement::Same) { bits - (pooled(same) - pooled(other)) } else { 0.0 };
            let value = |place| self.records.value(place as usize, ladder.field).to_owned();
            Says { kind: ladder.kind, left: value(left), right: value(right), agreement, bits, frequency_bits }
        };
        let fields: Vec<Says> = self.ladders.iter().enumerate().map(says).collect();
        let (estimated, labels_bits) = (self.fit.estimated(pattern), self.fit.taught(pattern));
        let bits = estimated + labels_bits;
        let other_components_bits = estimated - prior_bits - fields.iter().map(|says| says.bits).sum::<f64>();
        Some(PairExplained { bits, prior_bits, fields, other_components_bits, labels_bits, component, rules })
    }
}

/// The logarithm of the share of a level; a missing value says nothing.
pub(super) fn log2_at(shares: &[f64], level: u8) -> f64 {
    usize::from(level).checked_sub(1).map_or(0.0, |at| libm::log2(shares.get(at).copied().unwrap_or(1.0).max(1e-12)))
}
