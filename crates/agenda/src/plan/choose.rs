//! What to plan and when, under what the teams can do and the funds hold: the best there is, as a proposal.
//!
//! Every initiative stands once for each quarter it may begin in, at most one of which is chosen. What began before the
//! quarters looked at goes on, and leaves so much less. What is planned beyond them is not held against anybody: nobody knows
//! yet what can be done then.

use std::collections::BTreeMap;

use base::Quantity;
use stats::distribution::{Distribution, Shape};
use stats::draw::Draws;

use super::{Plan, Pool, Quarter};
use crate::portfolio::explain::{Otherwise, Rule, Turned, conflict, core, more, otherwise};
use crate::portfolio::{Candidate, Choice, Limit, NoSelection, Selection, Standing, Use, select_from};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// The plan as it stands.
    pub plan: &'a Plan,
    /// The first quarter looked at.
    pub from: Quarter,
    /// How many quarters.
    pub quarters: u32,
    /// What each team can do in each of them, in person-days, and each fund holds, in euros; what is not named is not held
    /// to anything.
    pub capacity: Vec<(Pool, Vec<f64>)>,
    /// What an initiative brings, where a business case says otherwise than the plan.
    pub values: BTreeMap<u32, f64>,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// When each of those chosen begins.
    pub starts: BTreeMap<u32, Quarter>,
    /// What it brings together, in euros.
    pub value: f64,
    /// Nothing that keeps the rules brings more.
    pub bound: f64,
}

/// Why an initiative is not chosen, or what it would cost to do without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The initiative.
    pub number: u32,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What the whole would bring less with it, or without it; `None` where that cannot be.
    pub regret: Option<f64>,
    /// Who would leave.
    pub leave: Vec<u32>,
    /// Who would come, or begin in another quarter.
    pub come: Vec<u32>,
}

/// What more days of one team, or more money in one fund, would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreOf {
    /// The team or the fund.
    pub pool: Pool,
    /// The quarter.
    pub quarter: Quarter,
    /// How many more days or euros.
    pub by: f64,
    /// What that brings, in euros.
    pub gain: f64,
}

/// How often each initiative is chosen when what they bring turns out otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Core {
    /// In how many scenarios, by initiative.
    pub chosen: BTreeMap<u32, u32>,
    /// Of how many.
    pub of: u32,
}

/// The seed of the scenarios: the same plan meets the same.
const SEED: u64 = 17;

/// What stands in the way of any plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// An initiative must be done.
    Must(u32),
    /// An initiative needs another to have ended.
    Needs(u32),
    /// What a team can do, or a fund holds, in a quarter.
    Pool(Pool, Quarter),
}

/// The question put as a choice, with what stands where in it.
pub struct Question {
    choice: Choice,
    /// Initiative and start of each candidate; an initiative that must be done has one more candidate without a start, which
    /// needs one of those that have.
    places: Vec<(u32, Option<Quarter>)>,
    limits: Vec<(Pool, Quarter)>,
    known: Vec<usize>,
}

