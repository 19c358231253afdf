//! Whose turn a request was, by its own facts; and with the work linked to it.

use agenda::acceptance::{self, Counts, Standing as Told};
use agenda::business_case::Pen;
use agenda::charter::Silence;
use agenda::decision::{self, Choice, Facts, How};
use agenda::lane::Lane;
use agenda::role::Role;
use agenda::tracker::{self, Meaning};
use agenda::{business_case, person, request};
use base::{Kind, Lang, PersonId, Ref, Side, Source, Text, TextId};
use delivery::ageing::Standing;
use delivery::clock::{Holder, Turn, split};
use delivery::forecast::{NoForecast, WEEKS_NEEDED};
use delivery::hours::Hours;
use delivery::item::{Change, Item, ItemKey, Now};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use picture::tracker::tracker_ref;
use picture::waiting::{Because, Cause, with_work};
use picture::{Event, Fact, Picture};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn at(hour: i64) -> Timestamp {
    "2026-03-02T08:00:00Z".parse::<Timestamp>().unwrap() + hour.hours()
}

fn text() -> Text {
    Text::commit(TextId(uuid::Uuid::from_u128(1)), &[0; 16], "words")
}

fn person(n: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(n))
}

fn registered(side: Side) -> person::Event {
    let roles = vec![Role::Employee];
    person::Event::Registered { name: text(), email: None, domain: None, side, roles, team: None }
}

/// A picture of facts, each with its hour and who made it true.
fn picture(facts: Vec<(i64, u128, Event)>) -> Picture {
    let mut picture = Picture::default();
    let cast = [(1, Side::Marketing), (2, Side::It)];
    let people = cast.map(|(n, side)| (0, n, Event::Person(person(n), registered(side))));
    for (position, (hour, actor, event)) in (1..).zip(people.into_iter().chain(facts)) {
        picture.apply(Fact { position, at: at(hour), actor: Some(person(actor)), event });
    }
    picture
}

fn asked() -> Event {
    Event::Request(1, request::Event::Asked { sentence: text(), lang: Lang::Fr })
}

fn the_decision() -> Ref {
    Ref::new(Kind::Decision, "1")
}

fn sent() -> [Event; 2] {
    let facts = Facts::of(&serde_json::json!({}));
    let opened = decision::Event::Opened {
        request: Ref::new(Kind::Request, "1"),
        lane: Lane::Standard,
        charter: 1,
        class: None,
        deciders: vec![Side::Marketing, Side::It],
        deadline: date(2026, 3, 20),
        silence: Silence::GoesToArbiter,
        options: vec![Choice::AsAsked],
        hash: facts.hash(),
        facts,
    };
    [Event::Request(1, request::Event::SentToDecision { decision: the_decision() }), Event::Decision(1, opened)]
}

fn signed(side: Side, choice: Choice) -> Event {
    Event::Decision(1, decision::Event::Signed { side, choice, hash: String::new(), remark: None })
}

fn made(goes_ahead: bool) -> [Event; 2] {
    let choice = if goes_ahead { Choice::AsAsked } else { Choice::NotNow };
    [
        Event::Decision(1, decision::Event::Made { choice, how: How::Together }),
        Event::Request(1, request::Event::Decided { decision: the_decision(), goes_ahead }),
    ]
}

fn turns(picture: &Picture) -> Vec<(i64, Option<Holder>, Cause)> {
    let hours = |turn: Timestamp| turn.duration_since(at(0)).as_hours();
    let cause = |because: &Because| match because {
        Because::Fact { cause, .. } => *cause,
        Because::Item { .. } => panic!("a request's own turns are facts"),
    };
    picture.turns(1).iter().map(|turn| (hours(turn.since), turn.whose, cause(&turn.because))).collect()
}

