//! What becomes of what was decided: changes with their receipts, what was asked for, agreed and delivered; and what words
//! leave open.

use agenda::acceptance::{Cause, Standing};
use agenda::change::{Scope, What};
use agenda::request::Stage;
use agenda::role::Role;
use agenda::specification::Rule;
use agenda::specification::dismissal::{Asked, Part};
use agenda::tracker::Meaning;
use app::order::acceptance::{AcceptanceOrder, TypedStanding};
use app::order::changes::{ChangeOrder, TypedChange, TypedOption, TypedWeeks};
use app::{Actor, Order, TrackerOrder};
use base::{Kind, Money, Quantity, Ref, Side};
use rand::RngExt;

use super::Look;

/// An order about a change, an acceptance or the words of a wish.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    match look.chance.random_range(0..13) {
        0..3 => question(look),
        3..5 => change(look),
        5..9 => acceptance(look),
        9 => words(look),
        _ => tracker(look),
    }
}

fn question(look: &mut Look) -> (Actor, Order) {
    let question = look.number(look.picture.next_question());
    let asked = look.bearer(&[Role::Cmo, Role::Cio, Role::Architect, Role::MarketingOps]);
    match look.chance.random_range(0..10) {
        0..4 => (asked, Order::AskQuestion { request: look.number(look.picture.next_request()), words: look.say() }),
        4..7 => (asked, Order::AnswerQuestion { question, words: look.say() }),
        7..9 => (asked, Order::WithdrawQuestion { question }),
        _ => (Actor::House, Order::PassOnQuestion { question, lang: look.lang() }),
    }
}

fn acceptance(look: &mut Look) -> (Actor, Order) {
    let accepted: Vec<u64> =
        look.picture.requests().filter(|(_, it)| it.stage == Stage::GoesAhead).map(|(number, _)| number).collect();
    let request = if accepted.is_empty() { 1 } else { look.one(&accepted) };
    let order = match look.chance.random_range(0..6) {
        0..2 => {
            let items = (0..look.chance.random_range(1..4)).map(|nth| format!("{} ({nth})", look.say())).collect();
            AcceptanceOrder::Ask { request, items }
        }
        2..5 => {
            let standings =
                [Standing::Agreed, Standing::Delivered, Standing::LeftOut, Standing::Missing(Cause::Harder)];
            let words = look.say();
            let told = TypedStanding {
                item: look.chance.random_range(1..4),
                standing: look.one(&standings),
                words: look.maybe(words),
            };
            AcceptanceOrder::Tell { request, items: vec![told] }
        }
        _ => AcceptanceOrder::Accept { request },
    };
    (look.bearer(&[Role::Cmo, Role::Cio, Role::Delivery, Role::Orchestrator]), Order::Accept(order))
}

/// What a tracker's words mean, and which of its items is done for which wish.
fn tracker(look: &mut Look) -> (Actor, Order) {
    let items: Vec<(String, String, String)> = look
        .picture
        .items()
        .items()
        .map(|it| (it.key.tracker.clone(), it.key.key.clone(), it.first_state.clone()))
        .chain([("nobody".to_owned(), "NO-1".to_owned(), "Nowhere".to_owned())])
        .collect();
    let (tracker, item, state) = look.one(&items);
    let request = look.number(look.picture.next_request());
    let order = match look.chance.random_range(0..4) {
        0..2 => TrackerOrder::Explain { tracker, state, meaning: look.one(&Meaning::ALL) },
        2 => TrackerOrder::Link { tracker, item, request },
        _ => TrackerOrder::Part { tracker, item, request: look.chance.random_range(1..20) },
    };
    (look.bearer(&[Role::Translator, Role::Delivery, Role::Orchestrator]), Order::Tracker(order))
}

/// Words that can be read in two ways are enough after all, or are not.
fn words(look: &mut Look) -> (Actor, Order) {
    let raised: Vec<(u64, Asked)> = look
        .picture
        .requests()
        .flat_map(|(number, _)| look.picture.questions_on(number, &[]).into_iter().map(move |it| (number, it.asked)))
        .collect();
    let nowhere = Asked { part: Part::Sentence, text: String::new(), rule: Rule::Open, from: 0, to: 1 };
    let (request, asked) = if raised.is_empty() { (1, nowhere) } else { look.one(&raised) };
    let why = look.say();
    (look.bearer(&[Role::Cmo, Role::Translator]), Order::Settle { request, asked, why: look.maybe(why) })
}

fn change(look: &mut Look) -> (Actor, Order) {
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
        planned: Some(Quantity::exact(180.0)),
        spent: Some(exact(look, 200)),
        source: look.say(),
        team: look.maybe(Ref::new(Kind::Team, "squad-loyalty")),
        day_rate: look.maybe(Money::eur(620)),
        scope: look.maybe(scope),
        options,
    }
}
