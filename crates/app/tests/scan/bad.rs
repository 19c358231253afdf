use std::io::{Read, Write};
use std::sync::atomic::AtomicBool;

use app::scan::{self, Input, Note, Scanned, Skip, Watch};
use base::Lang;
use discovery::left::Why;

use crate::{gzip, mention, notes, plan, put, scan_paths, scan_with, squid, zstd};

fn reason(scanned: &Scanned, file: &str) -> Skip {
    let skipped = scanned.skipped.iter().find(|skipped| skipped.file.ends_with(file));
    skipped.unwrap_or_else(|| panic!("{file} is among {:?}", scanned.skipped)).why.clone()
}

#[test]
fn of_a_truncated_archive_what_was_unpacked_is_read_and_the_loss_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = squid(0, 20_000);
    for (name, packed) in [("cut.gz", gzip(&log)), ("cut.zst", zstd(&log))] {
        let scanned = scan_paths(&[put(folder.path(), name, &packed[..packed.len() / 2])]);
        let [file] = scanned.files.as_slice() else { panic!("{name}: {:?}", scanned.skipped) };
        assert!((1_000..19_000).contains(&file.understood), "{name}: {}", file.understood);
        assert_eq!(file.read, file.understood, "{name}: the line at the cut is no line that was not understood");
        let broken = file.notes.iter().find(|note| matches!(note, Note::Broken { lost: 0, .. }));
        let words = broken.unwrap_or_else(|| panic!("{name}: {:?}", file.notes)).say();
        assert!(words.fr.contains("coupée") && words.en.contains("cut off"), "{words:?}");
        assert!(file.notes.contains(&Note::OpenEnd), "{name}: {:?}", file.notes);
    }
}

#[test]
fn of_a_damaged_archive_the_rest_is_counted_as_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = gzip(&squid(0, 1_000));
    let rubbish = vec![b'?'; 5_000];
    let scanned = scan_paths(&[put(folder.path(), "damaged.gz", &[good, rubbish].concat())]);
    assert_eq!(scanned.files[0].understood, 1_000);
    let lost = scanned.files[0].notes.iter().find_map(|note| match note {
        Note::Broken { lost, .. } => Some(*lost),
        _ => None,
    });
    assert!(lost.is_some_and(|lost| (4_900..=5_000).contains(&lost)), "{:?}", scanned.files[0].notes);
    // An archive that is none from its first byte on.
    let scanned = scan_paths(&[put(folder.path(), "none.gz", b"\x1f\x8b\x08rubbish that is no archive")]);
    assert!(matches!(reason(&scanned, "none.gz"), Skip::Unrecognised { .. }));
    assert!(scanned.files.is_empty());
}

#[test]
fn a_bomb_is_read_up_to_the_limit_of_its_ratio_or_of_its_size_and_no_further() {
    let folder = tempfile::tempdir().expect("a folder");
    // One line again and again: a log that holds a thousand times its size.
    let line = squid(0, 1);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let megabyte: Vec<u8> = line.iter().copied().cycle().take(line.len() * 10_000).collect();
    let megabytes = 160_000_000 / megabyte.len();
    (0..megabytes).for_each(|_| packed.write_all(&megabyte).expect("memory can be written"));
    let packed = packed.finish().expect("memory can be written");
    assert!(packed.len() * 100 < megabyte.len() * megabytes, "it is a bomb: {}", packed.len());
    let path = put(folder.path(), "bomb.gz", &packed);
    let mut of_ratio = plan(2);
    of_ratio.limits.ratio = 100;
    let scanned = scan_with(&of_ratio, std::slice::from_ref(&path));
    let file = &scanned.files[0];
    assert!(file.decoded < 72_000_000, "{}", file.decoded);
    let is = |note: &Note| matches!(note, Note::Ratio { most: 100, lost, .. } if *lost > 0);
    assert!(file.notes.iter().any(is), "{:?}", file.notes);
    let mut of_size = plan(2);
    (of_size.limits.decoded, of_size.limits.ratio) = (10_000_000, u64::MAX);
    let scanned = scan_with(&of_size, std::slice::from_ref(&path));
    let file = &scanned.files[0];
    assert_eq!(file.decoded, 10_000_000);
    assert!(file.notes.iter().any(|note| matches!(note, Note::Decoded { most: 10_000_000, .. })), "{:?}", file.notes);
    // One that holds nothing but zeros is no log: its beginning is all that is unpacked.
    let zeros = std::io::repeat(0).take(200_000_000);
    let mut packed = flate2::read::GzEncoder::new(zeros, flate2::Compression::fast());
    let mut bytes = Vec::new();
    packed.read_to_end(&mut bytes).expect("memory can be written");
    let scanned = scan_paths(&[put(folder.path(), "zeros.gz", &bytes)]);
    assert!(matches!(reason(&scanned, "zeros.gz"), Skip::Unrecognised { .. }));
}

