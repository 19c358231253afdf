//! The objectives of Solvène's life: what the strategy and IT want for the customer, the numbers read since, what serves
//! what. Two of them show what a real tree shows: one that nothing serves, one that nobody has measured.

use agenda::business_case::Metric::{self, Activity, Money, Outcome};
use agenda::objective::{Above, Root, Target};
use app::{TypedObjective, TypedStep, TypedYardstick};
use base::{Kind, PersonId, Ref, Unit};
use jiff::civil::{Date, date};

use super::diary::When;
use super::names::{APOLLINE, GAETAN, INES, KARIM, LOU, MAUD, SOLENN, THEODORE, YANIS};

/// One objective.
pub(super) struct Aim {
    name: &'static str,
    effect: &'static str,
    above: Place,
    /// Who answers for the definition, and who for the source.
    pub(super) names: [&'static str; 2],
    weight: u32,
    yardstick: Option<Measured>,
}

/// Where one stands: under a root, or under the one of that place in the list, from 1.
enum Place {
    Strategy,
    Goals,
    Under(u32),
}

/// By which number.
struct Measured {
    chain: &'static [(Metric, &'static str)],
    counted: usize,
    unit: Unit,
    target: Target,
    by: Date,
}

/// A number that was read: when it is told, by whom, of which objective, of which day, how much, where.
pub(super) struct Reading {
    pub(super) on: When,
    pub(super) who: &'static str,
    pub(super) objective: u64,
    pub(super) day: (i16, i8, i8),
    pub(super) value: f64,
    pub(super) source: &'static str,
}

/// The day the tree was set.
pub(super) const SET_ON: When = (1, 19, 14, 0);

/// The evening on which the two translators said what serves what.
pub(super) const LINKED_ON: When = (8, 5, 17, 30);

/// Who said so.
pub(super) const LINKED_BY: &str = YANIS;

