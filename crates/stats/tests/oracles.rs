//! Every function against numbers worked out elsewhere; each file says by whom.

use stats::allocation::mismatch;
use stats::distribution::{Distribution, Shape, pert_rule_of_thumb_sd};
use stats::information::{perfect, perfect_normal, sample_normal};
use stats::mean::{self, Group};
use stats::power::{self, detectable, detectable_fall, means, per_arm, per_arm_pooled, per_arm_unrounded};
use stats::proportion::{Counted, difference, wilson};
use stats::score::{coverage, interval_score};
use stats::{Interval, special};

/// The rows of a table, without its remarks and its header.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect()).collect()
}

fn number(cell: &str) -> f64 {
    cell.parse().expect("a number")
}

fn numbers(row: &[&str]) -> Vec<f64> {
    row.iter().map(|cell| number(cell)).collect()
}

/// Holds a number against another, relative to its size; what is nothing must be nothing.
fn near(what: &str, got: f64, expect: f64, share: f64) {
    assert!((got - expect).abs() <= share * expect.abs() + 1e-300, "{what}: {got:e} instead of {expect:e}");
}

/// Holds a number against one that was printed with so many digits after the point.
fn printed(what: &str, got: f64, expect: f64, digits: i32) {
    assert!((got - expect).abs() <= 0.500_001 * 10_f64.powi(-digits), "{what}: {got} instead of {expect}");
}

#[test]
fn special_functions_are_those_of_fifty_digits() {
    for row in rows(include_str!("oracles/special.csv")) {
        let at = numbers(&row[1..]);
        let (a, b, x, expect) = (at[0], at[1], at[2], at[3]);
        let got = match row[0] {
            "normal_cdf" => special::normal_cdf(a),
            "normal_quantile" => special::normal_quantile(a),
            "beta_cdf" => special::beta_cdf(a, b, x),
            "gamma_above" => special::gamma_above(a, b),
            "student_above" => special::student_above(a, b),
            other => panic!("{other} is not known"),
        };
        // Large parameters lose what the logarithms of gamma lose.
        let share = if a.abs() > 1_000.0 { 1e-9 } else { 4e-13 };
        near(&row.join(","), got, expect, share);
    }
}

fn shape(name: &str) -> Shape {
    match name {
        "exact" => Shape::Exact,
        "triangular" => Shape::Triangular,
        "pert" => Shape::Pert,
        "lognormal" => Shape::Lognormal,
        "normal" => Shape::Normal,
        other => panic!("{other} is not known"),
    }
}

#[test]
fn three_points_have_the_mean_and_the_variance_of_their_distribution() {
    for row in rows(include_str!("oracles/distribution.csv")) {
        let at = numbers(&row[1..]);
        let spread = Distribution::of(shape(row[0]), at[0], at[1], at[2]).unwrap();
        near(&row.join(","), spread.mean(), at[3], 1e-13);
        near(&row.join(","), spread.variance(), at[4], 1e-13);
    }
}

#[test]
fn three_points_have_the_quantiles_of_their_distribution_and_the_way_back() {
    for row in rows(include_str!("oracles/quantile.csv")) {
        let at = numbers(&row[1..]);
        let spread = Distribution::of(shape(row[0]), at[0], at[1], at[2]).unwrap();
        let (share, expect) = (at[3], at[4]);
        let got = spread.quantile(share);
        let span = at[2] - at[0];
        assert!((got - expect).abs() <= 1e-12 * span.max(expect.abs()), "{}: {got}", row.join(","));
        assert!((spread.cdf(got) - share).abs() <= 1e-12 * share + 1e-15, "{}: {}", row.join(","), spread.cdf(got));
    }
}

#[test]
fn the_planning_table_of_closed_forms_holds() {
    let lognormal = Distribution::of(Shape::Lognormal, 100.0, 200.0, 400.0).unwrap();
    let Distribution::Lognormal { mu, sigma } = lognormal else { panic!("{lognormal:?}") };
    printed("mu", mu, 5.298_317_367, 9);
    printed("sigma", sigma, 0.421_403_564, 9);
    near("median", lognormal.quantile(0.5), 200.0, 1e-14);
    printed("mean", lognormal.mean(), 218.570_332, 6);
    printed("above 300", 1.0 - lognormal.cdf(300.0), 0.167_980_18, 8);
    let pert = Distribution::of(Shape::Pert, 10.0, 20.0, 60.0).unwrap();
    assert_eq!(pert, Distribution::Pert { low: 10.0, high: 60.0, alpha: 1.8, beta: 4.2 });
    near("PERT mean", pert.mean(), 25.0, 1e-14);
    // The table prints the planners' rule; the distribution drawn from is a little wider.
    printed("PERT, rule of thumb", pert_rule_of_thumb_sd(10.0, 60.0), 8.3333, 4);
    printed("PERT, of the beta", pert.sd(), 8.660_254, 6);
    let triangular = Distribution::of(Shape::Triangular, 10.0, 20.0, 60.0).unwrap();
    near("triangular mean", triangular.mean(), 30.0, 1e-14);
    printed("triangular variance", triangular.variance(), 116.6667, 4);
}