impl Question {
    /// Puts what is asked as a choice.
    pub fn of(asked: &Asked) -> Question {
        let Asked { plan, from, quarters, capacity, values } = asked;
        let limits: Vec<(Pool, Quarter)> =
            capacity.iter().flat_map(|(pool, _)| (0..*quarters).map(|at| (pool.clone(), from.plus(at)))).collect();
        let began = |number: &u32| plan.starts.get(number).copied().filter(|start| start < from);
        let mut goes_on = (*plan).clone();
        goes_on.starts.retain(|number, _| began(number).is_some());
        let most = capacity.iter().flat_map(|(_, days)| (0..*quarters).map(|at| days.get(at as usize).copied()));
        let most = most.zip(&limits).map(|(most, (pool, quarter))| {
            let left = most.unwrap_or_default() - goes_on.taken(pool, *quarter).0.likely;
            Limit { most: left.max(0.0), guarded: 0.0 }
        });
        let most: Vec<Limit> = most.collect();
        let mut places = Vec::new();
        for (number, it) in plan.initiatives.iter().filter(|(number, _)| began(number).is_none()) {
            places.extend((0..*quarters).map(|at| (*number, Some(from.plus(at)))));
            if it.must {
                places.push((*number, None));
            }
        }
        let of = |number: u32, kept: &dyn Fn(Quarter) -> bool| -> Vec<usize> {
            let all = places.iter().enumerate();
            all.filter(|(_, (other, start))| *other == number && start.is_some_and(kept)).map(|(at, _)| at).collect()
        };
        let candidates = places.iter().map(|(number, start)| {
            let it = &plan.initiatives[number];
            let Some(start) = start else {
                let uses = vec![Use::exact(0.0); limits.len()];
                let needs_one_of = vec![of(*number, &|_| true)];
                return Candidate { value: 0.0, uses, needs: Vec::new(), needs_one_of, standing: Standing::Must };
            };
            let takes: Vec<_> =
                it.takes().map(|(pool, after, part)| ((pool, start.plus(after)), part.likely)).collect();
            let uses = limits
                .iter()
                .map(|limit| Use::exact(takes.iter().filter(|(of, _)| of == limit).map(|(_, part)| part).sum()));
            let needs_one_of = it.needs.iter().filter_map(|need| {
                let long = plan.initiatives.get(need)?.quarters();
                match began(need) {
                    Some(from) if from.plus(long) <= *start => None,
                    // It goes on too long: a group of nobody is never met.
                    Some(_) => Some(Vec::new()),
                    None => Some(of(*need, &|from: Quarter| from.plus(long) <= *start)),
                }
            });
            let waits = f64::from(from.until(*start).unwrap_or_default());
            let value = values.get(number).copied().unwrap_or(it.value.likely) - it.delay * waits;
            Candidate {
                value,
                uses: uses.collect(),
                needs: Vec::new(),
                needs_one_of: needs_one_of.collect(),
                standing: Standing::Free,
            }
        });
        let candidates: Vec<Candidate> = candidates.collect();
        let exclusions = plan.initiatives.keys().map(|number| of(*number, &|_| true)).collect();
        let known = places.iter().enumerate().filter(|(_, (number, start))| match start {
            Some(start) => plan.starts.get(number) == Some(start),
            None => true,
        });
        let known = known.map(|(at, _)| at).collect();
        let choice = Choice { candidates, limits: most, exclusions, ..Choice::default() };
        Question { choice, places, limits, known }
    }

    /// The best there is. Errors: [`NoSelection`].
    pub fn best(&self) -> Result<(Chosen, Selection), NoSelection> {
        let got = select_from(&self.choice, crate::portfolio::EFFORT, Some(&self.known))?;
        let starts = got.chosen.iter().filter_map(|at| Some((self.places[*at].0, self.places[*at].1?)));
        Ok((Chosen { starts: starts.collect(), value: got.value, bound: got.bound }, got))
    }

    /// Why one initiative is chosen or not.
    pub fn why(&self, best: &Selection, number: u32) -> Option<Why> {
        let mine: Vec<usize> = (0..self.places.len()).filter(|at| self.places[*at].0 == number).collect();
        let first = *mine.first()?;
        let is_in = |chosen: &[usize]| mine.iter().any(|at| chosen.contains(at) && self.places[*at].1.is_some());
        let chosen = is_in(&best.chosen);
        let mut asked = self.choice.clone();
        let place = asked.candidates.len();
        if chosen {
            // Without it: one that stands for not choosing it, and excludes each of its starts.
            asked.candidates.push(Candidate {
                value: 0.0,
                needs_one_of: Vec::new(),
                ..asked.candidates[first].clone()
            });
            asked.candidates[place].uses.fill(Use::exact(0.0));
            asked.exclusions.extend(mine.iter().filter(|at| self.places[**at].1.is_some()).map(|at| vec![place, *at]));
        } else {
            let starts = mine.iter().copied().filter(|at| self.places[*at].1.is_some()).collect();
            let uses = vec![Use::exact(0.0); asked.limits.len()];
            let standing = Standing::Free;
            asked.candidates.push(Candidate {
                value: 0.0,
                uses,
                needs: Vec::new(),
                needs_one_of: vec![starts],
                standing,
            });
        }
        asked.candidates[place].standing = Standing::Free;
        let Otherwise { turned, .. } = otherwise(&asked, &without(best, place), place);
        let numbers = |places: &[usize]| {
            let mut all: Vec<u32> = places.iter().filter(|at| **at < place).map(|at| self.places[*at].0).collect();
            all.retain(|other| *other != number);
            all.sort_unstable();
            all.dedup();
            all
        };
        Some(match turned {
            Turned::Costs { regret, leave, come, .. } => {
                let (leave, come) = (numbers(&leave), numbers(&come));
                // Who both leaves and comes begins in another quarter.
                let leave = leave.into_iter().filter(|one| !come.contains(one)).collect();
                Why { number, chosen, regret: Some(regret), leave, come }
            }
            Turned::CannotBe | Turned::Unknown => {
                Why { number, chosen, regret: None, leave: Vec::new(), come: Vec::new() }
            }
        })
    }

