//! What the logs show: product × pseudonymous person × day, and unknown names that wait for somebody to name them.
//!
//! One hand fills one [`Inventory`]. Inventories are merged in any order with the same result, and [`Inventory::found`]
//! gives it, sorted.

mod cell;
mod feed;
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
use crate::time::{Clock, Day};
use crate::vendors::Pack;

pub use cell::Cell;
pub use found::{Evidence, Found, Use};
use unknown::Count;
pub(crate) use unknown::count_both;
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
    /// A table for each day: lines come in order, so the day's own stays near.
    days: BTreeMap<Day, Cells>,
    /// The day of the last line, whose table is out of `days` meanwhile.
    today: (Day, Cells),
    /// How many cells the days hold that are not today.
    shelved: usize,
    /// What each line changes of an unknown name, apart from what it seldom does.
    counts: Vec<Count>,
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

/// The cells of one day, by product and person.
type Cells = HashTable<(u64, Cell)>;

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
    Cell(Day, u64),
    Unknown(u32),
}

/// A sighting that waits to be counted together with others.
pub(crate) struct Waiting<'a> {
    pub(crate) seen: Sighting<'a>,
    pub(crate) number: u64,
    pub(crate) line: &'a [u8],
}

/// How many sightings are counted together.
pub(crate) const BATCH: usize = 16;

/// What was found out about a sighting.
#[derive(Clone, Copy, Default)]
struct Known {
    verdict: Verdict,
    person: u32,
}

/// What a host came out as, packed into what a [`Memo`] remembers.
///
/// Bits 30–31 say which, bit 29 whether people sign in there, the rest is a number.
#[derive(Clone, Copy, Default)]
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

/// More people than any house has.
const PEOPLE_MOST: usize = 1 << 28;

/// A day before all others: the one of an inventory that has seen nothing.
const NO_DAY: Day = Day(u16::MAX);

fn cell_key(product: u32, person: u32) -> u64 {
    u64::from(product) << 32 | u64::from(person)
}

fn product_of(key: u64) -> u32 {
    (key >> 32) as u32
}

