//! Whether the ranges people gave held what came: the honesty of estimates.

use crate::Interval;
use crate::proportion::{Counted, wilson};

/// Scores one range against what came: its width, and a fine for each unit it missed by; less is better.
///
/// Unit: that of the numbers; `level` is what the range was meant to hold, as 0.9.
/// Errors: `None` when the ends are out of order, a number is not finite, or the level is not strictly between 0 and 1.
/// Source: Gneiting & Raftery, 2007: `(high − low) + 2/(1 − level) · miss`. Oracle: tests/oracles/interval_score.csv.
pub fn interval_score(range: Interval, level: f64, came: f64) -> Option<f64> {
    let ordered = range.low <= range.high && (range.high - range.low).is_finite() && came.is_finite();
    let sane = ordered && level > 0.0 && level < 1.0;
    if !sane {
        return None;
    }
    let miss = (range.low - came).max(0.0) + (came - range.high).max(0.0);
    Some(range.high - range.low + 2.0 / (1.0 - level) * miss)
}

/// How many ranges held what came, and what that says of the estimator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// How many ranges held what came.
    pub held: Counted,
    /// The share that did.
    pub share: f64,
    /// Where the true share lies with 95 % confidence (Wilson).
    pub interval: Interval,
}

/// Counts how many ranges held what came, ends included.
///
/// Errors: `None` when there is no pair.
pub fn coverage(pairs: &[(Interval, f64)]) -> Option<Coverage> {
    let hits = pairs.iter().filter(|(range, came)| range.holds(*came)).count() as u64;
    let held = Counted { hits, of: pairs.len() as u64 };
    Some(Coverage { held, share: held.share().ok()?, interval: wilson(held, 0.95).ok()? })
}
