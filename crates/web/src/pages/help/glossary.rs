//! The words of the pages, each in marketing's words and in IT's words, in both languages.
//!
//! `GLOSSARY.md` at the root of the repository is written from this table: `UPDATE=1 cargo nextest run -p web glossary`.

use crate::ui::Words;

/// A term.
pub struct Term {
    /// Its key, by which pages point at it.
    pub key: &'static str,
    /// The term.
    pub word: Words,
    /// What it means, in marketing's words.
    pub marketing: Words,
    /// What it means, in IT's words.
    pub it: Words,
}

macro_rules! terms {
    ($($key:literal: $fr:literal / $en:literal, $mfr:literal / $men:literal, $ifr:literal / $ien:literal;)*) => {
        /// Every term, in the order in which one meets them.
        pub static GLOSSARY: &[Term] = &[$(Term {
            key: $key,
            word: Words { fr: $fr, en: $en },
            marketing: Words { fr: $mfr, en: $men },
            it: Words { fr: $ifr, en: $ien },
        }),*];
    };
}

terms! {
    "request": "Demande" / "Request",
        "Ce que vous voulez changer pour le client, en une phrase." / "What you want to change for the customer, in one sentence.",
        "Un besoin, avant toute solution : son effet se calcule, son choix se signe." / "A need, before any solution: its effect is computed, its choice is signed.";
    "moment": "Moment du client" / "Customer moment",
        "Un instant de la vie du client avec nous, comme « ouvre l’appli »." / "A moment of the customer’s life with us, such as “opens the app”.",
        "Le déclencheur d’une suite d’appels entre écrans et systèmes." / "What triggers a chain of calls between screens and systems.";
    "element": "Écran" / "Screen",
        "Ce que le client voit et touche : une page, un bouton, un ticket." / "What the customer sees and touches: a page, a button, a receipt.",
        "Un élément d’interface, affiché par un système, qui en appelle d’autres." / "An interface element, shown by one system, that calls others.";
    "system": "Système" / "System",
        "Un outil qui fait tourner une partie de la maison." / "A tool that runs a part of the house.",
        "Une application ou un service, avec son équipe, sa limite et son cycle de vie." / "An application or service, with its team, its limit and its life cycle.";
    "api": "API" / "API",
        "Une porte par laquelle un outil répond à un autre." / "A door through which one tool answers another.",
        "Une interface de programmation : ce qu’un système offre d’appeler, à quelles conditions." / "An application programming interface: what a system offers to be called, and on which terms.";
    "flow": "Flux" / "Flow",
        "Le chemin d’une information entre deux outils." / "The way information takes between two tools.",
        "Les appels ou messages d’un système vers un autre, avec leur débit et leur mode." / "The calls or messages from one system to another, with their rate and mode.";
    "load": "Charge" / "Load",
        "Le monde qu’il y a au guichet à l’heure la plus chargée." / "How many people stand at the counter at the busiest hour.",
        "Le nombre d’appels par seconde reçus à la pointe." / "The number of calls a second received at peak.";
    "limit": "Limite" / "Limit",
        "Ce que l’outil peut servir avant que les files s’allongent." / "What the tool can serve before queues grow.",
        "Le débit soutenu le plus haut auquel le système tient son temps de réponse." / "The highest sustained rate at which the system keeps its response time.";
    "peak": "Pointe" / "Peak",
        "Le moment le plus chargé de la semaine, souvent le samedi après-midi." / "The busiest time of the week, often Saturday afternoon.",
        "L’intervalle de plus forte charge, sur lequel on dimensionne." / "The interval of highest load, for which one sizes.";
    "service-level": "Niveau de service" / "Service level",
        "La part du temps où l’outil doit marcher : 99,5 % laissent 3 h 39 d’arrêt par mois." / "The share of time the tool has to work: 99.5 % leaves 3 h 39 of outage a month.",
        "L’objectif de disponibilité (SLO, ou SLA quand un contrat l’engage)." / "The availability objective (SLO, or SLA when a contract binds it).";
    "availability": "Disponibilité" / "Availability",
        "La part du temps où le client a vraiment pu s’en servir." / "The share of time the customer could really use it.",
        "Le temps de bon fonctionnement mesuré, dépendances comprises." / "Measured uptime, dependencies included.";
    "response-time": "Temps de réponse" / "Response time",
        "Ce que le client attend devant l’écran." / "What the customer waits for in front of the screen.",
        "La durée entre l’appel et sa réponse, en millisecondes." / "The time between a call and its answer, in milliseconds.";
    "cache": "Cache" / "Cache",
        "Une copie gardée à portée de main : plus rapide, parfois un peu moins fraîche." / "A copy kept close at hand: faster, at times a little less fresh.",
        "Une mémoire qui répond à une part des appels et en épargne autant au système derrière." / "A store that answers a share of the calls and spares the system behind as many.";
    "hard": "Attend la réponse" / "Waits for the answer",
        "Si l’autre outil s’arrête, celui-ci s’arrête aussi." / "If the other tool stops, this one stops too.",
        "Une dépendance dure, synchrone : pas de réponse, pas de service." / "A hard, synchronous dependency: no answer, no service.";
    "degradable": "Peut s’en passer" / "Can do without",
        "Si l’autre outil s’arrête, le client voit un peu moins, mais continue." / "If the other tool stops, the customer sees a little less and goes on.",
        "Une dépendance dégradable : une valeur de repli tient lieu de réponse." / "A degradable dependency: a fallback stands in for the answer.";
    "asynchronous": "N’attend pas" / "Does not wait",
        "Le message part et sera traité plus tard, comme une lettre." / "The message leaves and is dealt with later, like a letter.",
        "Un échange asynchrone : file d’attente, événement ou traitement de nuit." / "An asynchronous exchange: queue, event or nightly batch.";
    "freeze": "Gel" / "Freeze",
        "Les dates où rien ne change, pour que les ventes passent sans risque." / "The dates when nothing changes, so that sales pass without risk.",
        "Une période sans mise en production, sauf correctif urgent." / "A period without releases, urgent fixes aside.";
    "end-of-life": "Fin de vie" / "End of life",
        "Le jour après lequel plus personne ne répare l’outil." / "The day after which nobody repairs the tool any more.",
        "La fin du support ou le retrait prévu ; y ajouter une fonction se jette avec lui." / "End of support or planned retirement; what is added to it is thrown away with it.";
    "lead-time": "Délai de mise en production" / "Lead time",
        "Le temps qu’il faut prévoir entre « c’est prêt » et « le client le voit »." / "The time to plan between “it is ready” and “the customer sees it”.",
        "Le préavis, en jours ouvrés, pour entrer dans une livraison." / "The notice, in working days, for getting into a release.";
    "lane": "Voie" / "Lane",
        "Le chemin d’une demande, plus court quand elle touche à peu : express, standard, majeure." / "A request’s way, shorter when it touches little: express, standard, major.",
        "Le circuit de décision, choisi par l’effet calculé et non par la hiérarchie." / "The decision route, chosen by computed effect and not by hierarchy.";
    "readiness": "Maturité" / "Readiness",
        "À quel point votre demande est prête à être décidée, de 0 à 100, avec les questions qui manquent." / "How ready your request is to be decided, from 0 to 100, with the questions still missing.",
        "Un indice calculé sur des critères écrits ; chaque réponse y ajoute ses points." / "An index computed on written criteria; each answer adds its points.";
    "provisional": "Provisoire" / "Provisional",
        "Décidé sans l’une des deux directions : valable tant qu’elle ne dit pas autre chose." / "Decided without one of the two sides: valid until it says otherwise.",
        "Une décision prise par défaut à l’échéance ; elle ne se cite pas comme un accord." / "A decision taken by default at the deadline; it cannot be cited as an agreement.";
    "arbiter": "Arbitre" / "Arbiter",
        "Qui tranche quand les deux directions ne s’accordent pas, à une date connue." / "Who settles it when the two sides do not agree, by a known date.",
        "Le dernier échelon nommé d’avance, avec une échéance et une trace." / "The last step, named beforehand, with a deadline and a trace.";
    "personal-data": "Donnée personnelle" / "Personal data",
        "Ce qui dit quelque chose d’un client reconnaissable : nom, adresse, achats, points." / "What says something of a customer who can be recognised: name, address, purchases, points.",
        "Toute information sur une personne identifiée ou identifiable (RGPD, article 4)." / "Any information about an identified or identifiable person (GDPR, article 4).";
    "purpose": "Finalité" / "Purpose",
        "Ce pour quoi le client nous a confié sa donnée ; autre chose demande autre chose." / "What the customer gave us the data for; anything else needs something else.",
        "Le but déterminé d’un traitement ; un usage hors finalité est bloqué." / "The stated aim of a processing; a use outside it is blocked.";
    "dpo": "DPO" / "DPO",
        "La personne qui veille aux données des clients, et qu’on prévient ou consulte." / "The person who watches over customers’ data, who is told or asked.",
        "Le délégué à la protection des données (RGPD, articles 37 à 39)." / "The data-protection officer (GDPR, articles 37 to 39).";
    "saas": "SaaS" / "SaaS",
        "Un outil loué, qui tourne chez son fournisseur." / "A rented tool that runs at its vendor’s.",
        "Un logiciel en ligne : exploité par le fournisseur, avec ses quotas et ses pays." / "Software as a service: run by the vendor, with its quotas and its countries.";
    "master": "Système maître" / "Master system",
        "L’outil qui a raison quand deux outils ne disent pas la même chose." / "The tool that is right when two tools disagree.",
        "La source de vérité d’une donnée ; les autres en tiennent des copies." / "The system of record of a data object; the others hold copies.";
    "stale": "Fait ancien" / "Stale fact",
        "Quelque chose que personne n’a redit depuis six mois : à vérifier avant de s’y fier." / "Something nobody has repeated for six months: check it before relying on it.",
        "Un fait de plus de 180 jours ; sa valeur compte encore, son âge est montré." / "A fact older than 180 days; its value still counts, its age is shown.";
    "evidence": "Source" / "Source",
        "Qui l’a dit, dans quel fichier, à quelle ligne, et quand." / "Who said it, in which file, on which line, and when.",
        "La provenance d’un chiffre, jusqu’à la cellule lue ou l’entrée du journal." / "The provenance of a number, down to the cell read or the entry of the log.";
    "person-days": "Jours-personne" / "Person-days",
        "Ce qu’une personne fait en autant de jours ; le temps d’une équipe est compté ainsi." / "What one person does in as many days; a team’s time is counted so.",
        "L’unité de capacité et de charge de travail d’une équipe." / "The unit of a team’s capacity and workload.";
    "translator": "Traducteur" / "Translator",
        "Quelqu’un qui parle les deux langues et vous aide à vous faire comprendre de la DSI." / "Somebody who speaks both languages and helps you to be understood by IT.",
        "L’architecte de solution entre les deux directions, un venu de chaque côté." / "The business solution architect between the two sides, one from each.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;
    use std::path::Path;

    fn written() -> String {
        let mut out = String::from(
            "# Glossary · Glossaire\n\n\
             The words of Entente's pages, each in marketing's words and in IT's words. Generated from\n\
             `crates/web/src/pages/help/glossary.rs`: `UPDATE=1 cargo nextest run -p web glossary`.\n",
        );
        for (title, head, of) in [
            ("English", "| Term | Marketing says | IT says |", 1),
            ("Français", "| Terme | Le marketing dit | La DSI dit |", 0),
        ] {
            let _ = write!(out, "\n## {title}\n\n{head}\n|---|---|---|\n");
            for term in GLOSSARY {
                let pick = |words: Words| if of == 1 { words.en } else { words.fr };
                let _ = writeln!(out, "| **{}** | {} | {} |", pick(term.word), pick(term.marketing), pick(term.it));
            }
        }
        out
    }

    #[test]
    fn the_glossary_of_the_repository_is_the_one_of_the_pages() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../GLOSSARY.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, written()).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == written(), "GLOSSARY.md is not up to date: UPDATE=1 cargo nextest run -p web glossary");
    }

    #[test]
    fn each_term_has_one_key_and_words_on_both_sides() {
        for term in GLOSSARY {
            assert_eq!(GLOSSARY.iter().filter(|other| other.key == term.key).count(), 1, "{}", term.key);
            for words in [term.word, term.marketing, term.it] {
                assert!(!words.fr.is_empty() && !words.en.is_empty(), "{}", term.key);
            }
        }
    }
}
