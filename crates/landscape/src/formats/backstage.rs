//! A Backstage catalogue: entities in YAML, several to a file, or the JSON a catalogue answers with.
//!
//! Component, Resource, System and Domain become systems, API becomes an API, Group a team; what consumes or depends
//! becomes a flow. User entities, members and owners that are persons are counted and never read.

mod entity;
mod relations;

use std::collections::HashMap;

use base::{Kind, Ref, Say};
use tabular::Unreadable;

use super::contract::{self, Contract, beginning};
use super::keys::{Keys, key_of};
use super::tree::{self, Document, Place};
use super::{At, Head, Telling, asyncapi, openapi};
use crate::field::{Field, Value, read as read_field, typed};
use entity::{Entity, Id};
use relations::{Relation, Verb};

/// Whether a file begins as one.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let is_ours = |line: &str| {
        let line = line.trim_start_matches(['"', '\'', '{', '[', ' ', '\t']);
        line.starts_with("apiVersion") && line.contains("backstage.io/")
    };
    match head.is_json() {
        true => head.has_member("apiVersion") && head.has_member("kind") && head.text.contains("\"backstage.io/"),
        false => head.has_key("kind") && head.text.lines().any(|line| !line.starts_with([' ', '\t']) && is_ours(line)),
    }
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let read = tree::documents(bytes).map_err(|broken| contract::unreadable(telling, broken))?;
    if read.iter().all(Result::is_err) {
        let first = read.into_iter().find_map(Result::err).unwrap_or_else(tree::empty);
        return Err(contract::unreadable(telling, first));
    }
    let mut documents = Vec::with_capacity(read.len());
    for document in read {
        match document {
            Ok(document) => documents.push(document),
            Err(broken) => {
                let at = At::new(broken.line.unwrap_or(0), "");
                telling.reject(&at, "", broken.reason, broken.way_out);
            }
        }
    }
    let entities = entities(&documents, telling);
    let mut catalogue = Catalogue::of(&entities, telling, bytes.len());
    for entity in &entities {
        catalogue.tell(entity, telling);
    }
    catalogue.flows(telling);
    Ok(())
}

/// The entities of a file; the first of an identity counts.
fn entities<'a>(documents: &'a [Document], telling: &mut Telling) -> Vec<Entity<'a>> {
    let mut entities: Vec<Entity<'a>> = Vec::new();
    let mut seen: HashMap<Id, At> = HashMap::new();
    for document in documents {
        contract::doubled(document, |at, value, reason, way_out| telling.note(at, value, reason, way_out));
        leave(telling, contract::MORE_DOUBLED, document.doubled.more);
        let root = Place::root(document);
        let list = root.get("items").filter(|_| root.node.get("kind").is_none()).unwrap_or_else(|| root.clone());
        let places: Vec<Place<'a>> = if list.node.is_list() { list.items().collect() } else { vec![root] };
        for place in places {
            let entity = match Entity::read(&place) {
                Ok(entity) => entity,
                Err((reason, way_out)) => {
                    telling.reject(&place.at(), place.node.says("kind").unwrap_or_default(), reason, way_out);
                    continue;
                }
            };
            if let Some(first) = seen.get(&entity.id) {
                let (fr, en) = match first.line {
                    0 => (first.pointer.clone(), first.pointer.clone()),
                    line => (format!("la ligne {line}"), format!("line {line}")),
                };
                let reason =
                    Say::new(format!("cette entité est déjà décrite à {fr}"), format!("already described at {en}"));
                let way_out = Say::new("gardez une seule des deux", "keep one of the two");
                // What has no place here may be a person: its name goes nowhere.
                let name = if entity.kind().is_some() { entity.name } else { "" };
                telling.reject(&place.at(), name, reason, way_out);
                continue;
            }
            seen.insert(entity.id.clone(), place.at());
            telling.accept(1);
            telling.count(entity.word, 1);
            if entity.kind().is_none() {
                telling.left(entity.word, 1);
            }
            entities.push(entity);
        }
    }
    entities
}

/// Every entity and every reference of a file, with the keys they get.
struct Catalogue<'a, 'e> {
    declared: HashMap<Id, &'e Entity<'a>>,
    keys: HashMap<Id, String>,
    relations: HashMap<Id, Vec<Relation>>,
    /// Systems that offer an API.
    providers: HashMap<Id, Vec<Id>>,
    /// Flows in the order they were met; whether each edge of a flow is a message.
    flows: Vec<(Id, Id, At, bool)>,
    /// Bytes of definitions that may still be read: an alias could repeat one for ever.
    definitions: usize,
}

