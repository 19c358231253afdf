//! Pilots from a plan to a practice: too small without a reason, read, decided by both sides, derived again from the log.

use agenda::decision::{Choice, How};
use agenda::pilot::{Count, Lines, Stage};
use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, Order, PilotOrder, PracticeOrder, TypedPlan, TypedPractice};
use base::{Kind, Lang, Money, PersonId, Ref, Side};
use jiff::civil::date;

struct House {
    app: App,
    reine: Actor,
    lou: Actor,
    ines: Actor,
    karim: Actor,
}

fn house(folder: &std::path::Path) -> House {
    let app =
        App::open(folder, Clock::standing("2026-08-06T07:00:00Z".parse().expect("an instant"))).expect("it opens");
    let person = |name: &str, side, role| {
        let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
        let receipt = app.submit(Actor::House, order).expect("registered");
        Actor::Person(receipt.about.and_then(|it| it.key().parse().ok()).map(PersonId).expect("a person"))
    };
    let reine = person("Reine Mabanza", Side::Other, Role::Orchestrator);
    let lou = person("Lou Peyrissac", Side::Marketing, Role::Employee);
    let ines = person("Inès Valmorin", Side::Marketing, Role::Cmo);
    let karim = person("Karim Delorge", Side::It, Role::Cio);
    let wish = Order::Ask { sentence: "Afficher le solde de points".to_owned(), lang: Lang::Fr };
    app.submit(lou, wish).expect("Lou asks");
    House { app, reine, lou, ines, karim }
}

fn plan(per_arm: u64) -> Box<TypedPlan> {
    Box::new(TypedPlan {
        hypothesis: "Le solde visible fait acheter".to_owned(),
        metric: "Part des membres qui achètent dans les six semaines".to_owned(),
        proxy: "Représente la dépense d'un an".to_owned(),
        population: "Membres actifs dans l'appli".to_owned(),
        baseline: 0.31,
        promised: 0.01,
        arms: vec!["Sans le solde".to_owned(), "Avec le solde".to_owned()],
        per_arm,
        alpha: 0.05,
        power: 0.8,
        stop_rule: "Les caisses ralentissent".to_owned(),
        budget: Money::eur(12_000),
        decide_by: date(2026, 10, 12),
        home: None,
        lines: Lines { extend: 0.003, pivot: 0.0 },
        stake: None,
    })
}

fn request(number: &str) -> Ref {
    Ref::new(Kind::Request, number)
}

impl House {
    fn pilot(&self, actor: Actor, order: PilotOrder) -> Result<app::Receipt, app::Problem> {
        self.app.submit(actor, Order::Pilot(order))
    }

    fn practice(&self, actor: Actor, order: PracticeOrder) -> Result<app::Receipt, app::Problem> {
        self.app.submit(actor, Order::Practice(order))
    }

    fn set_up(&self, per_arm: u64) -> u64 {
        let order = PilotOrder::SetUp { request: Some(request("1")), plan: plan(per_arm) };
        let receipt = self.pilot(self.reine, order).expect("it is set up");
        receipt.about.and_then(|it| it.key().parse().ok()).expect("a number")
    }

    fn start(&self, pilot: u64, why: Option<&str>) -> Result<app::Receipt, app::Problem> {
        let why = why.map(str::to_owned);
        self.pilot(self.reine, PilotOrder::Start { pilot, despite_power: why.clone(), despite_cap: why })
    }

    fn read(&self, pilot: u64) -> Result<app::Receipt, app::Problem> {
        self.app.clock().set("2026-10-05T07:00:00Z".parse().expect("an instant"));
        let counts = vec![Count { arm: 1, people: 35_000, did: 11_235 }, Count { arm: 0, people: 35_000, did: 10_850 }];
        let on = date(2026, 10, 5);
        self.pilot(self.reine, PilotOrder::Read { pilot, counts, on, spent: None, words: None })
    }

    fn sign(&self, decision: u64, choice: &Choice) {
        for actor in [self.ines, self.karim] {
            let hash = self.app.picture().decision(decision).expect("it is open").hash.clone();
            let order = Order::Sign { decision, choice: choice.clone(), hash, remark: None };
            self.app.submit(actor, order).expect("it is signed");
        }
    }
}

fn content(name: &str) -> TypedPractice {
    TypedPractice {
        name: name.to_owned(),
        worked: "Un cache devant le moteur".to_owned(),
        when: "Quand un moteur lent répond à tous".to_owned(),
        shown_by: None,
    }
}

