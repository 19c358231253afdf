//! Availability of the element: the product over what it cannot do without, each system once.

use std::collections::BTreeSet;

use base::{Measure, Quantity, Say, Unit};

use super::network::{Mode, Network, share};
use super::route::Route;
use super::words::list;
use crate::field::Field;

/// Minutes in the month all figures mean: 30 days.
const MINUTES_A_MONTH: f64 = 30.0 * 24.0 * 60.0;

/// Availability before and after, and what lies between.
#[derive(Default)]
pub(super) struct Availability {
    pub before: Option<Measure>,
    pub after: Option<Measure>,
    /// Minutes a month more without the element.
    pub downtime: Option<Measure>,
}

/// The systems an element cannot do without along one way: each leg as long as it is hard, and what the last one needs.
///
/// Gateways count themselves, not the other systems they lead to.
pub(super) fn needed(network: &Network, route: &Route) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for leg in &route.legs {
        if leg.mode.is_some_and(|mode| !mode.carries_failure()) {
            return out;
        }
        out.insert(leg.system);
    }
    let Some(last) = route.last() else { return out };
    let mut open = vec![last];
    while let Some(at) = open.pop() {
        for flow in network.leaving[at as usize].iter().map(|flow| network.flow(*flow)) {
            // Only what is called hard by name: an undescribed mode beyond the way is no dependency yet.
            if flow.mode == Mode::Hard && out.insert(flow.to) {
                open.push(flow.to);
            }
        }
    }
    out
}

/// Compares the element before and after the change.
///
/// Unit: share of time. Assumes that systems fail independently; shared ones are counted once.
/// What one system does not state leaves the product unknown; it is told, and whom to ask.
pub(super) fn compare(
    network: &Network,
    before: &BTreeSet<u32>,
    change: &BTreeSet<u32>,
    unknowns: &mut Vec<Say>,
) -> Availability {
    let after: BTreeSet<u32> = before.union(change).copied().collect();
    let unstated: Vec<u32> = after.iter().copied().filter(|at| level(network, *at).is_none()).collect();
    for at in &unstated {
        let (name, ask) = (network.quoted(*at), network.ask(network.system(*at)));
        unknowns.push(Say::new(
            format!("le niveau de service de {} n'est pas connu : {}", name.fr, ask.fr),
            format!("the service level of {} is not known: {}", name.en, ask.en),
        ));
    }
    let (before_level, after_level) = (product(network, before), product(network, &after));
    let downtime = before_level.as_ref().zip(after_level.as_ref()).map(|(before_level, after_level)| {
        // before − after = before × (1 − product of what is new): rises with the first, falls with the second.
        let new = after.difference(before).filter_map(|at| level(network, *at));
        let new = new.fold(Quantity::exact(1.0), |product, level| product.zip(level.value, |a, b| a * b));
        let b = before_level.value;
        let value = Quantity {
            low: b.low * (1.0 - new.high),
            likely: b.likely * (1.0 - new.likely),
            high: b.high * (1.0 - new.low),
        };
        Measure::computed(
            value.map(|share| share * MINUTES_A_MONTH),
            Unit::MinutesPerMonth,
            Say::new(
                "(disponibilité avant − après) × 43 200 minutes d'un mois de 30 jours",
                "(availability before − after) × 43,200 minutes of a month of 30 days",
            ),
            vec![
                (Say::new("disponibilité avant", "availability before"), before_level.clone()),
                (Say::new("disponibilité après", "availability after"), after_level.clone()),
            ],
        )
    });
    Availability { before: before_level, after: after_level, downtime }
}

fn level(network: &Network, at: u32) -> Option<Measure> {
    network.positive(at, Field::Availability).filter(|level| share(level.value).is_some())
}

fn product(network: &Network, systems: &BTreeSet<u32>) -> Option<Measure> {
    let levels: Option<Vec<(Say, Measure)>> =
        systems.iter().map(|at| Some((network.system(*at).name.clone(), level(network, *at)?))).collect();
    let levels = levels.filter(|levels| !levels.is_empty())?;
    let value = levels.iter().fold(Quantity::exact(1.0), |product, (_, level)| product.zip(level.value, |a, b| a * b));
    let names = list(&levels.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    let how = Say::new(
        format!("produit des niveaux de service ({}), chacun une fois, pannes supposées indépendantes", names.fr),
        format!("product of the service levels ({}), each once, failures assumed independent", names.en),
    );
    Some(Measure::computed(value, Unit::Share, how, levels))
}
