//! The register of datasets: files named by what is in them, kept or dropped whole.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::vault::{self, Key};
use crate::{Erased, Erasure, Fault, Store, folder, read, sql};

/// Marks the encrypted file of a dataset with personal data.
const SEALED: &str = "sealed";

impl Store {
    /// Keeps a file, durably, and gives it its name: the SHA-256 of its bytes in hexadecimal. Twice is once.
    ///
    /// With personal data it is encrypted under a key of its own in the vault. The name is the digest of the plain
    /// bytes, so that who has the same file can tell that it is here.
    pub fn put_dataset(&mut self, bytes: &[u8], personal: bool) -> Result<String, Fault> {
        self.writable()?;
        let sha = base::hex(&Sha256::digest(bytes));
        let known = self.registered(&sha)?;
        let file = DatasetFile { folder: &self.folder, sha: &sha };
        match known {
            // It is registered as it should be, so the file is only mended if it has suffered.
            Some(known) if known.key.is_some() || !personal => {
                if self.dataset(&sha).is_err() {
                    file.write(bytes, known.key.as_ref())?;
                }
            }
            // It was thought to hold no personal data: the encrypted file takes the plain one's place.
            Some(_) => {
                let key = vault::fresh_keys(1)?[0];
                file.write(bytes, Some(&key))?;
                let plain = file.path(false);
                self.write(|tx| {
                    let number = vault::add_key(tx, &key)?;
                    tx.execute(sql::SEAL_DATASET, params![sha, number])
                })?;
                folder::remove(&plain)?;
            }
            // The file comes first: what is registered is there.
            None => {
                let drawn = vault::fresh_keys(2)?;
                let key = personal.then_some(drawn[0]);
                let id = Uuid::from_slice(&drawn[1][..16]).expect("16 bytes were cut");
                file.write(bytes, key.as_ref())?;
                self.write(|tx| {
                    let number = key.map(|key| vault::add_key(tx, &key)).transpose()?;
                    tx.execute(sql::ADD_DATASET, params![sha, id.as_bytes(), bytes.len() as i64, number])
                })?;
            }
        }
        Ok(sha)
    }

    /// Reads a file back and checks its digest.
    ///
    /// Errors: `NoDataset` when it is not registered, `Damaged` when the bytes are not the ones that were put.
    pub fn dataset(&self, sha: &str) -> Result<Vec<u8>, Fault> {
        let known = self.registered(sha)?.ok_or_else(|| Fault::NoDataset(sha.to_owned()))?;
        let damaged = || Fault::Damaged { what: format!("the dataset {sha}") };
        let path = DatasetFile { folder: &self.folder, sha: &known.sha }.path(known.key.is_some());
        let stored = match fs::read(&path) {
            Ok(stored) => stored,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(damaged()),
            Err(error) => return Err(Fault::io(&path, error)),
        };
        let plain = match &known.key {
            Some(key) => vault::open(key, known.sha.as_bytes(), &stored).ok_or_else(damaged)?,
            None => stored,
        };
        if base::hex(&Sha256::digest(&plain)) == known.sha { Ok(plain) } else { Err(damaged()) }
    }

    /// Drops a file: destroys its key, removes it, and notes it in the list of erasures.
    ///
    /// The limits of [`Store::forget`] hold; a file that was not encrypted may besides be read from the disk's free
    /// blocks. Errors: `NoDataset` when it is not registered.
    pub fn drop_dataset(&mut self, sha: &str, at: Timestamp) -> Result<(), Fault> {
        self.writable()?;
        let known = self.registered(sha)?.ok_or_else(|| Fault::NoDataset(sha.to_owned()))?;
        let list = [Erasure { what: Erased::Dataset(known.id), at }];
        self.note_erasures(&list)?;
        self.erase(&list)?;
        self.scrub();
        Ok(())
    }

    /// The names of every dataset in the register, in order.
    pub fn datasets(&self) -> Result<Vec<String>, Fault> {
        Ok(self.register()?.into_iter().map(|known| known.sha).collect())
    }

