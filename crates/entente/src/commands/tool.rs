//! `entente tool`: tools in use, and what both sides make of them.

use axum::http::Method;
use base::{Lang, Money, Say, format};
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// What to do with tools in use.
#[derive(Subcommand)]
pub enum Tool {
    /// Lists marketing's tools in use, with the share the house has not registered.
    List {
        /// Which: marketing, all (of any trade), seen (merely met while browsing).
        #[arg(long, default_value = "marketing")]
        show: String,
        /// Shows the share of an earlier day beside it.
        #[arg(long, value_name = "DATE")]
        since: Option<String>,
    },
    /// Shows a tool: its evidence, its users by team, what it costs, what was agreed.
    Show {
        /// Its name, key or domain.
        tool: String,
    },
    /// Declares a tool of one's own, in a minute (with --as).
    Declare {
        /// What it is called.
        name: String,
        /// What it is used for.
        #[arg(long)]
        purpose: Option<String>,
        /// What it does; once for each function.
        #[arg(long = "function", value_name = "FUNCTION")]
        functions: Vec<String>,
        /// The key of the team that uses it.
        #[arg(long)]
        team: Option<String>,
        /// What it costs a month, in euros, such as 89 or 89.50.
        #[arg(long, value_name = "EUROS")]
        monthly: Option<String>,
    },
    /// Says whether the house uses a tool that evidence shows.
    Review {
        /// Its name, key or domain.
        tool: String,
        /// It is not used; without this it is.
        #[arg(long)]
        not_used: bool,
        /// Why.
        #[arg(long)]
        why: Option<String>,
    },
    /// Asks a person, by a letter without blame, whether it is theirs.
    Ask {
        /// Its name, key or domain.
        tool: String,
        /// The person, by name or id.
        person: String,
    },
    /// Answers for oneself (with --as): ours, no_longer, not_ours.
    Answer {
        /// Its name, key or domain.
        tool: String,
        /// ours, no_longer or not_ours.
        answer: String,
        /// Why it was taken: too_slow, not_known, lacks, trial, partner.
        #[arg(long)]
        cause: Option<String>,
        /// How long the official way was said to take, in weeks.
        #[arg(long, value_name = "WEEKS")]
        quoted: Option<u32>,
        /// What it does; once for each function.
        #[arg(long = "function", value_name = "FUNCTION")]
        functions: Vec<String>,
    },
    /// Decides to see who uses it, for a reason that stays; the data-protection officer is told (with --as).
    Names {
        /// Its name, key or domain.
        tool: String,
        /// Why the count by team is not enough.
        reason: String,
    },
    /// Asks both sides to decide: make official, replace, retire, tolerate.
    Decide {
        /// Its name, key or domain.
        tool: String,
        /// Until when it would be tolerated, such as 2026-09-30.
        until: String,
        /// The key of the system that could take over.
        #[arg(long, value_name = "SYSTEM")]
        replace_by: Option<String>,
    },
    /// Proves that the data in it are deleted.
    Deleted {
        /// Its name, key or domain.
        tool: String,
        /// Who deleted what, when, and where that can be checked.
        proof: String,
    },
    /// Names the request that does by the official way what it was taken for.
    Official {
        /// Its name, key or domain.
        tool: String,
        /// The number of the request.
        request: u64,
    },
    /// Reminds owners and directors of everything agreed that ends soon.
    Remind,
}

