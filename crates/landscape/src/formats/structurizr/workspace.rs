//! A workspace as either of its writings gives it, and what it tells.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::{Kind, Ref, Say};

use super::super::keys::{Keys, key_of};
use super::super::{At, Telling, property};
use crate::field::{Field, Value};

/// What is modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Sort {
    Person,
    SoftwareSystem,
    Container,
    Component,
    Custom,
}

impl Sort {
    /// The word it is counted under: its member in JSON.
    pub(in super::super) fn word(self) -> &'static str {
        match self {
            Sort::Person => "people",
            Sort::SoftwareSystem => "softwareSystems",
            Sort::Container => "containers",
            Sort::Component => "components",
            Sort::Custom => "customElements",
        }
    }

    /// Whether a tag is one people gave, not one every element of the sort has.
    pub(in super::super) fn is_own(self, tag: &str) -> bool {
        let given = match self {
            Sort::Person => "person",
            Sort::SoftwareSystem => "software system",
            Sort::Container => "container",
            Sort::Component => "component",
            Sort::Custom => "element",
        };
        let tag = tag.trim();
        !tag.is_empty() && !tag.eq_ignore_ascii_case("element") && !tag.eq_ignore_ascii_case(given)
    }

    fn is_system(self) -> bool {
        matches!(self, Sort::SoftwareSystem | Sort::Container | Sort::Component)
    }

    /// What it stands in; `None` at the top.
    fn stands_in(self) -> Option<Sort> {
        match self {
            Sort::Person | Sort::SoftwareSystem | Sort::Custom => None,
            Sort::Container => Some(Sort::SoftwareSystem),
            Sort::Component => Some(Sort::Container),
        }
    }
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Parent {
    /// At the top of the model.
    Top,
    /// In another element.
    In(usize),
    /// In an element that was not taken.
    Gone,
}

#[derive(Debug)]
pub(in super::super) struct Element {
    pub(in super::super) sort: Sort,
    pub(in super::super) name: String,
    pub(in super::super) does: String,
    pub(in super::super) technology: String,
    pub(in super::super) is_grouped: bool,
    /// Tags beyond those every element of its sort has.
    pub(in super::super) has_tags: bool,
    pub(in super::super) properties: Vec<(String, String)>,
    pub(in super::super) parent: Parent,
    pub(in super::super) at: At,
}

#[derive(Debug)]
pub(in super::super) struct Relationship {
    pub(in super::super) source: usize,
    pub(in super::super) target: usize,
    pub(in super::super) technology: String,
    pub(in super::super) is_async: bool,
    pub(in super::super) at: At,
}

/// The elements and relationships that were taken; parents come before what stands in them.
#[derive(Debug, Default)]
pub(in super::super) struct Workspace {
    pub(in super::super) elements: Vec<Element>,
    pub(in super::super) relationships: Vec<Relationship>,
    names: HashSet<(Parent, Sort, String)>,
}

/// Names every count, so that they come in one order and none is missing.
pub(in super::super) fn counts(telling: &mut Telling) {
    for sort in [Sort::Person, Sort::SoftwareSystem, Sort::Container, Sort::Component, Sort::Custom] {
        telling.count(sort.word(), 0);
    }
    for word in ["relationships", "views", "deploymentNodes"] {
        telling.count(word, 0);
    }
}

/// Counts views of a kind, as JSON names them: `systemContextViews`.
pub(in super::super) fn views(telling: &mut Telling, kind: &str, n: u64) {
    if n > 0 {
        telling.count("views", n);
        telling.count(kind, n);
    }
}

impl Workspace {
    /// Takes an element, or rejects it: unnamed, out of place, or named like another beside it.
    pub(in super::super) fn take(&mut self, element: Element, telling: &mut Telling) -> Option<usize> {
        telling.count(element.sort.word(), 1);
        let around = match element.parent {
            Parent::Top => Some(None),
            Parent::In(at) => Some(self.elements.get(at).map(|parent| parent.sort)),
            Parent::Gone => None,
        };
        let folded = element.name.trim().to_lowercase();
        let name = &element.name;
        let (reason, way_out) = if around.is_none() {
            (
                Say::new("ce qui l'entoure n'a pas été pris", "what it stands in was not taken"),
                Say::new("corrigez d'abord ce qui l'entoure", "mend what it stands in first"),
            )
        } else if folded.is_empty() {
            (Say::new("sans nom", "without a name"), Say::new("donnez-lui un nom", "give it a name"))
        } else if around != Some(element.sort.stands_in()) {
            (
                Say::new("cet élément n'a pas sa place ici", "this element has no place here"),
                Say::new(
                    "un conteneur se décrit dans un système, un composant dans un conteneur, le reste en haut",
                    "describe a container in a software system, a component in a container, the rest at the top",
                ),
            )
        } else if !self.names.insert((element.parent, element.sort, folded)) {
            (
                Say::new(format!("« {name} » est déjà décrit ici"), format!("“{name}” is described here already")),
                Say::new("gardez-en un, ou renommez l'autre", "keep one, or rename the other"),
            )
        } else {
            telling.accept(1);
            self.elements.push(element);
            return Some(self.elements.len() - 1);
        };
        telling.reject(&element.at, name, reason, way_out);
        None
    }

    /// Takes a relationship between two elements.
    pub(in super::super) fn relate(&mut self, relationship: Relationship, telling: &mut Telling) {
        telling.count("relationships", 1);
        telling.accept(1);
        self.relationships.push(relationship);
    }
}

