//! One thing under two names: a service in a trace, a row in a list, a component of a model.
//!
//! Taken for the same, in this order:
//! 1. what a person or a file says is the same ([`Field::SameAs`]);
//! 2. a thing whose key is its own name (or that has no name), when exactly one other thing of the kind bears that
//!    name in either language: files without keys name what others have keys for.
//!
//! What [`Field::NotSame`] says is never taken together by rule 2. Doubtful, and so a finding for people: two things
//! whose names differ only in words that say nothing ("service", "api", "prod").

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Kind, Ref, Say, slug};

use super::build::Claims;
use super::names::Names;
use super::{Claim, Finding};
use crate::field::{Field, MERGED, Value};

/// What is taken for what, and whether somebody said so.
pub(super) type Taken = BTreeMap<Ref, (Ref, bool)>;

/// What was found.
#[derive(Default)]
pub(super) struct Same {
    pub(super) taken: Taken,
    pub(super) doubtful: Vec<Finding>,
}

/// Words of a technical name that do not tell one thing from another.
const EMPTY: &[&str] = &[
    "service",
    "svc",
    "srv",
    "api",
    "app",
    "application",
    "server",
    "serveur",
    "backend",
    "prod",
    "production",
    "system",
    "systeme",
    "the",
    "le",
    "la",
    "les",
    "de",
    "du",
    "des",
    "v1",
    "v2",
];

/// What the claims say of one thing, as far as it matters here.
#[derive(Default)]
struct Described<'a> {
    /// How much is said of it.
    claims: usize,
    names: BTreeSet<String>,
    same: Vec<&'a Claim>,
    not: Vec<&'a Claim>,
}

pub(super) fn find(claims: &Claims, names: &Names) -> Same {
    let mut described: BTreeMap<&Ref, Described<'_>> = BTreeMap::new();
    for (id, claims) in claims.subjects().filter(|(id, _)| MERGED.contains(&id.kind())) {
        let it = described.entry(id).or_default();
        for claim in claims {
            it.claims += 1;
            match (claim.field, &claim.value) {
                (Field::Name, Value::Words(name)) => it.names.extend([slug(&name.fr), slug(&name.en)]),
                (Field::SameAs, _) => it.same.push(claim),
                (Field::NotSame, _) => it.not.push(claim),
                _ => {}
            }
        }
    }
    let key = |kind: Kind, words: &str| -> Option<Ref> {
        let id = Ref::new(kind, words);
        if described.contains_key(&id) {
            return Some(id);
        }
        match names.bearers(kind, id.key()) {
            [one] => Some(one.clone()),
            _ => None,
        }
    };
    let said = |id: &Ref, claims: &[&Claim]| -> Vec<Ref> {
        // The newest word counts.
        let newest = claims.iter().max_by_key(|claim| claim.position);
        let words = newest.map(|claim| match &claim.value {
            Value::List(words) => words.as_slice(),
            _ => &[],
        });
        words.unwrap_or_default().iter().filter_map(|words| key(id.kind(), words)).filter(|other| other != id).collect()
    };
    let apart: BTreeSet<(Ref, Ref)> =
        described.iter().flat_map(|(id, it)| said(id, &it.not).into_iter().map(|other| pair(id, &other))).collect();
    let mut taken = Taken::new();
    for (id, it) in &described {
        let stated = said(id, &it.same);
        if let Some(other) = stated.first() {
            taken.insert((*id).clone(), (other.clone(), true));
            continue;
        }
        // A key of one's own is told from a key made of the name.
        if !it.names.is_empty() && !it.names.contains(id.key()) {
            continue;
        }
        let bearers: Vec<&Ref> = names.bearers(id.kind(), id.key()).iter().filter(|other| other != id).collect();
        if let [other] = bearers.as_slice()
            && !apart.contains(&pair(id, other))
        {
            taken.insert((*id).clone(), ((*other).clone(), false));
        }
    }
    let taken = rooted(taken);
    let doubtful = doubtful(&described, &taken, &apart);
    Same { taken, doubtful }
}

fn pair(a: &Ref, b: &Ref) -> (Ref, Ref) {
    if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

/// Follows what is taken for what to its end; of those that go round in a loop the first stands for itself.
fn rooted(taken: Taken) -> Taken {
    let root = |id: &Ref| {
        let mut met = BTreeSet::from([id.clone()]);
        let mut at = id.clone();
        while let Some((next, _)) = taken.get(&at) {
            if !met.insert(next.clone()) {
                // A loop: the same one whoever asks.
                let mut round = BTreeSet::from([next.clone()]);
                let mut step = taken.get(next);
                while let Some((more, _)) = step.filter(|(more, _)| round.insert(more.clone())) {
                    step = taken.get(more);
                }
                return round.into_iter().next().unwrap_or(at);
            }
            at = next.clone();
        }
        at
    };
    let roots: Vec<(Ref, (Ref, bool))> =
        taken.iter().map(|(id, (_, stated))| (id.clone(), (root(id), *stated))).collect();
    roots.into_iter().filter(|(id, (root, _))| id != root).collect()
}

/// Things whose names differ only in words that say nothing.
fn doubtful(described: &BTreeMap<&Ref, Described<'_>>, taken: &Taken, apart: &BTreeSet<(Ref, Ref)>) -> Vec<Finding> {
    let mut alike: HashMap<(Kind, String), Vec<&Ref>> = HashMap::new();
    for (id, it) in described.iter().filter(|(id, _)| !taken.contains_key(**id)) {
        let bare: BTreeSet<String> =
            it.names.iter().map(String::as_str).chain([id.key()]).map(bare).filter(|bare| !bare.is_empty()).collect();
        for bare in bare {
            alike.entry((id.kind(), bare)).or_default().push(id);
        }
    }
    let mut pairs: BTreeSet<(Ref, Ref)> = BTreeSet::new();
    for things in alike.into_values().filter(|things| things.len() > 1) {
        // Many alike say more about the words than about the things.
        for (at, one) in things.iter().enumerate().take(4) {
            pairs.extend(things.iter().skip(at + 1).take(3).map(|other| pair(one, other)));
        }
    }
    let is_open = |(a, b): &(Ref, Ref)| {
        let shared = |a: &Ref, b: &Ref| {
            described.get(a).zip(described.get(b)).is_some_and(|(a, b)| !a.names.is_disjoint(&b.names))
        };
        // Namesakes are told as such.
        !apart.contains(&(a.clone(), b.clone())) && !shared(a, b)
    };
    // Of the two, the one less is said of would be taken for the other.
    let told = |id: &Ref| described.get(id).map_or(0, |it| it.claims);
    let pairs = pairs.into_iter().filter(is_open);
    pairs
        .map(|(one, other)| if told(&one) > told(&other) { (other, one) } else { (one, other) })
        .map(|(one, other)| Finding {
            say: Say::new(
                format!("« {} » est peut-être la même chose que « {} »", one.key(), other.key()),
                format!("“{}” may be the same thing as “{}”", one.key(), other.key()),
            ),
            subject: one,
            field: Some(Field::SameAs),
            other: Some(other),
            source: None,
        })
        .collect()
}

/// A folded name without the words that say nothing, the others in order.
fn bare(folded: &str) -> String {
    let mut words: Vec<&str> =
        folded.split(['-', '.']).filter(|word| !word.is_empty() && !EMPTY.contains(word)).collect();
    words.sort_unstable();
    words.join("-")
}
