//! A practice: something that worked, when to use it, what shows it, and who used it again.

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was recorded.
    Recorded {
        /// What it says.
        content: Content,
        /// The pilot it comes from.
        pilot: Option<Ref>,
    },
    /// It was put in other words.
    Reworded {
        /// What it says now.
        content: Content,
    },
    /// Something rests on it.
    Reused {
        /// What: a request, a promise, another pilot.
        by: Ref,
    },
    /// Something rests on it no more.
    Released {
        /// What.
        by: Ref,
    },
    /// It is no longer recommended.
    Retired {
        /// Why.
        why: Text,
    },
}

/// What a practice says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Its name, such as "cache before a slow engine".
    pub name: Text,
    /// What worked.
    pub worked: Text,
    /// When to use it.
    pub when: Text,
    /// What shows it, where that is not a pilot of the house.
    pub shown_by: Option<Text>,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A practice as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// What it says.
    pub content: Content,
    /// The pilot it comes from.
    pub pilot: Option<Ref>,
    /// Who recorded it.
    pub by: Option<PersonId>,
    /// When.
    pub recorded_at: Timestamp,
    /// What rests on it, oldest first, since when.
    pub reused: Vec<(Ref, Timestamp)>,
    /// Why and when it was retired.
    pub retired: Option<(Text, Timestamp)>,
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a practice.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Records it; `says_something`: whether its name, what worked and when to use it hold a word; `closed`: whether the
    /// pilot it comes from has ended.
    Record { content: Content, says_something: bool, pilot: Option<Ref>, closed: bool },
    /// Puts it in other words.
    Reword { content: Content, says_something: bool },
    /// Rests something on it.
    Reuse { by: Ref },
    /// Rests something on it no more.
    Release { by: Ref },
    /// Retires it; `says_something`: whether the reason holds a word.
    Retire { why: Text, says_something: bool },
}

