//! What is checked against the log, and what a program gets to check with.

use std::ops::ControlFlow;
use std::path::Path;

use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, Order, Ticket, new_command};
use base::{Kind, Lang, PersonId, Ref};
use jiff::Timestamp;
use serde_json::Value;
use store::{Appended, Commit, NewEvent, Store};

const WISH: &str = "Afficher le solde de points en page d'accueil de l'appli";

fn noon() -> Timestamp {
    "2026-08-06T10:00:00Z".parse().expect("a written instant")
}

fn open(folder: &Path) -> App {
    App::open(folder, Clock::standing(noon())).expect("the store opens")
}

/// An app over Solvène's smallest files.
fn solvene(folder: &Path) -> App {
    let app = open(folder);
    for file in company::files(company::Size::Tiny, 1) {
        app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
    }
    app
}

fn by_role(app: &App, role: Role) -> PersonId {
    let picture = app.picture();
    let found = picture.people().find(|(_, person)| person.roles.contains(&role)).map(|(id, _)| id);
    found.expect("the cast has everyone")
}

/// Decision 1, signed by both sides.
fn decide(app: &App) {
    let (cmo, cio) = (by_role(app, Role::Cmo), by_role(app, Role::Cio));
    let by = |person, order| app.submit(Actor::Person(person), order).expect("it is done");
    by(cmo, Order::Ask { sentence: WISH.into(), lang: Lang::Fr });
    let about = picture::about_of(&app.picture().read_sentence(WISH, Lang::Fr)[0]);
    by(cmo, Order::Understand { request: 1, about });
    by(cmo, Order::Send { request: 1 });
    let (hash, choice) = {
        let picture = app.picture();
        let decision = picture.decision(1).expect("it is open");
        (decision.hash.clone(), decision.options[0].clone())
    };
    for person in [cmo, cio] {
        by(person, Order::Sign { decision: 1, choice: choice.clone(), hash: hash.clone(), remark: None });
    }
}

/// The stored events of a stream.
fn stored(store: &Store, stream: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let each = |envelope: store::Envelope<'_>| {
        if envelope.stream == stream {
            let payload = serde_json::from_str(envelope.payload).expect("events are JSON");
            found.push((envelope.kind.to_owned(), payload));
        }
        ControlFlow::Continue(())
    };
    store.read(1, None, each).expect("it is read");
    found
}

/// Writes an event past the rules, as whoever holds the machine can: the chain closes over it.
fn forge(store: &mut Store, actor: Option<PersonId>, stream: &str, kind: &str, payload: &Value) {
    let version = stored(store, stream).len() as u64 + 1;
    let event = NewEvent { stream: stream.to_owned(), version, kind: kind.to_owned(), payload: payload.to_string() };
    let commit = Commit {
        command: new_command(noon()),
        digest: [0; 32],
        actor,
        cause: None,
        at: noon(),
        events: vec![event],
        texts: Vec::new(),
        outcome: "{}".to_owned(),
    };
    let appended = store.append(&[commit]).expect("it is appended");
    assert!(matches!(appended[..], [Appended::Done { .. }]), "{appended:?}");
}

/// What a replay finds different after somebody wrote past the rules.
fn found_after(forgery: impl FnOnce(&mut Store, PersonId, PersonId)) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(folder.path());
    decide(&app);
    let (cmo, cio) = (by_role(&app, Role::Cmo), by_role(&app, Role::Cio));
    assert_eq!(app.replay(|_, _| {}).expect("it is replayed").differs, []);
    drop(app);
    forgery(&mut Store::open(folder.path()).expect("it opens"), cmo, cio);
    let app = open(folder.path());
    assert!(app.verify(|_, _| {}).is_ok(), "the chain alone shows nothing");
    let differs = app.replay(|_, _| {}).expect("it is replayed").differs;
    differs.into_iter().map(|restated| format!("{}: {}", restated.about.key(), restated.what)).collect()
}

#[test]
fn a_page_with_a_figure_more_or_less_or_another_deadline_than_the_log_gives_is_told() {
    let found = found_after(|store, cmo, _| {
        let (kind, mut payload) = stored(store, "decision:1").remove(0);
        let opened = &mut payload["opened"];
        let figures = opened["facts"]["figures"].as_object_mut().expect("there are figures");
        let gone = figures.keys().next().expect("there is one").clone();
        figures.remove(&gone);
        figures.insert("invented".to_owned(), "1".into());
        opened["facts"]["comment"] = "a word more".into();
        opened["deadline"] = "2030-01-01".into();
        opened["deciders"] = serde_json::json!(["marketing"]);
        opened["options"] = serde_json::json!(["as_asked"]);
        forge(store, Some(cmo), "decision:2", &kind, &payload);
    });
    for what in ["hash", "deciders", "deadline", "options of the event", "comment", "invented"] {
        assert!(found.contains(&format!("2: {what}")), "{what} is not among {found:?}");
    }
    assert_eq!(found.len(), 7, "and the figure that is gone: {found:?}");
}

