//! What a change would do to the systems behind it: one set of figures, told to two readers.
//!
//! [`of`] reads as the answer does: how many calls the change starts (`entry`), which way they go (`route`), what they
//! add to what is there (`present`, `added`, `load`), who else suffers, what it does to availability, data, teams and
//! dates, and at last the sentences (`tell`) and the figures they quote ([`figures`]).

mod added;
mod age;
mod answer;
mod availability;
mod both;
pub mod calendar;
mod data;
mod entry;
pub mod figures;
mod latency;
mod limit;
mod load;
mod money;
mod neighbours;
mod network;
mod overlap;
mod present;
mod quota;
mod route;
mod starting;
mod teams;
mod tell;
mod waiting;
mod words;

use base::{Ref, Say};
use jiff::civil::Date;

use crate::archetype::Archetype;
use crate::catalog::{Catalog, Thing};
use crate::field::Field;
pub use answer::*;
pub(crate) use network::{Calls, Kept, observed};
use network::{Mode, Network};
pub use starting::{Starting, starting};
pub use waiting::SystemWait;

/// Works out what a change would do.
///
/// Load: λ = external + Rᵀλ on the graph of calls, cycles solved. Present loads measured at a system win over computed
/// ones. Ranges of the sources are carried to the end, low with low and high with high. Limits and service levels of
/// zero or less count as unknown. The figures' keys are listed in [`figures`].
/// Errors: see [`CannotSay`].
pub fn of(catalog: &Catalog, change: &Change, today: Date) -> Result<Impact, CannotSay> {
    if change.element.is_none() && change.data.is_none() {
        return Err(CannotSay::NothingConfirmed);
    }
    let element = confirmed(catalog, change.element.as_ref())?;
    let data = confirmed(catalog, change.data.as_ref())?;
    let archetype = change.archetype.as_deref().and_then(Archetype::of);
    let calls = catalog.calls(today);
    let (network, present) = Network::of(catalog, &calls, today);
    let mut unknowns = Vec::new();

    let channel = element.and_then(|element| route::channel(&network, element));
    if let Some(element) = element.filter(|_| channel.is_none()) {
        let (name, ask) = (words::quoted(&element.name), network.ask(element));
        unknowns.push(Say::new(
            format!("on ne sait pas quel système affiche {} : {}", name.fr, ask.fr),
            format!("which system shows {} is not known: {}", name.en, ask.en),
        ));
    }
    if let Some((element, channel)) = element.zip(channel).filter(|(e, _)| e.refs(Field::Channel).len() > 1) {
        let (name, taken) = (words::quoted(&element.name), network.quoted(channel));
        unknowns.push(Say::new(
            format!("{} est affiché par plusieurs systèmes : seul {} est suivi ici", name.fr, taken.fr),
            format!("{} is shown by several systems: only {} is followed here", name.en, taken.en),
        ));
    }
    // Numbers of one's own speak louder than the kind of change.
    let stated = change.calls_per_view.is_some() || change.calls_at_once.is_some();
    let content_only = archetype.is_some_and(|archetype| archetype.content_only) && !stated;
    let batch = archetype.is_some_and(|archetype| archetype.batch) && !stated;
    let answering = confirmed(catalog, change.answered_by.as_ref())?.and_then(|system| network.at(&system.id));
    let route = match (data, archetype) {
        _ if content_only => route::Route::stub(channel),
        (Some(data), _) => route::to_data(&network, channel, data, answering, &mut unknowns),
        (None, _) if answering.is_some() => {
            route::to_system(&network, channel, answering.unwrap_or_default(), &mut unknowns)
        }
        (None, Some(archetype)) => route::to_capability(&network, channel, archetype, &mut unknowns),
        (None, None) => route::Route::stub(channel),
    };
    let entry = if content_only || batch {
        entry::Entry::default()
    } else {
        entry::entry(&network, change, element, archetype, &mut unknowns)
    };
    let mut additions = match &entry.added {
        Some(added) => added::added(&network, present, &route, change, added, &mut unknowns)?,
        None => added::Additions::default(),
    };
    let loads = load::loads(&network, present, &mut additions);
    let quota = quota::quota(&network, &route, &additions);
    for load in &loads {
        tell::unknown_load(&network, load, &mut unknowns);
    }
    let neighbours = neighbours::neighbours(&network, &route, &loads);
    let ways = element.map(|element| ways_today(&network, channel, element)).unwrap_or_default();
    let availability = {
        let before = ways.iter().flat_map(|way| availability::needed(&network, way)).collect();
        let change =
            if content_only || batch { availability::Needed::new() } else { availability::needed(&network, &route) };
        element.map(|_| availability::compare(&network, &before, &change, &mut unknowns)).unwrap_or_default()
    };
    let touched: Vec<DataTouched> =
        data.map(|data| data::touched(&network, change, element, data, &route, &mut unknowns)).into_iter().collect();
    let recipients: Vec<Recipient> = data
        .zip(touched.first())
        .map(|(data, touched)| data::recipients(&network, data, touched, &route))
        .unwrap_or_default();
    // What is sent in batch is waited for by nobody.
    let waited = if batch { route::Route::stub(channel) } else { route.clone() };
    let latency = latency::latency(&network, present, &ways, &waited, &loads, &mut unknowns);
    let front = latency::front(&network, change, archetype, &route);
    let teams = teams::teams(&network, &route, &loads, &mut unknowns);
    let concerned: Vec<Ref> = route.systems().map(|at| network.system(at).id.clone()).collect();

    let (overlaps, more_overlaps) = data.map(|data| overlap::overlaps(catalog, element, &data.id)).unwrap_or_default();
    let mut impact = Impact {
        path: path(catalog, element, &network, &route),
        caches: load::caches(&network, &additions, &loads),
        neighbours,
        availability_before: availability.before,
        availability_after: availability.after,
        recipients,
        waits: waiting::waits(&network, &loads),
        view_wait_before: latency.before.clone(),
        view_wait_after: latency.after.clone(),
        front,
        dpo: data::dpo(&touched),
        data: touched,
        teams,
        calendar: calendar::calendar(catalog, &concerned, change.wished, today),
        overlaps,
        more_overlaps,
        unknowns,
        loads,
        for_marketing: Vec::new(),
        for_it: Vec::new(),
        figures: Vec::new(),
    };
    let enough = load::enough(&network, &additions, &impact.loads, quota.as_ref(), entry.calls_per_view.as_ref());
    let doubts = impact.loads.iter().filter_map(|load| network.at(&load.system));
    let doubts: Vec<Say> = doubts.flat_map(|at| present.doubts(&network, at)).collect();
    let mut missing = Vec::new();
    let downtime = availability.downtime;
    let stakes = money::stakes(&network, element, &impact, &availability.hard, downtime.as_ref(), &mut missing);
    impact.unknowns.extend(missing);
    let weaker = availability.weaker;
    let scene =
        tell::Scene { element, content_only, batch, enough, downtime, entry, doubts, latency, stakes, weaker, quota };
    impact.for_marketing = tell::marketing(&impact, &scene);
    impact.for_it = tell::it(&impact, &scene);
    impact.figures = figures::figures(&impact, &scene);
    Ok(impact)
}

