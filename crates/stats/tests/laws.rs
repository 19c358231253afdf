//! What must hold for all inputs: order, bounds, symmetry, ways there and back, and no panic on any number at all.

use proptest::prelude::*;
use stats::distribution::{Distribution, Impossible, Shape};
use stats::information::{perfect, perfect_normal, sample_normal};
use stats::power::{NoPower, detectable, means, of, per_arm, per_arm_pooled, per_arm_unrounded};
use stats::proportion::{Counted, difference, wilson};
use stats::{NoInterval, allocation, mean, score, special};

const SHAPES: [Shape; 5] = [Shape::Exact, Shape::Triangular, Shape::Pert, Shape::Lognormal, Shape::Normal];

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e3..1e3,
        0.0..1.0,
        prop::sample::select(vec![0.0, -0.0, 1.0, 0.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e308, 5e-324]),
    ]
}

fn counted() -> impl Strategy<Value = Counted> {
    (1u64..100_000).prop_flat_map(|of| (0..=of).prop_map(move |hits| Counted { hits, of }))
}

/// Three points in order, with some room between.
fn points() -> impl Strategy<Value = (f64, f64, f64)> {
    (1e-3..1e6f64, 0.0..1.0f64, 1e-3..10.0f64)
        .prop_map(|(low, at, span)| (low, low + at * span * low, low + span * low))
}

fn spread() -> impl Strategy<Value = Distribution> {
    (points(), 1usize..5).prop_map(|((low, likely, high), at)| Distribution::of(SHAPES[at], low, likely, high).unwrap())
}

