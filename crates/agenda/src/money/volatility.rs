//! How much of what was agreed changed since.

use super::NoFigure;

/// Gives the share of the requirements agreed that were added, changed or taken out since (RVI).
///
/// Shape: counts over a period after the baseline. Unit: a share; 0.3 is 30 %, and more than 1 is possible.
/// Errors: [`NoFigure::NothingToDivideBy`] without a baseline. Oracle: tests/money/oracles/planning.csv.
pub fn requirements(baseline: u64, added: u64, changed: u64, deleted: u64) -> Result<f64, NoFigure> {
    if baseline == 0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    Ok((added as f64 + changed as f64 + deleted as f64) / baseline as f64)
}

/// Gives the growth a month that leads from one scope to another, compound: 1,180 to 1,322 in two months is 5.85 %.
///
/// Unit: a share a month. Errors: [`NoFigure::NothingToDivideBy`] without a scope or a month.
/// Oracle: walk W5.
pub fn growth_a_month(from: f64, to: f64, months: f64) -> Result<f64, NoFigure> {
    if from <= 0.0 || to <= 0.0 || months <= 0.0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    super::number(libm::pow(to / from, 1.0 / months) - 1.0)
}
