//! Orders through the one writer: done once, in order, by whoever may; shown whole; kept.

use std::path::Path;
use std::sync::Arc;

use agenda::request::{About, Question};
use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, Order, Ticket, new_command};
use base::{Kind, Lang, PersonId, Ref, Side};
use jiff::Timestamp;

const WISH: &str = "Afficher le solde de points en page d'accueil de l'appli";

fn noon() -> Timestamp {
    "2026-08-06T10:00:00Z".parse().expect("a written instant")
}

fn open(folder: &Path) -> App {
    App::open(folder, Clock::standing(noon())).expect("a fresh store opens")
}

/// An app over Solvène's smallest files.
fn solvene(folder: &Path) -> App {
    let app = open(folder);
    for file in company::files(company::Size::Tiny, 1) {
        app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
    }
    app
}

fn register(app: &App, name: &str, side: Side, role: Role) -> PersonId {
    let order = Order::Register { name: name.into(), email: None, side, roles: vec![role], team: None };
    let receipt = app.submit(Actor::House, order).expect("a person is registered");
    receipt.about.expect("it is about a person").key().parse().expect("a person's key is an id")
}

fn ask(app: &App, by: PersonId) -> u64 {
    let order = Order::Ask { sentence: WISH.into(), lang: Lang::Fr };
    let receipt = app.submit(Actor::Person(by), order).expect("anyone of the house may ask");
    receipt.about.expect("it is about a request").key().parse().expect("a request's key is a number")
}

#[test]
fn the_same_order_twice_is_done_once_and_gets_the_same_receipt() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    let order = Order::Ask { sentence: WISH.into(), lang: Lang::Fr };
    let ticket =
        |order| Ticket { command: new_command(noon()), actor: Actor::Person(lou), at: noon(), expect: None, order };
    let first = ticket(order);
    let once = app.carry_out(first.clone()).expect("it is done");
    assert_eq!(app.carry_out(first.clone()), Ok(once.clone()));
    assert_eq!(app.picture().requests().count(), 1);
    let other = Ticket { order: Order::Ask { sentence: "autre chose".into(), lang: Lang::Fr }, ..first.clone() };
    assert_eq!(app.carry_out(other).expect_err("another order under the same id").kind, ProblemKind::Conflict);
    drop(app);
    // The receipt outlives the process.
    assert_eq!(open(folder.path()).carry_out(first), Ok(once));
}

#[test]
fn whoever_reads_an_old_version_does_not_write_over_a_newer_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    let number = ask(&app, lou);
    let answer = |words: &str, version| Ticket {
        command: new_command(noon()),
        actor: Actor::Person(lou),
        at: noon(),
        expect: Some((Ref::new(Kind::Request, &number.to_string()), version)),
        order: Order::Answer { request: number, question: Question::Who, answer: words.into() },
    };
    assert_eq!(app.carry_out(answer("410 000 membres", 1)).map(|receipt| receipt.version), Ok(2));
    assert_eq!(app.carry_out(answer("autre", 1)).map_err(|problem| problem.kind), Err(ProblemKind::Conflict));
}

#[test]
fn saying_the_same_thing_again_makes_no_fact() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    let request = ask(&app, lou);
    let answer = || Order::Answer { request, question: Question::Who, answer: "410 000 membres".into() };
    assert_eq!(app.submit(Actor::Person(lou), answer()).map(|r| r.facts), Ok(1));
    assert_eq!(app.submit(Actor::Person(lou), answer()).map(|r| r.facts), Ok(0));
}

#[test]
fn nobody_completes_the_request_of_another_without_the_right_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    let ana = register(&app, "Ana", Side::Marketing, Role::Employee);
    let yanis = register(&app, "Yanis", Side::It, Role::Translator);
    let request = ask(&app, lou);
    let answer = || Order::Answer { request, question: Question::Who, answer: "410 000 membres".into() };
    assert_eq!(app.submit(Actor::Person(ana), answer()).map_err(|p| p.kind), Err(ProblemKind::Forbidden));
    assert!(app.submit(Actor::Person(yanis), answer()).is_ok());
}

#[test]
fn a_request_goes_from_wish_to_decision_and_both_sides_sign_the_page_they_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(folder.path());
    let by_role = |role| {
        let picture = app.picture();
        let found = picture.people().find(|(_, person)| person.roles.contains(&role)).map(|(id, _)| id);
        Actor::Person(found.expect("the cast has everyone"))
    };
    let (cmo, cio) = (by_role(Role::Cmo), by_role(Role::Cio));
    let lou = cmo;
    let receipt = app.submit(lou, Order::Ask { sentence: WISH.into(), lang: Lang::Fr }).expect("asked");
    let request = receipt.about.expect("a request").key().parse().expect("a number");
    assert!(app.submit(lou, Order::Send { request }).is_err(), "it is not known yet what it is about");
    let picture = app.picture();
    let candidate = picture.read_sentence(WISH, Lang::Fr).into_iter().next().expect("the wish is understood");
    let about: About = picture::about_of(&candidate);
    app.submit(lou, Order::Understand { request, about }).expect("confirmed");
    let sent = app.submit(lou, Order::Send { request }).expect("sent to a decision");
    let decision: u64 = sent.about.expect("a decision").key().parse().expect("a number");
    let picture = app.picture();
    let page = picture.decision(decision).expect("it is open");
    let choice = page.options.first().expect("there is something to choose").clone();
    let sign = |hash: &str| Order::Sign { decision, choice: choice.clone(), hash: hash.into(), remark: None };
    assert_eq!(app.submit(Actor::House, sign(&page.hash)).map_err(|p| p.kind), Err(ProblemKind::Forbidden));
    assert_eq!(app.submit(cmo, sign("0")).map_err(|p| p.kind), Err(ProblemKind::Refused));
    app.submit(cmo, sign(&page.hash)).expect("marketing signs");
    assert!(app.picture().decision(decision).is_some_and(|d| d.made.is_none()), "one side is not both");
    app.submit(cio, sign(&page.hash)).expect("IT signs");
    assert!(app.picture().decision(decision).is_some_and(|d| d.made.is_some()));
    let replayed = app.replay(|_, _| {}).expect("the log is read again");
    assert!(replayed.figures > 0 && replayed.differs.is_empty(), "{replayed:?}");
    assert!(app.verify(|_, _| {}).is_ok());
    assert!(app.doctor().iter().all(|check| check.breaks.is_empty()));
}

