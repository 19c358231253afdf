//! The grounds on which two tools are compared.

use base::Say;
use serde::{Deserialize, Serialize};

/// A ground on which two tools are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is explained by its row in GROUNDS
pub enum Ground {
    Capabilities,
    Nouns,
    Data,
    Users,
    Links,
    Vendor,
}

/// One row of the table of grounds.
#[derive(Debug)]
pub struct Spec {
    /// The ground.
    pub ground: Ground,
    /// Its name for programs.
    pub word: &'static str,
    /// What people call it: French, English.
    pub label: (&'static str, &'static str),
    /// How much it counts in the score; the weights sum to 1.
    pub weight: f64,
    /// How many items must be in common before it speaks for "does the same": one word in common is chance.
    pub enough: usize,
    /// Whether it tells what a tool does, rather than whom or what it stands beside.
    pub telling: bool,
}

/// The table of grounds. The weights are a stated judgement: what a tool does before where it stands.
pub static GROUNDS: [Spec; 6] = [
    row(Ground::Capabilities, "capabilities", "ce qu'il sait faire", "what it can do", 0.35, 2, true),
    row(Ground::Nouns, "nouns", "les objets de ses API", "the objects of its APIs", 0.25, 3, true),
    row(Ground::Data, "data", "les données qu'il tient", "the data it holds", 0.20, 1, true),
    row(Ground::Users, "users", "ceux qu'il sert", "whom it serves", 0.10, 1, false),
    row(Ground::Links, "links", "ce à quoi il est relié", "what it is wired to", 0.05, 1, false),
    row(Ground::Vendor, "vendor", "qui le fournit", "who makes it", 0.05, usize::MAX, false),
];

const fn row(
    ground: Ground,
    word: &'static str,
    fr: &'static str,
    en: &'static str,
    weight: f64,
    enough: usize,
    telling: bool,
) -> Spec {
    Spec { ground, word, label: (fr, en), weight, enough, telling }
}

impl Ground {
    /// The ground's row in the table.
    pub fn spec(self) -> &'static Spec {
        &GROUNDS[self as usize]
    }

    /// What people call it.
    pub fn label(self) -> Say {
        let (fr, en) = self.spec().label;
        Say::new(fr, en)
    }
}

/// Words for what nearly every API has: they tell little of what a tool does. In order.
#[rustfmt::skip]
pub(super) const GENERAL_NOUNS: &[&str] = &[
        "account", "attachment", "category", "config", "configuration", "credential", "data", "error", "event", "field",
        "file", "group", "health", "image", "ip", "item", "key", "list", "log", "metadata", "object", "permission",
        "property", "record", "report", "resource", "result", "role", "schema", "scope", "serie", "service",
        "setting", "source", "stat", "status", "tag", "token", "type", "user", "value", "version", "webhook",
];

/// Words for what is done with any object of any API: they are no objects. In order.
#[rustfmt::skip]
pub(super) const DEEDS: &[&str] = &[
        "activate", "add", "all", "approve", "assign", "assigned", "batch", "bulk", "cancel", "clone", "count", "create",
        "current", "deactivate", "default", "delete", "download", "export", "get", "import", "job", "merge", "new", "now",
        "pending", "register", "remove", "request", "resend", "search", "set", "start", "stop", "sum", "test",
        "unregister", "update", "upload", "validate", "verify",
];

/// How much a general item counts beside another of the same rarity.
pub(super) const GENERAL_WEIGHT: f64 = 0.2;

/// How much an item counts that `others` others have: all of it when none or one has it, less the more have it. It does
/// not depend on how many systems there are, so that one more that has nothing in common changes nothing.
pub(super) fn weight(others: usize, general: bool) -> f64 {
    let rare = 1.0 / (1.0 + (others.max(1) as f64).ln());
    if general { rare * GENERAL_WEIGHT } else { rare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_has_its_row_and_the_weights_sum_to_one() {
        assert!(
            GROUNDS.iter().enumerate().all(|(at, row)| row.ground as usize == at && row.ground.spec().word == row.word)
        );
        assert!((GROUNDS.iter().map(|row| row.weight).sum::<f64>() - 1.0).abs() < 1e-12);
        for words in [GENERAL_NOUNS, DEEDS] {
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "in order, each once");
        }
    }

    #[test]
    fn what_many_have_weighs_less() {
        assert_eq!((weight(0, false), weight(1, false)), (1.0, 1.0));
        assert!((weight(10, false) - 0.302_79).abs() < 1e-4);
        assert_eq!(weight(1, true), 0.2);
    }
}
