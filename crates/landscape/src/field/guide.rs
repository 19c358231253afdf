//! The reference of import files, written from the table of fields.

use std::fmt::Write;

use base::{Kind, Lang, Say, format};

use super::{FIELDS, KINDS, Sense, Spec};

/// Writes the reference of import files as Markdown: one section per kind, one row per field with its meaning, how it
/// is read and the headers understood.
pub fn guide(lang: Lang) -> String {
    let say = |words: Say| words.in_lang(lang).to_owned();
    let mut out = String::new();
    let title = say(Say::new("Les fichiers du paysage", "Landscape files"));
    let intro = say(Say::new(
        "Une ligne par chose, une colonne par champ, dans n'importe quel ordre. Les en-têtes se lisent sans tenir compte \
         de la casse, des accents, des pluriels ni de ce qui est entre parenthèses. La clé d'une chose est sa colonne \
         « id » (identifiant, code, clé, key), sinon son nom ; celle d'un flux est appelant>appelé. Une colonne « à jour \
         le » (date de mesure, as of, measured on) date les faits de la ligne. Un champ de mots peut avoir une seconde \
         colonne en anglais, un nombre peut avoir une colonne « min » et une colonne « max ». Ce qui n'est pas lu est \
         listé dans le compte rendu.",
        "One row per thing, one column per field, in any order. Headers are read whatever their case, accents, plurals \
         and what stands in brackets. The key of a thing is its “id” column (identifiant, code, key), else its name; \
         that of a flow is caller>called. A column “as of” (measured on, à jour le, date de mesure) dates the facts of \
         the row. A field of words may have a second column in English, a number may have a “min” and a “max” column. \
         What is not read is listed in the report.",
    ));
    // Writing to a String cannot fail.
    let _ = writeln!(out, "# {title}\n\n{intro}");
    for kind in KINDS {
        let _ = writeln!(out, "\n## {}\n", say(plural(kind)));
        let (field, means, read, headers) = match lang {
            Lang::Fr => ("champ", "ce qu'il veut dire", "comment il est lu", "en-têtes compris"),
            Lang::En => ("field", "what it means", "how it is read", "headers understood"),
        };
        let _ = writeln!(out, "| {field} | {means} | {read} | {headers} |\n|---|---|---|---|");
        for spec in FIELDS.iter().filter(|spec| spec.kinds.contains(&kind)) {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} |",
                spec.word,
                say(spec.field.label()),
                say(how_read(spec)),
                headers_of(kind, spec),
            );
        }
    }
    out
}

/// The plural of a kind, as a heading.
pub fn plural(kind: Kind) -> Say {
    let (fr, en) = match kind {
        Kind::Moment => ("moments du client", "customer moments"),
        Kind::Element => ("éléments d'interface", "interface elements"),
        Kind::System => ("systèmes", "systems"),
        Kind::Api => ("API", "APIs"),
        Kind::Data => ("données", "data objects"),
        Kind::Team => ("équipes", "teams"),
        Kind::Freeze => ("calendrier", "calendar"),
        Kind::Flow => ("flux", "flows"),
        Kind::Contract => ("contrats", "contracts"),
        Kind::Promise => ("promesses", "promises"),
        Kind::Store => ("magasins", "stores"),
        Kind::Tool => ("outils en usage", "tools in use"),
        Kind::Person => ("personnes", "people"),
        Kind::Request => ("demandes", "requests"),
        Kind::BusinessCase => ("dossiers d'investissement", "business cases"),
        Kind::Decision => ("décisions", "decisions"),
        Kind::Action => ("actions", "actions"),
        Kind::Pilot => ("pilotes", "pilots"),
        Kind::Practice => ("pratiques", "practices"),
        Kind::Change => ("changements", "changes"),
        Kind::Question => ("questions directes", "direct questions"),
        Kind::Objective => ("objectifs", "objectives"),
        Kind::Meeting => ("réunions", "meetings"),
        Kind::Message => ("messages", "messages"),
        Kind::Raci => ("matrices RACI", "RACI matrices"),
        Kind::Charter => ("lignes de la charte", "rows of the charter"),
        Kind::Tracker => ("outils de suivi", "trackers"),
        Kind::Dataset => ("jeux de données", "datasets"),
    };
    Say::new(fr, en)
}

fn headers_of(kind: Kind, spec: &Spec) -> String {
    let mut headers: Vec<&str> = Vec::new();
    for header in spec.headers.iter().filter(|header| super::names(kind, spec.field, header)) {
        if !headers.contains(header) {
            headers.push(header);
        }
    }
    let mut out = headers.join(", ");
    let english: Vec<&str> = spec.headers_en.iter().copied().filter(|header| !headers.contains(header)).collect();
    if !english.is_empty() {
        let _ = write!(out, " · en : {}", english.join(", "));
    }
    out.replace('|', "\\|")
}

fn how_read(spec: &Spec) -> Say {
    let unit = |lang| spec.unit.map(|unit| format::with_unit(lang, 2.0, unit)).unwrap_or_default();
    let unit = |lang| unit(lang).replace('2', "").trim().to_owned();
    match spec.sense {
        Sense::Words => Say::new("des mots", "words"),
        Sense::Number => match (unit(Lang::Fr), unit(Lang::En)) {
            (fr, en) if fr.is_empty() || en.is_empty() => {
                Say::new("un nombre, ou une fourchette : 22 [18-26]", "a number, or a range: 22 [18-26]")
            }
            (fr, en) => Say::new(
                format!("un nombre en {fr}, ou une fourchette : 22 [18-26]"),
                format!("a number in {en}, or a range: 22 [18-26]"),
            ),
        },
        Sense::Share => Say::new("une part : 99,5 % ou 0,995", "a share: 99.5 % or 0.995"),
        Sense::Money => Say::new(
            "un montant en euros, hors taxes : 18 400 ou 18 400,50 € ou 18,4 k€",
            "an amount of euros, before tax: 18400 or €18,400.50 or 18.4 k€",
        ),
        Sense::Period => Say::new(
            "une durée : 3 mois ou 90 jours ; un nombre seul compte ce que dit l'en-tête",
            "a length of time: 3 months or 90 days; a number alone counts what the header says",
        ),
        Sense::Date => Say::new("une date : 15/11/2026 ou 2026-11-15", "a date: 15/11/2026 or 2026-11-15"),
        Sense::WeekTime => Say::new("un jour et une heure : samedi 16:00", "a weekday and a time: Saturday 16:00"),
        Sense::List => Say::new("des mots séparés par « ; »", "words separated by “;”"),
        Sense::Refs(kind) => {
            let kind = plural(kind);
            Say::new(
                format!("clé ou nom ({}), séparés par « ; »", kind.fr),
                format!("key or name ({}), separated by “;”", kind.en),
            )
        }
        Sense::Choice(choices) => {
            let known: Vec<String> =
                choices.iter().map(|(word, also)| format!("`{word}` ({})", also.join(", "))).collect();
            let known = known.join(" ; ");
            Say::new(format!("un choix : {known}"), format!("a choice: {known}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_has_one_section_per_kind_and_one_row_per_field() {
        for lang in Lang::ALL {
            let guide = guide(lang);
            assert_eq!(guide.matches("\n## ").count(), KINDS.len());
            let rows: usize = FIELDS.iter().map(|spec| spec.kinds.len()).sum();
            assert_eq!(guide.matches("\n| `").count(), rows);
            assert!(guide.contains("| `limit` |"));
        }
    }
}
