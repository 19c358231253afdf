//! Load on graphs of calls: laws, oracles, and the loops that have no answer.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // reads a shared file and says so when it is not there

use std::collections::HashMap;

use base::Quantity;
use landscape::flows::{self, BadCall, Call, CannotSolve, Graph};
use proptest::prelude::*;

fn call(from: u32, to: u32, calls: f64) -> Call {
    Call { from, to, calls }
}

fn check(nodes: usize, calls: &[Call], external: &[f64], expect: &[f64]) {
    let got = Graph::new(nodes, calls).unwrap().loads(external).unwrap();
    assert_eq!(got.len(), expect.len());
    for (node, (got, expect)) in got.iter().zip(expect).enumerate() {
        assert!((got - expect).abs() <= 1e-9 * expect.abs().max(1.0), "node {node}: {got} instead of {expect}");
    }
}

/// The slow obvious version: Gauss–Jordan with pivoting on I − Rᵀ.
fn dense(nodes: usize, calls: &[Call], external: &[f64]) -> Option<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> =
        (0..nodes).map(|i| (0..=nodes).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    for c in calls {
        rows[c.to as usize][c.from as usize] -= c.calls;
    }
    (0..nodes).for_each(|i| rows[i][nodes] = external[i]);
    for k in 0..nodes {
        let best = (k..nodes).max_by(|a, b| rows[*a][k].abs().total_cmp(&rows[*b][k].abs()))?;
        rows.swap(k, best);
        let pivot = rows[k][k];
        if pivot.abs() < 1e-12 {
            return None;
        }
        rows[k].iter_mut().for_each(|cell| *cell /= pivot);
        let top = rows[k].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(i, row)| *i != k && row[k] != 0.0) {
            let factor = row[k];
            row.iter_mut().zip(&top).for_each(|(cell, top)| *cell -= factor * top);
        }
    }
    Some(rows.into_iter().map(|row| row[nodes]).collect())
}

/// Round after round until nothing changes: the other slow obvious version.
fn rounds(nodes: usize, calls: &[Call], external: &[f64], most: usize) -> Option<Vec<f64>> {
    let (mut total, mut now) = (external.to_vec(), external.to_vec());
    for _ in 0..most {
        let mut next = vec![0.0; nodes];
        calls.iter().for_each(|c| next[c.to as usize] += now[c.from as usize] * c.calls);
        total.iter_mut().zip(&next).for_each(|(total, next)| *total += next);
        if next.iter().sum::<f64>() <= 1e-15 * total.iter().sum::<f64>() {
            return Some(total);
        }
        now = next;
    }
    None
}

#[test]
fn without_loops_load_adds_up_from_callers_to_callees() {
    check(4, &[call(0, 1, 2.0), call(0, 2, 1.0), call(1, 3, 0.5), call(2, 3, 3.0)], &[10.0], &[10.0, 20.0, 10.0, 40.0]);
    check(3, &[], &[1.0, 0.0, 3.0], &[1.0, 0.0, 3.0]);
    check(0, &[], &[], &[]);
}

#[test]
fn a_retry_loop_is_summed_to_its_end() {
    // One call in five is asked again: 100 + 20 + 4 + … = 125.
    check(2, &[call(0, 1, 1.0), call(1, 1, 0.2)], &[100.0], &[100.0, 125.0]);
    // Through another system: a → b → a with 0.5 × 0.4 a round.
    check(2, &[call(0, 1, 0.5), call(1, 0, 0.4)], &[8.0], &[10.0, 5.0]);
}

#[test]
fn two_loops_one_after_another_are_solved_in_their_order() {
    let calls = [call(3, 2, 1.0), call(2, 3, 0.5), call(3, 1, 2.0), call(1, 0, 0.9), call(0, 1, 0.5)];
    let graph = Graph::new(4, &calls).unwrap();
    let mut loops: Vec<Vec<u32>> = graph.loops().map(<[u32]>::to_vec).collect();
    loops.iter_mut().for_each(|l| l.sort_unstable());
    assert_eq!(loops, [vec![2, 3], vec![0, 1]], "callers first");
    let external = [0.0, 0.0, 0.0, 1.0];
    check(4, &calls, &external, &dense(4, &calls, &external).unwrap());
}

