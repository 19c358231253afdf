//! Any table of who signed in to which application, and when; and what every list of sign-ins keeps of one.

use super::gather::{Gather, Moment, cell_at, words};
use super::table::{self, Dates};
use crate::harvest::What;
use crate::inventory::Cell;
use crate::left::Why;

/// One use of an application by a person.
pub(super) struct Use<'a> {
    /// The application, by the name the list gives it.
    pub name: &'a str,
    /// What the list calls the person.
    pub who: &'a str,
    pub at: Moment,
    /// An address of the application, if one is given.
    pub host: Option<&'a str>,
    /// The team or department, if it is said.
    pub team: Option<&'a str>,
    /// Whether a person signed in, as against a machine on their behalf.
    pub interactive: bool,
}

impl Use<'_> {
    /// Keeps a sign-in, and counts it among the facts of its day.
    pub(super) fn tell(&self, cell: Cell, gather: &mut Gather<'_>, line: u64) {
        if self.interactive {
            gather.fact(words(self.name), What::SignedIn, "", 1, Some(self.at.day.date()), line);
        }
        self.trace(cell, gather, line);
    }

    /// Keeps who, when and how, without a fact.
    pub(super) fn trace(&self, mut cell: Cell, gather: &mut Gather<'_>, line: u64) {
        cell.sign_ins = u32::from(self.interactive);
        let who = gather.who(self.who);
        gather.habit(words(self.name), who, self.at, cell, self.team, line);
        if let Some(host) = self.host {
            gather.name(words(self.name), line).host(host);
        }
    }
}

/// What an application may do, in words: the last part of each address, sorted, each once.
pub(super) fn scopes<'a>(asked: impl Iterator<Item = &'a str>) -> String {
    let last = |scope: &'a str| {
        let scope = scope.trim().trim_end_matches('/');
        if scope.contains("://") { scope.rsplit('/').next().unwrap_or(scope) } else { scope }
    };
    let mut all: Vec<&str> =
        asked.flat_map(str::split_whitespace).map(last).filter(|scope| !scope.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    all.join(" ")
}

/// The columns of a table of sign-ins.
#[derive(Default)]
pub(super) struct Table {
    pub app: Option<usize>,
    pub who: Option<usize>,
    pub when: Option<usize>,
    pub result: Option<usize>,
    pub host: Option<usize>,
    pub team: Option<usize>,
    pub times: Option<usize>,
    /// Whether a time without a zone is UTC; the house's otherwise.
    pub utc: bool,
}

const APP: &[&str] = &[
    "application",
    "app",
    "application name",
    "app name",
    "nom de l'application",
    "nom application",
    "service",
    "logiciel",
    "outil",
    "tool",
    "product",
    "produit",
    "saas",
    "application display name",
    "target application",
    "resource",
    "client name",
];
const WHO: &[&str] = &[
    "user",
    "username",
    "user name",
    "utilisateur",
    "nom d'utilisateur",
    "login",
    "identifiant",
    "email",
    "e-mail",
    "adresse e-mail",
    "courriel",
    "mail",
    "user email",
    "person",
    "personne",
    "employee",
    "employé",
    "collaborateur",
    "salarié",
    "actor",
    "acteur",
    "compte",
    "account",
    "user principal name",
    "upn",
];
const WHEN: &[&str] = &[
    "date",
    "timestamp",
    "horodatage",
    "time",
    "datetime",
    "date et heure",
    "date time",
    "date de connexion",
    "sign-in date",
    "sign in time",
    "login date",
    "login time",
    "heure de connexion",
    "last sign-in",
    "last login",
    "dernière connexion",
    "dernier accès",
    "last access",
    "last used",
    "dernière utilisation",
    "jour",
    "day",
];
const RESULT: &[&str] = &["status", "statut", "état", "result", "résultat", "outcome", "success", "succès", "issue"];
const HOST: &[&str] =
    &["url", "host", "hôte", "domain", "domaine", "adresse", "app url", "site", "redirect uri", "login url"];
