//! `entente match` on files with known truth: what goes in comes out as persons, the truth unseen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente")).args(arguments).output().expect("the binary runs")
}

fn json(arguments: &[&str]) -> Value {
    let out = run(&[&["--json", "match"], arguments].concat());
    serde_json::from_slice(&out.stdout).unwrap_or_else(|error| {
        panic!("{arguments:?} prints no JSON: {error}: {}", String::from_utf8_lossy(&out.stderr))
    })
}

/// The folder of sets with known truth; they are not part of the project.
fn sets() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/identity");
    let there = folder.join("fake_1000/fake_1000.csv").exists();
    if !there {
        eprintln!("skipped: no sets with known truth beside the project");
    }
    there.then_some(folder)
}

fn f1(found: &Value) -> f64 {
    found["truth"]["clusters"]["own_threshold"]["pairs"]["f1"].as_f64().expect("a measure")
}

#[test]
fn a_public_set_is_resolved_from_the_terminal_and_everything_measured_is_told() {
    let Some(sets) = sets() else { return };
    let file = sets.join("fake_1000/fake_1000.csv");
    let found = json(&["run", &file.to_string_lossy(), "--truth", "cluster"]);
    assert_eq!((&found["records"], &found["files"][0]["rejected"]), (&1000.into(), &0.into()));
    // The peer's best threshold gives 0.939 here.
    assert!(f1(&found) > 0.939, "{}", found["truth"]);
    for measure in ["pairs", "patterns", "clusters", "threshold_bits"] {
        assert!(found[measure].is_number(), "{measure}");
    }
    assert!(found["truth"]["blocking_recall"].as_f64() > Some(0.87));
    let best = &found["truth"]["clusters"]["best_threshold"]["accuracy"]["pairs"]["f1"];
    assert!(best.as_f64() >= Some(f1(&found)), "the best threshold is not worse than the model's own");
    assert!(found["cost"]["wall_seconds"].is_number());
    assert!(!found["model"].to_string().contains("cluster\""), "the truth is not part of the model");
}

#[test]
fn two_files_in_one_dialect_are_one_set_and_a_part_of_a_name_may_be_the_truth() {
    let Some(sets) = sets() else { return };
    let files =
        ["febrl/dataset4a.csv", "febrl/dataset4b.csv"].map(|file| sets.join(file).to_string_lossy().into_owned());
    let found = json(&["run", &files[0], &files[1], "--truth", "rec_id", "--truth-part", "2"]);
    assert_eq!(found["records"], 10_000);
    assert!(f1(&found) >= 0.999, "{}", found["truth"]);
}

#[test]
fn what_another_tool_found_is_measured_the_same_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("found.csv");
    // Worked by hand: of three true pairs two are found, beside two that are wrong.
    fs::write(&file, "found,who\na,1\na,1\na,2\nb,2\nc,3\nc,3\nd,4\n").expect("the file is written");
    let file = file.to_string_lossy();
    let measured = json(&["evaluate", &file, "--found", "found", "--truth", "who"]);
    assert_eq!((&measured["persons_found"], &measured["persons"]), (&4.into(), &4.into()));
    let share = |of: &str| measured["pairs"][of].as_f64().unwrap_or_default();
    assert!((share("precision") - 0.5).abs() < 1e-12 && (share("recall") - 2.0 / 3.0).abs() < 1e-12, "{measured}");
}

