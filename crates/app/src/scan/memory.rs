//! What a scan remembers in a folder, so that the next one goes on: the key of the pseudonyms, and for each parcel that
//! was read to its end what it came to.
//!
//! The folder is for its owner's eyes only. What was remembered of files that changed is not used, and stays.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use base::Say;
use discovery::pseudonym::PseudonymKey;

use super::hex;
use super::parcel;
use crate::problem::{Kind, Problem};

/// The folder of a scan.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
}

const KEY: &str = "pseudonym.key";
const KEY_BYTES: usize = 32;

impl Memory {
    /// Opens a folder, makes it when absent, and gives the key that tells people apart in it.
    ///
    /// Errors: the folder cannot be made or written, or its key cannot be read.
    pub fn open(folder: &Path) -> Result<(Memory, PseudonymKey), Problem> {
        let key = make_folder(folder).and_then(|()| key(&folder.join(KEY))).map_err(|error| problem(folder, &error))?;
        Ok((Memory { folder: folder.to_path_buf() }, PseudonymKey::new(&key)))
    }

    /// What a parcel came to, if it was read before. What cannot be read is read again from its files.
    pub(super) fn recall(&self, mark: &str) -> Option<parcel::Read> {
        let file = File::open(self.place(mark)).ok()?;
        serde_json::from_reader(BufReader::new(file)).ok()
    }

    /// Whether a parcel was read before.
    pub(super) fn knows(&self, mark: &str) -> bool {
        self.place(mark).is_file()
    }

    /// Forgets a parcel; whether it was known.
    pub(super) fn forget(&self, mark: &str) -> bool {
        fs::remove_file(self.place(mark)).is_ok()
    }

    /// Remembers what a parcel came to.
    pub(super) fn keep(&self, mark: &str, read: &parcel::Read) -> Result<(), Problem> {
        let place = self.place(mark);
        let part = place.with_extension("part");
        let write = || {
            let mut file = BufWriter::new(private(&part)?);
            serde_json::to_writer(&mut file, read)?;
            file.into_inner()?.sync_all()?;
            fs::rename(&part, &place)
        };
        write().map_err(|error: io::Error| problem(&self.folder, &error))
    }

    fn place(&self, mark: &str) -> PathBuf {
        self.folder.join(format!("{mark}.json"))
    }
}

/// A key of a scan that remembers nothing: its pseudonyms mean nothing afterwards.
///
/// Errors: the machine gives no chance.
pub fn passing_key() -> Result<PseudonymKey, Problem> {
    let mut bytes = [0; KEY_BYTES];
    chance(&mut bytes).map_err(|error| problem(Path::new("."), &error))?;
    Ok(PseudonymKey::new(&bytes))
}

/// A number of chance.
pub(super) fn seed() -> u64 {
    let mut bytes = [0; 8];
    // Without chance the tables are as good, and only easier to crowd on purpose.
    let _ = chance(&mut bytes);
    u64::from_le_bytes(bytes)
}

fn chance(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::fill(bytes).map_err(|error| io::Error::other(error.to_string()))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder)
}

/// The key in a file, made of chance when there is none.
fn key(place: &Path) -> io::Result<Vec<u8>> {
    if !place.exists() {
        let mut bytes = [0; KEY_BYTES];
        chance(&mut bytes)?;
        // Written aside and linked: two scans that begin at once agree on one key, and none reads half of it.
        let part = place.with_extension(format!("{}.part", hex(&bytes[..4])));
        let mut file = private(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        let linked = fs::hard_link(&part, place);
        fs::remove_file(&part)?;
        match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    let mut bytes = Vec::new();
    File::open(place)?.read_to_end(&mut bytes)?;
    if bytes.len() != KEY_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{KEY} is not a key of {KEY_BYTES} bytes")));
    }
    Ok(bytes)
}

/// A new file its owner alone may read.
fn private(place: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(place)
}

fn problem(folder: &Path, error: &io::Error) -> Problem {
    let folder = folder.display();
    Problem::new(
        Kind::Unavailable,
        Say::new(
            format!("le dossier {folder} ne peut pas garder ce qui est lu ({error})"),
            format!("the folder {folder} cannot keep what is read ({error})"),
        ),
        Say::new(
            "choisissez un autre dossier, ou lisez sans --resume",
            "choose another folder, or scan without --resume",
        ),
    )
}
