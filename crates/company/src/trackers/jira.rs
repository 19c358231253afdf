//! Jira's two exports: the search with its changelog, one issue a line, and the table in French, as an older browser
//! saved it.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::pieces::{self, EXPORTED, Piece};
use super::{EPICS, Epic, JIRA, STORE_EPICS, STORES, plant};
use crate::cell::{Day, date};
use crate::planted::{Expect, Planted};
use crate::table::{self, Habit, Table};

/// Seconds in a person-day, as Jira counts by itself.
const DAY: f64 = 28_800.0;

/// A moment as Jira's interface writes it.
fn written(at: DateTime) -> String {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%dT%H:%M:%S.000%z").to_string())
}

fn evening(day: Day) -> DateTime {
    date(day).at(17, 0, 0, 0)
}

fn morning(day: Day) -> DateTime {
    date(day).at(9, 30, 0, 0)
}

/// Who moved it: such names stand in every export and are nobody's business.
const TEAM: &[&str] = &["Gwladys Tremeur", "Ousmane Fauquet", "Lilou Baraton", "Côme Estival"];

fn history(number: &mut u32, at: DateTime, items: Value) -> (DateTime, Value) {
    *number += 1;
    let author = TEAM[*number as usize % TEAM.len()];
    (at, json!({"id": number.to_string(), "author": {"displayName": author}, "created": written(at), "items": items}))
}

fn states(moves: &[(DateTime, &str)], number: &mut u32) -> Vec<(DateTime, Value)> {
    let mut before = "À faire";
    let mut all = Vec::new();
    for (at, state) in moves {
        let item = json!([{"field": "status", "fieldtype": "jira", "fromString": before, "toString": state}]);
        all.push(history(number, *at, item));
        before = state;
    }
    all
}

fn amounts(field: &str, steps: &[super::Days], number: &mut u32) -> Vec<(DateTime, Value)> {
    let mut before: Option<String> = None;
    let mut all = Vec::new();
    for (day, days) in steps {
        let to = format!("{:.0}", days * DAY);
        all.push(history(
            number,
            evening(*day),
            json!([{"field": field, "fieldtype": "jira", "from": before, "to": to}]),
        ));
        before = Some(to);
    }
    all
}

fn issue(key: &str, fields: Value, mut log: Vec<(DateTime, Value)>) -> String {
    log.sort_by_key(|(at, _)| *at);
    // Jira's cloud gives the newest first.
    let histories: Vec<Value> = log.into_iter().rev().map(|(_, history)| history).collect();
    let total = histories.len();
    let changelog = json!({"startAt": 0, "maxResults": total, "total": total, "histories": histories});
    let link = format!("https://solvene-tickets.example/rest/api/3/issue/{key}");
    json!({"id": key, "self": link, "key": key, "fields": fields, "changelog": changelog}).to_string()
}

fn epic_issue(epic: &Epic, number: &mut u32) -> String {
    let moves: Vec<(DateTime, &str)> = epic.moves.iter().map(|(day, state)| (morning(*day), *state)).collect();
    let mut log = states(&moves, number);
    log.extend(amounts("timeoriginalestimate", epic.planned, number));
    log.extend(amounts("timespent", epic.spent, number));
    let state = moves.last().map_or("À faire", |(_, state)| *state);
    let updated = log.iter().map(|(at, _)| *at).max().unwrap_or(morning(epic.opened));
    let request = crate::life::number_of(epic.wish);
    let links: Vec<Value> = epic
        .needs
        .iter()
        .map(|key| json!({"type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"}, "inwardIssue": {"key": key}}))
        .collect();
    let fields = json!({
        "summary": epic.title,
        "issuetype": {"name": "Epic"},
        "status": {"name": state},
        "priority": {"name": epic.priority},
        "reporter": {"displayName": TEAM[0]},
        "created": written(morning(epic.opened)),
        "updated": written(updated),
        "resolutiondate": (state == "Terminé").then(|| written(updated)),
        "duedate": epic.due.map(|due| date(due).to_string()),
        "timeoriginalestimate": epic.planned.last().map(|(_, days)| days * DAY),
        "timespent": epic.spent.last().map(|(_, days)| days * DAY),
        "labels": request.map(|number| vec![format!("entente:{number}")]).unwrap_or_default(),
        "issuelinks": links,
    });
    issue(epic.key, fields, log)
}

fn piece_issue(epic: &Epic, piece: &Piece, number: &mut u32) -> String {
    let project = epic.key.split('-').next().unwrap_or_default();
    let state = piece.moves.last().map_or("À faire", |(_, state)| *state);
    let fields = json!({
        "summary": piece.title,
        "issuetype": {"name": piece.kind},
        "status": {"name": state},
        "priority": {"name": piece.priority},
        "assignee": {"displayName": TEAM[piece.number % TEAM.len()]},
        "parent": {"key": epic.key},
        "created": written(piece.opened),
        "updated": written(piece.updated()),
        "resolutiondate": matches!(state, "Terminé" | "Abandonné").then(|| written(piece.updated())),
        "labels": [],
        "issuelinks": [],
    });
    issue(&format!("{project}-{}", piece.number), fields, states(&piece.moves, number))
}

