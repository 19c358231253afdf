//! How long calls wait at a system that serves a known number of them at once, before the change and after.

use base::{Lang, Measure, Quantity, Ref, Say, Unit, format};
use serde::{Deserialize, Serialize};

use super::network::Network;
use super::words::{list, quoted};
use super::{SystemLoad, Verdict};
use crate::field::Field;
use crate::queue::{self, NoWaiting};

/// The time calls take at one system, waiting included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SystemWait {
    /// The system.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// Mean time from call to answer today; `None` where it cannot keep up today, or its present load is unknown.
    pub before: Option<Measure>,
    /// Mean time after the change; `None` where it could not keep up: the line would grow without end.
    pub after: Option<Measure>,
    /// Time within which 95 % of the calls are answered after the change.
    pub after_p95: Option<Measure>,
    /// Whether as many calls arrive as can be served, or more, at the likely value or within the range.
    pub keeps_up: Verdict,
}

/// Works out the waiting at each system of which it is known how many calls it serves at once and how long each takes.
pub(super) fn waits(network: &Network, loads: &[SystemLoad]) -> Vec<SystemWait> {
    let known = |load: &SystemLoad| {
        let at = network.at(&load.system)?;
        let (places, time) = (network.positive(at, Field::Parallel)?, network.positive(at, Field::ResponseMs)?);
        let (present, after) = (load.present.as_ref()?, load.after.as_ref()?);
        let before = times(present, &places, &time);
        let later = times(after, &places, &time);
        let keeps_up = match &later {
            Ok(_) => Verdict::Fine,
            Err(NoTime::Surely) => Verdict::Over,
            Err(NoTime::Perhaps) => Verdict::Watch,
            Err(NoTime::NoNumber) => return None,
        };
        let (after, after_p95) = later.ok().unzip();
        let before = before.ok().map(|(mean, _)| mean);
        Some(SystemWait { system: load.system.clone(), name: load.name.clone(), before, after, after_p95, keeps_up })
    };
    loads.iter().filter_map(known).collect()
}

/// The time calls take at a system today, waiting included, where it is known how many it serves at once; else the
/// stated response time.
pub(super) fn time_at(network: &Network, at: u32, load: Option<&Measure>) -> Option<Measure> {
    let time = network.positive(at, Field::ResponseMs)?;
    match (network.positive(at, Field::Parallel), load) {
        (Some(places), Some(load)) => times(load, &places, &time).ok().map(|(mean, _)| mean),
        _ => Some(time),
    }
}

/// Why there is no time to tell.
enum NoTime {
    /// The line grows without end at the likely value.
    Surely,
    /// It does so at the upper end.
    Perhaps,
    /// The numbers are past belief.
    NoNumber,
}

/// Mean time and the time of 95 %.
fn times(load: &Measure, places: &Measure, time: &Measure) -> Result<(Measure, Measure), NoTime> {
    let (l, c, ms) = (load.value, places.value, time.value);
    let at = |load: f64, places: f64, ms: f64| {
        // Half a place serves nobody.
        queue::waiting(load, ms / 1000.0, places.floor() as u32)
    };
    let none = |why, full| if matches!(why, NoWaiting::Full { .. }) { full } else { NoTime::NoNumber };
    let likely = at(l.likely, c.likely, ms.likely).map_err(|why| none(why, NoTime::Surely))?;
    let low = at(l.low, c.high, ms.low).map_err(|why| none(why, NoTime::Perhaps))?;
    let high = at(l.high, c.low, ms.high).map_err(|why| none(why, NoTime::Perhaps))?;
    let how = Say::new(
        "file d'attente devant les appels traités en même temps (Erlang-C : arrivées au hasard, durées exponentielles)",
        "queue in front of the calls served at once (Erlang-C: random arrivals, exponential times)",
    );
    let from = || {
        vec![
            (Say::new("charge", "load"), load.clone()),
            (Field::Parallel.label(), places.clone()),
            (Field::ResponseMs.label(), time.clone()),
        ]
    };
    let measure = |of: fn(&queue::Waiting) -> f64| {
        let value = Quantity::range(of(&low) * 1000.0, of(&likely) * 1000.0, of(&high) * 1000.0);
        Measure::computed(value, Unit::Milliseconds, how.clone(), from())
    };
    Ok((measure(|w| w.time_s), measure(|w| w.time_p95_s)))
}

/// For IT: times before and after, one sentence for those that slow down and one for those that cannot keep up.
pub(super) fn for_it(waits: &[SystemWait]) -> Vec<Say> {
    let mut out = Vec::new();
    let slower: Vec<Say> = waits
        .iter()
        .filter_map(|wait| {
            let (before, after, p95) = (wait.before.as_ref()?, wait.after.as_ref()?, wait.after_p95.as_ref()?);
            let grows = after.value.likely >= before.value.likely + 1.0;
            let name = quoted(&wait.name);
            let say = |lang, measure: &Measure| format::measure(lang, measure);
            grows.then(|| {
                Say::new(
                    format!(
                        "{} {} → {} (95 % en {})",
                        name.fr,
                        say(Lang::Fr, before),
                        say(Lang::Fr, after),
                        say(Lang::Fr, p95)
                    ),
                    format!(
                        "{} {} → {} (95\u{a0}% within {})",
                        name.en,
                        say(Lang::En, before),
                        say(Lang::En, after),
                        say(Lang::En, p95)
                    ),
                )
            })
        })
        .collect();
    if !slower.is_empty() {
        let names = list(&slower);
        out.push(Say::new(
            format!("Temps de réponse moyen, attente comprise : {}.", names.fr),
            format!("Mean response time, waiting included: {}.", names.en),
        ));
    }
    let full = |verdict| -> Vec<Say> {
        waits.iter().filter(|wait| wait.keeps_up == verdict).map(|wait| quoted(&wait.name)).collect()
    };
    let (sure, possible) = (full(Verdict::Over), full(Verdict::Watch));
    if !sure.is_empty() {
        let names = list(&sure);
        out.push(Say::new(
            format!("Plus d'appels arrivent qu'il n'en peut être traité, ou autant : la file grandit sans fin. Aucun temps d'attente ne peut être dit pour {}.", names.fr),
            format!("As many calls arrive as can be served, or more: the queue grows without end. No waiting time can be told for {}.", names.en),
        ));
    }
    if !possible.is_empty() {
        let names = list(&possible);
        out.push(Say::new(
            format!(
                "Au cas haut, la file grandit sans fin : aucun temps d'attente ne peut être dit pour {}.",
                names.fr
            ),
            format!("At the upper end the queue grows without end: no waiting time can be told for {}.", names.en),
        ));
    }
    out
}
