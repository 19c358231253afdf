//! An objective: what the commercial strategy or the goals of IT want for the customer, by which number one sees it, and
//! the two people who answer for that number.
//!
//! Objectives stand in a tree under two roots. What people ask for, weigh, promise and try says which objective it serves;
//! how far an objective is follows from its own number, else from those below it, see [`tree`].

mod refusal;
pub mod target;
pub mod tree;

use std::collections::{BTreeMap, BTreeSet};

use base::{Aggregate, Context, PersonId, Ref, Side, Text, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::business_case::{Metric, Step, reaches_an_outcome};
pub use refusal::CannotAim;
pub use target::Target;

/// The most an objective weighs among its neighbours.
pub const MOST_WEIGHT: u32 = 100;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of an objective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was set.
    Set {
        /// What it says.
        content: Box<Content>,
    },
    /// It says something else now.
    Revised {
        /// What it says.
        content: Box<Content>,
    },
    /// Its number was stated as of a day.
    Measured {
        /// The day the number is of.
        on: Date,
        /// The number, in the unit of its yardstick; of a milestone, 1 when it is reached and 0 when it is not.
        value: f64,
        /// Where it was read.
        source: Text,
    },
    /// Something serves it.
    Served {
        /// What: a request, a business case, a pilot, a promise, another objective.
        by: Ref,
    },
    /// Something serves it no more.
    Unserved {
        /// What.
        by: Ref,
    },
    /// It is no longer pursued.
    Ended {
        /// Why.
        why: Text,
    },
}

/// What an objective says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// What is wanted.
    pub name: Text,
    /// Where it stands in the tree.
    pub above: Above,
    /// What the customer has of it.
    pub effect: Text,
    /// Who answers for what its number means.
    pub defines: PersonId,
    /// Who answers for where its number is read; of the other side.
    pub supplies: PersonId,
    /// How much it weighs among those under the same one.
    pub weight: u32,
    /// By which number one sees it; without one, by what stands below it.
    pub yardstick: Option<Yardstick>,
}

/// What an objective stands under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Above {
    /// A root.
    Root(Root),
    /// Another objective.
    Objective(Ref),
}

/// The two roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// What the company wants of its market.
    CommercialStrategy,
    /// What its information systems must become for it.
    ItGoals,
}

/// The number by which one sees whether an objective is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Yardstick {
    /// From what people do to what comes out.
    pub chain: Vec<Step>,
    /// Which step of the chain is counted, from 0.
    pub counted: usize,
    /// What the number counts.
    pub unit: Unit,
    /// Where it starts and where it should be.
    pub target: Target,
    /// The day it starts from.
    pub from: Date,
    /// The day it should be there.
    pub by: Date,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// An objective as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    /// What it says.
    pub content: Content,
    /// What was stated of its number, by the day it is of.
    pub readings: BTreeMap<Date, Reading>,
    /// What serves it.
    pub served: BTreeSet<Ref>,
    /// Why and when it was given up.
    pub ended: Option<(Text, Timestamp)>,
    /// Who set it.
    pub by: Option<PersonId>,
    /// When.
    pub set_at: Timestamp,
}

/// What was stated of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The number.
    pub value: f64,
    /// Where it was read.
    pub source: Text,
    /// Who stated it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Root {
    /// Both, in the order they are read.
    pub const ALL: [Root; 2] = [Root::CommercialStrategy, Root::ItGoals];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Root::CommercialStrategy => "commercial_strategy",
            Root::ItGoals => "it_goals",
        }
    }

    /// Whose root it is.
    pub fn side(self) -> Side {
        match self {
            Root::CommercialStrategy => Side::Marketing,
            Root::ItGoals => Side::It,
        }
    }

    /// In words.
    pub fn say(self) -> base::Say {
        match self {
            Root::CommercialStrategy => base::Say::new("Stratégie commerciale", "Commercial strategy"),
            Root::ItGoals => base::Say::new("Objectifs de la DSI", "IT goals"),
        }
    }
}

impl Yardstick {
    /// The step that is counted.
    pub fn step(&self) -> Option<&Step> {
        self.chain.get(self.counted)
    }

    /// Whether what is counted is only what people do on a screen: that it leads to the rest of the chain is believed.
    pub fn is_belief(&self) -> bool {
        self.step().is_some_and(|step| step.kind == Metric::Activity)
    }

    /// The share of its time that has passed on a day, held between 0 and 1.
    pub fn elapsed(&self, today: Date) -> f64 {
        let days = |from: Date, to: Date| from.duration_until(to).as_secs() as f64;
        let whole = days(self.from, self.by);
        if whole > 0.0 { (days(self.from, today) / whole).clamp(0.0, 1.0) } else { 1.0 }
    }

    fn check(&self) -> Result<(), CannotAim> {
        if self.step().is_none() {
            return Err(CannotAim::NothingCounted);
        }
        if !reaches_an_outcome(&self.chain) {
            return Err(CannotAim::OnlyActivity);
        }
        if self.by <= self.from {
            return Err(CannotAim::NoTime);
        }
        if self.target.is_sound() { Ok(()) } else { Err(CannotAim::NoTarget) }
    }
}

