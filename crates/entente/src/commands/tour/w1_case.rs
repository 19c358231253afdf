//! The business case of the first walk: written with two pens, weighed on finance's terms, signed by three, voided by an
//! edit, signed again.

use std::collections::BTreeMap;

use app::Problem;
use axum::http::Method;
use base::Say;
use serde_json::{Value, json};

use super::{Walked, said};
use crate::commands::case::number;
use crate::output::Output;
use crate::transport::Transport;

/// The shortcut is built by this squad.
const SQUAD_RATE: &str = "team:squad-loyalty/day_rate";

/// Numbers of the case that are to be otherwise, by their words: `volume`, `change`, `purchase`, `rate`, `years`….
pub(super) type Otherwise = BTreeMap<String, String>;

/// Walks from the impact to three signatures; gives the option the case is for.
pub(super) fn walk(
    walked: &mut Walked,
    transport: &mut Transport,
    out: Output,
    request: u64,
    otherwise: &Otherwise,
) -> anyhow::Result<String> {
    let words = &company::W1_CASE;
    let at = |part: &str| format!("/api/v1/requests/{request}/case{part}");
    let put = |transport: &Transport, method: Method, part: &str, body: &Value| transport.put(method, &at(part), body);
    let mine = |(fr, en): (&str, &str)| match out.lang {
        base::Lang::Fr => fr.to_owned(),
        base::Lang::En => en.to_owned(),
    };
    let typed = |word: &str, usual: &str| otherwise.get(word).map_or(usual, String::as_str).to_owned();

    // Opened by who asked; the options are those the impact leaves open.
    put(transport, Method::POST, "", &json!({}))?;
    let page = transport.get(&at(""))?.body;
    let options: Vec<String> =
        page["options"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let wanted = |start: &str| options.iter().find(|option| option.starts_with(start)).cloned();
    let chosen = wanted("with-cache-90").or_else(|| wanted("as-asked")).unwrap_or_default();
    walked.step(
        out,
        "case.open",
        Say::new(
            format!("Le dossier s'ouvre sur {} options : {}.", options.len(), options.join(", ")),
            format!("The case opens on {} options: {}.", options.len(), options.join(", ")),
        ),
    );

    // A case that ends in clicks cannot state a benefit.
    transport.acting_as(Some("Lou"));
    let numbers: BTreeMap<&str, Value> = words
        .numbers
        .iter()
        .map(|(word, usual, basis)| {
            Ok((*word, number(out.lang, word, &typed(word, usual), &[format!("{word}:{}", mine(*basis))])?))
        })
        .collect::<Result<_, Problem>>()?;
    let mut benefit = json!({ "option": chosen, "name": mine(words.benefit) });
    for (word, value) in &numbers {
        benefit[word] = value.clone();
    }
    let steps: Vec<Value> =
        words.chain.iter().map(|(kind, step)| json!({ "kind": kind, "words": mine(*step) })).collect();
    let clicks: Vec<&Value> = steps.iter().filter(|step| step["kind"] == "activity").collect();
    put(transport, Method::PUT, "/chain", &json!({ "steps": clicks }))?;
    refused(walked, out, "case.clicks", put(transport, Method::POST, "/benefits", &benefit));
    put(transport, Method::PUT, "/chain", &json!({ "steps": steps }))?;

    // Each pen writes its own half, and no other.
    put(transport, Method::POST, "/benefits", &benefit)?;
    let cost = |heading: &str, (name, usual, basis): ((&str, &str), &str, (&str, &str))| -> Result<Value, Problem> {
        let eur = number(out.lang, "eur", &typed(heading, usual), &[format!("eur:{}", mine(basis))])?;
        Ok(json!({ "option": chosen, "heading": heading, "name": mine(name), "eur": eur }))
    };
    let (heading, name, usual, basis) = words.costs[0];
    refused(
        walked,
        out,
        "case.wrong_pen",
        put(transport, Method::POST, "/costs", &cost(heading, (name, usual, basis))?),
    );
    transport.acting_as(Some("architect"));
    for (heading, name, usual, basis) in words.costs {
        put(transport, Method::POST, "/costs", &cost(heading, (name, usual, basis))?)?;
    }
    if let Some(existing) = wanted("use-existing") {
        let (name, days, basis) = words.shortcut;
        let body = json!({
            "option": existing, "heading": "deployment", "name": mine(name),
            "days": number(out.lang, "days", &typed("shortcut", days), &[format!("days:{}", mine(basis))])?,
            "rate": { "from": SQUAD_RATE },
        });
        put(transport, Method::POST, "/costs", &body)?;
    }
    refused(walked, out, "case.wrong_pen", put(transport, Method::POST, "/benefits", &benefit));
    transport.acting_as(Some("controller"));
    let rate = number(out.lang, "rate", &typed("rate", words.terms.0), &[])?["likely"].clone();
    let years: u32 = typed("years", &words.terms.1.to_string()).parse().unwrap_or(words.terms.1);
    put(transport, Method::PUT, "/terms", &json!({ "rate": rate, "years": years }))?;
    transport.acting_as(Some("Lou"));
    put(transport, Method::PUT, "/recommendation", &json!({ "option": chosen }))?;
    let page = transport.get(&at(""))?.body;
    for figure in page["figures"].as_array().into_iter().flatten() {
        walked.figure(out, figure.clone());
    }

    // Three sign the same page.
    sign(walked, transport, out, &at(""), "case.signed")?;

    // Somebody corrects a volume: the signatures are void, and the page says so.
    transport.acting_as(Some("Lou"));
    let held = transport.get(&at(""))?.body;
    let line = held["lines"].as_array().into_iter().flatten().find(|line| line["pen"] == "marketing").cloned();
    let line = line.unwrap_or_default()["line"].clone();
    let mut edited = benefit.clone();
    edited["line"] = line.clone();
    let volume = held["lines"][0]["numbers"]["volume"]["likely"].as_f64().unwrap_or_default();
    edited["volume"] =
        json!({ "likely": volume * 0.9, "basis": mine(("Sans les comptes en double", "Without double accounts")) });
    put(transport, Method::POST, "/benefits", &edited)?;
    let page = transport.get(&at(""))?.body;
    let (voided, missing) =
        (page["voided"].as_array().map_or(0, Vec::len), page["missing"].as_array().map_or(0, Vec::len));
    walked.step(
        out,
        "case.voided",
        Say::new(
            format!("Lou corrige un volume : {voided} signatures tombent, {missing} manquent."),
            format!("Lou corrects a volume: {voided} signatures fall, {missing} are missing."),
        ),
    );
    edited["volume"] = benefit["volume"].clone();
    put(transport, Method::POST, "/benefits", &edited)?;
    sign(walked, transport, out, &at(""), "case.signed_again")?;
    Ok(chosen)
}

/// The three pens sign what stands.
fn sign(walked: &mut Walked, transport: &mut Transport, out: Output, at: &str, step: &str) -> anyhow::Result<()> {
    for who in ["cmo", "cio", "controller"] {
        transport.acting_as(Some(who));
        let hash = transport.get(at)?.body["hash"].clone();
        transport.put(Method::POST, &format!("{at}/signatures"), &json!({ "hash": hash }))?;
    }
    let page = transport.get(at)?.body;
    let hash = page["hash"].as_str().unwrap_or_default();
    let short: String = hash.chars().take(12).collect();
    let signed = page["signed"].as_array().map_or(0, Vec::len);
    walked.step(
        out,
        step,
        Say::new(
            format!("{signed} plumes signent la même page ({short}…) : marketing, DSI, contrôle de gestion."),
            format!("{signed} pens sign the same page ({short}…): marketing, IT, finance."),
        ),
    );
    Ok(())
}

/// Tells a refusal that the walk expects, or that it did not come.
fn refused(walked: &mut Walked, out: Output, step: &str, answer: Result<crate::transport::Reply, Problem>) {
    match answer {
        Err(problem) => {
            let say = said(&json!(problem.message));
            let hint = &problem.hint;
            walked.step(out, step, Say::new(format!("{} → {}", say.fr, hint.fr), format!("{} → {}", say.en, hint.en)));
        }
        Ok(_) => walked.step(out, &format!("{step}.taken"), Say::new("Cela a été pris.", "It was taken.")),
    }
}
