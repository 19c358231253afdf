//! Registered names no pack knows: what somebody needs to name them.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::cell::{Compact, Step};
use super::{Cell, SourceId, Spot};
use crate::host::Registered;
use crate::pseudonym::Pseudonym;
use crate::time::Day;

/// Up to how many people an unknown name's users are counted exactly.
pub const FEW_PEOPLE: usize = 16;
/// How many of its hosts are kept.
pub const FEW_HOSTS: usize = 4;
/// Of how many files it is kept where they speak of an unknown name.
pub const FEW_SPOTS: usize = 8;

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
    /// Where the logs speak of it, by file: in the first [`FEW_SPOTS`] of the files that do.
    #[serde(skip)]
    pub spots: Vec<(SourceId, Spot)>,
    /// What they are counted by: see [`crate::harvest::Mention::few`].
    #[serde(skip)]
    pub few: Vec<u64>,
}

impl Unknown {
    fn new(name: &Registered<'_>) -> Unknown {
        Unknown {
            domain: name.domain.to_owned(),
            landlord: name.landlord.map(str::to_owned),
            hosts: Vec::new(),
            seen: Cell::default(),
            days: Vec::new(),
            users: 0.0,
            spots: Vec::new(),
            few: Vec::new(),
        }
    }

    fn met(&mut self, name: &str) {
        let at = self.hosts.partition_point(|host| **host < *name);
        if at >= FEW_HOSTS || self.hosts.get(at).is_some_and(|host| **host == *name) {
            return;
        }
        self.hosts.truncate(FEW_HOSTS - 1);
        self.hosts.insert(at, name.into());
    }

    fn on(&mut self, day: Day) {
        if let Err(at) = self.days.binary_search(&day) {
            self.days.insert(at, day);
        }
    }

    /// Adds lines of one file. Those of the first few files are kept, whoever read which: what a hand drops, more than
    /// enough files of its own come before.
    fn stands(&mut self, source: SourceId, spot: Spot) {
        match self.spots.binary_search_by_key(&source, |(source, _)| *source) {
            Ok(at) => self.spots[at].1.merge(spot),
            Err(at) if at < FEW_SPOTS => {
                self.spots.truncate(FEW_SPOTS - 1);
                self.spots.insert(at, (source, spot));
            }
            Err(_) => {}
        }
    }
}

/// Every unknown name met, by number.
pub(super) struct Names {
    hasher: FixedState,
    numbers: HashTable<u32>,
    /// What nearly every line of a name changes.
    counts: Vec<Count>,
    /// What few lines change.
    rest: Vec<Rest>,
    /// The names met in the present file.
    here: Vec<u32>,
    most: usize,
}

/// How often an unknown name was seen, and when: within 64 bytes, which a line fetches at once.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Count {
    seen: Compact,
    /// A person whose number is not below this is none of the [`Few`].
    fence: u64,
    /// The days it was seen, one bit each from `day` on.
    days: u64,
    /// The lines of the present file that speak of it: the first, and the last or 0 as long as there is none.
    first: u64,
    last: u64,
    day: Day,
}

struct Rest {
    unknown: Unknown,
    few: Few,
    /// How many lines of the present file were taken out of the count.
    lines: u64,
}

impl Names {
    /// Room for `most` names.
    pub(super) fn new(most: usize, seed: u64) -> Names {
        let hasher = FixedState::with_seed(seed);
        Names { hasher, numbers: HashTable::new(), counts: Vec::new(), rest: Vec::new(), here: Vec::new(), most }
    }

    /// The number of a name under which a host stands; nothing when there are too many names.
    pub(super) fn number(&mut self, name: &Registered<'_>, host: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(name.domain);
        let at = match self.find(hash, name.domain) {
            Some(at) => at,
            None => self.push(hash, Unknown::new(name))?,
        };
        self.rest[at as usize].unknown.met(host);
        Some(at)
    }

    fn find(&self, hash: u64, domain: &str) -> Option<u32> {
        self.numbers.find(hash, |at| self.rest[*at as usize].unknown.domain == domain).copied()
    }

    fn push(&mut self, hash: u64, unknown: Unknown) -> Option<u32> {
        let at = u32::try_from(self.rest.len()).ok().filter(|at| (*at as usize) < self.most)?;
        self.rest.push(Rest { unknown, few: Few::NONE, lines: 0 });
        self.counts.push(Count::NONE);
        let rest = &self.rest;
        self.numbers.insert_unique(hash, at, |at| self.hasher.hash_one(rest[*at as usize].unknown.domain.as_str()));
        Some(at)
    }

    /// Touches what a line will change: whoever touches several before using the first waits once.
    #[inline(always)]
    pub(super) fn touch(&self, at: u32) -> u64 {
        self.counts.get(at as usize).map_or(0, |count| count.days)
    }

    /// Counts a line.
    #[inline(always)]
    pub(super) fn add(&mut self, at: u32, step: &Step, day: Day, who: Pseudonym, line: u64) {
        let Some(count) = self.counts.get_mut(at as usize) else { return };
        if count.last == 0 {
            count.first = line;
            self.here.push(at);
        }
        count.first = count.first.min(line);
        count.last = count.last.max(line);
        let known_day = count.on(day);
        let full = count.seen.add(step);
        let who = (who.0 >> 64) as u64;
        if who < count.fence || !known_day || full.is_some() {
            let rest = &mut self.rest[at as usize];
            count.fence = rest.few.put(who);
            if !known_day {
                rest.unknown.on(day);
            }
            if let Some(more) = full {
                rest.take(&more);
            }
        }
    }

