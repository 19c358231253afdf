//! The matrix that comes with Entente: what a retailer decides again and again, and who answers for it.
//!
//! Source: governance reference §2.5; which row belongs to which stage is our own design.

use base::Say;

use super::{Activity, Holder, Mark, Row, Seat, Stage};
use crate::role::Role;

/// One row of the template: holders are written in the short forms of [`Holder::from_words`].
struct Given {
    key: &'static str,
    say: (&'static str, &'static str),
    stages: &'static [Stage],
    /// Short forms; `A²` stands for both directors.
    a: &'static str,
    r: &'static str,
    c: &'static str,
    i: &'static str,
}

const fn given(
    key: &'static str,
    fr: &'static str,
    en: &'static str,
    stages: &'static [Stage],
    [a, r, c, i]: [&'static str; 4],
) -> Given {
    Given { key, say: (fr, en), stages, a, r, c, i }
}

/// The row that settles why personal data may be used.
const PURPOSES: &str = "purpose";

static ROWS: &[Given] = &[
    given(
        "agenda",
        "Agenda commun du trimestre",
        "Joint agenda of the quarter",
        &[],
        ["A²", "BTL", "EA MOP CDG DPO", "DLV"],
    ),
    given(
        "success",
        "Critère de succès pour le client",
        "What counts as success for the customer",
        &[],
        ["CMO", "MOP", "CIO DST", "DLV"],
    ),
    given(
        "new-tool",
        "Nouvel outil ou nouveau fournisseur",
        "New tool or new vendor",
        &[],
        ["A²", "MOP EA", "RSSI DPO CDG achats", "DLV"],
    ),
    given(
        "standards",
        "Standards d'intégration",
        "Integration standards",
        &[Stage::Model],
        ["CIO", "EA", "MOP TRM RSSI", "CMO"],
    ),
    given(
        "opportunity",
        "Dossier de valeur : ce que cela rapporte",
        "Business case: what it brings",
        &[],
        ["CMO", "MOP", "CDG", "CIO"],
    ),
    given(
        "costs",
        "Dossier de valeur : ce que cela coûte (achat, déploiement, intégration, opération)",
        "Business case: what it costs (purchase, deployment, integration, operation)",
        &[],
        ["CIO", "EA DLV", "CDG fournisseur", "CMO"],
    ),
    given("funds-small", "Fonds de moins de 50 000 €", "Funds under €50,000", &[], ["BTL", "CDG", "CMO CIO", "DG"]),
    given(
        "funds-middle",
        "Fonds de 50 000 à 250 000 €",
        "Funds of €50,000 to €250,000",
        &[],
        ["A²", "CDG BTL", "EA", "DG"],
    ),
    given("funds-large", "Fonds de plus de 250 000 €", "Funds over €250,000", &[], ["DG", "CDG", "CMO CIO", "BTL"]),
    given(
        "request-ready",
        "Demande prête à être décidée",
        "Request ready to be decided",
        &[Stage::Need],
        ["MOP", "TRM TRI", "DLV EA", "CMO CIO"],
    ),
    given(
        "estimate",
        "Estimation et planning de livraison",
        "Estimate and delivery plan",
        &[],
        ["DLV", "équipes", "MOP EA", "CMO"],
    ),
    given(
        "priorities",
        "Changement de priorité en cours de trimestre",
        "Change of priority within a quarter",
        &[],
        ["A²", "BTL", "DLV CDG", "tous"],
    ),
    given(
        "dated-promise",
        "Promesse externe datée",
        "Dated promise to the outside",
        &[],
        ["CMO", "MOP", "CIO DLV", "DG"],
    ),
    given(
        "release",
        "Mise en production face au client",
        "Release the customer sees",
        &[Stage::Delivery],
        ["CIO", "DLV", "MOP service-client", "CMO"],
    ),
    given(
        "data-meaning",
        "Définition métier d'un jeu de données",
        "What a dataset means to the business",
        &[Stage::Quality],
        ["CMO", "DST", "EA DPO", "TRI"],
    ),
    given(
        "data-access",
        "Accès aux données clients et sécurité",
        "Access to customer data and security",
        &[],
        ["CIO", "RSSI", "DPO DST", "CMO"],
    ),
    given(
        PURPOSES,
        "Finalité et base légale",
        "Purpose and legal basis",
        &[Stage::Collection],
        ["DG", "CMO", "DPO", "CIO"],
    ),
    given(
        "partner-source",
        "Source de données d'un partenaire",
        "Data source of a partner",
        &[Stage::Collection, Stage::Ingestion],
        ["A²", "DST TRI", "DPO juridique CDG", "DLV"],
    ),
    given(
        "question",
        "Question au centre d'excellence des données",
        "Question to the data centre of excellence",
        &[Stage::Analysis],
        ["CMO", "analyste", "DST EA", "CIO"],
    ),
    given(
        "infrastructure",
        "Infrastructure prête à répondre",
        "Infrastructure ready to answer",
        &[Stage::Ingestion],
        ["CIO", "ingénieur-data", "analyste", "CMO"],
    ),
    given(
        "pilot",
        "Pilote : lancer, arrêter, étendre",
        "Pilot: start, stop, extend",
        &[Stage::Activation],
        ["A²", "BTL", "CDG DST", "DLV"],
    ),
    given(
        "undeclared-tool",
        "Outil en usage que personne n'a déclaré : la suite à donner",
        "Tool in use that nobody declared: what becomes of it",
        &[],
        ["A²", "MOP EA", "RSSI DPO", "équipe-utilisatrice"],
    ),
    given(
        "review",
        "Revue sans reproche",
        "Review without blame",
        &[Stage::Learning],
        ["BTL", "animateur", "parties", "CMO CIO"],
    ),
    given(
        "scorecard",
        "Tableau de bord commun",
        "Joint scorecard",
        &[Stage::Learning],
        ["A²", "BTL CDG", "DST DLV", "DG"],
    ),
];

/// The columns and rows of the template.
pub fn template() -> (Vec<Holder>, Vec<Row>) {
    let rows: Vec<Row> = ROWS.iter().map(|given| known_row(given).settled()).collect();
    (super::with_seats(Vec::new(), &rows), rows)
}

/// The row of an activity that comes with Entente, when words are its name in either language.
pub fn known(words: &str) -> Option<Row> {
    let said = tabular::fold(words);
    let named = |given: &&Given| [given.say.0, given.say.1].iter().any(|name| tabular::fold(name) == said);
    ROWS.iter().find(named).map(known_row)
}

/// The name of an activity that comes with Entente, by its key.
pub fn known_say(key: &str) -> Option<Say> {
    ROWS.iter().find(|given| given.key == key).map(|given| Say::new(given.say.0, given.say.1))
}

fn known_row(given: &Given) -> Row {
    let mut seats = Vec::new();
    let directors = [Role::Cmo, Role::Cio].map(|role| Seat { who: Holder::role(role), mark: Mark::A2 });
    for (words, mark) in [(given.a, Mark::A), (given.r, Mark::R), (given.c, Mark::C), (given.i, Mark::I)] {
        if words == "A²" {
            seats.extend(directors.clone());
            continue;
        }
        let holders = words.split(' ').filter_map(Holder::from_words);
        seats.extend(holders.map(|who| Seat { who, mark }));
    }
    Row {
        activity: Activity::Known(given.key.to_owned()),
        stages: given.stages.to_vec(),
        purposes: given.key == PURPOSES,
        seats,
        joint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_short_form_of_the_template_is_somebody() {
        for given in ROWS {
            for words in [given.a, given.r, given.c, given.i] {
                for word in words.split(' ').filter(|word| *word != "A²") {
                    assert!(Holder::from_words(word).is_some(), "{word} in {}", given.key);
                }
            }
        }
    }

    #[test]
    fn a_known_activity_is_known_by_its_name_in_both_languages() {
        for given in ROWS {
            for name in [given.say.0, given.say.1] {
                assert_eq!(known(name).map(|row| row.activity), Some(Activity::Known(given.key.to_owned())), "{name}");
            }
        }
        assert_eq!(known("Promesse"), None);
    }
}
