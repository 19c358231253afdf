use base::{Kind, Quantity, TextId};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::reading::{Flag, Method, Prospect, Reading, Verdict};
use super::*;

const TODAY: Date = date(2026, 8, 6);

fn ctx() -> Context {
    Context { actor: Some(PersonId(Uuid::from_u128(1))), now: Timestamp::UNIX_EPOCH }
}

fn text(words: &str) -> Text {
    Text::commit(TextId(Uuid::from_u128(9)), &[1; 16], words)
}

fn arm(name: &str, control: bool) -> Arm {
    Arm { name: text(name), control }
}

/// The pilot of the first walk.
fn plan(per_arm: u64) -> Plan {
    Plan {
        hypothesis: text("le solde visible fait acheter"),
        metric: text("part des membres qui achètent dans les six semaines"),
        proxy: text("représente le rachat, qu'on ne voit qu'en un an"),
        population: text("membres actifs dans l'appli"),
        baseline: 0.31,
        promised: 0.01,
        arms: vec![arm("sans solde", true), arm("avec solde", false)],
        per_arm,
        alpha: 0.05,
        power: 0.8,
        stop_rule: text("les caisses ralentissent"),
        budget: Money::eur(12_000),
        decide_by: date(2026, 10, 12),
        home: None,
        lines: Lines { extend: 0.003, pivot: 0.0 },
        stake: None,
    }
}

fn set_up(plan: Plan) -> Command {
    Command::SetUp { request: None, plan: Box::new(plan), says: Says::ALL, today: TODAY }
}

fn start(beside: usize) -> Command {
    Command::Start { today: TODAY, beside, despite_power: None, despite_cap: None }
}

fn counts(control: (u64, u64), variant: (u64, u64)) -> Vec<Count> {
    [control, variant].into_iter().enumerate().map(|(arm, (did, people))| Count { arm, people, did }).collect()
}

fn read(counts: Vec<Count>) -> Command {
    let day = date(2026, 9, 28);
    Command::Read { counts, on: day, today: day, spent: None, words: None }
}

fn decision(key: &str) -> Ref {
    Ref::new(Kind::Decision, key)
}

fn then(state: Option<Pilot>, command: Command) -> Result<Option<Pilot>, CannotPilot> {
    let events = Pilot::decide(state.as_ref(), command, &ctx())?;
    Ok(events.iter().fold(state, |state, event| Pilot::evolve(state, event, &ctx())))
}

/// A pilot after these orders; each must be taken.
fn after(orders: Vec<Command>) -> Pilot {
    let state = orders.into_iter().fold(None, |state, order| then(state, order).expect("it is taken"));
    state.expect("a pilot")
}

fn walked() -> Vec<Command> {
    vec![set_up(plan(35_000)), start(0), read(counts((10_850, 35_000), (11_235, 35_000)))]
}

#[test]
fn twenty_thousand_an_arm_cannot_show_the_promise_and_thirty_four_can() {
    let power = reading::power(&plan(20_000));
    assert_eq!(power.needed, 33_868);
    assert_eq!((power.detectable.unwrap() * 1e4).round(), 130.0, "1.30 points");
    let small = Some(after(vec![set_up(plan(20_000))]));
    let Err(CannotPilot::TooSmall(short)) = then(small.clone(), start(0)) else { panic!("it is refused") };
    assert_eq!((short.per_arm, short.needed), (20_000, 33_868));
    let despite =
        Command::Start { today: TODAY, beside: 0, despite_power: Some(text("pour rôder")), despite_cap: None };
    let begun = then(small, despite).unwrap().unwrap().started.unwrap();
    assert_eq!(begun.despite_power, Some(text("pour rôder")), "the reason stays");
    let large = then(Some(after(vec![set_up(plan(33_868))])), start(0)).unwrap().unwrap();
    assert_eq!(large.stage(), Stage::Running);
}

#[test]
fn a_promise_of_less_is_sized_like_a_promise_of_more() {
    let fall = Plan { baseline: 0.69, promised: -0.01, ..plan(20_000) };
    let (down, up) = (reading::power(&fall), reading::power(&plan(20_000)));
    assert_eq!((down.needed, down.detectable), (up.needed, up.detectable), "the mirror image");
}

#[test]
fn the_sixth_pilot_needs_a_reason_that_stays() {
    let draft = Some(after(vec![set_up(plan(35_000))]));
    assert!(then(draft.clone(), start(4)).is_ok());
    assert_eq!(then(draft.clone(), start(5)), Err(CannotPilot::TooMany(5)));
    let why = Some(text("la fenêtre de la rentrée"));
    let despite =
        Command::Start { today: TODAY, beside: 5, despite_power: Some(text("inutile")), despite_cap: why.clone() };
    let begun = then(draft, despite).unwrap().unwrap().started.unwrap();
    assert_eq!((begun.despite_cap, begun.despite_power, begun.beside), (why, None, 5));
}

