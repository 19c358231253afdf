//! The one view of the customer: kept, opened again, corrected, arrived in, erased.

use std::fs;
use std::path::{Path, PathBuf};

use agenda::role::Role;
use app::matching::report::Timed;
use app::matching::{self, Asking, Fate, Ids, Report, SAMPLE, Spent};
use app::{Actor, App, Clock, IdentityOrder, Kind, Order};
use base::Side;
use customers::resolution::index::{Anchor, Index};
use customers::resolution::{profile, resolve};
use jiff::Timestamp;

struct NoLake;

impl matching::Lake for NoLake {
    fn read(&self, _: &Path, _: &mut dyn FnMut(matching::Piece<'_>)) -> Result<(), app::Problem> {
        unreachable!("these files are text")
    }
}

/// How many people the shop knows; of fewer no estimate can be made.
const PEOPLE: usize = 600;
const SHOP: &str = "customer_id,first_name,last_name,dob,email";

/// Invented people, as a shop knows them: a line each, and some of them a second time without their day of birth.
fn shop(count: usize) -> Vec<String> {
    let given = ["Zoé", "Anna", "Odile", "Karim", "Léa", "Farid", "Hana", "Igor", "Jules", "Elsa"];
    let family =
        ["Martin", "Bernard", "Petit", "Durand", "Leroy", "Moreau", "Roux", "Garnier", "Faure", "Blanc", "Colin"];
    let end = ["", "eau", "ot", "ardin", "ier", "ac", "owski"];
    let mut lines = Vec::new();
    for n in 0..count {
        let chance =
            (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let of = |place: u32, count: usize| (chance >> (8 * place)) as usize % 65_521 % count;
        let (first, last) = (given[of(0, 10)], format!("{}{}", family[of(1, 11)], end[of(2, 7)]));
        let day = format!("{}-{:02}-{:02}", 1940 + of(5, 60), of(4, 12) + 1, of(3, 28) + 1);
        // No two are one sign apart, as numbers in a row would be.
        let mail = format!("{}{}@exemple.fr", last.to_lowercase(), n * 7_919 % 60_013);
        lines.push(format!("C{n},{first},{last},{day},{mail}"));
        if n % 3 == 0 {
            lines.push(format!("D{n},{first},{last},,{mail}"));
        }
    }
    lines
}

fn put(folder: &Path, name: &str, lines: &[String]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("{SHOP}\n{}\n", lines.join("\n"))).expect("the file is written");
    path
}

fn open(store: &Path) -> App {
    let noon = "2026-08-06T10:00:00Z".parse().expect("an instant");
    App::open(store, Clock::standing(noon)).expect("the store opens")
}

/// Runs over files and keeps what is found.
fn keep(app: &App, files: &[PathBuf]) -> u64 {
    let began = Spent::now();
    let records = matching::read(files, &NoLake, &mut |_, _| {}).expect("the files are read");
    let model = profile::propose(&records.columns);
    let found = resolve(&records.columns, &model, &[], &mut |_| {});
    let cost = Timed { began, read: began, steps: Vec::new(), ended: Spent::now() }.cost();
    let keys = matching::keys(&records, &model);
    let anchors = Ids::of_store(app.folder()).expect("the store has a key").of_all(&records, &keys);
    let asking = Asking::of(&found, found.sample(SAMPLE, 1), &[]);
    let accuracy = asking.accuracy(&[]);
    let report = Report::of(&records, &keys, &model, &found, accuracy, cost, Timestamp::UNIX_EPOCH);
    let index = Index::of(found, &model, &[], anchors);
    let name = matching::write(app.folder(), &index, &report, &asking).expect("it is written");
    app.take_on(Actor::House, &name).expect("it is taken on").1
}

fn figures(app: &App) -> (u64, u64) {
    let view = app.customers().expect("it opens").expect("one is kept");
    (view.now.records, view.now.people)
}

fn called(app: &App, words: &str) -> Anchor {
    app.record_called(words).expect("there is such a record")
}

fn person(app: &App, words: &str) -> Anchor {
    app.customer(Actor::House, called(app, words)).expect("there is such a person").id
}

fn say(app: &App, left: &str, right: &str, same: bool) -> Result<(), app::Problem> {
    let order = app.saying(called(app, left), called(app, right), same)?;
    app.submit(Actor::House, order).map(drop)
}

fn take_back(app: &App, left: &str, right: &str) {
    let (left, right) = (called(app, left), called(app, right));
    app.submit(Actor::House, Order::Identity(IdentityOrder::TakeBack { left, right })).expect("it is taken back");
}

fn row(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

fn headers() -> Vec<String> {
    row(SHOP)
}

#[test]
fn what_is_kept_is_found_again_and_what_people_say_of_it_is_undone_to_the_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let app = open(&store);
    assert!(app.customers().expect("it can be asked").is_none(), "nothing is kept yet");
    assert_eq!(app.record_called("shop.csv:1").expect_err("nothing is there").kind, Kind::NotFound);
    keep(&app, &[put(folder.path(), "shop.csv", &shop(PEOPLE))]);
    let before = figures(&app);
    // Of 600 made up by chance two may be alike enough.
    assert!(before.0 == 800 && (597..=600).contains(&before.1), "{before:?}");
    let view = app.customers().expect("it opens").expect("one is kept");
    assert_eq!(view.report.sources[0].key.as_deref(), Some("customer_id"));
    assert!(view.report.sizes[&2] >= 197 && view.report.people == before.1, "{:?}", view.report.sizes);
    assert!(view.report.accuracy.precision.low_high.is_none(), "an estimate has no interval");

    // Records 1 and 2 are one person: their records, values, and why.
    let one = app.customer(Actor::House, called(&app, "shop.csv:1")).expect("a person");
    assert_eq!((one.count, one.records[1].number, one.links.len()), (2, 2, 1));
    let birth = one.values.iter().find(|value| value.place == "shop.csv:1" && value.held_by == 1).expect("a value");
    assert_eq!(birth.filled, 1);
    let pair = app.customer_pair(Actor::House, one.records[0].id, one.records[1].id).expect("a pair");
    let sum = pair.explained.prior_bits + pair.explained.fields.iter().map(|says| says.bits).sum::<f64>();
    assert!(pair.is_one() && (sum + pair.explained.other_components_bits - pair.explained.bits).abs() < 1e-9);
    assert!(!pair.rules.is_empty());

    say(&app, "shop.csv:1", "shop.csv:2", false).expect("nothing stands against it");
    assert_ne!(person(&app, "shop.csv:1"), person(&app, "shop.csv#D0"));
    assert_eq!(figures(&app), (before.0, before.1 + 1));
    say(&app, "shop.csv:1", "shop.csv:3", true).expect("nothing stands against it");
    say(&app, "shop.csv:3", "shop.csv:4", true).expect("nothing stands against it");
    let refused = say(&app, "shop.csv:4", "shop.csv:1", false).expect_err("it contradicts what stands");
    assert_eq!(refused.kind, Kind::Refused);
    assert!(refused.message.fr.contains("shop.csv:4 = shop.csv:3 = shop.csv:1"), "{}", refused.message.fr);
    let corrected = figures(&app);

    drop(app);
    let app = open(&store);
    assert_eq!(figures(&app), corrected, "what people said is found again");
    for (left, right) in [("shop.csv:1", "shop.csv:2"), ("shop.csv:1", "shop.csv:3"), ("shop.csv:3", "shop.csv:4")] {
        take_back(&app, left, right);
    }
    assert_eq!((figures(&app), person(&app, "shop.csv:1")), (before, one.id));
}

#[test]
fn what_people_are_asked_comes_with_its_reasons_is_not_asked_again_and_measures_the_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder.path().join("store"));
    keep(&app, &[put(folder.path(), "shop.csv", &shop(PEOPLE))]);
    let asked = app.customers_to_review(Actor::House, 30).expect("there are questions");
    assert!(asked.len() > 4 && asked.iter().any(|it| it.drawn) && asked.iter().any(|it| it.moves > Some(0)));
    // Of two records the mail address tells whether they are one person.
    let mail =
        |told: &matching::RecordTold| told.values.iter().map(|(_, value)| value.clone()).find(|it| it.contains('@'));
    for it in asked.iter().filter(|it| it.drawn) {
        let same = mail(&it.pair.left) == mail(&it.pair.right);
        let order = app.saying(it.pair.left.id, it.pair.right.id, same).expect("nothing stands against it");
        app.submit(Actor::House, order).expect("it is said");
    }
    let again = app.customers_to_review(Actor::House, 30).expect("there are questions");
    let pair = |it: &matching::Asked| (it.pair.left.id, it.pair.right.id);
    let answered: Vec<_> = asked.iter().filter(|it| it.drawn).map(pair).collect();
    assert!(again.iter().all(|it| !answered.contains(&pair(it))), "asked again");
    let accuracy = app.customers().expect("it opens").expect("one is kept").now.accuracy;
    assert_eq!(accuracy.answers, answered.len() as u64);
    assert!(accuracy.precision.low_high.is_some_and(|(low, high)| low <= 1.0 && high > 0.5), "{accuracy:?}");
}

