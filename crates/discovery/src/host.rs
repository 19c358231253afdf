//! The host a log line speaks of: cut out of an address, checked, and what registered name it belongs to.

/// What stands where a host name is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// A name with at least one dot, in small letters.
    Name(&'a str),
    /// A name without a dot: a machine of the house.
    Local,
    /// An address in digits.
    Address,
}

/// The longest name the domain name system allows, in bytes.
pub const NAME_MOST: usize = 253;
const LABEL_MOST: usize = 63;

/// Cuts the host out of what a proxy logs as the address: `https://user@host:port/path?query`, `host:port`, `host/path`.
///
/// Returns the bytes as they stand (any case, perhaps with a final dot), or nothing when there is no host.
/// No byte is read after the host, and nothing is allocated.
#[inline]
pub fn of_url(url: &[u8]) -> Option<&[u8]> {
    // The scheme is short: looking further would find a "://" inside a query.
    const SCHEME_MOST: usize = 12;
    let mut at = 0;
    let mut rest = url;
    while at < url.len() && at < SCHEME_MOST {
        match url[at] {
            b':' => {
                if url.get(at + 1..at + 3) == Some(b"//") {
                    rest = &url[at + 3..];
                }
                break;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'-' => at += 1,
            _ => break,
        }
    }
    of_authority(rest)
}

/// The signs that end a part of what stands before a path.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let signs = b"/?#\\:@";
    let mut at = 0;
    while at < signs.len() {
        ends[signs[at] as usize] = true;
        at += 1;
    }
    ends
};

/// Cuts the host out of `user:password@host:port`, and of whatever follows it.
#[inline]
pub fn of_authority(rest: &[u8]) -> Option<&[u8]> {
    let mut start = 0;
    if rest.first() == Some(&b'[') {
        let end = memchr::memchr(b']', rest)?;
        return Some(&rest[..=end]);
    }
    let mut end = rest.len();
    let mut colon = None;
    let mut at = 0;
    while at < rest.len() {
        if ENDS[usize::from(rest[at])] {
            match rest[at] {
                b':' if colon.is_none() => colon = Some(at),
                b':' => {}
                b'@' => {
                    start = at + 1;
                    colon = None;
                }
                _ => {
                    end = at;
                    break;
                }
            }
        }
        at += 1;
    }
    let end = colon.unwrap_or(end);
    let host = rest.get(start..end)?;
    (!host.is_empty()).then_some(host)
}

/// Reads a host as it stands in a log into a name in small letters, kept in `room`.
///
/// Returns nothing for what is no host: an empty label, a label of more than 63 bytes, a sign that no name has.
/// One final dot is the root's and is dropped. Underscores are taken: service names have them.
pub fn read<'a>(raw: &[u8], room: &'a mut [u8; NAME_MOST]) -> Option<Host<'a>> {
    let raw = raw.strip_suffix(b".").unwrap_or(raw);
    if raw.is_empty() || raw.len() > NAME_MOST {
        return None;
    }
    if raw[0] == b'[' || memchr::memchr(b':', raw).is_some() {
        let inside = raw.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or(raw);
        let text = std::str::from_utf8(inside).ok()?;
        let text = text.split_once('%').map_or(text, |(address, _)| address);
        return text.parse::<std::net::Ipv6Addr>().is_ok().then_some(Host::Address);
    }
    let (mut label, mut dots, mut digits) = (0_usize, 0_usize, true);
    for (at, &byte) in raw.iter().enumerate() {
        let small = byte.to_ascii_lowercase();
        match small {
            b'a'..=b'z' | b'-' | b'_' => digits = false,
            b'0'..=b'9' => {}
            b'.' if label > 0 => dots += 1,
            _ => return None,
        }
        label = if small == b'.' { 0 } else { label + 1 };
        if label > LABEL_MOST {
            return None;
        }
        room[at] = small;
    }
    if label == 0 {
        return None;
    }
    if digits {
        // No top-level domain is made of digits only: four numbers are an address, anything else is nothing.
        let text = std::str::from_utf8(&room[..raw.len()]).ok()?;
        return text.parse::<std::net::Ipv4Addr>().is_ok().then_some(Host::Address);
    }
    let text = std::str::from_utf8(&room[..raw.len()]).ok()?;
    Some(if dots == 0 { Host::Local } else { Host::Name(text) })
}

/// The name somebody registered: the public suffix and one label before it (`shop.example.co.uk` → `example.co.uk`).
///
/// Where a company lets others have names under its own (`shop.github.io`), the tenant's name is meant.
/// Returns the name itself when it is a public suffix. Source: the Public Suffix List, both of its parts.
pub fn registrable(name: &str) -> &str {
    registered(name).domain
}

