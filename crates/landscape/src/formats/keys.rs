//! Keys for the things of one file: distinct, and the same whenever the same file is read again.

use std::collections::{HashMap, HashSet};

use base::{Kind, slug};

/// The keys one file has given so far.
#[derive(Default)]
pub(super) struct Keys {
    taken: HashSet<(Kind, String)>,
    /// How often a key with its mark was wanted again.
    again: HashMap<(Kind, String), u32>,
}

impl Keys {
    /// Gives a key that no other thing of this kind has: the plain one, else with the mark that tells namesakes apart.
    pub(super) fn give(&mut self, kind: Kind, plain: &str, mark: &str) -> String {
        if self.taken.insert((kind, plain.to_owned())) {
            return plain.to_owned();
        }
        let marked = format!("{plain}-{}", key_of(mark));
        if self.taken.insert((kind, marked.clone())) {
            return marked;
        }
        let again = self.again.entry((kind, marked.clone())).or_insert(1);
        loop {
            *again += 1;
            let numbered = format!("{marked}-{again}");
            if self.taken.insert((kind, numbered.clone())) {
                return numbered;
            }
        }
    }
}

/// The key of a name: its slug. Names in letters a slug does not keep (Cyrillic, Greek, Chinese) would all fall on one
/// key, so a print of the name goes with it; `>` separates the ends of flows and is not kept.
pub(super) fn key_of(name: &str) -> String {
    let name = name.replace('>', " ");
    let slugged = slug(&name);
    let is_lost = |c: char| !c.is_ascii() && c.is_alphanumeric() && slug(c.encode_utf8(&mut [0; 4])) == "-";
    match (slugged.as_str(), name.chars().any(is_lost)) {
        ("-", _) => format!("x{}", print(&name)),
        (_, true) => format!("{slugged}-x{}", print(&name)),
        (_, false) => slugged,
    }
}

/// Twelve signs that stand for any words (FNV-1a); case and surrounding space do not matter.
fn print(words: &str) -> String {
    let words = words.trim().to_lowercase();
    let hash = words
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:012x}", hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_letters_give_different_keys_and_the_same_again() {
        for (name, key) in [("Moteur de fidélité", "moteur-de-fidelite"), ("A > B", "a-b"), ("CRM", "crm")] {
            assert_eq!(key_of(name), key);
        }
        assert_ne!(key_of("Модуль CRM"), key_of("Сервис CRM"));
        assert!(key_of("Модуль CRM").starts_with("crm-x"));
        assert_ne!(key_of("客户"), key_of("订单"));
        assert_eq!(key_of("客户"), key_of(" 客户 "));
        for name in ["客户", "Модуль CRM", "!!!", "", "A > B"] {
            assert_eq!(slug(&key_of(name)), key_of(name), "a key is its own slug");
        }
    }

    #[test]
    fn namesakes_are_told_apart_by_their_mark() {
        let mut keys = Keys::default();
        assert_eq!(keys.give(Kind::System, "crm", "id-1"), "crm");
        assert_eq!(keys.give(Kind::System, "crm", "id-2"), "crm-id-2");
        assert_eq!(keys.give(Kind::System, "crm", "ID-2"), "crm-id-2-2");
        assert_eq!(keys.give(Kind::Api, "crm", "id-3"), "crm", "another kind, another set");
    }
}
