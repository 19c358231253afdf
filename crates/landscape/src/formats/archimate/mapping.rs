//! From a model to claims.

use std::collections::{BTreeMap, BTreeSet};

use base::{Kind, Ref, Say};

use super::super::keys::{Keys, key_of};
use super::super::{At, Telling, property};
use super::document::{Concept, Document, Element};
use super::heard::{Said, Told, Writers, calls, others};
use super::meaning::{Role, role};
use super::web::{Web, without_loops};
use crate::field::{Field, Value};

/// Tells what a model says of the landscape, and what of it has no place there.
pub(super) fn tell(document: &Document, telling: &mut Telling) {
    let roles = roles(document);
    let web = Web::of(document, &roles);
    let ids = identities(document, &roles);
    let mut said = Said::default();
    let mut heard = vec![false; document.relationships.len()];
    for pass in [calls, others] {
        for (place, relationship) in document.relationships.iter().enumerate() {
            if pass(&Told { document, web: &web, place, relationship }, &mut said) {
                heard[place] = true;
            }
        }
    }
    let teller = Teller { document, web: &web, ids: &ids };
    teller.things(telling);
    let mut named = BTreeSet::new();
    teller.providers(telling);
    teller.parts(said.parts, telling);
    teller.capabilities(&said.capabilities, &mut named, telling);
    teller.serves(&said.serves, telling);
    teller.data(&said.gives, &said.writers, telling);
    teller.flows(&said.flows, &said.carries, telling);
    teller.properties(&mut named, telling);
    let used: BTreeSet<usize> = said.capabilities.values().chain(said.serves.values()).flatten().copied().collect();
    teller.rest(&used, &heard, telling);
}

/// What each element is; data of the business and files count as data where a system reads, writes or passes them on.
fn roles(document: &Document) -> Vec<Role> {
    let mut roles: Vec<Role> = document.elements.iter().map(|element| role(&element.kind)).collect();
    let at = |id: &str| document.known.get(id).copied();
    let is_of_a_system = |concept: Option<Concept>, roles: &[Role]| match concept {
        Some(Concept::Element(place)) => roles.get(place).is_some_and(|role| role.is_of_a_system()),
        _ => false,
    };
    for relationship in &document.relationships {
        for (one, other) in [(&relationship.source, &relationship.target), (&relationship.target, &relationship.source)]
        {
            let Some(Concept::Element(place)) = at(one) else { continue };
            if roles.get(place) != Some(&Role::PerhapsData) {
                continue;
            }
            let touched = match at(other) {
                Some(Concept::Relationship(tied)) => document.relationships.get(tied).is_some_and(|tied| {
                    tied.kind == "Flow" && [&tied.source, &tied.target].iter().all(|id| is_of_a_system(at(id), &roles))
                }),
                concept => relationship.kind == "Access" && is_of_a_system(concept, &roles),
            };
            if touched && let Some(role) = roles.get_mut(place) {
                *role = Role::Data;
            }
        }
    }
    roles
}

/// The reference of every element that becomes a thing: by its name, and by its identifier too where it has namesakes.
fn identities(document: &Document, roles: &[Role]) -> Vec<Option<Ref>> {
    let mut keys = Keys::default();
    let of = |(element, role): (&Element, &Role)| {
        let kind = match role {
            Role::System => Kind::System,
            Role::Api => Kind::Api,
            Role::Data => Kind::Data,
            _ => return None,
        };
        let name = element.name.say()?;
        Some(Ref::new(kind, &keys.give(kind, &key_of(&name.fr), &element.id)))
    };
    document.elements.iter().zip(roles).map(of).collect()
}

/// Writes claims about the elements that became things.
struct Teller<'a> {
    document: &'a Document,
    web: &'a Web<'a>,
    ids: &'a [Option<Ref>],
}

