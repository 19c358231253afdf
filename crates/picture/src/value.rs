//! What signed cases promised and what came of it: the ledger, the reviews that are due, and how far each pen's ranges
//! held.

use agenda::business_case::line::Line;
use agenda::business_case::{BusinessCase, Measured, Pen};
use base::Quantity;
use jiff::ToSpan;
use jiff::civil::Date;
use stats::Interval;
use stats::score::{Coverage, coverage};

use crate::Picture;

/// After how many days a signed case is read again.
pub const REVIEWS: [i64; 2] = [90, 180];

/// How many measured lines it takes before anything is said of a pen's ranges.
pub const ENOUGH: usize = 5;

/// One line that three had signed, and what came of it.
#[derive(Clone, Debug)]
pub struct Promise<'a> {
    /// The request of its case.
    pub request: u64,
    /// Its number in the case.
    pub number: u32,
    /// The line as it was signed.
    pub line: &'a Line,
    /// The day the third signature was given.
    pub agreed_on: Date,
    /// The newest measure of it.
    pub measured: Option<&'a Measured>,
}

/// A signed case that is to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// The request of the case.
    pub request: u64,
    /// The day it is due.
    pub due: Date,
    /// How many days after the signatures that is.
    pub after_days: i64,
}

/// How far the ranges one pen gave held what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// How many ranges held what came, of how many.
    pub coverage: Coverage,
    /// The middle of what came over what was likely, less one: 0 is neither too high nor too low.
    pub bias: f64,
}

/// Too little was measured to say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEnough {
    /// How many there are.
    pub have: usize,
    /// How many it takes.
    pub need: usize,
}

impl Promise<'_> {
    /// What was promised: euros a year, or once.
    pub fn promised(&self) -> Quantity {
        self.line.matter.yearly()
    }

    /// Whether what came lies within what was promised; `None` while nothing is measured.
    pub fn held(&self) -> Option<bool> {
        Some(self.line.matter.is_kept_by(self.measured?.eur))
    }
}

impl Picture {
    /// Every line three have signed, the newest case first. Only lines of the option a case was for were promised.
    pub fn promises_of_money(&self) -> Vec<Promise<'_>> {
        let mut out = Vec::new();
        for (request, case) in self.business_cases() {
            let Some(agreed_on) = agreed_on(case) else { continue };
            for (number, line) in &case.promised {
                if case.promised_option.as_ref() != Some(&line.option) {
                    continue;
                }
                let measured = case.measured.iter().filter(|measured| measured.line == *number);
                let measured = measured.max_by_key(|measured| (measured.on, measured.at));
                out.push(Promise { request, number: *number, line, agreed_on, measured });
            }
        }
        out
    }

    /// The reviews that are due by a day and not done, the oldest first: a review is done when anything of the case was
    /// measured for its day or later.
    pub fn reviews_due(&self, by: Date) -> Vec<Review> {
        let mut out: Vec<Review> = Vec::new();
        for (request, case) in self.business_cases() {
            let Some(agreed_on) = agreed_on(case) else { continue };
            for after_days in REVIEWS {
                let Ok(due) = agreed_on.checked_add(after_days.days()) else { continue };
                let done = case.measured.iter().any(|measured| measured.on >= due);
                if due <= by && !done {
                    out.push(Review { request, due, after_days });
                }
            }
        }
        out.sort_by_key(|review| (review.due, review.request));
        out
    }

    /// How far a pen's ranges held what came.
    ///
    /// Errors: fewer than [`ENOUGH`] lines of that pen with a range were measured.
    pub fn calibration(&self, pen: Pen) -> Result<Calibration, NotEnough> {
        let pairs: Vec<(Interval, f64, f64)> = self
            .promises_of_money()
            .iter()
            .filter(|promise| promise.line.matter.pen() == pen && promise.promised().is_range())
            .filter_map(|promise| {
                let promised = promise.promised();
                let range = Interval { low: promised.low, high: promised.high };
                Some((range, promised.likely, promise.measured?.eur.likely))
            })
            .collect();
        let too_few = NotEnough { have: pairs.len(), need: ENOUGH };
        if pairs.len() < ENOUGH {
            return Err(too_few);
        }
        let held: Vec<(Interval, f64)> = pairs.iter().map(|(range, _, came)| (*range, *came)).collect();
        let mut ratios: Vec<f64> =
            pairs.iter().filter(|(_, likely, _)| *likely > 0.0).map(|(_, likely, came)| came / likely - 1.0).collect();
        ratios.sort_by(f64::total_cmp);
        let middle = ratios.len() / 2;
        let bias = match (ratios.len() % 2, ratios.as_slice()) {
            (_, []) => 0.0,
            (1, all) => all[middle],
            (_, all) => (all[middle - 1] + all[middle]) / 2.0,
        };
        coverage(&held).map(|coverage| Calibration { coverage, bias }).ok_or(too_few)
    }
}

fn agreed_on(case: &BusinessCase) -> Option<Date> {
    case.agreed.as_ref().map(|(_, at)| base::local(*at).date())
}
