//! One log, cut into blocks for several hands.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use discovery::formats::Reader;
use discovery::inventory::Inventory;
use discovery::lines::{BLOCK, Cutter};

use super::hands::lock;
use super::open::Bytes;
use super::report::Note;

/// How many blocks are unpacked ahead: enough that who counts seldom waits, and few enough to stay near.
const AHEAD_MOST: usize = 8;

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

/// A log whose blocks several hands read.
///
/// A plain one is read by each hand for itself. Unpacking goes on in one place only, and costs about as much as counting:
/// so one hand unpacks ahead, in buffers that go round, and counts as well only when nobody else keeps up with it.
pub(super) struct Shared {
    feed: Mutex<Feed>,
    packed: bool,
    ahead: Mutex<Ahead>,
    changed: Condvar,
    /// Hands that read it. Whoever looks whether it is the last changes it while nobody else may come.
    pub(super) hands: AtomicUsize,
}

/// Blocks that are unpacked and not counted.
#[derive(Default)]
struct Ahead {
    ready: VecDeque<(Block, Vec<u8>)>,
    /// Buffers to be filled again.
    free: Vec<Vec<u8>>,
    /// Whether a hand is unpacking.
    busy: bool,
    ended: bool,
}

impl Shared {
    /// For the hand that opened it, which is its first.
    pub(super) fn new(feed: Feed) -> Shared {
        let packed = feed.bytes.packed();
        Shared {
            feed: Mutex::new(feed),
            packed,
            ahead: Mutex::default(),
            changed: Condvar::new(),
            hands: AtomicUsize::new(1),
        }
    }

    /// The feed, for whoever is left last.
    pub(super) fn feed(&self) -> MutexGuard<'_, Feed> {
        lock(&self.feed)
    }

    /// The next block, if there is one. `unpacks` says whether this hand unpacked before, and so goes on with it.
    pub(super) fn next(&self, block: &mut Vec<u8>, unpacks: &mut bool, stopped: impl Fn() -> bool) -> Option<Block> {
        let draw = |block: &mut Vec<u8>| {
            let mut feed = self.feed();
            if stopped() {
                feed.stop();
            }
            feed.next(block)
        };
        if !self.packed {
            return draw(block);
        }
        let mut ahead = lock(&self.ahead);
        loop {
            let most = if self.hands.load(Ordering::Relaxed) > 1 { AHEAD_MOST } else { 1 };
            let count = ahead.busy || ahead.ended || !*unpacks || ahead.ready.len() >= most;
            if count && let Some((next, mut bytes)) = ahead.ready.pop_front() {
                std::mem::swap(block, &mut bytes);
                ahead.free.push(bytes);
                return Some(next);
            }
            if ahead.ended {
                return None;
            }
            if ahead.busy {
                ahead = self.changed.wait(ahead).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            (ahead.busy, *unpacks) = (true, true);
            let mut bytes = ahead.free.pop().unwrap_or_else(|| Vec::with_capacity(BLOCK + (BLOCK >> 2)));
            drop(ahead);
            let unpacking = Unpacking(self);
            let next = draw(&mut bytes);
            ahead = lock(&self.ahead);
            match next {
                Some(next) => ahead.ready.push_back((next, bytes)),
                None => ahead.ended = true,
            }
            // Told while the lock is held: no other hand takes the unpacking over in between.
            unpacking.over(&mut ahead);
        }
    }
}

/// A hand that unpacks. Once this is dropped, however that comes, others may: none waits for one that is gone.
struct Unpacking<'a>(&'a Shared);

impl Unpacking<'_> {
    fn over(self, ahead: &mut Ahead) {
        ahead.busy = false;
        self.0.changed.notify_all();
        std::mem::forget(self);
    }
}

impl Drop for Unpacking<'_> {
    fn drop(&mut self) {
        lock(&self.0.ahead).busy = false;
        self.0.changed.notify_all();
    }
}
