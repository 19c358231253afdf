//! Whose turn a request was, by its own facts; and with the work linked to it.

use agenda::business_case::Pen;
use agenda::charter::Silence;
use agenda::decision::{self, Choice, Facts, How};
use agenda::lane::Lane;
use agenda::role::Role;
use agenda::{business_case, person, request};
use base::{Kind, Lang, PersonId, Ref, Side, Text, TextId};
use delivery::clock::{Holder, Turn, split};
use delivery::hours::Hours;
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use picture::waiting::{Cause, with_work};
use picture::{Event, Fact, Picture};

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
    picture.turns(1).iter().map(|turn| (hours(turn.since), turn.whose, turn.because.cause)).collect()
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

#[test]
fn work_linked_to_a_request_goes_on_where_the_decision_ends() {
    let turn = |hour, whose, because| Turn { since: at(hour), whose, because };
    let own = [turn(0, Some(Holder::Marketing), 1), turn(10, None, 2)];
    let work = [turn(5, Some(Holder::It), 3), turn(40, Some(Holder::Worked), 4), turn(90, None, 5)];
    assert_eq!(with_work(&own, &[]), own);
    let whole = split(with_work(&own, &work), at(1_000), &Hours::house());
    let part = |holder| whole.part(holder).elapsed_s / 3_600;
    assert_eq!((part(Holder::Marketing), part(Holder::It), part(Holder::Worked)), (10, 30, 50));
    assert_eq!((whole.total.elapsed_s / 3_600, whole.now), (90, None));
    // Work that begins only later: meanwhile it waits for IT.
    let late = split(with_work(&own, &work[1..]), at(60), &Hours::house());
    assert_eq!((late.part(Holder::It).elapsed_s / 3_600, late.now), (30, Some(Holder::Worked)));
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
