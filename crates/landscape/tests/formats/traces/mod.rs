//! Traces and service graphs become flows with calls per request: sentences, laws, oracles, and files that are broken.
mod broken;
mod graph;
mod halves;
mod laws;
pub mod said;
mod sentences;
