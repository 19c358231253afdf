//! Pairs to be answered, as a table to fill in.

use std::io::{self, Write};

use app::matching::{self, Asking, Records};
use customers::resolution::Resolution;
use customers::resolution::correct::Correction;
use tabular::Cell;
use tabular::write::{Encoding, csv};

/// Writes the pairs nobody answered: numbers of records from 1, an empty column to fill in, where they come from, and
/// what both say, field by field.
pub(super) fn write(
    into: &mut dyn Write,
    records: &Records,
    found: &Resolution,
    asking: &Asking,
    said: &[Correction],
) -> io::Result<()> {
    let mut pairs = asking.sample.open(said);
    let worth = asking.worth.iter().take(matching::SAMPLE).map(|worth| (worth.left, worth.right));
    pairs.extend(worth.filter(|pair| !asking.sample.open(said).contains(pair)).collect::<Vec<_>>());
    let wanted: Vec<u32> = pairs.iter().flat_map(|(left, right)| [*left, *right]).collect();
    let mut places = std::collections::HashMap::new();
    for (place, record) in found.records.told.iter().enumerate() {
        if wanted.contains(record) {
            places.insert(*record, place);
        }
    }
    let word = |kind: customers::resolution::model::Kind| {
        let word = serde_json::to_value(kind).ok();
        word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let fields = found.records.fields.iter().map(|field| word(field.kind));
    let sides = fields.flat_map(|field| [format!("{field}_left"), format!("{field}_right")]);
    let named = ["left", "right", "same", "left_place", "right_place"].map(str::to_owned);
    let header: Vec<String> = named.into_iter().chain(sides).collect();
    let row = |(left, right): &(u32, u32)| {
        let told = |record: &u32, at: usize| {
            let place = places.get(record).copied().unwrap_or_default();
            let kind = found.records.fields[at].kind;
            Cell::Text(matching::value(kind, found.records.value(place, at)).into_owned())
        };
        let number = |record: &u32| Cell::Text((record + 1).to_string());
        let place = |record: &u32| Cell::Text(records.place(*record));
        let mut row = vec![number(left), number(right), Cell::Empty, place(left), place(right)];
        (0..found.records.fields.len()).for_each(|at| row.extend([told(left, at), told(right, at)]));
        row
    };
    let rows: Vec<Vec<Cell>> = pairs.iter().map(row).collect();
    into.write_all(&csv(',', &header, &rows, Encoding::Utf8))
}
