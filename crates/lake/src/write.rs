//! A table being written from texts, record by record.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use base::Say;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::{Refused, delta};

/// How many records are held before they are written: those of a row group of Parquet, or of a file of Delta.
const TOGETHER: usize = 1 << 17;

/// A table being written, every column a text; an empty text stands for an absent value.
pub struct Writer<'w> {
    schema: SchemaRef,
    columns: Vec<StringBuilder>,
    held: usize,
    into: Into<'w>,
}

enum Into<'w> {
    Parquet(Box<ArrowWriter<&'w mut (dyn Write + Send)>>),
    Delta(delta::Begun),
}

impl<'w> Writer<'w> {
    /// Begins a Parquet file.
    ///
    /// Errors: nothing can be written there, or two columns share a name.
    pub fn parquet(into: &'w mut (dyn Write + Send), columns: &[String]) -> Result<Writer<'w>, Refused> {
        let schema = schema(columns)?;
        let packed = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(packed).build();
        let writer = ArrowWriter::try_new(into, Arc::clone(&schema), Some(properties)).map_err(unwritten)?;
        Ok(Writer::new(schema, Into::Parquet(Box::new(writer))))
    }

    /// Begins a Delta table in a folder that is empty or not there yet; it is there once it is finished.
    ///
    /// Errors: the folder holds something, cannot be written, or two columns share a name.
    pub fn delta(folder: &Path, columns: &[String]) -> Result<Writer<'static>, Refused> {
        let schema = schema(columns)?;
        let begun = delta::Begun::new(folder, &schema)?;
        Ok(Writer::new(schema, Into::Delta(begun)))
    }

    fn new(schema: SchemaRef, into: Into<'w>) -> Writer<'w> {
        let columns = schema.fields().iter().map(|_| StringBuilder::new()).collect();
        Writer { schema, columns, held: 0, into }
    }

    /// Writes a record: a text per column; those that are missing at its end are absent.
    ///
    /// Errors: it cannot be written.
    pub fn row<'t>(&mut self, values: impl IntoIterator<Item = &'t str>) -> Result<(), Refused> {
        let mut values = values.into_iter();
        for column in &mut self.columns {
            column.append_option(values.next().filter(|value| !value.is_empty()));
        }
        self.held += 1;
        if self.held < TOGETHER { Ok(()) } else { self.put() }
    }

    /// Ends the table.
    ///
    /// Errors: it cannot be written.
    pub fn finish(mut self) -> Result<(), Refused> {
        if self.held > 0 {
            self.put()?;
        }
        match self.into {
            Into::Parquet(writer) => writer.close().map(|_| ()).map_err(unwritten),
            Into::Delta(begun) => begun.finish(),
        }
    }

    fn put(&mut self) -> Result<(), Refused> {
        let arrays = self.columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(unwritten)?;
        self.held = 0;
        match &mut self.into {
            Into::Parquet(writer) => writer.write(&batch).and_then(|()| writer.flush()).map_err(unwritten),
            Into::Delta(begun) => begun.write(batch),
        }
    }
}

fn schema(columns: &[String]) -> Result<SchemaRef, Refused> {
    if let Some((_, twice)) = columns.iter().enumerate().find(|(at, name)| columns[..*at].contains(name)) {
        return Err(unwritten(format!("« {twice} » × 2")));
    }
    Ok(Arc::new(Schema::new(columns.iter().map(|name| Field::new(name, DataType::Utf8, true)).collect::<Vec<_>>())))
}

fn unwritten(error: impl std::fmt::Display) -> Refused {
    Refused {
        reason: Say::new(
            format!("cette table ne peut être écrite : {error}"),
            format!("this table cannot be written: {error}"),
        ),
        way_out: Say::new("vérifiez le dossier et la place sur le disque", "check the folder and the room on the disk"),
    }
}
