//! The hashes that make a change of the past show.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{Done, Envelope};

/// Where the log ends. Noted elsewhere, it proves later that nothing before it was changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The position of the last event; 0 when there is none.
    pub position: u64,
    /// Its hash; zeros when there is none.
    pub hash: [u8; 32],
}

impl Head {
    /// The end of an empty log.
    pub const EMPTY: Head = Head { position: 0, hash: [0; 32] };
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.position, base::hex(&self.hash))
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The layout is described on [`Envelope::compute_hash`]; stored hashes depend on it, so it never changes.
pub(crate) fn event_hash(event: &Envelope<'_>) -> [u8; 32] {
    // One buffer of fixed size for the fixed part: six short updates cost more than hashing them.
    let mut fixed = Vec::with_capacity(128);
    fixed.extend_from_slice(b"entente.event.1\n");
    fixed.extend_from_slice(&event.prev_hash);
    fixed.extend_from_slice(&event.position.to_be_bytes());
    fixed.extend_from_slice(&event.version.to_be_bytes());
    fixed.extend_from_slice(&event.recorded_at.as_microsecond().to_be_bytes());
    option(&mut fixed, event.actor.as_ref().map(|actor| actor.0.as_bytes()));
    fixed.extend_from_slice(event.command.0.as_bytes());
    option(&mut fixed, event.cause.as_ref().map(|cause| cause.0.as_bytes()));
    let mut sha = Sha256::new_with_prefix(&fixed);
    for text in [event.stream, event.kind, event.payload] {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text.as_bytes());
    }
    sha.finalize().into()
}

fn option(out: &mut Vec<u8>, id: Option<&[u8; 16]>) {
    match id {
        None => out.push(0),
        Some(id) => {
            out.push(1);
            out.extend_from_slice(id);
        }
    }
}

/// Covers the row of a command, which is not part of the chain: damage shows, a forger's hand does not.
pub(crate) fn command_seal(id: &[u8; 16], done: &Done) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"entente.command.1\n")
        .chain_update(id)
        .chain_update(done.digest)
        .chain_update(done.first.to_be_bytes())
        .chain_update(done.last.to_be_bytes())
        .chain_update(done.outcome.as_bytes())
        .finalize()
        .into()
}
