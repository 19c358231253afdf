//! Seeded draws against closed forms, and what is read from them against slow, obvious versions.

use proptest::prelude::*;
use stats::distribution::{Distribution, Shape};
use stats::draw::{Draws, MOST_NUMBERS, NoDraws};
use stats::special::normal_cdf;
use stats::summary::{NoSummary, Summary};

fn three(shape: Shape, low: f64, likely: f64, high: f64) -> Distribution {
    Distribution::of(shape, low, likely, high).unwrap()
}

/// One of each kind, some leaning to an end.
fn kinds() -> Vec<Distribution> {
    vec![
        three(Shape::Triangular, 10.0, 20.0, 60.0),
        three(Shape::Pert, 10.0, 20.0, 60.0),
        three(Shape::Pert, 0.0, 0.0, 1.0),
        three(Shape::Pert, -3.0, 0.9, 1.0),
        three(Shape::Lognormal, 100.0, 200.0, 400.0),
        three(Shape::Normal, -50.0, 10.0, 70.0),
        three(Shape::Exact, 7.0, 7.0, 7.0),
    ]
}

fn near(what: &str, got: f64, expect: f64, within: f64) {
    assert!((got - expect).abs() <= within, "{what}: {got} instead of {expect}");
}

#[test]
fn each_stratum_gives_its_middle_quantile_once() {
    const COUNT: usize = 10_007;
    let kinds = kinds();
    let draws = Draws::latin(1, COUNT, &kinds).unwrap();
    for (at, kind) in kinds.iter().enumerate() {
        let mut values = draws.of(at).to_vec();
        values.sort_unstable_by(f64::total_cmp);
        let span = kind.quantile(0.999) - kind.quantile(0.001);
        for (stratum, value) in values.iter().enumerate() {
            let expect = kind.quantile((stratum as f64 + 0.5) / COUNT as f64);
            near(&format!("{kind:?}, stratum {stratum}"), *value, expect, 1e-9 * span);
        }
    }
}

#[test]
fn means_deviations_and_quantiles_are_those_of_the_closed_form() {
    let kinds = kinds();
    let draws = Draws::latin(5, 100_000, &kinds).unwrap();
    for (at, kind) in kinds.iter().enumerate() {
        let got = Summary::of(draws.of(at).to_vec()).unwrap();
        near(&format!("{kind:?}"), got.mean, kind.mean(), 3e-6 * kind.mean().abs());
        near(&format!("{kind:?}"), got.sd, kind.sd(), 1e-4 * kind.sd());
        for p in [0.05, 0.1, 0.5, 0.9, 0.95] {
            // Two strata's width, and nothing where the number is exact.
            let strata = if kind.sd() == 0.0 { 0.0 } else { 2e-5 / kind.density(kind.quantile(p)) };
            near(&format!("{kind:?} at {p}"), got.quantile(p), kind.quantile(p), strata);
        }
    }
}