/// Every objective, in the order it is set.
pub(super) fn aims() -> Vec<Aim> {
    let year_end = date(2026, 12, 31);
    vec![
        Aim {
            name: "Donner aux clients une raison de revenir",
            effect: "Chaque membre trouve, entre deux achats, quelque chose qui lui sert : ses points, un rappel, une attention.",
            above: Place::Strategy,
            names: [INES, MAUD],
            weight: 3,
            yardstick: None,
        },
        Aim {
            name: "Plus de membres actifs dans l'appli",
            effect: "Les membres retrouvent leur carte, leurs points et leurs commandes au même endroit.",
            above: Place::Under(1),
            names: [LOU, MAUD],
            weight: 2,
            yardstick: Some(Measured {
                chain: &[
                    (Activity, "L'appli est ouverte"),
                    (Outcome, "Le membre s'identifie et achète dans l'année"),
                    (Money, "La marge de ses achats"),
                ],
                counted: 1,
                unit: Unit::Count,
                target: Target::Increase { baseline: 386_000.0, target: 450_000.0 },
                by: year_end,
            }),
        },
        Aim {
            name: "Un membre sur trois rachète dans les six semaines",
            effect: "Le client pense à nous quand son besoin revient.",
            above: Place::Under(1),
            names: [SOLENN, MAUD],
            weight: 3,
            yardstick: Some(Measured {
                chain: &[
                    (Activity, "Un rappel ou une offre est vu"),
                    (Outcome, "Le membre rachète dans les six semaines"),
                    (Money, "La marge de cet achat"),
                ],
                counted: 1,
                unit: Unit::Share,
                target: Target::Increase { baseline: 0.3, target: 0.33 },
                by: year_end,
            }),
        },
        Aim {
            name: "Le retrait en une heure dans tous les magasins",
            effect: "Le client trouve sa commande prête une heure après l'avoir passée.",
            above: Place::Strategy,
            names: [APOLLINE, GAETAN],
            weight: 2,
            yardstick: Some(Measured {
                chain: &[
                    (Activity, "Le retrait en une heure est choisi"),
                    (Outcome, "Magasins dont le stock est juste à 97 % ou plus, où la commande est prête"),
                    (Money, "La marge des commandes retirées"),
                ],
                counted: 1,
                unit: Unit::Count,
                target: Target::Increase { baseline: 92.0, target: 148.0 },
                by: date(2026, 10, 2),
            }),
        },
        Aim {
            name: "Vendre un cinquième en ligne",
            effect: "Le client trouve en ligne ce qu'il trouve en magasin, et l'achète sans détour.",
            above: Place::Strategy,
            names: [INES, THEODORE],
            weight: 2,
            yardstick: Some(Measured {
                chain: &[
                    (Activity, "Les pages vues et les recherches"),
                    (Outcome, "Le client achète en ligne"),
                    (Money, "La part des ventes faite en ligne"),
                ],
                counted: 2,
                unit: Unit::Share,
                target: Target::Increase { baseline: 0.182, target: 0.2 },
                by: year_end,
            }),
        },
        Aim {
            name: "Reconnaître chaque client partout",
            effect: "Le client est reconnu en magasin, en ligne et au téléphone sans se répéter.",
            above: Place::Goals,
            names: [SOLENN, MAUD],
            weight: 3,
            yardstick: Some(Measured {
                chain: &[
                    (Outcome, "Part des échanges où le client est reconnu par le profil unifié"),
                    (Money, "Les gestes commerciaux évités"),
                ],
                counted: 0,
                unit: Unit::Share,
                target: Target::Increase { baseline: 0.52, target: 0.9 },
                by: date(2027, 3, 31),
            }),
        },
        Aim {
            name: "Moins de fiches en double",
            effect: "Le client ne reçoit pas trois fois le même message.",
            above: Place::Under(6),
            names: [LOU, MAUD],
            weight: 1,
            yardstick: Some(Measured {
                chain: &[(Outcome, "Fiches de clients, doublons compris"), (Money, "Les envois évités")],
                counted: 0,
                unit: Unit::Count,
                target: Target::Decrease { baseline: 9_100_000.0, target: 6_000_000.0 },
                by: date(2027, 3, 31),
            }),
        },
        Aim {
            name: "Une caisse qui ne fait jamais attendre ses points",
            effect: "Le client passe en caisse avec ses points, même le samedi à 16 heures.",
            above: Place::Goals,
            names: [LOU, THEODORE],
            weight: 3,
            yardstick: Some(Measured {
                chain: &[
                    (Outcome, "Part des passages en caisse où les points répondent"),
                    (Money, "Les ventes gardées"),
                ],
                counted: 0,
                unit: Unit::Share,
                target: Target::KeepWithin { baseline: 0.9951, low: 0.995, high: 1.0 },
                by: year_end,
            }),
        },
        Aim {
            name: "De nouvelles caisses avant la fin de vie des anciennes",
            effect: "Le client garde ses moyens de paiement et ses avantages après juin 2027.",
            above: Place::Goals,
            names: [APOLLINE, KARIM],
            weight: 2,
            yardstick: Some(Measured {
                chain: &[(Outcome, "Tous les magasins encaissent sur les nouvelles caisses")],
                counted: 0,
                unit: Unit::Count,
                target: Target::Milestone,
                by: date(2027, 5, 31),
            }),
        },
        Aim {
            name: "Aucune donnée de client dans un outil inconnu",
            effect: "Les données du client ne vont que là où il l'a accepté.",
            above: Place::Goals,
            names: [SOLENN, KARIM],
            weight: 1,
            yardstick: Some(Measured {
                chain: &[(Outcome, "Outils en usage qu'aucun registre ne connaît")],
                counted: 0,
                unit: Unit::Count,
                target: Target::Decrease { baseline: 43.0, target: 5.0 },
                by: date(2027, 1, 31),
            }),
        },
    ]
}