/// The issues of the search, each on its line, and the line of what is planted.
fn lines(seed: u64) -> Vec<String> {
    let mut number = 40_000;
    let mut lines = Vec::new();
    for epic in EPICS {
        lines.push(epic_issue(epic, &mut number));
        lines.extend(pieces::of(epic, seed).iter().map(|piece| piece_issue(epic, piece, &mut number)));
    }
    // An issue whose fields the exporter was not allowed to see.
    lines.insert(40, json!({"id": "9", "key": "WEB-199", "fields": {"summary": "Accès restreint"}}).to_string());
    lines
}

/// The search.
pub(super) fn search(seed: u64) -> Vec<u8> {
    let lines = lines(seed);
    let total = lines.len();
    format!("{{\"startAt\":0,\"maxResults\":1000,\"total\":{total},\"issues\":[\n{}\n]}}\n", lines.join(",\n"))
        .into_bytes()
}

/// A moment as the table writes it.
fn shown(at: DateTime) -> String {
    const MONTHS: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    let month = usize::try_from(at.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied();
    let half = if at.hour() < 12 { "AM" } else { "PM" };
    let hour = if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 };
    format!("{}/{}/{} {hour}:{:02} {half}", at.day(), month.unwrap_or_default(), at.year() % 100, at.minute())
}

fn rows(seed: u64) -> Table {
    let mut table = Table::new(
        "tickets",
        &[
            "Clé de ticket",
            "Type de ticket",
            "Résumé",
            "Responsable",
            "État",
            "Priorité",
            "Création",
            "Mise à jour",
            "Résolue",
            "Échéance",
            "Estimation originale",
            "Temps passé",
            "Étiquettes",
            "Clé du parent",
        ],
    );
    for epic in STORE_EPICS {
        let state = epic.moves.last().map_or("À faire", |(_, state)| *state);
        let request = crate::life::number_of(epic.wish).map(|number| format!("entente:{number}"));
        let last = |steps: &[super::Days]| steps.last().map_or(String::new(), |(_, days)| format!("{:.0}", days * DAY));
        table.push([
            epic.key.to_owned(),
            "Epic".to_owned(),
            epic.title.to_owned(),
            TEAM[1].to_owned(),
            state.to_owned(),
            epic.priority.to_owned(),
            shown(morning(epic.opened)),
            shown(EXPORTED),
            String::new(),
            epic.due.map_or(String::new(), |due| shown(date(due).at(0, 0, 0, 0))),
            last(epic.planned),
            last(epic.spent),
            request.unwrap_or_default(),
            String::new(),
        ]);
        for piece in pieces::of(epic, seed) {
            let state = piece.moves.last().map_or("À faire", |(_, state)| *state);
            let is_over = matches!(state, "Terminé" | "Abandonné");
            table.push([
                format!("MAG-{}", piece.number),
                piece.kind.to_owned(),
                piece.title.clone(),
                TEAM[piece.number % TEAM.len()].to_owned(),
                state.to_owned(),
                piece.priority.to_owned(),
                shown(piece.opened),
                shown(piece.updated()),
                if is_over { shown(piece.updated()) } else { String::new() },
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                epic.key.to_owned(),
            ]);
        }
    }
    let (estimate, created) = (table.column("Estimation originale"), table.column("Création"));
    let (vague, never) = (table.row("MAG-13"), table.row("MAG-17"));
    "beaucoup".clone_into(&mut table.rows[vague][estimate]);
    "31/févr./26 9:00 AM".clone_into(&mut table.rows[never][created]);
    table
}

/// The table.
pub(super) fn table(seed: u64) -> Vec<u8> {
    table::csv(&rows(seed), Habit::OLD_TOOL).0
}

/// What is planted in both.
pub(super) fn planted(seed: u64) -> Vec<Planted> {
    let hidden = lines(seed).iter().position(|line| line.contains("WEB-199")).map_or(0, |place| place as u64 + 2);
    let table = rows(seed);
    let (_, lines) = table::csv(&table, Habit::OLD_TOOL);
    let line = |key: &str| lines.get(table.row(key) + 1).copied().unwrap_or_default();
    vec![
        plant(
            JIRA,
            hidden,
            None,
            "WEB-199",
            ("ticket dont l'export ne voit pas les champs", "an issue whose fields the export may not see"),
            Expect::RowRejected,
        ),
        plant(
            STORES,
            line("MAG-13"),
            Some("Estimation originale"),
            "beaucoup",
            ("charge en toutes lettres", "an estimate in words"),
            Expect::ValueRejected,
        ),
        plant(
            STORES,
            line("MAG-17"),
            Some("Création"),
            "31/févr./26 9:00 AM",
            ("jour qui n'existe pas", "a day that does not exist"),
            Expect::RowRejected,
        ),
    ]
}
