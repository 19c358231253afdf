//! What an inventory comes to, in an order that depends on nothing but the logs.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Cell, Inventory, SourceId, Tally, Unknown};
use crate::pseudonym::Pseudonym;
use crate::time::Day;
use crate::vendors::ProductId;

/// One person's use of one product on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The product.
    pub product: ProductId,
    /// Who.
    pub who: Pseudonym,
    /// When.
    pub day: Day,
    /// How much.
    pub cell: Cell,
}

impl Use {
    /// The date.
    pub fn date(&self) -> Date {
        self.day.date()
    }
}

/// Which lines of a file speak of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The product.
    pub product: ProductId,
    /// The file.
    pub source: SourceId,
    /// The first such line, from 1.
    pub first_line: u64,
    /// The last such line.
    pub last_line: u64,
    /// How many there are.
    pub lines: u64,
}

/// What the logs show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Every use, by product, person and day.
    pub uses: Vec<Use>,
    /// Every name no pack knows, those seen most in front.
    pub unknown: Vec<Unknown>,
    /// Where each product is spoken of, by product and file.
    pub evidence: Vec<Evidence>,
    /// What became of each file's lines.
    pub tallies: BTreeMap<SourceId, Tally>,
    /// How many cells and names fell beyond the limits while inventories were merged.
    pub beyond: u64,
}

/// What an inventory comes to besides its uses.
pub(crate) struct Rest {
    /// Every name no pack knows, those seen most in front.
    pub(crate) unknown: Vec<Unknown>,
    /// Where each product is spoken of, by product and file.
    pub(crate) evidence: Vec<Evidence>,
    /// What became of each file's lines.
    pub(crate) tallies: BTreeMap<SourceId, Tally>,
    pub(crate) beyond: u64,
}

impl Inventory {
    /// What became of each file's lines so far.
    pub fn tallies(&mut self) -> &BTreeMap<SourceId, Tally> {
        self.close();
        &self.tallies
    }

    /// Gives what was found, sorted.
    pub fn found(self) -> Found {
        let most = self.cells.len_at_most();
        let (each, Rest { unknown, evidence, tallies, beyond }) = self.told();
        let mut uses = Vec::with_capacity(most);
        uses.extend(each);
        Found { uses, unknown, evidence, tallies, beyond }
    }

    /// Gives every use, by product, person and day, and the rest. There is no list of the uses, which would be far larger
    /// than what they are counted in.
    pub(crate) fn told(mut self) -> (impl Iterator<Item = Use>, Rest) {
        self.close();
        let Inventory { people, cells, names, evidence, tallies, beyond, .. } = self;
        let mut unknown = names.into_all(&people);
        unknown.sort_unstable_by(|a, b| b.seen.seen.cmp(&a.seen.seen).then_with(|| a.domain.cmp(&b.domain)));
        let evidence = evidence.iter().map(|((product, source), spot)| Evidence {
            product: ProductId(*product),
            source: *source,
            first_line: spot.first,
            last_line: spot.last,
            lines: spot.lines,
        });
        let rest = Rest { unknown, evidence: evidence.collect(), tallies, beyond };
        let uses = cells.into_all(people.ranks()).filter_map(move |(key, cell)| {
            let who = people.who(key.person())?;
            Some(Use { product: ProductId(key.product()), who, day: key.day(), cell })
        });
        (uses, rest)
    }
}
