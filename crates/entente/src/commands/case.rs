//! `entente case`: business cases, written with two pens, weighed on finance's terms, signed by three.

use std::io::Write;
use std::path::{Path, PathBuf};

use agenda::business_case::line::{Heading, factor_say};
use agenda::business_case::{Metric, Pen};
use app::Problem;
use axum::http::Method;
use base::{Lang, Say, Unit, format};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{Common, one_of};
use crate::output::Output;
use crate::transport::Transport;

/// What the writer had read.
#[derive(Args)]
pub struct Read {
    /// The version that was read (`show` tells it): whoever was second is shown what changed, and overwrites nothing.
    #[arg(long, value_name = "VERSION")]
    seen: Option<u64>,
}

/// What to do with business cases.
#[derive(Subcommand)]
pub enum Case {
    /// Lists business cases, newest request first.
    List,
    /// Shows the case of a request: its lines, what each option comes to, who signed.
    Show {
        /// The request's number.
        request: u64,
    },
    /// Opens the case of a request.
    Open {
        /// The request's number.
        request: u64,
    },
    /// Marketing's pen: says how what people do leads to money.
    Chain {
        /// The request's number.
        request: u64,
        /// Each step with its kind before it: activity:…, outcome:…, money:….
        #[arg(required = true, value_name = "KIND:WORDS")]
        steps: Vec<String>,
        /// What was read.
        #[command(flatten)]
        read: Read,
    },
    /// Marketing's pen: writes what an option may bring.
    Benefit {
        /// The request's number.
        request: u64,
        /// The option, such as with-cache-90.
        option: String,
        /// What it is.
        name: String,
        /// How many: a number, or low/likely/high, or a fact such as element:app-home/reach.
        #[arg(long)]
        volume: String,
        /// Euros each is worth a year.
        #[arg(long)]
        value: String,
        /// By which share that changes, such as 0.3/0.8/1.4%.
        #[arg(long)]
        change: Option<String>,
        /// Which share is kept as margin, such as 34%.
        #[arg(long)]
        margin: Option<String>,
        /// What the numbers rest on, each with its name before it, such as "change:panel of May".
        #[arg(long, value_name = "NUMBER:WORDS")]
        basis: Vec<String>,
        /// The line it replaces.
        #[arg(long)]
        line: Option<u32>,
        /// What was read.
        #[command(flatten)]
        read: Read,
    },
    /// IT's pen: writes what an option costs.
    Cost {
        /// The request's number.
        request: u64,
        /// The option, such as with-cache-90.
        option: String,
        /// purchase, deployment, integration, operation or exit.
        heading: String,
        /// What it is.
        name: String,
        /// Euros: a number, or low/likely/high.
        #[arg(long)]
        eur: Option<String>,
        /// Days of work; with --rate.
        #[arg(long)]
        days: Option<String>,
        /// Euros a day, or a fact such as team:squad-loyalty/day_rate.
        #[arg(long)]
        rate: Option<String>,
        /// What the numbers rest on, each with its name before it.
        #[arg(long, value_name = "NUMBER:WORDS")]
        basis: Vec<String>,
        /// The line it replaces.
        #[arg(long)]
        line: Option<u32>,
        /// What was read.
        #[command(flatten)]
        read: Read,
    },
    /// Strikes out a line of one's own pen.
    Strike {
        /// The request's number.
        request: u64,
        /// The line.
        line: u32,
        /// What was read.
        #[command(flatten)]
        read: Read,
    },
    /// Finance's pen: sets the rate and the years.
    Terms {
        /// The request's number.
        request: u64,
        /// The rate a year, such as 8% or 0.08.
        #[arg(long)]
        rate: String,
        /// How many years are looked ahead.
        #[arg(long)]
        years: u32,
        /// What was read.
        #[command(flatten)]
        read: Read,
    },
    /// Names the option the case is for.
    Recommend {
        /// The request's number.
        request: u64,
        /// The option, such as with-cache-90.
        option: String,
        /// What was read.
        #[command(flatten)]
        read: Read,
    },
    /// Questions a line of another pen.
    Question {
        /// The request's number.
        request: u64,
        /// The line.
        line: u32,
        /// The question.
        words: String,
    },
    /// Answers a question about a line of one's own pen.
    Answer {
        /// The request's number.
        request: u64,
        /// The line.
        line: u32,
        /// The answer.
        words: String,
    },
    /// Signs the page as it stands, for marketing, IT or finance (with --as).
    Sign {
        /// The request's number.
        request: u64,
        /// The hash of the page that was read; without it the page is shown and signed as it stands.
        #[arg(long)]
        hash: Option<String>,
        /// A remark.
        #[arg(long)]
        remark: Option<String>,
    },
    /// Shows what signed cases promised, what came of it, and which are to be read again.
    Value,
    /// Writes the case down, by the file's ending: .json, the signed document that `entente verify FILE` checks
    /// anywhere; .xlsx, a workbook with live formulas; .pdf, for paper.
    Export {
        /// The request's number.
        request: u64,
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Says what a signed line came to.
    Measure {
        /// The request's number.
        request: u64,
        /// The line.
        line: u32,
        /// The day it stands for, such as 2026-11-04.
        on: String,
        /// Euros a year, or once.
        eur: String,
        /// How it was measured.
        how: String,
    },
}

impl Case {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let lang = out.lang;
        let at = |request: u64, part: &str| format!("/api/v1/requests/{request}/case{part}");
        let seen = self.seen();
        let (request, method, path, mut body) = match self {
            Case::List => return list(&transport, out),
            Case::Value => return value(&transport, out),
            Case::Show { request } => return show(&transport, out, request),
            Case::Export { request, file } => return export(&transport, out, request, &file),
            Case::Open { request } => (request, Method::POST, at(request, ""), json!({})),
            Case::Chain { request, steps, .. } => {
                let steps: Vec<Value> = steps.iter().map(|step| step_of(step)).collect::<Result<_, _>>()?;
                (request, Method::PUT, at(request, "/chain"), json!({ "steps": steps }))
            }
            Case::Benefit { request, option, name, volume, value, change, margin, basis, line, .. } => {
                let number = |word: &str, words: &str| number(lang, word, words, &basis);
                let some =
                    |word: &str, words: &Option<String>| words.as_deref().map(|words| number(word, words)).transpose();
                let body = json!({
                    "line": line, "option": option, "name": name,
                    "volume": number("volume", &volume)?, "value": number("value", &value)?,
                    "change": some("change", &change)?, "margin": some("margin", &margin)?,
                });
                (request, Method::POST, at(request, "/benefits"), body)
            }
            Case::Cost { request, option, heading, name, eur, days, rate, basis, line, .. } => {
                let headings = Heading::ALL.map(Heading::word);
                if !headings.contains(&heading.as_str()) {
                    return Err(one_of(Say::new("un poste de coût", "a heading"), &heading, &headings).into());
                }
                let some = |word: &str, words: &Option<String>| {
                    words.as_deref().map(|words| number(lang, word, words, &basis)).transpose()
                };
                let body = json!({
                    "line": line, "option": option, "heading": heading, "name": name,
                    "eur": some("eur", &eur)?, "days": some("days", &days)?, "rate": some("rate", &rate)?,
                });
                (request, Method::POST, at(request, "/costs"), body)
            }
            Case::Strike { request, line, .. } => {
                (request, Method::DELETE, at(request, &format!("/lines/{line}")), json!({}))
            }
            Case::Terms { request, rate, years, .. } => {
                let rate = number(lang, "rate", &rate, &[])?["likely"].clone();
                (request, Method::PUT, at(request, "/terms"), json!({ "rate": rate, "years": years }))
            }
            Case::Recommend { request, option, .. } => {
                (request, Method::PUT, at(request, "/recommendation"), json!({ "option": option }))
            }
            Case::Question { request, line, words } => {
                (request, Method::POST, at(request, &format!("/lines/{line}/questions")), json!({ "words": words }))
            }
            Case::Answer { request, line, words } => {
                (request, Method::POST, at(request, &format!("/lines/{line}/answers")), json!({ "words": words }))
            }
            Case::Sign { request, hash, remark } => {
                let hash = match hash {
                    Some(hash) => hash,
                    None => text(&transport.get(&at(request, ""))?.body["hash"]),
                };
                let body = json!({ "hash": hash, "remark": remark });
                (request, Method::POST, at(request, "/signatures"), body)
            }
            Case::Measure { request, line, on, eur, how } => {
                let body = json!({ "on": super::date(&on)?, "eur": number(lang, "eur", &eur, &[])?, "how": how });
                (request, Method::POST, at(request, &format!("/lines/{line}/results")), body)
            }
        };
        if let Some(seen) = seen {
            body["seen"] = json!(seen);
        }
        transport.put(method, &path, &body)?;
        show(&transport, out, request)
    }

