//! `entente tracker`: what trackers tell, what their words mean, for which request work is done.

use axum::http::Method;
use clap::Subcommand;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::segment;

/// What to do with trackers. Exports come in with `entente import`.
#[derive(Subcommand)]
pub enum Tracker {
    /// Shows every tracker with its states, what differs from the agenda, and what might be linked.
    List,
    /// Shows the items of a tracker.
    Items {
        /// The tracker, such as jira or github-solvene-app.
        tracker: String,
    },
    /// Shows the states of a tracker and what each means.
    States {
        /// The tracker.
        tracker: String,
    },
    /// Says what a state means: not_started, worked, marketing, it, legal, finance, vendor, done, refused.
    Explain {
        /// The tracker.
        tracker: String,
        /// The tracker's word for the state.
        state: String,
        /// What it means.
        meaning: String,
    },
    /// Says that an item is done for a request.
    Link {
        /// The tracker.
        tracker: String,
        /// The item's key.
        item: String,
        /// The request's number.
        request: u64,
        /// Says that it is not, instead.
        #[arg(long)]
        not: bool,
    },
}

impl Tracker {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let all = "/api/v1/trackers";
        match self {
            Tracker::List => {
                let page = transport.get(all)?.body;
                out.answer(&page, |out| tell(out, &page));
            }
            Tracker::Items { tracker } => {
                let page = transport.list(&format!("{all}/{}/items", segment(&tracker)))?;
                out.answer(&page, |_| items(&page));
            }
            Tracker::States { tracker } => {
                let page = transport.get(all)?.body;
                let found =
                    list(&page["trackers"]).into_iter().find(|it| it["key"] == *tracker || it["name"] == *tracker);
                let found = found.ok_or_else(|| {
                    app::Problem::not_found(base::Say::new(
                        format!("l'outil de suivi « {tracker} »"),
                        format!("tracker “{tracker}”"),
                    ))
                })?;
                out.answer(&found, |out| states(out, &found));
            }
            Tracker::Explain { tracker, state, meaning } => {
                let body = json!({ "state": state, "meaning": meaning });
                let path = format!("{all}/{}/states", segment(&tracker));
                let done = transport.put(Method::POST, &path, &body)?.body;
                out.answer(&done, |out| {
                    out.line(format!("« {state} » a un sens."), format!("“{state}” has a meaning."));
                });
            }
            Tracker::Link { tracker, item, request, not } => {
                let body = json!({ "item": item, "request": request, "stands": !not });
                let path = format!("{all}/{}/links", segment(&tracker));
                let done = transport.put(Method::POST, &path, &body)?.body;
                out.answer(&done, |out| match not {
                    false => out.line(
                        format!("{item} est fait pour la demande {request}."),
                        format!("{item} is done for request {request}."),
                    ),
                    true => out.line(
                        format!("{item} n'est pas fait pour la demande {request}."),
                        format!("{item} is not done for request {request}."),
                    ),
                });
            }
        }
        Ok(())
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn tell(out: Output, page: &Value) {
    for tracker in list(&page["trackers"]) {
        let (name, items, linked) = (words(&tracker["name"]), &tracker["items"], &tracker["linked"]);
        out.line(
            format!("{name} : {items} travaux, dont {linked} faits pour une demande"),
            format!("{name}: {items} pieces of work, {linked} of them done for a request"),
        );
        states(out, &tracker);
    }
    for conflict in list(&page["conflicts"]) {
        crate::tell!("▲ {}", out.of(&conflict["say"]));
        crate::tell!("  {}", out.of(&conflict["way_out"]));
    }
    for it in list(&page["proposed"]) {
        let (item, request) = (words(&it["item"]), out.of(&it["request"]["name"]));
        out.line(format!("? {item} : pour la {request} ?"), format!("? {item}: for {request}?"));
    }
}

fn states(out: Output, tracker: &Value) {
    for state in list(&tracker["states"]) {
        let (word, now) = (words(&state["state"]), &state["now"]);
        match (state["meaning_say"].is_null(), state["proposed"].as_str()) {
            (false, _) => crate::tell!("  {word} ({now}): {}", out.of(&state["meaning_say"])),
            (true, Some(likely)) => out.line(
                format!("  {word} ({now}) : pas encore dit, sans doute {likely}"),
                format!("  {word} ({now}): not said yet, likely {likely}"),
            ),
            (true, None) => {
                out.line(format!("  {word} ({now}) : pas encore dit"), format!("  {word} ({now}): not said yet"));
            }
        }
    }
}

fn items(page: &Value) {
    for item in list(&page["items"]) {
        let days = |key: &str| item[key].as_f64().map_or_else(|| "–".to_owned(), |days| format!("{days}"));
        let (key, state, title) = (words(&item["key"]), words(&item["state"]), words(&item["title"]));
        crate::tell!("{key:12} {state:20} {:>6} {:>6}  {title}", days("spent_days"), days("planned_days"));
    }
}
