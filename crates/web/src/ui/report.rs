//! What an import took and what it could not take, row by row, with the way out.

use base::{Reject, Say};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{Reader, Words, table};

crate::ui::words! {
    TOOK = "{accepted} lignes sur {read} acceptées." / "{accepted} of {read} rows accepted.";
    TOOK_ONE = "Sa seule ligne est acceptée." / "Its one row is accepted.";
    TOOK_ONE_ENTRY = "Sa seule entrée est prise." / "Its one entry is taken.";
    LEFT_ONE = "Une ligne attend une correction." / "One row waits for a correction.";
    LEFT = "{n} lignes attendent une correction." / "{n} rows wait for a correction.";
    ALL = "Aucune n’a été laissée de côté." / "None was left aside.";
    TOOK_ENTRIES = "{accepted} entrées sur {read} prises." / "{accepted} of {read} entries taken.";
    LEFT_ENTRY = "Une entrée attend une correction." / "One entry waits for a correction.";
    LEFT_ENTRIES = "{n} entrées attendent une correction." / "{n} entries wait for a correction.";
    VALUE_ONE = "Une valeur n’a pas pu être lue ; le reste de sa ligne est pris." / "One value could not be read; the rest of its row is taken.";
    VALUES = "{n} valeurs n’ont pas pu être lues ; le reste de leur ligne est pris." / "{n} values could not be read; the rest of their rows is taken.";
    FOUND = "Ce que personne ne savait" / "What nobody knew";
    REJECTED = "Lignes laissées de côté" / "Rows left aside";
    UNREAD = "Valeurs laissées de côté, dans des lignes prises" / "Values left aside, in rows that were taken";
    REJECTED_ENTRIES = "Entrées et valeurs laissées de côté" / "Entries and values left aside";
    LINE = "Ligne" / "Line";
    COLUMN = "Colonne" / "Column";
    PLACE = "Endroit" / "Place";
    VALUE = "Valeur" / "Value";
    STARTS = "Commence par" / "Begins with";
    REASON = "Pourquoi" / "Why";
    WAY = "Que faire" / "What to do";
    ON_SHEET = "{sheet}, {line}" / "{sheet}, {line}";
    OF_DATE = "Fichier du {date}, {age}." / "File of {date}, {age}.";
    TWICE = "L’importer une seconde fois ne changera rien." / "Importing it again will change nothing.";
}

/// An import as it went.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Rows read: accepted and rejected together.
    pub read: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows, and values of accepted rows, that were left aside.
    pub rejected: &'a [Reject],
    /// How many values of accepted rows were left aside in all.
    pub values: u64,
    /// Whether it is no table: it then holds entries instead of rows, and places instead of columns.
    pub entries: bool,
    /// What the import brought to light.
    pub findings: &'a [Say],
    /// The date the file's facts are of.
    pub as_of: Option<Date>,
}

/// Whether a whole row was left aside; a single value names its column.
pub fn is_row(reject: &Reject) -> bool {
    reject.column.is_none()
}

/// The report: a sentence, findings first, then the rows left aside, then the values left aside in rows that were taken.
pub fn report(reader: &Reader, report: &Report) -> Markup {
    let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
    let counted = |n: u64, one: Words, many: Words| match n {
        1 => reader.w(one).to_owned(),
        n => reader.fill(many, &[("n", &count(n))]),
    };
    let left = report.read.saturating_sub(report.accepted);
    let (took, left) = match (report.entries, left) {
        (false, 0) => (TOOK, reader.w(ALL).to_owned()),
        (true, 0) => (TOOK_ENTRIES, reader.w(ALL).to_owned()),
        (false, n) => (TOOK, counted(n, LEFT_ONE, LEFT)),
        (true, n) => (TOOK_ENTRIES, counted(n, LEFT_ENTRY, LEFT_ENTRIES)),
    };
    let took = match (report.read, report.accepted, report.entries) {
        (1, 1, false) => reader.w(TOOK_ONE).to_owned(),
        (1, 1, true) => reader.w(TOOK_ONE_ENTRY).to_owned(),
        (read, accepted, _) => {
            format!("{} {left}", reader.fill(took, &[("accepted", &count(accepted)), ("read", &count(read))]))
        }
    };
    let (rows, values): (Vec<&Reject>, Vec<&Reject>) = report.rejected.iter().partition(|reject| is_row(reject));
    html! {
        section.report {
            p.report-file { (report.file) }
            div.say.statement {
                (took)
                @if !report.entries && report.values > 0 { " " (counted(report.values, VALUE_ONE, VALUES)) }
            }
            p.report-age data-terms {
                @if let Some(date) = report.as_of {
                    (reader.fill(OF_DATE, &[("date", &reader.date(date)), ("age", &reader.age(date))])) " "
                }
                (reader.w(TWICE))
            }
            @if !report.findings.is_empty() {
                h3 { (reader.w(FOUND)) }
                ul.findings data-terms { @for finding in report.findings { li { (reader.say(finding)) } } }
            }
            @if report.entries {
                (rejects(reader, REJECTED_ENTRIES, Some(PLACE), &report.rejected.iter().collect::<Vec<_>>()))
            } @else {
                (rejects(reader, REJECTED, None, &rows))
                (rejects(reader, UNREAD, Some(COLUMN), &values))
            }
        }
    }
}

fn rejects(reader: &Reader, caption: Words, column: Option<Words>, rejected: &[&Reject]) -> Markup {
    if rejected.is_empty() {
        return html! {};
    }
    let mut columns = vec![table::number(LINE)];
    columns.extend(column.map(table::words));
    columns.extend([if column.is_some() { VALUE } else { STARTS }, REASON, WAY].map(table::words));
    let rows = rejected.iter().map(|reject| {
        let line = reject.line.to_string();
        let line = match &reject.sheet {
            Some(sheet) => reader.fill(ON_SHEET, &[("sheet", sheet), ("line", &line)]),
            // A format read without lines names the place instead.
            None if reject.line == 0 => String::new(),
            None => line,
        };
        let mut cells = vec![html! { (line) }];
        if column.is_some() {
            cells.push(html! { (reject.column.as_deref().unwrap_or_default()) });
        }
        cells.push(html! { @if !reject.value.is_empty() { code { (reject.value) } } });
        cells.push(html! { span data-terms { (reader.say(&reject.reason)) } });
        cells.push(html! { span data-terms { (reader.say(&reject.way_out)) } });
        cells
    });
    table::table(reader, reader.w(caption), &columns, rows.collect())
}
