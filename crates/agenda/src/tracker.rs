//! What the words of a tracker mean in this house, and which of its items are done for which request.
//!
//! A tracker calls its states by words of its own. What each means is said once per tracker, by a person; a proposal
//! from the word alone is only that. Items are linked to requests by a person too. Status, dates and time spent stay the
//! tracker's: nothing here changes them.

mod proposal;

use std::collections::BTreeMap;

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tabular::fold;

pub use proposal::{propose, rank};

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a tracker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A word for a state was explained.
    Explained {
        /// The tracker's word.
        state: String,
        /// What it means here.
        meaning: Meaning,
    },
    /// An item is done for a request.
    Linked {
        /// The item's key in the tracker.
        item: String,
        /// The request.
        request: Ref,
    },
    /// An item is not done for a request, whatever it looks like.
    Parted {
        /// The item's key in the tracker.
        item: String,
        /// The request.
        request: Ref,
    },
}

/// What a state of a tracker means: whose turn it is, or that it is nobody's any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Nobody has begun; it waits for the team that would, which is IT's.
    NotStarted,
    /// Somebody works on it.
    Worked,
    /// It waits for marketing.
    Marketing,
    /// It waits for IT.
    It,
    /// It waits for legal or the data-protection officer.
    Legal,
    /// It waits for finance.
    Finance,
    /// It waits for a vendor or an agency.
    Vendor,
    /// It is done.
    Done,
    /// It will not be done.
    Refused,
}

impl Meaning {
    /// Everything a state can mean, in the order it is offered.
    pub const ALL: [Meaning; 9] = [
        Meaning::NotStarted,
        Meaning::Worked,
        Meaning::Marketing,
        Meaning::It,
        Meaning::Legal,
        Meaning::Finance,
        Meaning::Vendor,
        Meaning::Done,
        Meaning::Refused,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Meaning::NotStarted => "not_started",
            Meaning::Worked => "worked",
            Meaning::Marketing => "marketing",
            Meaning::It => "it",
            Meaning::Legal => "legal",
            Meaning::Finance => "finance",
            Meaning::Vendor => "vendor",
            Meaning::Done => "done",
            Meaning::Refused => "refused",
        }
    }

    /// The meaning of a stored word.
    pub fn of(word: &str) -> Option<Meaning> {
        Meaning::ALL.into_iter().find(|meaning| meaning.word() == word)
    }

    /// What it means, in a few words.
    pub fn say(self) -> Say {
        match self {
            Meaning::NotStarted => Say::new("pas commencé : attend la DSI", "not started: waiting for IT"),
            Meaning::Worked => Say::new("quelqu'un y travaille", "somebody works on it"),
            Meaning::Marketing => Say::new("attend le marketing", "waiting for marketing"),
            Meaning::It => Say::new("attend la DSI", "waiting for IT"),
            Meaning::Legal => Say::new("attend le juridique", "waiting for legal"),
            Meaning::Finance => Say::new("attend la finance", "waiting for finance"),
            Meaning::Vendor => Say::new("attend un prestataire", "waiting for a vendor"),
            Meaning::Done => Say::new("terminé", "done"),
            Meaning::Refused => Say::new("ne sera pas fait", "will not be done"),
        }
    }
}

