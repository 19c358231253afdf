//! The estate in groups that one look can take in: by team, by what it is part of, by what it does, by vendor, or by who
//! calls whom where nobody states anything. A group opens on smaller ones, these on their systems; every system stands in
//! exactly one group of each depth.
//!
//! The same catalogue always gives the same groups, and a group keeps its key while what it is named after stays.

mod build;
mod near;

use std::ops::Range;
use std::sync::OnceLock;

use base::{Kind, Lang, Measure, Quantity, Ref, Say, Unit, slug};

use crate::catalog::{Catalog, Thing};
use crate::field::Field;
use crate::impact::Verdict;

/// The most groups, or systems, that a group opens on.
pub const MOST: usize = 10;

/// What groups are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// What a system is part of.
    Part,
    /// The team that owns it.
    Team,
    /// What it can do.
    Capability,
    /// Who makes it.
    Vendor,
    /// Who calls whom.
    Near,
}

impl Ground {
    /// Every ground, that which says most about an estate first.
    pub const ALL: [Ground; 5] = [Ground::Part, Ground::Team, Ground::Capability, Ground::Vendor, Ground::Near];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Ground::Part => "part",
            Ground::Team => "team",
            Ground::Capability => "capability",
            Ground::Vendor => "vendor",
            Ground::Near => "near",
        }
    }

    /// The ground of a word.
    pub fn from_word(word: &str) -> Option<Ground> {
        Ground::ALL.into_iter().find(|ground| ground.word() == word)
    }
}

/// A group of systems.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its key, unlike any other's: the keys of the groups it stands in, then its own, such as `team:web/vendor:quaidoc`;
    /// empty for the whole estate.
    pub key: String,
    /// What people call it.
    pub name: Say,
    /// The group it stands in; none for the whole estate.
    pub parent: Option<usize>,
    /// The groups it opens on, largest first; none when it opens on its systems.
    pub children: Vec<usize>,
    /// How its systems stand.
    pub sums: Sums,
    /// Where its systems stand in the order of the groups.
    span: Range<usize>,
}

/// How the systems of a group stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// How many systems.
    pub systems: usize,
    /// The sum of their present loads, in calls a second; none when nobody says one.
    pub load: Option<Quantity>,
    /// How many systems say their load.
    pub loads: usize,
    /// How many say their load and their limit.
    pub limited: usize,
    /// How many are over their limit.
    pub over: usize,
    /// How many come near it.
    pub near: usize,
    /// The one nearest to its limit, by number, and the share of the limit it uses.
    pub tightest: Option<(u32, f64)>,
    /// Those with the highest loads, highest first.
    heaviest: Vec<u32>,
}

impl Sums {
    /// How the group stands: as its worst system.
    pub fn verdict(&self) -> Verdict {
        self.tightest.map_or(Verdict::Unknown, |(_, share)| Verdict::on(share))
    }
}

/// A flow between two systems, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wire {
    from: u32,
    to: u32,
    /// Calls a second at peak.
    rate: Option<Quantity>,
    /// Whether nobody waits for the answer.
    waits: bool,
}

/// All that flows from one part of the estate to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Between {
    /// How many flows.
    pub flows: usize,
    /// How many of them say their rate.
    pub rated: usize,
    /// The sum of their rates, in calls a second at peak.
    pub rate: Option<Quantity>,
    /// How many wait for no answer.
    pub asynchronous: usize,
}

impl Between {
    fn add(&mut self, wire: &Wire) {
        self.flows += 1;
        self.rated += usize::from(wire.rate.is_some());
        self.rate = match (self.rate, wire.rate) {
            (Some(sum), Some(rate)) => Some(sum.zip(rate, |a, b| a + b)),
            (sum, rate) => sum.or(rate),
        };
        self.asynchronous += usize::from(wire.waits);
    }
}

/// The estate in groups, on one ground first.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The groups; the whole estate is the first.
    groups: Vec<Group>,
    /// The systems by number, so that each group's stand side by side.
    order: Vec<u32>,
    /// For each system by number: its place in that order.
    places: Vec<u32>,
}