#[test]
fn the_walk_s_counts_say_extend() {
    let reading = reading::of(&after(walked())).expect("it is read");
    let lead = reading.lead().unwrap();
    let points = |share: f64| (share * 1e4).round() / 100.0;
    assert_eq!((points(lead.difference), points(lead.interval.low), points(lead.interval.high)), (1.1, 0.41, 1.79));
    assert_eq!(((lead.z * 100.0).round() / 100.0, lead.by), (3.13, Method::Normal));
    assert_eq!((reading.verdict, reading.flags), (Verdict::Extend, vec![]));
}

fn verdict_of(did: u64, lines: Lines) -> Verdict {
    let plan = Plan { lines, ..plan(35_000) };
    reading::read(&plan, &counts((10_850, 35_000), (did, 35_000))).unwrap().verdict
}

#[test]
fn every_verdict_follows_from_the_lines_alone() {
    let lines = |extend, pivot| Lines { extend, pivot };
    // +1.10 points [0.41 ; 1.79]
    assert_eq!(verdict_of(11_235, lines(0.003, 0.0)), Verdict::Extend);
    assert_eq!(verdict_of(11_235, lines(0.005, 0.0)), Verdict::NotConclusive);
    assert_eq!(verdict_of(11_235, lines(0.020, 0.0)), Verdict::Pivot);
    assert_eq!(verdict_of(11_235, lines(0.020, 0.010)), Verdict::Stop, "not even the lower line is passed");
    // +0.10 points [-0.59 ; 0.79]
    assert_eq!(verdict_of(10_885, lines(0.0, 0.0)), Verdict::NotConclusive);
    assert_eq!(verdict_of(10_885, lines(0.010, 0.0)), Verdict::Stop, "what it takes is ruled out");
}

#[test]
fn less_is_better_where_less_was_promised() {
    let plan = Plan { promised: -0.01, ..plan(35_000) };
    let fallen = reading::read(&plan, &counts((11_235, 35_000), (10_850, 35_000))).unwrap();
    assert_eq!(fallen.verdict, Verdict::Extend);
    assert!(fallen.lead().unwrap().difference < 0.0);
    let risen = reading::read(&plan, &counts((10_850, 35_000), (11_235, 35_000))).unwrap();
    assert_eq!(risen.verdict, Verdict::Stop);
}

#[test]
fn few_people_get_the_interval_that_holds_for_few() {
    let plan = Plan { per_arm: 30, ..plan(30) };
    let reading = reading::read(&plan, &counts((3, 30), (8, 30))).unwrap();
    assert_eq!(reading.lead().unwrap().by, Method::Newcombe);
    assert_eq!(reading.verdict, Verdict::NotConclusive);
}

#[test]
fn what_came_late_dear_small_or_uneven_is_told_and_not_blocked() {
    let day = date(2026, 10, 20);
    let read = Command::Read {
        counts: counts((3_100, 10_000), (3_600, 11_000)),
        on: day,
        today: day,
        spent: Some(Money::eur(15_000)),
        words: None,
    };
    let pilot = after(vec![set_up(plan(35_000)), start(0), read]);
    let flags = reading::of(&pilot).unwrap().flags;
    assert!(matches!(
        flags[..],
        [Flag::Late { .. }, Flag::OverBudget { .. }, Flag::Smaller { people: 10_000, .. }, Flag::Uneven { .. }]
    ));
}

#[test]
fn a_second_look_is_told_with_the_risk_it_brings() {
    let mut orders = walked();
    orders.push(read(counts((10_900, 35_000), (11_300, 35_000))));
    let flags = reading::of(&after(orders)).unwrap().flags;
    assert_eq!(flags, vec![Flag::Looks { looks: 2, at_most: 0.1 }]);
}

#[test]
fn a_plan_no_result_could_be_read_by_is_refused() {
    let check = |plan: Plan, fault: CannotPilot| assert_eq!(then(None, set_up(plan)), Err(fault));
    let whole = || plan(35_000);
    check(Plan { baseline: 1.0, ..whole() }, CannotPilot::Baseline);
    check(Plan { promised: 0.0, ..whole() }, CannotPilot::Promised);
    check(Plan { promised: 0.7, ..whole() }, CannotPilot::Promised);
    check(Plan { promised: f64::NAN, ..whole() }, CannotPilot::Promised);
    check(Plan { arms: vec![arm("a", true), arm("b", true)], ..whole() }, CannotPilot::OneControl);
    check(Plan { arms: vec![arm("a", true)], ..whole() }, CannotPilot::Arms);
    check(Plan { arms: vec![arm("a", true), arm("a", false)], ..whole() }, CannotPilot::SameArm);
    check(Plan { lines: Lines { extend: 0.0, pivot: 0.01 }, ..whole() }, CannotPilot::Lines);
    check(Plan { decide_by: TODAY, ..whole() }, CannotPilot::Past);
    check(Plan { budget: Money { cents: -1 }, ..whole() }, CannotPilot::Amounts);
    let mute = Command::SetUp {
        request: None,
        plan: Box::new(whole()),
        says: Says { proxy: false, ..Says::ALL },
        today: TODAY,
    };
    assert_eq!(then(None, mute), Err(CannotPilot::NoProxy));
}

