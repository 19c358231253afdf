//! Which initiatives to choose under limits: the best choice there is, proven, or none at all.
//!
//! A claim about the model: what an initiative is worth and uses is what it says. Deliberately absent: when to begin
//! each, and why one was left out.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

/// Something that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What choosing it is worth, in euros; negative where it only clears the way for others.
    pub value: f64,
    /// What it takes of each limit, in the limits' order: euros of a fund, days of a team.
    pub uses: Vec<Use>,
    /// The candidates, by their places, without all of which it cannot be chosen.
    pub needs: Vec<usize>,
    /// Whether it is chosen whatever it is worth: a law, a promise.
    pub must: bool,
}

/// What a candidate takes of one limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Use {
    /// What it is expected to take, 0 or more.
    pub likely: f64,
    /// How much more it may take at worst.
    pub more: f64,
}

impl Use {
    /// A use that is known.
    pub const fn exact(likely: f64) -> Use {
        Use { likely, more: 0.0 }
    }
}

/// How much there is of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The most that may be used.
    pub most: f64,
    /// Against how many candidates turning out worst at once the limit is kept: 0 trusts every estimate; 1.5 guards
    /// against one at its worst and one half-way there.
    pub guarded: f64,
}

/// What may be chosen, and what limits it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// What may be chosen.
    pub candidates: Vec<Candidate>,
    /// What limits it.
    pub limits: Vec<Limit>,
    /// Groups of candidates, by their places, of which at most one is chosen.
    pub exclusions: Vec<Vec<usize>>,
}

/// The best choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The places of the candidates chosen, in order.
    pub chosen: Vec<usize>,
    /// What they are worth together.
    pub value: f64,
    /// What they are expected to take of each limit.
    pub used: Vec<f64>,
    /// What they take of each limit when those guarded against turn out worst.
    pub used_at_worst: Vec<f64>,
}

/// Why nothing was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSelection {
    /// What must be chosen does not fit the limits or excludes one another.
    Impossible,
    /// More candidates than a best choice is looked for ([`CANDIDATES_MOST`]).
    TooMany,
    /// A number is not finite, a use or a limit is negative, a place names no candidate, or a candidate does not say
    /// what it takes of every limit.
    NoNumber,
    /// The solver gave up, or what it found does not hold when counted again.
    Unproven,
}

/// A best choice is looked for up to so many candidates; whether it is found depends on the limits too: many that are
/// tight at once may leave it [`NoSelection::Unproven`].
pub const CANDIDATES_MOST: usize = 100;

/// The solver may look at so many partial choices: a bound on effort that does not depend on a clock.
const NODES_MOST: u64 = 20_000;

