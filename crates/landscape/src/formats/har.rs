//! What a browser loaded, in HAR 1.1 and 1.2: which third parties a page calls, and how often.
//!
//! Such files hold passwords, cookies and messages. Of each request only the host's name, its page, its kind and its
//! status are taken; URLs, headers, cookies, query values and bodies are passed over while the file is read, and nothing
//! the reader makes can repeat them.

mod calls;
pub(super) mod host;

use std::borrow::Cow;
use std::collections::HashMap;

use base::Say;
use jiff::civil::Date;
use serde::de::{MapAccess, SeqAccess};
use tabular::Unreadable;

use super::spans::loose::{Elements, List, Members, Object, Scalar, document, skip};
use super::{At, Head, Telling};
use crate::import::KEPT_REJECTS;
use host::{Target, target};

/// The most hosts of one file; a browser that calls more is none.
const MOST_HOSTS: usize = 20_000;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let inside = ["entries", "creator", "pages"].iter().any(|name| head.has_member(name));
    head.first() == Some('{') && head.has_member("log") && inside
}

/// Reads a whole file, one request after another.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let mut log = Log::default();
    document(bytes, telling, &mut Root(&mut log))?;
    if log.hosts.len() > MOST_HOSTS {
        let reason = Say::new(
            format!("le fichier appelle plus de {MOST_HOSTS} hôtes"),
            format!("the file calls more than {MOST_HOSTS} hosts"),
        );
        let way_out = Say::new("envoyez une capture plus courte", "send a shorter capture");
        return Err(telling.unreadable(None, reason, way_out));
    }
    telling.version = log.dialect();
    if let Some(day) = log.day {
        telling.as_of = Some(day);
    }
    for (entry, reason) in &log.rejected {
        let way_out = Say::new("les autres requêtes sont lues", "the other requests are read");
        telling.reject(&At::new(0, format!("/log/entries/{entry}")), "", reason.clone(), way_out);
    }
    (0..log.rejected_more).for_each(|_| telling.reject(&At::default(), "", Say::default(), Say::default()));
    telling.accept(log.taken);
    calls::tell(&log, telling);
    Ok(())
}

/// What is kept of a file.
#[derive(Debug, Default)]
struct Log {
    version: Option<String>,
    creator: Option<String>,
    /// Pages by their id, in the order first named, and how many are described.
    pages: HashMap<String, u32>,
    described: u64,
    hosts: Vec<String>,
    by_host: HashMap<String, u32>,
    requests: Vec<Request>,
    /// Entries read, and taken.
    entries: u32,
    taken: u64,
    inside: u64,
    rejected: Vec<(u32, Say)>,
    rejected_more: u64,
    day: Option<Date>,
}

/// What is kept of a request.
#[derive(Clone, Copy, Debug)]
struct Request {
    host: u32,
    /// Its page; `None` when it names none.
    page: Option<u32>,
    /// It loaded a document, and was not sent on to another.
    document: bool,
    /// The page may wait for it before it shows.
    may_block: bool,
    entry: u32,
}

impl Log {
    /// The version of the format and the tool that wrote it.
    fn dialect(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.version, &self.creator].into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn page(&mut self, id: &str) -> u32 {
        let next = self.pages.len() as u32;
        match self.pages.get(id) {
            Some(known) => *known,
            None => *self.pages.entry(id.to_owned()).or_insert(next),
        }
    }

    fn host(&mut self, host: String) -> u32 {
        let next = self.hosts.len() as u32;
        let at = *self.by_host.entry(host.clone()).or_insert(next);
        if at == next {
            self.hosts.push(host);
        }
        at
    }

    /// Keeps the latest day anything began; times that are no dates say nothing.
    fn began(&mut self, moment: &str) {
        let day = moment.get(..10).and_then(|day| day.parse::<Date>().ok());
        let day = day.filter(|day| (1990..2100).contains(&day.year()));
        self.day = self.day.max(day);
    }

    fn take(&mut self, entry: Entry<'_>) {
        let number = self.entries;
        self.entries += 1;
        if let Some(moment) = &entry.began {
            self.began(moment);
        }
        let host = match entry.request.url.as_deref().map(target) {
            Some(Target::Host(host)) => self.host(host),
            Some(Target::Inside) => {
                self.inside += 1;
                self.taken += 1;
                return;
            }
            Some(Target::Nothing) | None => {
                let reason = Say::new("l'adresse de la requête ne se lit pas", "the request's address cannot be read");
                return self.reject(number, reason);
            }
        };
        let page = entry.page.as_deref().map(|id| self.page(id));
        self.taken += 1;
        let (document, may_block) = (entry.is_document(), entry.may_block());
        self.requests.push(Request { host, page, document, may_block, entry: number });
    }

    fn reject(&mut self, entry: u32, reason: Say) {
        if self.rejected.len() < KEPT_REJECTS {
            self.rejected.push((entry, reason));
        } else {
            self.rejected_more += 1;
        }
    }
}

struct Root<'a>(&'a mut Log);

impl<'de> Members<'de> for Root<'_> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "log" => map.next_value_seed(Object(self.0)).map(|_| ()),
            _ => skip(map),
        }
    }
}

