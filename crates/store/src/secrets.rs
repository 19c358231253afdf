//! Keys of the house: made once, kept with the vault, carried along by every backup.

use rusqlite::{OptionalExtension, params};

use crate::{Fault, Store, sql};

impl Store {
    /// Lends a key of the house, made from chance the first time it is asked for.
    ///
    /// Errors: the store is read only and has no such key yet; the machine gives no random bytes.
    pub fn secret(&mut self, name: &str) -> Result<[u8; 32], Fault> {
        let known = self.db.query_row(sql::SECRET, [name], |row| row.get(0)).optional();
        if let Some(key) = known.map_err(|error| self.fault(error))? {
            return Ok(key);
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(Fault::Entropy)?;
        self.write(|tx| tx.execute(sql::PUT_SECRET, params![name, key]))?;
        Ok(key)
    }
}
