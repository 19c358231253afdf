//! A case drawn many times: how often it loses, how much then, and which input moves it most.

use base::Quantity;
use stats::distribution::Distribution;
use stats::draw::{Draws, NoDraws};
use stats::summary::{NoSummary, Summary};

/// How many draws a case gets unless told otherwise.
pub const DRAWS: usize = 100_000;

/// Why a case could not be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRisk {
    /// Nothing, or too much, was to be drawn.
    Draws(NoDraws),
    /// The draws could not be summed up: one of them is no number.
    Summary(NoSummary),
}

/// Draws a case's inputs from a seed and works out its net present value each time.
///
/// Shape: `case` is handed one value per input, in their order, and gives the net present value in euros.
/// The same seed, inputs and case give the same bits on every machine, as long as the case calls no logarithm or power
/// but those of `libm`.
/// Errors: [`NoRisk`]. Oracle: tests/money/risk.rs (closed forms); examples/case_bench.rs (NumPy).
pub fn simulate(
    seed: u64,
    draws: usize,
    inputs: &[Distribution],
    case: impl FnMut(&[f64]) -> f64,
) -> Result<Summary, NoRisk> {
    let drawn = Draws::latin(seed, draws, inputs).map_err(NoRisk::Draws)?;
    Summary::of(drawn.map(case)).map_err(NoRisk::Summary)
}

/// What one number does to a case while the others stay likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The number's place.
    pub input: usize,
    /// The net present value with the number at its low.
    pub at_low: f64,
    /// With the number at its high.
    pub at_high: f64,
}

/// Moves one number at a time from its low to its high and sorts by what that does to the case: a tornado.
///
/// Shape: one swing per number that has a range, widest first, equals in the numbers' order. Unit: euros.
pub fn tornado(inputs: &[Quantity], mut case: impl FnMut(&[f64]) -> f64) -> Vec<Swing> {
    let mut row: Vec<f64> = inputs.iter().map(|input| input.likely).collect();
    let mut swings = Vec::new();
    for (at, input) in inputs.iter().enumerate().filter(|(_, input)| input.is_range()) {
        row[at] = input.low;
        let at_low = case(&row);
        row[at] = input.high;
        let at_high = case(&row);
        row[at] = input.likely;
        swings.push(Swing { input: at, at_low, at_high });
    }
    let width = |swing: &Swing| (swing.at_high - swing.at_low).abs();
    swings.sort_by(|a, b| width(b).total_cmp(&width(a)));
    swings
}
