//! What the case rests on: the terms, then every number of every line at its three points, who says so and why.

use std::collections::BTreeMap;

use agenda::business_case::Pen;
use agenda::business_case::line::{Estimate, Line, factor_say, shape_say};
use agenda::business_case::sheet::unit_of;
use base::{Quantity, Unit};
use rust_xlsxwriter::{Format, XlsxError};

use super::{Page, Place, address, hue, plain, wrapped};
use crate::document::told::{Told, capital};

/// Where the numbers of a case stand in the workbook, as whole addresses.
pub(super) struct Held {
    pub(super) rate: String,
    pub(super) years: String,
    pub(super) lines: BTreeMap<u32, Places>,
}

/// Where one line stands.
pub(super) struct Places {
    /// Low, likely and high of each of its numbers, by its word.
    pub(super) factors: Vec<(&'static str, [String; 3])>,
    pub(super) first: String,
    pub(super) last: String,
}

/// The columns that formulas point at.
const LOW: u16 = 6;
const LIKELY: u16 = 7;
const FIRST: u16 = 13;
const LAST: u16 = 14;

pub(super) fn write(page: &mut Page, told: &Told) -> Result<Held, XlsxError> {
    page.head(
        told,
        told.say(
            "Les cellules teintées se modifient : la feuille « Flux » suit. Une part s’écrit en pourcentage, les montants en euros.",
            "Tinted cells may be changed: the sheet “Flows” follows. Shares are percentages, amounts are euros.",
        ),
    )?;
    let heads = match told.lang {
        base::Lang::Fr => [
            "Ligne",
            "Option",
            "Plume",
            "Poste",
            "Ce que c’est",
            "Nombre",
            "Bas",
            "Probable",
            "Haut",
            "Unité",
            "Répartition",
            "Sur quoi il repose",
            "Tiré de",
            "De l’année",
            "À l’année",
            "Écrit par",
            "Le",
        ],
        base::Lang::En => [
            "Line",
            "Option",
            "Pen",
            "Heading",
            "What it is",
            "Number",
            "Low",
            "Likely",
            "High",
            "Unit",
            "Spread",
            "What it rests on",
            "Taken from",
            "From year",
            "To year",
            "Written by",
            "On",
        ],
    };
    let top = 4;
    page.heads(top, &heads, &[LOW, LIKELY, LIKELY + 1, FIRST, LAST])?;
    page.widths(&[7.0, 24.0, 12.0, 13.0, 34.0, 22.0, 13.0, 13.0, 13.0, 12.0, 24.0, 40.0, 30.0, 9.0, 9.0, 18.0, 18.0])?;
    let whole = |name: &str, at: Place| format!("'{name}'!{}", address(at));
    let name = page.name;
    let (mut row, input) = (top + 1, |pen: Pen| plain().set_background_color(hue(pen).1).set_font_color(hue(pen).0));
    let terms = told.case.terms.as_ref();
    let labels = [
        told.say("Taux d’actualisation par an", "Discount rate a year"),
        told.say("Années regardées, 15 au plus", "Years looked at, 15 at most"),
    ];
    let values = terms.map(|(terms, ..)| [terms.rate, f64::from(terms.years)]);
    for (nth, label) in labels.into_iter().enumerate() {
        page.words((row, 2), &told.pen(Pen::Finance), &plain().set_font_color(hue(Pen::Finance).0))?;
        page.words((row, 4), label, &plain())?;
        let format = input(Pen::Finance).set_num_format(if nth == 0 { "0.0##%" } else { "0" });
        match values {
            Some(values) => page.number((row, LIKELY), values[nth], &format)?,
            None => page.words((row, LIKELY), told.say("à fixer", "to be set"), &format)?,
        }
        if let Some((_, by, at)) = terms {
            page.words((row, 15), &told.who(*by), &plain())?;
            page.words((row, 16), &told.date(*at), &plain())?;
        }
        row += 1;
    }
    let (rate, years) = (whole(name, (top + 1, LIKELY)), whole(name, (top + 2, LIKELY)));
    let mut lines = BTreeMap::new();
    for option in told.options() {
        for pen in [Pen::Marketing, Pen::It] {
            for (number, line) in told.lines(option, pen) {
                let first_row = row;
                let mut factors = Vec::new();
                for (word, estimate) in line.matter.factors() {
                    number_row(page, told, row, word, estimate, &input(pen))?;
                    who_and_what(page, told, row, number, line, pen)?;
                    factors.push((word, [0, 1, 2].map(|nth| whole(name, (row, LOW + nth)))));
                    row += 1;
                }
                let span = line.matter.years();
                let format = input(pen).set_num_format("0");
                page.number((first_row, FIRST), f64::from(span.first), &format)?;
                match span.last {
                    Some(last) => page.number((first_row, LAST), f64::from(last), &format)?,
                    // Left empty, it lasts as long as the case.
                    None => page.sheet.write_blank(first_row, LAST, &format).map(|_| ())?,
                }
                let (first, last) = (whole(name, (first_row, FIRST)), whole(name, (first_row, LAST)));
                lines.insert(number, Places { factors, first, last });
            }
        }
    }
    page.sheet.set_freeze_panes(top + 1, 1)?;
    page.sheet.set_repeat_rows(top, top)?;
    Ok(Held { rate, years, lines })
}

/// One number at its three points, with what it rests on.
fn number_row(
    page: &mut Page,
    told: &Told,
    row: u32,
    word: &'static str,
    estimate: &Estimate,
    input: &Format,
) -> Result<(), XlsxError> {
    let Quantity { low, likely, high } = estimate.value;
    let whole = [low, likely, high].iter().all(|value| value.fract() == 0.0);
    let (shown, unit) = match unit_of(word) {
        Unit::Share => ("0.0##%", "%"),
        Unit::Count => (if whole { "#,##0" } else { "#,##0.0##" }, ""),
        Unit::PersonDays => (if whole { "#,##0" } else { "#,##0.0##" }, told.say("jours", "days")),
        _ => (
            if whole { "#,##0" } else { "#,##0.00" },
            if word == "rate" { told.say("€ par jour", "€ a day") } else { "€" },
        ),
    };
    let input = input.clone().set_num_format(shown);
    for (nth, value) in (0u16..).zip([low, likely, high]) {
        page.number((row, LOW + nth), value, &input)?;
    }
    page.words((row, 5), &capital(factor_say(word).in_lang(told.lang)), &plain())?;
    page.words((row, 9), unit, &plain())?;
    if estimate.value.is_range() {
        page.words((row, 10), shape_say(estimate.shape).in_lang(told.lang), &wrapped())?;
    }
    if let Some(basis) = &estimate.basis {
        page.words((row, 11), &told.words(basis), &wrapped())?;
    }
    if let Some(from) = &estimate.from {
        page.words((row, 12), &format!("{} ({}/{})", told.thing(&from.subject), from.subject, from.field), &wrapped())?;
    }
    Ok(())
}

fn who_and_what(page: &mut Page, told: &Told, row: u32, number: u32, line: &Line, pen: Pen) -> Result<(), XlsxError> {
    page.number((row, 0), f64::from(number), &super::name())?;
    page.words((row, 1), &told.option(&line.option), &wrapped())?;
    page.words((row, 2), &told.pen(pen), &plain().set_font_color(hue(pen).0))?;
    if let Some(heading) = line.matter.heading() {
        page.words((row, 3), &capital(heading.say().in_lang(told.lang)), &plain())?;
    }
    page.words((row, 4), &told.words(line.matter.name()), &wrapped())?;
    page.words((row, 15), &told.who(line.by), &plain())?;
    page.words((row, 16), &told.date(line.at), &plain())
}
