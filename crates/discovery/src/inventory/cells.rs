//! Product × person × day, counted: a small table of what is being counted now, and sheets of what was.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::binary_heap::{BinaryHeap, PeekMut};

use foldhash::fast::FixedState;

use super::Cell;
use super::cell::{Compact, Step};
use crate::time::Day;

/// Which cell: day, product and person in one number, in this order. Never 0, which stands for an empty place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(u64);

const PERSON_BITS: u32 = 26;
const PRODUCT_BITS: u32 = 21;
const TAKEN: u64 = 1 << 63;

/// More products than any pack has.
pub(super) const PRODUCTS_MOST: u32 = 1 << PRODUCT_BITS;
/// More people than any house has.
pub(super) const PEOPLE_MOST: usize = 1 << PERSON_BITS;

impl Key {
    #[inline(always)]
    pub(super) fn of(day: Day, product: u32, person: u32) -> Key {
        let (day, product) = (u64::from(day.0) << (PERSON_BITS + PRODUCT_BITS), u64::from(product) << PERSON_BITS);
        Key(TAKEN | day | product | u64::from(person))
    }

    pub(super) fn day(self) -> Day {
        Day((self.0 >> (PERSON_BITS + PRODUCT_BITS)) as u16)
    }

    pub(super) fn product(self) -> u32 {
        (self.0 >> PERSON_BITS) as u32 & (PRODUCTS_MOST - 1)
    }

    pub(super) fn person(self) -> u32 {
        self.0 as u32 & (PEOPLE_MOST as u32 - 1)
    }

    /// The same cell of somebody else.
    pub(super) fn with_person(self, person: u32) -> Key {
        Key::of(self.day(), self.product(), person)
    }

    #[inline(always)]
    fn hash(self) -> usize {
        // Multiplying spreads the low bits upwards, folding brings the high ones back down.
        let wide = u128::from(self.0 ^ 0x2545_F491_4F6C_DD1D) * u128::from(0x9E37_79B9_7F4A_7C15_u64);
        ((wide >> 64) as u64 ^ wide as u64) as usize
    }
}

#[derive(Clone, Copy, Default)]
struct Entry {
    key: Key,
    counts: Compact,
}

/// The cells of one hand.
///
/// Lines come roughly in order, so nearly all that a line adds to belongs to the present day: that stays in a table small
/// enough to be near, and what is over leaves it for a sheet. A cell may stand on several sheets; they are put together
/// when all is told, or when there are too many.
pub(super) struct Cells {
    /// Open addressing; a power of two long, at most three quarters full.
    table: Vec<Entry>,
    len: usize,
    sheets: Vec<Vec<Entry>>,
    /// How many entries the sheets hold, and beyond how many they are put together.
    shelved: usize,
    shelved_most: usize,
    /// What does not fit into a [`Compact`], beside it.
    large: HashMap<Key, Cell, FixedState>,
    most: usize,
    /// How many cells there are, each once, where so many are near that they must be counted; the sheets are then sorted.
    counted: Option<usize>,
}

const TABLE_FIRST: usize = 1 << 10;
/// 4 MiB.
const TABLE_MOST: usize = 1 << 17;
/// Below so many entries (64 MiB), putting sheets together is not worth the time.
const SHELVED_FIRST: usize = 1 << 21;
/// How many sheets are looked into for a cell.
const SHEETS_MOST: usize = 8;

impl Cells {
    /// Room for `most` cells.
    pub(super) fn new(most: usize, seed: u64) -> Cells {
        Cells {
            table: vec![Entry::default(); TABLE_FIRST],
            len: 0,
            sheets: Vec::new(),
            shelved: 0,
            shelved_most: SHELVED_FIRST,
            large: HashMap::with_hasher(FixedState::with_seed(seed)),
            most,
            counted: None,
        }
    }

    /// Touches the place of a cell that will be asked for: whoever touches several before using the first waits once.
    #[inline(always)]
    pub(super) fn touch(&self, key: Key) -> u64 {
        self.table[key.hash() & (self.table.len() - 1)].key.0
    }

