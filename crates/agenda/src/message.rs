//! A message of the house to a person: kept in the outbox, sent by mail where mail is set up.

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Noted of a message whose reader has no address that can be read.
pub const NO_ADDRESS: &str = "no_address";
/// Noted of a message whose reader has left the house.
pub const LEFT: &str = "left";
/// Noted of a question that was answered before it was sent.
pub const ANSWERED: &str = "answered";
/// Noted of a message that was settled before it was sent: a decision fell, or what it reminds of is done.
pub const SETTLED: &str = "settled";
/// Noted of a message that could not be sent for [`DAYS_TO_SEND`].
pub const TOO_OLD: &str = "too_old";

/// For how many days after it was written a question or a reminder is still sent; a notice to data protection always is.
pub const DAYS_TO_SEND: i64 = 14;

/// Noted of a message that no server took for days.
pub const GAVE_UP: &str = "gave_up";

/// What becomes true of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was written.
    Written {
        /// To whom.
        to: PersonId,
        /// Why it was written.
        purpose: Purpose,
        /// What it is about.
        about: Ref,
        /// Its subject.
        subject: Text,
        /// Its words.
        body: Text,
    },
    /// It was handed to the mail server.
    Sent,
    /// The mail server did not take it.
    NotSent {
        /// Why, without addresses: a word of ours such as [`NO_ADDRESS`], or the code the server answered.
        why: String,
    },
}

/// Why a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It asks, without blame, whether a tool is the reader's.
    Amnesty,
    /// It tells whoever protects data that names were opened.
    NamesOpened,
    /// It reminds that something agreed ends.
    Reminder,
    /// It asks the arbiter to settle what two sides did not agree on in time.
    Arbitration,
    /// It says that something promised to customers comes near, and who has not been heard.
    Promise,
    /// It brings a question nobody of the side asked has answered in time.
    Question,
}

impl Purpose {
    /// What a person reads.
    pub fn say(self) -> Say {
        match self {
            Purpose::Amnesty => Say::new("question sans reproche", "question without blame"),
            Purpose::NamesOpened => Say::new("avis à la protection des données", "notice to data protection"),
            Purpose::Reminder => Say::new("rappel d'une échéance", "reminder of a day agreed"),
            Purpose::Arbitration => Say::new("demande d'arbitrage", "request to arbitrate"),
            Purpose::Question => Say::new("question sans réponse", "question without an answer"),
            Purpose::Promise => Say::new("promesse sans avis", "promise without a stamp"),
        }
    }
}

/// How far a message has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits to be sent.
    Waiting,
    /// It was handed to the mail server.
    Sent(Timestamp),
    /// It was not sent, and why.
    NotSent(Say),
}

impl Progress {
    /// Its word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Progress::Waiting => "waiting",
            Progress::Sent(_) => "sent",
            Progress::NotSent(_) => "failed",
        }
    }
}

/// A message as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// To whom.
    pub to: PersonId,
    /// Why it was written.
    pub purpose: Purpose,
    /// What it is about.
    pub about: Ref,
    /// Its subject.
    pub subject: Text,
    /// Its words.
    pub body: Text,
    /// When it was written.
    pub at: Timestamp,
    /// When it was handed to the mail server.
    pub sent: Option<Timestamp>,
    /// Why the mail server did not take it, the last time.
    pub failed: Option<String>,
}

impl Message {
    /// How far it has come.
    pub fn progress(&self) -> Progress {
        match (self.sent, self.failed.as_deref()) {
            (Some(at), _) => Progress::Sent(at),
            (None, Some(why)) => Progress::NotSent(why_not(why)),
            (None, None) => Progress::Waiting,
        }
    }
}

fn why_not(why: &str) -> Say {
    match why {
        NO_ADDRESS => Say::new(
            "la personne n'a pas d'adresse qui se lise ; le message partira dès qu'elle en aura une",
            "the person has no address that can be read; the message goes out once there is one",
        ),
        LEFT => Say::new("la personne a quitté la maison", "the person has left the house"),
        ANSWERED => Say::new("la réponse est venue avant l'envoi", "the answer came before it was sent"),
        SETTLED => Say::new("l'affaire était réglée avant l'envoi", "the matter was settled before it was sent"),
        TOO_OLD => Say::new(
            format!("l'envoi n'est devenu possible que plus de {DAYS_TO_SEND} jours après ; le message se lit ici"),
            format!("sending became possible only more than {DAYS_TO_SEND} days later; the message is read here"),
        ),
        GAVE_UP => Say::new(
            "le serveur du destinataire l'a remis à plus tard pendant cinq jours",
            "the receiver's server put it off for five days",
        ),
        code => Say::new(
            format!("le serveur de messagerie refuse cette adresse (code {code})"),
            format!("the mail server refuses this address (code {code})"),
        ),
    }
}

/// Orders about a message.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Writes it.
    Write { to: PersonId, purpose: Purpose, about: Ref, subject: Text, body: Text },
    /// Notes that the mail server took it.
    NoteSent,
    /// Notes that it did not.
    NoteFailed { why: String },
}

impl Aggregate for Message {
    const STREAM: &'static str = "message";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotWrite;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotWrite> {
        use Command::*;
        Ok(match (state, command) {
            (None, Write { to, purpose, about, subject, body }) => {
                vec![Event::Written { to, purpose, about, subject, body }]
            }
            (None, _) => return Err(CannotWrite::Unknown),
            (Some(_), Write { .. }) => return Err(CannotWrite::Known),
            (Some(it), _) if it.sent.is_some() => vec![],
            (Some(_), NoteSent) => vec![Event::Sent],
            (Some(it), NoteFailed { why }) if it.failed.as_ref() == Some(&why) => vec![],
            (Some(_), NoteFailed { why }) => vec![Event::NotSent { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        match (state, event) {
            (None, Event::Written { to, purpose, about, subject, body }) => Some(Message {
                to: *to,
                purpose: *purpose,
                about: about.clone(),
                subject: subject.clone(),
                body: body.clone(),
                at: ctx.now,
                sent: None,
                failed: None,
            }),
            (None, _) => None,
            (Some(mut it), event) => {
                match event {
                    Event::Written { .. } => {}
                    Event::Sent => it.sent = Some(ctx.now),
                    Event::NotSent { why } => it.failed = Some(why.clone()),
                }
                Some(it)
            }
        }
    }
}

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotWrite {
    /// There is no such message.
    Unknown,
    /// It is written already.
    Known,
}

impl Refusal for CannotWrite {
    fn say(&self) -> Say {
        match self {
            CannotWrite::Unknown => Say::new("ce message n'existe pas", "there is no such message"),
            CannotWrite::Known => Say::new("ce message est déjà écrit", "this message is written already"),
        }
    }

    fn way_out(&self) -> Say {
        Say::new("regardez la boîte d'envoi", "look at the outbox")
    }
}
