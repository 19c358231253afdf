//! Every real file there is, read once: none panics, each is told, and the figures their publishers give are found.
use std::path::Path;

use landscape::import::{self, Imported};

use super::said::{count, dataset, files, shared, worded};

fn read(path: &Path) -> Result<Imported, String> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    import::read(&name, &bytes, &dataset(), None, 1).map_err(|no| no.reason.en)
}

#[test]
fn every_file_is_read_or_refused_in_words_and_read_is_accepted_plus_rejected() {
    let Some(folder) = shared("") else { return };
    let all = files(&folder);
    let (mut operations, mut models) = (0, 0);
    for path in &all {
        let shown = path.strip_prefix(&folder).unwrap().display().to_string();
        match read(path) {
            Ok(imported) => {
                eprintln!("{shown}");
                worded(&imported);
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
    let Some(folder) = shared("") else { return };
    for (file, words) in [
        ("asyncapi/social-media_common_messages.yaml", "YAML"),
        ("archimate/expected.json", "JSON"),
        ("dmarc/empty_reason.xml", "XML"),
    ] {
        let reason = read(&folder.join(file)).expect_err(file);
        assert!(reason.contains(words), "{file}: {reason}");
    }
}
