//! Scripts tag managers publish, which any visitor of a site can save: no right to export is needed.
//!
//! Google's and Matomo's hold their container as JSON, tag by tag; Adobe's names its extensions; of Tealium's and
//! Commanders Act's the hosts in the code are taken. The manager itself is among what is found.
//! Source: the scripts themselves, as sites publish them; Matomo, TagManager's writer of containers.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;
use serde_json::Value;
use serde_json::value::RawValue;

use super::gather::{Gather, domain, words};
use super::json::{self, each};
use super::tag_managers::{Tag, hosts_of, matomo_tags};
use super::text::{Head, Lines, hosts_in};
use super::{Unrecognised, damaged};
use crate::harvest::What;
use crate::left::Why;

fn is_script(head: &Head<'_>) -> bool {
    !matches!(head.first(), None | Some('{' | '['))
}

/// Whether the beginning of a file is `gtm.js`.
pub(super) fn google_fits(head: &Head<'_>) -> bool {
    is_script(head)
        && head.has_member("resource")
        && head.has("var data")
        && (head.has("\"macros\"") || head.has("\"tags\""))
}

/// Reads `gtm.js`: what stands behind `var data =` is JSON.
pub(super) fn read_google(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    let Some((start, json)) = json_behind(text, "var data") else { return Err(unread()) };
    manager("www.googletagmanager.com", line_of(text, start), gather);
    let first = line_of(text, start) - 1;
    let allowed = permissions(json);
    each(json, &["resource/tags"], gather, |entry, gather| {
        let line = if json.contains('\n') { first + entry.line } else { entry.line };
        let tag = match entry.value() {
            Ok(tag) => tag,
            Err(why) => return gather.leave(why, line, ""),
        };
        let Some(function) = json::words(&tag, "function") else { return gather.leave(Why::Fields, line, "function") };
        let kind = function.trim_start_matches('_');
        if kind == "paused" {
            let kind = json::words(&tag, "vtp_originalTagType").unwrap_or("html");
            return Tag { kind, template: None, hosts: BTreeSet::new(), paused: true, line }.tell(gather);
        }
        let mut hosts = allowed.get(function).cloned().unwrap_or_default();
        if let Some(members) = tag.as_object() {
            let said = members.iter().filter(|(name, _)| name.starts_with("vtp_"));
            said.for_each(|(_, value)| hosts_of(value, 0, &mut hosts));
        }
        let kind = if kind.starts_with("cvt_") { "html" } else { kind };
        Tag { kind, template: None, hosts, paused: false, line }.tell(gather);
    });
    Ok(())
}

/// The hosts each custom template may load scripts and images from, by its function.
fn permissions(json: &str) -> BTreeMap<String, BTreeSet<String>> {
    #[derive(serde::Deserialize)]
    struct Data<'t> {
        #[serde(borrow, default)]
        permissions: Option<&'t RawValue>,
    }
    const MOST: usize = 4 << 20;
    let data: Option<Data<'_>> = serde_json::from_str(json).ok();
    let raw = data.and_then(|data| data.permissions).filter(|raw| raw.get().len() <= MOST);
    let all: BTreeMap<String, Value> = raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let hosts = |(function, value): (String, Value)| {
        let mut hosts = BTreeSet::new();
        for kind in ["inject_script", "send_pixel", "inject_hidden_iframe"] {
            if let Some(value) = value.get(kind) {
                hosts_of(value, 0, &mut hosts);
            }
        }
        (function, hosts)
    };
    all.into_iter().map(hosts).collect()
}

/// Whether the beginning of a file is a script of Matomo Tag Manager.
pub(super) fn matomo_fits(head: &Head<'_>) -> bool {
    is_script(head) && head.has("MatomoTagManager")
}

/// Reads a script of Matomo Tag Manager: each call of `addContainer` is given JSON.
pub(super) fn read_matomo(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    let mut found = false;
    for at in memmem::find_iter(text.as_bytes(), b"addContainer(").take(20) {
        let rest = text.get(at + "addContainer(".len()..).unwrap_or_default();
        let Some(json) = rest.trim_start().starts_with('{').then(|| first_value(rest)).flatten() else { continue };
        found = true;
        matomo_tags(json, gather);
    }
    if found { Ok(()) } else { Err(unread()) }
}

