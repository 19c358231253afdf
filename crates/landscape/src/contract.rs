//! When a contract ends, until which day its house can still say so, and what it costs to say nothing.
//!
//! The last day is the contract's own: a term ends with the end of that day, the next one begins the day after. Notice is
//! counted back from it on the calendar, and the earlier day is taken where two readings are possible. What the law of a
//! country adds, and how long a letter takes, is not counted.

mod sentence;
mod total;

use base::{Kind, Money, Ref, Say, slug};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalog::{Catalog, Thing};
use crate::field::{Field, Period};

pub use total::{Total, by_owner, by_vendor, total};

/// What happens to a contract at its end when nobody says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Silence {
    /// Another term begins.
    Renews,
    /// It ends.
    Ends,
    /// Nobody says which.
    Unsaid,
}

/// What can still be done about the term that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It can be ended or renewed by [`Term::last_day`].
    Open,
    /// The last day for notice has passed: another term follows.
    Bound,
    /// It has ended.
    Over,
    /// Its last known day has passed, and nobody says whether it went on.
    Unclear,
}

/// The term a contract is in on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term<'a> {
    /// The contract.
    pub contract: &'a Thing,
    /// Its last day.
    pub ends: Date,
    /// What can still be done about it.
    pub standing: Standing,
    /// What happens at its end when nobody says anything.
    pub silence: Silence,
    /// The last day on which notice counts; the last day of the term where no notice is stated, or none is needed.
    pub last_day: Date,
    /// The notice agreed.
    pub notice: Option<Period>,
    /// How long another term is.
    pub length: Period,
    /// Whether that length is stated; else a year is assumed.
    pub length_stated: bool,
    /// How many terms have renewed themselves so far.
    pub renewed: u32,
    /// What another term costs; `None` when nobody says what a year costs.
    pub cost: Option<Money>,
}

/// How many days ahead people are told of a renewal, unless they ask for another number.
pub const AHEAD_DAYS: i32 = 90;

/// How long a term is when no source says so.
const A_YEAR: Period = Period::months(12);

/// The term a contract is in on a day; `None` when nobody says when it ends.
pub fn term(contract: &Thing, today: Date) -> Option<Term<'_>> {
    let first = contract.date(Field::Ends)?;
    let silence = match contract.choice(Field::RenewsItself) {
        Some("yes") => Silence::Renews,
        Some(_) => Silence::Ends,
        None => Silence::Unsaid,
    };
    let stated = contract.period(Field::Term).filter(|length| !length.is_zero());
    let length = stated.unwrap_or(A_YEAR);
    let renewed = if silence == Silence::Renews { terms_passed(first, length, today) } else { 0 };
    let ends = end_after(first, length, renewed);
    let notice = contract.period(Field::Notice);
    // What ends by itself needs no notice: until its last day it can be renewed.
    let last_day = match (silence, notice) {
        (Silence::Ends, _) | (_, None) => ends,
        (_, Some(notice)) => notice.before(ends),
    };
    let standing = match silence {
        Silence::Ends if ends < today => Standing::Over,
        Silence::Unsaid if ends < today => Standing::Unclear,
        _ if last_day < today => Standing::Bound,
        _ => Standing::Open,
    };
    let cost = contract.money(Field::AnnualCost).map(|year| share_of_year(year, length));
    Some(Term {
        contract,
        ends,
        standing,
        silence,
        last_day,
        notice,
        length,
        length_stated: stated.is_some(),
        renewed,
        cost,
    })
}

impl Term<'_> {
    /// The day this is about: the last on which something can be said, else the last of the term.
    pub fn day(&self) -> Date {
        match self.standing {
            Standing::Open => self.last_day,
            Standing::Bound | Standing::Over | Standing::Unclear => self.ends,
        }
    }

    /// Whether its day is today or one of the next `days`.
    pub fn is_within(&self, today: Date, days: i32) -> bool {
        let last = today.saturating_add(days.max(0).days());
        (today..=last).contains(&self.day())
    }

    /// Whether money is owed on it, as far as anybody says.
    pub fn is_running(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::Bound)
    }
}

