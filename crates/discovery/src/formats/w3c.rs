//! W3C extended logs: a line `#Fields:` names the columns; times are UTC. Source: W3C WD-logfile-960323.

use super::columns::{Columns, last_directive};
use super::{Blocks, Head, Lines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting, When};
use crate::time;

/// Reads such lines; the columns may be named anew at any place of the file.
#[derive(Clone, Default)]
struct W3c {
    columns: Option<Known>,
}

#[derive(Clone, Copy)]
struct Known {
    /// How many columns there are at least, to reach those that matter.
    needed: usize,
    date: Option<usize>,
    time: Option<usize>,
    stamp: Option<usize>,
    user: Option<usize>,
    client: Option<usize>,
    host: Option<usize>,
    address: Option<usize>,
    path: Option<usize>,
    method: Option<usize>,
    up: Option<usize>,
    down: Option<usize>,
    referrer: Option<usize>,
}

const MOST: usize = 128;
const FIELDS: &[u8] = b"#Fields:";

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.any_starts(FIELDS).then(|| Box::new(W3c::default()) as Box<dyn Blocks>)
}

impl Known {
    fn of(names: &[u8]) -> Option<Known> {
        let columns = Columns::of(names, |byte| byte == b' ' || byte == b'\t');
        let mut known = Known {
            needed: 0,
            date: columns.at(&["date"]),
            time: columns.at(&["time"]),
            stamp: columns.at(&[
                "x-timestamp-unix",
                "x-timestamp-unix-utc",
                "timestamp",
                "gmttime",
                "localtime",
                "datetime",
            ]),
            user: columns.at(&["cs-username", "x-username", "cs-auth-user", "cs-user", "suser", "cs-userdn"]),
            client: columns.at(&["c-ip", "x-client-address", "s-source-ip", "c-dns"]),
            host: columns.at(&[
                "cs-host",
                "cs(host)",
                "r-host",
                "x-server-hostname",
                "x-server-certificate-hostname",
                "r-dns",
            ]),
            address: columns.at(&["cs-uri", "c-uri", "cs-url", "x-cs-url", "cs(url)"]),
            path: columns.at(&["cs-uri-stem", "cs-uri-path", "c-uri-path"]),
            method: columns.at(&["cs-method", "s-operation", "x-cs-method"]),
            up: columns.at(&["cs-bytes", "bytes-sent-to-server", "cs-content-length"]),
            down: columns.at(&["sc-bytes", "rs-bytes", "sc-content-length", "bytes"]),
            referrer: columns.at(&["cs(referer)", "cs-referer"]),
        };
        let all = [
            known.date,
            known.time,
            known.stamp,
            known.user,
            known.client,
            known.host,
            known.address,
            known.path,
            known.method,
            known.up,
            known.down,
            known.referrer,
        ];
        known.needed = all.iter().flatten().max().map_or(0, |at| at + 1).min(MOST);
        let timed = known.stamp.is_some() || (known.date.is_some() && known.time.is_some());
        (timed && (known.host.is_some() || known.address.is_some())).then_some(known)
    }
}

/// Cuts a line at its spaces or tabs; what stands in quotation marks or square brackets is one field.
fn cut<'a>(line: &'a [u8], needed: usize, fields: &mut [&'a [u8]; MOST]) -> usize {
    let (mut at, mut count) = (0, 0);
    let tabs = memchr::memchr(b'\t', line).is_some();
    while at < line.len() && count < needed.min(MOST) {
        let (end, field) = match line[at] {
            b'"' => {
                let close = memchr::memchr(b'"', &line[at + 1..]).map_or(line.len(), |close| at + 1 + close);
                ((close + 1).min(line.len()), &line[at + 1..close])
            }
            b'[' => {
                let close = memchr::memchr(b']', &line[at + 1..]).map_or(line.len(), |close| at + 1 + close);
                ((close + 1).min(line.len()), &line[at + 1..close])
            }
            _ => {
                let by = if tabs { b'\t' } else { b' ' };
                let end = memchr::memchr(by, &line[at..]).map_or(line.len(), |end| at + end);
                (end, &line[at..end])
            }
        };
        fields[count] = field;
        count += 1;
        at = end + 1;
        while !tabs && line.get(at) == Some(&b' ') {
            at += 1;
        }
    }
    count
}

/// A time of day and a date, in UTC.
fn moment(date: &[u8], of_day: &[u8]) -> Option<When> {
    match time::iso(date, true)? {
        When::House { day, .. } => Some(When::Instant(day * 86_400 + time::of_day(of_day)?)),
        instant => Some(instant),
    }
}

/// A whole time in one column: seconds since 1970, the web servers' way, or ISO 8601.
fn stamp(text: &[u8]) -> Option<When> {
    time::epoch_any(text).or_else(|| time::iso(text, true)).or_else(|| time::common_log(text))
}

impl Lines for W3c {
    fn line<'a>(&'a mut self, line: &'a [u8]) -> Told<'a> {
        if line.first() == Some(&b'#') {
            if let Some(names) = line.strip_prefix(FIELDS) {
                self.columns = Known::of(names);
            }
            return Told::Aside;
        }
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Some(known) = &self.columns else { return Told::Left(Why::Columns) };
        let mut fields: [&[u8]; MOST] = [b""; MOST];
        let count = cut(line, known.needed, &mut fields);
        if count < known.needed {
            return Told::Left(Why::Fields);
        }
        let get =
            |at: Option<usize>| at.and_then(|at| fields.get(at).copied()).filter(|field| !matches!(*field, b"-" | b""));
        let when = match (get(known.stamp), get(known.date), get(known.time)) {
            (Some(text), _, _) => stamp(text),
            (None, Some(date), Some(of_day)) => moment(date, of_day),
            _ => None,
        };
        let Some(when) = when else { return Told::Left(Why::Time) };
        let address = get(known.address);
        let Some(raw) = get(known.host).or(address) else { return Told::Silent };
        let Some(host) = host::of_url(raw) else { return Told::Silent };
        let user = get(known.user).or(get(known.client)).unwrap_or(b"-");
        let act = Act::of_request(get(known.method).unwrap_or(b"GET"), address.or(get(known.path)).unwrap_or_default());
        let mut seen = Sighting::new(when, user, host, act);
        seen.up = get(known.up).and_then(time::count);
        seen.down = get(known.down).and_then(time::count);
        seen.referrer = get(known.referrer).and_then(host::of_url);
        Told::Seen(seen)
    }

    fn follow(&mut self, block: &[u8]) {
        if let Some(names) = last_directive(block, FIELDS) {
            self.columns = Known::of(names);
        }
    }
}
