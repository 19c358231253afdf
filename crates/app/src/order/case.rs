//! What one can tell Entente to do with a business case, as people type it.

use agenda::business_case::line::{Heading, Origin, Shape, Years};
use agenda::business_case::{Metric, Terms};
use agenda::decision::Choice;
use base::Quantity;
use jiff::civil::Date;
use serde::Serialize;

/// An order to the business case of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum CaseOrder {
    /// Opens it, with the options the impact leaves open.
    Open,
    /// Says how what people do leads to money.
    DrawChain { steps: Vec<(Metric, String)> },
    /// Writes what an option may bring.
    WriteBenefit {
        line: Option<u32>,
        option: Choice,
        name: String,
        volume: Number,
        value: Number,
        change: Option<Number>,
        margin: Option<Number>,
        years: Option<Years>,
    },
    /// Writes what an option costs.
    WriteCost {
        line: Option<u32>,
        option: Choice,
        heading: Heading,
        name: String,
        amount: TypedAmount,
        years: Option<Years>,
    },
    /// Strikes a line out.
    Strike { line: u32 },
    /// Sets rate and years.
    SetTerms { terms: Terms },
    /// Names the option the case is for.
    Recommend { option: Choice },
    /// Questions a line of another pen.
    Question { line: u32, words: String },
    /// Answers a question about one's own line.
    Answer { line: u32, words: String },
    /// Signs the page.
    Sign { hash: String, remark: Option<String> },
    /// Says what a signed line came to.
    Measure { line: u32, on: Date, eur: Quantity, how: String },
}

/// A number as it is typed, with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Number {
    /// Low, likely, high.
    pub value: Quantity,
    /// How it spreads.
    pub shape: Shape,
    /// What it rests on.
    pub basis: Option<String>,
    /// The fact of the landscape it is taken from.
    pub from: Option<Origin>,
}

/// A cost as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's event")]
pub enum TypedAmount {
    /// In euros.
    Eur(Number),
    /// In days at a rate.
    Work { days: Number, rate: Number },
}
