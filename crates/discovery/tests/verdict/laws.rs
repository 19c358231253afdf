//! What holds whatever the evidence.

use std::sync::Arc;

use discovery::harvest::{EvidenceKind, Fact, Harvest, Mention, What};
use discovery::inventory::Cell;
use discovery::verdict::fuse::{Case, Weighed, Weight};
use discovery::verdict::{Finding, Verdicts};
use proptest::prelude::*;

use crate::setting::*;

fn kind() -> impl Strategy<Value = EvidenceKind> {
    proptest::sample::select(EvidenceKind::ALL.to_vec())
}

fn what() -> impl Strategy<Value = What> {
    use What::*;
    proptest::sample::select(vec![
        Alias,
        Proof,
        MaySend,
        MailKey,
        Receives,
        Sent,
        SentUnproven,
        Tag,
        PausedTag,
        Loaded,
        Uploaded,
        Cookie,
        SignedIn,
        Granted,
    ])
}

fn weighed() -> impl Strategy<Value = Weighed> {
    (kind(), -8.0..8.0_f64, -8.0..8.0_f64).prop_map(|(kind, seen, private)| Weighed {
        kind,
        finding: Finding::SignIns { times: 1 },
        weight: Weight { seen, private },
        spots: Arc::from(Vec::new()),
    })
}

fn case() -> impl Strategy<Value = Case> {
    let prior = (-5.0..2.0_f64, -5.0..2.0_f64);
    (prior, 0.05..1.0_f64, any::<bool>(), proptest::collection::vec(weighed(), 0..12)).prop_map(
        |((seen, private), at_desks, by_traffic, weighed)| Case {
            prior: Weight { seen, private },
            at_desks,
            by_traffic,
            weighed,
        },
    )
}

fn cell() -> impl Strategy<Value = Cell> {
    let small = 0_u32..40;
    (
        [0_u64..5_000_000, 0..90_000_000],
        [small.clone(), small.clone(), small.clone(), small.clone(), small],
        0_u32..1 << 24,
    )
        .prop_map(|([up, down], [seen, tunnels, sends, sign_ins, referred], hours)| Cell {
            up,
            down,
            seen: seen + 1,
            up_known: seen,
            tunnels: tunnels.min(seen),
            sends: sends.min(seen),
            sign_ins: sign_ins.min(seen),
            referred: referred.min(seen),
            working: seen / 2,
            mid_day: sends.min(seen),
            hours,
            faces: hours as u8 & 0b11_1111,
            ..Cell::default()
        })
}

fn named() -> impl Strategy<Value = discovery::harvest::Named> {
    prop_oneof![
        proptest::sample::select(vec!["hubspot", "kanbi", "pixel", "wide", "gone/tool"]).prop_map(product),
        proptest::sample::select(vec!["wheelofy.io", "app.wheelofy.io", "x.hubspot.com", "cheapads.net", "host", ".."])
            .prop_map(domain),
        proptest::sample::select(vec!["WHEELOFY SAS 0123", "HUBSPOT INC", "Bistrot", "wheelofy", "", "***", "été 12"])
            .prop_map(words),
    ]
}

fn mention() -> impl Strategy<Value = Mention> {
    let fact = (what(), 0_u64..500).prop_map(|(what, count)| Fact {
        what,
        words: "x".into(),
        count,
        on: None,
        file: 0,
        line: 7,
    });
    (named(), cell(), 0_usize..20, 0_u128..30, proptest::collection::vec(fact, 0..3), 0_i8..5).prop_map(
        |(named, cell, days, people, facts, months)| {
            let mut mention = used(named, 0..people, &working_days(days), cell);
            mention.facts = facts;
            if months > 0 {
                mention.payments = pays("MERCHANT", 900, 1..=months).payments;
            }
            mention
        },
    )
}

/// A harvest names each name once.
fn one_harvest() -> impl Strategy<Value = Harvest> {
    (kind(), proptest::collection::vec(mention(), 0..6)).prop_map(|(kind, mut mentions)| {
        mentions.sort_by(|a, b| a.named.cmp(&b.named));
        mentions.dedup_by(|a, b| a.named == b.named);
        harvest(kind, mentions)
    })
}

fn confidence(verdicts: &Verdicts, key: &str) -> f64 {
    verdicts.tool(key).map_or(0.0, |tool| tool.confidence)
}

