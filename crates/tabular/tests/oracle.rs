//! Another reader's answer: `calamine` sees the same sheets, and in each the same cell in every place.

mod making;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsx};
use jiff::civil::Date;
use making::{every_kind, rewritten, row, sheet, xlsx_of};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook, XlsxError};
use tabular::{Cell, Sheet, read};

/// What stands where, blanks left out; rows from 1, columns from 0.
type Cells = BTreeMap<(u64, usize), Cell>;

fn ours(sheet: &Sheet) -> Cells {
    assert_eq!(sheet.rejected, [], "{:?}", sheet.name);
    let header = sheet.columns.iter().enumerate();
    let mut cells: Cells = header.map(|(at, name)| ((sheet.how.header_line, at), Cell::Text(name.clone()))).collect();
    for row in &sheet.rows {
        let filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        cells.extend(filled.map(|(at, cell)| ((row.line, at), cell.clone())));
    }
    cells
}

fn theirs(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, header_line: u64) -> Cells {
    let range = workbook.worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (top, left) = range.start().unwrap_or_default();
    let place = |row: usize, column: usize| (u64::from(top) + row as u64 + 1, left as usize + column);
    let mut cells: Cells = range
        .used_cells()
        .map(|(row, column, data)| (place(row, column), told(data)))
        .filter(|((line, _), cell)| *line >= header_line && !cell.is_empty())
        .collect();
    // A merged value is repeated downwards by ours, wherever a row stands.
    for merged in workbook.merge_cells_by_sheet_name(name).unwrap_or_else(|e| panic!("{name}: {e}")) {
        let (first, column) = (u64::from(merged.start.0) + 1, merged.start.1 as usize);
        let Some(value) = cells.get(&(first, column)).cloned() else { continue };
        for line in first + 1..=u64::from(merged.end.0) + 1 {
            if cells.range((line, 0)..(line + 1, 0)).next().is_some() {
                cells.insert((line, column), value.clone());
            }
        }
    }
    cells
}

/// A cell of theirs in our words.
fn told(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(words) => text(words),
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::Error(error) => Cell::Broken(error.to_string()),
        Data::DateTimeIso(words) => {
            let day = words.strip_suffix("T00:00:00").unwrap_or(words);
            day.parse().map_or_else(|_| text(words), Cell::Date)
        }
        Data::DurationIso(words) => text(words),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let hours = (moment.as_f64() * 24.0 + 1e-9).floor();
            match (moment.is_duration() || moment.as_f64() < 1.0, hour, minute, second) {
                (true, ..) => text(&format!("{hours:02}:{minute:02}:{second:02}")),
                (_, 0, 0, 0) => {
                    Cell::Date(Date::new(year as i16, month as i8, day as i8).expect("a day of the calendar"))
                }
                _ => text(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")),
            }
        }
    }
}

fn text(words: &str) -> Cell {
    match words.trim() {
        "" => Cell::Empty,
        words => Cell::Text(words.replace("\r\n", "\n").replace('\r', "\n")),
    }
}

/// Compares every sheet, and gives how many cells were.
fn compare(what: &str, bytes: &[u8]) -> usize {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap_or_else(|e| panic!("{what}: {e}"));
    let sheets = read(what, bytes).unwrap_or_else(|e| panic!("{e}"));
    let listed = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let listed: Vec<_> = listed.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    let seen: Vec<_> = sheets.iter().map(|sheet| (sheet.name.clone().unwrap_or_default(), sheet.how.hidden)).collect();
    assert_eq!(seen, listed, "{what}");
    let mut count = 0;
    for (sheet, (name, _)) in sheets.iter().zip(&listed) {
        let (ours, theirs) = (ours(sheet), theirs(&mut workbook, name, sheet.how.header_line));
        for place in ours.keys().chain(theirs.keys()) {
            assert_eq!(ours.get(place), theirs.get(place), "{what}, {name}, {place:?}: ours, theirs");
        }
        count += ours.len();
    }
    count
}

/// Spells a part, given by name, in another way.
type Spell = fn(&str, String) -> String;

const STRICT: [(&str, &str); 2] = [
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
];

