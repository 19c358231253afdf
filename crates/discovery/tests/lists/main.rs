//! Each list: what its rows say, how it is recognised, that nothing is dropped silently, and that no person is kept.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test reads files and says what it skipped")]

mod cookies;
mod expenses;
mod mail;
mod mangled;
mod pages;
mod reading;
mod recognised;
mod sign_ons;
mod tags;
mod zones;