#[test]
fn no_typed_word_and_no_name_stands_in_an_event() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(folder.path());
    let zoe = register(&app, "Zoé Quincaillon", Side::Marketing, Role::Employee);
    let request = ask(&app, zoe);
    let why = "parce que xylophone".to_owned();
    app.submit(Actor::Person(zoe), Order::Withdraw { request, why }).expect("withdrawn");
    drop(app);
    let store = store::Store::open(folder.path()).expect("it opens again");
    let mut log = String::new();
    store
        .read(1, None, |envelope| {
            log.push_str(envelope.payload);
            std::ops::ControlFlow::Continue(())
        })
        .expect("it is read");
    for word in ["Quincaillon", "solde", "xylophone", "Valmorin", "@solvene"] {
        assert!(!log.contains(word), "{word} stands in the log");
    }
}

#[test]
fn many_people_at_once_each_get_their_own_and_nothing_is_lost_over_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = Arc::new(open(folder.path()));
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let app = Arc::clone(&app);
            std::thread::spawn(move || (0..8).map(|_| ask(&app, lou)).collect::<Vec<u64>>())
        })
        .collect();
    let mut numbers: Vec<u64> = threads.into_iter().flat_map(|t| t.join().expect("no thread dies")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=128).collect::<Vec<u64>>());
    let lived = app.picture();
    drop(app);
    let again = open(folder.path());
    let picture = again.picture();
    assert_eq!(picture.position, lived.position);
    assert!(picture.requests().map(|(n, r)| (n, r.clone())).eq(lived.requests().map(|(n, r)| (n, r.clone()))));
}

#[test]
fn a_stated_fact_wins_over_the_file_and_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(folder.path());
    let engine = Ref::new(Kind::System, "loyalty-engine");
    let limit = |app: &App| {
        let picture = app.picture();
        picture.catalog().get(&engine).and_then(|t| t.quantity(landscape::field::Field::Limit)).map(|q| q.likely)
    };
    assert_eq!(limit(&app), Some(40.0));
    let state = |value: &str| Order::State { subject: engine.clone(), field: "limit".into(), value: value.into() };
    app.submit(Actor::House, state("50")).expect("stated");
    assert_eq!(limit(&app), Some(50.0));
    assert_eq!(app.submit(Actor::House, state("beaucoup")).map_err(|p| p.kind), Err(ProblemKind::Invalid));
    app.submit(Actor::House, Order::Unstate { subject: engine.clone(), field: "limit".into() }).expect("taken back");
    assert_eq!(limit(&app), Some(40.0));
}

#[test]
fn a_file_with_people_leaves_no_bytes_and_no_names_behind_but_its_report_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(folder.path());
    let picture = app.picture();
    let people = picture.arrivals().find(|a| a.manifest.holds == ["person"]).expect("people came in a file").clone();
    assert!(app.original(&people.manifest.sha256).is_err(), "its bytes are not kept");
    let report = app.report(&people.dataset, people.position).expect("its report is");
    assert_eq!(report.sheets.iter().map(|s| s.accepted).sum::<u64>(), people.manifest.accepted);
    drop(app);
    let again = open(folder.path());
    assert!(again.report(&people.dataset, people.position).is_some(), "over a restart too");
}

#[test]
fn a_password_opens_a_session_and_a_wrong_one_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    assert_eq!(app.set_password(Actor::House, lou, "lou", "court").map_err(|p| p.kind), Err(ProblemKind::Invalid));
    app.set_password(Actor::House, lou, "lou", "quatre mots bien pesés").expect("a password is given");
    assert_eq!(app.sign_in("lou", "autre chose de long").map_err(|p| p.kind).err(), Some(ProblemKind::Unknown));
    assert_eq!(app.sign_in("personne", "autre chose de long").map_err(|p| p.kind).err(), Some(ProblemKind::Unknown));
    let token = app.sign_in(" LOU ", "quatre mots bien pesés").unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(app.who(&token).map(|it| it.person), Some(lou));
    app.submit(Actor::House, Order::Leave { person: lou }).expect("she leaves");
    assert_eq!(app.who(&token), None, "who has left is nobody");
}

#[test]
fn a_backup_taken_in_use_opens_as_a_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(&folder.path().join("store"));
    let lou = register(&app, "Lou", Side::Marketing, Role::Employee);
    ask(&app, lou);
    let (backup, again) = (folder.path().join("backup"), folder.path().join("again"));
    app.backup(&backup, |_, _| {}).expect("it is copied");
    store::restore(&backup, &again, |_, _| {}).expect("it is restored");
    let restored = open(&again);
    assert_eq!(restored.picture().position, app.picture().position);
    assert!(restored.verify(|_, _| {}).is_ok());
}
