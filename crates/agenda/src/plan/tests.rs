use base::Kind;
use proptest::prelude::*;

use super::choose::{Asked, Obstacle, Question};
use super::*;

fn ctx() -> Context {
    Context { actor: None, now: Timestamp::UNIX_EPOCH }
}

fn words() -> Text {
    serde_json::from_value(serde_json::json!({
        "id": "018f0000-0000-7000-8000-000000000000",
        "commitment": "0000000000000000000000000000000000000000000000000000000000000000",
    }))
    .unwrap()
}

fn team(name: &str) -> Ref {
    Ref::new(Kind::Team, name)
}

fn pool(name: &str) -> Pool {
    Pool::Team(team(name))
}

fn quarter(words: &str) -> Quarter {
    words.parse().unwrap()
}

fn initiative(value: f64, work: &[(&str, u32, f64)]) -> Initiative {
    let work =
        work.iter().map(|(name, after, days)| Work { team: team(name), after: *after, days: Quantity::exact(*days) });
    Initiative {
        name: words(),
        request: None,
        value: Quantity::exact(value),
        delay: 0.0,
        work: work.collect(),
        costs: Vec::new(),
        needs: Vec::new(),
        must: false,
    }
}

fn then(plan: Option<Plan>, command: Command) -> Result<Plan, CannotPlan> {
    let events = Plan::decide(plan.as_ref(), command, &ctx())?;
    let plan = events.iter().fold(plan, |plan, event| Plan::evolve(plan, event, &ctx()));
    Ok(plan.unwrap_or_default())
}

fn state(initiative: Initiative) -> Command {
    Command::State { number: None, initiative, says_something: true }
}

fn two() -> Plan {
    let first = then(None, state(initiative(100.0, &[("web", 0, 60.0), ("web", 1, 40.0)]))).unwrap();
    let second = Initiative { needs: vec![1], ..initiative(80.0, &[("web", 0, 30.0)]) };
    then(Some(first), state(second)).unwrap()
}

#[test]
fn a_proposal_becomes_the_plan_when_both_sides_agree() {
    let moves = BTreeMap::from([(1, Some(quarter("2026-Q4"))), (2, Some(quarter("2027-Q2")))]);
    let plan = then(Some(two()), Command::Propose { moves: moves.clone() }).unwrap();
    assert!(plan.starts.is_empty());
    let plan = then(Some(plan), Command::Agree { proposal: 1, side: Side::Marketing }).unwrap();
    assert!(plan.starts.is_empty());
    let again = Plan::decide(Some(&plan), Command::Agree { proposal: 1, side: Side::Marketing }, &ctx());
    assert_eq!(again, Ok(Vec::new()));
    let plan = then(Some(plan), Command::Agree { proposal: 1, side: Side::It }).unwrap();
    assert_eq!(plan.starts[&2], quarter("2027-Q2"));
    assert_eq!(plan.taken(&pool("web"), quarter("2027-Q1")), (Quantity::exact(40.0), vec![1]));
    assert!(plan.too_early().is_empty());
    // What stands there already is no proposal, and what is settled stays so.
    assert_eq!(Plan::decide(Some(&plan), Command::Propose { moves }, &ctx()), Ok(Vec::new()));
    let decline = Command::Decline { proposal: 1, side: Side::It, why: words(), says_something: true };
    assert_eq!(then(Some(plan.clone()), decline), Err(CannotPlan::Settled(1)));
    let early = plan.with(&BTreeMap::from([(2, Some(quarter("2027-Q1")))]));
    assert_eq!(early.too_early(), [(2, 1)]);
}

#[test]
fn what_one_side_puts_aside_changes_nothing() {
    let moves = BTreeMap::from([(1, Some(quarter("2026-Q4")))]);
    let plan = then(Some(two()), Command::Propose { moves }).unwrap();
    let decline = |says_something| Command::Decline { proposal: 1, side: Side::It, why: words(), says_something };
    assert_eq!(then(Some(plan.clone()), decline(false)), Err(CannotPlan::NoReason));
    let plan = then(Some(plan), decline(true)).unwrap();
    let agree = Command::Agree { proposal: 1, side: Side::Marketing };
    assert_eq!(then(Some(plan.clone()), agree), Err(CannotPlan::Settled(1)));
    assert!(plan.starts.is_empty());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let plan = two();
    let change = |number, initiative| Command::State { number: Some(number), initiative, says_something: true };
    let circle = Initiative { needs: vec![2], ..plan.initiatives[&1].clone() };
    assert_eq!(then(Some(plan.clone()), change(1, circle)), Err(CannotPlan::Circle(1)));
    let same = plan.initiatives[&1].clone();
    assert_eq!(Plan::decide(Some(&plan), change(1, same), &ctx()), Ok(Vec::new()));
    assert_eq!(then(Some(plan.clone()), change(7, initiative(1.0, &[]))), Err(CannotPlan::NoInitiative(7)));
    let long = initiative(1.0, &[("web", QUARTERS_MOST, 1.0)]);
    assert_eq!(then(Some(plan.clone()), state(long)), Err(CannotPlan::TooLong));
    let less = initiative(1.0, &[("web", 0, -1.0)]);
    assert_eq!(then(Some(plan.clone()), state(less)), Err(CannotPlan::NoNumber));
    let drop = Command::Drop { number: 1, why: words(), says_something: true };
    assert_eq!(then(Some(plan.clone()), drop), Err(CannotPlan::Needed { number: 1, by: 2 }));
    let stranger = Command::Propose { moves: BTreeMap::from([(9, None)]) };
    assert_eq!(then(Some(plan), stranger), Err(CannotPlan::NoInitiative(9)));
}

