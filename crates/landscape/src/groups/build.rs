//! From the systems and what is said of them to groups none of which opens on more than one look takes in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Kind, Lang, Quantity, Ref, Say, slug};

use super::near::communities;
use super::{Ground, Group, Groups, MOST, Sums};
use crate::catalog::{Catalog, Thing};
use crate::field::Field;
use crate::impact::Verdict;

/// One part of a group before it has its place among the groups.
struct Part {
    /// Its own part of the key.
    key: String,
    name: Say,
    systems: Vec<u32>,
    /// The parts it stands for, where it stands for several.
    inner: Vec<Part>,
}

/// Divides the estate, on a ground first.
pub(super) fn of(catalog: &Catalog, ground: Ground) -> Groups {
    let systems = catalog.slice(Kind::System);
    let all: Vec<u32> = (0..).take(systems.len()).collect();
    let estate = Estate { catalog, systems, capabilities: capabilities(systems) };
    let mut tree = Tree { groups: Vec::new(), order: Vec::new() };
    let whole =
        Part { key: String::new(), name: Say::new("Tout le parc", "The whole estate"), systems: all, inner: vec![] };
    let rest = Ground::ALL.into_iter().filter(|other| *other != ground);
    let grounds: Vec<Ground> = std::iter::once(ground).chain(rest).collect();
    tree.grow(&estate, whole, None, &grounds, true);
    let mut places = vec![0; systems.len()];
    for (place, number) in (0_u32..).zip(&tree.order) {
        if let Some(known) = places.get_mut(*number as usize) {
            *known = place;
        }
    }
    Groups { groups: tree.groups, order: tree.order, places }
}

/// On how many systems each ground says something; 0 where that does not divide the estate into readable groups.
pub(super) fn grounds(catalog: &Catalog) -> [usize; Ground::ALL.len()] {
    let systems = catalog.slice(Kind::System);
    let estate = Estate { catalog, systems, capabilities: capabilities(systems) };
    let all: Vec<u32> = (0..).take(systems.len()).collect();
    Ground::ALL.map(|ground| {
        if ground == Ground::Near {
            return if catalog.wires().is_empty() { 0 } else { all.len() };
        }
        let values: Vec<Value> = all.iter().filter_map(|system| estate.value(ground, *system, "")).collect();
        let differing: BTreeSet<&str> = values.iter().map(|value| value.key.as_str()).collect();
        // One group for every system is no group.
        let divides = differing.len() >= 2 && differing.len() * 2 <= values.len();
        if divides { values.len() } else { 0 }
    })
}

/// The systems, and what is said of them.
struct Estate<'a> {
    catalog: &'a Catalog,
    systems: &'a [Thing],
    /// For each system the capability it shares with most others.
    capabilities: Vec<Option<&'a str>>,
}

/// What a system is grouped by.
struct Value {
    key: String,
    name: Say,
}

/// A system can do several things: it is grouped by the one that most systems can do, the first it names of equals.
fn capabilities(systems: &[Thing]) -> Vec<Option<&str>> {
    let mut shared: HashMap<String, usize> = HashMap::new();
    for system in systems {
        let words: BTreeSet<String> = system.list(Field::Capabilities).iter().map(|word| slug(word)).collect();
        words.into_iter().for_each(|word| *shared.entry(word).or_default() += 1);
    }
    let most = |system: &Thing| -> Option<usize> {
        let counts = system.list(Field::Capabilities).iter().map(|word| shared.get(&slug(word)).copied().unwrap_or(0));
        counts.enumerate().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(at, _)| at)
    };
    systems.iter().map(|system| system.list(Field::Capabilities).get(most(system)?).map(String::as_str)).collect()
}

