//! The load a change adds to each system: along the way of the call, and on from the system that answers.

use std::collections::BTreeMap;

use base::{Measure, Quantity, Say, Unit};

use super::network::{Flow, Mode, Network, rest, share};
use super::present::Present;
use super::route::Route;
use super::words::quoted;
use super::{CannotSay, Change};
use crate::field::Field;
use crate::flows::{self, CannotSolve};

/// What a change adds to one system, split where a cache could stand.
pub(super) struct Added {
    /// Calls a cache in front of the answering system does not spare.
    pub front: Quantity,
    /// Calls behind that cache, were there none.
    pub behind: Quantity,
    /// Facts the number rests on.
    from: Vec<(Say, Measure)>,
}

/// Added loads by system, and the cache in force.
#[derive(Default)]
pub(super) struct Additions {
    pub by_system: BTreeMap<u32, Added>,
    /// Share of the calls behind the cache that it does not answer, and the fact it rests on.
    pub kept: Option<(Quantity, Measure)>,
    /// The calls to the answering system were there no cache, those that come back around loops left out.
    arriving: Option<Quantity>,
    /// Facts they rest on.
    arriving_from: Vec<(Say, Measure)>,
}

impl Added {
    /// The load when the cache lets `kept` of the calls through.
    pub(super) fn with(&self, kept: Quantity) -> Quantity {
        self.front.zip(self.behind.zip(kept, |behind, kept| behind * kept), |front, behind| front + behind)
    }
}

impl Additions {
    /// The share of calls that pass the cache in force; 1 without one.
    pub(super) fn passing(&self) -> Quantity {
        self.kept.as_ref().map_or(Quantity::exact(1.0), |(kept, _)| *kept)
    }

    /// The calls made to the answering system, without the cache in force.
    pub(super) fn arriving(&self) -> Option<Quantity> {
        self.arriving
    }

    /// The calls made to the answering system that pass the cache in force, with their evidence.
    pub(super) fn called(&self) -> Option<Measure> {
        let value = self.arriving?.zip(self.passing(), |calls, kept| calls * kept);
        let mut from = self.arriving_from.clone();
        let cache = self.kept.as_ref().map(|(_, cache)| cache.clone());
        from.extend(cache.map(|cache| (Say::new("part servie par le cache", "share served by cache"), cache)));
        let how = Say::new(
            "appels du changement que le cache ne sert pas",
            "calls of the change that the cache does not answer",
        );
        Some(Measure::computed(value, Unit::CallsPerSecond, how, from))
    }

    /// What the change adds to a system, with its evidence, which is handed over: ask once.
    pub(super) fn take_measure(&mut self, system: u32) -> Option<Measure> {
        let passing = self.passing();
        let added = self.by_system.get_mut(&system)?;
        let value = added.with(passing);
        let mut from = std::mem::take(&mut added.from);
        let mut how = Say::new("appels du changement qui arrivent ici", "calls of the change that arrive here");
        if let Some((_, cache)) = self.kept.as_ref().filter(|_| added.behind.high > 0.0) {
            how = Say::new(
                "appels du changement × part que le cache ne sert pas",
                "calls of the change × share the cache does not answer",
            );
            from.push((Say::new("part servie par le cache", "share served by cache"), cache.clone()));
        }
        Some(Measure::computed(value, Unit::CallsPerSecond, how, from))
    }
}

