//! Walk W10 on the landscape's files: own files in, a report out, something true that nobody knew; twice changes nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn entente(store: &Path, arguments: &[&str]) -> Output {
    in_lang("en", store, arguments)
}

fn in_lang(lang: &str, store: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente"))
        .arg("--store")
        .arg(store)
        .args(["--lang", lang])
        .args(arguments)
        .output()
        .expect("the binary runs")
}

fn json(store: &Path, arguments: &[&str]) -> Value {
    let out = entente(store, &[&["--json"], arguments].concat());
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap_or_else(|error| panic!("{arguments:?} prints no JSON: {error}"))
}

#[test]
fn own_files_go_in_a_report_comes_out_and_twice_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let mut files = Vec::new();
    for file in company::files(company::Size::Demo, 1) {
        let path = folder.path().join(&file.name);
        fs::write(&path, &file.bytes).expect("the file is written");
        files.push(path.to_string_lossy().into_owned());
    }
    let import: Vec<&str> = ["import"].into_iter().chain(files.iter().map(String::as_str)).collect();

    // Every row is accounted for, every planted mistake in a list of rejects is named with its line.
    let reports = json(&store, &import);
    let reports = reports.as_array().expect("one report per file");
    assert_eq!(reports.len(), files.len());
    for report in reports {
        let of = |name: &str| report[name].as_u64().expect("a count");
        assert_eq!(of("read"), of("accepted") + of("rejected"), "{}", report["file"]);
        assert!(of("accepted") > 0, "{}", report["file"]);
    }
    let planted = company::planted::of(company::Size::Demo, 1);
    let mut named = 0;
    for plant in &planted {
        let report = reports.iter().find(|report| report["file"] == plant.file).expect("its file has a report");
        let sheets = report["sheets"].as_array().expect("sheets");
        let rejects = sheets.iter().flat_map(|sheet| sheet["rejects"].as_array().expect("rejects"));
        let found = rejects.filter(|reject| reject["line"].as_u64() == Some(plant.line)).count();
        match plant.expect {
            company::planted::Expect::RowRejected | company::planted::Expect::ValueRejected => {
                assert!(found > 0, "{}:{} is not reported", plant.file, plant.line);
                named += 1;
            }
            _ => {}
        }
    }
    assert!(named >= 10, "only {named} planted mistakes were looked for");

    // At least one thing nobody knew.
    let systems = json(&store, &["system", "wms"]);
    assert!(systems["fields"].as_object().is_some_and(|fields| !fields.is_empty()));
    let serve = json(&store, &["doctor"]);
    assert_eq!(serve["well"], true);

    // Twice = once.
    let before = json(&store, &["verify"]);
    let again = json(&store, &import);
    assert!(again.as_array().expect("reports").iter().all(|report| report["unchanged"] == true));
    let after = json(&store, &["verify"]);
    assert_eq!(before["facts"], after["facts"]);
    assert_eq!((after["whole"].as_bool(), before["head"] == after["head"]), (Some(true), true));
}

#[test]
fn a_file_that_is_no_table_is_refused_with_the_way_out_and_an_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    for (name, bytes) in [("page.csv", b"<!DOCTYPE html><html></html>".as_slice()), ("leer.xlsx", b"PK\x03\x04garbage")]
    {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file is written");
        let out = entente(&store, &["import", &path.to_string_lossy()]);
        let words = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{name}: {words}");
        assert!(words.contains('→'), "{name} has no way out: {words}");
    }
    assert_eq!(entente(&store, &["impact", "7"]).status.code(), Some(4));
    assert_eq!(entente(&store, &["nonsense"]).status.code(), Some(2));
}

#[test]
fn two_verbs_at_once_do_not_both_own_the_store_and_neither_loses_anything() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    // A server owns it; a verb finds the server and speaks to it.
    let mut server = Command::new(env!("CARGO_BIN_EXE_entente"))
        .arg("--store")
        .arg(&store)
        .args(["--json", "serve", "--listen", "127.0.0.1:0"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(server.stdout.take().expect("its output")));
    let ready = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("address")));
    assert!(ready.is_some(), "it says where it answers");
    let added = json(&store, &["person", "add", "Ana", "--side", "it", "--role", "architect"]);
    assert_eq!(added["facts"], 1);
    let people = json(&store, &["person", "list"]);
    assert_eq!(people["total"], 1);
    server.kill().expect("it can be ended");
    server.wait().expect("it has ended");
    // Killed without a word, it left its beacon behind: the next verb opens the store itself, and all is there.
    let people = json(&store, &["person", "list"]);
    assert_eq!(people["total"], 1);
    assert_eq!(json(&store, &["verify"])["whole"], true);
}

