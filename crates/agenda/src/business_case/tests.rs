use base::{Kind, TextId};
use jiff::civil::date;
use proptest::prelude::*;

use super::line::{Amount, Estimate, Heading, Why, Years};
use super::worth::{Inputs, Worth};
use super::*;

fn ctx() -> Context {
    Context { actor: None, now: Timestamp::UNIX_EPOCH }
}

fn text(n: u128) -> Text {
    Text::commit(TextId(uuid::Uuid::from_u128(n)), &[0; 16], &format!("words {n}"))
}

fn given(events: &[Event]) -> Option<BusinessCase> {
    events.iter().fold(None, |state, event| BusinessCase::evolve(state, event, &ctx()))
}

fn when(events: &[Event], command: Command) -> Result<Vec<Event>, CannotWrite> {
    BusinessCase::decide(given(events).as_ref(), command, &ctx())
}

fn opened() -> Event {
    let options = vec![Choice::AsAsked, Choice::WithCache { percent: 90 }, Choice::NotNow];
    Event::Opened { request: Ref::new(Kind::Request, "1"), options }
}

fn chain(kinds: &[Metric]) -> Event {
    let steps = kinds.iter().zip(10..).map(|(kind, n)| Step { words: text(n), kind: *kind });
    Event::ChainDrawn { steps: steps.collect() }
}

fn benefit(volume: f64, change: Quantity) -> Matter {
    Matter::Benefit {
        name: text(1),
        volume: Estimate::exact(volume),
        value: Estimate::exact(212.0),
        change: Some(Estimate::of(change)),
        margin: Some(Estimate::exact(0.34)),
        years: Years::EVERY,
    }
}

fn cost(n: u128, heading: Heading, eur: f64) -> Matter {
    Matter::Cost { heading, name: text(n), amount: Amount::Eur(Estimate::exact(eur)), years: heading.usual_years() }
}

const UPLIFT: Quantity = Quantity { low: 0.003, likely: 0.008, high: 0.014 };

fn written(line: u32, matter: Matter) -> Event {
    Event::LineWritten { line, option: Choice::AsAsked, matter }
}

fn w1() -> Vec<Event> {
    with_change(UPLIFT)
}

fn with_change(change: Quantity) -> Vec<Event> {
    vec![
        opened(),
        chain(&[Metric::Activity, Metric::Outcome, Metric::Money]),
        written(1, benefit(410_000.0, change)),
        written(2, cost(2, Heading::Purchase, 12_000.0)),
        written(3, cost(3, Heading::Deployment, 38_000.0)),
        written(4, cost(4, Heading::Integration, 61_000.0)),
        written(5, cost(5, Heading::Operation, 14_000.0)),
        Event::TermsSet { terms: Terms { rate: 0.08, years: 3 } },
        Event::Recommended { option: Choice::AsAsked },
    ]
}

fn worth(case: &BusinessCase) -> Worth {
    worth::of(&Inputs::of(1, case, &Choice::AsAsked).expect("the terms are set"))
}

fn page(case: &BusinessCase) -> Facts {
    sheet::of(1, case, &|_| 7).facts
}

fn sign(case: &BusinessCase, pen: Pen) -> Command {
    let facts = page(case);
    let hash = facts.hash();
    Command::Sign { pen, facts, hash, remark: None }
}

fn signed(mut events: Vec<Event>) -> Vec<Event> {
    for pen in Pen::ALL {
        let case = given(&events).expect("it is open");
        events.extend(BusinessCase::decide(Some(&case), sign(&case, pen), &ctx()).expect("it can be signed"));
    }
    events
}

#[test]
fn the_first_walk_s_case_comes_to_its_figures() {
    let worth = worth(&given(&w1()).unwrap());
    let near = |value: f64, figure: f64, step: f64| assert!((value - figure).abs() < step / 2.0, "{value} {figure}");
    for (value, figure) in [
        (worth.benefit.low, 88_658.0),
        (worth.benefit.likely, 236_422.0),
        (worth.benefit.high, 413_739.0),
        (worth.once.likely, 111_000.0),
        (worth.running.likely, 14_000.0),
        (worth.npv.low, 81_402.0),
        (worth.npv.likely, 462_204.0),
        (worth.npv.high, 919_167.0),
    ] {
        near(value, figure, 1.0);
    }
    near(worth.payback.worst.unwrap(), 17.8, 0.1);
    near(worth.payback.likely.unwrap(), 6.0, 0.1);
    near(worth.payback.best.unwrap(), 3.3, 0.1);
    // The margin and the volume are known: only the change moves the case, from its worst to its best.
    let [swing] = worth.swings.as_slice() else { panic!("{:?}", worth.swings) };
    assert_eq!((swing.line, swing.factor), (1, "change"));
    near(swing.low, worth.npv.low, 1e-6);
    near(swing.high, worth.npv.high, 1e-6);
    let drawn = worth.drawn.unwrap();
    // One PERT number times what is known: its mean is known too.
    let mean = (0.003 + 4.0 * 0.008 + 0.014) / 6.0;
    let known = 410_000.0 * 212.0 * 0.34 * crate::money::npv(0.08, &[0.0, 1.0, 1.0, 1.0], Default::default()).unwrap();
    let costs = 111_000.0 + 14_000.0 * crate::money::npv(0.08, &[0.0, 1.0, 1.0, 1.0], Default::default()).unwrap();
    near(drawn.mean / (mean * known - costs), 1.0, 1e-6);
    assert!(drawn.p05 > worth.npv.low && drawn.p95 < worth.npv.high && drawn.loss == 0.0, "{drawn:?}");
}

