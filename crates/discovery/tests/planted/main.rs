//! A known truth: houses with 150 tools each, planted over nine kinds of evidence among news, deliveries and people's own
//! affairs; and how well the verdicts find them.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a measure is printed")]

mod corpus;

use corpus::{Corpus, Trace};

#[test]
fn a_corpus_plants_what_the_issue_asks_for() {
    for seed in 1..=5 {
        let started = std::time::Instant::now();
        let corpus = Corpus::of(seed);
        let count = |which: &dyn Fn(&corpus::Tool) -> bool| corpus.tools.iter().filter(|tool| which(tool)).count();
        println!(
            "seed {seed} {:?} {} tools {} martech {} absent {:?}",
            corpus.login,
            corpus.tools.len(),
            count(&|t| t.martech),
            count(&|t| t.key.is_none()),
            started.elapsed()
        );
        println!("none left {} weak {}", count(&|t| t.left.is_empty()), count(&|t| t.weak));
        for file in &corpus.files {
            println!(
                "  {} {:?} {} bytes {} lines",
                file.name,
                file.kind,
                file.bytes.len(),
                file.bytes.iter().filter(|b| **b == b'\n').count()
            );
        }
        for n in 0..9 {
            println!("  with {n} kinds: {}", count(&|t| t.left.len() == n));
        }
        let all = [
            Trace::Proxy,
            Trace::Dns,
            Trace::SignOn,
            Trace::Expense,
            Trace::Mail,
            Trace::Zone,
            Trace::Page,
            Trace::Tags,
            Trace::Cookies,
        ];
        for trace in all {
            println!(
                "  {trace:?}: {}  alone {}",
                count(&|t| t.left.contains_key(&trace)),
                count(&|t| t.left.contains_key(&trace) && t.left.len() == 1)
            );
        }
    }
}

#[test]
fn show() {
    let corpus = Corpus::of(1);
    for t in &corpus.tools {
        println!(
            "{:?} {} | {:?} | {:?} | mk {} | {} | users {} since {} weak {} | {:?}",
            t.trade,
            t.name,
            t.key,
            t.domains,
            t.martech,
            t.merchant,
            t.users.len(),
            t.since,
            t.weak,
            t.left
        );
    }
    for f in &corpus.files {
        println!("== {}", f.name);
        let text = String::from_utf8_lossy(&f.bytes);
        let from = if f.bytes.len() > 100000 { text.len() / 2 } else { 0 };
        let from = (from..).find(|a| text.is_char_boundary(*a)).unwrap();
        for l in text[from..].lines().skip(1).take(if f.name.contains("zone") || f.name.contains("cookies") {
            100
        } else {
            40
        }) {
            println!("{}", l.chars().take(260).collect::<String>());
        }
    }
}
