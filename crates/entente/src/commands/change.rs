//! `entente change`: what would change of something decided, at which price, and what changed so far.

use std::io::Read;
use std::path::PathBuf;

use app::Problem;
use axum::http::Method;
use base::Say;
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// What to do with changes.
#[derive(Subcommand)]
pub enum Change {
    /// Lists changes of what was decided, newest first.
    List,
    /// Shows a change with the receipt of each option.
    Show {
        /// Its number.
        number: u64,
    },
    /// Puts a change forward from JSON: its receipt is worked out before anybody confirms.
    Propose {
        /// The file, in the form `/api` describes as ChangeBody; `-` reads what is piped in.
        from: PathBuf,
    },
    /// Puts it otherwise, whole, before both sides are asked.
    Revise {
        /// Its number.
        number: u64,
        /// The file, as for `propose`.
        from: PathBuf,
    },
    /// Asks both sides to sign one option.
    Decide {
        /// Its number.
        number: u64,
    },
    /// Does not ask for it any more.
    Withdraw {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
    /// Shows what changed and what it cost, month by month, and how fast scope grows.
    Ledger,
}

impl Change {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        match self {
            Change::List => {
                let list = transport.list("/api/v1/changes")?;
                out.answer(&list, |out| {
                    list["items"].as_array().into_iter().flatten().for_each(|item| tell_line(out, item));
                    if list["items"].as_array().is_none_or(Vec::is_empty) {
                        out.line("Aucun changement.", "No change.");
                    }
                });
                Ok(())
            }
            Change::Show { number } => show(&transport, out, number),
            Change::Propose { from } => {
                let done = transport.put(Method::POST, "/api/v1/changes", &read(&from)?)?.body;
                show(&transport, out, super::request::number_of(&done))
            }
            Change::Revise { number, from } => {
                transport.put(Method::PUT, &format!("/api/v1/changes/{number}/proposal"), &read(&from)?)?;
                show(&transport, out, number)
            }
            Change::Decide { number } => {
                transport.put(Method::POST, &format!("/api/v1/changes/{number}/decision"), &json!({}))?;
                show(&transport, out, number)
            }
            Change::Withdraw { number, why } => {
                let path = format!("/api/v1/changes/{number}/withdrawal");
                transport.put(Method::POST, &path, &json!({ "why": why }))?;
                show(&transport, out, number)
            }
            Change::Ledger => {
                let ledger = transport.get("/api/v1/changes/ledger")?.body;
                out.answer(&ledger, |out| tell_ledger(out, &ledger));
                Ok(())
            }
        }
    }
}

/// Reads a change from a file, or from what is piped in.
fn read(from: &PathBuf) -> Result<Value, Problem> {
    let cannot = |why: String| {
        Problem::invalid(
            Say::new(format!("{} : {why}", from.display()), format!("{}: {why}", from.display())),
            Say::new("écrivez-le comme ChangeBody, décrit sur /api", "write it as ChangeBody, described on /api"),
        )
    };
    let mut words = String::new();
    let read = match from.as_os_str() == "-" {
        true => std::io::stdin().read_to_string(&mut words).map(|_| ()),
        false => std::fs::read_to_string(from).map(|read| words = read),
    };
    read.map_err(|error| cannot(error.to_string()))?;
    serde_json::from_str(&words).map_err(|error| cannot(error.to_string()))
}

fn show(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/changes/{number}"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn euros(out: Output, value: &Value) -> String {
    let value = value.as_f64().unwrap_or_default();
    base::format::with_unit(out.lang, value, base::Unit::Eur)
}

fn tell_line(out: Output, item: &Value) {
    let text = |name: &str| item[name].as_str().unwrap_or_default();
    let number = item["number"].as_u64().unwrap_or_default();
    let net = match item["price"].is_object() {
        true => euros(out, &item["price"]["net"]["likely"]),
        false => "—".to_owned(),
    };
    let mark = if item["overruled"] == true { "▲" } else { " " };
    crate::tell!("{number:>4}  {:10} {:11} {net:>14} {mark} {}", text("on"), text("stage"), text("words"));
}

fn tell(out: Output, page: &Value) {
    let text = |name: &str| page[name].as_str().unwrap_or_default();
    crate::tell!("{} · {} · {}", page["number"], text("stage"), text("words"));
    crate::tell!("  {}", text("why"));
    for figure in page["figures"].as_array().into_iter().flatten() {
        let sources = super::impact::sources(out.lang, &figure["evidence"]);
        let option = figure["key"].as_str().and_then(|key| key.strip_prefix("receipt.")?.split_once('/'));
        let option = option.map_or_else(String::new, |(_, nth)| format!("[{}] ", nth.split('.').next().unwrap_or(nth)));
        let label = format!("{option}{}", out.of(&figure["label"]));
        crate::tell!("    {label:56} {:>22}   {sources}", out.of(&figure["shown"]));
    }
    for option in page["options"].as_array().into_iter().flatten() {
        let (choice, name) = (option["choice"].as_str().unwrap_or_default(), option["name"].as_str());
        crate::tell!("  {choice}: {}", name.unwrap_or("—"));
    }
    let best = text("recommended");
    out.line(format!("  laisse le plus : {best}"), format!("  leaves most: {best}"));
    if let Some(decision) = page["decision"]["href"].as_str() {
        crate::tell!("  {decision}");
    }
}

fn tell_ledger(out: Output, ledger: &Value) {
    for month in ledger["months"].as_array().into_iter().flatten() {
        crate::tell!("{}", month["first"].as_str().and_then(|day| day.get(..7)).unwrap_or_default());
        month["changes"].as_array().into_iter().flatten().for_each(|item| tell_line(out, item));
        if let Some(moved) = month["moved"].as_f64() {
            let share = base::format::percent(out.lang, moved, 1);
            out.line(
                format!("      {share} de ce qui était convenu a bougé"),
                format!("      {share} of what was agreed moved"),
            );
        }
    }
    let growth = &ledger["growth"];
    if let Some(a_month) = growth["a_month"].as_f64() {
        let share = base::format::percent(out.lang, a_month, 2);
        let (from, to) = (&growth["from"], &growth["to"]);
        out.line(
            format!("{from} → {to} : {share} par mois, composé"),
            format!("{from} → {to}: {share} a month, compound"),
        );
    }
}
