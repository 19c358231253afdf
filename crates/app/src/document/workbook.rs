//! A case as a workbook: what it rests on stands in cells, and everything it comes to is a formula over them.
//!
//! Whoever changes a tinted cell sees the net present value move as it would on the page. Every formula carries the
//! value the engine found, so that a viewer that works nothing out shows the page's figures. The same case gives the
//! same bytes: no clock is read.

mod assumptions;
mod flows;
mod signatures;

use agenda::business_case::Pen;
use base::Say;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::told::{Told, day};
use crate::problem::{Kind, Problem};

/// Writes the workbook.
pub(super) fn write(told: &Told) -> Result<Vec<u8>, Problem> {
    workbook(told).map_err(|error| {
        tracing::error!(%error, "a workbook could not be written");
        Problem::new(
            Kind::Internal,
            Say::new("le classeur ne peut pas être écrit", "the workbook cannot be written"),
            Say::new("emportez le dossier en JSON ou en PDF", "take the case along as JSON or PDF"),
        )
    })
}

fn workbook(told: &Told) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = told.latest().map(day);
    let on = match day {
        Some(day) => ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    workbook.set_properties(&DocProperties::new().set_title(fitting(&told.wish())).set_creation_datetime(&on));
    let names =
        [told.say("Hypothèses", "Assumptions"), told.say("Flux", "Flows"), told.say("Signatures", "Signatures")];
    let mut cells = Page::add(&mut workbook, names[0])?;
    let held = assumptions::write(&mut cells, told)?;
    let mut cells = Page::add(&mut workbook, names[1])?;
    flows::write(&mut cells, told, &held)?;
    let mut cells = Page::add(&mut workbook, names[2])?;
    signatures::write(&mut cells, told)?;
    workbook.save_to_buffer()
}

/// One sheet, and how it looks: the hues are those of the page.
pub(crate) struct Page<'w> {
    pub(crate) sheet: &'w mut Worksheet,
    name: &'static str,
}

/// A cell's place: row and column, counted from nought.
pub(crate) type Place = (u32, u16);

/// What is written in a formula's place by a viewer that works nothing out.
pub(crate) enum Found {
    Number(f64),
    Words(String),
}

impl<'w> Page<'w> {
    pub(crate) fn add(workbook: &'w mut Workbook, name: &'static str) -> Result<Page<'w>, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        // A4, landscape, as wide as one page.
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
        Ok(Page { sheet, name })
    }

    /// Words, never run by a spreadsheet whatever they begin with.
    pub(crate) fn words(&mut self, at: Place, words: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(at.0, at.1, fitting(words), format).map(|_| ())
    }

    pub(crate) fn number(&mut self, at: Place, value: f64, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_number_with_format(at.0, at.1, value, format).map(|_| ())
    }

    /// A formula with what the engine found in its place.
    pub(crate) fn live(&mut self, at: Place, formula: &str, found: Found, format: &Format) -> Result<(), XlsxError> {
        let result = match found {
            // Nothing is nothing, from whichever side it is come by.
            Found::Number(value) => format!("{}", value + 0.0),
            Found::Words(words) => words,
        };
        let formula = Formula::new(formula).set_result(result);
        self.sheet.write_formula_with_format(at.0, at.1, formula, format).map(|_| ())
    }

    /// The two lines every sheet begins with.
    fn head(&mut self, told: &Told, hint: &str) -> Result<(), XlsxError> {
        let title = match told.lang {
            base::Lang::Fr => format!("Dossier d’investissement : {}", told.wish()),
            base::Lang::En => format!("Business case: {}", told.wish()),
        };
        self.words((0, 0), &title, &Format::new().set_bold().set_font_size(16).set_font_color(JOINT))?;
        let of = match told.lang {
            base::Lang::Fr => format!("Demande {}, {}", told.number, told.state()),
            base::Lang::En => format!("Request {}, {}", told.number, told.state()),
        };
        self.words((1, 0), &of, &muted())?;
        self.words((2, 0), hint, &muted())
    }

    /// A row of column heads; those of numbers stand to the right, as these do.
    pub(crate) fn heads(&mut self, row: u32, heads: &[&str], numbers: &[u16]) -> Result<(), XlsxError> {
        for (column, words) in (0u16..).zip(heads) {
            let right = numbers.contains(&column);
            let format = if right { head().set_align(FormatAlign::Right) } else { head() };
            self.words((row, column), words, &format)?;
        }
        Ok(())
    }

    pub(crate) fn widths(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        for (column, width) in (0u16..).zip(widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(())
    }
}

const MUTED: Color = Color::RGB(0x5A626C);
pub(crate) const JOINT: Color = Color::RGB(0x6A3D78);
pub(crate) const JOINT_TINT: Color = Color::RGB(0xF0E6F3);
const RULE: Color = Color::RGB(0xC9C5BC);

/// The hue of a pen and its tint.
fn hue(pen: Pen) -> (Color, Color) {
    match pen {
        Pen::Marketing => (Color::RGB(0xA8432A), Color::RGB(0xF7E6E0)),
        Pen::It => (Color::RGB(0x1D4F80), Color::RGB(0xE2ECF5)),
        Pen::Finance => (Color::RGB(0x1C2126), Color::RGB(0xEFEDE7)),
    }
}

pub(crate) fn plain() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

/// A number that names something and counts nothing.
fn name() -> Format {
    plain().set_align(FormatAlign::Left)
}

fn wrapped() -> Format {
    plain().set_text_wrap()
}

pub(crate) fn muted() -> Format {
    plain().set_font_color(MUTED)
}

pub(crate) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(MUTED)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(RULE)
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
}

/// Euros, whole; what is worked out is no sum of cents.
pub(crate) fn euros() -> Format {
    plain().set_num_format("#,##0;−#,##0")
}

/// A cell's address, as `$H$7`.
fn address((row, column): Place) -> String {
    format!("${}${}", letters(column), row + 1)
}

/// A column's letters, as `AA`.
pub(crate) fn letters(column: u16) -> String {
    let mut rest = column;
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    out.iter().rev().collect()
}

/// What a cell holds at most, with room to spare: Excel counts in UTF-16.
pub(crate) fn fitting(words: &str) -> String {
    words.chars().take(16_000).collect()
}
