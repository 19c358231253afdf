//! Squid's own access log: `time.ms elapsed client code/status bytes method URL user hierarchy/peer type`.

use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;

/// Reads Squid's native lines. They know what came down, never what went up.
#[derive(Clone)]
struct Squid;

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Squid)
}

/// Takes the next field, and whatever spaces stand before it: the elapsed time is padded.
#[inline(always)]
fn field<'a>(line: &'a [u8], at: &mut usize) -> &'a [u8] {
    let mut rest = line.get(*at..).unwrap_or_default();
    while let [b' ', after @ ..] = rest {
        rest = after;
    }
    let start = line.len() - rest.len();
    let len = rest.iter().position(|&byte| byte == b' ').unwrap_or(rest.len());
    *at = start + len;
    &rest[..len]
}

/// The same for a field that is long.
#[inline(always)]
fn long_field<'a>(line: &'a [u8], at: &mut usize) -> &'a [u8] {
    let rest = line.get(*at + 1..).unwrap_or_default();
    let len = memchr::memchr(b' ', rest).unwrap_or(rest.len());
    if len == 0 {
        return field(line, at);
    }
    *at += 1 + len;
    &rest[..len]
}

impl PlainLines for Squid {
    #[inline]
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        let mut at = 0;
        let stamp = field(line, &mut at);
        if stamp.is_empty() {
            return Told::Aside;
        }
        let elapsed = field(line, &mut at);
        let client = field(line, &mut at);
        let code = field(line, &mut at);
        let bytes = field(line, &mut at);
        let method = field(line, &mut at);
        let address = long_field(line, &mut at);
        let user = field(line, &mut at);
        if user.is_empty() || !code.contains(&b'/') {
            return Told::Left(Why::Fields);
        }
        let Some(when) = time::epoch(stamp) else { return Told::Left(Why::Time) };
        let sane = elapsed.strip_prefix(b"-").unwrap_or(elapsed);
        let (Some(down), Some(_)) = (time::count(bytes), time::digits(sane)) else {
            return Told::Left(Why::Fields);
        };
        // Squid's own troubles: a request it could not read has no address.
        if address.starts_with(b"error:") || address.starts_with(b"cache_object:") || address == b"NONE" {
            return Told::Silent;
        }
        let Some(host) = host::of_url(address) else { return Told::Left(Why::Host) };
        let user = if user == b"-" { client } else { user };
        let mut seen = Sighting::new(when, user, host, Act::of_request(method, address));
        seen.down = Some(down);
        Told::Seen(seen)
    }
}
