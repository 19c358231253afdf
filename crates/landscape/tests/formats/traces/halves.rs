//! Estimates held against what they did not see: printed values, slow obvious versions, hidden halves, known truth.

use super::said::*;
use landscape::field::Field;
use landscape::flows::{Call, Graph};
use landscape::formats::spans::estimate::{Tally, calls_per_counted, calls_per_request, median, share};
use serde_json::{Value as Json, json};

/// SplitMix64: the same numbers every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn poisson(&mut self, mean: f64) -> u64 {
        let (limit, mut product, mut n) = ((-mean).exp(), self.share(), 0);
        while product > limit {
            product *= self.share();
            n += 1;
        }
        n
    }
    fn geometric(&mut self, mean: f64) -> u64 {
        let (go_on, mut n) = (mean / (1.0 + mean), 0);
        while self.share() < go_on && n < 60 {
            n += 1;
        }
        n
    }
}

/// How many calls a request makes of one kind.
#[derive(Clone, Copy, Debug)]
enum Habit {
    Always,
    Sometimes(f64),
    Rain(f64),
    Bursts(f64),
    OneOrSix,
    /// As often as rain, but all requests of a trace share the weather.
    Weather(f64),
}

impl Habit {
    fn mean(self) -> f64 {
        match self {
            Habit::Always => 1.0,
            Habit::Sometimes(m) | Habit::Rain(m) | Habit::Bursts(m) | Habit::Weather(m) => m,
            Habit::OneOrSix => 3.5,
        }
    }

    fn calls(self, chance: &mut Chance, weather: f64) -> u64 {
        match self {
            Habit::Always => 1,
            Habit::Sometimes(p) => u64::from(chance.share() < p),
            Habit::Rain(m) => chance.poisson(m),
            Habit::Bursts(m) => chance.geometric(m),
            Habit::OneOrSix => {
                if chance.share() < 0.5 {
                    1
                } else {
                    6
                }
            }
            Habit::Weather(m) => chance.poisson(m * weather),
        }
    }
}

/// A house of services: who calls whom, and how.
struct House {
    edges: Vec<(usize, usize, Habit)>,
}

impl House {
    fn build(chance: &mut Chance) -> House {
        let mut edges = Vec::new();
        for to in 1..14_usize {
            for _ in 0..2 {
                let from = (chance.next() % to as u64) as usize;
                if edges.iter().any(|(f, t, _)| (*f, *t) == (from, to)) {
                    continue;
                }
                let habit = match chance.next() % 7 {
                    0 => Habit::Always,
                    1 => Habit::Sometimes(0.1 + 0.3 * chance.share()),
                    2 => Habit::Sometimes(0.6 + 0.3 * chance.share()),
                    3 => Habit::Rain(0.3 + chance.share()),
                    4 => Habit::Bursts(0.4 + chance.share()),
                    5 => Habit::OneOrSix,
                    _ => Habit::Weather(0.5 + chance.share()),
                };
                // Many calls only near the leaves, so that a trace stays small.
                let habit = if to < 9 && habit.mean() > 1.0 { Habit::Rain(0.8) } else { habit };
                edges.push((from, to, habit));
            }
        }
        House { edges }
    }

    fn trace(&self, number: u64, chance: &mut Chance, into: &mut Vec<S>) {
        let weather: Vec<f64> = self.edges.iter().map(|_| -chance.share().ln()).collect();
        let mut open = vec![(0_usize, 0_u64)];
        let mut next = 1;
        while let Some((service, parent)) = open.pop() {
            let id = next;
            next += 1;
            into.push(span(id, parent, &format!("s{service}"), "server").of(number));
            if next > 600 {
                continue;
            }
            for ((from, to, habit), weather) in self.edges.iter().zip(&weather) {
                if *from == service {
                    open.extend((0..habit.calls(chance, *weather)).map(|_| (*to, id)));
                }
            }
        }
    }
}

#[test]
fn intervals_are_those_of_the_books() {
    // Jeffreys' interval is half the printed chi-squared quantiles of 2 × calls + 1 degrees of freedom: 7, then 1.
    let q = calls_per_counted(3, 1).unwrap();
    assert!((q.low - 1.083_675).abs() < 1e-5 && (q.high - 7.033_570).abs() < 1e-5, "{q:?}");
    let none = calls_per_counted(0, 10).unwrap();
    assert!(none.low == 0.0 && (none.high - 0.192_072_9).abs() < 1e-6, "{none:?}");
    assert_eq!(calls_per_counted(1, 0), None);
    // Wilson's formula by hand, 10 of 100: centre 0.113528, half width 0.051166, both over 1.027055.
    let q = share(10, 100).unwrap();
    assert!((q.low - 0.060_72).abs() < 1e-5 && (q.high - 0.160_36).abs() < 1e-5, "{q:?}");
    assert_eq!(share(0, 0), None);
}

