//! Whose host it is: the longest of many domains a host ends with, exactly, at the border of a label.

use crate::host;

/// Many domains, each with a number; finds the longest a host ends with.
///
/// `nothubspot.com` is no host of `hubspot.com`, nor is `hubspot.com.evil.net`. A look-up walks the host once from the
/// right, takes one step in the table at each dot, compares what it finds byte by byte, and allocates nothing.
#[derive(Clone, Debug)]
pub struct Suffixes {
    /// Open addressing; a power of two long, at most half full.
    slots: Vec<Slot>,
    /// One bit for each of many values a hash may have, set where a domain has it: small enough to be near, and nearly
    /// always enough to say no. A power of two long.
    sieve: Vec<u64>,
    /// The domains, one after another.
    text: Vec<u8>,
    /// How many domains there are.
    count: usize,
    /// One bit for each number of labels that some domain has; deeper ones share the last.
    depths: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    /// Where the domain stands in the text.
    start: u32,
    /// Its length; 0 in an empty slot.
    len: u32,
    value: u32,
}

/// A step of the hash, taken for each byte from the right.
#[inline(always)]
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}

const START: u64 = 0xCBF2_9CE4_8422_2325;

/// What is kept of a hash: its high bits, which depend on every byte.
#[inline(always)]
fn kept(hash: u64) -> u32 {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

impl Suffixes {
    /// Makes the table. A domain given twice keeps its first number.
    ///
    /// Domains are taken as they are: small letters, no final dot. What a pack may hold is checked by the pack.
    pub fn of<'a>(domains: impl IntoIterator<Item = (&'a str, u32)>) -> Suffixes {
        let mut all: Vec<(&str, u32)> = domains.into_iter().filter(|(domain, _)| !domain.is_empty()).collect();
        all.truncate(u32::MAX as usize / 4);
        let room = (all.len() * 2).next_power_of_two().max(4);
        let (slots, sieve) = (vec![Slot::default(); room], vec![0; (room / 8).max(1)]);
        let mut made = Suffixes { slots, sieve, text: Vec::new(), count: 0, depths: 0 };
        for (domain, value) in all {
            made.put(domain.as_bytes(), value);
        }
        made
    }

    fn put(&mut self, domain: &[u8], value: u32) {
        let hash = kept(domain.iter().rev().fold(START, |hash, &byte| step(hash, byte)));
        let mut at = hash as usize & (self.slots.len() - 1);
        while self.slots[at].len > 0 {
            if self.slots[at].hash == hash && self.stands(self.slots[at]) == domain {
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let (Ok(start), Ok(len)) = (u32::try_from(self.text.len()), u32::try_from(domain.len())) else { return };
        self.slots[at] = Slot { hash, start, len, value };
        self.text.extend_from_slice(domain);
        let (word, bit) = self.sifted(hash);
        self.sieve[word] |= bit;
        self.count += 1;
        let labels = memchr::memchr_iter(b'.', domain).count().min(63);
        self.depths |= 1 << labels;
    }

    fn stands(&self, slot: Slot) -> &[u8] {
        self.text.get(slot.start as usize..slot.start as usize + slot.len as usize).unwrap_or_default()
    }

    /// Where the bit of a hash stands.
    #[inline(always)]
    fn sifted(&self, hash: u32) -> (usize, u64) {
        ((hash >> 6) as usize & (self.sieve.len() - 1), 1 << (hash & 63))
    }

    #[inline(always)]
    fn may_have(&self, hash: u32) -> bool {
        let (word, bit) = self.sifted(hash);
        self.sieve[word] & bit != 0
    }

    #[inline]
    fn get(&self, hash: u32, domain: &[u8]) -> Option<u32> {
        let mut at = hash as usize & (self.slots.len() - 1);
        loop {
            let slot = *self.slots.get(at)?;
            if slot.len == 0 {
                return None;
            }
            if slot.hash == hash && self.stands(slot) == domain {
                return Some(slot.value);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Finds the longest domain `name` ends with: its number, and the domain itself.
    ///
    /// `name` is a host in small letters without a final dot, as [`host::read`] gives it.
    pub fn longest<'a>(&self, name: &'a str) -> Option<(u32, &'a str)> {
        let bytes = name.as_bytes();
        let mut hash = START;
        let mut found = None;
        let mut labels = 0;
        for at in (0..bytes.len()).rev() {
            hash = step(hash, bytes[at]);
            let border = at == 0 || bytes[at - 1] == b'.';
            if !border || bytes[at] == b'.' {
                continue;
            }
            if self.depths & (1 << labels) != 0
                && self.may_have(kept(hash))
                && let Some(value) = self.get(kept(hash), &bytes[at..])
            {
                found = name.get(at..).map(|domain| (value, domain));
            }
            labels = (labels + 1).min(63);
        }
        found
    }

    /// How many domains there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Finds the longest domain a host as it stands in a log ends with; nothing for what is no host name.
pub fn longest_of_raw(suffixes: &Suffixes, raw: &[u8]) -> Option<u32> {
    match host::read(raw, &mut [0; host::NAME_MOST])? {
        host::Host::Name(name) => suffixes.longest(name).map(|(value, _)| value),
        host::Host::Local | host::Host::Address => None,
    }
}
