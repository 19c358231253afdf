//! `entente organisation`: who works with whom, and what waits for a translator.

use axum::http::Method;
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// What to do with the organisation.
#[derive(Subcommand)]
pub enum Organisation {
    /// Shows the orchestrator's lines, the teams, the translators, and what is missing.
    Show,
    /// Lists what waits for a translator, oldest first.
    Queue,
    /// Says to whom a person answers.
    Lines {
        /// The person, by name, role or id.
        person: String,
        /// The side of the solid line: marketing or it.
        #[arg(long)]
        solid: String,
        /// The side of the dotted line.
        #[arg(long)]
        dotted: Option<String>,
    },
    /// Says which teams a translator translates for.
    Covers {
        /// The translator, by name or id.
        person: String,
        /// The keys of the teams.
        teams: Vec<String>,
    },
}

impl Organisation {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        match self {
            Organisation::Show => show(&transport, out),
            Organisation::Queue => {
                let queue = transport.get("/api/v1/organisation")?.body["queue"].clone();
                out.answer(&queue, |out| tell_queue(out, &queue));
                Ok(())
            }
            Organisation::Lines { person, solid, dotted } => {
                let body = json!({ "solid": solid, "dotted": dotted });
                transport.put(Method::PUT, &format!("/api/v1/people/{}/lines", segment(&person)), &body)?;
                show(&transport, out)
            }
            Organisation::Covers { person, teams } => {
                let body = json!({ "teams": teams });
                transport.put(Method::PUT, &format!("/api/v1/people/{}/coverage", segment(&person)), &body)?;
                show(&transport, out)
            }
        }
    }
}

fn show(transport: &Transport, out: Output) -> anyhow::Result<()> {
    let page = transport.get("/api/v1/organisation")?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell(out: Output, page: &Value) {
    for it in list(&page["orchestrators"]) {
        let name = text(&it["person"]["name"]);
        let line = |name: &str| it[name].as_str().unwrap_or("—").to_owned();
        let (solid, dotted) = (line("solid"), line("dotted"));
        out.line(
            format!("{name} orchestre l'agenda : ligne pleine {solid}, pointillée {dotted}"),
            format!("{name} orchestrates the agenda: solid line {solid}, dotted {dotted}"),
        );
    }
    for team in list(&page["teams"]) {
        let capacity = out.of(&team["capacity"]["shown"]).to_owned();
        let names: Vec<String> = list(&team["translators"]).iter().map(|person| text(&person["name"])).collect();
        let names = if names.is_empty() { "—".to_owned() } else { names.join(", ") };
        crate::tell!("  {:9} {:36} {capacity:>14}  ⇄ {names}", text(&team["side"]), out.of(&team["team"]["name"]));
    }
    for finding in list(&page["findings"]) {
        crate::tell!("▲ {}", out.of(&finding["say"]));
        crate::tell!("  → {}", out.of(&finding["way_out"]));
    }
    let waiting = list(&page["queue"]).len();
    out.line(
        format!("{waiting} demandes attendent une traduction"),
        format!("{waiting} requests wait for a translation"),
    );
}

fn tell_queue(out: Output, queue: &Value) {
    if list(queue).is_empty() {
        out.line("Rien n'attend une traduction.", "Nothing waits for a translation.");
    }
    for it in list(queue) {
        let names: Vec<String> = list(&it["translators"]).iter().map(|person| text(&person["name"])).collect();
        let names = if names.is_empty() { "—".to_owned() } else { names.join(", ") };
        crate::tell!("{}  {}", out.of(&it["request"]["name"]), text(&it["sentence"]));
        crate::tell!("    {}  ⇄ {names}", out.of(&it["waits_say"]));
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
