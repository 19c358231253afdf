//! A known truth: houses with 150 tools each, planted over nine kinds of evidence among news, deliveries and people's own
//! affairs; and how well the verdicts find them.
//!
//! `cargo test -p discovery --test planted -- --nocapture` prints the tables over two houses;
//! `cargo run --release -p discovery --example planted` over twenty others, and what each kind of evidence is worth.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a measure is printed, and houses stand side by side"
)]

mod corpus;
mod measure;

use std::collections::BTreeSet;

use corpus::{Corpus, Trace};
use discovery::vendors::Pack;
use measure::{Calibration, Scores, Survey};

/// Few, so that the test is quick: the example judges many, and judges the kinds of evidence apart.
const HOUSES: u64 = 2;

#[test]
fn a_house_has_150_tools_that_leave_nine_kinds_of_evidence() {
    let corpus = Corpus::of(1);
    let count = |of: &dyn Fn(&corpus::Tool) -> bool| corpus.tools.iter().filter(|tool| of(tool)).count();
    assert_eq!(corpus.tools.len(), 150);
    assert_eq!(count(&|tool| tool.martech), 90);
    assert!(count(&|tool| tool.key.is_none()) >= 30, "at least a fifth stands in no pack");
    assert_eq!(count(&|tool| tool.left.is_empty()), 0, "each leaves something");
    let kinds: BTreeSet<Trace> = corpus.tools.iter().flat_map(|tool| tool.left.keys().copied()).collect();
    assert_eq!(kinds.len(), 9);
    let pack = &Pack::built_in().pack;
    for tool in &corpus.tools {
        let known = tool.domains.iter().any(|domain| pack.of_host(domain).is_some());
        assert_eq!(known, tool.key.is_some(), "{}: {:?}", tool.name, tool.domains);
    }
}

#[test]
fn a_seed_gives_the_same_files_every_time() {
    let (one, other) = (Corpus::of(2), Corpus::of(2));
    assert!(one.files.iter().map(|file| &file.bytes).eq(other.files.iter().map(|file| &file.bytes)));
}

#[test]
fn what_was_planted_is_found() {
    let survey = Survey::of(1, HOUSES, &[]);
    survey.print();
    survey.mistakes.iter().for_each(|text| print!("{text}"));
    let (suspected, confirmed) = (Scores::suspected(&survey.outcomes), Scores::confirmed(&survey.outcomes));
    let calibration = Calibration::of(&survey.outcomes, 0.0);
    assert!(suspected.f1() >= 0.95, "{suspected:?}");
    assert!(confirmed.precision() >= 0.98, "{confirmed:?}");
    assert!(calibration.error <= 0.03 && calibration.error_by_count <= 0.03, "{calibration:?}");
    assert!(suspected.f1() > survey.baseline().f1() + 0.3, "all evidence together says more than hits do");
}
