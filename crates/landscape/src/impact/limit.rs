//! How much a system can carry: the limit stated for it, else what its places can serve.

use base::{Measure, Quantity, Say, Unit};

use super::network::Network;
use crate::field::Field;

/// The limit of a system in calls a second: its own stated one before one worked out from places and response time.
///
/// The quota of an API is none: it says what may be called through that API, not what the system behind it carries.
/// `quota` tells it on its own.
pub(super) fn limit(network: &Network, at: u32) -> Option<Measure> {
    network.positive(at, Field::Limit).or_else(|| places(network, at))
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