    pub(crate) fn register(&self) -> Result<Vec<Registered>, Fault> {
        let all = self.db.prepare_cached(sql::DATASETS).and_then(|mut all| {
            let rows = all.query_map([], |row| Ok(registered(row)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        all.map_err(|error| self.fault(error))?.into_iter().collect()
    }

    fn registered(&self, sha: &str) -> Result<Option<Registered>, Fault> {
        let found = self
            .db
            .prepare_cached(sql::DATASET)
            .and_then(|mut find| find.query_row([sha], |row| Ok(registered(row))).optional());
        found.map_err(|error| self.fault(error))?.transpose()
    }

    /// Where the file of a registered dataset lies.
    pub(crate) fn dataset_path(&self, known: &Registered) -> PathBuf {
        DatasetFile { folder: &self.folder, sha: &known.sha }.path(known.key.is_some())
    }

    pub(crate) fn remove_dataset_files(&self, id: Uuid) -> Result<(), Fault> {
        let found = self
            .db
            .prepare_cached(sql::DATASET_SHA)
            .and_then(|mut find| find.query_row([id.as_bytes()], |row| row.get::<_, String>(0)).optional());
        let Some(sha) = found.map_err(|error| self.fault(error))? else { return Ok(()) };
        let file = DatasetFile { folder: &self.folder, sha: &sha };
        folder::remove(&file.path(true))?;
        folder::remove(&file.path(false))
    }

    /// Removes what a dying process left: files not finished, and plain files that were encrypted since.
    pub(crate) fn sweep_datasets(&mut self) -> Result<(), Fault> {
        for known in self.register()?.iter().filter(|known| known.key.is_some()) {
            folder::remove(&DatasetFile { folder: &self.folder, sha: &known.sha }.path(false))?;
        }
        for shelf in folder::entries(&self.folder.join(folder::DATASETS))?.iter().filter(|path| path.is_dir()) {
            for file in folder::entries(shelf)? {
                if file.extension().is_some_and(|extension| extension == folder::UNFINISHED) {
                    folder::remove(&file)?;
                }
            }
        }
        Ok(())
    }
}

/// A row of the register.
pub(crate) struct Registered {
    pub(crate) sha: String,
    id: Uuid,
    pub(crate) key: Option<Key>,
}

fn registered(row: &Row<'_>) -> Result<Registered, Fault> {
    let read = || {
        let column = |i| row.get_ref(i).map_err(|_| FromSqlError::InvalidType);
        let sha = column(0)?.as_str()?;
        if sha.len() != 64 || !sha.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(FromSqlError::InvalidType); // It becomes a path.
        }
        let key = match column(3)? {
            rusqlite::types::ValueRef::Null => None,
            key => Some(read::array(key)?),
        };
        Ok(Registered { sha: sha.to_owned(), id: read::id(column(1)?)?.ok_or(FromSqlError::InvalidType)?, key })
    };
    read().map_err(|error| Fault::Damaged { what: format!("a row of the register of datasets ({error})") })
}

/// Where a dataset lies: `datasets/ab/cdef…`, with `.sealed` behind it when it is encrypted.
struct DatasetFile<'a> {
    folder: &'a std::path::Path,
    sha: &'a str,
}

impl DatasetFile<'_> {
    fn path(&self, sealed: bool) -> PathBuf {
        let (shelf, name) = self.sha.split_at(2);
        let path = self.folder.join(folder::DATASETS).join(shelf).join(name);
        if sealed { path.with_extension(SEALED) } else { path }
    }

    fn write(&self, bytes: &[u8], key: Option<&Key>) -> Result<(), Fault> {
        let path = self.path(key.is_some());
        folder::make(folder::parent(&path))?;
        match key {
            Some(key) => folder::write_whole(&path, &vault::seal(key, self.sha.as_bytes(), bytes)),
            None => folder::write_whole(&path, bytes),
        }
    }
}
