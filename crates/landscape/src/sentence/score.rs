//! Weighs readings of a wish: how well an element and a data object together explain it.

use base::Lang;

use super::index::{Index, SLOTS_MAX};
use super::meaning::TRADE;
use super::wish::Wish;

/// One reading of a wish, as numbers in the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub element: Option<usize>,
    pub data: Option<usize>,
    pub fit: f32,
}

/// How strongly each thing answers to each mention, and how much of its name the wish says.
pub(super) struct Match<'a> {
    index: &'a Index,
    wish: &'a Wish,
    lang: Lang,
    /// Things × mentions.
    strength: Vec<f32>,
    /// Things × languages × parts of the name.
    parts: Vec<f32>,
    touched: Vec<usize>,
    total: f32,
}

/// What a reading's fit is made of; the sum of the first three is 1.
const EXPLAINED: f32 = 0.5;
const NAMED: f32 = 0.35;
const DATA_NAMED: f32 = 0.15;
/// Added when the element shows the data already; taken when the wish names another place than the element's.
const SHOWN_ALREADY: f32 = 0.08;
const OTHER_PLACE: f32 = 0.72;
/// How much an element that merely shows the data is itself meant by the wish.
const MEANT_BY_DATA: f32 = 0.55;
/// The same for one that only its weaker fields speak of.
const MEANT_BY_FIELDS: f32 = 0.8;
/// Least share of a data object's name the wish must say.
const DATA_NAMED_MIN: f32 = 0.45;
/// Names said only nearly count less than in proportion.
const NEARLY: f32 = 1.4;
/// A reading that explains less of the wish than this share loses up to half of its fit.
const EXPLAINED_MIN: f32 = 0.5;
/// An element of which only the place is named, neither its own name nor its data.
const ONLY_PLACE: f32 = 0.75;
/// A reading that rests on words general in retail alone.
const ONLY_GENERAL: f32 = 0.75;
/// Elements and data objects looked at pair by pair.
const ELEMENTS_MAX: usize = 80;
const DATA_MAX: usize = 12;

