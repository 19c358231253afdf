//! Orders about what was asked for, agreed and delivered, as people type them.

use agenda::acceptance::Standing;
use serde::Serialize;

/// An order about an acceptance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum AcceptanceOrder {
    /// Says what is asked for.
    Ask { request: u64, items: Vec<String> },
    /// Says of some items how far they have come.
    Tell { request: u64, items: Vec<TypedStanding> },
    /// Accepts it as it stands.
    Accept { request: u64 },
}

/// How far one item has come.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::acceptance::Command")]
pub struct TypedStanding {
    pub item: u32,
    pub standing: Standing,
    pub words: Option<String>,
}
