//! How long availability takes: all cases of a journey, and trials on a large landscape.
//!
//! `cargo run --release -p landscape --example reliability_bench`
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock and prints

use std::time::Instant;

use base::Quantity;
use landscape::reliability::{By, Effort, Part, availability};

fn main() {
    println!("journeys of 40 uncertain parts, three needs each, half of them with an alternative");
    let (mut times, mut cases) = (Vec::new(), 0);
    for seed in 0..200 {
        let parts = invented(40, 3, 0.5, 0.995, seed);
        let start = Instant::now();
        let got = availability(&parts, &[vec![0]], &Effort::default()).expect("a structure");
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        cases += usize::from(got.by == By::Cases);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "  worked out exactly: {cases} of 200; median {:.3} ms, slowest {:.3} ms (goal: some ms)",
        times[100], times[199]
    );

    for (name, alternatives, up, cases) in [
        ("10,000 parts, 50,000 needs, every need with alternatives", 1.0, 0.999, 1 << 14),
        ("the same, parts up 97 % of the time", 1.0, 0.97, 1 << 14),
        ("the same, one need in ten without an alternative", 0.9, 0.999, 1 << 14),
        ("the same, cases not tried", 0.9, 0.999, 0),
    ] {
        let parts = invented(10_000, 5, alternatives, up, 7);
        let effort = Effort { cases, ..Effort::default() };
        let start = Instant::now();
        let got = availability(&parts, &[vec![0]], &effort).expect("a structure");
        let seconds = start.elapsed().as_secs_f64();
        let how = match got.by {
            By::Cases => "exact".to_owned(),
            By::Trials { trials, interval } => {
                format!("{trials} trials, half width {:.1e} (goal 1e-4)", (interval.1 - interval.0) / 2.0)
            }
        };
        println!("{name}\n  {:.6} in {seconds:.3} s (goal 1 s): {how}", got.share.likely);
    }
}

/// A seeded structure: each part has so many needs among the parts after it and, now and then, before it.
fn invented(count: u32, needs: u32, alternatives: f64, up: f64, seed: u64) -> Vec<Part> {
    let mut state = seed;
    let mut draw = move || {
        // SplitMix64: Steele, Lea & Flood, 2014.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..count)
        .map(|at| {
            let member = |draw: &mut dyn FnMut() -> f64| {
                let from = if draw() < 0.02 { 0 } else { (at + 1).min(count - 1) };
                from + (draw() * f64::from(count - from)) as u32
            };
            let last = at + count / 10 >= count;
            let mut left = if last { 0 } else { needs };
            let mut groups = Vec::new();
            while left > 0 {
                let size = if left > 1 && draw() < alternatives { 2 + u32::from(left == 3) } else { 1 };
                groups.push((0..size).map(|_| member(&mut draw)).collect());
                left -= size;
            }
            // Some a little better, some a little worse.
            let down = (1.0 - up) * (0.5 + draw());
            Part { up: Quantity::exact(1.0 - down), needs: groups }
        })
        .collect()
}
