//! What somebody else changed in a business case while one was writing: what stood before, theirs and mine, side by side.

use agenda::business_case::line::{Estimate, Heading, Line, Years, factor_say};
use agenda::business_case::sheet::unit_of;
use agenda::business_case::{BusinessCase, Event as CaseEvent, Step, Terms};
use base::{Aggregate, Context, Quantity, Say, Unit};
use jiff::Timestamp;
use picture::{Event, Picture};
use serde::{Deserialize, Serialize};

use crate::open::App;
use crate::order::case::{CaseOrder, Number, TypedAmount};

/// What changed since one read a case, beside what one meant to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meanwhile {
    /// The version one had read.
    pub seen: u64,
    /// The version that stands.
    pub stands: u64,
    /// The line, where one was written; `None`: the chain, the terms, the option put forward, or the page as a whole.
    pub line: Option<u32>,
    /// Whether the line was struck out meanwhile.
    pub struck: bool,
    /// Who changed it last.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// What is not the same in all three, in the order of the page.
    pub parts: Vec<Part>,
}

/// One part of what was written, three times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its word, as in `volume` or `volume.basis`; `3.volume` where several lines changed.
    pub field: String,
    /// What people call it.
    pub name: Say,
    /// What stood when one read it; `None`: nothing.
    pub before: Option<Said>,
    /// What stands now.
    pub theirs: Option<Said>,
    /// What one meant to write; `None`: nothing.
    pub mine: Option<Said>,
}

/// What is written in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Words people typed, or forgot.
    Words(String),
    /// One of our own words.
    Word(Say),
    /// An option, by its word.
    Option(String),
    /// A number, with what it counts.
    Number {
        /// Low, likely, high.
        value: Quantity,
        /// What it counts.
        unit: Unit,
    },
}

/// The parts of something, by their words, in the order of a page.
type Parts = Vec<(String, Say, Said)>;

impl App {
    /// What changed in a case since a version of it was read, beside what an order meant to write; `None` when nothing did.
    pub(crate) fn meanwhile(&self, request: u64, order: &CaseOrder, seen: u64) -> Option<Meanwhile> {
        let picture = self.picture();
        let now = picture.business_case(request)?;
        let facts = self.history(&format!("business-case:{request}")).ok()?;
        let events = facts.iter().filter_map(|fact| match &fact.event {
            Event::BusinessCase(_, event) => Some((event, Context { actor: fact.actor, now: fact.at })),
            _ => None,
        });
        let count = usize::try_from(seen).unwrap_or(usize::MAX);
        let before = events.take(count).fold(None, |state, (event, ctx)| BusinessCase::evolve(state, event, &ctx))?;
        let line = match order {
            CaseOrder::WriteBenefit { line, .. } | CaseOrder::WriteCost { line, .. } => *line,
            CaseOrder::Strike { line } => Some(*line),
            _ => None,
        };
        let tell = Teller { picture: &picture };
        let of = |case: &BusinessCase| tell.part_of(case, order);
        let (old, theirs, mine) = (of(&before), of(now), tell.meant(order, &before));
        let last = facts.iter().rev().find(|fact| match &fact.event {
            Event::BusinessCase(_, event) => writes(event, order, line),
            _ => false,
        });
        Some(Meanwhile {
            seen,
            stands: now.version,
            line,
            struck: line.is_some_and(|line| !now.lines.contains_key(&line)),
            by: last.and_then(|fact| fact.actor).map(|id| picture.person_name(id)),
            at: last.map(|fact| fact.at),
            parts: beside(old, theirs, mine),
        })
    }
}

/// Whether something that happened wrote the part an order is about.
fn writes(event: &CaseEvent, order: &CaseOrder, line: Option<u32>) -> bool {
    use CaseEvent::{ChainDrawn, LineStruck, LineWritten, Recommended, TermsSet};
    match (event, order) {
        (LineWritten { line: written, .. } | LineStruck { line: written }, _) if line.is_some() => {
            line == Some(*written)
        }
        (ChainDrawn { .. }, CaseOrder::DrawChain { .. })
        | (TermsSet { .. }, CaseOrder::SetTerms { .. })
        | (Recommended { .. }, CaseOrder::Recommend { .. }) => true,
        (
            ChainDrawn { .. } | LineWritten { .. } | LineStruck { .. } | TermsSet { .. } | Recommended { .. },
            CaseOrder::Sign { .. },
        ) => true,
        _ => false,
    }
}

