//! Registered names no pack knows: what somebody needs to name them.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::cell::{Compact, Step};
use super::whose::People;
use super::{Cell, SourceId, Spot};
use crate::host::Registered;
use crate::memo::Memo;
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
    /// The numbers of those met last.
    memo: Memo,
    /// What nearly every line of a name changes.
    counts: Vec<Count>,
    /// What some lines change.
    few: Vec<Few>,
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
    /// A pseudonym that begins with more than this is none of the [`Few`].
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
    /// How each of its hosts begins: what tells most of them apart without a look at them.
    heads: [u64; FEW_HOSTS],
    /// How many lines of the present file were taken out of the count.
    lines: u64,
}

impl Names {
    /// Room for `most` names.
    pub(super) fn new(most: usize, seed: u64) -> Names {
        let hasher = FixedState::with_seed(seed);
        let (counts, few, rest, here) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Names { hasher, numbers: HashTable::new(), memo: Memo::new(16, seed), counts, few, rest, here, most }
    }

    /// The number of a name under which a host stands; nothing when there are too many names.
    pub(super) fn number(&mut self, name: &Registered<'_>, host: &str) -> Option<u32> {
        let asked = self.memo.ask(name.domain.as_bytes(), host.as_bytes());
        let at = match self.memo.known(&asked, name.domain.as_bytes()) {
            Some(at) => at,
            None => {
                let hash = self.hasher.hash_one(name.domain);
                let found = self.find(hash, name.domain);
                let at = found.or_else(|| self.push(hash, Unknown::new(name)))?;
                self.memo.keep(&asked, name.domain.as_bytes(), at);
                at
            }
        };
        self.rest[at as usize].met(host);
        Some(at)
    }

    fn find(&self, hash: u64, domain: &str) -> Option<u32> {
        self.numbers.find(hash, |at| self.rest[*at as usize].unknown.domain == domain).copied()
    }

