use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::scan::{self, Input, Progress, Watch};
use discovery::harvest::Harvest;

use crate::{gzip, json, mention, plan, put, scan_with, squid, zstd};

#[test]
fn ten_thousand_files_are_read_once_each_in_a_stable_order_whoever_reads_them() {
    let folder = tempfile::tempdir().expect("a folder");
    for day in 0..100 {
        let below = folder.path().join(format!("day-{day:02}"));
        std::fs::create_dir(&below).expect("a folder");
        for hour in 0..100 {
            let log = squid((day * 100 + hour) * 4, 4);
            let bytes = match hour % 3 {
                0 => log,
                1 => gzip(&log),
                _ => zstd(&log),
            };
            put(&below, &format!("access-{hour:02}.log"), &bytes);
        }
    }
    let paths = [folder.path().to_path_buf()];
    let told = Mutex::new(Vec::new());
    let stop = Default::default();
    let tell = |progress: &Progress| told.lock().expect("no hand fails").push(progress.clone());
    let inputs = paths.iter().cloned().map(Input::Path).collect();
    let one = scan::scan(inputs, &plan(1), &Watch { tell: &tell, stop: &stop }).expect("it is read");
    assert_eq!((one.files.len(), one.skipped.len()), (10_000, 0));
    assert!(one.files.is_sorted_by(|a, b| a.file < b.file));
    let hubspot = mention(&one, "hubspot").expect("it is found");
    assert_eq!((hubspot.seen.seen, hubspot.users, hubspot.spots.len()), (20_000, 9.0, 10_000));
    let last = told.into_inner().expect("no hand fails").pop().expect("it was told");
    assert_eq!((last.files, last.files_total, last.bytes, last.lines), (10_000, 10_000, last.bytes_total, 40_000));
    let two = scan_with(&plan(3), &paths);
    assert!(json(&one) == json(&two), "three hands find what one finds");
}

#[test]
fn blocks_of_one_file_read_by_several_hands_give_what_one_hand_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [put(folder.path(), "large.gz", &gzip(&squid(0, 60_000)))];
    let (one, four) = (scan_with(&plan(1), &paths), scan_with(&plan(4), &paths));
    assert_eq!(one.files[0].understood, 60_000);
    assert!(json(&one) == json(&four));
}

#[test]
fn files_beyond_the_limit_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    (0..12).for_each(|at| drop(put(folder.path(), &format!("{at:02}.log"), &squid(at * 10, 10))));
    let mut few = plan(2);
    few.limits.files = 10;
    let scanned = scan_with(&few, &[folder.path().to_path_buf()]);
    assert_eq!(scanned.files.len(), 10);
    assert!(scanned.skipped.iter().any(|skipped| skipped.why == scan::Skip::TooMany { beyond: 2, most: 10 }));
}

#[test]
fn what_files_show_does_not_depend_on_how_they_are_put_into_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    let apart = folder.path().join("apart");
    std::fs::create_dir(&apart).expect("a folder");
    let mut whole = Vec::new();
    for at in 0..700 {
        let log = squid(at * 7, 7);
        put(&apart, &format!("{at:03}.log"), &log);
        whole.extend(log);
    }
    let together = put(folder.path(), "together.log", &whole);
    let bare = |harvests: &[Harvest]| {
        let mut mentions = harvests[0].mentions.clone();
        mentions.iter_mut().for_each(|mention| mention.spots.clear());
        mentions
    };
    let (a, b) = (scan_with(&plan(2), &[apart]), scan_with(&plan(2), &[together]));
    assert_eq!(bare(&a.harvests), bare(&b.harvests));
}

#[test]
fn hands_help_with_the_last_large_file() {
    // Two hands over one file: each must have read some of its blocks, or the machine gave one of them no time at all.
    let folder = tempfile::tempdir().expect("a folder");
    let path = put(folder.path(), "large.log", &squid(0, 120_000));
    let hands = Mutex::new(std::collections::HashSet::new());
    let told = AtomicUsize::new(0);
    let met = std::sync::Barrier::new(2);
    let tell = |_: &Progress| {
        // The first block each hand reads waits for the other's.
        if hands.lock().expect("no hand fails").insert(std::thread::current().id()) {
            met.wait();
        }
        told.fetch_add(1, Ordering::Relaxed);
    };
    let stop = Default::default();
    let scanned =
        scan::scan(vec![Input::Path(path)], &plan(2), &Watch { tell: &tell, stop: &stop }).expect("it is read");
    assert_eq!(scanned.files[0].understood, 120_000);
    assert_eq!(hands.into_inner().expect("no hand fails").len(), 2);
}
