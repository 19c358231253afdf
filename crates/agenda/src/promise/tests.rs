//! Given past facts, when an order comes, then these facts or this refusal; and doing anything twice is doing it once.

use base::TextId;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn by(n: u128) -> Context {
    Context { actor: Some(person(n)), now: "2026-08-06T10:00:00Z".parse().expect("a written instant") }
}

fn text(words: &str) -> Text {
    Text::commit(TextId(Uuid::from_u128(9)), &[1; 16], words)
}

fn facts(ready: u32) -> Facts {
    Facts::of(&json!({ "figures": { "ready": ready } }))
}

fn decision(key: &str) -> Ref {
    Ref::new(Kind::Decision, key)
}

fn accuracy(threshold: f64) -> Command {
    let need = Need { field: "stock_accuracy".to_owned(), bound: Bound::AtLeast, threshold };
    Command::Require { kind: Kind::Store, area: None, need }
}

fn stamp(role: Role, stamp: Stamp, words: Option<&str>) -> Command {
    Command::Stamp { role, stamp, words: words.map(text), facts: facts(111), seen: facts(111).hash() }
}

fn publish() -> Command {
    Command::Publish { despite: None, facts: facts(111), seen: facts(111).hash() }
}

fn after(given: &[(u128, Command)]) -> Option<Promise> {
    given.iter().fold(None, |state, (who, command)| {
        let ctx = by(*who);
        let events = Promise::decide(state.as_ref(), command.clone(), &ctx).expect("what is given was possible");
        events.iter().fold(state, |state, event| Promise::evolve(state, event, &ctx))
    })
}

fn refused(given: &[(u128, Command)], who: u128, when: Command) -> Option<CannotPromise> {
    Promise::decide(after(given).as_ref(), when, &by(who)).err()
}

const SPOT: Date = date(2026, 10, 3);
const TODAY: Date = date(2026, 8, 6);

#[test]
fn a_promise_without_all_stamps_is_an_alert_from_sixty_days_before_its_day() {
    let none = Promise::default();
    assert_eq!(days_until(SPOT, TODAY), 58);
    assert!(none.is_alert(SPOT, TODAY));
    assert!(none.is_alert(SPOT, alert_from(SPOT)) && days_until(SPOT, alert_from(SPOT)) == 60);
    assert!(!none.is_alert(SPOT, alert_from(SPOT).yesterday().expect("a day before")));
    assert!(none.is_alert(SPOT, date(2026, 10, 4)), "also once its day has passed");
    let one = after(&[(2, stamp(Role::Cio, Stamp::NotFeasible, Some("37 magasins")))]).expect("a promise");
    assert!(one.is_alert(SPOT, TODAY), "delivery has not been heard");
    let both = after(&[
        (2, stamp(Role::Cio, Stamp::NotFeasible, Some("37 magasins"))),
        (3, stamp(Role::Delivery, Stamp::Feasible, None)),
    ]);
    let both = both.expect("a promise");
    assert!(!both.is_alert(SPOT, TODAY));
    assert_eq!((none.stage(), both.stage()), (Stage::Unstamped, Stage::Stamped));
}

#[test]
fn only_those_consulted_stamp_and_only_the_page_they_saw() {
    let blind = Command::Stamp {
        role: Role::Cio,
        stamp: Stamp::Feasible,
        words: None,
        facts: facts(112),
        seen: facts(111).hash(),
    };
    assert_eq!(refused(&[], 2, blind), Some(CannotPromise::OtherPage));
    let cmo = stamp(Role::Cmo, Stamp::Feasible, None);
    assert_eq!(refused(&[], 1, cmo), Some(CannotPromise::NotConsulted(Role::Cmo)));
    assert_eq!(refused(&[], 2, stamp(Role::Cio, Stamp::WithConditions, None)), Some(CannotPromise::NoConditions));
    let given = [(2, stamp(Role::Cio, Stamp::Feasible, None))];
    assert_eq!(refused(&given, 2, stamp(Role::Delivery, Stamp::Feasible, None)), Some(CannotPromise::OwnStamp));
    assert_eq!(refused(&given, 3, stamp(Role::Delivery, Stamp::Feasible, None)), None);
    assert_eq!(refused(&given, 2, stamp(Role::Cio, Stamp::NotFeasible, Some("non"))), None, "one may think again");
}

