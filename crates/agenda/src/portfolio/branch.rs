//! Branch and bound: the best of a program whose whole columns are 0 or 1, with a bound that holds whenever it stops.
//!
//! Nodes are bounded and pruned by prices counted against the rows as they were given, not by the tableau's arithmetic.
//! Effort is counted in cells computed, never in time: the same question has the same answer on every machine.
//!
//! Source: Land & Doig, 1960; Driebeck, 1966 (penalties); Bénichou et al., 1971 (pseudo-costs).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::program::{Bounds, Program};
use super::simplex::{Ended, Tableau};

/// What a search may count on from whoever knows the question behind the program.
pub(super) trait Question {
    /// What a choice is worth; `None` where it does not keep every rule.
    fn worth(&self, chosen: &[bool]) -> Option<f64>;
    /// A choice that keeps every rule, close to where the columns stand.
    fn near(&mut self, columns: &[f64]) -> Option<Vec<bool>>;
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The best choice seen, and its worth.
    pub best: Option<(f64, Vec<bool>)>,
    /// Nothing that keeps every rule is worth more.
    pub bound: f64,
}

struct Node {
    bound: f64,
    /// 0, 1, or 2 for either, for each whole column.
    may: Vec<u8>,
    /// What was branched on to come here: column, up, how far it was moved, and the bound before.
    from: Option<(usize, bool, f64, f64)>,
    born: u64,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(self.born.cmp(&other.born))
    }
}

/// What moving a column up or down cost so far, for each unit of it.
#[derive(Clone, Copy, Default)]
struct Cost {
    sum: f64,
    count: f64,
}

/// Two worths closer than this share of the largest are the same.
pub(super) const SAME: f64 = 1e-9;

/// Searches for the best, beginning with one that may be known, until it is proven or `effort` cells are computed.
/// `grain`: what all worths are multiples of, 0 where nothing is known.
pub(super) fn search(
    program: &Program,
    question: &mut dyn Question,
    start: Option<(f64, Vec<bool>)>,
    grain: f64,
    effort: u64,
) -> Found {
    let scale: f64 =
        program.worth.iter().zip(&program.high).map(|(worth, high)| (worth * high).abs()).fold(0.0, f64::max);
    let line = |best: &Option<(f64, Vec<bool>)>| match best {
        Some((worth, _)) => worth + (grain * 0.999).max(scale * SAME),
        None => f64::NEG_INFINITY,
    };
    let mut tableau = Tableau::new(program);
    let mut best = start;
    let mut costs = vec![[Cost::default(); 2]; program.whole];
    let mut open = BinaryHeap::new();
    let mut next = Some(Node { bound: f64::INFINITY, may: vec![2; program.whole], from: None, born: 0 });
    let (mut nodes, mut born) = (0_u64, 0_u64);
    // Bounds of nodes that had to be left though nothing was proven of them.
    let mut left = f64::NEG_INFINITY;
    while let Some(node) = next.take().or_else(|| open.pop()) {
        if node.bound <= line(&best) {
            continue;
        }
        if nodes > 0 && tableau.work >= effort {
            left = left.max(node.bound);
            left = open.iter().fold(left, |left, node: &Node| left.max(node.bound));
            break;
        }
        nodes += 1;
        let mut bounds = within(program, &node.may);
        if !program.propagate(&mut bounds) {
            continue;
        }
        let ended = tableau.solve(&bounds, line(&best));
        if let Ended::Nothing(weights) = &ended
            && program.refuted(weights, &bounds)
        {
            continue;
        }
        let (bound, reduced) = tableau.bound(&bounds);
        let bound = bound.min(node.bound);
        if let Some((column, up, by, before)) = node.from
            && before.is_finite()
            && ended != Ended::Under
        {
            let cost = &mut costs[column][usize::from(up)];
            cost.sum += (before - bound).max(0.0) / by.max(1e-6);
            cost.count += 1.0;
        }
        if bound <= line(&best) {
            continue;
        }
        let columns = tableau.solution();
        if nodes == 1 || nodes.is_multiple_of(64) || best.is_none() {
            consider(question.near(&columns), question, &mut best);
        }
        let split = match ended {
            Ended::Best => tableau.split(),
            _ => Vec::new(),
        };
        if split.is_empty() && ended == Ended::Best {
            let chosen: Vec<bool> = columns[..program.whole].iter().map(|it| *it > 0.5).collect();
            consider(Some(chosen), question, &mut best);
        }
        if bound <= line(&best) {
            continue;
        }
        // What would bring the bound under the line alone is settled for this node and all below it.
        let mut may = node.may;
        let line = line(&best);
        for column in 0..program.whole {
            may[column] = match (bounds.low[column] >= 0.5, bounds.high[column] >= 0.5) {
                (true, _) => 1,
                (false, false) => 0,
                _ if reduced[column] < 0.0 && bound + reduced[column] <= line => 0,
                _ if reduced[column] > 0.0 && bound - reduced[column] <= line => 1,
                _ => 2,
            };
        }
        let pick = pick(&tableau, &split, &costs, &may).or_else(|| {
            // Nothing stands between: any column still free, or there is nothing left to ask.
            (0..program.whole).find(|column| may[*column] == 2).map(|column| (column, columns[column]))
        });
        let Some((column, value)) = pick else {
            // All is settled. A choice that keeps the rules was counted above.
            let chosen: Vec<bool> = may.iter().map(|it| *it == 1).collect();
            consider(Some(chosen), question, &mut best);
            continue;
        };
        let mut children = [false, true].map(|up| {
            born += 1;
            let mut may = may.clone();
            may[column] = u8::from(up);
            let by = if up { 1.0 - value } else { value };
            Node { bound, may, from: Some((column, up, by, bound)), born }
        });
        if value < 0.5 {
            children.swap(0, 1);
        }
        let [other, first] = children;
        open.push(other);
        next = Some(first);
    }
    let bound = best.as_ref().map_or(f64::NEG_INFINITY, |(worth, _)| *worth).max(left);
    Found { best, bound }
}

