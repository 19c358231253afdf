//! What each source says, as claims.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use discovery::vendors::Category;
use serde_json::Value;

use super::Claim;
use super::names::{bare, title};

/// Lists of v2fly that name no company: dumps by country or purpose, tests, what is private.
const NO_COMPANY: &[&str] = &["cn", "private", "test", "test-ipv6", "connectivity-check", "greatfire", "gfw"];
const NO_COMPANY_STARTS: &[&str] = &["tld-", "category-", "geolocation-"];

/// What parsedmarc's map calls a row, and what it is for here. Other types (internet providers, schools, banks…) are
/// neither tools nor what people browse, and are left out.
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
    ("Web Host", Category::Hosting),
    ("Search Engine", Category::Content),
    ("News", Category::Content),
    ("Entertainment", Category::Content),
    ("Publishing", Category::Content),
    ("Photography", Category::Creative),
    ("Retail", Category::Company),
    ("Travel", Category::Company),
];

pub(super) fn third_party_web(folder: &Path) -> Vec<Claim> {
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

pub(super) fn v2fly(folder: &Path, vendors: &HashMap<String, String>) -> Vec<Claim> {
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

pub(super) fn parsedmarc(file: &Path, vendors: &HashMap<String, String>) -> Vec<Claim> {
    let bytes = fs::read(file).expect("the map is there");
    let sheets = tabular::read("map.csv", &bytes).expect("the map is a table");
    let sheet = sheets.first().expect("one sheet");
    let mut claims = Vec::new();
    for row in &sheet.rows {
        let cell = |at| row.cell(Some(at)).shown().trim().to_owned();
        let (domain, name, kind) = (cell(0), cell(1), cell(2));
        let Some((_, category)) = TYPES.iter().find(|(word, _)| *word == kind) else { continue };
        // Names whose letters were broken on their way are no names.
        let name = name.trim_matches('"').to_owned();
        if name.is_empty() || name.contains(['\u{FFFD}', 'Ã', 'Â']) || name.contains(char::is_control) {
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

/// Domains that stand behind aliases of a house's own zone; a comment names the company of those beneath it.
pub(super) fn cname_cloaking(file: &Path, vendors: &HashMap<String, String>) -> Vec<Claim> {
    let text = fs::read_to_string(file).expect("the list is text");
    let (mut claims, mut name) = (Vec::new(), None);
    for block in text.split("\n\n") {
        for line in block.lines() {
            match line.strip_prefix("# ").map(str::trim) {
                Some(comment) if comment.starts_with("http") || comment.contains(':') => {}
                // A former name stands in brackets behind the name.
                Some(comment) => name = Some(comment.split(" (").next().unwrap_or(comment).to_owned()),
                None => {
                    let (Some(name), false) = (&name, line.starts_with('#')) else { continue };
                    let vendor = vendors.get(&bare(name)).unwrap_or(name);
                    claims.push(Claim {
                        source: "cname-cloaking",
                        vendor: vendor.clone(),
                        product: vendor.clone(),
                        category: Category::Analytics,
                        marketing: Some(true),
                        domain: line.trim().to_lowercase(),
                    });
                }
            }
        }
        name = None;
    }
    claims
}

/// Brands and the addresses of their sites. Taken only where the registered name is the brand's name: a brand's logo may
/// come from anywhere.
pub(super) fn simple_icons(file: &Path, vendors: &HashMap<String, String>) -> Vec<Claim> {
    let text = fs::read(file).expect("data/simple-icons.json of the package");
    let all: Vec<Value> = serde_json::from_slice(&text).expect("a list of brands");
    let mut claims = Vec::new();
    for brand in &all {
        let (Some(title), Some(source)) = (brand["title"].as_str(), brand["source"].as_str()) else { continue };
        let Some(host) = discovery::host::of_url(source.as_bytes()) else { continue };
        let mut room = [0; discovery::host::NAME_MOST];
        let Some(discovery::host::Host::Name(host)) = discovery::host::read(host, &mut room) else { continue };
        let domain = discovery::host::registrable(host);
        let name = bare(title);
        let first = domain.split('.').next().unwrap_or(domain);
        if name.len() < 2 || (bare(first) != name && bare(domain) != name) {
            continue;
        }
        let vendor = vendors.get(&name).cloned().unwrap_or_else(|| title.to_owned());
        claims.push(Claim {
            source: "simple-icons",
            product: vendor.clone(),
            vendor,
            category: Category::Company,
            marketing: None,
            domain: domain.to_owned(),
        });
    }
    claims
}
