//! Containers of tag managers, as their administration exports them: which vendors a site's tags load.
//!
//! Of a tag its type, the hosts in its parameters and whether it is paused are taken, of a template its name. Names of
//! tags, ids and all other values are passed over: they hold accounts, addresses and keys.
//! Source: Google, "Tag Manager API" v2 (exportFormatVersion 2); Matomo, TagManager's export of a version.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Unrecognised;
use super::gather::{Gather, domain, words};
use super::json::{self, each};
use super::text::{Head, hosts_in};
use crate::harvest::What;
use crate::left::Why;

/// How deep values are looked through for addresses.
const DEEPEST: usize = 32;

/// Types whose vendor is told by what they load, not by the type.
const BARE: [&str; 6] = ["html", "img", "CustomHtml", "CustomImage", "customhtml", "customimage"];

/// Types that only listen for what happens on a page, or hold the manager's own settings, and call nobody.
const LISTENERS: [&str; 13] =
    ["cl", "lcl", "fsl", "sdl", "evl", "tl", "jel", "ytl", "ehl", "hl", "tg", "zone", "set_product_settings"];

fn calls_nobody(kind: &str) -> bool {
    LISTENERS.contains(&kind) || kind.starts_with("ogt_") || kind.starts_with("ccd_")
}

/// Whether the beginning of a file is a container of Google Tag Manager: an export, or the answer of its API.
pub(super) fn export_fits(head: &Head<'_>) -> bool {
    let answered = head.has_members(&["containerVersionId", "tag"]);
    head.first() == Some('{') && (head.has_members(&["exportFormatVersion", "containerVersion"]) || answered)
}

/// A tag, whatever manager it is of.
pub(super) struct Tag<'a> {
    /// Its type, without what only this container means by it.
    pub kind: &'a str,
    /// The name of the template it is made from, where there is one.
    pub template: Option<&'a str>,
    pub hosts: BTreeSet<String>,
    pub paused: bool,
    pub line: u64,
}

impl Tag<'_> {
    /// Says which vendors a tag loads: those of its hosts, else the one its type or its template names.
    pub(super) fn tell(self, gather: &mut Gather<'_>) {
        if !gather.has_room() {
            return gather.leave(Why::Beyond, self.line, self.kind);
        }
        gather.understood();
        let what = if self.paused { What::PausedTag } else { What::Tag };
        let said = self.template.unwrap_or(self.kind);
        for host in &self.hosts {
            if !gather.is_own(host) {
                gather.fact(domain(host.clone()), what, said, 1, None, self.line);
            }
        }
        let names_nobody = BARE.contains(&said) || calls_nobody(said);
        // A type of a vendor's own names them even where an address stands beside it; a template may be anybody's.
        if !names_nobody && (self.hosts.is_empty() || self.template.is_none()) {
            gather.fact(words(said), what, said, 1, None, self.line);
        }
    }
}

/// Takes the hosts out of every text of a value.
pub(super) fn hosts_of(value: &Value, depth: usize, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            into.extend(hosts_in(text).into_keys());
            // A parameter may be an address alone, without a quote before it.
            if text.starts_with("http") && !text.contains(char::is_whitespace) {
                into.extend(hosts_in(&format!("\"{text}")).into_keys());
            }
        }
        Value::Array(many) if depth < DEEPEST => many.iter().for_each(|one| hosts_of(one, depth + 1, into)),
        Value::Object(members) if depth < DEEPEST => {
            members.values().for_each(|one| hosts_of(one, depth + 1, into));
        }
        _ => {}
    }
}

/// Reads a container of Google Tag Manager.
pub(super) fn read_export(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    // Templates stand behind the tags that are made from them.
    let mut templates = BTreeMap::<String, String>::new();
    let mut tags = Vec::new();
    each(
        text,
        &["containerVersion/tag", "containerVersion/customTemplate", "tag", "customTemplate"],
        gather,
        |entry, gather| {
            match (entry.path % 2, entry.value()) {
                (_, Err(why)) => gather.leave(why, entry.line, ""),
                (0, Ok(tag)) => tags.push((tag, entry.line)),
                (_, Ok(template)) => {
                    let get = |path: &str| json::words(&template, path);
                    let gallery = [get("galleryReference/owner"), get("galleryReference/repository")];
                    let gallery = gallery.into_iter().flatten().collect::<Vec<_>>().join("/");
                    let name = get("name").unwrap_or(&gallery).to_owned();
                    let container = get("containerId").unwrap_or_default();
                    if let Some(id) = get("templateId").filter(|_| !name.is_empty()) {
                        templates.insert(format!("cvt_{container}_{id}"), name.clone());
                    }
                    // A template of the gallery is called by what its own words say.
                    let data = get("templateData").unwrap_or_default();
                    if let Some(id) = data.split("\"id\":").nth(1).and_then(|rest| rest.split('"').nth(1)) {
                        templates.entry(id.to_owned()).or_insert(name);
                    }
                }
            }
        },
    );
    for (tag, line) in tags {
        let Some(kind) = json::words(&tag, "type") else {
            gather.leave(Why::Fields, line, "type");
            continue;
        };
        let mut hosts = BTreeSet::new();
        json::list(&tag, "parameter").iter().for_each(|parameter| hosts_of(parameter, 0, &mut hosts));
        let paused = tag.get("paused").and_then(Value::as_bool).unwrap_or(false);
        let is_custom = kind.starts_with("cvt_");
        let template = templates.get(kind).map(String::as_str);
        let kind = if is_custom { "html" } else { kind };
        Tag { kind, template, hosts, paused, line }.tell(gather);
    }
    Ok(())
}

/// Whether the beginning of a file is a container of Matomo Tag Manager.
pub(super) fn matomo_fits(head: &Head<'_>) -> bool {
    head.first() == Some('{') && head.has_members(&["idcontainer", "tags"])
}

/// Reads a container of Matomo Tag Manager.
pub(super) fn read_matomo(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    matomo_tags(text, gather);
    Ok(())
}

/// Reads the tags of a container of Matomo, exported or published.
pub(super) fn matomo_tags(text: &str, gather: &mut Gather<'_>) {
    each(text, &["tags"], gather, |entry, gather| {
        let tag = match entry.value() {
            Ok(tag) => tag,
            Err(why) => return gather.leave(why, entry.line, ""),
        };
        let Some(kind) = json::words(&tag, "type") else { return gather.leave(Why::Fields, entry.line, "type") };
        let mut hosts = BTreeSet::new();
        if let Some(parameters) = tag.get("parameters") {
            hosts_of(parameters, 0, &mut hosts);
        }
        let paused = json::words(&tag, "status") == Some("paused");
        Tag { kind, template: None, hosts, paused, line: entry.line }.tell(gather);
    });
}
