//! The ledger of changes: which were asked by whom, what was signed at what price, month by month, and how much of what
//! was agreed moved.

use std::collections::BTreeMap;

use agenda::change::volatility::{self, Month};
use agenda::change::{Change, Price, Receipt, Scope, Stage};
use base::Side;
use jiff::civil::Date;

use crate::Picture;

/// Everything the ledger tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Changes by the month they were decided or withdrawn in, else put forward in, the newest month first.
    pub months: Vec<(Date, Vec<Line>)>,
    /// How much of what was agreed moved, in the months in which a change of scope was made, the oldest first.
    pub moved: Vec<Month>,
    /// How fast scope grew; `None` when no change of scope was made a month or more after its requirements were agreed.
    pub growth: Option<Growth>,
}

/// How fast what was agreed grew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// A share a month, compound.
    pub a_month: f64,
    /// How many requirements were agreed, and how many there are since.
    pub from: u64,
    /// How many there are since.
    pub to: u64,
    /// Over how many months.
    pub months: f64,
    /// From how many pieces of work.
    pub works: usize,
}

/// One change of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number.
    pub number: u64,
    /// How far it has come.
    pub stage: Stage,
    /// The side that asked.
    pub side: Side,
    /// The day it was decided or withdrawn, else put forward.
    pub on: Date,
    /// What was signed costs and brings, as it stood then; before that, the option that is asked for first.
    pub price: Option<Price>,
    /// Whether it was decided to change something.
    made: bool,
    /// Whether what was signed is not what leaves most.
    pub overruled: bool,
}

impl Ledger {
    /// Every change, the newest month first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.months.iter().flat_map(|(_, lines)| lines)
    }
}

impl Line {
    /// Whether it was decided to change something.
    pub fn is_made(&self) -> bool {
        self.made
    }
}

impl Picture {
    /// The ledger of changes.
    pub fn change_ledger(&self) -> Ledger {
        let mut months: BTreeMap<Date, Vec<Line>> = BTreeMap::new();
        for (number, change) in self.changes() {
            let line = self.change_line_of(number, change);
            months.entry(line.on.first_of_month()).or_default().push(line);
        }
        for lines in months.values_mut() {
            lines.sort_by_key(|line| std::cmp::Reverse((line.on, line.number)));
        }
        let made: Vec<_> = self.changes().filter_map(|(_, change)| scope_made(change)).collect();
        Ledger {
            months: months.into_iter().rev().collect(),
            moved: volatility::by_month(made.iter().map(|(of, scope, on)| (*of, *scope, *on))),
            growth: growth(&made),
        }
    }

    /// A change as the ledger tells it.
    pub fn change_line_of(&self, number: u64, change: &Change) -> Line {
        let receipts = self.receipts(&change.proposal);
        let prices: Vec<Option<Price>> = match &change.asked {
            Some((_, prices)) => prices.clone(),
            None => receipts.iter().map(|it| it.as_ref().map(Receipt::price)).collect(),
        };
        let decided = change.decided.as_ref().map(|(_, at)| base::local(*at).date());
        let withdrawn = change.withdrawn.as_ref().map(|(_, at)| base::local(*at).date());
        let shown = match change.decided {
            Some(_) => change.taken(),
            None => Some(0),
        };
        Line {
            number,
            stage: change.stage(),
            side: change.proposal.side,
            on: decided.or(withdrawn).unwrap_or_else(|| base::local(change.proposed_at).date()),
            price: shown.and_then(|at| prices.get(at).copied()).flatten(),
            made: change.taken().is_some(),
            overruled: change.decided.as_ref().is_some_and(|(choice, _)| change.overrules(choice)),
        }
    }
}

/// What a change that was made did to the requirements, and when.
fn scope_made(change: &Change) -> Option<(&base::Ref, Scope, Date)> {
    let (_, at) = change.decided.as_ref().filter(|_| change.taken().is_some())?;
    Some((&change.proposal.request, change.proposal.scope?, base::local(*at).date()))
}

/// Grows from what was agreed first to what there is after the newest change, over all pieces of work that changed.
fn growth(made: &[(&base::Ref, Scope, Date)]) -> Option<Growth> {
    let mut works: BTreeMap<&base::Ref, (Scope, Scope, Date)> = BTreeMap::new();
    for (of, scope, on) in made {
        let entry = works.entry(of).or_insert((*scope, *scope, *on));
        if scope.agreed_on < entry.0.agreed_on {
            entry.0 = *scope;
        }
        if *on >= entry.2 {
            (entry.1, entry.2) = (*scope, *on);
        }
    }
    let from: u64 = works.values().map(|(first, ..)| u64::from(first.agreed)).sum();
    let to: u64 = works.values().map(|(_, last, _)| u64::from(last.after())).sum();
    let began = works.values().map(|(first, ..)| first.agreed_on).min()?;
    let ended = works.values().map(|(.., on)| *on).max()?;
    let months = volatility::months_between(began, ended);
    if months < 1.0 {
        return None;
    }
    let a_month = agenda::money::volatility::growth_a_month(from as f64, to as f64, months).ok()?;
    Some(Growth { a_month, from, to, months, works: works.len() })
}
