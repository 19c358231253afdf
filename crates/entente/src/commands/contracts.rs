//! `entente contracts`: of which contracts something must be said soon, and what they cost.

use clap::Args;
use serde_json::Value;

use super::Common;
use crate::output::Output;

/// How far ahead.
#[derive(Args)]
pub struct Contracts {
    /// How many days ahead.
    #[arg(long, default_value_t = 90, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(0..=3660))]
    within: u16,
}

impl Contracts {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let page = common.transport_to_existing()?.get(&format!("/api/v1/contracts?within={}", self.within))?.body;
        out.answer(&page, |out| tell(out, &page));
        Ok(())
    }
}

fn tell(out: Output, page: &Value) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (ahead, days) = (list(&page["ahead"]), &page["within_days"]);
    out.line(format!("Ce qu'il faut dire d'ici {days} jours"), format!("What must be said within {days} days"));
    for contract in &ahead {
        let term = &contract["term"];
        let mark = if term["standing"] == "open" { "▲" } else { "■" };
        crate::tell!("  {mark} {}  ({})", out.of(&term["say"]), contract["id"].as_str().unwrap_or_default());
    }
    if ahead.is_empty() {
        out.line("  rien", "  nothing");
    }
    let total = &page["total"];
    let (running, shown) = (&total["running"], out.of(&total["shown"]));
    out.line(
        format!("\nContrats en cours : {running}, {shown} par an hors taxes"),
        format!("\nContracts that run: {running}, {shown} a year before tax"),
    );
    for owner in list(&page["by_owner"]) {
        let teams = list(&owner["owner"]);
        let teams = teams.iter().map(|team| out.of(&team["name"])).collect::<Vec<_>>().join(", ");
        let (running, shown) = (&owner["running"], out.of(&owner["shown"]));
        match teams.is_empty() {
            true => {
                out.line(format!("  · sans équipe : {running}, {shown}"), format!("  · no team: {running}, {shown}"))
            }
            false => out.line(format!("  · {teams} : {running}, {shown}"), format!("  · {teams}: {running}, {shown}")),
        }
    }
    if let Some(spend) = page["spend"].as_object() {
        let shown = |key: &str| out.of(&spend[key]["shown"]).to_owned();
        let (from, until) = (spend["from"].as_str().unwrap_or_default(), spend["until"].as_str().unwrap_or_default());
        out.line(
            format!("\nPayé du {from} au {until} : {}", shown("paid")),
            format!("\nPaid from {from} to {until}: {}", shown("paid")),
        );
        for vendor in list(&spend["by_vendor"]).iter().filter(|vendor| !vendor["paid"].is_null()) {
            let (name, paid) = (vendor["vendor"].as_str().unwrap_or_default(), out.of(&vendor["paid"]["shown"]));
            match list(&vendor["contracts"]).is_empty() {
                true => {
                    out.line(format!("  · {name} : {paid}, sans contrat"), format!("  · {name}: {paid}, no contract"))
                }
                false => out.line(format!("  · {name} : {paid}"), format!("  · {name}: {paid}")),
            }
        }
        if !spend["to_no_tool"].is_null() {
            let none = shown("to_no_tool");
            out.line(format!("  · à aucun outil connu : {none}"), format!("  · to no known tool: {none}"));
        }
    }
    let left_out = |key: &str| total[key].as_u64().unwrap_or_default();
    match left_out("unpriced") {
        0 => {}
        n => out.line(
            format!("  · sans coût connu, non comptés : {n}"),
            format!("  · without a known cost, not counted: {n}"),
        ),
    }
    match left_out("unclear") {
        0 => {}
        n => out.line(
            format!("  · passés de date sans qu'on sache s'ils continuent, non comptés : {n}"),
            format!("  · past their last known day, nobody knowing whether they go on, not counted: {n}"),
        ),
    }
}
