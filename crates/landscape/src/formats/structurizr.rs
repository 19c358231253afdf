//! Structurizr workspaces in JSON, and what a workspace means in either of its two writings.
//!
//! Software systems, containers and components all become *systems*, each part of the one around it: the catalogue has
//! one word for what runs, and whoever wants fewer of them follows "part of". A container is known by the way to it
//! (`internet-banking-system.database`), since many systems have a "Database". Relationships between them are *flows*
//! from caller to called, several of a pair being one flow; its mode is asynchronous where every one of them says so,
//! and else unknown. Persons who use a system are those it is for. Relationships a tool implied from others
//! (`linkedRelationshipId`) are not counted again.
//!
//! Left: persons and relationships with them beyond that, custom elements, technology, tags, groups, deployment,
//! documentation; views are counted.

mod document;
pub(super) mod workspace;

use base::Say;
use tabular::Unreadable;

use super::tree::faulty;
use super::{Head, Telling};

/// The largest file taken.
const BYTES: usize = 256 << 20;
/// The most members and objects of a file: an element is two of them at least, and each takes about a kilobyte of memory.
const MEMBERS: usize = 500_000;

/// Whether a file is a workspace in JSON. Members come in any order, and documentation before the model may be long.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let has = |name| head.has_member(name);
    head.is_json()
        && ((has("model") && (has("softwareSystems") || has("people") || has("customElements")))
            || (has("configuration") && has("documentation") && (has("sections") || has("decisions")))
            || (has("views") && has("systemLandscapeViews")))
}

/// Reads a workspace in JSON. `read` counts its elements and relationships.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let split = || Say::new("partagez l'espace en plusieurs", "split the workspace into several");
    if bytes.len() > BYTES {
        return Err(telling.unreadable(None, Say::new("plus de 256 Mio", "more than 256 MiB"), split()));
    }
    if bytes.iter().filter(|byte| matches!(byte, b'{' | b':')).count() > MEMBERS {
        let reason = Say::new("plus de 500 000 valeurs", "more than 500,000 values");
        return Err(telling.unreadable(None, reason, split()));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let file: document::File = serde_json::from_slice(bytes).map_err(|e| {
        let reason = faulty(&e, "ce n'est pas un espace Structurizr lisible", "not a readable Structurizr workspace");
        let way_out = Say::new("exportez de nouveau l'espace en JSON", "export the workspace as JSON again");
        telling.unreadable(Some(e.line() as u64).filter(|line| *line > 0), reason, way_out)
    })?;
    workspace::tell(&document::workspace(&file, telling), telling);
    Ok(())
}
