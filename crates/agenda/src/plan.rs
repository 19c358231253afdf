//! The rolling plan: which initiatives begin in which quarter, and what they take of the teams.
//!
//! What an initiative takes of teams and funds, and what it brings, is stated; when it begins is proposed, by a person or by the search (`choose`), and
//! takes effect once both sides agree. A team planned beyond what it can do, and a fund beyond what it holds, is shown and never refused.
//!
//! Deliberately absent: the words people typed (in the vault), what a team can do in a quarter (the landscape knows) and how
//! far the work is (the trackers know).

pub mod choose;
mod quarter;

use std::collections::BTreeMap;

use base::{Aggregate, Context, PersonId, Quantity, Ref, Refusal, Say, Side, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use quarter::Quarter;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An initiative was put on the list, or what was said of it changed.
    Stated {
        /// Its number.
        number: u32,
        /// What it is.
        initiative: Initiative,
    },
    /// An initiative is not planned any more.
    Dropped {
        /// Its number.
        number: u32,
        /// Why.
        why: Text,
    },
    /// Money was set aside, or what was said of it changed.
    FundStated {
        /// Its number.
        number: u32,
        /// What it is.
        fund: Fund,
    },
    /// Somebody proposed when initiatives begin.
    Proposed {
        /// Its number.
        proposal: u32,
        /// Which initiative begins when; `None` where it leaves the plan. Those not named stay where they are.
        moves: BTreeMap<u32, Option<Quarter>>,
    },
    /// One side agrees to a proposal; the second to do so makes it the plan.
    Agreed {
        /// The proposal.
        proposal: u32,
        /// The side.
        side: Side,
    },
    /// A proposal is put aside.
    Declined {
        /// The proposal.
        proposal: u32,
        /// By which side.
        side: Side,
        /// Why.
        why: Text,
    },
}

/// Something that may be planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Initiative {
    /// What it is called.
    pub name: Text,
    /// The request it comes from; what it brings is then read from its business case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
    /// What it brings, in euros of today over its life, where no business case says so: at worst, likely, at best.
    pub value: Quantity,
    /// What starting a quarter later loses of that, in euros.
    #[serde(default)]
    pub delay: f64,
    /// What it takes, quarter after quarter from its start.
    pub work: Vec<Work>,
    /// What it costs, quarter after quarter from its start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// The initiatives that must have ended before it begins, by their numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<u32>,
    /// Whether it is done whatever it brings: a law, a promise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must: bool,
}

/// What an initiative takes of a team in one quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// The team.
    pub team: Ref,
    /// So many quarters after the start; 0: in the first.
    pub after: u32,
    /// Person-days.
    pub days: Quantity,
}

/// What an initiative costs a fund in one quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// The fund, by its number.
    pub fund: u32,
    /// So many quarters after the start; 0: in the first.
    pub after: u32,
    /// Euros.
    pub euros: Quantity,
}

/// Money set aside for initiatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fund {
    /// What it is called.
    pub name: Text,
    /// Euros, quarter by quarter; none in a quarter that is not named.
    pub money: BTreeMap<Quarter, f64>,
}

/// What limits a plan: something initiatives take of, quarter by quarter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pool {
    /// A team, in person-days.
    Team(Ref),
    /// A fund by its number, in euros.
    Fund(u32),
}

impl Initiative {
    /// How many quarters it takes.
    pub fn quarters(&self) -> u32 {
        let after = self.work.iter().map(|work| work.after).chain(self.costs.iter().map(|cost| cost.after));
        after.map(|after| after.saturating_add(1)).max().unwrap_or(1)
    }

    /// What it takes of what, and how many quarters after its start.
    pub fn takes(&self) -> impl Iterator<Item = (Pool, u32, Quantity)> + '_ {
        let work = self.work.iter().map(|work| (Pool::Team(work.team.clone()), work.after, work.days));
        work.chain(self.costs.iter().map(|cost| (Pool::Fund(cost.fund), cost.after, cost.euros)))
    }
}

/// An initiative takes at most so many quarters.
pub const QUARTERS_MOST: u32 = 12;
/// A plan holds at most so many initiatives.
pub const INITIATIVES_MOST: usize = 500;
/// A plan holds at most so many funds.
pub const FUNDS_MOST: usize = 24;

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The plan as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The initiatives that may be planned, by number.
    pub initiatives: BTreeMap<u32, Initiative>,
    /// The money set aside, by number.
    pub funds: BTreeMap<u32, Fund>,
    /// When each of those planned begins.
    pub starts: BTreeMap<u32, Quarter>,
    /// The proposals, by number.
    pub proposals: BTreeMap<u32, Proposal>,
    /// How many initiatives there have ever been.
    pub counted: u32,
}

