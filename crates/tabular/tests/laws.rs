//! What is written is read back, whatever the dialect.

use jiff::civil::Date;
use proptest::prelude::*;
use tabular::write::{Encoding, Table, csv, xlsx};
use tabular::{Cell, read};

const ENCODINGS: [Encoding; 4] = [Encoding::Utf8Bom, Encoding::Utf8, Encoding::Windows1252, Encoding::Utf16Le];
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];

/// Words with everything that makes trouble, among them what a spreadsheet would run.
///
/// Not `œ` and `€`: in Windows-1252 two of them after an `è` are the bytes of a Chinese sign in UTF-8, and nobody can
/// tell which was meant.
fn words() -> impl Strategy<Value = String> {
    let trouble = "[a-zéèçÉ ;,|\t\"'\n0-9=+@#<%/-]{0,12}";
    (prop_oneof![Just(""), Just("="), Just("-"), Just("@SUM"), Just("+"), Just("'"), Just("x")], trouble)
        .prop_map(|(start, rest)| format!("{start}{rest}").trim().to_owned())
}

/// A cell that can stand in any file; a text that spells nothing or an error would be read as such.
fn cell() -> impl Strategy<Value = Cell> {
    let text = words().prop_map(|words| match words.starts_with('#') || words.is_empty() {
        true => Cell::Empty,
        false => Cell::Text(words),
    });
    let number = prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()),
        (-1_000_000_i32..1_000_000).prop_map(|n| f64::from(n) / 1000.0),
        (-1_000_i32..1_000).prop_map(f64::from),
    ];
    let date = (1901_i16..=2199, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Cell::Date(Date::new(year, month, day).unwrap_or(Date::ZERO)));
    prop_oneof![
        4 => text,
        2 => number.prop_map(Cell::Number),
        1 => date,
        1 => any::<bool>().prop_map(Cell::Flag),
        1 => Just(Cell::Broken("#REF!".to_owned())),
        1 => Just(Cell::Empty),
    ]
}

/// A table whose rows are never blank: blank rows are passed over, by rule.
fn table() -> impl Strategy<Value = (Vec<String>, Vec<Vec<Cell>>)> {
    (2_usize..6).prop_flat_map(|width| {
        let columns = (0..width).map(|n| format!("colonne {n}")).collect::<Vec<_>>();
        let row = proptest::collection::vec(cell(), width).prop_map(|mut cells| {
            if cells.iter().all(Cell::is_empty) {
                cells[0] = Cell::Text("x".to_owned());
            }
            cells
        });
        (Just(columns), proptest::collection::vec(row, 0..8))
    })
}

/// The same cell to whoever reads it in the sense it has.
fn same(written: &Cell, read: &Cell) -> bool {
    match written {
        Cell::Number(number) => read.number() == Ok(Some(*number)),
        Cell::Date(date) => read.date() == Ok(Some(*date)),
        Cell::Flag(flag) => read.flag() == Ok(Some(*flag)),
        other => other == read,
    }
}

fn check(what: &str, bytes: &[u8], columns: &[String], rows: &[Vec<Cell>]) -> Result<(), TestCaseError> {
    let sheets = read("aller-retour", bytes).map_err(|e| TestCaseError::fail(format!("{what}: {e}")))?;
    let [sheet] = sheets.as_slice() else { return Err(TestCaseError::fail(format!("{what}: {sheets:?}"))) };
    prop_assert_eq!(&sheet.columns, columns, "{}", what);
    prop_assert!(sheet.rejected.is_empty(), "{}: {:?}", what, sheet.rejected);
    prop_assert_eq!(sheet.rows.len(), rows.len(), "{}", what);
    for (read, written) in sheet.rows.iter().zip(rows) {
        for (read, written) in read.cells.iter().zip(written) {
            prop_assert!(same(written, read), "{}: {:?} came back as {:?}", what, written, read);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_reads_back_whatever_its_separator_and_encoding((columns, rows) in table()) {
        let mut seen = Vec::new();
        for encoding in ENCODINGS {
            for separator in SEPARATORS {
                let bytes = csv(separator, &columns, &rows, encoding);
                check(&format!("{encoding:?} {separator:?}"), &bytes, &columns, &rows)?;
                // Numbers are spelled as the separator asks; the rest is the very same.
                let sheet = read("x", &bytes).map_err(|e| TestCaseError::fail(e.to_string()))?.remove(0);
                let cells = sheet.rows.into_iter().zip(&rows).flat_map(|(row, written)| {
                    row.cells.into_iter().zip(written).filter(|(_, w)| !matches!(w, Cell::Number(_))).map(|(c, _)| c).collect::<Vec<_>>()
                });
                seen.push((sheet.columns, cells.collect::<Vec<_>>()));
            }
        }
        prop_assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn line_ends_do_not_matter((columns, rows) in table()) {
        let bytes = csv(';', &columns, &rows, Encoding::Utf8);
        let text = String::from_utf8(bytes).unwrap_or_default();
        let one = read("x", text.as_bytes());
        for end in ["\n", "\r"] {
            let other = read("x", text.replace("\r\n", end).as_bytes());
            prop_assert_eq!(&one, &other);
        }
    }

    #[test]
    fn no_text_of_an_export_begins_with_what_a_spreadsheet_runs(words in "[=+@\t'\"a-]{1,6}") {
        let bytes = csv(';', &["a".to_owned()], &[vec![Cell::Text(words)]], Encoding::Utf8);
        let text = String::from_utf8(bytes).unwrap_or_default();
        let field = text.strip_prefix("a\r\n").and_then(|rest| rest.strip_suffix("\r\n")).unwrap_or_default();
        let quoted = field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map(|rest| rest.replace("\"\"", "\""));
        let field = quoted.as_deref().unwrap_or(field);
        prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn xlsx_reads_back((columns, rows) in table()) {
        let table = Table { name: "Feuille".to_owned(), columns: columns.clone(), rows: rows.clone() };
        let bytes = xlsx(&[table]).map_err(|e| TestCaseError::fail(e.reason.en))?;
        check("xlsx", &bytes, &columns, &rows)?;
    }
}
