//! Rates of return: every internal rate there is, the modified one, and the one of dated flows.

use jiff::civil::Date;
use libm::{exp, expm1, log1p, pow};

use super::{NoFigure, number, sane};

/// Flows that change sign more often than this are no case.
const CHANGES_MOST: usize = 500;

/// The internal rates of return of flows.
#[derive(Clone, Debug, PartialEq)]
pub enum Rates {
    /// No rate brings the flows to zero.
    None,
    /// The flows change sign once: the one rate there is, a share per period.
    One(f64),
    /// The flows change sign more than once: every rate there is, smallest first. Even when only one was found it is
    /// not *the* rate of return, since the present value need not be positive below it: show the modified rate beside.
    Several(Vec<f64>),
}

impl Rates {
    /// Gives all rates, however many.
    pub fn all(&self) -> &[f64] {
        match self {
            Rates::None => &[],
            Rates::One(rate) => std::slice::from_ref(rate),
            Rates::Several(rates) => rates,
        }
    }
}

/// How the time between two dates becomes years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayCount {
    /// Days over 365, leap years or not: what spreadsheets call XIRR.
    Actual365Fixed,
    /// Days over 360, the money market's.
    Actual360,
    /// Days over 365.25.
    Actual36525,
}

impl DayCount {
    fn days_a_year(self) -> f64 {
        match self {
            DayCount::Actual365Fixed => 365.0,
            DayCount::Actual360 => 360.0,
            DayCount::Actual36525 => 365.25,
        }
    }
}

/// Gives every internal rate of return: the rates above −100 % at which the net present value is zero.
///
/// Shape: as [`super::npv`]. Unit: shares per period.
/// Errors: [`NoFigure`], [`NoFigure::TooMany`] beyond 500 changes of sign; flows that never change sign have no rate,
/// which is an answer ([`Rates::None`]).
/// Precision: to the last bits the present value has; a rate where it only touches zero is found when it does so within
/// rounding. Rates so near −100 % or so large that a period's factor passes 1e300 are not looked for.
/// Source: by Descartes' rule of signs on sums of exponentials: between two zeros of a sum lies one of a sum with one
/// change of sign less. Oracle: tests/money/oracles/irr.csv.
pub fn irr(flows: &[f64]) -> Result<Rates, NoFigure> {
    sane(flows, 0.0)?;
    let terms: Vec<(f64, f64)> = flows.iter().enumerate().map(|(period, flow)| (period as f64, *flow)).collect();
    rates(terms)
}

/// Gives every internal rate of return of dated flows.
///
/// Shape: dates in any order; the earliest is the start. Unit: shares a year, as `count` says what a year is.
/// Errors: [`NoFigure`]. Oracle: tests/money/oracles/xirr.csv.
pub fn xirr(flows: &[(Date, f64)], count: DayCount) -> Result<Rates, NoFigure> {
    let amounts: Vec<f64> = flows.iter().map(|(_, flow)| *flow).collect();
    sane(&amounts, 0.0)?;
    rates(timed(flows, count))
}

/// Gives the net present value, on the earliest date, of dated flows. Unit, errors: as [`xirr`].
pub fn xnpv(rate: f64, flows: &[(Date, f64)], count: DayCount) -> Result<f64, NoFigure> {
    let amounts: Vec<f64> = flows.iter().map(|(_, flow)| *flow).collect();
    sane(&amounts, rate)?;
    let growth = log1p(rate);
    number(timed(flows, count).iter().map(|(years, flow)| flow * exp(-growth * years)).sum())
}

fn timed(flows: &[(Date, f64)], count: DayCount) -> Vec<(f64, f64)> {
    let start = flows.iter().map(|(date, _)| *date).min().unwrap_or_default();
    let days = |date: &Date| date.duration_since(start).as_secs() as f64 / 86_400.0;
    flows.iter().map(|(date, flow)| (days(date) / count.days_a_year(), *flow)).collect()
}

/// Gives the modified internal rate of return: what went out financed at one rate, what came in reinvested at another.
///
/// Unit: shares per period. Errors: [`NoFigure`]; [`NoFigure::Never`] unless money both goes out and comes in.
/// Source: `(FV(in, reinvest) / −PV(out, finance))^(1/n) − 1`. Oracle: tests/money/oracles/planning.csv.
pub fn mirr(flows: &[f64], finance: f64, reinvest: f64) -> Result<f64, NoFigure> {
    sane(flows, finance)?;
    sane(flows, reinvest)?;
    let last = flows.len() - 1;
    let (borrowed, earned) = (log1p(finance), log1p(reinvest));
    let (mut out, mut back) = (0.0, 0.0);
    for (period, flow) in flows.iter().enumerate() {
        if *flow < 0.0 {
            out -= flow * exp(-borrowed * period as f64);
        } else {
            back += flow * exp(earned * (last - period) as f64);
        }
    }
    if out == 0.0 || back == 0.0 || last == 0 {
        return Err(NoFigure::Never);
    }
    number(pow(back / out, 1.0 / last as f64) - 1.0)
}

