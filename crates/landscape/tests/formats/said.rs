//! What an import says, written down so that a test can compare it; and where the shared files lie.

use std::path::{Path, PathBuf};

use base::{Kind, Quantity, Ref, Reject};
use landscape::catalog::Claim;
use landscape::field::Value;
use landscape::formats::{Told, counted};
use landscape::import::{Imported, SheetReport};

/// The dataset a file of these tests belongs to.
pub fn dataset() -> Ref {
    Ref::new(Kind::Dataset, "d1")
}

/// The one part of the report of a file that is no table.
pub fn sheet(imported: &Imported) -> &SheetReport {
    &imported.report.sheets[0]
}

pub fn told(imported: &Imported) -> &Told {
    sheet(imported).told.as_ref().expect("read as a format")
}

/// How many of something the file held, by its word.
pub fn count(imported: &Imported, word: &str) -> u64 {
    told(imported).counts.iter().find(|(known, _)| known == word).map_or(0, |(_, n)| *n)
}

pub fn pairs(counted: &[(String, u64)]) -> Vec<(&str, u64)> {
    counted.iter().map(|(word, n)| (word.as_str(), *n)).collect()
}

/// A claim: `system:crm part_of suite`.
pub fn shown(claim: &Claim) -> String {
    format!("{} {} {}", claim.subject, claim.field.spec().word, value(&claim.value))
}

pub fn value(value: &Value) -> String {
    match value {
        Value::Words(say) if say.fr == say.en => say.fr.clone(),
        Value::Words(say) => format!("{} / {}", say.fr, say.en),
        Value::Number(q) if q.is_range() => format!("{} [{} ; {}]", q.likely, q.low, q.high),
        Value::Number(Quantity { likely, .. }) => likely.to_string(),
        Value::Money(money) => money.cents.to_string(),
        Value::Period(period) => period.written(base::Lang::Fr),
        Value::Date(date) => date.to_string(),
        Value::WeekTime(at) => at.say().en,
        Value::List(words) | Value::Named(words) => words.join("+"),
        Value::Choice(word) => word.clone(),
    }
}

/// The claims in the order they were made.
pub fn claims(imported: &Imported) -> Vec<String> {
    imported.claims.iter().map(shown).collect()
}

/// What was not taken: `line 3, /info/title: why`.
pub fn rejects(imported: &Imported) -> Vec<String> {
    let one = |r: &Reject| format!("line {}, {}: {}", r.line, r.column.as_deref().unwrap_or_default(), r.reason.en);
    sheet(imported).rejects.iter().map(one).collect()
}

/// What must hold of every import, whatever the file.
pub fn lawful(imported: &Imported) {
    for claim in &imported.claims {
        let spec = claim.field.spec();
        assert!(spec.kinds.contains(&claim.subject.kind()), "{} has no {}", claim.subject, spec.word);
        if let Value::Number(q) = claim.value {
            assert!(q.low <= q.likely && q.likely <= q.high && q.low >= 0.0 && q.high.is_finite(), "{q:?}");
        }
    }
    for sheet in &imported.report.sheets {
        assert_eq!(sheet.read, sheet.accepted + sheet.rejected);
        // What is beyond the rejects that are kept is counted only.
        for reject in &sheet.rejects {
            let says = [&reject.reason.fr, &reject.reason.en, &reject.way_out.fr, &reject.way_out.en];
            assert!(says.iter().all(|words| !words.is_empty()), "{reject:?}");
        }
    }
}

/// What holds of a file nobody mangled, too: all that is counted in it has words in both languages.
pub fn worded(imported: &Imported) {
    lawful(imported);
    let told = imported.report.sheets.iter().filter_map(|sheet| sheet.told.as_ref());
    for (word, _) in told.flat_map(|told| told.counts.iter().chain(&told.left)) {
        assert!(has_words(word), "“{word}” is not said in French");
    }
}

/// Whether something counted is said in both languages, or is a name the format gives itself.
pub fn has_words(word: &str) -> bool {
    const ALIKE: &[&str] = &[
        "clients",
        "documentation",
        "extends",
        "messages",
        "pages",
        "perspectives",
        "relations",
        "services",
        "spans",
        "traces",
        "variables",
        "webhooks",
        "zones",
    ];
    let is_name = !word.contains(' ') && word.chars().any(|sign| !sign.is_lowercase());
    counted(word).fr != word || is_name || ALIKE.contains(&word)
}

/// A place in the folder of shared files; `None` where the folder is not there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/landscape").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "{} must be here", path.display());
    eprintln!("skipped: ../shared/data");
    None
}

/// The bytes of a shared file.
pub fn shared_bytes(name: &str) -> Option<Vec<u8>> {
    shared(name).map(|path| std::fs::read(path).expect("a file that can be read"))
}

/// The text of a shared file.
pub fn shared_text(name: &str) -> Option<String> {
    shared_bytes(name).map(|bytes| String::from_utf8(bytes).expect("text"))
}

/// The files of a folder and of those in it, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut out, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(path) = waiting.pop() {
        match path.is_dir() {
            true => {
                waiting.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()))
            }
            false => out.push(path),
        }
    }
    out.sort();
    out
}