/// People a shop and a web site know, in two dialects, with headers of their own.
fn two_sources(folder: &Path) -> [String; 2] {
    let given = ["Zoé", "Anna", "Odile", "Karim", "Léa", "Farid", "Hana", "Igor", "Jules", "Elsa"];
    let family =
        ["Martin", "Bernard", "Petit", "Durand", "Leroy", "Moreau", "Roux", "Garnier", "Faure", "Blanc", "Colin"];
    let end = ["", "eau", "ot", "ardin", "ier", "ac", "owski"];
    let (mut shop, mut site) = ("first_name,last_name,dob,email\n".to_owned(), Vec::new());
    site.extend_from_slice(b"prenom;nom;date de naissance;courriel\r\n");
    for n in 0..600_usize {
        // Chance that is the same every time.
        let chance =
            (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let of = |place: u32, count: usize| (chance >> (8 * place)) as usize % 65_521 % count;
        let (first, last) = (given[of(0, 10)], format!("{}{}", family[of(1, 11)], end[of(2, 7)]));
        let (day, month, year) = (of(3, 28) + 1, of(4, 12) + 1, 1940 + of(5, 60));
        let mail = format!("{}{}@exemple.fr", last.to_lowercase(), of(0, 60_000));
        shop += &format!("{first},{last},{year}-{month:02}-{day:02},{mail}\n");
        if n % 2 == 0 {
            let row = format!("{};{last};{day:02}/{month:02}/{year};{}\r\n", first.to_uppercase(), mail.to_uppercase());
            site.extend_from_slice(&encoding(&row));
        }
    }
    let path = |name: &str| folder.join(name);
    fs::write(path("shop.csv"), shop).expect("the file is written");
    fs::write(path("site.csv"), site).expect("the file is written");
    ["shop.csv", "site.csv"].map(|name| path(name).to_string_lossy().into_owned())
}

/// Latin-1.
fn encoding(text: &str) -> Vec<u8> {
    text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect()
}

#[test]
fn a_model_is_a_file_and_runs_can_be_compared_and_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let [shop, site] = two_sources(folder.path());
    let proposed = json(&["propose", &shop, &site, "--output", &path("model.json")]);
    let columns: Vec<&Value> =
        proposed["fields"].as_array().into_iter().flatten().map(|field| &field["columns"]).collect();
    assert!(columns.contains(&&serde_json::json!(["dob", "date de naissance"])), "{columns:?}");

    let found = json(&[
        "run",
        &shop,
        &site,
        "--model",
        &path("model.json"),
        "--clusters",
        &path("a.csv"),
        "--people",
        &path("people.csv"),
    ]);
    assert_eq!((&found["records"], &found["model"]), (&900.into(), &proposed));
    // Of 600 made up by chance two may be alike enough.
    let persons = found["clusters"].as_u64().unwrap_or_default();
    assert!((598..=600).contains(&persons), "{persons} persons");
    let clusters = fs::read_to_string(path("a.csv")).expect("the clusters are written");
    assert_eq!(clusters.lines().count(), 901);
    let people = fs::read_to_string(path("people.csv")).expect("the people are written");
    assert_eq!(people.lines().count() as u64, persons + 1);
    assert!(
        people.lines().nth(1).is_some_and(|line| line.contains("shop.csv:1") && line.contains("2/2")),
        "{people:.300}"
    );

    // Record 601 is the first of the site, and the same person as record 1.
    let pair = json(&["explain", &shop, &site, "--record", "1", "--with", "601"]);
    assert_eq!(pair["one_person"], true);
    let bits = |value: &Value| value["bits"].as_f64().unwrap_or_default();
    let parts: f64 = pair["pair"]["fields"].as_array().into_iter().flatten().map(bits).sum();
    let whole = parts
        + pair["pair"]["prior_bits"].as_f64().unwrap_or_default()
        + pair["pair"]["other_components_bits"].as_f64().unwrap_or_default();
    assert!((whole - bits(&pair["pair"])).abs() < 1e-9, "the parts of an explanation sum to its score");
    let person = json(&["explain", &shop, &site, "--record", "601"]);
    let mut records: Vec<u64> =
        person["person"]["records"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    records.sort_unstable();
    assert_eq!(records, [0, 600]);

    // What a person says counts before what was worked out, and what contradicts itself is told.
    fs::write(path("said.csv"), "left,right,same\n1,601,non\n2,3,oui\n3,4,oui\n2,4,non\n")
        .expect("the facts are written");
    let said = json(&["run", &shop, &site, "--said", &path("said.csv")]);
    assert_eq!(
        (&said["clusters"], &said["contradictions"]),
        (&(persons + 1).into(), &serde_json::json!([{ "chain": [1, 2, 3] }]))
    );

    let shifted = fs::read_to_string(path("model.json"))
        .expect("a model")
        .replace("\"threshold_bits\": 0.0", "\"threshold_bits\": 60.0");
    fs::write(path("strict.json"), shifted).expect("the model is written");
    json(&["run", &shop, &site, "--model", &path("strict.json"), "--clusters", &path("b.csv")]);
    let models = json(&["diff", &path("model.json"), &path("strict.json")]);
    assert_eq!(models["changes"], serde_json::json!([{ "at": "threshold_bits", "before": 0.0, "after": 60.0 }]));
    let runs = json(&["diff", &path("a.csv"), &path("b.csv")]);
    assert!(runs["split"].as_u64() >= Some(298), "{runs}");
    assert_eq!(json(&["diff", &path("a.csv"), &path("a.csv")])["unchanged"], persons);
}

#[test]
fn one_record_per_person_says_the_same_as_text_as_parquet_and_as_a_delta_table_and_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let [shop, site] = two_sources(folder.path());
    let model = path("model.json");
    json(&["propose", &shop, &site, "--output", &model]);
    let kinds = ["people.csv", "people.parquet", "people/"].map(path);
    for to in &kinds {
        json(&["run", &shop, &site, "--model", &model, "--people", to]);
    }
    let told: Vec<Value> =
        kinds.iter().map(|file| json(&["evaluate", file, "--found", "email", "--truth", "person"])).collect();
    assert!(told[0]["persons"].as_u64() >= Some(598), "{}", told[0]);
    assert!(told.iter().all(|it| *it == told[0]), "{told:?}");

    let again = run(&["--lang", "en", "match", "run", &shop, &site, "--people", &kinds[2]]);
    let words = String::from_utf8_lossy(&again.stderr);
    assert!(!again.status.success() && words.contains("not empty") && words.contains("new folder"), "{words}");
    assert_eq!(json(&["evaluate", &kinds[2], "--found", "email", "--truth", "person"]), told[0], "nothing is lost");
}

