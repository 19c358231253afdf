//! What things are called, and which thing a name means.

use std::collections::HashMap;

use base::{Kind, Ref, slug};

use super::Claim;
use super::build::Claims;
use super::same::Taken;
use super::settle::{order, settle};
use crate::field::{Field, Value};

/// Which thing a name means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// Exactly one.
    One(Ref),
    /// None.
    None,
    /// Several, in order.
    Several(Vec<Ref>),
}

/// The keys and names of everything described.
#[derive(Default)]
pub(super) struct Names {
    keys: HashMap<Kind, HashMap<String, Ref>>,
    /// Folded names that count to the things that bear them.
    names: Bearers,
    /// Names that other sources or earlier versions give; they lead to a thing where nothing else does.
    also: Bearers,
    /// Names as people show them, for suggestions.
    shown: HashMap<Kind, Vec<(String, String)>>,
    /// What was looked up before.
    found: HashMap<Kind, HashMap<String, Found>>,
    near: HashMap<(Kind, String), Option<String>>,
}

type Bearers = HashMap<Kind, HashMap<String, Vec<Ref>>>;

/// How many different unknown names are compared with everything known, so that a file full of strangers stays cheap.
const SUGGESTED: usize = 200;

/// How near a known name must be to be suggested: the share of letters that need not change.
const NEAR_ENOUGH: f64 = 0.65;

impl Names {
    /// Collects keys and settled names.
    pub(super) fn of(claims: &Claims) -> Names {
        let mut names = Names::default();
        for (id, claims) in claims.subjects().filter(|(id, _)| id.kind() != Kind::Flow) {
            let kind = id.kind();
            names.keys.entry(kind).or_default().insert(id.key().to_owned(), id.clone());
            let shown = names.shown.entry(kind).or_default();
            shown.push((id.key().to_owned(), id.key().to_owned()));
            let of_name: Vec<&Claim> = claims.filter(|claim| claim.field == Field::Name).collect();
            match of_name.as_slice() {
                [] => {}
                [only] => names.learn(id, &only.value, true),
                several => {
                    let mut several: Vec<Claim> = several.iter().map(|claim| (*claim).clone()).collect();
                    several.sort_by(|a, b| order(b, a));
                    let Some(settled) = settle(several, |_| None) else { continue };
                    names.learn(id, &settled.current.value, true);
                    settled.others.iter().for_each(|other| names.learn(id, &other.value, false));
                }
            }
        }
        names
    }

    /// From now on the keys and names of what is taken for something else mean that.
    pub(super) fn take_for(&mut self, taken: &Taken) {
        for (id, (taken_for, _)) in taken {
            if let Some(keys) = self.keys.get_mut(&id.kind()) {
                keys.insert(id.key().to_owned(), taken_for.clone());
            }
        }
        for index in [&mut self.names, &mut self.also] {
            for bearers in index.values_mut().flat_map(HashMap::values_mut) {
                for bearer in bearers.iter_mut() {
                    if let Some((taken_for, _)) = taken.get(bearer) {
                        *bearer = taken_for.clone();
                    }
                }
                bearers.sort_unstable();
                bearers.dedup();
            }
        }
    }

    /// The things of a kind whose name, in either language, folds to these words.
    pub(super) fn bearers(&self, kind: Kind, folded: &str) -> &[Ref] {
        self.names.get(&kind).and_then(|names| names.get(folded)).map_or(&[], Vec::as_slice)
    }

    /// Names that several things of a kind bear, as shown, with their bearers, in order.
    pub(super) fn namesakes(&self) -> Vec<(Kind, Vec<Ref>, String)> {
        let mut shared = Vec::new();
        for (kind, names) in &self.names {
            for (folded, bearers) in names.iter().filter(|(_, bearers)| bearers.len() > 1) {
                let shown = self.shown.get(kind).into_iter().flatten().filter(|(known, _)| known == folded);
                let shown = shown.map(|(_, words)| words.clone()).min().unwrap_or_else(|| folded.clone());
                shared.push((*kind, bearers.clone(), shown));
            }
        }
        shared.sort_unstable();
        // Things that share both their French and their English name are told once.
        shared.dedup_by(|later, kept| (later.0, &later.1) == (kept.0, &kept.1));
        shared
    }

    fn learn(&mut self, id: &Ref, name: &Value, counts: bool) {
        let Value::Words(name) = name else { return };
        let index = if counts { &mut self.names } else { &mut self.also };
        let index = index.entry(id.kind()).or_default();
        let shown = self.shown.entry(id.kind()).or_default();
        let second = Some(&name.en).filter(|en| **en != name.fr);
        for words in std::iter::once(&name.fr).chain(second) {
            let folded = slug(words);
            let bearers = index.entry(folded.clone()).or_default();
            if !bearers.contains(id) {
                bearers.push(id.clone());
                shown.push((folded, words.clone()));
            }
        }
    }

    /// Finds the thing of a kind that a key or a name means; `kind:key` is understood too.
    pub(super) fn find(&mut self, kind: Kind, name: &str) -> Found {
        if let Some(found) = self.found.get(&kind).and_then(|found| found.get(name)) {
            return found.clone();
        }
        let found = self.look_up(kind, name);
        self.found.entry(kind).or_default().insert(name.to_owned(), found.clone());
        found
    }

    fn look_up(&self, kind: Kind, name: &str) -> Found {
        let key = name.trim().strip_prefix(kind.word()).and_then(|rest| rest.strip_prefix(':')).unwrap_or(name);
        let key = slug(key);
        if let Some(id) = self.keys.get(&kind).and_then(|keys| keys.get(&key)) {
            return Found::One(id.clone());
        }
        let bearers = |index: &Bearers| index.get(&kind)?.get(&key).cloned();
        match bearers(&self.names).or_else(|| bearers(&self.also)).as_deref() {
            None | Some([]) => Found::None,
            Some([one]) => Found::One(one.clone()),
            Some(several) => Found::Several(several.to_vec()),
        }
    }

    /// The known name of a kind nearest to an unknown one, when it is near enough to be a slip.
    pub(super) fn nearest(&mut self, kind: Kind, name: &str) -> Option<String> {
        let key = (kind, slug(name));
        if let Some(near) = self.near.get(&key) {
            return near.clone();
        }
        if self.near.len() >= SUGGESTED {
            return None;
        }
        let known = self.shown.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let scored =
            known.iter().map(|(folded, shown)| (strsim::normalized_damerau_levenshtein(&key.1, folded), shown));
        let best = scored.filter(|(score, _)| *score >= NEAR_ENOUGH).max_by(|(a, x), (b, y)| {
            // At equal distance the first in the alphabet, so that the answer never depends on order.
            a.total_cmp(b).then_with(|| y.cmp(x))
        });
        let best = best.map(|(_, shown)| shown.clone());
        self.near.insert(key, best.clone());
        best
    }
}
