//! Version 1 of the JSON contract: its own types, never a page's, never core's.

pub mod acceptance;
pub mod actions;
pub mod business_case;
pub mod changes;
pub mod charter;
pub mod contracts;
pub mod decisions;
pub mod fit;
pub mod impact;
pub mod imports;
pub mod map;
pub mod organisation;
pub mod people;
pub mod pilots;
pub mod practices;
pub mod promises;
pub mod raci;
pub mod requests;
pub mod shapes;
pub mod store;
pub mod things;
pub mod tools;
pub mod trackers;
pub mod value;
pub mod waiting;
pub mod words;
