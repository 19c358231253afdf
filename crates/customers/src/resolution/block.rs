//! Which pairs of records are looked at: those that share all keys of one of several rules, each pair once.
//!
//! Every rule puts the records that share its keys side by side. The pairs of a record are then the records behind it
//! in its blocks: they come out record by record, in order, and no list of all pairs is ever held.

use serde::Serialize;

use super::column::{hash, mix};
use super::model::{Key, Model, Part};
use super::normalise;
use super::prepare::Records;

/// What one rule brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// Its keys.
    pub keys: Vec<Key>,
    /// The most records of a block of it that is looked at.
    pub most: u32,
    /// How many pairs it would bring, all blocks counted.
    pub pairs: u64,
    /// How many it brings.
    pub pairs_kept: u64,
    /// How many records its largest block has.
    pub largest: u32,
    /// How many blocks were left out as too large.
    pub blocks_left_out: u32,
    /// How many records stand in those.
    pub records_left_out: u32,
}

/// The blocks of all rules.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// What each rule brings, in the order of the model.
    pub rules: Vec<Rule>,
    /// The most records of a block that is looked at.
    pub most: u32,
    sorted: Vec<Sorted>,
}

/// The records of one rule, block after block; those alone in their block stand nowhere.
#[derive(Clone, Debug, Default)]
struct Sorted {
    /// The records; the last of a block is marked.
    members: Vec<u32>,
    /// Where each record stands among the members.
    at: Vec<u32>,
}

/// Marks the last record of a block.
const LAST: u32 = 1 << 31;
/// Stands nowhere.
const NOWHERE: u32 = u32::MAX;

/// Puts records into blocks.
///
/// The largest size of a block is chosen before any pair is made: the largest that keeps all rules together within
/// [`Model::pairs_per_record`]. What that leaves out is told rule by rule.
/// Errors: none; of more than two thousand million records those beyond are not looked at.
pub fn block(records: &Records, model: &Model) -> Blocks {
    let count = records.count.min(LAST as usize - 1);
    let mut blocks = Blocks { rules: Vec::new(), most: 0, sorted: Vec::new() };
    let mut budget = model.pairs_per_record * count as f64;
    for rules in [&model.blocking, &model.blocking_broad] {
        let most = blocks.follow(records, rules, budget, count);
        blocks.most = blocks.most.max(most);
        let kept: u64 = blocks.rules.iter().map(|rule| rule.pairs_kept).sum();
        budget = model.pairs_per_record * count as f64 - kept as f64;
    }
    blocks
}

/// Puts records into blocks whose largest sizes are known already, rule by rule.
pub(crate) fn block_as(records: &Records, rules: impl Iterator<Item = (Vec<Key>, u32)>) -> Blocks {
    let count = records.count.min(LAST as usize - 1);
    let mut blocks = Blocks { rules: Vec::new(), most: 0, sorted: Vec::new() };
    for (keys, most) in rules {
        let (rule, members) = keep(&keys, &group(keys_of(records, &keys, count)), most, count);
        blocks.rules.push(rule);
        blocks.sorted.push(members);
        blocks.most = blocks.most.max(most);
    }
    blocks
}

/// The hash of a part of a value; 0 when the value is too short to have it.
pub(crate) fn hashed(value: &str, part: Part) -> u64 {
    match self::part(value, part) {
        "" => 0,
        part => hash(part.as_bytes()) | 1,
    }
}

/// The block of a record whose keys have these hashes, in the upper half; nothing when it lacks one of them.
pub(crate) fn block_of(keys: impl Iterator<Item = u64>) -> Option<u64> {
    let mixed = keys
        .map(|key| (key != 0).then_some(key))
        .try_fold((0, false), |(mixed, _), key| Some((mix(mixed, key?), true)));
    mixed.filter(|(_, any)| *any).map(|(mixed, _)| mixed & !0xffff_ffff)
}

impl Blocks {
    /// Follows rules within a budget of pairs; gives the most records of a block that fits.
    fn follow(&mut self, records: &Records, rules: &[Vec<Key>], budget: f64, count: usize) -> u32 {
        let mut grouped: Vec<Vec<u64>> = Vec::with_capacity(rules.len());
        // For each size of a block, how many pairs blocks of that size bring over all rules.
        let mut pairs_by_size: Vec<u64> = Vec::new();
        for keys in rules {
            let sorted = group(keys_of(records, keys, count));
            for block in sorted.chunk_by(same) {
                let size = block.len();
                if pairs_by_size.len() <= size {
                    pairs_by_size.resize(size + 1, 0);
                }
                pairs_by_size[size] += pairs(size as u64);
            }
            grouped.push(sorted);
        }
        let most = largest_size(&pairs_by_size, budget);
        for (keys, group) in rules.iter().zip(grouped) {
            let (rule, members) = keep(keys, &group, most, count);
            self.rules.push(rule);
            self.sorted.push(members);
        }
        most
    }

    /// Gives the records behind this one in its blocks: each once, in order.
    ///
    /// Shape: the place of a record → the places of the others, all larger; `others` is cleared first.
    pub fn pairs_of(&self, record: u32, others: &mut Vec<u32>) {
        others.clear();
        for sorted in &self.sorted {
            let Some(at) = sorted.at.get(record as usize).copied().filter(|at| *at != NOWHERE) else { continue };
            let behind = sorted.members.get(at as usize..).unwrap_or_default();
            if behind.first().is_none_or(|first| first & LAST != 0) {
                continue;
            }
            for member in &behind[1..] {
                others.push(member & !LAST);
                if member & LAST != 0 {
                    break;
                }
            }
        }
        others.sort_unstable();
        others.dedup();
    }