#[test]
fn the_published_case_with_two_pens_is_reproduced() {
    // Planning reference §5.1: benefits 120, 240, 300; purchase 150; deployment 60, 20; integration 40, 10; operation
    // 20, 45, 45, 50; at 10 %.
    let once = |n: u128, heading, eur: f64, year: u32| Matter::Cost {
        heading,
        name: text(n),
        amount: Amount::Eur(Estimate::exact(eur)),
        years: Years { first: year, last: Some(year) },
    };
    let brings = |n: u128, eur: f64, year: u32| Matter::Benefit {
        name: text(n),
        volume: Estimate::exact(1.0),
        value: Estimate::exact(eur),
        change: None,
        margin: None,
        years: Years { first: year, last: Some(year) },
    };
    let lines = [
        brings(1, 120.0, 1),
        brings(2, 240.0, 2),
        brings(3, 300.0, 3),
        once(4, Heading::Purchase, 150.0, 0),
        once(5, Heading::Deployment, 60.0, 0),
        once(6, Heading::Deployment, 20.0, 1),
        once(7, Heading::Integration, 40.0, 0),
        once(8, Heading::Integration, 10.0, 1),
        once(9, Heading::Operation, 20.0, 0),
        once(10, Heading::Operation, 45.0, 1),
        once(11, Heading::Operation, 45.0, 2),
        once(12, Heading::Operation, 50.0, 3),
    ];
    let mut events = vec![opened(), chain(&[Metric::Money])];
    events.extend(lines.into_iter().zip(1..).map(|(matter, line)| written(line, matter)));
    events.push(Event::TermsSet { terms: Terms { rate: 0.1, years: 3 } });
    let worth = worth(&given(&events).unwrap());
    let near = |value: f64, figure: f64| assert!((value / figure - 1.0).abs() < 1e-8, "{value} {figure}");
    let net: Vec<f64> = worth.years.iter().map(|year| year.net().likely).collect();
    assert_eq!(net, [-270.0, 45.0, 195.0, 250.0]);
    near(worth.npv.likely, 119.894_815_928);
    near(worth.present.benefit_cost().unwrap(), 1.290_346_057);
    let crate::money::rate::Rates::One(rate) = worth.rates else { panic!("{:?}", worth.rates) };
    near(rate, 0.286_932_032_0);
    near(worth.payback.likely.unwrap(), 2.12 * 12.0);
    assert_eq!(worth.drawn, None, "nothing is uncertain");
}

#[test]
fn each_pen_writes_its_own_half_and_no_other() {
    let before = [opened(), chain(&[Metric::Outcome])];
    let write = |pen, matter: Matter| Command::Write { pen, line: None, option: Choice::AsAsked, matter, seen: None };
    let promise = benefit(10.0, UPLIFT);
    let price = cost(2, Heading::Purchase, 12.0);
    for pen in Pen::ALL {
        let (may_promise, may_price) = (pen == Pen::Marketing, pen == Pen::It);
        assert_eq!(when(&before, write(pen, promise.clone())).is_ok(), may_promise, "{pen:?}");
        assert_eq!(when(&before, write(pen, price.clone())).is_ok(), may_price, "{pen:?}");
        let terms = Command::SetTerms { pen, terms: Terms { rate: 0.08, years: 3 }, seen: None };
        assert_eq!(when(&before, terms).is_ok(), pen == Pen::Finance, "{pen:?}");
    }
    // A line does not change hands by being written anew.
    let mut events = before.to_vec();
    events.push(written(1, promise.clone()));
    let over = Command::Write { pen: Pen::It, line: Some(1), option: Choice::AsAsked, matter: price, seen: None };
    assert_eq!(when(&events, over), Err(CannotWrite::NotYourPen { whose: Pen::Marketing }));
    let strike = Command::Strike { pen: Pen::It, line: 1, seen: None };
    assert_eq!(when(&events, strike), Err(CannotWrite::NotYourPen { whose: Pen::Marketing }));
}

