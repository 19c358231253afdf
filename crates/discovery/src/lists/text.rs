//! From the bytes of a list to text, its first lines, and the hosts it names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memmem;

use super::gather::host_of;
use crate::host;

/// Decodes a text: UTF-16 by its mark, else UTF-8 with `�` for what is damaged.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        char::decode_utf16(pairs).map(|sign| sign.unwrap_or('\u{FFFD}')).collect::<String>()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(wide(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(wide(rest, u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
    }
}

/// The beginning of a file, as far as it tells which list it is.
pub(super) struct Head<'b> {
    text: Cow<'b, str>,
}

impl<'b> Head<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Head<'b> {
        Head { text: decode(bytes) }
    }

    /// The first sign that is no white space.
    pub(super) fn first(&self) -> Option<char> {
        self.text.trim_start().chars().next()
    }

    /// Whether it is an object or a list of JSON.
    pub(super) fn is_json(&self) -> bool {
        matches!(self.first(), Some('{' | '['))
    }

    /// Whether these signs stand in it.
    pub(super) fn has(&self, signs: &str) -> bool {
        memmem::find(self.text.as_bytes(), signs.as_bytes()).is_some()
    }

    /// Whether all these members stand in it, each as `"name":`.
    pub(super) fn has_members(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has_member(name))
    }

    /// Whether a member stands in it, as `"name":`.
    pub(super) fn has_member(&self, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        let mut ends = memmem::find_iter(self.text.as_bytes(), quoted.as_bytes()).map(|at| at + quoted.len());
        ends.any(|end| self.text.get(end..).is_some_and(|rest| rest.trim_start().starts_with(':')))
    }

    /// Its lines; the last may be cut.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// Whether columns could stand in it: it is no object, no markup, and several lines hold what separates columns.
    pub(super) fn may_be_a_table(&self) -> bool {
        let separated = |line: &&str| line.contains([';', ',', '\t', '|']);
        !matches!(self.first(), None | Some('{' | '<')) && self.text.lines().take(200).filter(separated).count() >= 2
    }
}

/// Numbers the lines of a text; asked for places in rising order it reads the text once.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Lines<'t> {
        Lines { text, at: 0, line: 1 }
    }

    /// The line a byte stands on, from 1.
    pub(super) fn of_byte(&mut self, at: usize) -> u64 {
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count() as u64;
        self.at = at.min(self.text.len());
        self.line
    }
}

/// Words with white space made one and control signs dropped, cut to so many signs.
pub(super) fn short(raw: &str, most: usize) -> String {
    let mut out = String::new();
    let mut signs = 0;
    for word in raw.split_whitespace() {
        if signs > 0 && signs < most {
            out.push(' ');
            signs += 1;
        }
        for sign in word.chars().filter(|sign| !sign.is_control()).take(most.saturating_sub(signs)) {
            out.push(sign);
            signs += 1;
        }
        if signs >= most {
            break;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Names that stand in code to tell a kind of document or a licence, and are called by nobody.
const NOT_CALLED: [&str; 8] = [
    "w3.org",
    "schema.org",
    "apache.org",
    "opensource.org",
    "creativecommons.org",
    "mozilla.org",
    "ecma-international.org",
    "json-schema.org",
];

/// Takes the hosts of addresses out of code or markup: what stands after `//` and closely behind a quote, a bracket or
/// an equals sign; each with where it first stands. What stands after a blank is a remark.
pub(super) fn hosts_in(code: &str) -> BTreeMap<String, usize> {
    const MOST: usize = 1_000;
    let mut into = BTreeMap::new();
    let bytes = code.as_bytes();
    for at in memmem::find_iter(bytes, b"//") {
        if into.len() >= MOST {
            break;
        }
        let before = bytes.get(..at).unwrap_or_default();
        let before = match before {
            [rest @ .., b'h' | b'H', b't' | b'T', b't' | b'T', b'p' | b'P', b's' | b'S', b':'] => rest,
            [rest @ .., b'h' | b'H', b't' | b'T', b't' | b'T', b'p' | b'P', b':'] => rest,
            [rest @ .., b'w', b's', b's', b':'] => rest,
            // A bare `//` after a colon of another scheme is not called by a page.
            [.., b':'] => continue,
            rest => rest,
        };
        let opened = before.last().is_none_or(|sign| matches!(sign, b'"' | b'\'' | b'`' | b'=' | b'(' | b'\\' | b';'));
        if !opened {
            continue;
        }
        let rest = bytes.get(at + 2..).unwrap_or_default();
        let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let length = rest.iter().take(host::NAME_MOST).take_while(is_of_name).count();
        let Some(name) = code.get(at + 2..at + 2 + length).and_then(host_of) else { continue };
        let called = !NOT_CALLED.contains(&host::registrable(&name));
        if called && host::has_known_suffix(&name) && !host::is_public_suffix(&name) {
            into.entry(name).or_insert(at);
        }
    }
    into
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expect: &[&str]) {
        assert_eq!(hosts_in(code).keys().map(String::as_str).collect::<Vec<_>>(), expect, "{code}");
    }

    #[test]
    fn hosts_are_taken_from_code_and_not_from_remarks() {
        check("a.src=\"https://js.hs-scripts.com/1.js\"", &["js.hs-scripts.com"]);
        check("<script src=//static.hotjar.com/c></script>", &["static.hotjar.com"]);
        check("url('http://t.co/i/adsct')", &["t.co"]);
        check("// see example.com, or // hotjar.com", &[]);
        check("/* source: http://www.hotjar.com */ \"http://www.w3.org/2000/svg\"", &[]);
        check("'//'+host+'//com' \"//localhost/x\" \"//10.0.0.1/\" \"https://\"", &[]);
    }

    #[test]
    fn utf_16_and_damaged_letters_are_text() {
        assert_eq!(decode(b"\xFF\xFE[\0]\0"), "[]");
        assert_eq!(decode(b"\xEF\xBB\xBFRen\xE9"), "Ren\u{FFFD}");
    }
}
