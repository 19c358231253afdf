//! What three points (low, likely, high) say of an uncertain number.

use libm::{exp, expm1, log, sqrt};
use serde::{Deserialize, Serialize};

use crate::special::{beta_cdf, bisect, ln_beta, normal_cdf, normal_density, normal_quantile};

/// How three points are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One number, known: the three points are equal.
    Exact,
    /// Straight from the lowest possible to the likeliest to the highest possible.
    Triangular,
    /// Beta between the lowest and the highest possible, the likeliest weighing four times (PERT).
    Pert,
    /// Never negative, long above; `low` and `high` are the 5 % and 95 % points, `likely` is not used.
    Lognormal,
    /// Even on both sides; `low` and `high` are the 5 % and 95 % points, `likely` is not used.
    Normal,
}

/// How an uncertain number is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// One number, known.
    Exact {
        /// The number.
        value: f64,
    },
    /// Triangular.
    Triangular {
        /// The lowest possible value.
        low: f64,
        /// The likeliest.
        likely: f64,
        /// The highest possible.
        high: f64,
    },
    /// `low + (high − low) · Beta(alpha, beta)`, where alpha + beta = 6.
    Pert {
        /// The lowest possible value.
        low: f64,
        /// The highest possible.
        high: f64,
        /// `1 + 4 (likely − low)/(high − low)`.
        alpha: f64,
        /// `1 + 4 (high − likely)/(high − low)`.
        beta: f64,
    },
    /// The exponential of a normal number.
    Lognormal {
        /// The mean of the logarithm.
        mu: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Normal.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
}

/// Why three points make no distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// A point is no number, or too large to be believed (beyond 1e100).
    NoNumber,
    /// The points are not in order: low ≤ likely ≤ high.
    OutOfOrder,
    /// The three points differ, but the number is said to be exact.
    NotExact,
    /// A lognormal number has a low point of 0 or less.
    NotPositive,
}

/// How many standard deviations lie between the 5 % and the 95 % point of a normal number.
pub const FROM_5_TO_95: f64 = 3.289_707_253_902_944_4;

impl Distribution {
    /// Reads three points; equal points are one exact number, whatever the shape.
    ///
    /// Unit: that of the points. Errors: [`Impossible`].
    /// Source: PERT as Malcolm et al., 1959; 5 % and 95 % points as Hubbard, "How to Measure Anything".
    /// Oracle: tests/oracles/distribution.csv, tests/oracles/quantile.csv.
    pub fn of(shape: Shape, low: f64, likely: f64, high: f64) -> Result<Distribution, Impossible> {
        if [low, likely, high].iter().any(|point| point.is_nan() || point.abs() > 1e100) {
            return Err(Impossible::NoNumber);
        }
        if !(low <= likely && likely <= high) {
            return Err(Impossible::OutOfOrder);
        }
        if shape == Shape::Lognormal && low <= 0.0 {
            return Err(Impossible::NotPositive);
        }
        let span = high - low;
        if span == 0.0 {
            return Ok(Distribution::Exact { value: likely });
        }
        Ok(match shape {
            Shape::Exact => return Err(Impossible::NotExact),
            Shape::Triangular => Distribution::Triangular { low, likely, high },
            Shape::Pert => Distribution::Pert {
                low,
                high,
                alpha: 1.0 + 4.0 * ((likely - low) / span),
                beta: 1.0 + 4.0 * ((high - likely) / span),
            },
            Shape::Lognormal => {
                let (below, above) = (log(low), log(high));
                Distribution::Lognormal { mu: (below + above) / 2.0, sigma: (above - below) / FROM_5_TO_95 }
            }
            Shape::Normal => Distribution::Normal { mean: low + span / 2.0, sd: span / FROM_5_TO_95 },
        })
    }

    /// Gives the mean.
    pub fn mean(&self) -> f64 {
        match *self {
            Distribution::Exact { value } => value,
            Distribution::Triangular { low, likely, high } => (low + likely + high) / 3.0,
            Distribution::Pert { low, high, alpha, beta } => low + (high - low) * (alpha / (alpha + beta)),
            Distribution::Lognormal { mu, sigma } => exp(mu + sigma * sigma / 2.0),
            Distribution::Normal { mean, .. } => mean,
        }
    }

