//! Why a choice is as it is: why not this one, what would change it, what one more of a limit is worth, who is chosen
//! whatever happens, and what cannot hold together.
//!
//! Each answer is found by choosing again with something changed, beginning with what was best before. Where the effort
//! ends before the proof, an answer says how far it may be off.

use super::{Choice, EFFORT, NoSelection, Selection, Standing, select_from};

/// What it would cost to choose otherwise about one candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Otherwise {
    /// The candidate, by its place.
    pub place: usize,
    /// Whether it is chosen in the best choice.
    pub chosen: bool,
    /// What happens when it is chosen all the same, or left out.
    pub turned: Turned,
}

/// What happens when one is turned.
#[derive(Clone, Debug, PartialEq)]
pub enum Turned {
    /// Everything rearranges itself around it.
    Costs {
        /// What the whole loses; for one not chosen also by how much its value must rise before it is worth choosing, for one
        /// chosen by how much it may fall before it is not.
        regret: f64,
        /// The regret is at least this, where it is not proven.
        at_least: f64,
        /// Who would leave.
        leave: Vec<usize>,
        /// Who would come beside.
        come: Vec<usize>,
    },
    /// The rules leave no room for it, or do not hold without it.
    CannotBe,
    /// The effort ended before an answer.
    Unknown,
}

/// What more of one limit would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct More {
    /// The limit, by its place.
    pub limit: usize,
    /// How much more of it.
    pub by: f64,
    /// What the whole gains; 0 where the limit binds nothing.
    pub gain: f64,
    /// Who would come.
    pub come: Vec<usize>,
    /// Who would leave.
    pub leave: Vec<usize>,
}

/// How often each candidate is in the best choice of scenarios.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Core {
    /// In how many scenarios each is chosen, by place.
    pub chosen: Vec<u32>,
    /// How many scenarios had a best choice.
    pub of: u32,
}

/// A rule of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A candidate must be chosen.
    Must(usize),
    /// A candidate must not.
    MustNot(usize),
    /// A candidate needs another.
    Needs(usize, usize),
    /// A candidate needs one of its groups, by the group's place.
    NeedsOneOf(usize, usize),
    /// At most one of a group.
    Exclusion(usize),
    /// A limit.
    Limit(usize),
    /// The most that may be chosen.
    AtMost,
}

/// What choosing otherwise about one candidate costs.
pub fn otherwise(choice: &Choice, best: &Selection, place: usize) -> Otherwise {
    let chosen = best.chosen.contains(&place);
    let mut asked = choice.clone();
    let standing = asked.candidates.get(place).map(|it| it.standing);
    let turned = match (standing, chosen) {
        (None, _) | (Some(Standing::Must), true) | (Some(Standing::MustNot), false) => Turned::CannotBe,
        (Some(_), chosen) => {
            asked.candidates[place].standing = if chosen { Standing::MustNot } else { Standing::Must };
            match select_from(&asked, EFFORT, Some(&best.chosen)) {
                Ok(got) => Turned::Costs {
                    regret: (best.value - got.value).max(0.0),
                    at_least: (best.value - got.bound).max(0.0),
                    leave: less(&best.chosen, &got.chosen, place),
                    come: less(&got.chosen, &best.chosen, place),
                },
                Err(NoSelection::Impossible) => Turned::CannotBe,
                Err(_) => Turned::Unknown,
            }
        }
    };
    Otherwise { place, chosen, turned }
}

/// Who stands in one choice and not in the other, the one asked about aside.
fn less(of: &[usize], without: &[usize], but: usize) -> Vec<usize> {
    of.iter().copied().filter(|one| *one != but && !without.contains(one)).collect()
}

/// What so much more of a limit would bring.
pub fn more(choice: &Choice, best: &Selection, limit: usize, by: f64) -> Result<More, NoSelection> {
    let mut wider = choice.clone();
    let Some(it) = wider.limits.get_mut(limit) else { return Err(NoSelection::NoNumber) };
    it.most += by;
    let got = select_from(&wider, EFFORT, Some(&best.chosen))?;
    // What was best keeps the wider rules too: the gain is never below nothing.
    let gain = (got.value - best.value).max(0.0);
    let [come, leave] = match gain > 0.0 {
        true => [less(&got.chosen, &best.chosen, usize::MAX), less(&best.chosen, &got.chosen, usize::MAX)],
        false => [Vec::new(), Vec::new()],
    };
    Ok(More { limit, by, gain, come, leave })
}

/// So many amounts of a limit, evenly apart, are tried before it is looked for more closely between two of them.
const AMOUNTS: u64 = 8;

/// How much more of one limit brings in a candidate that is not chosen, to `step`: the least of what was tried, since with
/// still more of it another may be better again. `None` where none of it, up to all the candidate takes, does.
pub fn enough(choice: &Choice, best: &Selection, place: usize, limit: usize, step: f64) -> Option<f64> {
    let takes = choice.candidates.get(place)?.uses.get(limit)?;
    let most = takes.likely + takes.more;
    let steps = (most / step).ceil();
    if !(step > 0.0 && most > 0.0 && steps <= 1e9) {
        return None;
    }
    let steps = steps as u64;
    let amount = |at: u64| (at as f64 * step).min(most);
    let comes = |at: u64| more(choice, best, limit, amount(at)).is_ok_and(|more| more.come.contains(&place));
    let mut tried: Vec<u64> = (1..=AMOUNTS).map(|part| (steps * part).div_ceil(AMOUNTS)).collect();
    tried.dedup();
    let first = tried.iter().position(|at| comes(*at))?;
    let (mut short, mut long) = (if first == 0 { 0 } else { tried[first - 1] }, tried[first]);
    while long - short > 1 {
        let middle = short + (long - short) / 2;
        match comes(middle) {
            true => long = middle,
            false => short = middle,
        }
    }
    Some(amount(long))
}

