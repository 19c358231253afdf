//! Search v2, reviews, retail media, measurement.

use agenda::request::{Assumed, Question::*};
use base::Lang;

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes of this theme.
pub(super) static WISHES: &[Wish] = &[
    Wish {
        key: "media-pixel",
        by: PASTEL,
        on: (5, 5, 17, 10),
        sentence: "Poser le pixel d'une régie sur la page de confirmation de commande",
        means: means("order-confirmation", "browsing-events", "pixel"),
        then: &[
            at(5, 5, 17, 15, PASTEL, NoSend),
            at(
                5,
                7,
                9,
                0,
                PASTEL,
                Answer(Problem, "La marque ne peut pas savoir quelle campagne amène des commandes et paie à l'aveugle"),
            ),
            at(5, 7, 9, 8, PASTEL, Answer(Known, "Données de la régie : 4 campagnes sans mesure depuis janvier")),
            at(5, 11, 10, 30, APOLLINE, Send),
            at(5, 12, 9, 20, INES, Remark(Pick::NotNow, "Nous attendons la mesure commune, sans cookie tiers")),
            at(5, 13, 14, 0, KARIM, Sign(Pick::NotNow)),
        ],
        ..WISH
    },
    Wish {
        key: "reviews-ask",
        by: MAELLE,
        on: (5, 11, 15, 20),
        sentence: "Demander un avis au client deux semaines après sa commande, par e-mail",
        means: means("order-emails", "review", "triggered-message"),
        then: &[
            at(5, 11, 15, 28, MAELLE, Answer(Problem, "Les clients hésitent devant un article sans avis")),
            at(5, 11, 15, 31, MAELLE, Answer(Who, "5 800 articles ont moins de 3 avis")),
            at(
                5,
                12,
                9,
                0,
                MAELLE,
                Answer(Known, "Analytics : une fiche avec 5 avis ou plus convertit 1,6 fois mieux, mesure de mars"),
            ),
            at(5, 12, 9, 10, MAELLE, Answer(Result, "2 500 articles de plus avec 3 avis avant novembre")),
            at(5, 18, 10, 0, MAELLE, Send),
            at(5, 18, 17, 30, INES, Sign(Pick::AsAsked)),
            at(5, 21, 9, 25, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "reviews-category",
        by: MAELLE,
        on: (6, 9, 9, 0),
        sentence: "Afficher la note moyenne des avis dans les pages rayon du site",
        means: means("category-page", "review", "reviews"),
        then: &[
            at(
                6,
                9,
                9,
                9,
                MAELLE,
                Answer(Problem, "Les clients ouvrent fiche après fiche parce que rien ne les aide à choisir"),
            ),
            at(6, 9, 9, 14, MAELLE, Answer(Who, "1,1 million de visiteurs des pages rayon par mois")),
            at(
                6,
                10,
                10,
                20,
                MAELLE,
                Answer(
                    Done,
                    "Les étoiles et le nombre d'avis figurent sous le prix, à jour de la veille, sur 100 % des articles notés",
                ),
            ),
            at(6, 15, 14, 30, YANIS, Send),
            at(
                6,
                16,
                9,
                30,
                KARIM,
                Remark(Pick::Cache(95), "Une note change une fois par jour : le cache ne coûte rien au client"),
            ),
            at(6, 18, 11, 0, INES, Sign(Pick::Cache(95))),
        ],
        ..WISH
    },
    Wish {
        key: "media-search",
        by: OSCAR,
        on: (6, 16, 10, 45),
        lang: Lang::En,
        sentence: "Show one sponsored product at the top of the search results",
        means: means("search-results", "ad-placement", "live-lookup"),
        then: &[
            at(
                6,
                16,
                10,
                56,
                OSCAR,
                Answer(Problem, "Shoppers miss new ranges because search shows only what sold last year"),
            ),
            at(6, 16, 11, 2, OSCAR, Answer(Who, "Some 480,000 searches a week")),
            at(6, 17, 9, 30, OSCAR, Answer(Result, "€140,000 of retail media revenue by the end of the year")),
            at(6, 19, 10, 0, OSCAR, Send),
            at(6, 22, 9, 10, INES, Sign(Pick::AsAsked)),
            at(6, 25, 17, 0, KARIM, Remark(Pick::Cache(80), "The same placement can serve everybody for a minute")),
            at(
                6,
                26,
                11,
                0,
                YANIS,
                Terms(
                    "One slot, marked as sponsored, kept for sixty seconds; no targeting by person until the single consent is live.",
                ),
            ),
            at(6, 26, 16, 30, INES, Sign(Pick::Cache(80))),
        ],
    },
    Wish {
        key: "reviews-scan",
        by: BASTIEN,
        on: (7, 17, 14, 0),
        sentence: "Lire les avis clients en visant l'étiquette avec l'appli",
        means: means("app-scan", "review", "reviews"),
        then: &[],
        ..WISH
    },
    Wish {
        key: "search-stock",
        by: MAELLE,
        on: (7, 15, 9, 20),
        sentence: "Proposer d'abord dans les résultats de recherche les articles en stock dans le magasin du client",
        means: means("search-results", "stock-level", "live-stock"),
        then: &[
            at(
                7,
                15,
                9,
                31,
                MAELLE,
                Answer(Problem, "Les clients trouvent l'article puis découvrent qu'il manque dans leur magasin"),
            ),
            at(7, 15, 9, 35, MAELLE, Answer(Who, "210 000 recherches par semaine avec un magasin choisi")),
            at(
                7,
                16,
                10,
                5,
                MAELLE,
                Answer(Known, "Analytics de juin : 27 % de ces recherches finissent sur un article absent"),
            ),
            at(
                7,
                16,
                10,
                12,
                MAELLE,
                Answer(Result, "Les recherches suivies d'un achat passent de 4,1 à 4,6 % avant novembre"),
            ),
            at(
                7,
                16,
                10,
                18,
                MAELLE,
                Answer(Done, "Les 10 premiers résultats sont disponibles dans le magasin choisi"),
            ),
            at(7, 20, 9, 0, THEODORE, Assume(Assumed::CallsPerView, 1.0, 2.0, 3.0)),
            at(7, 22, 10, 30, YANIS, Send),
            at(7, 23, 9, 40, INES, Sign(Pick::Cache(90))),
            at(8, 4, 16, 30, THEODORE, Ask("Le stock de la veille au soir suffit-il, ou faut-il celui de l'heure ?")),
        ],
        ..WISH
    },
    Wish {
        key: "search-suggest",
        by: MAELLE,
        on: (7, 28, 11, 10),
        sentence: "Suggérer des rayons pendant que l'on tape dans la barre de recherche",
        means: means("search-bar", "product-sheet", "search"),
        then: &[
            at(
                7,
                28,
                11,
                20,
                MAELLE,
                Answer(Problem, "Les clients tapent un mot trop large et ne trouvent pas le bon rayon"),
            ),
            at(7, 28, 11, 24, MAELLE, Answer(Who, "26 frappes par seconde le dimanche soir")),
            at(7, 29, 9, 30, MAELLE, Answer(Known, "Mesure de juillet : 1 recherche sur 8 est reformulée")),
            at(8, 5, 9, 30, MAELLE, Send),
            at(8, 5, 17, 15, INES, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "measure-basket",
        by: HAKIM,
        on: (7, 27, 14, 20),
        sentence: "Mesurer combien de visiteurs passent de la page rayon au panier",
        means: means("category-page", "browsing-events", "pixel"),
        then: &[
            at(
                7,
                27,
                14,
                30,
                HAKIM,
                Answer(Problem, "Nous ignorons où les clients renoncent entre le rayon et le panier"),
            ),
            at(7, 27, 14, 35, HAKIM, Answer(Who, "Les visiteurs qui ont accepté la mesure, soit 62 %")),
            at(7, 31, 9, 15, HAKIM, Send),
            at(8, 3, 11, 40, KARIM, Remark(Pick::AsAsked, "Avec la balise existante, sans nouvel outil")),
        ],
        ..WISH
    },
    Wish {
        key: "media-screens",
        by: BASTIEN,
        on: (8, 3, 15, 50),
        sentence: "Montrer les offres des marques partenaires sur les écrans des magasins",
        means: means("store-screen", "ad-placement", "content"),
        then: &[at(8, 3, 15, 58, BASTIEN, Answer(Who, "96 magasins équipés d'écrans"))],
        ..WISH
    },
    Wish {
        key: "home-vague",
        by: TESSA,
        on: (8, 4, 11, 30),
        lang: Lang::En,
        sentence: "Improve the home page",
        means: means("site-home", "", ""),
        then: &[],
    },
];
