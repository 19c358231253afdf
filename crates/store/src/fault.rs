use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::folder;

/// What can stand between the store and its disk. Nothing of the call that returns it is visible afterwards, and
/// the store stays usable.
///
/// One case is open by nature: when the disk fails during the last fsync of an [`append`](crate::Store::append), the
/// batch is not visible, yet may come back if the process dies before the next append. Sending the same commands
/// again is safe in either case, since each is done once.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Another process has the store open.
    #[error("the store in {} is open in another process: stop that one, or send the order to it", .0.display())]
    InUse(PathBuf),
    /// The disk is full, or a quota is reached.
    #[error("no space is left for {}: free some space, then try again; nothing was lost", .0.display())]
    DiskFull(PathBuf),
    /// The folder, the file or the whole disk may not be written, or the store was opened for reading only.
    #[error("{} may not be written: give the process the right to write there, or choose another folder", .0.display())]
    ReadOnly(PathBuf),
    /// There is a file where the folder should be.
    #[error("{} is a file: choose a folder", .0.display())]
    NotAFolder(PathBuf),
    /// There is no store, and reading only cannot make one.
    #[error("there is no store in {}: check the folder's name, or open it for writing to make one", .0.display())]
    NoStore(PathBuf),
    /// The folder already holds something that would be overwritten.
    #[error("{} already holds something: choose an empty folder, or move its log.sqlite and datasets away", .0.display())]
    Occupied(PathBuf),
    /// `log.sqlite` is something else.
    #[error("{} is not a log of Entente: choose another folder, or move the file away", .0.display())]
    Foreign(PathBuf),
    /// A newer program wrote the store.
    #[error("{} has schema {found}, and this program knows up to {known}: use a newer Entente", .path.display())]
    NewerSchema {
        /// The log.
        path: PathBuf,
        /// What it says.
        found: i64,
        /// What this program reads.
        known: i64,
    },
    /// What is stored cannot be read as what was written.
    #[error("{what} is damaged: run a verification, then restore a backup")]
    Damaged {
        /// Which part, with its position or name.
        what: String,
    },
    /// No dataset has this digest, or it was dropped.
    #[error("no dataset is named {0}: it was never put here, or was dropped")]
    NoDataset(String),
    /// Two accounts cannot have one login, and a session needs an account.
    #[error("{0}")]
    Unfit(String),
    /// The operating system gave no random bytes.
    #[error("the system gives no random bytes for a key: {0}")]
    Entropy(getrandom::Error),
    /// The file system refused for another reason.
    #[error("{} could not be read or written: check the disk, then try again", .path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database refused for another reason.
    #[error("the log could not do what was asked: run a verification")]
    Database(#[source] rusqlite::Error),
}

impl Fault {
    /// Sorts what the file system says about `path`.
    pub(crate) fn io(path: &Path, source: io::Error) -> Fault {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Fault::DiskFull(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Fault::ReadOnly(path),
            io::ErrorKind::NotADirectory => Fault::NotAFolder(path),
            _ => Fault::Io { path, source },
        }
    }

    /// Sorts what SQLite says about the log at `path`.
    pub(crate) fn sql(path: &Path, source: rusqlite::Error) -> Fault {
        let path = path.to_path_buf();
        let rusqlite::Error::SqliteFailure(error, _) = &source else {
            return match source {
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => Fault::Damaged { what: format!("a row ({source})") },
                _ => Fault::Database(source),
            };
        };
        match error.code {
            ErrorCode::DiskFull => Fault::DiskFull(path),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Fault::ReadOnly(path),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Fault::InUse(path),
            ErrorCode::NotADatabase => Fault::Foreign(path),
            ErrorCode::DatabaseCorrupt => Fault::Damaged { what: path.display().to_string() },
            // A folder that cannot be written shows here, because SQLite makes files beside the log.
            ErrorCode::CannotOpen => match folder::probe(folder::parent(&path)) {
                Err(fault) => fault,
                Ok(()) => Fault::Database(source),
            },
            ErrorCode::SystemIoFailure => Fault::Io { path, source: io::Error::other(source) },
            _ => Fault::Database(source),
        }
    }
}
