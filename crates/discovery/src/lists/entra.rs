//! Sign-ins of Microsoft Entra ID (Azure Active Directory): who signed in to which application.
//!
//! A sign-in without a person at the keyboard renews what was let in before: it is a trace, and no sign-in.
//! Source: Microsoft, "Sign-in log schemas reference" (JSON), and the columns of the portal's download (CSV).

use serde_json::Value;

use super::Unrecognised;
use super::gather::{Gather, cell_at};
use super::json::{self, each};
use super::sign_ons::{self, Table as Rules, Use};
use super::table::Table;
use super::text::Head;
use crate::left::Why;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    head.is_json()
        && head.has_member("appDisplayName")
        && (head.has_member("userPrincipalName") || head.has_member("userId"))
        && (head.has_member("createdDateTime") || head.has_member("time"))
}

/// Reads sign-ins: a list, the answer of the API, or one a line.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    each(text, &["", "value", "records"], gather, |entry, gather| match entry.value() {
        Err(why) => gather.leave(why, entry.line, ""),
        Ok(event) => tell(&event, entry.line, gather),
    });
    Ok(())
}

fn tell(event: &Value, line: u64, gather: &mut Gather<'_>) {
    // What is sent on to a store of logs wraps the sign-in.
    let inside = event.get("properties").filter(|inside| inside.is_object()).unwrap_or(event);
    let get = |name: &str| json::words(inside, name);
    let code = match json::at(inside, "status/errorCode") {
        Some(Value::Number(code)) => code.as_i64(),
        Some(Value::String(code)) => code.trim().parse().ok(),
        _ => None,
    };
    let Some(code) = code else { return gather.leave(Why::Fields, line, "status") };
    if code != 0 {
        return gather.understood();
    }
    let Some(name) = get("appDisplayName").or_else(|| get("resourceDisplayName")) else {
        return gather.leave(Why::Name, line, "appDisplayName");
    };
    let Some(who) = get("userPrincipalName").or_else(|| get("userId")) else {
        return gather.leave(Why::Fields, line, "userPrincipalName");
    };
    let at = get("createdDateTime").or_else(|| json::words(event, "time")).and_then(|when| gather.iso(when, true));
    let Some(at) = at else { return gather.leave(Why::Time, line, "createdDateTime") };
    if !gather.has_room() {
        return gather.leave(Why::Beyond, line, "");
    }
    gather.understood();
    let interactive = inside.get("isInteractive").and_then(Value::as_bool).unwrap_or(true);
    Use { name, who, at, host: None, team: None, interactive }.tell(cell_at(at), gather, line);
}

const APP: &[&str] =
    &["Application", "App display name", "Application display name", "appDisplayName", "Nom de l'application"];
const WHO: &[&str] = &[
    "Username",
    "User principal name",
    "userPrincipalName",
    "Nom d'utilisateur",
    "User",
    "Utilisateur",
    "User ID",
    "ID d'utilisateur",
];
const WHEN: &[&str] = &["Date (UTC)", "Date", "createdDateTime", "Created date time"];
const CODE: &[&str] =
    &["Sign-in error code", "Code d'erreur de connexion", "status.errorCode", "Error code", "Code d'erreur"];
const RESULT: &[&str] = &["Status", "État", "Statut"];

/// Whether a table is of this format.
pub(super) fn table_fits(table: &Table<'_>) -> bool {
    let marks: &[&[&str]] = &[CODE, &["Request ID", "ID de demande"], &["Correlation ID", "ID de corrélation"]];
    table.has(APP) && table.has(WHO) && table.has(WHEN) && marks.iter().filter(|mark| table.has(mark)).count() >= 2
}

/// Reads sign-ins from a table.
pub(super) fn read_table(table: &Table<'_>, gather: &mut Gather<'_>) {
    let rules = Rules {
        app: table.column(APP),
        who: table.column(WHO),
        when: table.column(WHEN),
        result: table.column(CODE).or_else(|| table.column(RESULT)),
        utc: true,
        ..Rules::default()
    };
    sign_ons::read_by(&rules, table, gather);
}
