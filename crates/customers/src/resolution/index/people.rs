//! Who each record is, by an id that stays.
//!
//! Every record brings an id, drawn by whoever keeps the index. A person bears the id of their first record: when two
//! people turn out to be one, the one known for longer gives the id; when one turns out to be two, the other part bears
//! the id of its own first record, the very one it had if it ever stood alone. Which id a person bears is therefore
//! told by the records alone, and what is taken back brings back the ids there were.

use std::fmt;
use std::str::FromStr;

use hashbrown::HashTable;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::resolution::column::mix;

/// The id a person bears whose first record it came with; drawn, or hashed under a key, so that it says nothing.
///
/// Written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(pub u128);

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Anchor {
    type Err = String;

    fn from_str(words: &str) -> Result<Anchor, String> {
        let digits = words.len() == 32 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = digits.then(|| u128::from_str_radix(words, 16).ok()).flatten();
        number.map(Anchor).ok_or_else(|| format!("{words:?} is no id of 32 hexadecimal digits"))
    }
}

impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Anchor, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What became of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// All records of one person turn out to be another's.
    Joined {
        /// The one that is no more.
        gone: Anchor,
        /// Whose its first record is now.
        kept: Anchor,
    },
    /// Some records of a person turn out to be another's, unknown until now.
    Split {
        /// Whose the first of them was.
        from: Anchor,
        /// Whose they are.
        new: Anchor,
    },
    /// A record turns out to be of another person than the first record of the one it was of.
    Moved {
        /// The record.
        record: u32,
        /// Whose it was.
        from: Anchor,
        /// Whose it is.
        to: Anchor,
    },
}

/// The people of an index.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The id each record brought.
    anchors: Vec<Anchor>,
    /// For each record the first record of its person.
    first: Vec<u32>,
    /// For each record the next one of its person, in a ring.
    next: Vec<u32>,
    /// Which record brought an id.
    brought: HashTable<u32>,
}

impl People {
    /// Takes what was found out before.
    ///
    /// Shape: for each record its id, and the first record of its person.
    pub(super) fn new(anchors: Vec<Anchor>, first: Vec<u32>) -> People {
        let mut people = People { anchors, next: (0..first.len() as u32).collect(), first, ..People::default() };
        for record in 0..people.first.len() as u32 {
            let first = people.first[record as usize];
            if first != record {
                people.next.swap(first as usize, record as usize);
            }
            people.note(record);
        }
        people
    }

    /// Adds a record that is a person of its own, or of the person of another record.
    pub(super) fn add(&mut self, anchor: Anchor, with: Option<u32>) {
        let record = self.first.len() as u32;
        self.anchors.push(anchor);
        self.first.push(with.map_or(record, |with| self.first[with as usize]));
        self.next.push(record);
        if let Some(with) = with {
            self.next.swap(with as usize, record as usize);
        }
        self.note(record);
    }

    fn note(&mut self, record: u32) {
        let anchors = &self.anchors;
        let key = |record: &u32| spread(anchors[*record as usize]);
        self.brought.insert_unique(key(&record), record, key);
    }

    /// The ids, record by record.
    pub(super) fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// For each record the first record of its person.
    pub(super) fn firsts(&self) -> &[u32] {
        &self.first
    }

    /// Whose a record is.
    pub(super) fn of(&self, record: u32) -> Option<Anchor> {
        self.first.get(record as usize).map(|first| self.anchors[*first as usize])
    }

    /// The record that brought an id.
    pub(super) fn record(&self, anchor: Anchor) -> Option<u32> {
        self.brought.find(spread(anchor), |record| self.anchors[*record as usize] == anchor).copied()
    }

    /// All records of a record's person, that one first.
    pub(super) fn ring(&self, record: u32) -> impl Iterator<Item = u32> {
        let next = move |at: &u32| self.next.get(*at as usize).copied().filter(|next| *next != record);
        std::iter::successors(self.next.get(record as usize).map(|_| record), next)
    }

    /// Takes what was found out anew of some records; tells what that changes, in order.
    ///
    /// Shape: records in order and the first record of each one's person; no person, before or after, has records both
    /// among them and elsewhere.
    /// `arrived` is the record that just came: that it finds its person changes nobody.
    pub(super) fn settle(&mut self, found: &[(u32, u32)], arrived: Option<u32>) -> Vec<Change> {
        let id = |record: u32| self.anchors[record as usize];
        let was = |record: u32| self.first[record as usize];
        let is = |record: u32| found.binary_search_by_key(&record, |found| found.0).map_or(record, |at| found[at].1);
        let mut changes = Vec::new();
        for (record, first) in found.iter().copied().filter(|(record, first)| was(*record) != *first) {
            let before = was(record);
            match () {
                () if record == first => changes.push(Change::Split { from: id(before), new: id(first) }),
                () if record != before => {
                    let followed = is(before) == first || was(first) == before;
                    if !followed {
                        changes.push(Change::Moved { record, from: id(before), to: id(first) });
                    }
                }
                () if arrived == Some(record) => {}
                () => changes.push(Change::Joined { gone: id(before), kept: id(first) }),
            }
        }
        for (record, first) in found {
            self.first[*record as usize] = *first;
            self.next[*record as usize] = *record;
        }
        for (record, first) in found.iter().filter(|(record, first)| record != first) {
            self.next.swap(*first as usize, *record as usize);
        }
        changes
    }
}

fn spread(anchor: Anchor) -> u64 {
    mix(anchor.0 as u64, (anchor.0 >> 64) as u64)
}
