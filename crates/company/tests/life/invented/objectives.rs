//! What people want for the customer: objectives set under one another, measured, served, given up.

use agenda::business_case::Metric;
use agenda::objective::{Above, Root, Target};
use agenda::role::Role;
use app::{Actor, ObjectiveOrder, Order, TypedObjective, TypedStep, TypedYardstick};
use base::{Kind, Ref, Side, Unit};
use rand::RngExt;

use super::Look;

/// An order about an objective.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let objective = look.number(look.picture.next_objective());
    let order = match look.chance.random_range(0..16) {
        0..4 => ObjectiveOrder::Set { content: Box::new(content(look)) },
        4..7 => ObjectiveOrder::Revise { objective, content: Box::new(content(look)) },
        7..11 => {
            let day = look.day(-30, 3);
            let value = look.one(&[0.0, 0.31, 1.0, 412_000.0, f64::NAN]);
            ObjectiveOrder::Measure { objective, on: look.maybe(day), value, source: look.say() }
        }
        11..14 => ObjectiveOrder::Serve { objective, by: serving(look) },
        14 => ObjectiveOrder::Unserve { objective, by: serving(look) },
        _ => ObjectiveOrder::End { objective, why: look.say() },
    };
    (look.bearer(&[Role::Cmo, Role::Cio, Role::Translator, Role::Orchestrator]), Order::Objective(order))
}

fn serving(look: &mut Look) -> Ref {
    let (request, objective) = (look.picture.next_request(), look.picture.next_objective());
    let (kind, next) = look.one(&[
        (Kind::Request, request),
        (Kind::Request, request),
        (Kind::BusinessCase, request),
        (Kind::Objective, objective),
        (Kind::System, 1),
    ]);
    Ref::new(kind, &look.number(next).to_string())
}

fn content(look: &mut Look) -> TypedObjective {
    let above = match look.chance.random_range(0..4) {
        0 => Above::Root(Root::CommercialStrategy),
        1 => Above::Root(Root::ItGoals),
        _ => Above::Objective(Ref::new(Kind::Objective, &look.number(look.picture.next_objective()).to_string())),
    };
    let of = |look: &mut Look, side| {
        let all: Vec<_> = look.picture.people().filter(|(_, it)| it.side == side).map(|(id, _)| id).collect();
        if all.is_empty() || look.once_in(9) { look.person() } else { look.one(&all) }
    };
    let (defines, supplies) = (of(look, Side::Marketing), of(look, Side::It));
    let [name, effect, words] = [(); 3].map(|()| look.say());
    let target = look.one(&[
        Target::Increase { baseline: 0.3, target: 0.34 },
        Target::Decrease { baseline: 43.0, target: 5.0 },
        Target::KeepWithin { baseline: 0.99, low: 0.995, high: 1.0 },
        Target::Milestone,
        Target::Increase { baseline: 0.34, target: 0.3 },
    ]);
    let yardstick = TypedYardstick {
        chain: vec![TypedStep { kind: look.one(&[Metric::Outcome, Metric::Money, Metric::Activity]), words }],
        counted: 0,
        unit: look.one(&[Unit::Share, Unit::Count]),
        target,
        from: look.day(-60, 0),
        by: look.day(-3, 200),
    };
    TypedObjective {
        name,
        above,
        effect,
        defines,
        supplies,
        weight: look.chance.random_range(0..5),
        yardstick: look.maybe(yardstick),
    }
}
