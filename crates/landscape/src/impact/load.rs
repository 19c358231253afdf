//! Load before and after against limits, what a cache would leave of it, and the least cache that is enough.

use std::sync::Arc;

use base::{Evidence, Measure, Quantity, Say, Source, Unit};

use super::added::Additions;
use super::limit::limit;
use super::network::{Network, rest};
use super::present::Present;
use super::quota::Quota;
use super::{CacheOption, SystemLoad, Verdict};
use crate::field::Field;

/// At most this share of a limit is calm.
pub(super) const CALM: f64 = 0.7;
/// The caches shown.
const SHARES: [f64; 4] = [0.5, 0.8, 0.9, 0.95];

impl Verdict {
    /// The verdict on a load given as a share of its limit.
    pub fn on(used: f64) -> Verdict {
        match used {
            used if used > 1.0 => Verdict::Over,
            used if used > CALM => Verdict::Watch,
            used if used >= 0.0 => Verdict::Fine,
            _ => Verdict::Unknown,
        }
    }
}

/// Load on each system touched, most used first; those whose use is unknown come last, most added first.
pub(super) fn loads(network: &Network, present: &Present, additions: &mut Additions) -> Vec<SystemLoad> {
    let touched: Vec<u32> = additions.by_system.keys().copied().collect();
    let mut out: Vec<SystemLoad> = touched
        .into_iter()
        .filter_map(|at| {
            let added = additions.take_measure(at)?;
            let present = present.measure(network, at);
            let limit = limit(network, at);
            let after = present.as_ref().map(|present| after(present, &added));
            let used = after.as_ref().zip(limit.as_ref()).map(|(after, limit)| used(after, limit));
            let thing = network.system(at);
            Some(SystemLoad {
                system: thing.id.clone(),
                name: thing.name.clone(),
                verdict: used.as_ref().map_or(Verdict::Unknown, |used| Verdict::on(used.value.likely)),
                open: used.as_ref().is_some_and(|u| Verdict::on(u.value.low) != Verdict::on(u.value.high)),
                present,
                added,
                after,
                limit,
                used,
            })
        })
        .collect();
    out.sort_by(|a, b| {
        let key = |load: &SystemLoad| (load.used.as_ref().map_or(-1.0, |u| u.value.likely), load.added.value.likely);
        key(b).partial_cmp(&key(a)).unwrap_or(std::cmp::Ordering::Equal).then_with(|| a.system.cmp(&b.system))
    });
    out
}

fn after(present: &Measure, added: &Measure) -> Measure {
    Measure::computed(
        present.value.zip(added.value, |a, b| a + b),
        Unit::CallsPerSecond,
        Say::new("charge actuelle + charge ajoutée", "present load + added load"),
        vec![
            (Say::new("charge actuelle", "present load"), present.clone()),
            (Say::new("charge ajoutée", "added load"), added.clone()),
        ],
    )
}

fn used(after: &Measure, limit: &Measure) -> Measure {
    Measure::computed(
        against(after.value, limit.value),
        Unit::Share,
        Say::new("charge après ÷ limite", "load after ÷ limit"),
        vec![(Say::new("charge après", "load after"), after.clone()), (Field::Limit.label(), limit.clone())],
    )
}

/// A load as a share of its limit: the lowest load on the highest limit, and the other way round.
pub(super) fn against(load: Quantity, limit: Quantity) -> Quantity {
    Quantity { low: load.low / limit.high, likely: load.likely / limit.likely, high: load.high / limit.low }
}

