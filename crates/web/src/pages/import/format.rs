//! What a file that is no table held, in its own words, and what became of it.

use base::{Kind, Lang, format};
use landscape::formats::{self, Told};
use maud::{Markup, html};

use crate::ui::{self, Reader};

ui::words! {
    FORMAT = "{format}, version {version}." / "{format}, version {version}.";
    HELD = "Ce qu’il contient, dans ses mots" / "What it holds, in its own words";
    MADE = "Ce qu’il décrit ici" / "What it describes here";
    LEFT = "Lu, sans place ici" / "Read, with no place here";
    NOTHING_MADE = "rien" / "nothing";
    OF = "{what} : {n}" / "{what}: {n}";
    KEPT = "Rien n’en est perdu : le fichier d’origine le garde." / "None of it is lost: the original file keeps it.";
    KEPT_SEALED = "Rien n’en est perdu : le fichier d’origine, gardé chiffré, le contient encore ; seul qui peut importer le télécharge." / "None of it is lost: the original file, kept encrypted, still holds it; only who may import can download it.";
}

/// Format and version, what was counted, what was made of it, what has no place.
pub(super) fn told(reader: &Reader, told: &Told) -> Markup {
    let format = told.format.say();
    let name = crate::pages::told::capital(reader.say(&format));
    let title = match &told.version {
        Some(version) => reader.fill(FORMAT, &[("format", &name), ("version", version)]),
        None => format!("{name}."),
    };
    let own = |counted: &[(String, u64)]| -> Vec<(String, u64)> {
        counted.iter().map(|(word, n)| (reader.say(&formats::counted(word)).to_owned(), *n)).collect()
    };
    let made: Vec<(String, u64)> = told.made.iter().map(|(word, n)| (kind(reader, word), *n)).collect();
    html! {
        p.statement { (title) }
        dl.facts.told {
            (row(reader, HELD, &own(&told.counts)))
            @if made.is_empty() { div { dt { (reader.w(MADE)) } dd { (reader.w(NOTHING_MADE)) } } }
            (row(reader, MADE, &made))
            (row(reader, LEFT, &own(&told.left)))
        }
        @if !told.left.is_empty() { p.still { (reader.w(if told.format.is_sealed() { KEPT_SEALED } else { KEPT })) } }
    }
}

/// What things of a kind are called.
fn kind(reader: &Reader, word: &str) -> String {
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
    kind.map_or_else(|| word.to_owned(), |kind| crate::pages::told::inside(reader.w(ui::thing::kinds(kind))))
}

fn row(reader: &Reader, term: ui::Words, counted: &[(String, u64)]) -> Markup {
    let parts: Vec<String> = counted
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(what, n)| reader.fill(OF, &[("what", what), ("n", &format::number(reader.lang, *n as f64, 0))]))
        .collect();
    let between = match reader.lang {
        Lang::Fr => "\u{a0}; ",
        Lang::En => "; ",
    };
    html! { @if !parts.is_empty() { div { dt { (reader.w(term)) } dd { (parts.join(between)) } } } }
}

#[cfg(test)]
mod tests {
    use landscape::formats::Format;

    use super::*;
    use crate::ui::Names;

    #[test]
    fn a_model_is_told_in_its_own_words() {
        let held = Told {
            format: Format::ArchiMate,
            version: Some("3.1".to_owned()),
            counts: vec![("elements".to_owned(), 1200), ("relationships".to_owned(), 30), ("folders".to_owned(), 0)],
            made: vec![("system".to_owned(), 12), ("api".to_owned(), 2)],
            left: vec![("views".to_owned(), 3)],
        };
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: Names::NONE };
        let html = told(&reader, &held).into_string();
        for part in [
            "ArchiMate exchange, version 3.1.",
            "elements: 1,200; relationships: 30",
            "systems: 12; APIs: 2",
            "views: 3",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(!html.contains("folders"), "what is not there is not counted");
        assert!(html.contains("the original file keeps it") && !html.contains("encrypted"));
        let sealed = told(&reader, &Told { format: Format::Har, ..held }).into_string();
        assert!(sealed.contains("kept encrypted, still holds it") && sealed.contains("only who may import"));
    }
}
