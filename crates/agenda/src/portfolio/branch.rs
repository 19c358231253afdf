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

/// A choice and its worth.
pub(super) type Best = (f64, Vec<bool>);

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The best choice seen.
    pub best: Option<Best>,
    /// Nothing that keeps every rule is worth more.
    pub bound: f64,
    /// How many cells were computed.
    pub work: u64,
}

struct Node {
    bound: f64,
    /// 0, 1, or 2 for either, for each whole column.
    may: Vec<u8>,
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
    start: Option<Best>,
    grain: f64,
    effort: u64,
) -> Found {
    let scale: f64 =
        program.worth.iter().zip(&program.high).map(|(worth, high)| (worth * high).abs()).fold(0.0, f64::max);
    let line = |best: &Option<Best>| match best {
        Some((worth, _)) => worth + (grain * 0.999).max(scale * SAME),
        None => f64::NEG_INFINITY,
    };
    let mut tableau = Tableau::new(program);
    let mut aside = Tableau::new(program);
    let mut best = start;
    let mut costs = vec![[Cost::default(); 2]; program.whole];
    let mut open = BinaryHeap::new();
    let mut next = Some(Node { bound: f64::INFINITY, may: vec![2; program.whole], born: 0 });
    let (mut nodes, mut born) = (0_u64, 0_u64);
    // Bounds of nodes that had to be left though nothing was proven of them.
    let mut left = f64::NEG_INFINITY;
    while let Some(node) = next.take().or_else(|| open.pop()) {
        if node.bound <= line(&best) {
            continue;
        }
        if nodes > 0 && tableau.work + aside.work >= effort {
            left = open.iter().fold(left.max(node.bound), |left, node: &Node| left.max(node.bound));
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
        if bound <= line(&best) {
            continue;
        }
        let columns = tableau.solution();
        if nodes == 1 || nodes.is_multiple_of(16) || best.is_none() {
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
        let line = line(&best);
        if bound <= line {
            continue;
        }
        // What would bring the bound under the line alone is settled for this node and all below it.
        let mut may = node.may;
        for column in 0..program.whole {
            may[column] = match (bounds.low[column] >= 0.5, bounds.high[column] >= 0.5) {
                (true, _) => 1,
                (false, false) => 0,
                _ if reduced[column] < 0.0 && bound + reduced[column] <= line => 0,
                _ if reduced[column] > 0.0 && bound - reduced[column] <= line => 1,
                _ => 2,
            };
        }
        let here = Here { program, bounds: &bounds, bound, line };
        let Some(pick) = pick(&here, &tableau, &mut aside, &split, &mut costs, &mut may) else { continue };
        let pick = pick.or_else(|| {
            // Nothing stands between: any column still free, or there is nothing left to ask.
            (0..program.whole).find(|column| may[*column] == 2).map(|column| (column, [bound; 2]))
        });
        let Some((column, reach)) = pick else {
            // All is settled. A choice that keeps the rules was counted above.
            let chosen: Vec<bool> = may.iter().map(|it| *it == 1).collect();
            consider(Some(chosen), question, &mut best);
            continue;
        };
        let mut children = [0_u8, 1].map(|up| {
            born += 1;
            let mut may = may.clone();
            may[column] = up;
            Node { bound: reach[usize::from(up)], may, born }
        });
        if children[0].bound > children[1].bound {
            children.swap(0, 1);
        }
        // Going on from here costs few steps, jumping many; what is bounded is what is furthest from being settled.
        let [other, first] = children;
        let top = open.peek().map_or(first.bound, |it: &Node| it.bound);
        open.push(other);
        match first.bound >= top - NEAR * (top - line).max(0.0) {
            true => next = Some(first),
            false => open.push(first),
        }
    }
    let bound = best.as_ref().map_or(f64::NEG_INFINITY, |(worth, _)| *worth).max(left);
    Found { best, bound, work: tableau.work + aside.work }
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

fn consider(chosen: Option<Vec<bool>>, question: &dyn Question, best: &mut Option<Best>) {
    let Some(chosen) = chosen else { return };
    let Some(worth) = question.worth(&chosen) else { return };
    if best.as_ref().is_none_or(|(least, _)| worth > *least) {
        *best = Some((worth, chosen));
    }
}

/// Where a search stands.
struct Here<'a> {
    program: &'a Program,
    bounds: &'a Bounds,
    bound: f64,
    line: f64,
}

/// A child is gone on with at once when it is so near the highest bound, as a share of what is left to prove.
const NEAR: f64 = 0.05;
/// A column's cost is known when it was tried so often each way.
const KNOWN: f64 = 4.0;
/// So many columns at most are tried at a node, and so many after the best of them.
const TRIED_MOST: usize = 16;
const TRIED_AFTER: usize = 5;
/// So many steps a trial takes at most.
const TRIAL: usize = 12;

/// The column to branch on, the one whose both ways cost most, and what is left of the bound each way. Columns of which little
/// is known are tried both ways; what one way proves impossible is settled. `None`: nothing is left here.
///
/// Source: Achterberg, Koch & Martin, 2005 (reliability branching).
#[allow(clippy::type_complexity, reason = "an answer, or none, or nothing left")]
fn pick<'a>(
    here: &Here,
    tableau: &Tableau<'a>,
    aside: &mut Tableau<'a>,
    split: &[(usize, usize, f64)],
    costs: &mut [[Cost; 2]],
    may: &mut [u8],
) -> Option<Option<(usize, [f64; 2])>> {
    let mut all: Vec<(f64, usize, f64)> = Vec::new();
    for (row, column, value) in split.iter().filter(|(_, column, _)| may[*column] == 2) {
        let (down, up) = tableau.penalties(*row, *value);
        let [past_down, past_up] = costs[*column].map(|cost| (cost.count > 0.0).then(|| cost.sum / cost.count));
        let down = past_down.map_or(down, |past| down.max(past * value)).min(1e300);
        let up = past_up.map_or(up, |past| up.max(past * (1.0 - value))).min(1e300);
        all.push((down.max(1e-12) * up.max(1e-12), *column, *value));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Option<(f64, usize, [f64; 2])> = None;
    let (mut tried, mut since) = (0, 0);
    for (score, column, value) in all {
        let known = costs[column].iter().all(|cost| cost.count >= KNOWN);
        let (score, reach) = if known || tried >= TRIED_MOST || since >= TRIED_AFTER {
            (score, [here.bound; 2])
        } else {
            tried += 1;
            let mut reach = [here.bound; 2];
            for up in [0, 1] {
                let mut bounds = here.bounds.clone();
                (bounds.low[column], bounds.high[column]) = (up as f64, up as f64);
                aside.copy(tableau);
                reach[up] = match aside.solve_in(&bounds, here.line, TRIAL) {
                    Ended::Nothing(weights) if here.program.refuted(&weights, &bounds) => f64::NEG_INFINITY,
                    _ => aside.bound(&bounds).0.min(here.bound),
                };
                if reach[up].is_finite() {
                    let cost = &mut costs[column][up];
                    let by = if up == 1 { 1.0 - value } else { value };
                    cost.sum += (here.bound - reach[up]) / by.max(1e-6);
                    cost.count += 1.0;
                }
            }
            match reach.map(|it| it <= here.line) {
                [true, true] => return None,
                [true, false] => may[column] = 1,
                [false, true] => may[column] = 0,
                [false, false] => {}
            }
            let [down, up] = reach.map(|it| here.bound - it);
            (down.max(1e-12) * up.max(1e-12), reach)
        };
        if may[column] == 2 && best.is_none_or(|(least, ..)| score > least) {
            best = Some((score, column, reach));
            since = 0;
        } else {
            since += 1;
        }
    }
    Some(best.map(|(_, column, reach)| (column, reach)))
}
