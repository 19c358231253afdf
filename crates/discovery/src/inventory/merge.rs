//! Two hands' inventories made one.

use super::{Inventory, Spot, Tally, Target, cell_key, cell_of, intern};

pub(super) fn spot(into: &mut Spot, other: Spot) {
    if other.lines == 0 {
        return;
    }
    if into.lines == 0 || other.first < into.first {
        into.first = other.first;
    }
    into.last = into.last.max(other.last);
    into.lines += other.lines;
}

pub(super) fn tally(into: &mut Tally, other: Tally) {
    into.told += other.told;
    into.silent += other.silent;
    into.left.merge(other.left);
}

impl Inventory {
    /// Adds what another hand found under the same [`super::Terms`]. The order of merging changes nothing, as long as no
    /// limit is met.
    pub fn merge(&mut self, mut other: Inventory) {
        self.close();
        other.close();
        let people: Vec<u32> =
            other.people.iter().map(|who| intern(&mut self.people, &mut self.numbers, *who)).collect();
        let key_of = |key: u64| {
            let person = people.get((key >> 16) as usize & 0xFF_FFFF).copied().unwrap_or(u32::MAX);
            (person != u32::MAX).then(|| cell_key((key >> 40) as u32, person, key as u16))
        };
        let mut beyond = 0;
        if self.cells.is_empty() {
            self.cells.reserve(other.cells.len(), |(key, _)| super::cell_hash(*key));
        }
        for (key, cell) in other.cells.drain() {
            let room = self.cells.len() < self.terms.limits.cells;
            match key_of(key).and_then(|key| cell_of(&mut self.cells, key, room)) {
                Some(into) => into.merge(&cell),
                None => beyond += 1,
            }
        }
        let names: Vec<Option<u32>> = other.unknown.into_iter().map(|unknown| self.take(unknown)).collect();
        for ((product, source), more) in other.evidence {
            spot(self.evidence.entry((product, source)).or_default(), more);
        }
        for (source, more) in other.tallies {
            tally(self.tallies.entry(source).or_default(), more);
        }
        for (connection, target) in other.connections {
            let target = match target {
                Target::Cell(key) => key_of(key).map(Target::Cell),
                Target::Unknown(at) => names.get(at as usize).copied().flatten().map(Target::Unknown),
            };
            let Some(target) = target else { continue };
            match self.volumes.remove(&connection) {
                Some((up, down)) => self.pour(target, up, down),
                None => {
                    self.connections.insert(connection, target);
                }
            }
        }
        for (connection, (up, down)) in other.volumes {
            match self.connections.remove(&connection) {
                Some(target) => self.pour(target, up, down),
                None => {
                    self.volumes.insert(connection, (up, down));
                }
            }
        }
        self.beyond += other.beyond + beyond;
    }

    fn take(&mut self, unknown: super::Unknown) -> Option<u32> {
        if let Some(at) = self.names.get(unknown.domain.as_str()) {
            let at = *at;
            self.unknown.get_mut(at as usize)?.merge(unknown);
            return Some(at);
        }
        if self.unknown.len() >= self.terms.limits.unknown {
            self.beyond += 1;
            return None;
        }
        let at = self.unknown.len() as u32;
        self.names.insert(unknown.domain.as_str().into(), at);
        self.unknown.push(unknown);
        Some(at)
    }
}
