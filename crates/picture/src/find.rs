//! Where is it? Things, people, files and requests that answer to some words.

use std::sync::{Mutex, PoisonError};

use base::{Kind, PersonId, Ref, Say, TextId, slug};
use landscape::catalog::Folded;
use memchr::memmem::Finder;

use crate::Picture;

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What was found.
    pub id: Ref,
    /// Its name; the sentence of a request, also for its decision.
    pub name: Say,
    /// What it is said to do.
    pub about: Option<Say>,
    /// How well it answers; higher is better.
    pub score: u32,
}

/// Whose requests may be found, and whether anything else may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everything.
    All,
    /// Requests of one person only.
    Own(Option<PersonId>),
}

/// The sentences of requests, folded for comparing, in the order of their numbers, each with the text it was folded from;
/// a cache that any picture of a house may fill.
#[derive(Debug, Default)]
pub(crate) struct Sentences(Mutex<Vec<(TextId, Box<str>)>>);

impl Picture {
    /// Everything that answers to some words, best first, at most `most`.
    pub fn find(&self, words: &str, whose: Whose, most: usize) -> Vec<Hit> {
        let words = slug(words);
        if words == "-" {
            return Vec::new();
        }
        let wanted = Wanted::of(&words);
        let mut hits: Vec<Hit> = Vec::new();
        if whose == Whose::All {
            self.find_things(&wanted, &mut hits);
            self.find_by_name(&wanted, &mut hits);
        }
        self.find_requests(&wanted, whose, &mut hits);
        hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(most);
        hits
    }

    fn find_things(&self, wanted: &Wanted, hits: &mut Vec<Hit>) {
        for (thing, folded) in self.catalog().folded().filter(|(thing, _)| thing.id.kind() != Kind::Flow) {
            let Folded { name, does, also } = folded;
            let also = also.iter().map(|name| wanted.score(name)).max().unwrap_or_default();
            let by_name = wanted.best(name).max(wanted.score(thing.id.key())).max(also);
            let score = wanted.weigh(by_name, wanted.best(does) / 4);
            if score > 0 {
                let about = thing.words(landscape::field::Field::Does).cloned();
                hits.push(Hit { id: thing.id.clone(), name: thing.name.clone(), about, score });
            }
        }
    }

    /// People, files, pilots, practices, changes, objectives.
    fn find_by_name(&self, wanted: &Wanted, hits: &mut Vec<Hit>) {
        let mut note = |id: Ref, name: &str, about: Option<Say>| {
            let by_name = wanted.score(&slug(name)).max(wanted.score(id.key()));
            let by_about =
                about.as_ref().map_or(0, |say| wanted.score(&slug(&say.fr)).max(wanted.score(&slug(&say.en))));
            let score = wanted.weigh(by_name, by_about / 4);
            if score > 0 {
                hits.push(Hit { id, name: Say::same(name), about, score });
            }
        };
        for (id, person) in self.people().filter(|(_, person)| person.present) {
            let role = person.roles.first().map(|role| role.say());
            note(Ref::new(Kind::Person, &id.to_string()), &self.person_name(id), role);
        }
        for (id, dataset) in self.datasets() {
            let Some(last) = dataset.imports.last() else { continue };
            note(id.clone(), &last.manifest.file, None);
        }
        for (number, pilot) in self.pilots() {
            let metric = self.text(&pilot.plan.metric).map(Say::same);
            let words = self.text(&pilot.plan.hypothesis).unwrap_or_default();
            note(Ref::new(Kind::Pilot, &number.to_string()), words, metric);
        }
        for (number, practice) in self.practices() {
            let when = self.text(&practice.content.when).map(Say::same);
            let words = self.text(&practice.content.name).unwrap_or_default();
            note(Ref::new(Kind::Practice, &number.to_string()), words, when);
        }
        for (number, change) in self.changes() {
            let words = self.text(&change.proposal.words).unwrap_or_default();
            note(Ref::new(Kind::Change, &number.to_string()), words, Some(change.proposal.what.say()));
        }
        for (number, objective) in self.objectives().filter(|(_, it)| it.ended.is_none()) {
            let effect = self.text(&objective.content.effect).map(Say::same);
            let words = self.text(&objective.content.name).unwrap_or_default();
            note(Ref::new(Kind::Objective, &number.to_string()), words, effect);
        }
    }

    fn find_requests(&self, wanted: &Wanted, whose: Whose, hits: &mut Vec<Hit>) {
        let mut sentences = self.sentences.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Oldest first: a number's place in the cache never changes, its sentence may be put otherwise.
        for (place, (number, request)) in self.requests_by_number().enumerate() {
            let id = request.sentence.id;
            let known = sentences.get(place).is_some_and(|(folded_from, _)| *folded_from == id);
            if !known {
                let folded = (id, self.text(&request.sentence).map(slug).unwrap_or_default().into());
                match sentences.get_mut(place) {
                    Some(old) => *old = folded,
                    None => sentences.push(folded),
                }
            }
            let folded = sentences.get(place).map_or("", |(_, folded)| folded);
            let by_name = wanted.score(folded).max(if wanted.is_number(number) { 100 } else { 0 });
            let score = wanted.weigh(by_name, 0);
            // Words may have been forgotten since.
            let Some(words) = self.text(&request.sentence).filter(|_| score > 0) else { continue };
            let may = match whose {
                Whose::All => true,
                Whose::Own(me) => me.is_some() && request.by == me,
            };
            if !may {
                continue;
            }
            let hit = |id: Ref| Hit { id, name: Say::same(words), about: None, score };
            hits.push(hit(Ref::new(Kind::Request, &number.to_string())));
            hits.extend(request.decision.clone().filter(|_| whose == Whose::All).map(hit));
        }
    }
}

