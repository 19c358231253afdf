//! What typically takes how long: published ranks, and how often the range holds what is true.

use delivery::ageing::{NotEnough, enough, typical};
use proptest::collection::vec;
use proptest::prelude::*;

fn places(n: usize, share: f64) -> (f64, f64) {
    let it = typical((1..=n).map(|place| place as f64).collect(), share).unwrap();
    (it.low, it.high)
}

#[test]
fn the_middle_lies_between_the_places_tables_of_the_sign_test_give() {
    // Conover, Practical Nonparametric Statistics, 3rd ed., table A3: 95 % confidence intervals of the median.
    for (n, low, high) in
        [(6, 1.0, 6.0), (8, 1.0, 8.0), (9, 2.0, 8.0), (10, 2.0, 9.0), (20, 6.0, 15.0), (30, 10.0, 21.0)]
    {
        assert_eq!(places(n, 0.5), (low, high), "{n}");
    }
}

#[test]
fn too_few_values_say_nothing_and_how_many_it_takes() {
    assert_eq!((enough(0.5), enough(0.85)), (6, 23));
    assert_eq!(typical(vec![1.0; 5], 0.5), Err(NotEnough { have: 5, need: 6 }));
    assert_eq!(typical(vec![1.0; 22], 0.85), Err(NotEnough { have: 22, need: 23 }));
    let spoilt = [vec![1.0; 5], vec![f64::NAN, f64::INFINITY]].concat();
    assert_eq!(typical(spoilt, 0.5), Err(NotEnough { have: 5, need: 6 }));
}

/// The chance of at most `k` hits among `n`, from products of whole numbers: slow, and exact to the last digits.
fn at_most(n: u32, p: f64, k: i64) -> f64 {
    (0..=k)
        .map(|k| {
            let k = k as u32;
            let ways: f64 = (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product();
            ways * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
        })
        .sum()
}

proptest! {
    #[test]
    fn the_range_holds_at_least_19_times_in_20_and_is_the_narrowest_of_its_kind(n in 23_u32..120, share in 0.5..0.851_f64) {
        let (low, high) = places(n as usize, share);
        let outside = |low: f64, high: f64| (at_most(n, share, low as i64 - 1), 1.0 - at_most(n, share, high as i64 - 1));
        let (below, above) = outside(low, high);
        prop_assert!(below <= 0.025 + 1e-9 && above <= 0.025 + 1e-9, "{} {}", below, above);
        let (below, above) = outside(low + 1.0, high - 1.0);
        prop_assert!(below > 0.025 - 1e-9 && above > 0.025 - 1e-9, "{} {}", below, above);
    }

    #[test]
    fn the_point_lies_within_its_range_whatever_the_order(values in vec(0.0..1e6_f64, 23..200), share in 0.5..0.85_f64) {
        let it = typical(values.clone(), share).unwrap();
        prop_assert!(it.low <= it.value && it.value <= it.high);
        let turned: Vec<f64> = values.into_iter().rev().collect();
        prop_assert_eq!(typical(turned, share).unwrap(), it);
    }
}
