//! Who calls whom, how often at Saturday's peak, and what happens when nobody answers.

use crate::cell::Amount;
use Amount::{Between, Exactly, Unknown};

/// A flow from one system to another.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    /// The caller, or the sender of a nightly file.
    pub source: &'static str,
    /// The one called.
    pub target: &'static str,
    /// How the caller lives without an answer, as the file says it.
    pub mode: &'static str,
    /// Calls a second at peak.
    pub rate: Amount,
    /// Calls for each request the caller itself receives.
    pub calls: Amount,
    /// Share of the calls a cache answers, in per cent.
    pub cache: Amount,
    /// The data it carries.
    pub carries: &'static [&'static str],
}

const fn flow(
    source: &'static str,
    target: &'static str,
    mode: &'static str,
    rate: Amount,
    carries: &'static [&'static str],
) -> Flow {
    Flow { source, target, mode, rate, calls: Unknown, cache: Unknown, carries }
}

const fn cached(
    source: &'static str,
    target: &'static str,
    rate: Amount,
    cache: f64,
    carries: &'static [&'static str],
) -> Flow {
    Flow { source, target, mode: "en cache", rate, calls: Unknown, cache: Exactly(cache), carries }
}

const fn nightly(source: &'static str, target: &'static str, carries: &'static [&'static str]) -> Flow {
    Flow { source, target, mode: "batch", rate: Unknown, calls: Unknown, cache: Unknown, carries }
}

