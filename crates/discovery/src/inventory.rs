//! What the logs show: product × pseudonymous person × day, and unknown names that wait for somebody to name them.
//!
//! One hand fills one [`Inventory`]. Inventories are merged in any order with the same result, and [`Inventory::found`]
//! gives it, sorted.

mod cell;
mod cells;
mod feed;
mod found;
mod merge;
mod unknown;
mod whose;

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::left::{Left, Why};
use crate::pseudonym::PseudonymKey;
use crate::sighting::Sighting;
use crate::time::{Clock, Day};
use crate::vendors::Pack;

pub use cell::Cell;
use cell::Step;
use cells::{Cells, Key};
pub(crate) use found::Rest;
pub use found::{Evidence, Found, Use};
use unknown::Names;
pub(crate) use unknown::count_both;
pub use unknown::{FEW_HOSTS, FEW_PEOPLE, FEW_SPOTS, Unknown};
use whose::{Hosts, Kind, People, Verdict};

/// What an inventory is made with: the same for every hand that will be merged.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The products known.
    pub pack: Arc<Pack>,
    /// The key of the pseudonyms.
    pub key: PseudonymKey,
    /// The house's time zone: a day and a working hour are its own.
    pub zone: TimeZone,
    /// A number of chance for the tables inside; it changes no result.
    pub seed: u64,
    /// How much is kept at most.
    pub limits: Limits,
}

/// How much one inventory keeps at most; what is beyond is counted under [`Why::Beyond`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Products × persons × days.
    pub cells: usize,
    /// Unknown names.
    pub unknown: usize,
    /// Connections that wait for their bytes, and bytes that wait for their connection.
    pub waiting: usize,
}

impl Default for Limits {
    /// Room for a large company's month: 20 million cells (0.7 GB), 2 million names, 4 million connections.
    fn default() -> Limits {
        Limits { cells: 20_000_000, unknown: 2_000_000, waiting: 4_000_000 }
    }
}

/// Which file something came from: a number the shell gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// What became of the lines of one file. `read` is the sum of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines that told of a host.
    pub told: u64,
    /// Lines that were understood and tell of no host, or of a machine of the house.
    pub silent: u64,
    /// Lines that were not understood.
    pub left: Left,
}

impl Tally {
    /// Every line that is no blank, comment or header.
    pub fn read(&self) -> u64 {
        self.understood() + self.left.count()
    }

    /// Lines that were understood.
    pub fn understood(&self) -> u64 {
        self.told + self.silent
    }

    fn merge(&mut self, other: Tally) {
        self.told += other.told;
        self.silent += other.silent;
        self.left.merge(other.left);
    }
}

/// What one hand found so far.
pub struct Inventory {
    terms: Terms,
    clock: Clock,
    hosts: Hosts,
    people: People,
    cells: Cells,
    names: Names,
    source: SourceId,
    /// Which lines of the present file speak of each product.
    spots: Vec<Spot>,
    /// The products the present file speaks of.
    here: Vec<u32>,
    evidence: BTreeMap<(u32, SourceId), Spot>,
    tally: Tally,
    tallies: BTreeMap<SourceId, Tally>,
    /// Connections whose bytes stand in another file, by a hash of their number.
    connections: HashMap<u64, Target, FixedState>,
    volumes: HashMap<u64, (u64, u64), FixedState>,
    /// Cells and names that found no room while inventories were merged.
    beyond: u64,
}

/// The lines of one file that speak of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The first such line, from 1.
    pub first: u64,
    /// The last such line.
    pub last: u64,
    /// How many there are.
    pub lines: u64,
}

/// Where a sighting is counted: a cell, or an unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Cell(Key),
    Unknown(u32),
}

/// A sighting that waits to be counted together with others.
#[derive(Clone, Copy)]
pub(crate) struct Waiting<'a> {
    pub(crate) seen: Sighting<'a>,
    pub(crate) number: u64,
    pub(crate) line: &'a [u8],
}

/// How many sightings are counted together.
pub(crate) const BATCH: usize = 32;