    /// Counts a line in a cell; says whether there was room for it.
    #[inline(always)]
    pub(super) fn add(&mut self, key: Key, step: &Step) -> bool {
        let mut at = key.hash() & (self.table.len() - 1);
        loop {
            let entry = &mut self.table[at];
            if entry.key == key {
                if let Some(more) = entry.counts.add(step) {
                    self.enlarge(key, &more);
                }
                return true;
            }
            if entry.key == Key::default() {
                return self.begin(at, key, step);
            }
            at = (at + 1) & (self.table.len() - 1);
        }
    }

    #[cold]
    fn enlarge(&mut self, key: Key, more: &Cell) {
        self.large.entry(key).or_default().merge(more);
    }

    /// Takes an empty place for a cell, if there is room for another one.
    #[inline(never)]
    fn begin(&mut self, at: usize, key: Key, step: &Step) -> bool {
        if self.counted.is_some() || self.shelved + self.len >= self.most {
            return self.begin_near_the_limit(key, step);
        }
        self.put(at, key, step);
        true
    }

    fn put(&mut self, at: usize, key: Key, step: &Step) {
        let mut counts = Compact::default();
        if let Some(more) = counts.add(step) {
            self.enlarge(key, &more);
        }
        self.table[at] = Entry { key, counts };
        self.len += 1;
        if self.len * 4 > self.table.len() * 3 {
            self.make_room(key.day());
        }
    }

    /// Makes the table larger; when it is as large as it may be, puts on a sheet what is not of this day.
    #[cold]
    fn make_room(&mut self, today: Day) {
        let larger = (self.table.len() * 8).min(TABLE_MOST);
        let grows = larger > self.table.len();
        let of_today = self.taken().filter(|entry| entry.key.day() == today).count();
        let today_stays = of_today < TABLE_MOST / 2;
        let staying = if grows {
            self.len
        } else if today_stays {
            of_today
        } else {
            0
        };
        let (mut stay, mut leave) = (Vec::with_capacity(staying), Vec::with_capacity(self.len - staying));
        for entry in self.taken().copied() {
            let stays = grows || (today_stays && entry.key.day() == today);
            if stays { stay.push(entry) } else { leave.push(entry) }
        }
        if grows {
            self.table = vec![Entry::default(); larger];
        } else {
            self.table.fill(Entry::default());
        }
        self.len = 0;
        stay.into_iter().for_each(|entry| self.place(entry));
        self.shelve(leave);
    }

    fn taken(&self) -> impl Iterator<Item = &Entry> {
        self.table.iter().filter(|entry| entry.key != Key::default())
    }

    /// Puts an entry back that is not in the table.
    fn place(&mut self, entry: Entry) {
        let mask = self.table.len() - 1;
        let mut at = entry.key.hash() & mask;
        while self.table[at].key != Key::default() {
            at = (at + 1) & mask;
        }
        self.table[at] = entry;
        self.len += 1;
    }

    fn shelve(&mut self, mut sheet: Vec<Entry>) {
        if sheet.is_empty() {
            return;
        }
        if self.counted.is_some() {
            sheet.sort_unstable_by_key(|entry| entry.key);
        }
        self.shelved += sheet.len();
        self.sheets.push(sheet);
        if self.shelved > self.shelved_most || (self.counted.is_some() && self.sheets.len() > SHEETS_MOST) {
            self.put_together();
        }
    }

    /// Puts everything on a sheet.
    fn clear_table(&mut self) {
        let mut sheet = Vec::with_capacity(self.len);
        sheet.extend(self.taken());
        self.table.fill(Entry::default());
        self.len = 0;
        self.shelve(sheet);
    }

    /// Makes one sorted sheet of all, on which each cell stands once.
    fn put_together(&mut self) {
        let all = self.once_each();
        self.shelved = all.len();
        self.shelved_most = (2 * all.len()).max(SHELVED_FIRST);
        self.sheets.push(all);
    }

