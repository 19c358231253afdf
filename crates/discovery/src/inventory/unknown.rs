use serde::{Deserialize, Serialize};

use super::Cell;
use crate::host;
use crate::pseudonym::Pseudonym;
use crate::time::Day;

/// Up to how many people an unknown name's users are counted exactly.
pub const FEW_PEOPLE: usize = 16;
/// How many of its hosts are kept.
pub const FEW_HOSTS: usize = 4;

/// A registered name no pack knows, with what the logs say of it: what somebody needs to name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unknown {
    /// The registered name.
    pub domain: String,
    /// The company under whose name it lives (`github.io`), if it is a tenant's.
    pub landlord: Option<String>,
    /// Some of its hosts, at most [`FEW_HOSTS`]: the first by the alphabet, in order.
    pub hosts: Vec<Box<str>>,
    /// All that was seen of it.
    pub seen: Cell,
    /// The days it was seen, in order.
    #[serde(skip)]
    pub days: Vec<Day>,
    /// How many people used it: counted up to [`FEW_PEOPLE`], estimated beyond.
    pub users: f64,
    /// What they are counted by: see [`crate::harvest::Mention::few`].
    #[serde(skip)]
    pub few: Vec<u64>,
}

impl Unknown {
    pub(super) fn new(domain: &str) -> Unknown {
        Unknown {
            domain: domain.to_owned(),
            landlord: host::landlord(domain).map(str::to_owned),
            hosts: Vec::new(),
            seen: Cell::default(),
            days: Vec::new(),
            users: 0.0,
            few: Vec::new(),
        }
    }

    pub(super) fn met(&mut self, name: &str) {
        let at = self.hosts.partition_point(|host| **host < *name);
        if at >= FEW_HOSTS || self.hosts.get(at).is_some_and(|host| **host == *name) {
            return;
        }
        self.hosts.truncate(FEW_HOSTS - 1);
        self.hosts.insert(at, name.into());
    }

    pub(super) fn on(&mut self, day: Day) {
        if let Err(at) = self.days.binary_search(&day) {
            self.days.insert(at, day);
        }
    }

    pub(super) fn merge(&mut self, other: Unknown) {
        other.days.into_iter().for_each(|day| self.on(day));
        other.hosts.iter().for_each(|name| self.met(name));
    }
}

/// How often an unknown name was seen, when and by how many: what nearly every line of it changes.
///
/// The first 64 bytes are what every line touches.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct Count {
    pub(super) cell: Cell,
    /// The days it was seen, one bit each from the first on.
    days: u64,
    first: Day,
    few: Few,
}

impl Count {
    pub(super) const NONE: Count = Count { cell: Cell::NONE, days: 0, first: Day(0), few: Few::NONE };

    /// Counts a day; says whether it lies outside the 64 that have a bit here.
    #[inline]
    pub(super) fn on(&mut self, day: Day) -> bool {
        if self.days == 0 {
            self.first = day;
        }
        match day.0.checked_sub(self.first.0) {
            Some(at @ 0..64) => {
                self.days |= 1 << at;
                false
            }
            _ => true,
        }
    }

    #[inline]
    pub(super) fn by(&mut self, who: Pseudonym) {
        self.few.put((who.0 >> 64) as u64);
    }

    /// Puts what is counted with what is known of the name.
    pub(super) fn settle(&self, unknown: &mut Unknown) {
        unknown.seen = self.cell;
        unknown.users = self.few.estimate();
        unknown.few = self.few.people.iter().take(usize::from(self.few.count)).copied().collect();
        self.settle_days(unknown);
    }

    /// Puts the days counted here with those of the name.
    pub(super) fn settle_days(&self, unknown: &mut Unknown) {
        for at in (0..64_u16).filter(|at| self.days & (1 << at) != 0) {
            unknown.on(Day(self.first.0.saturating_add(at)));
        }
    }

    /// Adds what another hand counted, but for its days.
    pub(super) fn merge(&mut self, other: &Count) {
        self.cell.merge(&other.cell);
        other.few.people.iter().take(usize::from(other.few.count)).for_each(|who| self.few.put(*who));
    }
}

/// The few smallest of many pseudonyms, which tell how many there are.
///
/// Pseudonyms lie evenly over their range, so the k-th smallest of n lies near k / n of it; the estimate's relative error
/// is about 1 / √(k − 2), a quarter. Source: Bar-Yossef et al., "Counting Distinct Elements in a Data Stream", 2002.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Few {
    count: u8,
    /// In order; the first `count` of them. 64 bits of each: two people of a house share them once in 10¹³ houses.
    people: [u64; FEW_PEOPLE],
}

impl Few {
    const NONE: Few = Few { count: 0, people: [u64::MAX; FEW_PEOPLE] };

    #[inline]
    fn put(&mut self, who: u64) {
        // The free places hold the greatest number, so the last place tells at once whether another one matters.
        if who >= self.people[FEW_PEOPLE - 1] || self.people.contains(&who) {
            return;
        }
        let at = self.people.partition_point(|other| *other < who);
        self.people.copy_within(at..FEW_PEOPLE - 1, at + 1);
        self.people[at] = who;
        self.count = (self.count + 1).min(FEW_PEOPLE as u8);
    }

    /// The few smallest of all in either list.
    fn of_both(a: &[u64], b: &[u64]) -> Few {
        let mut few = Few::NONE;
        a.iter().chain(b).for_each(|who| few.put(*who));
        few
    }

    /// How many people there are: counted while they are fewer than [`FEW_PEOPLE`], estimated beyond.
    fn estimate(&self) -> f64 {
        if usize::from(self.count) < FEW_PEOPLE {
            return f64::from(self.count);
        }
        let last = self.people[FEW_PEOPLE - 1] as f64 / u64::MAX as f64;
        ((FEW_PEOPLE - 1) as f64 / last.max(f64::MIN_POSITIVE)).max(FEW_PEOPLE as f64)
    }
}

/// Joins what two harvests count a name's users by: the list of both, and how many people it stands for.
pub(crate) fn count_both(a: &[u64], b: &[u64]) -> (Vec<u64>, f64) {
    let few = Few::of_both(a, b);
    let people = few.people.iter().take(usize::from(few.count)).copied().collect();
    (people, few.estimate())
}
