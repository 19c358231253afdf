//! Whose a host is and who saw it, found out once and remembered.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::cells::{PEOPLE_MOST, PRODUCTS_MOST};
use super::unknown::Names;
use crate::host::{self, Face, Host};
pub(super) use crate::memo::Asked;
use crate::memo::Memo;
use crate::pseudonym::{Pseudonym, PseudonymKey};
use crate::vendors::Pack;

/// What a host came out as, packed into what a [`Memo`] remembers.
///
/// Bits 30–31 say which, bit 29 whether people sign in there, bits 26–28 what it is for, the rest is a number.
#[derive(Clone, Copy, Default)]
pub(super) struct Verdict(u32);

/// What a [`Verdict`] is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// No host.
    Nothing,
    /// A machine of the house.
    Silent,
    /// A product of the pack.
    Product,
    /// A registered name the pack does not know.
    Unknown,
}

const FACE: u32 = 26;
const NUMBER: u32 = (1 << FACE) - 1;
const SIGNS_IN: u32 = 1 << 29;
const NOTHING: u32 = 0 << 30;
const SILENT: u32 = 1 << 30;
const PRODUCT: u32 = 2 << 30;
const UNKNOWN: u32 = 3 << 30;
/// Beyond the limit of unknown names.
const BEYOND: u32 = NUMBER;

impl Verdict {
    /// Which it is, and the number of the product or the name.
    #[inline(always)]
    pub(super) fn kind(self) -> (Kind, u32) {
        let kind = match self.0 >> 30 {
            0 => Kind::Nothing,
            1 => Kind::Silent,
            2 => Kind::Product,
            _ => Kind::Unknown,
        };
        (kind, self.0 & NUMBER)
    }

    /// Whether people sign in there.
    #[inline(always)]
    pub(super) fn signs_in(self) -> bool {
        self.0 & SIGNS_IN != 0
    }

    /// What the host is for, by its name.
    #[inline(always)]
    pub(super) fn face(self) -> u32 {
        self.0 >> FACE & 0b111
    }

    /// Whether there was no room for it.
    #[inline(always)]
    pub(super) fn is_beyond(self) -> bool {
        self.0 & NUMBER == BEYOND
    }
}

/// A large company's month has more hosts than 2¹⁸, and each that was forgotten is found out again; 2¹⁹ take 16 MiB.
const HOST_BITS: u32 = 19;

/// Whose each host is.
pub(super) struct Hosts(Memo);

impl Hosts {
    pub(super) fn new(seed: u64) -> Hosts {
        Hosts(Memo::new(HOST_BITS, seed))
    }

    #[inline(always)]
    pub(super) fn ask(&self, host: &[u8], line: &[u8]) -> Asked {
        self.0.ask(host, line)
    }

    #[inline(always)]
    pub(super) fn touch(&self, asked: &Asked) -> u64 {
        self.0.touch(asked)
    }

    /// Finds out whose a host is, or remembers it.
    #[inline(always)]
    pub(super) fn verdict(&mut self, asked: &Asked, raw: &[u8], pack: &Pack, names: &mut Names) -> Verdict {
        Verdict(self.0.get(asked, raw, || look(pack, names, raw)))
    }
}

/// Finds out whose a host is: the pack's, or a registered name nobody has named yet.
#[cold]
fn look(pack: &Pack, names: &mut Names, raw: &[u8]) -> u32 {
    let mut room = [0; host::NAME_MOST];
    let name = match host::read(raw, &mut room) {
        None => return NOTHING,
        Some(Host::Local | Host::Address) => return SILENT,
        Some(Host::Name(name)) => name,
    };
    let signs_in = if host::signs_in(name) { SIGNS_IN } else { 0 };
    let registered = host::registered(name);
    if let Some((product, domain)) = pack.of_host(name) {
        // A host the pack names is what the product is, whatever it is called: `docs.google.com`.
        let face =
            if domain == name && domain != registered.domain { Face::Other } else { Face::of(name, &registered) };
        let number = if product.0 < PRODUCTS_MOST { product.0 } else { BEYOND };
        return PRODUCT | signs_in | (face as u32) << FACE | number;
    }
    if !registered.known {
        return SILENT;
    }
    let number = names.number(&registered, name).filter(|number| *number < BEYOND);
    UNKNOWN | signs_in | (Face::of(name, &registered) as u32) << FACE | number.unwrap_or(BEYOND)
}

/// Who the logs speak of, by pseudonym and number.
pub(super) struct People {
    memo: Memo,
    all: Vec<Pseudonym>,
    numbers: HashMap<u128, u32, FixedState>,
}

impl People {
    /// The number of whoever is beyond [`PEOPLE_MOST`].
    pub(super) const TOO_MANY: u32 = u32::MAX;

    pub(super) fn new(seed: u64) -> People {
        People {
            memo: Memo::new(17, seed),
            all: Vec::new(),
            numbers: HashMap::with_hasher(FixedState::with_seed(seed)),
        }
    }

    #[inline(always)]
    pub(super) fn ask(&self, user: &[u8], line: &[u8]) -> Asked {
        self.memo.ask(user, line)
    }

    #[inline(always)]
    pub(super) fn touch(&self, asked: &Asked) -> u64 {
        self.memo.touch(asked)
    }

    /// The number of a person, by the pseudonym of what the log calls them.
    #[inline(always)]
    pub(super) fn number(&mut self, asked: &Asked, user: &[u8], key: &PseudonymKey) -> u32 {
        let (all, numbers) = (&mut self.all, &mut self.numbers);
        self.memo.get(asked, user, || number(all, numbers, key.of(user)).unwrap_or(People::TOO_MANY))
    }

    /// Somebody's pseudonym.
    #[inline(always)]
    pub(super) fn who(&self, number: u32) -> Option<Pseudonym> {
        self.all.get(number as usize).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Where each stands among all, by pseudonym.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0_u32..).take(self.all.len()).collect();
        order.sort_unstable_by_key(|number| self.all[*number as usize]);
        let mut ranks = vec![0; order.len()];
        (0_u32..).zip(order).for_each(|(rank, number)| ranks[number as usize] = rank);
        ranks
    }

    /// Takes another hand's people; says which number each has here, nothing for those without room.
    pub(super) fn take(&mut self, other: &People) -> Vec<Option<u32>> {
        other.all.iter().map(|who| number(&mut self.all, &mut self.numbers, *who)).collect()
    }
}

/// Gives a pseudonym its number, if there is room for another person.
#[cold]
fn number(all: &mut Vec<Pseudonym>, numbers: &mut HashMap<u128, u32, FixedState>, who: Pseudonym) -> Option<u32> {
    if let Some(number) = numbers.get(&who.0) {
        return Some(*number);
    }
    let number = u32::try_from(all.len()).ok().filter(|number| (*number as usize) < PEOPLE_MOST)?;
    all.push(who);
    numbers.insert(who.0, number);
    Some(number)
}
