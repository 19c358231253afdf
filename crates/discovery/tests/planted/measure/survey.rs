//! Several houses, each judged by everything; and, where that is asked for, by everything but one kind of evidence and by
//! each kind alone.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use discovery::harvest::EvidenceKind;

use super::{House, Outcome, Scores, tables};

/// What came out, house by house.
#[derive(Default)]
pub struct Survey {
    /// By all the evidence.
    pub outcomes: Vec<Outcome>,
    /// Each kind left out.
    pub without: Vec<(EvidenceKind, Vec<Outcome>)>,
    /// Each kind alone.
    pub alone: Vec<(EvidenceKind, Vec<Outcome>)>,
    /// What was wrongly named and what was missed, in words.
    pub mistakes: Vec<String>,
    /// Lines, rows and entries read, and of these understood.
    pub lines: (u64, u64),
}

/// One house's part of a survey.
struct Part {
    seed: u64,
    outcome: Outcome,
    without: Vec<Outcome>,
    alone: Vec<Outcome>,
    mistakes: String,
    lines: (u64, u64),
}

impl Part {
    fn of(seed: u64, kinds: &[EvidenceKind]) -> Part {
        let house = House::of(seed);
        let (tools, outcome) = house.judge(|_| true);
        Part {
            seed,
            mistakes: tables::mistakes(&house, &tools, &outcome),
            outcome,
            without: kinds.iter().map(|kind| house.judge(|it| it != *kind).1).collect(),
            alone: kinds.iter().map(|kind| house.judge(|it| it == *kind).1).collect(),
            lines: house.read.lines,
        }
    }
}

impl Survey {
    /// Founds the houses of these seeds, reads and judges them, as many at once as the machine has hands; by each of these
    /// kinds alone besides, and by all but each.
    pub fn of(first: u64, count: u64, kinds: &[EvidenceKind]) -> Survey {
        let (next, parts) = (AtomicU64::new(0), Mutex::new(Vec::new()));
        let hands = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..hands {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            break;
                        }
                        let part = Part::of(first + number, kinds);
                        parts.lock().expect("no hand fails").push(part);
                    }
                });
            }
        });
        let mut parts = parts.into_inner().expect("no hand failed");
        parts.sort_by_key(|part| part.seed);
        let mut survey = Survey {
            without: kinds.iter().map(|kind| (*kind, Vec::new())).collect(),
            alone: kinds.iter().map(|kind| (*kind, Vec::new())).collect(),
            ..Survey::default()
        };
        for part in parts {
            survey.outcomes.push(part.outcome);
            survey.mistakes.push(part.mistakes);
            survey.lines = (survey.lines.0 + part.lines.0, survey.lines.1 + part.lines.1);
            for (all, of) in [(&mut survey.without, part.without), (&mut survey.alone, part.alone)] {
                all.iter_mut().zip(of).for_each(|((_, outcomes), outcome)| outcomes.push(outcome));
            }
        }
        survey
    }

    /// The better of two simple ways: naming every product of the pack that any file shows, or that files of the best
    /// single kind show.
    pub fn baseline(&self) -> Scores {
        let alone = self.alone.iter().map(|(_, outcomes)| Scores::hits(outcomes));
        alone.fold(Scores::hits(&self.outcomes), |best, it| if it.f1() > best.f1() { it } else { best })
    }

    /// Prints every table.
    pub fn print(&self) {
        tables::print(self);
    }
}
