//! What people ask of the catalogue: who depends on a system, what breaks if it stops, how old a fact is.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use base::{Kind, Quantity, Ref, Say};
use jiff::civil::Date;

use super::ties::Need;
use super::{Catalog, Settled, Thing};
use crate::field::{Field, Value};

/// A fact older than this is stale: half a year, two of the quarters in which plans are made. In days.
pub const STALE_DAYS: i64 = 180;

/// One flow seen from one of its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The flow.
    pub flow: Ref,
    /// The system at the other end.
    pub system: Ref,
    /// How the call behaves when what it calls does not answer; `None` when nobody said.
    pub mode: Option<String>,
    /// Calls a second at peak.
    pub rate: Option<Quantity>,
    /// The data carried.
    pub carries: Vec<Ref>,
}

/// An interface element that reaches a system, and the way there.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The element.
    pub element: Ref,
    /// The systems on the shortest way, from the one that shows the element to the one asked about.
    pub way: Vec<Ref>,
}

/// What breaks if a system stops. The things stay where they are: only those that are shown need a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stops<'a> {
    /// Systems that stop with it: they call it, or one that stops, in mode `hard`.
    pub systems: Vec<&'a Ref>,
    /// Systems that go on with less: they call one that stops in mode `degradable` or `cached`.
    pub degraded: Vec<&'a Ref>,
    /// Systems that call one that stops in a mode nobody stated: to be asked.
    pub unknown: Vec<&'a Ref>,
    /// Interface elements shown by what stops, itself included.
    pub elements: Vec<&'a Ref>,
    /// Customer moments these elements belong to.
    pub moments: Vec<&'a Ref>,
    /// What its people say breaks.
    pub stated: Option<&'a Say>,
}

/// What becomes of a system when another stops; the worst of what its calls bring counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Runs,
    Unknown,
    Degraded,
    Stops,
}

/// A fact too old to be relied on without asking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stale<'a> {
    /// The thing.
    pub thing: &'a Thing,
    /// The field.
    pub field: Field,
    /// What is known of it.
    pub settled: &'a Settled,
    /// Its age in days.
    pub days: i64,
}

impl Catalog {
    /// Who calls a system, and how; ordered by flow.
    pub fn callers(&self, system: &Ref) -> Vec<Link> {
        self.links(system, Field::Target, Field::Source)
    }

    /// What a system calls, and how; ordered by flow.
    pub fn called(&self, system: &Ref) -> Vec<Link> {
        self.links(system, Field::Source, Field::Target)
    }

