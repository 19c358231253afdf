//! What an index knows, for whoever asks: what a record says, why two are one person, how large people are.

use std::collections::BTreeMap;

use super::{Anchor, Index};
use crate::resolution::cluster::Weighing;
use crate::resolution::compare::Pattern;
use crate::resolution::correct::Correction;
use crate::resolution::explain::{ClusterExplained, Link, PairExplained, Weights};
use crate::resolution::model::{Key, Kind, Model};

impl Index {
    /// The model of the run it began with.
    pub fn model(&self) -> &Model {
        &self.frozen.model
    }

    /// The rules that are followed, each with the most records of a block that is looked at.
    pub fn rules(&self) -> &[(Vec<Key>, u32)] {
        &self.frozen.rules
    }

    /// The record that brought an id.
    pub fn record(&self, anchor: Anchor) -> Option<u32> {
        self.people.record(anchor)
    }

    /// The id a record brought.
    pub fn anchor(&self, record: u32) -> Option<Anchor> {
        self.anchors().get(record as usize).copied()
    }

    /// What a record says, in form: the fields of the model it fills.
    pub fn told(&self, record: u32) -> Vec<(Kind, &str)> {
        let fields = self.records.fields.iter().enumerate();
        let told = fields.map(|(at, field)| (field.kind, self.records.value(record as usize, at)));
        told.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// What a record says, in form: a text per field of the model, as [`Index::form`] gives it.
    pub fn form_of(&self, record: u32) -> Vec<&str> {
        (0..self.records.fields.len()).map(|at| self.records.value(record as usize, at)).collect()
    }

    /// The facts people stated that stand, in order.
    pub fn said(&self) -> Vec<Correction> {
        self.facts.all()
    }

    /// How many people have how many records.
    pub fn sizes(&self) -> BTreeMap<u32, u32> {
        let mut records = vec![0_u32; self.len()];
        self.firsts().iter().for_each(|first| records[*first as usize] += 1);
        let mut sizes = BTreeMap::new();
        records.into_iter().filter(|size| *size > 0).for_each(|size| *sizes.entry(size).or_default() += 1);
        sizes
    }

    /// How many records say so little that not even one that says the same would be taken for the same person.
    pub fn unlinkable(&mut self) -> u32 {
        (0..self.len() as u32).map(|record| u32::from(!self.are_one(record))).sum()
    }

    /// Explains why two records are one person or two.
    ///
    /// Shape: two records → the weights of their comparison; the rules are those of [`Index::rules`].
    /// Errors: nothing when one is not there, or both are one.
    pub fn explain_pair(&mut self, left: u32, right: u32) -> Option<PairExplained> {
        let there = |record: u32| (record as usize) < self.len();
        if !there(left) || !there(right) || left == right {
            return None;
        }
        let pattern = self.pattern(left, right);
        let rules = self.blocks.rules_of(&self.records, left, right);
        let weights = Weights { fit: &self.frozen.fit, ladders: &self.frozen.ladders, records: &self.records };
        weights.explain(pattern, left, right, rules)
    }

    /// Explains why a record's person is one: the links between their records, the weakest first.
    ///
    /// Shape: a record, and how many records are gone into at most: of a person with more, the first ones. A record
    /// there is not gives no records.
    pub fn explain_person(&mut self, record: u32, most: usize) -> ClusterExplained {
        let mut records = self.records_with(record);
        records.truncate(most);
        let mut links = Vec::new();
        let looked_at = self.blocks.pairs_among(&self.records, &records);
        for (at, left) in records.iter().enumerate() {
            for (behind, right) in records.iter().enumerate().skip(at + 1) {
                let pair = (at as u32, behind as u32);
                let bits = looked_at.binary_search(&pair).ok().map(|_| {
                    let pattern = self.pattern(*left, *right);
                    self.score(pattern)
                });
                links.push(Link { left: *left, right: *right, bits });
            }
        }
        ClusterExplained::of(records, links, Weighing { threshold: 0.0, ..Weighing::of(&self.frozen.model) })
    }

    fn pattern(&mut self, left: u32, right: u32) -> Pattern {
        let (left, right) = (self.records.row(left as usize), self.records.row(right as usize));
        self.comparisons.compare(&self.records, left, right)
    }
}
