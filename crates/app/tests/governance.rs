//! Who decides and who answers: changed by both sides, cited by version, minded by a clock that runs by itself.

use agenda::charter::{Decider, Silence};
use agenda::decision::{Choice, How};
use agenda::message::Purpose;
use agenda::raci::{Joint, Mark};
use agenda::role::Role;
use app::{Actor, App, Clock, InputWords, Kind as Problems, Order, SeatWords, Ticket, new_command};
use base::{Kind, Lang, PersonId, Ref, Side};

struct House {
    app: App,
    _folder: tempfile::TempDir,
}

impl House {
    fn new() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::standing("2026-08-06T09:00:00+02:00".parse().expect("an instant"));
        let app = App::open(folder.path(), clock).expect("a fresh store");
        House { app, _folder: folder }
    }

    fn person(&self, name: &str, side: Side, role: Role) -> Actor {
        let roles = vec![role];
        let order = Order::Register { name: name.to_owned(), email: None, side, roles, team: None };
        let receipt = self.app.submit(Actor::House, order).expect("registered");
        Actor::Person(receipt.about.expect("a person").key().parse::<PersonId>().expect("an id"))
    }

    fn move_to(&self, instant: &str) {
        self.app.clock().set(instant.parse().expect("an instant"));
    }

    /// A slower deadline for standard changes, put to both sides; the decision's number.
    fn slower(&self, by: Actor, days: u32) -> u64 {
        let row = self.app.picture().charter().row("change-standard").expect("it stands").clone();
        let order = Order::ProposeCharterRow {
            key: Some(row.key.clone()),
            name: None,
            domain: row.domain,
            decider: Decider::Both,
            inputs: vec![InputWords { who: "DPO".to_owned(), must: true }],
            working_days: days,
            silence: Silence::GoesToArbiter,
            arbiter: row.arbiter,
            reversibility: row.reversibility,
        };
        let receipt = self.app.submit(by, order).expect("put forward");
        receipt.about.expect("a decision").key().parse().expect("a number")
    }

    fn sign(&self, by: Actor, decision: u64, choice: Choice) {
        let hash = self.app.picture().decision(decision).expect("open").hash.clone();
        self.app.submit(by, Order::Sign { decision, choice, hash, remark: None }).expect("signed");
    }
}

#[test]
fn a_row_of_the_charter_changes_by_a_decision_and_the_log_still_verifies() {
    let house = House::new();
    let (ines, karim) = (house.person("Inès", Side::Marketing, Role::Cmo), house.person("Karim", Side::It, Role::Cio));
    let before = house.slower(ines, 7);
    assert_eq!(house.app.picture().charter().version, 1, "nothing changes before both signed");
    assert_eq!(house.app.picture().decision(before).expect("open").class.as_deref(), Some("charter"));
    house.sign(ines, before, Choice::AsAsked);
    house.sign(karim, before, Choice::AsAsked);
    let picture = house.app.picture();
    assert_eq!((picture.charter().version, picture.charter().terms("change-standard").working_days), (2, 7));
    let declined = house.slower(karim, 9);
    assert_eq!(picture.decision(before).expect("it stands").charter, 1, "each cites the version it was opened under");
    assert_eq!(house.app.picture().decision(declined).expect("open").charter, 2);
    house.sign(ines, declined, Choice::NotNow);
    house.sign(karim, declined, Choice::NotNow);
    assert_eq!(house.app.picture().charter().version, 2);
    let replayed = house.app.replay(|_, _| {}).expect("the log is read");
    assert_eq!((replayed.decisions, replayed.differs), (2, vec![]));
    assert!(house.app.doctor().iter().all(|check| check.breaks.is_empty()));
    let found = house.app.picture();
    let rows = found.who_decides("Qui décide d'un nouvel outil ?");
    assert_eq!(rows[0].key, "new-tool");
    assert_eq!(found.deciders_of(rows[0].decider), [ines, karim].map(|it| it.person().expect("a person")));
}

#[test]
fn a_change_of_the_charter_that_stands_already_opens_no_decision() {
    let house = House::new();
    let ines = house.person("Inès", Side::Marketing, Role::Cmo);
    let row = house.app.picture().charter().row("data-access").expect("it stands").clone();
    let names = row.inputs.iter().map(|it| (house.app.picture().holder_name(&it.who).fr, it.must));
    let order = Order::ProposeCharterRow {
        key: Some(row.key),
        name: None,
        domain: row.domain,
        decider: row.decider,
        inputs: names.map(|(who, must)| InputWords { who, must }).collect(),
        working_days: row.working_days,
        silence: row.silence,
        arbiter: row.arbiter,
        reversibility: row.reversibility,
    };
    assert_eq!(house.app.submit(ines, order).expect("it is so").facts, 0);
    assert_eq!(house.app.picture().decisions().count(), 0);
}

