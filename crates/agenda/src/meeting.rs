//! A meeting of both sides: when it is, what was on its agenda, what became of each point.
//!
//! A series meets every so many weeks by the clocks of a zone; one of its days can be moved or left out. What is on an
//! agenda is worked out from the record when the meeting is opened, and stands from then on; what was decided is read from
//! the decisions themselves, so nobody types minutes.
//!
//! Deliberately absent: what belongs on an agenda (the picture knows), invitations by mail.

use std::collections::BTreeMap;

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Text};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Hours};
use crate::decision::{Choice, How};

/// So many points a meeting takes: more are not thought through.
pub const ITEMS_MOST: usize = 6;
/// The longest meeting, in minutes.
pub const MINUTES_MOST: u32 = 8 * 60;
/// A series meets at least once in so many weeks.
pub const WEEKS_MOST: u32 = 52;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was called.
    Called {
        /// What it is called.
        title: Text,
        /// When.
        when: When,
        /// Who meets.
        people: Vec<PersonId>,
    },
    /// One of its days was moved.
    Moved {
        /// The day of the series.
        of: Date,
        /// When it begins instead.
        to: DateTime,
    },
    /// One of its days does not take place.
    LeftOut {
        /// The day of the series.
        of: Date,
    },
    /// It was opened, with its agenda as the record gave it.
    Opened {
        /// The day of the series.
        of: Date,
        /// Who is there.
        present: Vec<PersonId>,
        /// What is on the agenda, in order.
        items: Vec<Ref>,
    },
    /// A point became something both sides do.
    Acted {
        /// The day of the series.
        of: Date,
        /// The point.
        item: Ref,
        /// What both sides do.
        action: Ref,
    },
    /// A point was put off to the next meeting.
    Postponed {
        /// The day of the series.
        of: Date,
        /// The point.
        item: Ref,
        /// Why.
        why: Text,
    },
    /// It was closed.
    Closed {
        /// The day of the series.
        of: Date,
        /// Which points were settled while it was open, and how.
        settled: Vec<(Ref, Settled)>,
    },
    /// The series ends.
    Ended {
        /// After which day; none of its days takes place where that is before the first.
        last: Date,
    },
}

/// When a meeting is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// The zone whose clocks it goes by, by its IANA name.
    pub zone: String,
    /// When it begins, the first time.
    pub start: DateTime,
    /// For how many minutes.
    pub minutes: u32,
    /// Every so many weeks; `None`: once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
}

/// How a point was settled, as the record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// A decision fell.
    Decided {
        /// What was chosen.
        choice: Choice,
        /// How it fell.
        how: How,
    },
    /// A business case was signed by all its pens.
    Signed,
    /// Something both sides do was done.
    Done,
    /// Something both sides do was dropped.
    Dropped,
    /// Everybody who must be heard said whether a promise can be kept.
    Stamped,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A meeting as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// What it is called.
    pub title: Text,
    /// Who meets.
    pub people: Vec<PersonId>,
    /// When, with what was moved and left out.
    pub hours: Hours,
    /// What became of each day it was opened on.
    pub sittings: BTreeMap<Date, Sitting>,
}

/// A day a meeting was opened on.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// Who is there.
    pub present: Vec<PersonId>,
    /// What is on the agenda, in order, and what became of it in the meeting.
    pub items: Vec<(Ref, Option<Outcome>)>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// What became of a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The record says that it was settled.
    Settled(Settled),
    /// Something both sides do.
    Action(Ref),
    /// Put off to the next meeting, and why.
    Postponed(Text),
}

impl Meeting {
    /// The days on which it takes place, from a day of the series on; at most so many.
    pub fn days(&self, from: Date, most: usize) -> Vec<Day> {
        self.hours.days(from, most)
    }

    /// Whether a day is one of the series and takes place.
    pub fn takes_place(&self, of: Date) -> Option<Day> {
        self.days(of, 1).into_iter().find(|day| day.of == of)
    }

    /// The first day that has not been closed and begins on a day or later, or was opened and not closed.
    pub fn next(&self, today: Date) -> Option<Day> {
        let open =
            self.sittings.iter().find(|(_, it)| it.closed_at.is_none()).and_then(|(of, _)| self.takes_place(*of));
        // A day can be moved ahead of those before it.
        let near = today.checked_sub(366.days()).unwrap_or(today).max(self.hours.start.date());
        let coming = || {
            let days = self.days(near, 800).into_iter();
            let closed = |of: &Date| self.sittings.get(of).is_some_and(|it| it.closed_at.is_some());
            days.filter(|day| day.start.date() >= today && !closed(&day.of)).min_by_key(|day| day.start)
        };
        open.or_else(coming)
    }