/// Whether the beginning of a file is a library of Adobe's tags.
pub(super) fn adobe_fits(head: &Head<'_>) -> bool {
    is_script(head) && (head.has("_satellite.container") || head.has("_satellite._container"))
}

/// Reads a library of Adobe's tags: the name an extension shows is the first member of its object.
pub(super) fn read_adobe(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    let mut lines = Lines::of(text);
    manager("assets.adobedtm.com", 1, gather);
    for at in memmem::find_iter(text.as_bytes(), b"displayName").take(10_000) {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['"', ' ', '\n', '\r', '\t']);
        let after = text.get(at + "displayName".len()..).unwrap_or_default();
        let value = after.trim_start_matches(['"', ' ']).strip_prefix(':').map(str::trim_start);
        let name = value.and_then(|value| value.strip_prefix('"')).and_then(|value| value.split('"').next());
        let line = lines.of_byte(at);
        if let (true, Some(name)) = (before.ends_with('{'), name)
            && !matches!(name, "" | "Core")
            && gather.has_room()
        {
            gather.understood();
            gather.fact(words(name), What::Tag, name, 1, None, line);
        }
    }
    in_code(text, &["adobedtm.com"], gather);
    Ok(())
}

/// Whether the beginning of a file is `utag.js`.
pub(super) fn tealium_fits(head: &Head<'_>) -> bool {
    is_script(head) && (head.has("//tealium universal tag") || (head.has("utag") && head.has("Tealium.com")))
}

/// Reads `utag.js`.
pub(super) fn read_tealium(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    manager("tags.tiqcdn.com", 1, gather);
    in_code(text, &["tiqcdn.com", "tealiumiq.com", "tealium.com"], gather);
    Ok(())
}

/// Whether the beginning of a file is a script of Commanders Act.
pub(super) fn commanders_fits(head: &Head<'_>) -> bool {
    is_script(head) && (head.has("tagContainer Generator") || head.has("tC.launchTag("))
}

/// Reads a script of Commanders Act.
pub(super) fn read_commanders(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    manager("cdn.tagcommander.com", 1, gather);
    in_code(text, &["tagcommander.com", "commander1.com", "commandersact.com"], gather);
    Ok(())
}

/// Says that a manager of tags is in use.
fn manager(host: &str, line: u64, gather: &mut Gather<'_>) {
    gather.understood();
    gather.fact(domain(host.to_owned()), What::Tag, "container", 1, None, line);
}

/// Says whom code calls, besides its own maker.
fn in_code(text: &str, own: &[&str], gather: &mut Gather<'_>) {
    // JSON within code writes its slashes with a backslash; no line end is lost.
    let code = if text.contains("\\/") { Cow::Owned(text.replace("\\/", "/")) } else { Cow::Borrowed(text) };
    let mut places: Vec<(usize, String)> = hosts_in(&code).into_iter().map(|(host, at)| (at, host)).collect();
    places.sort();
    let mut lines = Lines::of(&code);
    for (at, host) in places {
        if !own.contains(&crate::host::registrable(&host)) && !gather.is_own(&host) && gather.has_room() {
            gather.understood();
            gather.fact(domain(host), What::Tag, "script", 1, None, lines.of_byte(at));
        }
    }
}

/// The JSON value behind `name =`, and where it begins.
fn json_behind<'t>(text: &'t str, name: &str) -> Option<(usize, &'t str)> {
    memmem::find_iter(text.as_bytes(), name.as_bytes()).take(100).find_map(|at| {
        let rest = text.get(at + name.len()..)?;
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let start = text.len() - value.len();
        let json = value.starts_with('{').then(|| first_value(value)).flatten()?;
        Some((start, json))
    })
}

/// The first JSON value of a text, as it stands.
fn first_value(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next()?.ok().map(RawValue::get)
}

fn line_of(text: &str, at: usize) -> u64 {
    Lines::of(text).of_byte(at)
}

fn unread() -> Unrecognised {
    damaged(
        "le script ne contient pas son conteneur, ou pas en entier",
        "the script does not hold its container, or not all of it",
    )
}
