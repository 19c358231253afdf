//! What a scan does with the files people really have: good ones, bad ones, many, and those that change while read.

mod bad;
mod many;
mod resume;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use app::scan::{self, Input, Known, Note, Plan, Scanned, Watch};
use discovery::harvest::{EvidenceKind, Mention, Named};
use discovery::pseudonym::PseudonymKey;
use jiff::civil::date;

/// A plan with a key of its own, so that two scans tell people apart alike.
pub(crate) fn plan(hands: usize) -> Plan {
    Plan { hands, ..Plan::new(Known::with(&[]), PseudonymKey::new(b"a key of the tests"), date(2026, 9, 1)) }
}

pub(crate) fn scan_with(plan: &Plan, paths: &[PathBuf]) -> Scanned {
    let inputs = paths.iter().cloned().map(Input::Path).collect();
    let stop = AtomicBool::new(false);
    scan::scan(inputs, plan, &Watch { tell: &|_| {}, stop: &stop }).expect("nothing stands in the way")
}

pub(crate) fn scan_paths(paths: &[PathBuf]) -> Scanned {
    scan_with(&plan(2), paths)
}

/// Lines of a Squid log: so many, each by one of nine people, half of them with HubSpot, half with a name nobody knows.
pub(crate) fn squid(from: u64, lines: u64) -> Vec<u8> {
    let mut log = Vec::new();
    for at in from..from + lines {
        let host = if at % 2 == 0 { "api.hubspot.com" } else { "wheel-of-luck.example.com" };
        let when = 1_786_000_000 + at;
        writeln!(
            log,
            "{when}.023 12 10.0.0.1 TCP_MISS/200 512 POST http://{host}/x user{} HIER_DIRECT/1.2.3.4 text/html",
            at / 2 % 9
        )
        .expect("memory can be written");
    }
    log
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("memory can be written");
    packed.finish().expect("memory can be written")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 1).expect("memory can be written")
}

pub(crate) fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the file is written");
    path
}

/// What the proxy logs say of one name.
pub(crate) fn mention<'a>(scanned: &'a Scanned, name: &str) -> Option<&'a Mention> {
    let harvest = scanned.harvests.iter().find(|harvest| harvest.kind == EvidenceKind::Proxy)?;
    harvest.mentions.iter().find(|mention| match &mention.named {
        Named::Product(key) | Named::Domain(key) | Named::Words(key) => key.contains(name),
    })
}

pub(crate) fn notes(scanned: &Scanned, file: &str) -> Vec<Note> {
    scanned.files.iter().find(|it| it.file.ends_with(file)).map(|it| it.notes.clone()).unwrap_or_default()
}

/// Everything a scan gives, but for the folder it read.
pub(crate) fn json(scanned: &Scanned) -> String {
    serde_json::to_string(&(&scanned.harvests, &scanned.files, &scanned.skipped)).expect("it is JSON")
}

#[test]
fn a_log_is_read_alike_plain_packed_in_several_members_in_utf_16_or_from_a_pipe() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = squid(0, 5_000);
    let (first, second) = log.split_at(log.len() / 3);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(log.iter().flat_map(|byte| [*byte, 0])).collect();
    let unmarked: Vec<u8> = log.iter().flat_map(|byte| [0, *byte]).collect();
    let marked: Vec<u8> = b"\xEF\xBB\xBF".iter().chain(&log).copied().collect();
    let returns = String::from_utf8(log.clone()).expect("it is text").replace('\n', "\r\n").into_bytes();
    let ways = [
        ("plain.log", log.clone()),
        ("one.gz", gzip(&log)),
        ("members.gz", [gzip(first), gzip(second)].concat()),
        ("one.zst", zstd(&log)),
        ("frames.zst", [zstd(first), zstd(second)].concat()),
        ("utf16.log", wide),
        ("utf16-unmarked.log", unmarked),
        ("utf8-marked.log", marked),
        ("returns.log", returns),
        ("no-end.log", log[..log.len() - 1].to_vec()),
    ];
    for (name, bytes) in ways {
        let scanned = scan_paths(&[put(folder.path(), name, &bytes)]);
        let [file] = scanned.files.as_slice() else { panic!("{name}: {:?}", scanned.skipped) };
        assert_eq!((file.read, file.understood, file.format.as_str()), (5_000, 5_000, "squid"), "{name}: {file:?}");
        let hubspot = mention(&scanned, "hubspot").expect("it is found");
        assert_eq!((hubspot.seen.seen, hubspot.users, hubspot.seen.sends), (2_500, 9.0, 2_500), "{name}");
        assert_eq!((hubspot.spots[0].first, hubspot.spots[0].last), (1, 4_999), "{name}");
        let wheel = mention(&scanned, "example.com").expect("it is found");
        assert_eq!((wheel.seen.seen, wheel.users), (2_500, 9.0), "{name}");
        let odd: Vec<&Note> = file.notes.iter().filter(|note| **note != Note::Utf16).collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
        assert_eq!(file.notes.contains(&Note::Utf16), name.starts_with("utf16"), "{name}");
    }
    let stream = Input::Stream { name: "-".to_owned(), bytes: Box::new(std::io::Cursor::new(gzip(&log))) };
    let stop = AtomicBool::new(false);
    let scanned = scan::scan(vec![stream], &plan(2), &Watch { tell: &|_| {}, stop: &stop }).expect("it is read");
    assert_eq!(scanned.files[0].understood, 5_000);
}

