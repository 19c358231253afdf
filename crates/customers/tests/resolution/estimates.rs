//! Estimation and clustering against what is known beforehand and against slow obvious versions.

use customers::resolution::cluster::{Weighing, cluster};
use customers::resolution::compare::ladder::{Agreement, Ladder, Level};
use customers::resolution::correct::Corrections;
use customers::resolution::fit;
use customers::resolution::model::Kind;
use customers::resolution::patterns::{Pairs, Patterns};
use customers::resolution::profile;

use crate::people::Chance;

/// A comparison of four levels, of which nothing exact is known.
fn ladder(kind: Kind, field: usize) -> Ladder {
    let level = |agreement, expected, chance| Level { agreement, held_by: None, expected, chance };
    let levels = vec![
        level(Agreement::None, 0.05, 0.9),
        level(Agreement::Alike, 0.05, 0.07),
        level(Agreement::Close, 0.1, 0.02),
        level(Agreement::Same, 0.8, 0.01),
    ];
    Ladder { kind, field, levels, variants: Vec::new() }
}

#[test]
fn known_shares_are_found_again_from_drawn_patterns() {
    let kinds = [Kind::GivenName, Kind::FamilyName, Kind::Birth, Kind::Email, Kind::Phone];
    let ladders: Vec<Ladder> = kinds.iter().enumerate().map(|(at, kind)| ladder(*kind, at)).collect();
    let same = [
        [0.04, 0.06, 0.1, 0.8],
        [0.02, 0.03, 0.05, 0.9],
        [0.05, 0.02, 0.03, 0.9],
        [0.3, 0.05, 0.05, 0.6],
        [0.2, 0.1, 0.1, 0.6],
    ];
    let other = [
        [0.9, 0.06, 0.03, 0.01],
        [0.1, 0.05, 0.05, 0.8],
        [0.97, 0.02, 0.005, 0.005],
        [0.95, 0.04, 0.005, 0.005],
        [0.6, 0.1, 0.02, 0.28],
    ];
    let mut counts = std::collections::BTreeMap::<u64, u64>::new();
    let mut chance = Chance(12_345);
    for _ in 0..200_000 {
        let class = if chance.below(100) < 30 { &same } else { &other };
        let mut pattern = 0;
        for (at, shares) in class.iter().enumerate() {
            let drawn = chance.below(1_000_000) as f64 / 1e6;
            let mut sum = 0.0;
            let level = shares.iter().position(|share| {
                sum += share;
                drawn < sum
            });
            pattern |= (level.unwrap_or(3) as u64 + 1) << (4 * at);
        }
        *counts.entry(pattern).or_default() += 1;
    }
    let patterns = Patterns { patterns: counts.keys().copied().collect(), counts: counts.values().copied().collect() };
    let mut model = profile::propose(&[]);
    (model.prior_weight, model.components_most) = (0.0, 1);
    let fit = fit::fit(&patterns, &ladders, &[vec![false, true, false, false, false]], &model);
    assert!((fit.same.share - 0.3).abs() < 0.01, "{}", fit.same.share);
    for (found, known) in fit.same.levels.iter().zip(&same).chain(fit.others[0].levels.iter().zip(&other)) {
        for (found, known) in found.iter().zip(known) {
            assert!((found - known).abs() < 0.012, "{found} is not {known}");
        }
    }
}

/// Average link by looking at all pairs of clusters again after every join.
fn slow(records: usize, pairs: &[(u32, u32, f64)], unseen: f64, most: f64) -> Vec<Vec<u32>> {
    let mut clusters: Vec<Vec<u32>> = (0..records as u32).map(|record| vec![record]).collect();
    let weight = |a: u32, b: u32| {
        let found = pairs.iter().find(|(l, r, _)| (*l, *r) == (a.min(b), a.max(b)));
        found.map_or(-unseen, |(_, _, bits)| if *bits < 0.0 { bits / 2.0 } else { *bits }.clamp(-most, most))
    };
    loop {
        let mut best = (0.0, 0, 0);
        for left in 0..clusters.len() {
            for right in left + 1..clusters.len() {
                let all = clusters[left].iter().flat_map(|a| clusters[right].iter().map(move |b| (*a, *b)));
                let sum: f64 = all.map(|(a, b)| weight(a, b)).sum();
                let mean = sum / (clusters[left].len() * clusters[right].len()) as f64;
                if mean > best.0 + 1e-9 {
                    best = (mean, left, right);
                }
            }
        }
        let (mean, left, right) = best;
        if mean <= 0.0 {
            clusters.iter_mut().for_each(|cluster| cluster.sort_unstable());
            clusters.sort();
            return clusters;
        }
        let gone = clusters.remove(right);
        clusters[left].extend(gone);
    }
}

#[test]
fn average_link_is_that_of_the_slow_obvious_version() {
    let mut chance = Chance(777);
    for _ in 0..150 {
        let records = 3 + chance.below(14);
        let mut pairs = Vec::new();
        for left in 0..records as u32 {
            for right in left + 1..records as u32 {
                if chance.below(3) > 0 {
                    // Whole numbers of 1/1024 bit and few ties.
                    pairs.push((left, right, (chance.below(24_000) as f64 - 12_000.0) / 1024.0));
                }
            }
        }
        let bits: Vec<f64> = pairs.iter().map(|(_, _, bits)| *bits).collect();
        let numbered = pairs.iter().enumerate().map(|(at, (l, r, _))| (*l, *r, at as u32));
        let weighing = Weighing { threshold: 0.0, unseen: 1.0, most: 10.0 };
        let found = cluster(records, &Pairs::of_all(records, numbered), &bits, weighing, &Corrections::default());
        let mut by_first = std::collections::BTreeMap::<u32, Vec<u32>>::new();
        found.iter().enumerate().for_each(|(at, first)| by_first.entry(*first).or_default().push(at as u32));
        let mut fast: Vec<Vec<u32>> = by_first.into_values().collect();
        fast.sort();
        assert_eq!(fast, slow(records, &pairs, 1.0, 10.0), "{pairs:?}");
    }
}

#[test]
fn a_chain_is_not_one_person() {
    // A resembles B and B resembles C, but A and C contradict each other.
    let pairs = Pairs::of_all(3, [(0, 1, 0), (1, 2, 0), (0, 2, 1)].into_iter());
    let weighing = Weighing { threshold: 0.0, unseen: 1.0, most: 10.0 };
    let found = cluster(3, &pairs, &[3.0, -9.0], weighing, &Corrections::default());
    assert_eq!(found.iter().collect::<std::collections::BTreeSet<_>>().len(), 2);
}
