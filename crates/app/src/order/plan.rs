//! Orders about the rolling plan, as people type them.

use std::collections::BTreeMap;

use agenda::plan::{Cost, Quarter, Work};
use base::Quantity;
use serde::Serialize;

/// An order about the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum PlanOrder {
    /// States an initiative: that of a number, or a new one.
    State { number: Option<u32>, initiative: TypedInitiative },
    /// Sets money aside, in euros for each quarter named: in the fund of a number, or in a new one.
    Fund { number: Option<u32>, name: String, money: BTreeMap<Quarter, f64> },
    /// Takes an initiative off the list.
    Drop { number: u32, why: String },
    /// Proposes when initiatives begin.
    Propose { moves: BTreeMap<u32, Option<Quarter>> },
    /// Agrees to a proposal for one's side.
    Agree { proposal: u32 },
    /// Puts a proposal aside for one's side.
    Decline { proposal: u32, why: String },
}

/// An initiative as it is typed: words where the plan holds texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::plan::Initiative")]
pub struct TypedInitiative {
    pub name: String,
    pub request: Option<u64>,
    pub value: Quantity,
    pub delay: f64,
    pub work: Vec<Work>,
    pub costs: Vec<Cost>,
    pub needs: Vec<u32>,
    pub must: bool,
}
