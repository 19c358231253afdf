//! Orders about changes of what was decided, as people type them.

use agenda::change::{Scope, What};
use base::{Money, Quantity, Ref, Side};
use serde::Serialize;

/// An order about a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum ChangeOrder {
    /// Puts one forward.
    Propose { proposal: Box<TypedChange> },
    /// Puts it otherwise, before both sides are asked.
    Revise { change: u64, proposal: Box<TypedChange> },
    /// Asks both sides to decide, on the receipts as they stand.
    Send { change: u64 },
    /// Does not ask for it any more.
    Withdraw { change: u64, why: String },
}

/// A change as it is typed: words where the proposal holds texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::change::Proposal")]
pub struct TypedChange {
    pub request: Ref,
    pub what: What,
    pub side: Side,
    pub words: String,
    pub why: String,
    pub planned: Option<Quantity>,
    pub spent: Option<Quantity>,
    pub source: String,
    pub team: Option<Ref>,
    pub day_rate: Option<Money>,
    pub scope: Option<Scope>,
    pub options: Vec<TypedOption>,
}

/// One way to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::change::Alternative")]
pub struct TypedOption {
    pub name: String,
    pub lost: Quantity,
    pub people: u32,
    pub days_each: Quantity,
    pub dependents: Vec<TypedWeeks>,
    pub gain: Option<TypedWeeks>,
}

/// Weeks somebody waits, or wins.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::change::Dependent")]
pub struct TypedWeeks {
    pub request: Option<Ref>,
    pub words: String,
    pub weeks: Quantity,
    pub week: Option<Quantity>,
}