/// Works out what `entry` calls a second add.
///
/// Systems on the way receive every call and pass it on to the next one only. The cache answers before the last one
/// (the change's own; else the one described on that flow). From there the calls go on along the described flows, in
/// proportion; loops are solved. The system that shows the element makes the calls and receives none, unless it also
/// answers them.
/// Errors: a loop that amplifies. A loop that cannot be decided is told in `unknowns` and what lies behind it left out.
pub(super) fn added(
    network: &Network,
    present: &Present,
    route: &Route,
    change: &Change,
    entry: &Measure,
    unknowns: &mut Vec<Say>,
) -> Result<Additions, CannotSay> {
    let mut out = Additions::default();
    let Some(last) = route.last() else { return Ok(out) };
    let entry_input = (Say::new("appels ajoutés à l'entrée", "calls added at the entry"), entry.clone());
    let (mut arriving, mut from) = (entry.value, vec![entry_input]);
    for leg in route.legs.iter().skip(1) {
        let flow = leg.flow.map(|flow| network.flow(flow));
        let cached = flow.and_then(|flow| cached(network, flow));
        if let Some(flow) = flow.filter(|flow| flow.tries.high > 1.0) {
            arriving = arriving.zip(flow.tries, |calls, tries| calls * tries);
            from.extend(network.retries(flow));
        }
        if leg.system == last {
            out.kept = own_cache(change).or(cached);
            continue;
        }
        if let Some((kept, cache)) = cached {
            arriving = arriving.zip(kept, |calls, kept| calls * kept);
            from.push((Field::CacheShare.label(), cache));
        }
        let added = Added { front: arriving, behind: Quantity::exact(0.0), from: from.clone() };
        out.by_system.insert(leg.system, added);
    }
    if route.legs.len() == 1 {
        out.kept = own_cache(change);
    }
    out.arriving = Some(arriving);
    out.arriving_from.clone_from(&from);
    let Onwards { reached, calls, flows } = onwards(network, present, last, unknowns);
    let mut external = vec![Quantity::exact(0.0); reached.len()];
    external[0] = arriving;
    let mut solution = flows::range(reached.len(), &calls, &external);
    if let Ok(Err(CannotSolve::Amplifies { nodes, .. } | CannotSolve::Undecided { nodes, .. })) = &solution {
        // The margin for the age of numbers is ours: it makes no loop amplify.
        let stated: Vec<(u32, u32, Quantity)> = calls
            .iter()
            .zip(&flows)
            .map(|((from, to, q), flow)| (*from, *to, network.flow(*flow).stated.unwrap_or(Quantity::exact(q.likely))))
            .collect();
        let second = flows::range(reached.len(), &stated, &external);
        if matches!(second, Ok(Ok(_))) {
            let names: Vec<Say> = nodes.iter().map(|node| network.quoted(reached[*node as usize])).collect();
            let names = super::words::list(&names);
            unknowns.push(Say::new(
                format!(
                    "les chiffres de la boucle d'appels entre {} sont trop anciens pour en donner la marge",
                    names.fr
                ),
                format!("the figures of the loop of calls between {} are too old to give their margin", names.en),
            ));
            solution = second;
        }
    }
    let solved = match solution {
        Ok(Ok(solved)) => solved,
        Ok(Err(CannotSolve::Amplifies { nodes, growth })) => {
            let systems = nodes.iter().map(|node| network.system(reached[*node as usize]).id.clone()).collect();
            return Err(CannotSay::AmplifyingLoop { systems, growth });
        }
        Ok(Err(CannotSolve::Undecided { nodes, .. })) => {
            let names: Vec<Say> = nodes.iter().map(|node| network.quoted(reached[*node as usize])).collect();
            let names = super::words::list(&names);
            unknowns.push(Say::new(
                format!("on ne peut décider si la boucle d'appels entre {} s'éteint : ce qu'elle reçoit n'est pas compté", names.fr),
                format!("it cannot be decided whether the loop of calls between {} dies out: what it receives is not counted", names.en),
            ));
            external
        }
        Err(_) => external,
    };
    // What each call brings to the called: the evidence of a load names those that bring most.
    let mut brought: Vec<Vec<(f64, u32)>> = vec![Vec::new(); reached.len()];
    for ((from, to, per_request), flow) in calls.iter().zip(&flows) {
        brought[*to as usize].push((solved[*from as usize].likely * per_request.likely, *flow));
    }
    for (node, behind) in solved.into_iter().enumerate().filter(|(_, value)| value.high > 0.0) {
        let system = reached[node];
        let mut facts = from.clone();
        if node > 0 {
            facts.extend(evidence(network, present, &mut brought[node]));
        }
        let added = out.by_system.entry(system).or_insert_with(|| Added {
            front: Quantity::exact(0.0),
            behind: Quantity::exact(0.0),
            from: facts,
        });
        added.behind = behind;
    }
    Ok(out)
}

/// The cache the change itself brings.
fn own_cache(change: &Change) -> Option<(Quantity, Measure)> {
    let value = share(Quantity::exact(change.cache_share)).filter(|share| share.likely > 0.0)?;
    let about = change.element.as_ref().or(change.data.as_ref())?;
    let source = change.stated_by.clone().unwrap_or_else(|| base::Source::Assumption {
        why: Say::new("valeur posée avec la question", "value given with the question"),
    });
    let evidence =
        base::Evidence::Fact { subject: about.clone(), field: "cache_share".to_owned(), source, as_of: None };
    Some((rest(value), Measure { value, unit: Unit::Share, evidence: evidence.into() }))
}