    /// Tells which rules bring a pair.
    pub fn rules_of(&self, left: u32, right: u32) -> Vec<usize> {
        let (left, right) = (left.min(right), left.max(right));
        let mut found = Vec::new();
        for (rule, sorted) in self.sorted.iter().enumerate() {
            let Some(at) = sorted.at.get(left as usize).copied().filter(|at| *at != NOWHERE) else { continue };
            for member in sorted.members.get(at as usize..).unwrap_or_default() {
                if member & !LAST == right {
                    found.push(rule);
                }
                if member & LAST != 0 {
                    break;
                }
            }
        }
        found
    }
}

fn pairs(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

fn largest_size(pairs_by_size: &[u64], budget: f64) -> u32 {
    let mut sum = 0.0;
    for (size, pairs) in pairs_by_size.iter().enumerate() {
        sum += *pairs as f64;
        if sum > budget {
            return (size as u32).saturating_sub(1);
        }
    }
    (pairs_by_size.len() as u32).saturating_sub(1)
}

/// Two entries of one block: the upper half is the hash of the keys, the lower one the record.
fn same(left: &u64, right: &u64) -> bool {
    left >> 32 == right >> 32
}

/// One entry per record that has all keys: the block in the upper half, the record in the lower one.
pub(crate) fn keys_of(records: &Records, keys: &[Key], count: usize) -> Vec<u64> {
    let mut parts: Vec<(usize, Vec<u64>)> = Vec::new();
    for key in keys {
        let Some(field) = records.fields.iter().position(|field| field.kind == key.field) else { return Vec::new() };
        parts.push((field, records.values(field).iter().map(|value| hashed(value, key.part)).collect()));
    }
    let mut entries = Vec::with_capacity(count);
    for record in 0..count {
        let row = records.row(record);
        if let Some(block) = block_of(parts.iter().map(|(field, hashed)| hashed[row[*field] as usize])) {
            entries.push(block | record as u64);
        }
    }
    entries
}

/// The part of a value; empty when the value is too short to have it.
fn part(value: &str, part: Part) -> &str {
    let cut = |signs: u8| value.char_indices().nth(usize::from(signs)).map_or(value.len(), |(at, _)| at);
    match part {
        Part::Whole => value,
        Part::FirstWord => value.split(' ').next().unwrap_or_default(),
        Part::First(signs) => &value[..cut(signs)],
        Part::Last(signs) => {
            let all = value.chars().count();
            let skip = all.saturating_sub(usize::from(signs));
            &value[value.char_indices().nth(skip).map_or(value.len(), |(at, _)| at)..]
        }
        Part::Local => value.split_once('@').map_or("", |(local, _)| local),
        Part::Number => normalise::number(value),
    }
}

/// Sorts by the upper half; records of one block stay in their order (radix sort, three passes of 11 bits).
fn group(mut entries: Vec<u64>) -> Vec<u64> {
    const BITS: u32 = 11;
    const MASK: u64 = (1 << BITS) - 1;
    let mut other = vec![0_u64; entries.len()];
    for pass in 0..3 {
        let shift = 32 + pass * BITS;
        let mut starts = [0_usize; 1 << BITS];
        for entry in &entries {
            starts[(entry >> shift & MASK) as usize] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            let size = *start;
            *start = sum;
            sum += size;
        }
        for entry in &entries {
            let start = &mut starts[(entry >> shift & MASK) as usize];
            other[*start] = *entry;
            *start += 1;
        }
        std::mem::swap(&mut entries, &mut other);
    }
    entries.retain({
        // Records alone in their block bring no pair: drop them early, they are the most.
        let copy: Vec<u32> = entries.iter().map(|entry| (entry >> 32) as u32).collect();
        let mut at = 0;
        move |_| {
            let alone = (at == 0 || copy[at - 1] != copy[at]) && copy.get(at + 1).is_none_or(|next| *next != copy[at]);
            at += 1;
            !alone
        }
    });
    entries
}

fn keep(keys: &[Key], group: &[u64], most: u32, count: usize) -> (Rule, Sorted) {
    let mut rule = Rule {
        keys: keys.to_vec(),
        most,
        pairs: 0,
        pairs_kept: 0,
        largest: 0,
        blocks_left_out: 0,
        records_left_out: 0,
    };
    let mut sorted = Sorted { members: Vec::with_capacity(group.len()), at: vec![NOWHERE; count] };
    for block in group.chunk_by(same) {
        let size = block.len() as u32;
        rule.pairs += pairs(u64::from(size));
        rule.largest = rule.largest.max(size);
        if size > most {
            rule.blocks_left_out += 1;
            rule.records_left_out += size;
            continue;
        }
        rule.pairs_kept += pairs(u64::from(size));
        for entry in block {
            let record = *entry as u32;
            sorted.at[record as usize] = sorted.members.len() as u32;
            sorted.members.push(record);
        }
        if let Some(last) = sorted.members.last_mut() {
            *last |= LAST;
        }
    }
    (rule, sorted)
}
