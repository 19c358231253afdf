//! One product under one name, whichever source speaks of it: the own table's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use discovery::vendors::Row;

use super::Claim;

/// Small letters and digits alone.
pub(super) fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// A name of a list's file, as a name.
pub(super) fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Gives products of the own table the name they bear there.
///
/// A product is the own table's when it bears its name or one of its other names; of a name others bear too, when it shares
/// a domain or names the same vendor as well, otherwise its domain is put beside its name. A product of another name is
/// the own table's when most of its domains are one product's there.
pub(super) fn as_in_own_table(claims: &mut [Claim], own: &[Row]) {
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut by_domain: HashMap<&str, usize> = HashMap::new();
    for (at, row) in own.iter().enumerate() {
        let product = &row.product;
        let both = format!("{} {}", product.vendor, product.name);
        for name in [&product.name, &both].into_iter().chain(&product.names) {
            by_name.entry(bare(name)).or_insert(at);
        }
        for domain in &row.domains {
            by_domain.insert(domain, at);
        }
    }
    let mut shared: BTreeMap<(String, String, &str), Vec<Option<usize>>> = BTreeMap::new();
    let mut sole: BTreeMap<(String, String, &str), String> = BTreeMap::new();
    let of_host = |domain: &str| {
        let ends = std::iter::once(domain).chain(domain.match_indices('.').map(|(at, _)| &domain[at + 1..]));
        ends.filter_map(|end| by_domain.get(end)).next().copied()
    };
    for claim in claims.iter() {
        let key = (claim.vendor.clone(), claim.product.clone(), claim.source);
        shared.entry(key.clone()).or_default().push(of_host(&claim.domain));
        sole.entry(key).or_insert_with(|| claim.domain.clone());
    }
    for claim in claims {
        let key = (claim.vendor.clone(), claim.product.clone(), claim.source);
        let (Some(shared), Some(domain)) = (shared.get(&key), sole.get(&key)) else { continue };
        let named = by_name.get(&bare(&claim.product)).and_then(|at| own.get(*at));
        let ordinary = named.is_some_and(|row| {
            let name = bare(&row.product.name);
            !row.product.descriptors.iter().any(|descriptor| bare(descriptor) == name)
        });
        let same = |row: &Row| {
            let vendor = bare(&claim.vendor);
            vendor == bare(&row.product.vendor) && vendor != bare(&claim.product)
        };
        let of_own = match named {
            Some(row) if !ordinary || same(row) || shared.iter().flatten().any(|at| own[*at].line == row.line) => {
                Some(row)
            }
            Some(_) => {
                claim.vendor = format!("{} ({domain})", claim.vendor);
                claim.product = format!("{} ({domain})", claim.product);
                continue;
            }
            None => mostly(shared).map(|at| &own[at]),
        };
        if let Some(row) = of_own {
            claim.vendor.clone_from(&row.product.vendor);
            claim.product.clone_from(&row.product.name);
            claim.category = row.product.category;
            claim.marketing = row.product.marketing;
        }
    }
}

/// The product at least half of the domains are of.
fn mostly(of: &[Option<usize>]) -> Option<usize> {
    let all: BTreeSet<usize> = of.iter().copied().flatten().collect();
    all.into_iter().find(|at| of.iter().filter(|it| **it == Some(*at)).count() * 2 >= of.len())
}
