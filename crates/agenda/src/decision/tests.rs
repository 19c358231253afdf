use base::Kind;
use jiff::civil::date;
use serde_json::json;

use super::*;
use crate::charter::{Charter, class_of};

fn ctx() -> Context {
    Context { actor: None, now: Timestamp::UNIX_EPOCH }
}

fn open(lane: Lane) -> Decision {
    let command = Command::Open {
        request: Ref::new(Kind::Request, "1"),
        lane,
        terms: Charter::default().terms(class_of(lane)),
        today: date(2026, 8, 6),
        options: vec![Choice::AsAsked, Choice::WithCache { percent: 90 }, Choice::NotNow],
        facts: Facts::of(&json!({"load.after/system:loyalty-engine": "77"})),
    };
    fold(None, &Decision::decide(None, command, &ctx()).unwrap()).unwrap()
}

fn fold(state: Option<Decision>, events: &[Event]) -> Option<Decision> {
    events.iter().fold(state, |state, event| Decision::evolve(state, event, &ctx()))
}

fn then(it: &Decision, command: Command) -> Result<Decision, CannotDecide> {
    let events = Decision::decide(Some(it), command, &ctx())?;
    Ok(fold(Some(it.clone()), &events).unwrap())
}

fn sign(it: &Decision, side: Side, choice: Choice) -> Result<Decision, CannotDecide> {
    then(it, Command::Sign { side, choice, hash: it.hash.clone(), remark: None })
}

const CACHE: Choice = Choice::WithCache { percent: 90 };

#[test]
fn it_falls_when_both_sides_sign_the_same() {
    let it = open(Lane::Standard);
    assert_eq!(it.deadline, date(2026, 8, 13));
    let one = sign(&it, Side::Marketing, CACHE).unwrap();
    assert_eq!((one.made.clone(), one.missing()), (None, vec![Side::It]));
    let both = sign(&one, Side::It, CACHE).unwrap();
    assert!(matches!(&both.made, Some((choice, How::Together, _)) if *choice == CACHE));
    assert_eq!(sign(&both, Side::It, Choice::NotNow), Err(CannotDecide::AlreadyMade));
}

#[test]
fn two_different_signatures_are_a_disagreement_for_the_arbiter() {
    let one = sign(&open(Lane::Standard), Side::Marketing, Choice::AsAsked).unwrap();
    let both = sign(&one, Side::It, CACHE).unwrap();
    assert!(both.in_disagreement());
    let late = Command::LetDeadlinePass { today: date(2026, 9, 1) };
    assert_eq!(then(&both, late), Err(CannotDecide::ForTheArbiter));
    let arbitrated = then(&both, Command::Arbitrate { choice: CACHE, hash: both.hash.clone() }).unwrap();
    assert!(matches!(arbitrated.made, Some((_, How::Arbitrated, _))));
}

#[test]
fn a_missing_side_makes_it_provisional_until_it_has_spoken() {
    let one = sign(&open(Lane::Express), Side::Marketing, Choice::AsAsked).unwrap();
    let early = Command::LetDeadlinePass { today: date(2026, 8, 10) };
    assert_eq!(then(&one, early), Err(CannotDecide::NotYet { deadline: date(2026, 8, 10) }));
    let held = then(&one, Command::LetDeadlinePass { today: date(2026, 8, 11) }).unwrap();
    assert!(held.is_provisional());
    assert!(!sign(&held, Side::It, Choice::AsAsked).unwrap().is_provisional());
    assert_eq!(sign(&held, Side::It, Choice::NotNow).unwrap().made, None, "open again");
}

#[test]
fn one_person_neither_signs_for_both_sides_nor_arbitrates_over_their_own_signature() {
    let by =
        |number: u128| Context { actor: Some(PersonId(uuid::Uuid::from_u128(number))), now: Timestamp::UNIX_EPOCH };
    let it = open(Lane::Standard);
    let sign = |side| Command::Sign { side, choice: CACHE, hash: it.hash.clone(), remark: None };
    let events = Decision::decide(Some(&it), sign(Side::Marketing), &by(1)).unwrap();
    let one = events.iter().try_fold(it.clone(), |state, event| Decision::evolve(Some(state), event, &by(1)));
    let one = one.unwrap();
    let own = Err(CannotDecide::OwnSignature(Side::Marketing));
    assert_eq!(Decision::decide(Some(&one), sign(Side::It), &by(1)), own);
    let arbitrate = || Command::Arbitrate { choice: CACHE, hash: it.hash.clone() };
    assert_eq!(Decision::decide(Some(&one), arbitrate(), &by(1)), own);
    assert!(Decision::decide(Some(&one), sign(Side::Marketing), &by(1)).is_ok(), "one may sign anew for one's side");
    assert!(Decision::decide(Some(&one), sign(Side::It), &by(2)).is_ok());
    assert!(Decision::decide(Some(&one), arbitrate(), &by(3)).is_ok());
}

