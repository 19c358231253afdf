//! Shares of people: how sure one is of one, and of the difference between two.

use libm::sqrt;

use crate::interval::two_sided;
use crate::special::normal_cdf;
use crate::{Interval, NoInterval};

/// How many did, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many did.
    pub hits: u64,
    /// How many could have.
    pub of: u64,
}

impl Counted {
    /// Gives the share, or says that nobody was observed or that more did than could.
    pub fn share(self) -> Result<f64, NoInterval> {
        match self {
            Counted { of: 0, .. } => Err(NoInterval::NotEnough { have: 0, need: 1 }),
            Counted { hits, of } if hits > of => Err(NoInterval::NoCount),
            Counted { hits, of } => Ok(hits as f64 / of as f64),
        }
    }
}

/// Gives the range in which the true share lies, after so many were observed (Wilson's score interval).
///
/// Unit: shares, `0..=1`; `confidence` strictly between 0 and 1, as 0.95.
/// Errors: [`NoInterval`] when nobody was observed, more did than could, or the confidence is none.
/// Source: E. B. Wilson, 1927, without continuity correction. Oracle: tests/oracles/proportion.csv.
pub fn wilson(counted: Counted, confidence: f64) -> Result<Interval, NoInterval> {
    let share = counted.share()?;
    let z = two_sided(confidence)?;
    let n = counted.of as f64;
    let widen = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / widen;
    let half = z * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n)) / widen;
    // At the ends the score interval reaches 0 or 1 exactly; rounding would miss them by a bit.
    let low = if counted.hits == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if counted.hits == counted.of { 1.0 } else { (centre + half).min(1.0) };
    Ok(Interval { low, high })
}

/// What two observed shares say of their difference; each part is a share, so 0.011 is 1.1 points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Pilot less control.
    pub estimate: f64,
    /// The interval by the unpooled normal approximation (Wald): what walk W1 prints.
    pub normal: Interval,
    /// Newcombe's interval from the two Wilson intervals: holds its level with few people too.
    pub newcombe: Interval,
    /// The estimate in pooled standard errors, 0 when nobody or everybody did in both.
    pub z: f64,
    /// How often a difference at least as large, either way, would come by chance alone.
    pub p_value: f64,
}

/// Compares two shares.
///
/// Unit: shares, `0..=1`; `confidence` strictly between 0 and 1.
/// Errors: [`NoInterval`], as for [`wilson`].
/// Variants: the interval takes each arm's own variance, the test the variance of both arms together, as is usual.
/// Source: R. G. Newcombe, 1998, method 10. Oracle: tests/oracles/difference.csv; W1: +1.10 points [0.41 ; 1.79], z = 3.13.
pub fn difference(control: Counted, pilot: Counted, confidence: f64) -> Result<Difference, NoInterval> {
    let (p1, p2) = (control.share()?, pilot.share()?);
    let (n1, n2) = (control.of as f64, pilot.of as f64);
    let z_half = two_sided(confidence)?;
    let estimate = p2 - p1;
    let half = z_half * sqrt(p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2);
    let (own1, own2) = (wilson(control, confidence)?, wilson(pilot, confidence)?);
    let newcombe = Interval {
        low: estimate - norm(p2 - own2.low, own1.high - p1),
        high: estimate + norm(own2.high - p2, p1 - own1.low),
    };
    let pooled = (control.hits as f64 + pilot.hits as f64) / (n1 + n2);
    let error = sqrt(pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2));
    let z = if error > 0.0 { estimate / error } else { 0.0 };
    let normal = Interval { low: estimate - half, high: estimate + half };
    Ok(Difference { estimate, normal, newcombe, z, p_value: 2.0 * normal_cdf(-z.abs()) })
}

fn norm(a: f64, b: f64) -> f64 {
    sqrt(a * a + b * b)
}
