//! From a sentence to the landscape: which element, data and kind of change a wish is about.

use base::{Lang, Ref, Say};
use serde::{Deserialize, Serialize};

use crate::catalog::Catalog;

/// One reading of a sentence, for its writer to confirm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The interface element that would change.
    pub element: Option<Ref>,
    /// The data object it is about.
    pub data: Option<Ref>,
    /// The kind of change, by its word.
    pub archetype: Option<String>,
    /// How well it fits, `0..=1`; comparable within one sentence only.
    pub fit: f64,
    /// The words of the sentence it rests on, with what each was taken for.
    pub because: Vec<(String, Say)>,
}

/// Reads a sentence: at most three candidates, best first; none when nothing fits well enough.
///
/// Lexical and fuzzy (stems, accents, synonyms, trigrams), in both languages whatever `lang` the writer uses;
/// knows no particular sentence.
pub fn read(_catalog: &Catalog, _sentence: &str, _lang: Lang) -> Vec<Candidate> {
    Vec::new()
}
