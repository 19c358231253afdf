//! What a catalogue's elements and data objects are called, filed under every meaning and stem of their names.

use std::collections::{HashMap, HashSet};

use base::{Kind, Ref, Say};

use super::meaning::{self, Meaning, Mention, TRADE};
use super::nearness;
use super::phrases::Phrases;
use super::spelling::Spelling;
use super::words::{self, Stems, Word};
use crate::archetype::ARCHETYPES;
use crate::catalog::{Catalog, Thing};
use crate::field::Field;

/// A catalogue made ready for reading sentences; build it once per catalogue.
pub struct Index {
    pub(super) things: Vec<Entry>,
    /// How many of `things` are elements; they come first, data objects after.
    pub(super) elements: usize,
    pub(super) postings: HashMap<Term, Vec<Posting>>,
    rarity: HashMap<Term, f32>,
    pub(super) spelling: Spelling,
    /// The cues of the archetypes: number, strength.
    pub(super) cues: Phrases<(usize, f32)>,
}

/// What things are filed under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// A meaning of the trade.
    Means(Meaning),
    /// A French stem.
    Fr(String),
    /// An English stem.
    En(String),
}

/// One element or data object.
pub(super) struct Entry {
    pub id: Ref,
    pub name: Say,
    /// The parts of its name in each language.
    pub sides: [Vec<Slot>; 2],
    /// The data objects an element shows: their numbers.
    pub shows: Vec<usize>,
    /// Where it is shown: app, site, e-mail …
    pub channels: Vec<Meaning>,
}

/// One part of a name and what it weighs.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub weight: f32,
    /// Whether it only says where the thing is shown.
    pub channel: bool,
}

/// One mention of a term by a thing.
pub(super) struct Posting {
    pub thing: usize,
    /// Language and slot of the name; `None` for a weaker field.
    pub slot: Option<(usize, usize)>,
    pub share: f32,
}

/// More parts than any name has.
pub(super) const SLOTS_MAX: usize = 12;
/// What a part of a name weighs when it names the channel, is vague, or is general in retail.
const CHANNEL_SLOT: f32 = 0.45;
const VAGUE_SLOT: f32 = 0.3;
const GENERAL_SLOT: f32 = 0.7;
/// A channel so few names bear is as telling as any other part.
const RARE_CHANNEL: f32 = 0.6;

/// How strongly a weak cue of an archetype points at it (a strong one: 1).
const WEAK_CUE: f32 = 0.55;

/// The weaker fields of an element and a data object: how much a word there says about the thing.
const SHOWN: f32 = 0.5;
const CHANNEL: f32 = 0.6;
const MOMENT: f32 = 0.35;
const DOES: f32 = 0.6;
const PURPOSE: f32 = 0.2;
const KEY: f32 = 0.6;

impl Index {
    /// Files a catalogue's elements and data objects.
    pub fn of(catalog: &Catalog) -> Index {
        let stems = Stems::new();
        let elements: Vec<&Thing> = catalog.of_kind(Kind::Element).collect();
        let data: Vec<&Thing> = catalog.of_kind(Kind::Data).collect();
        let number: HashMap<&Ref, usize> =
            data.iter().enumerate().map(|(n, thing)| (&thing.id, elements.len() + n)).collect();
        let mut filing = Filing { stems, ..Filing::default() };
        for thing in elements.iter().chain(&data) {
            filing.name(thing);
        }
        for (n, thing) in elements.iter().enumerate() {
            filing.element(n, thing, catalog, &number);
        }
        for (n, thing) in data.iter().enumerate() {
            filing.data(elements.len() + n, thing);
        }
        filing.finish(elements.len())
    }

    /// How rare a term is among the names: 1 for one of its kind, near 0 for one that all bear; `None` when none does.
    pub(super) fn rarity(&self, term: &Term) -> Option<f32> {
        self.rarity.get(term).copied()
    }
}

/// One part of a name before its rarity is known.
struct Part {
    own: Vec<Term>,
    channel: bool,
    factor: f32,
}

#[derive(Default)]
struct Filing {
    stems: Stems,
    things: Vec<Entry>,
    postings: HashMap<Term, Vec<Posting>>,
    /// The parts of each thing's names, until their rarity is known.
    parts: Vec<[Vec<Part>; 2]>,
    bearers: HashMap<Term, usize>,
    words: Vec<Word>,
}

impl Filing {
    fn name(&mut self, thing: &Thing) {
        let number = self.things.len();
        let mut parts: [Vec<Part>; 2] = Default::default();
        let mut borne: HashSet<Term> = HashSet::new();
        let mut channels = Vec::new();
        for (side, text) in [&thing.name.fr, &thing.name.en].into_iter().enumerate() {
            let (words, mentions) = meaning::read(&self.stems, text);
            for (slot, mention) in mentions.iter().take(SLOTS_MAX).enumerate() {
                let terms = terms(&words, mention);
                let channel = mention.meanings.iter().any(|(m, share)| *share == 1.0 && TRADE.is_channel(*m));
                channels.extend(mention.meanings.iter().map(|(m, _)| *m).filter(|m| TRADE.is_channel(*m)));
                borne.extend(terms.iter().map(|(term, _)| term.clone()));
                let own = terms.iter().filter(|(_, share)| *share == 1.0).map(|(term, _)| term.clone()).collect();
                let factor = match mention {
                    Mention { vague: true, .. } => VAGUE_SLOT,
                    Mention { general: true, .. } => GENERAL_SLOT,
                    _ if channel => CHANNEL_SLOT,
                    _ => 1.0,
                };
                parts[side].push(Part { own, channel, factor });
                for (term, share) in terms {
                    let posting = Posting { thing: number, slot: Some((side, slot)), share };
                    self.postings.entry(term).or_default().push(posting);
                }
            }
            self.words.extend(words);
        }
        for term in borne {
            *self.bearers.entry(term).or_default() += 1;
        }
        self.parts.push(parts);
        let (id, name) = (thing.id.clone(), thing.name.clone());
        self.things.push(Entry { id, name, sides: [Vec::new(), Vec::new()], shows: Vec::new(), channels });
        self.field(number, &thing.id.key().replace(['-', '.'], " "), KEY);
        if let Some(does) = thing.words(Field::Does) {
            self.both(number, does, DOES);
        }
    }

