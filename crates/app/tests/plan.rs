//! The rolling plan: money set aside beside the teams' days, how the work goes without anybody typing it, and a workbook
//! that works out the same figures elsewhere.

#[path = "business_case/spreadsheet.rs"]
#[allow(dead_code, reason = "one of the two things this test needs of it")]
mod spreadsheet;

use std::collections::BTreeMap;
use std::process::Command;

use agenda::plan::{Cost, Plan, Pool, Quarter, Work};
use agenda::role::Role;
use agenda::tracker::Meaning;
use app::order::plan::{PlanOrder, TypedInitiative};
use app::{Actor, App, Clock, Kind as ProblemKind, Order, Problem, Receipt, TrackerOrder};
use base::{Kind, Lang, PersonId, Quantity, Ref};
use picture::Picture;
use spreadsheet::retyped;

fn by_role(app: &App, role: Role) -> Actor {
    let picture = app.picture();
    let found: Option<PersonId> = picture.people().find(|(_, person)| person.roles.contains(&role)).map(|(id, _)| id);
    Actor::Person(found.expect("the cast has everyone"))
}

fn plan(app: &App, role: Role, order: PlanOrder) -> Result<Receipt, Problem> {
    app.submit(by_role(app, role), Order::Plan(order))
}

fn initiative(name: &str, value: f64, days: &[f64], costs: &[f64], needs: &[u32]) -> PlanOrder {
    let team = Ref::new(Kind::Team, "squad-web");
    let work = |(days, after): (&f64, u32)| Work { team: team.clone(), after, days: Quantity::exact(*days) };
    let cost = |(euros, after): (&f64, u32)| Cost { fund: 1, after, euros: Quantity::exact(*euros) };
    let initiative = TypedInitiative {
        name: name.to_owned(),
        request: None,
        value: Quantity { low: value / 2.0, likely: value, high: value * 2.0 },
        delay: 10_000.0,
        work: days.iter().zip(0..).map(work).collect(),
        costs: costs.iter().zip(0..).map(cost).collect(),
        needs: needs.to_vec(),
        must: false,
    };
    PlanOrder::State { number: None, initiative }
}

/// An app over Solvène's smallest files, with a fund, four initiatives and a plan that asks too much of both.
fn planned(folder: &std::path::Path) -> App {
    let noon = "2026-08-06T10:00:00Z".parse().expect("an instant");
    let app = App::open(folder, Clock::standing(noon)).expect("the store opens");
    for file in company::files(company::Size::Tiny, 1) {
        app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
    }
    let from = Picture::plan_from(app.today());
    let money = BTreeMap::from([(from, 60_000.0), (from.plus(1), 40_000.0), (from.plus(2), 40_000.0)]);
    let by = |role, order| plan(&app, role, order).expect("it is done");
    by(Role::Cmo, PlanOrder::Fund { number: None, name: "Technologie marketing".to_owned(), money });
    by(Role::Cmo, initiative("Panier", 900_000.0, &[200.0, 120.0], &[40_000.0, 20_000.0], &[]));
    by(Role::Cmo, initiative("=Recherche", 400_000.0, &[180.0], &[30_000.0], &[]));
    by(Role::Cmo, initiative("Avis", 150_000.0, &[60.0], &[10_000.0], &[1]));
    by(Role::Cmo, initiative("Parrainage", 50_000.0, &[250.0, 250.0, 250.0], &[], &[]));
    let moves = BTreeMap::from([(1, Some(from)), (2, Some(from)), (3, Some(from.plus(1)))]);
    by(Role::Cmo, PlanOrder::Propose { moves });
    for role in [Role::Cmo, Role::Cio] {
        by(role, PlanOrder::Agree { proposal: 1 });
    }
    app
}

fn of(picture: &Picture) -> Plan {
    picture.plan().cloned().expect("there is a plan")
}

