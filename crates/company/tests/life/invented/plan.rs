//! The rolling plan: initiatives, and when they begin.

use agenda::plan::{Cost, Work};
use agenda::role::Role;
use app::order::plan::{PlanOrder, TypedInitiative};
use app::{Actor, Order};
use base::{Kind, Quantity};
use picture::Picture;
use rand::RngExt;

use super::Look;

/// An order about the plan.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let number = look.chance.random_range(1..9);
    let proposal = look.chance.random_range(1..12);
    let both: &[Role] = &[Role::Cmo, Role::Cio];
    match look.chance.random_range(0..14) {
        0..4 => {
            let number = look.maybe(number);
            let initiative = initiative(look);
            (
                look.bearer(&[Role::Orchestrator, Role::Cmo, Role::Cio]),
                Order::Plan(PlanOrder::State { number, initiative }),
            )
        }
        4 => (look.bearer(both), Order::Plan(PlanOrder::Drop { number, why: look.say() })),
        5..8 => {
            let from = Picture::plan_from(look.today);
            let moves = [(number, look.maybe(from)), (number + 1, Some(from))].into();
            (look.bearer(&[Role::Orchestrator]), Order::Plan(PlanOrder::Propose { moves }))
        }
        8..11 => (look.bearer(both), Order::Plan(PlanOrder::Agree { proposal })),
        11..13 => {
            let number = look.chance.random_range(1..3);
            let from = Picture::plan_from(look.today);
            let euros = look.one(&[0.0, 60_000.0, 120_000.0, -1.0]);
            let fund = PlanOrder::Fund { number: look.maybe(number), name: look.say(), money: [(from, euros)].into() };
            (look.bearer(&[Role::Orchestrator]), Order::Plan(fund))
        }
        _ => (look.bearer(both), Order::Plan(PlanOrder::Decline { proposal, why: look.say() })),
    }
}

fn initiative(look: &mut Look) -> TypedInitiative {
    let team = look.thing(Kind::Team);
    let days = Quantity::exact(f64::from(look.chance.random_range(0..300)));
    let request = look.number(look.picture.next_request());
    let needs = look.chance.random_range(1..6);
    TypedInitiative {
        name: look.say(),
        request: look.maybe(request),
        value: Quantity { low: 10_000.0, likely: 80_000.0, high: 140_000.0 },
        delay: look.one(&[0.0, 4_000.0, f64::NAN]),
        work: vec![Work { team, after: look.chance.random_range(0..3), days }],
        costs: look
            .maybe(needs)
            .map(|fund| Cost { fund, after: 0, euros: Quantity::exact(20_000.0) })
            .into_iter()
            .collect(),
        needs: look.maybe(needs).into_iter().collect(),
        must: look.once_in(5),
    }
}
