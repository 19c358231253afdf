//! The three wishes of the smallest life, on what the smallest world holds.

use agenda::request::Question::*;

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes: one decided, one waiting for IT, one draft.
pub(in crate::life) static WISHES: &[Wish] = &[
    Wish {
        key: "consent-rhythm",
        by: LOU,
        on: (7, 22, 10, 0),
        sentence: "Laisser le client choisir le rythme des newsletters dans le centre de préférences",
        means: means("preference-centre", "preferences", "consent"),
        then: &[
            at(
                7,
                22,
                10,
                9,
                LOU,
                Answer(
                    Problem,
                    "Les clients qui reçoivent trop d'e-mails n'ont pas d'autre choix que de se désabonner",
                ),
            ),
            at(7, 23, 14, 10, APOLLINE, Send),
            at(7, 24, 9, 0, INES, Sign(Pick::AsAsked)),
            at(7, 27, 10, 30, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "receipt-points",
        by: LOU,
        on: (7, 28, 10, 30),
        sentence: "Imprimer le solde de points sur le ticket de caisse",
        means: means("till-receipt", "points-balance", "live-lookup"),
        then: &[
            at(7, 28, 10, 38, LOU, Answer(Problem, "Les membres oublient leurs points et les perdent à l'échéance")),
            at(7, 28, 10, 41, LOU, Answer(Who, "2,3 millions de porteurs de carte en magasin")),
            at(7, 30, 14, 0, APOLLINE, Send),
            at(7, 31, 9, 5, INES, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "consent-signup",
        by: LOU,
        on: (8, 3, 10, 50),
        sentence: "Demander l'accord pour les SMS dans le formulaire d'inscription à la fidélité",
        means: means("loyalty-sign-up", "consent-choice", "consent"),
        then: &[at(8, 3, 11, 0, LOU, Answer(Problem, "Les membres demandent à être prévenus par SMS"))],
        ..WISH
    },
];