/// Folded words that are looked for.
struct Wanted<'a> {
    words: &'a str,
    finder: Finder<'a>,
    /// Their parts worth looking for one by one; none when it is one word.
    parts: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    fn of(words: &'a str) -> Wanted<'a> {
        let parts: Vec<&str> = words.split('-').filter(|part| part.len() > 1).collect();
        let parts = if words.contains('-') { parts } else { Vec::new() };
        Wanted { words, finder: Finder::new(words), parts }
    }

    /// How well folded words answer: the whole name, its beginning, the beginning of a word, all words in any order,
    /// somewhere.
    fn score(&self, folded: &str) -> u32 {
        let starts = |at: usize| at == 0 || folded.as_bytes().get(at - 1) == Some(&b'-');
        let mut found = self.finder.find_iter(folded.as_bytes());
        match found.next() {
            Some(0) if folded.len() == self.words.len() => 100,
            Some(0) => 80,
            Some(first) if starts(first) || found.any(starts) => 60,
            Some(_) => 30,
            None if self.parts.is_empty() => 0,
            None => {
                let everywhere = self.parts.iter().all(|part| folded.match_indices(part).any(|(at, _)| starts(at)));
                if everywhere { 45 } else { 0 }
            }
        }
    }

    fn best(&self, folded: &[Box<str>; 2]) -> u32 {
        let [fr, en] = folded;
        // The same words in both languages are folded once.
        self.score(fr).max(if en.is_empty() { 0 } else { self.score(en) })
    }

    fn is_number(&self, number: u64) -> bool {
        self.words.as_bytes()[0].is_ascii_digit() && self.words == number.to_string()
    }

    /// A name found by itself comes before one that only stands in a description.
    fn weigh(&self, by_name: u32, by_about: u32) -> u32 {
        let score = by_name.max(by_about);
        let found_by_name = if by_name > 0 { 8 + u32::from(self.words.len() > 3) } else { 0 };
        if score > 0 { score * 16 + found_by_name } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use agenda::request;
    use base::Text;
    use jiff::Timestamp;

    use super::*;
    use crate::{Event, Fact};

    #[test]
    fn a_whole_name_comes_before_its_beginning_and_accents_do_not_matter() {
        let names = ["Moteur de fidélité", "Fidélité", "Fidélité en caisse", "Infidélité", "Solde de points"];
        let score = |wanted: &str, name: &str| Wanted::of(&slug(wanted)).score(&slug(name));
        let mut found: Vec<(u32, &str)> = names.iter().map(|name| (score("fidelite", name), *name)).collect();
        found.sort_by(|a, b| b.cmp(a));
        let order: Vec<&str> = found.iter().filter(|(score, _)| *score > 0).map(|(_, name)| *name).collect();
        assert_eq!(order, ["Fidélité", "Fidélité en caisse", "Moteur de fidélité", "Infidélité"]);
        assert!(score("points solde", "Solde de points") > 0, "words in any order");
        assert_eq!(score("e", "de"), 30, "one sign that begins no word");
    }

    #[test]
    fn a_request_is_found_by_those_who_may_until_its_words_are_forgotten() {
        let [lou, yanis] = [1, 2].map(|n| PersonId(uuid::Uuid::from_u128(n)));
        let id = |n: u128| TextId(uuid::Uuid::from_u128(n));
        let mut picture = Picture::default();
        for (number, by) in [(1, lou), (2, yanis)] {
            let words = format!("afficher le solde {number}");
            let sentence = Text::commit(id(number), &[0; 16], &words);
            picture.learn_words(id(number), &words);
            let event = Event::Request(number as u64, request::Event::Asked { sentence, lang: base::Lang::Fr });
            picture.apply(Fact { position: number as u64, at: Timestamp::UNIX_EPOCH, actor: Some(by), event });
        }
        let found = |picture: &Picture, whose| -> Vec<String> {
            picture.find("SOLDE", whose, 9).into_iter().map(|hit| hit.id.to_string()).collect()
        };
        assert_eq!(found(&picture, Whose::All), ["request:1", "request:2"]);
        assert_eq!(found(&picture, Whose::Own(Some(yanis))), ["request:2"]);
        assert!(found(&picture, Whose::Own(None)).is_empty());
        let before = picture.clone();
        picture.forget_words(id(1));
        assert_eq!(found(&picture, Whose::All), ["request:2"]);
        assert_eq!(found(&before, Whose::All).len(), 2, "a picture taken before still stands");
        assert_eq!(picture.find("2", Whose::All, 9)[0].id.to_string(), "request:2");
        // Put otherwise, it is found by its new words only.
        let sentence = Text::commit(id(3), &[0; 16], "voir les billets");
        picture.learn_words(id(3), "voir les billets");
        let event = Event::Request(2, request::Event::Reworded { sentence });
        picture.apply(Fact { position: 3, at: Timestamp::UNIX_EPOCH, actor: Some(yanis), event });
        assert!(picture.find("solde", Whose::All, 9).is_empty());
        assert_eq!(picture.find("billets", Whose::All, 9).len(), 1);
        assert_eq!(found(&before, Whose::All).len(), 2, "and the picture before it by its old ones");
    }
}
