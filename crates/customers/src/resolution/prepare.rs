//! Records made ready for comparison: every value in one form, junk left out, records in an order of their own.

use super::column::{Column, Dictionary, Values, hash, mix};
use super::junk::{self, Junk};
use super::model::{Field, Kind, Model};
use super::normalise::{self, DayOrder, Reading};

/// One field of all records.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What its values are.
    pub kind: Kind,
    /// Which of [`Records::dictionaries`] its numbers are of: names share one, so that swapped names are seen.
    pub dictionary: usize,
    /// How many records hold each value.
    pub counts: Vec<u32>,
    /// How many records hold any.
    pub filled: u32,
}

/// All records, each a row of value numbers, in an order that depends on what they hold alone.
#[derive(Clone, Debug)]
pub struct Records {
    /// How many.
    pub count: usize,
    /// Which record of the files stands at each place.
    pub told: Vec<u32>,
    /// The fields, as in the model.
    pub fields: Vec<Prepared>,
    /// The distinct values.
    pub dictionaries: Vec<Values>,
    /// What was left out as shared by strangers.
    pub junk: Vec<Junk>,
    /// For each field how each of its columns is read.
    pub(crate) readings: Vec<Vec<Reading>>,
    pub(crate) rows: Vec<u32>,
}

impl Records {
    /// The value numbers of the record at a place, one per field.
    pub fn row(&self, place: usize) -> &[u32] {
        let width = self.fields.len();
        self.rows.get(place * width..(place + 1) * width).unwrap_or_default()
    }

    /// The value of a record's field.
    pub fn value(&self, place: usize, field: usize) -> &str {
        let Some(prepared) = self.fields.get(field) else { return "" };
        let code = self.row(place).get(field).copied().unwrap_or_default();
        self.dictionaries.get(prepared.dictionary).map_or("", |values| values.of(code))
    }

    /// The texts of a field's dictionary.
    pub fn values(&self, field: usize) -> &Values {
        &self.dictionaries[self.fields[field].dictionary]
    }
}

/// Brings records into form.
///
/// Shape: columns of equal length → one row per record, one number per field of the model. A field whose columns are
/// not there is empty. The order of the records in the files changes nothing but [`Records::told`].
pub fn prepare(columns: &[Column], model: &Model) -> Records {
    let count = columns.iter().map(|column| column.codes.len()).max().unwrap_or_default();
    let mut dictionaries: Vec<Dictionary> = Vec::new();
    let mut names = None;
    let mut fields = Vec::new();
    let mut codes: Vec<Vec<u32>> = Vec::new();
    let mut readings: Vec<Vec<Reading>> = Vec::new();
    for field in &model.fields {
        let is_name = matches!(field.kind, Kind::GivenName | Kind::FamilyName);
        let dictionary = match names.filter(|_| is_name) {
            Some(at) => at,
            None => {
                dictionaries.push(Dictionary::default());
                dictionaries.len() - 1
            }
        };
        if is_name {
            names = Some(dictionary);
        }
        let found: Vec<Option<&Column>> =
            field.columns.iter().map(|name| columns.iter().find(|column| column.name == *name)).collect();
        let read_as: Vec<Reading> = found.iter().map(|column| reading(*column, field)).collect();
        codes.push(read(&found, field, &read_as, count, &mut dictionaries[dictionary]));
        readings.push(read_as);
        fields.push(Prepared { kind: field.kind, dictionary, counts: Vec::new(), filled: 0 });
    }
    let dictionaries: Vec<Values> = dictionaries.into_iter().map(Dictionary::into_values).collect();
    for (field, codes) in fields.iter_mut().zip(&codes) {
        field.counts = counted(codes, dictionaries[field.dictionary].len());
    }
    let junk = junk::drop(&mut fields, &mut codes, &dictionaries);
    for field in &mut fields {
        field.filled = field.counts.iter().skip(1).sum();
    }
    let told = order(&fields, &codes, &dictionaries, count);
    let mut rows = Vec::with_capacity(count * fields.len());
    for record in &told {
        rows.extend(codes.iter().map(|codes| codes[*record as usize]));
    }
    Records { count, told, fields, dictionaries, junk, readings, rows }
}

/// Counts how many records hold each value; nothing is counted for absent ones.
fn counted(codes: &[u32], values: usize) -> Vec<u32> {
    let mut counts = vec![0_u32; values];
    for code in codes {
        counts[*code as usize] += 1;
    }
    counts[0] = 0;
    counts
}

