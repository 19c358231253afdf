//! Workbooks as people send them, and as no tool should write them.

mod making;

use jiff::civil::date;
use making::{row, xlsx, xlsx_with, zip};
use tabular::{Cell, Sheet, Unreadable, read};

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
        <row r="3"><c r="A3" t="str"><f>"a"&amp;"b"</f><v><![CDATA[ab]]></v></c><c r="B3" t="b"><v>1</v></c></row>
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
    let sheets = sheets(&making::every_kind());
    let seen: Vec<_> =
        sheets.iter().map(|sheet| (sheet.name.as_deref().unwrap_or_default(), sheet.how.hidden)).collect();
    let expect = [("Sortes", false), ("Fusions", false), ("Vide", false), ("Cachée", true), ("Très cachée <&>", true)];
    assert_eq!(seen, expect);
    assert!(
        sheets.iter().all(|sheet| sheet.how.hidden == sheet.how.notes.iter().any(|note| note.fr.contains("masquée")))
    );
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
fn workbooks_of_other_kinds_are_named_with_the_way_out() {
    let ods = zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")]);
    for (name, bytes, kind) in [
        ("inventaire.xls", making::compound("Workbook"), "XLS"),
        ("inventaire.ods", ods, "ODS"),
        ("inventaire.xlsx", zip(&[("xl/workbook.bin", b"\x83\x01")]), "XLSB"),
    ] {
        let Err(e) = read(name, &bytes) else { panic!("{name} was read") };
        let said = e.say();
        assert!(said.fr.starts_with(name) && said.en.starts_with(name), "{said:?}");
        assert!(said.fr.contains(kind) && said.fr.contains("enregistrez-le en XLSX ou en CSV"), "{said:?}");
        assert!(said.en.contains(kind) && said.en.contains("save it as XLSX or CSV"), "{said:?}");
    }
    // Older than its container: an Excel 2 workbook.
    let e = unreadable(b"\x09\x00\x04\x00\x02\x00\x10\x00\x42\x00\x02\x00\xE4\x04\x0A\x00\x00\x00");
    assert!(e.way_out.fr.contains("enregistrez-le en XLSX ou en CSV"), "{e}");
}

#[test]
fn a_password_is_said_to_be_one() {
    let mut sealed = xlsx(HEADER);
    for at in 0..sealed.len() - 10 {
        match &sealed[at..at + 4] {
            b"PK\x01\x02" => sealed[at + 8] |= 1,
            b"PK\x03\x04" => sealed[at + 6] |= 1,
            _ => {}
        }
    }
    for bytes in [making::compound("EncryptedPackage"), sealed] {
        let e = unreadable(&bytes);
        assert!(e.reason.fr.contains("mot de passe") && e.way_out.fr.contains("sans mot de passe"), "{e}");
    }
}

#[test]
fn an_archive_that_is_no_workbook_says_so() {
    for bytes in [zip(&[("word/document.xml", b"<w/>")]), zip(&[("a.csv", b"a;b\n1;2")]), zip(&[])] {
        let e = unreadable(&bytes);
        assert!(e.reason.en.contains("no workbook"), "{e}");
    }
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
