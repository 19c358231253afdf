//! Who is who, from columns to clusters: what must hold whatever the records, and what must come out of known ones.

mod arriving;
mod blocks;
mod corrected;
mod estimates;
mod explained;
mod kept;
mod laws;
mod learnt;
mod people;
mod sentences;
mod undone;
mod variants;
