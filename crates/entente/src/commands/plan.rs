//! `entente plan`: four quarters, what the teams can do and the funds hold, what would be best and why.

use std::io::Write;
use std::path::{Path, PathBuf};

use axum::http::Method;
use base::Say;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;

/// What to do with the plan.
#[derive(Subcommand)]
pub enum Plan {
    /// Shows initiatives, what is planned of each team and fund, what drifts, and proposals.
    Show,
    /// Looks for the best plan that fits, says how far from the best it may be, and gives each reason as it is worked out.
    Choose,
    /// Says why an initiative is chosen or not, and what the other way would cost.
    Why {
        /// The initiative's number.
        number: u64,
    },
    /// Proposes when initiatives begin, such as 3=2026-Q4 or 5=none; the best plan where nothing is said.
    Propose {
        /// NUMBER=QUARTER.
        moves: Vec<String>,
    },
    /// Agrees to a proposal for one's side.
    Agree {
        /// The proposal's number.
        proposal: u64,
    },
    /// Puts a proposal aside for one's side.
    Decline {
        /// The proposal's number.
        proposal: u64,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Puts an initiative on the list.
    Add(Initiative),
    /// Sets money aside: a name and quarters, such as 2026-Q4=120000.
    Fund {
        /// What it is called.
        name: String,
        /// QUARTER=EUROS.
        money: Vec<String>,
        /// The fund to state anew, by its number.
        #[arg(long)]
        number: Option<u32>,
    },
    /// Writes the plan to a file: .xlsx, a workbook with formulas; .csv; .json.
    Export {
        /// The file; it must not exist yet.
        file: PathBuf,
    },
    /// Takes an initiative off the list.
    Drop {
        /// Its number.
        number: u64,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// An initiative.
#[derive(Args)]
pub struct Initiative {
    /// What it is called.
    name: String,
    /// What it brings in euros of today: low,likely,high, or one number.
    #[arg(long, value_name = "EUROS", allow_hyphen_values = true)]
    value: String,
    /// What it takes: a team and its days, quarter after quarter from the start, such as squad-web=110,70.
    #[arg(long, value_name = "TEAM=DAYS,…")]
    work: Vec<String>,
    /// What it costs: a fund and its euros, quarter after quarter from the start, such as 1=60000,30000.
    #[arg(long = "cost", value_name = "FUND=EUROS,…")]
    costs: Vec<String>,
    /// What starting a quarter later loses, in euros.
    #[arg(long, default_value_t = 0.0)]
    delay: f64,
    /// An initiative that must have ended before, by its number; once for each.
    #[arg(long = "needs", value_name = "NUMBER")]
    needs: Vec<u32>,
    /// The request it comes from; its signed case then says what it brings.
    #[arg(long)]
    request: Option<u64>,
    /// It is done whatever it brings.
    #[arg(long)]
    must: bool,
}

const AT: &str = "/api/v1/plan";

impl Plan {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        match self {
            Plan::Show => {}
            Plan::Choose if out.json => {
                let choice = transport.get(&format!("{AT}/choice"))?.body;
                out.answer(&choice, |_| ());
                return Ok(());
            }
            Plan::Choose => {
                let page = transport.get(AT)?.body;
                transport.lines(&format!("{AT}/choice/reasons"), |line| tell_line(out, &page, &line))?;
                return Ok(());
            }
            Plan::Export { file } => return export(&transport, out, &file),
            Plan::Fund { name, money, number } => {
                let money = money.iter().map(|it| set_aside(it)).collect::<Result<Map<String, Value>, _>>()?;
                let body = json!({ "name": name, "money": money });
                match number {
                    Some(number) => transport.put(Method::PUT, &format!("{AT}/funds/{number}"), &body)?,
                    None => transport.put(Method::POST, &format!("{AT}/funds"), &body)?,
                };
            }
            Plan::Why { number } => return why(&transport, out, number),
            Plan::Propose { moves } => {
                let moves = moves.iter().map(|it| moved(it)).collect::<Result<Map<String, Value>, _>>()?;
                let body = if moves.is_empty() { json!({}) } else { json!({ "moves": moves }) };
                transport.put(Method::POST, &format!("{AT}/proposals"), &body)?;
            }
            Plan::Agree { proposal } => {
                transport.put(Method::POST, &format!("{AT}/proposals/{proposal}/agreement"), &json!({}))?;
            }
            Plan::Decline { proposal, why } => {
                transport.put(Method::POST, &format!("{AT}/proposals/{proposal}/refusal"), &json!({ "why": why }))?;
            }
            Plan::Add(it) => {
                transport.put(Method::POST, &format!("{AT}/initiatives"), &it.body()?)?;
            }
            Plan::Drop { number, why } => {
                transport.put(Method::POST, &format!("{AT}/initiatives/{number}/end"), &json!({ "why": why }))?;
            }
        }
        let page = transport.get(AT)?.body;
        out.answer(&page, |out| tell(out, &page));
        Ok(())
    }
}

impl Initiative {
    fn body(&self) -> anyhow::Result<Value> {
        let mut work = Vec::new();
        for one in &self.work {
            let (team, days) = one.split_once('=').ok_or_else(|| unreadable(one, "squad-web=110,70"))?;
            for (after, days) in days.split(',').enumerate() {
                let days: f64 = days.trim().parse().map_err(|_| unreadable(one, "squad-web=110,70"))?;
                let days = json!({ "low": days, "likely": days, "high": days });
                work.push(json!({ "team": format!("team:{team}"), "after": after, "days": days }));
            }
        }
        let mut costs = Vec::new();
        for one in &self.costs {
            let told = || unreadable(one, "1=60000,30000");
            let (fund, euros) = one.split_once('=').ok_or_else(told)?;
            let fund: u32 = fund.trim().parse().map_err(|_| told())?;
            for (after, euros) in euros.split(',').enumerate() {
                let euros: f64 = euros.trim().parse().map_err(|_| told())?;
                let euros = json!({ "low": euros, "likely": euros, "high": euros });
                costs.push(json!({ "fund": fund, "after": after, "euros": euros }));
            }
        }
        let value: Result<Vec<f64>, _> = self.value.split(',').map(|it| it.trim().parse()).collect();
        let [low, likely, high] = match value.as_deref() {
            Ok([one]) => [*one; 3],
            Ok([low, likely, high]) => [*low, *likely, *high],
            _ => return Err(unreadable(&self.value, "400000,900000,1500000").into()),
        };
        let value = json!({ "low": low, "likely": likely, "high": high });
        let (name, needs) = (&self.name, &self.needs);
        Ok(json!({
            "name": name, "request": self.request, "value": value, "delay": self.delay,
            "work": work, "costs": costs, "needs": needs, "must": self.must,
        }))
    }
}

fn set_aside(words: &str) -> Result<(String, Value), app::Problem> {
    let read = || {
        let (quarter, euros) = words.split_once('=')?;
        let quarter: agenda::plan::Quarter = quarter.parse().ok()?;
        Some((quarter.to_string(), json!(euros.trim().parse::<f64>().ok()?)))
    };
    read().ok_or_else(|| unreadable(words, "2026-Q4=120000"))
}

/// Writes the plan down as a file, in the form its ending names.
fn export(transport: &Transport, out: Output, file: &Path) -> anyhow::Result<()> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let bytes = match ending.as_str() {
        "xlsx" | "csv" => transport.file(&format!("{AT}.{ending}"))?,
        "json" => serde_json::to_vec_pretty(&transport.get(AT)?.body)?,
        other => {
            let what = Say::new("une forme de plan", "a form of a plan");
            return Err(super::one_of(what, other, &["xlsx", "csv", "json"]).into());
        }
    };
    let written = std::fs::File::create_new(file).and_then(|mut to| to.write_all(&bytes));
    let name = file.display().to_string();
    written.map_err(|error| {
        app::Problem::new(
            app::Kind::Unavailable,
            Say::new(format!("{name} ne peut pas être écrit ({error})"), format!("{name} cannot be written ({error})")),
            Say::new("nommez un fichier qui n'existe pas encore", "name a file that does not exist yet"),
        )
    })?;
    out.answer(&json!({ "file": name }), |out| {
        out.line(format!("Le plan est écrit dans {name}."), format!("The plan is written to {name}."));
    });
    Ok(())
}

/// One line of the answer: the choice, or a reason for it.
fn tell_line(out: Output, page: &Value, line: &Value) {
    if line["choice"].is_object() {
        tell_choice(out, page, &line["choice"]);
    } else if line["why"].is_object() {
        tell_why(out, page, &line["why"]);
    } else if line["more"].is_object() {
        tell_more(out, page, &line["more"]);
    } else if let Some(chosen) = line["core"]["chosen"].as_object() {
        let of = line["core"]["of"].as_f64().unwrap_or_default().max(1.0);
        for (number, count) in chosen {
            let called = name(page, number.parse().unwrap_or_default());
            let share = 100.0 * count.as_f64().unwrap_or_default() / of;
            out.line(
                format!("  « {called} » : retenue dans {share:.0} % de {of:.0} scénarios"),
                format!("  “{called}”: chosen in {share:.0} % of {of:.0} scenarios"),
            );
        }
    }
}

fn tell_more(out: Output, page: &Value, it: &Value) {
    let (quarter, gain) = (it["quarter"].as_str().unwrap_or_default(), it["gain"].as_f64().unwrap_or_default());
    match it["fund"].as_u64() {
        Some(fund) => {
            let fund = fund_name(page, fund);
            out.line(
                format!("  dix mille euros de plus, {fund}, {quarter} : {gain:.0} €"),
                format!("  ten thousand more euros, {fund}, {quarter}: €{gain:.0}"),
            );
        }
        None => {
            let team = out.of(&it["team"]["name"]);
            out.line(
                format!("  dix jours de plus, {team}, {quarter} : {gain:.0} €"),
                format!("  ten more days, {team}, {quarter}: €{gain:.0}"),
            );
        }
    }
}

fn fund_name(page: &Value, number: u64) -> String {
    let all = page["funds"].as_array().into_iter().flatten();
    let found = all.into_iter().find(|it| it["number"].as_u64() == Some(number));
    found.and_then(|it| it["name"].as_str()).unwrap_or("—").to_owned()
}

fn moved(words: &str) -> Result<(String, Value), app::Problem> {
    let (number, quarter) = words.split_once('=').ok_or_else(|| unreadable(words, "3=2026-Q4"))?;
    let quarter = match quarter {
        "none" | "aucun" => Value::Null,
        quarter => {
            let read: Result<agenda::plan::Quarter, _> = quarter.parse();
            json!(read.map_err(|_| unreadable(words, "3=2026-Q4"))?)
        }
    };
    Ok((number.to_owned(), quarter))
}

fn unreadable(words: &str, such_as: &str) -> app::Problem {
    app::Problem::invalid(
        Say::new(format!("« {words} » ne se lit pas"), format!("“{words}” cannot be read")),
        Say::new(format!("écrivez par exemple {such_as}"), format!("write for instance {such_as}")),
    )
}

fn why(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(AT)?.body;
    let choice = transport.get(&format!("{AT}/choice"))?.body;
    let all = choice["why"].as_array().cloned().unwrap_or_default();
    let Some(found) = all.into_iter().find(|it| it["number"].as_u64() == Some(number)) else {
        return Err(app::Problem::not_found(Say::new(
            format!("l'initiative {number} dans ce choix"),
            format!("initiative {number} in this choice"),
        ))
        .into());
    };
    out.answer(&found, |out| tell_why(out, &page, &found));
    Ok(())
}

fn tell_why(out: Output, page: &Value, found: &Value) {
    let called = name(page, found["number"].as_u64().unwrap_or_default());
    match (found["chosen"].as_bool().unwrap_or_default(), found["regret"].as_f64()) {
        (true, Some(regret)) => out.line(
            format!("« {called} » est retenue. Sans elle, l'ensemble apporte {regret:.0} € de moins."),
            format!("“{called}” is chosen. Without it, the whole brings €{regret:.0} less."),
        ),
        (false, Some(regret)) => out.line(
            format!("« {called} » n'est pas retenue. Avec elle, l'ensemble apporte {regret:.0} € de moins."),
            format!("“{called}” is not chosen. With it, the whole brings €{regret:.0} less."),
        ),
        (true, None) => out.line(
            format!("« {called} » est retenue, et rien ne tient sans elle."),
            format!("“{called}” is chosen, and nothing holds without it."),
        ),
        (false, None) => out.line(
            format!("« {called} » n'entre dans aucun plan qui tient."),
            format!("“{called}” is in no plan that holds."),
        ),
    }
    for (key, fr, en) in [
        ("leave", "sortiraient", "would leave"),
        ("come", "entreraient ou changeraient de trimestre", "would come or change quarter"),
    ] {
        let names: Vec<String> = numbers(&found[key]).into_iter().map(|number| name(page, number)).collect();
        if !names.is_empty() {
            out.line(format!("  {fr} : {}", names.join(", ")), format!("  {en}: {}", names.join(", ")));
        }
    }
}

fn numbers(list: &Value) -> Vec<u64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
}

