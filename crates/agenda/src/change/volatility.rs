//! How much of what was agreed moved, month by month.

use std::collections::BTreeMap;

use base::Ref;
use jiff::civil::Date;

use super::proposal::Scope;
use crate::money::{NoFigure, volatility};

/// Days of an average month, for what is left over after whole ones.
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// What moved in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// The first day of the month.
    pub first: Date,
    /// How many changes of scope were decided.
    pub changes: usize,
    /// How many requirements the things they touched had, each as it was agreed before the month's first change.
    pub baseline: u64,
    /// How many were added, changed and taken out.
    pub moved: [u64; 3],
}

impl Month {
    /// The share of the requirements that moved (RVI). Errors: [`NoFigure`] without any.
    pub fn share(&self) -> Result<f64, NoFigure> {
        let [added, changed, removed] = self.moved;
        volatility::requirements(self.baseline, added, changed, removed)
    }
}

/// Sums the changes of scope that were decided by the month they were decided in, the oldest month first.
///
/// Shape: what changed, its scope, the day it was decided. Two changes of one thing in a month count its requirements
/// once: as they stood before the first.
pub fn by_month<'a>(changes: impl IntoIterator<Item = (&'a Ref, Scope, Date)>) -> Vec<Month> {
    let mut sorted: Vec<_> = changes.into_iter().collect();
    sorted.sort_by(|a, b| (a.2, a.0).cmp(&(b.2, b.0)));
    let mut months: BTreeMap<Date, (Month, Vec<&Ref>)> = BTreeMap::new();
    for (of, scope, on) in sorted {
        let first = on.first_of_month();
        let none = || (Month { first, changes: 0, baseline: 0, moved: [0; 3] }, Vec::new());
        let (month, met) = months.entry(first).or_insert_with(none);
        month.changes += 1;
        if !met.contains(&of) {
            met.push(of);
            month.baseline += u64::from(scope.agreed);
        }
        for (sum, more) in month.moved.iter_mut().zip([scope.added, scope.changed, scope.removed]) {
            *sum += u64::from(more);
        }
    }
    months.into_values().map(|(month, _)| month).collect()
}

/// The growth of a scope a month, compound, from the day it was agreed to the day it changed.
///
/// Unit: a share a month. Errors: [`NoFigure`] where less than a month lies between: what is compounded from days says
/// nothing of months. Oracle: walk W5, 1,180 to 1,322 in two months is 5.85 %.
pub fn growth(scope: Scope, on: Date) -> Result<f64, NoFigure> {
    let months = months_between(scope.agreed_on, on);
    if months < 1.0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    volatility::growth_a_month(f64::from(scope.agreed), f64::from(scope.after()), months)
}

/// Whole calendar months between two days, and the days left over as a share of an average month.
pub fn months_between(from: Date, to: Date) -> f64 {
    let span = from.until((jiff::Unit::Month, to)).unwrap_or_default();
    f64::from(span.get_months()) + f64::from(span.get_days()) / DAYS_A_MONTH
}
