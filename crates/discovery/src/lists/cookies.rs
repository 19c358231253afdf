//! Cookies: whose domain set them, and under which name. Values are passed over.
//!
//! A cookie of the house's own domain is set by a script somebody brought in: it is named by its own name instead.
//! Source: the Netscape form as curl and browsers write it; the members of browsers' extensions and of test tools; the
//! columns of consent managers' exports, by their synonyms.

use serde_json::Value;

use super::Unrecognised;
use super::gather::{Gather, domain, host_of, words};
use super::json::{self, each};
use super::table::{self, Table};
use super::text::Head;
use crate::harvest::What;
use crate::host;
use crate::left::Why;

/// Says that a domain set a cookie.
fn tell(set_by: &str, name: &str, first_party: bool, line: u64, gather: &mut Gather<'_>) {
    let Some(set_by) = host_of(set_by.trim().trim_start_matches('.')) else {
        return gather.leave(Why::Host, line, name);
    };
    if !gather.has_room() {
        return gather.leave(Why::Beyond, line, name);
    }
    gather.understood();
    let named = if first_party || gather.is_own(&set_by) { words(name) } else { domain(set_by) };
    gather.fact(named, What::Cookie, name, 1, None, line);
}

/// The fields of a line in Netscape's form: domain, others too, path, secure, until, name, value.
fn fields(line: &str) -> Option<Vec<&str>> {
    let line = line.strip_prefix("#HttpOnly_").unwrap_or(line);
    let fields: Vec<&str> = line.split('\t').collect();
    let flag = |place: usize| fields.get(place).is_some_and(|flag| matches!(*flag, "TRUE" | "FALSE"));
    ((6..=7).contains(&fields.len()) && flag(1) && flag(3)).then_some(fields)
}

/// Whether the beginning of a file is of Netscape's form.
pub(super) fn file_fits(head: &Head<'_>) -> bool {
    let lines = || head.lines().filter(|line| !line.trim().is_empty()).take(50);
    let named = lines().next().is_some_and(|first| first.starts_with('#') && first.contains("Cookie File"));
    let of_form = lines().filter(|line| fields(line).is_some()).count();
    (named && of_form > 0) || of_form >= 2 && of_form * 2 > lines().count()
}

/// Reads cookies of Netscape's form.
pub(super) fn read_file(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    for (line, number) in text.lines().zip(1_u64..) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || (line.starts_with('#') && !line.starts_with("#HttpOnly_")) {
            continue;
        }
        match fields(line) {
            Some(fields) if !fields[5].is_empty() => tell(fields[0], fields[5], false, number, gather),
            // What stands there may be a value: it is not shown.
            _ => gather.leave(Why::Fields, number, ""),
        }
    }
    Ok(())
}

/// Whether the beginning of a file is a list of cookies in JSON.
pub(super) fn json_fits(head: &Head<'_>) -> bool {
    let marks = ["httpOnly", "sameSite", "hostOnly", "expirationDate", "secure"];
    head.is_json()
        && head.has_members(&["domain", "name"])
        && marks.iter().filter(|mark| head.has_member(mark)).count() >= 2
}

/// Reads a list of cookies in JSON.
pub(super) fn read_json(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    each(text, &["", "cookies"], gather, |entry, gather| match entry.value() {
        Err(why) => gather.leave(why, entry.line, ""),
        Ok(cookie) => match (json::words(&cookie, "domain"), cookie.get("name").and_then(Value::as_str)) {
            (Some(domain), Some(name)) if !name.is_empty() => tell(domain, name, false, entry.line, gather),
            _ => gather.leave(Why::Fields, entry.line, ""),
        },
    });
    Ok(())
}

