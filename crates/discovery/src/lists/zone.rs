//! The house's own DNS zone: to whom its names point, who proved they may act for it, who may send and receive its mail.
//!
//! Of a record its name and the host or the kind of proof are taken; values of proofs and keys are passed over.
//! Source: RFC 1035 §5 (the text of zones), RFC 7208 (SPF), RFC 6376 (keys of mail), RFC 7489 (where reports go).

mod records;

use std::collections::BTreeSet;

use super::Unrecognised;
use super::gather::{self, Gather, domain, read_host};
use super::table::{self, Table};
use super::text::Head;
use crate::harvest::What;
use crate::host;
use crate::left::Why;
use records::{Record, Records};

/// Whether the beginning of a file is a zone: more than half of its entries are records or directives, two at least.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let (mut yes, mut no) = (0, 0);
    let text: String = head.lines().take(60).flat_map(|line| [line, "\n"]).collect();
    for one in Records::of(&text) {
        match one {
            Ok(_) => yes += 1,
            Err(_) => no += 1,
        }
    }
    let yes = yes + records::directives(&text);
    yes >= 2 && yes > no
}

/// Reads a zone, in two goes: whose it is and how it writes names, then what its records say.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    // A tool that writes no final dots means whole names by names with dots.
    let (mut rooted, mut origin) = (false, None);
    for record in Records::of(text).flatten() {
        let points = matches!(record.kind.as_str(), "CNAME" | "MX" | "NS" | "SRV" | "SOA");
        rooted |= points && record.data.iter().any(|word| word.len() > 1 && word.ends_with('.'));
        if record.kind == "SOA" {
            gather.owns(&record.owner());
        }
        origin = origin.or_else(|| read_host(&record.origin));
    }
    if let Some(origin) = origin {
        gather.owns(&origin);
    }
    for one in Records::of(text) {
        match one {
            Ok(record) if gather.has_room() => tell(&record, rooted, gather),
            Ok(record) => gather.leave(Why::Beyond, record.line, &record.name),
            Err((line, sample)) => gather.leave(Why::Form, line, &sample),
        }
    }
    Ok(())
}

const NAME: &[&str] = &[
    "name",
    "nom",
    "host",
    "hôte",
    "hostname",
    "record name",
    "record",
    "enregistrement",
    "sous-domaine",
    "subdomain",
    "domaine",
    "domain",
    "source",
];
const KIND: &[&str] = &["type", "record type", "type d'enregistrement", "rr type"];
const VALUE: &[&str] = &[
    "value",
    "valeur",
    "content",
    "contenu",
    "data",
    "rdata",
    "cible",
    "target",
    "destination",
    "points to",
    "pointe vers",
    "answer",
    "record value",
    "données",
];
const ZONE: &[&str] = &["zone", "zone name", "origin", "domain name", "nom de domaine"];

/// Whether a table is the records of a zone: its types are types of records.
pub(super) fn table_fits(table: &Table<'_>) -> bool {
    let (Some(_), Some(kind), Some(_)) = (table.column(NAME), table.column(KIND), table.column(VALUE)) else {
        return false;
    };
    let kinds = table.rows().iter().take(100).filter_map(|row| table::words(row, Some(kind)));
    let (yes, no): (Vec<_>, Vec<_>) = kinds.partition(|kind| records::is_kind(kind));
    yes.len() > no.len()
}

