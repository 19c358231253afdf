use agenda::money::risk::{self, DRAWS, NoRisk, Swing};
use agenda::money::{Timing, npv};
use base::Quantity;
use stats::distribution::{Distribution, Shape};
use stats::draw::NoDraws;
use stats::special::normal_cdf;

use super::near;

fn three(shape: Shape, low: f64, likely: f64, high: f64) -> Distribution {
    Distribution::of(shape, low, likely, high).unwrap()
}

/// What so many euros a year for three years are worth at 8 %.
fn annuity() -> f64 {
    1.0 / 1.08 + 1.0 / 1.08_f64.powi(2) + 1.0 / 1.08_f64.powi(3)
}

#[test]
fn a_case_of_normal_numbers_has_its_closed_form() {
    // The same benefit and cost each year: the net present value is normal.
    let (benefit, once) = (three(Shape::Normal, 20e3, 60e3, 100e3), three(Shape::Normal, 80e3, 111e3, 142e3));
    let case = |row: &[f64]| npv(0.08, &[-row[1], row[0], row[0], row[0]], Timing::End).unwrap_or(f64::NAN);
    let got = risk::simulate(20_260_101, DRAWS, &[benefit, once], case).unwrap();
    let mean = 60e3 * annuity() - 111e3;
    let sd = (benefit.variance() * annuity() * annuity() + once.variance()).sqrt();
    near("mean", got.mean, mean, 1e-9);
    near("deviation", got.sd, sd, 0.005);
    near("how often it loses", got.below(0.0).share().unwrap(), normal_cdf(-mean / sd), 0.02);
    // The mean of the worst tenth of a normal number: mean − sd·φ(z)/0.1.
    let z = stats::special::normal_quantile(0.1);
    let worst = mean - sd * stats::special::normal_density(z) / 0.1;
    near("mean of the worst tenth", -got.cvar(0.9), worst, 0.02);
    for p in [0.05, 0.5, 0.95] {
        let expect = mean + sd * stats::special::normal_quantile(p);
        assert!((got.quantile(p) - expect).abs() < 0.01 * sd, "{p}: {} instead of {expect}", got.quantile(p));
    }
}

#[test]
fn walk_one_drawn_has_the_mean_of_its_means() {
    // PERT on the uplift alone: everything else is known, so the mean is that of the mean uplift.
    let uplift = three(Shape::Pert, 0.003, 0.008, 0.014);
    let worth = |uplift: f64| (410_000.0 * 212.0 * uplift * 0.34 - 14_000.0) * annuity() - 111_000.0;
    let got = risk::simulate(1, DRAWS, &[uplift], |row| worth(row[0])).unwrap();
    near("mean", got.mean, worth(uplift.mean()), 1e-8);
    near("median", got.quantile(0.5), worth(uplift.quantile(0.5)), 1e-5);
    assert_eq!(got.below(0.0).hits, 0, "even the lowest uplift pays");
    assert!(got.quantile(0.0) >= worth(0.003) && got.quantile(1.0) <= worth(0.014));
}

#[test]
fn the_widest_swing_stands_first_and_what_is_known_swings_not() {
    let of = |low, likely, high| Quantity { low, likely, high };
    let inputs = [of(9.0, 10.0, 11.0), of(7.0, 7.0, 7.0), of(0.0, 12.0, 20.0)];
    let got = risk::tornado(&inputs, |row| row[0] - 2.0 * row[2] + row[1]);
    assert_eq!(got.iter().map(|swing| swing.input).collect::<Vec<_>>(), [2, 0]);
    let Swing { at_low, at_high, .. } = got[0];
    near("low", at_low, 17.0, 1e-9);
    near("high", at_high, -23.0, 1e-9);
}

#[test]
fn what_cannot_be_drawn_says_why() {
    assert_eq!(risk::simulate(1, 0, &[], |_| 0.0), Err(NoRisk::Draws(NoDraws::None)));
    assert!(matches!(risk::simulate(1, 10, &[], |_| f64::NAN), Err(NoRisk::Summary(_))));
}
