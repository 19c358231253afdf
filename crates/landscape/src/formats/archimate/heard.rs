//! What relationships say, one after the other: who calls whom, what is part of what, who writes which data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::document::{Concept, Document, Relationship};
use super::meaning::Role;
use super::web::Web;

/// What relationships say, elements by their place in the document.
#[derive(Default)]
pub(super) struct Said {
    /// Child, parent, and the relationship that says so.
    pub(super) parts: Vec<(usize, usize, usize)>,
    /// Caller and called, with the relationship that says so first.
    pub(super) flows: Vec<(usize, usize, usize)>,
    known: HashMap<(usize, usize), usize>,
    /// The flows each relationship told of.
    told: HashMap<usize, Vec<usize>>,
    /// The data each flow carries.
    pub(super) carries: BTreeMap<usize, BTreeSet<usize>>,
    /// The data an API gives, with the relationship that says so first.
    pub(super) gives: BTreeMap<usize, (usize, BTreeSet<usize>)>,
    pub(super) writers: BTreeMap<usize, Writers>,
    pub(super) serves: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) capabilities: BTreeMap<usize, BTreeSet<usize>>,
}

/// Who may write a data object.
#[derive(Default)]
pub(super) struct Writers {
    /// Systems, with the relationship that says so.
    systems: BTreeMap<usize, usize>,
    /// Systems that reach it in a way that is not said.
    perhaps: BTreeSet<usize>,
    /// Whether something of a system nobody knows writes it.
    is_open: bool,
}

/// One relationship among the others.
pub(super) struct Told<'a> {
    pub(super) document: &'a Document,
    pub(super) web: &'a Web<'a>,
    pub(super) place: usize,
    pub(super) relationship: &'a Relationship,
}

impl Told<'_> {
    fn ends(&self) -> Option<(Concept, Concept)> {
        let known = &self.document.known;
        Some((*known.get(&self.relationship.source)?, *known.get(&self.relationship.target)?))
    }
}

/// Hears who calls whom, and who is served; whether it said anything.
pub(super) fn calls(told: &Told<'_>, said: &mut Said) -> bool {
    let kind = told.relationship.kind.as_str();
    let Some((Concept::Element(source), Concept::Element(target))) = told.ends() else { return false };
    if !matches!(kind, "Serving" | "Flow" | "Triggering") {
        return false;
    }
    if told.web.role(source) == Role::Junction {
        // It is heard with those that lead into the junction.
        return true;
    }
    let mut is_heard = false;
    for arrival in told.web.arrivals(target, kind) {
        let (Some(from), true) = (told.web.system(source), arrival != source) else { continue };
        if kind == "Serving" && told.web.role(arrival) == Role::Person {
            said.serves.entry(from).or_default().insert(arrival);
            is_heard = true;
        }
        let Some(to) = told.web.system(arrival).filter(|to| *to != from) else { continue };
        let (caller, called) = if kind == "Serving" { (to, from) } else { (from, to) };
        let flow = *said.known.entry((caller, called)).or_insert_with(|| {
            said.flows.push((caller, called, told.place));
            said.flows.len() - 1
        });
        said.told.entry(told.place).or_default().push(flow);
        is_heard = true;
    }
    is_heard
}

/// Hears everything else; whether it said anything.
pub(super) fn others(told: &Told<'_>, said: &mut Said) -> bool {
    let relationship = told.relationship;
    let (source, target) = match told.ends() {
        Some((Concept::Element(source), Concept::Element(target))) => (source, target),
        Some(
            (Concept::Element(data), Concept::Relationship(tied))
            | (Concept::Relationship(tied), Concept::Element(data)),
        ) => {
            return carries(told, data, tied, said);
        }
        _ => return false,
    };
    let roles = (told.web.role(source), told.web.role(target));
    match (relationship.kind.as_str(), roles) {
        ("Composition" | "Aggregation", (Role::System, Role::System)) => {
            said.parts.push((target, source, told.place));
            true
        }
        ("Composition" | "Aggregation" | "Assignment" | "Realization", (from, to))
            if from.is_of_a_system() && to.is_of_a_system() && to != Role::System =>
        {
            let system = told.web.system(target);
            if let (Role::Function, Some(system)) = (to, system) {
                said.capabilities.entry(system).or_default().insert(target);
            }
            !told.web.systems(target).is_empty()
        }
        ("Realization" | "Assignment", (from, Role::Capability)) if from.is_of_a_system() => {
            let Some(system) = told.web.system(source) else { return false };
            said.capabilities.entry(system).or_default().insert(target);
            true
        }
        ("Access", (from, Role::Data)) if from.is_of_a_system() => access(told, source, target, said),
        // Some tools draw the arrow from the data.
        ("Access", (Role::Data, to)) if to.is_of_a_system() => access(told, target, source, said),
        _ => false,
    }
}

/// Data tied to a flow is what the flow carries.
fn carries(told: &Told<'_>, data: usize, tied: usize, said: &mut Said) -> bool {
    let is_flow = told.document.relationships.get(tied).is_some_and(|tied| tied.kind == "Flow");
    let is_tie = matches!(told.relationship.kind.as_str(), "Association" | "Access");
    let Some(flows) = said.told.get(&tied).filter(|_| is_flow && is_tie && told.web.role(data) == Role::Data) else {
        return false;
    };
    for flow in flows {
        said.carries.entry(*flow).or_default().insert(data);
    }
    !flows.is_empty()
}

/// What an API reads it gives; who alone may write is the master.
fn access(told: &Told<'_>, accessor: usize, data: usize, said: &mut Said) -> bool {
    let kind = told.relationship.access.as_deref();
    let is_given = told.web.role(accessor) == Role::Api && matches!(kind, Some("Read" | "ReadWrite"));
    if is_given {
        let (_, given) = said.gives.entry(accessor).or_insert_with(|| (told.place, BTreeSet::new()));
        given.insert(data);
    }
    let writers = said.writers.entry(data).or_default();
    match (kind, told.web.system(accessor)) {
        (Some("Read"), _) => {}
        (_, None) => writers.is_open = true,
        (Some("Write" | "ReadWrite"), Some(system)) => {
            writers.systems.entry(system).or_insert(told.place);
            return true;
        }
        (_, Some(system)) => {
            writers.perhaps.insert(system);
        }
    }
    is_given
}

impl Writers {
    /// The one system that may write, and the relationship that says so.
    pub(super) fn master(&self) -> Option<(usize, usize)> {
        let (system, place) = self.systems.iter().next().filter(|_| self.systems.len() == 1)?;
        let is_alone = !self.is_open && self.perhaps.iter().all(|other| other == system);
        is_alone.then_some((*system, *place))
    }
}
