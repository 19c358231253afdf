//! The rolling plan of Solvène: twelve initiatives, the plan both sides agreed to in July, and what it asks too much of.

use std::collections::BTreeMap;

use agenda::plan::{Cost, Quarter, Work};
use app::Order;
use app::order::plan::{PlanOrder, TypedInitiative};
use base::{Kind, Quantity, Ref};
use jiff::Timestamp;

use super::diary;
use super::names::{INES, KARIM, REINE, YANIS};

/// One initiative: name, the wish whose request it is, thousands of euros, thousands lost by each quarter of waiting, work,
/// what it costs which fund in thousands, needs, whether it must be done.
type Row = (
    &'static str,
    &'static str,
    [f64; 3],
    f64,
    &'static [(&'static str, &'static [f64])],
    &'static [(u32, &'static [f64])],
    &'static [u32],
    bool,
);

/// The money set aside: name, and thousands of euros in each quarter from the last of 2026.
const FUNDS: &[(&str, [f64; 4])] = &[
    ("Investissement commun", [260.0, 220.0, 180.0, 180.0]),
    ("Technologie marketing", [90.0, 80.0, 80.0, 60.0]),
    ("Conformité", [60.0, 40.0, 20.0, 20.0]),
];

const LOYALTY: &str = "squad-loyalty";
const WEB: &str = "squad-web";
const DATA: &str = "squad-data";
const STORE: &str = "squad-store";
const PLATFORM: &str = "squad-platform";

const INITIATIVES: &[Row] = &[
    (
        "Solde de points en page d'accueil",
        "",
        [80.0, 460.0, 920.0],
        38.0,
        &[(LOYALTY, &[45.0]), (PLATFORM, &[20.0])],
        &[(2, &[15.0])],
        &[],
        false,
    ),
    (
        "Retrait en une heure",
        "pickup-product",
        [600.0, 1_100.0, 1_900.0],
        180.0,
        &[(STORE, &[120.0, 140.0]), (WEB, &[60.0, 40.0]), (DATA, &[30.0])],
        &[(1, &[80.0, 40.0])],
        &[],
        false,
    ),
    (
        "Parrainage",
        "referral-account",
        [150.0, 320.0, 520.0],
        45.0,
        &[(LOYALTY, &[90.0, 40.0]), (WEB, &[25.0])],
        &[(2, &[40.0, 20.0])],
        &[],
        false,
    ),
    (
        "Refonte du panier",
        "basket-discount",
        [400.0, 900.0, 1_500.0],
        110.0,
        &[(WEB, &[110.0, 70.0]), (PLATFORM, &[20.0])],
        &[(1, &[60.0, 30.0])],
        &[],
        false,
    ),
    (
        "Caisse v4",
        "",
        [-200.0, -50.0, 100.0],
        30.0,
        &[(STORE, &[150.0, 160.0, 120.0]), (PLATFORM, &[60.0, 60.0, 40.0])],
        &[(1, &[150.0, 120.0, 60.0])],
        &[],
        true,
    ),
    (
        "Profil unifié v2",
        "profile-adviser",
        [250.0, 700.0, 1_400.0],
        60.0,
        &[(DATA, &[130.0, 120.0]), (PLATFORM, &[40.0, 20.0])],
        &[(1, &[70.0, 50.0])],
        &[],
        false,
    ),
    (
        "Consentement unique",
        "consent-once",
        [0.0, 40.0, 90.0],
        20.0,
        &[(DATA, &[60.0, 30.0]), (WEB, &[30.0])],
        &[(3, &[45.0, 20.0])],
        &[],
        true,
    ),
    (
        "Retail media",
        "",
        [500.0, 950.0, 1_600.0],
        120.0,
        &[(WEB, &[80.0, 60.0]), (DATA, &[50.0, 40.0])],
        &[(2, &[55.0, 30.0])],
        &[7],
        false,
    ),
    ("Avis clients", "reviews-category", [60.0, 140.0, 260.0], 14.0, &[(WEB, &[50.0])], &[(2, &[20.0])], &[], false),
    (
        "Recherche v2",
        "search-stock",
        [180.0, 420.0, 700.0],
        50.0,
        &[(WEB, &[120.0, 60.0]), (PLATFORM, &[30.0])],
        &[(1, &[45.0])],
        &[],
        false,
    ),
    (
        "Source partenaire Toitclair",
        "",
        [40.0, 110.0, 240.0],
        12.0,
        &[(DATA, &[45.0]), (PLATFORM, &[15.0])],
        &[(3, &[15.0])],
        &[7],
        false,
    ),
    (
        "Relance d'hivernage",
        "",
        [30.0, 95.0, 180.0],
        25.0,
        &[(DATA, &[20.0]), (LOYALTY, &[30.0])],
        &[(2, &[18.0])],
        &[6],
        false,
    ),
];

