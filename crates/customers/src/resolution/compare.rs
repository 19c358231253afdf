//! How alike two records are: one level per comparison, all of a pair packed into one number.

pub mod ladder;

use hashbrown::HashSet;

use super::column::{Values, hash, mix};
use super::distance::{edits, jaro_winkler};
use super::model::Kind;
use super::prepare::Records;
use super::{normalise, variants};
use ladder::{Agreement, Ladder};

/// The most comparisons of a model: each takes four bits of a pattern.
pub const MOST: usize = 16;

/// The levels of all comparisons of a pair: four bits each, the first lowest; 0 where a value is missing.
pub type Pattern = u64;

/// The level of one comparison in a pattern.
pub fn level(pattern: Pattern, comparison: usize) -> u8 {
    (pattern >> (4 * comparison) & 15) as u8
}

/// Compares records, and remembers what it found of pairs of values.
pub struct Comparer<'a> {
    records: &'a Records,
    comparisons: Comparisons,
}

/// The comparisons of a model, and what is known of the values they compare.
#[derive(Debug)]
pub(crate) struct Comparisons(Vec<Comparison>);

impl Comparisons {
    /// Makes ready to compare these records on these ladders.
    pub(crate) fn new(records: &Records, ladders: impl IntoIterator<Item = Ladder>) -> Comparisons {
        let known = || vec![0; 1 << KNOWN_BITS];
        let mut all = Comparisons(ladders.into_iter().map(|ladder| comparison(records, ladder, known())).collect());
        all.learn(records);
        all
    }

    /// Makes ready to compare a few rows: nothing is known beforehand, and nothing is remembered.
    fn bare(records: &Records, ladders: &[Ladder]) -> Comparisons {
        Comparisons(ladders.iter().map(|ladder| comparison(records, ladder.clone(), Vec::new())).collect())
    }

    /// Looks at the values that came since it last did. One that no record held when frequencies were counted is as
    /// rare as can be.
    pub(crate) fn learn(&mut self, records: &Records) {
        self.0.iter_mut().for_each(|comparison| comparison.learn(records));
    }

    /// Compares two rows of value numbers.
    pub(crate) fn compare(&mut self, records: &Records, left: &[u32], right: &[u32]) -> Pattern {
        let mut pattern = 0;
        for (at, comparison) in self.0.iter_mut().enumerate() {
            pattern |= u64::from(comparison.compare(records, left, right)) << (4 * at);
        }
        pattern
    }
}

/// One comparison: its levels, its fields, and what is known beforehand of their values.
#[derive(Debug)]
struct Comparison {
    ladder: Ladder,
    field: usize,
    /// For given and family names: the field of the other. For places: postcode and town.
    others: [Option<usize>; 2],
    /// For each value: which level an agreement on it is, by how frequent it is.
    agreed: Vec<u8>,
    /// For each value: a number two values share when their first words (names), streets (addresses) or what stands
    /// before the sign (e-mail) are equal; 0 for values without.
    part: Vec<u64>,
    /// For each value the signs it is made of.
    signs: Vec<u64>,
    /// Which parts go together ([`Ladder::variants`]), as numbers of both.
    variants: HashSet<u64, foldhash::fast::FixedState>,
    /// Levels found of pairs of values: the pair and, in the last eight bits, its level.
    known: Vec<u64>,
}

/// How many pairs of values each comparison remembers, as a power of two.
const KNOWN_BITS: u32 = 17;

