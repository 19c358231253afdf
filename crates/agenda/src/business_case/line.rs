//! One line of a case: what an option may bring, or what it costs, with the basis of every number.

use base::{PersonId, Quantity, Ref, Say, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stats::distribution::{Distribution, Impossible};

pub use stats::distribution::Shape;

use super::{MOST_YEARS, Pen};
use crate::decision::Choice;

/// A line as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The option it belongs to.
    pub option: Choice,
    /// What it says.
    pub matter: Matter,
    /// Who wrote it last.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The version of the case at which it was last written.
    pub version: u64,
    /// The latest question another pen asked about it.
    pub question: Option<Question>,
}

/// What another pen asked about a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What they ask.
    pub words: Text,
    /// Who.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// What the line's author answered.
    pub answer: Option<Text>,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// What the option may bring: how many × what each is worth a year × by how much that changes × what is kept of it.
    Benefit {
        /// What it is.
        name: Text,
        /// How many.
        volume: Estimate,
        /// Euros each is worth a year.
        value: Estimate,
        /// By which share that changes; without it, all of it is the benefit.
        change: Option<Estimate>,
        /// Which share of it is kept as margin; without it, all.
        margin: Option<Estimate>,
        /// In which years.
        years: Years,
    },
    /// What it costs.
    Cost {
        /// Under which heading.
        heading: Heading,
        /// What it is.
        name: Text,
        /// How much.
        amount: Amount,
        /// In which years.
        years: Years,
    },
}

/// The headings under which IT says what a change costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    /// What is bought.
    Purchase,
    /// Building it and bringing it to people.
    Deployment,
    /// Joining it to what is there.
    Integration,
    /// Running it.
    Operation,
    /// Leaving it at the end.
    Exit,
}

/// An amount of money, as it is estimated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// In euros.
    Eur(Estimate),
    /// In days of work at a rate.
    Work {
        /// Person-days.
        days: Estimate,
        /// Euros a day.
        rate: Estimate,
    },
}

/// The years of a case an amount falls in: 0 is the day of the start, 1 the end of the first year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Years {
    /// The first.
    pub first: u32,
    /// The last; `None`: up to the end of the case.
    pub last: Option<u32>,
}

/// A number at three points, with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Low, likely, high.
    pub value: Quantity,
    /// How it spreads between them.
    pub shape: Shape,
    /// What it rests on, in words.
    pub basis: Option<Text>,
    /// The fact of the landscape it was taken from, which may move afterwards.
    pub from: Option<Origin>,
}

/// A fact of the landscape a number was taken from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The thing.
    pub subject: Ref,
    /// The field's word.
    pub field: String,
}

/// A number that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's word, as in `margin`.
    pub field: &'static str,
    /// What is wrong with it.
    pub what: Why,
}

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no number.
    NotFinite,
    /// Low, likely and high do not stand in this order.
    Disordered,
    /// It is below nothing.
    Negative,
    /// It is outside what such a number can be.
    OutOfBounds,
    /// This shape needs numbers above zero.
    NotPositive,
    /// It is said to be known, and has a range.
    NotExact,
    /// The first year comes after the last.
    YearsReversed,
}

impl Estimate {
    /// A number stated without a range, a basis or an origin.
    pub fn exact(value: f64) -> Estimate {
        Estimate::of(Quantity::exact(value))
    }

    /// A number at three points, without a basis or an origin.
    pub fn of(value: Quantity) -> Estimate {
        Estimate { value, shape: Shape::Pert, basis: None, from: None }
    }

    /// Its distribution; its points were checked when it was written.
    pub fn distribution(&self) -> Result<Distribution, Impossible> {
        let Quantity { low, likely, high } = self.value;
        Distribution::of(self.shape, low, likely, high)
    }

    fn check(&self, field: &'static str, least: f64, most: f64) -> Result<(), Fault> {
        check_range(field, self.value)?;
        let Quantity { low, high, .. } = self.value;
        if low < 0.0 && least >= 0.0 {
            return Err(Fault { field, what: Why::Negative });
        }
        if low < least || high > most {
            return Err(Fault { field, what: Why::OutOfBounds });
        }
        let what = match self.distribution() {
            Ok(_) => return Ok(()),
            Err(Impossible::NotPositive) => Why::NotPositive,
            Err(Impossible::NotExact) => Why::NotExact,
            Err(Impossible::OutOfOrder) => Why::Disordered,
            Err(Impossible::NoNumber) => Why::NotFinite,
        };
        Err(Fault { field, what })
    }
}

