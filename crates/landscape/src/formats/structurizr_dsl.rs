//! Structurizr workspaces in their own language, as far as models go.
//!
//! Read: persons, software systems, containers, components and custom elements with their words, tags and properties,
//! in groups or not; relationships, in a body (`-> b`, `this -> b`) or beside; identifiers flat or hierarchical;
//! `!element` and its older spellings; constants; archetypes as far as they name a sort of element or a way of calling.
//! What a workspace means is said where its JSON is read: the same workspace gives the same things in both writings.
//!
//! Never read from disk or net, and left with a note: `!include`, `!script`, `!plugin`, `extends` and the like. Views
//! are counted, deployment is counted and left. A relationship may stand before the elements it joins.

mod archetype;
mod constants;
mod faults;
mod identifiers;
mod lexer;
mod parser;

use base::Say;
use tabular::Unreadable;

use super::{Head, Telling, structurizr::workspace};

/// The largest file taken; people write such files by hand.
const BYTES: usize = 32 << 20;

/// Whether a file is a workspace in the language: its first statement opens one. A part of one, meant to be included,
/// is known by its name too.
pub(super) fn fits(head: &Head<'_>) -> bool {
    if head.first().is_none_or(|sign| matches!(sign, '{' | '[' | '<')) {
        return false;
    }
    let mut lexer = lexer::Lexer::new(&head.text);
    for _ in 0..SETTINGS {
        let Ok(statement) = lexer.next() else { return false };
        let Some(first) = statement.words.first() else { return false };
        let is = |word: &str| first.is(word);
        if first.text.starts_with('!') && statement.end == lexer::End::Line {
            continue;
        }
        let opens = statement.end == lexer::End::Open;
        let is_part =
            head.name.ends_with(".dsl") && (opens || statement.words.iter().any(|word| word.is("->") || word.is("=")));
        return (is("workspace") && opens) || is_part;
    }
    false
}

/// How many settings (`!identifiers`, `!const`) may stand before the workspace.
const SETTINGS: usize = 100;

/// Reads a workspace. `read` counts its elements and relationships.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    if bytes.len() > BYTES {
        let reason = Say::new("plus de 32 Mio", "more than 32 MiB");
        let way_out = Say::new("partagez l'espace en plusieurs", "split the workspace into several");
        return Err(telling.unreadable(None, reason, way_out));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = 1 + bytes.iter().take(e.valid_up_to()).filter(|byte| **byte == b'\n').count() as u64;
        let reason = Say::new("ce n'est pas de l'UTF-8", "not UTF-8");
        telling.unreadable(Some(line), reason, Say::new("enregistrez le fichier en UTF-8", "save the file as UTF-8"))
    })?;
    workspace::counts(telling);
    let workspace = parser::workspace(text, telling)?;
    workspace::tell(&workspace, telling);
    Ok(())
}