impl<'a> Comparer<'a> {
    /// Makes ready to compare these records.
    pub fn new(records: &'a Records) -> Comparer<'a> {
        Comparer { records, comparisons: Comparisons::new(records, ladder::ladders(records)) }
    }

    /// Makes ready to compare these records on ladders laid out before.
    pub(crate) fn on(records: &'a Records, ladders: &[Ladder]) -> Comparer<'a> {
        Comparer { records, comparisons: Comparisons::new(records, ladders.iter().cloned()) }
    }

    /// The levels each comparison knows, in the order of the pattern.
    pub fn ladders(&self) -> impl Iterator<Item = &Ladder> {
        self.comparisons.0.iter().map(|comparison| &comparison.ladder)
    }

    /// Finds how often records of different people are at each level by chance, from pairs drawn with a seed; what is
    /// exact already, agreement on a value, stays.
    pub fn sample_chance(&mut self, seed: u64) {
        let count = self.records.count as u64;
        let drawn = (20 * count).clamp(20_000, 200_000);
        if count < 2 {
            return;
        }
        let mut found = vec![[0.0_f64; 16]; self.comparisons.0.len()];
        for draw in 0..drawn {
            let left = mix(seed, 2 * draw) % count;
            let right = (left + 1 + mix(seed, 2 * draw + 1) % (count - 1)) % count;
            let pattern = self.compare(left as u32, right as u32);
            for (at, found) in found.iter_mut().enumerate() {
                found[usize::from(level(pattern, at))] += 1.0;
            }
        }
        for (comparison, found) in self.comparisons.0.iter_mut().zip(found) {
            let levels = &mut comparison.ladder.levels;
            let exact: f64 = levels.iter().filter(|level| level.agreement == Agreement::Same).map(|l| l.chance).sum();
            let shown = |at: usize| found.get(at + 1).copied().unwrap_or_default() + 0.5;
            let others = |(at, level): (usize, &ladder::Level)| (level.agreement != Agreement::Same).then(|| shown(at));
            let all: f64 = levels.iter().enumerate().filter_map(others).sum();
            for (at, level) in levels.iter_mut().enumerate() {
                if level.agreement != Agreement::Same {
                    level.chance = (1.0 - exact).max(0.0) * shown(at) / all;
                }
            }
        }
    }

    /// Takes given names for variants of each other from now on.
    pub(super) fn learn_variants(&mut self, comparison: usize, variants: Vec<(String, String)>) {
        if let Some(comparison) = self.comparisons.0.get_mut(comparison) {
            comparison.variants = keys_of(&variants);
            comparison.ladder.variants = variants;
        }
    }

    /// Whether the given names of two records go together, as this comparison learnt.
    pub(super) fn are_variants(&self, comparison: usize, left: u32, right: u32) -> bool {
        let of = |comparison: &Comparison| {
            let value = |place: u32| self.records.row(place as usize)[comparison.field];
            comparison.are_variants(self.records, value(left), value(right))
        };
        self.comparisons.0.get(comparison).is_some_and(of)
    }

    /// Compares two records.
    ///
    /// Shape: two places → one pattern; the same whichever comes first.
    pub fn compare(&mut self, left: u32, right: u32) -> Pattern {
        let records = self.records;
        self.comparisons.compare(records, records.row(left as usize), records.row(right as usize))
    }
}

/// Compares two records, without looking at any other.
pub(crate) fn once(records: &Records, ladders: &[Ladder], left: u32, right: u32) -> Pattern {
    let mut comparisons = Comparisons::bare(records, ladders);
    comparisons.compare(records, records.row(left as usize), records.row(right as usize))
}

/// The part of a value that may be equal where the whole is not, as a hash; 0 for values without.
fn part(kind: Kind, value: &str) -> u64 {
    let part = match kind {
        Kind::GivenName => value.split(' ').next().unwrap_or_default(),
        Kind::Email => value.split_once('@').map_or("", |(local, _)| local),
        Kind::Address => normalise::core(value),
        _ => "",
    };
    if part.is_empty() { 0 } else { hash(part.as_bytes()) | 1 }
}

/// The signs a value is made of, as far as it is compared.
fn signs_of(kind: Kind, value: &str) -> u64 {
    if kind == Kind::Address { signs(normalise::core(value)) } else { signs(value) }
}

fn comparison(records: &Records, ladder: Ladder, known: Vec<u64>) -> Comparison {
    let field_of = |kind| records.fields.iter().position(|field| field.kind == kind);
    let field = ladder.field;
    let kind = records.fields[field].kind;
    let others = match kind {
        Kind::GivenName => [field_of(Kind::FamilyName), None],
        Kind::FamilyName => [field_of(Kind::GivenName), None],
        Kind::Address => [field_of(Kind::Postcode), field_of(Kind::City)],
        Kind::Postcode => [None, field_of(Kind::City)],
        _ => [None, None],
    };
    let (agreed, part, signs) = Default::default();
    let variants = keys_of(&ladder.variants);
    Comparison { ladder, field, others, agreed, part, signs, variants, known }
}

/// For each two names that go together a number.
fn keys_of(variants: &[(String, String)]) -> HashSet<u64, foldhash::fast::FixedState> {
    let key = |(one, other): &(String, String)| together(part(Kind::GivenName, one), part(Kind::GivenName, other));
    variants.iter().map(key).collect()
}

fn together(one: u64, other: u64) -> u64 {
    mix(one.min(other), one.max(other))
}

impl Comparison {
    fn learn(&mut self, records: &Records) {
        let kind = self.ladder.kind;
        let has_parts = matches!(kind, Kind::GivenName | Kind::Email | Kind::Address);
        let (values, counts) = (records.values(self.field), &records.fields[self.field].counts);
        for code in self.signs.len()..values.len() {
            let value = values.of(code as u32);
            self.agreed.push(self.ladder.agreed(counts.get(code).copied().unwrap_or_default()));
            if has_parts {
                self.part.push(part(kind, value));
            }
            self.signs.push(signs_of(kind, value));
        }
    }

    /// Which level an agreement on a value is.
    fn agreed(&self, records: &Records, value: u32) -> u8 {
        let count = || records.fields[self.field].counts.get(value as usize).copied().unwrap_or_default();
        self.agreed.get(value as usize).copied().unwrap_or_else(|| self.ladder.agreed(count()))
    }

    fn compare(&mut self, records: &Records, left: &[u32], right: &[u32]) -> u8 {
        let (l, r) = (left[self.field], right[self.field]);
        let kind = self.ladder.kind;
        if let (Kind::GivenName | Kind::FamilyName, Some(other)) = (kind, self.others[0])
            && let Some(level) = self.crossed(records, left, right, other)
        {
            return level;
        }
        if l == 0 || r == 0 {
            return match kind {
                Kind::Address | Kind::Postcode => self.nearby(left, right).map_or(0, |a| self.ladder.level(a)),
                _ => 0,
            };
        }
        if l == r {
            return self.agreed(records, l);
        }
        match kind {
            Kind::Address => {
                let alike = self.remembered(records, l, r);
                let near = self.nearby(left, right);
                let near_level = near.map_or(1, |agreement| self.ladder.level(agreement));
                if near == Some(Agreement::SamePostcode) && self.same_number(records, l, r) {
                    return alike.max(self.ladder.level(Agreement::NumberAndPostcode));
                }
                alike.max(near_level)
            }
            Kind::Postcode => {
                let near = self.nearby(left, right).map_or(1, |agreement| self.ladder.level(agreement));
                near.max(self.remembered(records, l, r))
            }
            Kind::GivenName => {
                let found = self.remembered(records, l, r);
                let variant = variants::unlike(&self.ladder, found) && self.are_variants(records, l, r);
                if variant { self.ladder.level(Agreement::Variant) } else { found }
            }
            _ => self.remembered(records, l, r),
        }
    }

    /// Whether two given names go together in these records.
    fn are_variants(&self, records: &Records, left: u32, right: u32) -> bool {
        let part = |code: u32| self.part_of(records.values(self.field), code);
        !self.variants.is_empty() && self.variants.contains(&together(part(left), part(right)))
    }

    fn part_of(&self, values: &Values, code: u32) -> u64 {
        self.part.get(code as usize).copied().unwrap_or_else(|| part(self.ladder.kind, values.of(code)))
    }

    /// The level of a name where one record's given name is the other's family name; nothing where none is, or where a
    /// name agrees in its own place.
    ///
    /// Whose names stand in the wrong place does not matter, and who has them there is not more often one person: two
    /// names that agree crosswise agree. A single one is taken for what it mostly is, and the two that are left are
    /// compared with each other: a swapped record of a relative is a relative's.
    fn crossed(&mut self, records: &Records, left: &[u32], right: &[u32], other: usize) -> Option<u8> {
        let (l, r, other_l, other_r) = (left[self.field], right[self.field], left[other], right[other]);
        let meet = |a: u32, b: u32| a != 0 && a == b;
        if meet(l, r) || meet(other_l, other_r) {
            return None;
        }
        let (shared, rest) = match (meet(l, other_r), meet(other_l, r)) {
            (false, false) => return None,
            (true, true) => return Some(self.agreed(records, l).min(self.agreed(records, r))),
            (true, false) => (l, (other_l, r)),
            (false, true) => (r, (l, other_r)),
        };
        let held = |field: usize| records.fields[field].counts.get(shared as usize).copied().unwrap_or_default();
        let is_given = |field: usize| records.fields[field].kind == Kind::GivenName;
        // A value that is as often the one as the other is a family's, which says less.
        let own = held(self.field) > held(other) || held(self.field) == held(other) && !is_given(self.field);
        Some(match rest {
            _ if own => self.ladder.level(Agreement::Swapped),
            (0, _) | (_, 0) => 0,
            (l, r) => self.remembered(records, l, r),
        })
    }

    /// What postcode and town say where the address does not; nothing when neither is known of both.
    fn nearby(&self, left: &[u32], right: &[u32]) -> Option<Agreement> {
        let mut known = None;
        for (other, agreement) in self.others.iter().zip([Agreement::SamePostcode, Agreement::SameCity]) {
            let Some(other) = *other else { continue };
            let (l, r) = (left[other], right[other]);
            if l != 0 && l == r {
                return Some(agreement);
            }
            if l != 0 && r != 0 {
                known = Some(Agreement::None);
            }
        }
        known
    }

    fn same_number(&self, records: &Records, left: u32, right: u32) -> bool {
        let values = records.values(self.field);
        let number = normalise::number(values.of(left));
        !number.is_empty() && number == normalise::number(values.of(right))
    }

    fn length(&self, value: &str) -> usize {
        if self.ladder.kind == Kind::Address { normalise::core(value).len() } else { value.len() }
    }

    /// The level of two different values, from memory when it was asked before.
    fn remembered(&mut self, records: &Records, left: u32, right: u32) -> u8 {
        let (low, high) = (left.min(right), left.max(right));
        // Two numbers of 28 bits and a level of 8 fill one word.
        let fits = high < 1 << 28 && !self.known.is_empty();
        let key = (u64::from(low) << 36) | (u64::from(high) << 8);
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - KNOWN_BITS)) as usize;
        if fits && self.known[slot] & !0xff == key {
            return (self.known[slot] & 0xff) as u8;
        }
        let values = records.values(self.field);
        let kind = self.ladder.kind;
        let part = |code: u32| self.part_of(values, code);
        let same_part = part(low) != 0 && part(low) == part(high);
        let (l, r) = (values.of(low), values.of(high));
        let sets =
            |code: u32| self.signs.get(code as usize).copied().unwrap_or_else(|| signs_of(kind, values.of(code)));
        let signs = Signs { left: sets(low), right: sets(high), lengths: (self.length(l), self.length(r)) };
        let level = self.ladder.level(alike(kind, l, r, same_part, signs));
        if fits {
            self.known[slot] = key | u64::from(level);
        }
        level
    }
}

