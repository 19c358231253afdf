//! How long things typically take, and what has grown old beside them.

/// Too little is known to say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEnough {
    /// How many there are.
    pub have: usize,
    /// How many it takes.
    pub need: usize,
}

/// A point of a distribution, as seen and as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Typical {
    /// The point among the values seen, in their unit.
    pub value: f64,
    /// The lowest it may truly be.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// How many values it rests on.
    pub n: usize,
}

/// The confidence of ranges: 19 times in 20.
const CONFIDENCE: f64 = 0.95;

/// How many values it takes before the point below which a share lies has a range on both sides: 6 for the middle, 23
/// for the 85th percentile.
pub fn enough(share: f64) -> usize {
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let rarer = share.min(1.0 - share);
    // The chance that all of so many values lie on the same side.
    let mut all = 1.0_f64;
    let widest = 1.0 - rarer;
    for n in 1..100_000 {
        all *= widest;
        if all <= tail {
            return n;
        }
    }
    usize::MAX
}

/// Estimates the point below which a share of all such values lies: 0.5 for the middle.
///
/// Shape: values in any order. Unit: theirs.
/// Convention: the value seen is Hyndman & Fan, 1996, type 7; the range is that between two of the values themselves,
/// which holds whatever the distribution is, with at least 95 % confidence.
/// Errors: fewer than [`enough`] values; a value that is no number is left out.
/// Source: order statistics; David & Nagaraja, Order Statistics, 2003, § 7.1. Oracle: tests/ageing.rs.
pub fn typical(values: Vec<f64>, share: f64) -> Result<Typical, NotEnough> {
    let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    let (have, need) = (values.len(), enough(share));
    if have < need || !(share > 0.0 && share < 1.0) {
        return Err(NotEnough { have, need });
    }
    values.sort_unstable_by(f64::total_cmp);
    let (low, high) = ranks(have, share);
    let place = share * (have - 1) as f64;
    let below = place as usize;
    let above = (below + 1).min(have - 1);
    let value = values[below] + (values[above] - values[below]) * (place - below as f64);
    Ok(Typical { value, low: values[low - 1], high: values[high - 1], n: have })
}

/// The places, counted from 1, of the two values between which the point lies.
fn ranks(n: usize, share: f64) -> (usize, usize) {
    let chances = binomial(n, share);
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let (mut low, mut below) = (0, 0.0);
    for chance in &chances {
        below += chance;
        if below > tail {
            break;
        }
        low += 1;
    }
    let (mut high, mut above) = (n + 1, 0.0);
    for chance in chances.iter().rev() {
        above += chance;
        if above > tail {
            break;
        }
        high -= 1;
    }
    (low.clamp(1, n), high.clamp(1, n))
}

/// How likely each number of hits among `n` is, each hit with the chance `p`.
fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mode = (((n + 1) as f64) * p) as usize;
    let mode = mode.min(n);
    // From the likeliest number outwards, relative to it: nothing overflows, and what vanishes is nothing.
    let mut chances = vec![0.0; n + 1];
    chances[mode] = 1.0;
    for k in mode..n {
        chances[k + 1] = chances[k] * ((n - k) as f64 / (k + 1) as f64) * (p / (1.0 - p));
    }
    for k in (0..mode).rev() {
        chances[k] = chances[k + 1] * ((k + 1) as f64 / (n - k) as f64) * ((1.0 - p) / p);
    }
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    chances
}

/// How the age of something unfinished compares with how long finished ones took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Younger than most finished ones were when they were finished.
    Usual,
    /// Older than the point seen, but not than that point may truly be.
    MayBeOld,
    /// Older than that point may be: something holds it up.
    Old,
}

/// The share of finished things that took less: what is older than that stands out.
pub const MOST: f64 = 0.85;

/// Compares the age of something unfinished with the 85th percentile of finished ones, in the same unit.
pub fn standing(age: f64, finished: &Typical) -> Standing {
    if age > finished.high {
        Standing::Old
    } else if age > finished.value {
        Standing::MayBeOld
    } else {
        Standing::Usual
    }
}