impl<'a, 'e> Catalogue<'a, 'e> {
    fn of(entities: &'e [Entity<'a>], telling: &mut Telling, definitions: usize) -> Catalogue<'a, 'e> {
        let declared: HashMap<Id, &Entity<'a>> = entities.iter().map(|entity| (entity.id.clone(), entity)).collect();
        let mut relations: HashMap<Id, Vec<Relation>> = HashMap::new();
        for entity in entities.iter().filter(|entity| entity.kind().is_some()) {
            relations.insert(entity.id.clone(), relations::of(entity, &declared, telling));
        }
        relations::without_circles(entities, &mut relations, telling);
        outside(entities, &relations, &declared, telling);
        let mut providers: HashMap<Id, Vec<Id>> = HashMap::new();
        for entity in entities {
            let of = relations.get(&entity.id).into_iter().flatten();
            for relation in of.filter(|relation| relation.verb == Verb::Provides) {
                let known = providers.entry(relation.to.clone()).or_default();
                if !known.contains(&entity.id) {
                    known.push(entity.id.clone());
                }
            }
        }
        for entity in entities.iter().filter(|entity| entity.kind() == Some(Kind::Api)) {
            let system = relations.get(&entity.id).into_iter().flatten().find(|relation| relation.verb == Verb::PartOf);
            if let Some(system) = system.filter(|_| !providers.contains_key(&entity.id)) {
                providers.insert(entity.id.clone(), vec![system.to.clone()]);
            }
        }
        let keys = keys(declared.keys().chain(relations.values().flatten().map(|relation| &relation.to)));
        Catalogue { declared, keys, relations, providers, flows: Vec::new(), definitions }
    }

    fn key(&self, id: &Id) -> String {
        self.keys.get(id).cloned().unwrap_or_else(|| id.key())
    }

    /// Whether the file also names a component of the same name.
    fn has_namesake(&self, id: &Id) -> bool {
        let namesake = id.namesake();
        namesake != *id && self.keys.contains_key(&namesake)
    }

    /// Claims what an entity says of itself.
    fn tell(&mut self, entity: &Entity<'a>, telling: &mut Telling) {
        let Some(kind) = entity.kind() else { return };
        let subject = Ref::new(kind, &self.key(&entity.id));
        let (name, named) = entity.title();
        telling.words(&subject, Field::Name, &name, &named);
        if entity.id.is_made_of_others() || (kind == Kind::System && self.has_namesake(&entity.id)) {
            let namesake = self.key(&entity.id.namesake());
            telling.list(&subject, Field::NotSame, vec![namesake], &entity.place.at());
        }
        let described = entity.meta("description").filter(|told| told.node.text().is_some());
        if let Some(told) = &described {
            telling.words(&subject, Field::Does, &beginning(told.node.text().unwrap_or_default()), &told.at());
        }
        self.point(entity, &subject, telling);
        match kind {
            Kind::Api => self.api(entity, &subject, described.is_some(), telling),
            Kind::System => system(entity, &subject, telling),
            _ => {
                let members = entity.spec("members").map_or(0, |members| members.node.items().len() as u64);
                leave(telling, "spec.members", members);
                leave(telling, "spec.parent", u64::from(entity.spec("parent").is_some()));
                leave(telling, "spec.children", entity.spec("children").map_or(0, |all| all.node.items().len() as u64));
            }
        }
        leave(telling, "spec.type", u64::from(kind != Kind::Api && entity.spec("type").is_some()));
        for member in ["links", "labels", "annotations"] {
            let held =
                entity.meta(member).map_or(0, |all| all.node.items().len().max(all.node.members().count()) as u64);
            leave(telling, &format!("metadata.{member}"), held);
        }
        leave(telling, "relations", entity.place.get("relations").map_or(0, |all| all.node.items().len() as u64));
    }

    /// Claims owner, parents and provider, and keeps the flows for later.
    fn point(&mut self, entity: &Entity<'a>, subject: &Ref, telling: &mut Telling) {
        let relations = self.relations.remove(&entity.id).unwrap_or_default();
        let of = |verb: Verb| relations.iter().filter(move |relation| relation.verb == verb);
        let name_all = |telling: &mut Telling, verb: Verb, field: Field| {
            let mut keys: Vec<String> = of(verb).map(|relation| self.key(&relation.to)).collect();
            keys.dedup();
            if let Some(first) = of(verb).next() {
                telling.names(subject, field, keys, &first.at);
            }
        };
        // Nobody owns a team, whatever a file writes there.
        match Field::Owner.spec().kinds.contains(&subject.kind()) {
            true => name_all(telling, Verb::Owner, Field::Owner),
            false => leave(telling, "spec.owner", of(Verb::Owner).count() as u64),
        }
        match subject.kind() {
            Kind::System => name_all(telling, Verb::PartOf, Field::PartOf),
            Kind::Api => {
                if let Some(providers) = self.providers.get(&entity.id) {
                    let at = of(Verb::PartOf).next().map_or_else(|| entity.place.at(), |relation| relation.at.clone());
                    telling.names(subject, Field::Provider, providers.iter().map(|id| self.key(id)).collect(), &at);
                }
                return;
            }
            _ => return,
        }
        for relation in &relations {
            match relation.verb {
                Verb::Consumes => self.consume(&entity.id, relation, telling),
                Verb::DependsOn if relation.to.kind == "api" => self.consume(&entity.id, relation, telling),
                Verb::DependsOn => self.flow(entity.id.clone(), relation.to.clone(), &relation.at, false),
                Verb::DependencyOf => self.flow(relation.to.clone(), entity.id.clone(), &relation.at, false),
                Verb::Owner | Verb::PartOf | Verb::Provides => {}
            }
        }
    }

    /// Turns the use of an API into flows to the systems that offer it.
    fn consume(&mut self, consumer: &Id, relation: &Relation, telling: &mut Telling) {
        let api = self.declared.get(&relation.to);
        let is_message = api.and_then(|api| api.spec("type")).and_then(|kind| kind.node.text()) == Some("asyncapi");
        match self.providers.get(&relation.to).cloned() {
            Some(providers) => {
                for provider in providers {
                    self.flow(consumer.clone(), provider, &relation.at, is_message);
                }
            }
            None if api.is_some() => telling.left("consumed API nobody provides", 1),
            None => telling.left("consumed API outside this file", 1),
        }
    }

    fn flow(&mut self, from: Id, to: Id, at: &At, is_message: bool) {
        if from != to {
            self.flows.push((from, to, at.clone(), is_message));
        }
    }

    /// Claims each flow once; one that only carries messages does not wait.
    fn flows(self, telling: &mut Telling) {
        let mut waits: HashMap<(&Id, &Id), bool> = HashMap::new();
        for (from, to, _, is_message) in &self.flows {
            *waits.entry((from, to)).or_default() |= !is_message;
        }
        for (from, to, at, _) in &self.flows {
            let Some(waits) = waits.remove(&(from, to)) else { continue };
            let end = |id: &Id| Ref::new(Kind::System, &self.key(id));
            let flow = telling.flow(&end(from), &end(to), at);
            if !waits {
                telling.claim(&flow, Field::Mode, Value::Choice("async".to_owned()), at);
            }
        }
    }

    /// Claims what an API says, its definition read where it stands in the file.
    fn api(&mut self, entity: &Entity<'a>, subject: &Ref, is_described: bool, telling: &mut Telling) {
        leave(telling, "spec.lifecycle of an API", u64::from(entity.spec("lifecycle").is_some()));
        leave(telling, "metadata.tags of an API", u64::from(entity.meta("tags").is_some()));
        let of = entity.spec("type").filter(|kind| kind.node.text().is_some());
        let word = of.as_ref().and_then(|of| of.node.text()).unwrap_or_default().trim().to_lowercase();
        let contract = entity.spec("definition").and_then(|definition| self.definition(&definition, &word, telling));
        let mut has_protocol = false;
        for (field, value, at) in contract.map(|contract| contract.fields).unwrap_or_default() {
            has_protocol |= field == Field::Protocol;
            let is_said = (field == Field::Does && is_described) || field == Field::Provider;
            if !is_said {
                telling.claim(subject, field, value, &at);
            }
        }
        if let Some(of) = of.filter(|_| !has_protocol && !word.is_empty() && word.len() < 100) {
            telling.list(subject, Field::Protocol, vec![word], &of.at());
        }
    }

    /// Reads a definition that stands in the entity; one that stands elsewhere is left.
    fn definition(&mut self, definition: &Place<'a>, word: &str, telling: &mut Telling) -> Option<Contract> {
        let Some(text) = definition.node.text() else {
            telling.left("spec.definition in another file", 1);
            return None;
        };
        if !matches!(word, "openapi" | "asyncapi") {
            telling.left(
                &format!("spec.definition in {}", if word.is_empty() || word.len() > 30 { "?" } else { word }),
                1,
            );
            return None;
        }
        let Some(rest) = self.definitions.checked_sub(text.len()) else {
            telling.left("spec.definition repeated", 1);
            return None;
        };
        self.definitions = rest;
        let within = definition.at();
        let place = |at: At| At::new(within.line + at.line, format!("{}{}", within.pointer, at.pointer));
        let read = tree::document(text.as_bytes()).and_then(|document| match asyncapi::is_one(&document.root) {
            true => asyncapi::read_document(&document, ""),
            false => openapi::read_document(&document, ""),
        });
        match read {
            Ok(mut contract) => {
                contract.fields.iter_mut().for_each(|(_, _, at)| *at = place(std::mem::take(at)));
                for fault in contract.rejected.drain(..).chain(contract.notes.drain(..)) {
                    telling.note(&place(fault.at), &fault.value, fault.reason, fault.way_out);
                }
                for (what, n) in &contract.left {
                    telling.left(what, *n);
                }
                Some(contract)
            }
            Err(broken) => {
                let at = At::new(within.line + broken.line.unwrap_or(0), within.pointer.clone());
                telling.note(&at, "", broken.reason, broken.way_out);
                None
            }
        }
    }
}

