//! A pilot: what is to be found out on a few before it is given to all, the lines fixed in advance, the counts, and what
//! both sides made of them.
//!
//! A pilot's metric is the share of people who do something. Deliberately absent: averages of amounts, and pilots that
//! are looked at all the time; each look at the counts is counted, and told.

mod plan;
pub mod reading;
mod refusals;
#[cfg(test)]
mod tests;

use base::{Aggregate, Context, Money, PersonId, Ref, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::Choice;

pub use plan::{Arm, Lines, MOST_ARMS, Plan, Stake};
pub use refusals::CannotPilot;

/// How many pilots run at the same time without a reason: few are learnt from, many are only begun.
pub const MOST_ACTIVE: usize = 5;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a pilot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was set up.
    SetUp {
        /// The request it serves.
        request: Option<Ref>,
        /// Its plan.
        plan: Box<Plan>,
    },
    /// The plan was revised before it ran.
    Revised {
        /// The new plan.
        plan: Box<Plan>,
    },
    /// It runs: the plan is fixed.
    Started {
        /// On which day.
        on: Date,
        /// How many other pilots were active.
        beside: usize,
        /// Why it runs although it is too small to see what was promised.
        despite_power: Option<Text>,
        /// Why it runs beside so many others.
        despite_cap: Option<Text>,
    },
    /// The counts were read.
    Read {
        /// Of each arm, in the order of the plan.
        counts: Vec<Count>,
        /// The day they are of.
        on: Date,
        /// What it has cost until then.
        spent: Option<Money>,
        /// Where the counts come from, and anything else.
        words: Option<Text>,
    },
    /// Both sides are asked to decide.
    SentToDecision {
        /// Which decision.
        decision: Ref,
    },
    /// The decision fell.
    Decided {
        /// Which decision.
        decision: Ref,
        /// What was chosen.
        choice: Choice,
    },
    /// The decision was opened again.
    Reopened {
        /// Which decision.
        decision: Ref,
    },
    /// It ended without a decision, by its stop rule or because it was given up.
    Dropped {
        /// Why.
        why: Text,
    },
}

/// How many people of one arm did what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Count {
    /// The place of the arm in the plan.
    pub arm: usize,
    /// How many people were in it.
    pub people: u64,
    /// How many of them did it.
    pub did: u64,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A pilot as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Pilot {
    /// The request it serves.
    pub request: Option<Ref>,
    /// Its plan.
    pub plan: Plan,
    /// Who set it up.
    pub by: Option<PersonId>,
    /// When.
    pub set_up_at: Timestamp,
    /// How it began to run.
    pub started: Option<Started>,
    /// Every look at the counts, oldest first.
    pub looks: Vec<Look>,
    /// The newest decision about it.
    pub decision: Option<Ref>,
    /// What was decided, when, and after how many looks.
    pub decided: Option<(Choice, Timestamp, usize)>,
    /// The days it was prolonged to, oldest first.
    pub prolonged: Vec<Date>,
    /// Why and when it ended without a decision.
    pub dropped: Option<(Text, Timestamp)>,
}

/// How a pilot began to run.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in Event::Started")]
pub struct Started {
    pub on: Date,
    pub beside: usize,
    pub despite_power: Option<Text>,
    pub despite_cap: Option<Text>,
    pub by: Option<PersonId>,
}

/// One look at the counts.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in Event::Read")]
pub struct Look {
    pub counts: Vec<Count>,
    pub on: Date,
    pub spent: Option<Money>,
    pub words: Option<Text>,
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

/// How far a pilot has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its plan may still change.
    Draft,
    /// People see it.
    Running,
    /// Its counts are read; nothing is decided.
    Read,
    /// Both sides decided.
    Decided,
    /// It ended without a decision.
    Dropped,
}

impl Pilot {
    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match &self.decided {
            _ if self.dropped.is_some() => Stage::Dropped,
            // Prolonged, it runs until it is read again.
            Some((Choice::Prolong { .. }, _, looks)) if *looks == self.looks.len() => Stage::Running,
            Some((Choice::Prolong { .. }, ..)) => Stage::Read,
            Some(_) => Stage::Decided,
            None if !self.looks.is_empty() => Stage::Read,
            None if self.started.is_some() => Stage::Running,
            None => Stage::Draft,
        }
    }

    /// Whether it counts among those that run at the same time: begun, and nothing decided.
    pub fn is_active(&self) -> bool {
        matches!(self.stage(), Stage::Running | Stage::Read)
    }

    /// Whether nothing more is expected of it.
    pub fn is_closed(&self) -> bool {
        matches!(self.stage(), Stage::Decided | Stage::Dropped)
    }

    /// The day both sides decide by.
    pub fn decide_by(&self) -> Date {
        self.prolonged.last().copied().unwrap_or(self.plan.decide_by)
    }

    /// The newest look at the counts.
    pub fn look(&self) -> Option<&Look> {
        self.looks.last()
    }

    /// Whether both sides are asked and have not decided.
    fn awaits_decision(&self) -> bool {
        self.decision.is_some() && self.decided.is_none()
    }
}

