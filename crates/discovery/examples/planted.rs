//! The planted corpus at length: the tables of `tests/planted` over twenty other houses, or one house's files in a folder.
//!
//! `cargo run --release -p discovery --example planted -- [--houses N] [--first SEED] [--mistakes]`
//! `cargo run --release -p discovery --example planted -- --write FOLDER [--first SEED]`
//!
//! The folder then holds what the house hands over, and beside it, as `FOLDER.truth.tsv`, what is true of it.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a measure writes files and prints")]

#[path = "../tests/planted/corpus/mod.rs"]
mod corpus;
#[path = "../tests/planted/measure/mod.rs"]
mod measure;

use std::fmt::Write;
use std::path::PathBuf;

use corpus::Corpus;
use discovery::harvest::EvidenceKind;
use measure::Survey;

/// The first seed that neither the tests nor those who tuned the model used.
const FIRST: u64 = 101;

fn main() {
    let mut words = std::env::args().skip(1);
    let (mut houses, mut first, mut folder, mut mistakes) = (20, FIRST, None, false);
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|it| it.parse().ok()).expect("a number behind the option");
        match word.as_str() {
            "--houses" => houses = number(),
            "--first" => first = number(),
            "--write" => folder = Some(PathBuf::from(words.next().expect("a folder behind --write"))),
            "--mistakes" => mistakes = true,
            other => panic!("unknown option {other}"),
        }
    }
    if let Some(folder) = folder {
        return write(first, &folder);
    }
    let survey = Survey::of(first, houses, &EvidenceKind::ALL);
    survey.print();
    if mistakes {
        survey.mistakes.iter().for_each(|text| print!("{text}"));
    }
}

/// Writes one house's files, and the truth beside them.
fn write(seed: u64, folder: &std::path::Path) {
    let corpus = Corpus::of(seed);
    std::fs::create_dir_all(folder).expect("the folder can be made");
    for file in &corpus.files {
        std::fs::write(folder.join(&file.name), &file.bytes).expect("the file can be written");
    }
    let mut truth = String::from("name\tkey\tdomains\tmartech\ttrade\tusers\ttraces\n");
    for tool in &corpus.tools {
        let traces: Vec<String> = tool.left.iter().map(|(trace, lines)| format!("{trace:?} {lines}")).collect();
        let (key, domains) = (tool.key.as_deref().unwrap_or("-"), tool.domains.join(" "));
        let _ = writeln!(
            truth,
            "{}\t{key}\t{domains}\t{}\t{:?}\t{}\t{}",
            tool.name,
            tool.martech,
            tool.trade,
            tool.users.len(),
            traces.join(", ")
        );
    }
    std::fs::write(folder.with_extension("truth.tsv"), truth).expect("the truth can be written");
    println!("{} files of {}, handed over on {}", corpus.files.len(), corpus.domain, corpus.handed_over);
}
