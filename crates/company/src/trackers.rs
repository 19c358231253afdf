//! What Solvène's trackers export on 3 August 2026: Jira for the web, loyalty and data squads as a search with its
//! changelog, Jira for the stores' squad as a table, and GitHub for the app, nine months of each.
//!
//! The initiatives stand as plain data ([`EPICS`]), with what was planned, spent and moved when; the pieces they are made
//! of are drawn from the seed. Nothing here knows how any of it is read.
//!
//! Deliberately absent: who is waited for in which state. The trackers have words for states, and people explain them.

mod github;
mod jira;
mod pieces;

use crate::cell::{Both, Day, date};
use crate::hand_over::Desk;
use crate::planted::{Expect, Planted};
use crate::{HandedOver, Size};

/// The search of Jira, with its changelog.
pub const JIRA: &str = "jira_recherche_web_loy_dat.json";
/// The table of Jira for the stores' squad.
pub const STORES: &str = "jira_magasins.csv";
/// The issues of the app.
pub const APP: &str = "github_app_issues.json";

/// A state on a day.
type Move = (Day, &'static str);
/// Person-days on a day.
type Days = (Day, f64);

/// An initiative as its tracker holds it.
#[derive(Clone, Copy, Debug)]
pub struct Epic {
    /// Its key.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The request it is done for, as the story names it; empty: none.
    pub wish: &'static str,
    /// When it was entered.
    pub opened: Day,
    /// Its states; before the first it is to be done.
    pub moves: &'static [Move],
    /// What was planned for it, and from when.
    pub planned: &'static [Days],
    /// What was spent on it, as the team reports it on Fridays.
    pub spent: &'static [Days],
    /// Its priority in the tracker.
    pub priority: &'static str,
    /// By when it is due.
    pub due: Option<Day>,
    /// What it cannot be finished without.
    pub needs: &'static [&'static str],
    /// How many pieces it is made of.
    pub pieces: usize,
}

const EPIC: Epic = Epic {
    key: "",
    title: "",
    wish: "",
    opened: (2026, 1, 12),
    moves: &[],
    planned: &[],
    spent: &[],
    priority: "Moyenne",
    due: None,
    needs: &[],
    pieces: 0,
};

