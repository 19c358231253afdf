//! `entente decide`: decisions shown and signed.

use axum::http::Method;
use base::{Say, Side};
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// What to do with decisions.
#[derive(Subcommand)]
pub enum Decide {
    /// Lists decisions, newest first.
    List,
    /// Shows a decision with the facts it stands on.
    Show {
        /// Its number.
        number: u64,
    },
    /// Signs for one's side the page as it stands (with --as).
    Sign {
        /// Its number.
        number: u64,
        /// The option, such as with-cache-90.
        choice: String,
        /// A remark.
        #[arg(long)]
        remark: Option<String>,
    },
    /// Records a compromise.
    Compromise {
        /// Its number.
        number: u64,
        /// What each side gives and gets.
        terms: String,
    },
    /// Writes what matters to the other side (with --as).
    Restate {
        /// Its number.
        number: u64,
        /// What matters to the other side, in one's own words.
        words: String,
    },
    /// Says that the other side understood, or with --correction what matters (with --as).
    Understood {
        /// Its number.
        number: u64,
        /// What matters, where it was not understood.
        #[arg(long)]
        correction: Option<String>,
    },
    /// Lists the compromises of all decisions, newest first.
    Compromises,
    /// Lets the default take effect once the deadline has passed.
    Deadline {
        /// Its number.
        number: u64,
    },
    /// Decides for both, as the arbiter (with --as).
    Arbitrate {
        /// Its number.
        number: u64,
        /// The option.
        choice: String,
    },
}

impl Decide {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let at = |number: u64, part: &str| format!("/api/v1/decisions/{number}{part}");
        let hash = |number: u64| transport.get(&at(number, "")).map(|page| page.body["hash"].clone());
        match self {
            Decide::List => {
                let list = transport.list("/api/v1/decisions")?;
                out.answer(&list, |out| {
                    for item in list["items"].as_array().into_iter().flatten() {
                        let missing: Vec<String> = texts(&item["missing"]).iter().map(|it| side(out, it)).collect();
                        let state = match item["made"]["how"].as_str() {
                            Some(how) => made(out, how),
                            None => format!("… {}", missing.join(", ")),
                        };
                        crate::tell!(
                            "{:>5}  {}  {state:20} {}",
                            item["number"].as_u64().unwrap_or_default(),
                            item["deadline"].as_str().unwrap_or_default(),
                            item["sentence"].as_str().unwrap_or("—")
                        );
                    }
                });
                Ok(())
            }
            Decide::Show { number } => show(&transport, out, number),
            Decide::Sign { number, choice, remark } => {
                let body = json!({ "choice": choice, "hash": hash(number)?, "remark": remark });
                transport.put(Method::POST, &at(number, "/signatures"), &body)?;
                show(&transport, out, number)
            }
            Decide::Compromise { number, terms } => {
                transport.put(Method::POST, &at(number, "/compromises"), &json!({ "terms": terms }))?;
                show(&transport, out, number)
            }
            Decide::Restate { number, words } => {
                transport.put(Method::POST, &at(number, "/restatement"), &json!({ "words": words }))?;
                show(&transport, out, number)
            }
            Decide::Understood { number, correction } => {
                let body = json!({ "correction": correction });
                transport.put(Method::POST, &at(number, "/restatement/answer"), &body)?;
                show(&transport, out, number)
            }
            Decide::Compromises => {
                let list = transport.list("/api/v1/compromises")?;
                out.answer(&list, |out| {
                    for item in list["items"].as_array().into_iter().flatten() {
                        let day: String = item["at"].as_str().unwrap_or_default().chars().take(10).collect();
                        let state = item["made"]["how"].as_str().map_or("…".to_owned(), |how| made(out, how));
                        let who = item["by"]["name"].as_str().unwrap_or("—");
                        crate::tell!("{day}  {}  ({state}, {who})", out.of(&item["decision"]["name"]));
                        crate::tell!("            {}", item["terms"].as_str().unwrap_or("—"));
                    }
                });
                Ok(())
            }
            Decide::Deadline { number } => {
                transport.put(Method::POST, &at(number, "/deadline"), &json!({}))?;
                show(&transport, out, number)
            }
            Decide::Arbitrate { number, choice } => {
                let body = json!({ "choice": choice, "hash": hash(number)? });
                transport.put(Method::POST, &at(number, "/arbitration"), &body)?;
                show(&transport, out, number)
            }
        }
    }
}

