//! `entente tour`: a walk on a fresh demo store, every figure with where it comes from.
//!
//! The walk goes through the same API as everybody; it knows the order of the steps and none of the results.

mod w1_case;
mod w1_pilot;
mod w2;
mod w5;
mod w6;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use app::{App, Clock, Kind, Problem};
use axum::http::Method;
use base::{Lang, Say};
use clap::Args;
use serde_json::{Value, json};

use super::request::number_of;
use super::{demo, impact, system};
use crate::output::Output;
use crate::transport::Transport;

/// Which walk, in which world.
#[derive(Args)]
pub struct Tour {
    /// The walk: W1, a small widget; W2, a shadow tool; W5, priorities change in week 6; W6, a promise and an arbitration.
    walk: String,
    /// Plays it in a changed world: any stated or imported fact, such as system.loyalty-engine.limit=50; in W1 also a
    /// number of the pilot, such as pilot.baseline=0.30; in W5 a number of the change, such as change.spent=120.
    #[arg(long, value_name = "KIND.KEY.FIELD=VALUE")]
    set: Vec<String>,
    /// Takes the rates of calls from a sample of recorded traces instead of measured lists.
    #[arg(long)]
    traced: bool,
    /// The invented company: tiny, demo or large.
    #[arg(long, default_value = "demo", value_parser = demo::parse_size)]
    size: company::Size,
}

/// What a tour prints.
#[derive(Default)]
struct Walked {
    steps: Vec<Value>,
    figures: Vec<Value>,
}

impl Tour {
    pub(super) fn run(self, out: Output) -> anyhow::Result<ExitCode> {
        let walk = self.walk.to_uppercase();
        if !["W1", "W2", "W5", "W6"].contains(&walk.as_str()) {
            return Err(Problem::not_found(Say::new(
                format!("la promenade {}", self.walk),
                format!("the walk {} (W1, W2, W5 and W6 can be walked)", self.walk),
            ))
            .into());
        }
        let folder = tempfile::Builder::new().prefix("entente-tour-").tempdir()?;
        let store = folder.path().join("store");
        if !self.traced {
            demo::play(&store, self.size)?;
        }
        let app = Arc::new(App::open(&store, Clock::standing(company::life::opens_at()))?);
        if self.traced {
            for file in company::traced(self.size, demo::SEED) {
                app.import(app::Actor::House, None, &file.name, &file.bytes, Some(file.on))?;
            }
        }
        let transport = Transport::over(Arc::clone(&app), None, out.lang)?;
        let walked = match walk.as_str() {
            "W1" => self.walk_w1(&app, transport, out)?,
            "W5" => self.walk_w5(&app, transport, out)?,
            "W6" => self.walk_w6(&app, transport, out)?,
            _ => self.walk_w2(&app, transport, out)?,
        };
        let document = json!({ "walk": walk, "set": self.set, "traced": self.traced, "steps": walked.steps, "figures": walked.figures });
        out.answer(&document, |_| {});
        Ok(ExitCode::SUCCESS)
    }