/// The initiatives of the web, loyalty and data squads.
pub static EPICS: &[Epic] = &[
    Epic {
        key: "WEB-60",
        title: "Bandeau « Terrasse d'été »",
        wish: "terrace-banner",
        opened: (2026, 4, 22),
        moves: &[((2026, 4, 23), "En cours"), ((2026, 4, 27), "Recette"), ((2026, 4, 28), "Terminé")],
        planned: &[((2026, 4, 22), 2.0)],
        spent: &[((2026, 4, 24), 1.5), ((2026, 4, 28), 2.0)],
        ..EPIC
    },
    Epic {
        key: "WEB-62",
        title: "Horaires d'été des magasins",
        wish: "summer-hours",
        opened: (2026, 6, 9),
        moves: &[((2026, 6, 10), "En cours"), ((2026, 6, 12), "Terminé")],
        planned: &[((2026, 6, 9), 1.0)],
        spent: &[((2026, 6, 12), 1.5)],
        ..EPIC
    },
    Epic {
        key: "WEB-80",
        title: "Bons de réduction dans le panier",
        wish: "basket-discount",
        opened: (2026, 4, 2),
        moves: &[
            ((2026, 4, 13), "En cours"),
            ((2026, 5, 18), "Attente DSI"),
            ((2026, 6, 1), "En cours"),
            ((2026, 7, 6), "Recette"),
            ((2026, 7, 21), "Terminé"),
        ],
        planned: &[((2026, 4, 8), 46.0)],
        spent: &[((2026, 5, 1), 17.0), ((2026, 7, 3), 39.0), ((2026, 7, 17), 44.0)],
        ..EPIC
    },
    Epic {
        key: "WEB-120",
        title: "SMS de commande prête",
        wish: "pickup-sms",
        opened: (2026, 4, 21),
        moves: &[
            ((2026, 5, 4), "En cours"),
            ((2026, 5, 18), "Bloqué - prestataire"),
            ((2026, 6, 15), "En cours"),
            ((2026, 6, 29), "Recette"),
            ((2026, 7, 10), "Terminé"),
        ],
        planned: &[((2026, 4, 27), 22.0)],
        spent: &[((2026, 5, 15), 9.0), ((2026, 7, 10), 27.5)],
        ..EPIC
    },
    Epic {
        key: "WEB-176",
        title: "Demande d'avis deux semaines après la commande",
        wish: "reviews-ask",
        opened: (2026, 5, 22),
        moves: &[
            ((2026, 6, 1), "En cours"),
            ((2026, 6, 10), "Attente marketing"),
            ((2026, 6, 24), "En cours"),
            ((2026, 7, 3), "Terminé"),
        ],
        planned: &[((2026, 5, 26), 12.0)],
        spent: &[((2026, 7, 3), 13.0)],
        ..EPIC
    },
    Epic {
        key: "WEB-190",
        title: "Recherche de magasin : ceux qui ont l'article",
        wish: "finder-stock",
        opened: (2026, 7, 10),
        moves: &[((2026, 7, 13), "En cours"), ((2026, 7, 20), "Recette"), ((2026, 7, 22), "Terminé")],
        planned: &[((2026, 7, 10), 6.0)],
        spent: &[((2026, 7, 22), 5.5)],
        ..EPIC
    },
    Epic {
        key: "WEB-195",
        title: "Page conseil : arroser pendant les restrictions",
        wish: "watering",
        opened: (2026, 7, 22),
        moves: &[((2026, 7, 27), "En cours"), ((2026, 7, 28), "Terminé")],
        planned: &[((2026, 7, 22), 1.0)],
        spent: &[((2026, 7, 28), 1.0)],
        ..EPIC
    },
    Epic {
        key: "LOY-190",
        title: "Bon d'anniversaire par e-mail",
        wish: "birthday",
        opened: (2026, 1, 9),
        moves: &[((2026, 1, 12), "En cours"), ((2026, 1, 15), "Attente marketing"), ((2026, 1, 22), "Terminé")],
        planned: &[((2026, 1, 9), 3.0)],
        spent: &[((2026, 1, 22), 3.5)],
        ..EPIC
    },
    Epic {
        key: "LOY-230",
        title: "Code de parrainage dans les e-mails de commande",
        wish: "referral-email",
        opened: (2026, 3, 24),
        moves: &[
            ((2026, 3, 30), "En cours"),
            ((2026, 4, 13), "Attente marketing"),
            ((2026, 4, 27), "En cours"),
            ((2026, 5, 4), "Recette"),
            ((2026, 5, 15), "Terminé"),
        ],
        planned: &[((2026, 3, 27), 15.0)],
        spent: &[((2026, 4, 10), 8.0), ((2026, 5, 15), 16.5)],
        ..EPIC
    },
    Epic {
        key: "LOY-260",
        title: "Deux présentations des offres, à l'essai",
        wish: "offers-test",
        opened: (2026, 7, 8),
        moves: &[((2026, 7, 9), "En cours"), ((2026, 7, 17), "Terminé")],
        planned: &[((2026, 7, 8), 5.0)],
        spent: &[((2026, 7, 17), 5.5)],
        ..EPIC
    },
    Epic {
        key: "DAT-290",
        title: "Rythme des newsletters au choix du client",
        wish: "consent-rhythm",
        opened: (2026, 3, 4),
        moves: &[
            ((2026, 3, 16), "En cours"),
            ((2026, 3, 25), "Attente juridique"),
            ((2026, 4, 14), "En cours"),
            ((2026, 4, 27), "Recette"),
            ((2026, 5, 11), "Terminé"),
        ],
        planned: &[((2026, 3, 9), 20.0)],
        spent: &[((2026, 5, 11), 21.0)],
        ..EPIC
    },
    Epic {
        key: "WEB-100",
        title: "Refonte du panier",
        wish: "basket-redesign",
        opened: (2026, 4, 7),
        moves: &[((2026, 5, 11), "Attente marketing"), ((2026, 5, 29), "À faire"), ((2026, 6, 22), "En cours")],
        planned: &[((2026, 4, 20), 150.0), ((2026, 6, 15), 180.0)],
        spent: &[
            ((2026, 6, 26), 15.0),
            ((2026, 7, 3), 32.0),
            ((2026, 7, 10), 48.0),
            ((2026, 7, 17), 63.5),
            ((2026, 7, 24), 79.0),
            ((2026, 7, 31), 94.0),
        ],
        priority: "Haute",
        due: Some((2026, 10, 9)),
        pieces: 18,
        ..EPIC
    },
    Epic {
        key: "WEB-140",
        title: "Date de livraison annoncée dans le panier",
        wish: "basket-delivery",
        opened: (2026, 7, 10),
        planned: &[((2026, 7, 17), 38.0)],
        due: Some((2026, 10, 30)),
        needs: &["WEB-100"],
        pieces: 5,
        ..EPIC
    },
    Epic {
        key: "WEB-150",
        title: "Paiement en trois fois",
        wish: "three-times",
        opened: (2026, 6, 3),
        moves: &[((2026, 6, 15), "Attente juridique"), ((2026, 7, 2), "À faire")],
        planned: &[((2026, 6, 12), 46.0)],
        due: Some((2026, 11, 6)),
        needs: &["WEB-100"],
        pieces: 6,
        ..EPIC
    },
    Epic {
        key: "WEB-160",
        title: "Recherche v2",
        wish: "search-stock",
        opened: (2025, 12, 15),
        moves: &[
            ((2026, 1, 19), "En cours"),
            ((2026, 3, 9), "Bloqué - prestataire"),
            ((2026, 4, 13), "En cours"),
            ((2026, 7, 20), "Recette"),
        ],
        planned: &[((2026, 1, 12), 120.0)],
        spent: &[((2026, 2, 27), 34.0), ((2026, 5, 29), 88.0), ((2026, 7, 31), 131.0)],
        priority: "Haute",
        pieces: 14,
        ..EPIC
    },
    Epic {
        key: "WEB-180",
        title: "Avis clients dans les pages rayon",
        wish: "reviews-category",
        opened: (2026, 6, 10),
        moves: &[((2026, 6, 29), "En cours"), ((2026, 7, 27), "Recette")],
        planned: &[((2026, 6, 15), 24.0)],
        spent: &[((2026, 7, 31), 21.5)],
        priority: "Basse",
        pieces: 6,
        ..EPIC
    },
    Epic {
        key: "LOY-200",
        title: "Programme de parrainage",
        wish: "referral-account",
        opened: (2026, 1, 30),
        moves: &[((2026, 2, 16), "Attente marketing"), ((2026, 4, 6), "À faire")],
        planned: &[((2026, 2, 10), 140.0)],
        spent: &[((2026, 4, 3), 12.0)],
        due: Some((2027, 1, 29)),
        pieces: 10,
        ..EPIC
    },
    Epic {
        key: "LOY-220",
        title: "Solde de points sur le ticket de caisse",
        wish: "receipt-points",
        opened: (2026, 2, 11),
        moves: &[
            ((2026, 2, 23), "En cours"),
            ((2026, 3, 27), "Recette"),
            ((2026, 4, 13), "Attente marketing"),
            ((2026, 4, 27), "Terminé"),
        ],
        planned: &[((2026, 2, 16), 32.0)],
        spent: &[((2026, 3, 27), 30.0), ((2026, 4, 24), 36.5)],
        pieces: 9,
        ..EPIC
    },
    Epic {
        key: "LOY-240",
        title: "Code de parrainage au bas du ticket",
        wish: "referral-receipt",
        opened: (2026, 3, 16),
        moves: &[((2026, 3, 30), "En cours"), ((2026, 5, 11), "Terminé")],
        planned: &[((2026, 3, 23), 18.0)],
        spent: &[((2026, 5, 8), 17.0)],
        pieces: 6,
        ..EPIC
    },
    Epic {
        key: "DAT-300",
        title: "Profil unifié v2 : le segment au centre d'appels",
        wish: "profile-adviser",
        opened: (2025, 11, 17),
        moves: &[
            ((2026, 1, 12), "Attente juridique"),
            ((2026, 2, 23), "En cours"),
            ((2026, 5, 4), "Attente juridique"),
            ((2026, 6, 8), "En cours"),
        ],
        planned: &[((2025, 12, 1), 90.0), ((2026, 6, 8), 118.0)],
        spent: &[((2026, 3, 27), 28.0), ((2026, 5, 1), 51.0), ((2026, 7, 31), 97.0)],
        priority: "Haute",
        pieces: 14,
        ..EPIC
    },
    Epic {
        key: "DAT-330",
        title: "Consentement unique",
        wish: "consent-once",
        opened: (2026, 7, 28),
        moves: &[((2026, 7, 30), "Sas d'entrée")],
        priority: "Haute",
        pieces: 4,
        ..EPIC
    },
];

