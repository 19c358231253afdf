//! Trackers are read again over their interface: hints name what changed, nothing is believed before it is read, and
//! whatever is lost on the way is found.

mod served;

use app::{Actor, App, Clock, Connection, Fate, Kind, Look, Miss};
use delivery::item::{Item, ItemKey, Now};
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use picture::tracker::state_of;
use served::{Fault, Served, Shape, True, key};
use sha2::Sha256;

const NOW: i64 = 1_786_000_000;

fn at(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).expect("this century")
}

fn open(folder: &std::path::Path, served: &Served) -> App {
    let app = App::open(folder, Clock::standing(at(NOW))).expect("it opens");
    app.connect(Connection::all(&served.access()).expect("an access"));
    app
}

/// The key of the tracker, as addresses carry it.
fn tracker(app: &App) -> String {
    app.connected().remove(0)
}

/// An item moves in its tracker.
fn moves(served: &Served, number: u64, second: i64, state: &'static str) {
    let mut world = served.world();
    let item = world.items.get_mut(&number).expect("it is there");
    item.states.push((second, state));
    item.updated = second;
}

fn fill(served: &Served, items: u64) {
    let mut world = served.world();
    let begun = NOW - 90_000;
    let one = |number: u64| {
        let states = vec![(begun, "À faire"), (begun + number as i64, "En cours"), (begun + 1_000, "Recette")];
        (number, True { title: format!("Travail {number}"), opened: begun, updated: begun + 1_000, states })
    };
    world.items = (1..=items).map(one).collect();
}

/// Whether what is held is what is true, item by item and change by change.
fn differing(app: &App, served: &Served) -> Vec<u64> {
    let (picture, world) = (app.picture(), served.world());
    let name = app.tracker_name(&tracker(app)).expect("it is connected");
    let is_held = |number: u64, it: &True| {
        let key = ItemKey { tracker: name.clone(), key: key(world.shape, number) };
        let Some(held) = picture.items().get(&key) else { return false };
        let mut states = vec![(held.opened.as_second(), held.first_state.as_str())];
        states.extend(held.history.iter().filter_map(|change| match &change.now {
            Now::State(word) => Some((change.at.as_second(), word.as_str())),
            _ => None,
        }));
        // GitHub and GitLab tell the first column of a board as a change of its own.
        let told = if matches!(world.shape, Shape::Github | Shape::Gitlab) { &states[1..] } else { &states[..] };
        held.title == it.title && !held.is_gone() && told == it.states
    };
    world.items.iter().filter(|(number, it)| !is_held(**number, it)).map(|(number, _)| *number).collect()
}

#[test]
fn a_first_reading_takes_everything_in_and_a_second_changes_nothing() {
    for shape in [Shape::Jira2, Shape::Jira3, Shape::Github, Shape::Gitlab] {
        let (folder, served) = (tempfile::tempdir().expect("a folder"), Served::new(shape));
        fill(&served, 120);
        // A history longer than a page is read to its end.
        served.world().page = if shape == Shape::Jira2 { 1 } else { 100 };
        if shape == Shape::Jira2 {
            fill(&served, 7);
        }
        let app = open(folder.path(), &served);
        let last = app.reread(Actor::House, &tracker(&app), Look::Regular).expect("read");
        let items = served.world().items.len();
        assert_eq!(
            (last.miss, last.read.seen, last.read.new, last.read.rejected),
            (None, items, items, 0),
            "{shape:?}"
        );
        assert_eq!(differing(&app, &served), Vec::<u64>::new(), "{shape:?}");
        let facts = app.picture().position;
        let asked = served.world().asked.len();
        let again = app.reread(Actor::House, &tracker(&app), Look::Whole).expect("read").read;
        assert_eq!((again.new, again.changed, again.gone, app.picture().position), (0, 0, 0, facts), "{shape:?}");
        assert!(served.world().asked.len() - asked <= 8, "histories that are known are not asked for again");
        assert!(served.world().asked.iter().all(|(_, token)| token.as_deref() == Some("Bearer token")));
        // And after a restart it is so still.
        drop(app);
        let app = open(folder.path(), &served);
        let again = app.reread(Actor::House, &tracker(&app), Look::Regular).expect("read").read;
        assert_eq!(
            (again.is_whole, again.new, again.changed, app.picture().position),
            (true, 0, 0, facts),
            "{shape:?}"
        );
        assert_eq!(differing(&app, &served), Vec::<u64>::new(), "{shape:?}");
        let kept = app.picture().arrivals().next().expect("one arrival").manifest.sha256.clone();
        let mut plain = String::new();
        let kept = app.original(&kept).expect("what is kept");
        let mut packed = zstd::stream::Decoder::new(kept.as_slice()).expect("it is packed");
        std::io::Read::read_to_string(&mut packed, &mut plain).expect("it is whole");
        assert!(plain.contains("Travail 1") && !plain.to_lowercase().contains("tremeur"), "no name is kept");
    }
}

