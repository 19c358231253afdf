//! What entities say of one another.

use std::collections::{HashMap, HashSet};

use base::{Kind, Say};

use super::entity::{self, Entity, Id};
use crate::formats::tree::Place;
use crate::formats::{At, Telling};

/// How one entity stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Owner,
    PartOf,
    Provides,
    Consumes,
    DependsOn,
    DependencyOf,
}

/// One reference of an entity.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) verb: Verb,
    pub(super) to: Id,
    pub(super) at: At,
}

/// The members of a spec that refer: what they say, and of which kind a reference is that does not say so.
const MEMBERS: &[(&str, Verb, &str)] = &[
    ("owner", Verb::Owner, "group"),
    ("subcomponentOf", Verb::PartOf, "component"),
    ("system", Verb::PartOf, "system"),
    ("domain", Verb::PartOf, "domain"),
    ("subdomainOf", Verb::PartOf, "domain"),
    ("providesApis", Verb::Provides, "api"),
    ("consumesApis", Verb::Consumes, "api"),
    ("dependsOn", Verb::DependsOn, "component"),
    ("dependencyOf", Verb::DependencyOf, "component"),
];

/// Reads the references of an entity. One that is none is told; one to a person is counted, never kept.
pub(super) fn of<'a>(entity: &Entity<'a>, declared: &HashMap<Id, &Entity<'a>>, telling: &mut Telling) -> Vec<Relation> {
    let mut relations = Vec::new();
    for (member, verb, default) in MEMBERS {
        let Some(place) = entity.spec(member) else { continue };
        let places: Vec<Place<'a>> = if place.node.is_list() { place.items().collect() } else { vec![place] };
        for place in places {
            let Some(mut to) = entity::reference(place.node, default, &entity.id.namespace) else {
                if *verb == Verb::Owner && place.node.text().is_some_and(|text| text.contains('@')) {
                    telling.left("owner that is a person", 1);
                    continue;
                }
                let value = place.node.text().unwrap_or_default();
                telling.note(
                    &place.at(),
                    value,
                    Say::new("ce n'est pas une référence à une entité", "this is no reference to an entity"),
                    Say::new("écrivez [kind:][namespace/]name", "write [kind:][namespace/]name"),
                );
                continue;
            };
            let is_bare = place.node.text().is_some_and(|text| !text.contains(':'));
            if is_bare && matches!(verb, Verb::DependsOn | Verb::DependencyOf) && !declared.contains_key(&to) {
                let resource = Id { kind: "resource".to_owned(), ..to.clone() };
                to = if declared.contains_key(&resource) { resource } else { to };
            }
            let person = Id { kind: "user".to_owned(), ..to.clone() };
            let is_person = to.kind == "user"
                || (*verb == Verb::Owner
                    && (to.name.contains('@') || (!declared.contains_key(&to) && declared.contains_key(&person))));
            match (is_person, fits(*verb, &to)) {
                (true, _) => telling.left("owner that is a person", 1),
                (false, true) => relations.push(Relation { verb: *verb, to, at: place.at() }),
                (false, false) => telling.left(&format!("spec.{member} to another kind"), 1),
            }
        }
    }
    relations
}

/// Whether what is pointed at can be pointed at so.
fn fits(verb: Verb, to: &Id) -> bool {
    let kind = entity::kind(&to.kind);
    match verb {
        Verb::Owner => kind == Some(Kind::Team),
        Verb::PartOf | Verb::DependencyOf => kind == Some(Kind::System),
        Verb::Provides | Verb::Consumes => kind == Some(Kind::Api),
        Verb::DependsOn => matches!(kind, Some(Kind::System | Kind::Api)),
    }
}

/// Takes away what would make something a part of itself, and tells where the circle closes.
pub(super) fn without_circles(
    entities: &[Entity<'_>],
    relations: &mut HashMap<Id, Vec<Relation>>,
    telling: &mut Telling,
) {
    let closing = closing(entities, relations);
    for entity in entities {
        let Some(own) = relations.get_mut(&entity.id) else { continue };
        let mut at = 0;
        own.retain(|relation| {
            at += 1;
            if !closing.contains(&(entity.id.clone(), at - 1)) {
                return true;
            }
            let (of, to) = (&entity.id, &relation.to);
            telling.note(
                &relation.at,
                &to.to_string(),
                Say::new(
                    format!("{of} serait une partie de lui-même, par {to}"),
                    format!("{of} would be a part of itself, by {to}"),
                ),
                Say::new("ôtez une des deux appartenances", "take one of the two memberships away"),
            );
            false
        });
    }
}

/// The relations that close a circle, by entity and place: each entity is looked at once, its parents before it is done.
fn closing(entities: &[Entity<'_>], relations: &HashMap<Id, Vec<Relation>>) -> HashSet<(Id, usize)> {
    let mut closing = HashSet::new();
    let mut is_done: HashMap<&Id, bool> = HashMap::new();
    for entity in entities {
        if is_done.contains_key(&entity.id) {
            continue;
        }
        is_done.insert(&entity.id, false);
        let mut way: Vec<(&Id, usize)> = vec![(&entity.id, 0)];
        while let Some((id, at)) = way.last_mut() {
            let Some(relation) = relations.get(*id).and_then(|own| own.get(*at)) else {
                is_done.insert(*id, true);
                way.pop();
                continue;
            };
            *at += 1;
            if relation.verb != Verb::PartOf {
                continue;
            }
            match is_done.get(&relation.to) {
                Some(true) => {}
                Some(false) => {
                    closing.insert(((*id).clone(), *at - 1));
                }
                None => {
                    is_done.insert(&relation.to, false);
                    way.push((&relation.to, 0));
                }
            }
        }
    }
    closing
}
