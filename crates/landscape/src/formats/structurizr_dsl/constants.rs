//! Constants of a workspace, filled in where `${NAME}` stands.

use std::borrow::Cow;
use std::collections::HashMap;

use super::lexer::Word;

/// How much text constants may add to a file, in bytes.
const ADDED: usize = 4 << 20;

#[derive(Default)]
pub(super) struct Constants {
    values: HashMap<String, String>,
    /// How much text they added so far.
    added: usize,
}

impl Constants {
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// A word with its constants filled in, while the bound lasts.
    pub(super) fn fill<'b>(&mut self, word: &Word<'b>) -> Word<'b> {
        if self.values.is_empty() || !word.text.contains("${") {
            return word.clone();
        }
        let mut text = String::new();
        let mut rest = word.text.as_ref();
        while let Some((before, after)) = rest.split_once("${") {
            text.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = &rest[before.len()..];
                break;
            };
            match self.values.get(name).filter(|value| self.added + value.len() <= ADDED) {
                Some(value) => {
                    self.added += value.len();
                    text.push_str(value);
                }
                None => text.extend(["${", name, "}"]),
            }
            rest = after;
        }
        text.push_str(rest);
        Word { text: Cow::Owned(text), is_quoted: word.is_quoted }
    }
}
