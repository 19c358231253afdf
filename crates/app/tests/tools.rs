//! Tools in use, from a log to a decision: what is kept of people, who may see names, what both sides agree on.

use agenda::decision::Choice;
use agenda::role::Role;
use agenda::tool::{Answer, Cause};
use app::{Actor, App, Clock, Kind as ProblemKind, Order, Ticket, new_command};
use base::{Lang, PersonId, Ref, Side};
use jiff::civil::date;

/// Three weeks of July in which Lou and four others work with one tool.
fn log() -> String {
    let mut log = String::new();
    let start: jiff::Timestamp = "2026-07-06T07:00:00Z".parse().expect("an instant");
    for day in (0..19).filter(|day| day % 7 < 5) {
        for (minute, user) in ["lpeyrissac", "amarchand", "bdupre", "cvasseur", "dlemaire"].iter().enumerate() {
            for call in 0..6_i64 {
                let at = start.as_second() + day * 86_400 + minute as i64 * 300 + call * 1_800;
                log.push_str(&format!(
                    "{at}.000    120 10.0.0.7 TCP_TUNNEL/200 52000 CONNECT app.hubspot.com:443 {user} HIER_DIRECT/1.2.3.4 -\n"
                ));
            }
        }
    }
    log
}

struct House {
    app: App,
    solenn: Actor,
    lou: PersonId,
    ines: Actor,
    karim: Actor,
    tool: Ref,
}

fn house(folder: &std::path::Path) -> House {
    let app =
        App::open(folder, Clock::standing("2026-08-06T07:00:00Z".parse().expect("an instant"))).expect("it opens");
    let person = |name: &str, email: &str, side, role| {
        let (name, email) = (name.to_owned(), Some(email.to_owned()));
        let order = Order::Register { name, email, side, roles: vec![role], team: None };
        let receipt = app.submit(Actor::House, order).expect("registered");
        receipt.about.and_then(|it| it.key().parse().ok()).map(PersonId).expect("a person")
    };
    let solenn = person("Solenn Abgrall", "solenn@house.example", Side::Marketing, Role::MarketingOps);
    let lou = person("Lou Peyrissac", "lou.peyrissac@house.example", Side::Marketing, Role::Employee);
    let ines = person("Inès Valmorin", "ines@house.example", Side::Marketing, Role::Cmo);
    let karim = person("Karim Delorge", "karim@house.example", Side::It, Role::Cio);
    person("Clarisse Thévoz", "clarisse@house.example", Side::Other, Role::Dpo);
    app.import(Actor::Person(solenn), None, "access.log", log().as_bytes(), None).expect("a log");
    let tool = app.picture().tool_called("HubSpot").expect("the log shows it");
    House { solenn: Actor::Person(solenn), lou, ines: Actor::Person(ines), karim: Actor::Person(karim), tool, app }
}

fn declare(house: &House, name: &str) -> Ref {
    let order = Order::DeclareTool {
        name: name.to_owned(),
        purpose: None,
        functions: None,
        team: None,
        monthly: None,
        personal: None,
    };
    house.app.submit(Actor::Person(house.lou), order).expect("declared").about.expect("a tool")
}

fn asking(house: &House) -> Order {
    Order::AskOwner { tool: house.tool.clone(), person: house.lou, lang: Lang::Fr }
}

fn opening(house: &House, reason: &str) -> Order {
    Order::OpenNames { tool: house.tool.clone(), reason: reason.to_owned(), lang: Lang::Fr }
}

/// Everything the log holds, as it is written.
fn events(house: &House) -> String {
    let streams = [house.tool.to_string(), "message:1".to_owned(), "dataset:access.log".to_owned()];
    let facts = streams.iter().flat_map(|stream| house.app.history(stream).unwrap_or_default());
    facts.map(|fact| fact.event.write().1).collect()
}

