//! `entente doubts`: what the sources leave in doubt, and what nobody has said again for half a year.

use clap::Args;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;

/// How much of it.
#[derive(Args)]
pub struct Doubts {
    /// The most old facts told.
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=200))]
    most: u8,
}

impl Doubts {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let findings = transport.get("/api/v1/findings?limit=200")?.body;
        let stale = transport.get(&format!("/api/v1/stale?limit={}", self.most))?.body;
        let page = json!({ "findings": findings, "stale": stale });
        out.answer(&page, |out| tell(out, &findings, &stale));
        Ok(())
    }
}

fn tell(out: Output, findings: &Value, stale: &Value) {
    let items = |page: &Value| page["items"].as_array().cloned().unwrap_or_default();
    let total = |page: &Value| page["total"].as_u64().unwrap_or_default();
    let id = |subject: &Value| subject["id"].as_str().unwrap_or_default().to_owned();
    out.line("Ce que les sources laissent en doute", "What the sources leave in doubt");
    for finding in items(findings) {
        let subject = &finding["subject"];
        crate::tell!("  ▲ {}: {}  ({})", out.of(&subject["name"]), out.of(&finding["say"]), id(subject));
    }
    if total(findings) == 0 {
        out.line("  rien", "  nothing");
    }
    out.line("\nCe que personne n'a redit depuis six mois", "\nWhat nobody has said again for six months");
    for old in items(stale) {
        let (subject, fact) = (&old["subject"], &old["fact"]);
        let as_of = fact["as_of"].as_str().unwrap_or_default();
        let (name, label, shown) = (out.of(&subject["name"]), out.of(&fact["label"]), out.of(&fact["shown"]));
        crate::tell!("  · {name}, {label}: {shown}  ({as_of}; {})", id(subject));
    }
    let more = total(stale).saturating_sub(items(stale).len() as u64);
    match (total(stale), more) {
        (0, _) => out.line("  rien", "  nothing"),
        (_, 0) => {}
        (_, more) => out.line(format!("  · {more} de plus"), format!("  · {more} more")),
    }
}