/// Claims the fields only a system has.
fn system(entity: &Entity<'_>, subject: &Ref, telling: &mut Telling) {
    if let Some(lifecycle) = entity.spec("lifecycle")
        && let Some(text) = lifecycle.node.text()
    {
        match read_field(Field::Lifecycle, &typed(text)) {
            Ok(Some(value)) => telling.claim(subject, Field::Lifecycle, value, &lifecycle.at()),
            Ok(None) => {}
            Err(unfit) => telling.note(&lifecycle.at(), &unfit.value, unfit.reason, unfit.way_out),
        }
    }
    if let Some(tags) = entity.meta("tags") {
        let words = tags.node.items().iter().filter_map(|tag| tag.text()).map(str::trim);
        let words = words.filter(|word| !word.is_empty() && word.len() < 200).map(str::to_owned).collect();
        telling.list(subject, Field::Capabilities, words, &tags.at());
    }
}

fn leave(telling: &mut Telling, what: &str, n: u64) {
    if n > 0 {
        telling.left(what, n);
    }
}

/// Gives every identity its key; two that differ only in signs a key does not keep are told apart by their order.
fn keys<'i>(ids: impl Iterator<Item = &'i Id>) -> HashMap<Id, String> {
    let mut ids: Vec<&Id> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut given = Keys::default();
    let mut keys = HashMap::with_capacity(ids.len());
    for id in ids {
        if let Some(kind) = entity::kind(&id.kind) {
            keys.insert(id.clone(), given.give(kind, &id.key(), &id.kind));
        }
    }
    keys
}