#[test]
fn sums_and_products_meet_as_independent_numbers_do() {
    // Normals: a sum is normal; lognormals: a product is lognormal. Closed forms for everything asked of a case.
    let normals = [three(Shape::Normal, -100.0, 0.0, 140.0), three(Shape::Normal, 0.0, 10.0, 30.0)];
    let logs = [three(Shape::Lognormal, 100.0, 200.0, 400.0), three(Shape::Lognormal, 0.5, 1.0, 3.0)];
    let inputs = [normals[0], normals[1], logs[0], logs[1]];
    for seed in 0..3 {
        let draws = Draws::latin(seed, 100_000, &inputs).unwrap();
        let sum = Summary::of(draws.map(|row| row[0] + row[1])).unwrap();
        let (mean, sd) = (35.0, (normals[0].variance() + normals[1].variance()).sqrt());
        near("mean of the sum", sum.mean, mean, 1e-9 * sd);
        near("deviation of the sum", sum.sd, sd, 0.01 * sd);
        let below = sum.below(0.0);
        near("share below zero", below.share().unwrap(), normal_cdf(-mean / sd), 0.004);
        let product = Summary::of(draws.map(|row| row[2] * row[3])).unwrap();
        near("mean of the product", product.mean, logs[0].mean() * logs[1].mean(), 0.01 * product.mean);
        near("median of the product", product.quantile(0.5), 200.0 * 1.5_f64.sqrt(), 0.01 * product.mean);
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_on_every_machine() {
    // Worked out once, debug and release, with and without fused multiplication; a machine that differs fails here.
    let draws = Draws::latin(20_260_101, 1_000, &kinds()).unwrap();
    let mut mixed = 0xcbf2_9ce4_8422_2325_u64;
    for at in 0..7 {
        for value in draws.of(at) {
            mixed = (mixed ^ value.to_bits()).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
        }
    }
    assert_eq!(mixed, 0x3fc7_2886_c75a_c29a, "{mixed:#x}");
    assert_eq!(draws, Draws::latin(20_260_101, 1_000, &kinds()).unwrap());
    assert_ne!(draws, Draws::latin(20_260_102, 1_000, &kinds()).unwrap());
}

#[test]
fn one_more_input_changes_no_draw_before_it() {
    let kinds = kinds();
    let (few, more) = (Draws::latin(3, 500, &kinds[..3]).unwrap(), Draws::latin(3, 500, &kinds).unwrap());
    for at in 0..3 {
        assert_eq!(few.of(at), more.of(at));
    }
    assert_eq!(few.of(3), &[] as &[f64]);
}

#[test]
fn orders_are_equally_likely() {
    // Three draws have six orders; over 6,000 seeds each must come about a thousand times.
    let mut seen = std::collections::BTreeMap::new();
    for seed in 0..6_000 {
        let draws = Draws::latin(seed, 3, &[three(Shape::Triangular, 0.0, 0.5, 1.0)]).unwrap();
        let order: Vec<u64> = draws.of(0).iter().map(|value| (value * 1e6) as u64).collect();
        *seen.entry(order).or_insert(0_u64) += 1;
    }
    let counts: Vec<u64> = seen.values().copied().collect();
    assert_eq!(counts.len(), 6);
    assert!(stats::allocation::mismatch(&counts, &[1.0; 6]).unwrap().p_value > 1e-4, "{counts:?}");
}

#[test]
fn too_many_or_none_are_refused() {
    assert_eq!(Draws::latin(1, 0, &kinds()), Err(NoDraws::None));
    assert_eq!(Draws::latin(1, MOST_NUMBERS, &kinds()), Err(NoDraws::TooMany));
    assert_eq!(Draws::latin(1, usize::MAX, &kinds()), Err(NoDraws::TooMany));
    for count in 1..5 {
        assert_eq!(Draws::latin(1, count, &kinds()).unwrap().count(), count);
    }
    assert_eq!(Summary::of(vec![1.0]), Err(NoSummary::NotEnough { have: 1 }));
    assert_eq!(Summary::of(vec![1.0, f64::NAN]), Err(NoSummary::NoNumber));
    assert_eq!(Summary::of(vec![1.0, f64::NEG_INFINITY]), Err(NoSummary::NoNumber));
}

#[test]
fn the_worst_cases_of_ten_are_those_of_the_planning_table() {
    let npv = vec![-80.0, -30.0, -10.0, 5.0, 20.0, 35.0, 50.0, 70.0, 90.0, 150.0];
    let got = Summary::of(npv).unwrap();
    near("mean", got.mean, 30.0, 1e-12);
    for (level, expect) in [(0.9, 80.0), (0.8, 55.0), (0.75, 46.0), (0.0, -30.0)] {
        near("CVaR of the loss", got.cvar(level), expect, 1e-12 * 80.0);
    }
    assert_eq!((got.below(0.0).hits, got.below(-80.0).hits, got.below(f64::NAN).hits), (3, 0, 0));
    assert!(got.cvar(1.0).is_nan() && got.quantile(1.5).is_nan());
}

#[test]
fn quantiles_are_those_of_type_seven() {
    // R: quantile(c(1, 2, 4, 8, 16), c(0, .1, .25, .5, .9, 1)), type 7 by default.
    let got = Summary::of(vec![16.0, 1.0, 4.0, 8.0, 2.0]).unwrap();
    for (p, expect) in [(0.0, 1.0), (0.1, 1.4), (0.25, 2.0), (0.5, 4.0), (0.9, 12.8), (1.0, 16.0)] {
        near("quantile", got.quantile(p), expect, 1e-12);
    }
}

proptest! {
    #[test]
    fn the_mean_of_the_worst_is_the_least_of_rockafellar_and_uryasev(
        values in prop::collection::vec(-100.0..100.0f64, 2..30), level in 0.0..0.99f64,
    ) {
        let got = Summary::of(values.clone()).unwrap().cvar(level);
        let n = values.len() as f64;
        let at = |zeta: f64| zeta + values.iter().map(|v| (-v - zeta).max(0.0)).sum::<f64>() / ((1.0 - level) * n);
        // The minimum of a function of straight pieces lies on one of its corners.
        let least = values.iter().map(|v| at(-v)).fold(f64::INFINITY, f64::min);
        prop_assert!((got - least).abs() < 1e-9, "{got} instead of {least}");
    }

    #[test]
    fn the_order_of_values_changes_no_bit(values in prop::collection::vec(-1e9..1e9f64, 2..40)) {
        let mut turned = values.clone();
        turned.reverse();
        prop_assert_eq!(Summary::of(values).unwrap(), Summary::of(turned).unwrap());
    }
}
