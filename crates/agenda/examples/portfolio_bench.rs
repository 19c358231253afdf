//! Choosing initiatives under limits: ours beside HiGHS, the same questions in one run.
//!
//! `cargo run --release -p agenda --example portfolio_bench -- --python PYTHON` (a Python with `highspy`);
//! `--only 60` asks for one size alone.
//!
//! The questions are drawn by a fixed rule: costs of one fund over two to four quarters, work of one to three teams over as
//! many, limits at 45 % of what all would take, a need for every third, an exclusion and a synergy for every sixth. Both
//! solve to proof for 60 and 100 initiatives, for 200 within the time given. Ours counts its own effort. Times are
//! those of the processor (Linux tells them), since other work on the machine stretches those of the clock; the peer's time
//! limit is the clock's.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock, starts its peer and prints

use std::io::Write;
use std::process::{Command, Stdio};

use agenda::portfolio::{Candidate, Choice, EFFORT, Limit, Standing, Together, Use, keeps, select_within};

const QUARTERS: usize = 8;
const FUNDS: usize = 3;

/// The same question for HiGHS, as who knows it would put it.
const PEER: &str = r#"
import sys, json, time, highspy
import numpy as np
out = []
for q in json.load(sys.stdin):
    h = highspy.Highs(); h.setOptionValue("output_flag", False); h.setOptionValue("threads", 1)
    h.setOptionValue("mip_rel_gap", q["gap"]); h.setOptionValue("time_limit", float(q["seconds"]))
    start = time.process_time(); inf = highspy.kHighsInf
    for v in q["values"]: h.addVar(0, 1)
    n = len(q["values"])
    for t in q["together"]: h.addVar(0, 1)
    for j, v in enumerate(q["values"]): h.changeColCost(j, -v)
    for k, t in enumerate(q["together"]): h.changeColCost(n + k, -t["value"])
    for j in range(n): h.changeColIntegrality(j, highspy.HighsVarType.kInteger)
    def row(cols, parts, most): h.addRow(-inf, most, len(cols), np.array(cols, dtype=np.int32), np.array(parts, dtype=float))
    for l, most in enumerate(q["limits"]):
        cols = [j for j in range(n) if q["uses"][j][l] > 0]
        row(cols, [q["uses"][j][l] for j in cols], most)
    for j, needs in enumerate(q["needs"]):
        for i in needs: row([j, i], [1, -1], 0)
    for g in q["exclusions"]: row(g, [1] * len(g), 1)
    for k, t in enumerate(q["together"]):
        for i in t["of"]: row([n + k, i], [1, -1], 0)
    h.run(); took = time.process_time() - start
    info = h.getInfo()
    out.append({"value": -info.objective_function_value, "bound": -info.mip_dual_bound, "seconds": took})
print(json.dumps(out))
"#;

/// Seconds this process has worked.
fn seconds_worked() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").expect("Linux tells how long a process has worked");
    let nanoseconds = told.split(' ').next().and_then(|it| it.parse::<f64>().ok());
    nanoseconds.expect("the first number of it") / 1e9
}

struct Rule(u64);