    /// Gives the variance: for PERT that of the beta distribution itself, not the rule of thumb ([`pert_rule_of_thumb_sd`]).
    pub fn variance(&self) -> f64 {
        match *self {
            Distribution::Exact { .. } => 0.0,
            Distribution::Triangular { low, likely, high } => {
                let (left, right) = (likely - low, high - likely);
                (left * left + left * right + right * right) / 18.0
            }
            Distribution::Pert { low, high, alpha, beta } => {
                let (span, both) = (high - low, alpha + beta);
                span * span * (alpha / both) * (beta / both) / (both + 1.0)
            }
            Distribution::Lognormal { mu, sigma } => {
                let square = sigma * sigma;
                expm1(square) * exp(2.0 * mu + square)
            }
            Distribution::Normal { sd, .. } => sd * sd,
        }
    }

    /// Gives the standard deviation.
    pub fn sd(&self) -> f64 {
        sqrt(self.variance())
    }

    /// Gives the share of the distribution at or below `x`; NaN for NaN.
    pub fn cdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            return f64::NAN;
        }
        match *self {
            Distribution::Exact { value } => f64::from(u8::from(value <= x)),
            Distribution::Triangular { low, likely, high } => {
                if x <= low {
                    0.0
                } else if x >= high {
                    1.0
                } else if x < likely {
                    (x - low) / (high - low) * ((x - low) / (likely - low))
                } else {
                    1.0 - (high - x) / (high - low) * ((high - x) / (high - likely))
                }
            }
            Distribution::Pert { low, high, alpha, beta } => beta_cdf(alpha, beta, (x - low) / (high - low)),
            Distribution::Lognormal { .. } if x <= 0.0 => 0.0,
            Distribution::Lognormal { mu, sigma } => normal_cdf((log(x) - mu) / sigma),
            Distribution::Normal { mean, sd } => normal_cdf((x - mean) / sd),
        }
    }

    /// Gives the point at or below which the share `p` lies; the ends of `0..=1` give the ends of the distribution.
    ///
    /// Errors: NaN for a share that is none.
    pub fn quantile(&self, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        match *self {
            Distribution::Exact { value } => value,
            Distribution::Triangular { low, likely, high } => triangular_quantile(low, likely, high, p),
            Distribution::Pert { low, high, alpha, beta } => low + (high - low) * beta_quantile(alpha, beta, p),
            Distribution::Lognormal { mu, sigma } => exp(mu + sigma * normal_quantile(p)),
            Distribution::Normal { mean, sd } => mean + sd * normal_quantile(p),
        }
    }

    /// Gives the density at `x`; an exact number has none and gives 0.
    pub fn density(&self, x: f64) -> f64 {
        match *self {
            Distribution::Exact { .. } => 0.0,
            Distribution::Triangular { low, likely, high } => {
                if !(low..=high).contains(&x) {
                    0.0
                } else if x < likely {
                    2.0 / (high - low) * ((x - low) / (likely - low))
                } else if x > likely {
                    2.0 / (high - low) * ((high - x) / (high - likely))
                } else {
                    2.0 / (high - low)
                }
            }
            Distribution::Pert { low, high, alpha, beta } => {
                let span = high - low;
                beta_density(alpha, beta, (x - low) / span) / span
            }
            Distribution::Lognormal { .. } if x.is_nan() || x <= 0.0 => 0.0,
            Distribution::Lognormal { mu, sigma } => normal_density((log(x) - mu) / sigma) / (sigma * x),
            Distribution::Normal { mean, sd } => normal_density((x - mean) / sd) / sd,
        }
    }
}

pub(crate) fn triangular_quantile(low: f64, likely: f64, high: f64, p: f64) -> f64 {
    let (span, left) = (high - low, likely - low);
    if p * span < left { low + sqrt(p * span * left) } else { high - sqrt((1.0 - p) * span * (high - likely)) }
}

/// The density of a beta number on `0..=1`.
pub(crate) fn beta_density(alpha: f64, beta: f64, x: f64) -> f64 {
    if !(0.0..=1.0).contains(&x) {
        return 0.0;
    }
    libm::pow(x, alpha - 1.0) * libm::pow(1.0 - x, beta - 1.0) / exp(ln_beta(alpha, beta))
}

fn beta_quantile(alpha: f64, beta: f64, p: f64) -> f64 {
    if p == 0.0 || p == 1.0 {
        return p;
    }
    bisect(0.0, 1.0, |x| beta_cdf(alpha, beta, x) < p)
}

/// Gives the standard deviation textbooks print for PERT, a sixth of the span.
///
/// It is a rule of thumb of the planners who made PERT, not the deviation of the beta distribution drawn from: for
/// (10, 20, 60) it says 8.33 where the distribution has 8.66. Shown where a reader expects it, used nowhere.
pub fn pert_rule_of_thumb_sd(low: f64, high: f64) -> f64 {
    (high - low) / 6.0
}
