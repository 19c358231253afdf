//! What Solvène's people want changed, theme by theme, and what became of each wish.

mod basket;
mod customers;
mod loyalty;
mod messages;
mod pickup;
mod search;
pub(super) mod tiny;

use super::diary::Wish;

/// Every wish of the demo's life.
pub(super) fn all() -> impl Iterator<Item = &'static Wish> {
    [pickup::WISHES, loyalty::WISHES, basket::WISHES, search::WISHES, customers::WISHES, messages::WISHES]
        .into_iter()
        .flatten()
}
