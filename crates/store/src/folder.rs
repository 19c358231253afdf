//! The folder a store lives in: its files, its lock, and writing to it so that it lasts.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::Fault;

pub(crate) const LOG: &str = "log.sqlite";
pub(crate) const DATASETS: &str = "datasets";
pub(crate) const ERASURES: &str = "erasures";
const LOCK: &str = "lock";

/// What a file is called until it is whole.
pub(crate) const UNFINISHED: &str = "unfinished";

/// Makes the folder and its parents when absent, and makes sure the new names last.
pub(crate) fn make(folder: &Path) -> Result<(), Fault> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make(parent)?;
    }
    match private_folder().create(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(Fault::NotAFolder(folder.to_path_buf())),
        Err(error) => return Err(Fault::io(folder, error)),
    }
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync(parent),
        _ => sync(Path::new(".")),
    }
}

/// How a folder is made that nobody else on the machine looks into. On Windows the folder above decides.
fn private_folder() -> DirBuilder {
    #[allow(unused_mut, reason = "only unix has modes")]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// How a file is made that nobody else on the machine reads; one that is there keeps its mode.
pub(crate) fn private_file() -> OpenOptions {
    #[allow(unused_mut, reason = "only unix has modes")]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes an empty file for a database when there is none: SQLite would make one that everybody reads, and gives its
/// write-ahead file and its shared memory the mode of the database.
pub(crate) fn make_private(path: &Path) -> Result<(), Fault> {
    match private_file().create_new(true).write(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Fault::io(path, error)),
    }
}

/// Makes this process the owner of the store until dropped; it falls with the process too.
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that another thread is just starting holds a copy of it until it
        // has become its own program. Unlocking reaches the copies.
        let _ = self.0.unlock();
    }
}

/// Takes the lock of a store.
pub(crate) fn lock(folder: &Path) -> Result<Lock, Fault> {
    let path = folder.join(LOCK);
    let file =
        private_file().create(true).truncate(false).write(true).open(&path).map_err(|error| Fault::io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(Fault::InUse(folder.to_path_buf())),
        Err(TryLockError::Error(error)) => Err(Fault::io(&path, error)),
    }
}

/// Makes the names in a folder last: a new file is lost with the power unless its folder is synced too.
pub(crate) fn sync(folder: &Path) -> Result<(), Fault> {
    if cfg!(windows) {
        return Ok(()); // A folder cannot be opened there, and NTFS logs its names by itself.
    }
    File::open(folder).and_then(|file| file.sync_all()).map_err(|error| Fault::io(folder, error))
}

/// Writes a file so that it is there whole or not at all, also after the power fails.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let unfinished = path.with_extension(UNFINISHED);
    let written = (|| {
        let mut file = private_file().create(true).truncate(true).write(true).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    })();
    if let Err(error) = written {
        // Best effort: what stays behind is swept when the store is next opened.
        let _ = fs::remove_file(&unfinished);
        return Err(Fault::io(path, error));
    }
    sync(parent(path))
}

/// Removes a file and makes its absence last; a file that is not there is fine.
pub(crate) fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_file(path) {
        Ok(()) => sync(parent(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Fault::io(path, error)),
    }
}

/// Says why nothing can be written into a folder, if so.
pub(crate) fn probe(folder: &Path) -> Result<(), Fault> {
    let path = folder.join("probe").with_extension(UNFINISHED);
    fs::write(&path, [0; 4096]).and_then(|()| fs::remove_file(&path)).map_err(|error| Fault::io(folder, error))
}

/// The folder of a file that has one.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().expect("every file of a store lies in its folder")
}

/// The folder's entries in order of name; none when it does not exist.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Fault::io(folder, error)),
    };
    let mut paths = listed
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Fault::io(folder, error))?;
    paths.sort();
    Ok(paths)
}
