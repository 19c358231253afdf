//! Whose product a domain is: the pack of facts compiled in, and those users add.

mod attribute;
mod category;
mod index;
mod owner;
mod refuse;
mod table;
mod typical;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::suffix::Suffixes;
use index::Index;

pub use attribute::{Attribution, Observed};
pub use category::Category;
pub use owner::{OWNERS_HEADER, Owner, When};
pub use refuse::{Refusal, Refused};
pub use table::{HEADER, Row, rows, write};

/// A product, as one source knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Who makes and sells it.
    pub vendor: String,
    /// What it is for.
    pub category: Category,
    /// Whether marketing would buy it; nothing when the source does not tell.
    pub marketing: Option<bool>,
    /// Which source says so: a key of [`SOURCES`], or the user's own word.
    pub source: String,
    /// Words card statements and invoices use for it, in capitals.
    pub descriptors: Vec<String>,
    /// Words it makes companies publish in their DNS zone: the beginning of a TXT record.
    pub tokens: Vec<String>,
    /// Other names it bears in lists of applications.
    pub names: Vec<String>,
    /// Cookies it sets, `*` for any signs.
    pub cookies: Vec<String>,
    /// Names of the keys it signs mail with, `*` for any signs.
    pub selectors: Vec<String>,
    /// Codes of the types of tags that load it.
    pub tags: Vec<String>,
}

impl Product {
    /// What names it for good, whatever number it has in a pack: vendor and product in small letters.
    pub fn key(&self) -> String {
        let (vendor, name) = (fold(&self.vendor), fold(&self.name));
        if vendor == name { name } else { format!("{vendor}/{name}") }
    }

    /// Takes what another row says of the same product. What it is for stays as it was.
    fn learn(&mut self, more: Product) {
        let lists = [
            (&mut self.descriptors, more.descriptors),
            (&mut self.tokens, more.tokens),
            (&mut self.names, more.names),
            (&mut self.cookies, more.cookies),
            (&mut self.selectors, more.selectors),
            (&mut self.tags, more.tags),
        ];
        for (list, more) in lists {
            for one in more {
                if !list.contains(&one) {
                    list.push(one);
                }
            }
        }
    }
}

/// A source of facts, with what its licence asks to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SourceOfFacts {
    /// The key its rows bear.
    pub key: &'static str,
    /// Its name and where it comes from.
    pub name: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// The line of copyright it asks to keep.
    pub notice: &'static str,
}

/// The number of a product within a [`Pack`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProductId(pub u32);

/// Every product known, and the domains that lead to each.
#[derive(Clone, Debug)]
pub struct Pack {
    products: Vec<Product>,
    /// The number of each product's key.
    keys: HashMap<String, u32>,
    /// How many domains lead to each product.
    reach: Vec<u32>,
    /// Domains of products that statements name.
    billed: Vec<(String, ProductId)>,
    suffixes: Suffixes,
    owners: owner::Owners,
    index: OnceLock<Index>,
}

/// What was read of a pack: what is in use, and every entry that was refused, with the reason.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The pack.
    pub pack: Arc<Pack>,
    /// What it refused.
    pub refused: Vec<Refused>,
}

/// Our own table of facts.
pub const OWN: &str = include_str!("../data/own.tsv");
/// The table written by `cargo run -p discovery --example vendor_pack` from permissive sources.
pub const DERIVED: &str = include_str!("../data/derived.tsv");

/// Our own table of who owns which product since when.
pub const OWNERS: &str = include_str!("../data/owners.tsv");

