//! The text of a zone cut into records: directives, names that are left out, brackets, strings, remarks.

use crate::lists::gather::read_host;

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its name as it stands, or that of the record before it.
    pub name: String,
    /// The name it is relative to; empty when none is said.
    pub origin: String,
    /// Its type, in capitals.
    pub kind: String,
    /// The words of its value, strings without their quotes.
    pub data: Vec<String>,
    /// The line it starts on, from 1.
    pub line: u64,
}

/// The types of records there are, as far as zones bear them.
const KINDS: [&str; 34] = [
    "A",
    "AAAA",
    "AFSDB",
    "ALIAS",
    "ANAME",
    "APL",
    "CAA",
    "CDNSKEY",
    "CDS",
    "CERT",
    "CNAME",
    "DNAME",
    "DNSKEY",
    "DS",
    "HINFO",
    "HTTPS",
    "LOC",
    "MX",
    "NAPTR",
    "NS",
    "NSEC",
    "NSEC3",
    "NSEC3PARAM",
    "OPENPGPKEY",
    "PTR",
    "RRSIG",
    "SOA",
    "SPF",
    "SRV",
    "SSHFP",
    "SVCB",
    "TLSA",
    "TXT",
    "URI",
];

/// Whether a word is a type of record.
pub(super) fn is_kind(word: &str) -> bool {
    let numbered =
        || word.get(4..).is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word))
        || (word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("TYPE")) && numbered())
}

/// How many directives a text has.
pub(super) fn directives(text: &str) -> usize {
    text.lines().filter(|line| directive(line.split_ascii_whitespace().next().unwrap_or_default()).is_some()).count()
}

fn directive(word: &str) -> Option<&'static str> {
    ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"].into_iter().find(|known| known.eq_ignore_ascii_case(word))
}

impl Record {
    /// A record of a table, whose value stands in one cell.
    pub(super) fn of_value(name: String, origin: &str, kind: String, value: &str, line: u64) -> Record {
        let data = match kind.as_str() {
            "TXT" | "SPF" if value.trim_start().starts_with('"') => {
                let (words, _) = tokens(&mut Signs { text: value, at: 0, line: 1 });
                words.into_iter().map(|word| word.text).collect()
            }
            "TXT" | "SPF" => vec![value.to_owned()],
            _ => value.split_ascii_whitespace().map(str::to_owned).collect(),
        };
        Record { name, origin: origin.to_owned(), kind, data, line }
    }

    /// The whole name of the record, in small letters, without a final dot; `_` and all.
    pub(super) fn owner(&self) -> String {
        let small = self.name.to_ascii_lowercase();
        if small == "@" || small.is_empty() {
            return self.origin.to_ascii_lowercase();
        }
        if let Some(whole) = small.strip_suffix('.') {
            return whole.to_owned();
        }
        let origin = self.origin.to_ascii_lowercase();
        let stands_whole = !origin.is_empty() && (small == origin || small.ends_with(&format!(".{origin}")));
        if origin.is_empty() || stands_whole { small } else { format!("{small}.{origin}") }
    }

    /// A host of the value, made whole; nothing for what is no host name. Where the file ends no name in a dot, a name
    /// with a dot in it is whole.
    pub(super) fn whole(&self, word: &str, rooted: bool) -> Option<String> {
        if word.ends_with('.') || (!rooted && word.contains('.')) {
            return read_host(word);
        }
        match word {
            "@" => read_host(&self.origin),
            _ => read_host(&format!("{word}.{}", self.origin)),
        }
    }
}

/// Reads a text record by record; what is none is handed over with its line and its beginning.
pub(super) struct Records<'t> {
    signs: Signs<'t>,
    origin: String,
    last: Option<String>,
}