#[test]
fn another_need_voids_the_stamps_and_the_same_need_does_not() {
    let given = [(2, accuracy(0.97)), (2, stamp(Role::Cio, Stamp::Feasible, None))];
    assert!(after(&given).expect("a promise").stamps.contains_key(&Role::Cio));
    let again = [given.to_vec(), vec![(3, accuracy(0.97))]].concat();
    assert!(after(&again).expect("a promise").stamps.contains_key(&Role::Cio));
    let other = [given.to_vec(), vec![(3, accuracy(0.98))]].concat();
    let other = after(&other).expect("a promise");
    assert!(other.stamps.is_empty());
    assert_eq!(other.needs.iter().map(|stated| stated.need.threshold).collect::<Vec<_>>(), [0.98]);
    let none = [given.to_vec(), vec![(3, Command::Unrequire { field: "stock_accuracy".to_owned() })]].concat();
    let none = after(&none).expect("a promise");
    assert!(none.needs.is_empty() && none.stamps.is_empty());
}

#[test]
fn a_need_is_met_on_its_side_of_the_threshold_the_threshold_included() {
    let need = |bound| Need { field: "f".to_owned(), bound, threshold: 0.97 };
    for (bound, value, met) in [
        (Bound::AtLeast, 0.97, true),
        (Bound::AtLeast, 0.97 - 1e-12, true),
        (Bound::AtLeast, 0.9699, false),
        (Bound::AtMost, 0.97, true),
        (Bound::AtMost, 0.98, false),
    ] {
        assert_eq!(need(bound).is_met_by(value), met, "{bound:?} {value}");
    }
}

#[test]
fn publishing_is_never_blocked_and_says_who_was_not_heard() {
    let given = [(2, stamp(Role::Cio, Stamp::NotFeasible, Some("37 magasins"))), (1, publish())];
    let published = after(&given).and_then(|it| it.published).expect("it is published");
    assert_eq!((published.by, published.missing), (Some(person(1)), vec![Role::Delivery]));
    assert_eq!(published.hash, facts(111).hash());
    let house = Context { actor: None, ..by(1) };
    assert_eq!(Promise::decide(None, publish(), &house), Err(CannotPromise::NobodySigns));
}

#[test]
fn a_decision_takes_the_place_of_stamps_and_puts_the_day_off() {
    let choice = Choice::Postpone { until: date(2026, 11, 14) };
    let given = [
        (4, Command::Send { decision: decision("3") }),
        (4, Command::Conclude { decision: decision("3"), choice: choice.clone() }),
    ];
    let decided = after(&given).expect("a promise");
    assert_eq!((decided.stage(), decided.postponed()), (Stage::Decided, Some(date(2026, 11, 14))));
    assert!(!decided.is_alert(SPOT, TODAY));
    let other = Command::Conclude { decision: decision("4"), choice };
    assert_eq!(refused(&given[..1], 4, other), Some(CannotPromise::OtherDecision));
    assert_eq!(refused(&given[..1], 4, Command::Send { decision: decision("4") }), Some(CannotPromise::AwaitsDecision));
    let away = Command::Conclude { decision: decision("3"), choice: Choice::WithdrawPromise };
    let away = after(&[given[0].clone(), (4, away)]).expect("a promise");
    assert_eq!(away.stage(), Stage::Withdrawn);
    let reopened = [given.to_vec(), vec![(4, Command::Reopen { decision: decision("3") })]].concat();
    assert_eq!(after(&reopened).expect("a promise").stage(), Stage::InDecision);
}

#[test]
fn what_came_out_is_said_on_its_day_or_later() {
    let keep = |today| Command::Keep { on: Some(SPOT), today, words: None };
    assert_eq!(refused(&[], 1, keep(date(2026, 10, 2))), Some(CannotPromise::NotYet(SPOT)));
    assert_eq!(refused(&[], 1, Command::Keep { on: None, today: SPOT, words: None }), Some(CannotPromise::NoDay));
    assert_eq!(after(&[(1, keep(SPOT))]).expect("a promise").stage(), Stage::Kept);
    let silent = Command::Break { on: Some(SPOT), today: SPOT, words: text(""), says_something: false };
    assert_eq!(refused(&[], 1, silent), Some(CannotPromise::NoOutcome));
    let late = Command::Break { on: Some(SPOT), today: SPOT, words: text("non"), says_something: true };
    assert_eq!(refused(&[(1, keep(SPOT))], 1, late), Some(CannotPromise::Ended));
    let why = Command::Withdraw { why: text(""), says_something: false };
    assert_eq!(refused(&[], 1, why), Some(CannotPromise::NoReason));
}

