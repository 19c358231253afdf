//! Words sealed one by one, each under a key of its own, so that destroying the key forgets the words.

use std::collections::BTreeSet;

use base::{Text, TextId};
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Erased, Erasure, Fault, NewText, Store, read, sql};

/// Seals exactly one item, ever; zeros stand for a key that was destroyed.
pub(crate) type Key = [u8; 32];
pub(crate) const DESTROYED: Key = [0; 32];

/// The words of a text and the salt of its commitment, taken out of the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The words.
    pub words: String,
    /// The salt with which the event's commitment can be checked.
    pub salt: [u8; 16],
}

/// What forgetting came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// How many items were forgotten now: unknown and already forgotten ones do not count.
    pub items: u64,
    /// Whether the write-ahead file, which may still hold the keys, was emptied too. A reader beside the owner can
    /// hinder it; the next forgetting, or closing the store, does it then.
    pub scrubbed: bool,
}

impl Store {
    /// Lends the id and words of every text that is not forgotten, in the order in which they were written.
    ///
    /// Errors: `Damaged` when a text does not open.
    pub fn words(&self, mut each: impl FnMut(TextId, &str)) -> Result<(), Fault> {
        let mut texts = self.db.prepare_cached(sql::TEXTS).map_err(|error| self.fault(error))?;
        let mut rows = texts.query([]).map_err(|error| self.fault(error))?;
        while let Some(row) = rows.next().map_err(|error| self.fault(error))? {
            let stored = stored(row)?;
            if let Some(sealed) = stored.open()? {
                each(stored.text.id, &sealed.words);
            }
        }
        Ok(())
    }

    /// Takes one text out of the vault; `None` when it is forgotten or was never there.
    ///
    /// Errors: `Damaged` when it does not open.
    pub fn text(&self, id: TextId) -> Result<Option<Sealed>, Fault> {
        let mut find = self.db.prepare_cached(sql::TEXT).map_err(|error| self.fault(error))?;
        let found = find.query_row([id.0.as_bytes()], |row| Ok(stored(row))).optional();
        match found.map_err(|error| self.fault(error))? {
            None => Ok(None),
            Some(text) => text?.open(),
        }
    }

    /// Forgets texts: destroys the key of each, empties what it sealed, and notes it in the list of erasures.
    ///
    /// It protects against whoever later reads the store or, with its list of erasures, a restored backup: the words
    /// and their salt are gone from the database and from its write-ahead file, so the commitment that stays in the
    /// event cannot even be tried against guesses. It does not protect against a copy made before (a backup nobody
    /// restores through [`restore`](crate::restore), a file-system snapshot), nor against traces that a disk or a
    /// file system keeps of blocks that were overwritten or cut off, nor, before the forgetting, against whoever can
    /// read the folder: keys and words lie in one file, so that a store stays one thing to back up. Encrypt the disk
    /// for that.
    ///
    /// Unknown texts and those already forgotten are passed over. Errors: a fault means that they are still readable
    /// now; some may be forgotten when the store is next opened, since the list is written first.
    pub fn forget(&mut self, texts: &[TextId], at: Timestamp) -> Result<Forgotten, Fault> {
        self.writable()?;
        let mut list = Vec::new();
        for &id in texts.iter().collect::<BTreeSet<_>>() {
            let what = Erased::Text(id);
            if self.knows_text(id)? && !self.is_erased(what)? {
                list.push(Erasure { what, at });
            }
        }
        self.note_erasures(&list)?;
        self.erase(&list)?;
        Ok(Forgotten { items: list.len() as u64, scrubbed: self.scrub() })
    }

    fn knows_text(&self, id: TextId) -> Result<bool, Fault> {
        let known = self.db.prepare_cached(sql::HAS_TEXT).and_then(|mut find| find.exists([id.0.as_bytes()]));
        known.map_err(|error| self.fault(error))
    }

