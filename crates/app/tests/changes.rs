//! A change of something decided: its receipt before anybody confirms, signed against the recommendation with a reason,
//! derived again from the log.

use agenda::change::{Stage, What};
use agenda::decision::Choice;
use agenda::role::Role;
use app::{
    Actor, App, ChangeOrder, Clock, Kind as ProblemKind, Order, Problem, Receipt, TrackerOrder, TypedChange,
    TypedOption, TypedWeeks,
};
use base::{Kind, Lang, Money, PersonId, Quantity, Ref, Side};

const WISH: &str = "Afficher le solde de points en page d'accueil de l'appli";

fn by_role(app: &App, role: Role) -> Actor {
    let picture = app.picture();
    let found: Option<PersonId> = picture.people().find(|(_, person)| person.roles.contains(&role)).map(|(id, _)| id);
    Actor::Person(found.expect("the cast has everyone"))
}

/// An app over Solvène's smallest files, with request 1 decided by both sides.
fn decided(folder: &std::path::Path) -> App {
    let noon = "2026-08-06T10:00:00Z".parse().expect("an instant");
    let app = App::open(folder, Clock::standing(noon)).expect("the store opens");
    for file in company::files(company::Size::Tiny, 1) {
        app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
    }
    let cmo = by_role(&app, Role::Cmo);
    let by = |actor, order| app.submit(actor, order).expect("it is done");
    by(cmo, Order::Ask { sentence: WISH.into(), lang: Lang::Fr });
    let about = picture::about_of(&app.picture().read_sentence(WISH, Lang::Fr)[0]);
    by(cmo, Order::Understand { request: 1, about });
    by(cmo, Order::Send { request: 1 });
    sign(&app, 1, &Choice::AsAsked, None).expect("both sign");
    app
}

fn sign(app: &App, decision: u64, choice: &Choice, remark: Option<&str>) -> Result<(), Problem> {
    for role in [Role::Cmo, Role::Cio] {
        let hash = app.picture().decision(decision).expect("it is open").hash.clone();
        let (choice, remark) = (choice.clone(), remark.map(str::to_owned));
        app.submit(by_role(app, role), Order::Sign { decision, choice, hash, remark })?;
    }
    Ok(())
}

fn exact(value: f64) -> Quantity {
    Quantity::exact(value)
}

fn weeks(words: &str, weeks: f64, week: f64) -> TypedWeeks {
    TypedWeeks { request: None, words: words.to_owned(), weeks: exact(weeks), week: Some(exact(week)) }
}

/// The change of walk W5; a day of the squad costs what the catalogue says.
fn swap() -> Box<TypedChange> {
    Box::new(TypedChange {
        request: Ref::new(Kind::Request, "1"),
        what: What::Priority,
        side: Side::Marketing,
        words: "Le parrainage passe avant".to_owned(),
        why: "Un concurrent lance le sien en octobre".to_owned(),
        planned: Some(exact(180.0)),
        spent: Some(exact(94.0)),
        source: "Suivi de l'équipe, semaine 6".to_owned(),
        team: Some(Ref::new(Kind::Team, "squad-web")),
        day_rate: None,
        scope: None,
        options: vec![TypedOption {
            name: "Parrainage maintenant".to_owned(),
            lost: exact(0.4),
            people: 6,
            days_each: exact(3.0),
            dependents: vec![weeks("Suivi de commande", 3.0, 11_000.0), weeks("Avis clients", 3.0, 11_000.0)],
            gain: Some(weeks("Filleuls plus tôt", 5.0, 9_000.0)),
        }],
    })
}

fn change(app: &App, actor: Actor, order: ChangeOrder) -> Result<Receipt, Problem> {
    app.submit(actor, Order::Change(order))
}

fn figure(app: &App, key: &str) -> f64 {
    let picture = app.picture();
    let figures = picture.change_figures(1, picture.change_of(1).expect("it stands"));
    let found = figures.iter().find(|figure| figure.key == key).unwrap_or_else(|| panic!("no figure {key}"));
    found.measure.value.likely
}

