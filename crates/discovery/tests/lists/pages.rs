//! Recordings of pages.

use discovery::harvest::{EvidenceKind, What};
use discovery::lists::List;

use crate::reading::{left, read_bytes, says, shared_files};

pub fn entry(page: &str, method: &str, url: &str, body: i64, kind: &str) -> String {
    format!(
        "{{\"pageref\":\"{page}\",\"startedDateTime\":\"2026-08-06T07:30:00.000Z\",\"request\":{{\"method\":\"{method}\",\"url\":\"{url}\",\
         \"headers\":[{{\"name\":\"Cookie\",\"value\":\"session=SECRET\"}}],\"bodySize\":{body}{}}},\
         \"response\":{{\"status\":200,\"bodySize\":100,\"content\":{{\"size\":300,\"mimeType\":\"{kind}\",\"text\":\"SECRET\"}}}}}}",
        if body > 0 { ",\"postData\":{\"mimeType\":\"text/plain\",\"text\":\"SECRET\"}" } else { "" }
    )
}

pub fn har(entries: &[String]) -> String {
    format!(
        "{{\"log\":{{\"version\":\"1.2\",\"creator\":{{\"name\":\"x\",\"version\":\"1\"}},\"pages\":[{{\"id\":\"p\",\"title\":\"Home\"}}],\"entries\":[\n{}\n]}}}}",
        entries.join(",\n")
    )
}

#[test]
fn a_recording_says_whom_a_page_calls_and_to_whom_it_sends() {
    let text = har(&[
        entry("p", "GET", "https://www.solvene-shop.fr/?token=SECRET", 0, "text/html"),
        entry("p", "GET", "https://cdn.solvene-shop.fr/a.js", 0, "text/javascript"),
        entry("p", "GET", "https://js.wheel-studio.io/w.js?key=SECRET", 0, "text/javascript"),
        entry("p", "POST", "https://api.wheel-studio.io/play/SECRET", 1400, "application/json"),
        entry("p", "POST", "https://api.wheel-studio.io/play/SECRET", 600, "application/json"),
        entry("p", "GET", "data:text/plain,SECRET", 0, "text/plain"),
        entry("p", "GET", "http://192.0.2.9/x", 0, "text/plain"),
        entry("p", "GET", "nowhere", 0, "text/plain"),
    ]);
    let read = says(
        List::Har,
        &text,
        &[
            "api.wheel-studio.io: Loaded www.solvene-shop.fr ×2 on 2026-08-06 @5; Uploaded www.solvene-shop.fr ×2 on 2026-08-06 @5",
            "js.wheel-studio.io: Loaded www.solvene-shop.fr on 2026-08-06 @4",
        ],
    );
    assert_eq!(read.harvests[0].kind, EvidenceKind::Page);
    assert_eq!(left(&read), ["Host ×1 @9"]);
    let cell = read.harvests[0].mentions[0].seen;
    assert_eq!((cell.seen, cell.sends, cell.up, cell.up_known, cell.down, cell.referred), (2, 2, 2000, 2, 200, 2));
    let kept = format!("{:?} {:?}", serde_json::to_string(&read.harvests), read.left);
    assert!(!kept.contains("SECRET"), "{kept}");
}

#[test]
fn where_the_houses_names_are_known_a_page_elsewhere_is_a_visit_to_a_tool() {
    let text = har(&[
        entry("p", "GET", "https://www.solvene.example/", 0, "text/html"),
        entry("q", "GET", "https://app.wheel-studio.io/", 0, "text/html"),
    ]);
    says(List::Har, &text, &["app.wheel-studio.io: Loaded app.wheel-studio.io on 2026-08-06 @3"]);
}

#[test]
fn an_entry_of_another_shape_is_left() {
    let good = entry("p", "GET", "https://js.wheel-studio.io/w.js", 0, "text/javascript");
    let read = crate::reading::read(&har(&["7".to_owned(), "{\"request\":{\"url\":7}}".to_owned(), good]));
    assert_eq!(left(&read), ["Form ×2 @2 3"]);
}

#[test]
fn the_real_recordings_are_read_without_a_rest_or_a_secret() {
    for (name, bytes) in shared_files("har") {
        let read = read_bytes(&bytes);
        assert_eq!(read.lists, [List::Har], "{name}");
        let file = &read.harvests[0].files[0];
        println!(
            "{name}: {} read, {} understood, {} names",
            file.read,
            file.understood,
            read.harvests[0].mentions.len()
        );
        assert_eq!(file.read, file.understood, "{name}: {:?}", read.left);
        let loaded = read.harvests[0].mentions.iter().flat_map(|it| &it.facts).filter(|fact| fact.what == What::Loaded);
        assert!(loaded.map(|fact| fact.count).sum::<u64>() <= file.read, "{name}");
    }
}
