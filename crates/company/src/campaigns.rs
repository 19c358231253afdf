//! The media plan of autumn: what the agency will say to customers, where and from which day.

use crate::cell::{Both, Day, NOT_SAID, french_day};
use crate::table::Table;

/// The campaign of the one-hour pick-up.
pub const PICK_UP: &str = "Retrait en une heure";
/// Its key once imported: the campaign and its medium.
pub const PICK_UP_SPOT: &str = "retrait-en-une-heure-tv";

struct Line {
    campaign: Both,
    medium: &'static str,
    from: Day,
    until: Day,
    message: Both,
    scope: Both,
    budget: &'static str,
}

const ALL_STORES: Both = ("Tous les magasins", "All stores");
const ONLINE: Both = ("Site et appli", "Site and app");

static LINES: &[Line] = &[
    Line {
        campaign: (PICK_UP, "One-hour pick-up"),
        medium: "TV",
        from: (2026, 10, 3),
        until: (2026, 10, 18),
        message: (
            "Commandé en ligne, prêt en une heure, dans tous nos magasins",
            "Ordered online, ready in one hour, in all our stores",
        ),
        scope: ALL_STORES,
        budget: "1450",
    },
    Line {
        campaign: (PICK_UP, "One-hour pick-up"),
        medium: "Affichage",
        from: (2026, 10, 12),
        until: (2026, 10, 25),
        message: ("Prêt en une heure près de chez vous", "Ready in one hour near you"),
        scope: ALL_STORES,
        budget: "320",
    },
    Line {
        campaign: ("Rentrée de la maison", "Back to the house"),
        medium: "Catalogue",
        from: (2026, 8, 24),
        until: (2026, 9, 6),
        message: NOT_SAID,
        scope: ALL_STORES,
        budget: "410",
    },
    Line {
        campaign: ("Hivernage du jardin", "Winterising the garden"),
        medium: "E-mail",
        from: (2026, 9, 28),
        until: (2026, 10, 11),
        message: (
            "Votre jardin prêt pour l'hiver, ou nous repassons",
            "Your garden ready for winter, or we come again",
        ),
        scope: ("Membres fidélité", "Loyalty members"),
        budget: "18",
    },
    Line {
        campaign: ("Fidélité en poche", "Loyalty in your pocket"),
        medium: "Appli",
        from: (2026, 11, 2),
        until: (2026, 11, 30),
        message: ("Vos points, visibles à tout moment dans l'appli", "Your points, visible at any moment in the app"),
        scope: ONLINE,
        budget: "95",
    },
    Line {
        campaign: ("Noël à l'heure", "Christmas on time"),
        medium: "TV",
        from: (2026, 12, 1),
        until: (2026, 12, 24),
        message: (
            "Commandé jusqu'au 21 décembre, livré avant Noël",
            "Ordered until 21 December, delivered before Christmas",
        ),
        scope: ("France et Belgique", "France and Belgium"),
        budget: "1900",
    },
    Line {
        campaign: ("Noël à l'heure", "Christmas on time"),
        medium: "Radio",
        from: (2026, 12, 7),
        until: (2026, 12, 21),
        message: ("Livré avant Noël", "Delivered before Christmas"),
        scope: ("France", "France"),
        budget: "240",
    },
    Line {
        campaign: ("Reprise des tondeuses", "Mowers taken back"),
        medium: "Presse régionale",
        from: (2026, 10, 19),
        until: (2026, 11, 14),
        message: ("Votre ancienne tondeuse reprise le jour même", "Your old mower taken back the same day"),
        scope: ("Magasins avec atelier", "Stores with a workshop"),
        budget: "60",
    },
];

/// The agency's media plan (`plan_media_automne_2026.xlsx`).
pub(crate) fn media_plan() -> Table {
    let mut table = Table::new(
        "Plan média",
        &[
            "Campagne",
            "Nom anglais",
            "Support",
            "Début",
            "Fin",
            "Message",
            "Message anglais",
            "Périmètre",
            "Périmètre anglais",
            "Budget (k€)",
        ],
    );
    table.above = vec!["Solvène - plan média automne 2026 (Pastel & Nord, V3)".into(), String::new()];
    for it in LINES {
        table.push([
            it.campaign.0.into(),
            it.campaign.1.into(),
            it.medium.into(),
            french_day(it.from),
            french_day(it.until),
            it.message.0.into(),
            it.message.1.into(),
            it.scope.0.into(),
            it.scope.1.into(),
            it.budget.into(),
        ]);
    }
    table
}
