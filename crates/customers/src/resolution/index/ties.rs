//! Which records are looked at together and taken for one person: what neighbourhoods hang together by.

/// For each record the others, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties(Vec<Vec<u32>>);

impl Ties {
    /// Takes pairs of so many records, in any order, each once; those of other records are passed over.
    pub(super) fn of(records: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Ties {
        let mut ties = vec![Vec::new(); records];
        for (left, right) in pairs.filter(|(left, right)| (*left.max(right) as usize) < records) {
            ties[left as usize].push(right);
            ties[right as usize].push(left);
        }
        ties.iter_mut().for_each(|others: &mut Vec<u32>| {
            others.sort_unstable();
            others.shrink_to_fit();
        });
        Ties(ties)
    }

    /// Adds the next record with those before it that it is tied to, in order.
    pub(super) fn add(&mut self, others: Vec<u32>) {
        let record = self.0.len() as u32;
        others.iter().for_each(|other| self.0[*other as usize].push(record));
        self.0.push(others);
    }

    /// Keeps of a record's ties those to these others, which are in order.
    pub(super) fn keep(&mut self, record: u32, others: &[u32]) {
        self.0[record as usize].retain(|other| others.binary_search(other).is_ok());
    }

    /// The ties of a record.
    pub(super) fn to(&self, record: u32) -> &[u32] {
        self.0.get(record as usize).map_or(&[], Vec::as_slice)
    }

    /// All ties, each once.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(&self.0).flat_map(|(left, others)| {
            let from = others.partition_point(|other| *other < left);
            others[from..].iter().map(move |right| (left, *right))
        })
    }
}