#[test]
fn a_change_is_priced_signed_against_the_recommendation_and_its_receipt_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = decided(folder.path());
    let (cmo, cio) = (by_role(&app, Role::Cmo), by_role(&app, Role::Cio));
    let proposed = change(&app, cmo, ChangeOrder::Propose { proposal: swap() }).expect("it is put forward");
    assert_eq!(proposed.about, Some(Ref::new(Kind::Change, "1")));
    for (key, value) in [
        ("receipt.lost/1", 37.6),
        ("receipt.switching/1", 18.0),
        ("receipt.days/1", 55.6),
        ("receipt.work/1", 34_472.0),
        ("receipt.waiting/1", 66_000.0),
        ("receipt.cost/1", 100_472.0),
        ("receipt.gain/1", 45_000.0),
        ("receipt.net/1", -55_472.0),
    ] {
        assert!((figure(&app, key) - value).abs() < 1e-6, "{key}: {} is not {value}", figure(&app, key));
    }
    // The same words are the same change.
    let again = change(&app, cmo, ChangeOrder::Revise { change: 1, proposal: swap() }).expect("said again");
    assert_eq!(again.facts, 0);

    let sent = change(&app, cio, ChangeOrder::Send { change: 1 }).expect("both sides are asked");
    let decision: u64 = sent.about.and_then(|it| it.key().parse().ok()).expect("a decision");
    {
        let picture = app.picture();
        let open = picture.decision(decision).expect("it is open");
        assert_eq!(open.class.as_deref(), Some("priorities"));
        assert_eq!(open.options, [Choice::StayAsIs, Choice::ChangeTo { option: 1 }]);
    }
    let choice = Choice::ChangeTo { option: 1 };
    let refused = sign(&app, decision, &choice, None).expect_err("it leaves less than staying");
    assert_eq!(refused.kind, ProblemKind::Refused);
    sign(&app, decision, &choice, Some("La rentrée ne revient qu'une fois")).expect("with a reason it is signed");

    // What a day costs changes afterwards; what was signed does not.
    let state = Order::State {
        subject: Ref::new(Kind::Team, "squad-web"),
        field: "day_rate".to_owned(),
        value: "800".to_owned(),
    };
    app.submit(cio, state).expect("the cost of a day is stated");
    let picture = app.picture();
    let held = picture.change_of(1).expect("it stands");
    assert_eq!((held.stage(), held.taken()), (Stage::Decided, Some(0)));
    let ledger = picture.change_ledger();
    let line = ledger.lines().next().expect("one change");
    assert!(line.overruled && line.is_made());
    assert!((line.price.expect("it was priced").net.likely + 55_472.0).abs() < 1e-6);
    assert!(app.doctor().iter().all(|check| check.breaks.is_empty()));
    let replayed = app.replay(|_, _| {}).expect("it can be read");
    assert_eq!((replayed.decisions, replayed.differs.as_slice()), (2, &[][..]));
    let closed = change(&app, cmo, ChangeOrder::Revise { change: 1, proposal: swap() });
    assert_eq!(closed.map(|it| it.facts), Ok(0), "nothing changes by saying it again");
    let mut other = swap();
    other.spent = Some(exact(100.0));
    let closed = change(&app, cmo, ChangeOrder::Revise { change: 1, proposal: other });
    assert_eq!(closed.map_err(|it| it.kind), Err(ProblemKind::Refused));
}

#[test]
fn a_change_of_what_is_not_decided_or_without_a_known_cost_is_told_the_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = decided(folder.path());
    let cmo = by_role(&app, Role::Cmo);
    let mut undecided = swap();
    undecided.request = Ref::new(Kind::Request, "9");
    let mut rateless = swap();
    rateless.team = None;
    let mut unknown = swap();
    unknown.options[0].dependents[0].week = None;
    let mut wordless = swap();
    wordless.why = " ".to_owned();
    for proposal in [undecided, rateless.clone(), unknown, wordless] {
        let refused = change(&app, cmo, ChangeOrder::Propose { proposal }).expect_err("something is missing");
        assert_eq!(refused.kind, ProblemKind::Refused);
        assert!(!refused.hint.fr.is_empty() && !refused.hint.en.is_empty());
    }
    rateless.day_rate = Some(Money::eur(620));
    change(&app, cmo, ChangeOrder::Propose { proposal: rateless }).expect("a stated rate is enough");
    assert!((figure(&app, "receipt.work/1") - 34_472.0).abs() < 1e-6);
}

