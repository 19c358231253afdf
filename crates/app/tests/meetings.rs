//! Meetings: the agenda comes from the record, and what becomes of a point goes back into it.

use agenda::decision::{Choice, How};
use agenda::meeting::{Outcome, Settled, Sitting};
use agenda::role::Role;
use app::order::meetings::{MeetingOrder, TypedAction};
use app::{Actor, App, Clock, Kind as Problems, Order, Receipt};
use base::{Kind, Lang, PersonId, Ref, Side};
use jiff::civil::{Date, date};

struct House {
    _folder: tempfile::TempDir,
    app: App,
    ines: PersonId,
    karim: PersonId,
}

const FIRST: Date = date(2026, 8, 13);
const SECOND: Date = date(2026, 8, 27);

fn house() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::standing("2026-08-06T10:00:00Z".parse().expect("an instant"));
    let app = App::open(folder.path(), clock).expect("it opens");
    let person = |name: &str, side, role| {
        let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
        let about = app.submit(Actor::House, order).expect("registered").about.expect("a person");
        about.key().parse().expect("an id")
    };
    let (ines, karim) = (person("Inès", Side::Marketing, Role::Cmo), person("Karim", Side::It, Role::Cio));
    House { _folder: folder, app, ines, karim }
}

impl House {
    fn give(&self, order: MeetingOrder) -> Receipt {
        self.app.submit(Actor::Person(self.ines), Order::Meeting(order)).expect("it is allowed")
    }

    fn call(&self) {
        let people = vec![self.ines, self.karim];
        let (title, start) = ("Inès et Karim".to_owned(), FIRST.at(9, 0, 0, 0));
        self.give(MeetingOrder::Call { title, zone: None, start, minutes: 45, weeks: Some(2), people });
    }

    /// Asks both sides to decide about a tool.
    fn decision(&self, name: &str) -> Ref {
        let order = Order::DeclareTool {
            name: name.to_owned(),
            purpose: None,
            functions: None,
            team: None,
            monthly: None,
            personal: None,
        };
        let tool = self.app.submit(Actor::House, order).expect("declared").about.expect("a tool");
        let number = self.app.picture().next_decision();
        let until = date(2026, 9, 30);
        self.app.submit(Actor::House, Order::SendTool { tool, replace_by: None, until }).expect("sent");
        Ref::new(Kind::Decision, &number.to_string())
    }

    fn late_action(&self) -> Ref {
        let (marketing, it, due) = (self.ines, self.karim, date(2026, 8, 1));
        let words = "Publier la justesse du stock".to_owned();
        let order = Order::SetAction { words, cause: None, marketing, it, due, place: None };
        self.app.submit(Actor::House, order).expect("agreed").about.expect("an action")
    }

    fn sitting(&self, of: Date) -> Sitting {
        self.app.picture().meeting(1).expect("it was called").sittings[&of].clone()
    }

    fn became(&self, of: Date, item: &Ref) -> Option<Outcome> {
        let outcomes = self.app.picture().outcomes(&self.sitting(of));
        outcomes.into_iter().find(|(known, _)| known == item).expect("on the agenda").1
    }
}

#[test]
fn the_agenda_is_what_waits_for_both_sides_and_stands_once_it_is_opened() {
    let house = house();
    house.call();
    let late = house.late_action();
    let decisions: Vec<Ref> = (1..=6).map(|nth| house.decision(&format!("Outil {nth}"))).collect();
    let picture = house.app.picture();
    let meeting = picture.meeting(1).expect("it was called");
    let day = meeting.next(house.app.today()).expect("a day to come");
    let programme = picture.programme(meeting, day, house.app.today());
    assert_eq!((programme.points.len(), programme.later), (6, 1));
    assert_eq!(programme.points[0].about, late, "its day is the first to have passed");
    assert!(programme.points.iter().all(|point| point.presses), "each is due before the meeting after");
    let both = vec![house.ines, house.karim];
    house.give(MeetingOrder::Open { meeting: 1, of: FIRST, present: both });
    let of: Vec<Ref> = house.sitting(FIRST).items.into_iter().map(|(item, _)| item).collect();
    let meant: Vec<Ref> = programme.points.into_iter().map(|point| point.about).collect();
    assert_eq!(of, meant);
    house.decision("Outil 7");
    assert_eq!(house.sitting(FIRST).items.len(), 6, "what comes later is for the next one");
    assert!(decisions.iter().filter(|it| of.contains(it)).count() == 5);
}