/// A name somebody registered, and what the public list says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered<'a> {
    /// The name, as [`registrable`] gives it.
    pub domain: &'a str,
    /// Whether its suffix is one the list knows: those of `printer.internal` and `srv.corp` are not, and are the house's.
    pub known: bool,
    /// The company under whose name it lives (`shop.github.io` → `github.io`), if it is a tenant's.
    pub landlord: Option<&'a str>,
}

/// Finds out all of it at once.
pub fn registered(name: &str) -> Registered<'_> {
    let Some(suffix) = psl::suffix(name.as_bytes()) else {
        return Registered { domain: name, known: false, landlord: None };
    };
    let at = name.len().saturating_sub(suffix.as_bytes().len());
    let ends = name.get(at..);
    let before = name.get(..at.saturating_sub(1)).unwrap_or_default();
    let label = before.rfind('.').map_or(0, |dot| dot + 1);
    Registered {
        domain: if before.is_empty() { name } else { name.get(label..).unwrap_or(name) },
        known: suffix.is_known(),
        landlord: ends.filter(|_| suffix.typ() == Some(psl::Type::Private)),
    }
}

/// Whether names under this one belong to different owners: `com`, `co.uk`, `github.io`.
///
/// A suffix the list does not know is one only if it has no dot: `internal`.
pub fn is_public_suffix(name: &str) -> bool {
    psl::suffix_str(name) == Some(name)
}

/// Whether a name ends in a suffix the public list knows.
pub fn has_known_suffix(name: &str) -> bool {
    psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// Whether the first labels are those of a page where people sign in.
///
/// A host says it in its first label; what is behind an ordinary name shows in what was sent.
pub fn signs_in(name: &str) -> bool {
    const FIRST: [&str; 14] = [
        "login", "signin", "logon", "auth", "sso", "accounts", "account", "id", "idp", "identity", "oauth", "passport",
        "connect", "secure",
    ];
    name.split('.').next().is_some_and(|first| FIRST.contains(&first))
}

/// What a host is for, as vendors name theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Nothing its name says.
    Other,
    /// What anybody may read: the registered name itself, `www.`, a blog, help.
    Front,
    /// Where people work or look after their account: `app.`, `my.`, `dashboard.`.
    Desk,
    /// What programs call: `api.`, `ws.`.
    Machine,
    /// What serves files to pages: `cdn.`, `static.`.
    Files,
    /// What other sites' pages load or tell of their visitors: `collect.`, `widget.`.
    Embedded,
}

impl Face {
    /// The bit that stands for it in [`crate::inventory::Cell::faces`].
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// What the first label says a host is for; `registered` is what [`registered`] finds of it.
    pub fn of(name: &str, registered: &Registered<'_>) -> Face {
        if name == registered.domain {
            return Face::Front;
        }
        let first = name.split('.').next().unwrap_or_default();
        // Instances are numbered: `app2`, `us-east-1`, `cdn-3`, `eu1`.
        let word = first.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '-');
        let says = |list: &[&str]| list.contains(&word);
        if says(&FRONT) {
            Face::Front
        } else if says(&DESK) {
            Face::Desk
        } else if says(&MACHINE) {
            Face::Machine
        } else if says(&FILES) {
            Face::Files
        } else if says(&EMBEDDED) {
            Face::Embedded
        } else {
            Face::Other
        }
    }
}

