//! Availability of the element: how much of the time all it cannot do without works, shared parts counted once.

use std::collections::{BTreeMap, BTreeSet};

use base::{Lang, Measure, Quantity, Say, Unit, format};

use super::network::{Mode, Network, share};
use super::route::Route;
use super::words::list;
use crate::field::Field;
use crate::reliability::{Answer, By, Effort, Part, availability};

/// Minutes in the month all figures mean: 30 days.
const MINUTES_A_MONTH: f64 = 30.0 * 24.0 * 60.0;

/// Trials of a few milliseconds, where the cases are too many: an answer does not make people wait.
const EFFORT: Effort = Effort { cases: 1 << 14, half_width: 1e-4, steps: 400_000, seed: 1 };

/// Availability before and after, and what lies between.
#[derive(Default)]
pub(super) struct Availability {
    pub before: Option<Measure>,
    pub after: Option<Measure>,
    /// Minutes a month more without the element.
    pub downtime: Option<Measure>,
    /// What the change makes the element need hard, and is less available than the element today.
    pub weaker: Vec<(Say, Measure)>,
    /// The systems the element needs hard after the change, without any alternative on the way.
    pub hard: BTreeSet<u32>,
}

/// A system as it is needed: by itself, or with all it needs in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Alone(u32),
    Whole(u32),
}

/// What an element cannot do without: of each group, one at least.
pub(super) type Needed = BTreeSet<Vec<Node>>;

/// A system needed by itself.
pub(super) fn alone(system: u32) -> Vec<Node> {
    vec![Node::Alone(system)]
}

/// What an element cannot do without along one way: each leg as long as it is hard, and what the last one needs.
///
/// Gateways count themselves, not the other systems they lead to. Where a leg is one of several alternatives, any one
/// of them is enough.
pub(super) fn needed(network: &Network, route: &Route) -> Needed {
    let mut out = Needed::new();
    for (place, leg) in route.legs.iter().enumerate() {
        if leg.mode.is_some_and(|mode| !mode.carries_failure()) {
            return out;
        }
        let node = if route.last() == Some(leg.system) { Node::Whole(leg.system) } else { Node::Alone(leg.system) };
        let group = leg.flow.and_then(|flow| network.flow(flow).group.as_deref());
        let caller = place.checked_sub(1).map(|before| route.legs[before].system);
        let mut any = vec![node];
        if let Some((caller, group)) = caller.zip(group) {
            any.extend(together(network, caller, group).filter(|to| *to != leg.system).map(Node::Whole));
        }
        any.sort_unstable();
        out.insert(any);
    }
    out
}

/// The systems a caller reaches by the calls of one group; a message is no answer, so none is enough.
fn together<'a>(network: &'a Network, caller: u32, group: &'a str) -> impl Iterator<Item = u32> + 'a {
    let flows = network.leaving[caller as usize].iter().map(|flow| network.flow(*flow));
    let fits = flows.filter(move |flow| flow.group.as_deref() == Some(group) && flow.mode != Mode::Async);
    fits.map(|flow| flow.to)
}

/// Compares the element before and after the change.
///
/// Unit: share of time. Assumes that systems fail independently; shared ones are counted once.
/// What one system does not state leaves the whole unknown; it is told, and whom to ask.
pub(super) fn compare(network: &Network, before: &Needed, change: &Needed, unknowns: &mut Vec<Say>) -> Availability {
    let after: Needed = before.union(change).cloned().collect();
    let structure = Structure::of(network, &after);
    let unstated = structure.systems.keys().copied().filter(|at| level(network, *at).is_none());
    for at in unstated {
        let (name, ask) = (network.quoted(at), network.ask(network.system(at)));
        unknowns.push(Say::new(
            format!("le niveau de service de {} n'est pas connu : {}", name.fr, ask.fr),
            format!("the service level of {} is not known: {}", name.en, ask.en),
        ));
    }
    let today = Structure::of(network, before);
    let before_level = today.measure(network, before);
    let after_level = structure.measure(network, &after);
    let downtime = before_level.as_ref().zip(after_level.as_ref()).map(|(before_level, after_level)| {
        // before − after = before × (1 − share in which what is new works too): rises with the first, falls with the
        // second.
        let (b, a) = (before_level.value, after_level.value);
        let new = |after: f64, before: f64| if before > 0.0 { (after / before).min(1.0) } else { 1.0 };
        let value = Quantity {
            low: b.low * (1.0 - new(a.high, b.high)),
            likely: b.likely * (1.0 - new(a.likely, b.likely)),
            high: b.high * (1.0 - new(a.low, b.low)),
        };
        Measure::computed(
            Quantity::range(value.low, value.likely, value.high).map(|share| share * MINUTES_A_MONTH),
            Unit::MinutesPerMonth,
            Say::new(
                "(disponibilité avant − après) × 43 200 minutes d'un mois de 30 jours",
                "(availability before − after) × 43,200 minutes of a month of 30 days",
            ),
            vec![
                (Say::new("disponibilité avant", "availability before"), before_level.clone()),
                (Say::new("disponibilité après", "availability after"), after_level.clone()),
            ],
        )
    });
    let weaker = before_level.as_ref().map(|whole| {
        let new = structure.hard.difference(&today.hard);
        let levels = new.filter_map(|at| Some((network.quoted(*at), level(network, *at)?)));
        levels.filter(|(_, level)| level.value.likely < whole.value.likely).collect()
    });
    let weaker = weaker.unwrap_or_default();
    Availability { before: before_level, after: after_level, downtime, weaker, hard: structure.hard }
}

fn level(network: &Network, at: u32) -> Option<Measure> {
    network.positive(at, Field::Availability).filter(|level| share(level.value).is_some())
}

