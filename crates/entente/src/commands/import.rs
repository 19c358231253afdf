//! `entente import`: files in, reports out.

use std::path::PathBuf;

use axum::http::Method;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use serde_json::Value;

use super::Common;
use crate::output::Output;
use crate::transport::segment;

/// Which files.
#[derive(Args)]
pub struct Import {
    /// CSV or workbook files; recognised by their headers.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The day the facts are of; today when absent.
    #[arg(long)]
    as_of: Option<Date>,
}

impl Import {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport()?;
        let bar = if out.json || self.files.len() < 2 {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(self.files.len() as u64)
        };
        bar.set_style(ProgressStyle::with_template("{bar:24} {pos}/{len} {msg} {eta}")?);
        let mut reports = Vec::new();
        for file in &self.files {
            let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            bar.set_message(name.clone());
            let bytes = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
            let mut path = format!("/api/v1/imports?file={}", segment(&name));
            if let Some(day) = self.as_of {
                path.push_str(&format!("&as_of={day}"));
            }
            let report = transport.send(Method::POST, &path, bytes)?.body;
            bar.suspend(|| tell(out, &report));
            reports.push(report);
            bar.inc(1);
        }
        bar.finish_and_clear();
        out.answer(&Value::Array(reports), |_| {});
        Ok(())
    }
}

fn unreadable(file: &std::path::Path, error: &std::io::Error) -> app::Problem {
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

fn tell(out: Output, report: &Value) {
    let file = report["file"].as_str().unwrap_or_default();
    if report["unchanged"] == true {
        out.line(
            format!("{file} : déjà importé, rien n'a changé"),
            format!("{file}: imported before, nothing changed"),
        );
        return;
    }
    let count = |name: &str| report[name].as_u64().unwrap_or_default();
    let (read, accepted, rejected) = (count("read"), count("accepted"), count("rejected"));
    out.line(
        format!("{file} : {read} lignes lues = {accepted} prises + {rejected} refusées"),
        format!("{file}: {read} rows read = {accepted} accepted + {rejected} rejected"),
    );
    if out.json {
        return;
    }
    for sheet in report["sheets"].as_array().into_iter().flatten() {
        for reject in sheet["rejects"].as_array().into_iter().flatten() {
            let line = reject["line"].as_u64().unwrap_or_default();
            let column = reject["column"].as_str().unwrap_or("-");
            let value = reject["value"].as_str().unwrap_or_default();
            crate::tell!("  {file}:{line} [{column}] {value:?}: {}", out.of(&reject["reason"]));
            crate::tell!("      → {}", out.of(&reject["way_out"]));
        }
        let unmapped: Vec<&str> =
            sheet["unmapped"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !unmapped.is_empty() {
            out.line(
                format!("  colonnes gardées sans être lues : {}", unmapped.join(", ")),
                format!("  columns kept without being read: {}", unmapped.join(", ")),
            );
        }
    }
}