#[test]
fn of_a_log_only_what_it_comes_to_is_kept_and_twice_is_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let picture = house.app.picture();
    let tool = picture.shadow().tool(&house.tool).expect("it is there");
    assert_eq!(tool.evidence.as_ref().map(|it| it.people.len()), Some(5));
    let arrival = picture.arrivals().next_back().cloned().expect("an arrival");
    assert!(arrival.manifest.is_evidence() && arrival.manifest.personal);
    let kept = house.app.original(&arrival.manifest.sha256).expect("what is kept");
    let kept = String::from_utf8_lossy(&kept);
    assert!(kept.contains("hubspot") && !kept.contains("peyrissac") && !kept.contains("10.0.0.7"), "{kept}");
    let again = house.app.import(house.solenn, None, "access.log", log().as_bytes(), None).expect("again");
    assert_eq!(again.receipt.facts, 0);
    let copy = house.app.import(house.solenn, None, "access (1).log", log().as_bytes(), None);
    assert_eq!(copy.map(|_| ()).map_err(|it| it.kind), Err(ProblemKind::Conflict), "a copy would count twice");
    // The store opened anew sees the same.
    let people = |app: &App| {
        app.picture().shadow().tool(&house.tool).and_then(|it| it.evidence.as_ref().map(|it| it.people.clone()))
    };
    let before = people(&house.app);
    drop(house.app);
    let opened = App::open(folder.path(), Clock::Real).expect("it opens again");
    let after = opened.picture().shadow().tool(&house.tool).and_then(|it| Some(it.evidence.as_ref()?.people.clone()));
    assert_eq!(after, before, "and under the same pseudonyms");
}

#[test]
fn names_are_seen_only_after_a_person_who_may_has_decided_so_for_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let open = |actor, reason: &str| house.app.submit(actor, opening(&house, reason)).map_err(|it| it.kind);
    assert_eq!(house.app.picture().names_behind(&house.tool), None);
    assert_eq!(open(house.solenn, "pour voir"), Err(ProblemKind::Forbidden));
    assert_eq!(open(Actor::House, "pour voir"), Err(ProblemKind::Forbidden));
    assert_eq!(open(house.karim, " "), Err(ProblemKind::Refused));
    assert_eq!(house.app.picture().names_behind(&house.tool), None);
    open(house.karim, "fuite signalée le 3 août").expect("the CIO decides so");
    let behind = house.app.picture().names_behind(&house.tool).expect("they are open");
    assert_eq!(
        (behind.people.as_slice(), behind.unknown),
        (&[house.lou][..], 4),
        "who is not registered stays unknown"
    );
    let picture = house.app.picture();
    let (_, notice) = picture.messages().next().expect("whoever protects data is told");
    assert_eq!(picture.person_name(notice.to), "Clarisse Thévoz");
    let events = events(&house);
    assert!(!events.to_lowercase().contains("peyrissac") && !events.contains("fuite"), "{events}");
}

#[test]
fn a_tool_goes_from_a_question_to_a_proven_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let app = &house.app;
    let lou = Actor::Person(house.lou);
    app.submit(house.solenn, asking(&house)).expect("Lou is asked");
    let answer = |actor| {
        app.submit(
            actor,
            Order::AnswerTool {
                tool: house.tool.clone(),
                answer: Answer::Ours,
                cause: Some(Cause::TooSlow),
                quoted_weeks: Some(9),
                functions: None,
                words: None,
            },
        )
    };
    assert_eq!(
        answer(house.ines).map_err(|it| it.kind),
        Err(ProblemKind::Refused),
        "who was not asked does not answer"
    );
    answer(lou).expect("Lou answers");
    let until = date(2026, 9, 30);
    let send = || app.submit(house.solenn, Order::SendTool { tool: house.tool.clone(), replace_by: None, until });
    let decision: u64 = send().expect("sent").about.and_then(|it| it.key().parse().ok()).expect("a decision");
    assert_eq!(send().map_err(|it| it.kind), Err(ProblemKind::Refused), "one decision at a time");
    let sign = |actor, choice| {
        let hash = app.picture().decision(decision).expect("it is open").hash.clone();
        app.submit(actor, Order::Sign { decision, choice, hash, remark: None })
    };
    sign(house.ines, Choice::Retire { until }).expect("marketing signs");
    assert!(app.picture().case(&house.tool).is_some_and(|case| case.awaits_decision()), "one side does not decide");
    sign(house.karim, Choice::Retire { until }).expect("IT signs");
    assert_eq!(app.picture().case(&house.tool).and_then(|case| case.ends()), Some(until));
    assert_eq!(app.remind_due(Actor::House, None, Lang::Fr).map(|it| it.len()).ok(), Some(0), "it is too early");
    app.clock().set("2026-09-20T07:00:00Z".parse().expect("an instant"));
    assert_eq!(app.remind_due(Actor::House, None, Lang::Fr).map(|it| it.len()).ok(), Some(1));
    assert_eq!(app.remind_due(Actor::House, None, Lang::Fr).map(|it| it.len()).ok(), Some(0), "once");
    let proof = || Order::ProveDeletion { tool: house.tool.clone(), proof: "certificat du 28 septembre".to_owned() };
    app.submit(lou, proof()).expect("its owner proves it");
    let picture = app.picture();
    let tool = picture.shadow().tool(&house.tool).expect("it stays known");
    assert!(!picture.is_in_use(tool, app.today()));
    assert!(picture.is_in_use(tool, date(2026, 8, 6)), "it was in use then");
    assert!(app.replay(|_, _| {}).expect("the log is read").differs.is_empty(), "every page is derived again");
}