/// Reads the records of a zone from a table.
pub(super) fn read_table(table: &Table<'_>, gather: &mut Gather<'_>) {
    let (name, kind, value, zone) = (table.column(NAME), table.column(KIND), table.column(VALUE), table.column(ZONE));
    let zone = zone.filter(|zone| Some(*zone) != name);
    // Where whole names stand, what most of them end in is the house's.
    let mut ends = std::collections::BTreeMap::<String, usize>::new();
    for row in table.rows() {
        let own = zone.and_then(|zone| table::words(row, Some(zone))).and_then(|name| read_host(&name));
        let own = own.or_else(|| table::words(row, name).and_then(|name| read_host(&name)));
        if let Some(own) = own {
            *ends.entry(host::registrable(&own).to_owned()).or_default() += 1;
        }
    }
    let origin = ends.into_iter().max_by_key(|(_, times)| *times).filter(|(_, times)| *times * 2 > table.rows().len());
    let origin = origin.map(|(origin, _)| origin).unwrap_or_default();
    gather.owns(&origin);
    for row in table.rows() {
        let words = |column| table::words(row, column).map(|words| words.trim().to_owned());
        let (Some(kind), Some(value)) = (words(kind), words(value)) else {
            gather.leave(Why::Fields, row.line, &table::shown(row));
            continue;
        };
        let kind = kind.to_ascii_uppercase();
        if !records::is_kind(&kind) {
            gather.leave(Why::Form, row.line, &table::shown(row));
            continue;
        }
        let name = words(name).unwrap_or_else(|| "@".to_owned());
        let record = Record::of_value(name, &origin, kind, &value, row.line);
        match gather.has_room() {
            true => tell(&record, false, gather),
            false => gather.leave(Why::Beyond, row.line, &record.name),
        }
    }
}

/// Says what a record says of a tool, if it does.
fn tell(record: &Record, rooted: bool, gather: &mut Gather<'_>) {
    gather.understood();
    let owner = record.owner();
    let target = |place: usize| record.data.get(place).and_then(|word| record.whole(word, rooted));
    let points = |what: What, words: &str, to: Option<String>, gather: &mut Gather<'_>| {
        if let Some(to) = to.filter(|to| !gather.is_own(to)) {
            gather.fact(domain(to), what, words, 1, None, record.line);
        }
    };
    match record.kind.as_str() {
        "CNAME" | "ALIAS" | "ANAME" | "DNAME" => match selector(&owner) {
            Some(selector) => points(What::MailKey, selector, target(0), gather),
            None if owner.starts_with('_') => points(What::Proof, &owner, target(0), gather),
            None => points(What::Alias, &owner, target(0), gather),
        },
        "NS" => points(What::Alias, &owner, target(0), gather),
        "SRV" => points(What::Alias, &owner, target(3), gather),
        "HTTPS" | "SVCB" => points(What::Alias, &owner, target(1), gather),
        // A provider's table may hold the host alone, its priority in another column.
        "MX" => points(What::Receives, &owner, target(1).or_else(|| target(0)), gather),
        "TXT" | "SPF" => says(record, &owner, &record.data.concat(), gather),
        _ => {}
    }
}

/// The selector of a name under which a key of mail is published: `k1._domainkey.example.com` → `k1`.
fn selector(owner: &str) -> Option<&str> {
    let (before, after) = owner.split_once("._domainkey")?;
    (!before.is_empty() && (after.is_empty() || after.starts_with('.'))).then_some(before)
}

/// Says what a text record says.
fn says(record: &Record, owner: &str, text: &str, gather: &mut Gather<'_>) {
    let text = text.trim();
    let small = text.to_ascii_lowercase();
    if small.starts_with("v=spf1") {
        return may_send(text, record.line, gather);
    }
    if small.starts_with("v=dmarc1") {
        return reports(text, record.line, gather);
    }
    if let Some(selector) = selector(owner) {
        // An empty key is one that was taken back.
        let key = small.split(';').map(str::trim).find_map(|part| part.strip_prefix("p="));
        if key.is_none_or(|key| !key.trim().is_empty()) {
            let named = gather::words(&format!("{selector}._domainkey"));
            gather.fact(named, What::MailKey, selector, 1, None, record.line);
        }
        return;
    }
    if small.starts_with("v=") || owner.starts_with("_domainkey") {
        return;
    }
    let label = owner.split('.').next().filter(|label| label.starts_with('_') && label.len() > 1);
    if let Some(token) = token(text).or(label) {
        gather.fact(gather::words(token), What::Proof, token, 1, None, record.line);
    }
}