impl Teller<'_> {
    fn id(&self, place: usize) -> Option<&Ref> {
        self.ids.get(place)?.as_ref()
    }

    fn keys(&self, places: impl IntoIterator<Item = usize>) -> Vec<String> {
        places.into_iter().filter_map(|place| self.id(place)).map(|id| id.key().to_owned()).collect()
    }

    fn names(&self, places: &BTreeSet<usize>) -> Vec<Say> {
        places.iter().filter_map(|place| self.document.elements.get(*place)?.name.say()).collect()
    }

    fn at(&self, relationship: usize) -> At {
        let told = self.document.relationships.get(relationship);
        told.map_or_else(At::default, |told| At::new(told.line, format!("relationships/{}", told.id)))
    }

    /// Every thing with its name and its words.
    fn things(&self, telling: &mut Telling) {
        for (element, id) in self.document.elements.iter().zip(self.ids) {
            let (Some(id), Some(name)) = (id, element.name.say()) else { continue };
            let at = element.at();
            telling.claim(id, Field::Name, Value::Words(name), &at.then("name"));
            if let Some(does) = element.does.say() {
                telling.claim(id, Field::Does, Value::Words(does), &at.then("documentation"));
            }
        }
    }

    fn providers(&self, telling: &mut Telling) {
        for (place, element) in self.document.elements.iter().enumerate() {
            if let (Role::Api, Some(id)) = (self.web.role(place), self.id(place)) {
                telling.names(id, Field::Provider, self.keys(self.web.systems(place)), &element.at());
            }
        }
    }

    fn parts(&self, parts: Vec<(usize, usize, usize)>, telling: &mut Telling) {
        let (kept, turning) = without_loops(parts);
        for (child, parents) in kept {
            let (Some(id), Some((_, first))) = (self.id(child), parents.first()) else { continue };
            let parents = parents.iter().map(|(parent, _)| *parent);
            telling.names(id, Field::PartOf, self.keys(parents), &self.at(*first));
        }
        for relationship in turning {
            let at = self.at(relationship);
            telling.note(
                &at,
                &at.pointer,
                Say::new("un système ferait partie de lui-même", "a system would be part of itself"),
                Say::new("retirez une des relations de la boucle", "remove one relationship of the loop"),
            );
        }
    }

    fn capabilities(
        &self,
        capabilities: &BTreeMap<usize, BTreeSet<usize>>,
        named: &mut BTreeSet<(Ref, Field)>,
        telling: &mut Telling,
    ) {
        for (system, places) in capabilities {
            let (Some(id), Some(element)) = (self.id(*system), self.document.elements.get(*system)) else { continue };
            let words = self.names(places).into_iter().map(|name| name.fr).collect();
            telling.list(id, Field::Capabilities, words, &element.at());
            named.insert((id.clone(), Field::Capabilities));
        }
    }

    fn serves(&self, serves: &BTreeMap<usize, BTreeSet<usize>>, telling: &mut Telling) {
        for (system, places) in serves {
            let (Some(id), Some(element)) = (self.id(*system), self.document.elements.get(*system)) else { continue };
            let names = self.names(places);
            let say = Say::each(|lang| names.iter().map(|name| name.in_lang(lang)).collect::<Vec<_>>().join(", "));
            telling.claim(id, Field::Serves, Value::Words(say), &element.at());
        }
    }

    fn data(
        &self,
        gives: &BTreeMap<usize, (usize, BTreeSet<usize>)>,
        writers: &BTreeMap<usize, Writers>,
        telling: &mut Telling,
    ) {
        for (api, (relationship, data)) in gives {
            if let Some(id) = self.id(*api) {
                telling.names(id, Field::Gives, self.keys(data.iter().copied()), &self.at(*relationship));
            }
        }
        for (data, writers) in writers {
            if let (Some(id), Some((system, relationship))) = (self.id(*data), writers.master()) {
                telling.names(id, Field::Master, self.keys([system]), &self.at(relationship));
            }
        }
    }

    fn flows(
        &self,
        flows: &[(usize, usize, usize)],
        carries: &BTreeMap<usize, BTreeSet<usize>>,
        telling: &mut Telling,
    ) {
        for (place, (caller, called, relationship)) in flows.iter().enumerate() {
            let (Some(caller), Some(called)) = (self.id(*caller), self.id(*called)) else { continue };
            let at = self.at(*relationship);
            let flow = telling.flow(caller, called, &at);
            if let Some(data) = carries.get(&place) {
                telling.names(&flow, Field::Carries, self.keys(data.iter().copied()), &at);
            }
        }
    }

    /// Properties named like a field; each field once for each thing, and what the model says itself comes first.
    fn properties(&self, named: &mut BTreeSet<(Ref, Field)>, telling: &mut Telling) {
        for (element, id) in self.document.elements.iter().zip(self.ids) {
            let Some(id) = id else { continue };
            for told in &element.properties {
                let name = self.document.properties.get(&told.of).unwrap_or(&told.of);
                let field = property::field(id, name).filter(|field| named.insert((id.clone(), *field)));
                match field {
                    Some(field) => {
                        let at = At::new(told.line, format!("elements/{}/properties/{name}", element.id));
                        property::claim(telling, id, field, &told.value, &at);
                    }
                    None => telling.left("properties", 1),
                }
            }
        }
    }

    /// What became nothing, by its ArchiMate name.
    fn rest(&self, used: &BTreeSet<usize>, heard: &[bool], telling: &mut Telling) {
        let mut left: BTreeMap<&str, u64> = BTreeMap::new();
        let elements = self.document.elements.iter().enumerate();
        let elements = elements.filter(|(place, _)| self.id(*place).is_none() && !used.contains(place));
        let relationships = self.document.relationships.iter().zip(heard).filter(|(_, heard)| !**heard);
        let kinds = elements.map(|(_, element)| element.kind.as_str());
        for kind in kinds.chain(relationships.map(|(relationship, _)| relationship.kind.as_str())) {
            *left.entry(kind).or_default() += 1;
        }
        for (place, (kind, n)) in left.into_iter().enumerate() {
            telling.left(if place < KINDS_TOLD { kind } else { "…" }, n);
        }
    }
}

/// How many kinds of what is left are told by name; ArchiMate has some eighty.
const KINDS_TOLD: usize = 200;
