//! Promises, from a media plan to what both sides agree on: who is heard, on which page, what is never blocked.

use agenda::decision::Choice;
use agenda::promise::{Bound, Stage, Stamp};
use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, Order, Problem, Receipt};
use base::{Kind, Lang, PersonId, Ref, Side};
use jiff::civil::date;

const PLAN: &str = "Campagne;Support;Début;Fin;Message\n\
    Retrait en une heure;TV;03/10/2026;18/10/2026;Commandé, prêt en une heure, partout\n";
const STORES: &str = "Code magasin;Magasin;Pays;Fiabilité stock (%);Dernier inventaire\n\
    M1;Angers;France;98,2;12/06/2026\nM2;Cholet;France;97,0;12/06/2026\nM3;Namur;Belgique;96,9;14/06/2026\nM4;Liège;Belgique;;\n";

struct House {
    app: App,
    solenn: Actor,
    ines: Actor,
    karim: Actor,
    gaetan: Actor,
    aurelien: Actor,
    spot: Ref,
}

fn house(folder: &std::path::Path) -> House {
    let app =
        App::open(folder, Clock::standing("2026-08-06T07:00:00Z".parse().expect("an instant"))).expect("it opens");
    let person = |name: &str, side, role| {
        let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
        let receipt = app.submit(Actor::House, order).expect("registered");
        Actor::Person(receipt.about.and_then(|it| it.key().parse().ok()).map(PersonId).expect("a person"))
    };
    let solenn = person("Solenn", Side::Marketing, Role::MarketingOps);
    let ines = person("Inès", Side::Marketing, Role::Cmo);
    let karim = person("Karim", Side::It, Role::Cio);
    let gaetan = person("Gaëtan", Side::It, Role::Delivery);
    let aurelien = person("Aurélien", Side::Other, Role::Ceo);
    app.import(solenn, None, "plan_media.csv", PLAN.as_bytes(), None).expect("a media plan");
    app.import(solenn, None, "magasins.csv", STORES.as_bytes(), None).expect("stores");
    let spot = Ref::new(Kind::Promise, "retrait-en-une-heure-tv");
    House { app, solenn, ines, karim, gaetan, aurelien, spot }
}

impl House {
    fn give(&self, actor: Actor, order: Order) -> Result<Receipt, Problem> {
        self.app.submit(actor, order)
    }

    fn require(&self, threshold: f64, area: Option<&str>) -> Result<Receipt, Problem> {
        let (promise, area, field) = (self.spot.clone(), area.map(str::to_owned), "stock_accuracy".to_owned());
        let bound = Bound::AtLeast;
        self.give(self.gaetan, Order::RequirePromise { promise, kind: Kind::Store, area, field, bound, threshold })
    }

    fn hash(&self) -> String {
        let picture = self.app.picture();
        let promised = picture.promised(&self.spot).expect("the plan speaks of it");
        agenda::decision::Facts::of(&promised.facts()).hash()
    }

    fn stamp(&self, actor: Actor, role: Role, stamp: Stamp, words: Option<&str>) -> Result<Receipt, Problem> {
        let (promise, words, hash) = (self.spot.clone(), words.map(str::to_owned), self.hash());
        self.give(actor, Order::StampPromise { promise, role, stamp, words, hash })
    }

    fn counts(&self) -> Vec<usize> {
        let picture = self.app.picture();
        let promised = picture.promised(&self.spot).expect("the plan speaks of it");
        let it = promised.reckoning.expect("something is needed");
        [&it.concerned, &it.ready, &it.below, &it.unknown].map(|things| things.len()).into()
    }

    fn stage(&self) -> Stage {
        self.app.picture().promised(&self.spot).expect("the plan speaks of it").stage()
    }
}