/// A word for a state as it is compared: case, accents and plurals aside. What stands in brackets counts: "closed (not
/// planned)" is another state than "closed".
pub fn folded(word: &str) -> String {
    fold(&word.replace(['(', ')'], " "))
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What is said of a tracker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracker {
    /// What its words for states mean, by the folded word.
    explained: BTreeMap<String, Explained>,
    /// Which items are done for which requests, or are said not to be.
    links: BTreeMap<(String, Ref), Link>,
}

/// An explanation of a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// What it means.
    pub meaning: Meaning,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// What is said of an item and a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Whether the item is done for the request.
    pub stands: bool,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Tracker {
    /// What a word for a state means, where somebody explained it. Case, accents and plurals do not matter.
    pub fn explained(&self, state: &str) -> Option<&Explained> {
        self.explained.get(&folded(state))
    }

    /// What is said of an item and a request.
    pub fn link(&self, item: &str, request: &Ref) -> Option<&Link> {
        self.links.get(&(item.to_owned(), request.clone()))
    }

    /// The items that are done for requests, in the order of their keys.
    pub fn links(&self) -> impl Iterator<Item = (&str, &Ref)> {
        self.links.iter().filter(|(_, link)| link.stands).map(|((item, request), _)| (item.as_str(), request))
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a tracker.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Says what a word for a state means; `known`: whether the tracker was ever heard to use it.
    Explain { state: String, meaning: Meaning, known: bool },
    /// Says that an item is done for a request; `known`: whether there is such an item.
    Link { item: String, request: Ref, known: bool },
    /// Says that it is not.
    Part { item: String, request: Ref, known: bool },
}

impl Aggregate for Tracker {
    const STREAM: &'static str = "tracker";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotTrack;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotTrack> {
        let means = |word: &str| state.and_then(|it| it.explained(word)).map(|it| it.meaning);
        let stands = |item: &str, request: &Ref| state.and_then(|it| it.link(item, request)).map(|it| it.stands);
        Ok(match command {
            Command::Explain { state, meaning, .. } if means(&state) == Some(meaning) => vec![],
            Command::Explain { known: false, .. } => return Err(CannotTrack::NoSuchState),
            Command::Explain { state, meaning, .. } => vec![Event::Explained { state, meaning }],
            Command::Link { item, request, .. } if stands(&item, &request) == Some(true) => vec![],
            Command::Part { item, request, .. } if stands(&item, &request) == Some(false) => vec![],
            Command::Link { known: false, .. } | Command::Part { known: false, .. } => {
                return Err(CannotTrack::NoSuchItem);
            }
            Command::Link { item, request, .. } => vec![Event::Linked { item, request }],
            Command::Part { item, request, .. } => vec![Event::Parted { item, request }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        let (by, at) = (ctx.actor, ctx.now);
        match event {
            Event::Explained { state, meaning } => {
                it.explained.insert(folded(state), Explained { meaning: *meaning, by, at });
            }
            Event::Linked { item, request } => {
                it.links.insert((item.clone(), request.clone()), Link { stands: true, by, at });
            }
            Event::Parted { item, request } => {
                it.links.insert((item.clone(), request.clone()), Link { stands: false, by, at });
            }
        }
        Some(it)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotTrack {
    /// The tracker never used this word for a state.
    NoSuchState,
    /// The tracker has no such item.
    NoSuchItem,
}

impl Refusal for CannotTrack {
    fn say(&self) -> Say {
        match self {
            CannotTrack::NoSuchState => Say::new(
                "cet outil de suivi n'a jamais employé ce mot pour un état",
                "this tracker never used this word for a state",
            ),
            CannotTrack::NoSuchItem => {
                Say::new("cet outil de suivi n'a pas cet élément", "this tracker has no such item")
            }
        }
    }

    fn way_out(&self) -> Say {
        Say::new(
            "regardez la liste de ses états et de ses éléments, ou importez un export plus récent",
            "look at the list of its states and items, or import a newer export",
        )
    }
}

#[cfg(test)]
mod tests {
    use base::Kind;

    use super::*;

    fn ctx() -> Context {
        Context { actor: None, now: Timestamp::UNIX_EPOCH }
    }

    fn explain(state: &str, meaning: Meaning) -> Command {
        Command::Explain { state: state.to_owned(), meaning, known: true }
    }

    fn after(commands: Vec<Command>) -> Option<Tracker> {
        commands.into_iter().fold(None, |state, command| {
            let events = Tracker::decide(state.as_ref(), command, &ctx()).expect("nothing stands against it");
            events.iter().fold(state, |state, event| Tracker::evolve(state, event, &ctx()))
        })
    }

    #[test]
    fn a_word_is_explained_whatever_its_case_and_the_last_explanation_holds() {
        let it =
            after(vec![explain("En cours", Meaning::Worked), explain("RECETTE", Meaning::It)]).expect("it is born");
        assert_eq!(it.explained("EN COURS").map(|it| it.meaning), Some(Meaning::Worked));
        assert_eq!(Tracker::decide(Some(&it), explain("recette", Meaning::It), &ctx()), Ok(vec![]));
        let it =
            after(vec![explain("Recette", Meaning::It), explain("recette", Meaning::Marketing)]).expect("it is born");
        assert_eq!(it.explained("Recette").map(|it| it.meaning), Some(Meaning::Marketing));
    }

    #[test]
    fn a_word_nobody_heard_and_an_item_nobody_saw_are_refused() {
        let word = Command::Explain { state: "x".to_owned(), meaning: Meaning::Done, known: false };
        assert_eq!(Tracker::decide(None, word, &ctx()), Err(CannotTrack::NoSuchState));
        let request = Ref::new(Kind::Request, "4");
        let item = Command::Link { item: "WEB-1".to_owned(), request, known: false };
        assert_eq!(Tracker::decide(None, item, &ctx()), Err(CannotTrack::NoSuchItem));
    }

    #[test]
    fn a_link_that_is_parted_is_gone_and_stays_known_as_parted() {
        let request = Ref::new(Kind::Request, "4");
        let link = || Command::Link { item: "WEB-1".to_owned(), request: request.clone(), known: true };
        let part = || Command::Part { item: "WEB-1".to_owned(), request: request.clone(), known: true };
        let it = after(vec![link()]).expect("it is born");
        assert_eq!(it.links().collect::<Vec<_>>(), [("WEB-1", &request)]);
        let it = after(vec![link(), part()]).expect("it is born");
        assert_eq!(it.links().count(), 0);
        assert_eq!(it.link("WEB-1", &request).map(|link| link.stands), Some(false));
        assert_eq!(after(vec![part(), part()]).map(|it| it.links.len()), Some(1));
    }
}
