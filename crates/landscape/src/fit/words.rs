//! How an answer is said, to either reader.

use base::{Lang, Say, format};

use super::ground::{Ground, Spec};
use super::{Check, Likeness, Overlap, Verdict};
use crate::catalog::{Catalog, Thing};
use crate::field::Field;
use crate::formats;

/// A name between quotation marks.
pub(super) fn quoted(name: &Say) -> Say {
    Say::new(format!("«\u{a0}{}\u{a0}»", name.fr), format!("“{}”", name.en))
}

/// "a", "a et b", "a, b et c"; what goes beyond six is counted.
pub(super) fn list(items: &[Say]) -> Say {
    const SHOWN: usize = 6;
    Say::each(|lang| {
        let (and, one, more) = match lang {
            Lang::Fr => (" et ", "un autre", "autres"),
            Lang::En => (" and ", "one other", "others"),
        };
        let mut words: Vec<String> = items.iter().take(SHOWN).map(|say| say.in_lang(lang).to_owned()).collect();
        match items.len().saturating_sub(SHOWN) {
            0 => {}
            1 => words.push(one.to_owned()),
            n => words.push(format!("{n} {more}")),
        }
        match words.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{}{and}{last}", rest.join(", ")),
            None => String::new(),
        }
    })
}

/// The words of a field's list.
pub(super) fn members<'a>(field: Field, words: impl IntoIterator<Item = &'a String>) -> Say {
    list(&words.into_iter().map(|word| formats::member(field, word)).collect::<Vec<_>>())
}

/// Whom to ask about a thing: the team that owns it, else who makes it.
pub(super) fn ask(catalog: &Catalog, thing: &Thing) -> Say {
    let team = thing.refs(Field::Owner).first().map(|team| quoted(&catalog.name(team)));
    match (team, thing.words(Field::Vendor).map(quoted)) {
        (Some(team), _) => Say::new(format!("demandez à {}", team.fr), format!("ask {}", team.en)),
        (None, Some(vendor)) => {
            Say::new(format!("demandez au fournisseur, {}", vendor.fr), format!("ask its vendor, {}", vendor.en))
        }
        (None, None) => Say::new(
            "demandez à qui le propose : ni équipe ni fournisseur n'en sont nommés",
            "ask whoever proposes it: neither team nor vendor is named",
        ),
    }
}

/// What one ground says, with the most telling items.
pub(super) fn common(ground: Ground, other: &Thing, shared: &[Say], of: usize) -> Say {
    let items = list(shared);
    let (n, other) = (shared.len(), quoted(&other.name));
    let percent = |lang| format::percent(lang, n as f64 / of.max(1) as f64, 0);
    match ground {
        Ground::Capabilities => Say::new(
            format!("{n} de ses {of} fonctions sont aussi celles de {} : {}", other.fr, items.fr),
            format!("{n} of its {of} capabilities are those of {} too: {}", other.en, items.en),
        ),
        Ground::Nouns => Say::new(
            format!(
                "{} de ses objets d'API ({n} sur {of}, mot à mot) existent chez {} : {}",
                percent(Lang::Fr),
                other.fr,
                items.fr
            ),
            format!(
                "{} of its API objects ({n} of {of}, word by word) exist in {}: {}",
                percent(Lang::En),
                other.en,
                items.en
            ),
        ),
        Ground::Data => Say::new(
            format!("{n} de ses {of} données sont aussi chez {} : {}", other.fr, items.fr),
            format!("{n} of the {of} data objects it holds are at {} too: {}", other.en, items.en),
        ),
        Ground::Users => Say::new(
            format!("{} sert les mêmes : {}", other.fr, items.fr),
            format!("{} serves the same: {}", other.en, items.en),
        ),
        Ground::Links => Say::new(
            format!("{n} de ses {of} liaisons existent déjà pour {} : {}", other.fr, items.fr),
            format!("{n} of its {of} wires exist for {} already: {}", other.en, items.en),
        ),
        Ground::Vendor => Say::new(
            format!("{} vient du même fournisseur : {}", other.fr, items.fr),
            format!("{} comes from the same vendor: {}", other.en, items.en),
        ),
    }
}

/// How a share was worked out.
pub(super) fn share_of(shared: usize, of: usize) -> Say {
    Say::new(
        format!(
            "{shared} sur {of} ; chacun pèse 1 / (1 + ln n), n étant le nombre d'autres qui l'ont, et un cinquième s'il est partout"
        ),
        format!(
            "{shared} of {of}; each weighs 1 / (1 + ln n), n being how many others have it, and a fifth where everything has it"
        ),
    )
}

