//! What a browser loaded becomes third parties of a site, and no secret of the file goes further.
use base::Quantity;
use jiff::civil::{Date, date};
use landscape::field::{Field, Value};
use landscape::formats::{Format, recognise};
use landscape::import::{Imported, read};
use proptest::prelude::*;

use super::said::{count, dataset, lawful, shared_bytes, told};

const TODAY: Date = date(2026, 8, 6);

fn try_import(bytes: &[u8]) -> Result<Imported, String> {
    let told = read("page.har", bytes, &dataset(), Some(TODAY), 7);
    told.map_err(|unreadable| unreadable.say().en)
}

fn import(bytes: &[u8]) -> Imported {
    let imported = try_import(bytes).expect("a readable file");
    lawful(&imported);
    imported
}

fn counts(imported: &Imported) -> [u64; 3] {
    ["pages", "entries", "hosts"].map(|word| count(imported, word))
}

/// Flows with their calls and mode: `a>b 2 async`.
fn flows(imported: &Imported) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for claim in imported.claims.iter().filter(|claim| claim.field == Field::Calls) {
        let Value::Number(Quantity { likely, .. }) = claim.value else { panic!("a number") };
        let mode = imported.claims.iter().find(|c| c.subject == claim.subject && c.field == Field::Mode);
        let mode = mode.map_or("", |claim| match &claim.value {
            Value::Choice(word) => word,
            _ => "?",
        });
        all.push(format!("{} {likely} {mode}", claim.subject.key()).trim_end().to_owned());
    }
    all
}

/// A request for a URL, on a page, answered with a type.
pub fn entry(page: Option<&str>, url: &str, kind: &str, status: u32) -> String {
    let page = page.map_or(String::new(), |page| format!(r#""pageref": "{page}","#));
    format!(
        r#"{{{page} "startedDateTime": "2026-05-04T10:00:00Z", "time": 12, "request": {{"method": "GET", "url": "{url}",
        "headers": [{{"name": "Cookie", "value": "s=1"}}]}},
        "response": {{"status": {status}, "content": {{"mimeType": "{kind}", "size": 1}}}}}}"#
    )
}