#[test]
fn counts_that_cannot_be_are_refused() {
    let running = || Some(after(vec![set_up(plan(35_000)), start(0)]));
    assert_eq!(then(running(), read(counts((5, 4), (1, 4)))), Err(CannotPilot::Counts));
    assert_eq!(then(running(), read(counts((0, 0), (1, 4)))), Err(CannotPilot::Counts));
    assert_eq!(then(running(), read(vec![Count { arm: 0, people: 4, did: 1 }])), Err(CannotPilot::EachArm));
    let before = date(2026, 8, 5);
    let early = Command::Read { counts: counts((1, 4), (1, 4)), on: before, today: TODAY, spent: None, words: None };
    assert_eq!(then(running(), early), Err(CannotPilot::OtherDay { started: TODAY, today: TODAY }));
    let draft = Some(after(vec![set_up(plan(35_000))]));
    assert_eq!(then(draft, read(counts((1, 4), (1, 4)))), Err(CannotPilot::NotStarted));
}

#[test]
fn the_plan_is_fixed_once_it_runs() {
    let revise = |per_arm| Command::Revise { plan: Box::new(plan(per_arm)), says: Says::ALL, today: TODAY };
    let draft = after(vec![set_up(plan(20_000)), revise(35_000)]);
    assert_eq!(draft.plan.per_arm, 35_000);
    let running = after(vec![set_up(plan(35_000)), start(0)]);
    assert_eq!(then(Some(running), revise(40_000)), Err(CannotPilot::Fixed));
}

#[test]
fn prolonged_it_runs_until_it_is_read_again_and_is_decided_once_more() {
    let until = date(2026, 11, 30);
    let prolong = || Command::Conclude { decision: decision("7"), choice: Choice::Prolong { until } };
    let mut orders = walked();
    orders.extend([Command::Send { decision: decision("7") }, prolong()]);
    let on = after(orders.clone());
    assert_eq!((on.stage(), on.decide_by(), on.is_active()), (Stage::Running, until, true));
    let back = after([orders.clone(), vec![Command::Reopen { decision: decision("7") }]].concat());
    assert_eq!((back.stage(), back.decide_by()), (Stage::Read, date(2026, 10, 12)));
    orders.push(read(counts((15_500, 50_000), (16_050, 50_000))));
    let again = after(orders.clone());
    assert_eq!(again.stage(), Stage::Read);
    let conclude = Command::Conclude { decision: decision("8"), choice: Choice::Extend };
    orders.extend([Command::Send { decision: decision("8") }, conclude]);
    let ended = after(orders);
    assert_eq!((ended.stage(), ended.is_closed(), ended.decide_by()), (Stage::Decided, true, until));
}

#[test]
fn nothing_is_decided_before_it_is_read_and_nothing_read_while_it_is_decided() {
    let running = Some(after(vec![set_up(plan(35_000)), start(0)]));
    assert_eq!(then(running, Command::Send { decision: decision("7") }), Err(CannotPilot::NotRead));
    let mut orders = walked();
    orders.push(Command::Send { decision: decision("7") });
    let sent = Some(after(orders));
    assert_eq!(then(sent.clone(), read(counts((1, 4), (2, 4)))), Err(CannotPilot::AwaitsDecision));
    assert_eq!(then(sent.clone(), Command::Send { decision: decision("8") }), Err(CannotPilot::AwaitsDecision));
    let other = Command::Conclude { decision: decision("8"), choice: Choice::Stop };
    assert_eq!(then(sent, other), Err(CannotPilot::OtherDecision));
}

