//! From a file as it lies on disk to its bytes: up to its size when it was found, unpacked within limits, in UTF-8.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};

use super::Limits;
use super::find::{Candidate, Source};
use super::report::{Note, Skip};

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;
/// Below so many bytes no archive is held against the limit of its ratio.
const RATIO_FROM: u64 = 64 << 20;

/// A file's bytes as they come, unpacked.
pub(super) struct Bytes {
    /// What was read to see what the file is; it is handed out first.
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// The file itself, to see whether it changed; nothing for a stream.
    file: Option<File>,
    size: u64,
    packed: bool,
    consumed: Arc<AtomicU64>,
    decoded: u64,
    limits: Limits,
    ended: bool,
    notes: Vec<Note>,
}

/// How a file is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    fn of(start: &[u8]) -> Packing {
        match start {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packing::Zstd,
            _ => Packing::None,
        }
    }
}

impl Bytes {
    /// Opens a file and reads its beginning.
    pub(super) fn open(candidate: &mut Candidate, limits: &Limits) -> Result<Bytes, Skip> {
        let (raw, file): (Box<dyn Read + Send>, _) = match &mut candidate.source {
            Source::Stream(bytes) => (bytes.take().ok_or(Skip::Vanished)?, None),
            Source::File(path) => {
                let file = File::open(path).map_err(|error| Skip::of(&error))?;
                let again = file.try_clone().map_err(|error| Skip::of(&error))?;
                (Box::new(file.take(candidate.size)), Some(again))
            }
        };
        let consumed = Arc::new(AtomicU64::new(0));
        let mut raw = Counted { inner: BufReader::with_capacity(256 << 10, raw), consumed: Arc::clone(&consumed) };
        let packing = Packing::of(raw.inner.fill_buf().map_err(|error| Skip::of(&error))?);
        let rest: Box<dyn Read + Send> = match packing {
            Packing::None => Box::new(raw),
            Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(raw)),
            Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(raw).map_err(|error| Skip::of(&error))?),
        };
        let mut bytes = Bytes {
            head: Vec::new(),
            rest,
            file,
            size: candidate.size,
            packed: packing != Packing::None,
            consumed,
            decoded: 0,
            limits: *limits,
            ended: false,
            notes: Vec::new(),
        };
        let mut head = Vec::new();
        bytes.fill(&mut head, HEAD);
        if let Some(encoding) = utf16(&head) {
            let start = Cursor::new(std::mem::take(&mut head));
            let rest = std::mem::replace(&mut bytes.rest, Box::new(io::empty()));
            bytes.rest =
                Box::new(Utf16 { inner: start.chain(rest), decoder: encoding.new_decoder(), text: Vec::new(), at: 0 });
            (bytes.ended, bytes.decoded) = (false, 0);
            bytes.fill(&mut head, HEAD);
            bytes.notes.push(Note::Utf16);
        }
        // The mark of UTF-8 is no part of the first line.
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        bytes.head = head;
        Ok(bytes)
    }

    /// The first bytes: 64 KiB, or all there are.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether the file is packed.
    pub(super) fn packed(&self) -> bool {
        self.packed
    }

    /// Bytes of the file, as it lies on disk, that were used.
    pub(super) fn consumed(&self) -> u64 {
        self.consumed.load(Ordering::Relaxed)
    }

    /// Bytes handed out.
    pub(super) fn decoded(&self) -> u64 {
        self.decoded
    }

    /// Appends up to so many bytes to a block; nothing more comes once it appends none.
    pub(super) fn more(&mut self, block: &mut Vec<u8>, most: usize) -> usize {
        let head = std::mem::take(&mut self.head);
        block.extend_from_slice(&head);
        head.len() + self.fill(block, most.saturating_sub(head.len()))
    }

    fn fill(&mut self, block: &mut Vec<u8>, most: usize) -> usize {
        if self.ended || most == 0 {
            return 0;
        }
        let before = block.len();
        let room = most.min(usize::try_from(self.limits.decoded.saturating_sub(self.decoded)).unwrap_or(usize::MAX));
        let outcome = (&mut self.rest).take(room as u64).read_to_end(block);
        let got = block.len() - before;
        self.decoded += got as u64;
        self.ended = got < room;
        if let Err(error) = outcome {
            self.ended = true;
            let (decoded, lost) = (self.decoded, self.unused());
            // A decoder's complaint is about the archive; without one it is the disk's.
            let of_archive = self.packed && error.raw_os_error().is_none();
            self.notes.push(if of_archive {
                Note::Broken { decoded, lost }
            } else {
                Note::Failed { decoded, error: error.to_string() }
            });
        } else if self.packed && self.decoded > RATIO_FROM && self.decoded / self.consumed().max(1) > self.limits.ratio
        {
            self.ended = true;
            self.notes.push(Note::Ratio { decoded: self.decoded, most: self.limits.ratio, lost: self.unused() });
        } else if room < most && !self.ended {
            self.ended = true;
            if self.has_more() {
                self.notes.push(Note::Decoded { most: self.limits.decoded, lost: self.unused() });
            }
        }
        got
    }

    /// Whether a byte comes after the limit.
    fn has_more(&mut self) -> bool {
        self.rest.read(&mut [0]).is_ok_and(|got| got > 0)
    }

    /// Bytes of the file that no decoder used.
    fn unused(&self) -> u64 {
        if self.file.is_none() { 0 } else { self.size.saturating_sub(self.consumed()) }
    }

    /// Whether the last line is to be trusted although it has no end: not when the file was cut within it.
    pub(super) fn ends_well(&mut self) -> bool {
        self.look_again();
        !self.notes.iter().any(|note| !matches!(note, Note::Utf16))
    }

    /// Sees whether the file changed while it was read.
    fn look_again(&mut self) {
        let Some(now) = self.file.take().and_then(|file| file.metadata().ok()).map(|known| known.len()) else { return };
        if now > self.size {
            self.notes.push(Note::Grew { read: self.size, now });
        } else if now < self.size {
            self.notes.push(Note::Shrank { read: self.consumed().min(self.size), were: self.size });
        }
    }

    /// Adds a note.
    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// What is to be said of the file.
    pub(super) fn notes(&mut self) -> Vec<Note> {
        self.look_again();
        std::mem::take(&mut self.notes)
    }
}

