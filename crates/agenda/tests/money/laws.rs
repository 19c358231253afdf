use agenda::money::delay::{Job, Stream, WEEKS_A_YEAR, cost_a_week, cost_of, npv_if_begun, order};
use agenda::money::pens::Present;
use agenda::money::rate::{DayCount, Rates, irr, mirr, xirr};
use agenda::money::staged::{self, Stage};
use agenda::money::{NoFigure, Timing, discounted_payback, earned, goal, npv, payback, volatility};
use jiff::civil::date;
use proptest::prelude::*;

use super::near;

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e4..1e4f64,
        -1.5..1.5f64,
        prop::sample::select(vec![0.0, -0.0, -1.0, f64::NAN, f64::INFINITY, 1e308, -1e308, 5e-324]),
    ]
}

/// Money that first goes out and then comes in.
fn conventional() -> impl Strategy<Value = Vec<f64>> {
    (prop::collection::vec(-1e5..-1.0f64, 1..4), prop::collection::vec(0.0..1e5f64, 1..12), 1.0..1e5f64)
        .prop_map(|(out, back, last)| out.into_iter().chain(back).chain([last]).collect())
}

fn any_flows() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![4 => -1e4..1e4f64, 1 => Just(0.0)], 1..20)
}

proptest! {
    #[test]
    fn the_present_value_of_a_conventional_case_falls_as_the_rate_rises(
        flows in conventional(), a in -0.5..2.0f64, b in -0.5..2.0f64,
    ) {
        // True where what comes back is more than what would have to be put in later: from the first inflow on.
        let first = flows.iter().position(|flow| *flow > 0.0).unwrap_or(0);
        let mut flows = flows;
        let out: f64 = flows[..first].iter().sum();
        flows.drain(..first);
        flows.insert(0, out);
        let (low, high) = (a.min(b), a.max(b));
        prop_assume!(high - low > 1e-6);
        for timing in [Timing::End, Timing::Middle] {
            prop_assert!(npv(low, &flows, timing).unwrap() > npv(high, &flows, timing).unwrap());
        }
    }

    #[test]
    fn a_conventional_case_has_one_rate_and_is_worth_nothing_at_it(flows in conventional()) {
        let Rates::One(rate) = irr(&flows).unwrap() else { panic!("{:?}", irr(&flows)) };
        let size: f64 = flows.iter().enumerate().map(|(t, flow)| (flow / (1.0 + rate).powi(t as i32)).abs()).sum();
        let left = npv(rate, &flows, Timing::End).unwrap();
        prop_assert!(left.abs() <= 1e-11 * size, "{left} of {size} at {rate}");
    }

    #[test]
    fn every_rate_found_leaves_nothing_and_none_is_missed(flows in any_flows()) {
        let found = irr(&flows).unwrap();
        let signs: Vec<bool> = flows.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0).collect();
        let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
        prop_assert!(found.all().len() <= changes);
        prop_assert!(found.all().windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(changes <= 1 || !matches!(found, Rates::One(_)));
        // A slow search: each change of sign of the present value lies about a rate that was found.
        let at = |x: f64| -> f64 { flows.iter().enumerate().map(|(t, flow)| flow * (-(t as f64) * x).exp()).sum() };
        let places: Vec<f64> = (0..=4_000).map(|step| -4.0 + f64::from(step) * 0.002).collect();
        for pair in places.windows(2) {
            if at(pair[0]) * at(pair[1]) < 0.0 {
                let inside = |rate: &&f64| (pair[0]..=pair[1]).contains(&(1.0 + **rate).ln());
                prop_assert!(found.all().iter().find(inside).is_some(), "missed one near {}", pair[0].exp() - 1.0);
            }
        }
        for rate in found.all() {
            let x = (1.0 + rate).ln();
            prop_assert!(at(x - 1e-7) * at(x + 1e-7) <= 0.0 || at(x).abs() < 1e-6 * at(x - 0.1).abs().max(1.0), "{rate}");
        }
    }

    #[test]
    fn the_unit_of_money_changes_no_rate_no_payback_and_no_ratio(flows in conventional(), factor in 1e-3..1e6f64) {
        let scaled: Vec<f64> = flows.iter().map(|flow| flow * factor).collect();
        let (one, other) = (irr(&flows).unwrap(), irr(&scaled).unwrap());
        prop_assert!((one.all()[0] - other.all()[0]).abs() <= 1e-9 * (1.0 + one.all()[0].abs()));
        let (one, other) = (npv(0.07, &flows, Timing::End).unwrap(), npv(0.07, &scaled, Timing::End).unwrap());
        prop_assert!((one * factor - other).abs() <= 1e-9 * factor * flows.iter().map(|flow| flow.abs()).sum::<f64>());
        match (payback(&flows), payback(&scaled)) {
            (Ok(one), Ok(other)) => prop_assert!((one - other).abs() < 1e-9),
            (one, other) => prop_assert_eq!(one, other),
        }
        let (one, other) = (mirr(&flows, 0.05, 0.06).unwrap(), mirr(&scaled, 0.05, 0.06).unwrap());
        prop_assert!((one - other).abs() < 1e-9);
    }

    #[test]
    fn what_is_discounted_pays_back_no_sooner(flows in conventional(), rate in 0.0..0.5f64) {
        match (payback(&flows), discounted_payback(rate, &flows)) {
            (Ok(plain), Ok(discounted)) => prop_assert!(discounted >= plain - 1e-9),
            (Err(NoFigure::Never), discounted) => prop_assert_eq!(discounted, Err(NoFigure::Never)),
            (Ok(_), discounted) => prop_assert_eq!(discounted, Err(NoFigure::Never)),
            (plain, discounted) => prop_assert!(false, "{plain:?} {discounted:?}"),
        }
    }

    #[test]
    fn both_break_evens_leave_nothing(
        benefit in prop::collection::vec(0.0..1e5f64, 2..6), once in 1.0..1e5f64, running in 0.0..1e4f64, rate in 0.0..0.5f64,
    ) {
        prop_assume!(benefit[1..].iter().sum::<f64>() > 1.0);
        let years = benefit.len();
        let only_once: Vec<f64> = (0..years).map(|year| if year == 0 { once } else { 0.0 }).collect();
        let all: Vec<f64> = only_once.iter().map(|once| once + running).collect();
        let present = Present::of(rate, &benefit, &all, Timing::End).unwrap();
        let left = |factor: f64, on: &[f64], uplift: f64| {
            let net = |year: usize| factor * benefit[year] - all[year] - uplift * on[year];
            npv(rate, &(0..years).map(net).collect::<Vec<f64>>(), Timing::End).unwrap().abs()
        };
        for on in [&only_once, &all] {
            let uplift = present.break_even_uplift(npv(rate, on, Timing::End).unwrap()).unwrap();
            prop_assert!(left(1.0, on, uplift) < 1e-8 * (once + 1e5));
        }
        let factor = present.break_even_benefit().unwrap();
        prop_assert!(left(factor, &all, 0.0) < 1e-8 * (once + 1e5));
        // The ratio is the break-even turned round.
        prop_assert!((present.benefit_cost().unwrap() * factor - 1.0).abs() < 1e-9);
    }

    #[test]
    fn dated_flows_a_year_of_365_days_apart_have_the_rate_of_periods(flows in conventional()) {
        let start = date(2021, 3, 1);
        let dated: Vec<_> =
            flows.iter().enumerate().map(|(t, flow)| (start.saturating_add(jiff::Span::new().days(365 * t as i64)), *flow)).collect();
        let (periods, dates) = (irr(&flows).unwrap(), xirr(&dated, DayCount::Actual365Fixed).unwrap());
        prop_assert!((periods.all()[0] - dates.all()[0]).abs() <= 1e-9 * (1.0 + periods.all()[0].abs()));
        let turned: Vec<_> = dated.iter().rev().copied().collect();
        prop_assert_eq!(dates, xirr(&turned, DayCount::Actual365Fixed).unwrap());
    }

    #[test]
    fn being_able_to_stop_is_never_worth_less_than_nothing(
        cost in 0.0..100.0f64, later in 0.0..500.0f64, p in 0.0..1.0f64, good in -500.0..1e3f64, bad in -500.0..500.0f64, rate in 0.0..0.3f64,
    ) {
        let next = |worth: f64| Stage::Gate { cost: later, periods: 1.0, outcomes: vec![(1.0, Stage::End(worth))] };
        let pilot = Stage::Gate { cost, periods: 0.5, outcomes: vec![(p, next(good)), (1.0 - p, next(bad))] };
        let got = staged::value(&pilot, rate).unwrap();
        prop_assert!(got.option >= -1e-9 && got.staged >= 0.0);
        if let Ok(share) = staged::break_even(&pilot, rate) && share > 0.0 && share < 1.0 {
            let at = Stage::Gate { cost, periods: 0.5, outcomes: vec![(share, next(good)), (1.0 - share, next(bad))] };
            prop_assert!(staged::value(&at, rate).unwrap().staged < 1e-6);
        }
    }

    #[test]
    fn no_order_is_cheaper_than_the_one_found(jobs in prop::collection::vec((0.0..100.0f64, 0.1..20.0f64), 1..7)) {
        let jobs: Vec<Job> = jobs.into_iter().map(|(cost_a_week, weeks)| Job { cost_a_week, weeks }).collect();
        let best = order(&jobs).unwrap();
        let mut places: Vec<usize> = (0..jobs.len()).collect();
        every_order(&mut places, 0, &mut |places| {
            let cost = cost_of(&jobs, places).unwrap();
            assert!(best.until_done <= cost.until_done * (1.0 + 1e-12), "{places:?} is cheaper");
        });
    }

    #[test]
    fn no_number_makes_anything_panic(
        flows in prop::collection::vec(any_number(), 0..8), a in any_number(), b in any_number(), c in any_number(), n in any::<u64>(),
    ) {
        for timing in [Timing::End, Timing::Middle, Timing::MiddleFromStart] {
            let _ = npv(a, &flows, timing);
        }
        let _ = (irr(&flows), mirr(&flows, a, b), payback(&flows), discounted_payback(a, &flows));
        let present = Present { benefits: a, costs: b };
        let _ = (Present::of(a, &flows, &[b, c], Timing::Middle), present.benefit_cost(), present.break_even_benefit(), present.break_even_uplift(c));
        let gate = Stage::Gate { cost: a, periods: b, outcomes: vec![(c, Stage::End(a)), (b, Stage::End(c))] };
        let _ = (staged::value(&gate, c), staged::break_even(&gate, a));
        let stream = Stream { amount: a, after_weeks: b, over_weeks: c, until_week: Some(a) };
        let _ = (npv_if_begun(&[stream], b, c), order(&[Job { cost_a_week: a, weeks: b }]));
        let _ = earned::indices(earned::Work { budget: a, planned: b, earned: c, spent: a });
        let _ = (goal::progress(&[(a, b), (c, a)]), goal::reached(a, b, c), volatility::requirements(n, n, n, n), volatility::growth_a_month(a, b, c));
        let dated = [(date(1, 1, 1), a), (date(9999, 12, 31), b), (date(2020, 2, 29), c)];
        let _ = xirr(&dated, DayCount::Actual365Fixed);
    }
}

