//! How long an impact takes, next to plain fixed-point iteration over a petgraph of the same calls.
//!
//! `cargo run --release -p landscape --example impact_bench`
//!
//! The peer is what one would write in an afternoon: petgraph, its `tarjan_scc` once at build, then rounds of
//! x ← b + Rᵀx over the whole graph until the change falls below the same relative error, without any proof.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock, reads a file and prints

use std::collections::HashMap;
use std::time::Instant;

use base::{Quantity, Ref, Source};
use jiff::civil::date;
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};
use landscape::flows::{Call, Graph};
use landscape::impact::{self, Change};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    println!("{:<46} {:>10} {:>10} {:>8} {:>10}", "median of runs, ms", "entente", "peer", "ratio", "budget");
    match services() {
        Some((nodes, calls)) => {
            compare("1,238 services, loop of 356", nodes, &calls, 101, Some(5.0));
            whole_answer(nodes, &calls, "degradable");
            whole_answer(nodes, &calls, "hard");
        }
        None => println!("skipped: ../shared/data"),
    }
    if std::env::var("RUNS").is_ok() {
        return;
    }
    let (nodes, calls) = invented(100_000, 500_000, 0.9, 7);
    compare("100,000 nodes, 500,000 calls, row sums ≤ 0.9", nodes, &calls, 11, Some(50.0));
    let (nodes, calls) = invented(100_000, 500_000, 0.99, 7);
    compare("the same, row sums ≤ 0.99", nodes, &calls, 5, None);
}

fn compare(name: &str, nodes: usize, calls: &[Call], runs: usize, budget: Option<f64>) {
    println!("{name}");
    let (build, graph) = median(runs.min(5), || Graph::new(nodes, calls).unwrap());
    let (peer_build, peer) = median(runs.min(5), || Peer::new(nodes, calls));
    row("  build", build, peer_build, None);
    let entry = graph.loops().max_by_key(|l| l.len()).map_or(0, |l| l[l.len() / 2]);
    let mut external = vec![0.0; nodes];
    external[entry as usize] = 55.0;
    let (ours, loads) = median(runs, || graph.loads(&external).unwrap());
    let (theirs, slow) = median(runs.min(11), || peer.loads(&external));
    row("  one change, from one entry", ours, theirs, budget);
    agree(&loads, &slow);
    let external: Vec<f64> = (0..nodes).map(|i| (i % 17) as f64).collect();
    let (ours, loads) = median(runs, || graph.loads(&external).unwrap());
    let (theirs, slow) = median(runs.min(11), || peer.loads(&external));
    row("  every load at once", ours, theirs, None);
    agree(&loads, &slow);
}

fn row(name: &str, ours: f64, theirs: f64, budget: Option<f64>) {
    let budget = budget.map_or(String::new(), |b| format!("≤ {b} {}", if ours <= b { "kept" } else { "MISSED" }));
    println!("{name:<46} {ours:>10.3} {theirs:>10.3} {:>7.1}× {budget:>10}", theirs / ours);
}

fn agree(a: &[f64], b: &[f64]) {
    let largest = a.iter().copied().fold(0.0, f64::max);
    let apart = a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(apart <= 1e-6 * largest, "they disagree by {apart} on {largest}");
}

/// The whole of `impact::of` on a catalogue of the real services: from fields to sentences.
fn whole_answer(nodes: usize, calls: &[Call], mode: &str) {
    let mut claims = Vec::new();
    let mut claim = |subject: &str, field: Field, value: Value| {
        let source = Source::Statement { by: None, position: 1 };
        let subject: Ref = subject.parse().unwrap();
        claims.push(Claim { subject, field, value, source, as_of: None, position: 1 });
    };
    let number = |value: f64| Value::Number(Quantity::exact(value));
    let named = |key: String| Value::Named(vec![key]);
    for node in 0..nodes {
        claim(&format!("system:s{node}"), Field::Limit, number(500.0));
        claim(&format!("system:s{node}"), Field::Load, number(200.0));
        claim(&format!("system:s{node}"), Field::Availability, number(0.999));
    }
    for call in calls {
        let flow = format!("flow:s{}>s{}", call.from, call.to);
        claim(&flow, Field::Source, named(format!("s{}", call.from)));
        claim(&flow, Field::Target, named(format!("s{}", call.to)));
        // Half of what was counted, so that the loop dies out soon enough to be read.
        claim(&flow, Field::Calls, number(call.calls * 0.5));
        claim(&flow, Field::Mode, Value::Choice(mode.into()));
    }
    let graph = Graph::new(nodes, calls).unwrap();
    let entry = graph.loops().max_by_key(|l| l.len()).map_or(0, |l| l[l.len() / 2]);
    claim("element:page", Field::Channel, named(format!("s{entry}")));
    claim("element:page", Field::Views, number(11.0));
    claim("data:balance", Field::Master, named(format!("s{entry}")));
    let (build, catalog) = median(3, || Catalog::build(claims.clone()));
    let change = Change {
        element: Some("element:page".parse().unwrap()),
        data: Some("data:balance".parse().unwrap()),
        calls_per_view: Some(Quantity::exact(5.0)),
        ..Change::default()
    };
    let (time, answer) = median(std::env::var("RUNS").map_or(21, |n| n.parse().unwrap()), || {
        impact::of(&catalog, &change, date(2026, 8, 6)).unwrap()
    });
    println!("{:<46} {build:>10.3}", "  catalogue of these services, built");
    let kept = if time <= 5.0 { "kept" } else { "MISSED" };
    println!(
        "{:<46} {time:>10.3} {:>30}",
        format!("  impact::of, {} systems touched, calls {mode}", answer.loads.len()),
        format!("≤ 5 {kept}")
    );
}