impl Objective {
    /// The latest number stated, with the day it is of.
    pub fn latest(&self) -> Option<(Date, &Reading)> {
        self.readings.last_key_value().map(|(on, reading)| (*on, reading))
    }

    /// How far its own number is, from the latest reading; `None` when nothing was measured.
    pub fn score(&self) -> Option<f64> {
        let target = self.content.yardstick.as_ref()?.target;
        self.latest().map(|(_, reading)| target.score(reading.value))
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// What must be known of the house before an objective is set or revised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// Whether its name and its effect hold a word, and each step of its chain.
    pub says_something: bool,
    /// Whether what it stands under is there and pursued.
    pub stands: bool,
    /// Whether it would stand below itself.
    pub circle: bool,
    /// The sides of who defines and who supplies its number; `None` for somebody who is not there.
    pub sides: [Option<Side>; 2],
}

/// Orders about an objective.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Sets it.
    Set { content: Box<Content>, around: Around },
    /// Makes it say something else.
    Revise { content: Box<Content>, around: Around },
    /// States its number; `says_something`: whether the source holds a word.
    Measure { on: Date, value: f64, source: Text, says_something: bool, today: Date },
    /// Has something serve it; `itself`: whether that is the objective or stands above it.
    Serve { by: Ref, itself: bool },
    /// Has something serve it no more.
    Unserve { by: Ref },
    /// Gives it up; `says_something`: whether the reason holds a word; `below`: how many pursued ones stand under it.
    End { why: Text, says_something: bool, below: usize },
}

impl Content {
    fn check(&self, around: Around) -> Result<(), CannotAim> {
        if !around.says_something {
            return Err(CannotAim::NoWords);
        }
        if !around.stands {
            return Err(CannotAim::NothingAbove);
        }
        if around.circle {
            return Err(CannotAim::Circle);
        }
        match around.sides {
            [Some(Side::Marketing), Some(Side::It)] | [Some(Side::It), Some(Side::Marketing)] => {}
            _ => return Err(CannotAim::OneSided),
        }
        if !(1..=MOST_WEIGHT).contains(&self.weight) {
            return Err(CannotAim::NoWeight);
        }
        self.yardstick.as_ref().map_or(Ok(()), Yardstick::check)
    }
}

impl Aggregate for Objective {
    const STREAM: &'static str = "objective";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotAim;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotAim> {
        use Command::*;
        let Some(it) = state else {
            let Set { content, around } = command else { return Err(CannotAim::Unknown) };
            content.check(around)?;
            return Ok(vec![Event::Set { content }]);
        };
        let ended = it.ended.is_some();
        Ok(match command {
            Set { content, .. } | Revise { content, .. } if *content == it.content => vec![],
            Set { .. } => return Err(CannotAim::Known),
            Serve { by, .. } if it.served.contains(&by) => vec![],
            Unserve { by } if !it.served.contains(&by) => vec![],
            End { .. } if ended => vec![],
            Measure { on, value, source, .. }
                if it.readings.get(&on).is_some_and(|held| held.value == value && held.source == source) =>
            {
                vec![]
            }
            Revise { .. } | Serve { .. } | Measure { .. } if ended => return Err(CannotAim::Ended),
            Revise { content, around } => {
                content.check(around)?;
                vec![Event::Revised { content }]
            }
            Measure { on, value, source, says_something, today } => {
                let yardstick = it.content.yardstick.as_ref().ok_or(CannotAim::NoYardstick)?;
                if !yardstick.target.takes(value) {
                    return Err(CannotAim::NoNumber);
                }
                if on > today {
                    return Err(CannotAim::NotYet);
                }
                if !says_something {
                    return Err(CannotAim::NoSource);
                }
                vec![Event::Measured { on, value, source }]
            }
            Serve { itself: true, .. } => return Err(CannotAim::Circle),
            Serve { by, .. } => vec![Event::Served { by }],
            Unserve { by } => vec![Event::Unserved { by }],
            End { says_something: false, .. } => return Err(CannotAim::NoReason),
            End { below: 1.., .. } => return Err(CannotAim::HoldsOthers),
            End { why, .. } => vec![Event::Ended { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            let Event::Set { content } = event else { return None };
            return Some(Objective {
                content: (**content).clone(),
                readings: BTreeMap::new(),
                served: BTreeSet::new(),
                ended: None,
                by: ctx.actor,
                set_at: ctx.now,
            });
        };
        match event {
            Event::Set { .. } => {}
            Event::Revised { content } => {
                // A number of another unit or of another step says nothing of the new one.
                let counts = |content: &Content| {
                    content.yardstick.as_ref().map(|it| (it.unit, it.step().cloned(), it.target.is_milestone()))
                };
                if counts(content) != counts(&it.content) {
                    it.readings.clear();
                }
                it.content = (**content).clone();
            }
            Event::Measured { on, value, source } => {
                let reading = Reading { value: *value, source: source.clone(), by: ctx.actor, at: ctx.now };
                it.readings.insert(*on, reading);
            }
            Event::Served { by } => {
                it.served.insert(by.clone());
            }
            Event::Unserved { by } => {
                it.served.remove(by);
            }
            Event::Ended { why } => it.ended = Some((why.clone(), ctx.now)),
        }
        Some(it)
    }
}

#[cfg(test)]
mod tests;
