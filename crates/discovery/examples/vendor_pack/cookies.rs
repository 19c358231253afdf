//! Whose cookie a name is: the names that nobody else gives.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use discovery::vendors::{Category, Row};

use super::names::bare;
use super::{Claim, LeftOut, Rows, leave, row};

const SOURCE: &str = "open-cookie-database";

/// What runs on the house's own server and is nobody's service.
const NO_SERVICE: &str = "\
    phpnet php rubyonrails next nextjs keycloak phpmyadmin vbulletin xenforo typo3 f5bigip django laravel java \
    apache joomla drupal moodle generic various websitespecific wepublish j2ee rack nextauthjs joomlart aspnet \
    haproxy codeigniter cakephp craftcms adobecoldfusion alteon ahoy phpbb mediawiki";

/// Words any house may put into a name of a cookie of its own.
const ANYBODYS: &str = "\
    session sessions sess sid id ids uid uids uuid guid pid cid user users username visitor visitors visit visits \
    visited cookie cookies consent consents accept accepted test tests device logged login logout in out is has lang \
    language locale tz time timezone timestamp token tokens csrf xsrf csrftoken remember me cart basket checkout \
    last first previous next current theme color scheme page pages view views viewed count counter auth \
    authentication state redirect return to from of the my no not do country currency referrer referer ref opt \
    optout optin status data info type key keys name value version preferences preference pref prefs settings \
    privacy gdpr ccpa policy notice banner bar close closed show shown hide hidden popup dismiss dismissed account \
    history search web site app server client cache debug dark mode ip geo location city region http https secure \
    host path url js css script browser screen width height pixel pixels ratio random hash sign signature expire \
    expires date day now new old tmp temp store customer order orders product products recently compared wishlist \
    message messages tracking tracker track analytics event events click clicks clicked source medium campaign utm \
    landing form fields submit email mail phone frontend backend admin section sections active enabled disabled \
    enable disable load loaded sync synced match ad ads ab experiment variant variation group segment segments \
    profile content player volume quality sort feed filter tab menu sidebar nav unique anonymous anon public private \
    api jwt access refresh sso saml oauth code nonce challenge check detect bot score rate limit queue flag flags \
    feature features zone node route routing lb balancer sticky affinity tp ts dt cd usprivacy euconsent iab tcf \
    tcstring v2 v1 v3 1 2 3 fonts font size notification notifications help support chat survey feedback video image \
    network probe marketing functional necessary statistics performance targeting social media";

/// What the database takes for the cookie of a platform on whose site it was seen, and is another's or a framework's.
const MISTAKEN: &[(&str, &[&str])] = &[
    ("trustpilot", &["ajs_", "__asc", "__auc", "csrf-canary"]),
    ("onetrust", &["_mkto_trk", "__Secure-fgpt"]),
    ("surveymonkey", &["_splunk_rum_sid"]),
    ("wixcom", &["TS01", "SSR-caching"]),
    ("twitch", &["sentry_device_id", "algoliasearch-client-js", "local_storage", "session_storage"]),
    ("hotjar", &["_BEAMER_"]),
    ("linkedin", &["PLAY_", "cookie.policy"]),
    ("microsoft", &[".ASPX", ".AspNetCore", "ASP.NET_"]),
    ("googleads", &["__Secure-", "Conversion", "AEC"]),
    ("cookiebot", &["1.gif", "userlang", "cb-currency"]),
    ("indeed", &["pagead/"]),
    ("google", &["_Secure-", "__Secure-", "__Host-"]),
];

/// One row of the database.
pub(super) struct Cookie {
    platform: String,
    controller: String,
    domains: Vec<String>,
    /// The name, with `*` for what changes.
    name: String,
}

/// Who a platform of the database is here.
#[derive(Clone)]
pub(super) struct Platform {
    vendor: String,
    product: String,
    category: Category,
    marketing: Option<bool>,
}

