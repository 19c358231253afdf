//! Distributions, intervals, tests and seeded draws: what an uncertain number may honestly say.
//!
//! Every function is pure, and gives the same bits on every machine: logarithms, exponentials and powers are those of
//! `libm`, which is Rust, never the system's. Deliberately absent: money (`agenda`), entropy (a seed comes in as a
//! value), and any word shown to a person.

pub mod allocation;
pub mod distribution;
pub mod draw;
pub mod information;
mod interval;
pub mod mean;
pub mod power;
pub mod proportion;
pub mod score;
pub mod special;
pub mod summary;

pub use interval::{Interval, NoInterval};
