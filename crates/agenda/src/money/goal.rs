//! How far a goal is, from the goals below it.

use super::{NoFigure, number};

/// Rolls progress up by weight: 40 % of weight 2 and 20 % of weight 3 are 28 %.
///
/// Shape: `(progress, weight)` of each goal below; progress a share, weights above 0. Unit: a share.
/// Errors: [`NoFigure`]. Oracle: tests/money/oracles/planning.csv.
pub fn progress(below: &[(f64, f64)]) -> Result<f64, NoFigure> {
    if below.is_empty() {
        return Err(NoFigure::NoFlows);
    }
    if below.iter().any(|(share, weight)| !share.is_finite() || !weight.is_finite() || *weight < 0.0) {
        return Err(NoFigure::NoNumber);
    }
    let weights: f64 = below.iter().map(|(_, weight)| weight).sum();
    if weights == 0.0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    number(below.iter().map(|(share, weight)| share * (weight / weights)).sum())
}

/// Gives how far a measure is from where it began to where it should be, held between 0 and 1.
///
/// Shape: works for measures that should rise and for those that should fall.
/// Errors: [`NoFigure::NothingToDivideBy`] when it should not move at all.
pub fn reached(began: f64, is: f64, target: f64) -> Result<f64, NoFigure> {
    if began == target {
        return Err(NoFigure::NothingToDivideBy);
    }
    Ok(number((is - began) / (target - began))?.clamp(0.0, 1.0))
}
