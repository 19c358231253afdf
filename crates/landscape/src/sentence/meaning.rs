//! What a text mentions: its words and phrases with the meanings of the trade they carry.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::nearness;
use super::phrases::{Found, Phrases};
use super::trade;
use super::words::{self, Stems, Word};

/// A meaning of the trade: the row of its group in [`trade::GROUPS`].
pub(super) type Meaning = u16;

/// One mention: a word or a phrase, and what it may stand for.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The first word's number in the text.
    pub start: usize,
    /// The number after the last word's.
    pub end: usize,
    /// Meanings, each with how much the mention stands for it.
    pub meanings: Vec<(Meaning, f32)>,
    /// The words that count by themselves (numbers in the text), each with how much.
    pub words: Vec<(usize, f32)>,
    /// Whether it says little alone, as "page" does.
    pub vague: bool,
    /// Whether it is general in retail, as "store" is.
    pub general: bool,
}

/// How much one word of a phrase still says by itself.
const PART: f32 = 0.6;

/// The meanings of the trade, ready to look up.
pub(super) struct Trade {
    phrases: Phrases<Meaning>,
    near: HashMap<Meaning, Vec<(Meaning, f32)>>,
    pointing: Phrases<usize>,
    pointed: Vec<Vec<Meaning>>,
    channels: Vec<Meaning>,
    vague: Vec<Meaning>,
    general: Vec<Meaning>,
    elsewhere: HashSet<String>,
}

/// The trade's meanings, read once.
pub(super) static TRADE: LazyLock<Trade> = LazyLock::new(Trade::new);

impl Trade {
    fn new() -> Trade {
        let number: HashMap<&str, Meaning> = trade::GROUPS.iter().zip(0..).map(|((name, _), n)| (*name, n)).collect();
        let all = |names: &[&str]| names.iter().filter_map(|name| number.get(name).copied()).collect::<Vec<_>>();
        let mut near: HashMap<Meaning, Vec<(Meaning, f32)>> = HashMap::new();
        for (a, b, share) in nearness::NEAR {
            if let (Some(&a), Some(&b)) = (number.get(a), number.get(b)) {
                near.entry(a).or_default().push((b, *share));
                near.entry(b).or_default().push((a, *share));
            }
        }
        Trade {
            phrases: Phrases::of(trade::GROUPS.iter().zip(0..).map(|((_, row), n)| (n, *row)), true),
            near,
            pointing: Phrases::of(nearness::POINTING.iter().enumerate().map(|(n, (row, _))| (n, *row)), true),
            pointed: nearness::POINTING.iter().map(|(_, names)| all(names)).collect(),
            channels: all(trade::CHANNELS),
            vague: all(trade::VAGUE),
            general: all(trade::GENERAL),
            elsewhere: trade::ELSEWHERE.split_whitespace().map(words::fold).collect(),
        }
    }

    /// What a text mentions, in reading order; stop words mention nothing.
    pub fn mentions(&self, words: &[Word]) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut here = 0;
        while here < words.len() {
            let found = self.longest(words, here);
            let end = found.first().map_or(here + 1, |f| f.end);
            let plain = found.is_empty();
            if !(plain && words::is_stop(&words[here].folded)) {
                mentions.push(self.mention(words, here, end, found));
            }
            here = end;
        }
        mentions
    }

    /// The longest phrases at a word; a form the table pins hides those that only share a stem.
    fn longest(&self, words: &[Word], at: usize) -> Vec<Found<Meaning>> {
        let mut found = self.phrases.at(words, at, true);
        found.retain(|f| !words[f.start..f.end].iter().any(|word| self.is_elsewhere(word)));
        let end = found.iter().map(|f| f.end).max().unwrap_or(at);
        found.retain(|f| f.end == end);
        if found.iter().any(|f| f.pinned) {
            found.retain(|f| f.pinned);
        }
        // A phrase of one word that is also a stop word ("view", "offer") is no mention.
        if end == at + 1 && words::is_stop(&words[at].folded) {
            found.clear();
        }
        found
    }

    fn mention(&self, words: &[Word], start: usize, end: usize, found: Vec<Found<Meaning>>) -> Mention {
        let mut meanings: Vec<(Meaning, f32)> = Vec::new();
        let mut singles: Vec<(usize, f32)> = Vec::new();
        for f in &found {
            raise(&mut meanings, f.means, 1.0);
        }
        if end == start + 1 {
            // A pinned form has its meaning only: its stem belongs to another word.
            singles.extend(found.iter().all(|f| !f.pinned).then_some((start, 1.0)));
        } else {
            for at in (start..end).filter(|at| !words::is_stop(&words[*at].folded)) {
                let parts = self.longest(&words[at..=at], 0);
                if parts.iter().any(|f| self.vague.contains(&f.means)) {
                    continue;
                }
                singles.push((at, PART));
                for f in parts {
                    raise(&mut meanings, f.means, PART);
                }
            }
        }
        let full = |list: &[Meaning]| {
            let mut full = meanings.iter().filter(|(_, share)| *share == 1.0).peekable();
            full.peek().is_some() && full.all(|(m, _)| list.contains(m))
        };
        let (vague, general) = (full(&self.vague), full(&self.general));
        Mention { start, end, meanings, words: singles, vague, general }
    }

    /// Meanings near one.
    pub fn near(&self, meaning: Meaning) -> &[(Meaning, f32)] {
        self.near.get(&meaning).map_or(&[], Vec::as_slice)
    }

    /// Meanings a verb points at.
    pub fn pointed(&self, words: &[Word], at: usize) -> Vec<Meaning> {
        let rows = self.pointing.at(words, at, true);
        rows.iter().flat_map(|f| self.pointed[f.means].iter().copied()).collect()
    }

    /// Whether a meaning names where something is shown.
    pub fn is_channel(&self, meaning: Meaning) -> bool {
        self.channels.contains(&meaning)
    }

    /// Whether a word belongs to another department.
    pub fn is_elsewhere(&self, word: &Word) -> bool {
        self.elsewhere.contains(&word.folded)
    }

    /// Every single word the table knows.
    pub fn vocabulary(&self) -> impl Iterator<Item = &Word> {
        self.phrases.vocabulary()
    }
}

/// Notes a meaning at the highest share seen.
pub(super) fn raise<K: PartialEq>(list: &mut Vec<(K, f32)>, key: K, share: f32) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, old)) => *old = old.max(share),
        None => list.push((key, share)),
    }
}

/// Reads a text on its own.
pub(super) fn read(stems: &Stems, text: &str) -> (Vec<Word>, Vec<Mention>) {
    let words = words::split(stems, text);
    let mentions = TRADE.mentions(&words);
    (words, mentions)
}