#[test]
fn what_people_said_of_a_tool_outlives_the_process_whatever_its_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let log = log().replace("app.hubspot.com", "analytics.google.com");
    house.app.import(house.solenn, None, "other.log", log.as_bytes(), None).expect("a log");
    let tool = house.app.picture().tool_called("Google Analytics").expect("the log shows it");
    let key = house.app.picture().shadow().tool(&tool).and_then(|it| Some(it.evidence.as_ref()?.key.clone()));
    assert_ne!(key.as_deref(), Some(tool.key()), "its key is no slug");
    let review = Order::ReviewTool { tool: tool.clone(), in_use: false, why: None };
    house.app.submit(house.solenn, review).expect("it is denied");
    let said = |app: &App| app.picture().shadow().tool(&tool).and_then(|it| it.evidence.as_ref().map(|it| it.reviewed));
    assert_eq!(said(&house.app), Some(Some(false)));
    drop(house.app);
    assert_eq!(said(&App::open(folder.path(), Clock::Real).expect("it opens again")), Some(Some(false)));
}

#[test]
fn the_house_s_own_domain_is_no_tool_whoever_came_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let own = |app: &App| app.picture().tool_called("intranet-house.fr").is_some();
    let log = log().replace("app.hubspot.com", "www.intranet-house.fr");
    house.app.import(house.solenn, None, "own.log", log.as_bytes(), None).expect("a log");
    assert!(own(&house.app), "nobody has said yet whose it is");
    let order = Order::Register {
        name: "Reine".to_owned(),
        email: Some("reine@intranet-house.fr".to_owned()),
        side: Side::It,
        roles: vec![Role::Orchestrator],
        team: None,
    };
    house.app.submit(Actor::House, order).expect("registered");
    assert!(!own(&house.app));
    drop(house.app);
    assert!(!own(&App::open(folder.path(), Clock::Real).expect("it opens again")));
}

#[test]
fn what_a_person_types_stands_in_no_stream_s_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let declare = |name: &str| declare(&house, name);
    let tool = declare("Le fichier de Marie Durand");
    assert!(!tool.key().contains("marie"), "{tool}");
    assert_eq!(house.app.picture().tool_name(&tool), "Le fichier de Marie Durand");
    assert_eq!(declare("Le fichier de Marie Durand"), tool, "the same name is the same tool");
    assert_ne!(declare("Une autre liste"), tool);
    assert_eq!(declare("hubspot"), house.tool, "what evidence shows under the name is what is meant");
}

#[test]
fn an_order_sent_again_on_another_day_gets_its_receipt_and_not_another_letter() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let app = &house.app;
    let (ask, open) = (new_command(app.clock().now()), new_command(app.clock().now()));
    let give = |command, actor, order| {
        app.carry_out(Ticket { command, actor, at: app.clock().now(), expect: None, order }).expect("it is taken")
    };
    let asked = give(ask, house.solenn, asking(&house));
    let opened = give(open, house.karim, opening(&house, "fuite signalée"));
    app.clock().set("2026-08-09T07:00:00Z".parse().expect("an instant"));
    assert_eq!(give(ask, house.solenn, asking(&house)), asked);
    assert_eq!(give(open, house.karim, opening(&house, "fuite signalée")), opened);
    assert_eq!(app.picture().messages().count(), 2);
    let other = Ticket {
        command: ask,
        actor: house.solenn,
        at: app.clock().now(),
        expect: None,
        order: Order::AskOwner { tool: house.tool.clone(), person: house.lou, lang: Lang::En },
    };
    assert_eq!(
        app.carry_out(other).map_err(|it| it.kind),
        Err(ProblemKind::Conflict),
        "another language is another letter"
    );
}

