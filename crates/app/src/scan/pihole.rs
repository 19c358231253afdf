//! Pi-hole's `pihole-FTL.db`: its queries, read without touching the file. Source: Pi-hole's documentation of the query
//! database.

use discovery::harvest::EvidenceKind;
use discovery::inventory::SourceId;
use discovery::left::Why;
use discovery::sighting::{Act, Sighting, When};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use super::find::{Candidate, Source};
use super::parcel::{LogRead, Outcome, Reading};
use super::report::{Note, Skip};
use super::{Plan, Watch};
use base::Say;

/// Whether the beginning of a file is that of an SQLite database.
pub(super) fn is_one(head: &[u8]) -> bool {
    head.starts_with(b"SQLite format 3\0")
}

/// What became of a query: Pi-hole answered nothing, or said the name leads nowhere.
const BLOCKED: [i64; 12] = [1, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 18];

/// Reads the queries of a database into an inventory of names looked up.
pub(super) fn read(
    file: &Candidate,
    packed: bool,
    (reading, source): (&Reading, SourceId),
    plan: &Plan,
    seed: u64,
    watch: &Watch<'_>,
) -> Outcome {
    let Source::File(path) = &file.source else { return Outcome::skipped(file, as_it_lies()) };
    if packed {
        return Outcome::skipped(file, as_it_lies());
    }
    let mut log = LogRead {
        file: file.name.clone(),
        format: "pihole-ftl",
        kind: EvidenceKind::Dns,
        size: file.size,
        decoded: file.size,
        notes: Vec::new(),
    };
    let connection = match open(path) {
        Ok(connection) => connection,
        Err(error) => return Outcome::skipped(file, Skip::Unreadable { error: error.to_string() }),
    };
    let mut query = match connection.prepare("SELECT id, timestamp, status, domain, client FROM queries ORDER BY id") {
        Ok(query) => query,
        Err(_) => return Outcome::skipped(file, no_queries()),
    };
    let mut mine = reading.take(log.kind, plan, seed);
    mine.begin(source);
    let (mut blocked, mut entries) = (0, 0_u64);
    match query.query([]) {
        Err(error) => log.notes.push(Note::Failed { decoded: 0, error: error.to_string() }),
        Ok(mut rows) => loop {
            match rows.next() {
                Ok(None) => break,
                Err(error) => {
                    log.notes.push(Note::Failed { decoded: 0, error: error.to_string() });
                    break;
                }
                Ok(Some(row)) => {
                    entries += 1;
                    if entries.is_multiple_of(1 << 14) && watch.stopped() {
                        log.notes.push(Note::Stopped { read: 0 });
                        break;
                    }
                    match entry(row) {
                        Entry::Blocked => {
                            blocked += 1;
                            mine.feed_silent();
                        }
                        Entry::Left(number) => mine.feed_left(Why::Fields, number, b""),
                        Entry::Seen { number, when, client, domain } => {
                            let when = When::Instant(when);
                            mine.feed(&Sighting::new(when, client, domain, Act::Lookup), number);
                        }
                    }
                }
            }
        },
    }
    if blocked > 0 {
        log.notes.push(Note::Blocked { queries: blocked });
    }
    reading.give(log.kind, mine);
    Outcome::Log(Box::new(log))
}

/// Opens a database for reading alone, and leaves nothing beside it.
fn open(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-wal");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Where Pi-hole is at work beside it, what it wrote last stands in a file of its own, which must be read too.
    if std::path::Path::new(&beside).exists() {
        return Connection::open_with_flags(path, flags);
    }
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => address.push(char::from(*byte)),
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    Connection::open_with_flags(format!("{address}?immutable=1"), flags | OpenFlags::SQLITE_OPEN_URI)
}

enum Entry<'a> {
    Seen { number: u64, when: i64, client: &'a [u8], domain: &'a [u8] },
    Blocked,
    Left(u64),
}

fn entry<'a>(row: &'a Row<'_>) -> Entry<'a> {
    let number = |at: usize| match row.get_ref(at) {
        Ok(ValueRef::Integer(number)) => Some(number),
        // Pi-hole keeps fractions of a second.
        Ok(ValueRef::Real(number)) => Some(number as i64),
        _ => None,
    };
    let text = |at: usize| match row.get_ref(at) {
        Ok(ValueRef::Text(text)) => Some(text),
        _ => None,
    };
    let id = number(0).and_then(|id| u64::try_from(id).ok()).unwrap_or(0);
    let (Some(when), Some(status), Some(domain), Some(client)) = (number(1), number(2), text(3), text(4)) else {
        return Entry::Left(id);
    };
    if BLOCKED.contains(&status) { Entry::Blocked } else { Entry::Seen { number: id, when, client, domain } }
}

fn as_it_lies() -> Skip {
    Skip::Unrecognised {
        reason: Say::new(
            "une base SQLite se lit telle qu'elle est sur le disque",
            "an SQLite database is read as it lies on disk",
        ),
        way_out: Say::new(
            "décompressez-la dans un dossier, et donnez-la par son nom",
            "unpack it into a folder, and give it by its name",
        ),
    }
}

fn no_queries() -> Skip {
    Skip::Unrecognised {
        reason: Say::new(
            "cette base SQLite n'a pas les demandes de noms de Pi-hole",
            "this SQLite database has no queries of Pi-hole's",
        ),
        way_out: Say::new("donnez pihole-FTL.db", "give pihole-FTL.db"),
    }
}