const TEAM: &[&str] = &[
    "department",
    "département",
    "team",
    "équipe",
    "service de rattachement",
    "direction",
    "group",
    "groupe",
    "business unit",
    "org unit",
    "unité organisationnelle",
    "cost centre",
    "cost center",
    "centre de coût",
];
const TIMES: &[&str] =
    &["sign-ins", "sign in count", "connexions", "nombre de connexions", "login count", "logins", "count", "nombre"];

/// Whether a table names an application, a person and a day in each row.
pub(super) fn fits(table: &table::Table<'_>) -> bool {
    let (app, who, when) = (table.column(APP), table.column(WHO), table.column(WHEN));
    app.is_some() && who.is_some() && when.is_some() && app != who
}

/// Reads a table by the names its columns have in common use.
pub(super) fn read(table: &table::Table<'_>, gather: &mut Gather<'_>) {
    let app = table.column(APP);
    let other = |column: Option<usize>| column.filter(|column| Some(*column) != app);
    let rules = Table {
        app,
        who: table.column(WHO),
        when: table.column(WHEN),
        result: table.column(RESULT),
        host: other(table.column(HOST)),
        team: other(table.column(TEAM)),
        times: table.column(TIMES),
        utc: false,
    };
    read_by(&rules, table, gather);
}

/// Reads a table by its columns.
pub(super) fn read_by(rules: &Table, table: &table::Table<'_>, gather: &mut Gather<'_>) {
    let dates = Dates::of(table, rules.when);
    for row in table.rows() {
        let get = |column: Option<usize>| table::words(row, column);
        if get(rules.result).is_some_and(|result| is_failure(&result)) {
            gather.understood();
            continue;
        }
        let Some(name) = get(rules.app) else {
            gather.leave(Why::Name, row.line, &table::shown(row));
            continue;
        };
        let Some(who) = get(rules.who) else {
            gather.leave(Why::Fields, row.line, &table::shown(row));
            continue;
        };
        let Some(at) = dates.moment(row, rules.utc, gather) else {
            gather.leave(Why::Time, row.line, &table::shown(row));
            continue;
        };
        if !gather.has_room() {
            gather.leave(Why::Beyond, row.line, &table::shown(row));
            continue;
        }
        gather.understood();
        let (host, team) = (get(rules.host), get(rules.team));
        let uses = Use { name: &name, who: &who, at, host: host.as_deref(), team: team.as_deref(), interactive: true };
        let times = row.cell(rules.times).number().ok().flatten().filter(|times| (2.0..1e6).contains(times));
        uses.tell(cell_at(at), gather, row.line);
        if let Some(times) = times {
            // A row that sums up several says how many; one of them is counted already.
            let more = Cell { seen: times as u32 - 1, sign_ins: times as u32 - 1, ..Cell::default() };
            let who = gather.who(&who);
            gather.habit(words(&name), who, at, more, None, row.line);
        }
    }
}

/// Whether a result says that nobody came in: a word for failing, or a code other than 0.
fn is_failure(result: &str) -> bool {
    let result = tabular::fold(result);
    let words = [
        "failure",
        "failed",
        "fail",
        "echec",
        "echoue",
        "denied",
        "deny",
        "refuse",
        "interrupted",
        "interrompu",
        "blocked",
        "bloque",
        "error",
        "erreur",
        "false",
        "faux",
        "non",
        "no",
        "ko",
    ];
    match result.parse::<i64>() {
        // 1 is yes where others write true.
        Ok(code) => !(0..=1).contains(&code),
        Err(_) => words.contains(&result.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_said_by_its_last_part() {
        let asked = ["https://www.googleapis.com/auth/drive.readonly", "openid email", "https://mail.google.com/"];
        assert_eq!(scopes(asked.into_iter()), "drive.readonly email mail.google.com openid");
    }

    #[test]
    fn what_failed_is_no_sign_in() {
        for (result, expect) in
            [("Success", false), ("Échec", true), ("50126", true), ("0", false), ("Interrupted", true), ("oui", false)]
        {
            assert_eq!(is_failure(result), expect, "{result}");
        }
    }
}
