//! Pages, one file each: the question it answers, its handlers, its view, its rendering, its tests.

pub mod api_guide;
pub mod assets;
mod awaits;
mod book;
pub mod contracts;
pub mod decision;
pub mod decisions;
pub mod doubts;
pub mod forms;
pub mod help;
pub mod home;
pub mod import;
pub mod imports;
pub mod leaf;
pub mod live;
pub mod map;
pub(crate) mod numbers;
pub mod people;
pub mod problem;
pub mod request;
pub mod requests;
pub mod search;
pub mod sign_in;
pub mod thing;
pub(crate) mod told;
pub mod verify;
pub mod what_if;
