//! A wish taken apart: its words mended, what they mention, and what each mention weighs.

use base::Lang;

use super::index::{Index, Term, rarest, terms};
use super::meaning::{Meaning, Mention, TRADE, raise};
use super::phrases::Phrases;
use super::words::{self, Stems, Word};

/// A sentence taken apart.
pub(super) struct Wish {
    pub words: Vec<Word>,
    pub mentions: Vec<Mention>,
    /// What each mention weighs.
    pub weights: Vec<f32>,
    /// What each mention may be filed under, each with how much it stands for it.
    pub looked_up: Vec<Vec<(Term, f32)>>,
    /// The places it names: app, site, e-mail …
    pub channels: Vec<Meaning>,
    /// Archetypes whose cues stand in it: number, first word, word after the last, strength.
    pub cues: Vec<Cue>,
}

/// A cue of an archetype found in the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The archetype's number.
    pub kind: usize,
    /// The first word's number.
    pub start: usize,
    /// The number after the last word's.
    pub end: usize,
    /// How strongly it points.
    pub strength: f32,
}

/// More mentions than any wish needs.
const MENTIONS_MAX: usize = 48;
/// How sure we are of a word whose spelling was mended.
const MENDED: f32 = 0.85;
/// How much a verb points at the meanings it suggests ("send" at e-mail).
const POINTED: f32 = 0.4;
/// What words weigh that no name bears: of the trade, of nobody, of another department; and verbs and cues.
const TRADE_WORD: f32 = 0.5;
const UNKNOWN_WORD: f32 = 0.32;
const ELSEWHERE_WORD: f32 = 1.4;
const POINTING_WORD: f32 = 0.25;
const LIGHT_WORD: f32 = 0.15;
/// The least a word weighs that names bear, and the most a vague one does.
const NAMED_WORD: f32 = 0.3;
const VAGUE_WORD: f32 = 0.2;
/// What is left of the weight of a word general in retail.
const GENERAL_WORD: f32 = 0.7;
/// What words weigh in a clause that says why, and in one that says what is not wanted.
const REASON: f32 = 0.4;
const UNWANTED: f32 = 0.15;

/// Words that open a clause saying why, and one saying what is not wanted.
const OPENING: &[(f32, &str)] = &[
    (
        REASON,
        "pour que|pour qu|afin que|afin qu|afin de|afin d|parce que|parce qu|car|puisque|puisqu|avant que|avant qu|avant de|before they|before i|before coming|pour éviter|pour réduire|\
         pour augmenter|pour inciter|pour encourager|pour donner|pour permettre|pour améliorer|pour faciliter|\
         pour limiter|pour mieux|pour gagner|pour attirer|pour fidéliser|pour faire|ce qui|so that|so they|so people|\
         so customers|so we|so our|because|in order to|to avoid|to reduce|to increase|to let|to help|to encourage|\
         to improve|to make|to boost|to get|to prevent|which would|since they|since customers",
    ),
    (UNWANTED, "sans|au lieu|plutôt que|plutôt qu|without|instead of|rather than|no more|plus besoin|no need"),
];

static OPENERS: std::sync::LazyLock<Phrases<f32>> =
    std::sync::LazyLock::new(|| Phrases::of(OPENING.iter().copied(), false));

