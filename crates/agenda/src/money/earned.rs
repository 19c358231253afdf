//! Earned value: whether what was done is worth what was spent, and where that leads.

use super::{NoFigure, number};

/// What is known of a piece of work at one moment, in one unit (euros or person-days).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// The budget for all of it (BAC).
    pub budget: f64,
    /// The budget of what should be done by now (PV).
    pub planned: f64,
    /// The budget of what is done (EV).
    pub earned: f64,
    /// What was spent on it (AC).
    pub spent: f64,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Earned {
    /// Earned over planned (SPI): under 1, late.
    pub schedule: f64,
    /// Earned over spent (CPI): under 1, dearer than thought.
    pub cost: f64,
    /// What all of it will cost if the rest goes as the part done (EAC).
    pub at_completion: f64,
    /// How much of the budget left must be earned by each euro left (TCPI); none when nothing is left to spend.
    pub to_complete: Option<f64>,
}

/// Works out the indices of earned value.
///
/// Unit: that of the work; indices are ratios. Errors: [`NoFigure`]; nothing to divide by before anything was planned,
/// earned or spent.
/// Source: SPI = EV/PV, CPI = EV/AC, EAC = BAC/CPI, TCPI = (BAC − EV)/(BAC − AC). Oracle: tests/money/oracles/planning.csv.
pub fn indices(work: Work) -> Result<Earned, NoFigure> {
    let Work { budget, planned, earned, spent } = work;
    if [budget, planned, earned, spent].iter().any(|amount| !(0.0..=f64::MAX).contains(amount)) {
        return Err(NoFigure::NoNumber);
    }
    if planned == 0.0 || spent == 0.0 || earned == 0.0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    let to_complete = (budget > spent).then(|| (budget - earned) / (budget - spent));
    Ok(Earned {
        schedule: number(earned / planned)?,
        cost: number(earned / spent)?,
        at_completion: number(budget * (spent / earned))?,
        to_complete,
    })
}
