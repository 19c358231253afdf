//! What to plan and when, under what the teams can do: the best there is, as a proposal.
//!
//! Every initiative stands once for each quarter it may begin in, at most one of which is chosen. What began before the
//! quarters looked at goes on, and leaves a team so much less. What is planned beyond them is not held against a team: nobody
//! knows yet what it can do then.

use std::collections::BTreeMap;

use base::Ref;

use super::{Plan, Quarter};
use crate::portfolio::explain::{Otherwise, Rule, Turned, conflict, more, otherwise};
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
    /// What each team can do in each of them, in person-days; a team that is not named is not held to anything.
    pub capacity: Vec<(Ref, Vec<f64>)>,
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

/// What more days of one team would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreDays {
    /// The team.
    pub team: Ref,
    /// The quarter.
    pub quarter: Quarter,
    /// How many more days.
    pub days: f64,
    /// What that brings, in euros.
    pub gain: f64,
}

/// What stands in the way of any plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// An initiative must be done.
    Must(u32),
    /// An initiative needs another to have ended.
    Needs(u32),
    /// What a team can do in a quarter.
    Team(Ref, Quarter),
}

/// The question put as a choice, with what stands where in it.
pub struct Question {
    choice: Choice,
    /// Initiative and start of each candidate; an initiative that must be done has one more candidate without a start, which
    /// needs one of those that have.
    places: Vec<(u32, Option<Quarter>)>,
    limits: Vec<(Ref, Quarter)>,
    known: Vec<usize>,
}

impl Question {
    /// Puts what is asked as a choice.
    pub fn of(asked: &Asked) -> Question {
        let Asked { plan, from, quarters, capacity, values } = asked;
        let limits: Vec<(Ref, Quarter)> =
            capacity.iter().flat_map(|(team, _)| (0..*quarters).map(|at| (team.clone(), from.plus(at)))).collect();
        let began = |number: &u32| plan.starts.get(number).copied().filter(|start| start < from);
        let mut goes_on = (*plan).clone();
        goes_on.starts.retain(|number, _| began(number).is_some());
        let most = capacity.iter().flat_map(|(_, days)| (0..*quarters).map(|at| days.get(at as usize).copied()));
        let most = most.zip(&limits).map(|(most, (team, quarter))| {
            let left = most.unwrap_or_default() - goes_on.taken(team, *quarter).0.likely;
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
            let uses = limits.iter().map(|(team, quarter)| {
                let here = it.work.iter().filter(|work| work.team == *team && start.plus(work.after) == *quarter);
                Use::exact(here.map(|work| work.days.likely).sum())
            });
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

    /// What so many more days of each team and quarter that leave somebody no room would bring, the most in front.
    pub fn more(&self, best: &Selection, days: f64) -> Vec<MoreDays> {
        let tight = (0..self.limits.len()).filter(|at| {
            let room = self.choice.limits[*at].most - best.used[*at];
            let starved =
                |(place, it): (usize, &Candidate)| it.uses[*at].likely > room && !best.chosen.contains(&place);
            self.choice.candidates.iter().enumerate().any(starved)
        });
        let mut all: Vec<MoreDays> = tight
            .filter_map(|at| {
                let gain = more(&self.choice, best, at, days).ok()?.gain;
                let (team, quarter) = self.limits[at].clone();
                (gain > 0.0).then_some(MoreDays { team, quarter, days, gain })
            })
            .collect();
        all.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        all
    }

    /// What cannot hold together, where no plan keeps everything.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let named = conflict(&self.choice).unwrap_or_default();
        let mut all: Vec<Obstacle> = named
            .into_iter()
            .filter_map(|rule| match rule {
                Rule::Must(at) => Some(Obstacle::Must(self.places[at].0)),
                Rule::Limit(at) => Some(Obstacle::Team(self.limits[at].0.clone(), self.limits[at].1)),
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