fn confirmed<'a>(catalog: &'a Catalog, id: Option<&Ref>) -> Result<Option<&'a Thing>, CannotSay> {
    id.map(|id| catalog.get(id).ok_or_else(|| CannotSay::Gone(id.clone()))).transpose()
}

/// The ways of the element today: to the system that shows it, and to the data it shows already.
fn ways_today(network: &Network, channel: Option<u32>, element: &Thing) -> Vec<route::Route> {
    let shown = element.refs(Field::Shows).iter().filter_map(|id| network.catalog.get(id));
    // What is missing on these ways was not asked about.
    let ways = shown.map(|data| route::to_data(network, channel, data, None, &mut Vec::new()));
    std::iter::once(route::Route::stub(channel)).chain(ways).collect()
}

/// The way of the call as people read it: moment, element, systems.
fn path(catalog: &Catalog, element: Option<&Thing>, network: &Network, route: &route::Route) -> Vec<Stop> {
    let moment = element.and_then(|element| element.refs(Field::Moment).first());
    let outer = moment.into_iter().chain(element.map(|element| &element.id)).cloned();
    let mut path: Vec<Stop> =
        outer.map(|thing| Stop { name: catalog.name(&thing), thing, mode: String::new() }).collect();
    path.extend(route.legs.iter().map(|leg| {
        let system = network.system(leg.system);
        let mode = leg.mode.map_or("", Mode::word).to_owned();
        Stop { thing: system.id.clone(), name: system.name.clone(), mode }
    }));
    path
}
