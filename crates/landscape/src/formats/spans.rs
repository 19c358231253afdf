//! Spans of traces, whatever format they come in: kept small, sorted into traces, added up to calls per request.
//!
//! A span is 48 bytes here, names are kept once, and never a tree of the file's JSON. So 100 MB of traces take 15 to 30 MB
//! beside the bytes themselves; at worst, with nothing in a span but two short ids, 130 MB (measured by
//! `examples/traces_memory.rs`). What a span says of persons (URLs, statements, user ids) is never taken: only names
//! of services, databases and their hosts, kinds, times and outcomes are.

mod calls;
pub mod estimate;
pub(crate) mod loose;
mod outcome;
mod own;
mod quantile;
mod tell;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use base::{Say, slug};
use jiff::civil::Date;
use tabular::Unreadable;

use super::{At, Telling};

pub(crate) use outcome::{Facts, Kind};
pub(crate) use tell::in_order;

/// The most services of one file; a file that names more does not name services.
pub(crate) const MOST_SERVICES: usize = 100_000;

/// The most pairs of caller and called of one file.
pub(crate) const MOST_EDGES: usize = 500_000;

/// The longest name of a service, in bytes.
const LONGEST_NAME: usize = 200;

/// No such thing: no parent, no peer, no duration.
const NONE: u32 = u32::MAX;

/// One span, as small as it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    trace: u64,
    id: u64,
    kind: Kind,
    /// The span it was called from; 0 for none.
    parent: u64,
    service: u32,
    /// What it called, when it says so and no span of the called may be there.
    peer: u32,
    micros: u32,
    /// When it began, the low bits of its microseconds: enough to tell two spans of a trace apart by half an hour. 0 when
    /// it does not say.
    began: u32,
    /// It was started by its parent, which did not wait for it.
    follows: bool,
    /// The called takes messages: nobody waits.
    message: bool,
    /// Whether it failed; `None` when it does not say.
    failed: Option<bool>,
    /// The how-manyth of the file it is.
    ordinal: u32,
}

/// A span as a reader found it.
#[derive(Debug, Default)]
pub(crate) struct Found<'a> {
    pub(crate) trace: Option<u64>,
    pub(crate) id: Option<u64>,
    pub(crate) parent: Option<u64>,
    pub(crate) follows: bool,
    pub(crate) micros: Option<u64>,
    /// When it began, in microseconds since 1970.
    pub(crate) began: Option<u64>,
    pub(crate) facts: Facts<'a>,
}

const _: () = assert!(size_of::<Span>() == 48, "a span is as small as the head of this file says");

/// Where the spans of one list stand.
#[derive(Debug)]
struct Group {
    /// The number of its first span in the file, and the place of that in the list.
    first: u32,
    place: u32,
    at: At,
}

/// The names of services, each kept once; names that make the same key are one service.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_name: HashMap<String, u32>,
    by_key: HashMap<String, u32>,
    names: Vec<String>,
}

/// The spans of a file, as a reader collects them.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    spans: Vec<Span>,
    pub(crate) names: Names,
    groups: Vec<Group>,
    /// Spans read so far, taken or not.
    read: u32,
    rejected: Vec<(u32, Say, Say)>,
    rejected_more: u64,
    links: u64,
    /// The latest moment a span began, in microseconds since 1970.
    latest: u64,
}

/// How far a collection had come, to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    spans: usize,
    groups: usize,
    read: u32,
    rejected: usize,
    rejected_more: u64,
    links: u64,
    latest: u64,
}

/// The number of an id: hexadecimal ones by value, so that padding and letters' size do not matter; others by hash.
/// Ids of 128 bits are hashed too: of a million, two fall together once in ten million files.
pub(crate) fn number(id: &str) -> Option<u64> {
    let digits = id.trim().trim_start_matches('0');
    if digits.is_empty() {
        return None;
    }
    if digits.len() <= 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return u64::from_str_radix(digits, 16).ok();
    }
    Some(hash(&digits.to_ascii_lowercase()).max(1))
}