/// Every number read, in order of time.
pub(super) const READINGS: &[Reading] = &[
    reading((4, 8, 11, 0), MAUD, 2, (2026, 3, 31), 397_000.0, "Entrepôt de données, membres identifiés sur douze mois"),
    reading((4, 8, 11, 10), MAUD, 6, (2026, 3, 31), 0.63, "Profil unifié, échanges de mars"),
    reading((4, 8, 11, 15), MAUD, 7, (2026, 3, 31), 8_900_000.0, "Profil unifié, fiches au 31 mars"),
    reading((7, 6, 10, 0), MAUD, 2, (2026, 6, 30), 410_000.0, "Entrepôt de données, membres identifiés sur douze mois"),
    reading((7, 6, 10, 5), MAUD, 3, (2026, 6, 30), 0.31, "Tickets rapprochés des cartes, deuxième trimestre"),
    reading((7, 6, 10, 10), MAUD, 6, (2026, 6, 30), 0.71, "Profil unifié, échanges de juin"),
    reading((7, 6, 10, 15), MAUD, 7, (2026, 6, 30), 8_700_000.0, "Profil unifié, fiches au 30 juin"),
    reading((7, 7, 9, 20), THEODORE, 5, (2026, 6, 30), 0.19, "Contrôle de gestion, ventes du premier semestre"),
    reading((7, 7, 9, 30), THEODORE, 8, (2026, 6, 30), 0.9962, "Supervision du moteur de fidélité, deuxième trimestre"),
    reading((7, 7, 9, 40), KARIM, 9, (2026, 6, 30), 0.0, "Comité du programme des caisses"),
    reading((8, 3, 9, 0), GAETAN, 4, (2026, 7, 31), 111.0, "Inventaires tournants, fichier des magasins"),
];

const fn reading(
    on: When,
    who: &'static str,
    objective: u64,
    day: (i16, i8, i8),
    value: f64,
    source: &'static str,
) -> Reading {
    Reading { on, who, objective, day, value, source }
}

/// Which wishes serve which objective, by the names the story gives them.
pub(super) const SERVED: &[(u64, &[&str])] = &[
    (2, &["card-orders", "sign-in-card", "gift-app", "referral-account", "referral-email", "referral-receipt"]),
    (3, &["birthday", "watering", "winterising", "autumn-cover", "offers-test"]),
    (4, &["pickup-product", "pickup-desk", "pickup-sms", "pickup-everywhere", "finder-stock"]),
    (5, &["basket-discount", "basket-save", "basket-accessories", "basket-delivery", "search-stock", "search-suggest"]),
    (5, &["reviews-ask", "reviews-category", "tracking", "media-search"]),
    (6, &["profile-adviser", "profile-tablet", "profile-home", "contact-photo", "toitclair"]),
    (7, &["consent-rhythm", "consent-signup", "consent-once"]),
    (8, &["receipt-points", "receipt-email"]),
];

/// Which business cases do, by the wish they are for.
pub(super) const SERVED_BY_CASES: &[(u64, &str)] = &[(2, "referral-account"), (3, "birthday")];

/// Which promises do.
pub(super) const SERVED_BY_PROMISES: &[(u64, &str)] = &[(4, crate::campaigns::PICK_UP_SPOT)];

/// Which objectives serve another one: recognising customers serves their coming back.
pub(super) const SERVED_BY_AIMS: &[(u64, u64)] = &[(1, 6), (3, 7)];

impl Aim {
    /// As it is typed; `people`: who answers for the definition, and who for the source.
    pub(super) fn typed(&self, [defines, supplies]: [PersonId; 2]) -> TypedObjective {
        TypedObjective {
            name: self.name.to_owned(),
            above: match self.above {
                Place::Strategy => Above::Root(Root::CommercialStrategy),
                Place::Goals => Above::Root(Root::ItGoals),
                Place::Under(number) => Above::Objective(Ref::new(Kind::Objective, &number.to_string())),
            },
            effect: self.effect.to_owned(),
            defines,
            supplies,
            weight: self.weight,
            yardstick: self.yardstick.as_ref().map(|it| TypedYardstick {
                chain: it
                    .chain
                    .iter()
                    .map(|(kind, words)| TypedStep { kind: *kind, words: (*words).to_owned() })
                    .collect(),
                counted: it.counted,
                unit: it.unit,
                target: it.target,
                from: date(2026, 1, 1),
                by: it.by,
            }),
        }
    }
}
