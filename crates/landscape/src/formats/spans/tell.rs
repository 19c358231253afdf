//! What the sums of the spans say about systems and flows.

use std::collections::BTreeMap;

use base::Ref;
use tabular::Unreadable;

use super::calls::{Called, Sums, add_up, tally};
use super::estimate::{LEAST_FOR_MEDIAN, calls_per_request, median, share};
use super::{NONE, Names, Span, Spans, bounded, key};
use crate::field::{Field, Value};
use crate::formats::{At, Telling};

pub(super) fn tell(from: &Spans, spans: Vec<Span>, telling: &mut Telling) -> Result<(), Unreadable> {
    bounded(telling, from.names.len(), 0)?;
    telling.accept(spans.len() as u64);
    for (ordinal, reason, way_out) in &from.rejected {
        telling.reject(&from.at(*ordinal), "", reason.clone(), way_out.clone());
    }
    for _ in 0..from.rejected_more {
        telling.reject(&At::default(), "", base::Say::default(), base::Say::default());
    }
    if let Some(day) = from.day() {
        telling.as_of = Some(day);
    }
    let sums = add_up(spans, from.names.len());
    bounded(telling, 0, sums.called.len())?;
    tell_counts(from, &sums, telling);
    let systems = tell_services(from, &sums, telling);
    tell_flows(from, &sums, &systems, telling);
    Ok(())
}

fn tell_counts(from: &Spans, sums: &Sums, telling: &mut Telling) {
    telling.count("traces", sums.traces);
    telling.count("spans", sums.spans);
    telling.count("services", sums.served.iter().filter(|served| served.first != NONE).count() as u64);
    telling.count("edges", sums.called.len() as u64);
    telling.count("calls", sums.called.values().map(|called| called.calls).sum());
    let unanswered = sums.served.iter().filter(|served| (1..LEAST_FOR_MEDIAN).contains(&served.micros.len()));
    let unanswered = unanswered.count() as u64;
    let services = sums.served.iter().filter(|served| served.requests > 0).count() as u64;
    for (what, n) in [
        ("spans told twice, counted once", sums.twice),
        ("spans whose parent is not in the file", sums.orphans),
        ("spans whose parents form a ring", sums.ringed),
        ("links of spans beside their parent", from.links),
        ("response times of requests that waited for a call without its times", sums.blurred),
        ("response times of services with fewer than 5 timed requests", unanswered),
        ("arrival rates (a trace export is a sample, and does not say of how much)", services),
    ] {
        if n > 0 {
            telling.left(what, n);
        }
    }
}

/// Describes each service; in the order of their keys, so that the order of spans does not matter.
fn tell_services(from: &Spans, sums: &Sums, telling: &mut Telling) -> BTreeMap<u32, Ref> {
    let mut systems = BTreeMap::new();
    for (at, name) in in_order(&from.names) {
        let served = &sums.served[at as usize];
        if served.first == NONE {
            continue;
        }
        let place = from.at(served.first);
        let system = telling.thing(base::Kind::System, Some(&key(name)), name, &place);
        if let Some(micros) = median(&mut served.micros.clone()) {
            telling.number(&system, Field::ResponseMs, micros.map(|micros| micros / 1000.0), &place);
        }
        systems.insert(at, system);
    }
    systems
}

fn tell_flows(from: &Spans, sums: &Sums, systems: &BTreeMap<u32, Ref>, telling: &mut Telling) {
    let mut pairs: Vec<(&Ref, &Ref, u32, &Called)> = Vec::with_capacity(sums.called.len());
    for ((caller, called), sum) in &sums.called {
        if let (Some(source), Some(target)) = (systems.get(caller), systems.get(called)) {
            pairs.push((source, target, *caller, sum));
        }
    }
    pairs.sort_unstable_by_key(|(source, target, ..)| (*source, *target));
    for (source, target, caller, called) in pairs {
        let place = from.at(called.first);
        let flow = telling.flow(source, target, &place);
        if let Some(calls) = calls_per_request(&tally(&sums.served[caller as usize], called)) {
            telling.number(&flow, Field::Calls, calls, &place);
        }
        if called.messages == called.calls {
            telling.claim(&flow, Field::Mode, Value::Choice("async".to_owned()), &place);
        }
        // Silence is success only where a call of the same pair says how it ended.
        let failures = share(called.failed, called.calls).filter(|_| called.told > 0);
        if let Some(failures) = failures {
            telling.number(&flow, Field::Failures, failures, &place);
        }
    }
}

/// The services in the order of their keys.
pub(crate) fn in_order(names: &Names) -> Vec<(u32, &str)> {
    let mut all: Vec<(u32, &str)> = (0..names.len() as u32).map(|at| (at, names.name(at))).collect();
    all.sort_by_cached_key(|(_, name)| key(name));
    all
}