#[test]
fn a_deadline_that_passes_brings_the_decision_to_the_arbiter_by_itself_and_once() {
    let house = House::new();
    let (ines, karim) = (house.person("Inès", Side::Marketing, Role::Cmo), house.person("Karim", Side::It, Role::Cio));
    let aurelien = house.person("Aurélien", Side::Other, Role::Ceo);
    let decision = house.slower(ines, 7);
    house.sign(ines, decision, Choice::AsAsked);
    house.sign(karim, decision, Choice::NotNow);
    assert!(house.app.mind_deadlines(Lang::Fr).expect("minded").is_empty(), "the deadline has not passed");
    house.move_to("2026-08-21T09:00:00+02:00");
    assert_eq!(house.app.mind_deadlines(Lang::Fr).expect("minded").len(), 1);
    assert!(house.app.mind_deadlines(Lang::Fr).expect("minded").is_empty(), "once");
    let picture = house.app.picture();
    let (_, until) = picture.decision(decision).expect("open").escalated.expect("with the arbiter");
    assert_eq!(until, jiff::civil::date(2026, 8, 28));
    let (_, message) = picture.messages().next().expect("the arbiter is told");
    assert_eq!((message.purpose, Some(message.to)), (Purpose::Arbitration, aurelien.person()));
    let hash = picture.decision(decision).expect("open").hash.clone();
    let order = Order::Arbitrate { decision, choice: Choice::NotNow, hash };
    house.app.submit(aurelien, order).expect("settled");
    assert!(matches!(house.app.picture().decision(decision).expect("made").made, Some((_, How::Arbitrated, _))));
    assert_eq!(house.app.replay(|_, _| {}).expect("the log is read").differs, vec![]);
}

#[test]
fn each_side_writes_the_other_s_concern_and_the_other_answers() {
    let house = House::new();
    let (ines, karim) = (house.person("Inès", Side::Marketing, Role::Cmo), house.person("Karim", Side::It, Role::Cio));
    let lou = house.person("Lou", Side::Marketing, Role::Employee);
    let decision = house.slower(ines, 7);
    let restate = |words: &str| Order::RestateConcern { decision, words: words.to_owned() };
    let problem = house.app.submit(lou, restate("x")).expect_err("she speaks for no side");
    assert_eq!(problem.kind, Problems::Forbidden);
    let words = "La DSI craint de perdre le samedi";
    assert_eq!(house.app.submit(ines, restate(words)).expect("written").facts, 1);
    assert_eq!(house.app.submit(ines, restate(words)).expect("written").facts, 0, "the same words are no second fact");
    let answer =
        |correction: Option<&str>| Order::AnswerRestatement { decision, correction: correction.map(str::to_owned) };
    let own = house.app.submit(ines, answer(None)).expect_err("nobody wrote hers");
    assert_eq!(own.kind, Problems::Refused);
    assert_eq!(house.app.submit(karim, answer(Some("Nous craignons pour les caisses"))).expect("answered").facts, 1);
    assert_eq!(house.app.submit(karim, answer(Some("Nous craignons pour les caisses"))).expect("answered").facts, 0);
    let picture = house.app.picture();
    let written = &picture.decision(decision).expect("open").restated[&Side::Marketing];
    let correction = written.answer.as_ref().expect("answered").correction.as_ref().expect("put right");
    assert_eq!(picture.text(correction), Some("Nous craignons pour les caisses"));
    assert_eq!(house.app.replay(|_, _| {}).expect("the log is read").differs, vec![]);
}

#[test]
fn what_is_not_decided_cannot_be_cited_as_a_cause() {
    let house = House::new();
    let (ines, karim) = (house.person("Inès", Side::Marketing, Role::Cmo), house.person("Karim", Side::It, Role::Cio));
    let decision = house.slower(ines, 7);
    let [marketing, it] = [ines, karim].map(|it| it.person().expect("a person"));
    let cause = Some(Ref::new(Kind::Decision, &decision.to_string()));
    let due = jiff::civil::date(2026, 10, 1);
    let act = || Order::SetAction {
        words: "Le dire aux équipes".to_owned(),
        cause: cause.clone(),
        marketing,
        it,
        due,
        place: None,
    };
    let problem = house.app.submit(ines, act()).expect_err("it is not made");
    assert_eq!(problem.kind, Problems::Refused);
    assert!(problem.hint.en.contains("sign"), "{:?}", problem.hint);
    house.sign(ines, decision, Choice::AsAsked);
    house.sign(karim, decision, Choice::AsAsked);
    house.app.submit(ines, act()).expect("now it is cited");
}