#[test]
fn what_was_said_stands_in_a_further_run_wherever_its_records_stand_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder.path().join("store"));
    let mut lines = shop(PEOPLE);
    keep(&app, &[put(folder.path(), "shop.csv", &lines)]);
    say(&app, "shop.csv#C0", "shop.csv#D0", false).expect("nothing stands against it");
    assert_ne!(person(&app, "shop.csv#C0"), person(&app, "shop.csv#D0"));
    let before = figures(&app);
    let arrived = vec![(1, row("X1,Nadia,Nouvelle,1990-01-01,nadia@exemple.fr")), (2, row(&lines[5]))];
    let whose = app.arrive(Actor::House, "shop.csv", &headers(), &arrived).expect("they arrive");
    assert_eq!((whose[0].fate, whose[1].fate), (Fate::Taken, Fate::Known));
    lines.reverse();
    lines.push("C900,Odile,Ailleurs,1950-03-04,ailleurs@exemple.fr".to_owned());
    let gone = keep(&app, &[put(folder.path(), "shop.csv", &lines)]);
    assert_eq!(gone, 1, "one had arrived and is in no file");
    assert_ne!(person(&app, "shop.csv#C0"), person(&app, "shop.csv#D0"));
    assert_eq!(figures(&app), (before.0 + 1, before.1 + 1));
    let runs = fs::read_dir(app.folder().join("people")).expect("the folder is there").flatten();
    let runs = runs.filter(|entry| entry.file_name().to_string_lossy().starts_with("run-")).count();
    assert_eq!(runs, 1, "the run before is gone");
}

