//! One thing under two names: a service in a trace, a row in a list, a component of a model.
//!
//! Taken for the same, in this order:
//! 1. what a person or a file says is the same ([`Field::SameAs`]);
//! 2. a thing whose key is its own name (or that has no name), when exactly one other thing of the kind bears that
//!    name in either language: files without keys name what others have keys for.
//!
//! What [`Field::NotSame`] says is never taken together by rule 2, nor by a chain of names; against rule 1 a person's
//! word counts more than a file's, and of two persons or two files the newer word. Doubtful, and so a finding for people: two things
//! whose names differ only in words that say nothing ("service", "api", "prod").

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Kind, Ref, Say, Source, slug};

use super::build::Claims;
use super::names::Names;
use super::settle::{newest, order, settle};
use super::{Claim, Finding, Said};
use crate::field::{Field, MERGED, Value};

/// What is taken for what, and who says so.
pub(super) type Taken = BTreeMap<Ref, (Ref, Said)>;

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
    let meant = |id: &Ref, value: &Value| -> Vec<Ref> {
        let Value::List(words) = value else { return Vec::new() };
        words.iter().filter_map(|words| key(id.kind(), words)).filter(|other| other != id).collect()
    };
    let mut apart: BTreeMap<(Ref, Ref), Claim> = BTreeMap::new();
    for (id, it) in described.iter().filter(|(_, it)| !it.not.is_empty()) {
        // One source's word takes nothing from what another says.
        for claim in newest(&newest_first(&it.not)) {
            for other in meant(id, &claim.value) {
                let known = apart.entry(pair(id, &other)).or_insert_with(|| claim.clone());
                if weigh(claim, known).is_gt() {
                    *known = claim.clone();
                }
            }
        }
    }
    let mut taken = Taken::new();
    let mut more: Vec<(Ref, Ref, Said)> = Vec::new();
    let mut overruled: BTreeSet<(Ref, Ref)> = BTreeSet::new();
    for (id, it) in &described {
        let settled = settle(newest_first(&it.same), |value| {
            let mut refs = meant(id, value);
            refs.sort_unstable();
            (!refs.is_empty()).then_some(refs)
        });
        if let Some(claim) = settled.map(|settled| settled.current) {
            let counts = |other: &Ref| apart.get(&pair(id, other)).is_none_or(|not| weigh(&claim, not).is_gt());
            let mut others = meant(id, &claim.value).into_iter().filter(counts);
            if let Some(first) = others.next() {
                overruled.insert(pair(id, &first));
                for other in others.filter(|other| *other != first) {
                    overruled.insert(pair(id, &other));
                    // What is the same as one thing is the same among itself, unless a stronger word says otherwise.
                    if apart.get(&pair(&first, &other)).is_none_or(|not| weigh(&claim, not).is_gt()) {
                        overruled.insert(pair(&first, &other));
                        more.push((other, first.clone(), said(&claim)));
                    }
                }
                taken.insert((*id).clone(), (first, said(&claim)));
                continue;
            }
        }
        // A key of one's own is told from a key made of the name.
        if !it.names.is_empty() && !it.names.contains(id.key()) {
            continue;
        }
        let bearers: Vec<&Ref> = names.bearers(id.kind(), id.key()).iter().filter(|other| other != id).collect();
        if let [other] = bearers.as_slice()
            && !apart.contains_key(&pair(id, other))
        {
            taken.insert((*id).clone(), ((*other).clone(), Said::ByName));
        }
    }
    for (other, first, said) in more {
        let [other, first] = [other, first].map(|id| end(&taken, id));
        if other != first {
            taken.entry(other).or_insert((first, said));
        }
    }
    let apart: BTreeSet<(Ref, Ref)> = apart.into_keys().filter(|pair| !overruled.contains(pair)).collect();
    let taken = parted(taken, &apart);
    let doubtful = doubtful(&described, &taken, &apart);
    Same { taken, doubtful }
}

fn pair(a: &Ref, b: &Ref) -> (Ref, Ref) {
    if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

/// Copies of claims on one field, newest first.
fn newest_first(claims: &[&Claim]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = claims.iter().map(|claim| (*claim).clone()).collect();
    claims.sort_by(|a, b| order(b, a));
    claims
}

/// Who says it.
fn said(claim: &Claim) -> Said {
    match claim.source {
        Source::Statement { .. } => Said::ByPerson,
        Source::File { .. } | Source::Assumption { .. } => Said::ByFile,
    }
}

/// Which of two words counts more: a person's before a file's, then the newer.
fn weigh(a: &Claim, b: &Claim) -> Ordering {
    said(a).cmp(&said(b)).then_with(|| order(a, b))
}

/// Follows what is taken for what to its end, and cuts the chains that lead a thing to what it is apart from.
fn parted(mut taken: Taken, apart: &BTreeSet<(Ref, Ref)>) -> Taken {
    loop {
        let rooted = rooted(&taken);
        let torn = torn(&taken, &rooted, apart);
        if torn.is_empty() {
            return rooted;
        }
        // Who is cut nearer to the end may take those behind it along: they are looked at again.
        let is_nearest = |id: &Ref| way(&taken, id).iter().all(|next| next == id || !torn.contains(next));
        let mut cut: Vec<Ref> = torn.iter().filter(|id| is_nearest(id)).cloned().collect();
        if cut.is_empty() {
            // Round in a loop each is nearest to the other.
            cut.extend(torn.first().cloned());
        }
        for id in &cut {
            taken.remove(id);
        }
    }
}

/// Of each two that are apart and yet end at one thing, the one to be cut.
fn torn(taken: &Taken, rooted: &Taken, apart: &BTreeSet<(Ref, Ref)>) -> BTreeSet<Ref> {
    let mut torn: BTreeSet<Ref> = BTreeSet::new();
    for (a, b) in apart {
        let (end_a, end_b) = (rooted.get(a).map_or(a, |(end, _)| end), rooted.get(b).map_or(b, |(end, _)| end));
        if end_a != end_b || torn.contains(a) || torn.contains(b) {
            continue;
        }
        let link = |id: &Ref| taken.get(id).map(|(_, said)| *said);
        let is_a = if end_a == b {
            true
        } else if end_b == a {
            false
        } else if way(taken, a).contains(b) {
            true
        } else if way(taken, b).contains(a) {
            false
        } else {
            // The weaker link gives way, the later one where both are alike.
            link(a) < link(b)
        };
        torn.insert(if is_a { a.clone() } else { b.clone() });
    }
    torn
}

/// Where a thing ends that is taken for another; in a loop, where it comes round.
fn end(taken: &Taken, id: Ref) -> Ref {
    let mut met = BTreeSet::new();
    let mut at = id;
    while let Some((next, _)) = taken.get(&at).filter(|(next, _)| met.insert(next.clone())) {
        at = next.clone();
    }
    at
}

/// What a thing meets on its way to its end.
fn way(taken: &Taken, id: &Ref) -> BTreeSet<Ref> {
    let mut met = BTreeSet::new();
    let mut at = taken.get(id);
    while let Some((next, _)) = at.filter(|(next, _)| met.insert(next.clone())) {
        at = taken.get(next);
    }
    met
}

/// Follows what is taken for what to its end; of those that go round in a loop the first stands for itself.
fn rooted(taken: &Taken) -> Taken {
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
    let roots = taken.iter().map(|(id, (_, said))| (id.clone(), (root(id), *said)));
    roots.filter(|(id, (root, _))| id != root).collect()
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
            is_conflict: false,
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
