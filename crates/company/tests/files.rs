//! Holds that the files are the same each time, that they are tables, and that sizes are what they say.

use company::planted::{self, Expect};
use company::{Size, files};

const SEED: u64 = 7;

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_another_estate() {
    for size in [Size::Tiny, Size::Demo, Size::Large] {
        assert!(files(size, SEED) == files(size, SEED), "{size:?}");
    }
    assert!(files(Size::Large, SEED) != files(Size::Large, SEED + 1));
}

#[test]
fn files_come_in_order_of_date_before_the_demo_day() {
    let days: Vec<_> = files(Size::Demo, SEED).iter().map(|file| file.on).collect();
    assert!(days.is_sorted());
    assert!(days.iter().all(|day| *day < jiff::civil::date(2026, 8, 6)));
}

/// Rows taken per file and sheet.
fn counts(size: Size) -> Vec<(String, usize)> {
    let mut counts = Vec::new();
    for file in files(size, SEED) {
        for sheet in tabular::read(&file.name, &file.bytes).expect("it is a table") {
            let name = sheet.name.map_or(file.name.clone(), |sheet| format!("{}/{sheet}", file.name));
            counts.push((name, sheet.rows.len()));
        }
    }
    counts
}

#[test]
fn each_size_has_as_many_rows_as_it_says() {
    let check = |size, expect: &[(&str, usize)]| {
        let counts = counts(size);
        for (name, rows) in expect {
            let found = counts.iter().find(|(n, _)| n == name);
            assert_eq!(found.map(|(_, rows)| rows), Some(rows), "{size:?} {name}: {counts:?}");
        }
    };
    check(Size::Tiny, &[("systemes.csv", 8), ("parcours_ecrans.xlsx/Écrans", 6)]);
    // Two planted rows among the systems; the empty one is none.
    check(Size::Demo, &[("systemes.csv", 34), ("parcours_ecrans.xlsx/Écrans", 46), ("people.csv", 16)]);
    check(Size::Large, &[("systemes.csv", 2_002), ("flux.csv", 20_000), ("parcours_ecrans.xlsx/Écrans", 5_000)]);
}

#[test]
fn what_is_planted_stands_where_the_list_says() {
    for size in [Size::Demo, Size::Large] {
        let read = |file: &company::HandedOver| tabular::read(&file.name, &file.bytes).expect("it is a table");
        let files: Vec<_> = files(size, SEED).iter().map(|file| (file.name.clone(), read(file))).collect();
        for it in planted::of(size, SEED) {
            let (_, sheets) = files.iter().find(|(name, _)| name == it.file).expect("the file is handed over");
            let sheet = sheets.iter().find(|sheet| sheet.name.as_deref() == it.sheet).expect("the sheet is there");
            let Some(row) = sheet.rows.iter().find(|row| row.line == it.line) else {
                let aside = sheet.how.header_line == it.line || it.value.is_empty();
                assert!(aside, "{size:?}: no row on line {} of {}", it.line, it.file);
                continue;
            };
            let shown: Vec<_> = row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
            assert!(shown.contains(&it.value), "{size:?}: {it:?} is not among {shown:?}");
        }
    }
}

#[test]
fn ten_to_forty_things_are_planted_and_none_in_the_smallest_world() {
    assert_eq!(planted::of(Size::Tiny, SEED), []);
    let planted = planted::of(Size::Demo, SEED);
    assert!((10..=40).contains(&planted.len()), "{}", planted.len());
    let mistakes = planted.iter().filter(|it| it.expect != Expect::ReadRight).count();
    assert!((10..=25).contains(&mistakes), "{mistakes}");
}
