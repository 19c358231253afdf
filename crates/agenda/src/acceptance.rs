//! What was asked for, what was agreed and what was delivered of a request, item by item, with the cause of what is
//! missing; kept under the number of the request.

#[cfg(test)]
mod tests;

use base::{Aggregate, Context, PersonId, Refusal, Say, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The most items of one request.
pub const MOST_ITEMS: usize = 200;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of an acceptance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Something was asked for.
    Asked {
        /// Its number.
        item: u32,
        /// What it is.
        words: Text,
    },
    /// Somebody said how far an item has come.
    Told {
        /// Its number.
        item: u32,
        /// How far.
        standing: Standing,
        /// Why, where it is left out or missing.
        words: Option<Text>,
    },
    /// It was accepted as it stands.
    Accepted {
        /// How many items were asked for, agreed and delivered.
        counts: Counts,
    },
}

/// How far an item has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It was asked for; nobody has agreed to it.
    Asked,
    /// It is in scope.
    Agreed,
    /// It is not in scope.
    LeftOut,
    /// It was in scope and is there.
    Delivered,
    /// It was in scope and is not there.
    Missing(Cause),
}

/// Why something that was agreed is not there. Causes name what happened, not who.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// There was not enough time.
    Time,
    /// There was not enough money.
    Money,
    /// It turned out to be harder than was thought.
    Harder,
    /// It waits for something else.
    Waits,
    /// Scope or priority was changed.
    Changed,
    /// It was understood otherwise.
    Understood,
    /// Nobody needs it any more.
    Unneeded,
}

/// How many items were asked for, agreed and delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Asked for, in all.
    pub asked: u32,
    /// Agreed: in scope, whether delivered or missing.
    pub agreed: u32,
    /// Delivered.
    pub delivered: u32,
}

impl Standing {
    /// Every standing, with its stored word.
    pub const ALL: [(Standing, &'static str); 11] = [
        (Standing::Asked, "asked"),
        (Standing::Agreed, "agreed"),
        (Standing::LeftOut, "left_out"),
        (Standing::Delivered, "delivered"),
        (Standing::Missing(Cause::Time), "missing_time"),
        (Standing::Missing(Cause::Money), "missing_money"),
        (Standing::Missing(Cause::Harder), "missing_harder"),
        (Standing::Missing(Cause::Waits), "missing_waits"),
        (Standing::Missing(Cause::Changed), "missing_changed"),
        (Standing::Missing(Cause::Understood), "missing_understood"),
        (Standing::Missing(Cause::Unneeded), "missing_unneeded"),
    ];

    /// The word used in forms and by programs.
    pub fn word(self) -> &'static str {
        Standing::ALL.into_iter().find_map(|(standing, word)| (standing == self).then_some(word)).unwrap_or("asked")
    }

    /// Reads its word.
    pub fn of(word: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find_map(|(standing, known)| (known == word).then_some(standing))
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        match self {
            Standing::Asked => Say::new("demandé", "asked for"),
            Standing::Agreed => Say::new("convenu", "agreed"),
            Standing::LeftOut => Say::new("hors du périmètre", "out of scope"),
            Standing::Delivered => Say::new("livré", "delivered"),
            Standing::Missing(Cause::Time) => Say::new("manque : le temps n'a pas suffi", "missing: not enough time"),
            Standing::Missing(Cause::Money) => {
                Say::new("manque : le budget n'a pas suffi", "missing: not enough money")
            }
            Standing::Missing(Cause::Harder) => {
                Say::new("manque : plus difficile que prévu", "missing: harder than was thought")
            }
            Standing::Missing(Cause::Waits) => {
                Say::new("manque : attend autre chose", "missing: waits for something else")
            }
            Standing::Missing(Cause::Changed) => {
                Say::new("manque : le périmètre ou la priorité a changé", "missing: scope or priority was changed")
            }
            Standing::Missing(Cause::Understood) => {
                Say::new("manque : compris autrement", "missing: understood otherwise")
            }
            Standing::Missing(Cause::Unneeded) => {
                Say::new("manque : plus personne n'en a besoin", "missing: nobody needs it any more")
            }
        }
    }