/// Runs and gives the median time in milliseconds, and the last answer.
fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut last = work();
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            last = work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], last)
}

struct Peer {
    graph: DiGraph<(), f64>,
    _loops: Vec<Vec<NodeIndex>>,
}

impl Peer {
    fn new(nodes: usize, calls: &[Call]) -> Peer {
        let mut graph = DiGraph::with_capacity(nodes, calls.len());
        let at: Vec<NodeIndex> = (0..nodes).map(|_| graph.add_node(())).collect();
        for call in calls {
            graph.add_edge(at[call.from as usize], at[call.to as usize], call.calls);
        }
        let _loops = petgraph::algo::tarjan_scc(&graph);
        Peer { graph, _loops }
    }

    fn loads(&self, external: &[f64]) -> Vec<f64> {
        let mut loads = external.to_vec();
        for _ in 0..1_000_000 {
            let mut next = external.to_vec();
            for edge in self.graph.edge_references() {
                next[edge.target().index()] += loads[edge.source().index()] * edge.weight();
            }
            let change = loads.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            let largest = next.iter().copied().fold(0.0, f64::max);
            loads = next;
            if change <= 1e-9 * largest {
                break;
            }
        }
        loads
    }
}

/// Calls between real services, as calls per request (see tests/flows.rs).
fn services() -> Option<(usize, Vec<Call>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/landscape/jaeger-large.json");
    let rows: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let mut number: HashMap<&str, u32> = HashMap::new();
    let mut counted = Vec::new();
    for row in &rows {
        let next = number.len() as u32;
        let from = *number.entry(row["parent"].as_str()?).or_insert(next);
        let next = number.len() as u32;
        let to = *number.entry(row["child"].as_str()?).or_insert(next);
        counted.push(Call { from, to, calls: row["callCount"].as_f64()? });
    }
    let nodes = number.len();
    let (mut arriving, mut leaving) = (vec![0.0; nodes], vec![0.0; nodes]);
    for call in &counted {
        arriving[call.to as usize] += call.calls;
        leaving[call.from as usize] += call.calls;
    }
    for call in &mut counted {
        let from = call.from as usize;
        call.calls /= if arriving[from] > 0.0 { arriving[from] } else { leaving[from] };
    }
    Some((nodes, counted))
}

/// A seeded random graph with one giant loop; each node's calls per request sum to between half of `most` and `most`.
fn invented(nodes: u32, calls: u32, most: f64, seed: u64) -> (usize, Vec<Call>) {
    let mut state = seed;
    let mut next = move || {
        // SplitMix64: Steele, Lea & Flood, 2014.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut out: Vec<Call> = (0..calls)
        .map(|_| {
            let (from, to) = ((next() * f64::from(nodes)) as u32, (next() * f64::from(nodes)) as u32);
            Call { from, to, calls: 0.1 + next() }
        })
        .collect();
    let mut sums = vec![0.0; nodes as usize];
    out.iter().for_each(|call| sums[call.from as usize] += call.calls);
    let goal: Vec<f64> = sums.iter().map(|_| most * (0.5 + 0.5 * next())).collect();
    out.iter_mut().for_each(|call| call.calls *= goal[call.from as usize] / sums[call.from as usize]);
    (nodes as usize, out)
}
