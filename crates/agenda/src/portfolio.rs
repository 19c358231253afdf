//! Which initiatives to choose under limits: the best choice there is, with the bound that proves it, or the best found and
//! how far from the best it may be.
//!
//! A claim about the model: what an initiative is worth and uses is what it says. Deliberately absent: when to begin each.

mod around;
mod branch;
mod covers;
pub mod explain;
mod greedy;
mod prices;
mod program;
mod simplex;

use branch::{Best, Found, Question};
use greedy::Greedy;
use program::Program;

/// Something that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What choosing it is worth, in euros; negative where it only clears the way for others.
    pub value: f64,
    /// What it takes of each limit, in the limits' order: euros of a fund, days of a team.
    pub uses: Vec<Use>,
    /// The candidates, by their places, without all of which it cannot be chosen.
    pub needs: Vec<usize>,
    /// Groups of candidates, by their places, of each of which it needs at least one.
    pub needs_one_of: Vec<Vec<usize>>,
    /// Whether it is free to be chosen.
    pub standing: Standing,
}

/// Whether a candidate is free to be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is chosen where that is best.
    #[default]
    Free,
    /// It is chosen whatever it is worth: a law, a promise.
    Must,
    /// It is not chosen, whatever it is worth.
    MustNot,
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

/// What changes where several candidates are all chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Together {
    /// The candidates, by their places.
    pub of: Vec<usize>,
    /// What all of them are worth beyond the sum of each; negative where they take from one another.
    pub value: f64,
    /// What is saved of limits, by their places, where work is shared; at most what they take of it together.
    pub saves: Vec<(usize, f64)>,
}

/// What may be chosen, and what limits it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// What may be chosen.
    pub candidates: Vec<Candidate>,
    /// What limits it: one for each fund and quarter, one for each team and quarter.
    pub limits: Vec<Limit>,
    /// Groups of candidates, by their places, of which at most one is chosen.
    pub exclusions: Vec<Vec<usize>>,
    /// What changes where several are chosen together.
    pub together: Vec<Together>,
    /// So many at most are chosen.
    pub at_most: Option<usize>,
}

/// A choice that keeps every rule, and how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The places of the candidates chosen, in order.
    pub chosen: Vec<usize>,
    /// What they are worth together.
    pub value: f64,
    /// No choice that keeps every rule is worth more.
    pub bound: f64,
    /// What they are expected to take of each limit.
    pub used: Vec<f64>,
    /// What they take of each limit when those guarded against turn out worst.
    pub used_at_worst: Vec<f64>,
}

impl Selection {
    /// Whether it is proven that nothing is better, to one part in a billion of the largest value at stake.
    pub fn proven(&self) -> bool {
        self.bound <= self.value
    }

    /// By how much something better could exceed this at most, as a share of the bound, 0 or more.
    pub fn gap(&self) -> f64 {
        if self.proven() { 0.0 } else { (self.bound - self.value) / self.bound.abs().max(f64::MIN_POSITIVE) }
    }
}

/// Why nothing was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSelection {
    /// What must be chosen does not fit the limits or excludes one another.
    Impossible,
    /// More candidates than a choice is looked for ([`CANDIDATES_MOST`]).
    TooMany,
    /// A number is not finite, a use or a limit is negative, a place names no candidate, a candidate does not say what it
    /// takes of every limit, or more is saved than taken.
    NoNumber,
    /// The effort ended before anything that keeps every rule was found, and before it was shown that nothing does.
    Unfound,
}

/// A choice is looked for up to so many candidates.
pub const CANDIDATES_MOST: usize = 6_000;

/// How long a best choice is looked for, in numbers computed: the same on every machine. About 2 s on one core.
pub const EFFORT: u64 = 2_000_000_000;

/// Finds the choice of highest value that keeps every limit, need and exclusion, with the usual effort.
pub fn select(choice: &Choice) -> Result<Selection, NoSelection> {
    select_within(choice, EFFORT)
}

/// Finds the choice of highest value that keeps every limit, need and exclusion, or the best within an effort.
///
/// Unit: that of values and limits. Where two choices are worth the same, which one is found depends on the question
/// alone: the same question has the same answer.
/// Errors: [`NoSelection`].
/// Source: Bertsimas & Sim, 2004, for what is guarded against. Oracle: tests/portfolio/ (every choice tried; Petersen 1967).
pub fn select_within(choice: &Choice, effort: u64) -> Result<Selection, NoSelection> {
    select_from(choice, effort, None)
}