    /// Whether none of its days takes place.
    pub fn is_cancelled(&self) -> bool {
        self.days(self.hours.start.date(), 1).is_empty()
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a meeting.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Calls it; `says_something`: whether its title holds a word.
    Call { title: Text, says_something: bool, when: When, people: Vec<PersonId> },
    /// Moves one of its days.
    Move { of: Date, to: DateTime },
    /// Leaves one of its days out.
    LeaveOut { of: Date },
    /// Opens it.
    Open { of: Date, present: Vec<PersonId>, items: Vec<Ref> },
    /// Makes a point something both sides do.
    Act { of: Date, item: Ref, action: Ref },
    /// Puts a point off; `says_something`: whether the reason holds a word.
    Postpone { of: Date, item: Ref, why: Text, says_something: bool },
    /// Closes it; `settled`: what the record says was settled while it was open.
    Close { of: Date, settled: Vec<(Ref, Settled)> },
    /// Ends the series after a day.
    End { last: Date },
}

impl Aggregate for Meeting {
    const STREAM: &'static str = "meeting";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotMeet;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotMeet> {
        use Command::*;
        let Some(it) = state else {
            let Call { title, says_something, when, mut people } = command else { return Err(CannotMeet::Unknown) };
            people.sort_unstable();
            people.dedup();
            return match () {
                () if !says_something => Err(CannotMeet::NoTitle),
                () if people.len() < 2 => Err(CannotMeet::Alone),
                () if TimeZone::get(&when.zone).is_err() => Err(CannotMeet::NoZone),
                () if !(1..=MINUTES_MOST).contains(&when.minutes) => Err(CannotMeet::NoTime),
                () if when.weeks.is_some_and(|weeks| !(1..=WEEKS_MOST).contains(&weeks)) => Err(CannotMeet::NoTime),
                () => Ok(vec![Event::Called { title, when, people }]),
            };
        };
        let takes_place = |of: Date| it.takes_place(of).ok_or(CannotMeet::NoDay);
        let sitting = |of: Date| it.sittings.get(&of).ok_or(CannotMeet::NotOpened);
        let open = |of: Date| match sitting(of)? {
            sitting if sitting.closed_at.is_some() => Err(CannotMeet::Closed),
            sitting => Ok(sitting),
        };
        let point = |of: Date, item: &Ref| {
            let found = open(of)?.items.iter().find(|(known, _)| known == item);
            found.map(|(_, outcome)| outcome.clone()).ok_or(CannotMeet::NotOnAgenda)
        };
        Ok(match command {
            Call { .. } => return Err(CannotMeet::Known),
            Move { of, .. } | LeaveOut { of } if it.sittings.contains_key(&of) => return Err(CannotMeet::Opened),
            Move { of, to } if takes_place(of)?.start == to => vec![],
            Move { of, to } => vec![Event::Moved { of, to }],
            LeaveOut { of } if it.hours.skipped.contains(&of) => vec![],
            LeaveOut { of } => {
                takes_place(of)?;
                vec![Event::LeftOut { of }]
            }
            Open { of, .. } if it.sittings.contains_key(&of) => vec![],
            Open { of, mut present, mut items } => {
                takes_place(of)?;
                present.retain(|person| it.people.contains(person));
                items.truncate(ITEMS_MOST);
                vec![Event::Opened { of, present, items }]
            }
            Postpone { says_something: false, .. } => return Err(CannotMeet::NoReason),
            Postpone { of, item, why, .. } => match point(of, &item)? {
                Some(Outcome::Postponed(standing)) if standing == why => vec![],
                _ => vec![Event::Postponed { of, item, why }],
            },
            Act { of, item, action } => match point(of, &item)? {
                Some(Outcome::Action(standing)) if standing == action => vec![],
                Some(Outcome::Action(_)) => return Err(CannotMeet::ActedOn),
                _ => vec![Event::Acted { of, item, action }],
            },
            Close { of, .. } if sitting(of)?.closed_at.is_some() => vec![],
            Close { of, mut settled } => {
                let items = &sitting(of)?.items;
                settled.retain(|(item, _)| items.iter().any(|(known, _)| known == item));
                vec![Event::Closed { of, settled }]
            }
            End { last } if it.hours.last == Some(last) => vec![],
            End { last } if it.sittings.keys().any(|of| *of > last) => return Err(CannotMeet::Opened),
            End { last } => vec![Event::Ended { last }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            let Event::Called { title, when, people } = event else { return None };
            let When { zone, start, minutes, weeks } = when.clone();
            let (skipped, moved) = Default::default();
            let hours = Hours { zone, start, minutes, weeks, last: None, skipped, moved };
            return Some(Meeting { title: title.clone(), people: people.clone(), hours, sittings: BTreeMap::new() });
        };
        let mut become_of = |of: &Date, item: &Ref, outcome: Outcome| {
            let items = it.sittings.get_mut(of).map(|sitting| &mut sitting.items);
            if let Some((_, place)) = items.into_iter().flatten().find(|(known, _)| known == item) {
                *place = Some(outcome);
            }
        };
        match event {
            Event::Called { .. } => {}
            Event::Moved { of, to } => drop(it.hours.moved.insert(*of, *to)),
            Event::LeftOut { of } => drop(it.hours.skipped.insert(*of)),
            Event::Opened { of, present, items } => {
                let items = items.iter().map(|item| (item.clone(), None)).collect();
                let sitting = Sitting { present: present.clone(), items, opened_at: ctx.now, closed_at: None };
                it.sittings.insert(*of, sitting);
            }
            Event::Acted { of, item, action } => become_of(of, item, Outcome::Action(action.clone())),
            Event::Postponed { of, item, why } => become_of(of, item, Outcome::Postponed(why.clone())),
            Event::Closed { of, settled } => {
                settled.iter().for_each(|(item, how)| become_of(of, item, Outcome::Settled(how.clone())));
                if let Some(sitting) = it.sittings.get_mut(of) {
                    sitting.closed_at = Some(ctx.now);
                }
            }
            Event::Ended { last } => it.hours.last = Some(*last),
        }
        Some(it)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotMeet {
    /// There is no such meeting.
    Unknown,
    /// It stands already.
    Known,
    /// It has no title.
    NoTitle,
    /// Nobody else is asked.
    Alone,
    /// There is no such time zone.
    NoZone,
    /// It would last no time, or too long, or come too seldom.
    NoTime,
    /// It does not take place on that day.
    NoDay,
    /// That day was opened already.
    Opened,
    /// That day was not opened yet.
    NotOpened,
    /// That day is closed.
    Closed,
    /// That was not on the agenda of the day.
    NotOnAgenda,
    /// The point is something both sides do already.
    ActedOn,
    /// Putting a point off needs a reason.
    NoReason,
}

impl Refusal for CannotMeet {
    fn say(&self) -> Say {
        match self {
            CannotMeet::Unknown => Say::new("cette réunion n'existe pas", "there is no such meeting"),
            CannotMeet::Known => Say::new("cette réunion existe déjà", "this meeting exists already"),
            CannotMeet::NoTitle => Say::new("la réunion n'a pas encore de nom", "the meeting has no name yet"),
            CannotMeet::Alone => Say::new("une réunion se tient à deux au moins", "it takes two to meet"),
            CannotMeet::NoZone => Say::new("ce fuseau horaire n'existe pas", "there is no such time zone"),
            CannotMeet::NoTime => Say::new(
                format!(
                    "une réunion dure de 1 à {MINUTES_MOST} minutes et revient toutes les 1 à {WEEKS_MOST} semaines"
                ),
                format!("a meeting lasts 1 to {MINUTES_MOST} minutes and comes back every 1 to {WEEKS_MOST} weeks"),
            ),
            CannotMeet::NoDay => {
                Say::new("la réunion ne se tient pas ce jour-là", "the meeting does not take place on that day")
            }
            CannotMeet::Opened => Say::new("cette séance est déjà ouverte", "that day was opened already"),
            CannotMeet::NotOpened => Say::new("cette séance n'est pas encore ouverte", "that day was not opened yet"),
            CannotMeet::Closed => Say::new("cette séance est close", "that day is closed"),
            CannotMeet::NotOnAgenda => {
                Say::new("ce point n'était pas à l'ordre du jour", "this point was not on the agenda")
            }
            CannotMeet::ActedOn => {
                Say::new("ce point est déjà devenu une action", "this point became an action already")
            }
            CannotMeet::NoReason => Say::new("aucune raison n'est donnée", "no reason is given"),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotMeet::Unknown => Say::new("cherchez-la dans la liste", "look for it in the list"),
            CannotMeet::Known | CannotMeet::Closed | CannotMeet::Opened => {
                Say::new("prenez la séance suivante", "take the next day")
            }
            CannotMeet::NoTitle => Say::new("donnez-lui un nom", "give it a name"),
            CannotMeet::Alone => Say::new("choisissez une personne de chaque côté", "choose one person of each side"),
            CannotMeet::NoZone => Say::new("écrivez par exemple Europe/Paris", "write for instance Europe/Paris"),
            CannotMeet::NoTime => Say::new("corrigez la durée ou le rythme", "correct how long or how often"),
            CannotMeet::NoDay => Say::new("choisissez un de ses jours", "choose one of its days"),
            CannotMeet::NotOpened => Say::new("ouvrez-la d'abord", "open it first"),
            CannotMeet::NotOnAgenda => Say::new("il sera proposé à la prochaine", "it will be put to the next one"),
            CannotMeet::ActedOn => Say::new("ouvrez l'action pour la changer", "open the action to change it"),
            CannotMeet::NoReason => Say::new("dites pourquoi", "say why"),
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use base::{Kind, TextId};
    use jiff::civil::date;

    use super::*;

    fn text(n: u128) -> Text {
        Text::commit(TextId(uuid::Uuid::from_u128(n)), &[0; 16], "words")
    }

    fn person(n: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(n))
    }

    fn called() -> Event {
        let when = when_of(Some(2));
        Event::Called { title: text(1), when, people: vec![person(1), person(2)] }
    }

    fn when_of(weeks: Option<u32>) -> When {
        When { zone: "Europe/Paris".to_owned(), start: date(2026, 8, 13).at(9, 0, 0, 0), minutes: 45, weeks }
    }

    fn opened() -> Event {
        Event::Opened { of: FIRST, present: vec![person(1)], items: vec![item(1), item(2)] }
    }

    fn item(n: u64) -> Ref {
        Ref::new(Kind::Decision, &n.to_string())
    }

    const FIRST: Date = date(2026, 8, 13);
    const SECOND: Date = date(2026, 8, 27);

    fn given(events: &[Event]) -> Option<Meeting> {
        let ctx = Context { actor: None, now: Timestamp::UNIX_EPOCH };
        events.iter().fold(None, |state, event| Meeting::evolve(state, event, &ctx))
    }

    fn when(events: &[Event], command: Command) -> Result<Vec<Event>, CannotMeet> {
        Meeting::decide(given(events).as_ref(), command, &Context { actor: None, now: Timestamp::UNIX_EPOCH })
    }

    #[test]
    fn it_takes_two_a_zone_and_a_time_to_call_one() {
        let call = |when, people| Command::Call { title: text(1), says_something: true, when, people };
        let two = || vec![person(2), person(1), person(2)];
        assert_eq!(when(&[], call(when_of(Some(2)), two())), Ok(vec![called()]));
        assert_eq!(when(&[], call(when_of(None), vec![person(1), person(1)])), Err(CannotMeet::Alone));
        let nowhere = When { zone: "Mars/Olympus".to_owned(), ..when_of(None) };
        assert_eq!(when(&[], call(nowhere, two())), Err(CannotMeet::NoZone));
        assert_eq!(when(&[], call(When { minutes: 0, ..when_of(None) }, two())), Err(CannotMeet::NoTime));
        assert_eq!(when(&[], call(when_of(Some(0)), two())), Err(CannotMeet::NoTime));
        assert_eq!(when(&[called()], call(when_of(None), two())), Err(CannotMeet::Known));
    }

    #[test]
    fn a_series_leaves_out_moves_and_ends() {
        let to = date(2026, 8, 28).at(14, 0, 0, 0);
        let events = [
            called(),
            Event::LeftOut { of: FIRST },
            Event::Moved { of: SECOND, to },
            Event::Ended { last: date(2026, 9, 30) },
        ];
        let it = given(&events).expect("it was called");
        let days: Vec<Day> = it.days(FIRST, 10);
        let third = date(2026, 9, 10);
        assert_eq!(
            days,
            [
                Day { of: SECOND, start: to },
                Day { of: third, start: third.at(9, 0, 0, 0) },
                Day { of: date(2026, 9, 24), start: date(2026, 9, 24).at(9, 0, 0, 0) },
            ]
        );
        assert_eq!(it.next(date(2026, 8, 14)).map(|day| day.of), Some(SECOND));
        assert_eq!(it.next(date(2026, 10, 1)), None);
        assert_eq!(it.takes_place(date(2026, 8, 20)), None, "a week between is none of its days");
        assert_eq!(when(&events, Command::Move { of: FIRST, to }), Err(CannotMeet::NoDay));
        assert_eq!(when(&events, Command::LeaveOut { of: FIRST }), Ok(vec![]));
    }

    #[test]
    fn an_agenda_stands_once_the_meeting_is_open_and_takes_six_points() {
        let many: Vec<Ref> = (1..9).map(item).collect();
        let open = |items| Command::Open { of: FIRST, present: vec![person(1), person(9)], items };
        let six = Event::Opened { of: FIRST, present: vec![person(1)], items: (1..7).map(item).collect() };
        assert_eq!(when(&[called()], open(many)), Ok(vec![six]), "somebody who is not asked is not there");
        assert_eq!(when(&[called(), opened()], open(vec![item(5)])), Ok(vec![]));
        let move_it = Command::Move { of: FIRST, to: date(2026, 8, 14).at(9, 0, 0, 0) };
        assert_eq!(when(&[called(), opened()], move_it), Err(CannotMeet::Opened));
    }

    #[test]
    fn a_point_of_the_agenda_is_acted_on_or_put_off_until_the_meeting_is_closed() {
        let postpone = |n| Command::Postpone { of: FIRST, item: item(n), why: text(3), says_something: true };
        let postponed = Event::Postponed { of: FIRST, item: item(1), why: text(3) };
        assert_eq!(when(&[called()], postpone(1)), Err(CannotMeet::NotOpened));
        assert_eq!(when(&[called(), opened()], postpone(1)), Ok(vec![postponed.clone()]));
        assert_eq!(when(&[called(), opened(), postponed], postpone(1)), Ok(vec![]));
        assert_eq!(when(&[called(), opened()], postpone(7)), Err(CannotMeet::NotOnAgenda));
        let how = Settled::Decided { choice: Choice::AsAsked, how: How::Together };
        let closed = Event::Closed { of: FIRST, settled: vec![(item(2), how.clone())] };
        let close = Command::Close { of: FIRST, settled: vec![(item(2), how.clone()), (item(7), Settled::Signed)] };
        assert_eq!(when(&[called(), opened()], close.clone()), Ok(vec![closed.clone()]));
        assert_eq!(when(&[called(), opened(), closed.clone()], close), Ok(vec![]));
        assert_eq!(when(&[called(), opened(), closed.clone()], postpone(1)), Err(CannotMeet::Closed));
        let sitting = given(&[called(), opened(), closed]).expect("it was called").sittings[&FIRST].clone();
        assert_eq!(sitting.items, [(item(1), None), (item(2), Some(Outcome::Settled(how)))]);
    }

    #[test]
    fn a_point_becomes_one_action_and_no_second() {
        let act = |n: &str| Command::Act { of: FIRST, item: item(1), action: Ref::new(Kind::Action, n) };
        let acted = when(&[called(), opened()], act("1")).expect("it is open");
        let events: Vec<Event> = [called(), opened()].into_iter().chain(acted).collect();
        assert_eq!(when(&events, act("1")), Ok(vec![]));
        assert_eq!(when(&events, act("2")), Err(CannotMeet::ActedOn));
    }

    #[test]
    fn a_meeting_of_which_no_day_is_left_is_cancelled() {
        let of = |events: &[Event]| given(events).expect("it was called").is_cancelled();
        let once = Event::Called { title: text(1), when: when_of(None), people: vec![person(1), person(2)] };
        assert!(!of(std::slice::from_ref(&once)) && !of(&[called(), Event::LeftOut { of: FIRST }]));
        assert!(of(&[once, Event::LeftOut { of: FIRST }]));
        assert!(of(&[called(), Event::Ended { last: date(2026, 8, 1) }]));
    }
}
