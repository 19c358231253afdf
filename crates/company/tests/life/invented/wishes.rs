//! Wishes, their decisions, and what people state about the landscape.

use agenda::decision::Choice;
use agenda::request::{About, Assumed, Question, Stage};
use agenda::role::Role;
use app::{Actor, Order};
use base::{Kind, Quantity, Side};
use rand::RngExt;

use super::Look;

const ASK: &[Role] = &[Role::Employee, Role::MarketingOps, Role::Cmo];

/// An order about a wish, mostly one that can be taken next.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let request = look.number(look.picture.next_request());
    let stage = look.picture.request(request).map(|it| it.stage);
    let by = look.picture.request(request).and_then(|it| it.by).map(Actor::Person);
    let author = match by {
        Some(by) if !look.once_in(super::UNWISE) => by,
        _ => look.bearer(ASK),
    };
    let nth = look.chance.random_range(0..100);
    let order = match nth {
        0..8 => Order::Ask { sentence: look.words(), lang: look.lang() },
        8..11 => Order::Reword { request, sentence: look.words() },
        11..26 => Order::Understand { request, about: about(look) },
        26..36 => Order::Answer { request, question: look.one(&Question::ALL), answer: look.words() },
        36..41 => {
            let value = Quantity::exact(f64::from(look.chance.random_range(-1..4)));
            Order::Assume { request, number: look.one(&Assumed::ALL), value }
        }
        41..46 => {
            let despite = look.maybe("parce que".to_owned());
            Order::WishDate { request, date: look.day(-20, 300), despite }
        }
        46..60 if stage != Some(Stage::InDecision) => Order::Send { request },
        60..62 => Order::Withdraw { request, why: look.words() },
        62..68 => return landscape(look),
        _ => return decision(look),
    };
    (author, order)
}

fn about(look: &mut Look) -> About {
    let (element, data) = (look.thing(Kind::Element), look.thing(Kind::Data));
    let archetype = look.one(&["live-lookup", "live-lookup", "content", "payment", "no-such-kind"]).to_owned();
    let (element, data) = (Some(element).filter(|_| !look.once_in(6)), Some(data).filter(|_| !look.once_in(5)));
    About { element, data, archetype: Some(archetype), ..About::default() }
}

/// An order to a decision, whatever it is about.
fn decision(look: &mut Look) -> (Actor, Order) {
    let decision = look.number(look.picture.next_decision());
    let held = look.picture.decision(decision).cloned();
    let hash = held.as_ref().map(|it| it.hash.clone()).filter(|_| !look.once_in(9)).unwrap_or_default();
    // Two who read the same page mostly want the same.
    let choice = match &held {
        Some(it) if !look.once_in(6) => it.options[usize::from(look.once_in(3)).min(it.options.len() - 1)].clone(),
        _ => Choice::NotNow,
    };
    let wants = held
        .as_ref()
        .map_or(Side::It, |it| if it.signed.contains_key(&Side::Marketing) { Side::It } else { Side::Marketing });
    let signer = if wants == Side::Marketing { Role::Cmo } else { Role::Cio };
    match look.chance.random_range(0..30) {
        0..20 => {
            let remark = look.maybe("Vu ensemble".to_owned());
            (look.bearer(&[signer]), Order::Sign { decision, choice, hash, remark })
        }
        20..22 => (look.bearer(&[Role::Translator]), Order::Compromise { decision, terms: look.say() }),
        22..24 => (look.bearer(&[Role::Orchestrator]), Order::LetDeadlinePass { decision }),
        24..26 => (look.bearer(&[Role::Ceo]), Order::Arbitrate { decision, choice, hash }),
        26..28 => (look.bearer(&[Role::Cmo, Role::Cio]), Order::RestateConcern { decision, words: look.say() }),
        28 => {
            let words = look.say();
            let correction = look.maybe(words);
            (look.bearer(&[Role::Cmo, Role::Cio]), Order::AnswerRestatement { decision, correction })
        }
        _ => (Actor::House, Order::Escalate { decision, lang: look.lang() }),
    }
}

fn landscape(look: &mut Look) -> (Actor, Order) {
    let subject = look.thing(Kind::System);
    let field = look.one(&["limit", "load", "owner", "views", "end_of_life"]).to_owned();
    let value = look.one(&["40", "3 à 5", "squad-web", "2027-06-30", "?"]).to_owned();
    let order = match look.chance.random_range(0..10) {
        0..2 => Order::Unstate { subject, field },
        2..4 => Order::Restate { subject, field },
        _ => Order::State { subject, field, value },
    };
    (look.bearer(&[Role::Architect, Role::Delivery]), order)
}
