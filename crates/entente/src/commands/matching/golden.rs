//! One record per person, with where each of its values comes from: as CSV, as Parquet, or as a Delta table.

use std::io::Write;
use std::path::Path;

use app::Problem;
use app::matching::{self, Records};
use customers::resolution::Resolution;
use customers::resolution::survivor::Person;
use lake::Writer;
use tabular::Cell;
use tabular::write::{Encoding, csv};

use super::{refused, write, write_table};

/// How many persons are written at once.
const AT_ONCE: usize = 4_096;

/// Records of persons: how many records each has, and for each field the value, the record it is from and how many of
/// those that say something hold it.
pub(super) struct Golden<'g> {
    pub(super) records: &'g Records,
    pub(super) found: &'g Resolution,
    pub(super) persons: &'g [Person],
}

impl Golden<'_> {
    /// Writes them: Parquet when the name says so, a Delta table when it names a folder by a stroke at its end or is
    /// one, CSV otherwise.
    ///
    /// Errors: nothing can be written there.
    pub(super) fn write(&self, to: &Path) -> Result<(), Problem> {
        let is_folder = to.is_dir() || to.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        if is_folder {
            let writer = Writer::delta(to, &self.header()).map_err(|e| refused(to, &e))?;
            return self.fill(writer).map_err(|e| refused(to, &e));
        }
        if to.extension().is_some_and(|it| it.eq_ignore_ascii_case("parquet")) {
            return write_table(to, |into| {
                let writer = Writer::parquet(into, &self.header());
                writer.and_then(|writer| self.fill(writer)).map_err(|e| refused(to, &e))
            });
        }
        write(to, |into| self.csv(into))
    }

    fn header(&self) -> Vec<String> {
        let of_field = |kind: &str| [kind.to_owned(), format!("{kind}_from"), format!("{kind}_held_by")];
        let fields = self.found.records.fields.iter();
        let word = fields.map(|field| serde_json::to_value(field.kind).unwrap_or_default());
        let names = word.flat_map(|word| of_field(word.as_str().unwrap_or_default()));
        ["person".to_owned(), "records".to_owned()].into_iter().chain(names).collect()
    }

    fn row(&self, person: &Person) -> Vec<String> {
        let first = person.records.first().map_or(0, |record| record + 1);
        let mut row = vec![first.to_string(), person.records.len().to_string()];
        for field in &self.found.records.fields {
            let value = person.values.iter().find(|value| value.kind == field.kind);
            row.extend(value.map_or_else(Default::default, |value| {
                [
                    matching::value(field.kind, &value.value).into_owned(),
                    self.records.place(value.record),
                    format!("{}/{}", value.held_by, value.filled),
                ]
            }));
        }
        row
    }

    fn fill(&self, mut into: Writer<'_>) -> Result<(), lake::Refused> {
        for person in self.persons {
            into.row(self.row(person).iter().map(String::as_str))?;
        }
        into.finish()
    }

    fn csv(&self, into: &mut dyn Write) -> std::io::Result<()> {
        let header = self.header();
        into.write_all(&csv(',', &header, &[], Encoding::Utf8))?;
        let cell = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        for some in self.persons.chunks(AT_ONCE) {
            let rows: Vec<Vec<Cell>> =
                some.iter().map(|person| self.row(person).into_iter().map(cell).collect()).collect();
            let table = csv(',', &header, &rows, Encoding::Utf8);
            // Its header stands above already.
            let line = table.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            into.write_all(table.get(line..).unwrap_or_default())?;
        }
        Ok(())
    }
}
