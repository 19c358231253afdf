//! A direct question goes to the other side, and to its translator once the time for a first answer has passed.

use agenda::message::Purpose;
use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, Order};
use base::{Kind, Lang, PersonId, Ref, Side};
use delivery::clock::Holder;

fn open(folder: &tempfile::TempDir) -> App {
    // A Thursday, noon in Paris.
    let noon = "2026-08-06T10:00:00Z".parse().expect("a written instant");
    App::open(folder.path(), Clock::standing(noon)).expect("a fresh store opens")
}

fn person(app: &App, name: &str, side: Side, role: Role) -> PersonId {
    let order = Order::Register { name: name.into(), email: None, side, roles: vec![role], team: None };
    let receipt = app.submit(Actor::House, order).expect("registered");
    receipt.about.expect("a person").key().parse().expect("an id")
}

#[test]
fn a_question_waits_for_the_other_side_and_goes_to_its_translator_when_no_answer_comes() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder);
    let lou = person(&app, "Lou", Side::Marketing, Role::Employee);
    let ana = person(&app, "Ana", Side::Marketing, Role::Translator);
    let theo = person(&app, "Théo", Side::It, Role::Architect);
    let ask = Order::Ask { sentence: "Afficher le solde".into(), lang: Lang::Fr };
    app.submit(Actor::Person(lou), ask).expect("asked for");
    let words = "Which balance: last night's, or now?".to_owned();
    let asked = app.submit(Actor::Person(theo), Order::AskQuestion { request: 1, words });
    let question = Ref::new(Kind::Question, "1");
    assert_eq!(asked.expect("he shapes requests").about, Some(question.clone()));
    // Two working days from Thursday noon: Monday noon.
    let due = app.picture().question(1).expect("asked").due;
    assert_eq!(due, "2026-08-10T10:00:00Z".parse().expect("an instant"));
    let waits = |who| app.picture().waiting_for(who, app.today(), true).iter().any(|line| line.to == question);
    assert!(waits(lou) && waits(ana) && !waits(theo));
    assert_eq!(app.picture().turns(1).last().expect("a turn").whose, Some(Holder::Marketing));

    assert_eq!(app.mind_deadlines(Lang::En).expect("minded").len(), 0, "the time still runs");
    app.clock().set("2026-08-10T10:00:01Z".parse().expect("an instant"));
    assert_eq!(app.mind_deadlines(Lang::En).expect("minded").len(), 1);
    assert_eq!(app.mind_deadlines(Lang::En).expect("minded").len(), 0, "once");
    let picture = app.picture();
    let message = picture.message(1).expect("a letter");
    assert_eq!((message.purpose, message.to, &message.about), (Purpose::Question, ana, &question));

    let answer = |who| {
        let words = "Last night's is enough.".to_owned();
        app.submit(Actor::Person(who), Order::AnswerQuestion { question: 1, words })
    };
    assert_eq!(answer(theo).expect_err("it was not asked of IT").kind, ProblemKind::Refused);
    answer(lou).expect("it is her wish");
    assert!(!app.picture().waiting_for(ana, app.today(), true).iter().any(|line| line.to == question));
    assert_eq!(answer(ana).expect_err("answered already").kind, ProblemKind::Refused);
}

#[test]
fn a_request_waits_for_the_side_that_is_asked_and_then_for_whom_it_waited_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder);
    let lou = person(&app, "Lou", Side::Marketing, Role::Employee);
    let theo = person(&app, "Théo", Side::It, Role::Architect);
    app.submit(Actor::Person(lou), Order::Ask { sentence: "Afficher le solde".into(), lang: Lang::Fr }).expect("asked");
    let words = "Is there a limit?".to_owned();
    app.submit(Actor::Person(lou), Order::AskQuestion { request: 1, words }).expect("her own request");
    let whose = || app.picture().turns(1).iter().map(|turn| turn.whose).collect::<Vec<_>>();
    assert_eq!(whose(), [Some(Holder::Marketing), Some(Holder::It)]);
    let words = "40 calls a second.".to_owned();
    app.submit(Actor::Person(theo), Order::AnswerQuestion { question: 1, words }).expect("answered");
    assert_eq!(whose(), [Some(Holder::Marketing), Some(Holder::It), Some(Holder::Marketing)]);
}
