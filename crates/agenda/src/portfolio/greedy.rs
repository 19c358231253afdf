//! A good choice quickly: what is worth most for what it takes first, then one out and others in while that is better.

use super::{Choice, Standing, at_worst, likely, worth};

/// How often all candidates are tried in turn.
const ROUNDS: usize = 4;
/// Each is tried against all others up to so many candidates; what there is beyond is improved part by part.
const IMPROVED_MOST: usize = 400;

pub(super) struct Greedy<'a> {
    choice: &'a Choice,
    /// The limits each candidate takes something of.
    takes: Vec<Vec<usize>>,
    /// What each is worth for the share it takes of all limits.
    keen: Vec<f64>,
    /// Who needs each.
    needed_by: Vec<Vec<usize>>,
    /// The groups each is in of which at most one is chosen.
    apart: Vec<Vec<usize>>,
}

#[derive(Clone)]
struct State {
    picks: Vec<bool>,
    used: Vec<f64>,
    count: usize,
}

impl<'a> Greedy<'a> {
    pub fn new(choice: &'a Choice) -> Greedy<'a> {
        let n = choice.candidates.len();
        let takes = choice.candidates.iter().map(|it| {
            let some = it.uses.iter().enumerate().filter(|(_, part)| part.likely > 0.0 || part.more > 0.0);
            some.map(|(at, _)| at).collect()
        });
        let total: Vec<f64> =
            (0..choice.limits.len()).map(|at| choice.candidates.iter().map(|it| it.uses[at].likely).sum()).collect();
        let keen = choice.candidates.iter().map(|it| {
            let tight = it.uses.iter().enumerate().filter(|(at, _)| total[*at] > choice.limits[*at].most);
            let share: f64 = tight.map(|(at, part)| part.likely / choice.limits[at].most.max(1e-9)).sum();
            it.value / (share + 1e-6)
        });
        let mut needed_by = vec![Vec::new(); n];
        for (place, it) in choice.candidates.iter().enumerate() {
            it.needs.iter().chain(it.needs_one_of.iter().flatten()).for_each(|need| needed_by[*need].push(place));
        }
        let mut apart = vec![Vec::new(); n];
        for (at, group) in choice.exclusions.iter().enumerate() {
            super::distinct(group).into_iter().for_each(|one| apart[one].push(at));
        }
        Greedy { takes: takes.collect(), keen: keen.collect(), needed_by, apart, choice }
    }

    /// A choice with nothing known but the question; `None` where what must be chosen is not easily brought together.
    pub fn start(&self) -> Option<Vec<bool>> {
        let n = self.choice.candidates.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|a, b| self.keen[*b].total_cmp(&self.keen[*a]));
        let mut state = self.empty(&order)?;
        self.fill(&mut state, &order);
        self.improve(&mut state, &order);
        Some(state.picks)
    }

