//! How many people a pilot needs, and what it can see with those it has: fixed sample, two-sided, two arms of one size.
//!
//! Three variants stand here, since tools differ and their answers are compared: shares with each arm's own variance
//! ([`per_arm`], what walk W1 prints), shares with the pooled variance under "no difference" ([`per_arm_pooled`], what
//! R's `power.prop.test` prints), and means by Student's t ([`means`], what R's `power.t.test` prints).

pub mod means;

use libm::sqrt;

use crate::special::{bisect, normal_cdf, normal_quantile};

/// Why no size can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPower {
    /// A share is not between 0 and 1, or would not be after the difference.
    NoShare,
    /// There is no difference to see, or no people to see it with.
    Nothing,
    /// Power or level of significance is not strictly between 0 and 1, or the power is not above half the level: chance
    /// alone would find that often what is not there.
    NoRisk,
    /// It would take more people than there will ever be (beyond 1e15).
    TooMany,
}

/// More people than this are no answer.
const PEOPLE_MOST: f64 = 1e15;

/// Gives how many people each arm needs to see a difference between two shares.
///
/// Unit: shares: 0.31 and 0.01 ask for 31 % against 32 %; `power` and `alpha` strictly between 0 and 1, as 0.8 and 0.05.
/// Errors: [`NoPower`].
/// Variant: normal approximation with each arm's own variance, without the far tail or continuity correction.
/// Source: Fleiss, Levin & Paik, 2003, ch. 4. Oracle: tests/oracles/power.csv; W1: 33,868.
pub fn per_arm(p1: f64, difference: f64, power: f64, alpha: f64) -> Result<u64, NoPower> {
    per_arm_unrounded(p1, difference, power, alpha).map(whole)
}

/// Gives the same as [`per_arm`] before it is rounded up.
pub fn per_arm_unrounded(p1: f64, difference: f64, power: f64, alpha: f64) -> Result<f64, NoPower> {
    let p2 = shares(p1, difference)?;
    let (for_alpha, for_power) = risks(power, alpha)?;
    let reach = for_alpha + for_power;
    sized(reach * reach * (vary(p1) + vary(p2)) / (difference * difference))
}

/// Gives how many people each arm needs, the variance pooled under "no difference" (R's `power.prop.test`), unrounded.
///
/// Unit, errors: as [`per_arm`]. Oracle: tests/oracles/power.csv.
pub fn per_arm_pooled(p1: f64, difference: f64, power: f64, alpha: f64) -> Result<f64, NoPower> {
    let p2 = shares(p1, difference)?;
    let (for_alpha, for_power) = risks(power, alpha)?;
    let middle = p1 + difference / 2.0;
    let reach = for_alpha * sqrt(2.0 * vary(middle)) + for_power * sqrt(vary(p1) + vary(p2));
    sized(reach * reach / (difference * difference))
}

/// Gives the smallest rise above a share that so many people per arm can see, in the variant of [`per_arm`].
///
/// Unit: a share: 0.013 is 1.3 points; `n` people per arm.
/// Errors: [`NoPower`]; `NoShare` when even a rise to 1 could not be seen.
/// Oracle: tests/oracles/power.csv; W1: 1.30 points with 20,000 per arm.
pub fn detectable(p1: f64, n: u64, power: f64, alpha: f64) -> Result<f64, NoPower> {
    if !(0.0..=1.0).contains(&p1) {
        return Err(NoPower::NoShare);
    }
    if n == 0 {
        return Err(NoPower::Nothing);
    }
    let (for_alpha, for_power) = risks(power, alpha)?;
    let square = (for_alpha + for_power) * (for_alpha + for_power);
    // n·d² = square·(p1·q1 + (p1 + d)(q1 − d)) is a quadratic in d with one root above 0.
    let (two, one, none) = (n as f64 + square, square * (1.0 - 2.0 * p1), 2.0 * square * vary(p1));
    let under = sqrt(one * one + 4.0 * two * none);
    // Of the two ways to write the root the one is taken that does not cancel.
    let rise = if one >= 0.0 { (one + under) / (2.0 * two) } else { 2.0 * none / (under - one) };
    if rise > 0.0 && p1 + rise <= 1.0 { Ok(rise) } else { Err(NoPower::NoShare) }
}

/// Gives the smallest fall below a share that so many people per arm can see, as a number above 0.
///
/// Unit, errors: as [`detectable`].
pub fn detectable_fall(p1: f64, n: u64, power: f64, alpha: f64) -> Result<f64, NoPower> {
    detectable(1.0 - p1, n, power, alpha)
}

/// Gives how often so many people per arm would show a difference that is there, in the variant of [`per_arm`].
///
/// Unit: shares. Errors: [`NoPower`].
pub fn of(p1: f64, difference: f64, n: u64, alpha: f64) -> Result<f64, NoPower> {
    let p2 = shares(p1, difference)?;
    if n == 0 {
        return Err(NoPower::Nothing);
    }
    if !(alpha > 0.0 && alpha < 1.0) {
        return Err(NoPower::NoRisk);
    }
    let errors = difference.abs() / sqrt((vary(p1) + vary(p2)) / n as f64);
    Ok(normal_cdf(errors + normal_quantile(alpha / 2.0)))
}

/// Rounds people up, not counting what rounding alone put above a whole number.
pub fn whole(people: f64) -> u64 {
    (people - 1e-9 * people.abs()).ceil().max(1.0) as u64
}

fn vary(share: f64) -> f64 {
    share * (1.0 - share)
}

fn shares(p1: f64, difference: f64) -> Result<f64, NoPower> {
    // A hair is forgiven: 0.9 + 0.1 need not be 1 in binary.
    let p2 = p1 + difference;
    if !(0.0..=1.0).contains(&p1) || !(-1e-12..=1.0 + 1e-12).contains(&p2) {
        return Err(NoPower::NoShare);
    }
    let p2 = p2.clamp(0.0, 1.0);
    if difference == 0.0 || vary(p1) + vary(p2) == 0.0 {
        return Err(NoPower::Nothing);
    }
    Ok(p2)
}

/// The quantiles for the two risks: 1.96 and 0.84 for the usual 5 % and 80 %.
fn risks(power: f64, alpha: f64) -> Result<(f64, f64), NoPower> {
    let sane = alpha > 0.0 && alpha < 1.0 && power < 1.0 && power > alpha / 2.0;
    if !sane {
        return Err(NoPower::NoRisk);
    }
    Ok((-normal_quantile(alpha / 2.0), -normal_quantile(1.0 - power)))
}

fn sized(people: f64) -> Result<f64, NoPower> {
    if people <= PEOPLE_MOST { Ok(people) } else { Err(NoPower::TooMany) }
}

/// The smallest size at which a power that grows with it reaches what is asked.
fn smallest(power: f64, from: f64, at: impl Fn(f64) -> f64) -> Result<f64, NoPower> {
    let (mut low, mut high) = (from, 2.0 * from);
    if at(low) >= power {
        return Ok(low);
    }
    while at(high) < power {
        low = high;
        high *= 2.0;
        if high > PEOPLE_MOST {
            return Err(NoPower::TooMany);
        }
    }
    Ok(bisect(low, high, |n| at(n) < power))
}
