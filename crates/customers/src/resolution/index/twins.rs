//! Records that hold the very same values.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::resolution::prepare::Records;

/// Which records hold the same values as another one.
#[derive(Debug, Default)]
pub(super) struct Twins {
    /// The first and the last record of each distinct row.
    rows: HashTable<(u32, u32)>,
    /// For each record the one before it with its row; itself for the first.
    before: Vec<u32>,
}

impl Twins {
    /// Adds the next record.
    ///
    /// Shape: the orders of all records, which equal rows share → the first record with its row, nothing when it is
    /// that itself.
    pub(super) fn add(&mut self, records: &Records, orders: &[u64]) -> Option<u32> {
        let record = self.before.len() as u32;
        let row = |record: u32| records.row(record as usize);
        let same = |known: &(u32, u32)| row(known.0) == row(record);
        let (first, before) = match self.rows.entry(orders[record as usize], same, |known| orders[known.0 as usize]) {
            Entry::Vacant(free) => {
                free.insert((record, record));
                (None, record)
            }
            Entry::Occupied(mut found) => {
                let (first, last) = found.get_mut();
                (Some(*first), std::mem::replace(last, record))
            }
        };
        self.before.push(before);
        first
    }

    /// All records that hold what this one holds, from the last one back.
    pub(super) fn of(&self, records: &Records, orders: &[u64], record: u32) -> impl Iterator<Item = u32> {
        let row = |record: u32| records.row(record as usize);
        let order = orders.get(record as usize).copied().unwrap_or_default();
        let found = self.rows.find(order, |known| row(known.0) == row(record));
        let before = |at: &u32| self.before.get(*at as usize).copied().filter(|before| before != at);
        std::iter::successors(found.map(|(_, last)| *last), before)
    }
}
