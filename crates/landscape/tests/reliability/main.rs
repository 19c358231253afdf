//! How much of the time something works: all cases one by one, products, and trials that keep their promise.

use base::Quantity;
use landscape::reliability::{Answer, BadPart, By, Effort, Part, availability};
use proptest::prelude::*;

fn part(up: f64, needs: &[&[u32]]) -> Part {
    Part { up: Quantity::exact(up), needs: needs.iter().map(|group| group.to_vec()).collect() }
}

fn ask(parts: &[Part], entry: u32) -> Answer {
    availability(parts, &[vec![entry]], &Effort::default()).unwrap()
}

fn check(parts: &[Part], entry: u32, expect: f64) {
    let got = ask(parts, entry);
    assert!((got.share.likely - expect).abs() < 1e-12, "{} instead of {expect}", got.share.likely);
    assert_eq!(got.by, By::Cases);
}

/// The slow obvious version: every case, and in each the parts that fall one after another.
fn every_case(parts: &[Part], asked: &[Vec<u32>], end: fn(&Quantity) -> f64) -> f64 {
    let mut total = 0.0;
    for case in 0..1_u32 << parts.len() {
        let up = |at: usize| case >> at & 1 == 1;
        let weight: f64 =
            parts.iter().enumerate().map(|(at, p)| if up(at) { end(&p.up) } else { 1.0 - end(&p.up) }).product();
        let mut works: Vec<bool> = (0..parts.len()).map(up).collect();
        let met = |works: &[bool], groups: &[Vec<u32>]| groups.iter().all(|g| g.iter().any(|m| works[*m as usize]));
        while let Some(falls) = (0..parts.len()).find(|at| works[*at] && !met(&works, &parts[*at].needs)) {
            works[falls] = false;
        }
        if met(&works, asked) {
            total += weight;
        }
    }
    total
}

#[test]
fn what_is_needed_hard_multiplies() {
    check(&[part(0.99, &[&[1], &[2]]), part(0.98, &[&[2]]), part(0.97, &[])], 0, 0.99 * 0.98 * 0.97);
    check(&[part(1.0, &[])], 0, 1.0);
    check(&[part(0.0, &[])], 0, 0.0);
}

#[test]
fn any_one_of_a_group_is_enough() {
    let both = 1.0 - 0.1 * 0.2;
    check(&[part(0.99, &[&[1, 2]]), part(0.9, &[]), part(0.8, &[])], 0, 0.99 * both);
    // What both share is counted once.
    let shared = [part(0.99, &[&[1, 2]]), part(0.9, &[&[3]]), part(0.8, &[&[3]]), part(0.95, &[])];
    check(&shared, 0, 0.99 * both * 0.95);
    // And what is needed anyway makes the group no question.
    check(&[part(0.99, &[&[1, 2], &[1]]), part(0.9, &[]), part(0.8, &[])], 0, 0.99 * 0.9);
    check(&[part(0.99, &[&[]])], 0, 0.0);
}

#[test]
fn a_circle_works_when_all_of_it_is_up() {
    let circle = [part(0.9, &[&[1]]), part(0.8, &[&[2]]), part(0.7, &[&[0]])];
    check(&circle, 0, 0.9 * 0.8 * 0.7);
    // A circle through alternatives: 1 and 2 hold one another up, or 3 holds both.
    let open = [part(1.0, &[&[1], &[2]]), part(0.9, &[&[2, 3]]), part(0.8, &[&[1, 3]]), part(0.5, &[])];
    check(&open, 0, 0.9 * 0.8);
    check(&[part(0.9, &[&[0]])], 0, 0.9);
}

/// The bridge: no series, no parallel, so cases are needed.
fn bridge(up: f64) -> Vec<Part> {
    // 0 asks for a way over 1–3, 2–4 or across 5.
    vec![
        part(1.0, &[&[6, 7]]),
        part(up, &[]),
        part(up, &[]),
        part(up, &[]),
        part(up, &[]),
        part(up, &[]),
        part(1.0, &[&[1], &[3, 8]]),
        part(1.0, &[&[2], &[4, 9]]),
        part(1.0, &[&[5], &[4]]),
        part(1.0, &[&[5], &[3]]),
    ]
}

fn bridge_share(p: f64) -> f64 {
    2.0 * p.powi(2) + 2.0 * p.powi(3) - 5.0 * p.powi(4) + 2.0 * p.powi(5)
}

#[test]
fn the_bridge_is_the_textbook_polynomial() {
    for up in [0.1, 0.5, 0.9, 0.999] {
        check(&bridge(up), 0, bridge_share(up));
    }
}

#[test]
fn what_is_no_structure_is_refused() {
    let effort = Effort::default();
    assert_eq!(availability(&[part(0.9, &[&[1]])], &[vec![0]], &effort), Err(BadPart::NoSuchPart(1)));
    assert_eq!(availability(&[part(0.9, &[])], &[vec![4]], &effort), Err(BadPart::NoSuchPart(4)));
    for up in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        assert_eq!(availability(&[part(up, &[])], &[vec![0]], &effort), Err(BadPart::NoShare(0)));
    }
    assert_eq!(availability(&[], &[], &effort).unwrap().share, Quantity::exact(1.0), "nothing asked always works");
}

