//! How the work on initiatives goes beside the plan, from what the trackers tell: nothing of it is typed.
//!
//! An initiative's work is that of the items linked to its request. What a whole tells of days counts, and its parts do not
//! count again.

use std::collections::BTreeMap;

use agenda::plan::{Plan, Quarter};
use delivery::item::{Item, ItemKey, Now};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Picture;
use crate::tracker::{planned_days, spent_days};

/// How an initiative goes beside the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The initiative.
    pub number: u32,
    /// The request its items are linked to.
    pub request: u64,
    /// Person-days the plan says it takes, likely.
    pub stated: f64,
    /// Person-days its tracker plans, where it tells.
    pub told: Option<f64>,
    /// Person-days spent so far.
    pub spent: f64,
    /// What was to be worked and what was, in person-days, for each quarter in which either was something.
    pub quarters: Vec<(Quarter, f64, f64)>,
    /// How many items tell days.
    pub items: usize,
    /// In what the two differ.
    pub differs: Vec<Differs>,
}

/// In what plan and tracker differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Differs {
    /// The tracker plans so many days more than the plan says; fewer, where it is negative.
    Size {
        /// Person-days.
        by: f64,
    },
    /// Work goes on, though the plan has it in no quarter.
    NotPlanned {
        /// Person-days spent so far.
        spent: f64,
    },
    /// Work began before the quarter planned.
    Early {
        /// Person-days spent before that quarter.
        spent: f64,
    },
    /// Its quarter is over, and nobody worked on it.
    NotBegun {
        /// The quarter.
        quarter: Quarter,
    },
    /// More was spent than the plan says it takes.
    Beyond {
        /// Person-days beyond.
        by: f64,
    },
}

/// Sizes closer than this share of what is stated are the same.
const SAME: f64 = 0.1;

impl Picture {
    /// How each initiative goes of which a tracker tells days, in the order of their numbers.
    pub fn plan_drift(&self, plan: &Plan, today: Date) -> Vec<Drift> {
        let all = plan.initiatives.iter().filter_map(|(number, it)| {
            let request = it.request?;
            let items = self.telling_days(request);
            if items.is_empty() {
                return None;
            }
            let stated: f64 = it.work.iter().map(|work| work.days.likely).sum();
            let told: Vec<f64> = items.iter().filter_map(|item| planned_days(item)).collect();
            let told = (!told.is_empty()).then(|| told.iter().sum());
            let mut quarters: BTreeMap<Quarter, (f64, f64)> = BTreeMap::new();
            let start = plan.starts.get(number).copied();
            for work in it.work.iter() {
                if let Some(start) = start {
                    quarters.entry(start.plus(work.after)).or_default().0 += work.days.likely;
                }
            }
            for (quarter, days) in items.iter().flat_map(|item| spent_by_quarter(item)) {
                quarters.entry(quarter).or_default().1 += days;
            }
            let spent: f64 = items.iter().filter_map(|item| spent_days(item)).sum();
            let mut drift = Drift {
                number: *number,
                request,
                stated,
                told,
                spent,
                quarters: quarters.into_iter().map(|(quarter, (planned, spent))| (quarter, planned, spent)).collect(),
                items: items.len(),
                differs: Vec::new(),
            };
            drift.differs = differs(&drift, start, Quarter::around(today));
            Some(drift)
        });
        all.collect()
    }

    /// The items done for a request that tell days, none of which is part of another that does.
    fn telling_days(&self, request: u64) -> Vec<&Item> {
        let tells = |item: &Item| planned_days(item).is_some() || spent_days(item).is_some();
        let inside = |item: &Item| {
            let mut at = item;
            // A tracker may tell of parts in a circle; no work is so deep.
            for _ in 0..8 {
                let parent = at.parent.as_ref().map(|key| ItemKey { key: key.clone(), ..item.key.clone() });
                match parent.and_then(|key| self.items().get(&key)) {
                    Some(parent) if tells(parent) => return true,
                    Some(parent) => at = parent,
                    None => return false,
                }
            }
            false
        };
        self.items_of(request).into_iter().filter(|item| tells(item) && !inside(item)).collect()
    }
}

/// What was spent on an item, quarter by quarter; what a tracker took back counts where it was taken back.
fn spent_by_quarter(item: &Item) -> Vec<(Quarter, f64)> {
    let mut so_far = 0.0;
    let mut all = Vec::new();
    for change in &item.history {
        if let Now::SpentDays(days) = change.now {
            let day = change.at.to_zoned(TimeZone::UTC).date();
            all.push((Quarter::around(day), days - so_far));
            so_far = days;
        }
    }
    all
}

fn differs(it: &Drift, start: Option<Quarter>, now: Quarter) -> Vec<Differs> {
    let mut all = Vec::new();
    if let Some(told) = it.told.filter(|told| (told - it.stated).abs() > SAME * it.stated) {
        all.push(Differs::Size { by: told - it.stated });
    }
    match start {
        None if it.spent > 0.0 => all.push(Differs::NotPlanned { spent: it.spent }),
        None => {}
        Some(start) => {
            let before = it.quarters.iter().filter(|(quarter, ..)| *quarter < start).map(|(.., spent)| spent);
            let before: f64 = before.sum();
            if before > 0.0 {
                all.push(Differs::Early { spent: before });
            }
            if start < now && it.spent <= 0.0 {
                all.push(Differs::NotBegun { quarter: start });
            }
        }
    }
    if it.spent > it.stated * (1.0 + SAME) {
        all.push(Differs::Beyond { by: it.spent - it.stated });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(words: &str) -> Quarter {
        words.parse().expect("a quarter")
    }

    fn drift(stated: f64, told: Option<f64>, spent: &[(&str, f64)]) -> Drift {
        let quarters = spent.iter().map(|(at, days)| (quarter(at), 0.0, *days)).collect();
        let spent = spent.iter().map(|(_, days)| days).sum();
        Drift { number: 1, request: 1, stated, told, spent, quarters, items: 1, differs: Vec::new() }
    }

    #[test]
    fn what_differs_is_said_and_what_hardly_does_is_not() {
        let now = quarter("2026-Q4");
        let check = |it: Drift, start: Option<&str>, expect: &[Differs]| {
            assert_eq!(differs(&it, start.map(quarter), now), expect, "{it:?}");
        };
        check(drift(100.0, Some(108.0), &[]), Some("2027-Q1"), &[]);
        check(drift(100.0, Some(80.0), &[]), Some("2027-Q1"), &[Differs::Size { by: -20.0 }]);
        check(drift(100.0, None, &[("2026-Q2", 12.0)]), None, &[Differs::NotPlanned { spent: 12.0 }]);
        let both = [("2026-Q3", 12.0), ("2026-Q4", 30.0)];
        check(drift(100.0, None, &both), Some("2026-Q4"), &[Differs::Early { spent: 12.0 }]);
        check(drift(100.0, None, &[]), Some("2026-Q4"), &[]);
        check(drift(100.0, None, &[]), Some("2026-Q3"), &[Differs::NotBegun { quarter: quarter("2026-Q3") }]);
        check(drift(20.0, None, &[("2026-Q4", 30.0)]), Some("2026-Q4"), &[Differs::Beyond { by: 10.0 }]);
    }
}