impl Wish {
    /// Takes a sentence apart with the words an index knows.
    pub fn of(index: &Index, sentence: &str, lang: Lang) -> Wish {
        let stems = Stems::new();
        let mut typed = words::split(&stems, sentence);
        let lang = words::language(&typed).unwrap_or(lang);
        typed.iter_mut().for_each(|word| word.keep(lang));
        let clause = clauses(&typed);
        let mut mended = vec![false; typed.len()];
        let words: Vec<Word> = typed
            .into_iter()
            .enumerate()
            .map(|(n, word)| match mend(index, &stems, &word) {
                Some(mut known) => {
                    mended[n] = true;
                    known.keep(lang);
                    Word { at: word.at, after_break: word.after_break, ..known }
                }
                None => word,
            })
            .collect();
        let mut mentions = TRADE.mentions(&words);
        mentions.truncate(MENTIONS_MAX);
        let cues: Vec<Cue> = index
            .cues
            .all(&words, true)
            .into_iter()
            .map(|f| {
                let (kind, strong) = f.means;
                let length = strong + 0.6 * (f.end - f.start - 1) as f32;
                Cue { kind, start: f.start, end: f.end, strength: length * clause[f.start] }
            })
            .collect();
        let mut wish = Wish { words, mentions, weights: Vec::new(), looked_up: Vec::new(), channels: Vec::new(), cues };
        for n in 0..wish.mentions.len() {
            wish.weigh(index, n, &clause, &mended);
        }
        wish
    }

    fn weigh(&mut self, index: &Index, n: usize, clause: &[f32], mended: &[bool]) {
        let mention = &self.mentions[n];
        let own = terms(&self.words, mention);
        let pointed = TRADE.pointed(&self.words, mention.start);
        let named = rarest(own.iter().filter(|(_, share)| *share == 1.0).map(|(t, _)| t), |term| index.rarity(term));
        let is_cue = self.cues.iter().any(|cue| cue.start <= mention.start && mention.end <= cue.end);
        let weight = match named {
            Some(rarity) => rarity.max(NAMED_WORD),
            None if !pointed.is_empty() => POINTING_WORD,
            None if !mention.meanings.is_empty() => TRADE_WORD,
            None if is_cue => LIGHT_WORD,
            None if TRADE.is_elsewhere(&self.words[mention.start]) => ELSEWHERE_WORD,
            None => UNKNOWN_WORD,
        };
        let weight = match mention {
            Mention { vague: true, .. } => weight.min(VAGUE_WORD),
            Mention { general: true, .. } => weight * GENERAL_WORD,
            _ => weight,
        };
        let mut sure = if mended[mention.start..mention.end].contains(&true) { MENDED } else { 1.0 };
        if clause[mention.start] == UNWANTED {
            sure *= UNWANTED;
        }
        let mut looked_up: Vec<(Term, f32)> = own.into_iter().map(|(term, share)| (term, share * sure)).collect();
        for (meaning, share) in mention.meanings.iter().filter(|(_, share)| *share == 1.0) {
            for (near, nearness) in TRADE.near(*meaning) {
                raise(&mut looked_up, Term::Means(*near), share * nearness * sure);
            }
            if TRADE.is_channel(*meaning) && clause[mention.start] == 1.0 {
                self.channels.push(*meaning);
            }
        }
        for meaning in pointed {
            raise(&mut looked_up, Term::Means(meaning), POINTED);
        }
        self.weights.push(weight * clause[mention.start]);
        self.looked_up.push(looked_up);
    }

    /// The words from one number to another, as they were typed.
    pub fn typed<'a>(&self, sentence: &'a str, start: usize, end: usize) -> &'a str {
        let (Some(first), Some(last)) = (self.words.get(start), self.words.get(end.saturating_sub(1))) else {
            return "";
        };
        sentence.get(first.at.start..last.at.end).unwrap_or("")
    }
}

fn mend(index: &Index, stems: &Stems, word: &Word) -> Option<Word> {
    let unknown = !words::is_stop(&word.folded) && !index.spelling.knows(word) && !TRADE.is_elsewhere(word);
    if unknown { index.spelling.mend(stems, word) } else { None }
}

/// How much each word counts by its clause.
fn clauses(words: &[Word]) -> Vec<f32> {
    let mut clause = 1.0;
    (0..words.len())
        .map(|at| {
            if words[at].after_break {
                clause = 1.0;
            }
            if let Some(opened) = OPENERS.at(words, at, false).first() {
                clause = opened.means;
            }
            clause
        })
        .collect()
}