    /// The version the writer says to have read.
    fn seen(&self) -> Option<u64> {
        match self {
            Case::Chain { read, .. }
            | Case::Benefit { read, .. }
            | Case::Cost { read, .. }
            | Case::Strike { read, .. }
            | Case::Terms { read, .. }
            | Case::Recommend { read, .. } => read.seen,
            _ => None,
        }
    }
}

/// Shows the ledger of what was promised.
fn value(transport: &Transport, out: Output) -> anyhow::Result<()> {
    let page = transport.get("/api/v1/value")?.body;
    let eur = |value: &Value| format::with_unit(out.lang, value.as_f64().unwrap_or_default().round(), Unit::Eur);
    out.answer(&page, |out| {
        for review in page["reviews"].as_array().into_iter().flatten() {
            let (request, due) = (&review["request"], text(&review["due"]));
            out.line(
                format!("À relire, demande {request} : {due}"),
                format!("To be read again, request {request}: {due}"),
            );
        }
        for line in page["lines"].as_array().into_iter().flatten() {
            let held = match line["held"].as_bool() {
                None => "·",
                Some(true) => "✓",
                Some(false) => "▲",
            };
            let came = if line["came"].is_null() { "—".to_owned() } else { eur(&line["came"]["likely"]) };
            let promised = format!(
                "{} [{} ; {}]",
                eur(&line["promised"]["likely"]),
                eur(&line["promised"]["low"]),
                eur(&line["promised"]["high"])
            );
            crate::tell!(
                "{held} {:>4}  {promised:>36}  {came:>14}  {}",
                line["request"],
                line["name"].as_str().unwrap_or("—")
            );
        }
    });
    Ok(())
}

