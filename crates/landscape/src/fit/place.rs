//! Where personal data would go.

use std::collections::BTreeMap;

use base::{Kind, Say, slug};

use super::rules::{Answer, Case, is_personal, touched};
use super::words;
use crate::field::Field;

/// What the law says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Law {
    /// In the European Economic Area: data moves freely.
    Inside,
    /// The Commission has found its protection adequate, as of 2025; for some countries not for everybody there.
    Adequate,
    /// Neither.
    Outside,
}

/// Countries: two letters, what they are called, what the law says. Within the EEA all thirty; beyond it those the
/// Commission has found adequate, and those where tools are often run.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &[&str], Law)] = &[
    ("eu", &["eu", "ue", "eea", "eee", "european-union", "union-europeenne", "european-economic-area", "espace-economique-europeen"], Law::Inside),
    ("at", &["austria", "autriche"], Law::Inside), ("be", &["belgium", "belgique"], Law::Inside),
    ("bg", &["bulgaria", "bulgarie"], Law::Inside), ("hr", &["croatia", "croatie"], Law::Inside),
    ("cy", &["cyprus", "chypre"], Law::Inside), ("cz", &["czechia", "czech-republic", "tchequie", "republique-tcheque"], Law::Inside),
    ("dk", &["denmark", "danemark"], Law::Inside), ("ee", &["estonia", "estonie"], Law::Inside),
    ("fi", &["finland", "finlande"], Law::Inside), ("fr", &["france"], Law::Inside),
    ("de", &["germany", "allemagne"], Law::Inside), ("gr", &["greece", "grece", "el"], Law::Inside),
    ("hu", &["hungary", "hongrie"], Law::Inside), ("ie", &["ireland", "irlande"], Law::Inside),
    ("it", &["italy", "italie"], Law::Inside), ("lv", &["latvia", "lettonie"], Law::Inside),
    ("lt", &["lithuania", "lituanie"], Law::Inside), ("lu", &["luxembourg"], Law::Inside),
    ("mt", &["malta", "malte"], Law::Inside), ("nl", &["netherlands", "the-netherlands", "pays-bas"], Law::Inside),
    ("pl", &["poland", "pologne"], Law::Inside), ("pt", &["portugal"], Law::Inside),
    ("ro", &["romania", "roumanie"], Law::Inside), ("sk", &["slovakia", "slovaquie"], Law::Inside),
    ("si", &["slovenia", "slovenie"], Law::Inside), ("es", &["spain", "espagne"], Law::Inside),
    ("se", &["sweden", "suede"], Law::Inside), ("is", &["iceland", "islande"], Law::Inside),
    ("li", &["liechtenstein"], Law::Inside), ("no", &["norway", "norvege"], Law::Inside),
    ("ad", &["andorra", "andorre"], Law::Adequate), ("ar", &["argentina", "argentine"], Law::Adequate),
    ("ca", &["canada"], Law::Adequate), ("fo", &["faroe-islands", "iles-feroe"], Law::Adequate),
    ("gg", &["guernsey", "guernesey"], Law::Adequate), ("il", &["israel"], Law::Adequate),
    ("im", &["isle-of-man", "ile-de-man"], Law::Adequate), ("jp", &["japan", "japon"], Law::Adequate),
    ("je", &["jersey"], Law::Adequate), ("nz", &["new-zealand", "nouvelle-zelande"], Law::Adequate),
    ("kr", &["south-korea", "coree-du-sud", "republic-of-korea"], Law::Adequate), ("ch", &["switzerland", "suisse"], Law::Adequate),
    ("gb", &["uk", "united-kingdom", "royaume-uni", "great-britain", "grande-bretagne"], Law::Adequate),
    ("uy", &["uruguay"], Law::Adequate), ("us", &["usa", "united-states", "etats-unis", "united-states-of-america"], Law::Adequate),
    ("au", &["australia", "australie"], Law::Outside), ("br", &["brazil", "bresil"], Law::Outside),
    ("cn", &["china", "chine"], Law::Outside), ("hk", &["hong-kong"], Law::Outside), ("in", &["india", "inde"], Law::Outside),
    ("id", &["indonesia", "indonesie"], Law::Outside), ("ma", &["morocco", "maroc"], Law::Outside),
    ("mx", &["mexico", "mexique"], Law::Outside), ("my", &["malaysia", "malaisie"], Law::Outside),
    ("ph", &["philippines"], Law::Outside), ("ru", &["russia", "russie"], Law::Outside),
    ("sg", &["singapore", "singapour"], Law::Outside), ("za", &["south-africa", "afrique-du-sud"], Law::Outside),
    ("tn", &["tunisia", "tunisie"], Law::Outside), ("tr", &["turkey", "turquie", "turkiye"], Law::Outside),
    ("tw", &["taiwan"], Law::Outside), ("ua", &["ukraine"], Law::Outside), ("vn", &["vietnam", "viet-nam"], Law::Outside),
    ("ae", &["united-arab-emirates", "emirats-arabes-unis"], Law::Outside),
];

/// A country by its two letters, as words of files name it: letters or name in either language.
fn country(word: &str) -> Option<(&'static str, Law)> {
    let folded = slug(word);
    let known = COUNTRIES.iter().find(|(letters, names, _)| *letters == folded || names.contains(&folded.as_str()));
    known.map(|(letters, _, law)| (*letters, *law))
}

