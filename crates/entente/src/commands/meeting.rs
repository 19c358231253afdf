//! `entente meeting`: when both sides meet, what is on the agenda, what came of it.

use axum::http::Method;
use base::Say;
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use super::tool::person_id;
use crate::output::Output;

/// What is done with meetings.
#[derive(Subcommand)]
pub enum Meeting {
    /// Lists meetings, each with its next agenda.
    List,
    /// Calls one.
    Call {
        /// What it is called.
        title: String,
        /// When it begins, the first time, such as 2026-08-13T09:00.
        #[arg(long)]
        start: String,
        /// For how many minutes.
        #[arg(long, default_value_t = 45)]
        minutes: u32,
        /// Every so many weeks; once when absent.
        #[arg(long)]
        weeks: Option<u32>,
        /// The zone whose clocks it goes by; the house's own when absent.
        #[arg(long)]
        zone: Option<String>,
        /// Who is asked to come, by name or id; once for each.
        #[arg(long = "with", required = true)]
        people: Vec<String>,
    },
    /// Opens a day, with the agenda the record gives.
    Open {
        /// Its number.
        number: u64,
        /// The day of the series.
        day: String,
        /// Who is there, by name or id; once for each.
        #[arg(long = "with", required = true)]
        people: Vec<String>,
    },
    /// Puts a point off to the next day.
    Postpone {
        /// Its number.
        number: u64,
        /// The day of the series.
        day: String,
        /// The point, such as decision:12.
        item: String,
        /// Why.
        why: String,
    },
    /// Makes a point something both sides do.
    Act {
        /// Its number.
        number: u64,
        /// The day of the series.
        day: String,
        /// The point, such as decision:12.
        item: String,
        /// What both sides do.
        words: String,
        /// Its owner on marketing's side, by name or id.
        #[arg(long)]
        marketing: String,
        /// Its owner on IT's side, by name or id.
        #[arg(long)]
        it: String,
        /// The day it is to be done by.
        #[arg(long)]
        due: String,
    },
    /// Closes a day: its minutes are ready.
    Close {
        /// Its number.
        number: u64,
        /// The day of the series.
        day: String,
    },
    /// Moves a day.
    Move {
        /// Its number.
        number: u64,
        /// The day of the series.
        day: String,
        /// When it begins instead, such as 2026-08-28T14:00.
        to: String,
    },
    /// Leaves a day out.
    Skip {
        /// Its number.
        number: u64,
        /// The day of the series.
        day: String,
    },
    /// Ends a series after a day.
    End {
        /// Its number.
        number: u64,
        /// The last day.
        last: String,
    },
}

const AT: &str = "/api/v1/meetings";

impl Meeting {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let post = |path: &str, body: Value| transport.put(Method::POST, path, &body).map(drop);
        let on = |number: u64, day: &str, order: &str| -> anyhow::Result<String> {
            Ok(format!("{AT}/{number}/days/{}/{order}", super::date(day)?))
        };
        let ids = |people: &[String]| -> anyhow::Result<Vec<String>> {
            people.iter().map(|person| person_id(&transport, person)).collect()
        };
        match self {
            Meeting::List => {}
            Meeting::Call { title, start, minutes, weeks, zone, people } => {
                let people = ids(&people)?;
                let body = json!({
                    "title": title, "start": start, "minutes": minutes, "weeks": weeks, "zone": zone, "people": people,
                });
                post(AT, body)?;
            }
            Meeting::Open { number, day, people } => {
                post(&on(number, &day, "opening")?, json!({ "present": ids(&people)? }))?;
            }
            Meeting::Postpone { number, day, item, why } => {
                post(&on(number, &day, "postponements")?, json!({ "item": item, "why": why }))?;
            }
            Meeting::Act { number, day, item, words, marketing, it, due } => {
                let (marketing, it) = (person_id(&transport, &marketing)?, person_id(&transport, &it)?);
                let action = json!({ "words": words, "marketing": marketing, "it": it, "due": super::date(&due)? });
                post(&on(number, &day, "actions")?, json!({ "item": item, "action": action }))?;
            }
            Meeting::Close { number, day } => post(&on(number, &day, "closing")?, json!({}))?,
            Meeting::Move { number, day, to } => post(&on(number, &day, "move")?, json!({ "to": to }))?,
            Meeting::Skip { number, day } => post(&on(number, &day, "omission")?, json!({}))?,
            Meeting::End { number, last } => {
                post(&format!("{AT}/{number}/end"), json!({ "last": super::date(&last)? }))?;
            }
        }
        let list = transport.list(AT)?;
        out.answer(&list, |out| {
            for meeting in list["items"].as_array().into_iter().flatten() {
                let title = meeting["title"].as_str().unwrap_or("—");
                crate::tell!("{:>3}  {title}", meeting["number"].as_u64().unwrap_or_default());
                let held = meeting["held"].as_array().and_then(|held| held.first());
                for day in [Some(&meeting["next"]), held].into_iter().flatten().filter(|day| day.is_object()) {
                    tell(out, day);
                }
            }
        });
        Ok(())
    }
}

fn tell(out: Output, day: &Value) {
    let start = day["start"].as_str().unwrap_or_default();
    match day["state"].as_str() {
        Some("coming") => out.line(format!("     le {start}, à venir"), format!("     {start}, to come")),
        Some("open") => out.line(format!("     le {start}, ouverte"), format!("     {start}, open")),
        _ => out.line(format!("     le {start}, close"), format!("     {start}, closed")),
    }
    for (point, nth) in day["points"].as_array().into_iter().flatten().zip(1..) {
        let (say, why) = (out.of(&point["say"]), out.of(&point["why"]));
        let came = match point["came"].as_str() {
            Some("settled") => format!("✓ {}", out.of(&point["words"])),
            Some("action") => format!("→ {}", point["action"]["id"].as_str().unwrap_or_default()),
            Some("postponed") => format!("… {}", out.of(&point["words"])),
            _ if why.is_empty() => Say::new("reste ouvert", "stays open").in_lang(out.lang).to_owned(),
            _ => why.to_owned(),
        };
        crate::tell!("     {nth}. {say}  ({came})  [{}]", point["about"]["id"].as_str().unwrap_or_default());
    }
    let later = day["later"].as_u64().unwrap_or_default();
    if later > 0 {
        out.line(format!("     et {later} de plus, moins pressants"), format!("     and {later} more, less pressing"));
    }
}
