//! Who used it, without saying who: a keyed hash of what a log calls the person.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// What stands for a person in everything that is kept: 128 bits of HMAC-SHA-256 under a key of the house.
///
/// Two logs that name a person alike give the same pseudonym under the same key. Without the key nobody can try names
/// until one fits; who has the key can, so it lives with the vault, and opening a name is a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudonym(pub u128);

/// The key pseudonyms are made with; it is handed in, and never shown.
#[derive(Clone)]
pub struct PseudonymKey(Hmac<Sha256>);

impl PseudonymKey {
    /// Takes the key's bytes. Any length serves; 32 bytes of good chance are what it should be.
    pub fn new(key: &[u8]) -> PseudonymKey {
        PseudonymKey(Hmac::new_from_slice(key).expect("HMAC takes a key of any length"))
    }

    /// Makes the pseudonym of what a log calls a person.
    ///
    /// Letters are made small, `HOUSE\anna` and `anna` are one, and so are `anna` with and without spaces around.
    pub fn of(&self, user: &[u8]) -> Pseudonym {
        let user = user.trim_ascii();
        let user = match memchr::memrchr(b'\\', user) {
            Some(at) => &user[at + 1..],
            None => user,
        };
        let mut mac = self.0.clone();
        let mut room = [0_u8; 64];
        for part in user.chunks(room.len()) {
            let room = &mut room[..part.len()];
            room.copy_from_slice(part);
            room.make_ascii_lowercase();
            mac.update(room);
        }
        let bytes = mac.finalize().into_bytes();
        Pseudonym(bytes.iter().take(16).fold(0, |number, &byte| number << 8 | u128::from(byte)))
    }
}

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey")
    }
}

impl std::fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Pseudonym {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pseudonym {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map(Pseudonym).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_pseudonym_however_the_log_writes_the_name() {
        let key = PseudonymKey::new(b"key");
        assert_eq!(key.of(b"Anna"), key.of(b"SOLVENE\\anna "));
        assert_ne!(key.of(b"anna"), key.of(b"anne"));
    }

    #[test]
    fn another_key_gives_another_pseudonym() {
        assert_ne!(PseudonymKey::new(b"key").of(b"anna"), PseudonymKey::new(b"other").of(b"anna"));
    }

    #[test]
    fn the_pseudonym_is_the_published_hmac() {
        // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?", the first 128 bits.
        let made = PseudonymKey::new(b"Jefe").of(b"what do ya want for nothing?");
        assert_eq!(made.to_string(), "5bdcc146bf60754e6a042426089575c7");
    }
}
