//! The levels of a comparison, from nothing in common to agreement on a rare value.

use serde::{Deserialize, Serialize};

use crate::resolution::model::Kind;
use crate::resolution::prepare::Records;

/// How two values agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// In nothing that is looked at.
    None,
    /// What is one record's given name is the other's family name.
    Swapped,
    /// Same town, nothing finer.
    SameCity,
    /// Same postcode, nothing finer.
    SamePostcode,
    /// The first signs: year of a day, area of a telephone number, beginning of an e-mail address.
    SameStart,
    /// Somewhat alike (Jaro–Winkler from 0.75; of e-mail addresses at most a quarter of the signs edited).
    Alike,
    /// Very much alike (Jaro–Winkler from 0.9; of addresses from 0.92).
    Close,
    /// Of e-mail addresses: what stands before the sign ends in the same number, of three digits or more.
    SameNumber,
    /// An initial agrees with a name.
    Initial,
    /// Two given names people of these records go by together (Mary and Polly).
    Variant,
    /// Two edits apart, or two of a day's three numbers agree.
    MoreEdits,
    /// One edit apart (of e-mail addresses two), or day and month swapped.
    Edits,
    /// Same house number and postcode.
    NumberAndPostcode,
    /// A part is the same: first word, one of two family names, what stands before an e-mail address's sign, the
    /// address without its flat.
    SamePart,
    /// The same value; how frequent it is makes the levels.
    Same,
}

impl Agreement {
    /// Whether it speaks for one person by itself; the others are what many strangers share. What stands before the
    /// sign of an e-mail address is often only a name.
    pub fn speaks(self, kind: Kind) -> bool {
        use Agreement::*;
        !matches!((self, kind), (None | SameCity | SamePostcode | SameStart | Alike, _) | (SamePart, Kind::Email))
    }
}

/// One level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// How the values agree.
    pub agreement: Agreement,
    /// For agreement on the same value: the most records such a value is held by.
    pub held_by: Option<u32>,
    /// How often one person's records are expected there, before the data are asked; a share of all levels.
    pub expected: f64,
    /// How often two records of different people are there by chance; exact for the same value (the sum of squared
    /// frequencies), from a sample for the others.
    pub chance: f64,
}

/// A comparison and its levels; level 0 of a pattern is a missing value, level 1 the first of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ladder {
    /// Of which kind the values are; an address is compared together with postcode and town.
    pub kind: Kind,
    /// The field of the values.
    pub field: usize,
    /// From the least agreement to the most; for the same value from frequent to rare.
    pub levels: Vec<Level>,
    /// Of given names: those that go together in these records, the smaller one first, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<(String, String)>,
}

impl Ladder {
    /// The level of an agreement other than the same value, counted from 1.
    pub fn level(&self, agreement: Agreement) -> u8 {
        self.levels.iter().position(|level| level.agreement == agreement).map_or(1, |at| at as u8 + 1)
    }

    /// The level of agreement on a value that so many records hold, counted from 1.
    pub fn agreed(&self, count: u32) -> u8 {
        let fits = |level: &Level| level.held_by.is_some_and(|most| count <= most);
        self.levels.iter().rposition(fits).map_or(1, |at| at as u8 + 1)
    }
}

/// What is expected of one person's two records, kind by kind, least agreement first, the same value last.
fn expected(kind: Kind) -> &'static [(Agreement, f64)] {
    use Agreement::*;
    match kind {
        Kind::GivenName => {
            const EXPECTED: &[(Agreement, f64)] = &[
                (None, 1.0),
                (Swapped, 1.0),
                (Alike, 3.0),
                (Close, 6.0),
                (Initial, 5.0),
                (Variant, 3.0),
                (SamePart, 8.0),
                (Same, 76.0),
            ];
            EXPECTED
        }
        Kind::FamilyName => &[(None, 1.5), (Swapped, 1.0), (Alike, 2.5), (Close, 5.0), (SamePart, 1.0), (Same, 89.0)],
        Kind::Birth => &[(None, 1.0), (SameStart, 1.0), (MoreEdits, 1.0), (Edits, 4.0), (Same, 93.0)],
        Kind::Email => {
            const EXPECTED: &[(Agreement, f64)] = &[
                (None, 28.0),
                (SameStart, 4.0),
                (Alike, 2.0),
                (SameNumber, 3.0),
                (Edits, 3.0),
                (SamePart, 5.0),
                (Same, 57.0),
            ];
            EXPECTED
        }
        Kind::Phone => &[(None, 15.0), (SameStart, 10.0), (Edits, 3.0), (Same, 72.0)],
        Kind::Address => &[
            (None, 14.0),
            (SameCity, 1.0),
            (SamePostcode, 5.0),
            (Close, 2.0),
            (NumberAndPostcode, 13.0),
            (SamePart, 10.0),
            (Same, 55.0),
        ],
        Kind::Postcode => &[(None, 11.0), (SameCity, 2.0), (Edits, 3.0), (Same, 84.0)],
        Kind::City => &[(None, 13.0), (Close, 5.0), (Same, 82.0)],
        Kind::Code => &[(None, 3.0), (MoreEdits, 2.0), (Edits, 5.0), (Same, 90.0)],
    }
}

