//! Solvène, the invented home-and-garden retailer behind every test, demo and gallery page.
//!
//! Its world stands as plain data, one file per thing: [`systems`], [`elements`] and [`moments`], [`data`], [`apis`],
//! [`flows`], [`teams`], [`calendar`], [`cast`](mod@cast). [`files`] gives that world as the files its people would
//! hand over, in several encodings and with the mistakes real files have; [`planted`] lists those. Every name is
//! invented, and the same size and seed always give the same bytes.
//!
//! Deliberately absent: clocks, disks, any rule of Entente. What Solvène's people then do is its life, not its world.

pub mod apis;
pub mod calendar;
pub mod cast;
pub mod cell;
pub mod data;
pub mod elements;
mod estate;
pub mod flows;
mod hand_over;
mod lists;
pub mod moments;
pub mod planted;
pub mod systems;
mod table;
pub mod teams;
mod world;

use base::Say;
use jiff::civil::Date;

/// How much of Solvène to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// What the small widget touches, without mistakes: for fast tests.
    Tiny,
    /// All of it.
    Demo,
    /// All of it, and an estate of 2,000 systems, 20,000 flows and 5,000 elements around it: for benchmarks.
    Large,
}

/// A file as somebody hands it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The day on which it was handed over.
    pub on: Date,
    /// What it is and who keeps it.
    pub about: Say,
}

/// The files of a size, in the order in which they were handed over; the seed moves only what is drawn (the large
/// estate).
pub fn files(size: Size, seed: u64) -> Vec<HandedOver> {
    hand_over::all(size, seed).0
}

/// The people, in the order in which the story introduces them.
pub fn cast() -> &'static [cast::Person] {
    cast::CAST
}
