//! What was paid, by vendor, by month, by team: sums that tie to the ledger to the cent, what came back included.
//!
//! Which vendor a payment is put down to is the caller's to say; what nobody can be named for stays in its own part. No
//! currency is changed into another: each is summed by itself.

use std::collections::BTreeMap;

use base::slug;
use jiff::civil::Date;

use crate::harvest::Payment;

/// A payment, where it stands, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Paid<'a> {
    /// The payment.
    pub payment: &'a Payment,
    /// The harvest it stands in, as the caller counts them; its file and line are the payment's own.
    pub harvest: usize,
    /// The key of the vendor or tool it was paid for; `None` when it is of no tool that is known.
    pub to: Option<&'a str>,
}

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The harvest.
    pub harvest: usize,
    /// The file, a place in [`crate::harvest::Harvest::files`].
    pub file: u32,
    /// The line, from 1.
    pub line: u64,
}

/// A month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
}

impl Month {
    /// The month a day is in.
    pub fn of(day: Date) -> Month {
        Month { year: day.year(), month: day.month() }
    }
}

/// Payments of one currency together, in its hundredths. `cents = charged + returned`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// What it comes to.
    pub cents: i128,
    /// What was charged.
    pub charged: i128,
    /// What came back: zero or less.
    pub returned: i128,
    /// How many payments.
    pub payments: u64,
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// Where the first [`PLACES`] of them stand.
    pub places: Vec<Place>,
}

/// How many places a sum keeps; the count counts all.
pub const PLACES: usize = 24;

impl Sum {
    fn add(&mut self, paid: &Paid) {
        let (payment, cents) = (paid.payment, i128::from(paid.payment.cents));
        self.cents += cents;
        match cents {
            0.. => self.charged += cents,
            _ => self.returned += cents,
        }
        self.payments += 1;
        self.first = Some(self.first.map_or(payment.on, |first| first.min(payment.on)));
        self.last = Some(self.last.map_or(payment.on, |last| last.max(payment.on)));
        let place = Place { harvest: paid.harvest, file: payment.file, line: payment.line };
        self.keep(place);
    }

    /// Keeps a place among the first, whatever the order they come in.
    fn keep(&mut self, place: Place) {
        let at = self.places.partition_point(|known| *known <= place);
        if at < PLACES {
            self.places.insert(at, place);
            self.places.truncate(PLACES);
        }
    }

    fn merge(&mut self, other: &Sum) {
        self.cents += other.cents;
        self.charged += other.charged;
        self.returned += other.returned;
        self.payments += other.payments;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
        other.places.iter().for_each(|place| self.keep(*place));
    }
}

/// Payments together, one sum for each currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// By the currency's letters.
    pub by_currency: BTreeMap<String, Sum>,
}

impl Sums {
    /// The sum in one currency; nothing when nothing was paid in it.
    pub fn of(&self, currency: &str) -> Option<&Sum> {
        self.by_currency.get(currency)
    }

    /// The sum of euros, in cents.
    pub fn euro_cents(&self) -> i128 {
        self.of("EUR").map_or(0, |sum| sum.cents)
    }

    fn add(&mut self, paid: &Paid) {
        self.by_currency.entry(currency(paid.payment)).or_default().add(paid);
    }

    /// Takes others in.
    pub fn merge(&mut self, other: &Sums) {
        for (currency, sum) in &other.by_currency {
            self.by_currency.entry(currency.clone()).or_default().merge(sum);
        }
    }

    /// Several together.
    pub fn together<'a>(parts: impl IntoIterator<Item = &'a Sums>) -> Sums {
        let mut sums = Sums::default();
        parts.into_iter().for_each(|part| sums.merge(part));
        sums
    }
}

/// The letters of a payment's currency.
fn currency(payment: &Payment) -> String {
    match payment.currency.trim() {
        "" => "EUR".to_owned(),
        letters => letters.to_uppercase(),
    }
}

/// What a team or cost centre is called; two that differ in case, accents or signs only are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamSpend {
    /// As the ledger writes it, the first in the alphabet where it writes it several ways; `None`: it names none.
    pub team: Option<String>,
    /// What it paid.
    pub sums: Sums,
}

/// A ledger seen from each side. In every one of them the parts sum to the whole, currency by currency, to the cent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spend {
    /// All of it.
    pub whole: Sums,
    /// By vendor, as the caller names them; under `None` what is put down to no tool.
    pub by_vendor: BTreeMap<Option<String>, Sums>,
    /// By month.
    pub by_month: BTreeMap<Month, Sums>,
    /// By team.
    pub by_team: Vec<TeamSpend>,
    /// By vendor and month.
    pub by_vendor_month: BTreeMap<(Option<String>, Month), Sums>,
}

impl Spend {
    /// What is put down to no tool.
    pub fn unattributed(&self) -> Sums {
        self.by_vendor.get(&None).cloned().unwrap_or_default()
    }
}

/// Sums payments, in any order.
pub fn of<'a>(ledger: impl IntoIterator<Item = Paid<'a>>) -> Spend {
    let mut spend = Spend::default();
    let mut teams: BTreeMap<Option<String>, TeamSpend> = BTreeMap::new();
    for paid in ledger {
        let (to, month) = (paid.to.map(str::to_owned), Month::of(paid.payment.on));
        spend.whole.add(&paid);
        spend.by_vendor.entry(to.clone()).or_default().add(&paid);
        spend.by_month.entry(month).or_default().add(&paid);
        spend.by_vendor_month.entry((to, month)).or_default().add(&paid);
        let team = paid.payment.team.as_deref().map(str::trim).filter(|team| !team.is_empty());
        let known = teams
            .entry(team.map(slug))
            .or_insert_with(|| TeamSpend { team: team.map(str::to_owned), sums: Sums::default() });
        known.sums.add(&paid);
        if let Some(name) = team.filter(|name| known.team.as_deref().is_some_and(|known| *name < known)) {
            known.team = Some(name.to_owned());
        }
    }
    spend.by_team = teams.into_values().collect();
    spend
}

/// The payments of the twelve months that end with a day.
pub fn of_the_year_to<'a>(last: Date, ledger: impl IntoIterator<Item = Paid<'a>>) -> Spend {
    let first = last.saturating_sub(jiff::Span::new().years(1)).saturating_add(jiff::Span::new().days(1));
    of(ledger.into_iter().filter(|paid| (first..=last).contains(&paid.payment.on)))
}
