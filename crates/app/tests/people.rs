//! Files of people: what they state, and nothing more, by whoever may.

use std::path::Path;

use agenda::role::Role;
use app::{Actor, App, Arrived, Clock, Order};
use base::{Kind, PersonId, Ref, Side};
use landscape::import::SheetReport;
use tabular::Cell;
use tabular::write::{Table, xlsx};

fn open(folder: &Path) -> App {
    App::open(folder, Clock::standing("2026-08-06T10:00:00Z".parse().expect("a written instant")))
        .expect("a store opens")
}

fn register(app: &App, name: &str, email: Option<&str>, side: Side, role: Role) -> PersonId {
    let email = email.map(str::to_owned);
    let order = Order::Register { name: name.into(), email, side, roles: vec![role], team: None };
    let receipt = app.submit(Actor::House, order).expect("a person is registered");
    receipt.about.expect("it is about a person").key().parse().expect("a person's key is an id")
}

fn import(app: &App, actor: Actor, rows: &str) -> Arrived {
    app.import(actor, None, "people.csv", format!("name,email,role,side,team\n{rows}").as_bytes(), None)
        .expect("a file of people is taken")
}

fn sheet(arrived: &Arrived) -> &SheetReport {
    arrived.report.sheets.first().expect("it has a sheet")
}

/// Side and roles of whoever has a name.
fn called(app: &App, name: &str) -> Vec<(Side, Vec<Role>)> {
    let picture = app.picture();
    let named = picture.people().filter(|(_, person)| picture.text(&person.name) == Some(name));
    named.map(|(_, person)| (person.side, person.roles.clone())).collect()
}

#[test]
fn a_file_of_people_gives_no_role_its_importer_may_not_give() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let theo = Actor::Person(register(&app, "Théo", None, Side::It, Role::Architect));
    register(&app, "Lou", Some("lou@a.fr"), Side::Marketing, Role::Employee);
    let rows = "Lou,lou@a.fr,CMO,,\nAda,ada@a.fr,CIO,IT,\nGus,gus@a.fr,guest,,\nThéo,,CEO,,\nBo,bo@a.fr,employee,,\n";
    let arrived = import(&app, theo, rows);
    assert_eq!(called(&app, "Lou"), [(Side::Marketing, vec![Role::Employee])]);
    assert_eq!(called(&app, "Ada"), [(Side::It, vec![Role::Employee])]);
    assert_eq!(called(&app, "Gus"), [(Side::Other, vec![Role::Guest])]);
    assert_eq!(called(&app, "Théo"), [(Side::It, vec![Role::Architect])]);
    let told = sheet(&arrived);
    assert_eq!((told.accepted, told.rejected), (5, 0), "the rows are taken");
    let withheld: Vec<_> = told.rejects.iter().map(|it| (it.line, it.column.as_deref(), it.value.as_str())).collect();
    assert_eq!(withheld, [(2, Some("role"), ""), (3, Some("role"), ""), (5, Some("role"), "")]);
    assert!(told.rejects.iter().all(|it| it.way_out.fr == "donnez ce rôle sur la page des personnes"));
}

#[test]
fn who_registers_people_gives_roles_by_a_file_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let reine = Actor::Person(register(&app, "Reine", None, Side::It, Role::Orchestrator));
    let arrived = import(&app, reine, "Ada,ada@a.fr,Directrice marketing,,\n");
    assert_eq!(called(&app, "Ada"), [(Side::Marketing, vec![Role::Cmo])]);
    assert!(sheet(&arrived).rejects.is_empty());
}

#[test]
fn a_file_changes_only_what_it_states() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    register(&app, "Lou", Some("lou@a.fr"), Side::Marketing, Role::Steward);
    import(&app, Actor::House, "Lou,LOU@a.fr,,,\n");
    assert_eq!(called(&app, "Lou"), [(Side::Marketing, vec![Role::Steward])]);
    import(&app, Actor::House, "Lou,lou@a.fr,,IT,\n");
    assert_eq!(called(&app, "Lou"), [(Side::It, vec![Role::Steward])]);
    let unknown = import(&app, Actor::House, "Lou,lou@a.fr,astronaute,,\n");
    assert_eq!(called(&app, "Lou"), [(Side::It, vec![Role::Steward])]);
    let [reject] = sheet(&unknown).rejects.as_slice() else { panic!("{unknown:?}") };
    assert_eq!((reject.line, reject.value.as_str()), (2, ""), "no word of the row is repeated");
}

