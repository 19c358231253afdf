use agenda::money::delay::{self, Job};
use agenda::money::earned::{self, Work};
use agenda::money::overrun::{Bias, Class, Estimate, blended, published, stepped_down};
use agenda::money::pens::Present;
use agenda::money::rate::{DayCount, Rates, irr, mirr, xirr, xnpv};
use agenda::money::staged::{self, Stage};
use agenda::money::{
    NoFigure, Timing, discount_factor, discounted_payback, goal, npv, payback, rate_of_part, volatility,
};
use jiff::civil::Date;

use super::{near, number, rows};

fn planned(figure: &str) -> f64 {
    let table = rows(include_str!("oracles/planning.csv"));
    let row = table.iter().find(|row| row[0] == figure).unwrap_or_else(|| panic!("{figure} is not in the table"));
    number(row[1])
}

fn check(figure: &str, got: f64) {
    near(figure, got, planned(figure), 1e-12);
}

#[test]
fn present_values_and_factors_are_those_of_the_table() {
    check("npv.5", npv(0.05, &[-15_000.0, 1_500.0, 2_500.0, 3_500.0, 4_500.0, 6_000.0], Timing::End).unwrap());
    check("npv.8", npv(0.08, &[-40_000.0, 5_000.0, 8_000.0, 12_000.0, 30_000.0], Timing::End).unwrap());
    for periods in [0, 1, 2, 3, 4, 5, 30] {
        check(&format!("factor.{periods}"), discount_factor(0.035, f64::from(periods)).unwrap());
    }
    near("8 % a year, a month", rate_of_part(0.08, 12.0).unwrap(), 0.006_434_030_110_003_413, 1e-13);
}

#[test]
fn flows_in_the_middle_are_half_a_period_nearer_or_later() {
    let flows = [-100.0, 60.0, 60.0];
    let half = 1.1_f64.sqrt();
    let end = npv(0.1, &flows, Timing::End).unwrap();
    near("middle", npv(0.1, &flows, Timing::Middle).unwrap(), -100.0 + (end + 100.0) * half, 1e-13);
    near("all half a period late", npv(0.1, &flows, Timing::MiddleFromStart).unwrap(), end / half, 1e-13);
}

#[test]
fn modified_rates_are_those_of_the_table() {
    let a = [-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0];
    check("mirr.a", mirr(&a, 0.10, 0.12).unwrap());
    let b = [-4_500.0, -800.0, 800.0, 800.0, 600.0, 600.0, 800.0, 800.0, 700.0, 3_000.0];
    check("mirr.b", mirr(&b, 0.08, 0.055).unwrap());
    check("mirr.c", mirr(&[100.0, 200.0, -50.0, 300.0, -200.0], 0.05, 0.06).unwrap());
    assert_eq!(mirr(&a[1..], 0.10, 0.12), Err(NoFigure::Never));
}

#[test]
fn every_internal_rate_is_found_and_several_are_never_one() {
    for row in rows(include_str!("oracles/irr.csv")) {
        let flows: Vec<f64> = row[1].split(' ').map(number).collect();
        let expect: Vec<f64> = row[2].split(' ').filter(|cell| !cell.is_empty()).map(number).collect();
        let got = irr(&flows).unwrap();
        assert_eq!(got.all().len(), expect.len(), "{}: {got:?} instead of {expect:?}", row[0]);
        for (got, expect) in got.all().iter().zip(&expect) {
            // Near −100 % a rate has few digits of one plus itself.
            near(row[0], 1.0 + got, 1.0 + expect, 1e-12 + 2.3e-16 / (1.0 + expect));
            near(row[0], *got, *expect, 1e-10);
        }
        let signs: Vec<bool> = flows.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0).collect();
        let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(matches!(got, Rates::One(_)), changes == 1, "{}: {got:?}", row[0]);
    }
}

#[test]
fn a_rate_that_only_touches_zero_is_found() {
    // 1 − 2.2 v + 1.21 v²: zero at 10 %, and positive on both sides.
    let Rates::Several(got) = irr(&[1.0, -2.2, 1.21]).unwrap() else { panic!("several signs") };
    assert_eq!(got.len(), 1, "{got:?}");
    near("touching", got[0], 0.1, 1e-7);
    assert_eq!(irr(&[1.0, -2.2, 1.22]), Ok(Rates::None));
}

