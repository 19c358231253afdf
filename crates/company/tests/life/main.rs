//! Holds that Solvène's life plays as it is written, leaves nothing broken, and is found again after a restart.

mod demo;
mod invented;
mod many_hands;
mod seen;
mod tiny;
