//! How much a system can carry: the limit stated, what its places can serve, or the quota of an API it offers.

use base::{Kind, Measure, Quantity, Say, Unit};

use super::network::{LEAST, Network, counted};
use super::route::Route;
use crate::field::Field;

/// The limit of a system in calls a second, the lowest that is known.
///
/// A stated limit counts before one worked out from places and response time. The quota of the API the change calls
/// counts for the system that offers it; for other systems the lowest quota of their APIs.
pub(super) fn limit(network: &Network, at: u32, route: &Route) -> Option<Measure> {
    let own = network.positive(at, Field::Limit).or_else(|| places(network, at));
    let quota = quota(network, at, route);
    match (own, quota) {
        (Some(own), Some(quota)) if quota.value.likely < own.value.likely => Some(quota),
        (own, quota) => own.or(quota),
    }
}

/// Calls served at once ÷ time each takes.
fn places(network: &Network, at: u32) -> Option<Measure> {
    let (places, time) = (network.positive(at, Field::Parallel)?, network.positive(at, Field::ResponseMs)?);
    let (c, ms) = (places.value, time.value);
    let value = Quantity {
        low: c.low * 1000.0 / ms.high,
        likely: c.likely * 1000.0 / ms.likely,
        high: c.high * 1000.0 / ms.low,
    };
    let how = Say::new("appels traités en même temps ÷ temps de réponse", "calls served at once ÷ response time");
    let from = vec![(Field::Parallel.label(), places), (Field::ResponseMs.label(), time)];
    Some(Measure::computed(value, Unit::CallsPerSecond, how, from))
}

fn quota(network: &Network, at: u32, route: &Route) -> Option<Measure> {
    let called = route.api.as_ref().filter(|_| route.last() == Some(at));
    let id = &network.system(at).id;
    let offered = network.catalog.pointing_at(id, Kind::Api, Field::Provider);
    let offered = offered.filter(|api| called.is_none_or(|called| *called == api.id));
    let quotas = offered.filter_map(|api| network.measure(api, Field::Limit));
    let quotas = quotas.filter(|quota| counted(quota.value).is_some() && quota.value.low >= LEAST);
    quotas.reduce(|least, next| if next.value.likely < least.value.likely { next } else { least })
}
