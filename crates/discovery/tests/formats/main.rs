//! Each format: what its lines say, how it is recognised, and that nothing is dropped silently.

mod hostile;
mod lines;
mod merging;
mod reading;
