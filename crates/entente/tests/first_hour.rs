//! Walk W10 on the landscape's files: own files in, a report out, something true that nobody knew; twice changes nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn entente(store: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente"))
        .arg("--store")
        .arg(store)
        .args(["--lang", "en"])
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
