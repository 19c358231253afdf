use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, ListArray, RecordBatch, StringArray,
};
use parquet::arrow::ArrowWriter;
use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::{Writer, open};

fn write(file: &Path, compression: Compression) {
    let names: StringArray = [Some("Zoé"), None, Some("Odile")].into_iter().collect();
    let days = Date32Array::from(vec![Some(0), Some(5_202), None]);
    let city: DictionaryArray<Int32Type> = [Some("Brest"), Some("Brest"), None].into_iter().collect();
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), Some(2)]), None, Some(vec![])]);
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

fn rows(path: &Path) -> Vec<String> {
    let table = open(path).unwrap_or_else(|e| panic!("{e:?}"));
    let mut rows = vec![table.columns().join("|")];
    table.rows(&mut |row| rows.push(row.join("|"))).unwrap_or_else(|e| panic!("{e:?}"));
    rows
}

fn fill(mut writer: Writer<'_>, records: usize) -> Result<(), crate::Refused> {
    for at in 0..records {
        writer.row([format!("Zoé {at}").as_str(), if at % 2 == 0 { "" } else { "29200" }])?;
    }
    writer.finish()
}

#[test]
fn what_is_written_is_what_is_read_in_parquet_and_in_delta() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let columns = ["nom".to_owned(), "code".to_owned()];
    // More than are held at once, so that there are several row groups, and several files.
    let records = (1 << 17) + 3;
    let parquet = folder.path().join("a.parquet");
    let mut file = File::create(&parquet).unwrap_or_else(|e| panic!("{e}"));
    let writer = Writer::parquet(&mut file, &columns).unwrap_or_else(|e| panic!("{e:?}"));
    fill(writer, records).unwrap_or_else(|e| panic!("{e:?}"));
    let delta = folder.path().join("table");
    let writer = Writer::delta(&delta, &columns).unwrap_or_else(|e| panic!("{e:?}"));
    fill(writer, records).unwrap_or_else(|e| panic!("{e:?}"));
    let read = rows(&parquet);
    assert_eq!(read[..3], ["nom|code", "Zoé 0|", "Zoé 1|29200"]);
    assert_eq!(read.len(), records + 1);
    let (mut read, mut from_delta) = (read, rows(&delta));
    read.sort();
    from_delta.sort();
    assert!(read == from_delta, "both say the same");
}

#[test]
fn the_log_of_a_delta_table_tells_nothing_of_what_records_hold() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let writer = Writer::delta(folder.path(), &["nom".to_owned(), "code".to_owned()]);
    writer.and_then(|writer| fill(writer, 3)).unwrap_or_else(|e| panic!("{e:?}"));
    let log = fs::read_to_string(folder.path().join("_delta_log/00000000000000000000.json"));
    let log = log.unwrap_or_else(|e| panic!("{e}"));
    assert!(log.contains("\"numRecords\\\":3") && !log.contains("Zo") && !log.contains("29200"), "{log}");
}

#[test]
fn a_table_is_there_once_it_is_finished_and_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let at = folder.path().join("table");
    let columns = ["nom".to_owned()];
    let mut begun = Writer::delta(&at, &columns).unwrap_or_else(|e| panic!("{e:?}"));
    begun.row(["Zoé"]).unwrap_or_else(|e| panic!("{e:?}"));
    assert!(open(&at).is_err(), "not yet");
    begun.finish().unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(rows(&at), ["nom", "Zoé"]);
    let refused = Writer::delta(&at, &columns).err().unwrap_or_else(|| panic!("written over"));
    assert!(refused.reason.en.contains("not empty"));
    let twice = Writer::delta(&folder.path().join("other"), &["a".to_owned(), "a".to_owned()]);
    assert!(twice.is_err(), "two columns of one name");
}

#[test]
fn of_a_delta_table_only_its_present_state_is_told_partitions_included() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let log = folder.path().join("_delta_log");
    fs::create_dir(&log).unwrap_or_else(|e| panic!("{e}"));
    let part = |name: &str, value: &str| {
        let file = File::create(folder.path().join(name)).unwrap_or_else(|e| panic!("{e}"));
        let names: StringArray = [Some(value)].into_iter().collect();
        let batch =
            RecordBatch::try_from_iter([("nom", Arc::new(names) as ArrayRef)]).unwrap_or_else(|e| panic!("{e}"));
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap_or_else(|e| panic!("{e}"));
        writer.write(&batch).unwrap_or_else(|e| panic!("{e}"));
        writer.close().unwrap_or_else(|e| panic!("{e}"));
        fs::metadata(folder.path().join(name)).unwrap_or_else(|e| panic!("{e}")).len()
    };
    let add = |name: &str, value: &str, city: &str| {
        let size = part(name, value);
        format!(
            r#"{{"add":{{"path":"{name}","partitionValues":{{"ville":"{city}"}},"size":{size},"modificationTime":0,"dataChange":true}}}}"#
        )
    };
    let protocol = r#"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#;
    let schema = r#"{\"type\":\"struct\",\"fields\":[{\"name\":\"nom\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}},{\"name\":\"ville\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]}"#;
    let meta = format!(
        r#"{{"metaData":{{"id":"5fba94ed-9794-4965-ba6e-6ee3c0d22af9","format":{{"provider":"parquet","options":{{}}}},"schemaString":"{schema}","partitionColumns":["ville"],"configuration":{{}},"createdTime":0}}}}"#
    );
    let (a, b, c) =
        (add("a.parquet", "Zoé", "Brest"), add("b.parquet", "Odile", "Quimper"), add("c.parquet", "Zoé R.", "Brest"));
    let gone = r#"{"remove":{"path":"a.parquet","deletionTimestamp":1,"dataChange":true}}"#;
    let commit = |version: u8, lines: &[&str]| {
        fs::write(log.join(format!("{version:020}.json")), lines.join("\n")).unwrap_or_else(|e| panic!("{e}"));
    };
    commit(0, &[protocol, &meta, &a, &b]);
    let mut read = rows(folder.path());
    read.sort();
    assert_eq!(read, ["Odile|Quimper", "Zoé|Brest", "nom|ville"]);
    commit(1, &[gone, &c]);
    let mut read = rows(folder.path());
    read.sort();
    assert_eq!(read, ["Odile|Quimper", "Zoé R.|Brest", "nom|ville"]);
    fs::remove_file(folder.path().join("b.parquet")).unwrap_or_else(|e| panic!("{e}"));
    let lost = open(folder.path()).and_then(|table| table.rows(&mut |_| {}));
    assert!(lost.err().is_some_and(|e| e.reason.fr.contains("Delta")), "a file of the table is not there");
}

#[test]
fn a_folder_that_is_no_delta_table_is_told_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let refused = open(folder.path()).err().unwrap_or_else(|| panic!("an empty folder was taken for a table"));
    assert!(refused.reason.fr.contains("Delta") && refused.way_out.en.contains("_delta_log"));
    fs::create_dir(folder.path().join("_delta_log")).unwrap_or_else(|e| panic!("{e}"));
    fs::write(folder.path().join("_delta_log/00000000000000000000.json"), "{").unwrap_or_else(|e| panic!("{e}"));
    assert!(open(folder.path()).is_err(), "a damaged log");
}