fn hash(words: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

impl Names {
    /// The number of a service by its name; `None` for a name that is none.
    pub(crate) fn of(&mut self, name: &str) -> Option<u32> {
        if let Some(known) = self.by_name.get(name) {
            return Some(*known);
        }
        if name.trim().is_empty() || name.len() > LONGEST_NAME {
            return None;
        }
        let next = self.names.len() as u32;
        let at = *self.by_key.entry(key(name)).or_insert(next);
        match self.names.get_mut(at as usize) {
            None => self.names.push(name.to_owned()),
            // The same service spelled in two ways: the first in the alphabet, so that order does not matter.
            Some(known) if name < known.as_str() => *known = name.to_owned(),
            Some(_) => {}
        }
        self.by_name.insert(name.to_owned(), at);
        Some(at)
    }

    /// How many services there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The name of a service.
    pub(crate) fn name(&self, at: u32) -> &str {
        self.names.get(at as usize).map_or("", String::as_str)
    }
}

/// The key of a service. A name in letters a key cannot hold gets one of its own, so that such names do not fall
/// together.
pub(crate) fn key(name: &str) -> String {
    match slug(name).as_str() {
        "-" => format!("name-{:016x}", hash(name)),
        key => key.to_owned(),
    }
}

/// Errors: the file names more services or pairs than are services.
pub(crate) fn bounded(telling: &Telling, services: usize, edges: usize) -> Result<(), Unreadable> {
    if services <= MOST_SERVICES && edges <= MOST_EDGES {
        return Ok(());
    }
    let reason = Say::new(
        format!("le fichier nomme plus de {MOST_SERVICES} services ou de {MOST_EDGES} paires appelant-appelé"),
        format!("the file names more than {MOST_SERVICES} services or {MOST_EDGES} pairs of caller and called"),
    );
    let way_out = Say::new(
        "vérifiez que le nom du service n'y est pas un numéro d'instance, ou envoyez un extrait",
        "check that the service's name there is no number of an instance, or send a part of it",
    );
    Err(telling.unreadable(None, reason, way_out))
}

impl Spans {
    /// Begins a list of spans at a place of the file; the next span is the `place`th of the list.
    pub(crate) fn group(&mut self, at: At, place: u32) {
        self.groups.push(Group { first: self.read, place, at });
    }

    /// Remembers how far the file was read.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            spans: self.spans.len(),
            groups: self.groups.len(),
            read: self.read,
            rejected: self.rejected.len(),
            rejected_more: self.rejected_more,
            links: self.links,
            latest: self.latest,
        }
    }

    /// Forgets everything after a mark.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.spans.truncate(mark.spans);
        self.groups.truncate(mark.groups);
        self.rejected.truncate(mark.rejected);
        self.read = mark.read;
        self.rejected_more = mark.rejected_more;
        self.links = mark.links;
        self.latest = mark.latest;
    }

    /// Counts links to spans of other traces.
    pub(crate) fn link(&mut self, n: u64) {
        self.links += n;
    }

    /// Gives the spans since a mark their services, which were not known while they were read: from the number they
    /// were taken with to the number of the service. A span left without one is rejected.
    pub(crate) fn settle(&mut self, since: Mark, service: impl Fn(u32) -> Option<u32>) {
        let begin = since.spans.min(self.spans.len());
        let mut kept = begin;
        for at in begin..self.spans.len() {
            let mut span = self.spans[at];
            match service(span.service) {
                Some(service) => {
                    span.service = service;
                    self.spans[kept] = span;
                    kept += 1;
                }
                None => self.reject(span.ordinal, Say::new("sans nom de service", "without a service name")),
            }
        }
        self.spans.truncate(kept);
    }

    /// Takes a span of a service; what has no trace, no id or no service is rejected with the reason.
    pub(crate) fn push(&mut self, found: Found<'_>, service: Option<u32>) {
        let ordinal = self.read;
        self.read = self.read.saturating_add(1);
        let (Some(trace), Some(id)) = (found.trace, found.id) else {
            let reason = Say::new("sans numéro de trace ou de span", "without a trace id or a span id");
            return self.reject(ordinal, reason);
        };
        let Some(service) = service else {
            return self.reject(ordinal, Say::new("sans nom de service", "without a service name"));
        };
        let (peer, message) = match found.facts.peer() {
            Some((name, message)) => (self.names.of(&name).unwrap_or(NONE), message),
            None => (NONE, false),
        };
        self.latest = self.latest.max(found.began.unwrap_or(0));
        self.spans.push(Span {
            trace,
            id,
            parent: found.parent.unwrap_or(0),
            kind: found.facts.kind,
            service,
            peer,
            micros: found.micros.map_or(NONE, |micros| u32::try_from(micros).unwrap_or(NONE - 1).min(NONE - 1)),
            began: found.began.map_or(0, |began| (began as u32).max(1)),
            follows: found.follows,
            message,
            failed: found.facts.failed(),
            ordinal,
        });
    }

    /// Counts an entry that is no span at all.
    pub(crate) fn misshapen(&mut self) {
        let ordinal = self.read;
        self.read = self.read.saturating_add(1);
        self.reject(ordinal, Say::new("ce n'est pas un span", "this is no span"));
    }

    fn reject(&mut self, ordinal: u32, reason: Say) {
        if self.rejected.len() >= crate::import::KEPT_REJECTS {
            self.rejected_more += 1;
            return;
        }
        let way_out = Say::new("le reste de la trace est lu sans lui", "the rest of the trace is read without it");
        self.rejected.push((ordinal, reason, way_out));
    }

    /// Where the span of a number stands.
    fn at(&self, ordinal: u32) -> At {
        let group = self.groups.partition_point(|group| group.first <= ordinal);
        match group.checked_sub(1).and_then(|group| self.groups.get(group)) {
            Some(group) => group.at.then(&(ordinal - group.first + group.place).to_string()),
            None => At::default(),
        }
    }

    /// The day of the latest span, when it is a day of these centuries.
    fn day(&self) -> Option<Date> {
        let moment = jiff::Timestamp::from_microsecond(i64::try_from(self.latest).ok()?).ok()?;
        let date = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        (2000..2100).contains(&date.year()).then_some(date)
    }

    /// Adds everything up and tells it.
    pub(crate) fn tell(mut self, telling: &mut Telling) -> Result<(), Unreadable> {
        let spans = std::mem::take(&mut self.spans);
        tell::tell(&self, spans, telling)
    }
}
