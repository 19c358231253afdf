//! What a browser loaded, in HAR 1.1 and 1.2: whom a page of the house's calls, and to whom it sends something.
//!
//! Such files hold passwords, cookies and messages. Of each request the host, the method, the sizes, the day and the
//! page are taken; addresses beyond the host, headers, cookies and bodies are passed over while the file is read.
//! Source: HAR 1.2 specification; `_resourceType` and `_transferSize` as browsers write them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Unrecognised;
use super::gather::{Gather, Moment, cell_at, domain, host_of};
use super::json::{Entry, each};
use super::text::Head;
use crate::harvest::What;
use crate::inventory::Cell;
use crate::left::Why;

/// The most requests kept until the file's end.
const REQUESTS_MOST: usize = 500_000;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let inside = ["entries", "creator", "pages"].iter().any(|name| head.has_member(name));
    head.first() == Some('{') && head.has_member("log") && inside
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Loaded<'t> {
    #[serde(borrow, default)]
    pageref: Option<Cow<'t, str>>,
    #[serde(borrow, default)]
    started_date_time: Option<Cow<'t, str>>,
    #[serde(borrow, default, rename = "_resourceType")]
    resource: Option<Cow<'t, str>>,
    #[serde(borrow)]
    request: Asked<'t>,
    #[serde(borrow, default)]
    response: Option<Answered<'t>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked<'t> {
    #[serde(borrow)]
    url: Cow<'t, str>,
    #[serde(borrow, default)]
    method: Option<Cow<'t, str>>,
    #[serde(default)]
    body_size: Option<f64>,
    #[serde(default)]
    post_data: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answered<'t> {
    #[serde(default)]
    status: Option<f64>,
    #[serde(default)]
    body_size: Option<f64>,
    #[serde(default, rename = "_transferSize")]
    transfer_size: Option<f64>,
    #[serde(borrow, default)]
    content: Option<Content<'t>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content<'t> {
    #[serde(default)]
    size: Option<f64>,
    #[serde(borrow, default)]
    mime_type: Option<Cow<'t, str>>,
}

#[derive(Deserialize)]
struct Page<'t> {
    #[serde(borrow)]
    id: Cow<'t, str>,
    #[serde(borrow, default)]
    title: Option<Cow<'t, str>>,
}

/// What is kept of a request.
struct Request {
    host: String,
    page: u32,
    line: u64,
    at: Option<Moment>,
    sends: bool,
    up: Option<u64>,
    down: Option<u64>,
}

/// The page of each request's first document, and the requests.
#[derive(Default)]
struct Seen {
    pages: BTreeMap<String, u32>,
    /// The host each page was loaded from: of its address, else of its first document, else of its first request.
    of_page: BTreeMap<u32, (u8, String)>,
    requests: Vec<Request>,
}

/// Reads a recording.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    let mut seen = Seen::default();
    each(text, &["log/pages", "log/entries"], gather, |entry, gather| match entry.path {
        0 => seen.page(entry),
        _ => seen.request(entry, gather),
    });
    // Where the house's names are known and a page is one of them, a page elsewhere is a visit to a tool.
    if !seen.of_page.values().any(|(_, host)| gather.is_own(host)) {
        seen.of_page.values().for_each(|(_, host)| gather.owns(host));
    }
    let nowhere = (0, String::new());
    for request in seen.requests {
        if !gather.has_room() {
            gather.leave(Why::Beyond, request.line, &request.host);
            continue;
        }
        gather.understood();
        if gather.is_own(&request.host) {
            continue;
        }
        let (_, page) = seen.of_page.get(&request.page).unwrap_or(&nowhere);
        let on = request.at.map(|at| at.day.date());
        let named = domain(request.host.clone());
        gather.fact(named.clone(), What::Loaded, page, 1, on, request.line);
        if request.sends {
            gather.fact(named.clone(), What::Uploaded, page, 1, on, request.line);
        }
        let base = request.at.map_or(Cell { seen: 1, ..Cell::default() }, cell_at);
        let cell = Cell {
            up: request.up.unwrap_or(0),
            up_known: u32::from(request.up.is_some()),
            down: request.down.unwrap_or(0),
            sends: u32::from(request.sends),
            referred: 1,
            ..base
        };
        let draft = gather.name(named, request.line);
        match request.at {
            Some(at) => draft.day(at.day, &cell),
            None => draft.count(&cell),
        }
    }
    Ok(())
}

/// A size that is said: browsers write -1 for one they do not know.
fn size(said: Option<f64>) -> Option<u64> {
    said.filter(|size| (0.0..1e15).contains(size)).map(|size| size as u64)
}

impl Seen {
    fn number(&mut self, page: &str) -> u32 {
        let next = self.pages.len() as u32;
        *self.pages.entry(page.to_owned()).or_insert(next)
    }

    fn page(&mut self, entry: &Entry<'_>) {
        let Ok(page) = serde_json::from_str::<Page<'_>>(entry.raw) else { return };
        let number = self.number(&page.id);
        // Many browsers give a page's address as its title.
        let address = page.title.filter(|title| title.starts_with("http"));
        if let Some(host) = address.and_then(|address| host_of(&address)) {
            self.of_page.insert(number, (0, host));
        }
    }

    fn request(&mut self, entry: &Entry<'_>, gather: &mut Gather<'_>) {
        let Ok(loaded) = serde_json::from_str::<Loaded<'_>>(entry.raw) else {
            return gather.leave(Why::Form, entry.line, "");
        };
        let inside = ["data:", "blob:", "about:", "chrome", "moz-", "file:"];
        if inside.iter().any(|scheme| loaded.request.url.starts_with(scheme)) {
            return gather.understood();
        }
        let Some(host) = host_of(&loaded.request.url) else {
            // An address in digits or a machine of the house is no vendor's.
            return match loaded.request.url.contains("://") {
                true => gather.understood(),
                false => gather.leave(Why::Host, entry.line, ""),
            };
        };
        if self.requests.len() >= REQUESTS_MOST {
            return gather.leave(Why::Beyond, entry.line, "");
        }
        let page = self.number(loaded.pageref.as_deref().unwrap_or_default());
        let answered = loaded.response.as_ref();
        let kind = answered.and_then(|answered| answered.content.as_ref()?.mime_type.as_deref()).unwrap_or_default();
        let sent_on =
            answered.and_then(|answered| answered.status).is_some_and(|status| (300.0..400.0).contains(&status));
        let document = !sent_on && (loaded.resource.as_deref() == Some("document") || kind.starts_with("text/html"));
        let rank = if document { 1 } else { 2 };
        if self.of_page.get(&page).is_none_or(|(known, _)| *known > rank) {
            self.of_page.insert(page, (rank, host.clone()));
        }
        let at = loaded.started_date_time.as_deref().and_then(|when| gather.iso(when, true));
        let method = loaded.request.method.as_deref().unwrap_or("GET");
        let up = size(loaded.request.body_size);
        let carries = loaded.request.post_data.is_some() || up.is_some_and(|bytes| bytes > 0);
        let sends = carries && matches!(method, "POST" | "PUT" | "PATCH");
        let down = answered.and_then(|answered| {
            let of_content = answered.content.as_ref().and_then(|content| content.size);
            size(answered.transfer_size).or_else(|| size(answered.body_size)).or_else(|| size(of_content))
        });
        self.requests.push(Request { host, page, line: entry.line, at, sends, up, down });
    }
}