#[test]
fn people_are_reminded_once_and_not_before_the_alert() {
    let remind = |today| Command::Remind { on: Some(SPOT), today, messages: vec![Ref::new(Kind::Message, "1")] };
    assert_eq!(refused(&[], 1, remind(date(2026, 8, 3))), Some(CannotPromise::NotDue(date(2026, 8, 4))));
    let given = [(1, remind(TODAY))];
    assert_eq!(after(&given).expect("a promise").reminded, [SPOT]);
    assert_eq!(Promise::decide(after(&given).as_ref(), remind(date(2026, 9, 1)), &by(1)), Ok(vec![]));
}

fn days() -> impl Strategy<Value = Date> {
    (0_i32..200).prop_map(|n| date(2026, 6, 1).checked_add(n.days()).expect("a day of these years"))
}

fn commands() -> impl Strategy<Value = Command> {
    let words = || prop_oneof![Just("oui"), Just("non")].prop_map(text);
    let some = || proptest::option::of(words());
    let keys = || prop_oneof![Just("1"), Just("2")].prop_map(decision);
    let kinds = prop_oneof![Just(Kind::Store), Just(Kind::System)];
    let areas = || proptest::option::of(prop_oneof![Just("france".to_owned()), Just("belgique".to_owned())]);
    let fields = || prop_oneof![Just("stock_accuracy".to_owned()), Just("limit".to_owned())];
    let roles = prop_oneof![Just(Role::Cio), Just(Role::Delivery), Just(Role::Cmo)];
    let stamps = prop_oneof![Just(Stamp::Feasible), Just(Stamp::WithConditions), Just(Stamp::NotFeasible)];
    let choices = prop_oneof![
        Just(Choice::KeepPromise),
        Just(Choice::WithdrawPromise),
        days().prop_map(|until| Choice::InWaves { until }),
        days().prop_map(|until| Choice::Postpone { until }),
    ];
    let on = || proptest::option::of(days());
    prop_oneof![
        (words(), any::<bool>(), some(), some(), days(), on()).prop_map(
            |(words, says_something, campaign, medium, on, until)| Command::Register {
                words,
                says_something,
                campaign,
                medium,
                on,
                until
            }
        ),
        (kinds, areas(), fields(), prop_oneof![Just(0.97), Just(0.98), Just(f64::NAN)]).prop_map(
            |(kind, area, field, threshold)| Command::Require {
                kind,
                area,
                need: Need { field, bound: Bound::AtLeast, threshold }
            }
        ),
        fields().prop_map(|field| Command::Unrequire { field }),
        (roles, stamps, some(), 0_u32..3, 0_u32..3).prop_map(|(role, stamp, words, now, seen)| Command::Stamp {
            role,
            stamp,
            words,
            facts: facts(now),
            seen: facts(seen).hash()
        }),
        (some(), 0_u32..2).prop_map(|(despite, seen)| Command::Publish {
            despite,
            facts: facts(0),
            seen: facts(seen).hash()
        }),
        keys().prop_map(|decision| Command::Send { decision }),
        (keys(), choices).prop_map(|(decision, choice)| Command::Conclude { decision, choice }),
        keys().prop_map(|decision| Command::Reopen { decision }),
        (on(), days(), some()).prop_map(|(on, today, words)| Command::Keep { on, today, words }),
        (on(), days(), words(), any::<bool>()).prop_map(|(on, today, words, says_something)| Command::Break {
            on,
            today,
            words,
            says_something
        }),
        (words(), any::<bool>()).prop_map(|(why, says_something)| Command::Withdraw { why, says_something }),
        (on(), days()).prop_map(|(on, today)| Command::Remind { on, today, messages: vec![] }),
    ]
}

proptest! {
    /// Whatever has happened, an order that is carried out and given again makes nothing new true.
    #[test]
    fn deciding_again_on_the_new_state_yields_nothing(
        orders in proptest::collection::vec((0_u128..3, commands()), 0..24),
    ) {
        let mut state: Option<Promise> = None;
        for (who, command) in orders {
            let ctx = by(who);
            let Ok(events) = Promise::decide(state.as_ref(), command.clone(), &ctx) else { continue };
            state = events.iter().fold(state, |state, event| Promise::evolve(state, event, &ctx));
            prop_assert_eq!(Promise::decide(state.as_ref(), command, &ctx), Ok(vec![]));
        }
    }

    /// An event reads back from its JSON as it was.
    #[test]
    fn events_read_back(who in 0_u128..3, command in commands()) {
        for event in Promise::decide(None, command, &by(who)).into_iter().flatten() {
            let written = serde_json::to_string(&event).expect("it is written");
            prop_assert_eq!(serde_json::from_str::<Event>(&written).expect("it is read"), event);
        }
    }
}
