//! What was found out about a word a moment ago: tables of bounded size that forget.

/// Remembers a number for each of the words seen last, in 32 bytes a word, 64 for long ones.
///
/// Four words may stand where a word belongs; one that is asked for again moves forward, and a new one takes the last
/// place, so what is seen often stays. A word is compared whole, so an answer is never another word's. Words of more than 59 bytes are found out each time.
pub(crate) struct Memo {
    short: Table<4>,
    long: Table<8>,
}

/// A word that is asked for: its [`Form`] if it is short, and where it would stand.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asked {
    form: Form<4>,
    hash: u64,
}

impl Asked {
    #[inline(always)]
    fn is_short(&self) -> bool {
        self.form[3] != 0
    }
}

impl Memo {
    /// Tables that grow to `1 << bits` words if there are so many. The seed keeps whoever writes log lines from knowing
    /// which words compete.
    pub(crate) fn new(bits: u32, seed: u64) -> Memo {
        Memo { short: Table::new(1 << bits, seed), long: Table::new(1 << bits.min(14), !seed) }
    }

    /// Reads a word, which is a part of the line: what follows it there is read along and covered, which is quicker than
    /// to stop at its end.
    #[inline(always)]
    pub(crate) fn ask(&self, word: &[u8], line: &[u8]) -> Asked {
        let Some(cover) = COVERS.get(word.len()) else {
            return Asked { form: [0; 4], hash: self.hash_long(word) };
        };
        let form = match from_in(word, line).and_then(|rest| rest.first_chunk::<32>()) {
            Some(bytes) => {
                let mut form = numbers::<4>(bytes);
                form.iter_mut().zip(cover).for_each(|(number, cover)| *number &= cover);
                form[3] |= mark(word.len());
                form
            }
            None => form(word),
        };
        Asked { hash: self.short.hash(&form), form }
    }

    #[cold]
    fn hash_long(&self, word: &[u8]) -> u64 {
        if word.len() > most(8) { 0 } else { self.long.hash(&form(word)) }
    }

    /// Touches the place of a word: whoever touches several before the first answer waits once.
    #[inline(always)]
    pub(crate) fn touch(&self, asked: &Asked) -> u64 {
        if asked.is_short() { self.short.touch(asked.hash) } else { self.long.touch(asked.hash) }
    }

    /// Returns what is remembered of a word that was asked for, or finds it out.
    #[inline(always)]
    pub(crate) fn get(&mut self, asked: &Asked, word: &[u8], find: impl FnOnce() -> u32) -> u32 {
        self.known(asked, word).unwrap_or_else(|| {
            let value = find();
            self.keep(asked, word, value);
            value
        })
    }

    /// What is remembered of a word that was asked for.
    #[inline(always)]
    pub(crate) fn known(&mut self, asked: &Asked, word: &[u8]) -> Option<u32> {
        if asked.is_short() { self.short.get(&asked.form, asked.hash) } else { self.known_long(asked, word) }
    }

    #[cold]
    fn known_long(&mut self, asked: &Asked, word: &[u8]) -> Option<u32> {
        if word.len() <= most(8) { self.long.get(&form(word), asked.hash) } else { None }
    }

    /// Remembers what was found out about a word that was asked for.
    #[inline(never)]
    pub(crate) fn keep(&mut self, asked: &Asked, word: &[u8], value: u32) {
        if asked.is_short() {
            self.short.put(&asked.form, asked.hash, value);
        } else if word.len() <= most(8) {
            self.long.put(&form(word), asked.hash, value);
        }
    }
}

/// A word as numbers: its bytes, after them zeros, then a [`mark`] of its length, and room for four bytes of an answer.
type Form<const N: usize> = [u64; N];

/// How many bytes a word of a form may have.
const fn most(numbers: usize) -> usize {
    numbers * 8 - 5
}

/// What stands for a length in the last number of a form; never 0, as an empty place holds.
#[inline(always)]
fn mark(len: usize) -> u64 {
    (len as u64 + 1) << 24
}

/// For each length, what is a short word's own of the 32 bytes from its start.
const COVERS: [[u64; 4]; most(4) + 1] = {
    let mut covers = [[0; 4]; most(4) + 1];
    let mut len = 0;
    while len <= most(4) {
        let mut at = 0;
        while at < len {
            covers[len][at / 8] |= 0xFF << (at % 8 * 8);
            at += 1;
        }
        len += 1;
    }
    covers
};

/// The rest of a line from a word on, if the word is a part of it.
#[inline(always)]
fn from_in<'a>(word: &[u8], line: &'a [u8]) -> Option<&'a [u8]> {
    // An address within the line is the line's own byte, whatever the word is a part of.
    line.get((word.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize)..)
}

#[inline(always)]
fn numbers<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let (eights, _) = bytes.as_chunks::<8>();
    std::array::from_fn(|at| eights.get(at).map_or(0, |eight| u64::from_le_bytes(*eight)))
}

#[inline(never)]
fn form<const N: usize>(word: &[u8]) -> Form<N> {
    let mut bytes = [0; 64];
    bytes[..word.len()].copy_from_slice(word);
    let mut form = numbers(&bytes);
    form[N - 1] |= mark(word.len());
    form
}

