//! A piece of work as a tracker tells it, with what changed when.

use std::fmt;

use base::Source;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which item of which tracker: what links it to a request for ever.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemKey {
    /// The tracker's name in this house, such as "jira" or "github:solvene/app".
    pub tracker: String,
    /// The item's key in it, as people say it: "LOY-12", "418".
    pub key: String,
}

impl fmt::Display for ItemKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.tracker, self.key)
    }
}

/// A piece of work in a tracker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Which.
    pub key: ItemKey,
    /// Its title, as the tracker last told it.
    pub title: String,
    /// Its type in the tracker's own words ("Story", "bug"), where it tells one.
    pub kind: Option<String>,
    /// The item it is part of, by its key in the same tracker.
    pub parent: Option<String>,
    /// When it came to be.
    pub opened: Timestamp,
    /// The state it came to be in, in the tracker's own word; empty where the tracker does not tell.
    pub first_state: String,
    /// What changed, in the order of time; of changes of one kind at one instant only the last is kept.
    ///
    /// Where a tracker tells only how things stand, they stand here as of the moment it told.
    pub history: Vec<Change>,
    /// When its tracker says it was last changed: of two tellings the later one wins.
    pub updated: Timestamp,
    /// The items of the same tracker without which it cannot be finished, by their keys.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The requests of this house it names ("entente:12"), by their numbers.
    #[serde(default)]
    pub mentions: Vec<u64>,
    /// Where the tracker last told of it.
    pub source: Source,
}

impl Item {
    /// Whether its tracker has it no more, as far as is known.
    pub fn is_gone(&self) -> bool {
        let standing = |change: &&Change| matches!(change.now, Now::Deleted | Now::State(_));
        self.history.iter().rev().find(standing).is_some_and(|change| change.now == Now::Deleted)
    }
}

/// One change of an item. Who made it is not kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// What is so from then on.
    pub now: Now,
    /// The line of the file that says so, counted from 1; 0 where the file has no lines.
    #[serde(default)]
    pub line: u64,
}

/// What is so of an item from a change on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Now {
    /// It is in this state, in the tracker's own word.
    State(String),
    /// It has this priority, in the tracker's own word.
    Priority(String),
    /// So many person-days are planned for it; `None`: no longer said.
    PlannedDays(Option<f64>),
    /// So many person-days were spent on it so far.
    SpentDays(f64),
    /// It is due by this day; `None`: no longer said.
    Due(Option<Date>),
    /// It was deleted in the tracker.
    Deleted,
}