#[test]
fn the_median_lies_between_ranks_counted_one_by_one() {
    for n in 5..60_usize {
        let mut values: Vec<u32> = (0..n as u32).collect();
        let q = median(&mut values).unwrap();
        // The slow obvious version: sum the binomial until a twentieth is passed.
        let mut chosen = 1.0_f64;
        let (mut below, mut rank) = (0.0, 0);
        for k in 0..n {
            below += chosen / 2.0_f64.powi(n as i32);
            if below > 0.05 {
                rank = k.saturating_sub(1);
                break;
            }
            chosen *= (n - k) as f64 / (k + 1) as f64;
        }
        assert_eq!((q.low, q.high), (rank as f64, (n - 1 - rank) as f64), "{n}");
    }
    assert_eq!(median(&mut [1, 2, 3, 4]), None);
}

#[test]
fn a_tally_of_nothing_says_nothing_and_of_much_says_it_closely() {
    assert_eq!(calls_per_request(&Tally::default()), None);
    let of = |traces: u64, calls: u64| {
        let mut tally = Tally::default();
        (0..traces).for_each(|_| tally.add(1, calls));
        calls_per_request(&tally).unwrap()
    };
    let (one, twenty, many) = (of(1, 1), of(20, 1), of(10_000, 1));
    assert!(one.low < 0.2 && one.high > 5.0, "one trace says next to nothing: {one:?}");
    assert!(twenty.low > 0.85 && twenty.high < 1.15, "{twenty:?}");
    assert!(many.low > 0.999 && many.high < 1.001, "{many:?}");
}

fn halved(text: &str) -> (String, String) {
    let whole: Json = serde_json::from_str(text).unwrap();
    let traces = whole["data"].as_array().unwrap();
    let half = |odd: usize| {
        let data: Vec<&Json> =
            traces.iter().enumerate().filter(|(n, _)| n % 2 == odd).map(|(_, trace)| trace).collect();
        json!({ "data": data }).to_string()
    };
    (half(0), half(1))
}