/// The initiatives of the stores' squad, whose table says only how they stand.
pub static STORE_EPICS: &[Epic] = &[
    Epic {
        key: "MAG-10",
        title: "Retrait en une heure",
        wish: "pickup-product",
        opened: (2026, 1, 14),
        moves: &[((2026, 6, 2), "En cours")],
        planned: &[((2026, 7, 31), 160.0)],
        spent: &[((2026, 7, 31), 118.0)],
        priority: "Haute",
        due: Some((2026, 10, 3)),
        pieces: 16,
        ..EPIC
    },
    Epic {
        key: "MAG-40",
        title: "Caisses v4",
        opened: (2025, 11, 24),
        moves: &[((2026, 2, 2), "Bloqué - prestataire")],
        planned: &[((2026, 7, 31), 420.0)],
        spent: &[((2026, 7, 31), 66.0)],
        due: Some((2027, 4, 30)),
        pieces: 12,
        ..EPIC
    },
];

/// All exports of a size, in order of date, and what is planted in them; none at the smallest size.
pub(crate) fn all(size: Size, seed: u64) -> (Vec<HandedOver>, Vec<Planted>) {
    let mut desk = Desk::of(size);
    if size == Size::Tiny {
        return desk.cleared();
    }
    let on = date((2026, 8, 3));
    desk.lay(
        JIRA,
        jira::search(seed),
        on,
        (
            "Les travaux des équipes web, fidélité et données, avec leur journal, exportés de Jira",
            "The work of the web, loyalty and data squads with its changelog, exported from Jira",
        ),
    );
    desk.lay(
        STORES,
        jira::table(seed),
        on,
        (
            "Les travaux de l'équipe magasins, tableau exporté de Jira",
            "The work of the stores' squad, a table exported from Jira",
        ),
    );
    desk.lay(
        APP,
        github::issues(seed),
        on,
        ("Les tickets de l'appli, exportés de GitHub", "The app's issues, exported from GitHub"),
    );
    (desk.cleared().0, planted(seed))
}

/// What is planted: file, the line, what stands there, what is wrong with it, and what an import should do.
fn planted(seed: u64) -> Vec<Planted> {
    let mut planted = jira::planted(seed);
    planted.extend(github::planted(seed));
    planted
}

/// Something planted in a file.
fn plant(file: &'static str, line: u64, column: Option<&str>, value: &str, what: Both, expect: Expect) -> Planted {
    let column = column.map(str::to_owned);
    Planted { file, sheet: None, line, column, value: value.to_owned(), what: base::Say::new(what.0, what.1), expect }
}