#[test]
fn a_pilot_pays_when_it_may_change_the_decision() {
    let from = date(2026, 8, 13);
    let staked = |low, high| Plan {
        stake: Some(Stake {
            value_eur: Quantity::range(low, (low + high) / 2.0, high),
            rollout: Money::eur(111_000),
            delay_week: Money::eur(1_000),
        }),
        ..plan(35_000)
    };
    let worth = |plan: Plan| reading::worth(&plan, &Prospect::stated(&plan)?, from);
    // From a loss of 400,000 to a gain of 600,000: much can be learnt.
    let open = worth(staked(-400_000.0, 600_000.0)).unwrap();
    assert!(open.pays() && open.sample < open.perfect, "{open:?}");
    // Everything pays: nothing that is learnt changes the decision.
    let settled = worth(staked(500_000.0, 600_000.0)).unwrap();
    assert!(!settled.pays() && settled.sample < 1.0, "{settled:?}");
    assert_eq!(settled.cost, 12_000.0 + 1_000.0 * 60.0 / 7.0, "its cap, and 60 days of waiting");
    assert_eq!(worth(plan(35_000)), None, "without a stake nothing is said");
}

fn any_counts() -> impl Strategy<Value = Vec<Count>> {
    let one = (1u64..50_000).prop_flat_map(|people| (Just(people), 0..=people));
    prop::collection::vec(one, 4)
        .prop_map(|all| all.into_iter().enumerate().map(|(arm, (people, did))| Count { arm, people, did }).collect())
}

fn commands() -> impl Strategy<Value = Command> {
    let until = date(2026, 11, 30);
    let key = || (1u32..4).prop_map(|n| decision(&n.to_string()));
    let choice = prop::sample::select(vec![Choice::Extend, Choice::Pivot, Choice::Stop, Choice::Prolong { until }]);
    prop_oneof![
        prop::sample::select(vec![20_000, 35_000]).prop_map(|n| set_up(plan(n))),
        prop::sample::select(vec![20_000, 35_000, 40_000]).prop_map(|n| Command::Revise {
            plan: Box::new(plan(n)),
            says: Says::ALL,
            today: TODAY
        }),
        (0usize..7, any::<bool>()).prop_map(|(beside, why)| Command::Start {
            today: TODAY,
            beside,
            despite_power: why.then(|| text("pour voir")),
            despite_cap: why.then(|| text("pour voir")),
        }),
        (1u64..40, 1u64..40).prop_map(|(a, b)| read(counts((a, 50), (b, 50)))),
        key().prop_map(|decision| Command::Send { decision }),
        (key(), choice).prop_map(|(decision, choice)| Command::Conclude { decision, choice }),
        key().prop_map(|decision| Command::Reopen { decision }),
        any::<bool>().prop_map(|says_something| Command::Drop { why: text("assez"), says_something }),
    ]
}

fn verdicts(reading: &Reading) -> Vec<(u64, u64, Verdict)> {
    let mut all: Vec<_> = reading.comparisons.iter().map(|it| (it.counted.hits, it.counted.of, it.verdict)).collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn deciding_again_on_the_new_state_yields_nothing(orders in prop::collection::vec(commands(), 1..20)) {
        let mut state = None;
        for order in orders {
            let Ok(next) = then(state.clone(), order.clone()) else { continue };
            prop_assert_eq!(Pilot::decide(next.as_ref(), order, &ctx()), Ok(vec![]));
            state = next;
        }
    }

    #[test]
    fn a_verdict_does_not_depend_on_the_order_in_which_arms_are_typed(
        counts in any_counts(),
        order in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
        typed in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let names = ["témoin", "a", "b", "c"];
        let arms = |order: &[usize]| order.iter().map(|at| arm(names[*at], *at == 0)).collect::<Vec<_>>();
        let plain = Plan { arms: arms(&[0, 1, 2, 3]), ..plan(100) };
        let shuffled = Plan { arms: arms(&order), ..plan(100) };
        // The same counts under the same names: other places in the plan, and typed in another order.
        let placed: Vec<Count> = typed.iter().map(|at| {
            let place = order.iter().position(|it| it == at).expect("each stands somewhere");
            Count { arm: place, ..counts[*at] }
        }).collect();
        let (one, other) = (reading::read(&plain, &counts).unwrap(), reading::read(&shuffled, &placed).unwrap());
        prop_assert_eq!(one.verdict, other.verdict);
        prop_assert_eq!(verdicts(&one), verdicts(&other));
    }

    #[test]
    fn a_pilot_is_worth_no_more_than_the_truth(low in -1e6f64..1e6, width in 1.0f64..2e6, per_arm in 2u64..200_000) {
        let value_eur = Quantity::range(low, low + width / 2.0, low + width);
        let stake = Stake { value_eur, rollout: Money::eur(50_000), delay_week: Money::default() };
        let staked = Plan { stake: Some(stake), ..plan(per_arm) };
        let worth = reading::worth(&staked, &Prospect::stated(&staked).unwrap(), TODAY).unwrap();
        prop_assert!(worth.sample >= 0.0 && worth.sample <= worth.perfect + 1e-6, "{:?}", worth);
    }
}
