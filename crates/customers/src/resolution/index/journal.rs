//! What happened to an index since its snapshot, as bytes that are only appended to.
//!
//! A journal begins with a head and goes on in frames, one for all entries that are made durable together. Each frame
//! carries how long it is and a checksum. Whoever keeps the file writes a frame, has it on disk, and only then answers:
//! so only the last frame may be torn, and nobody was answered for it. A frame that is damaged with a whole one behind
//! it is no torn one, and is told as damage.

use super::bytes::{Reader, put_length, put_text};
use super::{Anchor, Entry, Fault};
use crate::resolution::correct::Correction;

/// What a journal begins with; the last byte is the version of its shape.
const HEAD: [u8; 8] = *b"EntJrnl\x01";
/// How many bytes a head has: with how many entries came before, and a checksum.
pub(super) const HEAD_LENGTH: usize = HEAD.len() + 12;
/// What a frame begins with; no text holds these bytes.
const FRAME: [u8; 4] = *b"\xe7Frm";
const ARRIVED: u8 = 1;
const SAID: u8 = 2;
const TAKEN_BACK: u8 = 3;

/// What was read of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// How many entries came before its first one.
    pub after: u64,
    /// The entries, in their order.
    pub entries: Vec<Entry>,
    /// How many bytes of it hold: whoever goes on appending does so there.
    pub held: usize,
    /// How many bytes behind those are no whole frame, and are dropped.
    pub dropped: usize,
}

/// Begins a journal of what happens after so many entries.
pub fn begin(after: u64) -> Vec<u8> {
    let mut out = HEAD.to_vec();
    out.extend_from_slice(&after.to_le_bytes());
    let checksum = crc32fast::hash(&out);
    out.extend_from_slice(&checksum.to_le_bytes());
    out
}

/// Puts entries that are made durable together behind one another.
pub fn frame(entries: &[Entry]) -> Vec<u8> {
    let mut told = Vec::new();
    entries.iter().for_each(|entry| put(entry, &mut told));
    let mut out = Vec::with_capacity(told.len() + 12);
    out.extend_from_slice(&FRAME);
    out.extend_from_slice(&(told.len() as u32).to_le_bytes());
    out.extend_from_slice(&crc32fast::hash(&told).to_le_bytes());
    out.extend_from_slice(&told);
    out
}

/// Reads a journal.
///
/// Errors: [`Fault::Foreign`] when it is none, or of a later version; [`Fault::Damaged`] where bytes were changed
/// after they were whole.
pub fn read(bytes: &[u8]) -> Result<Journal, Fault> {
    let mut reader = Reader::new(bytes);
    if reader.take(HEAD.len()).ok() != Some(HEAD.as_slice()) {
        return Err(Fault::Foreign);
    }
    let after = reader.long()?;
    let head = reader.at;
    if reader.number()? != crc32fast::hash(&bytes[..head]) {
        return Err(Fault::Damaged { at: 0 });
    }
    let mut journal = Journal { after, entries: Vec::new(), held: reader.at, dropped: 0 };
    while !reader.is_done() {
        let Some(told) = framed(&mut reader) else {
            let whole = |at: &usize| framed(&mut Reader::new(&bytes[*at..])).is_some();
            if (journal.held + 1..bytes.len()).any(|at| whole(&at)) {
                return Err(Fault::Damaged { at: journal.held });
            }
            journal.dropped = bytes.len() - journal.held;
            break;
        };
        let mut entries = Reader::new(told);
        while !entries.is_done() {
            let entry = entry(&mut entries).map_err(|_| Fault::Damaged { at: journal.held })?;
            journal.entries.push(entry);
        }
        journal.held = reader.at;
    }
    Ok(journal)
}

/// The next frame; nothing when it is not whole.
fn framed<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    if reader.take(FRAME.len()).ok()? != FRAME {
        return None;
    }
    let (length, checksum) = (reader.number().ok()?, reader.number().ok()?);
    let told = reader.take(length as usize).ok()?;
    (!told.is_empty() && crc32fast::hash(told) == checksum).then_some(told)
}

fn put(entry: &Entry, out: &mut Vec<u8>) {
    match entry {
        Entry::Arrived { anchor, form } => {
            out.push(ARRIVED);
            out.extend_from_slice(&anchor.0.to_le_bytes());
            put_length(out, form.len());
            form.iter().for_each(|text| put_text(out, text));
        }
        Entry::Said(fact) => put_fact(SAID, *fact, out),
        Entry::TakenBack(fact) => put_fact(TAKEN_BACK, *fact, out),
    }
}

fn put_fact(of: u8, fact: Correction, out: &mut Vec<u8>) {
    out.extend_from_slice(&[of, u8::from(fact.same)]);
    out.extend_from_slice(&fact.left.to_le_bytes());
    out.extend_from_slice(&fact.right.to_le_bytes());
}

fn fact(reader: &mut Reader<'_>) -> Result<Correction, Fault> {
    let same = match reader.byte()? {
        0 => false,
        1 => true,
        _ => return Err(reader.damaged()),
    };
    Ok(Correction { same, left: reader.number()?, right: reader.number()? })
}

fn entry(reader: &mut Reader<'_>) -> Result<Entry, Fault> {
    match reader.byte()? {
        ARRIVED => {
            let anchor = Anchor(reader.longest()?);
            let fields = reader.length()?;
            let form = (0..fields).map(|_| reader.text().map(str::to_owned)).collect::<Result<_, _>>()?;
            Ok(Entry::Arrived { anchor, form })
        }
        SAID => fact(reader).map(Entry::Said),
        TAKEN_BACK => fact(reader).map(Entry::TakenBack),
        _ => Err(reader.damaged()),
    }
}
