//! What the logs show: product × pseudonymous person × day, and unknown names that wait for somebody to name them.
//!
//! One hand fills one [`Inventory`]. Inventories are merged in any order with the same result, and [`Inventory::found`]
//! gives it, sorted.

mod cell;
mod found;
mod merge;
mod unknown;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;

use crate::host::{self, Host};
use crate::left::{Left, Why};
use crate::memo::Memo;
use crate::pseudonym::{Pseudonym, PseudonymKey};
use crate::sighting::Sighting;
use crate::time::Clock;
use crate::vendors::Pack;

pub use cell::Cell;
pub use found::{Evidence, Found, Use};
pub use unknown::{FEW_HOSTS, FEW_PEOPLE, Unknown};

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
    /// Room for a large company's month: 20 million cells (1.3 GB), 2 million names, 4 million connections.
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
}

/// What one hand found so far.
pub struct Inventory {
    terms: Terms,
    clock: Clock,
    hosts: Memo,
    users: Memo,
    /// Pseudonyms by number, and numbers by pseudonym.
    people: Vec<Pseudonym>,
    numbers: HashMap<u128, u32, FixedState>,
    cells: HashTable<(u64, Cell)>,
    unknown: Vec<Unknown>,
    names: HashMap<Box<str>, u32, FixedState>,
    source: SourceId,
    /// Which lines of the present file speak of each product.
    spots: Vec<Spot>,
    evidence: BTreeMap<(u32, SourceId), Spot>,
    tally: Tally,
    tallies: BTreeMap<SourceId, Tally>,
    /// Connections whose bytes stand in another file, by a hash of their number.
    connections: HashMap<u64, Target, FixedState>,
    volumes: HashMap<u64, (u64, u64), FixedState>,
    /// Cells and names that found no room while inventories were merged.
    beyond: u64,
}

/// The lines of one file that speak of one product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Spot {
    first: u64,
    last: u64,
    lines: u64,
}

/// Where a sighting is counted: a cell, or an unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Cell(u64),
    Unknown(u32),
}

/// What a host came out as, packed into what a [`Memo`] remembers.
///
/// Bits 30–31 say which, bit 29 whether people sign in there, the rest is a number.
#[derive(Clone, Copy)]
struct Verdict(u32);

const NUMBER: u32 = (1 << 29) - 1;
const SIGNS_IN: u32 = 1 << 29;
const NOTHING: u32 = 0 << 30;
const SILENT: u32 = 1 << 30;
const PRODUCT: u32 = 2 << 30;
const UNKNOWN: u32 = 3 << 30;
const KIND: u32 = 3 << 30;

/// Beyond the limit of unknown names.
const BEYOND: u32 = NUMBER;

/// Products, persons and days share 64 bits: 24, 24 and 16.
const PEOPLE_MOST: usize = 1 << 24;

fn cell_key(product: u32, person: u32, day: u16) -> u64 {
    u64::from(product) << 40 | u64::from(person) << 16 | u64::from(day)
}

fn cell_hash(key: u64) -> u64 {
    // Multiplying spreads the low bits upwards, folding brings the high ones back down; both ends of the hash are used.
    let wide = u128::from(key ^ 0x2545_F491_4F6C_DD1D) * u128::from(0x9E37_79B9_7F4A_7C15_u64);
    (wide >> 64) as u64 ^ wide as u64
}

