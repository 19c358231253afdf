//! Where a reader lays down what it understood and what it did not.

use std::collections::HashMap;

use base::{Reject, Say, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use tabular::{Sheet, Unfit};

use super::{Format, KEPT_REJECTS, Reading, Setting};
use crate::item::{Change, Item, ItemKey, Now};
use crate::sync::Kept;

/// An entry as a reader understood it, before it is put in order.
pub(super) struct Draft {
    pub item: Item,
}

/// What a reader lays down.
pub(super) struct Gather<'s> {
    format: Format,
    file: &'s str,
    pub setting: &'s Setting,
    sheet: Option<String>,
    order: Vec<ItemKey>,
    kept: HashMap<ItemKey, Kept>,
    read: u64,
    accepted: u64,
    rejected: u64,
    rejects: Vec<Reject>,
    pub notes: Vec<Say>,
    pub mapped: Vec<(String, String)>,
    pub unmapped: Vec<String>,
}

/// Why an entry is not taken.
pub(super) struct Unfitting {
    /// The entry's key, where it has one.
    pub value: String,
    pub reason: Say,
    pub way_out: Say,
}

impl<'s> Gather<'s> {
    pub(super) fn new(format: Format, file: &'s str, setting: &'s Setting) -> Gather<'s> {
        Gather {
            format,
            file,
            setting,
            sheet: None,
            order: Vec::new(),
            kept: HashMap::new(),
            read: 0,
            accepted: 0,
            rejected: 0,
            rejects: Vec::new(),
            notes: Vec::new(),
            mapped: Vec::new(),
            unmapped: Vec::new(),
        }
    }

    /// The file's name as it was handed over.
    pub(super) fn file(&self) -> &'s str {
        self.file
    }

    /// Where an entry stands.
    pub(super) fn source(&self, line: u64, column: &str) -> Source {
        Source::File {
            dataset: self.setting.dataset.clone(),
            file: self.file.to_owned(),
            sheet: self.sheet.clone(),
            line,
            column: column.to_owned(),
        }
    }

    /// Begins a sheet: what was lost while reading the table is lost here too.
    pub(super) fn enter_sheet(&mut self, sheet: &Sheet) {
        self.sheet = sheet.name.clone();
        let lost = (sheet.rows_read() - sheet.rows.len()) as u64;
        self.read += lost;
        self.rejected += lost;
        for reject in &sheet.rejected {
            // What stands there may name a person.
            self.keep(Reject { value: String::new(), ..reject.clone() });
        }
        self.notes.push(Say::new(
            format!("{}, {}", sheet.how.format.name(), sheet.how.encoding),
            format!("{}, {}", sheet.how.format.name(), sheet.how.encoding),
        ));
    }

    /// Leaves every row of a sheet that is no list of work.
    pub(super) fn leave_sheet(&mut self, sheet: &Sheet) {
        for row in &sheet.rows {
            self.refuse(
                row.line,
                Unfitting {
                    value: String::new(),
                    reason: Say::new(
                        "cette feuille n'est pas une liste de travaux",
                        "this sheet is no list of pieces of work",
                    ),
                    way_out: Say::new(
                        "nommez au moins les colonnes clé, titre et état",
                        "name at least the columns key, title and state",
                    ),
                },
            );
        }
    }

    /// Takes an entry: a second telling of an item is united with the first.
    pub(super) fn take(&mut self, draft: Draft) {
        self.read += 1;
        self.accepted += 1;
        let told = Kept::of(draft.item);
        match self.kept.get_mut(&told.item.key) {
            Some(known) => known.unite(told),
            None => {
                self.order.push(told.item.key.clone());
                self.kept.insert(told.item.key.clone(), told);
            }
        }
    }

    /// Counts an entry as not taken, and says why.
    pub(super) fn refuse(&mut self, line: u64, why: Unfitting) {
        self.read += 1;
        self.rejected += 1;
        let Unfitting { value, reason, way_out } = why;
        let sheet = self.sheet.clone();
        self.keep(Reject { sheet, line, column: None, value: shorten(&value), reason, way_out });
    }

    /// Says that one value of an entry that is taken was not.
    pub(super) fn pass_over(&mut self, line: u64, column: &str, unfit: Unfit) {
        let reject = unfit.at(self.sheet.as_deref(), line, Some(column));
        self.keep(reject);
    }

    fn keep(&mut self, reject: Reject) {
        if self.rejects.len() < KEPT_REJECTS {
            self.rejects.push(reject);
        }
    }

    pub(super) fn into_reading(mut self) -> Reading {
        let items = self.order.iter().filter_map(|key| self.kept.remove(key)).map(|kept| kept.item).collect();
        self.rejects.sort_by_key(|reject| reject.line);
        Reading {
            format: self.format,
            items,
            read: self.read,
            accepted: self.accepted,
            rejected: self.rejected,
            rejects: self.rejects,
            notes: self.notes,
            mapped: self.mapped,
            unmapped: self.unmapped,
        }
    }
}

impl Draft {
    /// An item of which nothing is known yet but that it is there.
    pub(super) fn new(key: ItemKey, title: String, opened: Timestamp, updated: Timestamp, source: Source) -> Draft {
        Draft {
            item: Item {
                key,
                title,
                kind: None,
                parent: None,
                opened,
                first_state: String::new(),
                history: Vec::new(),
                updated: updated.max(opened),
                needs: Vec::new(),
                mentions: Vec::new(),
                source,
            },
        }
    }

    /// Lays down a change; none before the item came to be.
    pub(super) fn change(&mut self, at: Timestamp, now: Now, line: u64) {
        let at = at.max(self.item.opened);
        self.item.history.push(Change { at, now, line });
    }

    /// The last word of a kind that was laid down, in the order it was.
    pub(super) fn last_state(&self) -> Option<&str> {
        self.item.history.iter().rev().find_map(|change| match &change.now {
            Now::State(word) => Some(word.as_str()),
            _ => None,
        })
    }
}

/// The entry has no key, title or date it must have.
pub(super) fn missing(value: &str, what: (&str, &str)) -> Unfitting {
    Unfitting {
        value: value.to_owned(),
        reason: Say::new(format!("il manque {}", what.0), format!("{} is missing", what.1)),
        way_out: Say::new(
            "ajoutez cette colonne ou ce champ à l'export, puis importez de nouveau",
            "add this column or field to the export, then import again",
        ),
    }
}

/// Shortens what is quoted to 80 signs.
pub(super) fn shorten(value: &str) -> String {
    match value.char_indices().nth(80) {
        None => value.to_owned(),
        Some(_) => value.chars().take(79).chain(['…']).collect(),
    }
}

/// A number of seconds in person-days.
pub(super) fn days(seconds: f64, setting: &Setting) -> f64 {
    let day = if setting.hours_a_day > 0.0 { setting.hours_a_day } else { 8.0 };
    seconds / 3_600.0 / day
}

/// Reads `2026-11-15`, a time behind it passed over.
pub(super) fn day(words: &str) -> Option<Date> {
    words.get(..10)?.parse().ok()
}