/// What a cache would leave on the most used system, where its calls pass the cache.
pub(super) fn caches(network: &Network, additions: &Additions, loads: &[SystemLoad]) -> Vec<CacheOption> {
    let Some(top) = loads.first() else { return Vec::new() };
    let (Some(present), Some(limit)) = (&top.present, &top.limit) else { return Vec::new() };
    let Some(added) = network.at(&top.system).and_then(|at| additions.by_system.get(&at)) else { return Vec::new() };
    if added.behind.likely <= 0.0 {
        return Vec::new();
    }
    SHARES
        .iter()
        .map(|share| {
            let cache = Measure {
                value: Quantity::exact(*share),
                unit: Unit::Share,
                evidence: Arc::new(Evidence::Fact {
                    subject: top.system.clone(),
                    field: "cache_share".to_owned(),
                    source: Source::Assumption { why: Say::new("option comparée", "option compared") },
                    as_of: None,
                }),
            };
            let without = Measure::computed(
                added.with(Quantity::exact(1.0)),
                Unit::CallsPerSecond,
                Say::new("appels du changement sans cache", "calls of the change without cache"),
                vec![(Say::new("charge ajoutée", "added load"), top.added.clone())],
            );
            let value = present.value.zip(added.with(rest(cache.value)), |a, b| a + b);
            let after = Measure::computed(
                value,
                Unit::CallsPerSecond,
                Say::new(
                    "charge actuelle + charge ajoutée × part que le cache ne sert pas",
                    "present load + added load × share the cache does not answer",
                ),
                vec![
                    (Say::new("charge actuelle", "present load"), present.clone()),
                    (Say::new("charge ajoutée sans cache", "added load without cache"), without),
                    (Say::new("part servie par le cache", "share served by cache"), cache),
                ],
            );
            let used = used(&after, limit);
            let verdict = Verdict::on(used.value.likely);
            CacheOption { system: top.system.clone(), share: *share, after, used, verdict }
        })
        .collect()
}

/// The least cache that is enough, in whole per cent.
pub(super) struct Enough {
    /// Brings every system within its limit; `None` when no cache does, or none is needed.
    pub within: Option<Measure>,
    /// Brings every system to 70 % of its limit at most.
    pub calm: Option<Measure>,
    /// Whether, at the upper end of the range, even the cache named in `within` may not do.
    pub open_above: bool,
    /// What no cache brings within its bound, the most used first; `None` when a cache does, or none is needed.
    pub tight: Option<Tight>,
    /// Without a cache: the most calls a view may make so that no system goes over its limit; `None` when nothing has
    /// to give way, or when a system is over its limit already.
    pub calls_per_view: Option<Measure>,
}

/// What stays beyond its bound whatever a cache answers.
pub(super) struct Tight {
    /// Its name.
    pub name: Say,
    /// Which bound.
    pub bound: Bound,
}

/// What a load goes beyond.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    /// The limit of a system, today already.
    OverToday,
    /// The limit of a system, with the change.
    Limit,
    /// The quota of the called API.
    Quota,
}

/// The most a cache may answer: one that answers everything is no cache.
const MOST_CACHED: f64 = 0.99;

/// Whole per cent, rounded up.
fn whole(share: f64) -> f64 {
    ((share * 100.0 - 1e-9).ceil() / 100.0).max(0.0)
}

/// Looks for the smallest share of calls a cache has to answer so that no system is over its limit, and so that none
/// is over 70 % of it; the same for the quota of the called API. Ends of ranges each on their own: low loads on high limits, high loads on low limits.
pub(super) fn enough(
    network: &Network,
    additions: &Additions,
    loads: &[SystemLoad],
    quota: Option<&Quota>,
    calls_per_view: Option<&Measure>,
) -> Enough {
    // The share each needs; 0 where a bound or a load is not known.
    let of_load = |load: &SystemLoad, goal: f64, end: End| -> Option<f64> {
        let Some((present, limit)) = load.present.as_ref().zip(load.limit.as_ref()) else { return Some(0.0) };
        let added = network.at(&load.system).and_then(|at| additions.by_system.get(&at))?;
        let room = goal * end.opposite().of(limit.value) - end.of(present.value) - end.of(added.front);
        let behind = end.of(added.behind);
        Some(if behind > 0.0 {
            1.0 - room / behind
        } else if room < 0.0 {
            f64::INFINITY
        } else {
            0.0
        })
    };
    let of_quota = |goal: f64, end: End| -> f64 {
        let known = quota.zip(additions.arriving()).filter(|(_, calls)| end.of(*calls) > 0.0);
        known.map_or(0.0, |(quota, calls)| 1.0 - goal * end.opposite().of(quota.limit.value) / end.of(calls))
    };
    let needed = |goal: f64, end: End| -> Option<f64> {
        let mut most = of_quota(goal, end);
        for load in loads {
            most = most.max(of_load(load, goal, end)?);
        }
        Some(whole(most)).filter(|share| *share <= MOST_CACHED)
    };
    let is_tight = |share: f64| whole(share) > MOST_CACHED;
    let tight_load = loads.iter().find(|load| of_load(load, 1.0, End::Likely).is_some_and(is_tight));
    let tight_quota = quota.filter(|_| is_tight(of_quota(1.0, End::Likely)));
    let tight = match (tight_load, tight_quota) {
        (Some(load), _) => {
            let is_over = load
                .present
                .as_ref()
                .zip(load.limit.as_ref())
                .is_some_and(|(present, limit)| present.value.likely > limit.value.likely);
            let bound = if is_over { Bound::OverToday } else { Bound::Limit };
            Some(Tight { name: load.name.clone(), bound })
        }
        (None, Some(quota)) => Some(Tight { name: quota.name.clone(), bound: Bound::Quota }),
        (None, None) => None,
    };
    let find = |goal: f64, how: Say| -> (Option<Measure>, bool) {
        let Some(likely) = needed(goal, End::Likely).filter(|share| *share > 0.0) else { return (None, false) };
        let high = needed(goal, End::High);
        let value = Quantity::range(needed(goal, End::Low).unwrap_or(likely), likely, high.unwrap_or(likely));
        let from = loads
            .iter()
            .filter(|load| load.used.as_ref().is_some_and(|used| used.value.high > goal))
            .filter_map(|load| Some((load.name.clone(), load.used.clone()?)))
            .chain(quota.filter(|q| q.used.value.high > goal).map(|q| (q.name.clone(), q.used.clone())))
            .collect();
        (Some(Measure::computed(value, Unit::Share, how, from)), high.is_none())
    };
    let (within, open_above) = find(
        1.0,
        Say::new(
            "plus petite part en cache, en pour cent entiers, qui laisse chaque système sous sa limite",
            "smallest cached share, in whole per cent, that leaves every system within its limit",
        ),
    );
    let (calm, _) = find(
        CALM,
        Say::new(
            "plus petite part en cache, en pour cent entiers, qui laisse chaque système à 70 % de sa limite au plus",
            "smallest cached share, in whole per cent, that leaves every system at 70% of its limit at most",
        ),
    );
    let calls_per_view = calls_per_view.and_then(|calls| fewer_calls(network, additions, loads, quota, calls));
    Enough { within, calm, open_above, tight, calls_per_view }
}