/// The shares of all records at which agreement on a value becomes another level, or counts of records for what only
/// few share.
fn bounds(kind: Kind, filled: u32) -> Vec<u32> {
    let share = |bits: f64| ((f64::from(filled) / libm::exp2(bits)) as u32).max(2);
    let shares = |bits: &[f64]| std::iter::once(u32::MAX).chain(bits.iter().map(|bits| share(*bits))).collect();
    let mut bounds: Vec<u32> = match kind {
        // As fine as a pattern has room for: how rare a name is says most about people of the same name.
        Kind::GivenName => shares(&[6.0, 7.5, 9.0, 10.5, 12.0, 13.5, 15.0]),
        Kind::FamilyName => shares(&[6.0, 7.25, 8.5, 9.75, 11.0, 12.25, 13.5, 15.0]),
        Kind::City => shares(&[7.0, 10.0, 13.0, 16.0]),
        Kind::Email | Kind::Phone | Kind::Address => vec![u32::MAX, 12, 4],
        Kind::Birth | Kind::Postcode | Kind::Code => vec![u32::MAX],
    };
    bounds.dedup();
    bounds
}

/// Lays out the comparisons of these records: one per field, with postcode and town in the address's where there is one.
pub fn ladders(records: &Records) -> Vec<Ladder> {
    let has = |kind: Kind| records.fields.iter().any(|field| field.kind == kind && field.filled > 0);
    let stands = |kind: Kind| match kind {
        Kind::Postcode => !has(Kind::Address),
        Kind::City => !has(Kind::Address) && !has(Kind::Postcode),
        _ => true,
    };
    let fields = records.fields.iter().enumerate().filter(|(_, field)| field.filled > 0 && stands(field.kind));
    fields.take(super::MOST).map(|(at, field)| ladder(records, at, field.kind, &has)).collect()
}

fn ladder(records: &Records, field: usize, kind: Kind, has: &impl Fn(Kind) -> bool) -> Ladder {
    let prepared = &records.fields[field];
    let possible = |agreement: Agreement| match agreement {
        Agreement::SameCity => has(Kind::City),
        Agreement::SamePostcode | Agreement::NumberAndPostcode => has(Kind::Postcode),
        Agreement::Swapped => has(Kind::GivenName) && has(Kind::FamilyName),
        _ => true,
    };
    let mut levels = Vec::new();
    for (agreement, expected) in expected(kind).iter().filter(|(agreement, _)| possible(*agreement)) {
        if *agreement != Agreement::Same {
            levels.push(Level { agreement: *agreement, held_by: None, expected: *expected, chance: 0.0 });
            continue;
        }
        let bounds = bounds(kind, prepared.filled);
        // Whole numbers are summed, so that the order of values changes no bit.
        let mut held = vec![(0_u64, 0_u128); bounds.len()];
        let all = f64::from(prepared.filled);
        for count in prepared.counts.iter().filter(|count| **count > 0) {
            let at = bounds.iter().rposition(|most| count <= most).unwrap_or_default();
            held[at].0 += if *count > 1 { u64::from(*count) } else { 0 };
            held[at].1 += u128::from(*count) * u128::from(*count - 1);
        }
        let shared = held.iter().map(|(records, _)| records).sum::<u64>().max(1) as f64;
        for (most, (records, pairs)) in bounds.iter().zip(held) {
            let expected = expected * (records as f64 / shared).max(1e-3);
            let chance = pairs as f64 / (all * (all - 1.0)).max(1.0);
            levels.push(Level { agreement: Agreement::Same, held_by: Some(*most), expected, chance });
        }
    }
    let all: f64 = levels.iter().map(|level| level.expected).sum();
    levels.iter_mut().for_each(|level| level.expected /= all);
    Ladder { kind, field, levels, variants: Vec::new() }
}