#[test]
fn dated_flows_have_the_rates_of_their_day_count() {
    for row in rows(include_str!("oracles/xirr.csv")) {
        let dated = |cell: &str| {
            let (date, amount) = cell.split_once(':').expect("date:amount");
            (date.parse::<Date>().expect("a date"), number(amount))
        };
        let flows: Vec<(Date, f64)> = row[1].split(' ').map(dated).collect();
        for (cell, count) in row[2..].iter().zip([DayCount::Actual365Fixed, DayCount::Actual360, DayCount::Actual36525])
        {
            let expect: Vec<f64> = cell.split(' ').map(number).collect();
            let got = xirr(&flows, count).unwrap();
            assert_eq!(got.all().len(), expect.len(), "{}: {got:?}", row[0]);
            for (got, expect) in got.all().iter().zip(&expect) {
                near(row[0], *got, *expect, 1e-10);
                let size: f64 = flows.iter().map(|(_, flow)| flow.abs()).sum();
                assert!(xnpv(*got, &flows, count).unwrap().abs() < 1e-6 * size);
            }
        }
    }
}

#[test]
fn the_case_of_two_pens_has_the_figures_of_the_table() {
    let benefits = [0.0, 120.0, 240.0, 300.0];
    // Purchase, deployment and integration; then operation beside them.
    let invested = [150.0 + 60.0 + 40.0, 20.0 + 10.0, 0.0, 0.0];
    let running = [20.0, 45.0, 45.0, 50.0];
    let each = |what: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..4).map(what).collect() };
    let costs = each(&|year| invested[year] + running[year]);
    let net = each(&|year| benefits[year] - costs[year]);
    assert_eq!(net, [-270.0, 45.0, 195.0, 250.0]);
    check("pens.npv", npv(0.1, &net, Timing::End).unwrap());
    check("pens.npv.8", npv(0.08, &net, Timing::End).unwrap());
    let Rates::One(rate) = irr(&net).unwrap() else { panic!("one change of sign") };
    check("pens.irr", rate);
    let present = Present::of(0.1, &benefits, &costs, Timing::End).unwrap();
    check("pens.benefits", present.benefits);
    check("pens.costs", present.costs);
    check("pens.bcr", present.benefit_cost().unwrap());
    let plain = Present::of(0.0, &benefits, &costs, Timing::End).unwrap();
    check("pens.roi", plain.break_even_uplift(plain.costs).unwrap());
    check("pens.payback", payback(&net).unwrap());
    check("pens.discounted_payback", discounted_payback(0.1, &net).unwrap());
    let higher = |share: f64| npv(0.1, &each(&|year| net[year] - share * invested[year]), Timing::End).unwrap();
    for share in [0.1, 0.54, 2.0] {
        near("uplift", higher(share), planned(&format!("pens.uplift.{share:?}")), 1e-11);
    }
    let uplift = present.break_even_uplift(npv(0.1, &invested, Timing::End).unwrap()).unwrap();
    check("pens.break_even_uplift", uplift);
    check("pens.profitability", uplift);
    check("pens.break_even_benefit", present.break_even_benefit().unwrap());
    assert!(higher(uplift).abs() < 1e-10, "{}", higher(uplift));
}

#[test]
fn walk_one_is_worth_what_the_walk_says() {
    for (name, uplift) in [("low", 0.003), ("likely", 0.008), ("high", 0.014)] {
        let benefit = 410_000.0 * 212.0 * uplift * 0.34;
        check(&format!("w1.{name}.benefit"), benefit);
        let net = [-12_000.0 - 38_000.0 - 61_000.0, benefit - 14_000.0, benefit - 14_000.0, benefit - 14_000.0];
        check(&format!("w1.{name}.payback_months"), 12.0 * payback(&net).unwrap());
        check(&format!("w1.{name}.npv"), npv(0.08, &net, Timing::End).unwrap());
    }
    // As printed: the table's own rounding.
    let printed = [("benefit", ["88658", "236422", "413739"]), ("payback_months", ["17.8", "6.0", "3.3"])];
    for (figure, expect) in printed.into_iter().chain([("npv", ["81402", "462204", "919167"])]) {
        for (name, expect) in ["low", "likely", "high"].into_iter().zip(expect) {
            let digits = expect.split_once('.').map_or(0, |(_, after)| after.len());
            assert_eq!(format!("{:.digits$}", planned(&format!("w1.{name}.{figure}"))), expect);
        }
    }
}

