//! Who answers for what, who decides what, and who is there.

use agenda::charter::{Decider, Domain, Reversibility, Silence};
use agenda::raci::Joint;
use agenda::role::Role;
use app::order::{InputWords, SeatWords};
use app::{Actor, Order};
use base::{Kind, Side};
use rand::RngExt;

use super::Look;

/// An order about the matrix or the charter.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let keeper = look.bearer(&[Role::Orchestrator, Role::Cmo, Role::Cio]);
    let row = look.chance.random_range(1..28);
    let order = match look.chance.random_range(0..12) {
        0 => Order::AdoptRaci,
        1..6 => {
            let roles = ["CMO", "CIO", "Architect", "Personne"];
            let marks = ["A", "R", "C", "I", "A/R", "x"];
            let seats = (0..look.chance.random_range(1..4))
                .map(|_| SeatWords { who: look.one(&roles).to_owned(), marks: look.one(&marks).to_owned() })
                .collect();
            let joint = look.maybe(Joint { arbiter: Role::Ceo, working_days: 5 });
            let row = look.maybe(row);
            Order::StateRaciRow { row, activity: look.say(), stages: Vec::new(), seats, joint }
        }
        6..8 => Order::DropRaciRow { row },
        _ => {
            let decider = look.one(&[Decider::Both, Decider::Side(Side::It), Decider::Role(Role::Ceo)]);
            let inputs =
                vec![InputWords { who: look.one(&["DPO", "Architect", "?"]).to_owned(), must: look.once_in(2) }];
            let name = look.say();
            let keys: Vec<String> = look.picture.charter().rows.iter().map(|row| row.key.clone()).collect();
            let key = look.one(&keys);
            Order::ProposeCharterRow {
                key: look.maybe(key),
                name: look.maybe(name),
                domain: look.one(&Domain::ALL),
                decider,
                inputs,
                working_days: look.one(&[0, 2, 5, 10]),
                silence: look.one(&[Silence::GoesToArbiter, Silence::StaysAsIs, Silence::GoesAhead]),
                arbiter: look.maybe(Role::Ceo),
                reversibility: look.one(&[Reversibility::Easy, Reversibility::Costly]),
            }
        }
    };
    (keeper, order)
}

/// An order about people: few leave, and never the last who can decide.
pub(super) fn people(look: &mut Look) -> (Actor, Order) {
    let staff = look.bearer(&[Role::Keeper, Role::Cmo, Role::Cio]);
    let person = look.person();
    let directs = |role: &Role| matches!(role, Role::Cmo | Role::Cio | Role::Ceo | Role::Controller | Role::Keeper);
    let is_needed = look.picture.person(person).is_some_and(|it| it.roles.iter().any(directs));
    let order = match look.chance.random_range(0..18) {
        16 => return (Actor::Person(person), Order::OpenCalendar),
        17 => return (Actor::Person(person), Order::CloseCalendar),
        0..4 => {
            let role = look.one(&[Role::Employee, Role::Architect, Role::Translator, Role::Guest]);
            let side = look.one(&[Side::Marketing, Side::It, Side::Other]);
            Order::Register { name: look.say(), email: None, side, roles: vec![role], team: None }
        }
        4..7 => {
            Order::GiveRole { person, role: look.one(&[Role::Employee, Role::Delivery, Role::Dpo, Role::Orchestrator]) }
        }
        7..9 => Order::TakeRole { person, role: look.one(&[Role::Employee, Role::Guest]) },
        9 if !is_needed => Order::Leave { person },
        9..13 => Order::StateLines {
            person,
            solid: look.one(&[Side::It, Side::Marketing]),
            dotted: look.maybe(Side::Marketing),
        },
        _ => Order::StateCoverage { person, teams: vec![look.thing(Kind::Team)] },
    };
    (staff, order)
}
