//! `entente promise`: what is promised to customers, whether it can be kept, and who says so.

use axum::http::Method;
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// What to do with promises.
#[derive(Subcommand)]
pub enum Promise {
    /// Lists promises, the nearest day first.
    List {
        /// Those that are over too.
        #[arg(long)]
        all: bool,
    },
    /// Shows a promise: what it needs, who has it, who was heard, what was decided.
    Show {
        /// Its key, or some of its words.
        promise: String,
    },
    /// Registers one that no media plan speaks of.
    Register {
        /// What is promised.
        words: String,
        /// Its day, such as 2026-10-03.
        on: String,
        /// Its last day.
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Where it is said.
        #[arg(long)]
        medium: Option<String>,
        /// The campaign.
        #[arg(long)]
        campaign: Option<String>,
    },
    /// Says what it needs of each thing: store.stock_accuracy 97%.
    Need {
        /// Its key, or some of its words.
        promise: String,
        /// A kind and a field, such as store.stock_accuracy.
        what: String,
        /// The threshold, such as 97%.
        threshold: String,
        /// That much or less, instead of that much or more.
        #[arg(long)]
        at_most: bool,
        /// Only those of this country or region.
        #[arg(long, value_name = "COUNTRY")]
        area: Option<String>,
    },
    /// Gives one's stamp on the page as it stands (with --as): feasible, with_conditions, not_feasible.
    Stamp {
        /// Its key, or some of its words.
        promise: String,
        /// feasible, with_conditions or not_feasible.
        stamp: String,
        /// Under which conditions, or why not.
        #[arg(long)]
        words: Option<String>,
        /// As what: cio or delivery; the role one holds when absent.
        #[arg(long)]
        role: Option<String>,
    },
    /// Says it to customers and signs the page (with --as); never blocked.
    Publish {
        /// Its key, or some of its words.
        promise: String,
        /// Why, where somebody was not heard.
        #[arg(long)]
        despite: Option<String>,
    },
    /// Asks both sides to decide: keep, in two waves, put off, or do not promise.
    Decide {
        /// Its key, or some of its words.
        promise: String,
        /// The day on which all would have what it needs, such as 2026-11-14.
        ready_by: String,
    },
    /// Says, on its day or later, that it was kept.
    Kept {
        /// Its key, or some of its words.
        promise: String,
        /// What customers found.
        #[arg(long)]
        words: Option<String>,
    },
    /// Says, on its day or later, that it was not kept.
    Broken {
        /// Its key, or some of its words.
        promise: String,
        /// What customers found.
        words: String,
    },
    /// Does not promise it any more.
    Withdraw {
        /// Its key, or some of its words.
        promise: String,
        /// Why.
        why: String,
    },
}

impl Promise {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let order = |promise: &str, part: &str, body: Value| -> anyhow::Result<()> {
            let key = meant(&transport, promise)?;
            transport.put(Method::POST, &format!("/api/v1/promises/{}{part}", segment(&key)), &body)?;
            show(&transport, out, &key)
        };
        let hash = |promise: &str| -> anyhow::Result<Value> {
            let key = meant(&transport, promise)?;
            Ok(transport.get(&format!("/api/v1/promises/{}", segment(&key)))?.body["hash"].clone())
        };
        match self {
            Promise::List { all } => {
                let list = transport.list(if all { "/api/v1/promises" } else { "/api/v1/promises?show=open" })?;
                out.answer(&list, |out| tell_list(out, &list));
                Ok(())
            }
            Promise::Show { promise } => show(&transport, out, &meant(&transport, &promise)?),
            Promise::Register { words, on, until, medium, campaign } => {
                let until = until.as_deref().map(super::date).transpose()?;
                let body = json!({
                    "words": words, "on": super::date(&on)?, "until": until, "medium": medium, "campaign": campaign,
                });
                let done = transport.put(Method::POST, "/api/v1/promises", &body)?.body;
                let about = done["about"].as_str().unwrap_or_default();
                show(&transport, out, about.split_once(':').map_or(about, |(_, key)| key))
            }
            Promise::Need { promise, what, threshold, at_most, area } => {
                let (kind, field) = what.split_once('.').unwrap_or((&what, ""));
                let bound = if at_most { "at_most" } else { "at_least" };
                let body =
                    json!({ "kind": kind, "field": field, "bound": bound, "threshold": threshold, "area": area });
                order(&promise, "/needs", body)
            }
            Promise::Stamp { promise, stamp, words, role } => {
                let hash = hash(&promise)?;
                order(&promise, "/stamps", json!({ "stamp": stamp, "words": words, "role": role, "hash": hash }))
            }
            Promise::Publish { promise, despite } => {
                let hash = hash(&promise)?;
                order(&promise, "/publication", json!({ "despite": despite, "hash": hash }))
            }
            Promise::Decide { promise, ready_by } => {
                order(&promise, "/decision", json!({ "ready_by": super::date(&ready_by)? }))
            }
            Promise::Kept { promise, words } => order(&promise, "/outcome", json!({ "kept": true, "words": words })),
            Promise::Broken { promise, words } => order(&promise, "/outcome", json!({ "kept": false, "words": words })),
            Promise::Withdraw { promise, why } => order(&promise, "/withdrawal", json!({ "why": why })),
        }
    }
}

