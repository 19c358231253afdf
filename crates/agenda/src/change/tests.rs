//! What holds of a change and its receipt.

use base::{Kind, Quantity, Side, TextId};
use jiff::civil::date;
use proptest::prelude::*;

use super::volatility::{by_month, growth, months_between};
use super::*;

fn text(n: u128) -> Text {
    Text { id: TextId(uuid::Uuid::from_u128(n)), commitment: format!("{n:064x}") }
}

fn exact(value: f64) -> Quantity {
    Quantity::exact(value)
}

fn request(number: u64) -> Ref {
    Ref::new(Kind::Request, &number.to_string())
}

fn wait(n: u128) -> Dependent {
    Dependent { request: None, words: text(n), weeks: exact(3.0), week: Some(exact(11_000.0)) }
}

/// The option of walk W5: the referral programme comes first.
fn swap() -> Alternative {
    Alternative {
        name: text(4),
        lost: exact(0.4),
        people: 6,
        days_each: exact(3.0),
        dependents: vec![wait(5), wait(6)],
        gain: Some(Gain { request: None, words: text(7), weeks: exact(5.0), week: Some(exact(9_000.0)) }),
    }
}

fn proposal() -> Box<Proposal> {
    Box::new(Proposal {
        request: request(1),
        what: What::Priority,
        side: Side::Marketing,
        words: text(1),
        why: text(2),
        work: Work {
            planned: Some(exact(180.0)),
            spent: Some(exact(94.0)),
            source: Some(text(3)),
            team: None,
            day_rate: None,
        },
        scope: None,
        options: vec![swap()],
    })
}

fn weeks(option: &Alternative) -> (Vec<Option<Quantity>>, Option<Quantity>) {
    (option.dependents.iter().map(|it| it.week).collect(), option.gain.as_ref().and_then(|it| it.week))
}

fn receipt_of(work: &Work, option: &Alternative, rate: f64) -> Receipt {
    let (waits, gain) = weeks(option);
    receipt::of(work.spent.expect("stated"), option, rate, &waits, gain).expect("every week has a cost")
}

const TODAY: Date = date(2026, 8, 6);

fn propose(proposal: Box<Proposal>) -> Command {
    Command::Propose { proposal, says: Says::ALL, stands: Stands::ALL, today: TODAY }
}

fn ctx() -> Context {
    Context { actor: None, now: Timestamp::UNIX_EPOCH }
}

fn when(events: &[Event], command: Command) -> Result<Vec<Event>, CannotChange> {
    let state = events.iter().fold(None, |state, event| Change::evolve(state, event, &ctx()));
    Change::decide(state.as_ref(), command, &ctx())
}

fn close(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-6, "{value} is not {expected}");
}

#[test]
fn the_fifth_walk_costs_one_hundred_thousand_euros_and_brings_forty_five() {
    let it = receipt_of(&proposal().work, &swap(), 620.0);
    close(it.lost.likely, 37.6);
    close(it.switching.likely, 18.0);
    close(it.days.likely, 55.6);
    close(it.work.likely, 34_472.0);
    close(it.waiting.likely, 66_000.0);
    close(it.cost.likely, 100_472.0);
    close(it.gain.likely, 45_000.0);
    close(it.net.likely, -55_472.0);
    assert_eq!(receipt::best(&[Some(it)]), None, "what leaves less than nothing is not recommended");
}

#[test]
fn a_week_without_a_known_cost_gives_no_receipt_rather_than_a_small_one() {
    let (spent, option) = (exact(94.0), swap());
    let known = Some(exact(11_000.0));
    assert_eq!(receipt::of(spent, &option, 620.0, &[known, None], Some(exact(9_000.0))), None);
    assert_eq!(receipt::of(spent, &option, 620.0, &[known, known], None), None);
    assert_eq!(receipt::of(spent, &option, 620.0, &[known], Some(exact(9_000.0))), None);
}

