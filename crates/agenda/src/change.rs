//! A change of scope or priority of something decided: which side asks and why, the options with the receipt of each,
//! and which one both sides signed.
//!
//! The receipt is worked out before anybody confirms, and stays whatever is signed: the dearest option may be chosen,
//! with the reason that outweighed it.

pub mod proposal;
pub mod receipt;
mod refusals;
#[cfg(test)]
mod tests;
pub mod volatility;

use base::{Aggregate, Context, PersonId, Ref, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::Choice;

pub use proposal::{Alternative, Dependent, Gain, Proposal, Scope, What, Work};
pub use receipt::{Price, Receipt};
pub use refusals::CannotChange;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was put forward.
    Proposed {
        /// With what it would cost and bring.
        proposal: Box<Proposal>,
    },
    /// It was put otherwise, before anybody was asked to decide.
    Revised {
        /// With what it would cost and bring.
        proposal: Box<Proposal>,
    },
    /// Both sides are asked to decide.
    SentToDecision {
        /// Which decision.
        decision: Ref,
        /// What leaves most.
        recommended: Choice,
        /// What each option costs and brings: the receipt stays, whatever becomes of rates and cases.
        prices: Vec<Option<Price>>,
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
    /// It is not asked for any more.
    Withdrawn {
        /// Why.
        why: Text,
    },
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A change as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is put before both sides.
    pub proposal: Proposal,
    /// Who put it forward.
    pub by: Option<PersonId>,
    /// When.
    pub proposed_at: Timestamp,
    /// The newest decision about it.
    pub decision: Option<Ref>,
    /// What left most, and what each option cost and brought, when both sides were asked.
    pub asked: Option<(Choice, Vec<Option<Price>>)>,
    /// What was decided, and when.
    pub decided: Option<(Choice, Timestamp)>,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<(Text, Timestamp)>,
}

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It may still be put otherwise.
    Proposed,
    /// Both sides are asked.
    InDecision,
    /// Both sides, or the arbiter, have decided.
    Decided,
    /// It is not asked for any more.
    Withdrawn,
}

impl Stage {
    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Proposed => "proposed",
            Stage::InDecision => "in_decision",
            Stage::Decided => "decided",
            Stage::Withdrawn => "withdrawn",
        }
    }
}

impl Change {
    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match (&self.withdrawn, &self.decided, &self.decision) {
            (Some(_), ..) => Stage::Withdrawn,
            (None, Some(_), _) => Stage::Decided,
            (None, None, Some(_)) => Stage::InDecision,
            (None, None, None) => Stage::Proposed,
        }
    }

    /// The place of the option that was decided; `None` while nothing is, or where all stays as it is.
    pub fn taken(&self) -> Option<usize> {
        match &self.decided {
            Some((Choice::ChangeTo { option }, _)) => usize::from(*option).checked_sub(1),
            _ => None,
        }
    }

    /// Whether a choice is not what left most when both sides were asked: it takes a reason.
    pub fn overrules(&self, choice: &Choice) -> bool {
        self.asked.as_ref().is_some_and(|(recommended, _)| recommended != choice)
    }

    /// The ways there are: as it is first, then each option.
    pub fn choices(&self) -> Vec<Choice> {
        let options = (1..=self.proposal.options.len()).filter_map(|at| u8::try_from(at).ok());
        std::iter::once(Choice::StayAsIs).chain(options.map(|option| Choice::ChangeTo { option })).collect()
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a change.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Puts it forward; `stands`: what the shell knows of what it names.
    Propose { proposal: Box<Proposal>, says: Says, stands: Stands, today: Date },
    /// Puts it otherwise.
    Revise { proposal: Box<Proposal>, says: Says, stands: Stands, today: Date },
    /// Asks both sides to decide, at the prices of today.
    Send { decision: Ref, stands: Stands, recommended: Choice, prices: Vec<Option<Price>> },
    /// Takes over what was decided.
    Conclude { decision: Ref, choice: Choice },
    /// Opens what was decided again.
    Reopen { decision: Ref },
    /// Does not ask for it any more; `says_something`: whether the reason holds a word.
    Withdraw { why: Text, says_something: bool },
}

/// Whether each text of a proposal holds a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    /// What would change.
    pub words: bool,
    /// Why.
    pub why: bool,
    /// Every option, dependent, gain and source.
    pub names: bool,
}

impl Says {
    /// All of them do.
    pub const ALL: Says = Says { words: true, why: true, names: true };
}

