//! Does a proposed tool do what something here does already, and does it fit?
//!
//! *Overlap.* The tool is compared with every other system, and with every API nobody names a system of, on six grounds
//! (`GROUNDS`): what it can do, the objects of its APIs, the data it holds, whom it serves, what it is wired to, who
//! makes it. On each ground the share of what the tool has that the other has too; each item weighs
//! 1 / (1 + ln n), n being how many others have it, and a fifth of that where it is general in any API or trade. The
//! score is Σ weight × share / Σ weight over the grounds on which both say something; what nobody says does not count
//! against anybody: it widens the range, from "nothing in common there" to "everything".
//!
//! *Fit.* One rule, one function, one row of `rules::RULES`; each answers fits, does not fit, or not known and whom to
//! ask, with the facts it rests on.
//!
//! Deliberately absent: prices and contracts, quality, what a vendor says of itself and no file of the catalogue holds.

mod functions;
mod ground;
mod likeness;
mod party;
mod place;
mod rules;
mod sign_on;
mod words;

use base::{Kind, Measure, Ref, Say, Source};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalog::{Catalog, Thing};
use crate::field::Field;

pub use functions::{Doing, doing};
pub use ground::{GROUNDS, Ground};
pub use rules::{RULES, Rule};

/// A tool held against everything that runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The tool: a system, or an API nobody names a system of.
    pub tool: Ref,
    /// Its name.
    pub name: Say,
    /// Whether it is only planned.
    pub proposed: bool,
    /// With how many others it was compared.
    pub compared: usize,
    /// Whether something here does it already, in one sentence.
    pub already: Say,
    /// What has something in common with it, most alike first; at most two hundred.
    pub overlaps: Vec<Overlap>,
    /// How many more have something in common with it, less than these.
    pub more: usize,
    /// On what nobody says enough of the tool to compare it, and whom to ask.
    pub unsaid: Vec<Say>,
    /// Whether it fits, in one sentence.
    pub fits: Say,
    /// Each rule's answer, in the order of the rules.
    pub checks: Vec<Check>,
}

/// How much another one does what the tool does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// It has something in common with it, too little to say more.
    Touches,
    /// On one ground at least it does part of the same.
    Overlaps,
    /// Two independent grounds say that it does the same.
    Same,
}

/// What one other has in common with the tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The other: a system, or an API nobody names a system of.
    pub other: Ref,
    /// Its name.
    pub name: Say,
    /// How much it does the same.
    pub likeness: Likeness,
    /// The score, `0..=1`, with the range what nobody says leaves open and the shares it rests on.
    pub score: Measure,
    /// What they have in common, ground by ground.
    pub common: Vec<Common>,
    /// Grounds on which both say something, and nothing is in common.
    pub apart: Vec<Ground>,
    /// Grounds on which nobody says enough of one of them.
    pub unknown: Vec<Ground>,
}

/// What they have in common on one ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// The ground.
    pub ground: Ground,
    /// How many of the tool's items the other has.
    pub shared: usize,
    /// How many items the tool has.
    pub of: usize,
    /// The items shared, those that weigh most first.
    pub items: Vec<Say>,
    /// Whether it tells what both do, rather than whom or what they stand beside.
    pub telling: bool,
    /// The share, each item weighed by its rarity.
    pub share: Measure,
    /// In words, with the most telling items.
    pub say: Say,
    /// The facts it rests on.
    pub proofs: Vec<Proof>,
}

/// A fact an answer rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The thing.
    pub subject: Ref,
    /// The field.
    pub field: Field,
    /// What it says.
    pub say: Say,
    /// Where it was read or who said it.
    pub source: Source,
    /// The date the fact is of.
    pub as_of: Option<Date>,
}

/// What a rule answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing stands against it.
    Fits,
    /// Something stands against it.
    DoesNotFit,
    /// A fact is missing.
    NotKnown,
}

/// One rule's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The rule's word, such as `sign_on`.
    pub rule: &'static str,
    /// What the rule is about.
    pub label: Say,
    /// The answer.
    pub verdict: Verdict,
    /// Why.
    pub say: Say,
    /// Whom to ask, where something is not known or does not fit.
    pub ask: Option<Say>,
    /// The facts it rests on.
    pub proofs: Vec<Proof>,
}

/// Holds a tool against everything that runs; `None` when the catalogue has no such system or API.
///
/// What is retired does not run: it is compared with nothing. The tool's own parts, and what it is part of, are not
/// others.
pub fn of(catalog: &Catalog, tool: &Ref, today: Date) -> Option<Fit> {
    let thing = catalog.get(tool).filter(|thing| matches!(thing.id.kind(), Kind::System | Kind::Api))?;
    let likeness = likeness::of(catalog, thing);
    let checks = rules::answers(catalog, thing, today);
    Some(Fit {
        tool: thing.id.clone(),
        name: thing.name.clone(),
        proposed: thing.choice(Field::Lifecycle) == Some("planned"),
        compared: likeness.compared,
        already: words::already(&likeness.overlaps, likeness.compared),
        overlaps: likeness.overlaps,
        more: likeness.more,
        unsaid: likeness.unsaid,
        fits: words::fits(&checks),
        checks,
    })
}

impl Proof {
    /// A field of a thing as a fact; `None` when nobody says it.
    fn of(thing: &Thing, field: Field, say: Say) -> Option<Proof> {
        let current = &thing.field(field)?.current;
        let (source, as_of) = (current.source.clone(), current.as_of);
        Some(Proof { subject: thing.id.clone(), field, say, source, as_of })
    }
}
