//! Another reader's answer: on real workbooks, `calamine` sees the same cells.
//!
//! The files and where they come from: `tests/files/README.md`. Set `TABULAR_WORKBOOKS` to a folder to compare more.

#![allow(clippy::disallowed_methods, reason = "the room does no I/O, its tests read files other tools wrote")]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use tabular::{Sheet, read};

/// What stands in the rows below the header, by line, blanks left out.
type Lines = BTreeMap<u64, Vec<String>>;

fn ours(sheet: &Sheet) -> Lines {
    let mut lines = Lines::new();
    for row in &sheet.rows {
        let cells = row.cells.iter().filter(|cell| !cell.is_empty());
        lines.insert(row.line, cells.map(|cell| cell.shown().into_owned()).collect());
    }
    for reject in &sheet.rejected {
        lines.entry(reject.line).or_default().push(reject.value.clone());
    }
    lines
}

fn theirs(workbook: &mut Sheets<Cursor<Vec<u8>>>, sheet: &Sheet) -> Lines {
    let name = sheet.name.as_deref().unwrap_or_default();
    let range = workbook.worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"));
    let first = u64::from(range.start().map_or(0, |(row, _)| row)) + 1;
    let mut lines = Lines::new();
    for (line, row) in (first..).zip(range.rows()) {
        let cells: Vec<String> = row.iter().map(shown).filter(|words| !words.is_empty()).collect();
        if line > sheet.how.header_line && !cells.is_empty() {
            lines.insert(line, cells);
        }
    }
    lines
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(words) => words.trim().replace("\r\n", "\n").replace('\r', "\n"),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::Error(error) => error.to_string(),
        Data::DateTimeIso(words) => words.strip_suffix("T00:00:00").unwrap_or(words).to_owned(),
        Data::DurationIso(words) => match words.strip_prefix("PT").map(|w| w.replace(['H', 'M'], ":")) {
            Some(words) => words.split(['S', '.', ',']).next().unwrap_or_default().to_owned(),
            None => words.clone(),
        },
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let hours = (moment.as_f64() * 24.0 + 1e-9).floor();
            match (moment.is_duration() || moment.as_f64() < 1.0, hour, minute, second) {
                (true, ..) => format!("{hours:02}:{minute:02}:{second:02}"),
                (_, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
    }
}

fn check(path: &Path) -> usize {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.display().to_string();
    let Ok(mut workbook) = open_workbook_auto_from_rs(Cursor::new(bytes.clone())) else {
        // What the other reader cannot open, ours may: only that it does not panic is asked here.
        let _ = read(&name, &bytes);
        return 0;
    };
    let sheets = match read(&name, &bytes) {
        Ok(sheets) => sheets,
        Err(e) if e.reason.en.contains("names the columns") || e.reason.en.contains("empty") => return 0,
        Err(e) => panic!("{e}"),
    };
    let mut cells = 0;
    for sheet in sheets {
        // Without a header nothing is taken; a merged value is repeated by ours alone.
        if sheet.columns.is_empty() || sheet.how.notes.iter().any(|note| note.en.contains("merged")) {
            continue;
        }
        let (ours, theirs) = (ours(&sheet), theirs(&mut workbook, &sheet));
        assert_eq!(ours, theirs, "{name}, {:?}", sheet.name);
        cells += ours.values().map(Vec::len).sum::<usize>();
    }
    cells
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    let known = ["xlsx", "xlsm", "xls", "ods"];
    files.retain(|path| path.extension().is_some_and(|end| known.contains(&end.to_string_lossy().as_ref())));
    files.sort();
    files
}

#[test]
fn another_reader_sees_the_same_cells() {
    let more = std::env::var_os("TABULAR_WORKBOOKS").map(PathBuf::from);
    let folder = more.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files"));
    let mut cells = 0;
    let mut failed = Vec::new();
    for path in workbooks(&folder) {
        match std::panic::catch_unwind(|| check(&path)) {
            Ok(seen) => cells += seen,
            Err(_) => failed.push(path),
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(cells > 100, "only {cells} cells were compared");
}
