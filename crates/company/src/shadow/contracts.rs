//! The register of marketing's contracts, kept by the martech lead: one line for each of the 31 services.

use crate::cell::{Day, french_day};
use crate::table::Table;

use super::people::team_name;

/// How often a supplier sends an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Billing {
    /// Every month.
    Monthly,
    /// Every third month, from January on.
    Quarterly,
    /// Once, in the month in which the contract began.
    Yearly,
}

use Billing::{Monthly, Quarterly, Yearly};

/// A contract.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contract {
    /// The service.
    pub(crate) service: &'static str,
    /// Who sells it.
    pub(crate) vendor: &'static str,
    /// The domain it is used at.
    pub(crate) domain: &'static str,
    /// First day of the present term.
    pub(crate) starts: Day,
    /// Last day of the present term.
    pub(crate) ends: Day,
    /// Days before the end by which notice must be given.
    pub(crate) notice: u32,
    /// Whether it goes on by itself.
    pub(crate) renews: bool,
    /// Cents a year, without tax.
    pub(crate) cents: i64,
    /// The key of the team that answers for it.
    pub(crate) team: &'static str,
    /// The key of the system it is, if it is one of the landscape's.
    pub(crate) system: &'static str,
    /// How it is invoiced.
    pub(crate) billing: Billing,
}

type Term = (Day, Day, u32, bool);