#[test]
fn clicks_alone_are_no_benefit() {
    let write =
        |matter| Command::Write { pen: Pen::Marketing, line: None, option: Choice::AsAsked, matter, seen: None };
    for kinds in [&[][..], &[Metric::Activity, Metric::Activity]] {
        let before = [opened(), chain(kinds)];
        assert_eq!(when(&before, write(benefit(10.0, UPLIFT))), Err(CannotWrite::OnlyActivity));
        assert!(when(&before, write(benefit(0.0, UPLIFT))).is_ok(), "a benefit of nothing promises nothing");
    }
}

#[test]
fn three_sign_one_page_and_an_edit_voids_all_three() {
    let events = signed(w1());
    let case = given(&events).unwrap();
    assert!(case.is_agreed() && case.agreed.is_some() && case.promised.len() == 5);
    let seals = events.iter().filter(|event| matches!(event, Event::Sealed { .. })).count();
    assert_eq!(seals, 1, "the page is written down once");
    let edit = Command::Write {
        pen: Pen::Marketing,
        line: Some(1),
        option: Choice::AsAsked,
        matter: benefit(400_000.0, UPLIFT),
        seen: None,
    };
    let after: Vec<Event> = events.iter().cloned().chain(when(&events, edit).unwrap()).collect();
    let moved = given(&after).unwrap();
    assert_eq!((moved.signed.len(), moved.voided.len(), moved.missing().len()), (0, 3, 3));
    assert!(moved.agreed.is_some() && moved.promised[&1] == case.promised[&1], "what was promised stays promised");
    // Who signs the old page is told that it is another one now.
    let (Command::Sign { hash, .. }, now) = (sign(&case, Pen::It), page(&moved)) else { unreachable!() };
    let late = Command::Sign { pen: Pen::It, facts: now, hash, remark: None };
    assert_eq!(when(&after, late), Err(CannotWrite::OtherPage));
    // A question is no edit: the signatures stand.
    let question = Command::Question { pen: Pen::It, line: 1, words: text(99), says_something: true };
    let asked: Vec<Event> = events.iter().cloned().chain(when(&events, question).unwrap()).collect();
    assert!(given(&asked).unwrap().is_agreed());
}

#[test]
fn two_people_write_at_once_and_nobody_s_words_are_lost() {
    let before = w1();
    let seen = given(&before).unwrap().version;
    let write = |volume: f64| Command::Write {
        pen: Pen::Marketing,
        line: Some(1),
        option: Choice::AsAsked,
        matter: benefit(volume, UPLIFT),
        seen: Some(seen),
    };
    let after: Vec<Event> = before.iter().cloned().chain(when(&before, write(400_000.0)).unwrap()).collect();
    assert_eq!(when(&after, write(390_000.0)), Err(CannotWrite::ChangedMeanwhile { line: Some(1) }));
    assert_eq!(when(&after, write(400_000.0)), Ok(vec![]), "who wrote the same loses nothing");
    // Another line is nobody's trouble.
    let price = cost(2, Heading::Purchase, 13_000.0);
    let other =
        Command::Write { pen: Pen::It, line: Some(2), option: Choice::AsAsked, matter: price, seen: Some(seen) };
    assert!(when(&after, other).is_ok());
}

#[test]
fn an_impossible_number_names_its_field() {
    let write =
        |matter| Command::Write { pen: Pen::Marketing, line: None, option: Choice::AsAsked, matter, seen: None };
    let with = |margin: f64| {
        let Matter::Benefit { name, volume, value, change, years, .. } = benefit(1.0, UPLIFT) else { unreachable!() };
        Matter::Benefit { name, volume, value, change, margin: Some(Estimate::exact(margin)), years }
    };
    let before = [opened(), chain(&[Metric::Outcome])];
    for (matter, field, what) in [
        (with(1.2), "margin", Why::OutOfBounds),
        (with(f64::NAN), "margin", Why::NotFinite),
        (benefit(-1.0, UPLIFT), "volume", Why::Negative),
        (benefit(1.0, Quantity { low: 0.3, likely: 0.1, high: 0.2 }), "change", Why::Disordered),
    ] {
        assert_eq!(when(&before, write(matter)), Err(CannotWrite::Fault(Fault { field, what })));
    }
}

#[test]
fn a_page_read_far_from_its_house_gives_the_same_figures() {
    let case = given(&w1()).unwrap();
    let facts = page(&case);
    let (number, read) = sheet::read(&facts.document()).unwrap();
    let again = sheet::of(number, &read, &|_| 0);
    assert_eq!(again.hash, facts.hash(), "{:#}", again.facts.document());
    // A figure that was changed in it is another page.
    let mut forged = facts.document();
    forged["figures"]["case.npv/as-asked"]["value"] = "999999".into();
    let (number, read) = sheet::read(&forged).unwrap();
    assert_ne!(sheet::of(number, &read, &|_| 0).hash, Facts::of(&forged).hash());
}

