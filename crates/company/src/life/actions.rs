//! What the two sides of Solvène agreed to do together: most cells of the agenda hold an action, some hold none; one has
//! passed its day, two are done.

use agenda::action::Cell;
use app::{Order, TypedPlace};
use base::PersonId;
use jiff::Timestamp;
use jiff::civil::date;
use picture::Picture;

use super::diary::{self, When};
use super::names::{APOLLINE, GAETAN, INES, KARIM, LOU, MAUD, REINE, SOLENN, THEODORE, YANIS};

/// One action: when it was agreed, its cell, what is done, what will be different, its two owners, the day it is due.
struct Agreed {
    on: When,
    cell: &'static str,
    words: &'static str,
    outcome: &'static str,
    owners: [&'static str; 2],
    due: (i16, i8, i8),
}

const fn agreed(
    on: When,
    cell: &'static str,
    words: &'static str,
    outcome: &'static str,
    owners: [&'static str; 2],
    due: (i16, i8, i8),
) -> Agreed {
    Agreed { on, cell, words, outcome, owners, due }
}

const ACTIONS: &[Agreed] = &[
    agreed(
        (1, 26, 16, 0),
        "people-serve",
        "Asseoir un traducteur à chaque point hebdomadaire des escouades",
        "Une question entre les deux côtés a sa première réponse en deux jours ouvrés",
        [APOLLINE, YANIS],
        (2026, 3, 31),
    ),
    agreed(
        (2, 16, 16, 0),
        "process-win",
        "Tenir une voie express pour les jeux à coupons",
        "Un jeu à coupons part en dix jours au lieu de neuf semaines",
        [SOLENN, GAETAN],
        (2026, 9, 30),
    ),
    agreed(
        (3, 16, 16, 0),
        "technology-serve",
        "Placer un cache devant le moteur de fidélité",
        "Le solde de points s'affiche sans ralentir les caisses le samedi",
        [LOU, THEODORE],
        (2026, 10, 30),
    ),
    agreed(
        (3, 30, 16, 0),
        "data-retain",
        "Rapprocher les profils en double du programme de fidélité",
        "Un membre reçoit une attention, et non deux",
        [APOLLINE, MAUD],
        (2026, 11, 30),
    ),
    agreed(
        (4, 13, 16, 0),
        "data-acquire",
        "Poser un seul consentement, repris par tous les outils",
        "Un refus donné une fois est respecté partout le jour même",
        [SOLENN, MAUD],
        (2026, 7, 31),
    ),
    agreed(
        (4, 27, 16, 0),
        "technology-win",
        "Mettre la recherche du site sur le stock en temps réel",
        "Aucun article introuvable n'est proposé en tête de page",
        [SOLENN, THEODORE],
        (2026, 12, 18),
    ),
    agreed(
        (5, 18, 16, 0),
        "process-serve",
        "Relire ensemble chaque promesse soixante jours avant son jour",
        "Aucune promesse n'est publiée sans que la DSI l'ait lue",
        [INES, KARIM],
        (2026, 9, 15),
    ),
    agreed(
        (6, 1, 16, 0),
        "people-retain",
        "Former l'équipe fidélité à lire les limites des systèmes",
        "Une demande arrive avec son heure de pointe et ses volumes",
        [LOU, YANIS],
        (2026, 10, 9),
    ),
    agreed(
        (6, 15, 16, 0),
        "technology-acquire",
        "Réduire le gestionnaire de balises aux scripts utiles",
        "La page d'accueil s'ouvre en moins de deux secondes sur un téléphone moyen",
        [SOLENN, GAETAN],
        (2026, 6, 30),
    ),
    agreed(
        (6, 29, 16, 0),
        "data-serve",
        "Publier la justesse du stock de chaque magasin",
        "On sait quels magasins peuvent promettre le retrait en une heure",
        [SOLENN, MAUD],
        (2026, 9, 18),
    ),
    agreed(
        (7, 6, 16, 0),
        "process-retain",
        "Écrire les rappels d'hivernage avec les données du service client",
        "Le rappel part à qui a posé la question l'an dernier",
        [LOU, MAUD],
        (2026, 8, 28),
    ),
];

/// How two of them ended: the place in the list from 1, when, what came of it.
const DONE: &[(u64, When, &str)] = &[
    (1, (3, 27, 17, 0), "Les deux traducteurs ont leur place dans les cinq escouades."),
    (9, (7, 1, 17, 0), "De 31 scripts à 19 ; la page d'accueil s'ouvre en 1,8 seconde."),
];

/// An order, given what is known and who bears a name.
pub(super) type ByName = dyn Fn(&Picture, &dyn Fn(&str) -> Option<PersonId>) -> Option<Order>;

/// Every entry: when, who, and the order, once everybody named has an id.
pub(super) fn entries() -> Vec<(Timestamp, &'static str, Box<ByName>)> {
    let agreed = ACTIONS.iter().map(|it| {
        let order: Box<ByName> = Box::new(|_, person| {
            let [marketing, it_owner] = it.owners;
            let (year, month, day) = it.due;
            let place = it.cell.parse::<Cell>().ok().map(|cell| TypedPlace { cell, outcome: it.outcome.to_owned() });
            Some(Order::SetAction {
                words: it.words.to_owned(),
                cause: None,
                marketing: person(marketing)?,
                it: person(it_owner)?,
                due: date(year, month, day),
                place,
            })
        });
        (diary::instant(it.on), REINE, order)
    });
    let done = DONE.iter().map(|(action, on, words)| {
        let order: Box<ByName> =
            Box::new(|_, _| Some(Order::FinishAction { action: *action, words: Some((*words).to_owned()) }));
        (diary::instant(*on), REINE, order)
    });
    agreed.chain(done).collect()
}
