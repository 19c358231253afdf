//! What we run: the catalogue of moments, elements, systems, data, teams and calendar, read from the files companies
//! have; and the impact of a change on it.
//!
//! Deliberately absent: requests and decisions (they are the agenda's), storage, clocks, pages.

pub mod archetype;
pub mod catalog;
pub mod contract;
pub mod country;
pub mod field;
pub mod fit;
pub mod flows;
pub mod formats;
pub mod groups;
pub mod impact;
pub mod import;
pub mod queue;
pub mod reliability;
pub mod sentence;
pub mod statement;