#[test]
fn a_file_that_holds_exactly_what_the_limit_allows_is_read_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = squid(0, 1_000);
    let mut exact = plan(1);
    exact.limits.decoded = log.len() as u64;
    let scanned = scan_with(&exact, &[put(folder.path(), "exact.log", &log)]);
    assert_eq!((scanned.files[0].understood, scanned.files[0].notes.len()), (1_000, 0), "{:?}", scanned.files[0].notes);
}

#[test]
fn long_lines_zeros_mixed_encodings_and_mad_clocks_are_counted_with_their_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut log = squid(0, 100);
    log.extend(std::iter::repeat_n(b'x', 1_000_000));
    log.push(b'\n');
    log.extend(std::iter::repeat_n(0, 4_096));
    log.extend(squid(100, 1));
    // A name in Latin-1, and one in UTF-8.
    log.extend_from_slice(
        b"1786000200.1 1 10.0.0.1 TCP_MISS/200 5 GET http://api.hubspot.com/ ren\xe9 HIER_DIRECT/1.2.3.4 -\n",
    );
    log.extend_from_slice(
        "1786000201.1 1 10.0.0.1 TCP_MISS/200 5 GET http://api.hubspot.com/ rené HIER_DIRECT/1.2.3.4 -\n".as_bytes(),
    );
    // A clock that jumps back to 1970, far ahead, and back by a month.
    for when in ["12", "99999999999", "1783400000"] {
        log.extend(
            format!("{when}.1 1 10.0.0.1 TCP_MISS/200 5 GET http://api.hubspot.com/ anna HIER_DIRECT/1.2.3.4 -\n")
                .bytes(),
        );
    }
    log.extend_from_slice(b"this is no line of a log\n");
    log.extend(squid(101, 1));
    let scanned = scan_paths(&[put(folder.path(), "odd.log", &log)]);
    let [file] = scanned.files.as_slice() else { panic!("{:?}", scanned.skipped) };
    let left = |why: Why| file.left.iter().find(|(other, _)| *other == why).map_or(0, |(_, count)| *count);
    assert_eq!(left(Why::Long), 1, "{:?}", file.left);
    assert_eq!(left(Why::Clock), 2, "{:?}", file.left);
    assert_eq!(file.read, file.understood + file.left.iter().map(|(_, count)| count).sum::<u64>());
    assert_eq!(file.understood, 100 + 1 + 2 + 1 + 1);
    let long = file.samples.iter().find(|sample| sample.why == Why::Long).expect("a sample");
    assert_eq!((long.line, long.words.len()), (101, 80));
    let days = &mention(&scanned, "hubspot").expect("it is found").days;
    assert_eq!(days.len(), 2, "a day a month before is a day of its own: {days:?}");
}

