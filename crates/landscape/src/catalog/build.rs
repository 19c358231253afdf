//! From claims to the catalogue: names resolved, fields settled, what is left open written down.

use std::collections::{BTreeMap, HashMap};

use base::{Kind, Ref, Say, Source};

use super::names::{Found, Names};
use super::same::Same;
use super::settle::{alone, order, settle};
use super::{Alias, Catalog, Claim, Finding, Settled, Thing, findings, same};
use crate::field::{Field, Sense, Value};

pub(super) fn build(claims: Vec<Claim>) -> Catalog {
    let mut claims = Claims::of(claims);
    let mut names = Names::of(&claims);
    let same = same::find(&claims, &names);
    let mut also = claims.merge(&same);
    names.take_for(&same.taken);
    claims.rename_flows(&mut names);
    let mut findings = findings::namesakes(&names);
    findings.extend(same.doubtful);
    // In the order of references flows and contracts come last, so that the systems they point at are named before them.
    let mut things: Vec<Thing> = Vec::with_capacity(claims.subjects.len());
    let mut shown: HashMap<Ref, Say> = HashMap::new();
    for (id, mut places) in std::mem::take(&mut claims.subjects) {
        let mut fields: Vec<(Field, Settled)> = Vec::with_capacity(places.len());
        for (newest, older) in claims.by_field(&mut places) {
            let (newest, older) = match newest.field {
                Field::Name => telling(&id, newest, older),
                _ => (newest, older),
            };
            let field = newest.field;
            if !field.spec().kinds.contains(&id.kind()) {
                // Such a claim can only come from outside an import; a thing of this kind has no such field.
                continue;
            }
            let settled = match older.is_empty() {
                true => Some(alone(newest)),
                false => {
                    settle(std::iter::once(*newest).chain(older).collect(), |value| resolve(field, value, &mut names))
                }
            };
            let Some(mut settled) = settled else { continue };
            settled.refs = refs(&id, field, &settled, &mut names, &mut findings);
            // Who says what a thing is not contradicts nobody who says what else it is not.
            settled.conflict &= field != Field::NotSame;
            if settled.conflict {
                findings.push(findings::conflict(&id, field, &settled));
            }
            fields.push((field, settled));
        }
        if fields.is_empty() {
            continue;
        }
        let fields: BTreeMap<Field, Settled> = fields.into_iter().collect();
        let name = name(&id, &fields, &shown);
        if id.kind() == Kind::System {
            shown.insert(id.clone(), name.clone());
        }
        let also = also.remove(&id).unwrap_or_default();
        things.push(Thing { id, name, fields, also });
    }
    let aliases = same.taken.into_iter().map(|(id, (taken_for, _))| (id, taken_for)).collect();
    let mut catalog = Catalog { things, findings, aliases, ..Catalog::default() };
    let gone = findings::gone(&catalog);
    catalog.findings.extend(gone);
    let gaps = findings::gaps(&catalog);
    catalog.findings.extend(gaps);
    catalog.findings.sort_by(findings::order);
    // Who reads the catalogue next should not wait for what it can have ready.
    catalog.ready_calls();
    catalog
}

/// All claims, in the order they came, and by subject the places where they stand: claims are large, and are moved once.
pub(super) struct Claims {
    slots: Vec<Option<Claim>>,
    subjects: Vec<(Ref, Vec<u32>)>,
}

impl Claims {
    /// Gathers claims under their subject, in the order of references.
    fn of(claims: Vec<Claim>) -> Claims {
        let mut known: HashMap<Ref, usize> = HashMap::new();
        let mut subjects: Vec<(Ref, Vec<u32>)> = Vec::new();
        for (place, claim) in (0_u32..).zip(&claims) {
            // Rows give several claims in a row for one thing: look at the last subject before looking anywhere.
            let at = match subjects.last() {
                Some((subject, _)) if *subject == claim.subject => subjects.len() - 1,
                _ => *known.entry(claim.subject.clone()).or_insert_with(|| {
                    subjects.push((claim.subject.clone(), Vec::new()));
                    subjects.len() - 1
                }),
            };
            if let Some((_, places)) = subjects.get_mut(at) {
                places.push(place);
            }
        }
        subjects.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Claims { slots: claims.into_iter().map(Some).collect(), subjects }
    }

