use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::datasets::Registered;
use crate::{Fault, Head, Options, Store, folder, sql, store};

/// Pages copied between two reports of progress; 1024 of them are 4 MiB.
const PAGES_PER_STEP: i32 = 1024;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Where its log ends.
    pub head: Head,
    /// How many dataset files it has.
    pub datasets: u64,
}

/// What a restored store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where its log ends.
    pub head: Head,
    /// How many dataset files the backup had.
    pub datasets: u64,
    /// How many erasures the backup did not know of, and that were done again.
    pub erased_again: u64,
}

impl Store {
    /// Copies the store to another folder while it is in use: log, vault, register and dataset files, as of one
    /// instant. Progress is in pages of the log and then in files, as (done, all).
    ///
    /// Sessions and API tokens stay behind, lest one that was ended comes back with the backup. Its keys come along:
    /// who can read a backup can read its texts. To spare the writer, call it on a store opened to read beside it.
    ///
    /// Errors: `Occupied` when the folder already holds a store; `Io` when a dataset is dropped just now, after which
    /// another try succeeds. What was copied so far is removed.
    pub fn backup(&self, to: &Path, mut progress: impl FnMut(u64, u64)) -> Result<BackedUp, Fault> {
        folder::make(to)?;
        let (log, shelves) = (to.join(folder::LOG), to.join(folder::DATASETS));
        let unfinished = log.with_extension(folder::UNFINISHED);
        if log.exists() {
            return Err(Fault::Occupied(to.to_path_buf()));
        } else if unfinished.exists() {
            discard(&unfinished, &shelves)?; // A backup that died left it.
        } else if !folder::entries(&shelves)?.is_empty() {
            return Err(Fault::Occupied(to.to_path_buf()));
        }
        let copied = self.copy(to, &unfinished, &log, &mut progress);
        if copied.is_err() {
            // Best effort: the next backup to this folder tries again, and the fault at hand says more.
            let _ = discard(&unfinished, &shelves);
        }
        copied
    }

    fn copy(
        &self,
        to: &Path,
        unfinished: &Path,
        log: &Path,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<BackedUp, Fault> {
        let (head, register) = self.copy_log(unfinished, progress)?;
        for (done, known) in register.iter().enumerate() {
            self.copy_dataset(known, to)?;
            progress(done as u64 + 1, register.len() as u64);
        }
        // The log takes its name last: a folder with a log in it is a whole backup.
        fs::rename(unfinished, log).map_err(|error| Fault::io(log, error))?;
        folder::sync(to)?;
        Ok(BackedUp { head, datasets: register.len() as u64 })
    }

    fn copy_log(&self, to: &Path, progress: &mut impl FnMut(u64, u64)) -> Result<(Head, Vec<Registered>), Fault> {
        // An open reading transaction holds the instant still, whoever writes meanwhile.
        let instant = self.db.unchecked_transaction().map_err(|error| self.fault(error))?;
        let head = store::head(&instant).map_err(|error| self.fault(error))?;
        let register = self.register()?;
        folder::make_private(to)?;
        let copied = (|| {
            let mut copy = Connection::open(to)?;
            copy.execute_batch(sql::SETTINGS)?;
            copy.execute_batch(sql::SYNCHRONOUS_FULL)?;
            let backup = Backup::new(&self.db, &mut copy)?;
            loop {
                let step = backup.step(PAGES_PER_STEP)?;
                let pages = backup.progress();
                progress((pages.pagecount - pages.remaining).max(0) as u64, pages.pagecount.max(0) as u64);
                if step == StepResult::Done {
                    break;
                }
            }
            drop(backup);
            copy.query_row(sql::ONE_FILE, [], |_| Ok(()))?;
            copy.execute(sql::END_ALL_SESSIONS, [])?;
            copy.query_row(sql::WRITE_AHEAD, [], |_| Ok(()))?;
            copy.close().map_err(|(_, error)| error)
        })();
        copied.map_err(|error| Fault::sql(to, error))?;
        Ok((head, register))
    }

    fn copy_dataset(&self, known: &Registered, to: &Path) -> Result<(), Fault> {
        let from = self.dataset_path(known);
        let within = from.strip_prefix(self.folder()).expect("a dataset lies in its store's folder");
        let target = to.join(within);
        let bytes = fs::read(&from).map_err(|error| Fault::io(&from, error))?;
        folder::make(folder::parent(&target))?;
        folder::write_whole(&target, &bytes)
    }
}

/// Removes what an unfinished backup left, its journal first: SQLite would play it back into the next copy.
fn discard(unfinished: &Path, shelves: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(shelves) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Fault::io(shelves, error)),
        _ => {}
    }
    for beside in ["-journal", "-wal", "-shm", ""] {
        let mut name = unfinished.as_os_str().to_owned();
        name.push(beside);
        folder::remove(Path::new(&name))?;
    }
    Ok(())
}

/// Makes a store in `to` from the backup in `from`, and forgets again whatever the list of erasures in `to` names.
///
/// To put back a store that was lost, move its `log.sqlite` and `datasets` away and leave its `erasures` where it is.
/// Everyone signs in anew, and API tokens are made anew.
///
/// Errors: `NoStore` when `from` holds no backup, `Occupied` when `to` holds a store.
pub fn restore(from: &Path, to: &Path, progress: impl FnMut(u64, u64)) -> Result<Restored, Fault> {
    let backup = Store::open_with(from, Options { read_only: true, ..Options::default() })?;
    let known = backup.erasures()?.len();
    let copied = backup.backup(to, progress)?;
    let restored = Store::open(to)?;
    let erased_again = (restored.erasures()?.len() - known) as u64;
    Ok(Restored { head: restored.head(), datasets: copied.datasets, erased_again })
}