/// The cache described on a flow.
fn cached(network: &Network, flow: &Flow) -> Option<(Quantity, Measure)> {
    let measure = network.measure(network.thing(flow), Field::CacheShare)?;
    Some((rest(share(measure.value)?), measure))
}

/// Everything the answering system calls, itself first.
struct Onwards {
    /// The systems, by the number they have here.
    reached: Vec<u32>,
    /// Calls per request between them.
    calls: Vec<(u32, u32, Quantity)>,
    /// The flow each of these calls is described by.
    flows: Vec<u32>,
}

fn onwards(network: &Network, present: &Present, last: u32, unknowns: &mut Vec<Say>) -> Onwards {
    let mut number = vec![u32::MAX; network.systems.len()];
    number[last as usize] = 0;
    let (mut reached, mut calls, mut flows, mut next) = (vec![last], Vec::new(), Vec::new(), 0);
    let mut uncounted: Vec<Say> = Vec::new();
    while let Some(at) = reached.get(next).copied() {
        for id in &network.leaving[at as usize] {
            let flow = network.flow(*id);
            match per_request(flow, present) {
                Some(per_request) if per_request.high > 0.0 => {
                    let to = &mut number[flow.to as usize];
                    if *to == u32::MAX {
                        *to = reached.len() as u32;
                        reached.push(flow.to);
                    }
                    calls.push((next as u32, *to, per_request));
                    flows.push(*id);
                }
                Some(_) => {}
                // A nightly file is not sent more often because people look.
                None if next == 0 && flow.mode != Mode::Async => uncounted.push(network.quoted(flow.to)),
                None => {}
            }
        }
        next += 1;
    }
    if !uncounted.is_empty() {
        let (name, to) = (network.quoted(last), super::words::list(&uncounted));
        let ask = network.ask(network.system(last));
        unknowns.push(Say::new(
            format!(
                "personne n'a dit combien d'appels {} fait ensuite à {} : leur charge ajoutée n'est pas comptée ; {}",
                name.fr, to.fr, ask.fr
            ),
            format!(
                "nobody said how many calls {} then makes to {}: their added load is not counted; {}",
                name.en, to.en, ask.en
            ),
        ));
    }
    Onwards { reached, calls, flows }
}

/// Calls per request of a flow: as stated, else measured rate ÷ present load of the caller.
fn per_request(flow: &Flow, present: &Present) -> Option<Quantity> {
    if let Some(per_request) = flow.per_request() {
        return Some(per_request);
    }
    let (rate, load) = (flow.rate?, present.loads[flow.from as usize]?);
    if load.low <= 0.0 {
        return None;
    }
    // The rate rises with the load it comes from: low goes with low only through the share, so both ends are kept open.
    Some(Quantity { low: rate.low / load.high, likely: rate.likely / load.likely, high: rate.high / load.low })
}

/// The most callers the evidence of one load names.
pub(super) const CALLERS: usize = 6;

/// The facts about the flows that bring most of the added load to a system behind the answering one.
fn evidence(network: &Network, present: &Present, brought: &mut [(f64, u32)]) -> Vec<(Say, Measure)> {
    let mut out = Vec::new();
    brought.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    for flow in brought.iter().take(CALLERS).map(|(_, flow)| network.flow(*flow)) {
        let caller = quoted(&network.system(flow.from).name);
        let name = |fr: &str, en: &str| Say::new(format!("{fr} {}", caller.fr), format!("{en} {}", caller.en));
        let fact = |field| network.measure(network.thing(flow), field);
        if flow.calls.is_some() {
            let calls = fact(Field::Calls);
            out.extend(calls.map(|calls| (name("appels par requête de", "calls per request from"), calls)));
            out.extend(network.between_facts(flow));
        } else if flow.rate.is_some() && present.loads[flow.from as usize].is_some() {
            out.extend(fact(Field::Rate).map(|rate| (name("débit mesuré depuis", "rate measured from"), rate)));
            out.extend(present.measure(network, flow.from).map(|load| (name("charge de", "load of"), load)));
        }
    }
    out
}
