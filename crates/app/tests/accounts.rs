//! Signing in: who may set whose password, make whose token, and how often one may try.

use std::path::Path;

use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, Order, Token};
use base::{PersonId, Side};
use jiff::{SignedDuration, Timestamp};

const PASSWORD: &str = "quatre mots bien pesés";
const OTHER: &str = "autre chose de long";

fn open(folder: &Path) -> App {
    let noon: Timestamp = "2026-08-06T10:00:00Z".parse().expect("a written instant");
    App::open(folder, Clock::standing(noon)).expect("a fresh store opens")
}

fn register(app: &App, name: &str, role: Role) -> PersonId {
    let order = Order::Register { name: name.into(), email: None, side: Side::Other, roles: vec![role], team: None };
    let receipt = app.submit(Actor::House, order).expect("a person is registered");
    receipt.about.expect("it is about a person").key().parse().expect("a person's key is an id")
}

fn wait(app: &App, seconds: i64) {
    app.clock().set(app.clock().now() + SignedDuration::from_secs(seconds));
}

fn try_in(app: &App, password: &str) -> Result<Token, ProblemKind> {
    app.sign_in("lou", password).map_err(|problem| problem.kind)
}

#[test]
fn after_ten_wrong_passwords_each_try_waits_longer_and_never_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lou = register(&app, "Lou", Role::Employee);
    app.set_password(Actor::House, lou, "lou", PASSWORD).expect("a password is given");
    for _ in 0..10 {
        assert_eq!(try_in(&app, OTHER).err(), Some(ProblemKind::Unknown));
    }
    assert_eq!(try_in(&app, PASSWORD).err(), Some(ProblemKind::Forbidden), "even the right one waits");
    wait(&app, 1);
    assert_eq!(try_in(&app, OTHER).err(), Some(ProblemKind::Unknown));
    wait(&app, 1);
    assert_eq!(try_in(&app, PASSWORD).err(), Some(ProblemKind::Forbidden), "two seconds now");
    wait(&app, 1);
    assert!(try_in(&app, PASSWORD).is_ok());
    for _ in 0..10 {
        assert_eq!(try_in(&app, OTHER).err(), Some(ProblemKind::Unknown), "a success starts the count anew");
    }
    assert_eq!(try_in(&app, PASSWORD).err(), Some(ProblemKind::Forbidden));
    app.set_password(Actor::House, lou, "lou", PASSWORD).expect("a new password is given");
    assert!(try_in(&app, PASSWORD).is_ok(), "a new password can be used at once");
}

#[test]
fn one_house_does_not_lock_the_names_of_another() {
    let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (here, there) = (open(here.path()), open(there.path()));
    for app in [&here, &there] {
        let lou = register(app, "Lou", Role::Employee);
        app.set_password(Actor::House, lou, "lou", PASSWORD).expect("a password is given");
    }
    for _ in 0..10 {
        assert!(try_in(&here, OTHER).is_err());
    }
    assert!(try_in(&there, PASSWORD).is_ok());
}

#[test]
fn only_oneself_or_who_holds_the_machine_makes_a_token() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let (lou, reine) = (register(&app, "Lou", Role::Employee), register(&app, "Reine", Role::Orchestrator));
    let make = |actor| app.make_api_token(actor, lou, "un programme", 1).map_err(|problem| problem.kind);
    assert_eq!(make(Actor::Person(reine)).err(), Some(ProblemKind::Forbidden));
    assert!(make(Actor::Person(lou)).is_ok());
    assert!(make(Actor::House).is_ok());
}

#[test]
fn nobody_sets_the_password_of_who_signs_or_arbitrates() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let reine = register(&app, "Reine", Role::Orchestrator);
    for (role, login) in [(Role::Cmo, "ines"), (Role::Cio, "karim"), (Role::Ceo, "aurelien")] {
        let person = register(&app, login, role);
        let set = |actor| app.set_password(actor, person, login, PASSWORD).map_err(|problem| problem.kind);
        assert_eq!(set(Actor::Person(reine)), Err(ProblemKind::Forbidden), "{role:?}");
        assert_eq!(set(Actor::House), Ok(()));
        assert_eq!(set(Actor::Person(person)), Ok(()));
    }
}

#[test]
fn a_password_set_by_somebody_else_ends_the_sessions_and_signing_out_ends_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let (lou, reine) = (register(&app, "Lou", Role::Employee), register(&app, "Reine", Role::Orchestrator));
    let session = || app.open_session(lou).expect("a session");
    let (one, two) = (session(), session());
    assert!(app.who(&one).is_some() && app.who(&two).is_some());
    app.sign_out(&one).expect("signed out");
    assert!(app.who(&one).is_none() && app.who(&two).is_some());
    app.set_password(Actor::Person(reine), lou, "lou", PASSWORD).expect("she may");
    assert!(app.who(&two).is_none());
}
