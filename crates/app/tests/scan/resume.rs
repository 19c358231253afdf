use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use app::scan::{self, Input, Memory, Note, Plan, Progress, Scanned, Watch};

use crate::{gzip, json, plan, put, scan_with, squid};

fn remembering(folder: &Path) -> Plan {
    let (memory, key) = Memory::open(folder).expect("the folder can be written");
    Plan { memory: Some(memory), key, ..plan(2) }
}

/// Enough files that several parcels are made of them.
fn logs(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    for at in 0..1_500 {
        let log = squid(at * 5, 5);
        put(
            folder,
            &format!("{at:04}.log"),
            if at % 2 == 0 {
                &log
            } else {
                drop(put(folder, "x.log", b""));
                &log
            },
        );
    }
    put(folder, "no-log.bin", b"\x01\x02\x03");
    put(folder, "packed.gz", &gzip(&squid(100_000, 2_000)));
}

fn bytes_read(plan: &Plan, path: &Path) -> (Scanned, u64) {
    let lines = std::sync::Mutex::new(0);
    let tell = |progress: &Progress| {
        let mut lines = lines.lock().expect("no hand fails");
        *lines = progress.lines.max(*lines);
    };
    let stop = AtomicBool::new(false);
    let inputs = vec![Input::Path(path.to_path_buf())];
    let scanned = scan::scan(inputs, plan, &Watch { tell: &tell, stop: &stop }).expect("it is read");
    (scanned, lines.into_inner().expect("no hand fails"))
}

#[test]
fn read_twice_gives_the_same_to_the_byte_and_the_second_time_no_line_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, kept) = (folder.path().join("logs"), folder.path().join("kept"));
    logs(&files);
    let (once, lines) = bytes_read(&remembering(&kept), &files);
    assert!(lines >= 9_000 && once.remembered == 0, "{lines}");
    let (twice, lines) = bytes_read(&remembering(&kept), &files);
    assert_eq!((lines, twice.waiting), (0, 0));
    assert!(twice.remembered > 1_500, "{}", twice.remembered);
    assert!(json(&once) == json(&twice));
    // Nor does remembering change what is found, but for who is who.
    let mut bare = remembering(&kept);
    bare.memory = None;
    assert!(json(&scan_with(&bare, &[files])) == json(&once));
}

#[test]
fn one_more_file_leaves_what_is_remembered_of_most_others_and_a_changed_one_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, kept) = (folder.path().join("logs"), folder.path().join("kept"));
    logs(&files);
    let (before, _) = bytes_read(&remembering(&kept), &files);
    put(&files, "0700-more.log", &squid(200_000, 5));
    let (more, lines) = bytes_read(&remembering(&kept), &files);
    assert_eq!(more.files.len(), before.files.len() + 1);
    // Parcels end where names within the folder say so, wherever the folder lies: here after 0679.log and 0788.log.
    assert!(
        (5..1_000).contains(&lines) && more.remembered > 1_300,
        "{lines} lines were read again, {} files remembered",
        more.remembered
    );
    put(&files, "0700-more.log", &squid(300_000, 7));
    let (changed, _) = bytes_read(&remembering(&kept), &files);
    let of = |scanned: &Scanned| {
        scanned.files.iter().find(|file| file.file.ends_with("0700-more.log")).map(|file| file.read)
    };
    assert_eq!((of(&more), of(&changed)), (Some(5), Some(7)));
}

#[test]
fn a_scan_that_was_stopped_goes_on_and_ends_as_if_it_had_not_been() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, kept) = (folder.path().join("logs"), folder.path().join("kept"));
    logs(&files);
    let plan = remembering(&kept);
    let stop = AtomicBool::new(false);
    let tell = |progress: &Progress| {
        if progress.files > 900 {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let inputs = vec![Input::Path(files.clone())];
    let part = scan::scan(inputs, &plan, &Watch { tell: &tell, stop: &stop }).expect("it is read");
    assert!(part.waiting > 100, "{}", part.waiting);
    assert!(part.files.len() >= 900, "what was read until then is told: {}", part.files.len());
    let (rest, lines) = bytes_read(&remembering(&kept), &files);
    assert!(rest.remembered > 0 && rest.waiting == 0);
    assert!(lines < 9_500, "{lines}");
    let mut bare = remembering(&kept);
    bare.memory = None;
    assert!(json(&scan_with(&bare, &[files])) == json(&rest));
}

#[test]
fn a_file_within_which_the_scan_was_stopped_says_so_and_is_not_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept");
    let path = put(folder.path(), "large.log", &squid(0, 60_000));
    let stop = AtomicBool::new(false);
    let tell = |_: &Progress| stop.store(true, Ordering::Relaxed);
    let inputs = vec![Input::Path(path.clone())];
    let part = scan::scan(inputs, &remembering(&kept), &Watch { tell: &tell, stop: &stop }).expect("it is read");
    assert!(part.files[0].notes.iter().any(|note| matches!(note, Note::Stopped { .. })), "{:?}", part.files[0]);
    assert_eq!(part.waiting, 1);
    let (whole, lines) = bytes_read(&remembering(&kept), &path);
    assert_eq!((whole.remembered, lines, whole.files[0].understood), (0, 60_000, 60_000));
}

#[test]
fn what_is_remembered_and_cannot_be_read_is_read_from_the_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, kept) = (folder.path().join("logs"), folder.path().join("kept"));
    logs(&files);
    let (before, _) = bytes_read(&remembering(&kept), &files);
    for entry in std::fs::read_dir(&kept).expect("the folder").flatten() {
        if entry.path().extension().is_some_and(|kind| kind == "json") {
            std::fs::write(entry.path(), b"{ half of it").expect("it is written");
        }
    }
    let (after, lines) = bytes_read(&remembering(&kept), &files);
    assert!(lines >= 9_000 && json(&before) == json(&after));
}

#[test]
fn the_key_stays_with_the_folder_and_is_its_owners_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept");
    let (_, first) = Memory::open(&kept).expect("the folder can be written");
    let (_, second) = Memory::open(&kept).expect("the folder can be written");
    assert_eq!(first.of(b"anna"), second.of(b"anna"));
    let (_, other) = Memory::open(&folder.path().join("other")).expect("the folder can be written");
    assert_ne!(first.of(b"anna"), other.of(b"anna"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&kept), mode(&kept.join("pseudonym.key"))), (0o700, 0o600));
        let names: Vec<_> = std::fs::read_dir(&kept).expect("the folder").flatten().map(|it| it.file_name()).collect();
        assert_eq!(names, ["pseudonym.key"]);
    }
    // A folder that cannot be one is said with the way out.
    let file = put(folder.path(), "a file", b"x");
    let problem = Memory::open(&file).expect_err("a file is no folder");
    assert_eq!(problem.kind.exit_code(), 7);
    // No name stands in what is kept.
    let logs = put(folder.path(), "some.log", &squid(0, 100));
    bytes_read(&remembering(&kept), &logs);
    for entry in std::fs::read_dir(&kept).expect("the folder").flatten() {
        let bytes = std::fs::read(entry.path()).expect("it can be read");
        assert!(!String::from_utf8_lossy(&bytes).contains("user3"), "{:?}", entry.path());
    }
}
