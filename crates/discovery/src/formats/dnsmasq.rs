//! What dnsmasq writes, and Pi-hole with it: `Aug  6 09:30:00 dnsmasq[812]: query[A] host from 192.168.0.7`.
//!
//! Only questions tell who wanted what; answers, forwards and cached replies are understood and silent. The lines bear no
//! year: see [`super::Setting::around`].

use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;
use jiff::civil::Date;

/// Reads such lines.
#[derive(Clone)]
struct Dnsmasq {
    around: Date,
}

pub(super) fn begin(head: &Head<'_>, setting: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Dnsmasq { around: setting.around })
}

const NAME: &[u8] = b"dnsmasq";
/// The first word of every other line dnsmasq writes about names.
const SILENT: [&[u8]; 16] = [
    b"forwarded",
    b"reply",
    b"cached",
    b"cached-stale",
    b"config",
    b"gravity",
    b"regex",
    b"exactly",
    b"blacklisted",
    b"special",
    b"validation",
    b"dnssec-query[DS]",
    b"dnssec-query[DNSKEY]",
    b"read",
    b"started,",
    b"using",
];

impl PlainLines for Dnsmasq {
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Some(named) = memchr::memmem::find(line, NAME) else { return Told::Left(Why::Form) };
        let Some(end) = memchr::memmem::find(&line[named..], b": ") else { return Told::Left(Why::Form) };
        let header = &line[..named];
        let when = time::syslog(header, self.around)
            .or_else(|| time::iso(header.split(|&byte| byte == b' ').next().unwrap_or_default(), false));
        let Some(when) = when else { return Told::Left(Why::Time) };
        let mut words = line[named + end + 2..].split(|&byte| byte == b' ').filter(|word| !word.is_empty());
        let Some(mut first) = words.next() else { return Told::Left(Why::Fields) };
        // With all its details on, dnsmasq writes a serial number and the client in front.
        if time::digits(first).is_some() {
            words.next();
            first = words.next().unwrap_or_default();
        }
        if !first.starts_with(b"query[") {
            let known = SILENT.contains(&first) || first.starts_with(b"/") || line[named..].starts_with(b"dnsmasq-");
            return if known { Told::Silent } else { Told::Left(Why::Form) };
        }
        let (Some(host), Some(b"from"), Some(client)) = (words.next(), words.next(), words.next()) else {
            return Told::Left(Why::Fields);
        };
        if is_reverse(host) {
            return Told::Silent;
        }
        Told::Seen(Sighting::new(when, client, host, Act::Lookup))
    }
}

/// Whether a name asks for the name of an address.
pub(super) fn is_reverse(host: &[u8]) -> bool {
    let host = host.strip_suffix(b".").unwrap_or(host);
    let end = host.len().saturating_sub(5);
    host.get(end..).is_some_and(|last| last.eq_ignore_ascii_case(b".arpa"))
}