/// A sum of `amount · e^(−time·x)`, where x is the logarithm of one plus the rate, times in order and apart.
fn rates(mut terms: Vec<(f64, f64)>) -> Result<Rates, NoFigure> {
    terms.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum: Vec<(f64, f64)> = Vec::with_capacity(terms.len());
    for (time, amount) in terms {
        match sum.last_mut() {
            Some(last) if last.0 == time => last.1 += amount,
            _ => sum.push((time, amount)),
        }
    }
    sum.retain(|(_, amount)| *amount != 0.0);
    let changes = sign_changes(&sum).count();
    if changes > CHANGES_MOST {
        return Err(NoFigure::TooMany);
    }
    let found: Vec<f64> = zeros(&sum).into_iter().map(expm1).filter(|rate| rate.is_finite() && *rate > -1.0).collect();
    Ok(match (changes, found.as_slice()) {
        (_, []) => Rates::None,
        (1, [rate, ..]) => Rates::One(*rate),
        _ => Rates::Several(found),
    })
}

/// The places after which the sign changes.
fn sign_changes(sum: &[(f64, f64)]) -> impl Iterator<Item = usize> {
    (1..sum.len()).filter(|at| (sum[at - 1].1 < 0.0) != (sum[*at].1 < 0.0)).map(|at| at - 1)
}

/// All zeros of a sum of exponentials, smallest first.
fn zeros(sum: &[(f64, f64)]) -> Vec<f64> {
    let Some(change) = sign_changes(sum).next() else { return Vec::new() };
    // Times e^(border·x) and derived, the sum loses this change of sign and has a zero between any two of the old.
    let border = (sum[change].0 + sum[change + 1].0) / 2.0;
    let largest = sum.iter().map(|(_, amount)| amount.abs()).fold(0.0, f64::max);
    let mut derived: Vec<(f64, f64)> =
        sum.iter().map(|(time, amount)| (*time, amount / largest * (border - time))).collect();
    // What underflows here is 1e300 times smaller than another term; left in, it would count as a sign.
    derived.retain(|(_, amount)| *amount != 0.0);
    let turns = zeros(&derived);
    // Beyond the outermost turns the sum keeps the sign of its first term (large x) or of its last (small x).
    let span = sum[sum.len() - 1].0 - sum[0].0;
    let far = (690.0 / span.min(1.0)).min(1e6);
    let mut borders = vec![-far];
    borders.extend(turns.iter().copied().filter(|turn| turn.abs() < far));
    borders.push(far);
    let mut found: Vec<f64> = Vec::new();
    for pair in borders.windows(2) {
        let (low, high) = (pair[0], pair[1]);
        let (at_low, at_high) = (sign(sum, low), sign(sum, high));
        if at_low == 0 && found.last() != Some(&low) {
            found.push(low);
        }
        if at_low * at_high < 0 {
            found.push(between(sum, low, high, at_low));
        }
    }
    found
}

/// The sign of the sum at `x`; 0 when what is left is within rounding of its terms.
fn sign(sum: &[(f64, f64)], x: f64) -> i32 {
    // The largest factor is made 1, so that nothing overflows and what underflows does not count.
    let pivot = if x >= 0.0 { sum[0].0 } else { sum[sum.len() - 1].0 };
    let (mut value, mut size) = (0.0, 0.0);
    for (time, amount) in sum {
        let term = amount * exp(-(time - pivot) * x);
        value += term;
        size += term.abs();
    }
    if f64::abs(value) <= 4.0 * f64::EPSILON * size {
        0
    } else if value > 0.0 {
        1
    } else {
        -1
    }
}

/// The zero between two places of different sign, by halving to the last bit: the middle of where rounding hides the sign.
fn between(sum: &[(f64, f64)], low: f64, high: f64, at_low: i32) -> f64 {
    let edge = |stop: fn(i32) -> bool| {
        let (mut low, mut high) = (low, high);
        for _ in 0..200 {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                break;
            }
            if stop(sign(sum, middle) * at_low) { high = middle } else { low = middle }
        }
        low + (high - low) / 2.0
    };
    let (first, last) = (edge(|same| same <= 0), edge(|same| same < 0));
    first + (last - first) / 2.0
}
