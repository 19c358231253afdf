use base::{CommandId, PersonId, Text};
use jiff::Timestamp;

/// What one command adds to the log: all of it or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// Names the command; the same one sent twice is done once.
    pub command: CommandId,
    /// SHA-256 of what was ordered, so that a reused id is told from a repeated order.
    pub digest: [u8; 32],
    /// Who gave the order; `None` for the system itself.
    pub actor: Option<PersonId>,
    /// The command that led to this one.
    pub cause: Option<CommandId>,
    /// When it was given; kept to the microsecond.
    pub at: Timestamp,
    /// The facts, in order; none is fine.
    pub events: Vec<NewEvent>,
    /// The words the facts stand for.
    pub texts: Vec<NewText>,
    /// What to answer when the command is repeated: any text, usually JSON.
    pub outcome: String,
}

/// A fact about to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// The life it belongs to, such as `request:42`.
    pub stream: String,
    /// The version the stream has once it is written; the first is 1.
    pub version: u64,
    /// Its stored name, which lives forever.
    pub kind: String,
    /// JSON, without personal data and without typed text.
    pub payload: String,
}

/// Words about to be sealed in the vault.
#[derive(Clone, Debug, PartialEq)]
pub struct NewText {
    /// What the event says instead of the words.
    pub text: Text,
    /// 16 random bytes, kept and forgotten with the words.
    pub salt: [u8; 16],
    /// The words.
    pub words: String,
}

/// What became of one commit of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is written and synced, at these positions; `last < first` when it holds no event.
    Done {
        /// The position of its first event.
        first: u64,
        /// The position of its last event.
        last: u64,
    },
    /// The same order was done before; nothing was written.
    AlreadyDone {
        /// What was answered then.
        outcome: String,
    },
    /// The command id belongs to another order; nothing was written.
    CommandReused,
    /// Someone else wrote to the stream first; nothing was written.
    VersionConflict {
        /// Which stream.
        stream: String,
        /// The version it should have had for the commit to fit: that of its event, less one.
        expected: u64,
        /// The version it has; 0 when it is not born.
        actual: u64,
    },
    /// The commit cannot be stored whatever the state of the log: a fault of the caller's; nothing was written.
    Malformed {
        /// What is wrong with it.
        why: String,
    },
}

/// A command that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// SHA-256 of what was ordered.
    pub digest: [u8; 32],
    /// What was answered.
    pub outcome: String,
    /// The position of its first event.
    pub first: u64,
    /// The position of its last event; below `first` when it has none.
    pub last: u64,
}
