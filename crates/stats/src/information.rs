//! What knowing more is worth before deciding: perfectly, or after a pilot that may err.

use libm::sqrt;

use crate::special::{normal_cdf, normal_density};

/// What a table of payoffs says of its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Perfect {
    /// The expected payoff of each option, in the table's order.
    pub expected: Vec<f64>,
    /// Which option has the highest expected payoff; the first of equals.
    pub best: usize,
    /// The expected payoff of whoever will know the state before choosing.
    pub with_information: f64,
    /// What that knowledge is worth at most (EVPI), never negative.
    pub value: f64,
}

/// Why no value can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// There is no option, no state, or a row without one payoff per state.
    NoTable,
    /// The probabilities are not shares that sum to 1.
    NoProbability,
    /// A number is not finite, or a spread or an error is negative.
    NoNumber,
}

/// Values perfect information from a table of payoffs (EVPI).
///
/// Shape: `probabilities`, one per state; `payoffs`, one row per option with one payoff per state.
/// Unit: that of the payoffs. Errors: [`NoValue`].
/// Source: Raiffa & Schlaifer, 1961: `E[max] − max E`. Oracle: tests/information.rs.
pub fn perfect(probabilities: &[f64], payoffs: &[Vec<f64>]) -> Result<Perfect, NoValue> {
    let states = probabilities.len();
    if states == 0 || payoffs.is_empty() || payoffs.iter().any(|row| row.len() != states) {
        return Err(NoValue::NoTable);
    }
    let whole: f64 = probabilities.iter().sum();
    if probabilities.iter().any(|p| !(0.0..=1.0).contains(p)) || (whole - 1.0).abs() > 1e-9 {
        return Err(NoValue::NoProbability);
    }
    let expected: Vec<f64> =
        payoffs.iter().map(|row| row.iter().zip(probabilities).map(|(payoff, p)| payoff * p).sum()).collect();
    if expected.iter().any(|value: &f64| !value.is_finite()) {
        return Err(NoValue::NoNumber);
    }
    let best = (0..expected.len()).fold(0, |best, at| if expected[at] > expected[best] { at } else { best });
    let best_in = |state: usize| payoffs.iter().map(|row| row[state]).fold(f64::NEG_INFINITY, f64::max);
    let with_information: f64 = probabilities.iter().enumerate().map(|(state, p)| p * best_in(state)).sum();
    let value = (with_information - expected[best]).max(0.0);
    Ok(Perfect { expected, best, with_information, value })
}

/// Values perfect information before a yes or no whose net present value is normal (EVPI).
///
/// Unit: `mean`, `spread` (standard deviation) and the answer in the same money. Errors: [`NoValue::NoNumber`].
/// Source: `s·φ(m/s) − |m|·Φ(−|m|/s)`, the unit normal loss (Raiffa & Schlaifer, 1961). Oracle: tests/information.rs.
pub fn perfect_normal(mean: f64, spread: f64) -> Result<f64, NoValue> {
    if !mean.is_finite() || !spread.is_finite() || spread < 0.0 {
        return Err(NoValue::NoNumber);
    }
    if spread == 0.0 {
        return Ok(0.0);
    }
    let far = mean.abs() / spread;
    // In the far tail the two terms cancel; what is left is nothing to a decision.
    Ok((spread * (normal_density(far) - far * normal_cdf(-far))).max(0.0))
}

/// What a pilot is worth before a yes or no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// How much the pilot is expected to move the mean (standard deviation, same money).
    pub preposterior: f64,
    /// What the pilot is worth at most (EVSI): it pays when this is more than it costs, delay included.
    pub value: f64,
}

/// Values a pilot that measures the net present value with a normal error (EVSI).
///
/// Unit: money throughout; `error` is the standard deviation of what the pilot will say around the truth.
/// Errors: [`NoValue::NoNumber`].
/// Source: `s' = s²/√(s² + e²)` in the place of `s` (Raiffa & Schlaifer, 1961). Oracle: tests/information.rs.
pub fn sample_normal(mean: f64, spread: f64, error: f64) -> Result<Sample, NoValue> {
    if !error.is_finite() || error < 0.0 || !spread.is_finite() || spread < 0.0 {
        return Err(NoValue::NoNumber);
    }
    let preposterior = if spread == 0.0 { 0.0 } else { spread / sqrt(1.0 + (error / spread) * (error / spread)) };
    Ok(Sample { preposterior, value: perfect_normal(mean, preposterior)? })
}