/// What was found out about a sighting.
#[derive(Clone, Copy, Default)]
struct Known {
    verdict: Verdict,
    person: u32,
    /// The house's day and hour, if any calendar holds them.
    when: Option<(Day, u8)>,
}

impl Known {
    /// The cell it may be counted in; none where it is no product's.
    #[inline(always)]
    fn cell(&self) -> Key {
        let (kind, at) = self.verdict.kind();
        let day = self.when.map_or(Day(0), |(day, _)| day);
        if kind == Kind::Product { Key::of(day, at, self.person) } else { Key::default() }
    }

    /// The unknown name it may be counted with; the first where it is none's.
    #[inline(always)]
    fn name(&self) -> u32 {
        let (kind, at) = self.verdict.kind();
        if kind == Kind::Unknown { at } else { 0 }
    }
}

impl Inventory {
    /// An empty inventory.
    pub fn new(terms: Terms) -> Inventory {
        let products = terms.pack.products().len();
        let (seed, limits) = (terms.seed, terms.limits);
        Inventory {
            clock: Clock::new(terms.zone.clone()),
            hosts: Hosts::new(seed),
            people: People::new(seed.rotate_left(17)),
            cells: Cells::new(limits.cells, seed),
            names: Names::new(limits.unknown, seed),
            source: SourceId(0),
            spots: vec![Spot::default(); products],
            here: Vec::new(),
            evidence: BTreeMap::new(),
            tally: Tally::default(),
            tallies: BTreeMap::new(),
            connections: HashMap::with_hasher(FixedState::with_seed(seed)),
            volumes: HashMap::with_hasher(FixedState::with_seed(seed)),
            beyond: 0,
            terms,
        }
    }

    /// What follows comes from this file.
    pub fn begin(&mut self, source: SourceId) {
        if source != self.source {
            self.close();
            self.source = source;
        }
    }

    /// Puts what the present file said with what was said before.
    fn close(&mut self) {
        for product in self.here.drain(..) {
            let Some(spot) = self.spots.get_mut(product as usize) else { continue };
            self.evidence.entry((product, self.source)).or_default().merge(std::mem::take(spot));
        }
        self.names.close(self.source);
        let tally = std::mem::take(&mut self.tally);
        if tally.read() > 0 {
            self.tallies.entry(self.source).or_default().merge(tally);
        }
    }

    /// Takes the lines that were too long to be cut out of the present file.
    pub fn leave_all(&mut self, left: &Left) {
        self.tally.left.merge(left.clone());
    }

    /// About how many bytes the aggregates take: cells, names, people. What is only remembered is not counted.
    pub fn weight(&self) -> usize {
        self.cells.weight()
            + self.names.weight()
            + self.people.len() * 64
            + (self.connections.capacity() + self.volumes.capacity()) * 32
    }

    pub(crate) fn silent(&mut self) {
        self.tally.silent += 1;
    }

    #[cold]
    pub(crate) fn leave(&mut self, why: Why, number: u64, line: &[u8]) {
        self.tally.left.add(why, number, line);
    }

    /// Counts one sighting.
    #[inline]
    pub(crate) fn see(&mut self, seen: &Sighting<'_>, number: u64, line: &[u8]) {
        self.see_all(&[Waiting { seen: *seen, number, line }]);
    }

