//! What the tool and each other have in common, ground by ground, and how much that comes to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::{Evidence, Measure, Quantity, Ref, Say, Unit};

use super::ground::{GROUNDS, Ground, Spec, weight};
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

/// The most others told in full.
const TOLD: usize = 200;

/// The comparison of a tool with all others.
pub(super) struct Compared {
    pub compared: usize,
    pub overlaps: Vec<Overlap>,
    /// How many more have something in common with it.
    pub more: usize,
    pub unsaid: Vec<Say>,
}

/// What the tool has on one ground, each once, and who else has it.
struct Own<'a> {
    ground: Ground,
    items: Vec<Vec<Item<'a>>>,
    by_form: HashMap<String, usize>,
    /// What each other says there, in their order.
    met: Vec<Met<'a>>,
    /// How many others have each item.
    having: Vec<usize>,
}

/// What one other says on one ground.
#[derive(Default)]
struct Met<'a> {
    /// Whether it says anything there.
    says: bool,
    /// The tool's items it has, by their number.
    hits: Vec<Hit<'a>>,
}

/// An item of the tool that another has.
struct Hit<'a> {
    at: usize,
    /// Whether it is the other's own, and does not only pass through it.
    held: bool,
    /// The fact that says so.
    said: (&'a Thing, Field),
}

/// How much is in common on one ground.
#[derive(Clone, Copy)]
struct Share {
    share: f64,
    shared: usize,
    of: usize,
    /// Whether it tells what both do: data that only passes through one says little of that.
    telling: bool,
}

/// How much is in common in all.
struct Sum {
    shares: [Option<Share>; GROUNDS.len()],
    value: Quantity,
    likeness: Likeness,
}

pub(super) fn of(catalog: &Catalog, tool: &Thing) -> Compared {
    let mut reading = Reading::new(catalog);
    let party = Party::of(catalog, tool);
    let others = Party::others(catalog, tool);
    let (mut grounds, mut unsaid) = (Vec::new(), Vec::new());
    for spec in &GROUNDS {
        let mut own = Own::of(spec.ground, reading.items(&party, spec.ground));
        if own.items.is_empty() {
            unsaid.push(spec.ground);
            continue;
        }
        own.meet(&mut reading, &tool.id, &others);
        grounds.push(own);
    }
    let sums = others.iter().enumerate().map(|(at, other)| (at, Sum::of(&grounds, at, &other.thing.id)));
    let mut ranked: Vec<(usize, Sum)> = sums.filter_map(|(at, sum)| Some((at, sum?))).collect();
    ranked.sort_by(|(a, one), (b, two)| rank(one, two).then_with(|| others[*a].thing.id.cmp(&others[*b].thing.id)));
    let told = ranked.iter().take(TOLD).map(|(at, sum)| overlap(catalog, &grounds, *at, others[*at].thing, sum));
    Compared {
        compared: others.len(),
        overlaps: told.collect(),
        more: ranked.len().saturating_sub(TOLD),
        unsaid: words::unsaid(catalog, tool, &unsaid),
    }
}

/// Most alike first: by verdict, score, then what is sure of it.
fn rank(a: &Sum, b: &Sum) -> Ordering {
    let figure = |a: f64, b: f64| b.total_cmp(&a);
    b.likeness
        .cmp(&a.likeness)
        .then_with(|| figure(a.value.likely, b.value.likely))
        .then_with(|| figure(a.value.low, b.value.low))
}

impl<'a> Own<'a> {
    /// Items that share a form are one, said several times.
    fn of(ground: Ground, all: Vec<Item<'a>>) -> Own<'a> {
        let mut own = Own { ground, items: Vec::new(), by_form: HashMap::new(), met: Vec::new(), having: Vec::new() };
        for item in all.into_iter().filter(|item| item.forms.iter().next().is_some()) {
            let known = item.forms.iter().find_map(|form| own.by_form.get(form).copied());
            let at = known.unwrap_or(own.items.len());
            for form in item.forms.iter() {
                own.by_form.entry(form.to_owned()).or_insert(at);
            }
            match own.items.get_mut(at) {
                Some(same) => same.push(item),
                None => own.items.push(vec![item]),
            }
        }
        own
    }

    /// Looks which of these others have; what one has only from the tool itself is not its own.
    fn meet(&mut self, reading: &mut Reading<'a>, tool: &Ref, others: &[Party<'a>]) {
        self.having = vec![0; self.items.len()];
        for other in others {
            let mut met = Met::default();
            for item in reading.items(other, self.ground).iter().filter(|item| item.peer != Some(tool)) {
                for (n, form) in item.forms.iter().enumerate() {
                    met.says = true;
                    let Some(at) = self.by_form.get(form).copied() else { continue };
                    let again = n > 0 && met.hits.last().is_some_and(|hit| hit.at == at);
                    if !again {
                        met.hits.push(Hit { at, held: item.peer.is_none(), said: item.said });
                    }
                }
            }
            met.hits.sort_by_key(|hit| hit.at);
            let mut had: Vec<usize> = met.hits.iter().map(|hit| hit.at).collect();
            had.dedup();
            had.into_iter().for_each(|at| self.having[at] += 1);
            self.met.push(met);
        }
    }

    /// The tool's items that can be compared with another, each with what the tool says of it and its weight: what is
    /// known of the tool only through its wire to the other says nothing of the two.
    fn comparable(&self, other: &Ref) -> impl Iterator<Item = (usize, impl Iterator<Item = &Item<'a>> + Clone, f64)> {
        self.items.iter().enumerate().filter_map(move |(at, said)| {
            let own = said.iter().filter(move |item| item.peer != Some(other));
            own.clone().next()?;
            let general = own.clone().all(|item| item.general);
            Some((at, own, weight(self.having[at], general)))
        })
    }

