//! How what was decided gets done: the items trackers tell of, each with its history, and whose turn it was at every
//! second of it.
//!
//! A tracker owns how work goes (its states, its dates); what is wanted and why stays with the agenda. The two meet in
//! the picture, by the item's [`item::ItemKey`].
//!
//! Deliberately absent: I/O and clocks (the shell's), names of the people who moved an item (nobody is ranked), a
//! second tracker: nothing here is edited.

pub mod ageing;
pub mod clock;
pub mod forecast;
pub mod formats;
pub mod hours;
pub mod item;
pub mod sync;
