//! What the tool and each other have in common, ground by ground, and how much that comes to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::{Evidence, Measure, Quantity, Ref, Say, Unit};

use super::ground::{GROUNDS, weight};
use super::party::{Item, Party, Reading};
use super::words;
use super::{Common, Likeness, Overlap, Proof};
use crate::catalog::{Catalog, Thing};
use crate::field::Field;

/// A ground speaks for "does the same" from this share on.
const SAME_SHARE: f64 = 0.5;
/// The score from which two such grounds make "does the same".
const SAME_SCORE: f64 = 0.5;
/// A ground that tells what a tool does speaks for "overlaps" from this share on.
const OVERLAP_SHARE: f64 = 0.2;
/// The score under which nothing overlaps.
const OVERLAP_SCORE: f64 = 0.15;

/// The comparison of a tool with all others.
pub(super) struct Compared {
    pub compared: usize,
    pub overlaps: Vec<Overlap>,
    pub unsaid: Vec<Say>,
}

/// What the tool has on one ground, each once.
struct Own<'a> {
    items: Vec<Vec<Item<'a>>>,
    by_form: HashMap<String, Vec<usize>>,
}

/// What one other says on one ground: how many items, and which of them are the tool's.
#[derive(Default)]
struct Met<'a> {
    /// Whether it says anything there.
    says: bool,
    /// The tool's items it has.
    hits: BTreeMap<usize, Hit<'a>>,
}

/// An item of the tool that another has.
#[derive(Default)]
struct Hit<'a> {
    /// Whether it is the other's own, and does not only pass through it.
    held: bool,
    /// The facts that say so.
    facts: BTreeMap<(&'a Ref, Field), &'a Thing>,
}

pub(super) fn of(catalog: &Catalog, tool: &Thing) -> Compared {
    let mut reading = Reading::new(catalog);
    let party = Party::of(catalog, tool);
    let others = Party::others(catalog, tool);
    let mut shares: Vec<[Option<Share>; GROUNDS.len()]> = others.iter().map(|_| Default::default()).collect();
    let mut unsaid = Vec::new();
    for spec in &GROUNDS {
        let own = Own::of(reading.items(&party, spec.ground));
        if own.items.is_empty() {
            unsaid.push(spec.ground);
            continue;
        }
        let met: Vec<Met> = others.iter().map(|other| own.met(&tool.id, reading.items(other, spec.ground))).collect();
        let mut having = vec![0_usize; own.items.len()];
        met.iter().flat_map(|met| met.hits.keys()).for_each(|at| having[*at] += 1);
        for ((met, other), shares) in met.iter().zip(&others).zip(&mut shares) {
            shares[spec.ground as usize] = Share::of(&own, met, &having, &other.thing.id);
        }
    }
    let all = others.iter().zip(shares).filter_map(|(other, shares)| overlap(tool, other.thing, shares));
    let mut overlaps: Vec<Overlap> = all.collect();
    overlaps.sort_by(rank);
    let unsaid = words::unsaid(catalog, tool, &unsaid);
    Compared { compared: others.len(), overlaps, unsaid }
}

/// Most alike first: by verdict, score, what is sure of it, then by reference.
fn rank(a: &Overlap, b: &Overlap) -> Ordering {
    let figure = |a: f64, b: f64| b.total_cmp(&a);
    b.likeness
        .cmp(&a.likeness)
        .then_with(|| figure(a.score.value.likely, b.score.value.likely))
        .then_with(|| figure(a.score.value.low, b.score.value.low))
        .then_with(|| a.other.cmp(&b.other))
}

