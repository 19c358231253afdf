//! A direct question: one side asks the other something about a request, with a clock on the first answer.
//!
//! Whoever speaks for the side asked may answer. Once the time for a first answer has passed, the side's translator gets
//! the question; it stays with the side. Nobody is ranked: what is measured is the side's first answer.

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Side, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How many working days a side has for its first answer.
pub const DAYS_TO_ANSWER: i64 = 2;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was asked.
    Asked {
        /// About which request.
        request: Ref,
        /// By which side.
        by: Side,
        /// Of which side.
        of: Side,
        /// In these words.
        words: Text,
        /// Until when a first answer is due, in the house's working time.
        due: Timestamp,
    },
    /// No answer came in time: the side's translator has it.
    PassedOn {
        /// Who; `None`: the side has no translator.
        to: Option<PersonId>,
        /// The message they got.
        message: Option<Ref>,
    },
    /// It was answered.
    Answered {
        /// In these words.
        words: Text,
    },
    /// It was taken back.
    Withdrawn,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A question as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The request it is about.
    pub request: Ref,
    /// The side that asked.
    pub by: Side,
    /// Who asked.
    pub asked_by: Option<PersonId>,
    /// When.
    pub asked_at: Timestamp,
    /// The side asked.
    pub of: Side,
    /// The question.
    pub words: Text,
    /// Until when a first answer is due.
    pub due: Timestamp,
    /// When it was passed on, and to whom, if there is a translator.
    pub passed_on: Option<(Timestamp, Option<PersonId>)>,
    /// How it ended.
    pub ended: Option<Ended>,
}

/// How a question ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It was answered: by whom, when, in which words.
    Answered(Option<PersonId>, Timestamp, Text),
    /// It was taken back, when.
    Withdrawn(Timestamp),
}

impl Question {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether the time for a first answer has passed without one.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.is_open() && now > self.due
    }

    /// Whether it is to be passed on now.
    pub fn is_to_pass_on(&self, now: Timestamp) -> bool {
        self.is_late(now) && self.passed_on.is_none()
    }

    /// When it was answered, if it was.
    pub fn answered_at(&self) -> Option<Timestamp> {
        match &self.ended {
            Some(Ended::Answered(_, at, _)) => Some(*at),
            Some(Ended::Withdrawn(_)) | None => None,
        }
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a question.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Asks it; `says_something`: whether it holds a word.
    Ask { request: Ref, by: Side, of: Side, words: Text, says_something: bool, due: Timestamp },
    /// Passes it on to the side's translator.
    PassOn { to: Option<PersonId>, message: Option<Ref> },
    /// Answers it for a side; `says_something`: whether the answer holds a word.
    Answer { side: Side, words: Text, says_something: bool },
    /// Takes it back, for a side.
    Withdraw { side: Side },
}

impl Aggregate for Question {
    const STREAM: &'static str = "question";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotQuestion;