/// The calls a view could make without a cache: what room there is, as a share of what the change would add.
fn fewer_calls(
    network: &Network,
    additions: &Additions,
    loads: &[SystemLoad],
    quota: Option<&Quota>,
    calls_per_view: &Measure,
) -> Option<Measure> {
    let fits = |end: End| -> Option<f64> {
        let mut part = f64::INFINITY;
        for load in loads {
            let (Some(present), Some(limit)) = (&load.present, &load.limit) else { continue };
            let added = network.at(&load.system).and_then(|at| additions.by_system.get(&at))?;
            let added = end.of(added.with(Quantity::exact(1.0)));
            if added > 0.0 {
                part = part.min((end.opposite().of(limit.value) - end.of(present.value)) / added);
            }
        }
        if let Some((quota, calls)) = quota.zip(additions.arriving()).filter(|(_, calls)| end.of(*calls) > 0.0) {
            part = part.min(end.opposite().of(quota.limit.value) / end.of(calls));
        }
        // Two decimals, rounded down.
        let calls = (part * end.of(calls_per_view.value) * 100.0 + 1e-9).floor() / 100.0;
        (part < 1.0 && calls > 0.0).then_some(calls)
    };
    let likely = fits(End::Likely)?;
    let ends = [fits(End::High), fits(End::Low)].map(|calls| calls.unwrap_or(likely));
    let from = loads.iter().filter(|load| load.verdict == Verdict::Over);
    let from = from.filter_map(|load| Some((load.name.clone(), load.used.clone()?)));
    let from = from.chain(quota.filter(|q| q.verdict == Verdict::Over).map(|q| (q.name.clone(), q.used.clone())));
    let from = std::iter::once((Say::new("appels par affichage", "calls a view"), calls_per_view.clone())).chain(from);
    let how = Say::new(
        "appels par affichage × place qui reste ÷ charge ajoutée sans cache, sur le système le plus serré",
        "calls a view × room left ÷ load added without cache, on the tightest system",
    );
    let value = Quantity::range(ends[0].min(ends[1]), likely, ends[0].max(ends[1]));
    Some(Measure::computed(value, Unit::CallsPerView, how, from.collect()))
}

#[derive(Clone, Copy)]
enum End {
    Low,
    Likely,
    High,
}

impl End {
    fn of(self, value: Quantity) -> f64 {
        match self {
            End::Low => value.low,
            End::Likely => value.likely,
            End::High => value.high,
        }
    }

    fn opposite(self) -> End {
        match self {
            End::Low => End::High,
            End::Likely => End::Likely,
            End::High => End::Low,
        }
    }
}
