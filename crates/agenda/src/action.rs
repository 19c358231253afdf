//! Something both sides agreed to do by a day: two owners, one from each side, and what it comes from.

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What becomes true of an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was agreed.
    Set {
        /// What is to be done.
        words: Text,
        /// What it comes from.
        cause: Option<Ref>,
        /// Its owner on marketing's side.
        marketing: PersonId,
        /// Its owner on IT's side.
        it: PersonId,
        /// The day it is to be done by.
        due: Date,
    },
    /// It is done.
    Done {
        /// What came of it.
        words: Option<Text>,
    },
    /// It is not done after all.
    Dropped {
        /// Why.
        why: Text,
    },
}

/// An action as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What is to be done.
    pub words: Text,
    /// What it comes from.
    pub cause: Option<Ref>,
    /// Its owner on marketing's side.
    pub marketing: PersonId,
    /// Its owner on IT's side.
    pub it: PersonId,
    /// The day it is to be done by.
    pub due: Date,
    /// When it was agreed.
    pub set_at: Timestamp,
    /// How and when it ended.
    pub ended: Option<(Ended, Timestamp)>,
}

/// How an action ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It is done; what came of it.
    Done(Option<Text>),
    /// It was dropped; why.
    Dropped(Text),
}

/// Orders about an action.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Agrees on it; `says_something`: whether its words hold one.
    Set { words: Text, says_something: bool, cause: Option<Ref>, marketing: PersonId, it: PersonId, due: Date },
    /// Says that it is done.
    Finish { words: Option<Text> },
    /// Drops it; `says_something`: whether the reason holds a word.
    Drop { why: Text, says_something: bool },
}

impl Aggregate for Action {
    const STREAM: &'static str = "action";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotAct;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotAct> {
        use Command::*;
        Ok(match (state, command) {
            (None, Set { says_something: false, .. }) => return Err(CannotAct::NoWords),
            (None, Set { marketing, it, .. }) if marketing == it => return Err(CannotAct::OneOwner),
            (None, Set { words, cause, marketing, it, due, .. }) => {
                vec![Event::Set { words, cause, marketing, it, due }]
            }
            (None, _) => return Err(CannotAct::Unknown),
            (Some(_), Set { .. }) => return Err(CannotAct::Known),
            (Some(state), _) if state.ended.is_some() => return Err(CannotAct::Ended),
            (Some(_), Finish { words }) => vec![Event::Done { words }],
            (Some(_), Drop { says_something: false, .. }) => return Err(CannotAct::NoReason),
            (Some(_), Drop { why, .. }) => vec![Event::Dropped { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        match (state, event) {
            (None, Event::Set { words, cause, marketing, it, due }) => Some(Action {
                words: words.clone(),
                cause: cause.clone(),
                marketing: *marketing,
                it: *it,
                due: *due,
                set_at: ctx.now,
                ended: None,
            }),
            (None, _) => None,
            (Some(mut state), event) => {
                match event {
                    Event::Set { .. } => {}
                    Event::Done { words } => state.ended = Some((Ended::Done(words.clone()), ctx.now)),
                    Event::Dropped { why } => state.ended = Some((Ended::Dropped(why.clone()), ctx.now)),
                }
                Some(state)
            }
        }
    }
}

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAct {
    /// It has no words.
    NoWords,
    /// Both owners are the same person.
    OneOwner,
    /// There is no such action.
    Unknown,
    /// It stands already.
    Known,
    /// It has ended.
    Ended,
    /// Dropping it needs a reason.
    NoReason,
}

impl Refusal for CannotAct {
    fn say(&self) -> Say {
        match self {
            CannotAct::NoWords => Say::new("l'action n'a pas encore de mots", "the action has no words yet"),
            CannotAct::OneOwner => Say::new(
                "une action commune a deux responsables, un de chaque côté",
                "a joint action has two owners, one from each side",
            ),
            CannotAct::Unknown => Say::new("cette action n'existe pas", "there is no such action"),
            CannotAct::Known => Say::new("cette action existe déjà", "this action exists already"),
            CannotAct::Ended => Say::new("cette action est terminée", "this action has ended"),
            CannotAct::NoReason => Say::new("aucune raison n'est donnée", "no reason is given"),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotAct::NoWords => Say::new("dites ce qui sera fait", "say what will be done"),
            CannotAct::OneOwner => Say::new(
                "choisissez une personne du marketing et une de la DSI",
                "choose one of marketing and one of IT",
            ),
            CannotAct::Unknown => Say::new("cherchez-la dans la liste", "look for it in the list"),
            CannotAct::Known | CannotAct::Ended => Say::new("convenez d'une nouvelle action", "agree on a new action"),
            CannotAct::NoReason => Say::new("dites pourquoi", "say why"),
        }
    }
}