    fn element(&mut self, number: usize, thing: &Thing, catalog: &Catalog, data: &HashMap<&Ref, usize>) {
        for shown in thing.refs(Field::Shows) {
            self.both(number, &catalog.name(shown), SHOWN);
            self.things[number].shows.extend(data.get(shown));
        }
        for channel in thing.refs(Field::Channel) {
            let name = catalog.name(channel);
            for text in [&name.fr, &name.en] {
                let (_, mentions) = meaning::read(&self.stems, text);
                let meanings = mentions.iter().flat_map(|mention| &mention.meanings);
                let channels = meanings.map(|(m, _)| *m).filter(|m| TRADE.is_channel(*m));
                self.things[number].channels.extend(channels);
            }
            self.both(number, &name, CHANNEL);
        }
        for moment in thing.refs(Field::Moment) {
            self.both(number, &catalog.name(moment), MOMENT);
        }
        for purpose in thing.list(Field::Purpose) {
            self.field(number, purpose, PURPOSE);
        }
        self.things[number].channels.sort_unstable();
        self.things[number].channels.dedup();
    }

    fn data(&mut self, number: usize, thing: &Thing) {
        for word in thing.list(Field::Personal) {
            self.field(number, word, PURPOSE);
        }
    }

    fn both(&mut self, number: usize, say: &Say, weight: f32) {
        self.field(number, &say.fr, weight);
        if say.en != say.fr {
            self.field(number, &say.en, weight);
        }
    }

    fn field(&mut self, number: usize, text: &str, weight: f32) {
        let (words, mentions) = meaning::read(&self.stems, text);
        for mention in &mentions {
            for (term, share) in terms(&words, mention) {
                let posting = Posting { thing: number, slot: None, share: share * weight };
                self.postings.entry(term).or_default().push(posting);
            }
        }
        self.words.extend(words);
    }

    fn finish(mut self, elements: usize) -> Index {
        let count = self.things.len().max(1) as f32;
        let rare = |bearers: usize| (1.0 + count / bearers as f32).ln() / (1.0 + count).ln();
        let rarity: HashMap<Term, f32> = self.bearers.iter().map(|(term, n)| (term.clone(), rare(*n))).collect();
        for (entry, parts) in self.things.iter_mut().zip(&self.parts) {
            for (slots, parts) in entry.sides.iter_mut().zip(parts) {
                *slots = parts
                    .iter()
                    .map(|Part { own, channel, factor }| {
                        let rarest = rarest(own, |term| rarity.get(term).copied()).unwrap_or(0.1);
                        if *channel && rarest >= RARE_CHANNEL {
                            return Slot { weight: rarest, channel: false };
                        }
                        Slot { weight: rarest * *factor, channel: *channel }
                    })
                    .collect();
            }
        }
        let cue = |(n, cue): (usize, &'static str)| match cue.strip_prefix('~') {
            Some(weak) => ((n, WEAK_CUE), weak),
            None => ((n, 1.0), cue),
        };
        let all = ARCHETYPES.iter().enumerate();
        let cues = Phrases::of(all.flat_map(|(n, kind)| kind.cues.iter().map(move |c| (n, *c))).map(cue), true);
        let pointing: Vec<Word> =
            nearness::POINTING.iter().flat_map(|(row, _)| words::split(&self.stems, row)).collect();
        let stops: Vec<Word> = words::stops().map(|word| self.stems.alone(word)).collect();
        let known = self.words.iter().chain(TRADE.vocabulary()).chain(cues.vocabulary()).chain(&pointing).chain(&stops);
        let spelling = Spelling::of(known);
        Index { things: self.things, elements, postings: self.postings, rarity, spelling, cues }
    }
}

/// How rare the rarest of a mention's meanings is; its stems count only where it has no meaning of the trade.
pub(super) fn rarest<'a>(
    terms: impl IntoIterator<Item = &'a Term> + Clone,
    rarity: impl Fn(&Term) -> Option<f32>,
) -> Option<f32> {
    let max = |meanings: bool| {
        let terms = terms.clone().into_iter().filter(|term| matches!(term, Term::Means(_)) == meanings);
        terms.filter_map(&rarity).reduce(f32::max)
    };
    max(true).or_else(|| max(false))
}

/// What a mention is filed under, each with its share.
pub(super) fn terms(words: &[Word], mention: &Mention) -> Vec<(Term, f32)> {
    let mut terms: Vec<(Term, f32)> = mention.meanings.iter().map(|(m, share)| (Term::Means(*m), *share)).collect();
    for (at, share) in &mention.words {
        terms.push((Term::Fr(words[*at].fr.clone()), *share));
        terms.push((Term::En(words[*at].en.clone()), *share));
    }
    terms
}
