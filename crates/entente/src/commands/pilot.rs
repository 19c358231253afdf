//! `entente pilot` and `entente practice`: what is tried on a few, what both sides make of it, what is learnt.

use axum::http::Method;
use base::Say;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// What to do with pilots.
#[derive(Subcommand)]
pub enum Pilot {
    /// Lists pilots, newest first.
    List,
    /// Shows a pilot: its plan, what it can show, what its counts say.
    Show {
        /// Its number.
        number: u64,
    },
    /// Sets one up.
    Set {
        /// The number of the request it serves.
        #[arg(long)]
        request: Option<u64>,
        #[command(flatten)]
        plan: Box<Plan>,
    },
    /// Revises its plan, whole, before it runs.
    Revise {
        /// Its number.
        number: u64,
        #[command(flatten)]
        plan: Box<Plan>,
    },
    /// Lets it run: its plan is fixed from then on.
    Start {
        /// Its number.
        number: u64,
        /// Why it runs although it is too small for its promise.
        #[arg(long, value_name = "WHY")]
        despite_power: Option<String>,
        /// Why it runs beside five others.
        #[arg(long, value_name = "WHY")]
        despite_cap: Option<String>,
    },
    /// Reads its counts: once for each group, such as --count "Without=10850/35000".
    Read {
        /// Its number.
        number: u64,
        /// The group, how many did it, of how many.
        #[arg(long = "count", value_name = "GROUP=DID/PEOPLE", required = true)]
        counts: Vec<String>,
        /// The day they are of; today when absent.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// What it has cost until then, in euros.
        #[arg(long, value_name = "EUROS")]
        spent: Option<String>,
        /// Where they come from.
        #[arg(long)]
        words: Option<String>,
    },
    /// Asks both sides to decide: extend, change course, stop, or prolong.
    Decide {
        /// Its number.
        number: u64,
        /// The day it would be prolonged to; as long again as planned when absent.
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// Ends it without a decision.
    End {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
}

/// A plan.
#[derive(Args)]
pub struct Plan {
    /// What one believes: which change makes which difference to whom.
    #[arg(long)]
    hypothesis: String,
    /// What is counted: the share of people who do something.
    #[arg(long)]
    metric: String,
    /// What that share stands for, and why it may.
    #[arg(long)]
    proxy: String,
    /// On whom.
    #[arg(long)]
    population: String,
    /// The share without the change, such as 0.31.
    #[arg(long)]
    baseline: f64,
    /// The difference promised, as a difference of shares such as 0.01; below zero where less is better.
    #[arg(long, allow_negative_numbers = true)]
    promised: f64,
    /// What the control sees, then each novelty; once for each.
    #[arg(long = "arm", value_name = "NAME", required = true)]
    arms: Vec<String>,
    /// How many people see each.
    #[arg(long)]
    per_arm: u64,
    /// The accepted risk of a false alarm, two-sided.
    #[arg(long, default_value_t = 0.05)]
    alpha: f64,
    /// The wanted chance of seeing the promise.
    #[arg(long, default_value_t = 0.8)]
    power: f64,
    /// What ends it before its day.
    #[arg(long)]
    stop_rule: String,
    /// What it may cost at most, in euros.
    #[arg(long, value_name = "EUROS")]
    budget: String,
    /// The day both sides decide by, such as 2026-10-12.
    #[arg(long, value_name = "DATE")]
    decide_by: String,
    /// The key of the team that runs it afterwards.
    #[arg(long, value_name = "TEAM")]
    home: Option<String>,
    /// Extended when the whole interval lies above this difference of shares, in the direction promised.
    #[arg(long, allow_negative_numbers = true)]
    extend: f64,
    /// Under that line: the course is changed when the whole interval lies above this one, else it is stopped.
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pivot: f64,
    /// The net present value at stake, in euros: LOW,LIKELY,HIGH.
    #[arg(long, value_name = "LOW,LIKELY,HIGH", allow_hyphen_values = true)]
    stake: Option<String>,
    /// What extending it costs, in euros.
    #[arg(long, value_name = "EUROS")]
    rollout: Option<String>,
    /// What a week of waiting costs, in euros.
    #[arg(long, value_name = "EUROS")]
    delay_week: Option<String>,
}

/// What to do with practices.
#[derive(Subcommand)]
pub enum Practice {
    /// Lists practices with how often each was used again.
    List,
    /// Records one, from a pilot that has ended or with what shows it.
    Record {
        /// Its name, such as "Cache before a slow engine".
        name: String,
        /// What worked.
        #[arg(long)]
        worked: String,
        /// When to use it.
        #[arg(long)]
        when: String,
        /// The number of the pilot it comes from.
        #[arg(long)]
        pilot: Option<u64>,
        /// What shows it, where that is no pilot.
        #[arg(long, value_name = "WORDS")]
        shown_by: Option<String>,
    },
    /// Rests a request or a pilot on it.
    Reuse {
        /// Its number.
        number: u64,
        /// What rests on it, such as request:4.
        by: String,
    },
    /// Rests it on it no more.
    Release {
        /// Its number.
        number: u64,
        /// What rested on it, such as request:4.
        by: String,
    },
    /// Retires it.
    Retire {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
}

impl Plan {
    fn body(&self) -> anyhow::Result<Value> {
        let euros = |words: &Option<String>| words.as_deref().map(super::tool::cents).transpose();
        Ok(json!({
            "hypothesis": self.hypothesis,
            "metric": self.metric,
            "proxy": self.proxy,
            "population": self.population,
            "baseline": self.baseline,
            "promised": self.promised,
            "arms": self.arms,
            "per_arm": self.per_arm,
            "alpha": self.alpha,
            "power": self.power,
            "stop_rule": self.stop_rule,
            "budget_cents": super::tool::cents(&self.budget)?,
            "decide_by": super::date(&self.decide_by)?,
            "home": self.home.as_ref().map(|key| format!("team:{key}")),
            "extend": self.extend,
            "pivot": self.pivot,
            "stake": match &self.stake {
                Some(stake) => {
                    let (low, likely, high) = three(stake)?;
                    json!({
                        "low": low, "likely": likely, "high": high,
                        "rollout_cents": euros(&self.rollout)?, "delay_week_cents": euros(&self.delay_week)?,
                    })
                }
                None => Value::Null,
            },
        }))
    }
}

impl Pilot {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let order = |number: u64, part: &str, body: Value| -> anyhow::Result<()> {
            transport.put(Method::POST, &format!("/api/v1/pilots/{number}{part}"), &body)?;
            show(&transport, out, number)
        };
        match self {
            Pilot::List => {
                let list = transport.list("/api/v1/pilots")?;
                out.answer(&list, |out| tell_list(out, &list));
                Ok(())
            }
            Pilot::Show { number } => show(&transport, out, number),
            Pilot::Set { request, plan } => {
                let mut body = plan.body()?;
                body["request"] = request.map(|number| format!("request:{number}")).into();
                let done = transport.put(Method::POST, "/api/v1/pilots", &body)?.body;
                show(&transport, out, super::request::number_of(&done))
            }
            Pilot::Revise { number, plan } => {
                transport.put(Method::PUT, &format!("/api/v1/pilots/{number}/plan"), &plan.body()?)?;
                show(&transport, out, number)
            }
            Pilot::Start { number, despite_power, despite_cap } => {
                order(number, "/start", json!({ "despite_power": despite_power, "despite_cap": despite_cap }))
            }
            Pilot::Read { number, counts, on, spent, words } => {
                let counts = counts.iter().map(|words| count(words)).collect::<Result<Vec<Value>, _>>()?;
                let on = on.map(|day| super::date(&day)).transpose()?;
                let spent = spent.as_deref().map(super::tool::cents).transpose()?;
                order(number, "/counts", json!({ "counts": counts, "on": on, "spent_cents": spent, "words": words }))
            }
            Pilot::Decide { number, until } => {
                let until = until.map(|day| super::date(&day)).transpose()?;
                order(number, "/decision", json!({ "until": until }))
            }
            Pilot::End { number, why } => order(number, "/end", json!({ "why": why })),
        }
    }
}

impl Practice {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let order = |number: u64, part: &str, body: Value| {
            transport.put(Method::POST, &format!("/api/v1/practices/{number}{part}"), &body)
        };
        match self {
            Practice::List => {}
            Practice::Record { name, worked, when, pilot, shown_by } => {
                let pilot = pilot.map(|number| format!("pilot:{number}"));
                let body =
                    json!({ "name": name, "worked": worked, "when": when, "pilot": pilot, "shown_by": shown_by });
                transport.put(Method::POST, "/api/v1/practices", &body)?;
            }
            Practice::Reuse { number, by } => {
                order(number, "/reuses", json!({ "by": by }))?;
            }
            Practice::Release { number, by } => {
                order(number, "/releases", json!({ "by": by }))?;
            }
            Practice::Retire { number, why } => {
                order(number, "/end", json!({ "why": why }))?;
            }
        }
        let list = transport.list("/api/v1/practices")?;
        out.answer(&list, |out| {
            for item in list["items"].as_array().into_iter().flatten() {
                let text = |name: &str| item[name].as_str().unwrap_or("—").to_owned();
                let reuses = item["reuses"].as_u64().unwrap_or_default();
                let retired = if item["retired"].is_string() { "–" } else { "✓" };
                crate::tell!("{:>4} {retired} {}", item["number"].as_u64().unwrap_or_default(), text("name"));
                out.line(format!("       quand : {}", text("when")), format!("       when: {}", text("when")));
                out.line(format!("       reprise {reuses} fois"), format!("       used again {reuses} times"));
                if item["evidence"].is_object() {
                    crate::tell!(
                        "       {} {}",
                        out.of(&item["evidence"]["label"]),
                        out.of(&item["evidence"]["shown"])
                    );
                }
            }
        });
        Ok(())
    }
}

/// Reads `Without=10850/35000`.
fn count(words: &str) -> Result<Value, app::Problem> {
    let read = || {
        let (arm, counts) = words.rsplit_once('=')?;
        let (did, people) = counts.split_once('/')?;
        let whole = |words: &str| words.trim().parse::<u64>().ok();
        Some(json!({ "arm": arm.trim(), "did": whole(did)?, "people": whole(people)? }))
    };
    read().ok_or_else(|| {
        app::Problem::invalid(
            Say::new(format!("« {words} » n'est pas un comptage"), format!("“{words}” is no count")),
            Say::new(
                "écrivez groupe=l'ont fait/personnes, comme Sans=10850/35000",
                "write group=did/people, such as Without=10850/35000",
            ),
        )
    })
}

/// Reads `-400000,100000,600000`.
fn three(words: &str) -> Result<(f64, f64, f64), app::Problem> {
    let numbers: Option<Vec<f64>> = words.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers.as_deref() {
        Some(&[low, likely, high]) => Ok((low, likely, high)),
        _ => Err(app::Problem::invalid(
            Say::new(format!("« {words} » n'est pas une fourchette"), format!("“{words}” is no range")),
            Say::new(
                "écrivez bas,probable,haut, comme -400000,100000,600000",
                "write low,likely,high, such as -400000,100000,600000",
            ),
        )),
    }
}

fn show(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/pilots/{number}"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell_list(out: Output, list: &Value) {
    for item in list["items"].as_array().into_iter().flatten() {
        let text = |name: &str| item[name].as_str().unwrap_or_default();
        let number = item["number"].as_u64().unwrap_or_default();
        crate::tell!(
            "{number:>4}  {:8} {:10} {:14} {}",
            text("stage"),
            text("decide_by"),
            text("verdict"),
            text("hypothesis")
        );
    }
    if list["items"].as_array().is_none_or(Vec::is_empty) {
        out.line("Aucun pilote.", "No pilot.");
    }
}

fn tell(out: Output, page: &Value) {
    let text = |name: &str| page[name].as_str().unwrap_or_default();
    crate::tell!("{} · {} · {}", page["number"], text("stage"), text("hypothesis"));
    crate::tell!("  {}", out.of(&page["power"]["say"]));
    if page["power"]["enough"] == false && page["stage"] == "draft" {
        for way in page["power"]["ways_out"].as_array().into_iter().flatten() {
            crate::tell!("    → {}", out.of(way));
        }
    }
    for figure in page["figures"].as_array().into_iter().flatten() {
        let sources = super::impact::sources(out.lang, &figure["evidence"]);
        crate::tell!("    {:48} {:>22}   {sources}", out.of(&figure["label"]), out.of(&figure["shown"]));
    }
    if page["verdict"].is_string() {
        crate::tell!("  {} — {}", text("verdict"), out.of(&page["why"]));
    }
    for flag in page["flags"].as_array().into_iter().flatten() {
        crate::tell!("  ▲ {}", out.of(flag));
    }
    if page["worth"].is_object() {
        crate::tell!("  {}", out.of(&page["worth"]["say"]));
    }
    if let Some(decision) = page["decision"]["href"].as_str() {
        crate::tell!("  {decision}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_ranges_are_read_one_way_and_a_wrong_word_is_told_what_is_right() {
        let read = count("Avec le solde = 11235 / 35000").unwrap();
        assert_eq!(read, json!({ "arm": "Avec le solde", "did": 11_235, "people": 35_000 }));
        assert_eq!(three("-400000, 1e5,600000").unwrap(), (-400_000.0, 100_000.0, 600_000.0));
        assert!(count("11235/35000").unwrap_err().hint.en.contains("Without=10850/35000"));
        assert!(three("1,2").unwrap_err().hint.fr.contains("bas,probable,haut"));
    }
}