impl Stage {
    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Running => "running",
            Stage::Read => "read",
            Stage::Decided => "decided",
            Stage::Dropped => "dropped",
        }
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a pilot.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Sets it up; `says`: whether hypothesis, metric, proxy and population, each arm and the stop rule hold a word.
    SetUp { request: Option<Ref>, plan: Box<Plan>, says: Says, today: Date },
    /// Revises its plan.
    Revise { plan: Box<Plan>, says: Says, today: Date },
    /// Lets it run; `beside`: how many other pilots are active.
    Start { today: Date, beside: usize, despite_power: Option<Text>, despite_cap: Option<Text> },
    /// Reads its counts, in any order.
    Read { counts: Vec<Count>, on: Date, today: Date, spent: Option<Money>, words: Option<Text> },
    /// Asks both sides to decide.
    Send { decision: Ref },
    /// Takes over what was decided.
    Conclude { decision: Ref, choice: Choice },
    /// Opens what was decided again.
    Reopen { decision: Ref },
    /// Ends it without a decision; `says_something`: whether the reason holds a word.
    Drop { why: Text, says_something: bool },
}

/// Whether each of a plan's texts holds a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field bears the name it has in the plan")]
pub struct Says {
    pub hypothesis: bool,
    pub metric: bool,
    pub proxy: bool,
    pub population: bool,
    pub arms: bool,
    pub stop_rule: bool,
}

impl Says {
    /// All of them do.
    pub const ALL: Says =
        Says { hypothesis: true, metric: true, proxy: true, population: true, arms: true, stop_rule: true };

    fn fault(self) -> Option<CannotPilot> {
        let faults = [
            (self.hypothesis, CannotPilot::NoHypothesis),
            (self.metric, CannotPilot::NoMetric),
            (self.proxy, CannotPilot::NoProxy),
            (self.population, CannotPilot::NoPopulation),
            (self.arms, CannotPilot::NoArmName),
            (self.stop_rule, CannotPilot::NoStopRule),
        ];
        faults.into_iter().find_map(|(says, fault)| (!says).then_some(fault))
    }
}

