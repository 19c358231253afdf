//! From claims to the catalogue: names resolved, fields settled, what is left open written down.

use std::collections::{BTreeMap, HashMap};

use base::{Kind, Ref, Say};

use super::names::{Found, Names};
use super::settle::{order, settle};
use super::{Catalog, Claim, Finding, Settled, Thing, findings};
use crate::field::{Field, Sense, Value};

pub(super) fn build(claims: Vec<Claim>) -> Catalog {
    let mut subjects = by_subject(claims);
    let mut names = Names::of(&subjects);
    subjects = rename_flows(subjects, &mut names);
    let mut catalog = Catalog::default();
    for (id, claims) in subjects {
        let mut fields = BTreeMap::new();
        for (field, claims) in by_field(claims) {
            if !field.spec().kinds.contains(&id.kind()) {
                // Such a claim can only come from outside an import; a thing of this kind has no such field.
                continue;
            }
            let Some(mut settled) = settle(claims, |value| resolve(field, value, &mut names)) else { continue };
            settled.refs = refs(&id, field, &settled, &mut names, &mut catalog.findings);
            if settled.conflict {
                catalog.findings.push(findings::conflict(&id, field, &settled));
            }
            fields.insert(field, settled);
        }
        if fields.is_empty() {
            continue;
        }
        let name = match fields.get(&Field::Name).map(|settled| &settled.current.value) {
            Some(Value::Words(name)) => name.clone(),
            _ => Say::same(id.key()),
        };
        catalog.things.insert(id.clone(), Thing { id, name, fields });
    }
    name_flows(&mut catalog);
    catalog.findings.extend(findings::namesakes(&catalog));
    catalog.findings.extend(findings::gone(&catalog));
    catalog.findings.sort_by(findings::order);
    catalog
}

/// Gathers claims under their subject, in the order of references.
fn by_subject(claims: Vec<Claim>) -> BTreeMap<Ref, Vec<Claim>> {
    let mut places: HashMap<Ref, usize> = HashMap::new();
    let mut groups: Vec<(Ref, Vec<Claim>)> = Vec::new();
    for claim in claims {
        // Rows give several claims in a row for one thing: look at the last group before looking anywhere.
        let place = match groups.last() {
            Some((subject, _)) if *subject == claim.subject => groups.len() - 1,
            _ => *places.entry(claim.subject.clone()).or_insert_with(|| {
                groups.push((claim.subject.clone(), Vec::with_capacity(8)));
                groups.len() - 1
            }),
        };
        if let Some((_, group)) = groups.get_mut(place) {
            group.push(claim);
        }
    }
    groups.into_iter().collect()
}

/// Splits one thing's claims by field, each list newest first and without repetitions.
fn by_field(mut claims: Vec<Claim>) -> Vec<(Field, Vec<Claim>)> {
    claims.sort_by(|a, b| a.field.cmp(&b.field).then_with(|| order(b, a)));
    claims.dedup();
    let mut fields: Vec<(Field, Vec<Claim>)> = Vec::new();
    for claim in claims {
        match fields.last_mut() {
            Some((field, claims)) if *field == claim.field => claims.push(claim),
            _ => fields.push((claim.field, vec![claim])),
        }
    }
    fields
}

/// Brings flows that different files call by different names (`tills>loyalty-engine`, `caisses>moteur-de-fidelite`)
/// under one reference, so that their load is not counted twice.
fn rename_flows(subjects: BTreeMap<Ref, Vec<Claim>>, names: &mut Names) -> BTreeMap<Ref, Vec<Claim>> {
    let mut renamed: BTreeMap<Ref, Vec<Claim>> = BTreeMap::new();
    for (id, mut claims) in subjects {
        let id = match id.kind() {
            Kind::Flow => canonical(&id, &claims, names).unwrap_or(id),
            _ => id,
        };
        match renamed.get_mut(&id) {
            Some(known) => known.append(&mut claims),
            None => {
                renamed.insert(id, claims);
            }
        }
    }
    renamed
}

fn canonical(id: &Ref, claims: &[Claim], names: &mut Names) -> Option<Ref> {
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
    Some(Ref::new(Kind::Flow, &key))
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

/// A flow is named after its two ends.
fn name_flows(catalog: &mut Catalog) {
    let ends = |field, flow: &Thing| {
        let named = || match flow.fields.get(&field).map(|settled| &settled.current.value) {
            Some(Value::Named(names)) => names.first().map(Say::same),
            _ => None,
        };
        flow.refs(field).first().map(|id| catalog.name(id)).or_else(named)
    };
    let flows = catalog.of_kind(Kind::Flow);
    let names = flows.filter_map(|flow| {
        let (source, target) = (ends(Field::Source, flow)?, ends(Field::Target, flow)?);
        Some((flow.id.clone(), Say::each(|lang| format!("{} → {}", source.in_lang(lang), target.in_lang(lang)))))
    });
    let names: Vec<(Ref, Say)> = names.collect();
    for (id, name) in names {
        if let Some(flow) = catalog.things.get_mut(&id) {
            flow.name = name;
        }
    }
}