#[test]
fn what_came_of_a_line_is_measured_against_what_was_signed() {
    let events = signed(w1());
    let measure = |pen, line| Command::Measure {
        pen,
        line,
        on: date(1970, 1, 1),
        eur: Quantity::exact(200_000.0),
        how: text(50),
        says_something: true,
        today: date(1970, 1, 1),
    };
    let measured = when(&events, measure(Pen::Finance, 1)).unwrap();
    let after: Vec<Event> = events.iter().cloned().chain(measured).collect();
    assert!(given(&after).unwrap().is_agreed(), "a measure voids nothing");
    assert_eq!(when(&after, measure(Pen::Finance, 1)), Ok(vec![]));
    assert_eq!(when(&events, measure(Pen::It, 1)), Err(CannotWrite::NotYourPen { whose: Pen::Marketing }));
    assert_eq!(when(&w1(), measure(Pen::Finance, 1)), Err(CannotWrite::NotPromised));
}

/// Every order one may give, with what it needs to make sense half of the time.
fn any_command() -> impl Strategy<Value = Command> {
    let pen = prop_oneof![Just(Pen::Marketing), Just(Pen::It), Just(Pen::Finance)];
    let option = prop_oneof![Just(Choice::AsAsked), Just(Choice::WithCache { percent: 90 }), Just(Choice::NotNow)];
    let kinds = proptest::collection::vec(prop_oneof![Just(Metric::Activity), Just(Metric::Outcome)], 0..3);
    let matter = prop_oneof![
        (0u32..4).prop_map(|volume| benefit(f64::from(volume), Quantity::exact(0.008))),
        (2u128..5, 0u32..3).prop_map(|(n, eur)| cost(n, Heading::Purchase, f64::from(eur))),
    ];
    let line = proptest::option::of(1u32..4);
    prop_oneof![
        Just(Command::Open { request: Ref::new(Kind::Request, "1"), options: vec![Choice::AsAsked] }),
        (pen.clone(), kinds).prop_map(|(pen, kinds)| {
            let Event::ChainDrawn { steps } = chain(&kinds) else { unreachable!() };
            Command::DrawChain { pen, steps, seen: None }
        }),
        (pen.clone(), line, option.clone(), matter).prop_map(|(pen, line, option, matter)| Command::Write {
            pen,
            line,
            option,
            matter,
            seen: None
        }),
        (pen.clone(), 1u32..4).prop_map(|(pen, line)| Command::Strike { pen, line, seen: None }),
        (pen.clone(), 0u32..4).prop_map(|(pen, years)| Command::SetTerms {
            pen,
            terms: Terms { rate: 0.1, years },
            seen: None
        }),
        (pen.clone(), option).prop_map(|(pen, option)| Command::Recommend { pen, option, seen: None }),
        (pen.clone(), 1u32..4, 60u128..62).prop_map(|(pen, line, n)| Command::Question {
            pen,
            line,
            words: text(n),
            says_something: true
        }),
        (pen.clone(), 1u32..4, 70u128..72).prop_map(|(pen, line, n)| Command::Answer {
            pen,
            line,
            words: text(n),
            says_something: true
        }),
        (pen, 1u32..4).prop_map(|(pen, line)| Command::Measure {
            pen,
            line,
            on: date(1970, 1, 1),
            eur: Quantity::exact(1.0),
            how: text(80),
            says_something: true,
            today: date(1970, 1, 1),
        }),
    ]
}

proptest! {
    #[test]
    fn deciding_again_on_the_new_state_yields_nothing(commands in proptest::collection::vec(any_command(), 1..24)) {
        let mut state = None;
        for command in commands {
            let Ok(events) = BusinessCase::decide(state.as_ref(), command.clone(), &ctx()) else { continue };
            let after = events.iter().fold(state, |state, event| BusinessCase::evolve(state, event, &ctx()));
            prop_assert_eq!(BusinessCase::decide(after.as_ref(), command, &ctx()), Ok(vec![]));
            state = after;
        }
    }

    // Nothing is uncertain here, so that nothing is drawn.
    #[test]
    fn every_edit_of_a_signed_page_voids_it_or_says_nothing(command in any_command()) {
        let events = signed(with_change(Quantity::exact(0.008)));
        let case = given(&events).unwrap();
        let Ok(new) = BusinessCase::decide(Some(&case), command, &ctx()) else { return Ok(()) };
        let after = new.iter().try_fold(case.clone(), |state, event| BusinessCase::evolve(Some(state), event, &ctx())).unwrap();
        prop_assert_eq!(after.is_agreed(), page(&after).hash() == page(&case).hash());
    }
}
