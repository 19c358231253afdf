//! What the catalogue says of one system on each ground: its items, each with the fact it rests on.

use std::collections::{BTreeSet, HashMap};

use base::{Kind, Ref, Say};

use super::ground::{DEEDS, GENERAL_NOUNS, Ground};
use crate::catalog::{Catalog, Thing};
use crate::field::Field;
use crate::sentence::{Tag, Tags};

/// A system with the APIs it offers, or an API nobody names a system of.
pub(super) struct Party<'a> {
    pub thing: &'a Thing,
    pub apis: Vec<&'a Thing>,
}

/// One thing said of a party on a ground.
pub(super) struct Item<'a> {
    /// What people call it.
    pub label: Say,
    /// Two items are the same when they share a form.
    pub forms: Vec<String>,
    /// Whether it tells little.
    pub general: bool,
    /// Where it is known only through the wire to another, that other: what two pass to one another they need not have
    /// in common.
    pub peer: Option<&'a Ref>,
    /// The thing whose field says it.
    pub said: (&'a Thing, Field),
}

/// Reads parties; tags that come again are read once.
pub(super) struct Reading<'a> {
    catalog: &'a Catalog,
    tags: Tags,
    known: HashMap<&'a str, Tag>,
}

impl<'a> Party<'a> {
    pub fn of(catalog: &'a Catalog, thing: &'a Thing) -> Party<'a> {
        let apis = match thing.id.kind() {
            Kind::Api => vec![thing],
            _ => catalog.pointing_at(&thing.id, Kind::Api, Field::Provider).collect(),
        };
        Party { thing, apis }
    }

    /// Everything a thing is compared with: what runs, or is planned, and is neither part of it nor what it is part of.
    pub fn others(catalog: &'a Catalog, tool: &Thing) -> Vec<Party<'a>> {
        let family = family(catalog, &tool.id);
        let own = tool.refs(Field::Provider);
        let runs = |thing: &&Thing| {
            thing.id != tool.id
                && !family.contains(&&thing.id)
                && !own.contains(&thing.id)
                && thing.choice(Field::Lifecycle) != Some("retired")
        };
        let orphans = catalog.of_kind(Kind::Api).filter(|api| api.refs(Field::Provider).is_empty());
        catalog.of_kind(Kind::System).chain(orphans).filter(runs).map(|thing| Party::of(catalog, thing)).collect()
    }
}

/// What a system is part of, and its parts, however far.
fn family<'a>(catalog: &'a Catalog, tool: &'a Ref) -> Vec<&'a Ref> {
    let mut up = vec![tool];
    let mut at = 0;
    while let Some(thing) = up.get(at).and_then(|id| catalog.get(id)) {
        at += 1;
        up.extend(thing.refs(Field::PartOf).iter().filter(|id| !up.contains(id)).collect::<Vec<_>>());
    }
    let mut down = vec![tool];
    let mut at = 0;
    while let Some(id) = down.get(at).copied() {
        at += 1;
        let parts = catalog.pointing_at(id, Kind::System, Field::PartOf).map(|thing| &thing.id);
        down.extend(parts.filter(|id| !down.contains(id)).collect::<Vec<_>>());
    }
    up.extend(down);
    up
}

impl<'a> Reading<'a> {
    pub fn new(catalog: &'a Catalog) -> Reading<'a> {
        Reading { catalog, tags: Tags::new(), known: HashMap::new() }
    }

    /// What is said of a party on a ground.
    pub fn items(&mut self, party: &Party<'a>, ground: Ground) -> Vec<Item<'a>> {
        let thing = party.thing;
        match ground {
            Ground::Capabilities => {
                let words = thing.list(Field::Capabilities).iter();
                words.map(|word| self.tag(word, Say::same(word), (thing, Field::Capabilities))).collect()
            }
            Ground::Nouns => party.apis.iter().flat_map(|api| nouns(api)).collect(),
            Ground::Data => self.data(party),
            Ground::Users => self.users(thing),
            Ground::Links => self.links(thing),
            Ground::Vendor => {
                let vendor = thing.words(Field::Vendor).into_iter();
                vendor.map(|name| plain(name.clone(), vec![base::slug(&name.fr)], (thing, Field::Vendor))).collect()
            }
        }
    }

    /// Words as a tag.
    fn tag(&mut self, words: &'a str, label: Say, said: (&'a Thing, Field)) -> Item<'a> {
        let Tag { forms, general } = self.known.entry(words).or_insert_with(|| self.tags.read(words)).clone();
        Item { general, ..plain(label, forms, said) }
    }

