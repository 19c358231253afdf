//! The teams a change concerns: owners of the systems on the way and of those it brings over their limit.

use base::{Ref, Say, Side};

use super::network::Network;
use super::route::Route;
use super::{SystemLoad, TeamTouched, Verdict};
use crate::field::Field;

/// Teams in the order of the way of the call. A system without owner is told in `unknowns`.
pub(super) fn teams(
    network: &Network,
    route: &Route,
    loads: &[SystemLoad],
    unknowns: &mut Vec<Say>,
) -> Vec<TeamTouched> {
    let mut systems: Vec<u32> = route.systems().collect();
    let over = loads.iter().filter(|load| load.verdict == Verdict::Over).filter_map(|load| network.at(&load.system));
    for at in over {
        if !systems.contains(&at) {
            systems.push(at);
        }
    }
    let mut out: Vec<TeamTouched> = Vec::new();
    for at in systems {
        let system = network.system(at);
        if system.refs(Field::Owner).is_empty() {
            let name = network.quoted(at);
            unknowns.push(Say::new(
                format!("aucune équipe n'est nommée responsable de {} : demandez à l'architecte", name.fr),
                format!("no team is named as owner of {}: ask the architect", name.en),
            ));
        }
        for team in system.refs(Field::Owner) {
            match out.iter_mut().find(|touched| touched.team == *team) {
                Some(touched) => touched.through.push(system.id.clone()),
                None => out.push(touched(network, team, &system.id)),
            }
        }
    }
    out
}

fn touched(network: &Network, team: &Ref, through: &Ref) -> TeamTouched {
    let thing = network.catalog.get(team);
    let side = match thing.and_then(|team| team.choice(Field::Side)) {
        Some("marketing") => Side::Marketing,
        Some("it") => Side::It,
        _ => Side::Other,
    };
    TeamTouched {
        team: team.clone(),
        name: network.catalog.name(team),
        side,
        capacity: thing.and_then(|team| team.measure(Field::Capacity)),
        through: vec![through.clone()],
    }
}
