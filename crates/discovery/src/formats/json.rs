//! One JSON object a line, with the keys proxies, firewalls and sensors commonly use: Zeek's own, Suricata's eve,
//! Elastic's, Squid's and nginx's JSON, Fortinet's. Objects within objects are read as `outer.inner`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::dnsmasq::is_reverse;
use super::{Blocks, Head, Lines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;

/// Reads such lines.
#[derive(Clone, Default)]
struct JsonLines {
    found: Found,
    path: String,
}

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin(JsonLines::default())
}

/// What a record may say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    When,
    User,
    Client,
    Host,
    Query,
    ServerName,
    Address,
    Method,
    Up,
    Down,
    Referrer,
    Connection,
    /// Zeek's conn.log: bytes of a connection named in another file.
    ConnectionUp,
    ConnectionDown,
    /// The kind of record, where one file holds several.
    Kind,
}

const SLOTS: usize = 15;

/// Keys in small letters, the first that a record has wins within its slot.
const KEYS: &[(Slot, &[&str])] = &[
    (
        Slot::When,
        &[
            "@timestamp",
            "timestamp",
            "ts",
            "time",
            "datetime",
            "eventtime",
            "event_time",
            "event.created",
            "start_time",
            "time_local",
            "time_iso8601",
            "msec",
            "date",
            "epoch",
            "published",
        ],
    ),
    (
        Slot::User,
        &[
            "user.email",
            "user.name",
            "source.user.name",
            "user",
            "username",
            "user_name",
            "suser",
            "cs-username",
            "cs_username",
            "login",
            "src_user",
            "email",
            "remote_user",
            "identity",
            "client.user.name",
        ],
    ),
    (
        Slot::Client,
        &[
            "source.ip",
            "client.ip",
            "src_ip",
            "srcip",
            "src",
            "client_ip",
            "clientip",
            "c-ip",
            "c_ip",
            "id.orig_h",
            "remote_addr",
            "remote_ip",
            "source.address",
            "client_address",
            "client",
            "ip",
            "sourceip",
            "deviceip",
        ],
    ),
    (
        Slot::Host,
        &[
            "url.domain",
            "destination.domain",
            "server.domain",
            "http.hostname",
            "dest_host",
            "dst_host",
            "dhost",
            "destination_host",
            "hostname",
            "cs-host",
            "cs_host",
            "http_host",
            "fqdn",
            "domain",
            "destinationhost",
            "host",
        ],
    ),
    (Slot::Query, &["dns.question.name", "dns.rrname", "dns.query.rrname", "query", "qname", "question", "query_name"]),
    (
        Slot::ServerName,
        &["tls.client.server_name", "tls.sni", "tls.server_name", "server_name", "sni", "ssl_server_name"],
    ),
    (
        Slot::Address,
        &[
            "url.full",
            "url.original",
            "http.url",
            "url",
            "uri",
            "request.url",
            "request_url",
            "requesturl",
            "cs-uri",
            "request_uri",
            "request.uri",
            "request",
        ],
    ),
    (
        Slot::Method,
        &[
            "http.request.method",
            "http.http_method",
            "method",
            "request_method",
            "requestmethod",
            "cs-method",
            "http_method",
            "request.method",
        ],
    ),
    (
        Slot::Up,
        &[
            "http.request.bytes",
            "source.bytes",
            "client.bytes",
            "bytes_sent",
            "bytes_out",
            "sentbyte",
            "cs-bytes",
            "cs_bytes",
            "request_size",
            "request_length",
            "reqsize",
            "requestsize",
            "flow.bytes_toserver",
            "request_body_len",
            "upload_bytes",
            "bytes_toserver",
        ],
    ),
    (
        Slot::Down,
        &[
            "http.response.bytes",
            "destination.bytes",
            "server.bytes",
            "bytes_received",
            "bytes_in",
            "rcvdbyte",
            "sc-bytes",
            "sc_bytes",
            "response_size",
            "body_bytes_sent",
            "respsize",
            "responsesize",
            "flow.bytes_toclient",
            "response_body_len",
            "http.length",
            "download_bytes",
            "bytes_toclient",
            "bytes",
        ],
    ),
    (Slot::Referrer, &["http.request.referrer", "http.http_refer", "referrer", "referer", "http_referer"]),
    (Slot::Connection, &["uid"]),
    (Slot::ConnectionUp, &["orig_bytes"]),
    (Slot::ConnectionDown, &["resp_bytes"]),
    (Slot::Kind, &["event_type", "_path"]),
];

/// The values found, each with the rank of its key.
#[derive(Clone, Default)]
struct Found {
    values: [Vec<u8>; SLOTS],
    ranks: [u8; SLOTS],
}

impl Found {
    fn clear(&mut self) {
        self.values.iter_mut().for_each(Vec::clear);
        self.ranks = [u8::MAX; SLOTS];
    }

    fn put(&mut self, key: &str, value: fmt::Arguments<'_>) {
        for (slot, names) in KEYS {
            let Some(rank) = names.iter().position(|name| *name == key) else { continue };
            let (at, rank) = (*slot as usize, rank as u8);
            if rank < self.ranks[at] {
                self.ranks[at] = rank;
                self.values[at].clear();
                let _ = std::io::Write::write_fmt(&mut self.values[at], value);
            }
        }
    }

    fn get(&self, slot: Slot) -> Option<&[u8]> {
        let value = self.values[slot as usize].as_slice().trim_ascii();
        (!matches!(value, b"" | b"-" | b"null")).then_some(value)
    }
}