/// The systems below what is needed, as parts of a structure.
struct Structure {
    /// Number of each part, and for each part its groups.
    numbers: BTreeMap<Node, u32>,
    needs: Vec<Vec<Vec<u32>>>,
    /// The systems met, with their own part.
    systems: BTreeMap<u32, u32>,
    /// Those needed hard, without any alternative on the way.
    hard: BTreeSet<u32>,
    /// Whether there are alternatives at all.
    alternatives: bool,
}

impl Structure {
    fn of(network: &Network, needed: &Needed) -> Structure {
        let mut out = Structure {
            numbers: BTreeMap::new(),
            needs: Vec::new(),
            systems: BTreeMap::new(),
            hard: BTreeSet::new(),
            alternatives: needed.iter().any(|group| group.len() > 1),
        };
        let mut open: Vec<Node> = needed.iter().flatten().copied().collect();
        while let Some(node) = open.pop() {
            let number = out.number(node);
            let Node::Whole(at) = node else {
                if let Node::Alone(at) = node {
                    out.systems.insert(at, number);
                }
                continue;
            };
            if !out.needs[number as usize].is_empty() {
                continue;
            }
            let mut groups = vec![alone(at)];
            let mut told: BTreeSet<&str> = BTreeSet::new();
            // Only what is called hard by name: an undescribed mode beyond the way is no dependency yet.
            for flow in network.leaving[at as usize].iter().map(|flow| network.flow(*flow)) {
                match flow.group.as_deref() {
                    _ if flow.mode != Mode::Hard => {}
                    None => groups.push(vec![Node::Whole(flow.to)]),
                    Some(group) if told.insert(group) => {
                        groups.push(together(network, at, group).map(Node::Whole).collect());
                    }
                    Some(_) => {}
                }
            }
            out.alternatives |= groups.iter().any(|group| group.len() > 1);
            open.extend(groups.iter().flatten());
            let groups = groups.iter().map(|group| group.iter().map(|node| out.number(*node)).collect()).collect();
            out.needs[number as usize] = groups;
        }
        out.find_hard(needed);
        out
    }

    fn number(&mut self, node: Node) -> u32 {
        let next = self.needs.len() as u32;
        *self.numbers.entry(node).or_insert_with(|| {
            self.needs.push(Vec::new());
            next
        })
    }

    fn find_hard(&mut self, needed: &Needed) {
        let own: BTreeMap<u32, u32> = self.systems.iter().map(|(system, part)| (*part, *system)).collect();
        let mut seen = vec![false; self.needs.len()];
        let only = needed.iter().filter(|group| group.len() == 1).map(|group| self.numbers[&group[0]]);
        let mut open: Vec<u32> = only.collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at as usize], true) {
                self.hard.extend(own.get(&at));
                open.extend(self.needs[at as usize].iter().filter(|group| group.len() == 1).map(|group| group[0]));
            }
        }
    }

    /// The share of time in which all that is needed works; `None` when a level is not stated or nothing is needed.
    fn measure(&self, network: &Network, needed: &Needed) -> Option<Measure> {
        let levels: Option<Vec<(u32, Say, Measure)>> = self
            .systems
            .iter()
            .map(|(at, part)| Some((*part, network.system(*at).name.clone(), level(network, *at)?)))
            .collect();
        let levels = levels.filter(|levels| !levels.is_empty())?;
        let names = list(&levels.iter().map(|(_, name, _)| name.clone()).collect::<Vec<_>>());
        let (value, how) = if self.alternatives {
            let sure = |needs: &Vec<Vec<u32>>| Part { up: Quantity::exact(1.0), needs: needs.clone() };
            let mut parts: Vec<Part> = self.needs.iter().map(sure).collect();
            levels.iter().for_each(|(part, _, level)| parts[*part as usize].up = level.value);
            let asked: Vec<Vec<u32>> =
                needed.iter().map(|group| group.iter().map(|node| self.numbers[node]).collect()).collect();
            let answer = availability(&parts, &asked, &EFFORT).ok()?;
            (answer.share, told(&answer, &names))
        } else {
            // All of them at once, each once: the product, whatever the circles.
            let product = levels.iter().fold(Quantity::exact(1.0), |all, (.., one)| all.zip(one.value, |a, b| a * b));
            let how = Say::new(
                format!(
                    "produit des niveaux de service ({}), chacun une fois, pannes supposées indépendantes",
                    names.fr
                ),
                format!("product of the service levels ({}), each once, failures assumed independent", names.en),
            );
            (product, how)
        };
        Some(Measure::computed(value, Unit::Share, how, levels.into_iter().map(|(_, name, one)| (name, one)).collect()))
    }
}

/// How a structure with alternatives was worked out.
fn told(answer: &Answer, names: &Say) -> Say {
    match answer.by {
        By::Cases => Say::new(
            format!(
                "part des cas où tout ce qu'il faut marche ({}), une alternative suffisant, pannes supposées indépendantes",
                names.fr
            ),
            format!(
                "share of the cases in which all that is needed works ({}), one alternative being enough, failures assumed independent",
                names.en
            ),
        ),
        By::Trials { trials, interval: (low, high) } => {
            let count = |lang| format::number(lang, trials as f64, 0);
            let ends = |lang| (format::percent(lang, low, 3), format::percent(lang, high, 3));
            let ((low_fr, high_fr), (low_en, high_en)) = (ends(Lang::Fr), ends(Lang::En));
            Say::new(
                format!(
                    "{} essais tirés au sort sur {} ; intervalle à 95 % : {low_fr} à {high_fr}",
                    count(Lang::Fr),
                    names.fr
                ),
                format!("{} random trials over {}; 95% interval: {low_en} to {high_en}", count(Lang::En), names.en),
            )
        }
    }
}