#[test]
fn a_loop_that_amplifies_has_no_load_but_a_name_and_a_growth() {
    let calls = [call(0, 1, 1.0), call(1, 2, 1.5), call(2, 1, 1.5), call(3, 0, 1.0)];
    let graph = Graph::new(5, &calls).unwrap();
    match graph.loads(&[1.0]).unwrap_err() {
        CannotSolve::Amplifies { nodes, growth } => {
            assert_eq!(nodes, [1, 2]);
            assert!((growth - 1.5).abs() < 1e-6, "{growth}");
        }
        other => panic!("{other:?}"),
    }
    // What it does not reach is answered.
    assert_eq!(graph.loads_from(4, 7.0).unwrap(), [0.0, 0.0, 0.0, 0.0, 7.0]);
    // Growth of exactly 1 never ends either.
    let forever = Graph::new(2, &[call(0, 1, 1.0), call(1, 0, 1.0)]).unwrap();
    assert!(matches!(forever.loads(&[1.0]), Err(CannotSolve::Amplifies { growth, .. }) if growth == 1.0));
    let itself = Graph::new(1, &[call(0, 0, 2.0)]).unwrap();
    assert!(matches!(itself.loads(&[1.0]), Err(CannotSolve::Amplifies { growth, .. }) if (growth - 2.0).abs() < 1e-9));
}

#[test]
fn a_large_loop_is_decided_by_proof() {
    let ring = |calls: f64| -> Vec<Call> { (0..500).map(|i| call(i, (i + 1) % 500, calls)).collect() };
    for (calls, sum) in [(0.5, 2.0), (0.999, 1000.0 * (1.0 - 0.999_f64.powi(500)) / (1.0 - 0.999_f64.powi(500)))] {
        let loads = Graph::new(500, &ring(calls)).unwrap().loads(&[1.0]).unwrap();
        let expect = dense(500, &ring(calls), &[&[1.0][..], &[0.0; 499]].concat()).unwrap();
        let total: f64 = loads.iter().sum();
        assert!((total - sum).abs() < 1e-6 * sum, "{total} instead of {sum}");
        for (got, expect) in loads.iter().zip(expect) {
            assert!((got - expect).abs() <= 1e-8 * expect.max(1.0));
        }
    }
    for calls in [1.0, 1.01] {
        let graph = Graph::new(500, &ring(calls)).unwrap();
        match graph.loads(&[1.0]) {
            Err(CannotSolve::Amplifies { nodes, growth }) => {
                assert_eq!(nodes.len(), 500);
                assert!((growth - calls).abs() < 1e-6, "{growth}");
            }
            other => panic!("{calls}: {other:?}"),
        }
    }
}

#[test]
fn what_cannot_be_decided_is_no_number() {
    // A large ring whose product is 1 within rounding, unevenly: neither proof can succeed.
    let mut calls: Vec<Call> =
        (0..200).map(|i| call(i, (i + 1) % 200, if i % 2 == 0 { 3.0 } else { 1.0 / 3.0 })).collect();
    calls.push(call(0, 100, 1e-17));
    let graph = Graph::new(200, &calls).unwrap();
    assert!(graph.loads(&[1.0]).is_err());
}

#[test]
fn a_bad_call_is_named() {
    let none = call(0, 7, 1.0);
    assert_eq!(Graph::new(2, &[none]).unwrap_err(), BadCall::NoSuchNode(none));
    for calls in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(Graph::new(2, &[call(0, 1, calls)]), Err(BadCall::NoCount(_))));
    }
    let graph = Graph::new(1, &[]).unwrap();
    assert_eq!(graph.loads(&[f64::NAN]).unwrap(), [0.0], "a load that is no number is none");
}