/// Walks an object, and objects within it, and puts every plain value under its path.
struct Walk<'a> {
    found: &'a mut Found,
    path: &'a mut String,
    depth: usize,
}

const DEPTH_MOST: usize = 6;

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.found.put(self.path, format_args!("{value}"));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.found.put(self.path, format_args!("{value}"));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.found.put(self.path, format_args!("{value}"));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.found.put(self.path, format_args!("{value}"));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        // Of several values the first is taken: Suricata's questions, forwarded addresses.
        let mut first = true;
        let Walk { found, path, depth } = self;
        loop {
            let more = if first && depth < DEPTH_MOST {
                first = false;
                seq.next_element_seed(Walk { found, path, depth: depth + 1 })?
            } else {
                seq.next_element::<IgnoredAny>()?.map(|_| ())
            };
            if more.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Walk { found, path, depth } = self;
        let outer = path.len();
        while map.next_key_seed(Key { path, first: outer == 0 })?.is_some() {
            if depth < DEPTH_MOST {
                map.next_value_seed(Walk { found, path, depth: depth + 1 })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            path.truncate(outer);
        }
        Ok(())
    }
}

/// Reads a key onto the end of the path, in small letters.
struct Key<'a> {
    path: &'a mut String,
    first: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<(), E> {
        if !self.first {
            self.path.push('.');
        }
        self.path.extend(key.chars().map(|sign| sign.to_ascii_lowercase()));
        Ok(())
    }
}

/// Reads one object into what is found; the path and the values keep their room from line to line.
fn walk(line: &[u8], found: &mut Found, path: &mut String) -> Result<(), serde_json::Error> {
    found.clear();
    path.clear();
    let mut reader = serde_json::Deserializer::from_slice(line);
    Walk { found, path, depth: 0 }.deserialize(&mut reader)?;
    reader.end()
}

impl Lines for JsonLines {
    fn line<'a>(&'a mut self, line: &'a [u8]) -> Told<'a> {
        let line = line.trim_ascii();
        if line.is_empty() {
            return Told::Aside;
        }
        // An array with one object a line is read too: its brackets and commas are asides.
        let line = line.strip_suffix(b",").unwrap_or(line);
        if matches!(line, b"[" | b"]" | b"[]") {
            return Told::Aside;
        }
        if line.first() != Some(&b'{') {
            return Told::Left(Why::Form);
        }
        if walk(line, &mut self.found, &mut self.path).is_err() {
            // A sign of another encoding inside a text is no reason to lose the record.
            let text = String::from_utf8_lossy(line);
            if matches!(text, std::borrow::Cow::Borrowed(_))
                || walk(text.as_bytes(), &mut self.found, &mut self.path).is_err()
            {
                return Told::Left(Why::Form);
            }
        }
        told(&self.found)
    }
}

fn told(found: &Found) -> Told<'_> {
    let Some(stamp) = found.get(Slot::When) else { return Told::Left(Why::Fields) };
    let stamped = time::epoch_any(stamp).or_else(|| time::iso(stamp, true)).or_else(|| time::common_log(stamp));
    let Some(when) = stamped else { return Told::Left(Why::Time) };
    let number = |slot| found.get(slot).and_then(|text| time::count(text.split(|&byte| byte == b'.').next()?));
    let connection = found.get(Slot::Connection);
    if let (Some(connection), up, down) = (connection, number(Slot::ConnectionUp), number(Slot::ConnectionDown))
        && (up.is_some() || down.is_some())
    {
        return Told::Bytes { connection, up: up.unwrap_or(0), down: down.unwrap_or(0) };
    }
    let address = found.get(Slot::Address);
    let is_url = |text: &&[u8]| memchr::memmem::find(text, b"://").is_some_and(|at| at < 12);
    let request = found.get(Slot::Method).is_some() || address.is_some();
    let query = found.get(Slot::Query).filter(|name| !request && memchr::memchr(b'=', name).is_none());
    let (raw, act) = if let Some(name) = query {
        (name, Act::Lookup)
    } else if let Some(name) = found.get(Slot::ServerName).filter(|_| !request) {
        (name, Act::Tunnel)
    } else {
        // An address with a scheme is surer than `host`, which some sensors use for themselves.
        let Some(raw) = address.filter(is_url).or(found.get(Slot::Host)).or(found.get(Slot::ServerName)).or(address)
        else {
            return Told::Silent;
        };
        (raw, Act::of_request(found.get(Slot::Method).unwrap_or(b"GET"), address.unwrap_or_default()))
    };
    let Some(host) = host::of_url(raw) else { return Told::Silent };
    if is_reverse(host) || raw.first() == Some(&b'/') {
        return Told::Silent;
    }
    let user = found.get(Slot::User).or(found.get(Slot::Client)).unwrap_or(b"-");
    let mut seen = Sighting::new(when, user, host, act);
    seen.up = number(Slot::Up);
    seen.down = number(Slot::Down);
    seen.referrer = found.get(Slot::Referrer).and_then(host::of_url);
    if act == Act::Tunnel && !request {
        seen.connection = connection;
    }
    // Zeek's and Suricata's other records (files, alerts, statistics) speak of hosts in passing.
    let aside = found.get(Slot::Kind).is_some_and(|kind| {
        !matches!(
            kind,
            b"dns" | b"http" | b"tls" | b"ssl" | b"conn" | b"flow" | b"proxy" | b"web" | b"traffic" | b"quic"
        )
    });
    if aside { Told::Silent } else { Told::Seen(seen) }
}
