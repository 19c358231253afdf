//! The figures.

use discovery::verdict::{Known, State};

use super::{Judged, Outcome, Truth};

/// What was found, over one house or several.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    /// Tools in use.
    pub tools: usize,
    /// Tools found.
    pub found: usize,
    /// Named without being one, or named twice.
    pub wrong: usize,
    /// Of these, named twice.
    pub twice: usize,
}

impl Scores {
    /// Counts what passes, over houses: `counts` says which tools matter, `named` which verdicts name a tool.
    pub fn of(
        outcomes: &[Outcome],
        named: impl Fn(&Judged) -> bool,
        counts: impl Fn(&Outcome, usize) -> bool,
    ) -> Scores {
        let mut scores = Scores::default();
        for outcome in outcomes {
            scores.tools += (0..outcome.best.len()).filter(|place| counts(outcome, *place)).count();
            for judged in outcome.judged.iter().filter(|judged| named(judged)) {
                match judged.truth {
                    Truth::Tool(place) if counts(outcome, place) => scores.found += 1,
                    Truth::Again(place) if counts(outcome, place) => {
                        scores.wrong += 1;
                        scores.twice += 1;
                    }
                    Truth::Nothing => scores.wrong += 1,
                    _ => {}
                }
            }
        }
        scores
    }

    /// Suspected or better, all tools.
    pub fn suspected(outcomes: &[Outcome]) -> Scores {
        Scores::of(outcomes, |judged| judged.state >= State::Suspected, |_, _| true)
    }

    /// Confirmed, all tools.
    pub fn confirmed(outcomes: &[Outcome]) -> Scores {
        Scores::of(outcomes, |judged| judged.state >= State::Confirmed, |_, _| true)
    }

    /// Every product of the pack that is met at all, whatever the verdict on it.
    pub fn hits(outcomes: &[Outcome]) -> Scores {
        Scores::of(outcomes, |judged| judged.known == Known::Pack, |_, _| true)
    }

    /// The share of what is named that is a tool, each once.
    pub fn precision(&self) -> f64 {
        if self.found + self.wrong == 0 { 1.0 } else { self.found as f64 / (self.found + self.wrong) as f64 }
    }

    /// The share of tools that is named.
    pub fn recall(&self) -> f64 {
        if self.tools == 0 { 1.0 } else { self.found as f64 / self.tools as f64 }
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// How far confidences can be believed.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// In ten bins of equal width: how many, their mean confidence, and the share that is in use.
    pub bins: Vec<(usize, f64, f64)>,
    /// The mean distance between confidence and share, weighted by how many: the expected calibration error.
    pub error: f64,
    /// The same in ten bins of equal count.
    pub error_by_count: f64,
    /// The mean squared distance (Brier).
    pub brier: f64,
    pub count: usize,
}

impl Calibration {
    /// Over every verdict of at least this confidence; a tool named twice is in use both times.
    pub fn of(outcomes: &[Outcome], least: f64) -> Calibration {
        let mut all: Vec<(f64, f64)> = (outcomes.iter().flat_map(|outcome| &outcome.judged))
            .filter(|judged| judged.confidence >= least)
            .filter_map(|judged| {
                let in_use = match judged.truth {
                    Truth::Tool(_) | Truth::Again(_) | Truth::Maker => 1.0,
                    Truth::Nothing => 0.0,
                    Truth::Disputed => return None,
                };
                Some((judged.confidence, in_use))
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mean = |part: &[(f64, f64)], of: fn(&(f64, f64)) -> f64| {
            part.iter().map(of).sum::<f64>() / part.len().max(1) as f64
        };
        let bin = |part: &[(f64, f64)]| (part.len(), mean(part, |it| it.0), mean(part, |it| it.1));
        let error = |bins: &[(usize, f64, f64)]| {
            bins.iter().map(|(count, said, is)| *count as f64 * (said - is).abs()).sum::<f64>()
                / all.len().max(1) as f64
        };
        let bins: Vec<_> = (0..10)
            .map(|number| {
                let within = |it: &&(f64, f64)| ((it.0 * 10.0) as usize).min(9) == number;
                bin(&all.iter().filter(within).copied().collect::<Vec<_>>())
            })
            .collect();
        let even: Vec<_> = all.chunks(all.len().div_ceil(10).max(1)).map(bin).collect();
        Calibration {
            error: error(&bins),
            error_by_count: error(&even),
            brier: mean(&all.iter().map(|it| ((it.0 - it.1).powi(2), 0.0)).collect::<Vec<_>>(), |it| it.0),
            count: all.len(),
            bins,
        }
    }
}