    /// States what is to be otherwise.
    fn change_the_world(&self, walked: &mut Walked, transport: &mut Transport, out: Output) -> anyhow::Result<()> {
        for set in self.set.iter().filter(|set| !w6::is_of_the_walk(set)) {
            let (address, value) = set.split_once('=').ok_or_else(|| system::not_a_statement(set))?;
            if ["case.", "pilot.", "change."].iter().any(|of| address.starts_with(of)) {
                continue;
            }
            let mut parts = address.splitn(2, '.');
            let (kind, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let (key, field) = rest.rsplit_once('.').ok_or_else(|| system::not_a_statement(set))?;
            transport.acting_as(Some("architect"));
            system::state(transport, kind, key, field, value)?;
            walked.step(
                out,
                "set",
                Say::new(format!("Dans un monde changé : {set}."), format!("In a changed world: {set}.")),
            );
        }
        Ok(())
    }

    /// What is to be otherwise in what people type, by its first word: `case.change=0.2/0.7/1.2%`.
    fn typed(&self, what: &str) -> BTreeMap<String, String> {
        let sets = self.set.iter().filter_map(|set| set.split_once('='));
        let of = sets.filter_map(|(address, value)| Some((address.strip_prefix(what)?.strip_prefix('.')?, value)));
        of.map(|(word, value)| (word.to_owned(), value.to_owned())).collect()
    }

    fn walk_w1(&self, app: &App, mut transport: Transport, out: Output) -> anyhow::Result<Walked> {
        let mut walked = Walked::default();
        self.change_the_world(&mut walked, &mut transport, out)?;

        // One sentence.
        transport.acting_as(Some("Lou"));
        let (wish, _) = company::life::examples().into_iter().next().unwrap_or_default();
        let body = json!({ "sentence": wish, "lang": "fr" });
        let number = number_of(&transport.put(Method::POST, "/api/v1/requests", &body)?.body);
        let at = |part: &str| format!("/api/v1/requests/{number}{part}");
        walked.step(out, "ask", Say::new(format!("Lou écrit : « {wish} »"), format!("Lou writes: “{wish}”")));

        // What it is about: the first reading, confirmed.
        let page = transport.get(&at(""))?.body;
        let reading = page["readings"].get(0).cloned().unwrap_or_default();
        let name = |part: &str, lang: Lang| reading[part][lang.tag()].as_str().unwrap_or_default().to_owned();
        let confirmed = Say::each(|lang| {
            let (element, data, kind) =
                (name("element_name", lang), name("data_name", lang), name("archetype_name", lang));
            match lang {
                Lang::Fr => format!("Entente propose : {element} · {data} · {kind}. Lou confirme."),
                Lang::En => format!("Entente proposes: {element} · {data} · {kind}. Lou confirms."),
            }
        });
        let about =
            json!({ "element": reading["element"], "data": reading["data"], "archetype": reading["archetype"] });
        transport.put(Method::PUT, &at("/about"), &about)?;
        walked.step(out, "confirm", confirmed);

        // Readiness before and after five answers.
        let before = transport.get(&at(""))?.body;
        walked.readiness(
            out,
            "readiness.before",
            &before,
            Say::new("prête, avant les réponses", "ready, before the answers"),
        );
        for (question, answer) in company::w1_answers() {
            let path = at(&format!("/answers/{}", question.word()));
            transport.put(Method::PUT, &path, &json!({ "answer": answer }))?;
        }
        let after = transport.get(&at(""))?.body;
        let asked = before["readiness_detail"]["questions"].as_array().map_or(0, Vec::len);
        walked.step(
            out,
            "answers",
            Say::new(format!("Lou répond à {asked} questions."), format!("Lou answers {asked} questions.")),
        );
        walked.readiness(
            out,
            "readiness.after",
            &after,
            Say::new("prête, après les réponses", "ready, after the answers"),
        );

        // The impact, in both languages of the two sides.
        let begun = std::time::Instant::now();
        let page = transport.get(&at("/impact"))?.body;
        let seconds = begun.elapsed().as_secs_f64();
        for say in page["for_marketing"].as_array().into_iter().flatten() {
            walked.step(out, "for_marketing", said(say));
        }
        for say in page["for_it"].as_array().into_iter().flatten() {
            walked.step(out, "for_it", said(say));
        }
        for figure in page["figures"].as_array().into_iter().flatten() {
            walked.figure(out, figure.clone());
        }
        walked.figure(out, json!({
            "key": "impact.seconds", "label": { "fr": "temps de calcul de l'effet", "en": "time to work out the impact" },
            "value": seconds, "unit": "seconds",
            "shown": { "fr": format!("{seconds:.3} s"), "en": format!("{seconds:.3} s") },
            "evidence": { "is": "computed", "how": { "fr": "mesuré ici", "en": "measured here" }, "from": [] },
        }));

        // A date in the freeze is refused as a date, with two others.
        let refused = transport.put(Method::PUT, &at("/date"), &json!({ "date": "2026-11-20" }));
        match refused {
            Err(problem) if problem.kind == Kind::Refused => {
                walked.step(out, "date.refused", problem.message.clone());
                walked.step(out, "date.offered", problem.hint.clone());
            }
            Err(problem) => return Err(problem.into()),
            Ok(_) => walked.step(out, "date.taken", Say::new("Le 20 novembre est libre.", "20 November is free.")),
        }
        let page = transport.get(&at("/impact?wished=2026-11-20"))?.body;
        let free = page["free"].as_array().cloned().unwrap_or_default();
        if let Some(day) = free.first() {
            let taken = transport.put(Method::PUT, &at("/date"), &json!({ "date": day }));
            if taken.is_ok() {
                let day = day.as_str().unwrap_or_default();
                walked.step(
                    out,
                    "date.wished",
                    Say::new(format!("Lou choisit le {day}."), format!("Lou takes {day}.")),
                );
            }
        }

        // The business case: two pens, three signatures.
        let case_for = w1_case::walk(&mut walked, &mut transport, out, number, &self.typed("case"))?;
        transport.acting_as(Some("Lou"));

        // The decision: both sides sign the same page.
        let opened = number_of(&transport.put(Method::POST, &at("/decision"), &json!({}))?.body);
        let decision = format!("/api/v1/decisions/{opened}");
        transport.acting_as(Some("cmo"));
        let page = transport.get(&decision)?.body;
        let options: Vec<&str> = page["options"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let choice =
            options.iter().find(|option| **option == case_for).or(options.first()).copied().unwrap_or_default();
        walked.step(
            out,
            "decision",
            Say::new(
                format!("Décision {opened} ouverte ; options : {}.", options.join(", ")),
                format!("Decision {opened} is open; options: {}.", options.join(", ")),
            ),
        );
        for who in ["cmo", "cio"] {
            transport.acting_as(Some(who));
            let body = json!({ "choice": choice, "hash": page["hash"] });
            transport.put(Method::POST, &format!("{decision}/signatures"), &body)?;
        }
        let made = transport.get(&decision)?.body;
        let how = made["made"]["how"].as_str().unwrap_or("open").to_owned();
        walked.step(
            out,
            "signed",
            Say::new(
                format!("La directrice marketing et le DSI signent « {choice} » : décidé ({how})."),
                format!("The marketing director and the CIO sign “{choice}”: decided ({how})."),
            ),
        );

        // What was decided is tried on a few before it is given to all.
        self.pilot_w1(app, &mut walked, &mut transport, out, number)?;

        // Everything can be checked again.
        transport.acting_as(None);
        let verified = transport.get("/api/v1/verification")?.body;
        let whole = verified["whole"] == true;
        let (facts, figures) = (&verified["facts"], &verified["figures"]);
        walked.step(
            out,
            "verify",
            Say::new(
                format!(
                    "{facts} faits enchaînés, {figures} chiffres recalculés : {}.",
                    if whole { "tout est entier" } else { "il y a des écarts" }
                ),
                format!(
                    "{facts} facts in the chain, {figures} figures derived again: {}.",
                    if whole { "everything is whole" } else { "something differs" }
                ),
            ),
        );
        walked.steps.push(json!({ "step": "whole", "whole": whole, "made": made["made"], "choice": choice }));
        Ok(walked)
    }
}

impl Walked {
    fn step(&mut self, out: Output, step: &str, say: Say) {
        out.say(&Say::new(format!("· {}", say.fr), format!("· {}", say.en)));
        self.steps.push(json!({ "step": step, "say": say }));
    }

    fn figure(&mut self, out: Output, mut figure: Value) {
        let sources = impact::sources(out.lang, &figure["evidence"]);
        // Each cache figure also stands under its system's name; people read it once.
        let twice = figure["key"].as_str().is_some_and(|key| key.starts_with("cache.") && key.contains('/'));
        if !out.json && !twice {
            crate::tell!("    {:48} {:>22}   {sources}", out.of(&figure["label"]), out.of(&figure["shown"]));
        }
        figure["sources"] = sources.into();
        self.figures.push(figure);
    }

    fn readiness(&mut self, out: Output, key: &str, page: &Value, label: Say) {
        let detail = &page["readiness_detail"];
        let index = &detail["index"];
        self.figure(
            out,
            json!({
                "key": key, "label": label, "value": index, "unit": "points",
                "shown": { "fr": format!("{index} / 100"), "en": format!("{index} / 100") },
                "evidence": { "is": "computed", "how": detail["formula"], "from": [] },
                "criteria": detail["criteria"],
            }),
        );
    }
}

fn said(say: &Value) -> Say {
    serde_json::from_value(say.clone()).unwrap_or_default()
}