/// The beginning of a proof, without what it proves with: `brevo-code:5f1c…` → `brevo-code`, `MS=ms88…` → `MS=ms`,
/// `ZOOM_verify_8k…` → `ZOOM_verify_`.
fn token(text: &str) -> Option<&str> {
    let is_word = |word: &str| {
        (2..=64).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    if let Some((word, value)) = text.split_once(['=', ':']) {
        let word = word.trim_end();
        if !is_word(word) || value.trim().is_empty() {
            return None;
        }
        // Few letters and then digits alone: the letters are the same for everybody.
        let digits = value.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
        let letters = value.len() - digits.len();
        let same = (1..=4).contains(&letters) && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        return if same { text.get(..text.len() - digits.len()) } else { Some(word) };
    }
    let (word, value) = text.rsplit_once(['_', '-'])?;
    let proves = is_word(value) && value.len() >= 8 && value.bytes().any(|byte| byte.is_ascii_digit());
    if is_word(word) && proves { text.get(..=word.len()) } else { None }
}

/// Who may send: the hosts of `include:`, `redirect=`, `exists:`, and of `a:` and `mx:` beyond the house.
fn may_send(text: &str, line: u64, gather: &mut Gather<'_>) {
    let mut hosts = BTreeSet::new();
    for part in text.split_ascii_whitespace().skip(1) {
        let part = part.trim_start_matches(['+', '-', '~', '?']);
        let Some((mechanism, value)) = part.split_once([':', '=']) else { continue };
        if !["include", "redirect", "exists", "a", "mx"].iter().any(|known| mechanism.eq_ignore_ascii_case(known)) {
            continue;
        }
        // What stands before the last macro differs from message to message.
        let value = value.rsplit('}').next().unwrap_or(value).trim_start_matches('.');
        let Some(host) = read_host(value.split('/').next().unwrap_or(value)) else { continue };
        if !gather.is_own(&host) && hosts.insert(host.clone()) {
            let words = format!("{}:{host}", mechanism.to_ascii_lowercase());
            gather.fact(domain(host), What::MaySend, &words, 1, None, line);
        }
    }
}

/// Who receives the reports on the house's mail; of each address its domain alone.
fn reports(text: &str, line: u64, gather: &mut Gather<'_>) {
    let parts = text.split(';').filter_map(|part| part.trim().split_once('='));
    for (key, addresses) in parts.filter(|(key, _)| matches!(key.trim(), "rua" | "ruf")) {
        for address in addresses.split(',') {
            let host = address.rsplit('@').next().unwrap_or_default().split('!').next().unwrap_or_default();
            let Some(host) = read_host(host).filter(|_| address.contains('@')) else { continue };
            if !gather.is_own(&host) {
                gather.fact(domain(host), What::Receives, key.trim(), 1, None, line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_known_by_its_beginning() {
        for (text, expect) in [
            ("google-site-verification=abc_DEF-123", Some("google-site-verification")),
            ("MS=ms12345678", Some("MS=ms")),
            ("brevo-code:0a1b2c", Some("brevo-code")),
            ("ZOOM_verify_8kQ2mPx1", Some("ZOOM_verify_")),
            ("pardot882641=0a1b", Some("pardot882641")),
            ("SFMC-q0uCLy6d5tGk3nR8", Some("SFMC-")),
            ("docusign=05958488-4752-4ef2-95eb-aa7ba8a3bd0e", Some("docusign")),
            ("some words = here", None),
            ("hello", None),
            ("=x", None),
            ("x=", None),
            ("1234=5", None),
        ] {
            assert_eq!(token(text), expect, "{text}");
        }
    }

    #[test]
    fn a_selector_stands_before_the_domain_of_keys() {
        assert_eq!(selector("k1._domainkey.solvene.example"), Some("k1"));
        assert_eq!(selector("a.b._domainkey"), Some("a.b"));
        assert_eq!(selector("_domainkey.solvene.example"), None);
        assert_eq!(selector("x._domainkeys.solvene.example"), None);
    }
}