/// What to do with joint actions.
#[derive(Subcommand)]
pub enum Action {
    /// Lists joint actions, newest first.
    List,
    /// Agrees on one.
    Set {
        /// What is to be done.
        words: String,
        /// Its owner on marketing's side, by name or id.
        #[arg(long)]
        marketing: String,
        /// Its owner on IT's side, by name or id.
        #[arg(long)]
        it: String,
        /// The day it is to be done by, such as 2026-10-15.
        #[arg(long)]
        due: String,
        /// The tool it comes from, by name, key or domain.
        #[arg(long)]
        tool: Option<String>,
        /// Where it stands on the agenda, such as data-serve.
        #[arg(long, requires = "outcome")]
        cell: Option<String>,
        /// What will be different once it is done.
        #[arg(long, requires = "cell")]
        outcome: Option<String>,
    },
    /// Puts one in a cell of the agenda, for an outcome; without a cell, takes it off.
    Place {
        /// Its number.
        number: u64,
        /// The cell, such as data-serve.
        #[arg(requires = "outcome")]
        cell: Option<String>,
        /// What will be different once it is done.
        #[arg(long)]
        outcome: Option<String>,
    },
    /// Says that one is done.
    Done {
        /// Its number.
        number: u64,
        /// What came of it.
        #[arg(long)]
        words: Option<String>,
    },
    /// Drops one.
    Drop {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
}

impl Tool {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let order = |tool: &str, part: &str, body: Value| -> anyhow::Result<()> {
            let key = meant(&transport, tool)?;
            transport.put(Method::POST, &format!("/api/v1/tools/{}{part}", segment(&key)), &body)?;
            show(&transport, out, &key)
        };
        match self {
            Tool::List { show, since } => {
                let since = since.map(|day| super::date(&day)).transpose()?;
                let since = since.map_or_else(String::new, |day| format!("&since={day}"));
                let list = transport.get(&format!("/api/v1/tools?show={}&limit=1000{since}", segment(&show)))?.body;
                out.answer(&list, |out| tell_list(out, &list));
                Ok(())
            }
            Tool::Show { tool } => show(&transport, out, &meant(&transport, &tool)?),
            Tool::Declare { name, purpose, functions, team, monthly } => {
                let body = json!({
                    "name": name,
                    "purpose": purpose,
                    "functions": lines(functions),
                    "team": team,
                    "monthly_cents": monthly.as_deref().map(cents).transpose()?,
                });
                let done = transport.put(Method::POST, "/api/v1/tools", &body)?.body;
                let about = done["about"].as_str().unwrap_or_default();
                show(&transport, out, about.split_once(':').map_or(about, |(_, key)| key))
            }
            Tool::Review { tool, not_used, why } => order(&tool, "/review", json!({ "in_use": !not_used, "why": why })),
            Tool::Ask { tool, person } => {
                let person = person_id(&transport, &person)?;
                order(&tool, "/questions", json!({ "person": person, "lang": out.lang.tag() }))
            }
            Tool::Answer { tool, answer, cause, quoted, functions } => {
                let functions = lines(functions);
                let body = json!({ "answer": answer, "cause": cause, "quoted_weeks": quoted, "functions": functions });
                order(&tool, "/answer", body)
            }
            Tool::Names { tool, reason } => order(&tool, "/names", json!({ "reason": reason, "lang": out.lang.tag() })),
            Tool::Decide { tool, until, replace_by } => {
                let until = super::date(&until)?;
                order(&tool, "/decision", json!({ "until": until, "replace_by": replace_by }))
            }
            Tool::Deleted { tool, proof } => order(&tool, "/deletion", json!({ "proof": proof })),
            Tool::Official { tool, request } => order(&tool, "/official-way", json!({ "request": request })),
            Tool::Remind => {
                let done = transport.put(Method::POST, "/api/v1/reminders", &json!({}))?.body;
                out.answer(&done, |out| {
                    let reminded = texts(&done["reminded"]);
                    if reminded.is_empty() {
                        out.line("Rien à rappeler.", "Nothing to remind of.");
                    }
                    for tool in reminded {
                        out.line(format!("Rappelé : {tool}"), format!("Reminded: {tool}"));
                    }
                });
                Ok(())
            }
        }
    }
}

impl Action {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        match self {
            Action::List => {}
            Action::Set { words, marketing, it, due, tool, cell, outcome } => {
                let cause = tool.map(|tool| meant(&transport, &tool).map(|key| format!("tool:{key}"))).transpose()?;
                let body = json!({
                    "words": words,
                    "cause": cause,
                    "marketing": person_id(&transport, &marketing)?,
                    "it": person_id(&transport, &it)?,
                    "due": super::date(&due)?,
                    "place": cell.map(|cell| json!({ "cell": cell, "outcome": outcome })),
                });
                transport.put(Method::POST, "/api/v1/actions", &body)?;
            }
            Action::Place { number, cell, outcome } => {
                let body = json!({ "cell": cell, "outcome": outcome.unwrap_or_default() });
                transport.put(Method::PUT, &format!("/api/v1/actions/{number}/place"), &body)?;
            }
            Action::Done { number, words } => {
                let body = json!({ "state": "done", "words": words });
                transport.put(Method::POST, &format!("/api/v1/actions/{number}/end"), &body)?;
            }
            Action::Drop { number, why } => {
                let body = json!({ "state": "dropped", "words": why });
                transport.put(Method::POST, &format!("/api/v1/actions/{number}/end"), &body)?;
            }
        }
        let list = transport.list("/api/v1/actions")?;
        out.answer(&list, |_| {
            for item in list["items"].as_array().into_iter().flatten() {
                let text = |name: &str| item[name].as_str().unwrap_or("—").to_owned();
                let state = match item["state"].as_str() {
                    Some("done") => "✓",
                    Some("dropped") => "–",
                    _ => "…",
                };
                crate::tell!(
                    "{:>4} {state} {}  {}  ({} + {})",
                    item["number"].as_u64().unwrap_or_default(),
                    text("due"),
                    text("words"),
                    item["marketing"]["name"].as_str().unwrap_or_default(),
                    item["it"]["name"].as_str().unwrap_or_default(),
                );
            }
        });
        Ok(())
    }
}