/// How two different values of a kind agree.
fn alike(kind: Kind, left: &str, right: &str, same_part: bool, signs: Signs) -> Agreement {
    match kind {
        Kind::GivenName => given(left, right, same_part, signs),
        Kind::FamilyName => family(left, right, signs),
        Kind::Birth => birth(left, right),
        Kind::Email => match () {
            () if same_part => Agreement::SamePart,
            () => email(left, right, signs),
        },
        Kind::Phone => match () {
            () if signs.within(1) && edits(left, right) <= 1 => Agreement::Edits,
            () if area(left) == area(right) => Agreement::SameStart,
            () => Agreement::None,
        },
        Kind::Code if !signs.within(2) => Agreement::None,
        Kind::Code => match edits(left, right) {
            0 | 1 => Agreement::Edits,
            2 => Agreement::MoreEdits,
            _ => Agreement::None,
        },
        Kind::Address => match () {
            () if same_part => Agreement::SamePart,
            () if signs.may_reach(0.92) && jaro_winkler(normalise::core(left), normalise::core(right)) >= 0.92 => {
                Agreement::Close
            }
            () => Agreement::None,
        },
        Kind::Postcode if signs.within(1) && edits(left, right) <= 1 => Agreement::Edits,
        Kind::City if signs.may_reach(0.9) && jaro_winkler(left, right) >= 0.9 => Agreement::Close,
        Kind::Postcode | Kind::City => Agreement::None,
    }
}

