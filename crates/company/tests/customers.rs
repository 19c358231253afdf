//! The customer files hold people as companies hold them, and say nowhere who is who; matching finds it out.

use std::collections::BTreeMap;
use std::path::Path;

use app::Problem;
use app::matching::{self, Lake, Piece, Records};
use company::Size;
use company::customers::{BROKEN, exports};
use customers::resolution::{evaluate, profile, resolve};

/// None of the files is a table of a lake.
struct NoLake;

impl Lake for NoLake {
    fn read(&self, file: &Path, _: &mut dyn FnMut(Piece<'_>)) -> Result<(), Problem> {
        panic!("{} is delimited text", file.display());
    }
}

/// The records as they are read from a folder, and whose each is.
fn handed_over(size: Size, seed: u64) -> (Records, Vec<u32>) {
    let exports = exports(size, seed);
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<_> = exports.files.iter().map(|file| folder.path().join(&file.name)).collect();
    for (path, file) in files.iter().zip(&exports.files) {
        std::fs::write(path, &file.bytes).expect("room on the disk");
    }
    let records = matching::read(&files, &NoLake, &mut |_, _| {}).expect("tables");
    (records, exports.whose.concat())
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let bytes = |seed| exports(Size::Tiny, seed).files.into_iter().map(|file| file.bytes).collect::<Vec<_>>();
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

#[test]
fn a_customer_is_there_as_often_as_in_the_whole_house() {
    let whose = exports(Size::Demo, 2026).whose.concat();
    let people: BTreeMap<u32, usize> = whose.iter().fold(BTreeMap::new(), |mut people, who| {
        *people.entry(*who).or_default() += 1;
        people
    });
    let each = whose.len() as f64 / people.len() as f64;
    assert!((each - 8.7 / 5.1).abs() < 0.03, "{} records of {} people: {each}", whose.len(), people.len());
    assert!((19_000..22_000).contains(&whose.len()), "{}", whose.len());
}

#[test]
fn every_record_is_read_and_what_was_broken_is_told() {
    let (records, whose) = handed_over(Size::Demo, 2026);
    assert_eq!(records.count(), whose.len());
    let rejected: Vec<usize> = records.sources.iter().map(|source| source.rejected).collect();
    assert_eq!(rejected, [BROKEN, 0, 0, 0]);
}

#[test]
fn no_column_says_who_is_who() {
    let (records, whose) = handed_over(Size::Tiny, 2026);
    for column in &records.columns {
        let told = evaluate::clusters(&matching::truth(column, None), &whose);
        assert!(told.pairs.f1 < 0.6, "{} tells it: {:?}", column.name, told.pairs);
    }
}

#[test]
fn matching_finds_who_is_who_in_them() {
    let (records, whose) = handed_over(Size::Demo, 2026);
    let model = profile::propose(&records.columns);
    let found = resolve(&records.columns, &model, &[], &mut |_| {});
    let held = evaluate::clusters(&found.by_record(), &whose);
    println!("{held:?}");
    assert!(held.pairs.f1 > 0.9, "{held:?}");
}