#[test]
fn a_request_waits_for_marketing_then_for_both_then_for_the_side_that_has_not_signed() {
    let mut facts = vec![(0, 1, asked())];
    facts.extend(sent().map(|event| (30, 1, event)));
    facts.push((40, 1, signed(Side::Marketing, Choice::AsAsked)));
    facts.push((100, 2, signed(Side::It, Choice::AsAsked)));
    facts.extend(made(true).map(|event| (100, 2, event)));
    let picture = picture(facts);
    let expected = [
        (0, Some(Holder::Marketing), Cause::Asked),
        (30, Some(Holder::Both), Cause::Sent),
        (40, Some(Holder::It), Cause::Signed(Side::Marketing)),
        (100, None, Cause::Decided(true)),
    ];
    // Between the second signature and what follows from it lies no second.
    let told: Vec<_> = turns(&picture).into_iter().filter(|(.., cause)| *cause != Cause::Signed(Side::It)).collect();
    assert_eq!(told, expected);
    let waited = picture.waited(1, at(500), &Hours::house()).unwrap();
    let part = |holder| waited.split.part(holder).elapsed_s / 3_600;
    assert_eq!((part(Holder::Marketing), part(Holder::Both), part(Holder::It)), (30, 10, 60));
    assert_eq!(
        (waited.split.total.elapsed_s, waited.split.now, waited.lane),
        (100 * 3_600, None, Some(Lane::Standard))
    );
}

#[test]
fn a_wish_of_a_colleague_of_it_waits_for_it_and_a_disagreement_for_both() {
    let mut facts = vec![(0, 2, asked())];
    facts.extend(sent().map(|event| (10, 2, event)));
    facts.push((20, 2, signed(Side::It, Choice::AsAsked)));
    facts.push((30, 1, signed(Side::Marketing, Choice::NotNow)));
    let whose: Vec<Option<Holder>> = turns(&picture(facts)).into_iter().map(|(_, whose, _)| whose).collect();
    assert_eq!(whose, [Holder::It, Holder::Both, Holder::Marketing, Holder::Both].map(Some));
}

#[test]
fn a_decision_opened_again_sets_the_clock_going_again() {
    let mut facts = vec![(0, 1, asked())];
    facts.extend(sent().map(|event| (10, 1, event)));
    facts.push((20, 2, signed(Side::It, Choice::AsAsked)));
    facts.extend(made(true).map(|event| (30, 2, event)));
    facts.push((130, 1, signed(Side::Marketing, Choice::NotNow)));
    facts.push((130, 1, Event::Decision(1, decision::Event::Reopened { side: Side::Marketing })));
    facts.push((130, 1, Event::Request(1, request::Event::Reopened { decision: the_decision() })));
    let waited = picture(facts).waited(1, at(200), &Hours::house()).unwrap();
    assert_eq!(waited.split.over.elapsed_s, 100 * 3_600);
    assert_eq!(waited.split.now, Some(Holder::Both));
    assert_eq!(waited.split.total.elapsed_s, 200 * 3_600);
}

#[test]
fn a_case_both_directors_have_signed_waits_for_finance_until_it_signs_or_somebody_edits() {
    let signed = |pen| Event::BusinessCase(1, business_case::Event::Signed { pen, hash: String::new(), remark: None });
    let request = Ref::new(Kind::Request, "1");
    let opened = Event::BusinessCase(1, business_case::Event::Opened { request, options: vec![Choice::AsAsked] });
    let facts = vec![
        (0, 1, asked()),
        (10, 1, opened),
        (20, 1, signed(Pen::Marketing)),
        (30, 2, signed(Pen::It)),
        (50, 1, signed(Pen::Finance)),
    ];
    let told = turns(&picture(facts));
    assert_eq!(
        told[1..],
        [
            (30, Some(Holder::Finance), Cause::CaseSigned(Pen::It)),
            (50, Some(Holder::Marketing), Cause::CaseSigned(Pen::Finance)),
        ]
    );
}

fn told(hour: i64, whose: Option<Holder>, state: &str) -> Turn<Because> {
    let item = ItemKey { tracker: "jira".to_owned(), key: "WEB-1".to_owned() };
    Turn { since: at(hour), whose, because: Because::Item { item, state: Some(state.to_owned()) } }
}

fn own(hour: i64, whose: Option<Holder>, cause: Cause) -> Turn<Because> {
    let at = Ref::new(Kind::Request, "1");
    Turn { since: self::at(hour), whose, because: Because::Fact { position: hour as u64, cause, at } }
}

