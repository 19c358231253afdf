//! Parquet files, read in batches.

use std::fs::File;
use std::path::Path;

use base::Say;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::Refused;
use crate::table::Table;

/// How many records are held at once.
const BATCH: usize = 8_192;

/// Opens a Parquet file.
pub(crate) fn open(file: &Path) -> Result<Table, Refused> {
    let bytes = File::open(file).map_err(damaged)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes).map_err(damaged)?;
    let columns = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let batches = builder.with_batch_size(BATCH).build().map_err(damaged)?;
    Ok(Table { columns, batches: Box::new(batches.map(|batch| batch.map_err(damaged))) })
}

fn damaged(error: impl std::fmt::Display) -> Refused {
    Refused {
        reason: Say::new(
            format!("ce fichier Parquet ne se lit pas : {error}"),
            format!("this Parquet file cannot be read: {error}"),
        ),
        way_out: Say::new("exportez-le à nouveau, en Parquet ou en CSV", "export it again, as Parquet or as CSV"),
    }
}