impl<'de> Elements<'de> for Root<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        Ok(seq.next_element::<serde::de::IgnoredAny>()?.is_some())
    }
}

impl<'de> Members<'de> for Log {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "version" => self.version = map.next_value::<Scalar<'de>>()?.text().as_deref().map(short),
            "creator" => {
                let mut creator = Creator::default();
                map.next_value_seed(Object(&mut creator))?;
                let parts: Vec<&str> =
                    [&creator.name, &creator.version].into_iter().flatten().map(|part| &**part).collect();
                self.creator = (!parts.is_empty()).then(|| short(&parts.join(" ")));
            }
            "pages" => return map.next_value_seed(List(&mut Pages(self))).map(|_| ()),
            "entries" => return map.next_value_seed(List(self)).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

/// The beginning of words that only name a tool.
fn short(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[derive(Default)]
struct Creator<'de> {
    name: Option<Cow<'de, str>>,
    version: Option<Cow<'de, str>>,
}

impl<'de> Members<'de> for Creator<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "name" => self.name = map.next_value::<Scalar<'de>>()?.text(),
            "version" => self.version = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}

struct Pages<'a>(&'a mut Log);

#[derive(Default)]
struct Page<'de> {
    id: Option<Cow<'de, str>>,
    began: Option<Cow<'de, str>>,
}

impl<'de> Elements<'de> for Pages<'_> {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut page = Page::default();
        if seq.next_element_seed(Object(&mut page))?.is_none() {
            return Ok(false);
        }
        self.0.described += 1;
        if let Some(id) = page.id {
            self.0.page(&id);
        }
        if let Some(moment) = page.began {
            self.0.began(&moment);
        }
        Ok(true)
    }
}

impl<'de> Members<'de> for Page<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "id" => self.id = map.next_value::<Scalar<'de>>()?.text(),
            "startedDateTime" => self.began = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}

/// A request as it is written, without what must not be kept.
#[derive(Default)]
struct Entry<'de> {
    page: Option<Cow<'de, str>>,
    began: Option<Cow<'de, str>>,
    resource: Option<Cow<'de, str>>,
    request: Asked<'de>,
    response: Answered<'de>,
}

#[derive(Default)]
struct Asked<'de> {
    url: Option<Cow<'de, str>>,
    method: Option<Cow<'de, str>>,
}

#[derive(Default)]
struct Answered<'de> {
    status: Option<u64>,
    kind: Option<Cow<'de, str>>,
}

impl Entry<'_> {
    fn is_document(&self) -> bool {
        let sent_on = self.response.status.is_some_and(|status| (300..400).contains(&status));
        let kind = self.response.kind.as_deref().unwrap_or("");
        !sent_on && (self.resource.as_deref() == Some("document") || kind.starts_with("text/html"))
    }

    /// A script or a style may hold the page back, depending on where the page names it, which the file does not say.
    /// A picture, a film, a beacon, a call of a script never does.
    fn may_block(&self) -> bool {
        if let Some(resource) = self.resource.as_deref() {
            return matches!(resource, "script" | "stylesheet" | "other");
        }
        let never = self.request.method.as_deref() == Some("POST") || self.response.status == Some(204);
        let kind = self.response.kind.as_deref().unwrap_or("");
        let passive = ["image/", "video/", "audio/", "font/", "application/json", "text/html", "text/plain"];
        !never && !passive.iter().any(|passive| kind.starts_with(passive))
    }
}

impl<'de> Elements<'de> for Log {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut entry = Entry::default();
        match seq.next_element_seed(Object(&mut entry))? {
            None => return Ok(false),
            Some(true) => self.take(entry),
            Some(false) => {
                let number = self.entries;
                self.entries += 1;
                self.reject(number, Say::new("ce n'est pas une requête", "this is no request"));
            }
        }
        Ok(true)
    }
}

impl<'de> Members<'de> for Entry<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "pageref" => self.page = map.next_value::<Scalar<'de>>()?.text(),
            "startedDateTime" => self.began = map.next_value::<Scalar<'de>>()?.text(),
            "_resourceType" => self.resource = map.next_value::<Scalar<'de>>()?.text(),
            "request" => return map.next_value_seed(Object(&mut self.request)).map(|_| ()),
            "response" => return map.next_value_seed(Object(&mut self.response)).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Members<'de> for Asked<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "url" => self.url = map.next_value::<Scalar<'de>>()?.text(),
            "method" => self.method = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}

impl<'de> Members<'de> for Answered<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "status" => self.status = map.next_value::<Scalar<'de>>()?.whole(),
            "content" => return map.next_value_seed(Object(&mut Content(&mut self.kind))).map(|_| ()),
            _ => return skip(map),
        }
        Ok(())
    }
}

struct Content<'a, 'de>(&'a mut Option<Cow<'de, str>>);

impl<'de> Members<'de> for Content<'_, 'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "mimeType" => *self.0 = map.next_value::<Scalar<'de>>()?.text(),
            _ => return skip(map),
        }
        Ok(())
    }
}
