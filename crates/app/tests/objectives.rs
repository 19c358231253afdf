//! Objectives from the tree to what serves them: two names on every number, no circle, measured by who answers for it.

use agenda::business_case::Metric;
use agenda::objective::{Above, Root, Target};
use agenda::role::Role;
use app::{Actor, App, Clock, Kind as ProblemKind, ObjectiveOrder, Order, TypedObjective, TypedStep, TypedYardstick};
use base::{Kind, Lang, PersonId, Ref, Side, Unit};
use jiff::civil::date;

struct House {
    app: App,
    reine: Actor,
    lou: PersonId,
    maud: PersonId,
    driss: PersonId,
}

fn house(folder: &std::path::Path) -> House {
    let app =
        App::open(folder, Clock::standing("2026-08-06T07:00:00Z".parse().expect("an instant"))).expect("it opens");
    let person = |name: &str, side, role| {
        let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
        let receipt = app.submit(Actor::House, order).expect("registered");
        receipt.about.and_then(|it| it.key().parse().ok()).map(PersonId).expect("a person")
    };
    let reine = Actor::Person(person("Reine Mabanza", Side::Other, Role::Orchestrator));
    let lou = person("Lou Peyrissac", Side::Marketing, Role::Employee);
    let maud = person("Maud Lescarret", Side::It, Role::Employee);
    let driss = person("Driss Belhomme", Side::It, Role::Employee);
    let wish = Order::Ask { sentence: "Afficher le solde de points".to_owned(), lang: Lang::Fr };
    app.submit(Actor::Person(lou), wish).expect("Lou asks");
    House { app, reine, lou, maud, driss }
}

fn objective(number: u64) -> Ref {
    Ref::new(Kind::Objective, &number.to_string())
}

impl House {
    fn content(&self, above: Above, chain: &[Metric]) -> Box<TypedObjective> {
        let chain: Vec<TypedStep> =
            chain.iter().map(|kind| TypedStep { kind: *kind, words: kind.word().to_owned() }).collect();
        Box::new(TypedObjective {
            name: "Faire revenir".to_owned(),
            above,
            effect: "Ses points le servent".to_owned(),
            defines: self.lou,
            supplies: self.maud,
            weight: 1,
            yardstick: (!chain.is_empty()).then(|| TypedYardstick {
                counted: chain.len() - 1,
                chain,
                unit: Unit::Share,
                target: Target::Increase { baseline: 0.3, target: 0.34 },
                from: date(2026, 1, 1),
                by: date(2026, 12, 31),
            }),
        })
    }

    fn order(&self, actor: Actor, order: ObjectiveOrder) -> Result<app::Receipt, app::Problem> {
        self.app.submit(actor, Order::Objective(order))
    }

    fn set(&self, above: Above, chain: &[Metric]) -> Result<app::Receipt, app::Problem> {
        self.order(self.reine, ObjectiveOrder::Set { content: self.content(above, chain) })
    }
}

#[test]
fn an_objective_is_set_measured_by_who_answers_for_it_and_served_by_what_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let strategy = Above::Root(Root::CommercialStrategy);
    let clicks = house.set(strategy.clone(), &[Metric::Activity]).expect_err("clicks alone");
    assert_eq!(clicks.kind, ProblemKind::Refused);
    house.set(strategy, &[]).expect("the top one");
    house.set(Above::Objective(objective(1)), &[Metric::Activity, Metric::Outcome]).expect("below it");

    // Who answers for a number states it; others of no such role do not.
    let read = |value| ObjectiveOrder::Measure { objective: 2, on: None, value, source: "Tickets".to_owned() };
    let stranger = house.order(Actor::Person(house.driss), read(0.31)).expect_err("not his number");
    assert_eq!(stranger.kind, ProblemKind::Forbidden);
    house.order(Actor::Person(house.maud), read(0.31)).expect("she answers for the source");
    assert_eq!(house.order(Actor::Person(house.maud), read(0.31)).expect("again").facts, 0);
    house.order(Actor::Person(house.lou), read(0.32)).expect("he answers for the definition");
    let picture = house.app.picture();
    let progress = picture.objective_tree().progress(1).expect("measured below");
    assert!((progress.share - 0.5).abs() < 1e-9, "{progress:?}");
    let figure = picture.root_figure(Root::CommercialStrategy).expect("measured");
    let base::Evidence::Computed { from, .. } = &*figure.measure.evidence else { panic!("a roll-up is computed") };
    assert_eq!(figure.measure.facts().len(), 3, "start, target and the number read: {from:?}");

    // What is asked says what it serves; before, it is counted among what serves none.
    assert_eq!((picture.aimless(), picture.unserved()), (vec![1], vec![2]));
    let by = Ref::new(Kind::Request, "1");
    house.order(Actor::Person(house.lou), ObjectiveOrder::Serve { objective: 2, by: by.clone() }).expect("his own");
    let other = house.order(Actor::Person(house.driss), ObjectiveOrder::Unserve { objective: 2, by });
    assert_eq!(other.expect_err("not his").kind, ProblemKind::Forbidden);
    let picture = house.app.picture();
    assert_eq!((picture.aimless(), picture.unserved()), (vec![], vec![]));
    let unknown = ObjectiveOrder::Serve { objective: 2, by: Ref::new(Kind::Request, "9") };
    assert_eq!(house.order(house.reine, unknown).expect_err("no such request").kind, ProblemKind::NotFound);
}

#[test]
fn none_stands_below_itself_serves_what_it_stands_under_or_ends_over_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    house.set(Above::Root(Root::ItGoals), &[]).expect("1");
    house.set(Above::Objective(objective(1)), &[Metric::Money]).expect("2");
    house.set(Above::Objective(objective(2)), &[Metric::Money]).expect("3");
    let refused = |order| house.order(house.reine, order).expect_err("refused").kind == ProblemKind::Refused;
    let under = |above| ObjectiveOrder::Revise {
        objective: 1,
        content: house.content(Above::Objective(objective(above)), &[]),
    };
    assert!(refused(under(3)) && refused(under(1)) && refused(under(9)));
    // What it stands under is its own; what stands below it does serve it already.
    assert!(refused(ObjectiveOrder::Serve { objective: 3, by: objective(1) }));
    house.order(house.reine, ObjectiveOrder::Serve { objective: 1, by: objective(3) }).expect("upwards");
    let end = |objective| ObjectiveOrder::End { objective, why: "Une autre voie".to_owned() };
    assert!(refused(end(2)));
    house.order(house.reine, end(3)).expect("a leaf ends");
    house.order(house.reine, end(2)).expect("then the one above");
    assert_eq!(house.app.picture().objective_tree().iter().count(), 1);

    // Somebody who left answers for nothing any more.
    house.app.submit(Actor::House, Order::Leave { person: house.maud }).expect("she leaves");
    assert_eq!(house.set(Above::Root(Root::ItGoals), &[]).expect_err("one name").kind, ProblemKind::Refused);
}
