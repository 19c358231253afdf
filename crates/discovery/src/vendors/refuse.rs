//! What a pack may not hold: an entry that would claim what is not its product's.

use std::collections::HashMap;

use base::Say;

use super::table::Row;
use crate::host;

/// Why an entry was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The row lacks a column, or holds a word the column does not know.
    Row {
        /// The column.
        column: &'static str,
    },
    /// It is no domain: no dot, a sign no domain has, capitals that are no letters.
    NoDomain,
    /// Names under it belong to different owners.
    PublicSuffix,
    /// It stands in this table already, for this product.
    Twice,
    /// It stands in this table already, for another product.
    AnothersAlready {
        /// That product.
        product: String,
    },
    /// A shorter domain of the same product covers it, and none of another product lies between.
    SaysNothingNew {
        /// The shorter domain.
        covered_by: String,
    },
    /// A name or pattern of so few letters that it would be anybody's.
    SaysTooLittle {
        /// The column.
        column: &'static str,
    },
    /// An owner of what no table knows.
    OwnedByNobody,
}

/// An entry that was refused, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line in its table, from 1.
    pub line: u64,
    /// The entry.
    pub entry: String,
    /// Why.
    pub refusal: Refusal,
}

impl Refusal {
    /// The reason in a sentence.
    pub fn say(&self) -> Say {
        match self {
            Refusal::Row { column } => Say::new(
                format!("la colonne {column} manque ou ne se lit pas"),
                format!("the column {column} is missing or cannot be read"),
            ),
            Refusal::NoDomain => Say::new(
                "ce n'est pas un nom de domaine (les accents s'écrivent en xn--…)",
                "this is no domain name (accents are written as xn--…)",
            ),
            Refusal::PublicSuffix => Say::new(
                "c'est un suffixe public : les noms qu'il porte sont à des propriétaires différents",
                "this is a public suffix: the names under it belong to different owners",
            ),
            Refusal::Twice => Say::new("le domaine y est déjà", "the domain is there already"),
            Refusal::AnothersAlready { product } => Say::new(
                format!("le domaine y est déjà pour {product}"),
                format!("the domain is there already, for {product}"),
            ),
            Refusal::SaysNothingNew { covered_by } => Say::new(
                format!("{covered_by} du même produit le couvre déjà"),
                format!("{covered_by} of the same product covers it already"),
            ),
            Refusal::SaysTooLittle { column } => Say::new(
                format!("trop court dans la colonne {column} : n'importe qui peut porter ce nom"),
                format!("too short in the column {column}: anybody may bear this name"),
            ),
            Refusal::OwnedByNobody => Say::new(
                "aucun produit ni aucun fournisseur connu ne porte cette clé (fournisseur/produit, en minuscules)",
                "no known product or vendor bears this key (vendor/product, in small letters)",
            ),
        }
    }
}

/// Sifts the domains of one table: those to keep, row by row; the others go to `refused`.
pub(super) fn sift(rows: &[Row], refused: &mut Vec<Refused>) -> Vec<Vec<String>> {
    let same = |a: &Row, b: &Row| a.product.name == b.product.name && a.product.vendor == b.product.vendor;
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut passed: Vec<Vec<String>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut passed_here = Vec::new();
        for entry in &row.domains {
            let refusal = match domain(entry) {
                Err(refusal) => refusal,
                Ok(domain) => match first.get(&domain).and_then(|at| rows.get(*at)) {
                    Some(other) if same(other, row) => Refusal::Twice,
                    Some(other) => Refusal::AnothersAlready { product: other.product.name.clone() },
                    None => {
                        first.insert(domain.clone(), at);
                        passed_here.push(domain);
                        continue;
                    }
                },
            };
            refused.push(Refused { line: row.line, entry: entry.clone(), refusal });
        }
        passed.push(passed_here);
    }
    for (row, domains) in rows.iter().zip(&mut passed) {
        domains.retain(|domain| {
            let over = parents(domain).find_map(|parent| first.get(parent).map(|at| (parent, *at)));
            let covered_by = over.filter(|(_, at)| rows.get(*at).is_some_and(|other| same(other, row)));
            if let Some((parent, _)) = covered_by {
                let refusal = Refusal::SaysNothingNew { covered_by: parent.to_owned() };
                refused.push(Refused { line: row.line, entry: domain.clone(), refusal });
            }
            covered_by.is_none()
        });
    }
    passed
}

/// Takes out of a product the names that would be anybody's: fewer than three letters or digits that stay the same.
pub(super) fn sift_names(row: &mut Row, refused: &mut Vec<Refused>) {
    let line = row.line;
    let product = &mut row.product;
    let columns = [
        ("descriptors", &mut product.descriptors, 3),
        ("tokens", &mut product.tokens, 3),
        ("names", &mut product.names, 3),
        ("cookies", &mut product.cookies, 2),
        ("selectors", &mut product.selectors, 2),
        ("tags", &mut product.tags, 1),
    ];
    for (column, list, least) in columns {
        list.retain(|entry| {
            let enough = entry.chars().filter(|sign| sign.is_alphanumeric()).count() >= least;
            if !enough {
                refused.push(Refused { line, entry: entry.clone(), refusal: Refusal::SaysTooLittle { column } });
            }
            enough
        });
    }
}

/// Reads an entry as a domain a pack may hold, in small letters.
fn domain(entry: &str) -> Result<String, Refusal> {
    match host::read(entry.trim().as_bytes(), &mut [0; host::NAME_MOST]) {
        Some(host::Host::Name(name)) if host::is_public_suffix(name) => Err(Refusal::PublicSuffix),
        Some(host::Host::Name(name)) => Ok(name.to_owned()),
        Some(host::Host::Local) if host::has_known_suffix(&entry.trim().to_lowercase()) => Err(Refusal::PublicSuffix),
        _ => Err(Refusal::NoDomain),
    }
}

/// The shorter names a name ends with, the longest first.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').filter_map(|(at, _)| name.get(at + 1..))
}
