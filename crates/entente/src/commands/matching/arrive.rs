//! Records that arrive in the view that is kept.

use std::path::PathBuf;

use app::matching::{self, Records};
use axum::http::Method;
use base::{Say, format};
use clap::Args;
use serde_json::{Value, json};

use crate::commands::Common;
use crate::output::Output;

/// Which records.
#[derive(Args)]
pub struct Arrive {
    /// CSV in any dialect, XLSX, Parquet; one after another.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where they come from, as the run that is kept calls it; the name of the file when absent.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// How many records are made durable together: fewer answer sooner, more take less time in all.
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    together: u64,
}

impl Arrive {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let bar = super::bar(out.lang);
        let together = self.together as usize;
        let (mut taken, mut known, mut changed, mut joined) = (0_u64, 0_u64, 0_u64, 0_u64);
        for file in &self.files {
            let records = matching::read(std::slice::from_ref(file), &super::Tables, &mut |read, all| {
                bar.set_length(all);
                bar.set_position(read);
            })?;
            let source = self.source.clone().unwrap_or_else(|| matching::names(&records).concat());
            let headers: Vec<&str> = records.columns.iter().map(|column| column.name.as_str()).collect();
            bar.set_length(records.count() as u64);
            for first in (0..records.count()).step_by(together) {
                let numbers = first..records.count().min(first + together);
                let rows: Vec<Value> = numbers.map(|record| row(&records, record)).collect();
                let body = json!({ "source": source, "headers": headers, "first": first + 1, "rows": rows });
                let answer = transport.put(Method::POST, "/api/v1/matching/arrivals", &body)?.body;
                // Each is on disk by now.
                for whose in answer["records"].as_array().into_iter().flatten() {
                    match whose["fate"].as_str() {
                        Some("taken") => taken += 1,
                        Some("changed") => changed += 1,
                        _ => known += 1,
                    }
                    joined += u64::from(whose["fate"] == "taken" && whose["records"].as_u64() > Some(1));
                    bar.suspend(|| tell(out, &source, whose));
                }
                bar.set_position((first + together) as u64);
            }
        }
        bar.finish_and_clear();
        let number = |n: u64| format::number(out.lang, n as f64, 0);
        let new = number(taken - joined);
        let (taken, known, changed, joined) = (number(taken), number(known), number(changed), number(joined));
        out.line(
            format!("{taken} fiches prises : {joined} sont de personnes connues, {new} de personnes nouvelles."),
            format!("{taken} records taken: {joined} are of known people, {new} of new ones."),
        );
        if known != "0" || changed != "0" {
            out.line(
                format!("Déjà là : {known} ; déjà là, mais disant autre chose depuis : {changed} (au prochain rapprochement)."),
                format!("There already: {known}; there already and saying something else since: {changed} (with the next run)."),
            );
        }
        Ok(())
    }
}

fn row(records: &Records, record: usize) -> Value {
    records.columns.iter().map(|column| column.of(record)).collect()
}

/// A line for people, a document on one line for programs: each as soon as its record is on disk.
fn tell(out: Output, source: &str, whose: &Value) {
    let (number, person) = (&whose["number"], whose["person"].as_str().unwrap_or_default());
    if out.json {
        let mut line = whose.clone();
        line["source"] = json!(source);
        crate::tell!("{line}");
        return;
    }
    let records = whose["records"].as_u64().unwrap_or_default();
    let say = match (whose["fate"].as_str(), records) {
        (Some("known"), _) => Say::new("déjà là", "there already"),
        (Some("changed"), _) => Say::new("déjà là, dit autre chose depuis", "there already, says something else since"),
        (_, ..2) => Say::new("nouvelle personne", "a new person"),
        _ => Say::new(format!("sa {records}e fiche"), format!("record {records} of theirs")),
    };
    crate::tell!("{source}:{number} → {person} ({})", say.in_lang(out.lang));
}
