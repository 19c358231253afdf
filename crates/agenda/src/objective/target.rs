//! Where a number starts, where it should be, and how far a value is on that way.

use serde::{Deserialize, Serialize};

use crate::money::goal;

/// What a number should do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Rise.
    Increase {
        /// Where it starts.
        baseline: f64,
        /// Where it should be.
        target: f64,
    },
    /// Fall.
    Decrease {
        /// Where it starts.
        baseline: f64,
        /// Where it should be.
        target: f64,
    },
    /// Stay between two bounds, or come back between them.
    KeepWithin {
        /// Where it starts.
        baseline: f64,
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
    },
    /// Be reached: 1, or not: 0.
    Milestone,
}

impl Target {
    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Target::Increase { .. } => "increase",
            Target::Decrease { .. } => "decrease",
            Target::KeepWithin { .. } => "keep_within",
            Target::Milestone => "milestone",
        }
    }

    /// Whether it is a milestone.
    pub fn is_milestone(self) -> bool {
        matches!(self, Target::Milestone)
    }

    /// Whether its numbers say what they should: finite, and in the order of their direction.
    pub fn is_sound(self) -> bool {
        match self {
            Target::Increase { baseline, target } => baseline.is_finite() && target.is_finite() && baseline < target,
            Target::Decrease { baseline, target } => baseline.is_finite() && target.is_finite() && baseline > target,
            Target::KeepWithin { baseline, low, high } => {
                baseline.is_finite() && low.is_finite() && high.is_finite() && low <= high
            }
            Target::Milestone => true,
        }
    }

    /// Whether a value can be one of its numbers.
    pub fn takes(self, value: f64) -> bool {
        match self {
            Target::Milestone => value == 0.0 || value == 1.0,
            _ => value.is_finite(),
        }
    }

    /// Gives how far a value is, from where it starts to where it should be, held between 0 and 1.
    ///
    /// Shape: 1 between the bounds of what is kept within; outside them, the way back from a start on the same side,
    /// 0 where it started between them or on the other side.
    /// Source: key results of objectives, scored as `clamp((x − x0) / (x1 − x0), 0, 1)`.
    pub fn score(self, value: f64) -> f64 {
        let reached = |from: f64, to: f64| goal::reached(from, value, to).unwrap_or(0.0);
        match self {
            Target::Increase { baseline, target } | Target::Decrease { baseline, target } => reached(baseline, target),
            Target::KeepWithin { low, high, .. } if (low..=high).contains(&value) => 1.0,
            Target::KeepWithin { baseline, low, .. } if value < low && baseline < low => reached(baseline, low),
            Target::KeepWithin { baseline, high, .. } if value > high && baseline > high => reached(baseline, high),
            Target::KeepWithin { .. } => 0.0,
            Target::Milestone => f64::from(u8::from(value == 1.0)),
        }
    }
}
