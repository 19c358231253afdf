//! What was asked for, agreed and delivered of a request, and what its words leave open: told by people, kept in the log.

use agenda::acceptance::{Cause, Counts, Standing};
use agenda::role::Role;
use agenda::specification::Rule;
use app::{AcceptanceOrder, Actor, App, Clock, Kind as ProblemKind, Order, TypedStanding};
use base::{Lang, PersonId};

const WISH: &str = "Afficher vite le solde de points en page d'accueil de l'appli";

fn by_role(app: &App, role: Role) -> Actor {
    let picture = app.picture();
    let found: Option<PersonId> = picture.people().find(|(_, person)| person.roles.contains(&role)).map(|(id, _)| id);
    Actor::Person(found.expect("the cast has everyone"))
}

/// An app over Solvène's smallest files, with request 1 asked.
fn asked(folder: &std::path::Path) -> App {
    let noon = "2026-08-06T10:00:00Z".parse().expect("an instant");
    let app = App::open(folder, Clock::standing(noon)).expect("the store opens");
    for file in company::files(company::Size::Tiny, 1) {
        app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
    }
    app.submit(by_role(&app, Role::Cmo), Order::Ask { sentence: WISH.into(), lang: Lang::Fr }).expect("asked");
    app
}

fn decide(app: &App) {
    let cmo = by_role(app, Role::Cmo);
    let about = picture::about_of(&app.picture().read_sentence(WISH, Lang::Fr)[0]);
    app.submit(cmo, Order::Understand { request: 1, about }).expect("understood");
    app.submit(cmo, Order::Send { request: 1 }).expect("sent");
    for role in [Role::Cmo, Role::Cio] {
        let (hash, choice) = {
            let picture = app.picture();
            let decision = picture.decision(1).expect("it is open");
            (decision.hash.clone(), decision.options[0].clone())
        };
        let order = Order::Sign { decision: 1, choice, hash, remark: None };
        app.submit(by_role(app, role), order).expect("signed");
    }
}

fn items() -> AcceptanceOrder {
    AcceptanceOrder::Ask { request: 1, items: (1..=12).map(|item| format!("Élément {item}")).collect() }
}

fn tell(items: impl IntoIterator<Item = (u32, Standing)>) -> AcceptanceOrder {
    let typed = |(item, standing)| {
        let words = matches!(standing, Standing::LeftOut).then(|| "pas cette année".to_owned());
        TypedStanding { item, standing, words }
    };
    AcceptanceOrder::Tell { request: 1, items: items.into_iter().map(typed).collect() }
}

#[test]
fn twelve_items_of_which_nine_are_there_are_accepted_at_seventy_five_per_cent() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = asked(folder.path());
    let cmo = by_role(&app, Role::Cmo);
    let accept = |order| app.submit(cmo, Order::Accept(order));
    accept(items()).expect("what is asked for can be set out at once");
    assert_eq!(accept(items()).expect("again").facts, 0, "the same words are the same items");
    let early = accept(tell([(1, Standing::Delivered)])).expect_err("nothing is decided yet");
    assert_eq!(early.kind, ProblemKind::Refused);
    decide(&app);
    accept(tell((1..=9).map(|item| (item, Standing::Delivered)))).expect("nine are there");
    accept(tell([(10, Standing::Missing(Cause::Waits)), (11, Standing::LeftOut)])).expect("two are not");
    let open = accept(AcceptanceOrder::Accept { request: 1 }).expect_err("one is open");
    assert!(open.message.en.contains("12"), "{}", open.message.en);
    accept(tell([(12, Standing::Missing(Cause::Time))])).expect("told");
    accept(AcceptanceOrder::Accept { request: 1 }).expect("accepted");
    let picture = app.picture();
    let held = picture.acceptance(1).expect("it stands");
    assert_eq!(held.counts(), Counts { asked: 12, agreed: 11, delivered: 9 });
    let figures = picture.acceptance_figures(1);
    let of = |key: &str| figures.iter().find(|it| it.key == key).map(|it| it.measure.value.likely);
    assert_eq!((of("acceptance.of_asked"), of("acceptance.of_agreed")), (Some(0.75), Some(9.0 / 11.0)));
    let replayed = app.replay(|_, _| {}).expect("it can be read");
    assert_eq!(replayed.differs.as_slice(), &[][..]);
}

#[test]
fn a_question_about_words_is_settled_with_a_reason_until_the_words_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = asked(folder.path());
    let cmo = by_role(&app, Role::Cmo);
    let raised = || app.picture().questions_on(1, &[]);
    let first = raised().into_iter().find(|it| it.asked.rule == Rule::Ambiguous).expect("“vite” is one");
    assert_eq!(first.words, "vite");
    let settle = |why: Option<&str>| {
        let order = Order::Settle { request: 1, asked: first.asked.clone(), why: why.map(str::to_owned) };
        app.submit(cmo, order)
    };
    assert_eq!(settle(Some(" ")).map_err(|it| it.kind), Err(ProblemKind::Refused));
    settle(Some("La réponse « réussi » donne les secondes")).expect("settled");
    assert_eq!(settle(Some("La réponse « réussi » donne les secondes")).expect("again").facts, 0);
    assert!(raised().iter().all(|it| it.asked != first.asked || it.why.is_some()));
    assert_eq!(app.picture().questions_by_rule(&[]).get(&Rule::Ambiguous), Some(&(1, 1)));
    settle(None).expect("asked again");
    assert!(raised().iter().all(|it| it.why.is_none()));
    let reword = Order::Reword { request: 1, sentence: "Afficher le solde de points en 2 secondes".to_owned() };
    app.submit(cmo, reword).expect("reworded");
    assert!(raised().is_empty(), "exact words raise no question");
    assert_eq!(settle(Some("trop tard")).map_err(|it| it.kind), Err(ProblemKind::Refused));
}
