//! Where a product is looked for: the kinds of evidence the pack can know it in.

use super::{Category, Pack, ProductId};
use crate::harvest::EvidenceKind;

impl Pack {
    /// Tells in which kinds of evidence the pack can know a product, in the order of [`EvidenceKind::ALL`].
    ///
    /// This is what the pack holds of it, not how often it shows there: a product without a descriptor cannot be known in
    /// expenses, however often it is paid for.
    pub fn typical(&self, id: ProductId) -> Vec<EvidenceKind> {
        let Some(product) = self.product(id) else { return Vec::new() };
        let hosts = self.reach.get(id.0 as usize).is_some_and(|count| *count > 0);
        let on_pages = product.source == "third-party-web" || !product.cookies.is_empty() || !product.tags.is_empty();
        let sends = matches!(product.category, Category::Mail | Category::Marketing | Category::Crm);
        let shows = |kind: &EvidenceKind| match kind {
            EvidenceKind::Proxy | EvidenceKind::Dns => hosts,
            EvidenceKind::SignOn => self.index().knows_application(id),
            EvidenceKind::Expense => !product.descriptors.is_empty(),
            EvidenceKind::Mail => !product.selectors.is_empty() || hosts && (sends || product.source == "parsedmarc"),
            EvidenceKind::Zone => !product.tokens.is_empty() || !product.selectors.is_empty(),
            EvidenceKind::Page => hosts && on_pages,
            EvidenceKind::Tags => !product.tags.is_empty() || hosts && on_pages,
            EvidenceKind::Cookies => !product.cookies.is_empty(),
        };
        EvidenceKind::ALL.into_iter().filter(shows).collect()
    }
}