    /// Takes all entries off the sheets, sorted, those of the same cell put together.
    fn once_each(&mut self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::with_capacity(self.shelved);
        // One after the other, so that each is given back before the next is copied.
        self.sheets.drain(..).for_each(|sheet| all.extend(sheet));
        all.sort_unstable_by_key(|entry| entry.key);
        let large = &mut self.large;
        all.dedup_by(|next, kept| {
            let same = next.key == kept.key;
            if same {
                match kept.counts.with(&next.counts) {
                    Some(both) => kept.counts = both,
                    None => large.entry(next.key).or_default().merge(&next.counts.cell()),
                }
            }
            same
        });
        all
    }

    /// Where the limit is near, finds out whether a cell is new, and counts the cells there are.
    #[cold]
    fn begin_near_the_limit(&mut self, key: Key, step: &Step) -> bool {
        if self.counted.is_none() {
            self.clear_table();
            self.put_together();
            // What still fits into the table need not be counted one by one.
            self.counted = (self.shelved + TABLE_MOST >= self.most).then_some(self.shelved);
        }
        if let Some(counted) = &mut self.counted {
            let known = self.sheets.iter().any(|sheet| sheet.binary_search_by_key(&key, |entry| entry.key).is_ok());
            if !known && *counted >= self.most {
                return false;
            }
            *counted += usize::from(!known);
        }
        let mut at = key.hash() & (self.table.len() - 1);
        while self.table[at].key != Key::default() {
            at = (at + 1) & (self.table.len() - 1);
        }
        self.put(at, key, step);
        true
    }

    /// Adds the cells of another hand, its people renumbered; what is beyond the limit is dropped. Returns how many.
    pub(super) fn merge(&mut self, mut other: Cells, person: impl Fn(u32) -> Option<u32>) -> u64 {
        let mut beyond = 0;
        self.clear_table();
        other.clear_table();
        for mut sheet in other.sheets {
            let before = sheet.len();
            sheet.retain_mut(|entry| {
                let here = person(entry.key.person());
                here.inspect(|here| entry.key = entry.key.with_person(*here)).is_some()
            });
            beyond += (before - sheet.len()) as u64;
            // Nothing is put together here, which would take as much memory again: two hands' sheets are little more than
            // one hand's would be.
            self.shelved += sheet.len();
            self.sheets.push(sheet);
        }
        for (key, cell) in other.large {
            if let Some(here) = person(key.person()) {
                self.large.entry(key.with_person(here)).or_default().merge(&cell);
            }
        }
        if self.shelved > self.most {
            self.put_together();
            if let Some(all) = self.sheets.last_mut() {
                beyond += all.len().saturating_sub(self.most) as u64;
                for entry in all.drain(self.most.min(all.len())..) {
                    self.large.remove(&entry.key);
                }
                self.shelved = all.len();
            }
        }
        // Whether the limit is near is found out again at the next new cell.
        self.counted = None;
        beyond
    }

    /// Every cell once, by product, person and day. `ranks` says where each person stands among all.
    ///
    /// The sheets are sorted where they are and walked side by side: a copy of all of them would be the largest thing here.
    pub(super) fn into_all(mut self, ranks: Vec<u32>) -> impl Iterator<Item = (Key, Cell)> {
        self.clear_table();
        let Cells { mut sheets, mut large, .. } = self;
        // The parts of a key in the order asked for, in one number: quicker to compare than three.
        let order = move |key: Key| {
            let rank = ranks.get(key.person() as usize).copied().unwrap_or(0);
            u64::from(key.product()) << (PERSON_BITS + 16) | u64::from(rank) << 16 | u64::from(key.day().0)
        };
        sheets.iter_mut().for_each(|sheet| sheet.sort_unstable_by_key(|entry| order(entry.key)));
        let mut walks: Vec<_> = sheets.into_iter().map(Vec::into_iter).collect();
        let mut nexts: BinaryHeap<Reverse<(u64, usize)>> = (0..)
            .zip(&walks)
            .filter_map(|(at, walk)| walk.as_slice().first().map(|entry| Reverse((order(entry.key), at))))
            .collect();
        let mut take = move || {
            let mut first = nexts.peek_mut()?;
            let Reverse((which, at)) = *first;
            let entry = walks.get_mut(at)?.next()?;
            match walks[at].as_slice().first() {
                Some(next) => *first = Reverse((order(next.key), at)),
                None => drop(PeekMut::pop(first)),
            }
            Some((which, entry))
        };
        let mut waiting = take();
        std::iter::from_fn(move || {
            let (which, Entry { key, counts }) = waiting.take()?;
            let mut cell = counts.cell();
            loop {
                waiting = take();
                match &waiting {
                    Some((same, more)) if *same == which => cell.merge(&more.counts.cell()),
                    _ => break,
                }
            }
            if let Some(more) = large.remove(&key) {
                cell.merge(&more);
            }
            Some((key, cell))
        })
    }

