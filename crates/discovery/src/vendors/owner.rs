//! Who owns a product or its vendor, and since when: companies are bought, and tools keep their names.

use std::collections::{HashMap, HashSet};
use std::fmt;

use base::Say;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::refuse::{Refusal, Refused};
use super::{Pack, ProductId, fold};

/// The columns of a table of owners, in their order.
pub const OWNERS_HEADER: &str = "owned\towner\tfrom\tuntil\twords\taddress";

/// A day, a month or a year: as exact as the source says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Some day of a year.
    Year(i16),
    /// Some day of a month.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

impl When {
    /// Reads `2021`, `2021-07` or `2021-07-21`.
    pub fn read(text: &str) -> Option<When> {
        let part = |text: &str, digits| {
            let right = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            right.then(|| text.parse::<i16>().ok()).flatten()
        };
        let mut parts = text.split('-');
        let year = part(parts.next()?, 4)?;
        let Some(month) = parts.next() else { return Some(When::Year(year)) };
        let month = part(month, 2)? as i8;
        let Some(day) = parts.next() else {
            return Date::new(year, month, 1).ok().map(|_| When::Month(year, month));
        };
        let day = Date::new(year, month, part(day, 2)? as i8).ok()?;
        parts.next().is_none().then_some(When::Day(day))
    }

    /// The first day it can be.
    pub fn first(self) -> Date {
        match self {
            When::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            When::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            When::Day(day) => day,
        }
    }

    /// The last day it can be.
    pub fn last(self) -> Date {
        match self {
            When::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
            When::Month(..) => self.first().last_of_month(),
            When::Day(day) => day,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Year(year) => write!(out, "{year:04}"),
            When::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            When::Day(day) => write!(out, "{day}"),
        }
    }
}

/// An owner, for as long as the source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The company.
    pub name: String,
    /// Since when; nothing when the source does not tell.
    pub from: Option<When>,
    /// Until when; nothing while it lasts.
    pub until: Option<When>,
    /// What was read.
    pub words: String,
    /// Where it was read.
    pub address: String,
}

impl Owner {
    /// Whether it may own on a day. A beginning or an end told by its month or year counts as a whole.
    fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= on) && self.until.is_none_or(|until| on <= until.last())
    }

    /// Who it is and since when, in a sentence; as exact as the source.
    pub fn say(&self) -> Say {
        match self.from {
            Some(from) => Say::new(format!("à {} depuis {from}", self.name), format!("{}'s since {from}", self.name)),
            None => Say::new(format!("à {}", self.name), format!("{}'s", self.name)),
        }
    }
}

/// Owners by the key of what they own, in the order of the tables.
pub(super) type Owners = HashMap<String, Vec<Owner>>;

/// Reads the owners of a table. `known` tells which keys of products, and names of vendors in small letters, there are.
pub(super) fn owners(table: &str, known: &HashSet<String>, owners: &mut Owners, refused: &mut Vec<Refused>) {
    let mut here = false;
    for (line, number) in table.lines().zip(1_u64..) {
        let word = line.split('\t').next().unwrap_or_default();
        if word == "owned" || word == "source" {
            here = word == "owned";
            continue;
        }
        if !here || line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let refuse = |refusal| Refused { line: number, entry: line.chars().take(80).collect(), refusal };
        match owner(line) {
            Err(column) => refused.push(refuse(Refusal::Row { column })),
            Ok((owned, _)) if !known.contains(&owned) => refused.push(refuse(Refusal::OwnedByNobody)),
            Ok((owned, owner)) => owners.entry(owned).or_default().push(owner),
        }
    }
}

fn owner(line: &str) -> Result<(String, Owner), &'static str> {
    let mut cells = line.split('\t').map(str::trim);
    let mut named = |column: &'static str| cells.next().filter(|cell| !cell.is_empty()).ok_or(column);
    let (owned, name) = (named("owned")?, named("owner")?);
    let mut when = |column: &'static str| match cells.next().unwrap_or_default() {
        "" | "-" => Ok(None),
        cell => When::read(cell).map(Some).ok_or(column),
    };
    let (from, until) = (when("from")?, when("until")?);
    if from.zip(until).is_some_and(|(from, until)| until.last() < from.first()) {
        return Err("until");
    }
    let words = cells.next().filter(|cell| !cell.is_empty()).ok_or("words")?;
    let address = cells.next().filter(|cell| cell.starts_with("https://") || cell.starts_with("http://"));
    let address = address.ok_or("address")?;
    Ok((fold(owned), Owner { name: name.into(), from, until, words: words.into(), address: address.into() }))
}

impl Pack {
    /// Finds who owned a product on a day: the product's own row counts before its vendor's, a later row before an earlier.
    ///
    /// Nothing when no row says so; then its vendor is who owns it, as far as the pack knows.
    pub fn owner(&self, id: ProductId, on: Date) -> Option<Owner> {
        let product = self.product(id)?;
        let of = |key: &str| self.owners.get(key);
        let rows = of(&product.key()).or_else(|| of(&fold(&product.vendor)))?;
        rows.iter().rev().find(|owner| owner.holds(on)).cloned()
    }
}