#[test]
fn ranges_are_carried_low_with_low_and_high_with_high() {
    let calls = [(0, 1, Quantity::range(1.0, 2.0, 3.0)), (1, 1, Quantity::range(0.0, 0.2, 0.5))];
    let solved = flows::range(2, &calls, &[Quantity::range(9.0, 10.0, 12.0), Quantity::exact(0.0)]).unwrap().unwrap();
    assert_eq!(solved[0], Quantity::range(9.0, 10.0, 12.0));
    assert_eq!(solved[1], Quantity::range(9.0, 25.0, 72.0));
    // An upper end that amplifies leaves no bound to give.
    let open = [(0, 0, Quantity::range(0.1, 0.5, 1.2))];
    assert!(flows::range(1, &open, &[Quantity::exact(1.0)]).unwrap().is_err());
}

/// A graph, its external loads; row sums vary from calm to amplifying.
fn world(most: usize) -> impl Strategy<Value = (usize, Vec<Call>, Vec<f64>)> {
    (1..most).prop_flat_map(|nodes| {
        let at = 0..nodes as u32;
        let calls =
            prop::collection::vec((at.clone(), at, 0.0..0.8_f64).prop_map(|(f, t, c)| call(f, t, c)), 0..nodes * 3);
        (Just(nodes), calls, prop::collection::vec(0.0..100.0_f64, nodes))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn it_agrees_with_a_dense_solution((nodes, calls, external) in world(90)) {
        let slow = dense(nodes, &calls, &external);
        match Graph::new(nodes, &calls).unwrap().loads(&external) {
            Ok(loads) => {
                let slow = slow.unwrap();
                let largest = slow.iter().copied().fold(1.0, f64::max);
                for (fast, slow) in loads.iter().zip(&slow) {
                    prop_assert!((fast - slow).abs() <= 1e-8 * largest, "{fast} instead of {slow}");
                }
                // Conservation: everything that arrives was sent from outside or called from inside.
                let called: f64 = calls.iter().map(|c| loads[c.from as usize] * c.calls).sum();
                let (total, sent): (f64, f64) = (loads.iter().sum(), external.iter().sum());
                prop_assert!((total - sent - called).abs() <= 1e-7 * total.max(1.0));
            }
            Err(CannotSolve::Amplifies { growth, .. }) => {
                prop_assert!(growth >= 1.0);
                prop_assert!(rounds(nodes, &calls, &vec![1.0; nodes], 400).is_none(), "the rounds do end");
            }
            Err(undecided) => prop_assert!(false, "{undecided:?}"),
        }
    }

    #[test]
    fn twice_the_load_outside_is_twice_the_load_everywhere((nodes, calls, external) in world(80)) {
        let graph = Graph::new(nodes, &calls).unwrap();
        let doubled: Vec<f64> = external.iter().map(|x| 2.0 * x).collect();
        if let (Ok(once), Ok(twice)) = (graph.loads(&external), graph.loads(&doubled)) {
            let largest = once.iter().copied().fold(1.0, f64::max);
            for (once, twice) in once.iter().zip(twice) {
                prop_assert!((2.0 * once - twice).abs() <= 1e-8 * largest);
            }
        }
    }

    #[test]
    fn the_order_of_calls_does_not_matter((nodes, calls, external) in world(40)) {
        let backwards: Vec<Call> = calls.iter().rev().copied().collect();
        let (a, b) = (Graph::new(nodes, &calls).unwrap(), Graph::new(nodes, &backwards).unwrap());
        if let (Ok(a), Ok(b)) = (a.loads(&external), b.loads(&external)) {
            let largest = a.iter().copied().fold(1.0, f64::max);
            prop_assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-8 * largest));
        }
    }

    #[test]
    fn more_calls_never_lower_a_load((nodes, calls, external) in world(40), more in 1.0..1.1_f64) {
        let raised: Vec<(u32, u32, Quantity)> =
            calls.iter().map(|c| (c.from, c.to, Quantity::range(c.calls / more, c.calls, c.calls * more))).collect();
        let external: Vec<Quantity> = external.into_iter().map(Quantity::exact).collect();
        if let Ok(solved) = flows::range(nodes, &raised, &external).unwrap() {
            prop_assert!(solved.iter().all(|q| q.low <= q.likely && q.likely <= q.high && q.high.is_finite()));
        }
    }
}