impl Estate<'_> {
    /// What a system is grouped by on a ground, inside a group; none when nobody says.
    fn value(&self, ground: Ground, system: u32, inside: &str) -> Option<Value> {
        let thing = self.systems.get(system as usize)?;
        let of = |id: &Ref| Value { key: id.key().to_owned(), name: self.catalog.name(id) };
        match ground {
            Ground::Team => thing.refs(Field::Owner).first().map(of),
            Ground::Part => self.whole_of(thing, inside).map(of),
            Ground::Capability => {
                let word = (*self.capabilities.get(system as usize)?)?;
                Some(Value { key: slug(word), name: Say::same(word) })
            }
            Ground::Vendor => {
                let vendor = thing.words(Field::Vendor)?;
                Some(Value { key: slug(&vendor.fr), name: vendor.clone() })
            }
            Ground::Near => None,
        }
        .filter(|value| value.key != "-")
    }

    /// The outermost system a system is part of, inside the one a group is named after; itself when others are part of it.
    fn whole_of<'t>(&'t self, thing: &'t Thing, inside: &str) -> Option<&'t Ref> {
        let mut whole = &thing.id;
        let mut met = BTreeSet::from([whole]);
        while let Some(outer) = self.catalog.get(whole).and_then(|it| it.refs(Field::PartOf).first()) {
            if outer.key() == inside || !met.insert(outer) {
                break;
            }
            whole = outer;
        }
        let alone = *whole == thing.id && self.catalog.pointing_at(whole, Kind::System, Field::PartOf).next().is_none();
        (!alone && whole.key() != inside).then_some(whole)
    }

    /// Divides systems by what is said of them; none when that says too little, unless it was asked for.
    fn divide(&self, ground: Ground, systems: &[u32], inside: &str, asked: bool) -> Option<Vec<Part>> {
        if ground == Ground::Near {
            return self.divide_by_calls(systems);
        }
        let mut parts: BTreeMap<String, Part> = BTreeMap::new();
        let mut unsaid: Vec<u32> = Vec::new();
        for system in systems {
            match self.value(ground, *system, inside) {
                Some(value) => {
                    let key = format!("{}:{}", ground.word(), escaped(&value.key));
                    let fresh = || Part { key: key.clone(), name: value.name, systems: vec![], inner: vec![] };
                    parts.entry(value.key).or_insert_with(fresh).systems.push(*system);
                }
                None => unsaid.push(*system),
            }
        }
        let largest = parts.values().map(|part| part.systems.len()).max().unwrap_or(0);
        let said = systems.len() - unsaid.len();
        let speaks = said * 2 >= systems.len() && largest * 10 <= systems.len() * 9 && parts.len() * 2 <= said;
        if parts.is_empty() || parts.len() + usize::from(!unsaid.is_empty()) < 2 || !(asked || speaks) {
            return None;
        }
        let mut parts: Vec<Part> = parts.into_values().collect();
        let room = MOST - usize::from(!unsaid.is_empty());
        parts = gather(parts, systems.len(), room);
        if !unsaid.is_empty() {
            let key = format!("{}:-", ground.word());
            parts.push(Part { key, name: nobody_says(ground), systems: unsaid, inner: vec![] });
        }
        Some(parts)
    }

    /// Divides systems by who calls whom among them; none when they do not fall apart.
    fn divide_by_calls(&self, systems: &[u32]) -> Option<Vec<Part>> {
        let mut places = vec![u32::MAX; self.systems.len()];
        for (place, system) in (0_u32..).zip(systems) {
            if let Some(known) = places.get_mut(*system as usize) {
                *known = place;
            }
        }
        let place = |system: u32| places.get(system as usize).copied().filter(|place| *place != u32::MAX);
        let ties = self.catalog.wires().iter();
        let ties: Vec<(u32, u32, f64)> =
            ties.filter_map(|wire| Some((place(wire.from)?, place(wire.to)?, 1.0))).collect();
        let mut degree = vec![0_usize; systems.len()];
        for (from, to, _) in &ties {
            degree[*from as usize] += 1;
            degree[*to as usize] += 1;
        }
        let mut members: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (place, community) in (0_u32..).zip(communities(systems.len(), &ties)) {
            members.entry(community).or_default().push(place);
        }
        let mut alone: Vec<u32> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for places in members.into_values() {
            let numbers = || places.iter().filter_map(|place| systems.get(*place as usize).copied());
            let hub = places.iter().max_by(|a, b| degree[**a as usize].cmp(&degree[**b as usize]).then(b.cmp(a)));
            let hub = hub.filter(|_| places.len() > 1).and_then(|hub| systems.get(*hub as usize));
            match hub.and_then(|hub| self.systems.get(*hub as usize)) {
                None => alone.extend(numbers()),
                Some(hub) => parts.push(Part {
                    key: format!("near:{}", escaped(hub.id.key())),
                    name: Say::new(format!("Autour de {}", hub.name.fr), format!("Around {}", hub.name.en)),
                    systems: numbers().collect(),
                    inner: vec![],
                }),
            }
        }
        let largest = parts.iter().map(|part| part.systems.len()).max().unwrap_or(0).max(alone.len());
        if largest * 10 > systems.len() * 9 {
            return None;
        }
        parts.sort_by(|a, b| a.key.cmp(&b.key));
        let mut parts = gather(parts, systems.len(), MOST - usize::from(!alone.is_empty()));
        if !alone.is_empty() {
            let name = Say::new("Sans appel connu entre eux", "No known call among them");
            parts.push(Part { key: "near:-".to_owned(), name, systems: alone, inner: vec![] });
        }
        Some(parts)
    }

    /// Divides systems that nothing else divides, in the order of their keys.
    fn divide_evenly(&self, systems: &[u32]) -> Vec<Part> {
        let parts = systems.chunks(systems.len().div_ceil(MOST).max(1)).filter_map(|run| {
            let first = self.systems.get(*run.first()? as usize)?;
            let key = format!("from:{}", escaped(first.id.key()));
            Some(Part { key, name: and_others(&first.name, run.len() - 1), systems: run.to_vec(), inner: vec![] })
        });
        parts.collect()
    }

    fn sums(&self, systems: &[u32]) -> Sums {
        const HEAVIEST: usize = 5;
        let mut sums = Sums { systems: systems.len(), ..Sums::default() };
        let mut loads: Vec<(f64, u32)> = Vec::new();
        for (number, thing) in systems.iter().filter_map(|number| Some((*number, self.systems.get(*number as usize)?)))
        {
            let counted = |field| thing.quantity(field).filter(|q: &Quantity| (0.0..1e15).contains(&q.likely));
            let Some(load) = counted(Field::Load) else { continue };
            sums.loads += 1;
            sums.load = Some(sums.load.map_or(load, |sum| sum.zip(load, |a, b| a + b)));
            loads.push((load.likely, number));
            let Some(limit) = counted(Field::Limit).filter(|limit| limit.likely > 0.0) else { continue };
            let share = load.likely / limit.likely;
            sums.limited += 1;
            sums.over += usize::from(Verdict::on(share) == Verdict::Over);
            sums.near += usize::from(Verdict::on(share) == Verdict::Watch);
            if sums.tightest.is_none_or(|(_, most)| share > most) {
                sums.tightest = Some((number, share));
            }
        }
        loads.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        sums.heaviest = loads.into_iter().take(HEAVIEST).map(|(_, number)| number).collect();
        sums
    }
}

