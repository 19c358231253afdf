//! What a run found, kept beside it: everything a page or a program tells of it without the records themselves.

use std::collections::BTreeMap;

use base::Reject;
use customers::resolution::compare::ladder::{Agreement, Ladder};
use customers::resolution::fit::Fit;
use customers::resolution::model::{Key, Kind, Model};
use customers::resolution::{Junk, Resolution, Step};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Records, Spent, names};

/// A run, in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this shape.
    pub version: u32,
    /// When it ended.
    pub at: Timestamp,
    /// How many records it read.
    pub records: u64,
    /// How many people it found, before anybody corrected it.
    pub people: u64,
    /// What each file gave.
    pub sources: Vec<SourceReport>,
    /// The comparisons, and what each of their levels says.
    pub comparisons: Vec<ComparisonReport>,
    /// The rules by which pairs were looked at.
    pub rules: Vec<RuleReport>,
    /// How many pairs were looked at.
    pub pairs: u64,
    /// In how many different ways they agree.
    pub patterns: u64,
    /// The share of pairs looked at that are one person, as estimated.
    pub same_share: f64,
    /// The kinds of pairs that are two people, as shares of all pairs looked at.
    pub other_shares: Vec<f64>,
    /// The share of pairs on which the starts of the estimation decide alike.
    pub agreement_of_starts: f64,
    /// From which score on two records speak for one person, in bits.
    pub threshold_bits: f64,
    /// How many pairs have which score.
    pub scores: Vec<Bin>,
    /// How many people have how many records.
    pub sizes: BTreeMap<u32, u32>,
    /// How many values are shared by strangers, and were left out.
    pub shared_values: u64,
    /// The first of them.
    pub shared: Vec<Junk>,
    /// How many records say too little to be linked to anything.
    pub unlinkable: u64,
    /// How right the answer is.
    pub accuracy: Accuracy,
    /// What the run cost.
    pub cost: Cost,
    /// The model it followed.
    pub model: Model,
}

/// What a file gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceReport {
    /// What it is called.
    pub name: String,
    /// How many records it gave.
    pub records: u64,
    /// How many things in it were not taken.
    pub rejected: u64,
    /// The first of those, without what stood there.
    pub rejects: Vec<Reject>,
    /// The header of the keys it gives its records; nothing when it gives none, and records are known by what they say.
    pub key: Option<String>,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonReport {
    /// Of which kind the values are.
    pub kind: Kind,
    /// How many records hold one.
    pub filled: u64,
    /// Its levels, from the least agreement to the most.
    pub levels: Vec<LevelReport>,
}

/// A level of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelReport {
    /// How the values agree.
    pub agreement: Agreement,
    /// For the same value: the least records such a value is held by.
    pub held_from: Option<u32>,
    /// And the most; nothing for no bound.
    pub held_to: Option<u32>,
    /// The share of one person's pairs that are there.
    pub same_share: f64,
    /// The share of different people's pairs that are there, all kinds together.
    pub other_share: f64,
    /// What it says for one person, in bits.
    pub bits: f64,
}

/// A rule by which pairs are looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleReport {
    /// What two records must share.
    pub keys: Vec<Key>,
    /// How many pairs it would bring, all blocks counted.
    pub pairs: u64,
    /// How many it brings; a pair that several rules bring counts in each.
    pub pairs_kept: u64,
    /// How many records its largest block has.
    pub largest: u32,
    /// The most records of a block that is looked at.
    pub most: u32,
    /// How many blocks were left out as too large.
    pub blocks_left_out: u32,
    /// How many records stand in those.
    pub records_left_out: u32,
}

/// Pairs of about one score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// From how many bits on; the bin is one bit wide, and the first and last hold what lies beyond.
    pub from_bits: i32,
    /// How many pairs.
    pub pairs: u64,
    /// How many of them are taken for one person.
    pub joined: u64,
}

/// A share and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The share, 0 to 1.
    pub share: f64,
    /// Where it lies with a confidence of 95 %; nothing when nobody answered, and the model alone speaks.
    pub low_high: Option<(f64, f64)>,
}

/// How right a run is, of all pairs looked at or joined, before anybody answered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// The share of joined pairs that are one person.
    pub precision: Share,
    /// The share of pairs of one person that are joined.
    pub recall: Share,
    /// People's answers it rests on; 0 when it is an estimate of the model.
    pub answers: u64,
}

/// What a run cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Seconds that passed.
    pub wall_seconds: f64,
    /// Seconds of processor time; nothing where the machine does not tell.
    pub cpu_seconds: Option<f64>,
    /// The same, step by step: `read`, `prepare`, `block`, `compare`, `fit`, `cluster`.
    pub steps: Vec<(String, Option<f64>)>,
    /// The most memory held, in bytes.
    pub peak_bytes: Option<u64>,
}

/// When what was done.
#[derive(Clone, Debug)]
pub struct Timed {
    /// The run began.
    pub began: Spent,
    /// All files are read.
    pub read: Spent,
    /// Each step begins.
    pub steps: Vec<(Step, Spent)>,
    /// One record per person is there.
    pub ended: Spent,
}

/// The scores told bin by bin lie between these, in bits.
const BITS: i32 = 40;
/// How many values shared by strangers are kept.
const SHARED: usize = 50;