#[test]
fn a_reminder_asked_for_twice_under_one_key_tells_the_same_tools_and_writes_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let app = &house.app;
    let until = date(2026, 9, 30);
    for tool in [house.tool.clone(), declare(&house, "Roue des remises")] {
        let send = Order::SendTool { tool: tool.clone(), replace_by: None, until };
        let decision = app.submit(house.solenn, send).expect("sent").about.expect("a decision");
        let decision = decision.key().parse().expect("a number");
        for actor in [house.ines, house.karim] {
            let hash = app.picture().decision(decision).expect("it is open").hash.clone();
            let sign = Order::Sign { decision, choice: Choice::Retire { until }, hash, remark: None };
            app.submit(actor, sign).expect("signed");
        }
    }
    app.clock().set("2026-09-20T07:00:00Z".parse().expect("an instant"));
    let key = new_command(app.clock().now());
    let first = app.remind_due(house.solenn, Some(key), Lang::Fr).expect("reminded");
    assert_eq!(first.len(), 2);
    let letters = app.picture().messages().count();
    assert_eq!(letters, 5, "two directors for each, and the owner of the one that was declared");
    assert_eq!(app.remind_due(house.solenn, Some(key), Lang::Fr), Ok(first));
    app.clock().set("2026-09-21T07:00:00Z".parse().expect("an instant"));
    assert_eq!(app.remind_due(house.solenn, None, Lang::Fr), Ok(vec![]));
    assert_eq!(app.picture().messages().count(), letters);
    let position = app.picture().position;
    app.remind_due(Actor::House, None, Lang::Fr).expect("nothing is due");
    assert_eq!(app.picture().position, position);
}

#[test]
fn erasing_a_person_s_words_makes_no_signed_page_differ() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let app = &house.app;
    let log = log().replace("app.hubspot.com", "www.intranet-house.fr");
    app.import(house.solenn, None, "own.log", log.as_bytes(), None).expect("a log");
    let tool = app.picture().tool_called("intranet-house.fr").expect("nobody has said yet whose it is");
    app.submit(house.solenn, Order::AskOwner { tool: tool.clone(), person: house.lou, lang: Lang::Fr }).expect("asked");
    let answer = Order::AnswerTool {
        tool: tool.clone(),
        answer: Answer::Ours,
        cause: None,
        quoted_weeks: None,
        functions: Some("Gestion des rendez-vous".to_owned()),
        words: None,
    };
    app.submit(Actor::Person(house.lou), answer).expect("Lou answers");
    let reine = Order::Register {
        name: "Reine".to_owned(),
        email: Some("reine@intranet-house.fr".to_owned()),
        side: Side::It,
        roles: vec![Role::Orchestrator],
        team: None,
    };
    let reine = app.submit(Actor::House, reine).expect("registered").about.expect("a person");
    let reine = PersonId(reine.key().parse().expect("an id"));
    let until = date(2026, 9, 30);
    app.submit(house.solenn, Order::SendTool { tool: tool.clone(), replace_by: None, until }).expect("sent");
    let texts = {
        let picture = app.picture();
        let (person, case) = (picture.person(reine).expect("she is here"), picture.case(&tool).expect("a case"));
        let words = [Some(&person.name), person.email.as_ref(), case.functions.as_ref()];
        words.into_iter().flatten().map(|text| text.id).collect::<Vec<_>>()
    };
    assert_eq!(texts.len(), 3);
    let at = app.clock().now();
    drop(house);
    store::Store::open(folder.path()).expect("it opens").forget(&texts, at).expect("forgotten");
    let app = App::open(folder.path(), Clock::Real).expect("it opens again");
    assert!(app.verify(|_, _| {}).is_ok());
    let replayed = app.replay(|_, _| {}).expect("the log is read");
    assert_eq!(replayed.differs, [], "erasing is no forgery");
    assert_eq!((replayed.decisions, replayed.erased), (1, 1), "what it does rests on words that are gone, and is told");
    assert!(
        app.picture()
            .tool_called("intranet-house.fr")
            .is_none_or(|it| { app.picture().shadow().tool(&it).is_some_and(|tool| tool.evidence.is_none()) }),
        "the house's own domain outlives the address"
    );
}

#[test]
fn what_happens_in_a_case_judges_and_links_nothing_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let app = &house.app;
    let before = app.picture();
    app.submit(house.solenn, asking(&house)).expect("asked");
    let asked = app.picture();
    assert!(std::ptr::eq(before.shadow(), asked.shadow()));
    let answer = Order::AnswerTool {
        tool: house.tool.clone(),
        answer: Answer::Ours,
        cause: Some(Cause::Trial),
        quoted_weeks: None,
        functions: None,
        words: None,
    };
    app.submit(Actor::Person(house.lou), answer).expect("answered");
    let answered = app.picture();
    assert!(std::ptr::eq(asked.shadow(), answered.shadow()));
    assert!(answered.case(&house.tool).is_some_and(|case| case.owner == Some(house.lou)));
    let review = Order::ReviewTool { tool: house.tool.clone(), in_use: true, why: None };
    app.submit(house.solenn, review).expect("reviewed");
    assert!(!std::ptr::eq(answered.shadow(), app.picture().shadow()), "a review teaches what sources are worth");
}
