//! Orders about meetings, as people type them.

use base::{PersonId, Ref};
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::TypedPlace;

/// An order about a meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum MeetingOrder {
    /// Calls a meeting.
    Call {
        title: String,
        zone: Option<String>,
        start: DateTime,
        minutes: u32,
        weeks: Option<u32>,
        people: Vec<PersonId>,
    },
    /// Moves one of its days.
    Move { meeting: u64, of: Date, to: DateTime },
    /// Leaves one of its days out.
    LeaveOut { meeting: u64, of: Date },
    /// Opens it, with the agenda the record gives.
    Open { meeting: u64, of: Date, present: Vec<PersonId> },
    /// Makes a point something both sides do.
    Act { meeting: u64, of: Date, item: Ref, action: Box<TypedAction> },
    /// Puts a point off to the next meeting.
    Postpone { meeting: u64, of: Date, item: Ref, why: String },
    /// Closes it.
    Close { meeting: u64, of: Date },
    /// Ends the series after a day.
    End { meeting: u64, last: Date },
}

/// Something both sides do, as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in Order::SetAction")]
pub struct TypedAction {
    pub words: String,
    pub marketing: PersonId,
    pub it: PersonId,
    pub due: Date,
    pub place: Option<TypedPlace>,
}
