//! Unified profile v2, single consent, customer service, the partner source.

use agenda::request::{Assumed, Question::*};

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes of this theme.
pub(super) static WISHES: &[Wish] = &[
    Wish {
        key: "consent-rhythm",
        by: NOEMIE,
        on: (2, 23, 10, 0),
        sentence: "Laisser le client choisir le rythme des newsletters dans le centre de préférences",
        means: means("preference-centre", "preferences", "consent"),
        then: &[
            at(
                2,
                23,
                10,
                9,
                NOEMIE,
                Answer(
                    Problem,
                    "Les clients qui reçoivent trop d'e-mails n'ont pas d'autre choix que de se désabonner",
                ),
            ),
            at(2, 23, 10, 14, NOEMIE, Answer(Who, "3,1 millions d'abonnés, 41 000 désabonnements par mois")),
            at(2, 24, 9, 20, NOEMIE, Answer(Known, "Enquête de départ de janvier : 58 % citent la fréquence")),
            at(2, 24, 9, 28, NOEMIE, Answer(Result, "Les désabonnements baissent de 15 % avant l'été, soit fin juin")),
            at(2, 26, 14, 10, APOLLINE, Send),
            at(2, 27, 9, 0, INES, Sign(Pick::AsAsked)),
            at(3, 3, 10, 30, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "profile-adviser",
        by: NOEMIE,
        on: (4, 27, 9, 30),
        sentence: "Montrer au conseiller le segment du client dès le début de l'appel",
        means: means("adviser-screen", "customer-segment", "live-lookup"),
        then: &[
            at(
                4,
                27,
                9,
                41,
                NOEMIE,
                Answer(
                    Problem,
                    "Les bons clients attendent autant que les autres et se plaignent de devoir tout redire",
                ),
            ),
            at(4, 27, 9, 46, NOEMIE, Answer(Who, "22 000 appels par mois de clients fidèles")),
            at(4, 28, 14, 0, NOEMIE, Answer(Known, "Entretiens avec 9 conseillers en avril")),
            at(5, 4, 10, 0, YANIS, Send),
            at(5, 5, 9, 30, KARIM, Remark(Pick::Cache(80), "Un segment ne change pas pendant un appel")),
            at(5, 7, 17, 0, INES, Sign(Pick::Cache(80))),
        ],
        ..WISH
    },
    Wish {
        key: "chatbot",
        by: SOLENN,
        on: (5, 26, 10, 15),
        sentence: "Ajouter un chatbot sur le site",
        means: means("site-chat", "conversation-history", "chat"),
        then: &[
            at(5, 26, 10, 20, SOLENN, NoSend),
            at(
                5,
                28,
                9,
                30,
                SOLENN,
                Answer(Problem, "Les clients attendent huit minutes une réponse sur les horaires ou les retours"),
            ),
            at(
                5,
                28,
                9,
                36,
                SOLENN,
                Answer(Known, "Statistiques du service client de mai : 5 200 échanges, dont 60 % sur 4 sujets"),
            ),
            at(5, 28, 9, 40, SOLENN, Answer(Who, "5 200 personnes par mois")),
            at(
                5,
                29,
                11,
                0,
                SOLENN,
                Reword("Répondre aussitôt, dans le chat du site, aux quatre questions les plus fréquentes"),
            ),
            at(6, 2, 9, 0, SOLENN, Assume(Assumed::CallsPerView, 1.0, 2.0, 3.0)),
            at(6, 2, 9, 10, SOLENN, Send),
            at(
                6,
                4,
                15,
                30,
                INES,
                Remark(Pick::NotNow, "La question est bonne ; nous écrivons d'abord les quatre réponses"),
            ),
            at(6, 8, 10, 0, KARIM, Sign(Pick::NotNow)),
        ],
        ..WISH
    },
    Wish {
        key: "contact-photo",
        by: NOEMIE,
        on: (6, 24, 14, 10),
        sentence: "Joindre une photo au formulaire de contact",
        means: means("contact-form", "conversation-history", "form-field"),
        then: &[
            at(
                6,
                24,
                14,
                18,
                NOEMIE,
                Answer(
                    Problem,
                    "Les clients ont du mal à décrire une plante malade et doivent rappeler : trop long pour tous",
                ),
            ),
            at(6, 24, 14, 22, NOEMIE, Answer(Who, "1 300 demandes par semaine sur l'état d'une plante")),
            at(6, 30, 9, 0, NOEMIE, Send),
            at(
                7,
                1,
                10,
                40,
                KARIM,
                Remark(Pick::AsAsked, "La sécurité demande de refuser les fichiers de plus de 8 Mo"),
            ),
            at(7, 3, 9, 5, INES, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "profile-tablet",
        by: BASTIEN,
        on: (7, 13, 16, 25),
        sentence: "Montrer l'historique d'achats du client sur la tablette vendeur",
        means: means("seller-screen", "purchase-history", "live-lookup"),
        then: &[
            at(
                7,
                13,
                16,
                33,
                BASTIEN,
                Answer(Problem, "Les clients ne savent plus quelle peinture ils avaient prise et demandent au vendeur"),
            ),
            at(7, 13, 16, 38, BASTIEN, Answer(Who, "Les porteurs de carte qui le souhaitent")),
            at(
                7,
                20,
                11,
                0,
                MAUD,
                Answer(Done, "Le vendeur voit les 12 derniers mois d'achats, après accord du client donné sur place"),
            ),
        ],
        ..WISH
    },
    Wish {
        key: "profile-home",
        by: MAELLE,
        on: (7, 22, 15, 15),
        sentence: "Adapter la page d'accueil du site au segment du client",
        means: means("site-home", "customer-segment", "recommendation"),
        then: &[
            at(
                7,
                22,
                15,
                24,
                MAELLE,
                Answer(
                    Problem,
                    "Un client sans jardin ne trouve pas la décoration derrière trois bandeaux de tondeuses",
                ),
            ),
            at(7, 22, 15, 29, MAELLE, Answer(Who, "860 000 visiteurs reconnus par mois")),
            at(7, 23, 9, 30, MAELLE, Answer(Known, "Test de mai sur 40 000 visiteurs : 9 % de clics en plus")),
            at(
                7,
                23,
                9,
                38,
                MAELLE,
                Answer(Result, "Les visites suivies d'un achat passent de 2,3 à 2,5 % avant décembre"),
            ),
            at(7, 24, 10, 0, MAELLE, Date((2026, 10, 27))),
        ],
        ..WISH
    },
    Wish {
        key: "consent-signup",
        by: NOEMIE,
        on: (7, 23, 10, 50),
        sentence: "Demander l'accord pour les SMS dans le formulaire d'inscription à la fidélité",
        means: means("loyalty-sign-up", "consent-choice", "consent"),
        then: &[
            at(
                7,
                23,
                10,
                59,
                NOEMIE,
                Answer(
                    Problem,
                    "Les membres demandent à être prévenus par SMS et ne peuvent pas le dire à l'inscription",
                ),
            ),
            at(
                7,
                24,
                9,
                50,
                NOEMIE,
                Answer(Done, "Une case non cochée, datée et retirable en 1 clic, comme la DPO le demande"),
            ),
        ],
        ..WISH
    },
    Wish {
        key: "consent-once",
        by: CLARISSE,
        on: (7, 27, 9, 0),
        sentence: "Demander le consentement une seule fois pour le site, l'appli et le magasin",
        means: means("consent-banner", "consent-choice", "consent"),
        then: &[
            at(
                7,
                27,
                9,
                12,
                CLARISSE,
                Answer(
                    Problem,
                    "Les clients donnent trois réponses différentes et ne savent plus ce qu'ils ont accepté",
                ),
            ),
            at(
                7,
                27,
                9,
                20,
                CLARISSE,
                Answer(Who, "5,1 millions de clients, dont 1,7 million avec des choix contradictoires"),
            ),
            at(
                7,
                28,
                14,
                30,
                MAUD,
                Answer(Known, "Mesure de la gestion du consentement au 30 juin : 33 % de profils en contradiction"),
            ),
            at(
                7,
                28,
                14,
                40,
                CLARISSE,
                Answer(
                    Result,
                    "Moins de 2 % de choix contradictoires à la fin du premier trimestre 2027, soit en mars",
                ),
            ),
            at(
                7,
                28,
                14,
                46,
                CLARISSE,
                Answer(Done, "Un choix fait sur un canal vaut sur les 2 autres en moins de 1 heure"),
            ),
            at(8, 5, 9, 30, YANIS, Send),
        ],
        ..WISH
    },
    Wish {
        key: "toitclair",
        by: NOEMIE,
        on: (7, 30, 9, 35),
        sentence: "Envoyer un e-mail de bienvenue aux assurés de Toitclair qui viennent d'emménager",
        means: means("newsletter", "contact-details", "campaign"),
        then: &[
            at(
                7,
                30,
                9,
                44,
                NOEMIE,
                Answer(
                    Problem,
                    "Les nouveaux propriétaires ont besoin de tout et ne connaissent pas le magasin voisin",
                ),
            ),
            at(7, 30, 9, 48, NOEMIE, Answer(Who, "41 280 emménagements transmis par le partenaire")),
            at(7, 31, 10, 10, NOEMIE, NoDate((2026, 12, 8))),
            at(
                7,
                31,
                10,
                18,
                NOEMIE,
                Insist(
                    (2026, 12, 8),
                    "Le partenaire livre ses emménagements fin novembre, et un envoi ne touche à aucune mise en production",
                ),
            ),
        ],
        ..WISH
    },
];