/// Says of each reference out of the file, once, that it stands by it.
fn outside(
    entities: &[Entity<'_>],
    relations: &HashMap<Id, Vec<Relation>>,
    declared: &HashMap<Id, &Entity<'_>>,
    telling: &mut Telling,
) {
    let mut told: HashMap<&Id, ()> = HashMap::new();
    for relation in entities.iter().filter_map(|entity| relations.get(&entity.id)).flatten() {
        let is_api = relation.to.kind == "api";
        if is_api || declared.contains_key(&relation.to) || told.insert(&relation.to, ()).is_some() {
            continue;
        }
        let id = relation.to.to_string();
        telling.note(
            &relation.at,
            &id,
            Say::new(
                format!("{id} n'est pas dans ce fichier : sa référence est gardée"),
                format!("{id} is not in this file: its reference is kept"),
            ),
            Say::new("importez aussi le fichier qui le décrit", "import the file that describes it too"),
        );
    }
}

impl Id {
    /// Its key, the same in every file that names it, whatever else the file describes: a component has its name plain, as
    /// traces call it; whatever else becomes a system has its kind with it. The namespace goes before the name, unless it
    /// is the default one.
    fn key(&self) -> String {
        let name = match self.namespace.as_str() {
            // A namespace holds no dot: what stands before the first one is it.
            "default" if !self.name.contains('.') => self.name.clone(),
            namespace => format!("{namespace}.{}", self.name),
        };
        match entity::kind(&self.kind) {
            Some(Kind::System) if self.kind != "component" => key_of(&format!("{name} {}", self.kind)),
            _ => key_of(&name),
        }
    }

    /// The component of the same name, of which this is another thing.
    fn namesake(&self) -> Id {
        Id { kind: "component".to_owned(), ..self.clone() }
    }

    /// Whether it is made of components, and so is none of them.
    fn is_made_of_others(&self) -> bool {
        matches!(self.kind.as_str(), "system" | "domain")
    }
}
