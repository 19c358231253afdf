//! What an option of a change costs and gains, worked out before anybody confirms it.

use base::Quantity;
use serde::{Deserialize, Serialize};

use super::proposal::Alternative;

/// The receipt of one option. Days are person-days, amounts euros; low, likely and high come from the inputs' own
/// ranges, all at their best or all at their worst.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Work that is lost: its share × what was spent.
    pub lost: Quantity,
    /// Work to switch: people × days each.
    pub switching: Quantity,
    /// Both.
    pub days: Quantity,
    /// Both, in euros at the rate of a day.
    pub work: Quantity,
    /// What each dependent's wait costs, in the order of the option.
    pub waits: Vec<Quantity>,
    /// What they cost together.
    pub waiting: Quantity,
    /// All it costs.
    pub cost: Quantity,
    /// What comes earlier.
    pub gain: Quantity,
    /// The gain less the cost: below zero where it costs more.
    pub net: Quantity,
}

/// The totals of a receipt, as they stood when both sides were asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Person-days lost.
    pub days: Quantity,
    /// All it costs, in euros.
    pub cost: Quantity,
    /// What comes earlier, in euros.
    pub gain: Quantity,
    /// The gain less the cost.
    pub net: Quantity,
}

impl Receipt {
    /// Its totals.
    pub fn price(&self) -> Price {
        Price { days: self.days, cost: self.cost, gain: self.gain, net: self.net }
    }
}

/// Works a receipt out.
///
/// Shape: `spent`: person-days spent on what would change; `rate` is what a day costs; `waits` what a week of each dependent costs, in the order of the option; `gain`
/// what a week of its gain is worth. `None` when a week has no known cost: a sum without it would say too little.
/// Unit: euros. Oracle: walk W5.
pub fn of(
    spent: Quantity,
    option: &Alternative,
    rate: f64,
    waits: &[Option<Quantity>],
    gain: Option<Quantity>,
) -> Option<Receipt> {
    let lost = option.lost.zip(spent, |share, days| share * days);
    let switching = option.days_each.map(|days| f64::from(option.people) * days);
    let days = lost.zip(switching, |one, other| one + other);
    let costs = days.map(|days| days * rate);
    if waits.len() != option.dependents.len() {
        return None;
    }
    let each = option.dependents.iter().zip(waits).map(|(it, week)| Some(it.weeks.zip((*week)?, |n, cost| n * cost)));
    let waits = each.collect::<Option<Vec<Quantity>>>()?;
    let none = Quantity::exact(0.0);
    let waiting = waits.iter().fold(none, |sum, wait| sum.zip(*wait, |one, other| one + other));
    let cost = costs.zip(waiting, |one, other| one + other);
    let gain = match &option.gain {
        Some(it) => it.weeks.zip(gain?, |weeks, worth| weeks * worth),
        None => none,
    };
    let net = Quantity { low: gain.low - cost.high, likely: gain.likely - cost.likely, high: gain.high - cost.low };
    Some(Receipt { lost, switching, days, work: costs, waits, waiting, cost, gain, net })
}

/// The option that leaves most, by its place; `None` stands for "as it is", which leaves nothing and costs nothing.
///
/// The first of those that leave the same, "as it is" before all. An option without a receipt is not recommended.
pub fn best(receipts: &[Option<Receipt>]) -> Option<usize> {
    let mut best: (Option<usize>, f64) = (None, 0.0);
    for (at, receipt) in receipts.iter().enumerate() {
        if let Some(receipt) = receipt
            && receipt.net.likely > best.1
        {
            best = (Some(at), receipt.net.likely);
        }
    }
    best.0
}