    /// Every subject with its claims, in the order of references.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (&Ref, impl Iterator<Item = &Claim>)> {
        self.subjects.iter().map(|(id, places)| (id, places.iter().filter_map(|place| self.at(*place))))
    }

    fn at(&self, place: u32) -> Option<&Claim> {
        self.slots.get(place as usize)?.as_ref()
    }

    /// Takes one thing's claims out, field by field: the newest, and those before it, newest first, none repeated.
    fn by_field(&mut self, places: &mut [u32]) -> Vec<(Box<Claim>, Vec<Claim>)> {
        places.sort_by(|a, b| match (self.at(*a), self.at(*b)) {
            (Some(a), Some(b)) => a.field.cmp(&b.field).then_with(|| order(b, a)),
            _ => std::cmp::Ordering::Equal,
        });
        let mut fields: Vec<(Box<Claim>, Vec<Claim>)> = Vec::with_capacity(places.len());
        for place in places {
            let Some(claim) = self.slots.get_mut(*place as usize).and_then(Option::take) else { continue };
            match fields.last_mut() {
                Some((newest, older)) if newest.field == claim.field => {
                    if *older.last().unwrap_or(&**newest) != claim {
                        older.push(claim);
                    }
                }
                _ => fields.push((Box::new(claim), Vec::new())),
            }
        }
        fields
    }

    /// Brings what is taken for something else under its reference; its claims keep telling what it was called. Its names do not compete with the other's: they
    /// stand beside it, with where they come from.
    fn merge(&mut self, same: &Same) -> HashMap<Ref, Vec<Alias>> {
        let mut also: HashMap<Ref, Vec<Alias>> = HashMap::new();
        if same.taken.is_empty() {
            return also;
        }
        let mut subjects = std::mem::take(&mut self.subjects);
        for (id, places) in &mut subjects {
            let Some((taken_for, said)) = same.taken.get(id) else { continue };
            let source = places.iter().filter_map(|place| self.at(*place)).max_by(|a, b| order(a, b));
            let source = source.map(|claim| claim.source.clone());
            let (names, not) = (self.names_of(id, places), self.stated_not(places));
            let alias = Alias { id: id.clone(), names, source, said: *said, not };
            also.entry(taken_for.clone()).or_default().push(alias);
            places.retain(|place| {
                let field = self.at(*place).map(|claim| claim.field);
                !matches!(field, Some(Field::Name | Field::SameAs | Field::NotSame))
            });
            *id = taken_for.clone();
        }
        self.subjects = together(subjects);
        also
    }

    /// What a thing is called, newest first, where that says more than its key.
    fn names_of(&self, id: &Ref, places: &[u32]) -> Vec<Say> {
        let claims = places.iter().filter_map(|place| self.at(*place)).filter(|claim| claim.field == Field::Name);
        let mut claims: Vec<&Claim> = claims.filter(|claim| !is_bare(id, claim)).collect();
        claims.sort_by(|a, b| order(b, a));
        let mut names: Vec<Say> = Vec::new();
        for claim in claims {
            if let Value::Words(name) = &claim.value
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
        names
    }

    /// What a person says a thing is not, as stated last.
    fn stated_not(&self, places: &[u32]) -> Vec<String> {
        let is_stated = |claim: &&Claim| matches!(claim.source, Source::Statement { .. });
        let claims = places.iter().filter_map(|place| self.at(*place)).filter(|claim| claim.field == Field::NotSame);
        match claims.filter(is_stated).max_by(|a, b| order(a, b)).map(|claim| &claim.value) {
            Some(Value::List(words)) => words.clone(),
            _ => Vec::new(),
        }
    }

    /// Brings flows that different files call by different names (`tills>loyalty-engine`,
    /// `caisses>moteur-de-fidelite`) under one reference, so that their load is not counted twice.
    fn rename_flows(&mut self, names: &mut Names) {
        let mut subjects = std::mem::take(&mut self.subjects);
        for (id, places) in subjects.iter_mut().filter(|(id, _)| id.kind() == Kind::Flow) {
            let claims: Vec<&Claim> = places.iter().filter_map(|place| self.at(*place)).collect();
            if let Some(renamed) = canonical(id, &claims, names) {
                *id = renamed;
            }
        }
        self.subjects = together(subjects);
    }
}

/// A name that is the bare key says nothing: it is what a machine calls the thing, and gives way to what people call it.
fn telling(id: &Ref, newest: Box<Claim>, older: Vec<Claim>) -> (Box<Claim>, Vec<Claim>) {
    let is_bare = |claim: &Claim| is_bare(id, claim);
    let mut older = older;
    let newest = match older.iter().position(|claim| !is_bare(claim)).filter(|_| is_bare(&newest)) {
        Some(first) => Box::new(older.remove(first)),
        None => newest,
    };
    if !is_bare(&newest) {
        older.retain(|claim| !is_bare(claim));
    }
    (newest, older)
}

