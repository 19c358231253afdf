//! `entente system`: a thing of the landscape, or a fact stated about it.

use axum::http::Method;
use clap::Args;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// Which thing, and what is stated.
#[derive(Args)]
pub struct System {
    /// The system's key, such as loyalty-engine, or any reference, such as data:points-balance; all systems when absent.
    key: Option<String>,
    /// States a fact, such as limit=50.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

impl System {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let Some(key) = &self.key else {
            let list = transport.get("/api/v1/things?kind=system&limit=200")?.body;
            out.answer(&list, |out| {
                for item in list["items"].as_array().into_iter().flatten() {
                    crate::tell!("{:36} {}", item["id"].as_str().unwrap_or_default(), out.of(&item["name"]));
                }
            });
            return Ok(());
        };
        let (kind, key) = key.split_once(':').unwrap_or(("system", key));
        for set in &self.set {
            let (field, value) = set.split_once('=').ok_or_else(|| not_a_statement(set))?;
            state(&transport, kind, key, field, value)?;
        }
        let page = transport.get(&format!("/api/v1/things/{}/{}", segment(kind), segment(key)))?.body;
        out.answer(&page, |out| tell(out, &page));
        Ok(())
    }
}

/// States one field of one thing.
pub(super) fn state(
    transport: &Transport,
    kind: &str,
    key: &str,
    field: &str,
    value: &str,
) -> Result<(), app::Problem> {
    let path = format!("/api/v1/things/{}/{}/fields/{}", segment(kind), segment(key), segment(field));
    transport.put(Method::PUT, &path, &json!({ "value": value })).map(|_| ())
}

/// Words that are no statement.
pub(super) fn not_a_statement(words: &str) -> app::Problem {
    app::Problem::invalid(
        base::Say::new(format!("« {words} » n'est pas une déclaration"), format!("“{words}” is not a statement")),
        base::Say::new("écrivez champ=valeur, par exemple limit=50", "write field=value, for instance limit=50"),
    )
}

fn tell(out: Output, page: &Value) {
    crate::tell!("{} ({})", out.of(&page["name"]), page["id"].as_str().unwrap_or_default());
    for (_, field) in page["fields"].as_object().into_iter().flatten() {
        let value = shown(&field["value"]["value"], out);
        let sources = super::impact::sources(&json!({ "is": "fact", "source": field["source"] }));
        let mark = if field["conflict"] == true { "▲" } else { " " };
        crate::tell!("  {mark} {:32} {value:44} {sources}", out.of(&field["label"]));
    }
}

fn shown(value: &Value, out: Output) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if fields.contains_key("likely") => fields["likely"].to_string(),
        Value::Object(fields) if fields.contains_key("fr") => out.of(value).to_owned(),
        other => other.to_string(),
    }
}
