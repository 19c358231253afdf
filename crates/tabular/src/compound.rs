//! OLE compound files (MS-CFB), the container of XLS: a file system in a file, of which one stream is wanted.

use crate::{Unreadable, package};

/// Where chains of sectors end; whatever is above it is no sector either.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this live in the mini stream.
const MINI_STREAM_BELOW: usize = 4_096;
/// The most entries of the directory that are looked at; a workbook has about ten.
const ENTRIES: usize = 4_096;

/// A compound file whose tables were read.
pub(crate) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector after each sector.
    next: Vec<u32>,
    entries: Vec<Entry>,
    mini: Vec<u8>,
    mini_next: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'b> Compound<'b> {
    /// Reads the tables. Every chain is followed for at most as many steps as the file has sectors, so one that bites
    /// its tail ends.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Compound<'b>, Unreadable> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Err(package::damaged()),
        };
        let mut compound =
            Compound { bytes, sector, next: Vec::new(), entries: Vec::new(), mini: Vec::new(), mini_next: Vec::new() };
        compound.read_next().ok_or_else(package::damaged)?;
        let directory = compound.chain(u32_at(bytes, 48).unwrap_or(LAST_SECTOR), ENTRIES * 128);
        compound.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let root = compound.entries.first().map(|root| (root.start, root.size));
        if let Some((start, size)) = root {
            compound.mini = compound.chain(start, size);
            let table =
                compound.chain(u32_at(bytes, 60).unwrap_or(LAST_SECTOR), compound.mini.len() / MINI_SECTOR * 4 + 4);
            compound.mini_next = numbers(&table).collect();
        }
        Ok(compound)
    }

    /// Whether there is a stream or storage of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream; shorter than announced when the file was cut.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        Some(if entry.size < MINI_STREAM_BELOW {
            follow(&self.mini_next, entry.start, entry.size, |at| at.checked_mul(MINI_SECTOR), MINI_SECTOR, &self.mini)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn sector_at(&self, id: u32) -> Option<&'b [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..)?.get(..self.sector)
    }

    /// Reads the table of following sectors: its own sectors are listed in the header, then in a chain of lists.
    fn read_next(&mut self) -> Option<()> {
        let mut listed: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut list = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while list < LAST_SECTOR && steps <= self.sectors() {
            let mut more: Vec<u32> = numbers(self.sector_at(list)?).collect();
            list = more.pop()?;
            listed.extend(more);
            steps += 1;
        }
        for id in listed.into_iter().filter(|id| *id < LAST_SECTOR) {
            if self.next.len() > self.sectors() {
                break;
            }
            self.next.extend(numbers(self.sector_at(id)?));
        }
        Some(())
    }

    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let place = |id: usize| id.checked_add(1)?.checked_mul(self.sector);
        follow(&self.next, start, size, place, self.sector, self.bytes)
    }
}

/// Joins the sectors of a chain, up to a size, up to the first sector that is not there.
fn follow(
    next: &[u32],
    start: u32,
    size: usize,
    place: impl Fn(usize) -> Option<usize>,
    sector: usize,
    bytes: &[u8],
) -> Vec<u8> {
    let mut out = Vec::new();
    let mut id = start;
    for _ in 0..=bytes.len() / sector {
        let here = place(id as usize).and_then(|at| bytes.get(at..));
        let Some(here) = here.filter(|here| id < LAST_SECTOR && !here.is_empty() && out.len() < size) else { break };
        // The last sector of a cut file is shorter.
        let here = here.get(..sector).unwrap_or(here);
        out.extend_from_slice(here.get(..size - out.len()).unwrap_or(here));
        match next.get(id as usize) {
            Some(after) => id = *after,
            None => break,
        }
    }
    out
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
    let signs = bytes.get(..length)?.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    let name = char::decode_utf16(signs).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(Entry { name, start: u32_at(bytes, 116)?, size: u32_at(bytes, 120)? as usize })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

/// Two bytes as a number, the little end first.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Four bytes as a number, the little end first.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
