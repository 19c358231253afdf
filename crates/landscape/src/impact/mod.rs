//! What a change would do to the systems behind it: one set of figures, told to two readers.
//!
//! [`of`] reads as the answer does: how many calls the change starts (`entry`), which way they go (`route`), what they
//! add to what is there (`present`, `added`, `load`), who else suffers, what it does to availability, data, teams and
//! dates, and at last the sentences (`tell`) and the figures they quote ([`figures`]).

mod added;
mod availability;
mod both;
pub mod calendar;
mod data;
mod entry;
pub mod figures;
mod load;
mod neighbours;
mod network;
mod overlap;
mod present;
mod route;
mod teams;
mod tell;
mod words;

use std::collections::BTreeSet;

use base::{Figure, Measure, Quantity, Ref, Say, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::archetype::Archetype;
use crate::catalog::{Catalog, Thing};
use crate::field::Field;
pub(crate) use network::Calls;
use network::{Mode, Network};

/// A change to work out: what the request is about, with the requester's own numbers where given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The interface element that changes.
    pub element: Option<Ref>,
    /// The data object it shows or collects.
    pub data: Option<Ref>,
    /// The kind of change, by its word (see [`crate::archetype`]).
    pub archetype: Option<String>,
    /// Calls per view, instead of the archetype's.
    pub calls_per_view: Option<Quantity>,
    /// Views a second at peak, instead of the measured ones.
    pub views: Option<Quantity>,
    /// Share of calls a cache would answer, `0..=1`.
    pub cache_share: f64,
    /// Purpose for which the data is used; the element's purposes when empty.
    pub purpose: Option<String>,
    /// The date wished for.
    pub wished: Option<Date>,
    /// Who stated the overrides above, for the evidence.
    pub stated_by: Option<base::Source>,
}

/// One stop on the way of a call, from the customer inwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// The moment, element or system.
    pub thing: Ref,
    /// Its name.
    pub name: Say,
    /// How it is called from the stop before: `hard`, `degradable`, `async`, `cached`; empty for the first ones.
    pub mode: String,
}

/// The load on one system, before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SystemLoad {
    /// The system.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// Load at peak today; `None` when nobody measured it.
    pub present: Option<Measure>,
    /// Load the change adds.
    pub added: Measure,
    /// Load after the change; `None` when the present load is unknown.
    pub after: Option<Measure>,
    /// The limit; `None` when nobody stated it.
    pub limit: Option<Measure>,
    /// Load after the change as a share of the limit.
    pub used: Option<Measure>,
    /// The verdict on the likely value.
    pub verdict: Verdict,
    /// Whether the range leaves the verdict open: its two ends have different ones.
    pub open: bool,
}

/// How near a system comes to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// At most 70 % of the limit.
    Fine,
    /// Between 70 % and 100 % of the limit.
    Watch,
    /// Over the limit.
    Over,
    /// Load or limit is unknown.
    Unknown,
}

/// What a cache would change: its share, and the load and use it leaves on the most loaded system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CacheOption {
    /// The system it is worked out for.
    pub system: Ref,
    /// Share of calls answered by the cache.
    pub share: f64,
    /// Load after the change on the system that is nearest its limit.
    pub after: Measure,
    /// That load as a share of the limit.
    pub used: Measure,
    /// Its verdict.
    pub verdict: Verdict,
}

/// A dependency that shares an overloaded system and would suffer with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// The system that suffers.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// How many units of it there are, as in 1,184 tills.
    pub units: Option<Measure>,
    /// The unit's name.
    pub unit_word: Option<Say>,
    /// The overloaded system they share.
    pub shares: Ref,
}

/// What happens to one data object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataTouched {
    /// The data object.
    pub data: Ref,
    /// Its name.
    pub name: Say,
    /// Personal-data categories; empty when not personal.
    pub personal: Vec<String>,
    /// The purposes the change uses it for.
    pub purposes: Vec<String>,
    /// Whether each of them is covered already. Not personal: `true`.
    pub covered: bool,
    /// Systems outside the company that would newly receive it.
    pub new_processors: Vec<Ref>,
}

/// What the data-protection officer has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dpo {
    /// No personal data: nothing.
    NotConcerned,
    /// Personal data, purpose covered: is told.
    Told,
    /// Purpose not covered, or a new processor: is asked.
    Asked,
}

/// A team the change concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamTouched {
    /// The team.
    pub team: Ref,
    /// Its name.
    pub name: Say,
    /// Its side.
    pub side: Side,
    /// Capacity a quarter.
    pub capacity: Option<Measure>,
    /// The systems through which it is concerned.
    pub through: Vec<Ref>,
}

/// What stands against the wished date, and the nearest free ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// The date wished for.
    pub wished: Option<Date>,
    /// What stands against it.
    pub conflicts: Vec<Conflict>,
    /// What speaks against it without forbidding it: days of peak load.
    pub warnings: Vec<Conflict>,
    /// The two nearest dates nothing stands against, in order; also given when no date is wished.
    pub free: Vec<Date>,
    /// Working days the slowest system on the path needs, with its evidence.
    pub lead: Option<Measure>,
}

/// One reason a date cannot be had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The freeze window, or the system whose life ends or whose notice is too short.
    pub thing: Ref,
    /// In words.
    pub say: Say,
}