/// Shows a decision.
pub(super) fn show(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/decisions/{number}"))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell(out: Output, page: &Value) {
    let words = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
    let (number, sentence) = (&page["number"], words("sentence"));
    out.line(format!("Décision {number} : « {sentence} »"), format!("Decision {number}: “{sentence}”"));
    let day = words("deadline").parse().ok();
    let day = Say::each(|lang| day.map_or_else(|| words("deadline"), |day| base::format::date_long(lang, day)));
    let silence = &page["silence"];
    let silence = (silence["fr"].as_str().unwrap_or_default(), silence["en"].as_str().unwrap_or_default());
    out.line(format!("  échéance le {} ; {}", day.fr, silence.0), format!("  deadline {}; {}", day.en, silence.1));
    let list = |name: &str| page[name].as_array().cloned().unwrap_or_default();
    let options = texts(&page["options"]).join(", ");
    out.line(format!("  options : {options}"), format!("  options: {options}"));
    for signature in list("signed") {
        let text = |name: &str| signature[name].as_str().unwrap_or_default().to_owned();
        let who = signature["by"]["name"].as_str().unwrap_or_default();
        crate::tell!("  ✓ {:10} {:16} {who}", side(out, &text("side")), text("choice"));
    }
    for missing in texts(&page["missing"]) {
        let side = side(out, &missing);
        out.line(format!("  … {side} n'a pas encore signé"), format!("  … {side} has not signed yet"));
    }
    for restated in list("restated") {
        let text = |name: &str| restated[name].as_str().unwrap_or_default().to_owned();
        let by = side(out, &text("by"));
        out.line(
            format!("  {by} a compris de l'autre côté : « {} »", text("words")),
            format!("  {by} understood of the other side: “{}”", text("words")),
        );
        match text("state").as_str() {
            "confirmed" => out.line("    ✓ c'est bien cela", "    ✓ that is it"),
            "corrected" => out.line(
                format!("    ▲ corrigé : {}", text("correction")),
                format!("    ▲ put right: {}", text("correction")),
            ),
            _ => out.line("    … attend la réponse", "    … waits for an answer"),
        }
    }
    if let Some(left) = page["days_left"].as_i64() {
        match left {
            0.. => out.line(format!("  {left} jours ouvrés restent"), format!("  {left} working days left")),
            late => {
                out.line(format!("  en retard de {} jours ouvrés", -late), format!("  {} working days late", -late))
            }
        }
    }
    if let Some(how) = page["made"]["how"].as_str() {
        crate::tell!("  ■ {} ({})", page["made"]["choice"].as_str().unwrap_or_default(), made(out, how));
    }
    crate::tell!("  sha256 {}", words("hash"));
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A side in the reader's words.
fn side(out: Output, word: &str) -> String {
    let side = serde_json::from_value::<Side>(word.into()).map(|side| side.say());
    side.map_or_else(|_| word.to_owned(), |say| say.in_lang(out.lang).to_owned())
}

/// How a decision fell, in the reader's words.
fn made(out: Output, how: &str) -> String {
    let say = match how {
        "together" => Say::new("décidé ensemble", "decided together"),
        "provisional" => Say::new("provisoire", "provisional"),
        "arbitrated" => Say::new("arbitré", "arbitrated"),
        other => Say::same(other),
    };
    say.in_lang(out.lang).to_owned()
}
