/// A range with its two ends, `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Says whether a number lies inside, ends included.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Why there is no interval to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoInterval {
    /// Nobody was observed, or too few to know how much they vary.
    NotEnough {
        /// How many were observed.
        have: u64,
        /// How many there must be.
        need: u64,
    },
    /// More hits than people, a number that is not finite, or squares that cannot belong to the sum.
    NoCount,
    /// The confidence is not strictly between 0 and 1.
    NoConfidence,
}

/// The half-width of a two-sided interval in standard errors: 1.96 for a confidence of 0.95.
pub(crate) fn two_sided(confidence: f64) -> Result<f64, NoInterval> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(NoInterval::NoConfidence);
    }
    Ok(-crate::special::normal_quantile((1.0 - confidence) / 2.0))
}