/// Finds the choice of highest value that keeps every limit, need and exclusion.
///
/// Unit: that of values and limits. Where two choices are worth the same, which one is found depends on the solver alone:
/// the same question has the same answer.
/// Errors: [`NoSelection`]; a choice whose optimality is not proven is not returned.
/// Source: Bertsimas & Sim, 2004, for what is guarded against. Oracle: tests/portfolio.rs (every choice tried; Petersen 1967).
pub fn select(choice: &Choice) -> Result<Selection, NoSelection> {
    check(choice)?;
    if choice.candidates.is_empty() {
        return Ok(told(choice, Vec::new()));
    }
    let Choice { candidates, limits, exclusions } = choice;
    // Numbers near one are what the solver is exact for.
    let worth = candidates.iter().map(|it| it.value.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let picks: Vec<_> = candidates.iter().map(|it| problem.add_binary_var(it.value / worth)).collect();
    for (at, limit) in limits.iter().enumerate() {
        let scale =
            limit.most.max(candidates.iter().map(|it| it.uses[at].likely + it.uses[at].more).fold(0.0, f64::max));
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let mut taken: Vec<_> = picks.iter().zip(candidates).map(|(x, it)| (*x, it.uses[at].likely / scale)).collect();
        if limit.guarded > 0.0 {
            // The dual of "the worst so many": a price z for each guarded, and p where one is worse than that price.
            let z = problem.add_var(0.0, (0.0, f64::INFINITY));
            taken.push((z, limit.guarded));
            for (x, it) in picks.iter().zip(candidates).filter(|(_, it)| it.uses[at].more > 0.0) {
                let p = problem.add_var(0.0, (0.0, f64::INFINITY));
                taken.push((p, 1.0));
                let row = [(z, 1.0), (p, 1.0), (*x, -it.uses[at].more / scale)];
                problem.add_constraint(row, ComparisonOp::Ge, 0.0);
            }
        }
        problem.add_constraint(taken, ComparisonOp::Le, limit.most / scale);
    }
    for (x, it) in picks.iter().zip(candidates) {
        for need in &it.needs {
            if picks[*need] != *x {
                problem.add_constraint([(*x, 1.0), (picks[*need], -1.0)], ComparisonOp::Le, 0.0);
            }
        }
        if it.must {
            problem.add_constraint([(*x, 1.0)], ComparisonOp::Ge, 1.0);
        }
    }
    for group in exclusions {
        let mut group = group.clone();
        group.sort_unstable();
        group.dedup();
        let row: Vec<_> = group.iter().map(|place| (picks[*place], 1.0)).collect();
        problem.add_constraint(row, ComparisonOp::Le, 1.0);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES_MOST);
    let outcome = match problem.solve_with(options) {
        Ok(outcome) if outcome.is_optimal() => outcome,
        Err(microlp::Error::Infeasible) => return Err(NoSelection::Impossible),
        Ok(_) | Err(_) => return Err(NoSelection::Unproven),
    };
    let found = outcome.solution().ok_or(NoSelection::Unproven)?;
    let chosen: Vec<usize> = (0..picks.len()).filter(|place| found.var_value(picks[*place]) > 0.5).collect();
    if !keeps(choice, &chosen) {
        return Err(NoSelection::Unproven);
    }
    Ok(told(choice, chosen))
}

/// Says whether a choice keeps every limit, need and exclusion, counted without the solver; limits to 1e-9 of themselves.
pub fn keeps(choice: &Choice, chosen: &[usize]) -> bool {
    let is_in = |place: &usize| chosen.contains(place);
    let whole = choice.candidates.iter().enumerate().all(|(place, it)| match is_in(&place) {
        true => it.needs.iter().all(is_in),
        false => !it.must,
    });
    let apart = choice.exclusions.iter().all(|group| {
        let mut group: Vec<usize> = group.iter().copied().filter(is_in).collect();
        group.sort_unstable();
        group.dedup();
        group.len() <= 1
    });
    let fits = |(at, limit): (usize, &Limit)| at_worst(choice, chosen, at) <= limit.most * (1.0 + 1e-9);
    whole && apart && choice.limits.iter().enumerate().all(fits)
}

/// What a choice takes of a limit when the worst of those guarded against come true, the last in part.
fn at_worst(choice: &Choice, chosen: &[usize], limit: usize) -> f64 {
    let uses = chosen.iter().map(|place| choice.candidates[*place].uses[limit]);
    let mut more: Vec<f64> = uses.clone().map(|it| it.more).collect();
    more.sort_unstable_by(|a, b| b.total_cmp(a));
    let guarded = choice.limits[limit].guarded;
    let worse = more.iter().enumerate().map(|(rank, more)| more * (guarded - rank as f64).clamp(0.0, 1.0));
    uses.map(|it| it.likely).sum::<f64>() + worse.sum::<f64>()
}

fn told(choice: &Choice, chosen: Vec<usize>) -> Selection {
    let used = |at: usize| chosen.iter().map(|place| choice.candidates[*place].uses[at].likely).sum();
    let limits = 0..choice.limits.len();
    Selection {
        value: chosen.iter().map(|place| choice.candidates[*place].value).sum(),
        used: limits.clone().map(used).collect(),
        used_at_worst: limits.map(|at| at_worst(choice, &chosen, at)).collect(),
        chosen,
    }
}

fn check(choice: &Choice) -> Result<(), NoSelection> {
    let Choice { candidates, limits, exclusions } = choice;
    if candidates.len() > CANDIDATES_MOST {
        return Err(NoSelection::TooMany);
    }
    let amount = |number: f64| (0.0..=1e15).contains(&number);
    let known = |place: &usize| *place < candidates.len();
    let sane = candidates.iter().all(|it| {
        let uses = it.uses.len() == limits.len() && it.uses.iter().all(|part| amount(part.likely) && amount(part.more));
        it.value.abs() <= 1e15 && uses && it.needs.iter().all(known)
    });
    let limited = limits.iter().all(|limit| amount(limit.most) && amount(limit.guarded));
    if sane && limited && exclusions.iter().flatten().all(known) { Ok(()) } else { Err(NoSelection::NoNumber) }
}