/// Puts the parts of three side by side, and leaves out those that are the same in all.
fn beside(before: Parts, theirs: Parts, mine: Option<Parts>) -> Vec<Part> {
    let mut names: Vec<(String, Say)> = Vec::new();
    for (field, name, _) in before.iter().chain(&theirs).chain(mine.iter().flatten()) {
        if !names.iter().any(|(known, _)| known == field) {
            names.push((field.clone(), name.clone()));
        }
    }
    let of = |parts: &Parts, field: &str| parts.iter().find(|part| part.0 == field).map(|part| part.2.clone());
    let parts = names.into_iter().map(|(field, name)| {
        let (before, theirs) = (of(&before, &field), of(&theirs, &field));
        // An order that writes nothing there leaves what was read.
        let mine = match &mine {
            Some(mine) => of(mine, &field),
            None => before.clone(),
        };
        Part { field, name, before, theirs, mine }
    });
    parts.filter(|part| part.before != part.theirs || part.before != part.mine).collect()
}

struct Teller<'a> {
    picture: &'a Picture,
}

impl Teller<'_> {
    /// The part of a case an order is about.
    fn part_of(&self, case: &BusinessCase, order: &CaseOrder) -> Parts {
        match order {
            CaseOrder::WriteBenefit { line: Some(line), .. }
            | CaseOrder::WriteCost { line: Some(line), .. }
            | CaseOrder::Strike { line } => case.lines.get(line).map(|line| self.line(line)).unwrap_or_default(),
            CaseOrder::DrawChain { .. } => self.chain(&case.chain),
            CaseOrder::SetTerms { .. } => case.terms.map(|(terms, ..)| of_terms(terms)).unwrap_or_default(),
            CaseOrder::Recommend { .. } => {
                case.recommended.iter().map(|option| named("option", Said::Option(option.word()))).collect()
            }
            _ => self.whole(case),
        }
    }

    /// What an order means to write; `None` when it writes none of it, as a signature does.
    fn meant(&self, order: &CaseOrder, before: &BusinessCase) -> Option<Parts> {
        let years_of =
            |line: &Option<u32>| line.and_then(|line| before.lines.get(&line)).map(|line| line.matter.years());
        Some(match order {
            CaseOrder::WriteBenefit { line, option, name, volume, value, change, margin, years } => {
                let mut parts = vec![named("option", Said::Option(option.word())), named("name", words(name))];
                let numbers = [
                    ("volume", Some(volume)),
                    ("value", Some(value)),
                    ("change", change.as_ref()),
                    ("margin", margin.as_ref()),
                ];
                for (word, number) in numbers {
                    parts.extend(number.into_iter().flat_map(|number| of_number(word, number)));
                }
                parts.push(of_years(years.or(years_of(line)).unwrap_or(Years::EVERY)));
                parts
            }
            CaseOrder::WriteCost { line, option, heading, name, amount, years } => {
                let mut parts = vec![
                    named("option", Said::Option(option.word())),
                    named("heading", Said::Word(heading.say())),
                    named("name", words(name)),
                ];
                match amount {
                    TypedAmount::Eur(eur) => parts.extend(of_number("eur", eur)),
                    TypedAmount::Work { days, rate } => {
                        parts.extend(of_number("days", days));
                        parts.extend(of_number("rate", rate));
                    }
                }
                parts.push(of_years(years.or(years_of(line)).unwrap_or(heading.usual_years())));
                parts
            }
            CaseOrder::Strike { .. } => Vec::new(),
            CaseOrder::DrawChain { steps } => {
                let steps = steps.iter().filter(|(_, typed)| !typed.trim().is_empty()).enumerate();
                steps.flat_map(|(nth, (kind, typed))| step(nth, kind.say(), words(typed))).collect()
            }
            CaseOrder::SetTerms { terms } => of_terms(*terms),
            CaseOrder::Recommend { option } => vec![named("option", Said::Option(option.word()))],
            _ => return None,
        })
    }

    fn text(&self, text: &base::Text) -> Said {
        words(self.picture.text(text).unwrap_or("—"))
    }

    fn chain(&self, steps: &[Step]) -> Parts {
        let steps = steps.iter().enumerate();
        steps.flat_map(|(nth, it)| step(nth, it.kind.say(), self.text(&it.words))).collect()
    }

    fn line(&self, line: &Line) -> Parts {
        let mut parts = vec![named("option", Said::Option(line.option.word()))];
        parts.extend(line.matter.heading().map(|heading: Heading| named("heading", Said::Word(heading.say()))));
        parts.push(named("name", self.text(line.matter.name())));
        for (word, estimate) in line.matter.factors() {
            parts.extend(self.estimate(word, estimate));
        }
        parts.push(of_years(line.matter.years()));
        parts
    }

    fn estimate(&self, word: &str, estimate: &Estimate) -> Parts {
        let mut parts = vec![number(word, estimate.value)];
        parts.extend(estimate.basis.as_ref().map(|basis| of_basis(word, self.text(basis))));
        parts
    }

    /// A whole case: its chain, its terms, the option put forward, and every line under its number.
    fn whole(&self, case: &BusinessCase) -> Parts {
        let mut parts = self.chain(&case.chain);
        parts.extend(case.terms.map(|(terms, ..)| of_terms(terms)).unwrap_or_default());
        parts.extend(case.recommended.iter().map(|option| {
            let name = Say::new("option proposée", "option put forward");
            ("recommended".to_owned(), name, Said::Option(option.word()))
        }));
        for (line_number, line) in &case.lines {
            let n = line_number.to_string();
            parts.extend(self.line(line).into_iter().map(|(field, name, said)| {
                let name = Say::new(format!("ligne {n}, {}", name.fr), format!("line {n}, {}", name.en));
                (format!("{n}.{field}"), name, said)
            }));
        }
        parts
    }
}

