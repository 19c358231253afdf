//! Which product of the pack words stand for: whole names only, never a part of one.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::harvest::EvidenceKind;
use crate::vendors::{Pack, ProductId};

/// What the pack's names lead to, made once for all look-ups.
pub(super) struct Names<'a> {
    keys: HashMap<String, ProductId, FixedState>,
    names: HashMap<String, ProductId, FixedState>,
    descriptors: HashMap<String, ProductId, FixedState>,
    tokens: HashMap<String, ProductId, FixedState>,
    pack: &'a Pack,
}

impl<'a> Names<'a> {
    pub(super) fn of(pack: &'a Pack) -> Names<'a> {
        let empty = || HashMap::with_hasher(FixedState::with_seed(0));
        let mut made = Names { keys: empty(), names: empty(), descriptors: empty(), tokens: empty(), pack };
        for (product, number) in pack.products().iter().zip(0..) {
            let id = ProductId(number);
            made.keys.entry(product.key()).or_insert(id);
            made.names.entry(base::slug(&product.name)).or_insert(id);
            for word in &product.descriptors {
                made.descriptors.entry(base::slug(word)).or_insert(id);
            }
            for word in &product.tokens {
                made.tokens.entry(word.to_lowercase()).or_insert(id);
            }
        }
        made
    }

    pub(super) fn of_key(&self, key: &str) -> Option<ProductId> {
        self.keys.get(key).copied()
    }

    /// What words of a list of this kind stand for.
    pub(super) fn of_words(&self, kind: EvidenceKind, words: &str) -> Option<ProductId> {
        match kind {
            EvidenceKind::Expense => self.of_descriptor(words),
            EvidenceKind::SignOn | EvidenceKind::Tags => self.of_app_name(words),
            EvidenceKind::Zone | EvidenceKind::Mail => self.of_token(words),
            EvidenceKind::Proxy | EvidenceKind::Dns | EvidenceKind::Page | EvidenceKind::Cookies => None,
        }
    }

    /// The product of the longest descriptor a merchant's name begins with, in whole words.
    fn of_descriptor(&self, merchant: &str) -> Option<ProductId> {
        let folded = base::slug(merchant);
        let ends = folded.match_indices('-').map(|(at, _)| at).chain([folded.len()]);
        let found = ends.filter_map(|end| self.descriptors.get(folded.get(..end)?)).last();
        found.copied().or_else(|| self.of_app_name(merchant))
    }

    fn of_app_name(&self, name: &str) -> Option<ProductId> {
        self.names.get(&base::slug(name)).copied()
    }

    fn of_token(&self, token: &str) -> Option<ProductId> {
        self.tokens.get(&token.to_lowercase()).copied()
    }

    pub(super) fn pack(&self) -> &'a Pack {
        self.pack
    }
}