/// A proposal of when initiatives begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Which begins when.
    pub moves: BTreeMap<u32, Option<Quarter>>,
    /// Who made it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// Which sides agree.
    pub agreed: Vec<Side>,
    /// Which side put it aside, and why.
    pub declined: Option<(Side, Text)>,
}

impl Proposal {
    /// Whether something is still to be said about it.
    pub fn open(&self) -> bool {
        self.declined.is_none() && self.agreed.len() < 2
    }
}

impl Plan {
    /// What is planned of a team or a fund in a quarter, in person-days or euros, and by which initiatives.
    pub fn taken(&self, pool: &Pool, quarter: Quarter) -> (Quantity, Vec<u32>) {
        let (mut sum, mut by) = (Quantity::exact(0.0), Vec::new());
        for (number, start) in &self.starts {
            let Some(it) = self.initiatives.get(number) else { continue };
            for (_, _, part) in it.takes().filter(|(of, after, _)| of == pool && start.plus(*after) == quarter) {
                sum =
                    Quantity { low: sum.low + part.low, likely: sum.likely + part.likely, high: sum.high + part.high };
                by.push(*number);
            }
        }
        by.dedup();
        (sum, by)
    }

    /// The plan as it would be with a proposal.
    pub fn with(&self, moves: &BTreeMap<u32, Option<Quarter>>) -> Plan {
        let mut plan = self.clone();
        plan.apply(moves);
        plan
    }

    fn apply(&mut self, moves: &BTreeMap<u32, Option<Quarter>>) {
        for (number, start) in moves.iter().filter(|(number, _)| self.initiatives.contains_key(number)) {
            match start {
                Some(start) => self.starts.insert(*number, *start),
                None => self.starts.remove(number),
            };
        }
    }

    /// Which of those planned begin before what they need has ended: the one, and the one it needs.
    pub fn too_early(&self) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        for (number, start) in &self.starts {
            let needs = self.initiatives.get(number).map(|it| it.needs.as_slice()).unwrap_or_default();
            for need in needs {
                let ended = self.starts.get(need).zip(self.initiatives.get(need));
                if ended.is_none_or(|(from, it)| from.plus(it.quarters()) > *start) {
                    out.push((*number, *need));
                }
            }
        }
        out
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about the plan.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// States what an initiative is: that of a number, or a new one; `says_something`: whether its name holds a word.
    State { number: Option<u32>, initiative: Initiative, says_something: bool },
    /// Sets money aside: in a fund of a number, or in a new one; `says_something`: whether its name holds a word.
    Fund { number: Option<u32>, fund: Fund, says_something: bool },
    /// Takes an initiative off the list.
    Drop { number: u32, why: Text, says_something: bool },
    /// Proposes when initiatives begin.
    Propose { moves: BTreeMap<u32, Option<Quarter>> },
    /// Agrees to a proposal for one's side.
    Agree { proposal: u32, side: Side },
    /// Puts a proposal aside for one's side.
    Decline { proposal: u32, side: Side, why: Text, says_something: bool },
}