#[test]
fn a_matrix_is_taken_over_changed_by_hand_and_never_over_somebody_else() {
    let house = House::new();
    let (ines, lou) =
        (house.person("Inès", Side::Marketing, Role::Cmo), house.person("Lou", Side::Marketing, Role::Employee));
    assert_eq!(house.app.submit(lou, Order::AdoptRaci).expect_err("she shapes nothing").kind, Problems::Forbidden);
    assert_eq!(house.app.submit(ines, Order::AdoptRaci).expect("taken over").version, 1);
    assert_eq!(house.app.submit(ines, Order::AdoptRaci).expect("taken over").facts, 0);
    let seat = |who: &str, marks: &str| SeatWords { who: who.to_owned(), marks: marks.to_owned() };
    let row = |activity: &str| Order::StateRaciRow {
        row: None,
        activity: activity.to_owned(),
        stages: Vec::new(),
        seats: vec![seat("CMO", "A²"), seat("DSI", "A²"), seat("Comité produit", "R")],
        joint: Some(Joint { arbiter: Role::Ceo, working_days: 3 }),
    };
    let first = house.app.submit(ines, row("Feuille de route produit")).expect("stated");
    assert_eq!((first.version, first.facts), (2, 1));
    assert_eq!(house.app.submit(ines, row("Feuille de route produit")).expect("stated").facts, 0);
    let picture = house.app.picture();
    let (number, row_now) = picture.raci().and_then(|it| it.rows.last()).expect("the new row");
    assert_eq!(row_now.bearing(Mark::A2).count(), 2);
    // Whoever changes what somebody else has changed meanwhile is told.
    let ticket = |version| Ticket {
        command: new_command(house.app.clock().now()),
        actor: ines,
        at: house.app.clock().now(),
        expect: Some((Ref::new(Kind::Raci, "house"), version)),
        order: Order::DropRaciRow { row: *number },
    };
    assert_eq!(house.app.carry_out(ticket(1)).expect_err("somebody was first").kind, Problems::Conflict);
    assert_eq!(house.app.carry_out(ticket(2)).expect("dropped").version, 3);
}

#[test]
fn a_file_with_a_matrix_is_taken_over_and_the_same_bytes_change_nothing() {
    let house = House::new();
    let ines = house.person("Inès", Side::Marketing, Role::Cmo);
    let theodore = house.person("Théodore", Side::It, Role::Architect);
    let file = "Activité;CMO;DSI;Livraison\nPromesse externe datée;A;A;C\nMise en production face au client;C;A;oui\n";
    let import = |by| house.app.import(by, None, "raci.csv", file.as_bytes(), None);
    assert_eq!(import(ines).expect_err("she imports nothing").kind, Problems::Forbidden);
    let arrived = import(theodore).expect("taken over");
    assert_eq!((arrived.report.rows_read(), arrived.report.rows_accepted()), (2, 2));
    let reject = &arrived.report.sheets[0].rejects[0];
    assert_eq!((reject.line, reject.column.as_deref(), reject.value.as_str()), (3, Some("Livraison"), "oui"));
    assert_eq!(import(theodore).expect("it is here").receipt.facts, 0);
    let picture = house.app.picture();
    let flaws: Vec<&str> = picture.raci_findings().iter().map(|it| it.flaw.word()).collect();
    assert!(flaws.contains(&"two_a"), "{flaws:?}");
    assert!(house.app.doctor().iter().all(|check| check.breaks.is_empty()));
}

#[test]
fn an_orchestrator_without_both_lines_is_flagged_until_they_are_drawn() {
    let house = House::new();
    let reine = house.person("Reine", Side::It, Role::Orchestrator);
    let flagged = || house.app.picture().organisation().findings.iter().any(|it| it.word == "lines");
    assert!(flagged());
    let person = reine.person().expect("a person");
    let lines = |dotted| Order::StateLines { person, solid: Side::It, dotted };
    house.app.submit(Actor::House, lines(None)).expect("stated");
    assert!(flagged(), "one line is not both");
    house.app.submit(Actor::House, lines(Some(Side::Marketing))).expect("stated");
    assert!(!flagged());
    assert_eq!(house.app.submit(Actor::House, lines(Some(Side::Marketing))).expect("stated").facts, 0);
}
