//! Prices for programs too large for a tableau: a bound that holds, close to that of the linear program, found in small steps.
//!
//! Source: Held & Karp, 1971; Polyak, 1969 (the length of a step).

use super::program::{Program, Row};

/// How many steps are made.
const STEPS: usize = 1_500;
/// After so many steps without a better bound, steps are half as long.
const PATIENCE: usize = 25;

/// Prices of the rows at which little more is promised than can be had; `known`: what something known is worth.
pub(super) fn prices(program: &Program, known: f64) -> Vec<f64> {
    let bounds = program.bounds();
    let one_of = |row: &Row| {
        let plain = |(at, part): &(usize, f64)| *at < program.whole && *part == 1.0 && program.low[*at] == 0.0;
        row.most == 1.0 && row.parts.iter().all(plain)
    };
    // Of columns that exclude one another the best is chosen at once: their row needs no steps.
    let mut in_block = vec![false; program.worth.len()];
    let mut blocks = Vec::new();
    for (at, row) in program.rows.iter().enumerate().filter(|(_, row)| one_of(row)) {
        if row.parts.iter().all(|(column, _)| !in_block[*column]) {
            row.parts.iter().for_each(|(column, _)| in_block[*column] = true);
            blocks.push(at);
        }
    }
    let mut is_block = vec![false; program.rows.len()];
    blocks.iter().for_each(|at| is_block[*at] = true);
    let mut prices = vec![0.0; program.rows.len()];
    let (mut best, mut best_prices) = (f64::INFINITY, prices.clone());
    let (mut length, mut since) = (1.0, 0);
    for _ in 0..STEPS {
        let (_, reduced) = program.priced(&prices, &bounds);
        let mut all = prices.clone();
        let mut stands: Vec<f64> = (0..reduced.len())
            .map(|at| if reduced[at] > 0.0 && !in_block[at] { bounds.high[at] } else { bounds.low[at] })
            .collect();
        for block in &blocks {
            let keenest = program.rows[*block]
                .parts
                .iter()
                .map(|(at, _)| *at)
                .max_by(|a, b| reduced[*a].total_cmp(&reduced[*b]).then(b.cmp(a)));
            if let Some(at) = keenest.filter(|at| reduced[*at] > 0.0) {
                (stands[at], all[*block]) = (bounds.high[at], reduced[at]);
            }
        }
        let (bound, _) = program.priced(&all, &bounds);
        if best.is_infinite() || bound < best - 1e-7 * best.abs() {
            (best, best_prices, since) = (bound, all, 0);
        } else {
            since += 1;
            if since >= PATIENCE {
                (length, since) = (length / 2.0, 0);
                prices.clone_from(&best_prices);
                blocks.iter().for_each(|block| prices[*block] = 0.0);
            }
        }
        let over: Vec<f64> = program
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| match is_block[at] {
                true => 0.0,
                false => row.parts.iter().map(|(column, part)| part * stands[*column]).sum::<f64>() - row.most,
            })
            .collect();
        // What has no price and is not overstepped takes no part in a step.
        let counts = |at: usize| prices[at] > 0.0 || over[at] > 0.0;
        let norm: f64 = over.iter().enumerate().filter(|(at, _)| counts(*at)).map(|(_, over)| over * over).sum();
        if norm <= 0.0 || length < 1e-4 {
            break;
        }
        let step = length * (bound - known).max(1e-9 * bound.abs()) / norm;
        prices.iter_mut().zip(&over).for_each(|(price, over)| *price = (*price + step * over).max(0.0));
    }
    best_prices
}