fn email(left: &str, right: &str, signs: Signs) -> Agreement {
    let most = left.len().min(right.len()) / 4;
    let found = if signs.within(most.max(2)) { edits(left, right) } else { usize::MAX };
    match () {
        () if found <= 2 => Agreement::Edits,
        () if same_number(left, right) => Agreement::SameNumber,
        () if found <= most => Agreement::Alike,
        () if left.get(..4).is_some_and(|start| right.get(..4) == Some(start)) => Agreement::SameStart,
        () => Agreement::None,
    }
}

/// Whether what stands before the sign ends in numbers of three digits or more, of which the last three agree: people who
/// have several addresses keep their number.
fn same_number(left: &str, right: &str) -> bool {
    let last = |address: &str| -> Option<[u8; 3]> {
        let local = address.split_once('@')?.0.as_bytes();
        let last: [u8; 3] = *local.last_chunk()?;
        last.iter().all(u8::is_ascii_digit).then_some(last)
    };
    last(left).is_some_and(|number| last(right) == Some(number))
}

/// What the signs two values are made of say before they are compared: a set of signs for each, as bits.
#[derive(Clone, Copy)]
struct Signs {
    left: u64,
    right: u64,
    lengths: (usize, usize),
}

/// The signs a value is made of; two signs may share a bit.
fn signs(value: &str) -> u64 {
    value.bytes().fold(0, |bits, sign| bits | 1 << (sign & 63))
}

