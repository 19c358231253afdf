//! Reports on mail in the house's name (DMARC aggregate reports): which senders' keys and servers it came by.
//!
//! What proves who sent is what passed: a key's domain whose signature held, a sender's domain whose server may send
//! for it. What did not pass can be written by anybody and names nobody.
//! Source: RFC 7489 appendix C, RFC 9990, and the drafts before them. Nothing of a document type is obeyed.

use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::gather::{self, Gather, domain, read_host};
use super::text::{Head, Lines};
use super::{Unrecognised, damaged};
use crate::harvest::What;
use crate::left::Why;
use crate::sighting::When;
use crate::time;

/// How deep elements may stand in one another; reports need six.
const DEEPEST: usize = 64;
/// The longest text of one element that is read, and the most signatures of one record.
const TEXT_MOST: usize = 1_000;
const RESULTS_MOST: usize = 100;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let root = head.has("<feedback") || head.has(":feedback");
    head.first() == Some('<') && root && (head.has("policy_published") || head.has("report_metadata"))
}

/// One result of a check: whose, by which key, and whether it held.
#[derive(Default)]
struct Checked {
    domain: String,
    selector: String,
    result: String,
}

/// One record: mail that came from one server.
#[derive(Default)]
struct Record {
    line: u64,
    count: Option<String>,
    keys: Vec<Checked>,
    servers: Vec<Checked>,
    proven: bool,
    passed_on: bool,
}

/// Reads a report.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    let mut xml = Reader::from_str(text);
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    xml.config_mut().expand_empty_elements = true;
    let mut lines = Lines::of(text);
    let (mut open, mut words) = (Vec::<String>::new(), String::new());
    let (mut record, mut begun) = (None::<Record>, None::<Date>);
    loop {
        let at = usize::try_from(xml.buffer_position()).unwrap_or(text.len());
        match xml.read_event() {
            Err(_) => {
                gather.leave(Why::Form, lines.of_byte(at), "");
                break;
            }
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => {
                if open.len() >= DEEPEST {
                    return Err(damaged(
                        "les éléments de ce fichier sont imbriqués trop profondément",
                        "the elements of this file are nested too deeply",
                    ));
                }
                let name = String::from_utf8_lossy(tag.local_name().as_ref().as_bytes()).into_owned();
                words.clear();
                match name.as_str() {
                    "record" => record = Some(Record { line: lines.of_byte(at), ..Record::default() }),
                    "feedback" => begun = None,
                    _ => {}
                }
                if let Some(record) = &mut record {
                    record.opens(&open, &name);
                }
                open.push(name);
            }
            Ok(Event::End(tag)) => {
                let name = String::from_utf8_lossy(tag.local_name().as_ref().as_bytes()).into_owned();
                // A broken name may have opened what nothing closes.
                let Some(place) = open.iter().rposition(|other| *other == name) else { continue };
                let parents = open.get(..place).unwrap_or_default();
                let value = words.trim().to_owned();
                words.clear();
                match (name.as_str(), parents.last().map(String::as_str)) {
                    ("domain", Some("policy_published")) => gather.owns(&value),
                    ("begin", Some("date_range")) => begun = day(&value, gather),
                    ("record", _) => {
                        if let Some(record) = record.take() {
                            record.tell(begun, gather);
                        }
                    }
                    _ => {
                        if let Some(record) = &mut record {
                            record.closes(parents, &name, value);
                        }
                    }
                }
                open.truncate(place);
            }
            Ok(Event::Text(more)) => push(&mut words, &more.xml10_content()),
            Ok(Event::CData(more)) => push(&mut words, &more.xml10_content()),
            Ok(Event::GeneralRef(reference)) => push(&mut words, sign(&reference)),
            Ok(_) => {}
        }
    }
    if let Some(record) = record {
        gather.leave(Why::Form, record.line, "");
    }
    Ok(())
}

