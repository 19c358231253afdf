//! How much estimates of a kind of work fall short, until the house has a record of its own.
//!
//! The figures are a starting value, to be replaced by the house's own record: they come from large public works of
//! the 1980s and 1990s in the United Kingdom (Mott MacDonald, "Review of Large Public Procurement in the UK", 2002, in
//! HM Treasury's supplementary guidance to the Green Book on optimism bias), and say so wherever they are shown.

/// A kind of work, as that review tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Equipment and development: the class of software and systems.
    EquipmentAndDevelopment,
    /// Services bought in.
    Outsourcing,
    /// Buildings of a usual kind.
    StandardBuildings,
    /// Buildings of an unusual kind.
    NonStandardBuildings,
}

/// What is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// How long the work takes.
    Duration,
    /// What it costs once.
    CapitalExpenditure,
    /// What it costs to run.
    OperatingExpenditure,
}

/// By which share estimates fall short: 2.0 says that three times as much is spent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bias {
    /// Where no cause of overrun is dealt with.
    pub upper: f64,
    /// Where all are.
    pub lower: f64,
}

/// Upper and lower shares; these are starting values, not extremes.
const TABLE: &[(Class, Estimate, Bias)] = &[
    (Class::EquipmentAndDevelopment, Estimate::Duration, Bias { upper: 0.54, lower: 0.10 }),
    (Class::EquipmentAndDevelopment, Estimate::CapitalExpenditure, Bias { upper: 2.00, lower: 0.10 }),
    (Class::Outsourcing, Estimate::OperatingExpenditure, Bias { upper: 0.41, lower: 0.0 }),
    (Class::StandardBuildings, Estimate::Duration, Bias { upper: 0.04, lower: 0.01 }),
    (Class::StandardBuildings, Estimate::CapitalExpenditure, Bias { upper: 0.24, lower: 0.02 }),
    (Class::NonStandardBuildings, Estimate::Duration, Bias { upper: 0.39, lower: 0.02 }),
    (Class::NonStandardBuildings, Estimate::CapitalExpenditure, Bias { upper: 0.51, lower: 0.04 }),
];

/// Looks a class up; none where the review has no figure.
pub fn published(class: Class, estimate: Estimate) -> Option<Bias> {
    TABLE.iter().find(|row| (row.0, row.1) == (class, estimate)).map(|row| row.2)
}

/// Gives the uplift left once a share of the causes is dealt with: 40 % of them for IT's 200 to 10 % leave 124 %.
///
/// Unit: shares; `mitigated` is held between 0 and 1, what is no number counts as nothing dealt with.
/// Source: `upper − (upper − lower)·mitigated`, the guidance's step-down. Oracle: tests/money/oracles/planning.csv.
pub fn stepped_down(bias: Bias, mitigated: f64) -> f64 {
    let mitigated = if mitigated.is_nan() { 0.0 } else { mitigated.clamp(0.0, 1.0) };
    bias.upper - (bias.upper - bias.lower) * mitigated
}

/// The uplift that counts once a house has estimates of its own to look back on.
///
/// Unit: shares. Shape: `own` is the house's uplift over `n` estimates closed; the published one weighs as `doubt` of them.
/// Errors: none; without a record of its own the published uplift stands.
/// Source: `w·own + (1 − w)·published`, w = n/(n + doubt).
pub fn blended(published: f64, own: f64, n: u32, doubt: f64) -> f64 {
    if n == 0 || !(doubt > 0.0 && doubt.is_finite()) {
        return if n == 0 { published } else { own };
    }
    let weight = f64::from(n) / (f64::from(n) + doubt);
    weight * own + (1.0 - weight) * published
}
