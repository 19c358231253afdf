//! The table Jira exports, with all fields or the current ones, with headers in English or in French.
//!
//! It says how things stand, not how they came to: states are dated by what Jira says of them (resolved, category of
//! state changed), the rest by the last change.

use base::Say;
use tabular::{Cell, Row};

use super::gather::{Draft, Gather, days, missing};
use super::jira::NAME;
use super::mention;
use super::moment::Moments;
use super::table::{Table, words};
use crate::item::{ItemKey, Now};

const KEY: &[&str] =
    &["issue key", "clé de ticket", "clé du ticket", "clé de la demande", "clé de l'élément", "work item key"];
const ANY_KEY: &[&str] = &[
    "issue key",
    "clé de ticket",
    "clé du ticket",
    "clé de la demande",
    "clé de l'élément",
    "work item key",
    "key",
    "clé",
    "clef",
];
const TITLE: &[&str] = &["summary", "résumé", "titre"];
const STATUS: &[&str] = &["status", "état", "statut"];
const KIND: &[&str] = &["issue type", "type de ticket", "type de demande", "work type", "type"];
const PRIORITY: &[&str] = &["priority", "priorité"];
const CREATED: &[&str] = &["created", "création", "créé", "créée", "date de création"];
const UPDATED: &[&str] = &["updated", "mise à jour", "mis à jour", "mise à jour le", "date de mise à jour"];
const RESOLVED: &[&str] = &["resolved", "résolu", "résolue", "résolution le", "date de résolution"];
const CATEGORY: &[&str] = &[
    "status category changed",
    "catégorie d'état modifiée",
    "modification de la catégorie d'état",
    "catégorie de statut modifiée",
];
const DUE: &[&str] = &["due date", "échéance", "date d'échéance", "due"];
const PLANNED: &[&str] = &["original estimate", "estimation originale", "estimation initiale"];
const SPENT: &[&str] = &["time spent", "temps passé", "temps consacré"];
const PARENT: &[&str] =
    &["parent key", "clé du parent", "clé parent", "parent", "epic link", "lien d'épopée", "lien de l'epic"];
const EPIC: &[&str] =
    &["custom field (epic link)", "custom field (lien d'épopée)", "champs personnalisés (lien d'épopée)"];
const NEEDS: &[&str] = &[
    "inward issue link (block",
    "lien de ticket entrant (block",
    "lien de demande entrant (block",
    "lien entrant (block",
];

pub(super) fn fits(table: &Table<'_>) -> bool {
    let is_issues = table.has(KEY) || (table.has(ANY_KEY) && table.has(KIND) && table.has(PRIORITY));
    is_issues && table.has(TITLE) && table.has(STATUS) && table.has(CREATED) && keys_are_jiras(table)
}

/// Whether what stands under the key is a key of Jira, such as `LOY-12`.
fn keys_are_jiras(table: &Table<'_>) -> bool {
    let column = table.column(ANY_KEY);
    let mut keys = table.rows().iter().take(50).filter_map(|row| words(row, column)).peekable();
    keys.peek().is_none() || keys.any(|key| is_key(&key))
}

