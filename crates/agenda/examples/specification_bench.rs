//! How long a page takes to be read for words that may be read in two ways.
//!
//! `cargo run --release -p agenda --example specification_bench`

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock and prints

use std::time::Instant;

use agenda::specification::read;
use base::Lang;

/// About 500 words: an A4 page in full.
const PAGE: usize = 3_000;

fn main() {
    for (name, lang, table) in [
        ("French", Lang::Fr, include_str!("../tests/specification/fr.tsv")),
        ("English", Lang::En, include_str!("../tests/specification/en.tsv")),
    ] {
        let mut page = String::new();
        for line in table.lines().skip(1).cycle() {
            page.push_str(line.split('\t').nth(1).unwrap_or_default());
            page.push(' ');
            if page.len() >= PAGE {
                break;
            }
        }
        let mut times: Vec<f64> = (0..200)
            .map(|_| {
                let begun = Instant::now();
                let found = read(&page, lang, &["API", "CRM", "ERP", "SMS"]);
                assert!(!found.is_empty());
                begun.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{name}: {} bytes, p50 {:.3} ms, p99 {:.3} ms", page.len(), times[100], times[198]);
    }
}
