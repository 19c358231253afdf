//! Waiting times against a simulation of events, over a thousand random queues.
//!
//! `cargo run --release -p landscape --example queue_oracle`
//!
//! Each run goes on until its own standard error is 0.25 % of the mean wait, so that one per cent is four of them.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock and prints

#[path = "../tests/queue/simulation.rs"]
#[allow(dead_code, missing_docs)]
mod simulation;

use std::time::Instant;

use landscape::queue::waiting;
use simulation::{Draws, events};

const SETS: u64 = 1_000;
const ERROR: f64 = 0.0025;

fn main() {
    let start = Instant::now();
    let mut draws = Draws(1_917);
    let (mut within, mut honest, mut played, mut worst, mut formula_ns) = (0, 0, 0, 0.0_f64, 0);
    for set in 0..SETS {
        let places = 1 + (draws.share().powi(3) * 200.0) as u32;
        let service_s = 10_f64.powf(draws.share() * 4.0 - 3.0);
        let least = 1.0 - 1.2 / f64::from(places).sqrt();
        let used = least.max(0.3) + draws.share() * (0.95 - least.max(0.3));
        let arrivals = used * f64::from(places) / service_s;
        let seen = events(arrivals, service_s, places, set, ERROR, 1 << 31);
        let clock = Instant::now();
        let got = waiting(arrivals, service_s, places).expect("below full use");
        formula_ns += clock.elapsed().as_nanos();
        let apart = (got.wait_s / seen.wait_s.0 - 1.0).abs().max((got.waits / seen.waits.0 - 1.0).abs());
        honest += u64::from(seen.wait_s.1 <= ERROR);
        within += u64::from(apart <= 0.01);
        worst = worst.max(apart);
        played += seen.events;
    }
    println!(
        "{SETS} queues of 1 to 200 places, 30 to 95 % used, {played} events, {:.0} s",
        start.elapsed().as_secs_f64()
    );
    println!("within 1 % of the simulation (share that waits and mean wait): {within}; worst {:.2} %", worst * 100.0);
    println!("runs whose standard error is at most 0.25 %: {honest}");
    println!("the formula: {:.1} µs a queue", formula_ns as f64 / SETS as f64 / 1000.0);
}