/// Every flow, caller by caller.
pub static FLOWS: &[Flow] = &[
    // The app.
    flow("mobile-app", "api-gateway", "dur", Between(140.0, 160.0), &[]),
    flow("mobile-app", "tag-manager", "facultatif", Unknown, &["browsing-events"]),
    cached("mobile-app", "cms", Exactly(18.0), 85.0, &["promotion-rule"]),
    cached("mobile-app", "dam", Exactly(9.0), 92.0, &["product-image"]),
    // The gateway.
    flow("api-gateway", "loyalty-engine", "dur", Unknown, &["points-balance", "loyalty-account"]),
    flow("api-gateway", "promotions", "dégradable", Exactly(12.0), &["voucher", "promotion-rule"]),
    flow("api-gateway", "directory", "dur", Between(16.0, 19.0), &["contact-details"]),
    flow("api-gateway", "consent", "dégradable", Exactly(21.0), &["consent-choice"]),
    flow("api-gateway", "unified-profile", "dégradable", Between(14.0, 17.0), &["customer-segment"]),
    flow("api-gateway", "crm", "dur", Exactly(6.0), &["customer-identity", "contact-details"]),
    flow("api-gateway", "oms", "dur", Exactly(5.5), &["order-status"]),
    flow("api-gateway", "realtime-stock", "dégradable", Between(30.0, 34.0), &["stock-level"]),
    cached("api-gateway", "pim", Exactly(4.0), 90.0, &["product-sheet"]),
    cached("api-gateway", "erp", Exactly(3.0), 88.0, &["price"]),
    flow("api-gateway", "recommendation", "dégradable", Exactly(24.0), &["recommendation-list"]),
    flow("api-gateway", "gift-cards", "dégradable", Exactly(0.4), &["gift-card-balance"]),
    // The site.
    Flow {
        calls: Exactly(0.2),
        ..flow("ecommerce-site", "search", "dégradable", Between(62.0, 68.0), &["product-sheet"])
    },
    flow("ecommerce-site", "api-gateway", "dur", Between(45.0, 50.0), &[]),
    cached("ecommerce-site", "cms", Between(85.0, 95.0), 80.0, &["opening-hours"]),
    cached("ecommerce-site", "dam", Exactly(24.0), 94.0, &["product-image"]),
    flow("ecommerce-site", "realtime-stock", "dégradable", Between(30.0, 34.0), &["stock-level"]),
    flow("ecommerce-site", "promotions", "dur", Exactly(14.0), &["promotion-rule", "voucher"]),
    Flow { calls: Exactly(0.02), ..flow("ecommerce-site", "payment", "dur", Exactly(6.5), &["payment-token"]) },
    flow("ecommerce-site", "oms", "dur", Exactly(4.5), &["order"]),
    flow("ecommerce-site", "directory", "dur", Exactly(9.0), &["contact-details"]),
    flow("ecommerce-site", "consent", "dur", Between(70.0, 75.0), &["consent-choice"]),
    flow("ecommerce-site", "recommendation", "dégradable", Between(58.0, 64.0), &["recommendation-list"]),
    flow("ecommerce-site", "reviews", "facultatif", Exactly(21.0), &["review"]),
    flow("ecommerce-site", "retail-media", "facultatif", Between(36.0, 41.0), &["ad-placement"]),
    flow("ecommerce-site", "tag-manager", "facultatif", Between(280.0, 320.0), &["browsing-events"]),
    flow("ecommerce-site", "call-centre", "facultatif", Exactly(1.5), &["conversation-history"]),
    flow("ecommerce-site", "gift-cards", "dégradable", Exactly(0.6), &["gift-card-balance"]),
    flow("ecommerce-site", "emailing", "file d'attente", Exactly(2.5), &["order-status"]),
    flow("ecommerce-site", "automation", "message", Exactly(3.0), &["basket-content"]),
    nightly("ecommerce-site", "data-warehouse", &["order", "basket-content"]),
    // The tills.
    flow("tills", "loyalty-engine", "dur", Exactly(22.0), &["points-balance", "loyalty-account"]),
    flow("tills", "promotions", "dégradable", Exactly(20.0), &["promotion-rule", "voucher"]),
    flow("tills", "payment", "dur", Exactly(22.0), &["payment-token"]),
    flow("tills", "gift-cards", "dégradable", Exactly(1.8), &["gift-card-balance"]),
    flow("tills", "realtime-stock", "file d'attente", Exactly(14.0), &["stock-level"]),
    nightly("tills", "erp", &["invoice"]),
    nightly("tills", "data-warehouse", &["purchase-history"]),
    flow("tills", "emailing", "asynchrone", Exactly(1.1), &["invoice"]),
    // Loyalty, promotions, payment, gift cards.
    nightly("loyalty-engine", "crm", &["loyalty-account"]),
    nightly("loyalty-engine", "data-warehouse", &["points-balance", "loyalty-account"]),
    nightly("loyalty-engine", "unified-profile", &["points-balance"]),
    nightly("promotions", "data-warehouse", &["voucher"]),
    nightly("promotions", "tills", &["promotion-rule"]),
    nightly("payment", "erp", &["invoice"]),
    nightly("gift-cards", "erp", &["invoice"]),
    // Orders and stock.
    flow("oms", "realtime-stock", "dur", Exactly(3.5), &["stock-level"]),
    flow("oms", "wms", "file d'attente", Exactly(2.0), &["order"]),
    flow("oms", "payment", "dur", Exactly(2.5), &["payment-token"]),
    flow("oms", "seller-tablet", "asynchrone", Exactly(0.9), &["order"]),
    flow("oms", "emailing", "file d'attente", Exactly(2.2), &["order-status"]),
    nightly("oms", "erp", &["invoice"]),
    nightly("oms", "data-warehouse", &["order"]),
    flow("wms", "oms", "asynchrone", Exactly(1.6), &["order-status"]),
    flow("wms", "realtime-stock", "file d'attente", Exactly(0.8), &["stock-level"]),
    nightly("wms", "erp", &["stock-level"]),
    nightly("realtime-stock", "data-warehouse", &["stock-level"]),
    nightly("erp", "pim", &["product-sheet"]),
    nightly("erp", "tills", &["price"]),
    nightly("erp", "data-warehouse", &["invoice", "price"]),
    nightly("erp", "realtime-stock", &["stock-level"]),
    // Content.
    nightly("pim", "search", &["product-sheet"]),
    nightly("pim", "ecommerce-site", &["product-sheet"]),
    nightly("pim", "recommendation", &["product-sheet"]),
    cached("pim", "dam", Exactly(1.2), 70.0, &["product-image"]),
    cached("cms", "dam", Exactly(0.8), 75.0, &["product-image"]),
    flow("cms", "store-signage", "asynchrone", Unknown, &["promotion-rule"]),
    flow("search", "realtime-stock", "dégradable", Unknown, &["stock-level"]),
    flow("store-signage", "dam", "mis en cache", Unknown, &["product-image"]),
    flow("retail-media", "store-signage", "asynchrone", Unknown, &["ad-placement"]),
    flow("retail-media", "consent", "dur", Exactly(19.0), &["consent-choice"]),
    // Customers. The CRM and the unified profile feed each other: a cycle.
    flow("crm", "unified-profile", "message", Exactly(5.0), &["customer-identity", "contact-details"]),
    flow("unified-profile", "crm", "asynchrone", Exactly(3.5), &["customer-segment"]),
    flow("unified-profile", "consent", "dur", Between(4.0, 6.0), &["consent-choice"]),
    flow("unified-profile", "automation", "message", Exactly(6.0), &["customer-segment"]),
    nightly("unified-profile", "emailing", &["customer-segment"]),
    nightly("unified-profile", "recommendation", &["customer-segment"]),
    nightly("crm", "data-warehouse", &["customer-identity"]),
    flow("consent", "crm", "message", Exactly(1.4), &["consent-choice", "preferences"]),
    flow("consent", "tag-manager", "synchrone", Exactly(12.0), &["consent-choice"]),
    // Messages.
    flow("automation", "emailing", "dur", Exactly(5.0), &["voucher"]),
    flow("automation", "promotions", "dégradable", Exactly(0.7), &["voucher"]),
    flow("automation", "mobile-app", "asynchrone", Between(25.0, 35.0), &["voucher"]),
    flow("automation", "consent", "dur", Unknown, &["preferences"]),
    flow("emailing", "consent", "bloquant", Exactly(1.5), &["preferences"]),
    flow("emailing", "recommendation", "dégradable", Exactly(9.0), &["recommendation-list"]),
    nightly("emailing", "data-warehouse", &["campaign-results"]),
    // Measurement and figures.
    flow("tag-manager", "web-analytics", "asynchrone", Between(280.0, 320.0), &["browsing-events"]),
    flow("tag-manager", "retail-media", "facultatif", Unknown, &["browsing-events"]),
    nightly("web-analytics", "data-warehouse", &["browsing-events"]),
    nightly("reviews", "data-warehouse", &["review"]),
    nightly("data-warehouse", "bi", &["campaign-results"]),
    nightly("data-warehouse", "unified-profile", &["purchase-history"]),
    nightly("data-warehouse", "recommendation", &["purchase-history"]),
    flow("bi", "directory", "dur", Exactly(0.6), &["employee-account"]),
    // People who help.
    flow("call-centre", "crm", "dur", Exactly(4.0), &["customer-identity", "contact-details"]),
    flow("call-centre", "oms", "dégradable", Exactly(2.2), &["order-status"]),
    flow("call-centre", "directory", "dur", Exactly(0.4), &["employee-account"]),
    nightly("call-centre", "data-warehouse", &["conversation-history"]),
    flow("seller-tablet", "realtime-stock", "dégradable", Exactly(8.0), &["stock-level"]),
    flow("seller-tablet", "oms", "dur", Exactly(1.5), &["order"]),
    flow("seller-tablet", "directory", "dur", Exactly(5.0), &["employee-account"]),
    cached("seller-tablet", "pim", Exactly(2.0), 60.0, &["product-sheet"]),
];
