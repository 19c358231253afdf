use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Cell;
use crate::host;
use crate::pseudonym::Pseudonym;
use crate::sighting::Sighting;
use crate::time::Day;

/// Up to how many people an unknown name's users are counted exactly.
pub const FEW_PEOPLE: usize = 16;
/// How many of its hosts are kept.
pub const FEW_HOSTS: usize = 8;

/// A registered name no pack knows, with what the logs say of it: what somebody needs to name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unknown {
    /// The registered name.
    pub domain: String,
    /// The company under whose name it lives (`github.io`), if it is a tenant's.
    pub landlord: Option<String>,
    /// Some of its hosts: the first by the alphabet.
    pub hosts: BTreeSet<String>,
    /// All that was seen of it.
    pub seen: Cell,
    /// The days it was seen, in order.
    #[serde(skip)]
    pub days: Vec<Day>,
    /// Its users' pseudonyms, the sixteen smallest: all of them while they are fewer.
    pub people: Vec<Pseudonym>,
}

impl Unknown {
    pub(super) fn new(domain: &str) -> Unknown {
        Unknown {
            domain: domain.to_owned(),
            landlord: host::landlord(domain).map(str::to_owned),
            hosts: BTreeSet::new(),
            seen: Cell::default(),
            days: Vec::new(),
            people: Vec::new(),
        }
    }

    /// How many people used it: counted up to [`FEW_PEOPLE`], estimated beyond.
    ///
    /// Pseudonyms lie evenly over their range, so the k-th smallest of n lies near k / n of it; the estimate's relative
    /// error is about 1 / √(k − 2), a quarter. Source: Bar-Yossef et al., "Counting Distinct Elements in a Data Stream",
    /// 2002.
    pub fn users(&self) -> f64 {
        match self.people.get(FEW_PEOPLE - 1) {
            None => self.people.len() as f64,
            Some(last) => (FEW_PEOPLE - 1) as f64 / (last.0 as f64 / u128::MAX as f64).max(f64::MIN_POSITIVE),
        }
    }

    pub(super) fn met(&mut self, name: &str) {
        if self.hosts.contains(name) {
            return;
        }
        let last = self.hosts.last().filter(|_| self.hosts.len() >= FEW_HOSTS);
        if last.is_none_or(|last| name < last.as_str()) {
            self.hosts.insert(name.to_owned());
            if self.hosts.len() > FEW_HOSTS {
                self.hosts.pop_last();
            }
        }
    }

    #[inline]
    pub(super) fn add(&mut self, seen: &Sighting<'_>, day: Day, hour: u8, who: Pseudonym, signs_in: bool) {
        self.seen.add(seen, hour, signs_in);
        if self.days.last() != Some(&day) {
            self.on(day);
        }
        let full = self.people.len() >= FEW_PEOPLE;
        if !full || self.people.last().is_some_and(|last| who < *last) {
            self.by(who);
        }
    }

    fn on(&mut self, day: Day) {
        if let Err(at) = self.days.binary_search(&day) {
            self.days.insert(at, day);
        }
    }

    fn by(&mut self, who: Pseudonym) {
        if let Err(at) = self.people.binary_search(&who) {
            self.people.insert(at, who);
            self.people.truncate(FEW_PEOPLE);
        }
    }

    pub(super) fn merge(&mut self, other: Unknown) {
        self.seen.merge(&other.seen);
        other.days.into_iter().for_each(|day| self.on(day));
        other.people.into_iter().for_each(|who| self.by(who));
        other.hosts.iter().for_each(|name| self.met(name));
    }
}