fn every_order(places: &mut Vec<usize>, from: usize, each: &mut impl FnMut(&[usize])) {
    if from == places.len() {
        return each(places);
    }
    for at in from..places.len() {
        places.swap(from, at);
        every_order(places, from + 1, each);
        places.swap(from, at);
    }
}

#[test]
fn a_week_later_costs_a_weeks_discount_and_what_the_window_no_longer_lets_in() {
    // Nothing expires: the whole case moves, and loses one week's discount.
    let build = Stream { amount: -111_000.0, after_weeks: 0.0, over_weeks: 0.0, until_week: None };
    let gain = Stream { amount: 300_000.0, after_weeks: 4.0, over_weeks: 100.0, until_week: None };
    let now = npv_if_begun(&[build, gain], 0.08, 0.0).unwrap();
    let week = 1.0 - 1.08_f64.powf(-1.0 / WEEKS_A_YEAR);
    near("moves", cost_a_week(&[build, gain], 0.08, 0.0).unwrap(), now * week, 1e-9);
    // A window: without discounting, a week later is a week of gains lost, until the window has closed.
    let season = Stream { until_week: Some(60.0), ..gain };
    near("lost", cost_a_week(&[build, season], 0.0, 0.0).unwrap(), 3_000.0, 1e-12);
    near("half a week left", cost_a_week(&[season], 0.0, 55.5).unwrap(), 1_500.0, 1e-12);
    assert_eq!(cost_a_week(&[season], 0.0, 70.0), Ok(0.0));
    // With a rate: the integral of a rate that falls, against a sum over short steps.
    let got = npv_if_begun(&[season], 0.08, 10.0).unwrap();
    let steps = 46_000;
    let step = 46.0 / f64::from(steps);
    let slow: f64 = (0..steps)
        .map(|at| 3_000.0 * step * 1.08_f64.powf(-(14.0 + (f64::from(at) + 0.5) * step) / WEEKS_A_YEAR))
        .sum();
    near("sum", got, slow, 1e-9);
}

