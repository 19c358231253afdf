//! `entente import`: files in, reports out.

use std::path::PathBuf;
use std::process::ExitCode;

use axum::http::Method;
use base::Say;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::segment;

/// Which files.
#[derive(Args)]
pub struct Import {
    /// Tables (CSV, workbooks) recognised by their headers; models, contracts and traces recognised by their content.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The day the facts are of; today when absent.
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// Only reads and tells: nothing is kept, nothing changes.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<ExitCode> {
        let as_of = self.as_of.as_deref().map(super::date).transpose()?;
        let transport = common.transport()?;
        let bar = if out.json || self.files.len() < 2 {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(self.files.len() as u64)
        };
        bar.set_style(ProgressStyle::with_template("{bar:24} {pos}/{len} {msg} {eta}")?);
        let (mut reports, mut worst) = (Vec::new(), None);
        for file in &self.files {
            let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            bar.set_message(name.clone());
            let mut path = format!("/api/v1/imports?file={}", segment(&name));
            if let Some(day) = as_of {
                path.push_str(&format!("&as_of={day}"));
            }
            if self.dry_run {
                path.push_str("&dry_run=true");
            }
            let read = std::fs::read(file).map_err(|error| unreadable(file, &error));
            let sent = read.and_then(|bytes| transport.send(Method::POST, &path, bytes));
            let report = match sent {
                Ok(answer) => {
                    bar.suspend(|| tell(out, &answer.body, self.dry_run));
                    answer.body
                }
                // One file that cannot be read does not keep the others out.
                Err(problem) if self.files.len() > 1 && is_of_the_file(&problem) => {
                    bar.suspend(|| refused(out, &name, &problem));
                    let body =
                        json!({ "file": name, "refused": { "reason": problem.message, "way_out": problem.hint } });
                    worst = Some(problem);
                    body
                }
                Err(problem) => return Err(problem.into()),
            };
            reports.push(report);
            bar.inc(1);
        }
        bar.finish_and_clear();
        out.answer(&Value::Array(reports), |_| {});
        Ok(worst.map_or(ExitCode::SUCCESS, |problem| ExitCode::from(problem.kind.exit_code())))
    }
}

/// Whether what went wrong is this file's own fault, and not everybody's.
fn is_of_the_file(problem: &app::Problem) -> bool {
    matches!(problem.kind, app::Kind::Invalid | app::Kind::NotFound | app::Kind::Refused)
}

fn refused(out: Output, file: &str, problem: &app::Problem) {
    if out.json {
        return;
    }
    let reason = Say::new(format!("{file} : {}", problem.message.fr), format!("{file}: {}", problem.message.en));
    out.say(&reason);
    out.say(&Say::new(format!("      → {}", problem.hint.fr), format!("      → {}", problem.hint.en)));
}

pub(super) fn unreadable(file: &std::path::Path, error: &std::io::Error) -> app::Problem {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => app::Kind::NotFound,
        _ => app::Kind::Invalid,
    };
    let file = file.display();
    app::Problem::new(
        kind,
        base::Say::new(format!("{file} ne peut pas être lu ({error})"), format!("{file} cannot be read ({error})")),
        base::Say::new("vérifiez son nom et ses droits", "check its name and its permissions"),
    )
}

