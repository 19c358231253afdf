//! `entente charter`: who decides what, by when, what happens in silence, who arbitrates.

use axum::http::Method;
use base::{Say, format};
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::{Common, decide};
use crate::output::Output;
use crate::transport::{Transport, segment};

/// What to do with the charter.
#[derive(Subcommand)]
pub enum Charter {
    /// Answers who decides: in a few words, in French or English.
    Who {
        /// What has to be decided, such as “un nouvel outil” or “a budget of 80 k€”.
        words: String,
    },
    /// Shows the whole charter.
    Show,
    /// Puts a change of a row to a decision of both sides; what is left out stays as it stands.
    Change {
        /// The row's key, as `charter show` tells it.
        key: String,
        #[command(flatten)]
        terms: Terms,
    },
    /// Puts a new kind of decision to a decision of both sides.
    Add {
        /// What it is called.
        name: String,
        #[command(flatten)]
        terms: Terms,
    },
}

/// The rules of a row.
#[derive(Args)]
pub struct Terms {
    /// strategy, use_cases, funds or capabilities.
    #[arg(long)]
    domain: Option<String>,
    /// both, marketing, it, or a role.
    #[arg(long, value_name = "WHO")]
    decider: Option<String>,
    /// Who is heard, once for each; a ! before one without whom nothing is decided.
    #[arg(long = "heard", value_name = "ROLE")]
    inputs: Vec<String>,
    /// Working days from opening to deadline.
    #[arg(long)]
    days: Option<u32>,
    /// goes_ahead, goes_to_arbiter or stays_as_is.
    #[arg(long)]
    silence: Option<String>,
    /// The role that arbitrates, or none.
    #[arg(long, value_name = "ROLE")]
    arbiter: Option<String>,
    /// easy, costly or irreversible.
    #[arg(long)]
    reversibility: Option<String>,
}

impl Charter {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let at = "/api/v1/charter";
        match self {
            Charter::Who { words } => {
                let page = transport.get(&format!("{at}?q={}", segment(&words)))?.body;
                let found = page["rows"].get(0).cloned().unwrap_or_default();
                if found.is_null() {
                    return Err(app::Problem::not_found(Say::new(
                        format!("la ligne de la charte pour « {words} »"),
                        format!("the row of the charter for “{words}”"),
                    ))
                    .into());
                }
                out.answer(&found, |out| tell(out, &page, &found));
            }
            Charter::Show => {
                let page = transport.get(at)?.body;
                out.answer(&page, |out| tell_all(out, &page));
            }
            Charter::Change { key, terms } => {
                let path = format!("{at}/rows/{}", segment(&key));
                propose(&transport, out, Method::PUT, &path, terms.body(None))?;
            }
            Charter::Add { name, terms } => {
                propose(&transport, out, Method::POST, &format!("{at}/rows"), terms.body(Some(&name)))?;
            }
        }
        Ok(())
    }
}

impl Terms {
    fn body(&self, name: Option<&str>) -> Value {
        let mut body = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                body.insert(key.to_owned(), value);
            }
        };
        put("name", name.map(Value::from));
        put("domain", self.domain.clone().map(Value::from));
        put("decider", self.decider.clone().map(Value::from));
        let inputs =
            self.inputs.iter().map(|who| json!({ "who": who.trim_start_matches('!'), "must": who.starts_with('!') }));
        put("inputs", (!self.inputs.is_empty()).then(|| inputs.collect()));
        put("working_days", self.days.map(Value::from));
        put("silence", self.silence.clone().map(Value::from));
        put("arbiter", self.arbiter.clone().map(Value::from));
        put("reversibility", self.reversibility.clone().map(Value::from));
        Value::Object(body)
    }
}

/// Sends a row to a decision, and shows the decision.
fn propose(transport: &Transport, out: Output, method: Method, path: &str, body: Value) -> anyhow::Result<()> {
    let done = transport.put(method, path, &body)?.body;
    let about = done["about"].as_str().unwrap_or_default();
    match about.strip_prefix("decision:").and_then(|number| number.parse().ok()) {
        Some(number) => decide::show(transport, out, number),
        None => {
            out.answer(&done, |out| out.line("La charte le dit déjà.", "The charter says so already."));
            Ok(())
        }
    }
}

fn tell(out: Output, page: &Value, row: &Value) {
    let days = &row["working_days"];
    crate::tell!("{}", out.of(&row["name"]));
    out.line(
        format!("  décide : {}{}", row["decides"]["fr"].as_str().unwrap_or_default(), people(&row["people"])),
        format!("  decides: {}{}", row["decides"]["en"].as_str().unwrap_or_default(), people(&row["people"])),
    );
    for input in row["inputs"].as_array().into_iter().flatten() {
        let (fr, en) = if input["must"] == true { (" (obligatoire)", " (required)") } else { ("", "") };
        let people = people(&input["people"]);
        out.line(
            format!("  entendu : {}{fr}{people}", input["who"]["fr"].as_str().unwrap_or_default()),
            format!("  heard: {}{en}{people}", input["who"]["en"].as_str().unwrap_or_default()),
        );
    }
    let day = row["deadline_today"].as_str().and_then(|day| day.parse().ok());
    let day = Say::each(|lang| day.map_or_else(String::new, |day| format::date_long(lang, day)));
    out.line(
        format!("  délai : {days} jours ouvrés, soit le {} pour une question posée aujourd'hui", day.fr),
        format!("  deadline: {days} working days, that is {} for a question put today", day.en),
    );
    crate::tell!("  {}", out.of(&row["silence_say"]));
    match row["arbiter"].as_str() {
        Some(_) => out.line(
            format!("  arbitre :{}", people(&row["arbiters"])),
            format!("  arbiter:{}", people(&row["arbiters"])),
        ),
        None => out.line("  arbitre : personne au-dessus", "  arbiter: nobody above"),
    }
    out.line(format!("  charte, version {}", page["version"]), format!("  charter, version {}", page["version"]));
}

fn tell_all(out: Output, page: &Value) {
    out.line(
        format!("Charte de décision, version {}", page["version"]),
        format!("Decision charter, version {}", page["version"]),
    );
    let mut domain = "";
    for row in page["rows"].as_array().into_iter().flatten() {
        let of = row["domain"].as_str().unwrap_or_default();
        if of != domain {
            crate::tell!("\n{of}");
            domain = of;
        }
        crate::tell!(
            "  {:16} {:3} {}  {}",
            row["key"].as_str().unwrap_or_default(),
            row["working_days"],
            out.of(&row["decides"]),
            out.of(&row["name"])
        );
    }
    for proposed in page["proposed"].as_array().into_iter().flatten() {
        let (name, decision) = (out.of(&proposed["row"]["name"]), out.of(&proposed["decision"]["name"]));
        out.line(format!("… {name} attend la {decision}"), format!("… {name} waits for {decision}"));
    }
}

/// Names in brackets.
fn people(list: &Value) -> String {
    let names: Vec<&str> = list.as_array().into_iter().flatten().filter_map(|person| person["name"].as_str()).collect();
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}
