//! Words the pack does not know, and which tool met elsewhere they name.
//!
//! `WHEELOFY SAS 0123 ANGERS` is taken for `wheelofy.io` because what is left of it without numbers, legal form and place is
//! exactly the label somebody registered. Names are compared whole: a part of a name joins nothing, nor does a name that
//! is an ordinary word.

#[rustfmt::skip]
mod lexicon;

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::harvest::EvidenceKind;
use crate::host::{self, Host};

/// Shortest name that says whose it is.
const NAME_LEAST: usize = 5;
/// The same where nothing but the pack knows the name: it was met nowhere else.
const ALONE_LEAST: usize = 6;
/// Shortest beginning of a word that is taken for it.
const CUT_LEAST: usize = 4;
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

    fn has(&self, word: &str) -> bool {
        self.0.contains(word) || lexicon::PLACES.contains(&word)
    }
}

/// What is left of words of a list without what lists of its kind write around a name; nothing if nothing is.
pub(super) fn bare(kind: EvidenceKind, words: &str, places: &Places) -> Option<String> {
    let name: String = match kind {
        EvidenceKind::Expense => merchant(words, places).concat(),
        EvidenceKind::SignOn => {
            // A team stands behind the name: `Digital Ocean` is no digital team's.
            let mut left = cut(words);
            left.retain(|word| !lexicon::COPIES.contains(&word.as_str()));
            while left.len() > 1 && left.last().is_some_and(|last| lexicon::TEAMS.contains(&last.as_str())) {
                left.pop();
            }
            left.concat()
        }
        EvidenceKind::Zone | EvidenceKind::Mail => without(words, &[lexicon::RECORDS]),
        EvidenceKind::Tags => without(words, &[lexicon::FORMS, lexicon::TAGS]),
        EvidenceKind::Cookies => without(words, &[lexicon::FORMS, lexicon::COOKIES]),
        EvidenceKind::Proxy | EvidenceKind::Dns | EvidenceKind::Page => without(words, &[]),
    };
    (!name.is_empty()).then_some(name)
}

/// The words of a merchant that are its name.
fn merchant(words: &str, places: &Places) -> Vec<String> {
    // Before a star stands the service that takes the payment, or the merchant with its telephone behind.
    let said = match words.split_once('*') {
        Some((before, after)) => {
            let (service, rest) = (cut(before), cut(after));
            let is_service = service.iter().all(|word| lexicon::SERVICES.contains(&word.as_str()));
            if is_service && !rest.is_empty() { rest } else { service }
        }
        None => cut(words),
    };
    let is = |word: &String, list: &[&str]| list.contains(&word.as_str());
    let mut left: Vec<String> = said.iter().filter(|word| !is(word, lexicon::BANKS)).cloned().collect();
    while left.len() > 1 && left.last().is_some_and(|last| places.has(last) || is(last, lexicon::FORMS) || is_cut(last))
    {
        left.pop();
    }
    if left.iter().any(|word| !is(word, lexicon::FORMS)) {
        left.retain(|word| !is(word, lexicon::FORMS));
    }
    left
}

/// Whether a last word is what a statement had room for of one that says nothing: `subscr`, `pari`, one letter.
fn is_cut(word: &str) -> bool {
    let begins = |list: &[&str]| list.iter().any(|full| full.starts_with(word));
    word.len() == 1
        || lexicon::CUT.contains(&word)
        || word.len() >= CUT_LEAST && [lexicon::BANKS, lexicon::FORMS, lexicon::PLACES].into_iter().any(begins)
}

fn without(words: &str, lists: &[&[&str]]) -> String {
    let says = |word: &&String| !lists.iter().any(|list| list.contains(&word.as_str()));
    cut(words).iter().filter(says).map(String::as_str).collect()
}

/// The words in small letters without accents, but for numbers.
fn cut(words: &str) -> Vec<String> {
    let slug = base::slug(words);
    slug.split(['-', '.', '>']).filter(|word| says_a_name(word)).map(str::to_owned).collect()
}

/// Whether a word is no number, date or reference: mostly letters, one in front.
fn says_a_name(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let ends_in_letters = word.bytes().next_back().is_some_and(|last| last.is_ascii_alphabetic());
    match digits {
        0 => letters > 0,
        // `comm100` is a name, `bbb8aa4b` is not.
        _ if letters + digits == word.len() => letters > 2 * digits || letters >= CUT_LEAST && digits <= 3,
        1 => letters > 0 && word.len() > 3,
        _ => letters > 0 && word.len() > 3 * digits && !ends_in_letters,
    }
}

/// The label somebody registered, without hyphens.
pub(super) fn label(domain: &str) -> String {
    domain.split('.').next().unwrap_or_default().chars().filter(|sign| *sign != '-').collect()
}

/// The label somebody registered, as it stands.
pub(super) fn first_label(domain: &str) -> String {
    domain.split('.').next().unwrap_or_default().to_owned()
}