#[test]
fn records_that_arrive_find_their_people_once_and_are_there_after_a_torn_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let app = open(&store);
    let lines = shop(PEOPLE);
    keep(&app, &[put(folder.path(), "shop.csv", &lines)]);
    let (of_first, kept) = (person(&app, "shop.csv#C1"), figures(&app));
    let first = lines.iter().find(|line| line.starts_with("C1,")).expect("a line").replace("C1,", "");
    let later = vec![
        (1, row(&format!("N1,{first}"))),
        (2, row("N2,Tout,Autre,1971-02-03,autre@exemple.fr")),
        (3, row("N2,Tout,Autre,1971-02-03,autre@exemple.fr")),
    ];
    let whose = app.arrive(Actor::House, "web.csv", &headers(), &later).expect("they arrive");
    assert_eq!(whose.iter().map(|it| it.fate).collect::<Vec<_>>(), [Fate::Taken, Fate::Taken, Fate::Known]);
    assert_eq!((whose[0].person, whose[0].records), (of_first, 2));
    assert_eq!((whose[1].person, whose[2].id), (whose[1].id, whose[1].id));
    let changed = vec![(9, row("N2,Tout,Changé,1971-02-03,autre@exemple.fr"))];
    let changed = app.arrive(Actor::House, "web.csv", &headers(), &changed).expect("it is looked at");
    assert_eq!((changed[0].fate, changed[0].person), (Fate::Changed, whose[1].person));
    let before = figures(&app);
    assert_eq!(
        (before, app.customers().expect("it opens").map(|view| view.now.arrived)),
        ((kept.0 + 2, kept.1 + 1), Some(2))
    );
    drop(app);
    // What is torn at the end was never answered for.
    let current = fs::read_to_string(store.join("people/current")).expect("a run counts");
    let journal = store.join("people").join(current).join("journal");
    let mut bytes = fs::read(&journal).expect("a journal");
    bytes.extend_from_slice(b"\xe7Frm\x40\0\0");
    fs::write(&journal, bytes).expect("it is torn");
    let app = open(&store);
    assert_eq!(figures(&app), before);
    assert_eq!(called(&app, "web.csv:2"), whose[1].id);
    let again = app.arrive(Actor::House, "web.csv", &headers(), &later[..1]).expect("it arrives again");
    assert_eq!(again[0].fate, Fate::Known);
    let another = vec![(4, row("N4,Encore,Nouveau,1981-02-03,encore@exemple.fr"))];
    app.arrive(Actor::House, "web.csv", &headers(), &another).expect("it arrives");
    drop(app);
    assert_eq!(figures(&open(&store)), (before.0 + 1, before.1 + 1), "what came behind the torn end is there too");
}

