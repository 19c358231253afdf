//! Which product a name speaks of that is no host: a merchant on a card statement, an application of the sign-on, a
//! record of the zone, a cookie, a key that signs mail, a tag.
//!
//! Every look-up is exact: whole words, from the start, the longest first; a name that could be somebody else's leads to
//! nothing.

mod application;
mod descriptor;
mod pattern;
mod words;

use std::collections::{BTreeMap, HashMap};

use super::{Pack, Product, ProductId};
use crate::host::{self, Host};
use pattern::Patterns;
use words::joined;

/// Shortest run of letters a name is known by, spaces left out.
const NAME_LEAST: usize = 3;

/// What look-ups other than hosts need. Made on first use.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Merchants as statements write them, in capitals, spaces left out.
    merchants: BTreeMap<String, ProductId>,
    /// Names that begin the name of an application.
    begin: HashMap<String, ProductId>,
    /// Names that are the whole name of an application.
    whole: HashMap<String, ProductId>,
    /// The beginnings of records, in small letters.
    tokens: Vec<(String, ProductId)>,
    cookies: Patterns,
    selectors: Patterns,
    tags: HashMap<String, ProductId>,
}

impl Index {
    pub(super) fn of(products: &[Product], domains: &[(String, ProductId)]) -> Index {
        let mut made = Index::default();
        for (product, number) in products.iter().zip(0_u32..) {
            made.put(product, ProductId(number));
        }
        for (domain, id) in domains {
            // A statement that loses its dots: `MAKE COM`. Only for products a statement may name at all.
            if products.get(id.0 as usize).is_some_and(|product| !product.descriptors.is_empty()) {
                put(&mut made.merchants, joined(domain), *id);
            }
        }
        made.tokens.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        made
    }

    /// Whether some name of an application leads to the product.
    pub(super) fn knows_application(&self, id: ProductId) -> bool {
        self.begin.values().chain(self.whole.values()).any(|known| *known == id)
    }

    fn put(&mut self, product: &Product, id: ProductId) {
        for descriptor in &product.descriptors {
            put(&mut self.merchants, joined(descriptor), id);
        }
        // A name statements may write without more is one nobody else bears; another is read only when it stands alone.
        let bare = joined(&product.name);
        let own = product.descriptors.iter().any(|descriptor| joined(descriptor) == bare);
        let both = joined(&format!("{} {}", product.vendor, product.name));
        let mut begins: Vec<String> = product.names.iter().map(|name| joined(name)).collect();
        if product.vendor != product.name {
            begins.push(both);
        }
        if own {
            begins.push(bare.clone());
        }
        for name in begins.into_iter().filter(|name| name.len() >= NAME_LEAST) {
            self.begin.entry(name).or_insert(id);
        }
        // A list of domains names its company by the name of a file, which is no name of an application.
        if product.source != "v2fly" && bare.len() >= NAME_LEAST && !application::is_anybodys(&bare) {
            self.whole.entry(bare).or_insert(id);
        }
        self.tokens.extend(product.tokens.iter().map(|token| (token.to_lowercase(), id)));
        product.cookies.iter().for_each(|cookie| self.cookies.put(cookie, id));
        product.selectors.iter().for_each(|selector| self.selectors.put(&selector.to_lowercase(), id));
        for tag in &product.tags {
            self.tags.entry(tag.clone()).or_insert(id);
        }
    }
}

fn put(into: &mut BTreeMap<String, ProductId>, name: String, id: ProductId) {
    if name.len() >= NAME_LEAST {
        into.entry(name).or_insert(id);
    }
}

impl Pack {
    /// Finds the product a merchant's descriptor on a statement or in a ledger was paid for.
    ///
    /// What stands in front of the merchant (the bank's words, dates, the payment service) is passed over; what follows
    /// (telephone, town, legal form) changes nothing, unless it says that the merchant is a shop of another trade. The
    /// merchant is read in whole words from its start, never inside a word: `CANVAS & CO` is not Canva.
    pub fn of_descriptor(&self, descriptor: &str) -> Option<ProductId> {
        descriptor::find(self, descriptor)
    }

    /// Finds the product an application of a sign-on service is: `HubSpot CRM`, `Salesforce Marketing Cloud – Prod`.
    pub fn of_app_name(&self, name: &str) -> Option<ProductId> {
        application::find(self, name)
    }

    /// Finds the product that asked for a TXT record of a zone as a proof of its domain.
    pub fn of_token(&self, record: &str) -> Option<ProductId> {
        let record = record.trim_matches(|sign: char| sign.is_whitespace() || sign == '"').to_lowercase();
        let begins = |token: &str| {
            let rest = record.strip_prefix(token)?;
            // A token that goes on with letters is another one, unless it says itself where its value begins.
            let ends = token.contains(['=', ':']) || !rest.starts_with(|next: char| next.is_alphabetic());
            ends.then_some(())
        };
        self.index().tokens.iter().find(|(token, _)| begins(token).is_some()).map(|(_, id)| *id)
    }

    /// Finds the product that sets a cookie of this name. Capitals count, as they do in cookies.
    pub fn of_cookie(&self, name: &str) -> Option<ProductId> {
        self.index().cookies.find(name.trim())
    }

    /// Finds the product that signs mail: by the domain it signs for when it is its own, otherwise by the name of its key.
    pub fn of_dkim(&self, domain: &str, selector: &str) -> Option<ProductId> {
        self.of_name(domain).or_else(|| self.index().selectors.find(&selector.trim().to_lowercase()))
    }

    /// Finds the product a tag loads: by the code of its type in an export (`awct`) or in a published script (`__awct`),
    /// or by the name of its template.
    pub fn of_tag_type(&self, tag: &str) -> Option<ProductId> {
        let tag = tag.trim();
        let tags = &self.index().tags;
        let code = tags.get(tag).or_else(|| tags.get(tag.strip_prefix("__")?));
        code.copied().or_else(|| self.of_app_name(tag))
    }

    /// Finds a product by its [`Product::key`].
    pub fn of_key(&self, key: &str) -> Option<ProductId> {
        self.keys.get(key).map(|number| ProductId(*number))
    }

    /// Reads a host as somebody wrote it, and finds its product.
    fn of_name(&self, name: &str) -> Option<ProductId> {
        match host::read(name.trim().as_bytes(), &mut [0; host::NAME_MOST])? {
            Host::Name(name) => self.of_host(name).map(|(id, _)| id),
            Host::Local | Host::Address => None,
        }
    }
}
