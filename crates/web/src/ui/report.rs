//! What an import took and what it could not take, row by row, with the way out.

use base::{Reject, Say};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{Reader, table};

crate::ui::words! {
    TOOK = "{accepted} lignes sur {read} acceptées." / "{accepted} of {read} rows accepted.";
    LEFT_ONE = "Une ligne attend une correction." / "One row waits for a correction.";
    LEFT = "{n} lignes attendent une correction." / "{n} rows wait for a correction.";
    ALL = "Aucune n’a été laissée de côté." / "None was left aside.";
    FOUND = "Ce que personne ne savait" / "What nobody knew";
    REJECTED = "Lignes laissées de côté" / "Rows left aside";
    LINE = "Ligne" / "Line";
    COLUMN = "Colonne" / "Column";
    VALUE = "Valeur" / "Value";
    REASON = "Pourquoi" / "Why";
    WAY = "Que faire" / "What to do";
    ROW = "toute la ligne" / "the whole row";
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
    /// Rows left aside.
    pub rejected: &'a [Reject],
    /// What the import brought to light.
    pub findings: &'a [Say],
    /// The date the file's facts are of.
    pub as_of: Option<Date>,
}

/// The report: a sentence, findings first, then the rows left aside.
pub fn report(reader: &Reader, report: &Report) -> Markup {
    let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
    let left = match report.read.saturating_sub(report.accepted) {
        0 => reader.w(ALL).to_owned(),
        1 => reader.w(LEFT_ONE).to_owned(),
        n => reader.fill(LEFT, &[("n", &count(n))]),
    };
    html! {
        section.report {
            p.report-file { (report.file) }
            div.say.statement {
                (reader.fill(TOOK, &[("accepted", &count(report.accepted)), ("read", &count(report.read))])) " " (left)
            }
            p.report-age {
                @if let Some(date) = report.as_of {
                    (reader.fill(OF_DATE, &[("date", &reader.date(date)), ("age", &reader.age(date))])) " "
                }
                (reader.w(TWICE))
            }
            @if !report.findings.is_empty() {
                h3 { (reader.w(FOUND)) }
                ul.findings { @for finding in report.findings { li { (reader.say(finding)) } } }
            }
            @if !report.rejected.is_empty() { (rejects(reader, report.rejected)) }
        }
    }
}

fn rejects(reader: &Reader, rejected: &[Reject]) -> Markup {
    let columns =
        [table::number(LINE), table::words(COLUMN), table::words(VALUE), table::words(REASON), table::words(WAY)];
    let rows = rejected
        .iter()
        .map(|reject| {
            let line = reject.line.to_string();
            vec![
                html! {
                    @match &reject.sheet {
                        Some(sheet) => (reader.fill(ON_SHEET, &[("sheet", sheet), ("line", &line)])),
                        None => (line),
                    }
                },
                html! { (reject.column.as_deref().unwrap_or(reader.w(ROW))) },
                html! { code { (reject.value) } },
                html! { (reader.say(&reject.reason)) },
                html! { (reader.say(&reject.way_out)) },
            ]
        })
        .collect();
    table::table(reader, reader.w(REJECTED), &columns, rows)
}