/// The names inside a label that says more than a name: `getwheelofy`, `wheelofycdn`.
pub(super) fn inner(label: &str) -> impl Iterator<Item = &str> {
    let without_front = |label: &'_ str| -> Option<usize> {
        lexicon::IN_FRONT.iter().find(|front| label.starts_with(**front)).map(|front| front.len())
    };
    let served = lexicon::BEHIND.iter().find_map(|behind| label.strip_suffix(behind));
    let bare = without_front(label).and_then(|at| label.get(at..));
    let both = served.and_then(|served| served.get(without_front(served)?..));
    [served, bare, both].into_iter().flatten().filter(|inner| tells(inner, NAME_LEAST))
}

/// The label of what a domain only serves: `wheelofy` of `wheelofycdn`.
pub(super) fn served(label: &str) -> Option<&str> {
    let inner = lexicon::SERVES.iter().find_map(|behind| label.strip_suffix(behind))?;
    tells(inner, NAME_LEAST).then_some(inner)
}

/// Whether a name is that of somebody who supplies every company with what is no tool.
pub(super) fn supplies(name: &str) -> bool {
    let words = cut(name);
    let joined = words.concat();
    words.iter().chain([&joined]).any(|word| lexicon::SUPPLIERS.contains(&word.as_str()))
        || lexicon::SUPPLIERS_WHOLE.contains(&joined.as_str())
}

/// Whether a domain is a public authority's, by its ending or its name.
pub(super) fn is_authority(domain: &str) -> bool {
    let ends = |end: &str| domain.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    lexicon::OF_AUTHORITIES.iter().any(|end| ends(end)) || lexicon::AUTHORITIES.contains(&domain)
}

/// Whether a name is that of a service that takes payments for others: what is paid to it may be for anybody.
pub(super) fn collects(name: &str) -> bool {
    lexicon::SERVICES.contains(&cut(name).concat().as_str())
}

/// A product's name as [`bare`] leaves it.
pub(super) fn of_product(name: &str) -> String {
    cut(name).concat()
}

/// Whether a name says whose it is, in a list of this kind. Vendors choose what stands in records, tags and lists of
/// applications; a merchant's name may be anybody's.
pub(super) fn telling(kind: EvidenceKind, name: &str) -> bool {
    let chosen = matches!(kind, EvidenceKind::Zone | EvidenceKind::Mail | EvidenceKind::Tags | EvidenceKind::SignOn);
    tells(name, if chosen { NAME_LEAST - 1 } else { NAME_LEAST })
}

/// Whether the name of a merchant that is known to sell software says whose it is.
pub(super) fn telling_as_software(name: &str) -> bool {
    name.len() >= NAME_LEAST - 2
}

/// Whether the beginning of a name says whose it is.
pub(super) fn telling_if_cut(start: &str) -> bool {
    tells(start, ALONE_LEAST)
}

/// Whether a name says so even if it was met nowhere else.
pub(super) fn telling_alone(kind: EvidenceKind, name: &str) -> bool {
    telling(kind, name) && (name.len() >= ALONE_LEAST || kind != EvidenceKind::Expense && name.len() >= NAME_LEAST)
}

fn tells(name: &str, least: usize) -> bool {
    name.len() >= least && !lexicon::ORDINARY.contains(&name)
}

/// Whether an application of a sign-on service is one of its own parts, or a machine of the house: no tool.
pub(super) fn is_own_part(application: &str) -> bool {
    let words = cut(application);
    let said = words.join(" ");
    lexicon::OWN_PARTS.contains(&said.as_str())
        || words.first().is_some_and(|first| lexicon::OWN_MACHINES.contains(&first.as_str()))
}

