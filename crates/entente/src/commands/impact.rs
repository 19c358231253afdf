//! `entente impact`: what a request would do.

use base::Lang;
use clap::Args;
use serde_json::Value;

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// Of which request.
#[derive(Args)]
pub struct Impact {
    /// Its number.
    number: u64,
}

impl Impact {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        show(&common.transport_to_existing()?, out, self.number)
    }
}

/// Shows the impact in the words of both sides, then every figure with its sources.
pub(super) fn show(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/requests/{number}/impact"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell(out: Output, page: &Value) {
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

/// The files, lines and statements under a figure, each once.
pub(super) fn sources(lang: Lang, evidence: &Value) -> String {
    let mut found = Vec::new();
    collect(lang, evidence, &mut found);
    found.dedup();
    found.join(", ")
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
            format!("{file}:{line} [{}]", source["column"].as_str().unwrap_or_default())
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