    /// What so many more days of a team, or euros of a fund, would bring in each quarter that leaves somebody no room.
    pub fn more<'a>(&'a self, best: &'a Selection, days: f64, euros: f64) -> impl Iterator<Item = MoreOf> + 'a {
        let tight = (0..self.limits.len()).filter(|at| {
            let room = self.choice.limits[*at].most - best.used[*at];
            let starved =
                |(place, it): (usize, &Candidate)| it.uses[*at].likely > room && !best.chosen.contains(&place);
            self.choice.candidates.iter().enumerate().any(starved)
        });
        tight.filter_map(move |at| {
            let (pool, quarter) = self.limits[at].clone();
            let by = if matches!(pool, Pool::Team(_)) { days } else { euros };
            let gain = more(&self.choice, best, at, by).ok()?.gain;
            (gain > 0.0).then_some(MoreOf { pool, quarter, by, gain })
        })
    }

    /// In how many of so many scenarios each initiative is chosen: in each, what initiatives bring lies anew within their
    /// ranges, from worst to best, and their order in time is chosen again. A scenario counts with the best found in it.
    ///
    /// Source: Liesiö, Mild & Salo, 2007 (core index).
    pub fn core(&self, best: &Selection, brings: &BTreeMap<u32, Quantity>, scenarios: usize) -> Core {
        let spread = |it: &Quantity| {
            let pert = Distribution::of(Shape::Pert, it.low, it.likely, it.high);
            pert.unwrap_or(Distribution::Exact { value: it.likely })
        };
        let inputs: Vec<Distribution> = brings.values().map(spread).collect();
        let Ok(draws) = Draws::latin(SEED, scenarios, &inputs) else { return Core::default() };
        let at: BTreeMap<u32, usize> = brings.keys().zip(0..).map(|(number, at)| (*number, at)).collect();
        let moved = |number: &u32, nth: usize| {
            let drawn = at.get(number).and_then(|at| draws.of(*at).get(nth));
            drawn.map_or(0.0, |drawn| drawn - brings[number].likely)
        };
        let values = |nth: usize| -> Vec<f64> {
            let places = self.choice.candidates.iter().zip(&self.places);
            places.map(|(it, (number, start))| it.value + start.map_or(0.0, |_| moved(number, nth))).collect()
        };
        let all: Vec<Vec<f64>> = (0..draws.count()).map(values).collect();
        let found = core(&self.choice, best, all.iter().map(Vec::as_slice));
        let mut chosen: BTreeMap<u32, u32> = brings.keys().map(|number| (*number, 0)).collect();
        for ((number, start), count) in self.places.iter().zip(&found.chosen) {
            // At most one start of each stands in a choice: they add up.
            if let Some(sum) = chosen.get_mut(number).filter(|_| start.is_some()) {
                *sum += count;
            }
        }
        Core { chosen, of: found.of }
    }

    /// What cannot hold together, where no plan keeps everything.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let named = conflict(&self.choice).unwrap_or_default();
        let mut all: Vec<Obstacle> = named
            .into_iter()
            .filter_map(|rule| match rule {
                Rule::Must(at) => Some(Obstacle::Must(self.places[at].0)),
                Rule::Limit(at) => Some(Obstacle::Pool(self.limits[at].0.clone(), self.limits[at].1)),
                Rule::NeedsOneOf(at, _) if self.places[at].1.is_some() => Some(Obstacle::Needs(self.places[at].0)),
                _ => None,
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn without(best: &Selection, place: usize) -> Selection {
    let mut best = best.clone();
    best.chosen.retain(|at| *at != place);
    best
}
