//! A table being read, record by record, as texts.

use std::path::Path;

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType};
use base::Say;

use crate::{Refused, delta, parquet};

/// A table being read: a Parquet file, or the present state of a Delta table.
pub struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) batches: Box<dyn Iterator<Item = Result<RecordBatch, Refused>>>,
}

/// Opens a table: a Parquet file, or the folder of a Delta table.
///
/// Errors: it cannot be opened, or is no such table.
pub fn open(path: &Path) -> Result<Table, Refused> {
    if path.is_dir() { delta::open(path) } else { parquet::open(path) }
}

/// Whether a path is the folder of a Delta table.
pub fn is_delta(path: &Path) -> bool {
    path.join("_delta_log").is_dir()
}

impl Table {
    /// The names of its columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Tells every record: a text per column, empty where nothing stands; days and instants as in ISO 8601.
    ///
    /// Errors: a file of it is damaged; the records before that place were told.
    pub fn rows(self, tell: &mut dyn FnMut(&[&str])) -> Result<(), Refused> {
        for batch in self.batches {
            let texts = texts(&batch?).map_err(untold)?;
            let mut row = Vec::with_capacity(texts.len());
            for at in 0..texts.first().map_or(0, |column| column.len()) {
                row.clear();
                row.extend(texts.iter().map(|column| if column.is_null(at) { "" } else { column.value(at) }));
                tell(&row);
            }
        }
        Ok(())
    }
}

/// Every column as texts.
fn texts(batch: &RecordBatch) -> Result<Vec<StringArray>, ArrowError> {
    let text = |column: &ArrayRef| -> Result<StringArray, ArrowError> {
        if arrow_cast::can_cast_types(column.data_type(), &DataType::Utf8) {
            let cast = arrow_cast::cast(column, &DataType::Utf8)?;
            return Ok(StringArray::from(cast.to_data()));
        }
        // Lists and structures, as they would be shown.
        let format = FormatOptions::default();
        let formatter = ArrayFormatter::try_new(column, &format)?;
        Ok((0..column.len()).map(|at| (!column.is_null(at)).then(|| formatter.value(at).to_string())).collect())
    };
    batch.columns().iter().map(text).collect()
}

fn untold(error: ArrowError) -> Refused {
    Refused {
        reason: Say::new(
            format!("une colonne ne peut être lue comme du texte : {error}"),
            format!("a column cannot be read as text: {error}"),
        ),
        way_out: Say::new("exportez cette table en CSV", "export this table as CSV"),
    }
}