#[test]
fn a_fund_overdrawn_is_shown_and_the_best_plan_keeps_within_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = planned(folder.path());
    let (picture, today) = (app.picture(), app.today());
    let in_force = of(&picture);
    let fund = |plan: &Plan| {
        let loads = picture.plan_loads(plan, today);
        loads.into_iter().find(|it| it.pool == Pool::Fund(1)).expect("the fund").quarters
    };
    let now = fund(&in_force);
    assert_eq!((now[0].planned.likely, now[0].most, now[0].over), (70_000.0, Some(60_000.0), 10_000.0));
    assert_eq!((now[3].most, now[1].by.clone()), (Some(0.0), vec![1, 3]));
    let (chosen, _) = picture.plan_question(&in_force, today).best().expect("something fits");
    let from = Picture::plan_from(today);
    let best = in_force.with(&picture::plan::moves(&in_force, &chosen.starts, from));
    assert!(fund(&best).iter().all(|it| it.over == 0.0) && best.too_early().is_empty());
    // Who has no fund of that number is told so.
    let order = PlanOrder::Fund { number: Some(9), name: "Autre".to_owned(), money: BTreeMap::new() };
    let refused = plan(&app, Role::Cmo, order).expect_err("there is no such fund");
    assert_eq!(refused.kind, ProblemKind::Refused);
}

#[test]
fn a_spreadsheet_works_out_the_loads_of_either_plan_as_the_engine_does() {
    let Some(office) = ["soffice", "libreoffice"].into_iter().find(|name| runs(name)) else {
        eprintln!("skipped: no LibreOffice here");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let app = planned(folder.path());
    let (picture, today) = (app.picture(), app.today());
    let thing = |id: &Ref| picture.catalog().name(id);
    let bytes = app::plan_workbook::plan_workbook(&picture, today, Lang::En, &thing).expect("a workbook");
    assert_eq!(bytes, app::plan_workbook::plan_workbook(&picture, today, Lang::En, &thing).expect("the same"));
    let in_force = of(&picture);
    let (chosen, _) = picture.plan_question(&in_force, today).best().expect("something fits");
    let best = in_force.with(&picture::plan::moves(&in_force, &chosen.starts, Picture::plan_from(today)));
    assert_ne!(best.starts, in_force.starts);
    for (shown, plan) in [(1.0, &in_force), (2.0, &best)] {
        let name = format!("plan{shown}");
        // What formulas gave is taken out: who opens it must work it out.
        let book = retyped(&bytes, &[((0, 2, 1), shown)]);
        std::fs::write(folder.path().join(format!("{name}.xlsx")), book).expect("a file");
        let form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        let done = Command::new(office)
            .args([&profile, "--headless", "--convert-to", form, "--outdir"])
            .arg(folder.path())
            .arg(folder.path().join(format!("{name}.xlsx")))
            .output()
            .expect("it runs");
        let text = std::fs::read_to_string(folder.path().join(format!("{name}-Load.csv")))
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stderr)));
        let rows: Vec<&str> = text.lines().skip(5).filter(|row| !row.trim_matches(',').is_empty()).collect();
        let loads = picture.plan_loads(plan, today);
        assert_eq!(rows.len(), loads.len(), "{text}");
        for (row, load) in rows.iter().zip(&loads) {
            let cells: Vec<f64> = row.split(',').skip(1).map(|cell| number(cell).unwrap_or(0.0)).collect();
            for (at, it) in load.quarters.iter().enumerate() {
                assert_eq!((cells[at], cells[at + 8]), (it.planned.likely, it.over), "{row} is not {it:?}");
            }
        }
        let text = std::fs::read_to_string(folder.path().join(format!("{name}-Plan.csv"))).expect("the first sheet");
        let row = text.lines().find(|row| row.contains("Together")).expect("the sum");
        let sum: f64 = row.rsplit(',').next().and_then(number).expect("a number");
        let waits = |start: Quarter| f64::from(Picture::plan_from(today).until(start).unwrap_or_default());
        let worth =
            |(number, start): (&u32, &Quarter)| in_force.initiatives[number].value.likely - 10_000.0 * waits(*start);
        assert_eq!(sum, plan.starts.iter().map(worth).sum::<f64>());
    }
}

fn number(cell: &str) -> Option<f64> {
    cell.trim_matches('"').parse().ok()
}

fn runs(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok_and(|it| it.status.success())
}