fn name(page: &Value, number: u64) -> String {
    let all = page["initiatives"].as_array().into_iter().flatten();
    let found = all.into_iter().find(|it| it["number"].as_u64() == Some(number));
    found.and_then(|it| it["name"].as_str()).unwrap_or("—").to_owned()
}

fn tell(out: Output, page: &Value) {
    for it in page["initiatives"].as_array().into_iter().flatten() {
        let start = it["start"].as_str().unwrap_or("—");
        let (number, value) = (&it["number"], it["value"]["likely"].as_f64().unwrap_or_default());
        let called = it["name"].as_str().unwrap_or("—");
        out.line(
            format!("{number:>3}  {start:<8}  {value:>10.0} €  {called}"),
            format!("{number:>3}  {start:<8}  €{value:>10.0}  {called}"),
        );
    }
    for load in page["teams"].as_array().into_iter().flatten() {
        let most = load["capacity"]["likely"].as_f64();
        let cells = load["quarters"].as_array().into_iter().flatten().map(|it| {
            let mark = if it["over"].as_f64().unwrap_or_default() > 0.0 { "▲" } else { " " };
            format!("{:>5.0}{mark}", it["days"]["likely"].as_f64().unwrap_or_default())
        });
        let most = most.map_or_else(|| "?".to_owned(), |most| format!("{most:.0}"));
        crate::tell!("{} / {most}  {}", cells.collect::<String>(), out.of(&load["team"]["name"]));
    }
    for load in page["funds"].as_array().into_iter().flatten() {
        let cells = load["quarters"].as_array().into_iter().flatten().map(|it| {
            let mark = if it["over"].as_f64().unwrap_or_default() > 0.0 { "▲" } else { " " };
            let [euros, most] = [&it["euros"]["likely"], &it["most"]].map(|it| it.as_f64().unwrap_or_default());
            format!("{euros:>8.0}/{most:.0}{mark}")
        });
        crate::tell!("{}  {}", cells.collect::<String>(), load["name"].as_str().unwrap_or("—"));
    }
    for it in page["drift"].as_array().into_iter().flatten() {
        let called = name(page, it["number"].as_u64().unwrap_or_default());
        let [stated, spent] = [&it["stated"], &it["spent"]].map(|it| it.as_f64().unwrap_or_default());
        let told = it["told"].as_f64().map_or_else(|| "?".to_owned(), |told| format!("{told:.0}"));
        let mark = if it["differs"].as_array().is_some_and(|all| !all.is_empty()) { "▲" } else { " " };
        out.line(
            format!("{mark} « {called} » : {stated:.0} jours au plan, {told} au suivi, {spent:.0} passés"),
            format!("{mark} “{called}”: {stated:.0} days in the plan, {told} in the tracker, {spent:.0} spent"),
        );
    }
    for it in page["proposals"].as_array().into_iter().flatten().filter(|it| it["state"] == "open") {
        let (number, moves) = (&it["number"], it["moves"].as_object().map_or(0, Map::len));
        out.line(
            format!("Proposition {number} : {moves} mouvements, en attente."),
            format!("Proposal {number}: {moves} moves, waiting."),
        );
    }
}