fn person_of(key: u64) -> u32 {
    key as u32
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
            hosts: Memo::new(19, seed),
            users: Memo::new(14, seed.rotate_left(17)),
            people: Vec::new(),
            numbers: HashMap::with_hasher(FixedState::with_seed(seed)),
            days: BTreeMap::new(),
            today: (NO_DAY, Cells::new()),
            shelved: 0,
            counts: Vec::new(),
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

    /// Takes a day's cells down, and puts the last day's back.
    #[cold]
    fn turn(&mut self, day: Day) {
        let (last, cells) = std::mem::replace(&mut self.today, (NO_DAY, Cells::new()));
        if last != NO_DAY {
            self.shelved += cells.len();
            self.days.insert(last, cells);
        }
        // A new day will hold about as many cells as the last one.
        let like = if day == NO_DAY { 0 } else { self.days.last_key_value().map_or(0, |(_, cells)| cells.len()) };
        let cells = self.days.remove(&day).unwrap_or_else(|| Cells::with_capacity(like));
        self.shelved -= cells.len();
        self.today = (day, cells);
    }

    /// Finds the cell of a product and a person on a day, or makes it if there is room.
    #[inline]
    fn cell(&mut self, day: Day, key: u64) -> Option<&mut Cell> {
        if day != self.today.0 {
            self.turn(day);
        }
        let room = self.shelved + self.today.1.len() < self.terms.limits.cells;
        let (cells, hash) = (&mut self.today.1, cell_hash(key));
        if !room {
            return cells.find_mut(hash, |(other, _)| *other == key).map(|(_, cell)| cell);
        }
        let entry = cells.entry(hash, |(other, _)| *other == key, |(other, _)| cell_hash(*other));
        Some(&mut entry.or_insert_with(|| (key, Cell::default())).into_mut().1)
    }

    /// Puts what the present file said with what was said before, and every day on its shelf.
    fn close(&mut self) {
        self.turn(NO_DAY);
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

    /// About how many bytes the aggregates take: cells, names, people. Tables of fixed size are not counted.
    pub fn weight(&self) -> usize {
        use std::mem::size_of;
        let name = |unknown: &Unknown| {
            let hosts: usize = unknown.hosts.iter().map(|host| host.len() + 32).sum();
            size_of::<Unknown>() + 2 * unknown.domain.len() + 48 + hosts + unknown.days.capacity() * 2
        };
        self.days.values().chain([&self.today.1]).map(Cells::capacity).sum::<usize>() * (size_of::<(u64, Cell)>() + 1)
            + self.counts.capacity() * size_of::<Count>()
            + self.unknown.iter().map(name).sum::<usize>()
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
        let places = (self.hosts.place(seen.host).0, self.users.place(seen.user).0);
        let known = self.know(seen, places);
        self.count(seen, known, number, line);
    }

    /// Counts several sightings, each step for all of them before the next: tables that lie far are waited for together.
    #[inline]
    pub(crate) fn see_all(&mut self, batch: &[Waiting<'_>]) {
        let mut places = [(0, 0); BATCH];
        let mut touched = 0;
        for (waiting, places) in batch.iter().zip(&mut places) {
            let (host, a) = self.hosts.place(waiting.seen.host);
            let (user, b) = self.users.place(waiting.seen.user);
            *places = (host, user);
            touched |= a | b;
        }
        let mut known = [Known::default(); BATCH];
        for ((waiting, places), known) in batch.iter().zip(places).zip(&mut known) {
            *known = self.know(&waiting.seen, places);
            if known.verdict.0 & KIND == UNKNOWN {
                touched |= self
                    .counts
                    .get(known.verdict.0 as usize & NUMBER as usize)
                    .map_or(0, |count| count.cell.hours as u8);
            }
        }
        std::hint::black_box(touched);
        for (waiting, known) in batch.iter().zip(known) {
            self.count(&waiting.seen, known, waiting.number, waiting.line);
        }
    }

    /// Finds out whose a sighting's host is, and who saw it.
    #[inline(always)]
    fn know(&mut self, seen: &Sighting<'_>, (host, user): (usize, usize)) -> Known {
        let verdict = self.verdict(host, seen.host);
        let person = if verdict.0 >= PRODUCT { self.person(user, seen.user) } else { 0 };
        Known { verdict, person }
    }

    /// Counts a sighting whose host and person are known.
    #[inline(always)]
    fn count(&mut self, seen: &Sighting<'_>, Known { verdict, person }: Known, number: u64, line: &[u8]) {
        let Some((day, hour)) = self.clock.read(seen.when) else { return self.leave(Why::Clock, number, line) };
        match verdict.0 & KIND {
            NOTHING => self.leave(Why::Host, number, line),
            SILENT => self.silent(),
            kind => {
                let at = verdict.0 & NUMBER;
                if (kind == UNKNOWN && at == BEYOND) || person == u32::MAX {
                    return self.leave(Why::Beyond, number, line);
                }
                let signs_in = verdict.0 & SIGNS_IN != 0;
                let target = if kind == PRODUCT {
                    let key = cell_key(at, person);
                    let Some(cell) = self.cell(day, key) else { return self.leave(Why::Beyond, number, line) };
                    cell.add(seen, day, hour, signs_in);
                    if let Some(spot) = self.spots.get_mut(at as usize) {
                        spot.add(number);
                    }
                    Target::Cell(day, key)
                } else {
                    let who = self.people[person as usize];
                    if let Some(count) = self.counts.get_mut(at as usize) {
                        count.cell.add(seen, day, hour, signs_in);
                        count.by(who);
                        if count.on(day)
                            && let Some(unknown) = self.unknown.get_mut(at as usize)
                        {
                            unknown.on(day);
                        }
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
    #[inline(always)]
    fn verdict(&mut self, place: usize, raw: &[u8]) -> Verdict {
        let (pack, names, unknown, counts) = (&self.terms.pack, &mut self.names, &mut self.unknown, &mut self.counts);
        let most = self.terms.limits.unknown;
        Verdict(self.hosts.get_at(place, raw, || {
            let verdict = look(pack, names, unknown, most, raw);
            counts.resize(unknown.len(), Count::NONE);
            verdict
        }))
    }

    /// The number of a person, by the pseudonym of what the log calls them; `u32::MAX` when there are too many.
    #[inline(always)]
    fn person(&mut self, place: usize, user: &[u8]) -> u32 {
        let (key, people, numbers) = (&self.terms.key, &mut self.people, &mut self.numbers);
        self.users.get_at(place, user, || intern(people, numbers, key.of(user)))
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
            Target::Cell(day, key) => {
                if let Some(cell) = self.cell(day, key) {
                    cell.pour(up, down);
                }
            }
            Target::Unknown(at) => {
                if let Some(count) = self.counts.get_mut(at as usize) {
                    count.cell.pour(up, down);
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
