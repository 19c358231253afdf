//! The common and combined formats of web servers, and of Squid when it writes them:
//! `client identity user [time] "method address protocol" status bytes "referrer" "browser"`.
//!
//! A proxy's requests name a whole address. A web server's name a path only: such a line speaks of the house's own site
//! and is silent about tools.

use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;

/// Reads such lines.
#[derive(Clone)]
struct Combined;

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Combined)
}

/// The next text in quotation marks, in which `\"` is no end, and what follows it.
fn quoted(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = memchr::memchr(b'"', line)? + 1;
    let mut at = start;
    loop {
        at += memchr::memchr2(b'"', b'\\', line.get(at..)?)?;
        if line[at] == b'"' {
            return Some((&line[start..at], &line[at + 1..]));
        }
        at += 2;
    }
}

impl PlainLines for Combined {
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Some(open) = memchr::memchr(b'[', line) else { return Told::Left(Why::Fields) };
        let Some(close) = memchr::memchr(b']', &line[open..]) else { return Told::Left(Why::Fields) };
        let Some(when) = time::common_log(&line[open + 1..open + close]) else { return Told::Left(Why::Time) };
        let mut before = line[..open].split(|&byte| byte == b' ').filter(|part| !part.is_empty());
        // The user is the last word before the time; the client the third last: a virtual host may stand in front.
        let (Some(user), Some(_), Some(client)) = (before.next_back(), before.next_back(), before.next_back()) else {
            return Told::Left(Why::Fields);
        };
        let Some((request, rest)) = quoted(&line[open + close..]) else { return Told::Left(Why::Fields) };
        let mut words = request.split(|&byte| byte == b' ');
        let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let whole = method == b"CONNECT" || memchr::memmem::find(address, b"://").is_some_and(|at| at < 12);
        if !whole {
            return Told::Silent;
        }
        let Some(host) = host::of_url(address) else { return Told::Left(Why::Host) };
        let user = if user == b"-" { client } else { user };
        let mut seen = Sighting::new(when, user, host, Act::of_request(method, address));
        let mut after = rest.split(|&byte| byte == b' ').filter(|part| !part.is_empty());
        seen.down = after.nth(1).and_then(time::count);
        seen.referrer = quoted(rest).map(|(referrer, _)| referrer).filter(|text| *text != b"-").and_then(host::of_url);
        Told::Seen(seen)
    }
}
