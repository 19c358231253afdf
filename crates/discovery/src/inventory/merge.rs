//! Two hands' inventories made one.

use super::{Inventory, Spot, Tally, Target, cell_key, intern};

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
            let person = people.get(super::person_of(key) as usize).copied()?;
            (person != u32::MAX).then(|| cell_key(super::product_of(key), person))
        };
        let mut beyond = 0;
        for (day, cells) in other.days {
            for (key, cell) in cells {
                match key_of(key).and_then(|key| self.cell(day, key)) {
                    Some(into) => into.merge(&cell),
                    None => beyond += 1,
                }
            }
        }
        self.turn(super::NO_DAY);
        let both = other.unknown.into_iter().zip(other.counts);
        let names: Vec<Option<u32>> = both.map(|(unknown, count)| self.take(unknown, count)).collect();
        for ((product, source), more) in other.evidence {
            spot(self.evidence.entry((product, source)).or_default(), more);
        }
        for (source, more) in other.tallies {
            tally(self.tallies.entry(source).or_default(), more);
        }
        for (connection, target) in other.connections {
            let target = match target {
                Target::Cell(day, key) => key_of(key).map(|key| Target::Cell(day, key)),
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

    fn take(&mut self, unknown: super::Unknown, count: super::Count) -> Option<u32> {
        let at = match self.names.get(unknown.domain.as_str()) {
            Some(at) => *at,
            None if self.unknown.len() >= self.terms.limits.unknown => {
                self.beyond += 1;
                return None;
            }
            None => {
                let at = self.unknown.len() as u32;
                self.names.insert(unknown.domain.as_str().into(), at);
                self.unknown.push(unknown);
                self.counts.push(count);
                return Some(at);
            }
        };
        let mine = self.unknown.get_mut(at as usize)?;
        count.settle_days(mine);
        mine.merge(unknown);
        self.counts.get_mut(at as usize)?.merge(&count);
        Some(at)
    }
}