/// What both sides agreed to in July: it asks too much of the store squad in two quarters.
const AGREED: &[(u32, i16, u8)] =
    &[(1, 2026, 4), (2, 2026, 4), (3, 2026, 4), (4, 2027, 1), (5, 2026, 4), (7, 2026, 4), (8, 2027, 2), (9, 2026, 4)];

/// Every entry, in the order it happens: when, who, what.
pub(super) fn entries() -> Vec<(Timestamp, &'static str, Order)> {
    let mut all = Vec::new();
    for ((name, thousands), minute) in FUNDS.iter().zip(0..) {
        let from = (0..).filter_map(|after| Some(Quarter::of(2026, 4)?.plus(after)));
        let money = from.zip(thousands).map(|(quarter, euros)| (quarter, euros * 1e3)).collect();
        let fund = PlanOrder::Fund { number: None, name: (*name).to_owned(), money };
        all.push((diary::instant((7, 16, 9, minute)), YANIS, Order::Plan(fund)));
    }
    for (row, minute) in INITIATIVES.iter().zip(0..) {
        let initiative = PlanOrder::State { number: None, initiative: typed(row, None) };
        all.push((diary::instant((7, 16, 10, minute)), YANIS, Order::Plan(initiative)));
    }
    let starts =
        AGREED.iter().filter_map(|(number, year, quarter)| Some((*number, Some(Quarter::of(*year, *quarter)?))));
    let moves: BTreeMap<u32, Option<Quarter>> = starts.collect();
    all.push((diary::instant((7, 20, 15, 0)), REINE, Order::Plan(PlanOrder::Propose { moves })));
    all.push((diary::instant((7, 21, 9, 30)), INES, Order::Plan(PlanOrder::Agree { proposal: 1 })));
    all.push((diary::instant((7, 22, 17, 10)), KARIM, Order::Plan(PlanOrder::Agree { proposal: 1 })));
    // The day the trackers' exports come, each initiative is tied to the request its work is done for.
    for ((row, number), minute) in INITIATIVES.iter().zip(1..).zip(0..) {
        let Some(request) = super::number_of(row.1) else { continue };
        let initiative = PlanOrder::State { number: Some(number), initiative: typed(row, Some(request)) };
        all.push((diary::instant((8, 3, 15, minute)), YANIS, Order::Plan(initiative)));
    }
    all
}

fn typed(row: &Row, request: Option<u64>) -> TypedInitiative {
    let (name, _, value, delay, work, costs, needs, must) = *row;
    let [low, likely, high] = value.map(|thousands| thousands * 1e3);
    let work = work.iter().flat_map(|(team, days)| {
        days.iter().zip(0..).map(|(days, after)| Work {
            team: Ref::new(Kind::Team, team),
            after,
            days: Quantity::exact(*days),
        })
    });
    let costs = costs.iter().flat_map(|(fund, thousands)| {
        thousands.iter().zip(0..).map(|(euros, after)| Cost { fund: *fund, after, euros: Quantity::exact(euros * 1e3) })
    });
    TypedInitiative {
        name: name.to_owned(),
        request,
        value: Quantity { low, likely, high },
        delay: delay * 1e3,
        work: work.collect(),
        costs: costs.collect(),
        needs: needs.to_vec(),
        must,
    }
}