    /// How much another has of it; `None` where it says nothing, or nothing can be compared.
    fn share(&self, number: usize, other: &Ref) -> Option<Share> {
        let met = self.met.get(number).filter(|met| met.says)?;
        let (mut whole, mut part, mut of, mut shared, mut held) = (0.0, 0.0, 0, 0, false);
        for (at, own, weight) in self.comparable(other) {
            (whole, of) = (whole + weight, of + 1);
            let mut hits = met.hits.iter().filter(|hit| hit.at == at).peekable();
            if hits.peek().is_some() {
                (part, shared) = (part + weight, shared + 1);
                held |= hits.any(|hit| hit.held) && own.clone().any(|item| item.peer.is_none());
            }
        }
        let telling = self.ground.spec().telling && held;
        (of > 0).then(|| Share { share: part / whole, shared, of, telling })
    }

    /// What is in common, that which weighs most first, and the facts, the tool's first.
    fn told(&self, catalog: &Catalog, number: usize, other: &Ref) -> (Vec<Say>, Vec<(Proof, Measure)>) {
        let mut shared: Vec<(f64, Say)> = Vec::new();
        let mut facts: BTreeMap<(bool, &Ref, Field), (&Thing, BTreeSet<usize>)> = BTreeMap::new();
        for (at, own, weight) in self.comparable(other) {
            let mut hits = self.met[number].hits.iter().filter(|hit| hit.at == at).peekable();
            if hits.peek().is_none() {
                continue;
            }
            shared.extend(own.clone().next().map(|item| (weight, item.label.say(catalog))));
            let said = own.map(|item| (false, item.said)).chain(hits.map(|hit| (true, hit.said)));
            for (is_other, (thing, field)) in said {
                facts.entry((is_other, &thing.id, field)).or_insert_with(|| (thing, BTreeSet::new())).1.insert(at);
            }
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let facts = facts.into_iter().filter_map(|((_, _, field), (thing, items))| fact(thing, field, items.len()));
        (shared.into_iter().map(|(_, say)| say).collect(), facts.collect())
    }
}

impl Sum {
    /// `None` when nothing is in common.
    fn of(grounds: &[Own], number: usize, other: &Ref) -> Option<Sum> {
        let mut shares = [None; GROUNDS.len()];
        for own in grounds {
            shares[own.ground as usize] = own.share(number, other);
        }
        let known = || GROUNDS.iter().zip(&shares).filter_map(|(spec, share)| Some((spec, (*share)?)));
        if known().all(|(_, share)| share.shared == 0) {
            return None;
        }
        let low: f64 = known().map(|(spec, share)| spec.weight * share.share).sum();
        let weights: f64 = known().map(|(spec, _)| spec.weight).sum();
        let value = Quantity::range(low, low / weights, low + (1.0 - weights).max(0.0));
        let likeness = likeness(known(), value.likely);
        Some(Sum { shares, value, likeness })
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

/// What the grounds come to, in full.
fn overlap(catalog: &Catalog, grounds: &[Own], number: usize, other: &Thing, sum: &Sum) -> Overlap {
    let (mut common, mut apart, mut inputs) = (Vec::new(), Vec::new(), Vec::new());
    for own in grounds {
        let (ground, Some(share)) = (own.ground, sum.shares[own.ground as usize]) else { continue };
        let (items, facts) = own.told(catalog, number, &other.id);
        let rests_on = facts.iter().map(|(proof, count)| (proof.say.clone(), count.clone())).collect();
        let how = words::share_of(share.shared, share.of);
        let measure = Measure::computed(Quantity::exact(share.share), Unit::Share, how, rests_on);
        inputs.push((words::weighed(ground.spec()), measure.clone()));
        if share.shared == 0 {
            apart.push(ground);
            continue;
        }
        common.push(Common {
            ground,
            shared: share.shared,
            of: share.of,
            say: words::common(ground, other, &items, share.of),
            items,
            telling: share.telling,
            share: measure,
            proofs: facts.into_iter().map(|(proof, _)| proof).collect(),
        });
    }
    let unknown = GROUNDS.iter().filter(|spec| sum.shares[spec.ground as usize].is_none());
    Overlap {
        other: other.id.clone(),
        name: other.name.clone(),
        likeness: sum.likeness,
        score: Measure::computed(sum.value, Unit::Share, words::formula(), inputs),
        common,
        apart,
        unknown: unknown.map(|spec| spec.ground).collect(),
    }
}

/// The verdict: "the same" takes two grounds that speak for it, one of them telling what a tool does; "overlaps" one.
fn likeness<'s>(known: impl Iterator<Item = (&'s Spec, Share)>, score: f64) -> Likeness {
    let (mut speaking, mut tells, mut overlaps) = (0, false, false);
    for (spec, share) in known {
        if share.share >= SAME_SHARE && share.shared >= spec.enough {
            speaking += 1;
            tells |= share.telling;
        }
        overlaps |= share.telling && share.share >= OVERLAP_SHARE;
    }
    if speaking >= 2 && tells && score >= SAME_SCORE {
        Likeness::Same
    } else if overlaps && score >= OVERLAP_SCORE {
        Likeness::Overlaps
    } else {
        Likeness::Touches
    }
}
