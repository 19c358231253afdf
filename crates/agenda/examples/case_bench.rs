//! One case drawn 100,000 times: ours beside NumPy, in one run.
//!
//! `cargo run --release -p agenda --example case_bench -- --python PYTHON` (a Python with `numpy`)
//!
//! The case has twelve uncertain inputs (five PERT, three triangular, two lognormal, two normal) and five years of flows.
//! Both draw all inputs, work out every net present value, and sum them up: mean, nine quantiles, share below zero,
//! mean of the worst tenth. NumPy draws with its own samplers, vectorised over all draws, and its starting is not counted.
//! The two must agree within what plain draws may differ by. Times are those of the processor (Linux tells them), since
//! other work on the machine stretches those of the clock.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench has a clock, starts its peer and prints

use std::process::Command;

use agenda::money::risk::{self, DRAWS};
use stats::distribution::{Distribution, Shape};
use stats::summary::Summary;

const YEARS: usize = 5;
const RATE: f64 = 0.08;
const REPEATS: usize = 21;
const QUANTILES: [f64; 9] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/// The same inputs and the same case, as NumPy would be asked by who knows it.
const PEER: &str = r#"
import sys, time, json
import numpy as np
n, repeats = int(sys.argv[1]), int(sys.argv[2])
z = 1.6448536269514722
def pert(g, a, m, b): return a + (b - a) * g.beta(1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a), n)
def logn(g, l, h): return np.exp((np.log(l) + np.log(h)) / 2 + (np.log(h) - np.log(l)) / (2 * z) * g.standard_normal(n))
def norm(g, l, h): return (l + h) / 2 + (h - l) / (2 * z) * g.standard_normal(n)
def once(seed):
    g = np.random.default_rng(seed)
    members, spend = pert(g, 380e3, 410e3, 425e3), norm(g, 200.0, 224.0)
    uplift, margin = pert(g, .003, .008, .014), g.triangular(.31, .34, .36, n)
    growth, adoption = norm(g, -.02, .04), pert(g, .6, .8, .95)
    purchase, deployment = g.triangular(10e3, 12e3, 18e3, n), pert(g, 30e3, 38e3, 70e3)
    integration, overrun = logn(g, 45e3, 90e3), logn(g, .9, 1.8)
    operation, decay = g.triangular(12e3, 14e3, 20e3, n), pert(g, .7, .85, 1.0)
    year = members * spend * uplift * margin
    npv = -(purchase + deployment + integration) * overrun
    reach, factor = adoption.copy(), 1.0
    for t in range(5):
        factor /= 1.08
        npv += (year * reach - operation) * factor
        reach *= decay * (1 + growth)
    q = np.quantile(npv, [.01, .05, .1, .25, .5, .75, .9, .95, .99])
    worst = np.sort(npv)[: n // 10].mean()
    return npv.mean(), npv.std(ddof=1), q.tolist(), float((npv < 0).mean()), -worst
times = []
for r in range(repeats):
    start = time.process_time(); got = once(r); times.append((time.process_time() - start) * 1000)
times.sort()
print(json.dumps({"median": times[len(times) // 2], "best": times[0], "mean": float(got[0]), "sd": float(got[1]), "q": got[2], "below": got[3], "cvar": float(got[4]), "numpy": np.__version__}))
"#;

fn inputs() -> Vec<Distribution> {
    let of = |shape, low, likely, high| Distribution::of(shape, low, likely, high).expect("the points are in order");
    vec![
        of(Shape::Pert, 380e3, 410e3, 425e3),
        of(Shape::Normal, 200.0, 212.0, 224.0),
        of(Shape::Pert, 0.003, 0.008, 0.014),
        of(Shape::Triangular, 0.31, 0.34, 0.36),
        of(Shape::Normal, -0.02, 0.01, 0.04),
        of(Shape::Pert, 0.6, 0.8, 0.95),
        of(Shape::Triangular, 10e3, 12e3, 18e3),
        of(Shape::Pert, 30e3, 38e3, 70e3),
        of(Shape::Lognormal, 45e3, 61e3, 90e3),
        of(Shape::Lognormal, 0.9, 1.2, 1.8),
        of(Shape::Triangular, 12e3, 14e3, 20e3),
        of(Shape::Pert, 0.7, 0.85, 1.0),
    ]
}

fn case(row: &[f64]) -> f64 {
    let year = row[0] * row[1] * row[2] * row[3];
    let mut npv = -(row[6] + row[7] + row[8]) * row[9];
    let (mut reach, mut factor) = (row[5], 1.0);
    for _ in 0..YEARS {
        factor /= 1.0 + RATE;
        npv += (year * reach - row[10]) * factor;
        reach *= row[11] * (1.0 + row[4]);
    }
    npv
}

/// How long the processor worked for this process, in milliseconds.
fn processor_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").expect("Linux tells processor times");
    let nanoseconds = told.split_whitespace().next().and_then(|word| word.parse::<f64>().ok());
    nanoseconds.expect("the first number is the time on the processor") / 1e6
}

fn main() {
    let python = std::env::args().skip_while(|word| word != "--python").nth(1);
    let inputs = inputs();
    let mut times = Vec::new();
    let mut last = None;
    for seed in 0..REPEATS as u64 {
        let start = processor_ms();
        let got = risk::simulate(seed, DRAWS, &inputs, case).expect("the case can be drawn");
        let told: Vec<f64> = QUANTILES.iter().map(|p| got.quantile(*p)).collect();
        let told = (told, got.below(0.0), got.cvar(0.9));
        times.push(processor_ms() - start);
        last = Some((got, told));
    }
    times.sort_by(f64::total_cmp);
    let (got, (quantiles, below, cvar)): (Summary, _) = last.expect("there is at least one repeat");
    println!("{DRAWS} draws, {} inputs, {YEARS} years, one hand, {REPEATS} times, processor time", inputs.len());
    println!("entente   median {:6.1} ms   best {:6.1} ms", times[REPEATS / 2], times[0]);
    println!(
        "          mean {:.0}  sd {:.0}  below zero {:.4}  mean loss of the worst tenth {cvar:.0}",
        got.mean,
        got.sd,
        below.share().unwrap_or(f64::NAN)
    );
    let Some(python) = python else { return println!("NumPy: skipped, no --python") };
    let args = ["-c", PEER, &DRAWS.to_string(), &REPEATS.to_string()];
    let out = Command::new(python).args(args).env("OMP_NUM_THREADS", "1").output().expect("Python starts");
    let text = String::from_utf8_lossy(&out.stdout);
    let Ok(peer) = serde_json::from_str::<serde_json::Value>(&text) else {
        return println!("NumPy: {}", String::from_utf8_lossy(&out.stderr));
    };
    let of = |name: &str| peer[name].as_f64().unwrap_or(f64::NAN);
    println!("NumPy     median {:6.1} ms   best {:6.1} ms   ({})", of("median"), of("best"), peer["numpy"]);
    println!(
        "          mean {:.0}  sd {:.0}  below zero {:.4}  mean loss of the worst tenth {:.0}",
        of("mean"),
        of("sd"),
        of("below"),
        of("cvar")
    );
    println!("ratio of medians {:.1}, of bests {:.1}", of("median") / times[REPEATS / 2], of("best") / times[0]);
    let off = (got.mean - of("mean")).abs() / (got.sd / (DRAWS as f64).sqrt());
    println!("means differ by {off:.2} standard errors of plain draws");
    for (at, ours) in quantiles.iter().enumerate() {
        let theirs = peer["q"][at].as_f64().unwrap_or(f64::NAN);
        assert!((ours - theirs).abs() < 0.03 * got.sd, "quantile {}: {ours} and {theirs}", QUANTILES[at]);
    }
    assert!(off < 5.0, "the two draw different cases");
    // How much the answer moves from seed to seed: what strata buy.
    let spread = |of: &dyn Fn(u64) -> f64| {
        let all = Summary::of((0..40).map(of).collect()).expect("forty numbers");
        all.sd
    };
    let ours = spread(&|seed| risk::simulate(seed, 10_000, &inputs, case).map_or(f64::NAN, |got| got.mean));
    println!(
        "10,000 draws: the mean moves by {:.0} from seed to seed, by {:.0} were they plain draws",
        ours,
        got.sd / 100.0
    );
}
