//! One shape for everything that goes wrong, so that a page, the API and the terminal say the same.

use base::{Refusal, Say};

use crate::meanwhile::Meanwhile;

/// What went wrong, for whoever asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which sort it is.
    pub kind: Kind,
    /// What happened.
    pub message: Say,
    /// The way out.
    pub hint: Say,
    /// What somebody else changed while one was writing, where that is what happened.
    pub meanwhile: Option<Box<Meanwhile>>,
}

/// Sorts of problems; one table each turns them into an HTTP status and an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What was sent cannot be read.
    Invalid,
    /// A rule says no, with reasons and the nearest possible yes.
    Refused,
    /// There is no such thing.
    NotFound,
    /// The person is not signed in.
    Unknown,
    /// The person may not.
    Forbidden,
    /// Somebody else was first.
    Conflict,
    /// The disk or another process stands in the way; nothing was lost.
    Unavailable,
    /// A fault of ours.
    Internal,
}

impl Kind {
    /// Every sort.
    pub const ALL: [Kind; 8] = [
        Kind::Invalid,
        Kind::Refused,
        Kind::NotFound,
        Kind::Unknown,
        Kind::Forbidden,
        Kind::Conflict,
        Kind::Unavailable,
        Kind::Internal,
    ];

    /// The stored word, used in problem documents.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Invalid => "invalid",
            Kind::Refused => "refused",
            Kind::NotFound => "not-found",
            Kind::Unknown => "unknown",
            Kind::Forbidden => "forbidden",
            Kind::Conflict => "conflict",
            Kind::Unavailable => "unavailable",
            Kind::Internal => "internal",
        }
    }

    /// The HTTP status it is answered with.
    pub fn status(self) -> u16 {
        match self {
            Kind::Invalid => 400,
            Kind::Unknown => 401,
            Kind::Forbidden => 403,
            Kind::NotFound => 404,
            Kind::Conflict => 409,
            Kind::Refused => 422,
            Kind::Internal => 500,
            Kind::Unavailable => 503,
        }
    }

    /// The exit code of a command that ends with it.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Invalid => 2,
            Kind::Refused => 3,
            Kind::NotFound => 4,
            Kind::Unknown | Kind::Forbidden => 5,
            Kind::Conflict => 6,
            Kind::Unavailable => 7,
            Kind::Internal => 70,
        }
    }

    /// Finds a sort by its word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Problem {
    /// Says what happened and the way out.
    pub fn new(kind: Kind, message: Say, hint: Say) -> Problem {
        Problem { kind, message, hint, meanwhile: None }
    }

    /// There is no such thing.
    pub fn not_found(what: Say) -> Problem {
        let message = Say::new(format!("{} : introuvable", what.fr), format!("{}: not found", what.en));
        Problem::new(Kind::NotFound, message, Say::new("cherchez par son nom", "search for it by name"))
    }

    /// The person may not.
    pub fn forbidden() -> Problem {
        Problem::new(
            Kind::Forbidden,
            Say::new("votre rôle ne permet pas cela", "your role does not allow this"),
            Say::new(
                "demandez à quelqu'un dont c'est le rôle ; la page des personnes dit qui",
                "ask somebody whose role it is; the people page says who",
            ),
        )
    }

    /// Tells what somebody else changed meanwhile.
    pub fn beside(self, meanwhile: Option<Meanwhile>) -> Problem {
        Problem { meanwhile: meanwhile.map(Box::new), ..self }
    }

    /// A rule of the core says no.
    pub fn refused(refusal: &impl Refusal) -> Problem {
        Problem::new(Kind::Refused, refusal.say(), refusal.way_out())
    }

    /// What was sent cannot be read.
    pub fn invalid(message: Say, hint: Say) -> Problem {
        Problem::new(Kind::Invalid, message, hint)
    }
}

impl From<store::Fault> for Problem {
    fn from(fault: store::Fault) -> Problem {
        let words = fault.to_string();
        let (what, hint) = words.split_once(": ").map_or((words.as_str(), ""), |(what, hint)| (what, hint));
        Problem::new(
            Kind::Unavailable,
            Say::new(format!("l'enregistrement n'a pas pu se faire, rien n'est perdu ({what})"), what),
            Say::new(if hint.is_empty() { "réessayez".to_owned() } else { format!("réessayez ({hint})") }, hint),
        )
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.message.en, self.hint.en)
    }
}

impl std::error::Error for Problem {}
