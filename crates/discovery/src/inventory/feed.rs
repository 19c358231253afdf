//! The door for traces that stand in no line of text: those of a database the shell reads.

use super::Inventory;
use crate::left::Why;
use crate::sighting::Sighting;

impl Inventory {
    /// Counts one trace; `number` is the entry's own in its file, from 1.
    pub fn feed(&mut self, seen: &Sighting<'_>, number: u64) {
        self.see(seen, number, seen.host);
    }

    /// Counts an entry that was understood and tells of no use.
    pub fn feed_silent(&mut self) {
        self.silent();
    }

    /// Counts an entry that was not understood; `words` is its beginning.
    pub fn feed_left(&mut self, why: Why, number: u64, words: &[u8]) {
        self.leave(why, number, words);
    }
}