#[test]
fn a_signature_by_somebody_who_may_not_sign_or_on_another_page_is_told() {
    let sign = |store: &Store, hash: &str| {
        let signed = stored(store, "decision:1").into_iter().find(|(kind, _)| kind == "signed");
        let (kind, mut payload) = signed.expect("it was signed");
        payload["signed"]["hash"] = hash.into();
        payload["signed"]["side"] = "marketing".into();
        (kind, payload)
    };
    let open = |store: &mut Store, cmo| {
        let (kind, payload) = stored(store, "decision:1").remove(0);
        forge(store, Some(cmo), "decision:2", &kind, &payload);
        payload["opened"]["hash"].as_str().expect("it has a hash").to_owned()
    };
    let honest = found_after(|store, cmo, _| {
        let hash = open(store, cmo);
        let (kind, payload) = sign(store, &hash);
        forge(store, Some(cmo), "decision:2", &kind, &payload);
    });
    assert!(honest.is_empty(), "{honest:?}");
    let other_pen = found_after(|store, cmo, cio| {
        let hash = open(store, cmo);
        let (kind, payload) = sign(store, &hash);
        forge(store, Some(cio), "decision:2", &kind, &payload);
    });
    assert_eq!(other_pen, ["2: signer"]);
    let other_page = found_after(|store, cmo, _| {
        open(store, cmo);
        let (kind, payload) = sign(store, "0");
        forge(store, Some(cmo), "decision:2", &kind, &payload);
    });
    assert_eq!(other_page, ["2: signature"]);
}

#[test]
fn a_decision_that_falls_without_its_signatures_is_told() {
    let made = |how: &str| serde_json::json!({ "made": { "choice": "as_asked", "how": how } });
    let alone = |how: &'static str| {
        found_after(move |store, cmo, _| {
            let (kind, payload) = stored(store, "decision:1").remove(0);
            forge(store, Some(cmo), "decision:2", &kind, &payload);
            forge(store, Some(cmo), "decision:2", "made", &made(how));
        })
    };
    assert_eq!(alone("together"), ["2: consequence"]);
    assert_eq!(alone("provisional"), ["2: signature"], "nobody has signed and the deadline has not passed");
    assert_eq!(alone("arbitrated"), ["2: arbiter"]);
}

#[test]
fn the_version_a_statement_is_answered_with_is_the_one_the_next_statement_goes_by() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(folder.path());
    let engine = Ref::new(Kind::System, "loyalty-engine");
    let state = |value: &str, version: Option<u64>| {
        app.carry_out(Ticket {
            command: new_command(noon()),
            actor: Actor::House,
            at: noon(),
            expect: version.map(|version| (engine.clone(), version)),
            order: Order::State { subject: engine.clone(), field: "limit".into(), value: value.into() },
        })
    };
    let first = state("50", None).expect("it is stated").version;
    let second = state("55", Some(first)).expect("nobody was faster").version;
    assert_eq!((first, second), (1, 2));
    assert_eq!(app.picture().version(&engine), 2);
    assert_eq!(state("60", Some(first)).map_err(|problem| problem.kind), Err(ProblemKind::Conflict));
    assert_eq!(state("55", None).map(|receipt| receipt.version), Ok(2), "said again, it stays as it is");
}

#[test]
fn whoever_reads_one_thing_does_not_wait_for_a_check_or_a_copy_of_the_whole_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = solvene(&folder.path().join("store"));
    app.submit(Actor::House, Order::Ask { sentence: WISH.into(), lang: Lang::Fr }).expect("it is asked");
    let read = |looks: &mut u32| {
        assert_eq!(app.history("request:1").map(|facts| facts.len()), Ok(1));
        *looks += 1;
    };
    let (mut verified, mut copied) = (0, 0);
    app.verify(|_, _| read(&mut verified)).expect("it is whole");
    app.backup(&folder.path().join("copy"), |_, _| read(&mut copied)).expect("it is copied");
    assert!(verified > 0 && copied > 0);
}
