//! Orders about trackers.

use agenda::tracker::Meaning;
use serde::Serialize;

/// An order about a tracker.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum TrackerOrder {
    /// Says what a word for a state means.
    Explain { tracker: String, state: String, meaning: Meaning },
    /// Says that an item is done for a request.
    Link { tracker: String, item: String, request: u64 },
    /// Says that it is not.
    Part { tracker: String, item: String, request: u64 },
}