/// The first bytes of a file, unpacked, without a word if it cannot be read.
pub(super) fn start(path: &std::path::Path) -> Vec<u8> {
    const START: u64 = 4 << 10;
    let mut bytes = Vec::new();
    let Ok(file) = File::open(path) else { return bytes };
    let mut raw = BufReader::with_capacity(START as usize, file);
    let packing = raw.fill_buf().map_or(Packing::None, Packing::of);
    // What is read before an error serves.
    let _ = match packing {
        Packing::None => raw.take(START).read_to_end(&mut bytes),
        Packing::Gzip => flate2::bufread::GzDecoder::new(raw).take(START).read_to_end(&mut bytes),
        Packing::Zstd => zstd::stream::read::Decoder::with_buffer(raw)
            .and_then(|decoder| decoder.take(START).read_to_end(&mut bytes)),
    };
    bytes
}

/// Counts the bytes a decoder uses, not those that wait in the buffer before it.
struct Counted<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.consumed.fetch_add(amount as u64, Ordering::Relaxed);
        self.inner.consume(amount);
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(room)?;
        self.consumed.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// Which UTF-16 a text is in: by its mark, or, without one, because every second byte of its Latin letters is zero.
fn utf16(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let start = head.get(..512.min(head.len()) & !1)?;
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    match half {
        0..8 => None,
        _ if odd * 10 > half * 8 && even * 10 < half => Some(UTF_16LE),
        _ if even * 10 > half * 8 && odd * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// Rewrites UTF-16 as UTF-8, piece by piece.
struct Utf16<R> {
    inner: R,
    decoder: Decoder,
    text: Vec<u8>,
    at: usize,
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() {
            let mut raw = [0; 16 << 10];
            let got = self.inner.read(&mut raw)?;
            // One unit of UTF-16 is at most three bytes of UTF-8; a few more for one that was cut.
            self.text.resize(3 * raw.len(), 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&raw[..got], &mut self.text, got == 0);
            self.text.truncate(written);
            self.at = 0;
            if got == 0 {
                break;
            }
        }
        let got = room.len().min(self.text.len() - self.at);
        room[..got].copy_from_slice(&self.text[self.at..self.at + got]);
        self.at += got;
        Ok(got)
    }
}
