//! What the house uses, as against what was merely seen: each rule in a sentence, the laws, a sum done by hand.

mod fusion;
mod joins;
mod laws;
mod risks;
mod sentences;
mod setting;