const NAME: &[&str] = &[
    "cookie name",
    "cookie",
    "nom du cookie",
    "nom cookie",
    "cookie / data key name",
    "cookie key",
    "name",
    "nom",
    "tracker",
    "traceur",
];
const DOMAIN: &[&str] = &[
    "cookie domain",
    "domain",
    "domaine",
    "host",
    "hôte",
    "cookie host",
    "domaine du cookie",
    "provider domain",
    "third party domain",
];
const VENDOR: &[&str] = &[
    "vendor",
    "vendor name",
    "fournisseur",
    "nom du fournisseur",
    "provider",
    "éditeur",
    "platform",
    "plateforme",
    "data controller",
    "responsable de traitement",
    "partenaire",
    "partner",
    "company",
    "société",
    "nom du partenaire",
];
/// Columns that only lists of cookies have.
const OF_COOKIES: &[&str] = &[
    "cookie name",
    "cookie",
    "nom du cookie",
    "nom cookie",
    "cookie / data key name",
    "cookie key",
    "cookie domain",
    "cookie host",
    "domaine du cookie",
    "httponly",
    "samesite",
    "lifespan",
    "cookie lifespan",
    "cookie category",
    "cookie type",
    "type de cookie",
    "tracker",
    "traceur",
    "first or third party",
];
/// Columns that only lists of a consent manager's vendors have.
const OF_CONSENT: &[&str] = &[
    "iab id",
    "iab vendor id",
    "tcf id",
    "tcf",
    "legitimate interest",
    "legitimate interests",
    "intérêt légitime",
    "intérêts légitimes",
];
const PARTY: &[&str] = &[
    "first or third party",
    "first party or third party",
    "first party/third party",
    "party",
    "1st/3rd party",
    "partie",
    "cookie type",
    "type de cookie",
    "type",
    "third party",
];
const SITE: &[&str] = &[
    "website",
    "site",
    "site web",
    "page",
    "page url",
    "url",
    "first party domain",
    "scanned domain",
    "domaine analysé",
    "top level url",
    "visited url",
];

/// Whether a table lists cookies, or the vendors of a consent manager: by columns no other table has, or by a type that
/// says that a row is a cookie.
pub(super) fn table_fits(table: &Table<'_>) -> bool {
    let kind = table.column(&["type", "cookie type", "type de cookie"]);
    let says = |row| table::words(row, kind).is_some_and(|kind| kind.to_lowercase().contains("cookie"));
    let of_cookies = table.has(OF_COOKIES) || table.rows().iter().take(50).any(says);
    let cookies = table.has(NAME) && (table.has(DOMAIN) || table.has(VENDOR)) && of_cookies;
    let vendors = table.has(VENDOR) && table.has(OF_CONSENT);
    let pays = table.has(&["amount", "montant", "débit", "debit", "montant ttc"]);
    (cookies || vendors) && !pays
}

/// Reads a table of cookies, or of vendors.
pub(super) fn read_table(table: &Table<'_>, gather: &mut Gather<'_>) {
    let (set_by, vendor) = (table.column(DOMAIN), table.column(VENDOR));
    let (party, site) = (table.column(PARTY), table.column(SITE).filter(|site| Some(*site) != set_by));
    let name = table.column(NAME).filter(|name| Some(*name) != vendor);
    for row in table.rows() {
        let get = |column: Option<usize>| table::words(row, column);
        let (name, vendor) = (get(name), get(vendor));
        // Some write the host where the vendor's name belongs.
        let is_host = |vendor: &str| {
            let host = host_of(vendor.trim_start_matches('.'));
            !vendor.contains(char::is_whitespace) && host.is_some_and(|host| host::has_known_suffix(&host))
        };
        let by_vendor = vendor.clone().filter(|vendor| is_host(vendor));
        let first = get(party).is_some_and(|party| {
            let party = tabular::fold(&party);
            ["first", "1st", "premiere", "interne"].iter().any(|known| party.starts_with(known))
        });
        let of_site = |set_by: &str| {
            let site = get(site).and_then(|site| host_of(&site));
            let set_by = host_of(set_by.trim().trim_start_matches('.'));
            matches!((site, set_by), (Some(site), Some(set_by)) if host::registrable(&site) == host::registrable(&set_by))
        };
        match (get(set_by).or(by_vendor), name, vendor) {
            (Some(set_by), Some(name), _) => tell(&set_by, &name, first || of_site(&set_by), row.line, gather),
            (set_by, name, Some(vendor)) if gather.has_room() => {
                gather.understood();
                let named = words(&vendor);
                gather.fact(named.clone(), What::Cookie, name.as_deref().unwrap_or_default(), 1, None, row.line);
                if let Some(set_by) = set_by {
                    gather.name(named, row.line).host(set_by.trim_start_matches('.'));
                }
            }
            (_, _, Some(_)) => gather.leave(Why::Beyond, row.line, ""),
            (Some(set_by), None, None) => match host_of(set_by.trim_start_matches('.')) {
                Some(host) if !gather.is_own(&host) && !first => {
                    gather.understood();
                    gather.fact(domain(host), What::Cookie, "", 1, None, row.line);
                }
                Some(_) => gather.understood(),
                None => gather.leave(Why::Host, row.line, &table::shown(row)),
            },
            _ => gather.leave(Why::Name, row.line, &table::shown(row)),
        }
    }
}