/// Refuses three points that are no numbers or stand in no order.
pub(super) fn check_range(field: &'static str, value: Quantity) -> Result<(), Fault> {
    let Quantity { low, likely, high } = value;
    if [low, likely, high].iter().any(|number| !number.is_finite() || number.abs() > MOST) {
        return Err(Fault { field, what: Why::NotFinite });
    }
    if !(low <= likely && likely <= high) {
        return Err(Fault { field, what: Why::Disordered });
    }
    Ok(())
}

/// The largest number a line may hold: sums stay exact to the cent.
const MOST: f64 = 1e12;

impl Matter {
    /// Whose pen writes it.
    pub fn pen(&self) -> Pen {
        match self {
            Matter::Benefit { .. } => Pen::Marketing,
            Matter::Cost { .. } => Pen::It,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &Text {
        match self {
            Matter::Benefit { name, .. } | Matter::Cost { name, .. } => name,
        }
    }

    /// In which years it falls.
    pub fn years(&self) -> Years {
        match self {
            Matter::Benefit { years, .. } | Matter::Cost { years, .. } => *years,
        }
    }

    /// Its numbers by the word of their field, in the order they are multiplied.
    pub fn factors(&self) -> Vec<(&'static str, &Estimate)> {
        match self {
            Matter::Benefit { volume, value, change, margin, .. } => {
                let optional = [("change", change.as_ref()), ("margin", margin.as_ref())];
                let optional = optional.into_iter().filter_map(|(word, estimate)| Some((word, estimate?)));
                [("volume", volume), ("value", value)].into_iter().chain(optional).collect()
            }
            Matter::Cost { amount: Amount::Eur(eur), .. } => vec![("eur", eur)],
            Matter::Cost { amount: Amount::Work { days, rate }, .. } => vec![("days", days), ("rate", rate)],
        }
    }

    /// Puts another value in the place of one of its numbers.
    pub fn set(&mut self, word: &str, to: Quantity) {
        let held = match (self, word) {
            (Matter::Benefit { volume, .. }, "volume") => Some(volume),
            (Matter::Benefit { value, .. }, "value") => Some(value),
            (Matter::Benefit { change, .. }, "change") => change.as_mut(),
            (Matter::Benefit { margin, .. }, "margin") => margin.as_mut(),
            (Matter::Cost { amount: Amount::Eur(eur), .. }, "eur") => Some(eur),
            (Matter::Cost { amount: Amount::Work { days, .. }, .. }, "days") => Some(days),
            (Matter::Cost { amount: Amount::Work { rate, .. }, .. }, "rate") => Some(rate),
            _ => None,
        };
        if let Some(held) = held {
            held.value = to;
        }
    }

    /// Whether it says that something is earned.
    pub(super) fn promises_more_than_nothing(&self) -> bool {
        let likely = |estimate: &Estimate| estimate.value.high;
        matches!(self, Matter::Benefit { .. })
            && self.factors().into_iter().map(|(_, estimate)| likely(estimate)).product::<f64>() > 0.0
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        match self {
            Matter::Benefit { volume, value, change, margin, .. } => {
                volume.check("volume", 0.0, MOST)?;
                value.check("value", 0.0, MOST)?;
                // What falls instead of rising is a benefit below zero; nothing more than falls away.
                change.as_ref().map_or(Ok(()), |it| it.check("change", -1.0, 100.0))?;
                margin.as_ref().map_or(Ok(()), |it| it.check("margin", 0.0, 1.0))?;
            }
            Matter::Cost { amount: Amount::Eur(eur), .. } => eur.check("eur", 0.0, MOST)?,
            Matter::Cost { amount: Amount::Work { days, rate }, .. } => {
                days.check("days", 0.0, 1e6)?;
                rate.check("rate", 0.0, 1e6)?;
            }
        }
        self.years().check()
    }
}

impl Years {
    /// At the start.
    pub const START: Years = Years { first: 0, last: Some(0) };
    /// Every year, from the first to the last of the case.
    pub const EVERY: Years = Years { first: 1, last: None };

    /// Whether an amount falls in a year of a case.
    pub fn holds(self, year: u32) -> bool {
        self.first <= year && self.last.is_none_or(|last| year <= last)
    }

    /// Whether it falls once only, and in which year.
    pub fn once(self) -> Option<u32> {
        (self.last == Some(self.first)).then_some(self.first)
    }

    fn check(self) -> Result<(), Fault> {
        if self.first > MOST_YEARS || self.last.is_some_and(|last| last > MOST_YEARS) {
            return Err(Fault { field: "years", what: Why::OutOfBounds });
        }
        if self.last.is_some_and(|last| last < self.first) {
            return Err(Fault { field: "years", what: Why::YearsReversed });
        }
        Ok(())
    }
}

impl Heading {
    /// Every heading, in the order of a page.
    pub const ALL: [Heading; 5] =
        [Heading::Purchase, Heading::Deployment, Heading::Integration, Heading::Operation, Heading::Exit];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Heading::Purchase => "purchase",
            Heading::Deployment => "deployment",
            Heading::Integration => "integration",
            Heading::Operation => "operation",
            Heading::Exit => "exit",
        }
    }

