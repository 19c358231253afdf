//! What a tracker tells over its interface, in the shape its exports have: pages of a list, or one item by its key, each
//! with its history. Readers of exports read it from there; nothing is understood here but keys, days and pages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::caller::{Caller, Miss};
use super::connection::System;

/// How many items a page holds: what every one of these trackers gives at once.
const PAGE: usize = 100;
/// More pages than any list has: a tracker that gives pages for ever is left.
const PAGES_MOST: usize = 20_000;

/// What is asked of an item of a Jira: nobody's name among it.
const FIELDS: &str = "summary,issuetype,status,priority,created,updated,resolutiondate,statuscategorychangedate,\
                      duedate,parent,timeoriginalestimate,timespent,issuelinks,labels,description";

/// An item as a list names it.
pub(super) struct Listed {
    /// Its key.
    pub(super) key: String,
    /// When its tracker last changed it.
    pub(super) updated: Option<Timestamp>,
    /// What is told of it, as JSON.
    pub(super) text: String,
    /// Of how many entries of its history more is to be asked for, and how many came along.
    history: Option<(u64, u64)>,
}

#[derive(Deserialize)]
struct Issue<'a> {
    key: Option<String>,
    number: Option<u64>,
    iid: Option<u64>,
    updated_at: Option<String>,
    fields: Option<Fields>,
    changelog: Option<Changelog<'a>>,
    #[serde(borrow)]
    pull_request: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Fields {
    updated: Option<String>,
}

#[derive(Deserialize)]
struct Changelog<'a> {
    total: Option<u64>,
    #[serde(borrow, default)]
    histories: Vec<&'a RawValue>,
}

/// A page of a Jira.
#[derive(Deserialize)]
struct Search<'a> {
    #[serde(borrow)]
    issues: Vec<&'a RawValue>,
    #[serde(rename = "nextPageToken")]
    next: Option<String>,
    total: Option<u64>,
}

/// A page of the history of an item of a Jira.
#[derive(Deserialize)]
struct Histories<'a> {
    #[serde(borrow)]
    values: Vec<&'a RawValue>,
}

impl Caller<'_> {
    /// Every item, or those that changed since a moment, page after page; one that changes meanwhile may come twice.
    ///
    /// Gives what the tracker's clock showed at the first page. Errors: a page is not to be had; what came before it was
    /// handed over.
    pub(super) fn each_page<E: From<Miss>>(
        &self,
        since: Option<Timestamp>,
        now: Timestamp,
        mut take: impl FnMut(Vec<Listed>) -> Result<(), E>,
    ) -> Result<Option<Timestamp>, E> {
        let mut clock = None;
        let (mut seen, mut next) = (0, None::<String>);
        for page in 1..=PAGES_MOST {
            let path = match self.connection.system {
                System::Jira { is_cloud } => {
                    let at = match (&next, is_cloud) {
                        (Some(token), true) => format!("&nextPageToken={}", plain(token)),
                        (_, true) => String::new(),
                        (_, false) => format!("&startAt={seen}"),
                    };
                    format!("{}{at}", self.search(is_cloud, since, now))
                }
                System::Github => {
                    let of = since.map_or_else(
                        || "&sort=created&direction=asc".to_owned(),
                        |since| format!("&sort=updated&direction=asc&since={}", whole_second(since)),
                    );
                    format!("/repos/{}/issues?state=all&per_page={PAGE}{of}&page={page}", self.connection.path())
                }
                System::Gitlab => {
                    let of = since.map_or_else(
                        || "&order_by=created_at".to_owned(),
                        |since| format!("&order_by=updated_at&updated_after={}", whole_second(since)),
                    );
                    format!(
                        "/api/v4/projects/{}/issues?scope=all&per_page={PAGE}&sort=asc{of}&page={page}",
                        self.project()
                    )
                }
            };
            let answer = self.get(&path)?;
            clock = clock.or(answer.at);
            let (entries, more) = if matches!(self.connection.system, System::Jira { .. }) {
                let search: Search<'_> = serde_json::from_str(&answer.text).map_err(strange)?;
                let entries = search.issues.into_iter().map(listed).collect::<Result<Vec<_>, _>>()?;
                // One that comes twice takes no place of its own.
                let keys: BTreeSet<&str> = entries.iter().flatten().map(|it| it.key.as_str()).collect();
                let came = keys.len() as u64;
                seen += came;
                let more = match search.total {
                    Some(total) => seen < total && came > 0,
                    None => search.next.is_some() && search.next != next,
                };
                next = search.next;
                (entries, more)
            } else {
                let entries: Vec<&RawValue> = serde_json::from_str(&answer.text).map_err(strange)?;
                let more = answer.more.unwrap_or(entries.len() >= PAGE);
                (entries.into_iter().map(listed).collect::<Result<Vec<_>, _>>()?, more)
            };
            take(entries.into_iter().flatten().collect())?;
            if !more {
                return Ok(clock);
            }
        }
        Err(Miss::Unreachable("pages".to_owned()).into())
    }

    /// One item by its key.
    ///
    /// Errors: [`Miss::Gone`] when the tracker has none of that key.
    pub(super) fn one(&self, key: &str) -> Result<Option<Listed>, Miss> {
        let path = match self.connection.system {
            System::Jira { is_cloud } => {
                format!("/rest/api/{}/issue/{}?fields={FIELDS}&expand=changelog", version(is_cloud), plain(key))
            }
            System::Github => format!("/repos/{}/issues/{}", self.connection.path(), plain(key)),
            System::Gitlab => format!("/api/v4/projects/{}/issues/{}", self.project(), plain(key)),
        };
        let answer = self.get(&path)?;
        let entry: &RawValue = serde_json::from_str(&answer.text).map_err(strange)?;
        listed(entry)
    }

    /// Adds what a list leaves out of the history of an item.
    pub(super) fn with_history(&self, mut item: Listed) -> Result<Listed, Miss> {
        match self.connection.system {
            System::Jira { is_cloud } => {
                let Some((_, total)) = item.history.filter(|(came, total)| came < total) else { return Ok(item) };
                let mut whole = String::new();
                // Which end of it came along differs between versions: it is asked for whole.
                let mut at = 0;
                while at < total {
                    let version = version(is_cloud);
                    let path = format!(
                        "/rest/api/{version}/issue/{}/changelog?startAt={at}&maxResults={PAGE}",
                        plain(&item.key)
                    );
                    let answer = self.get(&path)?;
                    let page: Histories<'_> = serde_json::from_str(&answer.text).map_err(strange)?;
                    if page.values.is_empty() {
                        break;
                    }
                    at += page.values.len() as u64;
                    page.values.iter().for_each(|entry| add(&mut whole, entry.get()));
                }
                let log = format!("{{\"total\":{},\"histories\":[{whole}]}}", at.max(total));
                item.text = with(&item.text, "changelog", &log);
            }
            System::Github => {
                let events =
                    self.all(&format!("/repos/{}/issues/{}/events", self.connection.path(), plain(&item.key)))?;
                item.text = with(&item.text, "events", &events);
            }
            System::Gitlab => {
                for kind in ["resource_state_events", "resource_label_events"] {
                    let path = format!("/api/v4/projects/{}/issues/{}/{kind}", self.project(), plain(&item.key));
                    item.text = with(&item.text, kind, &self.all(&path)?);
                }
            }
        }
        Ok(item)
    }

    /// A list in pages, as one.
    fn all(&self, path: &str) -> Result<String, Miss> {
        let mut all = String::new();
        for page in 1..=PAGES_MOST {
            let answer = self.get(&format!("{path}?per_page={PAGE}&page={page}"))?;
            let entries: Vec<&RawValue> = serde_json::from_str(&answer.text).map_err(strange)?;
            entries.iter().for_each(|entry| add(&mut all, entry.get()));
            if !answer.more.unwrap_or(entries.len() >= PAGE) {
                break;
            }
        }
        Ok(format!("[{all}]"))
    }

    /// A search of Jira. Days in one are days of its account's time zone, so that minutes gone by are told instead.
    fn search(&self, is_cloud: bool, since: Option<Timestamp>, now: Timestamp) -> String {
        let minutes = since.map(|since| now.duration_since(since).as_mins().max(0) + 1);
        let mut asked: Vec<String> = Vec::new();
        asked.extend((!self.connection.scope.is_empty()).then(|| format!("({})", self.connection.scope)));
        asked.extend(minutes.map(|minutes| format!("updated >= \"-{minutes}m\"")));
        // The cloud answers no search without a bound.
        if asked.is_empty() {
            asked.push("created >= \"1970-01-01\"".to_owned());
        }
        let query = plain(&format!("{} ORDER BY created ASC, key ASC", asked.join(" AND ")));
        let search = if is_cloud { "search/jql" } else { "search" };
        let version = version(is_cloud);
        format!("/rest/api/{version}/{search}?jql={query}&maxResults={PAGE}&fields={FIELDS}&expand=changelog")
    }

    fn project(&self) -> String {
        plain(self.connection.path())
    }
}

