//! Words as statements and lists of applications write them.

use unicode_normalization::UnicodeNormalization;

/// A word in capitals without accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether a star stands between the word before and this one, as payment services write it.
    pub(super) after_star: bool,
}

impl Word {
    /// Whether it says something else than a number: a date, a telephone, a card.
    pub(super) fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// A word of as many letters followed by as many digits is a name and a number.
const LETTERS_LEAST: usize = 3;
const DIGITS_LEAST: usize = 5;

/// Cuts a text into words: letters and digits together, everything else between them.
pub(super) fn words(text: &str) -> Vec<Word> {
    let (mut words, mut word, mut star) = (Vec::new(), String::new(), false);
    let folded = text.nfkd().filter(|sign| !unicode_normalization::char::is_combining_mark(*sign));
    for sign in folded.flat_map(char::to_uppercase).chain([' ']) {
        if sign.is_alphanumeric() {
            word.push(sign);
            continue;
        }
        // An account's number stuck to the word before it: `ADS1234567890`.
        let letters = word.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
        if letters >= LETTERS_LEAST && word.len() - letters >= DIGITS_LEAST {
            let number = word.split_off(letters);
            words.push(Word { text: std::mem::replace(&mut word, number), after_star: star });
            star = false;
        }
        // An apostrophe belongs to its word: `LOOM'S` is not LOOM.
        if matches!(sign, '\'' | '’') && !word.is_empty() {
            word.push('\'');
            continue;
        }
        if !word.is_empty() {
            words.push(Word { text: std::mem::take(&mut word), after_star: star });
            star = false;
        }
        star |= sign == '*';
    }
    words
}

/// The words of a name without what stands between them, so that `AB TASTY` is `ABTASTY`.
pub(super) fn joined(name: &str) -> String {
    words(name).into_iter().map(|word| word.text).collect()
}

/// Whether a word stands in a list of words with spaces between them.
pub(super) fn stands_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}
