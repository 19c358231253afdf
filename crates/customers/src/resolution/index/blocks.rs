//! Blocks that grow: which records share the keys of a rule, kept ready for the next one to come.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::resolution::block::{block_of, hashed, keys_of};
use crate::resolution::model::{Key, Part};
use crate::resolution::prepare::Records;

/// Stands nowhere.
const NOWHERE: u32 = u32::MAX;

/// The blocks of all rules.
#[derive(Debug)]
pub(super) struct Growing {
    /// The parts of values that rules ask for, each once.
    parts: Vec<(usize, Part)>,
    rules: Vec<Rule>,
}

/// The blocks of one rule.
#[derive(Debug)]
struct Rule {
    /// Which it is among all.
    number: usize,
    /// Its keys, among the parts.
    keys: Vec<usize>,
    /// The most records of a block that is looked at.
    most: u32,
    blocks: HashTable<Block>,
    /// For each record the one that came into its block before it.
    before: Vec<u32>,
}

/// Records that share all keys of a rule, from the last one back.
#[derive(Clone, Copy, Debug)]
struct Block {
    key: u32,
    last: u32,
    size: u32,
}

/// What became of the blocks of a record that was added.
#[derive(Debug, Default)]
pub(super) struct Added {
    /// Whether it stands in any block that is looked at.
    pub(super) looked_at: bool,
    /// The other records of blocks that are too large because of it.
    pub(super) lost: Vec<u32>,
}

impl Growing {
    /// Puts records into blocks whose largest sizes are known.
    ///
    /// A rule whose blocks may hold one record brings no pair, ever, and is left out.
    pub(super) fn new<'a>(records: &Records, rules: impl Iterator<Item = (&'a [Key], u32)>) -> Growing {
        let mut all = Growing { parts: Vec::new(), rules: Vec::new() };
        for (number, (keys, most)) in rules.enumerate().filter(|(_, (_, most))| *most > 1) {
            let place = |key: &Key| {
                let field = records.fields.iter().position(|field| field.kind == key.field)?;
                let part = (field, key.part);
                Some(all.parts.iter().position(|known| *known == part).unwrap_or_else(|| {
                    all.parts.push(part);
                    all.parts.len() - 1
                }))
            };
            let Some(places) = keys.iter().map(place).collect() else { continue };
            let before = vec![NOWHERE; records.count];
            let mut rule = Rule { number, keys: places, most, blocks: HashTable::new(), before };
            for entry in keys_of(records, keys, records.count) {
                rule.add((entry >> 32) as u32, entry as u32);
            }
            all.rules.push(rule);
        }
        all
    }

    /// Puts the last record into its blocks.
    pub(super) fn add(&mut self, records: &Records, record: u32) -> Added {
        let parts = self.hashed(records, record);
        let mut added = Added::default();
        for rule in &mut self.rules {
            rule.before.push(NOWHERE);
            let Some(key) = rule.key(&parts) else { continue };
            match rule.add(key, record) {
                (true, _) => added.looked_at = true,
                (false, Some(last)) => added.lost.extend(rule.back_from(last)),
                (false, None) => {}
            }
        }
        added
    }

    /// Gives the records that share a block with this one: each once, in order; `others` is cleared first.
    pub(super) fn others(&self, records: &Records, record: u32, others: &mut Vec<u32>) {
        others.clear();
        let parts = self.hashed(records, record);
        for rule in &self.rules {
            let Some(key) = rule.key(&parts) else { continue };
            if let Some(block) = rule.looked_at(key) {
                others.extend(rule.back_from(block.last).filter(|other| *other != record));
            }
        }
        others.sort_unstable();
        others.dedup();
    }

    /// Gives the pairs of some records that share a block: their places among them, the smaller first, each once.
    pub(super) fn pairs_among(&self, records: &Records, some: &[u32]) -> Vec<(u32, u32)> {
        let mut entries = Vec::new();
        for (place, record) in some.iter().enumerate() {
            let parts = self.hashed(records, *record);
            for (at, rule) in self.rules.iter().enumerate() {
                let Some(key) = rule.key(&parts) else { continue };
                entries.push((at, key, place as u32));
            }
        }
        entries.sort_unstable();
        let mut pairs = Vec::new();
        for block in entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|block| block.len() > 1) {
            if self.rules[block[0].0].looked_at(block[0].1).is_some() {
                let behind = |(at, left): (usize, &(usize, u32, u32))| {
                    let left = left.2;
                    block[at + 1..].iter().map(move |right| (left, right.2))
                };
                pairs.extend(block.iter().enumerate().flat_map(behind));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Gives the rules that bring a pair, by their number among all.
    pub(super) fn rules_of(&self, records: &Records, left: u32, right: u32) -> Vec<usize> {
        let (left, right) = (self.hashed(records, left), self.hashed(records, right));
        let brings = |rule: &&Rule| {
            let key = rule.key(&left);
            key.is_some() && key == rule.key(&right) && key.is_some_and(|key| rule.looked_at(key).is_some())
        };
        self.rules.iter().filter(brings).map(|rule| rule.number).collect()
    }

    fn hashed(&self, records: &Records, record: u32) -> Vec<u64> {
        let row = records.row(record as usize);
        self.parts.iter().map(|(field, part)| hashed(records.values(*field).of(row[*field]), *part)).collect()
    }
}

impl Rule {
    fn key(&self, parts: &[u64]) -> Option<u32> {
        block_of(self.keys.iter().map(|at| parts[*at])).map(|block| (block >> 32) as u32)
    }

    /// Adds a record to a block; tells whether the block is looked at, and where its records began when it just ceased
    /// to be.
    fn add(&mut self, key: u32, record: u32) -> (bool, Option<u32>) {
        match self.blocks.entry(spread(key), |block| block.key == key, |block| spread(block.key)) {
            Entry::Vacant(free) => {
                free.insert(Block { key, last: record, size: 1 });
                (true, None)
            }
            Entry::Occupied(mut found) => {
                let block = found.get_mut();
                block.size = block.size.saturating_add(1);
                if block.size > self.most {
                    return (false, (block.size == self.most + 1).then_some(block.last));
                }
                self.before[record as usize] = block.last;
                block.last = record;
                (true, None)
            }
        }
    }

    /// The block of a key, unless it is too large.
    fn looked_at(&self, key: u32) -> Option<&Block> {
        self.blocks.find(spread(key), |block| block.key == key).filter(|block| block.size <= self.most)
    }

    fn back_from(&self, last: u32) -> impl Iterator<Item = u32> {
        let before = |record: &u32| self.before.get(*record as usize).copied().filter(|before| *before != NOWHERE);
        std::iter::successors(Some(last), before)
    }
}

/// A table asks for bits that differ at both ends of a word.
fn spread(key: u32) -> u64 {
    u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