/// The same, beginning with a choice that may keep the rules: what was best before something changed.
pub fn select_from(choice: &Choice, effort: u64, known: Option<&[usize]>) -> Result<Selection, NoSelection> {
    check(choice)?;
    if choice.candidates.is_empty() {
        return Ok(told(choice, Vec::new()));
    }
    // Numbers near one are what the solver is exact for.
    let values = choice.candidates.iter().map(|it| it.value).chain(choice.together.iter().map(|it| it.value));
    let whole = values.clone().all(|it| it.fract() == 0.0);
    let scale = values.map(f64::abs).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut program = program_of(choice, scale);
    let cells = (program.worth.len() * program.rows.len()) as u64;
    // As many steps as there are columns, each over every cell, before the first bound.
    let out_of_reach = cells.saturating_mul(program.worth.len() as u64) > effort / 4;
    let effort = if out_of_reach { effort } else { effort.saturating_sub(covers::tighten(&mut program)) };
    let mut question = Asked { greedy: Greedy::new(choice), choice, scale };
    let known = known.map(|chosen| picks_of(choice, chosen));
    let known = known.and_then(|picks| Some((question.worth(&picks)?, picks)));
    let start = question.greedy.start().and_then(|picks| Some((question.worth(&picks)?, picks)));
    let start = match (known, start) {
        (Some(known), Some(start)) if known.0 >= start.0 => Some(known),
        (known, start) => start.or(known),
    };
    let grain = if whole { 1.0 / scale } else { 0.0 };
    let found = match start {
        Some(start) if out_of_reach => bounded(&program, &mut question, start, effort),
        start => find(&program, &mut question, start, grain, effort),
    };
    let Some((worth, picks)) = found.best else {
        return Err(if found.bound == f64::NEG_INFINITY { NoSelection::Impossible } else { NoSelection::Unfound });
    };
    let proven = found.bound <= worth;
    let chosen = (0..picks.len()).filter(|place| picks[*place]).collect();
    let mut selection = told(choice, chosen);
    selection.bound = if proven { selection.value } else { (found.bound * scale).max(selection.value) };
    Ok(selection)
}

/// Improves a choice part by part, and bounds what could be better: the proof is out of reach.
fn bounded(program: &Program, question: &mut Asked, mut best: Best, effort: u64) -> Found {
    let prices = prices::prices(program, best.0);
    let (bound, reduced) = program.priced(&prices, &program.bounds());
    // What is worth most for what it takes, at these prices, comes first.
    let keen = |at: usize| program.worth[at] / (program.worth[at] - reduced[at]).max(1e-9);
    let near = question.near(&(0..program.whole).map(keen).collect::<Vec<f64>>());
    if let Some((worth, picks)) = near.and_then(|picks| Some((question.worth(&picks)?, picks)))
        && worth > best.0
    {
        best = (worth, picks);
    }
    around::improve(program, question, &mut best, effort);
    let bound = bound.max(best.0);
    Found { best: Some(best), bound, work: effort }
}

/// Searches to the proof; where that is long, better choices come first.
fn find(program: &Program, question: &mut Asked, start: Option<Best>, grain: f64, effort: u64) -> Found {
    let mut found = branch::search(program, question, start, grain, effort / 16);
    let open = match &found.best {
        Some((worth, _)) => found.bound > *worth,
        None => found.bound > f64::NEG_INFINITY,
    };
    if !open {
        return found;
    }
    if let Some(best) = &mut found.best {
        around::improve(program, question, best, effort / 4);
    }
    let bound = found.bound;
    found = branch::search(program, question, found.best, grain, effort / 16 * 11);
    found.bound = found.bound.min(bound);
    found
}

