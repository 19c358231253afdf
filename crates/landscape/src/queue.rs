//! Waiting at a system that serves several calls at once: the M/M/c queue (Erlang-C).
//!
//! Calls arrive at random, independently of one another; each takes one of `places` and keeps it for an exponential
//! time; who finds none free waits in one line. Bursts and long jobs make the truth worse, steady jobs better.

/// How long calls wait and stay, once things have settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waiting {
    /// Share of the places that are busy, `0..1`.
    pub utilisation: f64,
    /// Share of the calls that find no place free and wait.
    pub waits: f64,
    /// Mean time before a place is free, over all calls, in seconds.
    pub wait_s: f64,
    /// Mean time from arrival to answer, in seconds.
    pub time_s: f64,
    /// Time within which 95 % of the calls are answered, in seconds; exact for this queue, not a tail approximation.
    pub time_p95_s: f64,
}

/// Why there is no waiting time to give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoWaiting {
    /// As much arrives as can be served, or more: the line grows without end.
    Full {
        /// Busy places over places, at least 1.
        utilisation: f64,
    },
    /// A number is negative, not finite or past belief, or there is no place, or there are more than [`MOST_PLACES`].
    NoNumber,
}

/// The most places worked out: the sum runs over them.
pub const MOST_PLACES: u32 = 200_000;

/// Works out how long calls wait.
///
/// Unit: `arrivals` in calls a second, `service_s` in seconds a call, `places` calls served at once.
/// Errors: [`NoWaiting`]; at full use and beyond there is no number.
/// Precision: the recursion on Erlang-B has only positive terms, so it loses no digits, however many places there are.
/// Source: A. K. Erlang, 1917. Oracle: tests/queue.rs (closed forms, simulation).
pub fn waiting(arrivals: f64, service_s: f64, places: u32) -> Result<Waiting, NoWaiting> {
    // Beyond these neither calls nor services are believed, and no quotient leaves the numbers.
    let known = (0.0..=1e15).contains(&arrivals) && (1e-12..=1e12).contains(&service_s);
    if !known || places == 0 || places > MOST_PLACES {
        return Err(NoWaiting::NoNumber);
    }
    let offered = arrivals * service_s;
    let utilisation = offered / f64::from(places);
    if utilisation >= 1.0 {
        return Err(NoWaiting::Full { utilisation });
    }
    let refused = refused(offered, places);
    let waits = refused / (1.0 - utilisation * (1.0 - refused));
    // Whoever waits, waits for an exponential time of this rate.
    let relief = f64::from(places) / service_s * (1.0 - utilisation);
    let wait_s = waits / relief;
    let time_p95_s = within(0.95, waits, 1.0 / service_s, relief);
    Ok(Waiting { utilisation, waits, wait_s, time_s: wait_s + service_s, time_p95_s })
}

/// The share of calls that would be refused, were there no room to wait (Erlang-B).
fn refused(offered: f64, places: u32) -> f64 {
    let mut refused = 1.0;
    for place in 1..=places {
        let busy = offered * refused;
        refused = busy / (f64::from(place) + busy);
        if refused == 0.0 {
            break;
        }
    }
    refused
}

/// The share of calls still unanswered after `t` seconds: service alone, or waiting and then service.
fn unanswered(t: f64, waits: f64, serve: f64, relief: f64) -> f64 {
    // e^(−serve·t) + serve · (e^(−slow·t) − e^(−fast·t)) / (fast − slow), without cancelling where the two are close.
    let (slow, apart) = (serve.min(relief), (serve - relief).abs());
    let between = if apart * t < 1e-12 { t } else { -(-apart * t).exp_m1() / apart };
    (-serve * t).exp() + waits * serve * (-slow * t).exp() * between
}

/// The time within which a share of the calls is answered.
fn within(share: f64, waits: f64, serve: f64, relief: f64) -> f64 {
    let left = 1.0 - share;
    let (mut low, mut high) = (0.0, 1.0 / serve);
    while unanswered(high, waits, serve, relief) > left {
        low = high;
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if unanswered(middle, waits, serve, relief) > left { low = middle } else { high = middle }
    }
    high
}
