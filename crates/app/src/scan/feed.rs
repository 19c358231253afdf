//! One log, cut into blocks for several hands.

use discovery::formats::Reader;
use discovery::inventory::Inventory;
use discovery::lines::Cutter;

use super::open::Bytes;
use super::report::Note;

/// How many bytes are handed over at a time.
pub(super) const BLOCK: usize = 1 << 20;

/// A log that is being read.
pub(super) struct Feed {
    pub(super) bytes: Bytes,
    cutter: Cutter,
    reader: Reader,
    lines: u64,
    consumed: u64,
    ended: bool,
}

/// A block of whole lines.
pub(super) struct Block {
    /// The number of its first line.
    pub(super) first: u64,
    /// The reader as it stood before it.
    pub(super) reader: Reader,
    /// Lines since the block before.
    pub(super) lines: u64,
    /// Bytes of the file used since the block before.
    pub(super) consumed: u64,
}

impl Feed {
    pub(super) fn new(bytes: Bytes, reader: Reader) -> Feed {
        Feed { bytes, cutter: Cutter::default(), reader, lines: 0, consumed: 0, ended: false }
    }

    /// Ends it here.
    pub(super) fn stop(&mut self) {
        if !self.ended {
            self.ended = true;
            let read = self.bytes.consumed();
            self.bytes.note(Note::Stopped { read });
        }
    }

    /// The next block, if there is one.
    pub(super) fn next(&mut self, block: &mut Vec<u8>) -> Option<Block> {
        if self.ended {
            return None;
        }
        self.cutter.begin(block);
        let first = if self.bytes.more(block, BLOCK) > 0 {
            self.cutter.cut(block)
        } else {
            self.ended = true;
            // What `begin` took out is the last line.
            let first = self.cutter.cut(block);
            self.cutter.end(block);
            if !block.is_empty() && !self.bytes.ends_well() {
                self.bytes.note(Note::OpenEnd);
                block.clear();
            }
            first
        };
        let reader = self.reader.clone();
        self.reader.follow(block);
        let (lines, consumed) = (first.saturating_sub(self.lines + 1), self.bytes.consumed());
        let used = consumed - self.consumed;
        (self.lines, self.consumed) = (first.saturating_sub(1), consumed);
        Some(Block { first, reader, lines, consumed: used })
    }

    /// Puts with an inventory, which reads this file, what was too long to be cut out.
    pub(super) fn leave(&self, into: &mut Inventory) {
        into.leave_all(self.cutter.left());
    }
}