/// A hint of Jira, signed.
fn hint(app: &App, id: &str, body: &str, secret: &str) -> Result<Fate, app::Problem> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(body.as_bytes());
    let signature = format!("sha256={}", base::hex(&mac.finalize().into_bytes()));
    let header = |name: &str| match name {
        "x-hub-signature" => Some(signature.clone()),
        "x-atlassian-webhook-identifier" => Some(id.to_owned()),
        _ => None,
    };
    app.hear("jira", &header, body.as_bytes())
}

#[test]
fn a_hint_has_its_item_read_again_and_is_never_believed() {
    let (folder, served) = (tempfile::tempdir().expect("a folder"), Served::new(Shape::Jira3));
    fill(&served, 5);
    let app = open(folder.path(), &served);
    assert_eq!(app.hear("jira", &|_| None, b"{}").expect_err("no secret yet").kind, Kind::NotFound);
    let secret = app.hint_secret(Actor::House, "jira", false).expect("a secret").shown();
    assert_eq!(app.hint_secret(Actor::House, "jira", false).expect("the same").shown(), secret);
    app.reread(Actor::House, "jira", Look::Regular).expect("read");
    let asked = served.world().asked.len();
    // It says that the work is done; in truth it is blocked.
    let body =
        r#"{"webhookEvent":"jira:issue_updated","issue":{"key":"BEN-3","fields":{"status":{"name":"Terminé"}}}}"#;
    moves(&served, 3, NOW - 50, "Bloqué");
    assert_eq!(app.hear("jira", &|_| None, body.as_bytes()).expect("heard"), Fate::Unsigned);
    assert_eq!(hint(&app, "1", body, "0000").expect("heard"), Fate::WronglySigned);
    assert_eq!(app.reaches()[0].pending, 0, "what is refused starts nothing");
    assert_eq!(hint(&app, "1", body, &secret).expect("heard"), Fate::Noted);
    assert_eq!(hint(&app, "1", body, &secret).expect("heard"), Fate::Repeated);
    assert_eq!(hint(&app, "2", "{}", &secret).expect("heard"), Fate::Nothing);
    assert_eq!(app.reaches()[0].pending, 1);
    let mut done = app.follow_trackers(SignedDuration::from_mins(4));
    let last = done.remove(0).1.expect("read");
    assert!(app.follow_trackers(SignedDuration::from_mins(4)).is_empty(), "nothing is due");
    assert_eq!((last.read.seen, last.read.changed, last.read.pending), (1, 1, 0));
    assert_eq!(served.world().asked.len() - asked, 1, "one item, one question");
    let basket = ItemKey { tracker: "jira".to_owned(), key: "BEN-3".to_owned() };
    assert_eq!(app.picture().items().get(&basket).and_then(state_of), Some("Bloqué"));
    let fates: Vec<(Fate, u64)> = app.reaches()[0].fates.iter().map(|(fate, count, _)| (*fate, *count)).collect();
    let all = [Fate::Noted, Fate::Repeated, Fate::Nothing, Fate::Unsigned, Fate::WronglySigned];
    assert_eq!(fates, all.map(|fate| (fate, 1)), "what became of each is told");
    // Made anew, the old secret serves no more.
    app.hint_secret(Actor::House, "jira", true).expect("a new one");
    assert_eq!(hint(&app, "3", body, &secret).expect("heard"), Fate::WronglySigned);
}

#[test]
fn what_the_tracker_has_no_more_is_marked_and_comes_back_when_it_does() {
    let (folder, served) = (tempfile::tempdir().expect("a folder"), Served::new(Shape::Jira3));
    fill(&served, 30);
    let app = open(folder.path(), &served);
    app.reread(Actor::House, "jira", Look::Whole).expect("read");
    let lost = served.world().items.remove(&4).expect("it is there");
    let read = app.reread(Actor::House, "jira", Look::Whole).expect("read").read;
    assert_eq!((read.seen, read.gone, read.new, read.changed), (29, 1, 0, 0));
    let gone = ItemKey { tracker: "jira".to_owned(), key: "BEN-4".to_owned() };
    assert!(app.picture().items().get(&gone).is_some_and(Item::is_gone));
    let read = app.reread(Actor::House, "jira", Look::Whole).expect("read").read;
    assert_eq!((read.gone, read.changed), (0, 0), "it is marked once");
    served.world().items.insert(4, lost);
    assert_eq!(app.reread(Actor::House, "jira", Look::Whole).expect("read").read.changed, 1);
    assert!(!app.picture().items().get(&gone).is_some_and(Item::is_gone));
    // Half of them at once: the account lost a right, rather.
    served.world().items.retain(|number, _| number % 2 == 0);
    let read = app.reread(Actor::House, "jira", Look::Whole).expect("read").read;
    assert_eq!((read.seen, read.gone, read.unsure), (15, 0, 15));
    assert_eq!(app.picture().items().items().filter(|item| item.is_gone()).count(), 0);
}

