//! Tables in columns: the only room that knows Arrow.
//!
//! Today: reading Parquet files, record by record, as texts. Only the binary links it: nothing else waits for it to be
//! built.
//!
//! Deliberately absent: what a column means (the pillars know), tables with versions, and questions in SQL.

mod parquet;

pub use parquet::{Table, open};

use base::Say;

/// A table that cannot be read: why, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Why.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}
