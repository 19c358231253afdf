//! Rows of a recognised sheet, turned into claims.

use std::collections::HashMap;

use base::{Kind, Quantity, Ref, Say, Source, slug};
use jiff::civil::Date;
use tabular::{Cell, Row, Sheet, Unfit};

use super::SheetReport;
use super::columns::{Layout, Role};
use super::recognise::CALLS;
use crate::catalog::Claim;
use crate::field::{FIELDS, Field, Sense, Value, amount, is_unknown, period, unfit};

/// Where and when the rows were handed over.
pub(super) struct Origin<'a> {
    pub(super) file: &'a str,
    pub(super) dataset: &'a Ref,
    pub(super) as_of: Option<Date>,
    pub(super) position: u64,
}

/// Reads every row of a sheet into `claims`, and reports what was taken and what was not.
pub(super) fn read(sheet: &Sheet, layout: &Layout, origin: &Origin<'_>, claims: &mut Vec<Claim>) -> SheetReport {
    let mut report = SheetReport::of(sheet, Some(layout.kind));
    for (header, role) in sheet.columns.iter().zip(&layout.roles) {
        match role {
            Some(role) => report.mapped.push((header.clone(), role.word())),
            None => report.unmapped.push(header.clone()),
        }
    }
    let readings = Reading::all(layout);
    let dated = layout.column(Role::AsOf);
    let mut described = Described::default();
    for row in &sheet.rows {
        let taken = identify(layout, row).and_then(|key| {
            let fields = Fields::read(&readings, layout, row);
            fields.hold_together(layout.kind)?;
            Ok((key, fields))
        });
        let (key, fields) = match taken {
            Ok(taken) => taken,
            Err(no) => {
                report.reject_row(row.line, &no.value, no.reason, no.way_out);
                continue;
            }
        };
        match described.admit(key, &fields, row) {
            Admitted::New(key) => {
                report.accepted += 1;
                let subject = Ref::new(layout.kind, &key);
                let as_of = match row.cell(dated).date() {
                    Ok(date) => date.or(origin.as_of),
                    Err(no) => {
                        report.keep(sheet.reject(row.line, dated.unwrap_or_default(), no));
                        // The row has a date nobody can read: its facts must not pass for today's.
                        None
                    }
                };
                for (column, no) in fields.unfit {
                    report.keep(sheet.reject(row.line, column, no));
                }
                claims.extend(fields.taken.into_iter().map(|(field, value, column)| Claim {
                    subject: subject.clone(),
                    field,
                    value,
                    source: Source::File {
                        dataset: origin.dataset.clone(),
                        file: origin.file.to_owned(),
                        sheet: sheet.name.clone(),
                        line: row.line,
                        column: sheet.columns.get(column).cloned().unwrap_or_default(),
                    },
                    as_of,
                    position: origin.position,
                }));
            }
            Admitted::Again => report.accepted += 1,
            Admitted::Contradicts { key, line } => report.reject_row(
                row.line,
                &key,
                Say::new(format!("déjà décrit à la ligne {line}"), format!("already described on line {line}")),
                Say::new(
                    "gardez une seule ligne par chose, ou donnez-leur des clés différentes (colonne id)",
                    "keep one row per thing, or give them different keys (column id)",
                ),
            ),
        }
    }
    report
}

/// Finds the key of a row's thing: the key column, else the name; for flows caller and called.
fn identify(layout: &Layout, row: &Row) -> Result<String, Unfit> {
    let text = |role| {
        let words = row.cell(layout.column(role)).text().ok().flatten().filter(|words| !is_unknown(words));
        words.map(|words| slug(&words)).filter(|key| key != "-")
    };
    let shown = || row.cells.iter().find(|cell| !cell.is_empty()).map(Cell::shown).unwrap_or_default();
    let key = text(Role::Key);
    if layout.kind == Kind::Flow {
        let ends = (text(Role::Plain(Field::Source)), text(Role::Plain(Field::Target)));
        return match (key.filter(|key| key.contains('>')), ends) {
            (Some(key), (Some(_), Some(_))) => Ok(key),
            (None, (Some(source), Some(target))) => Ok(format!("{source}>{target}")),
            _ => Err(unfit(
                &shown(),
                Say::new("il manque l'appelant ou l'appelé", "the caller or the called is missing"),
                Say::new("écrivez les deux systèmes du flux", "write both systems of the flow"),
            )),
        };
    }
    let names = if layout.kind == Kind::Contract { &CALLS[..] } else { &[Field::Name] };
    let names = names.iter().copied().flat_map(|f| [Role::Plain(f), Role::French(f), Role::English(f)]);
    let mut named = names.into_iter().find_map(text);
    if layout.kind == Kind::Promise {
        // A media plan says a campaign once for each medium.
        let medium = text(Role::Plain(Field::Medium));
        named = named.map(|name| medium.map_or_else(|| name.clone(), |medium| format!("{name}-{medium}")));
    }
    key.or(named).ok_or_else(|| {
        unfit(
            &shown(),
            Say::new("la ligne n'a ni clé ni nom", "the row has neither key nor name"),
            Say::new("donnez-lui un nom", "give it a name"),
        )
    })
}

