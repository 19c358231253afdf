//! A fact a person states about one field of one thing: an owner is named, a limit is corrected.

use base::{Aggregate, Context, Kind, Ref, Refusal, Say, Text};
use serde::{Deserialize, Serialize};

use crate::field::{Field, Value};

/// A stated value. Words a person typed live in the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// Anything but typed words.
    Value(Value),
    /// Typed words, the same in both languages.
    Words(Text),
}

/// Facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Event {
    /// A field was stated.
    Stated {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
        /// What was stated.
        value: Stated,
    },
    /// A statement was taken back; what the files say counts again.
    Withdrawn {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
    },
}

/// Orders.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// States a field.
    State {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
        /// What is stated.
        value: Stated,
    },
    /// Takes a statement back.
    Withdraw {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
    },
}

/// What a thing's people have stated: the newest statement of each field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    /// Field and value, in the order first stated.
    pub stated: Vec<(Field, Stated)>,
}

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotState {
    /// A thing of this kind has no such field.
    NoSuchField(Kind, Field),
}

impl Refusal for CannotState {
    fn say(&self) -> Say {
        let CannotState::NoSuchField(kind, field) = self;
        let (kind, word) = (kind.word(), field.spec().word);
        Say::new(
            format!("le champ « {word} » n'existe pas pour « {kind} »"),
            format!("a {kind} has no field “{word}”"),
        )
    }

    fn way_out(&self) -> Say {
        let CannotState::NoSuchField(kind, _) = self;
        let known: Vec<&str> =
            crate::field::FIELDS.iter().filter(|spec| spec.kinds.contains(kind)).map(|spec| spec.word).collect();
        let known = known.join(", ");
        Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}"))
    }
}

impl Aggregate for Statements {
    const STREAM: &'static str = "fact";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotState;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotState> {
        let known = |field: Field| state.and_then(|s| s.stated.iter().find(|(f, _)| *f == field).map(|(_, v)| v));
        Ok(match command {
            Command::State { subject, field, .. } if !field.spec().kinds.contains(&subject.kind()) => {
                return Err(CannotState::NoSuchField(subject.kind(), field));
            }
            Command::State { field, value, .. } if known(field) == Some(&value) => vec![],
            Command::State { subject, field, value } => vec![Event::Stated { subject, field, value }],
            Command::Withdraw { field, .. } if known(field).is_none() => vec![],
            Command::Withdraw { subject, field } => vec![Event::Withdrawn { subject, field }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, _: &Context) -> Option<Self> {
        let mut state = state.unwrap_or_default();
        match event {
            Event::Stated { field, value, .. } => match state.stated.iter_mut().find(|(f, _)| f == field) {
                Some((_, old)) => *old = value.clone(),
                None => state.stated.push((*field, value.clone())),
            },
            Event::Withdrawn { field, .. } => state.stated.retain(|(f, _)| f != field),
        }
        Some(state)
    }
}
