//! The strata of a beta number on `0..=1`, for PERT: its share below is worked out on a grid, and turned round between.

use libm::{exp, log};

use crate::distribution::beta_density;
use crate::special::{beta_cdf, ln_beta};

/// Next to an end (the last 1/32) the grid halves so many times, since the share grows as a power there.
const OCTAVES: i32 = 15;
/// Cells an octave: what a cubic misses of a power is less than a thousand-millionth then.
const CELLS_AN_OCTAVE: u32 = 32;
/// Cells between, if they went from 0 to 1.
const CELLS: u32 = 512;

/// Gives the middle quantile of each of `count` strata, smallest first.
///
/// Shape: `alpha` and `beta` of 1 or more, as PERT's are.
pub(super) fn strata(alpha: f64, beta: f64, count: usize) -> Vec<f64> {
    let grid = grid();
    let last = grid.len() - 2;
    let share: Vec<f64> = grid.iter().map(|x| beta_cdf(alpha, beta, *x)).collect();
    let density: Vec<f64> = grid.iter().map(|x| beta_density(alpha, beta, *x)).collect();
    let scale = exp(ln_beta(alpha, beta));
    let mut cell = 0;
    let quantile = |stratum: usize| {
        let p = super::middle(stratum, count);
        while cell < last && share[cell + 1] <= p {
            cell += 1;
        }
        if cell == 0 {
            return near_end(p, alpha, beta, scale);
        }
        if cell == last {
            return 1.0 - near_end(1.0 - p, beta, alpha, scale);
        }
        let wide = grid[cell + 1] - grid[cell];
        let at = inside(p, share[cell], share[cell + 1], density[cell] * wide, density[cell + 1] * wide);
        grid[cell] + at * wide
    };
    (0..count).map(quantile).collect()
}

/// The nodes, from 0 to 1, dense at both ends.
fn grid() -> Vec<f64> {
    let octaves = (0..OCTAVES).rev().flat_map(|octave| {
        let from = 0.5 / f64::from(1_u32 << 5) / f64::from(1_u32 << octave);
        (0..CELLS_AN_OCTAVE).map(move |cell| from * (1.0 + f64::from(cell) / f64::from(CELLS_AN_OCTAVE)))
    });
    let end: Vec<f64> = std::iter::once(0.0).chain(octaves).collect();
    let between = (CELLS / 32..=CELLS - CELLS / 32).map(|node| f64::from(node) / f64::from(CELLS));
    end.iter().copied().chain(between).chain(end.iter().rev().map(|x| 1.0 - x)).collect()
}

/// The point below which the share `p` lies, within a millionth of 0: `x^alpha/(alpha·B)`, and the next term of its series.
fn near_end(p: f64, alpha: f64, beta: f64, scale: f64) -> f64 {
    let x = exp(log(p * alpha * scale) / alpha);
    (x * (1.0 + x * (beta - 1.0) / (alpha + 1.0))).clamp(0.0, 1.0)
}

/// Where in its cell, `0..=1`, a cubic with the given ends and slopes takes the value `p` (Newton, kept between the ends).
fn inside(p: f64, from: f64, to: f64, slope_from: f64, slope_to: f64) -> f64 {
    let rise = to - from;
    let (square, cube) = (3.0 * rise - 2.0 * slope_from - slope_to, slope_from + slope_to - 2.0 * rise);
    let mut t = (p - from) / rise;
    for _ in 0..4 {
        let off = from - p + t * (slope_from + t * (square + t * cube));
        let slope = slope_from + t * (2.0 * square + t * 3.0 * cube);
        if slope <= 0.0 {
            break;
        }
        let step = off / slope;
        t = (t - step).clamp(0.0, 1.0);
        if step.abs() < 1e-12 {
            break;
        }
    }
    t
}