/// Jira's search with the basket's epic, as it stood on a day.
fn tracked(updated: &str, spent_s: u64) -> String {
    format!(
        r#"{{"issues":[{{"key":"WEB-100","fields":{{"summary":"Refonte du panier","issuetype":{{"name":"Epic"}},
"status":{{"name":"En cours"}},"created":"2026-05-18T09:00:00.000+0200","updated":"{updated}",
"timeoriginalestimate":5184000,"timespent":{spent_s}}}}}]}}"#
    )
}

#[test]
fn days_nobody_typed_are_those_of_the_tracker_until_both_sides_are_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = decided(folder.path());
    let cmo = by_role(&app, Role::Cmo);
    let untyped = || Box::new(TypedChange { planned: None, spent: None, source: String::new(), ..*swap() });
    let refused = change(&app, cmo, ChangeOrder::Propose { proposal: untyped() }).expect_err("no tracker tells them");
    assert!(refused.message.en.contains("no tracker tells the days"), "{refused:?}");
    let import = |file: &str, text: &str| app.import(Actor::House, None, file, text.as_bytes(), None).expect("read");
    // 94 person-days of eight hours.
    import("jira_juillet.json", &tracked("2026-07-31T17:00:00.000+0200", 2_707_200));
    let link = TrackerOrder::Link { tracker: "jira".to_owned(), item: "WEB-100".to_owned(), request: 1 };
    app.submit(Actor::House, Order::Tracker(link)).expect("linked");
    change(&app, cmo, ChangeOrder::Propose { proposal: untyped() }).expect("it is put forward");
    assert_eq!((figure(&app, "change.planned"), figure(&app, "change.spent")), (180.0, 94.0));
    assert!((figure(&app, "receipt.net/1") + 55_472.0).abs() < 1e-6);
    // A newer export: 104 days. The receipt moves, for nobody was asked yet.
    import("jira_aout.json", &tracked("2026-08-07T17:00:00.000+0200", 2_995_200));
    assert!((figure(&app, "receipt.lost/1") - 41.6).abs() < 1e-6);
    // What is typed holds instead, and says where it comes from.
    let typed = |source: &str| {
        let (spent, source) = (Some(exact(120.0)), source.to_owned());
        Box::new(TypedChange { spent, source, ..*untyped() })
    };
    assert!(change(&app, cmo, ChangeOrder::Revise { change: 1, proposal: typed("") }).is_err(), "no source");
    change(&app, cmo, ChangeOrder::Revise { change: 1, proposal: typed("Compté jeudi") }).expect("typed");
    assert!((figure(&app, "receipt.lost/1") - 48.0).abs() < 1e-6);
    change(&app, cmo, ChangeOrder::Revise { change: 1, proposal: untyped() }).expect("read again");
    change(&app, cmo, ChangeOrder::Send { change: 1 }).expect("both sides are asked");
    let asked = |app: &App| {
        let picture = app.picture();
        let (_, prices) = picture.change_of(1).and_then(|it| it.asked.clone()).expect("asked");
        prices[0].expect("a price").days.likely
    };
    assert!((asked(&app) - (41.6 + 18.0)).abs() < 1e-6);
    // Another export moves nothing any more, and the log gives the same prices again.
    import("jira_septembre.json", &tracked("2026-09-04T17:00:00.000+0200", 4_320_000));
    assert!((asked(&app) - (41.6 + 18.0)).abs() < 1e-6);
    assert!(app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
}
