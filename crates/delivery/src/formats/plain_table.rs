//! Any table of pieces of work: a row each, perhaps with a column of dates for each state, or a row for each change.

use std::collections::HashMap;

use jiff::Timestamp;
use tabular::Row;

use super::gather::{Draft, Gather, Unfitting, missing};
use super::mention;
use super::moment::Moments;
use super::table::{Table, words};
use crate::item::{ItemKey, Now};

const KEY: &[&str] = &[
    "clé",
    "clef",
    "key",
    "ticket",
    "n° ticket",
    "numéro de ticket",
    "issue",
    "id ticket",
    "ticket id",
    "tâche n°",
    "référence",
    "item",
    "id",
    "n°",
];
const TITLE: &[&str] = &["titre", "title", "résumé", "summary", "intitulé", "sujet", "subject", "tâche", "task"];
const STATE: &[&str] = &["état", "statut", "status", "state", "nouvel état", "new state", "étape", "stage"];
const OPENED: &[&str] =
    &["créé le", "créée le", "date de création", "création", "created", "created at", "ouvert le", "opened", "début"];
const UPDATED: &[&str] = &["mis à jour le", "mise à jour", "modifié le", "updated", "updated at", "last modified"];
const CLOSED: &[&str] =
    &["fermé le", "clos le", "clôture", "résolu le", "terminé le", "closed", "closed at", "resolved"];
const CHANGED: &[&str] = &[
    "date du changement",
    "changé le",
    "date de changement",
    "date de l'état",
    "depuis",
    "changed at",
    "changed on",
    "transition date",
    "since",
];
const DELETED: &[&str] = &["supprimé le", "deleted", "deleted at"];
const KIND: &[&str] = &["type", "nature", "kind"];
const PARENT: &[&str] = &["parent", "épopée", "epic", "lot"];
const PRIORITY: &[&str] = &["priorité", "priority"];
const PLANNED: &[&str] = &[
    "charge prévue",
    "charge estimée",
    "estimation",
    "jours prévus",
    "planned days",
    "planned",
    "estimate",
    "estimate days",
];
const SPENT: &[&str] =
    &["charge consommée", "consommé", "jours passés", "temps passé", "spent days", "spent", "time spent", "réalisé"];
const DUE: &[&str] = &["échéance", "date d'échéance", "due", "due date", "pour le", "deadline"];
const NEEDS: &[&str] = &["dépend de", "bloqué par", "depends on", "blocked by", "needs"];
const REQUEST: &[&str] = &["demande entente", "entente", "demande", "request"];

pub(super) fn fits(table: &Table<'_>) -> bool {
    let has_dates = table.has(OPENED) || table.has(CHANGED);
    table.has(KEY) && (table.has(TITLE) || table.has(CHANGED)) && table.has(STATE) && has_dates
}

/// A column of dates, where there is one.
struct Dates {
    column: Option<usize>,
    moments: Moments,
}

struct Columns {
    key: Option<usize>,
    title: Option<usize>,
    state: Option<usize>,
    opened: Dates,
    updated: Dates,
    closed: Dates,
    changed: Dates,
    deleted: Dates,
    due: Dates,
    kind: Option<usize>,
    parent: Option<usize>,
    priority: Option<usize>,
    planned: Option<usize>,
    spent: Option<usize>,
    needs: Option<usize>,
    request: Option<usize>,
    /// Columns whose every value is a date: the day the item came to the state they are named after.
    entered: Vec<(usize, Moments)>,
}

