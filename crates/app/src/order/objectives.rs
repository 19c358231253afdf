//! Orders about objectives, as people type them.

use agenda::business_case::Metric;
use agenda::objective::{Above, Target};
use base::{PersonId, Ref, Unit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An order about an objective.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum ObjectiveOrder {
    /// Sets one.
    Set { content: Box<TypedObjective> },
    /// Makes it say something else.
    Revise { objective: u64, content: Box<TypedObjective> },
    /// States its number as of a day; as of the day the order is carried out without one.
    Measure { objective: u64, on: Option<Date>, value: f64, source: String },
    /// Has something serve it.
    Serve { objective: u64, by: Ref },
    /// Has something serve it no more.
    Unserve { objective: u64, by: Ref },
    /// Gives it up.
    End { objective: u64, why: String },
}

/// What an objective says, as it is typed: words where the content holds texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::objective::Content")]
pub struct TypedObjective {
    pub name: String,
    pub above: Above,
    pub effect: String,
    pub defines: PersonId,
    pub supplies: PersonId,
    pub weight: u32,
    pub yardstick: Option<TypedYardstick>,
}

/// The number of an objective, as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::objective::Yardstick")]
pub struct TypedYardstick {
    pub chain: Vec<TypedStep>,
    pub counted: usize,
    pub unit: Unit,
    pub target: Target,
    pub from: Date,
    pub by: Date,
}

/// One step from what people do to what comes out, as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::business_case::Step")]
pub struct TypedStep {
    pub kind: Metric,
    pub words: String,
}
