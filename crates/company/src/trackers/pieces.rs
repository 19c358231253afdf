//! The pieces an initiative is made of, drawn: each with its way through the states, on working days and in working
//! hours.

use jiff::civil::{Date, DateTime, Weekday};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Epic;
use crate::cell::date;

/// The morning on which everything is exported.
pub(super) const EXPORTED: DateTime = DateTime::constant(2026, 8, 3, 7, 30, 0, 0);

/// A piece of work.
pub(super) struct Piece {
    /// Its number within its initiative's project.
    pub number: usize,
    pub title: String,
    pub kind: &'static str,
    pub priority: &'static str,
    pub opened: DateTime,
    /// Its states in order of time; before the first it is to be done.
    pub moves: Vec<(DateTime, &'static str)>,
}

impl Piece {
    /// The last moment anything happened to it.
    pub(super) fn updated(&self) -> DateTime {
        self.moves.last().map_or(self.opened, |(at, _)| *at)
    }
}

/// What a seed and a name make: the same stream for the same two.
pub(super) fn chance(seed: u64, name: &str) -> ChaCha8Rng {
    let mark = name
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    ChaCha8Rng::seed_from_u64(seed ^ mark)
}

/// One of a list.
pub(super) fn pick<T: Copy>(of: &[T], chance: &mut ChaCha8Rng) -> T {
    of[chance.random_range(0..of.len())]
}

/// So many working days later, at a working hour.
pub(super) fn later(from: DateTime, days: u32, chance: &mut ChaCha8Rng) -> DateTime {
    let (mut day, mut left) = (from.date(), days);
    while left > 0 || is_off(day) {
        day = day.tomorrow().unwrap_or(day);
        if !is_off(day) {
            left = left.saturating_sub(1);
        }
    }
    let at = day.at(chance.random_range(9..18), chance.random_range(0..60), 0, 0);
    // On the same day nothing happens before what it follows.
    if at > from { at } else { from.checked_add(jiff::SignedDuration::from_mins(20)).unwrap_or(from) }
}

fn is_off(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

const VERBS: &[&str] = &["Afficher", "Calculer", "Brancher", "Tester", "Tracer", "Documenter", "Reprendre", "Préparer"];
const PARTS: &[&str] = &[
    "le bandeau",
    "le récapitulatif",
    "l'appel au service",
    "les cas limites",
    "les libellés",
    "la mesure d'usage",
    "la version mobile",
    "le jeu d'essai",
    "la bascule",
];

/// The pieces of an initiative.
pub(super) fn of(epic: &Epic, seed: u64) -> Vec<Piece> {
    let mut chance = chance(seed, epic.key);
    let first: usize = epic.key.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(1);
    let started = epic.moves.iter().find(|(_, state)| *state == "En cours").map_or(epic.opened, |(day, _)| *day);
    let is_done = epic.moves.last().is_some_and(|(_, state)| *state == "Terminé");
    let is_begun = epic.moves.iter().any(|(_, state)| *state == "En cours");
    (0..epic.pieces)
        .map(|place| {
            let entered = later(date(epic.opened).at(9, 0, 0, 0), chance.random_range(0..8), &mut chance);
            let begins = later(date(started).at(9, 0, 0, 0), chance.random_range(0..24), &mut chance).max(entered);
            let title = format!("{} {}", pick(VERBS, &mut chance), pick(PARTS, &mut chance));
            let moves = match is_begun {
                true => way(begins, is_done, &mut chance),
                false => Vec::new(),
            };
            Piece {
                number: first + 1 + place,
                title: format!("{title} ({})", epic.title),
                kind: if chance.random_bool(0.15) { "Bug" } else { "Récit" },
                priority: pick(&["Haute", "Moyenne", "Moyenne", "Basse"], &mut chance),
                opened: entered,
                moves: moves.into_iter().filter(|(at, _)| *at < EXPORTED).collect(),
            }
        })
        .collect()
}

/// A way through the states from the moment it begins.
fn way(begins: DateTime, is_done: bool, chance: &mut ChaCha8Rng) -> Vec<(DateTime, &'static str)> {
    let (mut moves, mut at) = (Vec::new(), begins);
    let mut enter = |state: &'static str, days: std::ops::Range<u32>, chance: &mut ChaCha8Rng| {
        moves.push((at, state));
        at = later(at, chance.random_range(days), chance);
    };
    if chance.random_bool(0.1) {
        enter("Sas d'entrée", 1..4, chance);
    }
    if chance.random_bool(0.35) {
        enter("Attente marketing", 3..15, chance);
    }
    enter("En cours", 1..6, chance);
    if chance.random_bool(0.2) {
        enter(pick(&["Attente juridique", "Bloqué - prestataire", "Attente DSI"], chance), 3..18, chance);
        enter("En cours", 1..4, chance);
    }
    enter("En revue", 1..4, chance);
    enter("Recette", 2..9, chance);
    if !is_done && chance.random_bool(0.06) {
        enter("Abandonné", 1..2, chance);
        return moves;
    }
    if chance.random_bool(0.15) {
        // What marketing tries out goes back now and then, and sometimes comes back after it was done.
        if chance.random_bool(0.4) {
            enter("Terminé", 2..8, chance);
        }
        enter("En cours", 1..4, chance);
        enter("Recette", 1..6, chance);
    }
    enter("Terminé", 1..2, chance);
    moves
}
