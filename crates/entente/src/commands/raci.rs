//! `entente raci`: who answers for what, and what has to be mended in it.

use std::process::ExitCode;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// What to do with the matrix.
#[derive(Subcommand)]
pub enum Raci {
    /// Shows the matrix, row by row.
    Show {
        /// An earlier version.
        #[arg(long)]
        version: Option<u32>,
    },
    /// Says what is wrong in it, each with the way out; the exit code is 1 where something is.
    Lint,
    /// Shows the nine stages of the data value chain with who works in each.
    Stages,
    /// Takes over the matrix that comes with Entente.
    Template,
    /// States a row: of that number, else of that activity, else a new one.
    State(State),
    /// Drops a row.
    Drop {
        /// Its number.
        row: u32,
    },
}

/// One row. Roles are named as people call them: CMO, architecte, “service client”.
#[derive(Args)]
pub struct State {
    /// The decision or activity.
    activity: String,
    /// The row's number, where it is to be changed.
    #[arg(long)]
    row: Option<u32>,
    /// Who answers for it; twice, for one director of each side, makes them answer together (A²).
    #[arg(short = 'a', long = "answers", value_name = "ROLE")]
    answers: Vec<String>,
    /// Who does it.
    #[arg(short = 'r', long = "does", value_name = "ROLE")]
    does: Vec<String>,
    /// Who is asked before.
    #[arg(short = 'c', long = "asked", value_name = "ROLE")]
    asked: Vec<String>,
    /// Who is told after.
    #[arg(short = 'i', long = "told", value_name = "ROLE")]
    told: Vec<String>,
    /// The stage of the data value chain it belongs to, 1 to 9.
    #[arg(long = "stage", value_name = "STAGE")]
    stages: Vec<String>,
    /// The role that arbitrates where both sides answer together.
    #[arg(long, value_name = "ROLE")]
    arbiter: Option<String>,
    /// Working days they have to agree.
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
}

impl Raci {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<ExitCode> {
        let transport = common.transport_to_existing()?;
        let at = "/api/v1/raci";
        match self {
            Raci::Show { version } => {
                let query = version.map_or_else(String::new, |version| format!("?version={version}"));
                show(&transport, out, &query)
            }
            Raci::Lint => {
                let page = transport.get(at)?.body;
                let findings = list(&page["findings"]);
                out.answer(&json!({ "version": page["version"], "findings": findings }), |out| {
                    tell_findings(out, &page)
                });
                Ok(ExitCode::from(u8::from(!findings.is_empty())))
            }
            Raci::Stages => {
                let page = transport.get(at)?.body;
                out.answer(&page["stages"], |out| tell_stages(out, &page));
                Ok(ExitCode::SUCCESS)
            }
            Raci::Template => {
                transport.put(Method::POST, &format!("{at}/template"), &json!({}))?;
                show(&transport, out, "")
            }
            Raci::State(state) => {
                let (path, method) = match state.row {
                    Some(row) => (format!("{at}/rows/{row}"), Method::PUT),
                    None => (format!("{at}/rows"), Method::POST),
                };
                transport.put(method, &path, &state.body())?;
                show(&transport, out, "")
            }
            Raci::Drop { row } => {
                transport.put(Method::DELETE, &format!("{at}/rows/{row}"), &json!({}))?;
                show(&transport, out, "")
            }
        }
    }
}

impl State {
    fn body(&self) -> Value {
        let together = if self.answers.len() > 1 { "A²" } else { "A" };
        let marked = [(&self.answers, together), (&self.does, "R"), (&self.asked, "C"), (&self.told, "I")];
        let seats: Vec<Value> = marked
            .into_iter()
            .flat_map(|(roles, marks)| roles.iter().map(move |who| json!({ "who": who, "marks": marks })))
            .collect();
        let arbiter = self.arbiter.as_deref().and_then(agenda::role::Role::from_words).map(|role| role.word());
        json!({
            "activity": self.activity,
            "seats": seats,
            "stages": self.stages,
            "arbiter": arbiter.or(self.arbiter.as_deref()),
            "working_days": self.days,
        })
    }
}

fn show(transport: &Transport, out: Output, query: &str) -> anyhow::Result<ExitCode> {
    let page = transport.get(&format!("/api/v1/raci{query}"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(ExitCode::SUCCESS)
}

fn tell(out: Output, page: &Value) {
    if list(&page["rows"]).is_empty() {
        out.line(
            "Personne n'a encore dit qui répond de quoi : « entente raci template », ou importez votre matrice.",
            "Nobody has said yet who answers for what: “entente raci template”, or import your matrix.",
        );
        return;
    }
    out.line(
        format!("Qui répond de quoi, version {}", page["version"]),
        format!("Who answers for what, version {}", page["version"]),
    );
    for row in list(&page["rows"]) {
        crate::tell!("{:>4}  {}", row["number"].as_u64().unwrap_or_default(), out.of(&row["activity"]));
        for mark in ["A", "A²", "R", "C", "I"] {
            let seats = list(&row["seats"]);
            let names: Vec<String> =
                seats.iter().filter(|seat| seat["mark"] == mark).map(|seat| out.of(&seat["who"]).to_owned()).collect();
            if !names.is_empty() {
                crate::tell!("      {mark:2} {}", names.join(", "));
            }
        }
    }
    let flaws = list(&page["findings"]).len();
    match flaws {
        0 => {}
        n => out.line(format!("{n} à corriger : « entente raci lint »"), format!("{n} to mend: “entente raci lint”")),
    }
}

fn tell_findings(out: Output, page: &Value) {
    let findings = list(&page["findings"]);
    if findings.is_empty() {
        match list(&page["rows"]).len() {
            0 => out.line("Il n'y a pas encore de matrice.", "There is no matrix yet."),
            _ => out.line("✓ rien n'est à corriger", "✓ nothing has to be mended"),
        }
    }
    for finding in findings {
        crate::tell!("▲ {}", out.of(&finding["say"]));
        crate::tell!("  → {}", out.of(&finding["way_out"]));
    }
}

fn tell_stages(out: Output, page: &Value) {
    let stages = list(&page["stages"]);
    if stages.is_empty() {
        out.line("La matrice ne nomme aucune étape.", "The matrix names no stage.");
    }
    for stage in stages {
        crate::tell!("{}. {}", stage["place"], out.of(&stage["name"]));
        for (side, fr, en) in [("marketing", "marketing", "marketing"), ("it", "DSI", "IT")] {
            let roles = list(&stage[side]);
            let roles: Vec<String> = roles.iter().map(|role| out.of(role).to_owned()).collect();
            match roles.is_empty() {
                true => out.line(format!("   ▲ {fr} : personne"), format!("   ▲ {en}: nobody")),
                false => out.line(format!("   {fr} : {}", roles.join(", ")), format!("   {en}: {}", roles.join(", "))),
            }
        }
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