/// The contracts about which something can be said within so many days, or which renew within them because the day for
/// it has passed; the first day first.
pub fn renewals(catalog: &Catalog, today: Date, within_days: i32) -> Vec<Term<'_>> {
    let terms = catalog.of_kind(Kind::Contract).filter_map(|contract| term(contract, today));
    let mut ahead: Vec<Term> = terms.filter(|term| term.is_running() && term.is_within(today, within_days)).collect();
    ahead.sort_by_key(|term| (term.day(), term.contract.id.clone()));
    ahead
}

/// The systems a contract pays for: those it names, else those that bear the name of its tool, or its own.
pub fn pays_for(catalog: &Catalog, contract: &Thing) -> Vec<Ref> {
    let named = contract.refs(Field::PaysFor);
    if !named.is_empty() || contract.field(Field::PaysFor).is_some() {
        return named.to_vec();
    }
    let words = called_for(contract);
    let [fr, en] = [slug(&words.fr), slug(&words.en)];
    let bears = |name: &str| !name.is_empty() && (*name == *fr || *name == *en);
    let systems = catalog.folded().filter(|(thing, _)| thing.id.kind() == Kind::System);
    let bearing = systems.filter(|(_, folded)| folded.name.iter().chain(&folded.also).any(|name| bears(name)));
    bearing.map(|(thing, _)| thing.id.clone()).collect()
}

/// What a contract is for, as its own words say.
fn called_for(contract: &Thing) -> &Say {
    contract.words(Field::Product).unwrap_or(&contract.name)
}

/// The contracts that pay for a system.
pub fn paying_for<'a>(catalog: &'a Catalog, system: &Ref) -> Vec<&'a Thing> {
    let Some(thing) = catalog.get(system) else { return Vec::new() };
    let aliases = thing.also.iter().flat_map(|alias| {
        std::iter::once(alias.id.key().to_owned())
            .chain(alias.names.iter().flat_map(|name| [slug(&name.fr), slug(&name.en)]))
    });
    let names: Vec<String> = [slug(&thing.name.fr), slug(&thing.name.en)].into_iter().chain(aliases).collect();
    let pays = |contract: &&Thing| match contract.field(Field::PaysFor) {
        Some(_) => contract.refs(Field::PaysFor).contains(&thing.id),
        None => {
            let words = called_for(contract);
            names.contains(&slug(&words.fr)) || names.contains(&slug(&words.en))
        }
    };
    catalog.of_kind(Kind::Contract).filter(pays).collect()
}

/// The last day after so many further terms. Each begins the day after the one before; counted from the first, so that
/// months of unequal length never move it.
fn end_after(first: Date, length: Period, terms: u32) -> Date {
    match terms {
        0 => first,
        terms => first.saturating_add(1.day()).saturating_add(length.times(terms)).saturating_sub(1.day()),
    }
}

/// The fewest further terms after which the contract reaches today.
fn terms_passed(first: Date, length: Period, today: Date) -> u32 {
    let days = first.until(today).map_or(0, |span| span.get_days());
    // No term is longer than this, so that fewer terms cannot have reached today.
    let longest = i64::from(length.months) * 31 + i64::from(length.days);
    let mut terms = u32::try_from((i64::from(days) / longest.max(1)).max(0)).unwrap_or(0);
    while end_after(first, length, terms) < today && end_after(first, length, terms) < Date::MAX {
        terms += 1;
    }
    terms
}

/// What a length of time costs at so much a year: twelve months or 365 days are a year, half a cent is one.
fn share_of_year(year: Money, length: Period) -> Money {
    let parts = i128::from(length.months) * 365 + i128::from(length.days) * 12;
    let cents = (i128::from(year.cents) * parts * 2 + 4_380) / (2 * 4_380);
    Money { cents: i64::try_from(cents).unwrap_or(i64::MAX) }
}
