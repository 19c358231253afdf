//! Walk W2 from the terminal: files in, tools in use out, nobody named; twice is once; the pack is measured and checked.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente")).args(arguments).output().expect("the binary runs")
}

fn json(arguments: &[&str]) -> Value {
    let out = run(&[&["--json"], arguments].concat());
    serde_json::from_slice(&out.stdout).unwrap_or_else(|error| {
        panic!("{arguments:?} prints no JSON: {error}: {}", String::from_utf8_lossy(&out.stderr))
    })
}

fn words(arguments: &[&str]) -> String {
    String::from_utf8(run(arguments).stdout).expect("it is text")
}

const PEOPLE: [&str; 12] =
    ["anna", "boris", "chloe", "denis", "elsa", "farid", "gael", "hana", "igor", "jules", "karim", "lea"];

/// Two weeks of a proxy's log: a known tool used by twelve people who sign in and send, a tool nobody knows used by
/// seven, a news site one page of which loads what it loads.
fn log() -> Vec<u8> {
    let mut log = Vec::new();
    for day in 0..14_u64 {
        // 2026-08-03 is a Monday.
        if day % 7 > 4 {
            continue;
        }
        for hour in 7..17_u64 {
            for (at, person) in PEOPLE.iter().enumerate() {
                let when = 1_785_715_200 + day * 86_400 + hour * 3_600 + at as u64;
                let mut line = |method: &str, address: &str| {
                    writeln!(log, "{when}.001 20 10.0.0.{at} TCP_MISS/200 4096 {method} {address} {person} HIER_DIRECT/1.2.3.4 text/html")
                        .expect("memory can be written");
                };
                line("GET", "http://app.hubspot.com/contacts");
                line("POST", "http://app.hubspot.com/api/contacts");
                if hour == 8 {
                    line("POST", "http://app.hubspot.com/login");
                }
                if at < 7 {
                    line("POST", "http://studio.coupon-wheel-maker.com/save");
                    line("GET", "http://studio.coupon-wheel-maker.com/wheels");
                }
            }
        }
    }
    log
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("the file is written");
    path.to_string_lossy().into_owned()
}

#[test]
fn files_go_in_and_tools_come_out_with_their_proof_and_without_any_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut packed = Command::new("gzip").arg("-c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok();
    let file = match &mut packed {
        Some(gzip) => {
            let mut input = gzip.stdin.take().expect("its input");
            let bytes = log();
            let writer = std::thread::spawn(move || input.write_all(&bytes));
            let mut packed = Vec::new();
            std::io::Read::read_to_end(&mut gzip.stdout.take().expect("its output"), &mut packed).expect("it packs");
            writer.join().expect("it ends").expect("it is written");
            gzip.wait().expect("it ends");
            put(folder.path(), "access.log.gz", &packed)
        }
        None => put(folder.path(), "access.log", &log()),
    };
    let report = json(&["shadow", "scan", &file]);
    let tools = report["tools"].as_array().expect("tools");
    let hubspot =
        tools.iter().find(|tool| tool["vendor"].as_str().is_some_and(|it| it.contains("HubSpot"))).expect("found");
    assert_eq!(hubspot["users"], 12.0);
    assert_eq!(hubspot["days"], 10);
    assert_eq!(hubspot["sources"], serde_json::json!(["proxy"]));
    assert!(hubspot["confidence"].as_f64().is_some_and(|sure| sure > 0.5), "{hubspot}");
    assert_ne!(hubspot["state"], "seen");
    let place = &hubspot["evidence"][0]["places"][0];
    assert_eq!((place["file"].as_str(), place["first_line"].as_u64()), (Some(file.as_str()), Some(1)));
    for field in ["product", "category", "bytes_up", "bytes_down", "why", "domains", "marketing"] {
        assert!(hubspot.get(field).is_some(), "{field} is missing");
    }
    let wheel = tools.iter().find(|tool| tool["key"] == "coupon-wheel-maker.com").expect("what no pack knows is found");
    assert_eq!((wheel["users"].as_f64(), wheel["product"].is_null()), (Some(7.0), true));
    assert_eq!(report["waiting_for_a_name"], 1);
    assert_eq!(report["files"][0]["left"], serde_json::json!([]));
    let whole = report.to_string();
    for person in PEOPLE {
        assert!(!whole.contains(&format!("\"{person}\"")), "{person} stands in the report");
    }
    // The report people read says the same, in lines of eighty signs.
    for lang in ["fr", "en"] {
        let words = words(&["--lang", lang, "shadow", "scan", "--all", &file]);
        assert!(words.lines().all(|line| line.chars().count() <= 80 || !line.contains(' ')), "{words}");
        assert!(words.contains("HubSpot") && words.contains("?coupon-wheel-maker.com"), "{words}");
        assert!(PEOPLE.iter().all(|person| !words.contains(person)), "{words}");
        let in_use = report["confirmed"].as_u64().zip(report["suspected"].as_u64()).map(|(a, b)| a + b);
        let first = words.split(' ').next().and_then(|number| number.parse().ok());
        assert!(in_use.is_some_and(|count| count > 0) && first == in_use, "the answer stands first: {words}");
    }
}

#[test]
fn a_second_scan_into_the_same_folder_says_the_same_to_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = put(folder.path(), "access.log", &log());
    let kept = folder.path().join("kept").to_string_lossy().into_owned();
    let scan = || run(&["--json", "shadow", "scan", &file, "--resume", &kept]).stdout;
    let once = scan();
    assert!(!once.is_empty());
    assert_eq!(once, scan());
    assert!(words(&["--lang", "en", "shadow", "scan", &file, "--resume", &kept]).contains("1 file remembered"));
}