pub(super) fn read(file: &Path) -> Vec<Cookie> {
    let bytes = fs::read(file).expect("the database is there");
    let sheets = tabular::read("cookies.csv", &bytes).expect("the database is a table");
    let sheet = sheets.first().expect("one sheet");
    let mut all = Vec::new();
    for row in &sheet.rows {
        let cell = |at| row.cell(Some(at)).shown().trim().to_owned();
        let (platform, name, domain) = (cell(1), cell(3), cell(4).to_lowercase());
        let wild = cell(9) == "1" && !name.contains('*');
        let words = domain.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | '(' | ')' | '/'));
        let domains = words.map(|word| word.trim_start_matches('.').trim_start_matches("www.").to_owned());
        all.push(Cookie {
            platform,
            controller: cell(7),
            domains: domains.filter(|word| word.contains('.')).collect(),
            name: if wild { format!("{name}*") } else { name },
        });
    }
    all
}

/// Finds each platform among the products known, by its name, otherwise by the domain its cookies are set for.
pub(super) fn platforms(database: &[Cookie], claims: &[Claim], own: &[Row]) -> HashMap<String, Platform> {
    let mut by_name: HashMap<String, Platform> = HashMap::new();
    let mut by_domain: HashMap<&str, Platform> = HashMap::new();
    for row in own {
        let it = Platform {
            vendor: row.product.vendor.clone(),
            product: row.product.name.clone(),
            category: row.product.category,
            marketing: row.product.marketing,
        };
        for name in std::iter::once(&row.product.name).chain(&row.product.names) {
            by_name.entry(bare(name)).or_insert_with(|| it.clone());
        }
        for domain in &row.domains {
            by_domain.insert(domain, it.clone());
        }
    }
    for claim in claims {
        let it = || Platform {
            vendor: claim.vendor.clone(),
            product: claim.product.clone(),
            category: claim.category,
            marketing: claim.marketing,
        };
        by_name.entry(bare(&claim.product)).or_insert_with(it);
        by_domain.entry(&claim.domain).or_insert_with(it);
    }
    let mut found: HashMap<String, Platform> = HashMap::new();
    for cookie in database {
        let ends = |domain: &str| -> Option<Platform> {
            let all = std::iter::once(domain).chain(domain.match_indices('.').map(|(at, _)| &domain[at + 1..]));
            all.filter_map(|end| by_domain.get(end)).next().cloned()
        };
        let known = by_name.get(&bare(&cookie.platform)).cloned();
        let known = known.or_else(|| cookie.domains.iter().find_map(|domain| ends(domain)));
        let stands = found.entry(cookie.platform.clone());
        match known {
            Some(known) => drop(stands.or_insert(known)),
            None if !cookie.platform.is_empty() => drop(stands.or_insert_with(|| Platform {
                vendor: cookie.platform.clone(),
                product: cookie.platform.clone(),
                category: Category::Company,
                marketing: None,
            })),
            None => {}
        }
    }
    found
}

/// The domains the database names, where they bear the platform's name: others are its customers'.
pub(super) fn domains(database: &[Cookie], platforms: &HashMap<String, Platform>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for cookie in database {
        let Some(platform) = platforms.get(&cookie.platform) else { continue };
        for domain in &cookie.domains {
            let registered = discovery::host::registrable(domain);
            let first = bare(registered.split('.').next().unwrap_or_default());
            let names = [&cookie.platform, &cookie.controller, &platform.product, &platform.vendor];
            let bears = names
                .into_iter()
                .map(|name| bare(name))
                .any(|name| name.len() >= 3 && first.len() >= 3 && (first.contains(&name) || name.contains(&first)));
            if bears {
                claims.push(Claim {
                    source: SOURCE,
                    vendor: platform.vendor.clone(),
                    product: platform.product.clone(),
                    category: platform.category,
                    marketing: platform.marketing,
                    domain: registered.to_owned(),
                });
            }
        }
    }
    claims
}

