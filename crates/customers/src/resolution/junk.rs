//! Values that strangers share: `test@test.com`, 0000000000, the shop's own number, 1 January 1970. Found from the data.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::column::Values;
use super::model::Kind;
use super::prepare::Prepared;

/// A value that says nothing of who somebody is, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Junk {
    /// Of which kind.
    pub kind: Kind,
    /// The value, in its one form.
    pub value: String,
    /// How many records hold it.
    pub records: u32,
}

/// The odds, in natural logarithm, from which a shared value is taken for one that strangers share: 1,000 to 1.
const SURE: f64 = 6.9;
/// How many times as frequent as its neighbours a day must be to be a default.
const TIMES: f64 = 8.0;

/// Empties such values, and tells which.
///
/// An e-mail address, a telephone number or a code is shared by strangers when the family names of those who share it
/// agree as rarely as chance would have it. A day is a default when it is far more frequent than the days around it.
pub(crate) fn drop(fields: &mut [Prepared], codes: &mut [Vec<u32>], dictionaries: &[Values]) -> Vec<Junk> {
    let family = fields.iter().position(|field| field.kind == Kind::FamilyName);
    let mut junk = Vec::new();
    for at in 0..fields.len() {
        let found: Vec<u32> = match fields[at].kind {
            Kind::Email | Kind::Phone | Kind::Code => family
                .map(|family| strangers(&fields[family], &codes[family], &fields[at], &codes[at]))
                .unwrap_or_default(),
            Kind::Birth => defaults(&fields[at], &dictionaries[fields[at].dictionary]),
            _ => Vec::new(),
        };
        if found.is_empty() {
            continue;
        }
        let mut out = vec![false; fields[at].counts.len()];
        for code in found {
            let value = dictionaries[fields[at].dictionary].of(code).to_owned();
            junk.push(Junk { kind: fields[at].kind, value, records: fields[at].counts[code as usize] });
            out[code as usize] = true;
            fields[at].counts[code as usize] = 0;
        }
        for code in &mut codes[at] {
            if out[*code as usize] {
                *code = 0;
            }
        }
    }
    junk.sort_by(|a, b| (b.records, &a.value).cmp(&(a.records, &b.value)));
    junk
}

/// Values whose holders' family names agree as chance would have it.
fn strangers(family: &Prepared, names: &[u32], field: &Prepared, codes: &[u32]) -> Vec<u32> {
    // The share of pairs of records that agree on the family name by chance.
    let filled: u64 = family.counts.iter().map(|count| u64::from(*count)).sum();
    let squares: u128 = family.counts.iter().map(|count| u128::from(*count) * u128::from(*count)).sum();
    let chance = (squares as f64 / (filled as f64 * filled as f64).max(1.0)).max(1e-9);
    let mut holders: Vec<(u32, u32)> = codes
        .iter()
        .zip(names)
        .filter(|(code, name)| **code != 0 && **name != 0 && field.counts[**code as usize] >= 3)
        .map(|(code, name)| (*code, *name))
        .collect();
    holders.sort_unstable();
    // For each value: how many hold it, and how many pairs of them agree.
    let mut shares: Vec<(u32, f64, f64)> = Vec::new();
    for group in holders.chunk_by(|a, b| a.0 == b.0) {
        let count = group.len() as f64;
        if count < 3.0 {
            continue;
        }
        let agreeing: f64 = group.chunk_by(|a, b| a.1 == b.1).map(|same| (same.len() * (same.len() - 1)) as f64).sum();
        shares.push((group[0].0, count, agreeing / (count * (count - 1.0))));
    }
    // How often those who rightly share a value agree: the middle value of all that are shared.
    let mut middle: Vec<f64> = shares.iter().map(|(_, _, share)| *share).collect();
    middle.sort_unstable_by(f64::total_cmp);
    let usual = middle.get(middle.len() / 2).copied().unwrap_or(1.0).clamp(0.2, 0.95).max(4.0 * chance).min(0.95);
    if chance >= usual {
        return Vec::new();
    }
    let against =
        |share: f64| share * libm::log(chance / usual) + (1.0 - share) * libm::log((1.0 - chance) / (1.0 - usual));
    shares
        .into_iter()
        .filter(|(_, count, share)| (count - 1.0) * against(*share) > SURE)
        .map(|(code, ..)| code)
        .collect()
}

/// Days far more frequent than the other days of their year.
fn defaults(field: &Prepared, values: &Values) -> Vec<u32> {
    let mut years: HashMap<&str, f64, foldhash::quality::FixedState> = HashMap::default();
    for (code, count) in field.counts.iter().enumerate().skip(1) {
        if let Some(year) = values.of(code as u32).get(..4) {
            *years.entry(year).or_default() += f64::from(*count);
        }
    }
    let mut found = Vec::new();
    for (code, count) in field.counts.iter().enumerate().skip(1) {
        let Some(year) = values.of(code as u32).get(..4) else { continue };
        let count = f64::from(*count);
        let usual = (years.get(year).copied().unwrap_or_default() - count) / 364.0;
        if count >= 10.0 && count > TIMES * usual + 6.0 * libm::sqrt(6.0 * usual) + 6.0 {
            found.push(code as u32);
        }
    }
    found
}