    /// The data it is master of, gives, shows, sends or receives.
    fn data(&self, party: &Party<'a>) -> Vec<Item<'a>> {
        let (catalog, id) = (self.catalog, &party.thing.id);
        let item = |data: &'a Ref, said| plain(catalog.name(data), vec![data.key().to_owned()], said);
        let mut items: Vec<Item<'a>> = Vec::new();
        items.extend(
            catalog.pointing_at(id, Kind::Data, Field::Master).map(|data| item(&data.id, (data, Field::Master))),
        );
        for api in &party.apis {
            items.extend(api.refs(Field::Gives).iter().map(|data| item(data, (*api, Field::Gives))));
        }
        for element in catalog.pointing_at(id, Kind::Element, Field::Channel) {
            items.extend(element.refs(Field::Shows).iter().map(|data| item(data, (element, Field::Shows))));
        }
        for (flow, peer) in self.wires(id) {
            let carried = flow.refs(Field::Carries).iter();
            items.extend(carried.map(|data| Item { peer: Some(peer), ..item(data, (flow, Field::Carries)) }));
        }
        items
    }

    /// Whom it serves in words, the elements it shows, and their moments.
    fn users(&mut self, thing: &'a Thing) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        for element in self.catalog.pointing_at(&thing.id, Kind::Element, Field::Channel) {
            let said = (element, Field::Channel);
            items.push(plain(element.name.clone(), vec![element.id.to_string()], said));
            let moments = element.refs(Field::Moment).iter();
            items.extend(moments.map(|moment| plain(self.catalog.name(moment), vec![moment.to_string()], said)));
        }
        if let Some(serves) = thing.words(Field::Serves) {
            let in_english = Some(serves.en.as_str()).filter(|words| *words != serves.fr);
            for words in [Some(serves.fr.as_str()), in_english].into_iter().flatten() {
                let parts = words
                    .split([',', ';', '/', '&'])
                    .flat_map(|part| part.split(" et "))
                    .flat_map(|part| part.split(" and "));
                let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
                items.extend(parts.into_iter().map(|part| self.tag(part, Say::same(part), (thing, Field::Serves))));
            }
        }
        items
    }

    /// Who calls it, and what it calls.
    fn links(&self, thing: &'a Thing) -> Vec<Item<'a>> {
        let ends = |here: Field, there: Field, sign: char| {
            let flows = self.catalog.pointing_at(&thing.id, Kind::Flow, here);
            flows.flat_map(move |flow| {
                flow.refs(there).iter().map(move |peer| Item {
                    peer: Some(peer),
                    ..plain(self.catalog.name(peer), vec![format!("{sign}{}", peer.key())], (flow, there))
                })
            })
        };
        ends(Field::Target, Field::Source, '<').chain(ends(Field::Source, Field::Target, '>')).collect()
    }

    /// The flows of a system, each with its other ends.
    fn wires(&self, id: &'a Ref) -> impl Iterator<Item = (&'a Thing, &'a Ref)> {
        let catalog = self.catalog;
        let ends = [(Field::Source, Field::Target), (Field::Target, Field::Source)];
        ends.into_iter().flat_map(move |(here, there)| {
            catalog
                .pointing_at(id, Kind::Flow, here)
                .flat_map(move |flow| flow.refs(there).iter().map(move |peer| (flow, peer)))
        })
    }
}

/// The words an API's objects are named with: `profile-suppression-bulk-create-job` is about profiles and suppressions.
fn nouns<'a>(api: &'a Thing) -> impl Iterator<Item = Item<'a>> {
    let words: BTreeSet<String> = api
        .list(Field::Nouns)
        .iter()
        .flat_map(|noun| base::slug(noun).split(['-', '.']).map(one).collect::<Vec<_>>())
        .collect();
    let is_object =
        |word: &String| word.len() > 1 && word.chars().all(char::is_alphabetic) && !DEEDS.contains(&word.as_str());
    words.into_iter().filter(is_object).map(move |word| {
        let general = GENERAL_NOUNS.contains(&word.as_str());
        Item { general, ..plain(Say::same(&word), vec![word], (api, Field::Nouns)) }
    })
}

/// One of several, by the plain rule of English.
fn one(word: &str) -> String {
    let fixed = word.len() < 4 || ["ss", "us", "is", "news"].iter().any(|end| word.ends_with(end));
    if fixed { word.to_owned() } else { word.strip_suffix('s').unwrap_or(word).to_owned() }
}

fn plain<'a>(label: Say, forms: Vec<String>, said: (&'a Thing, Field)) -> Item<'a> {
    Item { label, forms, general: false, peer: None, said }
}