pub fn har(pages: &[&str], entries: &[String]) -> String {
    let pages: Vec<String> = pages.iter().map(|id| format!(r#"{{"id": "{id}", "title": "Anna's cart"}}"#)).collect();
    let (pages, entries) = (pages.join(","), entries.join(","));
    format!(
        r#"{{"log": {{"version": "1.2", "creator": {{"name": "Tool", "version": "9"}}, "pages": [{pages}], "entries": [{entries}]}}}}"#
    )
}

#[test]
fn two_page_views_of_a_shop_name_its_third_parties() {
    let file = har(
        &["p1", "p2"],
        &[
            entry(Some("p1"), "http://shop.example.co.uk/", "text/html", 301),
            entry(Some("p1"), "https://www.example.co.uk/cart?mail=a@b.c", "text/html; charset=utf-8", 200),
            entry(Some("p1"), "https://img.example.co.uk/logo.png", "image/png", 200),
            entry(Some("p1"), "https://px.tracker.com/p.gif?u=4", "image/gif", 200),
            entry(Some("p1"), "https://cdn.chat.io/widget.js", "application/javascript", 200),
            entry(Some("p1"), "data:image/png;base64,AAAA", "image/png", 200),
            entry(Some("p2"), "https://www.example.co.uk/pay", "text/html", 200),
            entry(Some("p2"), "https://px.tracker.com/p.gif?u=5", "image/gif", 200),
            entry(Some("p2"), "https://eu.tracker.com/p.gif?u=6", "image/gif", 200),
        ],
    );
    let imported = import(file.as_bytes());
    assert_eq!(recognise("page.har", file.as_bytes()), Some(Format::Har));
    assert_eq!(counts(&imported), [2, 9, 6]);
    assert_eq!(told(&imported).version.as_deref(), Some("1.2, Tool 9"));
    assert_eq!(flows(&imported), ["example.co.uk>chat.io 0.5", "example.co.uk>tracker.com 1.5 async"]);
    let hosts: Vec<String> = imported
        .claims
        .iter()
        .filter(|claim| claim.field == Field::Hosts)
        .map(|claim| match &claim.value {
            Value::List(hosts) => format!("{}: {}", claim.subject.key(), hosts.join(" ")),
            _ => String::new(),
        })
        .collect();
    assert_eq!(
        hosts,
        [
            "chat.io: cdn.chat.io",
            "example.co.uk: img.example.co.uk shop.example.co.uk www.example.co.uk",
            "tracker.com: eu.tracker.com px.tracker.com"
        ]
    );
    assert!(imported.claims.iter().all(|claim| claim.as_of == Some(date(2026, 5, 4))));
    let left = &told(&imported).left;
    assert!(left.iter().any(|(what, n)| what.starts_with("requests that leave no browser") && *n == 1), "{left:?}");
    assert!(left.iter().any(|(what, n)| what.starts_with("headers, cookies") && *n == 8), "{left:?}");
}

#[test]
fn one_page_view_leaves_its_calls_wide_open() {
    let entries: Vec<String> = std::iter::once(entry(Some("p"), "https://a.example/", "text/html", 200))
        .chain((0..4).map(|n| entry(Some("p"), &format!("https://b.example/{n}"), "image/png", 200)))
        .collect();
    let imported = import(har(&["p"], &entries).as_bytes());
    let calls = imported.claims.iter().find(|claim| claim.field == Field::Calls).expect("calls");
    let Value::Number(q) = calls.value else { panic!("a number") };
    assert!(q.likely == 4.0 && q.low < 2.0 && q.high > 8.0, "{q:?}");
}

#[test]
fn what_is_no_request_is_rejected_and_the_rest_is_read() {
    let file = r#"{"log": {"version": "1.2", "entries": [7, {"request": {"url": "secret words"}}, {"request": null},
        {"pageref": "gone", "startedDateTime": "+12ms", "time": null, "request": {"url": "https://a.example/"}}]}}"#;
    let imported = import(file.as_bytes());
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.read, sheet.accepted, sheet.rejected), (4, 1, 3));
    let places: Vec<&str> = sheet.rejects.iter().filter_map(|reject| reject.column.as_deref()).collect();
    assert_eq!(places, ["/log/entries/0", "/log/entries/1", "/log/entries/2"]);
    assert!(sheet.rejects.iter().all(|reject| reject.value.is_empty()));
    assert_eq!(imported.claims[0].as_of, Some(TODAY), "a relative time dates nothing");
}

#[test]
fn a_file_that_ends_too_early_says_where() {
    let file = har(&["p"], &[entry(Some("p"), "https://a.example/", "text/html", 200)]);
    let cut = &file.as_bytes()[..file.len() - 40];
    let why = try_import(cut).expect_err("cut short");
    assert!(why.contains("line 3") && why.contains("column") && why.contains("ends too early"), "{why}");
    let marked = [b"\xEF\xBB\xBF", file.as_bytes()].concat();
    assert_eq!(counts(&import(&marked)), [1, 1, 1]);
}

#[test]
fn files_of_five_tools_are_read() {
    for (name, expect, dialect) in [
        ("browsertime_sitespeed.io.har", [3, 27, 1], "1.2, Browsertime 1.0"),
        ("capture-har_redirect-loop.har", [0, 11, 1], "1.2, capture-har 0.3.2"),
        ("chrome_enorm-magazin.de.har", [1, 65, 8], "1.2, WebInspector 537.36"),
        ("firefox_www.nghttp2.org.har", [1, 10, 3], "1.1, Firefox 54.0"),
        ("github.com.151226_X7_b43d35e592fab70e0ba012fe11a41020.har", [1, 16, 5], "1.1, WebPagetest 2.18"),
    ] {
        let Some(bytes) = shared_bytes(&format!("har/{name}")) else { return };
        let imported = import(&bytes);
        assert_eq!(counts(&imported), expect, "{name}");
        assert_eq!(told(&imported).version.as_deref(), Some(dialect));
        let sheet = &imported.report.sheets[0];
        assert_eq!((sheet.read, sheet.rejected), (expect[1], 0), "{name}");
        eprintln!("{name}: {:?}", flows(&imported));
    }
}

