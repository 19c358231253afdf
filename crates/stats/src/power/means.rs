//! Two means by Student's t, both tails counted (R's `power.t.test(strict = TRUE)`).

use libm::{exp, lgamma, log, sqrt};

use super::{NoPower, smallest};
use crate::special::{normal_cdf, student_quantile_above};

/// Gives how often `n` values per arm would show a difference that is there.
///
/// Unit: `effect` in standard deviations (Cohen's d, sign of no matter); `n` need not be whole, above 1.
/// Errors: [`NoPower`].
/// Source: Student's t with a non-central part, by its definition as an average of normal tails.
/// Oracle: tests/oracles/power_means.csv.
pub fn power(effect: f64, n: f64, alpha: f64) -> Result<f64, NoPower> {
    if !(alpha > 0.0 && alpha < 1.0) {
        return Err(NoPower::NoRisk);
    }
    let enough = n > 1.0 && n <= super::PEOPLE_MOST;
    if !effect.is_finite() || !enough {
        return Err(NoPower::Nothing);
    }
    let freedom = 2.0 * (n - 1.0);
    let critical = student_quantile_above(freedom, alpha / 2.0);
    let shift = sqrt(n / 2.0) * effect.abs();
    Ok(average(freedom, |s| normal_cdf(shift - critical * s) + normal_cdf(-shift - critical * s)))
}

/// Gives how many values each arm needs to see an effect, unrounded.
///
/// Unit: `effect` in standard deviations; `power` and `alpha` strictly between 0 and 1.
/// Errors: [`NoPower`]. Oracle: tests/oracles/power_means.csv.
pub fn per_arm(effect: f64, power: f64, alpha: f64) -> Result<f64, NoPower> {
    let sane = alpha > 0.0 && alpha < 1.0 && power < 1.0 && power > alpha;
    if !sane {
        return Err(NoPower::NoRisk);
    }
    if effect == 0.0 || !effect.is_finite() {
        return Err(NoPower::Nothing);
    }
    smallest(power, 1.5, |n| self::power(effect, n, alpha).unwrap_or(0.0))
}

/// Averages over the standard deviation a sample would show, the true one being 1: the root of chi-square over its freedom.
///
/// On the scale of its logarithm the density is smooth and dies out on both sides, where equal steps converge faster
/// than any power of their number.
fn average(freedom: f64, of: impl Fn(f64) -> f64) -> f64 {
    const STEPS: u32 = 600;
    let deviation = 1.0 / sqrt(2.0 * freedom);
    // Below, the density dies out as slowly as s^freedom; above, twice as fast as any exponential.
    let below = if freedom < 200.0 { 40.0 / freedom + 0.5 } else { 12.0 * deviation };
    let above = if freedom < 200.0 { 0.5 * log(1.0 + 80.0 / freedom) + 0.5 } else { 12.0 * deviation };
    let half = freedom / 2.0;
    let height = std::f64::consts::LN_2 + half * log(half) - lgamma(half);
    let step = (below + above) / f64::from(STEPS);
    let (mut sum, mut weights) = (0.0, 0.0);
    for at in 0..=STEPS {
        let x = f64::from(at) * step - below;
        let s = exp(x);
        let weight = exp(height + freedom * x - half * s * s);
        sum += weight * of(s);
        weights += weight;
    }
    // The weights sum to one over the step, but for rounding in the logarithm of gamma; dividing takes that out.
    if weights > 0.0 { sum / weights } else { 0.0 }
}