impl<'t> Records<'t> {
    pub(super) fn of(text: &'t str) -> Records<'t> {
        Records { signs: Signs { text, at: 0, line: 1 }, origin: String::new(), last: None }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, (u64, String)>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.signs.at < self.signs.text.len() {
            let (from, line) = (self.signs.at, self.signs.line);
            let indented = self.signs.text.as_bytes().get(from).is_some_and(|sign| matches!(sign, b' ' | b'\t'));
            let (words, whole) = tokens(&mut self.signs);
            let Some(first) = words.first() else { continue };
            let sample = || {
                let text = self.signs.text.get(from..self.signs.at).unwrap_or_default();
                text.chars().take(80).collect::<String>()
            };
            if !whole {
                return Some(Err((line, sample())));
            }
            if let Some(known) = directive(&first.text) {
                match (known, words.get(1)) {
                    ("$ORIGIN", Some(origin)) => {
                        let below = !origin.text.ends_with('.') && !self.origin.is_empty();
                        let origin = origin.text.trim_end_matches('.');
                        self.origin = if below { format!("{origin}.{}", self.origin) } else { origin.to_owned() };
                        self.origin.truncate(crate::host::NAME_MOST * 4);
                    }
                    ("$TTL", Some(_)) => {}
                    // Another file, or a rule that makes records: neither is followed.
                    _ => return Some(Err((line, sample()))),
                }
                continue;
            }
            let Some(kind) = kind_at(&words, indented) else { return Some(Err((line, sample()))) };
            let named = !indented && kind > 0;
            if named {
                self.last = Some(first.text.clone());
            }
            let Some(name) = self.last.clone() else { return Some(Err((line, sample()))) };
            let mut words = words.into_iter().skip(kind);
            let kind = words.next().map(|word| word.text.to_ascii_uppercase()).unwrap_or_default();
            let data: Vec<String> = words.map(|word| word.text).collect();
            if data.is_empty() {
                return Some(Err((line, sample())));
            }
            if kind == "SOA" && self.origin.is_empty() && name != "@" {
                self.origin = name.trim_end_matches('.').to_owned();
            }
            return Some(Ok(Record { name, origin: self.origin.clone(), kind, data, line }));
        }
        None
    }
}

/// Where the type stands among the words: behind the name, a time to live and a class, in either order.
fn kind_at(words: &[Word], indented: bool) -> Option<usize> {
    let first = usize::from(!indented);
    for at in first..first + 3 {
        let word = words.get(at).filter(|word| !word.quoted)?;
        let is_class = ["IN", "CH", "HS", "CS"].iter().any(|class| class.eq_ignore_ascii_case(&word.text));
        if is_kind(&word.text) {
            return Some(at);
        }
        if !is_class && !is_time(&word.text) {
            return None;
        }
    }
    None
}

/// Whether a word is a time to live: `3600`, `1h`, `2w3d`.
fn is_time(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || b"smhdwSMHDW".contains(&byte))
}

/// Where the reading of a text stands.
struct Signs<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

/// A word, or a string that stood in quotes.
struct Word {
    text: String,
    quoted: bool,
}

/// The most words, and the most signs, of one record.
const WORDS: usize = 2_000;
const SIGNS: usize = 256 << 10;

/// Takes the words of the next record: up to a line's end outside brackets. Says whether it was whole: brackets and
/// quotes closed, within the limits. A quote ends at its line's end.
fn tokens(signs: &mut Signs<'_>) -> (Vec<Word>, bool) {
    let bytes = signs.text.as_bytes();
    let (mut words, mut depth, mut whole, mut length) = (Vec::new(), 0_usize, true, 0_usize);
    while let Some(&sign) = bytes.get(signs.at) {
        match sign {
            b'\n' => {
                signs.at += 1;
                signs.line += 1;
                if depth == 0 {
                    return (words, whole);
                }
            }
            b' ' | b'\t' | b'\r' => signs.at += 1,
            b';' => {
                let rest = bytes.get(signs.at..).unwrap_or_default();
                signs.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            }
            b'(' | b')' => {
                depth = if sign == b'(' { depth + 1 } else { depth.saturating_sub(1) };
                signs.at += 1;
            }
            _ => {
                let (text, closed) = word(signs);
                length += text.len() + 1;
                whole &= closed;
                if words.len() < WORDS && length < SIGNS {
                    words.push(Word { text, quoted: sign == b'"' });
                } else {
                    whole = false;
                }
            }
        }
        // A bracket that is never closed would swallow the file: a record has few lines.
        if depth > 0 && length >= SIGNS {
            depth = 0;
        }
    }
    (words, whole && depth == 0)
}

/// Takes one word or one string; `\"` and `\123` stand for a sign. Says whether a string was closed.
fn word(signs: &mut Signs<'_>) -> (String, bool) {
    let bytes = signs.text.as_bytes();
    let quoted = bytes.get(signs.at) == Some(&b'"');
    signs.at += usize::from(quoted);
    let mut out = Vec::new();
    let mut closed = !quoted;
    while let Some(&sign) = bytes.get(signs.at) {
        match sign {
            b'\n' => break,
            b'"' if quoted => {
                signs.at += 1;
                closed = true;
                break;
            }
            b' ' | b'\t' | b'\r' | b';' | b'(' | b')' | b'"' if !quoted => break,
            b'\\' => {
                let code = bytes.get(signs.at + 1..signs.at + 4).and_then(crate::time::digits);
                match (code.and_then(|code| u8::try_from(code).ok()), bytes.get(signs.at + 1)) {
                    (Some(code), _) => {
                        out.push(code);
                        signs.at += 4;
                    }
                    (None, Some(b'\n') | None) => signs.at += 1,
                    (None, Some(&escaped)) => {
                        out.push(escaped);
                        signs.at += 2;
                    }
                }
            }
            _ => {
                out.push(sign);
                signs.at += 1;
            }
        }
    }
    (String::from_utf8_lossy(&out).into_owned(), closed)
}
