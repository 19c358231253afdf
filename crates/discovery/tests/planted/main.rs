//! A known truth: houses with 150 tools each, planted over nine kinds of evidence among news, deliveries and people's own
//! affairs; and how well the verdicts find them.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a measure is printed")]

mod corpus;
mod measure;

use discovery::harvest::EvidenceKind;
use measure::House;

#[test]
fn the_verdicts_find_what_was_planted() {
    let started = std::time::Instant::now();
    let houses: Vec<House> = (1..=5).map(House::of).collect();
    println!("read {:?}", started.elapsed());
    let mut outcomes = Vec::new();
    for house in &houses {
        println!("{:?}", house.read.lines);
        let (tools, outcome) = house.judge(|_| true);
        measure::mistakes(house, &tools, &outcome);
        outcomes.push(outcome);
    }
    println!("judged {:?}", started.elapsed());
    let over =
        |wanted: &dyn Fn(EvidenceKind) -> bool| houses.iter().map(|house| house.judge(wanted).1).collect::<Vec<_>>();
    let without: Vec<_> = EvidenceKind::ALL.into_iter().map(|kind| (kind, over(&|it| it != kind))).collect();
    let alone: Vec<_> = EvidenceKind::ALL.into_iter().map(|kind| (kind, over(&|it| it == kind))).collect();
    measure::print(&outcomes, &without, &alone);
    println!("ablated {:?}", started.elapsed());
}
