//! The limits hold: whatever the bytes, a read stays under 512 MiB, the bytes themselves included.

#![allow(unsafe_code, reason = "a counting allocator cannot be written without; it only counts and passes on")]

mod making;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use making::{row, sheet, xlsx, xlsx_of, xlsx_with, zip};
use tabular::{Unreadable, limits, read};

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn grow(bytes: usize) {
    PEAK.fetch_max(NOW.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // As if the old and the new stood side by side while one is copied to the other.
        grow(size);
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What a file is expected to come to.
#[derive(Clone, Copy)]
enum End {
    /// Refused, and these words are in the reason.
    Refused(&'static str),
    /// Read.
    Read,
    /// Read, or refused: only time and memory matter.
    Either,
}

/// Reads hostile bytes and gives the peak of memory, in MiB.
fn check(what: &str, bytes: Vec<u8>, end: End) -> usize {
    let before = NOW.load(Relaxed) - bytes.capacity();
    PEAK.store(NOW.load(Relaxed), Relaxed);
    let read: Result<_, Unreadable> = read("hostile", &bytes);
    let peak = (PEAK.load(Relaxed) - before) >> 20;
    assert!(peak < 512, "{what}: {peak} MiB");
    match (end, read) {
        (End::Either, _) | (End::Read, Ok(_)) => {}
        (End::Read, Err(e)) => panic!("{what}: {e}"),
        (End::Refused(why), Err(e)) => assert!(e.reason.en.contains(why), "{what}: {e}"),
        (End::Refused(why), Ok(sheets)) => {
            let rows: Vec<_> = sheets.iter().map(|sheet| (sheet.columns.len(), sheet.rows.len())).collect();
            panic!("{what}: read as {rows:?}, expected {why:?}")
        }
    }
    peak
}

const HEADER: &str = r#"<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>"#;

fn repeat(text: &str, bytes: usize) -> Vec<u8> {
    text.as_bytes().repeat(bytes / text.len())
}

/// Rewrites the sizes an archive declares, in the directory and before each part.
fn declare(mut archive: Vec<u8>, size: fn(u32) -> u32) -> Vec<u8> {
    for at in 0..archive.len().saturating_sub(46) {
        let place = match &archive[at..at + 4] {
            b"PK\x01\x02" => at + 24..at + 28,
            b"PK\x03\x04" => at + 22..at + 26,
            _ => continue,
        };
        let declared = u32::from_le_bytes(archive[place.clone()].try_into().expect("four bytes"));
        archive[place].copy_from_slice(&size(declared).to_le_bytes());
    }
    archive
}

/// The end of an archive that claims fifty million parts.
fn claims_parts() -> Vec<u8> {
    let mut bytes = zip(&[("xl/workbook.xml", b"<workbook/>")]);
    bytes.resize(60 << 20, b' ');
    let start = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0]);
    bytes.extend([0; 8]);
    for number in [50_000_000_u64, 50_000_000, 50_000_000 * 46, 59 << 20] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(start.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([0xFF; 12]);
    bytes.extend([0, 0]);
    bytes
}

fn text_files() -> Vec<(&'static str, Vec<u8>, End)> {
    let file = limits::FILE_BYTES;
    let mut wide = repeat("a;", 2_000_000);
    wide.push(b'\n');
    vec![
        ("a file over the limit", vec![b'a'; file + 1], End::Refused("over 64 MiB")),
        ("one line of 50 MB", vec![b'a'; 50_000_000], End::Refused("more than 1024 KiB")),
        ("one quoted line of 50 MB", [b"a;b\n\"".to_vec(), vec![b'a'; 50_000_000]].concat(), End::Either),
        ("a million columns", wide.clone(), End::Refused("more than 16384 columns")),
        ("a million columns below a header", [b"a;b\n".to_vec(), wide].concat(), End::Refused("16384 columns")),
        (
            "wide padding",
            [repeat("h;", 32_000), b"h\n".to_vec(), repeat("x\n", 1 << 20)].concat(),
            End::Refused("cells"),
        ),
        ("blank lines only", vec![b'\n'; 1 << 20], End::Refused("empty")),
        ("quotes only", vec![b'"'; 1 << 20], End::Either),
        ("open quotes", repeat("\"\"x\n", 1 << 20), End::Either),
        (
            "long rows",
            [b"a;b\n".to_vec(), repeat("1;2;3;4;5\n", 1 << 20)].concat(),
            End::Refused("no place in the table"),
        ),
        ("UTF-16 of one sign", [0xFF, 0xFE].into_iter().chain([0xAC, 0x20].repeat(8_000_000)).collect(), End::Either),
    ]
}

fn all_limits_at_once() -> Vec<(&'static str, Vec<u8>, End)> {
    // As much decoded text, kept text, rows and cells as the limits allow, all at once.
    let euros = [[0x80].repeat(1_000), b";b\n".to_vec()].concat();
    let mut everything = b"nom;note\n".to_vec();
    everything.extend(euros.repeat(20_000));
    everything.extend(b"x;\xE9\n".repeat(970_000));
    everything.extend(euros.repeat((limits::FILE_BYTES - everything.len()) / euros.len()));
    vec![("as much of everything as may be", everything, End::Refused("MiB of text"))]
}

fn archives() -> Vec<(&'static str, Vec<u8>, End)> {
    let blanks = vec![b' '; (limits::PART_BYTES + 1) as usize];
    let bomb = xlsx_of(std::str::from_utf8(&blanks).expect("ASCII"), "<sst/>");
    let many: Vec<String> = (0..5_000).map(|n| format!("part{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let entities =
        r#"<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>"#;
    let laughs = format!("{entities}{}", sheet(&format!(r#"{HEADER}<row r="2"><c t="str"><v>&c;</v></c></row>"#), ""));
    let texts = format!("<sst>{}</sst>", "<si/>".repeat(2_100_000));
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let pointing = format!("{HEADER}{}", r#"<row><c t="s"><v>0</v></c></row>"#.repeat(200_000));
    let far: String = (2..2_000).map(|n| format!(r#"<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>"#)).collect();
    let corner = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let merged = format!("<mergeCells>{}</mergeCells>", r#"<mergeCell ref="A1:A1048576"/>"#.repeat(20_000));
    let rows: String = (1..2_000).map(|n| row(n, &["a", "b"])).collect();
    let deep = "<a>".repeat(1_000_000);
    let attribute = format!(r#"<worksheet x="{}"/>"#, "y".repeat(60 << 20));
    vec![
        ("a part over the limit", bomb.clone(), End::Refused("inflates to more")),
        ("a part over the limit that says it is small", declare(bomb, |size| size.min(1_000)), End::Refused("damaged")),
        ("parts over the limit together", declare(xlsx(HEADER), |_| 60 << 20), End::Refused("inflates")),
        ("five thousand parts", zip(&many), End::Refused("more than 4096 parts")),
        ("fifty million parts claimed", claims_parts(), End::Refused("more than 4096 parts")),
        ("entities in entities", xlsx_of(&laughs, "<sst/>"), End::Either),
        ("millions of shared texts", xlsx_of(&sheet(HEADER, ""), &texts), End::Refused("cells")),
        ("a claim of many shared texts", xlsx_of(&sheet(HEADER, ""), r#"<sst uniqueCount="99999999999"/>"#), End::Read),
        ("a long text pointed at often", xlsx_of(&sheet(&pointing, ""), &long), End::Refused("MiB of text")),
        ("two cells in opposite corners", xlsx(&format!("{HEADER}{corner}")), End::Read),
        ("cells in the last column", xlsx(&format!("{HEADER}{far}")), End::Refused("cells")),
        ("merged columns by the thousand", xlsx_with(&rows, &merged), End::Either),
        ("tags in tags", xlsx_of(&deep, "<sst/>"), End::Refused("damaged")),
        ("an endless attribute", xlsx_of(&attribute, "<sst/>"), End::Either),
        ("empty cells by the million", xlsx(&format!("{HEADER}<row r=\"2\">{}", "<c/>".repeat(500_000))), End::Either),
    ]
}

/// One test measures at a time, even where all run in one process.
static TURN: Mutex<()> = Mutex::new(());

fn check_all(files: impl FnOnce() -> Vec<(&'static str, Vec<u8>, End)>) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut worst = 0;
    for (what, bytes, end) in files() {
        worst = worst.max(check(what, bytes, end));
    }
    assert!(worst > 8, "the allocator counts nothing: {worst} MiB");
}

#[test]
fn no_text_file_takes_more_than_half_a_gibibyte() {
    check_all(text_files);
}

#[test]
fn all_limits_at_once_stay_under_half_a_gibibyte() {
    check_all(all_limits_at_once);
}

#[test]
fn no_xlsx_takes_more_than_half_a_gibibyte() {
    check_all(archives);
}
