//! Every pair that a rule brings is looked at, and only once.

use std::collections::BTreeSet;

use customers::resolution::model::{Key, Kind, Part};
use customers::resolution::{block, prepare, profile};

use crate::people::{HEADERS, columns, people};

fn prepared(pairs_per_record: f64) -> (prepare::Records, block::Blocks) {
    let columns = columns(&people(120, 8), &HEADERS);
    let mut model = profile::propose(&columns);
    let key = |field, part| Key { field, part };
    model.blocking = vec![
        vec![key(Kind::Email, Part::Whole)],
        vec![key(Kind::FamilyName, Part::Whole), key(Kind::GivenName, Part::First(1))],
        vec![key(Kind::Postcode, Part::Whole)],
    ];
    model.blocking_broad = Vec::new();
    model.pairs_per_record = pairs_per_record;
    let records = prepare::prepare(&columns, &model);
    let blocks = block::block(&records, &model);
    (records, blocks)
}

fn found(records: &prepare::Records, blocks: &block::Blocks) -> Vec<(u32, u32)> {
    let mut others = Vec::new();
    let mut found = Vec::new();
    for record in 0..records.count as u32 {
        blocks.pairs_of(record, &mut others);
        found.extend(others.iter().map(|other| (record, *other)));
    }
    found
}

#[test]
fn pairs_are_those_of_two_loops_each_once() {
    let (records, blocks) = prepared(1e9);
    let found = found(&records, &blocks);
    let field = |kind| records.fields.iter().position(|field| field.kind == kind).expect("a field");
    let (email, given, family, postcode) =
        (field(Kind::Email), field(Kind::GivenName), field(Kind::FamilyName), field(Kind::Postcode));
    let mut slow = BTreeSet::new();
    for left in 0..records.count {
        for right in left + 1..records.count {
            let same = |at| !records.value(left, at).is_empty() && records.value(left, at) == records.value(right, at);
            let initial = |at: usize| records.value(at, given).chars().next();
            let named = same(family) && initial(left).is_some() && initial(left) == initial(right);
            if same(email) || same(postcode) || named {
                slow.insert((left as u32, right as u32));
            }
        }
    }
    assert!(slow.len() > 100);
    assert_eq!(found.len(), slow.len(), "each pair once");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), slow);
}

#[test]
fn what_a_budget_leaves_out_is_told() {
    let (records, all) = prepared(1e9);
    let (_, some) = prepared(1.0);
    let kept: u64 = some.rules.iter().map(|rule| rule.pairs_kept).sum();
    assert!(kept as f64 <= records.count as f64);
    let out: u32 = some.rules.iter().map(|rule| rule.blocks_left_out).sum();
    assert!(out > 0 && all.rules.iter().all(|rule| rule.blocks_left_out == 0));
    for (all, some) in all.rules.iter().zip(&some.rules) {
        assert_eq!(all.pairs, some.pairs, "what it would bring is known before");
    }
}

#[test]
fn a_pair_names_the_rules_that_bring_it() {
    let (records, blocks) = prepared(1e9);
    for (left, right) in found(&records, &blocks) {
        let rules = blocks.rules_of(left, right);
        assert!(!rules.is_empty() && rules == blocks.rules_of(right, left));
    }
}
