//! The lines of the company cards from January to July 2026: travel, meals and supplies, and among them what teams pay
//! for services nobody registered.

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::cell::french_day;
use crate::table::Table;

use super::contracts::euros;
use super::people::{HEADS, People, team_name};
use super::services::{self, Service};

/// What else is bought with cards: merchant, merchant category, least and most cents, what for.
type Purchase = (&'static str, u16, i64, i64, &'static str);

const PURCHASES: [Purchase; 22] = [
    ("SNCF CONNECT PARIS", 4112, 2_400, 18_900, "Déplacement"),
    ("SNCF-VOYAGEURS ANGERS", 4112, 1_200, 9_800, "Déplacement"),
    ("HOTEL LE CLOS DES MAUGES", 7011, 7_900, 14_500, "Nuit et petit déjeuner"),
    ("HOTEL DES DEUX ECLUSES", 7011, 8_400, 16_200, "Nuit et petit déjeuner"),
    ("HOTEL BELLOIS BRUXELLES", 7011, 9_900, 21_000, "Visite magasins Belgique"),
    ("TRAITEUR BROCHEVENT ANGERS", 5811, 12_000, 96_000, "Séminaire"),
    ("TRAITEUR MAISON QUERELLE", 5811, 8_000, 64_000, "Comité"),
    ("RESTAURANT LE GUE D OR", 5812, 2_400, 18_000, "Repas"),
    ("BRASSERIE DU RALLIEMENT SUD", 5812, 1_800, 14_000, "Repas"),
    ("BOULANGERIE AUBRELLE", 5462, 900, 4_800, "Petit déjeuner d'équipe"),
    ("TAXI DU VAL DE MAINE", 4121, 1_100, 6_200, "Course"),
    ("PARKING GARE SAINT LAUD", 7523, 400, 3_600, "Stationnement"),
    ("STATION PLEIN SUD A11", 5541, 3_500, 9_500, "Carburant"),
    ("PEAGE AUTOROUTE OUEST", 4784, 350, 3_900, "Péage"),
    ("PAPETERIE LIGNEVERT", 5943, 800, 12_500, "Fournitures"),
    ("LOCASCENE ANGERS", 7394, 15_000, 88_000, "Matériel pour opération"),
    ("FLEURS ET CIE LOIRE", 5992, 2_500, 9_000, "Accueil"),
    ("ZOOM.US 888-799-9666", 4814, 1_679, 1_679, "Visioconférence"),
    ("WETRANSFER PRO", 4816, 1_200, 1_200, "Envois de fichiers"),
    ("NOTION LABS INC", 5734, 1_150, 9_200, "Abonnement"),
    ("OPENAI *CHATGPT SUBSCR", 5734, 2_300, 2_300, "Abonnement"),
    ("DEEPL SE KOLN", 7372, 899, 2_999, "Traduction"),
];

/// How many company cards a team has.
const CARDS: usize = 2;

struct Line {
    on: (u8, u8),
    who: usize,
    merchant: &'static str,
    category: u16,
    cents: i64,
    about: &'static str,
}

/// The lines (`releves_cartes_2026.csv`).
pub(super) fn statement(people: &People, seed: u64) -> Table {
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0xca2d);
    let mut lines: Vec<Line> = Vec::new();
    for (team, _) in HEADS {
        for who in holders(people, team, seed) {
            for month in 1..=7 {
                for _ in 0..chance.random_range(1..=4) {
                    let (merchant, category, least, most, about) =
                        *PURCHASES.choose(&mut chance).unwrap_or(&PURCHASES[0]);
                    let cents = chance.random_range(least..=most);
                    let on = (month, chance.random_range(1..=28));
                    lines.push(Line { on, who, merchant, category, cents, about });
                    if chance.random_bool(0.01) {
                        let back =
                            Line { on: (month, 28), who, merchant, category, cents: -cents, about: "Remboursement" };
                        lines.push(back);
                    }
                }
            }
        }
    }
    for service in services::all() {
        let Some(card) = service.card else { continue };
        let who = payer(service, people, seed);
        let months = if card.monthly { card.from..=7 } else { card.from..=card.from };
        for month in months {
            let about = if card.monthly { "Abonnement" } else { "Abonnement annuel" };
            lines.push(Line {
                on: (month, card.day),
                who,
                merchant: card.merchant,
                category: 5734,
                cents: card.cents,
                about,
            });
        }
    }
    lines.sort_by_key(|line| (line.on, line.who));
    table(people, &lines)
}

/// Whose card pays a service.
fn payer(service: &Service, people: &People, seed: u64) -> usize {
    if let Some(login) = service.card.and_then(|card| card.holder) {
        return people.place(login);
    }
    let team = service.people.first().map_or("", |(team, _)| *team);
    let holders = holders(people, team, seed);
    holders[service.name.len() % holders.len()]
}

/// The people of a team who have a company card.
fn holders(people: &People, team: &str, seed: u64) -> Vec<usize> {
    people.some(team, CARDS, "carte", seed)
}

/// The number a team's cost centre has in the accounts: its place among the teams, under the letters of its side.
fn account(team: &str) -> String {
    let at = HEADS.iter().position(|(id, _)| *id == team).unwrap_or_default();
    let side = if at < 8 { "MKT" } else { "SIE" };
    format!("{side}-{}", 210 + 5 * at)
}

fn table(people: &People, lines: &[Line]) -> Table {
    let headers = [
        "Date opération",
        "Carte",
        "Porteur",
        "Centre de coûts",
        "Imputation",
        "Commerçant",
        "Code MCC",
        "Montant TTC",
        "Devise",
        "Objet",
    ];
    let mut table = Table::new("releves_cartes", &headers);
    for line in lines {
        let holder = &people.all[line.who];
        table.push([
            french_day((2026, line.on.0 as i8, line.on.1 as i8)),
            format!("**** {:04}", 1_000 + line.who * 17 % 9_000),
            holder.login.clone(),
            team_name(holder.team).into(),
            account(holder.team),
            line.merchant.into(),
            line.category.to_string(),
            euros(line.cents, ""),
            "EUR".into(),
            line.about.into(),
        ]);
    }
    table
}