#[test]
fn shares_have_the_intervals_of_wilson() {
    for row in rows(include_str!("oracles/proportion.csv")) {
        let at = numbers(&row);
        let got = wilson(Counted { hits: at[0] as u64, of: at[1] as u64 }, at[2]).unwrap();
        near(&row.join(","), got.low, at[3], 1e-12);
        near(&row.join(","), got.high, at[4], 1e-12);
    }
}

#[test]
fn two_shares_differ_as_published() {
    for row in rows(include_str!("oracles/difference.csv")) {
        let at = numbers(&row);
        let control = Counted { hits: at[0] as u64, of: at[1] as u64 };
        let got = difference(control, Counted { hits: at[2] as u64, of: at[3] as u64 }, 0.95).unwrap();
        let parts =
            [got.estimate, got.normal.low, got.normal.high, got.newcombe.low, got.newcombe.high, got.z, got.p_value];
        for (part, expect) in parts.iter().zip(&at[4..]) {
            near(&row.join(","), *part, *expect, 1e-11);
        }
    }
}

#[test]
fn walk_one_reads_its_pilot() {
    let control = Counted { hits: 10_850, of: 35_000 };
    let got = difference(control, Counted { hits: 11_235, of: 35_000 }, 0.95).unwrap();
    printed("points", 100.0 * got.estimate, 1.10, 2);
    printed("low", 100.0 * got.normal.low, 0.41, 2);
    printed("high", 100.0 * got.normal.high, 1.79, 2);
    printed("z", got.z, 3.13, 2);
    assert_eq!(per_arm(0.31, 0.01, 0.8, 0.05), Ok(33_868));
    printed("points seen", 100.0 * detectable(0.31, 20_000, 0.8, 0.05).unwrap(), 1.30, 2);
}

#[test]
fn sizes_of_arms_are_those_of_each_variant() {
    for row in rows(include_str!("oracles/power.csv")) {
        let at = numbers(&row);
        near(&row.join(","), per_arm_unrounded(at[0], at[1], at[2], at[3]).unwrap(), at[4], 1e-11);
        near(&row.join(","), per_arm_pooled(at[0], at[1], at[2], at[3]).unwrap(), at[5], 1e-11);
        let reached = power::of(at[0], at[1], 1_000_000_000, at[3]).unwrap();
        assert!(reached > at[2], "a thousand million people see it: {reached}");
    }
    for (p1, p2, power, expect) in
        [(0.2, 0.25, 0.8, 1_093.74), (0.1, 0.11, 0.8, 14_750.79), (0.01, 0.012, 0.8, 42_692.80)]
    {
        printed("R", per_arm_pooled(p1, p2 - p1, power, 0.05).unwrap(), expect, 2);
    }
    printed("R", per_arm_pooled(0.5, 0.25, 0.9, 0.05).unwrap(), 76.7069, 4);
}

#[test]
fn what_can_be_seen_is_what_the_size_was_made_for() {
    for row in rows(include_str!("oracles/detectable.csv")) {
        let at = numbers(&row);
        let (p1, n) = (at[0], at[1] as u64);
        near(&row.join(","), detectable(p1, n, at[2], at[3]).unwrap(), at[4], 1e-11);
        near("mirrored", detectable_fall(1.0 - p1, n, at[2], at[3]).unwrap(), at[4], 1e-11);
        near("power", power::of(p1, at[4], n, at[3]).unwrap(), at[2], 1e-11);
    }
}

#[test]
fn means_need_what_students_t_says() {
    for row in rows(include_str!("oracles/power_means.csv")) {
        let at = numbers(&row);
        near(&row.join(","), means::power(at[0], at[1], at[2]).unwrap(), at[3], 1e-11);
    }
    printed("20 per arm", means::power(1.0, 20.0, 0.05).unwrap(), 0.868_953_0, 7);
    printed("power .9", means::per_arm(1.0, 0.9, 0.05).unwrap(), 22.021_09, 5);
    for (effect, expect) in [(0.2, 393.4057), (0.5, 63.7656), (0.8, 25.5246)] {
        printed("Cohen", means::per_arm(effect, 0.8, 0.05).unwrap(), expect, 4);
    }
}