fn tell(out: Output, report: &Value, dry_run: bool) {
    let file = report["file"].as_str().unwrap_or_default();
    if report["unchanged"] == true && !dry_run {
        out.line(
            format!("{file} : déjà importé, rien n'a changé"),
            format!("{file}: imported before, nothing changed"),
        );
        return;
    }
    if out.json {
        return;
    }
    let count = |name: &str| report[name].as_u64().unwrap_or_default();
    let (read, accepted, rejected) = (count("read"), count("accepted"), count("rejected"));
    let sheets = || report["sheets"].as_array().into_iter().flatten();
    // What is no table holds entries, not rows.
    if sheets().any(|sheet| sheet["told"].is_object()) {
        out.line(
            format!("{file} : {read} entrées lues = {accepted} prises + {rejected} refusées"),
            format!("{file}: {read} entries read = {accepted} accepted + {rejected} rejected"),
        );
    } else if read == 1 {
        out.line(
            format!("{file} : une ligne lue, {}", if accepted == 1 { "prise" } else { "refusée" }),
            format!("{file}: one row read, {}", if accepted == 1 { "accepted" } else { "rejected" }),
        );
    } else {
        out.line(
            format!("{file} : {read} lignes lues = {accepted} prises + {rejected} refusées"),
            format!("{file}: {read} rows read = {accepted} accepted + {rejected} rejected"),
        );
    }
    for sheet in sheets() {
        told(out, &sheet["told"]);
        let is_table = !sheet["told"].is_object();
        let rejects = || sheet["rejects"].as_array().into_iter().flatten();
        let (rows, values): (Vec<&Value>, Vec<&Value>) = rejects().partition(|reject| reject["row"] == true);
        if is_table && !rows.is_empty() {
            out.line("  lignes laissées de côté :", "  rows left aside:");
        }
        rows.into_iter().for_each(|reject| aside(out, file, reject));
        if is_table && !values.is_empty() {
            out.line(
                "  valeurs laissées de côté, le reste de leur ligne est pris :",
                "  values left aside, the rest of their rows is taken:",
            );
        }
        values.into_iter().for_each(|reject| aside(out, file, reject));
        let unmapped: Vec<&str> =
            sheet["unmapped"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !unmapped.is_empty() {
            out.line(
                format!("  colonnes gardées sans être lues : {}", unmapped.join(", ")),
                format!("  columns kept without being read: {}", unmapped.join(", ")),
            );
        }
    }
    let findings = report["findings"].as_array().map_or(&[][..], Vec::as_slice);
    if !findings.is_empty() {
        out.line("  ce que personne ne savait :", "  what nobody knew:");
    }
    for finding in findings.iter().take(FINDINGS_MOST) {
        crate::tell!("  ▲ {}", out.of(finding));
    }
    if let Some(more @ 1..) = findings.len().checked_sub(FINDINGS_MOST) {
        out.line(
            format!("  et {more} autres, sur la page du fichier"),
            format!("  and {more} more, on the file's page"),
        );
    }
}

/// The most findings told one by one.
const FINDINGS_MOST: usize = 20;

/// A row or a value that was not taken, with the way out.
fn aside(out: Output, file: &str, reject: &Value) {
    let line = reject["line"].as_u64().filter(|line| *line > 0).map(|line| format!(":{line}")).unwrap_or_default();
    let column = reject["column"].as_str().map(|column| format!(" [{column}]")).unwrap_or_default();
    let value = reject["value"].as_str().filter(|value| !value.is_empty());
    let value = value.map(|value| format!(" {value:?}")).unwrap_or_default();
    crate::tell!("    {file}{line}{column}{value}: {}", out.of(&reject["reason"]));
    crate::tell!("      → {}", out.of(&reject["way_out"]));
}

/// What a file that is no table held, and what became of it.
fn told(out: Output, told: &Value) {
    if !told.is_object() {
        return;
    }
    let name = out.of(&told["name"]);
    crate::tell!("  {name} {}", told["version"].as_str().unwrap_or_default());
    let lines = [
        ("counts", Say::new("contient", "holds")),
        ("made", Say::new("décrit ici", "describes here")),
        ("left", Say::new("lu, sans place ici", "read, with no place here")),
    ];
    for (word, say) in lines {
        let counted = told[word].as_array().into_iter().flatten().filter(|it| it["count"].as_u64() > Some(0));
        let number = |it: &Value| base::format::number(out.lang, it["count"].as_f64().unwrap_or_default(), 0);
        // The number stands after the name: a name said in the plural counts one as well.
        let parts: Vec<String> = counted.map(|it| format!("{} ({})", out.of(&it["name"]), number(it))).collect();
        if !parts.is_empty() {
            out.line(format!("    {} : {}", say.fr, parts.join(", ")), format!("    {}: {}", say.en, parts.join(", ")));
        }
    }
}
