//! What the house has registered, found again by host or by name.

use std::collections::HashMap;

use base::{Kind, Ref};
use discovery::vendors::Pack;
use discovery::verdict::Tool;
use landscape::catalog::Catalog;
use landscape::field::Field;

/// Contracts and systems by their hosts and names.
pub(super) struct Register {
    hosts: HashMap<String, Ref>,
    names: HashMap<String, Ref>,
    /// By the key of the product a registered host leads to.
    products: HashMap<String, Ref>,
}

impl Register {
    /// Reads the landscape. A contract goes before a system: it names the product, a system often only its use.
    pub(super) fn of(catalog: &Catalog, pack: Option<&Pack>) -> Register {
        let mut register = Register { hosts: HashMap::new(), names: HashMap::new(), products: HashMap::new() };
        for thing in catalog.of_kind(Kind::Contract).chain(catalog.of_kind(Kind::System)) {
            if thing.choice(Field::Lifecycle) == Some("retired") {
                continue;
            }
            for host in thing.list(Field::Hosts) {
                if let Some(host) = host_of(host) {
                    let product = pack.and_then(|pack| pack.product(pack.of_host(&host)?.0));
                    if let Some(product) = product {
                        register.products.entry(product.key()).or_insert_with(|| thing.id.clone());
                    }
                    register.hosts.entry(host).or_insert_with(|| thing.id.clone());
                }
            }
            for name in [&thing.name.fr, &thing.name.en] {
                register.names.entry(base::slug(name)).or_insert_with(|| thing.id.clone());
            }
        }
        register
    }

    /// The contract or system a tool is: one of its hosts is registered, or lies under a registered one, or a registered
    /// one lies under it; else its name.
    pub(super) fn find(&self, tool: &Tool) -> Option<Ref> {
        let product = self.products.get(&tool.key).cloned();
        let exact = product.or_else(|| tool.domains.iter().find_map(|domain| self.above(domain)));
        let below = || {
            let lies = |host: &str, domain: &str| {
                host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            let mut found: Vec<_> =
                self.hosts.iter().filter(|(host, _)| tool.domains.iter().any(|domain| lies(host, domain))).collect();
            found.sort();
            found.first().map(|(_, id)| (*id).clone())
        };
        exact.or_else(below).or_else(|| self.named(&base::slug(&tool.name)))
    }

    /// The contract or system of a name, as a key.
    pub(super) fn named(&self, key: &str) -> Option<Ref> {
        self.names.get(key).cloned()
    }

    /// What is registered for a domain or one it lies under.
    fn above(&self, domain: &str) -> Option<Ref> {
        let starts = std::iter::once(0).chain(domain.match_indices('.').map(|(at, _)| at + 1));
        starts.filter_map(|start| self.hosts.get(&domain[start..])).next().cloned()
    }
}

/// The host in what people write: `https://app.example.com/login` is `app.example.com`; nothing without a dot.
fn host_of(written: &str) -> Option<String> {
    let bare = written.trim().to_lowercase();
    let bare = bare.split_once("://").map_or(bare.as_str(), |(_, rest)| rest);
    let host = bare.split(['/', ':', '?']).next().unwrap_or_default().trim_start_matches("*.");
    (host.contains('.') && !host.starts_with('.')).then(|| host.to_owned())
}
