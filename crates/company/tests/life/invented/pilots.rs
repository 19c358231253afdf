//! Pilots and practices.

use agenda::pilot::{Count, Lines, Stake};
use agenda::role::Role;
use app::order::pilots::{PilotOrder, PracticeOrder, TypedPlan, TypedPractice};
use app::{Actor, Order};
use base::{Kind, Money, Quantity, Ref};
use rand::RngExt;

use super::Look;

/// An order about a pilot or a practice.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let shapes = look.bearer(&[Role::Cmo, Role::MarketingOps, Role::Translator, Role::Orchestrator]);
    if look.once_in(3) {
        return (shapes, Order::Practice(practice(look)));
    }
    let running: Vec<u64> =
        look.picture.pilots().filter(|(_, it)| it.started.is_some() && it.decided.is_none()).map(|(n, _)| n).collect();
    let pilot = match running.is_empty() || look.once_in(2) {
        true => look.number(look.picture.next_pilot()),
        false => look.one(&running),
    };
    let plan = Box::new(plan(look));
    let request = Ref::new(Kind::Request, &look.number(look.picture.next_request()).to_string());
    let order = match look.chance.random_range(0..20) {
        0..3 => PilotOrder::SetUp { request: look.maybe(request), plan },
        3..5 => PilotOrder::Revise { pilot, plan },
        5..9 => {
            let (despite_power, despite_cap) = (look.say(), look.say());
            PilotOrder::Start { pilot, despite_power: look.maybe(despite_power), despite_cap: look.maybe(despite_cap) }
        }
        9..14 => {
            let per_arm = look.picture.pilot(pilot).map_or(100, |it| it.plan.per_arm);
            let counts = [31, 32].map(|share| {
                let people = look.chance.random_range(per_arm / 2..=per_arm.max(1));
                (people, people * share / 100)
            });
            let counts =
                counts.into_iter().enumerate().map(|(arm, (people, did))| Count { arm, people, did }).collect();
            let words = look.say();
            PilotOrder::Read { pilot, counts, on: look.today, spent: Some(Money::eur(4_000)), words: look.maybe(words) }
        }
        14..18 => PilotOrder::Send { pilot, until: look.day(20, 90) },
        _ => PilotOrder::Drop { pilot, why: look.say() },
    };
    (shapes, Order::Pilot(order))
}

fn plan(look: &mut Look) -> TypedPlan {
    let [hypothesis, metric, proxy, population, stop_rule] = [(); 5].map(|()| look.say());
    let stake = Stake {
        value_eur: Quantity { low: 80_000.0, likely: 400_000.0, high: 900_000.0 },
        rollout: Money::eur(111_000),
        delay_week: Money::eur(4_500),
    };
    TypedPlan {
        hypothesis,
        metric,
        proxy,
        population,
        baseline: look.one(&[0.31, 0.05, 1.4]),
        promised: 0.01,
        arms: vec!["Comme aujourd'hui".to_owned(), "Avec le solde".to_owned()],
        per_arm: look.one(&[2_000, 20_000, 35_000]),
        alpha: 0.05,
        power: 0.8,
        stop_rule,
        budget: Money::eur(20_000),
        decide_by: look.day(-5, 120),
        home: look.maybe(Ref::new(Kind::Team, "squad-loyalty")),
        lines: Lines { extend: 0.002, pivot: 0.0 },
        stake: look.maybe(stake),
    }
}

fn practice(look: &mut Look) -> PracticeOrder {
    let practice = look.number(look.picture.next_practice());
    let [name, worked, when] = [(); 3].map(|()| look.say());
    let content = TypedPractice { name, worked, when, shown_by: None };
    let by = Ref::new(Kind::Request, &look.number(look.picture.next_request()).to_string());
    let pilot = Ref::new(Kind::Pilot, &look.number(look.picture.next_pilot()).to_string());
    match look.chance.random_range(0..10) {
        0..3 => PracticeOrder::Record { content, pilot: look.maybe(pilot).filter(|_| look.once_in(2)) },
        3..5 => PracticeOrder::Reword { practice, content },
        5..8 => PracticeOrder::Reuse { practice, by },
        8 => PracticeOrder::Release { practice, by },
        _ => PracticeOrder::Retire { practice, why: look.say() },
    }
}
