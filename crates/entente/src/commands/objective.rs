//! `entente objective`: what is wanted for the customer, how far it is, what serves it.

use axum::http::Method;
use base::Say;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// What to do with objectives.
#[derive(Subcommand)]
pub enum Objective {
    /// Shows the tree: how far each is, what nothing serves, what serves none.
    List,
    /// Shows one.
    Show {
        /// Its number.
        number: u64,
    },
    /// Sets one.
    Set {
        #[command(flatten)]
        content: Box<Content>,
    },
    /// Makes one say something else, whole.
    Revise {
        /// Its number.
        number: u64,
        #[command(flatten)]
        content: Box<Content>,
    },
    /// States its number, with where it was read.
    Measure {
        /// Its number.
        number: u64,
        /// The value, in its unit; a share as a part of 1; of a milestone 1 or 0.
        #[arg(allow_negative_numbers = true)]
        value: f64,
        /// Where it was read.
        source: String,
        /// The day it is of; today when absent.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// Says that something serves it.
    Serve {
        /// Its number.
        number: u64,
        /// What, such as request:4, business-case:4, promise:spot, pilot:1, objective:2.
        by: String,
    },
    /// Says that something serves it no more.
    Release {
        /// Its number.
        number: u64,
        /// What, such as request:4.
        by: String,
    },
    /// Gives it up.
    End {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
}

/// Which way a number goes.
#[derive(Clone, Copy, ValueEnum)]
pub enum Way {
    /// It rises from --baseline to --target.
    Increase,
    /// It falls from --baseline to --target.
    Decrease,
    /// It stays between --target and --upper.
    KeepWithin,
    /// It is reached, or not.
    Milestone,
}

/// What an objective says.
#[derive(Args)]
pub struct Content {
    /// What is wanted.
    name: String,
    /// What the customer has of it.
    #[arg(long)]
    effect: String,
    /// What it stands under: commercial_strategy, it_goals, or another, such as objective:2.
    #[arg(long, default_value = "commercial_strategy")]
    above: String,
    /// Who answers for what its number means: a name or an id.
    #[arg(long)]
    defines: String,
    /// Who answers for where its number is read, of the other side.
    #[arg(long)]
    supplies: String,
    /// What it weighs among its neighbours, 1 to 100.
    #[arg(long, default_value_t = 1)]
    weight: u32,
    /// Which way its number goes; without it, it is read from what stands below.
    #[arg(long, value_enum)]
    way: Option<Way>,
    /// What people do on a screen.
    #[arg(long)]
    activity: Option<String>,
    /// What customers do otherwise because of it.
    #[arg(long)]
    outcome: Option<String>,
    /// What is earned or saved.
    #[arg(long)]
    money: Option<String>,
    /// Which of these is counted: activity, outcome, money.
    #[arg(long, default_value = "outcome")]
    counted: String,
    /// In which unit: share (a part of 1), count, eur, eur_per_year, days, minutes_per_month, milliseconds, points.
    #[arg(long, default_value = "share")]
    unit: String,
    /// Where it starts.
    #[arg(long, allow_negative_numbers = true)]
    baseline: Option<f64>,
    /// Where it should be; of two bounds the lower one.
    #[arg(long, allow_negative_numbers = true)]
    target: Option<f64>,
    /// The upper bound.
    #[arg(long, allow_negative_numbers = true)]
    upper: Option<f64>,
    /// The day it starts from.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The day it should be there.
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
}

impl Content {
    fn body(&self, transport: &Transport) -> anyhow::Result<Value> {
        let yardstick = self.way.map(|way| self.yardstick(way)).transpose()?;
        Ok(json!({
            "name": self.name,
            "effect": self.effect,
            "above": self.above,
            "defines": super::tool::person_id(transport, &self.defines)?,
            "supplies": super::tool::person_id(transport, &self.supplies)?,
            "weight": self.weight,
            "yardstick": yardstick,
        }))
    }

    fn yardstick(&self, way: Way) -> anyhow::Result<Value> {
        let steps = [("activity", &self.activity), ("outcome", &self.outcome), ("money", &self.money)];
        let chain: Vec<(&str, &String)> =
            steps.iter().filter_map(|(kind, words)| Some((*kind, (*words).as_ref()?))).collect();
        let counted = chain.iter().position(|(kind, _)| *kind == self.counted).unwrap_or(chain.len());
        let chain: Vec<Value> = chain.iter().map(|(kind, words)| json!({ "kind": kind, "words": words })).collect();
        let number = |value: Option<f64>, option: &str| value.ok_or_else(|| missing(option));
        let target = match way {
            Way::Milestone => json!("milestone"),
            Way::Increase | Way::Decrease => {
                let word = if matches!(way, Way::Increase) { "increase" } else { "decrease" };
                json!({ word: { "baseline": number(self.baseline, "--baseline")?, "target": number(self.target, "--target")? } })
            }
            Way::KeepWithin => json!({ "keep_within": {
                "baseline": number(self.baseline, "--baseline")?,
                "low": number(self.target, "--target")?,
                "high": number(self.upper, "--upper")?,
            } }),
        };
        let day = |words: &Option<String>, option: &str| -> anyhow::Result<String> {
            let words = words.as_deref().ok_or_else(|| missing(option))?;
            Ok(super::date(words)?.to_string())
        };
        Ok(json!({
            "chain": chain, "counted": counted, "unit": self.unit, "target": target,
            "from": day(&self.from, "--from")?, "by": day(&self.by, "--by")?,
        }))
    }
}

fn missing(option: &str) -> app::Problem {
    app::Problem::invalid(
        Say::new(format!("il manque {option}"), format!("{option} is missing")),
        Say::new("un chiffre a un départ, une cible et deux dates", "a number has a start, a target and two days"),
    )
}

impl Objective {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let order = |number: u64, part: &str, body: Value| -> anyhow::Result<()> {
            transport.put(Method::POST, &format!("/api/v1/objectives/{number}{part}"), &body)?;
            show(&transport, out, number)
        };
        match self {
            Objective::List => {
                let tree = transport.get("/api/v1/objectives")?.body;
                out.answer(&tree, |out| tell_tree(out, &tree));
                Ok(())
            }
            Objective::Show { number } => show(&transport, out, number),
            Objective::Set { content } => {
                let done = transport.put(Method::POST, "/api/v1/objectives", &content.body(&transport)?)?.body;
                show(&transport, out, super::request::number_of(&done))
            }
            Objective::Revise { number, content } => {
                transport.put(Method::PUT, &format!("/api/v1/objectives/{number}"), &content.body(&transport)?)?;
                show(&transport, out, number)
            }
            Objective::Measure { number, value, source, on } => {
                let on = on.map(|day| super::date(&day)).transpose()?;
                order(number, "/readings", json!({ "value": value, "source": source, "on": on }))
            }
            Objective::Serve { number, by } => order(number, "/serving", json!({ "by": by })),
            Objective::Release { number, by } => order(number, "/releases", json!({ "by": by })),
            Objective::End { number, why } => order(number, "/end", json!({ "why": why })),
        }
    }
}

fn show(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/objectives/{number}"))?.body;
    out.answer(&page, |out| {
        tell(out, &page, 0);
        crate::tell!("     {}", page["effect"].as_str().unwrap_or("—"));
        for figure in page["figures"].as_array().into_iter().flatten() {
            crate::tell!("     {} {}", out.of(&figure["label"]), out.of(&figure["shown"]));
        }
        for by in page["served"].as_array().into_iter().flatten() {
            let (id, name) = (by["id"].as_str().unwrap_or_default(), out.of(&by["name"]));
            out.line(format!("     servi par {name} ({id})"), format!("     served by {name} ({id})"));
        }
    });
    Ok(())
}

fn tell_tree(out: Output, tree: &Value) {
    let all: Vec<&Value> = tree["objectives"].as_array().into_iter().flatten().collect();
    for root in tree["roots"].as_array().into_iter().flatten() {
        let far = match root["progress"].is_object() {
            true => out.of(&root["progress"]["shown"]).to_owned(),
            false => "—".to_owned(),
        };
        crate::tell!("{}: {far} ({}/{})", out.of(&root["name"]), root["measured"], root["of"]);
        branch(out, &all, root["root"].as_str().unwrap_or_default(), 1);
    }
    let count = |name: &str| tree[name].as_array().map_or(0, Vec::len);
    let (bare, aimless) = (count("unserved"), count("aimless"));
    out.line(
        format!("{bare} objectif(s) que rien ne sert ; {aimless} demande(s) sans objectif"),
        format!("{bare} objective(s) nothing serves; {aimless} request(s) without an objective"),
    );
}

fn branch(out: Output, all: &[&Value], above: &str, deep: usize) {
    for it in all.iter().filter(|it| it["above"].as_str() == Some(above)) {
        tell(out, it, deep);
        if deep < 24 {
            branch(out, all, &format!("objective:{}", it["number"]), deep + 1);
        }
    }
}

fn tell(out: Output, it: &Value, deep: usize) {
    let figures = it["figures"].as_array();
    let far = figures.into_iter().flatten().find(|figure| figure["key"] == "objective.progress");
    let far = far.map_or_else(|| "—".to_owned(), |figure| out.of(&figure["shown"]).to_owned());
    let standing = it["standing"].as_str().unwrap_or_default();
    let indent = "  ".repeat(deep);
    crate::tell!("{indent}{:>3} {far:>8} {} {standing}", it["number"], it["name"].as_str().unwrap_or("—"));
}