/// An export of two pieces of work with their priorities, as it stood on a day.
fn tracked(updated: &str, priorities: [&str; 2], state: &str) -> String {
    let [first, second] = priorities;
    let item = |key: &str, priority: &str, state: &str| {
        format!(
            r#"{{"key":"{key}","fields":{{"summary":"{key}","issuetype":{{"name":"Epic"}},"status":{{"name":"{state}"}},
 "priority":{{"name":"{priority}"}},"created":"2026-05-18T09:00:00.000+0200","updated":"{updated}"}}}}"#
        )
    };
    format!(r#"{{"issues":[{},{}]}}"#, item("WEB-1", first, state), item("WEB-2", second, "À faire"))
}

#[test]
fn a_tracker_that_hurries_what_the_plan_begins_later_is_told_until_one_of_the_two_gives_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = planned(folder.path());
    let ask = |sentence: &str| {
        let order = Order::Ask { sentence: sentence.to_owned(), lang: Lang::Fr };
        let about = app.submit(by_role(&app, Role::Cmo), order).expect("asked").about.expect("a request");
        about.key().parse::<u64>().expect("a number")
    };
    let requests = [ask("Refondre le panier"), ask("Rendre la recherche plus sûre")];
    for (request, name) in requests.into_iter().zip(["Panier en trois étapes", "Recherche sûre"]) {
        let PlanOrder::State { mut initiative, .. } = initiative(name, 10_000.0, &[10.0], &[], &[]) else {
            panic!("an initiative is stated")
        };
        initiative.request = Some(request);
        plan(&app, Role::Cmo, PlanOrder::State { number: None, initiative }).expect("stated");
    }
    let place = |proposal: u32, starts: [u32; 2]| {
        let from = Picture::plan_from(app.today());
        let moves = BTreeMap::from([(5, Some(from.plus(starts[0]))), (6, Some(from.plus(starts[1])))]);
        plan(&app, Role::Cmo, PlanOrder::Propose { moves }).expect("proposed");
        for role in [Role::Cmo, Role::Cio] {
            plan(&app, role, PlanOrder::Agree { proposal }).expect("agreed");
        }
    };
    let import = |nth: u32, text: String| {
        app.import(Actor::House, None, "jira.json", text.as_bytes(), None).unwrap_or_else(|_| panic!("import {nth}"));
    };
    let told = || -> Vec<(String, u64, String)> {
        let all = app.picture().tracker_conflicts();
        all.into_iter().map(|it| (it.item.key, it.request, it.say.en)).collect()
    };
    place(2, [0, 1]);
    import(1, tracked("2026-07-01T09:00:00.000+0200", ["Low", "Highest"], "À faire"));
    for (item, request) in ["WEB-1", "WEB-2"].into_iter().zip(requests) {
        let (tracker, item) = ("jira".to_owned(), item.to_owned());
        let link = Order::Tracker(TrackerOrder::Link { tracker, item, request });
        app.submit(by_role(&app, Role::Orchestrator), link).expect("linked");
    }
    let all = told();
    let [(item, request, say)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((item.as_str(), *request), ("WEB-2", requests[1]));
    assert!(say.starts_with("WEB-2 has priority “Highest” and WEB-1 “Low”"), "{say}");
    // The same priority overtakes nothing, and neither does a quarter that is the same.
    import(2, tracked("2026-07-02T09:00:00.000+0200", ["High", "High"], "À faire"));
    assert_eq!(told(), []);
    import(3, tracked("2026-07-03T09:00:00.000+0200", ["Low", "High"], "À faire"));
    assert_eq!(told().len(), 1);
    place(3, [1, 1]);
    assert_eq!(told(), []);
    // What is done is overtaken by nothing.
    place(4, [0, 1]);
    assert_eq!(told().len(), 1);
    import(4, tracked("2026-07-04T09:00:00.000+0200", ["Low", "High"], "Terminé"));
    let (tracker, state) = ("jira".to_owned(), "Terminé".to_owned());
    let done = TrackerOrder::Explain { tracker, state, meaning: Meaning::Done };
    app.submit(by_role(&app, Role::Orchestrator), Order::Tracker(done)).expect("explained");
    assert_eq!(told(), []);
}