#[test]
fn what_a_promise_needs_is_counted_in_the_facts_and_what_nobody_knows_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    house.require(0.97, None).expect("delivery says what it takes");
    assert_eq!(house.counts(), [4, 2, 1, 1], "the threshold itself is enough; a missing fact is no failure");
    house.require(0.98, None).expect("one may say it anew");
    assert_eq!(house.counts(), [4, 1, 2, 1]);
    house.require(0.97, Some("France")).expect("in France alone");
    assert_eq!(house.counts(), [2, 2, 0, 0]);
    let state = |value: &str| Order::State {
        subject: Ref::new(Kind::Store, "m1"),
        field: "stock_accuracy".to_owned(),
        value: value.to_owned(),
    };
    house.give(house.gaetan, state("95 %")).expect("a new count");
    assert_eq!(house.counts(), [2, 1, 1, 0]);
    assert_eq!(house.require(0.97, Some("Suisse")).unwrap_err().kind, ProblemKind::Invalid);
    assert_eq!(house.require(97.0, None).unwrap_err().kind, ProblemKind::Invalid);
    assert_eq!(house.require(0.97, Some("france")).expect("it stands").facts, 0, "twice is once");
}

#[test]
fn only_who_holds_the_role_is_heard_and_only_on_the_page_that_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let forbidden = house.stamp(house.ines, Role::Cio, Stamp::Feasible, None).unwrap_err();
    assert_eq!(forbidden.kind, ProblemKind::Refused);
    let seen = house.hash();
    house.require(0.97, None).expect("delivery says what it takes");
    let promise = house.spot.clone();
    let stale = Order::StampPromise { promise, role: Role::Cio, stamp: Stamp::Feasible, words: None, hash: seen };
    assert_eq!(house.give(house.karim, stale).unwrap_err().kind, ProblemKind::Refused);
    house.stamp(house.karim, Role::Cio, Stamp::NotFeasible, Some("un magasin est en dessous")).expect("heard");
    assert_eq!(house.stage(), Stage::Unstamped);
    let again = house.stamp(house.karim, Role::Cio, Stamp::NotFeasible, Some("un magasin est en dessous"));
    assert_eq!(again.expect("the same").facts, 0);
    house.stamp(house.gaetan, Role::Delivery, Stamp::Feasible, None).expect("heard");
    assert_eq!(house.stage(), Stage::Stamped);
    house.require(0.98, None).expect("it takes more");
    assert_eq!(house.stage(), Stage::Unstamped, "what was stamped was something else");
    assert!(house.app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
}

#[test]
fn a_promise_without_stamps_waits_for_it_and_is_reminded_of_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let waiting = house.app.picture().waiting(date(2026, 8, 6), 10);
    let line = waiting.lines.first().expect("it waits");
    assert!(line.say.fr.contains("J-58") && line.say.en.contains("T-58"), "{:?}", line.say);
    assert_eq!((line.to.clone(), line.side), (house.spot.clone(), Some(Side::It)));
    assert_eq!(house.app.picture().waiting(date(2026, 8, 3), 10).total, 0, "T-61");
    assert_eq!(house.app.remind_due(Actor::House, None, Lang::Fr).map(|it| it.len()).ok(), Some(1));
    assert_eq!(house.app.remind_due(Actor::House, None, Lang::Fr).map(|it| it.len()).ok(), Some(0), "once");
    let picture = house.app.picture();
    let to: Vec<Actor> = picture.messages().map(|(_, message)| Actor::Person(message.to)).collect();
    assert_eq!(to, [house.ines, house.gaetan, house.karim]);
    house.stamp(house.karim, Role::Cio, Stamp::Feasible, None).expect("heard");
    house.stamp(house.gaetan, Role::Delivery, Stamp::Feasible, None).expect("heard");
    assert_eq!(house.app.picture().waiting(date(2026, 8, 6), 10).total, 0);
}