#[test]
fn means_differ_as_growthbook_says() {
    // Figures of GrowthBook's tests (packages/stats/tests): sums, squares and counts of two groups.
    let control = Group { n: 3_407, sum: 1_396.87, sum_squares: 52_377.976_7 };
    let pilot = Group { n: 3_461, sum: 2_422.7, sum_squares: 134_698.29 };
    let relative = mean::relative_difference(control, pilot, 0.95).unwrap();
    printed("relative", relative.estimate, 0.707_32, 5);
    printed("low", relative.interval.low, -0.035_26, 5);
    printed("high", relative.interval.high, 1.449_89, 5);
    printed("p", relative.p_value, 0.061_91, 5);
    let absolute = mean::difference(control, pilot, 0.95).unwrap();
    printed("low", absolute.interval.low, 0.045_38, 5);
    printed("high", absolute.interval.high, 0.534_62, 5);
    printed("p", absolute.p_value, 0.020_16, 5);
}

#[test]
fn visits_of_hillstrom_have_their_t() {
    // Hillstrom's mail experiment: arms of 21,307 (men's mail) and 21,306 (none), visits .182757 and .106167.
    let none = Group { n: 21_306, sum: 2_262.0, sum_squares: 2_262.0 };
    let men = Group { n: 21_307, sum: 3_894.0, sum_squares: 3_894.0 };
    let got = mean::difference(none, men, 0.95).unwrap();
    printed("difference", got.estimate, 0.076_589_6, 7);
    printed("t", got.t, 22.620_23, 5);
}

#[test]
fn arms_that_lost_people_are_told() {
    // Cookie Cats and Hillstrom, as published; the exponential is the closed form for two degrees of freedom.
    let cats = mismatch(&[44_700, 45_489], &[1.0, 1.0]).unwrap();
    printed("chi-square", cats.chi_square, 6.902_405, 6);
    printed("p", cats.p_value, 0.008_608, 6);
    let hillstrom = mismatch(&[21_307, 21_306, 21_387], &[1.0, 1.0, 1.0]).unwrap();
    printed("p", hillstrom.p_value, 0.903_693, 6);
    near("closed form", hillstrom.p_value, (-hillstrom.chi_square / 2.0).exp(), 1e-13);
}

#[test]
fn knowing_is_worth_what_the_tables_say() {
    let payoffs = [vec![100_000.0, -40_000.0], vec![50_000.0, 30_000.0], vec![30_000.0, 10_000.0]];
    let got = perfect(&[0.6, 0.4], &payoffs).unwrap();
    for (expected, expect) in got.expected.iter().zip([44_000.0, 42_000.0, 22_000.0]) {
        near("expected", *expected, expect, 1e-14);
    }
    assert_eq!(got.best, 0);
    near("with information", got.with_information, 72_000.0, 1e-14);
    near("EVPI", got.value, 28_000.0, 1e-13);
    // The planning table prints ten digits.
    printed("EVPI", perfect_normal(50.0, 120.0).unwrap(), 26.969_627_99, 8);
    printed("loss", perfect_normal(-50.0, 120.0).unwrap(), 26.969_627_99, 8);
    let pilot = sample_normal(50.0, 120.0, 80.0).unwrap();
    printed("spread the pilot moves", pilot.preposterior, 99.846_035_32, 8);
    printed("EVSI", pilot.value, 19.725_460_56, 8);
}

#[test]
fn ranges_are_scored_for_width_and_for_misses() {
    let range = Interval { low: 100.0, high: 400.0 };
    for (came, expect) in [(250.0, 300.0), (450.0, 1_300.0), (60.0, 1_100.0)] {
        near("score", interval_score(range, 0.9, came).unwrap(), expect, 1e-13);
    }
    let got = coverage(&[(range, 250.0), (range, 450.0), (range, 100.0), (range, 400.0)]).unwrap();
    assert_eq!(got.held, Counted { hits: 3, of: 4 });
    assert_eq!(got.interval, wilson(got.held, 0.95).unwrap());
    assert_eq!(coverage(&[]), None);
    assert_eq!(interval_score(range, 1.0, 250.0), None);
}