/// A table of words of one form.
struct Table<const N: usize> {
    places: Vec<Form<N>>,
    salt: [u64; 4],
    /// How many words were found out since the table last grew.
    found: usize,
    places_most: usize,
}

const PLACES_FIRST: usize = 1 << 10;
/// How many places a word may stand at.
const BESIDE: usize = 4;

impl<const N: usize> Table<N> {
    fn new(places_most: usize, seed: u64) -> Table<N> {
        // The fractional digits of π, which mean nothing.
        let salt = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89];
        let salt = salt.map(|digits: u64| (digits ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ digits);
        Table { places: vec![[0; N]; PLACES_FIRST], salt, found: 0, places_most: places_most.max(PLACES_FIRST) }
    }

    #[inline(always)]
    fn hash(&self, form: &Form<N>) -> u64 {
        let mut hash = 0_u64;
        for (at, pair) in form.as_chunks::<2>().0.iter().enumerate() {
            let (a, b) = (self.salt[at * 2 % 4], self.salt[at * 2 % 4 + 1]);
            let wide = u128::from(pair[0] ^ a) * u128::from(pair[1] ^ b);
            hash = hash.rotate_left(23) ^ wide as u64 ^ (wide >> 64) as u64;
        }
        hash
    }

    #[inline(always)]
    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.places.len() - 1)
    }

    #[inline(always)]
    fn touch(&self, hash: u64) -> u64 {
        self.places[self.place(hash)][N - 1]
    }

    #[inline(always)]
    fn get(&mut self, form: &Form<N>, hash: u64) -> Option<u32> {
        let at = self.place(hash);
        if self.stands(at, form) { Some(self.value(at)) } else { self.get_beside(at, form) }
    }

    #[inline(always)]
    fn stands(&self, at: usize, form: &Form<N>) -> bool {
        let place = &self.places[at];
        let differs = (0..N - 1).fold(0, |differs, at| differs | (place[at] ^ form[at]));
        differs == 0 && place[N - 1] as u32 == form[N - 1] as u32
    }

    #[inline(always)]
    fn value(&self, at: usize) -> u32 {
        (self.places[at][N - 1] >> 32) as u32
    }

    #[inline(never)]
    fn get_beside(&mut self, at: usize, form: &Form<N>) -> Option<u32> {
        let beside = (1..BESIDE).find(|beside| self.stands(at ^ beside, form))?;
        self.places.swap(at ^ beside, at ^ (beside - 1));
        Some(self.value(at ^ (beside - 1)))
    }

    fn put(&mut self, form: &Form<N>, hash: u64, value: u32) {
        self.found += 1;
        if self.found > self.places.len() / 2 && self.places.len() < self.places_most {
            let larger = vec![[0; N]; (self.places.len() * 4).min(self.places_most)];
            let old = std::mem::replace(&mut self.places, larger);
            self.found = 0;
            for mut known in old.into_iter().filter(|place| place[N - 1] != 0) {
                let value = known[N - 1] >> 32;
                known[N - 1] &= u64::from(u32::MAX);
                self.put_at(self.place(self.hash(&known)), &known, value as u32);
                self.found += 1;
            }
        }
        self.put_at(self.place(hash), form, value);
    }

    fn put_at(&mut self, at: usize, form: &Form<N>, value: u32) {
        let free = (0..BESIDE - 1).find(|beside| self.places[at ^ beside][N - 1] == 0);
        let place = &mut self.places[at ^ free.unwrap_or(BESIDE - 1)];
        *place = *form;
        place[N - 1] |= u64::from(value) << 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for a word that stands somewhere in a line.
    fn get(memo: &mut Memo, line: &str, word: &str, find: impl FnOnce() -> u32) -> u32 {
        let at = line.find(word).expect("the word stands in the line");
        let word = &line.as_bytes()[at..at + word.len()];
        let asked = memo.ask(word, line.as_bytes());
        memo.get(&asked, word, find)
    }

    #[test]
    fn a_word_is_known_again_whatever_follows_it_and_never_taken_for_another() {
        let mut memo = Memo::new(14, 7);
        let words: Vec<String> = (0..60).map(|len| "abcdefghij".chars().cycle().take(len).collect()).collect();
        for (number, word) in (1..).zip(&words) {
            for line in
                [word.clone(), format!("{word} and what follows, which is long enough for all"), format!("{word}\0\0")]
            {
                let first = get(&mut memo, &line, word, || number);
                assert_eq!(first, number, "{line}");
                let again = get(&mut memo, &line, word, || panic!("{word} is remembered"));
                assert_eq!(again, number);
            }
        }
        assert_eq!(get(&mut memo, "ab\0", "ab\0", || 99), 99);
        let long = "x".repeat(60);
        assert_eq!((get(&mut memo, &long, &long, || 1), get(&mut memo, &long, &long, || 2)), (1, 2));
    }

    #[test]
    fn growing_forgets_little_and_mixes_nothing_up() {
        let mut memo = Memo::new(14, 7);
        let word = |n: u32| format!("host-{n}.example.com");
        for n in 0..20_000 {
            assert_eq!(get(&mut memo, &word(n), &word(n), || n), n);
        }
        let mut forgotten = 0;
        for n in 0..20_000 {
            let found = get(&mut memo, &word(n), &word(n), || {
                forgotten += 1;
                n
            });
            assert_eq!(found, n);
        }
        assert!(forgotten < 20_000);
    }
}
