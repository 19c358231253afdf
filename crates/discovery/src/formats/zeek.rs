//! Zeek's logs in columns: dns, ssl, http and conn. Each file names its separator, its path and its columns.
//!
//! A connection's bytes stand in conn.log, its name in ssl.log: the inventory joins them by the connection's number.

use super::columns::{Columns, last_directive};
use super::{Blocks, Head, Lines, Setting, Told};
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;

/// Reads such lines.
#[derive(Clone)]
struct Zeek {
    separator: u8,
    kind: Kind,
    columns: Option<Known>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dns,
    Ssl,
    Http,
    Conn,
    /// Another of Zeek's files: understood, and silent about hosts.
    Other,
}

#[derive(Clone, Copy)]
struct Known {
    needed: usize,
    when: usize,
    connection: Option<usize>,
    client: Option<usize>,
    host: Option<usize>,
    up: Option<usize>,
    down: Option<usize>,
    method: Option<usize>,
    address: Option<usize>,
    referrer: Option<usize>,
    user: Option<usize>,
}

const FIELDS: &[u8] = b"#fields";
const PATH: &[u8] = b"#path";
const MOST: usize = 64;

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    let is = head.any_starts(b"#separator") || (head.any_starts(FIELDS) && head.any_starts(b"#types"));
    is.then(|| Box::new(Zeek { separator: b'\t', kind: Kind::Other, columns: None }) as Box<dyn Blocks>)
}

impl Zeek {
    fn directive(&mut self, line: &[u8]) {
        if let Some(rest) = line.strip_prefix(b"#separator ") {
            self.separator = match rest.trim_ascii() {
                [b'\\', b'x', a, b] => u8::from_str_radix(&String::from_utf8_lossy(&[*a, *b]), 16).unwrap_or(b'\t'),
                [one] => *one,
                _ => b'\t',
            };
        } else if let Some(path) = line.strip_prefix(PATH) {
            self.path(path);
        } else if let Some(names) = line.strip_prefix(FIELDS) {
            self.fields(names);
        }
    }

    fn path(&mut self, path: &[u8]) {
        let separator = self.separator;
        let path = path.split(|&byte| byte == separator || byte == b' ').find(|part| !part.is_empty());
        self.kind = match path.unwrap_or_default() {
            b"dns" => Kind::Dns,
            b"ssl" => Kind::Ssl,
            b"http" => Kind::Http,
            b"conn" => Kind::Conn,
            _ => Kind::Other,
        };
    }

    fn fields(&mut self, names: &[u8]) {
        let separator = self.separator;
        let columns = Columns::of(names, |byte| byte == separator);
        let (host, up, down): (&[&str], &[&str], &[&str]) = match self.kind {
            Kind::Dns => (&["query"], &[], &[]),
            Kind::Ssl => (&["server_name"], &[], &[]),
            Kind::Http => (&["host"], &["request_body_len"], &["response_body_len"]),
            Kind::Conn => (&[], &["orig_bytes"], &["resp_bytes"]),
            Kind::Other => (&[], &[], &[]),
        };
        let Some(when) = columns.at(&["ts"]) else {
            self.columns = None;
            return;
        };
        let mut known = Known {
            needed: 0,
            when,
            connection: columns.at(&["uid"]),
            client: columns.at(&["id.orig_h"]),
            host: columns.at(host),
            up: columns.at(up),
            down: columns.at(down),
            method: columns.at(&["method"]),
            address: columns.at(&["uri"]),
            referrer: columns.at(&["referrer"]),
            user: columns.at(&["username"]),
        };
        let all = [
            known.connection,
            known.client,
            known.host,
            known.up,
            known.down,
            known.method,
            known.address,
            known.referrer,
            known.user,
        ];
        known.needed = all.iter().flatten().max().map_or(0, |at| at + 1).max(when + 1).min(MOST);
        self.columns = Some(known);
    }
}

impl Lines for Zeek {
    fn line<'a>(&'a mut self, line: &'a [u8]) -> Told<'a> {
        if line.first() == Some(&b'#') {
            self.directive(line);
            return Told::Aside;
        }
        if line.is_empty() {
            return Told::Aside;
        }
        let Some(known) = &self.columns else { return Told::Left(Why::Columns) };
        if self.kind == Kind::Other {
            return Told::Silent;
        }
        let mut fields: [&[u8]; MOST] = [b""; MOST];
        let mut count = 0;
        for field in line.split(|&byte| byte == self.separator).take(known.needed) {
            fields[count] = field;
            count += 1;
        }
        if count < known.needed {
            return Told::Left(Why::Fields);
        }
        let get = |at: Option<usize>| {
            at.and_then(|at| fields.get(at).copied()).filter(|field| !matches!(*field, b"-" | b"" | b"(empty)"))
        };
        let Some(when) = get(Some(known.when)).and_then(time::epoch) else { return Told::Left(Why::Time) };
        let number = |at| get(at).and_then(time::count);
        if self.kind == Kind::Conn {
            return match (get(known.connection), number(known.up), number(known.down)) {
                (Some(connection), up, down) if up.is_some() || down.is_some() => {
                    Told::Bytes { connection, up: up.unwrap_or(0), down: down.unwrap_or(0) }
                }
                _ => Told::Silent,
            };
        }
        let Some(host) = get(known.host) else { return Told::Silent };
        // http.log gives the port with the host where it is not 80.
        let Some(host) = crate::host::of_authority(host) else { return Told::Silent };
        let user = get(known.user).or(get(known.client)).unwrap_or(b"-");
        let act = match self.kind {
            Kind::Dns => Act::Lookup,
            Kind::Http => Act::of_request(get(known.method).unwrap_or(b"GET"), get(known.address).unwrap_or_default()),
            _ => Act::Tunnel,
        };
        let mut seen = Sighting::new(when, user, host, act);
        seen.up = number(known.up);
        seen.down = number(known.down);
        seen.referrer = get(known.referrer).and_then(crate::host::of_url);
        if self.kind == Kind::Ssl {
            seen.connection = get(known.connection);
        }
        Told::Seen(seen)
    }

    fn follow(&mut self, block: &[u8]) {
        if let Some(path) = last_directive(block, PATH) {
            self.path(path);
        }
        if let Some(names) = last_directive(block, FIELDS) {
            self.fields(names);
        }
    }
}
