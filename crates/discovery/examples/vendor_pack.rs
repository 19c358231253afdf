//! Writes `data/derived.tsv` and `data/NOTICE`: facts about whose domain is whose, from packages whose licences allow it.
//!
//! ```text
//! npm pack third-party-web && tar xzf third-party-web-*.tgz          # MIT         → package/
//! pip download parsedmarc --no-deps && unzip parsedmarc-*.whl        # Apache-2.0  → parsedmarc/resources/maps/
//! git clone https://github.com/v2fly/domain-list-community           # MIT         → domain-list-community/data/
//! cargo run --release -p discovery --example vendor_pack -- \
//!   --third-party-web package --v2fly domain-list-community/data \
//!   --parsedmarc parsedmarc/resources/maps/base_reverse_dns_map.csv
//! ```
//!
//! Only names of companies, what they are for, and their domains are taken; nothing observed on pages. Each row bears its
//! source. A domain two sources claim goes to the first in the order above; what is refused is counted and shown.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a task: it reads folders and writes tables")]

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::{env, fs};

use discovery::vendors::{Category, Pack, Product, Row, SOURCES, write};
use serde_json::Value;

/// Lists of v2fly that name no company: dumps by country or purpose, tests, what is private.
const NO_COMPANY: &[&str] = &["cn", "private", "test", "test-ipv6", "connectivity-check", "greatfire", "gfw"];
const NO_COMPANY_STARTS: &[&str] = &["tld-", "category-", "geolocation-"];

/// What parsedmarc's map calls a row, and what it is for here. Other types (internet providers, schools, banks…) are no
/// tools and are left out.
const TYPES: &[(&str, Category)] = &[
    ("Marketing", Category::Marketing),
    ("SaaS", Category::Application),
    ("PaaS", Category::Hosting),
    ("IaaS", Category::Hosting),
    ("Email Provider", Category::Mail),
    ("Email Security", Category::Mail),
    ("Social Media", Category::Social),
    ("Event Planning", Category::Application),
    ("Technology", Category::Application),
];

/// One claim of a source: this domain leads to this product.
struct Claim {
    source: &'static str,
    vendor: String,
    product: String,
    category: Category,
    marketing: Option<bool>,
    domain: String,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let given = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(PathBuf::from)
    };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let (Some(web), Some(lists), Some(mail)) = (given("--third-party-web"), given("--v2fly"), given("--parsedmarc"))
    else {
        eprintln!("say where the sources are: --third-party-web DIR --v2fly DIR --parsedmarc FILE");
        std::process::exit(2);
    };
    let mut claims = third_party_web(&web);
    // One vendor under one name: the lists write names without capitals and spaces.
    let vendors: HashMap<String, String> =
        claims.iter().map(|claim| (bare(&claim.vendor), claim.vendor.clone())).collect();
    claims.extend(v2fly(&lists, &vendors));
    claims.extend(parsedmarc(&mail, &vendors));

    let (rows, left) = rows(claims);
    let table = format!(
        "# Written by `cargo run -p discovery --example vendor_pack`; not edited by hand: our own facts stand in own.tsv.\n\
         # Sources and licences: NOTICE beside this file.\n{}",
        write(&rows)
    );
    let loaded = Pack::of(&[&table]);
    fs::write(data.join("derived.tsv"), &table).expect("the table can be written");
    fs::write(data.join("NOTICE"), notice(&rows)).expect("the notice can be written");
    println!("{} products, {} domains, {} bytes", rows.len(), loaded.pack.domains(), table.len());
    for (why, (count, examples)) in left {
        println!("left out: {count} {why} (for instance {})", examples.join(", "));
    }
    println!("refused by the loader: {}", loaded.refused.len());
    loaded
        .refused
        .iter()
        .take(10)
        .for_each(|refused| println!("  {} {}: {}", refused.line, refused.entry, refused.refusal.say().en));
}

fn third_party_web(folder: &Path) -> Vec<Claim> {
    let text = fs::read(folder.join("dist/entities.json")).expect("dist/entities.json of the package");
    let all: Vec<Value> = serde_json::from_slice(&text).expect("a list of entities");
    let word = |entity: &Value, key: &str| entity[key].as_str().map(str::to_owned);
    let mut claims = Vec::new();
    for entity in &all {
        let Some(product) = word(entity, "name") else { continue };
        let category = match entity["category"].as_str().unwrap_or_default() {
            "ad" => Category::Advertising,
            "analytics" => Category::Analytics,
            "marketing" => Category::Marketing,
            "social" => Category::Social,
            "video" | "content" => Category::Content,
            "utility" => Category::Utility,
            "hosting" => Category::Hosting,
            "cdn" => Category::Cdn,
            "customer-success" => Category::CustomerSuccess,
            "tag-manager" => Category::TagManager,
            "consent-provider" => Category::Consent,
            _ => Category::Company,
        };
        let vendor = word(entity, "company").unwrap_or_else(|| product.clone());
        for domain in entity["domains"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            claims.push(Claim {
                source: "third-party-web",
                vendor: vendor.clone(),
                product: product.clone(),
                category,
                marketing: category.is_marketing(),
                domain: domain.trim_start_matches("*.").to_lowercase(),
            });
        }
    }
    claims
}