const FRONT: [&str; 27] = [
    "www",
    "ww",
    "blog",
    "docs",
    "doc",
    "help",
    "support",
    "community",
    "forum",
    "learn",
    "academy",
    "developer",
    "developers",
    "resources",
    "info",
    "about",
    "news",
    "press",
    "careers",
    "jobs",
    "status",
    "pages",
    "go",
    "get",
    "try",
    "m",
    "fr",
];
const DESK: [&str; 22] = [
    "app",
    "apps",
    "my",
    "dashboard",
    "console",
    "portal",
    "workspace",
    "studio",
    "admin",
    "manage",
    "manager",
    "backoffice",
    "bo",
    "editor",
    "desk",
    "office",
    "cloud",
    "webapp",
    "client",
    "clients",
    "espace",
    "team",
];
const MACHINE: [&str; 20] = [
    "api",
    "apis",
    "ws",
    "wss",
    "websocket",
    "socket",
    "graphql",
    "rest",
    "rpc",
    "gateway",
    "sync",
    "realtime",
    "backend",
    "eu",
    "us",
    "na",
    "ap",
    "upload",
    "uploads",
    "mcp",
];
const FILES: [&str; 16] = [
    "cdn", "static", "assets", "asset", "img", "image", "images", "media", "medias", "js", "css", "fonts", "res",
    "statics", "content", "files",
];
const EMBEDDED: [&str; 26] = [
    "collect",
    "collector",
    "track",
    "tracker",
    "tracking",
    "pixel",
    "px",
    "beacon",
    "event",
    "events",
    "in",
    "ingest",
    "tag",
    "tags",
    "widget",
    "widgets",
    "embed",
    "player",
    "script",
    "scripts",
    "sdk",
    "stats",
    "metrics",
    "rum",
    "ads",
    "t",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_host_is_for_is_said_by_its_first_label() {
        let face = |name| Face::of(name, &registered(name));
        for (name, expect) in [
            ("wheelofy.io", Face::Front),
            ("www.wheelofy.io", Face::Front),
            ("blog.wheelofy.io", Face::Front),
            ("app.wheelofy.io", Face::Desk),
            ("app2.eu.wheelofy.io", Face::Desk),
            ("api.wheelofy.io", Face::Machine),
            ("eu1.wheelofy.io", Face::Machine),
            ("cdn-3.wheelofy.io", Face::Files),
            ("widget.wheelofy.io", Face::Embedded),
            ("solvene.wheelofy.io", Face::Other),
            ("applause.wheelofy.io", Face::Other),
            ("shop.github.io", Face::Front),
        ] {
            assert_eq!(face(name), expect, "{name}");
        }
    }

    #[track_caller]
    fn cut(url: &str, expect: Option<&str>) {
        assert_eq!(of_url(url.as_bytes()), expect.map(str::as_bytes), "{url}");
    }

    #[track_caller]
    fn reads(raw: &[u8], expect: Option<Host<'_>>) {
        assert_eq!(read(raw, &mut [0; NAME_MOST]), expect, "{}", String::from_utf8_lossy(raw));
    }

    #[test]
    fn the_host_is_cut_out_of_every_way_an_address_is_written() {
        cut("https://app.example.com/path?x=1", Some("app.example.com"));
        cut("http://app.example.com:8080/", Some("app.example.com"));
        cut("app.example.com:443", Some("app.example.com"));
        cut("app.example.com", Some("app.example.com"));
        cut("ftp://anna:secret@files.example.com/x", Some("files.example.com"));
        cut("http://example.com?next=https://evil.net/", Some("example.com"));
        cut("http://example.com#@evil.net/", Some("example.com"));
        cut("http://good.com@evil.net/", Some("evil.net"));
        cut("http://[2001:db8::1]:443/", Some("[2001:db8::1]"));
        cut("example.com/redirect?to=http://other.net", Some("example.com"));
        cut("/relative/path", None);
        cut("-", Some("-"));
        cut("", None);
        cut("https://", None);
    }

    #[test]
    fn a_host_is_a_name_an_address_or_nothing() {
        reads(b"App.Example.COM.", Some(Host::Name("app.example.com")));
        reads(b"_dmarc.example.com", Some(Host::Name("_dmarc.example.com")));
        reads(b"xn--caf-dma.fr", Some(Host::Name("xn--caf-dma.fr")));
        reads(b"printer", Some(Host::Local));
        reads(b"192.168.0.7", Some(Host::Address));
        reads(b"[2001:db8::1]", Some(Host::Address));
        reads(b"fe80::1%eth0", Some(Host::Address));
        for nothing in
            [&b"a..b"[..], b".a.b", b"", b".", b"a b.com", b"caf\xC3\xA9.fr", b"a\0.com", b"1.2.3", b"12345", b"%2e"]
        {
            reads(nothing, None);
        }
        reads(&[b'a'; 64], None);
        reads(&b"a.".repeat(200), None);
    }

    #[test]
    fn the_registered_name_follows_the_public_suffix_list() {
        assert_eq!(registrable("a.b.example.com"), "example.com");
        assert_eq!(registrable("shop.example.co.uk"), "example.co.uk");
        assert_eq!(registrable("co.uk"), "co.uk");
        assert_eq!(registrable("x.y.github.io"), "y.github.io");
        assert_eq!(registered("y.github.io").landlord, Some("github.io"));
        assert_eq!(registered("www.example.com").landlord, None);
        for name in
            ["a.b.example.com", "co.uk", "com", "x.y.github.io", "github.io", "srv.corp", "printer", "a.ck", "www.ck"]
        {
            assert_eq!(registered(name).domain, psl::domain_str(name).unwrap_or(name), "{name}");
            assert_eq!(registered(name).known, has_known_suffix(name), "{name}");
        }
        assert!(is_public_suffix("co.uk") && is_public_suffix("github.io") && is_public_suffix("com"));
        assert!(!is_public_suffix("hubspot.com"));
    }
}
