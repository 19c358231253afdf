//! Two hands' inventories made one.

use super::{Inventory, Target};

impl Inventory {
    /// Adds what another hand found under the same [`super::Terms`]. The order of merging changes nothing, as long as no
    /// limit is met.
    pub fn merge(&mut self, mut other: Inventory) {
        self.close();
        other.close();
        let people = self.people.take(&other.people);
        let person = |number: u32| people.get(number as usize).copied().flatten();
        self.beyond += other.beyond + self.cells.merge(other.cells, person);
        let names = self.names.merge(other.names, &self.people, person);
        self.beyond += names.iter().filter(|name| name.is_none()).count() as u64;
        for (about, more) in other.evidence {
            self.evidence.entry(about).or_default().merge(more);
        }
        for (source, more) in other.tallies {
            self.tallies.entry(source).or_default().merge(more);
        }
        for (connection, target) in other.connections {
            let target = match target {
                Target::Cell(key) => person(key.person()).map(|person| Target::Cell(key.with_person(person))),
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
    }
}