#[test]
fn bad_input_is_refused_with_a_way_out_or_answered_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).expect("the file is written");
        file.to_string_lossy().into_owned()
    };
    let same = "nom,prenom,email\n".to_owned() + &"Martin,Zoé,z@exemple.fr\n".repeat(2_000);
    let one = json(&["run", &put("same.csv", same.as_bytes())]);
    assert_eq!((&one["records"], &one["clusters"]), (&2000.into(), &1.into()));
    let empty = json(&["run", &put("rows.csv", b"nom,prenom,email\n")]);
    assert_eq!((&empty["records"], &empty["clusters"]), (&0.into(), &0.into()));
    let void = json(&["run", &put("void.csv", b"nom,prenom,email\nMartin,,\nPetit,,\n")]);
    assert_eq!(void["clusters"], 2);
    let long = format!("nom,prenom\n{},Z\n", "x".repeat(2 << 20));
    let model = put("model.json", b"{\"version\":1}");
    for (what, arguments, code) in [
        ("no file", vec!["run".to_owned(), "absent.csv".to_owned()], 4),
        ("an empty file", vec!["run".to_owned(), put("empty.csv", b"")], 2),
        ("a field over a megabyte", vec!["run".to_owned(), put("long.csv", long.as_bytes())], 2),
        ("a table of something else", vec!["run".to_owned(), put("else.csv", b"poids,taille\n1,2\nx,y\n")], 2),
        ("a damaged Parquet file", vec!["run".to_owned(), put("a.parquet", b"PAR1xxxx")], 2),
        ("no model", vec!["run".to_owned(), put("ok.csv", b"nom,prenom\nA,B\n"), "--model".to_owned(), model], 2),
        (
            "no column",
            vec!["run".to_owned(), put("ok.csv", b"nom,prenom\nA,B\n"), "--truth".to_owned(), "x".to_owned()],
            4,
        ),
    ] {
        let arguments: Vec<&str> = ["match"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let out = run(&arguments);
        let words = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(code), "{what}: {words}");
        assert!(words.contains('→') || words.contains(';'), "{what} has no way out: {words}");
    }
}

/// Lines of JSON a verb prints, one per record.
fn lines(arguments: &[&str]) -> Vec<Value> {
    let out = run(&[&["--json"], arguments].concat());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("a line")).collect()
}