    /// A choice close to where the columns of the program stand.
    pub fn near(&self, columns: &[f64]) -> Option<Vec<bool>> {
        let n = self.choice.candidates.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|a, b| columns[*b].total_cmp(&columns[*a]).then(self.keen[*b].total_cmp(&self.keen[*a])));
        let mut state = self.empty(&order)?;
        self.fill(&mut state, &order);
        self.improve(&mut state, &order);
        Some(state.picks)
    }

    fn empty(&self, order: &[usize]) -> Option<State> {
        let n = self.choice.candidates.len();
        let mut state = State { picks: vec![false; n], used: vec![0.0; self.choice.limits.len()], count: 0 };
        for place in 0..n {
            if self.choice.candidates[place].standing == Standing::Must
                && !state.picks[place]
                && !self.add(&mut state, place, order)
            {
                return None;
            }
        }
        Some(state)
    }

    fn fill(&self, state: &mut State, order: &[usize]) {
        for place in order {
            if !state.picks[*place] && self.promises(*place) {
                let before = worth(self.choice, &state.picks);
                let kept = state.clone();
                if self.add(state, *place, order) && worth(self.choice, &state.picks) < before {
                    *state = kept;
                }
            }
        }
    }

    /// Whether adding it can be worth something, alone or with others.
    fn promises(&self, place: usize) -> bool {
        self.choice.candidates[place].value > 0.0 || self.choice.together.iter().any(|it| it.of.contains(&place))
    }

    /// Adds one with all it needs, or nothing.
    fn add(&self, state: &mut State, place: usize, order: &[usize]) -> bool {
        let mut adds = Vec::new();
        let mut waiting = vec![place];
        while let Some(one) = waiting.pop() {
            if state.picks[one] || adds.contains(&one) {
                continue;
            }
            let it = &self.choice.candidates[one];
            if it.standing == Standing::MustNot {
                return false;
            }
            adds.push(one);
            waiting.extend(&it.needs);
            for group in &it.needs_one_of {
                if !group.iter().any(|one| state.picks[*one] || adds.contains(one)) {
                    let may = |one: &&usize| {
                        group.contains(one) && self.choice.candidates[**one].standing != Standing::MustNot
                    };
                    match order.iter().find(may) {
                        Some(one) => waiting.push(*one),
                        None => return false,
                    }
                }
            }
        }
        if self.choice.at_most.is_some_and(|most| state.count + adds.len() > most) {
            return false;
        }
        adds.iter().for_each(|one| state.picks[*one] = true);
        let clash = adds.iter().flat_map(|one| &self.apart[*one]).any(|at| {
            super::distinct(&self.choice.exclusions[*at]).iter().filter(|one| state.picks[**one]).count() > 1
        });
        let mut touched: Vec<usize> = adds.iter().flat_map(|one| self.takes[*one].iter().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let shares = self.choice.together.iter().any(|it| !it.saves.is_empty());
        let used = |at: &usize| match shares || self.choice.limits[*at].guarded > 0.0 {
            true => at_worst(self.choice, &state.picks, *at),
            false => {
                state.used[*at] + adds.iter().map(|one| self.choice.candidates[*one].uses[*at].likely).sum::<f64>()
            }
        };
        let now: Vec<f64> = if clash { Vec::new() } else { touched.iter().map(used).collect() };
        if clash || touched.iter().zip(&now).any(|(at, now)| *now > self.choice.limits[*at].most) {
            adds.iter().for_each(|one| state.picks[*one] = false);
            return false;
        }
        touched.iter().for_each(|at| state.used[*at] = likely(self.choice, &state.picks, *at));
        state.count += adds.len();
        true
    }

    /// Takes one out with all that need it, where what must be stays.
    fn remove(&self, state: &mut State, place: usize) -> bool {
        let mut waiting = vec![place];
        let mut out = Vec::new();
        while let Some(one) = waiting.pop() {
            if !state.picks[one] {
                continue;
            }
            if self.choice.candidates[one].standing == Standing::Must {
                return false;
            }
            state.picks[one] = false;
            out.push(one);
            for other in self.needed_by[one].iter().filter(|other| state.picks[**other]) {
                let it = &self.choice.candidates[*other];
                let whole = it.needs.iter().all(|need| state.picks[*need])
                    && it.needs_one_of.iter().all(|group| group.iter().any(|one| state.picks[*one]));
                if !whole {
                    waiting.push(*other);
                }
            }
        }
        state.count -= out.len();
        let touched = out.iter().flat_map(|one| self.takes[*one].iter());
        touched.for_each(|at| state.used[*at] = likely(self.choice, &state.picks, *at));
        true
    }

    /// One out and others in, or one in first and others after, while the whole is worth more.
    fn improve(&self, state: &mut State, order: &[usize]) {
        if state.picks.len() > IMPROVED_MOST {
            return;
        }
        let mut best = worth(self.choice, &state.picks);
        for _ in 0..ROUNDS {
            let before = best;
            for place in 0..state.picks.len() {
                let mut tried = state.clone();
                if state.picks[place] {
                    if !self.remove(&mut tried, place) {
                        continue;
                    }
                    let without: Vec<usize> = order.iter().copied().filter(|one| *one != place).collect();
                    self.fill(&mut tried, &without);
                } else {
                    // Room is made for it by what is least keen.
                    let mut leaves: Vec<usize> = order.iter().copied().filter(|one| state.picks[*one]).collect();
                    leaves.retain(|one| self.choice.candidates[*one].standing != Standing::Must);
                    leaves.sort_by(|a, b| self.keen[*a].total_cmp(&self.keen[*b]));
                    let fits = leaves.iter().take(3).any(|leaves| {
                        self.remove(&mut tried, *leaves);
                        self.add(&mut tried, place, order)
                    });
                    if !fits {
                        continue;
                    }
                    self.fill(&mut tried, order);
                }
                let now = worth(self.choice, &tried.picks);
                if now > best + 1e-12 * best.abs() {
                    best = now;
                    *state = tried;
                }
            }
            if best <= before {
                break;
            }
        }
    }
}
