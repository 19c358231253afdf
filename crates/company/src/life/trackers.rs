//! What the translator from IT says of the trackers on the day their exports come: what each state means, and for which
//! request each initiative is done. One state nobody could explain yet: the gate new work waits at.

use std::collections::BTreeMap;

use agenda::tracker::Meaning;
use app::TrackerOrder;
use jiff::Timestamp;

use super::diary;
use crate::trackers::{EPICS, STORE_EPICS};

const GITHUB: &str = "github:solvene/app";

const STATES: &[(&str, &str, Meaning)] = &[
    ("jira", "À faire", Meaning::NotStarted),
    ("jira", "En cours", Meaning::Worked),
    ("jira", "En revue", Meaning::Worked),
    ("jira", "Recette", Meaning::Marketing),
    ("jira", "Attente marketing", Meaning::Marketing),
    ("jira", "Attente DSI", Meaning::It),
    ("jira", "Attente juridique", Meaning::Legal),
    ("jira", "Bloqué - prestataire", Meaning::Vendor),
    ("jira", "Terminé", Meaning::Done),
    ("jira", "Abandonné", Meaning::Refused),
    (GITHUB, "open", Meaning::NotStarted),
    (GITHUB, "in review", Meaning::Worked),
    (GITHUB, "waiting for marketing", Meaning::Marketing),
    (GITHUB, "blocked by vendor", Meaning::Vendor),
    (GITHUB, "closed", Meaning::Done),
    (GITHUB, "closed (not planned)", Meaning::Refused),
];

/// When it is said.
pub(super) fn said_at() -> Timestamp {
    diary::instant((8, 3, 14, 0))
}

/// What each state means.
pub(super) fn explained() -> impl Iterator<Item = TrackerOrder> {
    STATES.iter().map(|(tracker, state, meaning)| TrackerOrder::Explain {
        tracker: (*tracker).to_owned(),
        state: (*state).to_owned(),
        meaning: *meaning,
    })
}

/// Which initiative is done for the request of which number, by what the story calls them. What marks an issue of the app
/// with a request is left for somebody to confirm.
pub(super) fn linked(requests: &BTreeMap<String, u64>) -> impl Iterator<Item = TrackerOrder> {
    EPICS.iter().chain(STORE_EPICS).filter_map(|epic| {
        let request = *requests.get(epic.wish)?;
        Some(TrackerOrder::Link { tracker: "jira".to_owned(), item: epic.key.to_owned(), request })
    })
}
