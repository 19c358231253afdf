//! What a reader of a format tells: things and their fields, each with the place it was read at.

use std::collections::{BTreeMap, BTreeSet};

use base::{Kind, Quantity, Ref, Reject, Say, Source, slug};
use jiff::civil::Date;
use tabular::Unreadable;

use super::{Format, Told};
use crate::catalog::Claim;
use crate::field::{Field, Value, shorten};
use crate::import::{Imported, KEPT_REJECTS, Report, SheetReport};

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The line, counted from 1; 0 where the format is read without lines (JSON): the pointer says it then.
    pub line: u64,
    /// The way to the value: a JSON pointer, or the path of names in YAML and XML.
    pub pointer: String,
}

impl At {
    /// A place by line and pointer.
    pub fn new(line: u64, pointer: impl Into<String>) -> At {
        At { line, pointer: pointer.into() }
    }

    /// A place deeper in the same document.
    pub fn then(&self, step: &str) -> At {
        At { line: self.line, pointer: format!("{}/{step}", self.pointer) }
    }
}

/// Claims and report of one file, filled by its reader.
#[derive(Debug)]
pub struct Telling {
    format: Format,
    file: String,
    dataset: Ref,
    /// The date of the facts; a reader whose format dates them sets it.
    pub as_of: Option<Date>,
    position: u64,
    /// The version of the format, as the file says it.
    pub version: Option<String>,
    claims: Vec<Claim>,
    accepted: u64,
    rejected: u64,
    rejects: Vec<Reject>,
    counts: Vec<(String, u64)>,
    left: BTreeMap<String, u64>,
    described: BTreeSet<Ref>,
}

impl Telling {
    pub(super) fn new(format: Format, file: &str, dataset: &Ref, as_of: Option<Date>, position: u64) -> Telling {
        Telling {
            format,
            file: file.to_owned(),
            dataset: dataset.clone(),
            as_of,
            position,
            version: None,
            claims: Vec::new(),
            accepted: 0,
            rejected: 0,
            rejects: Vec::new(),
            counts: Vec::new(),
            left: BTreeMap::new(),
            described: BTreeSet::new(),
        }
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Counts what the file holds, in the format's own word; counted words keep the order they first came in.
    pub fn count(&mut self, word: &str, n: u64) {
        match self.counts.iter_mut().find(|(known, _)| known == word) {
            Some((_, counted)) => *counted += n,
            None => self.counts.push((word.to_owned(), n)),
        }
    }

    /// Counts entries that were taken: the units `read = accepted + rejected` is about.
    pub fn accept(&mut self, n: u64) {
        self.accepted += n;
    }

    /// Counts an entry as not taken, and says why.
    pub fn reject(&mut self, at: &At, value: &str, reason: Say, way_out: Say) {
        self.rejected += 1;
        self.note(at, value, reason, way_out);
    }

    /// Says that a single value of an entry was not taken; the entry counts as accepted.
    pub fn note(&mut self, at: &At, value: &str, reason: Say, way_out: Say) {
        if self.rejects.len() < KEPT_REJECTS {
            let column = (!at.pointer.is_empty()).then(|| at.pointer.clone());
            let value = shorten(value);
            self.rejects.push(Reject { sheet: None, line: at.line, column, value, reason, way_out });
        }
    }

    /// Counts something that was understood and has no place here.
    pub fn left(&mut self, what: &str, n: u64) {
        *self.left.entry(what.to_owned()).or_default() += n;
    }

    /// Claims a field of a thing. A field the kind has not is a mistake of the reader, and is dropped when the
    /// catalogue is built; a test holds that no reader makes it.
    pub fn claim(&mut self, subject: &Ref, field: Field, value: Value, at: &At) {
        if !self.described.contains(subject) {
            self.described.insert(subject.clone());
        }
        self.claims.push(Claim {
            subject: subject.clone(),
            field,
            value,
            source: Source::File {
                dataset: self.dataset.clone(),
                file: self.file.clone(),
                sheet: None,
                line: at.line,
                column: at.pointer.clone(),
            },
            as_of: self.as_of,
            position: self.position,
        });
    }

    /// Claims words, the same in both languages; empty ones say nothing.
    pub fn words(&mut self, subject: &Ref, field: Field, words: &str, at: &At) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.claim(subject, field, Value::Words(Say::same(words)), at);
        }
    }

    /// Claims a number.
    pub fn number(&mut self, subject: &Ref, field: Field, value: Quantity, at: &At) {
        self.claim(subject, field, Value::Number(value), at);
    }

    /// Claims several words; none says nothing.
    pub fn list(&mut self, subject: &Ref, field: Field, words: Vec<String>, at: &At) {
        if !words.is_empty() {
            self.claim(subject, field, Value::List(words), at);
        }
    }

    /// Claims that a thing points at others, by the keys or names the file has for them; none says nothing.
    pub fn names(&mut self, subject: &Ref, field: Field, names: Vec<String>, at: &At) {
        if !names.is_empty() {
            self.claim(subject, field, Value::Named(names), at);
        }
    }

    /// Describes a thing by a name: its key is the name folded, unless the file gives a better one.
    pub fn thing(&mut self, kind: Kind, key: Option<&str>, name: &str, at: &At) -> Ref {
        let id = Ref::new(kind, &slug(key.unwrap_or(name)));
        self.words(&id, Field::Name, name, at);
        id
    }

    /// Describes a flow between two systems, as its ends are called here.
    pub fn flow(&mut self, source: &Ref, target: &Ref, at: &At) -> Ref {
        let id = Ref::new(Kind::Flow, &format!("{}>{}", source.key(), target.key()));
        if !self.described.contains(&id) {
            self.names(&id, Field::Source, vec![source.key().to_owned()], at);
            self.names(&id, Field::Target, vec![target.key().to_owned()], at);
        }
        id
    }

    /// A file that cannot be read at all: where, why, and the way out.
    pub fn unreadable(&self, line: Option<u64>, reason: Say, way_out: Say) -> Unreadable {
        Unreadable { file: self.file.clone(), sheet: None, line, column: None, reason, way_out }
    }

    pub(super) fn finish(self) -> Imported {
        let mut made: BTreeMap<Kind, u64> = BTreeMap::new();
        for id in &self.described {
            *made.entry(id.kind()).or_default() += 1;
        }
        let how = match &self.version {
            None => self.format.say(),
            Some(version) => Say::each(|lang| format!("{} {version}", self.format.say().in_lang(lang))),
        };
        let sheet = SheetReport {
            sheet: None,
            kind: None,
            evidence: None,
            told: Some(Told {
                format: self.format,
                version: self.version,
                counts: self.counts,
                made: made.into_iter().map(|(kind, n)| (kind.word().to_owned(), n)).collect(),
                left: self.left.into_iter().collect(),
            }),
            how,
            read: self.accepted + self.rejected,
            accepted: self.accepted,
            rejected: self.rejected,
            rejects: self.rejects,
            mapped: Vec::new(),
            unmapped: Vec::new(),
        };
        Imported { claims: self.claims, report: Report { sheets: vec![sheet] } }
    }
}
