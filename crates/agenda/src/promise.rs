//! A promise: something said to customers for a day. What it needs, what those obliged to be consulted say of it, and
//! what came of it.
//!
//! What a media plan says is not here: files are read as claims. Here is what people said and signed about a promise,
//! whether it was imported or registered by hand. Publishing is never blocked; it is visible and signed.

mod refusal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use base::{Aggregate, Context, Kind, PersonId, Ref, Say, Text};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::decision::{Choice, Facts};
use crate::role::Role;

pub use refusal::CannotPromise;

/// From how many days before its day on a promise without all stamps is an alert.
pub const DAYS_OF_ALERT: i32 = 60;

/// Who has to be consulted before something dated is promised outside (the row "dated external promise" of the RACI:
/// marketing answers for it, IT and delivery are consulted, and must be).
pub const CONSULTED: [Role; 2] = [Role::Cio, Role::Delivery];

/// What the same share may differ by when it was once written `97 %` and once `0.97`.
const SLACK: f64 = 1e-9;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody registered one that no file speaks of.
    Registered {
        /// What is promised.
        words: Text,
        /// The campaign.
        campaign: Option<Text>,
        /// Where it is said.
        medium: Option<Text>,
        /// The first day.
        on: Date,
        /// The last day.
        until: Option<Date>,
    },
    /// Somebody said what it needs. Stamps given before are void: they spoke of something else.
    Required {
        /// The kind of things it needs something of.
        kind: Kind,
        /// Which of them: those of this country or region; all when absent.
        area: Option<String>,
        /// What it needs of each.
        need: Need,
    },
    /// Somebody took a need back. Stamps given before are void.
    Unrequired {
        /// The field it was about.
        field: String,
    },
    /// One of those who have to be consulted said whether it can be done.
    Stamped {
        /// As what.
        role: Role,
        /// What they say.
        stamp: Stamp,
        /// Under which conditions, or why not.
        words: Option<Text>,
        /// Exactly what was on the page.
        facts: Facts,
        /// SHA-256 of the canonical form of `facts`.
        hash: String,
    },
    /// It was said to customers.
    Published {
        /// Who had not been heard.
        missing: Vec<Role>,
        /// Why all the same.
        despite: Option<Text>,
        /// Exactly what was on the page.
        facts: Facts,
        /// SHA-256 of the canonical form of `facts`.
        hash: String,
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
    /// It was kept.
    Kept {
        /// What came out.
        words: Option<Text>,
    },
    /// It was not kept.
    Broken {
        /// What came out.
        words: Text,
    },
    /// It is not promised any more.
    Withdrawn {
        /// Why.
        why: Text,
    },
    /// Those who have to be consulted were reminded.
    Reminded {
        /// The day of the promise.
        on: Date,
        /// The messages.
        messages: Vec<Ref>,
    },
}

/// What a promise needs of each thing concerned: a fact of the landscape on the right side of a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// The field's word, such as `stock_accuracy`.
    pub field: String,
    /// On which side.
    pub bound: Bound,
    /// The threshold, in the field's unit.
    pub threshold: f64,
}

/// On which side of a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// That much or more.
    AtLeast,
    /// That much or less.
    AtMost,
}

/// What somebody who has to be consulted says of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stamp {
    /// It can be done.
    Feasible,
    /// It can be done under conditions.
    WithConditions,
    /// It cannot be done.
    NotFeasible,
}

impl Need {
    /// Whether a value meets it.
    pub fn is_met_by(&self, value: f64) -> bool {
        match self.bound {
            Bound::AtLeast => value >= self.threshold - SLACK,
            Bound::AtMost => value <= self.threshold + SLACK,
        }
    }
}

