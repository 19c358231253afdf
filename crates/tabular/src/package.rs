//! The archive of a workbook (ZIP), opened with its sizes distrusted: what a part really inflates to is counted while
//! it is read, whatever its headers say.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};

use base::Say;
use memchr::memmem;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::xml::Xml;
use crate::{Unreadable, limits, recognise, tally};

/// An open archive, and how much of it may still be inflated.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: Cell<u64>,
}

/// Reads one part, and stops where it outgrows what it may hold.
pub(crate) struct Part<'p, R> {
    inner: R,
    part_left: u64,
    left: &'p Cell<u64>,
}

/// The XML of one part.
type PartXml<'p, 'b> = Xml<BufReader<Part<'p, ZipFile<'p, Cursor<&'b [u8]>>>>>;

impl<'b> Package<'b> {
    /// Opens an archive after checking what it declares: how many parts, how large, none inside another.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Unreadable> {
        if declared_parts(bytes) > limits::PARTS as u64 {
            return Err(too_many_parts());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > limits::PARTS {
            return Err(too_many_parts());
        }
        let mut declared = 0_u64;
        for index in 0..archive.len() {
            let size = archive.by_index_data(index).map_err(|_| damaged())?.size();
            if size > limits::PART_BYTES {
                return Err(too_large());
            }
            declared = declared.saturating_add(size);
        }
        if declared > limits::PARTS_BYTES {
            return Err(too_large());
        }
        if archive.has_overlapping_files().map_err(|_| damaged())? {
            return Err(damaged());
        }
        Ok(Package { archive, left: Cell::new(limits::PARTS_BYTES) })
    }

    /// The real name of a part, looked up as Excel does: without regard to case or to a leading slash.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let exact = self.archive.index_for_name(name);
        exact.or_else(|| {
            let same = |raw: &[u8]| {
                std::str::from_utf8(raw)
                    .is_ok_and(|raw| raw.trim_start_matches('/').replace('\\', "/").eq_ignore_ascii_case(name))
            };
            self.archive.file_names_raw().position(same)
        })
    }

    /// Reads a part as XML; `None` when there is none of that name.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<PartXml<'_, 'b>>, Unreadable> {
        let Some(index) = self.find(name) else { return Ok(None) };
        let inner = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(password()),
            Err(_) => return Err(damaged()),
        };
        let part = Part { inner, part_left: limits::PART_BYTES, left: &self.left };
        Ok(Some(Xml::new(BufReader::with_capacity(1 << 16, part))))
    }
}

impl<R: Read> Read for Part<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)? as u64;
        match (self.part_left.checked_sub(read), self.left.get().checked_sub(read)) {
            (Some(part_left), Some(left)) => {
                self.part_left = part_left;
                self.left.set(left);
                Ok(read as usize)
            }
            _ => Err(io::ErrorKind::FileTooLarge.into()),
        }
    }
}

/// The most parts any directory of the archive declares.
///
/// The `zip` crate sets memory aside for as many parts as are declared, so the number is read before the archive is.
fn declared_parts(bytes: &[u8]) -> u64 {
    const END: &[u8] = b"PK\x05\x06";
    const END_64: &[u8] = b"PK\x06\x06";
    let number = |at: usize, size: usize| {
        let digits = bytes.get(at..at + size).unwrap_or_default();
        digits.iter().rev().fold(0_u64, |number, digit| number << 8 | u64::from(*digit))
    };
    // The last record stands before a comment of at most 64 KiB; a longer search would take chance bytes for one.
    let tail = bytes.len().saturating_sub((1 << 16) + 64);
    let ends = memmem::find_iter(bytes.get(tail..).unwrap_or_default(), END).map(|at| number(tail + at + 10, 2));
    // Past 65,535 parts a second record counts them; it says so by all ones in the first.
    let many = ends.max().unwrap_or(0);
    if many < 0xFFFF {
        return many;
    }
    memmem::find_iter(bytes, END_64).map(|at| number(at + 32, 8)).max().unwrap_or(many).max(many)
}

/// Says that a workbook cannot be opened.
pub(crate) fn damaged() -> Unreadable {
    Unreadable::new(
        Say::new("le classeur est endommagé ou incomplet", "the workbook is damaged or incomplete"),
        Say::new(
            "transférez-le à nouveau, ou ouvrez-le dans un tableur et enregistrez-le en XLSX",
            "transfer it again, or open it in a spreadsheet and save it as XLSX",
        ),
    )
}

/// Says that a workbook is under a password.
pub(crate) fn password() -> Unreadable {
    Unreadable::new(
        Say::new("le classeur est protégé par un mot de passe", "the workbook is protected by a password"),
        Say::new("enregistrez-le sans mot de passe", "save it without a password"),
    )
}

/// Says that an archive is no workbook.
pub(crate) fn no_workbook() -> Unreadable {
    Unreadable::new(
        Say::new("cette archive ne contient pas de classeur", "this archive holds no workbook"),
        recognise::save_as(),
    )
}

/// Says that a workbook inflates beyond its limits.
pub(crate) fn too_large() -> Unreadable {
    Unreadable::new(
        Say::new(
            format!(
                "le classeur décompressé dépasse {} Mio par partie ou {} Mio en tout",
                limits::PART_BYTES >> 20,
                limits::PARTS_BYTES >> 20
            ),
            format!(
                "the workbook inflates to more than {} MiB a part or {} MiB in all",
                limits::PART_BYTES >> 20,
                limits::PARTS_BYTES >> 20
            ),
        ),
        tally::split(),
    )
}

fn too_many_parts() -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("le classeur contient plus de {} parties", limits::PARTS),
            format!("the workbook holds more than {} parts", limits::PARTS),
        ),
        recognise::save_as(),
    )
}

/// Says that a workbook has more sheets than are read.
pub(crate) fn too_many_sheets() -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("le classeur contient plus de {} feuilles", limits::SHEETS),
            format!("the workbook holds more than {} sheets", limits::SHEETS),
        ),
        tally::split(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_cut_off_by_what_it_inflates_to_and_not_by_what_it_says() {
        for (part_left, all_left, expect) in [(10, 100, 10), (100, 10, 10), (100, 100, 50)] {
            let left = Cell::new(all_left);
            let mut part = Part { inner: io::repeat(b'x').take(50), part_left, left: &left };
            let (mut read, mut sign) = (0, [0]);
            let end = loop {
                match part.read(&mut sign) {
                    Ok(0) => break None,
                    Ok(_) => read += 1,
                    Err(e) => break Some(e.kind()),
                }
            };
            assert_eq!(read, expect);
            assert_eq!(end, (expect < 50).then_some(io::ErrorKind::FileTooLarge));
        }
    }
}
