//! The end of W1: the widget is tried on a few, read, given to all by both directors, and kept as a practice.

use app::{App, Kind, Problem};
use axum::http::Method;
use base::{Lang, Say, format};
use company::Trial;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::request::number_of;
use super::{Tour, Walked, said};
use crate::output::Output;
use crate::transport::Transport;

impl Tour {
    /// Tries the change of a request, in the world as it was set.
    pub(super) fn pilot_w1(
        &self,
        app: &App,
        walked: &mut Walked,
        transport: &mut Transport,
        out: Output,
        request: u64,
    ) -> anyhow::Result<()> {
        let trial = self.trial()?;
        let lang = out.lang;
        let words = |say: &Say| say.in_lang(lang).to_owned();

        // Set up as planned at first; the check says what so many people can show.
        app.clock().set(morning(trial.begins)?);
        transport.acting_as(Some("orchestrator"));
        let done = transport.put(Method::POST, "/api/v1/pilots", &plan(&trial, trial.first_per_arm, request, lang))?;
        let number = number_of(&done.body);
        let at = |part: &str| format!("/api/v1/pilots/{number}{part}");
        let page = transport.get(&at(""))?.body;
        walked.step(
            out,
            "pilot.set",
            Say::new(
                format!("Reine pose un pilote : « {} ».", trial.hypothesis.fr),
                format!("Reine sets up a pilot: “{}”.", trial.hypothesis.en),
            ),
        );
        walked.step(out, "pilot.power", said(&page["power"]["say"]));
        for figure in figures(&page, &["pilot.per_arm", "pilot.detectable", "pilot.needed"]) {
            let mut figure = figure.clone();
            figure["key"] = format!("first.{}", figure["key"].as_str().unwrap_or_default()).into();
            walked.figure(out, figure);
        }

        // Too small, it does not start without a reason; the number that is needed is offered.
        match transport.put(Method::POST, &at("/start"), &json!({})) {
            Err(problem) if problem.kind == Kind::Refused => {
                walked.step(out, "pilot.refused", problem.message.clone());
                walked.step(out, "pilot.way_out", problem.hint.clone());
                transport.put(Method::PUT, &at("/plan"), &plan(&trial, trial.per_arm, request, lang))?;
                let people = Say::each(|lang| format::number(lang, trial.per_arm as f64, 0));
                walked.step(
                    out,
                    "pilot.revised",
                    Say::new(
                        format!("Le plan passe à {} personnes par groupe.", people.fr),
                        format!("The plan goes to {} people a group.", people.en),
                    ),
                );
                // In a world where even that is too small, the reason stays on record.
                let why = json!({ "despite_power": match lang {
                    Lang::Fr => "On ne peut pas atteindre plus de membres avant le gel",
                    Lang::En => "No more members can be reached before the freeze",
                } });
                transport.put(Method::POST, &at("/start"), &why)?;
            }
            Err(problem) => return Err(problem.into()),
            Ok(_) => walked.step(
                out,
                "pilot.enough",
                Say::new("Assez de personnes : il démarre tel quel.", "People enough: it starts as it is."),
            ),
        }

        // The counts, ten weeks later.
        app.clock().set(morning(trial.counted)?);
        let page = transport.get(&at(""))?.body;
        let planned = figures(&page, &["pilot.per_arm"]).next().and_then(|it| it["value"].as_f64()).unwrap_or_default();
        let arm = |name: &Say, bought: u64| json!({ "arm": words(name), "people": planned as u64, "did": bought });
        let counts = json!({
            "counts": [arm(&trial.with, trial.bought.1), arm(&trial.without, trial.bought.0)],
            "spent_cents": trial.spent_cents,
            "words": words(&trial.source),
        });
        transport.put(Method::POST, &at("/counts"), &counts)?;
        let page = transport.get(&at(""))?.body;
        for figure in page["figures"].as_array().into_iter().flatten() {
            walked.figure(out, figure.clone());
        }
        let verdict = page["verdict"].as_str().unwrap_or_default().to_owned();
        walked.step(out, "pilot.why", said(&page["why"]));
        walked.step(out, "pilot.worth", said(&page["worth"]["say"]));
        for flag in page["flags"].as_array().into_iter().flatten() {
            walked.step(out, "pilot.flag", said(flag));
        }

        // Both sides decide as the lines fixed in advance say; what is not conclusive runs on.
        let opened = number_of(&transport.put(Method::POST, &at("/decision"), &json!({}))?.body);
        let decision = format!("/api/v1/decisions/{opened}");
        let page = transport.get(&decision)?.body;
        let mut options = page["options"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let wanted = if verdict == "not_conclusive" { "prolong" } else { &verdict };
        let choice = options.find(|option| option.starts_with(wanted)).unwrap_or_default().to_owned();
        for who in ["cmo", "cio"] {
            transport.acting_as(Some(who));
            let body = json!({ "choice": choice, "hash": page["hash"] });
            transport.put(Method::POST, &format!("{decision}/signatures"), &body)?;
        }
        let made = transport.get(&decision)?.body["made"].clone();
        walked.step(
            out,
            "pilot.signed",
            Say::new(format!("Les deux directions signent « {choice} »."), format!("Both directors sign “{choice}”.")),
        );
        walked.steps.push(json!({ "step": "pilot", "verdict": verdict, "choice": choice, "made": made }));

        // What was learnt is kept, once the pilot is closed.
        transport.acting_as(Some("orchestrator"));
        let [name, worked, when] = &trial.practice;
        let body = json!({
            "name": words(name), "worked": words(worked), "when": words(when), "pilot": format!("pilot:{number}"),
        });
        match transport.put(Method::POST, "/api/v1/practices", &body) {
            Ok(_) => {
                let list = transport.list("/api/v1/practices")?;
                let kept = list["items"][0].clone();
                walked.step(
                    out,
                    "practice",
                    Say::new(
                        format!("La pratique « {} » est enregistrée.", name.fr),
                        format!("The practice “{}” is recorded.", name.en),
                    ),
                );
                walked.steps.push(json!({ "step": "practice.kept", "practice": kept }));
            }
            // A pilot that runs on has taught nothing yet.
            Err(problem) if problem.kind == Kind::Refused => {
                walked.step(out, "practice.early", problem.message.clone())
            }
            Err(problem) => return Err(problem.into()),
        }
        Ok(())
    }

    /// The pilot of the walk, with what `--set pilot.…` changes of it.
    fn trial(&self) -> Result<Trial, Problem> {
        let mut trial = company::w1_pilot();
        for (name, value) in self.typed("pilot") {
            let share = || value.trim().parse::<f64>().ok().filter(|share| share.is_finite());
            let count = || value.trim().parse::<u64>().ok();
            let taken = match name.as_str() {
                "baseline" => share().map(|share| trial.baseline = share),
                "promised" => share().map(|share| trial.promised = share),
                "extend" => share().map(|share| trial.extend = share),
                "first_per_arm" => count().map(|people| trial.first_per_arm = people),
                "per_arm" => count().map(|people| trial.per_arm = people),
                "bought_without" => count().map(|bought| trial.bought.0 = bought),
                "bought_with" => count().map(|bought| trial.bought.1 = bought),
                _ => None,
            };
            taken.ok_or_else(|| no_number(&name, &value))?;
        }
        Ok(trial)
    }
}

fn no_number(name: &str, value: &str) -> Problem {
    let set = format!("pilot.{name}={value}");
    Problem::invalid(
        Say::new(format!("« {set} » n'est pas un chiffre du pilote"), format!("“{set}” is no number of the pilot")),
        Say::new(
            "écrivez pilot.baseline=0.30, ou promised, extend, first_per_arm, per_arm, bought_without, bought_with",
            "write pilot.baseline=0.30, or promised, extend, first_per_arm, per_arm, bought_without, bought_with",
        ),
    )
}

fn plan(trial: &Trial, per_arm: u64, request: u64, lang: Lang) -> Value {
    let words = |say: &Say| say.in_lang(lang).to_owned();
    json!({
        "request": format!("request:{request}"),
        "hypothesis": words(&trial.hypothesis),
        "metric": words(&trial.metric),
        "proxy": words(&trial.proxy),
        "population": words(&trial.population),
        "baseline": trial.baseline,
        "promised": trial.promised,
        "arms": [words(&trial.without), words(&trial.with)],
        "per_arm": per_arm,
        "stop_rule": words(&trial.stop_rule),
        "budget_cents": trial.budget_cents,
        "decide_by": trial.decide_by,
        "home": format!("team:{}", trial.home),
        "extend": trial.extend,
    })
}

/// The figures of a page under some keys, in this order.
fn figures<'a>(page: &'a Value, keys: &'a [&str]) -> impl Iterator<Item = &'a Value> {
    let all = page["figures"].as_array();
    keys.iter().filter_map(move |key| all?.iter().find(|figure| figure["key"] == *key))
}

/// Nine o'clock of a day in the house's time.
fn morning(day: Date) -> anyhow::Result<jiff::Timestamp> {
    Ok(day.at(9, 0, 0, 0).in_tz("Europe/Paris")?.timestamp())
}