#[test]
fn logs_of_names_looked_up_stand_apart_from_logs_of_the_proxy() {
    let folder = tempfile::tempdir().expect("a folder");
    let dns: String = (0..50)
        .map(|at| format!("Aug  6 09:30:{at:02} dnsmasq[812]: query[A] api.hubspot.com from 192.168.0.{}\n", at % 4))
        .collect();
    let paths = [put(folder.path(), "pihole.log", dns.as_bytes()), put(folder.path(), "access.log", &squid(0, 10))];
    let scanned = scan_paths(&paths);
    let kinds: Vec<EvidenceKind> = scanned.harvests.iter().map(|harvest| harvest.kind).collect();
    assert_eq!(kinds, [EvidenceKind::Proxy, EvidenceKind::Dns]);
    let dns = &scanned.harvests[1];
    assert_eq!((dns.mentions[0].users, dns.mentions[0].seen.lookups), (4.0, 50));
}

#[test]
fn the_queries_of_a_pi_hole_database_are_names_looked_up_and_blocked_ones_show_no_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a pihole #1?.db");
    let database = rusqlite::Connection::open(&path).expect("a database");
    // The shape Pi-hole 6 has: a view over rows that name domains and clients by number.
    database
        .execute_batch(
            "CREATE TABLE query_storage (id INTEGER PRIMARY KEY, timestamp REAL, type INTEGER, status INTEGER, domain INTEGER, client INTEGER);
             CREATE TABLE domain_by_id (id INTEGER PRIMARY KEY, domain TEXT);
             CREATE TABLE client_by_id (id INTEGER PRIMARY KEY, ip TEXT);
             CREATE VIEW queries AS SELECT q.id, timestamp, type, status, d.domain AS domain, c.ip AS client
               FROM query_storage q JOIN domain_by_id d ON d.id = q.domain JOIN client_by_id c ON c.id = q.client;
             INSERT INTO domain_by_id VALUES (1, 'api.hubspot.com'), (2, 'tracker.example.net');
             INSERT INTO client_by_id VALUES (1, '192.168.0.7'), (2, '192.168.0.8');",
        )
        .expect("its tables");
    for at in 0..60 {
        let (status, domain) = if at % 3 == 0 { (1, 2) } else { (2 + at % 2, 1) };
        database
            .execute(
                "INSERT INTO query_storage VALUES (?1, ?2, 1, ?3, ?4, ?5)",
                (at + 1, 1_786_000_000.5 + f64::from(at), status, domain, 1 + at % 2),
            )
            .expect("a row");
    }
    database.execute("INSERT INTO query_storage VALUES (100, NULL, 1, 2, 1, 1)", ()).expect("a row");
    drop(database);
    let scanned = scan_paths(std::slice::from_ref(&path));
    let [file] = scanned.files.as_slice() else { panic!("{:?}", scanned.skipped) };
    assert_eq!((file.format.as_str(), file.read, file.understood), ("pihole-ftl", 61, 60));
    assert!(file.notes.contains(&Note::Blocked { queries: 20 }), "{:?}", file.notes);
    let [harvest] = scanned.harvests.as_slice() else { panic!("one kind") };
    assert_eq!(harvest.kind, EvidenceKind::Dns);
    let [hubspot] = harvest.mentions.as_slice() else { panic!("the blocked name shows no use") };
    assert_eq!((hubspot.seen.lookups, hubspot.users, hubspot.spots[0].first), (40, 2.0, 2));
    let beside: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(beside.len(), 1, "nothing is left beside the database");
}

#[test]
fn zeeks_bytes_find_their_names_across_files_that_are_read_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let ssl_head = "#separator \\x09\n#path\tssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tserver_name\n#types\ttime\tstring\taddr\tport\taddr\tport\tstring\n";
    let conn_head = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\torig_bytes\tresp_bytes\n#types\ttime\tstring\taddr\tport\taddr\tport\tcount\tcount\n";
    // As many hours as would be cut into several parcels, were they not Zeek's.
    for hour in 0..600 {
        let when = 1_786_000_000 + hour;
        let ssl = format!("{ssl_head}{when}.0\tC{hour}\t10.0.0.1\t1\t1.2.3.4\t443\tapi.hubspot.com\n");
        let conn = format!("{conn_head}{when}.5\tC{hour}\t10.0.0.1\t1\t1.2.3.4\t443\t1000\t20\n");
        put(folder.path(), &format!("ssl.{hour:03}.log"), ssl.as_bytes());
        put(folder.path(), &format!("conn.{hour:03}.log"), conn.as_bytes());
    }
    let scanned = scan_paths(&[folder.path().to_path_buf()]);
    assert_eq!(scanned.files.len(), 1_200);
    let hubspot = mention(&scanned, "hubspot").expect("it is found");
    assert_eq!((hubspot.seen.up, hubspot.seen.down, hubspot.seen.tunnels), (600_000, 12_000, 600));
}
