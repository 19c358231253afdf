//! Writes `data/derived.tsv` and `data/NOTICE`: facts about whose domain and whose cookie is whose, from works whose
//! licences allow it.
//!
//! ```text
//! npm pack third-party-web && tar xzf third-party-web-*.tgz          # MIT         → package/
//! npm pack simple-icons && tar xzf simple-icons-*.tgz                # CC0-1.0     → package/data/simple-icons.json
//! pip download parsedmarc --no-deps && unzip parsedmarc-*.whl        # Apache-2.0  → parsedmarc/resources/maps/
//! git clone https://github.com/v2fly/domain-list-community           # MIT         → domain-list-community/data/
//! git clone https://github.com/nextdns/cname-cloaking-blocklist      # MIT         → cname-cloaking-blocklist/domains
//! git clone https://github.com/jkwakman/Open-Cookie-Database         # Apache-2.0  → open-cookie-database.csv
//! cargo run --release -p discovery --example vendor_pack -- \
//!   --third-party-web package --v2fly domain-list-community/data \
//!   --parsedmarc parsedmarc/resources/maps/base_reverse_dns_map.csv \
//!   --cname-cloaking cname-cloaking-blocklist/domains --simple-icons package/data/simple-icons.json \
//!   --open-cookie-database open-cookie-database.csv
//! ```
//!
//! Only names of companies, what they are for, their domains and their cookies' names are taken; nothing observed on pages.
//! Each row bears its source. A domain two sources claim goes to the first in the order above; what is refused is counted
//! and shown.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a task: it reads folders and writes tables")]

mod cookies;
mod names;
mod notice;
mod sources;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use discovery::vendors::{Category, OWN, Pack, Product, Row, rows, write};

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
    let needed = |name: &str| {
        given(name).unwrap_or_else(|| {
            eprintln!("say where the sources are: {name} is missing; the head of this task says where each comes from");
            std::process::exit(2)
        })
    };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let (own, _) = rows(OWN);

    let mut claims = sources::third_party_web(&needed("--third-party-web"));
    // One vendor under one name: the lists write names without capitals and spaces.
    let vendors: HashMap<String, String> =
        claims.iter().map(|claim| (names::bare(&claim.vendor), claim.vendor.clone())).collect();
    claims.extend(sources::v2fly(&needed("--v2fly"), &vendors));
    claims.extend(sources::parsedmarc(&needed("--parsedmarc"), &vendors));
    claims.extend(sources::cname_cloaking(&needed("--cname-cloaking"), &vendors));
    claims.extend(sources::simple_icons(&needed("--simple-icons"), &vendors));
    let database = cookies::read(&needed("--open-cookie-database"));
    names::as_in_own_table(&mut claims, &own);
    let platforms = cookies::platforms(&database, &claims, &own);
    claims.extend(cookies::domains(&database, &platforms));

    let (mut made, mut left) = gather(claims, &own);
    cookies::add(&mut made, &database, &platforms, &mut left);
    let rows: Vec<Row> = made.into_values().collect();
    let table = format!(
        "# Written by `cargo run -p discovery --example vendor_pack`; not edited by hand: our own facts stand in own.tsv.\n\
         # Sources and licences: NOTICE beside this file.\n{}",
        write(&rows)
    );
    let loaded = Pack::of(&[&table]);
    fs::write(data.join("derived.tsv"), &table).expect("the table can be written");
    fs::write(data.join("NOTICE"), notice::of(&rows)).expect("the notice can be written");
    let cookies: usize = rows.iter().map(|row| row.product.cookies.len()).sum();
    println!("{} rows, {} domains, {cookies} cookies, {} bytes", rows.len(), loaded.pack.domains(), table.len());
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

type LeftOut = BTreeMap<&'static str, (u64, Vec<String>)>;
/// Rows by vendor, product and source.
type Rows = BTreeMap<(String, String, &'static str), Row>;

fn leave(left: &mut LeftOut, why: &'static str, what: &str) {
    let (count, examples) = left.entry(why).or_default();
    *count += 1;
    if examples.len() < 5 {
        examples.push(what.to_owned());
    }
}

fn row(vendor: &str, product: &str, category: Category, marketing: Option<bool>, source: &str) -> Row {
    let product = Product {
        name: product.to_owned(),
        vendor: vendor.to_owned(),
        category,
        marketing,
        source: source.to_owned(),
        descriptors: Vec::new(),
        tokens: Vec::new(),
        names: Vec::new(),
        cookies: Vec::new(),
        selectors: Vec::new(),
        tags: Vec::new(),
    };
    Row { line: 0, product, domains: Vec::new() }
}

/// Makes rows of claims: the own table's domains come first, then the first claim wins, and what says nothing new is left
/// out.
fn gather(claims: Vec<Claim>, own: &[Row]) -> (Rows, LeftOut) {
    let mut left = LeftOut::new();
    let mut first: HashMap<String, (String, String)> = HashMap::new();
    let mut in_own: HashSet<&str> = HashSet::new();
    for row in own {
        for domain in &row.domains {
            in_own.insert(domain);
            first.insert(domain.clone(), (row.product.vendor.clone(), row.product.name.clone()));
        }
    }
    let mut kept = Vec::new();
    for claim in claims {
        let mut room = [0; discovery::host::NAME_MOST];
        let name = match discovery::host::read(claim.domain.as_bytes(), &mut room) {
            Some(discovery::host::Host::Name(name)) => name.to_owned(),
            _ => {
                leave(&mut left, "entries that are no domain", &claim.domain);
                continue;
            }
        };
        let bare = name.strip_prefix("www.").unwrap_or_default();
        if in_own.contains(bare) {
            leave(&mut left, "domains claimed before", &name);
        } else if discovery::host::is_public_suffix(&name) {
            leave(&mut left, "public suffixes", &name);
        } else {
            match first.entry(name) {
                Entry::Occupied(before) => leave(&mut left, "domains claimed before", before.key()),
                Entry::Vacant(free) => {
                    free.insert((claim.vendor.clone(), claim.product.clone()));
                    kept.push(claim);
                }
            }
        }
    }
    let mut made = Rows::new();
    for claim in kept {
        let own = (claim.vendor.clone(), claim.product.clone());
        // With the own table in front and without it: the loader looks at each table alone.
        let covers = |skip: &dyn Fn(&str) -> bool| {
            let ends = claim.domain.match_indices('.').map(|(at, _)| &claim.domain[at + 1..]);
            ends.filter(|end| !skip(end)).find_map(|end| first.get(end)) == Some(&own)
        };
        if covers(&|_| false) || covers(&|end| in_own.contains(end)) {
            leave(&mut left, "domains a shorter one of the same product covers", &claim.domain);
            continue;
        }
        let fresh = || row(&claim.vendor, &claim.product, claim.category, claim.marketing, claim.source);
        made.entry((own.0, own.1, claim.source)).or_insert_with(fresh).domains.push(claim.domain);
    }
    made.values_mut().for_each(|row| row.domains.sort());
    (made, left)
}
