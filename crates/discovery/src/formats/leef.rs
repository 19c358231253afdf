//! QRadar's Log Event Extended Format: `LEEF:1.0|vendor|product|version|event|key=value<tab>key=value…`; version 2 may
//! name another separator.

use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;
use jiff::civil::Date;

/// Reads such lines, with a syslog header before them or without.
#[derive(Clone)]
struct Leef {
    around: Date,
}

pub(super) fn begin(head: &Head<'_>, setting: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Leef { around: setting.around })
}

/// The separator and the pairs of a record.
fn attributes(record: &[u8]) -> Option<(u8, &[u8])> {
    let second = record.starts_with(b"LEEF:2");
    let mut parts = record.splitn(if second { 7 } else { 6 }, |&byte| byte == b'|');
    let rest = parts.by_ref().nth(5)?;
    if !second {
        return Some((b'\t', rest));
    }
    match parts.next() {
        // The sixth part is the separator, as a sign or as its number.
        Some(pairs) => {
            let by = match rest {
                [one] => *one,
                [b'x' | b'X', digits @ ..] | [b'0', b'x', digits @ ..] => {
                    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?
                }
                _ => b'\t',
            };
            Some((by, pairs))
        }
        None => Some((b'\t', rest)),
    }
}

impl PlainLines for Leef {
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Some(start) = memchr::memmem::find(line, b"LEEF:") else { return Told::Left(Why::Form) };
        let Some((by, text)) = attributes(&line[start..]) else { return Told::Left(Why::Fields) };
        let (mut when, mut user, mut client, mut host, mut address) = (None, None, None, None, None);
        let (mut method, mut up, mut down, mut referrer) = (None, None, None, None);
        for pair in text.split(|&byte| byte == by) {
            let Some(at) = memchr::memchr(b'=', pair) else { continue };
            let (key, value) = (pair[..at].trim_ascii(), pair[at + 1..].trim_ascii());
            if value.is_empty() || value == b"-" {
                continue;
            }
            match key {
                b"devTime" => when = Some(value),
                b"usrName" | b"identUserName" | b"accountName" => user = user.or(Some(value)),
                b"src" | b"identSrc" => client = client.or(Some(value)),
                b"dstHost" | b"dhost" | b"domain" | b"urlHost" | b"host" => host = Some(value),
                b"url" | b"request" | b"URL" => address = Some(value),
                b"httpMethod" | b"method" | b"requestMethod" => method = Some(value),
                b"referrer" | b"referer" => referrer = Some(value),
                b"srcBytes" | b"bytesOut" => up = time::count(value),
                b"dstBytes" | b"bytesIn" => down = time::count(value),
                _ => {}
            }
        }
        let stamped = match when {
            Some(text) => time::security(text, self.around),
            None => time::syslog(&line[..start], self.around),
        };
        let Some(when) = stamped else { return Told::Left(Why::Time) };
        let Some(host) = host.or(address).and_then(host::of_url) else { return Told::Silent };
        let act = Act::of_request(method.unwrap_or(b"GET"), address.unwrap_or_default());
        let mut seen = Sighting::new(when, user.or(client).unwrap_or(b"-"), host, act);
        seen.up = up;
        seen.down = down;
        seen.referrer = referrer.and_then(host::of_url);
        Told::Seen(seen)
    }
}
