//! The ways between elements: which system stands behind what it does or offers, and past junctions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::document::{Concept, Document};
use super::meaning::Role;

/// How many elements are looked at on the way from one to the systems behind it, so that no web of them costs more
/// than its size; real ways have two or three.
const STEPS: usize = 64;

/// Who holds whom, among systems and what they do and offer.
pub(super) struct Web<'a> {
    roles: &'a [Role],
    /// For each element, those that are composed of it, assigned to it or realize it.
    holders: HashMap<usize, Vec<usize>>,
    /// For each junction, where relationships of a kind go on to.
    onward: HashMap<(usize, &'a str), Vec<usize>>,
}

impl<'a> Web<'a> {
    pub(super) fn of(document: &'a Document, roles: &'a [Role]) -> Web<'a> {
        let mut web = Web { roles, holders: HashMap::new(), onward: HashMap::new() };
        for relationship in &document.relationships {
            let (Some(Concept::Element(source)), Some(Concept::Element(target))) =
                (document.known.get(&relationship.source), document.known.get(&relationship.target))
            else {
                continue;
            };
            let holds =
                matches!(relationship.kind.as_str(), "Composition" | "Aggregation" | "Assignment" | "Realization");
            let is_held = web.role(*target).is_of_a_system() && web.role(*target) != Role::System;
            if holds && is_held && web.role(*source).is_of_a_system() {
                web.holders.entry(*target).or_default().push(*source);
            }
            if web.role(*source) == Role::Junction {
                web.onward.entry((*source, relationship.kind.as_str())).or_default().push(*target);
            }
        }
        web
    }

    pub(super) fn role(&self, element: usize) -> Role {
        self.roles.get(element).copied().unwrap_or(Role::Other)
    }

    /// The systems behind an element, in order; itself when it is one. None when it is nothing of a system.
    pub(super) fn systems(&self, element: usize) -> Vec<usize> {
        self.reach(element, |at| match self.role(at) {
            Role::System => Step::Arrived,
            role if role.is_of_a_system() => Step::On(self.holders.get(&at).map_or(&[], Vec::as_slice)),
            _ => Step::Nowhere,
        })
    }

    /// The one system behind an element; `None` when there is none, or several: nobody knows which then.
    pub(super) fn system(&self, element: usize) -> Option<usize> {
        match self.systems(element).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Where a relationship of a kind arrives: its target, or those behind the junctions it runs into.
    pub(super) fn arrivals(&self, target: usize, kind: &'a str) -> Vec<usize> {
        self.reach(target, |at| match self.role(at) {
            Role::Junction => Step::On(self.onward.get(&(at, kind)).map_or(&[], Vec::as_slice)),
            _ => Step::Arrived,
        })
    }

    /// Walks from an element to all that are arrived at; nothing when the way is longer than the bound.
    fn reach<'b>(&'b self, from: usize, step: impl Fn(usize) -> Step<'b>) -> Vec<usize> {
        let (mut seen, mut next, mut arrived) = (vec![from], 0, Vec::new());
        while let Some(at) = seen.get(next).copied() {
            next += 1;
            match step(at) {
                Step::Arrived => arrived.push(at),
                Step::Nowhere => {}
                Step::On(further) if further.len() > STEPS => return Vec::new(),
                Step::On(further) => {
                    for one in further {
                        if !seen.contains(one) {
                            seen.push(*one);
                        }
                    }
                }
            }
            if seen.len() > STEPS {
                return Vec::new();
            }
        }
        arrived.sort_unstable();
        arrived
    }
}

enum Step<'a> {
    Arrived,
    Nowhere,
    On(&'a [usize]),
}

/// Parts with the relationship that says so, without those that would make something a part of itself; and the
/// relationships left out. A child keeps its parents in the order they were told.
#[allow(clippy::type_complexity, reason = "child to parents, each with its relationship")]
pub(super) fn without_loops(parts: Vec<(usize, usize, usize)>) -> (BTreeMap<usize, Vec<(usize, usize)>>, Vec<usize>) {
    let mut parents: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut known: HashSet<(usize, usize)> = HashSet::new();
    for (child, parent, relationship) in parts {
        if known.insert((child, parent)) {
            parents.entry(child).or_default().push((parent, relationship));
        }
    }
    let mut turning: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut done: HashSet<usize> = HashSet::new();
    let mut above: HashSet<usize> = HashSet::new();
    for start in parents.keys() {
        if done.contains(start) {
            continue;
        }
        let mut way = vec![(*start, 0)];
        above.insert(*start);
        while let Some((child, next)) = way.last_mut() {
            match parents.get(child).and_then(|known| known.get(*next)) {
                Some((parent, relationship)) => {
                    *next += 1;
                    if above.contains(parent) {
                        turning.insert((*child, *relationship));
                    } else if !done.contains(parent) {
                        above.insert(*parent);
                        way.push((*parent, 0));
                    }
                }
                None => {
                    above.remove(child);
                    done.insert(*child);
                    way.pop();
                }
            }
        }
    }
    for (child, known) in &mut parents {
        known.retain(|(_, relationship)| !turning.contains(&(*child, *relationship)));
    }
    parents.retain(|_, known| !known.is_empty());
    (parents, turning.into_iter().map(|(_, relationship)| relationship).collect())
}
