//! Content and messages: banners, opening hours, advice, catalogues, reminders.

use agenda::request::Question::*;
use base::Lang;

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes of this theme.
pub(super) static WISHES: &[Wish] = &[
    Wish {
        key: "terrace-banner",
        by: PASTEL,
        on: (4, 21, 9, 15),
        sentence: "Mettre la campagne « Terrasse d'été » dans le bandeau promotionnel du site",
        means: means("site-banner", "promotion-rule", "content"),
        then: &[
            at(4, 21, 9, 24, PASTEL, Answer(Result, "12 000 clics vers la page terrasse en trois semaines")),
            at(4, 21, 9, 30, SOLENN, Send),
            at(4, 21, 17, 45, INES, Sign(Pick::AsAsked)),
            at(4, 22, 8, 55, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "summer-hours",
        by: BASTIEN,
        on: (6, 8, 9, 10),
        sentence: "Afficher les horaires d'été sur les pages magasin",
        means: means("store-page", "opening-hours", "content"),
        then: &[
            at(6, 8, 9, 16, BASTIEN, Answer(Problem, "Les clients trouvent porte close le dimanche après-midi")),
            at(6, 8, 9, 18, BASTIEN, Answer(Who, "54 magasins changent d'horaires au 1er juillet")),
            at(6, 8, 9, 30, BASTIEN, Send),
            at(6, 8, 18, 0, INES, Sign(Pick::AsAsked)),
            at(6, 9, 9, 5, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "coffee-corner",
        by: BASTIEN,
        on: (6, 11, 16, 40),
        sentence: "Installer un coin café à l'entrée des jardineries",
        means: None,
        then: &[
            at(6, 11, 16, 44, BASTIEN, NoSend),
            at(6, 12, 9, 0, BASTIEN, Answer(Problem, "Les accompagnants attendent debout")),
        ],
        ..WISH
    },
    Wish {
        key: "watering",
        by: TESSA,
        on: (7, 21, 10, 0),
        sentence: "Publier une page conseil sur l'arrosage pendant les restrictions d'eau",
        means: means("advice-page", "product-sheet", "content"),
        then: &[
            at(
                7,
                21,
                10,
                8,
                TESSA,
                Answer(Problem, "Les clients demandent en magasin ce qu'ils ont encore le droit d'arroser"),
            ),
            at(7, 21, 10, 12, TESSA, Answer(Who, "61 magasins dans une commune sous restriction")),
            at(7, 22, 9, 0, TESSA, Send),
            at(7, 22, 11, 15, INES, Remark(Pick::AsAsked, "Urgent : les arrêtés sont parus")),
            at(7, 27, 9, 0, REINE, Silence),
        ],
        ..WISH
    },
    Wish {
        key: "winterising",
        by: HAKIM,
        on: (7, 24, 14, 0),
        sentence: "Rappeler l'hivernage des plantes par newsletter aux clients du jardin avant le 1er octobre",
        means: means("newsletter", "purchase-history", "campaign"),
        then: &[
            at(
                7,
                24,
                14,
                9,
                HAKIM,
                Answer(
                    Problem,
                    "Les clients du jardin ne reviennent pas en automne, et leurs plantes gèlent : ils ne savent pas quand les rentrer",
                ),
            ),
            at(7, 24, 14, 15, HAKIM, Answer(Who, "820 000 acheteurs de plantes depuis mars")),
            at(
                7,
                27,
                10,
                0,
                HAKIM,
                Answer(
                    Known,
                    "Étude de juin sur les achats de deux années : 1 acheteur de printemps sur 4 revient en automne",
                ),
            ),
            at(
                7,
                27,
                10,
                8,
                HAKIM,
                Answer(
                    Result,
                    "28 % des acheteurs de printemps reviennent en octobre ou novembre, contre 25 % en 2025",
                ),
            ),
            at(7, 29, 16, 0, HAKIM, Date((2026, 9, 24))),
            at(8, 3, 10, 0, APOLLINE, Send),
            at(8, 4, 9, 15, INES, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "autumn-cover",
        by: TESSA,
        on: (8, 4, 15, 20),
        lang: Lang::En,
        sentence: "Put the autumn range on the cover of the page-turning catalogue",
        means: means("online-catalogue", "product-image", "content"),
        then: &[
            at(8, 4, 15, 29, TESSA, Answer(Problem, "Readers looking for bulbs give up after the summer pages")),
            at(
                8,
                4,
                15,
                33,
                TESSA,
                Answer(Done, "The cover and the first 6 pages show the autumn range on 1 September"),
            ),
            at(8, 5, 10, 15, TESSA, Send),
        ],
    },
];