fn push(words: &mut String, more: &str) {
    if words.len() < TEXT_MOST {
        words.extend(more.chars().take(TEXT_MOST));
    }
}

/// One of the five entities of XML; any other is none of ours and is dropped.
fn sign(reference: &BytesRef<'_>) -> &'static str {
    match reference.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

/// The day a report begins on, for the house.
fn day(value: &str, gather: &mut Gather<'_>) -> Option<Date> {
    let seconds = time::digits(value.as_bytes())?;
    Some(gather.moment(When::Instant(seconds))?.day.date())
}

impl Record {
    fn opens(&mut self, open: &[String], name: &str) {
        if open.last().is_some_and(|parent| parent == "auth_results") {
            let list = match name {
                "dkim" => &mut self.keys,
                "spf" => &mut self.servers,
                _ => return,
            };
            if list.len() < RESULTS_MOST {
                list.push(Checked::default());
            }
        }
    }

    fn closes(&mut self, parents: &[String], name: &str, value: String) {
        let parent = parents.last().map_or("", String::as_str);
        let of_results = parents.iter().rev().nth(1).is_some_and(|above| above == "auth_results");
        let list = match parent {
            "dkim" if of_results => Some(&mut self.keys),
            "spf" if of_results => Some(&mut self.servers),
            _ => None,
        };
        if let Some(checked) = list.and_then(|list| list.last_mut()) {
            match name {
                "domain" => checked.domain = value,
                "selector" => checked.selector = value,
                "result" => checked.result = value,
                _ => {}
            }
            return;
        }
        match (parent, name) {
            ("row", "count") => self.count = Some(value),
            ("policy_evaluated", "dkim" | "spf") => self.proven |= value.eq_ignore_ascii_case("pass"),
            ("reason", "type") => {
                self.passed_on |= matches!(value.as_str(), "forwarded" | "mailing_list" | "trusted_forwarder");
            }
            _ => {}
        }
    }

    /// Says who sent.
    fn tell(self, begun: Option<Date>, gather: &mut Gather<'_>) {
        let Some(count) = self.count else { return gather.leave(Why::Fields, self.line, "count") };
        let Some(count) = time::count(count.as_bytes()) else { return gather.leave(Why::Fields, self.line, &count) };
        if !gather.has_room() {
            return gather.leave(Why::Beyond, self.line, "");
        }
        gather.understood();
        let what = if self.proven { What::Sent } else { What::SentUnproven };
        let held = |checked: &&Checked| checked.result.eq_ignore_ascii_case("pass");
        // The house's own key: who holds it is told by its selector, whoever's server it was.
        let mut own_key = None;
        let mut senders: Vec<(String, String)> = Vec::new();
        for key in self.keys.iter().filter(held) {
            let Some(host) = read_host(&key.domain) else { continue };
            match gather.is_own(&host) {
                true => own_key = own_key.or(Some(key.selector.as_str()).filter(|selector| !selector.is_empty())),
                false => senders.push((host, key.selector.clone())),
            }
        }
        // Whoever passes mail on has a server of their own, and is no sender of the house's.
        for server in self.servers.iter().filter(held).filter(|_| !self.passed_on) {
            let Some(host) = read_host(&server.domain).filter(|host| !gather.is_own(host)) else { continue };
            if !senders.iter().any(|(known, _)| crate::host::registrable(known) == crate::host::registrable(&host)) {
                senders.push((host, own_key.unwrap_or("spf").to_owned()));
            }
        }
        senders.sort();
        senders.dedup_by(|a, b| a.0 == b.0);
        for (host, words) in &senders {
            gather.fact(domain(host.clone()), what, words, count, begun, self.line);
        }
        if let (true, Some(selector)) = (senders.is_empty(), own_key) {
            let named = gather::words(&format!("{selector}._domainkey"));
            gather.fact(named, what, selector, count, begun, self.line);
        }
    }
}