    /// In words.
    pub fn say(self) -> Say {
        match self {
            Heading::Purchase => Say::new("achat", "purchase"),
            Heading::Deployment => Say::new("déploiement", "deployment"),
            Heading::Integration => Say::new("intégration", "integration"),
            Heading::Operation => Say::new("opération", "operation"),
            Heading::Exit => Say::new("sortie", "exit"),
        }
    }

    /// In which years it falls when nobody says otherwise.
    pub fn usual_years(self) -> Years {
        match self {
            Heading::Operation => Years::EVERY,
            _ => Years::START,
        }
    }
}

/// How an uncertain number spreads, in words.
pub fn shape_say(shape: Shape) -> Say {
    match shape {
        Shape::Exact => Say::new("connu", "known"),
        Shape::Pert => Say::new("bêta-PERT entre bas et haut", "beta-PERT between low and high"),
        Shape::Triangular => Say::new("triangulaire entre bas et haut", "triangular between low and high"),
        Shape::Lognormal => Say::new(
            "log-normale, neuf cas sur dix entre bas et haut",
            "lognormal, nine cases of ten between low and high",
        ),
        Shape::Normal => {
            Say::new("normale, neuf cas sur dix entre bas et haut", "normal, nine cases of ten between low and high")
        }
    }
}

/// The stored word of a shape.
pub fn shape_word(shape: Shape) -> String {
    serde_json::to_value(shape).ok().and_then(|word| Some(word.as_str()?.to_owned())).unwrap_or_default()
}

/// Reads the stored word of a shape.
pub fn shape_of(word: &str) -> Option<Shape> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

/// What people call a number of a line.
pub fn factor_say(word: &str) -> Say {
    match word {
        "volume" => Say::new("volume", "volume"),
        "value" => Say::new("valeur par an et par unité", "value of each a year"),
        "change" => Say::new("variation", "change"),
        "margin" => Say::new("marge", "margin"),
        "eur" => Say::new("montant", "amount"),
        "days" => Say::new("jours de travail", "days of work"),
        "rate" => Say::new("taux", "rate"),
        "years" => Say::new("années", "years"),
        other => Say::same(other),
    }
}

impl Fault {
    /// What is wrong, with the field's name.
    pub fn say(&self) -> Say {
        let name = factor_say(self.field);
        let (fr, en) = match self.what {
            Why::NotFinite => ("n'est pas un nombre que l'on peut compter", "is no number one can count"),
            Why::Disordered => {
                ("n'est pas dans l'ordre bas, probable, haut", "does not stand in the order low, likely, high")
            }
            Why::Negative => ("ne peut pas être négatif", "cannot be negative"),
            Why::OutOfBounds => ("sort de ce que ce nombre peut être", "is outside what this number can be"),
            Why::NotPositive => ("doit être au-dessus de zéro pour cette forme", "must be above zero for this shape"),
            Why::NotExact => ("est dit connu, et porte une fourchette", "is said to be known, and has a range"),
            Why::YearsReversed => ("finit avant de commencer", "ends before it begins"),
        };
        Say::new(format!("{} {fr}", name.fr), format!("{} {en}", name.en))
    }

    /// The nearest possible yes.
    pub fn way_out(&self) -> Say {
        match (self.field, self.what) {
            ("margin", _) => Say::new("écrivez une part entre 0 et 100 %", "write a share between 0 and 100%"),
            ("change", _) => Say::new("écrivez une variation, par exemple 0,8 %", "write a change, such as 0.8%"),
            ("rate", Why::OutOfBounds) => {
                Say::new("écrivez un taux entre 0 et 100 %", "write a rate between 0 and 100%")
            }
            ("years", _) => Say::new(
                format!("écrivez des années de 0 à {MOST_YEARS}, la première avant la dernière"),
                format!("write years from 0 to {MOST_YEARS}, the first before the last"),
            ),
            (_, Why::Disordered) => Say::new(
                "écrivez le plus bas, le plus probable, le plus haut",
                "write the lowest, the likeliest, the highest",
            ),
            (_, Why::NotPositive | Why::NotExact) => Say::new("choisissez une autre forme", "choose another shape"),
            _ => Say::new("écrivez un nombre positif", "write a number above zero"),
        }
    }
}