    /// Empties the write-ahead file, which holds copies of everything lately written; whether it worked.
    pub(crate) fn scrub(&self) -> bool {
        // The writer must not wait long for a reader that hinders it.
        let emptied = self.db.execute_batch(sql::WAIT_BRIEFLY).and_then(|()| {
            let busy = self.db.query_row(sql::EMPTY_WRITE_AHEAD, [], |row| row.get::<_, i64>(0));
            self.db.execute_batch(sql::WAIT).and(busy)
        });
        emptied.is_ok_and(|busy| busy == 0)
    }
}

/// A row of the vault.
pub(crate) struct Stored {
    pub(crate) text: Text,
    sealed: Vec<u8>,
    key: Key,
}

pub(crate) fn stored(row: &Row<'_>) -> Result<Stored, Fault> {
    let read = || {
        let column = |i| row.get_ref(i).map_err(|_| FromSqlError::InvalidType);
        let id = TextId(read::id(column(0)?)?.ok_or(FromSqlError::InvalidType)?);
        let commitment = column(1)?.as_str()?.to_owned();
        let text = Text { id, commitment };
        Ok(Stored { text, sealed: column(2)?.as_blob()?.to_vec(), key: read::array(column(3)?)? })
    };
    read().map_err(|error: FromSqlError| Fault::Damaged { what: format!("a text of the vault ({error})") })
}

impl Stored {
    pub(crate) fn is_forgotten(&self) -> bool {
        self.key == DESTROYED
    }

    /// Opens the seal; `None` when the text is forgotten.
    pub(crate) fn open(&self) -> Result<Option<Sealed>, Fault> {
        if self.is_forgotten() {
            return Ok(None);
        }
        let opened = open(&self.key, &bound_to(&self.text), &self.sealed).and_then(|plain| {
            let (salt, words) = plain.split_first_chunk::<16>()?;
            let words = String::from_utf8(words.to_vec()).ok()?;
            self.text.commits_to(salt, &words).then_some(Sealed { words, salt: *salt })
        });
        opened.map(Some).ok_or_else(|| Fault::Damaged { what: format!("the text {}", self.text.id) })
    }
}

/// Draws as many keys as are needed in one go.
pub(crate) fn fresh_keys(count: usize) -> Result<Vec<Key>, Fault> {
    let mut keys = vec![DESTROYED; count];
    getrandom::fill(keys.as_flattened_mut()).map_err(Fault::Entropy)?;
    Ok(keys)
}

/// Seals a text and puts it into the vault.
pub(crate) fn add(db: &Connection, new: &NewText, key: &Key) -> rusqlite::Result<()> {
    let mut plain = Vec::with_capacity(16 + new.words.len());
    plain.extend_from_slice(&new.salt);
    plain.extend_from_slice(new.words.as_bytes());
    let sealed = seal(key, &bound_to(&new.text), &plain);
    let number = add_key(db, key)?;
    db.prepare_cached(sql::ADD_TEXT)?.execute(params![
        new.text.id.0.as_bytes(),
        new.text.commitment,
        number,
        sealed
    ])?;
    Ok(())
}

/// Puts a key into the vault and gives it its number.
pub(crate) fn add_key(db: &Connection, key: &Key) -> rusqlite::Result<i64> {
    db.prepare_cached(sql::ADD_KEY)?.insert([key])
}

/// A sealed text opens only as the text it was sealed as.
fn bound_to(text: &Text) -> Vec<u8> {
    [text.id.0.as_bytes().as_slice(), text.commitment.as_bytes()].concat()
}

/// Seals bytes. The nonce is zero because a key seals one item only, once; `bound_to` is checked on opening.
pub(crate) fn seal(key: &Key, bound_to: &[u8], plain: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(key.into());
    let sealed = cipher.encrypt(&Default::default(), Payload { msg: plain, aad: bound_to });
    sealed.expect("only messages above 256 GB are refused, and none fits in memory")
}

/// Opens what [`seal`] sealed; `None` when key, binding or bytes are not the ones.
pub(crate) fn open(key: &Key, bound_to: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let cipher = ChaCha20Poly1305::new(key.into());
    cipher.decrypt(&Default::default(), Payload { msg: sealed, aad: bound_to }).ok()
}
