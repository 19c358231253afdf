//! Issues of GitLab as its interface gives them, with the events of state and of labels where somebody put them in.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Unrecognised;
use super::gather::{Draft, Gather, Unfitting, day, days, missing};
use super::json::{self, Head};
use super::labels::{self, Label};
use super::{mention, moment};
use crate::item::{ItemKey, Now};

#[derive(Deserialize)]
struct Issue<'a> {
    iid: u64,
    #[serde(default)]
    title: String,
    state: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
    closed_at: Option<String>,
    due_date: Option<String>,
    #[serde(default)]
    labels: Vec<Labelled>,
    time_stats: Option<Time>,
    references: Option<References>,
    web_url: Option<String>,
    #[serde(alias = "type")]
    issue_type: Option<String>,
    epic: Option<Epic>,
    #[serde(borrow)]
    description: Option<&'a RawValue>,
    resource_state_events: Option<Vec<StateEvent>>,
    resource_label_events: Option<Vec<LabelEvent>>,
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
struct Time {
    #[serde(default)]
    time_estimate: f64,
    #[serde(default)]
    total_time_spent: f64,
}

#[derive(Deserialize)]
struct References {
    full: Option<String>,
}

#[derive(Deserialize)]
struct Epic {
    iid: u64,
}

#[derive(Deserialize)]
struct StateEvent {
    state: String,
    created_at: String,
}

#[derive(Deserialize)]
struct LabelEvent {
    action: String,
    created_at: String,
    label: Option<Name>,
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

pub(super) fn fits(head: &Head<'_>) -> bool {
    head.names(&["iid", "project_id", "state", "title"])
}

pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    for entry in json::entries(text, &["issues"])? {
        match serde_json::from_str::<Issue<'_>>(entry.text) {
            Ok(issue) => match draft(&issue, entry.line, gather) {
                Ok(draft) => gather.take(draft),
                Err(why) => gather.refuse(entry.line, why),
            },
            Err(_) => gather.refuse(entry.line, missing("", ("le numéro ou le titre", "the number or the title"))),
        }
    }
    Ok(())
}

/// The project of an issue, as people say it: `solvene/boutique`.
fn project(issue: &Issue<'_>) -> Option<String> {
    let full = issue.references.as_ref().and_then(|it| it.full.as_deref());
    let of_full = full.and_then(|full| full.rsplit_once('#')).map(|(project, _)| project.to_owned());
    of_full.filter(|project| !project.is_empty()).or_else(|| {
        let path = issue.web_url.as_deref()?.split_once("://")?.1.split_once('/')?.1;
        let project = path.split_once("/-/").or_else(|| path.split_once("/issues/"))?.0;
        (!project.is_empty()).then(|| project.to_owned())
    })
}

fn draft(issue: &Issue<'_>, line: u64, gather: &Gather<'_>) -> Result<Draft, Unfitting> {
    let number = issue.iid.to_string();
    let Some(project) = project(issue) else {
        return Err(missing(&number, ("le projet du ticket", "the issue's project")));
    };
    let instant = |words: &Option<String>| words.as_deref().and_then(moment::instant);
    let Some(opened) = instant(&issue.created_at) else {
        return Err(missing(&number, ("la date de création", "the date of creation")));
    };
    let closed = instant(&issue.closed_at);
    let updated = instant(&issue.updated_at).or(closed).unwrap_or(opened);
    let key = ItemKey { tracker: format!("gitlab:{project}"), key: number };
    let mut draft = Draft::new(key, issue.title.clone(), opened, updated, gather.source(line, "iid"));
    "opened".clone_into(&mut draft.item.first_state);
    draft.item.kind = issue.issue_type.as_ref().map(|kind| kind.to_lowercase());
    draft.item.parent = issue.epic.as_ref().map(|epic| format!("&{}", epic.iid));
    mention::all(&issue.title, &mut draft.item.mentions);
    let labels = || issue.labels.iter().map(Labelled::name);
    labels().for_each(|label| mention::all(label, &mut draft.item.mentions));
    if let Some(description) = issue.description {
        mention::all(description.get(), &mut draft.item.mentions);
    }
    if let Some(priority) = labels().find_map(|label| match labels::read(label) {
        Label::Priority(priority) => Some(priority.to_owned()),
        _ => None,
    }) {
        draft.change(updated, Now::Priority(priority), line);
    }
    if let Some(due) = issue.due_date.as_deref().and_then(day) {
        draft.change(updated, Now::Due(Some(due)), line);
    }
    if let Some(time) = &issue.time_stats {
        // GitLab says 0 where nobody estimated.
        if time.time_estimate > 0.0 {
            draft.change(updated, Now::PlannedDays(Some(days(time.time_estimate, gather.setting))), line);
        }
        if time.total_time_spent > 0.0 {
            draft.change(updated, Now::SpentDays(days(time.total_time_spent, gather.setting)), line);
        }
    }
    states(issue, (closed, updated), line, &mut draft);
    Ok(draft)
}

/// One event of the history of states.
enum Step<'a> {
    State(&'a str),
    On(&'a str),
    Off(&'a str),
}

fn states(issue: &Issue<'_>, (closed, updated): (Option<Timestamp>, Timestamp), line: u64, draft: &mut Draft) {
    let mut steps: Vec<(Timestamp, Step<'_>)> = Vec::new();
    for event in issue.resource_state_events.iter().flatten() {
        steps.extend(moment::instant(&event.created_at).map(|at| (at, Step::State(&event.state))));
    }
    for event in issue.resource_label_events.iter().flatten() {
        let Some((at, label)) = moment::instant(&event.created_at).zip(event.label.as_ref()) else { continue };
        let Label::State(word) = labels::read(&label.name) else { continue };
        steps.push((at, if event.action == "add" { Step::On(word) } else { Step::Off(word) }));
    }
    steps.sort_by_key(|(at, _)| *at);
    for (at, step) in &steps {
        let state = match step {
            Step::State("reopened") => "opened",
            Step::State(state) | Step::On(state) => state,
            // One label of a scope at a time: what comes off is often replaced at the same instant.
            Step::Off(state) if draft.last_state() == Some(state) => "opened",
            Step::Off(_) => continue,
        };
        draft.change(*at, Now::State(state.to_owned()), line);
    }
    let state = issue.state.as_deref().unwrap_or("opened").to_lowercase();
    let is_closed = state == "closed";
    let by_label = issue.labels.iter().map(Labelled::name).find_map(|label| match labels::read(label) {
        Label::State(word) if !is_closed => Some(word.to_owned()),
        _ => None,
    });
    let stands = by_label.unwrap_or(state);
    if draft.last_state().unwrap_or("opened") != stands {
        draft.change(if is_closed { closed.unwrap_or(updated) } else { updated }, Now::State(stands), line);
    }
}