fn words(typed: &str) -> Said {
    Said::Words(typed.trim().to_owned())
}

fn named(field: &str, said: Said) -> (String, Say, Said) {
    let name = match field {
        "option" => Say::new("option", "option"),
        "heading" => Say::new("poste", "heading"),
        "name" => Say::new("ce que c'est", "what it is"),
        _ => factor_say(field),
    };
    (field.to_owned(), name, said)
}

fn number(word: &str, value: Quantity) -> (String, Say, Said) {
    named(word, Said::Number { value, unit: unit_of(word) })
}

fn of_basis(word: &str, said: Said) -> (String, Say, Said) {
    let Say { fr, en } = factor_say(word);
    let name = Say::new(format!("sur quoi repose : {fr}"), format!("what it rests on: {en}"));
    (format!("{word}.basis"), name, said)
}

fn of_number(word: &str, typed: &Number) -> Parts {
    let mut parts = vec![number(word, typed.value)];
    let basis = typed.basis.as_deref().filter(|basis| !basis.trim().is_empty());
    parts.extend(basis.map(|basis| of_basis(word, words(basis))));
    parts
}

fn of_years(years: Years) -> (String, Say, Said) {
    let said = match (years.once(), years.last) {
        (Some(0), _) => Say::new("au départ", "at the start"),
        (Some(year), _) => Say::new(format!("en année {year}"), format!("in year {year}")),
        (None, Some(last)) => {
            Say::new(format!("années {} à {last}", years.first), format!("years {} to {last}", years.first))
        }
        (None, None) => {
            Say::new(format!("à partir de l'année {}", years.first), format!("from year {} on", years.first))
        }
    };
    named("years", Said::Word(said))
}

fn of_terms(terms: Terms) -> Parts {
    let rate = Said::Number { value: Quantity::exact(terms.rate), unit: Unit::Share };
    let years = Said::Number { value: Quantity::exact(f64::from(terms.years)), unit: Unit::Count };
    vec![named("rate", rate), named("years", years)]
}

fn step(nth: usize, kind: Say, said: Said) -> Parts {
    let n = nth + 1;
    let name = |fr: &str, en: &str| Say::new(format!("étape {n}{fr}"), format!("step {n}{en}"));
    vec![
        (format!("step.{n}"), name("", ""), said),
        (format!("step.{n}.kind"), name(", ce qu'elle compte", ", what it counts"), Said::Word(kind)),
    ]
}