    /// Counts at most [`BATCH`] sightings, each step for all of them before the next: tables that lie far are waited for
    /// together.
    pub(crate) fn see_all(&mut self, batch: &[Waiting<'_>]) {
        let mut asked = [Default::default(); BATCH];
        let mut touched = 0;
        for (waiting, asked) in batch.iter().zip(&mut asked) {
            let host = self.hosts.ask(waiting.seen.host, waiting.line);
            let user = self.people.ask(waiting.seen.user, waiting.line);
            *asked = (host, user);
        }
        // Loops of nothing but touching, so that as many as possible are waited for at once.
        for (host, user) in asked.iter().take(batch.len()) {
            touched |= self.hosts.touch(host) | self.people.touch(user);
        }
        let mut known = [Known::default(); BATCH];
        for ((waiting, asked), known) in batch.iter().zip(asked).zip(&mut known) {
            *known = self.know(&waiting.seen, &asked);
        }
        // Whichever a line does not change is touched at its first place: quicker than to decide.
        for known in known.iter().take(batch.len()) {
            touched |= self.cells.touch(known.cell()) | self.names.touch(known.name());
        }
        for known in known.iter().take(batch.len()) {
            touched |= self.names.touch_few(known.name(), known.person, &self.people);
        }
        std::hint::black_box(touched);
        for (waiting, known) in batch.iter().zip(known) {
            self.count(&waiting.seen, known, waiting.number, waiting.line);
        }
    }

    /// Finds out whose a sighting's host is, who saw it, and when it was for the house.
    #[inline(always)]
    fn know(&mut self, seen: &Sighting<'_>, (host, user): &(whose::Asked, whose::Asked)) -> Known {
        let verdict = self.hosts.verdict(host, seen.host, &self.terms.pack, &mut self.names);
        let counts = matches!(verdict.kind().0, Kind::Product | Kind::Unknown);
        let person = if counts { self.people.number(user, seen.user, &self.terms.key) } else { 0 };
        Known { verdict, person, when: self.clock.read(seen.when) }
    }

    /// Counts a sighting whose host and person are known.
    #[inline(always)]
    fn count(&mut self, seen: &Sighting<'_>, Known { verdict, person, when }: Known, number: u64, line: &[u8]) {
        let Some((day, hour)) = when else { return self.leave(Why::Clock, number, line) };
        let (kind, at) = verdict.kind();
        let step = Step::of(seen, day, hour, verdict.signs_in(), verdict.face());
        let target = match kind {
            Kind::Nothing => return self.leave(Why::Host, number, line),
            Kind::Silent => return self.silent(),
            _ if verdict.is_beyond() => return self.leave(Why::Beyond, number, line),
            Kind::Product => {
                let key = Key::of(day, at, person);
                if person == People::TOO_MANY || !self.cells.add(key, &step) {
                    return self.leave(Why::Beyond, number, line);
                }
                if let Some(spot) = self.spots.get_mut(at as usize) {
                    if spot.lines == 0 {
                        self.here.push(at);
                    }
                    spot.add(number);
                }
                Target::Cell(key)
            }
            Kind::Unknown => {
                if person == People::TOO_MANY {
                    return self.leave(Why::Beyond, number, line);
                }
                self.names.add(at, &step, day, person, &self.people, number);
                Target::Unknown(at)
            }
        };
        self.tally.told += 1;
        if let Some(connection) = seen.connection {
            self.connect(connection, target);
        }
    }

    fn connect(&mut self, connection: &[u8], target: Target) {
        let number = self.connections.hasher().hash_one(connection);
        if let Some((up, down)) = self.volumes.remove(&number) {
            self.pour(target, up, down);
        } else if self.connections.len() < self.terms.limits.waiting {
            self.connections.insert(number, target);
        }
    }

    /// Counts how much went over a connection.
    pub(crate) fn bytes(&mut self, connection: &[u8], up: u64, down: u64) {
        self.tally.silent += 1;
        let number = self.connections.hasher().hash_one(connection);
        if let Some(target) = self.connections.remove(&number) {
            self.pour(target, up, down);
        } else if self.volumes.len() < self.terms.limits.waiting {
            self.volumes.insert(number, (up, down));
        }
    }

    fn pour(&mut self, target: Target, up: u64, down: u64) {
        let step = Step::volume(up, down);
        match target {
            Target::Cell(key) => {
                self.cells.add(key, &step);
            }
            Target::Unknown(at) => self.names.pour(at, &step),
        }
    }
}

impl Spot {
    #[inline]
    fn add(&mut self, number: u64) {
        if self.lines == 0 || number < self.first {
            self.first = number;
        }
        self.last = self.last.max(number);
        self.lines += 1;
    }

    fn merge(&mut self, other: Spot) {
        if other.lines == 0 {
            return;
        }
        if self.lines == 0 || other.first < self.first {
            self.first = other.first;
        }
        self.last = self.last.max(other.last);
        self.lines += other.lines;
    }
}