struct Services {
    calls: Vec<Call>,
    external: Vec<f64>,
    /// Requests at each service, as counted.
    counted: Vec<f64>,
}

/// A graph of calls between real services (jaeger-ui's sample, Apache-2.0).
///
/// Call counts become calls per request so: a call's count ÷ all counted calls that reach its caller; a service nobody
/// calls is taken to serve as many requests as the calls it makes. Its requests are the load from outside.
fn jaeger() -> Option<Services> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/landscape/jaeger-large.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "{path} must be here");
        eprintln!("skipped: ../shared/data");
        return None;
    };
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut number: HashMap<String, u32> = HashMap::new();
    let mut counted = Vec::new();
    for row in &rows {
        let mut at = |field: &str| {
            let name = row[field].as_str().unwrap().to_owned();
            let next = number.len() as u32;
            *number.entry(name).or_insert(next)
        };
        let (from, to) = (at("parent"), at("child"));
        counted.push(call(from, to, row["callCount"].as_f64().unwrap()));
    }
    let nodes = number.len();
    let (mut arriving, mut leaving) = (vec![0.0; nodes], vec![0.0; nodes]);
    for c in &counted {
        arriving[c.to as usize] += c.calls;
        leaving[c.from as usize] += c.calls;
    }
    let external = (0..nodes).map(|at| if arriving[at] == 0.0 { leaving[at] } else { 0.0 }).collect();
    let requests = |at: u32| if arriving[at as usize] > 0.0 { arriving[at as usize] } else { leaving[at as usize] };
    let calls = counted.iter().map(|c| call(c.from, c.to, c.calls / requests(c.from))).collect();
    let counted = (0..nodes as u32).map(requests).collect();
    Some(Services { calls, external, counted })
}

#[test]
fn real_services_with_a_loop_of_356_are_solved() {
    let Some(Services { calls, external, counted }) = jaeger() else { return };
    let nodes = counted.len();
    assert_eq!((nodes, calls.len()), (1238, 4271));
    let graph = Graph::new(nodes, &calls).unwrap();
    assert_eq!(graph.loops().map(<[u32]>::len).max(), Some(356));
    // As counted, the answer is known: the very calls that were counted.
    let largest = |loads: &[f64]| loads.iter().copied().fold(1.0, f64::max);
    let loads = graph.loads(&external).unwrap();
    loads
        .iter()
        .zip(&counted)
        .for_each(|(a, b)| assert!((a - b).abs() <= 1e-8 * largest(&counted), "{a} instead of {b}"));
    // With fewer calls a request, against round after round.
    for damping in [0.9, 0.5] {
        let calls: Vec<Call> = calls.iter().map(|c| call(c.from, c.to, c.calls * damping)).collect();
        let loads = Graph::new(nodes, &calls).unwrap().loads(&external).unwrap();
        let slow = rounds(nodes, &calls, &external, 100_000).unwrap();
        loads
            .iter()
            .zip(&slow)
            .for_each(|(a, b)| assert!((a - b).abs() <= 1e-8 * largest(&slow), "{a} instead of {b}"));
        // Three times, a tenth around: low, likely and high stay in order.
        let ranged: Vec<(u32, u32, Quantity)> =
            calls.iter().map(|c| (c.from, c.to, Quantity::range(c.calls * 0.9, c.calls, c.calls * 1.1))).collect();
        let external: Vec<Quantity> = external.iter().map(|x| Quantity::exact(*x)).collect();
        let solved = flows::range(nodes, &ranged, &external).unwrap().unwrap();
        assert!(solved.iter().zip(&loads).all(|(q, load)| q.low <= *load + 1e-6 && *load <= q.high + 1e-6));
    }
    // With twice the calls the loop feeds itself, and is named.
    let doubled: Vec<Call> = calls.iter().map(|c| call(c.from, c.to, c.calls * 2.0)).collect();
    match Graph::new(nodes, &doubled).unwrap().loads(&external) {
        Err(CannotSolve::Amplifies { nodes, growth }) => assert!(nodes.len() > 1 && growth > 1.0, "{growth}"),
        other => panic!("{:?}", other.map(|loads| loads.len())),
    }
}