/// Reads one field of every record.
fn read(
    found: &[Option<&Column>],
    field: &Field,
    readings: &[Reading],
    count: usize,
    into: &mut Dictionary,
) -> Vec<u32> {
    let there = found.iter().zip(readings).filter_map(|(column, reading)| Some(((*column)?, reading)));
    if field.kind == Kind::Address && there.clone().count() > 1 {
        let columns: Vec<&Column> = there.map(|(column, _)| column).collect();
        return joined(&columns, count, into);
    }
    // Of several columns the first filled one counts; each is read in its own way.
    let mut codes = vec![0; count];
    for (column, reading) in there {
        let by_value: Vec<u32> = column.values.iter().map(|told| into.code(&in_form(field, told, reading))).collect();
        for (code, told) in codes.iter_mut().zip(&column.codes).filter(|(code, _)| **code == 0) {
            *code = by_value[*told as usize];
        }
    }
    codes
}

/// Brings a value of one of a field's columns into form.
fn in_form(field: &Field, told: &str, reading: &Reading) -> String {
    match (field.kind, field.whole_name) {
        (Kind::GivenName, true) => normalise::apart(told).0,
        (Kind::FamilyName, true) => normalise::apart(told).1,
        _ => normalise::normalise(field.kind, told, reading),
    }
}

/// Brings one record into form, as [`prepare`] does with all.
///
/// Shape: for each field how each of its columns is read, and what the record says under a header, nothing for a header it
/// does not know → one text per field of the model, empty where nothing is told.
pub(crate) fn form<'a>(
    model: &Model,
    readings: &[Vec<Reading>],
    told: impl Fn(&str) -> Option<&'a str>,
) -> Vec<String> {
    let of = |(field, readings): (&Field, &Vec<Reading>)| {
        let there =
            field.columns.iter().zip(readings).filter_map(|(name, reading)| Some((told(name)?.trim(), reading)));
        if field.kind == Kind::Address {
            let words: Vec<&str> = there.map(|(value, _)| value).filter(|value| !value.is_empty()).collect();
            return normalise::normalise(field.kind, &words.join(" "), &Reading::default());
        }
        let mut forms = there.map(|(value, reading)| in_form(field, value, reading));
        forms.find(|form| !form.is_empty()).unwrap_or_default()
    };
    model.fields.iter().zip(readings).map(of).collect()
}

/// Where a row stands among all rows, by what it holds: the order of [`Records`].
pub(crate) fn order_of(records: &Records, row: &[u32]) -> u64 {
    let hash = |at: usize| {
        let code = row.get(at).copied().unwrap_or_default();
        hash(records.values(at).of(code).as_bytes())
    };
    let mixed = (0..records.fields.len()).fold(0, |key, at| mix(key, mix(hash(at), at as u64)));
    let first = records.fields.iter().position(|field| field.kind == Kind::FamilyName).unwrap_or_default();
    if records.fields.is_empty() { 0 } else { (hash(first) & !0xffff_ffff) | (mixed >> 32) }
}

fn reading(column: Option<&Column>, field: &Field) -> Reading {
    Reading {
        order: match (field.kind, column) {
            (Kind::Birth, Some(column)) => DayOrder::of(column.values.iter()),
            _ => DayOrder::default(),
        },
        calling_code: field.calling_code.clone().unwrap_or_default(),
    }
}

/// Reads an address told in several columns.
fn joined(columns: &[&Column], count: usize, into: &mut Dictionary) -> Vec<u32> {
    let mut words = String::new();
    let code = |record: usize| {
        words.clear();
        for column in columns {
            let told = column.of(record);
            if !told.is_empty() && !words.is_empty() {
                words.push(' ');
            }
            words.push_str(told);
        }
        into.code(&normalise::normalise(Kind::Address, &words, &Reading::default()))
    };
    (0..count).map(code).collect()
}

/// Puts records that share a family name side by side, and orders equal ones by all they hold.
fn order(fields: &[Prepared], codes: &[Vec<u32>], dictionaries: &[Values], count: usize) -> Vec<u32> {
    let mut sort: Vec<(u64, u32)> = (0..count as u32).map(|record| (0, record)).collect();
    let first = fields.iter().position(|field| field.kind == Kind::FamilyName).unwrap_or_default();
    for (at, (field, codes)) in fields.iter().zip(codes).enumerate() {
        let hashes: Vec<u64> =
            dictionaries[field.dictionary].iter().map(|value| mix(hash(value.as_bytes()), at as u64)).collect();
        for ((key, _), code) in sort.iter_mut().zip(codes) {
            *key = mix(*key, hashes[*code as usize]);
        }
    }
    if let (Some(field), Some(codes)) = (fields.get(first), codes.get(first)) {
        let hashes: Vec<u64> = dictionaries[field.dictionary].iter().map(|value| hash(value.as_bytes())).collect();
        for ((key, _), code) in sort.iter_mut().zip(codes) {
            *key = (hashes[*code as usize] & !0xffff_ffff) | (*key >> 32);
        }
    }
    sort.sort_unstable();
    sort.into_iter().map(|(_, record)| record).collect()
}
