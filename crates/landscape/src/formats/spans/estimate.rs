//! Estimators over traces: pure functions, each with what it assumes.
//!
//! All intervals are meant to hold the truth nine times in ten. A trace is the unit drawn at random: calls of one trace
//! are not taken to be independent of each other. Keeping every tenth trace whole changes none of the ratios; keeping
//! only slow or failed traces changes all of them, and no file says so.

use base::Quantity;

use super::quantile::{gamma, student};

/// The normal quantile that leaves one twentieth above it.
const Z: f64 = 1.644_853_626_951_472_2;

/// The share left out at either end of an interval.
const TAIL: f64 = 0.05;

/// How many traces the expectation is worth that calls come like raindrops (variance = mean).
const PRIOR_TRACES: f64 = 1.0;

/// The fewest values of which a median is given: of four, the range holds the median less than nine times in ten.
pub const LEAST_FOR_MEDIAN: usize = 5;

/// Requests and calls of one caller to one called, added up over traces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Traces in which the caller served a request.
    pub traces: u64,
    /// Requests the caller served.
    pub requests: u64,
    /// Sum over traces of requests².
    pub requests_squared: u128,
    /// Calls it made.
    pub calls: u64,
    /// Sum over traces of calls².
    pub calls_squared: u128,
    /// Sum over traces of requests × calls.
    pub crossed: u128,
}

impl Tally {
    /// Adds one trace.
    pub fn add(&mut self, requests: u64, calls: u64) {
        let (m, k) = (u128::from(requests), u128::from(calls));
        self.traces += 1;
        self.requests += requests;
        self.requests_squared += m * m;
        self.calls += calls;
        self.calls_squared += k * k;
        self.crossed += m * k;
    }
}

/// Estimates how many calls one request at the caller makes to the called.
///
/// Likely: all calls ÷ all requests (the ratio estimator). Range: the spread of the calls of whole traces around that
/// ratio, Σ(calls − ratio × requests)², over what independent calls would show, gives the over- or under-dispersion φ;
/// the calls then count as if they were calls ÷ φ independent ones, of which Jeffreys' gamma interval is taken, so that
/// few calls give a wide and lopsided range. φ is held towards 1 by the weight of one trace, is never less than if one
/// trace had made one call more, and widened by Student's quantile for few traces.
///
/// Unit: calls per request. `None` when no request was seen.
/// Assumes traces drawn independently. Source: Cochran, Sampling Techniques, 1977, §6; Brown, Cai & DasGupta 2003 for
/// Jeffreys' interval of a Poisson mean; McCullagh & Nelder 1989, §6.2 for φ.
pub fn calls_per_request(tally: &Tally) -> Option<Quantity> {
    if tally.requests == 0 {
        return None;
    }
    let (requests, calls) = (tally.requests as f64, tally.calls as f64);
    let ratio = calls / requests;
    let squares =
        tally.calls_squared as f64 - 2.0 * ratio * tally.crossed as f64 + ratio * ratio * tally.requests_squared as f64;
    let traces = tally.traces.max(1) as f64;
    // Σ residual² ÷ calls is the mean over traces of variance ÷ mean; n ÷ (n − 1) is in the degrees of freedom below.
    let spread = if calls > 0.0 { traces * squares.max(1.0) / calls } else { traces };
    let (prior, own) = (PRIOR_TRACES, traces - 1.0);
    let dispersion = if own > 0.0 { (prior + spread) / (prior + own) } else { 1.0 };
    let widening = student((prior + own).max(2.0)) / Z;
    Some(gamma_interval(calls, requests, dispersion * widening * widening))
}

/// Estimates calls per request from counts alone, as a service graph gives them.
///
/// Shape: `calls` of `requests`. Range: Jeffreys' interval as if every call came independently; what comes in bursts
/// spreads more than a count can tell. `None` without requests.
pub fn calls_per_counted(calls: u64, requests: u64) -> Option<Quantity> {
    (requests > 0).then(|| gamma_interval(calls as f64, requests as f64, 1.0))
}

/// Jeffreys' interval of a Poisson mean per request, for calls that weigh `weight` each.
fn gamma_interval(calls: f64, requests: f64, weight: f64) -> Quantity {
    let shape = calls / weight + 0.5;
    let low = if calls > 0.0 { gamma(TAIL, shape) } else { 0.0 };
    Quantity::range(low * weight / requests, calls / requests, gamma(1.0 - TAIL, shape) * weight / requests)
}

/// Estimates a share from `hits` of `all` by Wilson's score interval; `None` of nothing.
///
/// Unit: share, 0..=1. Assumes independent trials. Source: Wilson 1927.
pub fn share(hits: u64, all: u64) -> Option<Quantity> {
    if all == 0 {
        return None;
    }
    let (n, p) = (all as f64, hits.min(all) as f64 / all as f64);
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some(Quantity::range(((centre - half) / scale).max(0.0), p, ((centre + half) / scale).min(1.0)))
}

/// Estimates the median of what the values were drawn from; the range lies between two of the values themselves.
///
/// The ranks are those of the sign test: the narrowest symmetric pair that holds the median at least nine times in ten.
/// Unit: that of the values. `None` under [`LEAST_FOR_MEDIAN`] values. Assumes independent values of any distribution.
pub fn median(values: &mut [u32]) -> Option<Quantity> {
    if values.len() < LEAST_FOR_MEDIAN {
        return None;
    }
    values.sort_unstable();
    let n = values.len();
    let at = |rank: usize| f64::from(values[rank]);
    let middle = (at((n - 1) / 2) + at(n / 2)) / 2.0;
    let outer = median_rank(n);
    Some(Quantity::range(at(outer), middle, at(n - 1 - outer)))
}

/// The highest rank from 0 of which the probability that fewer values than that lie under the median is ≤ 1/20.
fn median_rank(n: usize) -> usize {
    if n > 1000 {
        return (n as f64 / 2.0 - Z * (n as f64).sqrt() / 2.0 - 1.0).floor().max(0.0) as usize;
    }
    // Binomial(n, ½), summed from below in logarithms so that the smallest term does not vanish.
    let (mut log_term, mut below, mut rank) = (-(n as f64) * std::f64::consts::LN_2, 0.0, 0);
    loop {
        below += log_term.exp();
        if below > TAIL || rank >= n {
            return rank.saturating_sub(1);
        }
        log_term += ((n - rank) as f64 / (rank + 1) as f64).ln();
        rank += 1;
    }
}