#[test]
fn publishing_is_not_blocked_and_stays_visible_with_its_signature() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    house.stamp(house.karim, Role::Cio, Stamp::NotFeasible, Some("non")).expect("heard");
    let publish = |hash: String| Order::PublishPromise { promise: house.spot.clone(), despite: None, hash };
    assert_eq!(house.give(house.karim, publish(house.hash())).unwrap_err().kind, ProblemKind::Forbidden);
    house.give(house.solenn, publish(house.hash())).expect("marketing publishes");
    let picture = house.app.picture();
    let published = picture.promise(&house.spot).and_then(|it| it.published.clone()).expect("it is published");
    assert_eq!((published.missing, published.by.map(Actor::Person)), (vec![Role::Delivery], Some(house.solenn)));
    assert!(house.app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
}

#[test]
fn two_sides_that_do_not_agree_go_to_the_arbiter_and_the_promise_follows() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    house.require(0.97, None).expect("delivery says what it takes");
    let send = |ready_by| Order::SendPromise { promise: house.spot.clone(), ready_by };
    let early = house.give(house.solenn, send(date(2026, 10, 1)));
    assert_eq!(early.unwrap_err().kind, ProblemKind::Invalid, "a second wave comes after the day promised");
    house.give(house.solenn, send(date(2026, 11, 14))).expect("both sides are asked");
    let waves = Choice::InWaves { until: date(2026, 11, 14) };
    let hash = house.app.picture().decision(1).expect("it is open").hash.clone();
    let sign = |choice: &Choice| Order::Sign { decision: 1, choice: choice.clone(), hash: hash.clone(), remark: None };
    house.give(house.ines, sign(&Choice::KeepPromise)).expect("marketing signs");
    house.give(house.karim, sign(&waves)).expect("IT signs");
    assert_eq!(house.stage(), Stage::InDecision);
    house.app.clock().set("2026-08-14T07:00:00Z".parse().expect("an instant"));
    let passes = house.give(house.solenn, Order::LetDeadlinePass { decision: 1 });
    assert_eq!(passes.unwrap_err().kind, ProblemKind::Refused, "silence does not settle a disagreement");
    let terms = "2 magasins à l'ouverture, 1 en vague 2".to_owned();
    house.give(house.solenn, Order::Compromise { decision: 1, terms }).expect("the terms are recorded");
    let arbitrate = Order::Arbitrate { decision: 1, choice: waves.clone(), hash: hash.clone() };
    house.give(house.aurelien, arbitrate).expect("the chief executive decides");
    let picture = house.app.picture();
    let decided = picture.promise(&house.spot).and_then(|it| it.decided.clone()).map(|(choice, _)| choice);
    assert_eq!((decided, house.stage()), (Some(waves), Stage::Decided));
    assert_eq!(picture.waiting(date(2026, 8, 14), 10).total, 0, "a decision takes the place of stamps");
    let replayed = house.app.replay(|_, _| {}).expect("the log is read");
    assert!(replayed.differs.is_empty() && replayed.figures >= 4, "{replayed:?}");
    assert!(house.app.doctor().iter().all(|check| check.breaks.is_empty()));
}

#[test]
fn a_promise_registered_by_hand_stands_beside_those_of_the_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let register = Order::RegisterPromise {
        words: "Livré en deux heures à Angers".to_owned(),
        campaign: None,
        medium: Some("radio".to_owned()),
        on: date(2026, 9, 1),
        until: None,
    };
    let receipt = house.give(house.solenn, register).expect("registered");
    assert_eq!(receipt.about, Some(Ref::new(Kind::Promise, "registered-1")));
    let picture = house.app.picture();
    let all: Vec<(String, Option<jiff::civil::Date>)> =
        picture.promises().into_iter().map(|it| (it.words.fr.clone(), it.on)).collect();
    assert_eq!(all[0], ("Livré en deux heures à Angers".to_owned(), Some(date(2026, 9, 1))));
    assert_eq!(all[1].0, "Commandé, prêt en une heure, partout");
    let written = house.app.history("promise:registered-1").expect("its history");
    assert!(!written[0].event.write().1.contains("Angers"), "no typed word stands in an event");
}
