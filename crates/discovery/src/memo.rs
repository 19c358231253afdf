//! What was found out about a word a moment ago: a table of bounded size that forgets.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

/// The longest word it remembers; a longer one is found out each time.
const WORD_MOST: usize = 58;

/// Remembers a number for each of the words seen last. Memory is bounded: 64 bytes a place.
///
/// Two words may compete for a place; the older of a pair goes. A word is compared whole, so an answer is never another
/// word's.
pub(crate) struct Memo {
    places: Vec<Place>,
    hasher: FixedState,
    /// How many words were found out since the table last grew.
    found: usize,
    places_most: usize,
}

const PLACES_FIRST: usize = 1 << 12;

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Place {
    value: u32,
    /// 0 in an empty place.
    len: u8,
    word: [u8; WORD_MOST],
}

impl Memo {
    /// A table that grows to `1 << bits` places if there are so many words. The seed keeps whoever writes log lines from
    /// knowing which words compete.
    pub(crate) fn new(bits: u32, seed: u64) -> Memo {
        let places_most = (1 << bits.min(24)).max(PLACES_FIRST);
        Memo { places: vec![EMPTY; PLACES_FIRST], hasher: FixedState::with_seed(seed), found: 0, places_most }
    }

    /// Finds the place of a word, and touches it: whoever asks for several places before the first answer waits once.
    #[inline]
    pub(crate) fn place(&self, word: &[u8]) -> (usize, u8) {
        let mut hash = self.hasher.build_hasher();
        hash.write(word);
        let at = hash.finish() as usize;
        (at, self.places[at & (self.places.len() - 1)].len)
    }

    /// Returns what is remembered of a word whose place was asked for, or finds it out.
    #[inline]
    pub(crate) fn get_at(&mut self, at: usize, word: &[u8], find: impl FnOnce() -> u32) -> u32 {
        if word.len() > WORD_MOST || word.is_empty() {
            return find();
        }
        let at = at & (self.places.len() - 1);
        if self.places[at].is(word) {
            return self.places[at].value;
        }
        let other = at ^ 1;
        if self.places[other].is(word) {
            return self.places[other].value;
        }
        let value = find();
        self.found += 1;
        if self.found > self.places.len() && self.places.len() < self.places_most {
            // It forgets everything once: what is asked for again is found out again.
            self.places = vec![EMPTY; (self.places.len() * 8).min(self.places_most)];
            self.found = 0;
            return value;
        }
        self.places[other] = self.places[at];
        let place = &mut self.places[at];
        place.word[..word.len()].copy_from_slice(word);
        place.len = word.len() as u8;
        place.value = value;
        value
    }
}

const EMPTY: Place = Place { value: 0, len: 0, word: [0; WORD_MOST] };

impl Place {
    #[inline]
    fn is(&self, word: &[u8]) -> bool {
        usize::from(self.len) == word.len() && same(&self.word[..word.len()], word)
    }
}

/// Compares two short words of the same length, eight bytes at a time: shorter than a call.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    let eight =
        |word: &[u8], at: usize| word.get(at..at + 8).and_then(|part| part.try_into().ok()).map(u64::from_le_bytes);
    if a.len() < 8 {
        return a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b);
    }
    let last = a.len() - 8;
    let mut at = 0;
    while at < last {
        if eight(a, at) != eight(b, at) {
            return false;
        }
        at += 8;
    }
    eight(a, last) == eight(b, last)
}
