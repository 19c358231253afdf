//! Words nobody's pack knows, and whether they name an unknown domain that was met elsewhere.
//!
//! `WHEELOFY SAS 0123 ANGERS` is taken for `wheelofy.io` because what is left of it without numbers, legal form and place is
//! exactly the label somebody registered. Parts of words are never compared, nor labels that are ordinary words.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::host::{self, Host};

/// Legal forms, which say nothing of whose name it is.
const FORMS: &[&str] = &[
    "sas",
    "sasu",
    "sarl",
    "sa",
    "eurl",
    "sca",
    "scop",
    "snc",
    "inc",
    "incorporated",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "kg",
    "bv",
    "nv",
    "ab",
    "oy",
    "aps",
    "plc",
    "pte",
    "pty",
    "srl",
    "spa",
    "sl",
    "pbc",
    "se",
];

/// Services that take payments for others, in front of the merchant.
const SERVICES: &[&str] = &[
    "paypal",
    "stripe",
    "paddle",
    "fastspring",
    "fs",
    "2co",
    "2checkout",
    "gocardless",
    "mollie",
    "adyen",
    "sumup",
    "google",
    "apple",
    "lemsqzy",
    "gumroad",
    "net",
    "cb",
    "carte",
    "prlv",
    "sepa",
    "vir",
    "virement",
    "paiement",
    "achat",
    "facture",
];

/// Words around an application's name, a tag's or a record's that do not say which it is.
const ASIDE: &[&str] = &[
    "app",
    "application",
    "sso",
    "saml",
    "oidc",
    "oauth",
    "prod",
    "production",
    "preprod",
    "test",
    "sandbox",
    "site",
    "domain",
    "verification",
    "verify",
    "verified",
    "code",
    "key",
    "com",
    "www",
    "http",
    "https",
    "subscription",
    "abonnement",
    "monthly",
    "annual",
    "online",
    "saas",
    "software",
    "platform",
    "fr",
    "eu",
    "us",
    "gb",
    "uk",
    "ie",
    "de",
    "nl",
    "lu",
    "france",
    "ireland",
    "europe",
    "paris",
    "london",
    "dublin",
    "amsterdam",
    "berlin",
    "luxembourg",
];

/// Labels too ordinary to say whose they are.
const ORDINARY: &[&str] = &[
    "cloud",
    "mail",
    "email",
    "data",
    "online",
    "store",
    "shop",
    "media",
    "group",
    "groupe",
    "service",
    "services",
    "digital",
    "agency",
    "agence",
    "studio",
    "hotel",
    "restaurant",
    "market",
    "marketing",
    "connect",
    "account",
    "login",
    "secure",
    "static",
    "assets",
    "images",
    "video",
    "news",
    "france",
    "paris",
    "europe",
    "office",
    "travel",
    "transport",
    "conseil",
    "consulting",
    "solutions",
    "formation",
    "events",
    "event",
    "print",
    "design",
    "team",
    "work",
    "home",
    "maison",
    "banque",
    "bank",
    "assurance",
    "energie",
    "energy",
    "telecom",
    "mobile",
    "city",
    "world",
    "global",
    "express",
    "direct",
];

/// Shortest label that says whose it is.
const LABEL_LEAST: usize = 5;
/// At the end of so many merchants with different names a word is taken for a place.
const PLACE_LEAST: usize = 3;

/// Words at the end of many merchants: towns and countries, as statements add them.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(HashSet<String, FixedState>);

impl Places {
    /// Learns them from every merchant there is.
    pub(super) fn of<'a>(merchants: impl Iterator<Item = &'a str>) -> Places {
        let mut ends: HashMap<String, HashSet<String, FixedState>, FixedState> = HashMap::default();
        for merchant in merchants {
            let words = cut(merchant);
            if let [first, .., last] = words.as_slice() {
                ends.entry(last.clone()).or_default().insert(first.clone());
            }
        }
        Places(ends.into_iter().filter(|(_, firsts)| firsts.len() >= PLACE_LEAST).map(|(end, _)| end).collect())
    }
}

