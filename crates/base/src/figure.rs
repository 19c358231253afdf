use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{PersonId, Ref, Say};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calls a second.
    CallsPerSecond,
    /// Views of an interface element a second.
    ViewsPerSecond,
    /// Orders a second.
    OrdersPerSecond,
    /// Calls caused by one view, or by one call upstream.
    CallsPerView,
    /// A share, `0..=1` when it is a part of a whole, shown as a percentage.
    Share,
    /// A difference between two shares, `-1..=1`, shown in percentage points.
    PercentagePoints,
    /// Standard errors: how far something stands from what chance alone would make it.
    StandardErrors,
    /// Minutes a month.
    MinutesPerMonth,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Days of one person's work.
    PersonDays,
    /// Working days.
    Days,
    /// Months.
    Months,
    /// Euros of today: what later ones are worth now.
    EurToday,
    /// Euros a year.
    EurPerYear,
    /// Euros a week.
    EurPerWeek,
    /// Things counted one by one.
    Count,
    /// Points of an index from 0 to 100.
    Points,
    /// Euros.
    Eur,
    /// Bytes.
    Bytes,
}

/// A number with the range its sources leave open; without a range, `low` and `high` equal `likely`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The lowest value the sources allow.
    pub low: f64,
    /// The value stated or measured.
    pub likely: f64,
    /// The highest value the sources allow.
    pub high: f64,
}

impl Quantity {
    /// A number stated without a range.
    pub const fn exact(value: f64) -> Quantity {
        Quantity { low: value, likely: value, high: value }
    }

    /// A number with its range, put in order.
    pub fn range(low: f64, likely: f64, high: f64) -> Quantity {
        Quantity { low: low.min(likely), likely, high: high.max(likely) }
    }

    /// Whether the sources leave a range open.
    pub fn is_range(self) -> bool {
        self.low < self.high
    }

    /// Applies a function that rises with its argument to value and range alike.
    pub fn map(self, rising: impl Fn(f64) -> f64) -> Quantity {
        Quantity { low: rising(self.low), likely: rising(self.likely), high: rising(self.high) }
    }

    /// Combines two independent quantities with a function that rises with both.
    pub fn zip(self, other: Quantity, rising: impl Fn(f64, f64) -> f64) -> Quantity {
        Quantity {
            low: rising(self.low, other.low),
            likely: rising(self.likely, other.likely),
            high: rising(self.high, other.high),
        }
    }
}

/// Where a fact was read or who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
    /// A cell of an imported file.
    File {
        /// The dataset it came in.
        dataset: Ref,
        /// The file's name as it was handed over.
        file: String,
        /// The sheet of a workbook.
        sheet: Option<String>,
        /// The line, counted from 1 with the header.
        line: u64,
        /// The column's header in the file.
        column: String,
    },
    /// A person stated it.
    Statement {
        /// Who.
        by: Option<PersonId>,
        /// Where in the log.
        position: u64,
    },
    /// A stated assumption of Entente itself, open to change.
    Assumption {
        /// Why this value.
        why: Say,
    },
}

/// A number on a page: value, range, unit, and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// The number and its range.
    pub value: Quantity,
    /// What it counts.
    pub unit: Unit,
    /// What it rests on; shared, since many numbers rest on the same ones.
    pub evidence: Arc<Evidence>,
}

/// What a number rests on: a fact, or a computation over other numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Evidence {
    /// One field of one thing, as a file or a person gave it.
    Fact {
        /// The thing.
        subject: Ref,
        /// The field's word, as in `limit`.
        field: String,
        /// Where it was read or who said it.
        source: Source,
        /// The date the fact is of; `None` when the source does not say.
        as_of: Option<Date>,
    },
    /// Computed from other numbers.
    Computed {
        /// How, in words: "present load + added load".
        how: Say,
        /// From what.
        from: Vec<Input>,
    },
}

/// One number a computation used, under the name it has there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Its name in the computation.
    pub name: Say,
    /// The number.
    pub measure: Measure,
}

impl Measure {
    /// A number computed from others.
    pub fn computed(value: Quantity, unit: Unit, how: Say, from: Vec<(Say, Measure)>) -> Measure {
        let from = from.into_iter().map(|(name, measure)| Input { name, measure }).collect();
        Measure { value, unit, evidence: Arc::new(Evidence::Computed { how, from }) }
    }

    /// Every fact under this number, in reading order, each once.
    pub fn facts(&self) -> Vec<&Evidence> {
        fn walk<'a>(evidence: &'a Evidence, out: &mut Vec<&'a Evidence>) {
            match evidence {
                Evidence::Fact { .. } if !out.contains(&evidence) => out.push(evidence),
                Evidence::Fact { .. } => {}
                Evidence::Computed { from, .. } => {
                    from.iter().for_each(|input| walk(&input.measure.evidence, out));
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.evidence, &mut out);
        out
    }
}

/// A named number: the unit in which pages, the API, the terminal and signed documents quote results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its stable name, such as `load.after/system:loyalty-engine`.
    pub key: String,
    /// What people call it.
    pub label: Say,
    /// The number.
    pub measure: Measure,
}
