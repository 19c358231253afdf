//! What a case is worth: flows of money over periods, discounted, and what may be said of them.
//!
//! A flow is an amount, positive when it comes in; the first stands at the start (period 0), each further one at the end
//! of its period, unless [`Timing::Middle`] is asked for. Amounts are decimal euros, not cents: what is discounted does
//! not tie to the cent. Powers are those of `libm`, so that a signed case gives the same bits everywhere.
//!
//! Deliberately absent: who may write which line (the business case), chance (a seed comes in), and currencies.

pub mod delay;
pub mod earned;
pub mod goal;
pub mod overrun;
pub mod pens;
pub mod rate;
pub mod risk;
pub mod staged;
pub mod volatility;

use libm::{exp, log1p, pow};

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigure {
    /// There is no flow.
    NoFlows,
    /// A flow, a rate or a factor is not a finite number, or the answer is not.
    NoNumber,
    /// A rate is −100 % or less: nothing can be discounted by it.
    NoRate,
    /// What would be divided by is nothing: no costs, no investment, no plan.
    NothingToDivideBy,
    /// The money never comes back, or no factor brings the case to zero.
    Never,
    /// There are more flows than a case has (10,000).
    TooMany,
}

/// More periods than this are no case.
pub const FLOWS_MOST: usize = 10_000;

/// When in its period a flow stands, save the first, which is always at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Timing {
    /// At the period's end: the exponent of flow t is t.
    #[default]
    End,
    /// In its middle, as for what comes in evenly: the exponent of flow t is t − 1/2.
    Middle,
    /// Every flow half a period late, the first included: the exponent of flow t is t + 1/2.
    MiddleFromStart,
}

impl Timing {
    fn exponent(self, period: usize) -> f64 {
        match self {
            Timing::Middle if period > 0 => period as f64 - 0.5,
            Timing::MiddleFromStart => period as f64 + 0.5,
            Timing::End | Timing::Middle => period as f64,
        }
    }
}

/// Checks that flows and a rate can be worked with.
pub(crate) fn sane(flows: &[f64], rate: f64) -> Result<(), NoFigure> {
    if flows.is_empty() {
        return Err(NoFigure::NoFlows);
    }
    if flows.len() > FLOWS_MOST {
        return Err(NoFigure::TooMany);
    }
    if flows.iter().any(|flow| !flow.is_finite()) || !rate.is_finite() {
        return Err(NoFigure::NoNumber);
    }
    if rate <= -1.0 {
        return Err(NoFigure::NoRate);
    }
    Ok(())
}

pub(crate) fn number(value: f64) -> Result<f64, NoFigure> {
    if value.is_finite() { Ok(value) } else { Err(NoFigure::NoNumber) }
}

/// Gives what one euro at the end of so many periods is worth at the start: `(1 + rate)^−periods`.
///
/// Unit: `rate` a share per period; `periods` need not be whole. Errors: [`NoFigure`].
/// Oracle: tests/money/oracles/planning.csv (3.5 %, HM Treasury's Green Book).
pub fn discount_factor(rate: f64, periods: f64) -> Result<f64, NoFigure> {
    sane(&[periods], rate)?;
    number(pow(1.0 + rate, -periods))
}

/// Converts a rate per period into the rate of one of so many equal parts of it: 8 % a year into 0.643 % a month.
///
/// Unit: shares. Source: `(1 + r)^(1/parts) − 1`, compound, not divided. Errors: [`NoFigure`].
pub fn rate_of_part(rate: f64, parts: f64) -> Result<f64, NoFigure> {
    sane(&[parts], rate)?;
    if parts <= 0.0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    number(libm::expm1(log1p(rate) / parts))
}

/// Gives the net present value of flows.
///
/// Shape: `flows[0]` at the start, one further flow per period. Unit: euros; `rate` a share per period.
/// Errors: [`NoFigure`]. Oracle: tests/money/oracles/planning.csv; W1: 81,402 / 462,204 / 919,167.
pub fn npv(rate: f64, flows: &[f64], timing: Timing) -> Result<f64, NoFigure> {
    sane(flows, rate)?;
    // The logarithm keeps the digits of a small rate over many periods.
    let growth = log1p(rate);
    let value = |(period, flow): (usize, &f64)| flow * exp(-growth * timing.exponent(period));
    number(flows.iter().enumerate().map(value).sum())
}

/// Gives after how many periods what came in has paid what went out, straight inside a period.
///
/// Shape: as [`npv`]. Unit: periods; times 12 for months when periods are years. 0 when nothing is ever owed.
/// The last moment counts: a case that pays back, falls below again and pays back later has paid back later.
/// Errors: [`NoFigure`]; [`NoFigure::Never`] when money is still owed at the end.
/// Oracle: tests/money/oracles/planning.csv; W1: 17.8 / 6.0 / 3.3 months.
pub fn payback(flows: &[f64]) -> Result<f64, NoFigure> {
    discounted_payback(0.0, flows)
}

/// Gives the payback of discounted flows, straight inside a period. Unit, errors: as [`payback`].
///
/// Oracle: tests/money/oracles/planning.csv.
pub fn discounted_payback(rate: f64, flows: &[f64]) -> Result<f64, NoFigure> {
    sane(flows, rate)?;
    let growth = log1p(rate);
    let (mut balance, mut paid) = (0.0, 0.0);
    for (period, flow) in flows.iter().enumerate() {
        let flow = flow * exp(-growth * period as f64);
        let before = balance;
        balance += flow;
        if before < 0.0 && balance >= 0.0 {
            paid = period as f64 - balance / flow;
        }
    }
    number(balance)?;
    if balance < 0.0 { Err(NoFigure::Never) } else { Ok(paid) }
}