impl Inventory {
    /// An empty inventory.
    pub fn new(terms: Terms) -> Inventory {
        let products = terms.pack.products().len();
        let seed = terms.seed;
        Inventory {
            clock: Clock::new(terms.zone.clone()),
            hosts: Memo::new(15, seed),
            users: Memo::new(15, seed.rotate_left(17)),
            people: Vec::new(),
            numbers: HashMap::with_hasher(FixedState::with_seed(seed)),
            cells: HashTable::new(),
            unknown: Vec::new(),
            names: HashMap::with_hasher(FixedState::with_seed(seed)),
            source: SourceId(0),
            spots: vec![Spot::default(); products],
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
        for (product, spot) in (0_u32..).zip(&mut self.spots) {
            if spot.lines > 0 {
                merge::spot(self.evidence.entry((product, self.source)).or_default(), std::mem::take(spot));
            }
        }
        let tally = std::mem::take(&mut self.tally);
        if tally.read() > 0 {
            merge::tally(self.tallies.entry(self.source).or_default(), tally);
        }
    }

    /// Takes the lines that were too long to be cut out of the present file.
    pub fn leave_all(&mut self, left: &Left) {
        self.tally.left.merge(left.clone());
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
        let Some((day, hour)) = self.clock.read(seen.when) else { return self.leave(Why::Clock, number, line) };
        let verdict = self.verdict(seen.host);
        match verdict.0 & KIND {
            NOTHING => self.leave(Why::Host, number, line),
            SILENT => self.silent(),
            kind => {
                let at = verdict.0 & NUMBER;
                if kind == UNKNOWN && at == BEYOND {
                    return self.leave(Why::Beyond, number, line);
                }
                let Some(person) = self.person(seen.user) else { return self.leave(Why::Beyond, number, line) };
                let signs_in = verdict.0 & SIGNS_IN != 0;
                let target = if kind == PRODUCT {
                    let key = cell_key(at, person, day.0);
                    let room = self.cells.len() < self.terms.limits.cells;
                    let Some(cell) = cell_of(&mut self.cells, key, room) else {
                        return self.leave(Why::Beyond, number, line);
                    };
                    cell.add(seen, hour, signs_in);
                    if let Some(spot) = self.spots.get_mut(at as usize) {
                        spot.add(number);
                    }
                    Target::Cell(key)
                } else {
                    let who = self.people[person as usize];
                    if let Some(unknown) = self.unknown.get_mut(at as usize) {
                        unknown.add(seen, day, hour, who, signs_in);
                    }
                    Target::Unknown(at)
                };
                self.tally.told += 1;
                if let Some(connection) = seen.connection {
                    self.connect(connection, target);
                }
            }
        }
    }

    /// Finds out whose a host is, or remembers it.
    #[inline]
    fn verdict(&mut self, raw: &[u8]) -> Verdict {
        let (pack, names, unknown) = (&self.terms.pack, &mut self.names, &mut self.unknown);
        let most = self.terms.limits.unknown;
        Verdict(self.hosts.get(raw, || look(pack, names, unknown, most, raw)))
    }

    /// The number of a person, by the pseudonym of what the log calls them.
    #[inline]
    fn person(&mut self, user: &[u8]) -> Option<u32> {
        let (key, people, numbers) = (&self.terms.key, &mut self.people, &mut self.numbers);
        let number = self.users.get(user, || intern(people, numbers, key.of(user)));
        (number != u32::MAX).then_some(number)
    }

    fn connect(&mut self, connection: &[u8], target: Target) {
        let number = self.numbers.hasher().hash_one(connection);
        if let Some((up, down)) = self.volumes.remove(&number) {
            self.pour(target, up, down);
        } else if self.connections.len() < self.terms.limits.waiting {
            self.connections.insert(number, target);
        }
    }

    /// Counts how much went over a connection.
    pub(crate) fn bytes(&mut self, connection: &[u8], up: u64, down: u64) {
        self.tally.silent += 1;
        let number = self.numbers.hasher().hash_one(connection);
        if let Some(target) = self.connections.remove(&number) {
            self.pour(target, up, down);
        } else if self.volumes.len() < self.terms.limits.waiting {
            self.volumes.insert(number, (up, down));
        }
    }

    fn pour(&mut self, target: Target, up: u64, down: u64) {
        match target {
            Target::Cell(key) => {
                if let Some(cell) = cell_of(&mut self.cells, key, false) {
                    cell.pour(up, down);
                }
            }
            Target::Unknown(at) => {
                if let Some(unknown) = self.unknown.get_mut(at as usize) {
                    unknown.seen.pour(up, down);
                }
            }
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
}

/// Finds a cell, or makes it if there is room.
#[inline]
fn cell_of(cells: &mut HashTable<(u64, Cell)>, key: u64, room: bool) -> Option<&mut Cell> {
    let hash = cell_hash(key);
    if !room {
        return cells.find_mut(hash, |(other, _)| *other == key).map(|(_, cell)| cell);
    }
    let entry = cells.entry(hash, |(other, _)| *other == key, |(other, _)| cell_hash(*other));
    Some(&mut entry.or_insert_with(|| (key, Cell::default())).into_mut().1)
}

/// Gives a pseudonym its number; `u32::MAX` when there are too many people.
#[cold]
fn intern(people: &mut Vec<Pseudonym>, numbers: &mut HashMap<u128, u32, FixedState>, who: Pseudonym) -> u32 {
    if let Some(number) = numbers.get(&who.0) {
        return *number;
    }
    if people.len() >= PEOPLE_MOST {
        return u32::MAX;
    }
    let number = people.len() as u32;
    people.push(who);
    numbers.insert(who.0, number);
    number
}

/// Finds out whose a host is: the pack's, or a registered name nobody has named yet.
#[cold]
fn look(
    pack: &Pack,
    names: &mut HashMap<Box<str>, u32, FixedState>,
    unknown: &mut Vec<Unknown>,
    most: usize,
    raw: &[u8],
) -> u32 {
    let mut room = [0; host::NAME_MOST];
    let name = match host::read(raw, &mut room) {
        None => return NOTHING,
        Some(Host::Local | Host::Address) => return SILENT,
        Some(Host::Name(name)) => name,
    };
    let signs_in = if host::signs_in(name) { SIGNS_IN } else { 0 };
    if let Some((product, _)) = pack.of_host(name) {
        return PRODUCT | signs_in | (product.0 & NUMBER);
    }
    if !host::has_known_suffix(name) {
        return SILENT;
    }
    let domain = host::registrable(name);
    let at = match names.get(domain) {
        Some(at) => *at,
        None if unknown.len() >= most.min(BEYOND as usize) => return UNKNOWN | BEYOND,
        None => {
            let at = unknown.len() as u32;
            names.insert(domain.into(), at);
            unknown.push(Unknown::new(domain));
            at
        }
    };
    if let Some(unknown) = unknown.get_mut(at as usize) {
        unknown.met(name);
    }
    UNKNOWN | signs_in | at
}
