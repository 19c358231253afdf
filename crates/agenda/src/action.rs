//! Something both sides agreed to do by a day: two owners, one from each side, and what it comes from. On the Business
//! Technology agenda it stands in a cell, for an outcome.

mod cell;

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Side, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use cell::{Cell, Lever, NoCell, Phase};

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
    /// It was put on the Business Technology agenda, or elsewhere on it.
    Placed {
        /// Where.
        #[serde(flatten)]
        place: Place,
    },
    /// It was taken off the agenda; it is still to be done.
    TakenOff,
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

/// Where an action stands on the agenda, and what for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// What it works on, and for which moment with the customer.
    pub cell: Cell,
    /// What will be different once it is done.
    pub outcome: Text,
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
    /// Where it stands on the agenda, if it does.
    pub place: Option<Place>,
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
    /// Puts it on the agenda; `says_something`: whether the outcome holds a word; `sides`: those its owners answer for,
    /// marketing's owner first.
    Place { place: Place, says_something: bool, sides: [Option<Side>; 2] },
    /// Takes it off the agenda.
    TakeOff,
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
            (Some(_), Place { says_something: false, .. }) => return Err(CannotAct::NoOutcome),
            (Some(_), Place { sides, .. }) if sides != [Some(Side::Marketing), Some(Side::It)] => {
                return Err(CannotAct::NoPair);
            }
            (Some(state), Place { place, .. }) if state.place.as_ref() == Some(&place) => vec![],
            (Some(_), Place { place, .. }) => vec![Event::Placed { place }],
            (Some(state), TakeOff) if state.place.is_none() => vec![],
            (Some(_), TakeOff) => vec![Event::TakenOff],
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
                place: None,
                set_at: ctx.now,
                ended: None,
            }),
            (None, _) => None,
            (Some(mut state), event) => {
                match event {
                    Event::Set { .. } => {}
                    Event::Placed { place } => state.place = Some(place.clone()),
                    Event::TakenOff => state.place = None,
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
    /// On the agenda it needs an outcome.
    NoOutcome,
    /// On the agenda its owners are one person of each side.
    NoPair,
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
            CannotAct::NoOutcome => Say::new(
                "une action de l'agenda dit ce qu'elle changera",
                "an action on the agenda says what it will change",
            ),
            CannotAct::NoPair => Say::new(
                "une action de l'agenda est portée par une personne du marketing et une de la DSI",
                "an action on the agenda is carried by one person of marketing and one of IT",
            ),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotAct::NoWords => Say::new("dites ce qui sera fait", "say what will be done"),
            CannotAct::OneOwner | CannotAct::NoPair => Say::new(
                "choisissez une personne du marketing et une de la DSI",
                "choose one of marketing and one of IT",
            ),
            CannotAct::Unknown => Say::new("cherchez-la dans la liste", "look for it in the list"),
            CannotAct::Known | CannotAct::Ended => Say::new("convenez d'une nouvelle action", "agree on a new action"),
            CannotAct::NoReason => Say::new("dites pourquoi", "say why"),
            CannotAct::NoOutcome => {
                Say::new("écrivez le résultat attendu en une phrase", "write the expected outcome in one sentence")
            }
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use base::TextId;

    use super::*;

    fn text(n: u128) -> Text {
        Text::commit(TextId(uuid::Uuid::from_u128(n)), &[0; 16], "words")
    }

    fn set() -> Event {
        let person = |n| PersonId(uuid::Uuid::from_u128(n));
        let due = jiff::civil::date(2026, 9, 30);
        Event::Set { words: text(1), cause: None, marketing: person(1), it: person(2), due }
    }

    fn when(events: &[Event], command: Command) -> Result<Vec<Event>, CannotAct> {
        let ctx = Context { actor: None, now: Timestamp::UNIX_EPOCH };
        let state = events.iter().fold(None, |state, event| Action::evolve(state, event, &ctx));
        Action::decide(state.as_ref(), command, &ctx)
    }

    fn place(lever: Lever) -> Place {
        Place { cell: Cell { lever, phase: Phase::Serve }, outcome: text(2) }
    }

    const PAIR: [Option<Side>; 2] = [Some(Side::Marketing), Some(Side::It)];

    #[test]
    fn on_the_agenda_an_action_stands_in_one_cell_for_an_outcome() {
        let put = |lever| Command::Place { place: place(lever), says_something: true, sides: PAIR };
        let placed = |lever| Event::Placed { place: place(lever) };
        assert_eq!(when(&[set()], put(Lever::Data)), Ok(vec![placed(Lever::Data)]));
        assert_eq!(when(&[set(), placed(Lever::Data)], put(Lever::Data)), Ok(vec![]), "it stands there already");
        assert_eq!(when(&[set(), placed(Lever::Data)], put(Lever::People)), Ok(vec![placed(Lever::People)]));
        let silent = Command::Place { place: place(Lever::Data), says_something: false, sides: PAIR };
        assert_eq!(when(&[set()], silent), Err(CannotAct::NoOutcome));
        let alone = [Some(Side::It), Some(Side::It)];
        let one_sided = Command::Place { place: place(Lever::Data), says_something: true, sides: alone };
        assert_eq!(when(&[set()], one_sided), Err(CannotAct::NoPair));
        assert_eq!(when(&[], put(Lever::Data)), Err(CannotAct::Unknown));
        assert_eq!(when(&[set(), Event::Done { words: None }], put(Lever::Data)), Err(CannotAct::Ended));
    }

    #[test]
    fn taken_off_the_agenda_it_is_still_to_be_done() {
        let placed = Event::Placed { place: place(Lever::Data) };
        assert_eq!(when(&[set(), placed.clone()], Command::TakeOff), Ok(vec![Event::TakenOff]));
        assert_eq!(when(&[set()], Command::TakeOff), Ok(vec![]));
        let finish = Command::Finish { words: None };
        assert_eq!(when(&[set(), placed, Event::TakenOff], finish), Ok(vec![Event::Done { words: None }]));
    }

    #[test]
    fn stored_facts_read_back() {
        let stored = r#"{"placed":{"cell":"data-serve","outcome":"#;
        let written = serde_json::to_string(&Event::Placed { place: place(Lever::Data) }).expect("it is written");
        assert!(written.starts_with(stored), "{written}");
        let read: Event = serde_json::from_str(&written).expect("it is read");
        assert_eq!(read, Event::Placed { place: place(Lever::Data) });
    }
}
