//! How long a page takes to be read for words that may be read in two ways.
//!
//! `cargo run --release -p agenda --example specification_bench`

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock and prints

use std::time::Instant;

use agenda::specification::read;
use base::Lang;

/// About 500 words: an A4 page in full.
const PAGE: usize = 3_000;
/// How often each page is read.
const TIMES: usize = 20;

fn main() {
    for (name, lang, table) in [
        ("French", Lang::Fr, include_str!("../tests/specification/fr.tsv")),
        ("English", Lang::En, include_str!("../tests/specification/en.tsv")),
    ] {
        let lines: Vec<&str> = table.lines().skip(1).map(|line| line.split('\t').nth(1).unwrap_or_default()).collect();
        let mut times: Vec<f64> = (0..lines.len()).map(|first| least(&page(&lines, first), lang)).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        println!(
            "{name}: {} pages of {PAGE} bytes, p50 {:.3} ms, p99 {:.3} ms, worst {:.3} ms",
            times.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

/// A page of sentences, from one of them on.
fn page(lines: &[&str], first: usize) -> String {
    let mut page = String::new();
    for line in lines.iter().cycle().skip(first) {
        page.push_str(line);
        page.push(' ');
        if page.len() >= PAGE {
            break;
        }
    }
    page
}

/// The least of several readings of a page, in milliseconds: on a busy machine the others waited for their turn.
fn least(page: &str, lang: Lang) -> f64 {
    let once = |_| {
        let begun = Instant::now();
        let found = read(page, lang, &["API", "CRM", "ERP", "SMS"]);
        assert!(!found.is_empty());
        begun.elapsed().as_secs_f64() * 1e3
    };
    (0..TIMES).map(once).fold(f64::INFINITY, f64::min)
}
