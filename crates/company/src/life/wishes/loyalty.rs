//! Referral, receipts, vouchers, gift cards, sign-in with the card.

use agenda::request::{Assumed, Question::*};
use base::Lang;

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes of this theme.
pub(super) static WISHES: &[Wish] = &[
    Wish {
        key: "birthday",
        by: LOU,
        on: (1, 8, 14, 5),
        sentence: "Offrir un bon de 5 € dans l'e-mail d'anniversaire",
        means: means("birthday-email", "voucher", "email-content"),
        then: &[
            at(
                1,
                8,
                14,
                12,
                LOU,
                Answer(Problem, "Les membres ouvrent l'e-mail mais n'ont pas de raison de venir en magasin"),
            ),
            at(1, 8, 14, 16, LOU, Answer(Who, "1,9 million de membres ont donné leur date de naissance")),
            at(
                1,
                8,
                14,
                20,
                LOU,
                Answer(
                    Result,
                    "3 % des membres reviennent dans le mois de leur anniversaire, contre 1,8 % sur l'année",
                ),
            ),
            at(1, 9, 9, 0, LOU, Send),
            at(1, 9, 11, 30, KARIM, Sign(Pick::AsAsked)),
            at(1, 9, 16, 40, INES, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "referral-account",
        by: LOU,
        on: (1, 28, 9, 25),
        sentence: "Montrer le code de parrainage sur la page mon compte",
        means: means("account-page", "referral-code", "live-lookup"),
        then: &[
            at(
                1,
                28,
                9,
                33,
                LOU,
                Answer(Problem, "Les membres ne trouvent pas leur code : la page de parrainage est à trois clics"),
            ),
            at(1, 28, 9, 37, LOU, Answer(Who, "96 000 membres actifs connectés au site chaque mois")),
            at(
                1,
                28,
                9,
                44,
                LOU,
                Answer(Known, "Test d'utilisation de janvier : 3 personnes sur 12 ont trouvé leur code"),
            ),
            at(1, 29, 10, 8, LOU, Answer(Result, "Les parrainages passent de 1 200 à 2 000 par mois avant juin")),
            at(1, 29, 10, 12, LOU, Answer(Done, "Le code apparaît dans les 2 secondes, même le samedi à 16 heures")),
            at(2, 2, 11, 0, YANIS, Send),
            at(2, 3, 9, 20, KARIM, Remark(Pick::Cache(90), "Le moteur de fidélité sert d'abord les caisses")),
            at(2, 4, 18, 5, INES, Sign(Pick::Cache(90))),
        ],
        ..WISH
    },
    Wish {
        key: "receipt-points",
        by: LOU,
        on: (2, 9, 10, 30),
        sentence: "Imprimer le solde de points sur le ticket de caisse",
        means: means("till-receipt", "points-balance", "live-lookup"),
        then: &[
            at(2, 9, 10, 38, LOU, Answer(Problem, "Les membres oublient leurs points et les perdent à l'échéance")),
            at(2, 9, 10, 41, LOU, Answer(Who, "2,3 millions de porteurs de carte en magasin")),
            at(2, 10, 9, 15, LOU, Answer(Known, "Sondage de janvier : 54 % ignorent leur solde en sortant de caisse")),
            at(
                2,
                10,
                9,
                19,
                LOU,
                Answer(Result, "Les points dépensés dans l'année passent de 48 à 55 % avant décembre"),
            ),
            at(2, 12, 14, 0, APOLLINE, Send),
            at(2, 13, 9, 5, INES, Sign(Pick::AsAsked)),
            at(
                2,
                18,
                17,
                30,
                KARIM,
                Remark(
                    Pick::NotNow,
                    "À la pointe du samedi, chaque ticket ajouterait un appel : les caisses ralentiraient",
                ),
            ),
            at(2, 20, 9, 0, REINE, NoSilence),
            at(
                2,
                24,
                10,
                40,
                YANIS,
                Terms(
                    "Le ticket porte le solde de la nuit précédente, gardé en cache, avec sa date ; le solde en direct attend la caisse v4.",
                ),
            ),
            at(2, 27, 18, 20, AURELIEN, Arbitrate(Pick::Cache(95))),
        ],
        ..WISH
    },
    Wish {
        key: "referral-receipt",
        by: LOU,
        on: (3, 9, 11, 15),
        sentence: "Imprimer le code de parrainage au bas du ticket de caisse",
        means: means("till-receipt", "referral-code", "live-lookup"),
        then: &[
            at(3, 9, 11, 24, LOU, Answer(Problem, "Les membres ne pensent pas au parrainage hors du site")),
            at(3, 10, 9, 2, LOU, Answer(Who, "Tous les porteurs de carte")),
            at(3, 11, 9, 30, LOU, Send),
            at(
                3,
                12,
                10,
                0,
                KARIM,
                Remark(Pick::NotNow, "À reprendre avec la caisse v4, qui composera le ticket sans appeler le moteur"),
            ),
            at(3, 16, 9, 45, INES, Sign(Pick::NotNow)),
        ],
        ..WISH
    },
    Wish {
        key: "referral-email",
        by: OSCAR,
        on: (3, 17, 9, 40),
        lang: Lang::En,
        sentence: "Send the referral code in the order e-mails, two days after delivery",
        means: means("order-emails", "referral-code", "triggered-message"),
        then: &[
            at(3, 17, 9, 47, OSCAR, Answer(Problem, "Happy customers do not know they can invite a friend")),
            at(3, 17, 9, 51, OSCAR, Answer(Who, "Around 52,000 delivered orders a month")),
            at(
                3,
                18,
                14,
                30,
                OSCAR,
                Answer(Known, "Survey after delivery in February: 63 % would recommend us, 4 % knew the code"),
            ),
            at(3, 18, 14, 36, OSCAR, Answer(Result, "1,500 more referrals a month by the end of June")),
            at(
                3,
                18,
                14,
                40,
                OSCAR,
                Answer(Done, "The message leaves 2 days after delivery and shows the reader's own code"),
            ),
            at(3, 19, 9, 0, OSCAR, Send),
            at(3, 19, 15, 20, INES, Sign(Pick::AsAsked)),
            at(3, 24, 11, 45, KARIM, Sign(Pick::AsAsked)),
        ],
    },
    Wish {
        key: "card-orders",
        by: LOU,
        on: (6, 3, 10, 10),
        sentence: "Afficher l'état des commandes en cours dès la page d'accueil de l'appli",
        means: means("app-home", "order-status", "live-lookup"),
        then: &[
            at(
                6,
                3,
                10,
                21,
                LOU,
                Answer(Problem, "Les clients cherchent leur commande et appellent le service client"),
            ),
            at(6, 3, 10, 24, LOU, Answer(Who, "70 000 utilisateurs de l'appli ont une commande en cours")),
            at(6, 5, 9, 30, LOU, Answer(Known, "1 appel sur 7 en mai demande où en est la commande")),
            at(6, 8, 14, 0, APOLLINE, Send),
            at(
                6,
                9,
                9,
                10,
                KARIM,
                Remark(Pick::Existing("app-orders"), "« Mes commandes » le montre déjà, à un geste de l'accueil"),
            ),
            at(
                6,
                11,
                10,
                25,
                APOLLINE,
                Terms(
                    "Un raccourci vers « Mes commandes » sur l'accueil, avec une pastille quand une commande est prête. On mesure les appels pendant six semaines.",
                ),
            ),
            at(6, 12, 16, 0, INES, Sign(Pick::Existing("app-orders"))),
        ],
        ..WISH
    },
    Wish {
        key: "offers-test",
        by: LOU,
        on: (7, 6, 9, 15),
        sentence: "Tester deux présentations des offres dans l'appli auprès de la moitié des membres",
        means: means("app-offers", "promotion-rule", "ab-test"),
        then: &[
            at(
                7,
                6,
                9,
                25,
                LOU,
                Answer(Problem, "Les membres ne voient pas les offres rangées plus bas que la troisième"),
            ),
            at(7, 6, 9, 28, LOU, Answer(Who, "410 000 membres actifs sur l'appli")),
            at(7, 6, 9, 35, LOU, Answer(Known, "Mesure de juin : 71 % des clics vont aux 3 premières offres")),
            at(
                7,
                6,
                9,
                40,
                LOU,
                Answer(Result, "Le nombre d'offres activées par membre passe de 1,4 à 1,7 en six semaines"),
            ),
            at(7, 7, 10, 0, LOU, Send),
            at(7, 7, 18, 2, INES, Sign(Pick::AsAsked)),
            at(7, 8, 9, 40, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "sign-in-card",
        by: LOU,
        on: (7, 8, 15, 30),
        sentence: "Se connecter au site avec son numéro de carte de fidélité",
        means: means("sign-in-page", "loyalty-account", "sign-on"),
        then: &[
            at(7, 8, 15, 38, LOU, Answer(Problem, "Les membres oublient l'adresse avec laquelle ils se sont inscrits")),
            at(7, 9, 9, 30, LOU, Answer(Known, "18 % des connexions échouent, mesure de juin")),
            at(7, 10, 9, 0, LOU, Send),
            at(
                7,
                13,
                11,
                30,
                DRISS,
                Terms(
                    "Un numéro imprimé sur un ticket n'est pas un secret : la sécurité demande un second facteur avant tout accès au compte.",
                ),
            ),
            at(7, 15, 9, 10, KARIM, Sign(Pick::NotNow)),
            at(
                7,
                17,
                16,
                45,
                INES,
                Remark(Pick::NotNow, "Entendu ; nous reprendrons avec le lien de connexion par e-mail"),
            ),
        ],
        ..WISH
    },
    Wish {
        key: "receipt-email",
        by: SOLENN,
        on: (7, 15, 11, 20),
        sentence: "Envoyer le ticket de caisse par e-mail au lieu de l'imprimer",
        means: means("till-receipt", "invoice", "triggered-message"),
        then: &[
            at(
                7,
                15,
                11,
                30,
                SOLENN,
                Answer(Problem, "Les clients perdent leur ticket et ne peuvent plus rendre l'article"),
            ),
            at(7, 15, 11, 34, SOLENN, Answer(Who, "61 000 tickets réclamés au service client en 2025")),
            at(7, 20, 9, 20, SOLENN, Answer(Result, "La moitié des tickets n'est plus imprimée d'ici mars 2027")),
            at(7, 23, 10, 0, SOLENN, Send),
            at(
                7,
                24,
                14,
                50,
                KARIM,
                Remark(
                    Pick::AsAsked,
                    "Prêt à partir avec la caisse v4 ; la DPO demande de ne pas réutiliser l'adresse pour la prospection",
                ),
            ),
        ],
        ..WISH
    },
    Wish {
        key: "gift-app",
        by: LOU,
        on: (7, 20, 14, 40),
        sentence: "Voir le solde de sa carte cadeau dans « Mes offres » de l'appli",
        means: means("app-offers", "gift-card-balance", "live-lookup"),
        then: &[
            at(7, 20, 14, 49, LOU, Answer(Problem, "Les clients ne savent pas ce qu'il reste sur leur carte cadeau")),
            at(7, 20, 14, 53, LOU, Answer(Who, "210 000 cartes cadeaux encore valables")),
            at(7, 21, 9, 5, GAETAN, Assume(Assumed::CallsPerView, 1.0, 2.0, 4.0)),
            at(7, 27, 10, 30, LOU, Date((2026, 10, 13))),
            at(7, 28, 9, 30, YANIS, Send),
            at(7, 28, 18, 10, INES, Sign(Pick::Cache(80))),
        ],
        ..WISH
    },
    Wish {
        key: "till-price",
        by: BASTIEN,
        on: (7, 30, 11, 5),
        sentence: "Afficher le prix membre sur l'afficheur client en caisse",
        means: means("till-display", "price", "price-promotion"),
        then: &[
            at(
                7,
                30,
                11,
                15,
                BASTIEN,
                Answer(Problem, "Les clients ne voient la remise qu'une fois le ticket imprimé"),
            ),
            at(7, 30, 11, 18, BASTIEN, Answer(Result, "plus d'adhésions en caisse")),
        ],
        ..WISH
    },
];