impl<'a> Match<'a> {
    /// Looks every mention up in the index.
    pub fn of(index: &'a Index, wish: &'a Wish, lang: Lang) -> Match<'a> {
        let (things, mentions) = (index.things.len(), wish.mentions.len());
        let mut it = Match {
            index,
            wish,
            lang,
            strength: vec![0.0; things * mentions],
            parts: vec![0.0; things * 2 * SLOTS_MAX],
            touched: Vec::new(),
            total: wish.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE),
        };
        let mut seen = vec![false; things];
        for (m, looked_up) in wish.looked_up.iter().enumerate() {
            for (term, share) in looked_up {
                for posting in index.postings.get(term).into_iter().flatten() {
                    let strength = share * posting.share;
                    let cell = &mut it.strength[posting.thing * mentions + m];
                    *cell = cell.max(strength);
                    if let Some((side, slot)) = posting.slot {
                        let part = &mut it.parts[(posting.thing * 2 + side) * SLOTS_MAX + slot];
                        *part = part.max(strength);
                    }
                    if !std::mem::replace(&mut seen[posting.thing], true) {
                        it.touched.push(posting.thing);
                    }
                }
            }
        }
        it.touched.sort_unstable();
        it
    }

    /// How strongly a thing answers to a mention, `0..=1`.
    pub fn strength(&self, thing: usize, mention: usize) -> f32 {
        self.strength[thing * self.wish.mentions.len() + mention]
    }

    /// The share of a thing's name the wish says, in the language that fits better.
    pub fn named(&self, thing: usize) -> f32 {
        let share = |side: usize| {
            let (mut said, mut whole) = (0.0, 0.0);
            for (slot, part) in self.index.things[thing].sides[side].iter().enumerate() {
                let strength = self.parts[(thing * 2 + side) * SLOTS_MAX + slot];
                let unasked = part.channel && self.wish.channels.is_empty() && strength < 0.5;
                let weight = if unasked { part.weight * 0.4 } else { part.weight };
                said += weight * strength.powf(NEARLY);
                whole += weight;
            }
            if whole > 0.0 { said / whole } else { 0.0 }
        };
        let (fr, en) = (share(0), share(1));
        // The writer's own language breaks ties.
        match self.lang {
            Lang::Fr => fr.max(en * 0.99),
            Lang::En => en.max(fr * 0.99),
        }
    }

    /// The share of the wish that an element and a data object explain together.
    fn explained(&self, element: Option<usize>, data: Option<usize>) -> f32 {
        let mut sum = 0.0;
        for (m, weight) in self.wish.weights.iter().enumerate() {
            let of = |thing: Option<usize>| thing.map_or(0.0, |thing| self.strength(thing, m));
            sum += weight * of(element).max(of(data)).min(1.0);
        }
        sum / self.total
    }

    /// Data objects the wish names, best first, each with the share of its name.
    pub fn data(&self) -> Vec<(usize, f32)> {
        let data = self.touched.iter().copied().filter(|thing| *thing >= self.index.elements);
        let mut data: Vec<(usize, f32)> =
            data.map(|thing| (thing, self.named(thing))).filter(|(_, named)| *named >= DATA_NAMED_MIN).collect();
        let rank = |(thing, named): &(usize, f32)| 0.5 * named + self.explained(None, Some(*thing));
        data.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.0.cmp(&b.0)));
        data.truncate(DATA_MAX);
        data
    }

    /// Elements worth looking at: the best by their own words, and those that show the data named.
    fn elements(&self, data: &[(usize, f32)]) -> Vec<usize> {
        let own = self.touched.iter().copied().filter(|thing| *thing < self.index.elements);
        let mut ranked: Vec<(usize, f32)> = own
            .map(|thing| {
                let shows = self.index.things[thing].shows.iter().any(|s| data.iter().any(|(d, _)| d == s));
                let rank = 0.5 * self.explained(Some(thing), None) + 0.5 * self.named(thing);
                (thing, rank + if shows { 0.2 } else { 0.0 })
            })
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.into_iter().take(ELEMENTS_MAX).map(|(thing, _)| thing).collect()
    }

    /// Every reading worth comparing, best first.
    pub fn pairs(&self) -> Vec<Pair> {
        let data = self.data();
        let mut pairs = Vec::new();
        for element in self.elements(&data) {
            pairs.push(self.pair(element, None));
            pairs.extend(data.iter().map(|d| self.pair(element, Some(*d))));
        }
        for (thing, named) in &data {
            let explained = self.explained(None, Some(*thing));
            let fit = (EXPLAINED * explained + (NAMED + DATA_NAMED) * 0.6 * named) * alarm(explained);
            pairs.push(Pair { element: None, data: Some(*thing), fit });
        }
        pairs.sort_by(|a, b| b.fit.total_cmp(&a.fit).then(a.element.cmp(&b.element)).then(a.data.cmp(&b.data)));
        pairs
    }

    fn pair(&self, element: usize, data: Option<(usize, f32)>) -> Pair {
        let entry = &self.index.things[element];
        let named = self.named(element);
        let shows = data.is_some_and(|(d, _)| entry.shows.contains(&d));
        let data_named = data.map_or(0.0, |(_, named)| named);
        // What an element is said to do, to show or to belong to can mean it as well as its name, less surely.
        let meant = named.max(MEANT_BY_FIELDS * self.spoken_of(element)).max(if shows {
            MEANT_BY_DATA * data_named
        } else {
            0.0
        });
        let explained = self.explained(Some(element), data.map(|(d, _)| d));
        let second = if data.is_some() { data_named } else { 0.7 * meant };
        let mut fit = EXPLAINED * explained + NAMED * meant + DATA_NAMED * second;
        if shows {
            fit += SHOWN_ALREADY;
        }
        if !shows && !self.own_words(element) {
            fit *= ONLY_PLACE;
        }
        if self.only_general(element, data.map(|(d, _)| d)) {
            fit *= ONLY_GENERAL;
        }
        fit *= self.place(element) * alarm(explained);
        Pair { element: Some(element), data: data.map(|(d, _)| d), fit: fit.clamp(0.0, 1.0) }
    }

    /// Whether the wish says anything of an element but its place.
    fn own_words(&self, element: usize) -> bool {
        let sides = &self.index.things[element].sides;
        if self.spoken_of(element) >= 0.4 {
            return true;
        }
        (0..2).any(|side| {
            let parts = sides[side].iter().enumerate();
            parts
                .filter(|(_, part)| !part.channel)
                .any(|(slot, _)| self.parts[(element * 2 + side) * SLOTS_MAX + slot] >= 0.15)
        })
    }

    /// How strongly an element answers to the mention it answers to best, mentions of places and general words aside.
    fn spoken_of(&self, element: usize) -> f32 {
        let telling = |m: usize| {
            let mention = &self.wish.mentions[m];
            !mention.vague && !mention.general && !mention.meanings.iter().any(|(n, _)| TRADE.is_channel(*n))
        };
        let heaviest = self.wish.weights.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let of = |m: usize| self.strength(element, m) * self.wish.weights[m] / heaviest;
        (0..self.wish.mentions.len()).filter(|m| telling(*m)).map(of).fold(0.0, f32::max)
    }

    /// Whether a reading rests on nothing but words that are vague or general in retail.
    fn only_general(&self, element: usize, data: Option<usize>) -> bool {
        self.wish.mentions.iter().enumerate().filter(|(_, mention)| !mention.vague && !mention.general).all(|(m, _)| {
            let data = data.map_or(0.0, |data| self.strength(data, m));
            self.strength(element, m).max(data) < 0.3
        })
    }

    /// Whether an element is where the wish says: a wish for the app is rarely about the site.
    fn place(&self, element: usize) -> f32 {
        let (asked, here) = (&self.wish.channels, &self.index.things[element].channels);
        let apart = !asked.is_empty() && !here.is_empty() && !asked.iter().any(|channel| here.contains(channel));
        if apart { OTHER_PLACE } else { 1.0 }
    }
}

/// Little explained is a sign that a wish is about something else.
fn alarm(explained: f32) -> f32 {
    0.5 + 0.5 * (explained / EXPLAINED_MIN).min(1.0)
}
