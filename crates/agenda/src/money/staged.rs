//! Money released stage by stage: what it is worth to be able to stop.

use super::{NoFigure, discount_factor};

/// A stage that may be paid for, or the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// What is worth so much from here on, with nothing left to decide; in euros of its own period.
    End(f64),
    /// What must be paid to see what comes next.
    Gate {
        /// What passing the gate costs, in euros of its own period.
        cost: f64,
        /// How many periods later the outcome is known; 0 when its money falls in the same period.
        periods: f64,
        /// What may come, with its probability; probabilities sum to 1.
        outcomes: Vec<(f64, Stage)>,
    },
}

/// What a staged case is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staged {
    /// To whoever pays for all stages now, come what may.
    pub committed: f64,
    /// To whoever pays stage by stage and may stop at each; never negative, since nothing need be started.
    pub staged: f64,
    /// What being able to stop is worth: one less the other.
    pub option: f64,
}

/// Deeper trees than this are no case.
const DEPTH_MOST: usize = 100;

/// Values a staged case from its last stages to its first.
///
/// Unit: euros at the start; `rate` a share per period.
/// Errors: [`NoFigure`]; probabilities that are none, or do not sum to 1, are no number.
/// Source: backward induction, `V = max(0, −C + Σ p·V'/(1 + r)^periods)`. Oracle: tests/money/oracles/planning.csv.
pub fn value(first: &Stage, rate: f64) -> Result<Staged, NoFigure> {
    let committed = worth(first, rate, false, 0)?;
    let staged = worth(first, rate, true, 0)?.max(0.0);
    Ok(Staged { committed, staged, option: staged - committed })
}

/// Gives the probability of the first outcome of the first gate from which on the case is worth starting.
///
/// The other outcomes keep their proportions. Unit: a share.
/// Errors: [`NoFigure`]; [`NoFigure::Never`] when no probability makes it worth starting, or the first outcome is not
/// what makes it so.
pub fn break_even(first: &Stage, rate: f64) -> Result<f64, NoFigure> {
    let Stage::Gate { cost, periods, outcomes } = first else { return Err(NoFigure::Never) };
    value(first, rate)?;
    let Some(((_, good), others)) = outcomes.split_first() else { return Err(NoFigure::NoFlows) };
    let factor = discount_factor(rate, *periods)?;
    let left: f64 = others.iter().map(|(p, _)| p).sum();
    let mut other = 0.0;
    for (p, stage) in others {
        // Without a part of its own, each of the others is as likely as the next.
        let part = if left > 0.0 { p / left } else { 1.0 / others.len() as f64 };
        other += part * worth(stage, rate, true, 1)?;
    }
    // Straight in the probability: −C + f·(p·good + (1 − p)·other) = 0.
    let good = worth(good, rate, true, 1)?;
    if good <= other {
        return Err(NoFigure::Never);
    }
    let share = (cost / factor - other) / (good - other);
    if share > 1.0 { Err(NoFigure::Never) } else { Ok(share.max(0.0)) }
}

fn worth(stage: &Stage, rate: f64, may_stop: bool, depth: usize) -> Result<f64, NoFigure> {
    if depth > DEPTH_MOST {
        return Err(NoFigure::TooMany);
    }
    match stage {
        Stage::End(value) => super::number(*value),
        Stage::Gate { cost, periods, outcomes } => {
            let sum: f64 = outcomes.iter().map(|(p, _)| p).sum();
            let shares = outcomes.iter().all(|(p, _)| (0.0..=1.0).contains(p)) && (sum - 1.0).abs() < 1e-9;
            if !shares || !cost.is_finite() || *periods < 0.0 {
                return Err(NoFigure::NoNumber);
            }
            let factor = discount_factor(rate, *periods)?;
            let mut value = -cost;
            for (p, next) in outcomes {
                value += p * factor * worth(next, rate, may_stop, depth + 1)?;
            }
            // The first gate is left as it is: whether to start at all is said by who asks.
            let stop = may_stop && depth > 0;
            super::number(if stop { value.max(0.0) } else { value })
        }
    }
}