impl Columns {
    fn of(table: &Table<'_>, gather: &mut Gather<'_>) -> Columns {
        let zone = gather.setting.zone.clone();
        let mut taken = Vec::new();
        let mut find = |word: &str, synonyms: &[&str]| {
            let column = table.column(synonyms).filter(|column| !taken.contains(column))?;
            taken.push(column);
            gather.mapped.push((table.name(column).to_owned(), word.to_owned()));
            Some(column)
        };
        let (key, title, state) = (find("key", KEY), find("title", TITLE), find("state", STATE));
        let mut dates = |word: &str, synonyms: &[&str]| {
            let column = find(word, synonyms);
            Dates { column, moments: Moments::of(&zone, table.cells(column)) }
        };
        let (opened, updated, closed) = (dates("created", OPENED), dates("updated", UPDATED), dates("closed", CLOSED));
        let (changed, deleted, due) = (dates("changed", CHANGED), dates("deleted", DELETED), dates("due", DUE));
        let (kind, parent, priority) = (find("type", KIND), find("parent", PARENT), find("priority", PRIORITY));
        let (planned, spent) = (find("planned", PLANNED), find("spent", SPENT));
        let (needs, request) = (find("needs", NEEDS), find("request", REQUEST));
        let mut entered = Vec::new();
        for column in (0..table.sheet.columns.len()).filter(|column| !taken.contains(column)) {
            let moments = Moments::of(&zone, table.cells(Some(column)));
            let mut filled = table.cells(Some(column)).filter(|cell| !cell.is_empty()).peekable();
            let is_dated = filled.peek().is_some() && filled.all(|cell| matches!(moments.read(cell), Ok(Some(_))));
            match is_dated {
                true => {
                    gather.mapped.push((table.name(column).to_owned(), "state since".to_owned()));
                    entered.push((column, moments));
                }
                false => gather.unmapped.push(table.name(column).to_owned()),
            }
        }
        Columns {
            key,
            title,
            state,
            opened,
            updated,
            closed,
            changed,
            deleted,
            due,
            kind,
            parent,
            priority,
            planned,
            spent,
            needs,
            request,
            entered,
        }
    }
}

pub(super) fn read(table: &Table<'_>, gather: &mut Gather<'_>) {
    let columns = Columns::of(table, gather);
    let tracker = tracker(gather.file());
    // A row per change tells of an item again and again: it came to be with its first row.
    let mut first: HashMap<String, Timestamp> = HashMap::new();
    let mut title: HashMap<String, String> = HashMap::new();
    for row in table.rows() {
        let Some(key) = words(row, columns.key).map(|key| key.trim().to_owned()) else { continue };
        let dated = |dates: &Dates| dates.moments.read(row.cell(dates.column)).ok().flatten();
        if let Some(at) = dated(&columns.opened).or_else(|| dated(&columns.changed)) {
            first.entry(key.clone()).and_modify(|known| *known = at.min(*known)).or_insert(at);
        }
        if let Some(words) = words(row, columns.title) {
            title.insert(key, words.into_owned());
        }
    }
    for row in table.rows() {
        match draft(row, table, &columns, (&tracker, &first, &title), gather) {
            Ok(draft) => gather.take(draft),
            Err(why) => gather.refuse(row.line, why),
        }
    }
}

/// The tracker a file is of: its name without its end, and without a date in it, so that next month's file is the same.
fn tracker(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let parts = stem.split(|sign: char| !sign.is_alphanumeric());
    let words: Vec<&str> =
        parts.filter(|part| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit())).collect();
    if words.is_empty() { "table".to_owned() } else { words.join("-") }
}

type Known<'a> = (&'a str, &'a HashMap<String, Timestamp>, &'a HashMap<String, String>);

