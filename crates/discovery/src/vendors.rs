//! Whose product a domain is: the pack of facts compiled in, and those users add.

mod attribute;
mod category;
mod refuse;
mod table;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::suffix::Suffixes;

pub use attribute::{Attribution, Observed};
pub use category::Category;
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
}

impl Product {
    /// What names it for good, whatever number it has in a pack: vendor and product in small letters.
    pub fn key(&self) -> String {
        if self.vendor == self.name { fold(&self.name) } else { format!("{}/{}", fold(&self.vendor), fold(&self.name)) }
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
    suffixes: Suffixes,
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
];

impl Pack {
    /// The pack compiled in. It is read once.
    pub fn built_in() -> &'static Loaded {
        static PACK: OnceLock<Loaded> = OnceLock::new();
        PACK.get_or_init(|| Pack::of(&[OWN, DERIVED]))
    }

    /// Reads tables of rows, those that count first in front: a domain in two tables is the first one's.
    ///
    /// Within one table a domain may stand once. An entry is refused, and named, when it is no domain, equals a public
    /// suffix, stands twice, or says nothing its product's other domains do not say.
    pub fn of(tables: &[&str]) -> Loaded {
        let mut refused = Vec::new();
        let mut products: Vec<Product> = Vec::new();
        let mut numbers: HashMap<(String, String), u32> = HashMap::new();
        let mut domains: HashMap<String, u32> = HashMap::new();
        for table in tables {
            let (rows, more) = table::rows(table);
            refused.extend(more);
            let kept = refuse::sift(&rows, &mut refused);
            for (row, kept) in rows.into_iter().zip(kept) {
                let name = (fold(&row.product.vendor), fold(&row.product.name));
                let next = products.len() as u32;
                let number = *numbers.entry(name).or_insert(next);
                if number == next {
                    products.push(row.product);
                }
                for domain in kept {
                    domains.entry(domain).or_insert(number);
                }
            }
        }
        let mut domains: Vec<(String, u32)> = domains.into_iter().collect();
        domains.sort_unstable();
        let suffixes = Suffixes::of(domains.iter().map(|(domain, number)| (domain.as_str(), *number)));
        Loaded { pack: Arc::new(Pack { products, suffixes }), refused }
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
