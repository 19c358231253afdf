//! Mends the spelling of words the index does not know: near in trigrams, then in single slips.

use std::collections::{HashMap, HashSet};

use super::words::{Stems, Word};

/// The words an index knows, filed by their trigrams.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelling {
    known: Vec<String>,
    stems: HashSet<String>,
    by_trigram: HashMap<[u8; 3], Vec<u32>>,
}

/// Least share of trigrams two spellings of one word have in common.
const TRIGRAMS_SHARED: f64 = 0.3;

impl Spelling {
    /// Files words; each once.
    pub fn of<'a>(words: impl Iterator<Item = &'a Word>) -> Spelling {
        let mut spelling = Spelling::default();
        let mut seen = HashSet::new();
        for word in words {
            if word.folded.is_empty() || !seen.insert(word.folded.clone()) {
                continue;
            }
            let number = u32::try_from(spelling.known.len()).unwrap_or(u32::MAX);
            for trigram in trigrams(&word.folded) {
                spelling.by_trigram.entry(trigram).or_default().push(number);
            }
            spelling.stems.extend([word.fr.clone(), word.en.clone()]);
            spelling.known.push(word.folded.clone());
        }
        spelling
    }

    /// Whether a word is known in some form.
    pub fn knows(&self, word: &Word) -> bool {
        self.stems.contains(&word.fr) || self.stems.contains(&word.en)
    }

    /// The known word a misspelt one most likely stands for; `None` when none is near enough.
    pub fn mend(&self, stems: &Stems, word: &Word) -> Option<Word> {
        let typed = word.folded.as_str();
        let slips_max = match typed.chars().count() {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        let mine = trigrams(typed);
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for number in mine.iter().filter_map(|trigram| self.by_trigram.get(trigram)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let mut near: Vec<(usize, f64, &str)> = Vec::new();
        for (number, shared) in shared {
            let known = self.known[number as usize].as_str();
            let alike = 2.0 * shared as f64 / (mine.len() + trigrams(known).len()) as f64;
            if alike < TRIGRAMS_SHARED || known.len() < 4 {
                continue;
            }
            let slips = strsim::osa_distance(typed, known);
            if slips <= slips_max && is_slip(typed, known, slips) {
                near.push((slips, -alike, known));
            }
        }
        near.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)));
        near.first().map(|(_, _, known)| stems.alone(known))
    }
}

/// In short words only a doubled, dropped or swapped letter is taken for a slip: another letter makes another word.
fn is_slip(typed: &str, known: &str, slips: usize) -> bool {
    if typed.chars().next() != known.chars().next() {
        return slips < 2 && typed.len() > 6;
    }
    if typed.len() > 6 {
        return true;
    }
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let single = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    typed.len() < known.len() || sorted(typed) == sorted(known) || single(typed) == single(known)
}

/// The trigrams of a word between blanks, each once.
fn trigrams(word: &str) -> Vec<[u8; 3]> {
    let padded: Vec<u8> = [b' '].into_iter().chain(word.bytes()).chain([b' ']).collect();
    let mut trigrams: Vec<[u8; 3]> = padded.windows(3).filter_map(|w| w.try_into().ok()).collect();
    trigrams.sort_unstable();
    trigrams.dedup();
    trigrams
}