impl Aggregate for Plan {
    const STREAM: &'static str = "plan";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotPlan;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotPlan> {
        use Command::*;
        let empty = Plan::default();
        let plan = state.unwrap_or(&empty);
        let open = |number: u32| match plan.proposals.get(&number) {
            None => Err(CannotPlan::NoProposal(number)),
            Some(it) if !it.open() => Err(CannotPlan::Settled(number)),
            Some(it) => Ok(it),
        };
        Ok(match command {
            State { says_something: false, .. } | Fund { says_something: false, .. } => return Err(CannotPlan::NoName),
            Fund { number, fund, .. } => {
                let number = match number {
                    Some(number) if !plan.funds.contains_key(&number) => return Err(CannotPlan::NoFund(number)),
                    Some(number) => number,
                    None if plan.funds.len() >= FUNDS_MOST => return Err(CannotPlan::TooManyFunds),
                    None => plan.funds.last_key_value().map_or(1, |(last, _)| last + 1),
                };
                if fund.money.values().any(|euros| !(0.0..=1e12).contains(euros)) {
                    return Err(CannotPlan::NoNumber);
                }
                match plan.funds.get(&number) == Some(&fund) {
                    true => Vec::new(),
                    false => vec![Event::FundStated { number, fund }],
                }
            }
            State { number, initiative, .. } => {
                let number = match number {
                    Some(number) if !plan.initiatives.contains_key(&number) => {
                        return Err(CannotPlan::NoInitiative(number));
                    }
                    Some(number) => number,
                    None if plan.initiatives.len() >= INITIATIVES_MOST => return Err(CannotPlan::TooMany),
                    None => plan.counted + 1,
                };
                sane(plan, number, &initiative)?;
                match plan.initiatives.get(&number) == Some(&initiative) {
                    true => Vec::new(),
                    false => vec![Event::Stated { number, initiative }],
                }
            }
            Drop { number, .. } if !plan.initiatives.contains_key(&number) => {
                return Err(CannotPlan::NoInitiative(number));
            }
            Drop { says_something: false, .. } | Decline { says_something: false, .. } => {
                return Err(CannotPlan::NoReason);
            }
            Drop { number, why, .. } => {
                if let Some((other, _)) = plan.initiatives.iter().find(|(_, it)| it.needs.contains(&number)) {
                    return Err(CannotPlan::Needed { number, by: *other });
                }
                vec![Event::Dropped { number, why }]
            }
            Propose { moves } => {
                if let Some(number) = moves.keys().find(|number| !plan.initiatives.contains_key(number)) {
                    return Err(CannotPlan::NoInitiative(*number));
                }
                let moves: BTreeMap<u32, Option<Quarter>> =
                    moves.into_iter().filter(|(number, start)| plan.starts.get(number) != start.as_ref()).collect();
                let known = plan.proposals.values().any(|it| it.open() && it.moves == moves);
                if moves.is_empty() || known {
                    return Ok(Vec::new());
                }
                let proposal = plan.proposals.last_key_value().map_or(1, |(last, _)| last + 1);
                vec![Event::Proposed { proposal, moves }]
            }
            Agree { proposal, side } => match plan.proposals.get(&proposal) {
                Some(it) if it.agreed.contains(&side) => Vec::new(),
                _ => {
                    open(proposal)?;
                    vec![Event::Agreed { proposal, side }]
                }
            },
            Decline { proposal, side, why, .. } => {
                open(proposal)?;
                vec![Event::Declined { proposal, side, why }]
            }
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut plan = state.unwrap_or_default();
        match event {
            Event::Stated { number, initiative } => {
                plan.counted = plan.counted.max(*number);
                plan.initiatives.insert(*number, initiative.clone());
            }
            Event::FundStated { number, fund } => {
                plan.funds.insert(*number, fund.clone());
            }
            Event::Dropped { number, .. } => {
                plan.initiatives.remove(number);
                plan.starts.remove(number);
            }
            Event::Proposed { proposal, moves } => {
                let by = ctx.actor;
                let it = Proposal { moves: moves.clone(), by, at: ctx.now, agreed: Vec::new(), declined: None };
                plan.proposals.insert(*proposal, it);
            }
            Event::Agreed { proposal, side } => {
                let moves = plan.proposals.get_mut(proposal).and_then(|it| {
                    it.agreed.push(*side);
                    (it.agreed.len() == 2).then(|| it.moves.clone())
                });
                if let Some(moves) = moves {
                    plan.apply(&moves);
                }
            }
            Event::Declined { proposal, side, why } => {
                if let Some(it) = plan.proposals.get_mut(proposal) {
                    it.declined = Some((*side, why.clone()));
                }
            }
        }
        Some(plan)
    }
}

fn sane(plan: &Plan, number: u32, it: &Initiative) -> Result<(), CannotPlan> {
    let ordered =
        |it: &Quantity| it.low <= it.likely && it.likely <= it.high && it.low.is_finite() && it.high.is_finite();
    let euros = |it: f64| it.abs() <= 1e12;
    if !(ordered(&it.value) && euros(it.value.low) && euros(it.value.high) && euros(it.delay)) {
        return Err(CannotPlan::NoNumber);
    }
    if it.work.iter().any(|work| !ordered(&work.days) || work.days.low < 0.0 || work.days.high > 1e6) {
        return Err(CannotPlan::NoNumber);
    }
    if it.costs.iter().any(|cost| !ordered(&cost.euros) || cost.euros.low < 0.0 || cost.euros.high > 1e12) {
        return Err(CannotPlan::NoNumber);
    }
    if let Some(cost) = it.costs.iter().find(|cost| !plan.funds.contains_key(&cost.fund)) {
        return Err(CannotPlan::NoFund(cost.fund));
    }
    if it.quarters() > QUARTERS_MOST {
        return Err(CannotPlan::TooLong);
    }
    // Whatever it needs, and what that needs, must not come back to it.
    let (mut waiting, mut seen) = (it.needs.clone(), Vec::new());
    while let Some(need) = waiting.pop() {
        let Some(needed) = plan.initiatives.get(&need).filter(|_| need != number) else {
            return Err(if need == number { CannotPlan::Circle(number) } else { CannotPlan::NoInitiative(need) });
        };
        if !seen.contains(&need) {
            seen.push(need);
            waiting.extend(&needed.needs);
        }
    }
    Ok(())
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotPlan {
    /// It has no name.
    NoName,
    /// No reason is given.
    NoReason,
    /// There is no such initiative.
    NoInitiative(u32),
    /// There is no such fund.
    NoFund(u32),
    /// There is no such proposal.
    NoProposal(u32),
    /// Both sides agreed to it already, or one put it aside.
    Settled(u32),
    /// Another needs it.
    Needed {
        /// The initiative.
        number: u32,
        /// Who needs it.
        by: u32,
    },
    /// It would need itself.
    Circle(u32),
    /// A number is no amount, or its range is not in order.
    NoNumber,
    /// It takes more than [`QUARTERS_MOST`] quarters.
    TooLong,
    /// The plan holds [`INITIATIVES_MOST`] already.
    TooMany,
    /// The plan holds [`FUNDS_MOST`] funds already.
    TooManyFunds,
}

impl Refusal for CannotPlan {
    fn say(&self) -> Say {
        use CannotPlan::*;
        match self {
            NoName => Say::new("l'initiative n'a pas encore de nom", "the initiative has no name yet"),
            NoReason => Say::new("aucune raison n'est donnée", "no reason is given"),
            NoInitiative(n) => Say::new(
                format!("l'initiative {n} n'est pas sur la liste"),
                format!("initiative {n} is not on the list"),
            ),
            NoFund(n) => Say::new(format!("l'enveloppe {n} n'existe pas"), format!("there is no fund {n}")),
            NoProposal(n) => Say::new(format!("la proposition {n} n'existe pas"), format!("there is no proposal {n}")),
            Settled(n) => Say::new(
                format!("tout est dit sur la proposition {n}"),
                format!("all has been said about proposal {n}"),
            ),
            Needed { number, by } => Say::new(
                format!("l'initiative {by} a besoin de l'initiative {number}"),
                format!("initiative {by} needs initiative {number}"),
            ),
            Circle(n) => Say::new(
                format!("l'initiative {n} aurait besoin d'elle-même"),
                format!("initiative {n} would need itself"),
            ),
            NoNumber => Say::new(
                "un montant manque, est négatif ou sort de sa fourchette",
                "an amount is missing, negative or out of its range",
            ),
            TooLong => Say::new(
                format!("une initiative dure au plus {QUARTERS_MOST} trimestres"),
                format!("an initiative takes {QUARTERS_MOST} quarters at most"),
            ),
            TooMany => Say::new(
                format!("le plan tient au plus {INITIATIVES_MOST} initiatives"),
                format!("the plan holds {INITIATIVES_MOST} initiatives at most"),
            ),
            TooManyFunds => Say::new(
                format!("le plan tient au plus {FUNDS_MOST} enveloppes"),
                format!("the plan holds {FUNDS_MOST} funds at most"),
            ),
        }
    }

    fn way_out(&self) -> Say {
        use CannotPlan::*;
        match self {
            NoName => Say::new("donnez-lui un nom", "give it a name"),
            NoReason => Say::new("dites pourquoi", "say why"),
            NoInitiative(_) | NoProposal(_) => Say::new("choisissez-la dans le plan", "choose it in the plan"),
            NoFund(_) => Say::new("posez d'abord cette enveloppe", "state that fund first"),
            TooManyFunds => Say::new("réunissez deux enveloppes", "make one fund of two"),
            Settled(_) => Say::new("faites une nouvelle proposition", "make a new proposal"),
            Needed { by, .. } => Say::new(
                format!("retirez d'abord ce besoin de l'initiative {by}"),
                format!("first take that need out of initiative {by}"),
            ),
            Circle(_) => Say::new("retirez un des besoins", "take one of the needs out"),
            NoNumber => Say::new(
                "donnez le bas, le probable et le haut, dans cet ordre",
                "give low, likely and high, in that order",
            ),
            TooLong => Say::new("coupez-la en deux", "cut it in two"),
            TooMany => Say::new("retirez ce qui n'est plus à faire", "take out what is no longer to be done"),
        }
    }
}

#[cfg(test)]
mod tests;