/// What is left of words without numbers, legal forms, places and what stands around them; nothing if nothing is.
pub(super) fn bare(words: &str, places: &Places) -> Option<String> {
    let mut left = cut(words);
    let services = left.iter().take_while(|word| SERVICES.contains(&word.as_str())).count();
    if services < left.len() {
        left.drain(..services);
    }
    while left.len() > 1 && left.last().is_some_and(|last| places.0.contains(last)) {
        left.pop();
    }
    let says = |word: &&String| !FORMS.contains(&word.as_str()) && !ASIDE.contains(&word.as_str());
    let name: String = left.iter().filter(says).map(String::as_str).collect();
    (!name.is_empty()).then_some(name)
}

/// The words without accents in small letters, but for those with digits in them.
fn cut(words: &str) -> Vec<String> {
    let slug = base::slug(words);
    let has_digit = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    slug.split(['-', '.', '>']).filter(|word| !word.is_empty() && !has_digit(word)).map(str::to_owned).collect()
}

/// The label somebody registered, without hyphens, if it says whose it is.
pub(super) fn label(domain: &str) -> Option<String> {
    let label: String = domain.split('.').next()?.chars().filter(|sign| *sign != '-').collect();
    let telling = label.len() >= LABEL_LEAST && !ORDINARY.contains(&label.as_str());
    (telling && label.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some(label)
}

/// Whether a name without spaces is one a label may be compared with.
pub(super) fn telling(name: &str) -> bool {
    name.len() >= LABEL_LEAST && !ORDINARY.contains(&name)
}

/// A domain that stands within words: `WHEELOFY.IO`, `paddle.net* wheelofy.io`.
pub(super) fn domain_in(words: &str) -> Option<String> {
    let parts =
        words.split(|sign: char| sign.is_whitespace() || matches!(sign, '*' | ',' | '/' | '(' | ')' | ':' | ';'));
    let mut found = None;
    for part in parts.filter(|part| part.contains('.')) {
        let mut room = [0; host::NAME_MOST];
        if let Some(Host::Name(name)) = host::read(part.as_bytes(), &mut room)
            && host::has_known_suffix(name)
            && !host::is_public_suffix(name)
        {
            found = Some(name.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn leaves(words: &str, expect: Option<&str>) {
        assert_eq!(bare(words, &Places::default()).as_deref(), expect, "{words}");
    }

    #[test]
    fn numbers_forms_and_services_are_dropped_and_nothing_else() {
        leaves("WHEELOFY SAS 0123", Some("wheelofy"));
        leaves("PAYPAL *WHEELOFY", Some("wheelofy"));
        leaves("Wheelofy – Production (SSO)", Some("wheelofy"));
        leaves("wheelofy-site-verification", Some("wheelofy"));
        leaves("BIG WHEELOFY", Some("bigwheelofy"));
        leaves("PAYPAL", Some("paypal"));
        leaves("0123 SAS", None);
    }

    #[test]
    fn a_word_at_the_end_of_many_merchants_is_a_place() {
        let merchants = ["CAFE UN ANGERS", "HOTEL DEUX ANGERS", "TAXI TROIS ANGERS", "WHEELOFY ANGERS"];
        let places = Places::of(merchants.into_iter());
        assert_eq!(bare("WHEELOFY ANGERS", &places).as_deref(), Some("wheelofy"));
        assert_eq!(bare("ANGERS", &places).as_deref(), Some("angers"), "a name is never dropped whole");
        assert_eq!(bare("WHEELOFY NANTES", &places).as_deref(), Some("wheelofynantes"));
    }

    #[test]
    fn a_domain_among_words_is_found_and_a_full_stop_is_none() {
        assert_eq!(domain_in("PADDLE.NET* WHEELOFY.IO").as_deref(), Some("wheelofy.io"));
        assert_eq!(domain_in("ST. MARTIN S.A.S."), None);
    }

    #[test]
    fn an_ordinary_label_names_nobody() {
        assert_eq!(label("cloud.io"), None);
        assert_eq!(label("abc.io"), None);
        assert_eq!(label("wheel-ofy.io").as_deref(), Some("wheelofy"));
    }
}