fn is_key(key: &str) -> bool {
    key.rsplit_once('-').is_some_and(|(project, number)| {
        project.starts_with(char::is_alphabetic) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The columns of a table.
struct Columns {
    key: Option<usize>,
    title: Option<usize>,
    status: Option<usize>,
    kind: Option<usize>,
    priority: Option<usize>,
    created: (Option<usize>, Moments),
    updated: (Option<usize>, Moments),
    resolved: (Option<usize>, Moments),
    category: (Option<usize>, Moments),
    due: (Option<usize>, Moments),
    planned: Option<usize>,
    spent: Option<usize>,
    parents: Vec<usize>,
    needs: Vec<usize>,
    texts: Vec<usize>,
}

pub(super) fn read(table: &Table<'_>, gather: &mut Gather<'_>) {
    let dates = |synonyms: &[&str]| {
        let column = table.column(synonyms);
        (column, Moments::of(&gather.setting.zone, table.cells(column)))
    };
    let named: [(&str, &[&str]); 12] = [
        ("key", ANY_KEY),
        ("title", TITLE),
        ("state", STATUS),
        ("type", KIND),
        ("priority", PRIORITY),
        ("created", CREATED),
        ("updated", UPDATED),
        ("resolved", RESOLVED),
        ("state since", CATEGORY),
        ("due", DUE),
        ("planned", PLANNED),
        ("spent", SPENT),
    ];
    let mut parents = table.column(PARENT).into_iter().collect::<Vec<_>>();
    parents.extend(table.all(EPIC));
    let columns = Columns {
        key: table.column(ANY_KEY),
        title: table.column(TITLE),
        status: table.column(STATUS),
        kind: table.column(KIND),
        priority: table.column(PRIORITY),
        created: dates(CREATED),
        updated: dates(UPDATED),
        resolved: dates(RESOLVED),
        category: dates(CATEGORY),
        due: dates(DUE),
        planned: table.column(PLANNED),
        spent: table.column(SPENT),
        parents,
        needs: table.all(NEEDS),
        texts: table.all(&["labels", "étiquettes", "description"]),
    };
    let mut taken: Vec<usize> = columns.parents.iter().chain(&columns.needs).chain(&columns.texts).copied().collect();
    for (word, synonyms) in named {
        if let Some(column) = table.column(synonyms) {
            gather.mapped.push((table.name(column).to_owned(), word.to_owned()));
            taken.push(column);
        }
    }
    for column in columns.parents.iter().chain(&columns.needs) {
        let word = if columns.needs.contains(column) { "needs" } else { "parent" };
        gather.mapped.push((table.name(*column).to_owned(), word.to_owned()));
    }
    let names = table.sheet.columns.iter().enumerate();
    gather.unmapped.extend(names.filter(|(at, _)| !taken.contains(at)).map(|(_, name)| name.clone()));
    gather.notes.push(Say::new(
        "un tableau de Jira dit où en sont les choses, pas comment elles y sont venues : l'export JSON avec « expand=changelog » le dit",
        "a table of Jira says how things stand, not how they came to: the JSON export with “expand=changelog” does",
    ));
    for row in table.rows() {
        match draft(row, table, &columns, gather) {
            Ok(draft) => gather.take(draft),
            Err(why) => gather.refuse(row.line, why),
        }
    }
}

fn draft(
    row: &Row,
    table: &Table<'_>,
    columns: &Columns,
    gather: &mut Gather<'_>,
) -> Result<Draft, super::gather::Unfitting> {
    let Some(key) = words(row, columns.key).map(|key| key.trim().to_owned()) else {
        return Err(missing("", ("la clé", "the key")));
    };
    let at = |(column, moments): &(Option<usize>, Moments), gather: &mut Gather<'_>| {
        let column = (*column)?;
        moments.read(row.cell(Some(column))).unwrap_or_else(|unfit| {
            gather.pass_over(row.line, table.name(column), unfit);
            None
        })
    };
    let Some(opened) = at(&columns.created, gather) else {
        return Err(missing(&key, ("la date de création", "the date of creation")));
    };
    let updated = at(&columns.updated, gather).unwrap_or(opened);
    let since = at(&columns.resolved, gather).or_else(|| at(&columns.category, gather));
    let title = words(row, columns.title).map_or_else(|| key.clone(), |title| title.into_owned());
    let source = gather.source(row.line, columns.key.map_or("", |column| table.name(column)));
    let mut draft = Draft::new(ItemKey { tracker: NAME.to_owned(), key }, title, opened, updated, source);
    let updated = draft.item.updated;
    draft.item.kind = words(row, columns.kind).map(|kind| kind.into_owned());
    // The number Jira counts issues by is no key.
    let parents = columns.parents.iter().filter_map(|column| words(row, Some(*column)));
    draft.item.parent = parents.map(|parent| parent.trim().to_owned()).find(|parent| is_key(parent));
    draft.item.needs = columns.needs.iter().filter_map(|column| words(row, Some(*column))).map(Into::into).collect();
    draft.item.needs.sort();
    mention::all(&draft.item.title.clone(), &mut draft.item.mentions);
    for column in &columns.texts {
        if let Some(text) = words(row, Some(*column)) {
            mention::all(&text, &mut draft.item.mentions);
        }
    }
    if let Some(status) = words(row, columns.status) {
        draft.change(since.unwrap_or(updated), Now::State(status.into_owned()), row.line);
    }
    if let Some(priority) = words(row, columns.priority) {
        draft.change(updated, Now::Priority(priority.into_owned()), row.line);
    }
    let spell = |column: Option<usize>, gather: &mut Gather<'_>| {
        let column = column?;
        time(row.cell(Some(column)), gather.setting.hours_a_day).unwrap_or_else(|unfit| {
            gather.pass_over(row.line, table.name(column), unfit);
            None
        })
    };
    if let Some(seconds) = spell(columns.planned, gather) {
        draft.change(updated, Now::PlannedDays(Some(days(seconds, gather.setting))), row.line);
    }
    if let Some(seconds) = spell(columns.spent, gather) {
        draft.change(updated, Now::SpentDays(days(seconds, gather.setting)), row.line);
    }
    if let (Some(column), moments) = (columns.due.0, &columns.due.1) {
        match moments.date(row.cell(Some(column))) {
            Ok(Some(day)) => draft.change(updated, Now::Due(Some(day)), row.line),
            Ok(None) => {}
            Err(unfit) => gather.pass_over(row.line, table.name(column), unfit),
        }
    }
    Ok(draft)
}

/// Reads a length of work: seconds, as Jira's tables count, or `3d 4h 30m` as people type (`3j 4h`), in seconds.
pub(super) fn time(cell: &Cell, hours_a_day: f64) -> Result<Option<f64>, tabular::Unfit> {
    if let Cell::Text(text) = cell
        && let Some(seconds) = spelled(text, hours_a_day)
    {
        return Ok(Some(seconds));
    }
    let number = cell.number()?;
    match number {
        Some(seconds) if seconds < 0.0 => Err(tabular::Unfit {
            value: super::gather::shorten(&cell.shown()),
            reason: Say::new("une durée n'est jamais négative", "a length of work is never negative"),
            way_out: Say::new("corrigez-la dans l'outil de suivi", "correct it in the tracker"),
        }),
        number => Ok(number),
    }
}

fn spelled(text: &str, hours_a_day: f64) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = text.split_whitespace().peekable();
    parts.peek()?;
    for part in parts {
        let unit = part.chars().last()?;
        let number: f64 = part.strip_suffix(unit)?.replace(',', ".").parse().ok().filter(|n: &f64| *n >= 0.0)?;
        seconds += number
            * 3_600.0
            * match unit {
                'w' | 's' => 5.0 * hours_a_day,
                'd' | 'j' => hours_a_day,
                'h' => 1.0,
                'm' => 1.0 / 60.0,
                _ => return None,
            };
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_work_is_read_in_seconds_or_as_people_type_it() {
        let read = |words: &str| time(&Cell::Text(words.to_owned()), 8.0).ok().flatten();
        assert_eq!(read("28800"), Some(28_800.0));
        assert_eq!(read("1w 2d 3h 30m"), Some(3_600.0 * (40.0 + 16.0 + 3.5)));
        assert_eq!(read("2j 4h"), Some(3_600.0 * 20.0));
        assert_eq!(read("1,5j"), Some(3_600.0 * 12.0));
        assert!(time(&Cell::Text("-5".to_owned()), 8.0).is_err());
        assert!(time(&Cell::Text("beaucoup".to_owned()), 8.0).is_err());
    }

    #[test]
    fn a_key_of_jira_is_told_from_a_number() {
        assert!(is_key("LOY-12") && is_key("web2-7"));
        assert!(!is_key("12") && !is_key("LOY-") && !is_key("2026-08"));
    }
}