    /// Whether it is in scope.
    pub fn is_agreed(self) -> bool {
        matches!(self, Standing::Agreed | Standing::Delivered | Standing::Missing(_))
    }
}

impl Counts {
    /// The share of what was asked for that is there; `None` when nothing was asked for.
    pub fn of_asked(self) -> Option<f64> {
        (self.asked > 0).then(|| f64::from(self.delivered) / f64::from(self.asked))
    }

    /// The share of what was agreed that is there; `None` when nothing was agreed.
    pub fn of_agreed(self) -> Option<f64> {
        (self.agreed > 0).then(|| f64::from(self.delivered) / f64::from(self.agreed))
    }
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// An acceptance as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acceptance {
    /// The items by number, counted from 1.
    pub items: Vec<Item>,
    /// When it was accepted, by whom, at which counts.
    pub accepted: Option<(Timestamp, Option<PersonId>, Counts)>,
}

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub words: Text,
    /// How far it has come.
    pub standing: Standing,
    /// Why, where it is left out or missing.
    pub why: Option<Text>,
    /// Who last said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Acceptance {
    /// How many items were asked for, agreed and delivered.
    pub fn counts(&self) -> Counts {
        let count = |keep: fn(&Item) -> bool| self.items.iter().filter(|item| keep(item)).count() as u32;
        Counts {
            asked: self.items.len() as u32,
            agreed: count(|item| item.standing.is_agreed()),
            delivered: count(|item| item.standing == Standing::Delivered),
        }
    }

    /// What is missing of what was agreed, by cause, the commonest first.
    pub fn causes(&self) -> Vec<(Cause, u32)> {
        let mut causes: Vec<(Cause, u32)> = Vec::new();
        for item in &self.items {
            let Standing::Missing(cause) = item.standing else { continue };
            match causes.iter_mut().find(|(known, _)| *known == cause) {
                Some((_, n)) => *n += 1,
                None => causes.push((cause, 1)),
            }
        }
        causes.sort_by_key(|(cause, n)| (std::cmp::Reverse(*n), *cause));
        causes
    }

    /// The items whose standing is not said yet, by number: nothing is accepted before.
    pub fn open(&self) -> Vec<u32> {
        let open = |item: &Item| matches!(item.standing, Standing::Asked | Standing::Agreed);
        (1..).zip(&self.items).filter(|(_, item)| open(item)).map(|(number, _)| number).collect()
    }

    fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about an acceptance.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Says what is asked for; `says_something`: whether each holds a word.
    Ask { items: Vec<Text>, says_something: bool },
    /// Says how far an item has come.
    Tell { item: u32, standing: Standing, words: Option<Text> },
    /// Accepts it as it stands.
    Accept,
}