#[test]
fn what_leaves_most_is_recommended_and_as_it_is_wins_a_draw() {
    let with_gain = |week: f64| {
        let gain = Gain { week: Some(exact(week)), ..swap().gain.expect("a gain") };
        Some(receipt_of(&proposal().work, &Alternative { gain: Some(gain), ..swap() }, 620.0))
    };
    assert_eq!(receipt::best(&[with_gain(9_000.0), with_gain(30_000.0), with_gain(25_000.0)]), Some(1));
    // 100,472 in five weeks: exactly what it costs.
    assert_eq!(receipt::best(&[with_gain(100_472.0 / 5.0)]), None);
    assert_eq!(receipt::best(&[None, with_gain(30_000.0)]), Some(1));
}

proptest! {
    #[test]
    fn a_receipt_adds_up_and_its_likely_lies_within_its_range(
        spent in 0.0..500.0_f64,
        (low, more, most) in (0.0..0.5_f64, 0.0..0.25_f64, 0.0..0.25_f64),
        people in 0_u32..40,
        each in 0.0..20.0_f64,
        (wait_low, wait_more) in (0.0..20.0_f64, 0.0..20.0_f64),
        cost in 0.0..50_000.0_f64,
        rate in 1.0..2_000.0_f64,
    ) {
        let mut option = swap();
        option.lost = Quantity { low, likely: low + more, high: low + more + most };
        option.people = people;
        option.days_each = exact(each);
        option.dependents[0].weeks = Quantity { low: wait_low, likely: wait_low, high: wait_low + wait_more };
        option.dependents[0].week = Some(exact(cost));
        let work = Work { spent: Some(exact(spent)), ..proposal().work };
        let it = receipt_of(&work, &option, rate);
        for part in [it.lost, it.switching, it.days, it.work, it.waiting, it.cost, it.gain, it.net] {
            prop_assert!(part.low <= part.likely + 1e-6 && part.likely <= part.high + 1e-6);
        }
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-6 * (1.0 + other.abs());
        prop_assert!(near(it.lost.likely + it.switching.likely, it.days.likely));
        prop_assert!(near(it.days.likely * rate, it.work.likely));
        prop_assert!(near(it.waits.iter().map(|wait| wait.likely).sum(), it.waiting.likely));
        prop_assert!(near(it.work.likely + it.waiting.likely, it.cost.likely));
        prop_assert!(near(it.gain.likely - it.cost.likely, it.net.likely));
        prop_assert!(near(it.gain.low - it.cost.high, it.net.low));
        // One who waits longer, or one more who waits, never makes it cheaper.
        option.dependents.push(wait(9));
        prop_assert!(receipt_of(&work, &option, rate).net.likely <= it.net.likely);
    }
}

#[test]
fn a_change_is_put_of_something_decided_with_what_it_costs() {
    let proposed = vec![Event::Proposed { proposal: proposal() }];
    assert_eq!(when(&[], propose(proposal())), Ok(proposed.clone()));
    assert_eq!(when(&proposed, propose(proposal())), Ok(vec![]));
    let undecided = Stands { decided: false, ..Stands::ALL };
    // Days that nobody stated and no tracker tells.
    let untold = Stands { days: false, ..Stands::ALL };
    let silent = Command::Propose { proposal: proposal(), says: Says::ALL, stands: untold, today: TODAY };
    assert_eq!(when(&[], silent), Err(CannotChange::NoDays));
    let put = |says, stands| Command::Propose { proposal: proposal(), says, stands, today: TODAY };
    assert_eq!(when(&[], put(Says::ALL, undecided)), Err(CannotChange::NotDecided));
    assert_eq!(when(&[], put(Says { why: false, ..Says::ALL }, Stands::ALL)), Err(CannotChange::NoReason));
    type Spoil = fn(&mut Proposal);
    let faults: [(Spoil, CannotChange); 9] = [
        (|it| it.options.clear(), CannotChange::Options),
        (|it| it.options.push(it.options[0].clone()), CannotChange::SameOption),
        (|it| it.work.planned = Some(exact(0.0)), CannotChange::Work),
        (|it| it.work.spent = Some(exact(-1.0)), CannotChange::Work),
        (|it| it.work.day_rate = Some(base::Money::default()), CannotChange::Rate),
        (|it| it.options[0].lost = exact(1.1), CannotChange::Lost),
        (|it| it.options[0].days_each = exact(f64::NAN), CannotChange::Switching),
        (|it| it.options[0].dependents[0].weeks = exact(-1.0), CannotChange::Weeks),
        (
            |it| {
                it.scope = Some(Scope { agreed_on: date(2026, 6, 1), agreed: 10, added: 0, changed: 0, removed: 11 });
            },
            CannotChange::Scope,
        ),
    ];
    for (spoil, fault) in faults {
        let mut spoilt = proposal();
        spoil(&mut spoilt);
        assert_eq!(when(&[], propose(spoilt)), Err(fault));
    }
}

