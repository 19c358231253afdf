//! Whose the records are that hang together with some of them, worked out again.

use hashbrown::HashSet;

use super::{Index, Outcome};
use crate::resolution::cluster::{self, Weighing};
use crate::resolution::patterns::Pairs;

/// Records that hang together, and the pairs of them that are looked at.
struct Neighbourhood {
    /// In the order of a full run.
    records: Vec<u32>,
    /// Places among the records, and the score.
    pairs: Vec<(u32, u32, f64)>,
}

impl Index {
    /// Works out again whose these records are, and all that hang together with them.
    pub(super) fn settle(&mut self, seeds: &[u32], arrived: Option<u32>, outcome: &mut Outcome) {
        let near = self.neighbourhood(seeds, outcome);
        let weighing = Weighing::of(&self.frozen.model);
        let bits: Vec<f64> = near.pairs.iter().map(|(_, _, bits)| *bits).collect();
        let numbered = near.pairs.iter().enumerate().map(|(at, (l, r, _))| (*l, *r, at as u32));
        let count = near.records.len();
        let said = self.facts.within(&near.records).placed(&near.records);
        let mut clusters = cluster::cluster(count, &Pairs::of_all(count, numbered), &bits, weighing, &said);
        let row = |at: usize| self.records.row(near.records[at] as usize);
        let twice: Vec<usize> = (1..count).filter(|at| row(*at) == row(*at - 1)).collect();
        let one = |at: &usize| self.are_one(near.records[*at]);
        let equal: Vec<u32> = twice.into_iter().filter(one).map(|at| at as u32).collect();
        cluster::unite_equal(&mut clusters, &said, &equal);
        let mut least: Vec<u32> = vec![u32::MAX; count];
        for (record, cluster) in near.records.iter().zip(&clusters) {
            least[*cluster as usize] = least[*cluster as usize].min(*record);
        }
        let mut found: Vec<(u32, u32)> =
            near.records.iter().zip(&clusters).map(|(record, cluster)| (*record, least[*cluster as usize])).collect();
        found.sort_unstable();
        outcome.changes.extend(self.people.settle(&found, arrived));
        outcome.records += count;
    }

    /// Ties the last record to those it is looked at with and taken for one person with. The others stand in blocks that
    /// nobody looks at any more: of their ties those are left that other blocks bring.
    pub(super) fn tie(&mut self, record: u32, lost: &[u32], outcome: &mut Outcome) {
        let mut others = Vec::new();
        for lost in lost {
            self.blocks.others(&self.records, *lost, &mut others);
            self.ties.keep(*lost, &others);
        }
        self.blocks.others(&self.records, record, &mut others);
        outcome.pairs += others.len();
        others.retain(|other| self.compare(record, *other) > self.frozen.model.threshold_bits);
        self.ties.add(others);
    }

    /// The score of two records, in bits.
    fn compare(&mut self, left: u32, right: u32) -> f64 {
        let (left, right) = (self.records.row(left as usize), self.records.row(right as usize));
        let pattern = self.comparisons.compare(&self.records, left, right);
        self.score(pattern)
    }

    /// Finds what hangs together with these records: by a pair that speaks for one person, by what both hold where
    /// nobody looks, by what somebody said, or because they were one person until now.
    fn neighbourhood(&mut self, seeds: &[u32], outcome: &mut Outcome) -> Neighbourhood {
        let mut seen: HashSet<u32, foldhash::fast::FixedState> = HashSet::default();
        let mut next = seeds.to_vec();
        while let Some(record) = next.pop() {
            if !seen.insert(record) {
                continue;
            }
            let tied = self.ties.to(record);
            next.extend(tied);
            // Those that hold the same are tied to each other wherever anybody looks.
            if tied.is_empty() && self.are_one(record) {
                next.extend(self.twins.of(&self.records, &self.orders, record));
            }
            next.extend(self.people.ring(record));
            let same = self.facts.about(record).filter(|fact| fact.same);
            next.extend(same.flat_map(|fact| [fact.left, fact.right]).filter(|at| (*at as usize) < self.records.count));
        }
        let mut records: Vec<u32> = seen.into_iter().collect();
        records.sort_unstable_by_key(|record| (self.orders[*record as usize], *record));
        let mut pairs = Vec::new();
        for (left, right) in self.blocks.pairs_among(&self.records, &records) {
            pairs.push((left, right, self.compare(records[left as usize], records[right as usize])));
        }
        outcome.pairs += pairs.len();
        Neighbourhood { records, pairs }
    }
}