#[test]
fn what_cannot_be_worked_out_says_why() {
    assert_eq!(npv(0.1, &[], Timing::End), Err(NoFigure::NoFlows));
    assert_eq!(npv(-1.0, &[1.0], Timing::End), Err(NoFigure::NoRate));
    assert_eq!(npv(f64::NAN, &[1.0], Timing::End), Err(NoFigure::NoNumber));
    assert_eq!(npv(0.1, &[f64::INFINITY], Timing::End), Err(NoFigure::NoNumber));
    assert_eq!(npv(0.1, &vec![1.0; 10_001], Timing::End), Err(NoFigure::TooMany));
    assert_eq!(payback(&[-10.0, 5.0]), Err(NoFigure::Never));
    assert_eq!(payback(&[10.0, 5.0]), Ok(0.0));
    // Paid back, below again, and back for good.
    assert_eq!(payback(&[-10.0, 20.0, -20.0, 40.0]), Ok(2.25));
    assert_eq!(irr(&[0.0, 0.0]), Ok(Rates::None));
    let restless: Vec<f64> = (0..9_000).map(|t| if t % 2 == 0 { 1.0 } else { -1.0 }).collect();
    assert_eq!(irr(&restless), Err(NoFigure::TooMany));
    assert!(irr(&restless[..60]).is_ok());
    assert_eq!(Present::of(0.1, &[], &[], Timing::End), Err(NoFigure::NoFlows));
    let free = Present { benefits: 1.0, costs: 0.0 };
    assert_eq!(free.benefit_cost(), Err(NoFigure::NothingToDivideBy));
    assert_eq!(free.break_even_uplift(0.0), Err(NoFigure::NothingToDivideBy));
    assert_eq!(Present { benefits: 0.0, costs: 1.0 }.break_even_benefit(), Err(NoFigure::NothingToDivideBy));
    assert_eq!(volatility::requirements(0, 1, 0, 0), Err(NoFigure::NothingToDivideBy));
    let uneven = Stage::Gate { cost: 1.0, periods: 1.0, outcomes: vec![(0.4, Stage::End(1.0))] };
    assert_eq!(staged::value(&uneven, 0.1), Err(NoFigure::NoNumber));
}
