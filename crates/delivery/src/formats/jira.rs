//! Issues of Jira as a search over REST gives them (`/rest/api/2/search` or `3`, with `expand=changelog`).

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Unrecognised;
use super::gather::{Draft, Gather, day, days, missing};
use super::json::{self, Head};
use super::{mention, moment};
use crate::item::{ItemKey, Now};

/// The tracker's name in the house. A house has one Jira; its keys are its own.
pub(super) const NAME: &str = "jira";

#[derive(Deserialize)]
struct Issue<'a> {
    key: String,
    #[serde(borrow)]
    fields: Fields<'a>,
    changelog: Option<Changelog>,
}

#[derive(Deserialize)]
struct Fields<'a> {
    summary: Option<String>,
    issuetype: Option<Named>,
    status: Option<Named>,
    priority: Option<Named>,
    created: Option<String>,
    updated: Option<String>,
    resolutiondate: Option<String>,
    statuscategorychangedate: Option<String>,
    duedate: Option<String>,
    parent: Option<Keyed>,
    timeoriginalestimate: Option<f64>,
    timespent: Option<f64>,
    #[serde(default)]
    issuelinks: Option<Vec<Link>>,
    #[serde(default)]
    labels: Option<Vec<String>>,
    /// Text in one version of the interface, a document in the other: only the requests it names are looked for.
    #[serde(borrow)]
    description: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Keyed {
    key: String,
}

#[derive(Deserialize)]
struct Link {
    r#type: Named,
    #[serde(rename = "inwardIssue")]
    inward: Option<Keyed>,
}

#[derive(Deserialize)]
struct Changelog {
    #[serde(default)]
    total: Option<u64>,
    #[serde(default)]
    histories: Vec<History>,
}

#[derive(Deserialize)]
struct History {
    created: String,
    #[serde(default)]
    items: Vec<Changed>,
}

#[derive(Deserialize)]
struct Changed {
    field: String,
    from: Option<String>,
    #[serde(rename = "fromString")]
    from_words: Option<String>,
    to: Option<String>,
    #[serde(rename = "toString")]
    to_words: Option<String>,
}

pub(super) fn fits(head: &Head<'_>) -> bool {
    let is_issue = head.names(&["key", "fields"]) && (head.names(&["status"]) || head.names(&["summary"]));
    is_issue && (head.names(&["issues"]) || head.names(&["issuetype"]) || head.says("/rest/api/"))
}

pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    for entry in json::entries(text, &["issues"])? {
        match serde_json::from_str::<Issue<'_>>(entry.text) {
            Ok(issue) => match draft(&issue, entry.line, gather) {
                Ok(draft) => gather.take(draft),
                Err(why) => gather.refuse(entry.line, why),
            },
            Err(_) => gather.refuse(entry.line, missing("", ("la clé ou les champs", "the key or the fields"))),
        }
    }
    Ok(())
}

/// What a field of the history says now, and what it said before.
fn told(changed: &Changed, gather: &Gather<'_>) -> Option<(Option<Now>, Option<Now>)> {
    let seconds = |words: &Option<String>| words.as_ref().and_then(|words| words.trim().parse::<f64>().ok());
    let in_days = |words: &Option<String>| seconds(words).map(|seconds| days(seconds, gather.setting));
    let words = |words: &Option<String>| words.clone().filter(|words| !words.is_empty());
    let (from, to) = (&changed.from, &changed.to);
    Some(match changed.field.as_str() {
        "status" => (words(&changed.from_words).map(Now::State), words(&changed.to_words).map(Now::State)),
        "priority" => (words(&changed.from_words).map(Now::Priority), words(&changed.to_words).map(Now::Priority)),
        "timeoriginalestimate" => (Some(Now::PlannedDays(in_days(from))), Some(Now::PlannedDays(in_days(to)))),
        "timespent" => (None, in_days(to).map(Now::SpentDays)),
        "duedate" => {
            let date = |words: &Option<String>| words.as_deref().and_then(day);
            (Some(Now::Due(date(from))), Some(Now::Due(date(to))))
        }
        _ => return None,
    })
}

