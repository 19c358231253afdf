//! A container of Google Tag Manager, as its administration page exports it: which vendors a site calls.
//!
//! Of a tag its type and the hosts it calls are taken, of a template its name too. Names of tags, ids, addresses and all
//! other values of parameters are passed over: they hold accounts, e-mail addresses and keys.

mod markup;
mod tell;
mod vendors;

use std::borrow::Cow;
use std::collections::BTreeSet;

use base::Say;
use jiff::civil::Date;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use tabular::Unreadable;

use super::spans::loose::{Elements, List, Members, Object, Scalar, document, skip};
use super::{Head, Telling};

/// The most tags, and the most templates; containers hold some hundreds.
const MOST: usize = 20_000;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    head.first() == Some('{') && (head.has_member("exportFormatVersion") || head.has_member("containerVersion"))
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let mut export = Export::default();
    document(bytes, telling, &mut export)?;
    if export.container.tags.len().max(export.container.templates.len()) > MOST {
        let reason = Say::new(
            format!("le conteneur a plus de {MOST} balises ou modèles"),
            format!("the container has more than {MOST} tags or templates"),
        );
        let way_out = Say::new("exportez un seul conteneur", "export one container");
        return Err(telling.unreadable(None, reason, way_out));
    }
    telling.version = export.version.take();
    if let Some(day) = export.day {
        telling.as_of = Some(day);
    }
    tell::tell(&export.container, telling);
    Ok(())
}

#[derive(Default)]
struct Export {
    version: Option<String>,
    day: Option<Date>,
    container: Container,
}

/// What is kept of a container.
#[derive(Debug, Default)]
struct Container {
    name: Option<String>,
    public_id: Option<String>,
    tags: Vec<Tag>,
    templates: Vec<Template>,
    triggers: u64,
    variables: u64,
    built_in: u64,
    folders: u64,
    clients: u64,
    zones: u64,
}

/// What is kept of a tag.
#[derive(Debug, Default)]
struct Tag {
    /// The code of its type; `None` for an entry that is no tag.
    code: Option<String>,
    hosts: BTreeSet<String>,
    paused: bool,
    /// It names consent the visitor must have given.
    consent: bool,
}

/// What is kept of a template.
#[derive(Debug, Default)]
struct Template {
    name: Option<String>,
    /// The codes of the tags made from it.
    ids: Vec<String>,
    hosts: BTreeSet<String>,
}

impl<'de> Members<'de> for Export {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "exportFormatVersion" => {
                let version = map.next_value::<Scalar<'de>>()?.whole();
                self.version = version.map(|version| version.to_string());
            }
            "exportTime" => {
                let moment = map.next_value::<Scalar<'de>>()?.text();
                self.day = moment.and_then(|moment| moment.get(..10)?.parse().ok());
            }
            "containerVersion" => return map.next_value_seed(Object(&mut self.container)).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Elements<'de> for Export {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        Ok(seq.next_element::<IgnoredAny>()?.is_some())
    }
}

impl<'de> Members<'de> for Container {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "container" => map.next_value_seed(Object(&mut Named(self))).map(|_| ()),
            "tag" => map.next_value_seed(List(&mut Tags(&mut self.tags))).map(|_| ()),
            "customTemplate" => map.next_value_seed(List(&mut Templates(&mut self.templates))).map(|_| ()),
            "trigger" => counted(map, &mut self.triggers),
            "variable" => counted(map, &mut self.variables),
            "builtInVariable" => counted(map, &mut self.built_in),
            "folder" => counted(map, &mut self.folders),
            "client" => counted(map, &mut self.clients),
            "zone" => counted(map, &mut self.zones),
            _ => skip(map),
        }
    }
}

/// Counts the elements of a list.
fn counted<'de, A: MapAccess<'de>>(map: &mut A, into: &mut u64) -> Result<(), A::Error> {
    map.next_value_seed(List(&mut Counted(into))).map(|_| ())
}

struct Counted<'a>(&'a mut u64);

impl<'de> Elements<'de> for Counted<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let more = seq.next_element::<IgnoredAny>()?.is_some();
        *self.0 += u64::from(more);
        Ok(more)
    }
}

struct Named<'a>(&'a mut Container);

