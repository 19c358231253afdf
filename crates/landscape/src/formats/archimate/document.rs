//! A model as its file holds it, before anything is made of it.

use std::collections::HashMap;

use base::{Lang, Say};

use super::super::{At, Telling};

/// The elements and relationships of a model, each once, and what its properties are called.
#[derive(Default)]
pub(super) struct Document {
    pub(super) elements: Vec<Element>,
    pub(super) relationships: Vec<Relationship>,
    /// Every identifier, and where it leads.
    pub(super) known: HashMap<String, Concept>,
    /// The names of properties by the identifier of their definition.
    pub(super) properties: HashMap<String, String>,
}

/// What an identifier leads to: a place among the elements, or among the relationships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Concept {
    Element(usize),
    Relationship(usize),
}

#[derive(Default)]
pub(super) struct Element {
    pub(super) id: String,
    /// Its ArchiMate name, such as `ApplicationComponent`.
    pub(super) kind: String,
    pub(super) line: u64,
    pub(super) name: Wording,
    pub(super) does: Wording,
    pub(super) properties: Vec<Property>,
}

impl Element {
    /// Where it stands.
    pub(super) fn at(&self) -> At {
        At::new(self.line, format!("elements/{}", self.id))
    }
}

pub(super) struct Property {
    /// The identifier of its definition.
    pub(super) of: String,
    pub(super) value: String,
    pub(super) line: u64,
}

#[derive(Default)]
pub(super) struct Relationship {
    pub(super) id: String,
    /// Its name in ArchiMate 3, such as `Serving`.
    pub(super) kind: String,
    pub(super) line: u64,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) access: Option<String>,
}

/// Words as a file gives them, by language.
#[derive(Default)]
pub(super) struct Wording {
    fr: Option<String>,
    en: Option<String>,
    other: Option<String>,
}

impl Wording {
    /// Keeps the first words of each language.
    pub(super) fn add(&mut self, lang: Option<Lang>, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let slot = match lang {
            Some(Lang::Fr) => &mut self.fr,
            Some(Lang::En) => &mut self.en,
            None => &mut self.other,
        };
        if slot.is_none() && !words.is_empty() {
            *slot = Some(words);
        }
    }

    /// The words in both languages; where one is missing, the other stands for it.
    pub(super) fn say(&self) -> Option<Say> {
        let fr = self.fr.as_ref().or(self.other.as_ref()).or(self.en.as_ref())?;
        let en = self.en.as_ref().or(self.other.as_ref()).or(self.fr.as_ref())?;
        Some(Say::new(fr, en))
    }
}

/// Rejects relationships whose ends the file does not hold. An end may be another relationship.
pub(super) fn dangling(document: &mut Document, telling: &mut Telling) {
    let known = &document.known;
    let mut gone = Vec::new();
    for (place, relationship) in document.relationships.iter().enumerate() {
        let Relationship { id, line, source, target, .. } = relationship;
        let ends = [("source", source), ("target", target)];
        let Some((end, missing)) = ends.into_iter().find(|(_, id)| !known.contains_key(*id)) else { continue };
        gone.push(place);
        let at = At::new(*line, format!("relationships/{id}/{end}"));
        let reason = Say::new(
            format!("la relation désigne « {missing} », que le fichier ne contient pas"),
            format!("the relationship points at “{missing}”, which the file does not hold"),
        );
        let way_out = Say::new(
            "ajoutez l'élément au modèle, ou retirez la relation",
            "add the element to the model, or remove the relationship",
        );
        telling.reject(&at, missing, reason, way_out);
    }
    let is_tied = |r: &&Relationship| {
        [&r.source, &r.target].into_iter().any(|id| matches!(known.get(id), Some(Concept::Relationship(_))))
    };
    let tied = document.relationships.iter().filter(is_tied).count() as u64;
    if tied > 0 {
        telling.count("relationships of relationships", tied);
    }
    if gone.is_empty() {
        return;
    }
    // Others may point at a rejected one: it stays known, and leads nowhere.
    let mut gone = gone.into_iter().peekable();
    let kept = std::mem::take(&mut document.relationships).into_iter().enumerate();
    let kept = kept.filter(|(place, _)| gone.next_if_eq(place).is_none()).map(|(_, relationship)| relationship);
    document.relationships = kept.collect();
    document.known.retain(|_, concept| matches!(concept, Concept::Element(_)));
    for (place, relationship) in document.relationships.iter().enumerate() {
        document.known.insert(relationship.id.clone(), Concept::Relationship(place));
    }
}
