//! Orders about pilots and practices, as people type them.

use agenda::pilot::{Count, Lines, Stake};
use base::{Money, Ref};
use jiff::civil::Date;
use serde::Serialize;

/// An order about a pilot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum PilotOrder {
    /// Sets one up.
    SetUp { request: Option<Ref>, plan: Box<TypedPlan> },
    /// Revises its plan before it runs.
    Revise { pilot: u64, plan: Box<TypedPlan> },
    /// Lets it run, despite being too small, or beside too many others, for a reason.
    Start { pilot: u64, despite_power: Option<String>, despite_cap: Option<String> },
    /// Reads its counts.
    Read { pilot: u64, counts: Vec<Count>, on: Date, spent: Option<Money>, words: Option<String> },
    /// Asks both sides to decide; `until` is the day it would be prolonged to.
    Send { pilot: u64, until: Date },
    /// Ends it without a decision.
    Drop { pilot: u64, why: String },
}

/// A plan as it is typed: words where the plan holds texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::pilot::Plan")]
pub struct TypedPlan {
    pub hypothesis: String,
    pub metric: String,
    pub proxy: String,
    pub population: String,
    pub baseline: f64,
    pub promised: f64,
    /// What the control sees, then each novelty.
    pub arms: Vec<String>,
    pub per_arm: u64,
    pub alpha: f64,
    pub power: f64,
    pub stop_rule: String,
    pub budget: Money,
    pub decide_by: Date,
    pub home: Option<Ref>,
    pub lines: Lines,
    pub stake: Option<Stake>,
}

/// An order about a practice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum PracticeOrder {
    /// Records one, from a pilot that has ended or by hand.
    Record { content: TypedPractice, pilot: Option<Ref> },
    /// Puts it in other words.
    Reword { practice: u64, content: TypedPractice },
    /// Rests something on it.
    Reuse { practice: u64, by: Ref },
    /// Rests something on it no more.
    Release { practice: u64, by: Ref },
    /// Retires it.
    Retire { practice: u64, why: String },
}

/// What a practice says, as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::practice::Content")]
pub struct TypedPractice {
    pub name: String,
    pub worked: String,
    pub when: String,
    pub shown_by: Option<String>,
}