#[test]
fn work_linked_to_a_request_goes_on_where_the_decision_ends() {
    let decided = [own(0, Some(Holder::Marketing), Cause::Asked), own(10, None, Cause::Decided(true))];
    let work =
        [told(5, Some(Holder::It), "To do"), told(40, Some(Holder::Worked), "In progress"), told(90, None, "Done")];
    assert_eq!(with_work(&decided, &[]), decided);
    let whole = split(with_work(&decided, &work), at(1_000), &Hours::house());
    let part = |holder| whole.part(holder).elapsed_s / 3_600;
    assert_eq!((part(Holder::Marketing), part(Holder::It), part(Holder::Worked)), (10, 30, 50));
    assert_eq!((whole.total.elapsed_s / 3_600, whole.now), (90, None));
    // What the clock goes on in opens to what the tracker told before the decision.
    assert_eq!(whole.stretches[1].because, work[0].because);
    // Work that begins only later: meanwhile it waits for IT, because of the decision.
    let late = split(with_work(&decided, &work[1..]), at(60), &Hours::house());
    assert_eq!((late.part(Holder::It).elapsed_s / 3_600, late.now), (30, Some(Holder::Worked)));
    assert_eq!(late.stretches[1].because, decided[1].because);
}

#[test]
fn what_is_not_to_be_done_is_over_whatever_a_tracker_says() {
    let work = [told(5, Some(Holder::Worked), "In progress")];
    for cause in [Cause::Decided(false), Cause::Withdrawn] {
        let own = [own(0, Some(Holder::Marketing), Cause::Asked), own(10, None, cause)];
        let whole = split(with_work(&own, &work), at(1_000), &Hours::house());
        assert_eq!((whole.total.elapsed_s / 3_600, whole.now), (10, None), "{cause:?}");
    }
}

/// A request decided after ten hours, with a whole and its parts in a tracker whose words a person explained.
fn with_items(items: Vec<Item>, explained: &[(&str, Meaning)]) -> Picture {
    let mut facts = vec![(0, 1, asked())];
    facts.extend(sent().map(|event| (5, 1, event)));
    facts.extend(made(true).map(|event| (10, 2, event)));
    let jira = tracker_ref("jira");
    let explain = |(state, meaning): &(&str, Meaning)| {
        let event = tracker::Event::Explained { state: (*state).to_owned(), meaning: *meaning };
        (20, 2, Event::Tracker(jira.clone(), event))
    };
    facts.extend(explained.iter().map(explain));
    let linked = tracker::Event::Linked { item: "WEB-1".to_owned(), request: Ref::new(Kind::Request, "1") };
    facts.push((20, 2, Event::Tracker(jira.clone(), linked)));
    let mut picture = picture(facts);
    picture.learn_items(items);
    picture
}

fn item(key: &str, parent: Option<&str>, opened: i64, states: &[(i64, &str)]) -> Item {
    let change = |(hour, state): &(i64, &str)| Change { at: at(*hour), now: Now::State((*state).to_owned()), line: 1 };
    Item {
        key: ItemKey { tracker: "jira".to_owned(), key: key.to_owned() },
        title: key.to_owned(),
        kind: None,
        parent: parent.map(str::to_owned),
        opened: at(opened),
        first_state: "To do".to_owned(),
        history: states.iter().map(change).collect(),
        updated: at(opened),
        needs: Vec::new(),
        mentions: Vec::new(),
        source: Source::Statement { by: None, position: 1 },
    }
}

const WORDS: [(&str, Meaning); 5] = [
    ("To do", Meaning::NotStarted),
    ("In progress", Meaning::Worked),
    ("Legal", Meaning::Legal),
    ("Acceptance", Meaning::Marketing),
    ("Done", Meaning::Done),
];

