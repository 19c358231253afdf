//! One-hour pick-up, stock in the stores, returns.

use agenda::request::{Assumed, Question::*};

use crate::life::diary::{Act::*, Pick, WISH, Wish, at, means};
use crate::life::names::*;

/// The wishes of this theme.
pub(super) static WISHES: &[Wish] = &[
    Wish {
        key: "pickup-product",
        by: BASTIEN,
        on: (1, 12, 10, 20),
        sentence: "Afficher sur la fiche produit le stock du magasin choisi, pour un retrait dans l'heure",
        means: means("product-page", "stock-level", "live-stock"),
        then: &[
            at(1, 12, 10, 31, BASTIEN, Answer(Problem, "Les clients se déplacent sans savoir si l'article est vraiment là")),
            at(1, 12, 10, 34, BASTIEN, Answer(Who, "Environ 34 000 visiteurs par semaine consultent un stock magasin")),
            at(1, 14, 14, 12, BASTIEN, Answer(Known, "Enquête de sortie de caisse de novembre : 22 % des 1 400 personnes interrogées")),
            at(1, 14, 14, 20, BASTIEN, Answer(Result, "La part des retraits en magasin passe de 9 à 13 % des commandes avant juin")),
            at(1, 15, 11, 2, BASTIEN, Answer(Done, "Le stock du magasin choisi s'affiche en moins de 2 secondes, daté de moins de 5 minutes")),
            at(1, 19, 9, 40, GAETAN, Assume(Assumed::CallsPerView, 2.0, 3.0, 4.0)),
            at(1, 20, 10, 15, BASTIEN, Date((2026, 3, 24))),
            at(1, 20, 16, 30, YANIS, Send),
            at(1, 22, 9, 30, INES, Sign(Pick::AsAsked)),
            at(1, 23, 11, 5, KARIM, Remark(Pick::Cache(90), "Le stock temps réel ne tient pas un appel à chaque vue le dimanche soir ; deux minutes de cache suffisent")),
            at(1, 26, 14, 0, APOLLINE, Terms("Le stock affiché a deux minutes au plus. En échange, la DSI mesure chaque lundi la part des retraits impossibles et la publie.")),
            at(1, 27, 9, 15, INES, Sign(Pick::Cache(90))),
        ],
        ..WISH
    },
    Wish {
        key: "pickup-desk",
        by: BASTIEN,
        on: (3, 2, 15, 10),
        sentence: "Montrer au comptoir de retrait les commandes à préparer dans l'heure",
        means: means("collect-desk-screen", "order", "live-lookup"),
        then: &[
            at(3, 2, 15, 18, BASTIEN, Answer(Problem, "Les clients attendent au comptoir parce que la commande n'est pas sortie de la réserve")),
            at(3, 2, 15, 22, BASTIEN, Answer(Who, "Les 1 900 retraits du samedi")),
            at(3, 3, 9, 12, BASTIEN, Answer(Known, "Mesure faite dans 12 magasins en février : 11 minutes d'attente en moyenne")),
            at(3, 3, 9, 20, BASTIEN, Answer(Result, "L'attente au comptoir descend de 11 à 4 minutes d'ici la fin du printemps")),
            at(3, 4, 10, 0, BASTIEN, Send),
            at(3, 5, 17, 45, INES, Sign(Pick::AsAsked)),
            at(3, 10, 8, 50, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
    Wish {
        key: "pickup-sms",
        by: NOEMIE,
        on: (4, 13, 11, 0),
        sentence: "Prévenir le client par SMS quand sa commande est prête au magasin",
        means: means("sms", "order-status", "triggered-message"),
        then: &[
            at(4, 13, 11, 9, NOEMIE, Answer(Problem, "Les clients ne savent pas quand venir et appellent le magasin")),
            at(4, 13, 11, 12, NOEMIE, Answer(Known, "1 appel sur 5 au service client en mars porte sur un retrait")),
            at(4, 14, 9, 30, NOEMIE, Answer(Who, "8 300 retraits par semaine")),
            at(4, 14, 9, 41, NOEMIE, Answer(Result, "Les appels sur les retraits baissent d'un tiers avant la fin juin")),
            at(4, 15, 10, 5, NOEMIE, Send),
            at(4, 16, 9, 0, INES, Sign(Pick::AsAsked)),
            at(4, 20, 14, 25, KARIM, Remark(Pick::AsAsked, "La DPO confirme que le SMS relève de l'exécution de la commande")),
        ],
        ..WISH
    },
    Wish {
        key: "finder-stock",
        by: BASTIEN,
        on: (6, 30, 9, 50),
        sentence: "Indiquer dans la recherche de magasin lesquels ont l'article en stock",
        means: means("store-finder", "stock-level", "live-stock"),
        then: &[
            at(6, 30, 9, 58, BASTIEN, Answer(Problem, "Les clients ne trouvent pas le magasin le plus proche où l'article reste disponible")),
            at(7, 1, 10, 30, BASTIEN, Answer(Who, "6 200 recherches de magasin par jour")),
            at(7, 1, 10, 36, BASTIEN, Answer(Done, "La liste montre en vert les magasins où il reste au moins 2 articles")),
            at(7, 7, 9, 30, BASTIEN, Send),
            at(7, 7, 18, 0, INES, Sign(Pick::AsAsked)),
            at(7, 8, 9, 0, REINE, NoSilence),
            at(7, 10, 8, 40, REINE, Silence),
            at(7, 16, 10, 20, KARIM, Remark(Pick::AsAsked, "Nous étions sur la reprise des soldes ; c'est oui")),
        ],
        ..WISH
    },
    Wish {
        key: "pickup-everywhere",
        by: INES,
        on: (7, 16, 8, 45),
        sentence: "Promettre le retrait en une heure dans tous les magasins dès le choix du magasin de retrait",
        means: means("click-and-collect", "stock-level", "live-stock"),
        then: &[
            at(7, 16, 8, 52, INES, Answer(Problem, "Les clients renoncent au retrait quand l'heure n'est pas garantie")),
            at(7, 17, 14, 5, INES, Answer(Who, "Les 148 magasins et 310 000 clients qui retirent au moins une fois par an")),
            at(7, 20, 10, 10, INES, Answer(Known, "Étude de mai : 41 % des paniers abandonnés le sont au choix du retrait")),
            at(7, 20, 10, 14, INES, Answer(Result, "Le retrait atteint 18 % des commandes avant fin décembre")),
            at(7, 21, 11, 30, APOLLINE, Assume(Assumed::Views, 5.0, 8.0, 12.0)),
            at(7, 22, 9, 0, INES, Date((2026, 10, 3))),
            at(7, 29, 9, 15, INES, Send),
            at(7, 29, 9, 20, INES, Remark(Pick::AsAsked, "Le film publicitaire du 3 octobre est réservé ; il annonce « partout »")),
            at(7, 31, 17, 30, KARIM, Remark(Pick::NotNow, "37 magasins sur 148 ont un stock juste à moins de 97 % : nous y promettrions ce que nous n'avons pas")),
            at(8, 5, 15, 0, APOLLINE, Terms("Proposition : 111 magasins au lancement du 3 octobre, les 37 autres en deuxième vague, dès que leur stock est juste à 97 %.")),
        ],
        ..WISH
    },
    Wish {
        key: "returns-any",
        by: MAELLE,
        on: (7, 21, 16, 10),
        sentence: "Permettre de déposer un retour dans n'importe quel magasin depuis la page de retour",
        means: means("returns-page", "order", "form-field"),
        then: &[
            at(7, 21, 16, 17, MAELLE, Answer(Problem, "Les clients ne comprennent pas pourquoi seul le magasin d'achat reprend l'article")),
            at(7, 22, 9, 45, MAELLE, Answer(Who, "2 700 retours par mois")),
            at(7, 22, 9, 52, MAELLE, Answer(Known, "1 réclamation sur 9 au service client depuis avril")),
            at(8, 4, 9, 30, YANIS, Send),
            at(8, 4, 17, 10, KARIM, Sign(Pick::AsAsked)),
        ],
        ..WISH
    },
];