    /// Counts what went over a connection.
    pub(super) fn pour(&mut self, at: u32, step: &Step) {
        if let Some(more) = self.counts.get_mut(at as usize).and_then(|count| count.seen.add(step)) {
            self.rest[at as usize].take(&more);
        }
    }

    /// Keeps which lines of the present file speak of each name, and begins anew.
    pub(super) fn close(&mut self, source: SourceId) {
        for at in self.here.drain(..) {
            let (count, rest) = (&mut self.counts[at as usize], &mut self.rest[at as usize]);
            rest.take(&count.seen.empty());
            let lines = std::mem::take(&mut rest.lines);
            rest.unknown.stands(source, Spot { first: count.first, last: count.last, lines });
            (count.first, count.last) = (0, 0);
        }
    }

    /// Adds another hand's names, both closed; says which number each has here, nothing for those without room.
    pub(super) fn merge(&mut self, other: Names) -> Vec<Option<u32>> {
        let both = other.rest.into_iter().zip(other.counts);
        both.map(|(rest, count)| self.take(rest, &count)).collect()
    }

    fn take(&mut self, more: Rest, count: &Count) -> Option<u32> {
        let hash = self.hasher.hash_one(more.unknown.domain.as_str());
        let Some(at) = self.find(hash, &more.unknown.domain) else {
            let at = self.push(hash, more.unknown)?;
            self.rest[at as usize].few = more.few;
            self.counts[at as usize] = *count;
            return Some(at);
        };
        let (mine, rest) = (&mut self.counts[at as usize], &mut self.rest[at as usize]);
        rest.take(&count.seen.cell());
        rest.unknown.seen.merge(&more.unknown.seen);
        count.days().for_each(|day| rest.unknown.on(day));
        more.unknown.days.into_iter().for_each(|day| rest.unknown.on(day));
        more.unknown.hosts.iter().for_each(|host| rest.unknown.met(host));
        more.unknown.spots.into_iter().for_each(|(source, spot)| rest.unknown.stands(source, spot));
        more.few.people().iter().for_each(|who| mine.fence = rest.few.put(*who));
        Some(at)
    }

    /// Every name with all that was seen of it.
    pub(super) fn into_all(self) -> Vec<Unknown> {
        let both = self.rest.into_iter().zip(&self.counts);
        both.map(|(mut rest, count)| {
            rest.take(&count.seen.cell());
            count.days().for_each(|day| rest.unknown.on(day));
            rest.unknown.users = rest.few.estimate();
            rest.unknown.few = rest.few.people().to_vec();
            rest.unknown
        })
        .collect()
    }

    /// About how many bytes are taken.
    pub(super) fn weight(&self) -> usize {
        use std::mem::size_of;
        let words = |rest: &Rest| {
            let one = &rest.unknown;
            let hosts: usize = one.hosts.iter().map(|host| host.len() + 32).sum();
            one.domain.len() + 16 + hosts + one.days.capacity() * 2 + one.spots.capacity() * 32
        };
        self.numbers.capacity() * 5
            + self.counts.capacity() * size_of::<Count>()
            + self.rest.capacity() * size_of::<Rest>()
            + self.rest.iter().map(words).sum::<usize>()
    }
}

impl Rest {
    /// Keeps what was taken out of a count.
    fn take(&mut self, more: &Cell) {
        self.lines += u64::from(more.seen);
        self.unknown.seen.merge(more);
    }
}

impl Count {
    const NONE: Count = Count { seen: Compact::NONE, fence: u64::MAX, days: 0, first: 0, last: 0, day: Day(0) };

    /// Counts a day, if it is one of the 64 that have a bit here; says whether it is.
    #[inline(always)]
    fn on(&mut self, day: Day) -> bool {
        if self.days == 0 {
            self.day = day;
        }
        match day.0.checked_sub(self.day.0) {
            Some(at @ 0..64) => {
                self.days |= 1 << at;
                true
            }
            _ => false,
        }
    }

    fn days(&self) -> impl Iterator<Item = Day> {
        let (days, first) = (self.days, self.day.0);
        (0..64_u16).filter(move |at| days & (1 << at) != 0).map(move |at| Day(first.saturating_add(at)))
    }
}

/// The few smallest of many pseudonyms, which tell how many there are.
///
/// Pseudonyms lie evenly over their range, so the k-th smallest of n lies near k / n of it; the estimate's relative error
/// is about 1 / √(k − 2), a quarter. Source: Bar-Yossef et al., "Counting Distinct Elements in a Data Stream", 2002.
#[derive(Clone, Copy, Debug)]
struct Few {
    count: u8,
    /// In order; the first `count` of them. 64 bits of each: two people of a house share them once in 10¹³ houses.
    people: [u64; FEW_PEOPLE],
}

impl Few {
    const NONE: Few = Few { count: 0, people: [u64::MAX; FEW_PEOPLE] };

    /// Takes a pseudonym; returns the one that no other of the few may reach.
    fn put(&mut self, who: u64) -> u64 {
        // The free places hold the greatest number, so the last place tells at once whether another one matters.
        if who < self.people[FEW_PEOPLE - 1] && !self.people.contains(&who) {
            let at = self.people.partition_point(|other| *other < who);
            self.people.copy_within(at..FEW_PEOPLE - 1, at + 1);
            self.people[at] = who;
            self.count = (self.count + 1).min(FEW_PEOPLE as u8);
        }
        self.people[FEW_PEOPLE - 1]
    }

    fn people(&self) -> &[u64] {
        &self.people[..usize::from(self.count)]
    }

    /// The few smallest of all in either list.
    fn of_both(a: &[u64], b: &[u64]) -> Few {
        let mut few = Few::NONE;
        for who in a.iter().chain(b) {
            few.put(*who);
        }
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
    (few.people().to_vec(), few.estimate())
}