/// The groups as they grow.
struct Tree {
    groups: Vec<Group>,
    order: Vec<u32>,
}

impl Tree {
    /// Gives a part its place, and divides it until it opens on little enough.
    fn grow(&mut self, estate: &Estate, part: Part, parent: Option<usize>, grounds: &[Ground], asked: bool) -> usize {
        let at = self.groups.len();
        let key = match parent.and_then(|parent| self.groups.get(parent)).map(|outer| outer.key.as_str()) {
            None | Some("") => part.key.clone(),
            Some(outer) => format!("{outer}/{}", part.key),
        };
        let begins = self.order.len();
        let sums = estate.sums(&part.systems);
        self.groups.push(Group { key, name: part.name, parent, children: vec![], sums, span: begins..begins });
        let mut children = Vec::new();
        if part.inner.is_empty() {
            match divided(estate, &part.key, &part.systems, grounds, asked) {
                None => self.order.extend(&part.systems),
                Some((inner, grounds)) => {
                    children = inner.into_iter().map(|it| self.grow(estate, it, Some(at), &grounds, false)).collect();
                }
            }
        } else {
            children = part.inner.into_iter().map(|it| self.grow(estate, it, Some(at), grounds, false)).collect();
        }
        let until = self.order.len();
        if let Some(group) = self.groups.get_mut(at) {
            group.children = children;
            group.span = begins..until;
        }
        at
    }
}

