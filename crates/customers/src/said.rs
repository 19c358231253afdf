//! What people say of who is who, and who was shown whose values: facts about the ids of records, kept in the log.
//!
//! A fact speaks of two records, never of a person: who a person is gets worked out again from all facts that stand.
//! Ids say nothing by themselves; what a record holds stands nowhere here. Whatever would contradict what stands is
//! refused with the chain of facts it contradicts.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use base::{Aggregate, Context, PersonId, Refusal, Say, local};
use jiff::Timestamp;
use rpds::RedBlackTreeMapSync;
use serde::{Deserialize, Serialize};

use crate::resolution::index::Anchor;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of records of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Two records were said to be one person.
    SaidOne {
        /// A record.
        left: Anchor,
        /// Another one.
        right: Anchor,
    },
    /// Two records were said to be two people.
    SaidTwo {
        /// A record.
        left: Anchor,
        /// Another one.
        right: Anchor,
    },
    /// What was said of two records stands no more.
    TakenBack {
        /// A record.
        left: Anchor,
        /// Another one.
        right: Anchor,
    },
    /// What records hold was shown to whoever acted.
    Shown {
        /// The records.
        records: Vec<Anchor>,
    },
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Everything that stands. Cloning is cheap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// For each record what is said of it and another one; a fact stands under both.
    about: RedBlackTreeMapSync<Anchor, Arc<BTreeMap<Anchor, Fact>>>,
    /// For each record to whom it was shown, and when first on each day.
    shown: RedBlackTreeMapSync<Anchor, Arc<Vec<Look>>>,
    /// How often what stands has changed.
    changes: u64,
}

/// What is said of two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Whether they are one person.
    pub same: bool,
    /// Who said so; nobody stands for whoever holds the machine.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// That a record was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// To whom; nobody stands for whoever holds the machine.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Said {
    /// The facts that stand, each once: the smaller id first, in order.
    pub fn facts(&self) -> impl Iterator<Item = (Anchor, Anchor, Fact)> {
        let of = |(left, others): (&Anchor, &Arc<BTreeMap<Anchor, Fact>>)| {
            let left = *left;
            let behind = others.range(left..).map(move |(right, fact)| (left, *right, *fact));
            behind.collect::<Vec<_>>()
        };
        self.about.iter().flat_map(of)
    }

    /// What is said of two records.
    pub fn fact(&self, left: Anchor, right: Anchor) -> Option<Fact> {
        self.about.get(&left)?.get(&right).copied()
    }

    /// What is said of a record and others, the smaller id first.
    pub fn about(&self, record: Anchor) -> impl Iterator<Item = (Anchor, Anchor, Fact)> {
        let others = self.about.get(&record).into_iter().flat_map(|others| others.iter());
        others.map(move |(other, fact)| (record.min(*other), record.max(*other), *fact))
    }

    /// To whom a record was shown, oldest first; once a day and person.
    pub fn shown(&self, record: Anchor) -> &[Look] {
        self.shown.get(&record).map_or(&[], |looks| looks.as_slice())
    }

    /// How often what stands has changed: whoever worked something out from it knows by that whether it still holds.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// What saying this of two records would contradict: a shortest chain of records, each said to be one person with
    /// the next or about to be, from one of two that are said to be two people, or would be, to the other.
    ///
    /// Errors: nothing when nothing is contradicted.
    pub fn contradicted(&self, left: Anchor, right: Anchor, same: bool) -> Option<Vec<Anchor>> {
        let (before_left, before_right) = (self.reached(left), self.reached(right));
        if !same {
            return before_left.contains_key(&right).then(|| way(&before_left, right));
        }
        if before_left.contains_key(&right) {
            return None;
        }
        let apart = |from: &Anchor| {
            let others = self.about.get(from).into_iter().flat_map(|others| others.iter());
            let two = others.filter(|(other, fact)| !fact.same && before_right.contains_key(other));
            two.map(|(other, _)| (*from, *other)).collect::<Vec<_>>()
        };
        let chain = |(from, to): (Anchor, Anchor)| {
            let mut chain = way(&before_left, from);
            chain.reverse();
            chain.extend(way(&before_right, to));
            chain
        };
        before_left.keys().flat_map(apart).map(chain).min_by_key(Vec::len)
    }

    /// Everything said to be one person with a record, each with the one before it on a shortest way there.
    fn reached(&self, from: Anchor) -> BTreeMap<Anchor, Anchor> {
        let mut before = BTreeMap::from([(from, from)]);
        let mut next = VecDeque::from([from]);
        while let Some(record) = next.pop_front() {
            let others = self.about.get(&record).into_iter().flat_map(|others| others.iter());
            for (other, _) in others.filter(|(_, fact)| fact.same) {
                if !before.contains_key(other) {
                    before.insert(*other, record);
                    next.push_back(*other);
                }
            }
        }
        before
    }

    fn put(&mut self, left: Anchor, right: Anchor, fact: Option<Fact>) {
        for (of, other) in [(left, right), (right, left)] {
            let mut others = self.about.get(&of).cloned().unwrap_or_default();
            match fact {
                Some(fact) => drop(Arc::make_mut(&mut others).insert(other, fact)),
                None => drop(Arc::make_mut(&mut others).remove(&other)),
            }
            if others.is_empty() {
                self.about.remove_mut(&of);
            } else {
                self.about.insert_mut(of, others);
            }
        }
        self.changes += 1;
    }
}