/// Adds the cookies to the rows, those that are one platform's alone and that no house would name so itself.
pub(super) fn add(made: &mut Rows, database: &[Cookie], platforms: &HashMap<String, Platform>, left: &mut LeftOut) {
    let mut setters: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for cookie in database {
        if let Some(it) = platforms.get(&cookie.platform) {
            setters.entry(&cookie.name).or_default().insert((&it.vendor, &it.product));
        }
    }
    let named: HashSet<String> = platforms.keys().map(|platform| bare(platform)).collect();
    for cookie in database {
        let Some(it) = platforms.get(&cookie.platform) else { continue };
        if stands_in(NO_SERVICE, &bare(&cookie.platform)) {
            leave(left, "cookies of software that is nobody's service", &cookie.name);
        } else if MISTAKEN.iter().any(|(platform, starts)| {
            *platform == bare(&cookie.platform) && starts.iter().any(|start| cookie.name.starts_with(start))
        }) {
            leave(left, "cookies the database gives to the wrong platform", &cookie.name);
        } else if setters.get(cookie.name.as_str()).is_some_and(|all| all.len() > 1) {
            leave(left, "cookies several platforms set", &cookie.name);
        } else if is_anybodys(&cookie.name) || is_a_plain_word(&cookie.name, it) {
            leave(left, "cookies anybody may name so", &cookie.name);
        } else if names_another(&cookie.name, it, &named) {
            leave(left, "cookies that bear another product's name", &cookie.name);
        } else {
            let fresh = || row(&it.vendor, &it.product, it.category, it.marketing, SOURCE);
            let row = made.entry((it.vendor.clone(), it.product.clone(), SOURCE)).or_insert_with(fresh);
            if !row.product.cookies.contains(&cookie.name) {
                row.product.cookies.push(cookie.name.clone());
            }
        }
    }
    made.values_mut().for_each(|row| row.product.cookies.sort());
}

/// Whether a name says nothing of who gave it: too short, or made of words anybody uses.
fn is_anybodys(name: &str) -> bool {
    let fixed = name.trim_matches('*');
    let signs = bare(fixed).len();
    let starred = name.contains('*');
    if signs < 2
        || (signs < 4 && (starred || !fixed.starts_with('_')))
        || fixed.contains(char::is_whitespace)
        || fixed.contains('|')
    {
        return true;
    }
    words(fixed).iter().all(|word| stands_in(ANYBODYS, word) || word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a name is one word without a sign of its own and without its platform's name in it: `presence`, `viewer`.
fn is_a_plain_word(name: &str, of: &Platform) -> bool {
    let small = name.chars().skip(1).all(|sign| sign.is_ascii_lowercase()) && name.starts_with(char::is_alphabetic);
    let capitals = name.chars().all(|sign| sign.is_ascii_uppercase());
    let (name, product, vendor) = (bare(name), bare(&of.product), bare(&of.vendor));
    (small || capitals) && ![product, vendor].iter().any(|it| name.contains(it.get(..4).unwrap_or(it)))
}

/// Whether a name bears the name of a product that is not its platform: what one vendor keeps of another.
fn names_another(name: &str, of: &Platform, named: &HashSet<String>) -> bool {
    let own = [bare(&of.product), bare(&of.vendor)];
    let is_own = |word: &String| own.iter().any(|it| it.contains(word.as_str()) || word.contains(it.as_str()));
    words(name).iter().any(|word| word.len() >= 5 && named.contains(word) && !is_own(word))
}

/// The words a name is put together of, by its signs and its capitals.
fn words(name: &str) -> Vec<String> {
    let (mut words, mut word, mut small) = (Vec::new(), String::new(), false);
    for sign in name.chars().chain([' ']) {
        if !sign.is_ascii_alphanumeric() || (sign.is_ascii_uppercase() && small) {
            words.push(std::mem::take(&mut word));
        }
        small = sign.is_ascii_lowercase();
        if sign.is_ascii_alphanumeric() {
            word.push(sign.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a word stands in a list of words with spaces between them.
fn stands_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}
