//! Issues of GitHub: the list over REST (with each one's timeline or events where somebody put them in), what its
//! command line prints as JSON, or the events of a repository's issues.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Unrecognised;
use super::gather::{Draft, Gather, Unfitting, day, missing};
use super::json::{self, Head};
use super::labels::{self, Label};
use super::{mention, moment};
use crate::item::{ItemKey, Now};

#[derive(Deserialize)]
struct Issue<'a> {
    number: u64,
    #[serde(default)]
    title: String,
    state: Option<String>,
    #[serde(alias = "stateReason")]
    state_reason: Option<String>,
    #[serde(alias = "createdAt")]
    created_at: Option<String>,
    #[serde(alias = "updatedAt")]
    updated_at: Option<String>,
    #[serde(alias = "closedAt")]
    closed_at: Option<String>,
    #[serde(default)]
    labels: Vec<Labelled>,
    milestone: Option<Milestone>,
    r#type: Option<Kind>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow)]
    pull_request: Option<&'a RawValue>,
    repository_url: Option<String>,
    html_url: Option<String>,
    url: Option<String>,
    #[serde(alias = "timeline", alias = "timeline_items")]
    events: Option<Vec<Event>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Labelled {
    Object { name: String },
    Word(String),
}

impl Labelled {
    fn name(&self) -> &str {
        match self {
            Labelled::Object { name } | Labelled::Word(name) => name,
        }
    }
}

#[derive(Deserialize)]
struct Milestone {
    #[serde(alias = "dueOn")]
    due_on: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Kind {
    Object { name: String },
    Word(String),
}

#[derive(Deserialize, Clone)]
struct Event {
    event: String,
    created_at: Option<String>,
    label: Option<Name>,
    state_reason: Option<String>,
}

#[derive(Deserialize, Clone)]
struct Name {
    name: String,
}

/// An event of a repository's list, which holds its issue.
#[derive(Deserialize)]
struct Held<'a> {
    #[serde(flatten)]
    event: Event,
    #[serde(borrow)]
    issue: &'a RawValue,
}

pub(super) fn fits(head: &Head<'_>) -> bool {
    let rest =
        head.names(&["number", "title", "state"]) && (head.names(&["repository_url"]) || head.names(&["node_id"]));
    let command_line = head.names(&["number", "title", "state", "createdAt"]) && head.says("/issues/");
    rest || command_line
}

pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    for entry in json::entries(text, &["issues", "items"])? {
        let held = serde_json::from_str::<Held<'_>>(entry.text).ok();
        let body = held.as_ref().map_or(entry.text, |held| held.issue.get());
        match serde_json::from_str::<Issue<'_>>(body) {
            Ok(issue) => match draft(&issue, held.map(|held| held.event), entry.line, gather) {
                Ok(draft) => gather.take(draft),
                Err(why) => gather.refuse(entry.line, why),
            },
            Err(_) => gather.refuse(entry.line, missing("", ("le numéro ou le titre", "the number or the title"))),
        }
    }
    Ok(())
}

/// The repository of an issue, as people say it: `solvene/app`.
fn repository(issue: &Issue<'_>) -> Option<String> {
    let addresses = [&issue.repository_url, &issue.html_url, &issue.url];
    addresses.into_iter().flatten().find_map(|address| {
        let path = address.split_once("://")?.1.split_once('/')?.1;
        let path = path.strip_prefix("api/v3/").unwrap_or(path);
        let path = path.strip_prefix("repos/").unwrap_or(path);
        let mut parts = path.split('/');
        let (owner, name) = (parts.next()?, parts.next()?);
        (!owner.is_empty() && !name.is_empty()).then(|| format!("{owner}/{name}"))
    })
}

/// The word for a state: how it was closed belongs to it.
fn word(state: &str, reason: Option<&str>) -> String {
    match (state.to_ascii_lowercase().as_str(), reason.unwrap_or_default().to_ascii_lowercase().as_str()) {
        ("closed", "not_planned") => "closed (not planned)".to_owned(),
        ("closed", "duplicate") => "closed (duplicate)".to_owned(),
        (state, _) => state.to_owned(),
    }
}