#[test]
fn a_thing_is_shown_by_its_name_and_wrong_words_are_told_the_right_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let write = |name: &str, words: &str| {
        let path = folder.path().join(name);
        fs::write(&path, words).expect("the file is written");
        path.to_string_lossy().into_owned()
    };
    let systems = write(
        "systems.csv",
        "id;system;limit (calls/s);availability\ncrm;CRM Ventes;40;99,5 %\ncrm2;CRM Magasin;n/c;\n;;7;\n",
    );
    let flows = write("flows.csv", "from;to;calls per second\ncrm;nowhere;3\n");
    let said = |out: &Output| String::from_utf8_lossy(&out.stdout).into_owned();
    let failed = |out: &Output| String::from_utf8_lossy(&out.stderr).into_owned();

    // A report keeps rows and values apart, and tells the names nothing answers to.
    let report = said(&entente(&store, &["import", &systems, &flows]));
    let at = |words: &str| report.find(words).unwrap_or_else(|| panic!("{words:?} is not in:\n{report}"));
    assert!(at("rows left aside:") < at("values left aside"), "{report}");
    assert!(at("what nobody knew:") < at("nowhere"), "{report}");

    let shown = said(&entente(&store, &["system", "CRM Ventes"]));
    assert!(shown.contains("limit") && shown.contains("40\u{a0}calls/s") && shown.contains("99.5\u{a0}%"), "{shown}");
    let french = said(&in_lang("fr", &store, &["system", "crm ventes"]));
    assert!(french.contains("limite") && french.contains("40\u{a0}appels/s"), "{french}");
    let two = entente(&store, &["system", "CRM"]);
    assert!(two.status.success(), "the key comes first: {}", failed(&two));
    let several = entente(&store, &["system", "m"]);
    assert_eq!(several.status.code(), Some(2));
    assert!(failed(&several).contains("CRM Ventes (system:crm), CRM Magasin (system:crm2)"), "{}", failed(&several));
    let none = entente(&store, &["system", "abacus"]);
    assert_eq!(none.status.code(), Some(4));
    assert!(failed(&none).contains("nothing is called"), "{}", failed(&none));
    assert!(entente(&store, &["system", "CRM Magasin", "--set", "limit=12"]).status.success());
    assert!(said(&entente(&store, &["system", "crm2"])).contains("12\u{a0}calls/s"));

    let side = entente(&store, &["person", "add", "Ana", "--side", "compta", "--role", "architect"]);
    assert_eq!(side.status.code(), Some(2));
    assert!(failed(&side).contains("choose one of: marketing, it, other"), "{}", failed(&side));
    let add = ["person", "add", "Ana", "--side", "dsi", "--role", "architect"];
    assert!(entente(&store, &add).status.success());
    let twice = entente(&store, &add);
    assert_eq!(twice.status.code(), Some(6), "{}", failed(&twice));
    assert!(failed(&twice).contains("Ana is in the house already"), "{}", failed(&twice));
    let date = entente(&store, &["request", "date", "3", "demain"]);
    assert_eq!(date.status.code(), Some(2));
    assert!(failed(&date).contains("“demain” is not a date") && failed(&date).contains("2026-11-20"));
}

#[test]
fn a_dry_run_tells_what_a_file_holds_and_keeps_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let write = |name: &str, words: &str| {
        let path = folder.path().join(name);
        fs::write(&path, words).expect("the file is written");
        path.to_string_lossy().into_owned()
    };
    let graph = write("calls.json", r#"[{"parent":"app","child":"loyalty","callCount":5}]"#);
    let strange = write("strange.json", r#"{"neither":"this","nor":"that"}"#);
    let out = entente(&store, &["--json", "import", "--dry-run", &graph, &strange]);
    assert!(!out.status.success(), "one of the files cannot be read");
    let reports: Value = serde_json::from_slice(&out.stdout).expect("a report for each file");
    let told = &reports[0]["sheets"][0]["told"];
    assert_eq!((&told["format"], &reports[0]["accepted"]), (&"jaeger_dependencies".into(), &1.into()));
    let counts: Vec<(&str, u64)> = told["counts"]
        .as_array()
        .expect("counts")
        .iter()
        .map(|it| (it["what"].as_str().expect("a word"), it["count"].as_u64().expect("a number")))
        .collect();
    assert_eq!(counts, [("services", 2), ("edges", 1), ("calls", 5)]);
    assert!(reports[1]["refused"]["reason"]["en"].as_str().expect("a reason").contains("no known format"));
    // Nothing is there: importing it now is the first time.
    assert_eq!(json(&store, &["import", "--dry-run", &graph])[0]["unchanged"], false);
    assert_eq!(json(&store, &["import", &graph])[0]["unchanged"], false);
    assert_eq!(json(&store, &["import", "--dry-run", &graph])[0]["unchanged"], true);
}
