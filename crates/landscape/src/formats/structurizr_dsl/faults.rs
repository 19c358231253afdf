//! Why a text cannot be read as a workspace, and the way out.

use base::Say;
use tabular::Unreadable;

use super::super::Telling;
use super::lexer::Unclosed;
use super::parser::DEPTH;

pub(super) fn truncated(telling: &Telling, unclosed: &Unclosed) -> Unreadable {
    let what = unclosed.what;
    telling.unreadable(
        Some(unclosed.line),
        Say::new(format!("« {what} » n'est jamais fermé"), format!("“{what}” is never closed")),
        Say::new("envoyez le fichier entier, ou fermez-le", "send the whole file, or close it"),
    )
}

pub(super) fn too_many(telling: &Telling, line: u64) -> Unreadable {
    let reason = Say::new("« } » ferme ce qui n'est pas ouvert", "“}” closes what is not open");
    telling.unreadable(Some(line), reason, Say::new("retirez-le", "remove it"))
}

pub(super) fn too_deep(telling: &Telling, line: u64) -> Unreadable {
    let reason = Say::new(format!("plus de {DEPTH} blocs imbriqués"), format!("more than {DEPTH} nested blocks"));
    telling.unreadable(Some(line), reason, Say::new("envoyez l'espace en JSON", "send the workspace as JSON"))
}

pub(super) fn too_long(telling: &Telling) -> Unreadable {
    let reason = Say::new("plus de 200 000 instructions", "more than 200,000 statements");
    let way_out = Say::new("partagez l'espace en plusieurs", "split the workspace into several");
    telling.unreadable(None, reason, way_out)
}
