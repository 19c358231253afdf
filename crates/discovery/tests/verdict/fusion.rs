//! A fusion done by hand, and what reviews teach, done by hand.

use std::sync::Arc;

use discovery::harvest::EvidenceKind;
use discovery::verdict::Finding;
use discovery::verdict::fuse::{Case, STRETCH, Weighed, Weight};
use discovery::verdict::reliability::{learn, stated};

use crate::setting::*;

fn finding(kind: EvidenceKind, seen: f64, private: f64) -> Weighed {
    let spots = Arc::from(Vec::new());
    Weighed { kind, finding: Finding::SignIns { times: 1 }, weight: Weight { seen, private }, spots }
}

fn case(weighed: Vec<Weighed>) -> Case {
    Case { prior: Weight { seen: -3.0, private: -1.0 }, at_desks: 0.9, by_traffic: true, weighed }
}

#[track_caller]
fn near(value: f64, expect: f64) {
    assert!((value - expect).abs() < 1e-4, "{value}, not {expect}");
}

#[test]
fn a_small_case_is_what_a_pencil_says() {
    // Proxy: 2 and 1, of which 0.85 counts: 2.55; ln(0.9 e^2.55 + 0.1) = 2.453278. Look-ups: 1, so 0.85; ln(0.9 e^0.85 + 0.1)
    // = 0.791037, of which 0.4 counts beside the proxy's: 0.316415. Zone: 3 and 1.5: 3 + 0.5 = 3.5.
    // A = -3 + 2.453278 + 0.316415 + 3.5 = 3.269693.
    // Private: proxy -1, so -0.85: ln(0.9 e^-0.85 + 0.1) = -0.724280; zone 4 and 2: 4 + 2/3. B = -1 - 0.724280 + 4.666667.
    // The odds are 1 / (e^-A + e^-B), and their logarithm is stretched.
    let weighed = vec![
        finding(EvidenceKind::Proxy, 2.0, -1.0),
        finding(EvidenceKind::Proxy, 1.0, 0.0),
        finding(EvidenceKind::Dns, 1.0, 0.0),
        finding(EvidenceKind::Zone, 3.0, 4.0),
        finding(EvidenceKind::Zone, 1.5, 2.0),
    ];
    let a: f64 = -3.0 + 2.453_278 + 0.316_415 + 3.5;
    let b: f64 = -1.0 - 0.724_280 + 4.666_667;
    let fused = case(weighed).fuse(&[1.0; 9]);
    near(fused.log_odds, -STRETCH * ((-a).exp() + (-b).exp()).ln());
    near(fused.start + fused.parts.iter().sum::<f64>(), fused.log_odds);
}

#[test]
fn without_evidence_the_prior_stands() {
    let fused = case(Vec::new()).fuse(&[1.0; 9]);
    near(fused.log_odds, -STRETCH * (3_f64.exp() + 1_f64.exp()).ln());
}

#[test]
fn a_log_that_speaks_against_says_no_more_than_that_nobody_uses_it_at_a_desk() {
    let against = case(vec![finding(EvidenceKind::Proxy, -30.0, 0.0)]);
    near(against.values()[EvidenceKind::Proxy as usize], 0.1_f64.ln());
}

#[test]
fn each_kind_is_held_to_its_cap() {
    for kind in EvidenceKind::ALL {
        let loud = case(vec![finding(kind, 40.0, 40.0), finding(kind, 40.0, 40.0)]);
        near(loud.values()[kind as usize], discovery::verdict::fuse::cap(kind));
    }
}

#[test]
fn what_is_learnt_is_what_a_pencil_says() {
    // Sign-on: stated 6 of 20 and 1 of 500. Two confirmed of which it spoke for one: 7 of 22. One denied it spoke for:
    // 2 of 501. Trust: ln((7/22) / (2/501)) / ln(0.3 / 0.002).
    let spoke = case(vec![finding(EvidenceKind::SignOn, 5.0, 3.0)]);
    let silent = case(vec![finding(EvidenceKind::Zone, 5.0, 3.0)]);
    let harvests = [harvest(EvidenceKind::SignOn, Vec::new())];
    let harvests: Vec<_> = harvests.iter().collect();
    let cases = [spoke.clone(), silent, spoke.clone(), spoke];
    let learnt = learn(&harvests, &cases, &[Some(true), Some(true), Some(false), None]);
    let sign_on = learnt[EvidenceKind::SignOn as usize];
    near(sign_on.speaks_if_used.mean(), 7.0 / 22.0);
    near(sign_on.speaks_if_not.mean(), 2.0 / 501.0);
    near(sign_on.trust, (7.0 / 22.0 / (2.0 / 501.0_f64)).ln() / (0.3 / 0.002_f64).ln());
    assert_eq!(sign_on.reviews, 3);
    assert_eq!(learnt[EvidenceKind::Zone as usize], stated(EvidenceKind::Zone), "no zone was read, so none was silent");
}
