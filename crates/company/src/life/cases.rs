//! The business cases of Solvène's life: who wrote what when, who signed, and what came of it three months later.

use agenda::business_case::Metric;
use agenda::business_case::line::{Heading, Shape};
use app::order::case::{CaseOrder, Number, TypedAmount};
use base::Quantity;
use jiff::Timestamp;

use super::diary::{self, Pick, When};
use super::names::{HAKIM, INES, KARIM, LOU, THEODORE};

const BEATRICE: &str = "Béatrice Oudinot-Klein";

/// One entry of a case's life: the wish it is for, who, what.
pub(super) struct Entry {
    pub(super) on: When,
    pub(super) wish: &'static str,
    pub(super) who: &'static str,
    pub(super) act: Act,
}

/// What somebody did with a case.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Open,
    /// Steps from the screen to money.
    Chain(&'static [(Metric, &'static str)]),
    /// What it is, how many, euros each a year, by which share that changes, kept as margin, on which basis.
    Benefit(Pick, &'static str, f64, f64, [f64; 3], f64, &'static str),
    /// Writes a line anew.
    Rewrite(u32, Box<Act>),
    /// Under which heading, what it is, euros, on which basis.
    Cost(Pick, Heading, &'static str, [f64; 3], &'static str),
    /// A year's rate, years.
    Terms(f64, u32),
    For(Pick),
    Question(u32, &'static str),
    Answer(u32, &'static str),
    Sign,
    /// Line, the day it stands for, euros, how.
    Measured(u32, (i16, i8, i8), f64, &'static str),
}

const fn at(on: When, wish: &'static str, who: &'static str, act: Act) -> Entry {
    Entry { on, wish, who, act }
}

use Act::*;
use Metric::{Activity, Money, Outcome};

/// Every entry, in the order it is written.
pub(super) fn entries() -> Vec<(Timestamp, Entry)> {
    let mut all = birthday();
    all.extend(referral());
    all.extend(winterising());
    all.into_iter().map(|entry| (diary::instant(entry.on), entry)).collect()
}

/// A voucher in the birthday e-mail: signed in January, read again in April.
fn birthday() -> Vec<Entry> {
    const KEY: &str = "birthday";
    let asked = Pick::AsAsked;
    vec![
        at((1, 9, 9, 10), KEY, LOU, Open),
        at(
            (1, 9, 9, 14),
            KEY,
            LOU,
            Chain(&[
                (Activity, "L'e-mail d'anniversaire est ouvert"),
                (Outcome, "Le membre vient en magasin dans le mois"),
                (Money, "La marge sur sa visite, bon déduit"),
            ]),
        ),
        at(
            (1, 9, 9, 25),
            KEY,
            LOU,
            Benefit(
                asked,
                "Visites de plus dans le mois de l'anniversaire",
                1_900_000.0,
                38.0,
                [0.004, 0.009, 0.016],
                0.31,
                "Trois années d'e-mails d'anniversaire sans bon",
            ),
        ),
        at(
            (1, 9, 9, 40),
            KEY,
            THEODORE,
            Cost(
                asked,
                Heading::Deployment,
                "Modèle d'e-mail et règle du bon",
                [14_000.0, 18_000.0, 27_000.0],
                "Estimation de la squad Données",
            ),
        ),
        at(
            (1, 9, 9, 44),
            KEY,
            THEODORE,
            Cost(
                asked,
                Heading::Operation,
                "Bons remboursés et suivi",
                [60_000.0, 85_000.0, 130_000.0],
                "Taux d'usage des bons de 2025",
            ),
        ),
        at((1, 9, 10, 20), KEY, BEATRICE, Terms(0.08, 2)),
        at((1, 9, 10, 22), KEY, BEATRICE, For(asked)),
        at((1, 9, 10, 30), KEY, KARIM, Question(1, "Les 1,9 million d'adresses sont-elles toutes joignables ?")),
        at((1, 9, 11, 0), KEY, LOU, Answer(1, "Oui : seules les adresses avec consentement sont comptées.")),
        at((1, 9, 11, 28), KEY, KARIM, Sign),
        at((1, 9, 16, 38), KEY, INES, Sign),
        at((1, 12, 9, 5), KEY, BEATRICE, Sign),
        at(
            (4, 16, 10, 0),
            KEY,
            BEATRICE,
            Measured(
                1,
                (2026, 4, 15),
                171_500.0,
                "Trois mois de caisse, groupe avec bon contre groupe sans, rapportés à un an",
            ),
        ),
        at(
            (4, 16, 10, 5),
            KEY,
            BEATRICE,
            Measured(3, (2026, 4, 15), 142_000.0, "Bons passés en caisse sur trois mois, rapportés à un an"),
        ),
        at((4, 16, 14, 0), KEY, KARIM, Measured(2, (2026, 4, 15), 21_500.0, "Jours saisis par la squad")),
        // Six months: the second reading.
        at(
            (7, 15, 9, 30),
            KEY,
            BEATRICE,
            Measured(1, (2026, 7, 14), 188_000.0, "Six mois de caisse, mêmes groupes, rapportés à un an"),
        ),
    ]
}

/// The referral code on the account page, behind a cache: signed in February, never read again so far.
fn referral() -> Vec<Entry> {
    const KEY: &str = "referral-account";
    let cache = Pick::Cache(90);
    vec![
        at((2, 2, 11, 10), KEY, LOU, Open),
        at(
            (2, 2, 11, 15),
            KEY,
            LOU,
            Chain(&[
                (Activity, "Le code est vu sur la page mon compte"),
                (Outcome, "Un filleul ouvre un compte et achète"),
                (Money, "La marge de sa première année"),
            ]),
        ),
        at(
            (2, 2, 11, 25),
            KEY,
            LOU,
            Benefit(
                cache,
                "Filleuls de plus par an",
                9_600.0,
                46.0,
                [0.3, 0.55, 0.9],
                0.33,
                "Parrainages de 2025 ; test d'utilisation de janvier",
            ),
        ),
        at(
            (2, 2, 15, 0),
            KEY,
            THEODORE,
            Cost(
                cache,
                Heading::Deployment,
                "Bloc sur la page mon compte",
                [9_000.0, 12_000.0, 19_000.0],
                "Estimation de la squad Web",
            ),
        ),
        at(
            (2, 2, 15, 4),
            KEY,
            THEODORE,
            Cost(
                cache,
                Heading::Integration,
                "Cache des codes de parrainage",
                [11_000.0, 15_000.0, 26_000.0],
                "Estimation de la squad Plateforme",
            ),
        ),
        at(
            (2, 2, 15, 8),
            KEY,
            THEODORE,
            Cost(cache, Heading::Operation, "Surveillance du cache", [2_000.0, 3_000.0, 4_500.0], "Service comparable"),
        ),
        at((2, 2, 17, 0), KEY, BEATRICE, Terms(0.08, 3)),
        at((2, 2, 17, 2), KEY, BEATRICE, For(cache)),
        at((2, 3, 9, 10), KEY, KARIM, Sign),
        at((2, 4, 18, 0), KEY, INES, Sign),
        at((2, 5, 8, 50), KEY, BEATRICE, Sign),
    ]
}

/// The winterising reminder: written in the week the demo opens, and lowered once IT had asked.
fn winterising() -> Vec<Entry> {
    const KEY: &str = "winterising";
    let asked = Pick::AsAsked;
    let benefit = |clients| {
        Benefit(
            asked,
            "Clients du jardin qui reviennent en automne",
            clients,
            64.0,
            [0.004, 0.01, 0.018],
            0.34,
            "Retours d'octobre des trois dernières années",
        )
    };
    vec![
        at((7, 31, 10, 0), KEY, HAKIM, Open),
        at(
            (7, 31, 10, 5),
            KEY,
            HAKIM,
            Chain(&[
                (Activity, "Le rappel d'hivernage est ouvert"),
                (Outcome, "Le client du jardin revient avant novembre"),
                (Money, "La marge de son panier"),
            ]),
        ),
        at((8, 3, 9, 20), KEY, HAKIM, benefit(820_000.0)),
        at(
            (8, 4, 9, 30),
            KEY,
            THEODORE,
            Cost(
                asked,
                Heading::Deployment,
                "Règle d'envoi et modèle de message",
                [9_000.0, 12_000.0, 18_000.0],
                "Estimation de la squad Données",
            ),
        ),
        at((8, 4, 11, 0), KEY, KARIM, Question(1, "Les 820 000 acheteurs ont-ils tous consenti à ce rappel ?")),
        at((8, 5, 9, 15), KEY, HAKIM, Rewrite(1, Box::new(benefit(610_000.0)))),
        at((8, 5, 9, 20), KEY, HAKIM, Answer(1, "Non : 610 000 ont donné leur accord, la ligne est corrigée.")),
    ]
}

fn number(value: [f64; 3], basis: &str) -> Number {
    let [low, likely, high] = value;
    let basis = Some(basis.to_owned()).filter(|words| !words.is_empty());
    Number { value: Quantity { low, likely, high }, shape: Shape::Pert, basis, from: None }
}

impl Act {
    /// The order it stands for; `hash`: that of the page as it stands.
    pub(super) fn order(&self, hash: String) -> CaseOrder {
        match self {
            Open => CaseOrder::Open,
            Chain(steps) => {
                CaseOrder::DrawChain { steps: steps.iter().map(|(kind, words)| (*kind, (*words).to_owned())).collect() }
            }
            Benefit(pick, name, volume, value, change, margin, basis) => CaseOrder::WriteBenefit {
                line: None,
                option: pick.choice(),
                name: (*name).to_owned(),
                volume: number([*volume; 3], ""),
                value: number([*value; 3], ""),
                change: Some(number(*change, basis)),
                margin: Some(number([*margin; 3], "")),
                years: None,
            },
            Rewrite(line, act) => match act.order(hash) {
                CaseOrder::WriteBenefit { option, name, volume, value, change, margin, years, .. } => {
                    CaseOrder::WriteBenefit { line: Some(*line), option, name, volume, value, change, margin, years }
                }
                CaseOrder::WriteCost { option, heading, name, amount, years, .. } => {
                    CaseOrder::WriteCost { line: Some(*line), option, heading, name, amount, years }
                }
                other => other,
            },
            Cost(pick, heading, name, eur, basis) => CaseOrder::WriteCost {
                line: None,
                option: pick.choice(),
                heading: *heading,
                name: (*name).to_owned(),
                amount: TypedAmount::Eur(number(*eur, basis)),
                years: None,
            },
            Act::Terms(rate, years) => {
                CaseOrder::SetTerms { terms: agenda::business_case::Terms { rate: *rate, years: *years } }
            }
            For(pick) => CaseOrder::Recommend { option: pick.choice() },
            Question(line, words) => CaseOrder::Question { line: *line, words: (*words).to_owned() },
            Answer(line, words) => CaseOrder::Answer { line: *line, words: (*words).to_owned() },
            Sign => CaseOrder::Sign { hash, remark: None },
            Measured(line, (year, month, day), eur, how) => CaseOrder::Measure {
                line: *line,
                on: jiff::civil::date(*year, *month, *day),
                eur: Quantity::exact(*eur),
                how: (*how).to_owned(),
            },
        }
    }
}
