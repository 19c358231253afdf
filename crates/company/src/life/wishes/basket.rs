//! The basket's redesign, the checkout, what follows an order.

use agenda::request::{Assumed, Question::*};
use base::Lang;

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes of this theme.
pub(super) static WISHES: &[Wish] = &[
    Wish {
        key: "basket-discount",
        by: MAELLE,
        on: (3, 23, 10, 5),
        sentence: "Montrer dans le panier les bons de réduction que le client n'a pas encore utilisés",
        means: means("basket", "voucher", "price-promotion"),
        then: &[
            at(
                3,
                23,
                10,
                14,
                MAELLE,
                Answer(Problem, "Les clients oublient leurs bons et se plaignent après la commande"),
            ),
            at(3, 23, 10, 18, MAELLE, Answer(Who, "140 000 bons non utilisés chaque mois")),
            at(
                3,
                24,
                9,
                30,
                MAELLE,
                Answer(Known, "Réclamations du premier trimestre : 860 demandes de bon après coup"),
            ),
            at(
                3,
                24,
                9,
                36,
                MAELLE,
                Answer(Result, "Le taux d'utilisation des bons passe de 22 à 27 % avant septembre"),
            ),
            at(3, 24, 9, 42, MAELLE, Answer(Done, "Le bon valable apparaît au-dessus du total, en moins de 1 seconde")),
            at(3, 26, 15, 0, YANIS, Send),
            at(3, 30, 9, 0, INES, Sign(Pick::AsAsked)),
            at(4, 1, 17, 20, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "basket-save",
        by: TESSA,
        on: (4, 14, 14, 30),
        lang: Lang::En,
        sentence: "Let customers keep their basket for later without an account",
        means: means("basket", "basket-content", "form-field"),
        then: &[
            at(4, 14, 14, 41, TESSA, Answer(Problem, "People compare for days and lose what they had picked")),
            at(4, 14, 14, 45, TESSA, Answer(Who, "38,000 baskets a week left with more than 3 items")),
            at(4, 15, 9, 20, TESSA, Answer(Known, "Interviews with 24 customers in March")),
            at(4, 16, 10, 0, TESSA, Send),
            at(
                4,
                20,
                9,
                30,
                KARIM,
                Remark(
                    Pick::Existing("wish-list"),
                    "The wish list keeps items already; a button in the basket would move them there",
                ),
            ),
            at(4, 22, 14, 15, INES, Sign(Pick::Existing("wish-list"))),
        ],
    },
    Wish {
        key: "basket-accessories",
        by: MAELLE,
        on: (5, 4, 9, 45),
        sentence: "Recommander des accessoires dans la page panier",
        means: means("basket", "recommendation-list", "recommendation"),
        then: &[
            at(
                5,
                4,
                9,
                55,
                MAELLE,
                Answer(Problem, "Les clients oublient les vis, le terreau ou les gants et doivent repasser commande"),
            ),
            at(
                5,
                5,
                10,
                10,
                MAELLE,
                Answer(Known, "Mesure d'avril : 12 % des commandes sont suivies d'une petite commande sous 5 jours"),
            ),
            at(5, 6, 9, 0, MAELLE, Send),
            at(5, 7, 11, 20, KARIM, Sign(Pick::Existing("recommendation-block"))),
            at(5, 12, 9, 15, INES, Sign(Pick::Existing("recommendation-block"))),
        ],
        ..WISH
    },
    Wish {
        key: "three-times",
        by: MAELLE,
        on: (6, 1, 11, 0),
        sentence: "Proposer le paiement en trois fois dès 150 € d'achat",
        means: means("checkout", "payment-token", "payment"),
        then: &[
            at(
                6,
                1,
                11,
                12,
                MAELLE,
                Answer(Problem, "Les clients renoncent aux salons de jardin, trop chers en une fois"),
            ),
            at(6, 1, 11, 16, MAELLE, Answer(Who, "17 % des paniers dépassent 150 €")),
            at(6, 2, 9, 30, MAELLE, Answer(Known, "Étude de la banque partenaire sur 3 enseignes, avril")),
            at(6, 2, 9, 38, MAELLE, Answer(Result, "Le panier moyen au-dessus de 150 € gagne 6 % avant Noël")),
            at(6, 2, 9, 44, MAELLE, NoDate((2026, 11, 20))),
            at(6, 2, 9, 50, MAELLE, Date((2026, 11, 10))),
            at(6, 4, 10, 0, MAELLE, Send),
            at(6, 4, 17, 50, INES, Sign(Pick::AsAsked)),
            at(6, 5, 12, 10, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "tracking",
        by: OSCAR,
        on: (6, 22, 9, 30),
        lang: Lang::En,
        sentence: "Show where the parcel is on the order tracking page, in real time",
        means: means("order-tracking", "order-status", "live-lookup"),
        then: &[
            at(6, 22, 9, 41, OSCAR, Answer(Problem, "Customers do not know whether to wait at home and call us")),
            at(6, 22, 9, 46, OSCAR, Answer(Who, "9,400 parcels on the road on a normal day")),
            at(6, 23, 10, 0, OSCAR, Answer(Known, "Call centre logs of May: 2,100 calls about a parcel")),
            at(6, 23, 10, 6, OSCAR, Answer(Result, "Calls about parcels down by 25 % before December")),
            at(6, 24, 9, 10, OSCAR, NoDate((2026, 12, 1))),
            at(6, 24, 9, 14, OSCAR, Date((2026, 10, 20))),
            at(6, 29, 14, 0, YANIS, Send),
            at(7, 1, 9, 30, INES, Sign(Pick::AsAsked)),
            at(7, 3, 16, 15, KARIM, Sign(Pick::AsAsked)),
        ],
    },
    Wish {
        key: "basket-redesign",
        by: MAELLE,
        on: (6, 15, 9, 40),
        sentence: "Refondre la page panier pour commander en trois gestes",
        means: means("basket", "basket-content", "form-field"),
        then: &[
            at(6, 15, 9, 52, MAELLE, Answer(Problem, "Les clients se perdent entre le panier et le paiement")),
            at(6, 15, 10, 5, MAELLE, Answer(Who, "Tous les acheteurs en ligne, 410 000 paniers par mois")),
            at(6, 16, 9, 15, MAELLE, Answer(Known, "Mesure de mai : 44 % des paniers abandonnés avant le paiement")),
            at(6, 16, 9, 25, MAELLE, Answer(Result, "Les paniers abandonnés passent de 44 à 38 % avant Noël")),
            at(6, 16, 9, 31, MAELLE, Answer(Done, "On commande en trois gestes, sur téléphone comme sur ordinateur")),
            at(6, 17, 15, 0, YANIS, Send),
            at(6, 19, 9, 30, INES, Sign(Pick::AsAsked)),
            at(6, 22, 17, 0, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "basket-delivery",
        by: MAELLE,
        on: (7, 9, 10, 20),
        sentence: "Annoncer la date de livraison dans le panier, avant la commande",
        means: means("basket", "order", "delivery-promise"),
        then: &[
            at(
                7,
                9,
                10,
                30,
                MAELLE,
                Answer(Problem, "Les clients découvrent la date à la dernière étape et abandonnent la commande"),
            ),
            at(7, 9, 10, 34, MAELLE, Answer(Known, "Sortie de commande : 31 % à l'étape de livraison, mesure de juin")),
            at(7, 13, 9, 15, GAETAN, Assume(Assumed::CallsPerView, 1.0, 1.0, 2.0)),
            at(7, 13, 9, 30, MAELLE, Answer(Who, "Tous les paniers livrés, soit 180 000 par mois")),
            at(7, 20, 11, 0, GAETAN, Ask("Promet-on un jour de livraison, ou un créneau dans la journée ?")),
            at(7, 28, 10, 5, MAELLE, Reply("Un jour, sans créneau, tant que les transporteurs n'en donnent pas.")),
        ],
        ..WISH
    },
    Wish {
        key: "basket-second",
        by: NOEMIE,
        on: (5, 18, 16, 0),
        sentence: "Envoyer un second rappel de panier oublié par notification",
        means: means("push-notification", "basket-content", "triggered-message"),
        then: &[
            at(5, 18, 16, 8, NOEMIE, Answer(Problem, "Les clients oublient leur panier")),
            at(
                5,
                20,
                9,
                40,
                NOEMIE,
                Withdraw(
                    "Le premier rappel ramène déjà l'essentiel ; un second agacerait, d'après les désabonnements d'avril",
                ),
            ),
        ],
        ..WISH
    },
];
