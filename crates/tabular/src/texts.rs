use crate::{Unreadable, limits, tally};

/// The texts a workbook's cells point at by number, kept end to end.
#[derive(Default)]
pub(crate) struct Texts {
    words: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Lets `write` add the next text.
    ///
    /// Errors: more texts than a file may have cells, or more words.
    pub(crate) fn push(&mut self, write: impl FnOnce(&mut String)) -> Result<(), Unreadable> {
        write(&mut self.words);
        self.ends.push(self.words.len());
        if self.ends.len() > limits::CELLS {
            return Err(tally::too_many_cells());
        }
        if self.words.len() > limits::TEXT_BYTES { Err(tally::too_much_text()) } else { Ok(()) }
    }

    /// The text of that number, counted from 0.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.words.get(start..end)
    }
}