impl Rule {
    fn next(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea & Flood, 2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn question(n: usize, teams: usize, seed: u64) -> Choice {
    let mut rule = Rule(seed);
    let limits = (FUNDS + teams) * QUARTERS;
    let mut candidates = Vec::new();
    for place in 0..n {
        let mut uses = vec![Use::exact(0.0); limits];
        let (start, length) = (rule.below(QUARTERS - 3), 2 + rule.below(3));
        let fund = rule.below(FUNDS);
        let (mut cost, mut work) = (0.0, 0.0);
        for quarter in start..(start + length).min(QUARTERS) {
            let part = rule.between(20.0, 200.0).round();
            cost += part;
            uses[fund * QUARTERS + quarter] = Use::exact(part);
        }
        for _ in 0..1 + rule.below(3) {
            let team = rule.below(teams);
            for quarter in start..(start + length).min(QUARTERS) {
                let part = rule.between(5.0, 60.0).round();
                work += part;
                uses[(FUNDS + team) * QUARTERS + quarter] = Use::exact(part);
            }
        }
        let value = ((cost + 3.0 * work) * rule.between(0.6, 1.8)).round();
        let needs = if place % 3 == 2 { vec![rule.below(place)] } else { Vec::new() };
        candidates.push(Candidate { value, uses, needs, needs_one_of: Vec::new(), standing: Standing::Free });
    }
    let limits = (0..limits).map(|at| {
        let asked: f64 = candidates.iter().map(|it: &Candidate| it.uses[at].likely).sum();
        Limit { most: (asked * 0.45).round(), guarded: 0.0 }
    });
    let limits = limits.collect();
    let pair = |rule: &mut Rule| vec![rule.below(n / 2), n / 2 + rule.below(n - n / 2)];
    let exclusions = (0..n / 6).map(|_| pair(&mut rule)).collect();
    let together = (0..n / 6).map(|_| Together { of: pair(&mut rule), value: 60.0, saves: Vec::new() }).collect();
    Choice { candidates, limits, exclusions, together, at_most: None }
}

fn told(choice: &Choice, gap: f64, seconds: u32) -> serde_json::Value {
    serde_json::json!({
        "gap": gap, "seconds": seconds,
        "values": choice.candidates.iter().map(|it| it.value).collect::<Vec<_>>(),
        "uses": choice.candidates.iter().map(|it| it.uses.iter().map(|part| part.likely).collect()).collect::<Vec<Vec<f64>>>(),
        "needs": choice.candidates.iter().map(|it| &it.needs).collect::<Vec<_>>(),
        "limits": choice.limits.iter().map(|it| it.most).collect::<Vec<_>>(),
        "exclusions": choice.exclusions,
        "together": choice.together.iter().map(|it| serde_json::json!({"of": it.of, "value": it.value})).collect::<Vec<_>>(),
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| arguments.iter().position(|it| it == name).and_then(|at| arguments.get(at + 1));
    let only = after("--only").and_then(|it| it.parse::<usize>().ok());
    let sizes = [(60, 8, 10, EFFORT, 0.0, 60), (100, 8, 5, 10 * EFFORT, 0.0, 60), (200, 8, 3, 15 * EFFORT, 0.0, 30)];
    for (n, teams, count, effort, gap, seconds) in sizes.into_iter().filter(|it| only.is_none_or(|only| only == it.0)) {
        let questions: Vec<Choice> = (1..=count).map(|seed| question(n, teams, seed)).collect();
        let peer: Vec<serde_json::Value> = match after("--python") {
            Some(python) => {
                let mut child = Command::new(python)
                    .args(["-c", PEER])
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .spawn()
                    .expect("the peer starts");
                let all: Vec<_> = questions.iter().map(|it| told(it, gap, seconds)).collect();
                let mut input = child.stdin.take().expect("it has an input");
                input.write_all(serde_json::Value::from(all).to_string().as_bytes()).expect("it reads");
                drop(input);
                let out = child.wait_with_output().expect("it ends").stdout;
                serde_json::from_slice(&out).expect("it answers in JSON")
            }
            None => Vec::new(),
        };
        println!("\n{n} initiatives, {QUARTERS} quarters, {FUNDS} funds, {teams} teams");
        let (mut ours_all, mut peers_all) = (Vec::new(), Vec::new());
        for (at, choice) in questions.iter().enumerate() {
            let start = seconds_worked();
            let got = select_within(choice, effort).expect("something keeps the rules");
            let seconds = seconds_worked() - start;
            assert!(keeps(choice, &got.chosen));
            ours_all.push(seconds);
            print!("  {:>2}: {:>9} in {seconds:>7.3} s, gap {:.3} %", at + 1, got.value, got.gap() * 100.0);
            if let Some(peer) = peer.get(at) {
                let number = |name: &str| peer[name].as_f64().unwrap_or(f64::NAN);
                let gap = (number("bound") - number("value")) / number("bound");
                print!("   HiGHS {:>9.0} in {:>7.3} s, gap {:.3} %", number("value"), number("seconds"), gap * 100.0);
                peers_all.push(number("seconds"));
                if got.proven() && gap < 1e-6 {
                    assert!((got.value - number("value")).abs() < 1e-3, "both proven and not the same");
                }
            }
            println!();
        }
        let middle = |all: &mut Vec<f64>| {
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
        };
        let worst = ours_all.iter().copied().fold(0.0, f64::max);
        let (ours, peers) = (middle(&mut ours_all), middle(&mut peers_all));
        println!("  median {ours:.3} s, worst {worst:.3} s; HiGHS median {peers:.3} s; ratio {:.2}", peers / ours);
    }
}
