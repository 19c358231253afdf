//! Changes of what Solvène had decided: what was asked for in the middle of the work, at which price, and who signed it.
//!
//! The last of them, put forward in the sixth week of the basket's redesign, is the fifth walk's: nobody has signed it.

use agenda::change::{Scope, What};
use agenda::decision::Choice;
use app::{TypedChange, TypedOption, TypedWeeks};
use base::{Kind, Money, Quantity, Ref, Side};
use jiff::Timestamp;
use jiff::civil::date;

use super::diary::{self, When};
use super::names::{INES, KARIM, REINE, YANIS};

/// One entry of a change's life: what the story calls the change, who, what.
pub(super) struct Entry {
    pub(super) on: When,
    pub(super) change: &'static str,
    pub(super) who: &'static str,
    pub(super) act: Act,
}

/// What somebody did with a change.
pub(super) enum Act {
    /// Put it forward; the request it is of goes by the story's name.
    Propose(&'static str, fn(Ref) -> TypedChange),
    /// Put it up for both sides to sign.
    Send,
    /// Signed for one's side, with the reason where it is not what leaves most.
    Sign(Choice, Option<&'static str>),
}

/// Every entry, in the order it is written.
pub(super) fn entries() -> Vec<(Timestamp, Entry)> {
    use Act::*;
    let at = |on, change, who, act| Entry { on, change, who, act };
    let first = || Choice::ChangeTo { option: 1 };
    let all = vec![
        at((5, 4, 14, 30), "more-vouchers", INES, Propose("basket-discount", more_vouchers)),
        at((5, 5, 9, 0), "more-vouchers", REINE, Send),
        at((5, 7, 10, 15), "more-vouchers", INES, Sign(first(), None)),
        at((5, 11, 16, 0), "more-vouchers", KARIM, Sign(first(), None)),
        at((6, 2, 11, 0), "referral-sharing", INES, Propose("referral-account", referral_sharing)),
        at((6, 3, 9, 0), "referral-sharing", YANIS, Send),
        at(
            (6, 4, 9, 30),
            "referral-sharing",
            INES,
            Sign(first(), Some("Le partage par message est dans la campagne de rentrée, déjà achetée")),
        ),
        at(
            (6, 8, 11, 0),
            "referral-sharing",
            KARIM,
            Sign(first(), Some("D'accord pour la rentrée, si rien d'autre ne s'ajoute avant octobre")),
        ),
        at((7, 6, 10, 0), "parcels-first", KARIM, Propose("basket-discount", platform_first)),
        at((7, 7, 9, 0), "parcels-first", REINE, Send),
        at((7, 8, 9, 20), "parcels-first", KARIM, Sign(Choice::StayAsIs, None)),
        at((7, 9, 15, 0), "parcels-first", INES, Sign(Choice::StayAsIs, None)),
        at((8, 5, 17, 30), "referral-first", INES, Propose("basket-redesign", swap)),
    ];
    all.into_iter().map(|entry| (diary::instant(entry.on), entry)).collect()
}

fn exact(value: f64) -> Quantity {
    Quantity::exact(value)
}

fn weeks(words: &str, weeks: Quantity, week: Quantity) -> TypedWeeks {
    TypedWeeks { request: None, words: words.to_owned(), weeks, week: Some(week) }
}

/// Vouchers that add up: it brings more than it costs.
fn more_vouchers(request: Ref) -> TypedChange {
    TypedChange {
        request,
        what: What::Scope,
        side: Side::Marketing,
        words: "Montrer aussi les bons que l'on peut cumuler".to_owned(),
        why: "La campagne de juin repose sur des bons cumulables".to_owned(),
        planned: Some(exact(46.0)),
        spent: Some(exact(17.0)),
        source: "Jours saisis par la squad Web au 4 mai".to_owned(),
        team: None,
        day_rate: Some(Money::eur(620)),
        scope: Some(Scope { agreed_on: date(2026, 4, 8), agreed: 520, added: 74, changed: 30, removed: 12 }),
        options: vec![TypedOption {
            name: "Ajouter les bons cumulables tout de suite".to_owned(),
            lost: Quantity { low: 0.1, likely: 0.15, high: 0.25 },
            people: 3,
            days_each: exact(1.5),
            dependents: vec![weeks("Date de livraison dans le panier", exact(1.0), exact(3_200.0))],
            gain: Some(weeks(
                "Marge de la campagne de juin, prévision de mai",
                exact(4.0),
                Quantity { low: 2_400.0, likely: 3_600.0, high: 4_900.0 },
            )),
        }],
    }
}

/// Sharing a code by message: it costs more than it brings, and was signed all the same.
fn referral_sharing(request: Ref) -> TypedChange {
    TypedChange {
        request,
        what: What::Scope,
        side: Side::Marketing,
        words: "Partager le code de parrainage par message".to_owned(),
        why: "La campagne de rentrée montre le partage par message".to_owned(),
        planned: Some(exact(64.0)),
        spent: Some(exact(41.0)),
        source: "Jours saisis par la squad Fidélité au 1er juin".to_owned(),
        team: None,
        day_rate: Some(Money::eur(620)),
        scope: Some(Scope { agreed_on: date(2026, 4, 13), agreed: 660, added: 96, changed: 41, removed: 16 }),
        options: vec![
            TypedOption {
                name: "Partage dès la rentrée".to_owned(),
                lost: Quantity { low: 0.2, likely: 0.25, high: 0.35 },
                people: 4,
                days_each: exact(2.0),
                dependents: vec![weeks(
                    "Carte de fidélité dans le portefeuille du téléphone",
                    exact(2.0),
                    exact(4_500.0),
                )],
                gain: Some(weeks("Filleuls de septembre, prévision de juin", exact(6.0), exact(2_100.0))),
            },
            TypedOption {
                name: "Partage en novembre, après la version prévue".to_owned(),
                lost: exact(0.0),
                people: 0,
                days_each: exact(0.0),
                dependents: Vec::new(),
                gain: None,
            },
        ],
    }
}

/// IT asked to put the platform first; both sides stayed with what was decided.
fn platform_first(request: Ref) -> TypedChange {
    TypedChange {
        request,
        what: What::Priority,
        side: Side::It,
        words: "Passer la mise à jour de la passerelle avant les bons".to_owned(),
        why: "L'éditeur arrête le support de la version actuelle en décembre".to_owned(),
        planned: Some(exact(46.0)),
        spent: Some(exact(39.0)),
        source: "Jours saisis par la squad Web au 3 juillet".to_owned(),
        team: None,
        day_rate: Some(Money::eur(620)),
        scope: None,
        options: vec![TypedOption {
            name: "La passerelle en juillet".to_owned(),
            lost: Quantity { low: 0.3, likely: 0.4, high: 0.5 },
            people: 4,
            days_each: exact(2.0),
            dependents: vec![weeks("Campagne des bons de la rentrée", exact(4.0), exact(5_200.0))],
            gain: Some(weeks("Astreintes évitées, relevé du premier semestre", exact(5.0), exact(900.0))),
        }],
    }
}

/// The fifth walk: the referral programme instead of the basket's redesign, in its sixth week.
pub fn swap(request: Ref) -> TypedChange {
    let now = TypedOption {
        name: "Le parrainage tout de suite".to_owned(),
        lost: exact(0.4),
        people: 6,
        days_each: exact(3.0),
        dependents: vec![
            weeks("Date de livraison dans le panier", exact(3.0), exact(11_000.0)),
            weeks("Paiement en trois fois", exact(3.0), exact(11_000.0)),
        ],
        gain: Some(weeks("Programme de parrainage, prévision de la fidélité", exact(5.0), exact(9_000.0))),
    };
    let later = TypedOption {
        name: "Le parrainage après l'étape en cours du panier".to_owned(),
        lost: exact(0.05),
        people: 6,
        days_each: exact(1.0),
        dependents: vec![weeks("Paiement en trois fois", exact(1.0), exact(11_000.0))],
        gain: Some(weeks("Programme de parrainage, prévision de la fidélité", exact(2.0), exact(9_000.0))),
    };
    TypedChange {
        request,
        what: What::Priority,
        side: Side::Marketing,
        words: "Faire passer le programme de parrainage avant la refonte du panier".to_owned(),
        why: "Un concurrent ouvre son parrainage en octobre".to_owned(),
        // The days planned and spent are those its tracker tells.
        planned: None,
        spent: None,
        source: String::new(),
        team: Some(Ref::new(Kind::Team, "squad-web")),
        day_rate: None,
        scope: None,
        options: vec![now, later],
    }
}
