//! How long the reasons for a choice among 60 initiatives take: the first, all, and the name of a conflict.

use agenda::portfolio::explain::{Core, Explained, all, conflict, core};
use agenda::portfolio::{Standing, select};

use crate::questions::{Rule, Shape, question};
use crate::seconds_worked;

/// So many scenarios, in each of which every value is between 0.7 and 1.3 times what it is.
const SCENARIOS: usize = 500;

pub fn run() {
    println!("\nevery reason, 60 short initiatives");
    for seed in 1..=3 {
        let choice = question(60, Shape::Short, seed);
        let start = seconds_worked();
        let best = select(&choice).expect("something keeps the rules");
        let chosen = seconds_worked() - start;
        let by: Vec<f64> = choice.limits.iter().map(|limit| (limit.most * 0.1).round()).collect();
        let (mut first, mut whys, mut more) = (None, 0, 0);
        for reason in all(&choice, &best, &by) {
            first.get_or_insert_with(|| seconds_worked() - start);
            match reason {
                Explained::Otherwise(_) => whys += 1,
                Explained::More(_) => more += 1,
            }
        }
        let reasons = seconds_worked() - start;
        let mut rule = Rule::new(seed + 100);
        let values = |rule: &mut Rule| -> Vec<f64> {
            choice.candidates.iter().map(|it| (it.value * rule.between(0.7, 1.3)).round()).collect()
        };
        let scenarios: Vec<Vec<f64>> = (0..SCENARIOS).map(|_| values(&mut rule)).collect();
        let Core { of, .. } = core(&choice, &best, scenarios.iter().map(Vec::as_slice));
        let all = seconds_worked() - start;
        let mut tight = choice.clone();
        tight.candidates.iter_mut().take(20).for_each(|it| it.standing = Standing::Must);
        let from = seconds_worked();
        let named = conflict(&tight).map_or(0, |rules| rules.len());
        let conflict = seconds_worked() - from;
        println!(
            "  {seed}: chosen in {chosen:.3} s, first reason after {:.3} s, {whys} whys and {more} limits after {reasons:.2} s, core over {of} after {all:.2} s; {named} rules named as a conflict in {conflict:.3} s",
            first.unwrap_or(f64::NAN),
        );
    }
}