    /// How many cells there are at most: one that stands on two sheets counts twice.
    pub(super) fn len_at_most(&self) -> usize {
        self.shelved + self.len
    }

    /// How many bytes are taken.
    pub(super) fn weight(&self) -> usize {
        use std::mem::size_of;
        let sheets = self.sheets.iter().map(Vec::capacity).sum::<usize>();
        (sheets + self.table.len()) * size_of::<Entry>() + self.large.capacity() * (size_of::<(Key, Cell)>() + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn all(cells: Cells) -> BTreeMap<Key, u64> {
        let all: Vec<(Key, Cell)> = cells.into_all((0..40_000).collect()).collect();
        let once: BTreeMap<Key, u64> =
            all.iter().map(|(key, cell)| (*key, u64::from(cell.up_known) << 40 | cell.up)).collect();
        assert_eq!(once.len(), all.len(), "a cell stands once");
        once
    }

    /// Adds as the slow way does; beyond the limit nothing new.
    fn slowly(most: usize, adds: &[(Key, u64)]) -> (BTreeMap<Key, u64>, usize) {
        let (mut all, mut refused) = (BTreeMap::new(), 0);
        for (key, up) in adds {
            let room = all.len() < most;
            match all.get_mut(key) {
                Some(sum) => *sum += (1 << 40) + up,
                None if room => {
                    all.insert(*key, (1 << 40) + up);
                }
                None => refused += 1,
            }
        }
        (all, refused)
    }

    fn quickly(most: usize, adds: &[(Key, u64)]) -> (Cells, usize) {
        let mut cells = Cells::new(most, 7);
        let refused = adds.iter().filter(|(key, up)| !cells.add(*key, &Step::volume(*up, 0))).count();
        (cells, refused)
    }

    #[test]
    fn a_month_of_more_cells_than_the_table_holds_is_counted_like_the_slow_way() {
        let adds: Vec<(Key, u64)> = (0..150_000_u32)
            .map(|n| (Key::of(Day((n / 75_000) as u16), n % 7, n.wrapping_mul(2_654_435_761) % 40_000), u64::from(n)))
            .collect();
        for most in [usize::MAX, 100_000] {
            let (cells, refused) = quickly(most, &adds);
            assert_eq!((all(cells), refused), slowly(most, &adds));
        }
    }

    #[test]
    fn what_outgrows_a_compact_cell_is_not_lost() {
        let key = Key::of(Day(9_000), 3, 4);
        let (cells, _) = quickly(10, &[(key, u64::from(u32::MAX)), (key, 5), (key, u64::from(u32::MAX))]);
        assert_eq!(all(cells)[&key], (3 << 40) + 2 * u64::from(u32::MAX) + 5);
        let (cells, _) = quickly(10, &[(key, 1); 1_000]);
        assert_eq!(all(cells)[&key], (1_000 << 40) + 1_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn near_the_limit_and_merged_it_counts_like_the_slow_way(
            adds in proptest::collection::vec((0_u16..4, 0_u32..4, 0_u32..6, 0_u64..9), 0..300),
            most in 1_usize..100,
            cut in 0_usize..300,
        ) {
            let adds: Vec<(Key, u64)> = adds.iter().map(|(day, product, person, up)| (Key::of(Day(*day), *product, *person), *up)).collect();
            let (cells, refused) = quickly(most, &adds);
            prop_assert_eq!((all(cells), refused), slowly(most, &adds));
            let (first, second) = adds.split_at(cut.min(adds.len()));
            let (mut cells, _) = quickly(1_000, first);
            cells.merge(quickly(1_000, second).0, Some);
            prop_assert_eq!(all(cells), slowly(1_000, &adds).0);
        }
    }
}