/// What is known of what a proposal names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Whether what would change is decided and goes ahead.
    pub decided: bool,
    /// Whether person-days planned and spent are known.
    pub days: bool,
    /// Whether what a day costs is known.
    pub rate: bool,
    /// Whether what every week costs or brings is known.
    pub weeks: bool,
}

impl Stands {
    /// All of it is known.
    pub const ALL: Stands = Stands { decided: true, days: true, rate: true, weeks: true };

    fn fault(self) -> Option<CannotChange> {
        let faults = [
            (self.decided, CannotChange::NotDecided),
            (self.days, CannotChange::NoDays),
            (self.rate, CannotChange::NoRate),
            (self.weeks, CannotChange::NoWeek),
        ];
        faults.into_iter().find_map(|(known, fault)| (!known).then_some(fault))
    }
}

impl Aggregate for Change {
    const STREAM: &'static str = "change";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotChange;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotChange> {
        use Command::*;
        let Some(it) = state else {
            let Propose { proposal, says, stands, today } = command else { return Err(CannotChange::Unknown) };
            return match fault(&proposal, says, stands, today) {
                Some(fault) => Err(fault),
                None => Ok(vec![Event::Proposed { proposal }]),
            };
        };
        Ok(match command {
            Propose { proposal, .. } | Revise { proposal, .. } if *proposal == it.proposal => vec![],
            Propose { .. } => return Err(CannotChange::Known),
            Revise { .. } if it.stage() == Stage::InDecision => return Err(CannotChange::AwaitsDecision),
            Revise { .. } if it.stage() != Stage::Proposed => return Err(CannotChange::Closed),
            Revise { proposal, says, stands, today } => match fault(&proposal, says, stands, today) {
                Some(fault) => return Err(fault),
                None => vec![Event::Revised { proposal }],
            },
            Send { decision, .. } if it.decision.as_ref() == Some(&decision) => vec![],
            Send { .. } if it.stage() == Stage::InDecision => return Err(CannotChange::AwaitsDecision),
            Send { .. } if it.stage() != Stage::Proposed => return Err(CannotChange::Closed),
            Send { decision, stands, recommended, prices } => match stands.fault() {
                Some(fault) => return Err(fault),
                None => vec![Event::SentToDecision { decision, recommended, prices }],
            },
            Conclude { decision, .. } if it.decision.as_ref() != Some(&decision) => {
                return Err(CannotChange::OtherDecision);
            }
            Conclude { choice, .. } if it.decided.as_ref().is_some_and(|(made, _)| *made == choice) => vec![],
            Conclude { decision, choice } => vec![Event::Decided { decision, choice }],
            Reopen { decision } => match it.decision.as_ref() == Some(&decision) && it.decided.is_some() {
                true => vec![Event::Reopened { decision }],
                false => vec![],
            },
            Withdraw { why, .. } if it.withdrawn.as_ref().is_some_and(|(told, _)| *told == why) => vec![],
            Withdraw { .. } if it.stage() == Stage::InDecision => return Err(CannotChange::AwaitsDecision),
            Withdraw { .. } if it.stage() != Stage::Proposed => return Err(CannotChange::Closed),
            Withdraw { says_something: false, .. } => return Err(CannotChange::NoReason),
            Withdraw { why, .. } => vec![Event::Withdrawn { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            let Event::Proposed { proposal } = event else { return None };
            return Some(Change {
                proposal: (**proposal).clone(),
                by: ctx.actor,
                proposed_at: ctx.now,
                decision: None,
                asked: None,
                decided: None,
                withdrawn: None,
            });
        };
        match event {
            Event::Proposed { .. } => {}
            Event::Revised { proposal } => it.proposal = (**proposal).clone(),
            Event::SentToDecision { decision, recommended, prices } => {
                it.decision = Some(decision.clone());
                it.asked = Some((recommended.clone(), prices.clone()));
            }
            Event::Decided { choice, .. } => it.decided = Some((choice.clone(), ctx.now)),
            Event::Reopened { .. } => it.decided = None,
            Event::Withdrawn { why } => it.withdrawn = Some((why.clone(), ctx.now)),
        }
        Some(it)
    }
}

/// What is wrong with a proposal: its words first, then what it names, then its numbers.
fn fault(proposal: &Proposal, says: Says, stands: Stands, today: Date) -> Option<CannotChange> {
    let words =
        [(says.words, CannotChange::NoWords), (says.why, CannotChange::NoReason), (says.names, CannotChange::NoName)];
    let unsaid = words.into_iter().find_map(|(says, fault)| (!says).then_some(fault));
    unsaid.or_else(|| proposal.fault(today)).or_else(|| stands.fault())
}