/// The parts of a group, and the grounds left for them; none when it is small enough to open on its systems.
fn divided(
    estate: &Estate,
    own: &str,
    systems: &[u32],
    grounds: &[Ground],
    asked: bool,
) -> Option<(Vec<Part>, Vec<Ground>)> {
    if systems.len() <= MOST && !asked {
        return None;
    }
    for (i, ground) in grounds.iter().enumerate() {
        let inside = own.strip_prefix("part:").unwrap_or_default();
        let Some(parts) = estate.divide(*ground, systems, inside, asked && i == 0) else { continue };
        // A part has parts, and who stands together falls into those who stand closer; a team owns what it owns.
        let again = matches!(ground, Ground::Part | Ground::Near);
        let rest = grounds.iter().filter(|other| *other != ground || again).copied().collect();
        return Some((parts, rest));
    }
    (systems.len() > MOST).then(|| (estate.divide_evenly(systems), grounds.to_vec()))
}

/// At most `room` parts: the large ones as they are, the others side by side in the order of their keys.
fn gather(mut parts: Vec<Part>, all: usize, room: usize) -> Vec<Part> {
    if parts.len() > room {
        let is_large = |part: &Part| part.systems.len() * 2 * MOST >= all;
        let mut sizes: Vec<usize> = parts.iter().filter(|part| is_large(part)).map(|part| part.systems.len()).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let least = sizes.get(MOST / 2 - 1).or(sizes.last()).copied().unwrap_or(usize::MAX);
        let mut large: Vec<Part> = Vec::new();
        let mut small: Vec<Part> = Vec::new();
        for part in parts {
            let keeps = part.systems.len() >= least && large.len() < MOST / 2;
            if keeps { large.push(part) } else { small.push(part) }
        }
        parts = large;
        let left: usize = small.iter().map(|part| part.systems.len()).sum();
        let runs = room - parts.len();
        let mut run: Vec<Part> = Vec::new();
        let (mut passed, mut made) = (0, 0);
        for part in small {
            passed += part.systems.len();
            run.push(part);
            // A run ends where its share of the systems ends; the last takes what is left.
            if passed * runs >= left * (made + 1) && made + 1 < runs {
                parts.push(several(std::mem::take(&mut run)));
                made += 1;
            }
        }
        if !run.is_empty() {
            parts.push(several(run));
        }
    }
    parts.sort_by(|a, b| b.systems.len().cmp(&a.systems.len()).then_with(|| a.key.cmp(&b.key)));
    parts
}

/// Several parts as one, named after the largest.
fn several(mut run: Vec<Part>) -> Part {
    if run.len() == 1
        && let Some(only) = run.pop()
    {
        return only;
    }
    let systems: Vec<u32> = run.iter().flat_map(|part| part.systems.iter().copied()).collect();
    let largest = run.iter().max_by(|a, b| a.systems.len().cmp(&b.systems.len()).then_with(|| b.key.cmp(&a.key)));
    let name = largest.map_or_else(|| Say::same(""), |largest| and_others(&largest.name, run.len() - 1));
    let key = run.first().map_or_else(String::new, |first| format!("from:{}", first.key));
    let all = systems.len();
    Part { key, name, systems, inner: gather(run, all, MOST) }
}

/// A slash divides the keys of groups.
fn escaped(key: &str) -> String {
    key.replace('~', "~~").replace('/', "~.")
}

fn and_others(name: &Say, others: usize) -> Say {
    if others == 0 {
        return name.clone();
    }
    Say::each(|lang| match (lang, others) {
        (Lang::Fr, 1) => format!("{} et un autre", name.fr),
        (Lang::Fr, _) => format!("{} et {others} autres", name.fr),
        (Lang::En, 1) => format!("{} and one other", name.en),
        (Lang::En, _) => format!("{} and {others} others", name.en),
    })
}

fn nobody_says(ground: Ground) -> Say {
    match ground {
        Ground::Team => Say::new("Équipe non dite", "No team stated"),
        Ground::Part => Say::new("Partie de rien de connu", "Part of nothing known"),
        Ground::Capability => Say::new("Fonction non dite", "No capability stated"),
        Ground::Vendor | Ground::Near => Say::new("Fournisseur non dit", "No vendor stated"),
    }
}
