//! The life of Solvène: what its people did from December 2025 to the morning of 6 August 2026, played through the real
//! importers and orders of Entente on a clock that stands and is moved by hand.
//!
//! A diary says who did what when (`wishes`, `landscape`, `people`); `player` gives it to the app in order of time, each
//! entry by the person who would do it. Refusals that a real life contains are entries too: one that is not refused is a
//! mistake of the story. `crowd` adds generated requests for benchmarks.
//!
//! Deliberately absent: any event written directly; the wish of the first walk, which the demo's visitor makes.

mod acceptances;
mod actions;
mod bypass;
mod cases;
mod changes;
mod crowd;
mod diary;
mod landscape;
mod meetings;
pub(crate) mod names;
mod objectives;
mod plan;
mod player;
mod sentences;
mod trackers;
mod wishes;

use std::collections::BTreeMap;

use app::{App, Problem};
use base::PersonId;
use jiff::Timestamp;

use crate::Size;

pub use changes::swap as w5_change;
pub use crowd::history;

/// Who lived, what they asked for, and what it came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lived {
    /// The people by name, cast and colleagues.
    pub people: BTreeMap<String, PersonId>,
    /// The number of each request the story names.
    pub requests: BTreeMap<String, u64>,
    /// The number of the decision each of them went to, by the same names.
    pub decisions: BTreeMap<String, u64>,
    /// The number of each change of something decided, as the story calls it.
    pub changes: BTreeMap<String, u64>,
    /// Confirmed readings that were among those proposed.
    pub proposed: usize,
    /// Confirmed readings the requester had to correct.
    pub corrected: usize,
    /// Orders that were refused, as the story has it.
    pub refused: usize,
    /// Facts in the log afterwards.
    pub events: u64,
}

/// How many generated requests the largest life holds beside the story's.
const LARGE: usize = 10_000;

/// The morning on which the demo opens: 6 August 2026, 9:00 in Paris.
pub fn opens_at() -> Timestamp {
    diary::instant((8, 6, 9, 0))
}

/// The number the request of a wish gets in the demo, where requests are numbered in the order they are asked.
pub(crate) fn number_of(wish: &str) -> Option<u64> {
    let mut asked: Vec<_> = wishes::all().map(|it| (diary::instant(it.on), it.key)).collect();
    asked.sort_by_key(|(at, _)| *at);
    asked.iter().position(|(_, key)| *key == wish).map(|place| place as u64 + 1)
}

/// Plays the life of a size on an app that holds nothing yet; its clock stands, and stands at [`opens_at`] afterwards.
///
/// The same size and seed give the same picture up to ids and salts (and, at [`Size::Large`], up to the order in which
/// generated requests are numbered). The seed moves only what is drawn.
///
/// Errors: an order of the story is not answered as the story has it, or the clock runs by itself.
pub fn play(app: &App, size: Size, seed: u64) -> Result<Lived, Problem> {
    let from = diary::instant((1, 12, 9, 0));
    let mut crowd = (size == Size::Large).then(|| crowd::Crowd::between(LARGE, from, opens_at(), seed));
    let mut lived = player::play(app, size, seed, crowd.as_mut())?;
    diary::move_to(app.clock(), opens_at())?;
    lived.events = app.picture().position;
    Ok(lived)
}

/// Three wishes to try on the landing page, in French and in English; the first is that of the first walk.
pub fn examples() -> Vec<(String, String)> {
    [
        ("Afficher le solde de points en page d'accueil de l'appli", "Show the loyalty balance on the app's home page"),
        (
            "Prévenir le client par notification quand son article revient en stock",
            "Tell customers by notification when their item is back in stock",
        ),
        (
            "Imprimer la date de fin de garantie sur le ticket de caisse",
            "Print the end of the guarantee on the till receipt",
        ),
    ]
    .map(|(fr, en)| (fr.to_owned(), en.to_owned()))
    .into()
}