/// The columns one field is read from.
struct Reading {
    field: Field,
    plain: Option<usize>,
    french: Option<usize>,
    english: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
}

impl Reading {
    fn all(layout: &Layout) -> Vec<Reading> {
        let specs = FIELDS.iter().filter(|spec| spec.kinds.contains(&layout.kind));
        let readings = specs.map(|spec| Reading {
            field: spec.field,
            plain: layout.column(Role::Plain(spec.field)),
            french: layout.column(Role::French(spec.field)),
            english: layout.column(Role::English(spec.field)),
            low: layout.column(Role::Low(spec.field)),
            high: layout.column(Role::High(spec.field)),
        });
        let has_columns = |r: &Reading| [r.plain, r.french, r.english, r.low, r.high].iter().any(Option::is_some);
        readings.filter(has_columns).collect()
    }
}

/// What one row says of its fields, and what in it does not fit.
#[derive(Default)]
struct Fields {
    taken: Vec<(Field, Value, usize)>,
    unfit: Vec<(usize, Unfit)>,
}

impl Fields {
    fn read(readings: &[Reading], layout: &Layout, row: &Row) -> Fields {
        let mut fields = Fields::default();
        for reading in readings {
            let value = match reading.field.spec().sense {
                Sense::Words => fields.words(reading, row),
                Sense::Number | Sense::Share => fields.number(reading, layout, row),
                Sense::Money | Sense::Period => fields.counted(reading, layout, row),
                _ => fields.cell(reading.field, reading.plain, row),
            };
            fields.taken.extend(value.map(|(value, column)| (reading.field, value, column)));
        }
        fields
    }

    /// Reads one cell; what does not fit is kept aside.
    fn cell(&mut self, field: Field, column: Option<usize>, row: &Row) -> Option<(Value, usize)> {
        let column = column?;
        match crate::field::read(field, row.cell(Some(column))) {
            Ok(value) => value.map(|value| (value, column)),
            Err(no) => {
                self.unfit.push((column, no));
                None
            }
        }
    }

    /// Puts the languages of some words together; where one is missing, the other stands for both.
    fn words(&mut self, reading: &Reading, row: &Row) -> Option<(Value, usize)> {
        let mut one = |column| match self.cell(reading.field, column, row) {
            Some((Value::Words(say), column)) => Some((say.fr, column)),
            _ => None,
        };
        let (plain, french, english) = (one(reading.plain), one(reading.french), one(reading.english));
        let any = plain.as_ref().or(french.as_ref()).or(english.as_ref()).cloned();
        let (words, column) = any?;
        let fr = french.or_else(|| plain.clone()).map_or_else(|| words.clone(), |(fr, _)| fr);
        let en = english.or(plain).map_or(words, |(en, _)| en);
        Some((Value::Words(Say { fr, en }), column))
    }

    /// Reads an amount or a length of time in the unit its header states.
    fn counted(&mut self, reading: &Reading, layout: &Layout, row: &Row) -> Option<(Value, usize)> {
        let column = reading.plain?;
        let cell = row.cell(Some(column));
        let read = match (reading.field.spec().sense, layout.counted.get(column)) {
            (Sense::Period, Some(bare)) => period(cell, *bare).map(|read| read.map(Value::Period)),
            _ => {
                let factor = layout.factors.get(column).copied().unwrap_or(1.0);
                amount(cell, factor).map(|read| read.map(Value::Money))
            }
        };
        match read {
            Ok(value) => value.map(|value| (value, column)),
            Err(no) => {
                self.unfit.push((column, no));
                None
            }
        }
    }

