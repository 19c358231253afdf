//! Who is who: from dictionary-encoded columns to clusters of records, without labels.
//!
//! Bring into form ([`prepare`]) → put into blocks ([`block`]) → compare ([`compare`], levels per field, one number per
//! pair) → count patterns ([`patterns`]) → estimate ([`fit`]) → put together ([`cluster`]).
//! A [`model::Model`] says what the columns are; [`profile`] proposes one from the data.

pub mod block;
pub mod cluster;
pub mod column;
pub mod compare;
pub mod correct;
pub mod distance;
pub mod evaluate;
pub mod explain;
pub mod fit;
pub mod index;
mod junk;
pub mod labels;
pub mod measure;
pub mod model;
pub mod normalise;
pub mod patterns;
pub mod prepare;
pub mod profile;
pub mod review;
pub mod survivor;
mod variants;

pub use junk::Junk;

use serde::{Deserialize, Serialize};

use block::Blocks;
use cluster::Weighing;
use column::Column;
use compare::ladder::Ladder;
use compare::{Comparer, Pattern};
use correct::{Correction, Corrections};
use fit::{Class, Fit};
use model::Model;
use patterns::{Pairs, Patterns};
use prepare::Records;

/// Everything a run found.
#[derive(Debug)]
pub struct Resolution {
    /// The records in form, in an order of their own.
    pub records: Records,
    /// What the rules of blocking brought.
    pub blocks: Blocks,
    /// The comparisons and their levels.
    pub ladders: Vec<Ladder>,
    /// The pairs looked at.
    pub pairs: Pairs,
    /// The patterns they show.
    pub patterns: Patterns,
    /// What was estimated.
    pub fit: Fit,
    /// The score of each pattern, in bits.
    pub bits: Vec<f64>,
    /// Records that hold the very values of the one before them, and the pattern of the two.
    repeated: Vec<(u32, Pattern)>,
    /// What people said, of places; what of it contradicts itself.
    pub said: Corrections,
    /// For each place the place of the first record of its cluster.
    pub clusters: Vec<u32>,
}

/// The steps of a run, for whoever shows how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Values are brought into form.
    Prepare,
    /// Records are put into blocks.
    Block,
    /// Pairs are compared.
    Compare,
    /// The classes are estimated.
    Fit,
    /// Records are put together.
    Cluster,
}

/// What a run estimated: the levels of every comparison with the names that go together, and the weights.
///
/// As a file it is what a run that was stopped takes up again, and what scores other records as these were scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimated {
    /// The comparisons and their levels.
    pub ladders: Vec<Ladder>,
    /// The classes, and what labels taught.
    pub fit: Fit,
}

impl Estimated {
    /// Whether it is of records with these fields.
    fn is_of(&self, records: &Records) -> bool {
        let known = |ladder: &Ladder| {
            let kind = records.fields.get(ladder.field).map(|field| field.kind);
            kind == Some(ladder.kind) && (1..16).contains(&ladder.levels.len())
        };
        let whole = |class: &Class| {
            let lengths = class.levels.iter().map(Vec::len);
            lengths.eq(self.ladders.iter().map(|ladder| ladder.levels.len()))
        };
        let classes = || std::iter::once(&self.fit.same).chain(&self.fit.others);
        let ladders = !self.ladders.is_empty() && self.ladders.len() <= compare::MOST && self.ladders.iter().all(known);
        ladders && !self.fit.others.is_empty() && classes().all(whole)
    }
}

/// Finds which records are one person.
///
/// Shape: columns of equal length, a model of them, and what people said of their records → clusters. `told` is called
/// when a step begins.
/// Errors: none; columns the model names and nobody brought are empty ones.
pub fn resolve(columns: &[Column], model: &Model, said: &[Correction], told: &mut dyn FnMut(Step)) -> Resolution {
    resolve_by(columns, model, None, said, told, &mut |_| {})
}