/// Relative errors of one half's calls per request against the other's, and how many lie in its range.
fn compare(seen: &str, hidden: &str) -> (Vec<f64>, usize) {
    let (seen, hidden) = (numbers(&import(seen), Field::Calls), numbers(&import(hidden), Field::Calls));
    let both = seen.iter().filter_map(|(flow, q)| Some((q, hidden.get(flow)?.likely)));
    let within = both.clone().filter(|(q, truth)| q.low <= *truth && *truth <= q.high).count();
    (both.map(|(q, truth)| (q.likely - truth).abs() / truth).collect(), within)
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn half_of_a_real_benchmark_foretells_the_other() {
    let Some(text) = shared_text("traces/deathstarbench-jaeger.json") else { return };
    let imported = import(&text);
    let counted = counts(&imported, &["traces", "spans", "services", "edges", "calls"]);
    assert_eq!(counted, [20, 660, 12, 11, 220], "the store and cache clients name no service they call");
    let (seen, hidden) = halved(&text);
    let (errors, within) = compare(&seen, &hidden);
    eprintln!("deathstarbench: {} flows, median error {}, {within} within", errors.len(), middle(errors.clone()));
    assert_eq!((errors.len(), within), (11, 11));
    assert!(middle(errors) <= 0.05);
}

#[test]
fn half_of_the_critical_path_files_foretells_the_other() {
    let mut all = Vec::new();
    for n in 1..=8 {
        let Some(text) = shared_text(&format!("traces/crisp/{n}.json")) else { return };
        let file = import(&text);
        assert_eq!(counts(&file, &["traces"]), [1]);
        // Each file calls its trace A.
        all.push(text.replace("\"traceID\": \"A\"", &format!("\"traceID\": \"{n}\"")));
    }
    let whole: Vec<Json> =
        all.iter().map(|text| serde_json::from_str::<Json>(text).unwrap()["data"][0].clone()).collect();
    let text = json!({ "data": whole }).to_string();
    eprintln!("crisp: {:?}", flows(&import(&text)));
    let (seen, hidden) = halved(&text);
    let (errors, within) = compare(&seen, &hidden);
    eprintln!("crisp: {} flows in both halves of 4 traces, {within} within", errors.len());
    assert!(!errors.is_empty() && within == errors.len());
}

#[test]
fn half_of_generated_traces_foretells_the_other() {
    let mut chance = Chance(20_260_806);
    let house = House::build(&mut chance);
    let (mut seen, mut hidden) = (Vec::new(), Vec::new());
    for n in 1..=3000 {
        house.trace(n, &mut chance, if n % 2 == 0 { &mut seen } else { &mut hidden });
    }
    let (errors, within) = compare(&otlp_compact(&seen), &otlp_compact(&hidden));
    let n = errors.len();
    eprintln!(
        "generated: {} spans, {n} flows, median error {:.4}, {within} within",
        seen.len(),
        middle(errors.clone())
    );
    assert!(middle(errors) <= 0.05);
}

/// The same as [`otlp`], without building a tree.
fn otlp_compact(spans: &[S]) -> String {
    let mut text = String::from(r#"{"resourceSpans":["#);
    for (n, s) in spans.iter().enumerate() {
        let comma = if n > 0 { "," } else { "" };
        let parent = s.parent.map_or(String::new(), |p| format!("{p:016x}"));
        text.push_str(&format!(
            r#"{comma}{{"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"{}"}}}}]}},"scopeSpans":[{{"spans":[{{"traceId":"{:x}","spanId":"{:x}","parentSpanId":"{parent}","kind":2}}]}}]}}"#,
            s.service, s.trace, s.id
        ));
    }
    text.push_str("]}");
    text
}

#[test]
fn loads_solved_from_the_ratios_are_the_requests_that_were_counted() {
    let mut chance = Chance(99);
    let house = House::build(&mut chance);
    let mut spans = Vec::new();
    (1..=200).for_each(|n| house.trace(n, &mut chance, &mut spans));
    let service = |name: &str| name.trim_start_matches('s').parse::<u32>().unwrap();
    let mut counted = vec![0.0; 14];
    spans.iter().for_each(|s| counted[service(&s.service) as usize] += 1.0);
    let calls: Vec<Call> = numbers(&import(&otlp_compact(&spans)), Field::Calls)
        .iter()
        .filter_map(|(flow, q)| flow.split_once('>').map(|(from, to)| (service(from), service(to), q.likely)))
        .map(|(from, to, calls)| Call { from, to, calls })
        .collect();
    let loads = Graph::new(14, &calls).unwrap().loads(&[200.0]).unwrap();
    for (load, counted) in loads.iter().zip(&counted) {
        assert!((load - counted).abs() <= 1e-9 * counted.max(1.0), "{load} instead of {counted}");
    }
}

#[test]
fn nine_ranges_in_ten_hold_the_truth() {
    let mut chance = Chance(7);
    let (mut held, mut all, mut varying, mut varying_held) = (0, 0, 0, 0);
    let mut by_size: Vec<(u64, usize, usize)> = Vec::new();
    for traces in [10_u64, 25, 60, 150] {
        let (mut here, mut here_held) = (0, 0);
        for _ in 0..25 {
            let house = House::build(&mut chance);
            let mut spans = Vec::new();
            (1..=traces).for_each(|n| house.trace(n, &mut chance, &mut spans));
            let ratios = numbers(&import(&otlp_compact(&spans)), Field::Calls);
            for (from, to, habit) in &house.edges {
                let Some(q) = ratios.get(&format!("s{from}>s{to}")) else { continue };
                let holds = q.low <= habit.mean() && habit.mean() <= q.high;
                here += 1;
                here_held += usize::from(holds);
                if !matches!(habit, Habit::Always) {
                    varying += 1;
                    varying_held += usize::from(holds);
                }
            }
        }
        by_size.push((traces, here, here_held));
        (all, held) = (all + here, held + here_held);
    }
    let (whole, open) = (held as f64 / all as f64, varying_held as f64 / varying as f64);
    for (traces, n, held) in by_size {
        eprintln!("{traces} traces: {held} of {n} ranges hold the truth ({:.3})", held as f64 / n as f64);
    }
    eprintln!("all: {whole:.3} of {all}; flows whose calls vary: {open:.3} of {varying}");
    assert!((0.85..=0.95).contains(&open), "{open}");
    assert!((0.85..=0.95).contains(&whole), "{whole}");
}
