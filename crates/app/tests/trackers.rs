//! What trackers export is kept without anybody's name; exports are united, and what their words mean is said once.

use agenda::role::Role;
use agenda::tracker::Meaning;
use app::{Actor, App, Clock, Kind as ProblemKind, Order, TrackerOrder};
use base::{Lang, PersonId, Side};
use delivery::clock::Holder;
use delivery::item::{ItemKey, Now};
use picture::tracker::{Why, planned_days, spent_days, state_of};

struct House {
    app: App,
    reine: Actor,
    lou: Actor,
}

fn house(folder: &std::path::Path) -> House {
    let clock = Clock::standing("2026-08-06T07:00:00Z".parse().expect("an instant"));
    let app = App::open(folder, clock).expect("it opens");
    let person = |name: &str, side, role| {
        let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
        let receipt = app.submit(Actor::House, order).expect("registered");
        Actor::Person(receipt.about.and_then(|it| it.key().parse().ok()).map(PersonId).expect("a person"))
    };
    let reine = person("Reine Mabanza", Side::Other, Role::Orchestrator);
    let lou = person("Lou Peyrissac", Side::Marketing, Role::Employee);
    let wish = Order::Ask { sentence: "Refondre le panier en trois étapes".to_owned(), lang: Lang::Fr };
    app.submit(lou, wish).expect("Lou asks");
    House { app, reine, lou }
}

/// Jira's search, as it stood on a day: from the older to the newer the basket moved and time was spent.
fn search(updated: &str, state: &str, spent: u64) -> String {
    format!(
        r#"{{"issues":[
{{"key":"WEB-100","fields":{{"summary":"Refonte du panier (entente:1)","issuetype":{{"name":"Epic"}},"status":{{"name":"{state}"}},
 "assignee":{{"displayName":"Gwladys Tremeur"}},"created":"2026-05-18T09:00:00.000+0200","updated":"{updated}",
 "timeoriginalestimate":5184000,"timespent":{spent}}}}},
{{"key":"WEB-101","fields":{{"summary":"Afficher le récapitulatif","issuetype":{{"name":"Story"}},"status":{{"name":"Sas"}},
 "parent":{{"key":"WEB-100"}},"created":"2026-05-19T09:00:00.000+0200","updated":"{updated}"}}}},
{{"key":"WEB-102","fields":{{"summary":"Sans date"}}}}
]}}"#
    )
}

fn older() -> String {
    search("2026-06-15T17:00:00.000+0200", "À faire", 0)
}

fn newer() -> String {
    search("2026-07-31T17:00:00.000+0200", "En cours", 2_707_200)
}

fn basket() -> ItemKey {
    ItemKey { tracker: "jira".to_owned(), key: "WEB-100".to_owned() }
}

#[test]
fn twice_is_once_and_an_older_export_after_a_newer_one_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let import =
        |file: &str, text: &str| house.app.import(Actor::House, None, file, text.as_bytes(), None).expect("read");
    let arrived = import("jira_juillet.json", &newer());
    assert_eq!((arrived.report.rows_read(), arrived.report.rows_accepted()), (3, 2));
    assert_eq!(arrived.report.rows_rejected(), 1);
    assert_eq!(import("jira_juillet.json", &newer()).receipt.facts, 0, "the same bytes are known");
    let lived = house.app.picture();
    import("jira_juin.json", &older());
    let picture = house.app.picture();
    let item = picture.items().get(&basket()).expect("it is known");
    assert_eq!(state_of(item), Some("En cours"));
    assert_eq!((planned_days(item), spent_days(item)), (Some(180.0), Some(94.0)));
    let states = item.history.iter().filter(|change| matches!(change.now, Now::State(_))).count();
    assert_eq!(states, 2, "the older export adds its part of the history");
    assert_eq!(lived.items().len(), picture.items().len());
    // And the other way round it comes to the same.
    let other = tempfile::tempdir().expect("a folder");
    let turned = self::house(other.path());
    for (file, text) in [("jira_juin.json", older()), ("jira_juillet.json", newer())] {
        turned.app.import(Actor::House, None, file, text.as_bytes(), None).expect("read");
    }
    assert_eq!(turned.app.picture().items(), picture.items());
}

