//! A list in, short lines out: one for each name, with all that is said of it.

use std::path::{Path, PathBuf};

use discovery::harvest::{Harvest, Named};
use discovery::lists::{self, List, Looks, Read, Setting};
use discovery::pseudonym::{Pseudonym, PseudonymKey};
use jiff::tz::TimeZone;

pub fn setting() -> Setting {
    Setting {
        key: PseudonymKey::new(b"a key of the tests"),
        zone: TimeZone::get("Europe/Paris").expect("a known zone"),
        own: vec!["solvene.example".to_owned()],
    }
}

#[track_caller]
pub fn read(text: &str) -> Read {
    read_bytes(text.as_bytes())
}

#[track_caller]
pub fn read_bytes(bytes: &[u8]) -> Read {
    let read = lists::read("file", bytes, &setting()).unwrap_or_else(|no| panic!("{no:?}"));
    let head = bytes.get(..lists::HEAD).unwrap_or(bytes);
    if let Some(Looks::Like(list)) = lists::recognise(head) {
        assert_eq!(read.lists, [list]);
    }
    lawful(&read);
    read
}

/// What holds of every list that is read, whatever is in it.
#[track_caller]
pub fn lawful(read: &Read) {
    let mut left = 0;
    for harvest in &read.harvests {
        for file in &harvest.files {
            let not_understood: u64 = file.left.iter().map(|(_, count)| count).sum();
            assert_eq!(file.read, file.understood + not_understood, "{file:?}");
            left += not_understood;
        }
        assert!(harvest.mentions.windows(2).all(|pair| pair[0].named < pair[1].named), "sorted, each name once");
        for mention in &harvest.mentions {
            assert!(!mention.spots.is_empty(), "{mention:?}");
            for spot in &mention.spots {
                assert!(spot.first >= 1 && spot.first <= spot.last && spot.lines >= 1, "{spot:?}");
            }
            assert!(mention.habits.iter().all(|habit| habit.days.is_sorted() && !habit.days.is_empty()));
            let (Named::Product(words) | Named::Domain(words) | Named::Words(words)) = &mention.named;
            assert!(words.chars().count() <= 253, "{words}");
        }
        let json = serde_json::to_string(harvest).expect("a harvest is data");
        assert_eq!(&serde_json::from_str::<Harvest>(&json).expect("and is read again"), harvest);
    }
    assert_eq!(read.left.count(), left);
    for (currency, sum) in &read.sums {
        let payments = read.harvests.iter().flat_map(|harvest| &harvest.mentions).flat_map(|mention| &mention.payments);
        let of_currency: i64 =
            payments.filter(|payment| payment.currency == *currency).map(|payment| payment.cents).sum();
        assert_eq!(of_currency, *sum, "{currency}");
    }
}

const PEOPLE: [&str; 6] =
    ["anna@solvene.example", "bert@solvene.example", "maelle kervran", "anna", "bert", "maëlle kervran"];

pub fn name_of(who: Pseudonym) -> &'static str {
    PEOPLE.iter().find(|name| setting().key.of(name.as_bytes()) == who).copied().unwrap_or("?")
}

/// What is said of each name: `name: facts; habits; payments`.
pub fn told(read: &Read) -> Vec<String> {
    let mut lines = Vec::new();
    for mention in read.harvests.iter().flat_map(|harvest| &harvest.mentions) {
        let name = match &mention.named {
            Named::Product(name) | Named::Domain(name) => name.clone(),
            Named::Words(words) => format!("“{words}”"),
        };
        let mut parts = Vec::new();
        for fact in &mention.facts {
            let on = fact.on.map(|on| format!(" on {on}")).unwrap_or_default();
            let times = if fact.count == 1 { String::new() } else { format!(" ×{}", fact.count) };
            parts.push(format!("{:?} {}{times}{on} @{}", fact.what, fact.words, fact.line).replace("  ", " "));
        }
        for habit in &mention.habits {
            let days: Vec<String> = habit.days.iter().map(|day| day.date().to_string()).collect();
            let team = habit.team.as_ref().map(|team| format!(" of {team}")).unwrap_or_default();
            let cell = habit.cell;
            parts.push(format!(
                "{}{team}: {} seen, {} in, {}",
                name_of(habit.who),
                cell.seen,
                cell.sign_ins,
                days.join(" ")
            ));
        }
        for payment in &mention.payments {
            let by = payment.by.map(|by| format!(" by {}", name_of(by))).unwrap_or_default();
            let team = payment.team.as_ref().map(|team| format!(" for {team}")).unwrap_or_default();
            let (on, cents, currency, line) = (payment.on, payment.cents, &payment.currency, payment.line);
            parts.push(format!("{on} {cents} {currency}{team}{by} @{line}"));
        }
        lines.push(format!("{name}: {}", parts.join("; ")));
    }
    lines
}

#[track_caller]
pub fn says(list: List, text: &str, expect: &[&str]) -> Read {
    let read = read(text);
    assert_eq!(read.lists, [list]);
    assert_eq!(told(&read), expect);
    read
}

/// The reasons for which rows were left, each with its lines.
pub fn left(read: &Read) -> Vec<String> {
    let lines = |first: &[(u64, String)]| first.iter().map(|(line, _)| line.to_string()).collect::<Vec<_>>().join(" ");
    read.left.0.iter().map(|(why, kept)| format!("{why:?} ×{} @{}", kept.count, lines(&kept.first))).collect()
}

/// A place in the folder of shared files; `None` where the folder is not there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/landscape").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "{} must be here", path.display());
    println!("skipped: ../shared/data");
    None
}

/// The files of a shared folder, by name.
pub fn shared_files(name: &str) -> Vec<(String, Vec<u8>)> {
    let Some(folder) = shared(name) else { return Vec::new() };
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut all: Vec<(String, Vec<u8>)> = entries
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).expect("a file")))
        .collect();
    all.sort();
    all
}