impl Aggregate for Practice {
    const STREAM: &'static str = "practice";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotPractice;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotPractice> {
        use Command::*;
        let Some(it) = state else {
            let Record { content, says_something, pilot, closed } = command else {
                return Err(CannotPractice::Unknown);
            };
            return match (says_something, closed || pilot.is_none()) {
                (false, _) => Err(CannotPractice::NoWords),
                (_, false) => Err(CannotPractice::PilotOpen),
                _ if pilot.is_none() && content.shown_by.is_none() => Err(CannotPractice::NothingShows),
                _ => Ok(vec![Event::Recorded { content, pilot }]),
            };
        };
        Ok(match command {
            Record { content, pilot, .. } if content == it.content && pilot == it.pilot => vec![],
            Record { .. } => return Err(CannotPractice::Known),
            Reword { content, .. } if content == it.content => vec![],
            Reword { says_something: false, .. } => return Err(CannotPractice::NoWords),
            Reword { content, .. } if it.pilot.is_none() && content.shown_by.is_none() => {
                return Err(CannotPractice::NothingShows);
            }
            Reword { content, .. } => vec![Event::Reworded { content }],
            Reuse { by } if it.is_reused_by(&by) => vec![],
            Reuse { .. } if it.retired.is_some() => return Err(CannotPractice::Retired),
            Reuse { by } => vec![Event::Reused { by }],
            Release { by } if it.is_reused_by(&by) => vec![Event::Released { by }],
            Release { .. } => vec![],
            Retire { .. } if it.retired.is_some() => vec![],
            Retire { says_something: false, .. } => return Err(CannotPractice::NoReason),
            Retire { why, .. } => vec![Event::Retired { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            let Event::Recorded { content, pilot } = event else { return None };
            return Some(Practice {
                content: content.clone(),
                pilot: pilot.clone(),
                by: ctx.actor,
                recorded_at: ctx.now,
                reused: Vec::new(),
                retired: None,
            });
        };
        match event {
            Event::Recorded { .. } => {}
            Event::Reworded { content } => it.content = content.clone(),
            Event::Reused { by } => it.reused.push((by.clone(), ctx.now)),
            Event::Released { by } => it.reused.retain(|(other, _)| other != by),
            Event::Retired { why } => it.retired = Some((why.clone(), ctx.now)),
        }
        Some(it)
    }
}

impl Practice {
    /// Whether something rests on it.
    pub fn is_reused_by(&self, by: &Ref) -> bool {
        self.reused.iter().any(|(other, _)| other == by)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotPractice {
    /// There is no such practice.
    Unknown,
    /// It stands already, with other words.
    Known,
    /// It has no name, or does not say what worked or when to use it.
    NoWords,
    /// Neither a pilot nor anything else shows it.
    NothingShows,
    /// Its pilot has not ended.
    PilotOpen,
    /// It is retired.
    Retired,
    /// Retiring it needs a reason.
    NoReason,
}

impl Refusal for CannotPractice {
    fn say(&self) -> Say {
        match self {
            CannotPractice::Unknown => Say::new("cette pratique n'existe pas", "there is no such practice"),
            CannotPractice::Known => Say::new("cette pratique existe déjà", "this practice exists already"),
            CannotPractice::NoWords => Say::new(
                "une pratique a un nom, dit ce qui a marché et quand s'en servir",
                "a practice has a name, says what worked and when to use it",
            ),
            CannotPractice::NothingShows => Say::new("rien ne montre que cela marche", "nothing shows that it works"),
            CannotPractice::PilotOpen => {
                Say::new("le pilote dont elle vient n'est pas terminé", "the pilot it comes from has not ended")
            }
            CannotPractice::Retired => Say::new("cette pratique est retirée", "this practice is retired"),
            CannotPractice::NoReason => Say::new("aucune raison n'est donnée", "no reason is given"),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotPractice::Unknown => Say::new("cherchez-la dans la liste", "look for it in the list"),
            CannotPractice::Known => Say::new("dites-la autrement", "put it in other words"),
            CannotPractice::NoWords => Say::new("écrivez les trois", "write all three"),
            CannotPractice::NothingShows => Say::new(
                "nommez un pilote terminé, ou dites ce qui le montre",
                "name a pilot that has ended, or say what shows it",
            ),
            CannotPractice::PilotOpen => {
                Say::new("attendez la décision des deux directions", "wait for the decision of both directors")
            }
            CannotPractice::Retired => Say::new("choisissez une pratique en usage", "choose a practice that is in use"),
            CannotPractice::NoReason => Say::new("dites pourquoi", "say why"),
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use base::{Kind, TextId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn ctx() -> Context {
        Context { actor: Some(PersonId(Uuid::from_u128(1))), now: Timestamp::UNIX_EPOCH }
    }

    fn text(words: &str) -> Text {
        Text::commit(TextId(Uuid::from_u128(9)), &[1; 16], words)
    }

    fn content(name: &str) -> Content {
        Content { name: text(name), worked: text("le cache"), when: text("moteur lent"), shown_by: None }
    }

    fn by(number: u32) -> Ref {
        Ref::new(Kind::Request, &number.to_string())
    }

    fn pilot() -> Option<Ref> {
        Some(Ref::new(Kind::Pilot, "1"))
    }

    fn record(closed: bool) -> Command {
        Command::Record { content: content("cache"), says_something: true, pilot: pilot(), closed }
    }

    fn then(state: Option<Practice>, command: Command) -> Result<Option<Practice>, CannotPractice> {
        let events = Practice::decide(state.as_ref(), command, &ctx())?;
        Ok(events.iter().fold(state, |state, event| Practice::evolve(state, event, &ctx())))
    }

    #[test]
    fn it_comes_from_a_pilot_that_has_ended_or_says_what_shows_it() {
        assert_eq!(then(None, record(false)), Err(CannotPractice::PilotOpen));
        let of = |shown_by| Command::Record {
            content: Content { shown_by, ..content("cache") },
            says_something: true,
            pilot: None,
            closed: false,
        };
        assert_eq!(then(None, of(None)), Err(CannotPractice::NothingShows));
        assert!(then(None, of(Some(text("deux ans d'usage")))).is_ok());
        assert!(then(None, record(true)).is_ok());
    }

    #[test]
    fn what_rests_on_it_is_counted_once_and_no_more_once_it_is_retired() {
        let mut state = then(None, record(true)).unwrap();
        for number in [1, 2, 1] {
            state = then(state, Command::Reuse { by: by(number) }).unwrap();
        }
        assert_eq!(state.as_ref().unwrap().reused.len(), 2);
        state = then(state, Command::Release { by: by(1) }).unwrap();
        let mute = Command::Retire { why: text(""), says_something: false };
        assert_eq!(then(state.clone(), mute), Err(CannotPractice::NoReason));
        state = then(state, Command::Retire { why: text("le moteur est remplacé"), says_something: true }).unwrap();
        assert_eq!(then(state.clone(), Command::Reuse { by: by(3) }), Err(CannotPractice::Retired));
        assert_eq!(state.unwrap().reused.len(), 1, "what rested on it still does");
    }

    fn commands() -> impl Strategy<Value = Command> {
        prop_oneof![
            any::<bool>().prop_map(record),
            "[a-c]".prop_map(|name| Command::Reword { content: content(&name), says_something: true }),
            (0u32..3).prop_map(|n| Command::Reuse { by: by(n) }),
            (0u32..3).prop_map(|n| Command::Release { by: by(n) }),
            any::<bool>().prop_map(|says_something| Command::Retire { why: text("fini"), says_something }),
        ]
    }

    proptest! {
        #[test]
        fn deciding_again_on_the_new_state_yields_nothing(orders in prop::collection::vec(commands(), 1..12)) {
            let mut state = None;
            for order in orders {
                let Ok(next) = then(state.clone(), order.clone()) else { continue };
                prop_assert_eq!(Practice::decide(next.as_ref(), order, &ctx()), Ok(vec![]));
                state = next;
            }
        }
    }
}
