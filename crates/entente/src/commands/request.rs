//! `entente request`: asked, understood, completed, sent to a decision.

mod items;

use axum::http::Method;
use base::Say;
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// What to do with requests.
#[derive(Subcommand)]
pub enum Request {
    /// Asks for a change in one sentence.
    Ask {
        /// The wish.
        sentence: String,
    },
    /// Lists requests, newest first.
    List,
    /// Shows a request with its readiness and its readings.
    Show {
        /// Its number.
        number: u64,
    },
    /// Confirms what a request is about: one of its readings, or named things.
    Confirm {
        /// Its number.
        number: u64,
        /// Which of the readings shown, from 1.
        #[arg(long, default_value_t = 1)]
        reading: usize,
        /// The interface element, such as element:app-home, instead of a reading.
        #[arg(long)]
        element: Option<String>,
        /// The data object, such as data:points-balance.
        #[arg(long)]
        data: Option<String>,
        /// The kind of change, such as live-lookup.
        #[arg(long)]
        kind: Option<String>,
    },
    /// Answers a question of the interview.
    Answer {
        /// Its number.
        number: u64,
        /// The question: problem, who, known, result or done.
        question: String,
        /// The answer.
        answer: String,
    },
    /// Replaces a number of the forecast.
    Assume {
        /// Its number.
        number: u64,
        /// The number: calls_per_view, views or cache_share.
        name: String,
        /// Its value; a share is between 0 and 1.
        value: f64,
    },
    /// Wishes for a date.
    Date {
        /// Its number.
        number: u64,
        /// The date, such as 2026-11-20.
        date: String,
        /// The reason to wish for it although something stands against it.
        #[arg(long)]
        despite: Option<String>,
    },
    /// Sends a request to a decision.
    Send {
        /// Its number.
        number: u64,
    },
    /// Shows what was asked for, agreed and delivered; adds items, says what became of them, accepts them.
    Items {
        /// Its number.
        number: u64,
        /// Adds an item.
        #[arg(long, value_name = "WORDS")]
        ask: Vec<String>,
        /// Says what became of one: 3=delivered, 4=left_out:why, 5=missing_time.
        #[arg(long, value_name = "ITEM=STANDING")]
        tell: Vec<String>,
        /// Accepts it as it stands.
        #[arg(long)]
        accept: bool,
    },
    /// Shows which words of a request may be read in two ways.
    Words {
        /// Its number.
        number: u64,
    },
    /// Takes a request back.
    Withdraw {
        /// Its number.
        number: u64,
        /// Why.
        #[arg(long, default_value = "")]
        why: String,
    },
}

impl Request {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport()?;
        let at = |number: u64, part: &str| format!("/api/v1/requests/{number}{part}");
        match self {
            Request::Ask { sentence } => {
                let body = json!({ "sentence": sentence, "lang": common.language().tag() });
                let done = transport.put(Method::POST, "/api/v1/requests", &body)?.body;
                let number = number_of(&done);
                show(&transport, out, number)?;
            }
            Request::List => {
                let list = transport.list("/api/v1/requests")?;
                out.answer(&list, |out| {
                    for item in list["items"].as_array().into_iter().flatten() {
                        crate::tell!(
                            "{:>5}  {:22} {:>3}/100  {}",
                            item["number"].as_u64().unwrap_or_default(),
                            stage(out, item["stage"].as_str().unwrap_or_default()),
                            item["readiness"].as_u64().unwrap_or_default(),
                            item["sentence"].as_str().unwrap_or("—")
                        );
                    }
                });
            }
            Request::Show { number } => show(&transport, out, number)?,
            Request::Confirm { number, reading, element, data, kind } => {
                let about = if element.is_some() || data.is_some() || kind.is_some() {
                    json!({ "element": element, "data": data, "archetype": kind })
                } else {
                    let page = transport.get(&at(number, ""))?.body;
                    let reading = page["readings"].get(reading.saturating_sub(1)).cloned();
                    reading.ok_or_else(no_such_reading)?
                };
                let body =
                    json!({ "element": about["element"], "data": about["data"], "archetype": about["archetype"] });
                transport.put(Method::PUT, &at(number, "/about"), &body)?;
                show(&transport, out, number)?;
            }
            Request::Answer { number, question, answer } => {
                let path = at(number, &format!("/answers/{}", segment(&question)));
                transport.put(Method::PUT, &path, &json!({ "answer": answer }))?;
                show(&transport, out, number)?;
            }
            Request::Assume { number, name, value } => {
                let path = at(number, &format!("/assumptions/{}", segment(&name)));
                transport.put(Method::PUT, &path, &json!({ "value": value }))?;
                super::impact::show(&transport, out, number, None)?;
            }
            Request::Date { number, date, despite } => {
                let date = super::date(&date)?;
                let body = json!({ "date": date, "despite": despite });
                let done = transport.put(Method::PUT, &at(number, "/date"), &body)?.body;
                let day = Say::each(|lang| base::format::date_long(lang, date));
                out.answer(&done, |out| {
                    out.line(format!("Souhaitée pour le {}.", day.fr), format!("Wished for {}.", day.en))
                });
            }
            Request::Send { number } => {
                let done = transport.put(Method::POST, &at(number, "/decision"), &json!({}))?.body;
                let decision = number_of(&done);
                super::decide::show(&transport, out, decision)?;
            }
            Request::Items { number, ask, tell, accept } => {
                items::items(&transport, out, number, &ask, &tell, accept)?;
            }
            Request::Words { number } => items::words(&transport, out, number)?,
            Request::Withdraw { number, why } => {
                let done = transport.put(Method::POST, &at(number, "/withdrawal"), &json!({ "why": why }))?.body;
                out.answer(&done, |out| out.line("Retirée.", "Withdrawn."));
            }
        }
        Ok(())
    }
}

