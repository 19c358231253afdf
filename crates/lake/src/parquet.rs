//! Parquet files, read in batches.

use std::fs::File;
use std::path::Path;

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType};
use base::Say;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::Unreadable;

/// How many records are held at once.
const BATCH: usize = 8_192;

/// A Parquet file being read.
pub struct Table {
    columns: Vec<String>,
    batches: ParquetRecordBatchReader,
}

/// Opens a Parquet file.
///
/// Errors: it cannot be opened, or is no Parquet file.
pub fn open(file: &Path) -> Result<Table, Unreadable> {
    let damaged = |error: &dyn std::fmt::Display| damaged(&error.to_string());
    let bytes = File::open(file).map_err(|error| damaged(&error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes).map_err(|error| damaged(&error))?;
    let columns = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let batches = builder.with_batch_size(BATCH).build().map_err(|error| damaged(&error))?;
    Ok(Table { columns, batches })
}

impl Table {
    /// The names of its columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Tells every record: a text per column, empty where nothing stands; days and instants as in ISO 8601.
    ///
    /// Errors: the file is damaged; the records before that place were told.
    pub fn rows(self, tell: &mut dyn FnMut(&[&str])) -> Result<(), Unreadable> {
        for batch in self.batches {
            let texts = batch.and_then(|batch| texts(&batch)).map_err(|error| damaged(&error.to_string()))?;
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

fn damaged(error: &str) -> Unreadable {
    Unreadable {
        reason: Say::new(
            format!("ce fichier Parquet ne se lit pas : {error}"),
            format!("this Parquet file cannot be read: {error}"),
        ),
        way_out: Say::new("exportez-le à nouveau, en Parquet ou en CSV", "export it again, as Parquet or as CSV"),
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::types::Int32Type;
    use arrow_array::{BooleanArray, Date32Array, DictionaryArray, Int64Array, ListArray};
    use std::sync::Arc;

    use parquet::arrow::ArrowWriter;
    use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
    use parquet::file::properties::WriterProperties;

    use super::*;

    fn write(file: &Path, compression: Compression) {
        let names: StringArray = [Some("Zoé"), None, Some("Odile")].into_iter().collect();
        let days = Date32Array::from(vec![Some(0), Some(5_202), None]);
        let city: DictionaryArray<Int32Type> = [Some("Brest"), Some("Brest"), None].into_iter().collect();
        let list =
            ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), Some(2)]), None, Some(vec![])]);
        let batch = RecordBatch::try_from_iter([
            ("nom", Arc::new(names) as ArrayRef),
            ("naissance", Arc::new(days)),
            ("code", Arc::new(Int64Array::from(vec![29_200, -1, 0]))),
            ("ville", Arc::new(city)),
            ("actif", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]))),
            ("pointures", Arc::new(list)),
        ]);
        let batch = batch.unwrap_or_else(|e| panic!("{e}"));
        let properties = WriterProperties::builder().set_compression(compression).build();
        let file = File::create(file).unwrap_or_else(|e| panic!("{e}"));
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap_or_else(|e| panic!("{e}"));
        writer.write(&batch).unwrap_or_else(|e| panic!("{e}"));
        writer.close().unwrap_or_else(|e| panic!("{e}"));
    }

    #[test]
    fn every_kind_of_column_and_packing_comes_out_as_texts() {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let file = folder.path().join("a.parquet");
        let packings = [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(GzipLevel::default()),
            Compression::ZSTD(ZstdLevel::default()),
            Compression::LZ4_RAW,
            Compression::BROTLI(BrotliLevel::default()),
        ];
        for packing in packings {
            write(&file, packing);
            let table = open(&file).unwrap_or_else(|e| panic!("{e:?}"));
            assert_eq!(table.columns().join(" "), "nom naissance code ville actif pointures");
            let mut rows = Vec::new();
            table.rows(&mut |row| rows.push(row.join("|"))).unwrap_or_else(|e| panic!("{e:?}"));
            let expect = ["Zoé|1970-01-01|29200|Brest|true|[1, 2]", "|1984-03-30|-1|Brest||", "Odile||0||false|[]"];
            assert_eq!(rows, expect, "{packing:?}");
        }
    }

    #[test]
    fn what_is_no_parquet_file_is_told_with_a_way_out() {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let file = folder.path().join("a.parquet");
        write(&file, Compression::SNAPPY);
        let bytes = std::fs::read(&file).unwrap_or_else(|e| panic!("{e}"));
        for cut in [0, 4, 100, bytes.len() - 1] {
            std::fs::write(&file, &bytes[..cut]).unwrap_or_else(|e| panic!("{e}"));
            let refused = open(&file).err().unwrap_or_else(|| panic!("{cut} bytes were taken for a table"));
            assert!(refused.reason.fr.contains("Parquet") && !refused.way_out.en.is_empty());
        }
    }
}