/// An element that already shows the same data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The element.
    pub element: Ref,
    /// Its name.
    pub name: Say,
    /// How many taps away it is.
    pub depth: Option<Measure>,
    /// Whether it is shown by the same system.
    pub same_channel: bool,
}

/// The whole answer. Every number in it is in `figures` too, under a stable key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// The way of the call: moment, element, systems.
    pub path: Vec<Stop>,
    /// Load on each system touched, most used first.
    pub loads: Vec<SystemLoad>,
    /// What a cache answering 50, 80, 90 and 95 % would leave on the most used system, if its calls pass that cache.
    pub caches: Vec<CacheOption>,
    /// Who suffers when a system goes over its limit.
    pub neighbours: Vec<Neighbour>,
    /// Availability of the element before and after, each shared dependency counted once.
    pub availability_before: Option<Measure>,
    /// See `availability_before`.
    pub availability_after: Option<Measure>,
    /// Data touched.
    pub data: Vec<DataTouched>,
    /// What the data-protection officer has to do.
    pub dpo: Dpo,
    /// Teams concerned.
    pub teams: Vec<TeamTouched>,
    /// Dates.
    pub calendar: Calendar,
    /// Elements that already show the same data.
    pub overlaps: Vec<Overlap>,
    /// How many more elements show them, beyond the nearest.
    pub more_overlaps: usize,
    /// What could not be worked out because a fact is missing, and whom to ask.
    pub unknowns: Vec<Say>,
    /// The consequence, told to marketing, most important first.
    pub for_marketing: Vec<Say>,
    /// The same facts, told to IT.
    pub for_it: Vec<Say>,
    /// Every number above under a stable name.
    pub figures: Vec<Figure>,
}

/// Why no impact can be worked out.
#[derive(Clone, Debug, PartialEq)]
pub enum CannotSay {
    /// Neither an element nor a data object is confirmed: there is nothing to compute from.
    NothingConfirmed,
    /// A confirmed thing is not in the catalogue any more.
    Gone(Ref),
    /// A loop of calls amplifies itself; names its systems and the growth per round.
    AmplifyingLoop {
        /// The systems in the loop.
        systems: Vec<Ref>,
        /// Growth per round, at least 1.
        growth: f64,
    },
}

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
    let (network, present) = Network::of(catalog);
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
    let stated = change.calls_per_view.is_some();
    let content_only = archetype.is_some_and(|archetype| archetype.content_only) && !stated;
    let batch = archetype.is_some_and(|archetype| archetype.batch) && !stated;
    let route = match (data, archetype) {
        _ if content_only => route::Route::stub(channel),
        (Some(data), _) => route::to_data(&network, channel, data, &mut unknowns),
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
    for load in &loads {
        tell::unknown_load(&network, load, &mut unknowns);
    }
    let neighbours = neighbours::neighbours(&network, &route, &loads);
    let availability = {
        let before = element.map(|element| needed_today(&network, channel, element)).unwrap_or_default();
        let change = if content_only || batch { BTreeSet::new() } else { availability::needed(&network, &route) };
        element.map(|_| availability::compare(&network, &before, &change, &mut unknowns)).unwrap_or_default()
    };
    let touched: Vec<DataTouched> =
        data.map(|data| data::touched(&network, change, element, data, &route, &mut unknowns)).into_iter().collect();
    let teams = teams::teams(&network, &route, &loads, &mut unknowns);
    let concerned: Vec<Ref> = route.systems().map(|at| network.system(at).id.clone()).collect();

    let (overlaps, more_overlaps) = data.map(|data| overlap::overlaps(catalog, element, &data.id)).unwrap_or_default();
    let mut impact = Impact {
        path: path(catalog, element, &network, &route),
        caches: load::caches(&network, &additions, &loads),
        neighbours,
        availability_before: availability.before,
        availability_after: availability.after,
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
    let enough = load::enough(&network, &additions, &impact.loads, entry.calls_per_view.as_ref());
    let doubts = impact.loads.iter().filter_map(|load| network.at(&load.system));
    let doubts: Vec<Say> = doubts.flat_map(|at| present.doubts(&network, at)).collect();
    let scene = tell::Scene { element, content_only, batch, enough, downtime: availability.downtime, entry, doubts };
    impact.for_marketing = tell::marketing(&impact, &scene);
    impact.for_it = tell::it(&impact, &scene);
    impact.figures = figures::figures(&impact, &scene);
    Ok(impact)
}

fn confirmed<'a>(catalog: &'a Catalog, id: Option<&Ref>) -> Result<Option<&'a Thing>, CannotSay> {
    id.map(|id| catalog.get(id).ok_or_else(|| CannotSay::Gone(id.clone()))).transpose()
}

/// What the element cannot do without today: its channel, and the ways to the data it already shows.
fn needed_today(network: &Network, channel: Option<u32>, element: &Thing) -> BTreeSet<u32> {
    let mut out: BTreeSet<u32> = channel.into_iter().collect();
    for data in element.refs(Field::Shows).iter().filter_map(|id| network.catalog.get(id)) {
        // What is missing on these ways was not asked about.
        let route = route::to_data(network, channel, data, &mut Vec::new());
        out.extend(availability::needed(network, &route));
    }
    out
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
