//! The room where things are kept: the log of facts, the vault of words, the register of datasets, on disk.
//!
//! A store is a folder that one process owns at a time:
//!
//! ```text
//! log.sqlite     the log (events, commands), the vault (words and keys), the register, accounts and sessions
//! datasets/      the files people handed over, named by their SHA-256, those with personal data encrypted
//! erasures       the list of what was forgotten, so that a restored backup forgets it again
//! lock           held by the process that has the store open
//! ```
//!
//! [`Store`] is the only door. It is synchronous and meant to be owned by one writer thread, which drains what
//! waits into one [`Store::append`]: one transaction and one fsync for all of it. Once `append` has returned, what
//! it says is done survives the death of the process, of the kernel and of the power supply, as far as the disk
//! keeps its word about fsync. Further readers open the same folder with [`Options::read_only`].
//!
//! Deliberately absent:
//! - any knowledge of a pillar: events are envelopes around JSON text, and what the text means is decided above;
//! - a clock: every instant comes in as a value (entropy is here, because keys are made here and never leave);
//! - an undo of forgetting: a key that is destroyed is gone;
//! - protection against whoever owns the machine: the keys lie beside what they seal (see [`Store::forget`]), and
//!   who can rewrite the whole file can rewrite the whole chain. Note the [`Head`] elsewhere to notice that.

mod accounts;
mod append;
mod backup;
mod chain;
mod commit;
mod datasets;
mod envelope;
mod erasures;
mod fault;
mod folder;
mod read;
mod secrets;
mod sql;
mod store;
mod vault;
mod verify;

pub use accounts::{Account, Session, SessionKind, fold_login};
pub use backup::{BackedUp, Restored, restore};
pub use chain::Head;
pub use commit::{Appended, Commit, Done, NewEvent, NewText};
pub use envelope::{Envelope, OwnedEnvelope};
pub use erasures::{Erased, Erasure};
pub use fault::Fault;
pub use store::{Options, Store, Synchronous};
pub use vault::{Forgotten, Sealed};
pub use verify::{Broken, Finding, Verified};