/// The key of the tool that is meant: by its key, its name or one of its domains.
fn meant(transport: &Transport, words: &str) -> anyhow::Result<String> {
    let key = base::slug(words);
    if transport.get(&format!("/api/v1/tools/{}", segment(&key))).is_ok() {
        return Ok(key);
    }
    for show in ["all", "seen"] {
        let list = transport.get(&format!("/api/v1/tools?show={show}&limit=10000"))?.body;
        let items = list["items"].as_array().cloned().unwrap_or_default();
        let called = items.iter().find(|item| base::slug(item["name"].as_str().unwrap_or_default()) == key);
        if let Some(item) = called {
            return Ok(item["key"].as_str().unwrap_or_default().to_owned());
        }
    }
    Ok(key)
}

/// The id of a person, by name or id.
pub(super) fn person_id(transport: &Transport, words: &str) -> anyhow::Result<String> {
    let list = transport.list("/api/v1/people")?;
    let folded = base::slug(words);
    let of = |item: &&Value| {
        item["id"].as_str() == Some(words) || base::slug(item["name"].as_str().unwrap_or_default()) == folded
    };
    let found = list["items"].as_array().into_iter().flatten().find(of).and_then(|item| item["id"].as_str());
    found.map(str::to_owned).ok_or_else(|| app::Problem::not_found(Say::same(words)).into())
}

fn lines(functions: Vec<String>) -> Option<String> {
    (!functions.is_empty()).then(|| functions.join("\n"))
}

pub(super) fn cents(words: &str) -> Result<i64, app::Problem> {
    Money::read(words).map(|amount| amount.cents).ok_or_else(|| {
        app::Problem::invalid(
            Say::new(format!("« {words} » n'est pas un montant"), format!("“{words}” is not an amount")),
            Say::new("écrivez des euros, comme 89 ou 89.50", "write euros, such as 89 or 89.50"),
        )
    })
}

fn show(transport: &Transport, out: Output, key: &str) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/tools/{}", segment(key)))?.body;
    out.answer(&page, |out| tell(out, &page));
    Ok(())
}

fn tell_list(out: Output, list: &Value) {
    let ratio = |ratio: &Value| {
        let count = |name: &str| ratio[name].as_u64().unwrap_or_default();
        let share = |lang| ratio["share"].as_f64().map_or_else(|| "—".to_owned(), |it| format::percent(lang, it, 1));
        Say::new(
            format!(
                "outils marketing en usage : {} ; enregistrés : {} ; inconnus : {} ({}), dont avec envois de données : {}",
                count("services"),
                count("registered"),
                count("unregistered"),
                share(Lang::Fr),
                count("uploading"),
            ),
            format!(
                "marketing tools in use: {}; registered: {}; unknown: {} ({}), of them with uploads: {}",
                count("services"),
                count("registered"),
                count("unregistered"),
                share(Lang::En),
                count("uploading"),
            ),
        )
    };
    out.say(&ratio(&list["ratio"]));
    if list["before"].is_object() {
        let (on, before) = (list["before"]["on"].as_str().unwrap_or_default(), ratio(&list["before"]));
        out.line(format!("le {on} : {}", before.fr), format!("on {on}: {}", before.en));
    }
    for item in list["items"].as_array().into_iter().flatten() {
        let text = |name: &str| item[name].as_str().unwrap_or_default();
        let known = if item["registered"].is_object() { "✓" } else { "?" };
        crate::tell!(
            "{known} {:34} {:10} {:>5} {:>4}  {}",
            text("name"),
            text("stage"),
            item["users"].as_f64().map_or_else(|| "<3".to_owned(), |users| format::number(out.lang, users, 0)),
            item["days"].as_u64().unwrap_or_default(),
            texts(&item["sources"]).join(" "),
        );
    }
}