fn v2fly(folder: &Path, vendors: &HashMap<String, String>) -> Vec<Claim> {
    let mut lists: Vec<(String, Vec<(String, bool)>)> = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of lists") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if NO_COMPANY.contains(&name.as_str()) || NO_COMPANY_STARTS.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a list is text");
        let mut domains = Vec::new();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let mut words = line.split_whitespace();
            let Some(rule) = words.next() else { continue };
            let domain = match rule.split_once(':') {
                None => rule,
                Some(("domain" | "full", domain)) => domain,
                // Patterns and other lists are no domains.
                Some(_) => continue,
            };
            domains.push((domain.to_lowercase(), words.any(|word| word == "@ads")));
        }
        lists.push((name, domains));
    }
    // A domain in two lists belongs to the narrower one: YouTube's before Google's.
    lists.sort_by(|a, b| a.1.len().cmp(&b.1.len()).then_with(|| a.0.cmp(&b.0)));
    let mut claims = Vec::new();
    for (name, domains) in lists {
        let title = vendors.get(&bare(&name)).cloned().unwrap_or_else(|| title(&name));
        for (domain, ads) in domains {
            claims.push(Claim {
                source: "v2fly",
                vendor: title.clone(),
                product: if ads { format!("{title} (advertising)") } else { title.clone() },
                category: if ads { Category::Advertising } else { Category::Company },
                marketing: ads.then_some(true),
                domain,
            });
        }
    }
    claims
}

fn parsedmarc(file: &Path, vendors: &HashMap<String, String>) -> Vec<Claim> {
    let bytes = fs::read(file).expect("the map is there");
    let sheets = tabular::read("map.csv", &bytes).expect("the map is a table");
    let sheet = sheets.first().expect("one sheet");
    let mut claims = Vec::new();
    for row in &sheet.rows {
        let cell = |at| row.cell(Some(at)).shown().trim().to_owned();
        let (domain, name, kind) = (cell(0), cell(1), cell(2));
        let Some((_, category)) = TYPES.iter().find(|(word, _)| *word == kind) else { continue };
        // Names whose letters were broken on their way are no names.
        if name.is_empty() || name.contains(['\u{FFFD}', 'Ã', 'Â']) {
            continue;
        }
        let vendor = vendors.get(&bare(&name)).cloned().unwrap_or(name);
        claims.push(Claim {
            source: "parsedmarc",
            product: vendor.clone(),
            vendor,
            category: *category,
            marketing: category.is_marketing(),
            domain: domain.to_lowercase(),
        });
    }
    claims
}

type LeftOut = BTreeMap<&'static str, (u64, Vec<String>)>;

/// Makes rows of claims: the first claim of a domain wins, and what says nothing new is left out.
fn rows(claims: Vec<Claim>) -> (Vec<Row>, LeftOut) {
    let mut left = LeftOut::new();
    let mut leave = |why, domain: &str| {
        let (count, examples) = left.entry(why).or_default();
        *count += 1;
        if examples.len() < 5 {
            examples.push(domain.to_owned());
        }
    };
    let mut first: HashMap<String, (String, String)> = HashMap::new();
    let mut kept = Vec::new();
    for claim in claims {
        let mut room = [0; discovery::host::NAME_MOST];
        let name = match discovery::host::read(claim.domain.as_bytes(), &mut room) {
            Some(discovery::host::Host::Name(name)) => name.to_owned(),
            _ => {
                leave("entries that are no domain", &claim.domain);
                continue;
            }
        };
        if discovery::host::is_public_suffix(&name) {
            leave("public suffixes", &name);
        } else {
            match first.entry(name) {
                Entry::Occupied(before) => leave("domains claimed before", before.key()),
                Entry::Vacant(free) => {
                    free.insert((claim.vendor.clone(), claim.product.clone()));
                    kept.push(claim);
                }
            }
        }
    }
    let mut made: BTreeMap<(String, String, &'static str), Row> = BTreeMap::new();
    for claim in kept {
        let own = (claim.vendor.clone(), claim.product.clone());
        let over = claim.domain.match_indices('.').find_map(|(at, _)| first.get(&claim.domain[at + 1..]));
        if over == Some(&own) {
            leave("domains a shorter one of the same product covers", &claim.domain);
            continue;
        }
        let row = made.entry((own.0, own.1, claim.source)).or_insert_with(|| Row {
            line: 0,
            product: Product {
                name: claim.product.clone(),
                vendor: claim.vendor.clone(),
                category: claim.category,
                marketing: claim.marketing,
                source: claim.source.to_owned(),
                descriptors: Vec::new(),
                tokens: Vec::new(),
                names: Vec::new(),
                cookies: Vec::new(),
                selectors: Vec::new(),
                tags: Vec::new(),
            },
            domains: Vec::new(),
        });
        row.domains.push(claim.domain);
    }
    let mut rows: Vec<Row> = made.into_values().collect();
    rows.iter_mut().for_each(|row| row.domains.sort());
    (rows, left)
}

fn notice(rows: &[Row]) -> String {
    let used: BTreeSet<&str> = rows.iter().map(|row| row.product.source.as_str()).collect();
    let mut text = String::from(
        "derived.tsv holds facts (names of companies, what they are for, their domains) taken from the works below.\n\
         The column `source` of each row names the work it comes from.\n",
    );
    for source in SOURCES.iter().filter(|source| used.contains(source.key)) {
        let count: usize =
            rows.iter().filter(|row| row.product.source == source.key).map(|row| row.domains.len()).sum();
        text += &format!(
            "\n{}: {}\n  licence {}; {}\n  {count} domains\n",
            source.key, source.name, source.licence, source.notice
        );
    }
    text += "\nApache License 2.0: see LICENSE at the root of this project.\n\nMIT License:\n\n";
    text += include_str!("../data/MIT.txt");
    text
}

fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
