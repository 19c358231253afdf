//! `entente impact`: what a request would do.

use base::Lang;
use clap::Args;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// Of which request.
#[derive(Args)]
pub struct Impact {
    /// Its number.
    number: u64,
    /// Another answer than the wish itself, such as with-cache-90: what that would do.
    #[arg(long, value_name = "ANSWER")]
    option: Option<String>,
    /// A second answer: both, figure by figure.
    #[arg(long, value_name = "ANSWER")]
    against: Option<String>,
}

impl Impact {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        match &self.against {
            None => show(&transport, out, self.number, self.option.as_deref()),
            Some(other) => compare(&transport, out, self.number, self.option.as_deref(), other),
        }
    }
}

/// Shows the impact in the words of both sides, then every figure with its sources.
pub(super) fn show(transport: &Transport, out: Output, number: u64, option: Option<&str>) -> anyhow::Result<()> {
    let page = page(transport, number, option)?;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn page(transport: &Transport, number: u64, option: Option<&str>) -> Result<Value, app::Problem> {
    let option = option.map_or_else(String::new, |word| format!("?option={}", segment(word)));
    Ok(transport.get(&format!("/api/v1/requests/{number}/impact{option}"))?.body)
}

/// Two answers side by side, a line for each figure either of them has.
fn compare(transport: &Transport, out: Output, number: u64, option: Option<&str>, other: &str) -> anyhow::Result<()> {
    let one = option.unwrap_or("as-asked");
    let pages = [page(transport, number, option)?, page(transport, number, Some(other))?];
    let figures = |page: &Value| page["figures"].as_array().cloned().unwrap_or_default();
    let [a, b] = pages.each_ref().map(figures);
    let find = |all: &[Value], key: &Value| all.iter().find(|it| it["key"] == *key).cloned();
    let mut rows: Vec<Value> = Vec::new();
    for figure in a.iter().chain(&b) {
        let key = &figure["key"];
        // What a cache would leave is an answer of its own.
        let of_cache = key.as_str().is_some_and(|key| key.starts_with("cache."));
        if !of_cache && !rows.iter().any(|row| row["key"] == *key) {
            rows.push(json!({ "key": key, "label": figure["label"], one: find(&a, key), other: find(&b, key) }));
        }
    }
    let document = json!({ "request": number, "answers": [one, other], "figures": rows });
    out.answer(&document, |out| {
        crate::tell!("{:44} {one:>24} {other:>24}", "");
        for row in &rows {
            let shown = |side: &Value| match side["shown"].is_object() {
                true => out.of(&side["shown"]).to_owned(),
                false => "–".to_owned(),
            };
            crate::tell!("{:44} {:>24} {:>24}", out.of(&row["label"]), shown(&row[one]), shown(&row[other]));
        }
    });
    Ok(())
}

pub(super) fn tell(out: Output, page: &Value) {
    let list = |name: &str| page[name].as_array().cloned().unwrap_or_default();
    out.line("Pour le marketing", "For marketing");
    list("for_marketing").iter().for_each(|say| crate::tell!("  · {}", out.of(say)));
    out.line("Pour la DSI", "For IT");
    list("for_it").iter().for_each(|say| crate::tell!("  · {}", out.of(say)));
    let names: Vec<String> = list("path").iter().map(|stop| out.of(&stop["name"]).to_owned()).collect();
    crate::tell!("\n  {}", names.join(" → "));
    out.line("\nChiffres, et d'où ils viennent", "\nFigures, and where they come from");
    for figure in list("figures") {
        crate::tell!(
            "  {:44} {:>24}   {}",
            out.of(&figure["label"]),
            out.of(&figure["shown"]),
            sources(out.lang, &figure["evidence"])
        );
    }
    for unknown in list("unknowns") {
        crate::tell!("  ? {}", out.of(&unknown));
    }
    for conflict in list("conflicts") {
        crate::tell!("  ▲ {}", out.of(&conflict));
    }
    let free: Vec<String> = list("free").iter().filter_map(Value::as_str).map(|day| long(out, day)).collect();
    out.line(format!("  Dates libres : {}", free.join(", ")), format!("  Free dates: {}", free.join(", ")));
}

/// A date of an answer, as people say it.
fn long(out: Output, day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |day| base::format::date_long(out.lang, day))
}

/// How many sources of one figure a terminal shows; JSON holds all of them.
const SOURCES_MOST: usize = 12;

/// The files, lines and statements under a figure, each once.
pub(super) fn sources(lang: Lang, evidence: &Value) -> String {
    let mut found = Vec::new();
    collect(lang, evidence, &mut found);
    found.dedup();
    // A count of many things rests on many lines: the first tell where to look.
    let more = found.len().saturating_sub(SOURCES_MOST);
    found.truncate(SOURCES_MOST);
    match more {
        0 => found.join(", "),
        n => format!("{} (+{n})", found.join(", ")),
    }
}

fn collect(lang: Lang, evidence: &Value, found: &mut Vec<String>) {
    if evidence["is"] == "computed" {
        let inputs = evidence["from"].as_array();
        inputs.into_iter().flatten().for_each(|input| collect(lang, &input["measure"]["evidence"], found));
        return;
    }
    let source = &evidence["source"];
    let told = match (source["from"].as_str(), lang) {
        (Some("file"), _) => {
            let (file, line) = (source["file"].as_str().unwrap_or_default(), &source["line"]);
            let column = source["column"].as_str().unwrap_or_default();
            // A place in a document of one piece is told by its pointer alone.
            match (*line == 0, column.is_empty()) {
                (true, _) => format!("{file} [{column}]"),
                // A line of a log has no columns.
                (false, true) => format!("{file}:{line}"),
                (false, false) => format!("{file}:{line} [{column}]"),
            }
        }
        (Some("statement"), Lang::Fr) => format!("déclaré, entrée {} du journal", source["position"]),
        (Some("statement"), Lang::En) => format!("stated, entry {} of the log", source["position"]),
        (Some("assumption"), Lang::Fr) => "hypothèse".to_owned(),
        (Some("assumption"), Lang::En) => "assumption".to_owned(),
        _ => return,
    };
    if !found.contains(&told) {
        found.push(told);
    }
}
