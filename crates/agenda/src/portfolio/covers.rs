//! Rows that follow from limits because nothing is chosen by halves: of some candidates that do not fit together, not all.
//!
//! Source: Balas, 1975 (lifted cover inequalities).

use super::program::{Program, Row};
use super::simplex::{Ended, Tableau};

/// How often rows are looked for and added.
const ROUNDS: usize = 25;
/// A row is worth adding when it is overstepped by so much.
const OVERSTEPPED: f64 = 0.01;

/// Adds rows that cut off what a linear program takes by halves, and drops those that turn out to bind nothing. Gives the
/// effort it took.
pub(super) fn tighten(program: &mut Program) -> u64 {
    let given = program.rows.len();
    let mut bounds = program.bounds();
    if !program.propagate(&mut bounds) {
        return 0;
    }
    let mut work = 0;
    let mut last = f64::INFINITY;
    for _ in 0..ROUNDS {
        let mut tableau = Tableau::new(program);
        let ended = tableau.solve(&bounds, f64::NEG_INFINITY);
        work += tableau.work;
        if ended != Ended::Best {
            break;
        }
        let (prices, columns, bound) = (tableau.prices(), tableau.solution(), tableau.bound(&bounds).0);
        let mut at = 0;
        program.rows.retain(|_| {
            at += 1;
            at <= given || prices[at - 1] > 0.0
        });
        let found: Vec<Row> = (0..given).filter_map(|row| cover(program, row, &columns)).collect();
        if found.is_empty() || last - bound < 1e-4 * bound.abs() {
            break;
        }
        last = bound;
        program.rows.extend(found);
    }
    work
}

/// The cover of one row that is overstepped most, lifted over the columns outside.
fn cover(program: &Program, row: usize, columns: &[f64]) -> Option<Row> {
    let Row { parts, most } = &program.rows[row];
    let plain = |(at, part): &(usize, f64)| *at < program.whole && *part > 0.0;
    if parts.len() < 2 || !parts.iter().all(plain) {
        return None;
    }
    let mut order: Vec<(usize, f64)> = parts.clone();
    order.sort_by(|a, b| {
        let keen = |it: &(usize, f64)| (1.0 - columns[it.0]) / it.1;
        keen(a).total_cmp(&keen(b)).then(a.0.cmp(&b.0))
    });
    // Strictly more than fits, rounding aside.
    let over = most * (1.0 + 1e-9) + 1e-7;
    let mut sum = 0.0;
    let mut inside: Vec<(usize, f64)> = Vec::new();
    for it in order {
        if sum > over {
            break;
        }
        sum += it.1;
        inside.push(it);
    }
    if sum <= over {
        return None;
    }
    // None that is not needed stays: those furthest from being chosen leave first.
    inside.sort_by(|a, b| columns[a.0].total_cmp(&columns[b.0]).then(a.0.cmp(&b.0)));
    inside.retain(|(_, part)| {
        let stays = sum - part <= over;
        if !stays {
            sum -= part;
        }
        stays
    });
    inside.sort_by(|a, b| b.1.total_cmp(&a.1));
    let heaviest: Vec<f64> = inside
        .iter()
        .scan(0.0, |sum, (_, part)| {
            *sum += part;
            Some(*sum)
        })
        .collect();
    let mut lifted: Vec<(usize, f64)> = Vec::new();
    for (at, part) in parts {
        let one = match inside.iter().any(|(inside, _)| inside == at) {
            true => 1.0,
            // As heavy as the h heaviest inside: it counts for h.
            false => heaviest.iter().take_while(|heavy| **heavy <= *part).count() as f64,
        };
        if one > 0.0 {
            lifted.push((*at, one));
        }
    }
    let most = inside.len() as f64 - 1.0;
    let stands: f64 = lifted.iter().map(|(at, one)| one * columns[*at]).sum();
    (stands > most + OVERSTEPPED).then_some(Row { parts: lifted, most })
}
