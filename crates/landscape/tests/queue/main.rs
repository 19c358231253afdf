//! Waiting at a system: closed forms, limits, and a simulation that knows no formula.

mod simulation;

use landscape::queue::{MOST_PLACES, NoWaiting, Waiting, waiting};
use proptest::prelude::*;
use simulation::{Draws, events, times};

fn near(what: &str, got: f64, expect: f64, share: f64) {
    assert!((got - expect).abs() <= share * expect.abs(), "{what}: {got} instead of {expect}");
}

fn check(arrivals: f64, service_s: f64, places: u32, expect: (f64, f64)) {
    let got = waiting(arrivals, service_s, places).unwrap();
    near("share that waits", got.waits, expect.0, 1e-12);
    near("mean wait", got.wait_s, expect.1, 1e-12);
    near("mean time", got.time_s, expect.1 + service_s, 1e-12);
}

#[test]
fn one_place_is_the_closed_form() {
    for (arrivals, service_s) in [(0.5, 1.0), (0.9, 1.0), (22.0, 0.025), (1e-6, 3.0), (0.999_999, 1.0)] {
        let used = arrivals * service_s;
        check(arrivals, service_s, 1, (used, used * service_s / (1.0 - used)));
        // The time in the system is exponential then.
        let got = waiting(arrivals, service_s, 1).unwrap();
        near("95 %", got.time_p95_s, 20_f64.ln() * service_s / (1.0 - used), 1e-9);
    }
}

#[test]
fn two_and_three_places_are_the_textbook_numbers() {
    // C(2, a) = a² / (2 + a); C(3, 2) = 4/9.
    check(1.0, 1.0, 2, (1.0 / 3.0, 1.0 / 3.0));
    check(1.5, 1.0, 2, (2.25 / 3.5, 2.25 / 3.5 / 0.5));
    check(2.0, 1.0, 3, (4.0 / 9.0, 4.0 / 9.0));
}

#[test]
fn as_much_as_can_be_served_has_no_number() {
    assert_eq!(waiting(1.0, 1.0, 1), Err(NoWaiting::Full { utilisation: 1.0 }));
    assert_eq!(waiting(30.0, 0.1, 2), Err(NoWaiting::Full { utilisation: 1.5 }));
    for (arrivals, service_s, places) in [
        (f64::NAN, 1.0, 1),
        (-1.0, 1.0, 1),
        (1.0, 0.0, 1),
        (1.0, f64::INFINITY, 1),
        (1.0, 1e-320, 1),
        (1.0, 0.1, 0),
        (1.0, 0.1, MOST_PLACES + 1),
    ] {
        assert_eq!(waiting(arrivals, service_s, places), Err(NoWaiting::NoNumber), "{arrivals} {service_s} {places}");
    }
}

#[test]
fn nobody_waits_where_nothing_comes_or_places_abound() {
    let idle = waiting(0.0, 0.2, 3).unwrap();
    assert_eq!((idle.waits, idle.wait_s, idle.time_s), (0.0, 0.0, 0.2));
    let many = waiting(10.0, 0.1, 100_000).unwrap();
    assert_eq!((many.waits, many.wait_s), (0.0, 0.0));
    near("service alone", many.time_p95_s, 20_f64.ln() * 0.1, 1e-9);
}

/// The share that waits tends to Halfin and Whitt's (1981) when places grow and spare room with their root.
#[test]
fn a_hundred_thousand_places_stay_accurate() {
    // β = 1: 1 / (1 + β Φ(β) / φ(β)) with Φ(1) = 0.841345 and φ(1) = 0.241971.
    let places = 100_000.0_f64;
    let got = waiting(places - places.sqrt(), 1.0, 100_000).unwrap();
    near("share that waits", got.waits, 1.0 / (1.0 + 0.841_344_746 / 0.241_970_725), 5e-3);
    assert!(got.time_s >= 1.0 && got.time_s < 1.001);
}

/// Exact sums in logarithms: the textbook formula, term by term.
fn by_sum(offered: f64, places: u32) -> f64 {
    let mut term = 0.0_f64; // ln(aᵏ / k!)
    let (mut below, mut top) = (Vec::new(), 0.0);
    for k in 0..=places {
        if k > 0 {
            term += offered.ln() - f64::from(k).ln();
        }
        if k == places { top = term } else { below.push(term) }
    }
    let last = f64::from(places) / (f64::from(places) - offered);
    1.0 / (1.0 + below.iter().map(|t| (t - top).exp()).sum::<f64>() / last)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_recursion_equals_the_sum(places in 1..400_u32, used in 0.01..0.999_f64, service_s in 1e-4..100.0_f64) {
        let got = waiting(used * f64::from(places) / service_s, service_s, places).unwrap();
        let expect = by_sum(used * f64::from(places), places);
        prop_assert!((got.waits - expect).abs() <= 1e-9 * expect + 1e-300, "{} instead of {expect}", got.waits);
    }

    #[test]
    fn more_calls_wait_longer_and_more_places_less(places in 1..200_u32, used in 0.0..0.98_f64, more in 0.0..0.015_f64) {
        let at = |used: f64, places: u32| waiting(used * f64::from(places), 1.0, places).unwrap();
        let (few, many) = (at(used, places), at(used + more, places));
        let law = |a: Waiting, b: Waiting| a.waits <= b.waits + 1e-12 && a.wait_s <= b.wait_s + 1e-12 && a.time_p95_s <= b.time_p95_s + 1e-9;
        prop_assert!(law(few, many));
        prop_assert!(law(waiting(used * f64::from(places), 1.0, places + 1).unwrap(), few));
        prop_assert!(few.time_p95_s >= few.time_s);
    }
}

/// The formula against a run long enough for its own standard error to be a third of one per cent (1,000 sets, up to 95 % use, in
/// `examples/queue_oracle.rs`).
#[test]
fn a_simulation_says_the_same_within_one_per_cent() {
    const ERROR: f64 = 0.0033;
    let (mut draws, mut played) = (Draws(20_261_120), 0);
    for set in 0..24 {
        let places = 1 + (draws.share().powi(2) * 40.0) as u32;
        let service_s = 10_f64.powf(draws.share() * 4.0 - 3.0);
        // Few wait at many places: a share too small to be seen in a short run says nothing.
        let used = (0.5 + 0.25 * draws.share()).max(1.0 - 1.2 / f64::from(places).sqrt());
        let arrivals = used * f64::from(places) / service_s;
        let seen = events(arrivals, service_s, places, set, ERROR, 1 << 30);
        let got = waiting(arrivals, service_s, places).unwrap();
        let what = format!("set {set}: {arrivals} calls/s of {service_s} s at {places}, {seen:?}, {got:?}");
        assert!(seen.wait_s.1.max(seen.waits.1) <= ERROR, "too short a run, {what}");
        played += seen.events;
        near(&what, got.waits, seen.waits.0, 0.01);
        near(&what, got.wait_s, seen.wait_s.0, 0.01);
    }
    assert!(played < 1 << 29, "{played} events");
}

#[test]
fn the_slowest_in_twenty_are_as_slow_as_in_a_simulation() {
    for (arrivals, service_s, places) in [(1.4, 1.0, 2), (6.0, 1.0, 10), (2.4, 1.0, 3)] {
        let times = times(arrivals, service_s, places, 7, 400_000);
        let got = waiting(arrivals, service_s, places).unwrap();
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        near("mean time", got.time_s, mean, 0.02);
        near("95 %", got.time_p95_s, times[times.len() / 20 * 19], 0.02);
    }
}