impl Bound {
    /// Every bound, with its stored word.
    pub const ALL: [(Bound, &'static str); 2] = [(Bound::AtLeast, "at_least"), (Bound::AtMost, "at_most")];

    /// Reads its stored word.
    pub fn of(word: &str) -> Option<Bound> {
        Bound::ALL.into_iter().find_map(|(bound, known)| (known == word).then_some(bound))
    }

    /// In words.
    pub fn say(self) -> Say {
        match self {
            Bound::AtLeast => Say::new("au moins", "at least"),
            Bound::AtMost => Say::new("au plus", "at most"),
        }
    }
}

impl Stamp {
    /// Every stamp, with its stored word.
    pub const ALL: [(Stamp, &'static str); 3] = [
        (Stamp::Feasible, "feasible"),
        (Stamp::WithConditions, "with_conditions"),
        (Stamp::NotFeasible, "not_feasible"),
    ];

    /// Reads its stored word.
    pub fn of(word: &str) -> Option<Stamp> {
        Stamp::ALL.into_iter().find_map(|(stamp, known)| (known == word).then_some(stamp))
    }

    /// What a person reads and presses.
    pub fn say(self) -> Say {
        match self {
            Stamp::Feasible => Say::new("Faisable", "Feasible"),
            Stamp::WithConditions => Say::new("Faisable sous conditions", "Feasible with conditions"),
            Stamp::NotFeasible => Say::new("Pas faisable", "Not feasible"),
        }
    }
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A promise as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promise {
    /// What somebody registered by hand.
    pub registered: Option<Registered>,
    /// The things it needs something of: their kind, and the country or region.
    pub concerns: Option<(Kind, Option<String>)>,
    /// What it needs of each, in the order it was said.
    pub needs: Vec<Stated>,
    /// What those who have to be consulted say, as far as they have been heard.
    pub stamps: BTreeMap<Role, Stamped>,
    /// When it was said to customers, and by whom.
    pub published: Option<Published>,
    /// The newest decision about it.
    pub decision: Option<Ref>,
    /// What was decided, and when.
    pub decided: Option<(Choice, Timestamp)>,
    /// How and when it ended.
    pub ended: Option<(Ended, Timestamp)>,
    /// The days people were reminded of.
    pub reminded: Vec<Date>,
}

/// What somebody registered.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in Event::Registered")]
pub struct Registered {
    pub words: Text,
    pub campaign: Option<Text>,
    pub medium: Option<Text>,
    pub on: Date,
    pub until: Option<Date>,
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

/// A need, with who stated it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// What is needed.
    pub need: Need,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// A stamp, with who gave it on which page.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamped {
    /// What they say.
    pub stamp: Stamp,
    /// Under which conditions, or why not.
    pub words: Option<Text>,
    /// Who.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The hash of the page they saw.
    pub hash: String,
}

/// A publication, with who signed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// Who.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// Who had not been heard.
    pub missing: Vec<Role>,
    /// Why all the same.
    pub despite: Option<Text>,
    /// The hash of the page they signed.
    pub hash: String,
}

/// How a promise ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It was kept; what came out.
    Kept(Option<Text>),
    /// It was not kept; what came out.
    Broken(Text),
    /// It is not promised any more; why.
    Withdrawn(Text),
}

/// Where a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Not all who have to be consulted were heard.
    Unstamped,
    /// All were heard.
    Stamped,
    /// Both sides are asked to decide.
    InDecision,
    /// Both sides, or the arbiter, have decided.
    Decided,
    /// It was said to customers.
    Published,
    /// It was kept.
    Kept,
    /// It was not kept.
    Broken,
    /// It is not promised any more.
    Withdrawn,
}

impl Stage {
    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Unstamped => "unstamped",
            Stage::Stamped => "stamped",
            Stage::InDecision => "in_decision",
            Stage::Decided => "decided",
            Stage::Published => "published",
            Stage::Kept => "kept",
            Stage::Broken => "broken",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        match self {
            Stage::Unstamped => Say::new("sans avis", "not stamped"),
            Stage::Stamped => Say::new("avis rendus", "stamped"),
            Stage::InDecision => Say::new("en décision", "in decision"),
            Stage::Decided => Say::new("décidée", "decided"),
            Stage::Published => Say::new("publiée", "published"),
            Stage::Kept => Say::new("tenue", "kept"),
            Stage::Broken => Say::new("non tenue", "not kept"),
            Stage::Withdrawn => Say::new("retirée", "withdrawn"),
        }
    }

