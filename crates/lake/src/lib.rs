//! Tables in columns: the only room that knows Arrow.
//!
//! Parquet files and Delta tables come out record by record, as texts, and are written from them. Only the binary links
//! this room: nothing else waits for it to be built.
//!
//! Deliberately absent: what a column means (the pillars know), and questions in SQL.

mod delta;
mod parquet;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use table::{Table, is_delta, open};
pub use write::Writer;

use base::Say;

/// Why a table cannot be read or written, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}
