use std::path::{Path, PathBuf};

use rusqlite::types::FromSql;
use rusqlite::{Connection, MAIN_DB, OpenFlags, OptionalExtension, TransactionBehavior};

use crate::{Fault, Head, folder, sql};

/// The log, the vault and the register of one folder, owned by this process until dropped.
///
/// It can be sent to another thread and is used by one at a time.
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) folder: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) head: Head,
    read_only: bool,
    /// Last, so that it falls when the database is closed.
    _lock: Option<folder::Lock>,
}

/// How a store is opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The SQLite file layer to use; `None` for the system's own. Only proofs need another.
    pub vfs: Option<String>,
    /// Whether what is acknowledged is on disk.
    pub synchronous: Synchronous,
    /// Opens beside the owner, or on a disk that cannot be written, for reading only: takes no lock, makes nothing,
    /// and does not yet forget what the list of erasures names beyond the log.
    pub read_only: bool,
}

/// Whether what is acknowledged is on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    /// It is: each batch is synced before it is acknowledged.
    #[default]
    Full,
    /// It is not. Only for proving that the proof of the other would notice.
    Off,
}

impl Store {
    /// Opens the store in a folder, and makes both when absent.
    ///
    /// Errors: `InUse` when another process has it; `ReadOnly`, `DiskFull`, `NotAFolder`; `Foreign` when
    /// `log.sqlite` is something else; `NewerSchema`; `Damaged`.
    pub fn open(folder: &Path) -> Result<Store, Fault> {
        Store::open_with(folder, Options::default())
    }

    /// Opens the store as [`Store::open`] does, with other settings.
    ///
    /// Errors: as `open`; reading only, `NoStore` when there is none.
    pub fn open_with(folder: &Path, options: Options) -> Result<Store, Fault> {
        let log = folder.join(folder::LOG);
        if options.read_only {
            return open_to_read(folder, log, &options);
        }
        folder::make(folder)?;
        let lock = folder::lock(folder)?;
        if log.is_dir() {
            return Err(Fault::Foreign(log));
        }
        folder::make_private(&log)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = connect(&log, &log, flags, &options)?;
        if db.is_readonly(MAIN_DB).map_err(|error| Fault::sql(&log, error))? {
            return Err(Fault::ReadOnly(log));
        }
        if is_new(&db, &log)? {
            create(&mut db).map_err(|error| Fault::sql(&log, error))?;
            folder::sync(folder)?;
        }
        if single::<i64>(&db, sql::GET_SCHEMA_VERSION).map_err(|error| Fault::sql(&log, error))? == 1 {
            upgrade(&mut db).map_err(|error| Fault::sql(&log, error))?;
        }
        let head = head(&db).map_err(|error| Fault::sql(&log, error))?;
        let mut store = Store { db, folder: folder.to_path_buf(), log, head, read_only: false, _lock: Some(lock) };
        store.merge_erasures()?;
        store.sweep_datasets()?;
        Ok(store)
    }

    /// The folder the store lives in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the log ends, as far as this process knows: a reader beside the owner sees it move on [`Store::refresh`].
    pub fn head(&self) -> Head {
        self.head
    }

    /// Looks again where the log ends; for readers beside the owner.
    pub fn refresh(&mut self) -> Result<Head, Fault> {
        self.head = head(&self.db).map_err(|error| self.fault(error))?;
        Ok(self.head)
    }

    /// Refuses when the store was opened for reading only.
    pub(crate) fn writable(&self) -> Result<(), Fault> {
        if self.read_only { Err(Fault::ReadOnly(self.folder.clone())) } else { Ok(()) }
    }

    /// Says what a refusal of the database means for this store.
    pub(crate) fn fault(&self, error: rusqlite::Error) -> Fault {
        Fault::sql(&self.log, error)
    }

    /// Does several writes in one transaction: all of them, synced, or none.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Fault> {
        self.writable()?;
        let log = &self.log;
        let done = self.db.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|tx| {
            let done = work(&tx)?;
            tx.commit().map(|()| done)
        });
        done.map_err(|error| Fault::sql(log, error))
    }
}

