//! Keys of the house: made once, kept with the vault, carried along by every backup.

use rusqlite::{OptionalExtension, params};

use crate::{Fault, Store, sql};

impl Store {
    /// Lends a key of the house, made from chance the first time it is asked for.
    ///
    /// Errors: the store is read only and has no such key yet; the machine gives no random bytes.
    pub fn secret(&mut self, name: &str) -> Result<[u8; 32], Fault> {
        match self.known_secret(name)? {
            Some(key) => Ok(key),
            None => self.renew_secret(name),
        }
    }

    /// Lends a key of the house; `None` when nobody asked for it yet.
    pub fn known_secret(&self, name: &str) -> Result<Option<[u8; 32]>, Fault> {
        let known = self.db.query_row(sql::SECRET, [name], |row| row.get(0)).optional();
        known.map_err(|error| self.fault(error))
    }

    /// Makes a key of the house anew; the one before serves no more.
    ///
    /// Errors: the store is read only; the machine gives no random bytes.
    pub fn renew_secret(&mut self, name: &str) -> Result<[u8; 32], Fault> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(Fault::Entropy)?;
        self.write(|tx| tx.execute(sql::PUT_SECRET, params![name, key]))?;
        Ok(key)
    }
}
