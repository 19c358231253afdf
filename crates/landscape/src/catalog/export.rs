//! The catalogue written back as the tables [`crate::import::read`] reads: what goes out comes in again the same.

use base::{Kind, Lang, Quantity};
use jiff::civil::Date;
use tabular::Cell;
use tabular::write::{Encoding, Table, csv};

use super::{Catalog, Thing};
use crate::field::{FIELDS, KINDS, Sense, Spec, Value, plural, typed};

/// Writes one table per kind that has things, with headers in one language; words are written in both.
///
/// The facts of a row are dated by the oldest of them, so that none looks younger than it is. Only what counts is
/// written, not what contradicts it.
pub fn export(catalog: &Catalog, lang: Lang) -> Vec<Table> {
    let tables = KINDS.into_iter().map(|kind| table(catalog, kind, lang));
    tables.filter(|table| !table.rows.is_empty()).collect()
}

/// Writes the same tables as CSV files: name and bytes. UTF-8 with a mark, semicolons, as Excel in France opens them.
pub fn export_csv(catalog: &Catalog, lang: Lang) -> Vec<(String, Vec<u8>)> {
    let tables = export(catalog, lang);
    tables
        .into_iter()
        .map(|table| {
            (format!("{}.csv", base::slug(&table.name)), csv(';', &table.columns, &table.rows, Encoding::Utf8Bom))
        })
        .collect()
}

fn table(catalog: &Catalog, kind: Kind, lang: Lang) -> Table {
    let things: Vec<&Thing> = catalog.of_kind(kind).collect();
    // Columns nobody fills are left out.
    let is_filled = |spec: &&Spec| things.iter().any(|thing| thing.fields.contains_key(&spec.field));
    let specs: Vec<&Spec> = FIELDS.iter().filter(|spec| spec.kinds.contains(&kind)).filter(is_filled).collect();
    let mut columns = vec!["id".to_owned()];
    for spec in &specs {
        let header = spec.field.label();
        columns.push(header.in_lang(lang).to_owned());
        if spec.sense == Sense::Words {
            let other = if lang == Lang::Fr { Lang::En } else { Lang::Fr };
            columns.push(format!("{} ({})", header.in_lang(lang), other.tag()));
        }
    }
    columns.push(if lang == Lang::Fr { "à jour le" } else { "as of" }.to_owned());
    let rows = things.into_iter().map(|thing| row(thing, &specs, lang)).collect();
    Table { name: plural(kind).in_lang(lang).to_owned(), columns, rows }
}

fn row(thing: &Thing, specs: &[&Spec], lang: Lang) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(thing.id.key().to_owned())];
    for spec in specs {
        match (thing.fields.get(&spec.field).map(|settled| &settled.current.value), spec.sense) {
            (Some(Value::Words(say)), _) => {
                let (here, other) = if lang == Lang::Fr { (&say.fr, &say.en) } else { (&say.en, &say.fr) };
                cells.extend([typed(here), typed(other)]);
            }
            (None, Sense::Words) => cells.extend([Cell::Empty, Cell::Empty]),
            (value, _) => cells.push(value.map_or(Cell::Empty, |value| cell(value, lang))),
        }
    }
    let dates: Option<Vec<Date>> = thing.fields.values().map(|settled| settled.current.as_of).collect();
    cells.push(dates.and_then(|dates| dates.into_iter().min()).map_or(Cell::Empty, Cell::Date));
    cells
}

fn cell(value: &Value, lang: Lang) -> Cell {
    match value {
        Value::Words(say) => typed(say.in_lang(lang)),
        Value::Number(number) => quantity(*number),
        Value::Money(money) => Cell::Number(money.cents as f64 / 100.0),
        Value::Date(date) => Cell::Date(*date),
        Value::Period(period) => Cell::Text(period.written(lang)),
        Value::WeekTime(at) => Cell::Text(at.written(lang)),
        Value::List(words) | Value::Named(words) => typed(&words.join("; ")),
        Value::Choice(word) => Cell::Text(word.clone()),
    }
}

/// Writes a number so that it reads back as the very same: `22`, `22 [18 ; 26]`.
fn quantity(number: Quantity) -> Cell {
    if number.is_range() {
        let [low, likely, high] = [number.low, number.likely, number.high].map(digits);
        return Cell::Text(format!("{likely} [{low} ; {high}]"));
    }
    Cell::Number(number.likely)
}

/// Three decimals alone could be read as thousands (`1.184`); one more digit says which they are.
fn digits(number: f64) -> String {
    let mut digits = number.to_string();
    if digits.split_once('.').is_some_and(|(_, part)| part.len() == 3) {
        digits.push('0');
    }
    digits
}
