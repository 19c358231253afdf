//! Which given names are two names of one person, such as Mary and Polly: found from the records themselves.
//!
//! Records that are one person by everything but their given names tell two of them. Relatives told as one do so too, and
//! people mistype; but what relatives are called has nothing to do with each other, and no two mistype alike. Two names are
//! variants when they meet in far more families than chance would have it.

use hashbrown::HashMap;

use super::compare::ladder::{Agreement, Ladder};
use super::compare::level;
use super::fit::Fit;
use super::model::Kind;
use super::patterns::{Pairs, Patterns};
use super::prepare::Records;

/// What pairs must score without their given names, in bits: 99 in 100 are one person.
const CERTAIN: f64 = 6.6;
/// In how many families two names must meet at least.
const LEAST: usize = 3;
/// How many times as often as by chance, once a quarter of a family is added to that.
const TIMES: f64 = 8.0;

/// Finds the variants of given names.
///
/// Shape: pairs that were looked at, and a first estimate → for the comparison of given names, by its number, pairs of
/// first words, each smaller one first, in order. Nothing where no given names are compared.
pub(super) fn learn(
    records: &Records,
    pairs: &Pairs,
    patterns: &Patterns,
    ladders: &[Ladder],
    fit: &Fit,
) -> Option<(usize, Vec<(String, String)>)> {
    let at = ladders.iter().position(|ladder| ladder.kind == Kind::GivenName)?;
    let field = ladders[at].field;
    let family = records.fields.iter().position(|field| field.kind == Kind::FamilyName);
    let certain: Vec<bool> = patterns
        .patterns
        .iter()
        .map(|pattern| unlike(&ladders[at], level(*pattern, at)) && fit.bits(pattern & !(15 << (4 * at))) >= CERTAIN)
        .collect();
    let (words, of_value) = first_words(records, field);
    let mut met: Vec<(u32, u32, u32)> = Vec::new();
    for (left, right, _) in pairs.iter().filter(|(_, _, pattern)| certain[*pattern as usize]) {
        let (left, right) = (records.row(left as usize), records.row(right as usize));
        let (one, other) = (of_value[left[field] as usize], of_value[right[field] as usize]);
        if one != other && one != 0 && other != 0 {
            let name = family.map_or(0, |family| if left[family] != 0 { left[family] } else { right[family] });
            met.push((one.min(other), one.max(other), name));
        }
    }
    met.sort_unstable();
    met.dedup();
    let filled = f64::from(records.fields[field].filled.max(1));
    let mut held = vec![0.0; words.len()];
    for (value, count) in records.fields[field].counts.iter().enumerate() {
        held[of_value[value] as usize] += f64::from(*count) / filled;
    }
    let variants = met.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|families| {
        let by_chance = 2.0 * met.len() as f64 * held[families[0].0 as usize] * held[families[0].1 as usize];
        families.len() >= LEAST && families.len() as f64 >= TIMES * (by_chance + 0.25)
    });
    let named = variants.map(|families| {
        let (one, other) = (words[families[0].0 as usize], words[families[0].1 as usize]);
        (one.min(other).to_owned(), one.max(other).to_owned())
    });
    let mut found: Vec<(String, String)> = named.collect();
    found.sort_unstable();
    Some((at, found))
}

/// Whether a level of given names is one a variant would be at.
pub(super) fn unlike(ladder: &Ladder, level: u8) -> bool {
    let agreement = usize::from(level).checked_sub(1).and_then(|at| ladder.levels.get(at)).map(|level| level.agreement);
    matches!(agreement, Some(Agreement::None | Agreement::Alike))
}

/// The first words of a field's values, and for each value the number of its own; 0 for none, and for initials.
fn first_words(records: &Records, field: usize) -> (Vec<&str>, Vec<u32>) {
    let mut known: HashMap<&str, u32, foldhash::fast::FixedState> = HashMap::default();
    let mut words = vec![""];
    let of_value = records.values(field).iter().map(|value| {
        let word = value.split(' ').next().unwrap_or_default();
        if word.chars().nth(1).is_none() {
            return 0;
        }
        *known.entry(word).or_insert_with(|| {
            words.push(word);
            words.len() as u32 - 1
        })
    });
    let of_value = of_value.collect();
    (words, of_value)
}
