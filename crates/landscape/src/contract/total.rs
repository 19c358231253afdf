//! What contracts cost a year together, to the cent, and what part of them nobody has put a price on.

use std::collections::BTreeMap;

use base::{Kind, Money, Ref, Say, slug};
use jiff::civil::Date;

use super::{Standing, term};
use crate::catalog::{Catalog, Thing};
use crate::field::Field;

/// What some contracts cost a year. A contract that is over, or past its last known day, is not counted in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Total {
    /// How many there are that run.
    pub running: usize,
    /// What those of them cost that have a price.
    pub annual: Money,
    /// How many of them have none.
    pub unpriced: usize,
    /// How many are past their last known day, nobody saying whether they went on.
    pub unclear: usize,
}

impl Total {
    /// Counts a contract in, as it stands on a day.
    pub fn count(&mut self, contract: &Thing, today: Date) {
        match term(contract, today).map(|term| term.standing) {
            Some(Standing::Over) => {}
            Some(Standing::Unclear) => self.unclear += 1,
            Some(Standing::Open | Standing::Bound) | None => {
                self.running += 1;
                match contract.money(Field::AnnualCost) {
                    Some(annual) => self.annual = self.annual + annual,
                    None => self.unpriced += 1,
                }
            }
        }
    }

    /// Whether the sum leaves something out.
    pub fn is_partial(&self) -> bool {
        self.unpriced + self.unclear > 0
    }
}

/// What all contracts cost a year. A contract without a known end runs.
pub fn total(catalog: &Catalog, today: Date) -> Total {
    let mut total = Total::default();
    catalog.of_kind(Kind::Contract).for_each(|contract| total.count(contract, today));
    total
}

/// What contracts cost a year by those who own them, the dearest first; a contract two teams own stands under both
/// together, so that the parts sum to the whole. Without an owner: no team.
pub fn by_owner(catalog: &Catalog, today: Date) -> Vec<(Vec<Ref>, Total)> {
    let mut owners: BTreeMap<Vec<Ref>, Total> = BTreeMap::new();
    for contract in catalog.of_kind(Kind::Contract) {
        let mut teams = contract.refs(Field::Owner).to_vec();
        teams.sort_unstable();
        owners.entry(teams).or_default().count(contract, today);
    }
    dearest_first(owners)
}

/// What contracts cost a year by vendor, the dearest first; `None` for those that name none.
pub fn by_vendor(catalog: &Catalog, today: Date) -> Vec<(Option<Say>, Total)> {
    let mut vendors: BTreeMap<String, (Option<Say>, Total)> = BTreeMap::new();
    for contract in catalog.of_kind(Kind::Contract) {
        let name = contract.words(Field::Vendor);
        let key = name.map(|name| slug(&name.fr)).unwrap_or_default();
        let (_, total) = vendors.entry(key).or_insert_with(|| (name.cloned(), Total::default()));
        total.count(contract, today);
    }
    let mut vendors: Vec<(Option<Say>, Total)> = vendors.into_values().collect();
    vendors.sort_by_key(|(_, total)| std::cmp::Reverse(total.annual));
    vendors
}

fn dearest_first<K>(totals: BTreeMap<K, Total>) -> Vec<(K, Total)> {
    let mut totals: Vec<(K, Total)> = totals.into_iter().collect();
    totals.sort_by_key(|(_, total)| std::cmp::Reverse(total.annual));
    totals
}
