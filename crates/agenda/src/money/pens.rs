//! Both pens at once: what marketing says comes in, what IT says goes out, and how wrong either may be.

use super::{NoFigure, Timing, npv, number};

/// What comes in and what goes out, each brought back to the start.
///
/// Unit: euros, both positive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Present {
    /// What comes in: marketing's pen.
    pub benefits: f64,
    /// What goes out: IT's pen.
    pub costs: f64,
}

impl Present {
    /// Brings both back to the start; at a rate of nothing, the plain sums.
    ///
    /// Shape: one amount per period, as [`npv`]; all written as positive amounts. Errors: [`NoFigure`].
    pub fn of(rate: f64, benefits: &[f64], costs: &[f64], timing: Timing) -> Result<Present, NoFigure> {
        Ok(Present { benefits: npv(rate, benefits, timing)?, costs: npv(rate, costs, timing)? })
    }

    /// Gives the benefit-cost ratio: one over the other.
    ///
    /// Errors: [`NoFigure::NothingToDivideBy`] when nothing goes out. Oracle: tests/money/oracles/planning.csv.
    pub fn benefit_cost(&self) -> Result<f64, NoFigure> {
        over(self.benefits, self.costs)
    }

    /// Gives the factor on benefits that leaves nothing: 0.775 says that marketing may be wrong by 22.5 %.
    ///
    /// Errors: [`NoFigure::NothingToDivideBy`] when nothing comes in. Oracle: tests/money/oracles/planning.csv.
    pub fn break_even_benefit(&self) -> Result<f64, NoFigure> {
        over(self.costs, self.benefits)
    }

    /// Gives the uplift on some of the costs that leaves nothing: 0.432 says that IT may be wrong by 43.2 % in them;
    /// negative when the case already loses.
    ///
    /// Shape: `on`, the present value of the costs that turn out higher: all of them, or a part. On all of them at a
    /// rate of nothing it is the return on investment; on what is paid to get there, the profitability index.
    /// Errors: [`NoFigure::NothingToDivideBy`] when there are no such costs. Oracle: tests/money/oracles/planning.csv.
    pub fn break_even_uplift(&self, on: f64) -> Result<f64, NoFigure> {
        Ok(over(self.benefits - (self.costs - on), on)? - 1.0)
    }
}

fn over(above: f64, below: f64) -> Result<f64, NoFigure> {
    if below > 0.0 { number(above / below) } else { Err(NoFigure::NothingToDivideBy) }
}