fn draft(issue: &Issue<'_>, held: Option<Event>, line: u64, gather: &Gather<'_>) -> Result<Draft, Unfitting> {
    let number = issue.number.to_string();
    if issue.pull_request.is_some_and(|it| it.get() != "null") {
        let reason =
            base::Say::new("c'est une proposition de code, pas un ticket", "this is a pull request, not an issue");
        let way_out = base::Say::new("rien n'est à faire", "nothing is to be done");
        return Err(Unfitting { value: number, reason, way_out });
    }
    let Some(repository) = repository(issue) else {
        return Err(missing(&number, ("le dépôt du ticket", "the issue's repository")));
    };
    let instant = |words: &Option<String>| words.as_deref().and_then(moment::instant);
    let Some(opened) = instant(&issue.created_at) else {
        return Err(missing(&number, ("la date de création", "the date of creation")));
    };
    let closed = instant(&issue.closed_at);
    let updated = instant(&issue.updated_at).or(closed).unwrap_or(opened);
    let key = ItemKey { tracker: format!("github:{repository}"), key: number };
    let mut draft = Draft::new(key, issue.title.clone(), opened, updated, gather.source(line, "number"));
    "open".clone_into(&mut draft.item.first_state);
    mention::all(&issue.title, &mut draft.item.mentions);
    let labels = || issue.labels.iter().map(Labelled::name);
    labels().for_each(|label| mention::all(label, &mut draft.item.mentions));
    if let Some(body) = issue.body {
        mention::all(body.get(), &mut draft.item.mentions);
    }
    draft.item.kind = issue.r#type.as_ref().map(|kind| match kind {
        Kind::Object { name } | Kind::Word(name) => name.clone(),
    });
    for label in labels() {
        match labels::read(label) {
            Label::Kind(kind) if draft.item.kind.is_none() => draft.item.kind = Some(kind.to_owned()),
            Label::Priority(priority) => draft.change(updated, Now::Priority(priority.to_owned()), line),
            _ => {}
        }
    }
    if let Some(due) = issue.milestone.as_ref().and_then(|it| it.due_on.as_deref()).and_then(day) {
        draft.change(updated, Now::Due(Some(due)), line);
    }
    // An event among a repository's is one of many of its issue: alone it tells no whole history.
    let whole = issue.events.is_some();
    let mut events: Vec<(Timestamp, Event)> = Vec::new();
    for event in issue.events.iter().flatten().cloned().chain(held) {
        events.extend(instant(&event.created_at).map(|at| (at, event)));
    }
    events.sort_by_key(|(at, _)| *at);
    for (at, event) in &events {
        apply(*at, event, line, &mut draft);
    }
    let state = word(issue.state.as_deref().unwrap_or("open"), issue.state_reason.as_deref());
    let is_closed = state.starts_with("closed");
    let by_label = labels().find_map(|label| match labels::read(label) {
        Label::State(word) if !is_closed => Some(word.to_owned()),
        _ => None,
    });
    let stands = by_label.unwrap_or(state);
    let is_told = draft.last_state().unwrap_or("open") == stands;
    // Events tell how labels came and went; a label that stands is one of theirs.
    let by_events = whole && !events.is_empty() && !is_closed;
    if !is_told && !by_events {
        draft.change(if is_closed { closed.unwrap_or(updated) } else { updated }, Now::State(stands), line);
    }
    Ok(draft)
}

fn apply(at: Timestamp, event: &Event, line: u64, draft: &mut Draft) {
    let label = event.label.as_ref().map(|label| labels::read(&label.name));
    let state = match (event.event.as_str(), label) {
        ("closed", _) => word("closed", event.state_reason.as_deref()),
        ("reopened", _) => "open".to_owned(),
        ("labeled", Some(Label::State(state))) => state.to_owned(),
        ("labeled", Some(Label::Priority(priority))) => {
            draft.change(at, Now::Priority(priority.to_owned()), line);
            return;
        }
        // A board moves an item by taking one label off and putting another on, in either order.
        ("unlabeled", Some(Label::State(state))) if draft.last_state() == Some(state) => "open".to_owned(),
        _ => return,
    };
    draft.change(at, Now::State(state), line);
}