/// Every source the tables compiled in come from.
pub static SOURCES: &[SourceOfFacts] = &[
    SourceOfFacts { key: "own", name: "Entente", licence: "Apache-2.0", notice: "the project's own table of facts" },
    SourceOfFacts {
        key: "third-party-web",
        name: "third-party-web (npm), dist/entities.json",
        licence: "MIT",
        notice: "Copyright (c) 2019 Patrick Hulce",
    },
    SourceOfFacts {
        key: "v2fly",
        name: "v2fly/domain-list-community, data/*",
        licence: "MIT",
        notice: "Copyright (c) 2018-2019 V2Ray",
    },
    SourceOfFacts {
        key: "parsedmarc",
        name: "parsedmarc (PyPI), resources/maps/base_reverse_dns_map.csv",
        licence: "Apache-2.0",
        notice: "Copyright Sean Whalen and the contributors of parsedmarc",
    },
    SourceOfFacts {
        key: "cname-cloaking",
        name: "nextdns/cname-cloaking-blocklist, domains",
        licence: "MIT",
        notice: "Copyright (c) 2022 NextDNS",
    },
    SourceOfFacts {
        key: "simple-icons",
        name: "simple-icons (npm), data/simple-icons.json",
        licence: "CC0-1.0",
        notice: "Simple Icons and its contributors; no rights reserved",
    },
    SourceOfFacts {
        key: "open-cookie-database",
        name: "jkwakman/Open-Cookie-Database, open-cookie-database.csv",
        licence: "Apache-2.0",
        notice: "the work of jkwakman and the contributors of the Open Cookie Database; it names no copyright line",
    },
];

impl Pack {
    /// The pack compiled in. It is read once.
    pub fn built_in() -> &'static Loaded {
        static PACK: OnceLock<Loaded> = OnceLock::new();
        PACK.get_or_init(|| Pack::of(&[OWN, OWNERS, DERIVED]))
    }

    /// Reads tables of rows, those that count first in front: a domain in two tables is the first one's.
    ///
    /// Within one table a domain may stand once. An entry is refused, and named, when it is no domain, equals a public
    /// suffix, stands twice, or says nothing its product's other domains do not say. A line that begins with `owned` names
    /// the columns of owners, which may follow in the same table: [`OWNERS_HEADER`].
    pub fn of(tables: &[&str]) -> Loaded {
        let mut refused = Vec::new();
        let mut products: Vec<Product> = Vec::new();
        let mut keys: HashMap<String, u32> = HashMap::new();
        let mut domains: HashMap<String, u32> = HashMap::new();
        for table in tables {
            let (mut rows, more) = table::rows(table);
            refused.extend(more);
            rows.iter_mut().for_each(|row| refuse::sift_names(row, &mut refused));
            let kept = refuse::sift(&rows, &mut refused);
            for (row, kept) in rows.into_iter().zip(kept) {
                let next = products.len() as u32;
                let number = *keys.entry(row.product.key()).or_insert(next);
                match products.get_mut(number as usize) {
                    Some(known) => known.learn(row.product),
                    None => products.push(row.product),
                }
                for domain in kept {
                    domains.entry(domain).or_insert(number);
                }
            }
        }
        let mut domains: Vec<(String, u32)> = domains.into_iter().collect();
        domains.sort_unstable();
        let suffixes = Suffixes::of(domains.iter().map(|(domain, number)| (domain.as_str(), *number)));
        let mut reach = vec![0; products.len()];
        for (_, number) in &domains {
            if let Some(count) = reach.get_mut(*number as usize) {
                *count += 1;
            }
        }
        let on_statements = |number: u32| products.get(number as usize).is_some_and(|it| !it.descriptors.is_empty());
        let billed = domains.into_iter().filter(|(_, number)| on_statements(*number));
        let billed = billed.map(|(domain, number)| (domain, ProductId(number))).collect();
        let vendors = products.iter().map(|product| fold(&product.vendor));
        let known: HashSet<String> = keys.keys().cloned().chain(vendors).collect();
        let mut owners = owner::Owners::new();
        // What counts is in front, and of owners the last row counts.
        tables.iter().rev().for_each(|table| owner::owners(table, &known, &mut owners, &mut refused));
        let pack = Pack { products, keys, reach, billed, suffixes, owners, index: OnceLock::new() };
        Loaded { pack: Arc::new(pack), refused }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.products, &self.billed))
    }

    /// Finds the product a host in small letters leads to, and the domain that says so.
    pub fn of_host<'a>(&self, name: &'a str) -> Option<(ProductId, &'a str)> {
        self.suffixes.longest(name).map(|(number, domain)| (ProductId(number), domain))
    }

    /// A product by its number.
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.products.get(id.0 as usize)
    }

    /// Every product, by number.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// How many domains lead to a product.
    pub fn domains(&self) -> usize {
        self.suffixes.len()
    }

    /// The table of domains.
    pub fn suffixes(&self) -> &Suffixes {
        &self.suffixes
    }
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
