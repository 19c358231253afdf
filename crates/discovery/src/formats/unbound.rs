//! The queries Unbound writes: `[1786001400] unbound[411:0] info: 192.168.0.7 host. A IN`, behind syslog's header or its own.

use super::dnsmasq::is_reverse;
use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;
use jiff::civil::Date;

/// Reads such lines.
#[derive(Clone)]
struct Unbound {
    around: Date,
}

pub(super) fn begin(head: &Head<'_>, setting: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Unbound { around: setting.around })
}

impl PlainLines for Unbound {
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Some(named) = memchr::memmem::find(line, b"unbound") else { return Told::Left(Why::Form) };
        let header = line[..named].trim_ascii();
        let when = match header.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")) {
            Some(number) => time::epoch(number),
            None => time::syslog(header, self.around)
                .or_else(|| time::iso(header.split(|&byte| byte == b' ').next().unwrap_or_default(), false)),
        };
        let Some(when) = when else { return Told::Left(Why::Time) };
        let rest = &line[named..];
        let levels: [&[u8]; 2] = [b"info: ", b"query: "];
        let told =
            levels.iter().find_map(|level| memchr::memmem::find(rest, level).map(|at| &rest[at + level.len()..]));
        let Some(told) = told else { return Told::Silent };
        let words: Vec<&[u8]> = told.split(|&byte| byte == b' ').filter(|word| !word.is_empty()).collect();
        // A line of four words is a question; one with a result behind it is its answer, which would count it twice.
        match words.as_slice() {
            [client, host, _, b"IN"] if is_address(client) => {
                if is_reverse(host) {
                    return Told::Silent;
                }
                Told::Seen(Sighting::new(when, client, host, Act::Lookup))
            }
            _ => Told::Silent,
        }
    }
}

fn is_address(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<std::net::IpAddr>().is_ok())
}