impl Aggregate for Pilot {
    const STREAM: &'static str = "pilot";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotPilot;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotPilot> {
        use Command::*;
        let Some(it) = state else {
            let SetUp { request, plan, says, today } = command else { return Err(CannotPilot::Unknown) };
            return match says.fault().or_else(|| plan.fault(today)) {
                Some(fault) => Err(fault),
                None => Ok(vec![Event::SetUp { request, plan }]),
            };
        };
        Ok(match command {
            SetUp { request, plan, .. } if request == it.request && *plan == it.plan => vec![],
            SetUp { .. } => return Err(CannotPilot::Known),
            Revise { plan, .. } if *plan == it.plan => vec![],
            Revise { .. } if it.stage() != Stage::Draft => return Err(CannotPilot::Fixed),
            Revise { plan, says, today } => match says.fault().or_else(|| plan.fault(today)) {
                Some(fault) => return Err(fault),
                None => vec![Event::Revised { plan }],
            },
            Start { today, beside, despite_power, despite_cap } => {
                it.start(today, beside, despite_power, despite_cap)?
            }
            Read { counts, on, today, spent, words } => it.read(counts, on, today, spent, words)?,
            Send { decision } if it.decision.as_ref() == Some(&decision) => vec![],
            Send { .. } if it.awaits_decision() => return Err(CannotPilot::AwaitsDecision),
            Send { .. } if it.stage() != Stage::Read => return Err(CannotPilot::NotRead),
            Send { decision } => vec![Event::SentToDecision { decision }],
            Conclude { decision, .. } if it.decision.as_ref() != Some(&decision) => {
                return Err(CannotPilot::OtherDecision);
            }
            Conclude { choice, .. } if it.decided.as_ref().is_some_and(|(made, ..)| *made == choice) => vec![],
            Conclude { decision, choice } => vec![Event::Decided { decision, choice }],
            Reopen { decision } => match it.decision.as_ref() == Some(&decision) && it.decided.is_some() {
                true => vec![Event::Reopened { decision }],
                false => vec![],
            },
            Drop { why, .. } if it.dropped.as_ref().is_some_and(|(told, _)| *told == why) => vec![],
            Drop { .. } if it.is_closed() => return Err(CannotPilot::Closed),
            Drop { .. } if it.awaits_decision() => return Err(CannotPilot::AwaitsDecision),
            Drop { says_something: false, .. } => return Err(CannotPilot::NoReason),
            Drop { why, .. } => vec![Event::Dropped { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            let Event::SetUp { request, plan } = event else { return None };
            return Some(Pilot {
                request: request.clone(),
                plan: (**plan).clone(),
                by: ctx.actor,
                set_up_at: ctx.now,
                started: None,
                looks: Vec::new(),
                decision: None,
                decided: None,
                prolonged: Vec::new(),
                dropped: None,
            });
        };
        match event {
            Event::SetUp { .. } => {}
            Event::Revised { plan } => it.plan = (**plan).clone(),
            Event::Started { on, beside, despite_power, despite_cap } => {
                it.started = Some(Started {
                    on: *on,
                    beside: *beside,
                    despite_power: despite_power.clone(),
                    despite_cap: despite_cap.clone(),
                    by: ctx.actor,
                });
            }
            Event::Read { counts, on, spent, words } => it.looks.push(Look {
                counts: counts.clone(),
                on: *on,
                spent: *spent,
                words: words.clone(),
                by: ctx.actor,
                at: ctx.now,
            }),
            Event::SentToDecision { decision } => {
                it.decision = Some(decision.clone());
                it.decided = None;
            }
            Event::Decided { choice, .. } => {
                it.decided = Some((choice.clone(), ctx.now, it.looks.len()));
                if let Choice::Prolong { until } = choice {
                    it.prolonged.push(*until);
                }
            }
            Event::Reopened { .. } => {
                if let Some((Choice::Prolong { .. }, ..)) = it.decided.take() {
                    it.prolonged.pop();
                }
            }
            Event::Dropped { why } => it.dropped = Some((why.clone(), ctx.now)),
        }
        Some(it)
    }
}

impl Pilot {
    fn start(
        &self,
        today: Date,
        beside: usize,
        despite_power: Option<Text>,
        despite_cap: Option<Text>,
    ) -> Result<Vec<Event>, CannotPilot> {
        if self.is_closed() {
            return Err(CannotPilot::Closed);
        }
        if self.started.is_some() {
            return Ok(vec![]);
        }
        if self.plan.decide_by <= today {
            return Err(CannotPilot::Past);
        }
        let power = reading::power(&self.plan);
        if let Some(short) = power.short().filter(|_| despite_power.is_none()) {
            return Err(CannotPilot::TooSmall(short));
        }
        if beside >= MOST_ACTIVE && despite_cap.is_none() {
            return Err(CannotPilot::TooMany(beside));
        }
        // A reason that was not needed is not kept.
        let despite_power = despite_power.filter(|_| power.short().is_some());
        let despite_cap = despite_cap.filter(|_| beside >= MOST_ACTIVE);
        Ok(vec![Event::Started { on: today, beside, despite_power, despite_cap }])
    }

    fn read(
        &self,
        mut counts: Vec<Count>,
        on: Date,
        today: Date,
        spent: Option<Money>,
        words: Option<Text>,
    ) -> Result<Vec<Event>, CannotPilot> {
        counts.sort();
        let Some(started) = &self.started else { return Err(CannotPilot::NotStarted) };
        let same = |look: &Look| look.counts == counts && look.on == on && look.spent == spent;
        if self.look().is_some_and(same) {
            return Ok(vec![]);
        }
        if self.is_closed() {
            return Err(CannotPilot::Closed);
        }
        if self.awaits_decision() {
            return Err(CannotPilot::AwaitsDecision);
        }
        let each = counts.iter().map(|count| count.arm).eq(0..self.plan.arms.len());
        if !each {
            return Err(CannotPilot::EachArm);
        }
        if counts.iter().any(|count| count.people == 0 || count.did > count.people) {
            return Err(CannotPilot::Counts);
        }
        if spent.is_some_and(|spent| spent.cents < 0) {
            return Err(CannotPilot::Amounts);
        }
        if on < started.on || on > today {
            return Err(CannotPilot::OtherDay { started: started.on, today });
        }
        Ok(vec![Event::Read { counts, on, spent, words }])
    }
}
