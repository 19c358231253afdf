//! The vendor pack's tables, read as plain text: which real products a house may have, and which names stand in none.

use std::collections::{HashMap, HashSet};

/// A product of the tables.
#[derive(Clone, Debug)]
pub struct Row {
    pub vendor: String,
    pub product: String,
    pub category: String,
    pub marketing: Option<bool>,
    /// The domains that lead to it and to no product before it.
    pub domains: Vec<String>,
    pub descriptors: Vec<String>,
    pub tokens: Vec<String>,
    pub source: String,
}

impl Row {
    /// How a verdict would name it.
    pub fn key(&self) -> String {
        let (vendor, product) = (self.vendor.trim().to_lowercase(), self.product.trim().to_lowercase());
        if vendor == product { product } else { format!("{vendor}/{product}") }
    }
}

/// All of them.
pub struct Facts {
    pub rows: Vec<Row>,
    by_domain: HashMap<String, usize>,
    /// Names of vendors and products, and the words of their payments, letters only.
    words: HashSet<String>,
}

const TABLES: [&str; 2] = [include_str!("../../../data/own.tsv"), include_str!("../../../data/derived.tsv")];

impl Facts {
    /// Reads the tables.
    pub fn read() -> Facts {
        let mut facts = Facts { rows: Vec::new(), by_domain: HashMap::new(), words: HashSet::new() };
        let mut numbers: HashMap<(String, String), usize> = HashMap::new();
        for table in TABLES {
            let mut lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
            let column = |name: &str| header.iter().position(|it| *it == name);
            let places = ["source", "vendor", "product", "category", "marketing", "domains", "descriptors", "tokens"]
                .map(column);
            for line in lines {
                let cells: Vec<&str> = line.split('\t').collect();
                let cell = |at: usize| places[at].and_then(|at| cells.get(at)).copied().unwrap_or_default().trim();
                let list = |at: usize, by: char| -> Vec<String> {
                    cell(at).split(by).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
                };
                let row = Row {
                    vendor: cell(1).to_owned(),
                    product: cell(2).to_owned(),
                    category: cell(3).to_owned(),
                    marketing: match cell(4) {
                        "yes" => Some(true),
                        "no" => Some(false),
                        _ => None,
                    },
                    domains: Vec::new(),
                    descriptors: list(6, '|'),
                    tokens: list(7, '|'),
                    source: cell(0).to_owned(),
                };
                let name = (row.vendor.to_lowercase(), row.product.to_lowercase());
                for word in [&row.vendor, &row.product].into_iter().chain(&row.descriptors) {
                    facts.words.insert(letters(word));
                }
                let next = facts.rows.len();
                let number = *numbers.entry(name).or_insert(next);
                if number == next {
                    facts.rows.push(row);
                }
                for domain in list(5, ' ') {
                    if !facts.by_domain.contains_key(&domain) {
                        facts.by_domain.insert(domain.clone(), number);
                        facts.rows[number].domains.push(domain);
                    }
                }
            }
        }
        facts
    }

    /// The product a host leads to: the longest ending that stands in the tables.
    pub fn of_host(&self, host: &str) -> Option<&Row> {
        let mut rest = host;
        loop {
            if let Some(&number) = self.by_domain.get(rest) {
                return self.rows.get(number);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// Whether no table knows a name, as a domain, a vendor, a product or a payment.
    pub fn is_free(&self, name: &str, domain: &str) -> bool {
        let name = letters(name);
        self.of_host(domain).is_none() && !self.words.iter().any(|word| *word == name || word.starts_with(&name))
    }
}

/// The letters and digits of a name, small.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