const fn contract(
    (service, vendor, domain): (&'static str, &'static str, &'static str),
    (starts, ends, notice, renews): Term,
    cents: i64,
    billing: Billing,
    team: &'static str,
    system: &'static str,
) -> Contract {
    Contract { service, vendor, domain, starts, ends, notice, renews, cents, team, system, billing }
}

/// A year that begins on a day of 2026, or of a year before and ends in 2026.
const fn year(from: Day, notice: u32, renews: bool) -> Term {
    let (year, month, day) = from;
    // The day before, a year later; every contract begins on the first or the sixteenth of a month.
    let ends = if day > 1 { (year + 1, month, day - 1) } else { before(year + 1, month) };
    (from, ends, notice, renews)
}

const fn before(year: i16, month: i8) -> Day {
    match month {
        1 => (year - 1, 12, 31),
        3 => (year, 2, 28),
        5 | 7 | 10 | 12 => (year, month - 1, 30),
        _ => (year, month - 1, 31),
    }
}

/// The contracts, in the order in which they were entered.
pub(crate) static CONTRACTS: &[Contract] = &[
    contract(
        ("Missiva Campagnes", "Missiva", "missiva.example"),
        year((2026, 1, 1), 90, true),
        61_840_000,
        Quarterly,
        "crm-marketing",
        "emailing",
    ),
    contract(
        ("Missiva Scénarios", "Missiva", "scenarios.missiva.example"),
        year((2026, 1, 1), 90, true),
        38_215_050,
        Quarterly,
        "crm-marketing",
        "automation",
    ),
    contract(
        ("Relatia", "Relatia", "relatia.example"),
        ((2025, 1, 1), (2027, 12, 31), 180, true),
        118_400_000,
        Quarterly,
        "squad-data",
        "crm",
    ),
    contract(
        ("Aquiesce", "Aquiesce", "aquiesce.example"),
        year((2025, 11, 16), 60, true),
        9_648_000,
        Yearly,
        "squad-data",
        "consent",
    ),
    contract(
        ("Unisona", "Unisona", "unisona.example"),
        ((2025, 10, 1), (2028, 9, 30), 180, false),
        94_320_075,
        Quarterly,
        "squad-data",
        "unified-profile",
    ),
    contract(
        ("Étiquetta", "Étiquetta", "etiquetta.example"),
        year((2026, 2, 1), 90, true),
        14_280_000,
        Quarterly,
        "digital-acquisition",
        "tag-manager",
    ),
    contract(
        ("Comptoir Web", "Comptoir Web", "comptoirweb.example"),
        year((2026, 2, 1), 90, true),
        17_934_020,
        Quarterly,
        "digital-acquisition",
        "web-analytics",
    ),
    contract(
        ("Avisoria", "Avisoria", "avisoria.example"),
        year((2025, 9, 16), 30, true),
        8_412_000,
        Monthly,
        "ecommerce-trading",
        "reviews",
    ),
    contract(
        ("Placéo", "Placéo", "placeo.example"),
        ((2024, 9, 1), (2027, 8, 31), 120, false),
        42_650_000,
        Quarterly,
        "ecommerce-trading",
        "retail-media",
    ),
    contract(
        ("Affinia", "Affinia", "affinia.example"),
        year((2025, 10, 1), 60, true),
        31_085_000,
        Quarterly,
        "squad-data",
        "recommendation",
    ),
    contract(
        ("Imagothèque", "Imagothèque", "imagotheque.example"),
        year((2026, 4, 1), 90, true),
        12_754_000,
        Yearly,
        "brand-content",
        "dam",
    ),
    contract(
        ("Pagina Libre", "Pagina Libre", "paginalibre.example"),
        year((2026, 5, 1), 90, true),
        16_320_000,
        Quarterly,
        "squad-web",
        "cms",
    ),
    contract(
        ("Luminéa Écrans", "Luminéa Écrans", "luminea-ecrans.example"),
        ((2024, 3, 1), (2027, 2, 28), 120, true),
        28_416_000,
        Monthly,
        "store-marketing",
        "store-signage",
    ),
    contract(
        ("Contentsquare", "Contentsquare", "contentsquare.com"),
        year((2026, 3, 1), 90, true),
        16_800_000,
        Yearly,
        "ecommerce-trading",
        "",
    ),
    contract(
        ("AB Tasty", "AB Tasty", "abtasty.com"),
        year((2026, 1, 16), 60, true),
        7_950_000,
        Yearly,
        "ecommerce-trading",
        "",
    ),
    contract(
        ("Semrush", "Semrush", "semrush.com"),
        year((2025, 11, 1), 30, true),
        598_848,
        Monthly,
        "digital-acquisition",
        "",
    ),
    contract(
        ("Botify", "Botify", "botify.com"),
        year((2025, 10, 16), 60, true),
        6_480_000,
        Quarterly,
        "digital-acquisition",
        "",
    ),
    contract(
        ("Criteo", "Criteo", "criteo.com"),
        year((2026, 1, 1), 30, true),
        9_600_000,
        Monthly,
        "digital-acquisition",
        "",
    ),
    contract(("Awin", "AWIN", "awin.com"), year((2026, 1, 1), 30, true), 3_360_000, Monthly, "digital-acquisition", ""),
    contract(
        ("Effinity", "Effinity", "effinity.fr"),
        year((2026, 1, 1), 30, true),
        2_148_000,
        Monthly,
        "digital-acquisition",
        "",
    ),
    contract(
        ("Kelkoo", "Kelkoo", "kelkoogroup.com"),
        year((2026, 2, 1), 30, true),
        1_875_600,
        Monthly,
        "digital-acquisition",
        "",
    ),
    contract(
        ("Lengow", "Lengow", "lengow.com"),
        year((2026, 3, 16), 60, true),
        2_994_000,
        Monthly,
        "ecommerce-trading",
        "",
    ),
    contract(
        ("Agorapulse", "Agorapulse", "agorapulse.com"),
        year((2025, 10, 1), 60, true),
        1_425_600,
        Yearly,
        "brand-content",
        "",
    ),
    contract(
        ("Talkwalker", "Talkwalker", "talkwalker.com"),
        year((2025, 11, 1), 90, true),
        4_260_000,
        Yearly,
        "brand-content",
        "",
    ),
    contract(
        ("Qualtrics", "Qualtrics", "qualtrics.com"),
        year((2025, 11, 1), 60, false),
        5_875_000,
        Yearly,
        "customer-insight",
        "",
    ),
    contract(
        ("Shutterstock", "Shutterstock", "shutterstock.com"),
        year((2026, 2, 16), 30, true),
        838_800,
        Yearly,
        "brand-content",
        "",
    ),
    contract(
        ("Batch", "Batch", "batch.com"),
        year((2026, 1, 16), 60, true),
        5_340_000,
        Quarterly,
        "loyalty-marketing",
        "",
    ),
    contract(
        ("iAdvize", "iAdvize", "iadvize.com"),
        year((2026, 1, 1), 90, true),
        7_284_000,
        Quarterly,
        "customer-service",
        "",
    ),
    contract(
        ("Supermetrics", "Supermetrics", "supermetrics.com"),
        year((2026, 6, 1), 30, true),
        699_000,
        Yearly,
        "digital-acquisition",
        "",
    ),
    contract(
        ("Weezevent", "Weezevent", "weezevent.com"),
        year((2026, 4, 16), 30, true),
        312_050,
        Monthly,
        "store-marketing",
        "",
    ),
    contract(
        ("Livestorm", "Livestorm", "livestorm.co"),
        year((2025, 9, 1), 30, true),
        478_800,
        Yearly,
        "marketing-operations",
        "",
    ),
];

/// Writes an amount as French books do: `1 234 567,80`, with the given sign between thousands.
pub(crate) fn euros(cents: i64, between: &str) -> String {
    let whole = (cents.abs() / 100).to_string();
    let mut text = String::from(if cents < 0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push_str(between);
        }
        text.push(digit);
    }
    text + &format!(",{:02}", cents.abs() % 100)
}

/// The key of a contract: the year it was first signed in and its place in the register.
pub(crate) fn key(nth: usize, contract: &Contract) -> String {
    format!("MKT-{}-{:03}", contract.starts.0, nth + 1)
}

/// The register (`contrats_marketing.csv`).
pub(crate) fn register() -> Table {
    let mut table = Table::new(
        "contrats_marketing",
        &[
            "N° contrat",
            "Outil",
            "Éditeur",
            "Domaine",
            "Début",
            "Échéance",
            "Préavis (jours)",
            "Reconduction tacite",
            "Montant annuel HT (€)",
            "Équipe responsable",
            "Système",
        ],
    );
    for (nth, it) in CONTRACTS.iter().enumerate() {
        table.push([
            key(nth, it),
            it.service.into(),
            it.vendor.into(),
            it.domain.into(),
            french_day(it.starts),
            french_day(it.ends),
            it.notice.to_string(),
            if it.renews { "oui" } else { "non" }.into(),
            euros(it.cents, "\u{a0}"),
            team_name(it.team).into(),
            it.system.into(),
        ]);
    }
    table
}