/// Finds which records are one person, by what was estimated before where that is known.
///
/// Shape: as [`resolve`]; what was estimated before → [`Step::Fit`] is not taken, and names that go together are those
/// known then. `kept` is handed what is estimated now, before records are put together.
/// Errors: none; an estimate of records with other fields is not used, and one is made anew.
pub fn resolve_by(
    columns: &[Column],
    model: &Model,
    before: Option<&Estimated>,
    said: &[Correction],
    told: &mut dyn FnMut(Step),
    kept: &mut dyn FnMut(&Estimated),
) -> Resolution {
    told(Step::Prepare);
    let records = prepare::prepare(columns, model);
    told(Step::Block);
    let blocks = block::block(&records, model);
    told(Step::Compare);
    let before = before.filter(|before| before.is_of(&records));
    let mut comparer = match before {
        Some(before) => Comparer::on(&records, &before.ladders),
        None => Comparer::new(&records),
    };
    if before.is_none() {
        comparer.sample_chance(model.seed);
    }
    let (mut pairs, mut patterns) = patterns::collect(&mut comparer, &blocks, records.count);
    // Records that hold the same values stand side by side; those that hold none are nobody's.
    let twice = |at: &u32| *at > 0 && records.row(*at as usize) == records.row(*at as usize - 1);
    let repeated = (0..records.count as u32).filter(twice).map(|at| (at, comparer.compare(at - 1, at)));
    let repeated: Vec<(u32, Pattern)> = repeated.filter(|(_, pattern)| *pattern != 0).collect();
    let estimated = match before {
        Some(before) => before.clone(),
        None => {
            told(Step::Fit);
            let estimated = estimate(&mut comparer, &records, model, &mut pairs, &mut patterns);
            kept(&estimated);
            estimated
        }
    };
    drop(comparer);
    let Estimated { ladders, fit } = estimated;
    let bits: Vec<f64> = patterns.patterns.iter().map(|pattern| fit.bits(*pattern)).collect();
    told(Step::Cluster);
    let (said_before, clusters) = (Corrections::default(), Vec::new());
    let mut found =
        Resolution { records, blocks, ladders, pairs, patterns, fit, bits, repeated, said: said_before, clusters };
    found.put_together(model, said);
    found
}

/// Estimates the classes from the pairs; names that go together are learnt on the way, and their pairs compared again.
fn estimate(
    comparer: &mut Comparer<'_>,
    records: &Records,
    model: &Model,
    pairs: &mut Pairs,
    patterns: &mut Patterns,
) -> Estimated {
    let ladders: Vec<Ladder> = comparer.ladders().cloned().collect();
    let begun = fit::search(patterns, &ladders, &agreeing(model, records, &ladders), model);
    if let Some((at, variants)) = variants::learn(records, pairs, patterns, &ladders, &begun.so_far(&ladders))
        && !variants.is_empty()
    {
        comparer.learn_variants(at, variants);
        let worth = |pattern: &Pattern| variants::unlike(&ladders[at], compare::level(*pattern, at));
        let worth: Vec<bool> = patterns.patterns.iter().map(worth).collect();
        patterns::renew(comparer, at, pairs, patterns, &worth);
    }
    let ladders: Vec<Ladder> = comparer.ladders().cloned().collect();
    Estimated { fit: begun.finished(patterns, &ladders, model), ladders }
}

/// For each rule which comparisons it makes agree.
fn agreeing(model: &Model, records: &Records, ladders: &[Ladder]) -> Vec<Vec<bool>> {
    let agrees = |ladder: &Ladder, rule: &Vec<model::Key>| {
        // One sign or a year shared by blocking makes nothing agree.
        let whole = |key: &model::Key| !matches!(key.part, model::Part::First(signs) if signs < 5);
        rule.iter().any(|key| key.field == records.fields[ladder.field].kind && whole(key))
    };
    let rules = model.blocking.iter().chain(&model.blocking_broad);
    rules.map(|rule| ladders.iter().map(|ladder| agrees(ladder, rule)).collect()).collect()
}

impl Resolution {
    /// What was estimated, and what labels taught since.
    pub fn estimated(&self) -> Estimated {
        Estimated { ladders: self.ladders.clone(), fit: self.fit.clone() }
    }

    /// Puts the records together again, with all that people said until now.
    ///
    /// Shape: every fact that stands, in any order; whatever was said before and is not told again is taken back.
    pub fn put_together(&mut self, model: &Model, said: &[Correction]) {
        self.said = Corrections::of(said).placed(&self.records.told);
        self.clusters = self.cluster(model);
    }

    /// Puts the records into clusters, by what a model says of threshold, unseen pairs and caps and by what people said:
    /// for each place the place of the first record of its cluster.
    pub fn cluster(&self, model: &Model) -> Vec<u32> {
        let mut clusters =
            cluster::cluster(self.records.count, &self.pairs, &self.bits, Weighing::of(model), &self.said);
        let one = |(_, pattern): &&(u32, Pattern)| self.fit.bits(*pattern) > model.threshold_bits;
        let equal: Vec<u32> = self.repeated.iter().filter(one).map(|(at, _)| *at).collect();
        cluster::unite_equal(&mut clusters, &self.said, &equal);
        clusters
    }

    /// The clusters in the order of the files: for each record the first record of its person.
    pub fn by_record(&self) -> Vec<u32> {
        self.by_record_of(&self.clusters)
    }

    /// The same of other clusters of these records.
    pub fn by_record_of(&self, clusters: &[u32]) -> Vec<u32> {
        let told = &self.records.told;
        let mut first = vec![u32::MAX; clusters.len()];
        for (cluster, record) in clusters.iter().zip(told) {
            first[*cluster as usize] = first[*cluster as usize].min(*record);
        }
        let mut found = vec![0; clusters.len()];
        for (cluster, record) in clusters.iter().zip(told) {
            found[*record as usize] = first[*cluster as usize];
        }
        found
    }
}