/// Whether the two say something of the same thing.
fn is_same_kind(a: &Now, b: &Now) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn draft(issue: &Issue<'_>, line: u64, gather: &Gather<'_>) -> Result<Draft, super::gather::Unfitting> {
    let fields = &issue.fields;
    let instant = |words: &Option<String>| words.as_deref().and_then(moment::instant);
    let Some(opened) = instant(&fields.created) else {
        return Err(missing(&issue.key, ("la date de création", "the date of creation")));
    };
    if issue.key.trim().is_empty() {
        return Err(missing("", ("la clé", "the key")));
    }
    let updated = instant(&fields.updated).unwrap_or(opened);
    let key = ItemKey { tracker: NAME.to_owned(), key: issue.key.clone() };
    let title = fields.summary.clone().unwrap_or_else(|| issue.key.clone());
    let mut draft = Draft::new(key, title, opened, updated, gather.source(line, "key"));
    draft.item.kind = fields.issuetype.as_ref().map(|kind| kind.name.clone());
    draft.item.parent = fields.parent.as_ref().map(|parent| parent.key.clone());
    let blocking = fields.issuelinks.iter().flatten().filter(|link| link.r#type.name.eq_ignore_ascii_case("blocks"));
    draft.item.needs = blocking.filter_map(|link| link.inward.as_ref()).map(|other| other.key.clone()).collect();
    draft.item.needs.sort();
    let texts = fields.summary.iter().chain(fields.labels.iter().flatten()).map(String::as_str);
    for text in texts.chain(fields.description.map(RawValue::get)) {
        mention::all(text, &mut draft.item.mentions);
    }
    changes(issue, line, gather, &mut draft);
    Ok(draft)
}

/// Lays down the history; where there is none, or not all of it, how things stand.
fn changes(issue: &Issue<'_>, line: u64, gather: &Gather<'_>, draft: &mut Draft) {
    let fields = &issue.fields;
    let instant = |words: &Option<String>| words.as_deref().and_then(moment::instant);
    let is_whole = |log: &Changelog| log.total.is_none_or(|total| total <= log.histories.len() as u64);
    let whole = issue.changelog.as_ref().is_some_and(is_whole);
    let mut log: Vec<(Timestamp, &Changed)> = Vec::new();
    for history in issue.changelog.iter().flat_map(|log| &log.histories) {
        if let Some(at) = moment::instant(&history.created) {
            log.extend(history.items.iter().map(|changed| (at, changed)));
        }
    }
    // Jira gives the newest first in one version of its interface and last in the other.
    log.sort_by_key(|(at, _)| *at);
    let mut begun: Vec<Now> = Vec::new();
    for (at, changed) in log {
        let Some((from, to)) = told(changed, gather) else { continue };
        let first = to.as_ref().is_some_and(|to| !begun.iter().any(|known| is_same_kind(known, to)));
        if let (true, true, Some(from)) = (first, whole, from) {
            match from {
                Now::State(word) => draft.item.first_state = word,
                from => draft.change(draft.item.opened, from, line),
            }
        }
        if let Some(to) = to {
            begun.push(to.clone());
            draft.change(at, to, line);
        }
    }
    let status = fields.status.as_ref().map(|status| Now::State(status.name.clone()));
    let priority = fields.priority.as_ref().map(|priority| Now::Priority(priority.name.clone()));
    let planned = fields.timeoriginalestimate.map(|seconds| Now::PlannedDays(Some(days(seconds, gather.setting))));
    let spent = fields.timespent.map(|seconds| Now::SpentDays(days(seconds, gather.setting)));
    let due = fields.duedate.as_deref().and_then(day).map(|day| Now::Due(Some(day)));
    for now in [status, priority, planned, spent, due].into_iter().flatten() {
        if begun.iter().rev().find(|known| is_same_kind(known, &now)) == Some(&now) {
            continue;
        }
        let never_changed = whole && !begun.iter().any(|known| is_same_kind(known, &now));
        match now {
            Now::State(word) if never_changed => draft.item.first_state = word,
            Now::State(_) => {
                let since = instant(&fields.resolutiondate).or(instant(&fields.statuscategorychangedate));
                draft.change(since.unwrap_or(draft.item.updated), now, line);
            }
            // What was spent grows; only the moment it was told is known.
            Now::SpentDays(_) => draft.change(draft.item.updated, now, line),
            now if never_changed => draft.change(draft.item.opened, now, line),
            now => draft.change(draft.item.updated, now, line),
        }
    }
}
