//! The charter's first version: the classes of decisions that come back at a retailer, in four domains.
//!
//! Source: governance reference §2.5 (who decides) and §2.6 (deadlines: express 2, standard 5, funds 10 working days).
//! What stands here never changes: decisions in logs cite it.

use base::{Say, Side};

use super::{Decider, Domain, Input, Reversibility, Row, Silence};
use crate::raci::Holder;
use crate::role::Role;

/// One class of the first version.
struct Given {
    key: &'static str,
    domain: Domain,
    say: (&'static str, &'static str),
    /// When such a decision is needed.
    when: (&'static str, &'static str),
    decider: Decider,
    /// Short forms of those who are heard; one that stands after `!` must be.
    inputs: &'static str,
    days: u32,
    silence: Silence,
    arbiter: Option<Role>,
    back: Reversibility,
    /// Further words by which people look for it, in both languages.
    words: &'static str,
}

use Decider::{Both, Role as Held, Side as Of};
use Domain::{Capabilities, Funds, Strategy, UseCases};
use Reversibility::{Costly, Easy, Irreversible};
use Silence::{GoesAhead, GoesToArbiter, StaysAsIs};

const CEO: Option<Role> = Some(Role::Ceo);

static ROWS: &[Given] = &[
    Given {
        key: "agenda",
        domain: Strategy,
        say: ("Agenda commun du trimestre", "Joint agenda of the quarter"),
        when: ("avant chaque trimestre", "before each quarter"),
        decider: Both,
        inputs: "BTL EA MOP CDG DPO",
        days: 10,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "feuille route roadmap plan planning trimestriel quarterly bt",
    },
    Given {
        key: "priorities",
        domain: Strategy,
        say: ("Changement de priorité en cours de trimestre", "Change of priority within a quarter"),
        when: ("quand un chantier passe devant un autre", "when one piece of work goes before another"),
        decider: Both,
        inputs: "BTL !DLV CDG",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "urgence arbitrer ordre reporter urgent reprioritise swap",
    },
    Given {
        key: "purpose",
        domain: Strategy,
        say: ("Finalité et base légale", "Purpose and legal basis"),
        when: (
            "quand des données personnelles servent à autre chose",
            "when personal data are to serve something else",
        ),
        decider: Held(Role::Ceo),
        inputs: "CMO CIO !DPO",
        days: 5,
        silence: StaysAsIs,
        arbiter: None,
        back: Irreversible,
        words: "donnees personnelles rgpd consentement gdpr consent privacy traitement processing",
    },
    Given {
        key: super::CHARTER,
        domain: Strategy,
        say: ("Changement de cette charte", "Change of this charter"),
        when: ("quand une ligne de la charte ne convient plus", "when a row of the charter no longer fits"),
        decider: Both,
        inputs: "BTL",
        days: 10,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Easy,
        words: "regle gouvernance delai rule governance deadline",
    },
    Given {
        key: "change-express",
        domain: UseCases,
        say: ("Demande en voie express", "Request in the express lane"),
        when: ("quand un changement touche à peu", "when a change touches little"),
        decider: Both,
        inputs: "MOP DLV",
        days: 2,
        silence: GoesAhead,
        arbiter: CEO,
        back: Easy,
        words: "contenu texte visuel image content wording petit small rapide quick",
    },
    Given {
        key: "change-standard",
        domain: UseCases,
        say: ("Demande en voie standard", "Request in the standard lane"),
        when: (
            "quand un changement approche une limite ou touche des données personnelles",
            "when a change comes near a limit or touches personal data",
        ),
        decider: Both,
        inputs: "MOP DLV EA DPO",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Easy,
        words: "fonction application appli ecran widget feature app screen changement change client customer demande request",
    },
    Given {
        key: "change-major",
        domain: UseCases,
        say: ("Demande en voie majeure", "Request in the major lane"),
        when: (
            "quand un changement dépasse plusieurs limites ou mobilise beaucoup d'équipes",
            "when a change goes over several limits or takes many teams",
        ),
        decider: Both,
        inputs: "MOP DLV EA DPO CDG",
        days: 10,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "refonte projet programme redesign project programme gros big",
    },
    Given {
        key: "success",
        domain: UseCases,
        say: ("Critère de succès pour le client", "What counts as success for the customer"),
        when: ("avant de construire", "before building"),
        decider: Of(Side::Marketing),
        inputs: "MOP CIO DST",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Easy,
        words: "objectif indicateur mesure kpi goal metric target",
    },
    Given {
        key: "dated-promise",
        domain: UseCases,
        say: ("Promesse externe datée", "Dated promise to the outside"),
        when: ("avant d'annoncer une date à l'extérieur", "before a date is announced to the outside"),
        decider: Of(Side::Marketing),
        inputs: "MOP !CIO !DLV",
        days: 5,
        silence: StaysAsIs,
        arbiter: CEO,
        back: Irreversible,
        words: "publicite spot tv campagne annonce date lancement advertising announcement launch media presse",
    },
    Given {
        key: "release",
        domain: UseCases,
        say: ("Mise en production face au client", "Release the customer sees"),
        when: ("avant chaque mise en production", "before each release"),
        decider: Of(Side::It),
        inputs: "DLV MOP service-client",
        days: 2,
        silence: StaysAsIs,
        arbiter: CEO,
        back: Easy,
        words: "livraison deploiement deployer deployment deploy go-live gel freeze",
    },
    Given {
        key: "pilot",
        domain: UseCases,
        say: ("Pilote : lancer, arrêter, étendre", "Pilot: start, stop, extend"),
        when: ("au début et à la fin de chaque pilote", "at the start and at the end of each pilot"),
        decider: Both,
        inputs: "BTL CDG DST",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Easy,
        words: "essai test experience experiment trial experimentation",
    },
    Given {
        key: "funds-small",
        domain: Funds,
        say: ("Fonds de moins de 50 000 €", "Funds under €50,000"),
        when: ("quand une dépense commune ne dépasse pas 50 000 €", "when a joint expense stays under €50,000"),
        decider: Held(Role::Orchestrator),
        inputs: "CDG CMO CIO",
        days: 10,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "budget depense argent spend spending money expense",
    },
    Given {
        key: "funds-middle",
        domain: Funds,
        say: ("Fonds de 50 000 à 250 000 €", "Funds of €50,000 to €250,000"),
        when: (
            "quand une dépense commune va de 50 000 à 250 000 €",
            "when a joint expense is between €50,000 and €250,000",
        ),
        decider: Both,
        inputs: "CDG BTL EA",
        days: 10,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "budget depense argent spend spending money expense",
    },
    Given {
        key: "funds-large",
        domain: Funds,
        say: ("Fonds de plus de 250 000 €", "Funds over €250,000"),
        when: ("quand une dépense commune dépasse 250 000 €", "when a joint expense is over €250,000"),
        decider: Held(Role::Ceo),
        inputs: "CDG CMO CIO",
        days: 10,
        silence: StaysAsIs,
        arbiter: None,
        back: Costly,
        words: "budget depense argent spend spending money expense investissement investment",
    },
    Given {
        key: "new-tool",
        domain: Capabilities,
        say: ("Nouvel outil ou nouveau fournisseur", "New tool or new vendor"),
        when: (
            "avant de signer ou d'essayer avec des données de la maison",
            "before signing, or trying with data of the house",
        ),
        decider: Both,
        inputs: "MOP EA !RSSI !DPO CDG achats",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "logiciel saas abonnement contrat acheter achat software subscription contract buy licence prestataire supplier",
    },
    Given {
        key: "undeclared-tool",
        domain: Capabilities,
        say: ("Outil en usage que personne n'a déclaré", "Tool in use that nobody declared"),
        when: ("quand un usage est constaté", "when its use is found"),
        decider: Both,
        inputs: "MOP EA RSSI DPO équipe-utilisatrice",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Easy,
        words: "fantome shadow cache non-declare undeclared",
    },
    Given {
        key: "standards",
        domain: Capabilities,
        say: ("Standards d'intégration", "Integration standards"),
        when: ("quand un système rejoint les autres", "when a system joins the others"),
        decider: Of(Side::It),
        inputs: "EA MOP TRM RSSI",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "api architecture interface norme protocole protocol connexion sso",
    },
    Given {
        key: "data-meaning",
        domain: Capabilities,
        say: ("Définition métier d'un jeu de données", "What a dataset means to the business"),
        when: ("quand un chiffre a deux définitions", "when one figure has two definitions"),
        decider: Of(Side::Marketing),
        inputs: "DST EA DPO",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Easy,
        words: "definition glossaire donnee glossary data vocabulaire client actif",
    },
    Given {
        key: "data-access",
        domain: Capabilities,
        say: ("Accès aux données clients et sécurité", "Access to customer data and security"),
        when: ("quand quelqu'un demande un accès", "when somebody asks for access"),
        decider: Of(Side::It),
        inputs: "!DPO RSSI DST",
        days: 2,
        silence: StaysAsIs,
        arbiter: CEO,
        back: Easy,
        words: "droit habilitation mot passe rights password securite extraction export",
    },
    Given {
        key: "partner-source",
        domain: Capabilities,
        say: ("Source de données d'un partenaire", "Data source of a partner"),
        when: ("avant de recevoir ou d'acheter des données", "before data are received or bought"),
        decider: Both,
        inputs: "DST TRI !DPO juridique CDG",
        days: 5,
        silence: GoesToArbiter,
        arbiter: CEO,
        back: Costly,
        words: "fichier externe partenariat external file partnership enrichissement",
    },
];