#[test]
fn what_is_kept_is_read_again_after_a_restart_and_holds_no_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lived, dataset, position) = {
        let house = house(folder.path());
        let arrived = house.app.import(Actor::House, None, "jira.json", newer().as_bytes(), None).expect("read");
        let picture = house.app.picture();
        (picture.items().clone(), arrived.dataset, picture.position)
    };
    let clock = Clock::standing("2026-08-06T08:00:00Z".parse().expect("an instant"));
    let app = App::open(folder.path(), clock).expect("it opens again");
    assert_eq!(*app.picture().items(), lived);
    let report = app.report(&dataset, position).expect("the report is told again");
    assert_eq!((report.rows_read(), report.rows_rejected()), (3, 1));
    let sha256 = app.picture().arrivals().next().expect("one arrival").manifest.sha256.clone();
    let kept = app.original(&sha256).expect("what is kept");
    let mut plain = Vec::new();
    let mut packed = zstd::stream::Decoder::new(kept.as_slice()).expect("it is packed");
    std::io::Read::read_to_end(&mut packed, &mut plain).expect("it is whole");
    let text = String::from_utf8_lossy(&plain);
    assert!(text.contains("Refonte du panier") && !text.contains("Tremeur"));
}

#[test]
fn a_word_means_nothing_until_a_person_says_what() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    house.app.import(Actor::House, None, "jira.json", newer().as_bytes(), None).expect("read");
    let explain = |who, state: &str| {
        let (tracker, state) = ("jira".to_owned(), state.to_owned());
        house.app.submit(who, Order::Tracker(TrackerOrder::Explain { tracker, state, meaning: Meaning::Worked }))
    };
    assert_eq!(house.app.picture().holder("jira", "En cours"), Some(Holder::Unknown));
    assert_eq!(explain(house.lou, "En cours").expect_err("not hers to say").kind, ProblemKind::Forbidden);
    assert_eq!(explain(house.reine, "Inconnu").expect_err("never heard").kind, ProblemKind::Refused);
    assert_eq!(explain(house.reine, "EN COURS").expect("said").facts, 1);
    assert_eq!(explain(house.reine, "en cours").expect("said").facts, 0, "saying it twice is saying it once");
    let picture = house.app.picture();
    assert_eq!(picture.holder("jira", "En cours"), Some(Holder::Worked));
    let trackers = picture.trackers();
    let unknown: Vec<_> =
        trackers[0].states.iter().filter(|it| it.explained.is_none()).map(|it| (&it.word, it.now)).collect();
    assert_eq!(unknown, [(&"Sas".to_owned(), 1)]);
}

#[test]
fn what_names_a_request_is_proposed_and_linked_by_a_person_with_its_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    house.app.import(Actor::House, None, "jira.json", newer().as_bytes(), None).expect("read");
    let proposed = house.app.picture().proposed_links();
    assert_eq!(
        proposed.iter().map(|it| (it.item.key.as_str(), it.request, it.why)).collect::<Vec<_>>(),
        [("WEB-100", 1, Why::Named)]
    );
    assert!(house.app.picture().items_of(1).is_empty(), "a proposal is no link");
    let link = |request| {
        let (tracker, item) = ("jira".to_owned(), "WEB-100".to_owned());
        house.app.submit(house.reine, Order::Tracker(TrackerOrder::Link { tracker, item, request }))
    };
    assert_eq!(link(9).expect_err("no such request").kind, ProblemKind::NotFound);
    link(1).expect("linked");
    let picture = house.app.picture();
    assert!(picture.proposed_links().is_empty());
    let keys: Vec<_> = picture.items_of(1).into_iter().map(|item| item.key.key.clone()).collect();
    assert_eq!(keys, ["WEB-100", "WEB-101"]);
    // Nobody decided on the request: work on it differs from the agenda, once its state is known to be work.
    assert!(picture.tracker_conflicts().is_empty());
    let (tracker, state) = ("jira".to_owned(), "En cours".to_owned());
    let explain = Order::Tracker(TrackerOrder::Explain { tracker, state, meaning: Meaning::Worked });
    house.app.submit(house.reine, explain).expect("said");
    let conflicts = house.app.picture().tracker_conflicts();
    assert_eq!(conflicts.len(), 1);
    assert!(conflicts[0].say.en.contains("not decided"), "{:?}", conflicts[0].say);
}

#[test]
fn a_tracking_table_is_taken_for_one_and_a_list_of_systems_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let import =
        |file: &str, text: &str| house.app.import(Actor::House, None, file, text.as_bytes(), None).expect("read");
    import(
        "suivi.csv",
        "N° ticket;Titre;État;Créé le\n7;Widget fidélité;En cours;02/03/2026\n8;Parrainage;À faire;03/03/2026\n",
    );
    assert_eq!(house.app.picture().items().len(), 2);
    import("systemes.csv", "Identifiant;Application;Pour qui;Hébergement\ncrm;CRM;Marketing;SaaS\n");
    assert_eq!(house.app.picture().items().len(), 2);
}
