//! What authors said of the questions put to them: a question that is none is dismissed with a reason, which stays.

use base::{Aggregate, Context, PersonId, Refusal, Say, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Rule;
use crate::request::Question;

/// Which text of a request a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The wish itself.
    Sentence,
    /// The answer to a question of the interview.
    Answer(Question),
}

/// A question put to an author: which rule, on which words of which text. Other words are another question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Asked {
    /// Which text.
    pub part: Part,
    /// The text as it was read, by its commitment.
    pub text: String,
    /// Which rule.
    pub rule: Rule,
    /// Where the words begin, in bytes.
    pub from: u32,
    /// Where they end.
    pub to: u32,
}

/// What becomes true of the questions on a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The author says that the words stand.
    Dismissed {
        /// Which question.
        asked: Asked,
        /// Why.
        why: Text,
    },
    /// The question is put again.
    Restored {
        /// Which question.
        asked: Asked,
    },
}

/// What was said of the questions on a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dismissals {
    /// Each question dismissed: why, by whom, when.
    pub dismissed: Vec<(Asked, Text, Option<PersonId>, Timestamp)>,
}

impl Dismissals {
    /// Why a question was dismissed; `None` while it stands.
    pub fn why(&self, asked: &Asked) -> Option<&Text> {
        self.dismissed.iter().find_map(|(known, why, ..)| (known == asked).then_some(why))
    }
}

/// Orders about the questions on a request.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Dismisses one; `stands`: whether it is asked of the text as it is; `says_something`: whether the reason does.
    Dismiss { asked: Asked, why: Text, stands: bool, says_something: bool },
    /// Puts it again.
    Restore { asked: Asked },
}

impl Aggregate for Dismissals {
    const STREAM: &'static str = "specification";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotDismiss;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotDismiss> {
        let known = |asked: &Asked| state.and_then(|it| it.why(asked));
        Ok(match command {
            Command::Dismiss { asked, why, .. } if known(&asked) == Some(&why) => vec![],
            Command::Dismiss { says_something: false, .. } => return Err(CannotDismiss::NoReason),
            Command::Dismiss { stands: false, .. } => return Err(CannotDismiss::NotAsked),
            Command::Dismiss { asked, why, .. } => vec![Event::Dismissed { asked, why }],
            Command::Restore { asked } if known(&asked).is_none() => vec![],
            Command::Restore { asked } => vec![Event::Restored { asked }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        match event {
            Event::Dismissed { asked, why } => {
                it.dismissed.retain(|(known, ..)| known != asked);
                it.dismissed.push((asked.clone(), why.clone(), ctx.actor, ctx.now));
            }
            Event::Restored { asked } => it.dismissed.retain(|(known, ..)| known != asked),
        }
        Some(it)
    }
}

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotDismiss {
    /// Without a reason.
    NoReason,
    /// The text does not raise this question any more.
    NotAsked,
}

impl Refusal for CannotDismiss {
    fn say(&self) -> Say {
        match self {
            CannotDismiss::NoReason => Say::new("la raison manque", "the reason is missing"),
            CannotDismiss::NotAsked => {
                Say::new("le texte ne pose plus cette question", "the text does not raise this question any more")
            }
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotDismiss::NoReason => Say::new(
                "écrivez en quelques mots pourquoi ces mots suffisent",
                "write in a few words why these words are enough",
            ),
            CannotDismiss::NotAsked => Say::new("relisez le texte tel qu'il est", "read the text as it stands"),
        }
    }
}
