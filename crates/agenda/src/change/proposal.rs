//! What a change of scope or priority puts before both sides: the work it touches, and each option with what it loses,
//! whom it makes wait, and what it gains.

use base::{Money, Quantity, Ref, Say, Side, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CannotChange;

/// The most options one page compares, "as it is" apart.
pub const MOST_OPTIONS: usize = 6;

/// The most pieces of work one option makes wait.
pub const MOST_DEPENDENTS: usize = 12;

/// What one changes of something decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// What belongs to it.
    Scope,
    /// What comes before it.
    Priority,
}

impl What {
    /// Every kind of change, with its stored word.
    pub const ALL: [(What, &'static str); 2] = [(What::Scope, "scope"), (What::Priority, "priority")];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            What::Scope => "scope",
            What::Priority => "priority",
        }
    }

    /// Reads its stored word.
    pub fn of(word: &str) -> Option<What> {
        What::ALL.into_iter().find_map(|(what, known)| (known == word).then_some(what))
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        match self {
            What::Scope => Say::new("changement de périmètre", "change of scope"),
            What::Priority => Say::new("changement de priorité", "change of priority"),
        }
    }
}

/// A change as it is put before both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// What was decided and would change.
    pub request: Ref,
    /// What of it.
    pub what: What,
    /// The side that asks.
    pub side: Side,
    /// What would change.
    pub words: Text,
    /// Why.
    pub why: Text,
    /// The work it touches.
    pub work: Work,
    /// How much belonged to it when it was agreed, and what has come and gone; for a change of scope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The options beside "as it is", which costs and gains nothing.
    pub options: Vec<Alternative>,
}

/// The work a change touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Person-days planned, where somebody stated them; else those the trackers tell of the items done for the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Quantity>,
    /// Person-days spent, in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Quantity>,
    /// Where the numbers that were stated come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// The team that does it; a day of it costs what the landscape says.
    pub team: Option<Ref>,
    /// What a day costs, where that is to be another number.
    pub day_rate: Option<Money>,
}

/// How many requirements were agreed, and what has become of them with this change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The day they were agreed.
    pub agreed_on: Date,
    /// How many.
    pub agreed: u32,
    /// How many more there are.
    pub added: u32,
    /// How many are otherwise.
    pub changed: u32,
    /// How many are gone.
    pub removed: u32,
}

/// One way to change, with what it loses and gains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// What it is.
    pub name: Text,
    /// The share of the work spent that is lost.
    pub lost: Quantity,
    /// How many people are put on something else.
    pub people: u32,
    /// How many days each of them needs to switch.
    pub days_each: Quantity,
    /// Who has to wait for it.
    pub dependents: Vec<Dependent>,
    /// What it brings earlier.
    pub gain: Option<Gain>,
}

/// A piece of work that an option makes wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dependent {
    /// The request it is, where it is one.
    pub request: Option<Ref>,
    /// What it is, or why it waits.
    pub words: Text,
    /// How many weeks it waits.
    pub weeks: Quantity,
    /// What a week costs, in euros; where absent, what the signed case of the request says.
    pub week: Option<Quantity>,
}

/// What an option brings earlier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// The request it is, where it is one.
    pub request: Option<Ref>,
    /// What comes earlier, and how one knows.
    pub words: Text,
    /// By how many weeks.
    pub weeks: Quantity,
    /// What a week is worth, in euros; where absent, what the signed case of the request says.
    pub week: Option<Quantity>,
}

impl Scope {
    /// How many requirements there are with the change.
    pub fn after(&self) -> u32 {
        self.agreed.saturating_add(self.added).saturating_sub(self.removed)
    }
}

impl Proposal {
    /// What is wrong with its numbers; `None` when nothing is.
    pub fn fault(&self, today: Date) -> Option<CannotChange> {
        let amount = |value: Quantity| in_order(value) && value.low >= 0.0 && value.high <= 1e9;
        let share = |value: Quantity| in_order(value) && value.low >= 0.0 && value.high <= 1.0;
        let Work { planned, spent, day_rate, .. } = &self.work;
        if !planned.is_none_or(|it| amount(it) && it.likely > 0.0) || !spent.is_none_or(amount) {
            return Some(CannotChange::Work);
        }
        if day_rate.is_some_and(|rate| rate.cents <= 0) {
            return Some(CannotChange::Rate);
        }
        if let Some(scope) = &self.scope
            && (scope.agreed == 0 || scope.removed > scope.agreed || scope.agreed_on > today)
        {
            return Some(CannotChange::Scope);
        }
        if self.options.is_empty() || self.options.len() > MOST_OPTIONS {
            return Some(CannotChange::Options);
        }
        self.options.iter().enumerate().find_map(|(at, option)| {
            if self.options[..at].iter().any(|other| other.name.commitment == option.name.commitment) {
                return Some(CannotChange::SameOption);
            }
            if !share(option.lost) {
                return Some(CannotChange::Lost);
            }
            if !amount(option.days_each) || option.people > 10_000 {
                return Some(CannotChange::Switching);
            }
            if option.dependents.len() > MOST_DEPENDENTS {
                return Some(CannotChange::Dependents);
            }
            let waits = option.dependents.iter().map(|it| (it.weeks, it.week));
            let gains = option.gain.iter().map(|it| (it.weeks, it.week));
            let sane = |(weeks, week): (Quantity, Option<Quantity>)| amount(weeks) && week.is_none_or(amount);
            (!waits.chain(gains).all(sane)).then_some(CannotChange::Weeks)
        })
    }
}

fn in_order(value: Quantity) -> bool {
    let Quantity { low, likely, high } = value;
    [low, likely, high].iter().all(|it| it.is_finite()) && low <= likely && likely <= high
}