#[test]
fn a_pilot_goes_from_a_plan_to_a_practice_and_every_figure_is_derived_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let app = &house.app;
    let order = PilotOrder::SetUp { request: None, plan: plan(20_000) };
    assert_eq!(house.pilot(house.lou, order).map_err(|it| it.kind), Err(ProblemKind::Forbidden));
    let pilot = house.set_up(20_000);
    let refused = house.start(pilot, None).expect_err("too small");
    assert_eq!(refused.kind, ProblemKind::Refused);
    let plain = |words: &str| words.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(plain(&refused.message.en).contains("1.30 points"), "{}", refused.message.en);
    assert!(plain(&refused.hint.en).contains("33,868 people"), "{}", refused.hint.en);
    let revised = house.pilot(house.reine, PilotOrder::Revise { pilot, plan: plan(35_000) }).expect("revised");
    assert_eq!(revised.facts, 1);
    let again = house.pilot(house.reine, PilotOrder::Revise { pilot, plan: plan(35_000) }).expect("revised again");
    assert_eq!(again.facts, 0, "the same words are the same plan");
    house.start(pilot, None).expect("large enough");
    house.read(pilot).expect("read");

    let until = date(2026, 12, 14);
    let sent = house.pilot(house.reine, PilotOrder::Send { pilot, until }).expect("sent");
    let decision: u64 = sent.about.and_then(|it| it.key().parse().ok()).expect("a decision");
    let early = PracticeOrder::Record { content: content("Cache"), pilot: Some(Ref::new(Kind::Pilot, "1")) };
    assert_eq!(house.practice(house.reine, early.clone()).map_err(|it| it.kind), Err(ProblemKind::Refused));
    house.sign(decision, &Choice::Extend);
    let picture = app.picture();
    let ended = picture.pilot(pilot).expect("it is there");
    assert_eq!((ended.stage(), ended.decided.as_ref().map(|it| &it.0)), (Stage::Decided, Some(&Choice::Extend)));
    assert!(matches!(picture.decision(decision).and_then(|it| it.made.clone()), Some((_, How::Together, _))));
    assert!(app.doctor().iter().all(|check| check.breaks.is_empty()));

    let receipt = house.practice(house.reine, early).expect("recorded");
    let practice: u64 = receipt.about.and_then(|it| it.key().parse().ok()).expect("a number");
    house.practice(house.lou, PracticeOrder::Reuse { practice, by: request("1") }).expect("her own request");
    let twice = house.practice(house.reine, PracticeOrder::Reuse { practice, by: request("1") }).expect("again");
    assert_eq!(twice.facts, 0);
    let nothing = house.practice(house.reine, PracticeOrder::Reuse { practice, by: request("9") });
    assert_eq!(nothing.map_err(|it| it.kind), Err(ProblemKind::NotFound));
    assert_eq!(app.picture().practice(practice).map(|it| it.reused.len()), Some(1));

    // The log gives the page again, to the last figure, and so does the store opened anew.
    let replayed = app.replay(|_, _| {}).expect("it can be read");
    assert_eq!((replayed.decisions, replayed.differs.as_slice()), (1, &[][..]));
    assert_eq!(replayed.figures, 17, "eight of the plan, nine of the counts");
    drop(house.app);
    let opened = App::open(folder.path(), Clock::Real).expect("it opens again");
    assert_eq!(opened.picture().pilot(pilot).map(|it| it.stage()), Some(Stage::Decided));
    let events: String = opened.history("pilot:1").expect("its life").iter().map(|fact| fact.event.write().1).collect();
    assert!(!events.contains("caisses") && !events.contains("solde"), "no typed word stands in the log: {events}");
}

#[test]
fn five_pilots_run_and_the_sixth_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    for _ in 0..5 {
        let pilot = house.set_up(35_000);
        house.start(pilot, None).expect("one of five");
    }
    let sixth = house.set_up(35_000);
    assert_eq!(house.start(sixth, None).map_err(|it| it.kind), Err(ProblemKind::Refused));
    house.start(sixth, Some("la rentrée n'a lieu qu'une fois")).expect("with a reason");
    let picture = house.app.picture();
    let started = picture.pilot(sixth).and_then(|it| it.started.clone()).expect("it runs");
    let why = started.despite_cap.expect("the reason stays");
    assert_eq!(picture.text(&why), Some("la rentrée n'a lieu qu'une fois"));
    assert_eq!(started.despite_power, None, "a reason that was not needed is not kept");
}
