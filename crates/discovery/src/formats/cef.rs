//! ArcSight's Common Event Format: `CEF:0|vendor|product|version|signature|name|severity|key=value key=value…`.
//!
//! `in` and `out` are taken as the proxies write them: received and sent by the person's side. The format's dictionary
//! counts them from the device; products that follow it to the letter are told the wrong way round.

use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;
use jiff::civil::Date;

/// Reads such lines, with a syslog header before them or without.
#[derive(Clone)]
struct Cef {
    around: Date,
}

pub(super) fn begin(head: &Head<'_>, setting: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Cef { around: setting.around })
}

/// Finds the seventh bar that no backslash stands before, and what follows it.
fn extension(record: &[u8]) -> Option<&[u8]> {
    let (mut at, mut bars) = (0, 0);
    while bars < 7 {
        at += memchr::memchr2(b'|', b'\\', record.get(at..)?)?;
        if record[at] == b'|' {
            bars += 1;
            at += 1;
        } else {
            at += 2;
        }
    }
    record.get(at..)
}

/// Walks `key=value` pairs whose values may hold spaces: a key is the word before an equals sign.
pub(super) fn pairs<'a>(text: &'a [u8], mut each: impl FnMut(&'a [u8], &'a [u8])) {
    let mut key: Option<(&[u8], usize)> = None;
    for equals in memchr::memchr_iter(b'=', text) {
        if equals > 0 && text[equals - 1] == b'\\' {
            continue;
        }
        let from = key.map_or(0, |(_, start)| start);
        let word = memchr::memrchr(b' ', &text[from..equals]).map_or(from, |space| from + space + 1);
        let name = &text[word..equals];
        // An equals sign within a value, as in an address: its word is no key.
        let is_key = !name.is_empty()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
        if !is_key || (key.is_some() && word == from) {
            continue;
        }
        if let Some((name, start)) = key {
            each(name, text[start..word].trim_ascii());
        }
        key = Some((name, equals + 1));
    }
    if let Some((name, start)) = key {
        each(name, text[start..].trim_ascii());
    }
}

impl PlainLines for Cef {
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Some(start) = memchr::memmem::find(line, b"CEF:") else { return Told::Left(Why::Form) };
        let Some(text) = extension(&line[start..]) else { return Told::Left(Why::Fields) };
        let (mut when, mut user, mut client, mut host, mut address) = (None, None, None, None, None);
        let (mut method, mut up, mut down, mut referrer) = (None, None, None, None);
        pairs(text, |key, value| match key {
            b"rt" => when = Some(value),
            b"start" | b"end" => when = when.or(Some(value)),
            b"suser" | b"suid" | b"sourceUserName" => user = user.or(Some(value)),
            b"src" | b"shost" | b"sourceAddress" => client = client.or(Some(value)),
            b"dhost" | b"destinationHostName" | b"destinationDnsDomain" => host = Some(value),
            b"request" | b"requestURL" | b"requestUrl" => address = Some(value),
            b"requestMethod" => method = Some(value),
            b"requestContext" => referrer = Some(value),
            b"in" | b"bytesIn" => down = time::count(value),
            b"out" | b"bytesOut" => up = time::count(value),
            _ => {}
        });
        // Without a time of its own the event bears the syslog header's.
        let around = self.around;
        let header = || time::syslog(&line[..start], around);
        let stamped = match when {
            Some(text) => time::security(text, around),
            None => header(),
        };
        let Some(when) = stamped else { return Told::Left(Why::Time) };
        let Some(raw) = host.or(address) else { return Told::Silent };
        let Some(host) = host::of_url(raw) else { return Told::Silent };
        let act = Act::of_request(method.unwrap_or(b"GET"), address.unwrap_or_default());
        let mut seen = Sighting::new(when, user.or(client).unwrap_or(b"-"), host, act);
        seen.up = up;
        seen.down = down;
        seen.referrer = referrer.and_then(host::of_url);
        Told::Seen(seen)
    }
}
