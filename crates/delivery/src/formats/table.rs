//! A table of work in which a reader finds its columns by their synonyms, in French and in English.

use std::borrow::Cow;

use tabular::{Cell, Headers, Row, Sheet, fold};

/// A sheet with its headers folded.
pub(super) struct Table<'s> {
    pub sheet: &'s Sheet,
    headers: Headers,
}

impl<'s> Table<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Table<'s> {
        Table { sheet, headers: Headers::of(&sheet.columns) }
    }

    /// The column of a field, by the first synonym that stands.
    pub(super) fn column(&self, synonyms: &[&str]) -> Option<usize> {
        self.headers.find(synonyms)
    }

    /// Whether a column stands for the field.
    pub(super) fn has(&self, synonyms: &[&str]) -> bool {
        self.column(synonyms).is_some()
    }

    /// Every column whose name, its brackets kept, begins so in small letters; repeated columns are all found.
    pub(super) fn all(&self, starts: &[&str]) -> Vec<usize> {
        let named = self.sheet.columns.iter().enumerate();
        let fits = |name: &str| starts.iter().any(|start| name.to_lowercase().starts_with(start));
        named.filter(|(_, name)| fits(name)).map(|(at, _)| at).collect()
    }

    /// The name of a column as it stands in the file.
    pub(super) fn name(&self, column: usize) -> &'s str {
        self.sheet.columns.get(column).map_or("", String::as_str)
    }

    /// The rows, in their order.
    pub(super) fn rows(&self) -> &'s [Row] {
        &self.sheet.rows
    }

    /// The cells of a column.
    pub(super) fn cells(&self, column: Option<usize>) -> impl Iterator<Item = &'s Cell> + use<'s> {
        self.sheet.rows.iter().map(move |row| row.cell(column))
    }

    /// Whether the name of a column says that it counts hours.
    pub(super) fn counts_hours(&self, column: usize) -> bool {
        let name = self.name(column).to_lowercase();
        let words = fold(&name.replace(['(', ')', '[', ']'], " "));
        words.split(' ').any(|word| matches!(word, "h" | "heure" | "hour" | "hr"))
    }
}

/// The words of a cell; nothing where it is empty or broken.
pub(super) fn words(row: &Row, column: Option<usize>) -> Option<Cow<'_, str>> {
    row.cell(column).text().ok().flatten().filter(|words| !words.trim().is_empty())
}