#[test]
fn a_run_is_kept_explained_and_corrected_from_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let [shop, site] = two_sources(folder.path());
    let store = folder.path().join("store").to_string_lossy().into_owned();
    let kept = json(&["--store", &store, "run", &shop, &site, "--keep"]);
    assert_eq!(kept["kept"]["now"]["people"], kept["clusters"]);
    let shown = json(&["--store", &store, "show"]);
    assert_eq!((&shown["now"]["records"], &shown["run"]["people"]), (&900.into(), &kept["clusters"]));
    let pair = json(&["--store", &store, "explain", "--record", "shop.csv:1", "--with", "site.csv:1"]);
    assert_eq!(pair["one_person"], true);
    let person = json(&["--store", &store, "explain", "--record", "site.csv:1"]);
    assert_eq!((&person["count"], &person["facts"]), (&2.into(), &serde_json::json!([])));
    let words = run(&["--lang", "fr", "--store", &store, "match", "explain", "--record", "site.csv:1"]);
    assert!(String::from_utf8_lossy(&words.stdout).contains("shop.csv:1 · site.csv:1"));
    // What is asked is answered in a table or at the keyboard; what was answered is not asked again.
    let asked = json(&["--store", &store, "review", "--most", "6"]);
    let items = asked["items"].as_array().expect("questions").clone();
    assert!(!items.is_empty());
    let name = |record: &Value| format!("{}:{}", record["source"].as_str().unwrap_or_default(), record["number"]);
    let line = |item: &Value| {
        format!("{},{},{}\n", name(&item["pair"]["left"]), name(&item["pair"]["right"]), item["pair"]["one_person"])
    };
    let table = folder.path().join("answers.csv");
    fs::write(&table, format!("left,right,same\n{}", line(&items[0]))).expect("the answers are written");
    let kept = json(&["--store", &store, "review", "--answer", &table.to_string_lossy()]);
    assert_eq!((&kept["kept"], &kept["refused"]), (&1.into(), &serde_json::json!([])));
    let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["--lang", "en", "--store", &store, "match", "review", "--most", "3"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("it listens"), b"n\nu\nn\ns\nq\n").expect("it hears");
    let told = String::from_utf8_lossy(&child.wait_with_output().expect("it ends").stdout).into_owned();
    assert!(told.contains("1 answers kept"), "{told}");
    let again = json(&["--store", &store, "review", "--most", "200"]);
    let ids = |item: &Value| [item["pair"]["left"]["id"].clone(), item["pair"]["right"]["id"].clone()];
    assert!(again["items"].as_array().into_iter().flatten().all(|item| ids(item) != ids(&items[0])), "asked again");

    let nobody = run(&["--store", &store, "match", "explain", "--record", "site.csv:4000"]);
    assert_eq!(nobody.status.code(), Some(4));
    assert_eq!(run(&["match", "run"]).status.code(), Some(2), "no file is given");
}

#[test]
fn of_records_that_arrive_none_that_was_acknowledged_is_lost_or_twice_however_often_the_process_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    let [shop, site] = two_sources(folder.path());
    let store = folder.path().join("store").to_string_lossy().into_owned();
    json(&["--store", &store, "run", &shop, "--keep"]);
    let arrive = ["--store", &store, "match", "arrive", &site, "--together", "3"];
    let mut acknowledged: std::collections::BTreeMap<u64, String> = std::collections::BTreeMap::new();
    let mut chance = 7_u64;
    for _ in 0..20 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
            .arg("--json")
            .args(arrive)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("the binary runs");
        // After some more than were there already: while the next ones are being written.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let more = acknowledged.len() + 1 + (chance >> 33) as usize % 12;
        let told = std::io::BufReader::new(child.stdout.take().expect("it speaks"));
        for line in std::io::BufRead::lines(told).take(more) {
            let whose: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
            let number = whose["number"].as_u64().expect("a number");
            let id = whose["id"].as_str().expect("an id").to_owned();
            if let Some(before) = acknowledged.insert(number, id.clone()) {
                assert_eq!((whose["fate"].as_str(), before), (Some("known"), id), "record {number}");
            }
        }
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");
    }
    assert!((20..300).contains(&acknowledged.len()), "{} acknowledged", acknowledged.len());
    let all = lines(&arrive);
    assert_eq!(all.len(), 300);
    for (whose, number) in all.iter().zip(1..) {
        let known = acknowledged.get(&number);
        assert!(known.is_none_or(|id| whose["fate"] == "known" && whose["id"] == id.as_str()), "record {number}");
    }
    let ids: std::collections::BTreeSet<&str> = all.iter().filter_map(|whose| whose["id"].as_str()).collect();
    let shown = json(&["--store", &store, "show"]);
    assert_eq!((&shown["now"]["arrived"], &shown["now"]["records"]), (&ids.len().into(), &(600 + ids.len()).into()));
}
