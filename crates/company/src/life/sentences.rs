//! Words for the generated part of a life, composed from the catalogue's own names.

use agenda::request::Question;
use base::{Lang, Say};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The kinds of change the crowd asks for, the commonest more than once.
pub(super) const KINDS: [&str; 10] = [
    "content",
    "content",
    "live-lookup",
    "live-lookup",
    "live-stock",
    "form-field",
    "triggered-message",
    "recommendation",
    "campaign",
    "email-content",
];

const WHOM: [(&str, &str); 8] = [
    ("les porteurs de carte", "card holders"),
    ("les nouveaux clients", "new customers"),
    ("les clients des magasins belges", "customers of the Belgian stores"),
    ("les clients du jardin", "garden customers"),
    ("les membres inactifs depuis un an", "members inactive for a year"),
    ("les clients qui retirent en magasin", "customers who collect in store"),
    ("les clients professionnels", "trade customers"),
    ("les parrains", "people who refer a friend"),
];

fn one<'a>(chance: &mut ChaCha8Rng, among: &[(&'a str, &'a str)], lang: Lang) -> &'a str {
    let (fr, en) = among[chance.random_range(0..among.len())];
    if lang == Lang::Fr { fr } else { en }
}

/// A wish in one sentence.
pub(super) fn wish(chance: &mut ChaCha8Rng, lang: Lang, kind: &str, element: &Say, data: &Say) -> String {
    let whom = one(chance, &WHOM, lang);
    let (element, data) = (element.in_lang(lang), data.in_lang(lang));
    match (lang, kind) {
        (Lang::Fr, "content") => format!("Changer le texte et l'image de « {element} » pour {whom}"),
        (Lang::Fr, "form-field") => format!("Demander « {data} » dans « {element} » pour {whom}"),
        (Lang::Fr, "triggered-message" | "campaign" | "email-content") => {
            let whom = whom.replacen("les ", "aux ", 1);
            format!("Écrire {whom} par « {element} » au sujet de « {data} »")
        }
        (Lang::Fr, "recommendation") => {
            format!("Recommander des articles dans « {element} » d'après « {data} » pour {whom}")
        }
        (Lang::Fr, _) => format!("Afficher « {data} » dans « {element} » pour {whom}"),
        (Lang::En, "content") => format!("Change text and picture of “{element}” for {whom}"),
        (Lang::En, "form-field") => format!("Ask for “{data}” in “{element}” for {whom}"),
        (Lang::En, "triggered-message" | "campaign" | "email-content") => {
            format!("Write to {whom} by “{element}” about “{data}”")
        }
        (Lang::En, "recommendation") => format!("Recommend items in “{element}” from “{data}” for {whom}"),
        (Lang::En, _) => format!("Show “{data}” in “{element}” to {whom}"),
    }
}

/// An answer to a question of the interview, sometimes a thin one.
pub(super) fn answer(chance: &mut ChaCha8Rng, lang: Lang, question: Question) -> String {
    if chance.random_bool(0.15) {
        return one(chance, &[("à préciser", "to be said"), ("voir avec le magasin", "ask the store")], lang)
            .to_owned();
    }
    let whom = one(chance, &WHOM, lang);
    let (many, share) = (chance.random_range(2..900) * 100, chance.random_range(3..60));
    match (question, lang) {
        (Question::Problem, Lang::Fr) => format!("{whom} ne trouvent pas l'information et appellent le service client"),
        (Question::Problem, Lang::En) => format!("{whom} cannot find it and call us"),
        (Question::Who, Lang::Fr) => format!("{many} personnes parmi {whom}"),
        (Question::Who, Lang::En) => format!("{many} people among {whom}"),
        (Question::Known, Lang::Fr) => format!("Enquête du dernier trimestre : {share} % le demandent"),
        (Question::Known, Lang::En) => format!("Survey of last quarter: {share} % ask for it"),
        (Question::Result, Lang::Fr) => format!("Les appels à ce sujet baissent de {share} % avant décembre"),
        (Question::Result, Lang::En) => format!("Calls about it down by {share} % before December"),
        (Question::Done, Lang::Fr) => format!("Visible en moins de {} secondes, à jour de la veille", share % 5 + 1),
        (Question::Done, Lang::En) => format!("Visible within {} seconds, as of last night", share % 5 + 1),
    }
}

/// The terms of a compromise.
pub(super) fn terms(chance: &mut ChaCha8Rng, lang: Lang) -> String {
    let stores = chance.random_range(8..60);
    match lang {
        Lang::Fr => format!("{stores} magasins d'abord, les autres après six semaines de mesure"),
        Lang::En => format!("{stores} stores first, the others after six weeks of measuring"),
    }
}

/// Why a request is taken back.
pub(super) fn why_not(chance: &mut ChaCha8Rng, lang: Lang) -> String {
    let reasons = [
        ("l'opération est reportée au printemps", "the campaign moves to the spring"),
        ("une autre demande couvre le besoin", "another request covers the need"),
        ("le fournisseur l'apporte dans sa prochaine version", "the vendor brings it in the next version"),
    ];
    one(chance, &reasons, lang).to_owned()
}