/// The question as rows and columns: one column of 0 or 1 for each candidate, others for what follows from them.
fn program_of(choice: &Choice, scale: f64) -> Program {
    let mut program = Program::default();
    for it in &choice.candidates {
        let low = if it.standing == Standing::Must { 1.0 } else { 0.0 };
        let high = if it.standing == Standing::MustNot { 0.0 } else { 1.0 };
        program.column(it.value / scale, low, high);
    }
    program.whole = choice.candidates.len();
    let shared: Vec<usize> = choice.together.iter().map(|it| program.column(it.value / scale, 0.0, 1.0)).collect();
    for (at, limit) in choice.limits.iter().enumerate() {
        let takes = |place: usize| choice.candidates[place].uses[at];
        let mut parts: Vec<_> = (0..choice.candidates.len()).map(|place| (place, takes(place).likely)).collect();
        for (column, together) in shared.iter().zip(&choice.together) {
            parts.extend(together.saves.iter().filter(|(of, _)| *of == at).map(|(_, saved)| (*column, -saved)));
        }
        if limit.guarded > 0.0 {
            // The dual of "the worst so many": a price for each guarded, and a part where one is worse than that price.
            let worst = (0..choice.candidates.len()).map(|place| takes(place).more).fold(0.0, f64::max);
            let price = program.column(0.0, 0.0, worst);
            parts.push((price, limit.guarded));
            for place in (0..choice.candidates.len()).filter(|place| takes(*place).more > 0.0) {
                let more = takes(place).more;
                let part = program.column(0.0, 0.0, more);
                parts.push((part, 1.0));
                program.row(vec![(place, more), (price, -1.0), (part, -1.0)], 0.0);
            }
        }
        program.row(parts, limit.most * (1.0 + ROUNDING));
    }
    for (place, it) in choice.candidates.iter().enumerate() {
        for need in it.needs.iter().filter(|need| **need != place) {
            program.row(vec![(place, 1.0), (*need, -1.0)], 0.0);
        }
        for group in it.needs_one_of.iter().filter(|group| !group.contains(&place)) {
            // Of those that exclude it, who needs one of fewer of these counts in the same row: at most one of them stands.
            let rivals = choice
                .exclusions
                .iter()
                .find(|rivals| rivals.contains(&place) && !rivals.iter().any(|it| group.contains(it)));
            let as_strict = |other: &usize| {
                let within = |needs: &Vec<usize>| needs.iter().all(|one| group.contains(one));
                *other == place || choice.candidates[*other].needs_one_of.iter().any(within)
            };
            let mine =
                rivals.map_or_else(|| vec![place], |rivals| distinct(rivals).into_iter().filter(as_strict).collect());
            let row = mine.into_iter().map(|one| (one, 1.0)).chain(distinct(group).into_iter().map(|one| (one, -1.0)));
            program.row(row.collect(), 0.0);
        }
    }
    for group in &choice.exclusions {
        program.row(distinct(group).into_iter().map(|place| (place, 1.0)).collect(), 1.0);
    }
    for (column, it) in shared.iter().zip(&choice.together) {
        let of = distinct(&it.of);
        // Where being together is good, the best brings it about by itself; where it is bad, it avoids it by itself.
        if it.value > 0.0 || !it.saves.is_empty() {
            of.iter().for_each(|place| program.row(vec![(*column, 1.0), (*place, -1.0)], 0.0));
        }
        if it.value < 0.0 {
            let all = of.iter().map(|place| (*place, 1.0)).chain([(*column, -1.0)]);
            program.row(all.collect(), of.len() as f64 - 1.0);
        }
    }
    if let Some(most) = choice.at_most {
        program.row((0..choice.candidates.len()).map(|place| (place, 1.0)).collect(), most as f64);
    }
    program.drop_idle_rows();
    program
}

fn picks_of(choice: &Choice, chosen: &[usize]) -> Vec<bool> {
    (0..choice.candidates.len()).map(|place| chosen.contains(&place)).collect()
}

fn distinct(places: &[usize]) -> Vec<usize> {
    let mut places = places.to_vec();
    places.sort_unstable();
    places.dedup();
    places
}

struct Asked<'a> {
    choice: &'a Choice,
    greedy: Greedy<'a>,
    scale: f64,
}

impl Question for Asked<'_> {
    fn worth(&self, picks: &[bool]) -> Option<f64> {
        let chosen: Vec<usize> = (0..picks.len()).filter(|place| picks[*place]).collect();
        keeps(self.choice, &chosen).then(|| worth(self.choice, picks) / self.scale)
    }

    fn near(&mut self, columns: &[f64]) -> Option<Vec<bool>> {
        self.greedy.near(columns)
    }
}

/// Limits are kept to this share of themselves.
const ROUNDING: f64 = 1e-9;