#[test]
fn paying_by_stages_is_worth_being_able_to_stop() {
    let roll_out = |worth: f64| Stage::Gate { cost: 300.0, periods: 0.0, outcomes: vec![(1.0, Stage::End(worth))] };
    let pilot =
        Stage::Gate { cost: 50.0, periods: 1.0, outcomes: vec![(0.4, roll_out(900.0)), (0.6, roll_out(120.0))] };
    let got = staged::value(&pilot, 0.1).unwrap();
    check("staged.committed", got.committed);
    check("staged.staged", got.staged);
    check("staged.option", got.option);
    check("staged.break_even", staged::break_even(&pilot, 0.1).unwrap());
}

#[test]
fn jobs_are_done_in_the_order_in_which_waiting_costs_least() {
    let job = |cost_a_week: f64, weeks: f64| Job { cost_a_week, weeks };
    // A well-known example of three jobs, and one of four of ours with every order tried.
    let three = [job(10.0, 1.0), job(3.0, 3.0), job(1.0, 10.0)];
    let best = delay::order(&three).unwrap();
    assert_eq!((best.jobs, best.until_done, best.until_begun), (vec![0, 1, 2], 36.0, 7.0));
    let worst = delay::cost_of(&three, &[2, 1, 0]).unwrap();
    assert_eq!((worst.until_done, worst.until_begun), (189.0, 160.0));
    near("less waiting", 1.0 - 7.0 / 160.0, 0.956_25, 1e-12);
    let four = [job(4.0, 2.0), job(9.0, 3.0), job(5.0, 1.0), job(6.0, 4.0)];
    let best = delay::order(&four).unwrap();
    assert_eq!((best.jobs, best.until_done), (vec![2, 1, 0, 3], 125.0));
    assert_eq!(delay::cost_of(&four, &[0, 1, 2, 3]).unwrap().until_done, 143.0);
    assert_eq!(delay::cost_of(&four, &[3, 0, 1, 2]).unwrap().until_done, 179.0);
    assert_eq!(delay::wsjf(8.0, 5.0, 3.0, 2.0), Ok(8.0));
}

#[test]
fn earned_value_leads_where_the_table_says() {
    let got = earned::indices(Work { budget: 100e3, planned: 50e3, earned: 40e3, spent: 50e3 }).unwrap();
    near("SPI", got.schedule, 0.8, 1e-15);
    near("CPI", got.cost, 0.8, 1e-15);
    near("EAC", got.at_completion, 125_000.0, 1e-15);
    near("TCPI", got.to_complete.unwrap(), 1.2, 1e-15);
    let over = earned::indices(Work { budget: 100.0, planned: 50.0, earned: 40.0, spent: 120.0 }).unwrap();
    assert_eq!(over.to_complete, None);
}

#[test]
fn goals_change_and_overruns_are_those_of_the_table() {
    near("roll-up", goal::progress(&[(0.4, 2.0), (0.2, 3.0)]).unwrap(), 0.28, 1e-14);
    near("a measure that falls", goal::reached(40.0, 25.0, 20.0).unwrap(), 0.75, 1e-14);
    near("RVI", volatility::requirements(100, 20, 0, 10).unwrap(), 0.30, 1e-14);
    near("RVI", volatility::requirements(120, 10, 8, 4).unwrap(), 22.0 / 120.0, 1e-14);
    near("W5", volatility::growth_a_month(1_180.0, 1_322.0, 2.0).unwrap(), (1_322.0_f64 / 1_180.0).sqrt() - 1.0, 1e-13);
    let it = published(Class::EquipmentAndDevelopment, Estimate::CapitalExpenditure).unwrap();
    assert_eq!(it, Bias { upper: 2.0, lower: 0.1 });
    near("IT, 40 % dealt with", stepped_down(it, 0.4), 1.24, 1e-14);
    near("all dealt with", stepped_down(it, 1.0), 0.1, 1e-14);
    assert_eq!(published(Class::Outsourcing, Estimate::Duration), None);
    near("no record", blended(1.24, 0.3, 0, 10.0), 1.24, 1e-15);
    near("ten of our own", blended(1.24, 0.3, 10, 10.0), 0.77, 1e-14);
}