#[test]
fn parts_under_way_speak_for_the_whole_and_parts_not_begun_do_not() {
    let items = vec![
        item("WEB-1", None, 2, &[(12, "Legal"), (40, "In progress"), (100, "Done")]),
        item("WEB-2", Some("WEB-1"), 3, &[(50, "In progress"), (60, "Acceptance"), (80, "Done")]),
        item("WEB-3", Some("WEB-1"), 3, &[]),
    ];
    let picture = with_items(items, &WORDS);
    let waited = picture.waited(1, at(200), &Hours::house()).unwrap();
    let part = |holder| waited.split.part(holder).elapsed_s / 3_600;
    assert_eq!((part(Holder::Legal), part(Holder::Worked)), (28, 10 + 10 + 20));
    // Ten hours until it was answered, of which five for both; then twenty for the acceptance of a part.
    assert_eq!((part(Holder::Marketing), part(Holder::Both), part(Holder::It)), (5 + 20, 5, 2));
    assert!(waited.is_delivered() && waited.items == 3);
    assert_eq!(waited.to_answer.total.elapsed_s, 10 * 3_600);
    assert_eq!(waited.since_answer(Holder::Marketing).elapsed_s, 20 * 3_600);
    assert_eq!(picture.waiting_now(), [], "it is done");
}

#[test]
fn a_word_nobody_explained_is_a_part_of_its_own() {
    let items = vec![item("WEB-1", None, 2, &[(12, "Sas"), (40, "In progress")])];
    let picture = with_items(items, &WORDS);
    let waited = picture.waited(1, at(60), &Hours::house()).unwrap();
    assert_eq!(waited.split.part(Holder::Unknown).elapsed_s, 28 * 3_600);
    assert_eq!(picture.waiting_now(), [(Holder::Worked, 1)]);
}

#[test]
fn what_was_told_to_be_delivered_waits_for_whoever_asked_until_it_is_accepted() {
    let mut picture = with_items(vec![item("WEB-1", None, 2, &[(12, "In progress"), (40, "Done")])], &WORDS);
    let counts = Counts { asked: 1, agreed: 1, delivered: 1 };
    let events = [
        (15, acceptance::Event::Asked { item: 1, words: text() }),
        (40, acceptance::Event::Told { item: 1, standing: Told::Delivered, words: None }),
        (70, acceptance::Event::Accepted { counts }),
    ];
    for (position, (hour, event)) in (100..).zip(events) {
        let event = Event::Acceptance(1, event);
        picture.apply(Fact { position, at: at(hour), actor: Some(person(1)), event });
    }
    let waited = picture.waited(1, at(200), &Hours::house()).unwrap();
    let part = |holder| waited.split.part(holder).elapsed_s / 3_600;
    assert_eq!((part(Holder::Worked), part(Holder::Marketing)), (28, 5 + 30));
    assert_eq!((waited.split.total.elapsed_s / 3_600, waited.is_delivered()), (70, true));
}

