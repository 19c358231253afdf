//! The meetings of Solvène: the two directors every other Thursday, the strategy committee each quarter, the translators every
//! Monday. Two of the directors' meetings were opened in July with the agenda the record gave then; in the first of them the
//! change "parcels first" was decided.

use app::Order;
use app::order::meetings::MeetingOrder;
use base::PersonId;
use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, Timestamp};

use super::actions::ByName;
use super::diary::{self, When};
use super::names::{APOLLINE, AURELIEN, INES, KARIM, REINE, SOLENN, THEODORE, YANIS};

/// One series: when it was called, what it is called, when it begins first, minutes, weeks, who comes.
type Series = (When, &'static str, DateTime, u32, u32, &'static [&'static str]);

const SERIES: &[Series] = &[
    ((1, 16, 9, 0), "Inès et Karim", date(2026, 1, 22).at(14, 30, 0, 0), 45, 2, &[INES, KARIM]),
    (
        (2, 9, 9, 0),
        "Comité stratégique",
        date(2026, 3, 10).at(9, 30, 0, 0),
        120,
        13,
        &[INES, KARIM, AURELIEN, REINE, SOLENN, THEODORE],
    ),
    ((2, 9, 9, 30), "Point des traducteurs", date(2026, 2, 16).at(10, 0, 0, 0), 30, 1, &[APOLLINE, YANIS]),
];

/// The days on which the directors' agenda was worked through, and why the first point was put off.
const HELD: &[(Date, When, &str)] = &[
    (date(2026, 7, 9), (7, 9, 14, 30), "Nous attendons le relevé du samedi."),
    (date(2026, 7, 23), (7, 23, 14, 30), "L'architecte rend son avis la semaine prochaine."),
];

/// Every entry: when, who, and the order.
pub(super) fn entries() -> Vec<(Timestamp, &'static str, Box<ByName>)> {
    let mut all: Vec<(Timestamp, &'static str, Box<ByName>)> = Vec::new();
    let mut put = |when: When, minutes: i64, order: Box<ByName>| {
        let at = diary::instant(when);
        let at = at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(at);
        all.push((at, REINE, order));
    };
    for (called, title, start, minutes, weeks, people) in SERIES {
        put(
            *called,
            0,
            Box::new(move |_, person| {
                let people: Option<Vec<PersonId>> = people.iter().map(|name| person(name)).collect();
                Some(Order::Meeting(MeetingOrder::Call {
                    title: (*title).to_owned(),
                    zone: None,
                    start: *start,
                    minutes: *minutes,
                    weeks: Some(*weeks),
                    people: people?,
                }))
            }),
        );
    }
    let of = |order: MeetingOrder| -> Box<ByName> { Box::new(move |_, _| Some(Order::Meeting(order.clone()))) };
    // Ascension Day, and a morning the second director is away.
    put((4, 27, 9, 0), 0, of(MeetingOrder::LeaveOut { meeting: 1, of: date(2026, 5, 14) }));
    let to = date(2026, 8, 21).at(10, 0, 0, 0);
    put((8, 3, 9, 0), 0, of(MeetingOrder::Move { meeting: 1, of: date(2026, 8, 20), to }));
    for (of, when, why) in HELD {
        let of = *of;
        put(
            *when,
            1,
            Box::new(move |_, person| {
                let present = vec![person(INES)?, person(KARIM)?];
                Some(Order::Meeting(MeetingOrder::Open { meeting: 1, of, present }))
            }),
        );
        put(
            *when,
            42,
            Box::new(move |picture, _| {
                let (item, _) = picture.meeting(1)?.sittings.get(&of)?.items.first()?.clone();
                Some(Order::Meeting(MeetingOrder::Postpone { meeting: 1, of, item, why: (*why).to_owned() }))
            }),
        );
        put(*when, 44, Box::new(move |_, _| Some(Order::Meeting(MeetingOrder::Close { meeting: 1, of }))));
    }
    all
}