    /// Whether nothing more is to be done.
    pub fn is_over(self) -> bool {
        matches!(self, Stage::Kept | Stage::Broken | Stage::Withdrawn)
    }
}

impl Promise {
    /// Where it stands.
    pub fn stage(&self) -> Stage {
        match (&self.ended, &self.decided) {
            (Some((Ended::Kept(_), _)), _) => Stage::Kept,
            (Some((Ended::Broken(_), _)), _) => Stage::Broken,
            (Some((Ended::Withdrawn(_), _)), _) | (None, Some((Choice::WithdrawPromise, _))) => Stage::Withdrawn,
            (None, _) if self.awaits_decision() => Stage::InDecision,
            (None, _) if self.published.is_some() => Stage::Published,
            (None, Some(_)) => Stage::Decided,
            (None, None) if self.missing().is_empty() => Stage::Stamped,
            (None, None) => Stage::Unstamped,
        }
    }

    /// Those who have to be consulted and have not been heard.
    pub fn missing(&self) -> Vec<Role> {
        CONSULTED.into_iter().filter(|role| !self.stamps.contains_key(role)).collect()
    }

    /// Whether both sides are asked and have not decided.
    pub fn awaits_decision(&self) -> bool {
        self.decision.is_some() && self.decided.is_none()
    }

    /// The day to which a decision put it off.
    pub fn postponed(&self) -> Option<Date> {
        match &self.decided {
            Some((Choice::Postpone { until }, _)) => Some(*until),
            _ => None,
        }
    }

    /// Whether it is an alert: its day is [`DAYS_OF_ALERT`] days away or nearer, not all who have to be consulted were
    /// heard, and no decision has taken their place.
    pub fn is_alert(&self, on: Date, today: Date) -> bool {
        let near = days_until(on, today) <= DAYS_OF_ALERT;
        near && !self.stage().is_over() && self.decided.is_none() && !self.missing().is_empty()
    }

    /// Whether people are to be reminded today.
    pub fn is_due(&self, on: Date, today: Date) -> bool {
        self.is_alert(on, today) && !self.reminded.contains(&on)
    }
}

/// How many days away a day is; less than zero once it has passed.
pub fn days_until(on: Date, today: Date) -> i32 {
    today.until(on).map_or(i32::MAX, |span| span.get_days())
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a promise.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Registers one; `says_something`: whether its words hold one.
    Register {
        words: Text,
        says_something: bool,
        campaign: Option<Text>,
        medium: Option<Text>,
        on: Date,
        until: Option<Date>,
    },
    /// Says what it needs.
    Require { kind: Kind, area: Option<String>, need: Need },
    /// Takes a need back.
    Unrequire { field: String },
    /// Says whether it can be done; `facts` are what is on the page now, `seen` the hash of the page the person saw.
    Stamp { role: Role, stamp: Stamp, words: Option<Text>, facts: Facts, seen: String },
    /// Says it to customers, signing the page.
    Publish { despite: Option<Text>, facts: Facts, seen: String },
    /// Asks both sides to decide.
    Send { decision: Ref },
    /// Takes over what was decided.
    Conclude { decision: Ref, choice: Choice },
    /// Opens what was decided again.
    Reopen { decision: Ref },
    /// Says that it was kept; `on` is its day, where it is known.
    Keep { on: Option<Date>, today: Date, words: Option<Text> },
    /// Says that it was not kept; `says_something`: whether the words hold one.
    Break { on: Option<Date>, today: Date, words: Text, says_something: bool },
    /// Does not promise it any more; `says_something`: whether the reason holds a word.
    Withdraw { why: Text, says_something: bool },
    /// Reminds those who have to be consulted.
    Remind { on: Option<Date>, today: Date, messages: Vec<Ref> },
}

impl Aggregate for Promise {
    const STREAM: &'static str = "promise";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotPromise;