impl Report {
    /// Tells what a run found; how many records cannot be linked is told by the index that goes on from it.
    ///
    /// Shape: the records, for each source the header of its keys, the model, what was found, and how right it is.
    #[allow(clippy::too_many_arguments, reason = "each is a part of the run that nothing else holds")]
    pub fn of(
        records: &Records,
        keys: &[Option<String>],
        model: &Model,
        found: &Resolution,
        accuracy: Accuracy,
        cost: Cost,
        at: Timestamp,
    ) -> Report {
        let sources = records.sources.iter().zip(names(records)).zip(keys).map(|((source, name), key)| SourceReport {
            name,
            records: source.records as u64,
            rejected: source.rejected as u64,
            rejects: source.rejects.iter().map(|reject| Reject { value: String::new(), ..reject.clone() }).collect(),
            key: key.clone(),
        });
        let comparison = |(at, ladder): (usize, &Ladder)| {
            let filled = found.records.fields.get(ladder.field).map_or(0, |field| u64::from(field.filled));
            ComparisonReport { kind: ladder.kind, filled, levels: levels(&found.fit, at, ladder) }
        };
        let rules = found.blocks.rules.iter().map(|rule| RuleReport {
            keys: rule.keys.clone(),
            pairs: rule.pairs,
            pairs_kept: rule.pairs_kept,
            largest: rule.largest,
            most: rule.most,
            blocks_left_out: rule.blocks_left_out,
            records_left_out: rule.records_left_out,
        });
        let sizes = sizes(&found.clusters);
        Report {
            version: 1,
            at,
            records: records.count() as u64,
            people: sizes.values().map(|people| u64::from(*people)).sum(),
            sources: sources.collect(),
            comparisons: found.ladders.iter().enumerate().map(comparison).collect(),
            rules: rules.collect(),
            pairs: found.pairs.len() as u64,
            patterns: found.patterns.patterns.len() as u64,
            same_share: found.fit.same.share,
            other_shares: found.fit.others.iter().map(|class| class.share).collect(),
            agreement_of_starts: found.fit.agreement,
            threshold_bits: model.threshold_bits,
            scores: scores(found),
            sizes,
            shared_values: found.records.junk.len() as u64,
            shared: found.records.junk.iter().take(SHARED).cloned().collect(),
            unlinkable: 0,
            accuracy,
            cost,
            model: model.clone(),
        }
    }
}

fn levels(fit: &Fit, at: usize, ladder: &Ladder) -> Vec<LevelReport> {
    let all: f64 = fit.others.iter().map(|class| class.share).sum();
    let of = |class: &customers::resolution::fit::Class, level: usize| {
        class.levels.get(at).and_then(|shares| shares.get(level)).copied().unwrap_or_default()
    };
    let level = |(nth, level): (usize, &customers::resolution::compare::ladder::Level)| {
        let same_share = of(&fit.same, nth);
        let others = fit.others.iter().map(|class| class.share * of(class, nth)).sum::<f64>();
        let other_share = if all > 0.0 { others / all } else { 0.0 };
        let next = ladder.levels.get(nth + 1).and_then(|next| next.held_by);
        LevelReport {
            agreement: level.agreement,
            held_from: level.held_by.map(|_| next.map_or(1, |next| next.saturating_add(1))),
            held_to: level.held_by.filter(|most| *most != u32::MAX),
            same_share,
            other_share,
            bits: (same_share.max(1e-12) / other_share.max(1e-12)).log2(),
        }
    };
    ladder.levels.iter().enumerate().map(level).collect()
}

fn sizes(clusters: &[u32]) -> BTreeMap<u32, u32> {
    let mut records = vec![0_u32; clusters.len()];
    clusters.iter().for_each(|cluster| records[*cluster as usize] += 1);
    let mut sizes = BTreeMap::new();
    records.into_iter().filter(|size| *size > 0).for_each(|size| *sizes.entry(size).or_default() += 1);
    sizes
}

fn scores(found: &Resolution) -> Vec<Bin> {
    let mut bins: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
    let of: Vec<i32> = found.bits.iter().map(|bits| (bits.floor() as i32).clamp(-BITS, BITS - 1)).collect();
    for (left, right, pattern) in found.pairs.iter() {
        let (pairs, joined) = bins.entry(of[pattern as usize]).or_default();
        *pairs += 1;
        *joined += u64::from(found.clusters[left as usize] == found.clusters[right as usize]);
    }
    bins.into_iter().map(|(from_bits, (pairs, joined))| Bin { from_bits, pairs, joined }).collect()
}

/// The word of a step.
fn word(step: Step) -> &'static str {
    match step {
        Step::Prepare => "prepare",
        Step::Block => "block",
        Step::Compare => "compare",
        Step::Fit => "fit",
        Step::Cluster => "cluster",
    }
}

impl Timed {
    /// What it cost in all and step by step.
    pub fn cost(&self) -> Cost {
        let starts = self.steps.iter().map(|(step, spent)| (word(*step), spent));
        let ends = self.steps.iter().skip(1).map(|(_, spent)| spent).chain([&self.ended]);
        let read = ("read".to_owned(), self.read.cpu_since(&self.began));
        let steps = starts.zip(ends).map(|((word, from), to)| (word.to_owned(), to.cpu_since(from)));
        Cost {
            wall_seconds: self.ended.wall_since(&self.began),
            cpu_seconds: self.ended.cpu_since(&self.began),
            steps: [read].into_iter().chain(steps).collect(),
            peak_bytes: self.ended.peak_bytes,
        }
    }
}