/// How the score was worked out.
pub(super) fn formula() -> Say {
    Say::new(
        "Σ poids × part commune / Σ poids, sur ce que l'on sait des deux ; ce que l'on ignore ouvre la fourchette, de « rien en commun » à « tout »",
        "Σ weight × share in common / Σ weight, over what is known of both; what is not known opens the range, from “nothing in common” to “everything”",
    )
}

/// A ground's name in the formula, with its weight.
pub(super) fn weighed(spec: &Spec) -> Say {
    let label = spec.ground.label();
    Say::each(|lang| {
        let weight = format::percent(lang, spec.weight, 0);
        let (label, word) = (label.in_lang(lang), if lang == Lang::Fr { "poids" } else { "weight" });
        format!("{label} ({word} {weight})")
    })
}

/// On what the tool cannot be compared, and whom to ask.
pub(super) fn unsaid(catalog: &Catalog, tool: &Thing, grounds: &[Ground]) -> Vec<Say> {
    if grounds.is_empty() {
        return Vec::new();
    }
    let grounds = list(&grounds.iter().map(|ground| ground.label()).collect::<Vec<_>>());
    let (name, ask) = (quoted(&tool.name), ask(catalog, tool));
    vec![Say::new(
        format!("personne n'a dit de {} : {} — {}", name.fr, grounds.fr, ask.fr),
        format!("nobody has said of {}: {} — {}", name.en, grounds.en, ask.en),
    )]
}

/// Whether something does it already.
pub(super) fn already(overlaps: &[Overlap], compared: usize) -> Say {
    let named = |likeness: Likeness| -> Vec<Say> {
        overlaps.iter().filter(|it| it.likeness == likeness).map(|it| quoted(&it.name)).collect()
    };
    let (same, part) = (named(Likeness::Same), named(Likeness::Overlaps));
    let (s, p) = (list(&same), list(&part));
    match (same.len(), part.len()) {
        (0, 0) if compared == 0 => {
            Say::new("Il n'y a encore rien à quoi le comparer.", "There is nothing to compare it with yet.")
        }
        (0, 0) if compared == 1 => Say::new(
            "L'autre système connu ne fait pas la même chose, d'après ce qu'on en sait.",
            "The one other system is not known to do the same.",
        ),
        (0, 0) => Say::new(
            format!("Parmi les {compared} autres, aucun connu ne fait la même chose."),
            format!("Among the {compared} others, none is known to do the same."),
        ),
        (0, 1) => Say::new(format!("{} en fait une partie.", p.fr), format!("{} does part of it.", p.en)),
        (0, _) => Say::new(format!("{} en font chacun une partie.", p.fr), format!("{} each do part of it.", p.en)),
        (1, 0) => Say::new(format!("{} fait déjà la même chose.", s.fr), format!("{} does the same already.", s.en)),
        (_, 0) => Say::new(format!("{} font déjà la même chose.", s.fr), format!("{} do the same already.", s.en)),
        (1, _) => Say::new(
            format!("{} fait déjà la même chose ; en font une partie : {}.", s.fr, p.fr),
            format!("{} does the same already; part of it is done by {}.", s.en, p.en),
        ),
        (_, _) => Say::new(
            format!("{} font déjà la même chose ; en font une partie : {}.", s.fr, p.fr),
            format!("{} do the same already; part of it is done by {}.", s.en, p.en),
        ),
    }
}

/// Whether it fits.
pub(super) fn fits(checks: &[Check]) -> Say {
    let of =
        |verdict: Verdict| checks.iter().filter(move |check| check.verdict == verdict).map(|check| check.label.clone());
    let against = list(&of(Verdict::DoesNotFit).collect::<Vec<_>>());
    let (fits, unknown) = (of(Verdict::Fits).count(), of(Verdict::NotKnown).count());
    let all = checks.len();
    match (against.fr.is_empty(), unknown) {
        (false, 0) => Say::new(format!("Ne convient pas : {}.", against.fr), format!("Does not fit: {}.", against.en)),
        (false, n) => Say::new(
            format!("Ne convient pas : {}. Reste à savoir : {n} sur {all}.", against.fr),
            format!("Does not fit: {}. Still to be known: {n} of {all}.", against.en),
        ),
        (true, 0) => Say::new("Rien ne s'y oppose.", "Nothing stands against it."),
        (true, n) => Say::new(
            format!("Rien de connu ne s'y oppose. Convient : {fits} sur {all} ; reste à savoir : {n}."),
            format!("Nothing known stands against it. Fits: {fits} of {all}; still to be known: {n}."),
        ),
    }
}