#[test]
fn a_decision_is_cited_once_it_holds_and_not_before() {
    let it = open(Lane::Express);
    assert_eq!(it.may_be_cited(), Err(CannotDecide::NotMade));
    let one = sign(&it, Side::Marketing, Choice::AsAsked).unwrap();
    let held = then(&one, Command::LetDeadlinePass { today: date(2026, 8, 11) }).unwrap();
    assert_eq!(held.may_be_cited(), Err(CannotDecide::Provisional(vec![Side::It])));
    assert!(CannotDecide::Provisional(vec![Side::It]).way_out().fr.contains("DSI"));
    assert_eq!(sign(&held, Side::It, Choice::AsAsked).unwrap().may_be_cited(), Ok(()));
}

#[test]
fn after_the_deadline_without_agreement_it_comes_to_the_arbiter_once() {
    let it = open(Lane::Standard);
    let escalate = |today| Command::Escalate { today };
    assert_eq!(then(&it, escalate(date(2026, 8, 13))), Err(CannotDecide::NotYet { deadline: date(2026, 8, 13) }));
    let late = then(&it, escalate(date(2026, 8, 14))).unwrap();
    assert_eq!(late.escalated, Some((Timestamp::UNIX_EPOCH, date(2026, 8, 21))));
    assert_eq!(then(&late, escalate(date(2026, 8, 17))).unwrap(), late);
    let express = sign(&open(Lane::Express), Side::It, CACHE).unwrap();
    assert_eq!(then(&express, escalate(date(2026, 8, 20))), Err(CannotDecide::DefaultApplies));
    let nobody = open(Lane::Express);
    assert!(then(&nobody, escalate(date(2026, 8, 20))).is_ok(), "silence of both is for the arbiter");
}

#[test]
fn each_side_writes_the_other_s_concern_and_the_other_says_whether_that_is_it() {
    let by =
        |number: u128| Context { actor: Some(PersonId(uuid::Uuid::from_u128(number))), now: Timestamp::UNIX_EPOCH };
    let text = |id: u128| Text { id: base::TextId(uuid::Uuid::from_u128(id)), commitment: String::new() };
    let it = open(Lane::Standard);
    let then = |it: &Decision, command, ctx: &Context| {
        let events = Decision::decide(Some(it), command, ctx)?;
        Ok(events.iter().try_fold(it.clone(), |state, event| Decision::evolve(Some(state), event, ctx)).unwrap())
    };
    let write = |by, id| Command::Restate { by, words: text(id), says_something: true };
    let answer = |side, correction| Command::AnswerRestatement { side, correction };
    let early = answer(Side::It, None);
    assert_eq!(then(&it, early, &by(2)), Err(CannotDecide::NotRestated(Side::It)));
    let written = then(&it, write(Side::Marketing, 1), &by(1)).unwrap();
    assert_eq!(then(&written, answer(Side::It, None), &by(1)), Err(CannotDecide::OwnRestatement));
    let corrected = then(&written, answer(Side::It, Some(text(2))), &by(2)).unwrap();
    assert_eq!(corrected.restated[&Side::Marketing].answer.as_ref().unwrap().correction, Some(text(2)));
    let again = then(&corrected, write(Side::Marketing, 3), &by(1)).unwrap();
    assert_eq!(again.restated[&Side::Marketing].answer, None, "written anew, it waits for an answer");
    let seen = then(&again, answer(Side::It, None), &by(2)).unwrap();
    assert_eq!(seen.restated[&Side::Marketing].answer.as_ref().unwrap().correction, None);
    let other = write(Side::Other, 4);
    assert_eq!(then(&seen, other, &by(1)), Err(CannotDecide::NotADecider(Side::Other)));
}

#[test]
fn an_event_written_before_there_were_classes_is_read() {
    let old = r#"{"opened":{"request":"request:1","lane":"standard","charter":1,"deciders":["marketing","it"],
        "deadline":"2026-08-13","silence":"goes_to_arbiter","options":["not_now"],"facts":{},"hash":"00"}}"#;
    let Event::Opened { class, .. } = serde_json::from_str(old).unwrap() else { panic!("it is another") };
    assert_eq!(class, None);
}

#[test]
fn nobody_signs_a_page_he_has_not_seen() {
    let it = open(Lane::Standard);
    let blind = Command::Sign { side: Side::It, choice: CACHE, hash: "0".repeat(64), remark: None };
    assert_eq!(then(&it, blind), Err(CannotDecide::OtherPage));
    assert_eq!(sign(&it, Side::Other, CACHE), Err(CannotDecide::NotADecider(Side::Other)));
    assert!(matches!(sign(&it, Side::It, Choice::WithCache { percent: 12 }), Err(CannotDecide::NoSuchOption(_))));
}

#[test]
fn the_hash_does_not_depend_on_how_the_page_was_written_down() {
    let one: Facts = serde_json::from_str(r#"{"b": 1.0, "a": "x"}"#).unwrap();
    let two: Facts = serde_json::from_str(r#"{ "a":"x","b":1 }"#).unwrap();
    assert_eq!(one.hash(), two.hash());
    assert_ne!(one.hash(), Facts::of(&json!({"a": "y", "b": 1})).hash());
}
