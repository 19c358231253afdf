//! Saying a thing twice is saying it once: of every command of every aggregate in the table below, the second time makes
//! nothing true, whatever was said before.
//!
//! An aggregate joins by a row: its name and the commands to draw from.

use std::fmt::Debug;

use agenda::acceptance::{self, Acceptance};
use agenda::action::{self, Action};
use agenda::change::{self, Change};
use agenda::charter::{self, Charter};
use agenda::decision::{self, Choice, Decision, Facts};
use agenda::lane::Lane;
use agenda::meeting::{self, Meeting};
use agenda::message::{self, Message, Purpose};
use agenda::objective::{self, Objective};
use agenda::person::{self, Person};
use agenda::question::{self, Question as Direct};
use agenda::raci::{self, Matrix};
use agenda::request::{self, About, Assumed, Question, Request};
use agenda::role::Role;
use agenda::specification::Rule;
use agenda::specification::dismissal::{self, Dismissals};
use agenda::tool::{self, Answer, Case, Cause};
use agenda::tracker::{self, Meaning, Tracker};
use base::{Aggregate, Context, Kind, Lang, PersonId, Quantity, Ref, Side, Text, TextId};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// An aggregate's name, and what holds it to the law.
type Row = (&'static str, fn(&str));

/// The table: one row per aggregate.
const TABLE: &[Row] = &[
    ("raci", |name| law::<Matrix>(name, &of_raci())),
    ("charter", |name| law::<Charter>(name, &of_charter())),
    ("person", |name| law::<Person>(name, &of_person())),
    ("decision", |name| law::<Decision>(name, &of_decision())),
    ("request", |name| law::<Request>(name, &of_request())),
    ("tool", |name| law::<Case>(name, &of_tool())),
    ("action", |name| law::<Action>(name, &of_action())),
    ("question", |name| law::<Direct>(name, &of_question())),
    ("meeting", |name| law::<Meeting>(name, &of_meeting())),
    ("message", |name| law::<Message>(name, &of_message())),
    ("acceptance", |name| law::<Acceptance>(name, &of_acceptance())),
    ("specification", |name| law::<Dismissals>(name, &of_specification())),
    ("change", |name| law::<Change>(name, &of_change())),
    ("tracker", |name| law::<Tracker>(name, &of_tracker())),
    ("objective", |name| law::<Objective>(name, &of_objective())),
];

#[test]
fn saying_a_thing_twice_is_saying_it_once() {
    for (name, check) in TABLE {
        check(name);
    }
}

fn text(id: u128) -> Text {
    Text { id: TextId(uuid::Uuid::from_u128(id)), commitment: format!("{id:064x}") }
}

fn ctx(who: u128) -> Context {
    Context { actor: Some(PersonId(uuid::Uuid::from_u128(who))), now: Timestamp::UNIX_EPOCH }
}

/// Draws lives of up to sixty commands by three people, and repeats each command that was taken.
fn law<A>(name: &str, commands: &[A::Command])
where
    A: Aggregate + Clone + Debug,
    A::Command: Clone + Debug,
{
    let life = prop::collection::vec((0..commands.len(), 1_u128..4), 1..60);
    let mut taken = vec![false; commands.len()];
    let mut runner = TestRunner::new(Config { cases: 160, ..Config::default() });
    let lives = std::cell::RefCell::new(&mut taken);
    let result = runner.run(&life, |life| {
        let mut state: Option<A> = None;
        for (nth, who) in life {
            let ctx = ctx(who);
            let Ok(events) = A::decide(state.as_ref(), commands[nth].clone(), &ctx) else { continue };
            lives.borrow_mut()[nth] |= !events.is_empty();
            state = events.iter().fold(state, |state, event| A::evolve(state, event, &ctx));
            // Nothing, or an answer that it is so already: never a second fact.
            let again = A::decide(state.as_ref(), commands[nth].clone(), &ctx).unwrap_or_default();
            prop_assert_eq!(again.len(), 0, "{} twice: {:?}", name, commands[nth]);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{name}: {error}");
    }
    let idle: Vec<_> = commands.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(command, _)| command).collect();
    assert!(idle.is_empty(), "{name}: commands no life ever took: {idle:?}");
}

fn of_raci() -> Vec<raci::Command> {
    use raci::{Activity, Command, Holder, Mark, Row, Seat, Source};
    let (columns, rows) = raci::template();
    let row = |id, mark| Row {
        activity: Activity::Named(text(id)),
        stages: Vec::new(),
        purposes: false,
        seats: vec![Seat { who: Holder::role(Role::Cmo), mark }],
        joint: None,
    };
    let state = |row, what| Command::StateRow { row, what, says_something: true };
    vec![
        Command::Adopt { source: Source::Template, columns: columns.clone(), rows: rows.clone() },
        Command::Adopt { source: Source::ByHand, columns, rows: rows[..3].to_vec() },
        state(None, row(1, Mark::A)),
        state(None, row(2, Mark::A2)),
        state(Some(2), row(3, Mark::R)),
        Command::DropRow { row: 1 },
        Command::DropRow { row: 2 },
    ]
}

fn of_tracker() -> Vec<tracker::Command> {
    use tracker::Command;
    let explain = |state: &str, meaning| Command::Explain { state: state.to_owned(), meaning, known: true };
    let request = |number: &str| Ref::new(Kind::Request, number);
    let item = || "WEB-1".to_owned();
    vec![
        explain("En cours", Meaning::Worked),
        explain("EN COURS", Meaning::It),
        explain("Recette", Meaning::Marketing),
        Command::Link { item: item(), request: request("1"), known: true },
        Command::Link { item: item(), request: request("2"), known: true },
        Command::Part { item: item(), request: request("1"), known: true },
    ]
}

fn of_charter() -> Vec<charter::Command> {
    use charter::{Command, Decider, Row};
    let decision = |number: u32| Ref::new(Kind::Decision, &number.to_string());
    let first = Charter::default();
    let standing = first.row("data-access").expect("it comes with the first version").clone();
    let slower = Row { working_days: 7, ..standing.clone() };
    let own = Row { key: "own-1".to_owned(), name: Some(text(9)), decider: Decider::Side(Side::It), ..standing };
    let propose =
        |number, row: &Row| Command::Propose { decision: decision(number), row: row.clone(), says_something: true };
    let conclude = |number, adopted| Command::Conclude { decision: decision(number), adopted };
    vec![
        propose(1, &slower),
        propose(2, &own),
        conclude(1, true),
        conclude(1, false),
        conclude(2, true),
        conclude(2, false),
    ]
}

fn of_acceptance() -> Vec<acceptance::Command> {
    use acceptance::{Cause, Command, Standing};
    let tell = |item, standing| {
        let words = (standing == Standing::LeftOut).then(|| text(9));
        Command::Tell { item, standing, words }
    };
    vec![
        Command::Ask { items: vec![text(1), text(2)], says_something: true },
        Command::Ask { items: vec![text(2), text(3)], says_something: true },
        tell(1, Standing::Delivered),
        tell(1, Standing::Agreed),
        tell(2, Standing::Missing(Cause::Waits)),
        tell(3, Standing::LeftOut),
        Command::Accept,
    ]
}

fn of_specification() -> Vec<dismissal::Command> {
    use dismissal::{Asked, Command, Part};
    let asked = |from| {
        let (part, text) = (Part::Answer(Question::Done), "a".repeat(64));
        Asked { part, text, rule: Rule::Ambiguous, from, to: from + 4 }
    };
    let dismiss = |from, id| Command::Dismiss { asked: asked(from), why: text(id), stands: true, says_something: true };
    vec![
        dismiss(0, 1),
        dismiss(0, 2),
        dismiss(9, 3),
        Command::Restore { asked: asked(0) },
        Command::Restore { asked: asked(9) },
    ]
}

fn of_change() -> Vec<change::Command> {
    use change::{Alternative, Command, Proposal, Says, Stands, What, Work};
    let exact = Quantity::exact;
    let option = |id| Alternative {
        name: text(id),
        lost: exact(0.4),
        people: 6,
        days_each: exact(3.0),
        dependents: Vec::new(),
        gain: None,
    };
    let proposal = |id| {
        let work = Work {
            planned: Some(exact(180.0)),
            spent: Some(exact(94.0)),
            source: Some(text(3)),
            team: None,
            day_rate: None,
        };
        Box::new(Proposal {
            request: Ref::new(Kind::Request, "1"),
            what: What::Priority,
            side: Side::Marketing,
            words: text(id),
            why: text(2),
            work,
            scope: None,
            options: vec![option(4), option(5)],
        })
    };
    let today = jiff::civil::date(2026, 8, 6);
    let decision = Ref::new(Kind::Decision, "1");
    let (says, stands) = (Says::ALL, Stands::ALL);
    vec![
        Command::Propose { proposal: proposal(1), says, stands, today },
        Command::Revise { proposal: proposal(8), says, stands, today },
        Command::Send { decision: decision.clone(), stands, recommended: Choice::StayAsIs, prices: vec![None, None] },
        Command::Conclude { decision: decision.clone(), choice: Choice::ChangeTo { option: 1 } },
        Command::Conclude { decision: decision.clone(), choice: Choice::StayAsIs },
        Command::Reopen { decision },
        Command::Withdraw { why: text(9), says_something: true },
    ]
}

fn of_decision() -> Vec<decision::Command> {
    use decision::Command;
    let facts = Facts::of(&serde_json::json!({ "load": "77" }));
    let (hash, silence) = (facts.hash(), jiff::civil::date(2026, 9, 1));
    let open = Command::Open {
        request: Ref::new(Kind::Request, "1"),
        lane: Lane::Express,
        terms: Charter::default().terms(charter::class_of(Lane::Express)),
        today: jiff::civil::date(2026, 8, 6),
        options: vec![Choice::AsAsked, Choice::NotNow],
        facts,
    };
    let sign = |side, choice| Command::Sign { side, choice, hash: hash.clone(), remark: None };
    let restate = |by, id| Command::Restate { by, words: text(id), says_something: true };
    let compromise = |id| Command::Compromise { terms: text(id), says_something: true };
    vec![
        open,
        sign(Side::Marketing, Choice::AsAsked),
        sign(Side::It, Choice::AsAsked),
        sign(Side::It, Choice::NotNow),
        compromise(1),
        compromise(2),
        restate(Side::Marketing, 3),
        restate(Side::It, 4),
        Command::AnswerRestatement { side: Side::It, correction: None },
        Command::AnswerRestatement { side: Side::It, correction: Some(text(5)) },
        Command::AnswerRestatement { side: Side::Marketing, correction: None },
        Command::LetDeadlinePass { today: silence },
        Command::Escalate { today: silence },
        Command::Arbitrate { choice: Choice::NotNow, hash },
    ]
}

fn of_person() -> Vec<person::Command> {
    use person::Command;
    let team = |key| Ref::new(Kind::Team, key);
    vec![
        Command::Register {
            name: text(1),
            email: None,
            side: Side::It,
            roles: vec![Role::Translator, Role::Orchestrator],
            team: None,
            domain: None,
        },
        Command::GiveRole { role: Role::Architect },
        Command::TakeRole { role: Role::Architect },
        Command::Move { side: Side::Marketing, team: Some(team("web")) },
        Command::Move { side: Side::It, team: None },
        Command::StateLines { solid: Side::It, dotted: Some(Side::Marketing) },
        Command::StateLines { solid: Side::It, dotted: None },
        Command::StateCoverage { teams: vec![team("web"), team("crm"), team("web")] },
        Command::StateCoverage { teams: Vec::new() },
        Command::Leave,
        Command::OpenCalendar { nth: 1 },
        Command::OpenCalendar { nth: 2 },
        Command::CloseCalendar,
    ]
}

fn of_request() -> Vec<request::Command> {
    use request::Command;
    let decision = |number: u32| Ref::new(Kind::Decision, &number.to_string());
    let about = |key| About { element: Some(Ref::new(Kind::Element, key)), ..About::default() };
    let day = jiff::civil::date(2026, 10, 1);
    let wish = |despite| Command::WishDate { date: day, against: Vec::new(), free: Vec::new(), despite };
    vec![
        Command::Ask { sentence: text(1), lang: Lang::Fr, says_something: true },
        Command::Reword { sentence: text(2), says_something: true },
        Command::Understand { about: about("home") },
        Command::Understand { about: about("cart") },
        Command::Answer { question: Question::Who, answer: text(3), says_something: true },
        Command::Assume { number: Assumed::Views, value: Quantity::exact(4.0) },
        wish(None),
        wish(Some(text(4))),
        Command::Send { decision: decision(1), technology_without_problem: None },
        Command::Conclude { decision: decision(1), goes_ahead: true },
        Command::Conclude { decision: decision(1), goes_ahead: false },
        Command::Reopen { decision: decision(1) },
        Command::Withdraw { why: text(5) },
    ]
}

fn of_tool() -> Vec<tool::Command> {
    use tool::Command;
    let person = |n| PersonId(uuid::Uuid::from_u128(n));
    let to = |kind, n: u32| Ref::new(kind, &n.to_string());
    let (today, until) = (jiff::civil::date(2026, 8, 6), jiff::civil::date(2026, 8, 15));
    let answer = |answer, words| Command::Answer {
        person: person(1),
        answer,
        cause: Some(Cause::TooSlow),
        quoted_weeks: Some(9),
        functions: None,
        words,
    };
    vec![
        Command::Declare {
            name: text(1),
            says_something: true,
            purpose: None,
            functions: Some(text(2)),
            team: None,
            monthly: None,
            personal: None,
        },
        Command::Review { in_use: true, why: None },
        Command::Review { in_use: false, why: Some(text(3)) },
        Command::Ask { person: person(1), message: to(Kind::Message, 1), today },
        answer(Answer::Ours, None),
        answer(Answer::NotOurs, Some(text(4))),
        Command::OpenNames { reason: text(5), says_something: true, notice: None },
        Command::Send { decision: to(Kind::Decision, 1) },
        Command::Conclude { decision: to(Kind::Decision, 1), choice: Choice::Retire { until } },
        Command::Conclude { decision: to(Kind::Decision, 1), choice: Choice::Regularise },
        Command::Reopen { decision: to(Kind::Decision, 1) },
        Command::ProveDeletion { proof: text(6), says_something: true },
        Command::TurnCause { action: to(Kind::Action, 1) },
        Command::NameOfficialWay { request: to(Kind::Request, 1) },
        Command::NameOfficialWay { request: to(Kind::Request, 2) },
        Command::Remind { today, messages: vec![to(Kind::Message, 2)] },
    ]
}

fn of_action() -> Vec<action::Command> {
    use action::Command;
    let person = |n| PersonId(uuid::Uuid::from_u128(n));
    let due = jiff::civil::date(2026, 9, 1);
    let sides = [Some(Side::Marketing), Some(Side::It)];
    let place = |outcome| action::Place { cell: "data-serve".parse().expect("a cell"), outcome };
    vec![
        Command::Set { words: text(1), says_something: true, cause: None, marketing: person(1), it: person(2), due },
        Command::Place { place: place(text(3)), says_something: true, sides },
        Command::Place { place: place(text(4)), says_something: true, sides },
        Command::TakeOff,
        Command::Finish { words: None },
        Command::Drop { why: text(2), says_something: true },
    ]
}

fn of_meeting() -> Vec<meeting::Command> {
    use meeting::Command;
    let person = |n| PersonId(uuid::Uuid::from_u128(n));
    let day = |day| jiff::civil::date(2026, 8, day);
    let (of, start) = (day(13), day(13).at(9, 0, 0, 0));
    let when = meeting::When { zone: "Europe/Paris".to_owned(), start, minutes: 45, weeks: Some(2) };
    let item = Ref::new(Kind::Decision, "1");
    let postpone = |id| Command::Postpone { of, item: item.clone(), why: text(id), says_something: true };
    vec![
        Command::Call { title: text(1), says_something: true, when, people: vec![person(1), person(2)] },
        Command::Move { of, to: day(14).at(9, 0, 0, 0) },
        Command::Move { of, to: start },
        Command::LeaveOut { of: day(27) },
        Command::Open { of, present: vec![person(1)], items: vec![item.clone()] },
        Command::Act { of, item: item.clone(), action: Ref::new(Kind::Action, "1") },
        Command::Act { of, item: item.clone(), action: Ref::new(Kind::Action, "2") },
        postpone(2),
        postpone(3),
        Command::Close { of, settled: vec![(item.clone(), meeting::Settled::Signed)] },
        Command::End { last: day(31) },
    ]
}

fn of_message() -> Vec<message::Command> {
    use message::Command;
    let to = PersonId(uuid::Uuid::from_u128(1));
    let about = Ref::new(Kind::Tool, "wheel");
    vec![
        Command::Write { to, purpose: Purpose::Amnesty, about, subject: text(1), body: text(2) },
        Command::NoteSent,
        Command::NoteFailed { why: "unreachable".to_owned() },
    ]
}

fn of_question() -> Vec<question::Command> {
    use question::Command;
    let request = Ref::new(Kind::Request, "1");
    // The time for a first answer has passed already.
    let due = Timestamp::from_second(-60).expect("a minute before");
    let answer = |side| Command::Answer { side, words: text(2), says_something: true };
    vec![
        Command::Ask { request, by: Side::It, of: Side::Marketing, words: text(1), says_something: true, due },
        Command::PassOn { to: Some(PersonId(uuid::Uuid::from_u128(1))), message: Some(Ref::new(Kind::Message, "1")) },
        answer(Side::Marketing),
        Command::Withdraw { side: Side::It },
    ]
}

fn of_objective() -> Vec<objective::Command> {
    use agenda::business_case::{Metric, Step};
    use objective::{Above, Around, Command, Content, Root, Target, Yardstick};
    let person = |n| PersonId(uuid::Uuid::from_u128(n));
    let day = |day| jiff::civil::date(2026, 8, day);
    let around =
        Around { says_something: true, stands: true, circle: false, sides: [Some(Side::Marketing), Some(Side::It)] };
    let content = |name, target| {
        let yardstick = Yardstick {
            chain: vec![Step { words: text(7), kind: Metric::Outcome }],
            counted: 0,
            unit: base::Unit::Share,
            target: Target::Increase { baseline: 0.1, target },
            from: day(1),
            by: day(30),
        };
        Box::new(Content {
            name: text(name),
            above: Above::Root(Root::CommercialStrategy),
            effect: text(8),
            defines: person(1),
            supplies: person(2),
            weight: 2,
            yardstick: Some(yardstick),
        })
    };
    let measure =
        |on, value, id| Command::Measure { on, value, source: text(id), says_something: true, today: day(20) };
    let by = |kind, key| Ref::new(kind, key);
    vec![
        Command::Set { content: content(1, 0.5), around },
        Command::Revise { content: content(1, 0.9), around },
        Command::Revise { content: content(2, 0.5), around },
        measure(day(5), 0.2, 3),
        measure(day(5), 0.3, 4),
        measure(day(9), 0.2, 3),
        Command::Serve { by: by(Kind::Request, "1"), itself: false },
        Command::Serve { by: by(Kind::Promise, "spot"), itself: false },
        Command::Unserve { by: by(Kind::Request, "1") },
        Command::End { why: text(5), says_something: true, below: 0 },
    ]
}
