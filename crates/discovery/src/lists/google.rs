//! The audit of tokens of Google Workspace: which applications people let read or write their account's data.
//!
//! Source: Google, "OAuth Token Audit Activity Events" of the Reports API (the members), and "OAuth log events" of the
//! administration console (the columns).

use serde_json::Value;

use super::Unrecognised;
use super::gather::{Gather, cell_at, words};
use super::json::{self, each};
use super::sign_ons::{Use, scopes};
use super::table::{self, Dates, Table};
use super::text::Head;
use crate::harvest::What;
use crate::left::Why;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let of_reports = head.has("admin#reports#activit") || head.has_members(&["events", "actor", "parameters"]);
    head.is_json() && of_reports && (head.has("app_name") || head.has("\"token\""))
}

/// Reads activities: the answer of the API, a list, or one a line.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    each(text, &["", "items"], gather, |entry, gather| match entry.value() {
        Err(why) => gather.leave(why, entry.line, ""),
        Ok(activity) => tell(&activity, entry.line, gather),
    });
    Ok(())
}

fn tell(activity: &Value, line: u64, gather: &mut Gather<'_>) {
    let events = json::list(activity, "events");
    if events.is_empty() {
        return gather.leave(Why::Fields, line, "events");
    }
    let Some(at) = json::words(activity, "id/time").and_then(|when| gather.iso(when, true)) else {
        return gather.leave(Why::Time, line, "id.time");
    };
    let Some(who) = json::words(activity, "actor/email").or_else(|| json::words(activity, "actor/profileId")) else {
        return gather.leave(Why::Fields, line, "actor");
    };
    if !gather.has_room() {
        return gather.leave(Why::Beyond, line, "");
    }
    let mut nameless = false;
    for event in events {
        let (authorizes, acts) = kind_of(json::words(event, "name").unwrap_or_default());
        if !(authorizes || acts) {
            continue;
        }
        let parameter = |name: &str| {
            json::list(event, "parameters").iter().find(|parameter| json::words(parameter, "name") == Some(name))
        };
        let text = |name: &str| parameter(name).and_then(|parameter| json::words(parameter, "value"));
        let Some(name) = text("app_name").or_else(|| text("client_id")) else {
            nameless = true;
            continue;
        };
        let uses = Use { name, who, at, host: None, team: None, interactive: authorizes };
        let mut cell = cell_at(at);
        if authorizes {
            let many = parameter("scope").map_or(&[][..], |parameter| json::list(parameter, "multiValue"));
            let scopes = scopes(many.iter().filter_map(Value::as_str).chain(text("scope")));
            gather.fact(words(name), What::Granted, &scopes, 1, Some(at.day.date()), line);
        } else if let Some(bytes) = parameter("num_response_bytes").and_then(bytes) {
            // What the service answered is what the application took away.
            (cell.up, cell.up_known) = (bytes, 1);
        }
        uses.trace(cell, gather, line);
    }
    match nameless {
        true => gather.leave(Why::Name, line, "app_name"),
        false => gather.understood(),
    }
}

fn bytes(parameter: &Value) -> Option<u64> {
    match parameter.get("intValue")? {
        Value::String(digits) => digits.trim().parse().ok(),
        number => number.as_u64(),
    }
}

/// Whether an event lets an application in, or is something it did afterwards.
fn kind_of(name: &str) -> (bool, bool) {
    let is = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known));
    (is(&["authorize", "Autoriser", "Autorisation"]), is(&["activity", "Activité", "API call"]))
}

const APP: &[&str] = &["App name", "Application name", "Nom de l'application"];
const WHO: &[&str] = &["Actor", "User", "Utilisateur", "Acteur", "Actor email", "User email"];
const WHEN: &[&str] = &["Date", "Time", "Date et heure"];
const EVENT: &[&str] = &["Event", "Event name", "Événement", "Nom de l'événement"];
const SCOPE: &[&str] =
    &["Scope", "Scopes", "OAuth scopes", "Champ d'application", "Champs d'application", "Niveau d'accès"];

/// Whether a table is of this format.
pub(super) fn table_fits(table: &Table<'_>) -> bool {
    [APP, WHO, WHEN, EVENT, SCOPE].iter().all(|column| table.has(column))
}

/// Reads activities from a table.
pub(super) fn read_table(table: &Table<'_>, gather: &mut Gather<'_>) {
    let dates = Dates::of(table, table.column(WHEN));
    let (app, who, event, asked) = (table.column(APP), table.column(WHO), table.column(EVENT), table.column(SCOPE));
    let unit = table.column(&["Actor organizational unit", "Organizational unit", "Unité organisationnelle"]);
    for row in table.rows() {
        let get = |column: Option<usize>| table::words(row, column);
        let Some(event) = get(event) else {
            gather.leave(Why::Fields, row.line, &table::shown(row));
            continue;
        };
        let (authorizes, acts) = kind_of(&event);
        if !(authorizes || acts) {
            gather.understood();
            continue;
        }
        let (Some(name), Some(who)) = (get(app), get(who)) else {
            gather.leave(Why::Name, row.line, &table::shown(row));
            continue;
        };
        let Some(at) = dates.moment(row, false, gather) else {
            gather.leave(Why::Time, row.line, &table::shown(row));
            continue;
        };
        if !gather.has_room() {
            gather.leave(Why::Beyond, row.line, &table::shown(row));
            continue;
        }
        gather.understood();
        let unit = get(unit);
        let uses = Use { name: &name, who: &who, at, host: None, team: unit.as_deref(), interactive: authorizes };
        if authorizes {
            let asked = get(asked).unwrap_or_default();
            let scopes = scopes(asked.split([',', ';', ' ', '\n']));
            gather.fact(words(&name), What::Granted, &scopes, 1, Some(at.day.date()), row.line);
        }
        uses.trace(cell_at(at), gather, row.line);
    }
}