/// Whether a name is nothing but the key.
fn is_bare(id: &Ref, claim: &Claim) -> bool {
    matches!(&claim.value, Value::Words(name) if name.fr == id.key() && name.en == id.key())
}

/// One entry for each subject, in order.
fn together(mut subjects: Vec<(Ref, Vec<u32>)>) -> Vec<(Ref, Vec<u32>)> {
    subjects.sort_by(|(a, _), (b, _)| a.cmp(b));
    subjects.dedup_by(|(later, places), (kept, known)| {
        let is_same = later == kept;
        if is_same {
            known.append(places);
        }
        is_same
    });
    subjects
}

/// The reference of a flow by the keys of its ends; `None` when it has that already, or when an end is unknown.
fn canonical(id: &Ref, claims: &[&Claim], names: &mut Names) -> Option<Ref> {
    let mut end = |field| {
        let newest = claims.iter().filter(|claim| claim.field == field).max_by(|a, b| order(a, b))?;
        let Value::Named(named) = &newest.value else { return None };
        match names.find(Kind::System, named.first()?) {
            Found::One(system) => Some(system),
            Found::None | Found::Several(_) => None,
        }
    };
    let (source, target) = (end(Field::Source)?, end(Field::Target)?);
    let data = id.key().splitn(3, '>').nth(2);
    let key = match data {
        Some(data) => format!("{}>{}>{data}", source.key(), target.key()),
        None => format!("{}>{}", source.key(), target.key()),
    };
    (key != id.key()).then(|| Ref::new(Kind::Flow, &key))
}

/// What a value points at; `None` unless every name of it answers to one thing.
fn resolve(field: Field, value: &Value, names: &mut Names) -> Option<Vec<Ref>> {
    let (Sense::Refs(kind), Value::Named(named)) = (field.spec().sense, value) else { return None };
    let found = named.iter().map(|name| match names.find(kind, name) {
        Found::One(id) => Some(id),
        Found::None | Found::Several(_) => None,
    });
    let mut refs = found.collect::<Option<Vec<Ref>>>()?;
    refs.sort_unstable();
    refs.dedup();
    Some(refs)
}

/// Resolves the names that count; what nothing or too much answers to becomes a finding.
fn refs(id: &Ref, field: Field, settled: &Settled, names: &mut Names, findings: &mut Vec<Finding>) -> Vec<Ref> {
    let (Sense::Refs(kind), Value::Named(named)) = (field.spec().sense, &settled.current.value) else {
        return Vec::new();
    };
    let mut refs = Vec::with_capacity(named.len());
    for name in named {
        match names.find(kind, name) {
            Found::One(found) if refs.contains(&found) => {}
            Found::One(found) => refs.push(found),
            Found::None => {
                let near = names.nearest(kind, name);
                findings.push(findings::unknown(id, field, &settled.current, name, near));
            }
            Found::Several(all) => findings.push(findings::ambiguous(id, field, &settled.current, name, &all)),
        }
    }
    refs
}

/// What a thing is called: a flow after its two ends, all others as they are named, or by their key.
fn name(id: &Ref, fields: &BTreeMap<Field, Settled>, shown: &HashMap<Ref, Say>) -> Say {
    let end = |field| {
        let settled = fields.get(&field)?;
        let known = settled.refs.first().and_then(|id| shown.get(id));
        match (known, &settled.current.value) {
            (Some(name), _) => Some([name.fr.as_str(), name.en.as_str()]),
            (None, Value::Named(names)) => names.first().map(|name| [name.as_str(), name.as_str()]),
            _ => None,
        }
    };
    match (fields.get(&Field::Name).map(|settled| &settled.current.value), end(Field::Source), end(Field::Target)) {
        (Some(Value::Words(name)), ..) => name.clone(),
        (_, Some([from_fr, from_en]), Some([to_fr, to_en])) => {
            Say::new([from_fr, " → ", to_fr].concat(), [from_en, " → ", to_en].concat())
        }
        _ if id.kind() == Kind::Contract => bought(fields, shown).unwrap_or_else(|| Say::same(id.key())),
        _ => Say::same(id.key()),
    }
}

/// What a contract without a name is called: after the tool, the system it pays for, or the vendor.
fn bought(fields: &BTreeMap<Field, Settled>, shown: &HashMap<Ref, Say>) -> Option<Say> {
    let words = |field| match &fields.get(&field)?.current.value {
        Value::Words(words) => Some(words.clone()),
        _ => None,
    };
    let system = || shown.get(fields.get(&Field::PaysFor)?.refs.first()?).cloned();
    words(Field::Product).or_else(system).or_else(|| words(Field::Vendor))
}
