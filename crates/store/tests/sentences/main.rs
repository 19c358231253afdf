//! What the store promises, sentence by sentence.
#![allow(missing_docs)]

mod accounts;
mod backup;
mod datasets;
mod folders;
mod given;
mod log;
mod property;
mod vault;
mod verify;