/// The key of the promise that is meant: its key, or the only one whose words hold these.
fn meant(transport: &Transport, words: &str) -> anyhow::Result<String> {
    let key = base::slug(words);
    if transport.get(&format!("/api/v1/promises/{}", segment(&key))).is_ok() {
        return Ok(key);
    }
    let list = transport.list("/api/v1/promises")?;
    let holds = |item: &&Value| {
        let said = |lang: &str| base::slug(item["words"][lang].as_str().unwrap_or_default());
        said("fr").contains(&key) || said("en").contains(&key)
    };
    let mut found = list["items"].as_array().into_iter().flatten().filter(holds);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only["key"].as_str().unwrap_or_default().to_owned()),
        _ => Ok(key),
    }
}

fn show(transport: &Transport, out: Output, key: &str) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/promises/{}", segment(key)))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell_list(out: Output, list: &Value) {
    for item in list["items"].as_array().into_iter().flatten() {
        let mark = if item["alert"] == true { "▲" } else { " " };
        let counts = match (item["ready"].as_u64(), item["concerned"].as_u64()) {
            (Some(ready), Some(concerned)) => format!("{ready}/{concerned}"),
            _ => "—".to_owned(),
        };
        crate::tell!(
            "{mark} {:10} {:>5} {:12} {:>8}  {}  ({})",
            item["on"].as_str().unwrap_or("—"),
            days(out, &item["days"]),
            item["stage"].as_str().unwrap_or_default(),
            counts,
            out.of(&item["words"]),
            item["key"].as_str().unwrap_or_default(),
        );
    }
}

/// The days left as people who plan say them.
fn days(out: Output, days: &Value) -> String {
    let letter = if out.lang == base::Lang::Fr { 'J' } else { 'T' };
    match days.as_i64() {
        Some(0) => letter.to_string(),
        Some(days @ 1..) => format!("{letter}-{days}"),
        Some(days) => format!("{letter}+{}", -days),
        None => "—".to_owned(),
    }
}

fn tell(out: Output, page: &Value) {
    let mark = if page["alert"] == true { "▲ " } else { "" };
    crate::tell!(
        "{mark}{} · {} · {} · {}",
        out.of(&page["words"]),
        page["on"].as_str().unwrap_or("—"),
        days(out, &page["days"]),
        page["stage"].as_str().unwrap_or_default(),
    );
    if let Some(read) = page["read"].as_object() {
        crate::tell!("  {}:{}", read["file"].as_str().unwrap_or_default(), read["line"]);
    }
    for need in page["needs"].as_array().into_iter().flatten() {
        crate::tell!("  {}  {}", out.of(&need["say"]), need["by"]["name"].as_str().unwrap_or_default());
    }
    for figure in page["figures"].as_array().into_iter().flatten() {
        crate::tell!("    {:44} {:>8}", out.of(&figure["label"]), out.of(&figure["shown"]));
    }
    for stamp in page["stamps"].as_array().into_iter().flatten() {
        let said = stamp["stamp"].as_str().unwrap_or("…");
        let words = stamp["words"].as_str().unwrap_or_default();
        let by = stamp["by"]["name"].as_str().unwrap_or_default();
        crate::tell!("  {:10} {said} {by} {words}", stamp["role"].as_str().unwrap_or_default());
    }
    if let Some(published) = page["published"].as_object() {
        let (by, at) = (published["by"]["name"].as_str().unwrap_or("—"), published["at"].as_str().unwrap_or_default());
        out.line(format!("  publiée par {by}, {at}"), format!("  published by {by}, {at}"));
    }
    if let Some(decision) = page["decision"]["id"].as_str() {
        crate::tell!("  {decision} {}", page["decided"].as_str().unwrap_or("…"));
    }
}
