//! Workbooks as people send them, and as no tool should write them.

#![allow(clippy::disallowed_methods, reason = "the room does no I/O, its tests read files other tools wrote")]

mod making;

use jiff::civil::date;
use making::{ods, row, xlsx, xlsx_with, zip};
use tabular::{Cell, Format, Sheet, Unreadable, read};

fn file(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    read("classeur", bytes).unwrap_or_else(|e| panic!("{e}"))
}

fn unreadable(bytes: &[u8]) -> Unreadable {
    match read("classeur.xlsx", bytes) {
        Err(e) => e,
        Ok(sheets) => panic!("read as {sheets:?}"),
    }
}

fn rows(sheet: &Sheet) -> Vec<String> {
    let shown = |cells: &[Cell]| cells.iter().map(|cell| cell.shown().into_owned()).collect::<Vec<_>>().join("|");
    sheet.rows.iter().map(|row| format!("{}: {}", row.line, shown(&row.cells))).collect()
}

fn words(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

const HEADER: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is><t>Valeur</t></is></c></row>"#;

#[test]
fn a_formula_gives_its_stored_result_and_an_error_is_broken() {
    let body = format!(
        r#"{HEADER}<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
        <row r="3"><c r="A3" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B3" t="b"><v>1</v></c></row>
        <row r="4"><c r="A4"><f>NOW()</f></c><c r="B4" t="e"><v>#SPILL!</v></c></row>"#
    );
    let sheet = sheets(&xlsx(&body)).remove(0);
    let cells: Vec<_> = sheet.rows.into_iter().map(|row| row.cells).collect();
    assert_eq!(
        cells,
        [
            [Cell::Number(2.0), Cell::Broken("#DIV/0!".to_owned())],
            [words("ab"), Cell::Flag(true)],
            [Cell::Empty, Cell::Broken("#SPILL!".to_owned())],
        ]
    );
}

#[test]
fn the_sense_of_a_number_is_taken_from_how_it_is_shown() {
    let body = format!(
        r#"{HEADER}<row r="2"><c r="A2" s="1"><v>46341</v></c><c r="B2" s="2"><v>46341.4375</v></c></row>
        <row r="3"><c r="A3" s="3"><v>0.995</v></c><c r="B3" s="3"><v>1.2</v></c></row>
        <row r="4"><c r="A4" t="d"><v>2026-11-15T00:00:00</v></c><c r="B4" s="9999"><v>7</v></c></row>"#
    );
    let sheet = sheets(&xlsx(&body)).remove(0);
    let cells: Vec<_> = sheet.rows.iter().map(|row| row.cells.as_slice()).collect();
    let day = Cell::Date(date(2026, 11, 15));
    assert_eq!(
        cells,
        [[day.clone(), words("2026-11-15T10:30:00")], [Cell::Number(0.995), words("120 %")], [day, Cell::Number(7.0)],]
    );
    assert_eq!(sheet.rows[0].cells[1].date(), Ok(Some(date(2026, 11, 15))));
    assert!(sheet.rows[1].cells[1].share().is_err());
}

#[test]
fn numbers_stored_as_text_are_numbers_to_whoever_asks() {
    let body = format!(
        r#"{HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>007</t></is></c><c r="B2" t="inlineStr"><is><t>1 184,5</t></is></c></row>"#
    );
    let sheet = sheets(&xlsx(&body)).remove(0);
    assert_eq!(sheet.rows[0].cells, [words("007"), words("1 184,5")]);
    assert_eq!(sheet.rows[0].cells[1].number(), Ok(Some(1184.5)));
}

#[test]
fn a_value_merged_over_rows_stands_on_each_and_a_merged_title_is_no_header() {
    let body = format!(
        "{}{}{}{}{}",
        row(1, &["Catalogue 2026", "", ""]),
        row(2, &["Domaine", "Nom", "Équipe"]),
        row(3, &["Vente", "Caisse", "Magasin"]),
        row(4, &["", "Site", "Web"]),
        row(6, &["", "CRM", "Fidélité"]),
    );
    let merges = r#"<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A3:A5"/></mergeCells>"#;
    let sheet = sheets(&xlsx_with(&body, merges)).remove(0);
    assert_eq!((sheet.how.header_line, sheet.how.above.as_slice()), (2, &["Catalogue 2026".to_owned()][..]));
    assert_eq!(rows(&sheet), ["3: Vente|Caisse|Magasin", "4: Vente|Site|Web", "6: |CRM|Fidélité"]);
    assert!(sheet.how.notes.iter().any(|note| note.fr.contains("fusionnées (2)")));
}

#[test]
fn hidden_sheets_are_read_and_said_to_be_hidden() {
    for name in ["any_sheets.xlsx", "any_sheets.xls", "any_sheets.ods"] {
        let sheets = match read(name, &file(name)) {
            Ok(sheets) => sheets,
            // These sheets hold one number each: no table, which is said of one of them.
            Err(e) => {
                assert!(e.reason.en.contains("no line names the columns") && e.sheet.is_some(), "{e}");
                continue;
            }
        };
        assert!(sheets.iter().any(|sheet| sheet.how.hidden) && sheets.iter().any(|sheet| !sheet.how.hidden), "{name}");
    }
    let sheets = sheets(&ods(
        r#"<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>"#,
        r#"<table:table table:name="Vue"><table:table-row><table:table-cell office:value-type="string"><text:p>Nom</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="Cachée" table:style-name="h"><table:table-row><table:table-cell office:value-type="string"><text:p>Nom</text:p></table:table-cell></table:table-row></table:table>"#,
    ));
    let seen: Vec<_> = sheets.iter().map(|sheet| (sheet.name.as_deref(), sheet.how.hidden)).collect();
    assert_eq!(seen, [(Some("Vue"), false), (Some("Cachée"), true)]);
}

#[test]
fn an_odd_cell_costs_itself_and_not_the_sheet() {
    let body = format!(
        r#"{HEADER}<row r="2"><c r="A2" t="s"><v>99</v></c><c r="B2" t="zzz"><v>3</v></c><c t="b"><v>peut-être</v></c></row>
        <row><c><v>4</v></c><c><v>cinq</v></c></row><row r="zz"><c r="??"><v>6</v></c></row>"#
    );
    let sheet = sheets(&xlsx(&body)).remove(0);
    assert_eq!(rows(&sheet), ["2: #99?|3", "3: 4|cinq", "4: 6|"]);
    assert_eq!((sheet.rejected.len(), sheet.rejected[0].value.as_str()), (1, "peut-être"));
}

#[test]
fn rows_and_cells_out_of_order_are_put_in_order() {
    let body = format!(
        r#"{}{}<row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row><row r="2"><c r="C2"><v>3</v></c></row>"#,
        row(3, &["x", "y", "z"]),
        row(1, &["a", "b", "c"]),
    );
    assert_eq!(rows(&sheets(&xlsx(&body)).remove(0)), ["2: 1|2|3", "3: x|y|z"]);
}

#[test]
fn a_spreadsheet_of_libreoffice_repeats_what_it_says_it_repeats() {
    let table = r#"<table:table table:name="T"><table:table-row>
        <table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>b</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>c</text:p></table:table-cell>
        <table:table-cell table:number-columns-repeated="16381"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1.5" table:number-columns-repeated="2"><text:p>1,5</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>deux<text:s text:c="2"/>mots &amp; <text:span>plus</text:span></text:p><text:p>ligne</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="date" office:date-value="2026-11-15"><text:p>15/11</text:p></table:table-cell>
        <table:table-cell office:value-type="percentage" office:value="0.5"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
        </table:table>"#;
    let sheet = sheets(&ods("", table)).remove(0);
    assert_eq!(sheet.how.format, Format::Ods);
    assert_eq!(
        rows(&sheet),
        ["2: 1.5|1.5|deux  mots & plus\nligne", "3: 1.5|1.5|deux  mots & plus\nligne", "1048574: 2026-11-15|0.5|true"]
    );
}

#[test]
fn an_older_workbook_gives_texts_numbers_and_errors() {
    let texts = [
        making::record(0x00FC, &[&[0; 8][..], &[3, 0, 0], b"Nom", &[6, 0, 0], b"Val"].concat()),
        // The second text goes on in a continuation, in two bytes a sign from there.
        making::record(0x003C, &[&[1][..], &[b'e', 0, b'u', 0, b'r', 0]].concat()),
    ];
    let place = |row: u8, column: u8, rest: &[u8]| [&[row, 0, column, 0, 0, 0], rest].concat();
    let cells = [
        making::record(0x00FD, &place(0, 0, &[0; 4])),
        making::record(0x00FD, &place(0, 1, &[1, 0, 0, 0])),
        making::record(0x0203, &place(1, 0, &22.5_f64.to_le_bytes())),
        making::record(0x0205, &place(1, 1, &[0x17, 1])),
        making::record(0x027E, &place(2, 0, &((2_250_u32 << 2) | 3).to_le_bytes())),
        making::record(0x0006, &place(2, 1, &[0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0])),
        making::record(0x0207, &[&[4, 0, 0][..], b"text"].concat()),
        making::record(0x00BD, &[3, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 10, 0, 0, 0, 1, 0]),
    ];
    let sheet = sheets(&making::xls(&texts.concat(), &cells.concat())).remove(0);
    assert_eq!((sheet.how.format, sheet.name.as_deref()), (Format::Xls, Some("T")));
    assert_eq!(sheet.columns, ["Nom", "Valeur"]);
    assert_eq!(rows(&sheet), ["2: 22.5|#REF!", "3: 22.5|text", "4: 1|2"]);
}

#[test]
fn a_password_is_said_to_be_one() {
    for name in ["pass_protected.xlsx", "pass_protected.ods"] {
        let e = unreadable(&file(name));
        assert!(e.reason.fr.contains("mot de passe") && e.way_out.fr.contains("sans mot de passe"), "{name}: {e}");
    }
}

#[test]
fn an_archive_that_is_no_workbook_says_so() {
    for bytes in [zip(&[("word/document.xml", b"<w/>")]), zip(&[("a.csv", b"a;b\n1;2")]), zip(&[])] {
        let e = unreadable(&bytes);
        assert!(e.reason.en.contains("no workbook"), "{e}");
    }
    let text = br#"<office:document-content xmlns:office="o"><office:body><office:text/></office:body></office:document-content>"#;
    assert!(unreadable(&zip(&[("content.xml", text)])).reason.en.contains("not a spreadsheet"));
}

#[test]
fn an_archive_whose_parts_overlap_is_refused() {
    let mut bytes = zip(&[("a.xml", b"<a/>"), ("b.xml", b"<b/>")]);
    let last = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").expect("a directory");
    // The second part now lies where the first does.
    bytes[last + 42..last + 46].fill(0);
    assert!(unreadable(&bytes).reason.en.contains("damaged"));
}

#[test]
fn an_empty_workbook_is_empty_and_one_without_header_says_so() {
    assert!(unreadable(&xlsx("")).reason.en.contains("empty"));
    let e = unreadable(&xlsx(r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>"#));
    assert!(e.reason.en.contains("names the columns") && e.sheet.as_deref() == Some("Feuil1"), "{e}");
}