/// A domain that stands within words: `WHEELOFY.IO`, `PADDLE.NET* wheelofy.io`; not that of a service that takes payments.
pub(super) fn domain_in(words: &str) -> Option<String> {
    let parts =
        words.split(|sign: char| sign.is_whitespace() || matches!(sign, '*' | ',' | '/' | '(' | ')' | ':' | ';'));
    let mut found = None;
    for part in parts.filter(|part| part.contains('.')) {
        let mut room = [0; host::NAME_MOST];
        if let Some(Host::Name(name)) = host::read(part.as_bytes(), &mut room)
            && host::has_known_suffix(name)
            && !host::is_public_suffix(name)
            && !lexicon::SERVICES.contains(&label(host::registrable(name)).as_str())
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
    fn leaves(kind: EvidenceKind, words: &str, expect: Option<&str>) {
        assert_eq!(bare(kind, words, &Places::default()).as_deref(), expect, "{words}");
    }

    #[test]
    fn of_a_merchant_numbers_forms_services_and_places_are_dropped_and_nothing_else() {
        for words in [
            "WHEELOFY SAS 0123",
            "PAYPAL *WHEELOFY",
            "SP * WHEELOFY LABS",
            "CB WHEELOFY FACT 020626",
            "WHEELOFY INC* 888-482-7768",
            "wheelofy dublin i",
            "WHEELOFY SUBSCRIPTIO",
            "wheelofy pari",
            "PRLV SEPA WHEELOFY SAS PARIS 07 FR",
        ] {
            leaves(EvidenceKind::Expense, words, Some("wheelofy"));
        }
        leaves(EvidenceKind::Expense, "BIG WHEELOFY", Some("bigwheelofy"));
        leaves(EvidenceKind::Expense, "WHEELOFY COWORKING PARIS", Some("wheelofycoworking"));
        leaves(EvidenceKind::Expense, "APPLE BUSINESS", Some("applebusiness"));
        leaves(EvidenceKind::Expense, "WHEELOFY PART", Some("wheelofypart"));
        leaves(EvidenceKind::Expense, "AUTH0* 856-439-3198", Some("auth0"));
        leaves(EvidenceKind::Expense, "PAYPAL", Some("paypal"));
        leaves(EvidenceKind::Expense, "0123", None);
    }

    #[test]
    fn of_an_application_a_record_a_tag_and_a_cookie_what_stands_around_the_name_is_dropped() {
        leaves(EvidenceKind::SignOn, "Wheelofy – Production (SSO)", Some("wheelofy"));
        leaves(EvidenceKind::SignOn, "Wheelofy - Marketing", Some("wheelofy"));
        leaves(EvidenceKind::SignOn, "Digital Ocean", Some("digitalocean"));
        leaves(EvidenceKind::Zone, "wheelofy-site-verification", Some("wheelofy"));
        leaves(EvidenceKind::Mail, "wheelofy._domainkey", Some("wheelofy"));
        leaves(EvidenceKind::Tags, "Wheelofy Tag", Some("wheelofy"));
        leaves(EvidenceKind::Cookies, "_wheelofy_session", Some("wheelofy"));
        leaves(EvidenceKind::Cookies, "_id", None);
    }

    #[test]
    fn a_word_at_the_end_of_many_merchants_is_a_place() {
        let merchants = ["CAFE UN ANGERS", "HOTEL DEUX ANGERS", "TAXI TROIS ANGERS", "WHEELOFY ANGERS"];
        let places = Places::of(merchants.into_iter());
        let left = |words| bare(EvidenceKind::Expense, words, &places);
        assert_eq!(left("WHEELOFY ANGERS").as_deref(), Some("wheelofy"));
        assert_eq!(left("ANGERS").as_deref(), Some("angers"), "a name is never dropped whole");
        assert_eq!(left("WHEELOFY NORD").as_deref(), Some("wheelofynord"));
    }

    #[test]
    fn a_domain_among_words_is_found_and_a_full_stop_is_none() {
        assert_eq!(domain_in("PADDLE.NET* WHEELOFY.IO").as_deref(), Some("wheelofy.io"));
        assert_eq!(domain_in("PADDLE.NET* WHEELOFY"), None, "the service is not the merchant");
        assert_eq!(domain_in("ST. MARTIN S.A.S."), None);
    }

    #[test]
    fn an_ordinary_or_short_name_names_nobody() {
        let telling = |name| telling(EvidenceKind::Expense, name);
        assert!(!telling("cloud") && !telling("abc") && telling("wheelofy"));
        assert_eq!(label("wheel-ofy.io"), "wheelofy");
        let inner = |label| inner(label).collect::<Vec<_>>();
        assert_eq!(inner("getwheelofy"), ["wheelofy"]);
        assert_eq!(inner("wheelofycdn"), ["wheelofy"]);
        assert_eq!(inner("getwheelofycdn"), ["getwheelofy", "wheelofycdn", "wheelofy"]);
        assert_eq!(served("getwheelofycdn"), Some("getwheelofy"));
        assert!(inner("wheelofyconseil").is_empty() && inner("getdata").is_empty());
    }

    #[test]
    fn who_supplies_everybody_is_known_by_a_whole_word() {
        assert!(supplies("EDF ENTREPRISES 0423") && supplies("Air France") && supplies("lemonde"));
        assert!(!supplies("EDFLOW") && !supplies("Avis Vérifiés") && !supplies("wheelofy"));
    }

    #[test]
    fn an_authority_is_known_by_its_ending_or_its_name() {
        for domain in ["impots.gouv.fr", "tax.service.gov.uk", "ec.europa.eu", "francetravail.fr"] {
            assert!(is_authority(domain), "{domain}");
        }
        assert!(!is_authority("gouv.fr.example.com") && !is_authority("notgouv.fr") && !is_authority("wheelofy.io"));
    }

    #[test]
    fn the_parts_of_a_sign_on_service_and_the_houses_machines_are_no_tools() {
        for name in ["Windows Sign In", "Microsoft Authentication Broker", "VPN siège", "Intranet"] {
            assert!(is_own_part(name), "{name}");
        }
        assert!(!is_own_part("Wheelofy") && !is_own_part("Windows Signage"));
    }
}
