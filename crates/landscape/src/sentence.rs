//! From a sentence to the landscape: which element, data and kind of change a wish is about.
//!
//! How a wish is read, in both languages at once:
//!
//! 1. *Words*: folded (no accents, small letters), stemmed with the Snowball stemmer of the sentence's language (`lang`
//!    where its commonest words do not tell), names and tables with both; words the index does not know are mended by trigrams and single slips; stop words fall away (`words`, `spelling`).
//! 2. *Mentions*: the longest phrases of a table of the trade ("page d'accueil" = "home page"), else single words. Each
//!    mention stands for meanings, fully or, for near ones ("basket" – "checkout"), in part (`trade`, `nearness`, `meaning`).
//! 3. *Weights*: a mention counts by how rare it is among the catalogue's own names; words of a clause that says why
//!    ("so that …", "pour éviter …") count less; words of other departments ("hire", "carpet") count against (`wish`).
//! 4. *Readings*: each element with each data object named. Fit = half the share of the wish they explain, the rest how
//!    much of their names the wish says; more when the element shows the data already, less when the wish names another
//!    place (the app, the site) than the element's. Weaker fields (data shown, channel, moment, what it does) explain a
//!    mention in part (`score`).
//! 5. *Kind of change*: by the cues of [`crate::archetype`] (`kinds`).
//!
//! Deliberately absent: knowledge of any company or any particular sentence; learning from what people confirm.

mod index;
mod kinds;
mod meaning;
mod nearness;
mod phrases;
mod score;
mod spelling;
mod tags;
mod trade;
mod wish;
mod words;

use base::{Lang, Ref, Say};
use serde::{Deserialize, Serialize};

pub use index::Index;
pub(crate) use tags::{Tag, Tags};

use crate::archetype::Archetype;
use crate::catalog::Catalog;
use score::{Match, Pair};
use wish::{Cue, Wish};

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

/// A reading must fit at least this well; under it nothing is proposed.
pub const FIT_MIN: f64 = 0.36;
/// A second reading must fit at least this share of the best one's fit.
const BESIDE_BEST: f32 = 0.5;
/// Readings proposed.
const READINGS_MAX: usize = 3;
/// How strongly a thing must answer to a mention for it to be told as a reason.
const TOLD: f32 = 0.3;

/// Reads a sentence: at most three candidates, best first; none when nothing fits well enough.
///
/// Lexical and fuzzy (stems, accents, synonyms, trigrams), in both languages whatever `lang` the writer uses;
/// knows no particular sentence. For many sentences over one catalogue, build an [`Index`] once and ask it.
pub fn read(catalog: &Catalog, sentence: &str, lang: Lang) -> Vec<Candidate> {
    Index::of(catalog).read(sentence, lang)
}

impl Index {
    /// Reads a sentence: see [`read`].
    pub fn read(&self, sentence: &str, lang: Lang) -> Vec<Candidate> {
        let wish = Wish::of(self, sentence, lang);
        if wish.mentions.is_empty() {
            return Vec::new();
        }
        let found = Match::of(self, &wish, lang);
        let chosen = choose(found.pairs());
        chosen.into_iter().map(|pair| self.candidate(&wish, &found, sentence, pair)).collect()
    }

    fn candidate(&self, wish: &Wish, found: &Match, sentence: &str, pair: Pair) -> Candidate {
        let id = |thing: usize| self.things[thing].id.clone();
        let (archetype, cue) = kinds::of(self, wish, found, pair);
        let mut because = self.reasons(wish, found, sentence, pair);
        if let (Some(kind), Some(cue)) = (archetype.and_then(Archetype::of), cue) {
            because.extend(kind_reason(wish, sentence, kind, &cue));
        }
        Candidate {
            element: pair.element.map(id),
            data: pair.data.map(id),
            archetype: archetype.map(str::to_owned),
            fit: f64::from(pair.fit),
            because,
        }
    }

    /// The words a reading rests on, neighbours taken for the same thing told together.
    fn reasons(&self, wish: &Wish, found: &Match, sentence: &str, pair: Pair) -> Vec<(String, Say)> {
        let mut told: Vec<(usize, usize, usize)> = Vec::new();
        for (m, mention) in wish.mentions.iter().enumerate() {
            let strength = |thing: Option<usize>| thing.map_or(0.0, |thing| found.strength(thing, m));
            let (element, data) = (strength(pair.element), strength(pair.data));
            let thing = if data >= element { pair.data } else { pair.element };
            let Some(thing) = thing.filter(|_| element.max(data) >= TOLD) else { continue };
            match told.last_mut().filter(|(last, _, end)| *last == thing && only_links(wish, *end, mention.start)) {
                Some((_, _, end)) => *end = mention.end,
                None => told.push((thing, mention.start, mention.end)),
            }
        }
        told.into_iter()
            .map(|(thing, start, end)| (wish.typed(sentence, start, end).to_owned(), self.taken_for(thing)))
            .collect()
    }

    fn taken_for(&self, thing: usize) -> Say {
        let name = &self.things[thing].name;
        if thing < self.elements {
            Say::new(format!("l'élément « {} »", name.fr), format!("the element “{}”", name.en))
        } else {
            Say::new(format!("la donnée « {} »", name.fr), format!("the data “{}”", name.en))
        }
    }
}

/// The readings to propose: different elements first; where there are too few, other data on the best one.
fn choose(pairs: Vec<Pair>) -> Vec<Pair> {
    let Some(best) = pairs.first().copied() else { return Vec::new() };
    let good = |pair: &Pair| f64::from(pair.fit) >= FIT_MIN && pair.fit >= best.fit * BESIDE_BEST;
    let good: Vec<Pair> = pairs.into_iter().filter(good).collect();
    let mut chosen: Vec<Pair> = Vec::new();
    for pair in good.iter().filter(|pair| pair.element.is_some()) {
        if chosen.len() < READINGS_MAX && chosen.iter().all(|other| other.element != pair.element) {
            chosen.push(*pair);
        }
    }
    for pair in &good {
        let new = chosen.iter().all(|other| other.data != pair.data);
        if chosen.len() < READINGS_MAX && pair.data.is_some() && new {
            chosen.push(*pair);
        }
    }
    chosen.sort_by(|a, b| b.fit.total_cmp(&a.fit));
    chosen
}

/// Whether nothing but linking words stands between two words.
fn only_links(wish: &Wish, from: usize, to: usize) -> bool {
    wish.words.get(from..to).is_some_and(|between| between.iter().all(|word| words::is_stop(&word.folded)))
}

fn kind_reason(wish: &Wish, sentence: &str, kind: &Archetype, cue: &Cue) -> Option<(String, Say)> {
    let typed = wish.typed(sentence, cue.start, cue.end);
    let label = kind.say();
    let taken =
        Say::new(format!("le type de changement « {} »", label.fr), format!("the kind of change “{}”", label.en));
    (!typed.is_empty()).then(|| (typed.to_owned(), taken))
}
