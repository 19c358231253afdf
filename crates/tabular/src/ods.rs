//! OpenDocument spreadsheets (ODS), streamed.

use std::collections::HashSet;

use base::Say;
use quick_xml::events::{BytesStart, Event};

use crate::grid::Grid;
use crate::package::{self, Package, PartXml};
use crate::style::Style;
use crate::tally::Tally;
use crate::xml;
use crate::{Cell, Format, Sheet, Unreadable, limits};

/// Parts of a cell that hold words which are not its value.
const ASIDE: [&str; 4] = ["annotation", "frame", "custom-shape", "shapes"];

/// Reads every table of a spreadsheet, hidden ones included.
pub(crate) fn read(package: &mut Package<'_>) -> Result<Vec<Sheet>, Unreadable> {
    if encrypted(package)? {
        return Err(package::password());
    }
    let mut xml = package.xml("content.xml")?.ok_or_else(package::no_workbook)?;
    let mut tally = Tally::default();
    let mut sheets = Vec::new();
    let mut hidden_styles: HashSet<String> = HashSet::new();
    let mut style = String::new();
    let mut in_spreadsheet = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" if hidden_styles.len() < limits::SHEETS => {
                    style = xml::attribute(&tag, "name").unwrap_or_default();
                }
                "table-properties" if xml::attribute(&tag, "display").as_deref() == Some("false") => {
                    hidden_styles.insert(style.clone());
                }
                "spreadsheet" => in_spreadsheet = true,
                "table" if in_spreadsheet && sheets.len() >= limits::SHEETS => return Err(package::too_many_sheets()),
                "table" if in_spreadsheet => {
                    let name = xml::attribute(&tag, "name").unwrap_or_default();
                    let hidden = xml::attribute(&tag, "style-name").is_some_and(|style| hidden_styles.contains(&style));
                    sheets.push(table(&mut xml, &mut tally, &name, hidden).map_err(|e| e.in_sheet(&name))?);
                }
                _ => {}
            },
            Event::Eof if !in_spreadsheet => return Err(not_a_spreadsheet()),
            Event::Eof if sheets.is_empty() => return Err(package::no_workbook()),
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Whether the manifest says that the content is under a password.
fn encrypted(package: &mut Package<'_>) -> Result<bool, Unreadable> {
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A cell whose words are being read.
struct Open {
    /// What its attributes say it holds; `None` when its words are its value.
    told: Option<Cell>,
    times: usize,
    /// How many rows it spans, from merged cells.
    rows: u64,
    paragraphs: usize,
}

/// Reads one table, up to its end.
fn table(xml: &mut PartXml<'_, '_>, tally: &mut Tally, name: &str, hidden: bool) -> Result<Sheet, Unreadable> {
    let mut grid = Grid::new(tally);
    let mut row_times = 1;
    let mut column = 0;
    let mut open: Option<Open> = None;
    let mut words = String::new();
    let mut aside = 0_usize;
    let mut inner_tables = 0_usize;
    loop {
        let piece = xml.next().map_err(|e| Unreadable { line: Some(grid.at_row()), ..e })?;
        match &piece {
            Event::Start(tag) => match tag.local_name().as_ref() {
                name if aside > 0 || ASIDE.contains(&name) => aside += 1,
                "table" => inner_tables += 1,
                _ if inner_tables > 0 => {}
                "table-row" => {
                    row_times = xml::number(tag, "number-rows-repeated").unwrap_or(1).max(1);
                    column = 0;
                }
                "table-cell" | "covered-table-cell" => {
                    words.clear();
                    open = Some(opened(tag));
                }
                "p" => {
                    if let Some(open) = &mut open {
                        if open.paragraphs > 0 {
                            words.push('\n');
                        }
                        open.paragraphs += 1;
                    }
                }
                "s" => {
                    // More blanks than a line holds are a file's joke.
                    let blanks = xml::number(tag, "c").unwrap_or(1_usize).min(1_000);
                    words.extend(std::iter::repeat_n(' ', blanks));
                }
                "tab" => words.push('\t'),
                "line-break" => words.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                _ if aside > 0 => aside -= 1,
                "table" if inner_tables > 0 => inner_tables -= 1,
                "table" => return grid.into_sheet(Format::Ods, name.to_owned(), hidden),
                _ if inner_tables > 0 => {}
                "table-row" => grid.close_row(row_times)?,
                "table-cell" | "covered-table-cell" => {
                    let Some(open) = open.take() else { continue };
                    column = put(&mut grid, column, open, &words)?;
                }
                _ => {}
            },
            Event::Eof => return Err(package::damaged()),
            piece if aside == 0 && inner_tables == 0 && open.is_some() => xml::push_words(piece, &mut words),
            _ => {}
        }
        if words.len() > limits::CELL_BYTES {
            words.truncate(words.floor_char_boundary(limits::CELL_BYTES + 1));
        }
    }
}

/// Puts a cell as many times as it says, and gives the column after it.
fn put(grid: &mut Grid<'_>, column: usize, open: Open, words: &str) -> Result<usize, Unreadable> {
    let cell = match open.told {
        // The words of an error are its value, whatever the attributes say.
        Some(told) if !words.trim_start().starts_with('#') && !words.starts_with("Err:") => told,
        _ if words.starts_with("Err:") => Cell::Broken(words.to_owned()),
        _ => Cell::from_words(words),
    };
    let after = column.saturating_add(open.times);
    if cell.is_empty() {
        return Ok(after);
    }
    if open.rows > 1 {
        let row = grid.at_row();
        grid.merge(column, row, row.saturating_add(open.rows - 1));
    }
    for column in column..after {
        grid.put(column, cell.clone())?;
    }
    Ok(after)
}

fn opened(tag: &BytesStart<'_>) -> Open {
    let value = |name: &str| xml::attribute(tag, name);
    let number = || value("value").and_then(|number| number.trim().parse::<f64>().ok());
    let told = match value("value-type").as_deref() {
        Some("float" | "currency") => number().map(|number| Style::Number.cell(number, false)),
        Some("percentage") => number().map(|number| Style::Percent.cell(number, false)),
        Some("date") => value("date-value").map(|day| Cell::from_iso(&day)),
        Some("time") => value("time-value").map(|time| duration(&time)),
        Some("boolean") => value("boolean-value").map(|flag| Cell::Flag(flag.eq_ignore_ascii_case("true"))),
        Some("string") => value("string-value").filter(|words| !words.is_empty()).map(|words| Cell::from_words(&words)),
        _ => None,
    };
    Open {
        told,
        times: xml::number(tag, "number-columns-repeated").unwrap_or(1).max(1),
        rows: xml::number(tag, "number-rows-spanned").unwrap_or(1),
        paragraphs: 0,
    }
}

/// Reads `PT10H30M00S` as `10:30:00`.
fn duration(iso: &str) -> Cell {
    let told = iso.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.split_once(['S', '.', ','])?.0;
        let two = |digits: &str| digits.parse::<u32>().ok();
        Some(format!("{:02}:{:02}:{:02}", two(hours)?, two(minutes)?, two(seconds)?))
    });
    Cell::from_words(told.as_deref().unwrap_or(iso))
}

fn not_a_spreadsheet() -> Unreadable {
    Unreadable::new(
        Say::new("ce document OpenDocument n'est pas un classeur", "this OpenDocument file is not a spreadsheet"),
        crate::recognise::save_as(),
    )
}
