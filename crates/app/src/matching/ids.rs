//! Which id a record bears: the same in every run and every time it arrives, and saying nothing to who lacks the key.
//!
//! A record is known by the name of its file and the key the file gives it, such as a customer number; where a file
//! gives none, by the name of the file and all the record says there. So a person's correction finds its records again
//! in the next export, wherever they stand in it.

use base::Say;
use customers::resolution::column::Column;
use customers::resolution::index::Anchor;
use customers::resolution::model::Model;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{Options, Store};

use super::Records;
use crate::problem::{Kind, Problem};

/// What ids of records are made with, by its name among the secrets of the store.
pub(crate) const KEY: &str = "records";

/// Makes ids of records.
#[derive(Clone)]
pub struct Ids(Hmac<Sha256>);

impl Ids {
    pub(crate) fn new(key: &[u8; 32]) -> Ids {
        Ids(Hmac::new_from_slice(key).expect("HMAC takes a key of any length"))
    }

    /// Takes the key of the store in a folder, beside whoever has it open.
    ///
    /// Errors: there is no store, or it was never opened by an Entente that knows of records.
    pub fn of_store(folder: &std::path::Path) -> Result<Ids, Problem> {
        let store = Store::open_with(folder, Options { read_only: true, ..Options::default() })?;
        let key = store.known_secret(KEY)?.ok_or_else(|| {
            Problem::new(
                Kind::Unavailable,
                Say::new("ce registre n'a pas encore de clé pour les fiches", "this store has no key for records yet"),
                Say::new(
                    "relancez « entente serve » avec cette version",
                    "start “entente serve” of this version again",
                ),
            )
        })?;
        Ok(Ids::new(&key))
    }

    /// The id of a record that its file gives a key.
    pub fn by_key(&self, source: &str, key: &str) -> Anchor {
        self.of([b"k".as_slice(), source.as_bytes(), key.trim().as_bytes()].into_iter())
    }

    /// The id of a record by all it says: headers and values, in the order of the headers' names; the nth of those
    /// that say the same in one file, from 0.
    pub fn by_words<'a>(&self, source: &str, told: impl Iterator<Item = (&'a str, &'a str)>, nth: u32) -> Anchor {
        let mut told: Vec<(&str, &str)> = told.map(|(name, value)| (name, value.trim())).collect();
        told.retain(|(_, value)| !value.is_empty());
        told.sort_unstable();
        let nth = nth.to_le_bytes();
        let parts = told.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        self.of([b"w".as_slice(), source.as_bytes(), nth.as_slice()].into_iter().chain(parts))
    }

    /// Each part behind its length, so that no two lists of parts are one.
    fn of<'a>(&self, parts: impl Iterator<Item = &'a [u8]>) -> Anchor {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        let bytes = mac.finalize().into_bytes();
        Anchor(bytes.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte)))
    }

    /// The ids of all records that were read, in their order.
    ///
    /// Shape: for each source the header of its keys, as [`keys`] gives them.
    pub fn of_all(&self, records: &Records, keys: &[Option<String>]) -> Vec<Anchor> {
        let mut ids = Vec::with_capacity(records.count());
        let mut met = std::collections::HashMap::new();
        for (source, (name, key)) in records.sources.iter().zip(names(records).iter().zip(keys)) {
            let key = key.as_ref().and_then(|key| records.columns.iter().find(|column| column.name == *key));
            met.clear();
            for record in source.first..source.first + source.records {
                if let Some(key) = key {
                    ids.push(self.by_key(name, key.of(record)));
                    continue;
                }
                let told = || records.columns.iter().map(|column| (column.name.as_str(), column.of(record)));
                let first = self.by_words(name, told(), 0);
                let nth = met.entry(first).and_modify(|nth| *nth += 1).or_insert(0_u32);
                ids.push(if *nth == 0 { first } else { self.by_words(name, told(), *nth) });
            }
        }
        ids
    }
}

/// What each source is called: the name of its file; of several of one name, with which it is of them.
pub fn names(records: &Records) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for source in &records.sources {
        let name = source.file.file_name().unwrap_or(source.file.as_os_str()).to_string_lossy().into_owned();
        let nth = |nth: usize| if nth == 1 { name.clone() } else { format!("{name} ({nth})") };
        names.push((1..).map(nth).find(|name| !names.contains(name)).unwrap_or_default());
    }
    names
}

/// Words by which headers tell that a column holds keys.
const WORDS: [&str; 14] = [
    "id",
    "identifiant",
    "identifier",
    "key",
    "cle",
    "code",
    "numero",
    "number",
    "num",
    "no",
    "ref",
    "reference",
    "uuid",
    "guid",
];

/// Finds the keys each source gives its records: a column whose header says so, that is filled in each of its records,
/// holds no value twice, and is not compared by the model.
///
/// Shape: records and their model → for each source a header, or nothing.
pub fn keys(records: &Records, model: &Model) -> Vec<Option<String>> {
    let compared = |column: &&Column| !model.fields.iter().any(|field| field.columns.contains(&column.name));
    let says_so = |column: &&Column| tabular::fold(&column.name).split(' ').any(|word| WORDS.contains(&word));
    let candidates: Vec<&Column> = records.columns.iter().filter(compared).filter(says_so).collect();
    let of = |source: &super::Source| {
        let distinct = |column: &&&Column| {
            let mut seen = vec![false; column.values.len()];
            let codes = column.codes.get(source.first..source.first + source.records).unwrap_or_default();
            !codes.is_empty()
                && codes.iter().all(|code| *code != 0 && !std::mem::replace(&mut seen[*code as usize], true))
        };
        candidates.iter().find(distinct).map(|column| column.name.clone())
    };
    records.sources.iter().map(of).collect()
}
