//! Who hands over which file, and what people state about the landscape by hand.

use super::diary::When;
use super::names::*;

/// Who imports a file, by its name; the house does before anybody is registered.
pub(super) fn keeper(file: &str) -> &'static str {
    match file {
        "equipes.csv" | "people.csv" => REINE,
        "marketing_teams.csv" | "contrats_marketing.csv" | "pack-solvene.tsv" | "plan_media_automne_2026.xlsx" => {
            SOLENN
        }
        "donnees.csv" => MAUD,
        "parcours_ecrans.xlsx" => APOLLINE,
        "releves_cartes_2026.csv" | "grand_livre_fournisseurs.csv" | crate::governance::RACI => REINE,
        "flux.csv" | "calendrier.csv" | "parc_magasins.csv" => GAETAN,
        crate::trackers::JIRA | crate::trackers::STORES | crate::trackers::APP => GAETAN,
        file if file.starts_with("proxy_") || file.starts_with("dns_") || file.starts_with("connexions_") => DRISS,
        _ => THEODORE,
    }
}

/// Something stated by hand about a thing; an empty value takes the statement back.
pub(super) struct Statement {
    pub(super) on: When,
    pub(super) who: &'static str,
    pub(super) subject: &'static str,
    pub(super) field: &'static str,
    pub(super) value: &'static str,
}

const fn states(
    on: When,
    who: &'static str,
    subject: &'static str,
    field: &'static str,
    value: &'static str,
) -> Statement {
    Statement { on, who, subject, field, value }
}

/// The statements, in order of time. The limit of the search is stated after a load test, below what the inventory
/// said; the inventory of June then says a third thing, and the two stand as a conflict.
pub(super) static STATEMENTS: &[Statement] = &[
    states((2, 16, 17, 0), MAUD, "data:referral-code", "owner", "Marketing fidélité"),
    states((3, 12, 9, 30), THEODORE, "system:pim", "limit", "45 à 60"),
    states((5, 20, 18, 10), THEODORE, "system:search", "limit", "150"),
    states((6, 17, 10, 0), DRISS, "system:reviews", "hosting", "sur site"),
    states((6, 17, 14, 30), DRISS, "system:reviews", "hosting", ""),
    states((7, 29, 17, 20), MAUD, "data:consent-choice", "owner", "Squad Données"),
    states((8, 4, 11, 40), THEODORE, "system:wms", "load", "12"),
];