fn histories() -> impl Strategy<Value = Vec<Item>> {
    let words = ["To do", "In progress", "Legal", "Acceptance", "Done", "Sas"];
    let change = (0..5_000_i64, prop_oneof![9 => select(words.to_vec()).prop_map(Some), 1 => Just(None)]);
    let one = (0..5_000_i64, vec(change, 0..8));
    vec(one, 1..6).prop_map(|items| {
        let items = (1..).zip(items).map(|(n, (opened, changes))| {
            let parent = if n % 3 == 0 { Some("WEB-1") } else { None };
            let mut item = item(&format!("WEB-{n}"), parent, opened, &[]);
            let now = |state: Option<&str>| state.map_or(Now::Deleted, |state| Now::State(state.to_owned()));
            item.history =
                changes.into_iter().map(|(hour, state)| Change { at: at(hour), now: now(state), line: 1 }).collect();
            item
        });
        items.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn with_items_joined_the_parts_sum_to_the_total_to_the_second((items, until) in (histories(), 1..5_000_i64)) {
        let hours = Hours::house().ready(at(0), at(5_000));
        let picture = with_items(items, &WORDS);
        let waited = picture.waited(1, at(until), &hours).unwrap();
        for split in [&waited.split, &waited.to_answer] {
            let sum = split.parts.iter().fold(split.over, |sum, (_, spent)| sum.and(*spent));
            prop_assert_eq!(sum, split.total);
            prop_assert!(split.stretches.windows(2).all(|pair| pair[0].to == pair[1].from));
            if let Some((from, to)) = split.span() {
                prop_assert_eq!(split.total.elapsed_s, to.as_second() - from.as_second());
                prop_assert_eq!(split.total.open_s, hours.between(from, to));
            }
        }
        // Work counts only from the decision on, and until then nothing is the different for it.
        for holder in Holder::ALL {
            let since = waited.since_answer(holder);
            prop_assert!(since.elapsed_s >= 0 && since.open_s >= 0);
        }
        // Every second of it opens to something of this request, and neighbours differ in whose turn it is.
        prop_assert!(waited.split.stretches.windows(2).all(|pair| pair[0].whose != pair[1].whose));
    }
}

#[test]
fn a_lane_s_clock_counts_what_was_answered_in_time_and_what_has_gone_beyond() {
    let mut facts = vec![(0, 1, asked())];
    facts.extend(sent().map(|event| (30, 1, event)));
    let open = picture(facts.clone());
    let clocks = |picture: &Picture, now| {
        let hours = picture.hours(at(now));
        let clocks = picture.all_waited(at(now), &hours).lane_clocks(&hours);
        clocks.iter().map(|it| (it.lane, it.in_time, it.answered, it.beyond, it.open)).collect::<Vec<_>>()
    };
    // Thirty working days of the standard lane end on the thirtieth working day after Monday 2 March 2026.
    assert_eq!(clocks(&open, 24 * 30), [(Lane::Standard, 0, 0, 0, 1)]);
    assert_eq!(clocks(&open, 24 * 60), [(Lane::Standard, 0, 0, 1, 1)]);
    assert_eq!(open.waiting_now(), [(Holder::Both, 1)]);
    facts.extend(made(true).map(|event| (100, 2, event)));
    assert_eq!(clocks(&picture(facts), 24 * 60), [(Lane::Standard, 1, 1, 0, 0)]);
}

#[test]
fn what_is_older_than_most_of_what_was_finished_stands_out_and_a_queue_has_a_forecast() {
    // Forty pieces, one begun every working Monday's week and done a day later; one begun on the first day and still open.
    let week = 24 * 7;
    let mut items: Vec<Item> = (0..40)
        .map(|n| {
            let begun = n / 2 * week;
            item(&format!("WEB-{}", n + 10), None, begun, &[(begun, "In progress"), (begun + 24, "Done")])
        })
        .collect();
    items.push(item("WEB-1", None, 0, &[(0, "In progress")]));
    items.push(item("WEB-2", None, 0, &[]));
    // An epic is no piece; nor does what is not told count.
    items.push(item("WEB-3", None, 0, &[(0, "In progress")]));
    items.push(item("WEB-4", Some("WEB-3"), 0, &[(0, "Done")]));
    let picture = with_items(items, &WORDS);
    let now = at(20 * week);
    let hours = picture.hours(now);
    let flow = picture.flow(now, &hours);
    let finished = flow.finished.expect("forty are finished");
    assert_eq!((finished.value, finished.n), (1.0, 40), "each took a working day");
    let under_way: Vec<_> =
        flow.under_way.iter().map(|it| (it.item.key.key.as_str(), it.requests.as_slice())).collect();
    assert_eq!(under_way, [("WEB-1", &[1_u64][..])]);
    let old = &flow.under_way[0];
    assert_eq!((old.whose, old.standing), (Holder::Worked, Some(Standing::Old)));
    assert!((old.days - hours.days(hours.between(at(0), now))).abs() < 1e-9);
    // Two a week, every week; two are left: one week, whatever is drawn.
    let [queue] = flow.queues.as_slice() else { panic!("{:?}", flow.queues) };
    assert_eq!((queue.name.as_str(), queue.left, queue.requests.as_slice()), ("WEB", 2, &[1_u64][..]));
    let forecast = queue.forecast.expect("twenty weeks are enough");
    assert_eq!((forecast.weeks_50, forecast.weeks_85, forecast.weeks_95), (1, 1, 1));
    // In the fifth week nothing can be said yet.
    let early = picture.flow(at(5 * week), &hours);
    assert!(early.finished.is_err() && early.under_way.iter().all(|it| it.standing.is_none()));
    assert!(matches!(early.queues[0].forecast, Err(NoForecast::NotEnough(it)) if it.need == WEEKS_NEEDED));
}
