//! The System Log of Okta: who signed in to which application, and who let one read or write.
//!
//! Source: Okta, "System Log API" (the members), and the columns of its download as CSV, which are the same members
//! with dots and underscores, the targets numbered from 0.

use serde_json::Value;

use super::Unrecognised;
use super::gather::{Gather, Moment, cell_at, words};
use super::json::{self, Entry, each};
use super::sign_ons::{Use, scopes};
use super::table::{self, Dates, Table};
use super::text::Head;
use crate::harvest::What;
use crate::left::Why;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    head.is_json() && head.has_members(&["eventType", "published", "actor"])
}

/// Reads the log: a list of events, or one event a line.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    each(text, &[""], gather, |entry, gather| match entry.value() {
        Err(why) => gather.leave(why, entry.line, ""),
        Ok(event) => tell(&event, entry, gather),
    });
    Ok(())
}

fn tell(event: &Value, entry: &Entry<'_>, gather: &mut Gather<'_>) {
    let Some(kind) = json::words(event, "eventType") else { return gather.leave(Why::Fields, entry.line, "eventType") };
    let (signs_in, grants) = kind_of(kind);
    let succeeded = json::words(event, "outcome/result").is_some_and(is_success);
    if !succeeded || !(signs_in || grants) {
        return gather.understood();
    }
    let targets = json::list(event, "target");
    let of_type = |known: &[&str]| {
        targets.iter().find(|target| json::words(target, "type").is_some_and(|kind| known.contains(&kind)))
    };
    let app = of_type(&["AppInstance", "PublicClientApp", "OAuth2Client", "ClientApp"]);
    let name = app.and_then(|app| json::words(app, "displayName").or_else(|| json::words(app, "alternateId")));
    let Some(name) = name else { return gather.leave(Why::Name, entry.line, kind) };
    let at = json::words(event, "published").and_then(|when| gather.iso(when, true));
    let Some(at) = at else { return gather.leave(Why::Time, entry.line, kind) };
    let Some(who) = json::words(event, "actor/alternateId").or_else(|| json::words(event, "actor/id")) else {
        return gather.leave(Why::Fields, entry.line, kind);
    };
    if !gather.has_room() {
        return gather.leave(Why::Beyond, entry.line, kind);
    }
    gather.understood();
    let host = app.and_then(|app| json::words(app, "alternateId"));
    let redirect = json::words(event, "debugContext/debugData/redirectUri");
    let uses = Use { name, who, at, host: redirect.or(host), team: None, interactive: true };
    if signs_in {
        return uses.tell(cell_at(at), gather, entry.line);
    }
    let asked = targets.iter().filter(|target| json::words(target, "type").is_some_and(is_scope));
    let mut asked: Vec<&str> = asked.filter_map(|target| json::words(target, "displayName")).collect();
    if asked.is_empty() {
        asked.extend(json::words(event, "debugContext/debugData/scopes"));
    }
    granted(&uses, &asked, at, gather, entry.line);
}

fn granted(uses: &Use<'_>, asked: &[&str], at: Moment, gather: &mut Gather<'_>, line: u64) {
    let scopes = scopes(asked.iter().copied());
    gather.fact(words(uses.name), What::Granted, &scopes, 1, Some(at.day.date()), line);
    uses.trace(cell_at(at), gather, line);
}

/// Whether a kind of event is a sign-in to an application, or the letting in of one.
fn kind_of(kind: &str) -> (bool, bool) {
    (kind == "user.authentication.sso", kind.starts_with("app.oauth2.") && kind.ends_with("consent.grant"))
}

fn is_success(result: &str) -> bool {
    matches!(result, "SUCCESS" | "ALLOW")
}

fn is_scope(kind: &str) -> bool {
    kind.to_ascii_lowercase().contains("scope")
}

/// Whether a table is of this format.
pub(super) fn table_fits(table: &Table<'_>) -> bool {
    table.has(&["event_type"]) && table.has(&["actor.alternate_id"]) && table.has(&["target0.display_name"])
}

/// The most targets of an event that have columns of their own.
const TARGETS: usize = 10;

/// Reads the log from a table.
pub(super) fn read_table(table: &Table<'_>, gather: &mut Gather<'_>) {
    let (kind, who) = (table.column(&["event_type"]), table.column(&["actor.alternate_id"]));
    let result = table.column(&["outcome.result"]);
    let dates = Dates::of(table, table.column(&["timestamp", "published"]));
    let of = |member: &str| -> Vec<Option<usize>> {
        (0..TARGETS).map(|number| table.column(&[&format!("target{number}.{member}")])).collect()
    };
    let (types, names, others) = (of("type"), of("display_name"), of("alternate_id"));
    for row in table.rows() {
        let get = |column: Option<usize>| table::words(row, column);
        let Some(event) = get(kind) else {
            gather.leave(Why::Fields, row.line, &table::shown(row));
            continue;
        };
        let (signs_in, grants) = kind_of(&event);
        if !get(result).is_some_and(|result| is_success(&result)) || !(signs_in || grants) {
            gather.understood();
            continue;
        }
        let typed = |number: &usize| types.get(*number).is_some_and(|column| column.is_some());
        let is_app = |number: &usize| {
            let kind = get(types[*number]);
            kind.is_some_and(|kind| matches!(&*kind, "AppInstance" | "PublicClientApp" | "OAuth2Client" | "ClientApp"))
        };
        // A download without the types names the application first.
        let app = (0..TARGETS).find(is_app).or_else(|| (!(0..TARGETS).any(|number| typed(&number))).then_some(0));
        let (Some(who), Some(name)) = (get(who), app.and_then(|app| get(names[app]))) else {
            gather.leave(Why::Name, row.line, &table::shown(row));
            continue;
        };
        let Some(at) = dates.moment(row, true, gather) else {
            gather.leave(Why::Time, row.line, &table::shown(row));
            continue;
        };
        if !gather.has_room() {
            gather.leave(Why::Beyond, row.line, &table::shown(row));
            continue;
        }
        gather.understood();
        let host = app.and_then(|app| get(others[app]));
        let uses = Use { name: &name, who: &who, at, host: host.as_deref(), team: None, interactive: true };
        if signs_in {
            uses.tell(cell_at(at), gather, row.line);
        } else {
            let scopes: Vec<_> = (0..TARGETS)
                .filter(|number| get(types[*number]).is_some_and(|kind| is_scope(&kind)))
                .filter_map(|number| get(names[number]))
                .collect();
            let scopes: Vec<&str> = scopes.iter().map(|scope| &**scope).collect();
            granted(&uses, &scopes, at, gather, row.line);
        }
    }
}
