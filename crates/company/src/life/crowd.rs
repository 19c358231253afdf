//! Generated requests around the story, for benchmarks.

use app::{App, Problem};

use super::Lived;

/// How many requests the largest life holds.
pub(super) const LARGE: usize = 10_000;

/// Plays generated requests.
pub(super) fn requests(_app: &App, _lived: &Lived, _count: usize, _seed: u64) -> Result<(), Problem> {
    Ok(())
}

/// Fills a store.
pub fn history(_app: &App, _events: usize, _seed: u64) -> Result<u64, Problem> {
    Ok(0)
}
