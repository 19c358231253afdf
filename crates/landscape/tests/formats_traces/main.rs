//! Traces and service graphs become flows with calls per request: sentences, laws, oracles, and files that are broken.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // reads shared files and says so when they are not there

mod broken;
mod graph;
mod halves;
mod laws;
mod said;
mod sentences;
