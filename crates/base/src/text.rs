use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::TextId;

/// Stands in an event for words that live in the vault: their id and a salted commitment to them.
///
/// The words can be forgotten (the vault destroys their key) while the chain of events stays whole, and a text
/// that was kept can still be proven to be the one that was written: see [`Text::commits_to`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// Where the words are in the vault.
    pub id: TextId,
    /// SHA-256 of salt and words, in hexadecimal.
    pub commitment: String,
}

impl Text {
    /// Commits to `words` under `salt` (16 random bytes, lent by the shell).
    pub fn commit(id: TextId, salt: &[u8; 16], words: &str) -> Text {
        Text { id, commitment: commitment(salt, words) }
    }

    /// Whether `words` under `salt` are the ones this text committed to.
    pub fn commits_to(&self, salt: &[u8; 16], words: &str) -> bool {
        self.commitment == commitment(salt, words)
    }
}

fn commitment(salt: &[u8; 16], words: &str) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(words.as_bytes()).finalize())
}

/// Bytes in hexadecimal, small letters.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_proven_by_its_words_and_salt_only() {
        let text = Text::commit(TextId(uuid::Uuid::from_u128(7)), &[1; 16], "le solde");
        assert!(text.commits_to(&[1; 16], "le solde"));
        assert!(!text.commits_to(&[1; 16], "le solde "));
        assert!(!text.commits_to(&[2; 16], "le solde"));
    }
}