/// Personal data stays where the estate hosts already, or in the EEA; elsewhere it takes a ground in law.
pub(super) fn answer(case: &Case) -> Answer {
    let data = touched(case);
    let personal: Vec<_> = data.iter().filter(|(data, _)| is_personal(data) == Some(true)).collect();
    let apis: Vec<_> = case.apis.iter().copied().filter(|api| is_personal(api) == Some(true)).collect();
    let said = |extra: Vec<_>| {
        let held = personal.iter().flat_map(|(data, said)| [*said, (*data, Field::Personal)]);
        let apis = apis.iter().map(|api| (*api, Field::Personal));
        case.proofs(std::iter::once((case.tool, Field::Country)).chain(held).chain(apis).chain(extra))
    };
    if personal.is_empty() && apis.is_empty() {
        let all_said = !data.is_empty() && data.iter().all(|(data, _)| is_personal(data).is_some());
        if all_said {
            let say = Say::new("Il ne tiendrait aucune donnée de personnes.", "It would hold no data about persons.");
            return Answer::fits(
                say,
                case.proofs(data.iter().flat_map(|(data, said)| [*said, (*data, Field::Personal)])),
            );
        }
    }
    let may_hold = match personal.is_empty() && apis.is_empty() {
        true => Say::new("s'il tient des données de personnes", "should it hold data about persons"),
        false => Say::new("il tiendrait des données de personnes", "it would hold data about persons"),
    };
    let words_of = case.tool.list(Field::Country);
    if words_of.is_empty() {
        let say = Say::new(
            format!("Personne n'a dit dans quel pays il tourne ; {}.", may_hold.fr),
            format!("Nobody has said in which country it runs; {}.", may_hold.en),
        );
        return Answer::unknown(say, case.ask(), said(Vec::new()));
    }
    // Where the estate hosts today, each with one system that does.
    let mut home: BTreeMap<&'static str, &crate::catalog::Thing> = BTreeMap::new();
    for system in case.catalog.of_kind(Kind::System).filter(|it| it.id != case.tool.id) {
        if !matches!(system.choice(Field::Lifecycle), Some("planned" | "retired")) {
            let places = system.list(Field::Country).iter().filter_map(|word| country(word));
            places.for_each(|(letters, _)| {
                home.entry(letters).or_insert(system);
            });
        }
    }
    let list = |words: &[&String]| words::list(&words.iter().map(|word| Say::same(word.as_str())).collect::<Vec<_>>());
    let place = |word: &String| country(word).map(|(letters, law)| (home.contains_key(letters), law));
    let of = |wanted: &dyn Fn(Option<(bool, Law)>) -> bool| -> Vec<&String> {
        words_of.iter().filter(|word| wanted(place(word))).collect()
    };
    let outside = of(&|place| matches!(place, Some((false, Law::Outside))));
    let unclear = of(&|place| place.is_none());
    let adequate = of(&|place| matches!(place, Some((false, Law::Adequate))));
    let new = of(&|place| matches!(place, Some((false, Law::Inside))));
    let neighbours = || {
        words_of
            .iter()
            .filter_map(|word| home.get(country(word)?.0))
            .map(|system| (*system, Field::Country))
            .take(2)
            .collect()
    };
    let dpo = || Say::new("demandez au délégué à la protection des données", "ask the data protection officer");
    if !outside.is_empty() {
        let out = list(&outside);
        let say = Say::new(
            format!("Il tourne en dehors de l'Espace économique européen ({}) ; {}.", out.fr, may_hold.fr),
            format!("It runs outside the European Economic Area ({}); {}.", out.en, may_hold.en),
        );
        return match personal.is_empty() && apis.is_empty() {
            true => Answer::unknown(say, case.ask(), said(Vec::new())),
            false => Answer::against(say, said(Vec::new())).asking(dpo()),
        };
    }
    if !unclear.is_empty() {
        let out = list(&unclear);
        let say = Say::new(
            format!("« {} » ne dit pas quel pays c'est ; {}.", out.fr, may_hold.fr),
            format!("“{}” does not say which country it is; {}.", out.en, may_hold.en),
        );
        return Answer::unknown(say, case.ask(), said(Vec::new()));
    }
    if !adequate.is_empty() {
        let out = list(&adequate);
        let say = Say::new(
            format!(
                "Il tourne dans un pays dont l'Union reconnaît la protection ({}), parfois sous conditions ; {}.",
                out.fr, may_hold.fr
            ),
            format!(
                "It runs in a country whose protection the Union recognises ({}), sometimes on conditions; {}.",
                out.en, may_hold.en
            ),
        );
        return Answer::unknown(say, dpo(), said(Vec::new()));
    }
    let all = list(&words_of.iter().collect::<Vec<_>>());
    let say = match new.is_empty() {
        true => Say::new(
            format!("Il tourne là où le parc tourne déjà ({}).", all.fr),
            format!("It runs where the estate runs already ({}).", all.en),
        ),
        false => Say::new(
            format!("Il tourne dans l'Espace économique européen ({}).", all.fr),
            format!("It runs in the European Economic Area ({}).", all.en),
        ),
    };
    Answer::fits(say, said(neighbours()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_told_by_letters_and_by_name_and_no_name_is_two() {
        for (word, expect) in [
            ("FR", Some(("fr", Law::Inside))),
            ("Irlande", Some(("ie", Law::Inside))),
            ("États-Unis", Some(("us", Law::Adequate))),
            ("UK", Some(("gb", Law::Adequate))),
            ("Inde", Some(("in", Law::Outside))),
            ("UE", Some(("eu", Law::Inside))),
            ("eu-west-2", None),
            ("Europe", None),
        ] {
            assert_eq!(country(word), expect, "{word}");
        }
        let inside = COUNTRIES.iter().filter(|(letters, _, law)| *law == Law::Inside && *letters != "eu").count();
        assert_eq!(inside, 30, "the members of the European Economic Area");
        let mut names: Vec<&str> =
            COUNTRIES.iter().flat_map(|(letters, names, _)| names.iter().chain([letters])).copied().collect();
        names.retain(|name| *name != "eu");
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "each name means one country");
    }
}
