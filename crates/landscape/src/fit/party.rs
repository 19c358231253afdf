//! What the catalogue says of one system on each ground: its items, each with the fact it rests on.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

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
    pub label: Label<'a>,
    /// Two items are the same when they share a form.
    pub forms: Forms<'a>,
    /// Whether it tells little.
    pub general: bool,
    /// Where it is known only through the wire to another, that other: what two pass to one another they need not have
    /// in common.
    pub peer: Option<&'a Ref>,
    /// The thing whose field says it.
    pub said: (&'a Thing, Field),
}

/// What people call an item; written out only where it is told.
#[derive(Clone)]
pub(super) enum Label<'a> {
    Words(Cow<'a, str>),
    Say(&'a Say),
    Thing(&'a Ref),
}

/// The forms of an item.
pub(super) enum Forms<'a> {
    One(Cow<'a, str>),
    Tag(Rc<Tag>),
}

impl Label<'_> {
    pub fn say(&self, catalog: &Catalog) -> Say {
        match self {
            Label::Words(words) => Say::same(words.as_ref()),
            Label::Say(say) => (*say).clone(),
            Label::Thing(id) => catalog.name(id),
        }
    }
}

impl Forms<'_> {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (one, tag) = match self {
            Forms::One(form) => (Some(form.as_ref()), None),
            Forms::Tag(tag) => (None, Some(&tag.forms)),
        };
        one.into_iter().chain(tag.into_iter().flatten().map(String::as_str))
    }
}

/// Reads parties; tags that come again are read once.
pub(super) struct Reading<'a> {
    catalog: &'a Catalog,
    tags: Tags,
    known: HashMap<&'a str, Rc<Tag>>,
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
                words.map(|word| self.tag(word, (thing, Field::Capabilities))).collect()
            }
            Ground::Nouns => party.apis.iter().flat_map(|api| nouns(api)).collect(),
            Ground::Data => self.data(party),
            Ground::Users => self.users(thing),
            Ground::Links => self.links(thing),
            Ground::Vendor => {
                let vendor = thing.words(Field::Vendor).into_iter();
                let item = |name: &'a Say| plain(Label::Say(name), base::slug(&name.fr), (thing, Field::Vendor));
                vendor.map(item).collect()
            }
        }
    }

    /// Words as a tag.
    fn tag(&mut self, words: &'a str, said: (&'a Thing, Field)) -> Item<'a> {
        let tag = self.known.entry(words).or_insert_with(|| Rc::new(self.tags.read(words)));
        let tag = Rc::clone(tag);
        Item { general: tag.general, forms: Forms::Tag(tag), ..plain(Label::Words(words.into()), "", said) }
    }

    /// The data it is master of, gives, shows, sends or receives.
    fn data(&self, party: &Party<'a>) -> Vec<Item<'a>> {
        let (catalog, id) = (self.catalog, &party.thing.id);
        let item = |data: &'a Ref, said| plain(Label::Thing(data), data.key(), said);
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
            items.push(plain(Label::Say(&element.name), element.id.to_string(), said));
            let moments = element.refs(Field::Moment).iter();
            items.extend(moments.map(|moment| plain(Label::Thing(moment), moment.to_string(), said)));
        }
        if let Some(serves) = thing.words(Field::Serves) {
            let in_english = Some(serves.en.as_str()).filter(|words| *words != serves.fr);
            for words in [Some(serves.fr.as_str()), in_english].into_iter().flatten() {
                let parts = words
                    .split([',', ';', '/', '&'])
                    .flat_map(|part| part.split(" et "))
                    .flat_map(|part| part.split(" and "));
                let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
                items.extend(parts.into_iter().map(|part| self.tag(part, (thing, Field::Serves))));
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
                    ..plain(Label::Thing(peer), format!("{sign}{}", peer.key()), (flow, there))
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
    let slugs = api.list(Field::Nouns).iter().map(|noun| base::slug(noun));
    let mut words: Vec<String> = Vec::new();
    for slug in slugs {
        words.extend(slug.split(['-', '.']).map(one).filter(|word| is_object(word)).map(str::to_owned));
    }
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(move |word| {
        let general = GENERAL_NOUNS.contains(&word.as_str());
        Item { general, ..plain(Label::Words(word.clone().into()), word, (api, Field::Nouns)) }
    })
}

fn is_object(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_alphabetic) && !DEEDS.contains(&word)
}

/// One of several, by the plain rule of English.
fn one(word: &str) -> &str {
    let fixed = word.len() < 4 || ["ss", "us", "is", "news"].iter().any(|end| word.ends_with(end));
    if fixed { word } else { word.strip_suffix('s').unwrap_or(word) }
}

fn plain<'a>(label: Label<'a>, form: impl Into<Cow<'a, str>>, said: (&'a Thing, Field)) -> Item<'a> {
    Item { label, forms: Forms::One(form.into()), general: false, peer: None, said }
}