#[test]
fn quarters_are_written_as_people_write_them() {
    assert_eq!(quarter("2026-T4"), quarter("2026-Q4"));
    assert_eq!(quarter("2026-Q3").plus(2).to_string(), "2027-Q1");
    assert_eq!(quarter("2026-Q3").until(quarter("2027-Q1")), Some(2));
    assert_eq!(Quarter::around(jiff::civil::date(2026, 8, 6)), quarter("2026-Q3"));
    assert!(["2026", "2026-Q5", "26-Q1", "2026-Q", ""].iter().all(|words| words.parse::<Quarter>().is_err()));
}

fn asked<'a>(plan: &'a Plan, capacity: Vec<(Pool, Vec<f64>)>) -> Asked<'a> {
    Asked { plan, from: quarter("2026-Q4"), quarters: 4, capacity, values: BTreeMap::new() }
}

#[test]
fn what_began_before_goes_on_and_leaves_so_much_less() {
    let mut plan = two();
    plan.starts.insert(1, quarter("2026-Q3"));
    // 40 of the 50 days of the fourth quarter are taken by what began in the third; the second needs it to have ended.
    let question = Question::of(&asked(&plan, vec![(pool("web"), vec![50.0; 4])]));
    let (chosen, best) = question.best().unwrap();
    assert_eq!(chosen.starts, BTreeMap::from([(2, quarter("2027-Q1"))]));
    let why = question.why(&best, 2).unwrap();
    assert_eq!((why.chosen, why.regret), (true, Some(80.0)));
}

#[test]
fn a_fund_holds_what_is_said_and_no_more() {
    let money = BTreeMap::from([(quarter("2026-Q4"), 50.0), (quarter("2027-Q2"), 30.0)]);
    let fund = Command::Fund { number: None, fund: Fund { name: words(), money }, says_something: true };
    let plan = then(None, fund.clone()).unwrap();
    let twenty = |fund| vec![Cost { fund, after: 0, euros: Quantity::exact(20.0) }];
    let stranger = Initiative { costs: twenty(2), ..initiative(1.0, &[]) };
    assert_eq!(then(Some(plan.clone()), state(stranger)), Err(CannotPlan::NoFund(2)));
    // The same said again of the same fund is nothing new.
    let Command::Fund { fund, .. } = fund else { unreachable!("it was made above") };
    let again = Command::Fund { number: Some(1), fund: fund.clone(), says_something: true };
    assert_eq!(Plan::decide(Some(&plan), again, &ctx()), Ok(Vec::new()));
    let mut plan = plan;
    for value in [100.0, 90.0, 80.0] {
        plan = then(Some(plan), state(Initiative { costs: twenty(1), delay: 1.0, ..initiative(value, &[]) })).unwrap();
    }
    let most = (0..4).map(|at| fund.money.get(&quarter("2026-Q4").plus(at)).copied().unwrap_or_default()).collect();
    let question = Question::of(&asked(&plan, vec![(Pool::Fund(1), most)]));
    let (chosen, best) = question.best().unwrap();
    assert_eq!(chosen.starts.values().filter(|start| **start == quarter("2026-Q4")).count(), 2);
    assert_eq!((chosen.starts[&3], chosen.value), (quarter("2027-Q2"), 268.0));
    // Ten more in the first quarter make room for all three there: two quarters of waiting less.
    let more: Vec<_> = question.more(&best, 1.0, 10.0).collect();
    assert!(more.iter().any(|it| (it.quarter, it.by, it.gain) == (quarter("2026-Q4"), 10.0, 2.0)), "{more:?}");
}

#[test]
fn who_is_chosen_whatever_they_bring_is_the_core() {
    let mut plan = Plan::default();
    let each = [(1, 10.0, 100.0, 190.0), (2, 40.0, 90.0, 170.0), (3, 1_000.0, 1_001.0, 1_002.0)];
    for (number, low, likely, high) in each {
        let it = initiative(likely, &[("web", 0, 10.0)]);
        plan.initiatives.insert(number, Initiative { value: Quantity { low, likely, high }, ..it });
    }
    let brings: BTreeMap<u32, Quantity> = plan.initiatives.iter().map(|(number, it)| (*number, it.value)).collect();
    let question = Question::of(&asked(&plan, vec![(pool("web"), vec![20.0, 0.0, 0.0, 0.0])]));
    let (_, best) = question.best().unwrap();
    let core = question.core(&best, &brings, 100);
    // There is room for two. The third always is one; of the others now the one, now the other.
    assert_eq!((core.chosen[&3], core.chosen[&1] + core.chosen[&2], core.of), (100, 100, 100));
    assert!(core.chosen[&1] > core.chosen[&2] && core.chosen[&2] > 10, "{core:?}");
    assert_eq!(core, question.core(&best, &brings, 100));
}

