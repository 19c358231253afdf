//! From the bytes of a file, in pieces of any size, to whole lines; and from lines to their numbers.

use crate::left::{Left, Why};

/// The longest line that is read, in bytes. A longer one is counted and left.
pub const LINE_MOST: usize = 256 * 1024;

/// How many bytes are best read at once: so few that they are still in the processor's cache when they are looked at.
pub const BLOCK: usize = 128 * 1024;

/// Cuts a stream of bytes into blocks of whole lines, so that several hands can read one file at once.
///
/// The shell asks for what was carried over, appends what it read, and lets the block be cut:
///
/// ```text
/// loop { cutter.begin(&mut block); let n = read_into(&mut block); if n == 0 { break }; let first = cutter.cut(&mut block); … }
/// cutter.end(&mut block)
/// ```
///
/// Memory: never more than one block and one line of [`LINE_MOST`].
#[derive(Debug, Default)]
pub struct Cutter {
    carry: Vec<u8>,
    /// Within a line that is already too long: what comes is dropped up to its end.
    skipping: bool,
    lines: u64,
    left: Left,
}

impl Cutter {
    /// Empties the block and puts in what was carried over from the last one.
    pub fn begin(&mut self, block: &mut Vec<u8>) {
        block.clear();
        block.append(&mut self.carry);
    }

    /// Cuts the block after its last whole line and carries the rest over; returns the number of its first line.
    pub fn cut(&mut self, block: &mut Vec<u8>) -> u64 {
        if self.skipping {
            match memchr::memchr(b'\n', block) {
                Some(at) => {
                    block.drain(..=at);
                    self.skipping = false;
                    self.lines += 1;
                }
                None => block.clear(),
            }
        }
        let whole = memchr::memrchr(b'\n', block).map_or(0, |at| at + 1);
        self.carry.extend_from_slice(&block[whole..]);
        block.truncate(whole);
        let first = self.lines + 1;
        self.lines += memchr::memchr_iter(b'\n', block).count() as u64;
        if self.carry.len() > LINE_MOST {
            self.left.add(Why::Long, self.lines + 1, &self.carry);
            self.carry.clear();
            self.skipping = true;
        }
        first
    }

    /// Gives the last line, which ends without a sign of its end; returns its number.
    pub fn end(&mut self, block: &mut Vec<u8>) -> u64 {
        block.clear();
        if !std::mem::take(&mut self.skipping) {
            block.append(&mut self.carry);
        }
        self.lines + 1
    }

    /// The lines that were too long to be cut out.
    pub fn left(&self) -> &Left {
        &self.left
    }
}

/// Walks the lines of a block, without their ends: `\n`, `\r\n`.
#[inline]
pub(crate) fn each<'a>(block: &'a [u8], mut line: impl FnMut(&'a [u8])) {
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', block) {
        line(without_return(&block[start..end]));
        start = end + 1;
    }
    if start < block.len() {
        line(without_return(&block[start..]));
    }
}

#[inline]
fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_in(pieces: usize, bytes: &[u8]) -> (Vec<(u64, Vec<u8>)>, Left) {
        let (mut cutter, mut block, mut got) = (Cutter::default(), Vec::new(), Vec::new());
        let mut take = |first: u64, block: &[u8]| {
            let mut number = first;
            each(block, |line| {
                got.push((number, line.to_vec()));
                number += 1;
            });
        };
        for piece in bytes.chunks(pieces.max(1)) {
            cutter.begin(&mut block);
            block.extend_from_slice(piece);
            let first = cutter.cut(&mut block);
            take(first, &block);
        }
        let first = cutter.end(&mut block);
        take(first, &block);
        (got, cutter.left().clone())
    }

    #[test]
    fn lines_and_their_numbers_do_not_depend_on_the_pieces() {
        let bytes = b"one\ntwo\r\n\nfour\nfive without an end";
        let (whole, _) = cut_in(1_000, bytes);
        assert_eq!(whole.len(), 5);
        assert_eq!(whole[4], (5, b"five without an end".to_vec()));
        for pieces in 1..40 {
            assert_eq!(cut_in(pieces, bytes).0, whole, "in pieces of {pieces}");
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_counted_once_and_the_next_is_read() {
        let mut bytes = b"first\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', 3 * LINE_MOST));
        bytes.extend_from_slice(b"\nthird\n");
        let (got, left) = cut_in(4096, &bytes);
        assert_eq!(got, [(1, b"first".to_vec()), (3, b"third".to_vec())]);
        assert_eq!(left.count(), 1);
        assert_eq!(left.0[&Why::Long].first[0].0, 2);
    }
}