/// Every answer in turn, as they are worked out: what choosing otherwise about each candidate costs, then what `by` more of
/// each limit brings, for limits that leave somebody no room.
pub fn all<'a>(choice: &'a Choice, best: &'a Selection, by: &'a [f64]) -> impl Iterator<Item = Explained> + 'a {
    let each = (0..choice.candidates.len()).map(|place| Explained::Otherwise(otherwise(choice, best, place)));
    let binding = (0..choice.limits.len()).filter(|limit| {
        let room = choice.limits[*limit].most - best.used_at_worst[*limit];
        choice.candidates.iter().enumerate().any(|(place, it)| {
            let takes = it.uses[*limit].likely + it.uses[*limit].more;
            takes > room && it.standing != Standing::MustNot && !best.chosen.contains(&place)
        })
    });
    let more = binding.filter_map(|limit| more(choice, best, limit, *by.get(limit)?).ok().map(Explained::More));
    each.chain(more)
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Explained {
    /// About a candidate.
    Otherwise(Otherwise),
    /// About a limit.
    More(More),
}

/// How often each candidate is chosen when values turn out otherwise; one list of values for each scenario, in the
/// candidates' order. A scenario without a proven best counts as what was found.
///
/// Source: Liesiö, Mild & Salo, 2007 (core index).
pub fn core<'a>(choice: &Choice, best: &Selection, scenarios: impl Iterator<Item = &'a [f64]>) -> Core {
    let mut core = Core { chosen: vec![0; choice.candidates.len()], of: 0 };
    let mut asked = choice.clone();
    for values in scenarios {
        asked.candidates.iter_mut().zip(values).for_each(|(it, value)| it.value = *value);
        if let Ok(got) = select_from(&asked, EFFORT, Some(&best.chosen)) {
            core.of += 1;
            got.chosen.iter().for_each(|place| core.chosen[*place] += 1);
        }
    }
    core
}

/// Rules that cannot hold together, none of which could be left out; `None` where something keeps them all, or where the
/// effort ended before that was clear.
///
/// Source: Chinneck & Dravnieks, 1991 (deletion filter).
pub fn conflict(choice: &Choice) -> Option<Vec<Rule>> {
    let mut all = rules(choice);
    // Limits and sizes first, so that what is wanted stays in view as long as it can.
    all.sort_by_key(|rule| std::cmp::Reverse(*rule));
    if !impossible(choice, &all) {
        return None;
    }
    // Whole runs of rules leave at once where they can: most have no part in it.
    let mut run = all.len() / 2;
    while run > 0 {
        let mut at = 0;
        while at < all.len() {
            let rest: Vec<Rule> = all[..at].iter().chain(&all[(at + run).min(all.len())..]).copied().collect();
            match impossible(choice, &rest) {
                true => all = rest,
                false => at += run,
            }
        }
        run /= 2;
    }
    all.sort_unstable();
    Some(all)
}

fn rules(choice: &Choice) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (place, it) in choice.candidates.iter().enumerate() {
        match it.standing {
            Standing::Must => rules.push(Rule::Must(place)),
            Standing::MustNot => rules.push(Rule::MustNot(place)),
            Standing::Free => {}
        }
        rules.extend(it.needs.iter().map(|need| Rule::Needs(place, *need)));
        rules.extend((0..it.needs_one_of.len()).map(|group| Rule::NeedsOneOf(place, group)));
    }
    rules.extend((0..choice.exclusions.len()).map(Rule::Exclusion));
    rules.extend((0..choice.limits.len()).map(Rule::Limit));
    rules.extend(choice.at_most.map(|_| Rule::AtMost));
    rules
}

/// Whether it is proven that nothing keeps these rules.
fn impossible(choice: &Choice, rules: &[Rule]) -> bool {
    let mut asked = choice.clone();
    let kept = |rule: Rule| rules.contains(&rule);
    for (place, it) in asked.candidates.iter_mut().enumerate() {
        it.value = 0.0;
        let stands = match it.standing {
            Standing::Must => kept(Rule::Must(place)),
            Standing::MustNot => kept(Rule::MustNot(place)),
            Standing::Free => true,
        };
        if !stands {
            it.standing = Standing::Free;
        }
        it.needs.retain(|need| kept(Rule::Needs(place, *need)));
        let mut group = 0;
        it.needs_one_of.retain(|_| {
            group += 1;
            kept(Rule::NeedsOneOf(place, group - 1))
        });
    }
    asked.together.iter_mut().for_each(|it| it.value = 0.0);
    let mut at = 0;
    asked.exclusions.retain(|_| {
        at += 1;
        kept(Rule::Exclusion(at - 1))
    });
    for (limit, it) in asked.limits.iter_mut().enumerate() {
        if !kept(Rule::Limit(limit)) {
            *it = super::Limit { most: 1e15, guarded: 0.0 };
        }
    }
    if !kept(Rule::AtMost) {
        asked.at_most = None;
    }
    select_from(&asked, EFFORT, None) == Err(NoSelection::Impossible)
}