#[test]
fn each_point_is_decided_made_an_action_or_put_off_and_the_minutes_say_so() {
    let house = house();
    house.call();
    let [decided, acted, postponed] = ["Roue", "Échelle", "Corde"].map(|name| house.decision(name));
    let both = vec![house.ines, house.karim];
    house.give(MeetingOrder::Open { meeting: 1, of: FIRST, present: both });
    assert!(house.app.picture().missing_sides(&house.sitting(FIRST)).is_empty());

    let number = decided.key().parse().expect("a number");
    for who in [house.ines, house.karim] {
        let hash = house.app.picture().decision(number).expect("it is open").hash.clone();
        let choice = Choice::Retire { until: date(2026, 9, 30) };
        let order = Order::Sign { decision: number, choice, hash, remark: None };
        house.app.submit(Actor::Person(who), order).expect("signed");
    }
    let words = "Demander un devis".to_owned();
    let action = TypedAction { words, marketing: house.ines, it: house.karim, due: SECOND, place: None };
    let act = MeetingOrder::Act { meeting: 1, of: FIRST, item: acted.clone(), action: Box::new(action) };
    assert_eq!(house.give(act).facts, 2, "the action, and that the point became it");
    let why = "Nous attendons le juridique".to_owned();
    house.give(MeetingOrder::Postpone { meeting: 1, of: FIRST, item: postponed.clone(), why });
    house.give(MeetingOrder::Close { meeting: 1, of: FIRST });

    let together = Settled::Decided { choice: Choice::Retire { until: date(2026, 9, 30) }, how: How::Together };
    assert_eq!(house.became(FIRST, &decided), Some(Outcome::Settled(together)));
    assert_eq!(house.became(FIRST, &acted), Some(Outcome::Action(Ref::new(Kind::Action, "1"))));
    assert!(matches!(house.became(FIRST, &postponed), Some(Outcome::Postponed(_))));

    // What was put off is on the next agenda, as long as nobody has decided it.
    let picture = house.app.picture();
    let meeting = picture.meeting(1).expect("it was called");
    let next = meeting.next(house.app.today()).expect("a day to come");
    assert_eq!(next.of, SECOND);
    let points = picture.programme(meeting, next, house.app.today()).points;
    assert!(points.iter().any(|point| point.about == postponed) && points.iter().all(|point| point.about != decided));
}

#[test]
fn without_one_side_it_is_said_that_what_is_decided_stays_provisional() {
    let house = house();
    house.call();
    house.give(MeetingOrder::Open { meeting: 1, of: FIRST, present: vec![house.ines] });
    assert_eq!(house.app.picture().missing_sides(&house.sitting(FIRST)), [Side::It]);
}

#[test]
fn who_is_not_asked_to_come_says_nothing_of_it_and_calendars_follow() {
    let house = house();
    house.call();
    let order = Order::Register {
        name: "Lou".to_owned(),
        email: None,
        side: Side::Marketing,
        roles: vec![Role::Employee],
        team: None,
    };
    let about = house.app.submit(Actor::House, order).expect("registered").about.expect("a person");
    let lou = Actor::Person(about.key().parse().expect("an id"));
    let skip = || Order::Meeting(MeetingOrder::LeaveOut { meeting: 1, of: FIRST });
    assert_eq!(house.app.submit(lou, skip()).map_err(|it| it.kind), Err(Problems::Forbidden));

    let page = |id: &Ref| format!("https://entente.example/{id}");
    let calendar = || house.app.calendar(house.karim, Lang::En, &page);
    let first = calendar();
    assert!(first.contains("DTSTART;TZID=Europe/Paris:20260813T090000\r\n"), "{first}");
    assert!(first.contains("RRULE:FREQ=WEEKLY;INTERVAL=2\r\n") && first.contains("BEGIN:VTIMEZONE"), "{first}");
    house.give(MeetingOrder::LeaveOut { meeting: 1, of: FIRST });
    house.give(MeetingOrder::Move { meeting: 1, of: SECOND, to: date(2026, 8, 28).at(14, 0, 0, 0) });
    let later = calendar();
    assert!(later.contains("EXDATE;TZID=Europe/Paris:20260813T090000\r\n"), "{later}");
    assert!(later.contains("RECURRENCE-ID;TZID=Europe/Paris:20260827T090000\r\n"), "{later}");
    assert!(later.contains("DTSTART;TZID=Europe/Paris:20260828T140000\r\n"), "{later}");
    house.give(MeetingOrder::End { meeting: 1, last: date(2026, 8, 1) });
    assert!(calendar().contains("STATUS:CANCELLED\r\n"));
}

