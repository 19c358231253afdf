//! The same things as the pages, for programs.

pub mod openapi;
mod told;
pub mod v1;

pub(crate) use told::{Told, order_headers};
