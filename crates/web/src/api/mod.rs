//! The same things as the pages, for programs.

pub mod openapi;
pub mod v1;