#[test]
fn what_is_piped_in_is_read_and_what_is_not_there_or_no_log_has_its_exit_code() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["--json", "shadow", "scan", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("its input").write_all(&log()).expect("it reads");
    let out = child.wait_with_output().expect("it ends");
    let report: Value = serde_json::from_slice(&out.stdout).expect("it prints JSON");
    assert_eq!(report["files"][0]["format"], "squid");

    let folder = tempfile::tempdir().expect("a folder");
    let good = put(folder.path(), "access.log", &log());
    let bad = put(folder.path(), "picture.png", b"\x89PNG\r\n\x1a\n\0\0");
    let code = |files: &[&str]| run(&[&["shadow", "scan"], files].concat()).status.code();
    assert_eq!(code(&[&good]), Some(0));
    assert_eq!(code(&[&good, &good]), Some(0), "twice the same is once");
    assert_eq!(code(&[&good, &bad]), Some(2));
    assert_eq!(code(&[&good, "never-there.log"]), Some(4));
    let inside = folder.path().to_string_lossy().into_owned();
    assert_eq!(code(&[&inside]), Some(0), "a picture among logs is told and no more");
    let words = words(&["--lang", "fr", "shadow", "scan", &inside]);
    assert!(words.contains("NON LUS") && words.contains("picture.png") && words.contains('→'), "{words}");
}

#[test]
fn lines_that_were_not_understood_are_counted_and_shown_only_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bytes = log();
    bytes.extend_from_slice(b"a line about anna that is no line of a log\n");
    let file = put(folder.path(), "access.log", &bytes);
    let plain = words(&["--lang", "en", "shadow", "scan", &file]);
    assert!(plain.contains("1 left") && !plain.contains("about anna"), "{plain}");
    let with = words(&["--lang", "en", "shadow", "scan", "--samples", &file]);
    assert!(with.contains("about anna"), "{with}");
    assert!(!json(&["shadow", "scan", &file]).to_string().contains("about anna"));
}

#[test]
fn how_much_of_a_list_the_pack_attributes_is_told_weighted_and_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = r#"[{"domain": "js.hubspot.com", "totalOccurrences": 30},
                   {"domain": "nobody-knows-this.com", "totalOccurrences": 9},
                   {"domain": "a.nobody-knows-this.com", "totalOccurrences": 1}]"#;
    let file = put(folder.path(), "observed.json", list.as_bytes());
    let measured = json(&["vendors", "attribute", &file]);
    assert_eq!((measured["hosts"].as_u64(), measured["attributed"].as_u64()), (Some(3), Some(1)));
    assert_eq!(measured["weighted_share"], 0.75);
    assert_eq!(measured["share"], 1.0 / 3.0);
    assert_eq!(
        measured["top_unknown"],
        serde_json::json!([{ "domain": "nobody-knows-this.com", "totalOccurrences": 10 }])
    );
    let told = words(&["--lang", "fr", "vendors", "attribute", &file]);
    assert!(
        told.replace('\u{a0}', " ").starts_with("75 % du trafic") && told.contains("nobody-knows-this.com"),
        "{told}"
    );
    let bad = put(folder.path(), "bad.json", b"{\"domain\": 3}");
    assert_eq!(run(&["vendors", "attribute", &bad]).status.code(), Some(2));
    assert_eq!(run(&["vendors", "attribute", "never-there.json"]).status.code(), Some(4));
}

#[test]
fn a_pack_of_ones_own_is_checked_before_it_counts_and_then_names_what_was_unnamed() {
    let folder = tempfile::tempdir().expect("a folder");
    let header = discovery_header();
    let table = format!(
        "{header}\nours\tWheel Makers\tCoupon Wheel\tmarketing\tyes\tcoupon-wheel-maker.com\t-\t-\n\
         ours\tOurs\tOurs\tmarketing\tyes\tco.uk hubspot.com\t-\t-\n\
         ours\tBroken\n"
    );
    let pack = put(folder.path(), "own.tsv", table.as_bytes());
    let checked = json(&["vendors", "check", &pack]);
    assert_eq!((checked["rows"].as_u64(), checked["new_domains"].as_u64()), (Some(2), Some(1)));
    let refused = checked["refused"].as_array().expect("a list");
    let lines: Vec<(u64, &str)> =
        refused.iter().map(|it| (it["line"].as_u64().unwrap_or(0), it["entry"].as_str().unwrap_or(""))).collect();
    assert!(lines.contains(&(3, "co.uk")) && lines.iter().any(|(line, _)| *line == 4), "{lines:?}");
    assert_eq!(checked["taken_over"][0]["domain"], "hubspot.com");
    assert_eq!(run(&["vendors", "check", &pack]).status.code(), Some(1));
    let told = words(&["--lang", "fr", "vendors", "check", &pack]);
    assert!(told.contains("co.uk") && told.contains("suffixe public"), "{told}");

    let file = put(folder.path(), "access.log", &log());
    let report = json(&["shadow", "scan", "--pack", &pack, &file]);
    let tools = report["tools"].as_array().expect("tools");
    let wheel = tools.iter().find(|tool| tool["name"] == "Coupon Wheel").expect("it has its name");
    assert_eq!((wheel["vendor"].as_str(), wheel["marketing"].as_bool()), (Some("Wheel Makers"), Some(true)));
    // What leads to the house's own domain is no tool.
    let report = json(&["shadow", "scan", "--own", "coupon-wheel-maker.com", &file]);
    assert!(report["tools"].as_array().expect("tools").iter().all(|tool| tool["key"] != "coupon-wheel-maker.com"));
}

fn discovery_header() -> &'static str {
    "source\tvendor\tproduct\tcategory\tmarketing\tdomains\tdescriptors\ttokens"
}