proptest! {
    #[test]
    fn a_finding_that_supports_never_lowers(case in case(), extra in weighed()) {
        let weight = Weight { seen: extra.weight.seen.abs(), private: extra.weight.private.abs() };
        prop_assert!(weight.supports());
        let mut more = case.clone();
        more.weighed.push(Weighed { weight, ..extra });
        let (before, after) = (case.fuse(&[1.0; 9]).log_odds, more.fuse(&[1.0; 9]).log_odds);
        prop_assert!(after >= before - 1e-9, "{before} then {after}");
    }

    #[test]
    fn a_finding_that_speaks_against_never_raises(case in case(), extra in weighed()) {
        let weight = Weight { seen: -extra.weight.seen.abs(), private: -extra.weight.private.abs() };
        let mut more = case.clone();
        more.weighed.push(Weighed { weight, ..extra });
        let (before, after) = (case.fuse(&[1.0; 9]).log_odds, more.fuse(&[1.0; 9]).log_odds);
        prop_assert!(after <= before + 1e-9, "{before} then {after}");
    }

    #[test]
    fn the_parts_add_up(case in case(), trust in proptest::array::uniform9(0.0..1.5_f64)) {
        let fused = case.fuse(&trust);
        prop_assert!(fused.log_odds.is_finite());
        prop_assert!((fused.start + fused.parts.iter().sum::<f64>() - fused.log_odds).abs() < 1e-9);
    }

    #[test]
    fn more_trust_never_lowers(case in case(), trust in proptest::array::uniform9(0.0..1.5_f64), at in 0_usize..9) {
        let mut more = trust;
        more[at] += 0.3;
        prop_assert!(case.fuse(&more).log_odds >= case.fuse(&trust).log_odds - 1e-9);
    }

    #[test]
    fn the_order_of_findings_changes_nothing(case in case()) {
        let mut turned = case.clone();
        turned.weighed.reverse();
        prop_assert!((case.fuse(&[1.0; 9]).log_odds - turned.fuse(&[1.0; 9]).log_odds).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_harvests_changes_no_verdict(harvests in proptest::collection::vec(one_harvest(), 0..5)) {
        let there = verdicts(&harvests, &[]);
        let mut turned = harvests;
        turned.reverse();
        let back = verdicts(&turned, &[]);
        prop_assert_eq!(there.tools.len(), back.tools.len());
        for (one, other) in there.tools.iter().zip(&back.tools) {
            prop_assert_eq!(&one.key, &other.key);
            prop_assert_eq!(one.confidence.to_bits(), other.confidence.to_bits());
            prop_assert_eq!((&one.people, &one.days, &one.seen), (&other.people, &other.days, &other.seen));
            let said = |tool: &discovery::verdict::Tool| tool.signals.iter().map(|it| it.say().fr).collect::<Vec<_>>();
            prop_assert_eq!(said(one), said(other));
        }
    }

    #[test]
    fn every_confidence_is_a_probability_and_every_reason_has_words(
        harvests in proptest::collection::vec(one_harvest(), 0..5),
    ) {
        let all = verdicts(&harvests, &[]);
        for tool in &all.tools {
            prop_assert!((0.0..=1.0).contains(&tool.confidence));
            let sum = tool.start + tool.signals.iter().map(|signal| signal.log_odds).sum::<f64>();
            prop_assert!((1.0 / (1.0 + (-sum).exp()) - tool.confidence).abs() < 1e-9);
            for signal in &tool.signals {
                prop_assert!(signal.log_odds.is_finite());
                let say = signal.say();
                prop_assert!(!say.fr.is_empty() && !say.en.is_empty());
            }
        }
        let keys: std::collections::BTreeSet<&str> = all.tools.iter().map(|tool| tool.key.as_str()).collect();
        prop_assert_eq!(keys.len(), all.tools.len(), "each tool stands once");
    }

    #[test]
    fn a_sign_on_a_payment_or_a_record_never_makes_a_tool_less_likely(
        harvests in proptest::collection::vec(one_harvest(), 0..4),
        which in 0_usize..3,
    ) {
        let before = verdicts(&harvests, &[]);
        let mut more = harvests;
        more.push(match which {
            0 => harvest(EvidenceKind::SignOn, vec![says_of(product("hubspot"), What::SignedIn, 0..4)]),
            1 => harvest(EvidenceKind::Expense, vec![pays("HUBSPOT", 900, 1..=4)]),
            _ => harvest(EvidenceKind::Zone, vec![says(product("hubspot"), What::Alias, 1)]),
        });
        let after = verdicts(&more, &[]);
        prop_assert!(confidence(&after, "hubspot") >= confidence(&before, "hubspot") - 1e-12);
    }

    #[test]
    fn a_denied_review_raises_nobody_and_settles_the_tool(harvests in proptest::collection::vec(one_harvest(), 1..5)) {
        let before = verdicts(&harvests, &[]);
        let Some(denied) = before.tools.first().map(|tool| tool.key.clone()) else { return Ok(()) };
        let after = verdicts(&harvests, &[review(&denied, false)]);
        prop_assert!(confidence(&after, &denied) < 0.01);
        let spoke = |kind: EvidenceKind| after.reliabilities[kind as usize].trust < 1.0;
        for tool in after.tools.iter().filter(|tool| tool.key != denied) {
            // A kind that was silent on the denied tool is trusted a little more; the others less.
            if tool.kinds().into_iter().all(spoke) {
                prop_assert!(tool.confidence <= confidence(&before, &tool.key) + 1e-12);
            }
        }
    }
}
