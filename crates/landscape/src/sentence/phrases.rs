//! Finds the phrases of a table in a text: by form or by stem, longest first.

use std::collections::HashMap;

use super::words::{self, Stems, Word};

/// A table of phrases, each with what it stands for.
pub(super) struct Phrases<T> {
    by_start: HashMap<String, Vec<usize>>,
    phrases: Vec<(Vec<Part>, T)>,
}

/// One word of a phrase.
struct Part {
    word: Word,
    /// Whether only this very form will do.
    exact: bool,
    /// Whether the table insists on this form, against others that share its stem.
    pinned: bool,
}

/// A phrase found in a text.
#[derive(Clone, Debug)]
pub(super) struct Found<T> {
    /// The first word's number.
    pub start: usize,
    /// The number after the last word's.
    pub end: usize,
    /// What it stands for.
    pub means: T,
    /// Whether the table names exactly this form (`=soldes`).
    pub pinned: bool,
}

impl<T: Clone> Phrases<T> {
    /// Reads rows of phrases parted by `|`; linking words are dropped when `loose`.
    pub fn of(rows: impl IntoIterator<Item = (T, &'static str)>, loose: bool) -> Phrases<T> {
        let stems = Stems::new();
        let mut table = Phrases { by_start: HashMap::new(), phrases: Vec::new() };
        for (means, row) in rows {
            for phrase in row.split('|') {
                let pinned = phrase.trim().starts_with('=');
                let words = words::split(&stems, phrase);
                // "mon espace", "à jour": a phrase of which one word would be left is taken as it stands.
                let bare = words.iter().filter(|word| !words::is_link(&word.folded)).count();
                let parts: Vec<Part> = words
                    .into_iter()
                    .filter(|word| !loose || bare < 2 || !words::is_link(&word.folded))
                    .map(|word| Part { exact: pinned || word.folded.len() < 4, pinned, word })
                    .collect();
                let Some(first) = parts.first() else { continue };
                let number = table.phrases.len();
                for key in keys(&first.word, first.exact) {
                    table.by_start.entry(key).or_default().push(number);
                }
                table.phrases.push((parts, means.clone()));
            }
        }
        table
    }

    /// Every phrase that starts at word `at` (linking words inside the text are stepped over when `loose`).
    pub fn at(&self, words: &[Word], at: usize, loose: bool) -> Vec<Found<T>> {
        let Some(first) = words.get(at) else { return Vec::new() };
        let mut numbers: Vec<usize> =
            keys(first, false).iter().filter_map(|key| self.by_start.get(key)).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().filter_map(|number| self.fits(number, words, at, loose)).collect()
    }

    /// Every phrase in the text, wherever it starts.
    pub fn all(&self, words: &[Word], loose: bool) -> Vec<Found<T>> {
        (0..words.len()).flat_map(|at| self.at(words, at, loose)).collect()
    }

    /// Every single word the table uses.
    pub fn vocabulary(&self) -> impl Iterator<Item = &Word> {
        self.phrases.iter().flat_map(|(parts, _)| parts.iter().map(|part| &part.word))
    }

    fn fits(&self, number: usize, words: &[Word], at: usize, loose: bool) -> Option<Found<T>> {
        let (parts, means) = &self.phrases[number];
        let mut here = at;
        for (n, part) in parts.iter().enumerate() {
            while n > 0
                && loose
                && words.get(here).is_some_and(|word| words::is_link(&word.folded) && !same(part, word))
            {
                here += 1;
            }
            let word = words.get(here)?;
            if !same(part, word) {
                return None;
            }
            here += 1;
        }
        Some(Found { start: at, end: here, means: means.clone(), pinned: parts[0].pinned })
    }
}

/// Under which keys a phrase is filed, and a word looks its phrases up.
fn keys(word: &Word, exact: bool) -> Vec<String> {
    let form = format!("={}", word.folded);
    if exact {
        return vec![form];
    }
    let mut keys = vec![format!("f{}", word.fr), format!("e{}", word.en)];
    // A short word stands in its plural too ("opt-ins").
    keys.extend(word.folded.strip_suffix('s').map(|one| format!("={one}")));
    keys.push(form);
    keys
}

fn same(part: &Part, word: &Word) -> bool {
    let plural = !part.pinned && word.folded.strip_suffix('s') == Some(part.word.folded.as_str());
    part.word.folded == word.folded || plural || (!part.exact && alike(&part.word, word))
}

/// Whether two words share a stem in either language.
pub(super) fn alike(a: &Word, b: &Word) -> bool {
    a.fr == b.fr || a.en == b.en
}