    /// The things of a kind that point at `id` through a field: elements shown by a system, data it masters, APIs it
    /// offers, systems a team owns.
    pub fn pointing_at<'a>(&'a self, id: &Ref, kind: Kind, field: Field) -> impl Iterator<Item = &'a Thing> {
        let pointing = self.ties().pointing_at(id, field).filter_map(|place| self.things.get(place));
        pointing.filter(move |thing| thing.id.kind() == kind)
    }

    /// Some things and all that point at them, through any field, in the order of their references.
    pub fn with_pointers<'a>(&'a self, things: impl IntoIterator<Item = &'a Ref>) -> impl Iterator<Item = &'a Thing> {
        let ties = self.ties();
        let places = things.into_iter().filter_map(|id| ties.place(id));
        let mut places: Vec<usize> = places.flat_map(|at| ties.pointers(at).chain([at])).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.things.get(place))
    }

    /// The interface elements a system shows.
    pub fn shown_by(&self, system: &Ref) -> Vec<Ref> {
        self.pointing_at(system, Kind::Element, Field::Channel).map(|thing| thing.id.clone()).collect()
    }

    /// The data objects a system is master of.
    pub fn mastered_by(&self, system: &Ref) -> Vec<Ref> {
        self.pointing_at(system, Kind::Data, Field::Master).map(|thing| thing.id.clone()).collect()
    }

    /// The APIs a system offers.
    pub fn offered_by(&self, system: &Ref) -> Vec<Ref> {
        self.pointing_at(system, Kind::Api, Field::Provider).map(|thing| thing.id.clone()).collect()
    }

    /// Everything a team owns.
    pub fn owned_by(&self, team: &Ref) -> Vec<Ref> {
        let owned = self.ties().pointing_at(team, Field::Owner).filter_map(|place| self.things.get(place));
        owned.map(|thing| thing.id.clone()).collect()
    }

    /// The elements whose calls reach a system, each with the shortest way; those nearest first.
    pub fn reaching(&self, system: &Ref) -> Vec<Reach> {
        // Backwards from the system: for each one met, the next stop on the way to it.
        let mut next: HashMap<Ref, Option<Ref>> = HashMap::from([(system.clone(), None)]);
        let mut met = vec![system.clone()];
        let mut open = VecDeque::from([system.clone()]);
        while let Some(stop) = open.pop_front() {
            for (caller, _) in self.calling(&stop) {
                if !next.contains_key(caller) {
                    next.insert(caller.clone(), Some(stop.clone()));
                    met.push(caller.clone());
                    open.push_back(caller.clone());
                }
            }
        }
        let way = |from: &Ref| {
            std::iter::successors(Some(from.clone()), |stop| next.get(stop).cloned().flatten()).collect::<Vec<Ref>>()
        };
        let mut reached = HashSet::new();
        let mut reaches: Vec<Reach> = Vec::new();
        for from in &met {
            let shown = self.pointing_at(from, Kind::Element, Field::Channel).map(|element| &element.id);
            for element in shown.filter(|element| reached.insert(*element)) {
                reaches.push(Reach { element: element.clone(), way: way(from) });
            }
        }
        reaches
    }

    /// The systems calls reach from some systems, nearest first, those left out.
    pub fn behind(&self, from: &[Ref]) -> Vec<&Thing> {
        let ties = self.ties();
        let mut met = vec![false; self.things.len()];
        let mut open: VecDeque<usize> = from.iter().filter_map(|id| ties.place(id)).collect();
        open.iter().for_each(|at| met[*at] = true);
        let mut behind = Vec::new();
        while let Some(at) = open.pop_front() {
            let from = self.things.get(at).map(|thing| &thing.id);
            let flows = from.into_iter().flat_map(|id| ties.pointing_at(id, Field::Source));
            let flows = flows.filter_map(|flow| self.things.get(flow));
            for target in flows.flat_map(|flow| flow.refs(Field::Target)) {
                let Some(next) = ties.place(target).filter(|next| !met[*next]) else { continue };
                met[next] = true;
                open.push_back(next);
                behind.extend(self.things.get(next));
            }
        }
        behind
    }

    /// The interface elements from which calls reach a system, in the order of their references.
    ///
    /// The same as those of [`Catalog::reaching`], without their ways: for counting many of them.
    pub fn elements_reaching(&self, system: &Ref) -> Vec<&Thing> {
        let Some(start) = self.place(system) else { return Vec::new() };
        let ties = self.ties();
        let mut met = vec![false; self.things.len()];
        met[start] = true;
        let mut open = vec![start];
        let mut shown: Vec<usize> = Vec::new();
        while let Some(at) = open.pop() {
            let id = self.things.get(at).map(|thing| &thing.id);
            shown.extend(id.into_iter().flat_map(|id| ties.pointing_at(id, Field::Channel)));
            for (caller, _) in ties.callers(at) {
                let known = &mut met[*caller as usize];
                if !std::mem::replace(known, true) {
                    open.push(*caller as usize);
                }
            }
        }
        shown.sort_unstable();
        shown.dedup();
        shown.into_iter().filter_map(|at| self.things.get(at)).collect()
    }

    /// What breaks if a system stops: the systems that need it, however far, and what customers see of them.
    ///
    /// A caller that has alternatives stops when all of them have; until then it goes on with less.
    pub fn stops(&self, system: &Ref) -> Stops<'_> {
        let stated = self.get(system).and_then(|thing| thing.words(Field::Breaks));
        let Some(start) = self.place(system) else { return Stops { stated, ..Stops::default() } };
        let ties = self.ties();
        let mut fate = vec![Fate::Runs; self.things.len()];
        let mut left = ties.groups().to_vec();
        fate[start] = Fate::Stops;
        let mut open = vec![start];
        // Everything met stands between these two places.
        let (mut first, mut last) = (start, start);
        while let Some(stop) = open.pop() {
            for (caller, need) in ties.callers(stop) {
                let known = &mut fate[*caller as usize];
                let new = match need {
                    Need::Hard => Fate::Stops,
                    Need::OneOf(group) => {
                        let left = &mut left[*group as usize];
                        *left = left.saturating_sub(1);
                        if *left == 0 { Fate::Stops } else { Fate::Degraded }
                    }
                    Need::Soft => Fate::Degraded,
                    Need::Unsaid => Fate::Unknown,
                    Need::Waits => Fate::Runs,
                };
                if new == Fate::Stops && *known != Fate::Stops {
                    open.push(*caller as usize);
                }
                *known = (*known).max(new);
                first = first.min(*caller as usize);
                last = last.max(*caller as usize);
            }
        }
        let (mut systems, mut degraded, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let mut shown: Vec<u32> = Vec::new();
        for ((at, fate), thing) in fate.iter().enumerate().zip(&self.things).take(last + 1).skip(first) {
            let names = match fate {
                Fate::Runs => continue,
                Fate::Stops => &mut systems,
                Fate::Degraded => &mut degraded,
                Fate::Unknown => &mut unknown,
            };
            if at != start {
                names.push(&thing.id);
            }
            if *fate == Fate::Stops {
                shown.extend(ties.shown(at));
            }
        }
        shown.sort_unstable();
        shown.dedup();
        let elements = || shown.iter().filter_map(|at| self.things.get(*at as usize));
        let moments: BTreeSet<&Ref> = elements().flat_map(|element| element.refs(Field::Moment)).collect();
        Stops {
            systems,
            degraded,
            unknown,
            elements: elements().map(|element| &element.id).collect(),
            moments: moments.into_iter().collect(),
            stated,
        }
    }

    /// Facts older than [`STALE_DAYS`], oldest first; facts without a date are not among them, nor what does not grow
    /// old: names, what is taken for the same, and calendars, contracts and promises, which say themselves until when they hold.
    pub fn stale(&self, today: Date) -> Vec<Stale<'_>> {
        let mut stale: Vec<Stale> = Vec::new();
        for thing in
            self.things().filter(|thing| !matches!(thing.id.kind(), Kind::Freeze | Kind::Contract | Kind::Promise))
        {
            let ages = |field: &Field| !matches!(field, Field::Name | Field::SameAs | Field::NotSame | Field::Example);
            for (field, settled) in thing.fields.iter().filter(|(field, _)| ages(field)) {
                if let Some(days) = settled.age_days(today).filter(|days| *days > STALE_DAYS) {
                    stale.push(Stale { thing, field: *field, settled, days });
                }
            }
        }
        // Things and their fields come in order already, and the order of equals is kept.
        stale.sort_by_key(|it| std::cmp::Reverse(it.days));
        stale
    }

    fn links(&self, system: &Ref, here: Field, there: Field) -> Vec<Link> {
        let flows = self.pointing_at(system, Kind::Flow, here);
        let links = flows.flat_map(|flow| {
            flow.refs(there).iter().map(|other| Link {
                flow: flow.id.clone(),
                system: other.clone(),
                mode: flow.choice(Field::Mode).map(str::to_owned),
                rate: flow.quantity(Field::Rate),
                carries: flow.refs(Field::Carries).to_vec(),
            })
        });
        links.collect()
    }

    /// Who calls a system, with the mode.
    fn calling(&self, system: &Ref) -> impl Iterator<Item = (&Ref, Option<&str>)> {
        let flows = self.pointing_at(system, Kind::Flow, Field::Target);
        flows.flat_map(|flow| flow.refs(Field::Source).iter().map(|source| (source, flow.choice(Field::Mode))))
    }
}

impl Settled {
    /// The age of the fact that counts, in days; `None` when no date is known. A date to come is 0 days old.
    pub fn age_days(&self, today: Date) -> Option<i64> {
        let as_of = self.current.as_of?;
        Some(i64::from((today - as_of).get_days()).max(0))
    }

    /// Whether the fact is older than [`STALE_DAYS`].
    pub fn is_stale(&self, today: Date) -> bool {
        self.age_days(today).is_some_and(|days| days > STALE_DAYS)
    }

    /// Names in the value that counts which nothing, or too much, answers to.
    pub fn is_unresolved(&self) -> bool {
        matches!(&self.current.value, Value::Named(names) if self.refs.len() < names.len())
    }
}
