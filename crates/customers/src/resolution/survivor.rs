//! One record per person: for each field the value that survives, and where it comes from.

use serde::Serialize;

use super::Resolution;
use super::model::Kind;
use super::prepare::Records;

/// A value that stands for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survivor {
    /// What it is.
    pub kind: Kind,
    /// The value, in its one form.
    pub value: String,
    /// The first record of the files that holds it.
    pub record: u32,
    /// How many of the person's records hold it.
    pub held_by: u32,
    /// How many hold any.
    pub filled: u32,
}

/// A person and what is known of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Their records, by their number in the files, in that order.
    pub records: Vec<u32>,
    /// A value per field that any record fills.
    pub values: Vec<Survivor>,
}

impl Resolution {
    /// Gives one record per person, in the order of their first records in the files.
    ///
    /// The value most of a person's records hold survives; of equals the longest, then the first in the alphabet. An
    /// initial gives way to any name.
    pub fn people(&self) -> Vec<Person> {
        let mut places: Vec<u32> = (0..self.records.count as u32).collect();
        places.sort_unstable_by_key(|place| (self.clusters[*place as usize], self.records.told[*place as usize]));
        let same = |a: &u32, b: &u32| self.clusters[*a as usize] == self.clusters[*b as usize];
        let mut people: Vec<Person> = places.chunk_by(same).map(|places| person(&self.records, places)).collect();
        people.sort_unstable_by_key(|person| person.records.first().copied());
        people
    }
}

/// What is known of the person whose records stand at these places.
pub(crate) fn person(records: &Records, places: &[u32]) -> Person {
    let told = |place: &u32| records.told[*place as usize];
    let values = records.fields.iter().enumerate().filter_map(|(at, field)| {
        let mut held: Vec<(u32, u32)> = places
            .iter()
            .map(|place| (records.row(*place as usize).get(at).copied().unwrap_or_default(), told(place)))
            .filter(|(code, _)| *code != 0)
            .collect();
        held.sort_unstable();
        let rank = |group: &&[(u32, u32)]| {
            let value = records.values(at).of(group[0].0);
            (value.chars().count() > 1, group.len(), value.len(), std::cmp::Reverse(value))
        };
        let best = held.chunk_by(|a, b| a.0 == b.0).max_by_key(rank)?;
        Some(Survivor {
            kind: field.kind,
            value: records.values(at).of(best[0].0).to_owned(),
            record: best[0].1,
            held_by: best.len() as u32,
            filled: held.len() as u32,
        })
    });
    Person { records: places.iter().map(told).collect(), values: values.collect() }
}