fn version(is_cloud: bool) -> u8 {
    if is_cloud { 3 } else { 2 }
}

/// What an entry of a list is; `None`: a proposal of code, which GitHub lists with its issues.
fn listed(entry: &RawValue) -> Result<Option<Listed>, Miss> {
    let issue: Issue<'_> = serde_json::from_str(entry.get()).map_err(strange)?;
    if issue.pull_request.is_some_and(|it| it.get() != "null") {
        return Ok(None);
    }
    let number = issue.number.or(issue.iid).map(|number| number.to_string());
    let key = issue.key.or(number).ok_or_else(|| Miss::Unreachable("key".to_owned()))?;
    let updated = issue.updated_at.or(issue.fields.and_then(|fields| fields.updated));
    let updated = updated.and_then(|words| words.parse().ok());
    let came = |log: &Changelog<'_>| log.histories.len() as u64;
    let history = issue.changelog.map(|log| (came(&log), log.total.unwrap_or_else(|| came(&log))));
    Ok(Some(Listed { key, updated, text: entry.get().to_owned(), history }))
}

/// An object with one more field, which goes before one of the same name.
fn with(object: &str, name: &str, value: &str) -> String {
    let mut fields: BTreeMap<String, &RawValue> = serde_json::from_str(object).unwrap_or_default();
    fields.remove(name);
    let mut told = String::with_capacity(object.len() + value.len() + name.len() + 8);
    told.push('{');
    for (name, value) in fields {
        told.push_str(&format!("{}:{},", serde_json::Value::from(name), value.get()));
    }
    told.push_str(&format!("\"{name}\":{value}}}"));
    told
}

fn add(list: &mut String, entry: &str) {
    if !list.is_empty() {
        list.push(',');
    }
    list.push_str(entry);
}

/// Any words as one part of an address.
fn plain(words: &str) -> String {
    utf8_percent_encode(words, NON_ALPHANUMERIC).to_string()
}

fn whole_second(at: Timestamp) -> String {
    plain(&Timestamp::from_second(at.as_second()).unwrap_or(at).to_string())
}

fn strange(_: serde_json::Error) -> Miss {
    Miss::Unreachable("JSON".to_owned())
}
