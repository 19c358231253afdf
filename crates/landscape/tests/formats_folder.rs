//! Every real file there is, read once: none panics, each is told, and the figures their publishers give are found.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a test reads real files and says when they are missing

use std::path::{Path, PathBuf};

use landscape::import::{self, Imported};

fn folder() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/landscape");
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "{} must be here", path.display());
    eprintln!("skipped: ../shared/data");
    None
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

fn read(path: &Path) -> Result<Imported, String> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    import::read(&name, &bytes, &"dataset:x".parse().unwrap(), None, 1).map_err(|no| no.reason.en)
}

fn count(imported: &Imported, word: &str) -> u64 {
    let told = imported.report.sheets.iter().filter_map(|sheet| sheet.told.as_ref());
    told.flat_map(|told| &told.counts).filter(|(known, _)| known == word).map(|(_, n)| n).sum()
}

#[test]
fn every_file_is_read_or_refused_in_words_and_read_is_accepted_plus_rejected() {
    let Some(folder) = folder() else { return };
    let mut all = Vec::new();
    files(&folder, &mut all);
    all.sort();
    let (mut operations, mut models) = (0, 0);
    for path in &all {
        let shown = path.strip_prefix(&folder).unwrap().display().to_string();
        match read(path) {
            Ok(imported) => {
                for sheet in &imported.report.sheets {
                    assert_eq!(sheet.read, sheet.accepted + sheet.rejected, "{shown}");
                }
                for claim in &imported.claims {
                    let spec = claim.field.spec();
                    assert!(spec.kinds.contains(&claim.subject.kind()), "{shown}: {} of {}", spec.word, claim.subject);
                }
                if shown.starts_with("openapi") {
                    operations += count(&imported, "operations");
                }
                models += imported.report.sheets.iter().filter(|sheet| sheet.told.is_some()).count();
            }
            Err(reason) => assert!(!reason.is_empty(), "{shown}"),
        }
    }
    assert_eq!(operations, 970, "operations of the API contracts");
    assert!(models > 80, "{models}");
}

#[test]
fn what_is_of_no_known_format_says_which_are() {
    let Some(folder) = folder() else { return };
    for (file, words) in [
        ("asyncapi/social-media_common_messages.yaml", "YAML"),
        ("archimate/expected.json", "JSON"),
        ("dmarc/empty_reason.xml", "XML"),
    ] {
        let reason = read(&folder.join(file)).expect_err(file);
        assert!(reason.contains(words), "{file}: {reason}");
    }
}