/// From where the search began to a record it reached.
fn way(before: &BTreeMap<Anchor, Anchor>, to: Anchor) -> Vec<Anchor> {
    let mut way = vec![to];
    let mut at = to;
    while let Some(earlier) = before.get(&at).copied().filter(|earlier| *earlier != at) {
        way.push(earlier);
        at = earlier;
    }
    way.reverse();
    way
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about records of people.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Says whether two records are one person.
    Say { left: Anchor, right: Anchor, same: bool },
    /// Takes back what stands of two records.
    TakeBack { left: Anchor, right: Anchor },
    /// Notes that records are shown; once a day and person.
    Show { records: Vec<Anchor> },
}

impl Aggregate for Said {
    const STREAM: &'static str = "said";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotSay;

    fn decide(state: Option<&Self>, command: Command, ctx: &Context) -> Result<Vec<Event>, CannotSay> {
        let standing = |left, right| state.and_then(|it| it.fact(left, right));
        let contradicted = |left, right, same| state.and_then(|it| it.contradicted(left, right, same));
        Ok(match command {
            Command::Say { left, right, .. } if left == right => return Err(CannotSay::Itself),
            Command::Say { left, right, same } if standing(left, right).is_some_and(|fact| fact.same == same) => vec![],
            Command::Say { left, right, same } => match (contradicted(left, right, same), same) {
                (Some(chain), _) => return Err(CannotSay::Contradicted { chain }),
                (None, true) => vec![Event::SaidOne { left, right }],
                (None, false) => vec![Event::SaidTwo { left, right }],
            },
            Command::TakeBack { left, right } if standing(left, right).is_none() => vec![],
            Command::TakeBack { left, right } => vec![Event::TakenBack { left, right }],
            Command::Show { mut records } => {
                let today = local(ctx.now).date();
                let noted = |look: &Look| look.by == ctx.actor && local(look.at).date() == today;
                records.sort_unstable();
                records.dedup();
                records.retain(|record| !state.is_some_and(|it| it.shown(*record).iter().rev().any(noted)));
                if records.is_empty() { vec![] } else { vec![Event::Shown { records }] }
            }
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        let fact = |same| Some(Fact { same, by: ctx.actor, at: ctx.now });
        match event {
            Event::SaidOne { left, right } => it.put(*left, *right, fact(true)),
            Event::SaidTwo { left, right } => it.put(*left, *right, fact(false)),
            Event::TakenBack { left, right } => it.put(*left, *right, None),
            Event::Shown { records } => {
                for record in records {
                    let mut looks = it.shown.get(record).cloned().unwrap_or_default();
                    Arc::make_mut(&mut looks).push(Look { by: ctx.actor, at: ctx.now });
                    it.shown.insert_mut(*record, looks);
                }
            }
        }
        Some(it)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotSay {
    /// Of a record and itself nothing can be said.
    Itself,
    /// What stands says otherwise.
    Contradicted {
        /// From one of two records said to be two people, or about to be, to the other, each said to be one person with
        /// the next or about to be.
        chain: Vec<Anchor>,
    },
}

impl CannotSay {
    /// The same in words, with each record as it is called.
    pub fn named(&self, name: impl Fn(Anchor) -> String) -> Say {
        match self {
            CannotSay::Itself => Say::new(
                "ce sont deux fois la même fiche : il n'y a rien à en dire",
                "it is the same record twice: there is nothing to say of it",
            ),
            CannotSay::Contradicted { chain } => {
                let names: Vec<String> = chain.iter().map(|record| name(*record)).collect();
                let (whole, first, last) = (
                    names.join(" = "),
                    names.first().map_or("", String::as_str),
                    names.last().map_or("", String::as_str),
                );
                Say::new(
                    format!("cela contredit ce qui a été dit : {whole}, et pourtant {first} n'est pas {last}"),
                    format!("this contradicts what was said: {whole}, and yet {first} is not {last}"),
                )
            }
        }
    }
}

impl Refusal for CannotSay {
    fn say(&self) -> Say {
        self.named(|record| record.to_string())
    }

    fn way_out(&self) -> Say {
        match self {
            CannotSay::Itself => Say::new("donnez deux fiches", "give two records"),
            CannotSay::Contradicted { .. } => Say::new(
                "retirez d'abord l'un des faits de cette chaîne",
                "take one of the facts of this chain back first",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ctx(hours: i64) -> Context {
        let now = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(hours);
        Context { actor: None, now }
    }

    fn say(left: u128, right: u128, same: bool) -> Command {
        Command::Say { left: Anchor(left), right: Anchor(right), same }
    }

    fn after(commands: Vec<Command>) -> Option<Said> {
        commands.into_iter().fold(None, |state, command| {
            let events = Said::decide(state.as_ref(), command, &ctx(0)).expect("nothing stands against it");
            events.iter().fold(state, |state, event| Said::evolve(state, event, &ctx(0)))
        })
    }

    fn refused(state: &Said, command: Command) -> Vec<u128> {
        match Said::decide(Some(state), command, &ctx(0)) {
            Err(CannotSay::Contradicted { chain }) => chain.into_iter().map(|record| record.0).collect(),
            other => panic!("{other:?} is no contradiction"),
        }
    }

    #[test]
    fn what_contradicts_what_stands_is_refused_with_its_shortest_chain() {
        let state = after(vec![say(1, 2, true), say(2, 3, true), say(1, 9, true), say(9, 8, true), say(8, 3, true)]);
        let state = state.expect("it is born");
        assert_eq!(refused(&state, say(1, 3, false)), [1, 2, 3]);
        let state = after(vec![say(1, 2, true), say(3, 4, true), say(1, 4, false)]).expect("it is born");
        assert_eq!(refused(&state, say(2, 3, true)), [1, 2, 3, 4]);
        assert_eq!(refused(&state, say(1, 4, true)), [1, 4]);
        assert_eq!(refused(&state, say(4, 3, false)), [4, 3]);
        assert_eq!(Said::decide(Some(&state), say(7, 7, true), &ctx(0)), Err(CannotSay::Itself));
    }

    #[test]
    fn said_twice_is_said_once_and_taken_back_leaves_nothing() {
        let state = after(vec![say(2, 1, true)]).expect("it is born");
        assert_eq!(Said::decide(Some(&state), say(1, 2, true), &ctx(0)), Ok(vec![]));
        assert_eq!(state.facts().map(|(l, r, fact)| (l.0, r.0, fact.same)).collect::<Vec<_>>(), [(1, 2, true)]);
        let back = || Command::TakeBack { left: Anchor(1), right: Anchor(2) };
        let state = after(vec![say(2, 1, true), back()]).expect("it is born");
        assert_eq!((state.facts().count(), Said::decide(Some(&state), back(), &ctx(0))), (0, Ok(vec![])));
        assert!(after(vec![say(1, 2, true), back(), say(1, 2, false)]).is_some(), "nothing is left to contradict");
    }

    #[test]
    fn whoever_is_shown_a_record_is_noted_once_a_day() {
        let show = |records: &[u128]| Command::Show { records: records.iter().map(|record| Anchor(*record)).collect() };
        let state = after(vec![show(&[3, 1, 3])]).expect("it is born");
        assert_eq!(state.shown(Anchor(3)).len(), 1);
        assert_eq!(Said::decide(Some(&state), show(&[1, 3]), &ctx(1)), Ok(vec![]));
        let again = Said::decide(Some(&state), show(&[1, 2]), &ctx(1));
        assert_eq!(again, Ok(vec![Event::Shown { records: vec![Anchor(2)] }]));
        assert_eq!(Said::decide(Some(&state), show(&[1]), &ctx(48)).map(|events| events.len()), Ok(1));
        assert_eq!(state.changes(), 0, "being shown changes nobody");
    }
}