    /// Puts a number and the columns of its ends together, all in the field's unit.
    fn number(&mut self, reading: &Reading, layout: &Layout, row: &Row) -> Option<(Value, usize)> {
        let mut one = |column| match self.cell(reading.field, column, row) {
            Some((Value::Number(number), column)) => {
                let factor = layout.factors.get(column).copied().unwrap_or(1.0);
                Some((number.map(|n| n * factor), column))
            }
            _ => None,
        };
        let (stated, low, high) = (one(reading.plain), one(reading.low), one(reading.high));
        let end = |end: Option<(Quantity, usize)>| end.map(|(number, column)| (number.likely, column));
        let (low, high) = (end(low), end(high));
        let (likely, column) = match (stated, low, high) {
            (Some(stated), ..) => stated,
            (None, Some((low, column)), Some((high, _))) => (Quantity::exact(low / 2.0 + high / 2.0), column),
            // One end alone is no value.
            (None, Some((_, column)), None) | (None, None, Some((_, column))) => {
                let end = row.cell(Some(column)).shown();
                self.unfit.push((
                    column,
                    unfit(
                        &end,
                        Say::new("une borne seule ne dit pas la valeur", "one end of a range does not tell the value"),
                        Say::new("donnez la valeur, ou les deux bornes", "give the value, or both ends"),
                    ),
                ));
                return None;
            }
            (None, None, None) => return None,
        };
        let low_end = low.map_or(likely.low, |(low, _)| low);
        let high_end = high.map_or(likely.high, |(high, _)| high);
        if low_end <= likely.likely && likely.likely <= high_end {
            return Some((Value::Number(Quantity::range(low_end, likely.likely, high_end)), column));
        }
        for (_, column) in low.into_iter().chain(high) {
            let end = row.cell(Some(column)).shown();
            self.unfit.push((
                column,
                unfit(
                    &end,
                    Say::new("la fourchette ne contient pas sa propre valeur", "the range leaves its own value out"),
                    Say::new("vérifiez la valeur et ses deux bornes", "check the value and its two ends"),
                ),
            ));
        }
        stated.map(|(number, column)| (Value::Number(number), column))
    }

    fn value(&self, field: Field) -> Option<&Value> {
        self.taken.iter().find(|(of, ..)| *of == field).map(|(_, value, _)| value)
    }

    /// Holds a row to what its fields must be to one another.
    fn hold_together(&self, kind: Kind) -> Result<(), Unfit> {
        let (from, until) = match kind {
            Kind::Contract => (self.value(Field::Starts), self.value(Field::Ends)),
            Kind::Promise => (self.value(Field::FirstDay), self.value(Field::LastDay)),
            _ => (self.value(Field::From), self.value(Field::Until)),
        };
        match (kind, from, until) {
            (Kind::Freeze | Kind::Contract | Kind::Promise, Some(Value::Date(from)), Some(Value::Date(until)))
                if until < from =>
            {
                Err(unfit(
                    &format!("{from} > {until}"),
                    Say::new(
                        format!("la période finit ({until}) avant de commencer ({from})"),
                        format!("the period ends ({until}) before it starts ({from})"),
                    ),
                    Say::new("échangez ou corrigez les deux dates", "swap or correct the two dates"),
                ))
            }
            _ => {
                let end_fits = |field| kind != Kind::Flow || self.value(field).is_some();
                match (end_fits(Field::Source) && end_fits(Field::Target), self.unfit.first()) {
                    (false, Some((_, no))) => Err(no.clone()),
                    _ => Ok(()),
                }
            }
        }
    }
}

/// The keys a sheet has described so far, with the row that did and, for flows, the data it carries.
#[derive(Default)]
struct Described<'a> {
    rows: HashMap<String, (&'a Row, Vec<String>)>,
}

enum Admitted {
    /// The row describes something new, under this key.
    New(String),
    /// The row says again what another one said.
    Again,
    /// The row says something else than the one on this line.
    Contradicts { key: String, line: u64 },
}

impl<'a> Described<'a> {
    /// Lets the first row of a key in. A second flow between the same two systems with other data is a flow of its own,
    /// `caller>called>data`; the first one keeps the short key, so that adding a row renames nothing.
    fn admit(&mut self, key: String, fields: &Fields, row: &'a Row) -> Admitted {
        let data = fields.carried();
        let Some((first, carried)) = self.rows.get(&key) else {
            self.rows.insert(key.clone(), (row, data));
            return Admitted::New(key);
        };
        if first.cells == row.cells {
            Admitted::Again
        } else if key.matches('>').count() == 1 && !data.is_empty() && *carried != data {
            self.admit(format!("{key}>{}", data.join(".")), fields, row)
        } else {
            Admitted::Contradicts { line: first.line, key }
        }
    }
}

impl Fields {
    /// The data a flow carries, as keys in a fixed order.
    fn carried(&self) -> Vec<String> {
        let Some(Value::Named(data)) = self.value(Field::Carries) else { return Vec::new() };
        let mut data: Vec<String> = data.iter().map(|name| slug(name)).collect();
        data.sort_unstable();
        data.dedup();
        data
    }
}
