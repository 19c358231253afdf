use quick_xml::events::{BytesStart, Event};

use super::Shared;
use super::strings::{self, Reading};
use crate::grid::{self, Grid};
use crate::package::{self, Package};
use crate::style::Style;
use crate::tally::{self, Tally};
use crate::xml;
use crate::{Cell, Sheet, Unreadable, limits};

/// What a cell's `<v>` holds, by its `t`.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Words,
    /// Words in `<is>`; a `<v>` beside it only repeats part of them.
    Inline,
    Flag,
    Error,
    IsoDay,
}

/// A cell whose content is being read.
struct Open {
    column: usize,
    kind: Kind,
    style: Style,
}

/// Reads one worksheet.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    shared: &Shared,
    tally: &mut Tally,
    name: &str,
    hidden: bool,
) -> Result<Sheet, Unreadable> {
    let mut xml = package.xml(part)?.ok_or_else(package::damaged)?;
    let mut grid = Grid::new(tally);
    let mut open: Option<Open> = None;
    let mut next_column = 0;
    let mut in_value = false;
    let mut rich = Reading::default();
    let mut words = String::new();
    loop {
        let piece = xml.next().map_err(|e| Unreadable { line: Some(grid.at_row()), ..e })?;
        match &piece {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let next = grid.at_row();
                    grid.row(xml::number(tag, "r").unwrap_or(next).max(1))?;
                    next_column = 0;
                }
                "c" => {
                    let place = xml::attribute(tag, "r").and_then(|r| grid::place(&r));
                    let column = place.map_or(next_column, |(column, _)| column);
                    next_column = column.saturating_add(1);
                    words.clear();
                    open = Some(opened(tag, column, shared));
                }
                "v" => in_value = !matches!(open, Some(Open { kind: Kind::Inline, .. })),
                "mergeCell" => {
                    let range = xml::attribute(tag, "ref").unwrap_or_default();
                    let (from, to) = range.split_once(':').unwrap_or((&range, &range));
                    if let (Some((column, first)), Some((_, last))) = (grid::place(from), grid::place(to)) {
                        grid.merge(column, first, last);
                    }
                }
                _ if open.is_some() => rich.see(&piece, &mut words),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" => in_value = false,
                "row" => grid.close_row()?,
                "c" => {
                    if let Some(open) = open.take() {
                        let column = open.column;
                        grid.put(column, cell(open, &words, shared))?;
                    }
                }
                _ => rich.see(&piece, &mut words),
            },
            Event::Eof => return grid.into_sheet(name.to_owned(), hidden),
            piece if in_value => xml::push_words(piece, &mut words),
            piece if open.is_some() => rich.see(piece, &mut words),
            _ => {}
        }
        if words.len() > limits::CELL_BYTES {
            return Err(tally::too_long().at(grid.at_row(), open.map(|open| open.column as u64 + 1)));
        }
    }
}

fn opened(tag: &BytesStart<'_>, column: usize, shared: &Shared) -> Open {
    let kind = match xml::attribute(tag, "t").as_deref() {
        Some("s") => Kind::Shared,
        Some("str") => Kind::Words,
        Some("inlineStr" | "is") => Kind::Inline,
        Some("b") => Kind::Flag,
        Some("e") => Kind::Error,
        Some("d") => Kind::IsoDay,
        _ => Kind::Number,
    };
    let style = xml::number(tag, "s").and_then(|style: usize| shared.styles.get(style)).copied();
    Open { column, kind, style: style.unwrap_or_default() }
}

/// Makes a cell of what stood between its tags; what makes no sense is broken, never left out.
fn cell(open: Open, words: &str, shared: &Shared) -> Cell {
    let plain = words.trim();
    if plain.is_empty() {
        return Cell::Empty;
    }
    match open.kind {
        Kind::Words | Kind::Inline => {
            let mut text = String::with_capacity(words.len());
            strings::unescape(words, &mut text);
            Cell::from_words(&text)
        }
        Kind::Shared => match plain.parse().ok().and_then(|index| shared.texts.get(index)) {
            Some(text) => Cell::from_words(text),
            None => Cell::Broken(format!("#{plain}?")),
        },
        Kind::Flag => match plain {
            "1" | "true" | "TRUE" => Cell::Flag(true),
            "0" | "false" | "FALSE" => Cell::Flag(false),
            _ => Cell::from_words(plain),
        },
        Kind::Error => Cell::Broken(plain.to_owned()),
        Kind::IsoDay => Cell::from_iso(plain),
        Kind::Number => match plain.parse() {
            Ok(number) => open.style.cell(number, shared.from_1904),
            Err(_) => Cell::from_words(plain),
        },
    }
}
