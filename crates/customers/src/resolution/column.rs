//! Dictionary-encoded columns: every distinct value is kept once, and a record holds its number.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use hashbrown::HashTable;

/// The seed of every hash in this room: the same bits on every machine and in every run.
const SEED: u64 = 0x456e_7465_6e74_6501;

/// Hashes text to 64 bits, the same on every run.
pub(crate) fn hash(text: &[u8]) -> u64 {
    FixedState::with_seed(SEED).hash_one(text)
}

/// Mixes two hashes into one; the order counts.
pub(crate) fn mix(left: u64, right: u64) -> u64 {
    let mut x = (left ^ 0x9e37_79b9_7f4a_7c15).rotate_left(25).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ right;
    x = (x ^ (x >> 30)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Distinct texts, one after another; number 0 is the absent one.
#[derive(Clone, Debug)]
pub struct Values {
    text: String,
    ends: Vec<usize>,
}

impl Default for Values {
    fn default() -> Self {
        Values { text: String::new(), ends: vec![0] }
    }
}

impl Values {
    /// Gives the text behind a number; nothing for 0 and for a number there is not.
    pub fn of(&self, code: u32) -> &str {
        let at = code as usize;
        match (at.checked_sub(1).and_then(|before| self.ends.get(before)), self.ends.get(at)) {
            (Some(start), Some(end)) => self.text.get(*start..*end).unwrap_or_default(),
            _ => "",
        }
    }

    /// How many there are, the absent one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nothing but the absent one.
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }

    /// Each text in the order of its number, the absent one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|code| self.of(code as u32))
    }

    pub(crate) fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        (self.ends.len() - 1) as u32
    }
}

/// Finds the number of a text among values that are kept elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Finder(HashTable<u32>);

impl Finder {
    /// Makes ready to find these values again.
    pub(crate) fn of(values: &Values) -> Finder {
        let mut found = HashTable::with_capacity(values.len());
        let key = |code: &u32| hash(values.of(*code).as_bytes());
        for code in 1..values.len() as u32 {
            found.insert_unique(key(&code), code, key);
        }
        Finder(found)
    }

    /// Gives the number of a text, a new one when it was not seen before; 0 for an empty text.
    pub(crate) fn code(&mut self, values: &mut Values, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let key = hash(text.as_bytes());
        if let Some(code) = self.0.find(key, |code| values.of(*code) == text) {
            return *code;
        }
        let code = values.push(text);
        self.0.insert_unique(key, code, |code| hash(values.of(*code).as_bytes()));
        code
    }
}

/// Gives each distinct text its number, in the order of first appearance.
#[derive(Debug, Default)]
pub struct Dictionary {
    values: Values,
    found: Finder,
}

impl Dictionary {
    /// Gives the number of a text, a new one when it was not seen before; 0 for an empty text.
    pub fn code(&mut self, text: &str) -> u32 {
        self.found.code(&mut self.values, text)
    }

    /// Lets go of what finds numbers, and keeps the texts.
    pub fn into_values(self) -> Values {
        self.values
    }
}

/// One column of all records, as the files told it.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its header.
    pub name: String,
    /// One number per record; 0 where nothing stands.
    pub codes: Vec<u32>,
    /// The texts behind the numbers.
    pub values: Values,
}

impl Column {
    /// Gives the text of a record.
    pub fn of(&self, record: usize) -> &str {
        self.codes.get(record).map_or("", |code| self.values.of(*code))
    }
}

/// Takes records one after another and gives columns.
#[derive(Debug, Default)]
pub struct Columns {
    names: Vec<String>,
    codes: Vec<Vec<u32>>,
    dictionaries: Vec<Dictionary>,
    records: usize,
}

impl Columns {
    /// Opens columns of these names.
    pub fn new(names: &[String]) -> Columns {
        Columns {
            names: names.to_vec(),
            codes: vec![Vec::new(); names.len()],
            dictionaries: names.iter().map(|_| Dictionary::default()).collect(),
            records: 0,
        }
    }

    /// Opens the columns of a further file: those of a name already there are the same. Gives the place of each.
    pub fn open(&mut self, names: &[String]) -> Vec<usize> {
        let place = |name: &String| {
            self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                self.names.push(name.clone());
                self.codes.push(vec![0; self.records]);
                self.dictionaries.push(Dictionary::default());
                self.names.len() - 1
            })
        };
        names.iter().map(place).collect()
    }

    /// Takes one record of a file whose columns stand at these places; other columns are absent.
    pub fn push_at<'a>(&mut self, places: &[usize], record: impl IntoIterator<Item = &'a str>) {
        for (place, value) in places.iter().zip(record) {
            if let (Some(codes), Some(dictionary)) = (self.codes.get_mut(*place), self.dictionaries.get_mut(*place)) {
                let code = dictionary.code(value.trim());
                // Of two columns of one name in one file the first filled one counts.
                match codes.get_mut(self.records) {
                    Some(known) if *known == 0 => *known = code,
                    Some(_) => {}
                    None => codes.push(code),
                }
            }
        }
        self.records += 1;
        self.codes.iter_mut().for_each(|codes| codes.resize(self.records, 0));
    }

    /// Takes one record. White space around a value is cut off; values beyond the last column are passed over, missing
    /// ones are absent.
    pub fn push<'a>(&mut self, record: impl IntoIterator<Item = &'a str>) {
        let mut values = record.into_iter();
        for (codes, dictionary) in self.codes.iter_mut().zip(&mut self.dictionaries) {
            codes.push(values.next().map_or(0, |value| dictionary.code(value.trim())));
        }
        self.records += 1;
    }

    /// How many records were taken.
    pub fn records(&self) -> usize {
        self.records
    }

    /// Gives the columns.
    pub fn into_columns(self) -> Vec<Column> {
        let parts = self.names.into_iter().zip(self.codes).zip(self.dictionaries);
        parts.map(|((name, codes), found)| Column { name, codes, values: found.into_values() }).collect()
    }
}
