//! Reads a CSV file with the truth in a column, matches it, and prints accuracy beside processor seconds and memory.
//!
//! `cargo run --release -p customers --example match_bench -- FILE --truth COLUMN [--labels N] [--explain N] [--starts N]
//! [--set NAME=VALUE]…`
//! With labels the truth answers a sample of half as many pairs, which measures and teaches, and then five rounds of
//! questions. With `--explain` so many pairs and clusters are explained one by one, each on the clock. With `--starts` the
//! whole is run again from the seeds 1 to N.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench reads a file and prints

use std::error::Error;

use customers::resolution::column::Columns;
use customers::resolution::correct::Correction;
use customers::resolution::evaluate::{self, Accuracy};
use customers::resolution::model::Model;
use customers::resolution::{self, Resolution, Step, profile};

fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = rest.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let (mut truth_name, mut verbose) = (String::new(), false);
    let (mut labels, mut explained, mut starts) = (0_usize, 0_usize, 0_u64);
    let mut settings: Vec<(String, f64)> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--truth" => truth_name = arguments.next().unwrap_or_default(),
            "--verbose" => verbose = true,
            "--labels" => labels = arguments.next().unwrap_or_default().parse()?,
            "--explain" => explained = arguments.next().unwrap_or_default().parse()?,
            "--starts" => starts = arguments.next().unwrap_or_default().parse()?,
            "--set" => {
                let set = arguments.next().unwrap_or_default();
                let (name, value) = set.split_once('=').ok_or("NAME=VALUE")?;
                settings.push((name.to_owned(), value.parse()?));
            }
            _ => files.push(argument),
        }
    }
    let began = cpu();
    let mut columns: Option<(Vec<String>, Columns)> = None;
    for file in &files {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(file)?;
        let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let (_, columns) = columns.get_or_insert_with(|| (names.clone(), Columns::new(&names)));
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record)? {
            columns.push(record.iter());
        }
    }
    let mut columns = columns.ok_or("no file")?.1.into_columns();
    let truth = columns.iter().position(|column| column.name == truth_name).map(|at| columns.remove(at));
    // What febrl calls its records holds the person's number.
    let truth: Option<Vec<u32>> = truth.map(|column| {
        let person = |code: &u32| {
            let value = column.values.of(*code);
            let number = value.strip_prefix("rec-").and_then(|rest| rest.split('-').next()).unwrap_or(value);
            number.parse().unwrap_or(*code)
        };
        column.codes.iter().map(person).collect()
    });
    let mut model = profile::propose(&columns);
    for (name, value) in settings {
        match name.as_str() {
            "seed" => model.seed = value as u64,
            "prior" => model.prior_weight = value,
            "components" => model.components_most = value as usize,
            "starts" => model.starts = value as usize,
            "pairs" => model.pairs_per_record = value,
            "unseen" => model.unseen_bits = value,
            "most" => model.most_bits = value,
            "threshold" => model.threshold_bits = value,
            _ => return Err(format!("no setting {name}").into()),
        }
    }
    if verbose {
        for field in &model.fields {
            println!("{:?} {:?} {:?}", field.kind, field.columns, field.calling_code);
        }
    }
    let mut last: Option<(Step, f64)> = None;
    let read = cpu() - began;
    let mut steps = String::new();
    let mut found = resolution::resolve(&columns, &model, &[], &mut |step| {
        let now = cpu();
        if let Some((before, at)) = last {
            steps += &format!(" {before:?} {:.2}", now - at);
        }
        last = Some((step, now));
    });
    if let Some((before, at)) = last {
        steps += &format!(" {before:?} {:.2}", cpu() - at);
    }
    println!(
        "records {} pairs {} patterns {} components {} agreement {:.4} rounds {} | cpu {:.2} s (read {read:.2}{steps}) peak {:.0} MB",
        found.records.count,
        found.pairs.len(),
        found.patterns.patterns.len(),
        found.fit.others.len(),
        found.fit.agreement,
        found.fit.rounds,
        cpu() - began,
        peak_mb()
    );
    if verbose {
        for junk in found.records.junk.iter().take(60) {
            println!("  junk {:?} {} ×{}", junk.kind, junk.value, junk.records);
        }
        println!("junk values {}; largest block {}", found.records.junk.len(), found.blocks.most);
        for rule in &found.blocks.rules {
            let keys: Vec<String> = rule.keys.iter().map(|key| format!("{:?}:{:?}", key.field, key.part)).collect();
            println!(
                "  {} pairs {} kept {} largest {} out {}",
                keys.join("+"),
                rule.pairs,
                rule.pairs_kept,
                rule.largest,
                rule.blocks_left_out
            );
        }
        println!("criteria {:?}", found.fit.criteria);
        for (at, ladder) in found.ladders.iter().enumerate() {
            println!("  {:?}", ladder.kind);
            for (number, level) in ladder.levels.iter().enumerate() {
                let others: Vec<String> =
                    found.fit.others.iter().map(|c| format!("{:.4}", c.levels[at][number])).collect();
                println!(
                    "    {:?} {:?} m0 {:.4} u {:.5} same {:.4} others {}",
                    level.agreement,
                    level.held_by,
                    level.expected,
                    level.chance,
                    found.fit.same.levels[at][number],
                    others.join(" ")
                );
            }
        }
        println!(
            "shares {:.3} {:?}",
            found.fit.same.share,
            found.fit.others.iter().map(|c| (c.share * 1000.0).round() / 1000.0).collect::<Vec<_>>()
        );
    }
    if explained > 0 {
        explain(&found, &model, explained);
    }
    let Some(truth) = truth else { return Ok(()) };
    let place_truth: Vec<u32> = found.records.told.iter().map(|record| truth[*record as usize]).collect();
    let all = evaluate::pairs_within(&truth);
    let mut by_bits: std::collections::BTreeMap<i64, (u64, u64)> = std::collections::BTreeMap::new();
    for (left, right, pattern) in found.pairs.iter() {
        let entry = by_bits.entry((found.bits[pattern as usize] * 4.0).floor() as i64).or_default();
        entry.1 += 1;
        entry.0 += u64::from(place_truth[left as usize] == place_truth[right as usize]);
    }
    let (mut hit, mut seen) = (0, 0);
    let (mut own, mut best) = (Accuracy::of(0, 0, all), (0.0, Accuracy::of(0, 0, all)));
    for (bits, (hits, pairs)) in by_bits.iter().rev() {
        hit += hits;
        seen += pairs;
        let accuracy = Accuracy::of(hit, seen, all);
        if *bits >= 0 {
            own = accuracy;
        }
        if accuracy.f1 > best.1.f1 {
            best = (*bits as f64 / 4.0, accuracy);
        }
    }
    println!(
        "blocking recall {:.4}; pairs at 0: P {:.4} R {:.4} F1 {:.4}; best F1 {:.4} at {}",
        hit as f64 / all as f64,
        own.precision,
        own.recall,
        own.f1,
        best.1.f1,
        best.0
    );
    let clusters = evaluate::clusters(&found.by_record(), &truth);
    println!(
        "CLUSTERS F1 {:.4} (P {:.4} R {:.4}) B3 {:.4}",
        clusters.pairs.f1, clusters.pairs.precision, clusters.pairs.recall, clusters.b_cubed.f1
    );
    if labels > 0 {
        learn(&mut found, &model, &truth, labels);
    }
    drop(found);
    for seed in 1..=starts {
        let found = resolution::resolve(&columns, &Model { seed, ..model.clone() }, &[], &mut |_| {});
        let clusters = evaluate::clusters(&found.by_record(), &truth);
        let (components, agreement) = (found.fit.others.len(), found.fit.agreement);
        println!(
            "seed {seed}: components {components} agreement {agreement:.4} F1 {:.4} (P {:.4} R {:.4}) B3 {:.4}",
            clusters.pairs.f1, clusters.pairs.precision, clusters.pairs.recall, clusters.b_cubed.f1
        );
    }
    Ok(())
}

