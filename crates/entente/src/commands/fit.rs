//! `entente fit`: does something here do what a tool does already, and does the tool fit?

use app::Problem;
use base::{Lang, Say};
use clap::Args;
use serde_json::{Value, json};

use super::Common;
use super::impact::sources;
use super::system::meant;
use crate::output::Output;
use crate::transport::segment;

/// Which tool.
#[derive(Args)]
pub struct Fit {
    /// The tool by its name or its key; api:KEY for an API nobody names a system of.
    #[arg(value_name = "NAME")]
    tool: String,
    /// The most others told.
    #[arg(long, default_value_t = 5, value_name = "N")]
    most: usize,
}

impl Fit {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let (kind, words) = self.tool.split_once(':').unwrap_or(("system", &self.tool));
        let room = match kind {
            "system" => "systems",
            "api" => "apis",
            _ => return Err(no_tool(kind).into()),
        };
        let key = meant(&transport, out.lang, kind, words, true)?;
        let page = transport.get(&format!("/api/v1/{room}/{}/fit?limit={}", segment(&key), self.most))?.body;
        out.answer(&page, |out| tell(out, &page));
        Ok(())
    }
}

fn no_tool(kind: &str) -> Problem {
    Problem::invalid(
        Say::new(format!("« {kind} » n'est pas un outil"), format!("“{kind}” is no tool")),
        Say::new("donnez un système, ou api: et la clé d'une API", "give a system, or api: and the key of an API"),
    )
}

fn tell(out: Output, page: &Value) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let words = |key: &str| page[key][out.lang.tag()].as_str().unwrap_or_default().to_owned();
    crate::tell!("{}", out.of(&page["tool"]["name"]));
    crate::tell!("\n{}", words("already"));
    let overlaps = list(&page["overlaps"]);
    for overlap in &overlaps {
        let mark = match overlap["likeness"].as_str() {
            Some("same") => "■",
            Some("overlaps") => "▲",
            _ => "·",
        };
        let other = out.of(&overlap["other"]["name"]);
        crate::tell!(
            "  {mark} {other}  {}  ({})",
            out.of(&overlap["score"]["shown"]),
            overlap["other"]["id"].as_str().unwrap_or_default()
        );
        for common in list(&overlap["common"]) {
            let weighed = match out.lang {
                Lang::Fr => "pesé",
                Lang::En => "weighed",
            };
            crate::tell!("      {} ({weighed} {})", out.of(&common["say"]), out.of(&common["share"]["shown"]));
            proofs(out, &common["proofs"]);
        }
    }
    let more = page["overlapping"].as_u64().unwrap_or_default().saturating_sub(overlaps.len() as u64);
    if more > 0 {
        out.line(
            format!("  · {more} de plus ont quelque chose en commun"),
            format!("  · {more} more have something in common"),
        );
    }
    for say in list(&page["unsaid"]) {
        crate::tell!("  ? {}", out.of(&say));
    }
    crate::tell!("\n{}", words("fits"));
    for check in list(&page["checks"]) {
        let mark = match check["verdict"].as_str() {
            Some("fits") => "✓",
            Some("does_not_fit") => "■",
            _ => "?",
        };
        let ask = Some(out.of(&check["ask"]))
            .filter(|ask| !ask.is_empty())
            .map(|ask| format!(" → {ask}"))
            .unwrap_or_default();
        crate::tell!("  {mark} {:34} {}{ask}", out.of(&check["label"]), out.of(&check["say"]));
        proofs(out, &check["proofs"]);
    }
}

/// Where each fact was read or who said it, one line each.
fn proofs(out: Output, proofs: &Value) {
    for proof in proofs.as_array().into_iter().flatten() {
        let told = sources(out.lang, &json!({ "is": "fact", "source": proof["source"] }));
        crate::tell!("        {} — {told}", out.of(&proof["say"]));
    }
}