fn tell(out: Output, page: &Value) {
    let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| page[name].as_f64().unwrap_or_default();
    crate::tell!("{} · {} · {}", text("name"), text("stage"), texts(&page["domains"]).join(" "));
    let plain = |lang, n: f64, digits| format::number(lang, n, digits);
    let counted = |lang, n: f64, one: &str, many: &str| {
        format!("{} {}", plain(lang, n, 0), if n < 2.0 && (n == 1.0 || lang == Lang::Fr) { one } else { many })
    };
    let users = |lang, few: &str, one: &str, many: &str| match page["users"].as_f64() {
        None => few.to_owned(),
        Some(users) => counted(lang, users, one, many),
    };
    let (days, up) = (number("days"), number("up") / 1e6);
    out.line(
        format!(
            "  {}, {}, {} Mo envoyés",
            users(Lang::Fr, "moins de trois utilisateurs", "utilisateur", "utilisateurs"),
            counted(Lang::Fr, days, "jour", "jours"),
            plain(Lang::Fr, up, 1)
        ),
        format!(
            "  {}, {}, {} MB sent",
            users(Lang::En, "fewer than three users", "user", "users"),
            counted(Lang::En, days, "day", "days"),
            plain(Lang::En, up, 1)
        ),
    );
    if page["declared"].is_object() {
        let declared = &page["declared"];
        let purpose = declared["purpose"].as_str().map_or_else(String::new, |it| format!(" · {it}"));
        let monthly = declared["monthly"].as_str();
        let by = declared["by"]["name"].as_str().map_or_else(String::new, |it| format!(" · {it}"));
        out.line(
            format!("  déclaré{}{purpose}{by}", monthly.map_or_else(String::new, |it| format!(" : {it} € par mois"))),
            format!("  declared{}{purpose}{by}", monthly.map_or_else(String::new, |it| format!(": €{it} a month"))),
        );
    }
    if let Some(monthly) = page["monthly"].as_str() {
        out.line(format!("  {monthly} € par mois"), format!("  €{monthly} a month"));
    }
    for signal in page["signals"].as_array().into_iter().flatten() {
        let spot = &signal["lines"][0];
        let at = match spot["file"].as_str() {
            Some(file) => format!("  ({file}:{})", spot["first"].as_u64().unwrap_or_default()),
            None => String::new(),
        };
        crate::tell!("  {:+5.1}  {}{at}", signal["bits"].as_f64().unwrap_or_default(), out.of(&signal["say"]));
    }
    for risk in page["risks"].as_array().into_iter().flatten() {
        crate::tell!("  ▲ {}", out.of(&risk["say"]));
    }
    for team in page["teams"].as_array().into_iter().flatten() {
        let people = team["people"].as_u64().unwrap_or_default();
        match team["team"].as_str() {
            Some(team) => crate::tell!("  · {team}: {people}"),
            None => out.line(format!("  · autres équipes : {people}"), format!("  · other teams: {people}")),
        }
    }
    for already in page["already"].as_array().into_iter().flatten() {
        let (does, of) = (&already["does"], &already["of"]);
        let name = out.of(&already["system"]["name"]);
        out.line(format!("  {does} fonctions sur {of} : {name}"), format!("  {does} of {of} functions: {name}"));
    }
    for hint in page["hints"].as_array().into_iter().flatten() {
        let team = hint["team"].as_str().unwrap_or("—");
        let person = hint["person"]["name"].as_str().map_or_else(String::new, |name| format!(" · {name}"));
        match hint["by"].as_str() {
            Some("payment") => out.line(format!("  payé par : {team}{person}"), format!("  paid by: {team}{person}")),
            _ => out.line(format!("  surtout utilisé par : {team}"), format!("  mostly used by: {team}")),
        }
    }
    if let Some(owner) = page["owner"]["name"].as_str() {
        let weeks = page["quoted_weeks"].as_u64();
        let slow = |fr: bool| {
            weeks.map_or_else(String::new, |n| match fr {
                true => format!(" ; la voie officielle : {n} semaines"),
                false => format!("; the official way: {n} weeks"),
            })
        };
        out.line(format!("  responsable : {owner}{}", slow(true)), format!("  owner: {owner}{}", slow(false)));
    }
    if let Some(decision) = page["decision"]["id"].as_str() {
        crate::tell!("  {decision} {}", page["decided"].as_str().unwrap_or("…"));
    }
    if let Some(proof) = page["deletion"].as_str() {
        out.line(format!("  données effacées : {proof}"), format!("  data deleted: {proof}"));
    }
    for action in page["actions"].as_array().into_iter().flatten() {
        crate::tell!("  → {}", action["id"].as_str().unwrap_or_default());
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
