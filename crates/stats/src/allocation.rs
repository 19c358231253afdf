//! Whether the arms of a pilot got the share of people they were meant to: the first thing to look at, since a pilot
//! that lost people on one side measures nothing.

use crate::special::chi_square_above;

/// What counts of arms say of the shares planned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mismatch {
    /// Pearson's chi-square.
    pub chi_square: f64,
    /// Degrees of freedom: arms less one.
    pub freedom: u32,
    /// How often counts at least so uneven would come by chance alone; under 0.001 something is broken.
    pub p_value: f64,
}

/// Why nothing can be said of the shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAllocation {
    /// Fewer than two arms, or not one planned share per arm.
    NoArms,
    /// A planned share is not a number above 0.
    NoShare,
    /// Nobody was observed.
    NotEnough,
}

/// Tests whether the arms hold the people planned (sample ratio mismatch, chi-square).
///
/// Shape: one count and one planned weight per arm; weights need not sum to 1.
/// Errors: [`NoAllocation`].
/// Source: Pearson, 1900. Oracle: tests/oracles/allocation.csv.
pub fn mismatch(counts: &[u64], planned: &[f64]) -> Result<Mismatch, NoAllocation> {
    if counts.len() < 2 || counts.len() != planned.len() {
        return Err(NoAllocation::NoArms);
    }
    let weight: f64 = planned.iter().sum();
    if !weight.is_finite() || planned.iter().any(|share| share.is_nan() || *share <= 0.0) {
        return Err(NoAllocation::NoShare);
    }
    let all: f64 = counts.iter().map(|count| *count as f64).sum();
    if all == 0.0 {
        return Err(NoAllocation::NotEnough);
    }
    let chi_square = counts.iter().zip(planned).map(|(count, share)| {
        let expected = all * share / weight;
        let off = *count as f64 - expected;
        off * off / expected
    });
    let chi_square = chi_square.sum();
    let freedom = counts.len() as u32 - 1;
    Ok(Mismatch { chi_square, freedom, p_value: chi_square_above(f64::from(freedom), chi_square) })
}