/// Writes a case down as a file, in the form its ending names.
fn export(transport: &Transport, out: Output, request: u64, file: &Path) -> anyhow::Result<()> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let (bytes, hash) = match ending.as_str() {
        "xlsx" | "pdf" => (transport.file(&format!("/api/v1/requests/{request}/case.{ending}"))?, None),
        "json" => {
            let document = transport.get(&format!("/api/v1/requests/{request}/case/document"))?.body;
            (serde_json::to_vec_pretty(&document).unwrap_or_default(), Some(document["hash"].clone()))
        }
        other => {
            return Err(
                one_of(Say::new("une forme de dossier", "a form of a case"), other, &["json", "xlsx", "pdf"]).into()
            );
        }
    };
    let written = std::fs::File::create_new(file).and_then(|mut to| to.write_all(&bytes));
    let name = file.display().to_string();
    written.map_err(|error| {
        Problem::new(
            app::Kind::Unavailable,
            Say::new(format!("{name} ne peut pas être écrit ({error})"), format!("{name} cannot be written ({error})")),
            Say::new("donnez le nom d'un fichier nouveau", "give the name of a new file"),
        )
    })?;
    out.answer(&json!({ "file": name, "hash": hash }), |out| {
        out.line(format!("Écrit : {name}"), format!("Written: {name}"));
    });
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A step with its kind before it.
fn step_of(words: &str) -> Result<Value, Problem> {
    let kinds = Metric::ALL.map(Metric::word);
    let (kind, rest) = words.split_once(':').unwrap_or(("", words));
    match kinds.contains(&kind) {
        true => Ok(json!({ "kind": kind, "words": rest.trim() })),
        false => Err(one_of(Say::new("un genre d'étape", "a kind of step"), kind, &kinds)),
    }
}

/// A number as it is typed on the command line: `410000`, `0.3/0.8/1.4%`, or a fact's address, with its basis.
pub(super) fn number(lang: Lang, word: &str, words: &str, bases: &[String]) -> Result<Value, Problem> {
    let basis = bases.iter().find_map(|basis| basis.strip_prefix(word)?.strip_prefix(':'));
    if words.contains(':') {
        return Ok(json!({ "from": words, "basis": basis }));
    }
    let unread = |why: Say, way_out: Say| {
        let name = factor_say(word);
        let message = Say::new(format!("{} : {}", name.fr, why.fr), format!("{}: {}", name.en, why.en));
        Problem::invalid(message, way_out)
    };
    match tabular::typed::points(lang, words) {
        Ok(Some(it)) if it.is_range() => {
            Ok(json!({ "low": it.low, "likely": it.likely, "high": it.high, "basis": basis }))
        }
        Ok(Some(it)) => Ok(json!({ "likely": it.likely, "basis": basis })),
        Ok(None) => Err(unread(
            Say::new("il manque un nombre", "a number is missing"),
            Say::new(
                "écrivez un nombre, ou bas/probable/haut comme 0.3/0.8/1.4%",
                "write a number, or low/likely/high such as 0.3/0.8/1.4%",
            ),
        )),
        Err(unfit) => Err(unread(unfit.reason, unfit.way_out)),
    }
}