#[test]
fn a_file_made_to_be_huge_is_counted_or_refused() {
    let file = format!(r#"{{"log": {{"entries": [{}7]}}}}"#, "7,".repeat(50_000));
    let imported = import(file.as_bytes());
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.read, sheet.rejected, sheet.rejects.len()), (50_001, 50_001, 10_000));
    let entries: Vec<String> =
        (0..20_001).map(|n| format!(r#"{{"request": {{"url": "http://h{n}.example"}}}}"#)).collect();
    let why = try_import(format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(",")).as_bytes()).unwrap_err();
    assert!(why.contains("more than 20000 hosts"), "{why}");
}

/// Everything an import says, in one text.
fn everything(imported: &Result<Imported, String>) -> String {
    match imported {
        Ok(imported) => format!("{:?} {:?}", imported.claims, imported.report),
        Err(why) => why.clone(),
    }
}

const SECRET: &str = "hunter2-7f3a9c";

/// A request with a secret wherever one can be.
fn leaky(places: &[bool]) -> String {
    let secret = |at: usize| if places[at] { SECRET } else { "x" };
    let (s0, s1, s2, s3, s4) = (secret(0), secret(1), secret(2), secret(3), secret(4));
    let (s5, s6, s7, s8, s9) = (secret(5), secret(6), secret(7), secret(8), secret(9));
    format!(
        r#"{{"log": {{"version": "1.2", "comment": "{s9}", "pages": [{{"id": "{s8}", "title": "{s8}", "startedDateTime": "{s8}"}}],
        "entries": [
        {{"pageref": "{s8}", "startedDateTime": "{s7}", "_initiator": {{"url": "https://a.example/{s7}"}},
        "request": {{"method": "{s0}", "url": "https://{s1}:{s1}@a.example:80/{s1}?q={s1}#{s1}",
        "headers": [{{"name": "Authorization", "value": "Bearer {s2}"}}, {{"name": "{s2}", "value": "{s2}"}}],
        "cookies": [{{"name": "{s3}", "value": "{s3}"}}], "queryString": [{{"name": "{s3}", "value": "{s3}"}}],
        "postData": {{"mimeType": "{s4}", "text": "{s4}", "params": [{{"name": "{s4}", "value": "{s4}"}}]}}}},
        "response": {{"status": 200, "statusText": "{s5}", "redirectURL": "https://b.example/{s5}",
        "cookies": [{{"name": "sid", "value": "{s5}"}}], "headers": [{{"name": "Set-Cookie", "value": "{s5}"}}],
        "content": {{"mimeType": "text/{s6}", "text": "{s6}"}}}}, "serverIPAddress": "{s6}", "connection": "{s6}"}},
        {{"request": {{"url": "{s9} {s9}"}}}}, {{"request": {{"url": "data:text/plain,{s9}"}}}}, "{s9}"]}}}}"#
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_secret_never_leaves(places in prop::collection::vec(any::<bool>(), 10), cut in 0.0..1.3_f64) {
        let file = leaky(&places);
        let bytes = &file.as_bytes()[..((file.len() as f64 * cut) as usize).min(file.len())];
        if recognise("page.har", bytes) == Some(Format::Har) {
            let said = everything(&try_import(bytes));
            prop_assert!(!said.contains(SECRET), "{said}");
            prop_assert!(!said.contains("hunter2"), "{said}");
        }
    }

    #[test]
    fn mutated_bytes_never_panic(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)) {
        let mut bytes = leaky(&[false; 10]).into_bytes();
        for (index, byte) in at {
            let place = index.index(bytes.len());
            bytes[place] = byte;
        }
        if recognise("page.har", &bytes) == Some(Format::Har) && let Ok(imported) = try_import(&bytes) {
            lawful(&imported);
        }
    }

    #[test]
    fn any_log_never_panics(middle in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes = [b"{\"log\": {\"entries\": ", &middle[..], b"}}"].concat();
        let _ = try_import(&bytes);
    }
}