#[test]
fn what_the_deciders_look_at_does_not_change_and_the_dearest_may_be_signed() {
    let decision = Ref::new(Kind::Decision, "7");
    let prices = vec![Some(receipt_of(&proposal().work, &swap(), 620.0).price())];
    let asked = Event::SentToDecision { decision: decision.clone(), recommended: Choice::StayAsIs, prices };
    let sent = vec![Event::Proposed { proposal: proposal() }, asked];
    let mut other = proposal();
    other.work.spent = Some(exact(100.0));
    let revise = Command::Revise { proposal: other, says: Says::ALL, stands: Stands::ALL, today: TODAY };
    assert_eq!(when(&sent, revise), Err(CannotChange::AwaitsDecision));
    let choice = Choice::ChangeTo { option: 1 };
    let conclude = Command::Conclude { decision: decision.clone(), choice: choice.clone() };
    let decided = when(&sent, conclude.clone()).expect("it falls");
    let all: Vec<Event> = sent.into_iter().chain(decided).collect();
    assert_eq!(when(&all, conclude), Ok(vec![]));
    let state = all.iter().fold(None, |state, event| Change::evolve(state, event, &ctx())).expect("it stands");
    assert_eq!((state.stage(), state.taken()), (Stage::Decided, Some(0)));
    assert!(state.overrules(&choice) && !state.overrules(&Choice::StayAsIs));
    assert_eq!(state.choices(), [Choice::StayAsIs, choice]);
    let withdraw = Command::Withdraw { why: text(9), says_something: true };
    assert_eq!(when(&all, withdraw), Err(CannotChange::Closed));
}

fn scope(agreed_on: Date, agreed: u32, [added, changed, removed]: [u32; 3]) -> Scope {
    Scope { agreed_on, agreed, added, changed, removed }
}

#[test]
fn scope_grows_by_five_point_eight_five_per_cent_a_month() {
    let it = scope(date(2026, 6, 6), 1_180, [160, 0, 18]);
    assert_eq!(it.after(), 1_322);
    let a_month = growth(it, TODAY).expect("two months");
    assert_eq!(format!("{:.4}", a_month), "0.0585");
    assert!(growth(it, date(2026, 6, 20)).is_err(), "two weeks say nothing of months");
    close(months_between(date(2026, 1, 31), date(2026, 2, 28)), 28.0 / (365.25 / 12.0));
}

#[test]
fn a_month_sums_what_moved_over_what_was_agreed() {
    let (one, two) = (request(1), request(2));
    let june = date(2026, 6, 1);
    let months = by_month([
        (&one, scope(june, 100, [20, 0, 10]), date(2026, 7, 3)),
        (&two, scope(june, 120, [10, 8, 4]), date(2026, 8, 3)),
        (&two, scope(june, 126, [0, 6, 0]), date(2026, 8, 20)),
    ]);
    let told: Vec<_> = months.iter().map(|month| (month.first, month.changes, month.baseline)).collect();
    assert_eq!(told, [(date(2026, 7, 1), 1, 100), (date(2026, 8, 1), 2, 120)]);
    // Published: 100 requirements, 20 more, 10 fewer, is 30 %.
    close(months[0].share().expect("there is a baseline"), 0.3);
    close(months[1].share().expect("there is a baseline"), 28.0 / 120.0);
}