impl Aggregate for Acceptance {
    const STREAM: &'static str = "acceptance";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotAccept;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotAccept> {
        let none = Acceptance::default();
        let it = state.unwrap_or(&none);
        Ok(match command {
            Command::Ask { items, says_something } => {
                let known = |words: &Text| it.items.iter().any(|item| item.words == *words);
                let mut new: Vec<Text> = Vec::new();
                for words in items {
                    if !known(&words) && !new.contains(&words) {
                        new.push(words);
                    }
                }
                if new.is_empty() {
                    return Ok(vec![]);
                }
                if it.accepted.is_some() {
                    return Err(CannotAccept::Accepted);
                }
                if !says_something {
                    return Err(CannotAccept::Empty);
                }
                if it.items.len() + new.len() > MOST_ITEMS {
                    return Err(CannotAccept::TooMany);
                }
                let first = it.items.len() as u32 + 1;
                (first..).zip(new).map(|(item, words)| Event::Asked { item, words }).collect()
            }
            Command::Tell { item, standing, words } => {
                let held = it.item(item).ok_or(CannotAccept::NoSuchItem)?;
                // A reason stands only where something is left out or missing.
                let words = words.filter(|_| matches!(standing, Standing::LeftOut | Standing::Missing(_)));
                if held.standing == standing && held.why == words {
                    return Ok(vec![]);
                }
                if it.accepted.is_some() {
                    return Err(CannotAccept::Accepted);
                }
                if standing == Standing::LeftOut && words.is_none() {
                    return Err(CannotAccept::NoReason);
                }
                vec![Event::Told { item, standing, words }]
            }
            Command::Accept if it.accepted.is_some() => vec![],
            Command::Accept if it.items.is_empty() => return Err(CannotAccept::Nothing),
            Command::Accept => match it.open() {
                open if !open.is_empty() => return Err(CannotAccept::Open(open)),
                _ => vec![Event::Accepted { counts: it.counts() }],
            },
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        match event {
            Event::Asked { words, .. } => it.items.push(Item {
                words: words.clone(),
                standing: Standing::Asked,
                why: None,
                by: ctx.actor,
                at: ctx.now,
            }),
            Event::Told { item, standing, words } => {
                let place = usize::try_from(*item).ok().and_then(|item| item.checked_sub(1));
                if let Some(held) = place.and_then(|place| it.items.get_mut(place)) {
                    (held.standing, held.why) = (*standing, words.clone());
                    (held.by, held.at) = (ctx.actor, ctx.now);
                }
            }
            Event::Accepted { counts } => it.accepted = Some((ctx.now, ctx.actor, *counts)),
        }
        Some(it)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotAccept {
    /// An item without words.
    Empty,
    /// More items than one can read.
    TooMany,
    /// There is no such item.
    NoSuchItem,
    /// Left out without a reason.
    NoReason,
    /// Nothing was asked for.
    Nothing,
    /// These items are neither delivered nor missing nor left out.
    Open(Vec<u32>),
    /// It is accepted, and does not change.
    Accepted,
}

impl Refusal for CannotAccept {
    fn say(&self) -> Say {
        match self {
            CannotAccept::Empty => Say::new("un élément n'a pas de mots", "an item has no words"),
            CannotAccept::TooMany => Say::new(
                format!("une demande a au plus {MOST_ITEMS} éléments"),
                format!("a request has {MOST_ITEMS} items at most"),
            ),
            CannotAccept::NoSuchItem => Say::new("cet élément n'existe pas", "there is no such item"),
            CannotAccept::NoReason => Say::new(
                "un élément est laissé hors du périmètre sans raison",
                "an item is left out of scope without a reason",
            ),
            CannotAccept::Nothing => Say::new("rien n'est encore demandé", "nothing is asked for yet"),
            CannotAccept::Open(items) => {
                let list = items.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
                Say::new(
                    format!("on ne sait pas ce que sont devenus les éléments : {list}"),
                    format!("it is not said what became of these items: {list}"),
                )
            }
            CannotAccept::Accepted => {
                Say::new("c'est réceptionné, et ne change plus", "it is accepted, and changes no more")
            }
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotAccept::Empty => Say::new("écrivez un élément par ligne", "write one item a line"),
            CannotAccept::TooMany => Say::new("réunissez ceux qui vont ensemble", "join those that belong together"),
            CannotAccept::NoSuchItem => Say::new("choisissez dans la liste", "choose from the list"),
            CannotAccept::NoReason => Say::new("écrivez-la en quelques mots", "write it in a few words"),
            CannotAccept::Nothing => Say::new("écrivez d'abord ce qui est demandé", "write first what is asked for"),
            CannotAccept::Open(_) => Say::new(
                "dites de chacun s'il est livré, manquant ou hors du périmètre",
                "say of each whether it is delivered, missing or out of scope",
            ),
            CannotAccept::Accepted => Say::new("faites une nouvelle demande", "make a new request"),
        }
    }
}
