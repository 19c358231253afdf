//! Delimited files as people send them.

use tabular::{Cell, Format, Sheet, Unreadable, read};

fn sheet(bytes: &[u8]) -> Sheet {
    let mut sheets = read("export.csv", bytes).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

fn unreadable(bytes: &[u8]) -> Unreadable {
    match read("export.csv", bytes) {
        Err(e) => e,
        Ok(sheets) => panic!("read as {sheets:?}"),
    }
}

/// Each row as its line and its cells.
fn rows(sheet: &Sheet) -> Vec<String> {
    let shown = |cells: &[Cell]| cells.iter().map(|cell| cell.shown().into_owned()).collect::<Vec<_>>().join("|");
    sheet.rows.iter().map(|row| format!("{}: {}", row.line, shown(&row.cells))).collect()
}

#[test]
fn a_french_export_is_read_whatever_separates_its_columns() {
    for separator in [";", ",", "\t", "|"] {
        let text = "Système;Débit;Équipe\nCaisse;22,5;Magasin\nCRM;40;Fidélité\n";
        let text = text.replace("22,5", "\"22,5\"").replace(';', separator);
        let sheet = sheet(text.as_bytes());
        assert_eq!(sheet.columns, ["Système", "Débit", "Équipe"]);
        assert_eq!(rows(&sheet), ["2: Caisse|22,5|Magasin", "3: CRM|40|Fidélité"]);
        assert_eq!(sheet.how.separator, separator.chars().next());
        assert_eq!((sheet.how.format, sheet.how.encoding, sheet.how.header_line), (Format::Delimited, "UTF-8", 1));
        assert_eq!(sheet.rows[0].cells[1].number(), Ok(Some(22.5)));
    }
}

#[test]
fn the_decimal_mark_of_a_sheet_settles_what_could_be_two_numbers() {
    for (text, decimal, expect) in [
        ("a;b\nx;0,5\ny;1,184\n", Some(','), Some(1.184)),
        ("a;b\nx;0.5\ny;1,184\n", Some('.'), Some(1184.0)),
        ("a;b\nx;0,5\nx;0.5\ny;1,184\n", None, None),
        ("a;b\nx;7\ny;1,184\n", None, None),
    ] {
        let sheet = sheet(text.as_bytes());
        assert_eq!(sheet.how.decimal, decimal, "{text:?}");
        let number = sheet.rows.last().and_then(|row| row.cells[1].number_in(sheet.how.decimal).ok()).flatten();
        assert_eq!(number, expect, "{text:?}");
    }
}

#[test]
fn the_line_that_tells_excel_the_separator_is_obeyed() {
    let sheet = sheet(b"sep=|\r\na,b|c,d\r\n1,5|2,5\r\n");
    assert_eq!((sheet.how.separator, sheet.how.header_line), (Some('|'), 2));
    assert_eq!(sheet.columns, ["a,b", "c,d"]);
    assert_eq!(rows(&sheet), ["3: 1,5|2,5"]);
}

#[test]
fn titles_above_the_header_are_passed_over_and_told() {
    let text =
        "Catalogue des applications;;;\nExtrait le 20/11/2026;;;\n\nNom;Équipe;Limite;Note\nCaisse;Magasin;22;\n";
    let sheet = sheet(text.as_bytes());
    assert_eq!(sheet.columns, ["Nom", "Équipe", "Limite", "Note"]);
    assert_eq!(sheet.how.above, ["Catalogue des applications", "Extrait le 20/11/2026"]);
    assert_eq!((sheet.how.header_line, rows(&sheet)), (4, vec!["5: Caisse|Magasin|22|".to_owned()]));
}

#[test]
fn a_list_of_one_column_is_a_table() {
    let sheet = sheet(b"Outil\nSlack\nMiro\n");
    assert_eq!((sheet.columns.as_slice(), sheet.how.separator), (&["Outil".to_owned()][..], None));
    assert_eq!(rows(&sheet), ["2: Slack", "3: Miro"]);
}

#[test]
fn empty_columns_and_rows_at_the_end_are_no_columns_and_no_rows() {
    let sheet = sheet(b"a;b;;;\n1;2;;;\n;;;;\n\n;;;;\n");
    assert_eq!(
        (sheet.columns.as_slice(), rows(&sheet)),
        (&["a".to_owned(), "b".to_owned()][..], vec!["2: 1|2".to_owned()])
    );
    assert!(sheet.rejected.is_empty());
}

#[test]
fn a_short_row_is_padded_and_a_long_one_keeps_nothing_from_the_report() {
    let sheet = sheet(b"a;b;c\n1\n1;2;3;4;;six\n1;2;3;;\n");
    assert_eq!(rows(&sheet), ["2: 1||", "3: 1|2|3", "4: 1|2|3"]);
    let told: Vec<_> = sheet.rejected.iter().map(|r| (r.line, r.column.as_deref(), r.value.as_str())).collect();
    assert_eq!(told, [(3, Some("[4]"), "4"), (3, Some("[6]"), "six")]);
    assert_eq!(sheet.rows_read(), 3, "an extra cell does not make a row");
}

#[test]
fn an_open_quote_is_named_with_its_line_and_the_rest_is_read() {
    let sheet = sheet("nom;note\nA;\"ouvert\nB;fermé\nC;\"bon\nsur deux lignes\"\nD;fin\n".as_bytes());
    assert_eq!(rows(&sheet), ["3: B|fermé", "4: C|bon\nsur deux lignes", "6: D|fin"]);
    assert_eq!((sheet.rejected.len(), sheet.rejected[0].line), (1, 2));
    assert!(sheet.rejected[0].reason.fr.contains("ligne 2"), "{:?}", sheet.rejected[0]);
    assert_eq!(sheet.rows_read(), 4);
}

#[test]
fn a_name_that_stands_twice_is_kept_twice_and_noted() {
    let sheet = sheet(b"nom;note;nom\na;b;c\n");
    assert_eq!(sheet.columns, ["nom", "note", "nom"]);
    assert!(sheet.how.notes.iter().any(|note| note.en.contains("“nom” stands 2 times")));
}

#[test]
fn a_filled_column_without_a_name_is_named_by_its_place() {
    let sheet = sheet(b"a;;c;d\n1;2;3;4\n");
    assert_eq!(sheet.columns, ["a", "[2]", "c", "d"]);
}

#[test]
fn a_spelled_error_is_broken_in_a_text_file_too() {
    let sheet = sheet(b"a;b\nx;#REF!\n");
    assert_eq!(sheet.rows[0].cells[1], Cell::Broken("#REF!".to_owned()));
}

#[test]
fn a_file_without_header_or_without_anything_says_so() {
    for bytes in [&b""[..], b"\n\n", b";;;\n;;;\n", b"\xEF\xBB\xBF", b"sep=;\n"] {
        assert!(unreadable(bytes).reason.en.contains("empty"), "{bytes:?}");
    }
    let e = unreadable(b"1;2;3\n4;5;6\n");
    assert!(e.reason.en.contains("no line names the columns"));
    assert_eq!((e.file.as_str(), e.line), ("export.csv", Some(1)));
}

#[test]
fn a_file_that_is_something_else_says_what_and_how_to_get_out() {
    for (bytes, kind) in [
        (&b"<!DOCTYPE html><html><body><table><tr><td>a;b</td></tr></table>"[..], "HTML"),
        (b"\xEF\xBB\xBF\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", "HTML"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", "XML"),
        (b"{\"items\": [1, 2]}", "JSON"),
        (b"[{\"a\": 1}]", "JSON"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1F\x8B\x08\x00", "GZIP"),
    ] {
        let e = unreadable(bytes);
        assert!(e.reason.en.contains(kind) && e.reason.fr.contains(kind), "{e}");
        assert!(e.way_out.en.contains("CSV") && e.way_out.fr.contains("XLSX"), "{e}");
    }
    assert!(unreadable(&[0, 159, 146, 150, 0, 0, 1, 2]).reason.en.contains("neither text"));
}

#[test]
fn an_error_is_one_sentence_with_file_line_and_column() {
    let mut long = b"a;b\nx;".to_vec();
    long.resize(long.len() + tabular::limits::CELL_BYTES + 1, b'y');
    let e = unreadable(&long);
    assert_eq!((e.line, e.column), (Some(2), Some(2)));
    let said = e.say();
    assert!(said.en.starts_with("export.csv, line 2, column 2: a cell holds more than 1024 KiB"), "{}", said.en);
    assert!(said.fr.starts_with("export.csv, ligne 2, colonne 2 : une cellule dépasse"), "{}", said.fr);
}
