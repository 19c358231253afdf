//! Squid's own access log: `time.ms elapsed client code/status bytes method URL user hierarchy/peer type`.

use super::{Blocks, Head, Lines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;

/// Reads Squid's native lines. They know what came down, never what went up.
#[derive(Clone)]
struct Squid;

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.most(&Squid).then(|| Box::new(Squid) as Box<dyn Blocks>)
}

/// Takes the next field, and whatever spaces stand before it: the elapsed time is padded.
#[inline(always)]
fn field<'a>(line: &'a [u8], at: &mut usize) -> &'a [u8] {
    let mut start = *at;
    while start < line.len() && line[start] == b' ' {
        start += 1;
    }
    let mut end = start;
    while end < line.len() && line[end] != b' ' {
        end += 1;
    }
    *at = end;
    &line[start..end]
}

impl Lines for Squid {
    #[inline]
    fn line<'a>(&'a mut self, line: &'a [u8]) -> Told<'a> {
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
        let address = field(line, &mut at);
        let user = field(line, &mut at);
        if user.is_empty() || memchr::memchr(b'/', code).is_none() {
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
