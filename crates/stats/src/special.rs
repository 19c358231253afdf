//! The functions statistics rest on: normal, beta, gamma and Student's t, to 12 digits; to 9 where a parameter of
//! beta, gamma or t is beyond a thousand, since logarithms of gamma are subtracted there.
//!
//! Own code over a crate's (`statrs` was looked at) because draws must give the same bits everywhere, and that crate
//! calls the system's logarithm, which differs from machine to machine.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use libm::{erfc, exp, lgamma, log, log1p, sqrt};

/// Gives the density of the standard normal distribution.
pub fn normal_density(z: f64) -> f64 {
    exp(-0.5 * z * z) / sqrt(2.0 * PI)
}

/// Gives the share of the standard normal distribution below `z`, without losing digits in the lower tail.
///
/// Oracle: tests/oracles/special.csv.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z * FRAC_1_SQRT_2)
}

/// Gives the point below which the share `p` of the standard normal distribution lies.
///
/// Shape: `p` in `0..=1`; the ends give the infinities, anything else NaN.
/// Precision: a start good to 4.5e-4 (Abramowitz & Stegun 26.2.23), then two steps of Halley, each cubing the error.
/// Oracle: tests/oracles/special.csv.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if p == 0.5 {
        return 0.0;
    }
    let t = sqrt(-2.0 * log(p));
    let over = 2.515517 + t * (0.802853 + t * 0.010328);
    let under = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    let mut z = over / under - t;
    for _ in 0..2 {
        // Division by the density is division by exp(−z²/2): where that is nothing, the start is all there is.
        let density = normal_density(z);
        if density <= 0.0 {
            break;
        }
        let step = (normal_cdf(z) - p) / density;
        z -= step / (1.0 + 0.5 * z * step);
    }
    z
}

/// Gives the share of the beta distribution with parameters `a` and `b` below `x`: the regularised incomplete beta function.
///
/// Shape: `a > 0`, `b > 0`, `x` clamped to `0..=1`; NaN for other parameters.
/// Source: the continued fraction of DLMF 8.17.22, by Lentz's method. Oracle: tests/oracles/special.csv.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast on the side of the mean it starts from.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_lower(b, a, 1.0 - x, log1p(-x), log(x));
    }
    beta_lower(a, b, x, log(x), log1p(-x))
}

/// The lower part, given the logarithms of `x` and of `1 - x`, which only the caller knows without rounding.
fn beta_lower(a: f64, b: f64, x: f64, ln_x: f64, ln_rest: f64) -> f64 {
    let front = exp(a * ln_x + b * ln_rest - ln_beta(a, b)) / a;
    front
        * fraction(|n| {
            let m = (n / 2) as f64;
            let even = n % 2 == 0;
            let (up, down) = (a + 2.0 * m, a + 2.0 * m + 1.0);
            if even {
                if n == 0 { 1.0 } else { m * (b - m) * x / ((up - 1.0) * up) }
            } else {
                -(a + m) * (a + b + m) * x / (up * down)
            }
        })
}

/// Works out `1 / (1 + d1 / (1 + d2 / (1 + …)))` from its numerators, the first of which is 1 (Lentz, as modified by Thompson and Barnett).
fn fraction(numerator: impl Fn(u32) -> f64) -> f64 {
    const TINY: f64 = 1e-300;
    const STEPS_MOST: u32 = 20_000;
    let (mut value, mut c, mut d) = (TINY, TINY, 0.0);
    for n in 0..STEPS_MOST {
        let over = numerator(n);
        d = 1.0 + over * d;
        d = 1.0 / if d == 0.0 { TINY } else { d };
        c = 1.0 + over / c;
        if c == 0.0 {
            c = TINY;
        }
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Gives the logarithm of the beta function.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    lgamma(a) + lgamma(b) - lgamma(a + b)
}

/// Gives the share of the gamma distribution of shape `a` (scale 1) above `x`.
///
/// Shape: `a > 0`, `x >= 0`; NaN otherwise.
/// Source: series and continued fraction, DLMF 8.11.4 and 8.9.2. Oracle: tests/oracles/special.csv.
pub fn gamma_above(a: f64, x: f64) -> f64 {
    if !(a > 0.0 && a.is_finite() && x >= 0.0) {
        return f64::NAN;
    }
    if x == 0.0 {
        return 1.0;
    }
    if x.is_infinite() {
        return 0.0;
    }
    let front = exp(a * log(x) - x - lgamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term > sum * 1e-17 && n < a + 20_000.0 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return 1.0 - front * sum;
    }
    // Lentz on x + 1 − a − 1·(1 − a)/(x + 3 − a − …).
    let mut under = x + 1.0 - a;
    let (mut c, mut d) = (1e300, 1.0 / under);
    let mut value = d;
    for n in 1..20_000 {
        let n = f64::from(n);
        let over = -n * (n - a);
        under += 2.0;
        d = 1.0 / (over * d + under);
        c = under + over / c;
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * value
}

/// Gives the share of the chi-square distribution above `x`, for so many degrees of freedom.
pub fn chi_square_above(freedom: f64, x: f64) -> f64 {
    gamma_above(freedom / 2.0, x / 2.0)
}

/// Gives the share of Student's t distribution above `t`.
///
/// Shape: `freedom > 0`, not necessarily whole. Oracle: tests/oracles/special.csv.
pub fn student_above(freedom: f64, t: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    // Of the two forms the one is taken whose argument is small, so that tails keep their digits.
    let tail = 0.5 * beta_cdf(freedom / 2.0, 0.5, freedom / (freedom + square));
    if t >= 0.0 { tail } else { 1.0 - tail }
}

/// Gives the point above which the share `p` of Student's t distribution lies.
///
/// Shape: `p` strictly between 0 and 1, `freedom > 0`; NaN otherwise.
/// Precision: by bisection on [`student_above`], to the last bits that function has.
pub fn student_quantile_above(freedom: f64, p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && freedom > 0.0 && freedom.is_finite()) {
        return f64::NAN;
    }
    if p > 0.5 {
        return -student_quantile_above(freedom, 1.0 - p);
    }
    let (mut low, mut high) = (0.0, 1.0);
    while student_above(freedom, high) > p && high < 1e300 {
        low = high;
        high *= 2.0;
    }
    bisect(low, high, |t| student_above(freedom, t) > p)
}

/// Finds where `before` turns from true to false between two numbers, to the last bit.
pub(crate) fn bisect(mut low: f64, mut high: f64, before: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..2_000 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if before(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + (high - low) / 2.0
}