    fn decide(state: Option<&Self>, command: Command, ctx: &Context) -> Result<Vec<Event>, CannotPromise> {
        use Command::*;
        let none = Promise::default();
        let it = state.unwrap_or(&none);
        let over = it.stage().is_over();
        Ok(match command {
            Register { says_something: false, .. } => return Err(CannotPromise::NoWords),
            Register { on, until: Some(until), .. } if until < on => return Err(CannotPromise::EndsBefore),
            Register { words, campaign, medium, on, until, .. } => match &it.registered {
                Some(known) if (&known.words, known.on, known.until) == (&words, on, until) => vec![],
                Some(_) => return Err(CannotPromise::Known),
                None => vec![Event::Registered { words, campaign, medium, on, until }],
            },
            Require { need, .. } if !need.threshold.is_finite() => return Err(CannotPromise::NoThreshold),
            Require { kind, area, need } if it.requires(kind, area.as_deref(), &need) => vec![],
            Require { .. } if over => return Err(CannotPromise::Ended),
            Require { kind, area, need } => vec![Event::Required { kind, area, need }],
            Unrequire { field } if !it.needs.iter().any(|stated| stated.need.field == field) => vec![],
            Unrequire { .. } if over => return Err(CannotPromise::Ended),
            Unrequire { field } => vec![Event::Unrequired { field }],
            Stamp { role, .. } if !CONSULTED.contains(&role) => return Err(CannotPromise::NotConsulted(role)),
            Stamp { facts, seen, .. } if facts.hash() != seen => return Err(CannotPromise::OtherPage),
            Stamp { role, stamp, words, seen, .. } if it.has_stamped(role, stamp, words.as_ref(), &seen) => vec![],
            Stamp { .. } if over => return Err(CannotPromise::Ended),
            Stamp { stamp, words: None, .. } if stamp != self::Stamp::Feasible => {
                return Err(CannotPromise::NoConditions);
            }
            // One person is one voice: who holds both roles is heard once.
            Stamp { role, .. } if it.heard_as_other(role, ctx) => return Err(CannotPromise::OwnStamp),
            Stamp { role, stamp, words, facts, seen } => {
                vec![Event::Stamped { role, stamp, words, facts, hash: seen }]
            }
            Publish { .. } if it.published.is_some() => vec![],
            Publish { .. } if over => return Err(CannotPromise::Ended),
            Publish { facts, seen, .. } if facts.hash() != seen => return Err(CannotPromise::OtherPage),
            Publish { .. } if ctx.actor.is_none() => return Err(CannotPromise::NobodySigns),
            Publish { despite, facts, seen } => {
                vec![Event::Published { missing: it.missing(), despite, facts, hash: seen }]
            }
            Send { decision } if it.awaits_decision() && it.decision.as_ref() == Some(&decision) => vec![],
            Send { .. } if it.awaits_decision() => return Err(CannotPromise::AwaitsDecision),
            Send { .. } if over => return Err(CannotPromise::Ended),
            Send { decision } => vec![Event::SentToDecision { decision }],
            Conclude { decision, .. } if it.decision.as_ref() != Some(&decision) => {
                return Err(CannotPromise::OtherDecision);
            }
            Conclude { choice, .. } if it.decided.as_ref().is_some_and(|(standing, _)| *standing == choice) => vec![],
            Conclude { decision, choice } => vec![Event::Decided { decision, choice }],
            Reopen { decision } => match it.decision.as_ref() == Some(&decision) && it.decided.is_some() {
                true => vec![Event::Reopened { decision }],
                false => vec![],
            },
            Keep { .. } if matches!(it.ended, Some((Ended::Kept(_), _))) => vec![],
            Break { .. } if matches!(it.ended, Some((Ended::Broken(_), _))) => vec![],
            Withdraw { .. } if matches!(it.ended, Some((Ended::Withdrawn(_), _))) => vec![],
            Keep { .. } | Break { .. } | Withdraw { .. } if over => return Err(CannotPromise::Ended),
            Keep { on, today, .. } | Break { on, today, .. } if !has_come(on, today)? => {
                return Err(CannotPromise::NotYet(on.unwrap_or(today)));
            }
            Keep { words, .. } => vec![Event::Kept { words }],
            Break { says_something: false, .. } => return Err(CannotPromise::NoOutcome),
            Break { words, .. } => vec![Event::Broken { words }],
            Withdraw { says_something: false, .. } => return Err(CannotPromise::NoReason),
            Withdraw { why, .. } => vec![Event::Withdrawn { why }],
            Remind { on: None, .. } => return Err(CannotPromise::NoDay),
            Remind { on: Some(on), today, messages } => match it.is_due(on, today) {
                true => vec![Event::Reminded { on, messages }],
                false if days_until(on, today) <= DAYS_OF_ALERT => vec![],
                false => return Err(CannotPromise::NotDue(alert_from(on))),
            },
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        match event {
            Event::Registered { words, campaign, medium, on, until } => {
                it.registered = Some(Registered {
                    words: words.clone(),
                    campaign: campaign.clone(),
                    medium: medium.clone(),
                    on: *on,
                    until: *until,
                    by: ctx.actor,
                    at: ctx.now,
                });
            }
            Event::Required { kind, area, need } => {
                if it.concerns.as_ref().is_some_and(|(known, _)| known != kind) {
                    it.needs.clear();
                }
                it.concerns = Some((*kind, area.clone()));
                let stated = Stated { need: need.clone(), by: ctx.actor, at: ctx.now };
                match it.needs.iter_mut().find(|stated| stated.need.field == need.field) {
                    Some(standing) => *standing = stated,
                    None => it.needs.push(stated),
                }
                it.stamps.clear();
            }
            Event::Unrequired { field } => {
                it.needs.retain(|stated| stated.need.field != *field);
                it.stamps.clear();
            }
            Event::Stamped { role, stamp, words, hash, facts: _ } => {
                let stamped =
                    Stamped { stamp: *stamp, words: words.clone(), by: ctx.actor, at: ctx.now, hash: hash.clone() };
                it.stamps.insert(*role, stamped);
            }
            Event::Published { missing, despite, hash, facts: _ } => {
                it.published = Some(Published {
                    by: ctx.actor,
                    at: ctx.now,
                    missing: missing.clone(),
                    despite: despite.clone(),
                    hash: hash.clone(),
                });
            }
            Event::SentToDecision { decision } => {
                it.decision = Some(decision.clone());
                it.decided = None;
            }
            Event::Decided { choice, .. } => it.decided = Some((choice.clone(), ctx.now)),
            Event::Reopened { .. } => it.decided = None,
            Event::Kept { words } => it.ended = Some((Ended::Kept(words.clone()), ctx.now)),
            Event::Broken { words } => it.ended = Some((Ended::Broken(words.clone()), ctx.now)),
            Event::Withdrawn { why } => it.ended = Some((Ended::Withdrawn(why.clone()), ctx.now)),
            Event::Reminded { on, .. } => it.reminded.push(*on),
        }
        Some(it)
    }
}

impl Promise {
    fn requires(&self, kind: Kind, area: Option<&str>, need: &Need) -> bool {
        let same = self.concerns.as_ref().is_some_and(|(known, of)| *known == kind && of.as_deref() == area);
        same && self.needs.iter().any(|stated| stated.need == *need)
    }

    fn has_stamped(&self, role: Role, stamp: Stamp, words: Option<&Text>, seen: &str) -> bool {
        self.stamps.get(&role).is_some_and(|it| it.stamp == stamp && it.words.as_ref() == words && it.hash == seen)
    }

    fn heard_as_other(&self, role: Role, ctx: &Context) -> bool {
        let mut others = self.stamps.iter().filter(|(other, _)| **other != role);
        ctx.actor.is_some() && others.any(|(_, stamped)| stamped.by == ctx.actor)
    }
}

/// Whether the day of a promise has come.
fn has_come(on: Option<Date>, today: Date) -> Result<bool, CannotPromise> {
    on.map(|on| on <= today).ok_or(CannotPromise::NoDay)
}

/// The first day on which a promise without all stamps is an alert.
pub fn alert_from(on: Date) -> Date {
    on.saturating_sub(DAYS_OF_ALERT.days())
}