#[test]
fn a_tracker_that_asks_to_wait_is_left_alone_and_what_was_hinted_waits() {
    let (folder, served) = (tempfile::tempdir().expect("a folder"), Served::new(Shape::Jira3));
    fill(&served, 150);
    let app = open(folder.path(), &served);
    let secret = app.hint_secret(Actor::House, "jira", false).expect("a secret").shown();
    hint(&app, "1", r#"{"issue":{"key":"BEN-9"}}"#, &secret).expect("heard");
    served.world().faults = vec![Fault::None, Fault::Wait(600)];
    let last = app.reread(Actor::House, "jira", Look::Regular).expect("read");
    assert_eq!((last.miss, last.read.until), (Some(Miss::Wait(at(NOW + 600))), Some(at(NOW + 600))));
    assert_eq!((last.read.new, app.picture().items().len()), (100, 100), "what came before is kept");
    assert!(app.follow_trackers(SignedDuration::ZERO).is_empty(), "until then it is not asked");
    for fault in [Fault::Drop, Fault::Status(500), Fault::Status(401)] {
        served.world().faults = vec![fault.clone()];
        assert!(app.reread(Actor::House, "jira", Look::Regular).expect("read").miss.is_some(), "{fault:?}");
    }
    let last = app.reread(Actor::House, "jira", Look::Regular).expect("read");
    assert_eq!((last.miss, last.read.is_whole, last.read.new), (None, true, 50), "the first whole reading is made up");
    assert_eq!(differing(&app, &served), Vec::<u64>::new());
}

#[test]
fn a_token_is_shown_to_no_other_address() {
    let (folder, served, other) =
        (tempfile::tempdir().expect("a folder"), Served::new(Shape::Github), Served::new(Shape::Github));
    fill(&served, 3);
    let app = open(folder.path(), &served);
    let to = other.access().split_once("token@").map(|(_, rest)| format!("http://{rest}")).expect("an address");
    served.world().faults = vec![Fault::Elsewhere(to)];
    let last = app.reread(Actor::House, &tracker(&app), Look::Regular).expect("read");
    assert_eq!((last.miss, app.picture().items().len()), (Some(Miss::Elsewhere), 0));
    assert!(other.world().asked.is_empty());
}

#[test]
fn pages_that_come_twice_turned_or_not_at_all_come_to_the_truth() {
    for shape in [Shape::Jira2, Shape::Jira3, Shape::Gitlab] {
        let (folder, served) = (tempfile::tempdir().expect("a folder"), Served::new(shape));
        fill(&served, 210);
        let app = open(folder.path(), &served);
        served.world().page = 50;
        served.world().faults = vec![Fault::Turned, Fault::Twice, Fault::Drop];
        assert!(app.reread(Actor::House, &tracker(&app), Look::Regular).expect("read").miss.is_some());
        served.world().faults = vec![Fault::Twice, Fault::None, Fault::Turned, Fault::Twice];
        let last = app.reread(Actor::House, &tracker(&app), Look::Regular).expect("read");
        assert_eq!((last.miss, last.read.seen), (None, 210), "{shape:?}");
        assert_eq!(differing(&app, &served), Vec::<u64>::new(), "{shape:?}");
        // What changes later is found by what changed since, without reading everything.
        let asked = served.world().asked.len();
        moves(&served, 17, NOW - 20, "Bloqué");
        let read = app.reread(Actor::House, &tracker(&app), Look::Regular).expect("read").read;
        assert_eq!((read.is_whole, read.changed, read.new), (false, 1, 0), "{shape:?}");
        assert!(served.world().asked.len() - asked <= 4, "{shape:?}");
        assert_eq!(differing(&app, &served), Vec::<u64>::new(), "{shape:?}");
    }
}

#[test]
fn what_changed_without_a_hint_is_found_within_five_minutes() {
    let (folder, served) = (tempfile::tempdir().expect("a folder"), Served::new(Shape::Gitlab));
    fill(&served, 12);
    let app = open(folder.path(), &served);
    let every = SignedDuration::from_mins(4);
    let whole = app.follow_trackers(every).remove(0).1.expect("read");
    assert_eq!((whole.read.is_whole, whole.read.new), (true, 12));
    moves(&served, 5, NOW + 10, "Bloqué");
    app.clock().set(at(NOW + 239));
    assert!(app.follow_trackers(every).is_empty(), "not yet");
    app.clock().set(at(NOW + 270));
    served.world().now = NOW + 270;
    let last = app.follow_trackers(every).remove(0).1.expect("read");
    assert_eq!((last.read.is_whole, last.read.seen, last.read.changed), (false, 1, 1));
    assert_eq!(differing(&app, &served), Vec::<u64>::new());
    // Once a day everything is read: what was deleted without a word is found.
    served.world().items.remove(&7);
    app.clock().set(at(NOW + 90_000));
    let last = app.follow_trackers(every).remove(0).1.expect("read");
    assert_eq!((last.read.is_whole, last.read.gone), (true, 1));
}