fn open_to_read(folder: &Path, log: PathBuf, options: &Options) -> Result<Store, Fault> {
    if !log.is_file() {
        return Err(Fault::NoStore(folder.to_path_buf()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = connect(&log, &log, flags, options).and_then(|db| is_new(&db, &log).map(|new| (db, new)));
    // On a disk that cannot be written, SQLite cannot make its shared memory; without a write-ahead file it needs none.
    let (db, new) = match opened {
        Err(Fault::Database(_) | Fault::ReadOnly(_)) if has_no_write_ahead(&log) => {
            let uri = format!("file:{}?immutable=1", uri_path(&log));
            let db = connect(&log, Path::new(&uri), flags | OpenFlags::SQLITE_OPEN_URI, options)?;
            is_new(&db, &log).map(|new| (db, new))?
        }
        other => other?,
    };
    if new {
        return Err(Fault::NoStore(folder.to_path_buf()));
    }
    let head = head(&db).map_err(|error| Fault::sql(&log, error))?;
    Ok(Store { db, folder: folder.to_path_buf(), log, head, read_only: true, _lock: None })
}

fn has_no_write_ahead(log: &Path) -> bool {
    let mut name = log.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(name).map_or(true, |file| file.len() == 0)
}

fn uri_path(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn connect(log: &Path, target: &Path, flags: OpenFlags, options: &Options) -> Result<Connection, Fault> {
    let opened = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(target, flags, vfs.as_str()),
        None => Connection::open_with_flags(target, flags),
    };
    let set = opened.and_then(|db| {
        db.set_prepared_statement_cache_capacity(64);
        db.execute_batch(sql::WAIT)?;
        db.execute_batch(sql::SETTINGS)?;
        db.execute_batch(match options.synchronous {
            Synchronous::Full => sql::SYNCHRONOUS_FULL,
            Synchronous::Off => sql::SYNCHRONOUS_OFF,
        })?;
        Ok(db)
    });
    set.map_err(|error| Fault::sql(log, error))
}

/// Whether the file is empty; refuses what is not ours to write.
fn is_new(db: &Connection, log: &Path) -> Result<bool, Fault> {
    let number = |text| single::<i64>(db, text).map_err(|error| Fault::sql(log, error));
    match (number(sql::GET_APPLICATION_ID)?, number(sql::GET_SCHEMA_VERSION)?) {
        (0, 0) if number(sql::COUNT_TABLES)? == 0 => Ok(true),
        (sql::APPLICATION_ID, 1..=sql::SCHEMA_VERSION) => Ok(false),
        (sql::APPLICATION_ID, found) if found > sql::SCHEMA_VERSION => {
            Err(Fault::NewerSchema { path: log.to_path_buf(), found, known: sql::SCHEMA_VERSION })
        }
        _ => Err(Fault::Foreign(log.to_path_buf())),
    }
}

/// Makes the tables in one transaction, so that a file is either empty or whole.
fn create(db: &mut Connection) -> rusqlite::Result<()> {
    db.query_row(sql::WRITE_AHEAD, [], |_| Ok(()))?;
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(sql::SCHEMA)?;
    tx.pragma_update(None, "application_id", sql::APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", sql::SCHEMA_VERSION)?;
    tx.commit()
}

/// Brings a file of version 1 up to this one, in one transaction; readers beside the owner can read both.
fn upgrade(db: &mut Connection) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(sql::FROM_1_TO_2)?;
    tx.commit()
}

pub(crate) fn head(db: &Connection) -> rusqlite::Result<Head> {
    let last = db.query_row(sql::LAST_EVENT, [], |row| {
        Ok(Head { position: row.get::<_, i64>(0)?.cast_unsigned(), hash: row.get(1)? })
    });
    last.optional().map(|last| last.unwrap_or(Head::EMPTY))
}

pub(crate) fn single<T: FromSql>(db: &Connection, text: &str) -> rusqlite::Result<T> {
    db.query_row(text, [], |row| row.get(0))
}