#[test]
fn a_row_that_cannot_be_taken_does_not_hold_up_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let gone = register(&app, "Ida", Some("ida@a.fr"), Side::It, Role::Employee);
    app.submit(Actor::House, Order::Leave { person: gone }).expect("she leaves");
    register(&app, "Inès", Some("ines@a.fr"), Side::Marketing, Role::Cmo);
    let rows = "Ida,ida@a.fr,,,\nInès,ines@a.fr,CIO,IT,\nAda,ada@a.fr,,,\n";
    let arrived = import(&app, Actor::House, rows);
    let told = sheet(&arrived);
    assert_eq!((told.read, told.accepted, told.rejected), (3, 1, 2));
    assert_eq!(told.rejects.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(called(&app, "Inès"), [(Side::Marketing, vec![Role::Cmo])], "nothing of a rejected row is taken");
    assert_eq!(called(&app, "Ada").len(), 1);
    let picture = app.picture();
    let manifest = &picture.arrivals().next_back().expect("the file came").manifest;
    assert_eq!((manifest.accepted, manifest.rejected), (1, 2), "the register counts as the report does");
}

#[test]
fn a_name_that_several_people_have_tells_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    register(&app, "Lou", Some("lou.a@a.fr"), Side::Marketing, Role::Employee);
    let other = register(&app, "Lou", Some("lou.b@a.fr"), Side::It, Role::Employee);
    let arrived = import(&app, Actor::House, "LOU,,steward,,\n");
    let [reject] = sheet(&arrived).rejects.as_slice() else { panic!("{arrived:?}") };
    assert_eq!(reject.reason.fr, "plusieurs personnes portent ce nom");
    app.submit(Actor::House, Order::Leave { person: other }).expect("one leaves");
    import(&app, Actor::House, "LOU,,steward,Marketing,\n");
    assert!(called(&app, "Lou").contains(&(Side::Marketing, vec![Role::Employee, Role::Steward])));
}

#[test]
fn two_rows_about_one_person_are_decided_one_after_the_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let rows = "Ada,ada@a.fr,CMO,,\nAda,,steward,,\nAda,ada@a.fr,CMO,,\nADA,,,IT,\n";
    let arrived = import(&app, Actor::House, rows);
    assert_eq!(called(&app, "Ada"), [(Side::Marketing, vec![Role::Cmo, Role::Steward])]);
    assert_eq!(sheet(&arrived).accepted, 3, "{:?}", sheet(&arrived).rejects);
    let rows = "Bo,,CMO,,\nBo,bo@a.fr,,,\n";
    import(&app, Actor::House, rows);
    assert_eq!(called(&app, "Bo").len(), 2, "an address nobody has is somebody new");
    let pens = import(&app, Actor::House, "Ada,ada@a.fr,,,\nAda,,CIO,,\n");
    assert_eq!((sheet(&pens).accepted, sheet(&pens).rejected), (1, 1), "nobody holds both pens");
}

fn table(name: &str, rows: &[&[&str]]) -> Table {
    let cells = |row: &&[&str]| row.iter().map(|words| Cell::Text((*words).to_owned())).collect();
    Table {
        name: name.to_owned(),
        columns: rows[0].iter().map(|&header| header.to_owned()).collect(),
        rows: rows[1..].iter().map(cells).collect(),
    }
}

#[test]
fn a_workbook_of_people_and_landscape_gives_both_and_is_kept_sealed() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let sheets = [
        table("systèmes", &[&["id", "système", "limite"], &["crm", "Clientèle", "40"]]),
        table("équipes", &[&["id", "équipe", "côté"], &["crm-team", "Équipe CRM", "DSI"]]),
        table(
            "personnes",
            &[&["nom", "e-mail", "rôle", "équipe"], &["Zoé Quincaillon", "zoe@a.fr", "architecte", "Équipe CRM"]],
        ),
    ];
    let bytes = xlsx(&sheets).expect("it is written");
    let send = |app: &App| app.import(Actor::House, None, "maison.xlsx", &bytes, None).expect("it is taken");
    let arrived = send(&app);
    let limit = |app: &App| {
        let picture = app.picture();
        let thing = picture.catalog().get(&Ref::new(Kind::System, "crm")).cloned();
        thing.and_then(|thing| thing.quantity(landscape::field::Field::Limit)).map(|quantity| quantity.likely)
    };
    assert_eq!(limit(&app), Some(40.0));
    assert_eq!(called(&app, "Zoé Quincaillon"), [(Side::Other, vec![Role::Architect])]);
    let team = app.picture().people().find_map(|(_, person)| person.team.clone());
    assert_eq!(team, Some(Ref::new(Kind::Team, "crm-team")), "the team came in the same file");
    assert_eq!(arrived.report.sheets.iter().map(|it| it.accepted).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(send(&app).receipt.facts, 0, "the same bytes again change nothing");
    let sha = app.picture().arrivals().next_back().expect("it came").manifest.sha256.clone();
    assert_eq!(app.original(&sha).ok().as_deref(), Some(bytes.as_slice()));
    drop(app);
    assert!(no_file_is(folder.path(), &bytes), "no file holds the bytes in clear");
    let again = open(folder.path());
    assert_eq!(limit(&again), Some(40.0), "read again at the start");
    assert_eq!(*send(&again).report, *arrived.report, "with the report that tells of people");
    assert!(again.doctor().iter().all(|check| check.breaks.is_empty()));
}

fn no_file_is(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").all(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() { no_file_is(&path, bytes) } else { std::fs::read(&path).expect("a file") != bytes }
    })
}
