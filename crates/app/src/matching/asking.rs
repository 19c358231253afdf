//! What people are asked about the kept view: a sample that measures how right it is, and the pairs most worth an answer.

use customers::resolution::Resolution;
use customers::resolution::correct::Correction;
use customers::resolution::measure::{Measured, Sample};
use serde::{Deserialize, Serialize};

use super::report::{Accuracy, Share};

/// How many pairs are drawn to measure by.
pub const SAMPLE: usize = 100;
/// How many pairs worth an answer are kept.
const WORTH: usize = 400;
/// The confidence of intervals.
const CONFIDENCE: f64 = 0.95;

/// What is asked of people about a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// Pairs drawn by chance, which measure the run as it stood before anybody answered.
    pub sample: Sample,
    /// Pairs worth an answer, most first.
    pub worth: Vec<Worth>,
}

/// A pair worth an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// A record, by its number.
    pub left: u32,
    /// Another one.
    pub right: u32,
    /// How many pairs of records the other answer would join or part.
    pub moves: u64,
    /// How many pairs agree in the same way.
    pub alike: u64,
}

impl Asking {
    /// Finds what to ask about a run, given what was said already.
    ///
    /// Shape: the sample, drawn before what was said taught the run anything.
    pub fn of(found: &Resolution, sample: Sample, said: &[Correction]) -> Asking {
        let worth = found.review(said, WORTH).into_iter().map(|question| Worth {
            left: question.left,
            right: question.right,
            moves: question.moves,
            alike: question.alike,
        });
        Asking { sample, worth: worth.collect() }
    }

    /// How right the run was before anybody answered, as far as answers tell.
    pub fn accuracy(&self, said: &[Correction]) -> Accuracy {
        self.sample.measured(said, CONFIDENCE).into()
    }
}

impl From<Measured> for Accuracy {
    fn from(measured: Measured) -> Accuracy {
        let share = |of: customers::resolution::measure::Share| Share { share: of.share, low_high: of.low_high };
        Accuracy {
            precision: share(measured.precision),
            recall: share(measured.recall),
            answers: measured.answers as u64,
        }
    }
}
