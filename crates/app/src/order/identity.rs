//! Orders about who is who among records of customers.

use customers::resolution::index::Anchor;
use serde::Serialize;

/// An order about records of customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum IdentityOrder {
    /// Says whether two records are one person.
    Say { left: Anchor, right: Anchor, same: bool },
    /// Takes back what stands of two records.
    TakeBack { left: Anchor, right: Anchor },
    /// Notes that what records hold is shown.
    Show { records: Vec<Anchor> },
}
