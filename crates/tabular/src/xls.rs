//! Excel's older workbook (XLS), of Excel 5 to 2003: stored values only, formulas are never run.

use std::collections::HashMap;

use base::Say;

use crate::biff::{self, Content, Record, Records, Spelling};
use crate::compound::{Compound, u16_at, u32_at};
use crate::grid::Grid;
use crate::style::Style;
use crate::tally::Tally;
use crate::texts::Texts;
use crate::{Cell, Format, Sheet, Unreadable, limits, package, recognise};

/// What the sheets of one workbook share.
struct Shared {
    spelling: Spelling,
    texts: Texts,
    styles: Vec<Style>,
    from_1904: bool,
    listed: Vec<Listed>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    start: usize,
    hidden: bool,
    is_table: bool,
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// Reads every worksheet, hidden ones included.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let compound = Compound::open(bytes)?;
    let Some(stream) = compound.stream("Workbook").or_else(|| compound.stream("Book")) else {
        return Err(if compound.has("EncryptedPackage") { package::password() } else { no_table() });
    };
    drop(compound);
    let shared = shared(&stream)?;
    let mut tally = Tally::default();
    let mut sheets = Vec::new();
    for listed in shared.listed.iter().filter(|listed| listed.is_table) {
        let records = Records::new(stream.get(listed.start..).unwrap_or_default());
        sheets.push(sheet(records, &shared, &mut tally, listed).map_err(|e| e.in_sheet(&listed.name))?);
    }
    if sheets.is_empty() { Err(package::damaged()) } else { Ok(sheets) }
}

/// Reads what stands before the sheets.
fn shared(stream: &[u8]) -> Result<Shared, Unreadable> {
    let mut shared = Shared {
        spelling: Spelling::Unicode,
        texts: Texts::default(),
        styles: Vec::new(),
        from_1904: false,
        listed: Vec::new(),
    };
    let mut codes: HashMap<u16, Style> = HashMap::new();
    let mut formats: Vec<u16> = Vec::new();
    let mut unicode = true;
    for record in Records::new(stream) {
        match record.kind {
            BEGIN => match u16_at(record.data, 0) {
                Some(0x0600) => {}
                Some(0x0500) => {
                    unicode = false;
                    shared.spelling = Spelling::code_page(1252);
                }
                _ => return Err(too_old()),
            },
            // Protected by a password.
            0x002F if u16_at(record.data, 0) != Some(0) || !unicode => return Err(package::password()),
            0x0042 if !unicode => shared.spelling = Spelling::code_page(u16_at(record.data, 0).unwrap_or(1252)),
            0x0022 => shared.from_1904 = u16_at(record.data, 0) == Some(1),
            0x041E if codes.len() <= usize::from(u16::MAX) => {
                let mut code = String::new();
                let told = Content::of(&record, 2).string(shared.spelling, unicode, &mut code);
                if let (Some(id), Some(())) = (u16_at(record.data, 0), told) {
                    codes.insert(id, Style::of_code(&code));
                }
            }
            0x00E0 if formats.len() <= usize::from(u16::MAX) => formats.push(u16_at(record.data, 2).unwrap_or(0)),
            0x0085 => {
                if shared.listed.len() >= limits::SHEETS {
                    return Err(package::too_many_sheets());
                }
                shared.listed.extend(listed(&record, shared.spelling));
            }
            0x00FC => shared.texts = texts(&record)?,
            END => break,
            _ => {}
        }
    }
    let style = |id: u16| codes.get(&id).copied().unwrap_or_else(|| Style::built_in(id.into()));
    shared.styles = formats.into_iter().map(style).collect();
    Ok(shared)
}

fn listed(record: &Record<'_>, spelling: Spelling) -> Option<Listed> {
    let mut name = String::new();
    Content::of(record, 6).string(spelling, false, &mut name)?;
    Some(Listed {
        name,
        start: u32_at(record.data, 0)? as usize,
        hidden: record.data.get(4)? & 3 != 0,
        is_table: *record.data.get(5)? == 0,
    })
}

/// Reads the texts cells point at; how many there are is taken from the texts, not from the number before them.
fn texts(record: &Record<'_>) -> Result<Texts, Unreadable> {
    let mut texts = Texts::default();
    let mut content = Content::of(record, 8);
    loop {
        let mut read = None;
        texts.push(|out| read = content.string(Spelling::Unicode, true, out))?;
        if read.is_none() {
            return Ok(texts);
        }
    }
}

