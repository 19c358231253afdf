//! What waits for one person about tools, and who ends a joint action.

use agenda::role::Role;
use agenda::tool::Answer;
use app::{Actor, App, Clock, Kind as ProblemKind, Order};
use base::{Kind, Lang, PersonId, Ref, Side};
use jiff::civil::{Date, date};

fn open(folder: &tempfile::TempDir) -> App {
    let noon = "2026-08-06T10:00:00Z".parse().expect("a written instant");
    App::open(folder.path(), Clock::standing(noon)).expect("a fresh store opens")
}

fn person(app: &App, name: &str, side: Side, role: Role) -> PersonId {
    let order = Order::Register { name: name.into(), email: None, side, roles: vec![role], team: None };
    let receipt = app.submit(Actor::House, order).expect("registered");
    receipt.about.expect("a person").key().parse().expect("an id")
}

fn wheel(app: &App) -> Ref {
    let order = Order::DeclareTool {
        name: "Wheel".into(),
        purpose: None,
        functions: None,
        team: None,
        monthly: None,
        personal: None,
    };
    app.submit(Actor::House, order).expect("declared").about.expect("a tool")
}

fn waiting(app: &App, person: PersonId, reads: bool) -> Vec<Ref> {
    app.picture().waiting_for(person, app.today(), reads).into_iter().map(|line| line.to).collect()
}

#[test]
fn a_question_waits_for_whom_it_is_put_to_until_it_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder);
    let lou = person(&app, "Lou", Side::Marketing, Role::Employee);
    let ana = person(&app, "Ana", Side::Marketing, Role::Employee);
    let tool = wheel(&app);
    app.submit(Actor::House, Order::AskOwner { tool: tool.clone(), person: lou, lang: Lang::Fr }).expect("asked");
    assert_eq!(waiting(&app, lou, true), std::slice::from_ref(&tool));
    assert_eq!(waiting(&app, lou, false), [Ref::new(Kind::Message, "1")], "who reads no tools reads the message");
    assert_eq!(waiting(&app, ana, true), []);
    let answer = Order::AnswerTool {
        tool,
        answer: Answer::NotOurs,
        cause: None,
        quoted_weeks: None,
        functions: None,
        words: None,
    };
    app.submit(Actor::Person(lou), answer).expect("she was asked");
    assert_eq!(waiting(&app, lou, true), []);
}

#[test]
fn an_action_waits_for_both_its_owners_from_two_weeks_before_its_day_and_they_end_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder);
    let lou = person(&app, "Lou", Side::Marketing, Role::Employee);
    let karim = person(&app, "Karim", Side::It, Role::Employee);
    let ana = person(&app, "Ana", Side::Marketing, Role::Employee);
    let set = |due: Date| Order::SetAction {
        words: "Raccourcir la voie officielle".into(),
        cause: None,
        marketing: lou,
        it: karim,
        due,
        place: None,
    };
    // Two weeks ahead, a day more, and past.
    for due in [date(2026, 8, 20), date(2026, 8, 21), date(2026, 8, 5)] {
        app.submit(Actor::House, set(due)).expect("agreed");
    }
    let action = |number: u64| Ref::new(Kind::Action, &number.to_string());
    for owner in [lou, karim] {
        assert_eq!(waiting(&app, owner, true), [action(3), action(1)], "overdue first, the far one not yet");
    }
    assert_eq!(waiting(&app, ana, true), []);
    let finish = || Order::FinishAction { action: 3, words: Some("Deux jours au lieu de dix".into()) };
    let refused = app.submit(Actor::Person(ana), finish()).expect_err("it is not hers");
    assert_eq!(refused.kind, ProblemKind::Forbidden);
    app.submit(Actor::Person(karim), finish()).expect("he owns it");
    app.submit(Actor::Person(lou), Order::DropAction { action: 1, why: "Plus utile".into() }).expect("she owns it");
    assert_eq!(waiting(&app, lou, true), []);
}