#[test]
fn a_long_chain_and_a_large_circle_are_one_product() {
    let n = 20_000_u32;
    let chain: Vec<Part> =
        (0..n).map(|at| Part { up: Quantity::exact(0.999_99), needs: vec![vec![(at + 1) % n]] }).collect();
    let got = ask(&chain, 0);
    assert!((got.share.likely - 0.999_99_f64.powi(20_000)).abs() < 1e-9);
    assert_eq!(got.by, By::Cases);
}

/// Forces trials by leaving no room for cases.
fn tried(parts: &[Part], seed: u64, steps: u64) -> (Answer, (f64, f64)) {
    let effort = Effort { cases: 0, half_width: 1e-3, steps, seed };
    let got = availability(parts, &[vec![0]], &effort).unwrap();
    let By::Trials { interval, .. } = got.by else { panic!("{got:?}") };
    (got, interval)
}

#[test]
fn the_interval_of_trials_holds_the_truth_at_its_rate() {
    for up in [0.35, 0.9, 0.99] {
        let exact = bridge_share(up);
        let held = (0..400).filter(|seed| {
            let (got, (low, high)) = tried(&bridge(up), *seed, 20_000);
            assert!(low <= got.share.likely && got.share.likely <= high);
            low <= exact && exact <= high
        });
        // 380 of 400 expected; three standard deviations either way.
        let held = held.count();
        assert!((367..=393).contains(&held), "{held} of 400 at {up}");
    }
}

#[test]
fn trials_are_bounded_repeatable_and_as_sharp_as_asked() {
    let (a, (low, high)) = tried(&bridge(0.9), 3, u64::MAX);
    assert!(high - low <= 2.05e-3, "{low} to {high}");
    assert_eq!(tried(&bridge(0.9), 3, u64::MAX).0, a);
    let By::Trials { trials, .. } = tried(&bridge(0.9), 3, 1).0.by else { panic!() };
    assert_eq!(trials, 512, "one block at least, and no more than the work allows");
}

fn structures(most: usize) -> impl Strategy<Value = (Vec<Part>, Vec<Vec<u32>>)> {
    (1..=most).prop_flat_map(|n| {
        let member = 0..n as u32;
        let groups = prop::collection::vec(prop::collection::vec(member.clone(), 1..4), 0..3);
        let up = prop_oneof![2 => (0.0..=1.0_f64).boxed(), 1 => Just(1.0).boxed(), 1 => Just(0.97).boxed()];
        let ends = (up.clone(), up.clone(), up).prop_map(|(a, b, c)| {
            let mut ends = [a, b, c];
            ends.sort_by(f64::total_cmp);
            Quantity::range(ends[0], ends[1], ends[2])
        });
        let part = (ends, groups).prop_map(|(up, needs)| Part { up, needs });
        (prop::collection::vec(part, n), prop::collection::vec(prop::collection::vec(member, 1..3), 1..3))
    })
}

fn equals_every_case(parts: &[Part], asked: &[Vec<u32>]) -> Result<(), TestCaseError> {
    let got = availability(parts, asked, &Effort::default()).unwrap();
    prop_assert_eq!(got.by, By::Cases);
    for (end, got) in [
        ((|q| q.low) as fn(&Quantity) -> f64, got.share.low),
        (|q| q.likely, got.share.likely),
        (|q| q.high, got.share.high),
    ] {
        let expect = every_case(parts, asked, end);
        prop_assert!((got - expect).abs() < 1e-9, "{} instead of {}", got, expect);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn small_structures_equal_every_case((parts, asked) in structures(8)) {
        equals_every_case(&parts, &asked)?;
    }

    #[test]
    fn trees_are_products(ups in prop::collection::vec(0.5..1.0_f64, 1..60), turn in 1..7_usize) {
        // Each part is needed by one before it.
        let mut parts: Vec<Part> = ups.iter().map(|up| part(*up, &[])).collect();
        (1..ups.len()).for_each(|at| parts[(at * turn) / (turn + 1)].needs.push(vec![at as u32]));
        let got = ask(&parts, 0);
        let expect: f64 = ups.iter().product();
        prop_assert!((got.share.likely - expect).abs() <= 1e-12);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn structures_of_up_to_fifteen_parts_equal_every_case((parts, asked) in structures(15)) {
        equals_every_case(&parts, &asked)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn trials_see_what_every_case_says((parts, asked) in structures(8), seed: u64) {
        let effort = Effort { cases: 0, half_width: 3e-3, steps: 2_000_000, seed };
        let got = availability(&parts, &asked, &effort).unwrap();
        let expect = every_case(&parts, &asked, |q| q.likely);
        // Five standard errors: none of 150 is expected outside.
        let slack = if let By::Trials { interval, .. } = got.by { 2.5 * (interval.1 - interval.0) / 2.0 + 1e-3 } else { 1e-9 };
        prop_assert!((got.share.likely - expect).abs() <= slack, "{got:?} instead of {expect}");
    }
}
