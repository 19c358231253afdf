//! Who else suffers when a system on the way goes over its limit.

use super::network::{Mode, Network};
use super::route::Route;
use super::{Neighbour, SystemLoad};
use crate::field::Field;

/// Systems that depend hard on one that goes, or may go, over its limit; those with most units first.
///
/// Followed upstream over hard flows, but not through the systems on the way: what else a gateway serves does not wait
/// for the system behind it. What nobody called hard is not claimed to suffer.
pub(super) fn neighbours(network: &Network, route: &Route, loads: &[SystemLoad]) -> Vec<Neighbour> {
    let on_way: Vec<u32> = route.systems().collect();
    let mut seen = vec![false; network.systems.len()];
    let mut out = Vec::new();
    for load in loads.iter().filter(|load| load.used.as_ref().is_some_and(|used| used.value.high > 1.0)) {
        let Some(start) = network.at(&load.system) else { continue };
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for flow in network.reaching[at as usize].iter().map(|flow| network.flow(*flow)) {
                let from = flow.from;
                if flow.mode != Mode::Hard || seen[from as usize] || from == start || on_way.contains(&from) {
                    continue;
                }
                seen[from as usize] = true;
                open.push(from);
                let system = network.system(from);
                out.push(Neighbour {
                    system: system.id.clone(),
                    name: system.name.clone(),
                    units: network.positive(from, Field::Units),
                    unit_word: system.words(Field::UnitWord).cloned(),
                    shares: load.system.clone(),
                });
            }
        }
    }
    out.sort_by(|a, b| {
        let units = |n: &Neighbour| n.units.as_ref().map_or(0.0, |units| units.value.likely);
        units(b).partial_cmp(&units(a)).unwrap_or(std::cmp::Ordering::Equal).then_with(|| a.system.cmp(&b.system))
    });
    out
}