    fn push(&mut self, hash: u64, unknown: Unknown) -> Option<u32> {
        let at = u32::try_from(self.rest.len()).ok().filter(|at| (*at as usize) < self.most)?;
        let heads = std::array::from_fn(|at| unknown.hosts.get(at).map_or(0, |host| head(host)));
        self.rest.push(Rest { unknown, heads, lines: 0 });
        self.few.push(Few::NONE);
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

    /// Touches what a line of this person may change besides, once what it will change has been touched.
    #[inline(always)]
    pub(super) fn touch_few(&self, at: u32, person: u32, people: &People) -> u64 {
        let fenced = self.counts.get(at as usize).map_or(0, |count| count.fence);
        let may_change = people.who(person).is_some_and(|who| fence(who) <= fenced);
        self.few.get(if may_change { at as usize } else { 0 }).map_or(0, |few| u64::from(few.0[0]))
    }

    /// Counts a line.
    #[inline(always)]
    pub(super) fn add(&mut self, at: u32, step: &Step, day: Day, person: u32, people: &People, line: u64) {
        let Some(count) = self.counts.get_mut(at as usize) else { return };
        if count.last == 0 {
            count.first = line;
            self.here.push(at);
        }
        count.first = count.first.min(line);
        count.last = count.last.max(line);
        let known_day = count.on(day);
        let full = count.seen.add(step);
        if people.who(person).is_some_and(|who| fence(who) <= count.fence) {
            count.fence = self.few[at as usize].put(person, people);
        }
        if !known_day {
            self.rest[at as usize].unknown.on(day);
        }
        if let Some(more) = full {
            self.rest[at as usize].take(&more);
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

    /// Adds another hand's names, both closed; says which number each has here, nothing for those without room. `person`
    /// renumbers the people.
    pub(super) fn merge(
        &mut self,
        other: Names,
        people: &People,
        person: impl Fn(u32) -> Option<u32>,
    ) -> Vec<Option<u32>> {
        let all = other.rest.into_iter().zip(other.counts.into_iter().zip(other.few));
        let take = |(rest, (count, few)): (Rest, (Count, Few))| {
            let at = self.take(rest, &count)?;
            for person in few.people().filter_map(&person) {
                self.counts[at as usize].fence = self.few[at as usize].put(person, people);
            }
            Some(at)
        };
        all.map(take).collect()
    }

    fn take(&mut self, more: Rest, count: &Count) -> Option<u32> {
        let hash = self.hasher.hash_one(more.unknown.domain.as_str());
        let Some(at) = self.find(hash, &more.unknown.domain) else {
            let at = self.push(hash, more.unknown)?;
            self.counts[at as usize] = Count { fence: u64::MAX, ..*count };
            return Some(at);
        };
        let rest = &mut self.rest[at as usize];
        rest.take(&count.seen.cell());
        rest.unknown.seen.merge(&more.unknown.seen);
        count.days().for_each(|day| rest.unknown.on(day));
        more.unknown.days.into_iter().for_each(|day| rest.unknown.on(day));
        more.unknown.hosts.iter().for_each(|host| rest.met(host));
        more.unknown.spots.into_iter().for_each(|(source, spot)| rest.unknown.stands(source, spot));
        Some(at)
    }

    /// Every name with all that was seen of it.
    pub(super) fn into_all(self, people: &People) -> Vec<Unknown> {
        let all = self.rest.into_iter().zip(self.counts.iter().zip(&self.few));
        all.map(|(mut rest, (count, few))| {
            rest.take(&count.seen.cell());
            count.days().for_each(|day| rest.unknown.on(day));
            rest.unknown.users = few.estimate(people);
            rest.unknown.few = few.told(people);
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
            + self.counts.capacity() * (size_of::<Count>() + size_of::<Few>())
            + self.rest.capacity() * size_of::<Rest>()
            + self.rest.iter().map(words).sum::<usize>()
    }
}

impl Rest {
    /// Keeps a host, if it is among the first by the alphabet.
    fn met(&mut self, host: &str) {
        let (begins, kept) = (head(host), &mut self.unknown.hosts);
        let after = |at: &usize| begins < self.heads[*at] || (begins == self.heads[*at] && *host <= *kept[*at]);
        let at = (0..kept.len()).find(after).unwrap_or(kept.len());
        if at >= FEW_HOSTS || kept.get(at).is_some_and(|other| begins == self.heads[at] && **other == *host) {
            return;
        }
        kept.truncate(FEW_HOSTS - 1);
        kept.insert(at, host.into());
        self.heads.copy_within(at..FEW_HOSTS - 1, at + 1);
        self.heads[at] = begins;
    }

    /// Keeps what was taken out of a count.
    fn take(&mut self, more: &Cell) {
        self.lines += u64::from(more.seen);
        self.unknown.seen.merge(more);
    }
}

/// The first eight bytes as a number that sorts as they do.
fn head(host: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(host.bytes()).for_each(|(into, byte)| *into = byte);
    u64::from_be_bytes(bytes)
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

/// The people with the few smallest of many pseudonyms, which tell how many there are.
///
/// Pseudonyms lie evenly over their range, so the k-th smallest of n lies near k / n of it; the estimate's relative error
/// is about 1 / √(k − 2), a quarter. Source: Bar-Yossef et al., "Counting Distinct Elements in a Data Stream", 2002.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Few([u32; FEW_PEOPLE]);

/// No person's number.
const NOBODY: u32 = u32::MAX;

impl Few {
    const NONE: Few = Few([NOBODY; FEW_PEOPLE]);

    /// Takes a person, by number; returns the [`fence`] whoever shall be among the few must not lie above.
    fn put(&mut self, person: u32, people: &People) -> u64 {
        if self.0.contains(&person) {
            return self.fence(people);
        }
        match self.0.iter().position(|other| *other == NOBODY) {
            Some(free) => self.0[free] = person,
            None => {
                let greatest = (0..FEW_PEOPLE).max_by_key(|at| people.who(self.0[*at])).unwrap_or(0);
                if people.who(person) < people.who(self.0[greatest]) {
                    self.0[greatest] = person;
                }
            }
        }
        self.fence(people)
    }

    /// How the greatest of the few begins; the greatest number there is as long as there is room.
    fn fence(&self, people: &People) -> u64 {
        self.0.iter().map(|person| people.who(*person).map_or(u64::MAX, fence)).max().unwrap_or(u64::MAX)
    }

    fn people(&self) -> impl Iterator<Item = u32> {
        self.0.into_iter().filter(|person| *person != NOBODY)
    }

    /// The few as what is kept of them: how their pseudonyms begin, in order.
    fn told(&self, people: &People) -> Vec<u64> {
        let mut told: Vec<u64> = self.people().filter_map(|person| people.who(person)).map(fence).collect();
        told.sort_unstable();
        told
    }

    /// How many people there are: counted while they are fewer than [`FEW_PEOPLE`], estimated beyond.
    fn estimate(&self, people: &People) -> f64 {
        let count = self.people().count();
        if count < FEW_PEOPLE {
            return count as f64;
        }
        stands_for(self.fence(people))
    }
}

/// Joins what two harvests count a name's users by: the list of both, and how many people it stands for.
pub(crate) fn count_both(a: &[u64], b: &[u64]) -> (Vec<u64>, f64) {
    let mut few: Vec<u64> = a.iter().chain(b).copied().collect();
    few.sort_unstable();
    few.dedup();
    few.truncate(FEW_PEOPLE);
    let last = few.last().copied().unwrap_or_default();
    let users = if few.len() < FEW_PEOPLE { few.len() as f64 } else { stands_for(last) };
    (few, users)
}

/// How many people there are when the last of the few begins so.
fn stands_for(last: u64) -> f64 {
    let share = last as f64 / u64::MAX as f64;
    ((FEW_PEOPLE - 1) as f64 / share.max(f64::MIN_POSITIVE)).max(FEW_PEOPLE as f64)
}

/// The beginning of a pseudonym.
#[inline(always)]
fn fence(who: Pseudonym) -> u64 {
    (who.0 >> 64) as u64
}
