//! The pilot at the end of the first walk: what is believed, on whom it is tried, and what the counts were.

use base::Say;
use jiff::civil::{Date, date};

/// A pilot as its people would set it up and read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What one believes.
    pub hypothesis: Say,
    /// What is counted.
    pub metric: Say,
    /// What it stands for, and why.
    pub proxy: Say,
    /// On whom.
    pub population: Say,
    /// What the control sees.
    pub without: Say,
    /// What the others see.
    pub with: Say,
    /// What ends it before its day.
    pub stop_rule: Say,
    /// Where the counts come from.
    pub source: Say,
    /// The key of the team that runs it afterwards.
    pub home: &'static str,
    /// The share without the change.
    pub baseline: f64,
    /// The difference promised.
    pub promised: f64,
    /// How many people a group were planned at first.
    pub first_per_arm: u64,
    /// How many after the check.
    pub per_arm: u64,
    /// How many of each group bought: without, with.
    pub bought: (u64, u64),
    /// Extended above it.
    pub extend: f64,
    /// What it may cost at most, in cents.
    pub budget_cents: i64,
    /// What it has cost, in cents.
    pub spent_cents: i64,
    /// The day it begins.
    pub begins: Date,
    /// The day of the counts.
    pub counted: Date,
    /// The day both sides decide by.
    pub decide_by: Date,
    /// What is learnt: its name, what worked, when to use it.
    pub practice: [Say; 3],
}

/// The pilot of the first walk. What is at stake stands in its business case.
pub fn w1_pilot() -> Trial {
    Trial {
        hypothesis: Say::new(
            "Voir son solde dès l'ouverture de l'appli fait acheter plus de membres",
            "Seeing one's balance on opening the app makes more members buy",
        ),
        metric: Say::new(
            "Part des membres qui achètent dans les six semaines",
            "Share of members who buy within six weeks",
        ),
        proxy: Say::new(
            "Représente la dépense d'un an, que l'on ne connaîtrait qu'en 2028 ; en 2025, qui rachète en six semaines a dépensé plus sur l'année.",
            "Stands for a year's spending, which would be known in 2028 only; in 2025, those who bought again within six weeks spent more over the year.",
        ),
        population: Say::new(
            "Membres qui ont ouvert l'appli dans les trente jours, tirés au sort",
            "Members who opened the app within thirty days, drawn by lot",
        ),
        without: Say::new("Sans le solde", "Without the balance"),
        with: Say::new("Avec le solde", "With the balance"),
        stop_rule: Say::new(
            "Le moteur de fidélité dépasse 90 % de sa limite, ou une caisse attend plus de deux secondes",
            "The loyalty engine passes 90 % of its limit, or a till waits for more than two seconds",
        ),
        source: Say::new(
            "Tickets des deux groupes, comptés dans l'entrepôt",
            "Receipts of both groups, counted in the warehouse",
        ),
        home: "squad-loyalty",
        baseline: 0.31,
        promised: 0.01,
        first_per_arm: 20_000,
        per_arm: 35_000,
        bought: (10_850, 11_235),
        extend: 0.003,
        budget_cents: 1_200_000,
        spent_cents: 1_080_000,
        begins: date(2026, 11, 13),
        counted: date(2027, 1, 25),
        decide_by: date(2027, 1, 29),
        practice: [
            Say::new("Un cache devant un moteur lent", "Cache before a slow engine"),
            Say::new(
                "Un cache qui répond à 90 % des appels : le moteur de fidélité est resté sous sa limite à la pointe du samedi.",
                "A cache that answers 90 % of the calls: the loyalty engine stayed under its limit at Saturday's peak.",
            ),
            Say::new(
                "Quand un écran très vu interroge un moteur proche de sa limite, et que la réponse peut dater de quelques minutes.",
                "When a screen seen by many asks an engine near its limit, and the answer may be a few minutes old.",
            ),
        ],
    }
}
