//! Our rates and our best choices beside what others published for the same tables.
//!
//! `cargo run --release -p agenda --example published -- [--knapsacks FOLDER] [--rates FOLDER]`
//!
//! - `--knapsacks`: files `*.dat` of multidimensional knapsacks (candidates, limits, best value; values; what each takes of
//!   each limit; the limits), as the collection SAC-94 is handed on. Each is to be solved to its published best value.
//! - `--rates`: the folder `tests` of pyxirr: dated flows in `samples/*.csv`, and in its tests the rate each is to have.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // it reads files, has a clock and prints

use std::path::{Path, PathBuf};
use std::time::Instant;

use agenda::money::NoFigure;
use agenda::money::rate::{DayCount, irr, xirr, xnpv};
use agenda::portfolio::{Candidate, Choice, Limit, Standing, Use, select};
use jiff::civil::Date;

fn main() {
    let folder = |flag: &str| std::env::args().skip_while(|word| word != flag).nth(1).map(PathBuf::from);
    match folder("--knapsacks") {
        Some(folder) => knapsacks(&folder),
        None => println!("knapsacks: skipped, no --knapsacks"),
    }
    match folder("--rates") {
        Some(folder) => rates(&folder),
        None => println!("rates: skipped, no --rates"),
    }
}

// ── the best choice ──────────────────────────────────────────────────────────────────────────────────────────────

fn knapsacks(folder: &Path) {
    let mut files = Vec::new();
    gather(folder, "dat", &mut files);
    files.sort();
    let (mut solved, mut worst, mut all) = (0, (0.0, String::new()), 0.0);
    for file in &files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((choice, best)) = knapsack(&read(file)) else {
            println!("{name}: cannot be read");
            continue;
        };
        let start = Instant::now();
        let got = select(&choice);
        let seconds = start.elapsed().as_secs_f64();
        all += seconds;
        if seconds > worst.0 {
            worst = (seconds, name.clone());
        }
        match got {
            Ok(got) if got.proven() && (got.value - best).abs() <= 1e-6 * best.abs() => solved += 1,
            Ok(got) => println!("{name}: {} instead of {best}, at most {}", got.value, got.bound),
            Err(why) => println!("{name}: {why:?} ({} candidates)", choice.candidates.len()),
        }
    }
    println!("knapsacks: {solved} of {} solved to the published best value", files.len());
    println!("           {all:.2} s in all, the slowest {:.2} s ({})", worst.0, worst.1);
}

fn knapsack(text: &str) -> Option<(Choice, f64)> {
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let mut next = || numbers.next()?.ok();
    let (candidates, limits, best) = (next()? as usize, next()? as usize, next()?);
    let mut row = |n: usize| (0..n).map(|_| next()).collect::<Option<Vec<f64>>>();
    let values = row(candidates)?;
    let uses: Vec<Vec<f64>> = (0..limits).map(|_| row(candidates)).collect::<Option<_>>()?;
    let most = row(limits)?;
    let candidate = |(at, value): (usize, &f64)| Candidate {
        value: *value,
        uses: uses.iter().map(|row| Use::exact(row[at])).collect(),
        needs: Vec::new(),
        needs_one_of: Vec::new(),
        standing: Standing::Free,
    };
    let candidates = values.iter().enumerate().map(candidate).collect();
    let limits = most.into_iter().map(|most| Limit { most, guarded: 0.0 }).collect();
    Some((Choice { candidates, limits, ..Choice::default() }, best))
}

// ── rates of return ──────────────────────────────────────────────────────────────────────────────────────────────

fn rates(folder: &Path) {
    let dated = published(&read(&folder.join("test_scheduled.rs")), "test_xirr_samples");
    let plain = published(&read(&folder.join("common/cases.rs")), "irr_expected_result");
    tell("dated flows (XIRR)", folder, &dated, true);
    tell("flows of periods (IRR)", folder, &plain, false);
}

/// The pairs of a sample's path and the rate expected of it that stand before, or in, a test.
fn published(source: &str, test: &str) -> Vec<(String, f64)> {
    let at = source.find(&format!("fn {test}")).unwrap_or(0);
    // Attributes stand before the function, arms of a match after its name: whichever block names samples.
    let before = source[..at].rfind("#[rstest]").map_or("", |start| &source[start..at]);
    let after = source[at..].find("_ => panic").map_or("", |end| &source[at..at + end]);
    let block = if before.contains("tests/samples/") { before } else { after };
    let pairs = block.split("\"tests/").skip(1).filter_map(|rest| {
        let (path, rest) = rest.split_once('"')?;
        let rest = rest.trim_start_matches([' ', ',', '=', '>']);
        let value = rest.split([',', ')', '\n']).next()?.trim();
        let rate = if value == "f64::NAN" { f64::NAN } else { value.parse().ok()? };
        Some((path.to_owned(), rate))
    });
    pairs.collect()
}

fn tell(what: &str, folder: &Path, expected: &[(String, f64)], dated: bool) {
    let (mut same, mut others, mut more, start) = (0, 0, 0, Instant::now());
    for (path, theirs) in expected {
        let flows: Vec<(Date, f64)> = read(&folder.join(path))
            .lines()
            .filter_map(|line| {
                let (date, amount) = line.split_once(',')?;
                Some((date.trim().parse().ok()?, amount.trim().parse().ok()?))
            })
            .collect();
        let amounts: Vec<f64> = flows.iter().map(|(_, amount)| *amount).collect();
        let found = if dated { xirr(&flows, DayCount::Actual365Fixed) } else { irr(&amounts) };
        let found = match found {
            Ok(found) => found,
            Err(NoFigure::TooMany) => {
                println!("  {path}: changes sign more often than a case does, no rate is told (theirs {theirs})");
                continue;
            }
            Err(why) => {
                println!("  {path}: {why:?} (theirs {theirs})");
                continue;
            }
        };
        let near = |rate: &f64| (rate - theirs).abs() <= 1e-6 * theirs.abs().max(1e-2);
        match (theirs.is_nan(), found.all()) {
            (true, []) => same += 1,
            (false, all) if all.iter().any(near) => same += 1,
            (_, all) => {
                others += 1;
                // What is left at a rate, as a share of all that is brought back to the start at it.
                let sizes: Vec<(Date, f64)> = flows.iter().map(|(date, amount)| (*date, amount.abs())).collect();
                let at = |rate: &f64, of: &[(Date, f64)]| xnpv(*rate, of, DayCount::Actual365Fixed).unwrap_or(f64::NAN);
                let left = |rate: &f64| at(rate, &flows) / at(rate, &sizes);
                let ours: Vec<(f64, f64)> = all.iter().map(|rate| (*rate, left(rate))).collect();
                println!("  {path}: ours {ours:?} (with the share left at each), theirs {theirs}");
            }
        }
        more += usize::from(found.all().len() > 1);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{what}: {same} of {} as published, {others} otherwise; {more} have several rates", expected.len());
    println!("           {seconds:.2} s in all");
}

// ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────

fn gather(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, ending, into);
        } else if path.extension().is_some_and(|found| found == ending) {
            into.push(path);
        }
    }
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