#[test]
fn what_stands_in_the_way_is_named() {
    let mut plan = two();
    plan.initiatives.values_mut().for_each(|it| it.must = true);
    let few = asked(&plan, vec![(pool("web"), vec![60.0, 39.0, 39.0, 39.0])]);
    let question = Question::of(&few);
    assert!(question.best().is_err());
    let named = question.obstacles();
    assert!(named.contains(&Obstacle::Must(1)) && named.contains(&Obstacle::Pool(pool("web"), quarter("2027-Q1"))));
    // Beyond the quarters looked at nobody is held to anything: alone the first could begin in the last.
    assert!(named.contains(&Obstacle::Must(2)) || named.contains(&Obstacle::Pool(pool("web"), quarter("2027-Q3"))));
}

/// Every start of every initiative tried.
fn slow(asked: &Asked) -> Option<f64> {
    let numbers: Vec<u32> = asked.plan.initiatives.keys().copied().collect();
    let ways = asked.quarters + 1;
    let mut best: Option<f64> = None;
    for mut code in 0..ways.pow(numbers.len() as u32) {
        let mut tried = asked.plan.clone();
        let mut value = 0.0;
        for number in &numbers {
            let (it, at) = (&asked.plan.initiatives[number], code % ways);
            code /= ways;
            if at < asked.quarters {
                tried.starts.insert(*number, asked.from.plus(at));
                value += it.value.likely - it.delay * f64::from(at);
            }
        }
        let musts = numbers.iter().all(|number| !tried.initiatives[number].must || tried.starts.contains_key(number));
        let fits = asked.capacity.iter().all(|(team, days)| {
            days.iter().zip(0..).all(|(most, at)| tried.taken(team, asked.from.plus(at)).0.likely <= most + 1e-6)
        });
        if musts && fits && tried.too_early().is_empty() {
            best = Some(best.map_or(value, |best: f64| best.max(value)));
        }
    }
    best
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let work = prop::collection::vec((prop::sample::select(vec!["web", "data"]), 0u32..3, 1u32..40), 1..4);
    let costs = prop::collection::vec((0u32..3, 1u32..40), 0..2);
    let one = (-10i32..100, 0u32..20, work, costs, prop::collection::vec(1u32..5, 0..2), prop::bool::weighted(0.15));
    prop::collection::vec(one, 1..6).prop_map(|all| {
        let mut plan = Plan::default();
        for ((value, delay, work, costs, needs, must), number) in all.into_iter().zip(1..) {
            let work: Vec<_> = work.into_iter().map(|(team, after, days)| (team, after, f64::from(days))).collect();
            let mut it = initiative(f64::from(value), &work);
            (it.delay, it.must) = (f64::from(delay), must);
            let cost = |(after, euros)| Cost { fund: 1, after, euros: Quantity::exact(f64::from(euros)) };
            it.costs = costs.into_iter().map(cost).collect();
            it.needs = needs.into_iter().filter(|need| *need < number).collect();
            plan.initiatives.insert(number, it);
        }
        plan
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_starts_bring_more_than_those_chosen(plan in any_plan(), web in 0u32..60, data in 0u32..60, fund in 0u32..60) {
        let most = |of: u32| vec![f64::from(of); 4];
        let capacity = vec![(pool("web"), most(web)), (pool("data"), most(data)), (Pool::Fund(1), most(fund))];
        let asked = asked(&plan, capacity);
        let question = Question::of(&asked);
        match (question.best(), slow(&asked)) {
            (Ok((chosen, best)), Some(most)) => {
                prop_assert!((chosen.value - most).abs() < 1e-6 && best.proven(), "{chosen:?} where {most} is best");
                let moves = chosen.starts.iter().map(|(number, start)| (*number, Some(*start))).collect();
                prop_assert!(plan.with(&moves).too_early().is_empty());
                for number in plan.initiatives.keys() {
                    let why = question.why(&best, *number).unwrap();
                    prop_assert_eq!(why.chosen, chosen.starts.contains_key(number));
                    if !why.chosen {
                        let mut forced = plan.clone();
                        forced.initiatives.get_mut(number).unwrap().must = true;
                        let with = slow(&Asked { plan: &forced, ..asked.clone() });
                        prop_assert_eq!(why.regret.map(|it| (it * 1e6).round()), with.map(|it| ((most - it) * 1e6).round()));
                    }
                }
            }
            (Err(_), None) => prop_assert!(!question.obstacles().is_empty()),
            (got, most) => prop_assert!(false, "{got:?} where {most:?} is best"),
        }
    }
}
