//! Solvène, the invented home-and-garden retailer behind every test, demo and gallery page.
//!
//! Its world stands as plain data, one file per thing: [`systems`], [`elements`] and [`moments`], [`data`], [`apis`],
//! [`flows`], [`teams`], [`calendar`], [`cast`](mod@cast). [`files`] gives that world as the files its people would
//! hand over, in several encodings and with the mistakes real files have; [`planted`] lists those. Every name is
//! invented, and the same size and seed always give the same bytes.
//!
//! [`evidence`] gives the files that show which marketing services are in use (`shadow`), [`tracked`] what the trackers
//! export of the work ([`trackers`]), [`customers`] what its systems know of customers.
//!
//! [`life`] plays what its people then do, through the importers and orders of Entente, on a clock set by hand.
//!
//! Deliberately absent: disks, any rule of Entente; whatever the life makes true, it does so as its people would.

pub mod apis;
pub mod calendar;
pub mod campaigns;
pub mod cast;
pub mod cell;
mod contract;
pub mod customers;
pub mod data;
pub mod elements;
mod estate;
pub mod flows;
pub mod governance;
mod hand_over;
pub mod life;
mod lists;
pub mod moments;
pub mod planted;
pub mod shadow;
pub mod stores;
pub mod systems;
mod table;
pub mod teams;
mod traces;
pub mod trackers;
mod walk;
mod world;

pub use estate::Estate;
pub use walk::{CaseWords, Trial, W1_CASE, w1_answers, w1_pilot, w2_answer};

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
    hand_over::all(size, seed, hand_over::Rates::Listed).0
}

/// The files of the demo with an estate of any size around it, for benchmarks and for tests of what must stay readable.
pub fn files_of_estate(estate: Estate, seed: u64) -> Vec<HandedOver> {
    hand_over::all_with(Size::Demo, seed, hand_over::Rates::Listed, Some(estate)).0
}

/// The same files where nobody measured the calls of the tills and of the gateway by hand: a sample of traces says how
/// many each request makes, and only the tills' sales are counted.
pub fn traced(size: Size, seed: u64) -> Vec<HandedOver> {
    hand_over::all(size, seed, hand_over::Rates::Traced).0
}

/// First versions of some files, as they were handed over before the year began; the demo's life imports them first, so
/// that limits, loads and screens have a past.
pub fn earlier_files(size: Size) -> Vec<HandedOver> {
    if size == Size::Tiny { Vec::new() } else { hand_over::earlier(size) }
}

/// The files that show which marketing services are in use, in the order in which they were handed over; none at the
/// smallest size. They are apart from [`files`]: the landscape's importers do not read them.
pub fn evidence(size: Size, seed: u64) -> Vec<HandedOver> {
    shadow::all(size, seed).0
}

/// What the trackers export, in the order in which it was handed over; none at the smallest size.
pub fn tracked(size: Size, seed: u64) -> Vec<HandedOver> {
    trackers::all(size, seed).0
}

/// The people, in the order in which the story introduces them.
pub fn cast() -> &'static [cast::Person] {
    cast::CAST
}