fn draft(
    row: &Row,
    table: &Table<'_>,
    columns: &Columns,
    (tracker, first, titles): Known<'_>,
    gather: &mut Gather<'_>,
) -> Result<Draft, Unfitting> {
    let Some(key) = words(row, columns.key).map(|key| key.trim().to_owned()) else {
        return Err(missing("", ("la clé", "the key")));
    };
    let at = |dates: &Dates, gather: &mut Gather<'_>| {
        let column = dates.column?;
        dates.moments.read(row.cell(Some(column))).unwrap_or_else(|unfit| {
            gather.pass_over(row.line, table.name(column), unfit);
            None
        })
    };
    let (created, changed) = (at(&columns.opened, gather), at(&columns.changed, gather));
    if columns.changed.column.is_some() && changed.is_none() {
        return Err(missing(&key, ("la date du changement", "the date of the change")));
    }
    let Some(opened) = first.get(&key).copied().filter(|_| created.or(changed).is_some()) else {
        return Err(missing(&key, ("la date de création", "the date of creation")));
    };
    let closed = at(&columns.closed, gather);
    let entered: Vec<(Timestamp, String)> = columns
        .entered
        .iter()
        .filter_map(|(column, moments)| {
            let at = moments.read(row.cell(Some(*column))).ok().flatten()?;
            Some((at, table.name(*column).to_owned()))
        })
        .collect();
    let last = entered.iter().map(|(at, _)| *at).max();
    let updated = at(&columns.updated, gather).or(changed).or(closed.max(last)).unwrap_or(opened);
    let title = titles.get(&key).cloned().unwrap_or_else(|| key.clone());
    let source = gather.source(row.line, columns.key.map_or("", |column| table.name(column)));
    let mut draft = Draft::new(ItemKey { tracker: tracker.to_owned(), key }, title, opened, updated, source);
    let updated = draft.item.updated;
    let plain = |column: Option<usize>| words(row, column).map(|words| words.trim().to_owned());
    draft.item.kind = plain(columns.kind);
    draft.item.parent = plain(columns.parent);
    let needs = plain(columns.needs).unwrap_or_default();
    let needs = needs.split([',', ';', ' ', '\n']).map(str::trim).filter(|key| !key.is_empty());
    draft.item.needs = needs.map(str::to_owned).collect();
    draft.item.needs.sort();
    let request = plain(columns.request).unwrap_or_default();
    draft.item.mentions.extend(request.trim_start_matches(['#', ' ']).parse::<u64>());
    mention::all(&request, &mut draft.item.mentions);
    mention::all(&draft.item.title.clone(), &mut draft.item.mentions);
    let mut entered = entered;
    entered.sort();
    for (at, state) in &entered {
        draft.change(*at, Now::State(state.clone()), row.line);
    }
    if let Some(state) = plain(columns.state) {
        // A state whose column has its date is told already.
        if !entered.iter().any(|(_, entered)| tabular::fold(entered) == tabular::fold(&state)) {
            draft.change(changed.or(closed).unwrap_or(updated), Now::State(state), row.line);
        }
    }
    if let Some(priority) = plain(columns.priority) {
        draft.change(updated, Now::Priority(priority), row.line);
    }
    let decimal = table.sheet.how.decimal;
    let number = |column: Option<usize>, gather: &mut Gather<'_>| {
        let column = column?;
        let read = row.cell(Some(column)).number_in(decimal).unwrap_or_else(|unfit| {
            gather.pass_over(row.line, table.name(column), unfit);
            None
        });
        let in_hours = table.counts_hours(column);
        read.map(|number| if in_hours { super::gather::days(number * 3_600.0, gather.setting) } else { number })
    };
    if let Some(planned) = number(columns.planned, gather) {
        draft.change(updated, Now::PlannedDays(Some(planned)), row.line);
    }
    if let Some(spent) = number(columns.spent, gather) {
        draft.change(updated, Now::SpentDays(spent), row.line);
    }
    if let Some(column) = columns.due.column {
        match columns.due.moments.date(row.cell(Some(column))) {
            Ok(Some(day)) => draft.change(updated, Now::Due(Some(day)), row.line),
            Ok(None) => {}
            Err(unfit) => gather.pass_over(row.line, table.name(column), unfit),
        }
    }
    if let Some(deleted) = at(&columns.deleted, gather) {
        draft.change(deleted, Now::Deleted, row.line);
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_next_month_is_of_the_same_tracker() {
        assert_eq!(tracker("Suivi web 2026-08-01.csv"), "suivi-web");
        assert_eq!(tracker("suivi_web_2026-09.xlsx"), "suivi-web");
        assert_eq!(tracker("2026.csv"), "table");
    }
}
