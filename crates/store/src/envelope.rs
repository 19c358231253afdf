use base::{CommandId, PersonId};
use jiff::Timestamp;

use crate::chain;

/// A fact as it stands in the log, lent for the time of one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Envelope<'a> {
    /// Where it stands in the log, counted from 1 without gaps.
    pub position: u64,
    /// The life it belongs to.
    pub stream: &'a str,
    /// Where it stands in its stream, counted from 1 without gaps.
    pub version: u64,
    /// When it was recorded, to the microsecond.
    pub recorded_at: Timestamp,
    /// Who gave the order; `None` for the system itself.
    pub actor: Option<PersonId>,
    /// The command that made it true.
    pub command: CommandId,
    /// The command that led to that one.
    pub cause: Option<CommandId>,
    /// Its stored name.
    pub kind: &'a str,
    /// JSON.
    pub payload: &'a str,
    /// The hash of the event before it; zeros before the first.
    pub prev_hash: [u8; 32],
    /// The hash of everything above.
    pub hash: [u8; 32],
}

impl Envelope<'_> {
    /// Computes what `hash` must be from every other field: SHA-256 over this layout, without gaps.
    ///
    /// ```text
    /// 16 bytes   "entente.event.1\n"
    /// 32 bytes   prev_hash
    ///  8 bytes   position      unsigned, big-endian (as all numbers here)
    ///  8 bytes   version       unsigned
    ///  8 bytes   recorded_at   signed, microseconds since 1970-01-01T00:00:00Z
    ///  1 byte    actor         0, or 1 followed by its 16 bytes
    /// 16 bytes   command
    ///  1 byte    cause         0, or 1 followed by its 16 bytes
    ///  8 bytes   length of stream in bytes, then stream
    ///  8 bytes   length of kind in bytes, then kind
    ///  8 bytes   length of payload in bytes, then payload
    /// ```
    pub fn compute_hash(&self) -> [u8; 32] {
        chain::event_hash(self)
    }

    /// Keeps a copy.
    pub fn to_owned(&self) -> OwnedEnvelope {
        OwnedEnvelope {
            position: self.position,
            stream: self.stream.to_owned(),
            version: self.version,
            recorded_at: self.recorded_at,
            actor: self.actor,
            command: self.command,
            cause: self.cause,
            kind: self.kind.to_owned(),
            payload: self.payload.to_owned(),
            prev_hash: self.prev_hash,
            hash: self.hash,
        }
    }
}

/// A fact as it stands in the log, kept: the fields of an [`Envelope`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is described on Envelope")]
pub struct OwnedEnvelope {
    pub position: u64,
    pub stream: String,
    pub version: u64,
    pub recorded_at: Timestamp,
    pub actor: Option<PersonId>,
    pub command: CommandId,
    pub cause: Option<CommandId>,
    pub kind: String,
    pub payload: String,
    pub prev_hash: [u8; 32],
    pub hash: [u8; 32],
}

impl OwnedEnvelope {
    /// Lends it.
    pub fn lend(&self) -> Envelope<'_> {
        Envelope {
            position: self.position,
            stream: &self.stream,
            version: self.version,
            recorded_at: self.recorded_at,
            actor: self.actor,
            command: self.command,
            cause: self.cause,
            kind: &self.kind,
            payload: &self.payload,
            prev_hash: self.prev_hash,
            hash: self.hash,
        }
    }
}