    fn decide(state: Option<&Self>, command: Command, ctx: &Context) -> Result<Vec<Event>, CannotQuestion> {
        use Command::*;
        Ok(match (state, command) {
            (None, Ask { says_something: false, .. }) => return Err(CannotQuestion::NoWords),
            (None, Ask { by, of, .. }) if by == of || of == Side::Other => return Err(CannotQuestion::OwnSide),
            (None, Ask { request, by, of, words, due, .. }) => vec![Event::Asked { request, by, of, words, due }],
            (None, _) => return Err(CannotQuestion::Unknown),
            (Some(_), Ask { .. }) => return Err(CannotQuestion::Known),
            (Some(it), PassOn { .. }) if !it.is_open() || it.passed_on.is_some() => vec![],
            (Some(it), PassOn { .. }) if !it.is_late(ctx.now) => return Err(CannotQuestion::NotDue),
            (Some(_), PassOn { to, message }) => vec![Event::PassedOn { to, message }],
            (Some(it), Withdraw { .. }) if matches!(it.ended, Some(Ended::Withdrawn(_))) => vec![],
            (Some(it), _) if !it.is_open() => return Err(CannotQuestion::Ended),
            (Some(_), Answer { says_something: false, .. }) => return Err(CannotQuestion::NoAnswer),
            (Some(it), Answer { side, .. }) if side != it.of => return Err(CannotQuestion::OtherSide(it.of)),
            (Some(_), Answer { words, .. }) => vec![Event::Answered { words }],
            (Some(it), Withdraw { side }) if side != it.by => return Err(CannotQuestion::OtherSide(it.by)),
            (Some(_), Withdraw { .. }) => vec![Event::Withdrawn],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        match (state, event) {
            (None, Event::Asked { request, by, of, words, due }) => Some(Question {
                request: request.clone(),
                by: *by,
                asked_by: ctx.actor,
                asked_at: ctx.now,
                of: *of,
                words: words.clone(),
                due: *due,
                passed_on: None,
                ended: None,
            }),
            (None, _) => None,
            (Some(mut it), event) => {
                match event {
                    Event::Asked { .. } => {}
                    Event::PassedOn { to, .. } => it.passed_on = Some((ctx.now, *to)),
                    Event::Answered { words } => {
                        it.ended = Some(Ended::Answered(ctx.actor, ctx.now, words.clone()));
                    }
                    Event::Withdrawn => it.ended = Some(Ended::Withdrawn(ctx.now)),
                }
                Some(it)
            }
        }
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotQuestion {
    /// It has no words.
    NoWords,
    /// It would be asked of one's own side, or of neither.
    OwnSide,
    /// There is no such question.
    Unknown,
    /// It stands already.
    Known,
    /// The time for a first answer has not passed.
    NotDue,
    /// It was answered or taken back.
    Ended,
    /// The answer has no words.
    NoAnswer,
    /// That side speaks here, and not the actor's.
    OtherSide(Side),
}

impl Refusal for CannotQuestion {
    fn say(&self) -> Say {
        match self {
            CannotQuestion::NoWords => Say::new("la question n'a pas encore de mots", "the question has no words yet"),
            CannotQuestion::OwnSide => Say::new(
                "une question directe va d'un côté à l'autre",
                "a direct question goes from one side to the other",
            ),
            CannotQuestion::Unknown => Say::new("cette question n'existe pas", "there is no such question"),
            CannotQuestion::Known => Say::new("cette question est déjà posée", "this question is asked already"),
            CannotQuestion::NotDue => {
                Say::new("le délai d'une première réponse court encore", "the time for a first answer still runs")
            }
            CannotQuestion::Ended => {
                Say::new("cette question a sa réponse, ou a été retirée", "this question was answered or taken back")
            }
            CannotQuestion::NoAnswer => Say::new("la réponse n'a pas encore de mots", "the answer has no words yet"),
            CannotQuestion::OtherSide(side) => Say::new(
                format!("c'est à l'autre côté de le faire : {}", side.say().fr),
                format!("it is for the other side to do: {}", side.say().en),
            ),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotQuestion::NoWords => Say::new("écrivez ce que vous voulez savoir", "write what you want to know"),
            CannotQuestion::OwnSide => Say::new("choisissez l'autre côté", "choose the other side"),
            CannotQuestion::Unknown => Say::new("cherchez-la dans la liste", "look for it in the list"),
            CannotQuestion::Known | CannotQuestion::Ended => {
                Say::new("posez une nouvelle question", "ask a new question")
            }
            CannotQuestion::NotDue => Say::new("attendez la fin du délai", "wait until it has passed"),
            CannotQuestion::NoAnswer => Say::new("écrivez la réponse", "write the answer"),
            CannotQuestion::OtherSide(_) => Say::new("demandez à quelqu'un de ce côté", "ask somebody of that side"),
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use base::{Kind, TextId};
    use jiff::ToSpan;

    use super::*;

    fn text(n: u128) -> Text {
        Text::commit(TextId(uuid::Uuid::from_u128(n)), &[0; 16], "words")
    }

    fn at(hour: i64) -> Context {
        Context { actor: None, now: Timestamp::UNIX_EPOCH + hour.hours() }
    }

    fn asked() -> Event {
        let request = Ref::new(Kind::Request, "1");
        Event::Asked { request, by: Side::It, of: Side::Marketing, words: text(1), due: at(48).now }
    }

    fn given(events: &[Event]) -> Option<Question> {
        events.iter().fold(None, |state, event| Question::evolve(state, event, &at(0)))
    }

    fn when(events: &[Event], command: Command, hour: i64) -> Result<Vec<Event>, CannotQuestion> {
        Question::decide(given(events).as_ref(), command, &at(hour))
    }

    fn ask(by: Side, of: Side) -> Command {
        let request = Ref::new(Kind::Request, "1");
        Command::Ask { request, by, of, words: text(1), says_something: true, due: at(48).now }
    }

    #[test]
    fn a_question_goes_from_one_side_to_the_other() {
        assert_eq!(when(&[], ask(Side::It, Side::Marketing), 0), Ok(vec![asked()]));
        assert_eq!(when(&[], ask(Side::It, Side::It), 0), Err(CannotQuestion::OwnSide));
        assert_eq!(when(&[], ask(Side::It, Side::Other), 0), Err(CannotQuestion::OwnSide));
    }

    #[test]
    fn the_side_asked_answers_and_the_side_that_asked_takes_back() {
        let answer = |side| Command::Answer { side, words: text(2), says_something: true };
        let answered = Event::Answered { words: text(2) };
        assert_eq!(when(&[asked()], answer(Side::Marketing), 1), Ok(vec![answered.clone()]));
        assert_eq!(when(&[asked()], answer(Side::It), 1), Err(CannotQuestion::OtherSide(Side::Marketing)));
        assert_eq!(when(&[asked(), answered.clone()], answer(Side::Marketing), 1), Err(CannotQuestion::Ended));
        let back = |side| Command::Withdraw { side };
        assert_eq!(when(&[asked()], back(Side::It), 1), Ok(vec![Event::Withdrawn]));
        assert_eq!(when(&[asked()], back(Side::Marketing), 1), Err(CannotQuestion::OtherSide(Side::It)));
        assert_eq!(when(&[asked(), Event::Withdrawn], back(Side::It), 1), Ok(vec![]));
    }

    #[test]
    fn it_is_passed_on_once_when_the_time_has_passed_and_no_answer_came() {
        let pass_on = || Command::PassOn { to: None, message: None };
        let passed = Event::PassedOn { to: None, message: None };
        assert_eq!(when(&[asked()], pass_on(), 48), Err(CannotQuestion::NotDue));
        assert_eq!(when(&[asked()], pass_on(), 49), Ok(vec![passed.clone()]));
        assert_eq!(when(&[asked(), passed], pass_on(), 60), Ok(vec![]));
        assert_eq!(when(&[asked(), Event::Answered { words: text(2) }], pass_on(), 60), Ok(vec![]));
    }
}
