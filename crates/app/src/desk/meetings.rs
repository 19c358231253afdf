//! Orders about meetings: called, moved, opened with the agenda the record gives, their points settled, closed.

use agenda::meeting::{self, Meeting, Outcome, When};
use agenda::role::Right;
use base::{Aggregate, HOUSE_ZONE, Kind, Ref, Say};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::clock::day_of;
use crate::order::Order;
use crate::order::meetings::MeetingOrder;
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about a meeting.
    pub(super) fn meetings(&mut self, order: &MeetingOrder) -> Decided {
        use MeetingOrder::*;
        match order {
            Call { title, zone, start, minutes, weeks, people } => {
                self.must(Right::Shape)?;
                for person in people {
                    self.must_be_here(*person)?;
                }
                let says_something = says_something(title);
                let title = self.mint(title)?;
                let zone = zone.clone().unwrap_or_else(|| HOUSE_ZONE.to_owned());
                let when = When { zone, start: *start, minutes: *minutes, weeks: *weeks };
                let call = meeting::Command::Call { title, says_something, when, people: people.clone() };
                self.meeting(self.picture.next_meeting(), call)
            }
            Move { meeting, of, to } => self.own_meeting(*meeting, meeting::Command::Move { of: *of, to: *to }),
            LeaveOut { meeting, of } => self.own_meeting(*meeting, meeting::Command::LeaveOut { of: *of }),
            Open { meeting, of, present } => {
                let held = self.meeting_called(*meeting)?;
                let day = held.takes_place(*of);
                let programme = day.map(|day| self.picture.programme(held, day, day_of(self.now)));
                let items = programme.unwrap_or_default().points.into_iter().map(|point| point.about).collect();
                let present = present.clone();
                self.own_meeting(*meeting, meeting::Command::Open { of: *of, present, items })
            }
            Act { meeting, of, item, action } => {
                self.meeting_called(*meeting)?;
                let set = Order::SetAction {
                    words: action.words.clone(),
                    cause: None,
                    marketing: action.marketing,
                    it: action.it,
                    due: action.due,
                    place: action.place.clone(),
                };
                let (set, mut events) = self.tools(&set)?;
                let action = set.unwrap_or_else(|| Ref::new(Kind::Action, "0"));
                let act = meeting::Command::Act { of: *of, item: item.clone(), action };
                let (about, acted) = self.own_meeting(*meeting, act)?;
                events.extend(acted);
                Ok((about, events))
            }
            Postpone { meeting, of, item, why } => {
                let says_something = says_something(why);
                let why = self.mint(why)?;
                let (of, item) = (*of, item.clone());
                self.own_meeting(*meeting, meeting::Command::Postpone { of, item, why, says_something })
            }
            Close { meeting, of } => {
                let sitting = self.meeting_called(*meeting)?.sittings.get(of);
                let outcomes = sitting.map(|sitting| self.picture.outcomes(sitting)).unwrap_or_default();
                let settled = |(item, outcome)| match outcome {
                    Some(Outcome::Settled(how)) => Some((item, how)),
                    _ => None,
                };
                let settled = outcomes.into_iter().filter_map(settled).collect();
                self.own_meeting(*meeting, meeting::Command::Close { of: *of, settled })
            }
            End { meeting, last } => self.own_meeting(*meeting, meeting::Command::End { last: *last }),
        }
    }

    fn meeting_called(&self, number: u64) -> Result<&Meeting, Problem> {
        self.picture
            .meeting(number)
            .ok_or_else(|| Problem::not_found(Say::new(format!("la réunion {number}"), format!("meeting {number}"))))
    }

    /// Gives an order to a meeting one takes part in, or to any by those who shape.
    fn own_meeting(&self, number: u64, command: meeting::Command) -> Decided {
        let held = self.meeting_called(number)?;
        if !self.actor.person().is_some_and(|me| held.people.contains(&me)) {
            self.must(Right::Shape)?;
        }
        self.meeting(number, command)
    }

    fn meeting(&self, number: u64, command: meeting::Command) -> Decided {
        let events = Meeting::decide(self.picture.meeting(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Meeting, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Meeting(number, event)).collect()))
    }
}
