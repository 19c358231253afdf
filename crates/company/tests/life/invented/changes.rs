//! Changes of what was decided, with their receipts.

use agenda::change::{Scope, What};
use agenda::request::Stage;
use agenda::role::Role;
use app::order::changes::{ChangeOrder, TypedChange, TypedOption, TypedWeeks};
use app::{Actor, Order};
use base::{Kind, Money, Quantity, Ref, Side};
use rand::RngExt;

use super::Look;

/// An order about a change.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let shapes = look.bearer(&[Role::Cmo, Role::MarketingOps, Role::Translator, Role::Orchestrator]);
    let change = look.number(look.picture.next_change());
    let order = match look.chance.random_range(0..10) {
        0..4 => ChangeOrder::Propose { proposal: Box::new(proposal(look)) },
        4..6 => ChangeOrder::Revise { change, proposal: Box::new(proposal(look)) },
        6..9 => ChangeOrder::Send { change },
        _ => ChangeOrder::Withdraw { change, why: look.say() },
    };
    (shapes, Order::Change(order))
}

fn proposal(look: &mut Look) -> TypedChange {
    let decided: Vec<u64> =
        look.picture.requests().filter(|(_, it)| it.stage == Stage::GoesAhead).map(|(number, _)| number).collect();
    let request = match decided.is_empty() || look.once_in(6) {
        true => look.number(look.picture.next_request()),
        false => look.one(&decided),
    };
    let exact = |look: &mut Look, most: u32| Quantity::exact(f64::from(look.chance.random_range(1..most)));
    let week = exact(look, 20_000);
    let weeks = TypedWeeks { request: None, words: look.say(), weeks: exact(look, 6), week: look.maybe(week) };
    let options = (0..look.chance.random_range(0..3))
        .map(|_| TypedOption {
            name: look.say(),
            lost: Quantity::exact(look.one(&[0.4, 0.0, 1.5])),
            people: look.chance.random_range(0..9),
            days_each: exact(look, 5),
            dependents: look.maybe(weeks.clone()).into_iter().collect(),
            gain: look.maybe(weeks.clone()),
        })
        .collect();
    let scope = Scope { agreed_on: look.day(-90, 0), agreed: 1_180, added: 142, changed: 3, removed: 0 };
    TypedChange {
        request: Ref::new(Kind::Request, &request.to_string()),
        what: look.one(&[What::Scope, What::Priority]),
        side: look.one(&[Side::Marketing, Side::It]),
        words: look.say(),
        why: look.say(),
        planned: Quantity::exact(180.0),
        spent: exact(look, 200),
        source: look.say(),
        team: look.maybe(Ref::new(Kind::Team, "squad-loyalty")),
        day_rate: look.maybe(Money::eur(620)),
        scope: look.maybe(scope),
        options,
    }
}
