//! Whose turn it is: every second of a request belongs to somebody.

use base::Say;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Somebody works on it.
    Worked,
    /// It waits for marketing.
    Marketing,
    /// It waits for IT.
    It,
    /// It waits for legal or the data-protection officer.
    Legal,
    /// It waits for finance.
    Finance,
    /// It waits for a vendor or an agency.
    Vendor,
    /// Its tracker calls its state by a word nobody has explained yet.
    Unknown,
}

impl Holder {
    /// Everybody it can be, in the order they are shown.
    pub const ALL: [Holder; 7] = [
        Holder::Worked,
        Holder::Marketing,
        Holder::It,
        Holder::Legal,
        Holder::Finance,
        Holder::Vendor,
        Holder::Unknown,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Holder::Worked => "worked",
            Holder::Marketing => "marketing",
            Holder::It => "it",
            Holder::Legal => "legal",
            Holder::Finance => "finance",
            Holder::Vendor => "vendor",
            Holder::Unknown => "unknown",
        }
    }

    /// The part of the time this is, in a word or three.
    pub fn say(self) -> Say {
        match self {
            Holder::Worked => Say::new("travaillé", "worked"),
            Holder::Marketing => Say::new("attend le marketing", "waiting for marketing"),
            Holder::It => Say::new("attend la DSI", "waiting for IT"),
            Holder::Legal => Say::new("attend le juridique", "waiting for legal"),
            Holder::Finance => Say::new("attend la finance", "waiting for finance"),
            Holder::Vendor => Say::new("attend un prestataire", "waiting for a vendor"),
            Holder::Unknown => Say::new("inexpliqué", "unexplained"),
        }
    }
}

/// From this instant on it is that holder's turn; until the next turn, or the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn<Because> {
    /// Since when.
    pub since: Timestamp,
    /// Whose turn; `None`: nobody's, it is over (done, refused, withdrawn, deleted) until a later turn opens it again.
    pub whose: Option<Holder>,
    /// The fact it opens to.
    pub because: Because,
}