fn list(transport: &Transport, out: Output) -> anyhow::Result<()> {
    let list = transport.list("/api/v1/cases")?;
    out.answer(&list, |out| {
        for item in list["items"].as_array().into_iter().flatten() {
            crate::tell!(
                "{:14} {:>24}  {}",
                text(&item["request"]["id"]),
                out.of(&item["npv"]["shown"]),
                item["sentence"].as_str().unwrap_or("—")
            );
        }
    });
    Ok(())
}

/// Shows a case.
pub(super) fn show(transport: &Transport, out: Output, request: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/requests/{request}/case"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell(out: Output, page: &Value) {
    let sentence = page["sentence"].as_str().unwrap_or("—");
    out.line(format!("Dossier d'investissement : « {sentence} »"), format!("Business case: “{sentence}”"));
    for step in page["chain"].as_array().into_iter().flatten() {
        let kind = Metric::ALL.into_iter().find(|kind| step["kind"] == kind.word());
        let kind = kind.map(|kind| kind.say().in_lang(out.lang).to_owned()).unwrap_or_default();
        crate::tell!("  → {} ({kind})", text(&step["words"]));
    }
    let eur = |value: &Value| format::with_unit(out.lang, value.as_f64().unwrap_or_default().round(), Unit::Eur);
    for option in page["options"].as_array().into_iter().flatten() {
        let word = text(option);
        let figures: Vec<&Value> = page["figures"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|figure| figure["key"].as_str().is_some_and(|key| key.ends_with(&format!("/{word}"))))
            .collect();
        let lines: Vec<&Value> =
            page["lines"].as_array().into_iter().flatten().filter(|line| line["option"] == *option).collect();
        if figures.is_empty() && lines.is_empty() {
            continue;
        }
        let mark = if page["recommended"] == *option { "▶" } else { " " };
        crate::tell!("{mark} {word}");
        for line in lines {
            let heading = Heading::ALL.into_iter().find(|it| line["heading"] == it.word());
            let what = heading.map(|it| it.say().in_lang(out.lang).to_owned());
            let what = what.unwrap_or_else(|| Say::new("apport", "benefit").in_lang(out.lang).to_owned());
            crate::tell!(
                "   {:>3}  {:12} {:>24}  {}",
                line["line"],
                what,
                out.of(&line["amount"]["shown"]),
                line["name"].as_str().unwrap_or("—")
            );
            if let Some(question) = line["question"].as_str() {
                crate::tell!("        ? {question}");
            }
            if let Some(answer) = line["answer"].as_str() {
                crate::tell!("        = {answer}");
            }
        }
        for figure in figures {
            crate::tell!("        {:40} {:>30}", out.of(&figure["label"]), out.of(&figure["shown"]));
        }
    }
    for swing in page["swings"].as_array().into_iter().flatten().take(6) {
        let name = factor_say(swing["number"].as_str().unwrap_or_default());
        let name = name.in_lang(out.lang);
        out.line(
            format!("   ligne {}, {name} : de {} à {}", swing["line"], eur(&swing["low"]), eur(&swing["high"])),
            format!("   line {}, {name}: from {} to {}", swing["line"], eur(&swing["low"]), eur(&swing["high"])),
        );
    }
    for unready in page["unready"].as_array().into_iter().flatten() {
        crate::tell!("  ? {}", out.of(unready));
    }
    for drift in page["drift"].as_array().into_iter().flatten() {
        let name = factor_say(drift["number"].as_str().unwrap_or_default());
        let name = name.in_lang(out.lang);
        out.line(
            format!(
                "▲ ligne {}, {name} : le paysage dit aujourd'hui {}",
                drift["line"],
                out.of(&drift["now"]["shown"])
            ),
            format!("▲ line {}, {name}: the landscape says {} today", drift["line"], out.of(&drift["now"]["shown"])),
        );
    }
    let pen = |word: &Value| {
        let pen = Pen::ALL.into_iter().find(|pen| word == pen.word());
        pen.map(|pen| pen.say().in_lang(out.lang).to_owned()).unwrap_or_default()
    };
    for signed in page["signed"].as_array().into_iter().flatten() {
        crate::tell!("✓ {} — {}", pen(&signed["pen"]), signed["by"]["name"].as_str().unwrap_or("—"));
    }
    let missing: Vec<String> = page["missing"].as_array().into_iter().flatten().map(pen).collect();
    if !missing.is_empty() {
        out.line(
            format!("Signature attendue : {}", missing.join(", ")),
            format!("Still to sign: {}", missing.join(", ")),
        );
    }
    crate::tell!("  version {}, {}", page["version"], text(&page["hash"]));
}
