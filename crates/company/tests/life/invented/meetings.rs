//! Meetings: called, moved, left out, opened, their points settled, closed.

use agenda::role::Role;
use app::order::meetings::{MeetingOrder, TypedAction};
use app::{Actor, Order};
use base::{Kind, Ref};
use jiff::ToSpan;
use rand::RngExt;

use super::Look;

/// An order about a meeting.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let actor = look.bearer(&[Role::Cmo, Role::Cio, Role::Orchestrator]);
    let meeting = look.number(look.picture.next_meeting());
    let held = look.picture.meeting(meeting).cloned();
    let from = look.today.checked_sub(20.days()).unwrap_or(look.today);
    let days: Vec<_> = held.iter().flat_map(|it| it.days(from, 4)).map(|day| day.of).collect();
    let opened: Vec<_> = held.iter().flat_map(|it| it.sittings.keys().copied()).collect();
    let of = match (days.as_slice(), opened.as_slice()) {
        (_, [.., last]) if look.once_in(2) => *last,
        ([], _) => look.today,
        (days, _) => look.one(days),
    };
    let items: Vec<Ref> = held
        .iter()
        .filter_map(|it| it.sittings.get(&of))
        .flat_map(|sitting| sitting.items.iter().map(|(item, _)| item.clone()))
        .collect();
    let item = if items.is_empty() { Ref::new(Kind::Decision, "1") } else { look.one(&items) };
    let order = match look.chance.random_range(0..16) {
        0..2 => {
            let (hour, weeks) = (look.chance.random_range(7..19), look.chance.random_range(0..4));
            let people = vec![look.person(), look.person()];
            MeetingOrder::Call {
                title: look.say(),
                zone: look.maybe(look_zone(weeks)),
                start: look.today.at(hour, 30, 0, 0),
                minutes: look.one(&[0, 30, 45]),
                weeks: look.maybe(weeks),
                people,
            }
        }
        2 => MeetingOrder::Move { meeting, of, to: look.day(1, 20).at(15, 0, 0, 0) },
        3 => MeetingOrder::LeaveOut { meeting, of },
        4..8 => MeetingOrder::Open { meeting, of, present: vec![look.person(), look.person()] },
        8..11 => MeetingOrder::Postpone { meeting, of, item, why: look.say() },
        11..13 => {
            let (marketing, it) = (look.person(), look.person());
            let action = TypedAction { words: look.say(), marketing, it, due: look.day(1, 60), place: None };
            MeetingOrder::Act { meeting, of, item, action: Box::new(action) }
        }
        13..15 => MeetingOrder::Close { meeting, of },
        _ => MeetingOrder::End { meeting, last: look.day(-10, 200) },
    };
    (actor, Order::Meeting(order))
}

fn look_zone(nth: u32) -> String {
    ["Europe/Paris", "Europe/Brussels", "America/Montreal", "nowhere"][nth as usize % 4].to_owned()
}
