//! All pairs that are looked at, each with the number of its pattern, and how many pairs show each pattern.

use hashbrown::HashMap;

use super::block::Blocks;
use super::compare::{Comparer, Pattern};

/// The pairs, record by record.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// Where the pairs of each record start, and where the last ones end.
    starts: Vec<usize>,
    /// The other record and the number of the pattern.
    others: Vec<(u32, u32)>,
}

/// The distinct patterns and how many pairs show each.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// The patterns, in the order of first appearance.
    pub patterns: Vec<Pattern>,
    /// How many pairs show each.
    pub counts: Vec<u64>,
}

impl Pairs {
    /// Takes pairs from a list.
    ///
    /// Shape: both places, the smaller first, and the number of the pattern, in any order; what lies
    /// beyond `records` is passed over.
    pub fn of_all(records: usize, pairs: impl Iterator<Item = (u32, u32, u32)>) -> Pairs {
        let mut sorted: Vec<(u32, u32, u32)> = pairs.filter(|(l, r, _)| l < r && (*r as usize) < records).collect();
        sorted.sort_unstable();
        let mut starts = vec![0; records + 1];
        sorted.iter().for_each(|(left, ..)| starts[*left as usize + 1] += 1);
        (0..records).for_each(|at| starts[at + 1] += starts[at]);
        Pairs { starts, others: sorted.into_iter().map(|(_, right, pattern)| (right, pattern)).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.others.len()
    }

    /// Whether no two records were looked at.
    pub fn is_empty(&self) -> bool {
        self.others.is_empty()
    }

    /// The pairs of a record with those behind it.
    pub fn of(&self, record: usize) -> &[(u32, u32)] {
        match (self.starts.get(record), self.starts.get(record + 1)) {
            (Some(start), Some(end)) => self.others.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The number of the pattern of two records, whichever comes first; nothing where they were not looked at.
    pub fn pattern(&self, left: u32, right: u32) -> Option<u32> {
        let pairs = self.of(left.min(right) as usize);
        let at = pairs.binary_search_by_key(&left.max(right), |(other, _)| *other).ok()?;
        pairs.get(at).map(|(_, pattern)| *pattern)
    }

    /// All pairs: both places, and the number of the pattern.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        let records = self.starts.len().saturating_sub(1);
        (0..records).flat_map(|left| self.of(left).iter().map(move |(right, pattern)| (left as u32, *right, *pattern)))
    }
}

/// The numbers of patterns met before.
type Known = HashMap<Pattern, u32, foldhash::fast::FixedState>;

fn number(known: &mut Known, patterns: &mut Patterns, pattern: Pattern) -> u32 {
    *known.entry(pattern).or_insert_with(|| {
        patterns.patterns.push(pattern);
        patterns.counts.push(0);
        patterns.patterns.len() as u32 - 1
    })
}

/// Compares again what a comparer learnt variants for.
///
/// Shape: the comparison of given names, and for each pattern whether variants would change it.
pub(super) fn renew(
    comparer: &mut Comparer<'_>,
    comparison: usize,
    pairs: &mut Pairs,
    patterns: &mut Patterns,
    worth: &[bool],
) {
    let mut known: Known = patterns.patterns.iter().copied().zip(0..).collect();
    for left in 0..pairs.starts.len().saturating_sub(1) {
        for (right, place) in &mut pairs.others[pairs.starts[left]..pairs.starts[left + 1]] {
            let (left, before) = (left as u32, *place as usize);
            if worth.get(before) == Some(&true) && comparer.are_variants(comparison, left, *right) {
                *place = number(&mut known, patterns, comparer.compare(left, *right));
                patterns.counts[before] -= 1;
                patterns.counts[*place as usize] += 1;
            }
        }
    }
}

/// Compares every pair of the blocks.
///
/// Shape: records in blocks → pairs and the patterns they show. Eight bytes per pair are held.
pub fn collect(comparer: &mut Comparer<'_>, blocks: &Blocks, records: usize) -> (Pairs, Patterns) {
    let mut pairs = Pairs { starts: Vec::with_capacity(records + 1), others: Vec::new() };
    let mut patterns = Patterns::default();
    let mut known = Known::default();
    let mut others = Vec::new();
    let brought: u64 = blocks.rules.iter().map(|rule| rule.pairs_kept).sum();
    pairs.others.reserve((brought / 2) as usize);
    for record in 0..records as u32 {
        pairs.starts.push(pairs.others.len());
        blocks.pairs_of(record, &mut others);
        for other in &others {
            let pattern = comparer.compare(record, *other);
            let number = number(&mut known, &mut patterns, pattern);
            patterns.counts[number as usize] += 1;
            pairs.others.push((*other, number));
        }
    }
    pairs.starts.push(pairs.others.len());
    (pairs, patterns)
}