/// Reads one sheet.
fn sheet(records: Records<'_>, shared: &Shared, tally: &mut Tally, listed: &Listed) -> Result<Sheet, Unreadable> {
    let mut grid = Grid::new(tally);
    // Charts inside a sheet have records of their own, between a beginning and an end.
    let mut depth = 0_usize;
    // Where the formula stands whose text comes in the next record.
    let mut formula = None;
    for record in records {
        let data = record.data;
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth != 1 => {}
            0x00E5 => {
                for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    if let (Some(first), Some(last), Some(column)) =
                        (u16_at(range, 0), u16_at(range, 2), u16_at(range, 4))
                    {
                        grid.merge(column.into(), u64::from(first) + 1, u64::from(last) + 1);
                    }
                }
            }
            0x0207 => {
                if let Some((row, column)) = formula.take() {
                    put(&mut grid, row, column, text(&record, 0, shared))?;
                }
            }
            // Several packed numbers in a row.
            0x00BD => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                let packed = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                for (column, packed) in (first..=u16::MAX).zip(packed) {
                    let number = u32_at(packed, 2).map_or(f64::NAN, biff::packed);
                    put(&mut grid, row, column, shared.number(u16_at(packed, 0), number))?;
                }
            }
            _ => {
                let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                let style = u16_at(data, 4);
                let cell = match record.kind {
                    0x0203 => float(data).map(|number| shared.number(style, number)),
                    0x027E => u32_at(data, 6).map(|packed| shared.number(style, biff::packed(packed))),
                    0x00FD => u32_at(data, 6).map(|index| shared.text(index)),
                    0x0204 | 0x00D6 => Some(text(&record, 6, shared)),
                    0x0205 => match (data.get(6), data.get(7)) {
                        (Some(code), Some(1)) => Some(Cell::Broken(biff::error(*code))),
                        (Some(flag), _) => Some(Cell::Flag(*flag != 0)),
                        _ => None,
                    },
                    0x0006 => match (u16_at(data, 12), data.get(6), data.get(8)) {
                        (Some(0xFFFF), Some(0), _) => {
                            formula = Some((row, column));
                            None
                        }
                        (Some(0xFFFF), Some(1), Some(flag)) => Some(Cell::Flag(*flag != 0)),
                        (Some(0xFFFF), Some(2), Some(code)) => Some(Cell::Broken(biff::error(*code))),
                        (Some(0xFFFF), ..) => None,
                        _ => float(data).map(|number| shared.number(style, number)),
                    },
                    _ => None,
                };
                if let Some(cell) = cell {
                    put(&mut grid, row, column, cell)?;
                }
            }
        }
    }
    grid.into_sheet(Format::Xls, listed.name.clone(), listed.hidden)
}

fn put(grid: &mut Grid<'_>, row: u16, column: u16, cell: Cell) -> Result<(), Unreadable> {
    let row = u64::from(row) + 1;
    if grid.at_row() != row {
        grid.row(row)?;
    }
    grid.put(column.into(), cell)
}

fn float(data: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(*data.get(6..)?.first_chunk()?))
}

fn text(record: &Record<'_>, at: usize, shared: &Shared) -> Cell {
    let mut words = String::new();
    // A text cut short is read as far as it goes.
    let _ = Content::of(record, at).string(shared.spelling, true, &mut words);
    Cell::from_words(&words)
}

impl Shared {
    fn number(&self, style: Option<u16>, number: f64) -> Cell {
        let style = style.and_then(|style| self.styles.get(usize::from(style))).copied().unwrap_or_default();
        style.cell(number, self.from_1904)
    }

    fn text(&self, index: u32) -> Cell {
        match self.texts.get(index as usize) {
            Some(words) => Cell::from_words(words),
            None => Cell::Broken(format!("#{index}?")),
        }
    }
}

fn no_table() -> Unreadable {
    Unreadable::new(
        Say::new(
            "ce document Office ancien (Word, PowerPoint, message) n'est pas un classeur",
            "this older Office file (Word, PowerPoint, message) is not a workbook",
        ),
        recognise::save_as(),
    )
}

fn too_old() -> Unreadable {
    Unreadable::new(
        Say::new("ce classeur date d'avant Excel 5 (1993)", "this workbook is older than Excel 5 (1993)"),
        recognise::save_as(),
    )
}
