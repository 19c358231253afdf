//! Which tools are in use: evidence every company has, read line by line; whose product each host is, exactly; and who
//! used it how much, under pseudonyms.
//!
//! The shell opens files, unpacks them and starts threads; here bytes go in and an [`inventory::Inventory`] comes out.
//! Inventories of several hands, or several files, are merged, and the result does not depend on who read what.
//!
//! Deliberately absent: I/O and threads (the shell's), names of people (only keyed hashes), verdicts without their
//! evidence.

pub mod formats;
pub mod harvest;
pub mod host;
pub mod inventory;
pub mod left;
pub mod lines;
pub mod lists;
mod memo;
pub mod pseudonym;
pub mod sighting;
mod signs;
pub mod spend;
pub mod suffix;
mod time;
pub mod vendors;
pub mod verdict;

pub use time::Day;