/// Whether one of the tags of a relationship says that its caller does not wait.
pub(in super::super) fn is_async<'a>(mut tags: impl Iterator<Item = &'a str>) -> bool {
    tags.any(|tag| tag.trim().eq_ignore_ascii_case("asynchronous"))
}

/// Counts a relationship as not taken: one of its ends is none of the workspace's elements.
pub(in super::super) fn dangling(telling: &mut Telling, at: &At, end: &str, way_out: Say) {
    telling.count("relationships", 1);
    let reason = Say::new(
        format!("la relation désigne « {end} », que le fichier ne décrit pas"),
        format!("the relationship points at “{end}”, which the file does not describe"),
    );
    telling.reject(at, end, reason, way_out);
}

/// Tells what a workspace says of the landscape.
pub(in super::super) fn tell(workspace: &Workspace, telling: &mut Telling) {
    let ids = identities(workspace);
    let id = |at: usize| ids.get(at).and_then(Option::as_ref);
    for (at, element) in workspace.elements.iter().enumerate() {
        if let Some(subject) = id(at) {
            let around = match element.parent {
                Parent::In(parent) => id(parent),
                _ => None,
            };
            describe(element, subject, around, telling);
        }
    }
    let mut flows: Vec<Flow<'_>> = Vec::new();
    let mut known: HashMap<(usize, usize), usize> = HashMap::new();
    let mut users: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for told in &workspace.relationships {
        let person = |at: usize| workspace.elements.get(at).is_some_and(|element| element.sort == Sort::Person);
        leave(telling, "technology", u64::from(!told.technology.trim().is_empty()));
        match (id(told.source), id(told.target)) {
            (Some(_), Some(_)) if told.source == told.target => telling.left("relationships with itself", 1),
            (Some(source), Some(target)) => {
                let at = *known.entry((told.source, told.target)).or_insert_with(|| {
                    flows.push(Flow { source, target, is_async: true, at: &told.at });
                    flows.len() - 1
                });
                if let Some(flow) = flows.get_mut(at) {
                    flow.is_async &= told.is_async;
                }
            }
            (None, Some(_)) if person(told.source) => {
                users.entry(told.target).or_default().insert(told.source);
            }
            _ if person(told.source) || person(told.target) => telling.left("relationships with people", 1),
            _ => telling.left("relationships with customElements", 1),
        }
    }
    for Flow { source, target, is_async, at } in flows {
        let flow = telling.flow(source, target, at);
        if is_async {
            telling.claim(&flow, Field::Mode, Value::Choice("async".to_owned()), at);
        }
    }
    for (at, persons) in &users {
        let names = persons.iter().filter_map(|person| workspace.elements.get(*person)).map(|one| one.name.trim());
        let names = names.collect::<Vec<_>>().join(", ");
        if let (Some(subject), Some(element)) = (id(*at), workspace.elements.get(*at)) {
            telling.words(subject, Field::Serves, &names, &element.at);
        }
    }
    rest(workspace, &users.into_values().flatten().collect(), telling);
}

struct Flow<'a> {
    source: &'a Ref,
    target: &'a Ref,
    is_async: bool,
    at: &'a At,
}

/// The reference of every element that becomes a system: the names on the way to it, from the top.
fn identities(workspace: &Workspace) -> Vec<Option<Ref>> {
    let mut keys = Keys::default();
    let mut ids: Vec<Option<Ref>> = Vec::with_capacity(workspace.elements.len());
    for element in &workspace.elements {
        let around = match element.parent {
            Parent::In(at) => ids.get(at).and_then(Option::as_ref),
            _ => None,
        };
        let plain = match around {
            Some(around) => format!("{}.{}", around.key(), key_of(&element.name)),
            None => key_of(&element.name),
        };
        let id = element.sort.is_system().then(|| {
            // Only names that differ by signs a key does not keep ("A-B", "A B") come to the same key.
            let mark = format!("{} {}", element.sort.word(), element.name.trim());
            Ref::new(Kind::System, &keys.give(Kind::System, &plain, &mark))
        });
        ids.push(id);
    }
    ids
}

fn describe(element: &Element, subject: &Ref, around: Option<&Ref>, telling: &mut Telling) {
    telling.words(subject, Field::Name, &element.name, &element.at);
    telling.words(subject, Field::Does, &element.does, &element.at);
    if let Some(around) = around {
        telling.names(subject, Field::PartOf, vec![around.key().to_owned()], &element.at);
    }
    leave(telling, "technology", u64::from(!element.technology.trim().is_empty()));
    leave(telling, "tags", u64::from(element.has_tags));
    leave(telling, "groups", u64::from(element.is_grouped));
    let mut named: BTreeSet<Field> = BTreeSet::new();
    for (name, value) in &element.properties {
        match property::field(subject, name).filter(|field| named.insert(*field)) {
            Some(field) => property::claim(telling, subject, field, value, &element.at.then(name)),
            None => telling.left("properties", 1),
        }
    }
}

/// Counts something left where it is there; what is not there is not told.
pub(in super::super) fn leave(telling: &mut Telling, what: &str, n: u64) {
    if n > 0 {
        telling.left(what, n);
    }
}

/// Counts what became nothing.
fn rest(workspace: &Workspace, users: &BTreeSet<usize>, telling: &mut Telling) {
    let others = workspace.elements.iter().enumerate().filter(|(at, _)| !users.contains(at));
    for (_, element) in others.filter(|(_, element)| !element.sort.is_system()) {
        telling.left(element.sort.word(), 1);
    }
}