/// Explains pairs that were looked at, pairs that were not, and clusters, and tells how long each took.
fn explain(found: &Resolution, model: &Model, count: usize) {
    let step = (found.pairs.len() / count).max(1);
    let pairs: Vec<(u32, u32)> = found.pairs.iter().step_by(step).map(|(left, right, _)| (left, right)).collect();
    let on_the_clock = |what: &str, explain: &dyn Fn(u32, u32)| {
        let mut took: Vec<f64> = Vec::new();
        for (left, right) in &pairs {
            let began = std::time::Instant::now();
            explain(*left, *right);
            took.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        took.sort_unstable_by(f64::total_cmp);
        let at =
            |share: f64| took.get((share * took.len() as f64) as usize).or(took.last()).copied().unwrap_or_default();
        println!("{} {what} explained: median {:.3} ms, p99 {:.3}, most {:.3}", took.len(), at(0.5), at(0.99), at(1.0));
    };
    let apart = found.records.count as u32 / 2;
    on_the_clock("pairs", &|left, right| drop(std::hint::black_box(found.explain_pair(left, right))));
    on_the_clock("pairs nobody looked at", &|left, right| {
        drop(std::hint::black_box(found.explain_pair(left, (right + apart) % (2 * apart).max(1))));
    });
    on_the_clock("clusters", &|left, _| {
        drop(std::hint::black_box(found.explain_cluster(left, model.unseen_bits, model.most_bits)));
    });
}

/// Answers questions with the truth, and tells what that changes and how well accuracy is known before and after.
fn learn(found: &mut Resolution, model: &Model, truth: &[u32], labels: usize) {
    let answer =
        |left: u32, right: u32| Correction { left, right, same: truth[left as usize] == truth[right as usize] };
    let before = cpu();
    let sample = found.sample(labels / 2, model.seed);
    println!("sample of {} pairs drawn in {:.2} s", sample.open(&[]).len(), cpu() - before);
    let expected = sample.measured(&[], 0.95);
    let mut said: Vec<Correction> = sample.open(&[]).into_iter().map(|(left, right)| answer(left, right)).collect();
    let measured = sample.measured(&said, 0.95);
    let clusters = evaluate::clusters(&found.by_record(), truth).pairs;
    let both = clusters.recall * evaluate::pairs_within(truth) as f64;
    let person = |place: u32| truth[found.records.told[place as usize] as usize];
    let apart = |(l, r, _): &(u32, u32, u32)| found.clusters[*l as usize] != found.clusters[*r as usize];
    let missed = found.pairs.iter().filter(|pair| apart(pair) && person(pair.0) == person(pair.1)).count();
    let recall = both / (both + missed as f64);
    println!("true, of pairs looked at or joined: precision {:.4} recall {recall:.4}", clusters.precision);
    println!("expected by the model: precision {:?} recall {:?}", expected.precision, expected.recall);
    println!("measured: precision {:?} recall {:?}", measured.precision, measured.recall);
    for round in 0..=5 {
        let before = cpu();
        let left = if round == 0 { 0 } else { labels.saturating_sub(said.len()) / (6 - round) };
        let questions = found.review(&said, left);
        let (asked, took) = (questions.len(), cpu() - before);
        let wrong = questions.iter().filter(|question| answer(question.left, question.right).same != question.joined);
        let wrong = wrong.count();
        said.extend(questions.iter().map(|question| answer(question.left, question.right)));
        let before = cpu();
        found.learn(model, &sample, &said);
        let clusters = evaluate::clusters(&found.by_record(), truth);
        println!(
            "round {round}: {asked} questions in {took:.2} s, {wrong} decided otherwise; learnt in {:.2} s: F1 {:.4} (P {:.4} R {:.4}) B3 {:.4}",
            cpu() - before,
            clusters.pairs.f1,
            clusters.pairs.precision,
            clusters.pairs.recall,
            clusters.b_cubed.f1
        );
    }
    println!("{:?}", found.fit.learned);
}