/// Says whether a choice keeps every limit, need and exclusion, counted without the solver; limits to 1e-9 of themselves.
pub fn keeps(choice: &Choice, chosen: &[usize]) -> bool {
    let picks = picks_of(choice, chosen);
    let whole = choice.candidates.iter().zip(&picks).all(|(it, pick)| match pick {
        true => {
            it.standing != Standing::MustNot
                && it.needs.iter().all(|need| picks[*need])
                && it.needs_one_of.iter().all(|group| group.iter().any(|one| picks[*one]))
        }
        false => it.standing != Standing::Must,
    });
    let apart = choice.exclusions.iter().all(|group| distinct(group).iter().filter(|one| picks[**one]).count() <= 1);
    let few = choice.at_most.is_none_or(|most| picks.iter().filter(|pick| **pick).count() <= most);
    let fits = |at: usize| at_worst(choice, &picks, at) <= choice.limits[at].most * (1.0 + ROUNDING);
    whole && apart && few && (0..choice.limits.len()).all(fits)
}

/// What a choice is worth, whether it keeps the rules or not.
fn worth(choice: &Choice, picks: &[bool]) -> f64 {
    let alone = choice.candidates.iter().zip(picks).filter(|(_, pick)| **pick).map(|(it, _)| it.value);
    let together = choice.together.iter().filter(|it| it.of.iter().all(|one| picks[*one])).map(|it| it.value);
    alone.sum::<f64>() + together.sum::<f64>()
}

fn likely(choice: &Choice, picks: &[bool], limit: usize) -> f64 {
    let taken = choice.candidates.iter().zip(picks).filter(|(_, pick)| **pick).map(|(it, _)| it.uses[limit].likely);
    let saved = choice.together.iter().filter(|it| !it.saves.is_empty() && it.of.iter().all(|one| picks[*one]));
    let saved = saved.flat_map(|it| &it.saves).filter(|(of, _)| *of == limit).map(|(_, saved)| saved);
    taken.sum::<f64>() - saved.sum::<f64>()
}

/// What a choice takes of a limit when the worst of those guarded against come true, the last in part.
fn at_worst(choice: &Choice, picks: &[bool], limit: usize) -> f64 {
    let likely = likely(choice, picks, limit);
    let guarded = choice.limits[limit].guarded;
    if guarded <= 0.0 {
        return likely;
    }
    let chosen = choice.candidates.iter().zip(picks).filter(|(_, pick)| **pick);
    let mut more: Vec<f64> = chosen.map(|(it, _)| it.uses[limit].more).collect();
    more.sort_unstable_by(|a, b| b.total_cmp(a));
    let worse = more.iter().enumerate().map(|(rank, more)| more * (guarded - rank as f64).clamp(0.0, 1.0));
    likely + worse.sum::<f64>()
}

fn told(choice: &Choice, chosen: Vec<usize>) -> Selection {
    let picks = picks_of(choice, &chosen);
    let limits = 0..choice.limits.len();
    let value = worth(choice, &picks);
    Selection {
        value,
        bound: value,
        used: limits.clone().map(|at| likely(choice, &picks, at)).collect(),
        used_at_worst: limits.map(|at| at_worst(choice, &picks, at)).collect(),
        chosen,
    }
}

fn check(choice: &Choice) -> Result<(), NoSelection> {
    let Choice { candidates, limits, exclusions, together, .. } = choice;
    if candidates.len() > CANDIDATES_MOST {
        return Err(NoSelection::TooMany);
    }
    let amount = |number: f64| (0.0..=1e15).contains(&number);
    let known = |place: &usize| *place < candidates.len();
    let sane = candidates.iter().all(|it| {
        let uses = it.uses.len() == limits.len() && it.uses.iter().all(|part| amount(part.likely) && amount(part.more));
        let needs = it.needs.iter().chain(it.needs_one_of.iter().flatten()).all(known);
        it.value.abs() <= 1e15 && uses && needs
    });
    let limited = limits.iter().all(|limit| amount(limit.most) && amount(limit.guarded));
    let named = exclusions.iter().flatten().chain(together.iter().flat_map(|it| &it.of)).all(known);
    if !(sane && limited && named) {
        return Err(NoSelection::NoNumber);
    }
    let shared = together.iter().all(|it| {
        let taken = |at: usize| distinct(&it.of).iter().map(|one| candidates[*one].uses[at].likely).sum::<f64>();
        let saved = |(at, saved): &(usize, f64)| *at < limits.len() && amount(*saved) && *saved <= taken(*at);
        !it.of.is_empty() && it.value.abs() <= 1e15 && it.saves.iter().all(saved)
    });
    if shared { Ok(()) } else { Err(NoSelection::NoNumber) }
}
