//! What the house has registered, found again by host or by name.

use std::collections::HashMap;

use base::{Kind, Ref};
use discovery::vendors::Pack;
use discovery::verdict::Tool;
use landscape::catalog::Catalog;
use landscape::field::Field;

/// Contracts and systems by their hosts and names.
#[derive(Default)]
pub(super) struct Register {
    hosts: HashMap<String, Ref>,
    /// By each domain a registered host lies under, itself included: the first such host by the alphabet.
    under: HashMap<String, (String, Ref)>,
    names: HashMap<String, Ref>,
    /// By the key of the product a registered host leads to.
    products: HashMap<String, Ref>,
}

impl Register {
    /// Reads the landscape. A contract goes before a system: it names the product, a system often only its use.
    pub(super) fn of(catalog: &Catalog, pack: Option<&Pack>) -> Register {
        let mut register = Register::default();
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
        register.index();
        register
    }

    /// Notes each registered host under every domain above it, so that looking one up is one look.
    fn index(&mut self) {
        let mut hosts: Vec<(&String, &Ref)> = self.hosts.iter().collect();
        hosts.sort_unstable();
        for (host, id) in hosts {
            for start in labels(host) {
                self.under.entry(host[start..].to_owned()).or_insert_with(|| (host.clone(), id.clone()));
            }
        }
    }

    /// The contract or system a tool is: one of its hosts is registered, or lies under a registered one, or a registered
    /// one lies under it; else its name.
    pub(super) fn find(&self, tool: &Tool) -> Option<Ref> {
        let product = self.products.get(&tool.key).cloned();
        let exact = product.or_else(|| tool.domains.iter().find_map(|domain| self.above(domain)));
        exact.or_else(|| self.below(&tool.domains)).or_else(|| self.named(&base::slug(&tool.name)))
    }

    /// The contract or system of a name, as a key.
    pub(super) fn named(&self, key: &str) -> Option<Ref> {
        self.names.get(key).cloned()
    }

    /// What is registered for a host that lies under one of the domains.
    fn below(&self, domains: &[String]) -> Option<Ref> {
        domains.iter().filter_map(|domain| self.under.get(domain)).min().map(|(_, id)| id.clone())
    }

    /// What is registered for a domain or one it lies under.
    fn above(&self, domain: &str) -> Option<Ref> {
        labels(domain).filter_map(|start| self.hosts.get(&domain[start..])).next().cloned()
    }
}

/// Where each label of a host begins.
fn labels(host: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(host.match_indices('.').map(|(at, _)| at + 1))
}

/// The host in what people write: `https://app.example.com/login` is `app.example.com`; nothing without a dot.
fn host_of(written: &str) -> Option<String> {
    let bare = written.trim().to_lowercase();
    let bare = bare.split_once("://").map_or(bare.as_str(), |(_, rest)| rest);
    let host = bare.split(['/', ':', '?']).next().unwrap_or_default().trim_start_matches("*.");
    (host.contains('.') && !host.starts_with('.')).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The slow, obvious version: every registered host against every domain.
    fn slowly(hosts: &[(String, Ref)], domains: &[String]) -> Option<Ref> {
        let lies = |host: &str, domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let under = hosts.iter().filter(|(host, _)| domains.iter().any(|domain| lies(host, domain)));
        under.min().map(|(_, id)| id.clone())
    }

    proptest! {
        #[test]
        fn a_registered_host_under_a_tool_s_domain_is_found_as_if_each_were_looked_at(
            hosts in prop::collection::hash_set("([ab]{1,2}\\.){0,3}[ab]\\.(fr|com)", 0..12),
            domains in prop::collection::vec("([ab]{1,2}\\.){0,2}[ab]\\.(fr|com)", 0..4),
        ) {
            let hosts: Vec<(String, Ref)> = hosts
                .into_iter()
                .enumerate()
                .map(|(nth, host)| (host, Ref::new(Kind::System, &format!("s{nth}"))))
                .collect();
            let mut register = Register { hosts: hosts.iter().cloned().collect(), ..Register::default() };
            register.index();
            prop_assert_eq!(register.below(&domains), slowly(&hosts, &domains));
        }
    }
}
