//! Means of two groups: how far apart they are, and how sure one is.

use libm::sqrt;

use crate::interval::two_sided;
use crate::special::{normal_cdf, student_above, student_quantile_above};
use crate::{Interval, NoInterval};

/// What is kept of a group's values: enough for its mean and how much it varies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// How many values.
    pub n: u64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub sum_squares: f64,
}

impl Group {
    fn read(self) -> Result<(f64, f64), NoInterval> {
        if self.n < 2 {
            return Err(NoInterval::NotEnough { have: self.n, need: 2 });
        }
        let n = self.n as f64;
        let mean = self.sum / n;
        let variance = (self.sum_squares - self.sum * mean) / (n - 1.0);
        // Rounding may leave a hair below nothing where all values are equal.
        let rounding = 1e-12 * self.sum_squares / n;
        if !variance.is_finite() || variance < -rounding {
            return Err(NoInterval::NoCount);
        }
        Ok((mean, variance.max(0.0)))
    }
}

/// What two groups say of their means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Pilot less control, in the unit of the values; or over the control's mean, where it is relative.
    pub estimate: f64,
    /// The range the true difference lies in.
    pub interval: Interval,
    /// The estimate in standard errors.
    pub t: f64,
    /// Degrees of freedom (Welch, Satterthwaite).
    pub freedom: f64,
    /// How often a difference at least as large, either way, would come by chance alone.
    pub p_value: f64,
}

/// Compares two means whose groups may vary differently (Welch).
///
/// Unit: that of the values; `confidence` strictly between 0 and 1.
/// Errors: [`NoInterval`] under two values a group, or when neither group varies at all.
/// Source: B. L. Welch, 1947. Oracle: tests/oracles/mean.csv.
pub fn difference(control: Group, pilot: Group, confidence: f64) -> Result<Difference, NoInterval> {
    let ((m1, v1), (m2, v2)) = (control.read()?, pilot.read()?);
    let (own1, own2) = (v1 / control.n as f64, v2 / pilot.n as f64);
    told(m2 - m1, own1 + own2, freedom(own1, own2, control, pilot), confidence)
}

/// Compares two means as a share of the control's (0.1 is 10 % more), by the delta method.
///
/// Unit: share of the control's mean. Errors: as [`difference`], and [`NoInterval::NoCount`] when the control's mean is 0.
/// Oracle: tests/oracles/mean.csv.
pub fn relative_difference(control: Group, pilot: Group, confidence: f64) -> Result<Difference, NoInterval> {
    let ((m1, v1), (m2, v2)) = (control.read()?, pilot.read()?);
    if m1 == 0.0 {
        return Err(NoInterval::NoCount);
    }
    let ratio = m2 / m1;
    let (own1, own2) = (v1 / control.n as f64, v2 / pilot.n as f64);
    let variance = (own1 * ratio * ratio + own2) / (m1 * m1);
    // The degrees of freedom stay those of the two means, as in the tools whose answers are compared.
    told((m2 - m1) / m1, variance, freedom(own1, own2, control, pilot), confidence)
}

/// Welch's degrees of freedom, from the variances of the two means.
fn freedom(own1: f64, own2: f64, control: Group, pilot: Group) -> f64 {
    let both = own1 + own2;
    both * both / (own1 * own1 / (control.n as f64 - 1.0) + own2 * own2 / (pilot.n as f64 - 1.0))
}

fn told(estimate: f64, variance: f64, freedom: f64, confidence: f64) -> Result<Difference, NoInterval> {
    let z = two_sided(confidence)?;
    if !(variance > 0.0 && variance.is_finite() && estimate.is_finite() && freedom > 0.0) {
        return Err(NoInterval::NoCount);
    }
    let error = sqrt(variance);
    let t = estimate / error;
    // Beyond this many degrees of freedom Student's t is the normal distribution to every digit kept.
    let (reach, p_value) = if freedom > 1e10 {
        (z, 2.0 * normal_cdf(-t.abs()))
    } else {
        (student_quantile_above(freedom, (1.0 - confidence) / 2.0), 2.0 * student_above(freedom, t.abs()))
    };
    let interval = Interval { low: estimate - reach * error, high: estimate + reach * error };
    Ok(Difference { estimate, interval, t, freedom, p_value })
}
