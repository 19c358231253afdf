//! Whatever a reader counts or leaves has words in both languages.

use std::path::Path;

use super::said::{files, has_words};

#[test]
fn every_word_a_reader_writes_into_its_report_is_said_in_both_languages() {
    let mut met = 0;
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/formats")) {
        let text = std::fs::read_to_string(&path).unwrap();
        // Rows of a list of things counted, as traces and captures are told.
        let rows = text.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next());
        let is_telling = ["tell.rs", "calls.rs"].iter().any(|name| path.ends_with(name));
        for word in rows.filter(|_| is_telling) {
            met += 1;
            assert!(has_words(word), "{}: “{word}” is not said in French", path.display());
        }
        for call in ["left(", "leave(", ".count(", "counts.push(("] {
            for (at, _) in text.match_indices(call) {
                // The first text among the arguments.
                let rest = &text[at + call.len()..];
                let arguments = &rest[..rest.find(';').unwrap_or(rest.len())];
                let Some(word) = arguments.split('"').nth(1).filter(|_| !arguments.starts_with(')')) else { continue };
                if !word.contains('{') {
                    met += 1;
                    assert!(has_words(word), "{}: “{word}” is not said in French", path.display());
                }
            }
        }
    }
    assert!(met > 70, "{met}");
}
