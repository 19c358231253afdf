//! The way of a call, from the system that shows the element to the one that answers.

use base::{Kind, Ref, Say, slug};

use super::network::{Mode, Network};
use super::words::{list, quoted};
use crate::archetype::Archetype;
use crate::catalog::Thing;
use crate::field::Field;

/// One system on the way and how it is called from the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Leg {
    pub system: u32,
    /// `None` for the first.
    pub mode: Option<Mode>,
    /// The described flow, where there is one.
    pub flow: Option<u32>,
}

/// The systems on the way of a call: first the one that shows the element, last the one that answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Route {
    pub legs: Vec<Leg>,
    /// Whether the last system is known to answer; else the way ends where knowledge ends.
    pub answered: bool,
    /// The API that is called, where one is described.
    pub api: Option<Ref>,
}

impl Route {
    pub(super) fn systems(&self) -> impl Iterator<Item = u32> {
        self.legs.iter().map(|leg| leg.system)
    }

    pub(super) fn last(&self) -> Option<u32> {
        self.legs.last().map(|leg| leg.system).filter(|_| self.answered)
    }

    /// Only the system that shows the element.
    pub(super) fn stub(channel: Option<u32>) -> Route {
        Route {
            legs: channel.map(|system| Leg { system, mode: None, flow: None }).into_iter().collect(),
            answered: false,
            api: None,
        }
    }

    /// Follows the named systems one after another; a link no flow describes is taken as hard.
    fn through(network: &Network, systems: impl IntoIterator<Item = u32>) -> Route {
        let mut legs: Vec<Leg> = Vec::new();
        for system in systems {
            if legs.iter().any(|leg| leg.system == system) {
                continue;
            }
            let flow = legs.last().and_then(|before| network.between(before.system, system));
            let mode = flow.map(|flow| network.flow(flow).mode).unwrap_or(Mode::Hard);
            legs.push(Leg { system, mode: (!legs.is_empty()).then_some(mode), flow });
        }
        Route { legs, answered: true, api: None }
    }
}

/// The first system an element is shown by.
pub(super) fn channel(network: &Network, element: &Thing) -> Option<u32> {
    element.refs(Field::Channel).iter().find_map(|id| network.at(id))
}

/// The way to a data object: through the API that gives it, else along described flows to its master. Where somebody said
/// which system answers, through an API of that system, else along flows to it.
pub(super) fn to_data(
    network: &Network,
    channel: Option<u32>,
    data: &Thing,
    answering: Option<u32>,
    unknowns: &mut Vec<Say>,
) -> Route {
    let masters: Vec<u32> = data.refs(Field::Master).iter().filter_map(|id| network.at(id)).collect();
    let apis = network.catalog.of_kind(Kind::Api).filter(|api| api.refs(Field::Gives).contains(&data.id));
    let offered = apis.filter_map(|api| {
        let provider = api.refs(Field::Provider).iter().find_map(|id| network.at(id))?;
        Some((!masters.contains(&provider), &api.id, provider, api))
    });
    let offered = offered.filter(|(_, _, provider, _)| answering.is_none_or(|answering| answering == *provider));
    if let Some((_, _, provider, api)) = offered.min_by_key(|(foreign, id, ..)| (*foreign, *id)) {
        let through = api.refs(Field::Through).iter().filter_map(|id| network.at(id)).filter(|at| *at != provider);
        let way = channel.into_iter().chain(through).chain([provider]);
        return Route { api: Some(api.id.clone()), ..Route::through(network, way) };
    }
    match answering.as_ref().or(masters.first()) {
        Some(master) => to_system(network, channel, *master, unknowns),
        None => {
            let (name, ask) = (quoted(&data.name), network.ask(data));
            unknowns.push(Say::new(
                format!("aucune API ni aucun système maître n'est décrit pour {} : {}", name.fr, ask.fr),
                format!("neither an API nor a master system is described for {}: {}", name.en, ask.en),
            ));
            Route::stub(channel)
        }
    }
}

/// The way to a system along described flows.
pub(super) fn to_system(network: &Network, channel: Option<u32>, target: u32, unknowns: &mut Vec<Say>) -> Route {
    let Some(start) = channel.filter(|start| *start != target) else { return Route::through(network, [target]) };
    if let Some(way) = network.way(start, target) {
        return Route::through(network, [start].into_iter().chain(way));
    }
    let (from, to) = (network.quoted(start), network.quoted(target));
    let ask = network.ask(network.system(target));
    unknowns.push(Say::new(
        format!("personne n'a décrit comment {} appelle {} : un appel direct est supposé ; {}", from.fr, to.fr, ask.fr),
        format!("nobody described how {} calls {}: a direct call is assumed; {}", from.en, to.en, ask.en),
    ));
    Route::through(network, [start, target])
}

/// The way to the system whose capabilities serve such a change: the one that fits most words, then the nearest.
pub(super) fn to_capability(
    network: &Network,
    channel: Option<u32>,
    archetype: &Archetype,
    unknowns: &mut Vec<Say>,
) -> Route {
    let wanted: Vec<String> = archetype.served_by.iter().map(|word| slug(word)).collect();
    let fits = |system: &Thing| {
        let has: Vec<String> = system.list(Field::Capabilities).iter().map(|word| slug(word)).collect();
        wanted.iter().filter(|word| has.contains(word)).count()
    };
    let mut found: Vec<(usize, usize, u32)> = Vec::new();
    for (system, at) in network.systems.iter().zip(0..) {
        let count = fits(system);
        if count > 0 {
            let steps = channel.and_then(|start| network.way(start, at)).map_or(usize::MAX, |way| way.len());
            found.push((count, steps, at));
        }
    }
    found.sort_by_key(|(count, steps, at)| (std::cmp::Reverse(*count), *steps, *at));
    let Some((count, _, target)) = found.first().copied() else {
        if !wanted.is_empty() {
            let kind = quoted(&archetype.say());
            unknowns.push(Say::new(
                format!("aucun système décrit ne sert à {} : demandez à l'architecte lequel répondrait", kind.fr),
                format!("no system described serves {}: ask the architect which one would answer", kind.en),
            ));
        }
        return Route::stub(channel);
    };
    let others: Vec<Say> =
        found[1..].iter().filter(|(c, ..)| *c == count).map(|(_, _, at)| network.quoted(*at)).collect();
    if !others.is_empty() {
        let (taken, others) = (network.quoted(target), list(&others));
        unknowns.push(Say::new(
            format!("{} est pris pour la réponse ; pourraient aussi répondre : {}", taken.fr, others.fr),
            format!("{} is taken to answer; these could too: {}", taken.en, others.en),
        ));
    }
    to_system(network, channel, target, unknowns)
}