impl<'de> Members<'de> for Named<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "name" => self.0.name = words(map)?,
            "publicId" => self.0.public_id = words(map)?,
            _ => return skip(map),
        }
        Ok(())
    }
}

/// Reads words, cut at what a name may be long.
fn words<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    let text = map.next_value::<Scalar<'de>>()?.text();
    Ok(text.map(|text| text.chars().filter(|c| !c.is_control()).take(120).collect()))
}

struct Tags<'a>(&'a mut Vec<Tag>);

impl<'de> Elements<'de> for Tags<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut tag = Tag::default();
        let more = seq.next_element_seed(Object(&mut tag))?.is_some();
        if more && self.0.len() <= MOST {
            self.0.push(tag);
        }
        Ok(more)
    }
}

impl<'de> Members<'de> for Tag {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "type" => self.code = words(map)?,
            "paused" => self.paused = map.next_value::<Scalar<'de>>()?.truth() == Some(true),
            "parameter" => return map.next_value_seed(List(&mut Parameters(&mut self.hosts))).map(|_| ()),
            "consentSettings" => return map.next_value_seed(Object(&mut Consent(&mut self.consent))).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

struct Consent<'a>(&'a mut bool);

impl<'de> Members<'de> for Consent<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        if name != "consentStatus" {
            return skip(map);
        }
        let status = map.next_value::<Scalar<'de>>()?.text();
        *self.0 = status.is_some_and(|status| status.eq_ignore_ascii_case("needed"));
        Ok(())
    }
}

/// The parameters of a tag; only addresses among them are looked at, and only for their host.
struct Parameters<'a>(&'a mut BTreeSet<String>);

#[derive(Default)]
struct Parameter<'de> {
    key: Option<Cow<'de, str>>,
    value: Option<Cow<'de, str>>,
}

impl<'de> Elements<'de> for Parameters<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut parameter = Parameter::default();
        let more = seq.next_element_seed(Object(&mut parameter))?.is_some();
        let Parameter { key: Some(key), value: Some(value) } = parameter else { return Ok(more) };
        match &*key {
            "html" => self.0.extend(markup::hosts(&value)),
            // The address of a picture stands without quotation marks.
            "url" => self.0.extend(markup::hosts(&format!("\"{}\"", value.trim()))),
            _ => {}
        }
        Ok(more)
    }
}

impl<'de> Members<'de> for Parameter<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "key" => self.key = map.next_value::<Scalar<'de>>()?.text(),
            "value" => self.value = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}

struct Templates<'a>(&'a mut Vec<Template>);

/// A template as it is written; a tag made from it is called `cvt_<container>_<template>`, or `cvt_<gallery id>`.
#[derive(Default)]
struct Raw<'de> {
    name: Option<String>,
    container: Option<Cow<'de, str>>,
    template: Option<Cow<'de, str>>,
    gallery: Gallery<'de>,
    hosts: BTreeSet<String>,
}

#[derive(Default)]
struct Gallery<'de> {
    id: Option<Cow<'de, str>>,
}

impl<'de> Elements<'de> for Templates<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut raw = Raw::default();
        if seq.next_element_seed(Object(&mut raw))?.is_none() {
            return Ok(false);
        }
        let own = raw.container.zip(raw.template).map(|(container, template)| format!("cvt_{container}_{template}"));
        let gallery = raw.gallery.id.map(|id| format!("cvt_{id}"));
        let ids = own.into_iter().chain(gallery).collect();
        if self.0.len() <= MOST {
            self.0.push(Template { name: raw.name, ids, hosts: raw.hosts });
        }
        Ok(true)
    }
}

impl<'de> Members<'de> for Raw<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "name" => self.name = words(map)?,
            "containerId" => self.container = map.next_value::<Scalar<'de>>()?.text(),
            "templateId" => self.template = map.next_value::<Scalar<'de>>()?.text(),
            "galleryReference" => return map.next_value_seed(Object(&mut self.gallery)).map(|_| ()),
            "templateData" => {
                let text = map.next_value::<Scalar<'de>>()?.text();
                self.hosts = text.map(|text| markup::permitted(&text)).unwrap_or_default();
            }
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Members<'de> for Gallery<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "galleryTemplateId" => self.id = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}
