//! The pairs on which an answer is worth most: shown one after another, answered with a key.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use app::Problem;
use app::matching;
use axum::http::Method;
use base::{Lang, Say, format};
use clap::Args;
use serde_json::{Value, json};

use super::explain::signed;
use crate::commands::Common;
use crate::output::Output;
use crate::transport::Transport;

/// How many, and whether answered elsewhere.
#[derive(Args)]
pub struct Review {
    /// How many pairs are asked about at most.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=200))]
    most: u64,
    /// Takes answers from a table instead of asking: the columns left, right (id, file:number or file#key) and same (yes
    /// or no).
    #[arg(long, value_name = "FILE")]
    answer: Option<PathBuf>,
}

const CORRECTIONS: &str = "/api/v1/matching/corrections";

impl Review {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        if let Some(file) = &self.answer {
            return answer_all(&transport, out, file);
        }
        let page = transport.get(&format!("/api/v1/matching/review?limit={}", self.most))?.body;
        if out.json {
            out.answer(&page, |_| ());
            return Ok(());
        }
        ask(&transport, out, page["items"].as_array().map_or(&[], Vec::as_slice))
    }
}

/// What somebody answers.
enum Key {
    Same(bool),
    Skip,
    Undo,
    Quit,
}

fn key(lang: Lang, words: &str) -> Option<Key> {
    let first = words.trim().chars().next()?.to_ascii_lowercase();
    Some(match (first, lang) {
        ('o', _) | ('y', _) => Key::Same(true),
        ('n', _) => Key::Same(false),
        ('s', _) | ('p', Lang::Fr) => Key::Skip,
        ('u', _) | ('a', Lang::Fr) => Key::Undo,
        ('q', _) => Key::Quit,
        _ => return None,
    })
}

/// Asks about one pair after another; answers are on disk before the next one is shown.
fn ask(transport: &Transport, out: Output, items: &[Value]) -> anyhow::Result<()> {
    let mut answered: Vec<usize> = Vec::new();
    let mut lines = io::stdin().lock().lines();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        tell(out, item, at + 1, items.len());
        let question = match out.lang {
            Lang::Fr => "Une même personne ? [o]ui, [n]on, [p]asser, [a]nnuler la réponse d'avant, [q]uitter : ",
            Lang::En => "One person? [y]es, [n]o, [s]kip, [u]ndo the answer before, [q]uit: ",
        };
        let mut screen = io::stdout();
        // Whoever stops reading has read enough.
        let _ = screen.write_all(question.as_bytes()).and_then(|()| screen.flush());
        let Some(words) = lines.next().transpose()? else { break };
        match key(out.lang, &words) {
            Some(Key::Quit) => break,
            Some(Key::Skip) => at += 1,
            Some(Key::Undo) => {
                if let Some(last) = answered.pop() {
                    let two = two(&items[last]);
                    transport.put(Method::POST, &format!("{CORRECTIONS}/end"), &two)?;
                    at = last;
                }
            }
            Some(Key::Same(same)) => {
                let mut body = two(item);
                body["same"] = json!(same);
                match transport.put(Method::POST, CORRECTIONS, &body) {
                    Ok(_) => {
                        answered.push(at);
                        at += 1;
                    }
                    // What contradicts what stands is told, and the next pair is asked about.
                    Err(problem) if problem.kind == app::Kind::Refused => {
                        out.say(&problem.message);
                        out.say(&Say::new(format!("  → {}", problem.hint.fr), format!("  → {}", problem.hint.en)));
                        at += 1;
                    }
                    Err(problem) => return Err(problem.into()),
                }
            }
            None => {}
        }
    }
    let count = format::number(out.lang, answered.len() as f64, 0);
    out.line(format!("\n{count} réponses gardées."), format!("\n{count} answers kept."));
    let now = &transport.get("/api/v1/matching")?.body["now"];
    super::show::accuracy(out, &now["accuracy"]);
    Ok(())
}

fn two(item: &Value) -> Value {
    json!({ "left": item["pair"]["left"]["id"], "right": item["pair"]["right"]["id"] })
}

fn tell(out: Output, item: &Value, nth: usize, of: usize) {
    let pair = &item["pair"];
    let place = |record: &Value| format!("{}:{}", record["source"].as_str().unwrap_or_default(), record["number"]);
    let bits = signed(out.lang, pair["bits"].as_f64().unwrap_or_default());
    let taken = match pair["one_person"] == true {
        true => Say::new("prises pour une personne", "taken for one person"),
        false => Say::new("prises pour deux personnes", "taken for two people"),
    };
    crate::tell!("\n{nth}/{of}  {} ({bits} bits)", taken.in_lang(out.lang));
    crate::tell!("  {:14} {:32} {}", "", place(&pair["left"]), place(&pair["right"]));
    for says in pair["fields"].as_array().into_iter().flatten() {
        let words = |value: &Value| match value.as_str() {
            None | Some("") => "—".to_owned(),
            Some(words) => words.to_owned(),
        };
        let bits = signed(out.lang, says["bits"].as_f64().unwrap_or_default());
        crate::tell!(
            "  {:14} {:32} {:32} {bits:>6}",
            out.of(&says["name"]),
            words(&says["left"]),
            words(&says["right"])
        );
    }
}

/// Takes all answers of a table; those that contradict what stands are told and left out.
fn answer_all(transport: &Transport, out: Output, file: &std::path::Path) -> anyhow::Result<()> {
    let records = matching::read(&[file.to_owned()], &super::Tables, &mut |_, _| {})?;
    let (left, right, same) = (records.column("left")?, records.column("right")?, records.column("same")?);
    let (mut kept, mut refused) = (0_u64, Vec::new());
    for record in 0..records.count() {
        let words = same.of(record);
        if words.is_empty() {
            continue;
        }
        let Ok(Some(same)) = tabular::Cell::Text(words.to_owned()).flag() else {
            let line = records.place(record as u32);
            return Err(Problem::invalid(
                Say::new(
                    format!("{line} : « {words} » n'est ni oui ni non"),
                    format!("{line}: “{words}” is neither yes nor no"),
                ),
                Say::new("écrivez oui ou non, ou laissez vide", "write yes or no, or leave it empty"),
            )
            .into());
        };
        let body = json!({ "left": left.of(record), "right": right.of(record), "same": same });
        match transport.put(Method::POST, CORRECTIONS, &body) {
            Ok(_) => kept += 1,
            Err(problem) if problem.kind == app::Kind::Refused => {
                refused.push(json!({ "line": records.place(record as u32), "reason": problem.message }));
            }
            Err(problem) => return Err(problem.into()),
        }
    }
    out.answer(&json!({ "kept": kept, "refused": refused }), |out| {
        let count = format::number(out.lang, kept as f64, 0);
        out.line(format!("{count} réponses gardées."), format!("{count} answers kept."));
        for one in &refused {
            crate::tell!("  {} : {}", one["line"].as_str().unwrap_or_default(), out.of(&one["reason"]));
        }
    });
    Ok(())
}