#[test]
fn an_outcome_is_of_the_meeting_and_not_of_the_point() {
    let house = house();
    house.call();
    let item = house.decision("Roue");
    house.give(MeetingOrder::Open { meeting: 1, of: FIRST, present: vec![house.ines] });
    let why = "Trop tôt".to_owned();
    house.give(MeetingOrder::Postpone { meeting: 1, of: FIRST, item: item.clone(), why });
    let [(_, outcome)] = &house.sitting(FIRST).items[..] else { panic!("one point") };
    assert!(matches!(outcome, Some(Outcome::Postponed(_))));
    let number = item.key().parse().expect("a number");
    assert!(house.app.picture().decision(number).expect("it stands").made.is_none(), "it waits as before");
}

#[test]
fn minutes_say_what_was_settled_while_the_meeting_was_open_and_nothing_that_came_later() {
    let house = house();
    house.call();
    let [one, other] = ["Roue", "Corde"].map(|name| house.decision(name));
    house.give(MeetingOrder::Open { meeting: 1, of: FIRST, present: vec![house.ines, house.karim] });
    let sign = |item: &Ref, who| {
        let number = item.key().parse().expect("a number");
        let hash = house.app.picture().decision(number).expect("it is open").hash.clone();
        let choice = Choice::Retire { until: date(2026, 9, 30) };
        house
            .app
            .submit(Actor::Person(who), Order::Sign { decision: number, choice, hash, remark: None })
            .expect("signed");
    };
    sign(&one, house.ines);
    assert_eq!(house.became(FIRST, &one), None, "one side is not both");
    sign(&one, house.karim);
    assert!(matches!(house.became(FIRST, &one), Some(Outcome::Settled(_))), "told while it is open");
    house.give(MeetingOrder::Close { meeting: 1, of: FIRST });
    let minutes = house.app.picture().outcomes(&house.sitting(FIRST));
    [house.ines, house.karim].into_iter().for_each(|who| sign(&other, who));
    assert_eq!(house.app.picture().outcomes(&house.sitting(FIRST)), minutes);
    assert_eq!(house.became(FIRST, &other), None);
}

#[test]
fn a_meeting_held_once_that_is_moved_begins_elsewhere_and_left_out_is_cancelled() {
    let house = house();
    let people = vec![house.ines, house.karim];
    let (title, start) = ("Séminaire".to_owned(), FIRST.at(9, 0, 0, 0));
    house.give(MeetingOrder::Call { title, zone: None, start, minutes: 90, weeks: None, people });
    let page = |id: &Ref| format!("https://entente.example/{id}");
    let calendar = || house.app.calendar(house.karim, Lang::En, &page);
    house.give(MeetingOrder::Move { meeting: 1, of: FIRST, to: SECOND.at(14, 0, 0, 0) });
    let moved = calendar();
    assert!(moved.contains("DTSTART;TZID=Europe/Paris:20260827T140000\r\n"), "{moved}");
    assert!(!moved.contains("RECURRENCE-ID") && !moved.contains("20260813T090000"), "{moved}");
    house.give(MeetingOrder::LeaveOut { meeting: 1, of: FIRST });
    assert!(calendar().contains("STATUS:CANCELLED\r\n"));
}
