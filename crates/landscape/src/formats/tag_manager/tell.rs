//! From tags to vendors, and the flows of the site to them.

use std::collections::{BTreeMap, BTreeSet};

use base::{Kind, Ref, Say};

use super::{Container, Tag, Template, vendors};
use crate::field::{Field, Value};
use crate::formats::har::host::registered;
use crate::formats::{At, Telling};

/// A vendor of the site, as its tags show it.
#[derive(Default)]
struct Vendor<'c> {
    name: &'c str,
    seller: Option<&'static str>,
    hosts: BTreeSet<&'c str>,
    /// Where its first tag stands.
    first: usize,
}

/// Why a tag leads to no vendor.
enum Nobody {
    Inside,
    NoHost,
    Unknown,
}

pub(super) fn tell(container: &Container, telling: &mut Telling) {
    telling.count("tags", container.tags.len() as u64);
    telling.count("triggers", container.triggers);
    telling.count("variables", container.variables);
    telling.count("templates", container.templates.len() as u64);
    let templates =
        container.templates.iter().flat_map(|template| template.ids.iter().map(move |id| (&**id, template)));
    let templates: BTreeMap<&str, &Template> = templates.collect();
    let (mut vendors, mut left): (BTreeMap<&str, Vendor<'_>>, BTreeMap<&str, u64>) = Default::default();
    for (at, tag) in container.tags.iter().enumerate() {
        let Some(code) = tag.code.as_deref() else {
            let reason = Say::new("la balise n'a pas de type", "the tag has no type");
            let way_out = Say::new("exportez le conteneur de nouveau", "export the container again");
            telling.reject(&place(at), "", reason, way_out);
            continue;
        };
        telling.accept(1);
        let mut leave = |what| *left.entry(what).or_default() += 1;
        if tag.consent {
            leave("consent settings of tags");
        }
        if tag.paused {
            leave("paused tags");
            continue;
        }
        match of(&templates, tag, code, at) {
            Ok(found) => found.into_iter().for_each(|(key, vendor)| merge(&mut vendors, key, vendor)),
            Err(Nobody::Inside) => leave("tags that call nobody"),
            Err(Nobody::NoHost) => leave("tags whose address is not written out"),
            Err(Nobody::Unknown) => leave("tags of a type that is not known here"),
        }
    }
    tell_flows(container, &vendors, telling);
    let own = [
        ("triggers", container.triggers),
        ("variables", container.variables + container.built_in),
        ("folders", container.folders),
        ("clients", container.clients),
        ("zones", container.zones),
    ];
    left.into_iter().chain(own).filter(|(_, n)| *n > 0).for_each(|(what, n)| telling.left(what, n));
}

fn place(tag: usize) -> At {
    At::new(0, format!("/containerVersion/tag/{tag}"))
}

/// The vendors behind a tag: of a built-in type one, of markup one per registered domain.
fn of<'c>(
    templates: &BTreeMap<&str, &'c Template>,
    tag: &'c Tag,
    code: &str,
    first: usize,
) -> Result<Vec<(&'c str, Vendor<'c>)>, Nobody> {
    if let Some(product) = vendors::of(code) {
        let hosts = product.hosts.iter().copied().collect();
        let vendor = Vendor { name: product.name, seller: Some(product.vendor), hosts, first };
        return Ok(vec![(product.name, vendor)]);
    }
    if let Some(template) = templates.get(code) {
        let Some(name) = template.name.as_deref() else { return Err(Nobody::Unknown) };
        let hosts = template.hosts.iter().map(String::as_str).collect();
        return Ok(vec![(name, Vendor { name, seller: None, hosts, first })]);
    }
    if !matches!(code, "html" | "img") {
        return Err(if vendors::stays_inside(code) { Nobody::Inside } else { Nobody::Unknown });
    }
    let mut found: BTreeMap<&str, Vendor<'_>> = BTreeMap::new();
    for host in &tag.hosts {
        let name = registered(host);
        let vendor = found.entry(name).or_insert(Vendor { name, seller: None, hosts: BTreeSet::new(), first });
        vendor.hosts.insert(host);
    }
    if found.is_empty() { Err(Nobody::NoHost) } else { Ok(found.into_iter().collect()) }
}

fn merge<'c>(vendors: &mut BTreeMap<&'c str, Vendor<'c>>, key: &'c str, vendor: Vendor<'c>) {
    match vendors.get_mut(key) {
        Some(known) => known.hosts.extend(vendor.hosts),
        None => {
            vendors.insert(key, vendor);
        }
    }
}

fn tell_flows(container: &Container, vendors: &BTreeMap<&str, Vendor<'_>>, telling: &mut Telling) {
    let whole = At::new(0, "/containerVersion/container");
    let name = container.name.as_deref().or(container.public_id.as_deref());
    let Some(name) = name else {
        telling.left("flows of a container without name or public id", vendors.len() as u64);
        return;
    };
    let key = container.public_id.as_deref().unwrap_or(name);
    let site = telling.thing(Kind::System, Some(key), name, &whole);
    for vendor in vendors.values() {
        let place = place(vendor.first);
        let system: Ref = telling.thing(Kind::System, None, vendor.name, &place);
        if let Some(seller) = vendor.seller {
            telling.words(&system, Field::Vendor, seller, &place);
        }
        telling.list(&system, Field::Hosts, vendor.hosts.iter().map(|host| (*host).to_owned()).collect(), &place);
        let flow = telling.flow(&site, &system, &place);
        telling.claim(&flow, Field::Mode, Value::Choice("async".to_owned()), &place);
    }
}
