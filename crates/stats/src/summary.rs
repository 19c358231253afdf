//! What many draws say: their mean, the points a share of them lies below, how often they lose, and how much then.

use libm::sqrt;

use crate::proportion::Counted;

/// Values in order, with their mean and spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    sorted: Vec<f64>,
    /// The mean, in the unit of the values.
    pub mean: f64,
    /// The standard deviation, over one less than their number.
    pub sd: f64,
}

/// Why there is nothing to sum up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSummary {
    /// There are fewer than two values.
    NotEnough {
        /// How many there are.
        have: usize,
    },
    /// A value is not finite.
    NoNumber,
}

impl Summary {
    /// Puts values in order.
    ///
    /// Errors: [`NoSummary`].
    /// Precision: sums run over the values in order, so that the order they came in changes no bit.
    pub fn of(mut values: Vec<f64>) -> Result<Summary, NoSummary> {
        if values.len() < 2 {
            return Err(NoSummary::NotEnough { have: values.len() });
        }
        values.sort_unstable_by(f64::total_cmp);
        // Infinities and what is no number stand at the ends.
        if !values[0].is_finite() || !values[values.len() - 1].is_finite() {
            return Err(NoSummary::NoNumber);
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let off: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        if !off.is_finite() {
            return Err(NoSummary::NoNumber);
        }
        Ok(Summary { sorted: values, mean, sd: sqrt(off / (n - 1.0)) })
    }

    /// Gives how many values there are.
    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// Gives the point below which the share `p` lies.
    ///
    /// Convention: Hyndman & Fan, 1996, type 7: straight between the values next to place `1 + (n − 1)·p`; what R,
    /// NumPy and spreadsheets give unless told otherwise.
    /// Errors: NaN for a share that is none. Oracle: tests/draws.rs.
    pub fn quantile(&self, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        let place = p * (self.sorted.len() - 1) as f64;
        let below = place as usize;
        let above = (below + 1).min(self.sorted.len() - 1);
        let (low, high) = (self.sorted[below], self.sorted[above]);
        // Halves first: the span of two finite numbers may not be finite.
        low + 2.0 * ((high / 2.0 - low / 2.0) * (place - below as f64))
    }

    /// Counts the values strictly below a limit: of net present values and 0, how often the case loses.
    ///
    /// Errors: a limit that is no number has nothing below.
    pub fn below(&self, limit: f64) -> Counted {
        let hits = self.sorted.partition_point(|value| *value < limit);
        Counted { hits: hits as u64, of: self.sorted.len() as u64 }
    }

    /// Gives the mean loss in the worst cases (CVaR, expected shortfall): at 0.9, of the worst tenth; a loss is a value
    /// turned round, so a number below 0 says that even the worst cases gain.
    ///
    /// Unit: that of the values. Errors: NaN when `level` is not in `0..1`.
    /// Source: Rockafellar & Uryasev, 2000, which counts a part of the value that straddles the border.
    /// Oracle: tests/draws.rs.
    pub fn cvar(&self, level: f64) -> f64 {
        if !(0.0..1.0).contains(&level) {
            return f64::NAN;
        }
        // The minimum of ζ + Σ max(0, loss − ζ)/((1 − level)·n) lies where the worst share ends.
        let worst = ((1.0 - level) * self.sorted.len() as f64).min(self.sorted.len() as f64);
        let whole = worst as usize;
        let part = worst - whole as f64;
        let mut sum: f64 = self.sorted[..whole].iter().sum();
        if part > 0.0 {
            sum += part * self.sorted[whole.min(self.sorted.len() - 1)];
        }
        -sum / worst
    }

    /// Gives the values, smallest first.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }
}