impl<'a> Own<'a> {
    /// Items that share a form are one, said several times.
    fn of(all: Vec<Item<'a>>) -> Own<'a> {
        let mut own = Own { items: Vec::new(), by_form: HashMap::new() };
        for item in all.into_iter().filter(|item| !item.forms.is_empty()) {
            let known = item.forms.iter().find_map(|form| own.by_form.get(form)).and_then(|at| at.first().copied());
            let at = known.unwrap_or(own.items.len());
            for form in &item.forms {
                let at_form = own.by_form.entry(form.clone()).or_default();
                if !at_form.contains(&at) {
                    at_form.push(at);
                }
            }
            match own.items.get_mut(at) {
                Some(same) => same.push(item),
                None => own.items.push(vec![item]),
            }
        }
        own
    }

    /// Which of these another has; what it has only from the tool itself is not its own.
    fn met(&self, tool: &Ref, theirs: Vec<Item<'a>>) -> Met<'a> {
        let mut met = Met::default();
        for item in theirs.into_iter().filter(|item| item.peer != Some(tool)) {
            met.says |= !item.forms.is_empty();
            let found: BTreeSet<usize> =
                item.forms.iter().filter_map(|form| self.by_form.get(form)).flatten().copied().collect();
            for at in found {
                let (thing, field) = item.said;
                let hit = met.hits.entry(at).or_default();
                hit.held |= item.peer.is_none();
                hit.facts.insert((&thing.id, field), thing);
            }
        }
        met
    }
}

/// What is in common on one ground.
struct Share {
    ground_items: usize,
    shared: Vec<(f64, Say)>,
    share: f64,
    /// Whether something in common is held by both: data that only passes through one says little of what it does.
    held: bool,
    /// The facts, the tool's first, each with how many of the shared items it says.
    facts: Vec<(Proof, Measure)>,
}

impl Share {
    /// `None` where one of them says nothing.
    fn of(own: &Own, met: &Met, having: &[usize], other: &Ref) -> Option<Share> {
        if !met.says {
            return None;
        }
        let (mut whole, mut part, mut of, mut held) = (0.0, 0.0, 0, false);
        let mut shared = Vec::new();
        let mut facts: BTreeMap<(bool, &Ref, Field), (&Thing, usize)> = BTreeMap::new();
        for (at, said) in own.items.iter().enumerate() {
            // What is known of the tool only through its wire to the other says nothing of the two.
            let own_said = || said.iter().filter(|item| item.peer != Some(other));
            let Some(first) = own_said().next() else { continue };
            let weight = weight(having[at], own_said().all(|item| item.general));
            (whole, of) = (whole + weight, of + 1);
            let Some(theirs) = met.hits.get(&at) else { continue };
            part += weight;
            held |= theirs.held && own_said().any(|item| item.peer.is_none());
            shared.push((weight, first.label.clone()));
            let ours: BTreeMap<(&Ref, Field), &Thing> =
                own_said().map(|item| ((&item.said.0.id, item.said.1), item.said.0)).collect();
            let both = ours.iter().map(|fact| (false, fact)).chain(theirs.facts.iter().map(|fact| (true, fact)));
            for (is_other, ((id, field), thing)) in both {
                facts.entry((is_other, *id, *field)).or_insert((*thing, 0)).1 += 1;
            }
        }
        if of == 0 {
            return None;
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let facts = facts.into_iter().filter_map(|((_, _, field), (thing, n))| fact(thing, field, n));
        Some(Share { ground_items: of, share: part / whole, held, shared, facts: facts.collect() })
    }
}

/// A fact with how many of the shared items it says.
fn fact(thing: &Thing, field: Field, n: usize) -> Option<(Proof, Measure)> {
    let (label, name) = (field.label(), words::quoted(&thing.name));
    let say = Say::each(|lang| format!("{} — {}", name.in_lang(lang), label.in_lang(lang)));
    let proof = Proof::of(thing, field, say)?;
    let evidence = Evidence::Fact {
        subject: proof.subject.clone(),
        field: field.spec().word.to_owned(),
        source: proof.source.clone(),
        as_of: proof.as_of,
    };
    let count = Measure { value: Quantity::exact(n as f64), unit: Unit::Count, evidence: Arc::new(evidence) };
    Some((proof, count))
}

/// What the grounds come to; `None` when nothing is in common.
fn overlap(tool: &Thing, other: &Thing, shares: [Option<Share>; GROUNDS.len()]) -> Option<Overlap> {
    let (mut low, mut known) = (0.0, 0.0);
    let (mut common, mut apart, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut inputs = Vec::new();
    for (spec, share) in GROUNDS.iter().zip(shares) {
        let Some(share) = share else {
            unknown.push(spec.ground);
            continue;
        };
        low += spec.weight * share.share;
        known += spec.weight;
        let measure = measured(&share);
        inputs.push((words::weighed(spec), measure.clone()));
        if share.shared.is_empty() {
            apart.push(spec.ground);
            continue;
        }
        common.push(Common {
            ground: spec.ground,
            shared: share.shared.len(),
            of: share.ground_items,
            say: words::common(spec.ground, other, &share.shared, share.ground_items),
            items: share.shared.into_iter().map(|(_, label)| label).collect(),
            telling: spec.telling && share.held,
            share: measure,
            proofs: share.facts.into_iter().map(|(proof, _)| proof).collect(),
        });
    }
    if common.is_empty() {
        return None;
    }
    let open: f64 = unknown.iter().map(|ground| ground.spec().weight).sum();
    let value = Quantity::range(low, low / known, low + open);
    let score = Measure::computed(value, Unit::Share, words::formula(), inputs);
    let likeness = likeness(&common, value.likely);
    debug_assert_ne!(tool.id, other.id, "a tool is not compared with itself");
    Some(Overlap { other: other.id.clone(), name: other.name.clone(), likeness, score, common, apart, unknown })
}

/// The share on one ground with the counts it rests on.
fn measured(share: &Share) -> Measure {
    let inputs = share.facts.iter().map(|(proof, count)| (proof.say.clone(), count.clone())).collect();
    let how = words::share_of(share.shared.len(), share.ground_items);
    Measure::computed(Quantity::exact(share.share), Unit::Share, how, inputs)
}

/// The verdict: "the same" takes two grounds that speak for it, one of them telling what a tool does; "overlaps" one.
fn likeness(common: &[Common], score: f64) -> Likeness {
    let share = |common: &&Common| common.share.value.likely;
    let speaks = |it: &&Common| share(it) >= SAME_SHARE && it.shared >= it.ground.spec().enough;
    let speaking: Vec<&Common> = common.iter().filter(speaks).collect();
    let overlaps = common.iter().any(|it| it.telling && share(&it) >= OVERLAP_SHARE);
    if speaking.len() >= 2 && speaking.iter().any(|it| it.telling) && score >= SAME_SCORE {
        Likeness::Same
    } else if overlaps && score >= OVERLAP_SCORE {
        Likeness::Overlaps
    } else {
        Likeness::Touches
    }
}
