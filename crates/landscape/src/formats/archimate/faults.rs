//! Why a file cannot be read as a model, and the way out.

use base::Say;
use quick_xml::events::BytesRef;
use tabular::Unreadable;

use super::super::Telling;
use super::parse::DEPTH;

/// What the parser says of it is English only: the line says it in French.
pub(super) fn damaged(telling: &Telling, line: u64, why: &impl ToString) -> Unreadable {
    let why: String = why.to_string().chars().take(120).collect();
    let reason = Say::new(
        "ce n'est pas un modèle ArchiMate bien formé : une balise ou un attribut n'est pas fermé comme il faut",
        format!("not a well-formed ArchiMate model ({why})"),
    );
    telling.unreadable(Some(line), reason, export_again())
}

pub(super) fn two_roots(telling: &Telling, line: u64) -> Unreadable {
    let reason = Say::new(
        "ce n'est pas un modèle ArchiMate bien formé (deux racines)",
        "not a well-formed ArchiMate model (two roots)",
    );
    telling.unreadable(Some(line), reason, export_again())
}

pub(super) fn no_model(telling: &Telling, line: u64) -> Unreadable {
    telling.unreadable(
        Some(line),
        Say::new("ce XML n'est pas un modèle ArchiMate", "this XML is no ArchiMate model"),
        export_again(),
    )
}

pub(super) fn truncated(telling: &Telling, line: u64) -> Unreadable {
    telling.unreadable(
        Some(line),
        Say::new("le fichier s'arrête avant la fin du modèle", "the file ends before the model does"),
        export_again(),
    )
}

pub(super) fn doctype(telling: &Telling, line: u64) -> Unreadable {
    telling.unreadable(
        Some(line),
        Say::new(
            "une déclaration de type (DOCTYPE) : ce format n'en a pas, et rien n'en est suivi",
            "a document type (DOCTYPE): this format has none, and nothing of it is followed",
        ),
        Say::new("retirez la ligne <!DOCTYPE…>, ou exportez de nouveau", "remove the <!DOCTYPE…>, or export again"),
    )
}

pub(super) fn entity(telling: &Telling, line: u64, reference: &BytesRef<'_>) -> Unreadable {
    let name: String = reference.chars().take(40).collect();
    telling.unreadable(
        Some(line),
        Say::new(
            format!("l'entité « &{name}; » n'est pas de XML, et n'est pas suivie"),
            format!("the entity “&{name};” is not one of XML, and is not followed"),
        ),
        Say::new("écrivez le texte à sa place, ou exportez de nouveau", "write the text in its place, or export again"),
    )
}

pub(super) fn deep(telling: &Telling, line: u64) -> Unreadable {
    telling.unreadable(
        Some(line),
        Say::new(format!("plus de {DEPTH} balises imbriquées"), format!("more than {DEPTH} nested tags")),
        export_again(),
    )
}

pub(super) fn native(telling: &Telling, line: u64) -> Unreadable {
    telling.unreadable(
        Some(line),
        Say::new(
            "c'est le format propre d'Archi, pas le format d'échange",
            "Archi's own format, not the exchange format",
        ),
        Say::new(
            "dans Archi : Fichier, Exporter, Modèle au format Open Exchange",
            "in Archi: File, Export, Model to Open Exchange File",
        ),
    )
}

pub(super) fn export_again() -> Say {
    Say::new(
        "exportez de nouveau le modèle au format Open Exchange",
        "export the model again in the Open Exchange format",
    )
}

pub(super) fn split() -> Say {
    Say::new("partagez le modèle en plusieurs fichiers", "split the model into several files")
}