fn tell_choice(out: Output, page: &Value, choice: &Value) {
    let (Some(starts), Some(value), Some(bound)) =
        (choice["starts"].as_object(), choice["value"].as_f64(), choice["bound"].as_f64())
    else {
        out.line("Aucun plan ne tient ; ne peuvent aller ensemble :", "No plan holds; what cannot go together:");
        for it in choice["obstacles"].as_array().into_iter().flatten() {
            match (it["initiative"].as_u64(), it["quarter"].as_str()) {
                (Some(number), _) => crate::tell!("  {}", name(page, number)),
                (None, quarter) => {
                    let pool = match it["fund"].as_u64() {
                        Some(fund) => fund_name(page, fund),
                        None => out.of(&it["team"]["name"]).to_owned(),
                    };
                    crate::tell!("  {pool} {}", quarter.unwrap_or_default());
                }
            }
        }
        return;
    };
    for (number, start) in starts {
        let called = name(page, number.parse().unwrap_or_default());
        crate::tell!("{number:>3}  {}  {called}", start.as_str().unwrap_or("—"));
    }
    match bound <= value {
        true => out.line(
            format!("{value:.0} € ensemble ; rien qui tienne n'apporte davantage, c'est démontré."),
            format!("€{value:.0} together; nothing that holds brings more, that is proven."),
        ),
        false => out.line(
            format!("{value:.0} € ensemble ; rien qui tienne n'apporte plus de {bound:.0} €."),
            format!("€{value:.0} together; nothing that holds brings more than €{bound:.0}."),
        ),
    }
}