fn within(program: &Program, may: &[u8]) -> Bounds {
    let mut bounds = program.bounds();
    for (column, may) in may.iter().enumerate().filter(|(_, may)| **may < 2) {
        // What the program itself settles stays settled: the rows then show that nothing is left.
        bounds.low[column] = bounds.low[column].max(f64::from(*may));
        bounds.high[column] = bounds.high[column].min(f64::from(*may));
    }
    bounds
}

fn consider(chosen: Option<Vec<bool>>, question: &dyn Question, best: &mut Option<(f64, Vec<bool>)>) {
    let Some(chosen) = chosen else { return };
    let Some(worth) = question.worth(&chosen) else { return };
    if best.as_ref().is_none_or(|(least, _)| worth > *least) {
        *best = Some((worth, chosen));
    }
}

/// The column to branch on: the one whose both ways cost most.
fn pick(tableau: &Tableau, split: &[(usize, usize, f64)], costs: &[[Cost; 2]], may: &[u8]) -> Option<(usize, f64)> {
    let mut best: Option<(f64, usize, f64)> = None;
    for (row, column, value) in split.iter().filter(|(_, column, _)| may[*column] == 2) {
        let (down, up) = tableau.penalties(*row, *value);
        let [past_down, past_up] = costs[*column].map(|cost| (cost.count > 0.0).then(|| cost.sum / cost.count));
        let down = past_down.map_or(down, |past| down.max(past * value)).min(1e300);
        let up = past_up.map_or(up, |past| up.max(past * (1.0 - value))).min(1e300);
        let score = down.max(1e-12) * up.max(1e-12);
        if best.is_none_or(|(least, ..)| score > least) {
            best = Some((score, *column, *value));
        }
    }
    best.map(|(_, column, value)| (column, value))
}
