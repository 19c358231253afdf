//! How long each kind of real file takes to read, counts included.
//!
//! `cargo run --release -p landscape --example formats_bench`
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock, reads files and prints

use std::path::Path;
use std::time::Instant;

use landscape::import;

/// Each folder or file among the real files, and the word its units go by.
const SETS: &[(&str, &str)] = &[
    ("openapi", "operations"),
    ("archimate", "elements"),
    ("asyncapi", "operations"),
    ("backstage", "API"),
    ("structurizr", "elements"),
    ("traces", "spans"),
    ("har", "entries"),
    ("jaeger-large.json", "edges"),
];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/landscape");
    if !folder.is_dir() {
        println!("skipped: ../shared/data");
        return;
    }
    println!("{:<20} {:>6} {:>10} {:>12} {:>12} {:>10}", "set", "files", "KB", "entries", "", "ms");
    for (set, unit) in SETS {
        let mut files = Vec::new();
        collect(&folder.join(set), &mut files);
        let mut times: Vec<f64> = Vec::new();
        let (mut entries, mut units) = (0, 0);
        for _ in 0..7 {
            let begun = Instant::now();
            (entries, units) = (0, 0);
            for (name, bytes) in &files {
                let Ok(read) = import::read(name, bytes, &"dataset:bench".parse().unwrap(), None, 1) else { continue };
                entries += read.report.rows_read();
                let told = read.report.sheets.iter().filter_map(|sheet| sheet.told.as_ref());
                units +=
                    told.flat_map(|told| &told.counts).filter(|(word, _)| word == unit).map(|(_, n)| n).sum::<u64>();
            }
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        println!(
            "{set:<20} {:>6} {:>10} {entries:>12} {:>12} {:>10.1}",
            files.len(),
            bytes / 1000,
            format!("{units} {unit}"),
            times[times.len() / 2]
        );
    }
}

fn collect(path: &Path, out: &mut Vec<(String, Vec<u8>)>) {
    if path.is_dir() {
        let mut inside: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        inside.sort();
        inside.iter().for_each(|path| collect(path, out));
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        out.push((name, std::fs::read(path).unwrap()));
    }
}
