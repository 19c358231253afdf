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
    /// Reads a tracker again over its interface and compares it with what is held: what was missed is taken in, what is
    /// gone there is marked. Its access is that of the server, else ENTENTE_TRACKERS.
    Reconcile {
        /// The tracker.
        tracker: String,
        /// Reads only what changed since the last time.
        #[arg(long)]
        changed: bool,
    },
    /// Shows the secret by which a tracker signs its hints, and where it sends them.
    Secret {
        /// The tracker.
        tracker: String,
        /// Makes another; the one before serves no more.
        #[arg(long)]
        anew: bool,
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
            Tracker::Reconcile { tracker, changed } => {
                let path = format!("{all}/{}/readings", segment(&tracker));
                let read = transport.put(Method::POST, &path, &json!({ "changed": changed }))?.body;
                out.answer(&read, |out| reconciled(out, &tracker, &read));
            }
            Tracker::Secret { tracker, anew } => {
                let path = format!("{all}/{}/secret", segment(&tracker));
                let made = transport.put(Method::POST, &path, &json!({ "anew": anew }))?.body;
                out.answer(&made, |out| {
                    let (secret, token, path) =
                        (words(&made["secret"]), words(&made["signing_token"]), words(&made["path"]));
                    out.line(
                        format!("Le secret de {tracker} : {secret}\nJeton de signature de GitLab : {token}\nLes signaux arrivent à votre adresse, suivie de {path}"),
                        format!("The secret of {tracker}: {secret}\nGitLab's signing token: {token}\nHints arrive at your address, followed by {path}"),
                    );
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

fn reconciled(out: Output, tracker: &str, read: &Value) {
    let [seen, new, changed, gone] = ["seen", "new", "changed", "gone"].map(|name| read[name].as_u64().unwrap_or(0));
    out.line(
        format!("{tracker} : {seen} travaux lus, {new} de plus, {changed} autres qu'ici, {gone} disparus."),
        format!("{tracker}: {seen} pieces of work read, {new} more, {changed} other than here, {gone} gone."),
    );
    if let Some(unsure) = read["unsure"].as_u64().filter(|unsure| *unsure > 0) {
        out.line(
            format!("▲ {unsure} ne répondent plus, trop d'un coup pour les croire supprimés : vérifiez les droits du compte."),
            format!("▲ {unsure} no longer answer, too many at once to be taken for deleted: check the rights of the account."),
        );
    }
    if let Some(pending) = read["pending"].as_u64().filter(|pending| *pending > 0) {
        out.line(format!("{pending} signaux attendent."), format!("{pending} hints wait."));
    }
    if !read["fault"].is_null() {
        crate::tell!("▲ {}", out.of(&read["fault"]));
    }
    if let Some(until) = read["until"].as_str() {
        out.line(format!("À reprendre après {until}."), format!("To be taken up after {until}."));
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