proptest! {
    #[test]
    fn a_share_lies_in_its_interval_and_more_people_narrow_it(counted in counted(), confidence in 0.5..0.999f64) {
        let range = wilson(counted, confidence).unwrap();
        let share = counted.share().unwrap();
        prop_assert!(0.0 <= range.low && range.low <= share && share <= range.high && range.high <= 1.0);
        let more = Counted { hits: counted.hits * 4, of: counted.of * 4 };
        let narrower = wilson(more, confidence).unwrap();
        prop_assert!(narrower.high - narrower.low < range.high - range.low);
        let turned = wilson(Counted { hits: counted.of - counted.hits, of: counted.of }, confidence).unwrap();
        prop_assert!((turned.low - (1.0 - range.high)).abs() < 1e-12);
    }

    #[test]
    fn arms_change_places_and_the_difference_its_sign(a in counted(), b in counted()) {
        let (one, other) = (difference(a, b, 0.95).unwrap(), difference(b, a, 0.95).unwrap());
        prop_assert!((one.estimate + other.estimate).abs() < 1e-12 && (one.z + other.z).abs() < 1e-9);
        prop_assert!((one.newcombe.low + other.newcombe.high).abs() < 1e-12);
        prop_assert!((one.p_value - other.p_value).abs() < 1e-12 && (0.0..=1.0).contains(&one.p_value));
        prop_assert!(one.newcombe.low >= -1.0 - 1e-12 && one.newcombe.high <= 1.0 + 1e-12);
        prop_assert!(one.normal.low <= one.estimate && one.estimate <= one.newcombe.high);
    }

    #[test]
    fn quantiles_are_in_order_and_lead_back(spread in spread(), p in 1e-6..0.999_999f64, q in 1e-6..0.999_999f64) {
        let (low, high) = (spread.quantile(p.min(q)), spread.quantile(p.max(q)));
        prop_assert!(low <= high);
        prop_assert!((spread.cdf(spread.quantile(p)) - p).abs() < 1e-9);
        prop_assert!(spread.variance() > 0.0 && spread.mean().is_finite());
    }

    #[test]
    fn the_density_is_what_the_share_below_grows_by(spread in spread(), p in 0.02..0.98f64) {
        let x = spread.quantile(p);
        let step = 1e-5 * spread.sd();
        let slope = (spread.cdf(x + step) - spread.cdf(x - step)) / (2.0 * step);
        prop_assert!((slope - spread.density(x)).abs() <= 1e-3 * spread.density(x) + 1e-4 / spread.sd());
    }

    #[test]
    fn the_unit_of_the_points_does_not_matter(points in points(), at in 1usize..5, factor in 1e-3..1e3f64) {
        let (low, likely, high) = points;
        let one = Distribution::of(SHAPES[at], low, likely, high).unwrap();
        let other = Distribution::of(SHAPES[at], low * factor, likely * factor, high * factor).unwrap();
        prop_assert!((other.mean() - factor * one.mean()).abs() <= 1e-9 * other.mean().abs());
        prop_assert!((other.sd() - factor * one.sd()).abs() <= 1e-9 * other.sd());
    }

    #[test]
    fn the_size_found_reaches_the_power_and_one_less_does_not(
        p1 in 0.01..0.99f64, rise in 0.001..0.3f64, power in 0.5..0.99f64,
    ) {
        prop_assume!(p1 + rise < 1.0);
        let n = per_arm(p1, rise, power, 0.05).unwrap();
        prop_assert!(of(p1, rise, n, 0.05).unwrap() >= power - 1e-9);
        prop_assume!(n > 2);
        prop_assert!(of(p1, rise, n - 1, 0.05).unwrap() < power + 1e-9);
        let seen = detectable(p1, n, power, 0.05).unwrap();
        prop_assert!(seen <= rise * (1.0 + 1e-9), "{seen} of {rise}");
        prop_assert!(per_arm_pooled(p1, rise, power, 0.05).unwrap() >= per_arm_unrounded(p1, rise, power, 0.05).unwrap() - 1e-6);
    }

    #[test]
    fn a_pilot_is_never_worth_more_than_certainty(mean in -1e3..1e3f64, spread in 0.0..1e3f64, error in 0.0..1e3f64) {
        let perfect = perfect_normal(mean, spread).unwrap();
        let pilot = sample_normal(mean, spread, error).unwrap();
        let blunter = sample_normal(mean, spread, error + 10.0).unwrap();
        prop_assert!(0.0 <= blunter.value && blunter.value <= pilot.value + 1e-9 && pilot.value <= perfect + 1e-9);
        let exact = sample_normal(mean, spread, 0.0).unwrap();
        prop_assert!((exact.value - perfect).abs() < 1e-9);
    }

    #[test]
    fn a_table_of_payoffs_is_worth_knowing_and_never_less_than_nothing(
        payoffs in prop::collection::vec(prop::collection::vec(-1e6..1e6f64, 3), 1..6), a in 0.0..1.0f64, b in 0.0..1.0f64,
    ) {
        let (low, high) = (a.min(b), a.max(b));
        let got = perfect(&[low, high - low, 1.0 - high], &payoffs).unwrap();
        prop_assert!(got.value >= 0.0);
        prop_assert!(payoffs.len() > 1 || got.value < 1e-6, "one option alone: there is nothing to choose");
    }

    #[test]
    fn no_number_makes_anything_panic(a in any_number(), b in any_number(), c in any_number(), d in any_number(), n in any::<u64>()) {
        for shape in SHAPES {
            if let Ok(spread) = Distribution::of(shape, a, b, c) {
                let _ = (spread.mean(), spread.variance(), spread.cdf(d), spread.quantile(d), spread.density(d));
            }
        }
        let counted = Counted { hits: n / 3, of: n };
        let _ = (wilson(counted, a), difference(counted, Counted { hits: n, of: n / 7 }, b));
        let _ = (per_arm(a, b, c, d), per_arm_pooled(a, b, c, d), detectable(a, n, b, c), of(a, b, n, c));
        let _ = (perfect(&[a, b], &[vec![c, d]]), perfect_normal(a, b), sample_normal(a, b, c));
        let _ = score::interval_score(stats::Interval { low: a, high: b }, c, d);
        let _ = allocation::mismatch(&[n, n / 2], &[a, b]);
        let group = mean::Group { n, sum: a, sum_squares: b };
        let _ = (mean::difference(group, group, c), mean::relative_difference(group, group, c));
        let _ = (special::normal_quantile(a), special::gamma_above(a, b));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn means_found_reach_their_power(effect in 0.05..3.0f64, power in 0.3..0.99f64) {
        let n = means::per_arm(effect, power, 0.05).unwrap();
        prop_assert!(n <= 1.5 || (means::power(effect, n, 0.05).unwrap() - power).abs() < 1e-9);
    }
}

#[test]
fn points_that_cannot_be_are_refused_with_their_reason() {
    let refused = |shape, low, likely, high, why| assert_eq!(Distribution::of(shape, low, likely, high), Err(why));
    refused(Shape::Pert, 3.0, 2.0, 4.0, Impossible::OutOfOrder);
    refused(Shape::Normal, 3.0, 5.0, 4.0, Impossible::OutOfOrder);
    refused(Shape::Triangular, f64::NAN, 2.0, 4.0, Impossible::NoNumber);
    refused(Shape::Triangular, 0.0, 2.0, f64::INFINITY, Impossible::NoNumber);
    refused(Shape::Exact, 1.0, 2.0, 3.0, Impossible::NotExact);
    refused(Shape::Lognormal, 0.0, 2.0, 3.0, Impossible::NotPositive);
    for shape in SHAPES {
        assert_eq!(Distribution::of(shape, 2.0, 2.0, 2.0), Ok(Distribution::Exact { value: 2.0 }));
    }
}

#[test]
fn too_little_is_said_and_not_answered() {
    assert_eq!(wilson(Counted { hits: 0, of: 0 }, 0.95), Err(NoInterval::NotEnough { have: 0, need: 1 }));
    assert_eq!(wilson(Counted { hits: 2, of: 1 }, 0.95), Err(NoInterval::NoCount));
    assert_eq!(wilson(Counted { hits: 1, of: 2 }, 1.0), Err(NoInterval::NoConfidence));
    assert_eq!(per_arm(0.31, 0.0, 0.8, 0.05), Err(NoPower::Nothing));
    assert_eq!(per_arm(0.31, 0.7, 0.8, 0.05), Err(NoPower::NoShare));
    assert_eq!(per_arm(0.31, 0.01, 0.02, 0.05), Err(NoPower::NoRisk));
    assert_eq!(per_arm(0.31, 1e-9, 0.8, 0.05), Err(NoPower::TooMany));
    assert_eq!(detectable(0.31, 0, 0.8, 0.05), Err(NoPower::Nothing));
    assert_eq!(detectable(0.31, 3, 0.8, 0.05), Err(NoPower::NoShare));
    assert_eq!(allocation::mismatch(&[0, 0], &[1.0, 1.0]), Err(allocation::NoAllocation::NotEnough));
}
