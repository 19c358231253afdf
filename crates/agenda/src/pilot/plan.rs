//! What a pilot is to find out, on whom, by when, and what will be done for which result: written before it runs.

use base::{Money, Quantity, Ref, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CannotPilot;

/// The largest number of ways compared in one pilot.
pub const MOST_ARMS: usize = 6;

/// The plan of a pilot. Once it runs, nothing of it changes any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What one believes: which change makes which difference to whom.
    pub hypothesis: Text,
    /// What is counted: the share of people who do something.
    pub metric: Text,
    /// What that share stands for, and why it may.
    pub proxy: Text,
    /// On whom.
    pub population: Text,
    /// The share without the change, `0..1`.
    pub baseline: f64,
    /// The difference that was promised, as a difference of shares; below zero where less is better.
    pub promised: f64,
    /// The ways that are compared; one of them is the control.
    pub arms: Vec<Arm>,
    /// How many people each way is to be shown to.
    pub per_arm: u64,
    /// How often one accepts to see a difference where there is none, two-sided.
    pub alpha: f64,
    /// How often the promised difference is to be seen if it is there.
    pub power: f64,
    /// What ends the pilot before its day.
    pub stop_rule: Text,
    /// What it may cost at most.
    pub budget: Money,
    /// The day the two sides decide by.
    pub decide_by: Date,
    /// Who runs it afterwards, if it is extended.
    pub home: Option<Ref>,
    /// What will be done for which result.
    pub lines: Lines,
    /// What is at stake in the decision that the pilot prepares, where the request's business case does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stake: Option<Stake>,
}

/// One of the ways compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// What the people of this arm see.
    pub name: Text,
    /// Whether it is what they see today.
    pub control: bool,
}

/// The lines a result is held against, as differences of shares in the direction promised.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    /// Extended when the whole interval lies above it: what makes the change worth having.
    pub extend: f64,
    /// When the interval stays under the line above, but wholly above this one, the change does something, yet not
    /// enough: the course is changed. Otherwise it is stopped.
    pub pivot: f64,
}

/// What hangs on the decision: the net present value of extending it to all, and what waiting costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stake {
    /// The net present value in euros, low to high as nine times out of ten.
    pub value_eur: Quantity,
    /// What extending it to all costs, in the same euros of today.
    pub rollout: Money,
    /// What each week of waiting costs.
    pub delay_week: Money,
}

impl Plan {
    /// Where in the list of arms the control stands.
    pub fn control(&self) -> usize {
        self.arms.iter().position(|arm| arm.control).unwrap_or_default()
    }

    /// The arms that are held against the control, by their place.
    pub fn variants(&self) -> impl Iterator<Item = usize> {
        let control = self.control();
        (0..self.arms.len()).filter(move |arm| *arm != control)
    }

    /// 1 where more is better, -1 where less is.
    pub fn direction(&self) -> f64 {
        if self.promised < 0.0 { -1.0 } else { 1.0 }
    }

    /// What makes a plan one that no result could be read by.
    pub(super) fn fault(&self, today: Date) -> Option<CannotPilot> {
        let share = |value: f64| value > 0.0 && value < 1.0;
        let distinct = |(place, arm): (usize, &Arm)| !self.arms[..place].iter().any(|other| other.name == arm.name);
        let lines = [self.lines.extend, self.lines.pivot];
        let faults = [
            (!share(self.baseline), CannotPilot::Baseline),
            (self.promised == 0.0 || !share(self.baseline + self.promised), CannotPilot::Promised),
            (self.arms.iter().filter(|arm| arm.control).count() != 1, CannotPilot::OneControl),
            (!(2..=MOST_ARMS).contains(&self.arms.len()), CannotPilot::Arms),
            (!self.arms.iter().enumerate().all(distinct), CannotPilot::SameArm),
            (self.per_arm < 2, CannotPilot::Nobody),
            (!(self.alpha > 0.0 && self.alpha <= 0.5), CannotPilot::Alpha),
            (!(self.power >= 0.5 && self.power < 1.0), CannotPilot::Power),
            (!lines.iter().all(|line| line.abs() < 1.0) || self.lines.pivot > self.lines.extend, CannotPilot::Lines),
            (self.budget.cents < 0 || self.stake.is_some_and(|stake| !stake.holds()), CannotPilot::Amounts),
            (self.decide_by <= today, CannotPilot::Past),
        ];
        faults.into_iter().find_map(|(is, fault)| is.then_some(fault))
    }
}

impl Stake {
    fn holds(&self) -> bool {
        let Quantity { low, likely, high } = self.value_eur;
        let ordered = low <= likely && likely <= high && low < high;
        ordered && low.is_finite() && high.is_finite() && self.rollout.cents >= 0 && self.delay_week.cents >= 0
    }
}