impl Groups {
    /// The whole estate.
    pub fn whole(&self) -> &Group {
        // A tree is never built without its root.
        &self.groups[0]
    }

    /// A group by its number.
    pub fn get(&self, at: usize) -> Option<&Group> {
        self.groups.get(at)
    }

    /// Every group with its number; the whole estate is the first.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Group)> {
        self.groups.iter().enumerate()
    }

    /// A group by its key. When there is no such group, the nearest one around it that there is.
    pub fn find(&self, key: &str) -> (usize, bool) {
        let mut at = 0;
        let mut known = 0;
        loop {
            let inner = self.children(at).find(|(_, child)| {
                let rest = key.strip_prefix(child.key.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
            match inner {
                Some((child, group)) => (at, known) = (child, group.key.len()),
                None => return (at, known == key.len()),
            }
        }
    }

    /// The groups a group opens on.
    pub fn children(&self, at: usize) -> impl Iterator<Item = (usize, &Group)> {
        let children = self.groups.get(at).map_or(&[][..], |group| &group.children);
        children.iter().filter_map(|child| Some((*child, self.groups.get(*child)?)))
    }

    /// The systems of a group, by number.
    pub fn systems(&self, at: usize) -> &[u32] {
        self.groups.get(at).and_then(|group| self.order.get(group.span.clone())).unwrap_or(&[])
    }

    /// Whether a system stands in a group.
    pub fn holds(&self, at: usize, system: u32) -> bool {
        let place = self.places.get(system as usize).map(|place| *place as usize);
        let group = self.groups.get(at);
        place.zip(group).is_some_and(|(place, group)| group.span.contains(&place))
    }

    /// The groups a system stands in, from the outermost; without the whole estate.
    pub fn around(&self, system: u32) -> Vec<usize> {
        let mut around = Vec::new();
        let mut at = 0;
        while let Some((child, _)) = self.children(at).find(|(child, _)| self.holds(*child, system)) {
            around.push(child);
            at = child;
        }
        around
    }

    /// The groups around a group, from the outermost, itself last; without the whole estate.
    pub fn trail(&self, at: usize) -> Vec<usize> {
        let up = |at: &usize| self.groups.get(*at).and_then(|group| group.parent);
        let mut trail: Vec<usize> = std::iter::successors(Some(at), up).filter(|at| *at != 0).collect();
        trail.reverse();
        trail
    }

    /// What flows between some groups none of which holds another: for each pair, by their places in `among`; what flows
    /// from or to the systems of none of them stands under the place behind the last. What flows inside one is left out.
    pub fn between(&self, catalog: &Catalog, among: &[usize]) -> Vec<Vec<Between>> {
        let spans: Vec<Range<usize>> = among.iter().filter_map(|at| Some(self.groups.get(*at)?.span.clone())).collect();
        self.sum(catalog, spans.len(), |place| spans.iter().position(|span| span.contains(&place)))
    }

    /// The same between the systems of one group, in its order.
    pub fn inside(&self, catalog: &Catalog, at: usize) -> Vec<Vec<Between>> {
        let span = self.groups.get(at).map_or(0..0, |group| group.span.clone());
        self.sum(catalog, span.len(), |place| span.contains(&place).then(|| place - span.start))
    }

    fn sum(&self, catalog: &Catalog, n: usize, part: impl Fn(usize) -> Option<usize>) -> Vec<Vec<Between>> {
        let mut sums = vec![vec![Between::default(); n + 1]; n + 1];
        let parts: Vec<usize> = self.places.iter().map(|place| part(*place as usize).unwrap_or(n)).collect();
        for wire in catalog.wires() {
            let ends = parts.get(wire.from as usize).zip(parts.get(wire.to as usize));
            if let Some((from, to)) = ends.filter(|(from, to)| from != to) {
                sums[*from][*to].add(wire);
            }
        }
        sums
    }

    /// The present load of a group: the sum of what its systems say, with those that bring most as evidence.
    pub fn load(&self, catalog: &Catalog, at: usize) -> Option<Measure> {
        let sums = &self.groups.get(at)?.sums;
        let how = Say::each(|lang| {
            let (said, all) = (base::format::number(lang, sums.loads as f64, 0), sums.systems);
            let all = base::format::number(lang, all as f64, 0);
            match lang {
                Lang::Fr => format!("somme des charges que disent {said} systèmes sur {all} ; les plus hautes :"),
                Lang::En => format!("sum of the loads that {said} of {all} systems state; the highest:"),
            }
        });
        let systems = catalog.slice(Kind::System);
        let heaviest = sums.heaviest.iter().filter_map(|number| systems.get(*number as usize));
        let from = heaviest.filter_map(|system| Some((system.name.clone(), system.measure(Field::Load)?))).collect();
        Some(Measure::computed(sums.load?, Unit::CallsPerSecond, how, from))
    }
}

/// What a catalogue keeps of its groups; each is worked out when first asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    by: [OnceLock<Groups>; Ground::ALL.len()],
    wires: OnceLock<Vec<Wire>>,
    said: OnceLock<[usize; Ground::ALL.len()]>,
    alphabet: [OnceLock<Vec<u32>>; 2],
}

impl Catalog {
    /// The estate in groups, on a ground first; groups that stay large are divided on the others.
    pub fn groups(&self, ground: Ground) -> &Groups {
        let kept = self.kept_groups().by.get(ground as usize);
        // A ground is one of its table.
        kept.unwrap_or(&self.kept_groups().by[0]).get_or_init(|| build::of(self, ground))
    }

    /// On how many systems each ground says something, in the order of [`Ground::ALL`]; 0 where it does not divide them.
    pub fn grounds(&self) -> [usize; Ground::ALL.len()] {
        *self.kept_groups().said.get_or_init(|| build::grounds(self))
    }

    /// The ground that divides the estate best: the first that speaks of half the systems at least.
    pub fn best_ground(&self) -> Ground {
        let half = self.slice(Kind::System).len().div_ceil(2);
        let said = Ground::ALL.into_iter().zip(self.grounds());
        said.into_iter().find(|(_, said)| *said >= half.max(1)).map_or(Ground::Near, |(ground, _)| ground)
    }

    /// A system by its number in the groups.
    pub fn system(&self, number: u32) -> Option<&Thing> {
        self.slice(Kind::System).get(number as usize)
    }

    /// The number of a system in the groups.
    pub fn system_number(&self, id: &Ref) -> Option<u32> {
        self.number(Kind::System, &self.get(id)?.id)
    }

    /// The things of a kind with their numbers among it, in the order of their names in a language.
    pub fn by_name(&self, kind: Kind, lang: Lang) -> impl Iterator<Item = (u32, &Thing)> {
        let kept = &self.kept_groups().alphabet[usize::from(lang == Lang::En)];
        let order = kept.get_or_init(|| {
            let mut order: Vec<(Kind, String, u32)> = self
                .things()
                .zip(0_u32..)
                .map(|(thing, at)| (thing.id.kind(), slug(thing.name.in_lang(lang)), at))
                .collect();
            order.sort_unstable();
            order.into_iter().map(|(_, _, at)| at).collect()
        });
        let (from, until) = self.bounds(kind);
        let things = self.things().as_slice();
        let places = order.get(from..until).unwrap_or(&[]).iter();
        places.filter_map(move |at| Some((at - from as u32, things.get(*at as usize)?)))
    }

    /// The flows between systems, by their numbers.
    fn wires(&self) -> &[Wire] {
        self.kept_groups().wires.get_or_init(|| {
            let mut wires = Vec::new();
            let number = |id: &Ref| self.number(Kind::System, id);
            for flow in self.of_kind(Kind::Flow) {
                let rate = flow.quantity(Field::Rate).filter(|rate| (0.0..1e15).contains(&rate.likely));
                let waits = flow.choice(Field::Mode) == Some("async");
                for from in flow.refs(Field::Source).iter().filter_map(number) {
                    let targets = flow.refs(Field::Target).iter().filter_map(number).filter(|to| *to != from);
                    wires.extend(targets.map(|to| Wire { from, to, rate, waits }));
                }
            }
            wires
        })
    }
}