#[test]
fn whom_a_person_is_shown_to_is_noted_and_nobody_sees_one_without_the_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(&folder.path().join("store"));
    keep(&app, &[put(folder.path(), "shop.csv", &shop(PEOPLE))]);
    let register = |name: &str, role| {
        let roles = vec![role];
        let order = Order::Register { name: name.to_owned(), email: None, side: Side::Other, roles, team: None };
        let about = app.submit(Actor::House, order).expect("they are registered").about.expect("a person");
        Actor::Person(about.key().parse().expect("an id"))
    };
    let (steward, guest) = (register("Maud", Role::Steward), register("Passant", Role::Employee));
    let record = called(&app, "shop.csv:1");
    assert_eq!(app.customer(guest, record).expect_err("they may not").kind, Kind::Forbidden);
    assert_eq!(app.customer_facts(guest).expect_err("they may not").kind, Kind::Forbidden);
    assert!(app.picture().said().is_none(), "nobody was shown anything");
    let facts = app.picture().position;
    app.customer(steward, record).expect("they may");
    app.customer(steward, record).expect("they may");
    assert_eq!(app.picture().position, facts + 1, "once a day");
    let shown = app.customer(steward, record).expect("they may").shown;
    assert_eq!(shown.iter().map(|look| look.by).collect::<Vec<_>>(), [steward.person()]);
    say(&app, "shop.csv:1", "shop.csv:3", true).expect("nothing stands against it");

    // Nothing a record says is in the log, and the folder is all there is to erase.
    let facts = app.history("said:house").expect("the log is read");
    let log: String = facts.iter().map(|fact| fact.event.write().1).collect();
    for value in ["exemple.fr", "Martin", "Zoé", "shop.csv"] {
        assert!(!log.contains(value), "{value} stands in the log");
    }
    let store = app.folder().to_owned();
    drop(app);
    fs::remove_dir_all(store.join("people")).expect("it is erased");
    let app = open(&store);
    assert!(app.customers().expect("it can be asked").is_none());
    for file in fs::read_dir(&store).expect("the store is there").flatten().filter(|file| file.path().is_file()) {
        let bytes = fs::read(file.path()).expect("it is read");
        assert!(!bytes.windows(10).any(|some| some == b"exemple.fr"), "{:?}", file.path());
    }
}