#[test]
fn what_is_not_there_or_cannot_be_read_is_said_and_the_others_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = |name: &str| folder.path().join(name);
    put(folder.path(), "a.log", &squid(0, 10));
    put(folder.path(), "empty.log", b"");
    put(folder.path(), "copy-of-a.log", &squid(0, 10));
    put(folder.path(), ".hidden", &squid(0, 10));
    put(folder.path(), "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on");
    put(folder.path(), "bare.gz", &gzip(&[0; 100]));
    std::fs::create_dir(inside("below")).expect("a folder");
    put(&inside("below"), "b.log", &squid(10, 10));
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        symlink(folder.path(), inside("below/round")).expect("a link");
        symlink(inside("below"), inside("same")).expect("a link");
        symlink(inside("nowhere"), inside("dangling.log")).expect("a link");
        symlink(inside("self"), inside("self")).expect("a link");
        let locked = put(folder.path(), "locked.log", &squid(20, 10));
        std::fs::set_permissions(locked, std::fs::Permissions::from_mode(0o000)).expect("its permissions");
        std::os::unix::net::UnixListener::bind(inside("socket")).expect("a socket");
    }
    let scanned = scan_paths(&[folder.path().to_path_buf(), inside("never-there.log")]);
    assert!(matches!(reason(&scanned, "never-there.log"), Skip::Vanished));
    assert!(matches!(reason(&scanned, "empty.log"), Skip::Empty));
    assert!(matches!(reason(&scanned, ".hidden"), Skip::Hidden));
    assert!(matches!(reason(&scanned, "picture.png"), Skip::Unrecognised { .. }));
    assert!(
        matches!(reason(&scanned, "copy-of-a.log"), Skip::Same { .. })
            || matches!(reason(&scanned, "a.log"), Skip::Same { .. })
    );
    #[cfg(unix)]
    {
        assert!(matches!(reason(&scanned, "below/round"), Skip::Loop));
        assert!(matches!(reason(&scanned, "same"), Skip::Same { .. }));
        assert!(matches!(reason(&scanned, "dangling.log"), Skip::Vanished));
        assert!(matches!(reason(&scanned, "self"), Skip::Loop));
        assert!(matches!(reason(&scanned, "socket"), Skip::Special));
        // Whoever may read everything reads this one as well.
        let locked = scanned.files.iter().any(|file| file.file.ends_with("locked.log"));
        assert!(locked || matches!(reason(&scanned, "locked.log"), Skip::NotAllowed));
    }
    assert!(mention(&scanned, "hubspot").is_some_and(|hubspot| hubspot.seen.seen >= 10));
    for skipped in &scanned.skipped {
        for lang in Lang::ALL {
            let words = skipped.why.say().in_lang(lang).to_owned();
            assert!(!words.is_empty() && !words.ends_with('.'), "{words}");
        }
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_is_read_to_its_size_at_the_start_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = squid(0, 60_000);
    // The last line is being written when the file is found.
    let path = put(folder.path(), "growing.log", &whole[..whole.len() - 20]);
    let started = std::sync::Barrier::new(2);
    let appended = std::sync::Barrier::new(2);
    let first = std::sync::Once::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            started.wait();
            let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("it can be appended to");
            file.write_all(&whole[whole.len() - 20..]).expect("it is written");
            file.write_all(&squid(60_000, 5_000)).expect("it is written");
            appended.wait();
        });
        let stop = AtomicBool::new(false);
        let tell = |_: &scan::Progress| {
            first.call_once(|| {
                started.wait();
                appended.wait();
            });
        };
        let watch = Watch { tell: &tell, stop: &stop };
        let scanned = scan::scan(vec![Input::Path(path.clone())], &plan(2), &watch).expect("it is read");
        let size = (whole.len() - 20) as u64;
        assert_eq!((scanned.files[0].read, scanned.files[0].understood), (59_999, 59_999));
        let notes = notes(&scanned, "growing.log");
        assert!(
            notes.iter().any(|note| matches!(note, Note::Grew { read, now } if *read == size && *now > size)),
            "{notes:?}"
        );
        assert!(notes.contains(&Note::OpenEnd), "{notes:?}");
    });
    let again = scan_paths(&[path]);
    assert_eq!((again.files[0].understood, again.files[0].notes.len()), (65_000, 0));
}

#[test]
fn a_file_that_is_cut_while_it_is_read_says_how_much_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = put(folder.path(), "rotated.log", &squid(0, 60_000));
    let stop = AtomicBool::new(false);
    let first = std::sync::Once::new();
    let tell = |_: &scan::Progress| {
        first.call_once(|| {
            let file = std::fs::OpenOptions::new().write(true).open(&path).expect("it can be opened");
            file.set_len(10).expect("it can be cut");
        });
    };
    let scanned =
        scan::scan(vec![Input::Path(path.clone())], &plan(1), &Watch { tell: &tell, stop: &stop }).expect("it is read");
    let notes = notes(&scanned, "rotated.log");
    assert!(notes.iter().any(|note| matches!(note, Note::Shrank { .. })), "{notes:?}");
    assert!(scanned.files[0].understood > 1_000);
}