/// Where a request stands, in the reader's words.
fn stage(out: Output, word: &str) -> String {
    use agenda::request::Stage;
    let stages = [Stage::Draft, Stage::InDecision, Stage::GoesAhead, Stage::Answered, Stage::Withdrawn];
    let known = stages.into_iter().find(|stage| stage.word() == word);
    known.map_or_else(|| word.to_owned(), |stage| stage.say().in_lang(out.lang).to_owned())
}

/// The number in a receipt's `"about": "request:42"`.
pub(super) fn number_of(done: &Value) -> u64 {
    let about = done["about"].as_str().unwrap_or_default();
    about.rsplit(':').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn no_such_reading() -> app::Problem {
    app::Problem::invalid(
        Say::new("il n'y a pas cette lecture", "there is no such reading"),
        Say::new(
            "nommez l'endroit avec --element, ou l'information avec --data",
            "name the place with --element, or the information with --data",
        ),
    )
}

fn show(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/requests/{number}"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell(out: Output, page: &Value) {
    let (number, sentence) = (&page["number"], page["sentence"].as_str().unwrap_or("—"));
    let detail = &page["readiness_detail"];
    out.line(format!("Demande {number} : « {sentence} »"), format!("Request {number}: “{sentence}”"));
    let index = &detail["index"];
    out.line(
        format!("Prête à {index} points sur 100 ({})", out.of(&detail["formula"])),
        format!("Ready: {index} points of 100 ({})", out.of(&detail["formula"])),
    );
    if let Some(back) = detail["comes_back"].as_object() {
        let technology = back["technology"].as_str().unwrap_or_default();
        out.line(
            format!("« {technology} » est un moyen. D'abord, trois questions :"),
            format!("“{technology}” is a means. Three questions first:"),
        );
        for question in back["questions"].as_array().into_iter().flatten() {
            crate::tell!("  ? {}", out.of(question));
        }
    }
    let readings: Vec<&Value> = page["readings"].as_array().into_iter().flatten().collect();
    if !readings.is_empty() {
        out.line("De quoi s'agit-il ?  (entente request confirm)", "What is it about?  (entente request confirm)");
        for (n, reading) in readings.iter().enumerate() {
            let names: Vec<&str> = ["archetype_name", "data_name", "element_name"]
                .iter()
                .map(|name| out.of(&reading[*name]))
                .filter(|name| !name.is_empty())
                .collect();
            crate::tell!("  {}. {}", n + 1, names.join(" · "));
        }
    }
    for question in detail["questions"].as_array().into_iter().flatten() {
        crate::tell!("  ? {:8} {}", question["question"].as_str().unwrap_or_default(), out.of(&question["ask"]));
    }
    if let Some(decision) = page["decision"]["id"].as_str() {
        crate::tell!("  → {decision}");
    }
}