impl Signs {
    /// Whether two values may be so many edits apart: an edit changes each set by one sign at most.
    fn within(self, edits: usize) -> bool {
        let only = |a: u64, b: u64| (a & !b).count_ones() as usize;
        self.lengths.0.abs_diff(self.lengths.1) <= edits
            && only(self.left, self.right) <= edits
            && only(self.right, self.left) <= edits
    }

    /// Whether two values may be so much alike: signs that the other lacks cannot be common.
    fn may_reach(self, likeness: f64) -> bool {
        let common = |length: usize, a: u64, b: u64| length.saturating_sub((a & !b).count_ones() as usize) as f64;
        let (left, right) = self.lengths;
        let most = common(left, self.left, self.right).min(common(right, self.right, self.left));
        let jaro = (most / left.max(1) as f64 + most / right.max(1) as f64 + 1.0) / 3.0;
        jaro + 0.4 * (1.0 - jaro) >= likeness
    }
}

fn given(left: &str, right: &str, same_part: bool, signs: Signs) -> Agreement {
    if same_part {
        return Agreement::SamePart;
    }
    let first = |name: &str| name.split(' ').next().map(|word| (word.len() == 1, word.chars().next()));
    if let (Some((l_short, l)), Some((r_short, r))) = (first(left), first(right))
        && (l_short || r_short)
    {
        return if l == r { Agreement::Initial } else { Agreement::None };
    }
    if !signs.may_reach(0.75) {
        return Agreement::None;
    }
    by_likeness(jaro_winkler(left, right))
}

fn family(left: &str, right: &str, signs: Signs) -> Agreement {
    let shares_a_word = |name: &str, other: &str| {
        name.contains(' ') && name.split(' ').any(|word| word.len() > 3 && other.split(' ').any(|o| o == word))
    };
    if shares_a_word(left, right) || shares_a_word(right, left) {
        return Agreement::SamePart;
    }
    if !signs.may_reach(0.75) {
        return Agreement::None;
    }
    by_likeness(jaro_winkler(left, right))
}

fn by_likeness(likeness: f64) -> Agreement {
    match likeness {
        0.9.. => Agreement::Close,
        0.75.. => Agreement::Alike,
        _ => Agreement::None,
    }
}

fn birth(left: &str, right: &str) -> Agreement {
    fn parts(day: &str) -> Option<(&str, &str, &str)> {
        Some((day.get(..4)?, day.get(4..6)?, day.get(6..8)?))
    }
    let (Some(l), Some(r)) = (parts(left), parts(right)) else { return Agreement::None };
    let swapped = l.0 == r.0 && l.1 == r.2 && l.2 == r.1;
    let same = usize::from(l.0 == r.0) + usize::from(l.1 == r.1) + usize::from(l.2 == r.2);
    match () {
        () if swapped || edits(left, right) <= 1 => Agreement::Edits,
        () if same == 2 => Agreement::MoreEdits,
        () if l.0 == r.0 => Agreement::SameStart,
        () => Agreement::None,
    }
}

/// The start of a telephone number: calling code and the first digits of the rest.
fn area(number: &str) -> Option<&str> {
    number.get(..if number.starts_with('+') { 5 } else { 3 })
}