pub(super) fn rows() -> Vec<Row> {
    let input = |word: &str| {
        let must = word.starts_with('!');
        Holder::from_words(word.trim_start_matches('!')).map(|who| Input { who, must })
    };
    let rows = ROWS.iter().map(|given| Row {
        key: given.key.to_owned(),
        name: None,
        domain: given.domain,
        decider: given.decider,
        inputs: given.inputs.split(' ').filter_map(input).collect(),
        working_days: given.days,
        silence: given.silence,
        arbiter: given.arbiter,
        reversibility: given.back,
    });
    rows.collect()
}

/// The name of a class of the first version; its key where there is none.
pub fn known_say(key: &str) -> Say {
    given(key).map_or_else(|| Say::same(key), |it| Say::new(it.say.0, it.say.1))
}

/// When a decision of a class of the first version is needed.
pub fn known_when(key: &str) -> Option<Say> {
    given(key).map(|it| Say::new(it.when.0, it.when.1))
}

/// Further words by which a class of the first version is looked for.
pub(super) fn further(key: &str) -> &'static str {
    given(key).map_or("", |it| it.words)
}

fn given(key: &str) -> Option<&'static Given> {
    ROWS.iter().find(|it| it.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_short_form_is_somebody_and_every_domain_has_classes() {
        for given in ROWS {
            for word in given.inputs.split(' ') {
                assert!(Holder::from_words(word.trim_start_matches('!')).is_some(), "{word} in {}", given.key);
            }
        }
        for domain in Domain::ALL {
            assert!(rows().iter().any(|row| row.domain == domain), "{domain:?}");
        }
    }
}