#[test]
fn every_kind_of_cell_and_sheet_reads_the_same_in_every_spelling_of_the_xml() {
    let written = every_kind();
    let content = |name: &str| name.starts_with("xl/") && name.ends_with(".xml") && !name.contains("theme");
    let spellings: [(&str, Spell); 5] = [
        ("as written", |_, xml| xml),
        ("days counted from 1904", |_, xml| xml.replace("<workbookPr", r#"<workbookPr date1904="1""#)),
        ("strict", |_, xml| STRICT.iter().fold(xml, |xml, (from, to)| xml.replace(from, to))),
        ("paths from the top", |_, xml| {
            xml.replace(r#"Target="worksheets/"#, r#"Target="/xl/worksheets/"#)
                .replace(r#"Target="sh"#, r#"Target="/xl/sh"#)
        }),
        ("words in CDATA", |name, xml| match name {
            "xl/sharedStrings.xml" => {
                let xml = xml.replace("<t>", "<t><![CDATA[").replace("</t>", "]]></t>");
                xml.replace(r#"<t xml:space="preserve">"#, r#"<t xml:space="preserve"><![CDATA["#)
            }
            _ => xml,
        }),
    ];
    for (what, spell) in spellings {
        let cells = compare(what, &rewritten(&written, spell));
        assert!(cells > 200, "{what}: only {cells} cells were compared");
    }
    let prefixed = rewritten(&written, |name, xml| match content(name) {
        true => xml.replace('<', "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
        false => xml,
    });
    assert!(compare("another prefix", &prefixed) > 200);
}

#[test]
fn what_other_tools_write_reads_the_same() {
    let rows = format!(
        r#"{}<row r="2"><c r="A2" t="inlineStr"><is><r><t xml:space="preserve">un </t></r><r><rPr><b/></rPr><t xml:space="preserve">mot </t></r></is></c>
        <c r="B2" t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></is></c></row>
        <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c></row>
        <row r="4"><c r="A4" t="d"><v>2026-11-15T00:00:00</v></c><c r="B4" t="d"><v>2026-11-15</v></c></row>
        <row r="5"><c r="A5" t="str"><f>"a"&amp;"b"</f><v>a &amp; _x0042_ &#233;</v></c><c r="B5" t="b"><v>0</v></c></row>
        <row r="6"><c r="A6"><f>NOW()</f></c><c r="B6" t="n"><v>1E-3</v></c></row>
        <row><c><v>4</v></c><c><v>cinq</v></c></row>
        <row r="9" spans="1:2"><c r="B9" t="inlineStr"><v>x</v><is><t>seul</t></is></c><c r="A9" s="1"><v>46341</v></c></row>"#,
        row(1, &["Nom", "Valeur"]),
    );
    let texts = r#"<sst><si><t xml:space="preserve"> a_x000D_
b </t></si><si><r><t>漢</t></r><r><t>字</t></r><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si></sst>"#;
    // Their reader takes paths as they come.
    let workbook = rewritten(&xlsx_of(&sheet(&rows, ""), texts), |_, xml| xml.replace("worksheets/../", ""));
    assert_eq!(compare("by hand", &workbook), 15);
}

/// A cell as a person or a tool puts it into a workbook.
#[derive(Clone, Debug)]
enum Put {
    Nothing,
    Words(String),
    Rich(String, String),
    Number(f64),
    Shown(f64, &'static str),
    Flag(bool),
    Formula(String),
}

fn put() -> impl Strategy<Value = Put> {
    // Not `#`: a text that spells an error is one to ours.
    let words = || "[^#\\pC]{0,12}|[ a\n\t\r_x00D&<>;\"'\u{1}]{0,12}";
    const CODES: [&str; 6] = ["0.00", "dd/mm/yyyy", "d mmm yy hh:mm", "[h]:mm", "[mm]:ss", "General"];
    prop_oneof![
        Just(Put::Nothing),
        words().prop_map(Put::Words),
        ("[a-zé ]{1,8}", "[a-z&<]{1,8}").prop_map(|(plain, bold)| Put::Rich(plain, bold)),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Put::Number),
        ((61_u32..60_000, 0_u32..86_400), prop::sample::select(&CODES[..]))
            .prop_map(|((day, second), code)| Put::Shown(f64::from(day) + f64::from(second) / 86_400.0, code)),
        any::<bool>().prop_map(Put::Flag),
        prop_oneof!["[0-9]{1,9}", "[a-z&<]{1,9}", Just("#REF!".to_owned()), Just("FALSE".to_owned())]
            .prop_map(Put::Formula),
    ]
}

fn written(rows: &[Vec<Put>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["a", "b", "c", "d"])?;
    for (row, cells) in (1..).zip(rows) {
        for (column, put) in (0..).zip(cells) {
            match put {
                Put::Nothing => continue,
                Put::Words(words) => sheet.write_string(row, column, words)?,
                Put::Rich(plain, bold) => {
                    let parts = [(&Format::new(), plain.as_str()), (&Format::new().set_bold(), bold.as_str())];
                    sheet.write_rich_string(row, column, &parts)?
                }
                Put::Number(number) => sheet.write_number(row, column, *number)?,
                Put::Shown(number, code) => {
                    sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(*code))?
                }
                Put::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
                Put::Formula(result) => {
                    sheet.write_formula(row, column, Formula::new("=A1").set_result(result.as_str()))?
                }
            };
        }
    }
    workbook.save_to_buffer()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_workbook_reads_the_same(rows in proptest::collection::vec(proptest::collection::vec(put(), 4), 0..10)) {
        let bytes = written(&rows).map_err(|e| TestCaseError::fail(e.to_string()))?;
        compare("any", &bytes);
    }
}
