//! Choosing initiatives under limits: ours beside HiGHS, the same questions in one run; and every reason for a choice.
//!
//! `cargo run --release -p agenda --example portfolio_bench -- --python PYTHON` (a Python with `highspy`); `--only 200`,
//! `--only starts` or `--only reasons` asks for a part alone.
//!
//! Up to 100 initiatives both solve to proof; beyond, each has its time. Ours counts its own effort, the peer is stopped by the
//! seconds it worked. Times are those of the processor (Linux tells them): other work on the machine stretches those of the
//! clock.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock, starts its peer and prints

mod questions;
mod reasons;

use std::io::Write;
use std::process::{Command, Stdio};

use agenda::portfolio::{Choice, EFFORT, keeps, select_within};
use questions::{Shape, question, scheduled};

/// The same question for HiGHS, as who knows it would put it.
const PEER: &str = r#"
import sys, json, time, highspy
import numpy as np
out = []
for q in json.load(sys.stdin):
    h = highspy.Highs(); h.setOptionValue("output_flag", False); h.setOptionValue("threads", 1)
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
    for j, groups in enumerate(q["needs_one_of"]):
        for g in groups: row([j] + g, [1] + [-1] * len(g), 0)
    for k, t in enumerate(q["together"]):
        for i in t["of"]: row([n + k, i], [1, -1], 0)
    def stop(event):
        if time.process_time() - start > q["seconds"]: event.interrupt()
    h.cbMipInterrupt += stop
    h.run(); took = time.process_time() - start
    info = h.getInfo()
    out.append({"value": -info.objective_function_value, "bound": -info.mip_dual_bound, "seconds": took})
print(json.dumps(out))
"#;

/// Seconds this process has worked.
pub(crate) fn seconds_worked() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").expect("Linux tells how long a process has worked");
    let nanoseconds = told.split(' ').next().and_then(|it| it.parse::<f64>().ok());
    nanoseconds.expect("the first number of it") / 1e9
}

fn told(choice: &Choice, seconds: u32) -> serde_json::Value {
    serde_json::json!({
        "seconds": seconds,
        "values": choice.candidates.iter().map(|it| it.value).collect::<Vec<_>>(),
        "uses": choice.candidates.iter().map(|it| it.uses.iter().map(|part| part.likely).collect()).collect::<Vec<Vec<f64>>>(),
        "needs": choice.candidates.iter().map(|it| &it.needs).collect::<Vec<_>>(),
        "needs_one_of": choice.candidates.iter().map(|it| &it.needs_one_of).collect::<Vec<_>>(),
        "limits": choice.limits.iter().map(|it| it.most).collect::<Vec<_>>(),
        "exclusions": choice.exclusions,
        "together": choice.together.iter().map(|it| serde_json::json!({"of": it.of, "value": it.value})).collect::<Vec<_>>(),
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| arguments.iter().position(|it| it == name).and_then(|at| arguments.get(at + 1));
    let only = after("--only").map(String::as_str);
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    type Draw = fn(u64) -> Choice;
    let parts: [(&str, &str, Draw, u64, u64, u32); 6] = [
        ("60", "60 short initiatives", |seed| question(60, Shape::Short, seed), 10, EFFORT, 60),
        ("100", "100 short initiatives", |seed| question(100, Shape::Short, seed), 3, 15 * EFFORT, 60),
        ("200", "200 short initiatives", |seed| question(200, Shape::Short, seed), 3, 15 * EFFORT, 30),
        ("200", "200 long initiatives", |seed| question(200, Shape::Long, seed), 3, 15 * EFFORT, 30),
        ("starts", "60 initiatives, each from any of 8 quarters", |seed| scheduled(60, 8, seed), 2, 15 * EFFORT, 30),
        (
            "starts",
            "200 initiatives, each from any of 12 quarters",
            |seed| scheduled(200, 12, seed),
            2,
            15 * EFFORT,
            60,
        ),
    ];
    for (_, name, draw, count, effort, seconds) in parts.into_iter().filter(|it| wanted(it.0)) {
        let questions: Vec<Choice> = (1..=count).map(draw).collect();
        let peer: Vec<serde_json::Value> = match after("--python") {
            Some(python) => {
                let mut child = Command::new(python)
                    .args(["-c", PEER])
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .spawn()
                    .expect("the peer starts");
                let all: Vec<_> = questions.iter().map(|it| told(it, seconds)).collect();
                let mut input = child.stdin.take().expect("it has an input");
                input.write_all(serde_json::Value::from(all).to_string().as_bytes()).expect("it reads");
                drop(input);
                let out = child.wait_with_output().expect("it ends").stdout;
                serde_json::from_slice(&out).expect("it answers in JSON")
            }
            None => Vec::new(),
        };
        println!("\n{name}");
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
    if wanted("reasons") {
        reasons::run();
    }
}
